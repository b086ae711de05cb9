//! Commands that record something or change the draft.

use super::arguments::Decide;
use super::paint::{Page, Role, Span, one_line};
use super::terminal::Terminal;
use crate::history::now;
use crate::negotiation::{Decision, Named};
use crate::session::{self, PartyKeys, Recorded, Room, SentRound, Which, Wish};
use crate::wording::PositionWords;
use serde_json::{Value, json};
use std::io::{BufRead, IsTerminal, Write};

/// Records a decision and says what was recorded. With `reject` on a terminal, the reason is asked for.
pub(super) fn decide(
    terminal: &Terminal,
    room: &Room,
    decision: Decision,
    wanted: &Decide,
    (all, all_unchanged): (bool, bool),
) -> Result<(), super::Failure> {
    let words = PositionWords(terminal.language);
    let which = match (all, all_unchanged) {
        (true, _) => Which::All,
        (_, true) => Which::Unchanged,
        _ => Which::Named { clauses: wanted.clauses.clone(), below: wanted.below },
    };
    let asks = matches!(decision, Decision::Reject | Decision::Reserve) && !wanted.json;
    let reason = match &wanted.reason {
        Some(reason) => Some(reason.clone()),
        None if asks && std::io::stdin().is_terminal() => asked(words.ask_reason())?,
        None => None,
    };
    let wish = Wish {
        decision,
        which,
        reason,
        read: wanted.round,
        reported: wanted.speaks_for.clone().zip(wanted.reported.clone()),
        at: now(),
    };
    let recorded = session::decide(room, &wanted.contract, &wish)?;
    terminal.answer(wanted.json, || recorded_json(&recorded), |page| show_recorded(page, &recorded, words))?;
    Ok(())
}

fn asked(question: &str) -> std::io::Result<Option<String>> {
    eprint!("{question}");
    std::io::stderr().flush()?;
    let mut line = String::new();
    std::io::stdin().lock().read_line(&mut line)?;
    Ok(Some(line.trim().to_owned()).filter(|line| !line.is_empty()))
}

fn show_recorded(page: &mut Page, recorded: &Recorded, words: PositionWords) {
    if recorded.change.is_none() {
        page.line(Role::Plain, words.nothing_to_record());
        return;
    }
    let (count, round) = (recorded.clauses.len(), recorded.round);
    let said = match &recorded.reported {
        Some((_, source)) => {
            words.recorded_report((&one_line(&recorded.party), recorded.decision), &one_line(source), count, round)
        }
        None => words.recorded(&recorded.party, recorded.decision, count, round),
    };
    page.line(Role::Heading, &said);
    named(page, &recorded.clauses, words);
    signature(page, recorded.key.as_deref(), words);
}

fn named(page: &mut Page, clauses: &[Named], words: PositionWords) {
    let one = |clause: &Named| match clause.revision {
        Some(_) => one_line(&clause.id),
        None => format!("{} ({})", one_line(&clause.id), words.deletion()),
    };
    let all: Vec<String> = clauses.iter().map(one).collect();
    page.paragraph("", 2, &[Span::plain(all.join(", "))]);
}

fn signature(page: &mut Page, key: Option<&str>, words: PositionWords) {
    match key {
        Some(key) => page.paragraph("", 2, &[Span::new(Role::Faint, words.signed_with(key))]),
        None => page.paragraph("! ", 2, &[Span::new(Role::Alarm, words.unsigned())]),
    }
}

fn named_json(clauses: &[Named]) -> Vec<Value> {
    let revision =
        |clause: &Named| clause.revision.map_or_else(|| "absent".to_owned(), |revision| revision.to_string());
    clauses.iter().map(|clause| json!({"id": clause.id, "revision": revision(clause)})).collect()
}

fn recorded_json(recorded: &Recorded) -> String {
    let value = json!({
        "party": recorded.party,
        "reported_by": recorded.reported.as_ref().map(|(party, _)| party),
        "reported": recorded.reported.as_ref().map(|(_, source)| source),
        "round": recorded.round,
        "decision": recorded.decision.word(),
        "clauses": named_json(&recorded.clauses),
        "records": recorded.records.iter().map(ToString::to_string).collect::<Vec<_>>(),
        "commit": recorded.change.map(|change| change.to_string()),
        "key": recorded.key,
    });
    format!("{value}\n")
}

/// Sends the draft and says what was sent.
pub(super) fn send(
    terminal: &Terminal,
    room: &Room,
    contract: &str,
    note: Option<&str>,
    json: bool,
) -> Result<(), super::Failure> {
    let words = PositionWords(terminal.language);
    let sent = session::send(room, contract, note, now())?;
    terminal.answer(
        json,
        || sent_json(contract, &sent),
        |page| {
            page.line(Role::Heading, &words.sent(contract, sent.round, &sent.party, sent.offered.len()));
            named(page, &sent.offered, words);
            if !sent.foreign.is_empty() {
                page.paragraph("! ", 2, &[Span::new(Role::Alarm, words.foreign(&one_line(&sent.foreign.join(", "))))]);
            }
            signature(page, sent.key.as_deref(), words);
        },
    )?;
    Ok(())
}

fn sent_json(contract: &str, sent: &SentRound) -> String {
    let value = json!({
        "contract": contract,
        "round": sent.round,
        "party": sent.party,
        "offered": named_json(&sent.offered),
        "foreign": sent.foreign,
        "record": sent.record.to_string(),
        "commit": sent.change.to_string(),
        "key": sent.key,
    });
    format!("{value}\n")
}

/// Opens a clause of the draft in the user's editor and puts the result back.
pub(super) fn edit(terminal: &Terminal, room: &Room, contract: &str, clause: &str) -> Result<(), super::Failure> {
    let words = PositionWords(terminal.language);
    let editing = session::editing(room, contract, clause)?;
    let edited = session::in_editor(&editing.text)?;
    let changed = editing.put(&edited)?;
    let said = if changed { words.edited() } else { words.unchanged_text() };
    terminal.answer(false, String::new, |page| page.line(Role::Plain, said))?;
    Ok(())
}

/// Shows keys, and confirms them.
pub(super) fn trust(
    terminal: &Terminal,
    room: &Room,
    contract: &str,
    party: Option<&str>,
    yes: bool,
    json: bool,
) -> Result<(), super::Failure> {
    let words = PositionWords(terminal.language);
    let keys = match party {
        Some(party) if yes => vec![session::trust(room, contract, party, None, now())?],
        Some(party) => vec![session::keys_of(room, contract, party)?],
        None => session::keys(room, contract)?,
    };
    terminal.answer(json, || keys_json(&keys), |page| keys.iter().for_each(|one| show_keys(page, one, words)))?;
    Ok(())
}

fn show_keys(page: &mut Page, keys: &PartyKeys, words: PositionWords) {
    page.gap();
    page.line(Role::Heading, &format!("{} {} ({})", words.keys_of(), one_line(&keys.name), one_line(&keys.party)));
    if keys.members.is_empty() {
        page.paragraph("", 2, &[Span::plain(words.no_members().to_owned())]);
    }
    for (name, email, fingerprints) in &keys.members {
        page.paragraph("", 2, &[Span::plain(format!("{} <{}>", one_line(name), one_line(email)))]);
        if fingerprints.is_empty() {
            page.paragraph("", 4, &[Span::new(Role::Faint, words.no_key())]);
        }
        for fingerprint in fingerprints {
            page.paragraph("", 4, &[Span::plain(one_line(fingerprint))]);
        }
    }
    if keys.members.iter().all(|(_, _, fingerprints)| fingerprints.is_empty()) {
        return;
    }
    match (keys.confirmed, keys.intruded) {
        _ if keys.only_own => page.paragraph("", 2, &[Span::new(Role::Faint, words.keys_own())]),
        (true, _) => page.paragraph("", 2, &[Span::new(Role::Faint, words.keys_confirmed())]),
        (false, true) => page.paragraph("! ", 2, &[Span::new(Role::Alarm, words.keys_intruded())]),
        (false, false) => page.paragraph("! ", 2, &[Span::new(Role::Alarm, words.keys_unconfirmed())]),
    }
}

fn keys_json(keys: &[PartyKeys]) -> String {
    let member =
        |(name, email, keys): &(String, String, Vec<String>)| json!({"name": name, "email": email, "keys": keys});
    let one = |keys: &PartyKeys| {
        json!({
            "party": keys.party,
            "name": keys.name,
            "members": keys.members.iter().map(member).collect::<Vec<_>>(),
            "confirmed": keys.confirmed,
            "intruded": keys.intruded,
            "only_own": keys.only_own,
        })
    };
    format!("{}\n", json!(keys.iter().map(one).collect::<Vec<_>>()))
}
