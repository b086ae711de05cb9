//! Editing one clause of the draft in its own lines of the file alone.

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::Command;

use super::Error;
use super::called::{Meant, called};
use super::room::{Negotiation, Room, VersionName};
use super::show::no_such_clause;
use super::whole_file::write_whole;
use crate::contract::{self, Clause, Revision};

/// A clause of the draft, ready to be edited.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Editing {
    /// Its id.
    pub clause: String,
    /// Its heading.
    pub heading: String,
    /// Its text as it is.
    pub text: String,
    file: PathBuf,
    source: Vec<u8>,
}

/// The clause of the draft that a person names.
///
/// # Errors
///
/// When there is no draft or no such clause, or the repository has no working folder.
pub fn editing(room: &Room, name: &str, clause: &str) -> Result<Editing, Error> {
    let negotiation = room.negotiation(name)?;
    let reading = negotiation.reading(&VersionName::Draft)?;
    let contract = negotiation.read(&reading)?;
    let found = match called(&contract, name, &[], clause)? {
        Meant::Clause(found) => found,
        Meant::Gone(id) => return Err(no_such_clause(name, id, &contract)),
    };
    Ok(Editing {
        clause: found.id.clone(),
        heading: found.heading.clone(),
        text: found.text.clone(),
        file: file_of(room, &negotiation)?,
        source: reading.bytes.to_vec(),
    })
}

/// The contract's file in the working folder.
pub(super) fn file_of(room: &Room, negotiation: &Negotiation<'_>) -> Result<PathBuf, Error> {
    let top = room
        .repository()
        .working_folder()
        .ok_or_else(|| Error::NoWorkingFolder { folder: room.repository().common_folder().display().to_string() })?;
    Ok(top.join(&negotiation.found.path))
}

impl Editing {
    /// Puts a new text into the draft. Whether anything changed.
    ///
    /// # Errors
    ///
    /// When the file was changed by somebody else meanwhile, the text cannot stand in a contract, or the file cannot
    /// be written; the file is then as it was.
    pub fn put(&self, text: &str) -> Result<bool, Error> {
        let source = std::str::from_utf8(&self.source).unwrap_or_default();
        replace(&self.file, &self.source, &contract::set_text(source, &self.clause, text)?)
    }

    /// The wording as it is.
    pub(super) fn revision(&self) -> Revision {
        contract::revision(&Clause { heading: self.heading.clone(), text: self.text.clone(), ..Clause::default() })
    }

    /// What to say when it is not the wording that somebody has seen.
    pub(super) fn changed_meanwhile(&self) -> Error {
        Error::EditedMeanwhile { file: self.file.display().to_string() }
    }
}

/// Writes a file anew that was read with this source. Whether anything changed.
pub(super) fn replace(file: &Path, source: &[u8], edited: &str) -> Result<bool, Error> {
    let shown = file.display().to_string();
    let failed = |doing| {
        let file = shown.clone();
        move |error| Error::File { file, doing, error }
    };
    if edited.as_bytes() == source {
        return Ok(false);
    }
    if fs::read(file).map_err(failed("read"))? != source {
        return Err(Error::EditedMeanwhile { file: shown.clone() });
    }
    let permissions = fs::metadata(file).map_err(failed("read"))?.permissions();
    write_whole(file, edited.as_bytes(), Some(permissions)).map_err(failed("written"))?;
    Ok(true)
}

/// The text as the user's editor left it. A last line end that editors add is taken off again.
///
/// # Errors
///
/// When the editor cannot be run or fails, or the text cannot be handed over.
pub fn in_editor(text: &str) -> Result<String, Error> {
    let handed = |doing| move |error| Error::File { file: std::env::temp_dir().display().to_string(), doing, error };
    let mut file = tempfile::Builder::new().prefix("adidem-").suffix(".txt").tempfile().map_err(handed("written"))?;
    file.write_all(text.as_bytes()).and_then(|()| file.flush()).map_err(handed("written"))?;
    let editor =
        ["VISUAL", "EDITOR"].iter().find_map(|name| std::env::var(name).ok()).unwrap_or_else(|| "vi".to_owned());
    // As git does, so that an editor with arguments or a path with quotes works the same.
    let status = Command::new("sh").arg("-c").arg(format!("{editor} \"$@\"")).arg(&editor).arg(file.path()).status();
    let failed = |what: String| Error::Editor { editor: editor.clone(), what };
    let status = status.map_err(|error| failed(error.to_string()))?;
    if !status.success() {
        return Err(failed(status.to_string()));
    }
    let edited = fs::read_to_string(file.path()).map_err(handed("read"))?.replace("\r\n", "\n");
    let added = !text.ends_with('\n') && edited.ends_with('\n');
    Ok(if added { edited[..edited.len() - 1].to_owned() } else { edited })
}
