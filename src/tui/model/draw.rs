//! How the screen on top and what lies over it are painted.

use super::Model;
use crate::tui::look::RowState;
use crate::tui::overlays::Overlay;
use crate::tui::reader::paragraph;
use crate::tui::screens::{Screen, Shell};
use crate::wording::{Role, Span, fitted, width};
use ratatui::Frame;
use ratatui::layout::{Position, Rect};
use ratatui::widgets::{Clear, Widget};

impl Model {
    /// Paints everything.
    pub fn draw(&mut self, frame: &mut Frame<'_>) {
        const SMALLEST: (u16, u16) = (40, 10);
        let area = frame.area();
        let shell = self.shell.clone();
        if area.width < SMALLEST.0 || area.height < SMALLEST.1 {
            shell
                .looks
                .line(frame.buffer_mut(), area, Role::Plain, shell.words().too_small());
            return;
        }
        let head = Rect { height: 1, ..area };
        let middle = Rect {
            y: area.y + 1,
            height: area.height - 3,
            ..area
        };
        let said = Rect {
            y: area.bottom() - 2,
            height: 1,
            ..area
        };
        let hints = Rect {
            y: area.bottom() - 1,
            height: 1,
            ..area
        };
        let mut shell = shell;
        if let Some(Overlay::Prompt(prompt)) = &self.overlay {
            shell.covered_from = Some((area.bottom() - 1).saturating_sub(prompt.height()));
        }
        self.paint_head(frame, head, &shell);
        let cursor = match self.top() {
            Screen::Contracts(screen) => screen.paint(frame, middle, &shell),
            Screen::Contract(screen) => screen.paint(frame, middle, &shell),
            Screen::History(screen) => screen.paint(frame, middle, &shell),
        };
        let covered = self.paint_said(frame, said, &shell);
        self.paint_hints(frame, hints, &shell);
        let over = Rect {
            height: area.height - 1,
            ..area
        };
        let in_overlay = match &mut self.overlay {
            Some(Overlay::Prompt(prompt)) => {
                prompt.paint(frame, over, &shell.looks, shell.words());
                None
            }
            Some(Overlay::Editor(editor)) => {
                editor.paint(frame, area, &shell);
                None
            }
            Some(Overlay::Picker(picker)) => picker.paint(
                frame,
                Rect {
                    y: 1,
                    height: area.height - 1,
                    ..area
                },
                &shell.looks,
            ),
            Some(Overlay::Question(question)) => {
                question.paint(frame, over, &shell.looks, shell.words());
                None
            }
            Some(Overlay::Chooser(chooser)) => {
                let below = Rect {
                    y: 1,
                    height: area.height - 1,
                    ..area
                };
                Some(chooser.paint(frame, below, &shell, &self.keymap))
            }
            None => cursor,
        };
        // What lies under something else was not seen.
        if self.overlay.is_none()
            && let Screen::Contract(screen) = self.top()
        {
            screen.note_shown(covered);
        }
        // The cursor stands on what is chosen, for those who hear the screen.
        if let Some((x, y)) = in_overlay {
            frame.set_cursor_position(Position { x, y });
        }
    }

    fn paint_head(&mut self, frame: &mut Frame<'_>, area: Rect, shell: &Shell) {
        let mut text = format!(" adidem  {}", shell.words().contracts());
        if let Some(screen) = self.open_contract() {
            text = format!(" {}", screen.title());
        }
        if shell.read_only {
            text = format!("{text}  [{}]", shell.words().read_only());
        }
        shell.looks.line(frame.buffer_mut(), area, Role::Heading, &text);
        if let Some(who) = self.open_contract().and_then(|screen| screen.speaking(shell)) {
            let cells = width(&who).min(usize::from(area.width) / 2);
            let left = usize::from(area.width).saturating_sub(width(&text) + 1);
            if left > cells {
                let x = area.right() - u16::try_from(cells).unwrap_or(0) - 1;
                shell.looks.line(
                    frame.buffer_mut(),
                    Rect {
                        x,
                        width: area.right() - x,
                        ..area
                    },
                    Role::Faint,
                    &fitted(&who, cells),
                );
            }
        }
    }

    /// Says what the last key came to; gives the line from which on it covers what is below.
    fn paint_said(&mut self, frame: &mut Frame<'_>, area: Rect, shell: &Shell) -> u16 {
        if let Some((role, text)) = &self.said {
            // What is too long for a line takes the lines above it: nothing of what to do is cut off.
            let mut rows = Vec::new();
            let room = usize::from(area.width.saturating_sub(2));
            paragraph(&mut rows, &[Span::new(*role, text.clone())], 1, room);
            let height = u16::try_from(rows.len()).unwrap_or(1).clamp(1, area.y.max(1));
            let over = Rect {
                y: area.bottom() - height,
                height,
                ..area
            };
            Clear.render(over, frame.buffer_mut());
            for (at, row) in rows.iter().enumerate().take(usize::from(height)) {
                let y = over.y + u16::try_from(at).unwrap_or(0);
                shell
                    .looks
                    .row(frame.buffer_mut(), Rect { y, height: 1, ..area }, row, RowState::No);
            }
            return over.y;
        }
        if let Some(text) = self.top().progress_words(shell) {
            shell
                .looks
                .line(frame.buffer_mut(), area, Role::Faint, &format!(" {text}"));
        }
        area.y
    }

    fn paint_hints(&mut self, frame: &mut Frame<'_>, area: Rect, shell: &Shell) {
        let actions = self.screens.last().map(Screen::hints).unwrap_or_default();
        let spans = self.keymap.hints(actions, shell.actions(), usize::from(area.width));
        shell.looks.spans(frame.buffer_mut(), area, 0, &spans);
    }
}
