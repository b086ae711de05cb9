//! Where the wordings of an old version are from, when it was put together from several.

use super::numbering::Numbering;
use super::pieced::Pieced;
use crate::contract::{Contract, Visit};
use std::collections::HashMap;

/// For a version that is one whole, nothing; else the version behind each clause.
#[derive(Default)]
pub(crate) struct Origins<'a> {
    pieced: Option<&'a Pieced<'a>>,
    /// Each version behind it once, in reading order.
    versions: Vec<Vec<Visit<'a>>>,
    /// For each clause by id, the place of its version among them.
    places: HashMap<&'a str, usize>,
}

impl<'a> Origins<'a> {
    pub(crate) fn of(pieced: &'a Pieced<'a>) -> Self {
        let mut known: Vec<&Contract> = Vec::new();
        let mut places = HashMap::with_capacity(pieced.from.len());
        for (id, from) in &pieced.from {
            let place = known
                .iter()
                .position(|one| std::ptr::eq(*one, *from))
                .unwrap_or_else(|| {
                    known.push(from);
                    known.len() - 1
                });
            places.insert(id.as_str(), place);
        }
        Self {
            pieced: Some(pieced),
            versions: known.into_iter().map(Contract::walk).collect(),
            places,
        }
    }

    /// Whether it was put together from others, so that clauses may be missing in it.
    pub(crate) fn is_pieced(&self) -> bool {
        self.pieced.is_some()
    }

    /// Whether a clause is there only because others stand below it.
    pub(crate) fn holds(&self, id: &str) -> bool {
        self.pieced.is_some_and(|pieced| pieced.holders.contains(id))
    }

    /// Gives each clause the number that it has in the version it is from.
    pub(crate) fn number(&self, visits: &mut [Visit<'_>]) {
        let numbers: Vec<HashMap<&str, &String>> = self
            .versions
            .iter()
            .map(|visits| {
                visits
                    .iter()
                    .map(|visit| (visit.clause.id.as_str(), &visit.number))
                    .collect()
            })
            .collect();
        for visit in visits {
            let number = self
                .places
                .get(visit.clause.id.as_str())
                .and_then(|at| numbers[*at].get(&*visit.clause.id));
            if let Some(number) = number {
                visit.number.clone_from(number);
            }
        }
    }

    /// The numbers that references of the old version go by, and for each of its clauses which of them.
    pub(crate) fn numberings<'n>(&'n self, old: &[Visit<'n>]) -> (Vec<Numbering<'n>>, Vec<usize>) {
        if self.versions.is_empty() {
            return (vec![Numbering::of(old)], vec![0; old.len()]);
        }
        let numberings = self.versions.iter().map(|visits| Numbering::of(visits)).collect();
        (
            numberings,
            old.iter()
                .map(|visit| self.places.get(&*visit.clause.id).copied().unwrap_or(0))
                .collect(),
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::contract::Clause;
    use crate::redline::{ChangeKind, CompareScope, compare_pieced};
    use std::collections::BTreeSet;

    fn clause(id: &str, text: &str, below: Vec<Clause>) -> Clause {
        Clause {
            id: id.into(),
            heading: format!("The {id}"),
            text: text.into(),
            pair: None,
            clauses: below,
        }
    }

    fn contract(clauses: Vec<Clause>) -> Contract {
        Contract {
            clauses,
            ..Contract::default()
        }
    }

    #[test]
    fn a_reference_is_read_in_the_version_that_its_clause_was_taken_in() {
        let first = contract(vec![
            clause("pay", "As Section 2 says.", vec![]),
            clause("fees", "Ten.", vec![]),
        ]);
        let later = contract(vec![
            clause("pay", "As Section 2 says.", vec![]),
            clause("law", "Irish.", vec![]),
            clause("fees", "Ten.", vec![]),
        ]);
        let faults = |pay: &Contract| {
            let from = [("pay", pay), ("law", &later), ("fees", &later)];
            let from = from.into_iter().map(|(id, version)| (id.to_owned(), version)).collect();
            let old = Pieced {
                text: later.clone(),
                from,
                holders: BTreeSet::new(),
            };
            compare_pieced(&old, &later, CompareScope::Changes).references
        };
        assert_eq!(faults(&later), []);
        let [fault] = &faults(&first)[..] else {
            panic!("one reference went astray")
        };
        assert_eq!(
            (fault.was.as_deref(), fault.now.as_deref()),
            (Some("fees"), Some("law"))
        );
    }

    #[test]
    fn what_only_holds_others_is_new_and_has_not_moved_them() {
        let new = contract(vec![clause(
            "support",
            "Day and night.",
            vec![clause("hours", "Nine to five.", vec![])],
        )]);
        let holder = contract(vec![clause(
            "support",
            "",
            vec![clause("hours", "Nine to five.", vec![])],
        )]);
        let old = Pieced {
            from: ["support", "hours"]
                .into_iter()
                .map(|id| (id.to_owned(), &new))
                .collect(),
            holders: BTreeSet::from(["support".to_owned()]),
            text: holder,
        };
        let redline = compare_pieced(&old, &new, CompareScope::Changes);
        let found: Vec<(&str, ChangeKind, bool)> = redline
            .clauses
            .iter()
            .map(|clause| (&*clause.id, clause.change, clause.moved))
            .collect();
        assert_eq!(
            found,
            [
                ("support", ChangeKind::Added, false),
                ("hours", ChangeKind::Unchanged, false)
            ]
        );
        assert_eq!(redline.clauses[0].from_id, None);
    }
}
