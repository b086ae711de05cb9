//! The terminal while the screens are on it: entered and left cleanly, painted at the pace of the line, read by a thread
//! of its own.

mod diff_backend;
mod encoder;
mod flow_control;
mod input;
mod link_estimate;
mod scroll;

use super::key::Key;
use diff_backend::DiffBackend;
use flow_control::FlowControl;
use input::Reader;
use ratatui::crossterm::event::{DisableBracketedPaste, EnableBracketedPaste};
use ratatui::crossterm::terminal::{self, EnterAlternateScreen, LeaveAlternateScreen};
use ratatui::crossterm::{Command, cursor};
use ratatui::{Frame, Terminal, TerminalOptions, Viewport};
use std::fs::File;
use std::io::{self, Write};
use std::os::fd::AsFd;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::time::{Duration, Instant};

/// What comes from the terminal or the system.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Incoming {
    /// A key was pressed.
    Key(Key),
    /// Words were pasted.
    Paste(String),
    /// The mouse was pressed.
    Press {
        /// The column.
        column: u16,
        /// The row.
        row: u16,
    },
    /// The wheel was turned.
    Wheel {
        /// Upwards.
        up: bool,
    },
    /// The window has another size.
    Resized,
    /// A frame got through to the terminal.
    GotThrough,
    /// The line dropped: whatever is left to save has to be saved, and nothing written.
    Gone,
    /// The program was told to end: whatever is left to save has to be saved; the terminal is still there.
    Ended,
}

/// How the terminal is used.
#[derive(Debug, Clone, Copy, Default)]
pub struct Options {
    /// Whether frames are paced by the terminal's answers.
    pub paced: bool,
}

/// The terminal while the screens are on it. Restored when dropped, and when the program panics.
pub struct Console {
    terminal: Terminal<DiffBackend<File>>,
    incoming: Arc<dyn Fn(Incoming) + Send + Sync>,
    reader: Option<Reader>,
    flow: FlowControl,
    /// How many answers of the terminal are still under way.
    unanswered: Arc<AtomicU64>,
    mouse: bool,
    /// The terminal is gone: nothing is written any more.
    gone: bool,
}

/// Whether the screens are on the terminal, so that whoever takes them off does it once.
static ON: AtomicBool = AtomicBool::new(false);

/// Presses and the wheel, with columns beyond 223. Not crossterm's command: it asks for every move of the mouse too, and
/// each would travel over the line.
const MOUSE_ON: &str = "\x1b[?1000h\x1b[?1006h";
const MOUSE_OFF: &str = "\x1b[?1006l\x1b[?1000l";

/// How long the program may take to end by itself once it was told to.
const LAST_WORDS: Duration = Duration::from_secs(3);

/// What brings a terminal back, in case that nothing else can.
fn leave_bytes() -> Vec<u8> {
    let mut bytes = String::from("\x1b[?2026l\x1b[m\x1b[r");
    bytes.push_str(MOUSE_OFF);
    // Writing to a string cannot fail.
    let _ = DisableBracketedPaste.write_ansi(&mut bytes);
    let _ = cursor::Show.write_ansi(&mut bytes);
    let _ = LeaveAlternateScreen.write_ansi(&mut bytes);
    bytes.into_bytes()
}

/// The terminal as a file of its own: the standard output would cut a frame into lines.
fn output() -> io::Result<File> {
    Ok(File::from(io::stdout().as_fd().try_clone_to_owned()?))
}

impl Console {
    /// Takes the terminal and starts reading it.
    ///
    /// # Errors
    ///
    /// When there is no terminal.
    pub fn enter(options: Options, incoming: impl Fn(Incoming) + Send + Sync + 'static) -> io::Result<Self> {
        let incoming: Arc<dyn Fn(Incoming) + Send + Sync> = Arc::new(incoming);
        watch_signals(Arc::clone(&incoming))?;
        let before = std::panic::take_hook();
        let own = std::thread::current().id();
        std::panic::set_hook(Box::new(move |panic| {
            // Only the thread with the screen ends the program; what another one prints would stand in the screen.
            if std::thread::current().id() == own {
                restore();
            }
            if !ON.load(Ordering::SeqCst) {
                before(panic);
            }
        }));
        let backend = DiffBackend::new(output()?, window_size());
        let viewport = TerminalOptions {
            viewport: Viewport::Fullscreen,
        };
        let mut console = Self {
            terminal: Terminal::with_options(backend, viewport)?,
            incoming,
            reader: None,
            flow: FlowControl::new(options.paced),
            unanswered: Arc::default(),
            mouse: false,
            gone: false,
        };
        console.arrive()?;
        Ok(console)
    }

    fn arrive(&mut self) -> io::Result<()> {
        terminal::enable_raw_mode()?;
        ON.store(true, Ordering::SeqCst);
        let mut bytes = String::new();
        let _ = EnterAlternateScreen.write_ansi(&mut bytes);
        let _ = EnableBracketedPaste.write_ansi(&mut bytes);
        if self.mouse {
            bytes.push_str(MOUSE_ON);
        }
        self.backend().send(bytes.as_bytes())?;
        self.unanswered.store(0, Ordering::SeqCst);
        let (incoming, unanswered) = (Arc::clone(&self.incoming), Arc::clone(&self.unanswered));
        self.reader = Some(Reader::start(move |what| {
            if what == Incoming::GotThrough {
                // More answers than questions do no harm.
                let _ = unanswered.fetch_update(Ordering::SeqCst, Ordering::SeqCst, |open| open.checked_sub(1));
            }
            incoming(what);
        })?);
        self.flow.begin();
        self.resize()?;
        self.backend().forget();
        Ok(())
    }

    fn depart(&mut self) -> io::Result<()> {
        if self.gone || !ON.load(Ordering::SeqCst) {
            self.reader = None;
            return Ok(());
        }
        // Answers that are still under way would be typed at the prompt.
        let deadline = Instant::now() + self.flow.grace();
        while self.unanswered.load(Ordering::SeqCst) > 0 && Instant::now() < deadline {
            std::thread::sleep(Duration::from_millis(5));
        }
        self.reader = None;
        let _ = rustix::termios::tcflush(io::stdin().as_fd(), rustix::termios::QueueSelector::IFlush);
        ON.store(false, Ordering::SeqCst);
        let sent = self.backend().send(&leave_bytes());
        terminal::disable_raw_mode()?;
        sent
    }

    fn backend(&mut self) -> &mut DiffBackend<File> {
        self.terminal.backend_mut()
    }

    /// Columns and rows of the window, as far as they are painted.
    #[must_use]
    pub fn size(&self) -> (u16, u16) {
        window_size()
    }

    fn resize(&mut self) -> io::Result<()> {
        let size = self.size();
        self.backend().resize(size);
        self.terminal.autoresize()
    }

    /// Takes note of an answer of the terminal.
    pub fn got_through(&mut self) {
        self.flow.got_through();
    }

    /// Whether the line has room for a frame.
    ///
    /// # Errors
    ///
    /// When it has none: from when on one may be sent all the same.
    pub fn may_draw(&mut self) -> Result<(), Instant> {
        self.flow.may_send()
    }

    /// Paints a frame: only what differs, in one piece.
    ///
    /// # Errors
    ///
    /// When the terminal is gone.
    pub fn draw(&mut self, render: impl FnOnce(&mut Frame<'_>)) -> io::Result<()> {
        self.resize()?;
        let tail = self.flow.query();
        self.backend().tail = tail;
        self.terminal.draw(render)?;
        let bytes = self.backend().written;
        if bytes > 0 && !tail.is_empty() {
            self.flow.sent(bytes);
            self.unanswered.fetch_add(1, Ordering::SeqCst);
        }
        Ok(())
    }

    /// The next frame paints everything.
    pub fn repaint(&mut self) {
        self.backend().forget();
    }

    /// The terminal is gone: nothing is written to it any more, not even to restore it.
    pub fn lose(&mut self) {
        self.gone = true;
    }

    /// Steps aside for another program that needs the terminal.
    ///
    /// # Errors
    ///
    /// When the terminal is gone.
    pub fn aside<T>(&mut self, work: impl FnOnce() -> T) -> io::Result<T> {
        self.depart()?;
        let done = work();
        self.arrive()?;
        Ok(done)
    }

    /// Leaves for the shell until it brings the program back.
    ///
    /// # Errors
    ///
    /// When the terminal is gone.
    pub fn suspend(&mut self) -> io::Result<()> {
        // Not SIGSTOP: where no shell is left to bring the program back (as a forced command of sshd), the system ignores
        // this one, and the screens go on.
        self.aside(|| signal_hook::low_level::raise(signal_hook::consts::SIGTSTP))?
    }

    /// The mouse on or off.
    ///
    /// # Errors
    ///
    /// When the terminal is gone.
    pub fn set_mouse(&mut self, on: bool) -> io::Result<()> {
        self.mouse = on;
        self.backend().send(if on { MOUSE_ON } else { MOUSE_OFF }.as_bytes())
    }

    /// Sends a text to the terminal's clipboard; whether it was short enough for one.
    ///
    /// # Errors
    ///
    /// When the terminal is gone.
    pub fn copy(&mut self, text: &str) -> io::Result<bool> {
        use base64ct::{Base64, Encoding};
        /// Terminals take no more than this.
        const MOST: usize = 74_994;
        let encoded = Base64::encode_string(text.as_bytes());
        if encoded.len() > MOST {
            return Ok(false);
        }
        let plain = format!("\x1b]52;c;{encoded}\x07");
        // tmux hands it on by itself where it may (`set-clipboard`), and passes it through where it is told to.
        let bytes = if std::env::var_os("TMUX").is_some() {
            format!("{plain}\x1bPtmux;\x1b{plain}\x1b\\")
        } else {
            plain
        };
        self.backend().send(bytes.as_bytes())?;
        Ok(true)
    }
}

impl Drop for Console {
    fn drop(&mut self) {
        let _ = self.depart();
    }
}

/// The largest window that is painted, in columns and rows. Whoever connects says how large theirs is, and every cell of it
/// takes memory; no screen shows as many.
const LARGEST: (u16, u16) = (1000, 300);

/// Columns and rows of the window; what terminals began with where the system does not know.
fn window_size() -> (u16, u16) {
    match rustix::termios::tcgetwinsize(io::stdout().as_fd()) {
        Ok(size) if size.ws_col > 0 && size.ws_row > 0 => bounded(size.ws_col, size.ws_row),
        _ => (80, 24),
    }
}

fn bounded(columns: u16, rows: u16) -> (u16, u16) {
    (columns.min(LARGEST.0), rows.min(LARGEST.1))
}

/// Brings the terminal back from wherever the program is; used when it panics.
fn restore() {
    if !ON.swap(false, Ordering::SeqCst) {
        return;
    }
    if let Ok(mut out) = output() {
        let _ = out.write_all(&leave_bytes());
    }
    let _ = terminal::disable_raw_mode();
}

/// Tells of the signals that concern the screens, from a thread of its own, so that they are heard whatever the rest of
/// the program waits for.
fn watch_signals(incoming: Arc<dyn Fn(Incoming) + Send + Sync>) -> io::Result<()> {
    use signal_hook::consts::{SIGHUP, SIGINT, SIGQUIT, SIGTERM, SIGWINCH};
    let mut signals = signal_hook::iterator::Signals::new([SIGHUP, SIGTERM, SIGINT, SIGQUIT, SIGWINCH])?;
    std::thread::Builder::new().name("signals".to_owned()).spawn(move || {
        for signal in signals.forever() {
            match signal {
                SIGWINCH => incoming(Incoming::Resized),
                // Ctrl-C is a key here; as a signal it is meant for another program that has the terminal.
                SIGINT => {}
                _ => {
                    incoming(if signal == SIGHUP {
                        Incoming::Gone
                    } else {
                        Incoming::Ended
                    });
                    std::thread::sleep(LAST_WORDS);
                    // It hangs in a write to a line that takes nothing any more, or waits for another program.
                    let _ = terminal::disable_raw_mode();
                    let _ = signal_hook::low_level::emulate_default_handler(signal);
                }
            }
        }
    })?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_window_is_painted_larger_than_a_screen_can_show() {
        assert_eq!(bounded(20_000, 65_535), LARGEST);
        assert_eq!(bounded(80, 24), (80, 24));
        assert_eq!(bounded(1, u16::MAX), (1, LARGEST.1));
    }
}
