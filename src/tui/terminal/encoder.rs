//! Bytes for a terminal: the shortest way to a cell and from one look to another.

use ratatui::buffer::{Buffer, Cell};
use ratatui::style::{Color, Modifier};
use std::io::Write;

/// Bytes being written, and what the terminal's pen is after them.
#[derive(Debug, Default)]
pub(super) struct Encoder {
    pub(super) bytes: Vec<u8>,
    /// Where the next character goes; unknown where `None`.
    at: Option<(u16, u16)>,
    look: Pen,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Pen {
    fg: Color,
    bg: Color,
    modifier: Modifier,
}

impl Default for Pen {
    fn default() -> Self {
        Self {
            fg: Color::Reset,
            bg: Color::Reset,
            modifier: Modifier::empty(),
        }
    }
}

impl Pen {
    fn of(cell: &Cell) -> Self {
        Self {
            fg: cell.fg,
            bg: cell.bg,
            modifier: cell.modifier,
        }
    }
}

/// Cells that are the same on both sides and are written again when a move over them would cost more.
const BRIDGE: usize = 3;

const MODIFIERS: [(Modifier, u8, u8); 7] = [
    (Modifier::BOLD, 1, 22),
    (Modifier::DIM, 2, 22),
    (Modifier::ITALIC, 3, 23),
    (Modifier::UNDERLINED, 4, 24),
    (Modifier::SLOW_BLINK, 5, 25),
    (Modifier::REVERSED, 7, 27),
    (Modifier::CROSSED_OUT, 9, 29),
];

/// What shows on a blank.
pub(super) const ON_BLANKS: Modifier = Modifier::UNDERLINED
    .union(Modifier::REVERSED)
    .union(Modifier::CROSSED_OUT);

impl Encoder {
    pub(super) fn raw(&mut self, text: &str) {
        self.bytes.extend_from_slice(text.as_bytes());
    }

    /// Forgets where the cursor is.
    pub(super) fn lose(&mut self) {
        self.at = None;
    }

    /// Turns one row into another.
    pub(super) fn row(&mut self, y: u16, old: &[Cell], new: &[Cell]) {
        let width = new.len();
        // A tail of blanks is erased instead of written.
        let is_blank = |cell: &Cell| cell.symbol() == " " && Pen::of(cell) == Pen::default();
        let end = new.iter().rposition(|cell| !is_blank(cell)).map_or(0, |at| at + 1);
        let end = if old[end..].iter().filter(|cell| !is_blank(cell)).count() > 3 {
            end
        } else {
            width
        };
        let mut x = 0;
        while x < end {
            if old[x] == new[x] {
                x += 1;
                continue;
            }
            // The run goes on over a few cells that are the same.
            let mut stop = x + 1;
            let mut probe = stop;
            while probe < end && probe - stop <= BRIDGE {
                if old[probe] != new[probe] {
                    stop = probe + 1;
                }
                probe += 1;
            }
            // A character of two cells is written whole or not at all.
            let begin = if new[x].symbol().is_empty() {
                x.saturating_sub(1)
            } else {
                x
            };
            self.go(u16::try_from(begin).unwrap_or(u16::MAX), y);
            for cell in &new[begin..stop] {
                if !cell.symbol().is_empty() {
                    self.put(cell);
                }
            }
            let covers = new[stop - 1].symbol();
            let wide = !covers.is_empty() && new.get(stop).is_some_and(|next| next.symbol().is_empty());
            let next = stop + usize::from(wide);
            // At the right edge terminals differ in where the cursor is.
            self.at = (next < width).then(|| (u16::try_from(next).unwrap_or(u16::MAX), y));
            x = next.max(stop);
        }
        if end < width {
            self.go(u16::try_from(end).unwrap_or(u16::MAX), y);
            self.look(Pen::default());
            self.raw("\x1b[K");
        }
    }

    fn put(&mut self, cell: &Cell) {
        let wanted = Pen::of(cell);
        // A blank looks the same with any pen that does not show on it.
        let shows = cell.symbol() != " " || (wanted.modifier | self.look.modifier).intersects(ON_BLANKS);
        if shows || wanted.bg != self.look.bg {
            self.look(wanted);
        }
        self.raw(cell.symbol());
    }

    /// Moves the cursor by the shortest way.
    pub(super) fn go(&mut self, x: u16, y: u16) {
        if self.at == Some((x, y)) {
            return;
        }
        let mut ways: Vec<Vec<u8>> = Vec::new();
        let absolute = match (x, y) {
            (0, 0) => "\x1b[H".to_owned(),
            (0, y) => format!("\x1b[{}H", y + 1),
            (x, y) => format!("\x1b[{};{}H", y + 1, x + 1),
        };
        ways.push(absolute.into_bytes());
        if let Some((from_x, from_y)) = self.at {
            if from_y == y && x > from_x {
                let by = x - from_x;
                ways.push(if by == 1 {
                    b"\x1b[C".to_vec()
                } else {
                    format!("\x1b[{by}C").into_bytes()
                });
            }
            if y >= from_y && y - from_y <= 4 {
                let across = if x == 0 { String::new() } else { format!("\x1b[{x}C") };
                ways.push([&b"\r"[..], &vec![b'\n'; usize::from(y - from_y)], across.as_bytes()].concat());
            }
        }
        if let Some(shortest) = ways.into_iter().min_by_key(Vec::len) {
            self.bytes.extend(shortest);
        }
        self.at = Some((x, y));
    }

    /// Changes the pen by the shortest way: what is new, or everything after a reset.
    fn look(&mut self, wanted: Pen) {
        if self.look == wanted {
            return;
        }
        let added = codes(Pen::default(), wanted);
        // No number is nought, the reset.
        let anew = if added.is_empty() {
            String::new()
        } else {
            format!(";{added}")
        };
        let changed = codes(self.look, wanted);
        let shorter = if changed.len() <= anew.len() { &changed } else { &anew };
        let shorter = if wanted == Pen::default() { "" } else { shorter };
        // Writing to a vector cannot fail.
        let _ = write!(self.bytes, "\x1b[{shorter}m");
        self.look = wanted;
    }

    /// The plain pen.
    pub(super) fn plain(&mut self) {
        self.look(Pen::default());
    }
}

/// The parameters that turn one look into another without a reset.
fn codes(from: Pen, to: Pen) -> String {
    let mut parts: Vec<String> = Vec::new();
    let (lost, gained) = (from.modifier - to.modifier, to.modifier - from.modifier);
    // Bold and dim are taken off by one code, which takes the other off as well.
    let both = Modifier::BOLD | Modifier::DIM;
    let weight_lost = lost.intersects(both);
    for (modifier, _, off) in MODIFIERS {
        if lost.contains(modifier) && !(modifier == Modifier::DIM && lost.contains(Modifier::BOLD)) {
            parts.push(off.to_string());
        }
    }
    for (modifier, on, _) in MODIFIERS {
        let again = weight_lost && both.contains(modifier) && to.modifier.contains(modifier);
        if gained.contains(modifier) || again {
            parts.push(on.to_string());
        }
    }
    if from.fg != to.fg {
        parts.push(colour(to.fg, 30));
    }
    if from.bg != to.bg {
        parts.push(colour(to.bg, 40));
    }
    parts.join(";")
}

fn colour(colour: Color, base: u16) -> String {
    let named = match colour {
        Color::Reset => return (base + 9).to_string(),
        Color::Indexed(at) => return format!("{};5;{at}", base + 8),
        Color::Rgb(red, green, blue) => return format!("{};2;{red};{green};{blue}", base + 8),
        Color::Black => 0,
        Color::Red => 1,
        Color::Green => 2,
        Color::Yellow => 3,
        Color::Blue => 4,
        Color::Magenta => 5,
        Color::Cyan => 6,
        Color::Gray => 7,
        Color::DarkGray => 60,
        Color::LightRed => 61,
        Color::LightGreen => 62,
        Color::LightYellow => 63,
        Color::LightBlue => 64,
        Color::LightMagenta => 65,
        Color::LightCyan => 66,
        Color::White => 67,
    };
    (base + named).to_string()
}

/// The bytes that turn one screen into another: rows that moved are moved, the rest is written where it differs.
pub(super) fn turn(encoder: &mut Encoder, shown: &mut Buffer, wanted: &Buffer) {
    if let Some(scroll) = super::scroll::find(shown, wanted) {
        encoder.plain();
        encoder.raw(&format!("\x1b[{};{}r", scroll.top + 1, scroll.bottom + 1));
        let by = scroll.up.unsigned_abs();
        let count = if by == 1 { String::new() } else { by.to_string() };
        // Rows taken out and put in at the top of the region: a Linux console knows no scrolling by itself.
        encoder.lose();
        encoder.go(0, scroll.top);
        encoder.raw(&format!("\x1b[{count}{}", if scroll.up > 0 { 'M' } else { 'L' }));
        encoder.raw("\x1b[r");
        // Setting the region moves the cursor, terminals differ in where to.
        encoder.lose();
        super::scroll::apply(shown, scroll);
    }
    let columns = usize::from(wanted.area.width);
    for y in 0..wanted.area.height {
        let row = usize::from(y) * columns..(usize::from(y) + 1) * columns;
        if shown.content[row.clone()] != wanted.content[row.clone()] {
            encoder.row(y, &shown.content[row.clone()], &wanted.content[row]);
        }
    }
}
