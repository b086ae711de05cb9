//! What changed outside of the clauses: title, language, kind, reference, parties, members and keys.

use super::model::FrontChange;
use crate::contract::Contract;

/// The changes, item by item in the order of the new version, what is gone last.
pub(crate) fn changes(old: &Contract, new: &Contract) -> Vec<FrontChange> {
    let (old_items, new_items) = (items(old), items(new));
    let value = |items: &[(String, String)], item: &str| {
        items.iter().find(|(name, _)| name == item).map(|(_, value)| value.clone())
    };
    let gone = old_items.iter().filter(|(item, _)| value(&new_items, item).is_none());
    new_items
        .iter()
        .chain(gone)
        .map(|(item, _)| FrontChange { item: item.clone(), old: value(&old_items, item), new: value(&new_items, item) })
        .filter(|change| change.old != change.new)
        .collect()
}

fn items(contract: &Contract) -> Vec<(String, String)> {
    let mut items = vec![("title".to_owned(), contract.title.clone())];
    let optional = [("language", &contract.language), ("kind", &contract.kind), ("reference", &contract.reference)];
    items.extend(optional.into_iter().filter_map(|(item, value)| Some((item.to_owned(), value.clone()?))));
    for party in &contract.parties {
        let role = if party.role.is_empty() { String::new() } else { format!(" ({})", party.role) };
        items.push((format!("party {}", party.id), format!("{}{role}", party.name)));
        for member in &party.members {
            items.push((format!("member {} {}", party.id, member.email), member.name.clone()));
            for key in &member.keys {
                items.push((format!("key {} {}", party.id, member.email), key.clone()));
            }
        }
    }
    items
}
