//! The user's own folder for what programs keep: whom the user believes and what the user allowed lies there, and never in a
//! copy, which somebody else may have handed over.

use std::path::PathBuf;
use std::sync::OnceLock;

use etcetera::BaseStrategy as _;

use crate::session::Error;

static ELSEWHERE: OnceLock<PathBuf> = OnceLock::new();

/// Takes another folder than the user's own, for a program that does not run for its user; the first one given stays.
pub fn keep_in(folder: PathBuf) {
    let _ = ELSEWHERE.set(folder);
}

/// Whether another folder was given.
pub(in crate::session) fn is_elsewhere() -> bool {
    ELSEWHERE.get().is_some()
}

/// The folder.
///
/// # Errors
///
/// When the user has no home folder.
pub(in crate::session) fn own_folder() -> Result<PathBuf, Error> {
    let own = || etcetera::choose_base_strategy().map(|folders| folders.data_dir().join("adidem"));
    ELSEWHERE.get().cloned().map_or_else(own, Ok).map_err(|_| Error::NoHome)
}
