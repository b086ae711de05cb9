//! The contracts, and the rounds of one.

use serde_json::json;

use super::Answer;
use crate::exchange::{front_json, received_json};
use crate::language::Translated;
use crate::session::{ContractRow, Found, RoundList};

/// The list of contracts for other programs.
#[must_use]
pub fn contracts(rows: &[ContractRow]) -> Answer {
    let rows: Vec<_> = rows
        .iter()
        .map(|row| {
            json!({
                "name": row.name,
                "title": row.title,
                "parties": row.parties.iter().map(|(id, name)| json!({"id": id, "name": name})).collect::<Vec<_>>(),
                "round": row.round,
                "reported": row.reported,
                "unsigned": row.unsigned.is_some(),
                "to_act": row.ball,
                "agreed": row.agreed,
                "total": row.total,
                "changed": row.changed,
                "error": row.error.as_ref().map(Translated::english),
            })
        })
        .collect();
    Answer::new("contracts", json!({"contracts": rows}))
}

/// Where words stand in all contracts, for other programs.
#[must_use]
pub fn found(words: &str, found: &Found) -> Answer {
    let places: Vec<_> = found
        .places
        .iter()
        .map(|place| {
            json!({
                "contract": place.contract,
                "clause": place.clause,
                "number": place.clause.as_ref().map(|_| &place.number),
                "heading": place.clause.as_ref().map(|_| &place.heading),
                "times": place.times,
                "excerpt": place.excerpt,
            })
        })
        .collect();
    let unread: Vec<_> = found
        .unread
        .iter()
        .map(|(contract, why)| json!({"contract": contract, "error": why.english()}))
        .collect();
    let value = json!({"words": words, "contracts": found.contracts, "places": places, "unread": unread});
    Answer::new("found", value)
}

/// The list of rounds for other programs.
#[must_use]
pub fn rounds(contract: &str, list: &RoundList) -> Answer {
    let rows: Vec<_> = list
        .rounds
        .iter()
        .map(|row| {
            json!({
                "round": row.number,
                "party": row.party,
                "commit": row.commit,
                "author": row.authors.last(),
                "date": row.date,
                "note": row.note,
                "clauses": row.clauses,
                "signed": !row.unsigned,
                "received": row.received.as_ref().map(received_json),
                "front": front_json(&row.front),
                "error": row.error.as_ref().map(Translated::english),
            })
        })
        .collect();
    Answer::new("rounds", json!({"contract": contract, "rounds": rows}))
}
