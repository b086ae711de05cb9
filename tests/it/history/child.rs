//! A process of its own that records: this very test binary, called with a task in its environment.

use std::io::Write;
use std::process::Command;

use adidem::history::{Plan, SIGNED_CHANGE, record};
use adidem::language::Language;
use adidem::negotiation::{CommitId, Person};
use chrono::DateTime;

use super::*;

const TIMES: &str = "ADIDEM_TEST_RECORDINGS";

/// Set to `yes` where the signing program may ask.
pub(super) const INTERACTIVE: &str = "ADIDEM_TEST_INTERACTIVE";
/// A file that every recording changes.
pub(super) const NEWEST: &str = "records/newest.yaml";

/// The command that records so many times in the folder.
pub(super) fn recorder(git: &Git, folder: &Path, times: usize) -> Command {
    let mut command = git.command(
        &std::env::current_exe().expect("this program").to_string_lossy(),
        folder,
    );
    command.args([
        "--exact",
        "history::child::record_in_a_process_of_its_own",
        "--ignored",
        "--nocapture",
    ]);
    command
        .args(["--quiet", "--test-threads=1"])
        .env(TIMES, times.to_string());
    command
}

/// Records once more, in this process: a new file whose number follows from those that are there.
pub(super) fn record_one(repository: &Repository) -> Result<CommitId, Error> {
    let key = repository.user_key()?;
    let asking = std::env::var(INTERACTIVE)
        .is_ok_and(|may| may == "yes")
        .then_some(Language::English);
    let mut sign = |bytes: &[u8]| match &key {
        Some(key) => key.sign(SIGNED_CHANGE, bytes, asking),
        None => unreachable!("only called with a key"),
    };
    let plan = |repository: &Repository| -> Result<Plan, Error> {
        let number = recorded(repository).len() + 1;
        Ok(Plan {
            files: vec![
                (
                    format!("records/crm/vendor/{number:04}.yaml"),
                    Some(format!("seq: {number}\n").into()),
                ),
                (NEWEST.to_owned(), Some(format!("seq: {number}\n").into())),
            ],
            author: Person {
                name: "Anna Weber".into(),
                email: "anna@beacon.example".into(),
            },
            at: DateTime::parse_from_rfc3339("2026-02-03T10:11:12+08:00").expect("a date"),
            message: format!("Record {number}\n"),
            joins: Vec::new(),
        })
    };
    record(
        repository,
        plan,
        if key.is_some() { Some(&mut sign) } else { None },
        |_, _| Ok(()),
    )
}

/// The names of the records in the newest state.
pub(super) fn recorded(repository: &Repository) -> Vec<String> {
    let git = git2::Repository::open(repository.common_folder()).expect("a repository");
    let Some(newest) = repository.newest().expect("the newest state") else {
        return Vec::new();
    };
    let newest = git
        .find_commit(newest.to_string().parse().expect("an id"))
        .expect("a change");
    let Ok(folder) = newest
        .tree()
        .expect("its files")
        .get_path(Path::new("records/crm/vendor"))
    else {
        return Vec::new();
    };
    let folder = git.find_tree(folder.id()).expect("a folder");
    folder
        .iter()
        .map(|entry| entry.name().expect("a name").to_owned())
        .collect()
}

#[test]
#[ignore = "only a part of other tests, which run it as a process"]
fn record_in_a_process_of_its_own() {
    let times: usize = std::env::var(TIMES).expect("a task").parse().expect("a number");
    let repository = open(&std::env::current_dir().expect("a folder"));
    // The thread that starts tests must have made fewer calls than this one when the first is counted that matters.
    for _ in 0..100 {
        std::fs::write("/dev/null", "x").expect("written nowhere");
    }
    let mut out = std::io::stdout();
    writeln!(out, "ready").expect("said");
    for _ in 0..times {
        match record_one(&repository) {
            Ok(id) => writeln!(out, "recorded {id}").expect("said"),
            Err(error) => panic!("{error}"),
        }
    }
}
