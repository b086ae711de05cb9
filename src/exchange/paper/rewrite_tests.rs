use super::super::{draft, word};
use super::*;
use crate::exchange::docx::sample::{docx, own_files, p, r, tell};
use std::path::PathBuf;

fn stamp() -> Stamp {
    Stamp {
        author: "Northbank Ltd, Ada Moor".to_owned(),
        date: "2026-03-01T09:00:00Z".to_owned(),
    }
}

fn texts(file: &[u8], view: View) -> Vec<String> {
    let docx = Docx::read(file).expect("a Word file");
    word(&docx, view).lines.into_iter().map(|line| line.text).collect()
}

fn base(file: &[u8]) -> Contract {
    draft(&word(&Docx::read(file).expect("a Word file"), View::Accepted), "name").contract
}

fn agreement() -> Vec<u8> {
    let bold = |words: &str| format!("<w:r><w:rPr><w:b/></w:rPr><w:t>{words}</w:t></w:r>");
    let clause = |heading: &str, text: &str| format!("<w:p>{}{}</w:p>", bold(heading), r(text));
    let row = |cells: [&str; 2]| format!("<w:tr><w:tc>{}</w:tc><w:tc>{}</w:tc></w:tr>", p(cells[0]), p(cells[1]));
    let table = format!(
        "<w:tbl>{}{}</w:tbl>",
        row(["Setup", "EUR 4,000"]),
        row(["Year", "EUR 100"])
    );
    docx(
        &[
            p("Supply Agreement"),
            clause("1. Fees.", " The Customer pays within 30 days."),
            table,
            clause("2. Term.", " One year."),
            p("It may be renewed."),
            clause("3. Law.", " That of France."),
            "<w:sectPr/>".to_owned(),
        ]
        .concat(),
        &[],
    )
}

fn clause<'c>(contract: &'c mut Contract, words: &str) -> &'c mut Clause {
    let found = contract
        .clauses
        .iter_mut()
        .find(|clause| clause.heading.contains(words));
    found.expect("the clause")
}

#[test]
fn a_version_is_written_into_the_paper_and_nothing_else_is_touched() {
    let file = agreement();
    let from = base(&file);
    let before = texts(&file, View::Accepted);
    let mut to = from.clone();
    let fees = clause(&mut to, "Fees");
    fees.text = fees
        .text
        .replace("30 days", "45 days")
        .replace("EUR 100 |", "EUR 120 |\n| Support | EUR 7 |");
    let term = clause(&mut to, "Term");
    term.text = term
        .text
        .replace("\nIt may be renewed.", "\nIt ends by itself.\nNobody may renew it.");
    to.clauses.retain(|clause| !clause.heading.contains("Law"));
    to.clauses.push(Clause {
        id: "place".to_owned(),
        heading: "3. Place".to_owned(),
        text: "Paris.\nNowhere else.".to_owned(),
        pair: None,
        clauses: Vec::new(),
    });
    let written = write_version(&file, &from, &to, &stamp()).expect("a marked file");
    assert_eq!(
        texts(&written.marked.bytes, View::Accepted),
        [
            "Supply Agreement",
            "1. Fees. The Customer pays within 45 days.",
            "| Setup | EUR 4,000 |",
            "| Year | EUR 120 |",
            "| Support | EUR 7 |",
            "2. Term. One year.",
            "It ends by itself.",
            "Nobody may renew it.",
            "3. Place. Paris.",
            "Nowhere else.",
        ]
    );
    assert_eq!(texts(&written.marked.bytes, View::Rejected), before);
    assert_eq!((written.marked.untouched, written.marked.paragraphs), (5, 9));
    assert_eq!(written.otherwise, [""; 0]);
}

#[test]
fn the_same_version_leaves_every_byte_of_every_part() {
    let file = agreement();
    let from = base(&file);
    let written = write_version(&file, &from, &from, &stamp()).expect("a file");
    assert_eq!(written.marked.untouched, written.marked.paragraphs);
    assert_eq!(
        texts(&written.marked.bytes, View::Rejected),
        texts(&file, View::Accepted)
    );
}

#[test]
fn a_paper_that_says_something_else_is_refused_with_the_words() {
    let file = agreement();
    let mut from = base(&file);
    let fees = clause(&mut from, "Fees");
    fees.text = fees.text.replace("30 days", "60 days");
    let refused = write_version(&file, &from, &from, &stamp()).expect_err("a refusal");
    assert_eq!(
        refused,
        Unwritten::OtherWords {
            on_paper: vec!["1. Fees. The Customer pays within 30 days.".to_owned()],
            in_contract: vec!["1. Fees".to_owned(), "The Customer pays within 60 days.".to_owned()],
        }
    );
}

/// Another version of a contract: every third clause with other words, some gone, some new, one moved.
fn another(from: &Contract) -> Contract {
    fn change(clauses: &mut Vec<Clause>, count: &mut usize) {
        let mut at = 0;
        while at < clauses.len() {
            *count += 1;
            change(&mut clauses[at].clauses, count);
            let several = clauses.len() > 2;
            let clause = &mut clauses[at];
            match *count % 7 {
                1 => {
                    let words: Vec<&str> = clause.text.split(' ').collect();
                    if words.len() > 4 {
                        let middle = words.len() / 2;
                        clause.text = [&words[..middle], &["whatsoever"], &words[middle + 1..]]
                            .concat()
                            .join(" ");
                    }
                }
                3 => {
                    let new = Clause {
                        id: format!("new-{count}"),
                        heading: "A new heading".to_owned(),
                        text: "Whole new words.\n新的条款。".to_owned(),
                        pair: None,
                        clauses: Vec::new(),
                    };
                    clauses.insert(at + 1, new);
                    at += 1;
                }
                5 if several && clause.clauses.is_empty() => {
                    clauses.remove(at);
                    continue;
                }
                _ => {}
            }
            at += 1;
        }
    }
    let mut to = from.clone();
    change(&mut to.clauses, &mut 0);
    let count = to.clauses.len();
    if count > 4 {
        let moved = to.clauses.remove(count - 2);
        to.clauses.insert(1, moved);
    }
    to
}

#[test]
fn versions_are_written_into_peoples_own_files() {
    let Some(files) = own_files() else { return };
    let keep = std::env::var_os("ADIDEM_WRITTEN").map(PathBuf::from);
    let (mut read, mut written, mut untouched, mut paragraphs) = (0, 0, 0, 0);
    let mut faults = Vec::new();
    for (index, file) in files.iter().enumerate() {
        let name = file.display();
        let bytes = std::fs::read(file).expect("a file");
        let Ok(docx) = Docx::read(&bytes) else { continue };
        let paper = word(&docx, View::Accepted);
        if paper.lines.is_empty() {
            continue;
        }
        read += 1;
        let from = draft(&paper, "name").contract;
        if let Err(fault) = write_version(&bytes, &from, &from, &stamp()) {
            faults.push(format!("{name}: {fault:?}"));
            continue;
        }
        match write_version(&bytes, &from, &another(&from), &stamp()) {
            Ok(done) => {
                written += 1;
                untouched += done.marked.untouched;
                paragraphs += done.marked.paragraphs;
                if let Some(keep) = &keep {
                    std::fs::write(keep.join(format!("{index}.docx")), &done.marked.bytes).expect("written");
                    std::fs::copy(file, keep.join(format!("{index}.old.docx"))).expect("copied");
                    let clean = crate::exchange::docx::accept_changes(&done.marked.bytes).expect("a clean file");
                    std::fs::write(keep.join(format!("{index}.clean.docx")), clean).expect("written");
                    let lines = texts(&done.marked.bytes, View::Accepted).join("\n");
                    std::fs::write(keep.join(format!("{index}.txt")), lines).expect("written");
                }
                if !done.otherwise.is_empty() {
                    tell(&format!("otherwise {name}: {:?}", done.otherwise));
                }
            }
            Err(fault) => tell(&format!("refused {name}: {fault:?}")),
        }
    }
    tell(&format!(
        "{read} files read, {written} written, {untouched} of {paragraphs} paragraphs untouched"
    ));
    assert_eq!(faults, [""; 0]);
}
