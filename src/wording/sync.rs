//! The words of an exchange with the other side.

use super::Language;
use super::position::words;

/// The words of an exchange, in one language.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SyncWords(pub Language);

words! { SyncWords:
    /// Both sides were the same.
    up_to_date: "Both sides have the same.", "双方一致，无需同步。";
    /// Something came.
    fetched: "Taken over from the other side.", "已取得对方内容。";
    /// Something went.
    pushed: "Sent to the other side.", "已发送给对方。";
    /// Two sides were joined.
    joined: "Both sides had moved on; what they changed was brought together.", "双方均有修改，已合并。";
    /// Clauses that both changed.
    choose: "Both sides changed the same, so nothing was brought together. Whoever sends later chooses:", "双方修改了同一处，因此未合并。由后发送的一方选择：";
    /// In front of one's own wording.
    ours: "yours", "我方";
    /// In front of the other side's wording.
    theirs: "theirs", "对方";
    /// Where a clause was deleted.
    deleted: "(deleted)", "（已删除）";
}

impl SyncWords {
    /// How to choose.
    #[must_use]
    pub fn how(self, clause: &str) -> String {
        match self.0 {
            Language::English => {
                format!("`adidem sync --ours {clause}` keeps yours, `adidem sync --theirs {clause}` takes theirs")
            }
            Language::Chinese => {
                format!("`adidem sync --ours {clause}` 保留我方，`adidem sync --theirs {clause}` 采用对方")
            }
        }
    }

    /// Two rounds were sent at once.
    #[must_use]
    pub fn at_once(self, contract: &str, round: u32) -> String {
        match self.0 {
            Language::English => format!(
                "Both sides had sent a round of `{contract}` at once. Round {round} reached the shared history second: look at it with `adidem diff {contract}`, and send again what is to stand."
            ),
            Language::Chinese => format!(
                "双方同时发出了 `{contract}` 的一轮。第{round}轮较晚到达共享历史：请用 `adidem diff {contract}` 查看，并重新发出应当保留的内容。"
            ),
        }
    }
}
