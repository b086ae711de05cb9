//! Where two texts that look the same, or have the same words, differ.

use super::edit::Edit;
use super::hidden;

/// The characters that differ between two texts that look the same. Since they read alike from end to end, one walk
/// along both finds them.
pub(crate) fn differing_characters(old: &str, new: &str) -> Vec<Edit> {
    let (mut old_chars, mut new_chars) = (hidden::read_as(old).peekable(), hidden::read_as(new).peekable());
    let (mut o, mut n) = (0, 0);
    let mut edits: Vec<Edit> = Vec::new();
    loop {
        let (from_o, from_n) = (o, n);
        match (old_chars.peek().copied(), new_chars.peek().copied()) {
            (None, None) => return edits,
            (Some((a, _)), Some((b, _))) if a == b => {
                (o, n) = (o + a.len_utf8(), n + b.len_utf8());
                old_chars.next();
                new_chars.next();
                continue;
            }
            (Some((a, None)), _) | (Some((a, _)), None) => {
                o += a.len_utf8();
                old_chars.next();
            }
            (_, Some((b, None))) | (None, Some((b, _))) => {
                n += b.len_utf8();
                new_chars.next();
            }
            (Some((a, _)), Some((b, _))) => {
                (o, n) = (o + a.len_utf8(), n + b.len_utf8());
                old_chars.next();
                new_chars.next();
            }
        }
        match edits.last_mut() {
            Some(last) if last.old.end == from_o && last.new.end == from_n => (last.old.end, last.new.end) = (o, n),
            _ => edits.push(Edit {
                old: from_o..o,
                new: from_n..n,
            }),
        }
    }
}

/// The blanks that differ between two texts with the same words; `None` where more than blanks differ.
pub(crate) fn differing_blanks(old: &str, new: &str) -> Option<Vec<Edit>> {
    let (mut o, mut n) = (0, 0);
    let mut edits = Vec::new();
    while o < old.len() || n < new.len() {
        let blanks = |text: &str| text.len() - text.trim_start_matches([' ', '\n']).len();
        let (before, after) = (blanks(&old[o..]), blanks(&new[n..]));
        if old[o..o + before] != new[n..n + after] {
            if before == 0 || after == 0 {
                return None;
            }
            edits.push(Edit {
                old: o..o + before,
                new: n..n + after,
            });
        }
        (o, n) = (o + before, n + after);
        match (old[o..].chars().next(), new[n..].chars().next()) {
            (None, None) => break,
            (Some(a), Some(b)) if a == b => (o, n) = (o + a.len_utf8(), n + b.len_utf8()),
            _ => return None,
        }
    }
    Some(edits)
}

/// The line ends that only one of two texts has, which are the same otherwise.
pub(crate) fn differing_line_ends(old: &str, new: &str) -> Vec<Edit> {
    let (mut o, mut n) = (0, 0);
    let mut edits = Vec::new();
    while o < old.len() || n < new.len() {
        let breaks = |text: &str| usize::from(text.starts_with('\n'));
        let (before, after) = (breaks(&old[o..]), breaks(&new[n..]));
        if before != after {
            edits.push(Edit {
                old: o..o + before,
                new: n..n + after,
            });
        }
        (o, n) = (o + before, n + after);
        let length = old[o..].chars().next().map_or(0, char::len_utf8);
        if length == 0 || !new[n..].starts_with(&old[o..o + length]) {
            break;
        }
        (o, n) = (o + length, n + length);
    }
    if o < old.len() || n < new.len() {
        edits.push(Edit {
            old: o..old.len(),
            new: n..new.len(),
        });
    }
    edits
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_characters_that_differ_are_marked() {
        let (old, new) = ("to pay６０ it", "to p\u{430}y60\u{200B} it");
        let marked: Vec<(&str, &str)> = differing_characters(old, new)
            .into_iter()
            .map(|edit| (&old[edit.old], &new[edit.new]))
            .collect();
        assert_eq!(marked, [("a", "\u{430}"), ("６０", "60\u{200B}")]);
        assert_eq!(differing_characters(new, new), []);
    }
}
