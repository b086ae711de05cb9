//! Contracts can lie in any folder: whoever judges a repository has to judge those in each.

use std::collections::BTreeSet;

use super::finding::{Finding, Severity};
use super::kinds::CopyFinding;
use crate::contract;
use crate::history::{CommitGraph, Error, FileKind, GraphNode, Repository, Stored};
use crate::negotiation::CommitId;

const CONTRACTS: &str = "contracts";
const RECORDS: &str = "records";

/// The folders with contracts that these changes touch, or the records beside which they touch, other than the one that
/// the repository was opened for. `before` is the state that everybody has.
pub(super) fn touched_elsewhere(
    repository: &Repository,
    graph: &CommitGraph,
    arrivals: &[GraphNode],
    before: Option<CommitId>,
    new: CommitId,
) -> Result<BTreeSet<String>, Error> {
    let mut folders = BTreeSet::new();
    let mut sure = BTreeSet::new();
    repository.with_trees(|trees| {
        for place in arrivals {
            let parent = place
                .parents
                .first()
                .and_then(|parent| graph.get(*parent))
                .map(|parent| parent.tree);
            for file in trees.difference(parent, Some(place.tree), &[""])? {
                for folder in contract_folders(&file.path.text) {
                    if !sure.contains(&folder)
                        && file
                            .new
                            .is_some_and(|new| is_contract(repository, &file.path.text, new))
                    {
                        sure.insert(folder.clone());
                    }
                    folders.insert(folder);
                }
            }
        }
        Ok::<_, Error>(())
    })?;
    folders.remove(repository.contracts_folder());
    let mut found = BTreeSet::new();
    for folder in folders {
        let holds =
            |point: Option<CommitId>| point.map_or(Ok(false), |point| holds_contracts(repository, point, &folder));
        if sure.contains(&folder) || holds(before)? || holds(Some(new))? {
            found.insert(folder);
        }
    }
    Ok(found)
}

/// Tells of folders with contracts that an audit of this one passes over. Where this one holds none, nothing was audited.
///
/// # Errors
///
/// When the newest state cannot be read.
pub fn elsewhere(repository: &Repository, audited_any: bool) -> Result<Vec<Finding>, Error> {
    let Some(head) = repository.newest()? else {
        return Ok(Vec::new());
    };
    let files = match repository.files_at(head, "") {
        // So many files are no contracts.
        Err(Error::TooMany(..)) => return Ok(Vec::new()),
        files => files?,
    };
    let mut folders = BTreeSet::new();
    for file in files {
        for folder in contract_folders(&file.path.text) {
            if folder != repository.contracts_folder()
                && !folders.contains(&folder)
                && is_contract(repository, &file.path.text, file.stored)
            {
                folders.insert(folder);
            }
        }
    }
    let severity = if audited_any {
        Severity::Warning
    } else {
        Severity::CannotVerify
    };
    let one = |folder: String| Finding::new(severity, CopyFinding::Elsewhere(folder.clone())).in_file(&folder);
    Ok(folders.into_iter().map(one).collect())
}

/// The folders of contracts in which, or beside whose records, a file lies.
fn contract_folders(path: &str) -> Vec<String> {
    let names: Vec<&str> = path.split('/').collect();
    let is_one = |at: &usize| matches!(names[*at], CONTRACTS | RECORDS);
    let above = (0..names.len() - 1).filter(is_one).map(|at| &names[..at]);
    above
        .map(|above| [above, &[CONTRACTS][..]].concat().join("/"))
        .collect()
}

fn holds_contracts(repository: &Repository, point: CommitId, folder: &str) -> Result<bool, Error> {
    let files = repository.files_at(point, folder)?;
    Ok(files
        .into_iter()
        .any(|file| is_contract(repository, &file.path.text, file.stored)))
}

/// Whether a file is a contract. What cannot be read is none: that makes a folder no folder of contracts.
fn is_contract(repository: &Repository, path: &str, stored: Stored) -> bool {
    #[expect(
        clippy::case_sensitive_file_extension_comparisons,
        reason = "only these are contracts"
    )]
    let named = path.ends_with(".yaml") || path.ends_with(".yml");
    let plain = matches!(stored.kind, FileKind::File | FileKind::Executable);
    named
        && plain
        && repository
            .text(stored.id)
            .is_ok_and(|text| contract::read(&text).is_ok())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_folder_of_contracts_is_known_by_its_files_and_by_the_records_beside_it() {
        assert_eq!(contract_folders("legal/contracts/a/crm.yaml"), ["legal/contracts"]);
        assert_eq!(
            contract_folders("legal/records/crm/vendor/1-a.yaml"),
            ["legal/contracts"]
        );
        assert_eq!(contract_folders("contracts/crm.yaml"), ["contracts"]);
        assert_eq!(
            contract_folders("contracts/contracts/x"),
            ["contracts", "contracts/contracts"]
        );
        assert!(contract_folders("legal/contracts.yaml").is_empty() && contract_folders("contracts").is_empty());
    }
}
