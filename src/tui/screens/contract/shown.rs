//! Which changes have been on the screen: what was never shown is not accepted.

use super::block::Block;
use super::entry::OutlineEntry;
use super::text::TextPlace;
use crate::session::{ReadMark, Redlined};
use crate::tui::reader::View;
use std::collections::{BTreeSet, HashMap, HashSet};

/// What has been on the screen of the redlines of one contract.
#[derive(Default)]
pub(super) struct ShownRedlines {
    /// What was read to the end, and is known on the disk.
    kept: HashSet<ReadMark>,
    /// What was read to the end since.
    fresh: Vec<ReadMark>,
    /// The rows of other redlines that were in sight, as long as they are laid out like this.
    begun: HashMap<ReadMark, BTreeSet<usize>>,
    layout: (usize, View),
    /// Rows in sight when the screen was painted last, with their lines.
    painted: Vec<(u16, TextPlace)>,
}

impl ShownRedlines {
    /// Takes what the disk knows.
    pub(super) fn keep(&mut self, read: &[ReadMark]) {
        self.kept = read.iter().cloned().collect();
        self.fresh.retain(|one| !self.kept.contains(one));
    }

    /// Whether the redline from one wording to another was read to the end; there is nothing to read between equal ones.
    pub(super) fn is_read(&self, read: &ReadMark) -> bool {
        read.from == read.to || self.kept.contains(read) || self.fresh.contains(read)
    }

    /// What was read to the end and is not on the disk yet.
    pub(super) fn fresh(&self) -> &[ReadMark] {
        &self.fresh
    }

    /// The rows that are about to be seen.
    pub(super) fn paint(&mut self, rows: Vec<(u16, TextPlace)>) {
        self.painted = rows;
    }

    /// Notes that of the rows painted last those above a line could be seen. Rows are counted by how the text is laid
    /// out: after a change of that, a redline that was not read to the end is read anew.
    pub(super) fn note<'b>(
        &mut self,
        above: u16,
        layout: (usize, View),
        read: impl Fn(usize) -> Option<&'b ReadMark>,
        block: impl Fn(usize) -> Option<&'b Block>,
    ) {
        if self.layout != layout {
            self.begun.clear();
            self.layout = layout;
        }
        for (line, place) in std::mem::take(&mut self.painted) {
            let Some((read, block)) = read(place.entry).zip(block(place.entry)) else {
                continue;
            };
            if line >= above || !block.vital.contains(&place.row) || self.is_read(read) {
                continue;
            }
            let seen = self.begun.entry(read.clone()).or_default();
            seen.insert(place.row);
            if block.vital.iter().all(|row| seen.contains(row)) {
                self.begun.remove(read);
                self.fresh.push(read.clone());
            }
        }
    }

    /// The first row of a redline that has to be seen and was not.
    pub(super) fn first_unseen(&self, read: &ReadMark, block: &Block) -> Option<usize> {
        let seen = self.begun.get(read);
        block
            .vital
            .iter()
            .copied()
            .find(|row| seen.is_none_or(|seen| !seen.contains(row)))
    }
}

/// What is read where each entry is shown. Where neither side has a wording there is nothing to read.
pub(super) fn reads(entries: &[OutlineEntry], redlined: &Redlined) -> Vec<ReadMark> {
    let mut reads = redlined.reads();
    let nothing = |entry: &OutlineEntry| ReadMark {
        clause: entry.id.clone(),
        from: None,
        to: None,
    };
    entries
        .iter()
        .map(|entry| reads.remove(&entry.id).unwrap_or_else(|| nothing(entry)))
        .collect()
}
