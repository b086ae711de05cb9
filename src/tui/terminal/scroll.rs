//! Finding rows that only moved up or down, which a terminal can move by itself for a few bytes.

use ratatui::buffer::{Buffer, Cell};
use ratatui::style::Style;
use std::hash::{DefaultHasher, Hash, Hasher};

/// Rows of a region that are to move.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Scroll {
    /// The first row of the region.
    pub(super) top: u16,
    /// The last one.
    pub(super) bottom: u16,
    /// By how many rows the content goes up; down when negative.
    pub(super) up: i32,
}

/// Cells that are compared as one, to find candidates quickly.
const CHUNK: usize = 8;
/// A cursor move and a change of looks cost about so much.
const RUN: i64 = 8;
/// Setting the region, moving, and setting it back.
const OVERHEAD: i64 = 24;

/// The move that saves most, if one saves anything.
pub(super) fn find(shown: &Buffer, wanted: &Buffer) -> Option<Scroll> {
    let (columns, rows) = (usize::from(wanted.area.width), usize::from(wanted.area.height));
    if shown.area != wanted.area || columns == 0 {
        return None;
    }
    let row = |y: usize| y * columns..(y + 1) * columns;
    let differs = |y: usize| shown.content[row(y)] != wanted.content[row(y)];
    let first = (0..rows).find(|y| differs(*y))?;
    let last = (0..rows).rev().find(|y| differs(*y))?;
    if last - first < 2 {
        return None;
    }
    let hashes = |buffer: &Buffer| -> Vec<Vec<u64>> {
        (first..=last)
            .map(|y| buffer.content[row(y)].chunks(CHUNK).map(hash).collect())
            .collect()
    };
    let (old, new) = (hashes(shown), hashes(wanted));
    let blank = hash(&vec![Cell::default(); CHUNK]);
    let height = last - first + 1;
    let likeness = |up: i32| -> usize {
        (0..height)
            .filter_map(|y| Some((y, source(y, up, height)?)))
            .map(|(y, from)| {
                new[y]
                    .iter()
                    .zip(&old[from])
                    .filter(|(new, old)| new == old && **new != blank)
                    .count()
            })
            .sum()
    };
    let span = i32::try_from(height).ok()?;
    let best = (1..span)
        .flat_map(|by| [by, -by])
        .max_by_key(|up| (likeness(*up), -up.abs()))?;
    if likeness(best) == 0 {
        return None;
    }
    let cells = |buffer: &Buffer, y: usize| buffer.content[row(first + y)].to_vec();
    let nothing = vec![Cell::default(); columns];
    let now: Vec<i64> = (0..height).map(|y| cost(&cells(shown, y), &cells(wanted, y))).collect();
    // For each row, what is saved when it comes from where the move brings it.
    let gains: Vec<i64> = (0..height)
        .map(|y| {
            source(y, best, height).map_or(i64::MIN / 4, |from| {
                now[y] - cost(&cells(shown, from), &cells(wanted, y))
            })
        })
        .collect();
    let (from, to) = best_stretch(&gains)?;
    let saved: i64 = gains[from..=to].iter().sum();
    let by = best.unsigned_abs() as usize;
    // What moves away leaves blank rows behind, which have to be painted anew.
    let bared: Vec<usize> = if best > 0 {
        (to + 1..=to + by).collect()
    } else {
        (from - by..from).collect()
    };
    let repainted: i64 = bared.iter().map(|y| cost(&nothing, &cells(wanted, *y)) - now[*y]).sum();
    if saved - repainted <= OVERHEAD {
        return None;
    }
    let (top, bottom) = if best > 0 { (from, to + by) } else { (from - by, to) };
    Some(Scroll {
        top: u16::try_from(first + top).ok()?,
        bottom: u16::try_from(first + bottom).ok()?,
        up: best,
    })
}

/// The row from which a move brings a row.
fn source(y: usize, up: i32, height: usize) -> Option<usize> {
    let from = i32::try_from(y).ok()? + up;
    usize::try_from(from).ok().filter(|from| *from < height)
}

/// The stretch of the highest sum, if any is above nothing.
fn best_stretch(gains: &[i64]) -> Option<(usize, usize)> {
    let mut best: Option<(i64, usize, usize)> = None;
    let (mut sum, mut start) = (0_i64, 0);
    for (at, gain) in gains.iter().enumerate() {
        if sum <= 0 {
            (sum, start) = (0, at);
        }
        sum += gain;
        if sum > 0 && best.is_none_or(|(most, ..)| sum > most) {
            best = Some((sum, start, at));
        }
    }
    best.map(|(_, from, to)| (from, to))
}

/// About how many bytes it takes to turn one row into another.
fn cost(old: &[Cell], new: &[Cell]) -> i64 {
    let mut bytes = 0;
    let mut running = false;
    for (old, new) in old.iter().zip(new) {
        if old == new {
            running = false;
        } else {
            bytes += i64::try_from(new.symbol().len()).unwrap_or(1) + if running { 0 } else { RUN };
            running = true;
        }
    }
    bytes
}

fn hash(cells: &[Cell]) -> u64 {
    let mut hasher = DefaultHasher::new();
    for cell in cells {
        (cell.symbol(), cell.fg, cell.bg, cell.modifier).hash(&mut hasher);
    }
    hasher.finish()
}

/// Moves the rows of a buffer as the terminal does.
pub(super) fn apply(buffer: &mut Buffer, scroll: Scroll) {
    let columns = usize::from(buffer.area.width);
    let (top, bottom) = (usize::from(scroll.top), usize::from(scroll.bottom));
    let before = buffer.content[top * columns..(bottom + 1) * columns].to_vec();
    let height = bottom - top + 1;
    for y in 0..height {
        let target = (top + y) * columns..(top + y + 1) * columns;
        match source(y, scroll.up, height) {
            Some(from) => buffer.content[target].clone_from_slice(&before[from * columns..(from + 1) * columns]),
            None => buffer.content[target].iter_mut().for_each(|cell| {
                cell.reset();
                cell.set_style(Style::reset());
            }),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn screen(lines: &[&str]) -> Buffer {
        Buffer::with_lines(lines.iter().copied())
    }

    #[test]
    fn a_text_that_moved_up_between_head_and_foot_is_found() {
        let shown = screen(&[
            "head head head",
            "one one one one",
            "two two two two",
            "three three thr",
            "four four four ",
            "foot foot foot ",
        ]);
        let wanted = screen(&[
            "head head head",
            "two two two two",
            "three three thr",
            "four four four ",
            "five five five ",
            "foot foot foot ",
        ]);
        assert_eq!(
            find(&shown, &wanted),
            Some(Scroll {
                top: 1,
                bottom: 4,
                up: 1
            })
        );
        let mut moved = shown.clone();
        apply(
            &mut moved,
            Scroll {
                top: 1,
                bottom: 4,
                up: 1,
            },
        );
        assert_eq!(moved.content[15..30], wanted.content[15..30]);
        assert_eq!(
            find(&wanted, &shown),
            Some(Scroll {
                top: 1,
                bottom: 4,
                up: -1
            })
        );
    }

    #[test]
    fn nothing_moves_where_that_would_cost_more() {
        let shown = screen(&["a", "b", "c"]);
        let wanted = screen(&["b", "c", "d"]);
        assert_eq!(find(&shown, &wanted), None);
        assert_eq!(find(&shown, &shown), None);
    }
}
