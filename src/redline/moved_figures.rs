//! Figures that took another value within one text.

use super::class::Class;
use super::edit::Edit;
use super::figures::FigureKind;
use super::fractions;
use super::number_words::begins_number;
use super::numbers::Value;
use super::numerals::{half_width, is_chinese_numeral};
use super::quantities::quantities;
use super::quantity::Quantity;
use super::ratio::Ratio;
use super::units::{Unit, lasting};
use std::collections::HashSet;
use std::ops::Range;

/// One text before and after, what changed in it, and the bytes of the references and labels that are no figures.
pub(crate) struct TextPair<'a> {
    pub(crate) old: &'a str,
    pub(crate) new: &'a str,
    pub(crate) edits: &'a [Edit],
    pub(crate) classes: &'a [Class],
    pub(crate) old_names: &'a [Range<usize>],
    pub(crate) new_names: &'a [Range<usize>],
}

/// A quantity in its text.
#[derive(Debug, Clone)]
pub(crate) struct Figure<'t> {
    kind: FigureKind,
    pub(crate) at: Range<usize>,
    quantity: Quantity,
    text: &'t str,
}

impl Figure<'_> {
    /// As written, whatever line ends it was wrapped by.
    fn written(&self) -> String {
        let lines: Vec<&str> = self.text.split('\n').map(str::trim).collect();
        lines.join(" ")
    }
}

/// What of a text may be figures, in order.
pub(crate) fn figures(text: &str) -> Vec<Figure<'_>> {
    quantities(text)
        .into_iter()
        .map(|quantity| Figure {
            kind: quantity.kind(),
            at: quantity.at.clone(),
            text: &text[quantity.at.clone()],
            quantity,
        })
        .collect()
}

/// A figure and what took its place; one of both may be missing.
type FigurePair<'f> = (Option<&'f Figure<'f>>, Option<&'f Figure<'f>>);

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
    let is_name = |names: &[Range<usize>], figure: &Figure<'_>| {
        let first = names.partition_point(|name| name.end <= figure.at.start);
        names.get(first).is_some_and(|name| name.start <= figure.at.start)
    };
    let mut old: Vec<Figure<'_>> = figures(sides.old);
    old.retain(|figure| !is_name(sides.old_names, figure) && !took_away(&figure.at));
    let mut new: Vec<Figure<'_>> = figures(sides.new);
    new.retain(|figure| !is_name(sides.new_names, figure) && !brought(&figure.at));
    let mut pairs: Vec<FigurePair<'_>> = Vec::new();
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
    pairs.retain(|pair| counts(*pair));
    pairs
        .into_iter()
        .filter_map(|(before, after)| {
            let kind = after.or(before)?.kind;
            Some((kind, before.map(Figure::written), after.map(Figure::written)))
        })
        .collect()
}

/// Whether a reader would call the pair figures: `one`, `third` or 一份 alone are words, and become figures where another
/// stands in their place.
fn counts(pair: FigurePair<'_>) -> bool {
    match pair {
        (Some(before), Some(after)) => {
            !before.quantity.is_weak
                || !after.quantity.is_weak
                || before.quantity.unit.is_some() && before.quantity.unit == after.quantity.unit
        }
        (Some(alone), None) | (None, Some(alone)) => !alone.quantity.is_weak,
        (None, None) => false,
    }
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
    text.chars().any(|c| {
        half_width(c).is_ascii_digit() || is_chinese_numeral(c) || c == '半' || fractions::of_character(c).is_some()
    }) || text
        .split(|c: char| !c.is_alphabetic() || c > '\u{24F}')
        .any(|word| word.len() > 2 && (begins_number(word) || lasting(word).is_some()))
}

/// The figures that the bytes touch, none before the given one.
fn within(figures: &[Figure<'_>], range: &Range<usize>, from: usize) -> Range<usize> {
    let first = figures.partition_point(|figure| figure.at.end <= range.start).max(from);
    let end = figures.partition_point(|figure| figure.at.start < range.end).max(first);
    first..end
}

/// The figures of one change, each with its successor: the next of its kind. A figure of one kind never becomes one of
/// another.
fn paired<'f>(before: &'f [Figure<'f>], after: &'f [Figure<'f>]) -> Vec<FigurePair<'f>> {
    let kinds: HashSet<FigureKind> = after.iter().map(|figure| figure.kind).collect();
    let has_successor = |figure: &&Figure<'_>| kinds.contains(&figure.kind);
    let (mut left, gone): (Vec<&Figure<'_>>, Vec<&Figure<'_>>) = before.iter().partition(has_successor);
    left.reverse();
    let mut pairs: Vec<FigurePair<'_>> = gone.into_iter().map(|gone| (Some(gone), None)).collect();
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
fn begun<'f>(
    figure: &Figure<'_>,
    own: &Range<usize>,
    other: &Range<usize>,
    others: &'f [Figure<'f>],
) -> Option<&'f Figure<'f>> {
    let Some(ahead) = own.start.checked_sub(figure.at.start).filter(|ahead| *ahead > 0) else {
        return ended(figure, own, other, others);
    };
    let at = other.start.checked_sub(ahead)?;
    others
        .binary_search_by_key(&at, |figure| figure.at.start)
        .ok()
        .map(|found| &others[found])
}

/// The other side's figure that ends at the same kept word, when this one ends behind the change: 70万元, of which
/// 人民币70万元 was made.
fn ended<'f>(
    figure: &Figure<'_>,
    own: &Range<usize>,
    other: &Range<usize>,
    others: &'f [Figure<'f>],
) -> Option<&'f Figure<'f>> {
    let behind = figure.at.end.checked_sub(own.end).filter(|behind| *behind > 0)?;
    others
        .binary_search_by_key(&(other.end + behind), |figure| figure.at.end)
        .ok()
        .map(|found| &others[found])
        .filter(|found| found.at.start >= other.start)
}

/// Whether both have one value and one unit, in whatever style they are written, and say it twice in agreement or not.
fn is_same(old: &Figure<'_>, new: &Figure<'_>) -> bool {
    let agrees = |figure: &Figure<'_>| figure.quantity.gloss.is_none_or(|gloss| gloss.agrees);
    old.kind == new.kind
        && same_value(old, new)
        && (agrees(old) == agrees(new))
        && (agrees(old) || old.text == new.text)
}

fn same_value(old: &Figure<'_>, new: &Figure<'_>) -> bool {
    match (&old.quantity.value, &new.quantity.value) {
        (Value::Date(before), Value::Date(after)) => return before == after,
        // `1,200` against `1.200`: whether they are one value hangs on who reads them.
        (Value::Number(_), Value::Number(_)) | (Value::Either(..), Value::Either(..)) => {}
        // `EUR 48.000` against `48.000,00 EUR`: in the second, points group digits, so they do in the first.
        (Value::Number(_), Value::Either(..)) if groups_by_points(old.text) => {}
        (Value::Either(..), Value::Number(_)) if groups_by_points(new.text) => {}
        _ => return old.written() == new.written(),
    }
    let (before, after) = (&old.quantity, &new.quantity);
    let equal = |before: Option<Ratio>, after: Option<Ratio>| before.is_some() && before == after;
    match (before.unit, after.unit) {
        (Some(Unit::Money(currency)), Some(Unit::Money(other))) => {
            currency.reads_as(other) && equal(before.number(), after.number())
        }
        (Some(Unit::Share(_)), Some(Unit::Share(_))) => {
            equal(before.measure(), after.measure()) && rate(old) == rate(new)
        }
        (Some(Unit::Pieces), Some(Unit::Pieces)) => equal(before.number(), after.number()) && unit(old) == unit(new),
        (unit, other) => unit == other && equal(before.number(), after.number()),
    }
}

/// Whether a comma behind a point begins the decimals.
fn groups_by_points(written: &str) -> bool {
    matches!((written.rfind('.'), written.rfind(',')), (Some(point), Some(comma)) if point < comma)
}

/// The unit as written, where it stands apart.
fn unit<'t>(figure: &Figure<'t>) -> &'t str {
    let start = figure.at.start;
    let at = figure.quantity.unit_at.clone();
    at.and_then(|at| figure.text.get(at.start - start..at.end - start))
        .unwrap_or("")
}

/// What a share is counted by: `per annum`.
fn rate<'t>(figure: &Figure<'t>) -> &'t str {
    Some(unit(figure))
        .filter(|unit| unit.starts_with('p') && unit.contains(['n', '.']))
        .filter(|unit| unit.contains(' ') || unit.contains('.'))
        .unwrap_or("")
}

/// Takes out what left at one place and came back at another: `[10 % of …]` struck here and set there.
fn without_those_that_stayed(pairs: &mut Vec<FigurePair<'_>>) {
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
        let is_back = |pair: &FigurePair<'_>| matches!(pair, (None, Some(come)) if is_same(gone, come));
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
    old_figures: &[Figure<'_>],
    new_figures: &[Figure<'_>],
    between: &[(Range<usize>, Range<usize>)],
) -> Vec<FigureMove> {
    let mut moved = Vec::new();
    for (from, to) in between {
        // The currency or the unit may have been carried.
        let (before, after) = (
            &old_figures[within(old_figures, from, 0)],
            &new_figures[within(new_figures, to, 0)],
        );
        if before.len() == after.len() {
            let changed = before.iter().zip(after).filter(|(before, after)| {
                before.kind == after.kind && !is_same(before, after) && counts((Some(before), Some(after)))
            });
            moved.extend(changed.map(|(before, after)| (after.kind, Some(before.written()), Some(after.written()))));
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
            old_names: &[],
            new_names: &[],
        };
        let side = |side: Option<String>| side.unwrap_or_else(|| "–".to_owned());
        moved(&sides, |_| false, |_| false)
            .into_iter()
            .map(|(kind, old, new)| format!("{kind:?} {} → {}", side(old), side(new)))
            .collect()
    }

    #[test]
    #[expect(clippy::too_many_lines, reason = "a table")]
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
            ("存放三十吨", "存放四十吨", vec!["Count 三十吨 → 四十吨"]),
            ("二十公里以内", "二十公里以外", vec![]),
            ("上午九时", "上午十时", vec!["Count 九时 → 十时"]),
            ("本月廿五日", "本月二十五日", vec![]),
            (
                "两个合同年度",
                "三个合同年度",
                vec!["Period 两个合同年度 → 三个合同年度"],
            ),
            ("第二服务年度", "第三服务年度", vec![]),
            ("within 4 hrs", "within 8 hrs", vec!["Period 4 hrs → 8 hrs"]),
            (
                "a 30\u{2011}day notice",
                "a 45\u{2011}day notice",
                vec!["Period 30\u{2011}day → 45\u{2011}day"],
            ),
            ("once a month", "twice a month", vec!["Count once → twice"]),
            ("once the term has ended", "when the term has ended", vec![]),
            ("deux années", "trois années", vec!["Period deux années → trois années"]),
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
            ("EUR 1,200,000", "EUR 1.200.000,00", vec![]),
            ("1,200 euros", "1.200 euros", vec!["Amount 1,200 euros → 1.200 euros"]),
            ("EUR 48,000", "USD 48,000", vec!["Amount EUR 48,000 → USD 48,000"]),
            ("支付70万元", "支付70万美元", vec!["Amount 70万元 → 70万美元"]),
            (
                "支付七十万元人民币",
                "支付七十万元港币",
                vec!["Amount 七十万元人民币 → 七十万元港币"],
            ),
            ("支付70万元", "支付人民币70万元", vec![]),
            ("$7,500", "NZ$7,500", vec!["Amount $7,500 → NZ$7,500"]),
            ("$7,500", "US$7,500", vec![]),
            ("EUR 7.500", "7.500,00 EUR", vec![]),
            ("EUR 7.500", "7,500.00 EUR", vec!["Amount EUR 7.500 → 7,500.00 EUR"]),
            ("⅜ of it", "⅝ of it", vec!["Percent ⅜ → ⅝"]),
            (
                "la moitié du loyer",
                "le quart du loyer",
                vec!["Percent moitié → quart"],
            ),
            ("代金の半額", "代金の五分の一", vec!["Percent 半額 → 五分の一"]),
            ("按千分之五", "按百分之五", vec!["Percent 千分之五 → 百分之五"]),
            ("按千分之五", "按0.5%", vec![]),
            ("one copy", "two copies", vec!["Count one → two"]),
            ("any one of them", "any of them", vec![]),
            (
                "within thirty (30)\ndays of it",
                "within thirty\n(30) days of it",
                vec![],
            ),
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
