//! A contract's record, read and appraised, and what the positions in it amount to.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::rc::Rc;
use std::sync::Arc;

use super::known_name::ClauseName;
use crate::audit::{self, Memory, RecordInput};
use crate::contract::{Outline, OutlinedClause, Party, Revision};
use crate::history::{CommitGraph, PublicKey};
use crate::negotiation::{
    CommitId, Decision, MereHeadings, Round, RoundWording, RoundWordings, Standings, TextId, standings,
};
use crate::session::Error;
use crate::session::read::revisions::Revisions;
use crate::session::read::version_facts::WholeText;
use crate::session::workspace::Negotiation;

/// All that is known of where a negotiation stands.
pub struct Dossier {
    /// The record, appraised, and who may speak for whom.
    pub record: audit::Appraisal,
    /// The key that the user signs with.
    pub own_key: Option<PublicKey>,
    /// All of history.
    pub graph: Arc<CommitGraph>,
    /// The wordings of every round that can be read, oldest first.
    pub wordings: Vec<RoundWordings>,
    /// What every clause that some round had is called, by id.
    pub names: HashMap<String, ClauseName>,
    /// The rounds without a signature of their sender's, whose party lists keys, with who is named as their author. They
    /// offer nothing.
    pub unsigned: BTreeMap<u32, String>,
    /// The text as a whole of each of these rounds, by number.
    pub(in crate::session) wholes: BTreeMap<u32, WholeText>,
}

impl Dossier {
    /// Where every clause stands for these parties. Reported positions count only if asked for.
    #[must_use]
    pub fn standings(&self, parties: &[String], reported: bool) -> Standings {
        let unjudged = self.record.unjudged();
        standings(&self.wordings, &self.record.filed(), parties, reported, &unjudged)
    }
}

impl Dossier {
    /// The digest that names the negotiation of a contract.
    ///
    /// # Errors
    ///
    /// When nothing of it was sent yet.
    pub(in crate::session) fn lineage(&self, contract: &str) -> Result<Revision, Error> {
        self.record.negotiation.ok_or_else(|| Error::NoRound {
            contract: contract.to_owned(),
        })
    }

    /// The whole text that a record was made of; `None` where its digest is not that of the round that it was made of.
    pub(in crate::session) fn whole_of(&self, entry: &audit::RecordEntry) -> Option<&WholeText> {
        let record = entry.appraised.record.as_ref()?;
        self.wholes
            .get(&entry.round)
            .filter(|whole| whole.digest() == record.whole)
    }

    /// How many clauses were agreed after each round, as was recorded up to then.
    #[must_use]
    pub fn course(&self, parties: &[String]) -> Vec<usize> {
        let (all, unjudged) = (self.record.filed(), self.record.unjudged());
        let after = |rounds: &[RoundWordings]| {
            let newest = rounds.last().map_or(0, |round| round.number);
            let said: Vec<_> = all.iter().filter(|filed| filed.round <= newest).cloned().collect();
            standings(rounds, &said, parties, false, &unjudged).agreed
        };
        (1..=self.wordings.len())
            .map(|rounds| after(&self.wordings[..rounds]))
            .collect()
    }
}

impl Negotiation<'_> {
    /// Reads and appraises the whole record.
    ///
    /// # Errors
    ///
    /// When history or a record's file cannot be read.
    pub fn dossier(&self, memory: &Memory) -> Result<Dossier, Error> {
        let repository = self.texts.repository();
        let newest = repository.newest()?.ok_or_else(|| Error::NoRound {
            contract: self.name().to_owned(),
        })?;
        let graph = repository.past_behind(newest)?;
        let input = RecordInput {
            repository,
            contract: &self.found.original_name,
            changes: &self.changes,
            rounds: &self.rounds,
            files: &self.record_files,
            graph: &graph,
            memory,
        };
        self.versions.read_all(&self.texts, &self.changes)?;
        let record = audit::Appraisal::with_parties(&input, |text| self.versions.parties(&self.texts, text))?;
        let told = self.wordings(&input, &record)?;
        let RoundFacts {
            wordings,
            names,
            unsigned,
            wholes,
        } = told;
        Ok(Dossier {
            record,
            own_key: memory.own_key.clone(),
            graph,
            wordings,
            names,
            unsigned,
            wholes,
        })
    }

    /// The wordings of the rounds whose text can be read, and which of them their senders brought in; what their clauses
    /// are called.
    fn wordings(&self, input: &RecordInput<'_>, record: &audit::Appraisal) -> Result<RoundFacts, Error> {
        let reader = Revisions::of(self);
        let order: HashMap<CommitId, usize> = self.changes.iter().enumerate().map(|(at, one)| (one.id, at)).collect();
        let mut rounds = Vec::with_capacity(self.rounds.rounds.len());
        let mut names: HashMap<String, ClauseName> = HashMap::new();
        let mut unsigned = BTreeMap::new();
        let mut wholes = BTreeMap::new();
        let mut previous: Option<(TextId, Rc<Outline>)> = None;
        for round in &self.rounds.rounds {
            // What was received in a file is nobody's offer: a record reports it.
            let drafted = if round.received.is_some() {
                Vec::new()
            } else {
                round.drafted()
            };
            let own: BTreeSet<CommitId> = drafted.iter().map(|change| change.id).collect();
            let mut changes: Vec<_> = round.changes.iter().chain(&round.foreign).collect();
            changes.sort_by_key(|change| order.get(&change.id));
            let mut offers = BTreeSet::new();
            let others: BTreeSet<CommitId> = not_by_own_hand(input, record, round)?.into_iter().collect();
            if let Some(change) = changes.iter().find(|change| others.contains(&change.id)) {
                unsigned.insert(round.number, change.author.name.clone());
            }
            for change in changes {
                // What cannot be understood offers nothing.
                for id in reader.touched(change)?.unwrap_or_default() {
                    if own.contains(&change.id) && !others.contains(&change.id) {
                        offers.insert(id);
                    } else {
                        offers.remove(&id);
                    }
                }
            }
            let Some(text) = round.text() else { continue };
            let Ok(facts) = self.facts(text)? else { continue };
            let before = previous.as_ref().map_or(&[][..], |(_, before)| &before.clauses);
            for (at, clause) in facts.clauses.iter().enumerate() {
                if before.get(at).is_some_and(|old| Arc::ptr_eq(old, clause)) {
                    continue;
                }
                if let Some(name) = names.get_mut(&clause.id) {
                    name.heading.clone_from(&clause.heading);
                } else {
                    let heading = clause.heading.clone();
                    names.insert(clause.id.clone(), ClauseName { heading, number: None });
                }
            }
            wholes.insert(round.number, WholeText::of_version(&facts));
            rounds.push(RoundWordings {
                number: round.number,
                party: round.party().map(str::to_owned),
                offers,
                wordings: self.round_wordings(previous.as_ref(), (text, &facts))?,
                at: round.made_by().at,
            });
            previous = Some((text, facts));
        }
        if let Some((text, _)) = previous
            && let Some(newest) = self.versions.contract(&self.texts, text)?
        {
            for visit in newest.walk() {
                names.entry(visit.clause.id.clone()).or_default().number = Some(visit.number);
            }
        }
        Ok(RoundFacts {
            wordings: rounds,
            names,
            unsigned,
            wholes,
        })
    }
}

impl Negotiation<'_> {
    /// The wordings of a round, and which of its clauses are mere headings.
    fn round_wordings(
        &self,
        previous: Option<&(TextId, Rc<Outline>)>,
        (text, facts): (TextId, &Outline),
    ) -> Result<Vec<RoundWording>, Error> {
        let before: HashMap<&str, &OutlinedClause> = previous
            .iter()
            .flat_map(|(_, facts)| &facts.clauses)
            .map(|clause| (&*clause.id, &**clause))
            .collect();
        // A heading that stood there as one carries no words out of a text; any other is held against the texts of the
        // round before.
        let was_heading = |clause: &OutlinedClause| {
            before
                .get(&*clause.id)
                .is_some_and(|old| self.versions.is_mere_heading(old) && old.heading == clause.heading)
        };
        let mut doubtful: BTreeSet<&str> = BTreeSet::new();
        if previous.is_some() {
            let new_heading =
                |clause: &&Arc<OutlinedClause>| self.versions.is_mere_heading(clause) && !was_heading(clause);
            doubtful.extend(facts.clauses.iter().filter(new_heading).map(|clause| &*clause.id));
        }
        if let Some((before, _)) = previous.filter(|_| !doubtful.is_empty())
            && let Some(now) = self.versions.contract(&self.texts, text)?
            && let Some(before) = self.versions.contract(&self.texts, *before)?
        {
            let headings = MereHeadings::of(Some(&before), &now);
            let clauses = now.by_id();
            doubtful.retain(|id| !clauses.get(id).is_some_and(|clause| headings.has(clause)));
        }
        let wording_of = |clause: &Arc<OutlinedClause>| RoundWording {
            id: clause.id.clone(),
            revision: clause.revision,
            heading_only: self.versions.is_mere_heading(clause) && !doubtful.contains(&*clause.id),
        };
        Ok(facts.clauses.iter().map(wording_of).collect())
    }
}

/// What the rounds tell.
struct RoundFacts {
    wordings: Vec<RoundWordings>,
    names: HashMap<String, ClauseName>,
    unsigned: BTreeMap<u32, String>,
    wholes: BTreeMap<u32, WholeText>,
}

/// The changes of a round that its party's own hand did not sign, where it lists keys. A record of the offer speaks for
/// itself: it is signed over the words.
fn not_by_own_hand(input: &RecordInput<'_>, record: &audit::Appraisal, round: &Round) -> Result<Vec<CommitId>, Error> {
    let Some(party) = round.brought_by() else {
        return Ok(Vec::new());
    };
    let is_offer = |entry: &audit::RecordEntry| {
        let said = entry.appraised.record.as_ref();
        let own = said.is_some_and(|said| said.decision == Decision::Offer && said.party == party);
        own && entry.round == round.number && entry.appraised.trust.counts(false)
    };
    if record.entries.iter().any(is_offer) {
        return Ok(Vec::new());
    }
    let mut others = Vec::new();
    for change in round.drafted() {
        let in_force = record.authority.within(input.graph, change.id);
        let parties: Vec<&Party> = in_force.iter().map(|one| &one.party).collect();
        if record.authority.is_astray(input.graph, party, change.id) {
            others.push(change.id);
            continue;
        }
        let Some(own) = in_force
            .iter()
            .find(|one| one.party.id == party)
            .filter(|own| own.speaks_with_keys())
        else {
            continue;
        };
        let key = input.repository.raw_change(change.id)?.verify().ok();
        if !key.is_some_and(|key| audit::hand(&parties, &own.party, &change.author, &key) == audit::Hand::Own) {
            others.push(change.id);
        }
    }
    Ok(others)
}
