//! The real program in a terminal: what it sends, byte by byte, and how it leaves.

use portable_pty::{Child, CommandBuilder, MasterPty, PtySize, native_pty_system};
use std::io::{Read, Write};
use std::num::NonZeroU16;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Condvar, Mutex, OnceLock};
use std::time::{Duration, Instant};

const PROGRAM: &str = env!("CARGO_BIN_EXE_adidem");
/// Longer than anything takes on a busy machine.
const AT_MOST: Duration = Duration::from_secs(30);
const QUERY: &[u8] = b"\x1b[5n";

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

/// What a terminal has received.
struct Received {
    screen: vt100::Parser,
    bytes: Vec<u8>,
    /// When anything last came.
    last: Instant,
    /// Nothing will come any more.
    ended: bool,
}

/// A terminal with a program in it.
struct Pty {
    received: Arc<(Mutex<Received>, Condvar)>,
    master: Option<Box<dyn MasterPty + Send>>,
    child: Box<dyn Child + Send + Sync>,
    keys: Arc<Mutex<Option<Box<dyn Write + Send>>>>,
    /// The reading thread ends with the next bytes, so that nothing holds the line.
    cut: Arc<std::sync::atomic::AtomicBool>,
}

fn size(columns: u16, rows: u16) -> PtySize {
    PtySize { rows, cols: columns, pixel_width: 0, pixel_height: 0 }
}

impl Pty {
    /// The screens on a contract, in a terminal that answers status queries, or does not.
    fn open(contract: Option<&str>, answers: bool, environment: &[(&str, &str)]) -> Self {
        let mut command = CommandBuilder::new(PROGRAM);
        command.args(contract.iter().flat_map(|name| ["--open", name]));
        Self::start(command, answers, environment)
    }

    /// An interactive shell, from which the program is started as a user does.
    fn shell() -> Self {
        let mut command = CommandBuilder::new("bash");
        command.args(["--norc", "--noprofile", "-i"]);
        Self::start(command, true, &[("PS1", "prompt> ")])
    }

    fn start(mut command: CommandBuilder, answers: bool, environment: &[(&str, &str)]) -> Self {
        let (place, home) = place();
        command.cwd(place);
        command.env_clear();
        for (name, value) in [("PATH", std::env::var("PATH").unwrap().as_str()), ("TERM", "xterm"), ("LANG", "C.UTF-8")]
        {
            command.env(name, value);
        }
        command.env("HOME", home.path());
        for (name, value) in environment {
            command.env(name, value);
        }
        let pair = native_pty_system().openpty(size(120, 40)).unwrap();
        let child = pair.slave.spawn_command(command).unwrap();
        drop(pair.slave);
        let parser = vt100::Parser::new(NonZeroU16::new(40).unwrap(), NonZeroU16::new(120).unwrap(), 0);
        let received = Received { screen: parser, bytes: Vec::new(), last: Instant::now(), ended: false };
        let received = Arc::new((Mutex::new(received), Condvar::new()));
        let keys = Arc::new(Mutex::new(Some(pair.master.take_writer().unwrap())));
        let cut = Arc::new(std::sync::atomic::AtomicBool::new(false));
        let mut reader = pair.master.try_clone_reader().unwrap();
        let (to, answer_by, stop) = (Arc::clone(&received), Arc::clone(&keys), Arc::clone(&cut));
        std::thread::spawn(move || {
            let mut buffer = [0; 8192];
            loop {
                let count = reader.read(&mut buffer).unwrap_or(0);
                if stop.load(std::sync::atomic::Ordering::SeqCst) {
                    return;
                }
                let (state, changed) = &*to;
                let mut state = state.lock().unwrap();
                let fresh = &buffer[..count];
                let from = state.bytes.len().saturating_sub(QUERY.len() - 1);
                state.bytes.extend_from_slice(fresh);
                state.screen.process(fresh);
                state.last = Instant::now();
                state.ended = count == 0;
                let questions = state.bytes[from..].windows(QUERY.len()).filter(|window| *window == QUERY).count();
                changed.notify_all();
                if count == 0 {
                    return;
                }
                drop(state);
                if let (true, Some(keys)) = (answers, answer_by.lock().unwrap().as_mut()) {
                    for _ in 0..questions {
                        let _ = keys.write_all(b"\x1b[0n");
                    }
                    let _ = keys.flush();
                }
            }
        });
        Self { received, master: Some(pair.master), child, keys, cut }
    }

    fn press(&self, keys: &str) {
        let mut writer = self.keys.lock().unwrap();
        let writer = writer.as_mut().expect("a line that is up");
        writer.write_all(keys.as_bytes()).unwrap();
        writer.flush().unwrap();
    }

    /// Waits until the terminal is as wished.
    #[track_caller]
    fn wait(&self, what: &str, wished: impl Fn(&Received) -> bool) {
        let (state, changed) = &*self.received;
        let state = state.lock().unwrap();
        let (state, late) = changed.wait_timeout_while(state, AT_MOST, |state| !wished(state)).unwrap();
        let screen = state.screen.screen().contents();
        assert!(!late.timed_out(), "never came: {what}; the screen is\n{screen}");
    }

    #[track_caller]
    fn wait_for(&self, text: &str) {
        self.wait(text, |state| state.screen.screen().contents().contains(text));
    }

    /// Waits until nothing has come for so long, and tells how many bytes have come in all.
    fn quiet(&self, span: Duration) -> usize {
        let (state, changed) = &*self.received;
        let mut state = state.lock().unwrap();
        loop {
            let silent = state.last.elapsed();
            if silent >= span {
                return state.bytes.len();
            }
            state = changed.wait_timeout(state, span.saturating_sub(silent)).unwrap().0;
        }
    }

    /// The bytes that a key makes the program send.
    fn cost(&self, key: &str) -> usize {
        let before = self.quiet(Duration::from_millis(300));
        self.press(key);
        self.wait(key, |state| state.bytes.len() > before);
        self.quiet(Duration::from_millis(300)) - before
    }

    fn bytes(&self) -> Vec<u8> {
        self.received.0.lock().unwrap().bytes.clone()
    }

    fn signal(&self, name: &str) {
        let process = self.child.process_id().unwrap().to_string();
        assert!(std::process::Command::new("kill").args([name, &process]).status().unwrap().success());
    }

    /// Waits until the program has ended by itself.
    #[track_caller]
    fn ended(&mut self) -> portable_pty::ExitStatus {
        let until = Instant::now() + AT_MOST;
        loop {
            if let Some(status) = self.child.try_wait().unwrap() {
                return status;
            }
            assert!(Instant::now() < until, "the program does not end");
            std::thread::yield_now();
        }
    }

    /// Whether the terminal is as a shell needs it: lines are edited and echoed.
    fn is_cooked(&self) -> bool {
        let flags = format!("{:?}", self.master.as_ref().unwrap().get_termios().unwrap().local_flags);
        ["ICANON", "ECHO", "ISIG"].iter().all(|name| flags.split(" | ").any(|flag| flag.contains(name)))
    }

    #[track_caller]
    fn assert_clean(&self) {
        let (state, _) = &*self.received;
        let state = state.lock().unwrap();
        let screen = state.screen.screen();
        assert!(!screen.alternate_screen() && !screen.hide_cursor() && !screen.bracketed_paste());
        assert_eq!(screen.mouse_protocol_mode(), vt100::MouseProtocolMode::None);
        assert_eq!(screen.fgcolor(), vt100::Color::Default);
        drop(state);
        assert!(self.is_cooked(), "the terminal is still raw");
    }
}

impl Drop for Pty {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn holds(bytes: &[u8], part: &[u8]) -> bool {
    bytes.windows(part.len()).any(|window| window == part)
}

#[test]
fn nothing_is_sent_when_idle_and_no_answer_is_needed_to_start() {
    let terminal = Pty::open(Some("crm-en"), false, &[]);
    terminal.wait_for("Rounds 1 2");
    let before = terminal.quiet(Duration::from_secs(2));
    assert_eq!(terminal.quiet(Duration::from_secs(3)), before, "bytes while idle");
    let bytes = terminal.bytes();
    for question in ["\x1b[6n", "\x1b[c", "\x1b[0c", "\x1b[>c", "\x1b]11;?", "\x1b[?u", "\x1b[?2026$p"] {
        assert!(!holds(&bytes, question.as_bytes()), "{question:?}");
    }
    // It was no key's fault that nobody answered.
    terminal.press("?");
    terminal.wait_for("ctrl-");
}

#[test]
fn steps_stay_within_their_bytes_at_120_by_40() {
    let terminal = Pty::open(None, true, &[]);
    terminal.wait_for("crm-zh");
    let first = terminal.quiet(Duration::from_millis(500));
    assert!(first <= 10_000, "{first} bytes for the first screen");
    let selection = terminal.cost("j");
    // The list selects rows in their whole width, and says below what is selected: both rows are written, and that line.
    assert!(selection <= 400, "{selection} bytes for a selection one down");

    let terminal = Pty::open(Some("crm-en"), true, &[]);
    terminal.wait_for("Rounds 1 2");
    terminal.cost("w");
    for _ in 0..3 {
        let scrolled = terminal.cost("J");
        assert!(scrolled <= 1_900, "{scrolled} bytes for one line beside the outline");
    }
    terminal.cost("z");
    for _ in 0..3 {
        let scrolled = terminal.cost("J");
        assert!(scrolled <= 250, "{scrolled} bytes for one line in full width");
    }
}

#[test]
fn a_redline_is_struck_and_underlined_with_and_without_colour() {
    for environment in [&[][..], &[("NO_COLOR", "1")]] {
        let terminal = Pty::open(Some("crm-en"), true, environment);
        terminal.wait_for("Rounds 1 2");
        terminal.press("wf");
        let attribute = |state: &Received, code: &str| {
            let text = String::from_utf8_lossy(&state.bytes).into_owned();
            text.split("\x1b[")
                .skip(1)
                .any(|part| part.split_once('m').is_some_and(|(codes, _)| codes.split(';').any(|one| one == code)))
        };
        terminal.wait("strike-through", |state| attribute(state, "9"));
        terminal.wait("underline", |state| attribute(state, "4"));
    }
}

#[test]
fn the_terminal_is_clean_after_leaving_and_after_being_told_to_end() {
    for how in ["key", "-TERM", "-QUIT"] {
        let mut terminal = Pty::open(Some("crm-en"), true, &[]);
        terminal.wait_for("Rounds 1 2");
        assert!(!terminal.is_cooked());
        terminal.press("M");
        terminal
            .wait("the mouse", |state| state.screen.screen().mouse_protocol_mode() != vt100::MouseProtocolMode::None);
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
    let mut terminal = Pty::open(Some("crm-en"), true, &[]);
    terminal.wait_for("Rounds 1 2");
    terminal.cut.store(true, std::sync::atomic::Ordering::SeqCst);
    terminal.press("?");
    terminal.keys.lock().unwrap().take();
    terminal.master.take();
    terminal.ended();
}

#[test]
fn ctrl_z_leaves_a_clean_terminal_and_fg_brings_the_screen_back() {
    let terminal = Pty::shell();
    terminal.wait_for("prompt>");
    terminal.press(&format!("{} --open crm-en\r", Path::new(PROGRAM).display()));
    terminal.wait_for("Rounds 1 2");
    terminal.press("\x1a");
    terminal.wait_for("Stopped");
    terminal.wait("the shell's screen", |state| !state.screen.screen().alternate_screen());
    terminal.press("fg\r");
    terminal.wait_for("Rounds 1 2");
    terminal.press("?");
    terminal.wait_for("ctrl-");
    terminal.press("\x1b");
    terminal.quiet(Duration::from_millis(300));
    terminal.press("Q");
    terminal.wait("the prompt", |state| {
        !state.screen.screen().alternate_screen() && state.screen.screen().contents().trim_end().ends_with("prompt>")
    });
    terminal.quiet(Duration::from_millis(300));
    let screen = terminal.received.0.lock().unwrap().screen.screen().contents();
    assert!(!screen.contains("0n"), "an answer was typed at the prompt:\n{screen}");
}

#[test]
fn ctrl_z_without_a_shell_goes_on() {
    let mut terminal = Pty::open(Some("crm-en"), true, &[]);
    terminal.wait_for("Rounds 1 2");
    let before = terminal.quiet(Duration::from_millis(300));
    terminal.press("\x1a");
    terminal.wait("the screen anew", |state| holds(&state.bytes[before..], b"\x1b[?1049h"));
    terminal.wait_for("Rounds 1 2");
    terminal.press("Q");
    assert!(terminal.ended().success());
}

#[test]
fn a_storm_of_sizes_ends_with_the_last_one_painted() {
    let terminal = Pty::open(Some("crm-en"), true, &[]);
    terminal.wait_for("Rounds 1 2");
    let sizes = (1..60_u16).map(|step| (step * 37 % 140 + 1, step * 17 % 50 + 1)).chain([(100, 30)]);
    for (columns, rows) in sizes {
        let (state, _) = &*terminal.received;
        let parser = NonZeroU16::new(rows).zip(NonZeroU16::new(columns)).unwrap();
        state.lock().unwrap().screen.screen_mut().set_size(parser.0, parser.1);
        terminal.master.as_ref().unwrap().resize(size(columns, rows)).unwrap();
    }
    terminal.wait_for("Rounds 1 2");
    terminal.quiet(Duration::from_millis(500));
    let rows: Vec<String> = terminal.received.0.lock().unwrap().screen.screen().rows(0, 100).collect();
    assert_eq!(rows.len(), 30);
    assert!(rows[0].contains("crm-en") && !rows[29].trim().is_empty(), "{rows:#?}");
}
