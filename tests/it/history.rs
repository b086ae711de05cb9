//! The edges of `history`, against repositories made by stock git.

use std::path::Path;

use adidem::history::{Error, Histories, KnownContract, Repository, Walk, WorktreeText};
use adidem::negotiation::Change;

use crate::support::Git;

mod any_history;
mod branches;
mod child;
mod faults;
mod kept;
mod keys;
mod places;
mod recording;
mod renames;
mod trailers;
mod verification;
mod writing;

/// A contract whose clauses carry these texts under ids of their own.
fn contract(texts: &[&str]) -> String {
    let clause = |(at, text): (usize, &&str)| format!("  - id: clause-{at}-{}\n    text: {text}\n", text.len());
    let clauses: Vec<String> = texts.iter().enumerate().map(clause).collect();
    format!("title: T\nclauses:\n{}", clauses.concat())
}

fn open(path: &Path) -> Repository {
    Repository::open(path).expect("a repository")
}

fn found(git: &Git) -> Vec<KnownContract> {
    let repository = open(&git.top());
    Walk::over(&repository).contracts().expect("contracts")
}

fn names(git: &Git) -> Vec<String> {
    found(git).into_iter().map(|found| found.name).collect()
}

fn changes(git: &Git, name: &str) -> Vec<Change> {
    let repository = open(&git.top());
    Walk::over(&repository).changes(name).expect("changes")
}

/// The titles of a contract's changes.
fn titles(git: &Git, name: &str) -> Vec<String> {
    changes(git, name)
        .iter()
        .map(|change| change.note.lines().next().unwrap_or_default().to_owned())
        .collect()
}

/// The newest text in history is that of the last change, whatever happened before.
fn check_newest(git: &Git) {
    let repository = open(&git.top());
    let walk = Walk::over(&repository);
    for found in walk.contracts().expect("contracts") {
        let last = walk
            .changes(&found.name)
            .expect("changes")
            .last()
            .and_then(|change| change.after);
        let stored = git.try_in(&git.top(), &["rev-parse", &format!("HEAD:{}", found.path)]);
        let stored = stored
            .status
            .success()
            .then(|| String::from_utf8_lossy(&stored.stdout).trim_end().to_owned());
        assert_eq!(last.map(|text| text.to_string()), stored, "{}", found.path);
    }
}

#[test]
fn a_history_is_told_oldest_first_with_all_that_is_said_of_it() {
    let mut git = Git::new();
    git.by("Anna Weber <anna@beacon.example>").zone("-0330");
    let first = git.change("contracts/crm.yaml", "one", "First draft\n\nSee the letter.\n");
    git.by("李静 <li.jing@yunfan.example>").zone("+0545");
    git.change("README.md", "nothing to do with it", "Unrelated");
    let second = git.change(
        "contracts/crm.yaml",
        "two",
        "Lower the fee\n\nAdidem-Contract: crm\nAdidem-Round: 2\nAdidem-Party: customer\n",
    );
    let changes = changes(&git, "crm");
    assert_eq!(
        changes.iter().map(|change| change.id.to_string()).collect::<Vec<_>>(),
        [first, second]
    );
    assert_eq!(changes[0].note, "First draft\n\nSee the letter.");
    assert_eq!(changes[0].author.name, "Anna Weber");
    assert_eq!(changes[0].at.to_rfc3339(), "2026-01-04T22:30:00-03:30");
    assert_eq!((changes[0].before.len(), changes[0].sent.as_ref()), (0, None));
    let sent = changes[1].sent.as_ref().expect("sent");
    assert_eq!(
        (sent.contract.as_str(), sent.round, sent.party.as_str()),
        ("crm", Some(2), "customer")
    );
    assert_eq!(changes[1].note, "Lower the fee");
    assert_eq!(changes[1].at.to_rfc3339(), "2026-01-05T09:45:00+05:45");
    assert_eq!(changes[1].before, [changes[0].after]);
    check_newest(&git);
}

#[test]
fn trailers_count_for_the_contract_they_name() {
    let mut git = Git::new();
    git.file("contracts/nda.yaml", "one");
    git.change(
        "contracts/crm.yaml",
        "one",
        "Both\n\nAdidem-Contract: crm\nAdidem-Party: vendor\n",
    );
    assert!(changes(&git, "crm")[0].sent.is_some());
    assert!(changes(&git, "nda")[0].sent.is_none());
}

#[test]
fn attributes_that_hide_a_change_from_git_hide_nothing_here() {
    let mut git = Git::new();
    git.file(".gitattributes", "*.yaml -diff\n");
    git.change("contracts/crm.yaml", "fee: 100 %", "one");
    git.change("contracts/crm.yaml", "fee: 10 %", "two");
    assert_eq!(titles(&git, "crm"), ["one", "two"]);
}

#[test]
fn only_plain_yaml_files_are_contracts() {
    let mut git = Git::new();
    git.file("contracts/notes.txt", "x")
        .file("contracts/.yaml", "x")
        .file("contracts/sub/deep.yml", "x");
    git.file("records/crm/x.yaml", "x").file("contracts/a.yaml", "x");
    std::os::unix::fs::symlink("a.yaml", git.top().join("contracts/link.yaml")).expect("a link");
    git.record("one");
    assert_eq!(names(&git), ["a", "sub/deep"]);
    assert_eq!(found(&git)[1].path, "contracts/sub/deep.yml");
}

#[test]
fn two_endings_side_by_side_are_two_contracts() {
    let mut git = Git::new();
    git.file("contracts/a.yml", "x");
    git.change("contracts/a.yaml", "y", "one");
    assert_eq!(names(&git), ["a", "a.yml"]);
}
