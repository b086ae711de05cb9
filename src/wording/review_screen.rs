//! The words of the screen of the review.

use super::review::ReviewWords;
use crate::language::{Language, words};
use crate::review::{Manner, ProposedWording};

words! { ReviewWords:
    /// Nothing was found in a clause.
    nothing_here: "No findings in this clause.", "本条没有审查提示。";
    /// What concerns no clause in particular.
    whole_contract: "The contract as a whole", "合同整体";
    /// No checklist but the one for every contract applies.
    no_checklist: "There is no checklist for this kind of contract: only its drafting was reviewed.", "没有适用于此类合同的审查清单：仅审查了起草质量。";
    /// What to do then.
    write_checklist: "Write `kind: crm-saas` into the contract file if it is about CRM software, or write a checklist of your own: a file `house.yaml` in the folder `checklists` of your settings (`~/.config/adidem`). If it says `kinds: [nda]`, it applies to contracts with `kind: nda`; `docs/REVIEW.md` describes the rest.", "如系 CRM 软件合同，请在合同文件中写明 `kind: crm-saas`；也可自行编写清单：在设置文件夹（`~/.config/adidem`）的 `checklists` 下新建 `house.yaml`。其中写明 `kinds: [nda]` 的，适用于 `kind: nda` 的合同；其余格式见 `docs/REVIEW.md`。";
    /// What to do when everything holds.
    go_on: "Up and down go through the clauses; 1 shows the redline.", "按上下键逐条浏览；按 1 查看对比稿。";
    /// The mark is on other words.
    mended_here: "fixed", "已解决";
    /// There is no finding further on.
    no_more: "No further findings.", "后面没有更多审查提示。";
    /// Every finding is handled.
    all_handled: "Every finding is handled.", "审查提示均已处理。";
    /// A clause without findings has nothing to mark.
    no_finding: "There is no finding here: n goes to the next one.", "此处没有审查提示：按 n 到下一条。";
    /// The rule has no wording.
    no_wording: "Your checklists have no wording for this rule: give it `preferred` and `fallbacks`.", "审查清单中该审查要点没有表述：可为其写明 `preferred` 和 `fallbacks`。";
    /// A version that is not the draft was reviewed.
    not_the_draft: "A wording can only go into the draft, and this is not the draft: on the redline, press d to see the draft.", "表述只能写入草稿，而此处所审并非草稿：请在对比稿中按 d 查看草稿。";
    /// Heading of the list of wordings.
    which_wording: "Which wording?", "采用哪一表述？";
    /// Heading of the last look.
    about_to_place: "This will be written into the draft", "以下内容将写入草稿";
    /// The question.
    confirm_place: "Put this wording into the draft? Nothing is sent.", "将此表述写入草稿？不会签发。";
    /// It was not placed.
    not_placed: "The draft was not changed.", "草稿未修改。";
    /// It was placed.
    placed: "The wording is in the draft.", "表述已写入草稿。";
    /// Heading of the note.
    note_title: "A note to yourself; it stays in this copy", "备注，仅保存在本副本中，不会同步给其他方";
    /// In front of a note.
    note: "Note", "备注";
    /// What one's own party last accepted, as a version.
    accepted_text: "what we accepted", "我方接受的文本";
    /// Where marks are.
    private: "Marks and notes stay in this copy; the other side never sees them.", "标记与备注仅保存在本副本中，不会同步给其他方。";
}

impl ReviewWords {
    /// How many of all findings are handled.
    #[must_use]
    pub fn handled(self, handled: usize, all: usize) -> String {
        match self.0 {
            Language::English => format!("{handled} of {all} findings handled"),
            Language::Chinese => format!("审查提示已处理 {handled}/{all} 条"),
        }
    }

    /// Which finding is shown.
    #[must_use]
    pub fn finding_of(self, at: usize, all: usize) -> String {
        match self.0 {
            Language::English => format!("finding {at} of {all}"),
            Language::Chinese => format!("第 {at}/{all} 条提示"),
        }
    }

    /// How many findings are new and how many mended, since which version.
    #[must_use]
    pub fn moved_since(self, new: usize, mended: usize, version: &str) -> String {
        match self.0 {
            Language::English => format!("{new} new, {mended} fixed since {version}"),
            Language::Chinese => format!("对比{version}：新增 {new} 条，已解决 {mended} 条"),
        }
    }

    /// How many findings there are of each severity.
    #[must_use]
    pub fn severities(self, [high, medium, low]: [usize; 3]) -> String {
        match self.0 {
            Language::English => format!("{high} high, {medium} medium, {low} low"),
            Language::Chinese => format!("高 {high}，中 {medium}，低 {low}"),
        }
    }

    /// A wording of the checklist; fallbacks are counted from 1 when there are several.
    #[must_use]
    pub fn wording(self, wording: ProposedWording, fallbacks: usize) -> String {
        match wording {
            ProposedWording::Preferred => self.preferred().to_owned(),
            ProposedWording::Fallback(_) if fallbacks < 2 => self.fallback().to_owned(),
            ProposedWording::Fallback(at) => format!("{} {}", self.fallback(), at + 1),
        }
    }

    /// Where a wording goes.
    #[must_use]
    pub fn manner(self, manner: Manner) -> &'static str {
        match (self.0, manner) {
            (Language::English, Manner::Sentence) => "for the sentence",
            (Language::English, Manner::End) => "at the end",
            (Language::English, Manner::NewClause) => "a new clause",
            (Language::Chinese, Manner::Sentence) => "替换该句",
            (Language::Chinese, Manner::End) => "置于条末",
            (Language::Chinese, Manner::NewClause) => "新增一条",
        }
    }
}
