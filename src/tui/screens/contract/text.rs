//! The text pane: which rows are in sight, and moving through them.
//!
//! A place in the text is an entry and a row in it, so that a long contract is wrapped only where it is looked at.

use super::block::Block;
use crate::tui::reader::Row;
use std::collections::HashMap;
use std::rc::Rc;

/// A place in the text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, PartialOrd, Ord)]
pub(super) struct TextPlace {
    /// The entry, counted among those listed.
    pub(super) entry: usize,
    /// The row in it.
    pub(super) row: usize,
}

/// Rows that were wrapped already, by entry.
#[derive(Default)]
pub(super) struct Wrapped {
    blocks: HashMap<usize, Rc<Block>>,
    /// How often everything was forgotten.
    layout: u64,
}

impl Wrapped {
    /// Forgets everything: the width, the words or the entries are others.
    pub(super) fn clear(&mut self) {
        self.blocks.clear();
        self.layout += 1;
    }

    /// Tells one layout from the one before.
    pub(super) fn layout(&self) -> u64 {
        self.layout
    }

    /// An entry, cut into rows.
    pub(super) fn of(&mut self, entry: usize, make: &dyn Fn(usize) -> Block) -> Rc<Block> {
        Rc::clone(self.blocks.entry(entry).or_insert_with(|| Rc::new(make(entry))))
    }

    /// An entry that was cut into rows already.
    pub(super) fn known(&self, entry: usize) -> Option<&Block> {
        self.blocks.get(&entry).map(|block| &**block)
    }
}

/// The text between two entries, both included: one clause, or all of them.
pub(super) struct EntryRange<'a> {
    pub(super) first: usize,
    pub(super) last: usize,
    pub(super) wrapped: &'a mut Wrapped,
    pub(super) make: &'a dyn Fn(usize) -> Block,
}

impl EntryRange<'_> {
    fn height(&mut self, entry: usize) -> usize {
        self.wrapped.of(entry, self.make).rows.len()
    }

    /// The place from which the end of the text just fills so many rows.
    fn end(&mut self, rows: usize) -> TextPlace {
        let mut entry = self.last;
        let mut missing = rows;
        loop {
            let height = self.height(entry);
            if height >= missing {
                return TextPlace {
                    entry,
                    row: height - missing,
                };
            }
            missing -= height;
            if entry == self.first {
                return TextPlace { entry, row: 0 };
            }
            entry -= 1;
        }
    }

    /// So many rows further down, but not past the end; `rows` are in sight.
    pub(super) fn down(&mut self, from: TextPlace, by: usize, rows: usize) -> TextPlace {
        let mut place = from;
        let mut left = by;
        while left > 0 {
            let rest = self.height(place.entry).saturating_sub(place.row + 1);
            if left <= rest {
                place.row += left;
                break;
            }
            if place.entry >= self.last {
                place.row += rest;
                break;
            }
            left -= rest + 1;
            place = TextPlace {
                entry: place.entry + 1,
                row: 0,
            };
        }
        place.min(self.end(rows).max(from))
    }

    /// So many rows further up.
    pub(super) fn up(&mut self, from: TextPlace, by: usize) -> TextPlace {
        let mut place = from;
        let mut left = by;
        while left > 0 {
            if place.row >= left {
                place.row -= left;
                break;
            }
            left -= place.row;
            place.row = 0;
            if place.entry <= self.first {
                break;
            }
            place = TextPlace {
                entry: place.entry - 1,
                row: self.height(place.entry - 1),
            };
        }
        place
    }

    /// The place itself, if the text below it fills the pane, or else the last one at which it does.
    pub(super) fn settled(&mut self, at: TextPlace, rows: usize) -> TextPlace {
        let entry = at.entry.clamp(self.first, self.last);
        let row = if entry == at.entry {
            at.row.min(self.height(entry).saturating_sub(1))
        } else {
            0
        };
        TextPlace { entry, row }.min(self.end(rows))
    }

    /// The rows in sight, each with its entry and its number in it.
    pub(super) fn in_sight(&mut self, from: TextPlace, rows: usize) -> Vec<(TextPlace, Row)> {
        let mut shown = Vec::with_capacity(rows);
        let mut place = from;
        while shown.len() < rows && place.entry <= self.last {
            let all = self.wrapped.of(place.entry, self.make);
            for (at, row) in all.rows.iter().enumerate().skip(place.row).take(rows - shown.len()) {
                shown.push((
                    TextPlace {
                        entry: place.entry,
                        row: at,
                    },
                    row.clone(),
                ));
            }
            place = TextPlace {
                entry: place.entry + 1,
                row: 0,
            };
        }
        shown
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::wording::Span;
    use proptest::prelude::*;

    fn rows_of(heights: &[usize]) -> impl Fn(usize) -> Block + '_ {
        |entry| Block {
            rows: (0..heights[entry])
                .map(|row| Row::of(vec![Span::plain(format!("{entry}.{row}"))]))
                .collect(),
            ..Block::default()
        }
    }

    fn shown(text: &mut EntryRange<'_>, from: TextPlace, rows: usize) -> Vec<String> {
        text.in_sight(from, rows).iter().map(|(_, row)| row.text()).collect()
    }

    #[test]
    fn rows_run_on_from_clause_to_clause_and_stop_at_the_end() {
        let heights = [2, 3, 2];
        let make = rows_of(&heights);
        let mut wrapped = Wrapped::default();
        let mut text = EntryRange {
            first: 0,
            last: 2,
            wrapped: &mut wrapped,
            make: &make,
        };
        assert_eq!(shown(&mut text, TextPlace::default(), 3), ["0.0", "0.1", "1.0"]);
        let one = text.down(TextPlace::default(), 3, 3);
        assert_eq!(shown(&mut text, one, 3), ["1.1", "1.2", "2.0"]);
        let end = text.down(one, 100, 3);
        assert_eq!(shown(&mut text, end, 3), ["1.2", "2.0", "2.1"]);
        assert_eq!(text.up(end, 2), TextPlace { entry: 1, row: 0 });
        assert_eq!(text.up(end, 100), TextPlace::default());
    }

    #[test]
    fn a_text_that_fits_does_not_scroll() {
        let heights = [2];
        let make = rows_of(&heights);
        let mut wrapped = Wrapped::default();
        let mut text = EntryRange {
            first: 0,
            last: 0,
            wrapped: &mut wrapped,
            make: &make,
        };
        assert_eq!(text.down(TextPlace::default(), 1, 10), TextPlace::default());
        assert_eq!(text.settled(TextPlace { entry: 7, row: 9 }, 10), TextPlace::default());
    }

    proptest! {
        #[test]
        fn down_and_up_are_as_on_one_long_text(
            heights in proptest::collection::vec(1_usize..6, 1..8), from in 0_usize..40, by in 0_usize..40, rows in 1_usize..9,
        ) {
            let make = rows_of(&heights);
            let all: Vec<TextPlace> = heights.iter().enumerate()
                .flat_map(|(entry, height)| (0..*height).map(move |row| TextPlace { entry, row })).collect();
            let mut wrapped = Wrapped::default();
            let mut text = EntryRange { first: 0, last: heights.len() - 1, wrapped: &mut wrapped, make: &make };
            let last_top = all.len().saturating_sub(rows);
            let from = from.min(last_top);
            prop_assert_eq!(text.down(all[from], by, rows), all[(from + by).min(last_top)]);
            prop_assert_eq!(text.up(all[from], by), all[from.saturating_sub(by)]);
        }
    }
}
