//! What the terminal shows, and what it is to show: a backend for ratatui that writes as few bytes as it can, in one
//! piece for each frame.

use super::encoder::{Encoder, ON_BLANKS, turn};
use ratatui::backend::{Backend, ClearType, WindowSize};
use ratatui::buffer::{Buffer, Cell};
use ratatui::layout::{Position, Rect, Size};
use ratatui::style::{Color, Modifier};
use std::io::{self, Write};
use std::time::Duration;
use unicode_width::UnicodeWidthStr;

/// From this many bytes on a frame is worth being shown at once.
const LARGE: usize = 600;

/// The screen behind glass.
pub(super) struct DiffBackend<W: Write> {
    out: W,
    shown: Buffer,
    wanted: Buffer,
    /// Whether what is shown is unknown, and all has to be painted.
    unknown: bool,
    encoder: Encoder,
    cursor: Option<Position>,
    cursor_shown: Option<Position>,
    /// Bytes to go out behind the next frame that is not empty.
    pub(super) tail: &'static str,
    /// How many bytes the last frame had.
    pub(super) written: usize,
}

impl<W: Write> DiffBackend<W> {
    pub(super) fn new(out: W, size: (u16, u16)) -> Self {
        let area = Rect::new(0, 0, size.0, size.1);
        Self {
            out,
            shown: Buffer::empty(area),
            wanted: Buffer::empty(area),
            unknown: true,
            encoder: Encoder::default(),
            cursor: None,
            cursor_shown: None,
            tail: "",
            written: 0,
        }
    }

    /// Forgets what is shown: the next frame paints all of it.
    pub(super) fn forget(&mut self) {
        self.unknown = true;
    }

    /// The window has another size.
    pub(super) fn resize(&mut self, size: (u16, u16)) {
        let area = Rect::new(0, 0, size.0, size.1);
        if self.wanted.area != area {
            self.wanted = Buffer::empty(area);
            self.shown = Buffer::empty(area);
            self.unknown = true;
        }
    }

    /// Bytes that are no part of a frame.
    pub(super) fn send(&mut self, mut bytes: &[u8]) -> io::Result<()> {
        while !bytes.is_empty() {
            match self.out.write(bytes) {
                Ok(0) => return Err(io::ErrorKind::WriteZero.into()),
                Ok(count) => bytes = &bytes[count..],
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                // Another program on the same terminal made it so that writes do not wait.
                Err(error) if error.kind() == io::ErrorKind::WouldBlock => {
                    std::thread::sleep(Duration::from_millis(5));
                }
                Err(error) => return Err(error),
            }
        }
        self.out.flush()
    }

    /// The bytes of a frame, if anything changed.
    fn frame(&mut self) -> Vec<u8> {
        cover(&mut self.wanted);
        if self.unknown {
            self.encoder = Encoder::default();
            self.encoder.raw("\x1b[m\x1b[2J");
            self.shown = Buffer::empty(self.wanted.area);
            self.cursor_shown = None;
        }
        let hidden = "\x1b[?25l";
        if self.unknown {
            self.encoder.raw(hidden);
        }
        let before = self.encoder.bytes.len();
        turn(&mut self.encoder, &mut self.shown, &self.wanted);
        let painted = self.encoder.bytes.len() > before || self.unknown;
        self.shown.clone_from(&self.wanted);
        self.unknown = false;
        if painted || self.cursor != self.cursor_shown {
            match self.cursor {
                Some(Position { x, y }) => {
                    self.encoder.plain();
                    self.encoder.go(x, y);
                    if self.cursor_shown.is_none() {
                        self.encoder.raw("\x1b[?25h");
                    }
                }
                None if self.cursor_shown.is_some() => self.encoder.raw(hidden),
                None => {}
            }
            self.cursor_shown = self.cursor;
        }
        let bytes = std::mem::take(&mut self.encoder.bytes);
        if bytes.len() < LARGE {
            return bytes;
        }
        // Shown at once where the terminal can; others skip what they do not know.
        [b"\x1b[?2026h", &bytes[..], b"\x1b[?2026l"].concat()
    }
}

/// The cell behind a character of two cells is no cell of its own, and a blank has no look but what shows on it.
fn cover(buffer: &mut Buffer) {
    let columns = usize::from(buffer.area.width);
    if columns == 0 {
        return;
    }
    for row in buffer.content.chunks_mut(columns) {
        for x in 0..columns {
            let wide = row[x].symbol().width() > 1;
            if wide && x + 1 < columns {
                let look = row[x].clone();
                row[x + 1] = look;
                row[x + 1].set_symbol("");
            } else if !wide && row[x].symbol().is_empty() && (x == 0 || row[x - 1].symbol().width() < 2) {
                row[x].set_symbol(" ");
            }
            if row[x].symbol() == " " && !row[x].modifier.intersects(ON_BLANKS) {
                row[x].fg = Color::Reset;
                row[x].modifier = Modifier::empty();
            }
        }
    }
}

impl<W: Write> Backend for DiffBackend<W> {
    type Error = io::Error;

    fn draw<'a, I: Iterator<Item = (u16, u16, &'a Cell)>>(&mut self, content: I) -> io::Result<()> {
        for (x, y, cell) in content {
            if let Some(at) = self.wanted.cell_mut(Position { x, y }) {
                at.clone_from(cell);
            }
        }
        Ok(())
    }

    fn hide_cursor(&mut self) -> io::Result<()> {
        self.cursor = None;
        Ok(())
    }

    fn show_cursor(&mut self) -> io::Result<()> {
        self.cursor = self.cursor.or(Some(Position::ORIGIN));
        Ok(())
    }

    fn get_cursor_position(&mut self) -> io::Result<Position> {
        // The terminal is never asked: it might not answer.
        Ok(self.cursor_shown.unwrap_or(Position::ORIGIN))
    }

    fn set_cursor_position<P: Into<Position>>(&mut self, position: P) -> io::Result<()> {
        self.cursor = Some(position.into());
        Ok(())
    }

    fn clear(&mut self) -> io::Result<()> {
        self.wanted.reset();
        Ok(())
    }

    fn clear_region(&mut self, _: ClearType) -> io::Result<()> {
        self.clear()
    }

    fn size(&self) -> io::Result<Size> {
        Ok(self.wanted.area.as_size())
    }

    fn window_size(&mut self) -> io::Result<WindowSize> {
        Ok(WindowSize {
            columns_rows: self.wanted.area.as_size(),
            pixels: Size::new(0, 0),
        })
    }

    fn flush(&mut self) -> io::Result<()> {
        let mut bytes = self.frame();
        self.written = bytes.len();
        if !bytes.is_empty() {
            bytes.extend_from_slice(self.tail.as_bytes());
            self.send(&bytes)?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use ratatui::style::Style;

    /// What a terminal shows after bytes: text and look of each cell.
    fn seen(parser: &vt100::Parser, area: Rect) -> Vec<String> {
        (0..area.height)
            .flat_map(|y| (0..area.width).map(move |x| (x, y)))
            .map(|(x, y)| {
                let cell = parser.screen().cell(y, x).expect("a cell");
                let text = if cell.is_wide_continuation() {
                    ""
                } else {
                    cell.contents()
                };
                let text = if text.is_empty() && !cell.is_wide_continuation() {
                    " "
                } else {
                    text
                };
                // On a blank neither its colour nor its weight shows.
                if text == " " && !cell.inverse() && !cell.underline() {
                    return text.to_owned();
                }
                format!(
                    "{text}{}{}{}{:?}",
                    u8::from(cell.bold()),
                    u8::from(cell.inverse()),
                    u8::from(cell.underline()),
                    cell.fgcolor()
                )
            })
            .collect()
    }

    fn parser(area: Rect) -> vt100::Parser {
        let size = |cells: u16| std::num::NonZeroU16::new(cells).expect("a size");
        vt100::Parser::new(size(area.height), size(area.width), 0)
    }

    fn paint(backend: &mut DiffBackend<Vec<u8>>, wanted: &Buffer) -> usize {
        backend.wanted = wanted.clone();
        backend.out.clear();
        backend.flush().expect("a vector");
        backend.out.len()
    }

    fn text_screen(from: usize, outline: bool) -> Buffer {
        let area = Rect::new(0, 0, 120, 40);
        let mut buffer = Buffer::empty(area);
        buffer.set_string(
            0,
            0,
            format!("{:120}", " crm  CRM Software Contract"),
            Style::new().add_modifier(Modifier::REVERSED),
        );
        for y in 1..39_u16 {
            let left = if outline { 42 } else { 0 };
            let number = from + usize::from(y);
            // No two rows alike, as in a text.
            let words = format!(
                "{number} The Supplier shall within {} days of the notice {} remedy every failure of availability below {}",
                number * 7 % 90,
                number * 13 % 77,
                number * 31 % 99
            );
            buffer.set_stringn(left, y, words, 120 - usize::from(left) - 4, Style::new());
            if outline {
                buffer.set_stringn(0, y, format!("~   {y}.{y} Heading of clause {y}"), 38, Style::new());
                buffer.set_string(40, y, "|", Style::new().add_modifier(Modifier::DIM));
            }
        }
        buffer.set_string(0, 39, " a accept  x reject  r reserve", Style::new());
        buffer
    }

    #[test]
    fn a_text_scrolled_by_one_line_takes_few_bytes() {
        for (outline, most) in [(false, 250), (true, 1900)] {
            let mut backend = DiffBackend::new(Vec::new(), (120, 40));
            let first = paint(&mut backend, &text_screen(0, outline));
            assert!(first < 10_000, "{first} bytes for a first screen");
            let area = Rect::new(0, 0, 120, 40);
            let mut terminal = parser(area);
            terminal.process(&backend.out);
            for step in [1, 2, 1, 0] {
                let bytes = paint(&mut backend, &text_screen(step, outline));
                assert!(bytes <= most, "{bytes} bytes for one line, outline {outline}");
                terminal.process(&backend.out);
                let mut anew = parser(area);
                let mut whole = DiffBackend::new(Vec::new(), (120, 40));
                paint(&mut whole, &text_screen(step, outline));
                anew.process(&whole.out);
                assert_eq!(seen(&terminal, area), seen(&anew, area));
            }
        }
    }

    /// Counts the writes, and takes only part of one now and then.
    #[derive(Default)]
    struct Counting {
        writes: usize,
        refuses: usize,
        bytes: usize,
    }

    impl Write for Counting {
        fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
            if self.refuses > 0 {
                self.refuses -= 1;
                return Err(io::ErrorKind::WouldBlock.into());
            }
            self.writes += 1;
            self.bytes += bytes.len();
            Ok(bytes.len())
        }

        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }

    #[test]
    fn a_frame_is_one_write_and_a_line_that_is_full_for_a_moment_loses_nothing() {
        let mut backend = DiffBackend::new(Counting::default(), (120, 40));
        backend.tail = "\x1b[5n";
        backend.wanted = text_screen(0, true);
        backend.flush().expect("taken");
        assert_eq!(backend.out.writes, 1);
        assert_eq!(backend.out.bytes, backend.written + 4);
        backend.flush().expect("taken");
        assert_eq!((backend.out.writes, backend.written), (1, 0), "nothing changed");
        backend.wanted = text_screen(1, true);
        backend.out.refuses = 2;
        backend.flush().expect("taken");
        assert_eq!((backend.out.writes, backend.out.refuses), (2, 0));
    }

    #[test]
    fn a_selection_that_moves_takes_few_bytes_and_nothing_takes_none() {
        let mut backend = DiffBackend::new(Vec::new(), (120, 40));
        let select = |row: u16| {
            let mut buffer = text_screen(0, true);
            buffer.set_style(Rect::new(0, row, 40, 1), Style::new().add_modifier(Modifier::REVERSED));
            buffer
        };
        paint(&mut backend, &select(5));
        let bytes = paint(&mut backend, &select(6));
        assert!(bytes > 0 && bytes <= 300, "{bytes}");
        assert_eq!(paint(&mut backend, &select(6)), 0);
    }

    #[test]
    fn every_modifier_is_written_whatever_the_colours() {
        let mut backend = DiffBackend::new(Vec::new(), (20, 1));
        let mut buffer = Buffer::empty(Rect::new(0, 0, 20, 1));
        buffer.set_string(
            0,
            0,
            "gone",
            Style::new().fg(Color::Red).add_modifier(Modifier::CROSSED_OUT),
        );
        buffer.set_string(
            4,
            0,
            "new",
            Style::new().fg(Color::Blue).add_modifier(Modifier::UNDERLINED),
        );
        paint(&mut backend, &buffer);
        let bytes = String::from_utf8(backend.out.clone()).expect("UTF-8");
        assert!(
            bytes.contains("\x1b[9;31mgone\x1b[;4;34mnew") || bytes.contains("\x1b[9;31mgone\x1b[29;4;34mnew"),
            "{bytes:?}"
        );
    }

    proptest! {
        #[test]
        fn whatever_was_shown_the_terminal_shows_what_is_wanted(
            screens in proptest::collection::vec(
                proptest::collection::vec(("[ab甲乙 ]{0,8}", 0_u8..4, 0_u8..3), 6), 2..5),
        ) {
            let area = Rect::new(0, 0, 9, 6);
            let mut backend = DiffBackend::new(Vec::new(), (9, 6));
            let mut terminal = parser(area);
            for rows in screens {
                let mut buffer = Buffer::empty(area);
                for (y, (text, colour, modifier)) in (0_u16..).zip(&rows) {
                    let colours = [Color::Reset, Color::Red, Color::LightBlue, Color::Indexed(99)];
                    let modifiers = [Modifier::empty(), Modifier::BOLD, Modifier::REVERSED | Modifier::UNDERLINED];
                    let style = Style::new().fg(colours[usize::from(*colour)]).add_modifier(modifiers[usize::from(*modifier)]);
                    buffer.set_stringn(0, y, text, 9, style);
                }
                paint(&mut backend, &buffer);
                terminal.process(&backend.out);
                let mut whole = DiffBackend::new(Vec::new(), (9, 6));
                paint(&mut whole, &buffer);
                let mut anew = parser(area);
                anew.process(&whole.out);
                prop_assert_eq!(seen(&terminal, area), seen(&anew, area));
            }
        }
    }
}
