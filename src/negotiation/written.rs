//! Bringing a file of a contract to say what another contract says, in the lines that differ alone.

use std::collections::HashSet;

use crate::contract::{
    self, ClausePlace, Contract, SpliceError, insert_clause, move_clause, remove_clause, set_heading, set_text,
};

/// The file changed so that it reads as `wanted`. Whatever need not change stays byte for byte; where that cannot be
/// had (the head differs, or the file is laid out in a way that cannot be edited in place) it is written anew.
#[must_use]
pub fn written_as(source: &str, wanted: &Contract) -> String {
    let reads_right = |text: &str| contract::read(text.as_bytes()).is_ok_and(|read| read == *wanted);
    match edited(source, wanted) {
        Ok(text) if reads_right(&text) => text,
        _ => contract::with_line_ends_of(source, &contract::write(wanted)),
    }
}

fn edited(source: &str, wanted: &Contract) -> Result<String, SpliceError> {
    let mut text = source.to_owned();
    let read = |text: &str| contract::read(text.as_bytes()).unwrap_or_default();
    let kept: HashSet<String> = wanted.walk().into_iter().map(|visit| visit.clause.id.clone()).collect();
    let mut last_of: Vec<(Option<String>, String)> = Vec::new();
    for visit in wanted.walk() {
        let (clause, parent) = (visit.clause, visit.parent.map(str::to_owned));
        let sibling = last_of.iter().rev().find(|(above, _)| *above == parent).map(|(_, id)| id.clone());
        let place = match (&sibling, &parent) {
            (Some(sibling), _) => ClausePlace::After(sibling),
            (None, Some(parent)) => ClausePlace::FirstIn(parent),
            (None, None) => ClausePlace::First,
        };
        let now = read(&text);
        if let Some(there) = now.clause(&clause.id) {
            if there.text != clause.text {
                text = set_text(&text, &clause.id, &clause.text)?;
            }
            if there.heading != clause.heading {
                text = set_heading(&text, &clause.id, &clause.heading)?;
            }
            if place_of(&now, &clause.id, &kept) != (parent.clone(), sibling.clone()) {
                text = move_clause(&text, &clause.id, place)?;
            }
        } else {
            let alone = contract::Clause { clauses: Vec::new(), ..clause.clone() };
            text = insert_clause(&text, place, &alone)?;
        }
        last_of.push((parent, clause.id.clone()));
    }
    // What goes, goes last: by now everything that stays has been moved out of it.
    while let Some(gone) =
        read(&text).walk().into_iter().map(|visit| visit.clause.id.clone()).find(|id| !kept.contains(id))
    {
        text = remove_clause(&text, &gone)?;
    }
    Ok(text)
}

/// The parent of a clause, and the nearest sibling before it that is to stay.
fn place_of(contract: &Contract, id: &str, kept: &HashSet<String>) -> (Option<String>, Option<String>) {
    let walk = contract.walk();
    let parent = walk.iter().find(|visit| visit.clause.id == id).and_then(|visit| visit.parent);
    let siblings = walk.iter().filter(|visit| visit.parent == parent).map(|visit| &visit.clause.id);
    let before = siblings.take_while(|sibling| *sibling != id).filter(|sibling| kept.contains(*sibling)).last();
    (parent.map(str::to_owned), before.cloned())
}

#[cfg(test)]
mod tests {
    use super::super::rejoin::samples::any_contract;
    use super::*;
    use crate::contract::{Party, write};
    use proptest::prelude::*;

    fn complete(contract: Contract) -> Contract {
        let party = |id: &str| Party { id: id.into(), name: id.into(), ..Party::default() };
        let title = format!("T{}", contract.title);
        Contract { title, parties: vec![party("a"), party("b")], ..contract }
    }

    #[test]
    fn comments_and_layout_elsewhere_stay() {
        let source = "title: T\nparties:\n  - {id: a, name: A}\n  - {id: b, name: B}\nclauses:\n  # fees\n  - id: x\n    text: one\n  - id: z   # keep\n    text: two\n";
        let mut wanted = contract::read(source.as_bytes()).unwrap();
        wanted.clauses[0].text = "three".into();
        let text = written_as(source, &wanted);
        assert!(text.contains("# fees") && text.contains("- id: z   # keep\n    text: two\n"), "{text}");
        assert_eq!(contract::read(text.as_bytes()).unwrap(), wanted);
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
