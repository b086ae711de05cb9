//! The text that one party last accepted, put together clause by clause.

use std::collections::HashMap;

use crate::contract::{Clause, Contract};

/// A wording that a party last stood by, where it is not the one of the text that it sent last.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Accepted {
    /// The clause's id.
    pub id: String,
    /// The wording; `None` for an accepted deletion. Its sub-clauses play no part.
    pub wording: Option<Clause>,
}

/// The text that a party last accepted: what it sent last, with the wordings that it accepted since.
///
/// A party that never sent anything has only what it accepted, with the headings above it. A clause that `sent` does
/// not have comes to stand where the newest text has it.
#[must_use]
pub fn accepted_text(sent: Option<&Contract>, newest: &Contract, accepted: &[Accepted]) -> Contract {
    let wordings: HashMap<&str, Option<&Clause>> =
        accepted.iter().map(|one| (one.id.as_str(), one.wording.as_ref())).collect();
    let Some(sent) = sent else {
        return Contract { clauses: only(&newest.clauses, &wordings), ..newest.clone() };
    };
    let mut text = sent.clone();
    replace(&mut text.clauses, &wordings);
    add(&mut text, newest, &wordings);
    text
}

/// The clauses that were accepted, in their accepted wording, below the headings above them.
fn only(clauses: &[Clause], wordings: &HashMap<&str, Option<&Clause>>) -> Vec<Clause> {
    let one = |clause: &Clause| {
        let below = only(&clause.clauses, wordings);
        let wording = wordings.get(clause.id.as_str()).copied().flatten();
        match wording {
            Some(wording) => Some(Clause { id: clause.id.clone(), clauses: below, ..wording.clone() }),
            // Nobody accepts a heading: it is there when something below it is.
            None if below.is_empty() => None,
            None => Some(Clause { text: String::new(), clauses: below, ..clause.clone() }),
        }
    };
    clauses.iter().filter_map(one).collect()
}

fn replace(clauses: &mut Vec<Clause>, wordings: &HashMap<&str, Option<&Clause>>) {
    clauses.retain(|clause| !matches!(wordings.get(clause.id.as_str()), Some(None)));
    for clause in clauses {
        if let Some(Some(wording)) = wordings.get(clause.id.as_str()) {
            clause.heading.clone_from(&wording.heading);
            clause.text.clone_from(&wording.text);
        }
        replace(&mut clause.clauses, wordings);
    }
}

/// Puts accepted clauses that the text lacks behind the nearest clause that stands before them in the newest text.
fn add(text: &mut Contract, newest: &Contract, wordings: &HashMap<&str, Option<&Clause>>) {
    let mut before: Vec<(Option<String>, String)> = Vec::new();
    for visit in newest.walk() {
        let id = visit.clause.id.as_str();
        if let Some(Some(wording)) = wordings.get(id)
            && text.clause(id).is_none()
        {
            let clause = Clause { id: id.to_owned(), clauses: Vec::new(), ..(*wording).clone() };
            let parent = visit.parent.filter(|parent| text.clause(parent).is_some());
            let siblings = siblings(&mut text.clauses, parent);
            let mut earlier = before.iter().rev().filter(|(above, _)| above.as_deref() == visit.parent);
            let place = earlier.find_map(|(_, id)| siblings.iter().position(|one| one.id == *id));
            siblings.insert(place.map_or(0, |place| place + 1), clause);
        }
        before.push((visit.parent.map(str::to_owned), id.to_owned()));
    }
}

/// The list that the clauses below a parent stand in.
fn siblings<'c>(clauses: &'c mut Vec<Clause>, parent: Option<&str>) -> &'c mut Vec<Clause> {
    let Some(parent) = parent else { return clauses };
    let place = clauses.iter().position(|clause| {
        clause.id == parent
            || Contract { clauses: clause.clauses.clone(), ..Contract::default() }.clause(parent).is_some()
    });
    match place {
        Some(place) if clauses[place].id == parent => &mut clauses[place].clauses,
        Some(place) => siblings(&mut clauses[place].clauses, Some(parent)),
        None => clauses,
    }
}

#[cfg(test)]
mod tests {
    use super::super::rejoin::samples::contract;
    use super::*;

    fn outline(contract: &Contract) -> String {
        let one =
            |visit: crate::contract::Visit<'_>| format!("{}:{}={}", visit.number, visit.clause.id, visit.clause.text);
        contract.walk().into_iter().map(one).collect::<Vec<_>>().join(" ")
    }

    fn accepted(words: &str) -> Vec<Accepted> {
        let one = |word: &str| match word.strip_prefix('-') {
            Some(id) => Accepted { id: id.to_owned(), wording: None },
            None => Accepted { id: word.split('=').next().unwrap().to_owned(), wording: contract(word).clauses.pop() },
        };
        words.split_whitespace().map(one).collect()
    }

    fn text(sent: Option<&str>, newest: &str, words: &str) -> String {
        outline(&accepted_text(sent.map(contract).as_ref(), &contract(newest), &accepted(words)))
    }

    #[test]
    fn what_was_accepted_since_takes_the_place_of_what_was_sent() {
        assert_eq!(text(Some("a=1 b=1"), "a=2 b=2", "b=2"), "1:a=1 2:b=2");
        assert_eq!(text(Some("a=1 b=1"), "a=2", "-b"), "1:a=1");
        assert_eq!(text(Some("a=1 c=1"), "a=1 b=1 c=2", "b=1"), "1:a=1 2:b=1 3:c=1");
        assert_eq!(text(Some("a=1(c=1)"), "a=1(n=1 c=1 m=1)", "n=1 m=1"), "1:a=1 1.1:n=1 1.2:c=1 1.3:m=1");
        assert_eq!(text(Some("a=1"), "a=1 b=1", ""), "1:a=1");
        assert_eq!(text(Some("a=1 b=1"), "x=1(y=1) a=1", "y=1"), "1:y=1 2:a=1 3:b=1");
    }

    #[test]
    fn who_never_sent_anything_has_only_what_they_accepted() {
        assert_eq!(text(None, "a=2 b=2(c=2 d=2)", "a=1 c=2"), "1:a=1 2:b= 2.1:c=2");
        assert_eq!(text(None, "a=2", ""), "");
    }
}
