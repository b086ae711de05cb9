//! Bringing a file of a contract to say what another contract says, in the lines that differ alone.

use std::collections::{BTreeSet, HashMap, HashSet};

use crate::contract::{
    self, Clause, ClausePlace, Contract, NewWords, SpliceError, Visit, insert_clause, insert_clauses, move_clause,
    remove_clauses, set_words,
};

/// The file changed so that it reads as `wanted`. Whatever need not change stays byte for byte; where that cannot be
/// had (the head differs, so many clauses of a long file go to other places that each would have to be looked for in all of
/// it, or it is laid out in a way that cannot be edited in place) it is written anew.
#[must_use]
pub fn written_as(source: &str, wanted: &Contract) -> String {
    let reads_right = |text: &str| contract::read(text.as_bytes()).is_ok_and(|read| read == *wanted);
    match edited(source, wanted, MOST_READ) {
        Ok(Some(text)) if reads_right(&text) => text,
        _ => contract::with_line_ends_of(source, &contract::write(wanted)),
    }
}

/// After each clause that was moved the file is read again, up to so many bytes altogether.
const MOST_READ: usize = 12 << 20;

/// The file edited in place: all other words at once, all clauses that came in, those that moved one after the other, and all
/// that went. `None` where that would take too long.
fn edited(source: &str, wanted: &Contract, most: usize) -> Result<Option<String>, SpliceError> {
    let mut left = most;
    let mut read = |text: &str| {
        left = left.checked_sub(text.len())?;
        Some(contract::read(text.as_bytes()).unwrap_or_default())
    };
    let visits = wanted.walk();
    let kept: HashSet<&str> = visits.iter().map(|visit| visit.clause.id.as_str()).collect();
    let mut text = {
        let Some(now) = read(source) else { return Ok(None) };
        let now = places(&now, &kept);
        let text = set_words(source, &new_words(wanted, &now))?;
        insert_clauses(&text, &new_clauses(wanted, &now))?
    };
    let wanted_places = places(wanted, &kept);
    let mut visits = visits.into_iter().peekable();
    while visits.peek().is_some() {
        let Some(now) = read(&text) else { return Ok(None) };
        let now = places(&now, &kept);
        // As long as nothing is changed, what was read is what stands there.
        for visit in visits.by_ref() {
            let clause = visit.clause;
            let Some(wanted) = wanted_places.get(&*clause.id) else {
                continue;
            };
            let place = match (wanted.behind, wanted.parent) {
                (Some(sibling), _) => ClausePlace::After(sibling),
                (None, Some(parent)) => ClausePlace::FirstIn(parent),
                (None, None) => ClausePlace::First,
            };
            let changed = match now.get(&*clause.id) {
                Some(there) if (there.parent, there.behind) == (wanted.parent, wanted.behind) => continue,
                Some(_) => move_clause(&text, &clause.id, place)?,
                // It came in behind one that was not in its place yet.
                None => insert_clause(&text, place, &alone(clause))?,
            };
            text = changed;
            break;
        }
    }
    // What goes, goes last: by now everything that stays has been moved out of it.
    let Some(now) = read(&text) else { return Ok(None) };
    let visits = now.walk();
    let ids = visits.iter().map(|visit| visit.clause.id.as_str());
    let gone: BTreeSet<&str> = ids.filter(|id| !kept.contains(id)).collect();
    remove_clauses(&text, &gone).map(Some)
}

/// The other words of clauses that are there already.
fn new_words<'c>(wanted: &'c Contract, now: &HashMap<&str, Place<'_>>) -> Vec<NewWords<'c>> {
    let changed = |visit: Visit<'c>| {
        let (clause, there) = (visit.clause, now.get(&*visit.clause.id)?.clause);
        let words = NewWords {
            id: &clause.id,
            heading: Some(&*clause.heading).filter(|heading| *heading != there.heading),
            text: Some(&*clause.text).filter(|text| *text != there.text),
        };
        (words.heading.is_some() || words.text.is_some()).then_some(words)
    };
    wanted.walk().into_iter().filter_map(changed).collect()
}

/// The clauses that came in, each with what came in below it, by where they go. One that goes behind a clause which has to
/// be moved first is left out.
fn new_clauses<'c>(wanted: &'c Contract, now: &HashMap<&str, Place<'_>>) -> Vec<(ClausePlace<'c>, Vec<Clause>)> {
    let mut runs = Vec::new();
    new_among(&wanted.clauses, None, now, &mut runs);
    runs
}

fn new_among<'c>(
    siblings: &'c [Clause],
    parent: Option<&'c str>,
    now: &HashMap<&str, Place<'_>>,
    runs: &mut Vec<(ClausePlace<'c>, Vec<Clause>)>,
) {
    let mut place = Some(parent.map_or(ClausePlace::First, ClausePlace::FirstIn));
    let mut run = Vec::new();
    for clause in siblings {
        if let Some(there) = now.get(&*clause.id) {
            add_run(place, &mut run, runs);
            new_among(&clause.clauses, Some(&clause.id), now, runs);
            place = (there.parent == parent).then_some(ClausePlace::After(&clause.id));
        } else {
            run.push(with_new_ones(clause, now));
            new_in_kept(&clause.clauses, now, runs);
        }
    }
    add_run(place, &mut run, runs);
}

fn add_run<'c>(place: Option<ClausePlace<'c>>, run: &mut Vec<Clause>, runs: &mut Vec<(ClausePlace<'c>, Vec<Clause>)>) {
    let run = std::mem::take(run);
    if let Some(place) = place.filter(|_| !run.is_empty()) {
        runs.push((place, run));
    }
}

/// Those that came into a clause which is there already and which goes below one that came in.
fn new_in_kept<'c>(
    below: &'c [Clause],
    now: &HashMap<&str, Place<'_>>,
    runs: &mut Vec<(ClausePlace<'c>, Vec<Clause>)>,
) {
    for clause in below {
        if now.contains_key(&*clause.id) {
            new_among(&clause.clauses, Some(&clause.id), now, runs);
        } else {
            new_in_kept(&clause.clauses, now, runs);
        }
    }
}

/// A clause that came in, with those below it that did as well.
fn with_new_ones(clause: &Clause, now: &HashMap<&str, Place<'_>>) -> Clause {
    let new = clause.clauses.iter().filter(|below| !now.contains_key(&*below.id));
    Clause {
        clauses: new.map(|below| with_new_ones(below, now)).collect(),
        ..alone(clause)
    }
}

/// A clause without those below it.
fn alone(clause: &Clause) -> Clause {
    Clause {
        id: clause.id.clone(),
        heading: clause.heading.clone(),
        text: clause.text.clone(),
        pair: clause.pair.clone(),
        clauses: Vec::new(),
    }
}

/// Where a clause stands: its parent, and the nearest sibling before it that is to stay.
struct Place<'c> {
    clause: &'c Clause,
    parent: Option<&'c str>,
    behind: Option<&'c str>,
}

/// Where each clause stands, by its id.
fn places<'c>(contract: &'c Contract, kept: &HashSet<&str>) -> HashMap<&'c str, Place<'c>> {
    let mut last: HashMap<Option<&str>, &str> = HashMap::new();
    let mut places = HashMap::new();
    for visit in contract.walk() {
        let (clause, parent) = (visit.clause, visit.parent);
        places.entry(&*clause.id).or_insert(Place {
            clause,
            parent,
            behind: last.get(&parent).copied(),
        });
        if kept.contains(&*clause.id) {
            last.insert(parent, &clause.id);
        }
    }
    places
}

#[cfg(test)]
mod tests {
    use super::super::rejoin::samples::any_contract;
    use super::*;
    use crate::contract::{Party, write};
    use proptest::prelude::*;

    fn complete(contract: Contract) -> Contract {
        let party = |id: &str| Party {
            id: id.into(),
            name: id.into(),
            ..Party::default()
        };
        let title = format!("T{}", contract.title);
        Contract {
            title,
            parties: vec![party("a"), party("b")],
            ..contract
        }
    }

    #[test]
    fn comments_and_layout_elsewhere_stay() {
        let source = "title: T\nparties:\n  - {id: a, name: A}\n  - {id: b, name: B}\nclauses:\n  # fees\n  - id: x\n    text: one\n  - id: z   # keep\n    text: two\n";
        let mut wanted = contract::read(source.as_bytes()).unwrap();
        wanted.clauses[0].text = "three".into();
        let text = written_as(source, &wanted);
        assert!(
            text.contains("# fees") && text.contains("- id: z   # keep\n    text: two\n"),
            "{text}"
        );
        assert_eq!(contract::read(text.as_bytes()).unwrap(), wanted);
    }

    #[test]
    fn a_file_is_read_again_after_what_moved_and_not_for_every_clause() {
        let clause = |at: usize| Clause {
            id: format!("c{at}"),
            text: format!("text {at}"),
            ..Clause::default()
        };
        let old = complete(Contract {
            clauses: (0..300).map(clause).collect(),
            ..Contract::default()
        });
        let source = write(&old);
        let within = |wanted: &Contract, readings: usize| edited(&source, wanted, source.len() * 3 / 2 * readings);
        let is_had = |wanted: &Contract, readings: usize| {
            let text = within(wanted, readings).unwrap();
            text.is_some_and(|text| contract::read(text.as_bytes()).as_ref() == Ok(wanted))
        };
        assert!(is_had(&old, 3), "nothing differs");
        let mut reworded = old.clone();
        reworded.clauses.iter_mut().for_each(|clause| clause.text.push('x'));
        assert!(is_had(&reworded, 3), "all of them in one go");
        let with_another = |at: usize| {
            let below = vec![clause(2_000 + at)];
            let another = Clause {
                clauses: below,
                ..clause(1_000 + at)
            };
            [clause(at), another]
        };
        let more = Contract {
            clauses: (0..300).filter(|at| at % 3 > 0).flat_map(with_another).collect(),
            ..old.clone()
        };
        assert!(is_had(&more, 6), "what came in and what went, too");
        let mut few = old.clone();
        let moved = few.clauses.remove(200);
        few.clauses.insert(10, moved);
        assert!(is_had(&few, 6));
        let mut turned = old.clone();
        turned.clauses.reverse();
        assert_eq!(within(&turned, 100), Ok(None), "each would be looked for in all of it");
        assert!(is_had(&turned, 304));
    }

    proptest! {
        #[test]
        fn the_file_says_what_is_wanted(old in any_contract(), new in any_contract()) {
            let (old, new) = (complete(old), complete(new));
            let text = written_as(&write(&old), &new);
            prop_assert_eq!(contract::read(text.as_bytes()).unwrap(), new);
        }
    }
}
