//! What was done to a contract, by whom and with which key: a summary for somebody who was not there.

use std::collections::BTreeSet;

use chrono::{DateTime, FixedOffset};

use super::audited_contract::AuditedContract;
use super::in_force::{InForce, lists};
use super::memory::Memory;
use crate::contract::{Member, Revision, folded_address, same_address};
use crate::history::PublicKey;
use crate::negotiation::{Decision, Trust};

/// One contract, told by what its people did.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Account {
    /// Its name in round 1.
    pub contract: String,
    /// Its title in the newest version that can be read.
    pub title: String,
    /// How many rounds there are.
    pub rounds: usize,
    /// How many records.
    pub records: usize,
    /// How many of them do not count.
    pub void: usize,
    /// Who did something, in the order in which they first did.
    pub people: Vec<PersonAccount>,
}

/// What one person did.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PersonAccount {
    /// The name as the contract lists it; of somebody whom it does not list, the name under which they wrote.
    pub name: String,
    /// The e-mail address.
    pub email: String,
    /// For whom they spoke; `None` for a stranger.
    pub party: Option<OfParty>,
    /// What they did.
    pub deeds: Vec<Activity>,
    /// The keys that signed it, each once, with what is known of whose it is.
    pub keys: Vec<(String, KeyKnowledge)>,
    /// Whether some of it is not signed.
    pub unsigned: bool,
}

/// The party that somebody spoke for, as the newest version has it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OfParty {
    /// Its id.
    pub id: String,
    /// Its name.
    pub name: String,
    /// What it is called in the contract; may be empty.
    pub role: String,
}

/// One kind of thing that a person did, all of it together.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Activity {
    /// What.
    pub did: Did,
    /// In which rounds.
    pub rounds: Vec<u32>,
    /// How many wordings it concerns; of rounds, none are counted.
    pub clauses: usize,
    /// How many records say so.
    pub records: usize,
    /// The earliest date, as stated.
    pub first: DateTime<FixedOffset>,
    /// The latest date, as stated.
    pub last: DateTime<FixedOffset>,
    /// Whose position it reports, where it is not the person's own party's.
    pub reported: Option<Reported>,
    wordings: BTreeSet<(String, Option<Revision>)>,
}

/// The position of another party, as somebody reports it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reported {
    /// The party.
    pub party: OfParty,
    /// How it was said, each source once.
    pub sources: Vec<String>,
}

/// What somebody did.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Did {
    /// Sent rounds.
    Sent,
    /// Wrote rounds without sending them with the program.
    Wrote,
    /// Took in, and reported, what another party sent in a file.
    Received,
    /// Recorded a position.
    Said(Decision),
}

/// What is known of a key.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum KeyKnowledge {
    /// Compared with the party outside of git.
    Compared,
    /// The one that the user of this copy signs with.
    Own,
    /// Listed by the party, and not compared outside of git.
    NotCompared,
    /// Not listed by the party.
    NotListed,
}

impl KeyKnowledge {
    /// The word by which programs know it.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Compared => "compared",
            Self::Own => "own",
            Self::NotCompared => "not-compared",
            Self::NotListed => "not-listed",
        }
    }
}

impl Activity {
    /// The word by which programs know it.
    #[must_use]
    pub fn word(&self) -> &'static str {
        match self.did {
            Did::Sent => "sent",
            Did::Received => "received",
            Did::Wrote => "wrote",
            Did::Said(decision) => decision.word(),
        }
    }

    fn of(did: Did, at: DateTime<FixedOffset>) -> Self {
        let (rounds, wordings) = (Vec::new(), BTreeSet::new());
        Self {
            did,
            rounds,
            clauses: 0,
            records: 0,
            first: at,
            last: at,
            reported: None,
            wordings,
        }
    }

    fn is_like(&self, other: &Self) -> bool {
        let party = |deed: &Self| deed.reported.as_ref().map(|reported| reported.party.id.clone());
        self.did == other.did && party(self) == party(other)
    }

    fn add(&mut self, other: Self) {
        self.rounds.extend(other.rounds);
        self.rounds.sort_unstable();
        self.rounds.dedup();
        self.records += other.records;
        self.wordings.extend(other.wordings);
        self.clauses = self.wordings.len();
        (self.first, self.last) = (self.first.min(other.first), self.last.max(other.last));
        if let (Some(reported), Some(other)) = (&mut self.reported, other.reported) {
            let new = other
                .sources
                .into_iter()
                .filter(|source| !reported.sources.contains(source));
            let new: Vec<String> = new.collect();
            reported.sources.extend(new);
        }
    }
}

/// The account of one contract, from what the audit has read of it.
pub(super) fn of(audited: &AuditedContract<'_>, memory: &Memory) -> Account {
    let mut builder = AccountBuilder {
        audited,
        memory,
        people: Vec::new(),
    };
    builder.rounds();
    let void = builder.records();
    let readable = |text| audited.versions.get(text).filter(|version| version.fault.is_none());
    let newest = readable(audited.newest)
        .or_else(|| audited.changes.iter().rev().find_map(|change| readable(change.after)))
        .map(|version| version.title.clone());
    Account {
        contract: audited.name.to_owned(),
        title: newest.unwrap_or_default(),
        rounds: audited.rounds.rounds.len(),
        records: audited.files.len(),
        void,
        people: builder.people.into_iter().map(|(_, person)| in_order(person)).collect(),
    }
}

/// What a person did for the own party comes before what they report of another.
fn in_order(mut person: PersonAccount) -> PersonAccount {
    person.deeds.sort_by_key(|deed| deed.reported.is_some());
    person
}

/// What tells a person from all others: the party and the e-mail address, or the name of somebody of no party.
type Identity = (Option<String>, String);

struct AccountBuilder<'a> {
    audited: &'a AuditedContract<'a>,
    memory: &'a Memory,
    people: Vec<(Identity, PersonAccount)>,
}

impl AccountBuilder<'_> {
    fn rounds(&mut self) {
        for round in &self.audited.rounds.rounds {
            let made_by = round.made_by();
            let in_force = self.audited.in_force(made_by.id);
            let own = in_force
                .iter()
                .find(|one| Some(one.party.id.as_str()) == round.brought_by());
            let member = own.and_then(|own| {
                let (name, email) = (made_by.author.name.trim(), &made_by.author.email);
                let by_email = |one: &&Member| same_address(&one.email, email);
                let by_name = |one: &&Member| !name.is_empty() && one.name.trim() == name;
                own.party
                    .members
                    .iter()
                    .find(by_email)
                    .or_else(|| own.party.members.iter().find(by_name))
            });
            let email = member.map_or(made_by.author.email.as_str(), |member| &member.email);
            let name = member.map_or(made_by.author.name.as_str(), |member| &member.name);
            let did = match (&round.received, round.sent) {
                (Some(_), _) => Did::Received,
                (None, Some(_)) => Did::Sent,
                (None, None) => Did::Wrote,
            };
            let reported = round.received.as_ref().map(|received| Reported {
                party: self.party(round.party().unwrap_or_default()),
                sources: received
                    .sha256
                    .iter()
                    .map(|digest| format!("SHA-256 {digest}"))
                    .collect(),
            });
            let deed = Activity {
                rounds: vec![round.number],
                reported,
                ..Activity::of(did, made_by.at)
            };
            let key = self.audited.scan.key(made_by.id).map(|key| self.whose(key, own));
            self.add(round.brought_by(), name, email, deed, key);
        }
    }

    /// Tells what the records say, and gives how many do not count.
    fn records(&mut self) -> usize {
        let mut void = 0;
        let sent: BTreeSet<_> = self
            .audited
            .rounds
            .rounds
            .iter()
            .map(|round| round.made_by().id)
            .collect();
        for entry in &self.audited.dossier.entries {
            // A comment says nothing of where anybody stands.
            if entry.appraised.comment.is_some() && entry.appraised.trust.counts(true) {
                continue;
            }
            let record = match (&entry.appraised.record, &entry.appraised.trust) {
                (None, _) | (_, Trust::Void(_)) => {
                    void += 1;
                    continue;
                }
                (Some(record), _) => record,
            };
            if record.decision == Decision::Offer && sent.contains(&entry.file.added) {
                // The round says so already.
                continue;
            }
            let in_force = self.audited.in_force(entry.file.added);
            let own = in_force.iter().find(|one| one.party.id == record.party);
            let member = own.and_then(|own| {
                own.party
                    .members
                    .iter()
                    .find(|member| same_address(&member.email, &record.signer))
            });
            let name = member.map_or(record.signer.as_str(), |member| &member.name);
            let reported = record.speaks_for.as_ref().map(|holder| Reported {
                party: self.party(holder),
                sources: record.reported.iter().cloned().collect(),
            });
            let deed = Activity {
                rounds: vec![entry.round],
                records: 1,
                wordings: record
                    .clauses
                    .iter()
                    .map(|named| (named.id.clone(), named.revision))
                    .collect(),
                clauses: record.clauses.len(),
                reported,
                ..Activity::of(Did::Said(record.decision), record.at)
            };
            let key = entry.appraised.key.as_ref().map(|key| self.whose(key, own));
            self.add(Some(&record.party), name, &record.signer, deed, key);
        }
        void
    }

    fn whose(&self, key: &PublicKey, own: Option<&InForce>) -> (String, KeyKnowledge) {
        let listed = own.filter(|own| own.party.members.iter().any(|member| lists(&member.keys, key)));
        let whose = match listed {
            None => KeyKnowledge::NotListed,
            Some(_) if self.memory.own_key.as_ref() == Some(key) => KeyKnowledge::Own,
            Some(own) if own.compared => KeyKnowledge::Compared,
            Some(_) => KeyKnowledge::NotCompared,
        };
        (key.fingerprint().to_owned(), whose)
    }

    fn party(&self, id: &str) -> OfParty {
        let known = self
            .audited
            .dossier
            .authority
            .newest()
            .iter()
            .find(|one| one.party.id == id);
        let (name, role) = known
            .map(|one| (one.party.name.clone(), one.party.role.clone()))
            .unwrap_or_default();
        OfParty {
            id: id.to_owned(),
            name,
            role,
        }
    }

    fn add(
        &mut self,
        party: Option<&str>,
        name: &str,
        email: &str,
        deed: Activity,
        key: Option<(String, KeyKnowledge)>,
    ) {
        let (name, address) = (name.trim(), folded_address(email));
        let called = if party.is_some() && !address.is_empty() {
            address
        } else {
            name.to_owned()
        };
        let identity = (party.map(str::to_owned), called);
        let at = self
            .people
            .iter()
            .position(|(known, _)| *known == identity)
            .unwrap_or_else(|| {
                let person = PersonAccount {
                    name: name.to_owned(),
                    email: email.to_owned(),
                    party: party.map(|id| self.party(id)),
                    deeds: Vec::new(),
                    keys: Vec::new(),
                    unsigned: false,
                };
                self.people.push((identity, person));
                self.people.len() - 1
            });
        let person = &mut self.people[at].1;
        match person.deeds.iter_mut().find(|known| known.is_like(&deed)) {
            Some(known) => known.add(deed),
            None => person.deeds.push(deed),
        }
        match key {
            Some(key) if !person.keys.contains(&key) => person.keys.push(key),
            Some(_) => {}
            None => person.unsigned = true,
        }
    }
}
