//! Searching in the text: whatever case, line ends, wrapped rows and redline marks part the words, in old and new words.

use super::ContractScreen;
use super::block::Block;
use super::text::TextPlace;
use crate::contract::WantedWords;
use crate::redline::{ClauseChange, Op};
use crate::tui::look::Looks;
use crate::tui::reader::{GUTTER, Row};
use crate::tui::screens::{Shell, Step};
use crate::wording::{Role, Span, width};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use std::ops::Range;

/// What is searched for, and where it stands.
#[derive(Default)]
pub(super) struct Search {
    /// The words, as they were typed; empty when nothing is searched for.
    pub(super) words: String,
    /// The words that were searched for before.
    pub(super) before: String,
    hits: Vec<Hit>,
    /// The one that was gone to last.
    at: Option<usize>,
    /// The count of layouts for which the hits were found.
    layout: Option<u64>,
}

/// Words that stand somewhere.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Hit {
    /// The entry among those listed, and the row where they begin.
    place: TextPlace,
    /// For each row that has some of them: the row, the cell where they begin, and how many cells they take.
    cells: Vec<(usize, u16, u16)>,
}

impl Search {
    /// Whether something is searched for.
    pub(super) fn is_on(&self) -> bool {
        !self.words.is_empty()
    }

    /// Stops searching; the words can be had again.
    pub(super) fn stop(&mut self) {
        self.before = std::mem::take(&mut self.words);
        self.hits.clear();
        self.at = None;
        self.layout = None;
    }

    /// Lays the look of found words over a row of the text, and that of the selection over the present ones.
    pub(super) fn mark(&self, buffer: &mut Buffer, line: Rect, place: TextPlace, looks: &Looks) {
        let from = self.hits.partition_point(|hit| hit.place.entry < place.entry);
        let here = self.hits[from..]
            .iter()
            .take_while(|hit| hit.place.entry == place.entry);
        for (_, x, cells) in here.flat_map(|hit| &hit.cells).filter(|(row, ..)| *row == place.row) {
            let x = line.x.saturating_add(*x).min(line.right());
            let words = Rect {
                x,
                width: (*cells).min(line.right() - x),
                ..line
            };
            buffer.set_style(words, looks.found());
        }
    }
}

impl ContractScreen {
    /// Looks for words from here on, in all clauses; nothing stops searching.
    pub fn search(&mut self, words: &str, shell: &Shell) -> Vec<Step> {
        self.search.stop();
        words.trim().clone_into(&mut self.search.words);
        if self.search.is_on() {
            self.find(true, shell)
        } else {
            Vec::new()
        }
    }

    /// Goes to the next place of the words, or to the one before.
    pub(super) fn find(&mut self, forwards: bool, shell: &Shell) -> Vec<Step> {
        let Some(wanted) = WantedWords::of(&self.search.words) else {
            return Vec::new();
        };
        if self.redlined.is_none() {
            return vec![Step::say(shell.words().reading())];
        }
        let mut said = Vec::new();
        // Where a clause that is not listed has the words, all are listed: nothing is not found that was not looked at.
        let listed: std::collections::HashSet<usize> = self.listed.iter().copied().collect();
        let is_hidden = |at: usize| !listed.contains(&at) && self.may_have(at, &wanted);
        if (0..self.entries.len()).any(is_hidden) {
            let selected = self.current().map(|entry| entry.id.clone());
            self.only_changed = false;
            self.list_again(selected.as_deref());
            self.search.layout = None;
            said.push(Step::say(shell.words().all_listed()));
        }
        self.find_all(&wanted, shell);
        let hits = &self.search.hits;
        if hits.is_empty() {
            return vec![Step::warn(shell.words().no_match())];
        }
        let known = self
            .search
            .at
            .filter(|at| hits.get(*at).is_some_and(|hit| hit.place.entry == self.selected));
        let at = match (known, forwards) {
            (Some(at), true) => (at + 1) % hits.len(),
            (Some(at), false) => (at + hits.len() - 1) % hits.len(),
            (None, true) => hits.iter().position(|hit| hit.place >= self.place).unwrap_or(0),
            (None, false) => hits
                .iter()
                .rposition(|hit| hit.place < self.place)
                .unwrap_or(hits.len() - 1),
        };
        let place = hits[at].place;
        self.search.at = Some(at);
        self.select(place.entry);
        let rows = self.rows.max(1);
        let row = if place.row + 2 < rows {
            0
        } else {
            place.row.saturating_sub(rows / 3)
        };
        let settled = self.with_text(shell, |text| {
            text.settled(
                TextPlace {
                    entry: place.entry,
                    row,
                },
                rows,
            )
        });
        self.place = settled.unwrap_or(place);
        said
    }

    /// Which of how many places is shown; `None` when nothing is searched for.
    pub(super) fn search_words(&self, shell: &Shell) -> Option<String> {
        let at = self.search.at.filter(|_| self.search.is_on())?;
        Some(
            shell
                .words()
                .match_of(&self.search.words, at + 1, self.search.hits.len()),
        )
    }

    /// Whether a clause may have the words, in its old or its new wording.
    fn may_have(&self, at: usize, wanted: &WantedWords) -> bool {
        let clause = self.entries[at].clause.zip(self.redlined.as_deref());
        clause.is_some_and(|(at, redlined)| {
            let clause = &redlined.redline.clauses[at];
            [Op::Delete, Op::Insert].iter().any(|without| {
                let text = |segments: &[crate::redline::Segment]| -> String {
                    let kept = segments.iter().filter(|segment| segment.op != *without);
                    kept.map(|segment| &*segment.text).collect()
                };
                wanted.are_in(&text(&clause.segments)) || wanted.are_in(&heading(clause, &text))
            })
        })
    }

    /// Finds every place of the words, unless they were found for the present layout.
    fn find_all(&mut self, wanted: &WantedWords, shell: &Shell) {
        let was_whole = std::mem::replace(&mut self.whole, true);
        // The layout may have to be made first.
        self.with_text(shell, |_| ());
        let layout = self.wrapped.layout();
        if self.search.layout != Some(layout) {
            let candidates: Vec<usize> = (0..self.listed.len())
                .filter(|place| self.may_have(self.listed[*place], wanted))
                .collect();
            let hits = self.with_text(shell, |text| {
                let mut hits = Vec::new();
                for entry in candidates {
                    let block = text.wrapped.of(entry, text.make);
                    hits.extend(in_block(&block, entry, wanted));
                }
                hits
            });
            self.search.hits = hits.unwrap_or_default();
            self.search.layout = Some(layout);
            self.search.at = None;
        }
        self.whole = was_whole;
    }
}

fn heading(clause: &ClauseChange, text: &dyn Fn(&[crate::redline::Segment]) -> String) -> String {
    text(&clause.heading_segments)
}

/// A character as it stands on the screen.
struct Shown {
    /// Where it begins in the text it is read in.
    at: usize,
    row: usize,
    cell: u16,
    cells: u16,
    /// Whether only the old wording has it.
    is_old: bool,
}

/// One wording as it is read off the rows.
#[derive(Default)]
struct Wording {
    text: String,
    shown: Vec<Shown>,
}

impl Wording {
    fn push(&mut self, c: char, row: usize, cell: u16, is_old: bool) {
        self.shown.push(Shown {
            at: self.text.len(),
            row,
            cell,
            cells: u16::try_from(width(c.encode_utf8(&mut [0; 4]))).unwrap_or(0),
            is_old,
        });
        self.text.push(c);
    }

    /// Where rows were wrapped a blank was dropped, but for those between characters that need none.
    fn end_row(&mut self, next: Option<char>) {
        let needs_none = |c: char| width(c.encode_utf8(&mut [0; 4])) > 1 || matches!(c, '-' | '/');
        let last = self.text.chars().next_back();
        let joined = last.is_some_and(needs_none) || next.is_some_and(|c| width(c.encode_utf8(&mut [0; 4])) > 1);
        if !joined && !self.text.is_empty() {
            self.text.push(' ');
        }
    }

    /// The places of the words; of the old wording only those that the new one has not.
    fn hits(&self, entry: usize, wanted: &WantedWords, only_old: bool) -> Vec<Hit> {
        let mut hits = Vec::new();
        for place in wanted.places(&self.text) {
            let from = self.shown.partition_point(|shown| shown.at < place.start);
            let to = self.shown.partition_point(|shown| shown.at < place.end);
            let chars = &self.shown[from..to];
            let Some(first) = chars.first() else { continue };
            if only_old && chars.iter().all(|shown| !shown.is_old) {
                continue;
            }
            let mut cells: Vec<(usize, u16, u16)> = Vec::new();
            for shown in chars {
                match cells.last_mut() {
                    // Marks between two words are left out.
                    Some((row, x, wide)) if *row == shown.row && *x + *wide == shown.cell => *wide += shown.cells,
                    _ => cells.push((shown.row, shown.cell, shown.cells)),
                }
            }
            hits.push(Hit {
                place: TextPlace { entry, row: first.row },
                cells,
            });
        }
        hits
    }
}

/// Every place of the words in the rows of an entry that show its own words, in reading order.
fn in_block(block: &Block, entry: usize, wanted: &WantedWords) -> Vec<Hit> {
    let mut hits = Vec::new();
    for part in &block.words {
        hits.extend(in_rows(&block.rows[part.clone()], part.start, entry, wanted));
    }
    hits.sort_by_key(|hit| (hit.place, hit.cells.first().map(|(_, x, _)| *x)));
    hits
}

fn in_rows(rows: &[Row], first: usize, entry: usize, wanted: &WantedWords) -> Vec<Hit> {
    let (mut old, mut new) = (Wording::default(), Wording::default());
    // Which wording has the words between two signs; a sign may begin on one row and end on another.
    let mut between = None;
    for (at, row) in rows.iter().enumerate() {
        let row_at = first + at;
        let mut cell = u16::try_from(row.indent).unwrap_or(0);
        let gutter = row
            .spans
            .iter()
            .position(|span| span.role == Role::Faint && span.text == GUTTER);
        if at > 0 {
            let next = row
                .spans
                .iter()
                .find_map(|span| span.text[signs(span).words].chars().next());
            old.end_row(next);
            new.end_row(next);
        }
        for (place, span) in row.spans.iter().enumerate() {
            let text = &*span.text;
            let cells_of = |text: &str| u16::try_from(width(text)).unwrap_or(0);
            let signs = signs(span);
            between = signs.begins.or(between);
            if Some(place) != gutter {
                let side = match gutter {
                    Some(gutter) => Some(if place < gutter { Op::Delete } else { Op::Insert }),
                    None => between,
                };
                let is_old = between == Some(Op::Delete);
                let mut x = cell + cells_of(&text[..signs.words.start]);
                for c in text[signs.words.clone()].chars() {
                    if side != Some(Op::Insert) {
                        old.push(c, row_at, x, is_old);
                    }
                    if side != Some(Op::Delete) {
                        new.push(c, row_at, x, false);
                    }
                    x += cells_of(c.encode_utf8(&mut [0; 4]));
                }
            }
            if signs.words.end < text.len() {
                between = None;
            }
            cell += cells_of(text);
        }
    }
    [new.hits(entry, wanted, false), old.hits(entry, wanted, true)].concat()
}

/// The signs of the redline at both ends of a span.
struct Signs {
    /// Which wording has what follows the sign in front; `None` where there is none.
    begins: Option<Op>,
    /// The bytes of the words between; a sign that follows ends what one wording alone has.
    words: Range<usize>,
}

fn signs(span: &Span) -> Signs {
    let text = &*span.text;
    let mut words = 0..text.len();
    if span.mark.is_none() {
        return Signs { begins: None, words };
    }
    let carried = |open: &str| text.starts_with(open).then(|| text.find(": ")).flatten();
    let begins = if text.starts_with("[-") {
        Some((Op::Delete, 2))
    } else if text.starts_with("{+") {
        Some((Op::Insert, 2))
    } else {
        let away = carried("[>").map(|colon| (Op::Delete, colon + 2));
        away.or_else(|| carried("{>").map(|colon| (Op::Insert, colon + 2)))
    };
    if let Some((_, length)) = begins {
        words.start = length;
    }
    let ends = ["-]", "+}", "<]", "<}"]
        .iter()
        .any(|sign| text[words.start..].ends_with(sign));
    if ends {
        words.end -= 2;
    }
    Signs {
        begins: begins.map(|(op, _)| op),
        words,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::contract::{Clause, Contract};
    use crate::redline::{CompareScope, compare};
    use crate::tui::reader::{View, text_rows};

    fn hits(words: &str, old: &str, new: &str, view: View, room: usize) -> Vec<String> {
        let contract = |text: &str| Contract {
            clauses: vec![Clause {
                id: "pay".into(),
                heading: "Payment".into(),
                text: text.into(),
                ..Clause::default()
            }],
            ..Contract::default()
        };
        let redline = compare(&contract(old), &contract(new), CompareScope::Everything);
        let rows = text_rows(&redline.clauses[0], view, room, &|id| id.to_owned());
        let all = 0..rows.len();
        let block = Block {
            words: vec![all],
            rows,
            ..Block::default()
        };
        let wanted = WantedWords::of(words).unwrap();
        let said = |hit: &Hit| -> String {
            let texts: Vec<Vec<(u16, char)>> = block
                .rows
                .iter()
                .map(|row| {
                    let mut x = u16::try_from(row.indent).unwrap();
                    let mut cells = Vec::new();
                    for c in row.text().chars() {
                        cells.push((x, c));
                        x += u16::try_from(width(c.encode_utf8(&mut [0; 4]))).unwrap();
                    }
                    cells
                })
                .collect();
            let part = |(row, x, wide): &(usize, u16, u16)| -> String {
                let cells = texts[*row].iter().filter(|(at, _)| at >= x && *at < x + wide);
                cells.map(|(_, c)| c).collect()
            };
            hit.cells.iter().map(part).collect::<Vec<_>>().join("/")
        };
        in_block(&block, 0, &wanted).iter().map(said).collect()
    }

    #[test]
    fn words_are_found_over_wrapped_rows_and_over_marks_in_old_and_new_words() {
        let (old, new) = (
            "The Vendor shall pay within thirty (30) days of the invoice.",
            "The Vendor shall pay within sixty (60) days of the invoice.",
        );
        for view in [View::Inline, View::SideBySide] {
            for room in [20, 30, 60, 80] {
                let found = |words: &str| hits(words, old, new, view, room);
                assert_eq!(found("within sixty (60) days").len(), 1, "{view:?} {room}");
                assert_eq!(found("within thirty (30) days").len(), 1, "{view:?} {room}");
                assert_eq!(found("VENDOR SHALL PAY").len(), 1, "{view:?} {room}");
                assert!(found("thirty sixty").is_empty(), "{view:?} {room}");
            }
        }
        assert_eq!(hits("within sixty", old, new, View::Inline, 80), ["within /sixty"]);
    }

    #[test]
    fn chinese_words_are_found_where_a_row_ends_amid_them() {
        let (old, new) = (
            "甲方应当在收到发票之日起三十日内付款。",
            "甲方应当在收到发票之日起六十日内付款。",
        );
        for room in [9, 12, 20, 60] {
            assert_eq!(
                hits("之日起六十日内付款", old, new, View::Inline, room).len(),
                1,
                "{room}"
            );
            assert_eq!(
                hits("之日起三十日内付款", old, new, View::Inline, room).len(),
                1,
                "{room}"
            );
            assert_eq!(hits("收到发票", old, new, View::Inline, room).len(), 1, "{room}");
        }
    }
}
