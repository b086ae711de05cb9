//! Why a version of a contract is not written into a file.

use crate::exchange::docx::MarkFault;
use crate::language::{Language, errors, say};

errors! {
    /// Why a version cannot be written into a file, as a clause without its full stop.
    #[derive(Debug, Clone, PartialEq, Eq)]
    pub enum Unwritten in language {
        /// The file does not say what the version says that it should.
        OtherWords {
            /// Words that only the file has.
            on_paper: Vec<String>,
            /// Words that only the version has.
            in_contract: Vec<String>,
        } => {
            let (on_paper, in_contract) = (listed(on_paper, language), listed(in_contract, language));
            say!(
                language,
                "the file does not say what the version to start from says. Only in the file: {on_paper}. Only in \
                 the version: {in_contract}",
                "文件内容与作为起点的版本不一致。仅见于文件：{on_paper}；仅见于该版本：{in_contract}",
            )
        } remedy {
            "name the file that has these words, or the version that this file was made from",
            "请改用内容一致的文件，或指明该文件所依据的版本",
        }
        /// Changes that cannot be marked where they are.
        Refused(why: Vec<MarkFault>) => {
            let all: Vec<String> = why.iter().map(|fault| fault.message(language)).collect();
            let all = listed(&all, language);
            say!(language, "these changes cannot be marked in it: {all}", "以下改动无法标记：{all}")
        } remedy {
            "make these changes in Word with Track Changes on, or send the contract as a redline page",
            "请在 Word 中打开修订后自行修改，或改为发送对比稿网页",
        }
        /// What was written reads otherwise than it should. The first line that does.
        ReadsOtherwise(line: String) => {
            "what was written would not have read as meant; the first line that does not: {line}",
            "写入的内容读回后与预期不符；首个不符之处：{line}",
        } remedy { "please report this, with the file", "请连同文件报告此问题" }
    }
}

/// Things one below the other, the first of many; each cut where it is long.
fn listed(all: &[String], language: Language) -> String {
    const MOST: usize = 12;
    const LONGEST: usize = 120;
    if all.is_empty() {
        return say!(language, "nothing", "无");
    }
    let mut told = String::new();
    for one in all.iter().take(MOST) {
        let words: String = one.chars().take(LONGEST).collect();
        let more = if words.len() < one.len() { "…" } else { "" };
        told.push_str("\n  - ");
        told.push_str(&words);
        told.push_str(more);
    }
    if all.len() > MOST {
        let more = all.len() - MOST;
        told.push_str(&say!(language, "\n  - and {more} more", "\n  - 另有 {more} 处"));
    }
    told
}
