//! What the model wants done outside of itself, and what comes of it.

use super::operation::Operation;
use super::work::Job;
use crate::session::{FindingMark, Pending, PendingMark, ReadMark, TypedText, UnfinishedReason};
use std::path::PathBuf;

/// Something to be done outside of the model.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Effect {
    /// Work for a thread of its own.
    Begin(Job),
    /// Marks to put on disk at once, before the next key is looked at.
    Keep {
        /// The contract.
        contract: String,
        /// What to change.
        change: PendingChange,
    },
    /// Marks on findings to put on disk at once, in the place of earlier ones on the same findings.
    KeepFindings {
        /// The contract.
        contract: String,
        /// The findings, by name.
        findings: Vec<String>,
        /// Their marks; none to take marks away.
        marks: Vec<FindingMark>,
    },
    /// An operation that needs the terminal for another program.
    Aside(Operation),
    /// A text for the terminal's clipboard.
    Copy(String),
    /// A file to write.
    Write {
        /// Which.
        file: PathBuf,
        /// Its content.
        content: String,
    },
    /// The name of a theme to keep for next time.
    KeepTheme(String),
    /// Suspend the program, until `fg`.
    Suspend,
    /// Draw the whole screen again.
    Repaint,
    /// Turn the mouse on or off.
    Mouse(bool),
    /// Leave the program.
    Quit,
}

/// A change of what is pending.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PendingChange {
    /// Nothing: it is only read.
    Read,
    /// These marks, in the place of earlier ones on the same clauses.
    Put(Vec<PendingMark>),
    /// No mark on these clauses.
    Remove(Vec<String>),
    /// A reason that is being written, or none any more.
    Unfinished(Option<UnfinishedReason>),
    /// The text of a clause that is being typed.
    Typed(TypedText),
    /// Nothing is typed any more of a clause, by its id.
    NotTyped(String),
    /// The clause that was looked at last.
    Place(String),
    /// These redlines were read to the end.
    Seen(Vec<ReadMark>),
    /// The contract was open in this state of the negotiation.
    Visited(String),
    /// An audit was made, and whether it found that the record does not hold, or could not tell.
    Audited(bool),
}

impl PendingChange {
    /// Makes the change.
    pub fn make(self, pending: &mut Pending) {
        match self {
            Self::Read => {}
            Self::Put(marks) => marks.into_iter().for_each(|mark| pending.put(mark)),
            Self::Remove(clauses) => pending.marks.retain(|mark| !clauses.contains(&mark.clause)),
            Self::Unfinished(unfinished) => pending.unfinished = unfinished,
            Self::Typed(typed) => pending.keep_typed(typed),
            Self::NotTyped(clause) => pending.forget_typed(&clause),
            Self::Place(clause) => pending.place = Some(clause),
            Self::Seen(read) => pending.note_read(&read),
            Self::Visited(state) => pending.visit.state = state,
            Self::Audited(failed) => pending.visit.audit_failed = failed,
        }
    }
}
