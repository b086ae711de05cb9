//! The checklists that lie in the repository: what there is, and agreeing to one.

use super::Failure;
use super::paint::{Page, Role, Span, one_line};
use super::terminal::Terminal;
use crate::session::{ListState, RepositoryList, Workspace, agree_to_list, repository_lists};
use crate::wording::ReviewWords;

/// Lists them, with what each would ask.
pub(super) fn lists(terminal: &Terminal, workspace: &Workspace) -> Result<(), Failure> {
    let lists = repository_lists(workspace)?;
    let words = ReviewWords(terminal.language);
    terminal.show(|page| {
        if lists.is_empty() {
            page.line(Role::Plain, words.no_lists());
        }
        for list in &lists {
            one(page, list, words);
        }
    })?;
    Ok(())
}

/// Agrees to one as it is now, or takes that back, and shows it.
pub(super) fn agree(terminal: &Terminal, workspace: &Workspace, file: &str, agreed: bool) -> Result<(), Failure> {
    let list = agree_to_list(workspace, file, agreed)?;
    let words = ReviewWords(terminal.language);
    terminal.show(|page| one(page, &list, words))?;
    Ok(())
}

fn one(page: &mut Page, list: &RepositoryList, words: ReviewWords) {
    page.paragraph("", 0, &[Span::new(Role::Heading, state(list, words))]);
    if let ListState::Offered { rules, .. } | ListState::Agreed { rules, .. } = &list.state {
        for rule in rules {
            page.paragraph("- ", 4, &[Span::plain(one_line(rule))]);
        }
    }
}

/// What is said of one in front of a review.
pub(super) fn state(list: &RepositoryList, words: ReviewWords) -> String {
    let file = one_line(&list.file);
    match &list.state {
        ListState::Offered { name, rules } => words.list_offered(&file, &one_line(name), rules.len()),
        ListState::Agreed { name, rules } => words.list_agreed(&file, &one_line(name), rules.len()),
        ListState::Broken(error) => words.list_broken(&file, &one_line(&error.message(words.0))),
        ListState::NoFile => words.list_no_file(&file),
    }
}
