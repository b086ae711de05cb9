//! The checklists that a contract is reviewed by: those that come with the program and the user's own. Those that lie in the
//! repository may have come from the other side: each is offered by its name, and asked only when the user agreed to its
//! very text. Then it stands beside the others and never amends them.

use super::given_file;
use crate::contract::{Contract, ReadError};
use crate::review::{Checklist, ListFault, Rule, built_in, lint, read_checklist, rules};
use crate::session::Error;
use crate::session::workspace::Workspace;
use std::collections::BTreeSet;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

/// The folder of checklists, in the working folder and in the configuration folder.
const FOLDER: &str = "checklists";
/// The largest checklist that is read, in bytes.
const LARGEST: u64 = 1 << 20;

/// A checklist of the repository's working folder.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RepositoryList {
    /// Its file, from the top of the working folder.
    pub file: String,
    /// What became of it.
    pub state: ListState,
}

/// What became of a checklist of the repository.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ListState {
    /// It is not asked: the user has not agreed to it as it is.
    Offered {
        /// Its name.
        name: String,
        /// The titles of its rules, or their ids.
        rules: Vec<String>,
    },
    /// The user agreed to it.
    Agreed {
        /// Its name.
        name: String,
        /// The titles of its rules, or their ids.
        rules: Vec<String>,
    },
    /// It cannot be asked.
    Broken(ReadError),
    /// It is a link, which may lead anywhere, or too large to be a checklist.
    NoFile,
}

/// The rules for a contract, and the names of the checklists that they come from.
pub(in crate::session) struct ChosenRules {
    pub(in crate::session) rules: Vec<Rule>,
    pub(in crate::session) names: Vec<String>,
    /// What those are called in their own language; the name where one has no title.
    pub(in crate::session) titles: Vec<String>,
    pub(in crate::session) of_repository: Vec<RepositoryList>,
}

/// The kinds of contracts that there are checklists for, those of the user among them.
///
/// # Errors
///
/// When a checklist of the user is not sound or cannot be read.
pub fn kinds(workspace: &Workspace, configuration: Option<&Path>) -> Result<Vec<String>, Error> {
    let agreed = of_repository(workspace)?
        .into_iter()
        .filter_map(|(_, agreed)| agreed)
        .collect::<Vec<_>>();
    Ok(known_kinds(&built_in_ones()?, &own_checklists(configuration)?, &agreed))
}

/// The same where there is no repository yet, whose checklists would count.
///
/// # Errors
///
/// As [`kinds`].
pub fn kinds_anywhere(configuration: Option<&Path>) -> Result<Vec<String>, Error> {
    Ok(known_kinds(&built_in_ones()?, &own_checklists(configuration)?, &[]))
}

/// The checklists that lie in the repository's working folder, by file.
///
/// # Errors
///
/// When what the user agreed to cannot be read.
pub fn repository_lists(workspace: &Workspace) -> Result<Vec<RepositoryList>, Error> {
    Ok(of_repository(workspace)?.into_iter().map(|(list, _)| list).collect())
}

/// Agrees to a checklist of the repository as it is now, or takes that back. Gives what is there then.
///
/// # Errors
///
/// When there is no such file or it is no checklist, or it cannot be kept.
pub fn agree_to_list(workspace: &Workspace, file: &str, agreed: bool) -> Result<RepositoryList, Error> {
    let no_such = || {
        let known = repository_lists(workspace)
            .unwrap_or_default()
            .into_iter()
            .map(|list| list.file)
            .collect();
        Error::NoSuchList {
            file: file.to_owned(),
            known,
        }
    };
    let top = workspace.repository().working_folder().ok_or_else(no_such)?;
    let is_meant = |path: &PathBuf| {
        let below = below(top, path);
        below == file || below.strip_prefix("checklists/").is_some_and(|name| name == file)
    };
    let path = list_files(&top.join(FOLDER))
        .into_iter()
        .find(is_meant)
        .ok_or_else(no_such)?;
    let source = plain_source(&path).ok_or_else(no_such)?;
    if agreed && let ListState::Broken(error) = told(workspace, &below(top, &path), &source)?.0.state {
        return Err(Error::Checklist {
            file: below(top, &path),
            error,
        });
    }
    workspace.set_agreed(&source, agreed)?;
    Ok(told(workspace, &below(top, &path), &source)?.0)
}

fn known_kinds(built_in: &[Checklist], own: &[(PathBuf, Checklist)], agreed: &[Checklist]) -> Vec<String> {
    let all = built_in
        .iter()
        .chain(own.iter().map(|(_, checklist)| checklist))
        .chain(agreed);
    let kinds: BTreeSet<String> = all.flat_map(|checklist| checklist.kinds.iter().cloned()).collect();
    kinds.into_iter().collect()
}

fn built_in_ones() -> Result<Vec<Checklist>, Error> {
    built_in().map_err(|error| Error::Checklist {
        file: "(built in)".to_owned(),
        error,
    })
}

/// Chooses the rules for a contract and the party in a seat, taken as of another kind when one is given; the list of a file
/// that is named comes last and amends the others.
pub(in crate::session) fn chosen(
    workspace: &Workspace,
    configuration: Option<&Path>,
    contract: &Contract,
    kind: Option<&str>,
    seat: Option<&str>,
    besides: Option<&Path>,
) -> Result<ChosenRules, Error> {
    let built_in = built_in_ones()?;
    let own = own_checklists(configuration)?;
    let besides = besides
        .map(|file| read_list(file).map(|list| (file, list)))
        .transpose()?;
    let (of_repository, agreed): (Vec<RepositoryList>, Vec<Option<Checklist>>) =
        of_repository(workspace)?.into_iter().unzip();
    let agreed: Vec<Checklist> = agreed.into_iter().flatten().collect();
    let known = known_kinds(&built_in, &own, &agreed);
    if let Some(kind) = kind.filter(|kind| !known.iter().any(|known| known == kind)) {
        return Err(Error::NoSuchKind {
            kind: kind.to_owned(),
            known,
        });
    }
    let files: Vec<(&Checklist, String)> = built_in
        .iter()
        .map(|checklist| (checklist, "(built in)".to_owned()))
        .chain(
            own.iter()
                .map(|(file, checklist)| (checklist, file.display().to_string())),
        )
        .filter(|(checklist, _)| checklist.is_for(contract, kind, seat))
        // A list that is named is asked of whatever contract it is named for.
        .chain(besides.iter().map(|(file, list)| (list, file.display().to_string())))
        .collect();
    let checklists: Vec<Checklist> = files.iter().map(|(checklist, _)| (*checklist).clone()).collect();
    let mut rules = rules(&checklists).map_err(|error| {
        let home = files
            .iter()
            .find(|(checklist, _)| checklist.rules.iter().any(|rule| rule.id == error.rule));
        let file = home.map_or_else(String::new, |(_, file)| file.clone());
        Error::Checklist {
            file,
            error: error.error,
        }
    })?;
    let called = |list: Checklist| {
        let title = if list.title.is_empty() {
            list.name.clone()
        } else {
            list.title
        };
        (list.name, title)
    };
    let mut lists: Vec<(String, String)> = checklists.into_iter().map(called).collect();
    for checklist in agreed
        .into_iter()
        .filter(|checklist| checklist.is_for(contract, kind, seat))
    {
        rules.extend(beside(&checklist));
        lists.push(called(checklist));
    }
    lists.dedup_by(|later, earlier| later.0 == earlier.0);
    let (names, titles) = lists.into_iter().unzip();
    Ok(ChosenRules {
        rules,
        names,
        titles,
        of_repository,
    })
}

/// The rules of a checklist by itself, under names that no other checklist has.
fn beside(checklist: &Checklist) -> Vec<Rule> {
    let own = rules(std::slice::from_ref(checklist)).unwrap_or_default();
    own.into_iter()
        .map(|rule| Rule {
            id: format!("{}/{}", checklist.name, rule.id),
            ..rule
        })
        .collect()
}

/// Every checklist that comes with the program, and those of the user.
///
/// # Errors
///
/// When a checklist of the user is not sound or cannot be read.
pub fn checklists(configuration: Option<&Path>) -> Result<Vec<Checklist>, Error> {
    let mut lists = built_in_ones()?;
    lists.extend(own_checklists(configuration)?.into_iter().map(|(_, list)| list));
    Ok(lists)
}

/// Everything wrong with the checklist of a file, which may amend those that come with the program and the user's others.
///
/// # Errors
///
/// When the file cannot be read, or another checklist of the user is not sound.
pub fn lint_checklist(configuration: Option<&Path>, file: &Path) -> Result<Vec<ListFault>, Error> {
    let source = fs::read(file).map_err(|error| given_file::unreadable(file, error))?;
    let mut earlier = built_in_ones()?;
    let itself = fs::canonicalize(file).ok();
    let folder = configuration.map(|folder| folder.join(FOLDER));
    for other in folder.map(|folder| list_files(&folder)).unwrap_or_default() {
        if fs::canonicalize(&other).ok() != itself {
            earlier.push(read_list(&other)?);
        }
    }
    Ok(lint(&source, &earlier))
}

fn read_list(file: &Path) -> Result<Checklist, Error> {
    let source = fs::read(file).map_err(|error| given_file::unreadable(file, error))?;
    read_checklist(&source).map_err(|error| Error::Checklist {
        file: file.display().to_string(),
        error,
    })
}

/// The checklists that the user wrote, by file name.
fn own_checklists(configuration: Option<&Path>) -> Result<Vec<(PathBuf, Checklist)>, Error> {
    let Some(folder) = configuration.map(|folder| folder.join(FOLDER)) else {
        return Ok(Vec::new());
    };
    let entries = match fs::read_dir(&folder) {
        Ok(entries) => entries,
        Err(error) if matches!(error.kind(), io::ErrorKind::NotFound | io::ErrorKind::NotADirectory) => {
            return Ok(Vec::new());
        }
        Err(error) => return Err(given_file::unreadable(&folder, error)),
    };
    let mut files: Vec<PathBuf> = Vec::new();
    for entry in entries {
        files.push(entry.map_err(|error| given_file::unreadable(&folder, error))?.path());
    }
    files.retain(|file| is_checklist(file) && file.is_file());
    files.sort();
    let mut found = Vec::new();
    for file in files {
        let checklist = read_list(&file)?;
        found.push((file, checklist));
    }
    Ok(found)
}

fn is_checklist(file: &Path) -> bool {
    file.extension().is_some_and(|ending| ending == "yaml")
}

/// What lies in the repository's working folder, each with the checklist itself where the user agreed to it. Whatever is
/// wrong there stands in nobody's way.
fn of_repository(workspace: &Workspace) -> Result<Vec<(RepositoryList, Option<Checklist>)>, Error> {
    let Some(top) = workspace.repository().working_folder() else {
        return Ok(Vec::new());
    };
    let lists = list_files(&top.join(FOLDER)).into_iter().map(|path| {
        let file = below(top, &path);
        match plain_source(&path) {
            Some(source) => told(workspace, &file, &source),
            None => Ok((
                RepositoryList {
                    file,
                    state: ListState::NoFile,
                },
                None,
            )),
        }
    });
    lists.collect()
}

fn told(workspace: &Workspace, file: &str, source: &[u8]) -> Result<(RepositoryList, Option<Checklist>), Error> {
    let list = |state| RepositoryList {
        file: file.to_owned(),
        state,
    };
    let checklist = match read_checklist(source) {
        Ok(checklist) => checklist,
        Err(error) => return Ok((list(ListState::Broken(error)), None)),
    };
    // What amends a rule of another checklist is nothing by itself.
    if let Err(error) = rules(std::slice::from_ref(&checklist)) {
        return Ok((list(ListState::Broken(error.error)), None));
    }
    let name = checklist.name.clone();
    let titles = checklist
        .rules
        .iter()
        .map(|rule| rule.title.clone().unwrap_or_else(|| rule.id.clone()))
        .collect();
    Ok(if workspace.has_agreed_to(source)? {
        (list(ListState::Agreed { name, rules: titles }), Some(checklist))
    } else {
        (list(ListState::Offered { name, rules: titles }), None)
    })
}

/// The files in the folder that are called like checklists. Neither the folder nor they may be links: those lead anywhere.
fn list_files(folder: &Path) -> Vec<PathBuf> {
    if !fs::symlink_metadata(folder).is_ok_and(|about| about.is_dir()) {
        return Vec::new();
    }
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    let mut files: Vec<PathBuf> = entries
        .map(|entry| entry.path())
        .filter(|file| is_checklist(file))
        .collect();
    files.sort();
    files
}

fn plain_source(file: &Path) -> Option<Vec<u8>> {
    let about = fs::symlink_metadata(file).ok()?;
    (about.is_file() && about.len() <= LARGEST).then(|| fs::read(file).ok())?
}

fn below(top: &Path, file: &Path) -> String {
    let below = file.strip_prefix(top).unwrap_or(file);
    below
        .components()
        .map(|part| part.as_os_str().to_string_lossy())
        .collect::<Vec<_>>()
        .join("/")
}
