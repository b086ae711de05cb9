//! The words of an exchange with the other side.

use super::Language;
use super::say::words;

/// The words of an exchange, in one language.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SyncWords(pub Language);

words! { SyncWords:
    /// Both sides were the same.
    up_to_date: "Both sides have the same.", "双方一致，无需同步。";
    /// Something came.
    fetched: "Taken over from the other side.", "已取得对方内容。";
    /// Something went.
    pushed: "Sent to the other side.", "已发送给对方。";
    /// Two sides were joined.
    joined: "Both sides had moved on; what they changed was brought together.", "双方均有修改，已合并。";
    /// Clauses that both changed.
    choose: "Both sides changed the same, so nothing was brought together. Whoever sends later chooses:", "双方修改了同一处，因此未合并。由后发送的一方选择：";
    /// In front of one's own wording.
    ours: "yours", "我方";
    /// In front of the other side's wording.
    theirs: "theirs", "对方";
    /// A part of the head.
    title: "title", "名称";
    /// A part of the head.
    language: "language", "语言";
    /// A part of the head.
    kind: "kind of contract", "合同种类";
    /// A part of the head.
    reference: "reference", "编号";
    /// A party of the head, before its name.
    party: "names, members and keys of", "当事方信息、成员与密钥：";
    /// A file that is no contract.
    file: "file", "文件";
    /// What was done to a clause.
    added: "new", "新增";
    /// What was done to a clause.
    reworded: "reworded", "已改写";
    /// What was done to a clause.
    removed: "deleted", "已删除";
    /// What was done to a clause.
    moved: "same words, moved", "文字未变，已移动";
    /// Title of the choice.
    both_changed: "Both sides changed the same: choose", "双方修改了同一处：请选择";
    /// A part that nobody chose for yet.
    not_chosen: "?", "？";
    /// Who has to choose.
    who_chooses: "What the other side sent was there first, so the choice is yours. It is recorded under your name, and the other side sees it.", "对方的内容先到，因此由您选择。您的选择以您的名义记录，对方可以看到。";
    /// What the signs mean.
    signs: "[-only in ours-]  {+only in theirs+}", "[-仅我方有-]  {+仅对方有+}";
    /// A clause with the same words in two places.
    where_it_stands: "The words are the same. Where the clause stands follows your side, unless everything is taken from the other side.", "文字相同。条款位置以我方为准，除非全部采用对方。";
    /// Over the summary.
    chosen_title: "This will stand", "将以此为准";
    /// Under the summary.
    confirm_choices: "Bring both sides together like this and exchange?", "按此合并双方内容并同步？";
    /// After leaving the choice.
    nothing_exchanged: "Nothing was exchanged: both sides are as they were.", "未同步：双方内容均保持原样。";
    /// While something is still to be chosen.
    choose_first: "There is still something to choose.", "还有未选择的部分。";
    /// The other side went on meanwhile.
    meanwhile: "Something changed meanwhile: look at what is left to choose.", "期间又有变更：请查看尚待选择的部分。";
    /// Where a clause was deleted.
    deleted: "(deleted)", "（已删除）";
}

impl SyncWords {
    /// What somebody did or says: whose it is in front.
    #[must_use]
    pub fn says(self, who: &str, what: &str) -> String {
        match self.0 {
            Language::English => format!("{who}: {what}"),
            Language::Chinese => format!("{who}：{what}"),
        }
    }

    /// How many are chosen.
    #[must_use]
    pub fn chosen(self, chosen: usize, all: usize) -> String {
        match self.0 {
            Language::English => format!("{chosen} of {all} chosen"),
            Language::Chinese => format!("已选 {chosen} / {all}"),
        }
    }

    /// Whose a party's members and keys are to tell.
    #[must_use]
    pub fn ask_party(self, party: &str) -> String {
        match self.0 {
            Language::English => {
                format!(
                    "Who speaks for {party}, with which keys, only {party} can say: unless that is you, ask it first."
                )
            }
            Language::Chinese => {
                format!("谁代表{party}、使用哪些密钥，只有{party}自己能确定：如非我方，请先向其核实。")
            }
        }
    }

    /// Facts in brackets behind what they belong to.
    #[must_use]
    pub fn beside(self, said: &str, facts: &str) -> String {
        match self.0 {
            Language::English => format!("{said} ({facts})"),
            Language::Chinese => format!("{said}（{facts}）"),
        }
    }

    /// How to choose.
    #[must_use]
    pub fn how(self, clause: &str) -> String {
        match self.0 {
            Language::English => {
                format!("`adidem sync --ours {clause}` keeps yours, `adidem sync --theirs {clause}` takes theirs")
            }
            Language::Chinese => {
                format!("`adidem sync --ours {clause}` 保留我方，`adidem sync --theirs {clause}` 采用对方")
            }
        }
    }

    /// Two rounds were sent at once.
    #[must_use]
    pub fn at_once(self, contract: &str, round: u32) -> String {
        match self.0 {
            Language::English => format!(
                "Both sides had sent a round of `{contract}` at once. Round {round} reached the shared history second: look at it with `adidem diff {contract}`, and send again what is to stand."
            ),
            Language::Chinese => format!(
                "双方同时发出了 `{contract}` 的一轮。第{round}轮较晚到达共享历史：请用 `adidem diff {contract}` 查看，并重新发出应当保留的内容。"
            ),
        }
    }
}
