//! A contract's record, read and appraised, and what the positions in it amount to.

use std::collections::{BTreeSet, HashMap};

use super::Error;
use super::room::Negotiation;
use super::rounds::Revisions;
use crate::audit::{self, Case, Memory};
use crate::contract::{Visit, revision};
use crate::history::{Past, PublicKey};
use crate::negotiation::{ChangeId, RoundWordings, Standings, Wording, standings};

/// All that is known of where a negotiation stands.
pub struct Dossier {
    /// The record, appraised, and who may speak for whom.
    pub record: audit::Dossier,
    /// The key that the user signs with.
    pub own_key: Option<PublicKey>,
    /// All of history.
    pub past: Past,
    /// The wordings of every round that can be read, oldest first.
    pub wordings: Vec<RoundWordings>,
    /// What every clause that some round had is called, by id.
    pub names: HashMap<String, ClauseName>,
}

/// What a clause is called.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ClauseName {
    /// Its number in the newest round that can be read; `None` when that round does not have it.
    pub number: Option<String>,
    /// Its heading in the last round that had it.
    pub heading: String,
}

impl Dossier {
    /// Where every clause stands for these parties. Reported positions count only if asked for.
    #[must_use]
    pub fn standings(&self, parties: &[String], reported: bool) -> Standings {
        standings(&self.wordings, &self.record.filed(), parties, reported)
    }
}

impl Dossier {
    /// How many clauses were agreed after each round, as was recorded up to then.
    #[must_use]
    pub fn course(&self, parties: &[String]) -> Vec<usize> {
        let all = self.record.filed();
        let after = |rounds: &[RoundWordings]| {
            let newest = rounds.last().map_or(0, |round| round.number);
            let said: Vec<_> = all.iter().filter(|filed| filed.round <= newest).cloned().collect();
            standings(rounds, &said, parties, false).agreed
        };
        (1..=self.wordings.len()).map(|rounds| after(&self.wordings[..rounds])).collect()
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
        let newest = repository.newest()?.ok_or_else(|| Error::NoRound { contract: self.name().to_owned() })?;
        let past = Past::behind(repository, newest)?;
        let case = Case {
            repository,
            contract: &self.found.original_name,
            changes: &self.changes,
            rounds: &self.rounds,
            files: &self.record_files,
            past: &past,
            memory,
        };
        let record = audit::Dossier::of(&case)?;
        let (wordings, names) = self.wordings()?;
        Ok(Dossier { record, own_key: memory.own_key.clone(), past, wordings, names })
    }

    /// The wordings of the rounds whose text can be read, and which of them their senders brought in; what their clauses
    /// are called.
    fn wordings(&self) -> Result<(Vec<RoundWordings>, HashMap<String, ClauseName>), Error> {
        let mut reader = Revisions::of(self);
        let order: HashMap<ChangeId, usize> = self.changes.iter().enumerate().map(|(at, one)| (one.id, at)).collect();
        let mut rounds = Vec::with_capacity(self.rounds.rounds.len());
        let mut names: HashMap<String, ClauseName> = HashMap::new();
        for round in &self.rounds.rounds {
            let own: BTreeSet<ChangeId> = round.drafted().iter().map(|change| change.id).collect();
            let mut changes: Vec<_> = round.changes.iter().chain(&round.foreign).collect();
            changes.sort_by_key(|change| order.get(&change.id));
            let mut offers = BTreeSet::new();
            for change in changes {
                // What cannot be understood offers nothing.
                for id in reader.touched(change)?.unwrap_or_default() {
                    if own.contains(&change.id) {
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
            call(&mut names, &visits);
            rounds.push(RoundWordings {
                number: round.number,
                party: round.party().map(str::to_owned),
                offers,
                wordings: visits.iter().map(wording_of).collect(),
                at: round.made_by().at,
            });
        }
        Ok((rounds, names))
    }
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

fn wording_of(visit: &Visit<'_>) -> Wording {
    Wording {
        id: visit.clause.id.clone(),
        revision: revision(visit.clause),
        heading_only: visit.clause.text.trim().is_empty(),
    }
}
