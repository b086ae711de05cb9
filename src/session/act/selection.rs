//! Which wordings of the newest round a person means: by name, exactly those read, those left alone, or all.

use crate::contract::{Contract, revision};
use crate::negotiation::{ClauseStanding, NamedWording, Standings, under_new_ids};
use crate::session::Error;
use crate::session::read::clause_name::{self, called};
use crate::session::read::designation::designation;
use crate::session::read::stood_by::Known;
use crate::session::workspace::Negotiation;
use std::collections::HashSet;

/// Which clauses are meant.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Selection {
    /// Those named, by id or by present number; with everything below them, if so wished.
    Named {
        /// The names.
        clauses: Vec<String>,
        /// Whether sub-clauses are meant as well.
        below: bool,
    },
    /// These exact wordings, which the person has read; refused when one of them has changed since.
    Exactly(Vec<NamedWording>),
    /// Every clause whose wording is the one that the party last accepted or offered: words that came back, or that the
    /// other side left alone.
    Unchanged,
    /// Every clause.
    All,
}

/// The wordings meant, in reading order; a deleted clause stands for its deletion.
pub(super) fn wanted(
    negotiation: &Negotiation<'_>,
    contract: &Contract,
    standings: &Standings,
    (which, read): (&Selection, Option<u32>),
    stood_by: impl FnOnce() -> Result<Known, Error>,
) -> Result<Vec<NamedWording>, Error> {
    let listed = || standings.clauses.iter().filter(|clause| clause.standing.is_some());
    match which {
        Selection::Exactly(wordings) => {
            let by_id = standings.by_id();
            for one in wordings {
                if by_id.get(&*one.id).is_none_or(|clause| clause.revision != one.revision) {
                    return Err(Error::Stale {
                        contract: negotiation.name().to_owned(),
                        clause: Box::new(designation(contract, &one.id)),
                        read: read.unwrap_or_default(),
                        newest: negotiation.newest_number(),
                    });
                }
            }
            Ok(wordings.clone())
        }
        Selection::All => Ok(listed().map(named).collect()),
        Selection::Unchanged => {
            let known = stood_by()?;
            // The same words under a new id, and that the old one is gone: that is one change, in which no word is new.
            let renamed = under_new_ids(&known.wordings, &standings.clauses);
            let same = |clause: &ClauseStanding| match known.wordings.get(&clause.id) {
                Some(known) if known.revision == clause.revision => true,
                Some(_) => clause.revision.is_none() && renamed.values().any(|old| *old == clause.id),
                None => renamed.contains_key(&clause.id),
            };
            // What says the same in the other language goes with it: both are as they were, or neither is meant.
            let (pairs, by_id) = (contract.pairs(), standings.by_id());
            let with_pair = |clause: &&ClauseStanding| {
                let pair = pairs.get(&*clause.id).and_then(|id| by_id.get(*id));
                same(clause) && pair.is_none_or(|pair| same(pair))
            };
            Ok(listed().filter(with_pair).map(named).collect())
        }
        Selection::Named { clauses, below } => {
            if clauses.is_empty() {
                return Err(Error::NoClauseNamed {
                    contract: negotiation.name().to_owned(),
                });
            }
            let mut wanted: Vec<NamedWording> = Vec::new();
            for name in clauses {
                for one in wordings_of(negotiation, contract, standings, name, *below)? {
                    if !wanted.contains(&one) {
                        wanted.push(one);
                    }
                }
            }
            add_pairs(&mut wanted, contract, standings);
            Ok(wanted)
        }
    }
}

/// Adds to each wording that of the clause which says the same in the other language: a position on one is a position on
/// both.
fn add_pairs(wanted: &mut Vec<NamedWording>, contract: &Contract, standings: &Standings) {
    let pairs = contract.pairs();
    let mut all: Vec<NamedWording> = Vec::with_capacity(wanted.len());
    let known: HashSet<String> = wanted.iter().map(|one| one.id.clone()).collect();
    for one in std::mem::take(wanted) {
        let pair = pairs.get(&*one.id).filter(|pair| !known.contains(**pair));
        let pair = pair.and_then(|id| standings.clause(id));
        all.push(one);
        all.extend(pair.filter(|clause| clause.standing.is_some()).map(named));
    }
    *wanted = all;
}

fn named(clause: &ClauseStanding) -> NamedWording {
    NamedWording {
        id: clause.id.clone(),
        revision: clause.revision,
    }
}

/// The wordings of the clauses that were named themselves, and not only meant along with a heading.
pub(super) fn named_outright(
    negotiation: &Negotiation<'_>,
    contract: &Contract,
    standings: &Standings,
    names: &[String],
) -> Result<Vec<NamedWording>, Error> {
    let mut outright = Vec::new();
    for name in names {
        // A heading has no wording of its own to accept: it names only what stands below it.
        match wordings_of(negotiation, contract, standings, name, false) {
            Ok(one) => outright.extend(one),
            Err(Error::OnlyAHeading { .. }) => {}
            Err(error) => return Err(error),
        }
    }
    add_pairs(&mut outright, contract, standings);
    Ok(outright)
}

/// What one name means.
fn wordings_of(
    negotiation: &Negotiation<'_>,
    contract: &Contract,
    standings: &Standings,
    name: &str,
    below: bool,
) -> Result<Vec<NamedWording>, Error> {
    // A deletion waits for positions like any other wording.
    let deleted = standings.clauses.iter().filter(|clause| clause.revision.is_none());
    let deleted: Vec<&str> = deleted.map(|clause| clause.id.as_str()).collect();
    let clause = match called(contract, negotiation.name(), &deleted, name)? {
        clause_name::NameOf::Clause(clause) => clause,
        clause_name::NameOf::Gone(id) => {
            return Ok(vec![NamedWording {
                id: id.to_owned(),
                revision: None,
            }]);
        }
    };
    let alone = Contract {
        clauses: vec![clause.clone()],
        ..Contract::default()
    };
    let all = alone.walk();
    let meant = all.iter().filter(|visit| below || visit.depth == 1);
    let named: Vec<NamedWording> = meant
        .filter(|visit| {
            standings
                .clause(&visit.clause.id)
                .is_some_and(|clause| clause.standing.is_some())
        })
        .map(|visit| NamedWording {
            id: visit.clause.id.clone(),
            revision: Some(revision(visit.clause)),
        })
        .collect();
    if named.is_empty() {
        let below = all
            .iter()
            .skip(1)
            .map(|visit| designation(contract, &visit.clause.id))
            .collect();
        return Err(Error::OnlyAHeading {
            clause: designation(contract, &clause.id),
            below,
        });
    }
    Ok(named)
}
