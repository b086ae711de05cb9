//! What an audit reads once of the whole history: which change touched which file, and who signed it.

use std::collections::hash_map::Entry;
use std::collections::{HashMap, HashSet};

use chrono::{DateTime, FixedOffset};
use rayon::prelude::*;

use super::same_name::can_pass_for;
use crate::history::{
    CommitGraph, Error, FileChange, GraphNode, PublicKey, RawCommit, Repository, SignatureFault, TreeId,
};
use crate::negotiation::CommitId;

/// Progress is told between batches; each is as large as gives all cores something to do.
const BATCH: usize = 1024;

/// How far an audit has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Progress {
    /// What is being done.
    pub stage: Stage,
    /// How much of it is done.
    pub done: usize,
    /// How much there is.
    pub total: usize,
}

/// What an audit is doing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stage {
    /// It reads history, counted in changes.
    History,
    /// It verifies the signatures of changes.
    Signatures,
    /// It audits contracts.
    Contracts,
}

/// A commit at which files of contracts or records differ from a point that it builds on.
pub(super) struct CommitTouch {
    pub(super) id: CommitId,
    /// For each point it builds on, what differs; one without a parent for the very first.
    pub(super) edges: Vec<Vec<FileChange>>,
}

impl CommitTouch {
    /// What differs from everything that it builds on: what it brings itself.
    pub(super) fn own(&self) -> impl Iterator<Item = &FileChange> {
        let (first, others) = self
            .edges
            .split_first()
            .map_or((&[][..], &[][..]), |(first, rest)| (&first[..], rest));
        first.iter().filter(|file| {
            others
                .iter()
                .all(|edge| edge.iter().any(|other| other.path == file.path))
        })
    }
}

/// The whole history, read for an audit.
pub(super) struct HistoryScan<'a> {
    pub(super) repository: &'a Repository,
    pub(super) graph: CommitGraph,
    /// Oldest first.
    pub(super) touches: Vec<CommitTouch>,
    /// Every touch, and the points that it builds on, as stored.
    pub(super) raw: HashMap<CommitId, RawCommit>,
    /// Who signed each touch.
    pub(super) signed: HashMap<CommitId, Result<PublicKey, SignatureFault>>,
    pub(super) now: DateTime<FixedOffset>,
}

impl<'a> HistoryScan<'a> {
    pub(super) fn read(
        repository: &'a Repository,
        head: CommitId,
        now: DateTime<FixedOffset>,
        progress: &mut dyn FnMut(Progress),
    ) -> Result<Self, Error> {
        let graph = CommitGraph::behind(repository, head)?;
        // Newest first, the way objects are packed.
        let points: Vec<GraphNode> = graph.points().rev().collect();
        Self::over(repository, graph, &points, now, progress)
    }

    /// The same for what no known state has alone; of everything before it only what [`HistoryScan::learn`] is asked for.
    pub(super) fn since(
        repository: &'a Repository,
        known: &[CommitId],
        head: CommitId,
        now: DateTime<FixedOffset>,
    ) -> Result<Self, Error> {
        let graph = CommitGraph::behind(repository, head)?;
        let is_new = |id: CommitId| known.iter().all(|state| graph.is_ancestor(id, *state) != Some(true));
        let points: Vec<GraphNode> = graph.points().rev().filter(|place| is_new(place.id)).collect();
        Self::over(repository, graph, &points, now, &mut |_| {})
    }

    /// Reads these points of a history, newest first.
    fn over(
        repository: &'a Repository,
        graph: CommitGraph,
        points: &[GraphNode],
        now: DateTime<FixedOffset>,
        progress: &mut dyn FnMut(Progress),
    ) -> Result<Self, Error> {
        let touches = touches(repository, &graph, points, progress)?;
        let ids: Vec<CommitId> = touches.iter().map(|touch| touch.id).collect();
        let mut scan = Self {
            repository,
            graph,
            touches,
            raw: HashMap::new(),
            signed: HashMap::new(),
            now,
        };
        scan.learn(&ids, progress)?;
        Ok(scan)
    }

    /// Reads points, and those that they build on, and finds out who signed them.
    pub(super) fn learn(&mut self, ids: &[CommitId], progress: &mut dyn FnMut(Progress)) -> Result<(), Error> {
        for id in ids {
            let parents = self.graph.get(*id).map(|place| place.parents).unwrap_or_default();
            for id in parents.into_iter().chain([*id]) {
                if let Entry::Vacant(place) = self.raw.entry(id) {
                    place.insert(self.repository.raw_change(id)?);
                }
            }
        }
        let (raw, signed) = (&self.raw, &mut self.signed);
        for batch in ids.chunks(BATCH) {
            progress(Progress {
                stage: Stage::Signatures,
                done: signed.len(),
                total: ids.len(),
            });
            let new = batch.iter().filter(|id| !signed.contains_key(id)).collect::<Vec<_>>();
            signed.par_extend(new.par_iter().filter_map(|id| Some((**id, raw.get(id)?.verify()))));
        }
        Ok(())
    }

    /// Whether one point lies behind another, or is it.
    pub(super) fn behind(&self, earlier: CommitId, later: CommitId) -> bool {
        self.graph.is_ancestor(earlier, later) == Some(true)
    }

    /// Whose key signed a change; `None` when it has no good signature.
    pub(super) fn key(&self, change: CommitId) -> Option<&PublicKey> {
        self.signed.get(&change).and_then(|signed| signed.as_ref().ok())
    }
}

/// The folders and files whose every change counts.
pub(super) fn watched(repository: &Repository) -> Vec<String> {
    let contracts = repository.contracts_folder();
    let mut watched = vec![contracts.to_owned(), repository.records_folder()];
    let mut above = contracts;
    while let Some((folder, _)) = above.rsplit_once('/') {
        watched.push(format!("{folder}/.gitattributes"));
        above = folder;
    }
    watched.push(".gitattributes".to_owned());
    watched
}

fn touches(
    repository: &Repository,
    graph: &CommitGraph,
    points: &[GraphNode],
    progress: &mut dyn FnMut(Progress),
) -> Result<Vec<CommitTouch>, Error> {
    let watched = watched(repository);
    let watched: Vec<&str> = watched.iter().map(String::as_str).collect();
    let cut: HashSet<CommitId> = graph.cut_points().into_iter().collect();
    let total = points.len();
    let mut touches = Vec::new();
    for (done, points) in points.chunks(BATCH).enumerate() {
        progress(Progress {
            stage: Stage::History,
            done: done * BATCH,
            total,
        });
        let before = |place: &GraphNode| -> Vec<Option<TreeId>> {
            let trees = place
                .parents
                .iter()
                .map(|parent| graph.get(*parent).map(|parent| parent.tree));
            // Where a copy ends early, nothing is known of what came before.
            let begins = place.parents.is_empty() && !cut.contains(&place.id);
            trees.chain(begins.then_some(None)).collect()
        };
        let before: Vec<Vec<Option<TreeId>>> = points.iter().map(before).collect();
        let pairs = points.iter().zip(&before);
        let pairs: Vec<_> = pairs
            .flat_map(|(place, before)| before.iter().map(|tree| (*tree, Some(place.tree))))
            .collect();
        let mut found = repository.all_differences(&pairs, &watched, can_pass_for)?.into_iter();
        for (place, before) in points.iter().zip(&before) {
            let edges: Vec<_> = found.by_ref().take(before.len()).collect();
            if edges.iter().any(|edge| !edge.is_empty()) {
                touches.push(CommitTouch { id: place.id, edges });
            }
        }
    }
    touches.reverse();
    Ok(touches)
}
