//! What a clause of some round is called now.

use crate::wording::{ListedClause, ReportWords};

/// What a clause is called.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ClauseName {
    /// Its number in the newest round that can be read; `None` when that round does not have it.
    pub number: Option<String>,
    /// Its heading in the last round that had it.
    pub heading: String,
}

impl ClauseName {
    /// The clause as it stands in a row of others; `id` is all there is to call it by where it has no name.
    #[must_use]
    pub fn listed(&self, id: &str, words: ReportWords) -> ListedClause {
        let number = self.number.as_deref();
        ListedClause {
            number: self.number.clone(),
            called: words.clause(number, &self.heading, id),
        }
    }
}
