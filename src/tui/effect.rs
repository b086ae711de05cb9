//! What the model wants done outside of itself, and what comes of it.

use super::work::Job;
use crate::review::Proposed;
use crate::session::{
    Choice, Conflict, FindingMark, Outgoing, PartyKeys, Pending, PendingMark, ReadMark, UnfinishedReason,
};
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
    /// Something for which the screen steps aside, since another program needs the terminal.
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
    /// To the shell, until `fg`.
    Suspend,
    /// The whole screen again.
    Repaint,
    /// The mouse on or off.
    Mouse(bool),
    /// The end.
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
    /// The clause that was looked at last.
    Place(String),
    /// These redlines were read to the end.
    Seen(Vec<ReadMark>),
}

impl PendingChange {
    /// Makes the change.
    pub fn make(self, pending: &mut Pending) {
        match self {
            Self::Read => {}
            Self::Put(marks) => marks.into_iter().for_each(|mark| pending.put(mark)),
            Self::Remove(clauses) => pending.marks.retain(|mark| !clauses.contains(&mark.clause)),
            Self::Unfinished(unfinished) => pending.unfinished = unfinished,
            Self::Place(clause) => pending.place = Some(clause),
            Self::Seen(read) => pending.note_read(&read),
        }
    }
}

/// Something that records, sends or edits.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Operation {
    /// Sign and record marks.
    Record {
        /// The contract.
        contract: String,
        /// The round that was shown with the question.
        round: u32,
        /// Exactly these.
        marks: Vec<PendingMark>,
    },
    /// Accept the text as a whole, where all clauses are agreed and something else changed.
    Whole {
        /// The contract.
        contract: String,
        /// The round that was shown with the question.
        round: u32,
    },
    /// Make the draft the next round.
    Send {
        /// The contract.
        contract: String,
        /// A note for the other side.
        note: String,
        /// What was shown to go out; nothing else is signed.
        shown: Option<Box<Outgoing>>,
    },
    /// Fetch, bring together, push.
    Exchange {
        /// What both sides changed, as it was seen, and whose is to stand.
        settled: Vec<(Conflict, Choice)>,
    },
    /// Keep that a party's keys were compared with the party itself.
    Trust {
        /// The contract.
        contract: String,
        /// The keys, as they were shown.
        keys: PartyKeys,
    },
    /// Place a wording of a checklist into the draft.
    Place {
        /// The contract.
        contract: String,
        /// The wording, and where it goes.
        proposed: Proposed,
    },
    /// A clause of the draft in the user's editor.
    Edit {
        /// The contract.
        contract: String,
        /// The clause.
        clause: String,
        /// Where what was typed before is kept, if it could not be taken.
        kept: Option<PathBuf>,
    },
}

/// What came of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Done {
    /// Positions were recorded: how many.
    Recorded(usize),
    /// A round was sent.
    Sent(u32),
    /// Everything was exchanged; what is to be told, in words.
    Exchanged(Vec<String>),
    /// Both sides changed the same: somebody has to choose, and nothing was done.
    Conflicts(Vec<Conflict>),
    /// The keys of the party of that name are confirmed.
    Confirmed(String),
    /// The draft was edited, or left as it was.
    Edited(bool),
    /// What was typed cannot be taken: why, and where it is kept.
    NotTaken {
        /// Why not, with where it is kept.
        why: String,
        /// Where it is kept.
        kept: PathBuf,
    },
    /// A passphrase is needed: the same deed again, with the screen aside.
    Locked(Operation),
}
