//! What git was told to do here and has not finished: until then the working folder is in between two states, and
//! recording would put an end to it that nobody wanted.

use git2::RepositoryState;

use crate::history::doing::Doing;
use crate::history::error::Error;
use crate::history::repository::Repository;
use crate::language::{Language, messages, say};

messages! {
    /// Something that git began and has not finished: what it is, with its article.
    #[derive(Debug, Clone, Copy, PartialEq, Eq)]
    pub enum Underway in language {
        /// `git merge`, `git pull`.
        Merge => { "a merge", "合并（merge）" }
        /// `git rebase`, `git pull --rebase`.
        Rebase => { "a rebase", "变基（rebase）" }
        /// `git cherry-pick`.
        CherryPick => { "a cherry-pick", "拣选（cherry-pick）" }
        /// `git revert`.
        Revert => { "a revert", "还原（revert）" }
        /// `git am`.
        Patches => { "applying patches with `git am`", "应用补丁（git am）" }
        /// `git bisect`.
        Bisect => { "a bisection", "二分查找（bisect）" }
    }
}

impl Underway {
    /// The command of git that goes on with it or undoes it.
    fn command(self) -> &'static str {
        match self {
            Self::Merge => "merge",
            Self::Rebase => "rebase",
            Self::CherryPick => "cherry-pick",
            Self::Revert => "revert",
            Self::Patches => "am",
            Self::Bisect => "bisect",
        }
    }

    /// That it is not finished, and how to finish or undo it.
    pub(in crate::history) fn unfinished(self, language: Language) -> String {
        let (what, command) = (self.message(language), self.command());
        match self {
            Self::Bisect => say!(
                language,
                "{what} was started in this copy and is not finished; finish it or undo it first: `git {command} reset` \
                 ends it",
                "本副本中的{what}尚未结束；请先用 `git {command} reset` 结束",
            ),
            Self::Merge | Self::Rebase | Self::CherryPick | Self::Revert | Self::Patches => say!(
                language,
                "{what} was started in this copy and is not finished; finish it or undo it first: `git status` shows \
                 which files both sides changed; resolve and `git add` them, then `git {command} --continue`, or `git \
                 {command} --abort` to restore everything as it was before",
                "本副本中的{what}尚未完成；请先完成或撤销：`git status` 显示两边都改过的文件，处理并 `git add` 后执行 `git \
                 {command} --continue`，或用 `git {command} --abort` 恢复原状",
            ),
        }
    }
}

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
