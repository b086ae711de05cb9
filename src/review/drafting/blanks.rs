//! Blanks, brackets and placeholders that were left.

use super::{Context, Found};
use crate::review::finding::What;
use std::ops::Range;

/// What a bracket holds when nobody has decided yet.
const UNDECIDED: [&str; 14] = [
    "",
    "●",
    "•",
    "*",
    "…",
    "...",
    "tbd",
    "tbc",
    "to be determined",
    "to be confirmed",
    "to be agreed",
    "待定",
    "待填",
    "待确认",
];
/// How a bracket begins that tells what belongs there.
const INSTRUCTIONS: [&str; 8] = ["insert ", "fill in", "to be ", "tbd", "请填", "请插入", "填写", "待"];
/// Placeholders without a bracket.
const BARE: [&str; 8] = ["____", "＿＿", "××", "XXX", "TBD", "TBC", "待定。", "（待填）"];

/// Where they stand.
pub(super) fn blanks(context: &Context<'_>) -> Vec<Found> {
    let found =
        context.clauses().flat_map(|(clause, text)| in_text(text).into_iter().map(move |bytes| (clause, bytes)));
    found.map(|(clause, bytes)| (clause, bytes, What::Blank)).collect()
}

fn in_text(text: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    for (open, close) in [('[', ']'), ('【', '】'), ('［', '］'), ('〔', '〕')] {
        for (at, _) in text.match_indices(open) {
            let inside = at + open.len_utf8();
            let Some(length) = text[inside..].chars().take(60).collect::<String>().find(close) else { continue };
            let end = inside + length + close.len_utf8();
            let held = text[inside..inside + length].trim().to_lowercase();
            // `[ ]` at the beginning of an item is a box to tick, and `[…](…)` a link.
            let is_box = open == '[' && held.is_empty() && text[..at].trim_end().ends_with(['-', '*', '\n']);
            let is_link = text[end..].starts_with(['(', '[']);
            let undecided =
                UNDECIDED.contains(&&*held) || held.chars().all(|c| matches!(c, '_' | '＿' | 'x' | '×' | '●' | '.'));
            if !is_box && !is_link && (undecided || INSTRUCTIONS.iter().any(|word| held.starts_with(word))) {
                found.push(at..end);
            }
        }
    }
    for word in BARE {
        for (at, _) in text.match_indices(word) {
            let letter = |c: char| c.is_ascii_alphanumeric();
            let alone = !text[..at].ends_with(letter) && !text[at + word.len()..].starts_with(letter);
            // `__bold__` is emphasis.
            let emphasis = word == "____"
                && text[..at].ends_with(|c: char| !c.is_whitespace() && c != '_' && c.is_ascii_punctuation());
            if alone && !emphasis && !found.iter().any(|range: &Range<usize>| range.start <= at && at < range.end) {
                let rest = text[at..].chars().take_while(|c| word.contains(*c)).map(char::len_utf8).sum::<usize>();
                found.push(at..at + rest.max(word.len()));
            }
        }
    }
    found.sort_by_key(|range| range.start);
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn blanks_are_found_and_links_boxes_and_quotations_are_not() {
        for (text, expected) in [
            ("付款期限为【】日", vec!["【】"]),
            ("金额为____元", vec!["____"]),
            ("within [●] days", vec!["[●]"]),
            ("by [insert date]", vec!["[insert date]"]),
            ("价格【待定】", vec!["【待定】"]),
            ("the fee is TBD", vec!["TBD"]),
            ("甲方于[  ]年付款", vec!["[  ]"]),
            ("see [the policy](https://a.example) or [to be seen][policy]", vec![]),
            ("- [ ] optional", vec![]),
            ("【重要提示】请仔细阅读", vec![]),
            ("he \"[t]he\" said", vec![]),
        ] {
            let found: Vec<&str> = in_text(text).into_iter().map(|range| &text[range]).collect();
            assert_eq!(found, expected, "{text}");
        }
    }
}
