//! Everything that the screens show of a contract, in one reading order and plain lines: for screen readers and dumb
//! terminals.

use super::arguments::Arguments;
use super::paint::Role;
use super::terminal::Terminal;
use super::{Failure, complain, opened, print_answer};
use crate::language::Language;
use crate::session;
use crate::wording::ActionWords;
use clap::Parser as _;
use std::path::Path;

/// A heading, and the command that says what belongs under it.
type Part = (fn(ActionWords) -> &'static str, &'static [&'static str]);

/// What the tabs of the screens show, in their order.
const PARTS: [Part; 7] = [
    (ActionWords::status, &["status"]),
    (ActionWords::tab_redline, &["diff"]),
    (ActionWords::tab_issues, &["issues"]),
    (ActionWords::tab_rounds, &["rounds"]),
    (ActionWords::tab_record, &["log"]),
    (ActionWords::tab_audit, &["audit"]),
    (ActionWords::tab_review, &["check"]),
];

/// What there is of a contract that was never sent.
const OF_DRAFT: [Part; 2] = [
    (ActionWords::draft, &["show", "--round=draft"]),
    (ActionWords::tab_review, &["check"]),
];

/// Tells all of a contract. A part that cannot be told says why, and the others follow.
pub(super) fn contract(terminal: &Terminal, place: &Path, name: &str) -> Result<(), Failure> {
    let language: Language = terminal.language;
    let rounds = session::list_rounds(&opened(place, language)?.knowing()?, name)?;
    let parts: &[Part] = if rounds.rounds.is_empty() { &OF_DRAFT } else { &PARTS };
    let words = ActionWords(language);
    for (heading, command) in parts {
        terminal.show(|page| {
            page.gap();
            page.line(Role::Heading, &format!("== {} ==", heading(words)));
        })?;
        let all = std::iter::once("adidem")
            .chain(command.iter().copied())
            .chain(["--", name]);
        let part = Arguments::try_parse_from(all);
        let told = part.map(|part| print_answer(&part, terminal, place));
        match told {
            // What a command says by its exit status it says in words as well.
            Ok(Ok(_)) => {}
            Ok(Err(failure)) => complain(&failure.message(language)),
            // The commands above are known.
            Err(error) => complain(&error),
        }
    }
    Ok(())
}
