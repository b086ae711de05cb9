//! The user's own checklists: the rules there are, and everything wrong with a list.

use super::arguments::ChecklistCommand;
use super::paint::{Role, Span, one_line};
use super::terminal::Terminal;
use super::{DONE, FINDINGS, Failure};
use crate::session::{checklists, configuration_folder, lint_checklist};
use crate::wording::ReviewWords;
use std::path::Path;

/// Lists rules, or looks for mistakes: exit status 1 where there are some.
pub(super) fn run(terminal: &Terminal, start: &Path, command: &ChecklistCommand) -> Result<u8, Failure> {
    let configuration = configuration_folder();
    match command {
        ChecklistCommand::Rules => {
            rules(terminal, configuration.as_deref())?;
            Ok(DONE)
        }
        ChecklistCommand::Lint { file } => lint(terminal, configuration.as_deref(), &start.join(file)),
    }
}

/// Every rule by its id, with its severity and what it asks.
fn rules(terminal: &Terminal, configuration: Option<&Path>) -> Result<(), Failure> {
    let words = ReviewWords(terminal.language);
    let lists = checklists(configuration)?;
    terminal.show(|page| {
        for (at, list) in lists.iter().enumerate() {
            if at > 0 {
                page.gap();
            }
            let language = list.language.as_deref().unwrap_or("-");
            let heading = format!("{}{}", one_line(&list.name), words.0.aside(&one_line(language)));
            page.line(Role::Heading, &heading);
            for rule in &list.rules {
                let severity = rule.severity.map_or("-", |severity| words.severity(severity));
                let title = rule.title.as_deref().map(one_line).unwrap_or_default();
                let spans = [
                    Span::plain(one_line(&rule.id)),
                    Span::new(Role::Faint, format!("  {severity}  {title}")),
                ];
                page.paragraph("", 4, &spans);
            }
        }
    })?;
    Ok(())
}

/// Everything wrong with a checklist, at once.
fn lint(terminal: &Terminal, configuration: Option<&Path>, file: &Path) -> Result<u8, Failure> {
    let words = ReviewWords(terminal.language);
    let faults = lint_checklist(configuration, file)?;
    terminal.show(|page| {
        if faults.is_empty() {
            page.line(Role::Plain, words.list_is_sound());
        }
        for fault in &faults {
            page.paragraph("! ", 2, &[Span::plain(one_line(&fault.message(words.0)))]);
        }
    })?;
    Ok(if faults.is_empty() { DONE } else { FINDINGS })
}
