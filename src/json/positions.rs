//! Where a contract stands, what is open, and whether it is in agreed form.

use serde_json::{Map, Value, json};

use super::{Answer, revision};
use crate::audit::Verdict;
use crate::exchange::front_json;
use crate::negotiation::{PartyPosition, PositionKind, Standing, Trust};
use crate::session::{AgreedForm, ClauseStatus, Notice, Readiness, Status, Vouched};

/// The clauses that are open.
#[must_use]
pub fn issues(status: &Status, open: &[&ClauseStatus]) -> Answer {
    let clauses: Vec<Value> = open.iter().map(|clause| clause_json(clause)).collect();
    Answer::new(
        "issues",
        json!({"contract": status.contract, "round": status.round, "issues": clauses}),
    )
}

fn position_json(position: &PartyPosition, clause: &ClauseStatus) -> Value {
    let reason = clause.reasons.get(&position.party);
    let mut fields = Map::new();
    fields.insert("position".into(), json!(position.kind.word()));
    if let Some(round) = position.round {
        fields.insert("round".into(), json!(round));
    }
    if let Some(record) = position.record {
        fields.insert("record".into(), json!(record.to_string()));
    }
    if position.kind != PositionKind::None {
        fields.insert("verified".into(), json!(position.trust == Some(Trust::Verified)));
    }
    if let Some(trust) = &position.trust {
        fields.insert("trust".into(), json!(trust.word()));
    }
    if let Some(reason) = reason {
        fields.insert("reason".into(), json!(reason));
    }
    if let Some(reported) = &position.reported {
        let value =
            json!({"position": reported.kind.word(), "round": reported.round, "record": reported.record.to_string()});
        fields.insert("reported".into(), value);
    }
    if let Some((by, source)) = clause.reports.get(&position.party) {
        fields.insert("reported_by".into(), json!(by));
        fields.insert("source".into(), json!(source));
    }
    if let Some(earlier) = &position.earlier {
        let value = json!({"round": earlier.round, "revision": revision(earlier.revision), "record": earlier.record.to_string()});
        fields.insert("accepted_before".into(), value);
    }
    Value::Object(fields)
}

fn clause_json(clause: &ClauseStatus) -> Value {
    let positions: Map<String, Value> = clause
        .standing
        .positions
        .iter()
        .map(|position| (position.party.clone(), position_json(position, clause)))
        .collect();
    let older: Vec<Value> = clause
        .older_definitions
        .iter()
        .map(|(party, terms)| json!({"party": party, "terms": terms}))
        .collect();
    json!({
        "id": clause.standing.id,
        "number": clause.number,
        "heading": clause.heading,
        "revision": revision(clause.standing.revision),
        "since": clause.standing.since,
        "standing": clause.standing.standing.map(Standing::word),
        "positions": positions,
        "waiting_for": clause.standing.waiting_for,
        "pair": clause.pair,
        "older_definitions": older,
        "open_comments": clause.comments.iter().filter(|thread| !thread.resolved).filter_map(|thread| Some(thread.comments.first()?.number)).collect::<Vec<_>>(),
        "former_ids": clause.former_ids.iter().map(|(party, (id, _))| (party.clone(), json!(id))).collect::<Map<_, _>>(),
    })
}

/// Where every clause stands.
#[must_use]
pub fn status(status: &Status) -> Answer {
    let value = json!({
        "contract": status.contract,
        "round": status.round,
        "to_act": status.ball,
        "agreed_form": status.form == AgreedForm::Yes,
        "agreed": status.agreed,
        "total": status.total,
        "clauses": status.clauses.iter().map(clause_json).collect::<Vec<_>>(),
        "notices": status.notices.iter().map(notice_json).collect::<Vec<_>>(),
        "turns": turns_json(status),
    });
    Answer::new("status", value)
}

/// Rounds and days with each party; of each clause how often it changed, and how often between parties.
fn turns_json(status: &Status) -> Value {
    let parties = status.turns.parties.iter();
    let parties = parties.map(|one| json!({"party": one.party, "rounds": one.rounds, "days": one.held.num_days()}));
    let clauses = status.turns.clauses.iter();
    let clauses = clauses.map(|one| json!({"id": one.id, "changes": one.changes, "crossings": one.crossings}));
    json!({"parties": parties.collect::<Vec<_>>(), "clauses": clauses.collect::<Vec<_>>()})
}

fn notice_json(notice: &Notice) -> Value {
    match notice {
        Notice::Lost(file) => json!({"kind": "lost", "file": file}),
        Notice::Unconfirmed(party) => json!({"kind": "unconfirmed", "party": party}),
        Notice::Intruded(party) => json!({"kind": "intruded", "party": party}),
        Notice::Deprived(party) => json!({"kind": "keys-of-others", "party": party}),
        Notice::Keyless(party) => json!({"kind": "keyless", "party": party}),
        Notice::Void(file, why) => json!({"kind": "void", "file": file, "why": why.english()}),
        Notice::UnsignedRound(round, who) => json!({"kind": "unsigned-round", "round": round, "author": who}),
        Notice::Unsent(who) => json!({"kind": "unsent", "author": who}),
    }
}

/// Whether the contract is in agreed form.
#[must_use]
pub fn ready(readiness: &Readiness) -> Answer {
    let Readiness {
        status,
        vouched,
        record,
    } = readiness;
    let (open, other_whole) = match &status.form {
        AgreedForm::Yes | AgreedForm::Unsent(_) => (Vec::new(), Vec::new()),
        AgreedForm::Open(open) => (open.clone(), Vec::new()),
        AgreedForm::OtherWhole(parties) => (Vec::new(), parties.clone()),
    };
    let value = json!({
        "contract": status.contract,
        "round": status.round,
        "agreed_form": matches!(record, Some(Verdict::Holds | Verdict::CannotVerify)),
        "record": record.map(Verdict::word),
        "not_compared": status.not_compared,
        "open": open,
        "other_whole": other_whole,
        "to_act": status.ball,
        "vouched": vouched.iter().map(vouched_json).collect::<Vec<_>>(),
    });
    Answer::new("ready", value)
}

fn vouched_json(one: &Vouched) -> Value {
    let headings: Vec<Value> = one
        .headings
        .iter()
        .map(|(old, new)| json!({"old": old, "new": new}))
        .collect();
    json!({
        "party": one.party,
        "round": one.round,
        "since": one.before,
        "front": front_json(&one.front),
        "headings": headings,
        "reordered": one.reordered,
    })
}
