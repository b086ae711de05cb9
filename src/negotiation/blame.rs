//! Who brought in each word that stands: followed from version to version through renumbering, moves, renames, splits
//! and joined histories.

use super::change::{Change, TextId};
use crate::contract::Contract;
use crate::redline::{Kept, trace};
use std::collections::{BTreeMap, HashMap};
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

/// Who brought in each stretch of a clause's text in the newest version that can be read; nothing where that version does not
/// have the clause.
///
/// `read` gives the contract of a text, `None` when it cannot be understood; such a version is passed over, and what it
/// brought is credited to the next one that can. Versions are read from the newest back, and no further than until every word
/// is accounted for.
///
/// # Errors
///
/// The first error of `read`.
pub fn blame<E>(
    changes: &[Change],
    clause: &str,
    read: impl FnMut(TextId) -> Result<Option<Rc<Contract>>, E>,
) -> Result<Vec<Origin>, E> {
    let mut versions = Versions {
        changes,
        read,
        known: HashMap::new(),
    };
    let Some((newest, contract)) = versions.before(changes.len())? else {
        return Ok(Vec::new());
    };
    let Some(length) = contract.clause(clause).map(|clause| clause.text.len()) else {
        return Ok(Vec::new());
    };
    let whole = Sought { here: 0..length, at: 0 };
    // What is still to be accounted for, by the change whose version it was found in.
    let mut open: BTreeMap<usize, BTreeMap<String, Vec<Sought>>> = BTreeMap::new();
    open.entry(newest).or_default().insert(clause.to_owned(), vec![whole]);
    let mut found: Vec<Origin> = Vec::new();
    while let Some((at, sought)) = open.pop_last() {
        let Some(contract) = versions.of(at)? else { continue };
        let parents = versions.parents(at)?;
        let wanted: Vec<String> = sought.keys().cloned().collect();
        let traced: Vec<HashMap<String, Vec<Kept>>> = parents
            .iter()
            .map(|(_, parent)| traced(parent, &contract, &wanted))
            .collect();
        for (id, mut left) in sought {
            let length = contract.clause(&id).map_or(0, |clause| clause.text.len());
            let has_all = |place: &usize| {
                traced[*place]
                    .get(&id)
                    .is_some_and(|kept| is_whole(kept, length, &parents[*place].1))
            };
            // A version that has the clause as it is comes before one that has some of its words.
            let order: Vec<usize> = match (0..parents.len()).find(has_all) {
                Some(place) => vec![place],
                None => (0..parents.len()).collect(),
            };
            for place in order {
                let Some(kept) = traced[place].get(&id) else { continue };
                let there = open.entry(parents[place].0).or_default();
                // What stood in the same clause comes first, then what was carried here from others.
                for run in kept.chunk_by(|before, after| before.to.end <= after.to.start) {
                    left = split(left, run, |clause, words| {
                        there.entry(clause.to_owned()).or_default().push(words);
                    });
                }
                if there.is_empty() {
                    open.remove(&parents[place].0);
                }
            }
            found.extend(left.into_iter().map(|one| Origin {
                bytes: one.at..one.at + one.here.len(),
                change: at,
            }));
        }
    }
    Ok(joined(found))
}

/// Words that are followed back.
#[derive(Debug, Clone)]
struct Sought {
    /// Bytes of the clause that they were found in last.
    here: Range<usize>,
    /// Where they stand in the clause that was asked about.
    at: usize,
}

/// Hands on the words that stand in an older version, with the clause there and where they stand in it; gives those that
/// do not. `kept` is in the order of its `to`, and no two of it overlap there.
fn split(sought: Vec<Sought>, kept: &[Kept], mut pass_on: impl FnMut(&str, Sought)) -> Vec<Sought> {
    let mut rest = Vec::new();
    for one in sought {
        let part = |from: usize, to: usize, here: usize| Sought {
            here: here..here + (to - from),
            at: one.at + (from - one.here.start),
        };
        let mut done = one.here.start;
        let first = kept.partition_point(|kept| kept.to.end <= one.here.start);
        for kept in kept[first..].iter().take_while(|kept| kept.to.start < one.here.end) {
            let (start, end) = (kept.to.start.max(done), kept.to.end.min(one.here.end));
            if done < start {
                rest.push(part(done, start, done));
            }
            pass_on(
                &kept.from_clause,
                part(start, end, start - kept.to.start + kept.from.start),
            );
            done = end;
        }
        if done < one.here.end {
            rest.push(part(done, one.here.end, done));
        }
    }
    rest
}

/// Whether a clause is one of the older version from its first byte to its last.
fn is_whole(kept: &[Kept], length: usize, parent: &Contract) -> bool {
    matches!(kept, [only] if only.to == (0..length)
        && parent.clause(&only.from_clause).is_some_and(|clause| only.from == (0..clause.text.len())))
}

/// What these clauses have from an older version. Where all of them stand there word for word under their own ids, nothing
/// else has to be looked at.
fn traced(old: &Contract, new: &Contract, wanted: &[String]) -> HashMap<String, Vec<Kept>> {
    let same = |id: &String| {
        let (before, after) = (old.clause(id)?, new.clause(id)?);
        (before.heading == after.heading && before.text == after.text).then(|| {
            let all = 0..after.text.len();
            let kept = Kept {
                from_clause: id.clone(),
                from: all.clone(),
                to: all,
            };
            (id.clone(), vec![kept])
        })
    };
    let unchanged: Option<HashMap<_, _>> = wanted.iter().map(same).collect();
    unchanged.unwrap_or_else(|| {
        trace(old, new, |id| wanted.iter().any(|one| one == id))
            .into_iter()
            .collect()
    })
}

/// Stretches in order, neighbours of one origin as one.
fn joined(mut found: Vec<Origin>) -> Vec<Origin> {
    found.sort_by_key(|origin| origin.bytes.start);
    let mut joined: Vec<Origin> = Vec::new();
    for origin in found.into_iter().filter(|origin| !origin.bytes.is_empty()) {
        match joined.last_mut() {
            Some(last) if last.change == origin.change => last.bytes.end = origin.bytes.end,
            _ => joined.push(origin),
        }
    }
    joined
}

/// The versions that changes made, read when they are asked for. Those that were read last are kept.
struct Versions<'c, F> {
    changes: &'c [Change],
    read: F,
    known: HashMap<usize, Option<Rc<Contract>>>,
}

impl<E, F: FnMut(TextId) -> Result<Option<Rc<Contract>>, E>> Versions<'_, F> {
    /// The contract that a change made; `None` where it made none that can be understood.
    fn of(&mut self, at: usize) -> Result<Option<Rc<Contract>>, E> {
        if let Some(known) = self.known.get(&at) {
            return Ok(known.clone());
        }
        let contract = self.changes[at].after.map(&mut self.read).transpose()?.flatten();
        self.known.insert(at, contract.clone());
        Ok(contract)
    }

    /// The last version before a change that can be understood, with the change that made it.
    fn before(&mut self, at: usize) -> Result<Option<(usize, Rc<Contract>)>, E> {
        for earlier in (0..at).rev() {
            if let Some(contract) = self.of(earlier)? {
                return Ok(Some((earlier, contract)));
            }
        }
        Ok(None)
    }

    /// The versions that a change was made from, each with the last change before it that made it.
    fn parents(&mut self, at: usize) -> Result<Vec<(usize, Rc<Contract>)>, E> {
        // Later versions are asked for no more.
        self.known.retain(|known, _| *known <= at);
        let mut parents = Vec::new();
        for text in self.changes[at].before.iter().flatten() {
            let made = self.changes[..at]
                .iter()
                .rposition(|change| change.after == Some(*text));
            if let Some(made) = made
                && let Some(contract) = self.of(made)?
            {
                parents.push((made, contract));
            }
        }
        if parents.is_empty() {
            // Its parent could not be read, or lies behind a renaming that was not followed: the version before is the
            // nearest witness.
            parents.extend(self.before(at)?);
        }
        Ok(parents)
    }
}

#[cfg(test)]
mod tests {
    use super::super::change::samples::{change, merge};
    use super::*;
    use crate::contract::Clause;
    use proptest::collection::vec;
    use proptest::prelude::*;
    use std::convert::Infallible;

    fn clause(id: &str, text: &str) -> Clause {
        Clause {
            id: id.into(),
            heading: id.into(),
            text: text.into(),
            pair: None,
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
        let newest = Contract {
            clauses: versions[versions.len() - 1].clone(),
            ..Contract::default()
        };
        let origins = blame(changes, id, read).unwrap();
        assert_eq!(origins, forwards(changes, read).unwrap()[id]);
        let text = &newest.clause(id).unwrap().text;
        let shown = |origin: &Origin| format!("{}[{}]", &text[origin.bytes.clone()], origin.change + 1);
        origins.iter().map(shown).collect::<Vec<_>>().concat()
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

    proptest! {
        #[test]
        fn words_followed_back_have_the_origins_of_words_followed_on(
            texts in vec(vec((0..5_u8, "(pay soon|keep books|[a-c]{1,3}|within thirty days of the notice){0,6}"), 1..5), 1..7),
            parents in vec((any::<proptest::sample::Index>(), any::<proptest::sample::Index>(), 0..3_u8), 7),
        ) {
            let versions: Vec<Vec<Clause>> = texts.iter().map(|clauses| {
                let by_id: BTreeMap<u8, &String> = clauses.iter().map(|(id, text)| (*id, text)).collect();
                by_id.into_iter().map(|(id, text)| clause(&format!("c{id}"), text)).collect()
            }).collect();
            let name_of = |number: usize| u8::try_from(number + 1).unwrap();
            let text = |number: usize| TextId::from_bytes([name_of(number); 20]);
            let changes: Vec<Change> = (0..versions.len()).map(|number| {
                let (one, other, kind) = &parents[number];
                let mut change = if *kind == 0 { merge(name_of(number), "m") } else { change(name_of(number), "a") };
                change.after = Some(text(number));
                change.before = match (number, kind) {
                    (0, _) => vec![None],
                    (_, 0) => vec![Some(text(one.index(number))), Some(text(other.index(number)))],
                    (_, 1) => vec![Some(text(number - 1))],
                    _ => vec![Some(text(one.index(number)))],
                };
                change
            }).collect();
            let read = |text: TextId| {
                let clauses = versions[usize::from(text.as_bytes()[0]) - 1].clone();
                Ok::<_, Infallible>(Some(Rc::new(Contract { clauses, ..Contract::default() })))
            };
            let slow = forwards(&changes, read).unwrap();
            for (id, origins) in slow {
                prop_assert_eq!(blame(&changes, &id, read).unwrap(), origins, "{}", id);
            }
        }
    }

    /// For each clause its origins.
    type Origins = HashMap<String, Rc<Vec<Origin>>>;

    /// The same of all clauses from the oldest version on, the slow way.
    fn forwards<E>(
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
            for (id, stretches) in trace(parent, contract, |_| true) {
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
}
