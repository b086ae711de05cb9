//! Which of all that was ever in force for a party led to what is in force today: `docs/RECORD.md`, section 4, rule 12.

use std::collections::{HashMap, HashSet};

use crate::contract::Member;
use crate::history::{CommitGraph, PublicKey};
use crate::negotiation::CommitId;

use super::in_force::{InForce, Tie, lists_for};

/// What led to the members and keys that are in force today.
#[derive(Default)]
pub(super) struct KeyLineage {
    /// The places of these states.
    places: HashSet<usize>,
    /// For each party, the points at which it first had keys on that line.
    first_keys: HashMap<String, Vec<CommitId>>,
    /// For each contest on that line, the states of its branches, and the blocks that these adopted.
    contests: Vec<(HashSet<usize>, Vec<Vec<Member>>)>,
}

impl KeyLineage {
    /// Follows what is in force today back to its beginning. `all` holds every state that there was, each by its place.
    pub(super) fn to(newest: &[InForce], all: &[InForce]) -> Self {
        let mut line = Self::default();
        for one in newest {
            line.follow(one, all);
        }
        line
    }

    fn follow(&mut self, newest: &InForce, all: &[InForce]) {
        let mut open = vec![newest.place];
        while let Some(place) = open.pop() {
            if !self.places.insert(place) {
                continue;
            }
            let state = &all[place];
            let had_keys = state.before.iter().any(|before| all[*before].has_keys());
            if state.has_keys() && !had_keys {
                self.first_keys
                    .entry(state.party.id.clone())
                    .or_default()
                    .push(state.since);
            }
            if matches!(state.tie, Tie::Contested(_)) {
                // Of different ones that branches adopted, none led here; what both come from did.
                let rivals = rivals(state, all);
                let branches: Vec<HashSet<usize>> = rivals.iter().map(|place| behind(*place, all)).collect();
                let mut shared = branches.iter().cloned();
                let shared = shared
                    .next()
                    .map(|first| shared.fold(first, |known, one| &known & &one));
                let shared = shared.unwrap_or_default();
                let blocks = rivals.iter().map(|place| all[*place].party.members.clone()).collect();
                let own = branches
                    .into_iter()
                    .flatten()
                    .filter(|place| !shared.contains(place))
                    .collect();
                self.contests.push((own, blocks));
                open.extend(shared);
            } else {
                open.extend(&state.before);
            }
        }
    }

    /// Whether that state is one of them.
    pub(super) fn leads_through(&self, state: &InForce) -> bool {
        self.places.contains(&state.place)
    }

    /// Whether a state is one of a contest's branches, and all the blocks that these adopted list that key for the member of
    /// that address: then its word is the party's, whichever of them is.
    pub(super) fn leads_through_all(&self, state: &InForce, address: &str, key: &PublicKey) -> bool {
        let lists = |block: &Vec<Member>| lists_for(block, address, key);
        self.contests
            .iter()
            .any(|(places, blocks)| places.contains(&state.place) && blocks.iter().all(lists))
    }

    /// Whether a party has keys by now which it did not get only after a point: what is said for it there without any is
    /// said beside them.
    pub(super) fn has_keys_beside(&self, graph: &CommitGraph, party: &str, point: CommitId) -> bool {
        let mut first = self.first_keys.get(party).into_iter().flatten();
        first.any(|since| graph.is_ancestor(point, *since) != Some(true))
    }
}

/// The different ones of a contested state; where one of these is contested itself, its own.
fn rivals(contested: &InForce, all: &[InForce]) -> Vec<usize> {
    let (mut open, mut seen, mut rivals) = (contested.before.clone(), HashSet::new(), Vec::new());
    while let Some(place) = open.pop() {
        if !seen.insert(place) {
            continue;
        }
        match all[place].tie {
            Tie::Contested(_) => open.extend(&all[place].before),
            _ => rivals.push(place),
        }
    }
    rivals
}

/// A state and all that it came from.
fn behind(place: usize, all: &[InForce]) -> HashSet<usize> {
    let (mut open, mut found) = (vec![place], HashSet::new());
    while let Some(place) = open.pop() {
        if found.insert(place) {
            open.extend(&all[place].before);
        }
    }
    found
}
