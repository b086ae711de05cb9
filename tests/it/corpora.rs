//! Redlines of real histories. `ADIDEM_CORPORA` names the folder that has `histories/` in it, each a repository;
//! without it these tests say that they are skipped.

use std::fs;
use std::path::PathBuf;
use std::process::Command;

use adidem::contract::{Contract, read};
use adidem::history::{Histories, Repository, Walk};
use adidem::redline::{CompareScope, Redline, compare};

use crate::redline_properties::check_whole;
use crate::redline_properties::metrics::Painted;

fn histories() -> Vec<PathBuf> {
    let Some(folder) = std::env::var_os("ADIDEM_CORPORA") else {
        println!("SKIPPED: set ADIDEM_CORPORA to the folder that has histories/ in it");
        return Vec::new();
    };
    let histories = PathBuf::from(folder).join("histories");
    let mut found: Vec<PathBuf> = fs::read_dir(&histories)
        .expect("the folder of histories")
        .map(|entry| entry.expect("an entry").path())
        .collect();
    found.sort();
    assert!(!found.is_empty(), "no history under {}", histories.display());
    found
}

/// Every version of a contract, oldest first; each has to be readable.
fn versions(repository: &Repository, walk: &Walk<'_>, name: &str) -> Vec<Contract> {
    let changes = walk.changes(name).expect("changes");
    let texts = changes.iter().filter_map(|change| change.after);
    texts
        .map(|text| read(&repository.text(text).expect("a text")).unwrap_or_else(|error| panic!("{name}: {error}")))
        .collect()
}

fn checked(old: &Contract, new: &Contract) -> Redline {
    let redline = compare(old, new, CompareScope::Changes);
    check_whole(old, new, &redline);
    redline
}

#[test]
fn every_change_of_every_history_is_told_whole() {
    let mut painted = Painted::default();
    let mut pairs = 0;
    for path in histories() {
        let repository = Repository::open(&path).expect("a repository");
        let walk = Walk::over(&repository);
        for found in walk.contracts().expect("contracts") {
            let versions = versions(&repository, &walk, &found.name);
            for pair in versions.windows(2) {
                let redline = checked(&pair[0], &pair[1]);
                assert_eq!(
                    redline,
                    compare(&pair[0], &pair[1], CompareScope::Changes),
                    "the same at every run"
                );
                painted.add(&redline);
                pairs += 1;
            }
            if let [first, .., last] = &versions[..] {
                checked(first, last);
                checked(last, first);
            }
        }
    }
    println!(
        "{pairs} pairs, {} words painted, {} on both sides of one change ({:.2} %), {} figures on both sides",
        painted.words,
        painted.words_on_both_sides,
        painted.share(),
        painted.figures_on_both_sides
    );
    assert!(painted.share() < 5.0, "words that stayed are painted");
    assert_eq!(painted.figures_on_both_sides, 0, "figures that stayed are painted");
}

#[test]
fn every_counter_offer_is_told_whole() {
    for path in histories() {
        let git = |arguments: &[&str]| {
            let done = Command::new("git")
                .arg("-C")
                .arg(&path)
                .args(arguments)
                .output()
                .expect("git");
            String::from_utf8_lossy(&done.stdout).into_owned()
        };
        for branch in git(&["for-each-ref", "--format=%(refname)", "refs/heads/proposal"]).lines() {
            let base = git(&["merge-base", branch, "HEAD"]).trim().to_owned();
            for file in git(&["diff", "--name-only", &base, branch, "--", "contracts"]).lines() {
                let version = |at: &str| read(git(&["show", &format!("{at}:{file}")]).as_bytes());
                if let (Ok(old), Ok(new)) = (version(&base), version(branch)) {
                    checked(&old, &new);
                }
            }
        }
    }
}
