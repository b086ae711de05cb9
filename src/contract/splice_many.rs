//! Edits in place of many clauses at once: the file is read once for all of them, however many there are.
//!
//! What comes of it is not held against what was asked for, as the edit of one clause is: whoever asks for many reads the
//! file once more in the end, and does.

use std::cmp::Reverse;
use std::collections::{BTreeSet, HashMap};

use super::clause_place::ClausePlace;
use super::layout::{Layout, Site};
use super::model::Clause;
use super::names;
use super::splice::{Edit, apply, check, in_its_line_ends, insertion, setting};
use super::splice_error::SpliceError;
use super::write::{Written, write_clause};
use super::yaml::Node;

/// Other words for a clause that is there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NewWords<'c> {
    /// The clause.
    pub id: &'c str,
    /// Its heading, where it is another one.
    pub heading: Option<&'c str>,
    /// Its text, where it is another one.
    pub text: Option<&'c str>,
}

/// Gives clauses other words.
///
/// # Errors
///
/// As [`SpliceError`] says.
pub fn set_words(source: &str, changes: &[NewWords<'_>]) -> Result<String, SpliceError> {
    edited(source, changes.is_empty(), |layout, clauses| {
        let mut edits = Vec::new();
        for change in changes {
            let (id, site) = (change.id, found(layout, clauses, change.id)?);
            if let Some(heading) = change.heading {
                names::check_line("heading", heading).map_err(SpliceError::Value)?;
                edits.extend(setting(layout, &site, id, "heading", |_| Written::line(heading))?);
            }
            if let Some(text) = change.text {
                names::check_text("text", text).map_err(SpliceError::Value)?;
                edits.extend(setting(layout, &site, id, "text", |column| {
                    Written::text(text, column)
                })?);
            }
        }
        edits.sort_by_key(|(range, _)| (range.start, range.end));
        Ok(edits)
    })
}

/// Puts new clauses, with their sub-clauses, one after the other at each place. A place names only clauses that are there,
/// and each place comes once.
///
/// # Errors
///
/// As [`SpliceError`] says.
pub fn insert_clauses(source: &str, runs: &[(ClausePlace<'_>, Vec<Clause>)]) -> Result<String, SpliceError> {
    edited(source, runs.is_empty(), |layout, clauses| {
        let mut edits = Vec::new();
        for (place, run) in runs {
            run.iter().try_for_each(check)?;
            let gap = match place {
                ClausePlace::After(id) if layout.spaced(&found(layout, clauses, id)?) => "\n",
                _ => "",
            };
            let entries = |dash| {
                let entries: Vec<String> = run.iter().map(|clause| write_clause(clause, dash)).collect();
                entries.join(gap)
            };
            let put = insertion(layout, *place, |id| found(layout, clauses, id), entries)?;
            edits.extend(put.edits.into_iter().map(|edit| (put.dash, edit)));
        }
        // Where a clause ends with its last sub-clause, what goes behind that one comes first.
        edits.sort_by_key(|(dash, (range, _))| (range.start, Reverse(*dash)));
        Ok(edits.into_iter().map(|(_, edit)| edit).collect())
    })
}

/// Takes clauses out, with their sub-clauses.
///
/// # Errors
///
/// As [`SpliceError`] says.
pub fn remove_clauses(source: &str, gone: &BTreeSet<&str>) -> Result<String, SpliceError> {
    edited(source, gone.is_empty(), |layout, clauses| {
        let mut edits = Vec::new();
        for list in layout.lists(gone) {
            let ids = Layout::ids(&list);
            let of_it: Vec<&str> = ids.iter().copied().filter(|id| gone.contains(id)).collect();
            let Some(last) = of_it.last() else { continue };
            let is_emptied = of_it.len() == ids.len();
            if is_emptied {
                // A key without a value would not be an empty list.
                let colon = layout.behind_colon(&list).ok_or(SpliceError::Guard)?;
                edits.push((colon..colon, " []".to_owned()));
            }
            for id in &of_it {
                let to_next = !is_emptied || id != last;
                let lines = layout.region(&found(layout, clauses, id)?, to_next);
                edits.push((lines, String::new()));
            }
        }
        edits.sort_by_key(|(range, _)| (range.start, range.end));
        Ok(edits)
    })
}

/// The clauses of a file, by their ids.
type Clauses<'l, 'a> = HashMap<&'l str, &'l Node<'a>>;

fn found<'l, 'a>(layout: &Layout<'a>, clauses: &Clauses<'l, 'a>, id: &str) -> Result<Site<'l, 'a>, SpliceError> {
    let node = clauses
        .get(id)
        .ok_or_else(|| SpliceError::NoSuchClause(id.to_owned()))?;
    layout.site_of(node, id)
}

fn edited(
    source: &str,
    nothing: bool,
    edits: impl for<'l, 'a> FnOnce(&'l Layout<'a>, &Clauses<'l, 'a>) -> Result<Vec<Edit>, SpliceError>,
) -> Result<String, SpliceError> {
    if nothing {
        return Ok(source.to_owned());
    }
    in_its_line_ends(source, |source| {
        let layout = Layout::of(source)?;
        let edits = edits(&layout, &layout.clauses())?;
        apply(source, edits)
    })
}
