//! Clauses that say the same in two languages: whether a change reached only one of them, and which figures part.

use super::class::Class;
use super::currencies::Currency;
use super::edit::Edit;
use super::model::LanguagesPart;
use super::numbers::Value;
use super::quantities::quantities;
use super::quantity::{FigureKind, Quantity};
use super::ratio::Ratio;
use super::two_languages::Bilingual;
use super::units::{DayKind, Share, Unit};
use std::collections::{HashMap, HashSet, VecDeque};

/// Whether words that bear meaning changed in one language of a clause that has two, and none in the other.
fn changed_in_one_language(old: &str, after: &Bilingual, edits: &[Edit], classes: &[Class]) -> bool {
    let Some(before) = Bilingual::of(old) else {
        return false;
    };
    let mut touched = [false, false];
    for (edit, class) in edits.iter().zip(classes) {
        if !class.bears_meaning() {
            continue;
        }
        let was = (!edit.old.is_empty()).then(|| before.is_first_at(edit.old.start));
        let now = (!edit.new.is_empty()).then(|| after.is_first_at(edit.new.start));
        for is_first in [was, now].into_iter().flatten() {
            touched[usize::from(is_first)] = true;
        }
    }
    touched[0] != touched[1]
}

/// Figures of which each language of a clause has another, as written: `三十日 / 60 days`.
fn parted_figures(text: &str, bilingual: &Bilingual) -> Vec<String> {
    let (first, second) = measures(text).partition(|quantity| bilingual.is_first_at(quantity.at.start));
    parted((text, first), (text, second))
}

/// The same for two texts of which each is in one language.
pub(crate) fn figures_apart(first: &str, second: &str) -> Vec<String> {
    parted((first, measures(first).collect()), (second, measures(second).collect()))
}

/// The figures of a text that say how much of something, and are no mere counts.
fn measures(text: &str) -> impl Iterator<Item = Quantity> {
    quantities(text)
        .into_iter()
        .filter(|quantity| quantity.kind() != FigureKind::Count)
}

fn parted((text, mut first): (&str, Vec<Quantity>), (other_text, mut second): (&str, Vec<Quantity>)) -> Vec<String> {
    let (in_first, in_second) = (Readings::of(&first), Readings::of(&second));
    first.retain(|quantity| !in_second.have(quantity));
    second.retain(|quantity| !in_first.have(quantity));
    let mut others: HashMap<FigureKind, VecDeque<Quantity>> = HashMap::new();
    for quantity in second {
        others.entry(quantity.kind()).or_default().push_back(quantity);
    }
    let mut parted = Vec::new();
    for one in first {
        if let Some(other) = others.get_mut(&one.kind()).and_then(VecDeque::pop_front) {
            parted.push(format!("{} / {}", &text[one.at], &other_text[other.at]));
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

/// What the figures of one language may mean, each with the currencies in which it is said.
struct Readings(HashMap<Reading, HashSet<Option<Currency>>>);

impl Readings {
    fn of(quantities: &[Quantity]) -> Self {
        let mut known: HashMap<Reading, HashSet<Option<Currency>>> = HashMap::new();
        for quantity in quantities {
            for reading in readings(quantity) {
                known.entry(reading).or_default().insert(currency_of(quantity));
            }
        }
        Self(known)
    }

    /// Whether one of them may be what a figure of the other language says.
    fn have(&self, quantity: &Quantity) -> bool {
        let own = currency_of(quantity);
        let is_one = |other: &Option<Currency>| own.zip(*other).is_none_or(|(one, other)| one.may_be(other));
        readings(quantity)
            .iter()
            .filter_map(|reading| self.0.get(reading))
            .any(|currencies| currencies.iter().any(is_one))
    }
}

fn currency_of(quantity: &Quantity) -> Option<Currency> {
    match quantity.unit {
        Some(Unit::Money(currency)) => Some(currency),
        _ => None,
    }
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
    let after = Bilingual::of(new)?;
    let changed_alone = changed_in_one_language(old, &after, edits, classes);
    let figures = parted_figures(new, &after);
    (changed_alone || !figures.is_empty()).then_some(LanguagesPart {
        changed_alone,
        figures,
        pair: None,
    })
}

#[cfg(test)]
#[path = "bilingual_planted_tests.rs"]
mod planted;

#[cfg(test)]
mod tests {
    use super::*;
    use crate::contract::{Clause, Contract};
    use crate::redline::{CompareScope, compare};

    fn figures_of(text: &str) -> Vec<String> {
        Bilingual::of(text).map_or_else(Vec::new, |bilingual| parted_figures(text, &bilingual))
    }

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
            pair: None,
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
                figures_of(&format!("It is due {english}.\n其{chinese}。")),
                parts,
                "{english}"
            );
        }
    }

    #[test]
    fn short_sentences_and_two_languages_in_latin_letters_are_told_as_well() {
        for (old, new, alone) in [
            (
                "折扣为6%。\n\nThe discount is 6%.",
                "折扣为7%。\n\nThe discount is 6%.",
                true,
            ),
            (
                "折扣为6%。\n\nThe discount is 6%.",
                "折扣为7%。\n\nThe discount is 7%.",
                false,
            ),
            (
                "宽限期为九日。/Grace is nine days.",
                "宽限期为九日。/Grace is ten days.",
                true,
            ),
            ("Rent is GBP 90. 租金为90英镑。", "Rent is GBP 90. 租金为95英镑。", true),
            (
                "The Agent must store all samples for three months (代理人应当将样品保存三个月).",
                "The Agent must store all samples for four months (代理人应当将样品保存三个月).",
                true,
            ),
            (
                "代理人保存样品。\nAgent stores the samples.\n委托人付款。\nPrincipal pays.",
                "代理人保存样品。\nAgent stores the samples.\n委托人付款和取货。\nPrincipal pays.",
                true,
            ),
            (
                "Der Mieter räumt die Halle binnen 10 Tagen.\n\nThe Tenant clears the hall within 10 days.",
                "Der Mieter räumt die Halle binnen 20 Tagen.\n\nThe Tenant clears the hall within 10 days.",
                true,
            ),
            (
                "Le bailleur peut céder le bail. The Landlord may assign the lease.",
                "Le bailleur ne peut céder le bail. The Landlord may assign the lease.",
                true,
            ),
            (
                "Le loyer est de 900 euros.\nDie Miete beträgt 900 Euro.",
                "Le loyer est de 950 euros.\nDie Miete beträgt 950 Euro.",
                false,
            ),
            (
                "Letters go to:\nKarl von der Aue\nAm Hang 5",
                "Letters shall go to:\nKarl von der Aue\nAm Hang 5",
                false,
            ),
            (
                "The seat is with the Verein der Freunde der Stadt.",
                "The seat is not with the Verein der Freunde der Stadt.",
                false,
            ),
        ] {
            let found = parted(old, new);
            assert_eq!(found.is_some_and(|found| found.changed_alone), alone, "{new}");
        }
    }

    #[test]
    fn one_number_in_two_currencies_parts() {
        for (text, parts) in [
            ("租金为90英镑。\nThe rent is CHF 90.", vec!["90英镑 / CHF 90"]),
            ("租金为90英镑。\nThe rent is £90.", vec![]),
            ("租金为90元。\nThe rent is RMB 90.", vec![]),
            ("Der Preis ist 90 Euro.\nThe price is USD 90.", vec!["90 Euro / USD 90"]),
            ("Der Preis ist 9.000 Euro.\nThe price is EUR 9,000.", vec![]),
        ] {
            assert_eq!(figures_of(text), parts, "{text}");
        }
    }
}
