//! When a heading without text says something that binds: then it needs a position like any text.
//!
//! Whoever moves words out of a text into a heading, or writes a sentence there, must not get them agreed unseen.

use std::cell::OnceCell;
use std::collections::{HashMap, HashSet};

use crate::contract::{Clause, Contract};
use crate::redline::figures::{FigureKind, figures};
use unicode_normalization::UnicodeNormalization as _;

/// English words that a title does not need and a promise does.
const OPERATIVE: [&str; 58] = [
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
    "pay",
    "unlimited",
    "doubled",
    "tripled",
    "twice",
    "dozen",
    "hundred",
    "thousand",
    "million",
    "billion",
    "percent",
    "permille",
];
/// Numerals of amounts, which nobody numbers a chapter with.
const NUMERALS_OF_AMOUNTS: &str = "壹贰貳叁參肆伍陆陸柒捌玖拾佰仟万萬亿億";
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

/// Whether a clause is a mere heading, as far as it can be told without the round before.
#[must_use]
pub fn is_mere_heading(clause: &Clause) -> bool {
    clause.text.trim().is_empty() && !says_something(&clause.heading)
}

/// Which clauses of a round are mere headings, about which nobody has to say anything.
pub struct MereHeadings<'c> {
    before: Option<HashMap<&'c str, &'c Clause>>,
    after: &'c Contract,
    /// The runs of words that texts lost, found once a heading is held against them.
    lost: OnceCell<HashSet<String>>,
}

impl<'c> MereHeadings<'c> {
    /// Those of a round, whose text is `after`; `before` is that of the round before.
    #[must_use]
    pub fn of(before: Option<&'c Contract>, after: &'c Contract) -> Self {
        Self {
            before: before.map(Contract::by_id),
            after,
            lost: OnceCell::new(),
        }
    }

    /// Whether a clause of the round is one of them.
    #[must_use]
    pub fn has(&self, clause: &Clause) -> bool {
        is_mere_heading(clause)
            && !self
                .before
                .as_ref()
                .is_some_and(|before| self.carries_words(clause, before))
    }

    /// Whether words stand in a heading that a text lost.
    fn carries_words(&self, clause: &Clause, before: &HashMap<&str, &Clause>) -> bool {
        let was_there = |old: &&Clause| old.heading == clause.heading && old.text.trim().is_empty();
        if before.get(&*clause.id).is_some_and(was_there) {
            return false;
        }
        let lost = self.lost.get_or_init(|| {
            let now = self.after.by_id();
            before
                .values()
                .flat_map(|old| lost(&old.text, now.get(&*old.id).map_or("", |new| &new.text)))
                .collect()
        });
        !lost.is_empty() && runs(&words(&clause.heading)).any(|run| lost.contains(&run))
    }
}

/// The runs of words that a text had and has no more.
fn lost(had: &str, has: &str) -> Vec<String> {
    if had == has {
        return Vec::new();
    }
    let kept: HashSet<String> = runs(&words(has)).collect();
    runs(&words(had)).filter(|run| !kept.contains(run)).collect()
}

/// Whether a heading reads like more than a title.
#[must_use]
pub fn says_something(heading: &str) -> bool {
    // ①, Ⅻ and ％ are what they look like.
    let heading: &str = &heading.nfkc().collect::<String>();
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
        || heading.contains(['%', '€', '$', '£', '¥'])
        || figures(heading).iter().any(|figure| measures(figure.kind))
        || states_amount(heading)
        || weight > LONG
        || (ends && weight > CARRIED)
}

/// Whether an amount stands there without a unit that could be read: 5k, 壹佰万, XII per cent.
fn states_amount(heading: &str) -> bool {
    // The end of the heading ends its last number.
    let letters: Vec<char> = heading.chars().chain([' ']).collect();
    let of_amounts = |pair: &[char]| pair.iter().all(|c| NUMERALS_OF_AMOUNTS.contains(*c));
    let is_scaled = |three: &[char]| {
        three[0].is_ascii_digit() && matches!(three[1], 'k' | 'K' | 'm') && !three[2].is_alphanumeric()
    };
    letters.windows(2).any(of_amounts)
        || letters.windows(3).any(is_scaled)
        || heading.to_ascii_lowercase().contains("per cent")
}

/// Whether a figure of that kind is a term; a count or a date in a title numbers annexes, or says when it was made.
fn measures(kind: FigureKind) -> bool {
    !matches!(kind, FigureKind::Count | FigureKind::Date)
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
    if matches!(c, '\u{2E80}'..='\u{9FFF}' | '\u{F900}'..='\u{FAFF}' | '\u{20000}'..='\u{3FFFF}') {
        1
    } else {
        2
    }
}

fn weight(word: &str) -> usize {
    word.chars().next().map_or(0, weight_of)
}

/// From each word on the shortest run of words that is no chance, between signs that part words. A run stands in a text
/// where it is one of the text's own.
fn runs(words: &[String]) -> impl Iterator<Item = String> {
    (0..words.len()).filter_map(|from| run(&words[from..]))
}

fn run(words: &[String]) -> Option<String> {
    let mut sum = 0;
    let enough = words.iter().position(|word| {
        sum += weight(word);
        sum >= CARRIED
    })?;
    Some(words[..=enough].join("\u{1}"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::collection::vec;
    use proptest::prelude::*;

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
            "Annex 3 K",
            "中国大陆的交付",
            "Chapter XII",
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
            "Penalty 违约金壹佰万",
            "Deposit ②⓪⓪ EUR",
            "Term: half a dozen years",
            "Fine of 7k",
            "Rate Ⅳ per cent",
            "Liability unlimited",
        ] {
            assert!(says_something(sentence), "{sentence}");
        }
    }

    fn contract(clauses: &[(&str, &str, &str)]) -> Contract {
        let clause = |(id, heading, text): &(&str, &str, &str)| Clause {
            id: (*id).to_owned(),
            heading: (*heading).to_owned(),
            text: (*text).to_owned(),
            pair: None,
            clauses: Vec::new(),
        };
        Contract {
            clauses: clauses.iter().map(clause).collect(),
            ..Contract::default()
        }
    }

    proptest! {
        /// Run by run, as slowly as it is said: a heading carries words that some text had in a row and has no more.
        #[test]
        fn what_was_lost_is_found_as_if_each_heading_were_held_against_each_text(
            old in vec("([a-c] ){0,8}([查阅账] ?){0,7}", 1..4),
            new in vec("([a-c] ){0,8}([查阅账] ?){0,7}", 1..4),
            heading in "([a-c] ){0,5}[查阅账]{0,6}",
        ) {
            let ids = ["x", "y", "z"];
            let texts = |texts: &[String]| -> Vec<(String, String)> {
                ids.iter().zip(texts).map(|(id, text)| ((*id).to_owned(), text.clone())).collect()
            };
            let (old, new) = (texts(&old), texts(&new));
            let side = |texts: &[(String, String)], heading: &str| {
                let all = texts.iter().map(|(id, text)| (id.as_str(), "H", text.as_str()));
                contract(&all.chain([("b", heading, "")]).collect::<Vec<_>>())
            };
            let (before, after) = (side(&old, "B"), side(&new, &heading));
            let joined = |text: &str| format!("\u{1}{}\u{1}", words(text).join("\u{1}"));
            let carried = runs(&words(&heading)).any(|run| {
                let run = format!("\u{1}{run}\u{1}");
                old.iter().any(|(id, had)| {
                    let has = new.iter().find(|(other, _)| other == id).map_or("", |(_, text)| text);
                    joined(had).contains(&run) && !joined(has).contains(&run)
                })
            });
            let clause = after.clause("b").unwrap();
            let mere = MereHeadings::of(Some(&before), &after).has(clause);
            prop_assert_eq!(mere, is_mere_heading(clause) && (heading == "B" || !carried));
        }
    }

    #[test]
    fn however_many_headings_there_are_the_lost_words_are_gathered_once() {
        let headings: Vec<(String, String)> = (0..500)
            .map(|at| (format!("h{at}"), format!("Heading of words number {at}")))
            .collect();
        let side = |text: &str, end: &str| {
            let named: Vec<_> = headings
                .iter()
                .map(|(id, heading)| (id.clone(), format!("{heading}{end}")))
                .collect();
            let all = named.iter().map(|(id, heading)| (id.as_str(), heading.as_str(), ""));
            contract(&all.chain([("big", "Big", text)]).collect::<Vec<_>>())
        };
        let (before, after) = (side("q w e r t y u i", ""), side("q w e r t", "b"));
        let found = MereHeadings::of(Some(&before), &after);
        assert!(found.lost.get().is_none(), "nothing was asked yet");
        assert!(
            after
                .walk()
                .iter()
                .filter(|visit| visit.clause.id != "big")
                .all(|visit| found.has(visit.clause))
        );
        assert_eq!(
            found.lost.get().map(HashSet::len),
            Some(3),
            "of one text, whatever number of headings asked"
        );
    }

    #[test]
    fn words_that_a_text_lost_to_a_heading_bind_there_too() {
        let mere =
            |before: &Contract, after: &Contract| MereHeadings::of(Some(before), after).has(after.clause("b").unwrap());
        let before = contract(&[
            ("a", "A", "Inspection of all books at any time by the Customer."),
            ("b", "Books", ""),
        ]);
        let moved = contract(&[("a", "A", "By the Customer."), ("b", "Inspection of all books", "")]);
        assert!(!mere(&before, &moved));
        let copied = contract(&[
            ("a", "A", "Inspection of all books at any time."),
            ("b", "Inspection of all books", ""),
        ]);
        assert!(mere(&before, &copied), "a title that repeats what a text says");
        assert!(mere(&before, &before));
        let gone = contract(&[("b", "Inspection of all books", "")]);
        assert!(!mere(&before, &gone));
        let before = contract(&[("a", "甲", "甲方随时查阅全部账簿及凭证。"), ("b", "账簿", "")]);
        let moved = contract(&[("a", "甲", "甲方随时查阅。"), ("b", "查阅全部账簿及凭证", "")]);
        assert!(!mere(&before, &moved));
    }
}
