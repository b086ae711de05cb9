//! Who shall, may or must not do something: modal words and the party that they are said of.
//!
//! Precision goes before recall: where the subject of a modal word is no party, or cannot be told, nothing is said.

use super::indexed_text::{IndexedText, WordHit};
use super::party_names::PartyNames;
use super::pattern::Vocabulary;
use std::collections::HashMap;

/// What a modal word says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Modal {
    /// Shall.
    Must,
    /// Must not.
    MustNot,
    /// May.
    May,
}

impl Modal {
    /// The word by which programs know it.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Must => "duty",
            Self::MustNot => "ban",
            Self::May => "right",
        }
    }
}

/// Of whom it is said.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum Subject {
    /// The party of that place in the contract's list.
    Party(usize),
    /// Every party.
    Each,
}

/// One thing that somebody shall, may or must not do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Obligation {
    pub(crate) subject: Subject,
    pub(crate) modal: Modal,
    /// What they shall do: bytes of the unit's text.
    pub(crate) does: WordHit,
    /// Where the part of the sentence begins that leads up to it.
    pub(crate) from: usize,
}

const MODALS: [(&str, Modal); 34] = [
    ("应当", Modal::Must),
    ("应", Modal::Must),
    ("必须", Modal::Must),
    ("须", Modal::Must),
    ("有义务", Modal::Must),
    ("不得", Modal::MustNot),
    ("不应", Modal::MustNot),
    ("无权", Modal::MustNot),
    ("有权", Modal::May),
    ("可以", Modal::May),
    ("可要求", Modal::May),
    ("可随时", Modal::May),
    ("可书面", Modal::May),
    ("可在", Modal::May),
    ("可向", Modal::May),
    ("可自行", Modal::May),
    ("shall", Modal::Must),
    ("must", Modal::Must),
    ("will", Modal::Must),
    ("agrees to", Modal::Must),
    ("undertakes to", Modal::Must),
    ("is obliged to", Modal::Must),
    ("is required to", Modal::Must),
    ("shall not", Modal::MustNot),
    ("must not", Modal::MustNot),
    ("will not", Modal::MustNot),
    ("may not", Modal::MustNot),
    ("is not entitled", Modal::MustNot),
    ("may", Modal::May),
    ("is entitled", Modal::May),
    ("is entitled to", Modal::May),
    ("has the right to", Modal::May),
    ("may only", Modal::May),
    ("shall have the right to", Modal::May),
];

/// Words that stand for every party, or for whichever it happens to be.
const EACH: [&str; 26] = [
    "任何一方",
    "双方",
    "三方",
    "各方",
    "一方",
    "每一方",
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
    "the parties",
    "both parties",
    "a party",
    "the recipient",
    "the discloser",
    "the receiving party",
    "the disclosing party",
    "the other party",
    "the party in breach",
    "every party",
];

/// With these a part of a Chinese sentence is joined to the one before.
const JOINS: [&str; 12] = [
    "并且", "并", "而且", "且", "但", "则", "也", "还", "均", "仍", "同时", "或者",
];
/// With these it goes on about whom the part before was about.
const GOES_ON: [&str; 22] = [
    "在",
    "自",
    "于",
    "按",
    "依",
    "根据",
    "经",
    "提前",
    "每",
    "未",
    "如",
    "其后",
    "就",
    "为",
    "对",
    "无正当理由",
    "另行",
    "逾期",
    "因",
    "及时",
    "随时",
    "再",
];
/// Behind these a party is spoken of, and is not the one who does something.
const OBJECT_BEHIND: [&str; 18] = [
    "向", "对", "给", "与", "经", "为", "通知", "协助", "要求", "允许", "授予", "促使", "赔偿", "告知", "和", "及",
    "以", "受",
];
/// Characters that 应 is a part of in another word.
const BEFORE_YING: &str = "相对响适供反效回呼";
const AFTER_YING: &str = "用收付急答聘力邀对";

/// The words of modals and subjects as numbers of the vocabulary.
pub(crate) struct Modality {
    modals: HashMap<usize, Modal>,
    /// The parties that go by a word, of several the first.
    subjects: HashMap<usize, Subject>,
    neither: usize,
}

/// A party named in a unit.
#[derive(Debug, Clone, Copy)]
struct Mention {
    at: WordHit,
    subject: Subject,
    neither: bool,
}

impl Modality {
    pub(crate) fn of(names: &[PartyNames], vocabulary: &mut Vocabulary) -> Self {
        let modals = MODALS
            .iter()
            .map(|(word, modal)| (vocabulary.word(word), *modal))
            .collect();
        let mut subjects: HashMap<usize, Subject> = HashMap::new();
        for (party, names) in names.iter().enumerate() {
            for word in &names.words {
                subjects.entry(vocabulary.word(word)).or_insert(Subject::Party(party));
            }
        }
        for word in EACH {
            subjects.entry(vocabulary.word(word)).or_insert(Subject::Each);
        }
        let neither = vocabulary.word("neither party");
        Self {
            modals,
            subjects,
            neither,
        }
    }

    /// What a clause says that somebody shall, may or must not do, in order.
    pub(crate) fn said_in(&self, text: &IndexedText<'_>, clause: usize) -> Vec<Obligation> {
        let mut said = Vec::new();
        // What the items of a list are said of: `Vendor shall:`.
        let mut lead: Option<(Subject, Modal)> = None;
        let units = text.of_clause[clause].clone();
        for unit in units.start + 1..units.end {
            let source = text.source(unit);
            let end = text.units[unit].bytes.end;
            let is_item = is_item(text.words(unit));
            if !is_item {
                lead = None;
            }
            let mut modals = self.modals_in(text, unit);
            if defines(text.words(unit)) {
                modals.clear();
            }
            if modals.is_empty() {
                if let Some((subject, modal)) = lead {
                    let from = text.units[unit].bytes.start;
                    let does = WordHit { unit, start: from, end };
                    said.push(Obligation {
                        subject,
                        modal,
                        does,
                        from,
                    });
                }
                continue;
            }
            let mentions = self.mentions_in(text, unit);
            let mut before: Option<Subject> = if is_item {
                lead.map(|(subject, _)| subject)
            } else {
                None
            };
            let mut from = text.units[unit].bytes.start;
            let mut names_list = false;
            for (at, (spot, modal)) in modals.iter().enumerate() {
                let Some(mention) = subject_of(text, *spot, &mentions, before) else {
                    before = None;
                    continue;
                };
                before = Some(mention.0);
                let modal = if mention.1 && *modal != Modal::MustNot {
                    Modal::MustNot
                } else {
                    *modal
                };
                let until = modals.get(at + 1).map_or(end, |(next, _)| {
                    part_start(source, text.units[unit].bytes.start, next.start).max(spot.end)
                });
                let does = WordHit {
                    unit,
                    start: spot.end,
                    end: until,
                };
                let begins = std::mem::replace(&mut from, until);
                let words = source[does.start..does.end].trim_start();
                // 不得实施下列行为，并应当……：the list is of what must not be done.
                if !names_list && ["下列", "以下", "following"].iter().any(|word| words.contains(word)) {
                    names_list = true;
                    lead = Some((mention.0, modal));
                } else if names_list || lists_conditions(&source[begins..spot.start]) {
                    // 有下列情形之一的，一方可以解除：the list is of cases, not of what may be done.
                } else if let Some(list) = words.strip_prefix(['：', ':']) {
                    lead = Some((mention.0, modal));
                    if list.trim().is_empty() {
                        continue;
                    }
                } else if words.ends_with(['：', ':']) {
                    lead = Some((mention.0, modal));
                }
                said.push(Obligation {
                    subject: mention.0,
                    modal,
                    does,
                    from: begins,
                });
            }
        }
        said
    }

    fn modals_in(&self, text: &IndexedText<'_>, unit: usize) -> Vec<(WordHit, Modal)> {
        let source = text.source(unit);
        let mut found: Vec<(WordHit, Modal)> = text
            .in_unit(unit)
            .iter()
            .filter_map(|(word, spot)| Some((*spot, *self.modals.get(word)?)))
            .filter(|(spot, _)| is_modal(source, *spot))
            .collect();
        found.sort_by_key(|(spot, _)| (spot.start, std::cmp::Reverse(spot.end)));
        let mut end = 0;
        found.retain(|(spot, _)| {
            let free = spot.start >= end;
            end = end.max(spot.end);
            free
        });
        found
    }

    fn mentions_in(&self, text: &IndexedText<'_>, unit: usize) -> Vec<Mention> {
        let mut found: Vec<Mention> = text
            .in_unit(unit)
            .iter()
            .filter_map(|(word, at)| {
                Some(Mention {
                    at: *at,
                    subject: *self.subjects.get(word)?,
                    neither: *word == self.neither,
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

/// Whether the word is modal here, and no part of another word.
fn is_modal(source: &str, spot: WordHit) -> bool {
    let before = source[..spot.start].chars().next_back().unwrap_or(' ');
    let after = source[spot.end..].chars().next().unwrap_or(' ');
    match &source[spot.start..spot.end] {
        "应" => !BEFORE_YING.contains(before) && !AFTER_YING.contains(after),
        "须" => !"无必不".contains(before),
        "有义务" => !"没无".contains(before),
        // 有权披露的第三方, 必须披露的：no duty, but a kind of person or thing.
        "有权" | "必须" | "可以" if source[spot.end..].chars().take(4).any(|c| c == '的') => false,
        "有权" => after != '机' && !"具所享持拥".contains(before),
        // The month.
        "May" => {
            !after.is_ascii_digit()
                && !source[spot.end..]
                    .trim_start()
                    .starts_with(|c: char| c.is_ascii_digit())
        }
        _ => true,
    }
}

/// Where the part of the sentence begins that a byte stands in.
fn part_start(source: &str, unit: usize, at: usize) -> usize {
    source[unit..at]
        .char_indices()
        .rev()
        .find(|(_, c)| matches!(c, '，' | '；' | '：' | '。' | '\n' | ',' | ';' | ':'))
        .map_or(unit, |(i, c)| unit + i + c.len_utf8())
}

/// Of whom a modal word is said, and whether of none of them.
fn subject_of(
    text: &IndexedText<'_>,
    modal: WordHit,
    mentions: &[Mention],
    before: Option<Subject>,
) -> Option<(Subject, bool)> {
    let source = text.source(modal.unit);
    let start = text.units[modal.unit].bytes.start;
    let earlier: Vec<&Mention> = mentions
        .iter()
        .filter(|mention| mention.at.end <= modal.start)
        .collect();
    let of = |mention: &Mention| Some((mention.subject, mention.neither));
    if source[modal.start..].starts_with(|c: char| !c.is_ascii()) {
        let part = part_start(source, start, modal.start);
        let lead = without_label(source[part..modal.start].trim());
        let subject = earlier
            .iter()
            .find(|mention| mention.at.start >= part && !is_object(source, mention));
        if let Some(mention) = subject {
            return of(mention);
        }
        let lead = JOINS
            .iter()
            .fold(lead, |lead, word| lead.strip_prefix(word).unwrap_or(lead));
        let goes_on = lead.is_empty() || GOES_ON.iter().any(|word| lead.starts_with(word));
        if !goes_on {
            return None;
        }
        return before.map(|subject| (subject, false)).or_else(|| {
            let begins = |mention: &&&Mention| {
                let part = part_start(source, start, mention.at.start);
                let lead = without_label(source[part..mention.at.start].trim());
                (lead.is_empty() || ["如", "若", "因", "但", "由", "并", "未经"].contains(&lead))
                    && lead != "未经"
                    && !is_object(source, mention)
            };
            earlier.iter().rev().find(begins).and_then(|mention| of(mention))
        });
    }
    let lead = source[start..modal.start].trim_end();
    let nearest = earlier.last().filter(|mention| mention.at.end == start + lead.len());
    if let Some(mention) = nearest {
        let joined = ["to", "with", "for", "of", "by", "against", "from"];
        let word = source[start..mention.at.start]
            .trim_end_matches("the ")
            .trim_end()
            .rsplit(' ')
            .next()
            .unwrap_or("");
        return if joined.contains(&word) { None } else { of(mention) };
    }
    let last = lead.rsplit([' ', '\n']).next().unwrap_or("");
    let first = earlier
        .iter()
        .find(|mention| !source[mention.at.end..].starts_with(['\'', '’']));
    match last.trim_end_matches(',') {
        "and" | "or" | "but" | "also" | "then" | "hereby" | "nor" => before.map(|subject| (subject, false)),
        "it" | "they" => first.and_then(|mention| of(mention)),
        _ if last.ends_with(',') => before.map(|subject| (subject, false)).or_else(|| {
            first
                .filter(|mention| mention.at.start == start || source[..mention.at.start].ends_with(", "))
                .and_then(|mention| of(mention))
        }),
        _ => None,
    }
}

/// Whether a party is only spoken of here: 甲方的, 向甲方.
fn is_object(source: &str, mention: &Mention) -> bool {
    let before = &source[..mention.at.start];
    source[mention.at.end..].starts_with(['的', '之']) || OBJECT_BEHIND.iter().any(|word| before.ends_with(word))
}

/// Whether the words before a modal announce a list of cases.
fn lists_conditions(before: &str) -> bool {
    ["下列", "以下", "following"].iter().any(|word| before.contains(word))
}

/// Whether the unit says what a term means, and so of nobody what they shall do.
fn defines(words: &str) -> bool {
    let words = without_label(words);
    words.starts_with(['“', '"'])
        && ["”指", "”是指", "\" means", "”具有"]
            .iter()
            .any(|word| words.contains(word))
}

/// Whether the unit is an item of a list: （一）, (a), 1.
fn is_item(words: &str) -> bool {
    without_label(words).len() < words.len()
}

/// The words behind the label of an item.
pub(crate) fn without_label(words: &str) -> &str {
    for (open, close) in [('（', '）'), ('(', ')')] {
        if let Some(rest) = words.strip_prefix(open)
            && let Some(end) = rest.find(close).filter(|end| *end <= 9)
        {
            return rest[end + close.len_utf8()..].trim_start();
        }
    }
    let digits = words.bytes().take_while(u8::is_ascii_digit).count();
    match words[digits..].strip_prefix(['.', '、', ')']) {
        Some(rest) if digits > 0 && (rest.starts_with(' ') || !rest.is_ascii()) => rest.trim_start(),
        _ => words,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::contract::{Clause, Contract, Party};
    use crate::review::party_names;

    fn told(text: &str) -> Vec<String> {
        let party = |id: &str, role: &str| Party {
            id: id.into(),
            name: format!("{role}有限公司"),
            role: role.into(),
            members: vec![],
        };
        let roles = if text.is_ascii() {
            ["Customer", "Vendor"]
        } else {
            ["甲方", "乙方"]
        };
        let clause = Clause {
            id: "a".into(),
            text: text.into(),
            ..Clause::default()
        };
        let contract = Contract {
            parties: vec![party("c", roles[0]), party("v", roles[1])],
            clauses: vec![clause],
            ..Contract::default()
        };
        let mut vocabulary = Vocabulary::default();
        let names = party_names::names(&contract);
        let modality = Modality::of(&names, &mut vocabulary);
        let seen = IndexedText::of(&contract, &vocabulary);
        let who = |subject| match subject {
            Subject::Party(at) => roles[at].to_owned(),
            Subject::Each => "each".to_owned(),
        };
        let said = modality.said_in(&seen, 0).into_iter();
        said.map(|said| {
            format!(
                "{} {:?} {}",
                who(said.subject),
                said.modal,
                text[said.does.start..said.does.end].trim()
            )
        })
        .collect()
    }

    #[test]
    fn the_party_that_a_modal_word_is_said_of_is_found_or_none_is() {
        for (text, expected) in [
            ("未经甲方同意，乙方不得转让。", vec!["乙方 MustNot 转让。"]),
            ("乙方实施维护的，应当提前通知甲方。", vec!["乙方 Must 提前通知甲方。"]),
            (
                "甲方逾期付款的，每逾期一日，应当向乙方支付违约金。",
                vec!["甲方 Must 向乙方支付违约金。"],
            ),
            (
                "乙方应当删除数据，并应当出具证明。",
                vec!["乙方 Must 删除数据，", "乙方 Must 出具证明。"],
            ),
            ("通知应当包括下列事项。", vec![]),
            (
                "甲方有权：（一）使用软件；（二）导出数据。",
                vec!["甲方 May ：（一）使用软件；", "甲方 May （二）导出数据。"],
            ),
            ("相应的响应应用不算。", vec![]),
            ("任何一方不得披露保密信息。", vec!["each MustNot 披露保密信息。"]),
            (
                "Vendor shall repair it, and shall tell Customer.",
                vec!["Vendor Must repair it,", "Vendor Must tell Customer."],
            ),
            (
                "If Customer disputes an invoice, it shall say so.",
                vec!["Customer Must say so."],
            ),
            ("Neither party may set off sums.", vec!["each MustNot set off sums."]),
            ("The increase shall not exceed 5% as told to Customer.", vec![]),
            (
                "Vendor shall:\n(a) keep it;\n(b) delete it.",
                vec!["Vendor Must (a) keep it;", "Vendor Must (b) delete it."],
            ),
            ("Services to Customer shall be paid.", vec![]),
        ] {
            assert_eq!(told(text), expected, "{text}");
        }
    }
}
