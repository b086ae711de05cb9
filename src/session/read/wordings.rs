//! The history of one clause: every wording it has had, who brought it, how it differs from the one before, and what
//! was said of it.

use super::log::{Event, EventKind, log};
use crate::contract::{Clause, Contract, Revision, revision};
use crate::exchange::Version;
use crate::redline::{ClauseChange, CompareScope, compare};
use crate::session::Error;
use crate::session::version_name::VersionName;
use crate::session::workspace::Workspace;

/// One wording of a clause.
#[derive(Debug, Clone)]
pub struct ClauseWording {
    /// The round that brought it.
    pub version: Version,
    /// Its digest; `None` when the clause was deleted.
    pub revision: Option<Revision>,
    /// How it differs from the wording before; the first one is all new.
    pub change: ClauseChange,
    /// What was recorded about it, oldest first.
    pub said: Vec<Event>,
}

/// Every wording that a clause has had, newest first.
///
/// # Errors
///
/// When there is no such contract, no round ever had the clause, or something cannot be read. A round whose text cannot
/// be understood is passed over.
pub fn wordings(workspace: &Workspace, name: &str, id: &str) -> Result<Vec<ClauseWording>, Error> {
    let negotiation = workspace.negotiation(name)?;
    let events = log(workspace, name, Some(id))?;
    let mut found: Vec<ClauseWording> = Vec::new();
    let mut before: Option<Clause> = None;
    for round in &negotiation.rounds.rounds {
        let Ok(reading) = negotiation.reading(&VersionName::Round(round.number)) else {
            continue;
        };
        let Ok(contract) = negotiation.read(&reading) else {
            continue;
        };
        let clause = contract.clause(id).map(|clause| Clause {
            clauses: Vec::new(),
            ..clause.clone()
        });
        let present = clause.as_ref().map(revision);
        let same = match found.last() {
            Some(last) => last.revision == present,
            None => present.is_none(),
        };
        if !same {
            let alone = |clause: &Option<Clause>| Contract {
                clauses: clause.iter().cloned().collect(),
                ..Contract::default()
            };
            let redline = compare(&alone(&before), &alone(&clause), CompareScope::Everything);
            if let Some(change) = redline.clauses.into_iter().next() {
                let version = crate::session::workspace::Negotiation::named(reading.version, &contract);
                found.push(ClauseWording {
                    version,
                    revision: present,
                    change,
                    said: Vec::new(),
                });
            }
        }
        before = clause;
    }
    for event in events {
        let EventKind::Position { clauses, round, .. } = &event.what else {
            continue;
        };
        let Some(named) = clauses.iter().find(|named| named.id == id) else {
            continue;
        };
        let of_it = |wording: &&mut ClauseWording| {
            wording.revision == named.revision && wording.version.round.is_some_and(|first| first <= *round)
        };
        if let Some(wording) = found.iter_mut().rev().find(of_it) {
            wording.said.push(event);
        }
    }
    if found.is_empty() {
        let newest = negotiation.reading(&VersionName::Last)?;
        let newest = negotiation.read(&newest)?;
        return Err(crate::session::read::clause_name::no_such_clause(
            &newest,
            negotiation.name(),
            &[],
            id,
        ));
    }
    found.reverse();
    Ok(found)
}
