use super::place_labels::says_place;
use super::*;
use crate::redline::{CompareScope, compare};

fn clause(id: &str, heading: &str, text: &str, clauses: Vec<Clause>) -> Clause {
    Clause {
        id: id.to_owned(),
        heading: heading.to_owned(),
        text: text.to_owned(),
        pair: None,
        clauses,
    }
}

fn contract() -> Contract {
    Contract {
        title: "Pump Supply Agreement".to_owned(),
        clauses: vec![
            clause(
                "delivery",
                "Delivery",
                "",
                vec![
                    clause(
                        "place",
                        "Place",
                        "The Supplier delivers the pumps to Cork.\n\nRisk passes on delivery.\n",
                        vec![],
                    ),
                    clause("late", "", "The Buyer may set a last period of 10 days.\n", vec![]),
                ],
            ),
            clause(
                "price",
                "Price",
                "(a) The price is EUR 40.\n(b) It is fixed.\n| Pump | 40 |\n| Valve | 7 |\n",
                vec![],
            ),
        ],
        ..Contract::default()
    }
}

fn paper(lines: &[(&str, &str)]) -> Vec<PaperLine> {
    let line = |(label, text): &(&str, &str)| PaperLine {
        label: (!label.is_empty()).then(|| (*label).to_owned()),
        text: (*text).to_owned(),
    };
    lines.iter().map(line).collect()
}

const SAME: [(&str, &str); 9] = [
    ("", "Pump Supply Agreement"),
    ("1.", "Delivery"),
    ("1.1", "Place. The Supplier delivers the pumps to Cork."),
    ("", "Risk passes on delivery."),
    ("1.2", "The Buyer may set a last period of 10 days."),
    ("2.", "Price"),
    ("(a)", "The price is EUR 40."),
    ("(b)", "It is fixed."),
    ("", "| Pump | 40 |"),
];

fn same() -> Vec<PaperLine> {
    let mut all = paper(&SAME);
    all.extend(paper(&[("", "| Valve | 7 |")]));
    all
}

#[test]
fn a_paper_with_the_same_words_is_the_same_contract_whatever_its_numbers_look_like() {
    assert_eq!(fit(&contract(), &same(), false), contract());
    let mut other = same();
    for (line, label) in other.iter_mut().zip(["", "I.", "(a)", "", "(b)", "Article 2"]) {
        line.label = (!label.is_empty()).then(|| label.to_owned());
    }
    assert_eq!(fit(&contract(), &other, false), contract());
    // Typed numbers are as good as computed ones.
    let typed: Vec<PaperLine> = same()
        .into_iter()
        .map(|line| PaperLine {
            text: line
                .label
                .map_or_else(|| line.text.clone(), |label| format!("{label} {}", line.text)),
            label: None,
        })
        .collect();
    assert_eq!(fit(&contract(), &typed, false), contract());
}

#[test]
fn every_change_lands_in_its_clause() {
    let expect = |change: &dyn Fn(&mut Vec<PaperLine>), id: &str, words: &str| {
        let mut changed = same();
        change(&mut changed);
        let fitted = fit(&contract(), &changed, false);
        let found = fitted
            .clause(id)
            .map(|clause| format!("{}\n{}", clause.heading, clause.text))
            .unwrap_or_default();
        assert!(found.contains(words), "{words:?} in {found:?} of {fitted:#?}");
        let redline = compare(&contract(), &fitted, CompareScope::Changes);
        let touched: Vec<&str> = redline
            .clauses
            .iter()
            .filter(|c| !c.is_untouched())
            .map(|c| &*c.id)
            .collect();
        assert_eq!(touched, [id]);
    };
    expect(
        &|lines| lines[2].text = "Place. The Supplier delivers the pumps to Limerick.".into(),
        "place",
        "Limerick",
    );
    expect(
        &|lines| lines[4].text = "The Buyer may set a last period of 30 days.".into(),
        "late",
        "30 days",
    );
    expect(
        &|lines| lines[8].text = "| Pump | 41 |".into(),
        "price",
        "| Pump | 41 |",
    );
    expect(&|lines| lines[6].label = Some("(i)".into()), "price", "(i) The price");
    expect(&|lines| lines[4].label = Some("7.9".into()), "late", "7.9 The Buyer");
    expect(
        &|lines| lines[3].text = "Risk pass\u{200b}es on delivery.".into(),
        "place",
        "\u{200b}",
    );
    expect(
        &|lines| {
            lines.insert(
                5,
                PaperLine {
                    label: None,
                    text: "No other remedy exists.".into(),
                },
            );
        },
        "late",
        "10 days.\nNo other remedy exists.",
    );
    expect(&|lines| lines[5].text = "Prices".into(), "price", "Prices");
}

#[test]
fn a_clause_that_is_not_on_paper_is_gone() {
    let mut changed = same();
    changed.remove(4);
    let fitted = fit(&contract(), &changed, false);
    assert!(fitted.clause("late").is_none());
    assert_eq!(fitted.clause("place"), contract().clause("place"));
}

#[test]
fn where_a_paper_wraps_its_lines_tell_nothing() {
    let lines = paper(&[
        ("", "Pump Supply"),
        ("", "Agreement"),
        ("", "1. Delivery"),
        ("", "1.1 Place. The Supplier delivers the"),
        ("", "pumps to Cork."),
        ("", "Risk passes on"),
        ("", "delivery."),
        ("", "1.2 The Buyer may set a last period of 10"),
        ("", "days."),
        ("", "2. Price"),
        ("", "(a) The price is EUR 40."),
        ("", "(b) It is fixed."),
        ("", "Pump"),
        ("", "40"),
        ("", "Valve 7"),
    ]);
    assert_eq!(fit(&contract(), &lines, true), contract());
}

#[test]
fn numbers_say_where_a_clause_stands() {
    for (label, path, count, says) in [
        ("1.2", "1.2", 5, true),
        ("(b)", "1.2", 5, true),
        ("(ii)", "1.2", 5, true),
        ("第五条", "2.2", 5, true),
        ("Section 2.2", "2.2", 5, true),
        ("Article II", "2", 2, true),
        ("三、", "3", 3, true),
        ("1.3", "1.2", 5, false),
        ("(c)", "1.2", 5, false),
        // A letter of the alphabet that is a Roman number as well.
        ("(c)", "4.3", 9, true),
        ("(v)", "4.22", 9, true),
        ("(v)", "4.5", 9, true),
    ] {
        assert_eq!(says_place(label, path, count), says, "{label} {path}");
    }
}

#[test]
fn blanks_that_pages_put_between_characters_and_figures_are_none() {
    let contract = Contract {
        title: "供货合同".to_owned(),
        clauses: vec![clause(
            "term",
            "期限",
            "本合同自2026年3月1日起生效，由甲方提供服务。",
            vec![],
        )],
        ..Contract::default()
    };
    let lines = paper(&[
        ("", "供货合同"),
        ("", "第一条 期限"),
        ("", "本合同自 2026 年 3 月 1 日起生效，由甲"),
        ("", "方提供服务。"),
    ]);
    assert_eq!(fit(&contract, &lines, true), contract);
    let other = paper(&[
        ("", "供货合同"),
        ("", "第一条 期限"),
        ("", "本合同自 2026 年 4 月 1 日起生效，由甲"),
        ("", "方提供服务。"),
    ]);
    let fitted = fit(&contract, &other, true);
    assert_eq!(fitted.clauses[0].text, "本合同自2026年4月1日起生效，由甲方提供服务。");
}

mod lost_words {
    use super::*;
    use proptest::prelude::*;
    use std::collections::BTreeMap;

    fn line() -> impl Strategy<Value = String> {
        const WORDS: [&str; 9] = [
            "alpha",
            "beta",
            "gamma.",
            "delta",
            "(a)",
            "| x |",
            "甲方",
            "付款。",
            "Fees",
        ];
        prop::collection::vec(prop::sample::select(&WORDS[..]), 1..6).prop_map(|words| words.join(" "))
    }

    fn counted<'a>(texts: impl IntoIterator<Item = &'a str>) -> BTreeMap<String, usize> {
        let mut counts = BTreeMap::new();
        for text in texts {
            for word in text.split(|c: char| !c.is_alphabetic()).filter(|word| word.len() > 1) {
                *counts.entry(word.to_owned()).or_insert(0) += 1;
            }
        }
        counts
    }

    proptest! {
        #[test]
        fn none(
            clauses in prop::collection::vec((line(), prop::collection::vec(line(), 0..4)), 1..5),
            lines in prop::collection::vec(line(), 0..14),
            wrapped: bool,
        ) {
            let clauses = clauses.iter().enumerate().map(|(at, (heading, texts))| {
                clause(&format!("c{at}"), heading, &texts.join("\n"), vec![])
            });
            let contract = Contract { title: "Omega".to_owned(), clauses: clauses.collect(), ..Contract::default() };
            let paper: Vec<PaperLine> = lines.iter().map(|text| PaperLine { label: None, text: text.clone() }).collect();
            let fitted = fit(&contract, &paper, wrapped);
            let visits = fitted.walk();
            let parts = visits.iter().flat_map(|visit| [&*visit.clause.heading, &*visit.clause.text]);
            let found = counted(parts.chain([&*fitted.title]));
            for (word, count) in counted(lines.iter().map(String::as_str)) {
                prop_assert!(found.get(&word).copied().unwrap_or(0) >= count, "{word} in {lines:?}: {fitted:#?}");
            }
            // A second time there is nothing to lay elsewhere.
            if !wrapped {
                let same: Vec<PaperLine> = super::written(&contract);
                prop_assert_eq!(fit(&contract, &same, false), contract);
            }
        }
    }
}

/// A contract as paper has it, heading and text below each other.
fn written(contract: &Contract) -> Vec<PaperLine> {
    let visits = contract.walk();
    let parts = visits
        .iter()
        .flat_map(|visit| [&*visit.clause.heading, &*visit.clause.text]);
    [&*contract.title]
        .into_iter()
        .chain(parts)
        .flat_map(|text| text.split('\n'))
        .filter(|line| !line.trim().is_empty())
        .map(|line| PaperLine {
            label: None,
            text: line.to_owned(),
        })
        .collect()
}
