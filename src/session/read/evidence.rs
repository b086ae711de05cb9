//! One file by which a stranger can verify a negotiation, and verifying such a file.

use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};

use chrono::{DateTime, FixedOffset};

use super::given_file;
use crate::audit::{self, Made, Verified};
use crate::session::Error;
use crate::session::workspace::Workspace;

/// The largest evidence file, time stamp and list of certificates, in bytes.
const LARGEST: u64 = 640 << 20;
const LARGEST_STAMP: u64 = 1 << 20;
const LARGEST_CERTIFICATES: u64 = 16 << 20;

/// Makes the evidence file of a contract; with `query`, also writes there what a time stamp authority is to be asked.
///
/// # Errors
///
/// When the contract was never sent, this copy does not hold all of history, or a file cannot be written.
pub fn evidence(
    workspace: &Workspace,
    name: &str,
    file: &Path,
    query: Option<&Path>,
    now: DateTime<FixedOffset>,
) -> Result<Made, Error> {
    let name = workspace.negotiation(name)?.name().to_owned();
    let own = workspace.repository().common_folder();
    for place in query.into_iter().chain([file]) {
        if lies_below(place, own) {
            return Err(Error::GitsOwn {
                file: place.display().to_string(),
            });
        }
    }
    // Told before the work is done; what comes in between is noticed once more when it is written.
    let over = may_be_replaced(file)?;
    if let Some(query) = query {
        may_not_be_there(query)?;
    }
    let made = audit::make_evidence(workspace.repository(), &name, now)?;
    // A query left behind alone would be in the way of the next one; an evidence file is not.
    write(file, &made.bytes, over)?;
    if let Some(query) = query {
        write(query, &audit::time_stamp_query(&made.bytes)?, false)?;
    }
    Ok(made)
}

/// Makes the evidence file of a contract at the top of the working folder, named after the contract; under another name where
/// there is such a file already. Gives which.
///
/// # Errors
///
/// As [`evidence`], and when there is no working folder.
pub fn evidence_beside(
    workspace: &Workspace,
    name: &str,
    now: DateTime<FixedOffset>,
) -> Result<(PathBuf, Made), Error> {
    let name = workspace.negotiation(name)?.name().to_owned();
    let top = workspace.working_folder()?;
    let made = audit::make_evidence(workspace.repository(), &name, now)?;
    let stem = name.replace('/', "-");
    let mut number = 0_u32;
    loop {
        let count = if number == 0 {
            String::new()
        } else {
            format!("-{number}")
        };
        let file = top.join(format!("{stem}-evidence{count}.zip"));
        match write(&file, &made.bytes, false) {
            Err(Error::NotOurs { .. }) if number < MOST_NAMES => number += 1,
            written => return written.map(|()| (file, made)),
        }
    }
}

/// Takes a time stamp authority's answer into an evidence file, which is written to `to`.
///
/// # Errors
///
/// When either file cannot be read, or the answer is no stamp over that file.
pub fn stamp_evidence(file: &Path, answer: &Path, to: &Path) -> Result<(), Error> {
    let stamped = audit::take_answer(
        &given_file::read(file, LARGEST)?,
        &given_file::read(answer, LARGEST_STAMP)?,
    )?;
    let over = may_be_replaced(to)?;
    write(to, &stamped, over)
}

/// How many names are tried for an evidence file.
const MOST_NAMES: u32 = 1000;

/// How an evidence file is verified.
#[derive(Debug, Clone, Copy, Default)]
pub struct Verifying<'a> {
    /// The certificates of time stamp authorities, with which its time stamp is verified as well.
    pub authorities: Option<&'a Path>,
    /// Where to write what its pages should say: a folder that is not there yet.
    pub pages: Option<&'a Path>,
    /// For as long as it takes.
    pub patient: bool,
}

/// Verifies an evidence file offline.
///
/// # Errors
///
/// When the file cannot be read, or the pages not be written. Whatever is wrong with what it holds is told.
pub fn verify(file: &Path, how: Verifying<'_>, now: DateTime<FixedOffset>) -> Result<Verified, Error> {
    let bytes = given_file::read(file, LARGEST)?;
    if let Some(authorities) = how.authorities {
        given_file::look(authorities, LARGEST_CERTIFICATES)?;
    }
    let verify = if how.patient {
        audit::verify_at_leisure
    } else {
        audit::verify_evidence
    };
    let verified = verify(&bytes, how.authorities, now);
    if let Some(folder) = how.pages {
        let failed = |error| Error::File {
            file: folder.display().to_string(),
            doing: "written",
            error,
        };
        fs::create_dir(folder).map_err(failed)?;
        for (name, page) in &verified.pages {
            write(&folder.join(name), page, false)?;
        }
    }
    Ok(verified)
}

/// Whether a file lies in a folder, or would.
fn lies_below(file: &Path, folder: &Path) -> bool {
    let above = file
        .parent()
        .filter(|above| !above.as_os_str().is_empty())
        .unwrap_or(Path::new("."));
    let real = above.canonicalize().ok().zip(folder.canonicalize().ok());
    real.is_some_and(|(above, folder)| above.starts_with(folder))
}

/// Whether there is an evidence file of this name already, in whose place a new one may be put. Anything else there is
/// somebody's work.
fn may_be_replaced(file: &Path) -> Result<bool, Error> {
    // Whatever else is wrong with the place is told when it is written.
    let Ok(about) = fs::symlink_metadata(file) else {
        return Ok(false);
    };
    if about.is_dir() {
        return Ok(false);
    }
    if about.is_file() && audit::is_evidence(&given_file::read(file, LARGEST)?) {
        return Ok(true);
    }
    Err(Error::NotOurs {
        file: file.display().to_string(),
    })
}

fn may_not_be_there(file: &Path) -> Result<(), Error> {
    match fs::symlink_metadata(file) {
        Ok(about) if !about.is_dir() => Err(Error::NotOurs {
            file: file.display().to_string(),
        }),
        _ => Ok(()),
    }
}

/// Writes it whole or not at all; `over` what is there, where that may be replaced.
fn write(file: &Path, bytes: &[u8], over: bool) -> Result<(), Error> {
    let failed = |error| Error::File {
        file: file.display().to_string(),
        doing: "written",
        error,
    };
    let folder = file
        .parent()
        .filter(|folder| !folder.as_os_str().is_empty())
        .unwrap_or(Path::new("."));
    if file.is_dir() {
        return Err(failed(std::io::ErrorKind::IsADirectory.into()));
    }
    let mut new = tempfile::NamedTempFile::new_in(folder).map_err(failed)?;
    new.write_all(bytes)
        .and_then(|()| new.as_file().sync_all())
        .map_err(failed)?;
    let put = if over {
        new.persist(file)
    } else {
        new.persist_noclobber(file)
    };
    put.map(drop).map_err(|error| match error.error.kind() {
        std::io::ErrorKind::AlreadyExists => Error::NotOurs {
            file: file.display().to_string(),
        },
        _ => failed(error.error),
    })
}
