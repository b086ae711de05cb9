//! Which clause a person means: by its id, or by its present number, and never one where it might be the other.

use super::Error;
use crate::contract::{Clause, Contract, nearest};

/// In front of what is an id and no number.
const ID: [&str; 2] = ["id:", "id："];
/// In front of what is a number and no id.
const NUMBER: [&str; 2] = ["no:", "no："];

/// The clause that is meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum NameOf<'a> {
    /// One that stands in the contract.
    Clause(&'a Clause),
    /// One that stands there no longer, by its id.
    Gone(&'a str),
}

impl<'a> NameOf<'a> {
    /// Its id.
    pub(super) fn id(self) -> &'a str {
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
/// When there is none, with the id most like it, or when an id of one clause is the number of another.
pub(super) fn called<'a>(
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
        _ => match (of_id(asked), of_number(asked)) {
            (Some(by_id), Some(by_number)) if by_id.id() != by_number.id() => {
                let meant = Box::new([by_id, by_number].map(|meant| designation(contract, meant)));
                return Err(Error::AmbiguousClause { name: asked.to_owned(), meant });
            }
            (by_id, by_number) => by_id.or(by_number),
        },
    };
    meant.ok_or_else(|| no_such_clause(contract, name, gone, asked))
}

/// The same among the clauses that stand in the contract.
///
/// # Errors
///
/// As [`called`].
pub(super) fn clause_called<'a>(contract: &'a Contract, name: &str, asked: &str) -> Result<&'a Clause, Error> {
    match called(contract, name, &[], asked)? {
        NameOf::Clause(clause) => Ok(clause),
        NameOf::Gone(id) => Err(no_such_clause(contract, name, &[], id)),
    }
}

/// That no clause is called so, with the id most like it.
pub(super) fn no_such_clause(contract: &Contract, name: &str, gone: &[&str], asked: &str) -> Error {
    let visits = contract.walk();
    let ids: Vec<&str> = visits.iter().map(|visit| &*visit.clause.id).chain(gone.iter().copied()).collect();
    let nearest = nearest(asked, &ids).map(str::to_owned);
    Error::NoSuchClause { contract: name.to_owned(), id: asked.to_owned(), nearest }
}

/// Number, heading and id; of a clause that is gone only the id.
fn designation(contract: &Contract, meant: NameOf<'_>) -> (String, String, String) {
    let visit = contract.walk().into_iter().find(|visit| visit.clause.id == meant.id());
    let (number, heading) = visit.map(|visit| (visit.number, visit.clause.heading.clone())).unwrap_or_default();
    (number, heading, meant.id().to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::language::Language;

    fn contract() -> Contract {
        let clause = |id: &str, heading: &str| Clause { id: id.into(), heading: heading.into(), ..Clause::default() };
        let mut fees = clause("fees", "Fees");
        fees.clauses = vec![clause("2", "Penalty"), clause("late", "Late payment")];
        Contract { clauses: vec![clause("scope", "Scope"), fees, clause("3", "Term")], ..Contract::default() }
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
        for (asked, both) in
            [("2", ["2.1 Penalty (`2`)", "2 Fees (`fees`)"]), ("1", ["the deleted clause `1`", "1 Scope (`scope`)"])]
        {
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
    fn what_no_clause_is_called_is_told_with_the_nearest_id() {
        for asked in ["fee", "4", "no:fees", "id:2.2"] {
            assert!(matches!(id_of(asked), Err(Error::NoSuchClause { .. })), "{asked}");
        }
        assert!(id_of("fee").unwrap_err().to_string().contains("`fees`"));
    }
}
