//! Which text a contract had at every commit.

use crate::history::{AlongHistory, CommitGraph, Error, Repository, stops};
use crate::negotiation::{Change, CommitId, TextId};
use std::collections::HashMap;

/// The text of one contract at every point.
pub(super) struct TextAtCommit(AlongHistory<Option<TextId>>);

impl TextAtCommit {
    /// Goes along the contract's changes and the bends of history once: between them a contract keeps its text. Only where
    /// the sides of a merge differ and the merge took one of them over is the merge itself asked.
    pub(super) fn of(repository: &Repository, graph: &CommitGraph, changes: &[Change]) -> Result<Self, Error> {
        let mut brought: HashMap<usize, Option<TextId>> = HashMap::with_capacity(changes.len());
        for change in changes {
            if let Some(order) = graph.order(change.id) {
                brought.insert(order, change.after);
            }
        }
        let mut texts = Self(AlongHistory::default());
        let mut begun = false;
        for order in stops(graph, brought.keys().copied()) {
            if let Some(after) = brought.get(&order) {
                begun = true;
                texts.0.set(graph, order, *after);
                continue;
            }
            let mut before = graph.parents_at(order).map(|parent| texts.at_order(graph, parent));
            let first = before.next().flatten();
            let text = if begun && before.any(|other| other != first) {
                repository.text_in(graph.id_at(order), changes)?
            } else {
                first
            };
            texts.0.set(graph, order, text);
        }
        Ok(texts)
    }

    /// The text that it had at the point of that number in the order.
    pub(super) fn at_order(&self, graph: &CommitGraph, order: usize) -> Option<TextId> {
        self.0.at(graph, order).flatten()
    }

    pub(super) fn at(&self, graph: &CommitGraph, point: CommitId) -> Option<TextId> {
        graph.order(point).and_then(|order| self.at_order(graph, order))
    }
}
