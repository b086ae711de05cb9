//! Everything that an audit can find, in tables by the checks that find it: a row for each, with its facts, its code,
//! what is said of it, and what to do about it.

mod clauses;
mod copies;
mod keeping;
mod merges;
mod names;
mod parties;
mod records;
mod signatures;
mod table;
mod texts;

#[cfg(test)]
mod messages_tests;

pub use clauses::ClauseFinding;
pub use copies::CopyFinding;
pub use keeping::KeepingFinding;
pub use merges::MergeFinding;
pub use names::NameFinding;
pub use parties::PartyFinding;
pub use records::{Misfit, RecordFinding};
pub use signatures::SignatureFinding;
pub use texts::{CharacterPlace, Fate, TextFinding, VersionFault};

use chrono::{DateTime, FixedOffset};

use crate::history::{Error, SignatureFault};
use crate::language::{Language, say};
use table::findings;

/// All tables as one: for each what it is about, and its name.
macro_rules! tables {
    ($( $(#[$doc:meta])* $group:ident($table:ident), )+) => {
        /// What an audit found. Who made a change is `author`; what may hold anything that stands in the repository is
        /// never shown as it is.
        #[derive(Debug, Clone, PartialEq, Eq)]
        pub enum FindingKind {
            $( $(#[$doc])* $group($table), )+
        }

        $(
            impl From<$table> for FindingKind {
                fn from(one: $table) -> Self {
                    Self::$group(one)
                }
            }
        )+

        impl FindingKind {
            /// Names the kind of finding for programs, such as `A05-signature`; never changes its meaning.
            #[must_use]
            pub fn code(&self) -> &'static str {
                match self {
                    $( Self::$group(one) => one.code(), )+
                }
            }

            /// What was found, a plain sentence. May hold anything that stands in the repository.
            #[must_use]
            pub fn message(&self, language: Language) -> String {
                match self {
                    $( Self::$group(one) => one.message(language), )+
                }
            }

            /// What to do next, a plain sentence.
            #[must_use]
            pub fn remedy(&self, language: Language) -> String {
                match self {
                    $( Self::$group(one) => one.remedy(language), )+
                }
            }

            /// The name of every finding of every table.
            #[cfg(test)]
            fn names() -> Vec<&'static str> {
                [$( $table::NAMES ),+].concat()
            }
        }
    };
}

tables! {
    /// Checks 1 and 2, and what is pushed.
    Copy(CopyFinding),
    /// Checks 3 and 4.
    Keeping(KeepingFinding),
    /// Checks 5 and 7, for changes.
    Signature(SignatureFinding),
    /// Checks 6 and 8.
    Merge(MergeFinding),
    /// Checks 7 and 9 to 15, for records.
    Record(RecordFinding),
    /// Checks 16 to 19.
    Clause(ClauseFinding),
    /// Checks 20 and 21.
    Text(TextFinding),
    /// Check 22.
    Name(NameFinding),
    /// Check 23.
    Party(PartyFinding),
}

/// An error as a whole sentence.
fn ended(error: &Error, language: Language) -> String {
    let said = error.message(language);
    say!(language, "{said}.", "{said}。")
}

fn minute(at: &DateTime<FixedOffset>) -> String {
    at.format("%Y-%m-%d %H:%M %z").to_string()
}

/// What to do where it cannot be told whether a signature counts.
fn make_verifiable(fault: &SignatureFault, language: Language) -> String {
    match fault {
        SignatureFault::KeyExpired => say!(
            language,
            "Ask its owner to extend the key (`gpg --quick-set-expire FINGERPRINT 2y`) and for its public key; import \
             that, then audit again. Or have it made again with a current key.",
            "请密钥持有人延长有效期（`gpg --quick-set-expire 指纹 2y`）并重新提供公钥；导入后再次核验。或请其以现行密钥重新作出。",
        ),
        SignatureFault::KeyWithdrawn => say!(
            language,
            "Ask its owner by telephone or in person when and why the key was withdrawn, and have what it signed made \
             again with a current key that the party lists.",
            "请通过电话或当面询问密钥持有人何时、因何撤销，并请其以该方列明的现行密钥重新作出所签内容。",
        ),
        SignatureFault::SignatureExpired => say!(
            language,
            "Have it made again with a signature that does not expire (`default-sig-expire` in the \
             settings of gpg).",
            "请其以不设到期日的签名重新作出（见 gpg 设置中的 `default-sig-expire`）。",
        ),
        SignatureFault::UnknownKey => say!(
            language,
            "Get the public key from its owner, compare the fingerprint, import it with `gpg --import FILE`, then \
             audit again.",
            "请向密钥持有人索取公钥，核对指纹，用 `gpg --import 文件` 导入，再次核验。",
        ),
        _ => {
            say!(
                language,
                "Install or import what is missing, then audit again.",
                "请安装或导入所缺的内容，再次核验。",
            )
        }
    }
}
