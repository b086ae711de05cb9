//! Where a contract's draft lies, and what it says there.

use std::fs;
use std::path::{Path, PathBuf};

use crate::contract;
use crate::session::Error;
use crate::session::read::no_draft::NoDraft;
use crate::session::workspace::{Negotiation, Workspace};

/// The draft's file as it lies there, with its own line ends.
pub(in crate::session) fn source_of(negotiation: &Negotiation<'_>, file: &Path, read: &[u8]) -> Result<Vec<u8>, Error> {
    match fs::read(file) {
        Ok(source) if contract::plain_line_ends(&source) == contract::plain_line_ends(read) => Ok(source),
        Ok(_) => Err(Error::EditedMeanwhile {
            file: file.display().to_string(),
        }),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
            let folder = file
                .parent()
                .and_then(Path::file_name)
                .unwrap_or_default()
                .to_string_lossy();
            let why = NoDraft::NotCheckedOut(folder.into_owned());
            Err(Error::NoDraft {
                contract: negotiation.name().to_owned(),
                why,
            })
        }
        Err(error) => Err(Error::File {
            file: file.display().to_string(),
            doing: "read",
            error,
        }),
    }
}

/// The contract's file in the working folder.
pub(in crate::session) fn file_of(workspace: &Workspace, negotiation: &Negotiation<'_>) -> Result<PathBuf, Error> {
    let top = workspace.working_folder()?;
    match workspace.repository().link_on_the_way(&negotiation.found.path) {
        Some(link) => Err(Error::Linked {
            file: link.display().to_string(),
        }),
        None => Ok(top.join(&negotiation.found.path)),
    }
}
