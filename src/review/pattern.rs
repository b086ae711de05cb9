//! Patterns, as checklists write them, and the words that all of them are made of, looked for in one pass.
//!
//! A pattern is words as they stand, capitals or not. `…` (or `...`) stands for whatever else the sentence has in
//! between, up to 40 Chinese characters or 80 letters. An English word is met as a whole; `backup*` also meets *backups*, and
//! behind it `…` goes without saying. `{customer}` is any
//! name of that party.

use crate::redline::finder::Finder;
use std::collections::HashMap;

/// How much `…` may stand for, in letters; a Chinese character says as much as two.
pub(crate) const GAP: usize = 80;

/// Words that follow each other in one sentence, by their numbers in the [`Vocabulary`].
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct Pattern(pub(crate) Vec<usize>);

/// Words that are looked for, each once.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct Vocabulary {
    words: Vec<Word>,
    numbers: HashMap<String, usize>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
struct Word {
    text: String,
    /// Whether more letters may follow.
    open: bool,
}

impl Vocabulary {
    /// The number of a word.
    pub(crate) fn word(&mut self, written: &str) -> usize {
        let written = written.trim().to_ascii_lowercase();
        *self.numbers.entry(written).or_insert_with_key(|written| {
            let open = written.ends_with('*');
            self.words.push(Word {
                text: written.trim_end_matches('*').to_owned(),
                open,
            });
            self.words.len() - 1
        })
    }

    /// The patterns that a written one stands for: one for each name of the party that it names.
    pub(crate) fn patterns(&mut self, written: &str, names: &dyn Fn(&str) -> Vec<String>) -> Vec<Pattern> {
        let filled = filled(&written.replace("...", "…").replace("* ", "*…"), names);
        let parts = |pattern: &String| {
            let parts = pattern
                .split('…')
                .map(str::trim)
                .filter(|part| !part.is_empty() && *part != "*");
            Pattern(parts.map(|part| self.word(part)).collect())
        };
        filled
            .iter()
            .map(parts)
            .filter(|pattern| !pattern.0.is_empty())
            .collect()
    }

    /// How many words there are.
    pub(crate) fn len(&self) -> usize {
        self.words.len()
    }

    /// What finds all words at once; nothing when there are none, or far too many.
    pub(crate) fn finder(&self) -> Option<Finder> {
        Finder::of_any_case(self.words.iter().map(|word| &word.text))
    }

    /// Whether a word that was found there stands by itself: English words are met as a whole.
    pub(crate) fn stands(&self, number: usize, text: &str, start: usize, end: usize) -> bool {
        let word = &self.words[number];
        let letter = |c: char| c.is_ascii_alphanumeric();
        let begins = !word.text.starts_with(letter) || !text[..start].ends_with(letter);
        let ends = word.open || !word.text.ends_with(letter) || !text[end..].starts_with(letter);
        begins && ends
    }
}

/// A written pattern with every `{part}` in it replaced by each name of that party.
fn filled(written: &str, names: &dyn Fn(&str) -> Vec<String>) -> Vec<String> {
    let (Some(open), Some(close)) = (written.find('{'), written.find('}')) else {
        return vec![written.to_owned()];
    };
    if open > close {
        return vec![written.to_owned()];
    }
    let behind = filled(&written[close + 1..], names);
    let names = names(&written[open + 1..close]);
    let joined = names.iter().flat_map(|name| {
        let front = &written[..open];
        behind.iter().map(move |behind| format!("{front}{name}{behind}"))
    });
    joined.collect()
}
