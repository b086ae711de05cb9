//! What a file holds that is not, or not fully, in the text as it was read.

use crate::language::{messages, say};

messages! {
    /// Something in a file that is not, or not fully, in the text as it was read.
    #[derive(Debug, Clone, PartialEq, Eq, strum::IntoStaticStr)]
    #[strum(serialize_all = "kebab-case")]
    pub enum Unread in language {
        /// A picture, chart or drawing, with its description.
        Picture(description: String) => {
            let about = about(description, language);
            say!(language, "a picture{about}", "图片{about}")
        }
        /// A file in the file.
        Embedded => { "a file that is embedded in it", "嵌入的文件" }
        /// A formula: its signs are in the text, its form is not.
        Formula(signs: String) => {
            let signs = short(signs);
            say!(
                language,
                "a formula: its signs are in the text, the way it is built up is not: {signs}",
                "公式：其符号已读入，其结构未读入：{signs}",
            )
        }
        /// A character of a font for symbols that has no meaning outside of it, or that no text may hold.
        Symbol {
            /// The font; empty where it is of no font.
            font: String,
            /// The character's number, as it is written there.
            code: String,
        } => {
            let font = if font.is_empty() { String::new() } else { format!(" {font}") };
            say!(
                language,
                "a character that has no meaning outside its font, in the text as U+FFFD:{font} {code}",
                "仅在其字体中有意义的字符，在文本中显示为 U+FFFD：{font} {code}",
            )
        }
        /// Words that do not show.
        Hidden(words: String) => {
            let words = short(words);
            say!(language, "hidden words: {words}", "隐藏文字：{words}")
        }
        /// Words that are struck out by their looks alone; they are in the text.
        StruckByLooks(words: String) => {
            let words = short(words);
            say!(
                language,
                "words with a line through them that are not a tracked deletion, and so are in the text: {words}",
                "带删除线但并非修订所删的文字，因此仍在文本中：{words}",
            )
        }
        /// The table of contents, which Word makes from the headings.
        Contents => { "the table of contents, which Word makes from the headings", "目录（由 Word 根据标题生成）" }
        /// What is at the top or foot of pages.
        PageMargin(words: String) => {
            let words = short(words);
            say!(language, "page header or footer: {words}", "页眉或页脚：{words}")
        }
        /// Words behind the beginning of a field that never ends.
        BrokenField(words: String) => {
            let words = short(words);
            say!(language, "words inside a damaged field: {words}", "损坏的域中的文字：{words}")
        }
        /// Programs. They were not run.
        Macros => { "macros; they were not run", "宏（未运行）" }
        /// Other words for programs that know less.
        Alternatives(words: String) => {
            let words = short(words);
            say!(
                language,
                "other words, which old programs show instead of what was read: {words}",
                "旧版程序会显示的另一段文字（未读入）：{words}",
            )
        }
        /// Columns with clauses in them, which were read cell by cell.
        Columns => {
            "a table with clauses in its columns: it was read cell by cell, row by row; check the order",
            "表格的各栏中有条款：已逐行逐格读入，请核对顺序",
        }
    }
}

/// The longest that is told of words, in characters.
const LONGEST: usize = 120;

/// Words on one line, cut where they are long.
fn short(words: &str) -> String {
    let words = words.split_whitespace().collect::<Vec<_>>().join(" ");
    if words.chars().count() > LONGEST {
        let begun: String = words.chars().take(LONGEST).collect();
        format!("{begun}…")
    } else {
        words
    }
}

fn about(description: &str, language: crate::language::Language) -> String {
    let description = short(description);
    if description.is_empty() {
        return String::new();
    }
    say!(language, ": {description}", "：{description}")
}
