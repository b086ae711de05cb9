//! Which contract files differ between two stored contracts folders.

use std::collections::HashMap;
use std::rc::Rc;

use super::error::Error;
use super::objects::{Entry, Id, Kind, Objects};
use super::side_by_side::{Folder, differences};

/// More entries than this in one comparison are an attack or a mistake.
const MOST_ENTRIES: usize = 200_000;
/// Deeper folders are not looked into.
const DEEPEST: usize = 32;
/// Folders kept at hand; branches come back to where they began.
const KEPT: usize = 12;

/// One file that two folders hold differently.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Touch {
    pub(super) path: u32,
    pub(super) old: Option<Id>,
    pub(super) new: Option<Id>,
}

/// Paths below the contracts folder, each under a small number.
#[derive(Default)]
pub(super) struct Paths {
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

    pub(super) fn bytes(&self, number: u32) -> &[u8] {
        &self.names[number as usize]
    }

    pub(super) fn text(&self, number: u32) -> String {
        String::from_utf8_lossy(self.bytes(number)).into_owned()
    }
}

/// Compares stored folders, keeping those last read at hand.
pub(super) struct Folders<'a, 'repo> {
    objects: &'a Objects<'repo>,
    kept: Vec<(Id, Rc<Folder<'a>>)>,
    /// Whether a file of that name is looked at.
    wanted: fn(&[u8]) -> bool,
    pub(super) paths: Paths,
}

impl<'a, 'repo> Folders<'a, 'repo> {
    /// For contract files.
    pub(super) fn new(objects: &'a Objects<'repo>) -> Self {
        Self::of(objects, is_contract)
    }

    /// For files with such names.
    pub(super) fn of(objects: &'a Objects<'repo>, wanted: fn(&[u8]) -> bool) -> Self {
        Self { objects, kept: Vec::new(), wanted, paths: Paths::default() }
    }

    fn read(&mut self, id: Option<Id>) -> Result<Option<Rc<Folder<'a>>>, Error> {
        let Some(id) = id else { return Ok(None) };
        if let Some(at) = self.kept.iter().position(|(kept, _)| *kept == id) {
            self.kept[at..].rotate_left(1);
        } else {
            let tree = Rc::new(Folder::new(self.objects.tree(&id)?));
            if self.kept.len() == KEPT {
                self.kept.remove(0);
            }
            self.kept.push((id, tree));
        }
        Ok(self.kept.last().map(|(_, tree)| tree.clone()))
    }

    /// The files that differ, in the order of their paths.
    pub(super) fn compare(&mut self, old: Option<Id>, new: Option<Id>) -> Result<Vec<Touch>, Error> {
        let mut touches = Vec::new();
        let mut seen = 0;
        let mut open = vec![(Vec::new(), 0, old, new)];
        while let Some((below, depth, old, new)) = open.pop() {
            if old == new {
                continue;
            }
            let (old_tree, new_tree) = (self.read(old)?, self.read(new)?);
            for (name, old, new) in differences(old_tree.as_deref(), new_tree.as_deref()) {
                seen += 1;
                let folder = |entry: Option<Entry<'_>>| entry.filter(|one| one.kind == Kind::Folder).map(|one| *one.id);
                let file = |entry: Option<Entry<'_>>| entry.filter(|one| one.kind == Kind::File).map(|one| *one.id);
                if (folder(old).is_some() || folder(new).is_some()) && depth < DEEPEST {
                    open.push(([&below[..], name, b"/"].concat(), depth + 1, folder(old), folder(new)));
                }
                if (file(old).is_some() || file(new).is_some()) && file(old) != file(new) && (self.wanted)(name) {
                    let path = self.paths.number(&[&below[..], name].concat());
                    touches.push(Touch { path, old: file(old), new: file(new) });
                }
            }
            if seen > MOST_ENTRIES {
                return Err(Error::TooMany(String::from_utf8_lossy(&below).into_owned(), MOST_ENTRIES));
            }
        }
        touches.sort_unstable_by(|one, other| self.paths.bytes(one.path).cmp(self.paths.bytes(other.path)));
        Ok(touches)
    }

    /// The text that a stored contracts folder holds under a path.
    pub(super) fn text_at(&mut self, folder: Option<Id>, path: u32) -> Result<Option<Id>, Error> {
        let path = self.paths.names[path as usize].clone();
        let mut at = folder;
        let mut names = path.split(|byte| *byte == b'/').peekable();
        while let Some(name) = names.next() {
            let Some(tree) = self.read(at)? else { return Ok(None) };
            let wanted = if names.peek().is_some() { Kind::Folder } else { Kind::File };
            at = super::objects::entry(tree.bytes(), name).filter(|entry| entry.kind == wanted).map(|entry| *entry.id);
        }
        Ok(at)
    }
}

/// Whether a file's name is that of a contract.
pub(super) fn is_contract(name: &[u8]) -> bool {
    contract_stem(name).is_some_and(|stem| !stem.is_empty() && !stem.ends_with(b"/"))
}

/// The path without `.yaml` or `.yml`.
pub(super) fn contract_stem(path: &[u8]) -> Option<&[u8]> {
    path.strip_suffix(b".yaml").or_else(|| path.strip_suffix(b".yml"))
}
