//! A question with yes or no; anything but a clear yes is no.

use super::{Pressed, sheet};
use crate::tui::actions::{Action, Context};
use crate::tui::effect::Deed;
use crate::tui::key::{Code, Key};
use crate::tui::keymap::Keymap;
use crate::tui::look::{Chosen, Looks};
use crate::tui::reader::Row;
use crate::wording::{Role, ScreenWords};
use ratatui::Frame;
use ratatui::layout::Rect;

/// A question with what it is about, row by row.
pub struct Question {
    /// What is done on a yes.
    pub deed: Deed,
    title: String,
    asks: String,
    rows: Vec<Row>,
    top: usize,
    height: usize,
}

impl Question {
    /// A question.
    #[must_use]
    pub fn new(title: impl Into<String>, rows: Vec<Row>, asks: impl Into<String>, deed: Deed) -> Self {
        Self { deed, title: title.into(), asks: asks.into(), rows, top: 0, height: 0 }
    }

    /// Takes a key.
    pub fn press(&mut self, key: Key, keymap: &Keymap) -> Pressed {
        let last = self.rows.len().saturating_sub(self.height);
        match key.code {
            Code::Down => self.top = (self.top + 1).min(last),
            Code::Up => self.top = self.top.saturating_sub(1),
            Code::PageDown => self.top = (self.top + self.height).min(last),
            Code::PageUp => self.top = self.top.saturating_sub(self.height),
            _ => {
                return match keymap.action(Context::Question, key) {
                    Some(Action::Confirm) => Pressed::Agrees,
                    Some(Action::Cancel) => Pressed::Closes,
                    _ if key == Key::ctrl('c') => Pressed::Closes,
                    _ => Pressed::Stays,
                };
            }
        }
        Pressed::Stays
    }

    /// Paints it over the lower part of the area.
    pub fn paint(&mut self, frame: &mut Frame<'_>, area: Rect, looks: &Looks, words: ScreenWords) {
        let wanted = u16::try_from(self.rows.len()).unwrap_or(u16::MAX).saturating_add(2);
        let inside = sheet(frame.buffer_mut(), area, wanted.min(area.height.saturating_sub(1)), &self.title, looks);
        self.height = usize::from(inside.height.saturating_sub(2));
        let line = |at: usize| Rect { y: inside.y + u16::try_from(at).unwrap_or(0), height: 1, ..inside };
        for (at, row) in self.rows.iter().skip(self.top).take(self.height).enumerate() {
            looks.row(frame.buffer_mut(), line(at), row, Chosen::No);
        }
        if inside.height >= 2 {
            looks.line(frame.buffer_mut(), line(self.height), Role::Heading, &format!(" {}", self.asks));
            looks.line(frame.buffer_mut(), line(self.height + 1), Role::Key, &format!(" {}", words.yes_no()));
        }
    }
}
