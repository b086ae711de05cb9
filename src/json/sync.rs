//! What came in and went out.

use serde_json::json;

use super::Answer;
use crate::audit::finding_json;
use crate::session::{Conflict, Synced};

/// What an exchange brought.
#[must_use]
pub fn synced(synced: &Synced) -> Answer {
    let conflict = |one: &Conflict| json!({"contract": one.contract, "clause": one.clause, "part": one.part, "number": one.number, "heading": one.heading, "ours": one.ours, "theirs": one.theirs});
    let at_once = |(contract, round): &(String, u32)| json!({"contract": contract, "round": round});
    let value = json!({
        "remote": synced.remote,
        "branch": synced.branch,
        "was_empty": synced.was_empty,
        "other_branches": synced.others,
        "new_copies_empty": synced.headless,
        "fetched": synced.fetched,
        "pushed": synced.pushed,
        "joined": synced.joined,
        "conflicts": synced.conflicts.iter().map(conflict).collect::<Vec<_>>(),
        "faults": synced.faults.iter().map(finding_json).collect::<Vec<_>>(),
        "side_by_side": synced.side_by_side.iter().map(at_once).collect::<Vec<_>>(),
    });
    Answer::new("sync", value)
}
