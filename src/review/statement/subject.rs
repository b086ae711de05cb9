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
                Some(Mention {
                    at: *at,
                    subject: *self.subjects.get(word)?,
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
