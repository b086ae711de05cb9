//! Repositories that may have come with somebody else's history: a bare one inside of a working folder, links in the
//! folder that a copy keeps for itself, and settings that put a copy's working folder elsewhere.

use std::fs;
use std::path::{Path, PathBuf};

/// How deep the folder that a copy keeps for itself is looked through; it is not that deep.
const DEEPEST: usize = 4;

/// The working folder that a repository lies in, where it was found by standing inside of git's own folder for it: git
/// takes any folder with the right files for a repository, and history can hold such a folder. One that is called `.git`,
/// or lies in such a one, cannot come with a history.
pub(super) fn working_folder_around(git: &git2::Repository, start: &Path) -> Option<PathBuf> {
    let own = git.path().canonicalize().ok()?;
    if !start.starts_with(&own) || own.components().any(|part| part.as_os_str() == ".git") {
        return None;
    }
    own.ancestors().skip(1).find(|folder| fs::symlink_metadata(folder.join(".git")).is_ok()).map(Path::to_owned)
}

/// A link in the folder that a copy keeps for itself, through which something else would be written.
pub(super) fn linked_own_folder(git: &git2::Repository) -> Option<PathBuf> {
    let folders = [git.path().join("adidem"), git.commondir().join("adidem")];
    folders.iter().find_map(|folder| link_below(folder, DEEPEST))
}

/// The working folder that a repository's own settings name (`core.worktree`), where that folder knows nothing of it: what
/// is recorded would be written there. A submodule's working folder, or a linked one, leads back to its repository.
pub(super) fn foreign_working_folder(git: &git2::Repository) -> Option<PathBuf> {
    let folder = git.workdir()?;
    let flags = git2::RepositoryOpenFlags::NO_SEARCH | git2::RepositoryOpenFlags::CROSS_FS;
    let no_ceiling: [&std::ffi::OsStr; 0] = [];
    let there = git2::Repository::open_ext(folder, flags, no_ceiling);
    let place = |git: &git2::Repository| git.path().canonicalize().ok();
    let leads_back = there.is_ok_and(|there| place(&there).is_some_and(|found| Some(found) == place(git)));
    (!leads_back).then(|| folder.to_owned())
}

fn link_below(path: &Path, depth: usize) -> Option<PathBuf> {
    let about = fs::symlink_metadata(path).ok()?;
    if about.is_symlink() {
        return Some(path.to_owned());
    }
    if !about.is_dir() || depth == 0 {
        return None;
    }
    fs::read_dir(path).ok()?.flatten().find_map(|entry| link_below(&entry.path(), depth - 1))
}
