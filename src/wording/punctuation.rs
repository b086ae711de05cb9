//! Marks and blanks as each language sets them: full-width ones among Chinese words.
//!
//! Facts beside Chinese words: a blank stands between a Han character and a Latin letter or digit, and none between two
//! Han characters. Which of them a name begins and ends with is known only when the sentence is made; nothing within a
//! name is changed, for it is somebody's name.

use crate::language::{Language, say};

impl Language {
    /// What something or somebody is, or says: its name in front.
    #[must_use]
    pub fn says(self, who: &str, what: &str) -> String {
        say!(self, "{who}: {what}", "{who}：{what}")
    }

    /// A fact in brackets, to be set directly behind what it belongs to.
    #[must_use]
    pub fn aside(self, fact: &str) -> String {
        say!(self, " ({fact})", "（{fact}）")
    }

    /// The same set off, for what a reader may skip at the end of a line.
    #[must_use]
    pub fn set_off(self, fact: &str) -> String {
        say!(self, "  ({fact})", "（{fact}）")
    }

    /// A sentence with what it speaks of behind it.
    #[must_use]
    pub fn with_list(self, said: &str, things: &[String]) -> String {
        let things = self.list(things);
        say!(self, "{said} {things}", "{said}{things}")
    }

    /// Somebody's own words.
    #[must_use]
    pub fn quoted(self, text: &str) -> String {
        say!(self, "\"{text}\"", "“{text}”")
    }

    /// A fact with words of the sentence directly behind it.
    pub(super) fn before(self, fact: &str) -> String {
        self.set(fact, false, true)
    }

    /// A fact with words of the sentence directly in front of it.
    pub(super) fn behind(self, fact: &str) -> String {
        self.set(fact, true, false)
    }

    /// A fact with words of the sentence on both sides.
    pub(super) fn amid(self, fact: &str) -> String {
        self.set(fact, true, true)
    }

    fn set(self, fact: &str, in_front: bool, behind: bool) -> String {
        // English sentences have their blanks already.
        let is_latin = |c: Option<char>| self == Self::Chinese && c.is_some_and(|c| c.is_ascii_graphic());
        let blank = |wanted: bool| if wanted { " " } else { "" };
        let (first, last) = (is_latin(fact.chars().next()), is_latin(fact.chars().next_back()));
        format!("{}{fact}{}", blank(in_front && first), blank(behind && last))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_blank_stands_only_where_latin_would_touch_han() {
        let table = [
            ("乙方", "乙方"),
            ("Vendor Ltd.", " Vendor Ltd. "),
            ("A公司", " A公司"),
            ("7 日", " 7 日"),
            ("", ""),
        ];
        for (fact, set) in table {
            assert_eq!(Language::Chinese.amid(fact), set);
            assert_eq!(Language::English.amid(fact), fact);
        }
        assert_eq!(Language::Chinese.before("Vendor"), "Vendor ");
        assert_eq!(Language::Chinese.behind("Vendor"), " Vendor");
    }
}
