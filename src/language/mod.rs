//! The languages in which adidem speaks to people, and how a sentence is written once in each of them. Every folder may
//! use it. A sentence that lacks a language does not compile.

mod errors;
mod faults;
mod messages;
mod say;
mod system;
mod translated;
mod verbatim;

pub(crate) use errors::errors;
pub use errors::with_remedy;
pub(crate) use faults::faults;
pub(crate) use messages::{by_row, messages, sentence, variants};
#[cfg(test)]
pub(crate) use say::english_in;
pub(crate) use say::{pick, say, words};
pub use system::{FileFault, system};
pub use translated::Translated;
pub use verbatim::verbatim;

/// The languages of screens, pages and messages.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Hash, strum::EnumCount)]
pub enum Language {
    /// English.
    #[default]
    English,
    /// Simplified Chinese.
    Chinese,
}

impl Language {
    /// All of them.
    pub const ALL: [Self; <Self as strum::EnumCount>::COUNT] = [Self::English, Self::Chinese];

    /// What people write for it: in the settings, and behind `--lang`.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::English => "en",
            Self::Chinese => "zh",
        }
    }

    /// The language of such a code.
    #[must_use]
    pub fn of_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|language| language.code() == code)
    }

    /// The language that a locale name such as `zh_CN.UTF-8` or a BCP 47 tag such as `zh-CN` asks for.
    #[must_use]
    pub fn of_locale(locale: &str) -> Self {
        let locale = locale.to_ascii_lowercase();
        let asked = Self::ALL
            .into_iter()
            .find(|language| locale.starts_with(language.code()));
        asked.unwrap_or_default()
    }

    /// Several things in a row, divided as the language divides them.
    #[must_use]
    pub fn list<S: std::borrow::Borrow<str>>(self, things: &[S]) -> String {
        match self {
            Self::English => things.join(", "),
            Self::Chinese => things.join("、"),
        }
    }

    /// The BCP 47 tag.
    #[must_use]
    pub fn tag(self) -> &'static str {
        match self {
            Self::English => "en",
            Self::Chinese => "zh-CN",
        }
    }
}
