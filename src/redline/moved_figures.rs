//! Figures that took another value within one text.

use super::class::Class;
use super::edit::Edit;
use super::figures::{Figure, FigureKind, figures, mismatches};
use super::numerals::{half_width, is_chinese_numeral, is_english_number};
use super::references::Reference;
use std::collections::HashSet;
use std::ops::Range;

/// One text before and after, what changed in it, and the references that are no figures.
pub(crate) struct TextPair<'a> {
    pub(crate) old: &'a str,
    pub(crate) new: &'a str,
    pub(crate) edits: &'a [Edit],
    pub(crate) classes: &'a [Class],
    pub(crate) old_references: &'a [Reference],
    pub(crate) new_references: &'a [Reference],
}

/// A figure before and after, as written.
pub(crate) type FigureMove = (FigureKind, Option<String>, Option<String>);

/// The figures that moved, in reading order. A figure that only went to another place of the text, or to another clause
/// together with its words, has not moved; `took_away` and `brought` say which bytes did the latter.
pub(crate) fn moved(
    sides: &TextPair<'_>,
    took_away: impl Fn(&Range<usize>) -> bool,
    brought: impl Fn(&Range<usize>) -> bool,
) -> Vec<FigureMove> {
    // Most changes touch no figure: a look at the words around them costs far less than reading both texts for figures.
    let near = |edit: &Edit| has_number(around(sides.old, &edit.old)) || has_number(around(sides.new, &edit.new));
    if !sides.edits.iter().any(near) {
        return Vec::new();
    }
    let is_reference = |references: &[Reference], figure: &Figure| {
        let first = references.partition_point(|reference| reference.at.end <= figure.at);
        references
            .get(first)
            .is_some_and(|reference| reference.at.start <= figure.at)
    };
    let range = |figure: &Figure| figure.at..figure.at + figure.text.len();
    let mut old: Vec<Figure> = figures(sides.old);
    old.retain(|figure| !is_reference(sides.old_references, figure) && !took_away(&range(figure)));
    let mut new: Vec<Figure> = figures(sides.new);
    new.retain(|figure| !is_reference(sides.new_references, figure) && !brought(&range(figure)));
    let mut pairs: Vec<(Option<&Figure>, Option<&Figure>)> = Vec::new();
    // A change may begin in the midst of a figure with its unit, and two changes may touch one figure.
    let (mut old_from, mut new_from) = (0, 0);
    for (edit, class) in sides.edits.iter().zip(sides.classes) {
        let (before, after) = (within(&old, &edit.old, old_from), within(&new, &edit.new, new_from));
        (old_from, new_from) = (before.end, after.end);
        if *class == Class::Renumbering {
            continue;
        }
        let (before, after) = (&old[before], &new[after]);
        if before.is_empty() || after.is_empty() {
            // A change inside a figure may touch it on one side alone: `thirty[ ]{+NBSP+}days`.
            for figure in before {
                match begun(figure, &edit.old, &edit.new, &new) {
                    Some(other) if other.kind != figure.kind => {
                        pairs.extend([(Some(figure), None), (None, Some(other))]);
                    }
                    other => pairs.push((Some(figure), other)),
                }
            }
            for figure in after {
                match begun(figure, &edit.new, &edit.old, &old) {
                    Some(other) if other.kind != figure.kind => {
                        pairs.extend([(Some(other), None), (None, Some(figure))]);
                    }
                    other => pairs.push((other, Some(figure))),
                }
            }
        } else {
            pairs.extend(paired(before, after));
        }
    }
    pairs.retain(|pair| !matches!(pair, (Some(before), Some(after)) if is_same(before, after)));
    without_those_that_stayed(&mut pairs);
    pairs
        .into_iter()
        .filter_map(|(before, after)| {
            let kind = after.or(before)?.kind;
            Some((
                kind,
                before.map(|figure| figure.text.clone()),
                after.map(|figure| figure.text.clone()),
            ))
        })
        .collect()
}

/// The bytes with what stands directly around them: a figure's unit may be all that changed.
fn around<'t>(text: &'t str, range: &Range<usize>) -> &'t str {
    const NEAR: usize = 32;
    let mut start = range.start.saturating_sub(NEAR);
    while !text.is_char_boundary(start) {
        start -= 1;
    }
    let mut end = (range.end + NEAR).min(text.len());
    while !text.is_char_boundary(end) {
        end += 1;
    }
    &text[start..end]
}

/// Whether anything in the text could be, or be part of, a figure.
fn has_number(text: &str) -> bool {
    text.chars()
        .any(|c| half_width(c).is_ascii_digit() || is_chinese_numeral(c))
        || text
            .split(|c: char| !c.is_ascii_alphabetic())
            .any(|word| word.len() > 2 && is_english_number(word))
}

/// The figures that the bytes touch, none before the given one.
fn within(figures: &[Figure], range: &Range<usize>, from: usize) -> Range<usize> {
    let first = figures
        .partition_point(|figure| figure.at + figure.text.len() <= range.start)
        .max(from);
    let end = figures.partition_point(|figure| figure.at < range.end).max(first);
    first..end
}

/// The figures of one change, each with its successor: the next of its kind. A figure of one kind never becomes one of
/// another.
fn paired<'f>(before: &'f [Figure], after: &'f [Figure]) -> Vec<(Option<&'f Figure>, Option<&'f Figure>)> {
    let kinds: HashSet<FigureKind> = after.iter().map(|figure| figure.kind).collect();
    let has_successor = |figure: &&Figure| kinds.contains(&figure.kind);
    let (mut left, gone): (Vec<&Figure>, Vec<&Figure>) = before.iter().partition(has_successor);
    left.reverse();
    let mut pairs: Vec<(Option<&Figure>, Option<&Figure>)> = gone.into_iter().map(|gone| (Some(gone), None)).collect();
    for figure in after {
        // The next of its kind; those it passes over are gone.
        match left.iter().rev().take(WINDOW).position(|old| old.kind == figure.kind) {
            Some(ahead) => {
                let at = left.len() - 1 - ahead;
                pairs.extend(left.drain(at + 1..).rev().map(|gone| (Some(gone), None)));
                pairs.push((left.pop(), Some(figure)));
            }
            None => pairs.push((None, Some(figure))),
        }
    }
    pairs.extend(left.into_iter().rev().map(|gone| (Some(gone), None)));
    pairs
}

/// The other side's figure that begins at the same kept word, when this one begins before the change.
fn begun<'f>(figure: &Figure, own: &Range<usize>, other: &Range<usize>, others: &'f [Figure]) -> Option<&'f Figure> {
    let ahead = own.start.checked_sub(figure.at).filter(|ahead| *ahead > 0)?;
    let at = other.start.checked_sub(ahead)?;
    others
        .binary_search_by_key(&at, |figure| figure.at)
        .ok()
        .map(|found| &others[found])
}

fn is_same(old: &Figure, new: &Figure) -> bool {
    old.kind == new.kind
        && old.value == new.value
        && one_unit(&old.unit) == one_unit(&new.unit)
        && (old.text == new.text || mismatches(&old.text).is_empty() == mismatches(&new.text).is_empty())
}

/// The unit in one of its forms: `Days` is `day`, 圆 is 元.
fn one_unit(unit: &str) -> String {
    unit.to_lowercase().trim_end_matches('s').replace('圆', "元")
}

/// Takes out what left at one place and came back at another: `[10 % of …]` struck here and set there.
fn without_those_that_stayed(pairs: &mut Vec<(Option<&Figure>, Option<&Figure>)>) {
    // The neighbours of each pair among those that are left; the place behind the last stands for both ends.
    let end = pairs.len();
    let mut after: Vec<usize> = (1..=end).chain([0]).collect();
    let mut before: Vec<usize> = std::iter::once(end).chain(0..end).collect();
    let mut left = vec![true; end];
    let mut at = after[end];
    while at < end {
        let next = after[at];
        let (Some(gone), None) = pairs[at] else {
            at = next;
            continue;
        };
        let mut first = at;
        for _ in 0..WINDOW {
            first = if before[first] == end { first } else { before[first] };
        }
        let is_back =
            |pair: &(Option<&Figure>, Option<&Figure>)| matches!(pair, (None, Some(come)) if is_same(gone, come));
        let mut ahead = 0;
        let back = std::iter::successors(Some(first), |place| Some(after[*place]).filter(|place| *place < end))
            .take_while(|place| {
                ahead += usize::from(*place >= at);
                ahead <= WINDOW
            })
            .find(|place| is_back(&pairs[*place]));
        if let Some(back) = back {
            for place in [at, back] {
                left[place] = false;
                after[before[place]] = after[place];
                before[after[place]] = before[place];
            }
        }
        at = if back == Some(next) { after[next] } else { next };
    }
    let mut left = left.into_iter();
    pairs.retain(|_| left.next().unwrap_or(true));
}

/// The figures that changed on their way to another clause: what stood, and what now stands, between two carried
/// stretches that were neighbours before. `FigureMove` says which figure of the old text became which of the new one.
pub(crate) fn moved_on_the_way(
    old_figures: &[Figure],
    new_figures: &[Figure],
    between: &[(Range<usize>, Range<usize>)],
) -> Vec<FigureMove> {
    let inside = |figures: &[Figure], range: &Range<usize>| -> Vec<Figure> {
        // The currency or the unit may have been carried.
        figures[within(figures, range, 0)].to_vec()
    };
    let mut moved = Vec::new();
    for (from, to) in between {
        let (before, after) = (inside(old_figures, from), inside(new_figures, to));
        if before.len() == after.len() {
            let changed = before
                .into_iter()
                .zip(after)
                .filter(|(before, after)| before.kind == after.kind && !is_same(before, after));
            moved.extend(changed.map(|(before, after)| (after.kind, Some(before.text), Some(after.text))));
        }
    }
    moved
}

/// How far apart, counted in moved figures, a figure may come back; a bound for hostile texts.
const WINDOW: usize = 50;

#[cfg(test)]
mod tests {
    use super::super::lexicon::Lexicon;
    use super::super::marks::edits;
    use super::*;

    fn moves(old: &str, new: &str) -> Vec<String> {
        let edits = edits(old, new, &Lexicon::with_terms([]));
        let classes = vec![Class::Figure; edits.len()];
        let sides = TextPair {
            old,
            new,
            edits: &edits,
            classes: &classes,
            old_references: &[],
            new_references: &[],
        };
        let side = |side: Option<String>| side.unwrap_or_else(|| "–".to_owned());
        moved(&sides, |_| false, |_| false)
            .into_iter()
            .map(|(kind, old, new)| format!("{kind:?} {} → {}", side(old), side(new)))
            .collect()
    }

    #[test]
    fn a_figure_moves_with_its_unit_and_not_when_it_is_only_written_in_another_way() {
        for (old, new, expected) in [
            (
                "within thirty (30) days",
                "within sixty (60) days",
                vec!["Period thirty (30) days → sixty (60) days"],
            ),
            ("30日内", "30个工作日内", vec!["Period 30日 → 30个工作日"]),
            ("thirty (30) days", "30 days", vec![]),
            (
                "thirty (30) days",
                "thirty (60) days",
                vec!["Period thirty (30) days → thirty (60) days"],
            ),
            ("USD 1,000 net", "USD 2,000 net", vec!["Amount USD 1,000 → USD 2,000"]),
            ("1,000 euros", "2,000 euros", vec!["Amount 1,000 euros → 2,000 euros"]),
            ("for one year", "for two years", vec!["Period one year → two years"]),
            (
                "on 1 March 2026",
                "on 15 April 2026",
                vec!["Date 1 March 2026 → 15 April 2026"],
            ),
            ("pay 10% if late. Stop.", "Stop. Then pay 10% if late.", vec![]),
            ("100 euros", "\u{202E}100\u{202C} euros", vec![]),
            ("thirty days", "thirty\u{A0}days", vec![]),
            (
                "第 六十五 号，2007年6月29日通过，2008年1月1日施行",
                "2009年6月29日修正",
                vec!["Date 2007年6月29日 → 2009年6月29日", "Date 2008年1月1日 → –"],
            ),
            (
                "cap of USD 100",
                "cap of 50%",
                vec!["Amount USD 100 → –", "Percent – → 50%"],
            ),
            ("100 万元", "1,000,000元", vec![]),
            ("on 1 March 2026", "on 01 March 2026", vec![]),
            (
                "for 20 years",
                "since 1999",
                vec!["Period 20 years → –", "Count – → 1999"],
            ),
            ("a 30-day period", "a 60-day period", vec!["Period 30-day → 60-day"]),
            (
                "三（3）个日历月",
                "三（3）个日历日",
                vec!["Period 三（3）个日历月 → 三（3）个日历日"],
            ),
            (
                "USD 1.2 million",
                "USD 1.5 million",
                vec!["Amount USD 1.2 million → USD 1.5 million"],
            ),
            ("第十三届会议", "第十四届会议", vec![]),
            ("（十）经理的职权", "（十一）经理的职权", vec![]),
        ] {
            assert_eq!(moves(old, new), expected, "{old} → {new}");
        }
    }
}
