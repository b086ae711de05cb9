//! Whether there ever was a clause that a record names as deleted. What never was cannot be deleted: a record that says so
//! misleads whoever reads it, and would settle something before it is offered.

use std::collections::{HashMap, HashSet};

use super::audited_contract::AuditedContract;
use crate::negotiation::CommitId;

/// Where clauses came into a contract, of those that records name as deleted.
#[derive(Default)]
pub(super) struct EverThere {
    came: HashMap<String, Vec<CommitId>>,
    /// The changes after which the contract cannot be read: anything may have stood in it.
    unreadable: Vec<CommitId>,
}

impl EverThere {
    /// Looks for clauses of these ids.
    pub(super) fn of<'i>(audited: &AuditedContract<'_>, ids: impl IntoIterator<Item = &'i str>) -> Self {
        let ids: HashSet<&str> = ids.into_iter().collect();
        let mut found = Self::default();
        if ids.is_empty() {
            return found;
        }
        for change in audited.changes {
            let Some(version) = audited.versions.get(change.after) else {
                continue;
            };
            if version.fault.is_some() {
                found.unreadable.push(change.id);
                continue;
            }
            let before = change.before.iter().filter_map(|text| audited.versions.get(*text));
            let before: Vec<_> = before.collect();
            let here = version.clauses.keys().filter(|id| ids.contains(id.as_str()));
            for id in here.filter(|id| !before.iter().any(|before| before.clauses.contains_key(*id))) {
                found.came.entry(id.clone()).or_default().push(change.id);
            }
        }
        found
    }

    /// Whether a clause may have been there at a commit or before it.
    pub(super) fn has(&self, audited: &AuditedContract<'_>, id: &str, point: CommitId) -> bool {
        let came = self.came.get(id).map_or(&[][..], Vec::as_slice);
        let mut places = came.iter().chain(&self.unreadable);
        places.any(|place| audited.scan.behind(*place, point))
    }
}
