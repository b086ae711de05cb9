//! What can be wrong with the user's settings.

use crate::language::{messages, say};

/// All settings that there are.
pub(super) const KNOWN: [&str; 4] = ["language", "theme", "ascii", "time-stamp"];

messages! {
    /// What is wrong with a settings file: where, what, and what to write instead.
    #[derive(Debug, Clone, PartialEq, Eq)]
    pub enum SettingsFault in language {
        /// It cannot be read as YAML: what the reader said.
        NotYaml(said: String) => { said.clone() }
        /// The language is none of those there are.
        Language(line: u64) => {
            "line {line}: `language` takes `en` or `zh`",
            "第 {line} 行：`language` 只能为 `en` 或 `zh`",
        }
        /// The theme is no name.
        Theme(line: u64) => { "line {line}: `theme` takes the name of a theme", "第 {line} 行：`theme` 应为配色的名称" }
        /// It is neither true nor false.
        Ascii(line: u64) => {
            "line {line}: `ascii` takes `true` or `false`",
            "第 {line} 行：`ascii` 只能为 `true` 或 `false`",
        }
        /// The time stamp authority is no text.
        TimeStamp(line: u64) => {
            "line {line}: `time-stamp` takes the address of an authority, or a command",
            "第 {line} 行：`time-stamp` 应为时间戳机构的网址或命令",
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
            let known = language.list(&KNOWN);
            match nearest {
                Some(meant) => say!(
                    language,
                    "line {line}: there is no setting `{name}`; did you mean `{meant}`?",
                    "第 {line} 行：没有设置 `{name}`；是否指 `{meant}`？",
                ),
                None => say!(
                    language,
                    "line {line}: there is no setting `{name}`; there are: {known}",
                    "第 {line} 行：没有设置 `{name}`；现有：{known}",
                ),
            }
        }
    }
}
