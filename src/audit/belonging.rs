//! To which contract a finding belongs that was made over the whole repository.

use std::collections::{BTreeSet, HashMap};

use crate::negotiation::{Change, CommitId};

use super::finding::Finding;
use super::history_scan::HistoryScan;

/// Which files, and so which commits, belong to which contract.
pub(super) struct Belonging<'a> {
    records: String,
    names: BTreeSet<&'a str>,
    /// Every path that a contract's file ever had.
    files: HashMap<&'a str, &'a str>,
    touched: HashMap<CommitId, BTreeSet<&'a str>>,
}

impl<'a> Belonging<'a> {
    /// For all contracts of a repository, each by its name in round 1 with its changes.
    pub(super) fn of(scan: &'a HistoryScan<'_>, contracts: impl Iterator<Item = (&'a str, &'a [Change])>) -> Self {
        let mut belonging = Self {
            records: format!("{}/", scan.repository.records_folder()),
            names: BTreeSet::new(),
            files: HashMap::new(),
            touched: HashMap::new(),
        };
        for (name, changes) in contracts {
            belonging.names.insert(name);
            belonging
                .files
                .extend(changes.iter().map(|change| (change.path.as_str(), name)));
        }
        for touch in &scan.touches {
            let files = touch.edges.iter().flatten();
            let owners = files.filter_map(|file| belonging.owner(&file.path.text)).collect();
            belonging.touched.insert(touch.id, owners);
        }
        belonging
    }

    /// The contract whose file or record lies there.
    pub(super) fn owner(&self, path: &str) -> Option<&'a str> {
        let of_record = || {
            // Below the contract's name lie the folder of a party and the file.
            let name = path.strip_prefix(&self.records)?.rsplitn(3, '/').nth(2)?;
            self.names.get(name).copied()
        };
        self.files.get(path).copied().or_else(of_record)
    }

    /// The finding under the name of the contract that it belongs to, if there is exactly one.
    pub(super) fn settled(&self, finding: Finding) -> Finding {
        // Of two files with one name, both are meant.
        if finding.contract.is_some() || finding.code == "A22-same-name" {
            return finding;
        }
        let owner = match (&finding.file, finding.commit) {
            (Some(file), _) => self.owner(file),
            (None, Some(commit)) => match self.touched.get(&commit) {
                Some(owners) if owners.len() == 1 => owners.first().copied(),
                _ => None,
            },
            (None, None) => None,
        };
        match owner {
            Some(owner) => finding.of(owner),
            None => finding,
        }
    }

    /// Whether a finding has to be told to somebody who asks about one contract: it belongs to that one, or to no one in
    /// particular.
    pub(super) fn concerns(&self, finding: &Finding, contract: &str) -> bool {
        match (&finding.contract, &finding.file, finding.commit) {
            (Some(owner), ..) => owner == contract,
            (None, None, Some(commit)) => self
                .touched
                .get(&commit)
                .is_none_or(|owners| owners.is_empty() || owners.contains(contract)),
            _ => true,
        }
    }
}
