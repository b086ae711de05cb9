//! Editing one clause of the draft in its own lines of the file alone.

use std::fs;
use std::path::PathBuf;

use super::Error;
use super::room::{Negotiation, Room, VersionName};
use super::whole_file::write_whole;
use crate::contract::{self, nearest};

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
    let found = contract.clause_called(clause).ok_or_else(|| {
        let ids: Vec<String> = contract.walk().iter().map(|visit| visit.clause.id.clone()).collect();
        let ids: Vec<&str> = ids.iter().map(String::as_str).collect();
        let nearest = nearest(clause, &ids).map(str::to_owned);
        Error::NoSuchClause { contract: name.to_owned(), id: clause.to_owned(), nearest }
    })?;
    Ok(Editing {
        clause: found.id.clone(),
        heading: found.heading.clone(),
        text: found.text.clone(),
        file: file_of(room, &negotiation)?,
        source: reading.bytes.to_vec(),
    })
}

fn file_of(room: &Room, negotiation: &Negotiation<'_>) -> Result<PathBuf, Error> {
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
        let shown = self.file.display().to_string();
        let failed = |doing| {
            let file = shown.clone();
            move |error| Error::File { file, doing, error }
        };
        let source = std::str::from_utf8(&self.source).unwrap_or_default();
        let edited = contract::set_text(source, &self.clause, text)?;
        if edited == source {
            return Ok(false);
        }
        let there = fs::read(&self.file).map_err(failed("read"))?;
        if there != self.source {
            return Err(Error::EditedMeanwhile { file: shown.clone() });
        }
        let permissions = fs::metadata(&self.file).map_err(failed("read"))?.permissions();
        write_whole(&self.file, edited.as_bytes(), Some(permissions)).map_err(failed("written"))?;
        Ok(true)
    }
}
