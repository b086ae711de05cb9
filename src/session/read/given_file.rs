//! A file that somebody names: looked at before it is opened, because a pipe never ends and a device never answers.

use std::fs::{self, File};
use std::io::{self, Read as _};
use std::path::Path;

use super::odd_file::OddFile;
use crate::session::Error;

/// Looks at it without opening it.
///
/// # Errors
///
/// When it is not there, no file, empty, or larger than that many bytes.
pub(in crate::session) fn look(file: &Path, limit: u64) -> Result<(), Error> {
    let about = fs::metadata(file).map_err(|error| unreadable(file, error))?;
    let odd = if about.is_dir() {
        return Err(unreadable(file, io::ErrorKind::IsADirectory.into()));
    } else if !about.is_file() {
        OddFile::Special
    } else if about.len() == 0 {
        OddFile::Empty
    } else if about.len() > limit {
        OddFile::TooLarge { limit }
    } else {
        return Ok(());
    };
    Err(refused(file, odd))
}

/// Reads it whole.
///
/// # Errors
///
/// As [`look`], or when it cannot be read.
pub(in crate::session) fn read(file: &Path, limit: u64) -> Result<Vec<u8>, Error> {
    look(file, limit)?;
    let open = File::open(file).map_err(|error| unreadable(file, error))?;
    let mut bytes = Vec::new();
    // It may have grown since.
    open.take(limit + 1)
        .read_to_end(&mut bytes)
        .map_err(|error| unreadable(file, error))?;
    if bytes.len() as u64 > limit {
        Err(refused(file, OddFile::TooLarge { limit }))
    } else {
        Ok(bytes)
    }
}

pub(in crate::session) fn unreadable(file: &Path, error: io::Error) -> Error {
    Error::File {
        file: file.display().to_string(),
        doing: "read",
        error,
    }
}

fn refused(file: &Path, what: OddFile) -> Error {
    Error::OddFile {
        file: file.display().to_string(),
        what,
    }
}
