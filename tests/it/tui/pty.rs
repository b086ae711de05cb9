//! The program itself on a terminal of its own: started, read, interrupted, left.

use super::harness::{Copy, demonstration};
use adidem::session::Room;
use adidem::wording::Language;
use portable_pty::{Child, CommandBuilder, MasterPty, PtySize, native_pty_system};
use std::io::{Read, Write};
use std::num::NonZeroU16;
use std::process::Command;
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::time::{Duration, Instant};

/// Longer than anything takes on a loaded machine.
const PATIENCE: Duration = Duration::from_secs(20);
/// After this much silence nothing more is coming.
const QUIET: Duration = Duration::from_millis(350);

/// The program on a terminal.
struct Terminal {
    master: Option<Box<dyn MasterPty + Send>>,
    writer: Option<Box<dyn Write + Send>>,
    child: Box<dyn Child + Send + Sync>,
    output: Receiver<Vec<u8>>,
    screen: vt100::Parser,
    /// Everything that came since it was last taken.
    bytes: Vec<u8>,
    answers: bool,
}

fn screen(columns: u16, rows: u16) -> vt100::Parser {
    let size = |cells| NonZeroU16::new(cells).expect("a size");
    vt100::Parser::new(size(rows), size(columns), 0)
}

impl Terminal {
    fn start(demo: &Copy, size: (u16, u16), arguments: &[&str], environment: &[(&str, &str)]) -> Self {
        let mut command = CommandBuilder::new(env!("CARGO_BIN_EXE_adidem"));
        command.args(arguments);
        Self::run(demo, size, command, environment)
    }

    fn run(demo: &Copy, size: (u16, u16), mut command: CommandBuilder, environment: &[(&str, &str)]) -> Self {
        let pty = native_pty_system()
            .openpty(PtySize { rows: size.1, cols: size.0, ..PtySize::default() })
            .expect("a terminal");
        command.cwd(&demo.folder);
        command.env_clear();
        command.env("PATH", std::env::var_os("PATH").unwrap_or_default());
        command.env("HOME", demo.folder.parent().expect("a folder"));
        for (name, value) in [
            ("TERM", "xterm-256color"),
            ("LC_ALL", "C.UTF-8"),
            ("GIT_CONFIG_NOSYSTEM", "1"),
            ("GIT_AUTHOR_DATE", "2026-08-01T09:00:00+08:00"),
        ] {
            command.env(name, value);
        }
        for (name, value) in environment {
            command.env(name, value);
        }
        let child = pty.slave.spawn_command(command).expect("the program");
        drop(pty.slave);
        let mut reader = pty.master.try_clone_reader().expect("its output");
        let writer = pty.master.take_writer().expect("its input");
        let (sender, output) = channel();
        std::thread::spawn(move || {
            let mut buffer = [0; 65536];
            while let Ok(count @ 1..) = reader.read(&mut buffer) {
                if sender.send(buffer[..count].to_vec()).is_err() {
                    break;
                }
            }
        });
        Self {
            master: Some(pty.master),
            writer: Some(writer),
            child,
            output,
            screen: screen(size.0, size.1),
            bytes: Vec::new(),
            answers: true,
        }
    }

    fn take(&mut self, bytes: Vec<u8>) {
        self.screen.process(&bytes);
        // A terminal answers when it is asked for its status.
        let asked = bytes.windows(4).filter(|window| *window == b"\x1b[5n").count();
        if self.answers {
            (0..asked).for_each(|_| self.send(b"\x1b[0n"));
        }
        self.bytes.extend(bytes);
    }

    fn send(&mut self, bytes: &[u8]) {
        let writer = self.writer.as_mut().expect("a line");
        writer.write_all(bytes).and_then(|()| writer.flush()).expect("the line");
    }

    fn text(&self) -> String {
        self.screen.screen().contents()
    }

    /// Waits until the screen shows words.
    fn wait_for(&mut self, words: &str) -> &mut Self {
        let until = Instant::now() + PATIENCE;
        while !self.text().contains(words) {
            match self.output.recv_timeout(until.saturating_duration_since(Instant::now())) {
                Ok(bytes) => self.take(bytes),
                Err(_) => panic!("`{words}` never came\n{}", self.text()),
            }
        }
        self
    }

    /// Types, and waits until the screen shows words.
    fn type_for(&mut self, keys: &str, words: &str) -> &mut Self {
        self.send(keys.as_bytes());
        self.wait_for(words)
    }

    /// Everything that comes until nothing comes any more; how many bytes it was.
    fn settle(&mut self) -> usize {
        self.bytes.clear();
        loop {
            match self.output.recv_timeout(QUIET) {
                Ok(bytes) => self.take(bytes),
                Err(_) => return self.bytes.len(),
            }
        }
    }

    /// Waits for the end of the program; its exit status.
    fn end(&mut self) -> u32 {
        let until = Instant::now() + PATIENCE;
        loop {
            match self.output.recv_timeout(Duration::from_millis(20)) {
                Ok(bytes) => self.take(bytes),
                Err(RecvTimeoutError::Timeout | RecvTimeoutError::Disconnected) => {}
            }
            if let Some(status) = self.child.try_wait().expect("a status") {
                while let Ok(bytes) = self.output.recv_timeout(Duration::from_millis(100)) {
                    self.bytes.extend(bytes);
                }
                return status.exit_code();
            }
            assert!(Instant::now() < until, "the program never ended");
        }
    }

    fn signal(&self, name: &str) {
        let id = self.child.process_id().expect("a process").to_string();
        assert!(Command::new("kill").args([name, &id]).status().expect("kill").success());
    }

    /// Whether the terminal was left as it was found.
    fn is_clean(&self) -> bool {
        let all = String::from_utf8_lossy(&self.bytes);
        let after = |last: &str, before: &str| match (all.rfind(last), all.rfind(before)) {
            (Some(last), Some(before)) => last > before,
            (Some(_), None) => true,
            _ => false,
        };
        after("\x1b[?1049l", "\x1b[?1049h") && after("\x1b[?25h", "\x1b[?25l") && after("\x1b[?2004l", "\x1b[?2004h")
    }
}

fn marks(demo: &Copy) -> usize {
    Room::open(&demo.folder).expect("a repository").pending("crm-en").expect("what is pending").marks.len()
}

#[test]
fn a_decision_is_read_marked_and_recorded_on_a_real_terminal() {
    let demo = demonstration(Language::English);
    let mut terminal = Terminal::start(&demo, (120, 40), &[], &[]);
    terminal.wait_for("wait for you").type_for("\r", "Cus Ven").type_for(".", "change 1 of ");
    terminal.type_for("a", "1 marked").type_for("R", "Sign and record this now?");
    terminal.type_for("y", "Recorded: 1 position.");
    terminal.settle();
    terminal.send(b"Q");
    assert_eq!(terminal.end(), 0);
    assert!(terminal.is_clean());
    assert_eq!(marks(&demo), 0);
    let verified =
        Command::new("git").args(["log", "-1", "--format=%an %s"]).current_dir(&demo.folder).output().expect("git");
    let said = String::from_utf8_lossy(&verified.stdout).into_owned();
    assert!(said.starts_with("Aoife Brennan crm-en: customer accepts"), "{said}");
}

#[test]
fn a_dropped_line_ends_the_program_and_loses_nothing() {
    let demo = demonstration(Language::English);
    let mut terminal = Terminal::start(&demo, (80, 24), &["--open", "crm-en"], &[]);
    terminal.wait_for("Cus Ven").type_for(".", "change 1 of ").type_for("a", "1 marked");
    terminal.type_for("ox", "Why is it rejected?").type_for("Too lo", "Too lo");
    // The window is closed: the terminal is gone, reader and all.
    terminal.writer = None;
    terminal.master = None;
    terminal.end();
    assert_eq!(marks(&demo), 1);
    let begun = Room::open(&demo.folder).expect("a repository").pending("crm-en").expect("what is pending").unfinished;
    assert_eq!(begun.expect("a reason").text, "Too lo");
    let mut again = Terminal::start(&demo, (80, 24), &["--open", "crm-en"], &[]);
    again.wait_for("1 marked").type_for("ox", "Too lo");
    again.settle();
    again.send(b"\x1b");
    again.settle();
    again.send(b"Q");
    assert_eq!(again.end(), 0);
}

#[test]
fn a_program_told_to_end_has_saved_everything() {
    for signal in ["-HUP", "-TERM"] {
        let demo = demonstration(Language::English);
        let mut terminal = Terminal::start(&demo, (80, 24), &["--open", "crm-en"], &[]);
        terminal.wait_for("Cus Ven").type_for(".", "change 1 of ").type_for("a", "1 marked");
        terminal.signal(signal);
        terminal.end();
        assert_eq!(marks(&demo), 1, "{signal}");
    }
}

#[test]
fn a_terminal_that_never_answers_is_served_all_the_same() {
    let demo = demonstration(Language::English);
    let mut terminal = Terminal::start(&demo, (80, 24), &["--open", "crm-en"], &[]);
    terminal.answers = false;
    terminal.wait_for("Cus Ven").type_for("....", "change 4 of ");
    terminal.send(b"Q");
    assert_eq!(terminal.end(), 0);
}
