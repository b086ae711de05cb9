//! The parts of a file that have keys, which keys those are, and how a sentence names them.

use crate::language::{Language, messages};

messages! {
    /// A part of the file that has keys; its message is the word for it.
    #[derive(Debug, Clone, Copy, PartialEq, Eq)]
    pub enum MappingKind in language {
        /// The contract itself.
        Contract => { "contract", "合同" }
        /// One of its parties.
        Party => { "party", "当事人" }
        /// A member of a party.
        Member => { "member", "成员" }
        /// A clause.
        Clause => { "clause", "条款" }
        /// A duty noted beside a clause.
        Duty => { "duty", "义务备注" }
        /// A checklist for reviews.
        Checklist => { "checklist", "审查清单" }
        /// A topic of a checklist.
        Topic => { "topic", "主题" }
        /// A rule of a checklist.
        Rule => { "rule", "审查要点" }
        /// What an amendment adds to a rule.
        Addition => { "`add`", " `add` " }
        /// Where a rule looks.
        Look => { "`look`", " `look` " }
        /// What a rule wants.
        Want => { "`want`", " `want` " }
        /// Sentences by which a rule is tried.
        Examples => { "`examples`", " `examples` " }
        /// A way of saying something that a rule looks for.
        Saying => { "statement", "陈述" }
    }
}

impl MappingKind {
    /// The keys that it may have.
    #[must_use]
    pub fn keys(self) -> &'static [&'static str] {
        match self {
            Self::Contract => &["title", "language", "kind", "annex", "reference", "parties", "clauses"],
            Self::Party => &["id", "name", "role", "members"],
            Self::Member => &["name", "email", "keys"],
            Self::Clause => &["id", "heading", "text", "pair", "clauses"],
            Self::Duty => &["party", "does", "to", "kind", "within", "after", "due"],
            Self::Checklist => &[
                "checklist",
                "title",
                "language",
                "kinds",
                "for",
                "annexes",
                "sources",
                "parties",
                "topics",
                "words",
                "rules",
            ],
            Self::Topic => &["id", "headings"],
            Self::Rule => &[
                "id",
                "topic",
                "title",
                "why",
                "source",
                "severity",
                "protects",
                "look",
                "when",
                "except",
                "want",
                "add",
                "at-least",
                "at-most",
                "bearable",
                "prefer",
                "preferred",
                "fallbacks",
                "walk-away",
                "examples",
            ],
            Self::Addition => &[
                "said", "against", "present", "absent", "figure", "unless", "when", "except",
            ],
            Self::Examples => &["settled", "wanting"],
            Self::Look => &["topics", "headings", "words"],
            Self::Want => &[
                "present",
                "absent",
                "unless",
                "unless-figure",
                "figure",
                "of",
                "together",
                "in",
                "check",
                "said",
                "against",
                "more-than",
                "silence",
                "counts-from",
                "settled-first",
            ],
            Self::Saying => &["act", "with", "near", "not", "unless", "who", "says", "in"],
        }
    }

    /// The keys that it may have, as a sentence names them.
    pub(super) fn named_keys(self, language: Language) -> String {
        named_words(self.keys(), language)
    }
}

/// Words that can be written in a file, as a sentence names them.
pub(super) fn named_words<S: AsRef<str>>(words: &[S], language: Language) -> String {
    let named: Vec<String> = words.iter().map(|word| format!("`{}`", word.as_ref())).collect();
    language.list(&named)
}
