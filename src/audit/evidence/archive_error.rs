//! What can be wrong with a zip file.

use super::file_names::MANIFEST;
use crate::language::{messages, say};

/// How many files there may be.
pub(super) const MOST: usize = 100_000;

messages! {
    /// Why a file is not taken apart, a clause without its full stop.
    #[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
    pub enum ArchiveError in language {
        /// Its form is wrong, or a checksum in it.
        Broken(fault: ZipFault) => {
            let fault = fault.message(language);
            say!(language, "it is not a sound zip file: {fault}", "不是完好的 zip 文件：{fault}")
        }
        /// This file in it does not come out as it should.
        Damaged(name: String) => {
            let name = name.escape_debug();
            say!(language, "`{name}` in it is damaged", "其中的 `{name}` 已损坏")
        }
        /// A name that could be written outside of the folder, or means different things to different readers.
        Name(name: String) => {
            let name = name.escape_debug();
            say!(
                language,
                "it contains a file with a name that no evidence file has: `{name}`",
                "其中有一个证据包不会有的文件名：`{name}`",
            )
        }
        /// Two files of one name.
        Doubled => { "it contains several files of the same name", "其中有多个同名文件" }
        /// A link, a folder, or an encrypted file.
        NotPlain(name: String) => {
            let name = name.escape_debug();
            say!(language, "`{name}` in it is not a plain file", "其中的 `{name}` 不是普通文件")
        }
        /// A bomb.
        TooLarge => {
            "unpacked, it would be far too large for its size, or contain more than {MOST} files",
            "相对其大小，解开后过大，或文件多于 {MOST} 个",
        }
        /// Anything beside its files: before, between or behind them, or as a comment.
        Around => {
            "there is something before, between or after its files, or in a comment on them",
            "其文件之前、之间或之后另有内容，或附有注释",
        }
        /// Nothing lists its files.
        NoManifest => { "it has no {MANIFEST}", "缺少 {MANIFEST}" }
    }
}

messages! {
    /// What is wrong with the form of a zip file, a clause without its full stop.
    #[derive(Debug, Clone, PartialEq, Eq)]
    pub enum ZipFault in language {
        /// Nothing at its end says that it is one.
        NoEnd => { "it does not end like one", "其结尾不合 zip 文件的格式" }
        /// It goes on in another file.
        OneOfSeveral => { "it is one of several parts", "它只是分卷之一" }
        /// Fewer files are listed than it counts.
        ListCutOff => { "its list is cut off", "其文件目录不完整" }
        /// The list says something else than the files.
        ListUnfit => { "its list does not fit its files", "其文件目录与文件不符" }
        /// Readers would show the name differently.
        NameNotUtf8 => { "a name in it is not UTF-8", "其中有文件名不是 UTF-8 编码" }
        /// Neither stored nor deflated, or with an odd flag.
        OtherPacking => { "it is packed in another way", "其压缩方式与证据包不同" }
        /// It ends too early.
        CutOff => { "it is cut off", "其内容不完整" }
        /// It could not be written, as the library for zip files says.
        Unwritten(said: String) => { "{said}", "`{said}`" }
    }
}
