//! References to clauses that are not there, or whose words name another clause than their number.

use super::{DraftingContext, DraftingHit};
use crate::redline::{Numbering, Reference, references};
use crate::review::violation::Violation;
use std::collections::{HashMap, HashSet};

/// How many clauses a contract has to have for its numbers to be taken for what references mean.
const ENOUGH: usize = 4;

/// References that lead nowhere.
pub(super) fn dangling(context: &DraftingContext<'_>) -> Vec<DraftingHit> {
    let numbering = Numbering::of(&context.text.visits);
    if context.text.visits.len() < ENOUGH || !are_meant(context, &numbering) {
        return Vec::new();
    }
    let mut found = Vec::new();
    let mut sound = 0;
    // Beside the standard contractual clauses of the EU, `Clause 17` is one of theirs.
    let beside_scc = context
        .clauses()
        .any(|(_, text)| text.contains("Standard Contractual Clauses"));
    for (clause, text) in context.clauses() {
        for reference in references(text, numbering.is_typed()) {
            if numbering.target(&reference.label).is_some() {
                sound += 1;
            } else if reference.is_firm()
                && numbering.holds(reference.label.of)
                && !is_of_another(text, &reference, beside_scc)
            {
                found.push((clause, reference.at, Violation::Dangling));
            }
        }
    }
    // Where most references lead nowhere they follow numbers that this file does not have.
    if found.len() > sound + 1 { Vec::new() } else { found }
}

/// Whether the words around say that the clause is one of another document.
fn is_of_another(text: &str, reference: &Reference, beside_scc: bool) -> bool {
    let after = text[reference.at.end..].trim_start();
    let before = text[..reference.at.start].trim_end();
    // 48 C.F.R. 12.212
    if reference.label.number.split('.').any(|part| part.len() > 2) || beside_scc && before.ends_with("Clause") {
        return true;
    }
    let near: String = before
        .chars()
        .rev()
        .take(12)
        .collect::<Vec<_>>()
        .into_iter()
        .rev()
        .collect();
    [
        "of the",
        "of its",
        "of that",
        "of our",
        "of Annex",
        "of Schedule",
        "of Exhibit",
        "of Module",
        "thereof",
    ]
    .iter()
    .any(|word| after.starts_with(word) && !after.starts_with("of the Agreement"))
        || ["附件", "附录", "补充协议", "主合同", "》"]
            .iter()
            .any(|word| near.contains(word))
}

/// References such as 第15条约定的不可抗力 where another clause is called that, and the one of that number is not.
pub(super) fn naming_another(context: &DraftingContext<'_>) -> Vec<DraftingHit> {
    let text = context.text;
    let numbering = Numbering::of(&text.visits);
    let at = |id: &str| text.place_of_id(id);
    // The clause that alone has a heading, whatever its case.
    let mut headed: HashMap<String, Option<usize>> = HashMap::new();
    for (at, visit) in text.visits.iter().enumerate() {
        let heading = visit.clause.heading.trim().to_ascii_lowercase();
        headed
            .entry(heading)
            .and_modify(|alone| *alone = None)
            .or_insert(Some(at));
    }
    let mut found = Vec::new();
    if !are_meant(context, &numbering) {
        return found;
    }
    for (clause, words) in context.clauses() {
        for reference in references(words, numbering.is_typed()) {
            let Some(target) = numbering.target(&reference.label).and_then(at) else {
                continue;
            };
            let Some(named) = named_behind(words, &reference) else {
                continue;
            };
            let Some(meant) = headed.get(&named.to_ascii_lowercase()).copied().flatten() else {
                continue;
            };
            let related = |one: usize, other: usize| {
                let mut above = Some(one);
                std::iter::from_fn(|| {
                    let now = above?;
                    above = text.above(now);
                    Some(now)
                })
                .any(|at| at == other)
            };
            if !related(meant, target) && !related(target, meant) {
                let what = Violation::NamesAnother {
                    named: text.name(meant),
                    leads_to: text.name(target),
                };
                found.push((clause, reference.at, what));
            }
        }
    }
    found
}

/// Whether the numbers of this file are those that its references mean: of the references that say a heading as well,
/// most have to agree.
fn are_meant(context: &DraftingContext<'_>, numbering: &Numbering<'_>) -> bool {
    let (mut agree, mut disagree) = (0, 0);
    let visits = &context.text.visits;
    let heading = |id: &str| {
        context
            .text
            .place_of_id(id)
            .map(|at| visits[at].clause.heading.to_lowercase())
    };
    let headings: HashSet<String> = visits
        .iter()
        .map(|visit| visit.clause.heading.to_ascii_lowercase())
        .collect();
    let known = |named: &str| headings.contains(&named.to_ascii_lowercase());
    for (_, text) in context.clauses().filter(|(_, text)| text.contains(['(', '（'])) {
        for reference in references(text, numbering.is_typed()) {
            let Some(named) = titled_behind(text, &reference).filter(|named| known(named)) else {
                continue;
            };
            match numbering.target(&reference.label).and_then(heading) {
                Some(heading) if heading == named.to_lowercase() => agree += 1,
                _ => disagree += 1,
            }
        }
    }
    agree >= disagree || disagree < 2
}

/// The heading in parentheses behind a reference.
fn titled_behind(text: &str, reference: &Reference) -> Option<String> {
    let inside = text[reference.at.end..].trim_start().strip_prefix(['(', '（'])?;
    let end = inside.char_indices().take(60).find(|(_, c)| matches!(c, ')' | '）'))?.0;
    Some(inside[..end].to_owned()).filter(|named| named.chars().count() > 2)
}

/// What the words behind a reference call its clause: 约定的不可抗力, (Fees).
fn named_behind(text: &str, reference: &Reference) -> Option<String> {
    let after = &text[reference.at.end..];
    if after.trim_start().starts_with(['(', '（']) {
        return titled_behind(text, reference);
    }
    let named = ["约定的", "所述的", "规定的", "所列的", "所列"]
        .iter()
        .find_map(|word| after.strip_prefix(word))?;
    let end = named
        .find(|c: char| !c.is_alphabetic() || matches!(c, '的' | '和' | '及' | '、'))
        .unwrap_or(named.len());
    Some(named[..end].to_owned()).filter(|named| named.chars().count() >= 2)
}
