//! The text of a contract, and who introduced its words.

use serde_json::json;

use super::Answer;
use crate::contract::{Clause, Contract, revision, whole};
use crate::session::{Blamed, ShownContract};

/// The same for other programs, with digests.
#[must_use]
pub fn text(shown: &ShownContract, clause: Option<&Clause>) -> Answer {
    let contract: &Contract = &shown.contract;
    let clauses: Vec<_> = shown
        .visits(clause)
        .iter()
        .map(|visit| {
            json!({
                "id": visit.clause.id,
                "number": visit.number,
                "heading": visit.clause.heading,
                "text": visit.clause.text,
                "parent": visit.parent,
                "revision": revision(visit.clause),
            })
        })
        .collect();
    let value = json!({
        "contract": shown.name,
        "title": contract.title,
        "language": contract.language,
        "round": shown.version.round,
        "commit": shown.version.commit,
        "whole": whole(contract),
        "clauses": clauses,
    });
    Answer::new("text", value)
}

/// The same for other programs.
#[must_use]
pub fn blame(contract: &str, blamed: &Blamed) -> Answer {
    let stretches: Vec<_> = blamed
        .stretches
        .iter()
        .map(|stretch| {
            json!({
                "text": stretch.text,
                "round": stretch.round,
                "party": stretch.party,
                "author": stretch.author,
                "date": stretch.date,
                "commit": stretch.commit,
            })
        })
        .collect();
    let value = json!({"contract": contract, "clause": blamed.clause.id, "heading": blamed.clause.heading, "segments": stretches});
    Answer::new("blame", value)
}
