//! Acceptances whose own words still stand, while a definition that they use was changed.

use std::collections::BTreeMap;

use crate::contract::Contract;
use crate::redline::{ChangeKind, CompareScope, compare};

/// A clause that was accepted under a definition that is no longer the same.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OlderDefinition {
    /// The id of the clause that uses it; its wording is the same as then.
    pub clause: String,
    /// The terms it uses whose definitions changed, came or went, sorted; never empty.
    pub terms: Vec<String>,
}

/// The clauses, in reading order, whose wording is the same as in the contract that a party was shown when it accepted
/// them, and that use a definition which is not.
#[must_use]
pub fn older_definitions(shown: &Contract, today: &Contract) -> Vec<OlderDefinition> {
    let redline = compare(shown, today, CompareScope::Changes);
    let mut terms: BTreeMap<&str, Vec<String>> = BTreeMap::new();
    for definition in &redline.definitions {
        for clause in &definition.affected {
            terms.entry(clause).or_default().push(definition.term.clone());
        }
    }
    // A clause that was found again under another id is another one to the records.
    let same = redline
        .clauses
        .iter()
        .filter(|clause| clause.change == ChangeKind::Unchanged && clause.from_id.as_ref() == Some(&clause.id));
    same.filter_map(|clause| {
        let mut terms = terms.remove(clause.id.as_str())?;
        terms.sort_unstable();
        Some(OlderDefinition {
            clause: clause.id.clone(),
            terms,
        })
    })
    .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::contract::Clause;

    fn contract(clauses: &[(&str, &str)]) -> Contract {
        let clause = |&(id, text): &(&str, &str)| Clause {
            id: id.into(),
            heading: id.into(),
            text: text.into(),
            pair: None,
            clauses: Vec::new(),
        };
        Contract {
            clauses: clauses.iter().map(clause).collect(),
            ..Contract::default()
        }
    }

    fn listed(shown: &[(&str, &str)], today: &[(&str, &str)]) -> Vec<String> {
        let found = older_definitions(&contract(shown), &contract(today));
        found
            .iter()
            .map(|one| format!("{}: {}", one.clause, one.terms.join(", ")))
            .collect()
    }

    const FEES: (&str, &str) = ("fees", "The Customer shall pay the Fees on each Payment Date.");
    const AUDIT: (&str, &str) = ("audit", "The Customer may inspect the books once a year.");

    #[test]
    fn a_clause_is_named_when_only_a_definition_it_uses_was_changed() {
        let shown = [
            (
                "terms",
                "“Fees” means the sums in Annex A.\n“Payment Date” means the first day of a month.",
            ),
            FEES,
            AUDIT,
        ];
        let today = [
            (
                "terms",
                "“Fees” means the sums in Annexes A and B.\n“Payment Date” means 1 May.",
            ),
            FEES,
            AUDIT,
        ];
        assert_eq!(listed(&shown, &today), ["fees: Fees, Payment Date"]);
        assert_eq!(listed(&shown, &shown), [""; 0]);
    }

    #[test]
    fn a_clause_whose_own_words_changed_is_not_it_needs_new_positions_anyway() {
        let shown = [("terms", "“Fees” means the sums in Annex A."), FEES];
        let today = [
            ("terms", "“Fees” means the sums in Annex B."),
            ("fees", "The Customer shall pay no Fees."),
        ];
        assert_eq!(listed(&shown, &today), [""; 0]);
    }

    #[test]
    fn a_definition_that_went_is_a_changed_one() {
        assert_eq!(
            listed(
                &[
                    ("terms", "“费用”是指附件一所列的款项。"),
                    ("pay", "甲方应当按月支付费用。")
                ],
                &[("pay", "甲方应当按月支付费用。")]
            ),
            ["pay: 费用"]
        );
    }
}
