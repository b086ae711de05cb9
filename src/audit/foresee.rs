//! The one judgement that every door asks: what an audit would fail, and a shared server refuse, if something became
//! history that is not yet part of it.
//!
//! It is the audit itself, run over the would-be state: the change is there as objects, and no reference leads to it yet.
//! Only what it adds is looked at from scratch, and only the contracts that it touches are gone through.

use std::collections::BTreeSet;

use chrono::{DateTime, FixedOffset};

use super::finding::{Finding, Severity};
use super::history_scan::{CommitTouch, HistoryScan};
use super::judge::{refuses, unfit_files};
use super::kinds::{Fate, RecordFinding};
use super::memory::Memory;
use super::name_register::{NameRegister, ends};
use super::run::Auditor;
use super::stamp::STAMP_ENDING;
use super::version::{DigestedVersion, People};
use super::{copy, merges, parties, paths, signatures, wordings};
use crate::contract::{Contract, Party};
use crate::history::{Error, Histories, KnownContract, RecordFile, Repository, Walk};
use crate::negotiation::{Change, CommitId};

/// What would newly fail if the history that ends at `head` took the place of those that end at `known`, with the codes
/// and the remedies of the audit. Empty means: every audit and every guard takes it.
///
/// What failed before is nothing that is added.
///
/// # Errors
///
/// When history cannot be read.
pub fn foresee(
    repository: &Repository,
    known: &[CommitId],
    head: CommitId,
    memory: &Memory,
    now: DateTime<FixedOffset>,
) -> Result<Vec<Finding>, Error> {
    let door = Door {
        repository,
        known,
        memory,
        now,
    };
    let is_refused = |finding: &Finding| finding.severity == Severity::Fail || refuses(finding);
    let (touched, found) = door.look(head, None)?;
    let mut found: Vec<Finding> = found.into_iter().filter(is_refused).collect();
    if found.is_empty() {
        return Ok(found);
    }
    for state in known {
        let (_, before) = door.look(*state, Some(&touched))?;
        // A warning of before that fails now is new.
        let before: Vec<_> = before
            .iter()
            .filter(|one| is_refused(one))
            .map(Finding::identity)
            .collect();
        found.retain(|one| !before.contains(&one.identity()));
    }
    Ok(found)
}

struct Door<'a> {
    repository: &'a Repository,
    known: &'a [CommitId],
    memory: &'a Memory,
    now: DateTime<FixedOffset>,
}

/// A contract with its changes and the files of its record.
type Gathered = (KnownContract, Vec<Change>, Vec<RecordFile>);

impl Door<'_> {
    /// Everything found in what no known state has, and in the contracts that it touches, or in those of these names.
    fn look(
        &self,
        head: CommitId,
        wanted: Option<&BTreeSet<String>>,
    ) -> Result<(BTreeSet<String>, Vec<Finding>), Error> {
        let repository = self.repository;
        let is_whole = repository.obstacles().is_ok_and(|found| found.is_empty());
        let mut scan = HistoryScan::since(repository, self.known, head, self.now)?;
        let histories = Walk::behind(repository, head);
        let contracts = histories.contracts()?;
        let touched = match wanted {
            Some(wanted) => wanted.clone(),
            None => self.touched(&scan, &contracts),
        };
        let mut gathered: Vec<Gathered> = Vec::new();
        for found in contracts.iter().filter(|found| touched.contains(&found.original_name)) {
            let (changes, files) = (histories.changes(&found.name)?, histories.records(found)?);
            gathered.push((found.clone(), changes, files));
        }
        let mut found = self.in_general(&scan, head, &gathered)?;
        let never_used = never_used(&histories, &contracts, &gathered)?;
        let auditor = Auditor {
            repository,
            memory: self.memory,
            contract: None,
            now: self.now,
        };
        let mut archived: Vec<&str> = Vec::new();
        for (contract, changes, files) in &gathered {
            let ids: BTreeSet<CommitId> = changes
                .iter()
                .map(|change| change.id)
                .chain(files.iter().map(|file| file.added))
                .collect();
            let ids: Vec<CommitId> = ids.into_iter().filter(|id| scan.graph.order(*id).is_some()).collect();
            scan.learn(&ids, &mut |_| {})?;
            match auditor.contract(&scan, head, &contract.original_name, changes, files, never_used) {
                Ok(outcome) => {
                    found.extend(outcome.findings);
                    archived.extend(outcome.archived.then_some(contract.name.as_str()));
                }
                Err(error) => found.push(copy::failure(error, is_whole).of(&contract.original_name)),
            }
        }
        let ends = |found: &KnownContract| ends(&histories.changes(&found.name).ok()?);
        let named = NameRegister::of(
            (repository.contracts_folder(), &scan.graph),
            &contracts,
            &archived,
            &ends,
        );
        let here = contracts.iter().filter(|one| touched.contains(&one.original_name));
        found.extend(here.flat_map(|one| named.taken(one)));
        Ok((touched, found))
    }

    /// The names that the contracts had in round 1 whose files or records differ.
    fn touched(&self, scan: &HistoryScan<'_>, contracts: &[KnownContract]) -> BTreeSet<String> {
        let records = format!("{}/", self.repository.records_folder());
        let paths: BTreeSet<&str> = scan
            .touches
            .iter()
            .flat_map(|touch| touch.edges.iter().flatten())
            .map(|file| file.path.text.as_str())
            .collect();
        let named = |found: &&KnownContract| {
            let of_record = format!("{records}{}/", found.original_name);
            paths.contains(found.path.as_str())
                || paths
                    .range(of_record.as_str()..)
                    .next()
                    .is_some_and(|path| path.starts_with(&of_record))
        };
        contracts
            .iter()
            .filter(named)
            .map(|found| found.original_name.clone())
            .collect()
    }

    /// What does not belong to one contract: dates, names and kinds of files, records that go or are nobody's.
    fn in_general(&self, scan: &HistoryScan<'_>, head: CommitId, gathered: &[Gathered]) -> Result<Vec<Finding>, Error> {
        let mut found = signatures::dates(scan);
        found.extend(merges::add_only(scan, head)?);
        let contracts = format!("{}/", self.repository.contracts_folder());
        let records = format!("{}/", self.repository.records_folder());
        let added: Vec<&str> = scan
            .touches
            .iter()
            .flat_map(CommitTouch::own)
            .filter(|file| file.old.is_none() && file.new.is_some())
            .map(|file| file.path.text.as_str())
            .collect();
        let mut beside = Vec::new();
        if added.iter().any(|path| path.starts_with(&contracts)) {
            let there = self.repository.files_at(head, self.repository.contracts_folder())?;
            beside.extend(there.into_iter().map(|file| file.path.text));
        }
        found.extend(paths::check(scan, &beside)?);
        let known: BTreeSet<&str> = gathered
            .iter()
            .flat_map(|(_, _, files)| files.iter().map(|file| file.path.as_str()))
            .collect();
        let is_known = |path: &str| {
            known.contains(path)
                || [".sig", STAMP_ENDING]
                    .iter()
                    .any(|end| path.strip_suffix(end).is_some_and(|of| known.contains(of)))
        };
        for path in added
            .iter()
            .filter(|path| path.starts_with(&records) && !is_known(path))
        {
            found.push(Finding::fail(RecordFinding::Stray((*path).to_owned())).in_file(path));
        }
        let arrivals: Vec<_> = scan
            .touches
            .iter()
            .filter_map(|touch| scan.graph.get(touch.id))
            .collect();
        found.extend(unfit_files(self.repository, &scan.graph, &arrivals)?);
        Ok(found)
    }
}

/// Whether nobody ever used adidem: then nobody can have broken its rules.
fn never_used(histories: &Walk<'_>, contracts: &[KnownContract], gathered: &[Gathered]) -> Result<bool, Error> {
    let used = |changes: &[Change], files: &[RecordFile]| {
        !files.is_empty() || changes.iter().any(|change| change.sent.is_some())
    };
    if gathered.iter().any(|(_, changes, files)| used(changes, files)) {
        return Ok(false);
    }
    for found in contracts {
        if used(&histories.changes(&found.name)?, &histories.records(found)?) {
            return Ok(false);
        }
    }
    Ok(true)
}

/// What in a text would be refused that the text before it had not: characters that do not show, marks of an unfinished
/// merge, keys that are none, people of two parties. For a draft, which has no place in history yet; `author` is who
/// brings it in.
#[must_use]
pub fn in_text(before: Option<&Contract>, now: &Contract, author: &str) -> Vec<Finding> {
    let (before, after) = (before.map(DigestedVersion::digest), DigestedVersion::digest(now));
    let before: Vec<&DigestedVersion> = before.iter().collect();
    let marks = wordings::new_marks(&before, &after).into_iter();
    let mut found: Vec<Finding> = marks
        .map(|(spot, kind, character)| wordings::marked(author, &spot, (kind, character), Fate::Stands))
        .collect();
    let odd_ids = wordings::new_odd_ids(&before, &after).into_iter();
    found.extend(odd_ids.map(|(spot, character)| wordings::with_odd_id(author, &spot, character, Fate::Stands)));
    let unfinished = wordings::newly_unfinished(&before, &after).into_iter();
    found.extend(unfinished.map(|spot| wordings::left_unfinished(author, &spot, Fate::Stands)));
    found.extend(parties::in_people(
        &before.iter().map(|version| &version.people).collect::<Vec<_>>(),
        &after.people,
    ));
    found.retain(|finding| finding.severity == Severity::Fail || refuses(finding));
    found
}

/// What is wrong with the members and keys of these parties.
#[must_use]
pub fn in_parties(parties: &[Party]) -> Vec<Finding> {
    parties::in_people(&[], &People::of(parties))
}
