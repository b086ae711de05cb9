//! The program itself, killed while it records an acceptance.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::support::{Deal, Threads, kill_at_every_call};

/// A first round, and the other side's copy with a draft, a staged file and one that git does not know.
fn begun() -> Deal {
    let mut deal = Deal::new();
    deal.draft("li");
    deal.run_as("li", &["send", "deal", "--yes"]);
    deal.hand_over("li", "wu");
    deal.change("wu", "100 EUR", "99 EUR");
    let folder = deal.folder("wu");
    fs::write(folder.join("staged.txt"), "staged\n").expect("a file");
    deal.git.run_in(&folder, &["add", "staged.txt"]);
    fs::write(folder.join("staged.txt"), "staged, then changed\n").expect("a file");
    fs::write(folder.join("unknown.bin"), [0, 255, 13, 10]).expect("a file");
    deal.git.by("Wu Hao <wu@vendor.example>");
    deal
}

fn adidem(deal: &Deal, folder: &Path, arguments: &[&str]) -> Command {
    let mut command = deal.git.command(env!("CARGO_BIN_EXE_adidem"), folder);
    command.args(arguments);
    command
}

/// What the user has in the folder that is not recorded: as git tells it, and byte for byte.
fn work(deal: &Deal, folder: &Path) -> (Vec<String>, Vec<Vec<u8>>) {
    let asked: [&[&str]; 3] = [&["status", "--porcelain"], &["diff"], &["diff", "--cached"]];
    let files = ["contracts/deal.yaml", "staged.txt", "unknown.bin"];
    (
        asked
            .iter()
            .map(|arguments| deal.git.run_in(folder, arguments))
            .collect(),
        files
            .iter()
            .map(|file| fs::read(folder.join(file)).expect("a file"))
            .collect(),
    )
}

/// The recorded files of the vendor; every record has its signature.
fn recorded(deal: &Deal, folder: &Path, at: &str) -> usize {
    let files = deal.git.run_in(
        folder,
        &["ls-tree", "-r", "--name-only", "HEAD", "records/deal/vendor/"],
    );
    let (signatures, records): (Vec<&str>, Vec<&str>) = files
        .lines()
        .partition(|file| Path::new(file).extension().is_some_and(|ending| ending == "sig"));
    let expected: Vec<String> = records.iter().map(|record| format!("{record}.sig")).collect();
    assert_eq!(signatures, expected, "at {at}");
    records.len()
}

/// Kills `accept` at every so many of its changing calls; gives how often.
fn killed(every: usize) -> Option<usize> {
    let deal = begun();
    let before = work(&deal, &deal.folder("wu"));
    kill_at_every_call(
        Threads::First,
        every,
        || {
            let kept = tempfile::tempdir().expect("a folder");
            let copy: PathBuf = kept.path().join("wu");
            let mut copied = deal.git.command("cp", &deal.git.top());
            assert!(
                copied
                    .arg("-a")
                    .arg(deal.folder("wu"))
                    .arg(&copy)
                    .status()
                    .expect("cp")
                    .success()
            );
            // A copied file is another one to git until it has looked.
            deal.git.run_in(&copy, &["status", "--porcelain"]);
            let command = adidem(&deal, &copy, &["accept", "deal", "term", "--yes"]);
            ((kept, copy), command)
        },
        |(_, copy)| copy.join(".git/adidem").to_string_lossy().into_owned(),
        |(_, copy), at| {
            let there = recorded(&deal, copy, at);
            assert!(there <= 1, "at {at}");
            let next = adidem(&deal, copy, &["accept", "deal", "law", "--yes"])
                .output()
                .expect("adidem");
            assert!(
                next.status.success(),
                "at {at}: {}",
                String::from_utf8_lossy(&next.stderr)
            );
            assert_eq!(recorded(&deal, copy, at), there + 1, "at {at}");
            assert_eq!(work(&deal, copy), before, "at {at}");
            let audit = adidem(&deal, copy, &["audit"]).output().expect("adidem");
            assert!(
                audit.status.success(),
                "at {at}: {}",
                String::from_utf8_lossy(&audit.stdout)
            );
            deal.git.run_in(copy, &["fsck", "--strict", "--no-dangling"]);
        },
    )
}

#[test]
fn an_acceptance_killed_at_some_of_its_calls_is_recorded_whole_or_not_at_all() {
    assert!(killed(9).is_none_or(|kills| kills >= 4));
}

#[test]
#[ignore = "every changing call: a minute"]
fn an_acceptance_killed_at_any_of_its_calls_is_recorded_whole_or_not_at_all() {
    let kills = killed(1).expect("strace");
    println!("killed at {kills} calls");
    assert!(kills > 30, "{kills}");
}
