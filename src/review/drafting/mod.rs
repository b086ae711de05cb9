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
use super::finding::{MOST_PLACES, ReviewFinding};
use super::indexed_text::IndexedText;
use super::party_names::PartyNames;
use super::statement::Statements;
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
    pub(crate) statements: &'a Statements<'a>,
    pub(crate) seat: Option<&'a Party>,
    /// The kind of annex that the contract is by itself, where the checklists know it.
    pub(crate) annex: Option<&'a str>,
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
            match known.entry((clause, what)) {
                Entry::Occupied(at) => {
                    let finding = &mut findings[*at.get()];
                    if finding.places.len() < MOST_PLACES {
                        finding.places.push(self.text.place_of(clause, bytes));
                    } else {
                        finding.more_places += 1;
                    }
                }
                Entry::Vacant(new) => {
                    let place = self.text.place_of(clause, bytes);
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
        self.text
            .visits
            .iter()
            .enumerate()
            .map(|(at, visit)| (at, &*visit.clause.text))
    }

    /// Whether the contract is in Chinese.
    fn is_chinese(&self) -> bool {
        self.contract
            .language
            .as_deref()
            .is_some_and(|tag| tag.to_ascii_lowercase().starts_with("zh"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::contract::{Clause, Party};
    use crate::review::finding::ReviewReport;
    use crate::review::{built_in, review, rules};

    fn reviewed(texts: &[&str]) -> ReviewReport {
        let party = |role: &str| Party {
            id: role.to_lowercase(),
            role: role.into(),
            ..Party::default()
        };
        let clause = |(at, text): (usize, &&str)| Clause {
            id: format!("c{at}"),
            text: (*text).to_owned(),
            ..Clause::default()
        };
        let contract = Contract {
            language: Some("en".into()),
            parties: vec![party("Customer"), party("Vendor")],
            clauses: texts.iter().enumerate().map(clause).collect(),
            ..Contract::default()
        };
        review(&contract, &rules(&built_in().unwrap()).unwrap(), None)
    }

    #[test]
    fn of_thousands_of_the_same_character_the_first_are_told_and_the_others_counted() {
        let text = format!("The fee{} is due.{}", "\u{200b}".repeat(5_000), "\u{202e}".repeat(3));
        let report = reviewed(&[&text]);
        let hidden = report
            .findings
            .iter()
            .filter(|finding| matches!(finding.what, Violation::Hidden(_)));
        let told: Vec<_> = hidden
            .map(|finding| (finding.what.clone(), finding.places.len(), finding.more_places))
            .collect();
        let zero = Violation::Hidden("U+200B".into());
        assert_eq!(
            told,
            [
                (zero, MOST_PLACES, 5_000 - MOST_PLACES),
                (Violation::Hidden("U+202E".into()), 3, 0)
            ]
        );
    }

    #[test]
    fn of_many_terms_in_one_paragraph_each_that_is_unused_is_told() {
        let introduced: Vec<String> = (0..60)
            .map(|at| format!("the thing (the \u{201c}Thing{at}x\u{201d})"))
            .collect();
        let paragraph = introduced.join(", ");
        let unused = |texts: &[&str]| -> Vec<String> {
            let told = reviewed(texts)
                .findings
                .into_iter()
                .filter_map(|finding| match finding.what {
                    Violation::UnusedTerm(term) => Some(term),
                    _ => None,
                });
            told.collect()
        };
        assert_eq!(unused(&[&paragraph]).len(), 60);
        let used = unused(&[&paragraph, "Thing7x is used, and so is Thing41x."]);
        assert!(used.len() == 58 && !used.contains(&"Thing7x".to_owned()) && !used.contains(&"Thing41x".to_owned()));
        assert_eq!(
            unused(&[&paragraph, &paragraph]).len(),
            120,
            "the same paragraph twice uses nothing"
        );
    }
}
