//! What a history tells: which contracts it has, their changes and records, and which part of it is whose.

use std::collections::HashMap;
use std::ops::Range;

use serde::{Deserialize, Serialize};

use super::records::RecordsOfHistory;
use crate::negotiation::{Change, CommitId, TextId};

/// A contract that history knows.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct KnownContract {
    /// Its name today, which is its own: the path below the contracts folder, without the ending. A deleted contract
    /// whose name has passed on to another has `~1`, `~2` … behind it.
    pub name: String,
    /// The name it had in round 1, under which its records lie.
    pub original_name: String,
    /// Where its file lies, from the top of the repository; where it lay last, when it was deleted.
    pub path: String,
    /// Its newest text in history; `None` when it was deleted.
    pub text: Option<TextId>,
}

/// What one pass over history tells.
pub(super) struct HistoryPass {
    pub(super) told: ToldContracts,
    /// Of each contract, by its place there.
    pub(super) changes: Vec<Vec<Change>>,
    pub(super) records: RecordsOfHistory,
}

/// All contracts of a history.
#[derive(Debug, Default, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct ToldContracts {
    /// Each with its first change, sorted by name.
    pub(super) contracts: Vec<(KnownContract, Option<CommitId>)>,
    /// Where contracts that share the name of their round 1 began, by that name, in the order of history.
    pub(super) begun: HashMap<String, Vec<(usize, CommitId)>>,
}

impl ToldContracts {
    /// The place of the contract of a name. A name can have passed on to another: the one that is there comes before those
    /// that were.
    pub(super) fn named(&self, name: &str) -> Option<usize> {
        let first = self.contracts.partition_point(|(found, _)| &*found.name < name);
        let named = self.contracts[first..]
            .iter()
            .take_while(|(found, _)| found.name == name);
        let is_there = |(found, _): &(KnownContract, _)| found.text.is_some();
        let count = named.clone().count();
        let place = named.clone().position(is_there).unwrap_or(0);
        (count > 0).then_some(first + place)
    }

    /// Which part of history a contract's records are from: where it shares the name of its round 1 with others, from where
    /// it began to where the next one did.
    pub(super) fn span_of(&self, contract: &KnownContract) -> Range<usize> {
        let (mut from, mut to) = (0, usize::MAX);
        if let Some(begun) = self.begun.get(&contract.original_name) {
            let found = self.contracts.iter().find(|(found, _)| found == contract);
            let first = found.and_then(|(_, first)| *first);
            let place = begun.iter().position(|(_, id)| Some(*id) == first).unwrap_or_default();
            // What came before any of them began is nobody's, and is told of the first.
            from = if place == 0 { 0 } else { begun[place].0 };
            to = begun.get(place + 1).map_or(to, |(at, _)| *at);
        }
        from..to
    }
}
