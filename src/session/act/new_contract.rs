//! The file of a contract that is made anew: what it may be called, and writing it where nothing is yet.

use std::fs;
use std::path::Path;

use crate::audit::in_name;
use crate::history::Repository;
use crate::session::Error;
use crate::session::user::whole_file;

/// Whether a contract can have a name at all: letters, digits and little else, with `/` between folders.
#[must_use]
pub fn can_be_called(name: &str) -> bool {
    let sound = |c: char| c.is_alphanumeric() || "-_./".contains(c);
    let mut steps = name.split('/');
    name.chars().all(sound) && steps.all(|step| !step.is_empty() && !step.starts_with('.'))
}

/// Refuses a name that another contract has or had, or that no file can have.
pub(super) fn may_be_called(repository: &Repository, name: &str, path: &str) -> Result<(), Error> {
    if !can_be_called(name) {
        return Err(Error::NotAName { name: name.to_owned() });
    }
    let taken = || Error::NameTaken { name: name.to_owned() };
    if repository.listed()?.iter().any(|listed| listed.name == name) {
        return Err(taken());
    }
    if let Some(link) = repository.link_on_the_way(path) {
        return Err(Error::Linked {
            file: link.display().to_string(),
        });
    }
    let found = in_name(repository, name, path)?;
    if found.is_empty() { Ok(()) } else { Err(taken()) }
}

/// Writes a file that is not there yet, with the folders above it, whole or not at all; false when something of that name
/// is there.
pub(super) fn write_new(file: &Path, text: &str) -> Result<bool, Error> {
    let failed = |error| written(file, error);
    let folder = file.parent().unwrap_or(file);
    fs::create_dir_all(folder).map_err(failed)?;
    whole_file::write_new(file, text.as_bytes()).map_err(failed)
}

pub(super) fn written(file: &Path, error: std::io::Error) -> Error {
    Error::File {
        file: file.display().to_string(),
        doing: "written",
        error,
    }
}
