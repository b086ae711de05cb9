//! Which clauses each change touched.

use std::collections::HashMap;

use crate::contract::{Contract, Revision, revision};
use crate::language::Translated;
use crate::negotiation::{Change, ContractPart, TextId};
use crate::redline::{FrontChange, front_changes};
use crate::session::Error;
use crate::session::workspace::Negotiation;

/// The wording of every clause of one version, by id, in reading order.
type Wordings = Result<(Vec<(String, Revision)>, Contract), Translated>;

/// Tells which clauses each change touched, keeping the version read last.
pub(in crate::session) struct Revisions<'n, 'r> {
    negotiation: &'n Negotiation<'r>,
    known: HashMap<TextId, Wordings>,
}

impl<'n, 'r> Revisions<'n, 'r> {
    pub(in crate::session) fn of(negotiation: &'n Negotiation<'r>) -> Self {
        Self {
            negotiation,
            known: HashMap::new(),
        }
    }

    /// The contract of a version; `None` when that version cannot be understood.
    pub(in crate::session) fn contract(&mut self, text: TextId) -> Result<Option<&Contract>, Error> {
        self.learn(text)?;
        Ok(self
            .known
            .get(&text)
            .and_then(|wordings| wordings.as_ref().ok())
            .map(|(_, contract)| contract))
    }

    /// What a change did outside of the clauses; nothing where either version cannot be understood, and for the first.
    pub(in crate::session) fn front(&mut self, change: &Change) -> Result<Vec<FrontChange>, Error> {
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
        self.learn(before)?;
        self.learn(after)?;
        let contract = |text| {
            self.known
                .get(&text)
                .and_then(|known| known.as_ref().ok())
                .map(|(_, contract)| contract)
        };
        Ok(match (contract(before), contract(after)) {
            (Some(before), Some(after)) => front_changes(before, after),
            _ => Vec::new(),
        })
    }

    /// The ids of the clauses whose wording a change touched; or why they cannot be told.
    pub(in crate::session) fn touched(&mut self, change: &Change) -> Result<Result<Vec<String>, Translated>, Error> {
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
        let before = change.version_changed();
        for text in [before, change.after].into_iter().flatten() {
            self.learn(text)?;
        }
        let wordings = |text| self.known.get(&text);
        let old = match before.and_then(wordings) {
            Some(Ok((old, _))) => &old[..],
            // A version that could not be read says nothing of what its successor changed: all of it is new.
            Some(Err(_)) | None => &[],
        };
        let new = match change.after.and_then(wordings) {
            Some(Ok((new, _))) => &new[..],
            Some(Err(reason)) => return Ok(Err(reason.clone())),
            None => &[],
        };
        let before: HashMap<&str, &Revision> = old.iter().map(|(id, revision)| (&**id, revision)).collect();
        let after: HashMap<&str, &Revision> = new.iter().map(|(id, revision)| (&**id, revision)).collect();
        let changed = new.iter().filter(|(id, revision)| before.get(&**id) != Some(&revision));
        let gone = old.iter().filter(|(id, _)| !after.contains_key(&**id));
        let touched = changed.chain(gone).map(|(id, _)| id.clone()).collect();
        self.known.retain(|text, _| Some(*text) == change.after);
        Ok(Ok(touched))
    }

    fn learn(&mut self, text: TextId) -> Result<(), Error> {
        if self.known.contains_key(&text) {
            return Ok(());
        }
        let bytes = self.negotiation.texts.bytes(text)?;
        let wordings = crate::contract::read(&bytes)
            .map(|contract| {
                let wordings = contract
                    .walk()
                    .iter()
                    .map(|visit| (visit.clause.id.clone(), revision(visit.clause)))
                    .collect();
                (wordings, contract)
            })
            .map_err(|error| Translated::of(|language| error.message(language)));
        self.known.insert(text, wordings);
        Ok(())
    }
}
