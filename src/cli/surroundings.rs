//! What of its environment a restricted program keeps. Variables may come from whoever sits at the other end of the line,
//! and git, libgit2, ssh and this program obey dozens of them: so those that do no harm are named, and not the others.

use std::collections::BTreeSet;
use std::ffi::{OsStr, OsString};
use std::io;
use std::process::Command;

/// Variables that say who and where one is, in which language and on what terminal. Sshd sets the first four itself.
const KEPT: [&str; 18] = [
    "PATH",
    "HOME",
    "USER",
    "LOGNAME",
    "LANG",
    "LANGUAGE",
    "TERM",
    "COLORTERM",
    "COLUMNS",
    "LINES",
    "NO_COLOR",
    "TZ",
    "SSH_CONNECTION",
    "SSH_CLIENT",
    "SSH_TTY",
    "SSH_AUTH_SOCK",
    "WT_SESSION",
    "ConEmuANSI",
];

/// What programs on Windows cannot do without.
const KEPT_ON_WINDOWS: [&str; 9] = [
    "SYSTEMROOT",
    "SYSTEMDRIVE",
    "USERPROFILE",
    "USERNAME",
    "APPDATA",
    "LOCALAPPDATA",
    "COMSPEC",
    "PATHEXT",
    "TEMP",
];

/// Takes `NAME=VALUE` apart.
pub(super) fn variable(written: &str) -> Result<(String, String), &'static str> {
    match written.split_once('=') {
        Some((name, value)) if !name.is_empty() => Ok((name.to_owned(), value.to_owned())),
        _ => Err("NAME=VALUE"),
    }
}

/// Starts the program once more with nothing of the environment but what is kept and what the command line gives, before
/// anything is read; comes back only where that is so already.
///
/// # Errors
///
/// When it cannot be started once more: then nothing may be done.
pub(super) fn clean(given: &[(String, String)]) -> io::Result<()> {
    let there: Vec<(OsString, OsString)> = std::env::vars_os().collect();
    let wanted = wanted(&there, given);
    if is_clean(&there, &wanted) {
        return Ok(());
    }
    let mut again = Command::new(std::env::current_exe()?);
    again.args(std::env::args_os().skip(1)).env_clear().envs(wanted);
    Err(start(again))
}

fn wanted(there: &[(OsString, OsString)], given: &[(String, String)]) -> Vec<(OsString, OsString)> {
    let is_given = |name: &OsStr| given.iter().any(|(own, _)| name == OsStr::new(own));
    let kept = there
        .iter()
        .filter(|(name, _)| is_kept(name) && !is_given(name))
        .cloned();
    let given = given.iter().map(|(name, value)| (name.into(), value.into()));
    kept.chain(given).collect()
}

/// Whether there is nothing else, and nothing that is missing.
fn is_clean(there: &[(OsString, OsString)], wanted: &[(OsString, OsString)]) -> bool {
    // Windows keeps the folder of each drive under names that begin so.
    let of_system = |name: &OsStr| cfg!(windows) && name.to_string_lossy().starts_with('=');
    let there: BTreeSet<_> = there.iter().filter(|(name, _)| !of_system(name)).collect();
    there == wanted.iter().collect()
}

fn is_kept(name: &OsStr) -> bool {
    let Some(name) = name.to_str() else { return false };
    let on_windows = cfg!(windows) && KEPT_ON_WINDOWS.iter().any(|kept| name.eq_ignore_ascii_case(kept));
    // The Mac's own libraries set this one.
    let on_mac = cfg!(target_os = "macos") && name == "__CF_USER_TEXT_ENCODING";
    KEPT.contains(&name) || name.starts_with("LC_") || on_windows || on_mac
}

#[cfg(unix)]
fn start(mut again: Command) -> io::Error {
    use std::os::unix::process::CommandExt as _;
    again.exec()
}

#[cfg(not(unix))]
fn start(mut again: Command) -> io::Error {
    match again.status() {
        Ok(status) => std::process::exit(status.code().unwrap_or(2)),
        Err(error) => error,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn variables(all: &[(&str, &str)]) -> Vec<(OsString, OsString)> {
        all.iter().map(|(name, value)| (name.into(), value.into())).collect()
    }

    #[test]
    fn only_what_is_named_is_kept_and_what_is_given_wins() {
        let there = variables(&[
            ("PATH", "/bin"),
            ("LC_ALL", "C"),
            ("GIT_CONFIG_GLOBAL", "theirs"),
            ("GIT_TRACE", "/tmp/x"),
            ("XDG_CONFIG_HOME", "/tmp"),
        ]);
        let given = [("GIT_CONFIG_GLOBAL".to_owned(), "ours".to_owned())];
        let wanted = wanted(&there, &given);
        assert_eq!(
            wanted,
            variables(&[("PATH", "/bin"), ("LC_ALL", "C"), ("GIT_CONFIG_GLOBAL", "ours")])
        );
        assert!(
            !is_clean(&there, &wanted) && is_clean(&wanted, &wanted),
            "it is started again once"
        );
        let twice = variables(&[("GIT_CONFIG_GLOBAL", "theirs"), ("GIT_CONFIG_GLOBAL", "ours")]);
        assert!(
            !is_clean(&twice, &super::wanted(&twice, &given)),
            "of two, no program has to take the right one"
        );
    }
}
