//! Which clauses each change touched.

use std::collections::{HashMap, HashSet};
use std::rc::Rc;
use std::sync::Arc;

use super::version_facts::Facts;
use crate::contract::{Outline, OutlinedClause, Revision};
use crate::language::Translated;
use crate::negotiation::{Change, ContractPart, TextId};
use crate::redline::{FrontChange, front_changes};
use crate::session::Error;
use crate::session::workspace::Negotiation;

/// Tells which clauses each change touched.
pub(in crate::session) struct Revisions<'n, 'r> {
    negotiation: &'n Negotiation<'r>,
}

impl<'n, 'r> Revisions<'n, 'r> {
    pub(in crate::session) fn of(negotiation: &'n Negotiation<'r>) -> Self {
        Self { negotiation }
    }

    fn facts(&self, text: TextId) -> Result<Facts, Error> {
        Ok(self.negotiation.facts(text)?)
    }

    /// What a change did outside of the clauses; nothing where either version cannot be understood, and for the first.
    pub(in crate::session) fn front(&self, change: &Change) -> Result<Vec<FrontChange>, Error> {
        let clause = |part: &ContractPart| matches!(part, ContractPart::Clause(_));
        if change.is_merge()
            && let Some(parts) = self.negotiation.texts.introduced(change)?
            && parts.iter().all(clause)
        {
            return Ok(Vec::new());
        }
        let (Some(before), Some(after)) = (change.version_changed(), change.after) else {
            return Ok(Vec::new());
        };
        Ok(match (self.facts(before)?, self.facts(after)?) {
            (Ok(before), Ok(after)) => front_changes(&before.front, &after.front),
            _ => Vec::new(),
        })
    }

    /// The ids of the clauses whose wording a change touched; or why they cannot be told.
    pub(in crate::session) fn touched(&self, change: &Change) -> Result<Result<Vec<String>, Translated>, Error> {
        if change.is_merge()
            && let Some(parts) = self.negotiation.texts.introduced(change)?
        {
            return Ok(Ok(parts
                .into_iter()
                .filter_map(|part| match part {
                    ContractPart::Clause(id) => Some(id),
                    _ => None,
                })
                .collect()));
        }
        let facts = |text: Option<TextId>| text.map(|text| self.facts(text)).transpose();
        // A version that could not be read says nothing of what its successor changed: all of it is new.
        let old = facts(change.version_changed())?.and_then(Result::ok);
        let new = match facts(change.after)? {
            Some(Err(reason)) => return Ok(Err(reason)),
            Some(Ok(new)) => Some(new),
            None => None,
        };
        Ok(Ok(touched(old.as_ref(), new.as_ref())))
    }
}

/// The ids of the clauses that two versions word differently, in the order of the newer one, those that are gone last.
fn touched(old: Option<&Rc<Outline>>, new: Option<&Rc<Outline>>) -> Vec<String> {
    let (before, after) = (clauses(old), clauses(new));
    // Up to where a clause came or went, both have the same ones in the same order.
    let in_step = before
        .iter()
        .zip(after)
        .take_while(|(old, new)| old.id == new.id)
        .count();
    let words_differ = |(old, new): &(&Arc<OutlinedClause>, &Arc<OutlinedClause>)| old.revision != new.revision;
    let pairs = before.iter().zip(after).take(in_step);
    let mut touched: Vec<String> = pairs.filter(words_differ).map(|(_, new)| new.id.clone()).collect();
    let (before, after) = (&before[in_step..], &after[in_step..]);
    let was: HashMap<&str, Revision> = before.iter().map(|old| (&*old.id, old.revision)).collect();
    let is_new = |new: &&Arc<OutlinedClause>| was.get(&*new.id) != Some(&new.revision);
    touched.extend(after.iter().filter(is_new).map(|new| new.id.clone()));
    let is: HashSet<&str> = after.iter().map(|new| &*new.id).collect();
    let gone = before.iter().filter(|old| !is.contains(&*old.id));
    touched.extend(gone.map(|old| old.id.clone()));
    touched
}

fn clauses(version: Option<&Rc<Outline>>) -> &[Arc<OutlinedClause>] {
    version.map_or(&[], |version| &version.clauses)
}
