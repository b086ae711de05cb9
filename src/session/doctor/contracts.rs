//! The repository and the contracts in it.

use super::{Diagnosis, Topic};
use crate::contract::{self, Contract};
use crate::history::{self, Draft, Listed, Repository};
use crate::redline::{Flag, Scope, compare};

/// How the repository stands.
pub(super) fn repository(diagnosis: &mut Diagnosis, repository: &Repository) {
    let topic = Topic::Repository;
    match repository.working_folder() {
        Some(top) if repository.is_linked() => {
            diagnosis.good(topic, format!("{}, one of several working folders of a repository", top.display()));
        }
        Some(top) => diagnosis.good(topic, top.display().to_string()),
        None => {
            let what = format!(
                "{} has no working folder: contracts can be read but not edited",
                repository.common_folder().display()
            );
            diagnosis.note(topic, what, "to edit, get a copy with `git clone` and go there".to_owned());
        }
    }
    match repository.is_detached() {
        Ok(false) => {}
        Ok(true) => {
            let what = "the folder stands at a point of history by itself: what is sent from here reaches nobody";
            diagnosis.note(topic, what, "go back to the newest state, most often with `git switch main`".to_owned());
        }
        Err(error) => diagnosis.error(topic, &error),
    }
    match repository.is_shallow() {
        Ok(false) => {}
        Ok(true) => {
            let what =
                "the beginning of the history is missing in this copy: early rounds and acceptances are not seen";
            diagnosis.note(topic, what, "run `git fetch --unshallow`".to_owned());
        }
        Err(error) => diagnosis.error(topic, &error),
    }
}

/// Looks through all contracts; gives those that can be read, by name.
pub(super) fn contracts(diagnosis: &mut Diagnosis, repository: &Repository) -> Vec<(String, Contract)> {
    let listed = match repository.listed() {
        Ok(listed) => listed,
        Err(error) => {
            diagnosis.error(Topic::Contracts, &error);
            return Vec::new();
        }
    };
    if listed.is_empty() {
        let what = format!("there are no contracts in `{}`", repository.contracts_folder());
        diagnosis.note(Topic::Contracts, what, "run `adidem init` for one to start from".to_owned());
        return Vec::new();
    }
    let count = match listed.len() {
        1 => "1 contract".to_owned(),
        count => format!("{count} contracts"),
    };
    diagnosis.good(Topic::Contracts, format!("{count} in `{}`", repository.contracts_folder()));
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
    let newest = newest.map(|bytes| read(diagnosis, &listed.path, &bytes));
    match (newest, draft) {
        // A draft is what people break most often, and what they can mend at once.
        (Some(newest), Some(Draft::Changed(bytes))) => {
            read(diagnosis, &format!("{} (the draft)", listed.path), &bytes);
            newest
        }
        (None, Some(Draft::Changed(bytes))) => read(diagnosis, &listed.path, &bytes),
        (newest, _) => newest.flatten(),
    }
}

fn fine<T>(diagnosis: &mut Diagnosis, listed: &Listed, result: Result<T, history::Error>) -> Option<T> {
    result.map_err(|error| diagnosis.error(Topic::Contracts, &format!("{}: {error}", listed.path))).ok()
}

fn read(diagnosis: &mut Diagnosis, file: &str, bytes: &[u8]) -> Option<Contract> {
    match contract::read(bytes) {
        Ok(contract) => Some(contract),
        Err(error) => {
            let what = format!("{file}, line {}, column {}: {}", error.line, error.column, error.what);
            diagnosis.problem(Topic::Contracts, what, error.remedy);
            None
        }
    }
}

/// Names the clauses whose text says something else than it seems to.
fn suspicious(diagnosis: &mut Diagnosis, listed: &Listed, contract: &Contract) {
    let redline = compare(contract, contract, Scope::Everything);
    for clause in redline.clauses {
        let place = format!("`{}`, clause {} ({})", listed.name, clause.number.as_deref().unwrap_or("-"), clause.id);
        let show = format!("read it with `adidem show {} --clause {}`", listed.name, clause.id);
        if clause.flags.contains(&Flag::Hidden) {
            let what = format!("{place}: there are characters that cannot be seen or are easily taken for others");
            diagnosis.note(Topic::Contracts, what, show.clone());
        }
        if clause.flags.contains(&Flag::Mismatch) {
            let found: Vec<&str> = clause.mismatches.iter().map(|found| &*found.text).collect();
            let what = format!("{place}: words and figures disagree: {}", found.join(", "));
            diagnosis.note(Topic::Contracts, what, show);
        }
    }
}
