//! What the user allowed a copy's own files to do: programs that its configuration names, checklists that came with its
//! history. Kept in the user's own folder and not in the copy: a copy that is handed over brings no permission with it.

use super::own_folder::own_folder;
use super::private_file;
use crate::contract::Revision;
use crate::history::NamedProgram;
use crate::session::Error;
use crate::session::workspace::Workspace;
use serde::{Deserialize, Serialize};

/// Everything that was allowed.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
struct Permissions {
    programs: Vec<Program>,
    checklists: Vec<PermittedList>,
}

/// A program that one copy's configuration names: the answer holds for this very value.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
struct Program {
    copy: String,
    setting: String,
    value: String,
}

/// A checklist in one copy: the answer holds for this very text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
struct PermittedList {
    copy: String,
    digest: String,
}

impl Workspace {
    /// Those of these programs that nobody allowed yet.
    ///
    /// # Errors
    ///
    /// When what was allowed cannot be read.
    pub(in crate::session) fn not_permitted(&self, programs: &[NamedProgram]) -> Result<Vec<NamedProgram>, Error> {
        let (kept, copy) = (kept()?, self.copy());
        let allowed = |program: &NamedProgram| {
            let same = |one: &Program| one.copy == copy && one.setting == program.setting && one.value == program.value;
            kept.programs.iter().any(same)
        };
        Ok(programs.iter().filter(|program| !allowed(program)).cloned().collect())
    }

    /// Lets an exchange of this copy run these programs from now on, as long as the settings say the same.
    ///
    /// # Errors
    ///
    /// When it cannot be kept.
    pub fn permit_programs(&self, programs: &[NamedProgram]) -> Result<(), Error> {
        let copy = self.copy();
        change(|permissions| {
            let new = programs.iter().map(|program| Program {
                copy: copy.clone(),
                setting: program.setting.clone(),
                value: program.value.clone(),
            });
            permissions.programs.extend(new);
        })
    }

    /// Whether the user agreed to this very checklist.
    pub(in crate::session) fn has_agreed_to(&self, checklist: &[u8]) -> Result<bool, Error> {
        let (copy, digest) = (self.copy(), Revision::of(checklist).to_string());
        Ok(kept()?
            .checklists
            .iter()
            .any(|one| one.copy == copy && one.digest == digest))
    }

    /// Agrees to a checklist, or takes that back.
    pub(in crate::session) fn set_agreed(&self, checklist: &[u8], agreed: bool) -> Result<(), Error> {
        let one = PermittedList {
            copy: self.copy(),
            digest: Revision::of(checklist).to_string(),
        };
        change(|permissions| {
            permissions.checklists.retain(|other| *other != one);
            if agreed {
                permissions.checklists.push(one);
            }
        })
    }

    /// What this copy is known by: where it lies.
    fn copy(&self) -> String {
        let folder = self.repository().common_folder();
        folder
            .canonicalize()
            .unwrap_or_else(|_| folder.to_owned())
            .display()
            .to_string()
    }
}

/// The file in the user's own folder.
const PERMITTED: &str = "permitted.yaml";

/// Who has no home folder never allowed anything.
fn kept() -> Result<Permissions, Error> {
    match own_folder() {
        Ok(folder) => private_file::read(&folder.join(PERMITTED)).map_err(damaged),
        Err(_) => Ok(Permissions::default()),
    }
}

fn change(how: impl FnOnce(&mut Permissions)) -> Result<(), Error> {
    private_file::change(&own_folder()?.join(PERMITTED), how)
        .map(drop)
        .map_err(damaged)
}

/// Nothing is allowed by what cannot be understood.
fn damaged(error: Error) -> Error {
    match error {
        Error::PendingDamaged { file, what } => Error::PermittedDamaged { file, what },
        other => other,
    }
}
