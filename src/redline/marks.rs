//! Which stretches of one text were replaced by which of the other: the word marks of a redline.
//!
//! A shortest edit over tokens (Myers 1986) comes first. What follows makes it read as a person would have written
//! it: boundaries slide to the ends of words and sentences, replaced words join over a bare space or a lone kept word,
//! line ends that only re-wrap a paragraph are told from changed words. No step may lose or invent a byte.

use super::edit::Edit;
use super::hidden;
use super::lexicon::Lexicon;
use super::masks::{differing_blanks, differing_characters};
use super::words::{Token, TokenKind, tokens};
use similar::{Algorithm, DiffOp, capture_diff_slices};
use std::borrow::Cow;
use std::collections::HashMap;
use std::ops::Range;

/// A change in terms of token indices.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Hunk {
    old: Range<usize>,
    new: Range<usize>,
}

/// Words over which two changes never join: the reader must see that they stayed.
const PROTECTED: [&str; 16] = [
    "not", "no", "nor", "never", "shall", "may", "must", "will", "should", "can", "except", "unless", "only",
    "without", "any", "all",
];

/// Words so common that one of them kept between two replaced words says nothing.
const JOINERS: [&str; 32] = [
    "a", "an", "the", "of", "to", "in", "on", "at", "by", "for", "from", "with", "and", "or", "as", "is", "are", "be",
    "been", "it", "its", "this", "that", "such", "which", "under", "into", "upon", "than", "per", "their", "has",
];

/// The changes from the old to the new text, in order.
pub(crate) fn edits(old: &str, new: &str, lexicon: &Lexicon) -> Vec<Edit> {
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
    let old_side = TokenSide::of(&old[prefix..old.len() - suffix], lexicon);
    let new_side = TokenSide::of(&new[prefix..new.len() - suffix], lexicon);
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
    let (old_side, new_side) = (TokenSide::of(old, lexicon), TokenSide::of(new, lexicon));
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

/// One of the two texts, cut into tokens.
struct TokenSide<'t> {
    text: &'t str,
    tokens: Vec<Token>,
    /// How many of the tokens before each say something.
    wordy_before: Vec<usize>,
    /// How many of the tokens before each are neither figures nor blanks.
    other_before: Vec<usize>,
}

impl<'t> TokenSide<'t> {
    fn of(text: &'t str, lexicon: &Lexicon) -> Self {
        let tokens = tokens(text, lexicon);
        let wordy_before = counted(&tokens, Token::is_wordy);
        let other_before = counted(&tokens, |token| !token.is_blank() && token.kind != TokenKind::Figure);
        Self {
            text,
            tokens,
            wordy_before,
            other_before,
        }
    }

    fn text_of(&self, index: usize) -> &'t str {
        self.tokens[index].of(self.text)
    }

    /// What the token is compared by: one line end or any run of blanks counts as a single blank, inside a figure too.
    fn key(&self, index: usize) -> Cow<'t, str> {
        let text = self.text_of(index);
        match self.tokens[index].kind {
            TokenKind::Space => Cow::Borrowed(" "),
            TokenKind::Break if text.len() == 1 => Cow::Borrowed(" "),
            TokenKind::Figure if text.contains('\n') || text.contains("  ") => {
                let words: Vec<&str> = text.split([' ', '\n']).filter(|word| !word.is_empty()).collect();
                Cow::Owned(words.join(" "))
            }
            _ => Cow::Borrowed(text),
        }
    }

    fn bytes(&self, range: &Range<usize>) -> Range<usize> {
        let at = |index: usize| self.tokens.get(index).map_or(self.text.len(), |token| token.start);
        at(range.start)..at(range.end)
    }

    /// How many words, characters and figures the range holds.
    fn wordy(&self, range: &Range<usize>) -> usize {
        self.wordy_before[range.end] - self.wordy_before[range.start]
    }

    /// Whether the range holds nothing but figures.
    fn is_figures(&self, range: &Range<usize>) -> bool {
        self.other_before[range.end] == self.other_before[range.start]
    }

    /// How well a change may begin or end before this token: the higher, the more natural.
    fn border(&self, index: usize) -> u32 {
        let (Some(after), Some(before)) = (self.tokens.get(index), index.checked_sub(1).map(|i| self.tokens[i])) else {
            return 6;
        };
        if before.kind == TokenKind::Break {
            return 6;
        }
        let last = before.of(self.text).chars().next_back().unwrap_or(' ');
        if "。！？；;".contains(last) || after.kind == TokenKind::Break {
            return 5;
        }
        if before.kind == TokenKind::Space {
            let sentence_ended = index >= 2 && matches!(self.text_of(index - 2), "." | ";" | ":" | "!" | "?");
            return if sentence_ended { 5 } else { 3 };
        }
        if "，,、：:".contains(last) || after.kind == TokenKind::Space {
            return 2;
        }
        u32::from(before.kind != after.kind)
    }
}

/// How many tokens of a kind stand before each, and in all.
fn counted(tokens: &[Token], counts: impl Fn(&Token) -> bool) -> Vec<usize> {
    let mut counted = Vec::with_capacity(tokens.len() + 1);
    let mut before = 0;
    counted.push(before);
    counted.extend(tokens.iter().map(|token| {
        before += usize::from(counts(token));
        before
    }));
    counted
}

/// Both texts and the keys by which their tokens compare.
struct Pair<'t> {
    old: TokenSide<'t>,
    new: TokenSide<'t>,
    old_keys: Vec<u32>,
    new_keys: Vec<u32>,
    /// The keys with every blank bound to the word behind it: blanks alone must not make two sentences look alike.
    old_bound: Vec<u32>,
    new_bound: Vec<u32>,
}

/// Set in the key of a blank that is bound to the word behind it.
const BOUND: u32 = 1 << 31;

fn bound(side: &TokenSide<'_>, keys: &[u32]) -> Vec<u32> {
    let is_blank = |index: usize| side.tokens[index].is_blank() && side.key(index) == " ";
    (0..keys.len())
        .map(|index| match keys.get(index + 1) {
            Some(behind) if is_blank(index) => behind | BOUND,
            _ => keys[index],
        })
        .collect()
}

impl<'t> Pair<'t> {
    fn new(old: TokenSide<'t>, new: TokenSide<'t>) -> Self {
        let mut known: HashMap<Cow<'t, str>, u32> = HashMap::with_capacity(old.tokens.len());
        let mut keys = |side: &TokenSide<'t>| -> Vec<u32> {
            (0..side.tokens.len())
                .map(|index| {
                    let next = u32::try_from(known.len()).unwrap_or(u32::MAX);
                    *known.entry(side.key(index)).or_insert(next)
                })
                .collect()
        };
        let old_keys = keys(&old);
        let new_keys = keys(&new);
        let (old_bound, new_bound) = (bound(&old, &old_keys), bound(&new, &new_keys));
        Self {
            old,
            new,
            old_keys,
            new_keys,
            old_bound,
            new_bound,
        }
    }

    fn edits(&self) -> Vec<Edit> {
        let mut hunks = self.shortest();
        self.slide(&mut hunks);
        let hunks = self.with_changed_blanks(&self.joined(hunks));
        let mut edits: Vec<Edit> = Vec::with_capacity(hunks.len());
        for edit in hunks.iter().flat_map(|hunk| self.refined(hunk)) {
            match edits.last_mut() {
                // Nothing was kept between them: to a reader they are one change.
                Some(last) if last.old.end == edit.old.start && last.new.end == edit.new.start => {
                    last.old.end = edit.old.end;
                    last.new.end = edit.new.end;
                }
                _ => edits.push(edit),
            }
        }
        edits
    }

    fn shortest(&self) -> Vec<Hunk> {
        let whole = Hunk {
            old: 0..self.old_keys.len(),
            new: 0..self.new_keys.len(),
        };
        let mut hunks = Vec::new();
        for hunk in self.shortest_within(&whole) {
            // The algorithm gives up looking for the very best on long texts; what it left in one piece is short.
            if hunk.old.is_empty() || hunk.new.is_empty() || hunk == whole {
                hunks.push(hunk);
            } else {
                hunks.extend(self.shortest_within(&hunk));
            }
        }
        hunks.iter().map(|hunk| self.trimmed(hunk)).collect()
    }

    /// The change without the blanks at its ends that both sides have.
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
            let alike_before = index > 0 && hunks[index - 1].old.is_empty() == inserts;
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

    /// Joins changes that a reader takes for one.
    fn joined(&self, hunks: Vec<Hunk>) -> Vec<Hunk> {
        let mut joined: Vec<Hunk> = Vec::with_capacity(hunks.len());
        for hunk in hunks {
            match joined.last_mut() {
                Some(last) if self.belong_together(last, &hunk) => {
                    last.old.end = hunk.old.end;
                    last.new.end = hunk.new.end;
                }
                _ => joined.push(hunk),
            }
        }
        joined
    }

    fn belong_together(&self, left: &Hunk, right: &Hunk) -> bool {
        let gap = left.new.end..right.new.start;
        if gap.is_empty() {
            return true;
        }
        let kept = &self.new.tokens[gap.clone()];
        if kept
            .iter()
            .any(|token| !matches!(token.kind, TokenKind::Space | TokenKind::Word | TokenKind::Han))
        {
            return false;
        }
        let words: Vec<&Token> = kept.iter().filter(|token| token.kind != TokenKind::Space).collect();
        // `Sections 2 or 3`: two figures with a word between them are two changes.
        if !words.is_empty() && (self.is_figure(left) || self.is_figure(right)) {
            return false;
        }
        let replaces = |hunk: &Hunk| self.old.wordy(&hunk.old) > 0 && self.new.wordy(&hunk.new) > 0;
        if words.is_empty() {
            // Over a bare space a deletion and an insertion join as well.
            return replaces(left) || replaces(right) || left.new.is_empty() != right.new.is_empty();
        }
        if !replaces(left) || !replaces(right) || words.iter().any(|word| self.is_protected(word)) {
            return false;
        }
        let size = |hunk: &Hunk| self.old.wordy(&hunk.old).min(self.new.wordy(&hunk.new));
        let smaller = size(left).min(size(right));
        match words[..] {
            [word] if word.kind == TokenKind::Han => {
                let single = word.of(self.new.text).chars().count() == 1;
                single && (smaller >= 2 || "的之和或及与在于为".contains(word.of(self.new.text)))
            }
            [word] => {
                smaller >= 2
                    || JOINERS
                        .iter()
                        .any(|joiner| word.of(self.new.text).eq_ignore_ascii_case(joiner))
            }
            // Confetti: a few kept words among long replaced stretches only hinder reading.
            [_, _] => smaller >= 8,
            _ => false,
        }
    }

    /// Whether the change is nothing but figures.
    fn is_figure(&self, hunk: &Hunk) -> bool {
        self.old.is_figures(&hunk.old) && self.new.is_figures(&hunk.new)
    }

    fn is_protected(&self, word: &Token) -> bool {
        let word = word.of(self.new.text);
        if word.is_ascii() {
            return PROTECTED.iter().any(|protected| word.eq_ignore_ascii_case(protected));
        }
        ["不", "无", "非", "未", "应", "可", "须", "除"]
            .iter()
            .any(|protected| word.contains(protected))
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
                .iter()
                .any(|token| token.start - base == place)
        };
        // A word of the shorter side is parted only where the longer has another word there: 法规|定 for 规定.
        let is_word = |index: usize| long.text_of(index).chars().nth(1).is_some();
        let (_, start) = (tokens.start + 1..tokens.end)
            .filter(|index| at(*index) <= ahead && few.len() - at(*index) <= behind && at(*index) < few.len())
            .filter_map(|index| {
                let end = (index + 1..tokens.end).find(|end| at(*end) >= at(index) + more)?;
                let parts_words =
                    at(end) == at(index) + more && (is_border(at(index)) || is_word(index - 1) || is_word(end));
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
        let first = |side: &TokenSide<'t>, range: &Range<usize>| {
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
