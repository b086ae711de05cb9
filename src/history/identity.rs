//! Who git takes the user for.

use super::error::Error;
use super::repository::Repository;

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
    /// `commit.gpgsign`: whether git signs everything.
    pub signs_always: bool,
}

impl Repository {
    /// Reads git's configuration: the machine's, the user's and the repository's, later ones winning.
    ///
    /// # Errors
    ///
    /// When the configuration cannot be read.
    pub fn identity(&self) -> Result<Identity, Error> {
        self.git().config().and_then(identity_in).map_err(Error::git("reading git's configuration"))
    }

    /// One setting of git's as this repository sees it; `None` when it is not set or empty.
    pub(super) fn setting(&self, key: &str) -> Result<Option<String>, Error> {
        let configuration = self.git().config().and_then(|mut all| all.snapshot());
        let configuration = configuration.map_err(Error::git("reading git's configuration"))?;
        Ok(configuration.get_string(key).ok().filter(|value| !value.trim().is_empty()))
    }
}

/// Reads git's configuration where there is no repository: the machine's and the user's.
///
/// # Errors
///
/// When the configuration cannot be read.
pub fn identity_of_user() -> Result<Identity, Error> {
    git2::Config::open_default().and_then(identity_in).map_err(Error::git("reading git's configuration"))
}

fn identity_in(mut configuration: git2::Config) -> Result<Identity, git2::Error> {
    let configuration = configuration.snapshot()?;
    let text = |key: &str| configuration.get_string(key).ok().filter(|value| !value.trim().is_empty());
    Ok(Identity {
        name: text("user.name"),
        email: text("user.email"),
        signature_format: text("gpg.format"),
        signing_key: text("user.signingkey"),
        signs_always: configuration.get_bool("commit.gpgsign").unwrap_or(false),
    })
}
