//! What can go wrong with a repository, and what to do then.

use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use crate::language::Translated;
use crate::language::{Language, of_file};
use crate::negotiation::ChangeId;

use super::copied::Copied;
use super::damage::Damage;
use super::format::Format;
use super::key_error::KeyError;
use super::no_remote::NoRemote;
use super::pack::BundleFault;
use super::remote::ToFollow;
use super::underway::Underway;
use super::unreached::Unreached;

/// Why history could not be read or written. Each says what happened and what to do next.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// Neither the folder nor any above it is a repository.
    #[error(
        "there is no contracts repository at {} or above it; go to the folder that holds your contracts, or make one \
         with `adidem init`", .0.display()
    )]
    NoRepository(PathBuf),
    /// The path does not exist.
    #[error("{} does not exist; check the path", .0.display())]
    NoSuchPath(PathBuf),
    /// The repository belongs to another user of the machine.
    #[error(
        "the repository at {0} belongs to another user of this machine, so it is not opened; if you trust its owner, run \
         `git config --global --add safe.directory {0}`", path.display()
    )]
    ForeignOwner {
        /// Where it lies.
        path: PathBuf,
    },
    /// A repository inside of a working folder, which may have come with its history.
    #[error(
        "{0} lies in the working folder {1} and is a repository by itself, which may have come from the other side together \
         with its settings, so it is not opened; run adidem in {1}, or move the folder out of it if it is yours",
        path.display(), within.display()
    )]
    Embedded {
        /// The repository.
        path: PathBuf,
        /// The working folder.
        within: PathBuf,
    },
    /// Something in git's own folder leads elsewhere.
    #[error(
        "{} is a link, and what git and adidem keep there would be written to where it leads, so the repository is not \
         opened; neither of them makes such a link: delete it, or, if you made it to share what lies there, use `git worktree \
         add` or `git clone` in its place", link.display()
    )]
    OwnFolderLinked {
        /// The link.
        link: PathBuf,
    },
    /// The other end's address is reached in a way that git could be made to run anything by.
    #[error(
        "the address of `{remote}` is `{address}`, which is reached by a program of its own; adidem exchanges only by https,          http, ssh, git and file, and with folders, so nothing was exchanged; `git remote set-url {remote} ADDRESS` sets          another"
    )]
    AddressKind {
        /// The name of the other end.
        remote: String,
        /// Its address.
        address: String,
    },
    /// The repository's own settings put its working folder where nothing leads back to it.
    #[error(
        "the settings of the repository at {path} say that its working folder is {folder}, which is not a working folder \
         of it, so it is not opened: what is recorded would be written there; run `git config --file {config} --unset \
         core.worktree`, or, if you set it yourself, put a file `.git` with the line `gitdir: {path}` into that folder",
        path = path.display(), folder = folder.display(), config = path.join("config").display()
    )]
    WorkingFolderElsewhere {
        /// The repository.
        path: PathBuf,
        /// The folder that it names.
        folder: PathBuf,
    },
    /// No contract of that name.
    #[error("there is no contract `{name}`; {}", known_names(.known))]
    NoSuchContract {
        /// The name asked for.
        name: String,
        /// The names there are.
        known: Vec<String>,
    },
    /// Nothing in history answers to the expression.
    #[error("`{0}` names no version; give a round's number, `first`, `last`, `draft`, or a revision of git")]
    NoSuchVersion(String),
    /// The expression names a point of history at which the contract did not exist.
    #[error("`{name}` did not exist yet, or no longer, at `{version}`; `adidem rounds` lists its rounds")]
    NotThere {
        /// The contract.
        name: String,
        /// The expression.
        version: String,
    },
    /// An object that history refers to is not in this clone.
    #[error(
        "this copy of the history is not complete: {id} is missing{}; {}", copied(.copy), whole_copy(.copy)
    )]
    Missing {
        /// The object.
        id: String,
        /// What kind of copy it is.
        copy: Copied,
    },
    /// An object is not what it should be.
    #[error(
        "this copy of the history is damaged at {id}: {damage}; get a fresh copy, and keep this one for inspection"
    )]
    Damaged {
        /// The object.
        id: String,
        /// What is wrong with it.
        damage: Damage,
    },
    /// A file too large to be a contract.
    #[error(
        "{what} has {size} bytes, more than the {limit} that a contract may have; take it out of the contracts folder"
    )]
    TooLarge {
        /// The file or object.
        what: String,
        /// Its size.
        size: u64,
        /// The largest size that is read.
        limit: u64,
    },
    /// More files than anybody has contracts.
    #[error("the contracts folder at {0} holds more than {1} files or folders; a repository of contracts has fewer")]
    TooMany(String, usize),
    /// Somebody else recorded something between our reading and our writing.
    #[error(
        "somebody recorded something at the same moment; nothing was written and nothing was lost: do it once more"
    )]
    Overtaken,
    /// The repository may not be written.
    #[error("the repository cannot be written: {}; nothing was recorded: {}", .0, no_permission(.0, Language::English))]
    NotWritable(String),
    /// There is no room.
    #[error("there is no room left: {0}; nothing was recorded: make room, and do it once more")]
    DiskFull(String),
    /// There is no other end to exchange anything with.
    #[error("there is no shared repository to exchange with: {0}")]
    NoRemote(NoRemote),
    /// The other end cannot be reached.
    #[error("`{remote}` {}: {}; nothing was changed; git said: {said}", how_far(.why), unreached(.why, .remote))]
    Unreachable {
        /// Its name.
        remote: String,
        /// What that means.
        why: Unreached,
        /// What git said.
        said: String,
    },
    /// The copy stands on nothing yet, and the shared repository has other branches.
    #[error("this copy is on the branch `{}`, which holds nothing yet, so there are no contracts in it; {}", .0.own, follow(.0))]
    NotFollowing(ToFollow),
    /// The copy stands at a state by itself, where whatever is recorded gets out of sight.
    #[error(
        "this copy stands at a single state of history and not on a branch, where what is recorded gets out of sight, so \
         nothing was recorded; `git switch {branch}` goes back to the branch"
    )]
    Detached {
        /// The branch to go back to.
        branch: String,
    },
    /// The copy lacks the beginning of history.
    #[error(
        "this copy lacks the beginning of the history, so that a record would name the wrong round and nothing was recorded; \
         `git fetch --unshallow` completes it"
    )]
    Shallow,
    /// Something that git began here is not finished.
    #[error("{} in this copy was begun and is not finished; finish it or undo it first: {}", .0.name(), .0.remedy())]
    Unfinished(Underway),
    /// The repository is of a kind that the program does not read.
    #[error("the repository at {} {format}, which adidem does not read; nothing is wrong with it, and this makes a copy that is read{}: {}", path.display(), unsigned(.format), format.way_out(path))]
    Format {
        /// Where it lies.
        path: PathBuf,
        /// What kind.
        format: Format,
    },
    /// Unrecorded work is in the way.
    #[error(
        "the other side's newest state could not be taken into the working folder, and nothing there was touched; put your \
         own changes aside or send them first; git said: {0}"
    )]
    InTheWay(String),
    /// Another git holds a lock.
    #[error(
        "another git is at work on this repository, or was killed; nothing was recorded: do it once more when it is done; \
         if none is running, delete {}", lock.display()
    )]
    Busy {
        /// The lock.
        lock: PathBuf,
    },
    /// Another adidem records for a long time.
    #[error(
        "another adidem is recording here, and perhaps waits for a passphrase; nothing was recorded: do it once more when \
         it is done"
    )]
    Occupied,
    /// The change is recorded, and a file of the working folder is not up to date.
    #[error(
        "it is recorded, as {change}, but not everything in the working folder could follow: {reason}; do not record it \
         again: `git status` shows what differs, and `git checkout HEAD -- FILE` fetches a file"
    )]
    LeftBehind {
        /// The change that is recorded.
        change: ChangeId,
        /// What could not follow, and why.
        reason: String,
    },
    /// The user's own key cannot sign.
    #[error(transparent)]
    Key(#[from] KeyError),
    /// There is something where the repository should go.
    #[error("{} already holds a repository; choose another folder", .0.display())]
    AlreadyThere(PathBuf),
    /// A file of the working folder could not be read or written.
    #[error("{} could not be read or written: {}", path.display(), .reason.english())]
    File {
        /// The file.
        path: PathBuf,
        /// Translated, and what to do.
        reason: Translated,
    },
    /// A signature could not be made.
    #[error("the signature could not be made: {0}; nothing was written")]
    Signing(String),
    /// An address or a purpose that would mean something else in a list of allowed signers.
    #[error(
        "`{}` cannot stand in a list of allowed signers, where some signs mean something else; take spaces, quotes, \
         commas, `*`, `?`, `!`, `#` and `\\` out of it", .0.escape_debug()
    )]
    NotASigner(String),
    /// A program that is needed could not be run.
    #[error("`{program}` is needed and could not be run: {reason}; install it, or put it on the search path")]
    Program {
        /// The program.
        program: String,
        /// What the system said.
        reason: String,
    },
    /// The packed history in an evidence file is not what it should be.
    #[error("the packed history cannot be unpacked: {0}; get the file once more from whoever made it")]
    NotABundle(BundleFault),
    /// Anything else that git itself reports.
    #[error("{doing} failed: {reason}; `git fsck` shows whether the repository is sound")]
    Git {
        /// What was being done.
        doing: &'static str,
        /// What git said.
        reason: String,
    },
}

impl Error {
    /// Whether the wish was understood and could not be fulfilled now; otherwise it was not understood.
    #[must_use]
    pub fn is_refusal(&self) -> bool {
        matches!(
            self,
            Self::Overtaken
                | Self::NoRemote(_)
                | Self::Unreachable { .. }
                | Self::InTheWay(_)
                | Self::NotWritable(_)
                | Self::DiskFull(_)
                | Self::Busy { .. }
                | Self::Occupied
                | Self::LeftBehind { .. }
                | Self::Key(_)
                | Self::Signing(_)
                | Self::Damaged { .. }
                | Self::Missing { .. }
                | Self::NotFollowing(_)
                | Self::Detached { .. }
                | Self::Shallow
                | Self::Unfinished(_)
                | Self::Format { .. }
                | Self::Embedded { .. }
                | Self::OwnFolderLinked { .. }
                | Self::AddressKind { .. }
                | Self::WorkingFolderElsewhere { .. }
        )
    }

    /// Wraps what git says while doing something.
    pub(super) fn git(doing: &'static str) -> impl Fn(git2::Error) -> Self {
        move |error| Self::Git { doing, reason: error.message().to_owned() }
    }

    /// Wraps what git says while writing. It keeps the system's reason only in words.
    pub(super) fn writing(doing: &'static str) -> impl Fn(git2::Error) -> Self {
        move |error| {
            let said = |words: &[&str]| words.iter().any(|words| error.message().contains(words));
            if said(&["No space left on device", "Disk quota exceeded", "File too large"]) {
                return Self::DiskFull(error.message().to_owned());
            }
            if said(&["Read-only file system", "Permission denied", "Operation not permitted"]) {
                return Self::NotWritable(error.message().to_owned());
            }
            Self::git(doing)(error)
        }
    }

    /// What the system says about a file that has to be written before anything is recorded.
    pub(crate) fn unwritable(path: &Path, error: &std::io::Error) -> Self {
        let reason = format!("{}: {error}", path.display());
        match error.kind() {
            ErrorKind::StorageFull | ErrorKind::QuotaExceeded | ErrorKind::FileTooLarge => Self::DiskFull(reason),
            ErrorKind::PermissionDenied | ErrorKind::ReadOnlyFilesystem => Self::NotWritable(reason),
            _ => Self::of(path, error, true),
        }
    }

    /// What the system says about a file that has to be read.
    pub(super) fn file(path: &Path, error: &std::io::Error) -> Self {
        Self::of(path, error, false)
    }

    fn of(path: &Path, error: &std::io::Error, writes: bool) -> Self {
        let reason = Translated::of(|language| of_file(error, writes, language));
        Self::File { path: path.to_owned(), reason }
    }
}

/// What to do where writing is not allowed, by what the system said: the disk or the user may not.
pub(super) fn no_permission(said: &str, language: Language) -> String {
    let kind = if said.contains("Read-only") { ErrorKind::ReadOnlyFilesystem } else { ErrorKind::PermissionDenied };
    of_file(&kind.into(), true, language)
}

fn how_far(why: &Unreached) -> &'static str {
    match why {
        Unreached::NothingThere | Unreached::Network | Unreached::Unknown => "could not be reached",
        Unreached::ForeignOwner(_) | Unreached::NoRight | Unreached::Format => "was found, but not opened",
        Unreached::HostKey | Unreached::Who => "was found, but no connection came about",
    }
}

fn unreached(why: &Unreached, remote: &str) -> String {
    match why {
        Unreached::ForeignOwner(path) => format!(
            "{path} belongs to another user of the machine that it lies on, so git does not open it; if you trust its owner, \
             run `git config --global --add safe.directory {path}` there"
        ),
        Unreached::NothingThere => format!(
            "there is no repository at its address, or none that you may see; `git remote get-url {remote}` shows the \
             address, and `git remote set-url {remote} ADDRESS` sets another"
        ),
        Unreached::NoRight => "you may not read it, or not write to it; ask whoever keeps it to let you in".to_owned(),
        Unreached::HostKey => {
            "its machine shows a key that is not known here, or not the one that was; ask whoever keeps it \
                               for the fingerprint, and compare before you connect once with `ssh`"
                .to_owned()
        }
        Unreached::Network => "its machine does not answer; check the network and the name of the machine".to_owned(),
        Unreached::Who => {
            "it does not know who you are; check that your key is loaded (`ssh-add -l`) or your password \
                           right, and that it was given to whoever keeps the repository"
                .to_owned()
        }
        Unreached::Format => {
            "its history has names of another kind (SHA-256), which adidem does not read; the parties need a \
                              shared repository made with `adidem init --shared FOLDER`"
                .to_owned()
        }
        Unreached::Unknown => "git could not read it".to_owned(),
    }
}

fn follow(to: &ToFollow) -> String {
    if to.fetched.contains(&to.own) {
        return "`adidem sync` takes over what the shared repository has".to_owned();
    }
    let first = to.fetched.first().map_or("BRANCH", String::as_str);
    format!("the shared repository has: {}; `git switch {first}` follows it", to.fetched.join(", "))
}

fn unsigned(format: &Format) -> &'static str {
    // A signature of git's covers the names of what it was made on.
    if *format == Format::Sha256 { " (without the signatures of its changes, which are over other names)" } else { "" }
}

fn copied(copy: &Copied) -> &'static str {
    match copy {
        Copied::Whole => "",
        Copied::Partial { .. } => " (it was made with `--filter`, which leaves texts out)",
        Copied::Shallow => " (it was made with `--depth`, which leaves the beginning out)",
    }
}

/// The commands that get what such a copy left out. Without `--no-filter`, git leaves out the same once more; and it gets
/// the beginning and the texts only one after the other.
pub(super) fn whole_again(remote: &str, shallow: bool, then: &str) -> String {
    let unshallow = if shallow { format!("`git fetch --unshallow {remote}`{then}") } else { String::new() };
    format!("{unshallow}`git fetch --refetch --no-filter {remote}`")
}

fn whole_copy(copy: &Copied) -> String {
    match copy {
        Copied::Whole => {
            "get a complete copy with `git clone`, from the shared repository or the other side".to_owned()
        }
        Copied::Partial { remote, shallow } => format!("{} completes it", whole_again(remote, *shallow, ", then ")),
        Copied::Shallow => "`git fetch --unshallow` completes it".to_owned(),
    }
}

fn known_names(known: &[String]) -> String {
    const SHOWN: usize = 12;
    if known.is_empty() {
        return "there are no contracts yet: put one under `contracts/`, or start with `adidem init`".to_owned();
    }
    let more = if known.len() > SHOWN { ", …" } else { "" };
    format!("there are: {}{more}", known.iter().take(SHOWN).cloned().collect::<Vec<_>>().join(", "))
}
