//! Files of the user's cache folder: checked when they are read, and written whole or not at all.

use std::fs;
use std::io::{self, Write as _};
use std::path::Path;

use flate2::Crc;

/// A checksum against accidents.
pub(in crate::history) fn checksum(bytes: &[u8]) -> u32 {
    let mut sum = Crc::new();
    sum.update(bytes);
    sum.sum()
}

/// Writes a file anew of these parts: it is the old one or the new one at any time.
///
/// # Errors
///
/// When the folder cannot be made or the file cannot be written.
pub(in crate::history) fn write_whole(file: &Path, parts: &[&[u8]]) -> io::Result<()> {
    let folder = file.parent().unwrap_or(file);
    fs::create_dir_all(folder)?;
    let mut new = tempfile::Builder::new().prefix(".known-").tempfile_in(folder)?;
    for part in parts {
        new.write_all(part)?;
    }
    new.persist(file).map(drop).map_err(|error| error.error)
}
