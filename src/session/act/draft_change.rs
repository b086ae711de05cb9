//! Changing the outline of a draft: clauses added, deleted and moved, headings and the title, each in its own lines of the
//! file alone. What cannot be done so is refused, and the file stays as it is.

use super::draft_file::{file_of, source_of};
use super::draft_step::{DraftStep, StepKind, replace};
use super::unused_id::unused;
use crate::contract::{self, Clause, ClausePlace, Contract, Visit, place_of_neighbour};
use crate::session::Error;
use crate::session::version_name::VersionName;
use crate::session::workspace::Workspace;

/// What is to become of the draft.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum DraftChange {
    /// A new clause with a heading and no text yet.
    Add {
        /// The clause that it stands behind, or that it is the first sub-clause of; `None` for the first of all.
        beside: Option<String>,
        /// Whether it is a sub-clause.
        below: bool,
        /// Its heading.
        heading: String,
    },
    /// No such clause any more.
    Delete {
        /// The clause as it was shown, with its sub-clauses.
        seen: Clause,
    },
    /// The clause before its neighbour of the same level, or behind it.
    Move {
        /// The clause's id.
        clause: String,
        /// Before.
        up: bool,
    },
    /// Another heading.
    Heading {
        /// The clause's id.
        clause: String,
        /// The heading as it was shown.
        seen: String,
        /// The new one.
        heading: String,
    },
    /// Another title of the contract.
    Title {
        /// The title as it was shown.
        seen: String,
        /// The new one.
        title: String,
    },
}

/// Changes the draft in the working folder. What was done; `None` where the file is as it was wanted already.
///
/// # Errors
///
/// When there is no draft, it is not what was shown, it cannot be edited in place, or it cannot be written.
pub fn change_draft(workspace: &Workspace, name: &str, change: &DraftChange) -> Result<Option<DraftStep>, Error> {
    let negotiation = workspace.negotiation(name)?;
    let reading = negotiation.reading(&VersionName::Draft)?;
    let draft = negotiation.read(&reading)?;
    let file = file_of(workspace, &negotiation)?;
    let bytes = source_of(&negotiation, &file, &reading.bytes)?;
    // What reads as a contract is UTF-8.
    let source = &*String::from_utf8_lossy(&bytes);
    let changed_meanwhile = || Error::EditedMeanwhile {
        file: file.display().to_string(),
    };
    let (edited, kind, clause) = match change {
        DraftChange::Add { beside, below, heading } => {
            let id = unused(&negotiation, &draft, &id_from(heading))?;
            let new = Clause {
                id: id.clone(),
                heading: heading.clone(),
                ..Clause::default()
            };
            let place = match (beside.as_deref(), below) {
                (None, _) => ClausePlace::First,
                (Some(above), true) => ClausePlace::FirstIn(above),
                (Some(before), false) => ClausePlace::After(before),
            };
            (contract::insert_clause(source, place, &new)?, StepKind::Added, Some(id))
        }
        DraftChange::Delete { seen } => {
            if draft.clause(&seen.id) != Some(seen) {
                return Err(changed_meanwhile());
            }
            let id = seen.id.clone();
            (contract::remove_clause(source, &id)?, StepKind::Deleted, Some(id))
        }
        DraftChange::Move { clause, up } => {
            let place = place_of_neighbour(&draft.clauses, clause, *up)?;
            let kind = if *up { StepKind::MovedUp } else { StepKind::MovedDown };
            (
                contract::move_clause(source, clause, place)?,
                kind,
                Some(clause.clone()),
            )
        }
        DraftChange::Heading { clause, seen, heading } => {
            if draft.clause(clause).is_none_or(|clause| clause.heading != *seen) {
                return Err(changed_meanwhile());
            }
            let edited = contract::set_heading(source, clause, heading)?;
            (edited, StepKind::Heading, Some(clause.clone()))
        }
        DraftChange::Title { seen, title } => {
            if draft.title != *seen {
                return Err(changed_meanwhile());
            }
            (contract::set_title(source, title)?, StepKind::Title, None)
        }
    };
    let called = match &clause {
        None => draft.title.clone(),
        Some(id) if kind == StepKind::Added => called(&contract::read(edited.as_bytes()).unwrap_or_default(), id),
        Some(id) => called(&draft, id),
    };
    let change = replace(&file, &bytes, edited.as_bytes())?;
    Ok(change.map(|change| DraftStep {
        kind,
        clause,
        called,
        change,
    }))
}

/// The number and the heading of a clause.
pub(in crate::session) fn called(contract: &Contract, id: &str) -> String {
    let visits = contract.walk();
    let visit = visits.iter().find(|visit| visit.clause.id == id);
    visit.map(Visit::called).unwrap_or_default()
}

/// An id from a heading: its words in small letters, as many as make a name and no sentence.
fn id_from(heading: &str) -> String {
    const LONGEST: usize = 32;
    let mut id = String::new();
    for word in heading
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
    {
        let word = word.to_lowercase();
        if !id.is_empty() && id.chars().count() + word.chars().count() >= LONGEST {
            break;
        }
        if !id.is_empty() {
            id.push('-');
        }
        id.extend(word.chars().take(LONGEST));
    }
    // What does not show may stand in a heading, and in no id.
    if id.is_empty() || contract::unseen_in_id(&id).is_some() {
        "clause".to_owned()
    } else {
        id
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_clause_is_named_by_the_words_of_its_heading() {
        for (heading, id) in [
            ("Limitation of Liability", "limitation-of-liability"),
            ("违约责任", "违约责任"),
            ("第五条 费用（含税）", "第五条-费用-含税"),
            ("...", "clause"),
            ("", "clause"),
            (
                "Consequences of termination for convenience by either party",
                "consequences-of-termination-for",
            ),
        ] {
            assert_eq!(id_from(heading), id);
        }
    }
}
