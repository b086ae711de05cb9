//! Making comments on clauses: what would be recorded, to be shown before it is signed, and recording exactly that.

use chrono::{DateTime, FixedOffset};

use super::comment_fault::CommentFault;
use super::intent::{NamedClause, SignsFor};
use super::recording::{Prepared, newest_round, saved, unfollowed, who_records, with_signature, write};
use super::unsent::nothing_unsent_would_fail;
use crate::contract::{Contract, Revision, revision, whole};
use crate::history::POSITIONS;
use crate::negotiation::{
    COMMENT, Comment, CommitId, FiledComment, NamedWording, RecordId, Trust, has_words, write_comment,
};
use crate::session::Error;
use crate::session::read::comments::filed_threads;
use crate::session::read::dossier::Dossier;
use crate::session::read::log::id_of;
use crate::session::user::acting_member::{ActingMember, me};
use crate::session::workspace::{Negotiation, Workspace};

/// The most characters of a comment.
pub(super) const LONGEST: usize = 8000;

/// What a comment is about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum CommentSubject {
    /// A clause, by id or number, or words in it.
    Clause {
        /// What it is called.
        clause: String,
        /// The words in it; `None` for the clause as a whole.
        on: Option<String>,
    },
    /// A comment that it answers, by its number or its digest.
    Answer(String),
    /// A comment that is settled, by its number or its digest.
    Resolve(String),
}

/// A comment that somebody wants to make.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CommentRequest {
    /// What it is about.
    pub subject: CommentSubject,
    /// What it says; may be empty where it resolves.
    pub text: String,
    /// When.
    pub at: DateTime<FixedOffset>,
}

/// What would be recorded, and by whom.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CommentIntent {
    /// The contract's name.
    pub contract: String,
    /// The contract's title.
    pub title: String,
    /// The round that it is made on.
    pub round: u32,
    /// The clause.
    pub clause: NamedClause,
    /// The words in it.
    pub on: Option<String>,
    /// What it says.
    pub text: String,
    /// The number of the comment that it answers.
    pub answers: Option<usize>,
    /// The number of the comment that it resolves.
    pub resolves: Option<usize>,
    /// Who says it.
    pub speaker: SignsFor,
    base: CommitId,
    whole: Revision,
}

/// A comment that was recorded.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Commented {
    /// The party whose comment it is.
    pub party: String,
    /// The id of the clause.
    pub clause: String,
    /// The round that it is made on.
    pub round: u32,
    /// Its record; `None` for an internal one.
    pub record: Option<RecordId>,
    /// The change that holds it; `None` for an internal one.
    pub change: Option<CommitId>,
    /// The fingerprint of the key that signed it.
    pub key: Option<String>,
}

/// What a request amounts to now. Writes nothing and signs nothing.
///
/// # Errors
///
/// When the user is no member, the clause or comment does not exist, the words do not stand there, or history cannot be
/// read.
pub fn comment_intent(workspace: &Workspace, name: &str, request: &CommentRequest) -> Result<CommentIntent, Error> {
    nothing_unsent_would_fail(workspace, false)?;
    let negotiation = workspace.negotiation(name)?;
    let (_, _, contract) = newest_round(&negotiation)?;
    let dossier = negotiation.dossier(&workspace.memory()?)?;
    let speaking = me(workspace, &contract)?;
    speaking.own_key_counts(name, dossier.record.authority.newest())?;
    intent_in(&negotiation, &dossier, &speaking, request)
}

/// Records a comment that was shown before: nothing but exactly that is signed. What comes from elsewhere, a paper that the
/// other side marked up, is recorded in the same way.
///
/// # Errors
///
/// As [`comment_intent`], [`Error::ChangedMeanwhile`] when it would be another one by now, and when nothing can be written.
pub fn comment_as_shown(
    workspace: &Workspace,
    name: &str,
    request: &CommentRequest,
    shown: &CommentIntent,
) -> Result<Commented, Error> {
    let both = (request.clone(), shown.clone());
    let mut made = comments_as_shown(workspace, name, &[both])?;
    made.pop().ok_or_else(|| Error::NoRound {
        contract: name.to_owned(),
    })
}

/// Records several comments that were shown before, in one signed step: all of them or none.
///
/// # Errors
///
/// As [`comment_as_shown`].
pub fn comments_as_shown(
    workspace: &Workspace,
    name: &str,
    wanted: &[(CommentRequest, CommentIntent)],
) -> Result<Vec<Commented>, Error> {
    let Some(at) = wanted.first().map(|(request, _)| request.at) else {
        return Ok(Vec::new());
    };
    let speaking = who_records(workspace, name)?;
    let memory = workspace.memory()?;
    let mut made = Vec::new();
    let change = write(workspace, &speaking, at, || {
        let negotiation = workspace.negotiation(name)?;
        let dossier = negotiation.dossier(&memory)?;
        speaking.own_key_counts(name, dossier.record.authority.newest())?;
        made.clear();
        let mut prev = newest_of(&dossier, &speaking.party);
        let mut files = Vec::new();
        for (request, shown) in wanted {
            let intent = intent_in(&negotiation, &dossier, &speaking, request)?;
            if intent != *shown {
                return Err(Error::ChangedMeanwhile {
                    contract: negotiation.name().to_owned(),
                });
            }
            let (of_one, commented) = made_of(workspace, &negotiation, &dossier, &speaking, (&intent, request), prev)?;
            prev = commented.record.into_iter().collect();
            files.extend(of_one);
            made.push(commented);
        }
        let clauses: Vec<&str> = made.iter().map(|one: &Commented| &*one.clause).collect();
        let message = format!(
            "{}: {} comments on {}\n",
            negotiation.name(),
            speaking.party,
            clauses.join(", ")
        );
        Ok(Some(Prepared {
            files: saved(files),
            message,
        }))
    })?;
    Ok(made.into_iter().map(|one| Commented { change, ..one }).collect())
}

/// The files of a comment, by path.
type CommentFiles = Vec<(String, Vec<u8>)>;

/// The files of one comment.
fn made_of(
    workspace: &Workspace,
    negotiation: &Negotiation<'_>,
    dossier: &Dossier,
    speaking: &ActingMember,
    (intent, request): (&CommentIntent, &CommentRequest),
    prev: Vec<RecordId>,
) -> Result<(CommentFiles, Commented), Error> {
    let lineage = dossier.lineage(negotiation.name())?;
    let by_number = |number: Option<usize>| {
        let all = dossier.record.comments();
        number.and_then(|number| all.iter().find(|one| one.number == number).map(|one| one.id))
    };
    let original = &negotiation.found.original_name;
    let comment = Comment {
        negotiation: lineage,
        contract: original.clone(),
        party: speaking.party.clone(),
        signer: speaking.member.email.clone(),
        key: speaking.public_key().map(|key| key.fingerprint().to_owned()),
        round: intent.round,
        clause: intent.clause.named.clone(),
        on: intent.on.clone(),
        text: intent.text.clone(),
        answers: by_number(intent.answers),
        resolves: by_number(intent.resolves),
        base: intent.base,
        whole: intent.whole,
        prev,
        at: request.at,
    };
    let text = write_comment(&comment).into_bytes();
    let id = RecordId::of(&text);
    let folder = workspace.repository().records_folder();
    let path = format!("{folder}/{original}/{}/{COMMENT}-{}.yaml", comment.party, id.short());
    let sign = |bytes: &[u8]| speaking.sign(POSITIONS, bytes);
    let files = with_signature(path, text, &speaking.voice(&sign))?;
    let commented = Commented {
        party: comment.party,
        clause: comment.clause.id,
        round: comment.round,
        record: Some(id),
        change: None,
        key: comment.key,
    };
    Ok((files, commented))
}

/// The comments of a party that none of its comments follows yet.
fn newest_of(dossier: &Dossier, party: &str) -> Vec<RecordId> {
    let all = dossier.record.comments();
    let counts = |one: &&FiledComment| one.comment.party == party && !matches!(one.trust, Trust::Void(_));
    let own = all.iter().filter(counts);
    unfollowed(own.map(|one| (one.id, &*one.comment.prev)))
}

fn intent_in(
    negotiation: &Negotiation<'_>,
    dossier: &Dossier,
    speaking: &ActingMember,
    request: &CommentRequest,
) -> Result<CommentIntent, Error> {
    let (round, base, contract) = newest_round(negotiation)?;
    let text = checked_text(&request.text, matches!(request.subject, CommentSubject::Resolve(_)))?;
    let (mut answers, mut resolves, mut on) = (None, None, None);
    let id = match &request.subject {
        CommentSubject::Clause { clause, on: words } => {
            let id = id_of(negotiation, dossier, clause)?;
            on = words
                .as_deref()
                .map(|words| quoted_words(&contract, &id, words))
                .transpose()?;
            id
        }
        CommentSubject::Answer(asked) => {
            let (number, id, _) = thread_of(negotiation, dossier, asked)?;
            answers = Some(number);
            id
        }
        CommentSubject::Resolve(asked) => {
            let (number, id, begun_by) = thread_of(negotiation, dossier, asked)?;
            if begun_by != speaking.party {
                return Err(CommentFault::NotYours(begun_by).into());
            }
            resolves = Some(number);
            id
        }
    };
    let name = dossier.names.get(&id).cloned().unwrap_or_default();
    let wording = contract.by_id().get(&*id).map(|clause| revision(clause));
    Ok(CommentIntent {
        contract: negotiation.name().to_owned(),
        title: contract.title.clone(),
        round,
        clause: NamedClause {
            named: NamedWording { id, revision: wording },
            number: name.number,
            heading: name.heading,
            heading_alone: false,
        },
        on,
        text,
        answers,
        resolves,
        speaker: SignsFor::of(speaking),
        base,
        whole: whole(&contract),
    })
}

/// What a comment says, without blanks at its ends.
pub(super) fn checked_text(text: &str, may_be_empty: bool) -> Result<String, Error> {
    let text = text.trim();
    if text.is_empty() && !may_be_empty {
        return Err(CommentFault::Nothing.into());
    }
    if text.chars().count() > LONGEST {
        return Err(CommentFault::TooLong(LONGEST).into());
    }
    Ok(text.to_owned())
}

/// The words that a comment is about, which have to stand in the clause.
pub(super) fn quoted_words(contract: &Contract, id: &str, words: &str) -> Result<String, Error> {
    let clauses = contract.by_id();
    let clause = clauses.get(id);
    if clause.is_some_and(|clause| has_words(&clause.heading, &clause.text, words)) {
        Ok(words.split_whitespace().collect::<Vec<_>>().join(" "))
    } else {
        Err(CommentFault::WordsNotThere(words.to_owned()).into())
    }
}

/// The number of the comment that is called so, the id of the clause, and the party that began its thread.
fn thread_of(negotiation: &Negotiation<'_>, dossier: &Dossier, asked: &str) -> Result<(usize, String, String), Error> {
    let digits = asked.strip_prefix("sha256:").unwrap_or(asked);
    let is_meant = |one: &FiledComment| {
        let by_digest = digits.len() >= 12 && one.id.to_string().trim_start_matches("sha256:").starts_with(digits);
        asked.parse() == Ok(one.number) || by_digest
    };
    for thread in filed_threads(dossier) {
        if let Some(meant) = thread.comments.iter().find(|one| is_meant(one)) {
            let begun_by = thread.first().comment.party.clone();
            return Ok((meant.number, thread.clause().to_owned(), begun_by));
        }
    }
    Err(CommentFault::NoSuch {
        asked: asked.to_owned(),
        contract: negotiation.name().to_owned(),
    }
    .into())
}
