//! Words that a split or merge carried from one clause to another.

use super::lexicon::Lexicon;
use super::words::{Token, tokens};
use similar::{Algorithm, DiffOp, capture_diff_slices};
use std::collections::HashMap;
use std::hash::{Hash, Hasher};
use std::ops::Range;

/// How many neighbouring words must agree before two passages are compared at all.
const GRAM: usize = 6;
/// A gram that stands in more passages than this is boilerplate.
const BOILERPLATE: usize = 3;
/// The fewest letters that are worth calling carried.
const FEWEST_BYTES: usize = 30;

/// Words deleted in one clause, or inserted into one.
#[derive(Debug, Clone)]
pub(crate) struct Passage<'t> {
    /// The index of the clause.
    pub(crate) clause: usize,
    /// The whole text that the range refers to.
    pub(crate) text: &'t str,
    /// The bytes in question.
    pub(crate) range: Range<usize>,
}

/// A stretch that left one clause and arrived in another.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Carried {
    /// The index of the passage among the deleted ones, and the bytes in its text.
    pub(crate) from: (usize, Range<usize>),
    /// The index of the passage among the inserted ones, and the bytes in its text.
    pub(crate) to: (usize, Range<usize>),
}

struct Cut<'t> {
    words: Vec<(Token, &'t str)>,
    taken: Vec<bool>,
}

fn cut<'t>(passage: &Passage<'t>, lexicon: &Lexicon) -> Cut<'t> {
    let text = &passage.text[passage.range.clone()];
    let words: Vec<(Token, &str)> = tokens(text, lexicon)
        .into_iter()
        .filter(|token| !token.is_blank())
        .map(|mut token| {
            let word = token.of(text);
            token.start += passage.range.start;
            token.end += passage.range.start;
            (token, word)
        })
        .collect();
    let taken = vec![false; words.len()];
    Cut { words, taken }
}

/// A number for some neighbouring words. Two grams with one number would only cost a comparison in vain.
fn gram(window: &[(Token, &str)]) -> u64 {
    let mut hasher = std::hash::DefaultHasher::new();
    for (_, word) in window {
        word.hash(&mut hasher);
    }
    hasher.finish()
}

/// Every stretch of words that was deleted in one clause and inserted in another.
pub(crate) fn carried(deleted: &[Passage<'_>], inserted: &[Passage<'_>], lexicon: &Lexicon) -> Vec<Carried> {
    if deleted.is_empty() || inserted.is_empty() {
        return Vec::new();
    }
    let mut from: Vec<Cut<'_>> = deleted.iter().map(|passage| cut(passage, lexicon)).collect();
    let mut to: Vec<Cut<'_>> = inserted.iter().map(|passage| cut(passage, lexicon)).collect();
    let mut grams: HashMap<u64, Vec<usize>> = HashMap::new();
    for (at, passage) in to.iter().enumerate() {
        for window in passage.words.windows(GRAM) {
            let holders = grams.entry(gram(window)).or_default();
            if holders.last() != Some(&at) {
                holders.push(at);
            }
        }
    }
    // How many grams each pair of passages shares: the closest pairs are joined first.
    let mut shared: HashMap<(usize, usize), usize> = HashMap::new();
    for (at, passage) in from.iter().enumerate() {
        for window in passage.words.windows(GRAM) {
            let Some(holders) = grams.get(&gram(window)).filter(|holders| holders.len() <= BOILERPLATE) else {
                continue;
            };
            for holder in holders {
                if deleted[at].clause != inserted[*holder].clause {
                    *shared.entry((at, *holder)).or_default() += 1;
                }
            }
        }
    }
    let mut pairs: Vec<((usize, usize), usize)> = shared.into_iter().collect();
    pairs.sort_by_key(|(pair, count)| (std::cmp::Reverse(*count), *pair));
    let mut found = Vec::new();
    for ((source, target), _) in pairs {
        join(source, &mut from[source], target, &mut to[target], &mut found);
    }
    found.sort_by_key(|carried| (carried.from.0, carried.from.1.start));
    found
}

/// Marks the words that both passages share, in order, and that no closer pair has taken.
fn join(source: usize, from: &mut Cut<'_>, target: usize, to: &mut Cut<'_>, found: &mut Vec<Carried>) {
    let free = |cut: &Cut<'_>| -> Vec<usize> { (0..cut.words.len()).filter(|at| !cut.taken[*at]).collect() };
    let (from_at, to_at) = (free(from), free(to));
    let from_words: Vec<&str> = from_at.iter().map(|at| from.words[*at].1).collect();
    let to_words: Vec<&str> = to_at.iter().map(|at| to.words[*at].1).collect();
    for op in capture_diff_slices(Algorithm::Myers, &from_words, &to_words) {
        let DiffOp::Equal { old_index, new_index, len } = op else { continue };
        // A run ends where taken words lie between.
        let mut start = 0;
        for end in 1..=len {
            let unbroken = end < len
                && from_at[old_index + end] == from_at[old_index + end - 1] + 1
                && to_at[new_index + end] == to_at[new_index + end - 1] + 1;
            if unbroken {
                continue;
            }
            let (f, t) = (from_at[old_index + start], to_at[new_index + start]);
            let length = end - start;
            let bytes = |cut: &Cut<'_>, first: usize| cut.words[first].0.start..cut.words[first + length - 1].0.end;
            let (f_bytes, t_bytes) = (bytes(from, f), bytes(to, t));
            if length >= 3 && f_bytes.len() >= FEWEST_BYTES.min(length * 5) {
                from.taken[f..f + length].fill(true);
                to.taken[t..t + length].fill(true);
                found.push(Carried { from: (source, f_bytes), to: (target, t_bytes) });
            }
            start = end;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_that_went_to_another_clause_are_found_although_some_of_them_changed() {
        let old = "The Supplier shall keep the records for six years and shall show them to the Customer on request.";
        let new = "The Supplier shall keep the records for seven years and shall show them to the Customer on request.";
        let deleted = [Passage { clause: 0, text: old, range: 0..old.len() }];
        let inserted = [Passage { clause: 1, text: new, range: 0..new.len() }];
        let found = carried(&deleted, &inserted, &Lexicon::with_terms([]));
        let words: Vec<&str> = found.iter().map(|carried| &old[carried.from.1.clone()]).collect();
        assert_eq!(
            words,
            ["The Supplier shall keep the records for", "years and shall show them to the Customer on request."]
        );
        assert!(found.iter().all(|carried| old[carried.from.1.clone()] == new[carried.to.1.clone()]));
    }
}
