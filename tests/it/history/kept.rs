//! What is kept of a history from run to run, where it finds no room: answers hang on none of it.

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
        .filter(|path| path.extension().is_some_and(|ending| ending == "known"))
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
    let [file] = &kept(&git)[..] else {
        panic!("one file is kept")
    };
    let before = fs::read(file).expect("a file");
    for round in 10..20 {
        change(&mut git, round);
    }
    // What is new fits in part.
    let most = (before.len() / 512 + 1).to_string();
    let cramped = listed(&git, &most);
    assert!(fs::read(file).expect("a file").starts_with(&before));
    assert_eq!(listed(&git, "unlimited"), cramped);
    let whole = fs::read(file).expect("a file");
    assert!(whole.starts_with(&before) && whole.len() > before.len() + 512);
    assert_eq!(listed(&git, "unlimited"), cramped);
    assert_eq!(fs::read(file).expect("a file"), whole, "nothing is left to be learnt");
}
