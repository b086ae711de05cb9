//! Reports of where a contract stands and what was recorded.

use super::arguments::StandingArgs as Wanted;
use super::paint::{Page, Role, Span, one_line};
use super::terminal::Terminal;
use super::{DONE, FINDINGS, Failure, UNCERTAIN};
use crate::audit::Verdict;
use crate::history::clock;
use crate::json;
use crate::language::Language;
use crate::negotiation::Standing;
use crate::session::{self, AgreedForm, ClauseStatus, Event, Readiness, Status, Workspace};
use crate::wording::{PositionWords, ReportWords};

/// Where every clause stands.
pub(super) fn status(terminal: &Terminal, workspace: &Workspace, wanted: &Wanted) -> Result<(), Failure> {
    let status = terminal.reading_history(wanted.json, || {
        session::status(workspace, &wanted.contract, wanted.reported)
    })?;
    terminal.answer(
        wanted.json,
        || json::status(&status),
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
    let status = terminal.reading_history(wanted.json, || {
        session::status(workspace, &wanted.contract, wanted.reported)
    })?;
    let mine = session::list_rounds(workspace, &wanted.contract)?.mine;
    let open: Vec<&ClauseStatus> = status.open_clauses(mine.as_deref());
    terminal.answer(
        wanted.json,
        || json::issues(&status, &open),
        |page| {
            let words = PositionWords(terminal.language);
            head(page, &status, terminal.language);
            page.gap();
            page.line(
                Role::Heading,
                if open.is_empty() {
                    words.nothing_open()
                } else {
                    words.open_points()
                },
            );
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
    let Readiness {
        status,
        vouched,
        record,
    } = &readiness;
    let show = |page: &mut Page| {
        let words = PositionWords(terminal.language);
        match record {
            Some(Verdict::Fails) => {
                page.paragraph(
                    "! ",
                    2,
                    &[Span::new(
                        Role::Alarm,
                        words.agreed_on_a_broken_record(&status.contract),
                    )],
                );
                notices(page, status, words);
            }
            Some(Verdict::CannotVerify) => {
                form(page, status, terminal.language);
                page.paragraph(
                    "! ",
                    2,
                    &[Span::new(Role::Alarm, words.record_unverified(&status.contract))],
                );
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
    terminal.answer(wanted.json, || json::ready(&readiness), show)?;
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
        let said = words.0.says(
            &status.party_name(&position.party),
            &status.spoken(clause, position, words),
        );
        page.paragraph("", 4, &[Span::plain(said)]);
        if let Some(reason) = clause.reasons.get(&position.party).filter(|_| detail) {
            page.paragraph("", 6, &[Span::plain(language.quoted(&one_line(reason)))]);
        }
    }
    for thread in clause.comments.iter().filter(|thread| detail && !thread.resolved) {
        super::comments::thread(page, thread, 4, language);
    }
    for (party, (id, offered)) in &clause.former_ids {
        let said = words
            .0
            .says(&status.party_name(party), &words.under_new_id(&one_line(id), *offered));
        page.paragraph("", 4, &[Span::plain(said)]);
    }
    for (party, terms) in &clause.older_definitions {
        let said = words.0.says(
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
            page.paragraph(
                "! ",
                2,
                &[Span::new(Role::Alarm, words.agreed_but_unsent(&who, &status.contract))],
            );
        }
    }
    notices(page, status, words);
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
        None => (
            None,
            terminal.reading_history(json, || session::log(workspace, contract, None))?,
        ),
        Some(asked) => terminal
            .reading_history(json, || session::log_of(workspace, contract, asked))
            .map(|(id, events)| (Some(id), events))?,
    };
    let clause = clause.as_deref();
    terminal.answer(
        json,
        || json::log(contract, clause, &events),
        // The latest is what a reader asks for; programs get it in the order in which it happened.
        |page| {
            for event in events.iter().rev() {
                show_event(page, event, clause, terminal.language);
            }
        },
    )?;
    Ok(())
}

fn show_event(page: &mut Page, event: &Event, clause: Option<&str>, language: Language) {
    for (at, line) in event.lines(clause, PositionWords(language)).into_iter().enumerate() {
        page.paragraph("", if at == 0 { 2 } else { 4 }, &line);
    }
}
