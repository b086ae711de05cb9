//! Two stored folders side by side: which entries differ.
//!
//! Most changes alter one file among thousands, so that the two folders differ in twenty bytes only. Taking both apart
//! cost as much as checking their hashes; now where entries begin is found out once and handed on from folder to folder.

use std::cell::OnceCell;
use std::cmp::Ordering;
use std::rc::Rc;
use std::sync::Arc;

use git2::OdbObject;

use super::id::Id;
use super::objects::Objects;
use super::tree_entry::{Difference, Entries, TreeEntry, TreeItem, stored_order};
use crate::history::error::Error;

/// Folders kept at hand: the new side of one comparison is the old side of the next, and branches come back to where
/// they began.
const KEPT: usize = 24;

/// Reads stored folders and lays them side by side, keeping those last read at hand.
pub(in crate::history) struct Shelf<'a, 'repo> {
    objects: &'a Objects<'repo>,
    kept: Vec<(Id, Rc<Folder<'a>>)>,
}

impl<'a, 'repo> Shelf<'a, 'repo> {
    pub(in crate::history) fn of(objects: &'a Objects<'repo>) -> Self {
        Self {
            objects,
            kept: Vec::new(),
        }
    }

    pub(in crate::history) fn read(&mut self, id: Option<Id>) -> Result<Option<Rc<Folder<'a>>>, Error> {
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

    /// Every entry that the two folders hold differently, in stored order.
    pub(in crate::history) fn differences(
        &mut self,
        old: Option<Id>,
        new: Option<Id>,
    ) -> Result<Arc<[Difference]>, Error> {
        if let Some(known) = self.objects.known_differences(old, new) {
            return Ok(known);
        }
        let (old_folder, new_folder) = (self.read(old)?, self.read(new)?);
        let item = |entry: TreeEntry<'_>| TreeItem {
            kind: entry.kind,
            mode: entry.mode.into(),
            id: *entry.id,
        };
        let found: Arc<[Difference]> = differences(old_folder.as_deref(), new_folder.as_deref())
            .into_iter()
            .map(|(name, old, new)| Difference {
                name: name.into(),
                old: old.map(item),
                new: new.map(item),
            })
            .collect();
        self.objects.learn_differences(old, new, &found);
        Ok(found)
    }
}

/// A stored folder at hand.
pub(in crate::history) struct Folder<'a> {
    object: OdbObject<'a>,
    /// Where each entry begins, and where the last one ends.
    borders: OnceCell<Rc<[usize]>>,
}

impl<'a> Folder<'a> {
    fn new(object: OdbObject<'a>) -> Self {
        Self {
            object,
            borders: OnceCell::new(),
        }
    }

    pub(in crate::history) fn bytes(&self) -> &[u8] {
        self.object.data()
    }
}

/// An entry's name, and what it is on either side, as stored.
type Between<'a> = (&'a [u8], Option<TreeEntry<'a>>, Option<TreeEntry<'a>>);

fn differences<'a>(old: Option<&'a Folder<'_>>, new: Option<&'a Folder<'_>>) -> Vec<Between<'a>> {
    if let (Some(old), Some(new)) = (old, new)
        && old.bytes().len() == new.bytes().len()
    {
        let known = new.borders.get().or_else(|| old.borders.get()).cloned();
        let borders = known.unwrap_or_else(|| borders(old.bytes()));
        if let Some(differences) = other_ids(old.bytes(), new.bytes(), &borders) {
            // Where nothing but ids differ, the entries begin at the same places.
            old.borders.get_or_init(|| borders.clone());
            new.borders.get_or_init(|| borders);
            return differences;
        }
    }
    let bytes = |folder: Option<&'a Folder<'_>>| folder.map_or(&[][..], Folder::bytes);
    entry_by_entry(bytes(old), bytes(new))
}

fn borders(folder: &[u8]) -> Rc<[usize]> {
    let mut entries = Entries(folder);
    let mut borders = vec![0];
    while entries.next().is_some() {
        borders.push(folder.len() - entries.0.len());
    }
    borders.into()
}

/// The differences, if nothing but ids of entries differ; `borders` are those of either of the two.
fn other_ids<'a>(old: &'a [u8], new: &'a [u8], borders: &[usize]) -> Option<Vec<Between<'a>>> {
    let mut found = Vec::new();
    let mut from = 0;
    while let Some(at) = first_difference(old, new, from) {
        let next = borders.partition_point(|border| *border <= at);
        let (begin, end) = (*borders.get(next.checked_sub(1)?)?, *borders.get(next)?);
        let (one, other) = (old.get(begin..end)?, new.get(begin..end)?);
        let ids = one.len().checked_sub(20)?;
        if one[..ids] != other[..ids] {
            return None;
        }
        let (one, other) = (Entries(one).next()?, Entries(other).next()?);
        found.push((one.name, Some(one), Some(other)));
        from = end;
    }
    Some(found)
}

fn first_difference(old: &[u8], new: &[u8], from: usize) -> Option<usize> {
    const AT_ONCE: usize = 1024;
    let blocks = old[from..].chunks(AT_ONCE).zip(new[from..].chunks(AT_ONCE));
    let (nth, (one, other)) = blocks.enumerate().find(|(_, (one, other))| one != other)?;
    let within = one.iter().zip(other).position(|(one, other)| one != other)?;
    Some(from + nth * AT_ONCE + within)
}

fn entry_by_entry<'a>(old: &'a [u8], new: &'a [u8]) -> Vec<Between<'a>> {
    let mut found = Vec::new();
    let (mut old, mut new) = (old, new);
    loop {
        // One difference in a large folder is the rule: before it and behind it all is the same.
        let begin = end_of_common_entries(old, new);
        (old, new) = (&old[begin..], &new[begin..]);
        let (mut olds, mut news) = (Entries(old), Entries(new));
        let (one, other) = (olds.next(), news.next());
        let order = match (&one, &other) {
            (None, None) => return found,
            (Some(_), None) => Ordering::Less,
            (None, Some(_)) => Ordering::Greater,
            (Some(old), Some(new)) => stored_order(old, new),
        };
        let here = one.filter(|_| order != Ordering::Greater);
        let there = other.filter(|_| order != Ordering::Less);
        if let Some(entry) = here.or(there)
            && here != there
        {
            found.push((entry.name, here, there));
        }
        old = if here.is_some() { olds.0 } else { old };
        new = if there.is_some() { news.0 } else { new };
    }
}

/// Where the entries end with which both folders begin.
fn end_of_common_entries(old: &[u8], new: &[u8]) -> usize {
    let shorter = old.len().min(new.len());
    let same = first_difference(&old[..shorter], &new[..shorter], 0).unwrap_or(shorter);
    let mut entries = Entries(old);
    let mut end = 0;
    while entries.next().is_some() && old.len() - entries.0.len() <= same {
        end = old.len() - entries.0.len();
    }
    end
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use std::collections::BTreeMap;

    fn folder(entries: &BTreeMap<String, u8>) -> Vec<u8> {
        entries
            .iter()
            .flat_map(|(name, id)| [b"100644 ", name.as_bytes(), b"\0", &[*id; 20]].concat())
            .collect()
    }

    fn entries() -> impl Strategy<Value = BTreeMap<String, u8>> {
        prop::collection::btree_map("[ab0 ]{1,3}", prop::sample::select(vec![0, b' ', b'1', 200]), 0..12)
    }

    proptest! {
        #[test]
        fn every_difference_is_found_and_nothing_else(one in entries(), other in entries()) {
            let (old, new) = (folder(&one), folder(&other));
            let found: BTreeMap<&[u8], _> = entry_by_entry(&old, &new)
                .into_iter()
                .map(|(name, old, new)| (name, (old.map(|one| one.id[0]), new.map(|one| one.id[0]))))
                .collect();
            let names = one.keys().chain(other.keys());
            let expected: BTreeMap<&[u8], _> = names
                .map(|name| (name.as_bytes(), (one.get(name).copied(), other.get(name).copied())))
                .filter(|(_, (old, new))| old != new)
                .collect();
            prop_assert_eq!(found, expected);
        }

        #[test]
        fn the_short_way_finds_what_the_long_way_finds(
            one in entries(), other in entries(), ids in prop::collection::vec(any::<u8>(), 12), alike in any::<bool>(),
        ) {
            let changed = one.keys().cloned().zip(ids).collect();
            let (old, new) = (folder(&one), folder(if alike { &changed } else { &other }));
            if old.len() == new.len() {
                let long = entry_by_entry(&old, &new);
                for borders in [borders(&old), borders(&new)] {
                    match other_ids(&old, &new, &borders) {
                        Some(short) => prop_assert_eq!(&short, &long),
                        None => prop_assert!(!alike),
                    }
                }
            }
        }
    }

    #[test]
    fn a_file_and_a_folder_of_one_name_are_two_entries() {
        let entry = |mode: &str, name: &str| [mode.as_bytes(), b" ", name.as_bytes(), b"\0", &[1; 20]].concat();
        let old = [entry("100644", "a"), entry("100644", "a.yaml")].concat();
        let new = [entry("100644", "a.yaml"), entry("40000", "a")].concat();
        let names: Vec<_> = entry_by_entry(&old, &new)
            .iter()
            .map(|(name, old, new)| (*name, old.is_some(), new.is_some()))
            .collect();
        assert_eq!(names, [(&b"a"[..], true, false), (&b"a"[..], false, true)]);
    }
}
