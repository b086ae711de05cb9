//! What the parties are called in a contract, and which part each plays.

use crate::contract::{Contract, Party};
use crate::redline::finder::Finder;
use std::collections::{HashMap, HashSet};
use std::sync::Arc;

/// A party and the words by which the contract calls it: its role, its name, and the short name it gives it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct PartyNames {
    pub(crate) id: String,
    pub(crate) role: String,
    pub(crate) words: Vec<String>,
    /// Other words for its part, where it alone plays that part and the contract means nothing else by them: clauses taken
    /// from elsewhere speak of the Supplier in a contract with a Vendor.
    pub(crate) also: Vec<&'static str>,
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

impl Side {
    /// Words for whoever is on that side, in contracts at large: as a role, and in clauses that were taken from elsewhere. The
    /// English ones mean a party only where they are written like a defined term.
    fn words(self) -> &'static [&'static str] {
        match self {
            Self::Buyer => &[
                "customer",
                "client",
                "buyer",
                "purchaser",
                "subscriber",
                "licensee",
                "controller",
                "委托人",
                "委托方",
                "采购人",
                "采购方",
                "买方",
                "需方",
                "被许可方",
            ],
            Self::Seller => &[
                "vendor",
                "supplier",
                "provider",
                "seller",
                "licensor",
                "contractor",
                "processor",
                "service provider",
                "受托人",
                "受托方",
                "供应商",
                "服务商",
                "服务方",
                "服务提供方",
                "服务提供商",
                "服务提供者",
                "卖方",
                "供方",
                "许可方",
                "平台方",
                "平台运营方",
                "运营方",
            ],
        }
    }

    /// Words that say so of a role alone: in the clauses of a contract about a CRM, 客户 and 用户 are mostly others.
    fn words_of_roles(self) -> &'static [&'static str] {
        match self {
            Self::Buyer => &["user", "客户", "用户"],
            Self::Seller => &["平台"],
        }
    }
}

/// The words at large for a side that mean nothing else in the contract: no party goes by them, and no clause defines them.
fn at_large(contract: &Contract, side: Side) -> Vec<&'static str> {
    let mut defined: HashSet<String> = HashSet::new();
    for visit in contract.walk() {
        let text = &*visit.clause.text;
        for (at, quote) in text.match_indices(['"', '“']) {
            let term: String = text[at + quote.len()..]
                .chars()
                .take(24)
                .take_while(|c| !matches!(c, '"' | '”'))
                .collect();
            defined.insert(term.to_lowercase());
        }
    }
    let taken = |word: &str| {
        let of_party = |party: &Party| party.role.eq_ignore_ascii_case(word) || party.id.eq_ignore_ascii_case(word);
        contract.parties.iter().any(of_party) || defined.contains(word)
    };
    side.words().iter().copied().filter(|word| !taken(word)).collect()
}

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
        let of_side = |side: &Side| side.words().iter().chain(side.words_of_roles()).any(is);
        [Side::Buyer, Side::Seller].into_iter().find(of_side)
    };
    of(&party.role).or_else(|| of(&party.id))
}

/// The short names that the clauses of an earlier version of a contract give to its parties.
#[derive(Default)]
pub(crate) struct EarlierNames<'c> {
    parties: Vec<&'c str>,
    finder: Option<Finder>,
    /// For each clause its text, and the parties by their places with the short names that they are given there.
    known: HashMap<&'c str, (&'c str, ShortNames)>,
}

type ShortNames = Arc<[(usize, String)]>;

/// What every party is called.
pub(crate) fn names(contract: &Contract) -> Vec<PartyNames> {
    names_after(&mut EarlierNames::default(), contract)
}

/// The same, where an earlier version was looked through; this one then takes its place.
pub(crate) fn names_after<'c>(earlier: &mut EarlierNames<'c>, contract: &'c Contract) -> Vec<PartyNames> {
    let parties: Vec<&str> = contract.parties.iter().map(|party| &*party.name).collect();
    if earlier.parties != parties {
        *earlier = EarlierNames {
            finder: Finder::of(&parties),
            parties,
            known: HashMap::new(),
        };
    }
    let mut found: HashMap<usize, Vec<String>> = HashMap::new();
    let mut known = HashMap::new();
    for visit in contract.walk() {
        let text = &*visit.clause.text;
        let short = match earlier.known.get(&*visit.clause.id) {
            Some((same, short)) if *same == text => Arc::clone(short),
            _ => short_names(earlier.finder.as_ref(), text),
        };
        for (party, short) in short.iter() {
            found.entry(*party).or_default().push(short.clone());
        }
        known.insert(&*visit.clause.id, (text, short));
    }
    earlier.known = known;
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
    let alone = |side: Side| {
        contract
            .parties
            .iter()
            .filter(|party| side_of(party) == Some(side))
            .count()
            == 1
    };
    let also = |party: &Party| {
        let side = side_of(party).filter(|side| alone(*side));
        side.map_or_else(Vec::new, |side| at_large(contract, side))
    };
    let named = |(at, party): (usize, &Party)| PartyNames {
        id: party.id.clone(),
        role: if party.role.is_empty() {
            party.name.clone()
        } else {
            party.role.clone()
        },
        words: words(at, party),
        also: also(party),
        side: side_of(party),
    };
    contract.parties.iter().enumerate().map(named).collect()
}

/// The parties by their places with the short names that a text gives them. Every name is looked for in one pass; what
/// stands behind its first place counts.
fn short_names(finder: Option<&Finder>, text: &str) -> ShortNames {
    let mut seen: HashSet<usize> = HashSet::new();
    let hits = finder.iter().flat_map(|finder| finder.each_in(text));
    hits.filter(|hit| seen.insert(hit.word))
        .filter_map(|hit| Some((hit.word, short_name(&text[hit.end..])?)))
        .collect()
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
