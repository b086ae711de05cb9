//! Which clauses each change touched.

use std::collections::HashSet;
use std::rc::Rc;

use super::version_facts::{ClauseFacts, Facts, VersionFacts};
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
fn touched(old: Option<&Rc<VersionFacts>>, new: Option<&Rc<VersionFacts>>) -> Vec<String> {
    let before = old.map(|old| old.revisions()).unwrap_or_default();
    let after = clauses(new);
    let changed = after
        .iter()
        .filter(|clause| before.get(&*clause.id) != Some(&clause.revision));
    let mut touched: Vec<String> = changed.map(|clause| clause.id.clone()).collect();
    let after: HashSet<&str> = after.iter().map(|clause| &*clause.id).collect();
    let gone = clauses(old).iter().filter(|clause| !after.contains(&*clause.id));
    touched.extend(gone.map(|clause| clause.id.clone()));
    touched
}

fn clauses(version: Option<&Rc<VersionFacts>>) -> &[Rc<ClauseFacts>] {
    version.map_or(&[], |version| &version.clauses)
}
