//! Reports of where a contract stands and what was recorded.

use super::arguments::Standing as Wanted;
use super::paint::{Page, Role, Span, one_line};
use super::terminal::Terminal;
use super::{DONE, FINDINGS, Failure};
use crate::negotiation::{ClauseStanding, PartyPosition, PositionKind, Standing, Trust};
use crate::session::{self, AgreedForm, ClauseStatus, Event, Notice, Room, Status, What};
use crate::wording::{Language, PositionWords, ReportWords, when};
use serde_json::{Map, Value, json};

/// Where every clause stands.
pub(super) fn status(terminal: &Terminal, room: &Room, wanted: &Wanted) -> Result<(), Failure> {
    let status = session::status(room, &wanted.contract, wanted.reported)?;
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
pub(super) fn issues(terminal: &Terminal, room: &Room, wanted: &Wanted) -> Result<(), Failure> {
    let status = session::status(room, &wanted.contract, wanted.reported)?;
    let open: Vec<&ClauseStatus> = status.clauses.iter().filter(|clause| is_open(clause)).collect();
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
pub(super) fn ready(terminal: &Terminal, room: &Room, wanted: &Wanted) -> Result<u8, Failure> {
    let status = session::status(room, &wanted.contract, wanted.reported)?;
    terminal.answer(wanted.json, || ready_json(&status), |page| form(page, &status, terminal.language))?;
    Ok(if status.form == AgreedForm::Yes { DONE } else { FINDINGS })
}

fn is_open(clause: &ClauseStatus) -> bool {
    clause.standing.standing.is_some_and(|standing| standing != Standing::Agreed)
}

fn party_name<'s>(status: &'s Status, id: &'s str) -> String {
    one_line(status.parties.iter().find(|(known, _)| known == id).map_or(id, |(_, name)| name))
}

fn names(status: &Status, ids: &[String], words: PositionWords, comma: &str) -> String {
    if ids.is_empty() {
        return words.nobody().to_owned();
    }
    ids.iter().map(|id| party_name(status, id)).collect::<Vec<_>>().join(comma)
}

fn head(page: &mut Page, status: &Status, language: Language) {
    let (words, report) = (PositionWords(language), ReportWords(language));
    let facts = [
        report.round_number(status.round),
        words.agreed_of(status.agreed, status.total),
        words.ball(&names(status, &status.ball, words, report.comma())),
    ];
    let title = vec![
        Span::new(Role::Heading, one_line(&status.contract)),
        Span::plain(format!("  {}", one_line(&status.title))),
    ];
    page.paragraph("", 0, &title);
    page.paragraph("", 2, &[Span::plain(facts.join(report.comma()))]);
    notices(page, status, words);
}

fn notices(page: &mut Page, status: &Status, words: PositionWords) {
    for notice in &status.notices {
        let said = match notice {
            Notice::Unconfirmed(party) => words.unconfirmed_party(&one_line(party), &status.contract),
            Notice::Intruded(party) => words.intruded_party(&party_name(status, party)),
            Notice::Keyless(party) => words.keyless_party(&party_name(status, party)),
            Notice::Void(file, why) => words.void_record(&one_line(file), &one_line(why)),
            Notice::Unsent(who) => words.says(&one_line(who), words.changed_unsent()),
        };
        page.paragraph("! ", 2, &[Span::new(Role::Alarm, said)]);
    }
}

/// One clause: number, heading, standing; each party's position, with reasons where `detail` asks for them.
fn show_clause(page: &mut Page, clause: &ClauseStatus, status: &Status, language: Language, detail: bool) {
    let words = PositionWords(language);
    let report = ReportWords(language);
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
        let said = words.says(&party_name(status, &position.party), &spoken(position, words));
        page.paragraph("", 4, &[Span::plain(said)]);
        if let Some(reason) = clause.reasons.get(&position.party).filter(|_| detail) {
            page.paragraph("", 6, &[Span::plain(format!("\"{}\"", one_line(reason)))]);
        }
    }
    for (party, terms) in &clause.older_definitions {
        let said = words
            .says(&party_name(status, party), &words.beside(words.older_definition(), &[one_line(&terms.join(", "))]));
        page.paragraph("  ! ", 4, &[Span::new(Role::Alarm, said)]);
    }
    if detail {
        let who = names(status, &clause.standing.waiting_for, words, report.comma());
        page.paragraph("", 4, &[Span::new(Role::Faint, words.ball(&who))]);
    }
}

fn spoken(position: &PartyPosition, words: PositionWords) -> String {
    let said = words.position(position.kind);
    let mut beside: Vec<String> = Vec::new();
    if position.kind != PositionKind::None {
        beside.extend(position.round.map(|round| words.in_round(round)));
        beside.push(
            position.trust.as_ref().map_or_else(|| words.not_recorded().to_owned(), |trust| trusted(trust, words)),
        );
    } else if let Some(earlier) = &position.earlier {
        beside.push(words.accepted_earlier(earlier.round));
    }
    if let Some(reported) = position.reported.as_ref().filter(|_| position.trust != Some(Trust::Reported)) {
        beside.push(words.says(words.reported(), words.position(reported.kind)));
    }
    words.beside(said, &beside)
}

fn trusted(trust: &Trust, words: PositionWords) -> String {
    match trust {
        Trust::Verified => words.verified().to_owned(),
        Trust::Unconfirmed => words.unconfirmed().to_owned(),
        Trust::Claimed => words.claimed().to_owned(),
        Trust::Reported => words.reported().to_owned(),
        Trust::Void(why) => words.says(words.void(), &one_line(why)),
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
    let (words, report) = (PositionWords(language), ReportWords(language));
    match &status.form {
        AgreedForm::Yes => page.paragraph("", 0, &[Span::plain(words.agreed_form().to_owned())]),
        AgreedForm::Open(open) => {
            page.line(Role::Heading, &words.open(open.len()));
            for clause in status.clauses.iter().filter(|clause| is_open(clause)) {
                show_clause(page, clause, status, language, false);
            }
        }
        AgreedForm::OtherWhole(parties) => {
            let who = names(status, parties, words, report.comma());
            page.paragraph("", 0, &[Span::plain(words.other_whole(&who, &status.contract))]);
        }
    }
    notices(page, status, words);
}

fn revision_json(clause: &ClauseStanding) -> String {
    clause.revision.map_or_else(|| "absent".to_owned(), |revision| revision.to_string())
}

fn position_json(position: &PartyPosition, reason: Option<&String>) -> Value {
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
        .map(|position| (position.party.clone(), position_json(position, clause.reasons.get(&position.party))))
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
    });
    format!("{value}\n")
}

fn notice_json(notice: &Notice) -> Value {
    match notice {
        Notice::Unconfirmed(party) => json!({"kind": "unconfirmed", "party": party}),
        Notice::Intruded(party) => json!({"kind": "intruded", "party": party}),
        Notice::Keyless(party) => json!({"kind": "keyless", "party": party}),
        Notice::Void(file, why) => json!({"kind": "void", "file": file, "why": why}),
        Notice::Unsent(who) => json!({"kind": "unsent", "author": who}),
    }
}

fn ready_json(status: &Status) -> String {
    let (open, other_whole) = match &status.form {
        AgreedForm::Yes => (Vec::new(), Vec::new()),
        AgreedForm::Open(open) => (open.clone(), Vec::new()),
        AgreedForm::OtherWhole(parties) => (Vec::new(), parties.clone()),
    };
    let value = json!({
        "contract": status.contract,
        "round": status.round,
        "agreed_form": status.form == AgreedForm::Yes,
        "open": open,
        "other_whole": other_whole,
        "ball": status.ball,
    });
    format!("{value}\n")
}

/// Everything that happened.
pub(super) fn log(
    terminal: &Terminal,
    room: &Room,
    contract: &str,
    clause: Option<&str>,
    json: bool,
) -> Result<(), Failure> {
    let events = session::log(room, contract, clause)?;
    terminal.answer(
        json,
        || format!("{}\n", json!(events.iter().map(event_json).collect::<Vec<_>>())),
        |page| events.iter().for_each(|event| show_event(page, event, clause, terminal.language)),
    )?;
    Ok(())
}

fn show_event(page: &mut Page, event: &Event, clause: Option<&str>, language: Language) {
    let words = PositionWords(language);
    let who = match &event.party {
        Some(party) => format!("{} ({})", one_line(&event.author), one_line(party)),
        None => one_line(&event.author),
    };
    let (what, state) = match &event.what {
        What::Round { number, sent, .. } => {
            (if *sent { words.sent_round(*number) } else { words.wrote_round(*number) }, None)
        }
        What::Position { decision, clauses, round, trust, .. } => {
            let named = clauses.iter().filter(|one| clause.is_none_or(|clause| one.id == clause));
            let ids: Vec<String> = named.map(|one| one_line(&one.id)).collect();
            let what = format!("{} {}", words.did(*decision), ids.join(", "));
            let what = words.beside(&what, &[words.in_round(*round)]);
            (what, Some(trust))
        }
        What::Unreadable(file, why) => (words.void_record(&one_line(file), &one_line(why)), None),
        What::Unsent => (words.changed_unsent().to_owned(), None),
    };
    page.paragraph("", 2, &[Span::new(Role::Faint, when(&event.date)), Span::plain(format!("  {who}  {what}"))]);
    match &event.what {
        What::Round { note, .. } if !note.is_empty() => {
            page.paragraph("", 4, &[Span::plain(format!("\"{}\"", one_line(note)))]);
        }
        What::Position { reason: Some(reason), .. } => {
            page.paragraph("", 4, &[Span::plain(format!("\"{}\"", one_line(reason)))]);
        }
        _ => {}
    }
    if let What::Position { reported: Some((party, how)), .. } = &event.what {
        page.paragraph(
            "",
            4,
            &[Span::plain(words.says(words.reported(), &format!("{}, {}", one_line(party), one_line(how))))],
        );
    }
    if let Some(trust) = state {
        let role = if matches!(trust, Trust::Void(_)) { Role::Alarm } else { Role::Faint };
        page.paragraph("", 4, &[Span::new(role, trusted(trust, words))]);
    }
}

fn event_json(event: &Event) -> Value {
    let mut value = json!({"date": event.date, "party": event.party, "author": event.author, "commit": event.commit});
    let more = match &event.what {
        What::Round { number, note, sent } => json!({"event": "round", "round": number, "note": note, "sent": sent}),
        What::Position { record, file, decision, round, clauses, reason, trust, reported, withdraws } => {
            let revision = |one: &crate::negotiation::Named| {
                one.revision.map_or_else(|| "absent".to_owned(), |one| one.to_string())
            };
            let why = if let Trust::Void(why) = trust { Some(why) } else { None };
            json!({
                "event": "record",
                "record": record.to_string(),
                "file": file,
                "decision": decision.word(),
                "round": round,
                "clauses": clauses.iter().map(|one| json!({"id": one.id, "revision": revision(one)})).collect::<Vec<_>>(),
                "reason": reason,
                "trust": trust_word(trust),
                "why": why,
                "verified": *trust == Trust::Verified,
                "speaks_for": reported.as_ref().map(|(party, _)| party),
                "reported": reported.as_ref().map(|(_, how)| how),
                "withdraws": withdraws.map(|id| id.to_string()),
            })
        }
        What::Unreadable(file, why) => json!({"event": "unreadable", "file": file, "why": why}),
        What::Unsent => json!({"event": "unsent"}),
    };
    if let (Value::Object(value), Value::Object(more)) = (&mut value, more) {
        value.extend(more);
    }
    value
}
