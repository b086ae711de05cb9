//! The words for comments on clauses.

use crate::language::{Language, say, words};

/// The words of comments, in one language.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CommentWords(pub Language);

words! { CommentWords:
    /// Settled.
    resolved: "resolved", "已解决";
    /// The clause reads otherwise by now.
    outdated: "the clause has changed since", "条款此后已改动";
    /// None are there.
    nothing: "No comments.", "没有批注。";
    /// None of colleagues are there.
    nothing_internal: "No internal comments.", "没有内部批注。";
    /// Heading over internal ones.
    internal: "Internal comments: kept in your own folder; the other side never gets them.", "内部批注：仅存于您自己的文件夹，对方不会得到。";
    /// Before it is signed.
    will: "Will be recorded for all parties to read:", "将登记以下批注，各方均可查看：";
    /// The question.
    sign: "Sign and record? [y/N] ", "用密钥签名并登记？[y/N] ";
    /// The question where nothing signs.
    record: "Record unsigned? [y/N] ", "不签名登记？[y/N] ";
    /// It binds nobody.
    binds_nobody: "A comment is no position: it counts for nothing in what is agreed.", "批注不是表态，不影响是否议定。";
    /// Kept for colleagues.
    kept: "Kept among your internal comments; nothing was recorded.", "已存为内部批注，未登记任何内容。";
    /// It is recorded, on the screens.
    made: "The comment is recorded; X sends it to the shared repository.", "批注已登记；按 X 同步到共享合同库。";
    /// Heading of the prompt on the screens.
    prompt: "Comment, for all parties to read", "批注（各方可见）";
    /// Heading of the prompt on the screens, for colleagues.
    prompt_internal: "Internal comment; the other side never gets it", "内部批注（对方不会得到）";
    /// Under the prompt.
    prompt_keys: "Enter: done   Tab: on which words   Esc: leave", "Enter：完成   Tab：针对哪些文字   Esc：离开";
    /// Asks for the words that a comment is on.
    which_words: "On which words of the clause? Empty: on the whole clause", "针对本条哪些文字？留空则针对整条";
    /// They are not there.
    not_those_words: "These words do not stand in the clause: quote it exactly, as it reads now", "该条最新一轮的文本中没有这些文字：请照原文输入";
    /// Heading over the comments of a clause.
    heading: "Comments", "批注";
    /// Before the other side reads it, on the screens.
    confirm: "Sign and record this comment?", "用密钥签名并登记此批注？";
    /// To pick: a comment of its own.
    new_comment: "new comment", "新的批注";
    /// Beside an internal comment.
    only_here: "internal", "内部";
    /// Of the page of a redline.
    in_page: "Comments on the clauses", "条款批注";
}

impl CommentWords {
    /// How a comment is named: by its number, with an `i` in front where it is internal.
    #[must_use]
    pub fn number(self, number: usize, internal: bool) -> String {
        let sign = if internal { "i" } else { "" };
        say!(self.0, "#{sign}{number}", "#{sign}{number}")
    }

    /// What somebody did.
    #[must_use]
    pub fn did(self, answers: Option<usize>, resolves: bool, internal: bool) -> String {
        let answered = answers.map(|number| self.number(number, internal));
        match (self.0, answered, resolves) {
            (Language::English, _, true) => "marked it as resolved".to_owned(),
            (Language::Chinese, _, true) => "标为已解决".to_owned(),
            (Language::English, Some(number), _) => format!("answered {number}"),
            (Language::Chinese, Some(number), _) => format!("答复 {number}"),
            (Language::English, None, _) => "commented".to_owned(),
            (Language::Chinese, None, _) => "批注".to_owned(),
        }
    }

    /// The headline of a comment.
    #[must_use]
    pub fn headline(self, number: &str, who: &str, did: &str, when: &str) -> String {
        say!(self.0, "{number} {who} {did}, {when}", "{number} {who}{did}，{when}")
    }

    /// The words that it is about.
    #[must_use]
    pub fn on(self, words: &str) -> String {
        say!(self.0, "on “{words}”", "针对“{words}”")
    }

    /// That there are files of which nobody here knows what they say.
    #[must_use]
    pub fn unread(self, count: usize, contract: &str) -> String {
        let files = if count == 1 {
            "1 file"
        } else {
            &*format!("{count} files")
        };
        say!(
            self.0,
            "{files} in the record of this contract cannot be read here and may be comments: `adidem audit {contract}` says why",
            "本合同的记录中有 {count} 个文件在此无法读取，其中可能有批注：`adidem audit {contract}` 说明原因"
        )
    }

    /// That there are more, which only colleagues see.
    #[must_use]
    pub fn not_listed(self, count: usize, contract: &str) -> String {
        let threads = if count == 1 { "comment" } else { "comments" };
        say!(
            self.0,
            "{count} internal {threads} not listed here: `adidem comments {contract} --internal`",
            "另有 {count} 条内部批注未列出：`adidem comments {contract} --internal`"
        )
    }

    /// It is recorded.
    #[must_use]
    pub fn recorded(self, party: &str, clause: &str, round: u32) -> String {
        say!(
            self.0,
            "Recorded: a comment of {party} on {clause}, round {round}",
            "已登记：{party} 对 {clause} 的批注，第 {round} 轮"
        )
    }

    /// Answers, before it is signed.
    #[must_use]
    pub fn answering(self, number: usize) -> String {
        say!(self.0, "in answer to #{number}", "答复 #{number}")
    }

    /// Resolves, before it is signed.
    #[must_use]
    pub fn resolving(self, number: usize) -> String {
        say!(self.0, "marks #{number} as resolved", "将 #{number} 标为已解决")
    }

    /// They are in a file.
    #[must_use]
    pub fn exported(self, count: usize, file: &str) -> String {
        say!(
            self.0,
            "{count} internal comments written to {file}; hand it to colleagues only",
            "已将 {count} 条内部批注写入 {file}；请只交给同事"
        )
    }

    /// They are out of a file.
    #[must_use]
    pub fn imported(self, count: usize) -> String {
        say!(
            self.0,
            "{count} new internal comments taken over",
            "已取入 {count} 条新的内部批注"
        )
    }

    /// To pick: an answer.
    #[must_use]
    pub fn answer_it(self, number: &str) -> String {
        say!(self.0, "answer {number}", "答复 {number}")
    }

    /// To pick: that it is settled.
    #[must_use]
    pub fn resolve_it(self, number: &str) -> String {
        say!(self.0, "mark {number} as resolved", "将 {number} 标为已解决")
    }

    /// How many threads of a clause are settled.
    #[must_use]
    pub fn resolved_count(self, count: usize) -> String {
        say!(self.0, "{count} resolved", "另有 {count} 条已解决")
    }

    /// In the list of what happened: who remarked what on which clause.
    #[must_use]
    pub fn event(self, who: &str, did: &str, clause: &str) -> String {
        say!(self.0, "{who}  {did} on {clause}", "{who}  对{clause}{did}")
    }
}
