//! Where histories parted, and which builds on which, from the stored points alone: git's own answers rest on a list that
//! lies beside them (`commit-graph`), and on grafts, and whoever hands over a copy can make either say what they like.

use std::collections::HashSet;
use std::sync::Arc;

use crate::negotiation::CommitId;

use super::kept_graph;
use super::reachability::CommitGraph;
use crate::history::error::Error;
use crate::history::repository::Repository;

impl Repository {
    /// Everything behind these points, and perhaps more. It is kept: what was before what never changes.
    ///
    /// # Errors
    ///
    /// As [`CommitGraph::behind`].
    pub fn past_holding(&self, points: &[CommitId]) -> Result<Arc<CommitGraph>, Error> {
        if let Some(graph) = self.known_past(points) {
            return Ok(graph);
        }
        // Whoever asks once asks again, most often of something else that the newest state builds on.
        let mut all = points.to_vec();
        // In the order asked: of points that are as good as each other, the first parent's side comes first.
        all.extend(self.newest()?.filter(|newest| !points.contains(newest)));
        let graph = Arc::new(CommitGraph::behind_all(self, &all)?);
        self.keep_past(all, graph.clone());
        Ok(graph)
    }

    /// Everything behind one point, read once for as long as that point is asked about.
    ///
    /// # Errors
    ///
    /// As [`CommitGraph::behind`].
    pub fn past_behind(&self, newest: CommitId) -> Result<Arc<CommitGraph>, Error> {
        if let Some(graph) = self.known_past_behind(newest) {
            return Ok(graph);
        }
        let known = self.known();
        let kept = known.and_then(|known| kept_graph::read(&known.graph, newest));
        let is_kept = kept.is_some();
        let graph = kept.map_or_else(|| CommitGraph::behind(self, newest), Ok)?;
        // A past of which a part is missing is read again; where nothing can be kept, so is every other.
        if let Some(known) = known.filter(|known| known.is_kept && !is_kept && graph.is_whole()) {
            let _ = kept_graph::write(&known.graph, newest, &graph);
        }
        let graph = Arc::new(graph);
        self.keep_past(vec![newest], graph.clone());
        Ok(graph)
    }

    /// The point at which several histories parted last; `None` when they never had anything in common.
    ///
    /// # Errors
    ///
    /// When history cannot be read.
    pub fn parting(&self, points: &[CommitId]) -> Result<Option<CommitId>, Error> {
        Ok(self.past_holding(points)?.parting(points))
    }

    /// Whether one commit builds on another.
    ///
    /// # Errors
    ///
    /// When history cannot be read.
    pub fn builds_on(&self, later: CommitId, earlier: CommitId) -> Result<bool, Error> {
        if later == earlier {
            return Ok(false);
        }
        if let Some(graph) = self.known_past(&[later, earlier]) {
            return Ok(graph.is_ancestor(earlier, later) == Some(true));
        }
        // Most often one lies a few steps behind the other: nothing further back is read then.
        let objects = self.objects()?;
        let cut = self.cut_points()?;
        let mut seen = HashSet::from([*later.as_bytes()]);
        let mut level = vec![*later.as_bytes()];
        while !level.is_empty() {
            let mut next = Vec::new();
            for id in level {
                let parents = if cut.contains(&id) {
                    Vec::new()
                } else {
                    objects.commit(&id)?.parents
                };
                next.extend(parents.into_iter().filter(|parent| seen.insert(*parent)));
            }
            if next.contains(earlier.as_bytes()) {
                return Ok(true);
            }
            level = next;
        }
        Ok(false)
    }
}
