//! Making a repository, and writing changes into it: the same input gives the same names.

use std::fs;
use std::io::Write;
use std::path::{Component, Path};

use chrono::{DateTime, FixedOffset};
use git2::build::TreeUpdateBuilder;
use git2::{ErrorCode, FileMode, IndexEntry, IndexTime, ObjectType, RepositoryInitOptions, Signature, Time, Tree};

use crate::negotiation::{ChangeId, Person};

use super::error::Error;
use super::objects::{id_of, oid_of};
use super::repository::Repository;

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
    /// Other histories that it brings together with this one; most often none.
    pub joins: &'a [ChangeId],
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
    options.initial_head("main").no_reinit(true).mkpath(true).external_template(false);
    git2::Repository::init_opts(folder, &options).map_err(|error| match error.code() {
        ErrorCode::Exists => Error::AlreadyThere(folder.to_owned()),
        _ => Error::git("making the repository")(error),
    })?;
    Repository::open(folder)
}

/// Writes a change, signed if there is a signer, and brings the working folder up to date for its files alone.
///
/// The state moves on in one step, and only if it is still the one that the change was made on. A kill at any time
/// leaves the old state or the new one; in the new one, files of the working folder may still be the old ones.
///
/// # Errors
///
/// [`Error::Overtaken`] when somebody else was quicker; otherwise when something cannot be written.
pub fn write(repository: &Repository, change: &NewChange<'_>, signer: Option<Signer<'_>>) -> Result<ChangeId, Error> {
    let git = repository.git();
    let failed = || Error::git("writing the change");
    let before = repository.newest()?;
    let mut parents = Vec::new();
    for parent in before.iter().chain(change.joins) {
        parents.push(git.find_commit(oid_of(parent.as_bytes())?).map_err(failed())?);
    }
    let tree = new_tree(git, parents.first().map(git2::Commit::tree).transpose().map_err(failed())?, change)?;
    let time = Time::new(change.at.timestamp(), change.at.offset().local_minus_utc() / 60);
    let author = Signature::new(&change.author.name, &change.author.email, &time).map_err(failed())?;
    let parents: Vec<&git2::Commit<'_>> = parents.iter().collect();
    let content = git.commit_create_buffer(&author, &author, change.message, &tree, &parents).map_err(failed())?;
    let oid = match signer {
        Some(sign) => {
            let signature = sign(&content)?;
            let content = std::str::from_utf8(&content).map_err(|error| Error::Signing(error.to_string()))?;
            git.commit_signed(content, signature.trim_end(), None).map_err(failed())?
        }
        None => git.odb().and_then(|odb| odb.write(ObjectType::Commit, &content)).map_err(failed())?,
    };
    move_on(git, before, oid)?;
    update_working_folder(repository, change)?;
    Ok(ChangeId::from_bytes(id_of(oid)))
}

fn new_tree<'git>(
    git: &'git git2::Repository,
    baseline: Option<Tree<'git>>,
    change: &NewChange<'_>,
) -> Result<Tree<'git>, Error> {
    let failed = || Error::git("writing the files of the change");
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
                update.upsert(*path, blob, FileMode::Blob);
            }
            None => {
                update.remove(*path);
            }
        }
    }
    update.create_updated(git, &baseline).and_then(|tree| git.find_tree(tree)).map_err(failed())
}

/// A path leads to a file below the top and not into git's own folder.
fn check_path(path: &str) -> Result<(), Error> {
    let plain = |part: Component<'_>| matches!(part, Component::Normal(name) if !name.to_string_lossy().eq_ignore_ascii_case(".git"));
    if !path.is_empty() && Path::new(path).components().all(plain) {
        return Ok(());
    }
    Err(Error::File { path: path.into(), reason: "it does not lie inside the repository".to_owned() })
}

/// Moves the state on from `before`, or not at all.
fn move_on(git: &git2::Repository, before: Option<ChangeId>, to: git2::Oid) -> Result<(), Error> {
    let failed = || Error::git("moving on to the new state");
    let head = git.find_reference("HEAD").map_err(failed())?;
    let name = head.symbolic_target().map_err(failed())?.unwrap_or("HEAD");
    let moved = match before {
        Some(before) => git.reference_matching(name, to, true, oid_of(before.as_bytes())?, "adidem"),
        None => git.reference(name, to, false, "adidem"),
    };
    match moved {
        Ok(_) => Ok(()),
        Err(error) if matches!(error.code(), ErrorCode::Modified | ErrorCode::Exists | ErrorCode::Locked) => {
            Err(Error::Overtaken)
        }
        Err(error) => Err(failed()(error)),
    }
}

fn update_working_folder(repository: &Repository, change: &NewChange<'_>) -> Result<(), Error> {
    let Some(top) = repository.working_folder() else { return Ok(()) };
    let failed = || Error::git("bringing the working folder up to date");
    let mut index = repository.git().index().map_err(failed())?;
    for (path, content) in change.files {
        let file = top.join(path);
        match content {
            Some(content) => {
                replace_file(&file, content).map_err(|error| Error::file(&file, &error))?;
                index.add(&index_entry(path, content).map_err(failed())?).map_err(failed())?;
            }
            None => match fs::remove_file(&file) {
                Err(error) if error.kind() != std::io::ErrorKind::NotFound => return Err(Error::file(&file, &error)),
                _ => index.remove_path(Path::new(path)).map_err(failed())?,
            },
        }
    }
    index.write().map_err(failed())
}

/// An entry made from the content that was recorded. Reading it back from the file would let the user's own settings
/// for line ends and filters have a say, up to refusing it. Times and sizes are left for git to find out.
fn index_entry(path: &str, content: &[u8]) -> Result<IndexEntry, git2::Error> {
    let unknown = IndexTime::new(0, 0);
    Ok(IndexEntry {
        ctime: unknown,
        mtime: unknown,
        dev: 0,
        ino: 0,
        mode: FileMode::Blob.into(),
        uid: 0,
        gid: 0,
        file_size: 0,
        id: git2::Oid::hash_object(ObjectType::Blob, content)?,
        flags: 0,
        flags_extended: 0,
        path: path.as_bytes().to_vec(),
    })
}

/// The file is the old one or the new one at any time, never half of it.
fn replace_file(file: &Path, content: &[u8]) -> std::io::Result<()> {
    if fs::read(file).is_ok_and(|there| there == content) {
        return Ok(());
    }
    let folder = file.parent().unwrap_or(Path::new("."));
    fs::create_dir_all(folder)?;
    let mut new = tempfile::Builder::new().prefix(".adidem").tempfile_in(folder)?;
    new.write_all(content)?;
    new.as_file().sync_all()?;
    let permissions = fs::metadata(file).map(|about| about.permissions()).ok();
    let written = new.persist(file).map_err(|error| error.error)?;
    match permissions {
        Some(permissions) => written.set_permissions(permissions),
        None => share(&written),
    }
}

/// A temporary file is for its owner only; a contract is as readable as any other new file.
#[cfg(unix)]
fn share(file: &fs::File) -> std::io::Result<()> {
    use std::os::unix::fs::PermissionsExt;
    file.set_permissions(fs::Permissions::from_mode(0o644))
}

#[cfg(not(unix))]
fn share(_file: &fs::File) -> std::io::Result<()> {
    Ok(())
}
