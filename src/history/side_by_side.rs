//! Two stored folders side by side: which entries differ.
//!
//! Most changes alter one file among thousands, so that the two folders differ in twenty bytes only. Taking both apart
//! cost as much as checking their hashes; now where entries begin is found out once and handed on from folder to folder.

use std::cell::OnceCell;
use std::cmp::Ordering;
use std::rc::Rc;

use git2::OdbObject;

use super::objects::{Entries, Entry, Kind};

/// A stored folder at hand.
pub(super) struct Folder<'a> {
    object: OdbObject<'a>,
    /// Where each entry begins, and where the last one ends.
    borders: OnceCell<Rc<[usize]>>,
}

impl<'a> Folder<'a> {
    pub(super) fn new(object: OdbObject<'a>) -> Self {
        Self { object, borders: OnceCell::new() }
    }

    pub(super) fn bytes(&self) -> &[u8] {
        self.object.data()
    }
}

/// An entry's name, and what it is on either side.
pub(super) type Difference<'a> = (&'a [u8], Option<Entry<'a>>, Option<Entry<'a>>);

/// Every entry that the two hold differently, in stored order.
pub(super) fn differences<'a>(old: Option<&'a Folder<'_>>, new: Option<&'a Folder<'_>>) -> Vec<Difference<'a>> {
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
fn other_ids<'a>(old: &'a [u8], new: &'a [u8], borders: &[usize]) -> Option<Vec<Difference<'a>>> {
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

fn entry_by_entry<'a>(old: &'a [u8], new: &'a [u8]) -> Vec<Difference<'a>> {
    let mut found = Vec::new();
    let (mut olds, mut news) = (Entries(old), Entries(new));
    let (mut one, mut other) = (olds.next(), news.next());
    loop {
        let order = match (&one, &other) {
            (None, None) => return found,
            (Some(_), None) => Ordering::Less,
            (None, Some(_)) => Ordering::Greater,
            (Some(old), Some(new)) => sorted(old).cmp(sorted(new)),
        };
        let (here, there) = match order {
            Ordering::Less => (one.take(), None),
            Ordering::Greater => (None, other.take()),
            Ordering::Equal => (one.take(), other.take()),
        };
        if let Some(entry) = here.or(there)
            && here != there
        {
            found.push((entry.name, here, there));
        }
        one = one.or_else(|| olds.next());
        other = other.or_else(|| news.next());
    }
}

/// Git sorts a folder as if its name ended in a slash.
pub(super) fn sorted<'a>(entry: &Entry<'a>) -> impl Iterator<Item = &'a u8> {
    let slash: &[u8] = if entry.kind == Kind::Folder { b"/" } else { b"" };
    entry.name.iter().chain(slash)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use std::collections::BTreeMap;

    fn folder(entries: &BTreeMap<String, u8>) -> Vec<u8> {
        entries.iter().flat_map(|(name, id)| [b"100644 ", name.as_bytes(), b"\0", &[*id; 20]].concat()).collect()
    }

    fn entries() -> impl Strategy<Value = BTreeMap<String, u8>> {
        prop::collection::btree_map("[ab0 ]{1,3}", prop::sample::select(vec![0, b' ', b'1', 200]), 0..12)
    }

    proptest! {
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
        let names: Vec<_> =
            entry_by_entry(&old, &new).iter().map(|(name, old, new)| (*name, old.is_some(), new.is_some())).collect();
        assert_eq!(names, [(&b"a"[..], true, false), (&b"a"[..], false, true)]);
    }
}
