//! A contract's clauses laid side by side, to be compared by id.

use std::collections::HashMap;

use crate::contract::{Clause, Contract};

/// A contract's clauses without their nesting.
pub(super) struct Flat<'a> {
    pub(super) clauses: HashMap<&'a str, FlatClause<'a>>,
    /// Ids in reading order.
    pub(super) order: Vec<&'a str>,
    /// Ids below each clause, and at top level below `None`.
    pub(super) below: HashMap<Option<&'a str>, Vec<&'a str>>,
}

/// One clause and where it stands.
#[derive(Clone, Copy)]
pub(super) struct FlatClause<'a> {
    pub(super) clause: &'a Clause,
    pub(super) parent: Option<&'a str>,
}

impl<'a> FlatClause<'a> {
    pub(super) fn wording(&self) -> (&'a str, &'a str) {
        (&self.clause.heading, &self.clause.text)
    }
}

impl<'a> Flat<'a> {
    pub(super) fn of(contract: &'a Contract) -> Self {
        let mut flat = Self {
            clauses: HashMap::new(),
            order: Vec::new(),
            below: HashMap::new(),
        };
        let mut stack: Vec<(Option<&'a str>, &'a Clause)> =
            contract.clauses.iter().rev().map(|one| (None, one)).collect();
        while let Some((parent, clause)) = stack.pop() {
            let id = clause.id.as_str();
            flat.clauses.insert(id, FlatClause { clause, parent });
            flat.order.push(id);
            flat.below.entry(parent).or_default().push(id);
            stack.extend(clause.clauses.iter().rev().map(|below| (Some(id), below)));
        }
        flat
    }

    pub(super) fn below(&self, parent: Option<&'a str>) -> &[&'a str] {
        self.below.get(&parent).map_or(&[], Vec::as_slice)
    }
}
