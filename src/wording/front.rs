//! What changed outside of the clauses, in words: above all whose keys came and went, and by whom.

use super::{Role, Span, marked, one_line};
use crate::contract::key_name;
use crate::language::{Language, say};
use crate::redline::{FrontChange, FrontItem, Introduced, Op};

/// The words for what changed outside of the clauses, in one language.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FrontWords(pub Language);

impl FrontWords {
    /// What it is: `title`, `member of customer, li@customer.example`.
    #[must_use]
    pub fn item(self, item: &FrontItem) -> String {
        match item {
            FrontItem::Title => say!(self.0, "title", "合同名称"),
            FrontItem::Language => say!(self.0, "language", "语言"),
            FrontItem::Kind => say!(self.0, "kind of contract", "合同类型"),
            FrontItem::Annex => say!(self.0, "kind of annex", "附件类型"),
            FrontItem::Reference => say!(self.0, "reference", "合同编号"),
            FrontItem::Parties => say!(self.0, "order of the parties", "当事人顺序"),
            FrontItem::Party(party) => {
                let party = one_line(party);
                say!(self.0, "party {party}", "当事人 `{party}`")
            }
            FrontItem::Member { party, person } => {
                let (party, person) = (one_line(party), one_line(person));
                say!(self.0, "member of {party}, {person}", "`{party}` 的成员 {person}")
            }
            FrontItem::Key { party, person } => {
                let (party, person) = (one_line(party), one_line(person));
                say!(
                    self.0,
                    "key of {person}, for {party}",
                    "`{party}` 的成员 {person} 的密钥"
                )
            }
        }
    }

    /// What stands there: a key by its type and fingerprint, everything else as it is written.
    #[must_use]
    pub fn value(item: &FrontItem, value: &str) -> String {
        if matches!(item, FrontItem::Key { .. }) {
            key_name(value)
        } else {
            value.to_owned()
        }
    }

    /// Who brought it in.
    #[must_use]
    pub fn by(self, by: &Introduced) -> String {
        let author = one_line(&by.author);
        let who = match &by.party {
            Some(party) => {
                let party = self.0.behind(&one_line(party));
                say!(self.0, "{author} for {party}", "{author}（代表{party}）")
            }
            None => author,
        };
        match by.round {
            Some(round) => say!(self.0, "in round {round}, by {who}", "第 {round} 轮，{who}"),
            None => say!(self.0, "not sent, by {who}", "未签发，{who}"),
        }
    }

    /// One change as a line: what, the old, the new, and by whom.
    #[must_use]
    pub fn line(self, change: &FrontChange) -> Vec<Span> {
        let role = if change.what.is_authority() {
            Role::Alarm
        } else {
            Role::Plain
        };
        let item = self.item(&change.what);
        let mut spans = vec![Span::new(role, say!(self.0, "{item}: ", "{item}："))];
        for (op, value) in [(Op::Delete, &change.old), (Op::Insert, &change.new)] {
            if let Some(value) = value {
                spans.extend(marked(op, &Self::value(&change.what, value), None, None));
            }
        }
        if let Some(by) = &change.by {
            let by = self.by(by);
            spans.push(Span::new(Role::Faint, say!(self.0, " ({by})", "（{by}）")));
        }
        spans
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_change_of_a_key_says_whose_and_by_whom_in_either_language() {
        let what = FrontItem::Key {
            party: "vendor".into(),
            person: "wu@vendor.example".into(),
        };
        let by = Introduced {
            round: Some(3),
            author: "Wu Hao".into(),
            party: Some("Vendor Ltd".into()),
        };
        let change = FrontChange {
            item: String::new(),
            what,
            old: None,
            new: Some("openpgp4fpr AB".into()),
            by: Some(by),
        };
        let told = |language| {
            FrontWords(language)
                .line(&change)
                .iter()
                .map(|span| &*span.text)
                .collect::<String>()
        };
        assert_eq!(
            told(Language::English),
            "key of wu@vendor.example, for vendor: {+openpgp4fpr AB+} (in round 3, by Wu Hao for Vendor Ltd)"
        );
        assert_eq!(
            told(Language::Chinese),
            "`vendor` 的成员 wu@vendor.example 的密钥：{+openpgp4fpr AB+}（第 3 轮，Wu Hao（代表 Vendor Ltd））"
        );
    }
}
