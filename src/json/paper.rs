//! A file on paper: imported, or held against a contract.

use serde_json::{Value, json};

use super::Answer;
use super::decisions::stamping_json;
use crate::exchange::docx::{Change, Comment, Unread, View};
use crate::exchange::redline_json;
use crate::language::Language;
use crate::session::{ComparedPaper, ImportedPaper, Incoming, OnPaper, ReceivedRound, Redlined, Stamping};

/// A first draft that was made from a file.
#[must_use]
pub fn imported(made: &ImportedPaper) -> Answer {
    let parties = made.contract.parties.iter();
    let party = |party: &crate::contract::Party| {
        json!({
            "id": party.id,
            "name": party.name,
            "role": party.role,
            "to_fill_in": made.to_fill_in.contains(&party.id),
        })
    };
    let value = json!({
        "contract": made.name,
        "file": made.file.display().to_string(),
        "title": made.contract.title,
        "language": made.contract.language,
        "clauses": made.contract.walk().len(),
        "parties": parties.map(party).collect::<Vec<_>>(),
        "own_party": made.own_party,
        "changes_taken": made.view == View::Accepted,
        "paper": paper(&made.paper),
    });
    Answer::new("imported", value)
}

/// A file that was held against a version of a contract.
#[must_use]
pub fn compared_paper(compared: &ComparedPaper, view: View, all: bool) -> Answer {
    let redlined = &compared.redlined;
    let value = json!({
        "contract": redlined.name,
        "same": compared.is_same(),
        "changes_taken": view == View::Accepted,
        "paper": paper(&compared.paper),
        "redline": redline_json(&redlined.document(all), redlined.digests()),
    });
    Answer::new("comparison", value)
}

/// What another party sent in a file, and the round that it became; `None` where it says what the newest round says.
#[must_use]
pub fn received(incoming: &Incoming, received: Option<&ReceivedRound>, stamping: &Stamping) -> Answer {
    let redline = |redlined: &Redlined| redline_json(&redlined.document(false), redlined.digests());
    let untracked = incoming.untracked.as_ref().filter(|_| !incoming.is_same());
    let value = json!({
        "contract": incoming.contract,
        "party": incoming.from.0,
        "reported_by": incoming.speaker.party,
        "same": incoming.is_same(),
        "newest": incoming.newest,
        "sent": incoming.sent.round,
        "round": received.map(|received| received.round),
        "record": received.map(|received| received.record.to_string()),
        "commit": received.map(|received| received.change.to_string()),
        "key": received.and_then(|received| received.key.as_ref()),
        "time_stamp": stamping_json(stamping),
        "marks": incoming.paper.marks,
        "untracked": incoming.untracked_parts(),
        "untracked_redline": untracked.map(redline),
        "redline": redline(&incoming.redlined),
        "paper": paper(&incoming.paper),
    });
    Answer::new("received", value)
}

fn paper(paper: &OnPaper) -> Value {
    json!({
        "name": paper.name,
        "sha256": paper.sha256,
        "wrapped": paper.wrapped,
        "lines": paper.paper.lines.len(),
        "tracked_changes": paper.changes.iter().map(change).collect::<Vec<_>>(),
        "formatting_changes": paper.changed_looks,
        "comments": paper.comments.iter().map(comment).collect::<Vec<_>>(),
        "unread": paper.paper.unread.iter().map(unread).collect::<Vec<_>>(),
    })
}

fn change(change: &Change) -> Value {
    let kind: &'static str = change.kind.into();
    json!({"kind": kind, "author": change.author, "date": change.date})
}

fn comment(comment: &Comment) -> Value {
    json!({"author": comment.author, "date": comment.date, "on": comment.on, "text": comment.text})
}

fn unread(unread: &Unread) -> Value {
    let code: &'static str = unread.into();
    json!({"code": code, "message": unread.message(Language::English)})
}
