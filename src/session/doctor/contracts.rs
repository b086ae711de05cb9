//! The repository and the contracts in it.

use super::{Diagnosis, DiagnosticTopic, Observation};
use crate::audit::in_parties;
use crate::contract::{self, Contract, LineEnds};
use crate::history::{self, Listed, Repository, WorktreeText};
use crate::language::{Translated, say};
use crate::redline::{CompareScope, Flag, compare};

/// How the repository stands.
pub(super) fn repository(diagnosis: &mut Diagnosis, repository: &Repository) {
    let topic = DiagnosticTopic::Repository;
    match repository.working_folder() {
        Some(top) if repository.is_linked() => diagnosis.good(topic, Observation::LinkedFolder(top.to_owned())),
        Some(top) => diagnosis.good(topic, Observation::Folder(top.to_owned())),
        None => diagnosis.note(
            topic,
            Observation::NoWorkingFolder(repository.common_folder().to_owned()),
        ),
    }
    named_programs(diagnosis, repository);
    if let Some(underway) = repository.underway() {
        diagnosis.error(topic, history::Error::Unfinished(underway));
    }
    for (found, seen) in [
        (repository.is_detached(), Observation::Detached),
        (repository.is_shallow(), Observation::Shallow),
    ] {
        match found {
            Ok(false) => {}
            Ok(true) => diagnosis.note(topic, seen),
            Err(error) => diagnosis.error(topic, error),
        }
    }
}

/// Programs that the repository's own settings name. Without git it is said elsewhere that there is none.
fn named_programs(diagnosis: &mut Diagnosis, repository: &Repository) {
    if let Ok(settings) = repository.programs_not_run()
        && !settings.is_empty()
    {
        diagnosis.note(DiagnosticTopic::Repository, Observation::ProgramsNotRun(settings));
    }
}

/// Looks through all contracts; gives those that can be read, by name.
pub(super) fn contracts(diagnosis: &mut Diagnosis, repository: &Repository) -> Vec<(String, Contract)> {
    let listed = match repository.listed() {
        Ok(listed) => listed,
        Err(error) => {
            diagnosis.error(DiagnosticTopic::Contracts, error);
            return Vec::new();
        }
    };
    if listed.is_empty() {
        if let Ok(Some(to_follow)) = repository.to_follow() {
            diagnosis.error(DiagnosticTopic::Contracts, history::Error::NotFollowing(to_follow));
            return Vec::new();
        }
        let folder = repository.contracts_folder().to_owned();
        let to_sync = repository.may_have_to_sync().unwrap_or(false);
        diagnosis.note(
            DiagnosticTopic::Contracts,
            if to_sync {
                Observation::NothingSynced(folder)
            } else {
                Observation::NoContracts(folder)
            },
        );
        return Vec::new();
    }
    let folder = repository.contracts_folder().to_owned();
    diagnosis.good(
        DiagnosticTopic::Contracts,
        Observation::Contracts {
            count: listed.len(),
            folder,
        },
    );
    let mut readable = Vec::new();
    for one in listed {
        if let Some(contract) = contract(diagnosis, repository, &one) {
            suspicious(diagnosis, &one, &contract);
            readable.push((one.name, contract));
        }
    }
    readable
}

/// Reads the newest text of a contract, and the draft if there is one.
fn contract(diagnosis: &mut Diagnosis, repository: &Repository, listed: &Listed) -> Option<Contract> {
    let newest = listed.text.map(|text| repository.text(text)).transpose();
    let newest = fine(diagnosis, listed, newest)?;
    let draft = fine(diagnosis, listed, repository.draft(&listed.path, listed.text))?;
    let newest = newest.map(|bytes| read(diagnosis, &listed.path, false, &bytes));
    match (newest, draft) {
        // A draft is what people break most often, and what they can mend at once.
        (Some(newest), Some(WorktreeText::Changed(bytes))) => {
            read(diagnosis, &listed.path, true, &bytes);
            newest
        }
        (None, Some(WorktreeText::Changed(bytes))) => read(diagnosis, &listed.path, false, &bytes),
        (newest, _) => newest.flatten(),
    }
}

fn fine<T>(diagnosis: &mut Diagnosis, listed: &Listed, result: Result<T, history::Error>) -> Option<T> {
    let seen = |error: history::Error| {
        let cause = Translated::of(|language| {
            let (path, error) = (&listed.path, error.cause(language));
            say!(language, "{path}: {error}", "{path}：{error}")
        });
        Observation::Error(cause, Translated::of(|language| error.remedy(language)))
    };
    result
        .map_err(|error| diagnosis.problem(DiagnosticTopic::Contracts, seen(error)))
        .ok()
}

fn read(diagnosis: &mut Diagnosis, file: &str, draft: bool, bytes: &[u8]) -> Option<Contract> {
    match contract::read(bytes) {
        Ok(contract) => {
            if contract::line_ends(bytes) == LineEnds::Mixed {
                diagnosis.note(
                    DiagnosticTopic::Contracts,
                    Observation::MixedLineEnds {
                        file: file.to_owned(),
                        draft,
                    },
                );
            }
            for finding in in_parties(&contract.parties) {
                let seen = Observation::Doubt {
                    file: file.to_owned(),
                    finding: Box::new(finding),
                };
                diagnosis.problem(DiagnosticTopic::Contracts, seen);
            }
            Some(contract)
        }
        Err(error) => {
            diagnosis.problem(
                DiagnosticTopic::Contracts,
                Observation::Unreadable {
                    file: file.to_owned(),
                    draft,
                    error,
                },
            );
            None
        }
    }
}

/// Names the clauses whose text says something else than it seems to.
fn suspicious(diagnosis: &mut Diagnosis, listed: &Listed, contract: &Contract) {
    let redline = compare(contract, contract, CompareScope::Everything);
    for clause in redline.clauses {
        let (contract, number) = (listed.name.clone(), clause.number.unwrap_or_else(|| "-".to_owned()));
        if clause.flags.contains(&Flag::Hidden) {
            let (contract, number, clause) = (contract.clone(), number.clone(), clause.id.clone());
            diagnosis.note(
                DiagnosticTopic::Contracts,
                Observation::Hidden {
                    contract,
                    number,
                    clause,
                },
            );
        }
        if clause.flags.contains(&Flag::Mismatch) {
            let found = clause.mismatches.iter().map(|found| found.text.clone()).collect();
            diagnosis.note(
                DiagnosticTopic::Contracts,
                Observation::Mismatch {
                    contract,
                    number,
                    clause: clause.id,
                    found,
                },
            );
        }
    }
}
