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

/// Writes a file that is not there yet, whole or not at all, as readable as any other; false when something of that name
/// is there.
pub(in crate::session) fn write_new(file: &Path, content: &[u8]) -> io::Result<bool> {
    let folder = file.parent().filter(|folder| !folder.as_os_str().is_empty());
    let mut builder = tempfile::Builder::new();
    builder.prefix(".adidem");
    // Temporary files are for their owner only; a contract is as readable as any other new file.
    #[cfg(unix)]
    builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o666));
    let mut new = builder.tempfile_in(folder.unwrap_or(Path::new(".")))?;
    new.write_all(content)?;
    new.as_file().sync_all()?;
    match new.persist_noclobber(file) {
        Ok(_) => Ok(true),
        Err(error) if error.error.kind() == io::ErrorKind::AlreadyExists => Ok(false),
        Err(error) => Err(error.error),
    }
}
