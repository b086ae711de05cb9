//! Why something cannot be marked in a Word file.

use crate::exchange::docx::DocxFault;
use crate::language::{messages, say};

messages! {
    /// Why changes cannot be marked in a file, as a clause without its full stop.
    #[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
    pub enum MarkFault in language {
        /// The file itself cannot be read.
        File(why: DocxFault) => {
            let why = why.message(language);
            say!(language, "{why}", "{why}")
        }
        /// It has electronic signatures, which any change breaks.
        Signed => {
            "it is signed electronically, and a changed file would not be",
            "文件有电子签名，改动后签名即失效",
        }
        /// It must not be changed.
        Protected => {
            "it is protected against changes; take the protection away in Word (Review, Restrict Editing)",
            "文件受编辑限制保护；请在 Word 中取消（审阅、限制编辑）",
        }
        /// Characters that no Word file can hold.
        Character(words: String) => {
            let words = words.escape_debug();
            say!(language, "no Word file can hold these characters: {words}", "Word 文件无法容纳这些字符：{words}")
        }
        /// Words that a field gives over several paragraphs, or within another.
        Field(words: String) => {
            "Word fills in these words itself by a field that cannot be cut: {words}",
            "这些文字由 Word 的域自动生成，无法拆分修改：{words}",
        }
        /// A formula or a note, or what leads to one.
        Note(words: String) => {
            "a formula or a note at the foot is to be changed, which this version cannot mark: {words}",
            "涉及公式或脚注的改动，本版本无法标记：{words}",
        }
        /// A control whose words are locked or come from elsewhere.
        Control(words: String) => {
            "these words stand in a control that is locked or filled from data: {words}",
            "这些文字位于锁定的或由数据填充的内容控件中：{words}",
        }
        /// Words that are in the file twice, in a box, or otherwise out of reach.
        Unreached(words: String) => {
            "these words stand where no change can be marked (a text box, or a form of its own): {words}",
            "这些文字所在之处无法标记修订（文本框或特殊结构）：{words}",
        }
        /// Rows of tables whose cells go on over several of them.
        Rows(words: String) => {
            "the rows of this table cannot be added to or taken away one by one, or have another number of cells: {words}",
            "该表格的行无法逐行增删，或单元格数目不同：{words}",
        }
    }
}

impl From<DocxFault> for MarkFault {
    fn from(why: DocxFault) -> Self {
        Self::File(why)
    }
}
