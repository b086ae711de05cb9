//! What holds from commit to commit, kept for those alone at which it may have changed.

use std::collections::HashMap;

use super::reachability::CommitGraph;

/// A value for every point of a [`CommitGraph`]: each point has that of the last one before it in its chain which was given
/// one. What goes along history so takes as long as the contract has changes, however long the history is.
#[derive(Debug)]
pub struct AlongHistory<T>(HashMap<u32, Vec<(usize, T)>>);

impl<T> Default for AlongHistory<T> {
    fn default() -> Self {
        Self(HashMap::new())
    }
}

impl<T: Copy> AlongHistory<T> {
    /// Gives the point of that number a value, which those behind it in its chain have as well. Points are given theirs in
    /// the order of their numbers.
    pub fn set(&mut self, graph: &CommitGraph, order: usize, value: T) {
        let values = self.0.entry(graph.chain_at(order)).or_default();
        debug_assert!(values.last().is_none_or(|(last, _)| *last < order));
        values.push((order, value));
    }

    /// The value at the point of that number; `None` before the first that was given.
    #[must_use]
    pub fn at(&self, graph: &CommitGraph, order: usize) -> Option<T> {
        let values = self.0.get(&graph.chain_at(order))?;
        let behind = values.partition_point(|(at, _)| *at <= order);
        behind.checked_sub(1).map(|last| values[last].1)
    }
}

/// The numbers of the points to look at where something changes at `own` alone: those, and where history bends. Rising.
#[must_use]
pub fn stops(graph: &CommitGraph, own: impl IntoIterator<Item = usize>) -> Vec<usize> {
    let bends = graph.bends().iter().map(|order| *order as usize);
    let mut stops: Vec<usize> = bends.chain(own).collect();
    stops.sort_unstable();
    stops.dedup();
    stops
}
