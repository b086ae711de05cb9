//! Parties that this contract does not have, and parties that stand in each other's place.

use super::{DraftingContext, DraftingHit};
use crate::redline::definitions;
use crate::redline::finder::Finder;
use crate::review::statement::{Modal, Subject};
use crate::review::violation::Violation;
use std::collections::{BTreeMap, HashMap};
use std::ops::Range;

/// Words for parties. One that is nobody's here, and is said to do something, comes from another contract.
const ROLES: [&str; 26] = [
    "甲方",
    "乙方",
    "丙方",
    "丁方",
    "买方",
    "卖方",
    "委托方",
    "受托方",
    "出租方",
    "承租方",
    "许可方",
    "被许可方",
    "发包方",
    "承包方",
    "Supplier",
    "Vendor",
    "Provider",
    "Licensor",
    "Licensee",
    "Buyer",
    "Seller",
    "Client",
    "Customer",
    "Contractor",
    "Lessor",
    "Lessee",
];
/// What follows a party that does something.
const DOES: [&str; 11] = [
    "应",
    "须",
    "有权",
    "可以",
    "不得",
    "承诺",
    "保证",
    " shall",
    " may ",
    " must ",
    " warrants",
];

/// A party is named that this contract does not have.
pub(super) fn unknown(context: &DraftingContext<'_>) -> Vec<DraftingHit> {
    let parties = &context.contract.parties;
    if parties.iter().any(|party| party.role.is_empty()) {
        return Vec::new();
    }
    let defined = definitions(&context.text.visits);
    let known = |role: &str| {
        parties
            .iter()
            .any(|party| party.role.contains(role) || party.name.contains(role))
            || defined.iter().any(|definition| definition.term.contains(role))
    };
    let mut found = Vec::new();
    for role in ROLES.iter().filter(|role| !known(role)) {
        for (clause, text) in context.clauses() {
            for (at, _) in text.match_indices(role) {
                let after = &text[at + role.len()..];
                let before = text[..at].chars().next_back();
                let whole = !role.is_ascii() || before.is_none_or(|c| !c.is_alphanumeric());
                // 委托方 in 转委托方 and the like: a word of its own begins behind a mark or a word that joins.
                let begins = |c: char| !c.is_alphabetic() || "由向经与和对给但且则并以应的".contains(c);
                let whole = whole && (role.is_ascii() || before.is_none_or(begins));
                let other = text[..at].trim_end().ends_with(['-', '/'])
                    || text[..at].ends_with("a ")
                    || text[..at].ends_with("any ");
                if whole && !other && DOES.iter().any(|does| after.starts_with(does)) {
                    found.push((clause, at..at + role.len(), Violation::UnknownParty((*role).to_owned())));
                }
            }
        }
    }
    found
}

/// Parties that stand in each other's place: a heading that names the one above duties of the other, a party that owes
/// something to itself, one's name or address behind the other's role.
pub(super) fn mixed_up(context: &DraftingContext<'_>) -> Vec<DraftingHit> {
    let mut found = Vec::new();
    under_the_others_heading(context, &mut found);
    to_oneself(context, &mut found);
    behind_the_others_role(context, &mut found);
    found
}

/// 甲方的义务 over a text in which only 乙方 shall do something.
fn under_the_others_heading(context: &DraftingContext<'_>, found: &mut Vec<DraftingHit>) {
    let Some(finder) = Finder::of(context.names.iter().map(|names| &names.role)) else {
        return;
    };
    for (clause, visit) in context.text.visits.iter().enumerate() {
        let heading = &visit.clause.heading;
        let mut named = finder.each_in(heading).map(|hit| hit.word);
        let Some(first) = named.next() else { continue };
        if named.any(|other| other != first) {
            continue;
        }
        let named = first;
        let wanted: &[Modal] = if ["义务", "责任", "Duties", "Obligations", "duties", "obligations"]
            .iter()
            .any(|word| heading.contains(word))
        {
            &[Modal::Must, Modal::MustNot]
        } else if ["权利", "Rights", "rights"].iter().any(|word| heading.contains(word)) {
            &[Modal::May]
        } else {
            continue;
        };
        let said = context.statements.said_in(clause);
        let said: Vec<_> = said.into_iter().filter(|said| wanted.contains(&said.modal)).collect();
        let other = |subject: Subject| matches!(subject, Subject::Party(party) if party != named);
        if let Some(first) = said.first().filter(|_| said.iter().all(|said| other(said.subject))) {
            found.push((clause, first.does.start..first.does.end, Violation::MixedUp));
        }
    }
}

/// 甲方应当向甲方支付.
fn to_oneself(context: &DraftingContext<'_>, found: &mut Vec<DraftingHit>) {
    let toward = ["向", "通知", " to ", " notify "];
    let toward = context
        .names
        .iter()
        .flat_map(|names| toward.map(|toward| format!("{toward}{}", names.role)));
    // However many parties there are, every text is read once.
    let Some(finder) = Finder::of(toward) else { return };
    let mut places: Vec<(usize, usize, Range<usize>)> = Vec::new();
    for (clause, text) in context.clauses() {
        for hit in finder.each_in(text) {
            let Some(names) = context.names.get(hit.word / 4) else {
                continue;
            };
            if let Some(start) = owes_itself(context, text, &names.role, hit.start)
                && !is_part_of_a_name(&names.role, &text[hit.end..])
            {
                places.push((hit.word, clause, start..hit.end));
            }
        }
    }
    places.sort_by_key(|(toward, clause, bytes)| (*toward, *clause, bytes.start));
    found.extend(
        places
            .into_iter()
            .map(|(_, clause, bytes)| (clause, bytes, Violation::MixedUp)),
    );
}

/// So many characters before words to a party it is looked for who owes that.
const FURTHEST: usize = 400;

/// Where the part of the sentence begins that says of a party what it shall do, up to the place where the words to it
/// stand; nothing when it says so of another.
fn owes_itself(context: &DraftingContext<'_>, text: &str, role: &str, at: usize) -> Option<usize> {
    let mut start = 0;
    for (distance, (before, c)) in text[..at].char_indices().rev().enumerate() {
        if distance == FURTHEST {
            return None;
        }
        if matches!(c, '，' | '。' | '；' | '：' | '\n' | ';' | '.' | ',' | '）') {
            start = before + c.len_utf8();
            break;
        }
    }
    let does = text[start..at].trim().strip_prefix(role)?;
    let modal = ["应当", "应", "须", "有权", "可以", " shall", " may", " must"];
    let itself = modal.iter().any(|word| does.starts_with(word))
        && !context.names.iter().any(|other| does.contains(&other.role));
    itself.then_some(start)
}

/// `to Customer Data` and `to Customer's` are no words to the party.
fn is_part_of_a_name(role: &str, rest: &str) -> bool {
    let longer = |c: char| c.is_alphanumeric() || c == ' ' && rest[1..].starts_with(char::is_uppercase);
    role.is_ascii() && rest.starts_with(longer) || rest.starts_with(['的', '\'', '’'])
}

/// `甲方：` or `甲方（` with the other party's name or address behind it.
fn behind_the_others_role(context: &DraftingContext<'_>, found: &mut Vec<DraftingHit>) {
    let parties = &context.contract.parties;
    let mut by_role: HashMap<&str, Vec<usize>> = HashMap::new();
    for (at, party) in parties.iter().enumerate().filter(|(_, party)| !party.role.is_empty()) {
        by_role.entry(party.role.trim()).or_default().push(at);
    }
    let signs: Vec<(usize, &str)> = parties
        .iter()
        .enumerate()
        .flat_map(|(at, party)| {
            let addresses = party.members.iter().map(|member| &*member.email);
            std::iter::once(&*party.name)
                .chain(addresses)
                .map(move |sign| (at, sign))
        })
        .filter(|(_, sign)| sign.len() > 3)
        .collect();
    let Some(finder) = Finder::of(signs.iter().map(|(_, sign)| sign)) else {
        return;
    };
    let mut places: Vec<(usize, usize, Range<usize>)> = Vec::new();
    for (clause, text) in context.clauses() {
        let mut line_at = 0;
        for line in text.split_inclusive('\n') {
            let begins = line_at;
            line_at += line.len();
            let begin = line.char_indices().nth(FURTHEST).map_or(line, |(at, _)| &line[..at]);
            for (at, _) in begin.match_indices(['：', ':', '（', '(']) {
                let Some(named) = by_role.get(begin[..at].trim()) else {
                    continue;
                };
                // The first place of each sign, by its number: they are in the order of the parties.
                let mut signed: BTreeMap<usize, usize> = BTreeMap::new();
                for hit in finder.each_in(&line[at..]) {
                    signed.entry(hit.word).or_insert(at + hit.start);
                }
                for party in named {
                    let own = signed.keys().any(|sign| signs[*sign].0 == *party);
                    if let Some((sign, at)) = signed.iter().next().filter(|_| !own) {
                        let start = begins + at;
                        places.push((*party, clause, start..start + signs[*sign].1.len()));
                    }
                }
                break;
            }
        }
    }
    places.sort_by_key(|(party, clause, bytes)| (*party, *clause, bytes.start));
    found.extend(
        places
            .into_iter()
            .map(|(_, clause, bytes)| (clause, bytes, Violation::MixedUp)),
    );
}
