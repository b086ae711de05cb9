//! Defined terms: where a contract defines them, which definitions changed, and which clauses use them.

use super::class::one_glyph;
use crate::contract::Visit;
use std::collections::BTreeMap;
use std::hash::{Hash, Hasher};

/// A term and the paragraph that defines it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Definition<'a> {
    pub(crate) term: &'a str,
    /// The id of the clause that holds the definition.
    pub(crate) clause: &'a str,
    /// The paragraph in which it stands.
    pub(crate) passage: &'a str,
    /// A number for the paragraph's wording, quotation marks and blanks aside: they leave a definition what it was.
    wording: u64,
}

/// What opens and closes a term in the text that introduces it.
const QUOTES: [(&str, &str); 4] = [("“", "”"), ("\"", "\""), ("「", "」"), ("**", "**")];

/// Words that follow a quoted term where it is defined.
const DEFINING: [&str; 17] = [
    "means",
    "mean",
    "shall mean",
    "has the meaning",
    "have the meaning",
    "refers to",
    "refer to",
    "is defined",
    "includes",
    "是指",
    "系指",
    "意指",
    "指",
    "为",
    "即",
    "包括",
    "具有",
];

/// Words that stand before a quoted term in parentheses where it is defined.
const INTRODUCING: [&str; 16] = [
    "the",
    "a",
    "an",
    "each",
    "collectively",
    "together",
    "hereinafter",
    "hereafter",
    "referred to as",
    "以下简称",
    "下称",
    "以下称",
    "简称",
    "合称",
    "统称",
    "以下统称",
];

/// Every definition of a contract in reading order.
pub(crate) fn definitions<'a>(visits: &[Visit<'a>]) -> Vec<Definition<'a>> {
    let mut found = Vec::new();
    for visit in visits {
        let clause = visit.clause;
        // Most clauses define nothing: a look for the signs of a definition costs far less than reading the lines.
        // The bytes come first: in plain English they settle the matter at once.
        let is_sign = |byte: &u8| matches!(byte, b'"' | b'*' | 0xE2 | 0xE3 | 0xE7);
        let may =
            clause.text.as_bytes().chunks(64).any(|bytes| bytes.iter().fold(false, |may, byte| may | is_sign(byte)));
        if !may || !clause.text.contains(['“', '"', '「', '*', '称']) {
            continue;
        }
        for passage in clause.text.lines() {
            let terms = terms_defined_in(passage);
            if !terms.is_empty() {
                let mut hasher = std::hash::DefaultHasher::new();
                one_glyph(passage).hash(&mut hasher);
                let wording = hasher.finish();
                found.extend(terms.into_iter().map(|term| Definition { term, clause: &clause.id, passage, wording }));
            }
        }
    }
    found
}

fn terms_defined_in(passage: &str) -> Vec<&str> {
    let mut terms = Vec::new();
    for (open, close) in QUOTES {
        if !passage.contains(open.chars().next().unwrap_or('"')) {
            continue;
        }
        let mut at = 0;
        while let Some(start) = passage[at..].find(open).map(|found| at + found + open.len()) {
            let Some(end) = passage[start..].find(close).map(|found| start + found) else { break };
            let term = passage[start..end].trim_matches(['*', '"', '“', '”', ' ']);
            if is_term_like(term) && is_definition(&passage[..start - open.len()], &passage[end + close.len()..]) {
                terms.push(term);
            }
            at = end + close.len();
        }
    }
    // 本法所称公司，是指……
    if let Some(after) = passage.find("所称").map(|at| &passage[at + "所称".len()..])
        && let Some(end) = after.find(['，', '是', '指'])
        && after[end..].trim_start_matches('，').starts_with(['是', '指'])
        && is_term_like(&after[..end])
    {
        terms.push(&after[..end]);
    }
    terms
}

fn is_term_like(term: &str) -> bool {
    let characters = term.chars().count();
    (2..=60).contains(&characters) && term.split(' ').count() <= 7 && !term.contains(['。', '，', ';', '；', '.'])
}

fn is_definition(before: &str, after: &str) -> bool {
    let after = after.trim_start_matches(['*', '"', '”', ' ', ',', '，', '：', ':']);
    if DEFINING.iter().any(|word| starts_with_word(after, word)) {
        return true;
    }
    let Some(inside) = before.rfind(['(', '（']).map(|at| before[at..].trim_start_matches(['(', '（']).trim()) else {
        return false;
    };
    let closed = after.starts_with([')', '）'])
        || after.starts_with("or ")
        || after.starts_with("and ")
        || after.starts_with('或');
    closed
        && (inside.is_empty()
            || inside.len() < 40
                && INTRODUCING.iter().any(|word| inside.trim_end_matches([',', '“', '"', '为', ' ']).ends_with(word)))
}

/// Whether the text begins with the word and not with a longer one.
fn starts_with_word(text: &str, word: &str) -> bool {
    text.strip_prefix(word)
        .is_some_and(|rest| !word.is_ascii() || !rest.starts_with(|c: char| c.is_ascii_alphanumeric()))
}

/// Whether a text uses the term: as a whole word, in its own case, and not as part of a longer term.
pub(crate) fn uses(text: &str, term: &str, longer_terms: &[&str]) -> bool {
    text.match_indices(term).any(|(at, _)| {
        let end = at + term.len();
        let free_before = !text[..at].ends_with(|c: char| c.is_ascii_alphanumeric());
        let after = &text[end..];
        let free_after = !after.starts_with(|c: char| c.is_ascii_alphanumeric())
            || after.starts_with('s') && !after[1..].starts_with(|c: char| c.is_ascii_alphanumeric());
        let bounded = !term.ends_with(|c: char| c.is_ascii()) || free_before && free_after;
        bounded
            && !longer_terms.iter().any(|longer| {
                longer.match_indices(term).any(|(inside, _)| {
                    at.checked_sub(inside)
                        .is_some_and(|start| text.is_char_boundary(start) && text[start..].starts_with(longer))
                })
            })
    })
}

/// Paragraphs longer than this are not looked at once more for every term that they define.
const LONGEST_COMPARED: usize = 8_192;

/// The terms whose defining paragraphs are not the same in both versions, with the ids of the clauses that define
/// them in the new version (or, when the definition was removed, in the old one). `same` says of an old and a new
/// paragraph with other words whether they mean the same nevertheless.
pub(crate) fn changed<'a>(
    old: &[Definition<'a>],
    new: &[Definition<'a>],
    same: impl Fn(&str, &str) -> bool,
) -> BTreeMap<&'a str, Vec<&'a str>> {
    let mut by_term: BTreeMap<&str, [Vec<&Definition<'a>>; 2]> = BTreeMap::new();
    for (side, definitions) in [old, new].into_iter().enumerate() {
        for definition in definitions {
            by_term.entry(definition.term).or_default()[side].push(definition);
        }
    }
    by_term
        .into_iter()
        .filter(|(_, [old, new])| {
            let is_same = |(old, new): (&&Definition<'a>, &&Definition<'a>)| {
                old.wording == new.wording || old.passage.len() < LONGEST_COMPARED && same(old.passage, new.passage)
            };
            old.len() != new.len() || !old.iter().zip(new).all(is_same)
        })
        .map(|(term, [old, new])| {
            let side = if new.is_empty() { old } else { new };
            (term, side.iter().map(|definition| definition.clause).collect())
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn terms_are_found_where_they_are_defined_and_not_where_they_are_only_quoted() {
        for (passage, terms) in [
            ("\"Customer Data\" means all data.", vec!["Customer Data"]),
            ("“客户数据”是指甲方输入的数据。", vec!["客户数据"]),
            ("the fees set out in Annex A (the “Fees”)", vec!["Fees"]),
            ("Harbour Ltd (\"Customer\")", vec!["Customer"]),
            ("本平台（以下简称“平台”）", vec!["平台"]),
            ("本法所称公司，是指有限责任公司", vec!["公司"]),
            ("**“Affiliate”** means any entity", vec!["Affiliate"]),
            ("marked “confidential” on its face", vec![]),
            ("the word \"promptly\" in this Section", vec![]),
        ] {
            let mut found = terms_defined_in(passage);
            found.dedup();
            assert_eq!(found, terms, "{passage}");
        }
    }

    #[test]
    fn a_term_is_used_as_a_whole_and_not_inside_a_longer_one() {
        assert!(uses("all Customer Data is", "Customer Data", &[]));
        assert!(uses("the Services are", "Service", &[]));
        assert!(!uses("the Serviceable part", "Service", &[]));
        assert!(!uses("处理个人信息时", "信息", &["个人信息"]));
        assert!(uses("个人信息和其他信息", "信息", &["个人信息"]));
    }
}
