//! The comments on a clause as rows below it.

use crate::session::ShownThread;
use crate::tui::reader::{Row, paragraph};
use crate::tui::screens::Shell;
use crate::wording::{CommentWords, Role, Span};

/// The comments on a clause, below it: open ones first; of those that are resolved, how many there are.
pub(super) fn rows_of(rows: &mut Vec<Row>, clause: &str, threads: &[ShownThread], width: usize, shell: &Shell) {
    let words = CommentWords(shell.language);
    let on: Vec<&ShownThread> = threads.iter().filter(|thread| thread.clause == clause).collect();
    if on.is_empty() {
        return;
    }
    rows.push(Row::default());
    paragraph(rows, &[Span::new(Role::Heading, words.heading())], 0, width);
    for thread in on.iter().filter(|thread| !thread.resolved) {
        for line in thread.lines(shell.language) {
            let mut spans = line.spans;
            if thread.internal && line.is_head {
                spans.push(Span::new(Role::Pending, shell.language.set_off(words.only_here())));
            }
            paragraph(rows, &spans, if line.is_head { 2 } else { 4 }, width);
        }
    }
    let resolved = on.iter().filter(|thread| thread.resolved).count();
    if resolved > 0 {
        paragraph(
            rows,
            &[Span::new(Role::Faint, words.resolved_count(resolved))],
            2,
            width,
        );
    }
}
