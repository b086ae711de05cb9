//! Who git takes the user for.

use crate::history::doing::Doing;
use crate::history::error::Error;
use crate::history::repository::Repository;
use crate::history::settings::configuration::{SettingsScope, of_user, value};
use crate::negotiation::Person;
use std::path::Path;

/// What git's own configuration says about the user, as seen from one repository.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Identity {
    /// `user.name`
    pub name: Option<String>,
    /// `user.email`
    pub email: Option<String>,
    /// `gpg.format`: `openpgp` (git's default), `ssh` or `x509`.
    pub signature_format: Option<String>,
    /// `user.signingkey`
    pub signing_key: Option<String>,
    /// `commit.gpgsign`: whether git signs every commit; a value that git cannot read counts as no.
    pub signs_always: bool,
}

impl Repository {
    /// Reads git's configuration: the machine's, the user's and the repository's, later ones winning.
    ///
    /// # Errors
    ///
    /// When the configuration cannot be read.
    pub fn identity(&self) -> Result<Identity, Error> {
        self.git()
            .config()
            .and_then(identity_in)
            .map_err(Error::git(Doing::ReadSettings))
    }

    /// Writes a person and the file of their key into this repository's own settings, so that git commits and signs as that
    /// person here and nowhere else.
    ///
    /// # Errors
    ///
    /// When the repository's configuration cannot be written.
    pub fn set_user(&self, person: &Person, key: &Path) -> Result<(), Error> {
        let failed = Error::git(Doing::WriteSettings);
        let set = || -> Result<(), git2::Error> {
            let mut own = self.git().config()?.open_level(git2::ConfigLevel::Local)?;
            own.set_str("user.name", &person.name)?;
            own.set_str("user.email", &person.email)?;
            own.set_str("gpg.format", "ssh")?;
            own.set_str("user.signingkey", &key.to_string_lossy())
        };
        set().map_err(failed)
    }
}

impl Repository {
    /// Has this copy exchange with another repository, under that name, and its line of history follow the one there.
    ///
    /// # Errors
    ///
    /// When git's settings cannot be written.
    pub fn follow(&self, name: &str, address: &str) -> Result<(), Error> {
        let line = self.branch()?.unwrap_or_else(|| "main".to_owned());
        let set = || -> Result<(), git2::Error> {
            let mut own = self.git().config()?.open_level(git2::ConfigLevel::Local)?;
            own.set_str(&format!("remote.{name}.url"), address)?;
            own.set_str(
                &format!("remote.{name}.fetch"),
                &format!("+refs/heads/*:refs/remotes/{name}/*"),
            )?;
            own.set_str(&format!("branch.{line}.remote"), name)?;
            own.set_str(&format!("branch.{line}.merge"), &format!("refs/heads/{line}"))
        };
        set().map_err(Error::git(Doing::WriteSettings))
    }
}

/// Reads git's configuration where there is no repository: the machine's and the user's.
///
/// # Errors
///
/// When the configuration cannot be read.
pub fn identity_of_user() -> Result<Identity, Error> {
    of_user().and_then(identity_in).map_err(Error::git(Doing::ReadSettings))
}

fn identity_in(mut configuration: git2::Config) -> Result<Identity, git2::Error> {
    let configuration = configuration.snapshot()?;
    let text = |key: &str| value(&configuration, key, SettingsScope::All);
    Ok(Identity {
        name: text("user.name")?,
        email: text("user.email")?,
        signature_format: text("gpg.format")?,
        signing_key: text("user.signingkey")?,
        signs_always: configuration.get_bool("commit.gpgsign").unwrap_or(false),
    })
}
