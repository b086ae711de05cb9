//! An id for a new clause.

use std::collections::HashSet;

use crate::contract::Contract;
use crate::session::error::Error;
use crate::session::workspace::Negotiation;

/// An id that no clause has or ever had, in any version that is in history: one that was deleted is never used again.
pub(super) fn unused(negotiation: &Negotiation<'_>, draft: &Contract, wanted: &str) -> Result<String, Error> {
    let mut versions = HashSet::new();
    let mut taken = HashSet::new();
    for text in negotiation.changes.iter().filter_map(|change| change.after) {
        if !versions.insert(text) {
            continue;
        }
        // What cannot be read has no ids to keep clear of.
        if let Ok(outline) = negotiation.facts(text)? {
            taken.extend(outline.clauses.iter().map(|clause| clause.id.clone()));
        }
    }
    let is_free = |id: &String| draft.clause(id).is_none() && !taken.contains(id);
    let numbered = (2_u32..).map(|number| format!("{wanted}-{number}"));
    let mut ids = std::iter::once(wanted.to_owned()).chain(numbered);
    // There are fewer clauses than numbers.
    Ok(ids.find(is_free).unwrap_or_default())
}
