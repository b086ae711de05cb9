//! Cross-references that no longer lead where they led.

use super::edit::Edit;
use super::model::ReferenceFault;
use super::references::{Reference, references};
use super::versions::{ComparedClause, VersionPair};
use rayon::prelude::*;

/// Every reference of the new version that dangles or points elsewhere, unless it already did so in the old version.
pub(crate) fn find(versions: &VersionPair<'_>, drafts: &[ComparedClause]) -> Vec<ReferenceFault> {
    let numbers_stand = versions.numbers_stand();
    // Where every number names the clause it named, a clause that was not edited cannot have gone wrong.
    let may_be_wrong = |draft: &&ComparedClause| !numbers_stand || !draft.text.is_empty();
    let faults = drafts.par_iter().filter(may_be_wrong);
    faults.flat_map_iter(|draft| in_clause(versions, draft)).collect()
}

fn in_clause(versions: &VersionPair<'_>, draft: &ComparedClause) -> Vec<ReferenceFault> {
    let mut faults = Vec::new();
    let Some(new) = versions.new_clause(draft) else {
        return faults;
    };
    let typed = versions.new_numbering.is_typed();
    let in_new = references(&new.text, typed);
    if in_new.is_empty() {
        return faults;
    }
    let old = versions.old_clause(draft);
    let in_old = match old {
        Some(old) if old.text == new.text => in_new.clone(),
        Some(old) => references(&old.text, typed),
        None => Vec::new(),
    };
    for reference in &in_new {
        let now = versions.new_numbering.target(&reference.label);
        let kept = kept_from(reference, &in_old, &draft.text, &new.text);
        let was = kept
            .zip(old)
            .and_then(|(reference, old)| versions.numbers_then(draft).meant(&old.text, reference));
        // What the number itself named in the old version: where it named the same clause, or none, the reference was as right
        // or wrong before, whatever the title behind it says.
        let then = kept.map(|reference| versions.numbers_then(draft).target(&reference.label));
        let stood = match then {
            Some(Some(then)) => versions.new_id_of(then).is_some_and(|then| Some(then) == now),
            Some(None) => now.is_none(),
            None => false,
        };
        if stood {
            continue;
        }
        let may_dangle = kept.is_none() && reference.is_firm() && versions.new_numbering.holds(reference.label.of);
        let dangles = now.is_none() && (may_dangle || was.is_some());
        // A reference whose words stand must still name the same clause. One that was rewritten names what its author
        // now wants it to name.
        let strays = kept.is_some() && now.is_some() && was.is_some_and(|was| versions.new_id_of(was) != now);
        if dangles || strays {
            faults.push(ReferenceFault {
                clause: new.id.clone(),
                text: new.text[reference.at.clone()].to_owned(),
                was: was.map(str::to_owned),
                now: now.map(str::to_owned),
            });
        }
    }
    faults
}

/// The reference of the old text that stands at the same place, when no change touches it but one of where a line ends.
fn kept_from<'r>(reference: &Reference, in_old: &'r [Reference], edits: &[Edit], new: &str) -> Option<&'r Reference> {
    let before = edits.partition_point(|edit| edit.new.end <= reference.at.start);
    let mut within = edits[before..]
        .iter()
        .take_while(|edit| edit.new.start < reference.at.end);
    if !within.all(|edit| edit.old.len() + edit.new.len() == 1 && new[edit.new.clone()].trim().is_empty()) {
        return None;
    }
    let start = before.checked_sub(1).map_or(reference.at.start, |last| {
        reference.at.start - edits[last].new.end + edits[last].old.end
    });
    let at = in_old.binary_search_by_key(&start, |old| old.at.start).ok()?;
    Some(&in_old[at]).filter(|old| old.label == reference.label)
}

#[cfg(test)]
mod tests {
    use crate::contract::{Clause, Contract};
    use crate::redline::{CompareScope, compare};

    #[test]
    fn a_reference_that_was_wrong_before_is_not_told_again_when_its_clause_is_edited() {
        let contract = |first: &str, words: &str| Contract {
            clauses: [("Scope", first), ("Fees", "Fees."), ("Use", words)]
                .into_iter()
                .filter(|(_, text)| !text.is_empty())
                .map(|(heading, text)| Clause {
                    id: heading.to_lowercase(),
                    heading: heading.to_owned(),
                    text: text.to_owned(),
                    pair: None,
                    clauses: vec![],
                })
                .collect(),
            ..Contract::default()
        };
        for (old, new, told) in [
            (
                ("S.", "As Section 7 (Fees) says."),
                ("S.", "As Section 7 (Fees) says now."),
                false,
            ),
            (
                ("S.", "As Section 1 (Fees) says."),
                ("S.", "As Section 1 (Fees) says now."),
                false,
            ),
            (
                ("S.", "As Section 2 (Fees) says."),
                ("", "As Section 2 (Fees) says now."),
                true,
            ),
            (("S.", "As Section 1 says."), ("", "As Section 1 says now."), true),
            (("S.", "As Section 3 says."), ("", "As Section 3 says now."), true),
        ] {
            let found = compare(&contract(old.0, old.1), &contract(new.0, new.1), CompareScope::Changes);
            assert_eq!(!found.references.is_empty(), told, "{old:?} {new:?}");
        }
    }
}
