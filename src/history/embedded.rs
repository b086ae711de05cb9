//! Repositories that may have come with somebody else's history: a bare one inside of a working folder, and links in the
//! folder that a copy keeps for itself.

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
