//! What of a contract has not been read yet, and that it was read elsewhere: on paper, or as a web page.

use super::Failure;
use super::asking;
use super::paint::{Page, Role, Span, one_line};
use super::terminal::Terminal;
use crate::json;
use crate::session::{self, ReadMark, Redlined, Workspace};
use crate::wording::{AskingWords, NotDone, ReportWords};
use std::collections::HashSet;

/// Lists the clauses whose changes have not been on the screen. With `elsewhere`, a person at the terminal confirms by
/// typing the contract's name that all of them were read in another way.
pub(super) fn read(
    terminal: &Terminal,
    workspace: &Workspace,
    contract: &str,
    elsewhere: bool,
    json: bool,
) -> Result<(), Failure> {
    let (redlined, unread) = session::unread(workspace, contract)?;
    let words = AskingWords(terminal.language);
    if !elsewhere {
        let as_json = || json::unread(&redlined.name, &unread);
        terminal.answer(json, as_json, |page| list(page, &redlined, &unread, words))?;
        return Ok(());
    }
    if !asking::is_at_terminal() {
        return Err(NotDone::NobodyToType.into());
    }
    let mut page = terminal.page();
    list(&mut page, &redlined, &unread, words);
    asking::show_all(terminal, false, page)?;
    if unread.is_empty() {
        return Ok(());
    }
    if asking::typed(&words.type_name(&one_line(&redlined.name)))? != redlined.name {
        return Err(NotDone::NotNoted.into());
    }
    session::read_elsewhere(workspace, &redlined.name, &unread)?;
    let mut page = terminal.page();
    page.line(Role::Plain, &words.noted(unread.len()));
    terminal.print(page)?;
    Ok(())
}

fn list(page: &mut Page, redlined: &Redlined, unread: &[ReadMark], words: AskingWords) {
    page.line(Role::Heading, &words.unread(unread.len()));
    let unread: HashSet<&str> = unread.iter().map(|read| read.clause.as_str()).collect();
    let clauses = redlined
        .redline
        .clauses
        .iter()
        .filter(|clause| unread.contains(clause.id.as_str()));
    for clause in clauses {
        let number = clause.number.as_deref().or(clause.from_number.as_deref());
        let called = ReportWords(words.0).clause(number, &clause.heading, &clause.id);
        page.paragraph("", 2, &[Span::plain(called)]);
    }
}
