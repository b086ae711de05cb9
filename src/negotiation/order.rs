//! The order of siblings when two drafts come together.

use std::collections::{HashMap, HashSet};
use std::hash::Hash;

/// Joins two orders over the one they grew from, keeping only what `stays`.
///
/// Whoever moved something wins; when both did, and differently, `ours` stands and the second value names who stands
/// otherwise in one than in the other. What only one side has goes behind its neighbour there; two insertions at one place come one
/// behind the other, those of `ours` first.
pub(super) fn join<T: Clone + Eq + Hash>(
    base: &[T],
    ours: &[T],
    theirs: &[T],
    stays: &dyn Fn(&T) -> bool,
) -> (Vec<T>, Vec<T>) {
    let here: HashSet<&T> = ours.iter().collect();
    let there: HashSet<&T> = theirs.iter().collect();
    let shared = |list: &[T]| -> Vec<T> {
        list.iter()
            .filter(|id| here.contains(id) && there.contains(id) && stays(id))
            .cloned()
            .collect()
    };
    let (old, one, other) = (shared(base), shared(ours), shared(theirs));
    let known: HashSet<&T> = old.iter().collect();
    let moved = |list: &[T]| !list.iter().filter(|id| known.contains(id)).eq(&old);
    let (mut joined, contradicting) = match (moved(&one), moved(&other)) {
        _ if one == other => (one, Vec::new()),
        (false, true) => (other, Vec::new()),
        (true, false) => (one, Vec::new()),
        _ => {
            let contradicting = [displaced(&other, &[&one]), displaced(&one, &[&other])].concat();
            (one, contradicting)
        }
    };

    let mut inserted_here: HashSet<T> = HashSet::new();
    insert(&mut joined, ours, stays, &HashSet::new(), &mut inserted_here);
    insert(&mut joined, theirs, stays, &inserted_here.clone(), &mut HashSet::new());
    (joined, contradicting)
}

/// Puts what `joined` still lacks of `list` behind its neighbour in `list`, past whatever is in `passed`.
fn insert<T: Clone + Eq + Hash>(
    joined: &mut Vec<T>,
    list: &[T],
    stays: &dyn Fn(&T) -> bool,
    passed: &HashSet<T>,
    inserted: &mut HashSet<T>,
) {
    let mut present: HashSet<T> = joined.iter().cloned().collect();
    let mut neighbour: Option<&T> = None;
    for id in list.iter().filter(|id| stays(id)) {
        if !present.contains(id) {
            let behind = neighbour
                .and_then(|near| joined.iter().position(|placed| placed == near))
                .map_or(0, |at| at + 1);
            let past = joined[behind..]
                .iter()
                .take_while(|placed| passed.contains(placed))
                .count();
            joined.insert(behind + past, id.clone());
            present.insert(id.clone());
            inserted.insert(id.clone());
        }
        neighbour = Some(id);
    }
}

/// Who stands elsewhere than in every one of several equally good orders: as few as explain it.
///
/// Two that the good orders themselves put now so, now otherwise may stand either way.
pub(super) fn displaced<T: Clone + Eq + Hash>(list: &[T], orders: &[&[T]]) -> Vec<T> {
    let places: Vec<HashMap<&T, usize>> = orders
        .iter()
        .map(|order| order.iter().enumerate().map(|(at, id)| (id, at)).collect())
        .collect();
    let shared: Vec<&T> = list
        .iter()
        .filter(|id| places.iter().all(|place| place.contains_key(id)))
        .collect();
    if places.iter().any(|place| shared.is_sorted_by_key(|id| place[*id])) {
        return Vec::new();
    }
    let inverted = |one: usize, other: usize| places.iter().all(|place| place[shared[one]] > place[shared[other]]);
    let mut wrong: Vec<HashSet<usize>> = vec![HashSet::new(); shared.len()];
    for other in 0..shared.len() {
        for one in 0..other {
            if inverted(one, other) {
                wrong[one].insert(other);
                wrong[other].insert(one);
            }
        }
    }
    let mut displaced = Vec::new();
    // The one that contradicts most others is the one that was moved; of equals, the later one.
    while let Some((worst, _)) = wrong
        .iter()
        .enumerate()
        .filter(|(_, against)| !against.is_empty())
        .max_by_key(|(_, against)| against.len())
    {
        for other in std::mem::take(&mut wrong[worst]) {
            wrong[other].remove(&worst);
        }
        displaced.push(shared[worst].clone());
    }
    displaced
}

#[cfg(test)]
mod tests {
    use super::*;

    fn joined(base: &str, ours: &str, theirs: &str) -> (String, String) {
        let list = |text: &str| -> Vec<char> { text.chars().collect() };
        let (order, contradicting) = join(&list(base), &list(ours), &list(theirs), &|_| true);
        (order.into_iter().collect(), contradicting.into_iter().collect())
    }

    #[test]
    fn one_side_moves_and_the_other_inserts() {
        assert_eq!(joined("abc", "cab", "abxc"), ("cabx".into(), String::new()));
        assert_eq!(joined("abc", "abc", "bca"), ("bca".into(), String::new()));
        assert_eq!(joined("ab", "xyab", "zab"), ("xyzab".into(), String::new()));
        assert_eq!(joined("", "ab", "cd"), ("abcd".into(), String::new()));
    }

    #[test]
    fn both_sides_moving_differently_is_told() {
        assert_eq!(joined("abc", "bac", "acb").0, "bac");
        assert!(!joined("abc", "bac", "acb").1.is_empty());
        assert_eq!(joined("abc", "cab", "cab"), ("cab".into(), String::new()));
    }

    #[test]
    fn one_that_moved_far_is_named_alone() {
        let displaced = |list: &str, orders: &[&str]| -> String {
            let orders: Vec<Vec<char>> = orders.iter().map(|order| order.chars().collect()).collect();
            let orders: Vec<&[char]> = orders.iter().map(Vec::as_slice).collect();
            displaced(&list.chars().collect::<Vec<_>>(), &orders)
                .into_iter()
                .collect()
        };
        assert_eq!(displaced("eabcd", &["abcde"]), "e");
        assert_eq!(displaced("bcdea", &["abcde"]), "a");
        assert_eq!(displaced("ayxb", &["axyb", "ayxb"]), "");
        assert_eq!(
            displaced("ab", &["ba", "xx"]),
            "",
            "who is missing elsewhere is not out of place"
        );
    }
}
