//! Why a file is no record.

use super::change::MalformedId;
use crate::contract::{NotADigest, ReadError};
use crate::language::{Language, messages, say, verbatim};

messages! {
    /// Why a file is no record. It knows no file name: whoever read the file puts it in front.
    #[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
    pub enum RecordError in language {
        /// It is not even plain YAML.
        Yaml(#[from] error: ReadError) => { error.message(language) }
        /// A key is missing, unknown, or has another kind of value.
        Form {
            /// Counted from 1.
            line: usize,
            /// Counted from 1.
            column: usize,
            /// What the reader of YAML said, in its own words.
            said: String,
        } => {
            let (marked, never) = (verbatim(said), never_edited(language));
            say!(
                language,
                "line {line}, column {column}: {said}. {never}",
                "第 {line} 行第 {column} 列：有缺少、不认识或写法不对的键（解析程序原文：{marked}）。{never}",
            )
        }
        /// It is a record, but of nothing that this version knows. It counts for nothing, and nothing is wrong with it.
        OtherKind(kind: String) => { "`{kind}` can only be read by a later version of adidem", "`{kind}` 须由更高版本的 adidem 读取" }
        /// Its first line names a format that is later than those of this version, which this is. What it says is not known.
        LaterFormat(format: String) => {
            "`{format}` is a format of a later version of adidem",
            "`{format}` 是更高版本 adidem 的格式",
        }
        /// Its keys are there, and what they say makes no record.
        Content(#[from] fault: RecordFault) => {
            let (fault, never) = (fault.message(language), never_edited(language));
            say!(language, "line 1, column 1: {fault}. {never}", "第 1 行第 1 列：{fault}。{never}")
        }
    }
}

fn never_edited(language: Language) -> String {
    say!(
        language,
        "A record is never edited: get the file as its party wrote it.",
        "记录从不修改：请获取该方写下的原文件。",
    )
}

messages! {
    /// What is wrong with what a record says, each a sentence without its full stop.
    #[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
    pub enum RecordFault in language {
        /// Of no version of the program.
        OtherFormat(format: String) => {
            "`format` is `{format}`, which is not a format of records that this version knows",
            "`format` 为 `{format}`，不是本版本程序所知的记录格式",
        }
        /// Only one of the two, the second format or a kind.
        Kind => {
            "`kind` is required in the format `adidem/record/2` and not allowed elsewhere",
            "`kind` 只能且必须用于 `adidem/record/2` 格式",
        }
        /// Not one of the words for a decision.
        NoDecision(word: String) => { "`{word}` is not a decision", "`{word}` 不是任何一种表态" }
        /// No digest, or no name of a change or a record.
        Value {
            /// The key.
            key: &'static str,
            /// What is wrong.
            malformed: Malformed,
        } => {
            let malformed = malformed.message(language);
            say!(language, "`{key}`: {malformed}", "`{key}`：{malformed}")
        }
        /// Not written as RFC 3339 has it.
        NoTime(at: String) => { "`at` is `{at}`, which is not a time", "`at` 的值 `{at}` 不是时间" }
        /// It is about nothing.
        NoClause => { "it names no clause", "其中未指明条款" }
        /// It says two things about one clause.
        ClauseTwice(id: String) => { "it names the clause `{id}` twice", "条款 `{id}` 写了两次" }
        /// A zero.
        CountedFromOne => { "`seq` and `round` are counted from 1", "`seq` 和 `round` 从 1 起算" }
        /// One without the other.
        Withdraws => {
            "`withdraws` is required with the decision `withdraw` and not allowed elsewhere",
            "`withdraws` 只能且必须用于 `withdraw`（收回表态）",
        }
        /// One without the other.
        Reported => { "`speaks_for` and `reported` belong together", "`speaks_for` 和 `reported` 须同时写明" }
        /// A report about oneself.
        OwnReport => { "a party does not report its own position", "一方不得转述自己的表态" }
        /// A comment that does two things at once.
        AnswersAndResolves => {
            "a comment either answers another or resolves it",
            "一条批注或者答复，或者标为已解决，不能兼有",
        }
        /// A comment without words.
        NoText => { "it says nothing", "其中没有内容" }
        /// A comment in other bytes than those in which it is written.
        NotAsWritten => {
            "it is not written exactly as comments are",
            "其写法与批注的固定写法不一致",
        }
        /// Nothing was shown to its signer.
        NoBase => {
            "it lacks `base`, which only the offer of round 1 may omit",
            "缺少 `base`，只有第 1 轮的提出可以没有",
        }
    }
}

messages! {
    /// A value that should name a wording, a record or a change, and is written as none.
    #[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
    pub enum Malformed in language {
        /// No digest.
        Digest(#[from] fault: NotADigest) => { fault.message(language) }
        /// No name of a change.
        Change(#[from] fault: MalformedId) => { fault.message(language) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::contract::Revision;
    use crate::language::english_in;
    use crate::negotiation::CommitId;

    #[test]
    fn every_fault_of_a_record_is_told_in_each_language() {
        let no_digest: Malformed = "x".parse::<Revision>().unwrap_err().into();
        let no_change: Malformed = "x".parse::<CommitId>().unwrap_err().into();
        for fault in [
            RecordFault::OtherFormat("x".into()),
            RecordFault::Kind,
            RecordFault::NoDecision("x".into()),
            RecordFault::Value {
                key: "whole",
                malformed: no_digest,
            },
            RecordFault::Value {
                key: "base",
                malformed: no_change,
            },
            RecordFault::NoTime("x".into()),
            RecordFault::NoClause,
            RecordFault::ClauseTwice("x".into()),
            RecordFault::CountedFromOne,
            RecordFault::Withdraws,
            RecordFault::Reported,
            RecordFault::OwnReport,
            RecordFault::AnswersAndResolves,
            RecordFault::NoText,
            RecordFault::NotAsWritten,
            RecordFault::NoBase,
        ] {
            let said = RecordError::from(fault).message(Language::Chinese);
            assert_eq!(english_in(&said), None, "{said}");
        }
    }

    #[test]
    fn what_the_reader_of_yaml_said_is_marked_as_its_own_words() {
        let form = RecordError::Form {
            line: 3,
            column: 1,
            said: "unknown field `x` of a record".into(),
        };
        insta::assert_snapshot!(
            form.message(Language::Chinese),
            @"第 3 行第 1 列：有缺少、不认识或写法不对的键（解析程序原文：`unknown field 'x' of a record`）。记录从不修改：请获取该方写下的原文件。"
        );
        assert!(
            form.to_string()
                .contains("column 1: unknown field `x` of a record. A record"),
            "{form}"
        );
    }

    #[test]
    fn a_value_that_names_nothing_is_told_with_what_to_write() {
        let no_digest: Malformed = "x".parse::<Revision>().unwrap_err().into();
        let fault = RecordFault::Value {
            key: "whole",
            malformed: no_digest,
        };
        insta::assert_snapshot!(
            fault.message(Language::Chinese),
            @"`whole`：`x` 不是摘要：请写 `sha256:` 和 64 位小写的十六进制数字"
        );
    }
}
