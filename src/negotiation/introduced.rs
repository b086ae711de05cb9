//! What a merge says that none of the drafts it brings together said.
//!
//! A merge in git can say anything. What it *introduces* is what differs from adidem's own re-merge of its parents, so
//! that words slipped in on the way are seen as a change by the person who merged.

use std::collections::BTreeSet;

use crate::contract::Contract;

use super::flat::Flat;
use super::order;
use super::rejoin::{ContractPart, rejoin};

/// What a merge says beyond the re-merge of its parents, sorted; empty for a clean merge.
///
/// Parts that the parents settled differently count as introduced whatever the merge says about them: somebody had to
/// decide. In which order clauses stand that two parents inserted at one place does not count. `base` is `None` when
/// the parents have no version in common.
#[must_use]
pub fn introduced_by_merge(result: &Contract, parents: &[Contract], base: Option<&Contract>) -> Vec<ContractPart> {
    let nothing = Contract::default();
    let base = base.unwrap_or(&nothing);
    let Some((first, others)) = parents.split_first() else {
        return differences(result, &[&nothing]).into_iter().collect();
    };
    let mut conflicts = BTreeSet::new();
    let mut forwards = first.clone();
    let mut backwards = first.clone();
    for other in others {
        let joined = rejoin(base, &forwards, other);
        conflicts.extend(joined.conflicts);
        forwards = joined.contract;
        backwards = rejoin(base, other, &backwards).contract;
    }
    conflicts.extend(differences(result, &[&forwards, &backwards]));
    conflicts.into_iter().collect()
}

/// Of the parts that the parents of a merge settled differently, those that the merge has exactly as one parent has
/// them: somebody had to choose, and wrote nothing of their own.
#[must_use]
pub fn chosen_in_merge(result: &Contract, parents: &[Contract], base: Option<&Contract>) -> Vec<ContractPart> {
    let nothing = Contract::default();
    let base = base.unwrap_or(&nothing);
    let mut conflicts = BTreeSet::new();
    for (at, one) in parents.iter().enumerate() {
        for other in &parents[at + 1..] {
            conflicts.extend(rejoin(base, one, other).conflicts);
        }
    }
    let as_in = |part: &ContractPart, parent: &Contract| match part {
        ContractPart::Title => result.title == parent.title,
        ContractPart::Language => result.language == parent.language,
        ContractPart::Kind => result.kind == parent.kind,
        ContractPart::Annex => result.annex == parent.annex,
        ContractPart::Reference => result.reference == parent.reference,
        ContractPart::Party(id) => result.party(id) == parent.party(id),
        ContractPart::Clause(id) => match (result.clause(id), parent.clause(id)) {
            (Some(here), Some(there)) => here.heading == there.heading && here.text == there.text,
            (here, there) => here.is_none() && there.is_none(),
        },
    };
    conflicts
        .into_iter()
        .filter(|part| parents.iter().any(|parent| as_in(part, parent)))
        .collect()
}

/// Where a contract differs from every one of several equally good ways to put it.
fn differences(result: &Contract, ways: &[&Contract]) -> BTreeSet<ContractPart> {
    let mut parts = BTreeSet::new();
    let mut head = |part: ContractPart, differs: &dyn Fn(&Contract) -> bool| {
        if ways.iter().all(|way| differs(way)) {
            parts.insert(part);
        }
    };
    head(ContractPart::Title, &|way| way.title != result.title);
    head(ContractPart::Language, &|way| way.language != result.language);
    head(ContractPart::Kind, &|way| way.kind != result.kind);
    head(ContractPart::Annex, &|way| way.annex != result.annex);
    head(ContractPart::Reference, &|way| way.reference != result.reference);
    for id in ways
        .iter()
        .chain([&result])
        .flat_map(|way| &way.parties)
        .map(|party| party.id.as_str())
    {
        head(ContractPart::Party(id.to_owned()), &|way| {
            way.party(id) != result.party(id)
        });
    }

    let ids = |contract: &Contract| -> Vec<String> { contract.parties.iter().map(|party| party.id.clone()).collect() };
    let orders: Vec<Vec<String>> = ways.iter().map(|way| ids(way)).collect();
    let orders: Vec<&[String]> = orders.iter().map(Vec::as_slice).collect();
    parts.extend(
        order::displaced(&ids(result), &orders)
            .into_iter()
            .map(ContractPart::Party),
    );

    let here = Flat::of(result);
    let ways: Vec<Flat<'_>> = ways.iter().map(|way| Flat::of(way)).collect();
    let same = |there: &Flat<'_>, id: &str| match (here.clauses.get(id), there.clauses.get(id)) {
        (Some(one), Some(other)) => one.wording() == other.wording() && one.parent == other.parent,
        (one, other) => one.is_none() && other.is_none(),
    };
    for id in ways.iter().chain([&here]).flat_map(|way| &way.order) {
        if ways.iter().all(|way| !same(way, id)) {
            parts.insert(ContractPart::Clause((*id).to_owned()));
        }
    }
    for (parent, siblings) in &here.below {
        let ways: Vec<&[&str]> = ways.iter().map(|way| way.below(*parent)).collect();
        parts.extend(
            order::displaced(siblings, &ways)
                .into_iter()
                .map(|id| ContractPart::Clause(id.to_owned())),
        );
    }
    parts
}

#[cfg(test)]
mod tests {
    use super::super::rejoin::samples::{any_contract, contract, ids, named};
    use super::*;
    use crate::contract::Clause;
    use proptest::prelude::*;

    fn introduced(result: &str, parents: [&str; 2], base: &str) -> String {
        named(&introduced_by_merge(
            &contract(result),
            &parents.map(contract),
            Some(&contract(base)),
        ))
    }

    #[test]
    fn a_choice_between_two_sides_is_told_from_words_of_ones_own() {
        let chosen = |result: &str, parents: [&str; 2]| {
            named(&chosen_in_merge(
                &contract(result),
                &parents.map(contract),
                Some(&contract("a=100% b")),
            ))
        };
        assert_eq!(chosen("a=50% b", ["a=50% b", "a=70% b"]), "a");
        assert_eq!(chosen("a=70% b", ["a=50% b", "a=70% b"]), "a");
        assert_eq!(
            chosen("a=10% b", ["a=50% b", "a=70% b"]),
            "",
            "words that neither side had"
        );
        assert_eq!(
            chosen("a=100% b", ["a=100% b", "a=70% b"]),
            "",
            "one side's words dropped is no choice"
        );
        assert_eq!(chosen("b", ["b", "a=70% b"]), "a", "a deletion chosen over other words");
    }

    #[test]
    fn a_clean_merge_introduces_nothing() {
        assert_eq!(introduced("a=1 b c=2", ["a=1 b c", "a b c=2"], "a b c"), "");
        assert_eq!(
            introduced("a y x b", ["a x b", "a y b"], "a b"),
            "",
            "either order of two insertions will do"
        );
        assert_eq!(introduced("a y x b q p", ["a x b p", "a y b q"], "a b"), "");
        assert_eq!(
            introduced("a x y b q p", ["a x b p", "a y b q"], "a b"),
            "",
            "at each place anew"
        );
    }

    #[test]
    fn whatever_a_merge_slips_in_is_told() {
        assert_eq!(
            introduced("a=10% b c=2", ["a=100% b c", "a=100% b c=2"], "a=100% b c"),
            "a"
        );
        assert_eq!(
            introduced("a b c", ["a b c", "a b c=2"], "a b c"),
            "c",
            "one side's words dropped"
        );
        assert_eq!(introduced("a c=2", ["a b c", "a b c=2"], "a b c"), "b");
        assert_eq!(introduced("a b n c=2", ["a b c", "a b c=2"], "a b c"), "n");
        assert_eq!(introduced("c=2 a b", ["a b c", "a b c=2"], "a b c"), "c");
        assert_eq!(introduced("a(b) c=2", ["a b c", "a b c=2"], "a b c"), "b");
        assert_eq!(
            introduced("a=1 b", ["a=1 b", "a=2 b"], "a b"),
            "a",
            "a choice between two wordings is a decision"
        );
        assert_eq!(
            introduced("a x2 y x1 b", ["a x1 x2 b", "a y b"], "a b")
                .split(' ')
                .count(),
            1
        );
    }

    #[test]
    fn unrelated_and_several_parents_are_brought_together_too() {
        let parents = ["a=1 b c", "a b=2 c", "a b c=3"].map(contract);
        assert_eq!(
            introduced_by_merge(&contract("a=1 b=2 c=3"), &parents, Some(&contract("a b c"))),
            []
        );
        let parents = ["a", "b"].map(contract);
        assert_eq!(introduced_by_merge(&contract("a b"), &parents, None), []);
    }

    proptest! {
        #[test]
        fn what_is_not_conflicting_is_told_when_a_merge_alters_it(
            base in any_contract(), ours in any_contract(), theirs in any_contract(), at in any::<prop::sample::Index>(),
        ) {
            let done = rejoin(&base, &ours, &theirs);
            let now: Vec<String> = ids(&done.contract).into_iter().map(str::to_owned).collect();
            prop_assume!(!now.is_empty());
            let id = at.get(&now);
            let mut result = done.contract.clone();
            let mut level: Vec<&mut Clause> = result.clauses.iter_mut().collect();
            while let Some(clause) = level.pop() {
                if clause.id == *id {
                    clause.text = "slipped in".into();
                }
                level.extend(clause.clauses.iter_mut());
            }
            let told = introduced_by_merge(&result, &[ours, theirs], Some(&base));
            prop_assert!(told.contains(&ContractPart::Clause(id.clone())));
        }
    }
}
