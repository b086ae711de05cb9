//! One record: what one person said for a party about the wordings of some clauses, at one moment.

use std::collections::BTreeMap;
use std::fmt;
use std::str::FromStr;

use chrono::{DateTime, FixedOffset};

use super::change::CommitId;
use crate::contract::{NotADigest, Revision};
use crate::language::Translated;

/// Names one record: the SHA-256 over its file's bytes.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RecordId(Revision);

impl RecordId {
    /// The name of the record that a file with these bytes holds.
    #[must_use]
    pub fn of(bytes: &[u8]) -> Self {
        Self(Revision::of(bytes))
    }

    /// The first twelve digits, which stand in the file's name.
    #[must_use]
    pub fn short(&self) -> String {
        self.0.hex()[..12].to_owned()
    }
}

impl fmt::Display for RecordId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl fmt::Debug for RecordId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "RecordId({})", self.short())
    }
}

impl FromStr for RecordId {
    type Err = NotADigest;

    fn from_str(written: &str) -> Result<Self, NotADigest> {
        written.parse().map(Self)
    }
}

/// What a record says of the wordings it names.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Decision {
    /// The sender of a round stands by them.
    Offer,
    /// The party takes them as they are.
    Accept,
    /// The party does not take them.
    Reject,
    /// The party takes them subject to the condition that the reason states.
    Reserve,
    /// The party takes back what one of its own records said of them.
    Withdraw,
}

impl Decision {
    /// All of them, with the word by which a record writes each.
    pub const WORDS: [(Self, &'static str); 5] = [
        (Self::Offer, "offer"),
        (Self::Accept, "accept"),
        (Self::Reject, "reject"),
        (Self::Reserve, "reserve"),
        (Self::Withdraw, "withdraw"),
    ];

    /// Whether it takes the words as they are, and the whole text with them. Whoever rejects something or sets a condition
    /// for it, or takes something back, consents to no text.
    #[must_use]
    pub fn consents(self) -> bool {
        matches!(self, Self::Accept | Self::Offer)
    }

    /// The word by which a record writes it.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Offer => "offer",
            Self::Accept => "accept",
            Self::Reject => "reject",
            Self::Reserve => "reserve",
            Self::Withdraw => "withdraw",
        }
    }
}

/// One wording that a record is about.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct NamedWording {
    /// The clause's id.
    pub id: String,
    /// Its wording; `None` when the record is about its deletion.
    pub revision: Option<Revision>,
}

/// In which form a record is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub enum RecordFormat {
    /// As version 0.1 wrote them: positions alone. Read for ever, and written no more.
    One,
    /// With the kind of what is recorded.
    #[default]
    Two,
}

impl RecordFormat {
    /// How the first line of a record's file names it.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::One => "adidem/record/1",
            Self::Two => "adidem/record/2",
        }
    }
}

/// What one record says. Everything in it is a claim until the audit has checked it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Record {
    /// How it is written.
    pub format: RecordFormat,
    /// Which negotiation it belongs to, see [`negotiation_id`].
    pub negotiation: Revision,
    /// The name that the contract had in round 1.
    pub contract: String,
    /// The party whose record it is.
    pub party: String,
    /// The e-mail address of the member who made it.
    pub signer: String,
    /// The fingerprint of the signing key, `SHA256:…`; `None` when it is not signed.
    pub key: Option<String>,
    /// 1, 2, 3 … among the party's records; two machines may give one number twice.
    pub seq: u32,
    /// The number of the round that the signer was shown; for an offer, of the round it sends.
    pub round: u32,
    /// What it says.
    pub decision: Decision,
    /// Of which wordings. Empty only for an offer that changes none: it stands for the whole text as it now reads, its
    /// title, its parties and its order, as [`Record::whole`] names it.
    pub clauses: Vec<NamedWording>,
    /// The whole-text digest that the signer was shown.
    pub whole: Revision,
    /// The commit that the signer was shown; for an offer, the one that the round builds on, and `None` when
    /// the round is the first thing of all.
    pub base: Option<CommitId>,
    /// The party's last record before it; none for the first, two where it joins what two machines recorded.
    pub prev: Vec<RecordId>,
    /// The last record of each other party that the signer had.
    pub seen: BTreeMap<String, RecordId>,
    /// The digest of the parties in force.
    pub parties: Revision,
    /// When, by the signer's clock. A claim: order comes from ancestry.
    pub at: DateTime<FixedOffset>,
    /// Translated, in the signer's words.
    pub reason: Option<String>,
    /// With `withdraw`: the record taken back.
    pub withdraws: Option<RecordId>,
    /// With `reported`: the party whose position this is.
    pub speaks_for: Option<String>,
    /// How the other party said it, such as `letter of 2026-11-20`.
    pub reported: Option<String>,
}

impl Record {
    /// The party whose position it is: its own, or the one it reports about.
    #[must_use]
    pub fn holder(&self) -> &str {
        self.speaks_for.as_deref().unwrap_or(&self.party)
    }

    /// Every record that it says it knows: its own party's last and those of the others.
    pub fn knows(&self) -> impl Iterator<Item = RecordId> {
        self.prev.iter().copied().chain(self.seen.values().copied())
    }
}

/// The name of a negotiation, which ties records to it: the SHA-256 over a first line, the bytes of the contract's file
/// in round 1, and the author line of round 1 as git stores it. Anyone can recompute it:
///
/// ```text
/// ( printf 'adidem/negotiation/1\n'; git show ID:contracts/crm.yaml; git log -1 --date=raw --format='%an <%ae> %ad' ID ) | sha256sum
/// ```
#[must_use]
pub fn negotiation_id(file: &[u8], author: &super::Person, at: DateTime<FixedOffset>) -> Revision {
    let mut bytes = b"adidem/negotiation/1\n".to_vec();
    bytes.extend_from_slice(file);
    let line = format!(
        "{} <{}> {} {}\n",
        author.name,
        author.email,
        at.timestamp(),
        at.format("%z")
    );
    bytes.extend_from_slice(line.as_bytes());
    Revision::of(&bytes)
}

/// How far a record can be relied upon.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Trust {
    /// Signed with a key that was in force, which the owner of this copy compared with the party or signs with.
    Verified,
    /// Signed with a key that was in force, which was not compared with the party in this copy.
    Unconfirmed,
    /// Its party lists no keys, so nothing can be verified.
    Claimed,
    /// One party's note of what another one said.
    Reported,
    /// It must not count.
    Void(Translated),
}

impl Trust {
    /// The word by which programs know it.
    #[must_use]
    pub fn word(&self) -> &'static str {
        match self {
            Self::Verified => "verified",
            Self::Unconfirmed => "unconfirmed",
            Self::Claimed => "claimed",
            Self::Reported => "reported",
            Self::Void(_) => "void",
        }
    }

    /// Whether the record counts as a position at all; reported ones only where they are asked for.
    #[must_use]
    pub fn counts(&self, reported: bool) -> bool {
        match self {
            Self::Verified | Self::Unconfirmed | Self::Claimed => true,
            Self::Reported => reported,
            Self::Void(_) => false,
        }
    }
}

/// A record that lies in history, with what is known of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Filed {
    /// Its name.
    pub id: RecordId,
    /// What it says.
    pub record: Record,
    /// The number of the round that it really concerns, by ancestry.
    pub round: u32,
    /// How far it can be relied upon.
    pub trust: Trust,
}
