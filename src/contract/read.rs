//! Reading a contract: in pieces where that is safe, and in one go wherever there is any doubt.

use std::borrow::Cow;
use std::collections::HashSet;

use super::error::ReadError;
use super::limits::{LARGEST, NODES};
use super::line_ends::plain_line_ends;
use super::model::{Clause, Contract, Party};
use super::pairs::false_pair;
use super::pieces::{self, Pieces};
use super::{build, conflict, fields, hygiene, usual, yaml};

/// Reads a contract strictly.
///
/// # Errors
///
/// Whatever the file contains that a contract must not, with the place and the remedy; the first fault is reported.
pub fn read(source: &[u8]) -> Result<Contract, ReadError> {
    let plain = readable(source);
    // Reading in one go also gives the exact place of a fault.
    let read = hygiene::check(&plain).and_then(|text| in_pieces(text).map_or_else(|| whole(text), Ok));
    // What an unfinished merge does to a file looks like any fault: its marks are what the reader has to know of.
    read.map_err(|error| conflict::unfinished(&plain).unwrap_or(error))
}

/// The source as it is read: with LF at the end of each line. What is too large to be read is not copied either.
pub(super) fn readable(source: &[u8]) -> Cow<'_, [u8]> {
    if source.len() > LARGEST {
        Cow::Borrowed(source)
    } else {
        plain_line_ends(source)
    }
}

/// Reads two contracts at the same time, such as the old and the new round.
///
/// # Errors
///
/// Each as [`read`].
pub fn read_pair(old: &[u8], new: &[u8]) -> (Result<Contract, ReadError>, Result<Contract, ReadError>) {
    std::thread::scope(|scope| {
        let old_thread = scope.spawn(|| read(old));
        let new = read(new);
        (old_thread.join().unwrap_or_else(|_| read(old)), new)
    })
}

/// Checks that bytes are one YAML document of the kind that a contract is: UTF-8, plain line ends, no anchors, aliases,
/// tags or doubled keys, and no deeper or larger than anything a person writes.
///
/// # Errors
///
/// The first fault, with its place.
pub fn check_yaml(source: &[u8]) -> Result<&str, ReadError> {
    let text = check_characters(source)?;
    fields::refuse_doubled_within(&yaml::parse(text, 0)?.root)?;
    Ok(text)
}

/// Checks that bytes are text as a contract may hold it: UTF-8, plain line ends, no characters that act on a terminal, and
/// not too many.
///
/// # Errors
///
/// The first fault, with its place.
pub fn check_characters(source: &[u8]) -> Result<&str, ReadError> {
    hygiene::check(source)
}

/// Everything but the clauses, without reading those: title, language, kind, reference and parties.
///
/// # Errors
///
/// As [`read`]; faults inside the clauses may pass.
pub fn read_head(source: &[u8]) -> Result<Contract, ReadError> {
    let source = &*readable(source);
    if source.len() <= LARGEST
        && let Ok(text) = std::str::from_utf8(source)
        && let Some(pieces) = Pieces::cut(text)
        && let Ok(contract) = head(&pieces.without_clauses(text))
    {
        return Ok(contract);
    }
    Ok(Contract {
        clauses: Vec::new(),
        ..read(source)?
    })
}

/// The parties alone, from the lines above the clauses if they stand there; fast enough for every version of a long
/// history.
///
/// # Errors
///
/// As [`read`]; faults in other parts of the file may pass.
pub fn read_parties(source: &[u8]) -> Result<Vec<Party>, ReadError> {
    let source = &*readable(source);
    if source.len() <= LARGEST
        && let Some(head) = above_clauses(source)
        && hygiene::check(head.as_bytes()).is_ok()
        && let Ok(document) = yaml::parse(head, 0)
        && let Ok(parties) = build::parties_alone(&document.root)
    {
        return Ok(parties);
    }
    Ok(read_head(source)?.parties)
}

/// The lines above `clauses:`, looked for in ever larger parts so that the clauses are not even looked at.
fn above_clauses(source: &[u8]) -> Option<&str> {
    let mut size = 4096;
    loop {
        let part = &source[..size.min(source.len())];
        // The part may end inside a character; what counts lies well before.
        let text = match std::str::from_utf8(part) {
            Ok(text) => text,
            Err(error) => std::str::from_utf8(&part[..error.valid_up_to()]).ok()?,
        };
        let complete = if part.len() == source.len() {
            text
        } else {
            &text[..=text.rfind('\n')?]
        };
        if let Some(range) = pieces::head(complete) {
            let line = complete[range.clone()]
                .trim_end()
                .rfind('\n')
                .map_or(0, |newline| newline + 1);
            return Some(&complete[..line]);
        }
        if part.len() == source.len() {
            return None;
        }
        size *= 8;
    }
}

fn head(source: &str) -> Result<Contract, ReadError> {
    build::contract(&yaml::parse(hygiene::check(source.as_bytes())?, 0)?.root)
}

pub(super) fn whole(text: &str) -> Result<Contract, ReadError> {
    build::contract(&yaml::parse(text, 0)?.root)
}

/// The contract read piece by piece, or nothing at the least doubt.
pub(super) fn in_pieces(text: &str) -> Option<Contract> {
    let cut = Pieces::cut(text)?;
    let without = cut.without_clauses(text);
    let document = yaml::parse(&without, 0).ok()?;
    let mut contract = build::contract(&document.root).ok()?;
    let mut values = document.nodes;
    for item in cut.items {
        let piece = &text[item];
        let (clauses, count) = usual::clauses(piece, cut.indent).or_else(|| parsed(piece))?;
        contract.clauses.extend(clauses);
        values += count;
        if values > NODES {
            return None;
        }
    }
    let mut ids = HashSet::new();
    if !contract.clauses.iter().all(|clause| all_new(clause, &mut ids)) {
        return None;
    }
    let mut pairs = Vec::new();
    contract
        .clauses
        .iter()
        .for_each(|clause| named_pairs(clause, &mut pairs));
    false_pair(&pairs, |id| ids.contains(id)).is_none().then_some(contract)
}

fn named_pairs<'c>(clause: &'c Clause, pairs: &mut Vec<(&'c str, &'c str)>) {
    pairs.extend(clause.pair.as_deref().map(|pair| (&*clause.id, pair)));
    clause.clauses.iter().for_each(|clause| named_pairs(clause, pairs));
}

/// What the parser makes of a piece, which stands in a list in a mapping.
pub(super) fn parsed(piece: &str) -> Option<(Vec<Clause>, usize)> {
    let document = yaml::parse(piece, 1).ok()?;
    Some((build::clauses(&document.root).ok()?, document.nodes))
}

fn all_new<'c>(clause: &'c Clause, ids: &mut HashSet<&'c str>) -> bool {
    ids.insert(&clause.id) && clause.clauses.iter().all(|clause| all_new(clause, ids))
}
