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
        let failed = Error::git("reading git's configuration");
        let configuration = self.git().config().and_then(|mut config| config.snapshot()).map_err(failed)?;
        let text = |key: &str| configuration.get_string(key).ok().filter(|value| !value.trim().is_empty());
        Ok(Identity {
            name: text("user.name"),
            email: text("user.email"),
            signature_format: text("gpg.format"),
            signing_key: text("user.signingkey"),
            signs_always: configuration.get_bool("commit.gpgsign").unwrap_or(false),
        })
    }
}
