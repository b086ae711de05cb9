//! Why a round cannot be taken back.

use crate::language::errors;

errors! {
    /// Why a round stays where it is.
    #[derive(Debug, Clone, PartialEq, Eq)]
    pub enum TakeBackFault in language {
        /// There is none.
        Nothing(contract: String) => {
            "`{contract}` was never sent, so there is no round to take back",
            "`{contract}` 从未签发，没有可撤回的轮次",
        } remedy {
            "its draft is still yours: change it, or delete the file",
            "草稿仍由您处置：可修改或删除该文件",
        }
        /// Something was recorded after it.
        NotTheLast(round: u32) => {
            "something was recorded in this copy after round {round}, and rests on it; only what was recorded last \
             can be taken back",
            "第 {round} 轮之后本副本又有登记，且以该轮为基础；只能撤回最近一次登记的内容",
        } remedy { "send another round instead", "请改为签发新的一轮" }
        /// It is not one that its author sent.
        NotSent(round: u32) => {
            "round {round} was not made with `adidem send`, so it is not taken back here",
            "第 {round} 轮并非以 `adidem send` 签发，不能在此撤回",
        } remedy { "send another round instead", "请改为签发新的一轮" }
        /// Somebody else sent it: who, by name.
        NotYours {
            /// The round.
            round: u32,
            /// Who sent it.
            author: String,
        } => {
            "round {round} was sent by {author}, and only who sent a round can take it back",
            "第 {round} 轮由 {author} 签发，只有签发人本人可以撤回",
        } remedy {
            "ask {author} to take it back, or send another round",
            "请联系 {author} 撤回，或签发新的一轮",
        }
        /// It has left this copy: the reference that holds it.
        Shared {
            /// The round.
            round: u32,
            /// The reference.
            reference: String,
        } => {
            "round {round} is not in this copy's own branch alone: `{reference}` holds it, so others may have it",
            "第 {round} 轮不仅存在于本副本的当前分支：`{reference}` 也含有该轮，其他方可能已收到",
        } remedy { "send another round instead", "请改为签发新的一轮" }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::language::{Language, english_in};

    #[test]
    fn each_reason_is_told_in_chinese() {
        for fault in [
            TakeBackFault::Nothing("采购".into()),
            TakeBackFault::NotTheLast(2),
            TakeBackFault::NotYours {
                round: 2,
                author: "王".into(),
            },
        ] {
            let said = fault.message(Language::Chinese);
            assert_eq!(english_in(&said), None, "{said}");
        }
    }
}
