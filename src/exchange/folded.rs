//! What a reader wants in one line: clauses of which only the number changed, and numbers that followed them.

use super::sentence::{SentencePart, fill, list, quoted};
use crate::redline::{ChangeKind, ClauseChange, Op, Segment};
use crate::wording::PageWords;
use std::collections::{HashMap, HashSet};

/// Up to two sentences: clauses that were only renumbered, and numbers within texts that only followed.
pub(super) fn folded<'c>(clauses: impl Iterator<Item = &'c ClauseChange>, words: &PageWords) -> Vec<Vec<SentencePart>> {
    let only: Vec<&ClauseChange> = clauses.filter(|clause| clause.is_only_renumbered()).collect();
    [renumbered(&only, words), followed(&only, words)]
        .into_iter()
        .flatten()
        .collect()
}

fn renumbered(only: &[&ClauseChange], words: &PageWords) -> Option<Vec<SentencePart>> {
    let pairs: Vec<(&str, &str)> = only
        .iter()
        .filter(|clause| clause.renumbered)
        .filter_map(|clause| Some((clause.from_number.as_deref()?, clause.number.as_deref()?)))
        .collect();
    let known: HashSet<(&str, &str)> = pairs.iter().copied().collect();
    let named: Vec<(&str, &str)> = pairs
        .iter()
        .copied()
        .filter(|pair| !goes_with_its_parent(*pair, &known))
        .collect();
    let pattern = match (pairs.len(), named.len()) {
        (0, _) => return None,
        (1, _) => words.renumbered_one,
        (all, named) if named < all => words.renumbered_with_subclauses,
        _ => words.renumbered_many,
    };
    let numbers = list(
        named
            .into_iter()
            .map(|(old, new)| vec![SentencePart::Own(format!("{old}→{new}"))]),
        words.comma,
    );
    let count = vec![SentencePart::Own(pairs.len().to_string())];
    Some(fill(pattern, &[("count", count), ("numbers", numbers)]))
}

/// Whether `5.2→6.2` goes without saying because `5→6` is said.
fn goes_with_its_parent((old, new): (&str, &str), known: &HashSet<(&str, &str)>) -> bool {
    match (old.rsplit_once('.'), new.rsplit_once('.')) {
        (Some((old_parent, old_last)), Some((new_parent, new_last))) => {
            old_last == new_last && known.contains(&(old_parent, new_parent))
        }
        _ => false,
    }
}

fn followed(only: &[&ClauseChange], words: &PageWords) -> Option<Vec<SentencePart>> {
    let items: Vec<Vec<SentencePart>> = only
        .iter()
        .filter(|clause| clause.change == ChangeKind::Edited)
        .flat_map(|clause| {
            let number = clause.number.as_deref().unwrap_or_default();
            pairs(&clause.heading_segments)
                .into_iter()
                .chain(pairs(&clause.segments))
                .map(move |(old, new)| {
                    fill(
                        "{number} ({old} → {new})",
                        &[
                            ("number", vec![SentencePart::Own(number.to_owned())]),
                            ("old", quoted(&old)),
                            ("new", quoted(&new)),
                        ],
                    )
                })
        })
        .collect();
    (!items.is_empty()).then(|| fill(words.followed, &[("numbers", list(items, words.comma))]))
}

/// What each change took out and put in, in order.
fn pairs(segments: &[Segment]) -> Vec<(String, String)> {
    let mut order = Vec::new();
    let mut changes: HashMap<usize, (String, String)> = HashMap::new();
    for segment in segments {
        let Some(mark) = segment.mark else { continue };
        let (old, new) = changes.entry(mark).or_insert_with(|| {
            order.push(mark);
            Default::default()
        });
        match segment.op {
            Op::Delete => old.push_str(&segment.text),
            Op::Insert => new.push_str(&segment.text),
            Op::Equal => {}
        }
    }
    order.into_iter().filter_map(|mark| changes.remove(&mark)).collect()
}
