//! Long output in a terminal: the user's pager, what becomes of the text when it fails, and terminals that have none.

use crate::support::{Git, Pty};
use portable_pty::CommandBuilder;
use std::fmt::Write as _;
use std::fs;

/// A contract longer than any window, in two rounds that differ in every clause.
fn long() -> Git {
    let mut git = Git::new();
    let contract = |days: &str| {
        let mut text = "title: Deal\nparties:\n  - {id: a, name: A, members: [{name: Ann, email: ann@a.example}]}\n  - {id: b, name: B, members: [{name: Bea, email: bea@b.example}]}\nclauses:\n".to_owned();
        for clause in 1..=60 {
            write!(
                text,
                "  - id: c{clause}\n    text: Clause {clause} is due within {days} days.\n"
            )
            .expect("text");
        }
        text
    };
    git.by("Ann <ann@a.example>")
        .change("contracts/deal.yaml", &contract("thirty"), "first");
    git.by("Bea <bea@b.example>")
        .change("contracts/deal.yaml", &contract("sixty"), "second");
    git
}

/// `adidem diff deal 1 2` in a terminal with these settings.
fn diff(git: &Git, environment: &[(&str, &str)]) -> Pty {
    let mut command = CommandBuilder::new(env!("CARGO_BIN_EXE_adidem"));
    command.args(["diff", "deal", "1", "2"]);
    Pty::start((&git.top(), &git.beside("")), command, false, environment)
}

/// Everything that came until the program ended.
fn all_of(mut terminal: Pty) -> String {
    terminal.ended();
    terminal.wait("the end", |state| state.ended);
    String::from_utf8_lossy(&terminal.bytes()).into_owned()
}

fn is_whole(printed: &str) -> bool {
    (1..=60).all(|clause| printed.contains(&format!("c{clause}")) || printed.contains(&format!("Clause {clause} is")))
}

#[test]
fn the_pager_runs_through_the_shell_with_its_quotes() {
    let git = long();
    let folder = git.beside("two words");
    fs::create_dir(&folder).expect("a folder");
    let pager = folder.join("page it");
    fs::write(&pager, "#!/bin/sh\necho \"paged by $1\"; cat\n").expect("a script");
    fs::set_permissions(&pager, std::os::unix::fs::PermissionsExt::from_mode(0o755)).expect("rights");
    let printed = all_of(diff(
        &git,
        &[("PAGER", &format!("'{}' 'three short words'", pager.display()))],
    ));
    assert!(
        printed.contains("paged by three short words") && is_whole(&printed),
        "{printed}"
    );
}

#[test]
fn what_a_failing_pager_did_not_take_is_printed_and_told() {
    let git = long();
    for pager in ["no-such-pager-anywhere", "exit 1", "kill -9 $$", "/"] {
        let printed = all_of(diff(&git, &[("PAGER", pager)]));
        assert!(
            printed.contains(&format!("the pager `{pager}` failed")),
            "{pager}: {printed}"
        );
        assert!(is_whole(&printed), "{pager}: {printed}");
    }
    let printed = all_of(diff(&git, &[("PAGER", "exit 1"), ("LANG", "zh_CN.UTF-8")]));
    assert!(printed.contains("分页程序 `exit 1` 失败"), "{printed}");
    let left = all_of(diff(&git, &[("PAGER", "head -n 2")]));
    assert!(
        !left.contains("failed") && !is_whole(&left),
        "left early is no failure: {left}"
    );
}

#[test]
fn colours_come_through_less_whatever_else_is_set_for_it() {
    let git = long();
    if std::process::Command::new("less").arg("--version").output().is_err() {
        println!("skipped: less is not installed");
        return;
    }
    for less in ["-j10", "-X", "-M -i", "-PLine %l", ""] {
        let terminal = diff(&git, &[("LESS", less), ("PAGER", "less")]);
        terminal.wait_for("thirty");
        let shown = terminal.shown().join("\n");
        assert!(!shown.contains("ESC["), "LESS={less}: {shown}");
        terminal.press("q");
        let printed = all_of(terminal);
        assert!(printed.contains("\u{1b}["), "LESS={less}: no colour: {printed}");
    }
}

#[test]
fn a_terminal_that_only_takes_lines_gets_neither_a_pager_nor_colours() {
    let git = long();
    for kind in ["dumb", "", "unknown"] {
        let printed = all_of(diff(&git, &[("TERM", kind), ("PAGER", "echo paged; cat")]));
        assert!(
            is_whole(&printed) && !printed.contains("paged"),
            "TERM={kind}: {printed}"
        );
        assert!(!printed.contains('\u{1b}'), "TERM={kind}: {printed}");
    }
    for none in ["", "cat", "  "] {
        assert!(is_whole(&all_of(diff(&git, &[("PAGER", none)]))), "PAGER={none}");
    }
}
