//! What is accepted along with the clauses that an acceptance names.

use super::{ContractScreen, outgoing};
use crate::redline::{ChangeKind, ClauseChange};
use crate::session::ContractStanding;
use crate::tui::reader::Row;
use crate::tui::screens::Shell;
use crate::wording::{AskingWords, Span, inline_heading};

impl ContractScreen {
    /// Whether a clause has a heading and no text.
    pub(super) fn is_heading_alone(&self, id: &str) -> bool {
        let clause = self.redlined.as_deref().and_then(|redlined| redlined.new.clause(id));
        clause.is_some_and(|clause| clause.text.trim().is_empty())
    }

    /// What an acceptance stands by besides the wordings that it names: title, parties and keys, mere headings, and where
    /// clauses stand. A heading that says something is accepted by name or not at all.
    pub(super) fn besides(&self, standing: &ContractStanding, shell: &Shell) -> Vec<Row> {
        let Some(redlined) = self.redlined.as_deref() else {
            return Vec::new();
        };
        let needs_none = |id: &str| {
            let clause = standing.status.clause(id);
            clause.is_none_or(|clause| clause.standing.standing.is_none())
        };
        let is_mere =
            |clause: &&ClauseChange| clause.moved || clause.change == ChangeKind::Removed || needs_none(&clause.id);
        let clauses = redlined.redline.clauses.iter();
        let clauses = clauses.filter(|clause| clause.is_besides()).filter(is_mere);
        let mut rows = outgoing::front(&redlined.redline.front, shell);
        rows.extend(clauses.map(by_heading));
        if !rows.is_empty() {
            let along = Span::plain(AskingWords(shell.language).along());
            let spans = vec![along];
            rows.insert(0, Row { indent: 1, spans });
        }
        rows
    }
}

/// A clause by its number and its heading, old and new.
pub(super) fn by_heading(clause: &ClauseChange) -> Row {
    let number = clause
        .number
        .as_deref()
        .or(clause.from_number.as_deref())
        .unwrap_or_default();
    let mut spans = vec![Span::plain(format!("{number} "))];
    spans.extend(inline_heading(clause));
    Row { indent: 1, spans }
}
