//! Why a record does not count, in each language.

use crate::language::Language;
use crate::negotiation::{RecordError, RecordFault};

impl RecordError {
    /// Where, what, and what to do, in a language.
    #[must_use]
    pub fn message(&self, language: Language) -> String {
        match language {
            Language::English => self.to_string(),
            Language::Chinese => match self {
                Self::Yaml(error) => error.message(language),
                Self::Form { line, column, .. } => {
                    format!("第{line}行第{column}列：有缺少、不认识或写法不对的键。{NEVER_EDITED}")
                }
                Self::OtherKind(kind) => format!("`{kind}` 须由更高版本的 adidem 读取"),
                Self::Content(fault) => format!("{}。{NEVER_EDITED}", chinese(fault)),
            },
        }
    }
}

const NEVER_EDITED: &str = "记录从不修改：请取得该方写下的原文件。";

fn chinese(fault: &RecordFault) -> String {
    match fault {
        RecordFault::OtherFormat(format) => format!("`format` 为 `{format}`，不是本程序的记录格式"),
        RecordFault::Kind => "`kind` 只能且必须用于 `adidem/record/2` 格式".to_owned(),
        RecordFault::NoDecision(word) => format!("`{word}` 不是任何一种表态"),
        RecordFault::Value { key, .. } => format!("`{key}` 的值不是摘要"),
        RecordFault::NoTime(at) => format!("`at` 的值 `{at}` 不是时间"),
        RecordFault::NoClause => "其中未指明条款".to_owned(),
        RecordFault::ClauseTwice(id) => format!("条款 `{id}` 写了两次"),
        RecordFault::CountedFromOne => "`seq` 和 `round` 从 1 起算".to_owned(),
        RecordFault::Withdraws => "`withdraws` 只能且必须用于 `withdraw`（收回表态）".to_owned(),
        RecordFault::Reported => "`speaks_for` 和 `reported` 须同时写明".to_owned(),
        RecordFault::OwnReport => "一方不得转述自己的表态".to_owned(),
        RecordFault::NoBase => "缺少 `base`，只有首轮的提出可以没有".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::language::english_in;

    #[test]
    fn every_fault_of_a_record_is_told_in_each_language() {
        for fault in [
            RecordFault::OtherFormat("x".into()),
            RecordFault::Kind,
            RecordFault::NoDecision("x".into()),
            RecordFault::Value { key: "base", said: "it is no digest at all".into() },
            RecordFault::NoTime("x".into()),
            RecordFault::NoClause,
            RecordFault::ClauseTwice("x".into()),
            RecordFault::CountedFromOne,
            RecordFault::Withdraws,
            RecordFault::Reported,
            RecordFault::OwnReport,
            RecordFault::NoBase,
        ] {
            let error = RecordError::from(fault);
            let said = error.message(Language::Chinese);
            assert_eq!(english_in(&said), None, "{said}");
            assert_eq!(error.message(Language::English), error.to_string());
        }
        let form = RecordError::Form { line: 3, column: 1, said: "unknown field of a record".into() };
        insta::assert_snapshot!(
            form.message(Language::Chinese),
            @"第3行第1列：有缺少、不认识或写法不对的键。记录从不修改：请取得该方写下的原文件。"
        );
    }
}
