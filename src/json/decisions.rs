//! What was recorded, sent, stamped, or read.

use serde_json::{Value, json};

use super::{Answer, revision};
use crate::exchange::front_json;
use crate::language::Language;
use crate::negotiation::NamedWording;
use crate::review::{Blank, BlankPlace};
use crate::session::{Outgoing, ReadMark, Recorded, RoundToTakeBack, SentRound, Stamping};

/// How many records were stamped.
#[must_use]
pub fn stamped(contract: &str, count: usize) -> Answer {
    Answer::new("stamps", json!({"contract": contract, "stamped": count}))
}

/// The clauses whose changes have not been read.
#[must_use]
pub fn unread(contract: &str, unread: &[ReadMark]) -> Answer {
    let ids: Vec<&String> = unread.iter().map(|read| &read.clause).collect();
    Answer::new("unread", json!({"contract": contract, "unread": ids}))
}

pub(super) fn stamping_json(stamping: &Stamping) -> Value {
    match stamping {
        Stamping::Off => Value::Null,
        Stamping::Stamped(count) => json!({"stamped": count}),
        Stamping::Failed(why) => json!({"stamped": 0, "why": why.message(Language::English)}),
    }
}

fn named_json(clauses: &[NamedWording]) -> Vec<Value> {
    clauses
        .iter()
        .map(|clause| json!({"id": clause.id, "revision": revision(clause.revision)}))
        .collect()
}

/// Positions that were recorded.
#[must_use]
pub fn recorded(recorded: &Recorded, stamping: &Stamping) -> Answer {
    let value = json!({
        "party": recorded.party,
        "reported_by": recorded.reported.as_ref().map(|(party, _)| party),
        "reported": recorded.reported.as_ref().map(|(_, source)| source),
        "round": recorded.round,
        "decision": recorded.decision.word(),
        "clauses": named_json(&recorded.clauses),
        "kept": named_json(&recorded.kept),
        "records": recorded.records.iter().map(ToString::to_string).collect::<Vec<_>>(),
        "commit": recorded.change.map(|change| change.to_string()),
        "key": recorded.key,
        "time_stamp": stamping_json(stamping),
    });
    Answer::new("recorded", value)
}

/// A round that was sent.
#[must_use]
pub fn sent(contract: &str, sent: &SentRound, outgoing: &Outgoing, stamping: &Stamping) -> Answer {
    let blank = |blank: &Blank| {
        let (place, clause) = match &blank.place {
            BlankPlace::Title => ("title".to_owned(), None),
            BlankPlace::Reference => ("reference".to_owned(), None),
            BlankPlace::Party(party) => (format!("party {party}"), None),
            BlankPlace::Member(party) => (format!("member {party}"), None),
            BlankPlace::Clause(clause) => ("clause".to_owned(), Some(clause.id.clone())),
        };
        json!({"place": place, "clause": clause, "words": blank.words})
    };
    let clauses = outgoing.clauses.iter().map(|clause| {
        json!({
            "id": clause.id,
            "former_id": clause.former_id,
            "number": clause.number,
            "heading": clause.heading,
            "offered": clause.offered,
        })
    });
    let value = json!({
        "contract": contract,
        "round": sent.round,
        "party": sent.party,
        "offered": named_json(&sent.offered),
        "foreign": sent.foreign,
        "record": sent.record.to_string(),
        "time_stamp": stamping_json(stamping),
        "commit": sent.change.to_string(),
        "key": sent.key,
        "clauses": clauses.collect::<Vec<_>>(),
        "front": front_json(&outgoing.front),
        "blanks": outgoing.blanks.iter().map(blank).collect::<Vec<_>>(),
        "mixed_line_ends": outgoing.mixed_line_ends,
        "to": outgoing.to.iter().map(|(party, people)| json!({"party": party, "people": people})).collect::<Vec<_>>(),
    });
    Answer::new("sent", value)
}

/// A round that was taken back.
#[must_use]
pub fn taken_back(round: &RoundToTakeBack) -> Answer {
    let value = json!({
        "contract": round.contract,
        "round": round.round,
        "title": round.title,
        "note": round.note,
        "draft_differs": round.draft_differs,
    });
    Answer::new("taken-back", value)
}
