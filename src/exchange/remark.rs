//! What the parties remarked on a clause, as it stands on a page that is handed on.

use crate::language::Translated;

/// A comment on a clause and the answers to it, line by line. Only what lies in the shared history belongs here.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Remark {
    /// The id of the clause.
    pub clause: String,
    /// The lines, without marks.
    pub lines: Vec<Translated>,
}
