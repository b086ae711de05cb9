//! What became of what a party asked for.

use serde_json::{Value, json};

use super::Answer;
use crate::negotiation::AskWording;
use crate::redline::{ClauseChange, Op, Segment};
use crate::session::AsksReport;

/// The report.
#[must_use]
pub fn asks(report: &AsksReport) -> Answer {
    let asked = report.asks.iter().map(|one| {
        let ask = &one.ask;
        let reasons = ask
            .reasons
            .iter()
            .map(|(party, reason)| json!({"party": party, "reason": reason}));
        json!({
            "round": ask.round,
            "clause": ask.clause,
            "number": one.name.number,
            "heading": one.name.heading,
            "kind": ask.kind.word(),
            "words": ask.words,
            "outcome": ask.outcome.word(),
            "answered_in": ask.answered_in,
            "reworded": ask.reworded,
            "beyond": ask.beyond,
            "before": wording(ask.before.as_ref()),
            "asked": wording(ask.asked.as_ref()),
            "after": wording(ask.after.as_ref()),
            "offered_segments": segments(one.offered.as_ref()),
            "answer_segments": segments(one.answer.as_ref()),
            "reasons": reasons.collect::<Vec<_>>(),
        })
    });
    let silent = report.silent.iter().map(|one| {
        let change = &one.change;
        json!({
            "round": change.round,
            "party": change.party,
            "clause": change.clause,
            "number": one.name.number,
            "heading": one.name.heading,
            "before": wording(change.before.as_ref()),
            "after": wording(change.after.as_ref()),
            "segments": segments(Some(&one.redline)),
        })
    });
    let value = json!({
        "contract": report.contract,
        "party": report.party,
        "since": report.since,
        "round": report.round,
        "asks": asked.collect::<Vec<_>>(),
        "silent": silent.collect::<Vec<_>>(),
    });
    Answer::new("asks", value)
}

fn wording(wording: Option<&AskWording>) -> Value {
    wording.map_or(Value::Null, |one| json!({"heading": one.heading, "text": one.text}))
}

/// The text as a redline, old and new in one; nothing where there is none.
fn segments(clause: Option<&ClauseChange>) -> Vec<Value> {
    let one = |segment: &Segment| {
        let op = match segment.op {
            Op::Equal => "equal",
            Op::Delete => "delete",
            Op::Insert => "insert",
        };
        json!({"op": op, "text": segment.text})
    };
    clause
        .map(|clause| clause.segments.iter().map(one).collect())
        .unwrap_or_default()
}
