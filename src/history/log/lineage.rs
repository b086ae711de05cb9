//! Which contract a path means at each commit.
//!
//! A contract is one lineage: it keeps its identity through renames, and an edit of the old path on one side counts for
//! it even when the other side has renamed it meanwhile.

use std::collections::{HashMap, HashSet};
use std::rc::Rc;

use super::ancestry::Ancestry;
use super::rename::{self, RenameCandidate};
use super::touches::{FileDifference, Paths};
use crate::history::error::Error;
use crate::history::store::id::Id;

/// The number of a lineage.
pub(in crate::history) type Lineage = u32;

/// What a path holds at one commit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Held {
    Here(Lineage),
    /// It was there once, with this text last.
    Gone(Lineage, Id),
}

impl Held {
    fn here(self) -> Option<Lineage> {
        match self {
            Self::Here(lineage) => Some(lineage),
            Self::Gone(..) => None,
        }
    }
}

/// What all paths hold at one commit. Cheap to copy while nothing comes, goes or is renamed.
#[derive(Debug, Clone, Default)]
pub(in crate::history) struct PathState(Rc<HashMap<u32, Held>>);

impl PathState {
    /// The contract at a path.
    pub(in crate::history) fn at(&self, path: u32) -> Option<Lineage> {
        self.0.get(&path).copied().and_then(Held::here)
    }

    fn set(&mut self, path: u32, held: Held) {
        Rc::make_mut(&mut self.0).insert(path, held);
    }

    /// Every contract there is, with its path, in the order of paths.
    pub(in crate::history) fn all(&self) -> Vec<(u32, Lineage)> {
        let mut all: Vec<_> = self
            .0
            .iter()
            .filter_map(|(path, held)| Some((*path, held.here()?)))
            .collect();
        all.sort_unstable();
        all
    }
}

/// All lineages, and which of them turned out to be one.
pub(in crate::history) struct Lineages<'a> {
    ancestry: &'a Ancestry,
    joined_into: Vec<Lineage>,
    /// Where in the order each began.
    begun: Vec<usize>,
    /// Pairs that cannot be one, the older first.
    apart: HashSet<(Lineage, Lineage)>,
    /// How often two turned out to be one.
    pub(in crate::history) joins: usize,
}

impl<'a> Lineages<'a> {
    /// None yet. They are to be told in the order of that ancestry.
    pub(in crate::history) fn along(ancestry: &'a Ancestry) -> Self {
        Self {
            ancestry,
            joined_into: Vec::new(),
            begun: Vec::new(),
            apart: HashSet::new(),
            joins: 0,
        }
    }

    fn begin(&mut self, at: usize) -> Lineage {
        let lineage = super::ancestry::length(&self.joined_into);
        self.joined_into.push(lineage);
        self.begun.push(at);
        lineage
    }

    /// The lineage that this one is part of.
    pub(in crate::history) fn whole(&self, mut lineage: Lineage) -> Lineage {
        while self.joined_into[lineage as usize] != lineage {
            lineage = self.joined_into[lineage as usize];
        }
        lineage
    }

    fn join(&mut self, one: Lineage, other: Lineage) {
        let (one, other) = (self.whole(one), self.whole(other));
        // The older one has the name of round 1.
        self.joined_into[one.max(other) as usize] = one.min(other);
        self.joins += 1;
    }

    /// Where a contract lies in a state, first of all at `likely`.
    pub(in crate::history) fn path_in(&self, state: &PathState, lineage: Lineage, likely: u32) -> Option<u32> {
        let whole = self.whole(lineage);
        let is_it = |path: &u32| state.at(*path).is_some_and(|held| self.whole(held) == whole);
        if is_it(&likely) {
            return Some(likely);
        }
        state.0.keys().filter(|path| is_it(path)).min().copied()
    }

    /// The state after a commit, from its parents' states and what it touches compared with the first parent.
    /// `at` is where the point stands in the order.
    pub(in crate::history) fn after(
        &mut self,
        at: usize,
        parents: &[PathState],
        touches: &[FileDifference],
        paths: &Paths,
        mut read: impl FnMut(&Id) -> Result<Option<Vec<u8>>, Error>,
    ) -> Result<PathState, Error> {
        let (before, others) = parents
            .split_first()
            .map_or((PathState::default(), &[][..]), |(one, all)| (one.clone(), all));
        let mut state = before.clone();
        let moves = swapped(touches);
        let mut vanished: Vec<FileDifference> = touches.iter().filter(|touch| touch.new.is_none()).copied().collect();
        let mut appeared: Vec<FileDifference> = touches.iter().filter(|touch| touch.old.is_none()).copied().collect();
        for touch in &vanished {
            if let (Some(lineage), Some(text)) = (before.at(touch.path), touch.old) {
                state.set(touch.path, Held::Gone(lineage, text));
            }
        }

        // What another side already calls by this path is that contract, unless it stays under its old path as well.
        for other in others.iter().filter(|other| !Rc::ptr_eq(&other.0, &before.0)) {
            appeared.retain(|touch| match other.at(touch.path) {
                Some(lineage) if self.path_in(&state, lineage, touch.path).is_none() => {
                    state.set(touch.path, Held::Here(lineage));
                    vanished
                        .retain(|gone| before.at(gone.path).map(|held| self.whole(held)) != Some(self.whole(lineage)));
                    false
                }
                _ => true,
            });
        }

        for (from, to) in moves {
            if let Some(lineage) = before.at(from) {
                state.set(to, Held::Here(lineage));
                vanished.retain(|touch| touch.path != from);
                appeared.retain(|touch| touch.path != to);
            }
        }
        let found = |list: &[FileDifference], text: fn(&FileDifference) -> Option<Id>| -> Vec<(u32, Id)> {
            list.iter()
                .filter_map(|touch| Some((touch.path, text(touch)?)))
                .collect()
        };
        let (gone, new) = (found(&vanished, |touch| touch.old), found(&appeared, |touch| touch.new));
        let named = |list: &[(u32, Id)]| -> Vec<RenameCandidate<'_>> {
            list.iter()
                .map(|&(path, text)| RenameCandidate {
                    path: paths.bytes(path),
                    text,
                })
                .collect()
        };
        let mut renamed: HashMap<u32, u32> = HashMap::new();
        if !gone.is_empty() && !new.is_empty() {
            for (from, to) in rename::pairs(&named(&gone), &named(&new), &mut read)? {
                renamed.insert(new[to].0, gone[from].0);
            }
        }
        for (path, text) in new {
            let lineage = match (
                renamed.get(&path).and_then(|from| before.at(*from)),
                before.0.get(&path).copied(),
            ) {
                (Some(lineage), _) => lineage,
                (None, Some(Held::Gone(lineage, last)))
                    if self.path_in(&state, lineage, path).is_none() && resumed(&last, &text, &mut read)? =>
                {
                    lineage
                }
                _ => self.begin(at),
            };
            state.set(path, Held::Here(lineage));
        }
        for other in others.iter().filter(|other| !Rc::ptr_eq(&other.0, &before.0)) {
            self.join_same_paths(at, &state, other);
        }
        Ok(state)
    }

    /// Two sides that each brought in a contract under one path have been speaking of one contract since they met;
    /// but not of two that were told apart before.
    fn join_same_paths(&mut self, at: usize, state: &PathState, other: &PathState) {
        for (path, theirs) in other.all() {
            if let Some(ours) = state.at(path)
                && self.whole(ours) != self.whole(theirs)
                && self.path_in(state, theirs, path).is_none()
                && !self.are_apart(at, ours, theirs)
            {
                self.join(ours, theirs);
            }
        }
    }

    /// Whether any point before that place in the order has had both behind it. Such a point knows them as two
    /// contracts, and may have changed both: the changes of one contract would then hold it twice.
    fn are_apart(&mut self, at: usize, one: Lineage, other: Lineage) -> bool {
        let (one, other) = (self.whole(one), self.whole(other));
        let pair = (one.min(other), one.max(other));
        if self.apart.contains(&pair) {
            return true;
        }
        let order = &self.ancestry.order[..at];
        let mut known = vec![(false, false); self.ancestry.points.len()];
        let mut first = at;
        for (lineage, &begun) in (0..).zip(&self.begun).filter(|(_, begun)| **begun < at) {
            let whole = self.whole(lineage);
            if whole == one || whole == other {
                let here = &mut known[order[begun] as usize];
                *here = (here.0 || whole == one, here.1 || whole == other);
                first = first.min(begun);
            }
        }
        for &place in &order[first..] {
            let mut here = known[place as usize];
            for parent in &self.ancestry.points[place as usize].parents {
                let before = known[*parent as usize];
                here = (here.0 || before.0, here.1 || before.1);
            }
            known[place as usize] = here;
            if here == (true, true) {
                self.apart.insert(pair);
                return true;
            }
        }
        false
    }
}

/// A path that was deleted and is there again holds the same contract if the texts are alike.
fn resumed(last: &Id, text: &Id, mut read: impl FnMut(&Id) -> Result<Option<Vec<u8>>, Error>) -> Result<bool, Error> {
    if last == text {
        return Ok(true);
    }
    Ok(match (read(last)?, read(text)?) {
        (Some(last), Some(text)) => rename::alike(&last, &text),
        _ => false,
    })
}

/// Contracts that changed places at one moment, as (from, to): paths that nobody left, but whose texts went round.
///
/// Only whole texts count, and only where each path involved that stays in use both lost and got one: else it is an
/// ordinary edit.
fn swapped(touches: &[FileDifference]) -> Vec<(u32, u32)> {
    let mut olds: HashMap<Id, Vec<u32>> = HashMap::new();
    for touch in touches {
        if let Some(old) = touch.old {
            olds.entry(old).or_default().push(touch.path);
        }
    }
    let source = |touch: &FileDifference| match olds.get(&touch.new?)?.as_slice() {
        [only] if *only != touch.path => Some((*only, touch.path)),
        _ => None,
    };
    let mut moves: Vec<(u32, u32)> = touches.iter().filter_map(source).collect();
    let edited: HashMap<u32, bool> = touches
        .iter()
        .map(|touch| (touch.path, touch.old.is_some() && touch.new.is_some()))
        .collect();
    loop {
        let before = moves.len();
        let stays = |path: u32| edited.get(&path) == Some(&true);
        let kept: Vec<(u32, u32)> = moves
            .iter()
            .filter(|(from, to)| {
                (!stays(*from) || moves.iter().any(|(_, other)| other == from))
                    && (!stays(*to) || moves.iter().any(|(other, _)| other == to))
                    && moves.iter().filter(|(other, _)| other == from).count() == 1
            })
            .copied()
            .collect();
        moves = kept;
        if moves.len() == before {
            // Plain renames are left to the pairing by likeness, which knows about file names.
            moves.retain(|(from, to)| stays(*from) || stays(*to));
            return moves;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn touch(path: u32, old: u8, new: u8) -> FileDifference {
        let id = |number: u8| (number != 0).then_some([number; 20]);
        FileDifference {
            path,
            old: id(old),
            new: id(new),
        }
    }

    #[test]
    fn texts_that_go_round_are_a_swap() {
        assert_eq!(swapped(&[touch(1, 11, 12), touch(2, 12, 11)]), [(2, 1), (1, 2)]);
        assert_eq!(
            swapped(&[touch(1, 11, 0), touch(2, 12, 11), touch(3, 0, 12)]),
            [(1, 2), (2, 3)]
        );
    }

    #[test]
    fn copies_and_edits_are_not() {
        assert_eq!(swapped(&[touch(1, 11, 12), touch(2, 12, 13)]), []);
        assert_eq!(
            swapped(&[touch(1, 11, 0), touch(2, 12, 11)]),
            [],
            "the other one was overwritten"
        );
        assert_eq!(
            swapped(&[touch(1, 11, 0), touch(2, 0, 11)]),
            [],
            "a rename needs no such rule"
        );
        assert_eq!(swapped(&[touch(1, 11, 13), touch(2, 12, 14)]), []);
    }
}
