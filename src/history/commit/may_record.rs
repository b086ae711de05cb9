//! Whether anything may be recorded in the state that a copy is in.

use git2::RepositoryState;

use super::underway::Underway;
use crate::history::doing::Doing;
use crate::history::error::Error;
use crate::history::repository::Repository;

impl Repository {
    /// What git began here and has not finished.
    #[must_use]
    pub fn underway(&self) -> Option<Underway> {
        match self.git().state() {
            RepositoryState::Clean => None,
            RepositoryState::Merge => Some(Underway::Merge),
            RepositoryState::Revert | RepositoryState::RevertSequence => Some(Underway::Revert),
            RepositoryState::CherryPick | RepositoryState::CherryPickSequence => Some(Underway::CherryPick),
            RepositoryState::Bisect => Some(Underway::Bisect),
            RepositoryState::Rebase | RepositoryState::RebaseInteractive | RepositoryState::RebaseMerge => {
                Some(Underway::Rebase)
            }
            RepositoryState::ApplyMailbox | RepositoryState::ApplyMailboxOrRebase => Some(Underway::Patches),
        }
    }

    /// Refuses where a recording would end what git has begun, or get out of sight at once.
    ///
    /// # Errors
    ///
    /// [`Error::Unfinished`], [`Error::Detached`] and [`Error::Shallow`], with the way out.
    pub fn may_record(&self) -> Result<(), Error> {
        match self.underway() {
            Some(underway) => Err(Error::Unfinished(underway)),
            // Rounds would be counted from the wrong one.
            None if self.git().is_shallow() => Err(Error::Shallow),
            None if self.is_detached()? => Err(Error::Detached {
                branch: self.branch_to_go_back_to()?,
            }),
            None => Ok(()),
        }
    }

    /// The branch that ends where the copy stands, or the likeliest one.
    fn branch_to_go_back_to(&self) -> Result<String, Error> {
        let failed = || Error::git(Doing::FindBranches);
        let here = self.git().head().ok().and_then(|head| head.target());
        let mut names: Vec<(bool, String)> = Vec::new();
        for branch in self.git().branches(Some(git2::BranchType::Local)).map_err(failed())? {
            let (branch, _) = branch.map_err(failed())?;
            let name = String::from_utf8_lossy(branch.name_bytes().map_err(failed())?).into_owned();
            names.push((here.is_some() && branch.get().target() == here, name));
        }
        let likely = |(_, name): &&(bool, String)| name == "main" || name == "master";
        let found = names
            .iter()
            .find(|(at_its_end, _)| *at_its_end)
            .or_else(|| names.iter().find(likely));
        Ok(found
            .or(names.first())
            .map_or_else(|| "-c main".to_owned(), |(_, name)| name.clone()))
    }
}
