//! Stored folders as they are, for those who have to see every file: all kinds, all names, and what differs.

use crate::negotiation::{CommitId, TextId};

use super::id::TreeId;
use super::objects::Objects;
use super::tree_diff::Shelf;
use super::tree_entry::{EntryKind, TreeItem};
use crate::history::error::Error;
use crate::history::repository::Repository;

/// Pairs that one core compares in a row: neighbours share folders.
const IN_A_ROW: usize = 128;

/// More files than this in one answer are an attack or a mistake.
const MOST_FILES: usize = 1_000_000;
/// Deeper folders than this are an attack.
const DEEPEST: usize = 256;

/// What lies under a path.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum FileKind {
    /// An ordinary file.
    File,
    /// A file that may be run.
    Executable,
    /// A link to another path.
    Link,
    /// A repository within the repository.
    Repository,
}

/// A file as a stored folder names it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Stored {
    /// What it is.
    pub kind: FileKind,
    /// Its content; for a link where it leads to, for a repository the point of its history, which is not in here.
    pub id: TextId,
}

/// A path as git stores it: any bytes, with `/` between names.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct StoredPath {
    /// The path from the top of the repository. May hold anything that does not print.
    pub text: String,
    /// Whether some of its bytes are not UTF-8, and were replaced by `U+FFFD`: then two paths can look the same.
    pub lossy: bool,
}

impl StoredPath {
    fn of(bytes: &[u8]) -> Self {
        match std::str::from_utf8(bytes) {
            Ok(text) => Self {
                text: text.to_owned(),
                lossy: false,
            },
            Err(_) => Self {
                text: String::from_utf8_lossy(bytes).into_owned(),
                lossy: true,
            },
        }
    }
}

/// One file of a state.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FileAt {
    /// Where it lies.
    pub path: StoredPath,
    /// What it is, and its content.
    pub stored: Stored,
}

/// One file that two states hold differently.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FileChange {
    /// Where it lies.
    pub path: StoredPath,
    /// What was there; `None` when it was added.
    pub old: Option<Stored>,
    /// What is there since; `None` when it was taken away.
    pub new: Option<Stored>,
}

/// Tells what differs between stored folders.
pub struct Trees<'repo>(Shelf<'repo, 'repo>);

impl Repository {
    /// All files below a folder at a commit, sorted by their paths. A prefix of `""` means everything.
    ///
    /// # Errors
    ///
    /// When something is missing or damaged, or there are far too many.
    pub fn files_at(&self, point: CommitId, prefix: &str) -> Result<Vec<FileAt>, Error> {
        let objects = self.objects()?;
        let tree = objects.commit(point.as_bytes())?.tree;
        let all = Trees::over(&objects).difference(None, Some(TreeId::from_bytes(tree)), &[prefix])?;
        Ok(all
            .into_iter()
            .filter_map(|one| {
                Some(FileAt {
                    path: one.path,
                    stored: one.new?,
                })
            })
            .collect())
    }

    /// Answers many questions for what differs between two states: folders read for one are at hand for the next.
    ///
    /// # Errors
    ///
    /// When the store cannot be opened, or what `ask` reports.
    pub fn with_trees<T, E: From<Error>>(&self, ask: impl FnOnce(&mut Trees<'_>) -> Result<T, E>) -> Result<T, E> {
        let objects = self.objects()?;
        ask(&mut Trees::over(&objects))
    }
}

impl Repository {
    /// What differs in each of these pairs of states, found on all cores at once; see [`Trees::difference`]. `alike` says
    /// whether a name that is met will do for one of those wanted.
    ///
    /// # Errors
    ///
    /// That of the first pair that has one, or when the repository cannot be opened once more.
    pub fn all_differences(
        &self,
        pairs: &[(Option<TreeId>, Option<TreeId>)],
        prefixes: &[&str],
        alike: fn(&[u8], &[u8]) -> bool,
    ) -> Result<Vec<Vec<FileChange>>, Error> {
        let found = self.on_all_cores(pairs, IN_A_ROW, |repository, pairs| {
            repository.with_trees(|trees| {
                let difference =
                    |(old, new): &(Option<TreeId>, Option<TreeId>)| trees.difference_alike(*old, *new, prefixes, alike);
                pairs.iter().map(difference).collect::<Result<Vec<_>, Error>>()
            })
        });
        let mut all = Vec::with_capacity(pairs.len());
        for differences in found {
            all.extend(differences?);
        }
        Ok(all)
    }
}

impl<'repo> Trees<'repo> {
    pub(in crate::history) fn over(objects: &'repo Objects<'repo>) -> Self {
        Self(Shelf::of(objects))
    }

    /// The files that differ between two top folders, below any of the given folders, sorted by path. A file or a link
    /// that stands where a given folder should be counts as well. Only folders that differ are read.
    ///
    /// # Errors
    ///
    /// When something is missing or damaged, or there are far too many.
    pub fn difference(
        &mut self,
        old: Option<TreeId>,
        new: Option<TreeId>,
        prefixes: &[&str],
    ) -> Result<Vec<FileChange>, Error> {
        self.difference_alike(old, new, prefixes, |name, wanted| name == wanted)
    }

    fn difference_alike(
        &mut self,
        old: Option<TreeId>,
        new: Option<TreeId>,
        prefixes: &[&str],
        alike: fn(&[u8], &[u8]) -> bool,
    ) -> Result<Vec<FileChange>, Error> {
        let wanted: Vec<Vec<&[u8]>> = prefixes
            .iter()
            .map(|one| {
                one.split('/')
                    .filter(|name| !name.is_empty())
                    .map(str::as_bytes)
                    .collect()
            })
            .collect();
        let mut found = Vec::new();
        let mut seen = 0;
        let mut open = vec![(
            Vec::<u8>::new(),
            0,
            old.map(|id| *id.as_bytes()),
            new.map(|id| *id.as_bytes()),
        )];
        while let Some((below, depth, old, new)) = open.pop() {
            for one in &*self.0.differences(old, new)? {
                let path = [&below[..], &one.name].concat();
                if !wanted.iter().any(|prefix| leads_to(&path, prefix, alike)) {
                    continue;
                }
                seen += 1;
                if seen > MOST_FILES || depth > DEEPEST {
                    return Err(Error::TooMany(String::from_utf8_lossy(&below).into_owned(), MOST_FILES));
                }
                let (old, new) = one.folders();
                if old != new {
                    open.push(([&path[..], b"/"].concat(), depth + 1, old, new));
                }
                let (old, new) = (one.old.as_ref().and_then(stored), one.new.as_ref().and_then(stored));
                if old != new {
                    found.push((path, old, new));
                }
            }
        }
        found.sort_by(|one, other| one.0.cmp(&other.0));
        Ok(found
            .into_iter()
            .map(|(path, old, new)| FileChange {
                path: StoredPath::of(&path),
                old,
                new,
            })
            .collect())
    }
}

/// Whether a path lies on the way to a wanted folder, is it, or lies below it.
fn leads_to(path: &[u8], wanted: &[&[u8]], alike: fn(&[u8], &[u8]) -> bool) -> bool {
    path.split(|byte| *byte == b'/')
        .zip(wanted)
        .all(|(name, wanted)| alike(name, wanted))
}

fn stored(item: &TreeItem) -> Option<Stored> {
    let kind = match (item.kind, &*item.mode) {
        (EntryKind::Folder, _) => return None,
        (EntryKind::File, mode) if mode.get(3).is_some_and(|owner| owner & 1 == 1) => FileKind::Executable,
        (EntryKind::File, _) => FileKind::File,
        (EntryKind::Other, b"160000") => FileKind::Repository,
        (EntryKind::Other, _) => FileKind::Link,
    };
    Some(Stored {
        kind,
        id: TextId::from_bytes(item.id),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_wanted_folders_are_looked_into() {
        let leads = |path: &str, wanted: &[&[u8]]| leads_to(path.as_bytes(), wanted, |name, wanted| name == wanted);
        let wanted: &[&[u8]] = &[b"deals", b"records"];
        assert!(leads("deals", wanted) && leads("deals/records", wanted) && leads("deals/records/a/b", wanted));
        assert!(!leads("deal", wanted) && !leads("deals/recordsx", wanted) && !leads("records", wanted));
        assert!(leads("anything/at/all", &[]));
    }
}
