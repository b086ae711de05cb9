//! The guard of a shared repository: what its pre-receive hook answers, and putting the hook there.

use super::Error;
use crate::audit::{self, Finding};
use crate::history::Repository;
use chrono::{DateTime, FixedOffset};
use std::fs;
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

/// The line by which a hook of ours is known.
const MARK: &str = "# The guard of adidem: refuses what an audit would fail.";

/// Judges a push from inside the hook; what is given are the reasons to refuse it.
///
/// # Errors
///
/// When it does not run as a hook of git.
pub fn guard(lines: &str, now: DateTime<FixedOffset>) -> Result<Vec<Finding>, Error> {
    Ok(audit::guard(&Repository::open_from_env()?, lines, now))
}

/// Makes a shared repository refuse what an audit would fail. Gives the hook's file.
///
/// # Errors
///
/// When there is no repository, it has another such hook already, or it cannot be written.
pub fn install_guard(path: &Path, program: &Path) -> Result<PathBuf, Error> {
    let repository = Repository::open(path)?;
    let hooks = repository.common_folder().join("hooks");
    let hook = hooks.join("pre-receive");
    let failed = |error| Error::File { file: hook.display().to_string(), doing: "written", error };
    match fs::read_to_string(&hook) {
        Ok(there) if !there.contains(MARK) => return Err(Error::OtherHook { file: hook.display().to_string() }),
        Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(failed(error)),
        _ => {}
    }
    fs::create_dir_all(&hooks).map_err(failed)?;
    let program = program.display().to_string().replace('\'', "'\\''");
    let mut new = tempfile::NamedTempFile::new_in(&hooks).map_err(failed)?;
    new.write_all(format!("#!/bin/sh\n{MARK}\nexec '{program}' guard\n").as_bytes()).map_err(failed)?;
    make_executable(new.as_file()).map_err(failed)?;
    new.as_file().sync_all().map_err(failed)?;
    new.persist(&hook).map_err(|error| failed(error.error))?;
    Ok(hook)
}

#[cfg(unix)]
fn make_executable(file: &fs::File) -> io::Result<()> {
    use std::os::unix::fs::PermissionsExt;
    file.set_permissions(fs::Permissions::from_mode(0o755))
}

#[cfg(not(unix))]
fn make_executable(_file: &fs::File) -> io::Result<()> {
    Ok(())
}
