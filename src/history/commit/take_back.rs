//! Taking back a change that nobody else has: the state before it is the newest again.

use super::lock::{LockFiles, RecordLock};
use super::publish::retract;
use crate::history::doing::Doing;
use crate::history::error::Error;
use crate::history::repository::Repository;
use crate::history::store::id::id_of;
use crate::negotiation::CommitId;

/// Takes the newest change back. Git's list follows; of its files, those below a folder go, and all others stay in the
/// working folder as they lie there, to be a draft. Whatever the user did to a file stays.
///
/// # Errors
///
/// [`Error::Overtaken`] when it is no longer the newest change, [`Error::FilesStayed`] when it is taken back and a file
/// could not follow; otherwise nothing has moved.
pub fn take_back(repository: &Repository, change: CommitId, folder: &str) -> Result<(), Error> {
    repository.may_record()?;
    let git = repository.git();
    let place = LockFiles::of(git);
    retract(git, &place, &RecordLock::take(&place)?, change, folder)
}

impl Repository {
    /// The references whose history holds a change, besides the one that moves when something is recorded: branches,
    /// labels, what was fetched or pushed.
    ///
    /// # Errors
    ///
    /// When references or history cannot be read.
    pub fn others_that_hold(&self, change: CommitId) -> Result<Vec<String>, Error> {
        let failed = || Error::git(Doing::ReadReferences);
        let own = self.git().head().ok().map(|head| head.name_bytes().to_vec());
        let mut tips: Vec<(Vec<u8>, CommitId)> = Vec::new();
        for reference in self.git().references().map_err(failed())? {
            let reference = reference.map_err(failed())?;
            let name = reference.name_bytes();
            if Some(name) == own.as_deref() || name == b"HEAD" {
                continue;
            }
            // What names no change holds none.
            let Ok(at) = reference.peel_to_commit() else { continue };
            tips.push((name.to_vec(), CommitId::from_bytes(id_of(at.id()))));
        }
        // However many there are, history is read once.
        let points: Vec<CommitId> = tips.iter().map(|(_, at)| *at).collect();
        let past = self.past_holding(&points)?;
        tips.retain(|(_, at)| past.is_ancestor(change, *at) == Some(true));
        Ok(tips
            .into_iter()
            .map(|(name, _)| String::from_utf8_lossy(&name).into_owned())
            .collect())
    }
}
