//! All of history behind one point, kept small, for many questions of what came before what.
//!
//! Points are cut into chains, each point of a chain a parent of the next. Within a chain the answer is a comparison of
//! two numbers; between chains the search goes along the few edges that leave a chain, never along its points.

use std::collections::{HashMap, HashSet};

use crate::negotiation::CommitId;

use super::ancestry::length;
use crate::history::error::Error;
use crate::history::store::id::Id;
use crate::history::store::id::TreeId;

/// Everything behind a point, that point included.
#[derive(Default)]
pub struct CommitGraph {
    points: Vec<Point>,
    /// Places of parents, those of one point beside each other.
    parents: Vec<u32>,
    chains: Vec<Chain>,
    places: HashMap<Id, u32>,
    cut: Vec<u32>,
    odd: Vec<CommitId>,
    /// The points that have not just the one before them in their chain as a parent.
    bends: Vec<u32>,
}

struct Point {
    id: Id,
    tree: Id,
    /// Where its parents end in the list of all; they begin where those of the point before end.
    parents_end: u32,
    chain: u32,
}

struct Chain {
    /// The place of its last point.
    last: u32,
    /// Edges that leave the chain for another: (from, to), by the place of `from`.
    edges: Vec<(u32, u32)>,
}

/// One point of the past.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GraphNode {
    /// Its name.
    pub id: CommitId,
    /// The points it builds on, as far as they are in this copy.
    pub parents: Vec<CommitId>,
    /// The folder of all its files.
    pub tree: TreeId,
}

impl CommitGraph {
    pub(super) fn with_odd_heads(self, odd: Vec<CommitId>) -> Self {
        Self { odd, ..self }
    }

    /// The points at whose author or committer some programs stop, or which they do not all read in the same way.
    #[must_use]
    pub fn odd_heads(&self) -> &[CommitId] {
        &self.odd
    }

    /// Collects points oldest first, the first parent's whole ancestry before what only the other parents bring.
    pub(super) fn read(
        newest: &[Id],
        mut commit: impl FnMut(&Id) -> Result<Option<(Id, Vec<Id>)>, Error>,
    ) -> Result<Self, Error> {
        let mut graph = Self::default();
        let mut missing: HashSet<Id> = HashSet::new();
        // Histories are far deeper than any stack, hence no recursion: each point with how many parents are done.
        let mut stack = Vec::new();
        for newest in newest {
            if graph.places.contains_key(newest) {
                continue;
            }
            stack.extend(commit(newest)?.map(|(tree, parents)| (*newest, tree, parents, 0)));
            while let Some((_, _, parents, done)) = stack.last_mut() {
                if let Some(parent) = parents.get(*done).copied() {
                    *done += 1;
                    if !graph.places.contains_key(&parent) && !missing.contains(&parent) {
                        match commit(&parent)? {
                            Some((tree, parents)) => stack.push((parent, tree, parents, 0)),
                            None => {
                                missing.insert(parent);
                            }
                        }
                    }
                } else if let Some((id, tree, parents, _)) = stack.pop() {
                    graph.add(id, tree, &parents);
                }
            }
        }
        Ok(graph)
    }

    /// Adds a point after all its parents.
    pub(super) fn add(&mut self, id: Id, tree: Id, parents: &[Id]) {
        let place = length(&self.points);
        let known: Vec<u32> = parents
            .iter()
            .filter_map(|parent| self.places.get(parent).copied())
            .collect();
        if known.len() < parents.len() {
            self.cut.push(place);
        }
        // A chain goes on from the first parent that is still the last of its own.
        let goes_on = known
            .iter()
            .copied()
            .find(|parent| self.chain_of(*parent).last == *parent);
        let chain = goes_on.map_or(length(&self.chains), |parent| self.points[parent as usize].chain);
        if goes_on.is_none() || known.len() > 1 {
            self.bends.push(place);
        }
        if goes_on.is_none() {
            self.chains.push(Chain {
                last: place,
                edges: Vec::new(),
            });
        }
        let leaving = known
            .iter()
            .filter(|parent| Some(**parent) != goes_on)
            .map(|parent| (place, *parent));
        let its = &mut self.chains[chain as usize];
        its.last = place;
        its.edges.extend(leaving);
        self.parents.extend(known);
        self.points.push(Point {
            id,
            tree,
            parents_end: length(&self.parents),
            chain,
        });
        self.places.insert(id, place);
    }

    /// All points with their folders and the places of their parents, oldest first.
    pub(super) fn stored_points(&self) -> impl Iterator<Item = (Id, Id, Vec<u32>)> + '_ {
        let with_parents = |(place, point): (usize, &Point)| (point.id, point.tree, self.parents_of(place).to_vec());
        self.points.iter().enumerate().map(with_parents)
    }

    fn chain_of(&self, place: u32) -> &Chain {
        &self.chains[self.points[place as usize].chain as usize]
    }

    /// How many points there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.points.len()
    }

    /// Whether there is none, which is never so for what [`CommitGraph::behind`] gives.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.points.is_empty()
    }

    /// Whether this copy holds all of it.
    #[must_use]
    pub fn is_whole(&self) -> bool {
        self.cut.is_empty()
    }

    /// The points at which this copy ends although their history goes on: parents of theirs are missing.
    #[must_use]
    pub fn cut_points(&self) -> Vec<CommitId> {
        self.cut.iter().map(|place| self.id(*place)).collect()
    }

    /// A point's number in the order, from 0 for the oldest; every parent has a smaller one. `None` for what does not
    /// lie behind the point that the past was read from.
    #[must_use]
    pub fn order(&self, point: CommitId) -> Option<usize> {
        self.places.get(point.as_bytes()).map(|place| *place as usize)
    }

    /// All points, oldest first.
    #[must_use]
    pub fn points(&self) -> impl DoubleEndedIterator<Item = GraphNode> + ExactSizeIterator + '_ {
        (0..self.points.len()).map(|place| self.point(place))
    }

    /// One point by its name.
    #[must_use]
    pub fn get(&self, point: CommitId) -> Option<GraphNode> {
        self.order(point).map(|place| self.point(place))
    }

    fn point(&self, place: usize) -> GraphNode {
        let point = &self.points[place];
        GraphNode {
            id: CommitId::from_bytes(point.id),
            parents: self.parents_of(place).iter().map(|parent| self.id(*parent)).collect(),
            tree: TreeId::from_bytes(point.tree),
        }
    }

    /// The name of the point of that number in the order.
    ///
    /// # Panics
    ///
    /// When there are not that many points.
    #[must_use]
    pub fn id_at(&self, order: usize) -> CommitId {
        CommitId::from_bytes(self.points[order].id)
    }

    /// The numbers of the points that the point of that number builds on, as far as they are in this copy.
    ///
    /// # Panics
    ///
    /// When there are not that many points.
    pub fn parents_at(&self, order: usize) -> impl Iterator<Item = usize> + '_ {
        let begin = if order == 0 {
            0
        } else {
            self.points[order - 1].parents_end
        };
        self.parents[begin as usize..self.points[order].parents_end as usize]
            .iter()
            .map(|place| *place as usize)
    }

    /// The number of the chain that the point of that number lies on.
    pub(super) fn chain_at(&self, order: usize) -> u32 {
        self.points[order].chain
    }

    /// The numbers of the points at which a state may be another than at the one before, although nothing touched it there:
    /// where history begins, parts and joins. Rising. Any other point has one parent, which is the one before it in its chain.
    #[must_use]
    pub fn bends(&self) -> &[u32] {
        &self.bends
    }

    fn id(&self, place: u32) -> CommitId {
        CommitId::from_bytes(self.points[place as usize].id)
    }

    /// Whether one point lies behind another, or is that point itself.
    ///
    /// `None` means that this copy cannot tell: the later point is not part of this past, or no way was found and the
    /// copy ends early. A point that a complete past does not hold lies behind none that it holds.
    #[must_use]
    pub fn is_ancestor(&self, earlier: CommitId, later: CommitId) -> Option<bool> {
        let later = *self.places.get(later.as_bytes())?;
        let found = self
            .places
            .get(earlier.as_bytes())
            .is_some_and(|earlier| self.leads_back(*earlier, later));
        (found || self.cut.is_empty()).then_some(found)
    }

    /// The point at which several histories parted last; `None` when they never had anything in common, as far as this
    /// past holds them.
    #[must_use]
    pub fn parting(&self, points: &[CommitId]) -> Option<CommitId> {
        let mut places = points.iter().map(|point| self.places.get(point.as_bytes()).copied());
        let first = places.next()??;
        let parted = places.try_fold(first, |parted, other| self.parted(parted, other?))?;
        Some(self.id(parted))
    }

    /// Of everything behind both points, what has the highest number lies behind nothing else of it.
    fn parted(&self, one: u32, other: u32) -> Option<u32> {
        let mut best = None;
        let mut seen = HashSet::from([other]);
        let mut open = vec![other];
        while let Some(place) = open.pop() {
            if best.is_some_and(|best| place <= best) {
                continue;
            }
            if self.leads_back(place, one) {
                best = Some(place);
                continue;
            }
            open.extend(
                self.parents_of(place as usize)
                    .iter()
                    .filter(|parent| seen.insert(**parent)),
            );
        }
        best
    }

    fn parents_of(&self, place: usize) -> &[u32] {
        let begin = if place == 0 {
            0
        } else {
            self.points[place - 1].parents_end
        };
        &self.parents[begin as usize..self.points[place].parents_end as usize]
    }

    fn leads_back(&self, earlier: u32, later: u32) -> bool {
        let wanted = self.points[earlier as usize].chain;
        // How far along each chain everything is known to lie behind the later point.
        let mut reached: HashMap<u32, u32> = HashMap::new();
        // Edges still to be followed, the lowest first: the way back is most often the first that leaves the chain.
        let mut open: Vec<std::slice::Iter<'_, (u32, u32)>> = Vec::new();
        let mut next = Some(later);
        loop {
            if let Some(place) = next.filter(|place| *place >= earlier) {
                let chain = self.points[place as usize].chain;
                if chain == wanted {
                    return true;
                }
                // Everything behind the wanted point has a smaller number, so no way leads back up from there.
                let from = reached.get(&chain).map_or(earlier, |before| (*before).max(earlier));
                if place > from {
                    reached.insert(chain, place);
                    let edges = &self.chains[chain as usize].edges;
                    let number = |at: u32| edges.partition_point(|(from, _)| *from <= at);
                    open.push(edges[number(from)..number(place)].iter());
                }
            }
            let Some(edges) = open.last_mut() else { return false };
            next = edges.next().map(|(_, to)| *to);
            if next.is_none() {
                open.pop();
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn id(number: usize) -> Id {
        let mut id = [0; 20];
        id[..8].copy_from_slice(&number.to_be_bytes());
        id
    }

    fn name(number: usize) -> CommitId {
        CommitId::from_bytes(id(number))
    }

    /// The graph of the last of these points, each given by the numbers of its parents; those beyond the list are missing.
    fn graph(points: &[Vec<usize>]) -> CommitGraph {
        let parents = |number: usize| points[number].iter().map(|parent| id(*parent)).collect();
        CommitGraph::read(&[id(points.len() - 1)], |wanted| {
            Ok((0..points.len())
                .find(|number| id(*number) == *wanted)
                .map(|number| ([7; 20], parents(number))))
        })
        .unwrap()
    }

    /// Everything behind each point, the slow way.
    fn behind(points: &[Vec<usize>]) -> Vec<HashSet<usize>> {
        let mut all: Vec<HashSet<usize>> = Vec::new();
        for (number, parents) in points.iter().enumerate() {
            let mut own: HashSet<usize> = parents.iter().flat_map(|parent| all[*parent].iter().copied()).collect();
            own.insert(number);
            all.push(own);
        }
        all
    }

    fn graphs() -> impl Strategy<Value = Vec<Vec<usize>>> {
        let point = prop::collection::vec(any::<prop::sample::Index>(), 0..4);
        prop::collection::vec((point, 0..6_usize), 1..40).prop_map(|points| {
            let parents = |(number, (picks, straight)): (usize, (Vec<prop::sample::Index>, usize))| match number {
                0 => Vec::new(),
                // Mostly linear, as histories are, with forks, joins and several beginnings.
                _ if straight > 2 => vec![number - 1],
                _ => picks
                    .iter()
                    .map(|pick| number - 1 - pick.index(number.min(6)))
                    .collect(),
            };
            points.into_iter().enumerate().map(parents).collect()
        })
    }

    proptest! {
        #[test]
        fn what_lies_behind_what_is_told_as_the_slow_way_tells_it(points in graphs()) {
            let (graph, slow) = (graph(&points), behind(&points));
            let known = &slow[points.len() - 1];
            prop_assert_eq!(graph.len(), known.len());
            for earlier in 0..points.len() {
                for (later, behind) in slow.iter().enumerate() {
                    let expected = known.contains(&later).then(|| behind.contains(&earlier));
                    prop_assert_eq!(graph.is_ancestor(name(earlier), name(later)), expected, "{} {}", earlier, later);
                }
            }
        }

        #[test]
        fn where_two_histories_parted_lies_behind_both_and_behind_nothing_else_that_does(points in graphs()) {
            let (graph, slow) = (graph(&points), behind(&points));
            let known: Vec<usize> = (0..points.len()).filter(|number| slow[points.len() - 1].contains(number)).collect();
            for (one, other) in known.iter().flat_map(|one| known.iter().map(move |other| (*one, *other))) {
                let common: Vec<usize> = slow[one].intersection(&slow[other]).copied().collect();
                let parted = graph.parting(&[name(one), name(other)]);
                let found = parted.and_then(|parted| common.iter().copied().find(|number| name(*number) == parted));
                prop_assert_eq!(found.is_some(), !common.is_empty(), "{} {}", one, other);
                if let Some(found) = found {
                    prop_assert!(common.iter().all(|number| *number == found || !slow[*number].contains(&found)));
                }
            }
        }

        #[test]
        fn parents_come_first_and_are_all_there(points in graphs()) {
            let graph = graph(&points);
            for (number, place) in graph.points().enumerate() {
                prop_assert_eq!(graph.order(place.id), Some(number));
                let listed: Vec<CommitId> = (0..points.len())
                    .find(|at| name(*at) == place.id)
                    .map(|at| points[at].iter().map(|parent| name(*parent)).collect())
                    .unwrap();
                prop_assert_eq!(&listed, &place.parents);
                prop_assert!(place.parents.iter().all(|parent| graph.order(*parent) < Some(number)));
            }
        }
    }

    #[test]
    fn where_a_copy_ends_early_a_no_is_not_given() {
        // 1 has a missing parent; 2 has none; 3 joins both.
        let graph = graph(&[vec![], vec![99], vec![], vec![1, 2]]);
        assert_eq!(graph.cut_points(), [name(1)]);
        assert_eq!(graph.is_ancestor(name(1), name(3)), Some(true));
        assert_eq!(graph.is_ancestor(name(1), name(2)), None);
        assert_eq!(graph.is_ancestor(name(99), name(3)), None);
        assert_eq!(graph.is_ancestor(name(3), name(99)), None);
        assert_eq!(graph.get(name(0)), None);
    }

    #[test]
    fn long_histories_with_many_branches_are_answered_quickly() {
        // A main line of 50,000 points from which every tenth goes off and comes back: ((10 n) main, side, join).
        let mut points: Vec<Vec<usize>> = vec![vec![]];
        while points.len() < 50_000 {
            let last = points.len() - 1;
            match points.len() % 10 {
                8 => points.push(vec![last - 1]),
                9 => points.push(vec![last - 1, last]),
                _ => points.push(vec![last]),
            }
        }
        let parents = |number: usize| points[number].iter().map(|parent| id(*parent)).collect();
        let mut bytes = [0; 8];
        let graph = CommitGraph::read(&[id(points.len() - 1)], |wanted| {
            bytes.copy_from_slice(&wanted[..8]);
            Ok(Some(([7; 20], parents(usize::from_be_bytes(bytes)))))
        })
        .unwrap();
        assert!(graph.chains.len() < 10_000);
        for number in (0..graph.len() - 1).rev() {
            let (earlier, later) = (CommitId::from_bytes(graph.points[number].id), name(points.len() - 1));
            assert_eq!(graph.is_ancestor(earlier, later), Some(true));
        }
    }
}
