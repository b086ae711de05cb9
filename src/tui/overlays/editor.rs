//! A plain editor over the whole screen, for the text of one clause of the draft. It runs no program.

use super::prompt::input;
use super::{Pressed, sheet};
use crate::session::{Editing, TypedText};
use crate::tui::key::{Code, Key};
use crate::tui::look::Looks;
use crate::tui::screens::Shell;
use crate::wording::{DraftingWords, Role, one_line};
use ratatui::Frame;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::{Modifier, Style};
use ratatui_textarea::{CursorMove, TextArea, WrapMode};

/// The text of a clause, being typed.
pub struct Editor {
    /// The clause as it was when typing began.
    pub editing: Editing,
    area: TextArea<'static>,
    /// Why what was typed could not be taken.
    trouble: Option<String>,
    /// Whether it began with what was typed before.
    restored: Restored,
    /// What was typed, while the text of the draft is shown in its place.
    aside: Option<String>,
}

/// With which words an editor began.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Restored {
    /// Those of the draft.
    No,
    /// Those that were typed before.
    Yes,
    /// The same, and the draft says something else by now than it did then.
    OverOthers,
}

impl Editor {
    /// An editor with the text of a clause, or with what was typed of it before.
    #[must_use]
    pub fn new(editing: Editing, typed: Option<&TypedText>) -> Self {
        let restored = match typed {
            None => Restored::No,
            Some(typed) if typed.before == editing.revision => Restored::Yes,
            Some(_) => Restored::OverOthers,
        };
        Self {
            area: area_of(typed.map_or(&editing.text, |typed| &typed.text)),
            editing,
            trouble: None,
            restored,
            aside: None,
        }
    }

    /// The same with what could not be taken, and why.
    #[must_use]
    pub fn refused(editing: Editing, typed: &str, why: &str) -> Self {
        Self {
            area: area_of(typed),
            editing,
            trouble: Some(one_line(why)),
            restored: Restored::No,
            aside: None,
        }
    }

    /// What was typed, with a line end behind it if the text had one, or is new.
    #[must_use]
    pub fn text(&self) -> String {
        let mut text = self.area.lines().join("\n");
        let before = &self.editing.text;
        let ends = before.is_empty() || before.ends_with('\n');
        if ends && !text.is_empty() && !text.ends_with('\n') {
            text.push('\n');
        }
        text
    }

    /// Takes a key.
    pub fn press(&mut self, key: Key) -> Pressed {
        match key.code {
            Code::Char('s') if key.ctrl => return Pressed::Finished(self.text()),
            Code::F(2) => return Pressed::Finished(self.text()),
            Code::Esc => return Pressed::Closes,
            Code::Char('c') if key.ctrl => return Pressed::Closes,
            // What was typed stays what is kept for the next time until something else is typed.
            Code::Char('r') if key.ctrl => {
                self.swap();
                return Pressed::Stays;
            }
            Code::Tab => {
                self.area.insert_char(' ');
            }
            Code::Enter => self.area.insert_newline(),
            _ => {
                if let Some(input) = input(key) {
                    self.area.input(input);
                }
            }
        }
        Pressed::Typed(self.text())
    }

    /// Shows the text of the draft in the place of what was typed, and puts that back when asked again: neither is lost.
    fn swap(&mut self) {
        let typed = self.area.lines().join("\n");
        let shows_draft = self.text() == self.editing.text;
        match self.aside.take() {
            Some(before) => {
                self.aside = (!shows_draft).then_some(typed);
                self.area = area_of(&before);
            }
            None if shows_draft => {}
            None => {
                self.aside = Some(typed);
                self.area = area_of(&self.editing.text);
            }
        }
        self.restored = Restored::No;
    }

    /// Takes pasted words, with their lines. A tab becomes a blank, so that the figures of a table stay apart; what drives
    /// terminals is left out.
    pub fn paste(&mut self, text: &str) -> Pressed {
        let lines = text.replace("\r\n", "\n").replace(['\r', '\u{b}', '\u{c}'], "\n");
        let spaced = lines.replace('\t', " ");
        let plain: String = spaced.chars().filter(|c| *c == '\n' || !c.is_control()).collect();
        self.area.insert_str(plain);
        Pressed::Typed(self.text())
    }

    /// Paints it over the area.
    pub fn paint(&self, frame: &mut Frame<'_>, area: Rect, shell: &Shell) {
        let (looks, words) = (&shell.looks, DraftingWords(shell.language));
        let title = words.editing(&one_line(&self.editing.called));
        let inside = sheet(frame.buffer_mut(), area, area.height, &title, looks);
        let hides = self.area.lines().iter().any(|line| one_line(line) != *line);
        let said = match &self.trouble {
            Some(trouble) => Some((Role::Alarm, &**trouble)),
            None if hides => Some((Role::Alarm, words.unseen())),
            None => match self.restored {
                Restored::No => None,
                Restored::Yes => Some((Role::Pending, words.restored())),
                Restored::OverOthers => Some((Role::Alarm, words.restored_over_others())),
            },
        };
        let mut rows = Vec::new();
        if let Some((role, text)) = said {
            let width = usize::from(inside.width).saturating_sub(2);
            crate::tui::reader::paragraph(&mut rows, &[crate::wording::Span::new(role, text)], 1, width);
        }
        let above = u16::try_from(rows.len()).unwrap_or(0).min(inside.height / 2);
        for (y, row) in (inside.y..inside.y + above).zip(&rows) {
            let line = Rect { y, height: 1, ..inside };
            looks.row(frame.buffer_mut(), line, row, crate::tui::look::RowState::No);
        }
        let text = Rect {
            x: inside.x + 1,
            width: inside.width.saturating_sub(2),
            y: inside.y + above,
            height: inside.height.saturating_sub(above + 1),
        };
        frame.render_widget(&self.area, text);
        show_unseen(frame.buffer_mut(), text, looks);
        let hint = Rect {
            y: inside.bottom().saturating_sub(1),
            height: inside.height.min(1),
            ..inside
        };
        looks.line(
            frame.buffer_mut(),
            hint,
            Role::Faint,
            &format!(" {}", words.editor_keys(self.aside.is_some())),
        );
    }
}

/// What does not show, or could drive the terminal, reaches no cell: its place stands out instead.
fn show_unseen(buffer: &mut Buffer, area: Rect, looks: &Looks) {
    for y in area.top()..area.bottom() {
        for x in area.left()..area.right() {
            let cell = &mut buffer[(x, y)];
            if one_line(cell.symbol()) == cell.symbol() {
                continue;
            }
            let first: String = cell.symbol().chars().take(1).collect();
            let seen = if one_line(&first) == first {
                first
            } else {
                "?".to_owned()
            };
            cell.set_symbol(&seen).set_style(looks.role(Role::Alarm));
        }
    }
}

fn area_of(text: &str) -> TextArea<'static> {
    let mut area = TextArea::new(text.split('\n').map(str::to_owned).collect());
    area.set_cursor_line_style(Style::default());
    area.set_cursor_style(Style::default().add_modifier(Modifier::REVERSED));
    area.set_wrap_mode(WrapMode::WordOrGlyph);
    area.move_cursor(CursorMove::Top);
    area
}
