//! The program itself on a terminal of its own, used as a lawyer uses it.

use super::harness::{Copy, demonstration};
use crate::support::{Git, Pty, Server, own_data};
use adidem::language::Language;
use adidem::session::{Pending, Workspace};
use portable_pty::CommandBuilder;
use std::process::Command;

/// The screens on a demonstration that this test may change.
fn open(demo: &Copy, contract: Option<&str>) -> Pty {
    let mut command = CommandBuilder::new(env!("CARGO_BIN_EXE_adidem"));
    command.args(contract.iter().flat_map(|name| ["--open", name]));
    let home = demo.folder.parent().expect("a folder");
    // The players of a demonstration know their colleagues' keys by what was kept when it was made.
    let data = own_data().to_string_lossy().into_owned();
    Pty::start(
        (&demo.folder, home),
        command,
        true,
        &[("GIT_CONFIG_NOSYSTEM", "1"), ("XDG_DATA_HOME", &data)],
    )
}

fn pending(demo: &Copy) -> Pending {
    Workspace::open(&demo.folder)
        .expect("a repository")
        .pending("crm-en")
        .expect("what is pending")
}

/// Presses keys and waits until the screen shows words.
fn press(terminal: &Pty, keys: &str, words: &str) {
    terminal.press(keys);
    terminal.wait_for(words);
}

#[test]
fn a_decision_is_read_marked_and_recorded_on_a_real_terminal() {
    let demo = demonstration(Language::English);
    let mut terminal = open(&demo, None);
    terminal.wait_for("wait for you");
    for (keys, words) in [
        ("\r", "Cus Ven"),
        (".", "change 1 of "),
        ("a", "1 marked"),
        ("R", "Sign and record this now?"),
        ("y", "Recorded: 1 position."),
    ] {
        press(&terminal, keys, words);
    }
    terminal.press("Q");
    assert!(terminal.ended().success());
    terminal.wait("the end", |state| state.ended);
    terminal.assert_clean();
    assert!(pending(&demo).marks.is_empty());
    let newest = Command::new("git")
        .args(["log", "-1", "--format=%an %s"])
        .current_dir(&demo.folder)
        .output();
    let said = String::from_utf8_lossy(&newest.expect("git").stdout).into_owned();
    assert!(said.starts_with("Aoife Brennan crm-en: customer accepts"), "{said}");
}

#[test]
fn a_dropped_line_loses_no_mark_and_no_word() {
    let demo = demonstration(Language::English);
    let mut terminal = open(&demo, Some("crm-en"));
    terminal.wait_for("Cus Ven");
    for (keys, words) in [
        (".", "change 1 of "),
        ("a", "1 marked"),
        ("ox", "Why is it rejected?"),
        ("Too l", "Too l"),
    ] {
        press(&terminal, keys, words);
    }
    terminal.drop_line("o");
    terminal.ended();
    assert_eq!(pending(&demo).marks.len(), 1);
    assert!(pending(&demo).unfinished.expect("a reason").text.starts_with("Too l"));
    let mut again = open(&demo, Some("crm-en"));
    again.wait_for("Cus Ven");
    again.wait_for("1 marked");
    // The reader is where they were, and so is what they had written.
    press(&again, "x", "Too l");
    press(&again, "ng.\r", "2 marked");
    again.press("Q");
    assert!(again.ended().success());
    assert!(pending(&demo).marks[1].reason.ends_with("ng."));
}

#[test]
fn a_program_told_to_end_has_saved_everything() {
    for signal in ["-HUP", "-TERM"] {
        let demo = demonstration(Language::English);
        let mut terminal = open(&demo, Some("crm-en"));
        terminal.wait_for("Cus Ven");
        press(&terminal, ".", "change 1 of ");
        press(&terminal, "a", "1 marked");
        terminal.signal(signal);
        terminal.ended();
        assert_eq!(pending(&demo).marks.len(), 1, "{signal}");
        assert!(pending(&demo).place.is_some(), "{signal}");
    }
}

#[test]
fn over_a_real_ssh_line_a_clause_is_marked_and_the_line_may_break() {
    let git = Git::nowhere();
    let Some(server) = Server::start(&git) else { return };
    let demo = demonstration(Language::English);
    let program = env!("CARGO_BIN_EXE_adidem");
    // The server's own variables do not reach the program: the command says which ones are set all the same.
    let own = format!(
        "--env GIT_CONFIG_GLOBAL=/dev/null --env GIT_CONFIG_NOSYSTEM=1 --env XDG_DATA_HOME={}",
        crate::support::own_data().display()
    );
    let folder = demo.folder.display();
    server.force(&format!(
        "env LC_ALL=C.UTF-8 {program} --restricted {own} --open crm-en {folder}"
    ));
    let (ssh, user) = server.client(&git);
    let mut command = CommandBuilder::new(&ssh[0]);
    command.args(&ssh[1..]);
    command.args(["-tt", &user]);
    let home = demo.folder.parent().expect("a folder");
    let mut terminal = Pty::start((&demo.folder, home), command, true, &[]);
    terminal.wait_for("Cus Ven");
    press(&terminal, ".", "change 1 of ");
    press(&terminal, "a", "1 marked");
    // Neither an editor nor a shell lies behind a forced command.
    press(&terminal, "e", "Ctrl-S");
    press(&terminal, "\x03", "Nothing changed.");
    press(&terminal, ".", "change 2 of ");
    press(&terminal, "\x1a", "--restricted");
    terminal.signal("-KILL");
    terminal.ended();
    assert_eq!(pending(&demo).marks.len(), 1);
}

#[test]
fn what_was_typed_and_cannot_be_taken_is_there_when_the_editor_opens_again() {
    let demo = demonstration(Language::English);
    let home = demo.folder.parent().expect("a folder").to_owned();
    // The first time it types a line break that some programs make; the second time it takes it out of what it finds.
    let editor = home.join("editor");
    let script = "#!/bin/sh\nif grep -q Typed \"$1\"; then tr -d '\\013' < \"$1\" > \"$1.new\" && mv \"$1.new\" \"$1\"; \
                  else printf 'Typed by\\013hand.\\n' > \"$1\"; fi\n";
    std::fs::write(&editor, script).expect("written");
    std::fs::set_permissions(&editor, std::os::unix::fs::PermissionsExt::from_mode(0o755)).expect("rights");
    let mut command = CommandBuilder::new(env!("CARGO_BIN_EXE_adidem"));
    command.args(["--open", "crm-en"]);
    let editor = editor.to_string_lossy().into_owned();
    let variables = [("GIT_CONFIG_NOSYSTEM", "1"), ("EDITOR", editor.as_str())];
    let mut terminal = Pty::start((&demo.folder, &home), command, true, &variables);
    terminal.wait_for("Cus Ven");
    press(&terminal, ".", "change 1 of ");
    press(&terminal, "e", "Open the editor again");
    press(&terminal, "y", "changed the text of");
    terminal.press("Q");
    assert!(terminal.ended().success());
    let draft = std::fs::read_to_string(demo.folder.join("contracts/crm-en.yaml")).expect("a contract");
    assert!(
        draft.contains("Typed byhand."),
        "what was typed the first time is what was found the second time"
    );
    assert_eq!(
        std::fs::read_dir(demo.folder.join(".git/adidem/typed"))
            .expect("a folder")
            .count(),
        0
    );
}

#[test]
fn a_mistake_in_the_key_map_is_said_and_the_screens_open_with_the_usual_keys() {
    let demo = demonstration(Language::English);
    let home = demo.folder.parent().expect("a folder").to_owned();
    let folder = home.join("configuration/adidem");
    std::fs::create_dir_all(&folder).expect("a folder");
    std::fs::write(folder.join("keys.yaml"), "acept: a\n").expect("a key map");
    std::fs::write(folder.join("settings.yaml"), "ascii: maybe\n").expect("settings");
    let configuration = home.join("configuration").to_string_lossy().into_owned();
    let command = CommandBuilder::new(env!("CARGO_BIN_EXE_adidem"));
    let data = own_data().to_string_lossy().into_owned();
    let variables = [
        ("GIT_CONFIG_NOSYSTEM", "1"),
        ("XDG_CONFIG_HOME", configuration.as_str()),
        ("XDG_DATA_HOME", data.as_str()),
    ];
    let mut terminal = Pty::start((&demo.folder, &home), command, true, &variables);
    terminal.wait_for("no action `acept`");
    terminal.wait_for("ascii");
    terminal.wait_for("crm-en");
    press(&terminal, "\r", "Cus Ven");
    terminal.press("Q");
    assert!(terminal.ended().success());
}
