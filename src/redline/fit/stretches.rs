//! Which words a contract and a paper both have.

use crate::redline::lexicon::Lexicon;
use crate::redline::marks::kept;
use std::ops::Range;

/// Words that both sides have: their bytes in the contract's words and in the paper's.
pub(super) type Stretch = (Range<usize>, Range<usize>);

/// The same stretches, and the lines between them that stand word for word on the other side: a short heading may have
/// been taken for a part of the sentence that follows it on paper.
fn with_lines_between(found: &[Stretch], old: &str, new: &str) -> Vec<Stretch> {
    const LONGEST: usize = 16 << 10;
    const LINES: usize = 64;
    let mut all = Vec::with_capacity(found.len());
    let (mut o, mut n) = (0, 0);
    let end = (old.len()..old.len(), new.len()..new.len());
    for (was, is) in found.iter().cloned().chain([end]) {
        let (left, right) = (&old[o..was.start], &new[n..is.start]);
        if left.len().max(right.len()) <= LONGEST {
            let (mut at, mut from) = (o, 0);
            for line in left.split('\n').take(LINES) {
                if let Some(place) = whole_words(&right[from..], line) {
                    let start = from + place;
                    all.push((at..at + line.len(), n + start..n + start + line.len()));
                    from = start + line.len();
                }
                at += line.len() + 1;
            }
        }
        if !was.is_empty() {
            all.push((was.clone(), is.clone()));
        }
        (o, n) = (was.end, is.end);
    }
    all
}

/// Where words stand in a text, as whole words and with a letter among them.
fn whole_words(text: &str, words: &str) -> Option<usize> {
    if !words.contains(char::is_alphabetic) {
        return None;
    }
    let at = text.find(words)?;
    let goes_on = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphanumeric());
    let inside = goes_on(text[..at].chars().next_back()) || goes_on(text[at + words.len()..].chars().next());
    (!inside).then_some(at)
}

/// The words that both have, in order: whole lines and words, never a full stop that is met by chance.
pub(super) fn stretches(old: &str, new: &str) -> Vec<Stretch> {
    // What differs in a byte is not kept, whatever passes for the same elsewhere.
    let same = |(was, is): &Stretch| {
        let words = old.get(was.clone());
        words == new.get(is.clone()) && words.is_some_and(|words| words.contains(char::is_alphanumeric))
    };
    let found = kept(old, new, Lexicon::plain()).into_iter().filter(same);
    let mut all = with_lines_between(&found.collect::<Vec<_>>(), old, new);
    to_line_starts(&mut all, old, new);
    all
}

/// How far a border is moved to stand at the beginning of a line, in bytes.
const FARTHEST: usize = 256;

/// Moves what one side alone has to begin with a line, where the same words also lie so: a clause that is gone takes its
/// own full stop with it, not that of the clause before.
fn to_line_starts(stretches: &mut [Stretch], old: &str, new: &str) {
    for next in 1..stretches.len() {
        let [(was, is), (then_was, then_is)] = [stretches[next - 1].clone(), stretches[next].clone()];
        let (text, gap) = match (was.end == then_was.start, is.end == then_is.start) {
            (false, true) => (old, was.end..then_was.start),
            (true, false) => (new, is.end..then_is.start),
            _ => continue,
        };
        let (back, on) = (was.len().min(FARTHEST), then_was.len().min(FARTHEST));
        let Some(by) = shift(text.as_bytes(), &gap, back, on) else {
            continue;
        };
        let moved = |place: usize| place.checked_add_signed(by).unwrap_or(place);
        let whole = |text: &str, place: usize| text.is_char_boundary(moved(place));
        if whole(old, was.end) && whole(old, then_was.start) && whole(new, is.end) && whole(new, then_is.start) {
            stretches[next - 1] = (was.start..moved(was.end), is.start..moved(is.end));
            stretches[next] = (moved(then_was.start)..then_was.end, moved(then_is.start)..then_is.end);
        }
    }
}

/// By how many bytes a gap has to move so that it begins with a line, and leaves the same bytes around it.
fn shift(text: &[u8], gap: &Range<usize>, back: usize, on: usize) -> Option<isize> {
    let begins = |at: usize| at == 0 || text.get(at - 1) == Some(&b'\n');
    let mut by = 0;
    while !begins(gap.start - by) {
        let same = by < back && text.get(gap.start - by - 1) == text.get(gap.end - by - 1);
        if !same {
            break;
        }
        by += 1;
    }
    if begins(gap.start - by) {
        return isize::try_from(by).ok().map(|by| -by);
    }
    let mut by = 0;
    while by < on && text.get(gap.start + by) == text.get(gap.end + by) {
        by += 1;
        if begins(gap.start + by) {
            return isize::try_from(by).ok();
        }
    }
    None
}
