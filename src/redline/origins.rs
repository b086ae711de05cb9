//! Where the wordings of an old version are from, when it was put together from several.

use super::pieced::Pieced;
use super::references::Numbering;
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
            let place = known.iter().position(|one| std::ptr::eq(*one, *from)).unwrap_or_else(|| {
                known.push(from);
                known.len() - 1
            });
            places.insert(id.as_str(), place);
        }
        Self { pieced: Some(pieced), versions: known.into_iter().map(Contract::walk).collect(), places }
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
            .map(|visits| visits.iter().map(|visit| (visit.clause.id.as_str(), &visit.number)).collect())
            .collect();
        for visit in visits {
            let number = self.places.get(visit.clause.id.as_str()).and_then(|at| numbers[*at].get(&*visit.clause.id));
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
        (numberings, old.iter().map(|visit| self.places.get(&*visit.clause.id).copied().unwrap_or(0)).collect())
    }
}
