//! What became of what one's party asked for, as a report.

use super::Failure;
use super::arguments::{AskFormat, AsksArgs};
use super::output::print;
use super::paint::{Page, Role, Span, one_line};
use super::terminal::Terminal;
use crate::exchange::{AskPage, AskPageEntry, asks_html, asks_markdown};
use crate::json;
use crate::language::Language;
use crate::session::{self, AskLine, AsksReport, Workspace};
use crate::wording::AskWords;

/// Writes the report.
pub(super) fn asks(terminal: &Terminal, workspace: &Workspace, wanted: &AsksArgs) -> Result<(), Failure> {
    let is_for_programs = wanted.json || wanted.format != AskFormat::Text;
    let report = terminal.reading_history(is_for_programs, || {
        session::asks(workspace, &wanted.contract, wanted.since, wanted.seat.as_deref())
    })?;
    match wanted.format {
        AskFormat::Text => {}
        AskFormat::Markdown => {
            return Ok(print(&asks_markdown(
                &on_page(&report, terminal.language),
                terminal.language,
            ))?);
        }
        AskFormat::Html => {
            let page = asks_html(&on_page(&report, terminal.language), terminal.language);
            return Ok(print(&page.map_err(session::Error::from)?)?);
        }
    }
    Ok(terminal.answer(
        wanted.json,
        || json::asks(&report),
        |page| show(page, &report, terminal.language),
    )?)
}

fn show(page: &mut Page, report: &AsksReport, language: Language) {
    let words = AskWords(language);
    let title = format!(
        "{}{}",
        one_line(&report.title),
        language.aside(&one_line(&report.contract))
    );
    page.line(Role::Heading, &title);
    let since = words.since(&one_line(&report.party_name), report.since, report.round);
    page.paragraph("", 2, &[Span::plain(since)]);
    page.paragraph("", 2, &[Span::plain(report.summary(language))]);
    page.paragraph("", 2, &[Span::new(Role::Faint, words.exact())]);
    if report.asks.is_empty() {
        page.gap();
        page.paragraph("", 0, &[Span::plain(words.nothing())]);
    }
    let mut entry = |lines: Vec<AskLine>| {
        page.gap();
        for (indent, spans) in lines {
            page.paragraph(&" ".repeat(indent), indent, &spans);
        }
    };
    report.asks.iter().for_each(|one| entry(one.lines(report, language)));
    page.gap();
    if report.silent.is_empty() {
        page.paragraph("", 0, &[Span::new(Role::Faint, words.nothing_silent())]);
        return;
    }
    page.line(Role::Heading, words.silent());
    for one in &report.silent {
        page.gap();
        for (indent, spans) in one.lines(report, language) {
            page.paragraph(&" ".repeat(indent + 2), indent + 2, &spans);
        }
    }
}

/// The report for a page.
fn on_page(report: &AsksReport, language: Language) -> AskPage {
    let words = AskWords(language);
    let entry = |lines| AskPageEntry { lines };
    AskPage {
        title: format!("{}: {}", words.title(), report.title),
        lines: vec![
            words.since(&report.party_name, report.since, report.round),
            report.summary(language),
            words.exact().to_owned(),
        ],
        asks: report
            .asks
            .iter()
            .map(|one| entry(one.lines(report, language)))
            .collect(),
        silent_title: if report.silent.is_empty() {
            words.nothing_silent()
        } else {
            words.silent()
        }
        .to_owned(),
        silent: report
            .silent
            .iter()
            .map(|one| entry(one.lines(report, language)))
            .collect(),
    }
}
