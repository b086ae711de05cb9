//! The words of a redline that leaves the program as a page of its own: headings, labels and whole sentences.
//!
//! A sentence is a pattern: `{name}` stands where a number, a clause or words of the contract go, in the order that the
//! language wants.

use crate::language::Language;
use crate::redline::Counts;
use crate::redline::figures::FigureKind;
use crate::redline::hidden::HiddenKind;

/// Every word of such a page in one language.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PageWords {
    /// What the page is.
    pub redline: &'static str,
    /// The link that jumps over everything in front of the clauses.
    pub skip: &'static str,
    /// How the marks are to be read, on a page that shows them in colour.
    pub legend: &'static str,
    /// How the marks are to be read in Markdown.
    pub legend_markdown: &'static str,
    /// The keys that jump from change to change.
    pub keys: &'static str,
    /// Heading over both versions.
    pub versions: &'static str,
    /// The old version.
    pub from: &'static str,
    /// The new version.
    pub to: &'static str,
    /// A round: `{round}`.
    pub round: &'static str,
    /// What was not sent yet.
    pub draft: &'static str,
    /// A version that is neither a round nor the draft.
    pub between: &'static str,
    /// Label of the version's kind and number.
    pub version: &'static str,
    /// Label of who sent it.
    pub sender: &'static str,
    /// Label of when.
    pub date: &'static str,
    /// Label of the note that came with it.
    pub note: &'static str,
    /// Label of the id by which git knows it.
    pub git_id: &'static str,
    /// Heading over the counts.
    pub summary: &'static str,
    /// Both versions say the same.
    pub no_difference: &'static str,
    /// Heading over the figures that moved.
    pub figures: &'static str,
    /// Column: the clause.
    pub clause: &'static str,
    /// Column: what changed.
    pub item: &'static str,
    /// Column: the old value.
    pub before: &'static str,
    /// Column: the new value.
    pub after: &'static str,
    /// In place of a value that one version lacks.
    pub nothing: &'static str,
    /// Heading over what a reader should not miss.
    pub attention: &'static str,
    /// Heading over cross-references that go wrong.
    pub references: &'static str,
    /// `{clause}` `{text}` `{was}` `{now}`: a cross-reference points elsewhere.
    pub reference_strays: &'static str,
    /// `{clause}` `{text}` `{was}`: a cross-reference leads nowhere any more.
    pub reference_lost: &'static str,
    /// `{clause}` `{text}`: a cross-reference never led anywhere.
    pub reference_dangles: &'static str,
    /// Heading over changed definitions.
    pub definitions: &'static str,
    /// `{term}` `{defined}` `{affected}`.
    pub definition: &'static str,
    /// Heading over words and figures that disagree.
    pub mismatches: &'static str,
    /// `{clause}` `{text}`: this redline brought it in.
    pub mismatch_introduced: &'static str,
    /// `{clause}` `{text}`: it stood there before.
    pub mismatch_stood: &'static str,
    /// Heading over hidden characters.
    pub hidden: &'static str,
    /// `{clause}` `{characters}`: the new text has them.
    pub hidden_within: &'static str,
    /// `{clause}` `{characters}`: the old text had them.
    pub hidden_gone: &'static str,
    /// Heading over title, parties and members.
    pub front: &'static str,
    /// The contract's title.
    pub front_title: &'static str,
    /// The contract's language.
    pub front_language: &'static str,
    /// The contract's kind.
    pub front_kind: &'static str,
    /// The kind of annex that it is.
    pub front_annex: &'static str,
    /// The parties' own reference.
    pub front_reference: &'static str,
    /// The same: the order of the parties.
    pub front_order: &'static str,
    /// A party.
    pub front_party: &'static str,
    /// A member of a party.
    pub front_member: &'static str,
    /// A member's key.
    pub front_key: &'static str,
    /// Heading over the table of contents.
    pub contents: &'static str,
    /// Heading over the clauses that are listed because they changed.
    pub changed_clauses: &'static str,
    /// Heading over the clauses when all are listed.
    pub all_clauses: &'static str,
    /// `{numbers}`: the one clause of which only the number changed.
    pub renumbered_one: &'static str,
    /// `{count}` `{numbers}`: clauses of which only the number changed.
    pub renumbered_many: &'static str,
    /// `{count}` `{numbers}`: the same, when sub-clauses that go with their clause are not named.
    pub renumbered_with_subclauses: &'static str,
    /// `{numbers}`: numbers written in headings and texts that went with their clause.
    pub followed: &'static str,
    /// `{number}`: where a moved clause stood.
    pub moved_from: &'static str,
    /// `{number}`: a clause that is gone, by the number that it had.
    pub gone: &'static str,
    /// `{number}`: the number that a clause had.
    pub formerly: &'static str,
    /// A clause that moved with its words kept.
    pub words_kept: &'static str,
    /// `{old}` `{new}`: the clause was found again although its id is another.
    pub matched: &'static str,
    /// `{clause}`: the clause to which deleted words went.
    pub words_moved_to: &'static str,
    /// `{clause}`: the clause from which inserted words came.
    pub words_moved_from: &'static str,
    /// Read aloud before deleted words.
    pub say_deleted: &'static str,
    /// Read aloud before inserted words.
    pub say_inserted: &'static str,
    /// Read aloud after a change.
    pub say_end: &'static str,
    /// Behind a label.
    pub colon: &'static str,
    /// Between the items of a list.
    pub comma: &'static str,
    /// A blank that was deleted or inserted.
    pub blank: &'static str,
    /// A line end that was deleted or inserted.
    pub line_end: &'static str,
}

const ENGLISH: PageWords = PageWords {
    redline: "Redline",
    skip: "Skip to the clauses",
    legend: "Red and struck through: deleted. Blue and underlined: inserted. Green: moved from or to another clause. A boxed code such as U+200B stands for a character that is invisible or looks like another.",
    legend_markdown: "Deleted words are between `<del>` and `</del>`, inserted words between `<ins>` and `</ins>`. `→5.2` follows words that moved to clause 5.2, `←5.2` precedes words that came from there. A code such as `U+200B` stands for a character that is invisible or looks like another.",
    keys: "The keys n and p jump to the next and the previous change.",
    versions: "The two versions",
    from: "From",
    to: "To",
    round: "Round {round}",
    draft: "Draft, not sent",
    between: "Version between rounds",
    version: "Version",
    sender: "Sender",
    date: "Date",
    note: "Note",
    git_id: "Git commit",
    summary: "Summary",
    no_difference: "Both versions are the same.",
    figures: "Figures that changed",
    clause: "Clause",
    item: "What",
    before: "Before",
    after: "After",
    nothing: "none",
    attention: "Needs attention",
    references: "Cross-references that no longer fit",
    reference_strays: "{clause}: “{text}” pointed to {was} and now points to {now}.",
    reference_lost: "{clause}: “{text}” pointed to {was} and no longer points to any clause.",
    reference_dangles: "{clause}: “{text}” does not point to any clause.",
    definitions: "Changed definitions",
    definition: "“{term}”, defined in {defined}. Clauses that use it: {affected}.",
    mismatches: "Words and figures that disagree",
    mismatch_introduced: "{clause}: “{text}”, introduced in this redline.",
    mismatch_stood: "{clause}: “{text}”, as in the old version.",
    hidden: "Hidden and look-alike characters",
    hidden_within: "{clause}: the new text has {characters}.",
    hidden_gone: "{clause}: removed: {characters}.",
    front: "Title, parties and members",
    front_title: "Title",
    front_language: "Language",
    front_kind: "Kind of contract",
    front_annex: "Kind of annex",
    front_reference: "Reference",
    front_order: "Order of the parties",
    front_party: "Party",
    front_member: "Member",
    front_key: "Key",
    contents: "Contents",
    changed_clauses: "Changed clauses",
    all_clauses: "All clauses",
    renumbered_one: "1 clause renumbered: {numbers}.",
    renumbered_many: "{count} clauses renumbered: {numbers}.",
    renumbered_with_subclauses: "{count} clauses renumbered, sub-clauses with them: {numbers}.",
    followed: "Numbers that only followed: {numbers}.",
    moved_from: "moved from {number}",
    gone: "former {number}",
    formerly: "formerly {number}",
    words_kept: "words unchanged",
    matched: "Its id was {old} and is now {new}; the clause was matched by its words.",
    words_moved_to: "moved to {clause}",
    words_moved_from: "moved from {clause}",
    say_deleted: "deleted:",
    say_inserted: "inserted:",
    say_end: "end of change",
    colon: ": ",
    comma: ", ",
    blank: "blank",
    line_end: "line end",
};

const CHINESE: PageWords = PageWords {
    redline: "对比稿",
    skip: "跳到条款",
    legend: "红色删除线：删除。蓝色下划线：新增。绿色：从其他条款移来或移往其他条款。带框的代码（如 U+200B）表示不显示的字符或与其他字符形近的字符。",
    legend_markdown: "删除的文字在 `<del>` 与 `</del>` 之间，新增的文字在 `<ins>` 与 `</ins>` 之间。`→5.2` 表示前面的文字移至第 5.2 条，`←5.2` 表示后面的文字移自第 5.2 条。`U+200B` 之类的代码表示不显示的字符或与其他字符形近的字符。",
    keys: "按 n 键跳到下一处修改，按 p 键跳到上一处。",
    versions: "两个版本",
    from: "原版本",
    to: "新版本",
    round: "第 {round} 轮",
    draft: "草稿，尚未签发",
    between: "两轮之间的版本",
    version: "版本",
    sender: "签发方",
    date: "日期",
    note: "说明",
    git_id: "git 提交",
    summary: "概要",
    no_difference: "两个版本内容相同。",
    figures: "变动的数字",
    clause: "条款",
    item: "项目",
    before: "原为",
    after: "现为",
    nothing: "无",
    attention: "请注意",
    references: "条款引用有误",
    reference_strays: "{clause}：“{text}”原指{was}，现指{now}。",
    reference_lost: "{clause}：“{text}”原指{was}，所引条款已不存在。",
    reference_dangles: "{clause}：“{text}”所引条款不存在。",
    definitions: "有修改的定义",
    definition: "“{term}”，定义于{defined}。使用该定义术语的条款：{affected}。",
    mismatches: "汉字数字与阿拉伯数字不一致",
    mismatch_introduced: "{clause}：“{text}”，由本次修改造成。",
    mismatch_stood: "{clause}：“{text}”，原版本已有。",
    hidden: "隐藏或形近字符",
    hidden_within: "{clause}：新文本含有{characters}。",
    hidden_gone: "{clause}：已去除{characters}。",
    front: "合同名称、当事人和成员",
    front_title: "合同名称",
    front_language: "语言",
    front_kind: "合同类型",
    front_annex: "附件类型",
    front_reference: "合同编号",
    front_order: "当事人顺序",
    front_party: "当事人",
    front_member: "成员",
    front_key: "密钥",
    contents: "目录",
    changed_clauses: "有修改的条款",
    all_clauses: "全部条款",
    renumbered_one: "1 条仅条号变动：{numbers}。",
    renumbered_many: "{count} 条仅条号变动：{numbers}。",
    renumbered_with_subclauses: "{count} 条仅条号变动（含下级条款）：{numbers}。",
    followed: "仅条号或引用随之调整：{numbers}。",
    moved_from: "由 {number} 移来",
    gone: "原 {number}",
    formerly: "原为 {number}",
    words_kept: "文字未变",
    matched: "条款代号原为 {old}，现为 {new}；系按文字对应。",
    words_moved_to: "移至 {clause}",
    words_moved_from: "移自 {clause}",
    say_deleted: "删除：",
    say_inserted: "新增：",
    say_end: "修改结束",
    colon: "：",
    comma: "，",
    blank: "空格",
    line_end: "换行",
};

impl PageWords {
    /// The words in that language.
    #[must_use]
    pub fn of(language: Language) -> &'static Self {
        match language {
            Language::English => &ENGLISH,
            Language::Chinese => &CHINESE,
        }
    }
}

impl Language {
    /// What a figure measures.
    #[must_use]
    pub fn figure_kind(self, kind: FigureKind) -> &'static str {
        let (english, chinese) = match kind {
            FigureKind::Amount => ("amount", "金额"),
            FigureKind::Percent => ("percentage", "百分比"),
            FigureKind::Period => ("period", "期限"),
            FigureKind::Date => ("date", "日期"),
            FigureKind::Count => ("number", "数量"),
        };
        self.either(english, chinese)
    }

    /// Why a character is shown by its code point.
    #[must_use]
    pub fn hidden_kind(self, kind: HiddenKind) -> &'static str {
        let (english, chinese) = match kind {
            HiddenKind::Invisible => ("invisible", "不可见"),
            HiddenKind::Bidirectional => ("changes the direction of writing", "改变书写方向"),
            HiddenKind::Tag => ("invisible tag", "不可见标签"),
            HiddenKind::Control => ("control character", "控制字符"),
            HiddenKind::OddSpace => ("unusual blank", "特殊空白"),
            HiddenKind::LookAlike => ("looks like another character", "形似其他字符"),
            HiddenKind::Undefined => ("looks different on each computer", "在不同计算机上显示不同"),
            HiddenKind::FullWidth => ("full-width", "全角"),
            HiddenKind::Overlay => ("strikes out or rings what stands before it", "划去或圈住前一字符"),
            HiddenKind::Variation => ("picks the shape of a character", "异体字选择符"),
            HiddenKind::Ligature => ("two letters in one sign", "合字"),
            HiddenKind::Decomposed => ("accent as a character of its own", "分解的附加符号"),
        };
        self.either(english, chinese)
    }

    /// How many changes there are within clauses, in one line; what is zero is left out.
    #[must_use]
    pub fn counts(self, counts: &Counts) -> String {
        let items = [
            (counts.replacements, "replacement", "替换"),
            (counts.insertions, "insertion", "新增"),
            (counts.deletions, "deletion", "删除"),
        ];
        let parts: Vec<String> = items
            .into_iter()
            .filter(|(count, ..)| *count > 0)
            .map(|(count, english, chinese)| match self {
                Self::English if count == 1 => format!("1 {english}"),
                Self::English => format!("{count} {english}s"),
                Self::Chinese => format!("{chinese} {count} 处"),
            })
            .collect();
        parts.join(PageWords::of(self).comma)
    }

    fn either(self, english: &'static str, chinese: &'static str) -> &'static str {
        match self {
            Self::English => english,
            Self::Chinese => chinese,
        }
    }
}
