//! Clauses that stand in the same words under a new id. Positions hang on ids, so that nothing carries over by itself;
//! but whoever accepted the words under the old id has not to read them again as if they were new.

use std::collections::{BTreeMap, HashMap};
use std::hash::BuildHasher;

use super::baseline::StoodBy;
use super::standing::ClauseStanding;
use crate::contract::Revision;

/// For each clause that is new to a party, the id under which it last stood by the very same words, where the clause of
/// that id is gone. Where two clauses of the same words are gone or new, none is taken for the other.
#[must_use]
pub fn under_new_ids<'s, S: BuildHasher>(
    known: &HashMap<String, StoodBy, S>,
    clauses: impl IntoIterator<Item = &'s ClauseStanding>,
) -> BTreeMap<String, String> {
    let mut by_words: HashMap<Revision, (Vec<&str>, Vec<&str>)> = HashMap::new();
    let mut there: HashMap<&str, bool> = HashMap::new();
    for clause in clauses {
        there.insert(&clause.id, clause.revision.is_some());
        let Some(words) = clause.revision.filter(|_| clause.standing.is_some()) else {
            continue;
        };
        if !known.contains_key(&clause.id) {
            by_words.entry(words).or_default().1.push(&clause.id);
        }
    }
    for (id, stood_by) in known {
        if let (Some(words), false) = (stood_by.revision, there.get(&**id).copied().unwrap_or(false)) {
            by_words.entry(words).or_default().0.push(id);
        }
    }
    let pair = |(gone, new): (Vec<&str>, Vec<&str>)| match (&gone[..], &new[..]) {
        ([old], [new]) => Some(((*new).to_owned(), (*old).to_owned())),
        _ => None,
    };
    by_words.into_values().filter_map(pair).collect()
}

#[cfg(test)]
mod tests {
    use super::super::baseline::baselines;
    use super::super::stories::story;
    use super::*;

    fn renamed(told: &str) -> String {
        let story = story(told);
        let known = baselines(&story.rounds, &story.records, &story.parties, "customer", false);
        let standings = story.standings();
        let pairs = under_new_ids(&known, &standings.clauses);
        pairs
            .iter()
            .map(|(new, old)| format!("{new}<{old}"))
            .collect::<Vec<_>>()
            .join(" ")
    }

    #[test]
    fn the_same_words_under_a_new_id_are_known_by_the_old_one() {
        let before = "round vendor: fees=a term=b
                      customer accepts fees term";
        assert_eq!(
            renamed(&format!("{before}\nround vendor: price=a term=b")),
            "price<fees"
        );
        assert_eq!(
            renamed(&format!("{before}\nround vendor: price=c term=b")),
            "",
            "other words"
        );
        assert_eq!(
            renamed(&format!("{before}\nround vendor: price=a fees=a term=b")),
            "",
            "the old one is there"
        );
        assert_eq!(
            renamed(&format!("{before}\nround vendor: price=a cost=a term=b")),
            "",
            "one of two"
        );
        assert_eq!(
            renamed("round vendor: fees=a\nround vendor: price=a"),
            "",
            "never taken"
        );
        let taken = format!("{before}\nround vendor: price=a term=b\ncustomer accepts price fees=absent");
        assert_eq!(renamed(&taken), "", "settled");
    }
}
