//! The redline as JSON. The shape is an interface: keys are only ever added.

use super::{Document, Version};
use crate::redline::{Change, Class, ClauseChange, Flag, Op, Segment};
use serde_json::{Map, Value, json};

/// The version of the shape; it rises only when a key changes its meaning.
const FORMAT: u32 = 1;

/// The whole redline as JSON. Digests of both wordings are computed by the caller's function, clause by clause, so that
/// only listed clauses cost any.
pub fn redline_json(
    document: &Document<'_>,
    mut digests: impl FnMut(&ClauseChange) -> (Option<String>, Option<String>),
) -> Value {
    let redline = document.redline;
    let clauses: Vec<Value> = redline
        .clauses
        .iter()
        .filter(|clause| document.all || !clause.is_untouched())
        .map(|change| clause(change, digests(change)))
        .collect();
    let summary = redline.summary;
    json!({
        "format": FORMAT,
        "contract": document.contract,
        "from": version(document.from),
        "to": version(document.to),
        "clauses": clauses,
        "summary": {
            "edited": summary.edited,
            "added": summary.added,
            "removed": summary.removed,
            "moved": summary.moved,
            "renumbered": summary.renumbered,
            "unchanged": summary.unchanged,
            "replacements": redline.counts.replacements,
            "insertions": redline.counts.insertions,
            "deletions": redline.counts.deletions,
        },
        "front": redline.front.iter().map(|change| json!({"item": change.item, "from": change.old, "to": change.new})).collect::<Vec<_>>(),
        "figures": redline.figures.iter().map(|figure| json!({"clause": figure.clause, "from": figure.old, "to": figure.new})).collect::<Vec<_>>(),
        "definitions": redline.definitions.iter().map(|definition| json!({"term": definition.term, "defined_in": definition.defined_in, "affected": definition.affected})).collect::<Vec<_>>(),
        "references": redline.references.iter().map(|fault| json!({"clause": fault.clause, "text": fault.text, "was": fault.was, "now": fault.now})).collect::<Vec<_>>(),
    })
}

/// One side of the redline.
fn version(version: &Version) -> Value {
    json!({
        "round": version.round,
        "party": version.party,
        "commit": version.commit,
        "date": version.date,
    })
}

fn clause(change: &ClauseChange, (from_digest, to_digest): (Option<String>, Option<String>)) -> Value {
    json!({
        "id": change.id,
        "from_id": change.from_id,
        "number": change.number,
        "from_number": change.from_number,
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
fn change_word(change: Change) -> &'static str {
    match change {
        Change::Edited => "edited",
        Change::Added => "added",
        Change::Removed => "removed",
        Change::Unchanged => "unchanged",
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
    }
}
