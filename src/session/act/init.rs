//! Making a contracts repository, or making an existing one ready.

use std::fs;
use std::path::{Path, PathBuf};

use super::beginning::{Beginning, OwnMember};
use super::new_contract::{can_be_called, may_be_called, write_new, written};
use crate::history::{self, Repository, UserKey};
use crate::language::Language;
use crate::session::Error;

/// The name of the contract to start from.
const STARTER: &str = "my-contract";

/// What was done, and what is left to do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Initialised {
    /// The top of the repository's working folder.
    pub repository: PathBuf,
    /// Whether the repository was made just now.
    pub made: bool,
    /// The contracts folder, from the top of the repository.
    pub contracts_folder: String,
    /// How many contracts there were already.
    pub contracts: usize,
    /// The file of the contract to start from, if one was written.
    pub starter: Option<PathBuf>,
    /// What to do next, in this order.
    pub next: Vec<NextStep>,
}

/// Something to do after [`init`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum NextStep {
    /// Tell git one's name: `git config --global user.name`.
    SetName,
    /// Tell git one's e-mail address: `git config --global user.email`.
    SetEmail,
    /// Fill in what is marked in the contract to start from.
    FillIn {
        /// The file.
        file: PathBuf,
    },
    /// Know whether round 1 will be signed, and whether anybody can verify it.
    Signing {
        /// The file of the contract that has to list the key.
        file: PathBuf,
        /// With which key git signs here.
        key: SigningKey,
    },
    /// Send a contract that was never sent: `adidem send`.
    Send {
        /// Its name.
        contract: String,
    },
    /// Look at the contracts: `adidem`.
    Look,
}

/// With which key git signs here.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SigningKey {
    /// With none: nothing will be signed.
    None,
    /// With this one, which the contract lists.
    Listed {
        /// Its fingerprint.
        fingerprint: String,
    },
    /// With this one, which the contract does not list yet.
    Unlisted {
        /// Its fingerprint.
        fingerprint: String,
        /// Its line, as a contract lists it; `None` when its program does not tell it.
        line: Option<String>,
    },
    /// With one that is no key or not there.
    Unusable(history::Error),
}

/// Makes a contracts repository in a folder, which is made as well if need be. Inside of an existing repository that
/// one is made ready. Where there is no contract yet, one to start from is put into the working folder, in the language
/// asked for, and not sent.
///
/// No file that is there is ever touched, and doing it twice does nothing more.
///
/// # Errors
///
/// When the repository has no working folder, must not be opened, or something cannot be written.
pub fn init(folder: &Path, language: Language) -> Result<Initialised, Error> {
    begin(folder, language, &Beginning::default(), true)
}

/// The same with what somebody said of the contract to start from, which is filled in. It is then made even where there are
/// others. One's own name, address and key are those that git knows here; the key is left out where `lists_key` is not set.
///
/// # Errors
///
/// As [`init`], and when the name is taken or what was said cannot stand in a contract.
pub fn begin(folder: &Path, language: Language, beginning: &Beginning, lists_key: bool) -> Result<Initialised, Error> {
    let wanted = !beginning.says_nothing();
    let name = beginning.name.clone().unwrap_or_else(|| STARTER.to_owned());
    let text_of = |beginning: &Beginning, file: String| {
        let unreadable = |error| Error::Unreadable {
            file,
            called: None,
            error,
        };
        beginning.text(language).map_err(unreadable)
    };
    // What is refused leaves no repository behind.
    if !can_be_called(&name) {
        return Err(Error::NotAName { name });
    }
    text_of(beginning, format!("{name}.yaml"))?;
    fs::create_dir_all(folder).map_err(|error| written(folder, error))?;
    let (repository, made) = match Repository::open(folder) {
        Ok(repository) => (repository, false),
        Err(history::Error::NoRepository(_)) => (history::create(folder)?, true),
        Err(error) => return Err(error.into()),
    };
    let Some(top) = repository.working_folder() else {
        return Err(Error::NoWorkingFolder {
            folder: folder.display().to_string(),
        });
    };
    if let Some(to_follow) = repository.to_follow()? {
        return Err(history::Error::NotFollowing(to_follow).into());
    }
    let contracts_folder = repository.contracts_folder().to_owned();
    if let Some(link) = repository.link_on_the_way(&contracts_folder) {
        return Err(Error::Linked {
            file: link.display().to_string(),
        });
    }
    let listed = repository.listed()?;
    let identity = repository.identity()?;
    let key = repository.user_key();
    let mut beginning = beginning.clone();
    let mut is_listed = false;
    if let (true, Some(name), Some(email)) = (wanted, &identity.name, &identity.email) {
        let line = key.as_ref().ok().and_then(Option::as_ref).and_then(UserKey::public_key);
        let line = line.filter(|_| lists_key);
        is_listed = line.is_some();
        beginning.own = Some(OwnMember {
            name: name.clone(),
            email: email.clone(),
            key: line,
        });
    }
    let starter = if listed.is_empty() || wanted {
        let path = format!("{contracts_folder}/{name}.yaml");
        if wanted {
            may_be_called(&repository, &name, &path).map_err(of_the_first)?;
        }
        let text = text_of(&beginning, path.clone())?;
        let file = top.join(&path);
        let is_new = write_new(&file, &text)?;
        if wanted && !is_new {
            return Err(Error::FirstNameTaken { name });
        }
        is_new.then_some(file)
    } else {
        None
    };
    let mut next = Vec::new();
    next.extend(identity.name.is_none().then_some(NextStep::SetName));
    next.extend(identity.email.is_none().then_some(NextStep::SetEmail));
    match &starter {
        Some(file) => {
            let key = match key {
                Ok(None) => SigningKey::None,
                Ok(Some(key)) if is_listed => SigningKey::Listed {
                    fingerprint: key.fingerprint(),
                },
                Ok(Some(key)) => SigningKey::Unlisted {
                    fingerprint: key.fingerprint(),
                    line: key.public_key(),
                },
                Err(why) => SigningKey::Unusable(why),
            };
            next.extend([
                NextStep::FillIn { file: file.clone() },
                NextStep::Signing {
                    file: file.clone(),
                    key,
                },
                NextStep::Send { contract: name },
            ]);
        }
        None => next.push(NextStep::Look),
    }
    let repository = top.to_owned();
    Ok(Initialised {
        repository,
        made,
        contracts_folder,
        contracts: listed.len(),
        starter,
        next,
    })
}

/// The refusal of a name as `init` has it, whose option for a name is another one than that of commands that take a file.
fn of_the_first(error: Error) -> Error {
    match error {
        Error::NameTaken { name } => Error::FirstNameTaken { name },
        error => error,
    }
}

/// What git knows of its user at a place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KnownToGit {
    /// The name.
    pub name: Option<String>,
    /// The e-mail address.
    pub email: Option<String>,
    /// Whether a key is set to sign with; whether it can is told by [`begin`].
    pub has_key: bool,
}

/// What git knows of its user at a place, where there may be a repository or none yet.
///
/// # Errors
///
/// When git's settings cannot be read.
pub fn known_to_git(folder: &Path) -> Result<KnownToGit, Error> {
    let (identity, has_key) = if let Ok(repository) = Repository::open(folder) {
        (repository.identity()?, !matches!(repository.user_key(), Ok(None)))
    } else {
        let identity = history::identity_of_user()?;
        let has_key = identity.signing_key.is_some();
        (identity, has_key)
    };
    Ok(KnownToGit {
        name: identity.name,
        email: identity.email,
        has_key,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::contract::{canonical_whole, read};
    use crate::redline::{CompareScope, compare};

    #[test]
    fn what_to_start_from_is_a_contract_without_fault_in_either_language() {
        for (language, text) in [
            (Language::English, include_str!("../starters/en.yaml")),
            (Language::Chinese, include_str!("../starters/zh-CN.yaml")),
        ] {
            let contract = read(text.as_bytes()).unwrap();
            assert_eq!(contract.language.as_deref(), Some(language.tag()));
            assert_eq!((contract.parties.len(), contract.clauses.len()), (2, 4));
            assert!(canonical_whole(&contract).contains("services"));
            let faults = compare(&contract, &contract, CompareScope::Everything);
            assert!(faults.clauses.iter().all(|clause| clause.flags.is_empty()));
            // Each key that a contract may have is explained by the line above its first use.
            for key in [
                "title",
                "language",
                "# kind",
                "# keys",
                "reference",
                "parties",
                "- id",
                "role",
                "members",
                "clauses",
                "text",
            ] {
                let lines: Vec<&str> = text.lines().map(str::trim).collect();
                let first = lines
                    .iter()
                    .position(|line| line.starts_with(&format!("{key}:")))
                    .unwrap();
                assert!(lines[first - 1].starts_with('#'), "{key}");
            }
        }
    }
}
