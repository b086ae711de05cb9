//! Which neighbouring changes a reader takes for one, and which sentences are read as replaced.

use super::sides::{Hunk, Pair, TokenSide};
use super::words::{Token, TokenKind};
use std::collections::HashMap;
use std::ops::Range;

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

/// Chinese characters that stand in any sentence.
const PARTICLES: &str = "的之和或及与在于为以所其该等由对将并";

/// Fewer changed words than this are no rewriting.
const FEWEST_REWRITTEN: usize = 6;
/// So many words kept in a row are no island.
const MOST_OF_AN_ISLAND: usize = 3;

/// Whether a word stands in so many sentences that it does not tell one from another.
pub(crate) fn says_little(word: &str) -> bool {
    if word.is_ascii() {
        let is = |other: &&str| word.eq_ignore_ascii_case(other);
        return JOINERS.iter().any(is) || PROTECTED.iter().any(is);
    }
    let mut characters = word.chars();
    matches!((characters.next(), characters.next()), (Some(c), None) if PARTICLES.contains(c))
}

/// All from the first change to the last as one change.
fn as_one(hunks: &[Hunk]) -> Option<Hunk> {
    let (first, last) = (hunks.first()?, hunks.last()?);
    Some(Hunk {
        old: first.old.start..last.old.end,
        new: first.new.start..last.new.end,
    })
}

impl Pair<'_> {
    /// Joins two changes where the words kept between them stand at the end of one as well: of several ways to say the
    /// same, the one in fewer pieces. A full stop within a deleted citation is not kept while the one behind it goes.
    pub(crate) fn compact(&self, hunks: Vec<Hunk>) -> Vec<Hunk> {
        const LONGEST: usize = 6;
        let mut compact: Vec<Hunk> = Vec::with_capacity(hunks.len());
        for hunk in hunks {
            let Some(last) = compact.last_mut() else {
                compact.push(hunk);
                continue;
            };
            let gap = last.new.end..hunk.new.start;
            let length = gap.len();
            // What came or went as a whole sentence stays whole.
            let is_within_bracket = || self.parts_a_bracket(last, &hunk);
            if length > LONGEST || gap.clone().any(|at| self.new.closes(at)) && !is_within_bracket() {
                compact.push(hunk);
                continue;
            }
            let kept = &self.new_keys[gap];
            // Behind a pure deletion or insertion that ends in the kept words, they are kept there instead.
            let ends = |keys: &[u32], range: &Range<usize>| range.len() > length && keys[range.clone()].ends_with(kept);
            let begins =
                |keys: &[u32], range: &Range<usize>| range.len() > length && keys[range.clone()].starts_with(kept);
            if hunk.new.is_empty() && ends(&self.old_keys, &hunk.old)
                || hunk.old.is_empty() && ends(&self.new_keys, &hunk.new)
            {
                last.old.end = hunk.old.end - length;
                last.new.end = hunk.new.end - length;
            } else if last.new.is_empty() && begins(&self.old_keys, &last.old)
                || last.old.is_empty() && begins(&self.new_keys, &last.new)
            {
                last.old = last.old.start + length..hunk.old.end;
                last.new = last.new.start + length..hunk.new.end;
            } else {
                compact.push(hunk);
            }
        }
        compact
    }

    /// Keeps the unit behind the first of two figures where another took its place and the second came or went: `30 days and
    /// ten days` that became `45 days` lost what stands behind the first days.
    pub(crate) fn beside_figures(&self, hunks: Vec<Hunk>) -> Vec<Hunk> {
        let mut parted: Vec<Hunk> = Vec::with_capacity(hunks.len());
        let mut rest = hunks.into_iter().peekable();
        while let Some(hunk) = rest.next() {
            let room = rest.peek().map_or(self.new_keys.len(), |next| next.new.start) - hunk.new.end;
            let Some((old, new, unit)) = self.unit_sooner(&hunk).filter(|(.., unit)| *unit <= room) else {
                parted.push(hunk);
                continue;
            };
            let mut behind = Hunk {
                old: old + unit..hunk.old.end + unit,
                new: new + unit..hunk.new.end + unit,
            };
            if unit == room
                && let Some(next) = rest.next()
            {
                (behind.old.end, behind.new.end) = (next.old.end, next.new.end);
            }
            parted.push(Hunk {
                old: hunk.old.start..old,
                new: hunk.new.start..new,
            });
            parted.push(behind);
        }
        parted
    }

    /// Where the first figure on each side of a change ends, and how many tokens its unit has, where one side has nothing
    /// else and the same unit stands behind the figure and behind the change.
    fn unit_sooner(&self, hunk: &Hunk) -> Option<(usize, usize, usize)> {
        /// No figure has more tokens with a sign in front.
        const LONGEST: usize = 3;
        let is_figure = |side: &TokenSide<'_>, range: &Range<usize>| {
            range.len() <= LONGEST && side.wordy(range) == 1 && side.is_figures(range)
        };
        let (old_whole, new_whole) = (is_figure(&self.old, &hunk.old), is_figure(&self.new, &hunk.new));
        let (side, keys, range) = match (old_whole, new_whole) {
            (false, true) => (&self.old, &self.old_keys, &hunk.old),
            (true, false) => (&self.new, &self.new_keys, &hunk.new),
            _ => return None,
        };
        let end = (range.start + 1..range.end.min(range.start + LONGEST + 1))
            .find(|end| is_figure(side, &(range.start..*end)))?;
        let blank = usize::from(side.tokens[end].is_blank());
        let unit = blank + 1;
        let is_same = end + unit <= range.end
            && side.tokens[end + blank].is_wordy()
            && keys.get(range.end..range.end + unit) == Some(&keys[end..end + unit]);
        let (old, new) = if old_whole {
            (hunk.old.end, end)
        } else {
            (end, hunk.new.end)
        };
        is_same.then_some((old, new, unit))
    }

    /// Whether both changes only take words, or only bring them, and a bracket that the first opens is closed by the second:
    /// what is kept between them then stands within it.
    fn parts_a_bracket(&self, first: &Hunk, second: &Hunk) -> bool {
        let depth = |side: &TokenSide<'_>, range: &Range<usize>| -> i32 {
            range
                .clone()
                .map(|at| match side.text_of(at) {
                    "(" | "（" | "[" | "［" => 1,
                    ")" | "）" | "]" | "］" => -1,
                    _ => 0,
                })
                .sum()
        };
        let parts = |side: &TokenSide<'_>, first: &Range<usize>, second: &Range<usize>| {
            depth(side, first) > 0 && depth(side, second) < 0
        };
        first.new.is_empty() && second.new.is_empty() && parts(&self.old, &first.old, &second.old)
            || first.old.is_empty() && second.old.is_empty() && parts(&self.new, &first.new, &second.new)
    }

    /// Joins all changes of a sentence of which little stayed, or of a part of it between commas. A sentence in which a
    /// small change was made stays as it is.
    pub(crate) fn rewritten(&self, hunks: Vec<Hunk>) -> Vec<Hunk> {
        let sentences = self.grouped(hunks, |gap| {
            gap.clone().any(|at| {
                self.new.ends_statement(at)
                    || matches!(
                        self.new.tokens[at].kind,
                        TokenKind::Figure | TokenKind::Reference | TokenKind::Label
                    )
            }) || self.new.wordy(gap) > MOST_OF_AN_ISLAND
        });
        let mut all = Vec::new();
        for sentence in sentences {
            if self.is_rewritten(&sentence) {
                all.extend(as_one(&sentence));
                continue;
            }
            let parts = self.grouped(sentence, |gap| {
                gap.clone()
                    .any(|at| matches!(self.new.text_of(at), "," | "，" | "、" | ":" | "：" | "(" | "（"))
            });
            for part in parts {
                if self.is_rewritten(&part) {
                    all.extend(as_one(&part));
                } else {
                    all.extend(part);
                }
            }
        }
        all
    }

    /// The changes in groups, parted where the words kept between two of them say so.
    fn grouped(&self, hunks: Vec<Hunk>, parts: impl Fn(&Range<usize>) -> bool) -> Vec<Vec<Hunk>> {
        let ends = |side: &TokenSide<'_>, range: &Range<usize>| !range.is_empty() && side.ends_statement(range.end - 1);
        let goes_on = |last: &Hunk, next: &Hunk| {
            !ends(&self.old, &last.old) && !ends(&self.new, &last.new) && !parts(&(last.new.end..next.new.start))
        };
        let mut groups: Vec<Vec<Hunk>> = Vec::new();
        for hunk in hunks {
            match groups.last_mut() {
                Some(group) if group.last().is_some_and(|last| goes_on(last, &hunk)) => group.push(hunk),
                _ => groups.push(vec![hunk]),
            }
        }
        groups
    }

    /// Whether of the words between the first of the changes and the last few stayed, and as many came as went.
    fn is_rewritten(&self, hunks: &[Hunk]) -> bool {
        let [first, .., last] = hunks else { return false };
        let words = |side: &TokenSide<'_>, part: fn(&Hunk) -> &Range<usize>| -> usize {
            hunks.iter().map(|hunk| side.wordy(part(hunk))).sum()
        };
        let (went, came) = (words(&self.old, |hunk| &hunk.old), words(&self.new, |hunk| &hunk.new));
        let stayed = self.new.wordy(&(first.new.start..last.new.end)) - came;
        let changed = went.max(came);
        // Words that stand in any sentence do not tell that this one stayed.
        let telling = || {
            let kept = first.new.start..last.new.end;
            let is_kept = |at: &usize| !hunks.iter().any(|hunk| hunk.new.contains(at));
            kept.filter(is_kept)
                .filter(|at| self.new.tokens[*at].is_wordy() && !says_little(self.new.text_of(*at)))
                .count()
        };
        let little = stayed * 4 <= changed
            || changed >= 2 * FEWEST_REWRITTEN && stayed * 2 <= changed && telling() * 8 <= changed;
        changed >= FEWEST_REWRITTEN && went.min(came) * 3 >= changed && little
    }

    /// Parts each change at the figures that stand on both its sides: they have stayed, whatever was written around them.
    pub(crate) fn around_figures(&self, hunks: Vec<Hunk>) -> Vec<Hunk> {
        let mut parted = Vec::with_capacity(hunks.len());
        for hunk in hunks {
            let mut rest = hunk;
            for (old, new) in self.same_figures(&rest) {
                let before = Hunk {
                    old: rest.old.start..old,
                    new: rest.new.start..new,
                };
                rest = Hunk {
                    old: old + 1..rest.old.end,
                    new: new + 1..rest.new.end,
                };
                parted.extend(Some(before).filter(|hunk| !hunk.is_empty()));
            }
            parted.extend(Some(rest).filter(|hunk| !hunk.is_empty()));
        }
        parted
    }

    /// The figures that stand on both sides of a change in the same order, as tokens of the old text and of the new.
    fn same_figures(&self, hunk: &Hunk) -> Vec<(usize, usize)> {
        let is_figure = |side: &TokenSide<'_>, at: usize| side.tokens[at].kind == TokenKind::Figure;
        let mut places: HashMap<&str, Vec<usize>> = HashMap::new();
        for at in hunk.new.clone().filter(|at| is_figure(&self.new, *at)) {
            places.entry(self.new.text_of(at)).or_default().push(at);
        }
        let mut same = Vec::new();
        let mut from = hunk.new.start;
        for old in hunk.old.clone().filter(|at| is_figure(&self.old, *at)) {
            let Some(there) = places.get(self.old.text_of(old)) else {
                continue;
            };
            if let Some(new) = there.get(there.partition_point(|at| *at < from)) {
                same.push((old, *new));
                from = new + 1;
            }
        }
        same
    }

    /// Joins changes that a reader takes for one.
    pub(crate) fn joined(&self, hunks: Vec<Hunk>) -> Vec<Hunk> {
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
}
