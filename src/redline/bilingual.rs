//! Clauses that say the same in two languages, Chinese or Japanese beside one in Latin letters: whether a change reached
//! only one of them, and which figures part.

use super::class::Class;
use super::edit::Edit;
use super::lexicon::is_han;
use super::model::LanguagesPart;
use super::numbers::Value;
use super::quantities::quantities;
use super::quantity::{FigureKind, Quantity};
use super::ratio::Ratio;
use super::units::{DayKind, Share, Unit};
use std::collections::{HashMap, HashSet, VecDeque};
use std::ops::Range;

/// The script of a stretch of text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Side {
    Han,
    Latin,
}

/// Fewer Latin words in a row than this are names within the other language, and so are fewer Chinese characters.
const FEWEST_WORDS: usize = 4;
const FEWEST_CHARACTERS: usize = 7;

/// About how many Chinese characters say what one English word says.
const CHARACTERS_TO_A_WORD: f64 = 1.6;

/// One wording is at most so many times as long as the other, or they are not the same said twice.
const MOST_UNLIKE: f64 = 3.5;

/// The stretches of a text that is in two languages, in order.
pub(crate) struct Bilingual {
    stretches: Vec<(Range<usize>, Side)>,
}

/// A run of one script while the text is read.
struct Run {
    at: Range<usize>,
    side: Side,
    /// Words in Latin letters, or characters of the other scripts.
    size: usize,
}

impl Bilingual {
    /// `None` where the text is in one language, with at most names of the other.
    pub(crate) fn of(text: &str) -> Option<Self> {
        if text.is_ascii() {
            return None;
        }
        let mut stretches: Vec<Run> = Vec::new();
        for run in runs(text) {
            let is_name = is_name(text, &run);
            match stretches.last_mut() {
                // What is too short for a wording of its own belongs to the words before it.
                Some(last) if is_name || last.side == run.side => {
                    last.at.end = run.at.end;
                    last.size += if last.side == run.side { run.size } else { 0 };
                }
                None if is_name => {}
                _ => stretches.push(run),
            }
        }
        let size = |side: Side| -> usize {
            stretches
                .iter()
                .filter(|run| run.side == side)
                .map(|run| run.size)
                .sum()
        };
        let (han, latin) = (size(Side::Han), size(Side::Latin));
        if han == 0 || latin == 0 {
            return None;
        }
        #[allow(clippy::cast_precision_loss, reason = "sizes of a text are far below 2^52")]
        let ratio = latin as f64 * CHARACTERS_TO_A_WORD / han as f64;
        (1.0 / MOST_UNLIKE..=MOST_UNLIKE).contains(&ratio).then(|| Self {
            stretches: stretches.into_iter().map(|run| (run.at, run.side)).collect(),
        })
    }

    /// The language of the words at a byte.
    fn side_at(&self, at: usize) -> Option<Side> {
        let behind = self.stretches.partition_point(|(range, _)| range.start <= at);
        let (_, side) = self.stretches.get(behind.saturating_sub(1))?;
        Some(*side)
    }
}

/// Whether a run is a name within the words of the other language, or too short to be a wording.
fn is_name(text: &str, run: &Run) -> bool {
    let (fewest, longest_name) = match run.side {
        Side::Latin => (FEWEST_WORDS, 12),
        Side::Han => (FEWEST_CHARACTERS, 20),
    };
    let is_set_apart = text[..run.at.start]
        .trim_end()
        .ends_with(['(', '（', '“', '"', '《', '‘']);
    run.size < fewest || is_set_apart && run.size <= longest_name
}

/// Runs of Latin words and of characters of Chinese and Japanese. Digits and signs belong to the run before them; behind
/// the end of a sentence, to the one that follows.
fn runs(text: &str) -> Vec<Run> {
    let mut runs: Vec<Run> = Vec::new();
    // Where digits and signs began that belong to what follows.
    let mut open: Option<usize> = None;
    let mut is_within_word = false;
    for (at, c) in text.char_indices() {
        let end = at + c.len_utf8();
        let side = match c {
            _ if is_han(c) => Some(Side::Han),
            c if c.is_alphabetic() => Some(Side::Latin),
            _ => None,
        };
        let Some(side) = side else {
            is_within_word = is_within_word && matches!(c, '\'' | '’' | '-');
            let ends = matches!(c, '\n' | '。' | '.' | ';' | '；');
            match runs.last_mut() {
                _ if open.is_some() => {}
                None => open = Some(at),
                Some(last) => {
                    last.at.end = end;
                    open = ends.then_some(end);
                }
            }
            continue;
        };
        let begins_word = side == Side::Han || !is_within_word;
        is_within_word = side == Side::Latin;
        let start = open.take().unwrap_or(at);
        match runs.last_mut() {
            Some(last) if last.side == side => {
                last.at.end = end;
                last.size += usize::from(begins_word);
            }
            _ => runs.push(Run {
                at: start..end,
                side,
                size: 1,
            }),
        }
    }
    runs
}

/// Whether words that bear meaning changed in one language of a clause that has two, and none in the other.
pub(crate) fn changed_in_one_language(old: &str, new: &str, edits: &[Edit], classes: &[Class]) -> bool {
    let (Some(before), Some(after)) = (Bilingual::of(old), Bilingual::of(new)) else {
        return false;
    };
    let mut touched = [false, false];
    for (edit, class) in edits.iter().zip(classes) {
        if !matches!(class, Class::Substantive | Class::Figure | Class::DefinedTerm) {
            continue;
        }
        let was = (!edit.old.is_empty()).then(|| before.side_at(edit.old.start)).flatten();
        let now = (!edit.new.is_empty()).then(|| after.side_at(edit.new.start)).flatten();
        for side in [was, now].into_iter().flatten() {
            touched[usize::from(side == Side::Latin)] = true;
        }
    }
    touched[0] != touched[1]
}

/// Figures of which each language of a clause has another, as written: `三十日 / 60 days`.
fn parted_figures(text: &str) -> Vec<String> {
    let Some(bilingual) = Bilingual::of(text) else {
        return Vec::new();
    };
    let (mut han, mut latin): (Vec<Quantity>, Vec<Quantity>) = quantities(text)
        .into_iter()
        .filter(|quantity| quantity.kind() != FigureKind::Count)
        .partition(|quantity| bilingual.side_at(quantity.at.start) == Some(Side::Han));
    let (in_han, in_latin) = (readings_of(&han), readings_of(&latin));
    han.retain(|quantity| readings(quantity).iter().all(|reading| !in_latin.contains(reading)));
    latin.retain(|quantity| readings(quantity).iter().all(|reading| !in_han.contains(reading)));
    let mut others: HashMap<FigureKind, VecDeque<Quantity>> = HashMap::new();
    for quantity in latin {
        others.entry(quantity.kind()).or_default().push_back(quantity);
    }
    let mut parted = Vec::new();
    for one in han {
        if let Some(other) = others.get_mut(&one.kind()).and_then(VecDeque::pop_front) {
            parted.push(format!("{} / {}", &text[one.at], &text[other.at]));
        }
    }
    parted
}

/// A figure in a measure in which one of the other language can be held against it.
#[derive(PartialEq, Eq, Hash)]
enum Reading {
    Date(String),
    Money(Ratio),
    Share(Ratio),
    /// Seconds or months, and whether business days alone count.
    Period(Ratio, bool, bool),
}

fn readings_of(quantities: &[Quantity]) -> HashSet<Reading> {
    quantities.iter().flat_map(readings).collect()
}

/// What a figure may mean.
fn readings(quantity: &Quantity) -> Vec<Reading> {
    if let Value::Date(date) = &quantity.value {
        return vec![Reading::Date(date.clone())];
    }
    let read = |number: Ratio| match quantity.unit? {
        Unit::Money(_) => Some(Reading::Money(number)),
        Unit::Share(Share(parts)) => number.over(parts).map(Reading::Share),
        Unit::Period(span, days) => {
            let (length, in_months) = span.measure(number)?;
            Some(Reading::Period(length, in_months, days == DayKind::Business))
        }
        _ => None,
    };
    quantity.numbers().into_iter().filter_map(read).collect()
}

/// What parts the languages of a clause: whether a change reached only one of them, and figures.
pub(crate) fn languages_part(old: &str, new: &str, edits: &[Edit], classes: &[Class]) -> Option<LanguagesPart> {
    let changed_alone = changed_in_one_language(old, new, edits, classes);
    let figures = parted_figures(new);
    (changed_alone || !figures.is_empty()).then_some(LanguagesPart { changed_alone, figures })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::contract::{Clause, Contract};
    use crate::redline::{CompareScope, compare};

    /// Clauses in two languages, one of which is then changed alone.
    const CLAUSES: [(&str, &str); 10] = [
        (
            "The Lessee pays the rent within thirty days of the invoice.",
            "承租人应当在收到发票后三十日内支付租金。",
        ),
        (
            "The Supplier delivers 500 units by 1 March 2027 at its own cost.",
            "供货方应于2027年3月1日前自费交付500件货物。",
        ),
        (
            "Either party may end this contract with 60 days' notice in writing.",
            "任何一方可以提前60日书面通知解除本合同。",
        ),
        (
            "The interest on late payment is 5% a year from the due date.",
            "逾期付款的，自到期日起按年利率5%计息。",
        ),
        (
            "The price is RMB 120,000 and includes all taxes and freight.",
            "价款为人民币120,000元，包括一切税费和运费。",
        ),
        (
            "The Agent shall keep all records for two years after the end.",
            "代理人应当在期满后两年内保存全部记录。",
        ),
        (
            "Disputes are settled by arbitration in Shanghai under its rules.",
            "争议在上海按照其规则以仲裁方式解决。",
        ),
        (
            "The Seller bears the risk until the goods are handed over.",
            "货物交付之前的风险由卖方承担。",
        ),
        (
            "No party may assign its rights without consent of the other.",
            "未经另一方同意，任何一方不得转让其权利。",
        ),
        (
            "The warranty runs for 12 months from the day of acceptance.",
            "质保期为自验收之日起12个月。",
        ),
    ];

    const CHANGES: [[(&str, &str); 4]; 2] = [
        [
            (" the ", " any "),
            ("pays", "settles"),
            (".", " and no later."),
            ("is ", "is always "),
        ],
        [
            ("应", "可"),
            ("方", "方及其雇员"),
            ("。", "，并不得迟延。"),
            ("内", "之后"),
        ],
    ];

    fn contract(texts: &[String]) -> Contract {
        let clause = |(at, text): (usize, &String)| Clause {
            id: format!("c{at}"),
            heading: "Clause 条款".into(),
            text: text.clone(),
            clauses: vec![],
        };
        Contract {
            clauses: texts.iter().enumerate().map(clause).collect(),
            ..Contract::default()
        }
    }

    fn joined((english, chinese): (&str, &str), way: usize) -> String {
        match way {
            0 => format!("{english}\n{chinese}"),
            1 => format!("{chinese}\n\n{english}"),
            2 => format!("{english} {chinese}"),
            _ => format!("{chinese}{english}"),
        }
    }

    fn parted(old: &str, new: &str) -> Option<LanguagesPart> {
        let redline = compare(
            &contract(&[old.to_owned()]),
            &contract(&[new.to_owned()]),
            CompareScope::Changes,
        );
        redline.clauses[0].languages.clone()
    }

    #[test]
    fn every_change_of_one_language_alone_is_told_and_none_of_both() {
        let (mut planted, mut told, mut false_alarms) = (0, 0, 0);
        for (english, chinese) in CLAUSES {
            for way in 0..4 {
                let old = joined((english, chinese), way);
                for (of_english, of_chinese) in CHANGES[0].iter().zip(&CHANGES[1]) {
                    let changed = [
                        english.replacen(of_english.0, of_english.1, 1),
                        chinese.replacen(of_chinese.0, of_chinese.1, 1),
                    ];
                    for one in [(changed[0].as_str(), chinese), (english, changed[1].as_str())] {
                        if one == (english, chinese) {
                            continue;
                        }
                        planted += 1;
                        let found = parted(&old, &joined(one, way));
                        told += usize::from(found.is_some_and(|found| found.changed_alone));
                    }
                    if changed[0] != english && changed[1] != chinese {
                        let found = parted(&old, &joined((&changed[0], &changed[1]), way));
                        false_alarms += usize::from(found.is_some());
                    }
                }
            }
        }
        assert!(planted >= 100);
        assert_eq!((told, false_alarms), (planted, 0));
    }

    #[test]
    fn figures_that_part_are_told_and_those_that_agree_in_other_words_are_not() {
        for (english, chinese, parts) in [
            (
                "within thirty (30) days of the notice",
                "在收到该通知后六十日内支付",
                vec!["六十日 / thirty (30) days"],
            ),
            (
                "within thirty (30) days of the notice",
                "在收到该通知后三十日内支付",
                vec![],
            ),
            (
                "a deposit of RMB 50,000 is payable",
                "应当支付定金人民币伍万元整",
                vec![],
            ),
            (
                "a deposit of RMB 50,000 is payable",
                "应当支付定金人民币伍拾万元整",
                vec!["人民币伍拾万元整 / RMB 50,000"],
            ),
            (
                "interest of one per mille a day accrues",
                "每日按千分之一计收利息给对方",
                vec![],
            ),
            (
                "one year after the date of delivery",
                "自交付之日起满12个月的期间内",
                vec![],
            ),
            (
                "on 1 March 2027 the lease ends",
                "租赁期于2027年3月2日届满终止",
                vec!["2027年3月2日 / 1 March 2027"],
            ),
        ] {
            assert_eq!(
                parted_figures(&format!("It is due {english}.\n其{chinese}。")),
                parts,
                "{english}"
            );
        }
    }

    #[test]
    fn names_of_the_other_language_make_no_second_language() {
        for text in [
            "甲方使用乙方的 Brook CRM 软件（以下简称“本软件”），并应遵守其使用规则和相关法律的规定。",
            "The Customer (海川有限公司) may use the software for its own business only, as the order says.",
            "Le client paie dans les trente jours.",
        ] {
            assert!(Bilingual::of(text).is_none(), "{text}");
        }
    }
}
