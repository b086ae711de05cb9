//! Bringing a file of a contract to say what another contract says, in the lines that differ alone.

use std::collections::{HashMap, HashSet};

use crate::contract::{
    self, Clause, ClausePlace, Contract, SpliceError, insert_clause, move_clause, remove_clause, set_heading, set_text,
};

/// The file changed so that it reads as `wanted`. Whatever need not change stays byte for byte; where that cannot be
/// had (the head differs, so many clauses of a long file differ that each would have to be looked for in all of it, or it
/// is laid out in a way that cannot be edited in place) it is written anew.
#[must_use]
pub fn written_as(source: &str, wanted: &Contract) -> String {
    let reads_right = |text: &str| contract::read(text.as_bytes()).is_ok_and(|read| read == *wanted);
    match edited(source, wanted, MOST_READ) {
        Ok(Some(text)) if reads_right(&text) => text,
        _ => contract::with_line_ends_of(source, &contract::write(wanted)),
    }
}

/// After each clause that was changed the file is read again, up to so many bytes altogether.
const MOST_READ: usize = 64 << 20;

/// The file with one clause after the other edited in place; `None` where that would take too long.
fn edited(source: &str, wanted: &Contract, most: usize) -> Result<Option<String>, SpliceError> {
    let mut text = source.to_owned();
    let mut left = most;
    let mut read = |text: &str| {
        left = left.checked_sub(text.len())?;
        Some(contract::read(text.as_bytes()).unwrap_or_default())
    };
    let visits = wanted.walk();
    let kept: HashSet<&str> = visits.iter().map(|visit| visit.clause.id.as_str()).collect();
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
            let mut changed = None;
            if let Some(there) = now.get(&*clause.id) {
                if there.clause.text != clause.text {
                    changed = Some(set_text(&text, &clause.id, &clause.text)?);
                }
                if there.clause.heading != clause.heading {
                    changed = Some(set_heading(
                        changed.as_ref().unwrap_or(&text),
                        &clause.id,
                        &clause.heading,
                    )?);
                }
                if (there.parent, there.behind) != (wanted.parent, wanted.behind) {
                    changed = Some(move_clause(changed.as_ref().unwrap_or(&text), &clause.id, place)?);
                }
            } else {
                let alone = Clause {
                    clauses: Vec::new(),
                    ..clause.clone()
                };
                changed = Some(insert_clause(&text, place, &alone)?);
            }
            if let Some(changed) = changed {
                text = changed;
                break;
            }
        }
    }
    // What goes, goes last: by now everything that stays has been moved out of it.
    loop {
        let Some(now) = read(&text) else { return Ok(None) };
        let Some(gone) = now
            .walk()
            .into_iter()
            .map(|visit| &visit.clause.id)
            .find(|id| !kept.contains(id.as_str()))
        else {
            return Ok(Some(text));
        };
        text = remove_clause(&text, gone)?;
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
    fn a_file_is_read_again_after_what_was_changed_and_not_for_every_clause() {
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
        let differing = |each: usize| {
            let mut wanted = old.clone();
            wanted
                .clauses
                .iter_mut()
                .step_by(each)
                .for_each(|clause| clause.text.push('x'));
            wanted
        };
        let within = |wanted: &Contract, readings: usize| edited(&source, wanted, (source.len() + 400) * readings);
        assert!(within(&old, 2).is_ok_and(|text| text.is_some()), "nothing differs");
        let few = differing(100);
        assert!(within(&few, 5).is_ok_and(|text| text.is_some_and(|text| contract::read(text.as_bytes()) == Ok(few))));
        let many = differing(1);
        assert_eq!(within(&many, 100), Ok(None), "each would be looked for in all of it");
        assert!(within(&many, 302).is_ok_and(|text| text.is_some()));
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
