//! The checklists that a contract is reviewed by: those that come with the program, those of the repository's working
//! folder, and the user's own.

use super::Error;
use super::room::Room;
use crate::contract::Contract;
use crate::review::{Checklist, Rule, built_in, read_checklist, rules};
use std::collections::BTreeSet;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

/// The folder of checklists, in the working folder and in the configuration folder.
const FOLDER: &str = "checklists";

/// The rules for a contract, and the names of the checklists that they come from.
pub(super) struct Chosen {
    pub(super) rules: Vec<Rule>,
    pub(super) names: Vec<String>,
}

/// The kinds of contracts that there are checklists for, those of the user among them.
///
/// # Errors
///
/// When a checklist is not sound or cannot be read.
pub fn kinds(room: &Room, configuration: Option<&Path>) -> Result<Vec<String>, Error> {
    Ok(known_kinds(&built_in_ones()?, &own_checklists(room, configuration)?))
}

fn known_kinds(built_in: &[Checklist], own: &[(PathBuf, Checklist)]) -> Vec<String> {
    let all = built_in.iter().chain(own.iter().map(|(_, checklist)| checklist));
    let kinds: BTreeSet<String> = all.flat_map(|checklist| checklist.kinds.iter().cloned()).collect();
    kinds.into_iter().collect()
}

fn built_in_ones() -> Result<Vec<Checklist>, Error> {
    built_in().map_err(|error| Error::Checklist { file: "(built in)".to_owned(), error })
}

/// Chooses the rules for a contract, taken as of another kind when one is given.
pub(super) fn chosen(
    room: &Room,
    configuration: Option<&Path>,
    contract: &Contract,
    kind: Option<&str>,
) -> Result<Chosen, Error> {
    let built_in = built_in_ones()?;
    let own = own_checklists(room, configuration)?;
    let known = known_kinds(&built_in, &own);
    if let Some(kind) = kind.filter(|kind| !known.iter().any(|known| known == kind)) {
        return Err(Error::NoSuchKind { kind: kind.to_owned(), known });
    }
    let files: Vec<(&Checklist, String)> = built_in
        .iter()
        .map(|checklist| (checklist, "(built in)".to_owned()))
        .chain(own.iter().map(|(file, checklist)| (checklist, file.display().to_string())))
        .filter(|(checklist, _)| checklist.is_for(contract, kind))
        .collect();
    let checklists: Vec<Checklist> = files.iter().map(|(checklist, _)| (*checklist).clone()).collect();
    let rules = rules(&checklists).map_err(|error| {
        let home = files.iter().find(|(checklist, _)| checklist.rules.iter().any(|rule| rule.id == error.rule));
        let file = home.map_or_else(String::new, |(_, file)| file.clone());
        Error::Checklist { file, error: error.error }
    })?;
    let mut names: Vec<String> = checklists.into_iter().map(|checklist| checklist.name).collect();
    names.dedup();
    Ok(Chosen { rules, names })
}

/// The checklists that people wrote: those of the working folder, then the user's own, each by file name.
fn own_checklists(room: &Room, configuration: Option<&Path>) -> Result<Vec<(PathBuf, Checklist)>, Error> {
    let folders = [room.repository().working_folder(), configuration];
    let mut found = Vec::new();
    for folder in folders.into_iter().flatten().map(|folder| folder.join(FOLDER)) {
        let failed = |file: &Path, error| Error::File { file: file.display().to_string(), doing: "read", error };
        let entries = match fs::read_dir(&folder) {
            Ok(entries) => entries,
            Err(error) if matches!(error.kind(), io::ErrorKind::NotFound | io::ErrorKind::NotADirectory) => continue,
            Err(error) => return Err(failed(&folder, error)),
        };
        let mut files: Vec<PathBuf> = Vec::new();
        for entry in entries {
            files.push(entry.map_err(|error| failed(&folder, error))?.path());
        }
        files.retain(|file| file.extension().is_some_and(|ending| ending == "yaml") && file.is_file());
        files.sort();
        for file in files {
            let source = fs::read(&file).map_err(|error| failed(&file, error))?;
            let checklist = read_checklist(&source)
                .map_err(|error| Error::Checklist { file: file.display().to_string(), error })?;
            found.push((file, checklist));
        }
    }
    Ok(found)
}
