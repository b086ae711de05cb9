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
                "This change merges versions of which one cannot be read, so it cannot be determined what it adds.",
                "这次提交所合并的版本中有一个无法读取，因此无法判断它另外加入了什么。",
            },
            remedy: { "Compare the merged versions by eye.", "请人工比较所合并的各个版本。" },
        }
        MergeChooses { author: String, part: ContractPart } => {
            code: "A06-choice",
            said: {
                let part = part_said(part, language);
                say!(
                    language,
                    "Where {author} merged two histories, both sides had changed {part}, and {author} chose \
                     the version of one of them.",
                    "{author} 合并两边的历史时，两边都改过{part}，{author} 取了其中一边的写法。",
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
                    "Where {author} merged two histories, {part} came out as neither side had it, or \
                     without what one of them had changed.",
                    "{author} 合并两边的历史时，{part}的结果与两边均不同，或丢失了一边的修改。",
                )
            },
            remedy: { compare_rounds(language) },
        }
        MergeBeside { author: String } => {
            code: "A06-beside",
            said: {
                "While merging histories, {author} wrote something into the file, beside the clauses, that neither side \
                 had: a comment, or something like `x-duties`.",
                "{author} 在合并时，在条款之外写入了两边原本均没有的内容，如注释或 `x-duties`。",
            },
            remedy: { compare_rounds(language) },
        }
        RecordDropped { author: String, path: String, is_back: bool } => {
            code: "A06-dropped-record",
            said: {
                let told = say!(
                    language,
                    "Where {author} merged two histories, the record's file {path} was left out.",
                    "{author} 合并两边的历史时，遗漏了记录文件 {path}。",
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
                    "{author} deleted the record's file {path}.",
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
                    say!(language, "{author} altered the record's file {path}.", "{author} 修改了记录文件 {path}。");
                with_return(told, *is_back, language)
            },
            remedy: { bring_it_back(*is_back, language) },
        }
    }
}

fn compare_rounds(language: Language) -> String {
    say!(
        language,
        "Compare the rounds before and after it, and ask whoever merged them about the difference.",
        "请比较其前后两轮，并就差异询问合并之人。",
    )
}

fn with_return(told: String, is_back: bool, language: Language) -> String {
    if is_back {
        say!(
            language,
            "{told} It is there again as it was.",
            "{told}该文件现已恢复原样。"
        )
    } else {
        told
    }
}

fn bring_it_back(is_back: bool, language: Language) -> String {
    if is_back {
        return say!(
            language,
            "Nothing is lost any more; ask whoever made this change why.",
            "内容已无缺失；请向提交人查明原因。",
        );
    }
    say!(
        language,
        "Restore the file from an earlier state, byte for byte and under the same path: then this is a warning. Where \
         nobody has it any more, have the party record its position again; this failure stays. Ask whoever made this change why.",
        "请从较早的状态将该文件按原路径逐字节恢复，此项随即降为警告。若已无人持有该文件，请该方重新表态；此项失败将一直保留。并请向提交人查明原因。",
    )
}

fn part_said(part: &ContractPart, language: Language) -> String {
    match part {
        ContractPart::Clause(id) => say!(language, "the clause `{id}`", "条款 `{id}` "),
        ContractPart::Party(id) => say!(language, "the party `{id}`", "当事人 `{id}` "),
        ContractPart::Title => say!(language, "the title, or the whole contract,", "合同名称或整份合同"),
        ContractPart::Language => say!(language, "the language", "合同语言"),
        ContractPart::Kind => say!(language, "the kind of contract", "合同类型"),
        ContractPart::Annex => say!(language, "the kind of annex", "附件类型"),
        ContractPart::Reference => say!(language, "the reference", "合同编号"),
    }
}
