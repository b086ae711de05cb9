//! Why there is no other end to exchange with.

use crate::language::{messages, say};

messages! {
    /// Why there is no other end, and what to do then.
    #[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
    pub enum NoRemote in language {
        /// Nothing that could be sent lies where this copy stands.
        NoLine => {
            "this copy is at a single commit and not on a branch: `git switch main` returns to one",
            "本副本停在单独一次提交上，不在任何分支上；请用 `git switch main` 返回",
        }
        /// The one asked for is not known.
        Unknown(name: String) => {
            "`{name}` is not set up here: add it with `git remote add {name} ADDRESS`",
            "本副本没有名为 `{name}` 的共享合同库；请用 `git remote add {name} 地址` 添加",
        }
        /// None is known at all.
        None => {
            "none is set up in this copy: add one with `git remote add origin ADDRESS`",
            "本副本未设置共享合同库；请用 `git remote add origin 地址` 添加",
        }
        /// Which of them is not said.
        Several(names: Vec<String>) => {
            let names = language.list(names);
            say!(
                language,
                "there are several; choose one with `--remote`: {names}",
                "有多个共享合同库，请用 `--remote` 选择：{names}",
            )
        }
    }
}
