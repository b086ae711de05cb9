//! Repositories that may have come with somebody else's history: a bare one inside of a working folder, links in the
//! folder that a copy keeps for itself, and settings that put a copy's working folder elsewhere.

use std::fs;
use std::path::{Path, PathBuf};

/// How deep a folder is looked through: a name of a reference is not that deep, and one that is counts as a link.
const DEEPEST: usize = 64;

/// The folders below git's own in which files are written at any depth.
const WRITTEN_BELOW: [&str; 4] = ["adidem", "refs", "logs", "reftable"];

/// The working folder that a repository lies in, where it was found by standing inside of git's own folder for it: git
/// takes any folder with the right files for a repository, and history can hold such a folder. One that is called `.git`,
/// or lies in such a one, cannot come with a history.
pub(super) fn working_folder_around(git: &git2::Repository, start: &Path) -> Option<PathBuf> {
    let own = git.path().canonicalize().ok()?;
    if !start.starts_with(&own) || own.components().any(|part| part.as_os_str() == ".git") {
        return None;
    }
    own.ancestors()
        .skip(1)
        .find(|folder| fs::symlink_metadata(folder.join(".git")).is_ok())
        .map(Path::to_owned)
}

/// A link in git's own folder, through which git or this program would write something else. What lies in folders where
/// neither writes may be a link: hooks, lists of what to leave out, and the objects, which are never written again.
pub(super) fn linked_own_folder(git: &git2::Repository) -> Option<PathBuf> {
    let own = [git.path(), git.commondir()];
    own[..if own[0] == own[1] { 1 } else { 2 }].iter().find_map(|folder| {
        let written = WRITTEN_BELOW
            .iter()
            .find_map(|name| link_below(&folder.join(name), DEEPEST));
        let top = || links_in(folder).find(|link| !link.ends_with("hooks"));
        let of_objects = || {
            let objects = folder.join("objects");
            links_in(&objects).chain(links_in(&objects.join("info"))).next()
        };
        top().or(written).or_else(of_objects)
    })
}

/// The links that lie in a folder.
fn links_in(folder: &Path) -> impl Iterator<Item = PathBuf> {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    entries
        .filter(|entry| entry.file_type().is_ok_and(|kind| kind.is_symlink()))
        .map(|entry| entry.path())
}

/// The working folder that a repository's own settings name (`core.worktree`), where that folder knows nothing of it: what
/// is recorded would be written there. A submodule's working folder, or a linked one, leads back to its repository.
pub(super) fn foreign_working_folder(git: &git2::Repository) -> Option<PathBuf> {
    let folder = git.workdir()?;
    // What lies in the usual place leads back without being opened once more.
    let own = folder.join(".git");
    let is_usual = fs::symlink_metadata(&own).is_ok_and(|found| found.is_dir());
    if is_usual && own.canonicalize().ok() == git.path().canonicalize().ok() {
        return None;
    }
    let flags = git2::RepositoryOpenFlags::NO_SEARCH | git2::RepositoryOpenFlags::CROSS_FS;
    let no_ceiling: [&std::ffi::OsStr; 0] = [];
    let there = git2::Repository::open_ext(folder, flags, no_ceiling);
    let place = |git: &git2::Repository| git.path().canonicalize().ok();
    let leads_back = there.is_ok_and(|there| place(&there).is_some_and(|found| Some(found) == place(git)));
    (!leads_back).then(|| folder.to_owned())
}

fn link_below(path: &Path, depth: usize) -> Option<PathBuf> {
    let entries = || fs::read_dir(path).into_iter().flatten().flatten();
    let of_kind = |entry: &fs::DirEntry| entry.file_type().ok();
    let link = entries().find(|entry| of_kind(entry).is_some_and(|kind| kind.is_symlink() || depth == 0));
    let folders = || entries().filter(|entry| of_kind(entry).is_some_and(|kind| kind.is_dir()));
    link.map(|entry| entry.path())
        .or_else(|| folders().find_map(|entry| link_below(&entry.path(), depth - 1)))
}
