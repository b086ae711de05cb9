//! What a command says while it takes long: to somebody at a terminal, and to nobody else.

use std::fs;
use std::os::unix::fs::PermissionsExt as _;
use std::path::Path;
use std::process::Command;

use portable_pty::CommandBuilder;

use crate::support::{Git, Pty};

const PROGRAM: &str = env!("CARGO_BIN_EXE_adidem");
const DEAL: &str = "title: Deal\nparties:\n  - {id: a, name: A, members: [{name: Ann, email: ann@a.example}]}\n  \
                    - {id: b, name: B, members: [{name: Bea, email: bea@b.example}]}\nclauses:\n  \
                    - {id: fee, text: The fee is due within thirty days.}\n";

/// A deal of one round.
fn deal() -> Git {
    let mut git = Git::new();
    git.by("Ann <ann@a.example>")
        .change("contracts/deal.yaml", DEAL, "first");
    git
}

/// A search path on which git takes its time before it begins.
fn slow_git(git: &Git, seconds: &str) -> String {
    let folder = git.beside("slow");
    fs::create_dir_all(&folder).expect("a folder");
    let script = folder.join("git");
    let slow = format!("#!/bin/sh\nsleep {seconds}\nPATH=\"${{PATH#*:}}\"\nexec git \"$@\"\n");
    fs::write(&script, slow).expect("a script");
    fs::set_permissions(&script, fs::Permissions::from_mode(0o755)).expect("rights");
    format!("{}:{}", folder.display(), std::env::var("PATH").expect("a path"))
}

fn at_a_terminal(git: &Git, environment: &[(&str, &str)], arguments: &[&str]) -> String {
    let mut command = CommandBuilder::new(PROGRAM);
    command.args(arguments);
    let mut terminal = Pty::start((&git.top(), &git.beside("")), command, false, environment);
    terminal.ended();
    terminal.wait("the end", |state| state.ended);
    String::from_utf8_lossy(&terminal.bytes()).into_owned()
}

#[test]
fn a_long_command_says_what_it_does_at_a_terminal_and_takes_it_back() {
    let git = deal();
    let slow = slow_git(&git, "2");
    let file = git.beside("deal.zip").display().to_string();
    let arguments = ["evidence", "deal", "-o", &file];
    for (locale, said) in [
        ("C.UTF-8", "making the evidence file …"),
        ("zh_CN.UTF-8", "正在生成证据包 …"),
    ] {
        let _ = fs::remove_file(Path::new(&file));
        let printed = at_a_terminal(&git, &[("PATH", &slow), ("LANG", locale)], &arguments);
        let erased = format!("{said}\r\u{1b}[K");
        assert_eq!(printed.matches(&erased).count(), 1, "{printed:?}");
        assert!(printed.find(&erased) < printed.find("deal.zip"), "{printed:?}");
    }
    let printed = at_a_terminal(
        &git,
        &[("PATH", &slow), ("TERM", "dumb")],
        &[&arguments[..], &["--json"]].concat(),
    );
    assert!(!printed.contains('…') && !printed.contains("\u{1b}[K"), "{printed:?}");
}

#[test]
fn a_quick_command_says_nothing_of_the_kind_nor_does_a_slow_one_to_a_file() {
    let git = deal();
    let printed = at_a_terminal(&git, &[], &["rounds", "deal"]);
    assert!(!printed.contains("reading history"), "{printed:?}");
    let file = git.beside("deal.zip");
    let output = Command::new(PROGRAM)
        .args(["evidence", "deal", "-o"])
        .arg(&file)
        .current_dir(git.top())
        .env("PATH", slow_git(&git, "1"))
        .env("HOME", git.beside(""))
        .output()
        .expect("the program");
    assert!(output.status.success(), "{output:?}");
    assert_eq!(String::from_utf8_lossy(&output.stderr), "");
}
