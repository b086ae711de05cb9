//! Which clause of the old version is which clause of the new one, and which of them moved.

use super::lexicon::Lexicon;
use super::likeness::{WordBag, likeness};
use crate::contract::{Clause, Visit};
use std::collections::HashMap;

/// How alike two texts must be to be taken for one clause when neither id nor heading says so.
const ALIKE: f64 = 0.7;
/// How alike two texts under the same heading must be.
const ALIKE_UNDER_ONE_HEADING: f64 = 0.35;
/// Texts with fewer words than this are too short to be told by likeness alone.
const FEWEST_WORDS: u32 = 8;

/// A word that more clauses have than this does not bring two of them together: in a contract of a thousand clauses it
/// says little, and comparing all with all would take the square of their number.
const MOST_HOLDERS: usize = 64;
/// A clause is held against so many others at most, those with which it shares most uncommon words.
const MOST_CANDIDATES: usize = 64;

/// The clauses of both versions, joined.
#[derive(Debug)]
pub(crate) struct Pairing {
    /// For each old clause its new one.
    pub(crate) to_new: Vec<Option<usize>>,
    /// For each new clause its old one.
    pub(crate) to_old: Vec<Option<usize>>,
    /// For each new clause whether it moved.
    pub(crate) moved: Vec<bool>,
}

impl Pairing {
    /// Joins by id, then by the very same words, then by heading, then by likeness in order. Clauses are never joined across when in doubt: two
    /// clauses that might both be meant stay a removal and an addition.
    pub(crate) fn of(old: &[Visit<'_>], new: &[Visit<'_>], lexicon: &Lexicon) -> Self {
        let mut pairing = Self {
            to_new: vec![None; old.len()],
            to_old: vec![None; new.len()],
            moved: vec![false; new.len()],
        };
        pairing.by_id(old, new);
        pairing.by_words(old, new);
        pairing.by_heading(old, new, lexicon);
        pairing.by_likeness(old, new, lexicon);
        pairing.find_moved(old, new);
        pairing
    }

    fn join(&mut self, old: usize, new: usize) {
        self.to_new[old] = Some(new);
        self.to_old[new] = Some(old);
    }

    fn by_id(&mut self, old: &[Visit<'_>], new: &[Visit<'_>]) {
        let by_id: HashMap<&str, usize> = old
            .iter()
            .enumerate()
            .map(|(at, visit)| (&*visit.clause.id, at))
            .collect();
        for (at, visit) in new.iter().enumerate() {
            if let Some(&from) = by_id.get(&*visit.clause.id) {
                self.join(from, at);
            }
        }
    }

    fn unpaired(sides: &[Option<usize>]) -> Vec<usize> {
        sides
            .iter()
            .enumerate()
            .filter(|(_, pair)| pair.is_none())
            .map(|(at, _)| at)
            .collect()
    }

    /// A clause of which nothing but the id changed, however short; where its words stand twice, none is meant.
    fn by_words(&mut self, old: &[Visit<'_>], new: &[Visit<'_>]) {
        let mut by_words: HashMap<(&str, &str), [Vec<usize>; 2]> = HashMap::new();
        for (side, (visits, sides)) in [(old, &self.to_new), (new, &self.to_old)].into_iter().enumerate() {
            for at in Self::unpaired(sides) {
                let clause = visits[at].clause;
                by_words.entry((&clause.heading, clause.text.trim())).or_default()[side].push(at);
            }
        }
        for ((_, text), [old_at, new_at]) in by_words {
            if let (false, [from], [to]) = (text.is_empty(), &old_at[..], &new_at[..]) {
                self.join(*from, *to);
            }
        }
    }

    fn by_heading(&mut self, old: &[Visit<'_>], new: &[Visit<'_>], lexicon: &Lexicon) {
        let mut by_heading: HashMap<&str, [Vec<usize>; 2]> = HashMap::new();
        for at in Self::unpaired(&self.to_new) {
            by_heading.entry(&old[at].clause.heading).or_default()[0].push(at);
        }
        for at in Self::unpaired(&self.to_old) {
            by_heading.entry(&new[at].clause.heading).or_default()[1].push(at);
        }
        for (heading, [old_at, new_at]) in by_heading {
            if let (false, [from], [to]) = (heading.is_empty(), &old_at[..], &new_at[..]) {
                let (a, b) = (old[*from].clause, new[*to].clause);
                let alike = || likeness(&WordBag::of(&a.text, lexicon), &WordBag::of(&b.text, lexicon));
                if a.text.trim() == b.text.trim() || alike() >= ALIKE_UNDER_ONE_HEADING {
                    self.join(*from, *to);
                }
            }
        }
    }

    fn by_likeness(&mut self, old: &[Visit<'_>], new: &[Visit<'_>], lexicon: &Lexicon) {
        let bags = |visits: &[Visit<'_>], at: Vec<usize>| -> Vec<(usize, WordBag)> {
            at.into_iter()
                .map(|at| (at, WordBag::of(&whole(visits[at].clause), lexicon)))
                .collect()
        };
        let old_bags = bags(old, Self::unpaired(&self.to_new));
        let new_bags = bags(new, Self::unpaired(&self.to_old));
        if old_bags.is_empty() || new_bags.is_empty() {
            return;
        }
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

fn whole(clause: &Clause) -> String {
    format!("{}\n{}", clause.heading, clause.text)
}

/// The candidates whose likeness is high, and clearly the highest for both; (old, new) in new order.
fn best_likenesses(old: &[(usize, WordBag)], new: &[(usize, WordBag)]) -> Vec<(usize, usize)> {
    // Only clauses that share an uncommon word are compared: the others cannot be alike.
    let mut holders: HashMap<&str, Vec<usize>> = HashMap::new();
    for (at, (_, bag)) in old.iter().enumerate() {
        for word in bag.words() {
            holders.entry(word).or_default().push(at);
        }
    }
    let common = (old.len() / 4).clamp(8, MOST_HOLDERS);
    let mut best_of_old: Vec<(f64, f64)> = vec![(0.0, 0.0); old.len()];
    let mut found: Vec<(usize, usize, f64, f64)> = Vec::new();
    for (at, (_, bag)) in new.iter().enumerate() {
        if bag.total() < FEWEST_WORDS {
            continue;
        }
        let mut shared: Vec<usize> = bag
            .words()
            .filter_map(|word| holders.get(word))
            .filter(|holders| holders.len() <= common)
            .flatten()
            .copied()
            .collect();
        shared.sort_unstable();
        let mut candidates: Vec<(usize, usize)> = shared
            .chunk_by(|a, b| a == b)
            .map(|same| (same.len(), same[0]))
            .collect();
        if candidates.len() > MOST_CANDIDATES {
            candidates.sort_unstable_by_key(|(words, from)| (std::cmp::Reverse(*words), *from));
            candidates.truncate(MOST_CANDIDATES);
            candidates.sort_unstable_by_key(|(_, from)| *from);
        }
        let mut best = (0.0, 0.0);
        let mut best_at = None;
        let candidates = candidates.into_iter().map(|(_, from)| from);
        for from in candidates.filter(|from| old[*from].1.total() >= FEWEST_WORDS) {
            let alike = likeness(&old[from].1, bag);
            let of_old = &mut best_of_old[from];
            *of_old = if alike > of_old.0 {
                (alike, of_old.0)
            } else {
                (of_old.0, of_old.1.max(alike))
            };
            if alike > best.0 {
                best = (alike, best.0);
                best_at = Some(from);
            } else if alike > best.1 {
                best.1 = alike;
            }
        }
        if let Some(from) = best_at.filter(|_| best.0 >= ALIKE) {
            found.push((from, at, best.0, best.1));
        }
    }
    // Ambiguous when another clause is as alike: then nothing is joined, and both show.
    found
        .into_iter()
        .filter(|(from, _, alike, second)| {
            let of_old = best_of_old[*from];
            *alike > *second && (of_old.0 - *alike).abs() < f64::EPSILON && of_old.0 > of_old.1
        })
        .map(|(from, at, ..)| (from, at))
        .collect()
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

/// For each number of the list whether it belongs to the longest rising subsequence.
fn longest_rising(numbers: &[usize]) -> Vec<bool> {
    let mut ends: Vec<usize> = Vec::new();
    let mut before: Vec<Option<usize>> = vec![None; numbers.len()];
    for (at, number) in numbers.iter().enumerate() {
        let place = ends.partition_point(|end| numbers[*end] < *number);
        before[at] = place.checked_sub(1).map(|shorter| ends[shorter]);
        if place == ends.len() {
            ends.push(at);
        } else {
            ends[place] = at;
        }
    }
    let mut kept = vec![false; numbers.len()];
    let mut next = ends.last().copied();
    while let Some(at) = next {
        kept[at] = true;
        next = before[at];
    }
    kept
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_fewest_clauses_move() {
        assert_eq!(longest_rising(&[0, 1, 4, 2, 3]), [true, true, false, true, true]);
        assert_eq!(longest_rising(&[]), [false; 0]);
    }
}
