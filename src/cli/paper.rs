//! Files on paper: imported as a first draft, and held against a contract.

use super::arguments::{Compare, Export, ExportFormat, Import, RedlineFormat};
use super::output::{print, print_json};
use super::paint::{Page, Role, Span, one_line};
use super::redline::{self, Detail};
use super::terminal::Terminal;
use super::{DONE, FINDINGS, Failure};
use crate::exchange::docx::View;
use crate::exchange::{redline_html, redline_markdown};
use crate::json;
use crate::redline::CompareScope;
use crate::session::{self, Error, ImportedPaper, OnPaper, VersionName, WordExport, Workspace};
use crate::wording::PaperWords;
use std::collections::BTreeSet;
use std::path::Path;

/// How many things of one kind are told one by one.
const MOST_TOLD: usize = 40;

fn view(rejects: bool) -> View {
    if rejects { View::Rejected } else { View::Accepted }
}

/// Makes the first draft of a contract from a file.
pub(super) fn import(terminal: &Terminal, start: &Path, workspace: &Workspace, wanted: &Import) -> Result<(), Failure> {
    let made = session::import_paper(
        workspace,
        &start.join(&wanted.file),
        wanted.name.as_deref(),
        wanted.party.as_deref(),
        view(wanted.reject_changes),
    )?;
    let words = PaperWords(terminal.language);
    Ok(terminal.answer(
        wanted.json,
        || json::imported(&made),
        |page| show_imported(page, &made, words),
    )?)
}

fn show_imported(page: &mut Page, made: &ImportedPaper, words: PaperWords) {
    let file = one_line(&made.file.display().to_string());
    page.paragraph("", 0, &[Span::plain(words.imported(&one_line(&made.name), &file))]);
    let rows = made.paper.paper.lines.iter().filter(|line| line.row).count();
    page.paragraph("", 0, &[Span::plain(words.holds(made.contract.walk().len(), rows))]);
    let parties = made.contract.parties.iter();
    let parties: Vec<String> = parties
        .map(|party| one_line(&format!("{} ({})", party.name, party.id)))
        .collect();
    page.paragraph("", 0, &[Span::plain(words.parties(&parties))]);
    about(page, &made.paper, made.view, words);
    if made.is_kept {
        page.paragraph("", 0, &[Span::plain(words.kept())]);
    }
    let mut next = Vec::new();
    if !made.to_fill_in.is_empty() {
        let named: Vec<String> = made.to_fill_in.iter().map(|id| format!("`{}`", one_line(id))).collect();
        next.push(words.fill_in(&named, &file));
    }
    next.push(words.add_members(&file));
    next.push(words.then_send(&one_line(&made.name)));
    page.gap();
    for step in next {
        page.paragraph("> ", 2, &[Span::plain(step)]);
    }
}

/// What has to be known of a file besides its text.
fn about(page: &mut Page, paper: &OnPaper, view: View, words: PaperWords) {
    about_marks(page, paper, Some(view), words);
    about_rest(page, paper, words);
}

/// The file's digest and its tracked changes; where only one view of them was read, which.
pub(super) fn about_marks(page: &mut Page, paper: &OnPaper, view: Option<View>, words: PaperWords) {
    page.paragraph(
        "",
        0,
        &[Span::new(
            Role::Faint,
            words.digest(&one_line(&paper.name), &paper.sha256),
        )],
    );
    if !paper.changes.is_empty() || paper.changed_looks > 0 {
        let authors: BTreeSet<String> = paper.changes.iter().map(|change| one_line(&change.author)).collect();
        let authors: Vec<String> = authors.into_iter().filter(|author| !author.is_empty()).collect();
        let said = words.changes(paper.changes.len(), paper.changed_looks, &authors);
        page.paragraph("! ", 2, &[Span::new(Role::Alarm, said)]);
        if let Some(view) = view.filter(|_| !paper.changes.is_empty()) {
            let taken = match view {
                View::Accepted => words.accepted(),
                View::Rejected => words.rejected(),
            };
            page.paragraph("", 2, &[Span::plain(taken)]);
        }
    }
}

/// Comments, and what could not be read.
pub(super) fn about_rest(page: &mut Page, paper: &OnPaper, words: PaperWords) {
    if !paper.comments.is_empty() {
        page.paragraph("! ", 2, &[Span::new(Role::Alarm, words.comments())]);
        let told: Vec<String> = paper
            .comments
            .iter()
            .map(|comment| {
                words.comment(
                    &one_line(&comment.author),
                    &one_line(&comment.on),
                    &one_line(&comment.text),
                )
            })
            .collect();
        listed(page, &told);
    }
    if !paper.paper.unread.is_empty() {
        page.paragraph("! ", 2, &[Span::new(Role::Alarm, words.unread())]);
        let unread = paper.paper.unread.iter();
        let told: Vec<String> = unread.map(|unread| one_line(&unread.message(words.0))).collect();
        listed(page, &told);
    }
}

fn listed(page: &mut Page, told: &[String]) {
    for one in told.iter().take(MOST_TOLD) {
        page.paragraph("  - ", 4, &[Span::plain(one.clone())]);
    }
    if told.len() > MOST_TOLD {
        page.line(Role::Plain, &format!("  … {}", told.len() - MOST_TOLD));
    }
}

/// Holds a file against a version of a contract; exit status 1 where they differ.
pub(super) fn compare(
    terminal: &Terminal,
    start: &Path,
    workspace: &Workspace,
    wanted: &Compare,
) -> Result<u8, Failure> {
    let view = view(wanted.reject_changes);
    let scope = if wanted.all {
        CompareScope::Everything
    } else {
        CompareScope::Changes
    };
    let version = wanted.round.as_deref().map(VersionName::named);
    let is_for_programs = wanted.format != RedlineFormat::Text;
    let compared = terminal.reading_history(is_for_programs, || {
        let file = start.join(&wanted.file);
        session::compare_paper(workspace, &wanted.contract, version.as_ref(), &file, view, scope)
    })?;
    let same = compared.is_same();
    let document = compared.redlined.document(wanted.all);
    match wanted.format {
        RedlineFormat::Text => {
            let words = PaperWords(terminal.language);
            let mut page = terminal.page();
            about(&mut page, &compared.paper, view, words);
            if compared.paper.wrapped {
                page.paragraph("", 0, &[Span::plain(words.wrapped())]);
            }
            page.paragraph("", 0, &[Span::plain(words.front())]);
            let without_changes = view == View::Rejected && !compared.paper.changes.is_empty();
            let verdict = match (same, compared.paper.paper.unread.is_empty()) {
                (false, _) if without_changes => Span::new(Role::Alarm, words.untracked()),
                (false, _) => Span::new(Role::Alarm, words.differs()),
                (true, false) => Span::plain(words.same_as_read()),
                (true, true) if without_changes => Span::plain(words.all_tracked()),
                (true, true) => Span::plain(words.same()),
            };
            page.gap();
            page.paragraph("", 0, &[verdict]);
            if !same || wanted.all {
                page.gap();
                redline::write(
                    &mut page,
                    &compared.redlined,
                    terminal.language,
                    Detail { all: wanted.all },
                );
            }
            terminal.print(page)?;
        }
        RedlineFormat::Json => print_json(&json::compared_paper(&compared, view, wanted.all))?,
        RedlineFormat::Markdown => print(&redline_markdown(&document, terminal.language))?,
        RedlineFormat::Html => print(&redline_html(&document, terminal.language).map_err(Error::from)?)?,
    }
    Ok(if same { DONE } else { FINDINGS })
}

/// Writes a version into the Word file that was exchanged last.
pub(super) fn export(terminal: &Terminal, start: &Path, workspace: &Workspace, wanted: &Export) -> Result<(), Failure> {
    let ExportFormat::Docx = wanted.format;
    let asked = WordExport {
        from: wanted.from.as_deref().map(VersionName::named),
        to: wanted.to.as_deref().map(VersionName::named),
        into: wanted.into.as_ref().map(|file| start.join(file)),
        clean_base: wanted.clean_base,
        clean: wanted.clean,
    };
    let output = start.join(&wanted.output);
    let made = terminal.reading_history(false, || {
        session::export_word(workspace, &wanted.contract, &asked, &output)
    })?;
    let words = PaperWords(terminal.language);
    let mut page = terminal.page();
    let file = one_line(&made.file.display().to_string());
    let name = one_line(&made.name);
    page.paragraph("", 0, &[Span::plain(words.exported(&name, made.version.round, &file))]);
    if made.version.commit.is_none() {
        page.paragraph("! ", 2, &[Span::new(Role::Alarm, words.exported_draft())]);
    }
    match &made.author {
        Some(author) => page.paragraph("", 0, &[Span::plain(words.marked_as(&one_line(author)))]),
        None => page.paragraph("", 0, &[Span::plain(words.exported_clean())]),
    }
    page.paragraph("", 0, &[Span::plain(words.untouched(made.untouched, made.paragraphs))]);
    if !made.otherwise.is_empty() {
        page.paragraph("! ", 2, &[Span::new(Role::Alarm, words.numbered_otherwise())]);
        let told: Vec<String> = made.otherwise.iter().map(|line| one_line(line)).collect();
        listed(&mut page, &told);
    }
    terminal.print(page)?;
    Ok(())
}
