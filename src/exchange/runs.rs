//! A clause's text as lines of marked runs: what both page formats print.
//!
//! A change may span paragraphs while no format lets its mark-up do so: every line closes what it opened.

use super::clause_names::ClauseNames;
use super::sentence::ClauseMention;
use super::text_pieces::{CodePoints, TextPiece, with_codes};
use crate::redline::hidden::{self, Hidden};
use crate::redline::{ChangeKind, Class, ClauseChange, Op, Segment};
use std::collections::HashSet;

/// Words of one line that both versions share, or that one of them alone has.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Run {
    /// Which versions have it.
    pub(super) op: Op,
    /// The words.
    pub(super) pieces: Vec<TextPiece>,
    /// The number of the change it belongs to.
    pub(super) mark: Option<usize>,
    /// The change begins here: nothing before it on the page has its number.
    pub(super) first: bool,
    /// The change ends here, on this line.
    pub(super) last: bool,
    /// What kind of change it is.
    pub(super) class: Option<Class>,
    /// The clause to which (deleted) or from which (inserted) the words moved.
    pub(super) elsewhere: Option<ClauseMention>,
    /// The last (deleted) or first (inserted) words on this line that moved to or from that clause: one label is enough.
    pub(super) labelled: bool,
}

/// The runs of one line of the text.
pub(super) type RunLine = Vec<Run>;

/// Turns segments into runs. Changes already met on the page are remembered, so that each begins once.
pub(super) struct Runs<'a> {
    names: &'a ClauseNames<'a>,
    seen: HashSet<usize>,
}

impl<'a> Runs<'a> {
    /// Begins a page on which clauses have those names.
    pub(super) fn new(names: &'a ClauseNames<'a>) -> Self {
        Self {
            names,
            seen: HashSet::new(),
        }
    }

    /// The heading of a clause in one line.
    pub(super) fn heading(&mut self, clause: &ClauseChange) -> RunLine {
        self.lines(clause, &clause.heading_segments)
            .into_iter()
            .flatten()
            .collect()
    }

    /// The text of a clause, line by line. Empty lines stay, but for those at both ends.
    pub(super) fn text(&mut self, clause: &ClauseChange) -> Vec<RunLine> {
        let mut lines = self.lines(clause, &clause.segments);
        while lines.last().is_some_and(Vec::is_empty) {
            lines.pop();
        }
        let blank = lines.iter().take_while(|line| line.is_empty()).count();
        lines.drain(..blank);
        lines
    }

    fn lines(&mut self, clause: &ClauseChange, segments: &[Segment]) -> Vec<RunLine> {
        let mut lines = vec![RunLine::new()];
        for (at, (segment, found)) in segments.iter().zip(hidden_in(segments)).enumerate() {
            let op = match (clause.change, segment.op) {
                // The revision is the same: what differs is how the file lays the text out.
                (ChangeKind::Unchanged, Op::Delete) => continue,
                (ChangeKind::Unchanged, _) => Op::Equal,
                _ if clause.unmarked && segment.elsewhere.is_none() => Op::Equal,
                (_, op) => op,
            };
            let is_layout = segment.mark.is_none() && segment.text.chars().all(|c| " \t\n".contains(c));
            if op != Op::Equal && is_layout {
                // Line ends behind the last word, which are no change of the contract.
                continue;
            }
            let alone = op != Op::Equal && segment.text.chars().all(char::is_whitespace) && !continues(segments, at);
            // In a clause that is new or gone as a whole, honest blanks are not what changed.
            let care = if op != Op::Equal && clause.change == ChangeKind::Edited {
                CodePoints::All
            } else {
                CodePoints::Alarming
            };
            let mut offset = 0;
            for (index, line) in segment.text.split('\n').enumerate() {
                if index > 0 {
                    if alone {
                        self.push(&mut lines, clause, segment, op, vec![TextPiece::LineEnd]);
                    }
                    // A line end that was taken out by itself joins its paragraphs: the sign stands between them.
                    if !(alone && op == Op::Delete) {
                        lines.push(RunLine::new());
                    }
                }
                let first = found.partition_point(|hidden| hidden.at < offset);
                let behind = found.partition_point(|hidden| hidden.at < offset + line.len());
                let within: Vec<Hidden> = found[first..behind]
                    .iter()
                    .map(|hidden| Hidden {
                        at: hidden.at - offset,
                        ..*hidden
                    })
                    .collect();
                let mut pieces = with_codes(line, &within, care);
                if alone {
                    pieces = pieces.into_iter().flat_map(visible_blanks).collect();
                }
                if !pieces.is_empty() {
                    self.push(&mut lines, clause, segment, op, pieces);
                }
                offset += line.len() + 1;
            }
        }
        for line in &mut lines {
            close(line);
        }
        lines
    }

    fn push(
        &mut self,
        lines: &mut [RunLine],
        clause: &ClauseChange,
        segment: &Segment,
        op: Op,
        pieces: Vec<TextPiece>,
    ) {
        let mark = segment.mark.filter(|_| op != Op::Equal);
        // Marks are numbered in their order.
        let known = mark.and_then(|mark| clause.marks.binary_search_by_key(&mark, |known| known.number).ok());
        let class = known.map(|known| clause.marks[known].class);
        let elsewhere = segment
            .elsewhere
            .as_deref()
            .filter(|_| op != Op::Equal)
            .map(|id| self.names.name(id));
        let first = mark.is_some_and(|mark| self.seen.insert(mark));
        let Some(line) = lines.last_mut() else { return };
        match line.last_mut() {
            Some(run) if run.op == op && run.mark == mark && run.elsewhere == elsewhere => run.pieces.extend(pieces),
            _ => line.push(Run {
                op,
                pieces,
                mark,
                first,
                last: false,
                class,
                elsewhere,
                labelled: false,
            }),
        }
    }
}

/// Notes where each change ends on its line, and where carried words are labelled.
fn close(line: &mut RunLine) {
    for at in 0..line.len() {
        let follows = line
            .get(at + 1)
            .is_some_and(|next| next.op != Op::Equal && next.mark == line[at].mark);
        line[at].last = line[at].op != Op::Equal && !follows;
    }
    let mut labelled: HashSet<ClauseMention> = HashSet::new();
    for run in line.iter_mut().filter(|run| run.op == Op::Insert) {
        run.labelled = run
            .elsewhere
            .as_ref()
            .is_some_and(|other| labelled.insert(other.clone()));
    }
    labelled.clear();
    for run in line.iter_mut().rev().filter(|run| run.op == Op::Delete) {
        run.labelled = run
            .elsewhere
            .as_ref()
            .is_some_and(|other| labelled.insert(other.clone()));
    }
}

/// Whether the words before or after, deleted or inserted like these, belong to the same change.
fn continues(segments: &[Segment], at: usize) -> bool {
    let same = |other: Option<&Segment>| {
        other.is_some_and(|other| other.op == segments[at].op && other.mark == segments[at].mark)
    };
    same(at.checked_sub(1).and_then(|before| segments.get(before))) || same(segments.get(at + 1))
}

fn visible_blanks(piece: TextPiece) -> Vec<TextPiece> {
    match piece {
        TextPiece::Text(text) => text.chars().map(|_| TextPiece::Blank).collect(),
        other => vec![other],
    }
}

/// The hidden characters of each segment, by offsets in the segment. They are looked for in the whole of either text:
/// a look-alike is known by the word it stands in, and a change may cut that word.
fn hidden_in(segments: &[Segment]) -> Vec<Vec<Hidden>> {
    let mut found: Vec<Vec<Hidden>> = vec![Vec::new(); segments.len()];
    for without in [Op::Insert, Op::Delete] {
        let mut whole = String::new();
        let mut starts = Vec::new();
        for (at, segment) in segments.iter().enumerate().filter(|(_, segment)| segment.op != without) {
            starts.push((whole.len(), at));
            whole.push_str(&segment.text);
        }
        for hidden in hidden::scan(&whole) {
            let index = starts.partition_point(|(start, _)| *start <= hidden.at);
            let Some((start, at)) = index.checked_sub(1).map(|index| starts[index]) else {
                continue;
            };
            let local = Hidden {
                at: hidden.at - start,
                ..hidden
            };
            found[at].push(local);
        }
    }
    for hidden in &mut found {
        hidden.sort_by_key(|hidden| hidden.at);
        hidden.dedup_by_key(|hidden| hidden.at);
    }
    found
}
