//! Words that a split or merge carried from one clause to another, and paragraphs and items that changed their place
//! within one.
//!
//! Only words that stand once among all that was deleted, and once among all that was inserted, tell where a stretch
//! went: wording that recurs from clause to clause tells nothing. From there a stretch grows to both sides.

use super::item_labels::title_of_text;
use super::lexicon::Lexicon;
use super::words::{Token, TokenKind, tokens};
use similar::{Algorithm, DiffOp, capture_diff_slices};
use std::collections::{BTreeMap, HashMap};
use std::hash::{Hash, Hasher};
use std::ops::Range;

/// How many neighbouring words must agree, and be found nowhere else, for a stretch to begin.
const GRAM: usize = 6;
/// The fewest letters that are worth calling carried.
const FEWEST_BYTES: usize = 30;
/// The fewest letters that were carried where much of the passage was not.
const MANY_BYTES: usize = 60;
/// A stretch of so many words was carried, however long the rest of the passages is.
const LONG: usize = 20;
/// Between two carried stretches, kept words are looked for over no more words than this.
const WIDEST_GAP: usize = 200;
/// Before the first carried stretch and behind the last, over no more than this.
const WIDEST_EDGE: usize = 12;

/// Words deleted in one clause, or inserted into one.
#[derive(Debug, Clone)]
pub(crate) struct Passage<'t> {
    /// The index of the clause.
    pub(crate) clause: usize,
    /// The index of the change within the clause.
    pub(crate) edit: usize,
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

/// The words of a passage, without blanks.
struct Cut<'t> {
    words: Vec<(Token, &'t str)>,
    taken: Vec<bool>,
}

impl<'t> Cut<'t> {
    fn of(passage: &Passage<'t>, lexicon: &Lexicon) -> Self {
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
        Self { words, taken }
    }

    /// The words that lie within the bytes.
    fn within(&self, bytes: &Range<usize>) -> Range<usize> {
        let first = self.words.partition_point(|(token, _)| token.start < bytes.start);
        let end = self.words.partition_point(|(token, _)| token.end <= bytes.end);
        first..end.max(first)
    }

    fn word(&self, at: usize) -> &'t str {
        self.words[at].1
    }

    fn bytes(&self, words: Range<usize>) -> Range<usize> {
        self.words[words.start].0.start..self.words[words.end - 1].0.end
    }
}

/// Words that two passages share: where they begin in each, and how many they are.
#[derive(Debug, Clone, Copy)]
struct Run {
    from: usize,
    to: usize,
    length: usize,
}

/// A number for some neighbouring words. Two grams with one number are told apart by their words.
fn gram(window: &[(Token, &str)]) -> u64 {
    let mut hasher = std::hash::DefaultHasher::new();
    for (_, word) in window {
        word.hash(&mut hasher);
    }
    hasher.finish()
}

/// Every gram and where it stands; `None` when it stands in several places.
fn grams(cuts: &[Cut<'_>]) -> HashMap<u64, Option<(usize, usize)>> {
    let mut grams = HashMap::new();
    for (passage, cut) in cuts.iter().enumerate() {
        for (at, window) in cut.words.windows(GRAM).enumerate() {
            grams
                .entry(gram(window))
                .and_modify(|place| *place = None)
                .or_insert(Some((passage, at)));
        }
    }
    grams
}

/// Every stretch of words that was deleted in one clause and inserted in another.
pub(crate) fn carried(deleted: &[Passage<'_>], inserted: &[Passage<'_>], lexicon: &Lexicon) -> Vec<Carried> {
    if deleted.is_empty() || inserted.is_empty() {
        return Vec::new();
    }
    let mut from: Vec<Cut<'_>> = deleted.iter().map(|passage| Cut::of(passage, lexicon)).collect();
    let mut to: Vec<Cut<'_>> = inserted.iter().map(|passage| Cut::of(passage, lexicon)).collect();
    let (from_grams, to_grams) = (grams(&from), grams(&to));
    let mut pairs: BTreeMap<(usize, usize), Vec<Run>> = BTreeMap::new();
    for (source, cut) in from.iter().enumerate() {
        let mut at = 0;
        while at + GRAM <= cut.words.len() {
            let key = gram(&cut.words[at..at + GRAM]);
            let stands_once = from_grams.get(&key).is_some_and(Option::is_some);
            let run = to_grams
                .get(&key)
                .copied()
                .flatten()
                .filter(|(target, _)| stands_once && may_carry(&deleted[source], &inserted[*target]))
                .and_then(|(target, place)| Some((target, grown(cut, at, &to[target], place)?)));
            let Some((target, run)) = run else {
                at += 1;
                continue;
            };
            at = run.from + run.length;
            pairs.entry((source, target)).or_default().push(run);
        }
    }
    let mut pairs: Vec<((usize, usize), Vec<Run>)> = pairs
        .into_iter()
        .filter(|((source, target), runs)| {
            let (from, to) = (&from[*source], &to[*target]);
            is_carried(runs, from, to) || only_figures_changed(runs, from, to)
        })
        .collect();
    pairs.sort_by_key(|(pair, runs)| (std::cmp::Reverse(words_in(runs)), *pair));
    let mut found = moved_items(deleted, inserted, &mut from, &mut to);
    for ((source, target), runs) in pairs {
        let gaps = kept_around(&runs, &from[source], &to[target]);
        for run in runs.into_iter().chain(gaps) {
            for (f_bytes, t_bytes) in claimed(run, &mut from[source], &mut to[target]) {
                found.push(Carried {
                    from: (source, f_bytes),
                    to: (target, t_bytes),
                });
            }
        }
    }
    found.sort_by_key(|carried| (carried.from.0, carried.from.1.start));
    found
}

/// Whether words may have gone from one passage to the other. Within one clause only whole sentences and paragraphs move:
/// words that went from one sentence into another may say something else there.
fn may_carry(from: &Passage<'_>, to: &Passage<'_>) -> bool {
    from.clause != to.clause || from.edit != to.edit && from.is_whole() && to.is_whole()
}

/// The index of a passage, and the bytes of an item in its text.
type Item = (usize, Range<usize>);

/// The items and lines that stand in another change of the same clause word for word, however short.
fn moved_items(
    deleted: &[Passage<'_>],
    inserted: &[Passage<'_>],
    from: &mut [Cut<'_>],
    to: &mut [Cut<'_>],
) -> Vec<Carried> {
    let mut places: HashMap<(usize, &str), [Vec<Item>; 2]> = HashMap::new();
    for (side, passages) in [deleted, inserted].into_iter().enumerate() {
        for (at, passage) in passages.iter().enumerate() {
            for item in items(passage) {
                let words = &passage.text[item.clone()];
                places.entry((passage.clause, words)).or_default()[side].push((at, item));
            }
        }
    }
    let mut found = Vec::new();
    for [gone, come] in places.into_values() {
        let ([(source, f_bytes)], [(target, t_bytes)]) = (&gone[..], &come[..]) else {
            continue;
        };
        let closing = closing_sign(&deleted[*source], f_bytes, &inserted[*target], t_bytes);
        let f_bytes = &(f_bytes.start..f_bytes.end + closing);
        let t_bytes = &(t_bytes.start..t_bytes.end + closing);
        let (f, t) = (from[*source].within(f_bytes), to[*target].within(t_bytes));
        let says_something = from[*source].words[f.clone()]
            .iter()
            .filter(|(token, _)| token.is_wordy())
            .count()
            >= 2;
        if deleted[*source].edit != inserted[*target].edit && says_something && f.len() == t.len() {
            from[*source].taken[f].fill(true);
            to[*target].taken[t].fill(true);
            found.push(Carried {
                from: (*source, f_bytes.clone()),
                to: (*target, t_bytes.clone()),
            });
        }
    }
    found
}

/// How many bytes of a sign that closes an item stand behind it in both passages.
fn closing_sign(from: &Passage<'_>, f: &Range<usize>, to: &Passage<'_>, t: &Range<usize>) -> usize {
    let (gone, come) = (&from.text[f.end..from.range.end], &to.text[t.end..to.range.end]);
    let sign = gone
        .chars()
        .next()
        .filter(|c| matches!(c, ';' | '；' | '。' | '.' | ',' | '，'));
    sign.filter(|sign| come.starts_with(*sign)).map_or(0, char::len_utf8)
}

/// The lines and items of a passage: their bytes without label, closing sign and the `and` before the last.
fn items(passage: &Passage<'_>) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut start = passage.range.start;
    let ends = passage.text[passage.range.clone()]
        .char_indices()
        .filter(|(_, c)| matches!(c, '\n' | ';' | '；' | '。'))
        .map(|(at, c)| passage.range.start + at + c.len_utf8())
        .chain([passage.range.end]);
    for end in ends {
        let piece = &passage.text[start..end];
        let item = title_of_text(piece);
        let begin = start + (piece.len() - item.len());
        let mut words = item;
        loop {
            let shorter = words
                .trim_end_matches(|c: char| c.is_whitespace() || matches!(c, ';' | '；' | '。' | '.' | ',' | '，'))
                .trim_end_matches(" and")
                .trim_end_matches(" or");
            if shorter.len() == words.len() {
                break;
            }
            words = shorter;
        }
        // Behind the first sign that ends an item, each begins anew.
        let begins = start > passage.range.start || passage.begins_anew(start);
        if !words.is_empty() && begins && passage.ends_there(end) {
            found.push(begin..begin + words.len());
        }
        start = end;
    }
    found
}

impl Passage<'_> {
    /// Whether the passage is made of whole sentences, items or paragraphs.
    fn is_whole(&self) -> bool {
        self.begins_anew(self.range.start) && self.ends_there(self.range.end)
    }

    /// Whether a sentence, item or line begins at the byte.
    fn begins_anew(&self, at: usize) -> bool {
        let before = self.text[..at].trim_end_matches([' ', '\t']);
        before.is_empty() || before.ends_with(['\n', '.', ';', ':', '!', '?', '。', '；', '：', '！', '？'])
    }

    /// Whether a sentence, item or line ends before the byte.
    fn ends_there(&self, at: usize) -> bool {
        let behind = self.text[at..].trim_start_matches([' ', '\t']);
        let closed = self.text[..at]
            .trim_end()
            .ends_with(['.', ';', '!', '?', '。', '；', '！', '？']);
        behind.is_empty()
            || closed
            || behind.starts_with(['\n', '.', ';', '。', '；'])
            || self.text[..at].ends_with('\n')
    }
}

/// The gram at both places with all the words around it that agree as well.
fn grown(from: &Cut<'_>, at: usize, to: &Cut<'_>, place: usize) -> Option<Run> {
    if (0..GRAM).any(|step| from.word(at + step) != to.word(place + step)) {
        return None;
    }
    let before = (1..=at.min(place))
        .take_while(|step| from.word(at - step) == to.word(place - step))
        .count();
    let room = (from.words.len() - at).min(to.words.len() - place);
    let behind = (GRAM..room)
        .take_while(|step| from.word(at + step) == to.word(place + step))
        .count();
    Some(Run {
        from: at - before,
        to: place - before,
        length: before + GRAM + behind,
    })
}

fn words_in(runs: &[Run]) -> usize {
    runs.iter().map(|run| run.length).sum()
}

/// Whether so many words went over that a reader would say they were carried: nearly all of the shorter passage, much of
/// it, or a long stretch. A stock phrase that both happen to use is none of these.
fn is_carried(runs: &[Run], from: &Cut<'_>, to: &Cut<'_>) -> bool {
    let shorter = from.words.len().min(to.words.len());
    let bytes: usize = runs
        .iter()
        .map(|run| from.bytes(run.from..run.from + run.length).len())
        .sum();
    words_in(runs) * 5 >= shorter * 4
        || words_in(runs) * 5 >= shorter * 2 && bytes >= MANY_BYTES
        || runs.iter().any(|run| run.length >= LONG)
}

/// Whether all of the shorter passage went over but for its figures: a sentence that became a clause of its own with another
/// amount in it. The words around a figure may be too few to tell where they went by themselves.
fn only_figures_changed(runs: &[Run], from: &Cut<'_>, to: &Cut<'_>) -> bool {
    let (shorter, place): (_, fn(&Run) -> usize) = if from.words.len() <= to.words.len() {
        (from, |run| run.from)
    } else {
        (to, |run| run.to)
    };
    // What went over by itself is much of it: no passage is looked through again for a few words.
    if words_in(runs) * 3 < shorter.words.len() {
        return false;
    }
    let mut kept = vec![false; shorter.words.len()];
    for run in runs.iter().chain(&kept_around(runs, from, to)) {
        kept[place(run)..place(run) + run.length].fill(true);
    }
    let mut left = shorter.words.iter().zip(&kept).filter(|(_, kept)| !**kept);
    let mut figures = 0;
    let only_figures = left.all(|((token, _), _)| {
        figures += usize::from(token.kind == TokenKind::Figure);
        token.kind == TokenKind::Figure || !token.is_wordy()
    });
    only_figures && figures > 0 && figures * 4 <= shorter.words.len()
}

/// The words kept before, between and behind carried stretches, some of which changed on the way.
fn kept_around(runs: &[Run], from: &Cut<'_>, to: &Cut<'_>) -> Vec<Run> {
    let (Some(first), Some(last)) = (runs.first(), runs.last()) else {
        return Vec::new();
    };
    let mut gaps = vec![(
        first.from.saturating_sub(WIDEST_EDGE)..first.from,
        first.to.saturating_sub(WIDEST_EDGE)..first.to,
    )];
    gaps.extend(runs.windows(2).map(|pair| {
        (
            pair[0].from + pair[0].length..pair[1].from,
            pair[0].to + pair[0].length..pair[1].to,
        )
    }));
    let (from_end, to_end) = (last.from + last.length, last.to + last.length);
    gaps.push((
        from_end..from.words.len().min(from_end + WIDEST_EDGE),
        to_end..to.words.len().min(to_end + WIDEST_EDGE),
    ));
    gaps.retain(|(f, t)| !f.is_empty() && !t.is_empty() && f.len() <= WIDEST_GAP && t.len() <= WIDEST_GAP);
    gaps.into_iter()
        .flat_map(|(f, t)| kept_within(f, t, from, to))
        .collect()
}

fn kept_within(f: Range<usize>, t: Range<usize>, from: &Cut<'_>, to: &Cut<'_>) -> Vec<Run> {
    let words = |cut: &Cut<'_>, range: &Range<usize>| -> Vec<String> {
        range.clone().map(|at| cut.word(at).to_owned()).collect()
    };
    capture_diff_slices(Algorithm::Myers, &words(from, &f), &words(to, &t))
        .into_iter()
        .filter_map(|op| match op {
            DiffOp::Equal {
                old_index,
                new_index,
                len,
            } => Some(Run {
                from: f.start + old_index,
                to: t.start + new_index,
                length: len,
            }),
            _ => None,
        })
        .collect()
}

/// The bytes of those parts of a run that no other pair has taken and that are worth showing; takes them.
fn claimed(run: Run, from: &mut Cut<'_>, to: &mut Cut<'_>) -> Vec<(Range<usize>, Range<usize>)> {
    let mut parts = Vec::new();
    let mut start = 0;
    for end in 0..=run.length {
        if end < run.length && !from.taken[run.from + end] && !to.taken[run.to + end] {
            continue;
        }
        let length = end - start;
        if length >= 3 {
            let (f, t) = (run.from + start..run.from + end, run.to + start..run.to + end);
            let (f_bytes, t_bytes) = (from.bytes(f.clone()), to.bytes(t.clone()));
            if f_bytes.len() >= FEWEST_BYTES.min(length * 5) {
                from.taken[f].fill(true);
                to.taken[t].fill(true);
                parts.push((f_bytes, t_bytes));
            }
        }
        start = end + 1;
    }
    parts
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_that_went_to_another_clause_are_found_although_some_of_them_changed() {
        let old = "The Supplier shall keep the records for six years and shall show them to the Customer on request.";
        let new = "The Supplier shall keep the records for seven years and shall show them to the Customer on request.";
        let deleted = [Passage {
            clause: 0,
            edit: 0,
            text: old,
            range: 0..old.len(),
        }];
        let inserted = [Passage {
            clause: 1,
            edit: 0,
            text: new,
            range: 0..new.len(),
        }];
        let found = carried(&deleted, &inserted, &Lexicon::with_terms([]));
        let words: Vec<&str> = found.iter().map(|carried| &old[carried.from.1.clone()]).collect();
        assert_eq!(
            words,
            [
                "The Supplier shall keep the records for",
                "years and shall show them to the Customer on request."
            ]
        );
        assert!(
            found
                .iter()
                .all(|carried| old[carried.from.1.clone()] == new[carried.to.1.clone()])
        );
    }

    #[test]
    fn a_sentence_of_which_only_a_figure_changed_on_the_way_is_carried() {
        let stays = "The Buyer may inspect the goods on arrival. ";
        for (sentence, changed, is_carried) in [
            (
                "A lost badge costs the Buyer a fee of CHF 90 per badge.",
                "A lost badge costs the Buyer a fee of CHF 140 per badge.",
                true,
            ),
            (
                "Le Client signale chaque défaut dans un délai de 12 jours ouvrés.",
                "Le Client signale chaque défaut dans un délai de 5 jours ouvrés.",
                true,
            ),
            (
                "A lost badge costs the Buyer a fee of CHF 90 per badge.",
                "A lost badge costs the Buyer a fee of no more than a token sum.",
                false,
            ),
        ] {
            let old = format!("{stays}{sentence}");
            let passage = |clause: usize, text| Passage {
                clause,
                edit: 0,
                text,
                range: 0..str::len(text),
            };
            let deleted = Passage {
                range: stays.len()..old.len(),
                ..passage(0, &old)
            };
            let found = carried(&[deleted], &[passage(1, changed)], &Lexicon::with_terms([]));
            assert_eq!(!found.is_empty(), is_carried, "{changed}");
        }
    }

    #[test]
    fn a_paragraph_that_moved_takes_its_full_stop_along() {
        let (one, two) = ("Le Client paie à trente jours.", "Le Vendeur livre le logiciel.");
        let (old, new) = (format!("{one}\n\n{two}"), format!("{two}\n\n{one}"));
        let passage = |edit: usize, text, range: Range<usize>| Passage {
            clause: 0,
            edit,
            text,
            range,
        };
        let deleted = passage(1, &old, one.len()..old.len());
        let inserted = passage(0, &new, 0..two.len() + 2);
        let found = carried(&[deleted], &[inserted], &Lexicon::with_terms([]));
        let words: Vec<&str> = found.iter().map(|carried| &old[carried.from.1.clone()]).collect();
        assert_eq!(words, [two]);
    }
}
