//! How alike two texts are by their words, and which clauses are alike.

use super::item_labels;
use super::lexicon::is_han;
use crate::contract::{Clause, Visit};
use std::collections::{BTreeMap, HashMap};

/// How alike two texts must be to be taken for one clause when neither id nor heading says so.
const ALIKE: f64 = 0.7;
/// How alike two texts under the same heading must be.
pub(crate) const ALIKE_UNDER_ONE_HEADING: f64 = 0.35;
/// Texts with fewer words than this are too short to be told by likeness alone.
const FEWEST_WORDS: u32 = 8;

/// A word that more clauses have than this does not bring two of them together: in a contract of a thousand clauses it
/// says little, and comparing all with all would take the square of their number.
const MOST_HOLDERS: usize = 64;
/// A clause is held against so many others at most, those with which it shares most uncommon words.
const MOST_CANDIDATES: usize = 64;

/// How alike two texts are: the share of their words that both have, from 0 (none) to 1 (all). Both bags are of one
/// vocabulary.
pub(crate) fn likeness(old: &WordBag, new: &WordBag) -> f64 {
    let total = old.total + new.total;
    if total == 0 {
        return 0.0;
    }
    let mut shared = 0;
    let mut others = new.counts.iter().peekable();
    for (word, count) in &old.counts {
        while others.next_if(|(other, _)| other < word).is_some() {}
        if let Some((_, other)) = others.next_if(|(other, _)| other == word) {
            shared += (*count).min(*other);
        }
    }
    f64::from(2 * shared) / f64::from(total)
}

/// A number for each word, so that texts are compared without their words being looked up again.
#[derive(Debug, Default)]
pub(crate) struct Vocabulary<'t> {
    numbers: HashMap<&'t str, usize>,
}

impl<'t> Vocabulary<'t> {
    /// Counts the words and numbers of texts. What has no blanks between its words counts by pairs of characters: where
    /// exactly a Chinese word ends says nothing about how alike two texts are, and costs more than all the rest.
    pub(crate) fn bag(&mut self, texts: impl IntoIterator<Item = &'t str>) -> WordBag {
        let mut found: Vec<usize> = Vec::new();
        for text in texts {
            words(text, |word| {
                let next = self.numbers.len();
                found.push(*self.numbers.entry(word).or_insert(next));
            });
        }
        found.sort_unstable();
        let count = |same: &[usize]| u32::try_from(same.len()).unwrap_or(u32::MAX);
        WordBag {
            total: count(&found),
            counts: found
                .chunk_by(|a, b| a == b)
                .map(|same| (same[0], count(same)))
                .collect(),
        }
    }

    /// The bags of the clauses at these places, each with its place.
    pub(crate) fn bags(
        &mut self,
        visits: &[Visit<'t>],
        places: impl IntoIterator<Item = usize>,
        words: fn(&'t Clause) -> (&'t str, &'t str),
    ) -> Vec<(usize, WordBag)> {
        let mut bag = |at: usize| {
            let (heading, text) = words(visits[at].clause);
            (at, self.bag([heading, text]))
        };
        places.into_iter().map(&mut bag).collect()
    }
}

/// The words of a text by their numbers in a vocabulary, in order, and how often each stands in it.
#[derive(Debug)]
pub(crate) struct WordBag {
    counts: Vec<(usize, u32)>,
    total: u32,
}

impl WordBag {
    /// How many words the text has.
    pub(crate) fn total(&self) -> u32 {
        self.total
    }

    /// The distinct words.
    fn words(&self) -> impl Iterator<Item = usize> {
        self.counts.iter().map(|(word, _)| *word)
    }
}

/// How alike two texts are, and how many words the shorter one has.
pub(crate) fn likeness_of(old: &str, new: &str) -> (f64, u32) {
    let mut vocabulary = Vocabulary::default();
    let (old, new) = (vocabulary.bag([old]), vocabulary.bag([new]));
    (likeness(&old, &new), old.total().min(new.total()))
}

/// Names the words of alphabets and the numbers of a text, and every two characters that follow each other in a run of
/// others; one that stands by itself alone.
fn words<'t>(text: &'t str, mut found: impl FnMut(&'t str)) {
    let mut rest = text;
    while let Some(start) = rest.find(char::is_alphanumeric) {
        rest = &rest[start..];
        let runs_on: fn(char) -> bool = if rest.starts_with(is_han) { is_han } else { is_of_word };
        let (run, behind) = rest.split_at(rest.find(|c| !runs_on(c)).unwrap_or(rest.len()));
        rest = behind;
        let borders = || run.char_indices().map(|(at, _)| at).chain([run.len()]);
        if !run.starts_with(is_han) || borders().nth(2).is_none() {
            found(run);
            continue;
        }
        for (start, end) in borders().zip(borders().skip(2)) {
            found(&run[start..end]);
        }
    }
}

fn is_of_word(c: char) -> bool {
    c.is_alphanumeric() && !is_han(c)
}

/// Heading and text of a clause without the numbers typed in front of them.
pub(crate) fn words_of(clause: &Clause) -> (&str, &str) {
    (
        item_labels::title(&clause.heading).trim_end(),
        item_labels::title_of_text(&clause.text).trim(),
    )
}

/// The clauses among those left by their words, with their places; no place where the words stand twice.
pub(crate) fn only_place<'v>(visits: &[Visit<'v>], left: &[bool]) -> BTreeMap<(&'v str, &'v str), Option<usize>> {
    let mut places = BTreeMap::new();
    for (at, visit) in visits.iter().enumerate().filter(|(at, _)| left[*at]) {
        places
            .entry(words_of(visit.clause))
            .and_modify(|place| *place = None)
            .or_insert(Some(at));
    }
    places.remove(&("", ""));
    places
}

/// The candidates whose likeness is high, and clearly the highest for both; (old, new) in new order.
pub(crate) fn best_likenesses(old: &[(usize, WordBag)], new: &[(usize, WordBag)]) -> Vec<(usize, usize)> {
    // Only clauses that share an uncommon word are compared: the others cannot be alike.
    let last_word = old.iter().flat_map(|(_, bag)| bag.words()).max();
    let mut holders: Vec<Vec<usize>> = vec![Vec::new(); last_word.map_or(0, |last| last + 1)];
    for (at, (_, bag)) in old.iter().enumerate() {
        for word in bag.words() {
            holders[word].push(at);
        }
    }
    let common = (old.len() / 4).clamp(8, MOST_HOLDERS);
    let mut best_of_old: Vec<(f64, f64)> = vec![(0.0, 0.0); old.len()];
    let mut found: Vec<(usize, usize, f64, f64)> = Vec::new();
    for (at, (_, bag)) in new.iter().enumerate() {
        if bag.total() < FEWEST_WORDS {
            continue;
        }
        let mut shared: Vec<usize> = bag
            .words()
            .filter_map(|word| holders.get(word))
            .filter(|holders| holders.len() <= common)
            .flatten()
            .copied()
            .collect();
        shared.sort_unstable();
        let mut candidates: Vec<(usize, usize)> = shared
            .chunk_by(|a, b| a == b)
            .map(|same| (same.len(), same[0]))
            .collect();
        if candidates.len() > MOST_CANDIDATES {
            candidates.sort_unstable_by_key(|(words, from)| (std::cmp::Reverse(*words), *from));
            candidates.truncate(MOST_CANDIDATES);
            candidates.sort_unstable_by_key(|(_, from)| *from);
        }
        let mut best = (0.0, 0.0);
        let mut best_at = None;
        let candidates = candidates.into_iter().map(|(_, from)| from);
        for from in candidates.filter(|from| old[*from].1.total() >= FEWEST_WORDS) {
            let alike = likeness(&old[from].1, bag);
            let of_old = &mut best_of_old[from];
            *of_old = if alike > of_old.0 {
                (alike, of_old.0)
            } else {
                (of_old.0, of_old.1.max(alike))
            };
            if alike > best.0 {
                best = (alike, best.0);
                best_at = Some(from);
            } else if alike > best.1 {
                best.1 = alike;
            }
        }
        if let Some(from) = best_at.filter(|_| best.0 >= ALIKE) {
            found.push((from, at, best.0, best.1));
        }
    }
    // Ambiguous when another clause is as alike: then nothing is joined, and both show.
    found
        .into_iter()
        .filter(|(from, _, alike, second)| {
            let of_old = best_of_old[*from];
            *alike > *second && (of_old.0 - *alike).abs() < f64::EPSILON && of_old.0 > of_old.1
        })
        .map(|(from, at, ..)| (from, at))
        .collect()
}
