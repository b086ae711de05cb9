//! The real program in a terminal: what it sends, byte by byte, and how it leaves.

use crate::support::{Pty, Received};
use adidem::tui::terminal::{Console, Options};
use portable_pty::CommandBuilder;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;
use std::time::Duration;

const PROGRAM: &str = env!("CARGO_BIN_EXE_adidem");

/// A demonstration that all tests read and none changes.
fn place() -> &'static (PathBuf, tempfile::TempDir) {
    static PLACE: OnceLock<(PathBuf, tempfile::TempDir)> = OnceLock::new();
    PLACE.get_or_init(|| {
        let home = tempfile::tempdir().unwrap();
        let place = home.path().join("demo");
        let made = std::process::Command::new(PROGRAM)
            .args(["demo", "--no-open", "--dir"])
            .arg(&place)
            .env("HOME", home.path())
            .env("LANG", "C.UTF-8")
            .output()
            .unwrap();
        assert!(made.status.success(), "{}", String::from_utf8_lossy(&made.stderr));
        (place, home)
    })
}

/// The screens on a contract, in a terminal that answers status queries, or does not.
fn open(contract: Option<&str>, answers: bool, environment: &[(&str, &str)]) -> Pty {
    let mut command = CommandBuilder::new(PROGRAM);
    command.args(contract.iter().flat_map(|name| ["--open", name]));
    let (folder, home) = place();
    Pty::start((folder, home.path()), command, answers, environment)
}

/// An interactive shell, from which the program is started as a user does.
fn shell() -> Pty {
    let mut command = CommandBuilder::new("bash");
    command.args(["--norc", "--noprofile", "-i"]);
    let (folder, home) = place();
    Pty::start((folder, home.path()), command, true, &[("PS1", "prompt> ")])
}

fn holds(bytes: &[u8], part: &[u8]) -> bool {
    bytes.windows(part.len()).any(|window| window == part)
}

#[test]
fn nothing_is_sent_when_idle_and_no_answer_is_needed_to_start() {
    let terminal = open(Some("crm-en"), false, &[]);
    terminal.wait_for("Rounds 1 ");
    let before = terminal.quiet(Duration::from_secs(2));
    assert_eq!(terminal.quiet(Duration::from_secs(3)), before, "bytes while idle");
    let bytes = terminal.bytes();
    for question in [
        "\x1b[6n",
        "\x1b[c",
        "\x1b[0c",
        "\x1b[>c",
        "\x1b]11;?",
        "\x1b[?u",
        "\x1b[?2026$p",
    ] {
        assert!(!holds(&bytes, question.as_bytes()), "{question:?}");
    }
    // It was no key's fault that nobody answered.
    terminal.press("?");
    terminal.wait_for("Signs");
}

#[test]
fn steps_stay_within_their_bytes_at_120_by_40() {
    let terminal = open(None, true, &[]);
    terminal.wait_for("crm-zh");
    let first = terminal.quiet(Duration::from_millis(500));
    assert!(first <= 10_000, "{first} bytes for the first screen");
    let selection = terminal.cost("j");
    assert!(selection <= 300, "{selection} bytes for a selection one down");

    let terminal = open(Some("crm-en"), true, &[]);
    terminal.wait_for("Rounds 1 ");
    terminal.cost("w");
    // From the top on, where the outline stands still.
    terminal.cost("g");
    for _ in 0..3 {
        let scrolled = terminal.cost("J");
        assert!(scrolled <= 1_900, "{scrolled} bytes for one line beside the outline");
    }
    terminal.cost("z");
    for _ in 0..8 {
        let scrolled = terminal.cost("J");
        assert!(scrolled <= 250, "{scrolled} bytes for one line in full width");
    }
}

#[test]
fn a_redline_is_struck_and_underlined_with_and_without_colour() {
    for environment in [&[][..], &[("NO_COLOR", "1")]] {
        let terminal = open(Some("crm-en"), true, environment);
        terminal.wait_for("Rounds 1 ");
        terminal.press("wf");
        let attribute = |state: &Received, code: &str| {
            let text = String::from_utf8_lossy(&state.bytes).into_owned();
            text.split("\x1b[").skip(1).any(|part| {
                part.split_once('m')
                    .is_some_and(|(codes, _)| codes.split(';').any(|one| one == code))
            })
        };
        terminal.wait("strike-through", |state| attribute(state, "9"));
        terminal.wait("underline", |state| attribute(state, "4"));
    }
}

#[test]
fn the_terminal_is_clean_after_leaving_and_after_being_told_to_end() {
    for how in ["key", "-TERM", "-QUIT"] {
        let mut terminal = open(Some("crm-en"), true, &[]);
        terminal.wait_for("Rounds 1 ");
        assert!(!terminal.is_cooked());
        terminal.press("M");
        terminal.wait("the mouse", |state| {
            state.screen.screen().mouse_protocol_mode() != vt100::MouseProtocolMode::None
        });
        if how == "key" {
            terminal.press("Q");
        } else {
            terminal.signal(how);
        }
        assert!(terminal.ended().success(), "{how}");
        terminal.wait("the end", |state| state.ended);
        terminal.assert_clean();
    }
}

#[test]
fn a_line_that_drops_ends_the_program() {
    let mut terminal = open(Some("crm-en"), true, &[]);
    terminal.wait_for("Rounds 1 ");
    terminal.drop_line("?");
    terminal.ended();
}

#[test]
fn ctrl_z_leaves_a_clean_terminal_and_fg_brings_the_screen_back() {
    let terminal = shell();
    terminal.wait_for("prompt>");
    terminal.press(&format!("{} --open crm-en\r", Path::new(PROGRAM).display()));
    terminal.wait_for("Rounds 1 ");
    terminal.press("\x1a");
    terminal.wait_for("Stopped");
    terminal.wait("the shell's screen", |state| !state.screen.screen().alternate_screen());
    terminal.press("fg\r");
    terminal.wait_for("Rounds 1 ");
    terminal.press("?");
    terminal.wait_for("Signs");
    terminal.press("\x1b");
    terminal.quiet(Duration::from_millis(300));
    terminal.press("Q");
    terminal.wait("the prompt", |state| {
        !state.screen.screen().alternate_screen() && state.screen.screen().contents().trim_end().ends_with("prompt>")
    });
    terminal.quiet(Duration::from_millis(300));
    let screen = terminal.shown().join("\n");
    assert!(!screen.contains("0n"), "an answer was typed at the prompt:\n{screen}");
}

#[test]
fn ctrl_z_without_a_shell_goes_on() {
    let mut terminal = open(Some("crm-en"), true, &[]);
    terminal.wait_for("Rounds 1 ");
    let before = terminal.quiet(Duration::from_millis(300));
    terminal.press("\x1a");
    terminal.wait("the screen anew", |state| holds(&state.bytes[before..], b"\x1b[?1049h"));
    terminal.wait_for("Rounds 1 ");
    terminal.press("Q");
    assert!(terminal.ended().success());
}

#[test]
fn a_storm_of_sizes_ends_with_the_last_one_painted() {
    let terminal = open(Some("crm-en"), true, &[]);
    terminal.wait_for("Rounds 1 ");
    let sizes = (1..60_u16)
        .map(|step| (step * 37 % 140 + 1, step * 17 % 50 + 1))
        .chain([(100, 30)]);
    for (columns, rows) in sizes {
        terminal.resize(columns, rows);
    }
    terminal.wait_for("Rounds 1 ");
    terminal.quiet(Duration::from_millis(500));
    let rows = terminal.shown();
    assert_eq!(rows.len(), 30);
    assert!(rows[0].contains("crm-en") && !rows[29].trim().is_empty(), "{rows:#?}");
}

/// Not a test of its own: the one below runs it in a terminal.
#[test]
#[ignore = "run by another test"]
fn panics_on_the_screens() {
    let mut console = Console::enter(Options { paced: false }, |_| ()).unwrap();
    console
        .draw(|frame| frame.render_widget("the screens are on", frame.area()))
        .unwrap();
    panic!("a fault that nobody expected");
}

#[test]
fn a_panic_leaves_a_clean_terminal_and_says_what_happened() {
    let mut command = CommandBuilder::new(std::env::current_exe().unwrap());
    command.args([
        "--ignored",
        "--exact",
        "terminal::panics_on_the_screens",
        "--nocapture",
        "--test-threads=1",
    ]);
    let (folder, home) = place();
    let mut terminal = Pty::start((folder, home.path()), command, true, &[]);
    assert!(!terminal.ended().success());
    terminal.wait("the end", |state| state.ended);
    assert!(
        holds(&terminal.bytes(), b"the screens are on"),
        "the screens were never on"
    );
    terminal.assert_clean();
    let shown = terminal.shown().join("\n");
    assert!(shown.contains("a fault that nobody expected"), "{shown}");
}
