//! A repository that only passes changes on between the parties: without a working folder, never going back, and beginning
//! with the branch that the parties use.

use std::fs;
use std::path::Path;

use git2::{ErrorCode, RepositoryInitOptions, RepositoryOpenFlags};

use crate::history::doing::Doing;
use crate::history::error::Error;
use crate::history::format::RepositoryFormat;
use crate::history::repository::Repository;

/// The branch that a new repository begins with.
pub(in crate::history) const FIRST_BRANCH: &str = "main";

impl Repository {
    /// Opens the repository whose own folder or top this is; `None` where there is none, whatever lies above.
    ///
    /// # Errors
    ///
    /// When there is one that must not or cannot be opened.
    pub fn just_here(folder: &Path) -> Result<Option<Self>, Error> {
        let none: [&std::ffi::OsStr; 0] = [];
        match git2::Repository::open_ext(folder, RepositoryOpenFlags::NO_SEARCH, none) {
            Ok(_) => Self::open_named(folder).map(Some),
            Err(error) if error.code() == ErrorCode::NotFound => Ok(None),
            Err(error) if error.code() == ErrorCode::Owner => Err(Error::ForeignOwner {
                path: folder.to_owned(),
            }),
            Err(error) => Err(match RepositoryFormat::unread(folder) {
                Some((path, format)) => Error::Format { path, format },
                None => Error::git(Doing::Open)(error),
            }),
        }
    }

    /// Makes a shared repository in a folder, which is made as well.
    ///
    /// # Errors
    ///
    /// When the folder cannot be written.
    pub fn create_shared(folder: &Path) -> Result<Self, Error> {
        let mut options = RepositoryInitOptions::new();
        options
            .bare(true)
            .initial_head(FIRST_BRANCH)
            .no_reinit(true)
            .mkpath(true)
            .external_template(false);
        git2::Repository::init_opts(folder, &options).map_err(Error::writing(Doing::Make))?;
        Self::open_named(folder)
    }

    /// Has a shared repository refuse whatever takes away what it holds, and lets new copies of it begin with a branch that
    /// is there. With `group`, everybody in the folder's group may write. Gives the branch that new copies begin with.
    ///
    /// # Errors
    ///
    /// When the settings cannot be written.
    pub fn set_up_as_shared(&self, group: bool) -> Result<String, Error> {
        let failed = || Error::writing(Doing::SetUpShared);
        let mut own = self
            .git()
            .config()
            .and_then(|all| all.open_level(git2::ConfigLevel::Local))
            .map_err(failed())?;
        for setting in ["receive.denyNonFastForwards", "receive.denyDeletes"] {
            own.set_bool(setting, true).map_err(failed())?;
        }
        if group {
            own.set_str("core.sharedRepository", "group").map_err(failed())?;
            open_to_group(self.common_folder())?;
        }
        let branch = self.first_branch()?;
        self.git().set_head(&format!("refs/heads/{branch}")).map_err(failed())?;
        Ok(branch)
    }

    /// The branch that new copies are to begin with: the one they begin with now, if it is there; else the usual one, or
    /// the only one.
    fn first_branch(&self) -> Result<String, Error> {
        let failed = || Error::git(Doing::FindBranches);
        let mut names = Vec::new();
        for branch in self.git().branches(Some(git2::BranchType::Local)).map_err(failed())? {
            let (branch, _) = branch.map_err(failed())?;
            names.push(String::from_utf8_lossy(branch.name_bytes().map_err(failed())?).into_owned());
        }
        let now = self.branch()?.filter(|now| names.contains(now));
        let usual = || {
            names
                .iter()
                .find(|name| *name == FIRST_BRANCH)
                .or(names.first())
                .cloned()
        };
        Ok(now.or_else(usual).unwrap_or_else(|| FIRST_BRANCH.to_owned()))
    }
}

/// Lets the folder's group read and write everything, now and later on.
#[cfg(unix)]
fn open_to_group(folder: &Path) -> Result<(), Error> {
    use std::os::unix::fs::PermissionsExt as _;
    let failed = |path: &Path, error: &std::io::Error| Error::unwritable(path, error);
    let set = |path: &Path, more: u32| -> Result<(), Error> {
        let about = fs::symlink_metadata(path).map_err(|error| failed(path, &error))?;
        let mode = about.permissions().mode();
        // What nobody may change, such as stored objects, stays so.
        let added = if mode & 0o200 == 0 { more & !0o020 } else { more };
        fs::set_permissions(path, fs::Permissions::from_mode(mode | added)).map_err(|error| failed(path, &error))
    };
    // New files get the group of the folder that they are made in.
    set(folder, 0o2070)?;
    for entry in fs::read_dir(folder).map_err(|error| failed(folder, &error))? {
        let entry = entry.map_err(|error| failed(folder, &error))?;
        let kind = entry.file_type().map_err(|error| failed(&entry.path(), &error))?;
        if kind.is_dir() {
            open_to_group(&entry.path())?;
        } else if kind.is_file() {
            set(&entry.path(), 0o060)?;
        }
    }
    Ok(())
}

#[cfg(not(unix))]
fn open_to_group(_: &Path) -> Result<(), Error> {
    Ok(())
}
