//! Which clause a person means: by its id, or by its present number, and never one where it might be the other.
//!
//! An id may be anything that somebody writes into a contract, a number in other figures as well (`３`, `①`, `3.`). What a
//! reader takes for a number, for several or for a word of the command line is asked about and never guessed.

use super::designation::designation;
use crate::contract::{Clause, Contract, nearest};
use crate::redline::clause_typed;
use crate::session::Error;
use unicode_normalization::UnicodeNormalization;

/// In front of what is an id and no number.
const ID: [&str; 2] = ["id:", "id："];
/// In front of what is a number and no id.
const NUMBER: [&str; 2] = ["no:", "no："];

/// The clause that is meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::session) enum NameOf<'a> {
    /// One that stands in the contract.
    Clause(&'a Clause),
    /// One that stands there no longer, by its id.
    Gone(&'a str),
}

impl<'a> NameOf<'a> {
    /// Its id.
    pub(in crate::session) fn id(self) -> &'a str {
        match self {
            Self::Clause(clause) => &clause.id,
            Self::Gone(id) => id,
        }
    }
}

/// The clause of a contract that is called so; `gone` are the ids of those that it had once and that are meant as well.
///
/// # Errors
///
/// When there is none, with the id most like it, or when an id of one clause is the number of another, or a number is that of
/// one clause by its place and of another by what is typed in front of it.
pub(in crate::session) fn called<'a>(
    contract: &'a Contract,
    name: &str,
    gone: &[&'a str],
    asked: &str,
) -> Result<NameOf<'a>, Error> {
    let without = |marks: [&str; 2]| marks.into_iter().find_map(|mark| asked.strip_prefix(mark));
    let of_id = |id: &str| {
        let there = contract.clause(id).map(NameOf::Clause);
        there.or_else(|| gone.iter().find(|gone| **gone == id).map(|gone| NameOf::Gone(gone)))
    };
    let of_number = |number: &str| contract.clause_numbered(number).map(NameOf::Clause);
    let meant = match (without(ID), without(NUMBER)) {
        (Some(id), _) => of_id(id),
        (_, Some(number)) => of_number(number),
        _ => {
            let (by_id, by_number) = (of_id(asked), of_number(asked));
            let mut ways: Vec<(String, NameOf<'a>)> = Vec::new();
            let mut way = |written: String, meant: NameOf<'a>| {
                if ways.iter().all(|(_, known)| known.id() != meant.id()) {
                    ways.push((written, meant));
                }
            };
            if let Some(meant) = by_id {
                way(format!("{}{asked}", ID[0]), meant);
            }
            let number = as_number(asked);
            if let Some(number) = number.as_ref().filter(|_| by_id.is_some() || by_number.is_some()) {
                for id in all_ids(contract, gone)
                    .into_iter()
                    .filter(|id| as_number(id).as_ref() == Some(number))
                {
                    if let Some(meant) = of_id(id) {
                        way(format!("{}{id}", ID[0]), meant);
                    }
                }
                if let Some(meant) = of_number(number) {
                    way(format!("{}{number}", NUMBER[0]), meant);
                }
            }
            // What somebody reads off a paper that carries its own numbers may be another clause by its place.
            let typed = number.and_then(|number| clause_typed(contract, &number));
            if let Some(clause) = typed {
                way(format!("{}{}", ID[0], clause.id), NameOf::Clause(clause));
            }
            let is_other = by_id.is_some() && passes_for_others(asked);
            if ways.len() > 1 || is_other {
                let meant = ways
                    .into_iter()
                    .map(|(way, meant)| (way, designation(contract, meant.id())))
                    .collect();
                return Err(Error::AmbiguousClause {
                    name: asked.to_owned(),
                    meant,
                });
            }
            by_id.or(by_number).or(typed.map(NameOf::Clause))
        }
    };
    meant.ok_or_else(|| no_such_clause(contract, name, gone, asked))
}

/// The ids of a contract, and of the clauses that are gone.
fn all_ids<'a>(contract: &'a Contract, gone: &[&'a str]) -> Vec<&'a str> {
    contract
        .walk()
        .into_iter()
        .map(|visit| &*visit.clause.id)
        .chain(gone.iter().copied())
        .collect()
}

/// The number that a reader takes a name for, in the way in which numbers are written here: `３`, `①`, `3.`, `03`, `第3条`.
fn as_number(name: &str) -> Option<String> {
    let plain: String = name.nfkc().collect();
    let plain = plain.trim_end_matches(['.', '。']);
    let plain = plain
        .strip_prefix('第')
        .and_then(|rest| rest.strip_suffix(['条', '條', '款', '项']))
        .unwrap_or(plain);
    let place = |digits: &str| -> Option<String> {
        let value = digits
            .chars()
            .map(|c| char::from_digit(figure(c)?, 10))
            .collect::<Option<String>>()?;
        let bare = value.trim_start_matches('0');
        let bare = if bare.is_empty() { "0" } else { bare };
        (!value.is_empty()).then(|| bare.to_owned())
    };
    let places: Vec<String> = plain.split('.').map(place).collect::<Option<_>>()?;
    Some(places.join("."))
}

/// The value of a decimal digit, of whatever script: each has its ten in a row, and begins with a zero.
fn figure(c: char) -> Option<u32> {
    /// The zeros that the compatibility forms do not lead back to ASCII.
    const ZEROS: [char; 23] = [
        '0', '\u{660}', '\u{6F0}', '\u{7C0}', '\u{966}', '\u{9E6}', '\u{A66}', '\u{AE6}', '\u{B66}', '\u{BE6}',
        '\u{C66}', '\u{CE6}', '\u{D66}', '\u{E50}', '\u{ED0}', '\u{F20}', '\u{1040}', '\u{1090}', '\u{17E0}',
        '\u{1810}', '\u{A8D0}', '\u{A900}', '\u{AA50}',
    ];
    ZEROS
        .iter()
        .map(|zero| u32::from(c).wrapping_sub(u32::from(*zero)))
        .find(|value| *value < 10)
}

/// Whether a reader takes a name for several clauses: `4-5`, `2..4`, `all`, `全部`.
fn passes_for_others(name: &str) -> bool {
    let plain: String = name.nfkc().flat_map(char::to_lowercase).collect();
    let plain = plain.trim_end_matches(['.', '。']);
    let is_number = |part: &str| as_number(part).is_some();
    let mut ranges = ["-", "..", "至", "到"]
        .iter()
        .filter_map(|between| plain.split_once(between));
    let is_range = ranges.any(|(from, to)| is_number(from) && is_number(to));
    is_range || ["all", "rest", "unchanged", "none", "全部", "所有", "其余"].contains(&plain)
}

/// Whether an id looks like a number in other figures, like several clauses or like a word of the command line: what has to
/// be asked about each time that somebody names the clause.
pub(in crate::session) fn is_mistakable(id: &str) -> bool {
    let is_plain = |number: String| number == id || id.bytes().all(|one| one.is_ascii_digit());
    passes_for_others(id) || as_number(id).is_some_and(|number| !is_plain(number))
}

/// The same among the clauses that stand in the contract.
///
/// # Errors
///
/// As [`called`].
pub(in crate::session) fn clause_called<'a>(
    contract: &'a Contract,
    name: &str,
    asked: &str,
) -> Result<&'a Clause, Error> {
    match called(contract, name, &[], asked)? {
        NameOf::Clause(clause) => Ok(clause),
        NameOf::Gone(id) => Err(no_such_clause(contract, name, &[], id)),
    }
}

/// That no clause is called so, with the id most like it.
pub(in crate::session) fn no_such_clause(contract: &Contract, name: &str, gone: &[&str], asked: &str) -> Error {
    let ids = all_ids(contract, gone);
    let nearest = nearest(asked, &ids).map(str::to_owned);
    Error::NoSuchClause {
        contract: name.to_owned(),
        id: asked.to_owned(),
        nearest,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::language::Language;

    fn contract() -> Contract {
        let clause = |id: &str, heading: &str| Clause {
            id: id.into(),
            heading: heading.into(),
            ..Clause::default()
        };
        let mut fees = clause("fees", "Fees");
        fees.clauses = vec![clause("2", "Penalty"), clause("late", "Late payment")];
        Contract {
            clauses: vec![clause("scope", "Scope"), fees, clause("3", "Term")],
            ..Contract::default()
        }
    }

    fn id_of(asked: &str) -> Result<String, Error> {
        called(&contract(), "crm", &["1", "old"], asked).map(|meant| meant.id().to_owned())
    }

    #[test]
    fn an_id_and_a_number_each_mean_their_clause() {
        for (asked, id) in [
            ("fees", "fees"),
            ("2.2", "late"),
            ("3", "3"),
            ("old", "old"),
            ("id:2", "2"),
            ("no:2", "fees"),
            ("id：2", "2"),
            ("no：2.1", "2"),
            ("id:1", "1"),
            ("no:1", "scope"),
        ] {
            assert_eq!(id_of(asked).unwrap(), id, "{asked}");
        }
    }

    #[test]
    fn what_may_be_two_clauses_is_asked_with_both_and_how_to_say_each() {
        for (asked, both) in [
            ("2", ["2.1 Penalty (`2`)", "2 Fees (`fees`)"]),
            ("1", ["the deleted clause `1`", "1 Scope (`scope`)"]),
        ] {
            let error = id_of(asked).unwrap_err();
            assert!(error.is_refusal());
            let told = error.message(Language::English);
            for part in [both[0], both[1], &format!("`id:{asked}`"), &format!("`no:{asked}`")] {
                assert!(told.contains(part), "{part}: {told}");
            }
            let chinese = error.message(Language::Chinese);
            assert!(
                chinese.contains("代号") && chinese.contains("条号") && chinese.contains(&format!("no:{asked}")),
                "{chinese}"
            );
        }
    }

    #[test]
    fn a_number_of_the_paper_that_is_another_clause_by_its_place_is_asked_about() {
        let clause = |id: &str, heading: &str, text: &str| Clause {
            id: id.into(),
            heading: heading.into(),
            text: text.into(),
            ..Clause::default()
        };
        let below = |mut above: Clause, clauses: Vec<Clause>| {
            above.clauses = clauses;
            above
        };
        let contract = Contract {
            clauses: vec![
                clause("between", "", "between A and B"),
                below(
                    clause("work", "1. Work", ""),
                    vec![clause("site", "1.1", "On site."), clause("hours", "1.2", "By day.")],
                ),
                below(
                    clause("price", "2. Price", ""),
                    vec![clause("sum", "2.1", "A sum."), clause("due", "2.2", "At once.")],
                ),
            ],
            ..Contract::default()
        };
        let ask = |asked: &str| called(&contract, "crm", &[], asked).map(|meant| meant.id().to_owned());
        for (asked, ways) in [
            ("2.2", ["no:2.2", "id:due"]),
            ("2", ["no:2", "id:price"]),
            ("1", ["no:1", "id:work"]),
        ] {
            let told = ask(asked).unwrap_err().message(Language::English);
            assert!(
                ways.iter().all(|way| told.contains(&format!("`{way}`"))),
                "{asked}: {told}"
            );
        }
        // Only the paper has it, or only the places.
        assert_eq!(ask("1.2").unwrap(), "hours");
        assert_eq!(ask("3.2").unwrap(), "due");
        assert_eq!(ask("no:2.2").unwrap(), "hours");
    }

    #[test]
    fn an_id_that_reads_as_a_number_in_other_figures_or_as_several_clauses_is_asked_about() {
        let mut contract = contract();
        for id in ["３", "1.", "03", "②", "٣", "第1条", "4-5", "2..3", "all", "全部", "７"] {
            contract.clauses.push(Clause {
                id: id.into(),
                heading: format!("Of {id}"),
                ..Clause::default()
            });
        }
        let ask = |asked: &str| called(&contract, "crm", &[], asked).map(|meant| meant.id().to_owned());
        for (asked, ways) in [
            ("３", &["id:３", "id:3", "id:03", "id:٣"][..]),
            ("3", &["id:3", "id:３", "id:03", "id:٣"]),
            ("1", &["no:1", "id:1.", "id:第1条"]),
            ("1.", &["no:1", "id:1."]),
            ("②", &["no:2", "id:②"]),
            ("第1条", &["no:1", "id:第1条"]),
            ("4-5", &["id:4-5"]),
            ("2..3", &["id:2..3"]),
            ("all", &["id:all"]),
            ("全部", &["id:全部"]),
            ("7", &["id:７", "no:7"]),
        ] {
            let error = ask(asked).unwrap_err();
            assert!(matches!(error, Error::AmbiguousClause { .. }), "{asked}: {error}");
            for told in [error.message(Language::English), error.message(Language::Chinese)] {
                assert!(
                    ways.iter().all(|way| told.contains(&format!("`{way}`"))),
                    "{asked}: {told}"
                );
            }
        }
        for asked in ["id:３", "id:1.", "id:4-5", "id:all", "no:1", "fees", "scope"] {
            assert!(ask(asked).is_ok(), "{asked}");
        }
        for asked in ["６-７", "1。", "rest"] {
            assert!(matches!(ask(asked), Err(Error::NoSuchClause { .. })), "{asked}");
        }
    }

    #[test]
    fn ids_that_have_to_be_asked_about_are_told_from_honest_ones() {
        for id in ["３", "1.", "①", "4-5", "1.2-1.4", "all", "ALL", "全部", "第3条", "1.02"] {
            assert!(is_mistakable(id), "{id}");
        }
        for id in [
            "1",
            "2.1",
            "03",
            "fees",
            "late-payment",
            "clause-3",
            "s4-5",
            "付款",
            "三",
            "all-risks",
            "v2",
            "2a",
        ] {
            assert!(!is_mistakable(id), "{id}");
        }
    }

    #[test]
    fn what_no_clause_is_called_is_told_with_the_nearest_id() {
        for asked in ["fee", "4", "no:fees", "id:2.2"] {
            assert!(matches!(id_of(asked), Err(Error::NoSuchClause { .. })), "{asked}");
        }
        assert!(id_of("fee").unwrap_err().to_string().contains("`fees`"));
    }
}
