//! Reading what came before what from the stored points of a repository.

use crate::history::error::Error;
use crate::history::log::reachability::CommitGraph;
use crate::history::repository::Repository;
use crate::history::store::id::Id;
use crate::negotiation::CommitId;

impl CommitGraph {
    /// Reads everything behind a point. Grafts, replaced objects and the list of cut points are not believed: what is
    /// stored is followed. Where a shallow copy really ends, [`CommitGraph::cut_points`] says so.
    ///
    /// # Errors
    ///
    /// When something is damaged, or missing from a copy that does not call itself shallow.
    pub fn behind(repository: &Repository, newest: CommitId) -> Result<Self, Error> {
        Self::behind_all(repository, &[newest])
    }

    /// The same of several points at once, which need not have anything in common.
    ///
    /// # Errors
    ///
    /// As [`CommitGraph::behind`].
    pub fn behind_all(repository: &Repository, newest: &[CommitId]) -> Result<Self, Error> {
        let objects = repository.objects()?;
        let may_end = repository.is_shallow()?;
        let newest: Vec<Id> = newest.iter().map(|point| *point.as_bytes()).collect();
        let mut odd = Vec::new();
        let graph = Self::read(&newest, |id| match objects.commit(id) {
            Ok(commit) => {
                odd.extend(commit.is_odd.then(|| CommitId::from_bytes(*id)));
                Ok(Some((commit.tree, commit.parents)))
            }
            Err(Error::Missing { .. }) if may_end && !newest.contains(id) => Ok(None),
            Err(error) => Err(error),
        })?;
        Ok(graph.with_odd_heads(odd))
    }
}
