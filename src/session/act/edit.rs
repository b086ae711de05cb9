//! Editing one clause of the draft in its own lines of the file alone.

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::Command;

use super::draft_change::called;
use super::draft_file::{file_of, source_of};
use super::draft_step::{DraftStep, StepKind, replace};
use crate::audit::{Finding, in_text};
use crate::contract::{self, Clause, Revision};
use crate::session::Error;
use crate::session::read::clause_name::clause_called;
use crate::session::version_name::VersionName;
use crate::session::workspace::Workspace;

/// A clause of the draft, ready to be edited.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Editing {
    /// Its id.
    pub clause: String,
    /// Its heading.
    pub heading: String,
    /// Its text as it is.
    pub text: String,
    /// The name of that wording.
    pub revision: Revision,
    /// Its number and heading.
    pub called: String,
    file: PathBuf,
    source: Vec<u8>,
    /// The name of who edits.
    by: String,
}

/// The clause of the draft that a person names.
///
/// # Errors
///
/// When there is no draft or no such clause, or the repository has no working folder.
pub fn editing(workspace: &Workspace, name: &str, clause: &str) -> Result<Editing, Error> {
    let negotiation = workspace.negotiation(name)?;
    let reading = negotiation.reading(&VersionName::Draft)?;
    let contract = negotiation.read(&reading)?;
    let found = clause_called(&contract, name, clause)?;
    let (clause, heading, text) = (found.id.clone(), found.heading.clone(), found.text.clone());
    let revision = contract::revision(found);
    let called = called(&contract, &clause);
    let file = file_of(workspace, &negotiation)?;
    let source = source_of(&negotiation, &file, &reading.bytes)?;
    let by = workspace
        .repository()
        .author()?
        .map(|person| person.name)
        .unwrap_or_default();
    Ok(Editing {
        clause,
        heading,
        text,
        revision,
        called,
        file,
        source,
        by,
    })
}

impl Editing {
    /// Puts a new text into the draft. What was done; `None` where nothing changed.
    ///
    /// # Errors
    ///
    /// When the file was changed by somebody else meanwhile, the text cannot stand in a contract, or the file cannot
    /// be written; the file is then as it was.
    pub fn put(&self, text: &str) -> Result<Option<DraftStep>, Error> {
        let source = std::str::from_utf8(&self.source).unwrap_or_default();
        let edited = contract::set_text(source, &self.clause, text)?;
        let change = replace(&self.file, &self.source, edited.as_bytes())?;
        Ok(change.map(|change| DraftStep {
            kind: StepKind::Text,
            clause: Some(self.clause.clone()),
            called: self.called.clone(),
            change,
        }))
    }

    /// What of a text that is put into the draft nobody will take: it can be mended before it is sent, and not after.
    ///
    /// # Errors
    ///
    /// When the text cannot stand in a contract.
    pub fn doubts(&self, text: &str) -> Result<Vec<Finding>, Error> {
        let source = std::str::from_utf8(&self.source).unwrap_or_default();
        let (before, edited) = (
            contract::read(&self.source),
            contract::set_text(source, &self.clause, text)?,
        );
        let now = contract::read(edited.as_bytes());
        Ok(now
            .map(|now| in_text(before.ok().as_ref(), &now, &self.by))
            .unwrap_or_default())
    }

    /// The wording as it is.
    pub(in crate::session) fn revision(&self) -> Revision {
        contract::revision(&Clause {
            heading: self.heading.clone(),
            text: self.text.clone(),
            ..Clause::default()
        })
    }

    /// What to say when it is not the wording that somebody has seen.
    pub(in crate::session) fn changed_meanwhile(&self) -> Error {
        Error::EditedMeanwhile {
            file: self.file.display().to_string(),
        }
    }
}

/// What came of editing a clause.
#[derive(Debug)]
pub enum Edited {
    /// It is done.
    Put {
        /// What was done; `None` where nothing changed.
        step: Option<DraftStep>,
        /// What of it nobody will take.
        doubts: Vec<Finding>,
    },
    /// What was typed cannot be taken. It lies in a file, from which the editor can be opened again.
    Refused {
        /// Why not.
        error: Error,
        /// The file.
        kept: PathBuf,
    },
}

/// Edits a clause of the draft in the user's editor: from its text, or from what was typed before and could not be taken.
/// What is typed is never lost: it stays in its file until it stands in the draft.
///
/// # Errors
///
/// As [`editing`], and when the editor cannot be run and nothing was typed.
pub fn edit(workspace: &Workspace, contract: &str, clause: &str, kept: Option<&Path>) -> Result<Edited, Error> {
    let editing = editing(workspace, contract, clause)?;
    let file = match kept {
        Some(kept) => kept.to_owned(),
        None => new_file(workspace, contract, &editing)?,
    };
    let done = in_editor(workspace, &file)
        .and_then(|()| typed(&file, &editing.text))
        .and_then(|typed| {
            let doubts = editing.doubts(&typed)?;
            Ok((editing.put(&typed)?, doubts))
        });
    match done {
        Ok((step, doubts)) => {
            // What is left behind is no more than a copy of what stands in the draft.
            let _ = fs::remove_file(&file);
            Ok(Edited::Put { step, doubts })
        }
        Err(error) if kept.is_none() && fs::read(&file).is_ok_and(|now| now == editing.text.as_bytes()) => {
            let _ = fs::remove_file(&file);
            Err(error)
        }
        Err(error) => Ok(Edited::Refused { error, kept: file }),
    }
}

/// A file for the editor, in the folder that the copy keeps for itself, so that it outlives whatever happens meanwhile.
fn new_file(workspace: &Workspace, contract: &str, editing: &Editing) -> Result<PathBuf, Error> {
    let folder = workspace.repository().common_folder().join("adidem").join("typed");
    let failed = |error| Error::File {
        file: folder.display().to_string(),
        doing: "written",
        error,
    };
    fs::create_dir_all(&folder).map_err(failed)?;
    let name = format!("{contract}-{}-", editing.clause).replace(['/', '\\'], "-");
    let mut builder = tempfile::Builder::new();
    let mut file = builder
        .prefix(&name)
        .suffix(".txt")
        .tempfile_in(&folder)
        .map_err(failed)?;
    file.write_all(editing.text.as_bytes())
        .and_then(|()| file.flush())
        .map_err(failed)?;
    let (_, path) = file.keep().map_err(|error| failed(error.error))?;
    Ok(path)
}

/// The editor that the user has set: the one that `VISUAL` or `EDITOR` names, or else git, in the user's own settings. None
/// is ever run that nobody has set.
///
/// # Errors
///
/// When git's settings cannot be read.
pub fn own_editor(workspace: &Workspace) -> Result<Option<String>, Error> {
    let named = ["VISUAL", "EDITOR"]
        .iter()
        .find_map(|name| std::env::var(name).ok().filter(|editor| !editor.trim().is_empty()));
    match named {
        Some(named) => Ok(Some(named)),
        None => Ok(workspace.repository().own_editor()?),
    }
}

fn in_editor(workspace: &Workspace, file: &Path) -> Result<(), Error> {
    let editor = own_editor(workspace)?.ok_or(Error::NoEditor)?;
    // As git does, so that an editor with arguments or a path with quotes works the same.
    let status = Command::new("sh")
        .arg("-c")
        .arg(format!("{editor} \"$@\""))
        .arg(&editor)
        .arg(file)
        .status();
    let failed = |what: String| Error::Editor {
        editor: editor.clone(),
        what,
    };
    let status = status.map_err(|error| failed(error.to_string()))?;
    if status.success() {
        Ok(())
    } else {
        Err(failed(status.to_string()))
    }
}

/// What the editor left in the file. A last line end that editors add is taken off again, and so is the mark by which some
/// say that a text is UTF-8.
fn typed(file: &Path, before: &str) -> Result<String, Error> {
    let shown = file.display().to_string();
    let bytes = fs::read(file).map_err(|error| Error::File {
        file: shown.clone(),
        doing: "read",
        error,
    })?;
    let text = match String::from_utf8(bytes) {
        Ok(text) => text.replace("\r\n", "\n"),
        Err(no_text) => {
            let error = contract::check_characters(no_text.as_bytes()).err();
            return Err(error.map_or_else(
                || Error::EditedMeanwhile { file: shown.clone() },
                |error| Error::Unreadable {
                    file: shown.clone(),
                    called: None,
                    error,
                },
            ));
        }
    };
    let text = text.strip_prefix('\u{feff}').unwrap_or(&text);
    let added = !before.ends_with('\n') && text.ends_with('\n');
    Ok(if added {
        text[..text.len() - 1].to_owned()
    } else {
        text.to_owned()
    })
}
