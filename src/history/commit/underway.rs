//! What git was told to do here and has not finished: until then the working folder is in between two states, and
//! recording would put an end to it that nobody wanted.

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

    /// That it is not finished, as a clause.
    pub(in crate::history) fn unfinished(self, language: Language) -> String {
        let what = self.message(language);
        say!(
            language,
            "{what} was started in this copy and is not finished",
            "本副本中的{what}尚未完成",
        )
    }

    /// How to finish or undo it, as a clause.
    pub(in crate::history) fn way_out(self, language: Language) -> String {
        let command = self.command();
        match self {
            Self::Bisect => say!(
                language,
                "finish it or undo it first: `git {command} reset` ends it",
                "请先用 `git {command} reset` 结束",
            ),
            Self::Merge | Self::Rebase | Self::CherryPick | Self::Revert | Self::Patches => say!(
                language,
                "finish it or undo it first: `git status` shows which files both sides changed; resolve and `git add` \
                 them, then `git {command} --continue`, or `git {command} --abort` to restore everything as it was before",
                "请先完成或撤销：`git status` 显示两边都改过的文件，处理并 `git add` 后执行 `git {command} --continue`，\
                 或用 `git {command} --abort` 恢复原状",
            ),
        }
    }
}
