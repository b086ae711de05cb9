//! Making a repository and its first contract: from what the arguments say, or, at a terminal, from what somebody answers.

use super::Failure;
use super::arguments::Init;
use super::paint::{Role, Span, one_line};
use super::terminal::Terminal;
use super::{asking, setup};
use crate::session::{self, Beginning, Error, Workspace};
use crate::wording::BeginningWords;
use std::io::IsTerminal;
use std::path::Path;

/// Prepares a repository of contracts, or one to be shared.
pub(super) fn init(terminal: &Terminal, place: &Path, wanted: &Init) -> Result<(), Failure> {
    let language = terminal.language;
    if wanted.shared {
        let done = session::share(place, wanted.group, &std::env::current_exe()?)?;
        return Ok(terminal.show(|page| setup::shared(page, &done, language))?);
    }
    let mut beginning = Beginning {
        name: wanted.name.clone(),
        title: wanted.title.clone(),
        kind: wanted.kind.clone(),
        ours: wanted.ours.clone(),
        theirs: wanted.theirs.clone(),
        supplies: wanted.supplier,
        own: None,
    };
    let mut lists_key = !wanted.no_key;
    let somebody = asking::is_at_terminal() && std::io::stdout().is_terminal();
    if beginning.says_nothing() && !wanted.no_questions && somebody && is_first(place) {
        (beginning, lists_key) = asked(terminal, place, lists_key)?;
    }
    if let Some(kind) = &beginning.kind {
        let known = session::kinds_anywhere(session::configuration_folder().as_deref())?;
        if !known.contains(kind) {
            return Err(Error::NoSuchKind {
                kind: kind.clone(),
                known,
            }
            .into());
        }
    }
    let done = session::begin(place, language, &beginning, lists_key)?;
    Ok(terminal.show(|page| setup::init(page, &done, language))?)
}

/// Whether there is no contract at a place yet.
fn is_first(place: &Path) -> bool {
    match Workspace::open(place) {
        Ok(workspace) => workspace.repository().listed().is_ok_and(|listed| listed.is_empty()),
        Err(_) => true,
    }
}

/// Asks for what a contract begins with. What is left empty stays to be filled in.
fn asked(terminal: &Terminal, place: &Path, lists_key: bool) -> Result<(Beginning, bool), Failure> {
    let words = BeginningWords(terminal.language);
    terminal.show(|page| page.paragraph("", 0, &[Span::new(Role::Heading, words.intro())]))?;
    let answer = |question: &str| -> std::io::Result<Option<String>> {
        let typed = asking::typed(&format!("{question} "))?;
        Ok(Some(typed).filter(|typed| !typed.is_empty()))
    };
    let mut name = answer(words.name())?;
    while name.as_ref().is_some_and(|name| !session::can_be_called(name)) {
        name = answer(words.no_name())?;
    }
    let title = answer(words.title())?;
    let known = session::kinds_anywhere(session::configuration_folder().as_deref())?;
    let kinds: Vec<String> = known.iter().map(|kind| one_line(kind)).collect();
    let mut kind = answer(&words.kind(&kinds.join(" ")))?;
    while kind.as_ref().is_some_and(|kind| !known.contains(kind)) {
        kind = answer(words.no_such_kind())?;
    }
    let ours = answer(words.ours())?;
    let supplies = asking::answered_yes(&format!("{} [y/N] ", words.supplies()))?;
    let theirs = answer(words.theirs())?;
    let beginning = Beginning {
        name,
        title,
        kind,
        ours,
        theirs,
        supplies,
        own: None,
    };
    let lists_key = lists_key && !beginning.says_nothing() && ask_key(terminal, place)?;
    Ok((beginning, lists_key))
}

/// Says as whom somebody is listed, and asks whether with their key, as far as git knows these; says what it does not know.
fn ask_key(terminal: &Terminal, place: &Path) -> Result<bool, Failure> {
    let words = BeginningWords(terminal.language);
    let known = session::known_to_git(place)?;
    let (Some(name), Some(email)) = (&known.name, &known.email) else {
        let missing = words.unknown_to_git(known.name.is_none(), known.email.is_none());
        terminal.show(|page| page.paragraph("! ", 2, &[Span::new(Role::Alarm, missing)]))?;
        return Ok(false);
    };
    let listed = words.listed_as(&one_line(name), &one_line(email));
    let said = if known.has_key { "" } else { words.no_key() };
    terminal.show(|page| {
        page.paragraph("", 0, &[Span::plain(listed)]);
        if !said.is_empty() {
            page.paragraph("! ", 2, &[Span::new(Role::Alarm, said)]);
        }
    })?;
    Ok(known.has_key && !asking::answered_no(&format!("{} [Y/n] ", words.lists_key()))?)
}
