//! What the parties are called in a contract, and which part each plays.

use crate::contract::{Contract, Party};
use crate::redline::finder::Finder;
use std::collections::{HashMap, HashSet};

/// A party and the words by which the contract calls it: its role, its name, and the short name it gives it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct PartyNames {
    pub(crate) id: String,
    pub(crate) role: String,
    pub(crate) words: Vec<String>,
    /// Whether it buys or sells, where its role or id says so.
    pub(crate) side: Option<Side>,
}

/// On which side of a sale a party is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum Side {
    /// It pays.
    Buyer,
    /// It is paid.
    Seller,
}

const BUYERS: [&str; 15] = [
    "customer",
    "client",
    "buyer",
    "purchaser",
    "subscriber",
    "licensee",
    "user",
    "controller",
    "客户",
    "用户",
    "买方",
    "采购方",
    "委托方",
    "需方",
    "被许可方",
];
const SELLERS: [&str; 16] = [
    "vendor",
    "supplier",
    "provider",
    "seller",
    "licensor",
    "contractor",
    "processor",
    "service provider",
    "供应商",
    "服务商",
    "服务方",
    "卖方",
    "受托方",
    "供方",
    "许可方",
    "平台",
];

/// The side that a party's role says, otherwise its id.
fn side_of(party: &Party) -> Option<Side> {
    let of = |word: &str| {
        let word = word.to_lowercase();
        let is = |known: &&str| {
            if known.is_ascii() {
                word == *known
            } else {
                word.contains(*known)
            }
        };
        if BUYERS.iter().any(is) {
            Some(Side::Buyer)
        } else if SELLERS.iter().any(is) {
            Some(Side::Seller)
        } else {
            None
        }
    };
    of(&party.role).or_else(|| of(&party.id))
}

/// What every party is called.
pub(crate) fn names(contract: &Contract) -> Vec<PartyNames> {
    // Every name is looked for in one pass over each text; what stands behind its first place there counts.
    let finder = Finder::of(contract.parties.iter().map(|party| &party.name));
    let mut found: HashMap<usize, Vec<String>> = HashMap::new();
    for visit in contract.walk() {
        let text = &*visit.clause.text;
        let mut seen: HashSet<usize> = HashSet::new();
        for hit in finder.iter().flat_map(|finder| finder.each_in(text)) {
            let party = hit.word;
            if seen.insert(party) {
                found.entry(party).or_default().extend(short_name(&text[hit.end..]));
            }
        }
    }
    let short = |at: usize| -> Vec<String> {
        let mut short = found.get(&at).cloned().unwrap_or_default();
        short.sort();
        short.dedup();
        short
    };
    let words = |at: usize, party: &Party| {
        let mut words: Vec<String> = [party.role.clone(), party.name.clone()]
            .into_iter()
            .chain(short(at))
            .collect();
        words.retain(|word| !word.trim().is_empty());
        words.dedup();
        words
    };
    let named = |(at, party): (usize, &Party)| PartyNames {
        id: party.id.clone(),
        role: if party.role.is_empty() {
            party.name.clone()
        } else {
            party.role.clone()
        },
        words: words(at, party),
        side: side_of(party),
    };
    contract.parties.iter().enumerate().map(named).collect()
}

/// The short name that is given behind a party's name: `("Customer")`, （以下简称“云帆”）.
fn short_name(behind: &str) -> Option<String> {
    let near: String = behind.chars().take(120).take_while(|c| *c != '\n').collect();
    for (open, close) in [
        ("(\"", "\")"),
        ("(the \"", "\")"),
        ("（以下简称“", "”"),
        ("（以下称“", "”"),
        ("（下称“", "”"),
    ] {
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
