//! An id for a new clause.

use crate::contract::Contract;
use crate::session::version_name::VersionName;
use crate::session::workspace::Negotiation;

/// An id that no clause has or ever had: one that was deleted is never used again.
pub(super) fn unused(negotiation: &Negotiation<'_>, draft: &Contract, wanted: &str) -> String {
    let rounds = (1..=negotiation.newest_number()).map(VersionName::Round);
    let earlier: Vec<Contract> = rounds
        // What cannot be read has no ids to keep clear of.
        .filter_map(|round| {
            negotiation
                .reading(&round)
                .and_then(|reading| negotiation.read(&reading))
                .ok()
        })
        .collect();
    let taken = |id: &str| draft.clause(id).is_some() || earlier.iter().any(|contract| contract.clause(id).is_some());
    let numbered = (2_u32..).map(|number| format!("{wanted}-{number}"));
    let mut ids = std::iter::once(wanted.to_owned()).chain(numbered);
    // There are fewer clauses than numbers.
    ids.find(|id| !taken(id)).unwrap_or_default()
}
