//! Checks 6 and 8: what brings histories together adds nothing of its own, and records only come.

use super::findings;
use crate::language::{Language, say};
use crate::negotiation::ContractPart;

findings! {
    /// What is found of changes that bring histories together, and of those that take records away.
    pub enum MergeFinding in language {
        MergeUnreadable => {
            code: "A06-unreadable",
            said: {
                "This change brings versions together of which one cannot be read, so it cannot be said what it adds.",
                "这一修改合并的版本中有一个无法读取，因此无法判断它另外加入了什么。",
            },
            remedy: { "Compare the versions that it brings together by eye.", "请人工比较所合并的各个版本。" },
        }
        MergeChooses { author: String, part: ContractPart } => {
            code: "A06-choice",
            said: {
                let part = part_said(part, language);
                say!(
                    language,
                    "Where {author} brought two histories together, both sides had changed {part}, and {author} chose \
                     how one of them has it.",
                    "{author} 合并两边历史时，双方都改过{part}，{author} 取了其中一方的写法。",
                )
            },
            remedy: { compare_rounds(language) },
        }
        MergeInvents { author: String, part: ContractPart } => {
            code: "A06-merge",
            said: {
                let part = part_said(part, language);
                say!(
                    language,
                    "Where {author} brought two histories together, {part} came out as neither side had it, or \
                     without what one of them had changed.",
                    "{author} 合并两边历史时，{part}的结果与双方均不同，或丢失了一方的修改。",
                )
            },
            remedy: { compare_rounds(language) },
        }
        MergeBeside { author: String } => {
            code: "A06-beside",
            said: {
                "Bringing histories together, {author} wrote into the file, beside the clauses, what neither side \
                 had: a comment, or something like `x-duties`.",
                "{author} 在合并时，在条款之外写入了双方原本均没有的内容，如注释或 `x-duties`。",
            },
            remedy: { compare_rounds(language) },
        }
        RecordDropped { author: String, path: String, is_back: bool } => {
            code: "A06-dropped-record",
            said: {
                let told = say!(
                    language,
                    "Where {author} brought two histories together, the record's file {path} was left out.",
                    "{author} 合并两边历史时，遗漏了记录文件 {path}。",
                );
                with_return(told, *is_back, language)
            },
            remedy: { bring_it_back(*is_back, language) },
        }
        RecordRemoved { author: String, path: String, is_back: bool } => {
            code: "A08-removed",
            said: {
                let told = say!(
                    language,
                    "{author} took the record's file {path} away.",
                    "{author} 删去了记录文件 {path}。",
                );
                with_return(told, *is_back, language)
            },
            remedy: { bring_it_back(*is_back, language) },
        }
        RecordAltered { author: String, path: String, is_back: bool } => {
            code: "A08-altered",
            said: {
                let told =
                    say!(language, "{author} altered the record's file {path}.", "{author} 改动了记录文件 {path}。");
                with_return(told, *is_back, language)
            },
            remedy: { bring_it_back(*is_back, language) },
        }
    }
}

fn compare_rounds(language: Language) -> String {
    say!(
        language,
        "Compare the round before with the one after it, and ask who brought them together about the difference.",
        "请比较其前后两轮，并就差异询问合并之人。",
    )
}

fn with_return(told: String, is_back: bool, language: Language) -> String {
    if is_back {
        say!(language, "{told} It lies there again as it was.", "{told}该文件现已恢复原样。")
    } else {
        told
    }
}

fn bring_it_back(is_back: bool, language: Language) -> String {
    if is_back {
        return say!(
            language,
            "Nothing is lost any more; ask who made this change why.",
            "内容已无缺失；请查问作出此修改的人及其原因。",
        );
    }
    say!(
        language,
        "Bring the file back, byte for byte and under the same path, from an earlier state: then this is a warning. Where \
         nobody has it any more, have the party record its position again; this failure stays. Ask who made this change why.",
        "请从较早的状态将该文件按原路径逐字节恢复，此项随即降为警告。若已无人持有该文件，请该方重新表态；此项失败将一直保留。并请查问作出此修改的人及其原因。",
    )
}

fn part_said(part: &ContractPart, language: Language) -> String {
    match part {
        ContractPart::Clause(id) => say!(language, "the clause `{id}`", "条款 `{id}` "),
        ContractPart::Party(id) => say!(language, "the party `{id}`", "`{id}` 一方"),
        ContractPart::Title => say!(language, "the title, or the whole contract,", "标题或整份合同"),
        ContractPart::Language => say!(language, "the language", "合同语言"),
        ContractPart::Kind => say!(language, "the kind of contract", "合同类型"),
        ContractPart::Reference => say!(language, "the reference", "合同编号"),
    }
}
