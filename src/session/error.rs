//! Why something that a person asked for could not be done: what happened, why, and what to do next.

use crate::contract::{ReadError, SpliceError};
use crate::history;

/// Why it could not be done.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// The repository could not be read.
    #[error(transparent)]
    History(#[from] history::Error),
    /// A contract file is not what it should be.
    #[error("{file}, {error}")]
    Unreadable {
        /// The file and, where it matters, the round.
        file: String,
        /// Where and what.
        error: ReadError,
    },
    /// Neither a command nor a folder.
    #[error("there is no command and no folder `{word}`{}; `adidem --help` lists the commands", near(.nearest.as_deref()))]
    NoSuchCommand {
        /// The word.
        word: String,
        /// The command most like it.
        nearest: Option<String>,
    },
    /// No clause of that id.
    #[error("the contract `{contract}` has no clause `{id}`{}; `adidem show {contract}` lists every clause with its id", near(.nearest.as_deref()))]
    NoSuchClause {
        /// The contract's name.
        contract: String,
        /// The id asked for.
        id: String,
        /// The id most like it.
        nearest: Option<String>,
    },
    /// No round of that number.
    #[error("`{contract}` has no round {number}: {}; `adidem rounds {contract}` lists them", how_many(*.newest))]
    NoSuchRound {
        /// The contract's name.
        contract: String,
        /// The number asked for.
        number: u32,
        /// How many rounds there are.
        newest: u32,
    },
    /// There is only one version.
    #[error(
        "`{contract}` has only one round, so there is nothing to compare it with yet; `adidem show {contract}` shows it"
    )]
    OneRound {
        /// The contract's name.
        contract: String,
    },
    /// There is no round at all.
    #[error(
        "`{contract}` was never sent: it lies only in the working folder; `adidem show {contract} --round draft` shows it"
    )]
    NoRound {
        /// The contract's name.
        contract: String,
    },
    /// There is no draft.
    #[error("`{contract}` has no draft: {why}")]
    NoDraft {
        /// The contract's name.
        contract: String,
        /// Why.
        why: &'static str,
    },
    /// Nothing of one's own party was recorded.
    #[error(
        "no acceptance of your party is recorded for `{contract}`, so there is no `mine` to compare with; use `last`, `first` or a round's number"
    )]
    NothingOfMine {
        /// The contract's name.
        contract: String,
    },
    /// The contract was not there at that version.
    #[error("`{contract}` was deleted in {version}; `adidem rounds {contract}` lists the rounds that have a text")]
    Deleted {
        /// The contract's name.
        contract: String,
        /// The version asked for.
        version: String,
    },
    /// The demonstration's own script does not fit its contract.
    #[error(
        "the demonstration of `{contract}` cannot be made: round {round}, {what}; this is a fault of the program, please report it"
    )]
    Script {
        /// The contract's name.
        contract: String,
        /// The round.
        round: usize,
        /// What went wrong.
        what: String,
    },
    /// A clause of the demonstration could not be edited.
    #[error(transparent)]
    Splice(#[from] SpliceError),
    /// A file could not be read or written.
    #[error("{file} could not be {doing}: {error}; check that you may, and that the disk is not full")]
    File {
        /// The file.
        file: String,
        /// `read` or `written`.
        doing: &'static str,
        /// What the system said.
        error: std::io::Error,
    },
    /// There is something else where the demonstration should go.
    #[error(
        "{folder} is not empty and holds no demonstration, so nothing was written; choose another folder with `--dir`"
    )]
    NotADemonstration {
        /// The folder.
        folder: String,
    },
    /// There is no place for a file that people work on.
    #[error(
        "the repository at {folder} is one that only passes changes on and has no working folder, so no contract can be \
         put into it; get a copy of it with `git clone {folder}` and run `adidem init` inside of the copy"
    )]
    NoWorkingFolder {
        /// The folder.
        folder: String,
    },
    /// The user's folders cannot be found.
    #[error("your home folder could not be found; say where to put the demonstration with `--dir FOLDER`")]
    NoHome,
    /// A theme that does not exist.
    #[error("there is no theme `{name}`; there are: {known}")]
    NoSuchTheme {
        /// The name asked for.
        name: String,
        /// The names there are.
        known: String,
    },
    /// A theme file that is not what it should be.
    #[error("theme {file}: {what}")]
    Theme {
        /// The file.
        file: String,
        /// What is wrong, and where.
        what: String,
    },
    /// A page could not be made.
    #[error(transparent)]
    Exchange(#[from] crate::exchange::ExchangeError),
}

fn near(nearest: Option<&str>) -> String {
    nearest.map(|nearest| format!(" (did you mean `{nearest}`?)")).unwrap_or_default()
}

fn how_many(newest: u32) -> String {
    match newest {
        0 => "it was never sent".to_owned(),
        1 => "there is only round 1".to_owned(),
        newest => format!("the newest is round {newest}"),
    }
}
