//! What is kept beside history and never shared: in the user's own folder, whose keys the user compared; in git's own folder,
//! what this copy saw. Only the first is ever believed: who hands a copy over writes the second.

use std::path::PathBuf;

use serde::{Deserialize, Serialize};

use super::own_folder::own_folder;
use super::private_file;
use crate::audit::{Confirmation, Memory};
use crate::negotiation::CommitId;
use crate::session::Error;
use crate::session::workspace::Workspace;

/// The user's own file.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Compared {
    /// Whose keys were compared outside of git, of whatever contract.
    #[serde(default)]
    compared: Vec<Confirmation>,
}

impl Workspace {
    /// What is kept; nothing where nothing ever was.
    ///
    /// # Errors
    ///
    /// When a file is there and cannot be understood: guessing would forget whom the user trusts.
    pub fn memory(&self) -> Result<Memory, Error> {
        let kept: Memory = private_file::read_in_place(&self.memory_file())?;
        // Whoever has no home folder never compared anything.
        let Compared { compared } = match own_folder() {
            Ok(folder) => private_file::read_in_place(&folder.join(COMPARED))?,
            Err(_) => Compared::default(),
        };
        Ok(Memory {
            confirmed: compared,
            own_key: self.own_key(),
            ..kept
        })
    }

    /// Changes what this copy saw, on top of what another program has put down meanwhile; whole or not at all.
    ///
    /// # Errors
    ///
    /// When the file cannot be understood or written.
    pub(in crate::session) fn remember(&self, change: impl Fn(&mut Memory)) -> Result<(), Error> {
        let file = self.memory_file();
        let kept: Memory = private_file::read_in_place(&file)?;
        let mut changed = kept.clone();
        change(&mut changed);
        // A copy that may only be read takes no lock either.
        if changed == kept {
            Ok(())
        } else {
            private_file::change_in_place(&file, change)
        }
    }

    /// Keeps whose keys the user compared, and that it was in this copy; in each file all of them or none.
    ///
    /// # Errors
    ///
    /// When the user has no home folder, or a file cannot be understood or written.
    pub(in crate::session) fn keep_compared(&self, compared: &[Confirmation]) -> Result<(), Error> {
        self.keep(|kept| compared.iter().for_each(|one| one.keep_in(kept)))
    }

    /// The same of members and keys that a party had before, beside those that were compared since.
    ///
    /// # Errors
    ///
    /// As [`Workspace::keep_compared`].
    pub(in crate::session) fn keep_compared_earlier(&self, compared: &Confirmation) -> Result<(), Error> {
        self.keep(|kept| compared.keep_beside(kept))
    }

    fn keep(&self, keep: impl Fn(&mut Vec<Confirmation>)) -> Result<(), Error> {
        private_file::change_in_place(&own_folder()?.join(COMPARED), |file: &mut Compared| {
            keep(&mut file.compared);
        })?;
        self.remember(|memory| keep(&mut memory.compared_here))
    }

    /// Forgets that a change was ever seen, before it is taken back: what was audited or compared with it was with the one
    /// before. What was compared of a contract that is gone with it, by its name in round 1, was never compared.
    ///
    /// # Errors
    ///
    /// When a file cannot be understood or written.
    pub(in crate::session) fn unsee(
        &self,
        change: CommitId,
        before: Option<CommitId>,
        gone: Option<&str>,
    ) -> Result<(), Error> {
        let (name, before) = (change.to_string(), before.map(|id| id.to_string()));
        let unsee = |kept: &mut Vec<Confirmation>| {
            kept.retain(|one| one.seen != name || before.is_some() && Some(&*one.contract) != gone);
            for one in kept.iter_mut().filter(|one| one.seen == name) {
                one.seen.clone_from(before.as_ref().unwrap_or(&name));
            }
        };
        if let Ok(folder) = own_folder()
            && private_file::read_in_place::<Compared>(&folder.join(COMPARED))?
                .compared
                .iter()
                .any(|one| one.seen == name)
        {
            private_file::change_in_place(&folder.join(COMPARED), |file: &mut Compared| unsee(&mut file.compared))?;
        }
        self.remember(|memory| {
            if memory.audited.as_ref() == Some(&name) {
                memory.audited.clone_from(&before);
            }
            unsee(&mut memory.compared_here);
        })
    }

    fn memory_file(&self) -> PathBuf {
        self.repository().common_folder().join("adidem").join("memory.yaml")
    }
}

/// The file in the user's own folder.
const COMPARED: &str = "compared.yaml";
