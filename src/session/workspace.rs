//! The opened repository, and one contract's negotiation in it.

use super::Error;
use super::version_name::{Called, VersionName};
use crate::audit::{Finding, Texts, fold, in_name};
use crate::contract::{self, Contract};
use crate::exchange::Version;
use crate::history::{self, Histories, KnownContract, Listed, PublicKey, RecordFile, Repository, Walk, WorktreeText};
use crate::language::Language;
use crate::negotiation::{Change, CommitId, Round, Rounds, TextId};
use crate::session::act::stamping::Stamping;
use crate::session::read::no_draft::NoDraft;
use crate::session::read::version_facts::{Facts, Versions};
use std::cell::{OnceCell, RefCell};
use std::collections::BTreeMap;
use std::path::Path;
use std::rc::Rc;

/// An opened contracts repository.
pub struct Workspace {
    repository: Repository,
    /// The language in which a passphrase may be asked for, if it may.
    pub(super) asking: Option<Language>,
    own_key: OnceCell<Option<PublicKey>>,
    /// What became of the time stamps of what was recorded last.
    pub(super) stamping: RefCell<Stamping>,
}

impl Workspace {
    /// Opens the repository at or above a path.
    ///
    /// # Errors
    ///
    /// When there is none, or it must not be opened.
    pub fn open(path: &Path) -> Result<Self, Error> {
        Ok(Self {
            repository: Repository::open(path)?,
            asking: Some(Language::English),
            own_key: OnceCell::new(),
            stamping: RefCell::default(),
        })
    }

    /// The same, in which no program asks for a passphrase: what would need one fails instead.
    #[must_use]
    pub fn without_questions(self) -> Self {
        Self { asking: None, ..self }
    }

    /// The same, in which a passphrase is asked for in a language.
    #[must_use]
    pub fn asking_in(self, language: Language) -> Self {
        Self {
            asking: Some(language),
            ..self
        }
    }

    /// The same over another opening of the repository.
    pub(super) fn with_repository(
        self,
        change: impl FnOnce(Repository) -> Result<Repository, history::Error>,
    ) -> Result<Self, Error> {
        Ok(Self {
            repository: change(self.repository)?,
            ..self
        })
    }

    /// The key that the user signs with, as far as it can be known without running what the repository names.
    pub(super) fn own_key(&self) -> Option<PublicKey> {
        self.own_key.get_or_init(|| self.repository.own_public_key()).clone()
    }

    /// What became of the time stamps of what was recorded last.
    #[must_use]
    pub fn stamping(&self) -> Stamping {
        self.stamping.borrow().clone()
    }

    /// The repository itself.
    #[must_use]
    pub fn repository(&self) -> &Repository {
        &self.repository
    }

    /// The folder in which people work on its files.
    pub(super) fn working_folder(&self) -> Result<&Path, Error> {
        self.repository.working_folder().ok_or_else(|| Error::NoWorkingFolder {
            folder: self.repository.common_folder().display().to_string(),
        })
    }

    /// The histories of all contracts, read when first asked.
    #[must_use]
    pub fn histories(&self) -> Walk<'_> {
        Walk::over(&self.repository)
    }

    /// The negotiation of one contract. Its file's path will do as well, the name it had in round 1, and the last part of a
    /// name below a folder when no other ends so. What looks like a path is one, where a contract lies there: a contract that
    /// is called like the path of another does not come before it.
    ///
    /// # Errors
    ///
    /// When there is no such contract, or its history cannot be read.
    pub fn negotiation(&self, name: &str) -> Result<Negotiation<'_>, Error> {
        let histories = self.histories();
        let at_path = self.at_path(&histories, name)?;
        let name = at_path.as_deref().unwrap_or(name);
        let changes = match histories.changes(name) {
            Ok(changes) => changes,
            Err(history::Error::NoSuchContract { name: asked, known }) => {
                return self.elsewhere(&histories, &asked, known);
            }
            Err(error) => return Err(error.into()),
        };
        let found = histories.contracts()?.into_iter().find(|found| found.name == name);
        self.negotiate(&histories, found, name, changes)
    }

    /// The name of the contract that an argument names by its path; the argument where it is a name, or history cannot be
    /// read.
    pub(super) fn name_meant(&self, asked: &str) -> String {
        let at_path = self.at_path(&self.histories(), asked).ok().flatten();
        at_path.unwrap_or_else(|| asked.to_owned())
    }

    /// The name of the contract that lies at a path; nothing where that is none, or the name of a contract and no path.
    fn at_path(&self, histories: &Walk<'_>, asked: &str) -> Result<Option<String>, Error> {
        let paths = meant_as_path(asked, self.repository.contracts_folder());
        if paths.is_empty() {
            return Ok(None);
        }
        let living = histories.contracts()?.into_iter().filter(|found| found.text.is_some());
        let drafts = self
            .repository
            .listed()?
            .into_iter()
            .map(|listed| (listed.path, listed.name));
        let lying: BTreeMap<String, String> = drafts.chain(living.map(|found| (found.path, found.name))).collect();
        Ok(paths.iter().find_map(|path| lying.get(path)).cloned())
    }

    /// A contract that lies only in the working folder, or one named by the last part of its name.
    fn elsewhere(&self, histories: &Walk<'_>, asked: &str, known: Vec<String>) -> Result<Negotiation<'_>, Error> {
        let listed = self
            .repository
            .listed()?
            .into_iter()
            .find(|listed| listed.name == asked || listed.path == asked);
        // A file that has this very name comes before a contract that had it once: nobody means what they do not see.
        if let Some(listed) = listed
            .as_ref()
            .filter(|listed| listed.name == asked && listed.text.is_none())
        {
            return self.draft(histories, asked, listed);
        }
        let ending = format!("/{asked}");
        let contracts = histories.contracts()?;
        let is_meant = |found: &&KnownContract| {
            let named = found.name.ends_with(&ending) || found.path == asked || found.original_name == asked;
            found.text.is_some() && named
        };
        let mut meant = contracts.iter().filter(is_meant);
        if let (Some(found), None) = (meant.next(), meant.next()) {
            return self.negotiate(
                histories,
                Some(found.clone()),
                &found.name,
                histories.changes(&found.name)?,
            );
        }
        if let Some(listed) = &listed {
            return self.draft(histories, asked, listed);
        }
        match self.repository.to_follow()? {
            Some(to_follow) => Err(history::Error::NotFollowing(to_follow).into()),
            None => Err(history::Error::NoSuchContract {
                name: asked.to_owned(),
                known,
            }
            .into()),
        }
    }

    /// A contract of which history knows nothing.
    fn draft(&self, histories: &Walk<'_>, asked: &str, listed: &Listed) -> Result<Negotiation<'_>, Error> {
        let Listed { name, path, .. } = listed.clone();
        let found = KnownContract {
            name: name.clone(),
            original_name: name,
            path,
            text: None,
        };
        self.negotiate(histories, Some(found), asked, Vec::new())
    }

    fn negotiate(
        &self,
        histories: &Walk<'_>,
        found: Option<KnownContract>,
        name: &str,
        changes: Vec<Change>,
    ) -> Result<Negotiation<'_>, Error> {
        let found = found.ok_or_else(|| history::Error::NoSuchContract {
            name: name.to_owned(),
            known: Vec::new(),
        })?;
        let (record_files, lost_records) = (histories.records(&found)?, histories.lost_records(&found)?);
        let texts = Texts::of(&self.repository);
        texts.keep_ends(&changes)?;
        let closed = texts.closed(self.repository.newest()?, &changes, &record_files)?;
        let rounds = fold(&texts, &changes, &closed)?;
        Ok(Negotiation {
            found,
            changes,
            rounds,
            record_files,
            lost_records,
            texts,
            versions: Versions::default(),
        })
    }
}

/// The files that an argument names where it is meant as a path: with the folder of contracts in front, or with a file's
/// ending. None where it can only be a name.
fn meant_as_path(asked: &str, folder: &str) -> Vec<String> {
    const ENDINGS: [&str; 2] = [".yaml", ".yml"];
    let plain = asked.trim_start_matches("./");
    // From the folder above the contracts, too, wherever that lies.
    let short = folder.rsplit('/').next().unwrap_or(folder);
    let below = [folder, short]
        .into_iter()
        .find_map(|folder| plain.strip_prefix(folder)?.strip_prefix('/'));
    let has_ending = ENDINGS.iter().any(|ending| plain.ends_with(ending));
    let file = below.unwrap_or(plain);
    if below.is_none() && !has_ending {
        return Vec::new();
    }
    let endings = if has_ending { &[""][..] } else { &ENDINGS };
    endings
        .iter()
        .map(|ending| format!("{folder}/{file}{ending}"))
        .collect()
}

/// One contract's negotiation: its changes and rounds.
pub struct Negotiation<'r> {
    /// Which contract.
    pub found: KnownContract,
    /// Oldest first.
    pub changes: Vec<Change>,
    /// The rounds and what came after them.
    pub rounds: Rounds,
    /// The files of its record, in the order in which they came into history.
    pub record_files: Vec<RecordFile>,
    /// Where files of it lay that are gone, or are not as they came.
    pub lost_records: Vec<String>,
    pub(super) texts: Texts<'r>,
    pub(super) versions: Versions,
}

/// A version of a contract and how to speak of it.
pub struct Reading {
    /// Which version.
    pub version: Version,
    /// Its bytes.
    pub bytes: Rc<Vec<u8>>,
    /// What to call it in an error.
    pub called: Called,
}

impl Negotiation<'_> {
    /// What is known of a version, which is read once.
    pub(super) fn facts(&self, text: TextId) -> Result<Facts, history::Error> {
        self.versions.facts(&self.texts, text)
    }

    /// The name of the contract.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.found.name
    }

    /// What is wrong with its name, where nothing of it is in history yet.
    pub(super) fn in_name(&self) -> Result<Vec<Finding>, Error> {
        if !self.changes.is_empty() {
            return Ok(Vec::new());
        }
        Ok(in_name(self.texts.repository(), &self.found.name, &self.found.path)?)
    }

    /// How many rounds there are.
    #[must_use]
    pub fn newest_number(&self) -> u32 {
        self.rounds.newest().map_or(0, |round| round.number)
    }

    /// The version that a person names.
    ///
    /// # Errors
    ///
    /// When there is no such version, or it cannot be read.
    pub fn reading(&self, name: &VersionName) -> Result<Reading, Error> {
        match name {
            VersionName::Round(number) => self.round_reading(*number),
            VersionName::First => self.round_reading(1),
            VersionName::Last => match self.newest_number() {
                0 => Err(Error::NoRound {
                    contract: self.name().to_owned(),
                }),
                newest => self.round_reading(newest),
            },
            VersionName::Mine => Err(Error::NothingOfMine {
                contract: self.name().to_owned(),
            }),
            VersionName::Draft => self.draft_reading(),
            VersionName::Git(expression) => self.git_reading(expression),
        }
    }

    fn round_reading(&self, number: u32) -> Result<Reading, Error> {
        let round = self.rounds.round(number).ok_or_else(|| Error::NoSuchRound {
            contract: self.name().to_owned(),
            number,
            newest: self.newest_number(),
        })?;
        let text = round.text().ok_or_else(|| Error::Deleted {
            contract: self.name().to_owned(),
            round: number,
        })?;
        Ok(Reading {
            version: version_of_round(round),
            bytes: self.texts.bytes(text)?,
            called: Called::Round(number),
        })
    }

    fn draft_reading(&self) -> Result<Reading, Error> {
        let newest = self.changes.last().and_then(|change| change.after);
        let no_draft = |why| Error::NoDraft {
            contract: self.name().to_owned(),
            why,
        };
        let bytes = match self.texts.repository().draft(&self.found.path, newest)? {
            None => return Err(no_draft(NoDraft::Bare)),
            Some(WorktreeText::Deleted) => return Err(no_draft(NoDraft::Deleted)),
            Some(WorktreeText::Changed(bytes)) => Rc::new(bytes),
            Some(WorktreeText::Same) => match newest {
                Some(text) => self.texts.bytes(text)?,
                None => return Err(no_draft(NoDraft::NotThere)),
            },
        };
        Ok(Reading {
            version: Version::default(),
            bytes,
            called: Called::Draft,
        })
    }

    fn git_reading(&self, expression: &str) -> Result<Reading, Error> {
        let id = self.texts.repository().version(expression)?;
        let not_there = || history::Error::NotThere {
            name: self.name().to_owned(),
            version: expression.to_owned(),
        };
        let text = self
            .texts
            .repository()
            .text_in(id, &self.changes)?
            .ok_or_else(not_there)?;
        Ok(Reading {
            version: self.version_at(id, text),
            bytes: self.texts.bytes(text)?,
            called: Called::Named(expression.to_owned()),
        })
    }

    /// A commit is spoken of as the round whose text it has, when it has one's.
    fn version_at(&self, id: CommitId, text: TextId) -> Version {
        let mut version = match self
            .rounds
            .round_of(id)
            .or_else(|| self.rounds.rounds.iter().rev().find(|round| round.text() == Some(text)))
        {
            Some(round) if round.text() == Some(text) => version_of_round(round),
            _ => Version::default(),
        };
        version.commit = Some(id.to_string());
        version
    }

    /// Reads the contract of a version.
    ///
    /// # Errors
    ///
    /// When it is not what a contract should be: with file, line and remedy.
    pub fn read(&self, reading: &Reading) -> Result<Contract, Error> {
        contract::read(&reading.bytes).map_err(|error| self.unreadable(reading, error))
    }

    /// The version with the name that the contract gives to the party that sent it.
    pub(super) fn named(version: Version, contract: &Contract) -> Version {
        let party_name = version
            .party
            .as_deref()
            .and_then(|id| contract.party(id))
            .map(|party| party.name.clone());
        let by = version
            .received
            .as_ref()
            .and_then(|received| contract.party(&received.by));
        let reported_by = by.map(|party| party.name.clone());
        Version {
            party_name,
            reported_by,
            ..version
        }
    }

    /// The error that says which file of which version cannot be read.
    pub(super) fn unreadable(&self, reading: &Reading, error: contract::ReadError) -> Error {
        Error::Unreadable {
            file: self.found.path.clone(),
            called: Some(reading.called.clone()),
            error,
        }
    }
}

fn version_of_round(round: &Round) -> Version {
    let last = round.last();
    let own = round.drafted().pop().unwrap_or(last);
    Version {
        round: Some(round.number),
        party: round.party().map(str::to_owned),
        party_name: None,
        author: Some(own.author.name.clone()),
        commit: Some(last.id.to_string()),
        date: Some(own.at.to_rfc3339()),
        note: Some(own.note.trim().to_owned()).filter(|note| !note.is_empty()),
        file: None,
        received: round.received.clone(),
        reported_by: None,
    }
}

#[cfg(test)]
mod tests {
    use super::meant_as_path;

    #[test]
    fn what_looks_like_a_path_is_one() {
        for (asked, paths) in [
            ("nda.yaml", vec!["contracts/nda.yaml"]),
            ("./contracts/nda.yml", vec!["contracts/nda.yml"]),
            ("contracts/nda", vec!["contracts/nda.yaml", "contracts/nda.yml"]),
            ("contracts/contracts/nda.yaml", vec!["contracts/contracts/nda.yaml"]),
            ("2026/nda.yaml", vec!["contracts/2026/nda.yaml"]),
            ("nda", vec![]),
            ("2026/nda", vec![]),
            ("contractsnda", vec![]),
        ] {
            assert_eq!(meant_as_path(asked, "contracts"), paths, "{asked}");
        }
        for asked in ["legal/contracts/nda.yaml", "contracts/nda.yaml", "nda.yaml"] {
            assert_eq!(
                meant_as_path(asked, "legal/contracts"),
                ["legal/contracts/nda.yaml"],
                "{asked}"
            );
        }
    }
}
