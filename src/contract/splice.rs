//! Edits in place: one clause's lines change and every other byte of the file stays, comments and quoting included.
//!
//! Each edit is guarded. The new file is read again and must be exactly the old contract with the one change asked
//! for; otherwise the edit is refused and nothing is given back.

use std::ops::Range;

use thiserror::Error;

use super::error::ReadError;
use super::layout::{Layout, List, Site};
use super::model::{Clause, Contract};
use super::names;
use super::read::read;
use super::write::{Written, write_clause};

/// Where a clause goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Place<'p> {
    /// Before all other clauses.
    First,
    /// Before all other sub-clauses of the clause of that id.
    FirstIn(&'p str),
    /// Behind the clause of that id, as its sibling.
    After(&'p str),
}

/// Why an edit is refused; the file stays as it is.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum SpliceError {
    /// The file cannot be read as it is.
    #[error(transparent)]
    Unreadable(#[from] ReadError),
    /// Nothing to edit.
    #[error("the contract has no clause `{0}`")]
    NoSuchClause(String),
    /// Ids are unique.
    #[error("the contract has a clause `{0}` already: choose another id")]
    IdTaken(String),
    /// A clause cannot become part of itself.
    #[error("the clause `{0}` cannot be moved into itself")]
    IntoItself(String),
    /// What was to be written has no place in a contract.
    #[error("{what}. {remedy}")]
    Value {
        /// What is wrong with it.
        what: String,
        /// What to write instead.
        remedy: String,
    },
    /// Written in braces or otherwise so that lines cannot be told apart.
    #[error("line {line}: `{id}` is written in a way that cannot be edited in place: edit the file by hand")]
    Layout {
        /// The clause, or the key.
        id: String,
        /// Its line, from 1.
        line: usize,
    },
    /// The re-read file was not what was asked for.
    #[error("the edit would have changed something else in the file and was not made: edit the file by hand")]
    Guard,
}

/// Replaces the text of a clause.
///
/// # Errors
///
/// As [`SpliceError`] says.
pub fn set_text(source: &str, id: &str, text: &str) -> Result<String, SpliceError> {
    names::check_text("text", text).map_err(value)?;
    set(source, id, "text", |clause| text.clone_into(&mut clause.text), |column| Written::text(text, column))
}

/// Replaces the heading of a clause.
///
/// # Errors
///
/// As [`SpliceError`] says.
pub fn set_heading(source: &str, id: &str, heading: &str) -> Result<String, SpliceError> {
    names::check_line("heading", heading).map_err(value)?;
    set(source, id, "heading", |clause| heading.clone_into(&mut clause.heading), |_| Written::line(heading))
}

/// Puts a new clause, with its sub-clauses, at a place.
///
/// # Errors
///
/// As [`SpliceError`] says.
pub fn insert_clause(source: &str, place: Place, clause: &Clause) -> Result<String, SpliceError> {
    let mut expected = read(source.as_bytes())?;
    if let Some(taken) = ids(clause).into_iter().find(|id| expected.clause(id).is_some()) {
        return Err(SpliceError::IdTaken(taken.to_owned()));
    }
    put(&mut expected.clauses, place, clause.clone())?;
    let layout = Layout::of(source)?;
    guarded(insert(&layout, place, |dash| write_clause(clause, dash))?, &expected)
}

/// Takes a clause out, with its sub-clauses.
///
/// # Errors
///
/// As [`SpliceError`] says.
pub fn remove_clause(source: &str, id: &str) -> Result<String, SpliceError> {
    let mut expected = read(source.as_bytes())?;
    take(&mut expected.clauses, id).ok_or_else(|| SpliceError::NoSuchClause(id.to_owned()))?;
    let layout = Layout::of(source)?;
    let site = layout.site(id)?;
    guarded(remove(&layout, id, &site, layout.region(&site, true))?, &expected)
}

/// Moves a clause, with its sub-clauses. Its lines stay byte for byte, but for their indentation if the depth changes.
///
/// # Errors
///
/// As [`SpliceError`] says.
pub fn move_clause(source: &str, id: &str, place: Place) -> Result<String, SpliceError> {
    let old = read(source.as_bytes())?;
    let mut expected = old.clone();
    let moved = take(&mut expected.clauses, id).ok_or_else(|| SpliceError::NoSuchClause(id.to_owned()))?;
    if let Place::FirstIn(target) | Place::After(target) = place
        && ids(&moved).contains(&target)
    {
        return Err(SpliceError::IntoItself(id.to_owned()));
    }
    put(&mut expected.clauses, place, moved)?;
    if expected == old {
        return Ok(source.to_owned());
    }
    let layout = Layout::of(source)?;
    let site = layout.site(id)?;
    let region = layout.region(&site, false);
    let mut lines = source[region].to_owned();
    if !lines.ends_with('\n') {
        lines.push('\n');
    }
    let without = remove(&layout, id, &site, layout.region(&site, true))?;
    let dash = site.dash;
    guarded(insert(&Layout::of(&without)?, place, |to| indented(&lines, dash, to))?, &expected)
}

fn set(
    source: &str,
    id: &str,
    key: &str,
    change: impl FnOnce(&mut Clause),
    written: impl FnOnce(usize) -> Written,
) -> Result<String, SpliceError> {
    let old = read(source.as_bytes())?;
    let mut expected = old.clone();
    change(clause_mut(&mut expected.clauses, id).ok_or_else(|| SpliceError::NoSuchClause(id.to_owned()))?);
    if expected == old {
        return Ok(source.to_owned());
    }
    let layout = Layout::of(source)?;
    let site = layout.site(id)?;
    let column = Layout::key_column(&site);
    let Written { token, body } = written(column);
    let edits = match layout.slot(&site, key) {
        Some(slot) => vec![(slot.token, token), (slot.body, body)],
        None if layout.line_end_after(&site, key).is_some() => {
            return Err(SpliceError::Layout { id: format!("{id}: {key}"), line: 1 + newlines(source, &layout, &site) });
        }
        None => {
            let at = layout.line_end_after(&site, "heading").or_else(|| layout.line_end_after(&site, "id"));
            let at = at.ok_or(SpliceError::Guard)?;
            vec![(at..at, format!("{}{key}: {token}\n{body}", " ".repeat(column)))]
        }
    };
    guarded(apply(source, edits)?, &expected)
}

fn newlines(source: &str, layout: &Layout, site: &Site) -> usize {
    source[..layout.region(site, false).start].matches('\n').count()
}

/// The source with some ranges replaced: whatever lies outside of them cannot change.
fn apply(source: &str, edits: Vec<(Range<usize>, String)>) -> Result<String, SpliceError> {
    let mut result = String::with_capacity(source.len() + 256);
    let mut from = 0;
    for (range, new) in edits {
        result.push_str(source.get(from..range.start).ok_or(SpliceError::Guard)?);
        // Only the last line of a file can lack its line end.
        let own_line = range.is_empty() && new.ends_with('\n');
        if own_line && !result.is_empty() && !result.ends_with('\n') {
            result.push('\n');
        }
        result.push_str(&new);
        from = range.end;
    }
    result.push_str(source.get(from..).ok_or(SpliceError::Guard)?);
    Ok(result)
}

fn guarded(result: String, expected: &Contract) -> Result<String, SpliceError> {
    if read(result.as_bytes()).is_ok_and(|contract| contract == *expected) {
        Ok(result)
    } else {
        Err(SpliceError::Guard)
    }
}

fn remove(layout: &Layout, id: &str, site: &Site, region: Range<usize>) -> Result<String, SpliceError> {
    let list = layout.list_with(id).ok_or(SpliceError::Guard)?;
    let mut edits = Vec::new();
    if Layout::ids(&list).len() == 1 {
        // A key without a value would not be an empty list.
        let colon = layout.behind_colon(&list).ok_or(SpliceError::Guard)?;
        edits.push((colon..colon, " []".to_owned()));
        edits.push((layout.region(site, false), String::new()));
    } else {
        edits.push((region, String::new()));
    }
    apply(layout.source, edits)
}

fn insert(layout: &Layout, place: Place, entry: impl FnOnce(usize) -> String) -> Result<String, SpliceError> {
    let edits = match place {
        Place::After(id) => {
            let site = layout.site(id)?;
            let at = layout.end(&site);
            let gap = if layout.spaced(&site) { "\n" } else { "" };
            vec![(at..at, format!("{gap}{}", entry(site.dash)))]
        }
        Place::First => into(layout, &layout.top().ok_or(SpliceError::Guard)?, entry)?,
        Place::FirstIn(parent) => {
            let site = layout.site(parent)?;
            match Layout::sub_list(&site) {
                Some(list) => into(layout, &list, entry)?,
                None => {
                    let column = Layout::key_column(&site);
                    let at = layout.end(&site);
                    vec![(at..at, format!("{}clauses:\n{}", " ".repeat(column), entry(column + 2)))]
                }
            }
        }
    };
    apply(layout.source, edits)
}

/// An entry at the head of a list, or in place of its `[]`.
fn into(
    layout: &Layout,
    list: &List,
    entry: impl FnOnce(usize) -> String,
) -> Result<Vec<(Range<usize>, String)>, SpliceError> {
    if let Some((brackets, column)) = layout.empty_list(list) {
        let at = layout.line_end(brackets.start);
        // The space before the brackets goes with them.
        let start = layout.source[..brackets.start].trim_end_matches(' ').len();
        return Ok(vec![(start..brackets.end, String::new()), (at..at, entry(column + 2))]);
    }
    let first = Layout::ids(list).first().copied().ok_or(SpliceError::Guard)?;
    let site = layout.site(first)?;
    let at = layout.region(&site, false).start;
    Ok(vec![(at..at, entry(site.dash))])
}

/// Lines moved from one column to another; block scalars move with their margin, so their text stays.
fn indented(lines: &str, from: usize, to: usize) -> String {
    let shift = |line: &str| {
        let blank = line.trim_end_matches('\n').is_empty();
        if blank || from == to {
            line.to_owned()
        } else if to > from {
            format!("{}{line}", " ".repeat(to - from))
        } else {
            let spaces = line.bytes().take_while(|&byte| byte == b' ').count();
            line[spaces.min(from - to)..].to_owned()
        }
    };
    lines.split_inclusive('\n').map(shift).collect()
}

fn value((what, remedy): names::Fault) -> SpliceError {
    SpliceError::Value { what, remedy }
}

fn ids(clause: &Clause) -> Vec<&str> {
    let mut all = vec![clause.id.as_str()];
    all.extend(clause.clauses.iter().flat_map(ids));
    all
}

fn clause_mut<'c>(clauses: &'c mut [Clause], id: &str) -> Option<&'c mut Clause> {
    clauses.iter_mut().find_map(
        |clause| {
            if clause.id == id { Some(clause) } else { clause_mut(&mut clause.clauses, id) }
        },
    )
}

fn take(clauses: &mut Vec<Clause>, id: &str) -> Option<Clause> {
    match clauses.iter().position(|clause| clause.id == id) {
        Some(index) => Some(clauses.remove(index)),
        None => clauses.iter_mut().find_map(|clause| take(&mut clause.clauses, id)),
    }
}

fn put(clauses: &mut Vec<Clause>, place: Place, clause: Clause) -> Result<(), SpliceError> {
    /// Gives the clause back if the neighbour is not among these.
    fn behind(clauses: &mut Vec<Clause>, id: &str, clause: Clause) -> Option<Clause> {
        if let Some(index) = clauses.iter().position(|clause| clause.id == id) {
            clauses.insert(index + 1, clause);
            return None;
        }
        clauses.iter_mut().try_fold(clause, |clause, above| behind(&mut above.clauses, id, clause))
    }
    match place {
        Place::First => clauses.insert(0, clause),
        Place::FirstIn(id) => {
            clause_mut(clauses, id).ok_or_else(|| SpliceError::NoSuchClause(id.to_owned()))?.clauses.insert(0, clause)
        }
        Place::After(id) => {
            if behind(clauses, id, clause).is_some() {
                return Err(SpliceError::NoSuchClause(id.to_owned()));
            }
        }
    }
    Ok(())
}
