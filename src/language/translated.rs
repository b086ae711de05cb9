//! A sentence that is passed on.

use super::Language;

/// A sentence made in every language where its facts are known, for those who pass it on and do not yet know who will read
/// it: why a record must not count, or why a contract cannot be read.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Translated(Vec<String>);

impl Translated {
    /// The sentence, made once in each language.
    #[must_use]
    pub fn of(sentence: impl Fn(Language) -> String) -> Self {
        Self(Language::ALL.map(sentence).into())
    }

    /// The sentence in a language; empty where none was made.
    #[must_use]
    pub fn message(&self, language: Language) -> &str {
        let place = Language::ALL.iter().position(|one| *one == language);
        place.and_then(|place| self.0.get(place)).map_or("", String::as_str)
    }

    /// The English sentence, which other programs are told.
    #[must_use]
    pub fn english(&self) -> &str {
        self.message(Language::English)
    }
}
