//! What can be wrong with an evidence file, with its facts, and what is said of it in every language. English is what
//! other programs are told.

use super::about::ABOUT;
use super::archive::ArchiveError;
use super::bounds::Reached;
use super::contents::BUNDLE;
use super::make::EvidenceError;
use super::manifest::MANIFEST;
use crate::audit::stamp::StampFault;
use crate::language::Translated;
use crate::language::{Language, say, system};

/// What does not hold in an evidence file, or could not be verified.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum EvidenceFault {
    /// It is no file of files.
    Archive(ArchiveError),
    /// The list of its files is not there.
    NoManifest,
    /// The list is not one.
    ManifestForm,
    /// This file is listed and not there.
    Gone(String),
    /// This file is not the one that is listed.
    Changed(String),
    /// This file is there and not listed.
    Unlisted(String),
    /// What it is about is not said.
    NoAbout,
    /// It holds no history.
    NoHistory,
    /// The history in it cannot be told.
    Untold(Translated),
    /// It was made by that version of the program, of which nothing is known here.
    OtherProgram(String),
    /// It takes more than its size allows.
    GivenUp(Reached),
    /// This file of keys holds something else.
    ForeignKeys(String),
    /// This file tells of signatures that cannot be verified here.
    UnknownSignatures(String),
    /// This file is not what history says.
    NotOfHistory(String),
    /// History has this file.
    MissingOfHistory(String),
    /// History does not have this file.
    DoesNotFollow(String),
    /// There is no time stamp where one was asked for.
    NoStamp,
    /// The time stamp is none over this file.
    Stamp(StampFault),
    /// The time stamp is not good, as openssl says.
    StampRefused(String),
    /// The time stamp beside a record is not good, as openssl says.
    RecordStampRefused {
        /// The stamp's file.
        name: String,
        /// What openssl says.
        said: String,
    },
    /// The time stamp could not be verified without openssl.
    NoOpenssl,
    /// The time stamp could not be verified, for what the system says.
    StampUnknown(String),
    /// Nothing could be verified, for want of something on this machine.
    NotHere(Translated),
}

impl EvidenceFault {
    /// A plain sentence. May hold anything that stands in the file.
    #[must_use]
    #[expect(clippy::too_many_lines, reason = "one table of sentences")]
    pub fn message(&self, language: Language) -> String {
        let to = language;
        match self {
            Self::Archive(error) => {
                let error = error.message(to);
                say!(to, "The file cannot be taken apart: {error}.", "文件无法拆开：{error}。")
            }
            Self::NoManifest => say!(to, "There is no `{MANIFEST}`.", "缺少 `{MANIFEST}`。"),
            Self::ManifestForm => {
                say!(to, "`{MANIFEST}` is not written as sha256sum writes it.", "`{MANIFEST}` 不是 sha256sum 的写法。")
            }
            Self::Gone(name) => {
                say!(to, "`{name}` is listed in `{MANIFEST}` and missing.", "`{MANIFEST}` 列有 `{name}`，但缺失。")
            }
            Self::Changed(name) => say!(
                to,
                "`{name}` is not the file that `{MANIFEST}` lists: its content was changed.",
                "`{name}` 不是 `{MANIFEST}` 所列的文件：其内容已被改动。"
            ),
            Self::Unlisted(name) => say!(
                to,
                "`{name}` is not listed in `{MANIFEST}`: it was put in later.",
                "`{MANIFEST}` 未列 `{name}`：它是后来放入的。"
            ),
            Self::NoAbout => {
                say!(to, "`{ABOUT}` is missing or cannot be understood.", "`{ABOUT}` 缺失或无法理解。")
            }
            Self::NoHistory => say!(
                to,
                "`{BUNDLE}` is missing: there is no history to verify anything by.",
                "缺少 `{BUNDLE}`：没有可据以核实的历史。"
            ),
            Self::Untold(why) => {
                let why = why.message(to);
                say!(to, "What the history says cannot be told: {why}.", "无法得知历史的内容：{why}。")
            }
            Self::OtherProgram(version) => say!(
                to,
                "The file says that version {version} of the program made it, which is later than this one, or unknown to \
                 it: verify it with that version.",
                "文件称由本程序的 {version} 版制作，该版本晚于本版本，或本版本对其不了解：请用该版本核验。"
            ),
            Self::GivenUp(Reached::Time) => say!(
                to,
                "Verifying it takes longer than a file of its size may take, so it was given up. If you trust whoever made \
                 it, `--patient` goes on to the end.",
                "核验所需时间超出此大小的文件所应有的限度，已中止。如信任制作者，可用 `--patient` 核验到底。"
            ),
            Self::GivenUp(Reached::Memory) => say!(
                to,
                "Verifying it takes more memory than a file of its size may take, so it was given up. If you trust whoever \
                 made it, `--patient` goes on to the end.",
                "核验所需内存超出此大小的文件所应有的限度，已中止。如信任制作者，可用 `--patient` 核验到底。"
            ),
            Self::GivenUp(Reached::Nothing) => {
                say!(to, "Verifying it ended without an answer.", "核验未得出结果即告结束。")
            }
            Self::ForeignKeys(name) => say!(
                to,
                "`{name}` holds something else than the keys that the contract lists.",
                "`{name}` 中有合同所列密钥以外的内容。"
            ),
            Self::UnknownSignatures(name) => say!(
                to,
                "`{name}` depends on signatures that cannot be verified here.",
                "`{name}` 涉及在此处无法核实的签名。"
            ),
            Self::NotOfHistory(name) => {
                say!(to, "`{name}` is not what the history in the file says.", "`{name}` 与文件中的历史不符。")
            }
            Self::MissingOfHistory(name) => say!(
                to,
                "`{name}` is missing, although the history in the file has it.",
                "缺少 `{name}`，而文件中的历史有此内容。"
            ),
            Self::DoesNotFollow(name) => {
                say!(to, "`{name}` does not follow from the history in the file.", "`{name}` 并非由文件中的历史得出。")
            }
            Self::NoStamp => {
                say!(to, "There is no time stamp in the file to verify.", "文件中没有可核实的时间戳。")
            }
            Self::Stamp(fault) => {
                let fault = fault.message(to);
                say!(to, "The time stamp is not good: {fault}.", "时间戳无效：{fault}。")
            }
            Self::StampRefused(said) => {
                let said = said.escape_debug();
                say!(
                    to,
                    "The time stamp is not good: openssl says `{said}`.",
                    "时间戳无效：openssl 的答复为 `{said}`。"
                )
            }
            Self::RecordStampRefused { name, said } => {
                let said = said.escape_debug();
                say!(
                    to,
                    "The time stamp `{name}` is not good: openssl says `{said}`.",
                    "时间戳 `{name}` 无效：openssl 的答复为 `{said}`。"
                )
            }
            Self::NoOpenssl => say!(
                to,
                "The time stamp could not be verified: openssl is not installed.",
                "时间戳未能核实：未安装 openssl。"
            ),
            Self::StampUnknown(said) => {
                say!(to, "The time stamp could not be verified: {said}.", "时间戳未能核实：{said}。")
            }
            Self::NotHere(why) => why.message(to).to_owned(),
        }
    }
}

impl ArchiveError {
    /// Why the file is not taken apart, without a full stop, in a language.
    #[must_use]
    pub fn message(&self, language: Language) -> String {
        if language == Language::English {
            return self.to_string();
        }
        match self {
            Self::Broken(_) => "不是完好的 zip 文件".to_owned(),
            Self::Damaged(name) => format!("其中的 `{}` 已损坏", name.escape_debug()),
            Self::Name(name) => format!("其中有一个证据文件不会有的文件名：`{}`", name.escape_debug()),
            Self::Doubled => "其中有多个同名文件".to_owned(),
            Self::NotPlain(name) => format!("其中的 `{}` 不是普通文件", name.escape_debug()),
            Self::TooLarge => "相对其大小，解开后过大，或文件过多".to_owned(),
            Self::Around => "其文件之前、之间或之后另有内容，或附有注释".to_owned(),
            Self::NoManifest => format!("缺少 {MANIFEST}"),
        }
    }
}

impl StampFault {
    /// Why it is no stamp over the file, without a full stop, in a language.
    #[must_use]
    pub fn message(&self, language: Language) -> String {
        if language == Language::English {
            return self.to_string();
        }
        match self {
            Self::NoAnswer => "它不是 RFC 3161 的答复",
            Self::Unreadable => "其中的时间戳无法读取",
            Self::OtherContent => "它是对其他内容作出的时间戳",
            Self::NoTime => "其中的时间戳没有写明时间",
            Self::Empty => "它自称已授予时间戳，其中却没有",
            Self::NotGranted => "时间戳机构未授予时间戳",
        }
        .to_owned()
    }
}

impl EvidenceError {
    /// What happened, why, and what to do next, in a language.
    #[must_use]
    pub fn message(&self, language: Language) -> String {
        if language == Language::English {
            return self.to_string();
        }
        match self {
            Self::History(error) => error.message(language),
            Self::Exchange(error) => format!("无法生成页面：{error}"),
            Self::NoRound(name) => format!("`{name}` 从未签发，尚无可证明的内容；请用 `adidem send {name}` 签发"),
            Self::NotWhole => {
                "此副本没有按所存原样保有全部历史，不能用以证明任何事项；`adidem audit` 说明有何障碍".to_owned()
            }
            Self::Folder(error) => format!("无法建立临时文件夹：{}；请检查磁盘空间", system(error, language)),
            Self::About(said) => format!("无法生成文件：{said}"),
            Self::NotEvidence(error) => {
                format!("该文件不是证据文件：{}；请向制作者重新索取", error.message(language))
            }
            Self::Answer(fault) => {
                format!(
                    "无法收入该答复：{}；请用 `--tsq` 生成请求，发给时间戳机构，再收入其答复",
                    fault.message(language)
                )
            }
        }
    }

    /// The same in every language.
    pub(super) fn why(&self) -> Translated {
        Translated::of(|language| self.message(language))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::language::english_in;

    #[test]
    fn every_fault_is_told_in_each_language() {
        let why = || Translated::of(|language| say!(language, "it is not there", "没有"));
        let name = || "rounds/1.yaml".to_owned();
        let archive = [
            ArchiveError::Broken("x".into()),
            ArchiveError::Damaged("x".into()),
            ArchiveError::Name("x".into()),
            ArchiveError::Doubled,
            ArchiveError::NotPlain("x".into()),
            ArchiveError::TooLarge,
            ArchiveError::Around,
            ArchiveError::NoManifest,
        ];
        let stamps = [
            StampFault::NoAnswer,
            StampFault::Unreadable,
            StampFault::OtherContent,
            StampFault::NoTime,
            StampFault::Empty,
            StampFault::NotGranted,
        ];
        let others = [
            EvidenceFault::NoManifest,
            EvidenceFault::ManifestForm,
            EvidenceFault::Gone(name()),
            EvidenceFault::Changed(name()),
            EvidenceFault::Unlisted(name()),
            EvidenceFault::NoAbout,
            EvidenceFault::NoHistory,
            EvidenceFault::Untold(why()),
            EvidenceFault::OtherProgram("9".into()),
            EvidenceFault::GivenUp(Reached::Time),
            EvidenceFault::GivenUp(Reached::Memory),
            EvidenceFault::GivenUp(Reached::Nothing),
            EvidenceFault::ForeignKeys(name()),
            EvidenceFault::UnknownSignatures(name()),
            EvidenceFault::NotOfHistory(name()),
            EvidenceFault::MissingOfHistory(name()),
            EvidenceFault::DoesNotFollow(name()),
            EvidenceFault::NoStamp,
            EvidenceFault::StampRefused("x".into()),
            EvidenceFault::RecordStampRefused { name: name(), said: "x".into() },
            EvidenceFault::NoOpenssl,
            EvidenceFault::StampUnknown("x".into()),
        ];
        let all = archive.map(EvidenceFault::Archive).into_iter().chain(stamps.map(EvidenceFault::Stamp)).chain(others);
        for fault in all {
            let (english, chinese) = (fault.message(Language::English), fault.message(Language::Chinese));
            assert_eq!(english_in(&chinese), None, "{chinese}");
            assert!(chinese.ends_with('。') && english.ends_with('.') && english.is_ascii(), "{english} {chinese}");
        }
    }

    #[test]
    fn a_fault_is_told_in_the_language_asked_for() {
        let fault = EvidenceFault::Changed("rounds/1.yaml".into());
        assert_eq!(
            fault.message(Language::English),
            "`rounds/1.yaml` is not the file that `manifest.sha256` lists: its content was changed."
        );
        assert_eq!(
            fault.message(Language::Chinese),
            "`rounds/1.yaml` 不是 `manifest.sha256` 所列的文件：其内容已被改动。"
        );
    }
}
