//! What is kept of a history from run to run, where it finds no room: answers hang on none of it.

use std::collections::BTreeSet;
use std::fs;
use std::path::PathBuf;

use crate::history::contract;
use crate::support::Git;

/// The list of contracts as programs get it, where no file may grow beyond so many blocks of 512 bytes: the limit stands in
/// for a full disk.
fn listed(git: &Git, most: &str) -> String {
    let mut command = git.command("sh", &git.top());
    command.args([
        "-c",
        &format!("trap '' XFSZ; ulimit -f {most}; exec \"$0\" list --json"),
    ]);
    let output = command.arg(env!("CARGO_BIN_EXE_adidem")).output().expect("a process");
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(output.status.success() && said.is_empty(), "{most}: {said}");
    String::from_utf8(output.stdout).expect("text")
}

/// The files in which it is kept.
fn kept(git: &Git) -> Vec<PathBuf> {
    let folder = git.beside("home/.cache/adidem/known");
    let files = fs::read_dir(folder).into_iter().flatten();
    let paths = files.map(|file| file.expect("a file").path());
    paths
        .filter(|path| path.extension().is_some_and(|ending| ending != "lock"))
        .collect()
}

#[test]
fn a_full_disk_changes_no_answer_and_the_next_run_keeps_what_this_one_could_not() {
    let mut git = Git::new();
    let change = |git: &mut Git, round: usize| {
        let name = format!("contracts/deal-{}.yaml", round % 5);
        git.change(&name, &contract(&[&format!("Edition {round}.")]), "round");
    };
    for round in 0..10 {
        change(&mut git, round);
    }
    let expected = listed(&git, "unlimited");
    for file in kept(&git) {
        fs::remove_file(file).expect("removed");
    }
    for most in ["0", "1"] {
        assert_eq!(listed(&git, most), expected);
        assert_eq!(kept(&git), Vec::<PathBuf>::new(), "nothing half written");
    }
    assert_eq!(listed(&git, "unlimited"), expected);
    let files = kept(&git);
    let facts = files
        .iter()
        .find(|path| path.extension().is_some_and(|ending| ending == "known"));
    let file = facts.expect("a file of facts");
    let before = fs::read(file).expect("a file");
    for round in 10..20 {
        change(&mut git, round);
    }
    // What is new fits in part.
    let most = (before.len() / 512 + 1).to_string();
    let cramped = listed(&git, &most);
    assert!(fs::read(file).expect("a file").starts_with(&before));
    // Where the answer itself found room, nobody asks for facts.
    let _ = fs::remove_file(file.with_extension("told"));
    assert_eq!(listed(&git, "unlimited"), cramped);
    let whole = fs::read(file).expect("a file");
    assert!(whole.starts_with(&before) && whole.len() > before.len() + 512);
    assert_eq!(listed(&git, "unlimited"), cramped);
    assert_eq!(fs::read(file).expect("a file"), whole, "nothing is left to be learnt");
}

/// What programs are told of one contract.
fn told(git: &Git) -> Vec<String> {
    let asked = [
        &["list"][..],
        &["rounds", "deal"],
        &["status", "deal"],
        &["issues", "deal"],
        &["log", "deal"],
        &["blame", "deal", "fees"],
    ];
    let answer = |asked: &[&str]| {
        let mut command = git.command(env!("CARGO_BIN_EXE_adidem"), &git.top());
        let output = command.args(asked).arg("--json").output().expect("a process");
        format!(
            "{asked:?} {}\n{}",
            output.status,
            String::from_utf8_lossy(&output.stdout)
        )
    };
    asked.into_iter().map(answer).collect()
}

#[test]
fn whatever_becomes_of_the_files_no_answer_is_another_and_they_are_made_again() {
    let mut git = Git::new();
    for round in 0..8 {
        let fees = format!("Fees are due within {} days.", 10 + round);
        let text = format!(
            "title: Deal\nparties:\n- {{id: a, name: A}}\n- {{id: b, name: B}}\nclauses:\n- id: fees\n  heading: Fees\n  text: {fees}\n- id: term\n  text: One year.\n"
        );
        git.change("contracts/deal.yaml", &text, "round");
    }
    let expected = told(&git);
    assert!(
        expected.iter().all(|answer| answer.contains("exit status: 0")),
        "{expected:#?}"
    );
    assert_eq!(told(&git), expected, "with what was kept");
    let files = kept(&git);
    let endings: BTreeSet<&str> = files.iter().filter_map(|file| file.extension()?.to_str()).collect();
    assert_eq!(endings, BTreeSet::from(["graph", "known", "texts", "told"]));
    for file in &files {
        let sound = fs::read(file).expect("a file");
        let mut altered = sound.clone();
        for byte in altered.iter_mut().skip(sound.len() / 2) {
            *byte ^= 0x5a;
        }
        for bytes in [&sound[..sound.len() / 2], &altered, b"noise", b""] {
            fs::write(file, bytes).expect("written");
            assert_eq!(told(&git), expected, "{}", file.display());
        }
        fs::remove_file(file).expect("removed");
        assert_eq!(told(&git), expected, "{}", file.display());
    }
}
