//! What can be wrong with an evidence file, with its facts, and what is said of it. English is what other programs are
//! told.

use super::archive_error::ArchiveError;
use super::bounds::Reached;
use super::file_names::{ABOUT, BUNDLE, MANIFEST};
use crate::audit::stamp::StampFault;
use crate::language::{Translated, messages, say};

messages! {
    /// What does not hold in an evidence file, or could not be verified: a plain sentence. May hold anything that stands in
    /// the file.
    #[derive(Debug, Clone, PartialEq, Eq)]
    pub enum EvidenceFault in language {
        /// It is no file of files.
        Archive(error: ArchiveError) => {
            let error = error.message(language);
            say!(language, "The file cannot be unpacked: {error}.", "证据包无法解开：{error}。")
        }
        /// The list of its files is not there.
        NoManifest => { "There is no `{MANIFEST}`.", "缺少 `{MANIFEST}`。" }
        /// The list is not one.
        ManifestForm => {
            "`{MANIFEST}` is not written as sha256sum writes it.",
            "`{MANIFEST}` 不是 sha256sum 的写法。",
        }
        /// This file is listed more than once.
        ListedTwice(name: String) => {
            "`{MANIFEST}` lists `{name}` more than once: it was not written by the program.",
            "`{MANIFEST}` 不止一次列出 `{name}`：它并非由本程序写成。",
        }
        /// It lists the files otherwise than by their names.
        ManifestOrder => {
            "`{MANIFEST}` does not list the files in the order of their names: it was written again after the file was \
             made, and its digest is not the one that its maker gave.",
            "`{MANIFEST}` 未按文件名的顺序列出文件：它在证据包制作后被重写，其摘要并非制作者所给出的摘要。",
        }
        /// This file is listed and not there.
        Gone(name: String) => {
            "`{name}` is listed in `{MANIFEST}` and missing.",
            "`{MANIFEST}` 所列的 `{name}` 缺失。",
        }
        /// This file is not the one that is listed.
        Changed(name: String) => {
            "`{name}` is not the file that `{MANIFEST}` lists: its content was changed.",
            "`{name}` 不是 `{MANIFEST}` 所列的文件：其内容已被改动。",
        }
        /// This file is there and not listed.
        Unlisted(name: String) => {
            "`{name}` is not listed in `{MANIFEST}`: it was put in later, or its line was taken out.",
            "`{name}` 不在 `{MANIFEST}` 之列：它是后来放入的，或者该行已被删去。",
        }
        /// What it is about is not said.
        NoAbout => { "`{ABOUT}` is missing or cannot be understood.", "`{ABOUT}` 缺失或无法理解。" }
        /// It holds no history.
        NoHistory => {
            "`{BUNDLE}` is missing: there is no history to verify anything by.",
            "缺少 `{BUNDLE}`：没有可据以核验的历史。",
        }
        /// The history in it cannot be told.
        Untold(why: Translated) => {
            let why = why.message(language);
            say!(language, "What the history says cannot be read: {why}.", "无法读取历史的内容：{why}。")
        }
        /// It was made by that version of the program, of which nothing is known here.
        OtherProgram(version: String) => {
            "The file says that version {version} of the program made it, which is later than this one, or unknown \
             to it: verify it with that version.",
            "证据包载明由本程序的 {version} 版制作，该版本晚于本版本，或为本版本所不知：请用该版本核验。",
        }
        /// It says that a version made it which could not read this record in it.
        NotBy {
            /// That version.
            version: String,
            /// The record.
            record: String,
        } => {
            "The file says that version {version} of the program made it, which could not read the record {record} in it: \
             its pages were not written from this history, or not from all of it.",
            "证据包载明由本程序的 {version} 版制作，而该版本无法读取其中的记录 {record}：其页面并非依据此历史写成，或未依据其全部。",
        }
        /// It takes more than its size allows.
        GivenUp(reached: Reached) => {
            match reached {
                Reached::Time => say!(
                    language,
                    "Verifying it takes longer than a file of its size may take, so it was stopped. If you trust \
                     whoever made it, `--patient` goes on to the end.",
                    "核验所需时间超出此大小的证据包所应有的限度，已中止。如信任制作者，可用 `--patient` 核验到底。",
                ),
                Reached::Memory => say!(
                    language,
                    "Verifying it takes more memory than a file of its size may take, so it was stopped. If you trust \
                     whoever made it, `--patient` goes on to the end.",
                    "核验所需内存超出此大小的证据包所应有的限度，已中止。如信任制作者，可用 `--patient` 核验到底。",
                ),
                Reached::Nothing => {
                    say!(language, "The verification ended without a result.", "核验未得出结果即告结束。")
                }
            }
        }
        /// This file of keys holds something else.
        ForeignKeys(name: String) => {
            "`{name}` contains something other than the keys that the contract lists.",
            "`{name}` 中有合同所列密钥以外的内容。",
        }
        /// This file tells of signatures that cannot be verified here.
        UnknownSignatures(name: String) => {
            "`{name}` depends on signatures that cannot be verified here.",
            "`{name}` 涉及在此处无法验签的签名。",
        }
        /// This file is not what history says.
        NotOfHistory(name: String) => {
            "`{name}` is not what the history in the file says.",
            "`{name}` 与证据包中的历史不符。",
        }
        /// History has this file.
        MissingOfHistory(name: String) => {
            "`{name}` is missing, although the history in the file has it.",
            "缺少 `{name}`，而证据包中的历史有此内容。",
        }
        /// History does not have this file.
        DoesNotFollow(name: String) => {
            "`{name}` does not follow from the history in the file.",
            "`{name}` 并非由证据包中的历史得出。",
        }
        /// There is no time stamp where one was asked for.
        NoStamp => { "There is no time stamp in the file to verify.", "证据包中没有可验证的时间戳。" }
        /// The time stamp is none over this file.
        Stamp(fault: StampFault) => {
            let fault = fault.message(language);
            say!(language, "The time stamp is not good: {fault}.", "时间戳无效：{fault}。")
        }
        /// The time stamp is not good, as openssl says.
        StampRefused(said: String) => {
            let said = said.escape_debug();
            say!(
                language,
                "The time stamp is not good: openssl says `{said}`.",
                "时间戳无效：openssl 的答复为 `{said}`。",
            )
        }
        /// The time stamp beside a record is not good, as openssl says.
        RecordStampRefused {
            /// The stamp's file.
            name: String,
            /// What openssl says.
            said: String,
        } => {
            let said = said.escape_debug();
            say!(
                language,
                "The time stamp `{name}` is not good: openssl says `{said}`.",
                "时间戳 `{name}` 无效：openssl 的答复为 `{said}`。",
            )
        }
        /// The time stamp could not be verified without openssl.
        NoOpenssl => {
            "The time stamp could not be verified: openssl is not installed.",
            "时间戳未能验证：未安装 openssl。",
        }
        /// The time stamp could not be verified, for what the system says.
        StampUnknown(why: Translated) => {
            let why = why.message(language);
            say!(language, "The time stamp could not be verified: {why}.", "时间戳未能验证：{why}。")
        }
        /// Nothing could be verified, for want of something on this machine.
        NotHere(why: Translated) => { why.message(language).to_owned() }
    }
}

#[cfg(test)]
mod tests {
    use super::super::archive_error::ZipFault;
    use super::*;
    use crate::language::{Language, english_in};

    #[test]
    fn every_fault_is_told_in_each_language() {
        let why = || Translated::of(|language| say!(language, "it is not there", "没有"));
        let name = || "rounds/1.yaml".to_owned();
        let archive = [
            ArchiveError::Broken(ZipFault::NoEnd),
            ArchiveError::Broken(ZipFault::OneOfSeveral),
            ArchiveError::Broken(ZipFault::ListCutOff),
            ArchiveError::Broken(ZipFault::ListUnfit),
            ArchiveError::Broken(ZipFault::NameNotUtf8),
            ArchiveError::Broken(ZipFault::OtherPacking),
            ArchiveError::Broken(ZipFault::CutOff),
            ArchiveError::Broken(ZipFault::Unwritten("x".into())),
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
            EvidenceFault::ListedTwice(name()),
            EvidenceFault::ManifestOrder,
            EvidenceFault::Gone(name()),
            EvidenceFault::Changed(name()),
            EvidenceFault::Unlisted(name()),
            EvidenceFault::NoAbout,
            EvidenceFault::NoHistory,
            EvidenceFault::Untold(why()),
            EvidenceFault::OtherProgram("9".into()),
            EvidenceFault::NotBy {
                version: "9".into(),
                record: name(),
            },
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
            EvidenceFault::RecordStampRefused {
                name: name(),
                said: "x".into(),
            },
            EvidenceFault::NoOpenssl,
            EvidenceFault::StampUnknown(why()),
        ];
        let all = archive
            .map(EvidenceFault::Archive)
            .into_iter()
            .chain(stamps.map(EvidenceFault::Stamp))
            .chain(others);
        for fault in all {
            let (english, chinese) = (fault.message(Language::English), fault.message(Language::Chinese));
            assert_eq!(english_in(&chinese), None, "{chinese}");
            assert!(
                chinese.ends_with('。') && english.ends_with('.') && english.is_ascii(),
                "{english} {chinese}"
            );
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
