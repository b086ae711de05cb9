//! The redline as JSON. The shape is an interface that other programs rely on: keys are only ever added.
//!
//! ```json
//! {"format": "adidem/redline/1", "contract": "crm",
//!  "from": {"round": 3, "party": "vendor", "commit": "…", "date": "2026-03-20T11:05:00+08:00"},
//!  "to": {"round": 4, "party": "customer", "commit": "…", "date": "…"},
//!  "clauses": [{"id": "licence", "from_id": "licence", "number": "1", "from_number": "1", "heading": "软件使用权",
//!    "change": "edited", "moved": false, "renumbered": false, "class": "figure",
//!    "from_digest": "sha256:…", "to_digest": "sha256:…",
//!    "heading_segments": [{"op": "equal", "text": "软件使用权"}],
//!    "segments": [{"op": "equal", "text": "…"}, {"op": "delete", "text": "三十", "change": 1},
//!                 {"op": "insert", "text": "六十", "change": 1}, {"op": "equal", "text": "日"}],
//!    "flags": ["figure"], "changes": [{"number": 1, "id": "9f…", "class": "figure"}], "mismatches": []}],
//!  "summary": {"edited": 1, "followed": 0, "added": 0, "removed": 0, "moved": 0, "renumbered": 0, "unchanged": 20,
//!              "replacements": 1, "insertions": 0, "deletions": 0},
//!  "front": [], "figures": [{"clause": "licence", "from": "三十日", "to": "六十日"}],
//!  "definitions": [], "shifted_ids": [], "references": []}
//! ```
//!
//! * `change`: `edited`, `added`, `removed`, `unchanged`. Clauses that are unchanged and neither moved nor renumbered
//!   are listed only where all are asked for.
//! * Joining the segments of `equal` and `delete` gives the old text byte for byte, `equal` and `insert` the new; a
//!   deletion stands before its insertion. Words that a split or merge carried have `moved_to` or `moved_from`.
//! * `class`: `substantive`, `defined-term`, `figure`, `typographic`, `spacing`, `renumbering`, `move`; null where
//!   nothing changed.
//! * In `summary`, `edited` counts clauses with other words; `followed` those of the class `renumbering`, in which nothing but
//!   typed numbers changed, or references that followed their clauses. Words that changed their place within a clause have
//!   the clause's own id as `moved_to` and `moved_from`.
//! * `shifted_ids`: ids that name another clause than in the old version, where ids are positions: such clauses are paired
//!   by heading and text, and the id of a removed clause may be that of another clause as well.
//! * `flags`: `figure`, `hidden`, `mismatch`, `definition`, `reference`.
//! * `commit` is null for the draft; `round` is null where the version is no round's.
//! * With the baseline `mine` the top-level `from` has `"baseline": "mine"` and no round, and each clause has a `from` of
//!   its own (`left_out` counts records of the party whose keys are not confirmed here): the `round` whose wording is its left side, and `why`: `accepted`, `offered`, or `none` where the party took
//!   no position; without a round the clause is new to the party. With any other left side a clause's `from` is null.
//! * `front`: what changed outside of the clauses (`item`, `from`, `to`; for a key the type and fingerprint of both,
//!   `from_key` and `to_key`; the `round`, `author` and `party` that brought it in, or null). `references`: those that lead
//!   nowhere
//!   (`now` is null) or elsewhere (`clause`, `text`, `was`, `now`). `definitions`: `term`, `defined_in`, `affected`.

use super::{Baseline, BaselineReason, Document, Version};
use crate::contract::key_name;
use crate::negotiation::Received;
use crate::redline::{ChangeKind, Class, ClauseChange, Flag, FrontChange, FrontItem, Op, Segment};
use rayon::prelude::*;
use serde_json::{Map, Value, json};

/// The name of the shape and its version, which rises only when a key changes its meaning.
const FORMAT: &str = "adidem/redline/1";

/// The whole redline as JSON. Digests of both wordings are computed by the caller's function, clause by clause, so that
/// only listed clauses cost any; on all cores.
pub fn redline_json(
    document: &Document<'_>,
    digests: impl Fn(&ClauseChange) -> (Option<String>, Option<String>) + Sync,
) -> Value {
    let redline = document.redline;
    let listed: Vec<&ClauseChange> = redline
        .asked()
        .filter(|clause| document.all || !clause.is_untouched())
        .collect();
    let clauses: Vec<Value> = listed
        .into_par_iter()
        .map(|change| clause(change, document.from, digests(change)))
        .collect();
    let summary = redline.summary;
    json!({
        "format": FORMAT,
        "contract": document.contract,
        "from": baseline(document.from),
        "to": version(document.to),
        "clauses": clauses,
        "summary": {
            "edited": summary.edited,
            "followed": summary.followed,
            "added": summary.added,
            "removed": summary.removed,
            "moved": summary.moved,
            "renumbered": summary.renumbered,
            "unchanged": summary.unchanged,
            "replacements": redline.counts.replacements,
            "insertions": redline.counts.insertions,
            "deletions": redline.counts.deletions,
        },
        "front": front_json(&redline.front),
        "figures": redline.figures.iter().map(|figure| json!({"clause": figure.clause, "from": figure.old, "to": figure.new})).collect::<Vec<_>>(),
        "definitions": redline.definitions.iter().map(|definition| json!({"term": definition.term, "defined_in": definition.defined_in, "affected": definition.affected})).collect::<Vec<_>>(),
        "shifted_ids": redline.shifted_ids,
        "references": redline.references.iter().map(|fault| json!({"clause": fault.clause, "text": fault.text, "was": fault.was, "now": fault.now})).collect::<Vec<_>>(),
    })
}

/// What changed outside of the clauses.
#[must_use]
pub fn front_json(changes: &[FrontChange]) -> Vec<Value> {
    let one = |change: &FrontChange| {
        let mut object = json!({"item": change.item, "from": change.old, "to": change.new});
        if matches!(change.what, FrontItem::Key { .. }) {
            object["from_key"] = json!(change.old.as_deref().map(key_name));
            object["to_key"] = json!(change.new.as_deref().map(key_name));
        }
        let by = change.by.as_ref();
        object["round"] = json!(by.and_then(|by| by.round));
        object["author"] = json!(by.map(|by| &by.author));
        object["party"] = json!(by.and_then(|by| by.party.as_ref()));
        object
    };
    changes.iter().map(one).collect()
}

/// The left side of the redline.
fn baseline(from: &Baseline) -> Value {
    match from {
        Baseline::Version(from) => version(from),
        Baseline::StoodBy(each) => {
            json!({
                "baseline": "mine", "round": null, "party": each.party, "commit": null, "date": null,
                "left_out": each.left_out,
            })
        }
    }
}

/// Where the old wording of a clause is from; null where the left side is one version.
fn ground(change: &ClauseChange, from: &Baseline) -> Value {
    let Some(each) = from.stood_by() else {
        return Value::Null;
    };
    match each.ground(change) {
        Some(BaselineReason::Offered(round)) => json!({"round": round, "why": "offered"}),
        Some(BaselineReason::Accepted(round)) => json!({"round": round, "why": "accepted"}),
        Some(BaselineReason::Named(round)) => json!({"round": round, "why": "none"}),
        None => json!({"round": null, "why": "none"}),
    }
}

/// That a round was received in a file, for other programs.
#[must_use]
pub fn received_json(received: &Received) -> Value {
    json!({"by": received.by, "sha256": received.sha256, "untracked": received.untracked})
}

/// One side of the redline.
fn version(version: &Version) -> Value {
    json!({
        "round": version.round,
        "party": version.party,
        "commit": version.commit,
        "date": version.date,
        "received": version.received.as_ref().map(received_json),
    })
}

fn clause(change: &ClauseChange, from: &Baseline, (from_digest, to_digest): (Option<String>, Option<String>)) -> Value {
    json!({
        "id": change.id,
        "from_id": change.from_id,
        "number": change.number,
        "from_number": change.from_number,
        "from": ground(change, from),
        "heading": change.heading,
        "change": change_word(change.change),
        "moved": change.moved,
        "renumbered": change.renumbered,
        "class": change.class.map(class_word),
        "from_digest": from_digest,
        "to_digest": to_digest,
        "heading_segments": segments(&change.heading_segments),
        "segments": segments(&change.segments),
        "flags": change.flags.iter().map(|flag| flag_word(*flag)).collect::<Vec<_>>(),
        "changes": change.marks.iter().map(|mark| json!({"number": mark.number, "id": mark.id, "class": class_word(mark.class)})).collect::<Vec<_>>(),
        "languages": change.languages.as_ref().map(|part| json!({"changed_alone": part.changed_alone, "figures": part.figures, "pair": part.pair})),
        "mismatches": change.mismatches.iter().map(|found| json!({"text": found.text, "introduced": found.introduced})).collect::<Vec<_>>(),
    })
}

fn segments(segments: &[Segment]) -> Vec<Value> {
    segments.iter().map(segment).collect()
}

fn segment(segment: &Segment) -> Value {
    let mut object = Map::new();
    let (op, elsewhere) = match segment.op {
        Op::Equal => ("equal", None),
        Op::Delete => ("delete", Some("moved_to")),
        Op::Insert => ("insert", Some("moved_from")),
    };
    object.insert("op".into(), op.into());
    object.insert("text".into(), segment.text.as_str().into());
    if let (Some(key), Some(other)) = (elsewhere, &segment.elsewhere) {
        object.insert(key.into(), other.as_str().into());
    }
    if let Some(number) = segment.mark {
        object.insert("change".into(), number.into());
    }
    Value::Object(object)
}

/// The word for what became of a clause.
fn change_word(change: ChangeKind) -> &'static str {
    match change {
        ChangeKind::Edited => "edited",
        ChangeKind::Added => "added",
        ChangeKind::Removed => "removed",
        ChangeKind::Unchanged => "unchanged",
    }
}

/// The word for a class.
fn class_word(class: Class) -> &'static str {
    match class {
        Class::Substantive => "substantive",
        Class::DefinedTerm => "defined-term",
        Class::Figure => "figure",
        Class::Typographic => "typographic",
        Class::Spacing => "spacing",
        Class::Renumbering => "renumbering",
        Class::Move => "move",
    }
}

/// The word for a flag.
fn flag_word(flag: Flag) -> &'static str {
    match flag {
        Flag::Figure => "figure",
        Flag::Hidden => "hidden",
        Flag::Mismatch => "mismatch",
        Flag::Definition => "definition",
        Flag::Reference => "reference",
        Flag::Languages => "languages",
    }
}
