//! Turning edits into the segments that a reader sees, and numbering the changes.

use super::class::Class;
use super::edit::Edit;
use super::item_labels::title_of_text;
use super::model::{ChangeKind, Mark, Op, Segment};
use sha2::{Digest, Sha256};
use std::collections::HashMap;
use std::ops::Range;

/// Stretches of a clause's text that went to other clauses or came from them.
#[derive(Debug, Clone, Default)]
pub(crate) struct Carriage {
    /// Bytes of the old text, and the id of the clause they went to.
    out: Vec<(Range<usize>, String)>,
    within: Vec<Arrival>,
}

/// Words that came from another clause.
#[derive(Debug, Clone)]
pub(crate) struct Arrival {
    /// Bytes of the new text.
    pub(crate) to: Range<usize>,
    /// The id that the other clause had in the old version.
    pub(crate) from_id: String,
    /// The id by which a reader of the redline knows the other clause.
    pub(crate) shown_id: String,
    /// Bytes of the other clause's old text.
    pub(crate) from: Range<usize>,
}

impl Arrival {
    /// Whether the next stretch was its neighbour there and is so here.
    fn is_near(&self, next: &Self) -> bool {
        self.from_id == next.from_id
            && self.from.end < next.from.start
            && next.from.start - self.from.end <= LONGEST_GAP
            && next.to.start - self.to.end <= LONGEST_GAP
    }
}

impl Carriage {
    pub(crate) fn leave(&mut self, range: Range<usize>, to_id: String) {
        self.out.push((range, to_id));
    }

    pub(crate) fn arrive(&mut self, arrival: Arrival) {
        self.within.push(arrival);
    }

    pub(crate) fn sort(&mut self) {
        self.out.sort_by_key(|(range, _)| range.start);
        self.within.sort_by_key(|arrival| arrival.to.start);
    }

    pub(crate) fn arrivals(&self) -> impl Iterator<Item = &Arrival> {
        self.within.iter()
    }

    /// What stands between stretches that were neighbours in one clause and came here together, and next to where they
    /// begin and end: for each such clause, the bytes there and the bytes here.
    pub(crate) fn gaps(&self) -> Vec<(&Arrival, Vec<Gap>)> {
        let mut gaps: Vec<(&Arrival, Vec<Gap>)> = Vec::new();
        let mut joined = false;
        for (at, arrival) in self.within.iter().enumerate() {
            let next = self.within.get(at + 1).filter(|next| arrival.is_near(next));
            let mut found = Vec::with_capacity(2);
            if !joined {
                found.push((before(arrival.from.start), before(arrival.to.start)));
            }
            found.push(match next {
                Some(next) => (arrival.from.end..next.from.start, arrival.to.end..next.to.start),
                None => (behind(arrival.from.end), behind(arrival.to.end)),
            });
            joined = next.is_some();
            match gaps.last_mut() {
                Some((last, known)) if last.from_id == arrival.from_id => known.append(&mut found),
                _ => gaps.push((arrival, found)),
            }
        }
        gaps
    }

    /// Which parts of these bytes of the old text went to another clause, and to which.
    fn departed(&self, range: &Range<usize>) -> impl Iterator<Item = (&Range<usize>, &str)> {
        let parts = inside(&self.out, range, |(part, _)| part);
        parts.iter().map(|(part, id)| (part, &**id))
    }

    /// Which parts of these bytes of the new text came from another clause, and from which.
    fn arrived(&self, range: &Range<usize>) -> impl Iterator<Item = (&Range<usize>, &str)> {
        let parts = inside(&self.within, range, |arrival| &arrival.to);
        parts.iter().map(|arrival| (&arrival.to, &*arrival.shown_id))
    }

    /// Whether the bytes of the old text all went to other clauses.
    pub(crate) fn took_away(&self, range: &Range<usize>) -> bool {
        covers(&self.out, range, |(part, _)| part)
    }

    /// Whether the bytes of the new text all came from other clauses.
    pub(crate) fn brought(&self, range: &Range<usize>) -> bool {
        covers(&self.within, range, |arrival| &arrival.to)
    }

    /// Whether the edit is nothing but words that were carried.
    fn is_all(&self, edit: &Edit, old: &str, new: &str) -> bool {
        let mut carried = false;
        let mut is_left = |at: &mut usize, part: &Range<usize>, text: &str| {
            carried = true;
            let left = &text[*at..part.start];
            *at = part.end;
            !is_beside(left)
        };
        let (mut o, mut n) = (edit.old.start, edit.new.start);
        let words_left = self.departed(&edit.old).any(|(part, _)| is_left(&mut o, part, old))
            || self.arrived(&edit.new).any(|(part, _)| is_left(&mut n, part, new));
        carried && !words_left && is_beside(&old[o..edit.old.end]) && is_beside(&new[n..edit.new.end])
    }
}

/// Those of the parts, which stand in order and apart from each other, that lie within the bytes.
fn inside<'p, P>(parts: &'p [P], range: &Range<usize>, bytes: impl Fn(&P) -> &Range<usize>) -> &'p [P] {
    let first = parts.partition_point(|part| bytes(part).start < range.start);
    let end = parts.partition_point(|part| bytes(part).end <= range.end).max(first);
    &parts[first..end]
}

/// Whether the bytes lie within one of the parts, which stand in order and apart from each other.
fn covers<P>(parts: &[P], range: &Range<usize>, bytes: impl Fn(&P) -> &Range<usize>) -> bool {
    let behind = parts.partition_point(|part| bytes(part).start <= range.start);
    behind
        .checked_sub(1)
        .is_some_and(|at| bytes(&parts[at]).end >= range.end)
}

/// Bytes of the old text and of the new one between carried stretches.
pub(crate) type Gap = (Range<usize>, Range<usize>);

/// The bytes next to a carried stretch in which a figure has to do with it.
const EDGE: usize = 12;

fn before(at: usize) -> Range<usize> {
    at.saturating_sub(EDGE)..at
}

fn behind(at: usize) -> Range<usize> {
    at..at + EDGE
}

/// Over more bytes than this, two carried stretches have nothing to do with each other.
const LONGEST_GAP: usize = 120;

/// Gives each change its number and its id.
#[derive(Debug, Default)]
pub(crate) struct Numberer {
    last: usize,
    clause: String,
    /// The whole clause is one change: it was added or removed.
    as_one: bool,
    /// The clause is the same revision: what differs is layout of the file, and no change.
    same: bool,
    marks: Vec<Mark>,
    /// The number shared by all changes of mere spacing in the clause: a re-wrapped paragraph is one change.
    spacing: Option<usize>,
    seen: HashMap<(String, String), usize>,
}

impl Numberer {
    /// Starts on a clause.
    pub(crate) fn begin(&mut self, clause: &str, change: ChangeKind) {
        clause.clone_into(&mut self.clause);
        self.as_one = matches!(change, ChangeKind::Added | ChangeKind::Removed);
        self.same = change == ChangeKind::Unchanged;
        self.spacing = None;
        self.seen.clear();
    }

    /// The clause's changes.
    pub(crate) fn end(&mut self) -> Vec<Mark> {
        std::mem::take(&mut self.marks)
    }

    fn number(&mut self, old: &str, new: &str, class: Class) -> usize {
        if self.as_one
            && let Some(mark) = self.marks.last_mut()
        {
            mark.class = mark.class.min(class);
            return mark.number;
        }
        if class == Class::Spacing
            && let Some(number) = self.spacing
        {
            return number;
        }
        let again = self.seen.entry((old.to_owned(), new.to_owned())).or_default();
        *again += 1;
        let id = change_id(&self.clause, old, new, *again);
        self.last += 1;
        self.marks.push(Mark {
            number: self.last,
            id,
            class,
        });
        if class == Class::Spacing {
            self.spacing = Some(self.last);
        }
        self.last
    }
}

/// Twelve hexadecimal digits of a digest over the clause's id, both wordings, and how often that change occurred before.
fn change_id(clause: &str, old: &str, new: &str, again: usize) -> String {
    let mut digest = Sha256::new();
    for part in [clause, old, new] {
        digest.update(part.len().to_be_bytes());
        digest.update(part);
    }
    digest.update(again.to_be_bytes());
    digest
        .finalize()
        .iter()
        .take(6)
        .fold(String::with_capacity(12), |mut id, byte| {
            for half in [byte >> 4, byte & 0xF] {
                id.extend(char::from_digit(u32::from(half), 16));
            }
            id
        })
}

/// The segments of one text, old and new in one.
pub(crate) fn segments(
    (old, new): (&str, &str),
    edits: &[Edit],
    classes: &[Class],
    carriage: &Carriage,
    numberer: &mut Numberer,
) -> Vec<Segment> {
    let mut segments = Vec::with_capacity(edits.len() * 3 + 1);
    let mut at = 0;
    for (edit, class) in edits.iter().zip(classes) {
        if at < edit.new.start {
            segments.push(equal(&new[at..edit.new.start]));
        }
        at = edit.new.end;
        let class = if carriage.is_all(edit, old, new) {
            Class::Move
        } else {
            *class
        };
        // Line ends behind the last word are layout of the file, not words of the contract: no change has that number.
        let layout = is_blank(&old[edit.old.clone()])
            && is_blank(&new[edit.new.clone()])
            && edit.new.end == new.len()
            && edit.old.end == old.len();
        let mark =
            (!layout && !numberer.same).then(|| numberer.number(&old[edit.old.clone()], &new[edit.new.clone()], class));
        push_side(
            &mut segments,
            Op::Delete,
            old,
            &edit.old,
            carriage.departed(&edit.old),
            mark,
        );
        push_side(
            &mut segments,
            Op::Insert,
            new,
            &edit.new,
            carriage.arrived(&edit.new),
            mark,
        );
    }
    if at < new.len() {
        segments.push(equal(&new[at..]));
    }
    segments
}

/// Whether the text says nothing beside carried words: it is blank, the label that they have here or had there, or the
/// sign that ends an item.
fn is_beside(text: &str) -> bool {
    let unlabelled = title_of_text(text.trim_start_matches([' ', '\t', '\n', ';', '；', '.', '。']));
    is_blank(text)
        || unlabelled
            .chars()
            .all(|c| matches!(c, ' ' | '\t' | '\n' | ';' | '；' | '.' | '。'))
}

fn is_blank(text: &str) -> bool {
    // Odd blanks are part of the wording, and so of the revision.
    text.chars().all(|c| matches!(c, ' ' | '\t' | '\n'))
}

fn equal(text: &str) -> Segment {
    Segment {
        op: Op::Equal,
        text: text.to_owned(),
        elsewhere: None,
        mark: None,
    }
}

/// One side of a change, cut where words were carried.
fn push_side<'c>(
    segments: &mut Vec<Segment>,
    op: Op,
    text: &str,
    range: &Range<usize>,
    carried: impl Iterator<Item = (&'c Range<usize>, &'c str)>,
    mark: Option<usize>,
) {
    let mut push = |range: Range<usize>, elsewhere: Option<String>| {
        if !range.is_empty() {
            segments.push(Segment {
                op,
                text: text[range].to_owned(),
                elsewhere,
                mark,
            });
        }
    };
    let mut at = range.start;
    for (part, other) in carried {
        push(at..part.start, None);
        push(part.clone(), Some(other.to_owned()));
        at = part.end;
    }
    push(at..range.end, None);
}
