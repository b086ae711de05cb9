//! What the program looks for by itself: faults of drafting that no list of words can describe.

mod blanks;
mod conflict_marks;
mod hidden;
mod money;
mod numbers;
mod one_sided;
mod parties;
mod references;
mod terms;

use super::checklist::{DraftingCheck, Rule};
use super::finding::ReviewFinding;
use super::indexed_text::IndexedText;
use super::modality::Modality;
use super::party_names::PartyNames;
use super::violation::Violation;
use crate::contract::{Contract, Party};
use std::collections::HashMap;
use std::collections::hash_map::Entry;
use std::ops::Range;

/// A contract as the checks see it.
pub(crate) struct DraftingContext<'a> {
    pub(crate) contract: &'a Contract,
    pub(crate) text: &'a IndexedText<'a>,
    pub(crate) names: &'a [PartyNames],
    pub(crate) modality: &'a Modality,
    pub(crate) seat: Option<&'a Party>,
}

/// Something found in a clause's text: the clause, the bytes, what.
type DraftingHit = (usize, Range<usize>, Violation);

impl DraftingContext<'_> {
    /// What a check finds: one finding for each clause and thing found.
    pub(crate) fn look_for(&self, check: DraftingCheck, rule: &Rule) -> Vec<ReviewFinding> {
        let found = match check {
            DraftingCheck::WordsAndFigures => numbers::mismatches(self),
            DraftingCheck::Blanks => blanks::blanks(self),
            DraftingCheck::Hidden => hidden::hidden(self),
            DraftingCheck::ConflictMarks => conflict_marks::left(self),
            DraftingCheck::DanglingReferences => references::dangling(self),
            DraftingCheck::ReferenceHeadings => references::naming_another(self),
            DraftingCheck::UnusedTerms => terms::unused(self),
            DraftingCheck::UndefinedTerms => terms::undefined(self),
            DraftingCheck::TermsDefinedTwice => terms::defined_twice(self),
            DraftingCheck::UnknownParties => parties::unknown(self),
            DraftingCheck::PartiesMixedUp => parties::mixed_up(self),
            DraftingCheck::TenThousandfold => money::ten_thousandfold(self),
            DraftingCheck::OneSided => one_sided::one_sided(self),
        };
        let mut findings: Vec<ReviewFinding> = Vec::new();
        if check == DraftingCheck::Blanks {
            findings.extend(blanks::outside_of_texts(self, rule));
        }
        let known = findings.iter().enumerate().filter_map(|(at, finding)| {
            let clause = self.text.place_of_id(&finding.clause.as_ref()?.id)?;
            Some(((clause, finding.what.clone()), at))
        });
        let mut known: HashMap<(usize, Violation), usize> = known.collect();
        for (clause, bytes, what) in found {
            let place = self.text.place_of(clause, bytes);
            match known.entry((clause, what)) {
                Entry::Occupied(at) => findings[*at.get()].places.push(place),
                Entry::Vacant(new) => {
                    let what = new.key().1.clone();
                    new.insert(findings.len());
                    findings.push(ReviewFinding::of(rule, what, Some(place.clause.clone()), vec![place]));
                }
            }
        }
        findings
    }

    /// The clauses with their places in reading order.
    fn clauses(&self) -> impl Iterator<Item = (usize, &str)> {
        self.text.visits.iter().enumerate().map(|(at, visit)| (at, &*visit.clause.text))
    }

    /// Whether the contract is in Chinese.
    fn is_chinese(&self) -> bool {
        self.contract.language.as_deref().is_some_and(|tag| tag.starts_with("zh"))
    }
}
