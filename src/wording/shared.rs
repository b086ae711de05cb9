//! What is said of a shared repository that was made or made right.

use crate::language::{Language, say, words};

/// The words about a shared repository, in one language.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SharedWords(pub Language);

words! { SharedWords:
    /// What it does.
    guarded: "It accepts only what builds on what it has, and its guard refuses what an audit would fail.", "只接受在已有内容基础上的更新，推送校验钩子会拒绝无法通过核验的内容。";
    /// Who may write.
    group: "Everybody in that folder's group may write to it.", "该文件夹所属用户组的成员均可写入。";
    /// The first step.
    first: "In the copy that holds the contracts:", "在存放合同的副本中：";
    /// Everybody else.
    others: "Everybody else makes a copy:", "其他人获取副本：";
}

impl SharedWords {
    /// It was made.
    #[must_use]
    pub fn made(self, folder: &str) -> String {
        say!(
            self.0,
            "Made the shared repository {folder}.",
            "已新建共享合同库 {folder}。"
        )
    }

    /// It was there.
    #[must_use]
    pub fn ready(self, folder: &str) -> String {
        say!(
            self.0,
            "The shared repository {folder} is ready.",
            "共享合同库 {folder} 已就绪。"
        )
    }

    /// What new copies begin with.
    #[must_use]
    pub fn begins(self, branch: &str) -> String {
        say!(
            self.0,
            "New copies of it start on the branch `{branch}`.",
            "其新副本以 `{branch}` 分支为准。"
        )
    }

    /// What users of the same machine have to tell git.
    #[must_use]
    pub fn owner(self, folder: &str) -> String {
        say!(
            self.0,
            "Anyone who uses it on this computer as another user must run once: `git config --global --add safe.directory {folder}`",
            "在此计算机上以其他用户身份使用时，须先执行一次：`git config --global --add safe.directory {folder}`"
        )
    }
}
