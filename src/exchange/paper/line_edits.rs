//! Which lines of a text became which, and what changed in each.

use crate::redline::{Op, Segment};
use std::collections::BTreeMap;
use std::ops::Range;

/// Words that both versions have: their bytes in the old text and in the new one.
pub(super) type Kept = (Range<usize>, Range<usize>);

/// The words that segments keep.
pub(super) fn kept(segments: &[Segment]) -> Vec<Kept> {
    let (mut old, mut new) = (0, 0);
    let mut all: Vec<Kept> = Vec::new();
    for segment in segments {
        let length = segment.text.len();
        match segment.op {
            Op::Equal => {
                all.push((old..old + length, new..new + length));
                old += length;
                new += length;
            }
            Op::Delete => old += length,
            Op::Insert => new += length,
        }
    }
    all
}

/// The line of the old text that each line of the new one was, in order. Lines that share most words belong together; what
/// is left between two pairs is paired by its place.
pub(super) fn pairs(
    kept: &[Kept],
    old: &[Range<usize>],
    new: &[Range<usize>],
    may: impl Fn(usize, usize) -> bool,
) -> Vec<(usize, usize)> {
    let mut shared: BTreeMap<(usize, usize), usize> = BTreeMap::new();
    for (was, is) in kept {
        let mut o = old.partition_point(|line| line.end <= was.start);
        let mut n = new.partition_point(|line| line.end <= is.start);
        while let (Some(left), Some(right)) = (old.get(o), new.get(n)) {
            // Both lines as bytes of the old text.
            let shift = |at: usize| (at + was.start).saturating_sub(is.start);
            let (start, end) = (shift(right.start.max(is.start)), shift(right.end.min(is.end)));
            if left.start >= was.end || right.start >= is.end {
                break;
            }
            let both = left.end.min(end).saturating_sub(left.start.max(start).max(was.start));
            if both > 0 {
                *shared.entry((o, n)).or_default() += both;
            }
            if left.end <= end { o += 1 } else { n += 1 }
        }
    }
    let mut by_share: Vec<((usize, usize), usize)> = shared.into_iter().filter(|((o, n), _)| may(*o, *n)).collect();
    by_share.sort_by_key(|(pair, share)| (usize::MAX - share, *pair));
    let mut paired: BTreeMap<usize, usize> = BTreeMap::new();
    for ((o, n), _) in by_share {
        let before = paired.range(..=o).next_back();
        let after = paired.range(o..).next();
        if before.is_none_or(|(was, is)| *was < o && *is < n) && after.is_none_or(|(was, is)| *was > o && *is > n) {
            paired.insert(o, n);
        }
    }
    let mut all: Vec<(usize, usize)> = Vec::new();
    let (mut o, mut n) = (0, 0);
    let end = (old.len(), new.len());
    for (was, is) in paired.into_iter().chain([end]) {
        while o < was && n < is {
            if may(o, n) {
                all.push((o, n));
            }
            o += 1;
            n += 1;
        }
        if (was, is) != end {
            all.push((was, is));
        }
        (o, n) = (was + 1, is + 1);
    }
    all
}

/// What changed in a line: bytes of it, and the words that take their place.
pub(super) fn edits(
    kept: &[Kept],
    old: &str,
    was: &Range<usize>,
    new: &str,
    is: &Range<usize>,
) -> Vec<(Range<usize>, String)> {
    let mut all = Vec::new();
    if old.get(was.clone()) == new.get(is.clone()) {
        return all;
    }
    let (mut o, mut n) = (was.start, is.start);
    let first = kept.partition_point(|(left, _)| left.end <= was.start);
    let within = kept[first..].iter().take_while(|(left, _)| left.start < was.end);
    let end = (was.end..was.end, is.end..is.end);
    for (left, right) in within.cloned().chain([end.clone()]) {
        // The part of what is kept that lies in both lines.
        let cut = was
            .start
            .saturating_sub(left.start)
            .max(is.start.saturating_sub(right.start));
        let length =
            (left.end.min(was.end).saturating_sub(left.start)).min(right.end.min(is.end).saturating_sub(right.start));
        let is_end = (left.clone(), right.clone()) == end;
        if !is_end && cut >= length {
            continue;
        }
        let (start_old, start_new) = (left.start + cut, right.start + cut);
        if start_old < o || start_new < n {
            continue;
        }
        if start_old > o || start_new > n {
            all.push((o - was.start..start_old - was.start, new[n..start_new].to_owned()));
        }
        (o, n) = (left.start + length, right.start + length);
    }
    all
}

/// What changed between two lines of which nothing else is known: the words between those at both ends that are the same.
pub(super) fn apart(old: &str, new: &str) -> Vec<(Range<usize>, String)> {
    if old == new {
        return Vec::new();
    }
    let same = |(left, right): &(char, char)| left == right;
    let front: usize = old
        .chars()
        .zip(new.chars())
        .take_while(same)
        .map(|(c, _)| c.len_utf8())
        .sum();
    let front = word_start(old, new, front);
    let (rest_old, rest_new) = (&old[front..], &new[front..]);
    let behind = rest_old.chars().rev().zip(rest_new.chars().rev()).take_while(same);
    let behind: usize = behind.map(|(c, _)| c.len_utf8()).sum();
    let mut end = rest_old.len() - behind;
    // No mark begins or ends within a word.
    let inside = |text: &str, at: usize| {
        let joins = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphanumeric() || c == ',' || c == '.');
        joins(text[..at].chars().next_back()) && joins(text[at..].chars().next())
    };
    let shift = rest_new.len().cast_signed() - rest_old.len().cast_signed();
    let on_new = |end: usize| end.checked_add_signed(shift).unwrap_or(0);
    while end < rest_old.len() && (inside(rest_old, end) || inside(rest_new, on_new(end))) {
        end += rest_old[end..].chars().next().map_or(1, char::len_utf8);
    }
    vec![(front..front + end, rest_new[..on_new(end)].to_owned())]
}

fn word_start(old: &str, new: &str, mut at: usize) -> usize {
    let joins = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphanumeric() || c == ',' || c == '.');
    while at > 0
        && joins(old[..at].chars().next_back())
        && (joins(old[at..].chars().next()) || joins(new[at..].chars().next()))
    {
        at -= 1;
    }
    at
}

#[cfg(test)]
mod tests {
    use super::*;

    fn applied(old: &str, edits: &[(Range<usize>, String)]) -> String {
        let mut new = String::new();
        let mut at = 0;
        for (range, with) in edits {
            new.push_str(&old[at..range.start]);
            new.push_str(with);
            at = range.end;
        }
        new.push_str(&old[at..]);
        new
    }

    #[test]
    fn what_changed_between_two_lines_makes_one_of_the_other() {
        for (old, new) in [
            ("EUR 4,000", "EUR 5,000"),
            ("pay now", "pay"),
            ("", "words"),
            ("甲方应当付款", "甲方可以付款"),
            ("aa", "aaa"),
            ("a b a", "a b a b a"),
            ("same", "same"),
        ] {
            assert_eq!(applied(old, &apart(old, new)), new, "{old:?}");
        }
        assert_eq!(apart("EUR 4,000 net", "EUR 5,000 net"), [(4..9, "5,000".to_owned())]);
    }
}
