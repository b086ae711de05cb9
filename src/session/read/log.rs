//! Everything that happened to a contract, in order: rounds and records, each with what is known of its signature.

use super::clause_name::called;
use super::dossier::Dossier;
use crate::audit::RecordEntry;
use crate::contract::Revision;
use crate::language::Translated;
use crate::negotiation::{Decision, NamedWording, Received, Record, RecordId, Trust};
use crate::session::Error;
use crate::session::read::known_name::ClauseName;
use crate::session::user::acting_member::own_party;
use crate::session::version_name::VersionName;
use crate::session::workspace::{Negotiation, Workspace};
use crate::wording::{CommentWords, ListedClause, PositionWords, ReportWords, Role, Span, one_line, when};
use std::collections::{HashMap, HashSet};

/// One thing that happened.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Event {
    /// When, by the clock of whoever did it, RFC 3339.
    pub date: String,
    /// For which party; `None` for an author of no party.
    pub party: Option<String>,
    /// What that party is called in the contract.
    pub role: Option<String>,
    /// Whether it is the reader's own.
    pub is_own: bool,
    /// Who did it.
    pub author: String,
    /// The change in git that holds it.
    pub commit: String,
    /// What happened.
    pub what: EventKind,
}

/// What happened.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum EventKind {
    /// A round came about.
    Round {
        /// Its number.
        number: u32,
        /// Its note.
        note: String,
        /// Whether it was sent with the program.
        sent: bool,
        /// Its party lists keys, and none of its sender's signed it.
        unsigned: bool,
        /// Present when another party received it in a file and reports it.
        received: Option<Received>,
        /// What that party is called in the contract, and the clauses which the file changed without a mark.
        reported: Option<(String, Vec<ClauseName>)>,
    },
    /// A position was recorded.
    Position {
        /// Its record.
        record: RecordId,
        /// The record's file.
        file: String,
        /// What it says.
        decision: Decision,
        /// The round it concerns.
        round: u32,
        /// Of which wordings.
        clauses: Vec<Concerned>,
        /// Whether these are all that the round has.
        is_all: bool,
        /// Why.
        reason: Option<String>,
        /// How far it can be relied upon.
        trust: Trust,
        /// The party whose position it reports, and how it was said.
        reported: Option<(String, String)>,
        /// What that party is called in the contract.
        reported_role: Option<String>,
        /// Whether that party is the reader's own.
        reported_own: bool,
        /// The record it takes back.
        withdraws: Option<RecordId>,
    },
    /// A comment was made.
    Comment {
        /// By which commands name it.
        number: usize,
        /// Its record.
        record: RecordId,
        /// The record's file.
        file: String,
        /// The round that its maker was shown.
        round: u32,
        /// The clause.
        clause: Concerned,
        /// The words in it.
        on: Option<String>,
        /// What it says.
        text: String,
        /// The number of the comment that it answers.
        answers: Option<usize>,
        /// The number of the comment that it says is resolved.
        resolves: Option<usize>,
        /// How far it can be relied upon.
        trust: Trust,
    },
    /// A file of the record cannot be read: which, and why.
    Unreadable(String, Translated),
    /// A change that nobody has sent.
    Unsent,
}

/// A wording that a position is about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Concerned {
    /// The clause's id.
    pub id: String,
    /// The wording; `None` for a deletion.
    pub revision: Option<Revision>,
    /// What the clause is called.
    pub name: ClauseName,
}

impl Event {
    /// What happened in words: a headline, then what belongs to it. With a clause, only what concerns that clause.
    #[must_use]
    pub fn lines(&self, clause: Option<&str>, words: PositionWords) -> Vec<Vec<Span>> {
        let (said, state) = self.headline(clause, words);
        let mut lines = vec![vec![
            Span::new(Role::Faint, when(&self.date)),
            Span::plain(format!("  {said}")),
        ]];
        self.say_words(&mut lines, words);
        self.say_warnings(&mut lines, words);
        if let Some(trust) = state {
            let role = if matches!(trust, Trust::Void(_)) {
                Role::Alarm
            } else {
                Role::Faint
            };
            lines.push(vec![Span::new(role, words.trusted(trust))]);
        }
        lines
    }

    /// The headline, and how far what it tells of can be relied upon, where that has to be said.
    fn headline(&self, clause: Option<&str>, words: PositionWords) -> (String, Option<&Trust>) {
        let author = one_line(&self.author);
        let who = match &self.party {
            Some(_) if self.is_own => words.person(&author, words.your_side()),
            Some(party) => words.person(&author, &words.called(party, self.role.as_deref())),
            None => author,
        };
        match &self.what {
            EventKind::Round {
                number,
                received: Some(received),
                ..
            } => {
                // Whoever wrote it speaks for another party than the one whose answer it is.
                let by = words.person(&one_line(&self.author), &words.called(&received.by, None));
                let party = self.party.as_deref().unwrap_or_default();
                let party = words.called(party, self.role.as_deref());
                (format!("{by}  {}", words.received_round(*number, &party)), None)
            }
            EventKind::Round { number, sent, .. } => {
                let what = if *sent {
                    words.sent_round(*number)
                } else {
                    words.wrote_round(*number)
                };
                (format!("{who}  {what}"), None)
            }
            EventKind::Position {
                decision,
                clauses,
                is_all,
                round,
                trust,
                reported,
                reported_role,
                reported_own,
                ..
            } => {
                let named = clauses
                    .iter()
                    .filter(|one| clause.is_none_or(|clause| one.id == clause));
                let report = ReportWords(words.0);
                // A wording of a clause that is gone by now was no deletion when it was spoken of.
                let called = named.map(|one| match (one.revision, &one.name.number) {
                    (Some(_), None) => ListedClause {
                        number: None,
                        called: report.gone_since(&one.name.heading, &one.id),
                    },
                    _ => one.name.listed(&one.id, report),
                });
                let called = report.in_a_row(&called.collect::<Vec<_>>(), *is_all && clause.is_none());
                let what = words.beside(&words.did_to(*decision, &called), &[words.in_round(*round)]);
                match reported {
                    Some((party, source)) => {
                        let party = if *reported_own {
                            words.your_side().to_owned()
                        } else {
                            words.called(party, reported_role.as_deref())
                        };
                        let what = words.party_did(&party, &what);
                        // That it is a report stands in front; what else is wrong with it has to be told.
                        let state = Some(trust).filter(|trust| **trust != Trust::Reported);
                        (words.reports(&who, &what, &one_line(source)), state)
                    }
                    None => (format!("{who}  {what}"), Some(trust)),
                }
            }
            EventKind::Comment {
                number,
                clause,
                answers,
                resolves,
                trust,
                ..
            } => {
                let comments = CommentWords(words.0);
                let did = comments.did(*answers, resolves.is_some(), false);
                let called = clause.name.listed(&clause.id, ReportWords(words.0)).called;
                let what = comments.event(&who, &did, &called);
                let numbered = words.beside(&what, &[comments.number(*number, false)]);
                (numbered, Some(trust))
            }
            EventKind::Unreadable(file, why) => (
                format!(
                    "{who}  {}",
                    words.void_record(&one_line(file), &one_line(why.message(words.0)))
                ),
                None,
            ),
            EventKind::Unsent => (format!("{who}  {}", words.changed_unsent()), None),
        }
    }

    /// Adds what was written along with it.
    fn say_words(&self, lines: &mut Vec<Vec<Span>>, words: PositionWords) {
        match &self.what {
            EventKind::Round { note, .. } if !note.is_empty() => {
                lines.push(vec![Span::plain(words.0.quoted(&one_line(note)))]);
            }
            EventKind::Position {
                reason: Some(reason), ..
            } => {
                lines.push(vec![Span::plain(words.0.quoted(&one_line(reason)))]);
            }
            EventKind::Comment { on, text, .. } => {
                if let Some(on) = on {
                    lines.push(vec![Span::new(Role::Faint, CommentWords(words.0).on(&one_line(on)))]);
                }
                if !text.is_empty() {
                    lines.push(vec![Span::plain(words.0.quoted(&one_line(text)))]);
                }
            }
            _ => {}
        }
    }

    /// Adds what must not be missed of a round.
    fn say_warnings(&self, lines: &mut Vec<Vec<Span>>, words: PositionWords) {
        if let EventKind::Round {
            received: Some(received),
            reported: Some((by, names)),
            ..
        } = &self.what
        {
            let report = ReportWords(words.0);
            let called = |(id, name): (&String, &ClauseName)| {
                if *name == ClauseName::default() {
                    report.part(id)
                } else {
                    name.listed(id, report).called
                }
            };
            let untracked: Vec<String> = received.untracked.iter().zip(names).map(called).collect();
            let said = report.received(&words.called(&received.by, Some(by)), &untracked);
            lines.extend(said.into_iter().map(|line| vec![Span::new(Role::Alarm, line)]));
        }
        if let EventKind::Round {
            number, unsigned: true, ..
        } = &self.what
        {
            lines.push(vec![Span::new(
                Role::Alarm,
                words.unsigned_round(*number, &one_line(&self.author)),
            )]);
        }
    }
}

/// Everything that happened, oldest first; with the id of a clause, only what concerns it.
///
/// # Errors
///
/// When there is no such contract, or something cannot be read.
pub fn log(workspace: &Workspace, name: &str, clause: Option<&str>) -> Result<Vec<Event>, Error> {
    let negotiation = workspace.negotiation(name)?;
    let dossier = negotiation.dossier(&workspace.memory()?)?;
    Ok(events(
        &negotiation,
        &dossier,
        clause,
        reader(workspace, &negotiation)?.as_deref(),
    ))
}

/// What concerns the clause that a person calls so, by id or by number, and its id; it may be one that is gone.
///
/// # Errors
///
/// As [`log`], and when no clause is called so or two are.
pub fn log_of(workspace: &Workspace, name: &str, asked: &str) -> Result<(String, Vec<Event>), Error> {
    let negotiation = workspace.negotiation(name)?;
    let dossier = negotiation.dossier(&workspace.memory()?)?;
    let id = id_of(&negotiation, &dossier, asked)?;
    let events = events(
        &negotiation,
        &dossier,
        Some(&id),
        reader(workspace, &negotiation)?.as_deref(),
    );
    Ok((id, events))
}

/// The party of whoever reads; `None` also where the newest text cannot be read.
fn reader(workspace: &Workspace, negotiation: &Negotiation<'_>) -> Result<Option<String>, Error> {
    let newest = negotiation
        .reading(&VersionName::Last)
        .and_then(|reading| negotiation.read(&reading));
    newest.ok().map_or(Ok(None), |contract| own_party(workspace, &contract))
}

fn events(negotiation: &Negotiation<'_>, dossier: &Dossier, clause: Option<&str>, reader: Option<&str>) -> Vec<Event> {
    let mut events: Vec<(usize, u8, Event)> = Vec::new();
    let at = |change| dossier.graph.order(change).unwrap_or(usize::MAX);
    let role = |party: &str| role_of(dossier, party);
    let rounds = &negotiation.rounds.rounds;
    for (round, wordings) in rounds
        .iter()
        .map(|round| (round, dossier.wordings.iter().find(|one| one.number == round.number)))
    {
        let concerned = |id: &str| wordings.is_none_or(|wordings| wordings.offers.contains(id));
        if clause.is_some_and(|id| !concerned(id)) {
            continue;
        }
        let made_by = round.made_by();
        let what = EventKind::Round {
            number: round.number,
            note: made_by.note.trim().to_owned(),
            sent: round.sent.is_some(),
            unsigned: dossier.unsigned.contains_key(&round.number),
            reported: round.received.as_ref().map(|received| {
                let name = |id: &String| dossier.names.get(id).cloned().unwrap_or_default();
                let role = role(&received.by).unwrap_or_else(|| received.by.clone());
                (role, received.untracked.iter().map(name).collect())
            }),
            received: round.received.clone(),
        };
        events.push((
            at(made_by.id),
            0,
            Event {
                date: made_by.at.to_rfc3339(),
                party: round.party().map(str::to_owned),
                role: round.party().and_then(role),
                is_own: round.party().is_some() && round.party() == reader,
                author: made_by.author.name.clone(),
                commit: made_by.id.to_string(),
                what,
            },
        ));
    }
    let comments: HashMap<RecordId, usize> = dossier
        .record
        .comments()
        .iter()
        .map(|one| (one.id, one.number))
        .collect();
    for entry in &dossier.record.entries {
        let file = &entry.file;
        let Some(what) = of_record(entry, (dossier, &comments), clause, reader) else {
            continue;
        };
        let date = entry.appraised.at().unwrap_or(file.at);
        events.push((
            at(file.added),
            1,
            Event {
                date: date.to_rfc3339(),
                party: Some(file.party.clone()),
                role: role(&file.party),
                is_own: reader == Some(&*file.party),
                author: file.by.name.clone(),
                commit: file.added.to_string(),
                what,
            },
        ));
    }
    if clause.is_none() {
        for change in &negotiation.rounds.unsent {
            events.push((
                at(change.id),
                2,
                Event {
                    date: change.at.to_rfc3339(),
                    party: None,
                    role: None,
                    is_own: false,
                    author: change.author.name.clone(),
                    commit: change.id.to_string(),
                    what: EventKind::Unsent,
                },
            ));
        }
    }
    events.sort_by_key(|(order, kind, _)| (*order, *kind));
    events.into_iter().map(|(_, _, event)| event).collect()
}

/// What a file of the record tells; nothing where it does not concern the clause.
fn of_record(
    entry: &RecordEntry,
    (dossier, comments): (&Dossier, &HashMap<RecordId, usize>),
    clause: Option<&str>,
    reader: Option<&str>,
) -> Option<EventKind> {
    let file = &entry.file;
    let numbered = comments.get(&entry.appraised.id);
    let comment = entry.appraised.comment.as_ref().zip(numbered);
    let what = match (&entry.appraised.record, comment) {
        (_, Some((comment, number))) => {
            if clause.is_some_and(|id| comment.clause.id != id) {
                return None;
            }
            EventKind::Comment {
                number: *number,
                record: entry.appraised.id,
                file: file.path.clone(),
                round: entry.round,
                clause: concerned(&comment.clause, dossier),
                on: comment.on.clone(),
                text: comment.text.clone(),
                answers: comment.answers.and_then(|id| comments.get(&id).copied()),
                resolves: comment.resolves.and_then(|id| comments.get(&id).copied()),
                trust: entry.appraised.trust.clone(),
            }
        }
        (None, None) => match &entry.appraised.trust {
            Trust::Void(why) => EventKind::Unreadable(file.path.clone(), why.clone()),
            _ => return None,
        },
        (Some(record), None) if clause.is_none_or(|id| record.clauses.iter().any(|one| one.id == id)) => {
            EventKind::Position {
                record: entry.appraised.id,
                file: file.path.clone(),
                decision: record.decision,
                round: entry.round,
                clauses: record.clauses.iter().map(|named| concerned(named, dossier)).collect(),
                is_all: is_all(record, entry.round, dossier),
                reason: record.reason.clone(),
                trust: entry.appraised.trust.clone(),
                reported: record.speaks_for.clone().zip(record.reported.clone()),
                reported_role: record.speaks_for.as_deref().and_then(|party| role_of(dossier, party)),
                reported_own: record.speaks_for.is_some() && record.speaks_for.as_deref() == reader,
                withdraws: record.withdraws,
            }
        }
        (Some(_), None) => return None,
    };
    Some(what)
}

/// What a party is called in the newest text.
fn role_of(dossier: &Dossier, party: &str) -> Option<String> {
    let newest = dossier.record.authority.newest();
    let known = newest.iter().find(|one| one.party.id == party);
    known.map(|one| one.party.role.clone())
}

/// The id of the clause that is called so, in the newest round or, if it is gone, in an earlier one.
pub(in crate::session) fn id_of(
    negotiation: &Negotiation<'_>,
    dossier: &Dossier,
    asked: &str,
) -> Result<String, Error> {
    let newest = negotiation.read(&negotiation.reading(&VersionName::Last)?)?;
    let gone: Vec<&str> = dossier.names.keys().map(String::as_str).collect();
    Ok(called(&newest, negotiation.name(), &gone, asked)?.id().to_owned())
}

/// Whether a record names every clause with a text that its round has.
fn is_all(record: &Record, round: u32, dossier: &Dossier) -> bool {
    let named: HashSet<&str> = record.clauses.iter().map(|one| one.id.as_str()).collect();
    let of_round = dossier.wordings.iter().find(|one| one.number == round);
    of_round.is_some_and(|of_round| {
        of_round
            .wordings
            .iter()
            .all(|one| one.heading_only || named.contains(one.id.as_str()))
    })
}

fn concerned(named: &NamedWording, dossier: &Dossier) -> Concerned {
    let name = dossier.names.get(&named.id).cloned().unwrap_or_default();
    Concerned {
        id: named.id.clone(),
        revision: named.revision,
        name,
    }
}
