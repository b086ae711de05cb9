//! The parties that a sentence names.

use crate::review::indexed_text::{IndexedText, WordHit};
use crate::review::party_names::{PartyNames, Side};
use crate::review::pattern::Vocabulary;
use std::collections::HashMap;

/// Of whom something is said.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum Subject {
    /// The party of that place in the contract's list.
    Party(usize),
    /// Every party.
    Each,
}

/// A party named in a unit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Mention {
    pub(crate) at: WordHit,
    pub(crate) subject: Subject,
    /// `neither party`.
    pub(crate) neither: bool,
}

/// Words that stand for every party, or for whichever it happens to be.
const EACH: [&str; 40] = [
    "任何一方",
    "双方",
    "三方",
    "各方",
    "一方",
    "每一方",
    "另一方",
    "守约方",
    "违约方",
    "接收方",
    "披露方",
    "收件方",
    "该方",
    "当事人",
    "each party",
    "either party",
    "neither party",
    "each side",
    "either side",
    "neither side",
    "a side",
    "both sides",
    "the parties",
    "both parties",
    "a party",
    "no party",
    "any party",
    "such party",
    "that party",
    "the recipient",
    "the discloser",
    "the receiving party",
    "the disclosing party",
    "receiving party",
    "disclosing party",
    "the other party",
    "the party in breach",
    "every party",
    "the defaulting party",
    "the indemnified party",
];

/// The names of the parties as numbers of the vocabulary.
pub(crate) struct Mentions {
    /// The parties that go by a word, of several the first.
    subjects: HashMap<usize, Subject>,
    /// The same for words that mean a party only where they stand like a defined term.
    at_large: HashMap<usize, Subject>,
    neither: Vec<usize>,
    /// The party that buys, where it can be told.
    pub(crate) buyer: Option<usize>,
}

impl Mentions {
    pub(crate) fn of(names: &[PartyNames], vocabulary: &mut Vocabulary) -> Self {
        let mut subjects: HashMap<usize, Subject> = HashMap::new();
        for (party, names) in names.iter().enumerate() {
            for word in &names.words {
                subjects.entry(vocabulary.word(word)).or_insert(Subject::Party(party));
            }
        }
        let mut at_large: HashMap<usize, Subject> = HashMap::new();
        for (party, names) in names.iter().enumerate() {
            for word in &names.also {
                at_large.insert(vocabulary.word(word), Subject::Party(party));
            }
        }
        for word in EACH {
            subjects.entry(vocabulary.word(word)).or_insert(Subject::Each);
        }
        let neither = ["neither party", "neither side", "no party"].map(|word| vocabulary.word(word));
        let only = |side: Side| {
            let mut of_side = names.iter().enumerate().filter(|(_, names)| names.side == Some(side));
            of_side.next().map(|(at, _)| at).filter(|_| of_side.next().is_none())
        };
        let (buyer, seller) = (only(Side::Buyer), only(Side::Seller));
        for (words, party) in [(["we", "我们"], seller), (["you", "您"], buyer)] {
            let Some(party) = party else { continue };
            for word in words {
                subjects.entry(vocabulary.word(word)).or_insert(Subject::Party(party));
            }
        }
        Self {
            subjects,
            at_large,
            neither: neither.to_vec(),
            buyer,
        }
    }

    /// The parties that a unit names, in order; of names within each other the longest.
    pub(crate) fn in_unit(&self, text: &IndexedText<'_>, unit: usize) -> Vec<Mention> {
        let mut found: Vec<Mention> = text
            .in_unit(unit)
            .iter()
            .filter_map(|(word, at)| {
                let known = self.subjects.get(word);
                let at_large = || {
                    self.at_large
                        .get(word)
                        .filter(|_| stands_as_a_name(text.source(unit), at))
                };
                Some(Mention {
                    at: *at,
                    subject: *known.or_else(at_large)?,
                    neither: self.neither.contains(word),
                })
            })
            .collect();
        found.sort_by_key(|mention| (mention.at.start, std::cmp::Reverse(mention.at.end)));
        let mut end = 0;
        found.retain(|mention| {
            let free = mention.at.start >= end;
            end = end.max(mention.at.end);
            free
        });
        found
    }
}

/// In front of these a Chinese word for a part does not mean the party that plays it here: 其他供应商, 云服务商.
const OTHERS: [&str; 22] = [
    "其他",
    "其它",
    "第三方",
    "新",
    "云",
    "的",
    "另",
    "另一",
    "原",
    "各",
    "任何",
    "任一",
    "再",
    "转",
    "合作",
    "下游",
    "上游",
    "材料",
    "设备",
    "网络",
    "接入",
    "后续",
];

/// Whether a word for a part stands like the name of a party: `the Supplier`, but neither `a supplier`, `Hosting Provider` nor
/// `sub-Processor`; 受托方, but not 受托方名单.
fn stands_as_a_name(source: &str, at: &WordHit) -> bool {
    let (before, behind) = (&source[..at.start], &source[at.end..]);
    let word = &source[at.start..at.end];
    if !word.is_ascii() {
        return !OTHERS.iter().any(|other| before.ends_with(other)) && !behind.starts_with("名单");
    }
    if !word.starts_with(|c: char| c.is_ascii_uppercase()) || before.ends_with(['-', '\u{2011}']) {
        return false;
    }
    let last = before.trim_end_matches(' ');
    let named = last.rsplit([' ', '\n']).next().unwrap_or("");
    let first = last.len() == named.len() || last[..last.len() - named.len()].trim_end().ends_with(['.', ':', ';']);
    // `Each Supplier` at the beginning of a sentence; `Cloud Provider` anywhere else.
    let capital = named.starts_with(|c: char| c.is_ascii_uppercase()) && named.ends_with(char::is_alphanumeric);
    !capital || first || matches!(named, "The" | "If" | "If the" | "Where" | "When" | "Should" | "Neither")
}
