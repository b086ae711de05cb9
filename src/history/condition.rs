//! The version of the git program, and how the repository is checked out.

use std::process::{Command, Stdio};

use super::doing::Doing;
use super::error::Error;
use super::repository::Repository;

/// The version of the git program, such as `2.47.3`; `None` when it cannot be started or answers something else.
#[must_use]
pub fn git_version() -> Option<String> {
    let output = Command::new("git")
        .arg("--version")
        .stdin(Stdio::null())
        .output()
        .ok()?;
    let said = String::from_utf8(output.stdout).ok()?;
    let version = said.strip_prefix("git version ")?.split_whitespace().next()?;
    output.status.success().then(|| version.to_owned())
}

impl Repository {
    /// Whether `HEAD` is detached: at a commit, and on no branch.
    ///
    /// # Errors
    ///
    /// When what the repository stands at cannot be read.
    pub fn is_detached(&self) -> Result<bool, Error> {
        self.git().head_detached().map_err(Error::git(Doing::FindNewest))
    }

    /// Whether this is a linked worktree (`git worktree add`), not the main one.
    #[must_use]
    pub fn is_linked(&self) -> bool {
        self.git().is_worktree()
    }
}
