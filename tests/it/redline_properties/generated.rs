//! Redlines of contracts made up by chance.

use adidem::contract::{Clause, Contract, Party};
use adidem::redline::{ChangeKind, CompareScope, compare, trace};
use proptest::prelude::*;

use super::check_whole;

const PIECES: [&str; 32] = [
    "The Vendor shall ",
    "not ",
    "may ",
    "pay ",
    "thirty (30) days",
    " Section 2",
    ", Section 3(a)",
    "USD 1,200,000.00",
    "99.9%",
    " of the Services",
    "“Fees” means the price. ",
    "Fees",
    ". ",
    ", ",
    "\n",
    "\n\n",
    "  ",
    "\u{A0}",
    "\u{200B}",
    "\u{202E}",
    "p\u{430}y ",
    "甲方应当",
    "乙方不得",
    "三十（30）日",
    "六十（30）日",
    "依第二条",
    "，",
    "。",
    "人民币壹拾万元整",
    "６０",
    "“客户数据”是指数据。",
    "客户数据",
];

fn wording() -> impl Strategy<Value = String> {
    proptest::collection::vec(proptest::sample::select(&PIECES[..]), 1..12).prop_map(|pieces| pieces.concat())
}

fn heading() -> impl Strategy<Value = String> {
    proptest::sample::select(vec!["", "Fees", "Term", "付款", "第二条 付款", "2. Term", "保密"]).prop_map(str::to_owned)
}

/// What is done to a contract to make its next version.
#[derive(Debug, Clone)]
enum Step {
    Edit(usize, usize, String),
    Remove(usize),
    Insert(usize, String, String),
    Move(usize, usize),
    Rename(usize),
    Nest(usize),
}

fn step() -> impl Strategy<Value = Step> {
    prop_oneof![
        4 => (any::<usize>(), any::<usize>(), wording()).prop_map(|(at, place, text)| Step::Edit(at, place, text)),
        1 => any::<usize>().prop_map(Step::Remove),
        1 => (any::<usize>(), heading(), wording()).prop_map(|(at, heading, text)| Step::Insert(at, heading, text)),
        2 => (any::<usize>(), any::<usize>()).prop_map(|(from, to)| Step::Move(from, to)),
        1 => any::<usize>().prop_map(Step::Rename),
        1 => any::<usize>().prop_map(Step::Nest),
    ]
}

fn contract(clauses: Vec<Clause>) -> Contract {
    let party = |id: &str, name: &str| Party {
        id: id.into(),
        name: name.into(),
        ..Party::default()
    };
    Contract {
        title: "CRM".into(),
        parties: vec![party("customer", "Orchard Ltd"), party("vendor", "云杉公司")],
        clauses,
        ..Contract::default()
    }
}

fn next(clauses: &[Clause], steps: &[Step]) -> Vec<Clause> {
    let mut clauses = clauses.to_vec();
    for (count, step) in steps.iter().enumerate() {
        let length = clauses.len();
        match step {
            Step::Insert(at, heading, text) => clauses.insert(
                at % (length + 1),
                Clause {
                    id: format!("new-{count}"),
                    heading: heading.clone(),
                    text: text.clone(),
                    pair: None,
                    clauses: vec![],
                },
            ),
            _ if length == 0 => {}
            Step::Edit(at, place, text) => {
                let clause = &mut clauses[at % length];
                let borders: Vec<usize> = (0..=clause.text.len())
                    .filter(|at| clause.text.is_char_boundary(*at))
                    .collect();
                let (one, other) = (place % borders.len(), place / 7 % borders.len());
                let (start, end) = (one.min(other), one.max(other).min(one.min(other) + 12));
                clause.text.replace_range(borders[start]..borders[end], text);
            }
            Step::Remove(at) => {
                clauses.remove(at % length);
            }
            Step::Move(from, to) => {
                let moved = clauses.remove(from % length);
                clauses.insert(to % length, moved);
            }
            Step::Rename(at) => clauses[at % length].id = format!("renamed-{count}"),
            Step::Nest(at) if at % length > 0 => {
                let nested = clauses.remove(at % length);
                clauses[at % length - 1].clauses.push(nested);
            }
            Step::Nest(_) => {}
        }
    }
    clauses
}

/// Of what figures, dates, labels, references and definitions are made, in any order.
const SIGNS: [&str; 52] = [
    "第",
    "三",
    "条",
    "、",
    "5",
    "%",
    "(",
    ")",
    "（",
    "）",
    "Section ",
    "Schedule ",
    "§",
    "A",
    "B.",
    "IV",
    "-",
    "–",
    "1,200",
    "EUR ",
    "¥",
    "万",
    "元",
    "thirty",
    "(30)",
    " days",
    "日",
    "年",
    "月",
    "“",
    "”",
    "\"",
    "'",
    "’",
    "「",
    " means ",
    "指",
    "：",
    "附件",
    "É",
    "¡",
    "\u{A0}",
    "\u{3000}",
    "O",
    "l0",
    "С",
    "\n",
    "\n\n",
    ". ",
    "half",
    "百分之",
    "U.S.C. ",
];

fn side_by_side() -> impl Strategy<Value = String> {
    proptest::collection::vec(proptest::sample::select(&SIGNS[..]), 0..30).prop_map(|signs| signs.concat())
}

fn versions() -> impl Strategy<Value = (Contract, Contract)> {
    let clauses = proptest::collection::vec((heading(), wording()), 0..8);
    (clauses, proptest::collection::vec(step(), 0..8)).prop_map(|(texts, steps)| {
        let old: Vec<Clause> = texts
            .into_iter()
            .enumerate()
            .map(|(at, (heading, text))| Clause {
                id: format!("c{at}"),
                heading,
                text,
                pair: None,
                clauses: vec![],
            })
            .collect();
        let new = next(&old, &steps);
        (contract(old), contract(new))
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn a_redline_is_whole_and_the_same_at_every_run((old, new) in versions()) {
        for scope in [CompareScope::Changes, CompareScope::Everything] {
            let redline = compare(&old, &new, scope);
            check_whole(&old, &new, &redline);
            prop_assert_eq!(&redline, &compare(&old, &new, scope));
        }
        check_whole(&new, &old, &compare(&new, &old, CompareScope::Changes));
    }

    #[test]
    fn a_contract_has_not_changed_against_itself((_, contract) in versions()) {
        let redline = compare(&contract, &contract, CompareScope::Changes);
        prop_assert!(redline.clauses.iter().all(|clause| clause.is_untouched() && clause.marks.is_empty()));
        prop_assert!(redline.front.is_empty() && redline.definitions.is_empty() && redline.references.is_empty());
        prop_assert!(redline.figures.is_empty());
        prop_assert_eq!(redline.summary.unchanged, redline.clauses.len());
    }

    #[test]
    fn kept_words_are_traced_byte_for_byte((old, new) in versions()) {
        for (id, stretches) in trace(&old, &new, |_| true) {
            let clause = new.clause(&id).expect("a clause of the new version");
            for kept in stretches {
                let source = old.clause(&kept.from_clause).expect("a clause of the old version");
                prop_assert_eq!(&source.text[kept.from], &clause.text[kept.to]);
            }
        }
    }

    #[test]
    fn signs_of_figures_labels_and_definitions_can_stand_side_by_side(
        (old, new) in (side_by_side(), side_by_side()),
    ) {
        let one = |text: &str| {
            let heading = text.chars().take(12).collect();
            contract(vec![Clause { id: "a".into(), heading, text: text.to_owned(), pair: None, clauses: vec![] }])
        };
        let (old, new) = (one(&old), one(&new));
        check_whole(&old, &new, &compare(&old, &new, CompareScope::Everything));
    }

    #[test]
    fn any_characters_at_all_can_be_compared(
        old in "\\PC{0,80}|(?s).{0,60}", new in "\\PC{0,80}|(?s).{0,60}", heading in "\\PC{0,20}",
    ) {
        let one = |heading: &str, text: &str| {
            contract(vec![Clause { id: "a".into(), heading: heading.into(), text: text.into(), pair: None, clauses: vec![] }])
        };
        let (old, new) = (one("", &old), one(&heading, &new));
        let redline = compare(&old, &new, CompareScope::Everything);
        check_whole(&old, &new, &redline);
        let same = adidem::contract::revision(&old.clauses[0]) == adidem::contract::revision(&new.clauses[0]);
        prop_assert_eq!(redline.clauses[0].change == ChangeKind::Unchanged, same, "a clause changed if its revision did");
    }
}
