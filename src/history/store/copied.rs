//! Whether a copy was made so that it holds less than the whole history.

use std::fs;

use git2::Repository;

use crate::language::{Language, say};

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
    pub(in crate::history) fn of(git: &Repository) -> Self {
        let promising = |remote: &&str| {
            let config = git.config().ok();
            let set = |key: &str| config.as_ref()?.get_string(&format!("remote.{remote}.{key}")).ok();
            set("promisor").is_some_and(|value| value != "false") || set("partialclonefilter").is_some()
        };
        let shallow = fs::read(git.commondir().join("shallow")).is_ok_and(|points| !points.is_empty());
        let remotes = git.remotes().ok();
        let names = remotes.iter().flat_map(|names| names.iter()).flatten().flatten();
        if let Some(remote) = names.into_iter().find(promising) {
            return Self::Partial {
                remote: remote.to_owned(),
                shallow,
            };
        }
        if shallow { Self::Shallow } else { Self::Whole }
    }

    /// What was left out when it was made, in brackets; empty where nothing was.
    pub(in crate::history) fn left_out(&self, language: Language) -> String {
        match self {
            Self::Whole => String::new(),
            Self::Partial { .. } => say!(
                language,
                " (it was made with `--filter`, which omits texts)",
                "（本副本以 `--filter` 获取，不含全部文本）",
            ),
            Self::Shallow => say!(
                language,
                " (it was made with `--depth`, which omits the beginning)",
                "（本副本以 `--depth` 获取，不含较早的历史）",
            ),
        }
    }

    /// How to have the whole history. Without `--no-filter`, git leaves out the same once more; and it gets the beginning
    /// and the texts only one after the other.
    pub(in crate::history) fn way_out(&self, language: Language) -> String {
        match self {
            Self::Whole => say!(
                language,
                "get a complete copy with `git clone`, from the shared repository or the other side",
                "请用 `git clone` 从共享合同库或其他各方获取完整副本",
            ),
            Self::Partial { remote, shallow: false } => say!(
                language,
                "`git fetch --refetch --no-filter {remote}` completes it",
                "请用 `git fetch --refetch --no-filter {remote}` 补全",
            ),
            Self::Partial { remote, shallow: true } => say!(
                language,
                "`git fetch --unshallow {remote}`, then `git fetch --refetch --no-filter {remote}` completes it",
                "请用 `git fetch --unshallow {remote}`，再用 `git fetch --refetch --no-filter {remote}` 补全",
            ),
            Self::Shallow => {
                say!(
                    language,
                    "`git fetch --unshallow` completes it",
                    "请用 `git fetch --unshallow` 补全",
                )
            }
        }
    }
}
