//! When a heading without text says something that binds: then it needs a position like any text.
//!
//! Whoever moves words out of a text into a heading, or writes a sentence there, must not get them agreed unseen.

use std::collections::HashSet;

use crate::contract::{Clause, Contract};
use crate::redline::figures::{FigureKind, figures};

/// English words that a title does not need and a promise does.
const OPERATIVE: [&str; 46] = [
    "shall",
    "must",
    "may",
    "will",
    "should",
    "cannot",
    "ought",
    "waive",
    "waives",
    "waived",
    "agree",
    "agrees",
    "agreed",
    "undertakes",
    "undertake",
    "warrants",
    "entitled",
    "liable",
    "pays",
    "grants",
    "indemnifies",
    "indemnify",
    "forfeits",
    "excludes",
    "excluded",
    "releases",
    "is",
    "are",
    "has",
    "have",
    "does",
    "not",
    "only",
    "never",
    "without",
    "unless",
    "except",
    "solely",
    "nothing",
    "nobody",
    "no",
    "none",
    "void",
    "limited",
    "capped",
    "deemed",
];
/// The same in Chinese.
const OPERATIVE_CHINESE: [&str; 30] = [
    "应当",
    "不得",
    "必须",
    "有权",
    "无权",
    "应于",
    "应在",
    "可以",
    "放弃",
    "同意",
    "承诺",
    "不承担",
    "视为",
    "无需",
    "不予",
    "须于",
    "须在",
    "仅限",
    "仅可",
    "任何",
    "免于",
    "不负",
    "不再",
    "不适用",
    "不具",
    "不产生",
    "不退",
    "无效",
    "为限",
    "限于",
];
/// A title has fewer words than this; a Chinese character is half a word.
const LONG: usize = 28;
/// So many half words in a row that came out of a text are no chance.
const CARRIED: usize = 6;

/// Whether a clause is a mere heading, about which nobody has to say anything. `before` is the round before, `after` the
/// one in which it stands.
#[must_use]
pub fn is_mere_heading(clause: &Clause, before: Option<&Contract>, after: &Contract) -> bool {
    clause.text.trim().is_empty()
        && !says_something(&clause.heading)
        && !before.is_some_and(|before| carries_words(clause, before, after))
}

/// Whether a heading reads like more than a title.
#[must_use]
pub fn says_something(heading: &str) -> bool {
    let words = words(heading);
    let weight: usize = words.iter().map(|word| weight(word)).sum();
    let ends = heading.trim_end().ends_with(['.', ';', '!', '。', '；', '！']);
    let binds = |word: &str| {
        // With a capital these are names: of a month, of a person.
        OPERATIVE.contains(&&*word.to_ascii_lowercase()) && !matches!(word, "May" | "Will")
    };
    let operative = heading.split(|c: char| !c.is_ascii_alphabetic()).any(binds);
    operative
        || OPERATIVE_CHINESE.iter().any(|word| heading.contains(word))
        || heading.contains(['%', '％', '€', '$', '£', '¥', '￥'])
        || figures(heading).iter().any(|figure| measures(figure.kind))
        || weight > LONG
        || (ends && weight > CARRIED)
}

/// Whether a figure of that kind is a term; a count or a date in a title numbers annexes, or says when it was made.
fn measures(kind: FigureKind) -> bool {
    !matches!(kind, FigureKind::Count | FigureKind::Date)
}

/// Whether words stand in a heading that a text lost.
fn carries_words(clause: &Clause, before: &Contract, after: &Contract) -> bool {
    if before.clause(&clause.id).is_some_and(|old| old.heading == clause.heading && old.text.trim().is_empty()) {
        return false;
    }
    let heading = words(&clause.heading);
    let runs: HashSet<String> = (0..heading.len()).filter_map(|from| run(&heading[from..])).collect();
    let carried_from = |old: &Clause| {
        let new = after.clause(&old.id).map(|new| new.text.as_str()).unwrap_or_default();
        if old.text == new {
            return false;
        }
        let (had, has) = (joined(&words(&old.text)), joined(&words(new)));
        runs.iter().any(|run| had.contains(run) && !has.contains(run))
    };
    !runs.is_empty() && before.walk().into_iter().any(|visit| carried_from(visit.clause))
}

/// Words in small letters; of Chinese each character.
fn words(text: &str) -> Vec<String> {
    let mut words = Vec::new();
    let mut word = String::new();
    for c in text.chars() {
        let is_whole = !c.is_ascii() && c.is_alphanumeric() && weight_of(c) == 1;
        if c.is_alphanumeric() && !is_whole {
            word.extend(c.to_lowercase());
            continue;
        }
        if !word.is_empty() {
            words.push(std::mem::take(&mut word));
        }
        if is_whole {
            words.push(c.to_string());
        }
    }
    words.extend(Some(word).filter(|word| !word.is_empty()));
    words
}

fn weight_of(c: char) -> usize {
    if matches!(c, '\u{2E80}'..='\u{9FFF}' | '\u{F900}'..='\u{FAFF}' | '\u{20000}'..='\u{3FFFF}') { 1 } else { 2 }
}

fn weight(word: &str) -> usize {
    word.chars().next().map_or(0, weight_of)
}

/// The shortest beginning of these words that is no chance, between signs that part words.
fn run(words: &[String]) -> Option<String> {
    let mut sum = 0;
    let enough = words.iter().position(|word| {
        sum += weight(word);
        sum >= CARRIED
    })?;
    Some(joined(&words[..=enough]))
}

fn joined(words: &[String]) -> String {
    format!("\u{1}{}\u{1}", words.join("\u{1}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn titles_say_nothing_and_sentences_do() {
        for title in [
            "",
            "Fees and Payment",
            "Term and Termination",
            "Limitation of Liability",
            "Schedule of May 2026",
            "Annex 1",
            "第三章 违约责任",
            "责任承担与免除",
            "陈述与保证",
            "Grant of Licence",
            "General.",
            "附件一：服务水平",
            "Representations and Warranties of the Supplier and of the Customer",
        ] {
            assert!(!says_something(title), "{title}");
        }
        for sentence in [
            "The Customer waives every right to inspect the books",
            "Supplier SHALL NOT be liable",
            "Customer Waives All Claims",
            "No refund of paid fees;",
            "Inspection of books only by order of a court",
            "仅限经法院许可查阅账簿",
            "甲方不得查阅账簿",
            "乙方应当在三十日内付款",
            "Fees: 10%",
            "Price €500",
            "Liability of the Vendor limited to EUR 100 in total",
            "Notice within 30 days",
            "No refund of Fees and no right of inspection",
            "Provisions of no legal effect",
            "责任以人民币一百元为限",
            "本章条款不产生法律效力",
            "The Vendor pays nothing.",
        ] {
            assert!(says_something(sentence), "{sentence}");
        }
    }

    fn contract(clauses: &[(&str, &str, &str)]) -> Contract {
        let clause = |(id, heading, text): &(&str, &str, &str)| Clause {
            id: (*id).to_owned(),
            heading: (*heading).to_owned(),
            text: (*text).to_owned(),
            clauses: Vec::new(),
        };
        Contract { clauses: clauses.iter().map(clause).collect(), ..Contract::default() }
    }

    #[test]
    fn words_that_a_text_lost_to_a_heading_bind_there_too() {
        let mere =
            |before: &Contract, after: &Contract| is_mere_heading(after.clause("b").unwrap(), Some(before), after);
        let before =
            contract(&[("a", "A", "Inspection of all books at any time by the Customer."), ("b", "Books", "")]);
        let moved = contract(&[("a", "A", "By the Customer."), ("b", "Inspection of all books", "")]);
        assert!(!mere(&before, &moved));
        let copied =
            contract(&[("a", "A", "Inspection of all books at any time."), ("b", "Inspection of all books", "")]);
        assert!(mere(&before, &copied), "a title that repeats what a text says");
        assert!(mere(&before, &before));
        let gone = contract(&[("b", "Inspection of all books", "")]);
        assert!(!mere(&before, &gone));
        let before = contract(&[("a", "甲", "甲方随时查阅全部账簿及凭证。"), ("b", "账簿", "")]);
        let moved = contract(&[("a", "甲", "甲方随时查阅。"), ("b", "查阅全部账簿及凭证", "")]);
        assert!(!mere(&before, &moved));
    }
}
