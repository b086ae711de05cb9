//! A terminal with a program in it.

use portable_pty::{Child, CommandBuilder, MasterPty, PtySize, native_pty_system};
use std::io::{Read, Write};
use std::num::NonZeroU16;
use std::path::Path;
use std::sync::{Arc, Condvar, Mutex};
use std::time::{Duration, Instant};

/// Longer than anything takes on a busy machine.
const AT_MOST: Duration = Duration::from_secs(30);
const QUERY: &[u8] = b"\x1b[5n";

/// What a terminal has received.
pub(crate) struct Received {
    pub(crate) screen: vt100::Parser,
    pub(crate) bytes: Vec<u8>,
    /// When anything last came.
    last: Instant,
    /// Nothing will come any more.
    pub(crate) ended: bool,
}

/// A terminal with a program in it.
pub(crate) struct Pty {
    received: Arc<(Mutex<Received>, Condvar)>,
    master: Option<Box<dyn MasterPty + Send>>,
    child: Box<dyn Child + Send + Sync>,
    keys: Arc<Mutex<Option<Box<dyn Write + Send>>>>,
    /// The reading thread ends with the next bytes, so that nothing holds the line.
    cut: Arc<std::sync::atomic::AtomicBool>,
}

fn size(columns: u16, rows: u16) -> PtySize {
    PtySize {
        rows,
        cols: columns,
        pixel_width: 0,
        pixel_height: 0,
    }
}

impl Pty {
    /// Starts a program in a folder, deaf to the machine's user; `answers` tells whether the terminal answers status
    /// queries.
    pub(crate) fn start(
        (folder, home): (&Path, &Path),
        mut command: CommandBuilder,
        answers: bool,
        environment: &[(&str, &str)],
    ) -> Self {
        command.cwd(folder);
        command.env_clear();
        for (name, value) in [
            ("PATH", std::env::var("PATH").unwrap().as_str()),
            ("TERM", "xterm"),
            ("LANG", "C.UTF-8"),
        ] {
            command.env(name, value);
        }
        command.env("HOME", home);
        for (name, value) in environment {
            command.env(name, value);
        }
        let pair = native_pty_system().openpty(size(120, 40)).unwrap();
        let child = pair.slave.spawn_command(command).unwrap();
        drop(pair.slave);
        let parser = vt100::Parser::new(NonZeroU16::new(40).unwrap(), NonZeroU16::new(120).unwrap(), 0);
        let received = Received {
            screen: parser,
            bytes: Vec::new(),
            last: Instant::now(),
            ended: false,
        };
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
                let questions = state.bytes[from..]
                    .windows(QUERY.len())
                    .filter(|window| *window == QUERY)
                    .count();
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
        Self {
            received,
            master: Some(pair.master),
            child,
            keys,
            cut,
        }
    }

    /// The line drops: the terminal is gone, reader and all.
    pub(crate) fn drop_line(&mut self, last_key: &str) {
        self.cut.store(true, std::sync::atomic::Ordering::SeqCst);
        self.press(last_key);
        self.keys.lock().unwrap().take();
        self.master.take();
    }

    /// The window gets another size.
    pub(crate) fn resize(&self, columns: u16, rows: u16) {
        let (state, _) = &*self.received;
        let parser = NonZeroU16::new(rows).zip(NonZeroU16::new(columns)).unwrap();
        state.lock().unwrap().screen.screen_mut().set_size(parser.0, parser.1);
        self.master.as_ref().unwrap().resize(size(columns, rows)).unwrap();
    }

    /// What the terminal shows.
    pub(crate) fn shown(&self) -> Vec<String> {
        let state = self.received.0.lock().unwrap();
        let columns = state.screen.screen().size().1;
        state.screen.screen().rows(0, columns.get()).collect()
    }

    pub(crate) fn press(&self, keys: &str) {
        let mut writer = self.keys.lock().unwrap();
        let writer = writer.as_mut().expect("a line that is up");
        writer.write_all(keys.as_bytes()).unwrap();
        writer.flush().unwrap();
    }

    /// Waits until the terminal is as wished.
    #[track_caller]
    pub(crate) fn wait(&self, what: &str, wished: impl Fn(&Received) -> bool) {
        let (state, changed) = &*self.received;
        let state = state.lock().unwrap();
        let (state, late) = changed
            .wait_timeout_while(state, AT_MOST, |state| !wished(state))
            .unwrap();
        let screen = state.screen.screen().contents();
        assert!(!late.timed_out(), "never came: {what}; the screen is\n{screen}");
    }

    #[track_caller]
    pub(crate) fn wait_for(&self, text: &str) {
        self.wait(text, |state| state.screen.screen().contents().contains(text));
    }

    /// Waits until nothing has come for so long, and tells how many bytes have come in all.
    pub(crate) fn quiet(&self, span: Duration) -> usize {
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
    pub(crate) fn cost(&self, key: &str) -> usize {
        let before = self.quiet(Duration::from_millis(300));
        self.press(key);
        self.wait(key, |state| state.bytes.len() > before);
        self.quiet(Duration::from_millis(300)) - before
    }

    pub(crate) fn bytes(&self) -> Vec<u8> {
        self.received.0.lock().unwrap().bytes.clone()
    }

    pub(crate) fn signal(&self, name: &str) {
        let process = self.child.process_id().unwrap().to_string();
        assert!(
            std::process::Command::new("kill")
                .args([name, &process])
                .status()
                .unwrap()
                .success()
        );
    }

    /// Waits until the program has ended by itself.
    #[track_caller]
    pub(crate) fn ended(&mut self) -> portable_pty::ExitStatus {
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
    pub(crate) fn is_cooked(&self) -> bool {
        let flags = format!("{:?}", self.master.as_ref().unwrap().get_termios().unwrap().local_flags);
        ["ICANON", "ECHO", "ISIG"]
            .iter()
            .all(|name| flags.split(" | ").any(|flag| flag.contains(name)))
    }

    #[track_caller]
    pub(crate) fn assert_clean(&self) {
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
