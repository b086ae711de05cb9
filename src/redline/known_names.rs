//! The defined terms of a contract and the names of its parties, so that every change can be held against all of them
//! at once: a hostile contract may have as many of them as it has changes.

use super::finder::Finder;
use std::collections::HashSet;

/// Defined terms and names of parties, in small letters.
#[derive(Debug)]
pub(crate) struct KnownNames {
    /// The names and roles of all parties, one on a line.
    parties: String,
    party_finder: Option<Finder>,
    term_finder: Option<Finder>,
    /// Every word of every term.
    term_words: HashSet<String>,
}

/// Where the names of the parties have more bytes than this, any words are taken for part of one: that is on the safe
/// side, and no list of names is read through for every change.
const MOST_NAMES: usize = 16 << 10;

impl KnownNames {
    pub(crate) fn of<'n>(terms: &[String], parties: impl IntoIterator<Item = &'n str>) -> Self {
        let parties: Vec<String> = parties.into_iter().map(str::to_lowercase).collect();
        let terms: Vec<String> = terms.iter().map(|term| term.to_lowercase()).collect();
        let term_words = terms
            .iter()
            .flat_map(|term| term.split(' '))
            .map(str::to_owned)
            .collect();
        Self {
            party_finder: Finder::of(&parties),
            term_finder: Finder::of(&terms),
            term_words,
            parties: parties.join("\n"),
        }
    }

    /// Whether words in small letters are part of a party's name or role, or hold one.
    pub(crate) fn name_a_party(&self, lower: &str) -> bool {
        if self.parties.is_empty() {
            return false;
        }
        self.parties.len() > MOST_NAMES
            || self.parties.contains(lower.trim())
            || self.party_finder.as_ref().is_none_or(|finder| finder.is_match(lower))
    }

    /// Whether words in small letters hold a defined term, or one of them is a word of one.
    pub(crate) fn are_of_a_term(&self, lower: &str, words: &[&str]) -> bool {
        self.term_finder.as_ref().is_none_or(|finder| finder.is_match(lower))
            || words.iter().any(|word| self.term_words.contains(*word))
    }
}
