//! The text that one party last stood by, put together clause by clause from the rounds in which it did.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use crate::contract::{Clause, Contract};
use crate::redline::Pieced;

/// What a party last stood by of one clause.
#[derive(Debug, Clone, Copy)]
pub struct LastWord<'a> {
    /// The text of a round that has the wording; that of the party's newest record for a mere heading.
    pub from: &'a Contract,
    /// Whether it is the clause's deletion that the party stood by.
    pub absent: bool,
}

/// Puts together what a party last stood by.
///
/// `frame` is the text that its newest record names: title, parties, order, nesting and mere headings are from there. It
/// is `None` when the party never said anything, and the text is empty then. A clause that the frame does not have stands
/// where its own round has it. What is not in `known_of` is new to the party and is left out.
#[must_use]
pub fn pieced<'a>(frame: Option<&'a Contract>, known_of: &BTreeMap<String, LastWord<'a>>) -> Pieced<'a> {
    let Some(frame) = frame else { return Pieced::default() };
    let mut made = Pieced {
        text: Contract {
            clauses: Vec::new(),
            ..frame.clone()
        },
        ..Pieced::default()
    };
    let mut wordings = Wordings {
        known_of,
        by_text: HashMap::new(),
    };
    made.text.clauses = known(&frame.clauses, frame, &mut wordings, &mut made.from, &mut made.holders);
    let there: HashSet<String> = made.text.walk().iter().map(|visit| visit.clause.id.clone()).collect();
    let missing = known_of
        .iter()
        .filter(|(id, piece)| !piece.absent && !there.contains(*id));
    let mut by_text: Vec<(&Contract, Vec<&str>)> = Vec::new();
    for (id, piece) in missing {
        match by_text.iter_mut().find(|(text, _)| std::ptr::eq(*text, piece.from)) {
            Some((_, ids)) => ids.push(id),
            None => by_text.push((piece.from, vec![id])),
        }
    }
    for (from, ids) in by_text {
        add(&mut made, from, &ids);
    }
    made
}

/// Finds wordings by id, reading the order of each text once.
struct Wordings<'p, 'a> {
    known_of: &'p BTreeMap<String, LastWord<'a>>,
    by_text: HashMap<*const Contract, HashMap<&'a str, &'a Clause>>,
}

impl<'a> Wordings<'_, 'a> {
    /// The wording that the party stood by, and the text it is from.
    fn of(&mut self, id: &str) -> Option<(&'a Clause, &'a Contract)> {
        let piece = self.known_of.get(id).filter(|piece| !piece.absent)?;
        let all = self.by_text.entry(std::ptr::from_ref(piece.from)).or_insert_with(|| {
            piece
                .from
                .walk()
                .into_iter()
                .map(|visit| (visit.clause.id.as_str(), visit.clause))
                .collect()
        });
        all.get(id).map(|clause| (*clause, piece.from))
    }
}

/// Of these clauses of the frame those that the party knows, each in the wording it stood by.
fn known<'a>(
    clauses: &[Clause],
    frame: &'a Contract,
    wordings: &mut Wordings<'_, 'a>,
    from: &mut HashMap<String, &'a Contract>,
    holders: &mut BTreeSet<String>,
) -> Vec<Clause> {
    let mut kept = Vec::with_capacity(clauses.len());
    for clause in clauses {
        let below = known(&clause.clauses, frame, wordings, from, holders);
        let is_heading = clause.text.trim().is_empty();
        let wording = wordings
            .of(&clause.id)
            .filter(|(wording, _)| !is_heading || !wording.text.trim().is_empty());
        let (heading, text, origin) = match wording {
            Some((wording, origin)) => (wording.heading.clone(), wording.text.clone(), origin),
            // Nobody takes a position on a mere heading: it is known from the text that the newest record names.
            None if is_heading => (clause.heading.clone(), String::new(), frame),
            None if below.is_empty() => continue,
            None => {
                holders.insert(clause.id.clone());
                (clause.heading.clone(), String::new(), frame)
            }
        };
        from.insert(clause.id.clone(), origin);
        kept.push(Clause {
            id: clause.id.clone(),
            heading,
            text,
            pair: clause.pair.clone(),
            clauses: below,
        });
    }
    kept
}

/// Adds clauses that the text lacks, in the order of the text they are from: below the same clause, behind the nearest
/// one that stands before them there.
fn add<'a>(pieced: &mut Pieced<'a>, from: &'a Contract, ids: &[&str]) {
    let wanted: HashSet<&str> = ids.iter().copied().collect();
    let visits = from.walk();
    let above: HashMap<&str, Option<&str>> = visits
        .iter()
        .map(|visit| (visit.clause.id.as_str(), visit.parent))
        .collect();
    // Whatever they stood below is needed as well.
    let mut needed: HashSet<&str> = wanted.clone();
    for id in ids {
        let mut parent = above.get(id).copied().flatten();
        while let Some(id) = parent.filter(|id| needed.insert(id)) {
            parent = above.get(id).copied().flatten();
        }
    }
    let mut there: HashSet<String> = pieced.text.walk().iter().map(|visit| visit.clause.id.clone()).collect();
    let mut before: HashMap<Option<&str>, Vec<&str>> = HashMap::new();
    for visit in &visits {
        let id = visit.clause.id.as_str();
        if needed.contains(id) && !there.contains(id) {
            let own = wanted.contains(id);
            let text = if own { visit.clause.text.clone() } else { String::new() };
            let clause = Clause {
                id: id.to_owned(),
                heading: visit.clause.heading.clone(),
                text,
                pair: visit.clause.pair.clone(),
                clauses: Vec::new(),
            };
            if let Some(siblings) = below(&mut pieced.text.clauses, visit.parent) {
                let mut earlier = before.get(&visit.parent).into_iter().flatten().rev();
                let place = earlier.find_map(|id| siblings.iter().position(|one| one.id == *id));
                siblings.insert(place.map_or(0, |place| place + 1), clause);
                there.insert(id.to_owned());
                pieced.from.insert(id.to_owned(), from);
                if !own {
                    pieced.holders.insert(id.to_owned());
                }
            }
        }
        before.entry(visit.parent).or_default().push(id);
    }
}

/// The list that the clauses below a clause stand in.
fn below<'c>(clauses: &'c mut Vec<Clause>, parent: Option<&str>) -> Option<&'c mut Vec<Clause>> {
    let Some(parent) = parent else { return Some(clauses) };
    for clause in clauses {
        if clause.id == parent {
            return Some(&mut clause.clauses);
        }
        if let Some(found) = below(&mut clause.clauses, Some(parent)) {
            return Some(found);
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::super::rejoin::samples::contract;
    use super::*;

    /// The text pieced together; a clause that only holds others has a star.
    fn text(frame: &str, pieces: &[(&str, &str)]) -> String {
        let frame = contract(frame);
        let texts: Vec<Contract> = pieces.iter().map(|(_, text)| contract(text)).collect();
        let known: BTreeMap<String, LastWord<'_>> = pieces
            .iter()
            .zip(&texts)
            .flat_map(|((ids, _), from)| ids.split(' ').map(move |id| (id, from)))
            .map(|(id, from)| match id.strip_prefix('-') {
                Some(id) => (id.to_owned(), LastWord { from, absent: true }),
                None => (id.to_owned(), LastWord { from, absent: false }),
            })
            .collect();
        let made = pieced(Some(&frame), &known);
        assert_eq!(made.from.len(), made.text.walk().len());
        let one = |visit: crate::contract::Visit<'_>| {
            let star = if made.holders.contains(&visit.clause.id) {
                "*"
            } else {
                ""
            };
            format!("{}:{}={}{star}", visit.number, visit.clause.id, visit.clause.text)
        };
        made.text.walk().into_iter().map(one).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn each_clause_has_the_wording_it_was_last_stood_by_in() {
        assert_eq!(text("a=3 b=3", &[("a", "a=1 b=1"), ("b", "a=2 b=2")]), "1:a=1 2:b=2");
        assert_eq!(text("a=3 b=3", &[("a", "a=1"), ("-b", "a=1")]), "1:a=1");
        assert_eq!(text("a=3 b=3", &[]), "", "what was never taken is new");
    }

    #[test]
    fn clauses_that_the_newest_record_no_longer_names_stand_where_they_stood() {
        assert_eq!(
            text("a=3 c=3", &[("a c", "a=3 c=3"), ("b", "a=1 b=1 c=1")]),
            "1:a=3 2:b=1 3:c=3"
        );
        assert_eq!(text("a=3", &[("a", "a=3"), ("d", "a=1(b=1 d=1)")]), "1:a=3 1.1:d=1");
        assert_eq!(
            text("a=3", &[("a", "a=3"), ("d", "x=1(d=1 e=1) a=1")]),
            "1:x=* 1.1:d=1 2:a=3"
        );
    }

    #[test]
    fn what_was_never_taken_stays_only_to_hold_what_was() {
        assert_eq!(text("a=3(b=3)", &[("b", "a=1(b=1)")]), "1:a=* 1.1:b=1");
        assert_eq!(
            text("a=(b=3)", &[("b", "a=(b=1)")]),
            "1:a= 1.1:b=1",
            "a heading is known as it is"
        );
    }

    #[test]
    fn a_text_that_was_emptied_is_still_the_one_that_was_taken() {
        assert_eq!(text("a= b=3", &[("a", "a=1 b=1"), ("b", "a= b=3")]), "1:a=1 2:b=3");
    }

    #[test]
    fn who_never_said_anything_knows_nothing() {
        assert!(pieced(None, &BTreeMap::new()).text.clauses.is_empty());
    }
}
