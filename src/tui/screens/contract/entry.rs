//! The entries of the outline: every clause of either version, and deletions that still wait for an answer.

use crate::redline::{ChangeKind, ClauseChange, Redline};
use crate::session::Status;
use std::collections::{HashMap, HashSet};

/// An entry of the outline.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct OutlineEntry {
    /// The clause's id.
    pub(super) id: String,
    /// Its place in the redline; `None` when neither version has it.
    pub(super) clause: Option<usize>,
    /// Its place in the status; `None` when the newest round has it no longer, or not yet.
    pub(super) status: Option<usize>,
    /// Its number, in brackets when it is gone.
    pub(super) number: String,
    /// Its heading.
    pub(super) heading: String,
    /// 1 for a top-level clause.
    pub(super) depth: usize,
    /// The numbers of the changes in it.
    pub(super) marks: Vec<usize>,
    /// Whether anything of it changed but its number.
    pub(super) changed: bool,
    /// Whether it needs a position and is not agreed.
    pub(super) open: bool,
}

impl OutlineEntry {
    /// Whether the reader stops here on the way through the changes.
    pub(super) fn is_stop(&self) -> bool {
        self.changed
    }
}

/// All entries, in reading order.
pub(super) fn entries(redline: &Redline, status: Option<&Status>) -> Vec<OutlineEntry> {
    let places: HashMap<&str, usize> = status
        .into_iter()
        .flat_map(|status| status.clauses.iter().enumerate())
        .map(|(at, clause)| (&*clause.standing.id, at))
        .collect();
    // Where ids shifted, a clause that is gone may have the id of one that is there: positions are about the latter.
    let there: HashSet<&str> = redline
        .clauses
        .iter()
        .filter(|clause| clause.change != ChangeKind::Removed)
        .map(|clause| &*clause.id)
        .collect();
    let open = |at: Option<usize>| status.zip(at).is_some_and(|(status, at)| status.clauses[at].is_open());
    let mut entries: Vec<OutlineEntry> = redline
        .clauses
        .iter()
        .enumerate()
        .map(|(at, clause)| {
            let is_meant = clause.change != ChangeKind::Removed || !there.contains(&*clause.id);
            let place = places.get(&*clause.id).copied().filter(|_| is_meant);
            let gone = || clause.from_number.as_ref().map(|number| format!("[{number}]"));
            OutlineEntry {
                id: clause.id.clone(),
                clause: Some(at),
                status: place,
                number: clause.number.clone().or_else(gone).unwrap_or_default(),
                heading: clause.heading.clone(),
                depth: clause.depth,
                marks: clause.marks.iter().map(|mark| mark.number).collect(),
                changed: is_changed(clause),
                open: open(place),
            }
        })
        .collect();
    // A deletion that is older than the left side still waits for an answer.
    let listed: HashSet<String> = entries.iter().map(|entry| entry.id.clone()).collect();
    for (at, clause) in status.into_iter().flat_map(|status| status.clauses.iter().enumerate()) {
        if !listed.contains(&clause.standing.id) && clause.standing.revision.is_none() {
            entries.push(OutlineEntry {
                id: clause.standing.id.clone(),
                clause: None,
                status: Some(at),
                number: String::new(),
                heading: clause.heading.clone(),
                depth: 1,
                marks: Vec::new(),
                changed: false,
                open: clause.is_open(),
            });
        }
    }
    entries
}

/// Whether a reader has to look at it: a number that only followed is no change.
fn is_changed(clause: &ClauseChange) -> bool {
    !clause.is_untouched() && !clause.is_only_renumbered() && (clause.change != ChangeKind::Unchanged || clause.moved)
}

/// What became of a clause, as the first column of the outline shows it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, strum::VariantArray)]
pub(in crate::tui) enum ClauseFate {
    /// It is new.
    Added,
    /// It is gone.
    Removed,
    /// Its wording changed.
    Edited,
    /// It stands elsewhere, in the same words.
    Moved,
    /// Only its number is another one.
    Renumbered,
}

impl ClauseFate {
    /// What became of a clause; `None` where nothing did.
    pub(super) fn of(clause: &ClauseChange) -> Option<Self> {
        match clause.change {
            ChangeKind::Added => Some(Self::Added),
            ChangeKind::Removed => Some(Self::Removed),
            ChangeKind::Edited if clause.is_only_renumbered() => Some(Self::Renumbered),
            ChangeKind::Edited => Some(Self::Edited),
            ChangeKind::Unchanged if clause.moved => Some(Self::Moved),
            ChangeKind::Unchanged if clause.renumbered => Some(Self::Renumbered),
            ChangeKind::Unchanged => None,
        }
    }

    /// Its sign, for those who see no colour.
    pub(in crate::tui) fn sign(self) -> char {
        match self {
            Self::Added => '+',
            Self::Removed => '-',
            Self::Edited => '~',
            Self::Moved => '>',
            Self::Renumbered => '#',
        }
    }
}
