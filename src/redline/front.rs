//! What changed outside of the clauses: title, language, kind, annex, reference, parties, members and keys.

use super::model::{FrontChange, FrontItem};
use crate::contract::Contract;
use std::collections::{HashMap, VecDeque};

/// The changes, item by item in the order of the new version, what is gone last.
#[must_use]
pub fn front_changes(old: &Contract, new: &Contract) -> Vec<FrontChange> {
    let mut gone: Vec<Option<(FrontItem, String)>> = items(old).into_iter().map(Some).collect();
    // An item may stand several times: somebody's keys, or two members with one address. Where each stands, last first.
    let mut places: HashMap<Option<(FrontItem, String)>, Vec<usize>> = HashMap::new();
    for (at, known) in gone.iter().enumerate().rev() {
        places.entry(known.clone()).or_default().push(at);
    }
    let mut changes: Vec<FrontChange> = Vec::new();
    let mut came: HashMap<FrontItem, VecDeque<usize>> = HashMap::new();
    for (item, value) in items(new) {
        let same = places.get_mut(&Some((item.clone(), value.clone()))).and_then(Vec::pop);
        if let Some(at) = same {
            gone[at] = None;
        } else {
            came.entry(item.clone()).or_default().push_back(changes.len());
            changes.push(FrontChange::of(item, None, Some(value)));
        }
    }
    for (item, value) in gone.into_iter().flatten() {
        match came.get_mut(&item).and_then(VecDeque::pop_front) {
            Some(at) => changes[at].old = Some(value),
            None => changes.push(FrontChange::of(item, Some(value), None)),
        }
    }
    // Parties that came or went are told as such; only another order of the same ones is an order.
    let order = |contract: &Contract| {
        let mut ids: Vec<String> = contract.parties.iter().map(|party| party.id.clone()).collect();
        ids.sort_unstable();
        ids
    };
    changes.retain(|change| change.what != FrontItem::Parties || order(old) == order(new));
    changes
}

fn items(contract: &Contract) -> Vec<(FrontItem, String)> {
    let mut items = Vec::new();
    if !contract.title.is_empty() {
        items.push((FrontItem::Title, contract.title.clone()));
    }
    let optional = [
        (FrontItem::Language, &contract.language),
        (FrontItem::Kind, &contract.kind),
        (FrontItem::Annex, &contract.annex),
        (FrontItem::Reference, &contract.reference),
    ];
    items.extend(
        optional
            .into_iter()
            .filter_map(|(item, value)| Some((item, value.clone()?))),
    );
    let order: Vec<&str> = contract.parties.iter().map(|party| &*party.id).collect();
    if !order.is_empty() {
        items.push((FrontItem::Parties, order.join(", ")));
    }
    for party in &contract.parties {
        let role = if party.role.is_empty() {
            String::new()
        } else {
            format!(" ({})", party.role)
        };
        items.push((FrontItem::Party(party.id.clone()), format!("{}{role}", party.name)));
        for member in &party.members {
            let named = if member.email.is_empty() {
                &member.name
            } else {
                &member.email
            };
            let (party, person) = (party.id.clone(), named.clone());
            items.push((
                FrontItem::Member {
                    party: party.clone(),
                    person: person.clone(),
                },
                member.name.clone(),
            ));
            let key = FrontItem::Key { party, person };
            items.extend(member.keys.iter().map(|line| (key.clone(), line.clone())));
        }
    }
    items
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::contract::{Member, Party};

    fn contract(keys: &[&str], people: &[(&str, &str)]) -> Contract {
        let member = |(name, email): &(&str, &str)| Member {
            name: (*name).to_owned(),
            email: (*email).to_owned(),
            keys: keys.iter().map(|key| (*key).to_owned()).collect(),
        };
        let party = |id: &str, members| Party {
            id: id.into(),
            name: id.to_uppercase(),
            members,
            ..Party::default()
        };
        let parties = vec![party("a", people.iter().map(member).collect()), party("b", Vec::new())];
        Contract {
            title: "T".into(),
            parties,
            ..Contract::default()
        }
    }

    fn told(old: &Contract, new: &Contract) -> Vec<String> {
        let side = |side: &Option<String>| side.clone().unwrap_or_default();
        let one = |change: &FrontChange| format!("{}: {} > {}", change.item, side(&change.old), side(&change.new));
        front_changes(old, new).iter().map(one).collect()
    }

    #[test]
    fn every_key_and_member_that_came_or_went_is_told() {
        let old = contract(&["k1"], &[("Li", "li@a")]);
        assert_eq!(told(&old, &old), [""; 0]);
        assert_eq!(
            told(&old, &contract(&["k1", "k2"], &[("Li", "li@a")])),
            ["key a li@a:  > k2"],
            "a second key"
        );
        assert_eq!(
            told(&old, &contract(&["k2"], &[("Li", "li@a")])),
            ["key a li@a: k1 > k2"]
        );
        assert_eq!(
            told(&contract(&["k1", "k2"], &[("Li", "li@a")]), &old),
            ["key a li@a: k2 > "]
        );
        let two = contract(&[], &[("Li", "li@a"), ("Wu", "li@a")]);
        assert_eq!(
            told(&contract(&[], &[("Li", "li@a")]), &two),
            ["member a li@a:  > Wu"],
            "under one address"
        );
        let moved = contract(&["k1"], &[("Li", "li@new")]);
        let changes = told(&old, &moved);
        assert_eq!(
            changes,
            [
                "member a li@new:  > Li",
                "key a li@new:  > k1",
                "member a li@a: Li > ",
                "key a li@a: k1 > "
            ]
        );
        let mut turned = old.clone();
        turned.parties.reverse();
        assert_eq!(told(&old, &turned), ["parties: a, b > b, a"]);
    }
}
