//! The words of writing a draft on the screens: adding, deleting and moving clauses, undoing, and the plain editor.

use crate::language::{Language, words};

/// The words of writing a draft, in one language.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DraftingWords(pub Language);

words! { DraftingWords:
    /// Asks for a heading.
    heading_after: "Heading of the new clause, which goes after the selected one", "新条款的标题（位于所选条款之后）";
    /// Asks for a heading.
    heading_below: "Heading of the new sub-clause, which goes first below the selected clause", "新下级条款的标题（位于所选条款之下首位）";
    /// Asks for a heading.
    heading_of_first: "Heading of the first clause", "首条条款的标题";
    /// Asks for a heading.
    new_heading: "Heading of the clause", "条款标题";
    /// Asks for a title.
    new_title: "Title of the contract", "合同名称";
    /// Title of the question.
    delete_title: "Delete from the draft", "从草稿中删除";
    /// The question.
    delete_asks: "Delete this from the draft? Z undoes it until you leave the program or send.", "从草稿中删除以上内容？退出程序或签发之前可按 Z 撤销。";
    /// The draft differs from what is shown.
    draft_first: "This is the draft, which reads otherwise: look at it, then press again.", "现显示草稿，其内容与此前所示不同。请查看后再按一次。";
    /// A clause that the draft does not have.
    not_in_draft: "The draft does not have this clause.", "草稿中没有该条款。";
    /// Nothing to undo.
    nothing_to_undo: "You have changed nothing in this draft since the program started or the round was sent.", "自程序启动或上次签发以来，您未改动该草稿。";
    /// Something is still being done.
    one_at_a_time: "The step before is still being written: press the key again.", "上一步仍在写入，请再按一次。";
    /// What was typed before is in the plain editor again.
    restored: "This is what you typed before and did not put into the draft.", "以下是您此前输入、尚未写入草稿的文字。";
    /// The same, and the draft says something else than when it was typed.
    restored_over_others: "You typed this before. The draft's text has changed since: Ctrl-S would replace it, Ctrl-R shows it.", "以下是您此前输入的文字；此后草稿中的正文已有改动：Ctrl-S 将覆盖该改动，Ctrl-R 显示草稿现文。";
    /// What is edited has characters that do not show.
    unseen: "This text has characters that do not show. They stay where they are unless you delete them.", "本文含有不可见字符；除非删除，均保留原处。";
    /// Title of the question whether to take back a round.
    take_back_title: "Take back a round", "撤回一轮";
    /// That question.
    take_back_asks: "Take this round back?", "确定撤回该轮？";
    /// The plain editor was left.
    text_kept: "What you typed is kept, and not in the draft yet: e brings it back.", "您输入的文字已保留，但尚未写入草稿：按 e 继续。";
}

impl DraftingWords {
    /// Under the plain editor; `aside` while the text of the draft is shown in the place of what was typed.
    #[must_use]
    pub fn editor_keys(self, aside: bool) -> &'static str {
        match (self.0, aside) {
            (Language::English, false) => {
                "Ctrl-S: into the draft   Esc: leave, text is kept   Ctrl-R: text of the draft"
            }
            (Language::English, true) => {
                "Ctrl-S: into the draft   Esc: leave, text is kept   Ctrl-R: back to your text"
            }
            (Language::Chinese, false) => "Ctrl-S：写入草稿   Esc：离开，文字会保留   Ctrl-R：查看草稿原文",
            (Language::Chinese, true) => "Ctrl-S：写入草稿   Esc：离开，文字会保留   Ctrl-R：恢复您输入的文字",
        }
    }

    /// Title of the plain editor.
    #[must_use]
    pub fn editing(self, clause: &str) -> String {
        match self.0 {
            Language::English => format!("Text of {clause}, in the draft"),
            Language::Chinese => format!("草稿：{clause}"),
        }
    }

    /// Which round would be taken back, in paragraphs: its number and the contract, and its note if it has one.
    #[must_use]
    pub fn to_take_back(self, round: u32, title: &str, note: &str) -> Vec<String> {
        let title = self.0.quoted(title);
        let mut said = vec![match self.0 {
            Language::English => format!(
                "Round {round} of {title} is in this copy alone, as far as can be known here. Whoever got an evidence file or a \
                 copy of this folder since has it."
            ),
            Language::Chinese => {
                format!(
                    "就本副本所知，{title}第 {round} 轮仅存在于本副本。此后收到证据包或本文件夹副本的人仍持有该轮。"
                )
            }
        }];
        if !note.is_empty() {
            said.push(self.0.quoted(note));
        }
        said
    }

    /// What stays after a round is taken back.
    #[must_use]
    pub fn what_stays(self, differs: bool) -> &'static str {
        match (self.0, differs) {
            (Language::English, false) => "Its record goes; its words stay as your draft.",
            (Language::English, true) => "Its record goes; your draft, which you changed since, stays as it is.",
            (Language::Chinese, false) => "撤回后该轮的表态记录不再存在；其文字保留为您的草稿。",
            (Language::Chinese, true) => "撤回后该轮的表态记录不再存在；您此后修改过的草稿保持不变。",
        }
    }

    /// A round was taken back.
    #[must_use]
    pub fn taken_back(self, round: u32) -> String {
        match self.0 {
            Language::English => {
                format!("Round {round} is taken back. Your draft stays in the working folder, to be sent again.")
            }
            Language::Chinese => format!("第 {round} 轮已撤回；草稿仍在工作文件夹中，可再次签发。"),
        }
    }

    /// How many sub-clauses go with a clause.
    #[must_use]
    pub fn with_below(self, count: usize) -> String {
        match (self.0, count) {
            (Language::English, 1) => "with its sub-clause:".to_owned(),
            (Language::English, count) => format!("with its {count} sub-clauses:"),
            (Language::Chinese, count) => format!("连同其下级条款 {count} 条："),
        }
    }

    /// The text of a clause was changed.
    #[must_use]
    pub fn text(self, called: &str) -> String {
        match self.0 {
            Language::English => format!("changed the text of {called}"),
            Language::Chinese => format!("修改{}的文字", self.0.quoted(called)),
        }
    }

    /// A clause was added.
    #[must_use]
    pub fn added(self, called: &str) -> String {
        match self.0 {
            Language::English => format!("added {called}"),
            Language::Chinese => format!("新增{}", self.0.quoted(called)),
        }
    }

    /// A clause was deleted.
    #[must_use]
    pub fn deleted(self, called: &str) -> String {
        match self.0 {
            Language::English => format!("deleted {called}"),
            Language::Chinese => format!("删除{}", self.0.quoted(called)),
        }
    }

    /// A clause was moved up.
    #[must_use]
    pub fn moved_up(self, called: &str) -> String {
        match self.0 {
            Language::English => format!("moved {called} up"),
            Language::Chinese => format!("上移{}", self.0.quoted(called)),
        }
    }

    /// A clause was moved down.
    #[must_use]
    pub fn moved_down(self, called: &str) -> String {
        match self.0 {
            Language::English => format!("moved {called} down"),
            Language::Chinese => format!("下移{}", self.0.quoted(called)),
        }
    }

    /// A heading was changed.
    #[must_use]
    pub fn heading(self, called: &str) -> String {
        match self.0 {
            Language::English => format!("changed the heading of {called}"),
            Language::Chinese => format!("修改{}的标题", self.0.quoted(called)),
        }
    }

    /// The title was changed.
    #[must_use]
    pub fn title(self, called: &str) -> String {
        match self.0 {
            Language::English => format!("changed the title, which was {}", self.0.quoted(called)),
            Language::Chinese => format!("修改合同名称（原为{}）", self.0.quoted(called)),
        }
    }

    /// A step was taken; `next` says what can be done now.
    #[must_use]
    pub fn done(self, step: &str, never_sent: bool) -> String {
        match (self.0, never_sent) {
            (Language::English, true) => format!("Draft: {step}. Z undoes it, S sends it."),
            (Language::English, false) => {
                format!("Draft: {step}. Z undoes it, d leaves it, S sends it.")
            }
            (Language::Chinese, true) => format!("草稿：已{step}。按 Z 撤销，按 S 签发。"),
            (Language::Chinese, false) => {
                format!("草稿：已{step}。按 Z 撤销，按 d 回到最新一轮，按 S 签发。")
            }
        }
    }

    /// A step was undone; how many more there are.
    #[must_use]
    pub fn undone(self, step: &str, left: usize) -> String {
        match (self.0, left) {
            (Language::English, 0) => format!("Undone: {step}."),
            (Language::English, 1) => format!("Undone: {step}. 1 more with Z."),
            (Language::English, left) => format!("Undone: {step}. {left} more with Z."),
            (Language::Chinese, 0) => format!("已撤销：{step}。"),
            (Language::Chinese, left) => format!("已撤销：{step}。按 Z 可再撤销 {left} 步。"),
        }
    }
}
