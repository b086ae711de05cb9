//! One step of writing a draft, and taking it back: exactly the bytes that it changed, and only where nothing else has
//! changed the file since.

use std::fs;
use std::path::Path;

use super::draft_file::file_of;
use crate::contract::Revision;
use crate::session::Error;
use crate::session::user::whole_file::write_whole;
use crate::session::workspace::Workspace;

/// What a step did.
#[derive(Debug, Clone, Copy, PartialEq, Eq, strum::VariantArray)]
pub enum StepKind {
    /// It changed the text of a clause.
    Text,
    /// It added a clause.
    Added,
    /// It deleted a clause, with its sub-clauses.
    Deleted,
    /// It moved a clause before its neighbour.
    MovedUp,
    /// It moved a clause behind its neighbour.
    MovedDown,
    /// It changed a heading.
    Heading,
    /// It changed the title of the contract.
    Title,
}

/// A step that was taken: what it did, to what, and the bytes that it changed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DraftStep {
    /// What it did.
    pub kind: StepKind,
    /// The id of the clause that it was about; `None` for the title.
    pub clause: Option<String>,
    /// The number and the heading that the clause had before the step, or got by it where it is new; for the title, the
    /// title before.
    pub called: String,
    /// What it did to the file.
    pub(in crate::session) change: FileChange,
}

/// The bytes of a file that an edit changed, and what the whole file was after it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::session) struct FileChange {
    at: usize,
    old: Vec<u8>,
    new: Vec<u8>,
    after: Revision,
}

impl FileChange {
    fn between(before: &[u8], after: &[u8]) -> Self {
        let same = |(one, other): &(&u8, &u8)| one == other;
        let at = before.iter().zip(after).take_while(same).count();
        let (old, new) = (&before[at..], &after[at..]);
        let behind = old.iter().rev().zip(new.iter().rev()).take_while(same).count();
        Self {
            at,
            old: old[..old.len() - behind].to_vec(),
            new: new[..new.len() - behind].to_vec(),
            after: Revision::of(after),
        }
    }

    /// The file as it was before, given what it is now; `None` where it is no longer what the edit left.
    fn undone(&self, now: &[u8]) -> Option<Vec<u8>> {
        if Revision::of(now) != self.after {
            return None;
        }
        let (head, rest) = now.split_at_checked(self.at)?;
        Some([head, &self.old, rest.strip_prefix(&*self.new)?].concat())
    }
}

/// Writes a file anew that was read with this source, whole or not at all. What changed; `None` where nothing did.
pub(in crate::session) fn replace(file: &Path, source: &[u8], edited: &[u8]) -> Result<Option<FileChange>, Error> {
    let shown = file.display().to_string();
    let failed = |doing| {
        let file = shown.clone();
        move |error| Error::File { file, doing, error }
    };
    if edited == source {
        return Ok(None);
    }
    if fs::read(file).map_err(failed("read"))? != source {
        return Err(Error::EditedMeanwhile { file: shown.clone() });
    }
    let permissions = fs::metadata(file).map_err(failed("read"))?.permissions();
    write_whole(file, edited, Some(permissions)).map_err(failed("written"))?;
    Ok(Some(FileChange::between(source, edited)))
}

/// Takes back a step: the file is byte for byte what it was before it.
///
/// # Errors
///
/// When the file is no longer what the step left, or cannot be written; it stays as it is then.
pub fn undo_step(workspace: &Workspace, name: &str, step: &DraftStep) -> Result<(), Error> {
    let negotiation = workspace.negotiation(name)?;
    let file = file_of(workspace, &negotiation)?;
    let shown = file.display().to_string();
    let now = fs::read(&file).map_err(|error| Error::File {
        file: shown.clone(),
        doing: "read",
        error,
    })?;
    let before = step.change.undone(&now).ok_or(Error::NotAsLeft { file: shown })?;
    replace(&file, &now, &before).map(drop)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_change_is_taken_back_byte_for_byte_and_only_from_what_it_left() {
        for (before, after) in [
            ("abc", "axc"),
            ("aaa", "aa"),
            ("aa", "aaaa"),
            ("", "x"),
            ("x", ""),
            ("title: 合同\n", "title: 合约\n"),
        ] {
            let change = FileChange::between(before.as_bytes(), after.as_bytes());
            assert_eq!(change.undone(after.as_bytes()).unwrap(), before.as_bytes(), "{before}");
            assert_eq!(change.undone(format!("{after} ").as_bytes()), None);
        }
    }
}
