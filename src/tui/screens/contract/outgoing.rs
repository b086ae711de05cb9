//! What goes out with the next round, for the last look before it is signed.

use crate::redline::FrontChange;
use crate::session::Outgoing;
use crate::tui::reader::Row;
use crate::tui::screens::Shell;
use crate::wording::{AskingWords, FrontWords, ReviewWords, Role, Span};

/// Clauses by number and heading, what differs above them, what is left to be filled in, and to whom it goes.
pub(super) fn rows(outgoing: &Outgoing, shell: &Shell) -> Vec<Row> {
    let words = AskingWords(shell.language);
    let mut rows = Vec::new();
    let mut row = |indent: usize, spans: Vec<Span>| rows.push(Row { indent, spans });
    if !outgoing.blanks.is_empty() {
        row(1, vec![Span::new(Role::Alarm, format!("! {} ({})", words.blanks(), outgoing.blanks.len()))]);
        for line in ReviewWords(shell.language).blanks(&outgoing.blanks) {
            row(3, vec![Span::plain(line)]);
        }
    }
    rows.extend(front(&outgoing.front, shell));
    let mut row = |indent: usize, spans: Vec<Span>| rows.push(Row { indent, spans });
    if outgoing.clauses.is_empty() && outgoing.front.is_empty() {
        row(1, vec![Span::plain(words.only_the_file())]);
    }
    for clause in &outgoing.clauses {
        row(3, words.outgoing(&clause.number, &clause.heading, clause.change, clause.offered));
    }
    row(1, vec![Span::plain(words.recipients(&outgoing.to))]);
    rows
}

/// What differs above the clauses, line by line.
pub(super) fn front<'a>(changes: impl IntoIterator<Item = &'a FrontChange>, shell: &Shell) -> Vec<Row> {
    let row = |change| Row { indent: 1, spans: FrontWords(shell.language).line(change) };
    changes.into_iter().map(row).collect()
}
