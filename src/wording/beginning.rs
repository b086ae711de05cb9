//! What is asked before there is a contract.

use crate::language::{Language, words};

/// The words of making a first contract, in one language.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct BeginningWords(pub Language);

words! { BeginningWords:
    /// Before the questions.
    intro: "The first contract: what you leave empty stays to be filled in.", "第一份合同：留空的内容可稍后填写。";
    /// Question.
    name: "Short name of the contract, which its file gets [my-contract]:", "合同简称（即文件名）[my-contract]：";
    /// The answer can be none.
    no_name: "Letters, digits, - and _ only, without blanks. Short name, or nothing:", "只能含文字、数字、- 和 _，不含空格。请重新输入，或留空：";
    /// Question.
    title: "Title:", "合同名称：";
    /// The answer is none of them.
    no_such_kind: "There are no checklists for that kind. Kind, or nothing:", "没有该类型的审查清单。请重新输入，或留空：";
    /// Question.
    ours: "Full name of your own party:", "我方全称：";
    /// Question.
    supplies: "Is your party the one that supplies?", "我方是否为提供方（乙方）？";
    /// Question.
    theirs: "Full name of the other party:", "对方全称：";
    /// Question.
    lists_key: "List you as a member with the key that git signs with, so that others can verify what you sign?", "将您列为成员并列明 git 所用的签名密钥，以便他人验签？";
}

impl BeginningWords {
    /// Question, with the kinds that there are checklists for.
    #[must_use]
    pub fn kind(self, known: &str) -> String {
        match self.0 {
            Language::English => format!("Kind, for the checklists ({known}):"),
            Language::Chinese => format!("合同类型，用于选择审查清单（{known}）："),
        }
    }
}
