//! A list of entries, each of one or more rows, with one selected.

use super::actions::Action;
use super::look::{Looks, RowState};
use super::reader::Row;
use crate::wording::ScreenWords;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

/// Which entry is selected, and from which row on the list is shown.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ListCursor {
    /// The selected entry.
    pub selected: usize,
    top: usize,
    height: usize,
    /// How wide it was when it was last painted, and which entry was selected.
    painted: (u16, usize),
    /// How many rows below the top the selected entry began when it was selected.
    anchor: usize,
    /// How many rows below the top the selected entry began when it was last painted.
    row: usize,
    /// How many rows all entries had when it was last painted.
    total: usize,
    /// How many cells of the selected entry carry the look of the selection; all of its first row if not given. A
    /// selection that moves takes two such stretches of the line.
    pub reach: Option<u16>,
}

impl ListCursor {
    /// A list with one of its entries selected.
    #[must_use]
    pub fn at(selected: usize) -> Self {
        Self {
            selected,
            ..Self::default()
        }
    }

    /// Does what moves the selection; whether it was such an action.
    pub fn act(&mut self, action: Action, count: usize) -> bool {
        let page = self.height.saturating_sub(1).max(1);
        let last = count.saturating_sub(1);
        self.selected = match action {
            Action::Up => self.selected.saturating_sub(1),
            Action::Down => self.selected + 1,
            Action::PageUp => self.selected.saturating_sub(page),
            Action::PageDown => self.selected + page,
            Action::HalfUp => self.selected.saturating_sub(page.div_ceil(2)),
            Action::HalfDown => self.selected + page.div_ceil(2),
            Action::First => 0,
            Action::Last => last,
            _ => return false,
        }
        .min(last);
        true
    }

    /// Selects an entry of a list that was made anew, with so many rows before that entry: it begins where on the screen
    /// the selected one began.
    pub fn settle(&mut self, selected: usize, before: usize) {
        self.selected = selected;
        self.top = before.saturating_sub(self.row);
    }

    /// Selects the entry at a row of the area it was last painted into; whether there is one.
    pub fn press(&mut self, row: usize, heights: impl Iterator<Item = usize>) -> bool {
        let wanted = self.top + row;
        let mut at = 0;
        for (entry, height) in heights.enumerate() {
            at += height;
            if wanted < at {
                self.selected = entry;
                return true;
            }
        }
        false
    }

    /// Paints entries, scrolled so that the selected one is in sight.
    pub fn paint(&mut self, buffer: &mut Buffer, area: Rect, entries: &[Vec<Row>], looks: &Looks, focused: bool) {
        self.total = entries.iter().map(Vec::len).sum();
        self.selected = self.selected.min(entries.len().saturating_sub(1));
        let start: usize = entries[..self.selected.min(entries.len())].iter().map(Vec::len).sum();
        let end = start + entries.get(self.selected).map_or(0, Vec::len);
        self.scroll_to(area, start, end);
        let rows = entries
            .iter()
            .enumerate()
            .flat_map(|(at, rows)| rows.iter().map(move |row| (at, row)));
        for (line, (at, row)) in rows.skip(self.top).take(self.height).enumerate() {
            self.paint_row(buffer, area, line, (at, start, row), looks, focused);
        }
    }

    /// Paints so many entries of one row each, scrolled so that the selected one is in sight. Only rows in sight are asked
    /// for: a list may have thousands.
    pub fn paint_lines(
        &mut self,
        buffer: &mut Buffer,
        area: Rect,
        count: usize,
        row_of: impl Fn(usize) -> Row,
        looks: &Looks,
    ) {
        self.total = count;
        self.selected = self.selected.min(count.saturating_sub(1));
        let start = self.selected;
        self.scroll_to(area, start, start + usize::from(count > 0));
        for (line, at) in (self.top..count).take(self.height).enumerate() {
            self.paint_row(buffer, area, line, (at, start, &row_of(at)), looks, true);
        }
    }

    /// Brings the selected entry into sight, of which the rows begin and end there.
    fn scroll_to(&mut self, area: Rect, start: usize, end: usize) {
        self.height = usize::from(area.height);
        // In another width other rows lie above: the selected entry stays where it was on the screen.
        let (width, selected) = std::mem::replace(&mut self.painted, (area.width, self.selected));
        if width != area.width && width != 0 {
            self.top = start.saturating_sub(self.anchor);
        }
        if end > self.top + self.height {
            self.top = end - self.height;
        }
        // Of an entry taller than the area its beginning is in sight.
        self.top = self.top.min(start);
        self.row = start - self.top;
        if width == 0 || selected != self.selected {
            self.anchor = self.row;
        }
    }

    /// Paints a row of an entry on a line of the area; the selected entry begins with the row `start`.
    fn paint_row(
        &self,
        buffer: &mut Buffer,
        area: Rect,
        line: usize,
        (at, start, row): (usize, usize, &Row),
        looks: &Looks,
        focused: bool,
    ) {
        let y = area.y + u16::try_from(line).unwrap_or(u16::MAX);
        let whole = Rect { y, height: 1, ..area };
        looks.row(buffer, whole, row, RowState::No);
        if at == self.selected && (line + self.top == start || line == 0) {
            let chosen = if focused { RowState::Here } else { RowState::Elsewhere };
            let cells = self
                .reach
                .unwrap_or_else(|| u16::try_from(row.width()).unwrap_or(u16::MAX).max(1));
            buffer.set_style(
                Rect {
                    width: cells.min(area.width),
                    ..whole
                },
                looks.chosen(chosen),
            );
        }
    }

    /// Which of so many entries is selected, and which lines of all are in sight; nothing of an empty list.
    #[must_use]
    pub fn progress_words(&self, count: usize, words: ScreenWords) -> Option<String> {
        let lines = self.lines_in_words(words).filter(|_| count > 0)?;
        Some(format!("{} | {lines}", words.entry_of(self.selected + 1, count)))
    }

    /// Which lines of all are in sight; nothing of an empty list.
    #[must_use]
    pub fn lines_in_words(&self, words: ScreenWords) -> Option<String> {
        let end = (self.top + self.height).min(self.total);
        (self.total > 0).then(|| words.lines_of((self.top + 1, end, self.total)))
    }

    /// Where the terminal's cursor belongs: on the selected entry.
    #[must_use]
    pub fn cursor(&self, area: Rect, heights: impl Iterator<Item = usize>) -> (u16, u16) {
        let before: usize = heights.take(self.selected).sum();
        let row = before.saturating_sub(self.top).min(self.height.saturating_sub(1));
        (area.x, area.y + u16::try_from(row).unwrap_or(0))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::wording::Span;

    fn painted(list: &mut ListCursor, entries: &[Vec<Row>], height: u16) -> String {
        let area = Rect::new(0, 0, 6, height);
        let mut buffer = Buffer::empty(area);
        list.paint(&mut buffer, area, entries, &Looks::default(), true);
        (0..height)
            .map(|y| {
                (0..6)
                    .map(|x| buffer[(x, y)].symbol().to_owned())
                    .collect::<String>()
                    .trim_end()
                    .to_owned()
                    + "\n"
            })
            .collect()
    }

    #[test]
    fn the_selected_entry_is_always_in_sight() {
        let row = |text: &str| Row::of(vec![Span::plain(text)]);
        let entries: Vec<Vec<Row>> = (0..6)
            .map(|at| vec![row(&format!("{at}a")), row(&format!("{at}b"))])
            .collect();
        let mut list = ListCursor::default();
        assert_eq!(painted(&mut list, &entries, 3), "0a\n0b\n1a\n");
        assert!(list.act(Action::Down, 6));
        assert_eq!(painted(&mut list, &entries, 3), "0b\n1a\n1b\n");
        list.act(Action::Last, 6);
        assert_eq!(painted(&mut list, &entries, 3), "4b\n5a\n5b\n");
        list.act(Action::Up, 6);
        assert_eq!(painted(&mut list, &entries, 3), "4a\n4b\n5a\n");
        assert_eq!(list.cursor(Rect::new(2, 1, 6, 3), entries.iter().map(Vec::len)), (2, 1));
        assert!(list.press(2, entries.iter().map(Vec::len)) && list.selected == 5);
        assert_eq!(painted(&mut list, &[], 3), "\n\n\n", "nothing to select is no fault");
        assert!(!list.act(Action::Accept, 0));
    }

    #[test]
    fn entries_of_one_row_look_the_same_where_only_those_in_sight_are_made() {
        let row = |at: usize| Row::of(vec![Span::plain(format!("{at}a"))]);
        let entries: Vec<Vec<Row>> = (0..40).map(|at| vec![row(at)]).collect();
        let (mut whole, mut lines) = (ListCursor::default(), ListCursor::default());
        let actions = [
            Action::Down,
            Action::PageDown,
            Action::HalfUp,
            Action::Last,
            Action::Up,
            Action::First,
        ];
        for (action, width) in actions.into_iter().zip([6, 6, 5, 5, 6, 6]) {
            let area = Rect::new(0, 0, width, 7);
            let (mut wanted, mut got) = (Buffer::empty(area), Buffer::empty(area));
            whole.paint(&mut wanted, area, &entries, &Looks::default(), true);
            let asked = std::cell::Cell::new(0);
            let counted = |at| {
                asked.set(asked.get() + 1);
                row(at)
            };
            lines.paint_lines(&mut got, area, entries.len(), counted, &Looks::default());
            assert_eq!(got, wanted);
            assert!(asked.get() <= 7, "{}", asked.get());
            assert_eq!(lines, whole);
            assert!(whole.act(action, 40) && lines.act(action, 40));
        }
        let area = Rect::new(0, 0, 6, 2);
        let mut empty = Buffer::empty(area);
        lines.paint_lines(&mut empty, area, 0, row, &Looks::default());
        assert_eq!(empty, Buffer::empty(area), "nothing to select is no fault");
    }
}
