//! Files in which a copy keeps something for its owner: in git's own folder, never shared. Each is written whole, under a
//! lock, so that two programs at once keep each other's changes.

use super::whole_file::write_whole;
use crate::session::Error;
use serde::{Serialize, de::DeserializeOwned};
use std::fs::{self, File};
use std::io;
use std::path::Path;

/// What the file holds; nothing where there is none.
///
/// # Errors
///
/// When the file is there and cannot be read. One that cannot be understood is set aside under another name, and the
/// error says under which.
pub(in crate::session) fn read<T: DeserializeOwned + Default>(file: &Path) -> Result<T, Error> {
    let shown = || file.display().to_string();
    let text = match fs::read_to_string(file) {
        Ok(text) => text,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(T::default()),
        Err(error) => {
            return Err(Error::File {
                file: shown(),
                doing: "read",
                error,
            });
        }
    };
    serde_yaml::from_str(&text).map_err(|error| {
        let aside = file.with_extension("damaged.yaml");
        let kept = match fs::rename(file, &aside) {
            Ok(()) => aside.display().to_string(),
            Err(_) => shown(),
        };
        Error::PendingDamaged {
            file: kept,
            what: error.to_string(),
        }
    })
}

/// What the file holds, which stays where it is whatever it holds: nobody is to go on without it by accident.
///
/// # Errors
///
/// When the file is there and cannot be read or understood.
pub(in crate::session) fn read_in_place<T: DeserializeOwned + Default>(file: &Path) -> Result<T, Error> {
    match fs::read_to_string(file) {
        Ok(text) if text.trim().is_empty() => Ok(T::default()),
        Ok(text) => serde_yaml::from_str(&text).map_err(|error| damaged(file, &error)),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(T::default()),
        Err(error) => Err(Error::File {
            file: file.display().to_string(),
            doing: "read",
            error,
        }),
    }
}

/// As [`change`], for a file that stays where it is whatever it holds.
///
/// # Errors
///
/// When it cannot be read, understood or written; it is as it was then.
pub(in crate::session) fn change_in_place<T>(file: &Path, change: impl FnOnce(&mut T)) -> Result<(), Error>
where
    T: DeserializeOwned + Serialize + Default + Clone + PartialEq,
{
    changed(file, read_in_place, change).map(drop)
}

fn damaged(file: &Path, error: &impl ToString) -> Error {
    Error::Memory {
        file: file.display().to_string(),
        what: error.to_string(),
    }
}

/// Changes what the file holds, on top of whatever another program has put down meanwhile. Gives what is there
/// afterwards.
///
/// # Errors
///
/// When it cannot be read or written; it is as it was then.
pub(in crate::session) fn change<T>(file: &Path, change: impl FnOnce(&mut T)) -> Result<T, Error>
where
    T: DeserializeOwned + Serialize + Default + Clone + PartialEq,
{
    changed(file, read, change)
}

fn changed<T: Serialize + Clone + PartialEq>(
    file: &Path,
    read: impl FnOnce(&Path) -> Result<T, Error>,
    change: impl FnOnce(&mut T),
) -> Result<T, Error> {
    let failed = |doing| {
        let file = file.display().to_string();
        move |error| Error::File { file, doing, error }
    };
    if let Some(folder) = file.parent() {
        fs::create_dir_all(folder).map_err(failed("written"))?;
    }
    // Nothing of it is ever cut off: whatever lies there stays as it is.
    let lock = File::options()
        .create(true)
        .append(true)
        .open(file.with_extension("lock"))
        .map_err(failed("written"))?;
    lock.lock().map_err(failed("written"))?;
    let mut held: T = read(file)?;
    let before = held.clone();
    change(&mut held);
    if held != before {
        let text = serde_yaml::to_string(&held).map_err(|error| Error::PendingDamaged {
            file: file.display().to_string(),
            what: error.to_string(),
        })?;
        write_whole(file, text.as_bytes(), None).map_err(failed("written"))?;
    }
    Ok(held)
}

/// A contract's name as the name of a file: below a folder it has a slash in it.
pub(in crate::session) fn name_of(contract: &str) -> String {
    format!("{}.yaml", contract.replace('%', "%25").replace('/', "%2F"))
}
