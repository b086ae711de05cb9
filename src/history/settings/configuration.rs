//! Git's configuration, told apart by who wrote it: the user and the machine, or the repository, which may have been
//! handed over as a folder, settings and all.

use std::env;
use std::path::Path;

use git2::{Config, ConfigLevel};

use crate::history::doing::Doing;
use crate::history::error::Error;
use crate::history::repository::Repository;

/// Whose settings are asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::history) enum SettingsScope {
    /// The machine's, the user's and the repository's, later ones winning.
    All,
    /// The machine's and the user's alone.
    User,
}

impl Repository {
    /// One setting of git's as this repository sees it; `None` when it is not set or empty.
    pub(in crate::history) fn setting(&self, key: &str) -> Result<Option<String>, Error> {
        self.setting_of(key, SettingsScope::All)
    }

    /// One setting that names a program, as the user or the machine has it: what the repository says of programs is never
    /// heeded here.
    pub(in crate::history) fn program_setting(&self, key: &str) -> Result<Option<String>, Error> {
        self.setting_of(key, SettingsScope::User)
    }

    /// The editor that the user's own settings name; one that the repository names is never run.
    ///
    /// # Errors
    ///
    /// When the settings cannot be read.
    pub fn own_editor(&self) -> Result<Option<String>, Error> {
        self.program_setting("core.editor")
    }

    fn setting_of(&self, key: &str, whose: SettingsScope) -> Result<Option<String>, Error> {
        self.git()
            .config()
            .and_then(|mut all| value(&all.snapshot()?, key, whose))
            .map_err(Error::git(Doing::ReadSettings))
    }
}

/// A setting's value; `None` when it is not set or empty.
pub(in crate::history) fn value(
    configuration: &Config,
    key: &str,
    whose: SettingsScope,
) -> Result<Option<String>, git2::Error> {
    let key = key.to_ascii_lowercase();
    // Git reads this file in place of both of the user's own.
    let replaced = env::var_os("GIT_CONFIG_GLOBAL").is_some();
    let mut found: Option<(i32, String)> = None;
    let mut entries = configuration.entries(None)?;
    while let Some(entry) = entries.next() {
        let entry = entry?;
        let level = entry.level();
        let of_repository = matches!(level, ConfigLevel::Local | ConfigLevel::Worktree);
        let counts = !(of_repository && whose == SettingsScope::User || level == ConfigLevel::XDG && replaced);
        if !counts || !entry.has_value() || !entry.name_bytes().eq_ignore_ascii_case(key.as_bytes()) {
            continue;
        }
        let level = level as i32;
        if found.as_ref().is_none_or(|(before, _)| *before <= level) {
            found = Some((level, String::from_utf8_lossy(entry.value_bytes()).into_owned()));
        }
    }
    Ok(found.map(|(_, value)| value).filter(|value| !value.trim().is_empty()))
}

/// The configuration where there is no repository: the machine's and the user's.
pub(in crate::history) fn of_user() -> Result<Config, git2::Error> {
    let Some(instead) = env::var_os("GIT_CONFIG_GLOBAL") else {
        return Config::open_default();
    };
    let mut configuration = Config::new()?;
    if env::var_os("GIT_CONFIG_NOSYSTEM").is_none()
        && let Ok(system) = Config::find_system()
    {
        configuration.add_file(&system, ConfigLevel::System, false)?;
    }
    let file = Path::new(&instead);
    if file.is_file() {
        configuration.add_file(file, ConfigLevel::Global, false)?;
    }
    Ok(configuration)
}
