//! What a review can find, and the sentence that says it.

use super::blank_place::{Blank, told_blanks};
use super::clause_label::ClauseLabel;
use super::limit::{Limit, Measure};
use crate::language::{Language, Translated, messages, say};

messages! {
    /// What was found.
    #[derive(Debug, Clone, PartialEq, Eq, Hash)]
    pub enum Violation in language {
        /// Words that the rule wants stand nowhere.
        Missing => { "No such wording was found.", "未见此类约定。" }
        /// Words that the rule does not want.
        Unwanted => { "The contract contains such words.", "合同中有此类表述。" }
        /// A sentence says the contrary of what is wanted.
        Contrary => { "The contract says otherwise.", "合同有相反约定。" }
        /// A limit is a sum of money, where a share of the fees is asked for.
        FixedSum(sum: String) => {
            "{sum} is a fixed sum: hold it against the fees of a year.",
            "{sum}为固定金额，请与一年的费用对照。",
        }
        /// Words that should stand together do not.
        Apart => {
            "The contract speaks of it, but not everything required is there together.",
            "已有相关约定，但要素不全。",
        }
        /// There is no figure where one is wanted.
        NoFigure => { "There is no figure for it.", "没有约定数字。" }
        /// A figure is beyond what one would take.
        Beyond {
            /// The figure.
            figure: Limit,
            /// What one would take.
            limit: Limit,
            /// Whether that is the least, otherwise the greatest.
            least: bool,
        } => {
            let (figure, limit) = (said_figure(figure, language), &limit.text);
            if *least {
                say!(language, "{figure} is below your floor of {limit}.", "{figure}低于可接受下限 {limit}。")
            } else {
                say!(language, "{figure} is above your limit of {limit}.", "{figure}超过可接受上限 {limit}。")
            }
        }
        /// A period is no longer than another one of the contract that it has to exceed.
        NotLongerThan {
            /// The period.
            figure: Limit,
            /// The other one.
            other: Limit,
            /// Where that stands.
            clause: ClauseLabel,
        } => {
            let (figure, other, clause) = (&figure.text, &other.text, called(clause, language));
            say!(
                language,
                "{figure} is no longer than {other} in clause {clause}.",
                "{figure}不长于{clause}的{other}。",
            )
        }
        /// Numbers in words and in digits differ.
        Mismatch => { "The number in words and the one in digits differ.", "汉字数字与阿拉伯数字不一致。" }
        /// A blank, bracket or placeholder is left.
        Blank => { "This is left to be filled in.", "此处留待填写。" }
        /// The same above the clauses, where there are no places.
        BlankAtHead(blanks: Vec<Blank>) => {
            let blanks = told_blanks(blanks, language).join(&say!(language, "; ", "；"));
            say!(language, "This is left to be filled in: {blanks}.", "下列各处留待填写：{blanks}。")
        }
        /// A character does not show, or passes for another: its code point.
        Hidden(code: String) => {
            "There is an invisible character, or one that looks like another: {code}.",
            "含有不可见或形近字符 {code}。",
        }
        /// A mark of a merge that nobody finished.
        ConflictMark => {
            "This is a conflict mark left by git: a merge is unfinished, and both versions are here.",
            "此处是 git 留下的冲突标记：合并未完成，两个版本并存。",
        }
        /// What is wrong with the parties' members or keys, told by who can judge keys.
        Parties(said: Translated) => { said.message(language).to_owned() }
        /// Lines of the file end in two ways.
        MixedLineEnds => {
            "Some lines of the file end with CR LF, others with LF: two programs wrote it. Save it in an editor that ends \
             all lines in one way.",
            "文件中部分行以 CR LF 结尾，部分行以 LF 结尾，可见由两个程序写成。请在编辑器中改为同一种换行后保存。",
        }
        /// A reference leads nowhere.
        Dangling => { "There is no clause of that number.", "没有该条号的条款。" }
        /// A reference's words name another clause than its number does.
        NamesAnother {
            /// What the words name.
            named: ClauseLabel,
            /// What the number leads to.
            leads_to: ClauseLabel,
        } => {
            let [named, leads_to] = [named, leads_to].map(|clause| called(clause, language));
            say!(
                language,
                "The words name {named}, but the number leads to {leads_to}.",
                "所称内容在{named}，而条号指向{leads_to}。",
            )
        }
        /// A term is defined and never used.
        UnusedTerm(term: String) => { "\"{term}\" is defined and never used.", "定义术语“{term}”从未使用。" }
        /// A term is used like a defined one and is not defined.
        UndefinedTerm(term: String) => {
            "\"{term}\" is used like a defined term and is not defined.",
            "“{term}”作为定义术语使用，但没有定义。",
        }
        /// A term is defined twice.
        DefinedTwice(term: String) => { "\"{term}\" has another definition as well.", "“{term}”另有一处定义。" }
        /// A party is named that this contract does not have.
        UnknownParty(role: String) => {
            "No party of this contract is called \"{role}\".",
            "本合同没有称为“{role}”的当事人。",
        }
        /// Two parties seem to stand in each other's place.
        MixedUp => { "The parties seem to be swapped.", "当事人称谓疑似写反。" }
        /// An amount is 10,000 times another for the same thing.
        TenThousandfold(other: String) => {
            "Compare with {other}: one of them seems to be in 元 where 万元 is meant, or the other way round.",
            "与“{other}”对照，元与万元疑似混用。",
        }
        /// Only one side has a right.
        OneSided {
            /// The id of the party that has it.
            party: String,
            /// What it is called in the contract.
            called: String,
        } => { "Only {called} has this right.", "只有{called}享有这一权利。" }
    }
}

impl Violation {
    /// The same for other eyes: without one's own limits.
    #[must_use]
    pub fn without_limits(&self, language: Language) -> String {
        match self {
            Self::Beyond { figure, .. } => {
                let figure = said_figure(figure, language);
                say!(language, "The contract says {figure}.", "合同约定为{figure}。")
            }
            _ => self.message(language),
        }
    }
}

/// A figure as written, and what it comes to in a year where that is what counts.
fn said_figure(figure: &Limit, language: Language) -> String {
    let text = &figure.text;
    let size = figure.size;
    let share = format!("{}.{}", size / 1000, (size % 1000) / 100);
    let share = share.trim_end_matches(".0");
    match figure.measure {
        Measure::YearlyFees if Limit::of(text).is_none_or(|plain| plain.size != size) => {
            say!(
                language,
                "{text} ({share}% of a year's fees)",
                "{text}（折合年度费用的{share}%）"
            )
        }
        Measure::Availability if Limit::of(text).is_none_or(|plain| plain.size != size) => {
            let share = format!("{}.{:03}", size / 1000, size % 1000);
            let share = share.trim_end_matches('0').trim_end_matches('.');
            say!(
                language,
                "{text} out of service ({share}% available)",
                "{text}不可用（可用率{share}%）"
            )
        }
        Measure::YearlyRate if Limit::of(text).is_none_or(|plain| plain.size != size) => {
            say!(language, "{text} ({share}% a year)", "{text}（折合每年{share}%）")
        }
        _ => text.clone(),
    }
}

/// A clause by number and heading.
fn called(clause: &ClauseLabel, language: Language) -> String {
    let ClauseLabel { number, heading, .. } = clause;
    say!(language, "{number} {heading}", "第 {number} 条（{heading}）")
}
