//! A question with yes or no; anything but a clear yes is no.

use super::{Pressed, sheet};
use crate::tui::actions::{Action, KeyContext};
use crate::tui::key::{Code, Key};
use crate::tui::keymap::Keymap;
use crate::tui::look::{Looks, RowState};
use crate::tui::operation::Operation;
use crate::tui::reader::{Row, paragraph};
use crate::wording::{Role, ScreenWords, Span};
use ratatui::Frame;
use ratatui::layout::Rect;

/// A question with what it is about, paragraph by paragraph.
pub struct Question {
    /// What is done on a yes.
    pub deed: Operation,
    title: String,
    asks: String,
    /// Each as one row, cut to the window's width when it is painted.
    about: Vec<Row>,
    rows: usize,
    top: usize,
    height: usize,
}

impl Question {
    /// A question, with what it is about: a row for each paragraph, however long.
    #[must_use]
    pub fn new(title: impl Into<String>, about: Vec<Row>, asks: impl Into<String>, deed: Operation) -> Self {
        Self {
            deed,
            title: title.into(),
            asks: asks.into(),
            about,
            rows: 0,
            top: 0,
            height: 0,
        }
    }

    /// Takes a key.
    pub fn press(&mut self, key: Key, keymap: &Keymap) -> Pressed {
        let last = self.rows.saturating_sub(self.height);
        match key.code {
            Code::Down => self.top = (self.top + 1).min(last),
            Code::Up => self.top = self.top.saturating_sub(1),
            Code::PageDown => self.top = (self.top + self.height).min(last),
            Code::PageUp => self.top = self.top.saturating_sub(self.height),
            _ => {
                return match keymap.action(KeyContext::Question, key) {
                    // A yes is to all of it: what was not in sight yet is shown first.
                    Some(Action::Confirm) if self.top < last => {
                        self.top = (self.top + self.height.max(1)).min(last);
                        Pressed::Stays
                    }
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
        let width = usize::from(area.width).saturating_sub(2);
        let mut rows = Vec::new();
        for one in &self.about {
            paragraph(&mut rows, &one.spans, one.indent, width);
        }
        let mut asks = Vec::new();
        paragraph(&mut asks, &[Span::new(Role::Heading, self.asks.clone())], 1, width);
        let below = asks.len() + 1;
        let wanted = u16::try_from(rows.len() + below).unwrap_or(u16::MAX);
        let inside = sheet(
            frame.buffer_mut(),
            area,
            wanted.min(area.height.saturating_sub(1)),
            &self.title,
            looks,
        );
        self.rows = rows.len();
        self.height = usize::from(inside.height).saturating_sub(below);
        self.top = self.top.min(self.rows.saturating_sub(self.height));
        let more = if self.top + self.height < self.rows {
            words.more()
        } else {
            ""
        };
        let keys = format!("{}   {more}", words.yes_no());
        asks.push(Row {
            indent: 1,
            spans: vec![Span::new(Role::Key, keys)],
        });
        // Where not even the question has room, its end and the keys are what is shown.
        let asks = asks.split_off(below.saturating_sub(usize::from(inside.height)));
        let shown = rows.iter().skip(self.top).take(self.height).chain(&asks);
        for (y, row) in (inside.top()..inside.bottom()).zip(shown) {
            looks.row(frame.buffer_mut(), Rect { y, height: 1, ..inside }, row, RowState::No);
        }
    }
}
