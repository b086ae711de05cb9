//! The command line: reads arguments, calls the session, prints, and gives the exit status.

mod agreed;
mod allowed;
pub mod arguments;
mod asking;
mod asks;
mod audit;
mod beginning;
mod checklists;
mod comments;
mod decisions;
mod demo;
mod evidence;
mod help;
mod keys;
mod leaf;
mod listings;
mod manual;
mod output;
mod pager;
mod paint;
mod paper;
mod positions;
mod reading;
mod receive;
mod redline;
mod review;
mod setup;
mod surroundings;
mod sync;
mod terminal;
mod texts;
mod waiting;
mod walk;

use crate::exchange::{redline_html, redline_json, redline_markdown};
use crate::json;
use crate::language::{FileFault, Language, errors, say};
use crate::negotiation::Decision;
use crate::redline::CompareScope;
use crate::session::{self, DemoKind, Error, Opening, VersionName, Workspace};
use crate::wording::{NotDone, ReportWords};
use arguments::{Arguments, Check, Command, Diff, RedlineFormat, Show};
use clap::CommandFactory;
use output::{print, print_json};
use paint::Role;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use terminal::Terminal;

/// Done, or nothing found.
const DONE: u8 = 0;
/// There are findings or differences.
const FINDINGS: u8 = 1;
/// Wrong use, or input that cannot be read.
const WRONG_USE: u8 = 2;
/// Understood and refused, or it cannot be verified.
const REFUSED: u8 = 3;
/// All is agreed, and not everything of it is verified.
const UNCERTAIN: u8 = 3;

/// Runs the program on the arguments it was started with.
#[must_use]
pub fn main() -> Outcome {
    let arguments = help::arguments();
    if arguments.screens.restricted
        && let Err(error) = surroundings::clean(&arguments.screens.env)
    {
        complain(&error);
        return Outcome::Status(ExitCode::from(WRONG_USE));
    }
    match run(&arguments) {
        Ok(Ended::With(status)) => Outcome::Status(ExitCode::from(status)),
        Ok(Ended::InScreens(screens)) => Outcome::Screens(screens),
        Err(failure) if help::is_for_programs(std::env::args_os()) => {
            let told = json::error(&failure.told());
            // Where that cannot be written either, the exit status has to do.
            let _ = print_json(&told);
            Outcome::Status(ExitCode::from(failure.status()))
        }
        Err(failure) => {
            // Where the settings are what is wrong, they cannot say in which language to tell it.
            let settings = session::settings(session::configuration_folder().as_deref());
            let language = terminal::language(&arguments.common, settings.ok().and_then(|settings| settings.language));
            complain(&failure.message(language));
            Outcome::Status(ExitCode::from(failure.status()))
        }
    }
}

/// Says why the program ends without what was wished.
pub fn complain(failure: &dyn std::fmt::Display) {
    eprintln!("adidem: {}", paint::one_line(&failure.to_string()));
}

/// What the arguments amount to.
pub enum Outcome {
    /// It is done; this is the exit status.
    Status(ExitCode),
    /// The screens are wished.
    Screens(Opening),
}

/// How a run of the command line ended.
enum Ended {
    With(u8),
    InScreens(Opening),
}

errors! {
    /// Why a command failed: for its own reasons, or because its output could not be written.
    #[derive(Debug, thiserror::Error, strum::IntoStaticStr, strum::VariantNames)]
    #[strum(serialize_all = "kebab-case")]
    enum Failure in language {
        Session(#[from] error: Error) => { error.cause(language) } remedy { error.remedy(language) }
        Output(#[from] error: std::io::Error) => {
            let why = FileFault::of(error, true, language).cause;
            say!(language, "the output could not be written: {why}", "无法写出输出：{why}")
        } remedy {
            FileFault::of(error, true, language).remedy
        }
        /// For want of an answer, or of one that lets it go on.
        Refused(#[from] not_done: NotDone) => { not_done.cause(language) } remedy { not_done.remedy(language) }
        NoSchema(command: String) => {
            "`{command}` has no answer for programs",
            "`{command}` 没有供程序读取的输出",
        } remedy {
            "`adidem schema` lists the commands that have one",
            "`adidem schema` 列出有此输出的命令",
        }
        ReadOnly(command: String) => {
            "`adidem {command}` would change something, and the program was started with --read-only: nothing was done",
            "`adidem {command}` 会改动内容，而程序以 --read-only 启动：未执行任何操作",
        } remedy {
            "start it without --read-only if it is to be done",
            "确需执行的，请不加 --read-only 启动",
        }
        Restricted(command: String) => {
            "`adidem {command}` is not available here: the program was started with --restricted, nothing was done",
            "`adidem {command}` 在此处不可用：程序以 --restricted 启动，未执行任何操作",
        } remedy {
            "run it in a copy of your own, made with `git clone`",
            "请在您自己的副本（`git clone`）中执行",
        }
    }
}

impl Failure {
    /// It for programs.
    fn told(&self) -> json::Failed {
        json::Failed {
            code: self.code(),
            message: self.message(Language::English),
            remedy: self.remedy(Language::English),
            exit_status: self.status(),
        }
    }

    /// What programs know it by.
    fn code(&self) -> &'static str {
        match self {
            Self::Session(error) => json::code(error),
            other => other.into(),
        }
    }

    fn status(&self) -> u8 {
        match self {
            Self::Session(error) if error.is_refusal() => REFUSED,
            Self::Refused(_) | Self::ReadOnly(_) | Self::Restricted(_) => REFUSED,
            _ => WRONG_USE,
        }
    }
}

fn run(arguments: &Arguments) -> Result<Ended, Failure> {
    if arguments.screens.restricted {
        crate::history::restrict();
    }
    if arguments.screens.read_only {
        crate::history::only_read();
    }
    let terminal = Terminal::of(arguments)?;
    let start = std::path::absolute(arguments.common.folder.as_deref().unwrap_or(Path::new(".")))?;
    if let Some(command) = &arguments.command {
        allowed::check(command, &arguments.screens, &start)?;
    }
    let screens = |place: PathBuf| Opening {
        place,
        language: terminal.language,
        theme: terminal.theme_name.clone(),
        contract: arguments.screens.open.clone(),
        ascii: arguments.screens.ascii || terminal.ascii,
        read_only: arguments.screens.read_only,
        restricted: arguments.screens.restricted,
        fault: terminal.fault.clone(),
    };
    let on_screen = terminal.interactive && !arguments.screens.plain;
    match &arguments.command {
        None if on_screen => {
            let place = arguments
                .path
                .as_ref()
                .map_or_else(|| start.clone(), |path| start.join(path));
            no_command_was_meant(arguments.path.as_ref(), &place)?;
            Ok(Ended::InScreens(screens(place)))
        }
        Some(Command::Demo {
            dir,
            fresh,
            tampered: false,
            no_open: false,
            side,
        }) if on_screen => {
            let folder = dir
                .clone()
                .map_or_else(|| session::default_demo_folder(DemoKind::Honest), Ok)?;
            let made = demo::built(&terminal, &folder, *fresh)?;
            Ok(Ended::InScreens(screens(made.of((*side).into()).to_owned())))
        }
        _ => {
            if let Some(fault) = &terminal.fault {
                complain(fault);
            }
            print_answer(arguments, &terminal, &start).map(Ended::With)
        }
    }
}

/// Refuses a first word that is neither a command nor a folder.
fn no_command_was_meant(word: Option<&PathBuf>, path: &Path) -> Result<(), Error> {
    match word.filter(|word| !path.exists() && word.components().count() == 1) {
        Some(word) => Err(no_such_command(&word.to_string_lossy())),
        None => Ok(()),
    }
}

/// Everything that is answered in plain text.
fn print_answer(arguments: &Arguments, terminal: &Terminal, start: &Path) -> Result<u8, Failure> {
    let language = terminal.language;
    let workspace = || opened(start, language);
    // Who reads may believe what earlier runs learnt; what records, sends, proves or judges reads all of it again.
    let reading = || opened(start, language)?.knowing();
    let below = |path: Option<&PathBuf>| path.map_or_else(|| start.to_owned(), |path| start.join(path));
    match &arguments.command {
        None => {
            let path = below(arguments.path.as_ref());
            no_command_was_meant(arguments.path.as_ref(), &path)?;
            match &arguments.screens.open {
                Some(contract) => walk::contract(terminal, &path, contract)?,
                None => list(terminal, &opened(&path, language)?.knowing()?, false)?,
            }
        }
        Some(Command::Init(wanted)) => beginning::init(terminal, &below(wanted.place.as_ref()), wanted)?,
        Some(Command::List { json }) => list(terminal, &reading()?, *json)?,
        Some(Command::Search { words, json }) => return search(terminal, &reading()?, &words.join(" "), *json),
        Some(Command::Show(wanted)) => show(terminal, &reading()?, wanted)?,
        Some(Command::Rounds { contract, json }) => rounds(terminal, &reading()?, contract, *json)?,
        Some(Command::Diff(wanted)) => return diff(terminal, &reading()?, wanted),
        Some(Command::Blame { contract, clause, json }) => blame(terminal, &reading()?, (contract, clause), *json)?,
        Some(Command::Status(wanted)) => positions::status(terminal, &reading()?, wanted)?,
        Some(Command::Issues(wanted)) => positions::issues(terminal, &reading()?, wanted)?,
        Some(Command::Read {
            contract,
            elsewhere,
            json,
        }) => {
            reading::read(terminal, &workspace()?, contract, *elsewhere, *json)?;
        }
        Some(Command::Ready(wanted)) => return positions::ready(terminal, &workspace()?, wanted),
        Some(command @ (Command::Accept { .. } | Command::Reject(_) | Command::Reserve(_) | Command::Withdraw(_))) => {
            decide(terminal, &workspace()?, command)?;
        }
        Some(Command::Edit { contract, clause }) => decisions::edit(terminal, &workspace()?, contract, clause)?,
        Some(Command::Send(wanted)) => decisions::send(terminal, &workspace()?, wanted)?,
        Some(Command::TakeBack { contract, yes, json }) => {
            decisions::take_back(terminal, &workspace()?, contract, *yes, *json)?;
        }
        Some(Command::Log { contract, clause, json }) => {
            positions::log(terminal, &reading()?, contract, clause.as_deref(), *json)?;
        }
        Some(Command::Asks(wanted)) => asks::asks(terminal, &reading()?, wanted)?,
        Some(Command::Comment(wanted)) => comments::comment(terminal, &workspace()?, wanted)?,
        Some(Command::Comments(wanted)) => comments::comments(terminal, start, &workspace()?, wanted)?,
        Some(Command::Trust(wanted)) => return keys::trust(terminal, start, &workspace()?, wanted),
        Some(Command::Stamp { contract, json }) => decisions::stamp(terminal, &workspace()?, contract, *json)?,
        Some(Command::Sync {
            remote,
            ours,
            theirs,
            json,
        }) => {
            return sync::sync(terminal, &workspace()?, remote.as_deref(), (ours, theirs), *json);
        }
        Some(Command::Check(wanted)) => return check(terminal, start, &workspace()?, wanted),
        Some(Command::Checklist(wanted)) => return checklists::run(terminal, start, wanted),
        Some(Command::Duties(wanted)) => review::duties(terminal, &reading()?, wanted)?,
        Some(Command::Figures(wanted)) => review::figures(terminal, &reading()?, wanted)?,
        Some(Command::Audit(wanted)) => return audit::audit(terminal, start, wanted),
        Some(Command::Guard { permit_reset, .. }) if !permit_reset.is_empty() => {
            return audit::permit_reset(terminal, start, permit_reset);
        }
        Some(Command::Guard { install, .. }) => {
            return audit::guard(terminal, install.as_ref().map(|path| start.join(path)));
        }
        Some(Command::Evidence(wanted)) => return evidence::evidence(terminal, start, workspace, wanted),
        Some(Command::Verify(wanted)) => return evidence::verify(terminal, start, wanted),
        Some(Command::Import(wanted)) => paper::import(terminal, start, &workspace()?, wanted)?,
        Some(Command::Receive(wanted)) => return receive::receive(terminal, start, &workspace()?, wanted),
        Some(Command::Compare(wanted)) => return paper::compare(terminal, start, &workspace()?, wanted),
        Some(Command::Export(wanted)) => paper::export(terminal, start, &workspace()?, wanted)?,
        Some(Command::Doctor { json }) => doctor(terminal, start, *json)?,
        Some(Command::Demo {
            dir,
            fresh,
            tampered,
            no_open,
            side,
        }) => {
            if *tampered {
                demo::tampered_demo(terminal, dir.as_deref(), *fresh, *no_open)?;
            } else {
                demo::demo(terminal, dir.as_deref(), *fresh, (*side).into(), *no_open)?;
            }
        }
        Some(Command::Schema { command }) => schema(command.as_deref())?,
        Some(Command::Programs) => print(include_str!("../../docs/PROGRAMS.md"))?,
        Some(Command::Completions { shell }) => completions(*shell)?,
        Some(Command::Man { command, pages }) => {
            manual::pages(command.as_deref(), pages.as_deref(), start, language)?;
        }
    }
    Ok(DONE)
}

/// Takes a position, or takes it back.
fn decide(terminal: &Terminal, workspace: &Workspace, command: &Command) -> Result<(), Failure> {
    let (decision, wanted, whole) = match command {
        Command::Accept {
            decision,
            all,
            all_unchanged,
        } => (Decision::Accept, decision, (*all, *all_unchanged)),
        Command::Reject(wanted) => (Decision::Reject, wanted, (false, false)),
        Command::Reserve(wanted) => (Decision::Reserve, wanted, (false, false)),
        Command::Withdraw(wanted) => (Decision::Withdraw, wanted, (false, false)),
        _ => return Ok(()),
    };
    decisions::decide(terminal, workspace, decision, wanted, whole)
}

/// Reviews a contract, or sees to the checklists that came with the repository.
fn check(terminal: &Terminal, start: &Path, workspace: &Workspace, wanted: &Check) -> Result<u8, Failure> {
    match wanted {
        Check { kinds: true, .. } => kinds(terminal, workspace)?,
        Check { lists: true, .. } => agreed::lists(terminal, workspace)?,
        Check { agree: Some(file), .. } => agreed::agree(terminal, workspace, file, true)?,
        Check {
            disagree: Some(file), ..
        } => agreed::agree(terminal, workspace, file, false)?,
        _ => return review::check(terminal, start, workspace, wanted),
    }
    Ok(DONE)
}

fn rounds(terminal: &Terminal, workspace: &Workspace, contract: &str, json: bool) -> Result<(), Failure> {
    let rounds = terminal.reading_history(json, || session::list_rounds(workspace, contract))?;
    let as_json = || json::rounds(contract, &rounds);
    Ok(terminal.answer(json, as_json, |page| {
        listings::rounds(page, &rounds, terminal.language);
    })?)
}

fn blame(
    terminal: &Terminal,
    workspace: &Workspace,
    (contract, clause): (&str, &str),
    json: bool,
) -> Result<(), Failure> {
    let blamed = terminal.reading_history(json, || session::blame(workspace, contract, clause))?;
    let as_json = || json::blame(contract, &blamed);
    Ok(terminal.answer(json, as_json, |page| {
        texts::blame(page, &blamed, terminal.language);
    })?)
}

/// The kinds of contract that the checklists know.
fn kinds(terminal: &Terminal, workspace: &Workspace) -> Result<(), Failure> {
    let kinds = session::kinds(workspace, session::configuration_folder().as_deref())?;
    Ok(terminal.show(|page| {
        for kind in &kinds {
            page.line(paint::Role::Plain, &paint::one_line(kind));
        }
    })?)
}

fn doctor(terminal: &Terminal, start: &Path, json: bool) -> Result<(), Failure> {
    let diagnosis = session::doctor(Some(start), &setup::environment());
    let as_json = || json::doctor(&diagnosis);
    Ok(terminal.answer(json, as_json, |page| {
        setup::doctor(page, &diagnosis, terminal.language);
    })?)
}

fn completions(shell: clap_complete::Shell) -> Result<(), Failure> {
    let mut script = Vec::new();
    clap_complete::generate(shell, &mut Arguments::command(), "adidem", &mut script);
    Ok(print(&String::from_utf8_lossy(&script))?)
}

/// Prints the schema of a command's answer, or the names of all that have one.
fn schema(command: Option<&str>) -> Result<(), Failure> {
    let Some(command) = command else {
        let names: Vec<&str> = json::FORMATS.iter().map(|(name, _)| *name).collect();
        return Ok(print(&format!("{}\n", names.join("\n")))?);
    };
    match json::schema_of(command) {
        Some(schema) => Ok(print(schema)?),
        None => Err(Failure::NoSchema(command.to_owned())),
    }
}

/// Opens a repository. A history that is not complete is told on every occasion, since rounds and authors may be wrong.
fn opened(path: &Path, language: Language) -> Result<Workspace, Error> {
    let workspace = Workspace::open(path)?.asking_in(language);
    if workspace.repository().is_shallow()? {
        eprintln!("adidem: {}", ReportWords(language).incomplete());
    }
    Ok(workspace)
}

/// The error for a first word that is neither a command nor a folder.
fn no_such_command(word: &str) -> Error {
    let commands = Arguments::command();
    let names: Vec<&str> = commands.get_subcommands().map(clap::Command::get_name).collect();
    let nearest = crate::contract::nearest(word, &names).map(str::to_owned);
    Error::NoSuchCommand {
        word: word.to_owned(),
        nearest,
    }
}

fn list(terminal: &Terminal, workspace: &Workspace, json: bool) -> Result<(), Failure> {
    let rows = terminal.reading_history(json, || session::list(workspace))?;
    let may_have_to_sync = rows.is_empty() && workspace.repository().may_have_to_sync().map_err(Error::from)?;
    let as_json = || json::contracts(&rows);
    Ok(terminal.answer(json, as_json, |page| {
        if may_have_to_sync {
            page.line(Role::Plain, ReportWords(terminal.language).nothing_synced());
        } else {
            listings::contracts(page, &rows, terminal.language);
        }
    })?)
}

fn search(terminal: &Terminal, workspace: &Workspace, words: &str, json: bool) -> Result<u8, Failure> {
    let found = session::search(workspace, words)?;
    let as_json = || json::found(words, &found);
    terminal.answer(json, as_json, |page| {
        listings::found(page, words, &found, terminal.language);
    })?;
    Ok(match (found.places.is_empty(), found.unread.is_empty()) {
        (false, _) => 0,
        (true, true) => 1,
        // Nobody can say that the words are nowhere.
        (true, false) => 3,
    })
}

fn show(terminal: &Terminal, workspace: &Workspace, wanted: &Show) -> Result<(), Failure> {
    let shown = session::show(
        workspace,
        &wanted.contract,
        wanted.round.as_deref().map(VersionName::named).as_ref(),
    )?;
    let clause = wanted.clause.as_ref().map(|id| shown.clause(id)).transpose()?;
    if wanted.canonical {
        let canonical = clause.map_or_else(
            || crate::contract::canonical_whole(&shown.contract),
            crate::contract::canonical,
        );
        return Ok(print(&canonical)?);
    }
    let as_json = || json::text(&shown, clause);
    Ok(terminal.answer(wanted.json, as_json, |page| {
        texts::show(page, &shown, clause, terminal.language);
    })?)
}

fn diff(terminal: &Terminal, workspace: &Workspace, wanted: &Diff) -> Result<u8, Failure> {
    let [from, to] = [&wanted.from, &wanted.to].map(|name| name.as_deref().map(VersionName::named));
    let scope = if wanted.all {
        CompareScope::Everything
    } else {
        CompareScope::Changes
    };
    let is_for_programs = wanted.format != RedlineFormat::Text;
    let clause = wanted.clause.as_deref();
    let redlined = terminal.reading_history(is_for_programs, || {
        session::diff(workspace, &wanted.contract, from.as_ref(), to.as_ref(), clause, scope)
    })?;
    let document = redlined.document(wanted.all);
    match wanted.format {
        RedlineFormat::Text => {
            let mut page = terminal.page();
            redline::write(
                &mut page,
                &redlined,
                terminal.language,
                redline::Detail { all: wanted.all },
            );
            terminal.print(page)?;
        }
        RedlineFormat::Json => print_json(&redline_json(&document, redlined.digests()))?,
        RedlineFormat::Markdown => print(&redline_markdown(&document, terminal.language))?,
        RedlineFormat::Html => print(&redline_html(&document, terminal.language).map_err(Error::from)?)?,
    }
    let redline = &redlined.redline;
    let differs = !redline.front.is_empty() || redline.clauses.iter().any(|clause| !clause.is_untouched());
    // The process ends here: giving back the memory of a long contract piece by piece would only keep the reader waiting.
    std::mem::forget(redlined);
    Ok(if wanted.exit_code && differs { FINDINGS } else { DONE })
}

#[cfg(test)]
mod tests {
    use strum::VariantNames as _;

    use super::*;

    #[test]
    fn the_schema_of_errors_lists_the_codes_of_the_command_line() {
        let schema: serde_json::Value =
            serde_json::from_str(json::schema_of("error").expect("a schema")).expect("JSON");
        let listed = schema["properties"]["code"]["enum"].as_array().expect("codes");
        for code in Failure::VARIANTS.iter().filter(|code| **code != "session") {
            assert!(listed.iter().any(|one| one == code), "{code}");
        }
    }
}
