//! How sentences name clauses, and where on the page they stand.

use super::sentence::{ClauseMention, fill_own};
use super::text_pieces::pieces;
use crate::redline::{ChangeKind, ClauseChange};
use crate::wording::PageWords;
use std::collections::{HashMap, HashSet};
use std::fmt::Write as _;

/// The names of all clauses of both versions.
#[derive(Debug)]
pub(super) struct ClauseNames<'a> {
    words: &'static PageWords,
    by_id: HashMap<&'a str, &'a ClauseChange>,
    by_old_id: HashMap<&'a str, &'a ClauseChange>,
    anchors: HashMap<(&'a str, bool), String>,
}

impl<'a> ClauseNames<'a> {
    /// The names of the clauses; those that are listed have an anchor.
    pub(super) fn of(clauses: &'a [ClauseChange], listed: &[&'a ClauseChange], words: &'static PageWords) -> Self {
        let mut names = Self {
            words,
            by_id: HashMap::new(),
            by_old_id: HashMap::new(),
            anchors: HashMap::new(),
        };
        for clause in clauses {
            // Where ids shifted, a clause that is gone and one that is there may have the same.
            match names.by_id.get(&*clause.id) {
                Some(known) if known.number.is_some() || clause.number.is_none() => {}
                _ => {
                    names.by_id.insert(&clause.id, clause);
                }
            }
            if let Some(old) = &clause.from_id {
                names.by_old_id.entry(old).or_insert(clause);
            }
        }
        let mut taken = HashSet::new();
        for clause in listed {
            let wanted = anchor(&clause.id);
            let mut free = wanted.clone();
            let mut count = 1;
            while !taken.insert(free.clone()) {
                count += 1;
                free = format!("{wanted}~{count}");
            }
            names.anchors.insert(key(clause), free);
        }
        names
    }

    /// The clause of that id; see [`Self::of_clause`].
    pub(super) fn name(&self, id: &str) -> ClauseMention {
        self.by_id
            .get(id)
            .map_or_else(|| unknown(id), |clause| self.of_clause(clause))
    }

    /// This very clause, by its number in the new version; one that is gone, by the number that it had.
    pub(super) fn of_clause(&self, clause: &ClauseChange) -> ClauseMention {
        match (&clause.number, &clause.from_number) {
            (None, Some(gone)) => self.named(clause, Some(&fill_own(self.words.gone, "number", gone))),
            (number, _) => self.named(clause, number.as_deref()),
        }
    }

    /// The clause that had that id in the old version, by the number that it had there.
    pub(super) fn old_name(&self, id: &str) -> ClauseMention {
        self.by_old_id.get(id).map_or_else(
            || unknown(id),
            |clause| self.named(clause, clause.from_number.as_deref()),
        )
    }

    fn named(&self, clause: &ClauseChange, number: Option<&str>) -> ClauseMention {
        ClauseMention {
            number: number.unwrap_or_default().to_owned(),
            heading: pieces(&clause.heading),
            anchor: self.anchors.get(&key(clause)).cloned(),
        }
    }
}

/// Where ids shifted, a clause that is gone and one that is there may have the same.
fn key(clause: &ClauseChange) -> (&str, bool) {
    (&clause.id, clause.change == ChangeKind::Removed)
}

/// A clause that the redline does not know is named by its id: better than a gap in a sentence.
fn unknown(id: &str) -> ClauseMention {
    ClauseMention {
        heading: pieces(id),
        ..ClauseMention::default()
    }
}

/// An id of the page from a clause's id: what a URL or an attribute could stumble over becomes its code point.
fn anchor(id: &str) -> String {
    let mut anchor = "clause-".to_owned();
    for c in id.chars() {
        if c.is_alphanumeric() || matches!(c, '-' | '_' | '.') {
            anchor.push(c);
        } else {
            // Writing to a string does not fail.
            let _ = write!(anchor, "~{:x}~", u32::from(c));
        }
    }
    anchor
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_anchor_keeps_letters_of_any_script_and_nothing_that_could_end_an_attribute() {
        assert_eq!(anchor("付款-2.a_b"), "clause-付款-2.a_b");
        assert_eq!(anchor("x\" onclick='y'>"), "clause-x~22~~20~onclick~3d~~27~y~27~~3e~");
    }
}
