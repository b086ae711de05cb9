//! Which contract files differ between two stored contracts folders.

use std::collections::HashMap;
use std::rc::Rc;

use crate::history::error::Error;
use crate::history::store::id::Id;
use crate::history::store::objects::Objects;
use crate::history::store::tree_diff::Shelf;
use crate::history::store::tree_entry::EntryKind;
use crate::history::store::tree_entry::TreeItem;

/// More entries than this in one comparison are an attack or a mistake.
const MOST_ENTRIES: usize = 200_000;
/// Deeper folders are not looked into.
const DEEPEST: usize = 32;

/// One file that two folders hold differently.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::history) struct FileDifference {
    pub(in crate::history) path: u32,
    pub(in crate::history) old: Option<Id>,
    pub(in crate::history) new: Option<Id>,
}

/// Paths below the contracts folder, each under a small number.
#[derive(Default)]
pub(in crate::history) struct Paths {
    names: Vec<Rc<[u8]>>,
    numbers: HashMap<Rc<[u8]>, u32>,
}

impl Paths {
    fn number(&mut self, path: &[u8]) -> u32 {
        if let Some(number) = self.numbers.get(path) {
            return *number;
        }
        let number = super::ancestry::length(&self.names);
        let path: Rc<[u8]> = path.into();
        self.names.push(path.clone());
        self.numbers.insert(path, number);
        number
    }

    pub(in crate::history) fn bytes(&self, number: u32) -> &[u8] {
        &self.names[number as usize]
    }

    pub(in crate::history) fn text(&self, number: u32) -> String {
        String::from_utf8_lossy(self.bytes(number)).into_owned()
    }
}

/// Compares stored folders.
pub(in crate::history) struct TreeComparison<'a, 'repo> {
    shelf: Shelf<'a, 'repo>,
    /// Whether a file of that name is looked at.
    wanted: fn(&[u8]) -> bool,
    pub(in crate::history) paths: Paths,
}

impl<'a, 'repo> TreeComparison<'a, 'repo> {
    /// For contract files.
    pub(in crate::history) fn new(objects: &'a Objects<'repo>) -> Self {
        Self::of(objects, is_contract)
    }

    /// For files with such names.
    pub(in crate::history) fn of(objects: &'a Objects<'repo>, wanted: fn(&[u8]) -> bool) -> Self {
        Self {
            shelf: Shelf::of(objects),
            wanted,
            paths: Paths::default(),
        }
    }

    /// The files that differ, in the order of their paths.
    pub(in crate::history) fn compare(
        &mut self,
        old: Option<Id>,
        new: Option<Id>,
    ) -> Result<Vec<FileDifference>, Error> {
        let mut touches = Vec::new();
        let mut seen = 0;
        let mut open = vec![(Vec::new(), 0, old, new)];
        while let Some((below, depth, old, new)) = open.pop() {
            if old == new {
                continue;
            }
            for one in &*self.shelf.differences(old, new)? {
                seen += 1;
                let folders = one.folders();
                if folders != (None, None) && depth < DEEPEST {
                    open.push(([&below[..], &one.name, b"/"].concat(), depth + 1, folders.0, folders.1));
                }
                let file = |item: &Option<TreeItem>| {
                    item.as_ref()
                        .filter(|item| item.kind == EntryKind::File)
                        .map(|one| one.id)
                };
                let (old, new) = (file(&one.old), file(&one.new));
                if old != new && (self.wanted)(&one.name) {
                    let path = self.paths.number(&[&below[..], &one.name].concat());
                    touches.push(FileDifference { path, old, new });
                }
            }
            if seen > MOST_ENTRIES {
                return Err(Error::TooMany(
                    String::from_utf8_lossy(&below).into_owned(),
                    MOST_ENTRIES,
                ));
            }
        }
        touches.sort_unstable_by(|one, other| self.paths.bytes(one.path).cmp(self.paths.bytes(other.path)));
        Ok(touches)
    }

    /// The text that a stored contracts folder holds under a path.
    pub(in crate::history) fn text_at(&mut self, folder: Option<Id>, path: u32) -> Result<Option<Id>, Error> {
        let path = self.paths.names[path as usize].clone();
        let mut at = folder;
        let mut names = path.split(|byte| *byte == b'/').peekable();
        while let Some(name) = names.next() {
            let Some(tree) = self.shelf.read(at)? else {
                return Ok(None);
            };
            let wanted = if names.peek().is_some() {
                EntryKind::Folder
            } else {
                EntryKind::File
            };
            at = crate::history::store::tree_entry::entry(tree.bytes(), name)
                .filter(|entry| entry.kind == wanted)
                .map(|entry| *entry.id);
        }
        Ok(at)
    }
}

/// Whether a file's name is that of a contract.
pub(in crate::history) fn is_contract(name: &[u8]) -> bool {
    contract_stem(name).is_some_and(|stem| !stem.is_empty() && !stem.ends_with(b"/"))
}

/// The path without `.yaml` or `.yml`.
pub(in crate::history) fn contract_stem(path: &[u8]) -> Option<&[u8]> {
    path.strip_suffix(b".yaml").or_else(|| path.strip_suffix(b".yml"))
}
