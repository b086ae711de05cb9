//! Where what is known of a repository's history is kept from run to run: in the user's own cache folder. Whoever hands a copy
//! over cannot bring their own, and whoever deletes the folder loses nothing but time.

use std::path::PathBuf;

use etcetera::BaseStrategy as _;

use super::own_folder::is_elsewhere;
use crate::contract::Revision;
use crate::history::{is_read_only, is_restricted};
use crate::session::Error;
use crate::session::workspace::Workspace;

impl Workspace {
    /// The same, in which what earlier runs learnt of the history is believed, and what this one learns is kept: for who
    /// reads, never for who records, sends, proves or judges.
    ///
    /// # Errors
    ///
    /// When the repository cannot be read.
    pub fn knowing(self) -> Result<Self, Error> {
        match self.known_file() {
            Some(file) => self.with_repository(|repository| repository.knowing(&file, !is_read_only())),
            None => Ok(self),
        }
    }

    /// `None` for a program that keeps nothing for its user, or has no user.
    fn known_file(&self) -> Option<PathBuf> {
        if is_restricted() || is_elsewhere() {
            return None;
        }
        let place = self.repository().common_folder().canonicalize().ok()?;
        let name = Revision::of(place.as_os_str().as_encoded_bytes()).hex();
        let folders = etcetera::choose_base_strategy().ok()?;
        Some(
            folders
                .cache_dir()
                .join("adidem")
                .join("known")
                .join(name)
                .with_extension("known"),
        )
    }
}
