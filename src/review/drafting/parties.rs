//! Parties that this contract does not have, and parties that stand in each other's place.

use super::{Context, Found};
use crate::redline::definitions;
use crate::review::finding::What;
use crate::review::speech::{Modal, Subject};

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
const DOES: [&str; 11] = ["应", "须", "有权", "可以", "不得", "承诺", "保证", " shall", " may ", " must ", " warrants"];

/// A party is named that this contract does not have.
pub(super) fn unknown(context: &Context<'_>) -> Vec<Found> {
    let parties = &context.contract.parties;
    if parties.iter().any(|party| party.role.is_empty()) {
        return Vec::new();
    }
    let defined = definitions(&context.text.visits);
    let known = |role: &str| {
        parties.iter().any(|party| party.role.contains(role) || party.name.contains(role))
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
                    found.push((clause, at..at + role.len(), What::UnknownParty((*role).to_owned())));
                }
            }
        }
    }
    found
}

/// Parties that stand in each other's place: a heading that names the one above duties of the other, a party that owes
/// something to itself, one's name or address behind the other's role.
pub(super) fn mixed_up(context: &Context<'_>) -> Vec<Found> {
    let mut found = Vec::new();
    under_the_others_heading(context, &mut found);
    to_oneself(context, &mut found);
    behind_the_others_role(context, &mut found);
    found
}

/// 甲方的义务 over a text in which only 乙方 shall do something.
fn under_the_others_heading(context: &Context<'_>, found: &mut Vec<Found>) {
    for (clause, visit) in context.text.visits.iter().enumerate() {
        let heading = &visit.clause.heading;
        let named: Vec<usize> =
            (0..context.names.len()).filter(|party| heading.contains(&context.names[*party].role)).collect();
        let [named] = named[..] else { continue };
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
        let said = context.speech.said_in(context.text, clause);
        let said: Vec<_> = said.into_iter().filter(|said| wanted.contains(&said.modal)).collect();
        let other = |subject: Subject| matches!(subject, Subject::Party(party) if party != named);
        if let Some(first) = said.first().filter(|_| said.iter().all(|said| other(said.subject))) {
            found.push((clause, first.does.start..first.does.end, What::MixedUp));
        }
    }
}

/// 甲方应当向甲方支付.
fn to_oneself(context: &Context<'_>, found: &mut Vec<Found>) {
    for names in context.names {
        let role = &names.role;
        for toward in [format!("向{role}"), format!("通知{role}"), format!(" to {role}"), format!(" notify {role}")]
        {
            for (clause, text) in context.clauses() {
                for (at, _) in text.match_indices(&*toward) {
                    let start = text[..at]
                        .rfind(['，', '。', '；', '：', '\n', ';', '.', ',', '）'])
                        .map_or(0, |at| at + text[at..].chars().next().map_or(1, char::len_utf8));
                    let part = text[start..at].trim();
                    let rest = &text[at + toward.len()..];
                    let itself = part.strip_prefix(&**role).is_some_and(|does| {
                        ["应当", "应", "须", "有权", "可以", " shall", " may", " must"]
                            .iter()
                            .any(|word| does.starts_with(word))
                            && !context.names.iter().any(|other| does.contains(&other.role))
                    });
                    // `to Customer Data` and `to Customer's` are no words to the party.
                    let longer = |c: char| c.is_alphanumeric() || c == ' ' && rest[1..].starts_with(char::is_uppercase);
                    let is_name = role.is_ascii() && rest.starts_with(longer);
                    let whole = !is_name && !rest.starts_with(['的', '\'', '’']);
                    if itself && whole {
                        found.push((clause, start..at + toward.len(), What::MixedUp));
                    }
                }
            }
        }
    }
}

/// `甲方：` or `甲方（` with the other party's name or address behind it.
fn behind_the_others_role(context: &Context<'_>, found: &mut Vec<Found>) {
    let parties = &context.contract.parties;
    for party in parties.iter().filter(|party| !party.role.is_empty()) {
        for (clause, text) in context.clauses() {
            for line in text.lines() {
                let Some(behind) = line.trim_start().strip_prefix(&*party.role) else { continue };
                let Some(behind) = behind.trim_start().strip_prefix(['：', ':', '（', '(']) else { continue };
                let others = parties.iter().filter(|other| other.id != party.id);
                let mut signs = others.flat_map(|other| {
                    [&other.name]
                        .into_iter()
                        .chain(other.members.iter().map(|member| &member.email))
                        .filter(|sign| sign.len() > 3)
                });
                let own = [&party.name].into_iter().chain(party.members.iter().map(|member| &member.email));
                let is_own = own.into_iter().any(|sign| sign.len() > 3 && behind.contains(&**sign));
                if let Some(sign) = signs.find(|sign| behind.contains(&***sign)).filter(|_| !is_own)
                    && let Some(at) = text.find(line).and_then(|at| Some(at + line.find(&**sign)?))
                {
                    found.push((clause, at..at + sign.len(), What::MixedUp));
                }
            }
        }
    }
}
