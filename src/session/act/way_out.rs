//! How a change that only this copy has is taken back.

use crate::language::{Language, say};
use crate::negotiation::CommitId;

/// How a change that nobody else has yet is taken back, so that its words can be sent as they should be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WayOut {
    /// The first change that has to be taken back.
    pub(super) change: CommitId,
    /// The state that the copy goes back to; `None` where there is none before.
    pub(super) onto: Option<CommitId>,
    /// Whether it only brings histories together, which `sync` does again.
    pub(super) is_join: bool,
    /// Whether other own changes come after it, and have to be made again as well.
    pub(super) takes_more: bool,
    /// The folder of records, where it or what came after it touches records.
    pub(super) records: Option<String>,
}

impl WayOut {
    /// What to do, in a language.
    #[must_use]
    pub fn message(&self, language: Language) -> String {
        let (change, commands, more) = (short(self.change), self.commands(), self.more(language));
        if self.is_join {
            say!(
                language,
                "change {change} is only in this copy; to fix it: {commands} undoes it, and `adidem sync` \
                 merges both sides again{more}",
                "提交 {change} 仅在本副本中。解决办法：执行 {commands} 撤去该提交，再执行 `adidem sync` 重新合并{more}"
            )
        } else {
            say!(
                language,
                "change {change} is only in this copy; to fix it: {commands} undoes it and leaves its words \
                 in the draft, and `adidem send CONTRACT` sends them, signed{more}",
                "提交 {change} 仅在本副本中。解决办法：执行 {commands} 撤去该提交（其文字保留在草稿中），再执行 \
                 `adidem send 合同` 签名并签发{more}"
            )
        }
    }

    /// What to type, on one line.
    fn commands(&self) -> String {
        let back = match (self.onto, self.is_join) {
            (Some(onto), true) => format!("git reset --keep {}", short(onto)),
            (Some(onto), false) => format!("git reset --soft {}", short(onto)),
            (None, _) => "git update-ref -d HEAD".to_owned(),
        };
        // Records that are taken back must not lie about as if they were to be recorded.
        match (&self.records, self.onto) {
            (Some(folder), Some(_)) if !self.is_join => {
                format!("`{back} && git restore --staged --worktree -- {folder}`")
            }
            (Some(folder), None) => format!("`{back} && git rm -r --force --quiet -- {folder}`"),
            _ => format!("`{back}`"),
        }
    }

    fn more(&self, language: Language) -> String {
        if !self.takes_more {
            return String::new();
        }
        say!(
            language,
            "; what you recorded after it is undone as well, and has to be recorded again",
            "；在其之后登记的表态也一并撤去，须重新登记"
        )
    }
}

pub(super) fn short(id: CommitId) -> String {
    id.to_string().chars().take(12).collect()
}
