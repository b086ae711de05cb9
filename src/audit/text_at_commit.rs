//! Which text a contract had at every point of history.

use crate::history::{CommitGraph, Error, Repository};
use crate::negotiation::{Change, CommitId, TextId};

/// The text of one contract at every point.
pub(super) struct TextAtCommit(Vec<Option<TextId>>);

impl TextAtCommit {
    /// Goes along history once: between its changes a contract keeps its text. Only where the sides of a merge differ
    /// and the merge took one of them over is the merge itself asked.
    pub(super) fn of(repository: &Repository, graph: &CommitGraph, changes: &[Change]) -> Result<Self, Error> {
        let mut brought: Vec<Option<Option<TextId>>> = vec![None; graph.len()];
        for change in changes {
            if let Some(order) = graph.order(change.id) {
                brought[order] = Some(change.after);
            }
        }
        let mut texts: Vec<Option<TextId>> = Vec::with_capacity(graph.len());
        let mut begun = false;
        for (order, place) in graph.points().enumerate() {
            if let Some(after) = brought[order] {
                begun = true;
                texts.push(after);
                continue;
            }
            let mut before = place
                .parents
                .iter()
                .filter_map(|parent| graph.order(*parent))
                .map(|order| texts[order]);
            let first = before.next().flatten();
            let text = if begun && before.any(|other| other != first) {
                repository.text_in(place.id, changes)?
            } else {
                first
            };
            texts.push(text);
        }
        Ok(Self(texts))
    }

    /// The text that it had at the point of that number in the order.
    pub(super) fn at_order(&self, order: usize) -> Option<TextId> {
        self.0[order]
    }

    pub(super) fn at(&self, graph: &CommitGraph, point: CommitId) -> Option<TextId> {
        graph.order(point).and_then(|order| self.0[order])
    }
}
