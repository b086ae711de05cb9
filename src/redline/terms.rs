//! Defined terms: where a contract defines them, which definitions changed, and which clauses use them.

use super::class::one_glyph;
use super::finder::Finder;
use crate::contract::Visit;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::hash::{Hash, Hasher};
use std::ops::Range;

/// A term and the paragraph that defines it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Definition<'a> {
    pub(crate) term: &'a str,
    /// The id of the clause that holds the definition.
    pub(crate) clause: &'a str,
    /// The paragraph in which it stands.
    pub(crate) passage: &'a str,
    /// Where the term begins in the paragraph.
    pub(crate) at: usize,
    /// Where the paragraph begins in the clause's text.
    pub(crate) passage_at: usize,
    /// A number for the paragraph as it is written.
    pub(crate) paragraph: u64,
    /// A number for the paragraph's wording, quotation marks and blanks aside: they leave a definition what it was.
    wording: u64,
}

/// What opens and closes a term in the text that introduces it.
const QUOTES: [(&str, &str); 4] = [("“", "”"), ("\"", "\""), ("「", "」"), ("**", "**")];

/// What may stand between a term and its quotation marks.
const TERM_ENDS: [char; 5] = ['*', '"', '“', '”', ' '];

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
        let may = clause
            .text
            .as_bytes()
            .chunks(64)
            .any(|bytes| bytes.iter().fold(false, |may, byte| may | is_sign(byte)));
        if !may || !clause.text.contains(['“', '"', '「', '*', '称']) {
            continue;
        }
        let mut next_at = 0;
        for line in clause.text.split_inclusive('\n') {
            let passage_at = next_at;
            next_at += line.len();
            let passage = line.lines().next().unwrap_or_default();
            let terms = terms_defined_in(passage);
            if !terms.is_empty() {
                let paragraph = number_of(passage);
                let wording = number_of(&one_glyph(passage));
                found.extend(terms.into_iter().map(|at| Definition {
                    term: &passage[at.clone()],
                    clause: &clause.id,
                    passage,
                    at: at.start,
                    passage_at,
                    paragraph,
                    wording,
                }));
            }
        }
    }
    found
}

/// A number for words as they are written, by which long ones are told apart.
pub(crate) fn number_of(words: &str) -> u64 {
    let mut hasher = std::hash::DefaultHasher::new();
    words.hash(&mut hasher);
    hasher.finish()
}

fn terms_defined_in(passage: &str) -> Vec<Range<usize>> {
    let mut terms = Vec::new();
    for (open, close) in QUOTES {
        if !passage.contains(open.chars().next().unwrap_or('"')) {
            continue;
        }
        let mut at = 0;
        while let Some(start) = passage[at..].find(open).map(|found| at + found + open.len()) {
            let Some(end) = passage[start..].find(close).map(|found| start + found) else {
                break;
            };
            let quoted = &passage[start..end];
            let term = quoted.trim_matches(TERM_ENDS);
            if is_term_like(term) && is_definition(&passage[..start - open.len()], &passage[end + close.len()..]) {
                let at = end - quoted.trim_start_matches(TERM_ENDS).len();
                terms.push(at..at + term.len());
            }
            at = end + close.len();
        }
    }
    // 本法所称公司，是指……
    if let Some(at) = passage.find("所称").map(|at| at + "所称".len())
        && let after = &passage[at..]
        && let Some(end) = after.find(['，', '是', '指'])
        && after[end..].trim_start_matches('，').starts_with(['是', '指'])
        && is_term_like(&after[..end])
    {
        terms.push(at..at + end);
    }
    terms
}

fn is_term_like(term: &str) -> bool {
    let characters = term.chars().count();
    (2..=60).contains(&characters) && term.split(' ').count() <= 7 && !term.contains(['。', '，', ';', '；', '.'])
}

/// How many characters before a term its bracket is looked for.
const FURTHEST_BRACKET: usize = 80;

fn is_definition(before: &str, after: &str) -> bool {
    let after = after.trim_start_matches(['*', '"', '”', ' ', ',', '，', '：', ':']);
    if DEFINING.iter().any(|word| starts_with_word(after, word)) {
        return true;
    }
    let closed = after.starts_with([')', '）'])
        || after.starts_with("or ")
        || after.starts_with("and ")
        || after.starts_with('或');
    if !closed {
        return false;
    }
    // What introduces a term is short: a bracket that was opened further ahead has other words behind it.
    let near = before
        .char_indices()
        .rev()
        .take(FURTHEST_BRACKET)
        .last()
        .map_or("", |(at, _)| &before[at..]);
    let inside = near
        .rfind(['(', '（'])
        .map(|at| near[at..].trim_start_matches(['(', '（']).trim());
    inside.is_some_and(|inside| {
        inside.is_empty()
            || inside.len() < 40
                && INTRODUCING
                    .iter()
                    .any(|word| inside.trim_end_matches([',', '“', '"', '为', ' ']).ends_with(word))
    })
}

/// Whether the text begins with the word and not with a longer one.
fn starts_with_word(text: &str, word: &str) -> bool {
    text.strip_prefix(word)
        .is_some_and(|rest| !word.is_ascii() || !rest.starts_with(|c: char| c.is_ascii_alphanumeric()))
}

/// Finds which of many terms a text uses, in time that does not grow with their number.
pub(crate) struct Uses<'t> {
    terms: Vec<&'t str>,
    /// Looks for all terms at once; nothing where there are none, or more than it can hold.
    finder: Option<Finder>,
}

impl<'t> Uses<'t> {
    pub(crate) fn of(terms: impl IntoIterator<Item = &'t str>) -> Self {
        let mut terms: Vec<&str> = terms.into_iter().filter(|term| !term.is_empty()).collect();
        terms.sort_unstable();
        terms.dedup();
        let finder = Finder::of(&terms);
        Self { terms, finder }
    }

    /// The terms that the text uses: as whole words, in their own case, and not as part of a longer term. Sorted.
    pub(crate) fn in_text(&self, text: &str) -> Vec<&'t str> {
        let mut used: BTreeSet<&'t str> = BTreeSet::new();
        self.each_in(text, |term, _| {
            used.insert(term);
        });
        used.into_iter().collect()
    }

    /// Every place where the text uses a term like that: the term, and where it begins.
    pub(crate) fn each_in(&self, text: &str, mut found: impl FnMut(&'t str, usize)) {
        let Some(finder) = self.finder.as_ref().filter(|finder| finder.is_match(text)) else {
            return;
        };
        // How far the longest term reaches that begins at each byte, and the furthest of all that begin before it.
        let mut reach = vec![0; text.len() + 1];
        for hit in finder.each_in(text) {
            reach[hit.start] = hit.end.max(reach[hit.start]);
        }
        let mut furthest = 0;
        let mut covered = Vec::with_capacity(reach.len());
        for end in &reach {
            covered.push(furthest);
            furthest = furthest.max(*end);
        }
        for hit in finder.each_in(text) {
            let inside_a_longer_one = reach[hit.start] > hit.end || covered[hit.start] >= hit.end;
            if !inside_a_longer_one && stands_alone(text, hit.start, hit.end) {
                found(self.terms[hit.word], hit.start);
            }
        }
    }

    /// Every place where a term stands, be it part of a longer word.
    pub(crate) fn anywhere(&self, text: &str, mut found: impl FnMut(&'t str, usize)) {
        let hits = self.finder.iter().flat_map(|finder| finder.each_in(text));
        hits.for_each(|hit| found(self.terms[hit.word], hit.start));
    }

    /// Every term that stands in the text as a whole word, be it part of a longer term as well.
    pub(crate) fn even_within_others(&self, text: &str, mut found: impl FnMut(&'t str)) {
        let hits = self.finder.iter().flat_map(|finder| finder.each_in(text));
        for hit in hits.filter(|hit| stands_alone(text, hit.start, hit.end)) {
            found(self.terms[hit.word]);
        }
    }
}

/// Whether the term that stands there is no part of a longer word.
fn stands_alone(text: &str, start: usize, end: usize) -> bool {
    let free_before = !text[..start].ends_with(|c: char| c.is_ascii_alphanumeric());
    let after = &text[end..];
    let free_after = !after.starts_with(|c: char| c.is_ascii_alphanumeric())
        || after.starts_with('s') && !after[1..].starts_with(|c: char| c.is_ascii_alphanumeric());
    !text[start..end].ends_with(|c: char| c.is_ascii()) || free_before && free_after
}

/// The terms whose defining paragraphs are not the same in both versions, with the ids of the clauses that define
/// them in the new version (or, when the definition was removed, in the old one). `old_meaning` and `new_meaning` say what a
/// paragraph means, other than by its words.
pub(crate) fn changed<'a>(
    old: &[Definition<'a>],
    new: &[Definition<'a>],
    old_meaning: impl Fn(&str) -> String,
    new_meaning: impl Fn(&str) -> String,
) -> BTreeMap<&'a str, Vec<&'a str>> {
    let mut by_term: BTreeMap<&str, [Vec<&Definition<'a>>; 2]> = BTreeMap::new();
    for (side, definitions) in [old, new].into_iter().enumerate() {
        for definition in definitions {
            by_term.entry(definition.term).or_default()[side].push(definition);
        }
    }
    // One paragraph may define many terms: what it means is asked once.
    let (mut old_known, mut new_known) = (HashMap::new(), HashMap::new());
    by_term
        .into_iter()
        .filter(|(_, [old, new])| {
            let mut is_same = |(old, new): (&&Definition<'a>, &&Definition<'a>)| {
                old.wording == new.wording
                    || *old_known
                        .entry(old.paragraph)
                        .or_insert_with(|| number_of(&old_meaning(old.passage)))
                        == *new_known
                            .entry(new.paragraph)
                            .or_insert_with(|| number_of(&new_meaning(new.passage)))
            };
            old.len() != new.len() || !old.iter().zip(new).all(&mut is_same)
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
            let mut found: Vec<&str> = terms_defined_in(passage).into_iter().map(|at| &passage[at]).collect();
            found.dedup();
            assert_eq!(found, terms, "{passage}");
        }
    }

    #[test]
    fn a_term_is_used_as_a_whole_and_not_inside_a_longer_one() {
        for (text, terms, used) in [
            ("all Customer Data is", vec!["Customer Data"], vec!["Customer Data"]),
            ("the Services are", vec!["Service"], vec!["Service"]),
            ("the Serviceable part", vec!["Service"], vec![]),
            ("处理个人信息时", vec!["信息", "个人信息"], vec!["个人信息"]),
            ("个人信息和其他信息", vec!["信息", "个人信息"], vec!["个人信息", "信息"]),
            (
                "the Fee Notice Period",
                vec!["Fee", "Fee Notice", "Notice Period"],
                vec!["Fee Notice", "Notice Period"],
            ),
        ] {
            assert_eq!(Uses::of(terms).in_text(text), used, "{text}");
        }
    }
}
