//! 元 where 万元 is meant, and the other way round.

use super::{DraftingContext, DraftingHit};
use crate::redline::figures::{Figure, FigureKind, figures};
use crate::review::violation::Violation;
use std::collections::BTreeMap;

/// What an amount is called: so many characters before it.
const LABEL: usize = 4;
/// So many characters before an amount its label is looked for.
const FURTHEST: usize = 64;

const TEN_THOUSAND: f64 = 10_000.0;

/// Amounts that are 10,000 times another one for the same thing, and amounts with separators before 万.
pub(super) fn ten_thousandfold(context: &DraftingContext<'_>) -> Vec<DraftingHit> {
    let mut found = Vec::new();
    let mut by_label: BTreeMap<String, Vec<(usize, Figure)>> = BTreeMap::new();
    for (clause, text) in context
        .clauses()
        .filter(|(_, text)| text.contains(['元', '万', '¥', '￥']))
    {
        for figure in figures(text)
            .into_iter()
            .filter(|figure| figure.kind == FigureKind::Amount)
        {
            let end = figure.at + figure.text.len();
            if is_grouped_before_wan(&text[figure.at..end + text[end..].chars().next().map_or(0, char::len_utf8)]) {
                found.push((clause, figure.at..end, Violation::TenThousandfold(figure.text.clone())));
            }
            if let Some(label) = label(&text[..figure.at]) {
                by_label.entry(label).or_default().push((clause, figure));
            }
        }
    }
    for figures in by_label.values() {
        // The first figure of each value; the bits of numbers that are not negative are in their order.
        let mut known: BTreeMap<u64, usize> = BTreeMap::new();
        for (at, (clause, figure)) in figures.iter().enumerate() {
            let value = figure.value.parse::<f64>().unwrap_or(0.0).max(0.0);
            if value <= 0.0 {
                continue;
            }
            let (less, more) = (TEN_THOUSAND - 0.001, TEN_THOUSAND + 0.001);
            let slips = [value / more..value / less, value * less..value * more];
            let first = slips
                .iter()
                .flat_map(|slip| known.range(slip.start.to_bits()..=slip.end.to_bits()))
                .map(|(_, first)| *first)
                .min();
            if let Some(other) = first {
                let bytes = figure.at..figure.at + figure.text.len();
                found.push((
                    *clause,
                    bytes,
                    Violation::TenThousandfold(figures[other].1.text.clone()),
                ));
            }
            known.entry(value.to_bits()).or_insert(at);
        }
    }
    found
}

/// `1,200,000.00万元`: who counts in ten thousands does not write separators.
fn is_grouped_before_wan(amount: &str) -> bool {
    amount.match_indices('万').any(|(at, _)| {
        let digits = amount[..at].trim_end();
        let start = digits
            .rfind(|c: char| !c.is_ascii_digit() && c != ',' && c != '.')
            .map_or(0, |before| {
                before + digits[before..].chars().next().map_or(1, char::len_utf8)
            });
        digits[start..].matches(',').count() >= 1 && digits[start..].len() >= 7
    })
}

/// The noun before an amount: 合同总价 in 合同总价为人民币.
fn label(before: &str) -> Option<String> {
    let before = before
        .char_indices()
        .rev()
        .take(FURTHEST)
        .last()
        .map_or("", |(at, _)| &before[at..]);
    let before = before.trim_end_matches(|c: char| !c.is_alphabetic());
    let before = ["人民币", "共计", "合计", "为", "是", "共", "计"]
        .iter()
        .fold(before, |before, word| before.trim_end_matches(word));
    let noun: Vec<char> = before
        .chars()
        .rev()
        .take(LABEL)
        .take_while(|c| c.is_alphabetic() && !c.is_ascii())
        .collect();
    (noun.len() == LABEL).then(|| noun.into_iter().rev().collect())
}
