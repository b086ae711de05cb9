//! What can be wrong with the user's settings.

use crate::language::{errors, say};

/// All settings that there are.
pub(super) const KNOWN: [&str; 4] = ["language", "theme", "ascii", "time-stamp"];

errors! {
    /// What is wrong with a settings file: where, what, and what to write instead.
    #[derive(Debug, Clone, PartialEq, Eq)]
    pub enum SettingsFault in language {
        /// It cannot be read as YAML: what the reader said.
        NotYaml(said: String) => { said.clone() } remedy { "correct the file", "请改正该文件" }
        /// The language is none of those there are.
        Language(line: u64) => {
            "line {line}: `language` does not take what is written there",
            "第 {line} 行：`language` 不能是所写的值",
        } remedy {
            "write `en` or `zh`", "请写 `en` 或 `zh`"
        }
        /// The theme is no name.
        Theme(line: u64) => {
            "line {line}: `theme` does not take what is written there",
            "第 {line} 行：`theme` 不能是所写的值",
        } remedy {
            "write the name of a theme", "请写配色的名称"
        }
        /// It is neither true nor false.
        Ascii(line: u64) => {
            "line {line}: `ascii` does not take what is written there",
            "第 {line} 行：`ascii` 不能是所写的值",
        } remedy {
            "write `true` or `false`", "请写 `true` 或 `false`"
        }
        /// The time stamp authority is no text.
        TimeStamp(line: u64) => {
            "line {line}: `time-stamp` does not take what is written there",
            "第 {line} 行：`time-stamp` 不能是所写的值",
        } remedy {
            "write the address of an authority, or a command", "请写时间戳机构的网址或命令"
        }
        /// There is no such setting.
        Unknown {
            /// Its line, from 1.
            line: u64,
            /// What is written there.
            name: String,
            /// What was meant, perhaps.
            nearest: Option<&'static str>,
        } => {
            "line {line}: there is no setting `{name}`", "第 {line} 行：没有设置 `{name}`"
        } remedy {
            let known = language.list(&KNOWN);
            match nearest {
                Some(meant) => say!(language, "did you mean `{meant}`?", "是否指 `{meant}`？"),
                None => say!(language, "write one that there is: {known}", "请从现有设置中选用：{known}"),
            }
        }
    }
}
