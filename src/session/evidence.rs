//! One file by which a stranger can verify a negotiation, and verifying such a file.

use std::fs;
use std::io::Write as _;
use std::path::Path;

use chrono::{DateTime, FixedOffset};

use super::Error;
use super::room::Room;
use crate::audit::{self, Made, Verified};

/// Makes the evidence file of a contract; with `query`, also writes there what a time stamp authority is to be asked.
///
/// # Errors
///
/// When the contract was never sent, this copy does not hold all of history, or a file cannot be written.
pub fn evidence(
    room: &Room,
    name: &str,
    file: &Path,
    query: Option<&Path>,
    now: DateTime<FixedOffset>,
) -> Result<Made, Error> {
    let name = room.negotiation(name)?.name().to_owned();
    let made = audit::make_evidence(room.repository(), &name, now)?;
    if let Some(query) = query {
        write(query, &audit::time_stamp_query(&made.bytes)?)?;
    }
    write(file, &made.bytes)?;
    Ok(made)
}

/// Takes a time stamp authority's answer into an evidence file, which is written to `to`.
///
/// # Errors
///
/// When either file cannot be read, or the answer is no stamp over that file.
pub fn stamp_evidence(file: &Path, answer: &Path, to: &Path) -> Result<(), Error> {
    let stamped = audit::take_answer(&read(file)?, &read(answer)?)?;
    write(to, &stamped)
}

/// Verifies an evidence file offline; with the certificates of time stamp authorities, its time stamp as well.
///
/// # Errors
///
/// When the file cannot be read. Whatever is wrong with what it holds is told.
pub fn verify(file: &Path, authorities: Option<&Path>, now: DateTime<FixedOffset>) -> Result<Verified, Error> {
    Ok(audit::verify_evidence(&read(file)?, authorities, now))
}

fn read(file: &Path) -> Result<Vec<u8>, Error> {
    fs::read(file).map_err(|error| Error::File { file: file.display().to_string(), doing: "read", error })
}

/// Writes it whole or not at all.
fn write(file: &Path, bytes: &[u8]) -> Result<(), Error> {
    let failed = |error| Error::File { file: file.display().to_string(), doing: "written", error };
    let folder = file.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    if file.is_dir() {
        return Err(failed(std::io::ErrorKind::IsADirectory.into()));
    }
    let mut new = tempfile::NamedTempFile::new_in(folder).map_err(failed)?;
    new.write_all(bytes).and_then(|()| new.as_file().sync_all()).map_err(failed)?;
    new.persist(file).map(drop).map_err(|error| failed(error.error))
}
