//! Making the repository that lies between the parties, with everything that whoever keeps it would have to know.

use super::guard::install_guard;
use crate::history::Repository;
use crate::session::Error;
use std::fs;
use std::path::{Path, PathBuf};

/// A shared repository that is ready.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SharedRepository {
    /// Where it lies.
    pub folder: PathBuf,
    /// Whether it was made just now.
    pub made: bool,
    /// Whether it holds nothing yet.
    pub empty: bool,
    /// The branch that new copies of it begin with.
    pub branch: String,
    /// Whether everybody in the folder's group may write.
    pub group: bool,
    /// The hook that refuses what an audit would fail.
    pub hook: PathBuf,
}

/// Makes a shared repository in a folder, or makes one that is there right: it never goes back, its guard refuses what an
/// audit would fail, and new copies of it begin with a branch that is there. What it holds is never touched.
///
/// # Errors
///
/// When something else is in the folder, or it cannot be written.
pub fn share(folder: &Path, group: bool, program: &Path) -> Result<SharedRepository, Error> {
    let there = if folder.exists() {
        Repository::just_here(folder)?
    } else {
        None
    };
    let made = there.is_none();
    let repository = match there {
        Some(there) if there.is_bare() => there,
        Some(_) => {
            return Err(Error::NotShareable {
                folder: folder.display().to_string(),
            });
        }
        None if fs::read_dir(folder).is_ok_and(|mut entries| entries.next().is_some()) => {
            return Err(Error::NotShareable {
                folder: folder.display().to_string(),
            });
        }
        None => Repository::create_shared(folder)?,
    };
    let hook = install_guard(folder, program)?;
    let branch = repository.set_up_as_shared(group)?;
    let folder = folder.canonicalize().unwrap_or_else(|_| folder.to_owned());
    Ok(SharedRepository {
        folder,
        made,
        empty: repository.newest()?.is_none(),
        branch,
        group,
        hook,
    })
}
