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
    lists_key: "List the key that git signs with as well, so that others can verify what you sign?", "是否一并列明 git 所用的签名密钥，以便他人验签？";
    /// There is no key to ask about.
    no_key: "Git has no signing key here, so none is listed. How to set one is said at the end.", "git 未设置签名密钥，故未列明。设置方法见文末。";
}

impl BeginningWords {
    /// As whom somebody is listed.
    #[must_use]
    pub fn listed_as(self, name: &str, email: &str) -> String {
        match self.0 {
            Language::English => {
                format!("You are listed as a member of your party: {name} <{email}>, as git knows you.")
            }
            Language::Chinese => format!("您将列为我方成员：{name} <{email}>（依 git 的设置）。"),
        }
    }

    /// What git does not know of somebody, at least one of the two, and what that means.
    #[must_use]
    pub fn unknown_to_git(self, name: bool, email: bool) -> String {
        let what = match (self.0, name, email) {
            (Language::English, true, true) => "your name and your e-mail address",
            (Language::English, true, false) => "your name",
            (Language::English, false, _) => "your e-mail address",
            (Language::Chinese, true, true) => "您的姓名和邮箱",
            (Language::Chinese, true, false) => "您的姓名",
            (Language::Chinese, false, _) => "您的邮箱",
        };
        match self.0 {
            Language::English => format!(
                "Git does not know {what}, so you are not listed as a member, and no key is: fill that in in the file."
            ),
            Language::Chinese => format!("git 未设置{what}，故未将您列为成员，也未列明密钥：请在文件中填写。"),
        }
    }

    /// Question, with the kinds that there are checklists for.
    #[must_use]
    pub fn kind(self, known: &str) -> String {
        match self.0 {
            Language::English => format!("Kind, for the checklists ({known}):"),
            Language::Chinese => format!("合同类型，用于选择审查清单（{known}）："),
        }
    }
}
