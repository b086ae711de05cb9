//! The words around a redline.

use super::one_line;
use crate::language::{Language, say};
use crate::redline::{ChangeKind, Class, Flag, LanguagesPart, Summary};

/// The words around a redline, in one language.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RedlineWords(pub Language);

impl RedlineWords {
    fn pick(self, english: &'static str, chinese: &'static str) -> &'static str {
        match self.0 {
            Language::English => english,
            Language::Chinese => chinese,
        }
    }

    /// What became of a clause.
    #[must_use]
    pub fn change(self, change: ChangeKind) -> &'static str {
        match change {
            ChangeKind::Edited => self.pick("edited", "修改"),
            ChangeKind::Added => self.pick("added", "新增"),
            ChangeKind::Removed => self.pick("removed", "删除"),
            ChangeKind::Unchanged => self.pick("unchanged", "未修改"),
        }
    }

    /// What stands between words of a list.
    #[must_use]
    pub fn separator(self) -> &'static str {
        self.pick(", ", "，")
    }

    /// The class of a change.
    #[must_use]
    pub fn class(self, class: Class) -> &'static str {
        match class {
            Class::Substantive => self.pick("substantive", "内容"),
            Class::DefinedTerm => self.pick("defined term", "定义术语"),
            Class::Figure => self.pick("figure", "数字"),
            Class::Typographic => self.pick("typographic", "标点与全半角"),
            Class::Spacing => self.pick("spacing", "空格换行"),
            Class::Renumbering => self.pick("renumbering", "条号"),
            Class::Move => self.pick("move", "移动"),
        }
    }

    /// What to look out for.
    #[must_use]
    pub fn flag(self, flag: Flag) -> &'static str {
        match flag {
            Flag::Figure => self.pick("a figure changed", "数字有变动"),
            Flag::Hidden => self.pick("hidden or look-alike characters", "含隐藏或形近字符"),
            Flag::Mismatch => self.pick("words and figures disagree", "汉字数字与阿拉伯数字不一致"),
            Flag::Definition => self.pick("a definition it uses changed", "所用定义有修改"),
            Flag::Reference => self.pick("a cross-reference no longer fits", "条款引用有误"),
            Flag::Languages => self.pick("its two languages differ", "两种语言的文本不一致"),
        }
    }

    /// How the two languages of a clause differ, or a clause from the one that says the same in the other language; that
    /// is named by `name`.
    #[must_use]
    pub fn languages_part(self, part: &LanguagesPart, name: impl FnOnce(&str) -> String) -> String {
        match &part.pair {
            Some(pair) => self.pair_parts(part, &one_line(&name(pair))),
            None => self.one_clause_parts(part),
        }
    }

    fn pair_parts(self, part: &LanguagesPart, pair: &str) -> String {
        let mut said = Vec::new();
        if part.changed_alone {
            let alone = say!(
                self.0,
                "only this language was changed, not {pair}, which says the same in the other",
                "只修改了本条，未修改另一种语言的对应条款 {pair}"
            );
            said.push(alone);
        }
        if !part.figures.is_empty() {
            let figures = one_line(&part.figures.join(self.pick(", ", "、")));
            let differ = say!(
                self.0,
                "figures differ from {pair}, which says the same in the other language: {figures}",
                "与另一种语言的对应条款 {pair} 数字不一致：{figures}"
            );
            said.push(differ);
        }
        said.join(self.pick("; ", "；"))
    }

    fn one_clause_parts(self, part: &LanguagesPart) -> String {
        let mut said = Vec::new();
        if part.changed_alone {
            let alone = say!(
                self.0,
                "only one of its two languages was changed",
                "两种语言的文本只修改了其中一种"
            );
            said.push(alone);
        }
        if !part.figures.is_empty() {
            let figures = one_line(&part.figures.join(self.pick(", ", "、")));
            let differ = say!(
                self.0,
                "figures differ between its two languages: {figures}",
                "两种语言的文本数字不一致：{figures}"
            );
            said.push(differ);
        }
        said.join(self.pick("; ", "；"))
    }

    /// The clause stands in another place.
    #[must_use]
    pub fn moved(self) -> &'static str {
        self.pick("moved", "移动")
    }

    /// The clause has another number.
    #[must_use]
    pub fn renumbered(self) -> &'static str {
        self.pick("renumbered", "条号变动")
    }

    /// How many clauses came to what, in one line; what is zero is left out.
    #[must_use]
    pub fn summary(self, summary: &Summary) -> String {
        let counts = [
            (summary.edited, self.change(ChangeKind::Edited)),
            (summary.added, self.change(ChangeKind::Added)),
            (summary.removed, self.change(ChangeKind::Removed)),
            (summary.moved, self.moved()),
            (summary.renumbered, self.renumbered()),
            (summary.unchanged, self.change(ChangeKind::Unchanged)),
        ];
        let parts: Vec<String> = counts
            .into_iter()
            .filter(|(count, _)| *count > 0)
            .map(|(count, word)| match self.0 {
                Language::English => format!("{count} {word}"),
                Language::Chinese => format!("{word} {count} 条"),
            })
            .collect();
        parts.join(self.pick(", ", "，"))
    }
}
