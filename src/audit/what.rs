//! Everything that an audit can find, with its facts. What is said of each stands in `told.rs`, what to do about it in
//! `remedy.rs`.

use chrono::{DateTime, FixedOffset, Utc};

use super::flaw::Flaw;
use super::stamp::StampFault;
use crate::contract::{ReadError, Revision};
use crate::history::{Error, FileKind, KeyFlaw, MessageFault, Obstacle, SignatureFault};
use crate::negotiation::{Part, RecordId};
use crate::redline::hidden::HiddenKind;

/// Why a version of a contract cannot be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum VersionFault {
    /// It is no contract.
    Contract(ReadError),
    /// It cannot be taken out of history.
    History(Error),
}

/// What a record says of its text that is not so.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Misfit {
    /// The text cannot be read.
    Unreadable,
    /// The wording of this clause.
    Wording(String),
    /// The whole text.
    Whole,
    /// The parties.
    Parties,
}

/// Where a character stands that does not show or deceives.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Spot {
    /// In a clause, by its id.
    Clause(String),
    /// In the title or the parties.
    Front,
}

/// What became of a fault in the words or the file of a contract.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fate {
    /// It is there today.
    Stands,
    /// It was mended since.
    Mended,
    /// It was mended since, and what these parties accepted last of the clause is the wording that has it.
    Accepted(Vec<String>),
}

/// What an audit found. Who made a change is `author`; what may hold anything that stands in the repository is never
/// shown as it is.
#[derive(Debug, Clone, PartialEq, Eq)]
#[expect(missing_docs, reason = "each is a sentence in `told.rs`, which says what its facts are")]
pub enum What {
    // Checks 1 and 2: the copy, and what is pushed.
    Obstacle(Obstacle),
    Damaged(Error),
    Missing(Error),
    Unreadable(Error),
    Elsewhere(String),
    NoHookLine(String),
    PushUnreadable(Error),
    PushHides(String),
    PushDeletes(String),
    PushMoves(String),
    PushRewrites(String),
    PushTooMany(usize),
    PushTooLarge(String),
    PushName(String),
    /// A file that git brings into no working folder, or not into everybody's.
    GoesNowhere(String),
    // Checks 3 and 4: what the clone keeps, and what signers were shown.
    NoteUnreadable,
    Rewritten,
    EndsEarly,
    Vanished(String),
    OtherNegotiation(String),
    KeysChanged {
        contract: String,
        party: String,
    },
    OtherKeysListed {
        contract: String,
        party: String,
    },
    KeysUnconfirmed {
        contract: String,
        party: String,
    },
    Rebased(String),
    BaseGone(String),
    // Check 5: signatures of changes.
    Unsigned {
        author: String,
        party: String,
    },
    Signature {
        author: String,
        fault: SignatureFault,
    },
    KeyTakenAway {
        author: String,
        party: String,
    },
    KeyOfAnother {
        author: String,
        owner: String,
        party: String,
    },
    NameOfAnother {
        author: String,
        signer: String,
        party: String,
    },
    MessageHides {
        author: String,
        fault: MessageFault,
    },
    KeyNotListed {
        author: String,
        fingerprint: String,
        party: String,
    },
    StockDisagrees {
        fingerprint: String,
        tool: &'static str,
    },
    StockAccepts {
        tool: &'static str,
    },
    NotASigner(Error),
    // Check 6: what brings histories together.
    MergeUnreadable,
    MergeChooses {
        author: String,
        part: Part,
    },
    MergeInvents {
        author: String,
        part: Part,
    },
    MergeBeside {
        author: String,
    },
    RecordDropped {
        author: String,
        path: String,
    },
    // Check 7: dates.
    Future {
        author: String,
        at: DateTime<FixedOffset>,
    },
    BeforeParent {
        author: String,
        own: DateTime<FixedOffset>,
        parent: DateTime<FixedOffset>,
    },
    RecordFuture {
        path: String,
        at: DateTime<FixedOffset>,
    },
    /// Beside a record lies what is no time stamp over it and its signature.
    StampUnfit {
        path: String,
        fault: StampFault,
    },
    /// A record was stamped long after, or before, it says that it was made.
    StampedAt {
        path: String,
        at: DateTime<FixedOffset>,
        stamped: DateTime<Utc>,
    },
    // Check 8: records only come.
    RecordRemoved {
        author: String,
        path: String,
    },
    RecordAltered {
        author: String,
        path: String,
    },
    // Checks 9 to 15: records.
    Flaw {
        path: String,
        flaw: Flaw,
    },
    NoClauses {
        path: String,
        round: u32,
    },
    Stray(String),
    Gap {
        party: String,
        highest: u32,
        missing: usize,
        first: u32,
    },
    OutOfNumber {
        path: String,
        number: u32,
        before: u32,
    },
    Fork {
        party: String,
        machines: usize,
    },
    Dangling {
        path: String,
        key: &'static str,
        id: RecordId,
    },
    OtherParty {
        path: String,
        key: &'static str,
        owner: String,
        party: String,
    },
    NamesLater {
        path: String,
        key: &'static str,
    },
    Digest {
        path: String,
        misfit: Misfit,
    },
    OldRound {
        path: String,
        round: u32,
        newest: u32,
    },
    OtherRound {
        path: String,
        says: u32,
        is: u32,
    },
    // Checks 16 to 19: what became of clauses.
    Changed {
        author: String,
        clause: String,
        at: DateTime<FixedOffset>,
        accepted_by: Vec<String>,
        was: Revision,
        is: Option<Revision>,
        sent: bool,
    },
    Deleted {
        author: String,
        clause: String,
        at: DateTime<FixedOffset>,
    },
    Moved {
        author: String,
        clause: String,
        to: String,
        at: DateTime<FixedOffset>,
    },
    Reused {
        author: String,
        clause: String,
    },
    NoMember {
        author: String,
        email: String,
        /// Whether a party has to sign there.
        keys_listed: bool,
    },
    Unsent {
        author: String,
    },
    Definition {
        party: String,
        clause: String,
        terms: Vec<String>,
    },
    // Checks 20 and 21: wordings and files.
    Hidden {
        author: String,
        kind: HiddenKind,
        character: char,
        spot: Spot,
        fate: Fate,
    },
    Unfinished {
        author: String,
        spot: Spot,
        fate: Fate,
    },
    Version {
        author: String,
        fault: VersionFault,
        fate: Fate,
    },
    // Check 22: names and kinds of files.
    NameNotUtf8 {
        author: String,
    },
    Kind {
        author: String,
        path: String,
        kind: FileKind,
    },
    Attributes {
        author: String,
        path: String,
        line: String,
    },
    LocalAttributes(String),
    SameName(String, String),
    NamesSwapped {
        name: String,
        began_as: String,
    },
    NameUsedAgain(String),
    SecondBeginning {
        author: String,
    },
    BroughtBack {
        author: String,
    },
    // Check 23: members and keys.
    Intruded {
        author: String,
        party: String,
    },
    PartyRemoved {
        author: String,
        party: String,
    },
    Reset {
        author: String,
        party: String,
    },
    ProposedLate {
        author: String,
        party: String,
    },
    LastKeyDropped {
        author: String,
        party: String,
    },
    Entered {
        author: String,
        party: String,
    },
    Contested {
        party: String,
    },
    SharedKey {
        party: String,
        key: String,
    },
    ListedKey {
        party: String,
        member: String,
        key: String,
        flaw: KeyFlaw,
    },
    SharedAddress {
        email: String,
        parties: Vec<String>,
    },
}
