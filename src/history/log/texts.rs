//! Reading texts: of any version, of the newest state, and of the draft in the working folder.

use std::collections::HashSet;
use std::fs;
use std::path::Path;

use crate::contract::plain_line_ends;
use crate::language::{Translated, say};
use crate::negotiation::{Change, CommitId, TextId};

use super::ancestry::folder_below;
use super::touches::{TreeComparison, contract_stem, is_contract};
use crate::history::error::Error;
use crate::history::repository::Repository;
use crate::history::store::id::{Id, id_of};
use crate::history::store::objects::{LARGEST_TEXT, Objects};

/// Texts that one core looks at in a row.
const IN_A_ROW: usize = 128;
/// So many bytes are worth opening the repository once more for each core.
const WORTH_ALL_CORES: u64 = 2 << 20;

/// What lies in the working folder, compared with the newest text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum WorktreeText {
    /// The newest text, word for word.
    Same,
    /// Something else.
    Changed(Vec<u8>),
    /// The file is not there any more.
    Deleted,
}

/// A contract file that was found without going through history.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Listed {
    /// The path below the contracts folder, without the ending.
    pub name: String,
    /// Where it lies, from the top of the repository.
    pub path: String,
    /// Its text in the newest state; `None` when it lies in the working folder only.
    pub text: Option<TextId>,
}

impl Repository {
    /// A text of a contract. The size is looked at first.
    ///
    /// # Errors
    ///
    /// When it is missing, damaged, or too large to be a contract.
    pub fn text(&self, text: TextId) -> Result<Vec<u8>, Error> {
        self.objects()?.text(text.as_bytes())
    }

    /// Reads these texts on all cores at once, to see that each is there and sound. One that is too large to be a
    /// contract is passed over.
    ///
    /// # Errors
    ///
    /// That of the first text that is missing or damaged, or when the repository cannot be opened once more.
    pub fn look_at(&self, texts: &[TextId]) -> Result<(), Error> {
        let looked = self.on_all_cores(texts, IN_A_ROW, |repository, texts| {
            let objects = repository.objects()?;
            for text in texts {
                match objects.text(text.as_bytes()) {
                    Ok(_) | Err(Error::TooLarge { .. }) => {}
                    Err(error) => return Err(error),
                }
            }
            Ok(())
        });
        looked.into_iter().collect()
    }

    /// Reads texts and makes something of each; `None` for one that cannot be read. Long ones are read on all cores, each of
    /// which reads those that follow one another, with a reader of its own.
    ///
    /// # Errors
    ///
    /// When the repository cannot be opened once more.
    pub fn read_texts<R, T: Send>(
        &self,
        texts: &[TextId],
        reader: impl Fn() -> R + Sync,
        make: impl Fn(&mut R, &[u8]) -> T + Sync,
    ) -> Result<Vec<Option<T>>, Error> {
        let in_a_row = |repository: &Self, texts: &[TextId]| {
            let objects = repository.objects()?;
            let mut reader = reader();
            let mut one = |text: &TextId| {
                let bytes = objects.text(text.as_bytes()).ok()?;
                Some(make(&mut reader, &bytes))
            };
            Ok(texts.iter().map(&mut one).collect::<Vec<_>>())
        };
        // The newest is as long as most of them.
        let size = texts.last().and_then(|newest| self.size(*newest).ok()).unwrap_or(0);
        if size.saturating_mul(texts.len() as u64) < WORTH_ALL_CORES {
            return in_a_row(self, texts);
        }
        let each = texts.len().div_ceil(rayon::current_num_threads());
        let parts: Result<Vec<_>, Error> = self.on_all_cores(texts, each, in_a_row).into_iter().collect();
        Ok(parts?.into_iter().flatten().collect())
    }

    /// What an earlier run found in a text, as it was written down, and the other text that has to be known to read it. `None`
    /// for who proves, judges or records.
    pub fn known_text(&self, text: TextId) -> Option<(Option<TextId>, Vec<u8>)> {
        let (beside, found) = self.known()?.texts.objects().borrow().text(text.as_bytes())?;
        Some((beside.map(TextId::from_bytes), found))
    }

    /// Keeps what was found in a text for later runs, where anything is kept.
    pub fn learn_text(&self, text: TextId, beside: Option<TextId>, found: &[u8]) {
        if let Some(known) = self.known() {
            let beside = beside.map(|beside| *beside.as_bytes());
            known
                .texts
                .objects()
                .borrow_mut()
                .learn_text(text.as_bytes(), beside, found);
        }
    }

    /// How many bytes a file has, without reading it.
    ///
    /// # Errors
    ///
    /// When it is missing or damaged.
    pub fn size(&self, text: TextId) -> Result<u64, Error> {
        self.objects()?.size(text.as_bytes())
    }

    /// The contracts of the newest state and those that lie in the working folder only, sorted by name, found without
    /// reading history. Links are among the latter, so that nobody is told that nothing is there: none is followed when read.
    ///
    /// # Errors
    ///
    /// When the newest state or the working folder cannot be read.
    pub fn listed(&self) -> Result<Vec<Listed>, Error> {
        let mut listed = Vec::new();
        if let Some((objects, tree)) = self.newest_folders()? {
            let folder = folder_below(&objects, tree, &self.folder_names())?;
            let mut folders = TreeComparison::new(&objects);
            for touch in folders.compare(None, folder)? {
                listed.push(self.list(&folders.paths.text(touch.path), touch.new.map(TextId::from_bytes)));
            }
        }
        let recorded: HashSet<String> = listed.iter().map(|one| one.path.clone()).collect();
        if let Some(top) = self.working_folder() {
            let mut below = Vec::new();
            if self.link_on_the_way(self.contracts_folder()).is_some() {
                // Whatever lies behind it: who reads this one is told that it is a link.
                listed.push(Listed {
                    name: self.contracts_folder().to_owned(),
                    path: self.contracts_folder().to_owned(),
                    text: None,
                });
            } else {
                files_below(&top.join(self.contracts_folder()), "", &mut below)?;
            }
            let new = below
                .iter()
                .map(|path| self.list(path, None))
                .filter(|one| !recorded.contains(&one.path));
            listed.extend(new.collect::<Vec<_>>());
        }
        listed.sort();
        Ok(listed)
    }

    fn list(&self, path: &str, text: Option<TextId>) -> Listed {
        let stem = contract_stem(path.as_bytes()).map_or(path.len(), <[u8]>::len);
        Listed {
            name: path[..stem].to_owned(),
            path: format!("{}/{path}", self.contracts_folder()),
            text,
        }
    }

    fn folder_names(&self) -> Vec<&[u8]> {
        self.contracts_folder().split('/').map(str::as_bytes).collect()
    }

    /// The commit that an expression of git names, such as `v1.0`, `abc123` or `HEAD~2`.
    ///
    /// # Errors
    ///
    /// When it names none, or more than one.
    pub fn version(&self, expression: &str) -> Result<CommitId, Error> {
        let none = |_| Error::NoSuchVersion(expression.to_owned());
        let commit = self
            .git()
            .revparse_single(expression)
            .map_err(none)?
            .peel_to_commit()
            .map_err(none)?;
        Ok(CommitId::from_bytes(id_of(commit.id())))
    }

    /// The text that a contract had at a commit, under whichever of its names it had there.
    ///
    /// # Errors
    ///
    /// When the point cannot be read; a contract that was not there is `None`.
    pub fn text_in(&self, version: CommitId, changes: &[Change]) -> Result<Option<TextId>, Error> {
        let objects = self.objects()?;
        let tree = objects.commit(version.as_bytes())?.tree;
        let own: HashSet<TextId> = changes
            .iter()
            .flat_map(|change| change.before.iter().copied().chain([change.after]))
            .flatten()
            .collect();
        let mut seen = HashSet::new();
        let mut other = None;
        // Newest names first. A path may have held another contract then: a text known from this one's history counts
        // more, and only a version from outside of that history can have another.
        for path in changes
            .iter()
            .rev()
            .map(|change| change.path.as_str())
            .filter(|path| seen.insert(*path))
        {
            if let Some(text) = file_in(&objects, tree, path)? {
                if own.contains(&text) {
                    return Ok(Some(text));
                }
                other = other.or(Some(text));
            }
        }
        Ok(other)
    }

    /// The draft at a path from the top of the repository: what lies in the working folder, compared with the newest
    /// text. `None` in a bare repository, and where there is neither file nor text.
    ///
    /// A file is given as git would store it, which may end its lines otherwise. That alone makes no draft: a contract
    /// says the same whichever way its lines end.
    ///
    /// # Errors
    ///
    /// When the file cannot be read, is too large, is no plain file, or lies in the middle of an unfinished merge.
    pub fn draft(&self, path: &str, newest: Option<TextId>) -> Result<Option<WorktreeText>, Error> {
        let Some(top) = self.working_folder() else {
            return Ok(None);
        };
        if let Some(underway) = self.underway().filter(|_| self.is_in_conflict(path)) {
            return Err(Error::Unfinished(underway));
        }
        if let Some(link) = self.link_on_the_way(path) {
            return Err(no_plain_file(&link));
        }
        let Some(text) = read_plain_file(&top.join(path))? else {
            let left_out = if self.is_left_out(path) {
                WorktreeText::Same
            } else {
                WorktreeText::Deleted
            };
            return Ok(newest.map(|_| left_out));
        };
        let Some(newest) = newest else {
            return Ok(Some(WorktreeText::Changed(self.as_stored(path, text, None)?)));
        };
        let stored = self.text(newest)?;
        let text = self.as_stored(path, text, Some(&stored))?;
        let same = text == stored || plain_line_ends(&text) == plain_line_ends(&stored);
        Ok(Some(if same {
            WorktreeText::Same
        } else {
            WorktreeText::Changed(text)
        }))
    }
}

fn file_in(objects: &Objects<'_>, tree: Id, path: &str) -> Result<Option<TextId>, Error> {
    let (folders, name) = path.rsplit_once('/').unwrap_or(("", path));
    let names: Vec<&[u8]> = folders
        .split('/')
        .filter(|name| !name.is_empty())
        .map(str::as_bytes)
        .collect();
    let Some(folder) = folder_below(objects, tree, &names)? else {
        return Ok(None);
    };
    let tree = objects.tree(&folder)?;
    let entry = crate::history::store::tree_entry::entry(tree.data(), name.as_bytes());
    Ok(entry
        .filter(|entry| entry.kind == crate::history::store::tree_entry::EntryKind::File)
        .map(|entry| TextId::from_bytes(*entry.id)))
}

fn read_plain_file(file: &Path) -> Result<Option<Vec<u8>>, Error> {
    let failed = |error: std::io::Error| Error::file(file, &error);
    let about = match fs::symlink_metadata(file) {
        Ok(about) => about,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(None),
        Err(error) => return Err(failed(error)),
    };
    if !about.is_file() {
        return Err(no_plain_file(file));
    }
    if about.len() > LARGEST_TEXT {
        return Err(Error::TooLarge {
            what: file.display().to_string(),
            size: about.len(),
            limit: LARGEST_TEXT,
        });
    }
    fs::read(file).map(Some).map_err(failed)
}

fn no_plain_file(file: &Path) -> Error {
    let reason = Translated::of(|language| {
        say!(
            language,
            "it is a link or a folder, and a contract is a plain file",
            "这是链接或文件夹，而合同应为普通文件"
        )
    });
    let remedy = Translated::of(|language| say!(language, "put a plain file in its place", "请改为普通文件"));
    Error::File {
        path: file.to_owned(),
        reason,
        remedy,
    }
}

/// Contract files below a folder of the working folder; links are not followed.
fn files_below(folder: &Path, below: &str, found: &mut Vec<String>) -> Result<(), Error> {
    let entries = match fs::read_dir(folder) {
        Ok(entries) => entries,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(()),
        Err(error) => return Err(Error::file(folder, &error)),
    };
    for entry in entries {
        let entry = entry.map_err(|error| Error::file(folder, &error))?;
        let kind = entry.file_type().map_err(|error| Error::file(&entry.path(), &error))?;
        let Ok(name) = entry.file_name().into_string() else {
            continue;
        };
        let path = format!("{below}{name}");
        if kind.is_dir() {
            files_below(&entry.path(), &format!("{path}/"), found)?;
        } else if (kind.is_file() || kind.is_symlink()) && is_contract(name.as_bytes())
            || kind.is_symlink() && entry.path().is_dir()
        {
            found.push(path);
        }
    }
    Ok(())
}
