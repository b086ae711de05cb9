//! One change of a contract, as plain values: who, when, which text before and after.

use std::fmt;
use std::str::FromStr;

use chrono::{DateTime, FixedOffset};
use serde::{Deserialize, Serialize};

use crate::language::{Language, say};

/// A name that is not the forty hexadecimal digits it should be.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub struct MalformedId(String);

/// How many bytes such a name has.
const BYTES: usize = 20;
/// By how many hexadecimal digits it is written.
const DIGITS: usize = 2 * BYTES;

impl MalformedId {
    /// What is wrong and what to do, in a language.
    #[must_use]
    pub fn message(&self, language: Language) -> String {
        let Self(written) = self;
        say!(
            language,
            "`{written}` is not a full name of {DIGITS} hexadecimal digits; copy it whole from the list of rounds",
            "`{written}` 不是 {DIGITS} 位十六进制数字的完整名称；请从轮次列表中整个复制",
        )
    }
}

impl fmt::Display for MalformedId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message(Language::English))
    }
}

macro_rules! object_name {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        pub struct $name([u8; BYTES]);

        impl $name {
            /// The name from its twenty bytes.
            #[must_use]
            pub const fn from_bytes(bytes: [u8; BYTES]) -> Self {
                Self(bytes)
            }

            /// Its twenty bytes.
            #[must_use]
            pub const fn as_bytes(&self) -> &[u8; BYTES] {
                &self.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
            }
        }

        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, "{}({self})", stringify!($name))
            }
        }

        impl FromStr for $name {
            type Err = MalformedId;

            fn from_str(hex: &str) -> Result<Self, MalformedId> {
                twenty_bytes(hex).map(Self).ok_or_else(|| MalformedId(hex.to_owned()))
            }
        }
    };
}

object_name!(
    /// Names one change: the id of the git commit that made it.
    CommitId
);
object_name!(
    /// Names one text of a contract file: the id of the git blob that holds it.
    TextId
);

fn twenty_bytes(hex: &str) -> Option<[u8; BYTES]> {
    if hex.len() != DIGITS {
        return None;
    }
    let mut bytes = [0; BYTES];
    for (byte, pair) in bytes.iter_mut().zip(hex.as_bytes().chunks_exact(2)) {
        let digit = |at: usize| {
            char::from(pair[at])
                .to_digit(16)
                .and_then(|value| u8::try_from(value).ok())
        };
        *byte = digit(0)? << 4 | digit(1)?;
    }
    Some(bytes)
}

/// The identity that git recorded for the author of a change. A claim, unless a signature backs it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Person {
    /// Full name.
    pub name: String,
    /// E-mail address.
    pub email: String,
}

/// What the trailers of a change made by `adidem send` say. A claim: rounds are numbered by their order.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sent {
    /// The name of the contract that was sent.
    pub contract: String,
    /// The number the sender took the round to have.
    pub round: Option<u32>,
    /// The party that the sender says it is sent for, or several with commas; who sent it is told by its author.
    pub party: String,
    /// Present when it says that its author received it in a file and only reports it.
    pub received: Option<Received>,
}

/// That a round came in a file and was put into history by another party than the one whose answer it is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Received {
    /// The id of the party that received the file and reports what it says.
    pub by: String,
    /// SHA-256 of the file, in hexadecimal digits, as the receiver says.
    pub sha256: Option<String>,
    /// What the file changed without marking it as changed, as the receiver found: ids of clauses, or `title`.
    pub untracked: Vec<String>,
}

/// A commit at which the contract's file differs from what came before.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Change {
    /// Its name.
    pub id: CommitId,
    /// The commits it builds on; none for the very first, two or more where histories were brought together.
    pub parents: Vec<CommitId>,
    /// Who wrote it.
    pub author: Person,
    /// When, by the author's clock and in the author's time zone. A claim: order comes from ancestry.
    #[serde(with = "super::moment")]
    pub at: DateTime<FixedOffset>,
    /// What the author wrote about it, without trailers.
    pub note: String,
    /// Present when `adidem send` made the change.
    pub sent: Option<Sent>,
    /// Where the file lies, from the top of the repository; where it lay, when the change deletes it.
    pub path: String,
    /// The contract's text in each parent, followed through renames; `None` where it did not exist.
    pub before: Vec<Option<TextId>>,
    /// The text since then; `None` when the change deletes the contract.
    pub after: Option<TextId>,
}

impl Change {
    /// Whether it brings two or more histories together.
    #[must_use]
    pub fn is_merge(&self) -> bool {
        self.parents.len() > 1
    }

    /// The version its author had before their eyes: the first parent that has the contract.
    #[must_use]
    pub fn version_changed(&self) -> Option<TextId> {
        self.before.iter().copied().flatten().next()
    }
}

#[cfg(test)]
pub(crate) mod samples {
    use super::{Change, CommitId, Person, Sent, TextId};
    use chrono::DateTime;

    /// A change that stands alone: number, author, and nothing else of interest.
    pub(crate) fn change(number: u8, author: &str) -> Change {
        Change {
            id: CommitId::from_bytes([number; 20]),
            parents: vec![CommitId::from_bytes([number.wrapping_sub(1); 20])],
            author: Person {
                name: author.to_owned(),
                email: format!("{author}@firm.example"),
            },
            at: DateTime::UNIX_EPOCH.fixed_offset(),
            note: String::new(),
            sent: None,
            path: "contracts/crm.yaml".to_owned(),
            before: vec![Some(TextId::from_bytes([number.wrapping_sub(1); 20]))],
            after: Some(TextId::from_bytes([number; 20])),
        }
    }

    /// The same, made by `adidem send`.
    pub(crate) fn sent(number: u8, author: &str, party: &str) -> Change {
        let sent = Some(Sent {
            contract: "crm".to_owned(),
            round: None,
            party: party.to_owned(),
            received: None,
        });
        Change {
            sent,
            ..change(number, author)
        }
    }

    /// The same, with two parents.
    pub(crate) fn merge(number: u8, author: &str) -> Change {
        let plain = change(number, author);
        Change {
            parents: vec![plain.parents[0], CommitId::from_bytes([200; 20])],
            before: vec![plain.before[0], Some(TextId::from_bytes([200; 20]))],
            ..plain
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_reads_back_as_it_is_shown() {
        let name = "00ff10a9b8c7d6e5f4030201112233445566778f";
        assert_eq!(name.parse::<CommitId>().unwrap().to_string(), name);
        assert_eq!(name.to_uppercase().parse::<TextId>().unwrap().to_string(), name);
    }

    #[test]
    fn anything_but_forty_digits_is_refused() {
        for wrong in [
            "",
            "abc",
            "00ff10a9b8c7d6e5f4030201112233445566778g",
            "+0ff10a9b8c7d6e5f4030201112233445566778f",
        ] {
            assert!(wrong.parse::<CommitId>().is_err(), "{wrong}");
        }
        assert!("零".repeat(14).parse::<TextId>().is_err());
    }
}
