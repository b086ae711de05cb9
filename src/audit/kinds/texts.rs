//! Checks 20 and 21: characters that do not show, and versions that cannot be read.

use super::{ended, findings};
use crate::contract::{ReadError, code_point};
use crate::history::Error;
use crate::language::{Language, messages, say};
use crate::redline::hidden::HiddenKind;

findings! {
    /// What is found of the words or the file of a contract: a fault of drafting, not of the record.
    pub enum TextFinding in language {
        Hidden { author: String, kind: HiddenKind, character: char, spot: CharacterPlace, fate: Fate } => {
            code: match kind {
                HiddenKind::LookAlike => "A20-look-alike",
                HiddenKind::Undefined => "A20-undefined",
                HiddenKind::Variation => "A20-variation",
                HiddenKind::Bidirectional => "A20-bidirectional",
                HiddenKind::Overlay => "A20-overlay",
                _ => "A20-invisible",
            },
            said: {
                let (what, place) = (character_said(*kind, language), spot.message(language));
                let point = code_point(*character);
                let since = since(fate, say!(language, " It is no longer there.", "现文本中已无此字符。"), language);
                say!(
                    language,
                    "{author} introduced {what} ({point}) in {place}.{since}",
                    "{author} 在{place}中加入了{what}（{point}）。{since}",
                )
            },
            remedy: {
                let now = match kind {
                    HiddenKind::Variation => say!(
                        language,
                        "Compare the name or word with the one on paper; nothing has to be done where that is how it \
                         is written.",
                        "请与书面写法核对该姓名或用字；确系如此书写的，无需处理。",
                    ),
                    HiddenKind::LookAlike => say!(
                        language,
                        "Look at the word in the redline, and have it replaced with the ordinary character.",
                        "请在对比稿中查看该词，并要求改用通常的字符。",
                    ),
                    _ => say!(
                        language,
                        "Have the character deleted, and read the clause again before anybody accepts it.",
                        "请要求删去该字符，并在任何一方接受之前重读该条款。",
                    ),
                };
                while_it_stands(fate, now, language)
            },
        }
        OddId { author: String, character: char, spot: CharacterPlace, fate: Fate } => {
            code: "A20-id",
            said: {
                let (place, point) = (spot.message(language), code_point(*character));
                let since = since(fate, say!(language, " It is no longer there.", "现文本中已无此字符。"), language);
                say!(
                    language,
                    "{author} brought an id into {place} that does not show as it is ({point}), so that it can pass for \
                     another one.{since}",
                    "{author} 在{place}中使用的 id 含有不显示其本来面目的字符（{point}），可能被当作另一 id。{since}",
                )
            },
            remedy: {
                let now = say!(
                    language,
                    "Have it given an id of letters and digits that show, `-`, `_` and `.`.",
                    "请要求改用可见的文字、数字、`-`、`_` 和 `.` 组成的 id。",
                );
                while_it_stands(fate, now, language)
            },
        }
        Unfinished { author: String, spot: CharacterPlace, fate: Fate } => {
            code: "A21-conflict-marks",
            said: {
                let place = spot.message(language);
                let since = since(fate, say!(language, " They are no longer there.", "现文本中已无此标记。"), language);
                say!(
                    language,
                    "{author} left marks of an unfinished merge (`<<<<<<<`, `=======`, `>>>>>>>`) in {place}: \
                     two versions are there side by side.{since}",
                    "{author} 在{place}中留下了未完成的合并的标记（`<<<<<<<`、`=======`、`>>>>>>>`）：两个版本并存。{since}",
                )
            },
            remedy: {
                let now = say!(
                    language,
                    "Keep one of the two versions, delete the lines with the marks, and read the clause again \
                     before anybody accepts it.",
                    "请保留其中一个版本，删去标记所在的各行，并在任何一方接受之前重读该条款。",
                );
                while_it_stands(fate, now, language)
            },
        }
        Version { author: String, fault: VersionFault, fate: Fate } => {
            code: match fault {
                VersionFault::Yaml(_) | VersionFault::History(_) => "A21-yaml",
                VersionFault::Contract(_) => "A21-unreadable",
            },
            said: {
                let fault = fault.message(language);
                let since = since(fate, say!(language, " A later version can be read.", "之后的版本可以读取。"), language);
                say!(
                    language,
                    "{author} committed a version that cannot be read: {fault}{since}",
                    "{author} 提交了一个无法读取的版本：{fault}{since}",
                )
            },
            remedy: {
                let now = say!(
                    language,
                    "Have its author correct the file as the message says; until then its changes are compared with the \
                     last version that can be read.",
                    "请作者按所述改写该文件；在此之前，其所作修改与最近一个可读的版本比较。",
                );
                while_it_stands(fate, now, language)
            },
        }
    }
}

messages! {
    /// Why a version of a contract cannot be read.
    #[derive(Debug, Clone, PartialEq, Eq)]
    pub enum VersionFault in language {
        /// The file is not even plain YAML: anchors, tags, several documents, odd line ends, doubled keys.
        Yaml(error: ReadError) => { error.message(language) }
        /// It is no contract.
        Contract(error: ReadError) => { error.message(language) }
        /// It cannot be taken out of history.
        History(error: Error) => { ended(error, language) }
    }
}

messages! {
    /// Where a character stands that does not show or deceives.
    #[derive(Debug, Clone, PartialEq, Eq)]
    pub enum CharacterPlace in language {
        /// In a clause, by its id.
        Clause(id: String) => { "the clause `{id}`", "条款 `{id}` " }
        /// In the title or the parties.
        Front => { "the title or the parties", "合同名称或当事人信息" }
    }
}

/// What became of a fault in the words or the file of a contract.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fate {
    /// It is there today.
    Stands,
    /// It was mended since.
    Mended,
    /// It was mended since, and what these parties accepted last of the clause is the wording that has it.
    Accepted(Vec<String>),
}

impl TextFinding {
    /// What became of it.
    pub(in crate::audit) fn fate(&self) -> &Fate {
        match self {
            Self::Hidden { fate, .. }
            | Self::OddId { fate, .. }
            | Self::Unfinished { fate, .. }
            | Self::Version { fate, .. } => fate,
        }
    }
}

/// What is added where the fault stands no longer: `mended`, where nobody relies on it.
fn since(fate: &Fate, mended: String, language: Language) -> String {
    match fate {
        Fate::Stands => String::new(),
        Fate::Mended => mended,
        Fate::Accepted(parties) => {
            let parties: Vec<String> = parties.iter().map(|party| format!("`{party}`")).collect();
            let parties = language.list(&parties);
            say!(
                language,
                " It has been fixed since, but the wording of the clause that {parties} last accepted still has it.",
                "之后已解决，但 {parties} 对该条款最近一次的接受，针对的仍是有此问题的文本。",
            )
        }
    }
}

/// What to do next: `now`, as long as the fault stands.
fn while_it_stands(fate: &Fate, now: String, language: Language) -> String {
    match fate {
        Fate::Stands => now,
        Fate::Mended => say!(
            language,
            "Nothing has to be done: it has been fixed, and nobody's acceptance rests on it.",
            "无需处理：已经解决，且没有任何一方的接受以此为据。",
        ),
        Fate::Accepted(_) => say!(
            language,
            "Ask them to record a position on the current wording with adidem, or to withdraw that acceptance.",
            "请其用 adidem 对现文本登记表态，或收回该接受。",
        ),
    }
}

fn character_said(kind: HiddenKind, language: Language) -> String {
    match kind {
        HiddenKind::LookAlike => say!(
            language,
            "a character that looks like another one",
            "形似其他字符的字符"
        ),
        HiddenKind::Undefined => {
            say!(
                language,
                "a character that looks different from computer to computer",
                "在各计算机上显示不同的字符"
            )
        }
        HiddenKind::Bidirectional => {
            say!(
                language,
                "a character that changes the order in which the text is shown",
                "会改变文字显示顺序的字符"
            )
        }
        HiddenKind::Invisible
        | HiddenKind::Tag
        | HiddenKind::Control
        | HiddenKind::OddSpace
        | HiddenKind::Ligature
        | HiddenKind::Decomposed
        | HiddenKind::FullWidth => say!(language, "an invisible character", "不可见的字符"),
        HiddenKind::Overlay => {
            say!(
                language,
                "a mark that strikes out or rings the character in front of it",
                "划去或圈住前一字符的符号",
            )
        }
        HiddenKind::Variation => {
            say!(
                language,
                "a sign that selects the shape of the character before it",
                "选择前一字字形的异体字选择符",
            )
        }
    }
}
