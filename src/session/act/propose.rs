//! Placing a wording of a checklist into the draft, in the lines of one clause alone, as editing does.

use super::draft_change::called;
use super::draft_file::{file_of, source_of};
use super::draft_step::{DraftStep, StepKind, replace};
use super::edit::editing;
use super::unused_id::unused;
use crate::contract::{self, ClausePlace};
use crate::review::{Proposed, new_clause};
use crate::session::Error;
use crate::session::version_name::VersionName;
use crate::session::workspace::Workspace;

/// Places a wording into the draft. What was done; `None` where nothing changed.
///
/// # Errors
///
/// When the clause no longer has the wording that was seen, there is no draft, the words cannot stand in a contract, or
/// the file cannot be written; the file is then as it was.
pub fn propose(workspace: &Workspace, name: &str, proposed: &Proposed) -> Result<Option<DraftStep>, Error> {
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
            let clause = new_clause(unused(&negotiation, &draft, wanted)?, heading, text);
            let place = draft
                .clauses
                .last()
                .map_or(ClausePlace::First, |last| ClausePlace::After(&last.id));
            let file = file_of(workspace, &negotiation)?;
            let source = source_of(&negotiation, &file, &reading.bytes)?;
            let edited = contract::insert_clause(&String::from_utf8_lossy(&source), place, &clause)?;
            let called = called(&contract::read(edited.as_bytes()).unwrap_or_default(), &clause.id);
            let change = replace(&file, &source, edited.as_bytes())?;
            Ok(change.map(|change| DraftStep {
                kind: StepKind::Added,
                clause: Some(clause.id),
                called,
                change,
            }))
        }
    }
}
