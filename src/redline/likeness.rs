//! How alike two texts are by their words.

use super::lexicon::Lexicon;
use super::words::tokens;
use std::collections::HashMap;

/// How alike two texts are: the share of their words that both have, from 0 (none) to 1 (all).
pub(crate) fn likeness(old: &WordBag, new: &WordBag) -> f64 {
    let total = old.total + new.total;
    if total == 0 {
        return 0.0;
    }
    let (few, many) = if old.counts.len() <= new.counts.len() {
        (old, new)
    } else {
        (new, old)
    };
    let shared: u32 = few
        .counts
        .iter()
        .map(|(word, count)| many.counts.get(word).map_or(0, |other| *count.min(other)))
        .sum();
    f64::from(2 * shared) / f64::from(total)
}

/// The words of a text and how often each stands in it.
#[derive(Debug, Default)]
pub(crate) struct WordBag {
    counts: HashMap<Box<str>, u32>,
    total: u32,
}

impl WordBag {
    /// Counts the words, Chinese characters and figures of a text.
    pub(crate) fn of(text: &str, lexicon: &Lexicon) -> Self {
        let mut bag = Self::default();
        for token in tokens(text, lexicon).iter().filter(|token| token.is_wordy()) {
            *bag.counts.entry(token.of(text).into()).or_default() += 1;
            bag.total += 1;
        }
        bag
    }

    /// How many words the text has.
    pub(crate) fn total(&self) -> u32 {
        self.total
    }

    /// The distinct words.
    pub(crate) fn words(&self) -> impl Iterator<Item = &str> {
        self.counts.keys().map(|word| &**word)
    }
}
