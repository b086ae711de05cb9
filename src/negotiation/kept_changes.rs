//! Which of the changes from one wording to another still stand in a third, word by word.

use std::ops::Range;

use super::ask_wording::AskWording;
use crate::contract::{Clause, Contract};
use crate::redline::trace;

/// What became of the changes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Fate {
    /// So many stand as they were made.
    pub(super) kept: usize,
    /// So many are undone: the words of before stand there again.
    pub(super) undone: usize,
    /// In place of so many stands something else.
    pub(super) altered: usize,
    /// Of one of those that were altered, more than half still stands.
    pub(super) partly: bool,
    /// Other words than those of the changes became others as well.
    pub(super) beyond: bool,
}

/// Bytes of one text in place of which there are bytes of another.
#[derive(Debug, Clone)]
struct Replaced {
    old: Range<usize>,
    new: Range<usize>,
}

/// What became in `now` of the changes from `old` to `asked`.
pub(super) fn fate(old: Option<&AskWording>, asked: &AskWording, now: &AskWording) -> Fate {
    let [old, asked, now] = [old.map(whole).unwrap_or_default(), whole(asked), whole(now)];
    let changes = replaced(&old, &asked);
    let edits = replaced(&asked, &now);
    let mut fate = Fate::default();
    let undone: Vec<bool> = edits
        .iter()
        .map(|edit| is_undone(edit, &changes, [&old, &asked, &now]))
        .collect();
    let mut spent = vec![false; edits.len()];
    for change in &changes {
        let touching = reaching(&edits, &change.new, |edit| &edit.old);
        spent[touching.clone()].fill(true);
        if touching.is_empty() {
            fate.kept += 1;
            continue;
        }
        let taken = edits[touching.clone()].iter().map(|edit| &edit.old);
        let left = letters_beside(&asked, &change.new, taken);
        let all = letters(&asked[change.new.clone()]);
        let only_struck = || {
            edits[touching.clone()]
                .iter()
                .all(|edit| is_blank(&now[edit.new.clone()]))
        };
        if left == 0 && undone[touching.clone()].iter().all(|undone| *undone) {
            fate.undone += 1;
        } else if change.new.is_empty() && only_struck() {
            // More was struck out where we struck something out: our words are gone still.
            fate.kept += 1;
            fate.beyond = true;
        } else {
            fate.altered += 1;
            // A word or two that both have by the way make no part of it.
            fate.partly |= 2 * left > all;
        }
    }
    for ((edit, spent), undone) in edits.iter().zip(spent).zip(undone) {
        let reached = reaching(&changes, &edit.old, |change| &change.new);
        let own = changes[reached].iter().map(|change| &change.new);
        fate.beyond |= !spent || !undone && letters_beside(&asked, &edit.old, own) > 0;
    }
    fate
}

/// How many bytes are no blanks.
fn letters(text: &str) -> usize {
    text.bytes().filter(|byte| !byte.is_ascii_whitespace()).count()
}

/// The same of bytes beside those of the parts, which stand in order and apart from each other.
fn letters_beside<'r>(text: &str, bytes: &Range<usize>, parts: impl Iterator<Item = &'r Range<usize>>) -> usize {
    let (mut at, mut count) = (bytes.start, 0);
    for part in parts {
        if part.start > at {
            count += letters(&text[at..part.start.min(bytes.end)]);
        }
        at = at.max(part.end);
    }
    if at < bytes.end {
        count += letters(&text[at..bytes.end]);
    }
    count
}

/// Which of the replacements, that stand in order and apart from each other, reach into the bytes of a range, or stand at
/// the place where there are none.
fn reaching(all: &[Replaced], bytes: &Range<usize>, of: impl Fn(&Replaced) -> &Range<usize>) -> Range<usize> {
    let first = all.partition_point(|one| of(one).end < bytes.start);
    let end = all.partition_point(|one| of(one).start <= bytes.end).max(first);
    let mut reached = first..end;
    // Those at either end may only stand next to them.
    while !reached.is_empty() && !touches(of(&all[reached.start]), bytes) {
        reached.start += 1;
    }
    while !reached.is_empty() && !touches(of(&all[reached.end - 1]), bytes) {
        reached.end -= 1;
    }
    reached
}

/// Heading and text, in which a heading is words like any other.
fn whole(wording: &AskWording) -> String {
    format!("{}\n\n{}", wording.heading, wording.text.trim_matches('\n'))
}

/// What stands in place of what, exactly.
fn replaced(old: &str, new: &str) -> Vec<Replaced> {
    let of = |text: &str| Contract {
        clauses: vec![Clause {
            id: "it".to_owned(),
            text: text.to_owned(),
            ..Clause::default()
        }],
        ..Contract::default()
    };
    let traced = trace(&of(old), &of(new), |_| true);
    let kept = traced.into_iter().flat_map(|(_, kept)| kept);
    let mut replaced = Vec::new();
    let (mut from, mut to) = (0, 0);
    // Words that changed their place are struck out in one and new in the other.
    let mut stretches: Vec<(Range<usize>, Range<usize>)> = Vec::new();
    for one in kept {
        let last = stretches.last().map_or((0, 0), |(from, to)| (from.end, to.end));
        if one.from.start >= last.0 && one.to.start >= last.1 {
            stretches.push((one.from, one.to));
        }
    }
    stretches.push((old.len()..old.len(), new.len()..new.len()));
    for (old_kept, new_kept) in stretches {
        let gap = Replaced {
            old: from..old_kept.start,
            new: to..new_kept.start,
        };
        if !is_blank(&old[gap.old.clone()]) || !is_blank(&new[gap.new.clone()]) {
            replaced.push(gap);
        }
        (from, to) = (old_kept.end, new_kept.end);
    }
    replaced
}

fn is_blank(text: &str) -> bool {
    text.trim().is_empty()
}

/// Whether one range reaches into the other, or stands at the place where there are no bytes.
fn touches(one: &Range<usize>, other: &Range<usize>) -> bool {
    match (one.is_empty(), other.is_empty()) {
        (true, true) => one.start == other.start,
        (_, true) => one.start <= other.start && other.start <= one.end,
        (true, _) => other.start < one.start && one.start < other.end,
        _ => one.start < other.end && other.start < one.end,
    }
}

/// The most bytes by which an edit may stop short of a change and still undo it: blanks and line ends.
const SLACK: usize = 16;

/// Whether an edit gives back what stood there before the changes that it reaches.
fn is_undone(edit: &Replaced, changes: &[Replaced], [old, asked, now]: [&str; 3]) -> bool {
    let reached = &changes[reaching(changes, &edit.old, |change| &change.new)];
    let (Some(first), Some(last)) = (reached.first(), reached.last()) else {
        return false;
    };
    let short = [
        edit.old.start.saturating_sub(first.new.start),
        last.new.end.saturating_sub(edit.old.end),
    ];
    // Where words of a change still stand it is not undone; nor is each of its many edits to be held against all of it.
    if short.iter().any(|bytes| *bytes > SLACK) {
        return false;
    }
    let start = edit.old.start.min(first.new.start);
    let end = edit.old.end.max(last.new.end);
    // What stands between two of the changes is struck out with them, and has to come back with them.
    let before = [
        &asked[start..first.new.start],
        &old[first.old.start..last.old.end],
        &asked[last.new.end..end],
    ]
    .concat();
    let after = [
        &asked[start..edit.old.start],
        &now[edit.new.clone()],
        &asked[edit.old.end..end],
    ]
    .concat();
    let close = |text: &str| text.split_whitespace().collect::<String>();
    close(&before) == close(&after)
}
