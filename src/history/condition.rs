//! In what condition git is here: the program, and the state that the repository stands at.

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
    /// Whether it stands at a point of history by itself, not at the end of a line that others follow.
    ///
    /// # Errors
    ///
    /// When what the repository stands at cannot be read.
    pub fn is_detached(&self) -> Result<bool, Error> {
        self.git().head_detached().map_err(Error::git(Doing::FindNewest))
    }

    /// Whether the working folder is one of several of the same repository, and not its first.
    #[must_use]
    pub fn is_linked(&self) -> bool {
        self.git().is_worktree()
    }
}
