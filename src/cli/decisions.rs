//! Commands that record something or change the draft.

use super::arguments::{Decide, Send};
use super::asking;
use super::audit;
use super::paint::{Page, Role, Span, one_line};
use super::terminal::Terminal;
use crate::history::now;
use crate::json;
use crate::language::{Language, Translated};
use crate::negotiation::Decision;
use crate::session::{self, DecisionRequest, Intent, Recorded, Selection, Stamping, Workspace};
use crate::wording::{
    AskingWords, AuditWords, DraftingWords, EvidenceWords, NotDone, PositionWords, ReportWords, ReviewWords,
};
use std::io::{BufRead, IsTerminal, Write};

/// Records a decision and says what was recorded. With `reject` on a terminal, the reason is asked for.
pub(super) fn decide(
    terminal: &Terminal,
    workspace: &Workspace,
    decision: Decision,
    wanted: &Decide,
    (all, all_unchanged): (bool, bool),
) -> Result<(), super::Failure> {
    let words = PositionWords(terminal.language);
    let which = match (all, all_unchanged) {
        (true, _) => Selection::All,
        (_, true) => Selection::Unchanged,
        _ => Selection::Named {
            clauses: wanted.clauses.clone(),
            below: wanted.below,
        },
    };
    let asks = matches!(decision, Decision::Reject | Decision::Reserve) && !wanted.json;
    let reason = match &wanted.reason {
        Some(reason) => Some(reason.clone()),
        None if asks && std::io::stdin().is_terminal() => asked(words.ask_reason())?,
        None => None,
    };
    let request = DecisionRequest {
        decision,
        which,
        reason,
        read: wanted.round,
        reported: wanted.speaks_for.clone().zip(wanted.reported.clone()),
        at: now(),
    };
    let intent = session::intent(workspace, &wanted.contract, &request)?;
    if !wanted.yes && !intent.clauses.is_empty() {
        let asks = AskingWords(terminal.language);
        let question = if intent.speaker.key.is_some() {
            asks.sign()
        } else {
            asks.record()
        };
        asking::sure(terminal, wanted.json, &intent.speaker, question, |page| {
            asking::decision(page, terminal, workspace, &intent)
        })?;
    }
    let recorded = session::decide_as_shown(
        workspace,
        &wanted.contract,
        &DecisionRequest { at: now(), ..request },
        &intent,
    )?;
    terminal.answer(
        wanted.json,
        || json::recorded(&recorded, &workspace.stamping()),
        |page| {
            show_recorded(page, &recorded, &intent, all_unchanged, terminal.language);
            stamping(page, workspace, &wanted.contract, terminal.language);
        },
    )?;
    Ok(())
}

fn asked(question: &str) -> std::io::Result<Option<String>> {
    eprint!("{question}");
    std::io::stderr().flush()?;
    let mut line = String::new();
    std::io::stdin().lock().read_line(&mut line)?;
    Ok(Some(line.trim().to_owned()).filter(|line| !line.is_empty()))
}

fn show_recorded(page: &mut Page, recorded: &Recorded, intent: &Intent, unchanged: bool, language: Language) {
    let words = PositionWords(language);
    if !recorded.kept.is_empty() {
        page.paragraph("! ", 2, &[Span::new(Role::Alarm, words.kept(recorded.kept.len()))]);
        for clause in &intent.kept {
            page.paragraph("", 4, &[Span::plain(asking::called(clause, ReportWords(language)))]);
        }
    }
    if recorded.change.is_none() {
        page.paragraph(
            "",
            0,
            &[Span::plain(if unchanged {
                words.nothing_unchanged()
            } else {
                words.nothing_to_record()
            })],
        );
        return;
    }
    let (count, round) = (recorded.clauses.len(), recorded.round);
    let said = match &recorded.reported {
        Some((_, source)) => words.recorded_report(
            (&one_line(&recorded.party), recorded.decision),
            &one_line(source),
            count,
            round,
        ),
        None => words.recorded(&one_line(&intent.speaker.party_name), recorded.decision, count, round),
    };
    page.paragraph("", 0, &[Span::new(Role::Heading, said)]);
    for named in &recorded.clauses {
        let known = intent.clauses.iter().find(|clause| clause.named == *named);
        let called = known.map_or_else(|| one_line(&named.id), |one| asking::called(one, ReportWords(language)));
        let mut spans = vec![Span::plain(called)];
        if known.is_some_and(|one| one.heading_alone) {
            let alone = AskingWords(language).heading_alone();
            spans.push(Span::new(Role::Faint, language.set_off(alone)));
        }
        page.paragraph("", 2, &spans);
    }
    signature(page, recorded.key.as_deref(), words);
}

pub(super) fn signature(page: &mut Page, key: Option<&str>, words: PositionWords) {
    match key {
        Some(key) => page.paragraph("", 2, &[Span::new(Role::Faint, words.signed_with(key))]),
        None => page.paragraph("! ", 2, &[Span::new(Role::Alarm, words.unsigned())]),
    }
}

/// What became of the time stamps.
pub(super) fn stamping(page: &mut Page, workspace: &Workspace, contract: &str, language: Language) {
    let words = EvidenceWords(language);
    match workspace.stamping() {
        Stamping::Off => {}
        Stamping::Stamped(count) => page.paragraph("", 2, &[Span::new(Role::Faint, words.records_stamped(count))]),
        Stamping::Failed(why) => {
            let said = words.not_stamped(&one_line(contract), &one_line(&why.message(language)));
            page.paragraph("! ", 2, &[Span::new(Role::Alarm, said)]);
        }
    }
}

/// Asks for the time stamps that are missing, and says how many came.
pub(super) fn stamp(
    terminal: &Terminal,
    workspace: &Workspace,
    contract: &str,
    json: bool,
) -> Result<(), super::Failure> {
    let count = session::stamp_records(workspace, contract, now())?;
    let words = EvidenceWords(terminal.language);
    terminal.answer(
        json,
        || json::stamped(contract, count),
        |page| {
            let said = if count == 0 {
                words.all_stamped().to_owned()
            } else {
                words.records_stamped(count)
            };
            page.line(Role::Plain, &said);
        },
    )?;
    Ok(())
}

/// Sends the draft and says what was sent.
pub(super) fn send(terminal: &Terminal, workspace: &Workspace, wanted: &Send) -> Result<(), super::Failure> {
    let (words, asks) = (PositionWords(terminal.language), AskingWords(terminal.language));
    let (contract, note) = (&wanted.contract, wanted.note.as_deref());
    let outgoing = session::outgoing(workspace, contract)?;
    let meant = wanted.with_blanks || outgoing.blanks.is_empty();
    if wanted.yes && !meant {
        let blanks = Translated::of(|language| {
            let separator = PositionWords(language).semicolon();
            ReviewWords(language).blanks(&outgoing.blanks).join(separator)
        });
        return Err(NotDone::BlanksNotMeant(blanks).into());
    }
    if wanted.yes && !wanted.reset_keys && !outgoing.speaker.resets.is_empty() {
        let party = one_line(&outgoing.speaker.party_name);
        return Err(NotDone::ResetNotMeant(party).into());
    }
    if !wanted.yes {
        let question = match (meant, &outgoing.speaker.key) {
            (false, _) => asks.send_blanks(),
            (true, Some(_)) => asks.send(),
            (true, None) => asks.send_unsigned(),
        };
        asking::sure(terminal, wanted.json, &outgoing.speaker, question, |page| {
            asking::round(page, terminal, &outgoing, note);
            Ok(())
        })?;
    }
    let sent = session::send_as_shown(workspace, contract, note, now(), &outgoing)?;
    terminal.answer(
        wanted.json,
        || json::sent(contract, &sent, &outgoing, &workspace.stamping()),
        |page| {
            let party = one_line(&outgoing.speaker.party_name);
            let said = words.sent(contract, sent.round, &party, sent.offered.len());
            page.paragraph("", 0, &[Span::new(Role::Heading, said)]);
            asking::what_goes_out(page, terminal, &outgoing);
            if !sent.foreign.is_empty() {
                page.paragraph(
                    "! ",
                    2,
                    &[Span::new(
                        Role::Alarm,
                        words.foreign(&one_line(&terminal.language.list(&sent.foreign))),
                    )],
                );
            }
            signature(page, sent.key.as_deref(), words);
            stamping(page, workspace, contract, terminal.language);
        },
    )?;
    Ok(())
}

/// Takes back the round that was sent last, after a question, and says what became of its words.
pub(super) fn take_back(
    terminal: &Terminal,
    workspace: &Workspace,
    contract: &str,
    yes: bool,
    json: bool,
) -> Result<(), super::Failure> {
    let words = DraftingWords(terminal.language);
    let round = session::round_to_take_back(workspace, contract)?;
    if !yes {
        if !asking::is_at_terminal() {
            return Err(NotDone::NobodyToConfirm.into());
        }
        let mut page = terminal.page();
        for line in words.to_take_back(round.round, &one_line(&round.title), &one_line(&round.note)) {
            page.paragraph("", 2, &[Span::plain(line)]);
        }
        page.paragraph("", 2, &[Span::plain(words.what_stays(round.draft_differs))]);
        asking::show_all(terminal, json, page)?;
        if !asking::answered_yes(&format!("{} [y/N] ", words.take_back_asks()))? {
            return Err(NotDone::NotTakenBack.into());
        }
    }
    session::take_back(workspace, &round)?;
    terminal.answer(
        json,
        || json::taken_back(&round),
        |page| page.paragraph("", 0, &[Span::plain(words.taken_back(round.round))]),
    )?;
    Ok(())
}

/// Opens a clause of the draft in the user's editor and puts the result back.
pub(super) fn edit(
    terminal: &Terminal,
    workspace: &Workspace,
    contract: &str,
    clause: &str,
) -> Result<(), super::Failure> {
    let words = PositionWords(terminal.language);
    let mut kept = None;
    let (changed, doubts) = loop {
        match session::edit(workspace, contract, clause, kept.as_deref())? {
            session::Edited::Put { step, doubts } => break (step.is_some(), doubts),
            session::Edited::Refused { error, kept: file } => {
                let said = session::Error::NotTaken {
                    error: Box::new(error),
                    file: file.display().to_string(),
                };
                if !again(&said.message(terminal.language), words) {
                    return Err(said.into());
                }
                kept = Some(file);
            }
        }
    };
    let said = if changed {
        words.edited(&one_line(contract))
    } else {
        words.unchanged_text().to_owned()
    };
    terminal.show(|page| {
        page.paragraph("", 0, &[Span::plain(said)]);
        if changed && !doubts.is_empty() {
            page.paragraph("! ", 2, &[Span::new(Role::Alarm, words.will_be_refused())]);
            for doubt in &doubts {
                audit::show_finding(page, doubt, AuditWords(terminal.language));
            }
        }
    })?;
    Ok(())
}

/// Says why what was typed cannot be taken, and asks whether the editor is to be opened again. Without a terminal nobody is
/// asked.
fn again(why: &str, words: PositionWords) -> bool {
    if !asking::is_at_terminal() {
        return false;
    }
    super::complain(&why);
    eprint!("{} ", words.editor_again());
    let mut answer = String::new();
    let answered = std::io::stdin().read_line(&mut answer).is_ok_and(|count| count > 0);
    answered && !matches!(answer.trim().to_lowercase().as_str(), "n" | "no" | "否")
}
