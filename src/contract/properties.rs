//! What has to hold for every contract, however it is written.

use std::collections::BTreeMap;

use proptest::prelude::*;
use serde::Deserialize;

use super::clause_place::ClausePlace;
use super::layout::Layout;
use super::read::{in_pieces, whole};
use super::sample::Dice;
use super::splice::{insert_clause, move_clause, remove_clause, set_heading, set_text};
use super::splice_error::SpliceError;
use super::{Clause, Contract, read, read_head, read_pair, read_parties, write};

fn choices() -> impl Strategy<Value = Vec<u8>> {
    proptest::collection::vec(any::<u8>(), 0..160)
}

/// A contract and its source; the sample writes nothing that is refused.
fn sample(dice: &mut Dice) -> (String, Contract) {
    let source = dice.contract();
    let contract = whole(&source).unwrap_or_else(|error| panic!("{error}\n{source}"));
    (source, contract)
}

/// The ids of all clauses in reading order.
fn ids(contract: &Contract) -> Vec<String> {
    contract.walk().iter().map(|visit| visit.clause.id.clone()).collect()
}

/// The same contract as another YAML reader understands it.
#[derive(Debug, Deserialize)]
struct Other {
    title: String,
    clauses: Vec<OtherClause>,
}

#[derive(Debug, Deserialize)]
struct OtherClause {
    id: String,
    #[serde(default)]
    heading: String,
    #[serde(default)]
    text: String,
    pair: Option<String>,
    #[serde(default)]
    clauses: Vec<OtherClause>,
}

impl From<OtherClause> for Clause {
    fn from(other: OtherClause) -> Self {
        let OtherClause {
            id,
            heading,
            text,
            pair,
            clauses,
        } = other;
        Self {
            id,
            heading,
            text,
            pair,
            clauses: clauses.into_iter().map(Self::from).collect(),
        }
    }
}

/// The lines with something on them, without their indentation, counted; `clauses:` lines and brackets aside.
fn lines(source: &str) -> BTreeMap<&str, usize> {
    let mut counted = BTreeMap::new();
    for line in source
        .lines()
        .map(str::trim)
        .filter(|line| !line.is_empty() && !line.contains("clauses:"))
    {
        *counted.entry(line).or_default() += 1;
    }
    counted
}

/// One edit chosen by the dice, and whether it kept what it had to.
fn edit(source: &str, contract: &Contract, dice: &mut Dice) -> Result<String, SpliceError> {
    let ids = ids(contract);
    let Some(id) = ids.get(dice.roll(ids.len().max(1))) else {
        return Ok(source.to_owned());
    };
    let other = &ids[dice.roll(ids.len())];
    let place = [
        ClausePlace::After(other),
        ClausePlace::FirstIn(other),
        ClausePlace::First,
    ][dice.roll(3)];
    match dice.roll(5) {
        0 => {
            let text = dice.text();
            let result = set_text(source, id, &text)?;
            assert_only_inside(source, &result, id);
            let again = whole(&result).unwrap();
            assert_eq!(again.clause(id).unwrap().text, text);
            Ok(result)
        }
        1 => {
            let result = set_heading(source, id, "新标题: \"x\" # 1")?;
            assert_only_inside(source, &result, id);
            Ok(result)
        }
        2 => {
            let below = Clause {
                id: "新.1".into(),
                text: dice.text(),
                ..Clause::default()
            };
            let clause = Clause {
                id: "新".into(),
                heading: "no".into(),
                text: dice.text(),
                pair: None,
                clauses: vec![below],
            };
            let result = insert_clause(source, place, &clause)?;
            let (old, new) = (lines(source), lines(&result));
            assert!(
                old.iter().all(|(line, count)| new.get(line) >= Some(count)),
                "{source}\n=>\n{result}"
            );
            Ok(result)
        }
        3 => remove_clause(source, id),
        _ => {
            let result = move_clause(source, id, place)?;
            assert_eq!(lines(source), lines(&result), "{source}\n=>\n{result}");
            Ok(result)
        }
    }
}

fn assert_only_inside(source: &str, result: &str, id: &str) {
    let layout = Layout::of(source).unwrap();
    let region = layout.region(&layout.site(id).unwrap(), false);
    assert!(result.starts_with(&source[..region.start]), "{source}\n=>\n{result}");
    assert!(result.ends_with(&source[region.end..]), "{source}\n=>\n{result}");
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn pieces_read_as_the_whole(choices in choices()) {
        let (source, contract) = sample(&mut Dice::new(choices));
        if let Some(pieced) = in_pieces(&source) {
            prop_assert_eq!(&pieced, &contract);
        } else {
            prop_assert!(contract.clauses.is_empty(), "not cut: {}", source);
        }
        prop_assert_eq!(read_parties(source.as_bytes()), Ok(contract.parties.clone()));
        let head = Contract { clauses: vec![], ..contract.clone() };
        prop_assert_eq!(read_head(source.as_bytes()), Ok(head));
        let (old, new) = read_pair(source.as_bytes(), b"title: x");
        prop_assert_eq!(old, Ok(contract));
        prop_assert_eq!(new, read(b"title: x"));
    }

    #[test]
    fn another_yaml_reader_understands_the_same(choices in choices()) {
        let (source, contract) = sample(&mut Dice::new(choices));
        let other: Other = serde_yaml::from_str(&source).unwrap();
        prop_assert_eq!(other.title, contract.title);
        prop_assert_eq!(other.clauses.into_iter().map(Clause::from).collect::<Vec<_>>(), contract.clauses);
    }

    #[test]
    fn what_is_written_reads_back(choices in choices()) {
        let mut dice = Dice::new(choices);
        let (_, mut contract) = sample(&mut dice);
        for clause in &mut contract.clauses {
            clause.text = dice.text();
        }
        let written = write(&contract);
        prop_assert_eq!(read(written.as_bytes()), Ok(contract), "{}", written);
    }

    #[test]
    fn a_contract_says_the_same_whichever_way_its_lines_end(choices in choices(), more in choices()) {
        let (source, contract) = sample(&mut Dice::new(choices));
        let windows = source.replace('\n', "\r\n");
        prop_assert_eq!(read(windows.as_bytes()), Ok(contract.clone()));
        prop_assert_eq!(read_parties(windows.as_bytes()), Ok(contract.parties.clone()));
        let read_again = read(windows.as_bytes()).unwrap();
        prop_assert_eq!(super::whole(&read_again), super::whole(&contract));
        prop_assert_eq!(read_head(windows.as_bytes()), read_head(source.as_bytes()));
        // Some lines one way and some the other, in any order.
        let mut dice = Dice::new(more.clone());
        let lines = source.split_inclusive('\n');
        let mixed: String = lines.map(|line| if dice.roll(2) == 0 { line.replace('\n', "\r\n") } else { line.to_owned() }).collect();
        prop_assert_eq!(read(mixed.as_bytes()), Ok(contract.clone()));
        // An edit does the same to either.
        for edited in ids(&contract) {
            let plain = set_text(&source, &edited, "x\ny\n");
            prop_assert_eq!(set_text(&windows, &edited, "x\ny\n"), plain.map(|text| text.replace('\n', "\r\n")));
        }
    }

    #[test]
    fn edits_change_what_they_say_and_nothing_else(choices in choices(), more in choices()) {
        let (mut source, mut contract) = sample(&mut Dice::new(choices));
        let mut dice = Dice::new(more);
        for _ in 0..5 {
            match edit(&source, &contract, &mut dice) {
                Ok(result) => source = result,
                // Blank lines around a `|+` block are its text, and what moves them is refused.
                Err(SpliceError::Guard) => prop_assert!(source.contains("|+"), "the guard refused an edit of\n{}", source),
                Err(_) => {}
            }
            contract = whole(&source).unwrap();
        }
    }

    #[test]
    fn reading_never_panics(choices in choices(), bytes in proptest::collection::vec(any::<u8>(), 0..200), at in any::<usize>()) {
        let _ = read(&bytes);
        let (source, _) = sample(&mut Dice::new(choices));
        let mut mutated = source.into_bytes();
        let at = at % (mutated.len() + 1);
        let end = (at + bytes.len() / 20).min(mutated.len());
        mutated.splice(at..end, bytes.into_iter().take(4));
        hold_together(&mutated);
    }
}

/// Whatever the bytes are: the pieces never say anything but the whole, and an error has a place inside the file.
fn hold_together(bytes: &[u8]) {
    let result = read(bytes);
    if let Ok(text) = super::hygiene::check(bytes) {
        let whole = whole(text);
        assert_eq!(result, whole, "{text}");
        if let Ok(contract) = whole {
            assert_eq!(read_parties(bytes).unwrap(), contract.parties, "{text}");
        }
    }
    if let Err(error) = result {
        let lines = bytes.split(|&byte| byte == b'\n').count();
        assert!(error.line >= 1 && error.line <= lines && error.column >= 1, "{error}");
    }
}

/// A long run of mutations, for when the reader changes: `cargo test --release fuzz_ -- --ignored`.
#[test]
#[ignore = "runs for a minute"]
fn fuzz_mutated_contracts() {
    let config = ProptestConfig {
        cases: 200_000,
        failure_persistence: None,
        ..ProptestConfig::default()
    };
    let marks = prop::sample::select(vec![
        "\n",
        " ",
        "  ",
        "- ",
        "-",
        ":",
        ": ",
        "#",
        " #",
        "'",
        "\"",
        "|",
        ">",
        "[",
        "]",
        "{",
        "}",
        "&a",
        "*a",
        "!",
        "\\",
        "?",
        "clauses:",
        "\nclauses:\n",
        "---\n",
        "\t",
        "甲",
        "\u{feff}",
        "<<: ",
        "~",
        "%",
        "@",
        ",",
        "\u{2028}",
        "x-a: b\n",
    ]);
    let mutations = proptest::collection::vec((any::<usize>(), 0..12_usize, marks), 1..6);
    let run = proptest::test_runner::TestRunner::new(config).run(&(choices(), mutations), |(choices, mutations)| {
        let mut text = Dice::new(choices).contract();
        for (at, cut, mark) in mutations {
            let mut start = at % (text.len() + 1);
            while !text.is_char_boundary(start) {
                start -= 1;
            }
            let mut end = (start + cut).min(text.len());
            while !text.is_char_boundary(end) {
                end += 1;
            }
            text.replace_range(start..end, mark);
        }
        hold_together(text.as_bytes());
        Ok(())
    });
    run.unwrap();
}
