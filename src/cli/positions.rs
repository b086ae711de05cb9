//! Reports of where a contract stands and what was recorded.

use super::arguments::StandingArgs as Wanted;
use super::paint::{Page, Role, Span, one_line};
use super::terminal::Terminal;
use super::{DONE, FINDINGS, Failure, UNCERTAIN};
use crate::audit::Verdict;
use crate::exchange::front_json;
use crate::history::clock;
use crate::language::Language;
use crate::negotiation::{ClauseStanding, PartyPosition, PositionKind, Standing, Trust};
use crate::session::{self, AgreedForm, ClauseStatus, Event, EventKind, Notice, Readiness, Status, Vouched, Workspace};
use crate::wording::{PositionWords, ReportWords};
use serde_json::{Map, Value, json};

/// Where every clause stands.
pub(super) fn status(terminal: &Terminal, workspace: &Workspace, wanted: &Wanted) -> Result<(), Failure> {
    let status = session::status(workspace, &wanted.contract, wanted.reported)?;
    terminal.answer(
        wanted.json,
        || status_json(&status),
        |page| {
            head(page, &status, terminal.language);
            page.gap();
            for clause in &status.clauses {
                show_clause(page, clause, &status, terminal.language, false);
            }
        },
    )?;
    Ok(())
}

/// The open points.
pub(super) fn issues(terminal: &Terminal, workspace: &Workspace, wanted: &Wanted) -> Result<(), Failure> {
    let status = session::status(workspace, &wanted.contract, wanted.reported)?;
    let open: Vec<&ClauseStatus> = status.clauses.iter().filter(|clause| clause.is_open()).collect();
    terminal.answer(
        wanted.json,
        || {
            let clauses: Vec<Value> = open.iter().map(|clause| clause_json(clause)).collect();
            format!("{}\n", json!({"contract": status.contract, "round": status.round, "issues": clauses}))
        },
        |page| {
            let words = PositionWords(terminal.language);
            head(page, &status, terminal.language);
            page.gap();
            page.line(Role::Heading, if open.is_empty() { words.nothing_open() } else { words.open_points() });
            for clause in &open {
                page.gap();
                show_clause(page, clause, &status, terminal.language, true);
            }
        },
    )?;
    Ok(())
}

/// Whether the contract is in agreed form.
pub(super) fn ready(terminal: &Terminal, workspace: &Workspace, wanted: &Wanted) -> Result<u8, Failure> {
    let readiness = session::ready(workspace, &wanted.contract, wanted.reported, clock())?;
    let Readiness { status, vouched, record } = &readiness;
    let show = |page: &mut Page| {
        let words = PositionWords(terminal.language);
        match record {
            Some(Verdict::Fails) => {
                page.paragraph("! ", 2, &[Span::new(Role::Alarm, words.agreed_on_a_broken_record(&status.contract))]);
                notices(page, status, words);
            }
            Some(Verdict::CannotVerify) => {
                form(page, status, terminal.language);
                page.paragraph("! ", 2, &[Span::new(Role::Alarm, words.record_unverified(&status.contract))]);
            }
            Some(Verdict::Holds) | None => form(page, status, terminal.language),
        }
        for one in vouched {
            page.gap();
            for (nth, line) in one.lines(status, words).iter().enumerate() {
                page.paragraph("", if nth == 0 { 0 } else { 2 }, line);
            }
        }
    };
    terminal.answer(wanted.json, || ready_json(&readiness), show)?;
    Ok(match (record, status.not_compared.is_empty()) {
        (Some(Verdict::Holds), true) => DONE,
        (Some(Verdict::Holds), false) | (Some(Verdict::CannotVerify), _) => UNCERTAIN,
        (Some(Verdict::Fails) | None, _) => FINDINGS,
    })
}

fn head(page: &mut Page, status: &Status, language: Language) {
    let (words, report) = (PositionWords(language), ReportWords(language));
    let facts = [
        report.round_number(status.round),
        words.agreed_of(status.agreed, status.total),
        words.ball(&status.named(&status.ball, words)),
    ];
    let title = vec![
        Span::new(Role::Heading, one_line(&status.contract)),
        Span::plain(format!("  {}", one_line(&status.title))),
    ];
    page.paragraph("", 0, &title);
    page.paragraph("", 2, &[Span::plain(facts.join(report.comma()))]);
    page.paragraph("", 2, &[Span::new(Role::Faint, status.turns_in_words(words))]);
    notices(page, status, words);
}

fn notices(page: &mut Page, status: &Status, words: PositionWords) {
    for notice in &status.notices {
        let said = status.notice(notice, words);
        page.paragraph("! ", 2, &[Span::new(Role::Alarm, said)]);
    }
}

/// One clause: number, heading, standing; each party's position, with reasons where `detail` asks for them.
fn show_clause(page: &mut Page, clause: &ClauseStatus, status: &Status, language: Language, detail: bool) {
    let words = PositionWords(language);
    let number = clause.number.clone().unwrap_or_else(|| words.deletion().to_owned());
    let heading = format!("{number}  {}", one_line(&clause.heading));
    let id = format!("  [{}]", one_line(&clause.standing.id));
    let Some(standing) = clause.standing.standing else {
        page.paragraph("", 0, &[Span::new(Role::Faint, format!("{heading}{id}"))]);
        return;
    };
    let role = match standing {
        Standing::Agreed => Role::Faint,
        Standing::Reopened | Standing::Rejected => Role::Alarm,
        _ => Role::Heading,
    };
    page.paragraph(
        "",
        0,
        &[
            Span::plain(heading),
            Span::new(Role::Faint, id),
            Span::plain("  ".to_owned()),
            Span::new(role, words.standing(standing)),
        ],
    );
    if standing == Standing::Agreed && !detail && clause.older_definitions.is_empty() {
        return;
    }
    for position in &clause.standing.positions {
        let said = words.says(&status.party_name(&position.party), &status.spoken(clause, position, words));
        page.paragraph("", 4, &[Span::plain(said)]);
        if let Some(reason) = clause.reasons.get(&position.party).filter(|_| detail) {
            page.paragraph("", 6, &[Span::plain(language.quoted(&one_line(reason)))]);
        }
    }
    for (party, (id, offered)) in &clause.former_ids {
        let said = words.says(&status.party_name(party), &words.under_new_id(&one_line(id), *offered));
        page.paragraph("", 4, &[Span::plain(said)]);
    }
    for (party, terms) in &clause.older_definitions {
        let said = words.says(
            &status.party_name(party),
            &words.beside(words.older_definition(), &[one_line(&language.list(terms))]),
        );
        page.paragraph("  ! ", 4, &[Span::new(Role::Alarm, said)]);
    }
    if detail {
        let who = status.named(&clause.standing.waiting_for, words);
        page.paragraph("", 4, &[Span::new(Role::Faint, words.ball(&who))]);
    }
}

fn trust_word(trust: &Trust) -> &'static str {
    match trust {
        Trust::Verified => "verified",
        Trust::Unconfirmed => "unconfirmed",
        Trust::Claimed => "claimed",
        Trust::Reported => "reported",
        Trust::Void(_) => "void",
    }
}

fn form(page: &mut Page, status: &Status, language: Language) {
    let words = PositionWords(language);
    match &status.form {
        AgreedForm::Yes => {
            page.paragraph("", 0, &[Span::plain(words.agreed_form().to_owned())]);
            if !status.not_compared.is_empty() {
                let who = words.not_compared(&status.named(&status.not_compared, words));
                page.paragraph("! ", 2, &[Span::new(Role::Alarm, who)]);
            }
        }
        AgreedForm::Open(open) => {
            page.line(Role::Heading, &words.open(open.len()));
            for clause in status.clauses.iter().filter(|clause| clause.is_open()) {
                show_clause(page, clause, status, language, false);
            }
        }
        AgreedForm::OtherWhole(parties) => {
            let who = status.named(parties, words);
            page.paragraph("", 0, &[Span::plain(words.other_whole(&who, &status.contract))]);
        }
        AgreedForm::Unsent(who) => {
            let who = one_line(&language.list(who));
            page.paragraph("! ", 2, &[Span::new(Role::Alarm, words.agreed_but_unsent(&who, &status.contract))]);
        }
    }
    notices(page, status, words);
}

fn revision_json(clause: &ClauseStanding) -> String {
    clause.revision.map_or_else(|| "absent".to_owned(), |revision| revision.to_string())
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
        fields.insert("trust".into(), json!(trust_word(trust)));
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
        let revision = earlier.revision.map_or_else(|| "absent".to_owned(), |revision| revision.to_string());
        let value = json!({"round": earlier.round, "revision": revision, "record": earlier.record.to_string()});
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
    let older: Vec<Value> =
        clause.older_definitions.iter().map(|(party, terms)| json!({"party": party, "terms": terms})).collect();
    json!({
        "id": clause.standing.id,
        "number": clause.number,
        "heading": clause.heading,
        "revision": revision_json(&clause.standing),
        "since": clause.standing.since,
        "standing": clause.standing.standing.map(Standing::word),
        "positions": positions,
        "waiting_for": clause.standing.waiting_for,
        "older_definitions": older,
        "former_ids": clause.former_ids.iter().map(|(party, (id, _))| (party.clone(), json!(id))).collect::<Map<_, _>>(),
    })
}

fn status_json(status: &Status) -> String {
    let value = json!({
        "contract": status.contract,
        "round": status.round,
        "ball": status.ball,
        "agreed_form": status.form == AgreedForm::Yes,
        "agreed": status.agreed,
        "total": status.total,
        "clauses": status.clauses.iter().map(clause_json).collect::<Vec<_>>(),
        "notices": status.notices.iter().map(notice_json).collect::<Vec<_>>(),
        "turns": turns_json(status),
    });
    format!("{value}\n")
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
        Notice::Unconfirmed(party) => json!({"kind": "unconfirmed", "party": party}),
        Notice::Intruded(party) => json!({"kind": "intruded", "party": party}),
        Notice::Keyless(party) => json!({"kind": "keyless", "party": party}),
        Notice::Void(file, why) => json!({"kind": "void", "file": file, "why": why.english()}),
        Notice::UnsignedRound(round, who) => json!({"kind": "unsigned-round", "round": round, "author": who}),
        Notice::Unsent(who) => json!({"kind": "unsent", "author": who}),
    }
}

fn ready_json(readiness: &Readiness) -> String {
    let Readiness { status, vouched, record } = readiness;
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
        "ball": status.ball,
        "vouched": vouched.iter().map(vouched_json).collect::<Vec<_>>(),
    });
    format!("{value}\n")
}

fn vouched_json(one: &Vouched) -> Value {
    let headings: Vec<Value> = one.headings.iter().map(|(old, new)| json!({"old": old, "new": new})).collect();
    json!({
        "party": one.party,
        "round": one.round,
        "since": one.before,
        "front": front_json(&one.front),
        "headings": headings,
        "reordered": one.reordered,
    })
}

/// Everything that happened.
pub(super) fn log(
    terminal: &Terminal,
    workspace: &Workspace,
    contract: &str,
    clause: Option<&str>,
    json: bool,
) -> Result<(), Failure> {
    let (clause, events) = match clause {
        None => (None, session::log(workspace, contract, None)?),
        Some(asked) => session::log_of(workspace, contract, asked).map(|(id, events)| (Some(id), events))?,
    };
    let clause = clause.as_deref();
    terminal.answer(
        json,
        || format!("{}\n", json!(events.iter().map(event_json).collect::<Vec<_>>())),
        // The latest is what a reader asks for; programs get it in the order in which it happened.
        |page| events.iter().rev().for_each(|event| show_event(page, event, clause, terminal.language)),
    )?;
    Ok(())
}

fn show_event(page: &mut Page, event: &Event, clause: Option<&str>, language: Language) {
    for (at, line) in event.lines(clause, PositionWords(language)).into_iter().enumerate() {
        page.paragraph("", if at == 0 { 2 } else { 4 }, &line);
    }
}

fn event_json(event: &Event) -> Value {
    let mut value = json!({"date": event.date, "party": event.party, "author": event.author, "commit": event.commit});
    let more = match &event.what {
        EventKind::Round { number, note, sent, unsigned } => {
            json!({"event": "round", "round": number, "note": note, "sent": sent, "signed": !unsigned})
        }
        EventKind::Position { record, file, decision, round, clauses, reason, trust, reported, withdraws, .. } => {
            let revision =
                |one: &session::Concerned| one.revision.map_or_else(|| "absent".to_owned(), |one| one.to_string());
            let why = if let Trust::Void(why) = trust { Some(why.english()) } else { None };
            json!({
                "event": "record",
                "record": record.to_string(),
                "file": file,
                "decision": decision.word(),
                "round": round,
                "clauses": clauses.iter().map(|one| json!({"id": one.id, "number": one.name.number, "heading": one.name.heading, "revision": revision(one)})).collect::<Vec<_>>(),
                "reason": reason,
                "trust": trust_word(trust),
                "why": why,
                "verified": *trust == Trust::Verified,
                "speaks_for": reported.as_ref().map(|(party, _)| party),
                "reported": reported.as_ref().map(|(_, how)| how),
                "withdraws": withdraws.map(|id| id.to_string()),
            })
        }
        EventKind::Unreadable(file, why) => json!({"event": "unreadable", "file": file, "why": why.english()}),
        EventKind::Unsent => json!({"event": "unsent"}),
    };
    if let (Value::Object(value), Value::Object(more)) = (&mut value, more) {
        value.extend(more);
    }
    value
}
