//! Blanks, brackets and placeholders that were left.

use super::{DraftingContext, DraftingHit};
use crate::review::blank::{at_the_head, in_text, in_value};
use crate::review::checklist::Rule;
use crate::review::finding::ReviewFinding;
use crate::review::indexed_text::WordHit;
use crate::review::violation::Violation;

/// Where they stand in the clauses.
pub(super) fn blanks(context: &DraftingContext<'_>) -> Vec<DraftingHit> {
    let found = context
        .clauses()
        .flat_map(|(clause, text)| in_text(text).into_iter().map(move |bytes| (clause, bytes)));
    found.map(|(clause, bytes)| (clause, bytes, Violation::Blank)).collect()
}

/// Those above the clauses, and in headings over clauses whose text has none.
pub(super) fn outside_of_texts(context: &DraftingContext<'_>, rule: &Rule) -> Vec<ReviewFinding> {
    let head = at_the_head(context.contract);
    let mut findings = Vec::new();
    if !head.is_empty() {
        findings.push(ReviewFinding::of(rule, Violation::BlankAtHead(head), None, Vec::new()));
    }
    for (clause, visit) in context.text.visits.iter().enumerate() {
        let unit = context.text.of_clause[clause].start;
        let spot = |bytes: std::ops::Range<usize>| WordHit {
            unit,
            start: bytes.start,
            end: bytes.end,
        };
        let places: Vec<_> = in_value(&visit.clause.heading)
            .into_iter()
            .map(|bytes| context.text.place(spot(bytes)))
            .collect();
        if !places.is_empty() {
            findings.push(ReviewFinding::of(
                rule,
                Violation::Blank,
                Some(context.text.name(clause)),
                places,
            ));
        }
    }
    findings
}
