//! Why there is no other end to exchange with.

use crate::language::{errors, say};

errors! {
    /// Why there is no other end, and what to do then.
    #[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
    pub enum NoRemote in language {
        /// Nothing that could be sent lies where this copy stands.
        NoLine => {
            "this copy is at a single commit and not on a branch",
            "本副本停在单独一次提交上，不在任何分支上",
        } remedy { "`git switch main` returns to one", "请用 `git switch main` 返回" }
        /// The one asked for is not known.
        Unknown(name: String) => { "`{name}` is not set up here", "本副本没有名为 `{name}` 的共享合同库" } remedy {
            "add it with `git remote add {name} ADDRESS`",
            "请用 `git remote add {name} 地址` 添加",
        }
        /// None is known at all.
        None => { "none is set up in this copy", "本副本未设置共享合同库" } remedy {
            "add one with `git remote add origin ADDRESS`",
            "请用 `git remote add origin 地址` 添加",
        }
        /// Which of them is not said.
        Several(names: Vec<String>) => { "there are several", "有多个共享合同库" } remedy {
            let names = language.list(names);
            say!(language, "choose one with `--remote`: {names}", "请用 `--remote` 选择：{names}")
        }
    }
}
