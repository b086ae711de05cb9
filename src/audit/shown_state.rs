//! Which state the maker of a record had before their eyes.

use crate::negotiation::{CommitId, Decision};

use super::appraisal::RecordEntry;
use super::audited_contract::AuditedContract;

/// The state behind a record.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum ShownState {
    /// The one that the record names; it lies before the record.
    There(CommitId),
    /// Another one with the same text, since the one named is gone.
    Rebased(CommitId),
    /// None: an offer can be the first thing of all.
    Nothing,
    /// The one named is gone, and so is its text.
    Gone,
}

impl ShownState {
    /// The state, if there is one.
    pub(super) fn point(self) -> Option<CommitId> {
        match self {
            Self::There(point) | Self::Rebased(point) => Some(point),
            Self::Nothing | Self::Gone => None,
        }
    }
}

pub(super) fn shown(audited: &AuditedContract<'_>, entry: &RecordEntry) -> ShownState {
    let (whole, offers) = match (&entry.appraised.record, &entry.appraised.comment) {
        (Some(record), _) => (record.whole, record.decision == Decision::Offer),
        (None, Some(comment)) => (comment.whole, false),
        (None, None) => return ShownState::Nothing,
    };
    let added = entry.file.added;
    let Some(base) = entry.appraised.base() else {
        return ShownState::Nothing;
    };
    if audited.scan.behind(base, added) {
        return ShownState::There(base);
    }
    let same_text = |id: CommitId| {
        audited
            .versions
            .get(audited.whereabouts.at(&audited.scan.graph, id))
            .is_some_and(|one| one.whole == whole)
    };
    let mut earlier = audited
        .changes
        .iter()
        .rev()
        .filter(|change| audited.scan.behind(change.id, added));
    match earlier.find(|change| same_text(change.id)) {
        // An offer names the text that it brings itself.
        Some(change) if offers => {
            let before = audited
                .scan
                .graph
                .get(change.id)
                .and_then(|place| place.parents.first().copied());
            ShownState::Rebased(before.unwrap_or(change.id))
        }
        Some(change) => ShownState::Rebased(change.id),
        None => ShownState::Gone,
    }
}
