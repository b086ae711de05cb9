//! Everything that happened.

use serde_json::{Value, json};

use super::{Answer, revision};
use crate::exchange::received_json;
use crate::negotiation::Trust;
use crate::session::{Concerned, Event, EventKind};

/// The events of a contract's history, or of one clause of it.
#[must_use]
pub fn log(contract: &str, clause: Option<&str>, events: &[Event]) -> Answer {
    let told: Vec<Value> = events.iter().map(event_json).collect();
    Answer::new("log", json!({"contract": contract, "clause": clause, "events": told}))
}

fn event_json(event: &Event) -> Value {
    let mut value = json!({"date": event.date, "party": event.party, "author": event.author, "commit": event.commit});
    let more = match &event.what {
        EventKind::Round {
            number,
            note,
            sent,
            unsigned,
            received,
            ..
        } => {
            let received = received.as_ref().map(received_json);
            json!({"event": "round", "round": number, "note": note, "sent": sent, "signed": !unsigned, "received": received})
        }
        EventKind::Position {
            record,
            file,
            decision,
            round,
            clauses,
            reason,
            trust,
            reported,
            withdraws,
            ..
        } => {
            json!({
                "event": "record",
                "record": record.to_string(),
                "file": file,
                "decision": decision.word(),
                "round": round,
                "clauses": clauses.iter().map(concerned).collect::<Vec<_>>(),
                "reason": reason,
                "trust": trust.word(),
                "why": why_void(trust),
                "verified": *trust == Trust::Verified,
                "speaks_for": reported.as_ref().map(|(party, _)| party),
                "reported": reported.as_ref().map(|(_, how)| how),
                "withdraws": withdraws.map(|id| id.to_string()),
            })
        }
        EventKind::Comment {
            number,
            record,
            file,
            round,
            clause,
            on,
            text,
            answers,
            resolves,
            trust,
        } => {
            json!({
                "event": "comment",
                "number": number,
                "record": record.to_string(),
                "file": file,
                "round": round,
                "clauses": [concerned(clause)],
                "on": on,
                "text": text,
                "answers": answers,
                "resolves": resolves,
                "trust": trust.word(),
                "why": why_void(trust),
                "verified": *trust == Trust::Verified,
            })
        }
        EventKind::Unreadable(file, why) => json!({"event": "unreadable", "file": file, "why": why.english()}),
        EventKind::Unsent => json!({"event": "unsent"}),
    };
    if let (Value::Object(value), Value::Object(more)) = (&mut value, more) {
        value.extend(more);
    }
    value
}

/// Why a record does not count; `None` where it does.
fn why_void(trust: &Trust) -> Option<&str> {
    match trust {
        Trust::Void(why) => Some(why.english()),
        _ => None,
    }
}

/// A clause that an event concerns, and the wording of it.
fn concerned(one: &Concerned) -> Value {
    json!({"id": one.id, "number": one.name.number, "heading": one.name.heading, "revision": revision(one.revision)})
}
