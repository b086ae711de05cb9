//! Comments on clauses: making one, listing them, handing internal ones to colleagues.

use std::path::Path;

use super::Failure;
use super::arguments::{CommentArgs, CommentsArgs};
use super::asking;
use super::paint::{Page, Role, Span, one_line};
use super::terminal::Terminal;
use crate::history::now;
use crate::json;
use crate::language::Language;
use crate::session::{self, CommentIntent, CommentRequest, CommentSubject, ShownThread, Workspace};
use crate::wording::{CommentWords, PositionWords, ReportWords};

/// Makes a comment: for all parties, signed after a question, or for colleagues alone.
pub(super) fn comment(terminal: &Terminal, workspace: &Workspace, wanted: &CommentArgs) -> Result<(), Failure> {
    let language = terminal.language;
    let words = CommentWords(language);
    // With an answer the clause is known, and the only words are what it says.
    let (clause, text) = match (&wanted.answer, &wanted.resolve) {
        (None, None) => (wanted.clause.clone(), wanted.text.clone()),
        _ => (None, wanted.text.clone().or_else(|| wanted.clause.clone())),
    };
    let subject = match (&wanted.answer, &wanted.resolve) {
        (Some(number), _) => CommentSubject::Answer(number.trim_start_matches('#').to_owned()),
        (_, Some(number)) => CommentSubject::Resolve(number.trim_start_matches('#').to_owned()),
        (None, None) => CommentSubject::Clause {
            clause: clause.unwrap_or_default(),
            on: wanted.on.clone(),
        },
    };
    let request = CommentRequest {
        subject,
        text: text.unwrap_or_default(),
        at: now(),
    };
    if wanted.internal {
        let made = session::comment_internally(workspace, &wanted.contract, &request)?;
        return Ok(terminal.answer(
            wanted.json,
            || json::commented(&wanted.contract, &made, true),
            |page| page.paragraph("", 0, &[Span::plain(words.kept())]),
        )?);
    }
    let intent = session::comment_intent(workspace, &wanted.contract, &request)?;
    if !wanted.yes {
        let question = if intent.speaker.key.is_some() {
            words.sign()
        } else {
            words.record()
        };
        asking::sure(terminal, wanted.json, &intent.speaker, question, |page| {
            show_intent(page, &intent, language);
            Ok(())
        })?;
    }
    let made = session::comment_as_shown(workspace, &wanted.contract, &request, &intent)?;
    Ok(terminal.answer(
        wanted.json,
        || json::commented(&wanted.contract, &made, false),
        |page| {
            let called = asking::called(&intent.clause, ReportWords(language));
            let said = words.recorded(&one_line(&intent.speaker.party_name), &called, made.round);
            page.paragraph("", 0, &[Span::new(Role::Heading, said)]);
            let positions = PositionWords(language);
            match &made.key {
                Some(key) => page.paragraph("", 2, &[Span::new(Role::Faint, positions.signed_with(key))]),
                None => page.paragraph("! ", 2, &[Span::new(Role::Alarm, positions.unsigned())]),
            }
        },
    )?)
}

/// What will be recorded.
fn show_intent(page: &mut Page, intent: &CommentIntent, language: Language) {
    let words = CommentWords(language);
    page.line(Role::Heading, words.will());
    let title = format!(
        "{}{}",
        one_line(&intent.title),
        language.aside(&one_line(&intent.contract))
    );
    page.paragraph("", 2, &[Span::plain(title)]);
    let called = asking::called(&intent.clause, ReportWords(language));
    page.paragraph("", 2, &[Span::plain(called)]);
    if let Some(on) = &intent.on {
        page.paragraph("", 2, &[Span::plain(words.on(&one_line(on)))]);
    }
    let answering = intent.answers.map(|number| words.answering(number));
    let resolving = intent.resolves.map(|number| words.resolving(number));
    for said in answering.into_iter().chain(resolving) {
        page.paragraph("", 2, &[Span::plain(said)]);
    }
    for line in intent.text.lines() {
        page.paragraph("", 2, &[Span::plain(language.quoted(&one_line(line)))]);
    }
    asking::who(page, &intent.speaker, crate::wording::AskingWords(language));
    page.paragraph("", 0, &[Span::new(Role::Faint, words.binds_nobody())]);
}

/// Lists comments, or hands internal ones over.
pub(super) fn comments(
    terminal: &Terminal,
    start: &Path,
    workspace: &Workspace,
    wanted: &CommentsArgs,
) -> Result<(), Failure> {
    let language = terminal.language;
    let words = CommentWords(language);
    if let Some(file) = &wanted.export {
        let count = session::export_internal(workspace, &wanted.contract, &start.join(file))?;
        let said = words.exported(count, &one_line(&file.display().to_string()));
        return Ok(terminal.show(|page| page.paragraph("", 0, &[Span::plain(said)]))?);
    }
    if let Some(file) = &wanted.import {
        let count = session::import_internal(workspace, &wanted.contract, &start.join(file))?;
        return Ok(terminal.show(|page| page.paragraph("", 0, &[Span::plain(words.imported(count))]))?);
    }
    let list = terminal.reading_history(wanted.json, || {
        session::comments(workspace, &wanted.contract, wanted.clause.as_deref(), wanted.internal)
    })?;
    Ok(terminal.answer(
        wanted.json,
        || json::comments(&list),
        |page| {
            if list.internal {
                page.paragraph("", 0, &[Span::new(Role::Faint, words.internal())]);
            }
            if list.unread > 0 {
                let said = words.unread(list.unread, &one_line(&list.contract));
                page.paragraph("! ", 2, &[Span::new(Role::Alarm, said)]);
            }
            if list.threads.is_empty() && list.unread == 0 {
                let nothing = if list.internal {
                    words.nothing_internal()
                } else {
                    words.nothing()
                };
                page.paragraph("", 0, &[Span::plain(nothing)]);
            }
            let mut clause = None;
            for one in &list.threads {
                if clause != Some(&one.clause) {
                    page.gap();
                    let called = one.name.listed(&one.clause, ReportWords(language)).called;
                    page.line(Role::Heading, &called);
                    clause = Some(&one.clause);
                }
                thread(page, one, 2, language);
            }
            if list.not_listed > 0 {
                page.gap();
                let said = words.not_listed(list.not_listed, &one_line(&list.contract));
                page.paragraph("", 0, &[Span::new(Role::Faint, said)]);
            }
        },
    )?)
}

/// A comment and its answers, set in by so many columns.
pub(super) fn thread(page: &mut Page, thread: &ShownThread, indent: usize, language: Language) {
    for line in thread.lines(language) {
        let before = if line.is_head { indent } else { indent + 2 };
        page.paragraph(&" ".repeat(before), before, &line.spans);
    }
}
