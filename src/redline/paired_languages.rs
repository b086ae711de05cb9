//! Two clauses that say the same in two languages: whether a change reached only one of them, and which figures part.

use super::bilingual::figures_apart;
use super::model::{ChangeKind, ClauseChange, Flag, LanguagesPart};
use crate::contract::{Clause, Contract};
use std::collections::{BTreeSet, HashMap};

/// Notes at each changed clause that is one of a pair, in the old version or the new, what parts it from the other.
pub(crate) fn note_pairs(old: &Contract, new: &Contract, clauses: &mut [ClauseChange]) {
    let (before, after) = (old.pairs(), new.pairs());
    if before.is_empty() && after.is_empty() {
        return;
    }
    let pairs: BTreeSet<(&str, &str)> = before.into_iter().chain(after).collect();
    let texts = new.by_id();
    let at: HashMap<String, usize> = clauses
        .iter()
        .enumerate()
        .map(|(at, clause)| (clause.id.clone(), at))
        .collect();
    for (id, pair) in pairs {
        let Some(&one) = at.get(id) else { continue };
        let other = at.get(pair).map(|at| &clauses[*at]);
        if clauses[one].change == ChangeKind::Unchanged {
            continue;
        }
        let changed_alone = says_else(&clauses[one]) && !other.is_some_and(says_else);
        let words = |id: &str| texts.get(id).map(|clause: &&Clause| clause.text.as_str());
        let figures = match (words(id), words(pair)) {
            (Some(own), Some(others)) => figures_apart(own, others),
            _ => Vec::new(),
        };
        if changed_alone || !figures.is_empty() {
            let clause = &mut clauses[one];
            clause.flags.insert(Flag::Languages);
            clause.languages.get_or_insert(LanguagesPart {
                changed_alone,
                figures,
                pair: Some(pair.to_owned()),
            });
        }
    }
}

/// Whether words that bear meaning changed.
fn says_else(clause: &ClauseChange) -> bool {
    match clause.change {
        ChangeKind::Added | ChangeKind::Removed => true,
        ChangeKind::Edited => clause.marks.iter().any(|mark| mark.class.bears_meaning()),
        ChangeKind::Unchanged => false,
    }
}

#[cfg(test)]
mod tests {
    use crate::contract::{Clause, Contract};
    use crate::redline::{CompareScope, Flag, compare};

    fn contract(texts: &[(&str, &str, Option<&str>)]) -> Contract {
        let clause = |&(id, text, pair): &(&str, &str, Option<&str>)| Clause {
            id: id.into(),
            heading: format!("Clause {id}"),
            text: text.into(),
            pair: pair.map(str::to_owned),
            clauses: Vec::new(),
        };
        Contract {
            clauses: texts.iter().map(clause).collect(),
            ..Contract::default()
        }
    }

    /// For each flagged clause: which, whether it was changed alone, the figures, and its pair.
    fn apart(old: &Contract, new: &Contract) -> Vec<(String, bool, Vec<String>, Option<String>)> {
        compare(old, new, CompareScope::Changes)
            .clauses
            .into_iter()
            .filter(|clause| clause.flags.contains(&Flag::Languages))
            .filter_map(|clause| {
                let part = clause.languages?;
                Some((clause.id, part.changed_alone, part.figures, part.pair))
            })
            .collect()
    }

    const ZH: &str = "承租人应当在收到发票后三十日内支付租金。";
    const EN: &str = "The Lessee pays the rent within thirty days of the invoice.";

    #[test]
    fn a_change_in_one_language_alone_is_told_at_the_clause_that_changed() {
        let old = contract(&[("zh", ZH, None), ("en", EN, Some("zh"))]);
        let one = contract(&[
            ("zh", &ZH.replace("支付租金", "支付租金和水费"), None),
            ("en", EN, Some("zh")),
        ]);
        assert_eq!(apart(&old, &one), [("zh".into(), true, vec![], Some("en".into()))]);
        let other = contract(&[
            ("zh", ZH, None),
            ("en", &EN.replace("rent", "rent and the water"), Some("zh")),
        ]);
        assert_eq!(apart(&old, &other), [("en".into(), true, vec![], Some("zh".into()))]);
    }

    #[test]
    fn changes_of_both_and_changes_of_form_are_not_told() {
        let old = contract(&[("zh", ZH, Some("en")), ("en", EN, None)]);
        let both = contract(&[
            ("zh", &ZH.replace("三十", "六十"), Some("en")),
            ("en", &EN.replace("thirty", "sixty"), None),
        ]);
        assert_eq!(apart(&old, &both), []);
        let form = contract(&[
            ("zh", ZH, Some("en")),
            ("en", &EN.replace("the invoice", "the  invoice"), None),
        ]);
        assert_eq!(apart(&old, &form), []);
    }

    #[test]
    fn figures_that_part_are_told_in_the_words_of_both() {
        let old = contract(&[("zh", ZH, Some("en")), ("en", EN, None)]);
        let new = contract(&[
            ("zh", &ZH.replace("三十", "六十"), Some("en")),
            (
                "en",
                &EN.replace("rent within thirty", "rent and costs within thirty"),
                None,
            ),
        ]);
        let told = apart(&old, &new);
        assert_eq!(told.len(), 2, "{told:?}");
        assert!(
            told.iter().all(|(_, alone, figures, _)| !alone && figures.len() == 1),
            "{told:?}"
        );
    }

    #[test]
    fn a_pair_that_was_taken_apart_and_a_language_that_was_struck_are_told() {
        let old = contract(&[("zh", ZH, Some("en")), ("en", EN, None)]);
        let apart_now = contract(&[
            ("zh", &ZH.replace("支付租金", "支付租金和水费"), None),
            ("en", EN, None),
        ]);
        assert_eq!(
            apart(&old, &apart_now),
            [("zh".into(), true, vec![], Some("en".into()))]
        );
        let struck = contract(&[("en", EN, None)]);
        assert_eq!(apart(&old, &struck), [("zh".into(), true, vec![], Some("en".into()))]);
    }
}
