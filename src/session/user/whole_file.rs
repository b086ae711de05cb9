//! Writing a file so that it is the old one or the new one at any time, never half of it.

use std::fs::{self, Permissions};
use std::io::{self, Write as _};
use std::path::Path;

/// Writes a file whole, with its folder; with these permissions, or the ones that a private file has.
pub(in crate::session) fn write_whole(file: &Path, content: &[u8], permissions: Option<Permissions>) -> io::Result<()> {
    let folder = file.parent().unwrap_or(file);
    fs::create_dir_all(folder)?;
    let mut new = tempfile::Builder::new().prefix(".adidem-").tempfile_in(folder)?;
    new.write_all(content)?;
    if let Some(permissions) = permissions {
        new.as_file().set_permissions(permissions)?;
    }
    new.as_file().sync_all()?;
    new.persist(file).map(drop).map_err(|error| error.error)
}
