//! Which stretches of one text were replaced by which of the other: the word marks of a redline.
//!
//! A shortest edit over tokens (Myers 1986) comes first. What follows makes it read as a person would have written
//! it: boundaries slide to the ends of words and sentences, replaced words join over a bare space or a lone kept word,
//! line ends that only re-wrap a paragraph are told from changed words. No step may lose or invent a byte.

use super::edit::Edit;
use super::hidden;
use super::item_labels::Place;
use super::lexicon::Lexicon;
use super::masks::{differing_blanks, differing_characters, differing_line_ends};
use super::sides::{Hunk, Pair, TokenSide};
use super::words::{Token, TokenKind};
use similar::{Algorithm, DiffOp, capture_diff_slices};
use std::ops::Range;

/// The changes from the old to the new text, in order.
pub(crate) fn edits(old: &str, new: &str, lexicon: &Lexicon) -> Vec<Edit> {
    edits_at(Place::Text, old, new, lexicon)
}

/// The changes from the old to the new heading or text, in order.
pub(crate) fn edits_at(place: Place, old: &str, new: &str, lexicon: &Lexicon) -> Vec<Edit> {
    if old == new {
        return Vec::new();
    }
    if old.is_empty() || new.is_empty() {
        return vec![Edit {
            old: 0..old.len(),
            new: 0..new.len(),
        }];
    }
    let (prefix, suffix) = common_ends(old, new);
    let old_side = TokenSide::of(old, prefix..old.len() - suffix, place, lexicon);
    let new_side = TokenSide::of(new, prefix..new.len() - suffix, place, lexicon);
    Pair::new(old_side, new_side)
        .edits()
        .into_iter()
        .map(|edit| Edit {
            old: edit.old.start + prefix..edit.old.end + prefix,
            new: edit.new.start + prefix..edit.new.end + prefix,
        })
        .collect()
}

/// The stretches that both texts have, byte for byte and in order: bytes of the old, bytes of the new. Unlike between
/// [`edits`], every kept word counts, even one that a reader would take as part of a change.
pub(crate) fn kept(old: &str, new: &str, lexicon: &Lexicon) -> Vec<(Range<usize>, Range<usize>)> {
    let side = |text| TokenSide::of(text, 0..str::len(text), Place::Text, lexicon);
    let (old_side, new_side) = (side(old), side(new));
    let pair = Pair::new(old_side, new_side);
    let mut hunks = pair.shortest();
    pair.slide(&mut hunks);
    let mut stretches = Vec::new();
    let (mut o, mut n) = (0, 0);
    for hunk in pair.with_changed_blanks(&hunks) {
        let (deleted, inserted) = (pair.old.bytes(&hunk.old), pair.new.bytes(&hunk.new));
        if o < deleted.start {
            stretches.push((o..deleted.start, n..inserted.start));
        }
        (o, n) = (deleted.end, inserted.end);
    }
    if o < old.len() {
        stretches.push((o..old.len(), n..new.len()));
    }
    stretches
}

/// How much of the beginning and end both texts share, in whole lines, so that only what lies between needs cutting
/// into tokens. Whole lines only: a border elsewhere could fall inside a figure.
fn common_ends(old: &str, new: &str) -> (usize, usize) {
    let (a, b) = (old.as_bytes(), new.as_bytes());
    let shared = a.iter().zip(b).take_while(|(x, y)| x == y).count();
    let prefix = a[..shared]
        .iter()
        .rposition(|byte| *byte == b'\n')
        .map_or(0, |at| at + 1);
    let limit = (a.len() - prefix).min(b.len() - prefix);
    let shared = a
        .iter()
        .rev()
        .zip(b.iter().rev())
        .take(limit)
        .take_while(|(x, y)| x == y)
        .count();
    let tail = &a[a.len() - shared..];
    let suffix = tail
        .iter()
        .position(|byte| *byte == b'\n')
        .map_or(0, |at| tail.len() - at);
    // The line end before the changed part stays with it when the changed part would be empty on one side: an added
    // paragraph is then marked with its own line end.
    (prefix, suffix)
}

impl<'t> Pair<'t> {
    fn edits(&self) -> Vec<Edit> {
        let mut hunks = self.shortest();
        self.slide(&mut hunks);
        let hunks = self.around_figures(self.joined(self.rewritten(self.beside_figures(self.compact(hunks)))));
        let hunks = self.with_changed_blanks(&self.whole_amounts(&hunks));
        let mut edits: Vec<Edit> = Vec::with_capacity(hunks.len());
        let mut label_before = false;
        for hunk in &hunks {
            let is_label = self.is_label(hunk);
            for (at, edit) in self.refined(hunk).into_iter().enumerate() {
                match edits.last_mut() {
                    // Nothing was kept between them: to a reader they are one change, unless one is a mere renumbering.
                    Some(last)
                        if last.old.end == edit.old.start
                            && last.new.end == edit.new.start
                            && (at > 0 || !is_label && !label_before) =>
                    {
                        last.old.end = edit.old.end;
                        last.new.end = edit.new.end;
                    }
                    _ => edits.push(edit),
                }
            }
            label_before = is_label;
        }
        edits
    }

    /// Whether nothing but a label became another.
    fn is_label(&self, hunk: &Hunk) -> bool {
        let one = |side: &TokenSide<'_>, range: &Range<usize>| {
            range.len() == 1 && side.tokens[range.start].kind == TokenKind::Label
        };
        one(&self.old, &hunk.old) && one(&self.new, &hunk.new)
    }

    fn shortest(&self) -> Vec<Hunk> {
        let mut hunks = Vec::new();
        for part in self.parts() {
            let (part, replaced) = (part.hunk, part.replaced);
            if part.old.is_empty() || part.new.is_empty() || replaced {
                hunks.push(part);
                continue;
            }
            for hunk in self.shortest_within(&part) {
                // On long texts the algorithm settles for less than the shortest edit. What it replaced in one piece is
                // short enough to be compared once more.
                if hunk.old.is_empty() || hunk.new.is_empty() || hunk == part {
                    hunks.push(hunk);
                } else {
                    hunks.extend(self.shortest_within(&hunk));
                }
            }
        }
        let mut whole: Vec<Hunk> = Vec::with_capacity(hunks.len());
        for hunk in hunks {
            match whole.last_mut() {
                Some(last) if last.old.end == hunk.old.start && last.new.end == hunk.new.start => {
                    last.old.end = hunk.old.end;
                    last.new.end = hunk.new.end;
                }
                _ => whole.push(hunk),
            }
        }
        // Blanks and labels are bound to the words behind them: two that differ in these alone are the same.
        let is_left = |hunk: &Hunk| !hunk.old.is_empty() || !hunk.new.is_empty();
        whole.iter().map(|hunk| self.trimmed(hunk)).filter(is_left).collect()
    }

    /// The change without the tokens at its ends that both sides have.
    fn trimmed(&self, hunk: &Hunk) -> Hunk {
        let (old, new) = (&self.old_keys[hunk.old.clone()], &self.new_keys[hunk.new.clone()]);
        let ahead = old.iter().zip(new).take_while(|(a, b)| a == b).count();
        let behind = old[ahead..]
            .iter()
            .rev()
            .zip(new[ahead..].iter().rev())
            .take_while(|(a, b)| a == b)
            .count();
        Hunk {
            old: hunk.old.start + ahead..hunk.old.end - behind,
            new: hunk.new.start + ahead..hunk.new.end - behind,
        }
    }

    fn shortest_within(&self, part: &Hunk) -> Vec<Hunk> {
        let mut hunks: Vec<Hunk> = Vec::new();
        let (old_keys, new_keys) = (&self.old_bound[part.old.clone()], &self.new_bound[part.new.clone()]);
        for op in capture_diff_slices(Algorithm::Myers, old_keys, new_keys) {
            if matches!(op, DiffOp::Equal { .. }) {
                continue;
            }
            let shifted = |range: Range<usize>, by: usize| range.start + by..range.end + by;
            let (old, new) = (
                shifted(op.old_range(), part.old.start),
                shifted(op.new_range(), part.new.start),
            );
            match hunks.last_mut() {
                Some(last) if last.old.end == old.start && last.new.end == new.start => {
                    last.old.end = old.end;
                    last.new.end = new.end;
                }
                _ => hunks.push(Hunk { old, new }),
            }
        }
        hunks
    }

    /// Moves each pure insertion or deletion to where it reads best, among the places that give the same texts.
    fn slide(&self, hunks: &mut [Hunk]) {
        for index in 0..hunks.len() {
            let floor = index
                .checked_sub(1)
                .map_or((0, 0), |before| (hunks[before].old.end, hunks[before].new.end));
            let ceiling = hunks
                .get(index + 1)
                .map_or((self.old_keys.len(), self.new_keys.len()), |after| {
                    (after.old.start, after.new.start)
                });
            let hunk = &hunks[index];
            let inserts = hunk.old.is_empty();
            if !inserts && !hunk.new.is_empty() {
                continue;
            }
            let (side, keys, range) = if inserts {
                (&self.new, &self.new_keys, hunk.new.clone())
            } else {
                (&self.old, &self.old_keys, hunk.old.clone())
            };
            let room_before = (hunk.old.start - floor.0).min(hunk.new.start - floor.1);
            let room_after = (ceiling.0 - hunk.old.end).min(ceiling.1 - hunk.new.end);
            let left = (0..room_before).take_while(|step| keys[range.start - 1 - step] == keys[range.end - 1 - step]);
            let right = (0..room_after).take_while(|step| keys[range.start + step] == keys[range.end + step]);
            let (left, right) = (left.count(), right.count());
            let gap = if inserts {
                range.start - floor.1
            } else {
                range.start - floor.0
            };
            let alike_before = index > 0 && {
                let before = &hunks[index - 1];
                if inserts {
                    before.old.is_empty()
                } else {
                    before.new.is_empty()
                }
            };
            let only_blanks_between = side.tokens[range.start - gap..range.start].iter().all(Token::is_blank);
            let best = if alike_before && only_blanks_between && left >= gap {
                // Slid over the blank, it is one with the change before.
                range.start - gap
            } else {
                (range.start - left..=range.start + right)
                    .max_by_key(|start| side.border(*start) + side.border(start + range.len()))
                    .unwrap_or(range.start)
            };
            let hunk = &mut hunks[index];
            for part in [&mut hunk.old, &mut hunk.new] {
                *part = part.start + best - range.start..part.end + best - range.start;
            }
        }
    }

    /// Adds the blanks that compare as equal but are not the same bytes, such as the line ends of a re-wrapped paragraph.
    fn with_changed_blanks(&self, hunks: &[Hunk]) -> Vec<Hunk> {
        let mut all: Vec<Hunk> = Vec::with_capacity(hunks.len());
        let (mut old, mut new) = (0, 0);
        let end = Hunk {
            old: self.old.tokens.len()..self.old.tokens.len(),
            new: self.new.tokens.len()..self.new.tokens.len(),
        };
        for hunk in hunks.iter().chain([&end]) {
            while old < hunk.old.start {
                if self.old.text_of(old) != self.new.text_of(new) {
                    all.push(Hunk {
                        old: old..old + 1,
                        new: new..new + 1,
                    });
                }
                (old, new) = (old + 1, new + 1);
            }
            all.push(hunk.clone());
            (old, new) = (hunk.old.end, hunk.new.end);
        }
        all.pop();
        all
    }

    /// The bytes of a hunk of Chinese words when one side only has characters more than the other. The words of the
    /// shorter side may be cut anew (法规|定 is 法|规定 as well), those of the longer may not.
    fn grown(&self, hunk: &Hunk) -> Option<Edit> {
        let is_han = |side: &TokenSide<'_>, range: &Range<usize>| {
            !range.is_empty()
                && side.tokens[range.clone()]
                    .iter()
                    .all(|token| token.kind == TokenKind::Han)
        };
        if !is_han(&self.old, &hunk.old) || !is_han(&self.new, &hunk.new) {
            return None;
        }
        let (old, new) = (self.old.bytes(&hunk.old), self.new.bytes(&hunk.new));
        let inserts = old.len() < new.len();
        let (long, tokens, few, many) = if inserts {
            (&self.new, &hunk.new, &self.old.text[old.clone()], new.clone())
        } else {
            (&self.old, &hunk.old, &self.new.text[new.clone()], old.clone())
        };
        let more = many.len().checked_sub(few.len()).filter(|more| *more > 0)?;
        let text = &long.text[many.clone()];
        let ahead = text.bytes().zip(few.bytes()).take_while(|(a, b)| a == b).count();
        let behind = text
            .bytes()
            .rev()
            .zip(few.bytes().rev())
            .take_while(|(a, b)| a == b)
            .count();
        let at = |index: usize| long.bytes(&(index..index)).start - many.start;
        let (short, cut, base) = if inserts {
            (&self.old, &hunk.old, old.start)
        } else {
            (&self.new, &hunk.new, new.start)
        };
        let is_border = |place: usize| {
            short.tokens[cut.clone()]
                .binary_search_by_key(&(base + place), |token| token.start)
                .is_ok()
        };
        // A word of the shorter side is parted only where the longer has another word there: 法规|定 for 规定.
        let is_word = |index: usize| long.text_of(index).chars().nth(1).is_some();
        let (_, start) = (tokens.start + 1..tokens.end)
            .filter(|index| at(*index) <= ahead && few.len() - at(*index) <= behind && at(*index) < few.len())
            .filter_map(|index| {
                let wanted = at(index) + more;
                let behind =
                    long.tokens[index + 1..tokens.end].partition_point(|token| token.start - many.start < wanted);
                let end = index + 1 + behind;
                let parts_words = end < tokens.end
                    && at(end) == wanted
                    && (is_border(at(index)) || is_word(index - 1) || is_word(end));
                parts_words.then(|| (long.border(index) + long.border(end), at(index)))
            })
            .max()?;
        Some(if inserts {
            Edit {
                old: old.start + start..old.start + start,
                new: new.start + start..new.start + start + more,
            }
        } else {
            Edit {
                old: old.start + start..old.start + start + more,
                new: new.start + start..new.start + start,
            }
        })
    }

    /// The bytes of a currency's code that stays in front of another amount: `EUR ` of EUR 100 and EUR 200.
    fn kept_currency(&self, hunk: &Hunk) -> usize {
        let first = |side: &TokenSide<'t>, range: &Range<usize>| -> &'t str {
            let token = side.tokens[range.clone()].first();
            let figure = token.filter(|token| token.kind == TokenKind::Figure);
            figure.map_or("", |figure| figure.of(side.text))
        };
        let (old, new) = (first(&self.old, &hunk.old), first(&self.new, &hunk.new));
        let code = old.bytes().take_while(u8::is_ascii_uppercase).count();
        let kept = code + old[code..].bytes().take_while(|byte| *byte == b' ').count();
        let is_amount = |text: &str| text[kept..].starts_with(|c: char| c.is_ascii_digit());
        let stays = code > 0 && new.starts_with(&old[..kept]) && is_amount(old) && is_amount(new);
        if stays { kept } else { 0 }
    }

    /// The bytes of a hunk; where both sides look the same, only the characters that differ.
    fn refined(&self, hunk: &Hunk) -> Vec<Edit> {
        if let Some(edit) = self.grown(hunk) {
            return vec![edit];
        }
        let (mut old, mut new) = (self.old.bytes(&hunk.old), self.new.bytes(&hunk.new));
        let kept = self.kept_currency(hunk);
        (old.start, new.start) = (old.start + kept, new.start + kept);
        let (old_text, new_text) = (&self.old.text[old.clone()], &self.new.text[new.clone()]);
        let shifted = |mut edits: Vec<Edit>| {
            for edit in &mut edits {
                edit.old = edit.old.start + old.start..edit.old.end + old.start;
                edit.new = edit.new.start + new.start..edit.new.end + new.start;
            }
            edits
        };
        // A figure that was wrapped at another place.
        if hunk.old.len() == 1
            && hunk.new.len() == 1
            && self.old.is_figures(&hunk.old)
            && self.old.wordy(&hunk.old) == 1
            && let Some(edits) = differing_blanks(old_text, new_text)
        {
            return shifted(edits);
        }
        if let (1, 1) = (hunk.old.len(), hunk.new.len())
            && self.old.tokens[hunk.old.start].kind == TokenKind::Reference
            && self.old.key(hunk.old.start) == self.new.key(hunk.new.start)
        {
            return shifted(differing_line_ends(old_text, new_text));
        }
        let has_figure = |side: &TokenSide<'_>, range: &Range<usize>| {
            side.tokens[range.clone()]
                .iter()
                .any(|token| matches!(token.kind, TokenKind::Figure | TokenKind::Reference))
        };
        if old.is_empty()
            || new.is_empty()
            || old_text.is_ascii() && new_text.is_ascii()
            || has_figure(&self.old, &hunk.old)
            || has_figure(&self.new, &hunk.new)
            || hidden::unmasked(old_text) != hidden::unmasked(new_text)
        {
            return vec![Edit { old, new }];
        }
        shifted(differing_characters(old_text, new_text))
    }
}

#[cfg(test)]
#[path = "marks_tests.rs"]
mod tests;
