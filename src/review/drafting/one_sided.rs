//! Rights that only one side has.

use super::{DraftingContext, DraftingHit};
use crate::review::statement::{Modal, Obligation, Subject};
use crate::review::violation::Violation;

/// Rights that both sides usually have, by the words of them.
const RIGHTS: [&[&str]; 3] = [
    &[
        "解除本合同",
        "终止本合同",
        "terminate this Agreement",
        "terminate the Agreement",
        "end this Agreement",
    ],
    &[
        "转让本合同",
        "转让其在本合同",
        "本合同项下的权利义务转让",
        "本合同项下的权利义务一并转让",
        "assign this Agreement",
    ],
    &[
        "调整价格",
        "变更本合同",
        "修改本合同",
        "amend this Agreement",
        "change these terms",
        "modify this Agreement",
    ],
];
/// With these a sentence gives the right to whichever side it is.
const MUTUAL: [&str; 14] = [
    "任何一方",
    "双方",
    "一方",
    "各方",
    "守约方",
    "对方",
    "either party",
    "each party",
    "a party",
    "the other party",
    "neither party",
    "both parties",
    "the parties",
    "another party",
];

/// For each such right, the first place where the only party that has it is said to have it.
///
/// Where somebody reviews for a party, its own privileges are not told.
pub(super) fn one_sided(context: &DraftingContext<'_>) -> Vec<DraftingHit> {
    if context.contract.parties.len() != 2 {
        return Vec::new();
    }
    let text = context.text;
    let mut found = Vec::new();
    for right in RIGHTS {
        let has = |words: &str| right.iter().any(|right| words.contains(right));
        let mut holders: Vec<(usize, Obligation)> = Vec::new();
        let mut mutual = false;
        for clause in 0..text.visits.len() {
            let words = &text.visits[clause].clause.text;
            if !has(words) {
                continue;
            }
            for unit in text.of_clause[clause].clone() {
                let sentence = text.words(unit);
                mutual |= has(sentence) && MUTUAL.iter().any(|word| sentence.to_lowercase().contains(word));
            }
            for said in context.statements.said_in(clause) {
                if said.modal == Modal::May && has(&text.source(said.does.unit)[said.does.start..said.does.end]) {
                    holders.push((clause, said));
                }
            }
        }
        let (Some((clause, said)), false) = (holders.first(), mutual) else {
            continue;
        };
        let Subject::Party(party) = said.subject else { continue };
        let alone = holders.iter().all(|(_, other)| other.subject == said.subject);
        let own = context.seat.is_some_and(|seat| seat.id == context.names[party].id);
        if alone && !own {
            let names = &context.names[party];
            let what = Violation::OneSided {
                party: names.id.clone(),
                called: names.role.clone(),
            };
            found.push((*clause, said.does.start..said.does.end, what));
        }
    }
    found
}
