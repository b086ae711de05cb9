//! The entries of stored folders: taken apart, in order, and what may be wrong with them.

use std::cmp::Ordering;

use super::damage::Damage;
use super::id::Id;

/// What an entry of a folder is, as far as contracts are concerned.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::history) enum EntryKind {
    Folder,
    File,
    /// A link or a repository within: never followed, never a contract.
    Other,
}

/// One entry of a stored folder.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::history) struct TreeEntry<'a> {
    pub(in crate::history) kind: EntryKind,
    /// As stored, in octal digits.
    pub(in crate::history) mode: &'a [u8],
    pub(in crate::history) name: &'a [u8],
    pub(in crate::history) id: &'a Id,
}

/// The entries of a stored folder, in their stored order. Ends early where the bytes make no sense.
pub(in crate::history) struct Entries<'a>(pub(in crate::history) &'a [u8]);

impl<'a> Iterator for Entries<'a> {
    type Item = TreeEntry<'a>;

    fn next(&mut self) -> Option<TreeEntry<'a>> {
        let space = self.0.iter().take(8).position(|byte| *byte == b' ')?;
        let (mode, rest) = (&self.0[..space], &self.0[space + 1..]);
        let end = rest.iter().position(|byte| *byte == 0)?;
        let (id, after) = rest[end + 1..].split_first_chunk::<20>()?;
        let kind = match mode {
            b"40000" | b"040000" => EntryKind::Folder,
            _ if mode.starts_with(b"100") => EntryKind::File,
            _ => EntryKind::Other,
        };
        self.0 = after;
        Some(TreeEntry {
            kind,
            mode,
            name: &rest[..end],
            id,
        })
    }
}

/// The entry of that name.
pub(in crate::history) fn entry<'a>(tree: &'a [u8], name: &[u8]) -> Option<TreeEntry<'a>> {
    Entries(tree).find(|entry| entry.name == name)
}

/// How git sorts two entries: a folder as if its name ended in a slash.
pub(in crate::history) fn stored_order(one: &TreeEntry<'_>, other: &TreeEntry<'_>) -> Ordering {
    let common = one.name.len().min(other.name.len());
    // Most are told apart here, at once.
    one.name[..common].cmp(&other.name[..common]).then_with(|| {
        let slash = |entry: &TreeEntry<'_>| (entry.kind == EntryKind::Folder).then_some(&b'/');
        let (one, other) = (
            one.name[common..].iter().chain(slash(one)),
            other.name[common..].iter().chain(slash(other)),
        );
        one.cmp(other)
    })
}

/// What is wrong with a stored folder, if anything is: its bytes make no sense, or two readers could find different
/// files in it.
pub(in crate::history) fn tree_fault(tree: &[u8]) -> Option<Damage> {
    let mut entries = Entries(tree);
    let mut last: Option<TreeEntry<'_>> = None;
    // Files whose name the entry at hand begins with. A file `a` can stand far before a folder `a`, but everything between
    // them begins with `a`.
    let mut near: Vec<&[u8]> = Vec::new();
    for entry in entries.by_ref() {
        let known = match entry.kind {
            EntryKind::Folder => true,
            EntryKind::File => entry.mode.len() == 6 && entry.mode.iter().all(|digit| (b'0'..b'8').contains(digit)),
            EntryKind::Other => matches!(entry.mode, b"120000" | b"160000"),
        };
        if !known {
            return Some(Damage::FolderKind);
        }
        if entry.name.is_empty() || entry.name.contains(&b'/') || matches!(entry.name, b"." | b"..") {
            return Some(Damage::FolderName);
        }
        if last.is_some_and(|last| stored_order(&last, &entry) != Ordering::Less) {
            return Some(Damage::FolderOrder);
        }
        while near.last().is_some_and(|earlier| !entry.name.starts_with(earlier)) {
            near.pop();
        }
        if entry.kind != EntryKind::Folder {
            near.push(entry.name);
        } else if near.last() == Some(&entry.name) {
            return Some(Damage::FolderTwice);
        }
        last = Some(entry);
    }
    (!entries.0.is_empty()).then_some(Damage::FolderEnd)
}

/// What a folder has under a name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::history) struct TreeItem {
    pub(in crate::history) kind: EntryKind,
    /// As stored, in octal digits.
    pub(in crate::history) mode: Box<[u8]>,
    pub(in crate::history) id: Id,
}

/// An entry's name, and what it is on either side.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::history) struct Difference {
    pub(in crate::history) name: Box<[u8]>,
    pub(in crate::history) old: Option<TreeItem>,
    pub(in crate::history) new: Option<TreeItem>,
}

impl Difference {
    /// The folders of that name on either side, if it is one on either.
    pub(in crate::history) fn folders(&self) -> (Option<Id>, Option<Id>) {
        let folder = |item: &Option<TreeItem>| {
            item.as_ref()
                .filter(|item| item.kind == EntryKind::Folder)
                .map(|item| item.id)
        };
        (folder(&self.old), folder(&self.new))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn links_are_never_contracts() {
        let mut raw = Vec::new();
        for (mode, name) in [
            ("100644", "a.yaml"),
            ("120000", "b.yaml"),
            ("40000", "sub"),
            ("160000", "z"),
        ] {
            raw.extend_from_slice(format!("{mode} {name}\0").as_bytes());
            raw.extend_from_slice(&[7; 20]);
        }
        let kinds: Vec<EntryKind> = Entries(&raw).map(|entry| entry.kind).collect();
        assert_eq!(
            kinds,
            [EntryKind::File, EntryKind::Other, EntryKind::Folder, EntryKind::Other]
        );
        assert_eq!(entry(&raw, b"sub").unwrap().id, &[7; 20]);
        raw.truncate(raw.len() - 1);
        assert_eq!(Entries(&raw).count(), 3);
    }

    fn tree(entries: &[(&str, &str)]) -> Vec<u8> {
        let entry = |(mode, name): &(&str, &str)| [mode.as_bytes(), b" ", name.as_bytes(), b"\0", &[1; 20]].concat();
        entries.iter().flat_map(entry).collect()
    }

    #[test]
    fn a_folder_that_readers_could_read_differently_is_named() {
        let good = tree(&[
            ("100644", "a-b"),
            ("100755", "a.c"),
            ("40000", "a"),
            ("120000", "b"),
            ("160000", "c"),
        ]);
        assert_eq!(tree_fault(&good), None);
        assert_eq!(
            tree_fault(&tree(&[("040000", "a"), ("100664", "b")])),
            None,
            "as old programs wrote them"
        );
        let table = [
            tree(&[("100644", "a"), ("100644", "a")]),
            tree(&[("100644", "b"), ("100644", "a")]),
            tree(&[("100644", "a"), ("100644", "a.c"), ("40000", "a")]),
            tree(&[("100644", "a/b")]),
            tree(&[("40000", "..")]),
            tree(&[("100644", "")]),
            tree(&[("150000", "a")]),
            tree(&[("100849", "a")]),
            [&good[..], b"100644 d\0"].concat(),
            [&good[..], b"\0"].concat(),
        ];
        for raw in table {
            assert!(tree_fault(&raw).is_some(), "{}", String::from_utf8_lossy(&raw));
        }
    }
}
