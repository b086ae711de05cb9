//! What a contract's file says beside title, parties and clauses: comments, keys of one's own such as `x-duties`, and the
//! order and nesting that no clause's wording holds. Duties are read from there, and people read comments.

use std::collections::{HashMap, HashSet};

use super::audited_contract::AuditedContract;
use super::texts::Texts;
use crate::contract::{self, Clause, Contract, plain_line_ends};
use crate::history::{Error, three_way};
use crate::negotiation::{Change, CommitId, written_as};

/// Whether a change did more than reword, add or delete clauses; true when in doubt.
pub(super) fn touches_beside(audited: &AuditedContract<'_>, change: &Change) -> Result<bool, Error> {
    let (Some(before), Some(after)) = (change.version_changed(), change.after) else {
        return Ok(true);
    };
    let repository = audited.scan.repository;
    let (before, after) = (repository.text(before)?, repository.text(after)?);
    let (Ok(old), Ok(new)) = (contract::read(&before), contract::read(&after)) else {
        return Ok(true);
    };
    if frame(&old, &new) != frame(&new, &old) {
        return Ok(true);
    }
    // Both files with the same words in every clause: what differs then, stands beside them.
    let plain = without_words(&old, &new);
    let (Some(before), Some(after)) = (rewritten(&before, &old, &plain), rewritten(&after, &new, &plain)) else {
        return Ok(true);
    };
    Ok(before != after)
}

/// All of a contract except the wording of its clauses and the clauses that the other one lacks.
fn frame<'c>(contract: &'c Contract, other: &Contract) -> (Contract, Vec<Outline<'c>>) {
    let known: HashSet<String> = other.walk().into_iter().map(|visit| visit.clause.id.clone()).collect();
    let outline = contract
        .walk()
        .into_iter()
        .filter(|visit| known.contains(&visit.clause.id))
        .map(|visit| {
            let is_heading = visit.clause.text.trim().is_empty();
            (
                visit.clause.id.as_str(),
                visit.parent,
                if is_heading { visit.clause.heading.as_str() } else { "" },
            )
        });
    (
        Contract {
            clauses: Vec::new(),
            ..contract.clone()
        },
        outline.collect(),
    )
}

/// A clause, what it stands below, and its heading where that is all there is.
type Outline<'c> = (&'c str, Option<&'c str>, &'c str);

/// A contract with the clauses that another one has as well, those with other words there without words of their own.
fn without_words(old: &Contract, new: &Contract) -> Contract {
    fn kept(clauses: &[Clause], new: &HashMap<&str, &Clause>) -> Vec<Clause> {
        let one = |clause: &Clause| {
            let other = new.get(&*clause.id)?;
            let clauses = kept(&clause.clauses, new);
            if (&clause.heading, &clause.text) == (&other.heading, &other.text) {
                return Some(Clause {
                    clauses,
                    ..clause.clone()
                });
            }
            let (heading, text) = ("-".to_owned(), "-".to_owned());
            Some(Clause {
                id: clause.id.clone(),
                heading,
                text,
                pair: None,
                clauses,
            })
        };
        clauses.iter().filter_map(one).collect()
    }
    Contract {
        clauses: kept(&old.clauses, &new.by_id()),
        ..old.clone()
    }
}

/// The file edited to hold `wanted`; `None` where it had to be written anew, which loses what stood beside.
fn rewritten(file: &[u8], says: &Contract, wanted: &Contract) -> Option<String> {
    let source = String::from_utf8_lossy(&plain_line_ends(file)).into_owned();
    let written = written_as(&source, wanted);
    (written != contract::write(wanted) || source == contract::write(says)).then_some(written)
}

/// Whether a point that brings histories together, and adds nothing to what is understood of a contract, writes into its
/// file what no merge line by line of what it joins would have written.
pub(super) fn writes_beside(texts: &Texts<'_>, audited: &AuditedContract<'_>, merge: CommitId) -> Result<bool, Error> {
    let graph = &audited.scan.graph;
    let at = |point| audited.whereabouts.at(graph, point);
    let parents = graph.get(merge).map(|place| place.parents).unwrap_or_default();
    let Some(after) = at(merge) else { return Ok(false) };
    let before: Vec<_> = parents.iter().map(|parent| at(*parent)).collect();
    let base = graph.parting(&parents).and_then(at);
    let joined = match before.as_slice() {
        [one, other] if one == other || base == *other => *one,
        [one, other] if base == *one => *other,
        [Some(one), Some(other)] => {
            let empty = std::rc::Rc::new(Vec::new());
            let base = base.map_or(Ok(empty), |base| texts.bytes(base))?;
            if let Some(joined) = three_way(&base, &texts.bytes(*one)?, &texts.bytes(*other)?)? {
                return Ok(plain_line_ends(&joined) != plain_line_ends(&texts.bytes(after)?));
            }
            None
        }
        _ => None,
    };
    if let Some(joined) = joined {
        return Ok(plain_line_ends(&texts.bytes(joined)?) != plain_line_ends(&texts.bytes(after)?));
    }
    // Somebody had to decide: of their own they wrote whatever stands on neither side.
    let mut known = HashSet::new();
    for text in before.into_iter().flatten() {
        known.extend(lines(&texts.bytes(text)?));
    }
    Ok(!lines(&texts.bytes(after)?).is_subset(&known))
}

fn lines(text: &[u8]) -> HashSet<Vec<u8>> {
    plain_line_ends(text)
        .split(|byte| *byte == b'\n')
        .map(<[u8]>::to_vec)
        .collect()
}
