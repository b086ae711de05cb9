//! What the parties are called in a contract, and which part each plays.

use crate::contract::{Contract, Party};

/// A party and the words by which the contract calls it: its role, its name, and the short name it gives it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Names {
    pub(crate) id: String,
    pub(crate) role: String,
    pub(crate) words: Vec<String>,
}

/// What every party is called.
pub(crate) fn names(contract: &Contract) -> Vec<Names> {
    let visits = contract.walk();
    let short = |party: &Party| -> Vec<String> {
        let texts = visits.iter().map(|visit| &*visit.clause.text);
        let behind = texts.filter_map(|text| text.split_once(&*party.name)).map(|(_, behind)| behind);
        let mut short: Vec<String> = behind.filter_map(short_name).collect();
        short.sort();
        short.dedup();
        short
    };
    let words = |party: &Party| {
        let mut words: Vec<String> = [party.role.clone(), party.name.clone()].into_iter().chain(short(party)).collect();
        words.retain(|word| !word.trim().is_empty());
        words.dedup();
        words
    };
    let named = |party: &Party| Names {
        id: party.id.clone(),
        role: if party.role.is_empty() { party.name.clone() } else { party.role.clone() },
        words: words(party),
    };
    contract.parties.iter().map(named).collect()
}

/// The short name that is given behind a party's name: `("Customer")`, （以下简称“云帆”）.
fn short_name(behind: &str) -> Option<String> {
    let line = behind.lines().next()?;
    let near: String = line.chars().take(120).collect();
    for (open, close) in
        [("(\"", "\")"), ("(the \"", "\")"), ("（以下简称“", "”"), ("（以下称“", "”"), ("（下称“", "”")]
    {
        if let Some((between, rest)) = near.split_once(open)
            // Another party's name may stand in between.
            && !between.contains([';', '；', '。'])
            && let Some((name, _)) = rest.split_once(close)
        {
            return Some(name.to_owned()).filter(|name| (1..=30).contains(&name.chars().count()));
        }
    }
    None
}

/// Whether a party goes by one of these ids and roles.
pub(crate) fn goes_by(party: &Party, known: &[String]) -> bool {
    known.iter().any(|known| {
        party.id.eq_ignore_ascii_case(known)
            || party.role.eq_ignore_ascii_case(known)
            || !known.is_ascii() && party.role.contains(&**known)
    })
}
