//! People's own Word files. `ADIDEM_WORD_FILES` names the folder that has them, with a `manifest.json` that names for some
//! the files which Word itself made of them by accepting or rejecting all changes; without it this test says that it is skipped.

use std::fs;
use std::path::{Path, PathBuf};

use adidem::contract::{read, write};
use adidem::exchange::docx::{Docx, ShownBlock, View};
use adidem::exchange::paper::{BothViews, Paper, before_marks, draft, next_text, word};
use adidem::redline::{PaperLine, fit};
use serde_json::Value;

fn files_below(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            files_below(&path, found);
        } else if path.extension().is_some_and(|ending| ending == "docx") {
            found.push(path);
        }
    }
}

fn opened(file: &Path) -> Docx {
    let bytes = fs::read(file).expect("a file");
    Docx::read(&bytes).unwrap_or_else(|fault| panic!("{}: {fault}", file.display()))
}

/// The words of every paragraph, without blanks.
fn words(blocks: &[ShownBlock], all: &mut Vec<String>) {
    for block in blocks {
        match block {
            ShownBlock::Paragraph(paragraph) => {
                let words: String = paragraph.text.split_whitespace().collect();
                all.extend((!words.is_empty()).then_some(words));
            }
            ShownBlock::Table(rows) => rows.iter().flatten().for_each(|cell| words(cell, all)),
            ShownBlock::Box(inner) => words(inner, all),
        }
    }
}

fn lines(paper: &Paper) -> Vec<PaperLine> {
    let line = |line: &adidem::exchange::paper::Line| PaperLine {
        label: line.label.as_ref().map(|label| label.text.clone()),
        text: line.text.clone(),
    };
    paper.lines.iter().map(line).collect()
}

#[test]
fn every_file_is_read_and_says_what_its_own_draft_says() {
    let Some(folder) = std::env::var_os("ADIDEM_WORD_FILES").map(PathBuf::from) else {
        println!("SKIPPED: set ADIDEM_WORD_FILES to a folder of Word files with a manifest.json");
        return;
    };
    let mut files = Vec::new();
    files_below(&folder, &mut files);
    files.sort();
    for file in &files {
        let docx = opened(file);
        for view in [View::Accepted, View::Rejected] {
            let paper = word(&docx, view);
            let contract = draft(&paper, "untitled").contract;
            let back = read(write(&contract).as_bytes());
            assert_eq!(back.as_ref(), Ok(&contract), "{}", file.display());
            assert_eq!(fit(&contract, &lines(&paper), false), contract, "{}", file.display());
        }
    }
    let manifest = fs::read_to_string(folder.join("manifest.json")).expect("a manifest");
    let manifest: Value = serde_json::from_str(&manifest).expect("JSON");
    let mut compared = 0;
    for entry in manifest.as_array().expect("a list") {
        let file = folder.join(entry["file"].as_str().expect("a name"));
        for (key, view) in [("accepted", View::Accepted), ("rejected", View::Rejected)] {
            let Some(other) = entry[key].as_str() else { continue };
            let (mut ours, mut theirs) = (Vec::new(), Vec::new());
            words(&opened(&file).shown(view), &mut ours);
            words(&opened(&file.with_file_name(other)).shown(View::Accepted), &mut theirs);
            assert_eq!(ours, theirs, "{} {key}", file.display());
            compared += 1;
        }
    }
    println!(
        "{} files read, {compared} compared with what Word made of them",
        files.len()
    );
}

#[test]
fn every_file_that_comes_back_as_it_went_out_changes_nothing_and_raises_no_alarm() {
    let Some(folder) = std::env::var_os("ADIDEM_WORD_FILES").map(PathBuf::from) else {
        println!("SKIPPED: set ADIDEM_WORD_FILES to a folder of Word files with a manifest.json");
        return;
    };
    let mut files = Vec::new();
    files_below(&folder, &mut files);
    files.sort();
    let (mut alarms, mut changed, mut unreadable, mut tracked) = (Vec::new(), Vec::new(), Vec::new(), 0);
    for file in &files {
        let Ok(docx) = Docx::read(&fs::read(file).expect("a file")) else {
            continue;
        };
        let views = BothViews {
            accepted: word(&docx, View::Accepted),
            rejected: word(&docx, View::Rejected),
        };
        let name = file.file_name().unwrap_or_default().to_string_lossy().into_owned();
        if !views.accepted.lines.is_empty() {
            let imported = draft(&views.accepted, "x").contract;
            if next_text(&imported, &imported, &views, |id| imported.clause(id).is_some()) != imported {
                changed.push(name.clone());
            }
        }
        if views.rejected.lines.is_empty() {
            continue;
        }
        let sent = draft(&views.rejected, "x").contract;
        if before_marks(&sent, &views) != sent {
            alarms.push(name.clone());
        }
        tracked += usize::from(!docx.document.changes.is_empty());
        // What an answer becomes is a contract that is read as it was written.
        let next = next_text(&sent, &sent, &views, |id| sent.clause(id).is_some());
        if read(write(&next).as_bytes()).ok() != Some(next) {
            unreadable.push(name);
        }
    }
    println!("{} files, {tracked} with tracked changes", files.len());
    assert_eq!(
        (alarms, changed, unreadable),
        (Vec::<String>::new(), Vec::new(), Vec::new())
    );
}
