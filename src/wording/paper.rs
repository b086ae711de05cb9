//! What is said of a file on paper: imported, or held against a contract.

use crate::language::{Language, say, words};

/// The words about a file on paper, in one language.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PaperWords(pub Language);

words! { PaperWords:
    /// Over the list of what was not read.
    unread: "Not, or not fully, in the text:", "未读入或未完全读入：";
    /// Over the comments.
    comments: "Comments in the file, which are not part of the text:", "文件中的批注（不属于文本）：";
    /// Tracked changes were accepted.
    accepted: "The text was read as if all of them were accepted; `--reject-changes` reads the text before them.", "文本按接受全部修订读入；`--reject-changes` 读入修订前的文本。";
    /// Tracked changes were rejected.
    rejected: "The text was read as if all of them were rejected.", "文本按拒绝全部修订读入。";
    /// No difference at all.
    same: "No difference: the file says what this version says.", "没有差异：文件内容与该版本一致。";
    /// No difference in what was read.
    same_as_read: "No difference in what was read; the parts listed above were not compared.", "已读入的内容没有差异；上列部分未作比对。";
    /// There are differences.
    differs: "The file differs from this version.", "文件与该版本不一致。";
    /// There are differences that no tracked change explains.
    untracked: "The file differs from this version even with its tracked changes rejected: these changes are not tracked.", "即使拒绝全部修订，文件仍与该版本不一致：下列改动未以修订标出。";
    /// Without its tracked changes it says the same.
    all_tracked: "With its tracked changes rejected, the file says what this version says: every change in it is tracked.", "拒绝全部修订后，文件内容与该版本一致：其中的改动均已以修订标出。";
    /// What a PDF cannot show.
    wrapped: "Read from a PDF: spaces, line breaks, hyphens and the borders of table cells were not compared.", "读自 PDF：未比对空格、换行、连字符和表格边框。";
    /// The file is kept.
    kept: "A copy of the file is kept with this repository, for you alone: `adidem export` marks your changes in it.", "该文件已在本副本中另存一份，仅供本人使用：`adidem export` 将在其中以修订标出您的改动。";
    /// What was written was not sent.
    exported_draft: "This is your draft: it was not sent as a round, and nothing records that the other side received it.", "这是您的草稿：尚未作为一轮签发，也没有任何记录表明对方收到了它。";
    /// Without marks.
    exported_clean: "It holds the text alone, without any tracked change.", "文件仅含文本，不含任何修订。";
    /// Over the lines whose numbers differ.
    numbered_otherwise: "Word computes the numbers of these lines, and they differ from those in the contract; check them in Word:", "以下各行的编号由 Word 自动生成，与合同中的编号不同；请在 Word 中核对：";
    /// Whether to take it in.
    receive: "Record this as the next round, as reported by you? [y/N] ", "是否收入为下一轮，由您转述？[y/N] ";
    /// The same, where something was changed without a mark.
    receive_untracked: "The file has changes that are not tracked. Record it as the next round all the same? [y/N] ", "文件中有未以修订标出的改动。是否仍收入为下一轮？[y/N] ";
    /// A text marks nothing.
    cannot_mark: "A text cannot mark what was changed in it: nothing in this file is a tracked change. Read the redline below.", "文本文件无法标出修订：其中的改动均未标出。请阅读下列修订对比。";
    /// What no paper shows.
    front: "Parties, members and keys were not compared: paper does not list them.", "未比对当事人、成员和密钥：纸面文件不列明这些内容。";
}

impl PaperWords {
    /// A draft was made.
    #[must_use]
    pub fn imported(self, name: &str, file: &str) -> String {
        say!(
            self.0,
            "Draft of `{name}` written to {file}.",
            "`{name}` 的草稿已写入 {file}。"
        )
    }

    /// A version was written into a Word file.
    #[must_use]
    pub fn exported(self, name: &str, round: Option<u32>, file: &str) -> String {
        match round {
            Some(round) => say!(
                self.0,
                "Round {round} of `{name}` written to {file}.",
                "`{name}` 第 {round} 轮已写入 {file}。"
            ),
            None => say!(self.0, "`{name}` written to {file}.", "`{name}` 已写入 {file}。"),
        }
    }

    /// In whose name changes are marked.
    #[must_use]
    pub fn marked_as(self, author: &str) -> String {
        say!(
            self.0,
            "Your changes are tracked changes by {author}; those that were in the file are as they were.",
            "改动已以 {author} 名义的修订标出；文件中原有的修订保持不变。"
        )
    }

    /// How much was left as it was.
    #[must_use]
    pub fn untouched(self, untouched: usize, paragraphs: usize) -> String {
        say!(
            self.0,
            "{untouched} of {paragraphs} paragraphs, and every other part of the file, are unchanged byte for byte.",
            "{paragraphs} 个段落中有 {untouched} 个及文件的其他部分逐字节保持不变。"
        )
    }

    /// How much is in it.
    #[must_use]
    pub fn holds(self, clauses: usize, rows: usize) -> String {
        let clauses_en = counted(clauses, "clause", "clauses");
        let rows_en = counted(rows, "table row", "table rows");
        say!(
            self.0,
            "It has {clauses_en} and {rows_en}. Check it against the file before you send it.",
            "共 {clauses} 个条款、{rows} 行表格。签发前请与原文件核对。"
        )
    }

    /// The parties that were found.
    #[must_use]
    pub fn parties(self, parties: &[String]) -> String {
        let parties = self.0.list(parties);
        say!(self.0, "Parties: {parties}", "当事人：{parties}")
    }

    /// The parties whose names have to be filled in.
    #[must_use]
    pub fn fill_in(self, parties: &[String], file: &str) -> String {
        let parties = self.0.list(parties);
        say!(
            self.0,
            "Fill in the names of {parties} in {file}.",
            "请在 {file} 中填写 {parties} 的名称。"
        )
    }

    /// Where to say for whom the user speaks.
    #[must_use]
    pub fn add_members(self, file: &str) -> String {
        say!(
            self.0,
            "List the people who speak for each party under `members` in {file}.",
            "请在 {file} 的 `members` 下列明各方的成员。"
        )
    }

    /// The first round.
    #[must_use]
    pub fn then_send(self, name: &str) -> String {
        say!(
            self.0,
            "Then make it round 1: `adidem send {name}`",
            "然后签发为第 1 轮：`adidem send {name}`"
        )
    }

    /// The tracked changes in the file, and by whom.
    #[must_use]
    pub fn changes(self, changes: usize, looks: usize, authors: &[String]) -> String {
        let words_en = counted(changes, "tracked change", "tracked changes");
        let by = if authors.is_empty() {
            String::new()
        } else {
            self.by(authors)
        };
        let also = if looks == 0 { String::new() } else { self.looks(looks) };
        say!(
            self.0,
            "The file has {words_en}{by}{also}.",
            "文件中有 {changes} 处修订{by}{also}。"
        )
    }

    fn by(self, authors: &[String]) -> String {
        let authors = self.0.list(authors);
        say!(self.0, " by {authors}", "（作者：{authors}）")
    }

    fn looks(self, looks: usize) -> String {
        let looks_en = counted(looks, "change", "changes");
        say!(
            self.0,
            ", and {looks_en} of formatting alone",
            "，另有 {looks} 处仅为格式修订"
        )
    }

    /// What was received, and from whom.
    #[must_use]
    pub fn incoming(self, contract: &str, title: &str, from: &str) -> String {
        say!(
            self.0,
            "`{contract}` {title}: answer of {from} in a file",
            "`{contract}` {title}：{from} 以文件所作的答复"
        )
    }

    /// Nothing differs from the newest round.
    #[must_use]
    pub fn says_the_same(self, round: u32, all_read: bool) -> String {
        if all_read {
            say!(
                self.0,
                "The file says what round {round} says. Nothing was recorded.",
                "文件内容与第 {round} 轮一致。未作任何登记。"
            )
        } else {
            say!(
                self.0,
                "What was read of the file says what round {round} says; the parts listed above were not compared. Nothing was recorded.",
                "文件已读入的内容与第 {round} 轮一致；上列部分未作比对。未作任何登记。"
            )
        }
    }

    /// Everything that was changed is marked.
    #[must_use]
    pub fn all_tracked_since(self, round: u32) -> String {
        say!(
            self.0,
            "With its tracked changes rejected, the file says what round {round} says: every change in it is tracked.",
            "拒绝全部修订后，文件内容与第 {round} 轮一致：其中的改动均已以修订标出。"
        )
    }

    /// Something was changed without a mark.
    #[must_use]
    pub fn untracked_since(self, round: u32, parts: usize) -> String {
        let places = counted(parts, "place", "places");
        say!(
            self.0,
            "UNTRACKED CHANGES in {places}: with its tracked changes rejected, the file still differs from round {round}, as follows. If you sent it with changes marked in it, name the round before them with `--sent`.",
            "有 {parts} 处未以修订标出的改动：拒绝全部修订后，文件与第 {round} 轮仍有下列差异。如发出的文件本身带有修订，请用 `--sent` 指明修订前的轮次。"
        )
    }

    /// The file answers an earlier round than the newest.
    #[must_use]
    pub fn answers_earlier(self, sent: u32, newest: u32) -> String {
        say!(
            self.0,
            "The file answers round {sent}; the latest is round {newest}. What changed in between and is not in the file is undone below.",
            "文件答复的是第 {sent} 轮，而最近一轮为第 {newest} 轮。其间的修改未见于文件的，下文一并还原。"
        )
    }

    /// Over the redline of the round that would come.
    #[must_use]
    pub fn next_round(self, newest: u32, next: u32) -> String {
        say!(
            self.0,
            "From round {newest} to round {next}",
            "自第 {newest} 轮至第 {next} 轮"
        )
    }

    /// It is recorded.
    #[must_use]
    pub fn received(self, contract: &str, round: u32, from: &str, by: &str) -> String {
        say!(
            self.0,
            "`{contract}`: round {round} of {from}, reported by {by}.",
            "`{contract}`：{from} 的第 {round} 轮，由 {by} 转述。"
        )
    }

    /// What that is worth.
    #[must_use]
    pub fn no_offer(self, from: &str) -> String {
        say!(
            self.0,
            "It is nobody's own word: what {from} offers in it counts only where reported positions count (`--reported`), and your party has taken no position on it.",
            "这不是任何一方自己的表态：{from} 在其中所提的内容，仅在计入转述时（`--reported`）有效；我方对此尚未表态。"
        )
    }

    /// One comment.
    #[must_use]
    pub fn comment(self, author: &str, on: &str, text: &str) -> String {
        say!(self.0, "{author} on \"{on}\": {text}", "{author} 对“{on}”：{text}")
    }

    /// The file's digest.
    #[must_use]
    pub fn digest(self, name: &str, digest: &str) -> String {
        say!(self.0, "{name}, SHA-256 {digest}", "{name}，SHA-256 {digest}")
    }
}

fn counted(count: usize, one: &str, many: &str) -> String {
    format!("{count} {}", if count == 1 { one } else { many })
}
