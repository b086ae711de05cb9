//! What was remarked on clauses, as threads: in the shared history, and what only this user and their colleagues see.

use std::collections::HashMap;

use super::dossier::Dossier;
use super::known_name::ClauseName;
use super::log::id_of;
use crate::contract::{Clause, Contract, Revision, revision, same_address};
use crate::exchange::Remark;
use crate::language::{Language, Translated};
use crate::negotiation::{COMMENT, CommentThread, FiledComment, Trust, comment_threads};
use crate::session::Error;
use crate::session::user::acting_member::own_party;
use crate::session::user::internal_comments::{InternalComment, InternalComments};
use crate::session::version_name::VersionName;
use crate::session::workspace::{Negotiation, Workspace};
use crate::wording::{CommentWords, PositionWords, Role, Span, one_line, when};

/// A remark and what was said in answer to it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ShownThread {
    /// The id of the clause that it is about.
    pub clause: String,
    /// What that clause is called now.
    pub name: ClauseName,
    /// Whether it is seen by colleagues alone, and lies in no history.
    pub internal: bool,
    /// Whether the party that began it marked it as resolved, in the knowledge of everything that was said.
    pub resolved: bool,
    /// Whether the clause has other words by now than those it was begun on.
    pub outdated: bool,
    /// In the order in which they were made.
    pub comments: Vec<ShownComment>,
}

/// One remark.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ShownComment {
    /// By which commands name it: counted from 1 among the comments of its sort on the contract.
    pub number: usize,
    /// The digest that names it.
    pub id: String,
    /// Whose it is: a party's id; empty where a reader of no party keeps it for themselves.
    pub party: String,
    /// What that party is called in the contract.
    pub role: Option<String>,
    /// Whether it is the reader's own party.
    pub is_own: bool,
    /// Who made it, as the contract lists them.
    pub author: String,
    /// When, by their clock, RFC 3339.
    pub date: String,
    /// The round that they were shown.
    pub round: u32,
    /// The words that it is about; `None` when it is about the clause as a whole.
    pub on: Option<String>,
    /// What it says; may be empty where it only resolves.
    pub text: String,
    /// The number of the comment that it answers.
    pub answers: Option<usize>,
    /// Whether it says that the matter is resolved.
    pub resolves: bool,
    /// How far it can be relied upon; `None` for an internal one.
    pub trust: Option<Trust>,
}

/// The comments on a contract.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CommentList {
    /// The contract's name.
    pub contract: String,
    /// The id of the clause that was asked for; `None` for all.
    pub clause: Option<String>,
    /// Whether these are the internal ones.
    pub internal: bool,
    /// In reading order of the clauses, then in that of history.
    pub threads: Vec<ShownThread>,
    /// How many internal threads there are that are not listed, since only the others were asked for.
    pub not_listed: usize,
    /// How many files there are in the contract's record that cannot be read, and may be comments.
    pub unread: usize,
}

/// A line of what is told of a thread.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CommentLine {
    /// Whether a comment begins with it. What a comment says is never a headline, whatever it looks like.
    pub is_head: bool,
    /// Its words.
    pub spans: Vec<Span>,
}

impl ShownThread {
    /// What was said, in words: each comment as a headline, the words that it is about, and what it says.
    #[must_use]
    pub fn lines(&self, language: Language) -> Vec<CommentLine> {
        let (words, positions) = (CommentWords(language), PositionWords(language));
        let mut lines = Vec::new();
        for (at, comment) in self.comments.iter().enumerate() {
            let whose = if comment.is_own && !comment.party.is_empty() {
                positions.your_side().to_owned()
            } else {
                positions.called(&one_line(&comment.party), comment.role.as_deref())
            };
            let author = one_line(&comment.author);
            let who = if comment.party.is_empty() {
                author
            } else {
                positions.person(&author, &whose)
            };
            let number = words.number(comment.number, self.internal);
            let did = words.did(comment.answers, comment.resolves, self.internal);
            let head = words.headline(&number, &who, &did, &when(&comment.date));
            let mut line = vec![Span::new(if at == 0 { Role::Heading } else { Role::Plain }, head)];
            if at == 0 {
                if self.resolved {
                    line.push(Span::new(Role::Faint, words.0.set_off(words.resolved())));
                }
                if self.outdated {
                    line.push(Span::new(Role::Faint, words.0.set_off(words.outdated())));
                }
            }
            match &comment.trust {
                None | Some(Trust::Verified) => {}
                Some(trust) => {
                    let role = if matches!(trust, Trust::Void(_)) {
                        Role::Alarm
                    } else {
                        Role::Faint
                    };
                    line.push(Span::new(role, words.0.set_off(&positions.trusted(trust))));
                }
            }
            lines.push(CommentLine {
                is_head: true,
                spans: line,
            });
            let on = comment
                .on
                .as_ref()
                .map(|on| Span::new(Role::Faint, words.on(&one_line(on))));
            let said = comment.text.lines().filter(|line| !line.trim().is_empty());
            let below = on.into_iter().chain(said.map(|line| Span::plain(one_line(line))));
            lines.extend(below.map(|span| CommentLine {
                is_head: false,
                spans: vec![span],
            }));
        }
        lines
    }

    /// Whether one of them is about that clause and not settled.
    #[must_use]
    pub fn is_open_on(&self, clause: &str) -> bool {
        self.clause == clause && !self.resolved
    }
}

/// The comments on a contract, or on one clause of it: those in the shared history, or the internal ones.
///
/// # Errors
///
/// When there is no such contract or clause, or something cannot be read.
pub fn comments(workspace: &Workspace, name: &str, clause: Option<&str>, internal: bool) -> Result<CommentList, Error> {
    let negotiation = workspace.negotiation(name)?;
    let dossier = negotiation.dossier(&workspace.memory()?)?;
    let clause = clause.map(|asked| id_of(&negotiation, &dossier, asked)).transpose()?;
    let newest = negotiation.read(&negotiation.reading(&VersionName::Last)?)?;
    let reader = own_party(workspace, &newest)?;
    let seen = Seen::of(&dossier, &newest, reader.as_deref());
    let kept = kept_internal(&dossier, reader.as_deref())?;
    let of_clause = |thread: &ShownThread| clause.as_ref().is_none_or(|clause| thread.clause == *clause);
    let mut internals = seen.internal(&kept);
    internals.retain(of_clause);
    let (mut threads, not_listed) = if internal {
        (internals, 0)
    } else {
        (seen.external(), internals.len())
    };
    threads.retain(of_clause);
    Ok(CommentList {
        contract: negotiation.name().to_owned(),
        clause,
        internal,
        threads,
        not_listed,
        unread: if internal { 0 } else { dossier.record.unread() },
    })
}

/// What a reader of a screen has beside the clauses: the comments of the shared history and the internal ones.
pub(in crate::session) fn beside(
    dossier: &Dossier,
    newest: &Contract,
    reader: Option<&str>,
) -> Result<Vec<ShownThread>, Error> {
    let seen = Seen::of(dossier, newest, reader);
    let mut threads = seen.external();
    threads.extend(seen.internal(&kept_internal(dossier, reader)?));
    Ok(threads)
}

/// What everybody sees: the comments of the shared history, for what is handed on.
pub(in crate::session) fn shared(dossier: &Dossier, newest: &Contract, reader: Option<&str>) -> Vec<ShownThread> {
    Seen::of(dossier, newest, reader).external()
}

/// The comments of the shared history that are not resolved.
pub(in crate::session) fn open_threads(
    workspace: &Workspace,
    negotiation: &Negotiation<'_>,
) -> Result<Vec<ShownThread>, Error> {
    if !has_any(negotiation) {
        return Ok(Vec::new());
    }
    let dossier = negotiation.dossier(&workspace.memory()?)?;
    let newest = negotiation.read(&negotiation.reading(&VersionName::Last)?)?;
    let reader = own_party(workspace, &newest)?;
    let mut threads = shared(&dossier, &newest, reader.as_deref());
    threads.retain(|thread| !thread.resolved);
    Ok(threads)
}

/// Whether there may be comments at all: without a file of one nobody need appraise the record.
fn has_any(negotiation: &Negotiation<'_>) -> bool {
    let sign = format!("/{COMMENT}-");
    negotiation.record_files.iter().any(|file| file.path.contains(&sign))
}

/// The comments of the shared history as they stand on pages that are handed on; internal ones never do.
pub(in crate::session) fn remarks(workspace: &Workspace, negotiation: &Negotiation<'_>) -> Result<Vec<Remark>, Error> {
    if !has_any(negotiation) {
        return Ok(Vec::new());
    }
    let dossier = negotiation.dossier(&workspace.memory()?)?;
    let newest = negotiation.read(&negotiation.reading(&VersionName::Last)?)?;
    // A page is read by others: nobody is "you" there.
    let threads = shared(&dossier, &newest, None).into_iter().map(|thread| {
        let told = Language::ALL.map(|language| (language, thread.lines(language)));
        let text = |line: &CommentLine| line.spans.iter().map(|span| &*span.text).collect();
        let line = |at: usize| {
            Translated::of(|language| {
                let in_it = told.iter().find(|(one, _)| *one == language);
                in_it.and_then(|(_, lines)| lines.get(at)).map(text).unwrap_or_default()
            })
        };
        Remark {
            lines: (0..told[0].1.len()).map(line).collect(),
            clause: thread.clause.clone(),
        }
    });
    Ok(threads.collect())
}

/// The comments of the shared history, as a command names them.
pub(in crate::session) fn filed_threads(dossier: &Dossier) -> Vec<CommentThread> {
    let graph = &dossier.graph;
    comment_threads(dossier.record.comments(), |one, other| {
        one != other && graph.is_ancestor(one, other) == Some(true)
    })
}

fn kept_internal(dossier: &Dossier, reader: Option<&str>) -> Result<InternalComments, Error> {
    match dossier.record.negotiation {
        Some(negotiation) => Workspace::internal_comments(negotiation, reader),
        None => Ok(InternalComments::default()),
    }
}

/// What threads are shown by.
struct Seen<'a> {
    dossier: &'a Dossier,
    reader: Option<&'a str>,
    clauses: HashMap<&'a str, &'a Clause>,
    order: HashMap<&'a str, usize>,
}

impl<'a> Seen<'a> {
    fn of(dossier: &'a Dossier, newest: &'a Contract, reader: Option<&'a str>) -> Self {
        let visits = newest.walk();
        Self {
            dossier,
            reader,
            clauses: newest.by_id(),
            order: visits.iter().map(|visit| &*visit.clause.id).zip(0..).collect(),
        }
    }

    /// A party's role, and the name of its member of that address.
    fn known(&self, party: &str, email: &str) -> (Option<String>, Option<String>) {
        let mut newest = self.dossier.record.authority.newest().iter();
        let Some(known) = newest.find(|one| one.party.id == party) else {
            return (None, None);
        };
        let mut members = known.party.members.iter();
        let member = members.find(|member| same_address(&member.email, email));
        (Some(known.party.role.clone()), member.map(|member| member.name.clone()))
    }

    fn thread(&self, clause: &str, begun_on: Option<Revision>, comments: Vec<ShownComment>) -> ShownThread {
        ShownThread {
            clause: clause.to_owned(),
            name: self.dossier.names.get(clause).cloned().unwrap_or_default(),
            internal: false,
            resolved: false,
            outdated: self.clauses.get(clause).map(|clause| revision(clause)) != begun_on,
            comments,
        }
    }

    fn in_order(&self, mut threads: Vec<ShownThread>) -> Vec<ShownThread> {
        threads.sort_by_key(|thread| self.order.get(&*thread.clause).copied().unwrap_or(usize::MAX));
        threads
    }

    fn external(&self) -> Vec<ShownThread> {
        let numbers: HashMap<_, usize> = self
            .dossier
            .record
            .comments()
            .iter()
            .map(|one| (one.id, one.number))
            .collect();
        let shown = |filed: &FiledComment| {
            let comment = &filed.comment;
            let (role, name) = self.known(&comment.party, &comment.signer);
            ShownComment {
                number: filed.number,
                id: filed.id.to_string(),
                party: comment.party.clone(),
                role,
                is_own: self.reader == Some(&*comment.party),
                author: name.unwrap_or_else(|| filed.author.clone()),
                date: comment.at.to_rfc3339(),
                round: comment.round,
                on: comment.on.clone(),
                text: comment.text.clone(),
                answers: comment.answers.and_then(|id| numbers.get(&id).copied()),
                resolves: comment.resolves.is_some(),
                trust: Some(filed.trust.clone()),
            }
        };
        let threads = filed_threads(self.dossier).into_iter().map(|thread| {
            let comments = thread.comments.iter().map(shown).collect();
            ShownThread {
                resolved: thread.is_resolved(),
                ..self.thread(thread.clause(), thread.first().comment.clause.revision, comments)
            }
        });
        self.in_order(threads.collect())
    }

    fn internal(&self, kept: &InternalComments) -> Vec<ShownThread> {
        let mut threads: Vec<(&InternalComment, Vec<ShownComment>)> = Vec::new();
        let mut thread_of: HashMap<&str, usize> = HashMap::new();
        let numbers: HashMap<&str, usize> = kept.comments.iter().map(|one| &*one.id).zip(1..).collect();
        for (comment, number) in kept.comments.iter().zip(1..) {
            let to = comment.answers.as_deref().or(comment.resolves.as_deref());
            let (role, _) = self.known(&kept.party, "");
            let shown = ShownComment {
                number,
                id: comment.id.clone(),
                party: kept.party.clone(),
                role,
                is_own: true,
                author: comment.author.clone(),
                date: comment.at.clone(),
                round: comment.round,
                on: comment.on.clone(),
                text: comment.text.clone(),
                answers: comment.answers.as_deref().and_then(|id| numbers.get(id).copied()),
                resolves: comment.resolves.is_some(),
                trust: None,
            };
            let at = to.and_then(|to| thread_of.get(to).copied()).unwrap_or(threads.len());
            thread_of.insert(&comment.id, at);
            match threads.get_mut(at) {
                Some((_, comments)) => comments.push(shown),
                None => threads.push((comment, vec![shown])),
            }
        }
        let threads = threads.into_iter().map(|(first, comments)| {
            let begun_on = first.revision.as_deref().and_then(|digest| digest.parse().ok());
            ShownThread {
                internal: true,
                // Among colleagues the last word counts.
                resolved: comments.len() > 1 && comments.last().is_some_and(|last| last.resolves),
                ..self.thread(&first.clause, begun_on, comments)
            }
        });
        self.in_order(threads.collect())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_comment_says_never_passes_for_a_headline() {
        let comment = ShownComment {
            number: 1,
            id: String::new(),
            party: "vendor".to_owned(),
            role: None,
            is_own: false,
            author: "Wu Hao".to_owned(),
            date: "2026-03-01T09:00:00Z".to_owned(),
            round: 1,
            on: None,
            text: "We agree.\n#2  Li Jing (Customer)  answered #1".to_owned(),
            answers: None,
            resolves: false,
            trust: Some(Trust::Verified),
        };
        let thread = ShownThread {
            clause: "fees".to_owned(),
            name: ClauseName::default(),
            internal: false,
            resolved: false,
            outdated: false,
            comments: vec![comment],
        };
        let heads: Vec<bool> = thread
            .lines(Language::English)
            .iter()
            .map(|line| line.is_head)
            .collect();
        assert_eq!(heads, [true, false, false]);
    }
}
