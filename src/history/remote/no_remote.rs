//! Why there is no other end to exchange with.

use crate::language::{messages, say};

messages! {
    /// Why there is no other end, and what to do then.
    #[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
    pub enum NoRemote in language {
        /// Nothing that could be sent lies where this copy stands.
        NoLine => {
            "this copy stands at a single state, on no line of history: `git switch main` goes back",
            "本副本停在单独一个状态上，不在任何分支上；请用 `git switch main` 返回",
        }
        /// The one asked for is not known.
        Unknown(name: String) => {
            "`{name}` is not known here: `git remote add {name} ADDRESS` makes it known",
            "本副本没有名为 `{name}` 的共享合同库；请用 `git remote add {name} 地址` 添加",
        }
        /// None is known at all.
        None => {
            "this copy knows none: `git remote add origin ADDRESS` makes one known",
            "本副本未设置共享合同库；请用 `git remote add origin 地址` 添加",
        }
        /// Which of them is not said.
        Several(names: Vec<String>) => {
            let names = language.list(names);
            say!(
                language,
                "there are several, choose one with `--remote`: {names}",
                "有多个共享合同库，请用 `--remote` 选择：{names}",
            )
        }
    }
}
