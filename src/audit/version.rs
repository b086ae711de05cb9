//! The versions of a contract, each read once and kept as the digests and signs that the checks ask for.

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use rayon::prelude::*;

use super::kinds::VersionFault;
use crate::contract::{self, Contract, Party, Revision, folded_address};
use crate::history::{Error, KeyFlaw, PublicKey, Repository};
use crate::negotiation::{TextId, is_mere_heading};
use crate::redline::hidden::{HiddenKind, always_alarming, scan};

/// Characters that do not show or pass for others, by kind, with the first of each.
pub(super) type Marks = BTreeMap<HiddenKind, char>;

/// One clause of a version.
#[derive(Debug, Clone)]
pub(super) struct ClauseFacts {
    pub(super) revision: Revision,
    pub(super) marks: Marks,
    /// What in its id does not show as it is.
    pub(super) odd_id: Option<char>,
    /// Whether marks of an unfinished merge stand in it.
    pub(super) unfinished: bool,
    /// Whether it has no text of its own, and so needs no position.
    pub(super) heading_only: bool,
}

/// A key of a member's that no signature counts by, or that is too weak.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct FlawedKey {
    pub(super) party: String,
    pub(super) member: String,
    pub(super) written: String,
    pub(super) flaw: KeyFlaw,
}

/// What is wrong with members and keys.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct People {
    pub(super) keys: Vec<FlawedKey>,
    /// E-mail addresses, in small letters, that members of several parties have, with those parties.
    pub(super) shared: BTreeMap<String, Vec<String>>,
}

impl People {
    pub(super) fn of(parties: &[Party]) -> Self {
        let mut keys = Vec::new();
        let mut addresses: BTreeMap<String, Vec<String>> = BTreeMap::new();
        for party in parties {
            for member in &party.members {
                let address = folded_address(&member.email);
                let with = addresses.entry(address).or_default();
                if !with.contains(&party.id) {
                    with.push(party.id.clone());
                }
                keys.extend(member.keys.iter().filter_map(|written| {
                    let flaw = PublicKey::flaw_of(written)?;
                    let (party, member) = (party.id.clone(), member.name.clone());
                    Some(FlawedKey {
                        party,
                        member,
                        written: written.clone(),
                        flaw,
                    })
                }));
            }
        }
        addresses.retain(|address, with| !address.is_empty() && with.len() > 1);
        Self {
            keys,
            shared: addresses,
        }
    }
}

/// One version, digested.
pub(super) struct DigestedVersion {
    pub(super) fault: Option<VersionFault>,
    pub(super) clauses: HashMap<String, ClauseFacts>,
    /// What stands in title and parties.
    pub(super) front: Marks,
    /// What in an id of a party does not show as it is.
    pub(super) front_odd_id: Option<char>,
    /// Whether marks of an unfinished merge stand there.
    pub(super) front_unfinished: bool,
    pub(super) people: People,
    pub(super) title: String,
    pub(super) whole: Revision,
    pub(super) parties_digest: Revision,
}

impl DigestedVersion {
    fn of(bytes: &[u8]) -> Self {
        match contract::read(bytes) {
            Ok(contract) => Self::digest(&contract),
            Err(error) => {
                let is_yaml = contract::check_yaml(&contract::plain_line_ends(bytes)).is_ok();
                Self::unreadable(if is_yaml {
                    VersionFault::Contract(error)
                } else {
                    VersionFault::Yaml(error)
                })
            }
        }
    }

    pub(super) fn digest(contract: &Contract) -> Self {
        let clauses = contract.walk().into_iter().map(|visit| {
            let clause = visit.clause;
            let mut marks = marks([clause.heading.as_str(), &clause.text]);
            let passes = scan(&clause.id)
                .into_iter()
                .find(|hidden| hidden.kind == HiddenKind::LookAlike);
            if let Some(hidden) = passes {
                marks.entry(hidden.kind).or_insert(hidden.character);
            }
            let odd_id = contract::unseen_in_id(&clause.id);
            let unfinished = [&clause.heading, &clause.text]
                .into_iter()
                .any(|text| is_unfinished(text));
            let revision = contract::revision(clause);
            let heading_only = is_mere_heading(clause);
            (
                clause.id.clone(),
                ClauseFacts {
                    revision,
                    marks,
                    odd_id,
                    unfinished,
                    heading_only,
                },
            )
        });
        let members = contract.parties.iter().flat_map(|party| &party.members);
        let people = members.flat_map(|member| [member.name.as_str(), &member.email]);
        let parties = contract
            .parties
            .iter()
            .flat_map(|party| [party.name.as_str(), &party.role]);
        let front: Vec<&str> = [contract.title.as_str()]
            .into_iter()
            .chain(parties)
            .chain(people)
            .collect();
        Self {
            fault: None,
            clauses: clauses.collect(),
            front_unfinished: front.iter().any(|text| is_unfinished(text)),
            front: marks(front),
            front_odd_id: contract
                .parties
                .iter()
                .find_map(|party| contract::unseen_in_id(&party.id)),
            people: People::of(&contract.parties),
            title: contract.title.clone(),
            whole: contract::whole(contract),
            parties_digest: contract::parties_digest(contract),
        }
    }

    fn unreadable(fault: VersionFault) -> Self {
        let nothing = Revision::of(b"");
        Self {
            fault: Some(fault),
            clauses: HashMap::new(),
            front: Marks::new(),
            front_odd_id: None,
            front_unfinished: false,
            people: People::default(),
            title: String::new(),
            whole: nothing,
            parties_digest: nothing,
        }
    }

    /// The wording of a clause; `None` when it is not there.
    pub(super) fn revision(&self, clause: &str) -> Option<Revision> {
        self.clauses.get(clause).map(|facts| facts.revision)
    }
}

fn is_unfinished(text: &str) -> bool {
    !contract::conflict_marks(text).is_empty()
}

fn marks<'t>(texts: impl IntoIterator<Item = &'t str>) -> Marks {
    let mut marks = Marks::new();
    for hidden in texts
        .into_iter()
        .flat_map(scan)
        .filter(|hidden| always_alarming(hidden.kind))
    {
        marks.entry(hidden.kind).or_insert(hidden.character);
    }
    marks
}

/// Versions by their text.
#[derive(Default)]
pub(super) struct DigestedVersions {
    known: HashMap<TextId, Arc<DigestedVersion>>,
}

impl DigestedVersions {
    /// Reads texts that are not known yet: one after the other from git, and then all at once.
    pub(super) fn learn(&mut self, repository: &Repository, texts: &[TextId]) -> Result<(), Error> {
        const BATCH: usize = 64;
        let mut new: Vec<TextId> = texts
            .iter()
            .copied()
            .filter(|text| !self.known.contains_key(text))
            .collect();
        new.sort_unstable();
        new.dedup();
        for batch in new.chunks(BATCH) {
            let mut read = Vec::with_capacity(batch.len());
            for text in batch {
                match repository.text(*text) {
                    Err(error @ Error::TooLarge { .. }) => {
                        let fault = VersionFault::History(error);
                        self.known.insert(*text, Arc::new(DigestedVersion::unreadable(fault)));
                    }
                    bytes => read.push((*text, bytes?)),
                }
            }
            self.known.par_extend(
                read.into_par_iter()
                    .map(|(text, bytes)| (text, Arc::new(DigestedVersion::of(&bytes)))),
            );
        }
        Ok(())
    }

    /// A version that was learnt.
    pub(super) fn get(&self, text: Option<TextId>) -> Option<&DigestedVersion> {
        self.known.get(&text?).map(AsRef::as_ref)
    }
}
