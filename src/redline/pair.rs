//! Which clause of the old version is which clause of the new one, and which of them moved.

use super::likeness::{ALIKE_UNDER_ONE_HEADING, Vocabulary, best_likenesses, likeness_of, words_of};
use super::positions::strangers;
use super::rising::longest_rising;
use crate::contract::{Clause, Visit};
use std::collections::{BTreeMap, HashMap};

/// The clauses of both versions, joined.
#[derive(Debug)]
pub(crate) struct Pairing {
    /// For each old clause its new one.
    pub(crate) to_new: Vec<Option<usize>>,
    /// For each new clause its old one.
    pub(crate) to_old: Vec<Option<usize>>,
    /// For each new clause whether it moved.
    pub(crate) moved: Vec<bool>,
    /// For each new clause whether its id was another clause's in the old version.
    pub(crate) took_id: Vec<bool>,
}

impl Pairing {
    /// Joins by id, unless the ids are positions that shifted, then by the very same words, by heading, and by likeness in
    /// order. Clauses are never joined across when in doubt: two clauses that might both be meant stay a removal and an
    /// addition.
    pub(crate) fn of(old: &[Visit<'_>], new: &[Visit<'_>]) -> Self {
        let mut pairing = Self {
            to_new: vec![None; old.len()],
            to_old: vec![None; new.len()],
            moved: vec![false; new.len()],
            took_id: vec![false; new.len()],
        };
        let same_id = same_id(old, new);
        for (from, to) in &same_id {
            pairing.join(*from, *to);
        }
        for (from, to) in strangers(old, new, &same_id) {
            (pairing.to_new[from], pairing.to_old[to]) = (None, None);
            pairing.took_id[to] = true;
        }
        pairing.by_words(old, new, whole_words);
        pairing.by_words(old, new, words_of);
        pairing.by_heading(old, new, |clause| words_of(clause).0);
        pairing.by_likeness(old, new);
        pairing.by_heading(old, new, |clause| &clause.heading);
        pairing.find_moved(old, new);
        pairing
    }

    fn join(&mut self, old: usize, new: usize) {
        self.to_new[old] = Some(new);
        self.to_old[new] = Some(old);
    }

    fn unpaired(sides: &[Option<usize>]) -> Vec<usize> {
        sides
            .iter()
            .enumerate()
            .filter(|(_, pair)| pair.is_none())
            .map(|(at, _)| at)
            .collect()
    }

    /// Clauses of which nothing but the id changed, however short. Where the same words stand several times, clauses
    /// beside joined ones are joined first, then the others in order.
    fn by_words<'v>(&mut self, old: &[Visit<'v>], new: &[Visit<'v>], words: fn(&'v Clause) -> (&'v str, &'v str)) {
        let mut by_words: BTreeMap<(&str, &str), [Vec<usize>; 2]> = BTreeMap::new();
        for (side, (visits, sides)) in [(old, &self.to_new), (new, &self.to_old)].into_iter().enumerate() {
            for at in Self::unpaired(sides) {
                by_words.entry(words(visits[at].clause)).or_default()[side].push(at);
            }
        }
        by_words.retain(|words, [old, new]| *words != ("", "") && !old.is_empty() && !new.is_empty());
        for [from, to] in by_words.values() {
            if let ([from], [to]) = (&from[..], &to[..]) {
                self.join(*from, *to);
            }
        }
        for [from, to] in by_words.values() {
            for to in to {
                self.join_beside(*to, from);
            }
            let to = to.iter().copied().filter(|to| self.to_old[*to].is_none());
            let from = from.iter().copied().filter(|from| self.to_new[*from].is_none());
            let pairs: Vec<(usize, usize)> = from.zip(to).collect();
            for (from, to) in pairs {
                self.join(from, to);
            }
        }
    }

    /// Joins the clause with that of the old ones which stands beside the one that its neighbour was joined with.
    fn join_beside(&mut self, to: usize, old: &[usize]) {
        let neighbour = |at: Option<usize>| at.and_then(|at| self.to_old.get(at).copied().flatten());
        let behind = neighbour(to.checked_sub(1)).map(|before| before + 1);
        let before = neighbour(to.checked_add(1)).and_then(|after| after.checked_sub(1));
        let from = [behind, before]
            .into_iter()
            .flatten()
            .find(|from| old.binary_search(from).is_ok() && self.to_new[*from].is_none());
        if let Some(from) = from.filter(|_| self.to_old[to].is_none()) {
            self.join(from, to);
        }
    }

    fn by_heading<'v>(&mut self, old: &[Visit<'v>], new: &[Visit<'v>], heading: impl Fn(&'v Clause) -> &'v str) {
        let mut by_heading: HashMap<&str, [Vec<usize>; 2]> = HashMap::new();
        for at in Self::unpaired(&self.to_new) {
            by_heading.entry(heading(old[at].clause)).or_default()[0].push(at);
        }
        for at in Self::unpaired(&self.to_old) {
            by_heading.entry(heading(new[at].clause)).or_default()[1].push(at);
        }
        for (heading, [old_at, new_at]) in by_heading {
            if let (false, [from], [to]) = (heading.is_empty(), &old_at[..], &new_at[..]) {
                let (a, b) = (old[*from].clause, new[*to].clause);
                let alike = || likeness_of(&a.text, &b.text).0;
                if a.text.trim() == b.text.trim() || alike() >= ALIKE_UNDER_ONE_HEADING {
                    self.join(*from, *to);
                }
            }
        }
    }

    fn by_likeness(&mut self, old: &[Visit<'_>], new: &[Visit<'_>]) {
        let (old_left, new_left) = (Self::unpaired(&self.to_new), Self::unpaired(&self.to_old));
        if old_left.is_empty() || new_left.is_empty() {
            return;
        }
        let mut vocabulary = Vocabulary::default();
        let old_bags = vocabulary.bags(old, old_left, whole_words);
        let new_bags = vocabulary.bags(new, new_left, whole_words);
        let pairs = in_order(best_likenesses(&old_bags, &new_bags));
        for (from, to) in pairs {
            self.join(old_bags[from].0, new_bags[to].0);
        }
    }

    /// A clause moved when it has another parent, or when it is not among the longest run of its siblings that kept
    /// their order.
    fn find_moved(&mut self, old: &[Visit<'_>], new: &[Visit<'_>]) {
        let old_at: HashMap<&str, usize> = old
            .iter()
            .enumerate()
            .map(|(at, visit)| (&*visit.clause.id, at))
            .collect();
        let new_at: HashMap<&str, usize> = new
            .iter()
            .enumerate()
            .map(|(at, visit)| (&*visit.clause.id, at))
            .collect();
        let mut siblings: HashMap<Option<usize>, Vec<(usize, usize)>> = HashMap::new();
        for (at, visit) in new.iter().enumerate() {
            let Some(from) = self.to_old[at] else { continue };
            let new_parent = visit.parent.and_then(|id| new_at.get(id)).copied();
            let old_parent = old[from].parent.and_then(|id| old_at.get(id)).copied();
            let same_parent = match (old_parent, new_parent) {
                (None, None) => true,
                (Some(before), Some(after)) => self.to_new[before] == Some(after),
                _ => false,
            };
            if same_parent {
                siblings.entry(new_parent).or_default().push((at, from));
            } else {
                self.moved[at] = true;
            }
        }
        for family in siblings.values() {
            let kept = longest_rising(&family.iter().map(|(_, from)| *from).collect::<Vec<_>>());
            for (position, (at, _)) in family.iter().enumerate() {
                self.moved[*at] = !kept[position];
            }
        }
    }
}

/// The places of the clauses that have one id in both versions, in the order of the new one.
fn same_id(old: &[Visit<'_>], new: &[Visit<'_>]) -> Vec<(usize, usize)> {
    let by_id: HashMap<&str, usize> = old
        .iter()
        .enumerate()
        .map(|(at, visit)| (&*visit.clause.id, at))
        .collect();
    new.iter()
        .enumerate()
        .filter_map(|(at, visit)| Some((*by_id.get(&*visit.clause.id)?, at)))
        .collect()
}

/// Heading and text of a clause.
fn whole_words(clause: &Clause) -> (&str, &str) {
    (&clause.heading, clause.text.trim())
}

/// The longest run of pairs in which both sides rise.
fn in_order(pairs: Vec<(usize, usize)>) -> Vec<(usize, usize)> {
    let kept = longest_rising(&pairs.iter().map(|(from, _)| *from).collect::<Vec<_>>());
    pairs
        .into_iter()
        .zip(kept)
        .filter(|(_, kept)| *kept)
        .map(|(pair, _)| pair)
        .collect()
}
