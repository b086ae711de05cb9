//! What the versions of a contract say, clause by clause, by digests alone. Versions that follow one another are read together:
//! a clause that stands there byte for byte as in the version before is taken over from it and not read again.

use std::collections::{HashMap, HashSet};
use std::ops::Range;
use std::sync::Arc;

use super::digest::{Revision, line_of_clause, revision, whole_of_lines};
use super::error::ReadError;
use super::limits::NODES;
use super::model::{Clause, Contract};
use super::pairs::false_pair;
use super::pieces::Pieces;
use super::read::{self, parsed, readable};
use super::{build, hygiene, usual, yaml};

/// A version of a contract, as far as it is held against others.
#[derive(Debug, Clone)]
pub struct Outline {
    /// Everything but the clauses.
    pub front: Arc<Contract>,
    /// The digest of the whole text.
    pub whole: Revision,
    /// In reading order. A clause that a version has as the one that was read before it is shared with that.
    pub clauses: Vec<Arc<OutlinedClause>>,
    /// The source without the clauses, where clauses could be read one by one.
    pub(super) front_source: Option<Arc<str>>,
}

/// One clause of a version.
#[derive(Debug, PartialEq, Eq)]
pub struct OutlinedClause {
    /// Its id.
    pub id: String,
    /// Its heading; may be empty.
    pub heading: String,
    /// The digest of its wording.
    pub revision: Revision,
    /// 1 for a top-level clause.
    pub depth: usize,
    /// Whether anything stands in its text but blanks.
    pub has_text: bool,
    /// What the digest of the whole text holds of it.
    line: String,
}

impl OutlinedClause {
    fn of(clause: &Clause, depth: usize) -> Self {
        Self::new(
            clause.id.clone(),
            clause.heading.clone(),
            revision(clause),
            depth,
            !clause.text.trim().is_empty(),
        )
    }

    pub(super) fn new(id: String, heading: String, revision: Revision, depth: usize, has_text: bool) -> Self {
        Self {
            line: line_of_clause(depth, &id, revision),
            id,
            heading,
            revision,
            depth,
            has_text,
        }
    }
}

/// Reads versions of one contract, best in the order in which they were made.
#[derive(Default)]
pub struct OutlineReader {
    last: Option<LastVersion>,
}

/// The version that was read before.
struct LastVersion {
    source: String,
    indent: usize,
    entries: Vec<(Range<usize>, Arc<Entry>)>,
    front: Front,
}

/// Everything but the clauses.
#[derive(Clone)]
struct Front {
    source: Arc<str>,
    contract: Arc<Contract>,
    values: usize,
}

/// A top-level clause with those below it.
struct Entry {
    clauses: Vec<Arc<OutlinedClause>>,
    /// The clauses that name another one as saying the same, with that one.
    pairs: Vec<(String, String)>,
    /// How many YAML values it took.
    values: usize,
}

impl OutlineReader {
    /// What a version says.
    ///
    /// # Errors
    ///
    /// As [`super::read`].
    pub fn read(&mut self, source: &[u8]) -> Result<Outline, ReadError> {
        let plain = readable(source);
        let pieced = hygiene::check(&plain).ok().and_then(|text| self.in_pieces(text));
        match pieced {
            Some(outline) => Ok(outline),
            // Reading in one go also gives the exact place of a fault.
            None => read::read(source).map(|contract| of_contract(&contract)),
        }
    }

    /// The outline read piece by piece, or nothing at the least doubt.
    fn in_pieces(&mut self, text: &str) -> Option<Outline> {
        let last = self.last.take();
        let mut known = Known::from(last.as_ref());
        let cut = Pieces::cut_past(text, |at, indent| known.length_at(text, at, indent))?;
        let without = cut.without_clauses(text);
        let front = match &last {
            Some(last) if *last.front.source == *without => last.front.clone(),
            _ => front(without)?,
        };
        let mut entries = Vec::with_capacity(cut.items.len());
        for item in cut.items {
            let entry = match known.entry(&item) {
                Some(entry) => entry,
                None => Arc::new(read_entry(&text[item.clone()], cut.indent)?),
            };
            entries.push((item, entry));
        }
        let values = front.values + entries.iter().map(|(_, entry)| entry.values).sum::<usize>();
        let clauses: Vec<Arc<OutlinedClause>> = entries.iter().flat_map(|(_, entry)| &entry.clauses).cloned().collect();
        let ids: HashSet<&str> = clauses.iter().map(|clause| &*clause.id).collect();
        let pairs: Vec<(&str, &str)> = entries
            .iter()
            .flat_map(|(_, entry)| &entry.pairs)
            .map(|(id, pair)| (&**id, &**pair))
            .collect();
        if values > NODES || ids.len() < clauses.len() || false_pair(&pairs, |id| ids.contains(id)).is_some() {
            return None;
        }
        let outline = Outline {
            whole: whole_of_lines(&front.contract, clauses.iter().map(|clause| &*clause.line)),
            front: Arc::clone(&front.contract),
            front_source: Some(Arc::clone(&front.source)),
            clauses,
        };
        self.last = Some(LastVersion {
            source: text.to_owned(),
            indent: cut.indent,
            entries,
            front,
        });
        Some(outline)
    }
}

/// Which entries of a text stand in the version before as well.
struct Known<'l> {
    last: Option<&'l LastVersion>,
    /// The entry that is expected next.
    next: usize,
    /// The entries of the version before by their first line, made where what was expected does not follow.
    by_first_line: Option<HashMap<&'l str, usize>>,
    /// The entries that were met, by where they begin in the new text.
    met: HashMap<usize, usize>,
}

impl<'l> From<Option<&'l LastVersion>> for Known<'l> {
    fn from(last: Option<&'l LastVersion>) -> Self {
        Self {
            last,
            next: 0,
            by_first_line: None,
            met: HashMap::new(),
        }
    }
}

impl Known<'_> {
    /// How many bytes from here on are an entry of the version before, to its last line end; 0 where none is.
    fn length_at(&mut self, text: &str, at: usize, indent: usize) -> usize {
        let Some(last) = self.last.filter(|last| last.indent == indent) else {
            return 0;
        };
        let rest = &text.as_bytes()[at..];
        let is_here = |entry: usize| {
            let piece = last.entries.get(entry).map(|(range, _)| &last.source[range.clone()]);
            piece.is_some_and(|piece| piece.ends_with('\n') && rest.starts_with(piece.as_bytes()))
        };
        let found = Some(self.next).filter(|next| is_here(*next)).or_else(|| {
            let by_first_line = self.by_first_line.get_or_insert_with(|| by_first_line(last));
            let entry = by_first_line.get(first_line(&text[at..])).copied();
            // Where it only reads otherwise, the ones behind it are expected behind it.
            self.next = entry.unwrap_or(self.next) + 1;
            entry.filter(|entry| is_here(*entry))
        });
        let Some(found) = found else { return 0 };
        self.next = found + 1;
        self.met.insert(at, found);
        last.entries[found].0.len()
    }

    /// The entry of the version before that stands here, where it ends here as well.
    fn entry(&self, item: &Range<usize>) -> Option<Arc<Entry>> {
        let (range, entry) = self.last?.entries.get(*self.met.get(&item.start)?)?;
        (range.len() == item.len()).then(|| Arc::clone(entry))
    }
}

fn by_first_line(last: &LastVersion) -> HashMap<&str, usize> {
    let lines = last
        .entries
        .iter()
        .map(|(range, _)| first_line(&last.source[range.clone()]));
    lines.enumerate().map(|(at, line)| (line, at)).collect()
}

fn first_line(text: &str) -> &str {
    text.split('\n').next().unwrap_or_default()
}

fn front(source: String) -> Option<Front> {
    let (contract, values) = front_of(&source)?;
    Some(Front {
        contract: Arc::new(contract),
        values,
        source: source.into(),
    })
}

/// What stands in a source without clauses, and how many YAML values it took.
pub(super) fn front_of(source: &str) -> Option<(Contract, usize)> {
    let document = yaml::parse(source, 0).ok()?;
    Some((build::contract(&document.root).ok()?, document.nodes))
}

fn read_entry(piece: &str, indent: usize) -> Option<Entry> {
    let (clauses, values) = usual::clauses(piece, indent).or_else(|| parsed(piece))?;
    let mut entry = Entry {
        clauses: Vec::new(),
        pairs: Vec::new(),
        values,
    };
    note(&clauses, 1, &mut entry);
    Some(entry)
}

fn note(clauses: &[Clause], depth: usize, entry: &mut Entry) {
    for clause in clauses {
        entry.clauses.push(Arc::new(OutlinedClause::of(clause, depth)));
        entry
            .pairs
            .extend(clause.pair.clone().map(|pair| (clause.id.clone(), pair)));
        note(&clause.clauses, depth + 1, entry);
    }
}

fn of_contract(contract: &Contract) -> Outline {
    let visits = contract.walk();
    let clauses: Vec<Arc<OutlinedClause>> = visits
        .iter()
        .map(|visit| Arc::new(OutlinedClause::of(visit.clause, visit.depth)))
        .collect();
    Outline {
        whole: whole_of_lines(contract, clauses.iter().map(|clause| &*clause.line)),
        front: Arc::new(Contract {
            clauses: Vec::new(),
            ..contract.clone()
        }),
        front_source: None,
        clauses,
    }
}
