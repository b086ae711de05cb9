//! Why a Word file is not read.

use crate::language::{errors, say};

errors! {
    /// Why a file is not read as a Word file, as a clause without its full stop.
    #[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
    pub enum DocxFault in language {
        /// Encrypted with a password.
        Password => { "it is protected with a password", "文件设有密码" } remedy {
            "open it in Word, take the password away (File, Info, Protect Document) and save it again",
            "请用 Word 打开，取消密码（文件、信息、保护文档）后重新保存",
        }
        /// The binary format that Word wrote until 2003.
        OldWord => { "it is in the old .doc format", "文件为旧的 .doc 格式" } remedy {
            "open it in Word or LibreOffice and save it as .docx",
            "请用 Word 或 LibreOffice 打开，另存为 .docx",
        }
        /// Another known format: its usual ending.
        OtherFormat(ending: &'static str) => {
            "it is a {ending} file, whatever its name says",
            "不论文件名为何，其内容为 {ending} 格式",
        } remedy {
            "open it in Word or LibreOffice and save it as .docx",
            "请用 Word 或 LibreOffice 打开，另存为 .docx",
        }
        /// Not even a zip file.
        NotWord => { "it is not a Word file", "不是 Word 文件" } remedy {
            "ask for it as a .docx or a text file",
            "请索取 .docx 或文本文件",
        }
        /// The zip file is broken: what the library says.
        Broken(why: String) => { "it is damaged: {why}", "文件已损坏：{why}" } remedy {
            "get it again",
            "请重新获取",
        }
        /// A zip file without a main document.
        NoDocument => {
            "it is a zip file without a Word document in it",
            "是 zip 文件，但其中没有 Word 文档",
        } remedy { "ask for it as a .docx or a text file", "请索取 .docx 或文本文件" }
        /// Two parts of one name: programs differ in which of them they read.
        Doubled(part: String) => {
            let part = part.escape_debug();
            say!(
                language,
                "it contains two parts of the name `{part}`, of which each program may show another",
                "其中有两个名为 `{part}` 的部件，不同程序可能显示不同的内容",
            )
        } remedy {
            "ask the sender for another file, and how this one was made", "请向发件人索取另一文件，并询问此文件如何生成"
        }
        /// More than anything that people write.
        TooLarge => {
            "unpacked, it is larger than anything that people write, as files made to do harm are",
            "解开后大于任何由人撰写的文件，为恶意构造的文件常见的情形",
        } remedy {
            "ask the sender for another file, and do not open this one",
            "请向发件人索取另一文件，不要打开此文件",
        }
        /// XML that is not well-formed.
        Xml {
            /// Which part.
            part: String,
            /// Where, in bytes.
            at: u64,
        } => { "the part {part} is damaged at byte {at}", "部件 {part} 在第 {at} 字节处已损坏" } remedy {
            "open it in Word, save it again and try that file",
            "请用 Word 打开并重新保存后再试",
        }
        /// A document type or entity of its own: no Word file has them, and they are how XML is made to do harm.
        Entity(part: String) => {
            "the part {part} defines or uses XML entities, which no Word file does and harmful files do",
            "部件 {part} 定义或使用了 XML 实体；Word 文件中没有，为恶意文件所用",
        } remedy {
            "ask the sender for another file, and do not open this one",
            "请向发件人索取另一文件，不要打开此文件",
        }
        /// Elements in one another beyond all measure.
        TooDeep(part: String) => {
            "in the part {part} elements stand in one another deeper than in any document that people write",
            "部件 {part} 中元素的嵌套深于任何由人撰写的文档",
        } remedy {
            "ask the sender for another file, and do not open this one",
            "请向发件人索取另一文件，不要打开此文件",
        }
    }
}
