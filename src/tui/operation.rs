//! What records, sends or edits, and what comes of it.

use std::path::PathBuf;

use crate::contract::Revision;
use crate::review::Proposed;
use crate::session::{
    Choice, CommentRequest, Conflict, DraftChange, DraftStep, Editing, Outgoing, PartyKeys, PendingMark,
    RoundToTakeBack,
};

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
    /// Make a comment.
    Comment {
        /// The contract.
        contract: String,
        /// What it is about and says.
        request: CommentRequest,
        /// The round that was shown with the question.
        round: u32,
        /// The wording of the clause that was shown.
        revision: Option<Revision>,
        /// Whether colleagues alone see it: then nothing is signed.
        internal: bool,
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
    /// Change the outline of the draft, a heading or the title.
    Draft {
        /// The contract.
        contract: String,
        /// What is to become of it.
        change: Box<DraftChange>,
    },
    /// Put a text that was typed on the screen into the draft.
    PutText {
        /// The contract.
        contract: String,
        /// The clause as it was when typing began.
        editing: Box<Editing>,
        /// The text.
        text: String,
    },
    /// Take back a step of writing the draft.
    Undo {
        /// The contract.
        contract: String,
        /// The step.
        step: Box<DraftStep>,
    },
    /// Take back the round that was sent last.
    TakeBack {
        /// The round, as it was shown.
        shown: Box<RoundToTakeBack>,
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

impl Operation {
    /// The contract whose draft it writes; `None` where it writes none.
    #[must_use]
    pub fn draft_of(&self) -> Option<&str> {
        match self {
            Self::Place { contract, .. }
            | Self::Draft { contract, .. }
            | Self::PutText { contract, .. }
            | Self::Undo { contract, .. }
            | Self::Edit { contract, .. } => Some(contract),
            _ => None,
        }
    }
}

/// What came of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Done {
    /// Positions were recorded: how many.
    Recorded(usize),
    /// A comment was made; whether colleagues alone see it.
    Commented(bool),
    /// A round was sent.
    Sent(u32),
    /// Everything was exchanged; what is to be told, in words.
    Exchanged(Vec<String>),
    /// Both sides changed the same: somebody has to choose, and nothing was done.
    Conflicts(Vec<Conflict>),
    /// The keys of the party of that name are confirmed.
    Confirmed(String),
    /// The draft was edited; `None` where it is as it was.
    Edited(Option<Box<DraftStep>>),
    /// A step was taken back.
    Undone,
    /// The round of that number was taken back.
    TakenBack(u32),
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
