//! What may be the matter with the other end, though it was reached.

use crate::language::{Language, errors, say};

errors! {
    /// Why there is nothing to exchange with, though the other end was reached.
    #[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
    pub enum OtherEnd in language {
        /// It held a history, and holds nothing now.
        Emptied {
            /// Its name.
            remote: String,
            /// The branch that this copy follows.
            branch: String,
            /// What it held.
            was: String,
        } => {
            "`{remote}` is empty now: its branch `{branch}` was at {was} when last seen; either the branch was \
             deleted there, or another repository took its place. Nothing was sent",
            "`{remote}` 现在是空的：其分支 `{branch}` 上次见到时为 {was}；该分支已被删除，或已换成另一个库。\
             未发送任何内容",
        } remedy {
            "keep this copy, and ask whoever keeps the shared repository; if a new, empty one is meant, `git push \
             {remote} HEAD:{branch}` uploads what this copy holds",
            "请保留本副本，并询问共享合同库的管理者；如确为新建的空库，`git push {remote} HEAD:{branch}` \
             可将本副本的内容放入",
        }
        /// It no longer has the branch that it had.
        BranchGone {
            /// Its name.
            remote: String,
            /// The branch that this copy follows.
            branch: String,
            /// What it held.
            was: String,
            /// The branches that it has.
            there: Vec<String>,
            /// The one that holds what the branch held.
            renamed: Option<String>,
        } => {
            let there = language.list(there);
            say!(
                language,
                "`{remote}` no longer has the branch `{branch}`, which was at {was}: somebody deleted or renamed it \
                 there; it has: {there}. Nothing was sent",
                "`{remote}` 不再有分支 `{branch}`（原为 {was}），该分支已被删除或改名；现有：{there}。未发送任何内容",
            )
        } remedy {
            after_branch(remote, branch, renamed.as_deref(), language)
        }
        /// It holds an older state of the same history.
        Older {
            /// Its name.
            remote: String,
            /// The branch that this copy follows.
            branch: String,
            /// What it held.
            was: String,
            /// What it holds.
            now: String,
        } => {
            "`{remote}` holds an older state than before: it was at {was}, and is at {now}, on which that builds; \
             either it was restored from an older backup, or somebody removed the latest commits there. Nothing was \
             fetched or sent, and nothing is lost: this copy has what is missing there",
            "`{remote}` 的状态比原先旧：原为 {was}，现为 {now}，前者是在后者基础上形成的；可能是从较早的备份恢复，\
             也可能有人在那里去掉了最新的提交。未获取也未发送任何内容，也未丢失任何内容：所缺部分均在本副本中",
        } remedy {
            "tell whoever keeps the shared repository; if all agree to continue from where it was, `git push \
             {remote} {was}:refs/heads/{branch}` restores it, and `adidem sync` works as before",
            "请告知共享合同库的管理者；如各方同意从原先的状态继续，`git push {remote} {was}:refs/heads/{branch}` \
             可予恢复，然后照常执行 `adidem sync`",
        }
        /// It never had the branch, and has others.
        OtherBranch {
            /// Its name.
            remote: String,
            /// The branch of this copy.
            branch: String,
            /// The branches that it has.
            there: Vec<String>,
            /// Whether this copy holds nothing yet.
            empty_here: bool,
        } => {
            let there = language.list(there);
            say!(
                language,
                "`{remote}` has no branch `{branch}`, the branch of this copy; it has: {there}. Nothing was sent, so that \
                 the parties do not work on different branches",
                "`{remote}` 没有本副本所在的分支 `{branch}`；现有：{there}。为避免各方在不同分支上工作，未发送任何内容",
            )
        } remedy {
            let first = there.first().map_or("", String::as_str);
            let own = own_branch(remote, branch, *empty_here, language);
            say!(
                language,
                "`git switch {first}` follows that branch{own}",
                "`git switch {first}` 可跟随该分支{own}",
            )
        }
        /// Another repository lies where it lay.
        Replaced {
            /// Its name.
            remote: String,
            /// What it held.
            was: String,
        } => {
            "the history of `{remote}` has nothing in common with the one that was there before ({was}): either \
             another repository is at its address, or somebody rewrote it from the beginning; nothing was fetched or \
             sent",
            "`{remote}` 的历史与原有历史（{was}）毫无共同之处：该地址处是另一个库，或有人从头改写了历史；\
             未获取也未发送任何内容",
        } remedy {
            "keep this copy, it is your proof; `git remote get-url {remote}` shows the address, and `git remote \
             set-url {remote} ADDRESS` sets the right one",
            "请保留本副本作为证据；`git remote get-url {remote}` 显示其地址，`git remote set-url {remote} 地址` 可改设",
        }
    }
}

fn after_branch(remote: &str, branch: &str, renamed: Option<&str>, language: Language) -> String {
    match renamed {
        Some(now) => say!(
            language,
            "`{now}` contains everything that it had: if it was renamed, `git branch -m {branch} {now}` and `git branch \
             --set-upstream-to={remote}/{now}` follow it",
            "`{now}` 包含其全部内容：如系改名，请执行 `git branch -m {branch} {now}` 和 `git branch \
             --set-upstream-to={remote}/{now}`"
        ),
        None => say!(
            language,
            "keep this copy, it is your proof, and ask the other side; if it was a mistake, `git push {remote} \
             HEAD:{branch}` restores it",
            "请保留本副本作为证据并询问其他各方；如系误删，`git push {remote} HEAD:{branch}` 可重新放入"
        ),
    }
}

fn own_branch(remote: &str, branch: &str, empty_here: bool, language: Language) -> String {
    if empty_here {
        return String::new();
    }
    say!(
        language,
        ", and what is here stays on `{branch}`; if all agree that `{branch}` is to be there as well, `git push \
         {remote} {branch}` sends it",
        "，本副本的内容留在 `{branch}` 上；如各方同意也放入 `{branch}`，请执行 `git push {remote} {branch}`"
    )
}
