//! Making a repository, and writing changes into it: the same input gives the same names.

use std::fs;
use std::path::{Component, Path};

use chrono::{DateTime, FixedOffset};
use git2::build::TreeUpdateBuilder;
use git2::{ConfigLevel, ErrorCode, FileMode, ObjectType, RepositoryInitOptions, Signature, Time, Tree};

use crate::language::{Translated, say};
use crate::negotiation::{CommitId, Person};

use super::lock::{LockFiles, RecordLock};
use super::publish::publish;
use crate::history::doing::Doing;
use crate::history::error::Error;
use crate::history::remote::shared::FIRST_BRANCH;
use crate::history::repository::Repository;
use crate::history::store::id::{id_of, oid_of};
use crate::history::store::objects::tree_of;

/// Makes a signature over the exact bytes it is given.
pub type Signer<'a> = &'a mut dyn FnMut(&[u8]) -> Result<String, Error>;

/// A change to be written on top of the newest state.
#[derive(Debug, Clone)]
pub struct NewChange<'a> {
    /// Paths from the top of the repository with their new content; `None` deletes. Everything else stays as recorded,
    /// whatever lies in the working folder.
    pub files: &'a [(&'a str, Option<&'a [u8]>)],
    /// Who writes it.
    pub author: &'a Person,
    /// When, in the author's time zone.
    pub at: DateTime<FixedOffset>,
    /// Title, note and trailers.
    pub message: &'a str,
    /// Other histories that it brings together with this one; most often none. They come first: what they hold reached
    /// the shared history before what is here.
    pub joins: &'a [CommitId],
}

/// Makes a new repository in a folder, which is made as well.
///
/// # Errors
///
/// When there is a repository already, or the folder cannot be written.
pub fn create(folder: &Path) -> Result<Repository, Error> {
    if folder.join(".git").exists() {
        return Err(Error::AlreadyThere(folder.to_owned()));
    }
    let mut options = RepositoryInitOptions::new();
    // The user's own templates and settings would make every demonstration different.
    options
        .initial_head(FIRST_BRANCH)
        .no_reinit(true)
        .mkpath(true)
        .external_template(false);
    git2::Repository::init_opts(folder, &options).map_err(|error| match error.code() {
        ErrorCode::Exists => Error::AlreadyThere(folder.to_owned()),
        _ => Error::git(Doing::Make)(error),
    })?;
    Repository::open(folder)
}

/// A change that is worked out anew whenever somebody else was quicker.
#[derive(Debug, Clone)]
pub struct Plan {
    /// As in [`NewChange::files`].
    pub files: Vec<(String, Option<Vec<u8>>)>,
    /// Who writes it.
    pub author: Person,
    /// When, in the author's time zone.
    pub at: DateTime<FixedOffset>,
    /// Title, note and trailers.
    pub message: String,
    /// As in [`NewChange::joins`].
    pub joins: Vec<CommitId>,
}

/// How often a recording starts again. From the second time on it has the turn before it looks at the state, so that
/// only somebody who writes without this program can be quicker still.
const ATTEMPTS: usize = 20;

/// Writes a change, signed if there is a signer, and brings the working folder up to date for its files alone.
///
/// The state moves on in one step, and only if it is still the one that the change was made on. A kill at any time
/// leaves the old state or the new one; what is left behind of the working folder then, the next writing brings up to
/// date. What the user did to a file of the change, staged or not, stays as it is. It is left to the system when all
/// this reaches the disk.
///
/// # Errors
///
/// [`Error::Overtaken`] when somebody else was quicker, [`Error::LeftBehind`] when the change is written and a file of
/// the working folder is not; otherwise nothing was written.
pub fn write(repository: &Repository, change: &NewChange<'_>, signer: Option<Signer<'_>>) -> Result<CommitId, Error> {
    let git = repository.git();
    let before = repository.newest()?;
    let oid = store(git, before, change, signer)?;
    let place = LockFiles::of(git);
    publish(git, &place, &RecordLock::take(&place)?, before, oid)
}

/// Records a change that is worked out on the newest state, and again on the state after that when somebody else was
/// quicker. Everything else is as with [`write()`], except that what is recorded is on disk when this returns.
///
/// `judge` is asked about each change when it is stored, signed and all, and before anything leads to it: with the state
/// that it is made on, and its name. What it refuses never becomes history.
///
/// # Errors
///
/// What working it out, signing or judging it says, and as with [`write()`].
pub fn record<E: From<Error>>(
    repository: &Repository,
    mut plan: impl FnMut(&Repository) -> Result<Plan, E>,
    mut signer: Option<Signer<'_>>,
    mut judge: impl FnMut(Option<CommitId>, CommitId) -> Result<(), E>,
) -> Result<CommitId, E> {
    repository.may_record()?;
    let place = LockFiles::of(repository.git());
    let git = flushing(repository, &place)?;
    let mut turn = None;
    for _ in 0..ATTEMPTS {
        let before = repository.newest()?;
        let plan = plan(repository)?;
        let files: Vec<_> = plan
            .files
            .iter()
            .map(|(path, content)| (path.as_str(), content.as_deref()))
            .collect();
        let change = NewChange {
            files: &files,
            author: &plan.author,
            at: plan.at,
            message: &plan.message,
            joins: &plan.joins,
        };
        let signer: Option<Signer<'_>> = match &mut signer {
            Some(sign) => Some(&mut **sign),
            None => None,
        };
        let oid = store(&git, before, &change, signer)?;
        judge(before, oid)?;
        let now = match turn.take() {
            Some(turn) => turn,
            None => RecordLock::take(&place)?,
        };
        match publish(&git, &place, &now, before, oid) {
            Err(Error::Overtaken) => turn = Some(now),
            done => return Ok(done?),
        }
    }
    Err(Error::Overtaken.into())
}

/// The repository once more, set to have every object and reference on disk before it goes on.
fn flushing(repository: &Repository, place: &LockFiles) -> Result<git2::Repository, Error> {
    let settings = place.folder().join("settings");
    write_settings(place, &settings)?;
    let open = || {
        let git = git2::Repository::open(repository.git().path())?;
        git.config()?.add_file(&settings, ConfigLevel::App, true)?;
        Ok(git)
    };
    open().map_err(Error::git(Doing::OpenForWriting))
}

/// libgit2 heeds this setting of git's for references, too, and is to be told so only in a file.
const ON_DISK: &str = "[core]\n\tfsyncObjectFiles = true\n";

/// Writes the settings where they are not there yet. Nobody reads them before they are there as a whole, and nobody writes
/// them then.
fn write_settings(place: &LockFiles, settings: &Path) -> Result<(), Error> {
    let are_there = || fs::read(settings).is_ok_and(|there| there == ON_DISK.as_bytes());
    if are_there() {
        return Ok(());
    }
    let _turn = RecordLock::take(place)?;
    if are_there() {
        Ok(())
    } else {
        fs::write(settings, ON_DISK).map_err(|error| Error::unwritable(settings, &error))
    }
}

/// Stores a change on top of a state, without making it the newest.
fn store(
    git: &git2::Repository,
    before: Option<CommitId>,
    change: &NewChange<'_>,
    signer: Option<Signer<'_>>,
) -> Result<CommitId, Error> {
    let failed = || Error::writing(Doing::WriteChange);
    // The files are those of the state here, which is the last of the parents.
    let own = before.map(|before| oid_of(before.as_bytes())).transpose()?;
    let own = own.map(|own| tree_of(git, own)).transpose().map_err(failed())?;
    let tree = new_tree(git, own, change)?;
    let time = Time::new(change.at.timestamp(), change.at.offset().local_minus_utc() / 60);
    let author = Signature::new(&change.author.name, &change.author.email, &time).map_err(failed())?;
    let content = git
        .commit_create_buffer(&author, &author, change.message, &tree, &[])
        .map_err(failed())?;
    let content = with_parents(&content, change.joins.iter().chain(&before));
    let oid = match signer {
        Some(sign) => {
            let signature = sign(&content)?;
            let content = std::str::from_utf8(&content).map_err(|error| Error::Signing(error.to_string()))?;
            git.commit_signed(content, signature.trim_end(), None)
                .map_err(failed())?
        }
        None => git
            .odb()
            .and_then(|odb| odb.write(ObjectType::Commit, &content))
            .map_err(failed())?,
    };
    Ok(CommitId::from_bytes(id_of(oid)))
}

/// A change as it is stored, on top of these points. libgit2 is not asked to read them: it stops at a date that somebody
/// else made up, and then nobody could record anything on top of it.
fn with_parents<'a>(content: &[u8], parents: impl Iterator<Item = &'a CommitId>) -> Vec<u8> {
    let end = content
        .iter()
        .position(|byte| *byte == b'\n')
        .map_or(content.len(), |at| at + 1);
    let (tree, rest) = content.split_at(end);
    let parents: Vec<String> = parents.map(|parent| format!("parent {parent}\n")).collect();
    [tree, parents.concat().as_bytes(), rest].concat()
}

fn new_tree<'git>(
    git: &'git git2::Repository,
    baseline: Option<Tree<'git>>,
    change: &NewChange<'_>,
) -> Result<Tree<'git>, Error> {
    let failed = || Error::writing(Doing::WriteFiles);
    let baseline = match baseline {
        Some(tree) => tree,
        None => git
            .treebuilder(None)
            .and_then(|empty| empty.write())
            .and_then(|empty| git.find_tree(empty))
            .map_err(failed())?,
    };
    let mut update = TreeUpdateBuilder::new();
    for (path, content) in change.files {
        check_path(path)?;
        match content {
            Some(content) => {
                let blob = git.blob(content).map_err(failed())?;
                let executable = i32::from(FileMode::BlobExecutable);
                let kept = baseline
                    .get_path(Path::new(path))
                    .is_ok_and(|entry| entry.filemode() == executable);
                update.upsert(
                    *path,
                    blob,
                    if kept { FileMode::BlobExecutable } else { FileMode::Blob },
                );
            }
            None => {
                update.remove(*path);
            }
        }
    }
    update
        .create_updated(git, &baseline)
        .and_then(|tree| git.find_tree(tree))
        .map_err(failed())
}

/// A path leads to a file below the top and not into git's own folder.
fn check_path(path: &str) -> Result<(), Error> {
    let plain = |part: Component<'_>| matches!(part, Component::Normal(name) if !name.to_string_lossy().eq_ignore_ascii_case(".git"));
    if !path.is_empty() && Path::new(path).components().all(plain) {
        return Ok(());
    }
    let reason = Translated::of(|language| say!(language, "it is not inside the repository", "不在合同库之内"));
    let remedy = Translated::of(|language| say!(language, "name a place inside it", "请指明库内的位置"));
    Err(Error::File {
        path: path.into(),
        reason,
        remedy,
    })
}
