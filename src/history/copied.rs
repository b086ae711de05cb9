//! Whether a copy was made so that it holds less than the whole history.

use std::fs;

use git2::Repository;

/// How a copy was made, as far as that leaves something out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Copied {
    /// With everything: what is missing is damage.
    Whole,
    /// With objects that git fetches only when they are needed.
    Partial {
        /// The other end that promised to deliver them.
        remote: String,
        /// Whether the beginning of history is left out as well.
        shallow: bool,
    },
    /// With the newest part of history alone.
    Shallow,
}

impl Copied {
    /// How this copy was made. What cannot be found out counts as whole: it says no more than that something is missing.
    pub(super) fn of(git: &Repository) -> Self {
        let promising = |remote: &&str| {
            let config = git.config().ok();
            let set = |key: &str| config.as_ref()?.get_string(&format!("remote.{remote}.{key}")).ok();
            set("promisor").is_some_and(|value| value != "false") || set("partialclonefilter").is_some()
        };
        let shallow = fs::read(git.commondir().join("shallow")).is_ok_and(|points| !points.is_empty());
        let remotes = git.remotes().ok();
        let names = remotes.iter().flat_map(|names| names.iter()).flatten().flatten();
        if let Some(remote) = names.into_iter().find(promising) {
            return Self::Partial { remote: remote.to_owned(), shallow };
        }
        if shallow { Self::Shallow } else { Self::Whole }
    }
}
