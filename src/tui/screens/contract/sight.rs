//! Where in the contract the reader is: which lines are in sight, of how many, and which way the change lies.

use super::{ContractScreen, Tab};
use crate::tui::screens::Shell;
use crate::tui::screens::contract::text::TextPlace;

/// What of the text pane was in sight when it was last painted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Sight {
    /// The first and the last line of the clause in sight, from 1 on, and how many it has; `None` where all clauses are
    /// one text, of which nobody has counted the lines.
    pub(super) lines: Option<(usize, usize, usize)>,
    /// How many lines below the last one in sight the change begins, or above the first one when negative; 0 in sight.
    pub(super) away: isize,
}

impl Sight {
    /// What is in sight of a clause with so many lines, from a row on, with room for so many; and the row at which the
    /// change that is meant begins.
    pub(super) fn of(row: usize, room: usize, lines: usize, change: Option<usize>) -> Self {
        let end = row + room;
        let away = match change {
            Some(change) if change < row => -isize::try_from(row - change).unwrap_or(isize::MAX),
            Some(change) if change >= end => isize::try_from(change + 1 - end).unwrap_or(isize::MAX),
            _ => 0,
        };
        Self {
            lines: (lines > 0).then_some(((row + 1).min(lines), end.min(lines), lines)),
            away,
        }
    }
}

impl ContractScreen {
    /// Notes what of the text is in sight, from a place on.
    pub(super) fn note_sight(&mut self, place: TextPlace, rows: usize, shell: &Shell) {
        let meant = self.listed.get(place.entry).map(|at| &self.entries[*at]);
        let number = self.change.filter(|_| place.entry == self.selected);
        let number = number.or_else(|| meant.and_then(|entry| entry.marks.first().copied()));
        let marked = self.shows_marks();
        let sight = self.with_text(shell, |text| {
            let block = text.wrapped.of(place.entry, text.make);
            let row = number
                .filter(|_| marked)
                .and_then(|number| block.rows.iter().position(|row| row.has_mark(number)));
            // The blank row behind a clause is none of its lines.
            Sight::of(place.row, rows, block.rows.len().saturating_sub(1), row)
        });
        self.sight = sight.unwrap_or_default();
        if self.whole {
            self.sight.lines = None;
        }
    }

    /// Where the reader is, for the line at the bottom.
    #[must_use]
    pub fn progress_words(&self, shell: &Shell) -> Option<String> {
        let words = shell.words();
        match self.tab {
            Tab::Review => return self.review.progress_words(shell),
            Tab::Redline => {}
            _ => return self.lists.progress_words(self.tab, shell),
        }
        let entry = self.current()?;
        let mut said: Vec<String> = self.search_words(shell).into_iter().collect();
        let changes = match self.stop() {
            Some(at) => Some(words.change_of(at + 1, self.stops().len())),
            None => (!entry.marks.is_empty()).then(|| words.changes_here(entry.marks.len())),
        };
        said.extend(changes.map(|changes| match self.sight.away {
            0 => changes,
            away => words.joined(&changes, &words.lines_away(away)),
        }));
        said.extend(self.sight.lines.map(|lines| words.lines_of(lines)));
        said.push(words.clause_of(self.selected + 1, self.listed.len()));
        Some(said.join(" | "))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_change_out_of_sight_is_so_many_lines_above_or_below() {
        for (row, change, away) in [
            (0, None, 0),
            (0, Some(0), 0),
            (0, Some(9), 0),
            (0, Some(10), 1),
            (0, Some(23), 14),
            (5, Some(4), -1),
            (5, Some(5), 0),
        ] {
            assert_eq!(Sight::of(row, 10, 30, change).away, away, "{row} {change:?}");
        }
    }

    #[test]
    fn lines_are_counted_from_one_and_never_past_the_end() {
        assert_eq!(Sight::of(0, 18, 42, None).lines, Some((1, 18, 42)));
        assert_eq!(Sight::of(30, 18, 42, None).lines, Some((31, 42, 42)));
        assert_eq!(Sight::of(0, 18, 3, None).lines, Some((1, 3, 3)));
        assert_eq!(Sight::of(0, 18, 0, None).lines, None);
    }
}
