//! Clauses that say the same in two languages: which of them cannot be pairs.

use super::fault::Fault;
use std::collections::HashMap;

/// The first of these clauses, each with the one that it names as its pair, that cannot be one, by its place in the list: a
/// clause and itself, one that is not there, and three of which one would stand for two.
pub(crate) fn false_pair(pairs: &[(&str, &str)], is_clause: impl Fn(&str) -> bool) -> Option<(usize, Fault)> {
    let mut known: HashMap<&str, &str> = HashMap::new();
    for (at, &(id, pair)) in pairs.iter().enumerate() {
        if id == pair {
            return Some((at, Fault::PairOfItself(id.to_owned())));
        }
        if !is_clause(pair) {
            return Some((at, Fault::PairIsNoClause(pair.to_owned())));
        }
        for (one, other) in [(id, pair), (pair, id)] {
            if let Some(before) = known.insert(one, other).filter(|before| *before != other) {
                let (id, pair) = (one.to_owned(), before.to_owned());
                return Some((at, Fault::PairTaken { id, pair }));
            }
        }
    }
    None
}
