//! Comments on clauses: one party's words to another about a wording, which bind nobody; and the threads they make up.

use std::collections::HashMap;

use chrono::{DateTime, FixedOffset};

use super::change::CommitId;
use super::record::{NamedWording, Record, RecordId, Trust};
use crate::contract::Revision;

/// What one comment says. Everything in it is a claim until the audit has checked it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Comment {
    /// Which negotiation it belongs to, see [`super::negotiation_id`].
    pub negotiation: Revision,
    /// The name that the contract had in round 1.
    pub contract: String,
    /// The party whose comment it is.
    pub party: String,
    /// The e-mail address of the member who made it.
    pub signer: String,
    /// The fingerprint of the signing key, `SHA256:…`; `None` when it is not signed.
    pub key: Option<String>,
    /// The number of the round that its signer was shown.
    pub round: u32,
    /// The clause, in the wording that its signer was shown.
    pub clause: NamedWording,
    /// The words of that wording that it is about; `None` when it is about the clause as a whole.
    pub on: Option<String>,
    /// What it says; may be empty where it only resolves something.
    pub text: String,
    /// The comment that it answers.
    pub answers: Option<RecordId>,
    /// The comment whose matter is settled for the party that raised it.
    pub resolves: Option<RecordId>,
    /// The commit that its signer was shown.
    pub base: CommitId,
    /// The digest of the whole text that its signer was shown.
    pub whole: Revision,
    /// The party's comments before it that none of its comments follows yet.
    pub prev: Vec<RecordId>,
    /// When, by the signer's clock. A claim: order comes from ancestry.
    pub at: DateTime<FixedOffset>,
}

/// Of whose word a record says that it is, whatever its kind.
#[derive(Debug, Clone, Copy)]
pub struct Attribution<'a> {
    /// The lineage that it is for.
    pub negotiation: Revision,
    /// The name that the contract had in round 1.
    pub contract: &'a str,
    /// The party's id.
    pub party: &'a str,
    /// The member's e-mail address.
    pub signer: &'a str,
    /// The fingerprint of the key; `None` when it says that it is not signed.
    pub key: Option<&'a str>,
}

impl Comment {
    /// The comment that it belongs to: the one it answers or resolves.
    #[must_use]
    pub fn belongs_to(&self) -> Option<RecordId> {
        self.answers.or(self.resolves)
    }

    /// Whose word it says that it is.
    #[must_use]
    pub fn attribution(&self) -> Attribution<'_> {
        Attribution {
            negotiation: self.negotiation,
            contract: &self.contract,
            party: &self.party,
            signer: &self.signer,
            key: self.key.as_deref(),
        }
    }
}

impl Record {
    /// Whose word it says that it is.
    #[must_use]
    pub fn attribution(&self) -> Attribution<'_> {
        Attribution {
            negotiation: self.negotiation,
            contract: &self.contract,
            party: &self.party,
            signer: &self.signer,
            key: self.key.as_deref(),
        }
    }
}

/// Whether words stand in a heading or a text, whatever blanks and line ends lie between them.
#[must_use]
pub fn has_words(heading: &str, text: &str, words: &str) -> bool {
    let close = |text: &str| text.split_whitespace().collect::<String>();
    let words = close(words);
    !words.is_empty() && (close(heading).contains(&words) || close(text).contains(&words))
}

/// A comment that lies in history, with what is known of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FiledComment {
    /// Its name.
    pub id: RecordId,
    /// Its number among the contract's comments, from 1, in the order of history.
    pub number: usize,
    /// What it says.
    pub comment: Comment,
    /// The change that brought it into history.
    pub added: CommitId,
    /// The name of whoever made that change.
    pub author: String,
    /// How far it can be relied upon.
    pub trust: Trust,
}

/// A comment with what was said in answer to it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CommentThread {
    /// The comment that began it, then all others in the order of history.
    pub comments: Vec<FiledComment>,
    /// The place among them of the one that settles it: made by the party that began it, in the knowledge of everything
    /// else that was said.
    pub resolved: Option<usize>,
}

impl CommentThread {
    /// The comment that began it.
    #[must_use]
    pub fn first(&self) -> &FiledComment {
        &self.comments[0]
    }

    /// The clause that it is about.
    #[must_use]
    pub fn clause(&self) -> &str {
        &self.first().comment.clause.id
    }

    /// Whether it is settled.
    #[must_use]
    pub fn is_resolved(&self) -> bool {
        self.resolved.is_some()
    }
}

/// Joins comments, which come in the order of history, into threads. Those that must not count are no part of one: whoever
/// answers such a comment begins a thread. `is_behind` tells whether the first commit lies behind the second.
#[must_use]
pub fn comment_threads(
    comments: Vec<FiledComment>,
    is_behind: impl Fn(CommitId, CommitId) -> bool,
) -> Vec<CommentThread> {
    let mut threads: Vec<CommentThread> = Vec::new();
    let mut thread_of: HashMap<RecordId, usize> = HashMap::new();
    for filed in comments.into_iter().filter(|one| one.trust.counts(true)) {
        let known = filed.comment.belongs_to().and_then(|id| thread_of.get(&id).copied());
        let at = known.unwrap_or(threads.len());
        thread_of.insert(filed.id, at);
        match threads.get_mut(at) {
            Some(thread) => thread.comments.push(filed),
            None => threads.push(CommentThread {
                comments: vec![filed],
                resolved: None,
            }),
        }
    }
    for thread in &mut threads {
        let resolves = |one: &FiledComment| one.comment.resolves.is_some();
        let party = &thread.comments[0].comment.party;
        let settles = |one: &FiledComment| {
            let knows = |other: &FiledComment| resolves(other) || is_behind(other.added, one.added);
            resolves(one) && one.comment.party == *party && thread.comments.iter().all(knows)
        };
        thread.resolved = thread.comments.iter().rposition(settles).filter(|at| *at > 0);
    }
    threads
}

#[cfg(test)]
mod tests {
    use super::*;

    fn point(at: u8) -> CommitId {
        CommitId::from_bytes([at; 20])
    }

    /// A comment that came with that change; `to` is what it answers, or resolves.
    fn said(at: u8, party: &str, to: Option<u8>, resolves: bool) -> FiledComment {
        let named = to.map(|to| RecordId::of(&[to]));
        let digest = Revision::of(b"x");
        FiledComment {
            id: RecordId::of(&[at]),
            number: usize::from(at),
            comment: Comment {
                negotiation: digest,
                contract: "crm".into(),
                party: party.into(),
                signer: String::new(),
                key: None,
                round: 1,
                clause: NamedWording {
                    id: "fees".into(),
                    revision: Some(digest),
                },
                on: None,
                text: "t".into(),
                answers: named.filter(|_| !resolves),
                resolves: named.filter(|_| resolves),
                base: point(0),
                whole: digest,
                prev: Vec::new(),
                at: DateTime::parse_from_rfc3339("2026-01-01T00:00:00Z").unwrap(),
            },
            added: point(at),
            author: String::new(),
            trust: Trust::Verified,
        }
    }

    fn in_a_row(one: CommitId, other: CommitId) -> bool {
        one < other
    }

    #[test]
    fn a_thread_is_settled_by_who_began_it_in_the_knowledge_of_all_that_was_said() {
        let (ours, theirs) = ("customer", "vendor");
        let begun = said(1, ours, None, false);
        let answer = said(2, theirs, Some(1), false);
        let settled = |more: Vec<FiledComment>| {
            let all = [vec![begun.clone(), answer.clone()], more].concat();
            let threads = comment_threads(all, in_a_row);
            assert_eq!(threads.len(), 1);
            threads[0].resolved
        };
        assert_eq!(settled(vec![]), None, "an answer settles nothing");
        assert_eq!(settled(vec![said(3, ours, Some(1), true)]), Some(2));
        assert_eq!(settled(vec![said(3, theirs, Some(1), true)]), None, "it is not theirs");
        assert_eq!(
            settled(vec![said(3, ours, Some(2), true)]),
            Some(2),
            "by any of its comments"
        );
        let more = vec![said(3, ours, Some(1), true), said(4, theirs, Some(1), false)];
        assert_eq!(settled(more), None, "something was said afterwards");
        let twice = vec![said(3, theirs, Some(1), true), said(4, ours, Some(1), true)];
        assert_eq!(settled(twice), Some(3));
    }

    #[test]
    fn what_was_answered_on_another_branch_leaves_a_thread_open() {
        let all = vec![
            said(1, "customer", None, false),
            said(2, "vendor", Some(1), false),
            said(3, "customer", Some(1), true),
        ];
        let side_by_side = |one: CommitId, other: CommitId| one < other && (one, other) != (point(2), point(3));
        assert!(!comment_threads(all, side_by_side)[0].is_resolved());
    }

    #[test]
    fn what_must_not_count_is_part_of_no_thread() {
        let mut forged = said(1, "customer", None, false);
        forged.trust = Trust::Void(crate::language::Translated::default());
        let answer = said(2, "vendor", Some(1), false);
        let threads = comment_threads(vec![forged, answer.clone()], in_a_row);
        assert_eq!(threads.len(), 1);
        assert_eq!(threads[0].first(), &answer);
    }

    #[test]
    fn quoted_words_are_found_across_line_ends() {
        assert!(has_words("Fees", "within thirty\ndays of receipt", "thirty days"));
        assert!(has_words("费用", "自收到之日起\n三十日内", "之日起三十日"));
        assert!(has_words("Fees", "", "Fees"));
        assert!(!has_words("Fees", "within thirty days", "sixty days"));
        assert!(!has_words("Fees", "text", "  "));
    }
}
