//! The guard of a shared repository: what its pre-receive hook answers, and putting the hook there.

use crate::audit::{self, Finding, Memory, PermittedReset};
use crate::history::Repository;
use crate::session::Error;
use crate::session::user::private_file;
use crate::session::user::whole_file::write_whole;
use chrono::{DateTime, FixedOffset};
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

/// The line by which a hook of ours is known.
const MARK: &str = "# The guard of adidem: refuses what an audit would fail.";

/// The code by which the guard refuses the trial push.
const TRIAL_CODE: &str = "A01-push";

/// Judges a push from inside the hook; what is given are the reasons to refuse it.
///
/// # Errors
///
/// When it does not run as a hook of git.
pub fn guard(lines: &str, now: DateTime<FixedOffset>) -> Result<Vec<Finding>, Error> {
    let repository = Repository::open_from_env()?;
    let memory = Memory {
        resets: private_file::read_in_place(&permitted_file(&repository))?,
        ..Memory::default()
    };
    Ok(audit::guard(&repository, lines, &memory, now))
}

/// Lets the guard of a shared repository take new keys of a party that lost all of its own, brought in by a change that is
/// signed with the key of that fingerprint. Kept in the repository itself, where no push reaches.
///
/// # Errors
///
/// When there is no repository, the fingerprint is none, or the file cannot be read or written.
pub fn permit_reset(path: &Path, reset: PermittedReset) -> Result<PathBuf, Error> {
    let repository = Repository::open(path)?;
    if !is_fingerprint(&reset.key) {
        return Err(Error::NotAFingerprint { written: reset.key });
    }
    let file = permitted_file(&repository);
    private_file::change_in_place(&file, |all: &mut Vec<PermittedReset>| {
        if !all.contains(&reset) {
            all.push(reset);
        }
    })?;
    Ok(file)
}

/// As `ssh-keygen -l` prints it, or the 40 digits of gpg.
fn is_fingerprint(written: &str) -> bool {
    written.strip_prefix("SHA256:").is_some_and(|digest| digest.len() == 43)
        || (written.len() == 40 && written.chars().all(|digit| digit.is_ascii_hexdigit()))
}

fn permitted_file(repository: &Repository) -> PathBuf {
    repository.common_folder().join("adidem").join("permitted-resets.yaml")
}

/// Makes a shared repository refuse what an audit would fail. That it stands is said only after a push that has to be
/// refused was refused by it. Gives the hook's file.
///
/// # Errors
///
/// When there is no repository, it has another such hook already, git heeds other hooks there, the hook cannot be written,
/// or it did not refuse what it should have.
pub fn install_guard(path: &Path, program: &Path) -> Result<PathBuf, Error> {
    let repository = Repository::open_named(path)?;
    let hook = place(&repository)?.join("pre-receive");
    let failed = |error| Error::File {
        file: hook.display().to_string(),
        doing: "written",
        error,
    };
    match fs::read_to_string(&hook) {
        Ok(there) if !there.contains(MARK) => {
            return Err(Error::OtherHook {
                file: hook.display().to_string(),
            });
        }
        Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(failed(error)),
        _ => {}
    }
    let script = script(program);
    write_whole(&hook, script.as_bytes(), executable()).map_err(failed)?;
    match repository.refused_trial()? {
        Some(said) if said.contains(TRIAL_CODE) => Ok(hook),
        said => Err(Error::GuardNotProven {
            file: hook.display().to_string(),
            said: said.unwrap_or_default(),
        }),
    }
}

/// The text of the hook that calls a program.
pub(in crate::session) fn script(program: &Path) -> String {
    let program = program.display().to_string().replace('\'', "'\\''");
    format!("#!/bin/sh\n{MARK}\nexec '{program}' guard\n")
}

/// The folder in which git looks for the hook. One that is set for all repositories is not the place for the hook of one:
/// this one gets its own again, unless hooks would be lost by that.
fn place(repository: &Repository) -> Result<PathBuf, Error> {
    let hooks = repository.hooks()?;
    if !hooks.for_all {
        return Ok(hooks.folder);
    }
    let others = hooks.of_a_push();
    if !others.is_empty() {
        return Err(Error::HooksElsewhere {
            folder: hooks.folder.display().to_string(),
            hooks: others,
        });
    }
    Ok(repository.use_own_hooks()?.folder)
}

/// What a hook has to be: for its owner to change, for everybody to run.
#[cfg(unix)]
#[expect(clippy::unnecessary_wraps, reason = "other systems have no such thing")]
fn executable() -> Option<fs::Permissions> {
    use std::os::unix::fs::PermissionsExt;
    Some(fs::Permissions::from_mode(0o755))
}

#[cfg(not(unix))]
fn executable() -> Option<fs::Permissions> {
    None
}
