//! Comments on clauses.

use serde_json::{Value, json};

use super::Answer;
use crate::negotiation::Trust;
use crate::session::{CommentList, Commented, ShownThread};

/// The comments on a contract; internal ones only where they were asked for outright.
#[must_use]
pub fn comments(list: &CommentList) -> Answer {
    let value = json!({
        "contract": list.contract,
        "clause": list.clause,
        "internal": list.internal,
        "unread": list.unread,
        "threads": list.threads.iter().map(thread_json).collect::<Vec<_>>(),
    });
    Answer::new("comments", value)
}

fn thread_json(thread: &ShownThread) -> Value {
    let comments = thread.comments.iter().map(|comment| {
        json!({
            "number": comment.number,
            "id": comment.id,
            "party": comment.party,
            "author": comment.author,
            "date": comment.date,
            "round": comment.round,
            "on": comment.on,
            "text": comment.text,
            "answers": comment.answers,
            "resolves": comment.resolves,
            "trust": comment.trust.as_ref().map(Trust::word),
        })
    });
    json!({
        "clause": thread.clause,
        "number": thread.name.number,
        "heading": thread.name.heading,
        "resolved": thread.resolved,
        "outdated": thread.outdated,
        "comments": comments.collect::<Vec<_>>(),
    })
}

/// A comment that was made.
#[must_use]
pub fn commented(contract: &str, made: &Commented, internal: bool) -> Answer {
    let value = json!({
        "contract": contract,
        "party": made.party,
        "clause": made.clause,
        "round": made.round,
        "internal": internal,
        "record": made.record.map(|id| id.to_string()),
        "commit": made.change.map(|id| id.to_string()),
        "key": made.key,
    });
    Answer::new("commented", value)
}
