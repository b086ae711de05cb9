//! A contract's record, read and appraised, and what the positions in it amount to.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::known_name::ClauseName;
use crate::audit::{self, Memory, RecordInput};
use crate::contract::{Contract, Party, Revision, Visit, revision, whole};
use crate::history::{CommitGraph, PublicKey};
use crate::negotiation::{CommitId, Decision, MereHeadings, Round, RoundWording, RoundWordings, Standings, standings};
use crate::session::Error;
use crate::session::read::revisions::Revisions;
use crate::session::workspace::Negotiation;

/// All that is known of where a negotiation stands.
pub struct Dossier {
    /// The record, appraised, and who may speak for whom.
    pub record: audit::Appraisal,
    /// The key that the user signs with.
    pub own_key: Option<PublicKey>,
    /// All of history.
    pub graph: CommitGraph,
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

/// A text as a whole, as far as somebody consents to it: what its digest covers, and what a contract says of itself beside
/// that, in its language, kind, kind of annex and reference.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::session) struct WholeText {
    digest: Revision,
    beside: [Option<String>; 4],
}

impl WholeText {
    pub(in crate::session) fn of(contract: &Contract) -> Self {
        let beside = [&contract.language, &contract.kind, &contract.annex, &contract.reference].map(Clone::clone);
        Self {
            digest: whole(contract),
            beside,
        }
    }
}

impl Dossier {
    /// Where every clause stands for these parties. Reported positions count only if asked for.
    #[must_use]
    pub fn standings(&self, parties: &[String], reported: bool) -> Standings {
        standings(&self.wordings, &self.record.filed(), parties, reported)
    }
}

impl Dossier {
    /// The whole text that a record was made of; `None` where its digest is not that of the round that it was made of.
    pub(in crate::session) fn whole_of(&self, entry: &audit::RecordEntry) -> Option<&WholeText> {
        let record = entry.appraised.record.as_ref()?;
        self.wholes
            .get(&entry.round)
            .filter(|whole| whole.digest == record.whole)
    }

    /// How many clauses were agreed after each round, as was recorded up to then.
    #[must_use]
    pub fn course(&self, parties: &[String]) -> Vec<usize> {
        let all = self.record.filed();
        let after = |rounds: &[RoundWordings]| {
            let newest = rounds.last().map_or(0, |round| round.number);
            let said: Vec<_> = all.iter().filter(|filed| filed.round <= newest).cloned().collect();
            standings(rounds, &said, parties, false).agreed
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
        let graph = CommitGraph::behind(repository, newest)?;
        let input = RecordInput {
            repository,
            contract: &self.found.original_name,
            changes: &self.changes,
            rounds: &self.rounds,
            files: &self.record_files,
            graph: &graph,
            memory,
        };
        let record = audit::Appraisal::of(&input)?;
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
        let mut reader = Revisions::of(self);
        let order: HashMap<CommitId, usize> = self.changes.iter().enumerate().map(|(at, one)| (one.id, at)).collect();
        let mut rounds = Vec::with_capacity(self.rounds.rounds.len());
        let mut names: HashMap<String, ClauseName> = HashMap::new();
        let mut unsigned = BTreeMap::new();
        let mut wholes = BTreeMap::new();
        let mut previous: Option<Contract> = None;
        for round in &self.rounds.rounds {
            let own: BTreeSet<CommitId> = round.drafted().iter().map(|change| change.id).collect();
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
            let Some(contract) = round.text().map(|text| reader.contract(text)).transpose()?.flatten() else {
                continue;
            };
            let visits = contract.walk();
            let headings = MereHeadings::of(previous.as_ref(), contract);
            call(&mut names, &visits);
            wholes.insert(round.number, WholeText::of(contract));
            rounds.push(RoundWordings {
                number: round.number,
                party: round.party().map(str::to_owned),
                offers,
                wordings: visits.iter().map(|visit| wording_of(visit, &headings)).collect(),
                at: round.made_by().at,
            });
            previous = Some(contract.clone());
        }
        Ok(RoundFacts {
            wordings: rounds,
            names,
            unsigned,
            wholes,
        })
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
    let Some(party) = round.party() else {
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

/// Calls clauses what a later round calls them.
fn call(names: &mut HashMap<String, ClauseName>, visits: &[Visit<'_>]) {
    for name in names.values_mut() {
        name.number = None;
    }
    for visit in visits {
        let name = names.entry(visit.clause.id.clone()).or_default();
        name.number = Some(visit.number.clone());
        if name.heading != visit.clause.heading {
            name.heading.clone_from(&visit.clause.heading);
        }
    }
}

fn wording_of(visit: &Visit<'_>, headings: &MereHeadings<'_>) -> RoundWording {
    RoundWording {
        id: visit.clause.id.clone(),
        revision: revision(visit.clause),
        heading_only: headings.has(visit.clause),
    }
}
