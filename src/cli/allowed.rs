//! What a command may do when the program was started with `--read-only` or `--restricted`.

use super::Failure;
use super::arguments::{ChecklistCommand, Command, Screens};
use crate::session::Workspace;
use std::path::Path;

/// Refuses what is not allowed, before anything is done.
pub(super) fn check(command: &Command, screens: &Screens, start: &Path) -> Result<(), Failure> {
    match changes(command) {
        Some(name) if screens.read_only => return Err(Failure::ReadOnly(name.to_owned())),
        _ => {}
    }
    match leaves(command, start) {
        Some(name) if screens.restricted => Err(Failure::Restricted(name.to_owned())),
        _ => Ok(()),
    }
}

/// What the command is called, if it records, sends, edits or keeps anything. An evidence file is made from what is
/// there and changes none of it.
fn changes(command: &Command) -> Option<&'static str> {
    match command {
        Command::Init(_) => Some("init"),
        Command::Accept { .. } => Some("accept"),
        Command::Reject(_) => Some("reject"),
        Command::Reserve(_) => Some("reserve"),
        Command::Withdraw(_) => Some("withdraw"),
        Command::Comment(_) => Some("comment"),
        Command::Comments(wanted) if wanted.import.is_some() || wanted.export.is_some() => Some("comments"),
        Command::Edit { .. } => Some("edit"),
        Command::Import(_) => Some("import"),
        Command::Receive(_) => Some("receive"),
        Command::Send { .. } => Some("send"),
        Command::TakeBack { .. } => Some("take-back"),
        Command::Sync { .. } => Some("sync"),
        Command::Stamp { .. } => Some("stamp"),
        Command::Trust(wanted) if wanted.yes => Some("trust --yes"),
        Command::Read { elsewhere: true, .. } => Some("read --elsewhere"),
        Command::Guard { install: Some(_), .. } => Some("guard --install"),
        Command::Guard { permit_reset, .. } if !permit_reset.is_empty() => Some("guard --permit-reset"),
        Command::Demo { .. } => Some("demo"),
        Command::Check(wanted) => {
            let marks = [&wanted.looked, &wanted.risk, &wanted.raise, &wanted.unmark];
            let agrees = wanted.agree.is_some() || wanted.disagree.is_some();
            (agrees || marks.iter().any(|marks| !marks.is_empty())).then_some("check")
        }
        Command::List { .. }
        | Command::Search { .. }
        | Command::Show(_)
        | Command::Rounds { .. }
        | Command::Diff(_)
        | Command::Blame { .. }
        | Command::Status(_)
        | Command::Issues(_)
        | Command::Ready(_)
        | Command::Log { .. }
        | Command::Asks(_)
        | Command::Comments(_)
        | Command::Checklist(_)
        | Command::Duties(_)
        | Command::Figures(_)
        | Command::Audit(_)
        | Command::Guard { install: None, .. }
        | Command::Evidence(_)
        | Command::Verify(_)
        | Command::Trust(_)
        | Command::Read { elsewhere: false, .. }
        | Command::Compare(_)
        | Command::Export(_)
        | Command::Doctor { .. }
        | Command::Schema { .. }
        | Command::Programs
        | Command::Completions { .. }
        | Command::Man { .. } => None,
    }
}

/// What the command is called, if it starts an editor, sets up a repository or its hooks, allows programs or files of a
/// repository to have a say, or writes outside of the repository.
fn leaves(command: &Command, start: &Path) -> Option<&'static str> {
    let outside = |file: &Path| !within(&start.join(file), start);
    match command {
        Command::Edit { .. } => Some("edit"),
        Command::Demo { .. } => Some("demo"),
        Command::Init(_) => Some("init"),
        Command::Guard { install: Some(_), .. } => Some("guard --install"),
        Command::Check(wanted) if wanted.agree.is_some() || wanted.disagree.is_some() => Some("check"),
        Command::Check(wanted) if wanted.checklist.as_deref().is_some_and(outside) => Some("check --checklist"),
        Command::Checklist(ChecklistCommand::Lint { file }) if outside(file) => Some("checklist lint"),
        Command::Verify(wanted) if outside(&wanted.file) || wanted.ca.as_deref().is_some_and(outside) => Some("verify"),
        Command::Evidence(wanted) => {
            let input = wanted.tsr.as_ref().map(|_| Path::new(&wanted.contract));
            let files = [
                wanted.output.as_deref(),
                wanted.tsq.as_deref(),
                wanted.tsr.as_deref(),
                input,
            ];
            files.into_iter().flatten().any(outside).then_some("evidence")
        }
        Command::Man { pages: Some(pages), .. } if outside(pages) => Some("man --folder"),
        Command::Comments(wanted) if wanted.export.as_deref().is_some_and(outside) => Some("comments --export"),
        Command::Comments(wanted) if wanted.import.as_deref().is_some_and(outside) => Some("comments --import"),
        Command::Import(wanted) if outside(&wanted.file) => Some("import"),
        Command::Receive(wanted) if outside(&wanted.file) => Some("receive"),
        Command::Compare(wanted) if outside(&wanted.file) => Some("compare"),
        Command::Export(wanted) if outside(&wanted.output) || wanted.into.as_deref().is_some_and(outside) => {
            Some("export")
        }
        Command::Verify(wanted) if wanted.pages.as_deref().is_some_and(outside) => Some("verify --pages"),
        _ => None,
    }
}

/// Whether a file lies, or would lie, in the working folder of the repository that a folder belongs to.
fn within(file: &Path, folder: &Path) -> bool {
    let real = |path: &Path| path.canonicalize().ok();
    // A file that is not there yet lies where its folder lies; a link leads where it leads.
    let place = real(file).or_else(|| real(file.parent()?));
    let top = Workspace::open(folder)
        .ok()
        .and_then(|workspace| real(workspace.repository().working_folder()?));
    // Git's own folder is no place for files of people.
    place
        .zip(top)
        .is_some_and(|(place, top)| place.starts_with(&top) && !place.starts_with(top.join(".git")))
}
