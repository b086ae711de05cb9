//! Why a contract's file is not edited in place.

use super::error::ReadError;
use super::fault::Fault;
use crate::language::{messages, say};

messages! {
    /// Why an edit is refused; the file stays as it is.
    #[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
    pub enum SpliceError in language {
        /// The file cannot be read as it is.
        Unreadable(#[from] error: ReadError) => { error.message(language) }
        /// Nothing to edit.
        NoSuchClause(id: String) => { "the contract has no clause `{id}`", "合同中没有条款 `{id}`" }
        /// Ids are unique.
        IdTaken(id: String) => {
            "the contract has a clause `{id}` already: choose another id",
            "合同中已有条款 `{id}`：请另选代号",
        }
        /// A clause cannot become part of itself.
        IntoItself(id: String) => { "the clause `{id}` cannot be moved into itself", "条款 `{id}` 不能移入自身" }
        /// Nothing stands before it on its level.
        First => { "nothing stands before this clause on its level", "该条已是本级首条，不能再上移" }
        /// Nothing stands behind it on its level.
        Last => { "nothing stands after this clause on its level", "该条已是本级末条，不能再下移" }
        /// What was to be written has no place in a contract.
        Value(fault: Fault) => {
            let (what, remedy) = (fault.message(language), fault.remedy(language));
            say!(language, "{what}. {remedy}", "{what}。{remedy}")
        }
        /// Written in braces or otherwise so that lines cannot be told apart.
        Layout {
            /// The clause, or the key.
            id: String,
            /// Its line, from 1.
            line: usize,
        } => {
            "line {line}: `{id}` is written in a way that cannot be edited in place: edit the file by hand",
            "第 {line} 行：`{id}` 的写法无法就地修改：请手工编辑文件",
        }
        /// The re-read file was not what was asked for.
        Guard => {
            "the edit would have changed something else in the file and was not made: edit the file by hand",
            "此修改会连带改动文件的其他内容，因此未作修改：请手工编辑文件",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::language::{Language, english_in};

    #[test]
    fn a_refused_edit_is_told_in_chinese() {
        for error in [
            SpliceError::NoSuchClause("费用".into()),
            SpliceError::IdTaken("费用".into()),
            SpliceError::IntoItself("费用".into()),
            SpliceError::First,
            SpliceError::Last,
            SpliceError::Value(Fault::IdEmpty),
            SpliceError::Layout {
                id: "费用".into(),
                line: 3,
            },
            SpliceError::Guard,
        ] {
            let said = error.message(Language::Chinese);
            assert_eq!(english_in(&said), None, "{said}");
        }
    }
}
