//! The texts of contracts, and the rounds that their changes make up.

use std::cell::RefCell;
use std::collections::{BTreeMap, HashMap};
use std::rc::Rc;

use crate::contract::{self, Contract, Party};
use crate::history::{Ahead, CommitGraph, Error, RecordFile, Repository};
use crate::negotiation::{
    Change, CommitId, ContractPart, Decision, Members, Referred, Rounds, TextId, chosen_in_merge, introduced_by_merge,
    read_record, rounds,
};

/// Folds changes into rounds, reading only the versions that tell who is a member.
///
/// `referred` is what records refer to.
///
/// # Errors
///
/// When history cannot be read.
pub fn fold(texts: &Texts<'_>, changes: &[Change], referred: &Referred) -> Result<Rounds, Error> {
    fold_by(texts, changes, referred, |text| texts.parties(text))
}

/// The same, by the parties that each version has; `None` for one that cannot be understood.
///
/// # Errors
///
/// When history cannot be read.
pub fn fold_by(
    texts: &Texts<'_>,
    changes: &[Change],
    referred: &Referred,
    parties: impl FnMut(TextId) -> Result<Option<Vec<Party>>, Error>,
) -> Result<Rounds, Error> {
    let mut members = Members::new(changes, parties);
    rounds(
        changes,
        |change| members.speaker(change),
        |merge| Ok(texts.introduced(merge)?.is_some_and(|clauses| clauses.is_empty())),
        referred,
    )
}

/// Texts of contracts; those at both ends of a history are kept, since they are needed again.
pub struct Texts<'r> {
    repository: &'r Repository,
    graph: Option<&'r CommitGraph>,
    kept: RefCell<HashMap<TextId, Rc<Vec<u8>>>>,
}

impl<'r> Texts<'r> {
    /// Reads them from a repository.
    #[must_use]
    pub fn of(repository: &'r Repository) -> Self {
        Self {
            repository,
            graph: None,
            kept: RefCell::default(),
        }
    }

    /// The same, where all of history that is asked about is at hand.
    #[must_use]
    pub fn with_past(repository: &'r Repository, graph: &'r CommitGraph) -> Self {
        Self {
            graph: Some(graph),
            ..Self::of(repository)
        }
    }

    /// How many texts are kept at most: those at the ends, and a few around.
    const KEPT: usize = 4;

    /// Where they lie.
    #[must_use]
    pub fn repository(&self) -> &'r Repository {
        self.repository
    }

    /// The changes that records refer to: the newest of the contract's that the signer of a record was shown. `newest`
    /// is where the history ends.
    ///
    /// # Errors
    ///
    /// When history or a record cannot be read.
    pub fn closed(
        &self,
        newest: Option<CommitId>,
        changes: &[Change],
        records: &[RecordFile],
    ) -> Result<Referred, Error> {
        // Where every change was sent, records refer to nothing that they could close or offer.
        let by_record = !records.is_empty() && changes.iter().any(|change| change.sent.is_none());
        match newest.filter(|_| by_record) {
            Some(newest) => {
                let graph = self.repository.past_behind(newest)?;
                self.closed_in(&graph, changes, records)
            }
            None => Ok(Referred::default()),
        }
    }

    /// The same, where the past is at hand.
    ///
    /// # Errors
    ///
    /// When a record cannot be read.
    pub fn closed_in(
        &self,
        graph: &CommitGraph,
        changes: &[Change],
        records: &[RecordFile],
    ) -> Result<Referred, Error> {
        let mut referred = Referred::default();
        if changes.iter().all(|change| change.sent.is_some()) {
            return Ok(referred);
        }
        let mut met = BTreeMap::new();
        for file in records {
            // A record that cannot be read refers to nothing.
            let Ok(record) = read_record(&self.repository.text(file.text)?) else {
                continue;
            };
            let Some(base) = record.base else { continue };
            let shown = *met.entry(base).or_insert_with(|| {
                let shown = changes
                    .iter()
                    .rev()
                    .find(|change| graph.is_ancestor(change.id, base) == Some(true));
                shown.map(|change| change.id)
            });
            let Some(shown) = shown else { continue };
            referred.closed.insert(shown);
            let came_alone = changes.iter().all(|change| change.id != file.added);
            if record.decision == Decision::Offer && came_alone {
                referred.offered.insert(shown, record.party);
            }
        }
        Ok(referred)
    }

    /// Reads the newest text, and at the same time the first and the last but one: who the members are hangs on the
    /// ends, and what changed last is asked for most.
    ///
    /// # Errors
    ///
    /// When the newest text cannot be read.
    pub fn keep_ends(&self, changes: &[Change]) -> Result<(), Error> {
        let Some((last, newest)) = changes.last().and_then(|last| Some((last, last.after?))) else {
            return Ok(());
        };
        let mut others: Vec<TextId> = changes.iter().find_map(|change| change.after).into_iter().collect();
        others.extend(last.version_changed());
        others.retain(|text| *text != newest);
        others.dedup();
        std::thread::scope(|scope| {
            let ahead: Vec<_> = others
                .into_iter()
                .map(|text| self.repository.read_ahead(scope, text))
                .collect();
            self.bytes(newest)?;
            let mut kept = self.kept.borrow_mut();
            kept.extend(
                ahead
                    .into_iter()
                    .filter_map(Ahead::wait)
                    .map(|(text, bytes)| (text, Rc::new(bytes))),
            );
            Ok(())
        })
    }

    /// The bytes of a version.
    ///
    /// # Errors
    ///
    /// When it is missing, damaged or too large.
    pub fn bytes(&self, text: TextId) -> Result<Rc<Vec<u8>>, Error> {
        if let Some(bytes) = self.kept.borrow().get(&text) {
            return Ok(Rc::clone(bytes));
        }
        let bytes = Rc::new(self.repository.text(text)?);
        let mut kept = self.kept.borrow_mut();
        if kept.len() < Self::KEPT {
            kept.insert(text, Rc::clone(&bytes));
        }
        Ok(bytes)
    }

    /// The parties of a version; `None` when that version cannot be understood.
    ///
    /// # Errors
    ///
    /// When it cannot be read at all.
    pub fn parties(&self, text: TextId) -> Result<Option<Vec<Party>>, Error> {
        Ok(contract::read_parties(&self.bytes(text)?).ok())
    }

    /// The contract of a version; `None` when that version cannot be understood.
    ///
    /// # Errors
    ///
    /// When it cannot be read at all.
    pub fn contract(&self, text: TextId) -> Result<Option<Contract>, Error> {
        Ok(contract::read(&self.bytes(text)?).ok())
    }

    /// What a merge says beyond the re-merge of the versions it joins; `None` when one of them cannot be understood.
    ///
    /// # Errors
    ///
    /// When it cannot be read at all.
    pub fn introduced(&self, merge: &Change) -> Result<Option<Vec<ContractPart>>, Error> {
        let introduced = |merged: Merged| introduced_by_merge(&merged.result, &merged.parents, merged.base.as_ref());
        Ok(self.merged(merge)?.map(introduced))
    }

    /// The parts that a merge has as one of several sides settled them, and another differently; `None` when one of the
    /// versions cannot be understood.
    ///
    /// # Errors
    ///
    /// When one cannot be read at all.
    pub fn chosen(&self, merge: &Change) -> Result<Option<Vec<ContractPart>>, Error> {
        let chosen = |merged: Merged| chosen_in_merge(&merged.result, &merged.parents, merged.base.as_ref());
        Ok(self.merged(merge)?.map(chosen))
    }

    fn merged(&self, merge: &Change) -> Result<Option<Merged>, Error> {
        let Some(after) = merge.after else { return Ok(None) };
        let Some(result) = self.contract(after)? else {
            return Ok(None);
        };
        let mut parents = Vec::new();
        for text in merge.before.iter().flatten() {
            let Some(parent) = self.contract(*text)? else {
                return Ok(None);
            };
            parents.push(parent);
        }
        let parted = match self.graph {
            Some(graph) => graph.parting(&merge.parents),
            None => self.repository.parting(&merge.parents)?,
        };
        let base = match parted
            .map(|parted| self.repository.text_in(parted, std::slice::from_ref(merge)))
            .transpose()?
        {
            Some(Some(text)) => self.contract(text)?,
            _ => None,
        };
        Ok(Some(Merged { result, parents, base }))
    }
}

/// A merge with the versions that it joins, and the one that they grew from.
struct Merged {
    result: Contract,
    parents: Vec<Contract>,
    base: Option<Contract>,
}
