//! Why a file on paper is not read.

use crate::exchange::docx::DocxFault;
use crate::language::{errors, say};

errors! {
    /// Why a file on paper is not read, as a clause without its full stop.
    #[derive(Debug, Clone, PartialEq, Eq)]
    pub enum PaperFault in language {
        /// It is no sound Word file.
        Word(why: DocxFault) => { why.cause(language) } remedy { why.remedy(language) }
        /// There are no words in it.
        NoText => { "there is no text in it", "其中没有文字" } remedy {
            "if it is a scan, run text recognition on it first",
            "如为扫描件，请先做文字识别",
        }
        /// The lines of a PDF are those of its pages.
        Wrapped => {
            "a PDF keeps neither the paragraphs of the text nor who changed what",
            "PDF 既不保留段落，也不记载何人作了何种修改",
        } remedy {
            "ask for the Word file, or compare it with `adidem compare`",
            "请索取 Word 文件，或以 `adidem compare` 比对",
        }
        /// The program that reads PDFs is not installed.
        NoPdftotext => {
            "PDFs are read by `pdftotext`, which is not installed",
            "PDF 由 `pdftotext` 读取，但未安装",
        } remedy { "install poppler-utils, or use the Word file", "请安装 poppler-utils，或改用 Word 文件" }
        /// No program may be run.
        NoProgram => {
            "PDFs are read by the program `pdftotext`, and none may be run here: adidem was started with --restricted",
            "PDF 须由程序 `pdftotext` 读取，而此处不得运行程序：adidem 以 --restricted 启动",
        } remedy { "use the Word file, or a text file", "请改用 Word 文件或文本文件" }
        /// The program could not read it: what it says.
        Pdf(why: String) => {
            let why = why.escape_debug();
            say!(language, "`pdftotext` could not read it: `{why}`", "`pdftotext` 无法读取：`{why}`")
        } remedy {
            "get the file again, or ask for the Word file", "请重新获取文件，或索取 Word 文件"
        }
    }
}
