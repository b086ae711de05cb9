//! Placing a wording of a checklist into the draft, in the lines of one clause alone, as editing does.

use super::edit::{editing, file_of, replace, source_of};
use crate::contract::{self, ClausePlace, Contract};
use crate::review::{Proposed, new_clause};
use crate::session::Error;
use crate::session::version_name::VersionName;
use crate::session::workspace::{Negotiation, Workspace};

/// Places a wording into the draft. Whether anything changed.
///
/// # Errors
///
/// When the clause no longer has the wording that was seen, there is no draft, the words cannot stand in a contract, or
/// the file cannot be written; the file is then as it was.
pub fn propose(workspace: &Workspace, name: &str, proposed: &Proposed) -> Result<bool, Error> {
    match proposed {
        Proposed::Text { clause, seen, text } => {
            let editing = editing(workspace, name, &format!("id:{clause}"))?;
            if editing.revision() != *seen {
                return Err(editing.changed_meanwhile());
            }
            editing.put(text)
        }
        Proposed::Clause { rule, heading, text } => {
            let negotiation = workspace.negotiation(name)?;
            let reading = negotiation.reading(&VersionName::Draft)?;
            let draft = negotiation.read(&reading)?;
            // A rule of a checklist of the repository has the name of that in front.
            let wanted = rule.rsplit('/').next().unwrap_or(rule);
            let clause = new_clause(unused(&negotiation, &draft, wanted), heading, text);
            let place = draft
                .clauses
                .last()
                .map_or(ClausePlace::First, |last| ClausePlace::After(&last.id));
            let file = file_of(workspace, &negotiation)?;
            let source = source_of(&negotiation, &file, &reading.bytes)?;
            let edited = contract::insert_clause(&String::from_utf8_lossy(&source), place, &clause)?;
            replace(&file, &source, &edited)
        }
    }
}

/// An id that no clause has or ever had: one that was deleted is never used again.
fn unused(negotiation: &Negotiation<'_>, draft: &Contract, wanted: &str) -> String {
    let rounds = (1..=negotiation.newest_number()).map(VersionName::Round);
    let earlier: Vec<Contract> = rounds
        // What cannot be read has no ids to keep clear of.
        .filter_map(|round| {
            negotiation
                .reading(&round)
                .and_then(|reading| negotiation.read(&reading))
                .ok()
        })
        .collect();
    let taken = |id: &str| draft.clause(id).is_some() || earlier.iter().any(|contract| contract.clause(id).is_some());
    let numbered = (2_u32..).map(|number| format!("{wanted}-{number}"));
    let mut ids = std::iter::once(wanted.to_owned()).chain(numbered);
    // There are fewer clauses than numbers.
    ids.find(|id| !taken(id)).unwrap_or_default()
}
