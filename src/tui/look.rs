//! Looks of a theme as styles of the screen, and rows painted with them.

use super::reader::Row;
use crate::session::{Colour, RoleStyle, Theme};
use crate::wording::{Role, Span, fitted, width};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::{Color, Modifier, Style};

/// The styles of all roles.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Looks {
    theme: Theme,
}

/// What a row is besides its words.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum RowState {
    /// One of many.
    #[default]
    No,
    /// The selected one, where the cursor is.
    Here,
    /// The selected one of a pane without the cursor.
    Elsewhere,
}

impl Looks {
    /// The styles of a theme.
    #[must_use]
    pub fn of(theme: Theme) -> Self {
        Self { theme }
    }

    /// The style of a role.
    #[must_use]
    pub fn role(&self, role: Role) -> Style {
        style(self.theme.look(role))
    }

    /// What is laid over the words of a selected row.
    #[must_use]
    pub fn chosen(&self, chosen: RowState) -> Style {
        match chosen {
            RowState::No => Style::default(),
            RowState::Here => style(self.theme.selection),
            RowState::Elsewhere => style(self.theme.selection_elsewhere),
        }
    }

    /// What is laid over words that were searched for.
    #[must_use]
    pub fn found(&self) -> Style {
        style(self.theme.found)
    }

    /// Paints words from a cell on, cut at the end of the area. Gives the column behind them.
    pub fn spans(&self, buffer: &mut Buffer, area: Rect, indent: usize, spans: &[Span]) -> u16 {
        let mut column = area
            .x
            .saturating_add(u16::try_from(indent).unwrap_or(u16::MAX))
            .min(area.right());
        for span in spans {
            let room = usize::from(area.right().saturating_sub(column));
            if room == 0 || area.height == 0 {
                break;
            }
            (column, _) = buffer.set_stringn(column, area.y, &span.text, room, self.role(span.role));
        }
        column
    }

    /// Paints one row into an area one line high.
    pub fn row(&self, buffer: &mut Buffer, area: Rect, row: &Row, chosen: RowState) {
        self.spans(buffer, area, row.indent, &row.spans);
        if chosen != RowState::No {
            buffer.set_style(Rect { height: 1, ..area }, self.chosen(chosen));
        }
    }

    /// Paints one line of one role over the whole width, cut where it is too long.
    pub fn line(&self, buffer: &mut Buffer, area: Rect, role: Role, text: &str) {
        if area.height > 0 && area.width > 0 {
            let text = if width(text) > usize::from(area.width) {
                fitted(text, usize::from(area.width))
            } else {
                text.to_owned()
            };
            buffer.set_stringn(area.x, area.y, text, usize::from(area.width), self.role(role));
            if role == Role::Bar {
                buffer.set_style(Rect { height: 1, ..area }, self.role(role));
            }
        }
    }
}

fn style(look: RoleStyle) -> Style {
    let mut style = Style {
        fg: look.colour.map(colour),
        bg: look.background.map(colour),
        ..Style::default()
    };
    let modifiers = [
        (look.bold, Modifier::BOLD),
        (look.dim, Modifier::DIM),
        (look.italic, Modifier::ITALIC),
        (look.underline, Modifier::UNDERLINED),
        (look.reverse, Modifier::REVERSED),
        (look.strike, Modifier::CROSSED_OUT),
    ];
    for (_, modifier) in modifiers.iter().filter(|(on, _)| *on) {
        style = style.add_modifier(*modifier);
    }
    style
}

fn colour(colour: Colour) -> Color {
    const NAMED: [Color; 16] = [
        Color::Black,
        Color::Red,
        Color::Green,
        Color::Yellow,
        Color::Blue,
        Color::Magenta,
        Color::Cyan,
        Color::Gray,
        Color::DarkGray,
        Color::LightRed,
        Color::LightGreen,
        Color::LightYellow,
        Color::LightBlue,
        Color::LightMagenta,
        Color::LightCyan,
        Color::White,
    ];
    match colour {
        Colour::Palette(at) => NAMED.get(usize::from(at)).copied().unwrap_or(Color::Indexed(at)),
        Colour::Exact(red, green, blue) => Color::Rgb(red, green, blue),
    }
}
