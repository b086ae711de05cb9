//! Who brought in each word that stands: followed from version to version through renumbering, moves, renames, splits
//! and joined histories.

use super::change::{Change, TextId};
use crate::contract::Contract;
use crate::redline::trace;
use std::collections::HashMap;
use std::ops::Range;
use std::rc::Rc;

/// Words that stand in a clause, and the change that brought them in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Origin {
    /// Bytes of the clause's text; origins follow each other without gaps.
    pub bytes: Range<usize>,
    /// The place of the change among those given, counted from 0.
    pub change: usize,
}

/// For each clause its origins.
type Origins = HashMap<String, Rc<Vec<Origin>>>;

/// For every clause of the newest version that can be read, who brought in each stretch of its text.
///
/// `read` gives the contract of a text, `None` when it cannot be understood; such a version is passed over, and what it
/// brought is credited to the next one that can.
///
/// # Errors
///
/// The first error of `read`.
pub fn blame<E>(
    changes: &[Change],
    mut read: impl FnMut(TextId) -> Result<Option<Rc<Contract>>, E>,
) -> Result<HashMap<String, Vec<Origin>>, E> {
    let mut versions: HashMap<TextId, (Rc<Contract>, Rc<Origins>)> = HashMap::new();
    let mut newest: Option<TextId> = None;
    for (at, change) in changes.iter().enumerate() {
        let Some(text) = change.after else { continue };
        let Some(contract) = read(text)? else { continue };
        let mut parents: Vec<(Rc<Contract>, Rc<Origins>)> = change
            .before
            .iter()
            .flatten()
            .filter_map(|before| versions.get(before).cloned())
            .collect();
        if parents.is_empty() {
            // Its parent could not be read, or lies behind a renaming that was not followed: the version before is the
            // nearest witness.
            parents.extend(newest.and_then(|newest| versions.get(&newest)).cloned());
        }
        let origins = carried_on(&parents, &contract, at);
        // A text that returns keeps the origins of its return: the words went away in between.
        versions.insert(text, (contract, Rc::new(origins)));
        newest = Some(text);
    }
    let Some((_, origins)) = newest.and_then(|newest| versions.remove(&newest)) else {
        return Ok(HashMap::new());
    };
    Ok(origins
        .iter()
        .map(|(id, origins)| (id.clone(), origins.to_vec()))
        .collect())
}

/// The origins of a version, given those of the versions it was made from: what none of them had is new.
fn carried_on(parents: &[(Rc<Contract>, Rc<Origins>)], contract: &Contract, change: usize) -> Origins {
    let mut found: HashMap<String, Vec<Option<usize>>> = HashMap::new();
    let mut whole: Origins = HashMap::new();
    let clauses = contract.by_id();
    for (parent, origins) in parents {
        for (id, stretches) in trace(parent, contract) {
            let length = clauses.get(&*id).map_or(0, |clause| clause.text.len());
            if let [only] = &stretches[..]
                && only.to == (0..length)
                && let Some(known) = origins.get(&only.from_clause).filter(|known| {
                    known.last().map_or(0, |last| last.bytes.end) == only.from.end && only.from.start == 0
                })
            {
                whole.entry(id).or_insert_with(|| Rc::clone(known));
                continue;
            }
            let bytes = found.entry(id).or_insert_with(|| vec![None; length]);
            for stretch in stretches {
                let Some(known) = origins.get(&stretch.from_clause) else {
                    continue;
                };
                let first = known.partition_point(|origin| origin.bytes.end <= stretch.from.start);
                for origin in known[first..]
                    .iter()
                    .take_while(|origin| origin.bytes.start < stretch.from.end)
                {
                    let start = origin.bytes.start.max(stretch.from.start);
                    let end = origin.bytes.end.min(stretch.from.end);
                    for at in start..end {
                        let place = &mut bytes[at - stretch.from.start + stretch.to.start];
                        *place = place.or(Some(origin.change));
                    }
                }
            }
        }
    }
    for visit in contract.walk() {
        let clause = visit.clause;
        if whole.contains_key(&clause.id) {
            continue;
        }
        let bytes = found
            .remove(&clause.id)
            .unwrap_or_else(|| vec![None; clause.text.len()]);
        whole.insert(clause.id.clone(), Rc::new(runs(&bytes, change)));
    }
    whole
}

/// Neighbouring bytes of one origin, as one stretch.
fn runs(bytes: &[Option<usize>], change: usize) -> Vec<Origin> {
    let mut runs: Vec<Origin> = Vec::new();
    for (at, origin) in bytes.iter().enumerate() {
        let origin = origin.unwrap_or(change);
        match runs.last_mut() {
            Some(last) if last.change == origin => last.bytes.end = at + 1,
            _ => runs.push(Origin {
                bytes: at..at + 1,
                change: origin,
            }),
        }
    }
    runs
}

#[cfg(test)]
mod tests {
    use super::super::change::samples::{change, merge};
    use super::*;
    use crate::contract::Clause;
    use std::convert::Infallible;

    fn clause(id: &str, text: &str) -> Clause {
        Clause {
            id: id.into(),
            heading: id.into(),
            text: text.into(),
            clauses: Vec::new(),
        }
    }

    fn blamed(changes: &[Change], versions: &[Vec<Clause>], id: &str) -> String {
        let read = |text: TextId| {
            let clauses = versions[usize::from(text.as_bytes()[0]) - 1].clone();
            Ok::<_, Infallible>(Some(Rc::new(Contract {
                clauses,
                ..Contract::default()
            })))
        };
        let origins = blame(changes, read).unwrap();
        let newest = Contract {
            clauses: versions[versions.len() - 1].clone(),
            ..Contract::default()
        };
        let text = &newest.clause(id).unwrap().text;
        let shown = |origin: &Origin| format!("{}[{}]", &text[origin.bytes.clone()], origin.change + 1);
        origins[id].iter().map(shown).collect::<Vec<_>>().concat()
    }

    #[test]
    fn each_word_is_credited_to_the_change_that_brought_it_in() {
        let changes = [change(1, "a"), change(2, "b"), change(3, "a")];
        let versions = [
            vec![clause("fees", "甲方应当在三十日内付款")],
            vec![clause("fees", "甲方应当在六十日内付款")],
            vec![clause("fees", "甲方应当在六十日内足额付款")],
        ];
        assert_eq!(
            blamed(&changes, &versions, "fees"),
            "甲方应当在[1]六十[2]日内[1]足额[3]付款[1]"
        );
    }

    #[test]
    fn words_keep_their_origin_through_moves_and_splits() {
        let long = "The Supplier shall keep all records of the Services for six years after the end of the Term.";
        let second = "The Customer may inspect those records on five days' notice during business hours.";
        let changes = [change(1, "a"), change(2, "b")];
        let versions = [
            vec![
                clause("records", &format!("{long} {second}")),
                clause("other", "Other words."),
            ],
            vec![
                clause("other", "Other words."),
                clause("records", long),
                clause("inspection", second),
            ],
        ];
        assert_eq!(blamed(&changes, &versions, "inspection"), format!("{second}[1]"));
        assert_eq!(blamed(&changes, &versions, "records"), format!("{long}[1]"));
    }

    #[test]
    fn joined_histories_credit_each_side_with_its_own_words() {
        let mut right = change(3, "b");
        right.before = vec![Some(TextId::from_bytes([1; 20]))];
        let mut joined = merge(4, "c");
        joined.before = vec![Some(TextId::from_bytes([2; 20])), Some(TextId::from_bytes([3; 20]))];
        let changes = [change(1, "a"), change(2, "a"), right, joined];
        let versions = [
            vec![clause("fees", "Pay soon. Keep records.")],
            vec![clause("fees", "Pay promptly. Keep records.")],
            vec![clause("fees", "Pay soon. Keep books.")],
            vec![clause("fees", "Pay promptly. Keep books.")],
        ];
        assert_eq!(
            blamed(&changes, &versions, "fees"),
            "Pay [1]promptly[2]. Keep [1]books[3].[1]"
        );
    }
}
