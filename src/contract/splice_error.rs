//! Why a contract's file is not edited in place.

use super::error::ReadError;
use super::fault::Fault;
use crate::language::errors;

errors! {
    /// Why an edit is refused; the file stays as it is.
    #[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
    pub enum SpliceError in language {
        /// The file cannot be read as it is.
        Unreadable(#[from] error: ReadError) => { error.cause(language) } remedy { error.remedy(language) }
        /// Nothing to edit.
        NoSuchClause(id: String) => { "the contract has no clause `{id}`", "合同中没有条款 `{id}`" } remedy {
            "look at the clauses that it has, and name one of them",
            "请查看现有条款并指明其一",
        }
        /// Ids are unique.
        IdTaken(id: String) => { "the contract has a clause `{id}` already", "合同中已有条款 `{id}`" } remedy {
            "choose another id",
            "请另选代号",
        }
        /// A clause cannot become part of itself.
        IntoItself(id: String) => {
            "the clause `{id}` cannot be moved into itself",
            "条款 `{id}` 不能移入自身",
        } remedy { "choose another place", "请另选位置" }
        /// Nothing stands before it on its level.
        First => { "nothing stands before this clause on its level", "该条已是本级首条，不能再上移" } remedy {
            "move it behind another clause instead",
            "请改为移到其他条款之后",
        }
        /// Nothing stands behind it on its level.
        Last => { "nothing stands after this clause on its level", "该条已是本级末条，不能再下移" } remedy {
            "move it before another clause instead",
            "请改为移到其他条款之前",
        }
        /// What was to be written has no place in a contract.
        Value(fault: Fault) => { fault.message(language) } remedy { fault.remedy(language) }
        /// Written in braces or otherwise so that lines cannot be told apart.
        Layout {
            /// The clause, or the key.
            id: String,
            /// Its line, from 1.
            line: usize,
        } => {
            "line {line}: `{id}` is written in a way that cannot be edited in place",
            "第 {line} 行：`{id}` 的写法无法就地修改",
        } remedy { "edit the file by hand", "请手工编辑文件" }
        /// The re-read file was not what was asked for.
        Guard => {
            "the edit would have changed something else in the file and was not made",
            "此修改会连带改动文件的其他内容，因此未作修改",
        } remedy { "edit the file by hand", "请手工编辑文件" }
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
