//! Ids that are positions: `c-3-2`, the number of an article. A clause that comes in shifts them all, and the same id then
//! names another clause.
//!
//! One clause whose words changed under its id is a clause that was edited. Where heading and text of many clauses say at
//! once that their ids went to others, the ids are not believed.

use super::likeness::{ALIKE_UNDER_ONE_HEADING, Vocabulary, WordBag, best_likenesses, likeness, only_place, words_of};
use crate::contract::Visit;
use std::collections::HashMap;

/// How much more alike another clause must be than the one of the same id.
const CLEARLY: f64 = 0.25;
/// So many clauses under wrong ids are no chance.
const MANY: usize = 3;
/// So many are none either where they are half of all.
const FEW: usize = 2;

/// The pairs of old and new clauses that share nothing but the id, where that is so of many.
pub(crate) fn strangers(old: &[Visit<'_>], new: &[Visit<'_>], same_id: &[(usize, usize)]) -> Vec<(usize, usize)> {
    let suspects: Vec<(usize, usize)> = same_id
        .iter()
        .copied()
        .filter(|(from, to)| words_of(old[*from].clause) != words_of(new[*to].clause))
        .collect();
    if suspects.len() < FEW {
        return Vec::new();
    }
    let elsewhere = Elsewhere::of(old, new, same_id, &suspects);
    let mut stranger: HashMap<(usize, usize), bool> = HashMap::with_capacity(suspects.len());
    let mut clear = 0;
    for pair in &suspects {
        let is_clear = elsewhere.is_clear(*pair);
        clear += usize::from(is_clear);
        stranger.insert(*pair, is_clear);
    }
    if clear < MANY && (clear < FEW || clear * 2 < same_id.len()) {
        return Vec::new();
    }
    // Beside clauses under wrong ids, one that has nothing in common with its namesake has a wrong one as well.
    let has_nothing = |pair: &(usize, usize)| {
        elsewhere
            .own
            .get(pair)
            .is_some_and(|own| *own < ALIKE_UNDER_ONE_HEADING)
    };
    let mut spread = |pairs: &mut dyn Iterator<Item = &(usize, usize)>| {
        let mut before = false;
        for pair in pairs {
            before = match stranger.get_mut(pair) {
                Some(stranger) => {
                    *stranger |= before && has_nothing(pair);
                    *stranger
                }
                None => false,
            };
        }
    };
    spread(&mut same_id.iter());
    spread(&mut same_id.iter().rev());
    suspects.into_iter().filter(|pair| stranger[pair]).collect()
}

/// Where the words of each suspect stand in the other version.
struct Elsewhere {
    /// How alike the two clauses of one id are.
    own: HashMap<(usize, usize), f64>,
    /// The new clause that each old one is most like, and how much.
    new_of: HashMap<usize, (usize, f64)>,
    /// The old clause that each new one is most like, and how much.
    old_of: HashMap<usize, (usize, f64)>,
}

impl Elsewhere {
    fn of(old: &[Visit<'_>], new: &[Visit<'_>], same_id: &[(usize, usize)], suspects: &[(usize, usize)]) -> Self {
        // A clause whose words stand under its id is nobody else's.
        let (mut old_left, mut new_left) = (vec![true; old.len()], vec![true; new.len()]);
        for (from, to) in same_id {
            (old_left[*from], new_left[*to]) = (false, false);
        }
        for (from, to) in suspects {
            (old_left[*from], new_left[*to]) = (true, true);
        }
        let mut vocabulary = Vocabulary::default();
        let mut bags = |visits, left: &[bool]| {
            let places = (0..left.len()).filter(|at| left[*at]);
            vocabulary.bags(visits, places, words_of)
        };
        let (old_bags, new_bags) = (bags(old, &old_left), bags(new, &new_left));
        let place = |bags: &[(usize, WordBag)]| -> HashMap<usize, usize> {
            bags.iter().enumerate().map(|(place, (at, _))| (*at, place)).collect()
        };
        let (old_place, new_place) = (place(&old_bags), place(&new_bags));
        let (old_titles, new_titles) = (titles(old), titles(new));
        let own = suspects
            .iter()
            .map(|(from, to)| {
                let title = words_of(old[*from].clause).0;
                let agree = title == words_of(new[*to].clause).0
                    && [&old_titles, &new_titles]
                        .iter()
                        .all(|titles| titles.get(title) == Some(&1));
                let alike = likeness(&old_bags[old_place[from]].1, &new_bags[new_place[to]].1);
                // A heading that no other clause has says which clause it is.
                ((*from, *to), if agree { 1.0 } else { alike })
            })
            .collect();
        let mut pairs: Vec<(usize, usize, f64)> = best_likenesses(&old_bags, &new_bags)
            .into_iter()
            .map(|(from, to)| {
                let alike = likeness(&old_bags[from].1, &new_bags[to].1);
                (old_bags[from].0, new_bags[to].0, alike)
            })
            .collect();
        // The very same words are told however short they are.
        let (old_words, new_words) = (only_place(old, &old_left), only_place(new, &new_left));
        pairs.extend(
            old_words
                .iter()
                .filter_map(|(words, from)| Some(((*from)?, (*new_words.get(words)?)?, 1.0 + CLEARLY))),
        );
        pairs.sort_by(|a, b| a.2.total_cmp(&b.2).then((a.0, a.1).cmp(&(b.0, b.1))));
        Self {
            own,
            new_of: pairs.iter().map(|(from, to, alike)| (*from, (*to, *alike))).collect(),
            old_of: pairs.iter().map(|(from, to, alike)| (*to, (*from, *alike))).collect(),
        }
    }

    /// Whether the words of either clause clearly went to, or came from, another than the one of the same id.
    fn is_clear(&self, (from, to): (usize, usize)) -> bool {
        let own = self.own.get(&(from, to)).copied().unwrap_or(0.0);
        let clearly = |found: Option<&(usize, f64)>, same: usize| {
            found.is_some_and(|(other, alike)| *other != same && *alike >= own + CLEARLY)
        };
        clearly(self.new_of.get(&from), to) || clearly(self.old_of.get(&to), from)
    }
}

/// How many clauses have each heading, typed numbers aside.
fn titles<'v>(visits: &[Visit<'v>]) -> HashMap<&'v str, usize> {
    let mut titles = HashMap::new();
    for visit in visits {
        *titles.entry(words_of(visit.clause).0).or_default() += 1;
    }
    titles.remove("");
    titles
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::contract::{Clause, Contract};

    /// Clauses by id, heading and text.
    fn contract(clauses: &[(&str, &str, &str)]) -> Contract {
        let clause = |(id, heading, text): &(&str, &str, &str)| Clause {
            id: (*id).into(),
            heading: (*heading).into(),
            text: (*text).into(),
            pair: None,
            clauses: Vec::new(),
        };
        Contract {
            clauses: clauses.iter().map(clause).collect(),
            ..Contract::default()
        }
    }

    /// The ids of the clauses that were released.
    fn released(old: &[(&str, &str, &str)], new: &[(&str, &str, &str)]) -> Vec<String> {
        let (old, new) = (contract(old), contract(new));
        let (old, new) = (old.walk(), new.walk());
        let same_id: Vec<(usize, usize)> = new
            .iter()
            .enumerate()
            .filter_map(|(to, visit)| Some((old.iter().position(|one| one.clause.id == visit.clause.id)?, to)))
            .collect();
        strangers(&old, &new, &same_id)
            .into_iter()
            .map(|(_, to)| new[to].clause.id.clone())
            .collect()
    }

    const RENT: (&str, &str) = (
        "Rent",
        "The tenant pays the rent on the first working day of each month in advance.",
    );
    const KEYS: (&str, &str) = (
        "Keys",
        "The landlord hands over four keys and notes their numbers in the record.",
    );
    const PETS: (&str, &str) = (
        "Pets",
        "Dogs and cats are welcome while they disturb neither neighbours nor carpets.",
    );

    fn at(
        id: &'static str,
        (heading, text): (&'static str, &'static str),
    ) -> (&'static str, &'static str, &'static str) {
        (id, heading, text)
    }

    #[test]
    fn ids_that_shifted_are_not_believed() {
        let old = [at("1", RENT), at("2", KEYS), at("3", PETS)];
        let new = [
            ("1", "Premises", "The flat lies on the third floor."),
            at("2", RENT),
            at("3", KEYS),
            at("4", PETS),
        ];
        assert_eq!(released(&old, &new), ["1", "2", "3"]);
        assert_eq!(released(&new, &old), ["1", "2", "3"]);
        assert_eq!(released(&old, &old), [""; 0]);
    }

    #[test]
    fn one_clause_that_was_rewritten_is_still_the_clause_of_its_id() {
        let rewritten = (
            "2",
            "Access",
            "Visitors ring at the gate, and a porter opens to whoever is announced.",
        );
        let old = [at("1", RENT), at("2", KEYS), at("3", PETS)];
        assert_eq!(released(&old, &[at("1", RENT), rewritten, at("3", PETS)]), [""; 0]);
        // Its old words in a new clause are no shift of all ids either.
        let moved = [at("1", RENT), rewritten, at("3", PETS), at("4", KEYS)];
        assert_eq!(released(&old, &moved), [""; 0]);
    }
}
