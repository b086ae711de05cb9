//! A clause as rows of a given width: marked inline, old and new side by side, or the new text alone.

use crate::redline::{ChangeKind, ClauseChange, Op, Segment};
use crate::wording::{Paragraph, Role, Span, beside_signs, contract_text, inline, inline_heading, width, wrapped};

/// How a redline is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Hash)]
pub enum View {
    /// Old and new in one text, with marks.
    #[default]
    Inline,
    /// The old text on the left, the new one on the right.
    SideBySide,
    /// The new text alone.
    Clean,
}

impl View {
    /// The view after this one.
    #[must_use]
    pub fn next(self) -> Self {
        match self {
            Self::Inline => Self::SideBySide,
            Self::SideBySide => Self::Clean,
            Self::Clean => Self::Inline,
        }
    }
}

/// One row of the screen.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Row {
    /// Blanks before the words.
    pub indent: usize,
    /// The words.
    pub spans: Vec<Span>,
}

impl Row {
    /// A row of words.
    #[must_use]
    pub fn of(spans: Vec<Span>) -> Self {
        Self { indent: 0, spans }
    }

    /// The words without their roles.
    #[must_use]
    pub fn text(&self) -> String {
        self.spans.iter().map(|span| &*span.text).collect()
    }

    /// How many cells it takes, from the beginning of the line on.
    #[must_use]
    pub fn width(&self) -> usize {
        self.indent + self.spans.iter().map(|span| width(&span.text)).sum::<usize>()
    }

    /// Whether a change, by its number, has words here.
    #[must_use]
    pub fn has_mark(&self, number: usize) -> bool {
        self.spans.iter().any(|span| span.mark == Some(number))
    }
}

/// Below this width two columns cannot be read.
const NARROWEST_COLUMN: usize = 24;
/// What stands between the columns of the side-by-side view.
pub const GUTTER: &str = " | ";

/// Below this width the side-by-side view has no room.
pub const NARROWEST_PAIR: usize = 2 * NARROWEST_COLUMN + GUTTER.len();

/// The width of either column of the side-by-side view; `None` where two do not fit.
#[must_use]
pub fn column(room: usize) -> Option<usize> {
    let column = room.saturating_sub(GUTTER.len()) / 2;
    (column >= NARROWEST_COLUMN).then_some(column)
}

/// Words wrapped to rows, those after the first indented.
pub fn paragraph(rows: &mut Vec<Row>, spans: &[Span], indent: usize, room: usize) {
    let width = room.saturating_sub(indent).max(1);
    rows.extend(wrapped(spans, width).into_iter().map(|spans| Row { indent, spans }));
}

/// The heading of a clause, in a row or more; none where it has no heading.
#[must_use]
pub fn heading_rows(clause: &ClauseChange, view: View, room: usize) -> Vec<Row> {
    let mut rows = Vec::new();
    if clause
        .heading_segments
        .iter()
        .all(|segment| segment.text.trim().is_empty())
    {
        return rows;
    }
    match (view, column(room)) {
        (View::Clean, _) => {
            let heading = side(&clause.heading_segments, RedlineSide::New, Role::Heading, clause, true);
            paragraph(&mut rows, &heading.concat_spans(), 0, room);
        }
        (View::SideBySide, Some(column)) => {
            let both = [RedlineSide::Old, RedlineSide::New]
                .map(|which| side(&clause.heading_segments, which, Role::Heading, clause, false));
            beside(&mut rows, &both, column);
        }
        _ => paragraph(&mut rows, &inline_heading(clause), 0, room),
    }
    rows
}

/// The text of a clause. `number_of` gives the number of a clause to or from which words moved.
#[must_use]
pub fn text_rows(clause: &ClauseChange, view: View, room: usize, number_of: &dyn Fn(&str) -> String) -> Vec<Row> {
    let mut rows = Vec::new();
    match (view, column(room)) {
        (View::Clean, _) => {
            text(
                &mut rows,
                &side(&clause.segments, RedlineSide::New, Role::Plain, clause, true).0,
                room,
            );
        }
        (View::SideBySide, Some(column)) => {
            let both = [RedlineSide::Old, RedlineSide::New]
                .map(|which| side(&clause.segments, which, Role::Plain, clause, false));
            beside(&mut rows, &both, column);
        }
        _ => text(&mut rows, &inline(clause, number_of), room),
    }
    rows
}

/// Heading and text of one version, with the signs of what only this version has.
#[must_use]
pub fn side_rows(clause: &ClauseChange, which: RedlineSide, room: usize) -> Vec<Row> {
    let mut rows = Vec::new();
    let heading = side(&clause.heading_segments, which, Role::Heading, clause, false).concat_spans();
    if !heading.is_empty() {
        paragraph(&mut rows, &heading, 0, room);
    }
    text(
        &mut rows,
        &side(&clause.segments, which, Role::Plain, clause, false).0,
        room,
    );
    rows
}

/// Two short texts in two columns; `None` where two columns do not fit.
#[must_use]
pub fn pair_rows(old: Vec<Span>, new: Vec<Span>, room: usize) -> Option<Vec<Row>> {
    let of = |spans| Column(vec![Paragraph { spans, changed: false }], vec![0]);
    let mut rows = Vec::new();
    beside(&mut rows, &[of(old), of(new)], column(room)?);
    Some(rows)
}

/// Paragraphs with a blank row where the text has one, none at the end.
fn text(rows: &mut Vec<Row>, paragraphs: &[Paragraph], room: usize) {
    for one in paragraphs {
        paragraph(rows, &one.spans, 0, room);
    }
    while rows.last().is_some_and(|row| row.spans.is_empty()) {
        rows.pop();
    }
}

/// One of the two versions that a redline is between.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RedlineSide {
    /// The earlier one; on the left.
    Old,
    /// The later one; on the right.
    New,
}

/// The paragraphs of one version, and for each the number of line ends that both versions share before it.
struct Column(Vec<Paragraph>, Vec<usize>);

impl Column {
    fn concat_spans(self) -> Vec<Span> {
        self.0.into_iter().flat_map(|paragraph| paragraph.spans).collect()
    }
}

/// One version of a text. Plain: its words as they stand; else what only this version has carries its signs.
fn side(segments: &[Segment], which: RedlineSide, role: Role, clause: &ClauseChange, plain: bool) -> Column {
    let other = if which == RedlineSide::Old {
        Op::Insert
    } else {
        Op::Delete
    };
    let mut column = Column(vec![Paragraph::default()], vec![0]);
    let mut shared = 0;
    for segment in segments.iter().filter(|segment| segment.op != other) {
        let is_layout = segment.mark.is_none() && segment.text.trim().is_empty();
        let is_plain = plain || is_layout || clause.unmarked && segment.elsewhere.is_none();
        let changed = segment.op != Op::Equal && !is_plain && clause.change != ChangeKind::Unchanged;
        for (at, line) in segment.text.split('\n').enumerate() {
            if at > 0 {
                shared += usize::from(segment.op == Op::Equal);
                column.0.push(Paragraph::default());
                column.1.push(shared);
            }
            let Some(paragraph) = column.0.last_mut() else { continue };
            if line.is_empty() {
                continue;
            }
            if changed {
                paragraph.changed = true;
                let number = segment.elsewhere.as_ref().map(|_| String::new());
                let role = if number.is_some() {
                    Role::Moved
                } else if which == RedlineSide::Old {
                    Role::Delete
                } else {
                    Role::Insert
                };
                let signs = if which == RedlineSide::Old {
                    ("[-", "-]")
                } else {
                    ("{+", "+}")
                };
                let words = beside_signs(line, role, true);
                let all = [vec![Span::new(role, signs.0)], words, vec![Span::new(role, signs.1)]].concat();
                paragraph
                    .spans
                    .extend(all.into_iter().map(|span| span.of_change(segment.mark)));
            } else {
                let words = if plain { contract_text } else { beside_signs };
                paragraph.spans.extend(words(line, role, false));
            }
        }
    }
    column
}

/// Both versions in two columns; paragraphs begin on one row where both versions share the line end before them.
fn beside(rows: &mut Vec<Row>, sides: &[Column; 2], column: usize) {
    let mut at = [0, 0];
    loop {
        let shared = [0, 1].map(|which: usize| sides[which].1.get(at[which]).copied());
        let (takes_old, takes_new) = match (shared[0], shared[1]) {
            (None, None) => break,
            (Some(old), Some(new)) => (old <= new, new <= old),
            (old, new) => (old.is_some(), new.is_some()),
        };
        let mut cells: [Vec<Vec<Span>>; 2] = [Vec::new(), Vec::new()];
        for (which, takes) in [(0, takes_old), (1, takes_new)] {
            if takes {
                cells[which] = wrapped(&sides[which].0[at[which]].spans, column);
                at[which] += 1;
            }
        }
        for row in 0..cells[0].len().max(cells[1].len()) {
            let [old, new] = [0, 1].map(|which: usize| cells[which].get(row).cloned().unwrap_or_default());
            let used: usize = old.iter().map(|span| width(&span.text)).sum();
            let mut spans = old;
            spans.push(Span::plain(" ".repeat(column.saturating_sub(used))));
            spans.push(Span::new(Role::Faint, GUTTER));
            spans.extend(new);
            rows.push(Row::of(spans));
        }
    }
    while rows
        .last()
        .is_some_and(|row| row.text().trim_matches([' ', '|']).is_empty())
    {
        rows.pop();
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::contract::{Clause, Contract};
    use crate::redline::{CompareScope, compare};

    fn redline(old: &str, new: &str) -> ClauseChange {
        let contract = |text: &str| Contract {
            clauses: vec![Clause {
                id: "pay".into(),
                heading: "Payment".into(),
                text: text.into(),
                ..Clause::default()
            }],
            ..Contract::default()
        };
        compare(&contract(old), &contract(new), CompareScope::Everything)
            .clauses
            .remove(0)
    }

    fn all_rows(clause: &ClauseChange, view: View, room: usize) -> Vec<Row> {
        [
            heading_rows(clause, view, room),
            text_rows(clause, view, room, &|id| id.to_owned()),
        ]
        .concat()
    }

    fn shown(clause: &ClauseChange, view: View, room: usize) -> String {
        let rows = all_rows(clause, view, room);
        rows.iter().map(|row| row.text().trim_end().to_owned() + "\n").collect()
    }

    #[test]
    fn inline_shows_old_and_new_in_one_text() {
        let clause = redline(
            "Pay within thirty (30) days.\nNo interest.",
            "Pay within sixty (60) days.\nNo interest.",
        );
        insta::assert_snapshot!(shown(&clause, View::Inline, 40), @r"
        Payment
        Pay within [-thirty (30)-]{+sixty (60)+}
        days.
        No interest.
        ");
    }

    #[test]
    fn side_by_side_begins_shared_paragraphs_on_one_row() {
        let clause = redline(
            "Pay within thirty (30) days of the invoice, in EUR.\nNo interest is due.",
            "Pay within sixty (60) days.\nNo interest is due.",
        );
        insta::assert_snapshot!(shown(&clause, View::SideBySide, 60), @r"
        Payment                      | Payment
        Pay within [-thirty (30)-]   | Pay within {+sixty (60)+}
        days[- of the invoice, in    | days.
        EUR-].                       |
        No interest is due.          | No interest is due.
        ");
    }

    #[test]
    fn clean_shows_the_new_text_alone() {
        let clause = redline("甲方应在三十日内付款。", "甲方应在六十日内付款。");
        insta::assert_snapshot!(shown(&clause, View::Clean, 20), @r"
        Payment
        甲方应在六十日内付
        款。
        ");
    }

    #[test]
    fn two_columns_that_do_not_fit_become_one_text() {
        let clause = redline("Pay now.", "Pay later.");
        assert_eq!(shown(&clause, View::SideBySide, 50), shown(&clause, View::Inline, 50));
        assert!(column(51).is_some() && column(50).is_none());
    }

    #[test]
    fn a_row_knows_the_changes_in_it() {
        let clause = redline("Pay within thirty (30) days.", "Pay within sixty (60) days.");
        for view in [View::Inline, View::SideBySide] {
            let rows = all_rows(&clause, view, 80);
            assert!(rows.iter().any(|row| row.has_mark(clause.marks[0].number)), "{view:?}");
        }
    }
}
