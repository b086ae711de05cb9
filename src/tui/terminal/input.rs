//! What comes from the keyboard, as keys: one thread that reads, and can be told to stop while another program has the
//! terminal.

use super::Incoming;
use crate::tui::key::{Code, Key};
use rustix::event::{PollFd, PollFlags, Timespec, poll};
use std::fs::File;
use std::io::{self, PipeReader, PipeWriter, Read};
use std::os::fd::{AsFd, OwnedFd};
use std::thread::JoinHandle;
use std::time::Duration;
use termina::event::{Event, KeyCode, KeyEventKind, Modifiers, MouseButton, MouseEventKind};

/// How long a lone escape may be the beginning of a longer key; after that it is the escape key.
const ESCAPE: Duration = Duration::from_millis(60);
/// How long the rest of anything longer may be under way. Nobody types `Esc [` and stops there, but a slow line may cut
/// an answer in two, whose end must not arrive as letters.
const REST: Duration = Duration::from_millis(500);
/// How long the rest of a paste may be under way.
const PASTING: Duration = Duration::from_secs(5);
const PASTE: &[u8] = b"\x1b[200~";
const PASTED: &[u8] = b"\x1b[201~";
/// The answer to the status query that goes out behind a frame.
const GOT_THROUGH: &[u8] = b"\x1b[0n";

/// The thread that reads, until it is dropped.
pub(super) struct Reader {
    stop: Option<PipeWriter>,
    thread: Option<JoinHandle<()>>,
}

impl Reader {
    /// Starts reading the terminal.
    pub(super) fn start(incoming: impl Fn(Incoming) + Send + 'static) -> io::Result<Self> {
        // A pipe that no child inherits: a child would keep it open, and the thread waiting.
        let (stopped, stop) = io::pipe()?;
        let terminal = io::stdin().as_fd().try_clone_to_owned()?;
        let thread = std::thread::Builder::new()
            .name("keys".to_owned())
            .spawn(move || read(terminal, &stopped, &incoming))?;
        Ok(Self {
            stop: Some(stop),
            thread: Some(thread),
        })
    }
}

impl Drop for Reader {
    fn drop(&mut self) {
        // Closing this end wakes the thread.
        self.stop.take();
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}

fn read(terminal: OwnedFd, stopped: &PipeReader, incoming: &dyn Fn(Incoming)) {
    let mut terminal = File::from(terminal);
    let mut keys = Keys::default();
    let mut buffer = [0; 4096];
    loop {
        let wait = keys.patience().and_then(|patience| Timespec::try_from(patience).ok());
        let mut both = [
            PollFd::new(&terminal, PollFlags::IN),
            PollFd::new(stopped, PollFlags::IN),
        ];
        match poll(&mut both, wait.as_ref()) {
            Err(rustix::io::Errno::INTR) => continue,
            Err(_) => return incoming(Incoming::Gone),
            Ok(0) => {
                keys.complete().into_iter().for_each(incoming);
                continue;
            }
            Ok(_) => {}
        }
        let [from_terminal, from_pipe] = [both[0].revents(), both[1].revents()];
        if !from_pipe.is_empty() {
            return;
        }
        if from_terminal.is_empty() {
            continue;
        }
        match terminal.read(&mut buffer) {
            Err(error) if matches!(error.kind(), io::ErrorKind::Interrupted | io::ErrorKind::WouldBlock) => {}
            // A terminal that is gone is told once, and never read again.
            Ok(0) | Err(_) => return incoming(Incoming::Gone),
            Ok(count) => keys.take(&buffer[..count]).into_iter().for_each(incoming),
        }
    }
}

/// Bytes on their way to being keys.
#[derive(Default)]
struct Keys {
    parser: termina::Parser,
    /// What may be the beginning of something longer.
    rest: Vec<u8>,
}

impl Keys {
    /// How long to wait for the rest of what has begun.
    fn patience(&self) -> Option<Duration> {
        match self.rest.as_slice() {
            [] => None,
            [.., 0x1b] => Some(ESCAPE),
            rest if pasting(rest) => Some(PASTING),
            _ => Some(REST),
        }
    }

    fn take(&mut self, bytes: &[u8]) -> Vec<Incoming> {
        self.rest.extend_from_slice(bytes);
        let mut found = Vec::new();
        // The answers to the status query are no keys.
        while let Some(at) = self
            .rest
            .windows(GOT_THROUGH.len())
            .position(|window| window == GOT_THROUGH)
        {
            let before: Vec<u8> = self.rest.drain(..at + GOT_THROUGH.len()).take(at).collect();
            self.parse(&before, &mut found);
            found.push(Incoming::GotThrough);
        }
        if !ends_open(&self.rest) {
            let all = std::mem::take(&mut self.rest);
            self.parse(&all, &mut found);
        }
        found
    }

    /// Nothing more came: what is there is all.
    fn complete(&mut self) -> Vec<Incoming> {
        let mut all = std::mem::take(&mut self.rest);
        if pasting(&all) {
            all.extend_from_slice(PASTED);
        }
        let mut found = Vec::new();
        self.parse(&all, &mut found);
        // What is still no key will never be one, and must not swallow the next.
        self.parser = termina::Parser::default();
        found
    }

    fn parse(&mut self, bytes: &[u8], found: &mut Vec<Incoming>) {
        if bytes.is_empty() {
            return;
        }
        self.parser.parse(bytes, false);
        while let Some(event) = self.parser.pop() {
            found.extend(incoming(event));
        }
    }
}

/// Whether bytes end within a paste.
fn pasting(bytes: &[u8]) -> bool {
    let last = |wanted: &[u8]| bytes.windows(wanted.len()).rposition(|window| window == wanted);
    last(PASTE).is_some_and(|begun| last(PASTED).is_none_or(|ended| ended < begun))
}

/// Whether bytes end within a key, a paste or an answer of the terminal.
fn ends_open(bytes: &[u8]) -> bool {
    if pasting(bytes) || std::str::from_utf8(bytes).is_err_and(|error| error.error_len().is_none()) {
        return true;
    }
    let Some(escape) = bytes.iter().rposition(|byte| *byte == 0x1b) else {
        return false;
    };
    match &bytes[escape + 1..] {
        [] | [b'[' | b'O'] => true,
        // An answer that is ended by a bell, or by an escape that would have been found as the last one.
        [b']' | b'P', rest @ ..] => !rest.contains(&0x07),
        [b'[', rest @ ..] => rest
            .iter()
            .all(|byte| (0x20..0x40).contains(byte) || *byte == b'[' || *byte == b'M' && rest.len() < 4),
        _ => false,
    }
}

fn incoming(event: Event) -> Option<Incoming> {
    match event {
        Event::Key(key) if key.kind != KeyEventKind::Release => {
            let shift = key.modifiers.contains(Modifiers::SHIFT);
            let code = match key.code {
                KeyCode::Char(c) if shift && c.is_ascii_lowercase() => Code::Char(c.to_ascii_uppercase()),
                KeyCode::Char(c) => Code::Char(c),
                KeyCode::Enter => Code::Enter,
                KeyCode::Escape => Code::Esc,
                KeyCode::Tab if shift => Code::BackTab,
                KeyCode::Tab => Code::Tab,
                KeyCode::BackTab => Code::BackTab,
                KeyCode::Backspace => Code::Backspace,
                KeyCode::Delete => Code::Delete,
                KeyCode::Insert => Code::Insert,
                KeyCode::Up => Code::Up,
                KeyCode::Down => Code::Down,
                KeyCode::Left => Code::Left,
                KeyCode::Right => Code::Right,
                KeyCode::Home => Code::Home,
                KeyCode::End => Code::End,
                KeyCode::PageUp => Code::PageUp,
                KeyCode::PageDown => Code::PageDown,
                KeyCode::Function(number) => Code::F(number),
                _ => return None,
            };
            let ctrl = key.modifiers.contains(Modifiers::CONTROL);
            let alt = key.modifiers.contains(Modifiers::ALT);
            Some(Incoming::Key(Key { code, ctrl, alt }))
        }
        Event::Paste(text) => Some(Incoming::Paste(text)),
        Event::Mouse(mouse) => match mouse.kind {
            MouseEventKind::Down(MouseButton::Left) => Some(Incoming::Press {
                column: mouse.column,
                row: mouse.row,
            }),
            MouseEventKind::ScrollUp => Some(Incoming::Wheel { up: true }),
            MouseEventKind::ScrollDown => Some(Incoming::Wheel { up: false }),
            _ => None,
        },
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn taken(keys: &mut Keys, bytes: &[u8]) -> Vec<String> {
        keys.take(bytes).iter().map(shown).collect()
    }

    fn shown(incoming: &Incoming) -> String {
        match incoming {
            Incoming::Key(key) => key.to_string(),
            Incoming::Paste(text) => format!("paste {text}"),
            other => format!("{other:?}"),
        }
    }

    #[test]
    fn keys_read_as_they_are_typed() {
        let mut keys = Keys::default();
        assert_eq!(
            taken(&mut keys, b"jJ \x1b[A\x1b[6~\x1b[Z\r\x04\x7f"),
            [
                "j",
                "J",
                "space",
                "up",
                "pgdn",
                "shift-tab",
                "enter",
                "ctrl-d",
                "backspace"
            ]
        );
        assert_eq!(taken(&mut keys, "合".as_bytes()), ["合"]);
        assert_eq!(taken(&mut keys, b"\x1bOP\x1b[15~"), ["f1", "f5"]);
    }

    #[test]
    fn a_key_cut_in_two_by_a_slow_line_is_one_key() {
        let mut keys = Keys::default();
        assert_eq!(taken(&mut keys, b"\x1b"), [""; 0]);
        assert_eq!(keys.patience(), Some(ESCAPE));
        assert_eq!(taken(&mut keys, b"["), [""; 0]);
        assert_eq!(taken(&mut keys, b"Bj"), ["down", "j"]);
        let word = "约".as_bytes();
        assert_eq!(taken(&mut keys, &word[..2]), [""; 0]);
        assert_eq!(taken(&mut keys, &word[2..]), ["约"]);
        assert_eq!(keys.patience(), None);
    }

    #[test]
    fn an_escape_alone_is_the_escape_key_once_nothing_follows() {
        let mut keys = Keys::default();
        assert_eq!(taken(&mut keys, b"\x1b"), [""; 0]);
        assert_eq!(keys.complete().iter().map(shown).collect::<Vec<_>>(), ["esc"]);
    }

    #[test]
    fn answers_are_no_keys_wherever_they_come() {
        let mut keys = Keys::default();
        assert_eq!(taken(&mut keys, b"a\x1b[0nb"), ["a", "GotThrough", "b"]);
        assert_eq!(taken(&mut keys, b"\x1b[0"), [""; 0]);
        assert_eq!(taken(&mut keys, b"n\x1b[0n"), ["GotThrough", "GotThrough"]);
    }

    #[test]
    fn a_paste_is_one_piece_however_it_comes() {
        let mut keys = Keys::default();
        assert_eq!(
            taken(&mut keys, b"\x1b[200~q\x1b[0nx"),
            [""; 0]
                .map(str::to_owned)
                .to_vec()
                .into_iter()
                .chain(["GotThrough".to_owned()])
                .collect::<Vec<_>>()
        );
        assert_eq!(taken(&mut keys, b"y\x1b[201~j"), ["paste qxy", "j"]);
    }

    #[test]
    fn an_answer_cut_in_two_is_waited_for_longer_than_the_escape_key() {
        let mut keys = Keys::default();
        assert_eq!(taken(&mut keys, b"\x1b["), [""; 0]);
        assert_eq!(keys.patience(), Some(REST));
        assert_eq!(taken(&mut keys, b"0nj"), ["GotThrough", "j"]);
    }

    #[test]
    fn what_never_becomes_a_key_does_not_swallow_the_next() {
        for stuck in [&b"\x1b["[..], b"\x1bO", b"\x1b]", b"\x1b]11;rgb:0", b"\x1bP", &[0xe5]] {
            let mut keys = Keys::default();
            assert_eq!(taken(&mut keys, stuck), [""; 0], "{stuck:?}");
            keys.complete();
            assert_eq!(taken(&mut keys, b"j"), ["j"], "{stuck:?}");
        }
    }

    #[test]
    fn a_paste_whose_end_is_lost_is_a_paste_all_the_same() {
        let mut keys = Keys::default();
        assert_eq!(taken(&mut keys, b"\x1b[200~q"), [""; 0]);
        assert_eq!(keys.patience(), Some(PASTING));
        assert_eq!(keys.complete().iter().map(shown).collect::<Vec<_>>(), ["paste q"]);
        assert_eq!(taken(&mut keys, b"j"), ["j"]);
    }
}
