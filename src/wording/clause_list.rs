//! Clauses in a row, which stays short however many there are.

use super::ReportWords;
use crate::language::{Language, say};

/// So many clauses are told with their headings.
const WITH_HEADINGS: usize = 3;
/// So many are told by their numbers; of more it is told how many they are.
const BY_NUMBER: usize = 12;

/// A clause of such a row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ListedClause {
    /// Its number; `None` where it is deleted.
    pub number: Option<String>,
    /// What it is called, number and heading.
    pub called: String,
}

impl ReportWords {
    /// Clauses in a row: all of a text by how many they are, a few by number and heading, more by number, and only the
    /// first dozen of them.
    #[must_use]
    pub fn in_a_row(self, clauses: &[ListedClause], is_all: bool) -> String {
        let count = clauses.len();
        if is_all && count > WITH_HEADINGS {
            return say!(self.0, "all {count} clauses", "全部 {count} 条");
        }
        self.named(clauses)
    }

    /// Which clauses a round touched.
    #[must_use]
    pub fn touched(self, clauses: &[ListedClause], is_all: bool) -> String {
        let count = clauses.len();
        match (self.0, count) {
            (Language::English, 0) => "No clause touched".to_owned(),
            (Language::Chinese, 0) => "未涉及条款".to_owned(),
            (Language::English, _) if is_all => format!("Touched all {count} clauses"),
            (Language::Chinese, _) if is_all => format!("涉及全部 {count} 条"),
            (Language::English, 1) => format!("Touched 1 clause: {}", self.named(clauses)),
            (Language::English, _) => format!("Touched {count} clauses: {}", self.named(clauses)),
            (Language::Chinese, _) => format!("涉及 {count} 条：{}", self.named(clauses)),
        }
    }

    fn named(self, clauses: &[ListedClause]) -> String {
        if clauses.len() <= WITH_HEADINGS {
            let called: Vec<&str> = clauses.iter().map(|clause| &*clause.called).collect();
            return called.join(say!(self.0, "; ", "；").as_str());
        }
        let number = |clause: &ListedClause| clause.number.clone().unwrap_or_else(|| clause.called.clone());
        let shown = self
            .0
            .list(&clauses.iter().take(BY_NUMBER).map(number).collect::<Vec<_>>());
        match clauses.len().saturating_sub(BY_NUMBER) {
            0 => shown,
            more => say!(self.0, "{shown} and {more} more", "{shown}，另有 {more} 条"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn clauses(count: usize) -> Vec<ListedClause> {
        (1..=count)
            .map(|at| ListedClause {
                number: Some(at.to_string()),
                called: format!("{at} Fees"),
            })
            .chain([ListedClause {
                number: None,
                called: "(deleted) Audit".to_owned(),
            }])
            .collect()
    }

    #[test]
    fn a_row_of_clauses_stays_short() {
        let (english, chinese) = (ReportWords(Language::English), ReportWords(Language::Chinese));
        assert_eq!(english.in_a_row(&clauses(2), false), "1 Fees; 2 Fees; (deleted) Audit");
        assert_eq!(english.in_a_row(&clauses(3), false), "1, 2, 3, (deleted) Audit");
        assert_eq!(english.in_a_row(&clauses(78), true), "all 79 clauses");
        assert_eq!(chinese.in_a_row(&clauses(79), true), "全部 80 条");
        let many = english.in_a_row(&clauses(23), false);
        assert_eq!(many, "1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12 and 12 more");
        assert_eq!(english.touched(&clauses(0), false), "Touched 1 clause: (deleted) Audit");
        assert_eq!(english.touched(&clauses(78), true), "Touched all 79 clauses");
        assert_eq!(
            chinese.touched(&clauses(3), false),
            "涉及 4 条：1、2、3、(deleted) Audit"
        );
    }
}
