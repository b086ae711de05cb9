//! Two drafts of one contract brought together clause by clause, over the version both grew from.

use std::collections::{BTreeSet, HashMap, HashSet};

use crate::contract::{Clause, Contract, Party};

use super::flat::{Flat, FlatClause};
use super::order;

/// A part of a contract that two drafts can settle differently.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ContractPart {
    /// The title.
    Title,
    /// The language tag.
    Language,
    /// The kind.
    Kind,
    /// The kind of annex.
    Annex,
    /// The reference.
    Reference,
    /// The party of that id: its name, role, members or keys.
    Party(String),
    /// The clause of that id: its wording, its presence or its place.
    Clause(String),
}

/// The stable name by which a person or a program speaks of the part: a clause's is its id, a party's `party:ID`.
/// No clause's id has a colon, so a party's name is never taken for a clause's.
impl std::fmt::Display for ContractPart {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Title => out.write_str("title"),
            Self::Language => out.write_str("language"),
            Self::Kind => out.write_str("kind"),
            Self::Annex => out.write_str("annex"),
            Self::Reference => out.write_str("reference"),
            Self::Party(id) => write!(out, "party:{id}"),
            Self::Clause(id) => out.write_str(id),
        }
    }
}

/// Two drafts brought together.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rejoined {
    /// The joined contract. Where the drafts conflict it has the first draft's words; a clause that one draft deleted
    /// and the other reworded stays.
    pub contract: Contract,
    /// What the two drafts settled differently, sorted.
    pub conflicts: Vec<ContractPart>,
}

/// Joins `ours` and `theirs`, both grown from `base`.
///
/// Heading and text are one wording: a clause whose heading one draft changes and whose text the other changes is a
/// conflict, because nobody has yet seen the two together. Clause ids are taken to be unique in each contract.
#[must_use]
pub fn rejoin(base: &Contract, ours: &Contract, theirs: &Contract) -> Rejoined {
    let mut conflicts = BTreeSet::new();
    let mut contract = Contract {
        title: settle(
            &base.title,
            &ours.title,
            &theirs.title,
            ContractPart::Title,
            &mut conflicts,
        ),
        language: settle(
            &base.language,
            &ours.language,
            &theirs.language,
            ContractPart::Language,
            &mut conflicts,
        ),
        kind: settle(&base.kind, &ours.kind, &theirs.kind, ContractPart::Kind, &mut conflicts),
        annex: settle(
            &base.annex,
            &ours.annex,
            &theirs.annex,
            ContractPart::Annex,
            &mut conflicts,
        ),
        reference: settle(
            &base.reference,
            &ours.reference,
            &theirs.reference,
            ContractPart::Reference,
            &mut conflicts,
        ),
        parties: join_parties(&base.parties, &ours.parties, &theirs.parties, &mut conflicts),
        clauses: Vec::new(),
    };
    contract.clauses = join_clauses(&Flat::of(base), &Flat::of(ours), &Flat::of(theirs), &mut conflicts);
    Rejoined {
        contract,
        conflicts: conflicts.into_iter().collect(),
    }
}

/// Three values, one of which nobody has to think about: whoever changed it wins.
fn settle<T: Clone + PartialEq>(
    base: &T,
    ours: &T,
    theirs: &T,
    part: ContractPart,
    conflicts: &mut BTreeSet<ContractPart>,
) -> T {
    if ours == theirs || theirs == base {
        ours.clone()
    } else if ours == base {
        theirs.clone()
    } else {
        conflicts.insert(part);
        ours.clone()
    }
}

fn join_parties(
    base: &[Party],
    ours: &[Party],
    theirs: &[Party],
    conflicts: &mut BTreeSet<ContractPart>,
) -> Vec<Party> {
    let find = |parties: &[Party], id: &str| parties.iter().find(|party| party.id == id).cloned();
    let ids = |parties: &[Party]| -> Vec<String> { parties.iter().map(|party| party.id.clone()).collect() };
    let mut kept: HashMap<String, Party> = HashMap::new();
    for id in ids(ours).into_iter().chain(ids(theirs)) {
        let (was, here, there) = (find(base, &id), find(ours, &id), find(theirs, &id));
        let settled = settle(&was, &here, &there, ContractPart::Party(id.clone()), conflicts);
        // A party that one draft dropped while the other altered it stays, as a clause does.
        if let Some(party) = settled.or_else(|| {
            if conflicts.contains(&ContractPart::Party(id.clone())) {
                there
            } else {
                None
            }
        }) {
            kept.insert(id, party);
        }
    }
    let (order, _) = order::join(&ids(base), &ids(ours), &ids(theirs), &|id| kept.contains_key(id));
    order.into_iter().filter_map(|id| kept.remove(&id)).collect()
}

struct Joined<'a> {
    heading: &'a str,
    text: &'a str,
    parent: Option<&'a str>,
}

fn join_clauses<'a>(
    base: &Flat<'a>,
    ours: &Flat<'a>,
    theirs: &Flat<'a>,
    conflicts: &mut BTreeSet<ContractPart>,
) -> Vec<Clause> {
    let mut joined: HashMap<&'a str, Joined<'a>> = HashMap::new();
    let ids: Vec<&'a str> = ours.order.iter().chain(&theirs.order).copied().collect();
    for id in &ids {
        let (was, here, there) = (base.clauses.get(id), ours.clauses.get(id), theirs.clauses.get(id));
        if let Some(one) = join_clause(id, was, here, there, conflicts) {
            joined.insert(id, one);
        }
    }
    keep_ancestors(&mut joined, base, ours, theirs, conflicts);
    break_circles(&mut joined, conflicts);

    let parents: Vec<Option<&'a str>> = std::iter::once(None).chain(joined.keys().copied().map(Some)).collect();
    let mut below: HashMap<Option<&'a str>, Vec<&'a str>> = HashMap::new();
    for parent in parents {
        let stays = |id: &&str| joined.get(*id).is_some_and(|one| one.parent == parent);
        let (order, contradicting) = order::join(base.below(parent), ours.below(parent), theirs.below(parent), &stays);
        conflicts.extend(contradicting.into_iter().map(|id| ContractPart::Clause(id.to_owned())));
        below.insert(parent, order);
    }
    // Whoever hangs below a parent that neither draft gave it comes last there.
    let placed: HashSet<&str> = below.values().flatten().copied().collect();
    for id in ids.iter().filter(|id| !placed.contains(**id)) {
        if let Some(one) = joined.get(id) {
            let siblings = below.entry(one.parent).or_default();
            if !siblings.contains(id) {
                siblings.push(id);
            }
        }
    }
    nest(&joined, &below)
}

fn join_clause<'a>(
    id: &str,
    was: Option<&FlatClause<'a>>,
    here: Option<&FlatClause<'a>>,
    there: Option<&FlatClause<'a>>,
    conflicts: &mut BTreeSet<ContractPart>,
) -> Option<Joined<'a>> {
    let part = || ContractPart::Clause(id.to_owned());
    let (one, other) = match (here, there) {
        (Some(here), Some(there)) => (here, there),
        (Some(only), None) | (None, Some(only)) => {
            // New on one side, or deleted on the other. A clause deleted here and reworded there stays to be decided on.
            if let Some(was) = was {
                if was.wording() == only.wording() {
                    return None;
                }
                conflicts.insert(part());
            }
            (only, only)
        }
        (None, None) => return None,
    };
    // A clause that both drafts bring in has no common wording: only equal ones agree.
    let nothing = ("", "");
    let (heading, text) = settle(
        &was.map_or(nothing, FlatClause::wording),
        &one.wording(),
        &other.wording(),
        part(),
        conflicts,
    );
    let parent = match was {
        Some(was) => settle(&was.parent, &one.parent, &other.parent, part(), conflicts),
        None if one.parent == other.parent => one.parent,
        None => {
            conflicts.insert(part());
            one.parent
        }
    };
    Some(Joined { heading, text, parent })
}

/// A clause that stays below one that goes keeps it: both are then to be decided on.
fn keep_ancestors<'a>(
    joined: &mut HashMap<&'a str, Joined<'a>>,
    base: &Flat<'a>,
    ours: &Flat<'a>,
    theirs: &Flat<'a>,
    conflicts: &mut BTreeSet<ContractPart>,
) {
    let mut wanted: Vec<&'a str> = joined.values().filter_map(|one| one.parent).collect();
    while let Some(id) = wanted.pop() {
        if joined.contains_key(id) {
            continue;
        }
        let Some(place) = [ours, theirs, base].into_iter().find_map(|flat| flat.clauses.get(id)) else {
            continue;
        };
        conflicts.insert(ContractPart::Clause(id.to_owned()));
        joined.insert(
            id,
            Joined {
                heading: &place.clause.heading,
                text: &place.clause.text,
                parent: place.parent,
            },
        );
        wanted.extend(place.parent);
    }
}

/// Two drafts can each put one clause below the other; such a circle is opened at the top level.
fn break_circles<'a>(joined: &mut HashMap<&'a str, Joined<'a>>, conflicts: &mut BTreeSet<ContractPart>) {
    let mut ids: Vec<&'a str> = joined.keys().copied().collect();
    ids.sort_unstable();
    let mut sound: HashSet<&'a str> = HashSet::new();
    for start in ids {
        let mut trail: Vec<&'a str> = Vec::new();
        let mut at = Some(start);
        while let Some(id) = at
            && !sound.contains(id)
        {
            if let Some(begin) = trail.iter().position(|passed| *passed == id) {
                conflicts.extend(trail[begin..].iter().map(|id| ContractPart::Clause((*id).to_owned())));
                if let Some(one) = joined.get_mut(id) {
                    one.parent = None;
                }
                break;
            }
            trail.push(id);
            at = joined.get(id).and_then(|one| one.parent);
        }
        sound.extend(trail);
    }
}

fn nest<'a>(joined: &HashMap<&'a str, Joined<'a>>, below: &HashMap<Option<&'a str>, Vec<&'a str>>) -> Vec<Clause> {
    fn under<'a>(
        parent: Option<&'a str>,
        joined: &HashMap<&'a str, Joined<'a>>,
        below: &HashMap<Option<&'a str>, Vec<&'a str>>,
    ) -> Vec<Clause> {
        let ids = below.get(&parent).map_or(&[][..], Vec::as_slice);
        let clause = |id: &&'a str| {
            let one = joined.get(*id)?;
            let clauses = under(Some(id), joined, below);
            Some(Clause {
                id: (*id).to_owned(),
                heading: one.heading.to_owned(),
                text: one.text.to_owned(),
                pair: None,
                clauses,
            })
        };
        ids.iter().filter_map(clause).collect()
    }
    under(None, joined, below)
}

#[cfg(test)]
pub(crate) mod samples {
    use super::{Clause, Contract, ContractPart};
    use proptest::prelude::*;
    use std::collections::BTreeSet;

    /// `a`, `b(c d)`: ids with their sub-clauses; `a=x` gives the clause the text `x`.
    pub(crate) fn contract(outline: &str) -> Contract {
        let mut stack: Vec<Vec<Clause>> = vec![Vec::new()];
        let spaced = outline.replace('(', " ( ").replace(')', " ) ");
        for word in spaced.split_whitespace() {
            match word {
                "(" => stack.push(Vec::new()),
                ")" => {
                    let below = stack.pop().unwrap();
                    stack.last_mut().unwrap().last_mut().unwrap().clauses = below;
                }
                _ => {
                    let (id, text) = word.split_once('=').unwrap_or((word, "words"));
                    let clause = Clause {
                        id: id.into(),
                        text: text.into(),
                        ..Clause::default()
                    };
                    stack.last_mut().unwrap().push(clause);
                }
            }
        }
        Contract {
            title: "CRM".into(),
            clauses: stack.pop().unwrap(),
            ..Contract::default()
        }
    }

    pub(crate) fn named(parts: &[ContractPart]) -> String {
        let one = |part: &ContractPart| match part {
            ContractPart::Clause(id) => id.clone(),
            other => format!("{other:?}"),
        };
        parts.iter().map(one).collect::<Vec<_>>().join(" ")
    }

    pub(crate) fn any_contract() -> impl Strategy<Value = Contract> {
        let ids = prop::sample::subsequence(vec!["a", "b", "c", "d", "e", "f", "g"], 0..7).prop_shuffle();
        (ids, prop::collection::vec((0..3_usize, 0..8_usize), 7), 0..3_u8).prop_map(|(ids, draws, title)| {
            let mut clauses: Vec<Clause> = Vec::new();
            for (id, (text, nesting)) in ids.into_iter().zip(draws) {
                let clause = Clause {
                    id: id.into(),
                    text: text.to_string(),
                    ..Clause::default()
                };
                let mut level = &mut clauses;
                for _ in 0..nesting.saturating_sub(4) {
                    if level.is_empty() {
                        break;
                    }
                    let last = level.len() - 1;
                    level = &mut level[last].clauses;
                }
                level.push(clause);
            }
            Contract {
                title: title.to_string(),
                clauses,
                ..Contract::default()
            }
        })
    }

    pub(crate) fn ids(contract: &Contract) -> BTreeSet<&str> {
        contract
            .walk()
            .into_iter()
            .map(|visit| visit.clause.id.as_str())
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::super::introduced::introduced_by_merge;
    use super::samples::{any_contract, contract, ids, named};
    use super::*;
    use crate::contract::Member;
    use proptest::prelude::*;

    fn outline(clauses: &[Clause]) -> String {
        let one = |clause: &Clause| {
            let text = if clause.text == "words" {
                String::new()
            } else {
                format!("={}", clause.text)
            };
            let below = if clause.clauses.is_empty() {
                String::new()
            } else {
                format!("({})", outline(&clause.clauses))
            };
            format!("{}{text}{below}", clause.id)
        };
        clauses.iter().map(one).collect::<Vec<_>>().join(" ")
    }

    fn joined(base: &str, ours: &str, theirs: &str) -> (String, String) {
        let joined = rejoin(&contract(base), &contract(ours), &contract(theirs));
        (outline(&joined.contract.clauses), named(&joined.conflicts))
    }

    #[test]
    fn changes_of_different_clauses_come_together() {
        assert_eq!(
            joined("a b c", "a=1 b c", "a b c=2"),
            ("a=1 b c=2".into(), String::new())
        );
        assert_eq!(joined("a b c", "a c", "a b c d"), ("a c d".into(), String::new()));
        assert_eq!(joined("a b", "a x b", "a y b"), ("a x y b".into(), String::new()));
        assert_eq!(
            joined("a b c", "c a b", "a=1 b c n"),
            ("c n a=1 b".into(), String::new())
        );
        assert_eq!(
            joined("a b(c)", "a b(c d)", "b(c e) a"),
            ("b(c d e) a".into(), String::new())
        );
    }

    #[test]
    fn one_clause_reworded_twice_is_a_conflict() {
        assert_eq!(joined("a b", "a=1 b", "a=2 b"), ("a=1 b".into(), "a".into()));
        assert_eq!(joined("a b", "a=1 b", "a=1 b"), ("a=1 b".into(), String::new()));
        assert_eq!(joined("a", "a n=1", "a n=2"), ("a n=1".into(), "n".into()));
    }

    #[test]
    fn a_clause_deleted_here_and_reworded_there_stays_to_be_decided_on() {
        assert_eq!(joined("a b", "a", "a b=2"), ("a b=2".into(), "b".into()));
        assert_eq!(joined("a b(c)", "a", "a b(c d)"), ("a b(d)".into(), "b".into()));
    }

    #[test]
    fn places_can_conflict() {
        assert_eq!(joined("a b c", "a(c) b", "a b(c)"), ("a(c) b".into(), "c".into()));
        assert_eq!(joined("a b c", "b a c", "a c b").1, "b");
        let (outline, conflicts) = joined("a b", "a(b)", "b(a)");
        assert_eq!((outline.as_str(), conflicts.as_str()), ("a(b)", "a b"));
    }

    #[test]
    fn each_side_may_touch_its_own_party_and_the_head() {
        let party = |id: &str, members: usize| Party {
            id: id.into(),
            members: vec![Member::default(); members],
            ..Party::default()
        };
        let with = |title: &str, customer, vendor| Contract {
            title: title.into(),
            parties: vec![party("customer", customer), party("vendor", vendor)],
            ..Contract::default()
        };
        let done = rejoin(&with("old", 1, 1), &with("old", 2, 1), &with("new", 1, 0));
        assert_eq!(
            done,
            Rejoined {
                contract: with("new", 2, 0),
                conflicts: vec![]
            }
        );
        let done = rejoin(&with("old", 1, 1), &with("x", 2, 1), &with("y", 3, 1));
        assert_eq!(
            done.conflicts,
            [ContractPart::Title, ContractPart::Party("customer".into())]
        );
    }

    #[test]
    fn every_part_has_a_stable_name() {
        let parts = [
            ContractPart::Title,
            ContractPart::Language,
            ContractPart::Kind,
            ContractPart::Annex,
            ContractPart::Reference,
        ];
        assert_eq!(
            parts.map(|part| part.to_string()),
            ["title", "language", "kind", "annex", "reference"]
        );
        assert_eq!(ContractPart::Party("customer".into()).to_string(), "party:customer");
        assert_eq!(ContractPart::Clause("fees".into()).to_string(), "fees");
    }

    /// Everything but the order of siblings.
    fn unordered(contract: &Contract) -> BTreeSet<(String, String, Option<String>)> {
        let one = |visit: crate::contract::Visit<'_>| {
            (
                visit.clause.id.clone(),
                visit.clause.text.clone(),
                visit.parent.map(str::to_owned),
            )
        };
        contract.walk().into_iter().map(one).collect()
    }

    proptest! {
        #[test]
        fn against_an_untouched_draft_the_other_one_stands(base in any_contract(), draft in any_contract()) {
            let done = rejoin(&base, &base, &draft);
            prop_assert_eq!(&done.contract, &draft);
            prop_assert_eq!(done.conflicts, []);
            let done = rejoin(&base, &draft, &base);
            prop_assert_eq!(&done.contract, &draft);
            prop_assert_eq!(done.conflicts, []);
            prop_assert_eq!(rejoin(&base, &draft, &draft), Rejoined { contract: draft, conflicts: vec![] });
        }

        #[test]
        fn nobody_is_favoured(base in any_contract(), ours in any_contract(), theirs in any_contract()) {
            let one = rejoin(&base, &ours, &theirs);
            let other = rejoin(&base, &theirs, &ours);
            prop_assert_eq!(one.conflicts.is_empty(), other.conflicts.is_empty());
            if one.conflicts.is_empty() {
                prop_assert_eq!(unordered(&one.contract), unordered(&other.contract));
                let parents = [ours, theirs];
                prop_assert_eq!(introduced_by_merge(&one.contract, &parents, Some(&base)), []);
                prop_assert_eq!(introduced_by_merge(&other.contract, &parents, Some(&base)), []);
            }
        }

        #[test]
        fn no_clause_is_lost(base in any_contract(), ours in any_contract(), theirs in any_contract()) {
            let done = rejoin(&base, &ours, &theirs);
            let (old, here, there, now) = (ids(&base), ids(&ours), ids(&theirs), ids(&done.contract));
            for id in here.union(&there) {
                let deleted = old.contains(id) && !(here.contains(id) && there.contains(id));
                prop_assert!(now.contains(id) || deleted, "{} is lost", id);
            }
            for id in here.intersection(&there) {
                prop_assert!(now.contains(id));
            }
            prop_assert_eq!(done.contract.walk().len(), now.len(), "no clause stands twice");
        }
    }
}
