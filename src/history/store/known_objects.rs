//! What earlier runs learnt of stored objects: where each commit stands, which folder lies where, what two folders
//! differ in, and what was found in a text. `docs/INDEX.md` says how it is kept and what never rests on it.
//!
//! Each fact is about objects that it names, whose content can never change: it is true for ever, whatever becomes of the
//! history, and one that is missing is found out again.

use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};
use std::sync::Arc;

use super::id::Id;
use super::plain_commit::PlainCommit;
use super::tree_entry::{Difference, EntryKind, TreeItem};

/// A fact of more bytes than this is not kept: it is as soon found out again as read.
const LARGEST_FACT: usize = 1 << 20;

const COMMIT: u8 = 1;
const FOLDER: u8 = 2;
const DIFFERENCES: u8 = 3;
const TEXT: u8 = 4;

/// What is known of stored objects, as it is kept, and where each fact stands in it.
#[derive(Default)]
pub(in crate::history) struct KnownObjects {
    bytes: Vec<u8>,
    commits: ByName<Id>,
    /// By the folder above and the number of the way down.
    folders: ByName<(Id, u32)>,
    ways: HashMap<Box<[u8]>, u32>,
    differences: ByName<[Option<Id>; 2]>,
    texts: ByName<Id>,
}

/// What was found in a text, as whoever found it writes it down, and the other text that has to be known to read it.
pub(in crate::history) type FoundInText = (Option<Id>, Vec<u8>);

type ByName<K> = HashMap<K, usize, BuildHasherDefault<NameHasher>>;

/// Names of objects are digests: a part of them is as good a hash as any.
#[derive(Default)]
struct NameHasher(u64);

impl Hasher for NameHasher {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        if let Some(first) = bytes.first_chunk::<8>() {
            self.0 = self.0.rotate_left(23) ^ u64::from_le_bytes(*first);
        }
    }

    fn write_u32(&mut self, number: u32) {
        self.0 = self.0.rotate_left(7) ^ u64::from(number);
    }
}

impl KnownObjects {
    /// Takes facts over that were kept; nothing of them where they are not written as they are here.
    pub(in crate::history) fn of(bytes: Vec<u8>) -> Option<Self> {
        let mut known = Self {
            bytes,
            ..Self::default()
        };
        let mut at = 0;
        while at < known.bytes.len() {
            let fact = Fact::at(&known.bytes, at)?;
            let (kind, end) = (fact.kind, fact.end);
            known.note(kind, at)?;
            at = end;
        }
        Some(known)
    }

    /// All facts, as they are kept.
    pub(in crate::history) fn bytes(&self) -> &[u8] {
        &self.bytes
    }

    fn note(&mut self, kind: u8, at: usize) -> Option<()> {
        let mut read = Fact::at(&self.bytes, at)?.content;
        match kind {
            COMMIT => {
                self.commits.insert(read.id()?, at);
            }
            FOLDER => {
                let top = read.id()?;
                read.maybe_id()?;
                let way = read.0;
                let next = u32::try_from(self.ways.len()).ok()?;
                let number = match self.ways.get(way) {
                    Some(number) => *number,
                    None => *self.ways.entry(way.into()).or_insert(next),
                };
                self.folders.insert((top, number), at);
            }
            DIFFERENCES => {
                self.differences.insert([read.maybe_id()?, read.maybe_id()?], at);
            }
            TEXT => {
                self.texts.insert(read.id()?, at);
            }
            _ => return None,
        }
        Some(())
    }

    fn content(&self, at: usize) -> Option<Reader<'_>> {
        Some(Fact::at(&self.bytes, at)?.content)
    }

    fn learn(&mut self, kind: u8, content: &[u8]) {
        let Ok(length) = u32::try_from(content.len()) else {
            return;
        };
        if content.len() > LARGEST_FACT {
            return;
        }
        let at = self.bytes.len();
        self.bytes.push(kind);
        self.bytes.extend(length.to_le_bytes());
        self.bytes.extend(content);
        self.note(kind, at);
    }

    pub(in crate::history) fn commit(&self, id: &Id) -> Option<PlainCommit> {
        let mut read = self.content(*self.commits.get(id)?)?;
        read.id()?;
        let tree = read.id()?;
        let is_odd = read.byte()? == 1;
        let count = read.number()?;
        let parents = (0..count).map(|_| read.id()).collect::<Option<Vec<Id>>>()?;
        let author = read.text()?.into();
        let encoding = match read.byte()? {
            0 => None,
            _ => Some(read.text()?.into()),
        };
        Some(PlainCommit {
            tree,
            parents,
            author,
            message: read.0.into(),
            encoding,
            is_odd,
        })
    }

    pub(in crate::history) fn learn_commit(&mut self, id: &Id, commit: &PlainCommit) {
        let mut content = Vec::with_capacity(128 + commit.message.len());
        content.extend(id);
        content.extend(commit.tree);
        content.push(u8::from(commit.is_odd));
        put_number(&mut content, commit.parents.len());
        commit.parents.iter().for_each(|parent| content.extend(parent));
        put_text(&mut content, &commit.author);
        match &commit.encoding {
            None => content.push(0),
            Some(encoding) => {
                content.push(1);
                put_text(&mut content, encoding);
            }
        }
        content.extend(&*commit.message);
        self.learn(COMMIT, &content);
    }

    /// What lies below a folder under a way of names; `Some(None)` where it is known that no folder does.
    #[expect(
        clippy::option_option,
        reason = "unknown, known to be nothing, and known are three answers"
    )]
    pub(in crate::history) fn folder(&self, top: Id, names: &[&[u8]]) -> Option<Option<Id>> {
        let number = self.ways.get(&*names.join(&b'/'))?;
        let mut read = self.content(*self.folders.get(&(top, *number))?)?;
        read.id()?;
        read.maybe_id()
    }

    pub(in crate::history) fn learn_folder(&mut self, top: Id, names: &[&[u8]], found: Option<Id>) {
        let mut content = top.to_vec();
        put_maybe(&mut content, found);
        content.extend(names.join(&b'/'));
        self.learn(FOLDER, &content);
    }

    pub(in crate::history) fn differences(&self, old: Option<Id>, new: Option<Id>) -> Option<Arc<[Difference]>> {
        let mut read = self.content(*self.differences.get(&[old, new])?)?;
        read.maybe_id()?;
        read.maybe_id()?;
        let count = read.number()?;
        (0..count)
            .map(|_| {
                Some(Difference {
                    name: read.text()?.into(),
                    old: read.item()?,
                    new: read.item()?,
                })
            })
            .collect()
    }

    pub(in crate::history) fn learn_differences(&mut self, old: Option<Id>, new: Option<Id>, found: &[Difference]) {
        let mut content = Vec::with_capacity(64 + 80 * found.len());
        put_maybe(&mut content, old);
        put_maybe(&mut content, new);
        put_number(&mut content, found.len());
        for one in found {
            put_text(&mut content, &one.name);
            put_item(&mut content, one.old.as_ref());
            put_item(&mut content, one.new.as_ref());
        }
        self.learn(DIFFERENCES, &content);
    }
}

impl KnownObjects {
    pub(in crate::history) fn text(&self, id: &Id) -> Option<FoundInText> {
        let mut read = self.content(*self.texts.get(id)?)?;
        read.id()?;
        Some((read.maybe_id()?, read.0.to_vec()))
    }

    pub(in crate::history) fn learn_text(&mut self, id: &Id, beside: Option<Id>, found: &[u8]) {
        let mut content = id.to_vec();
        put_maybe(&mut content, beside);
        content.extend(found);
        self.learn(TEXT, &content);
    }
}

/// One fact among those that are kept: its kind, the length of its content, its content.
struct Fact<'b> {
    kind: u8,
    content: Reader<'b>,
    end: usize,
}

impl<'b> Fact<'b> {
    fn at(bytes: &'b [u8], at: usize) -> Option<Self> {
        let mut read = Reader(bytes.get(at..)?);
        let kind = read.byte()?;
        let content = read.text()?;
        let end = bytes.len() - read.0.len();
        Some(Self {
            kind,
            content: Reader(content),
            end,
        })
    }
}

/// What is left to be read of a fact.
struct Reader<'b>(&'b [u8]);

impl<'b> Reader<'b> {
    fn byte(&mut self) -> Option<u8> {
        let (first, rest) = self.0.split_first()?;
        self.0 = rest;
        Some(*first)
    }

    fn number(&mut self) -> Option<usize> {
        let (number, rest) = self.0.split_first_chunk::<4>()?;
        self.0 = rest;
        usize::try_from(u32::from_le_bytes(*number)).ok()
    }

    fn id(&mut self) -> Option<Id> {
        let (id, rest) = self.0.split_first_chunk::<20>()?;
        self.0 = rest;
        Some(*id)
    }

    #[expect(
        clippy::option_option,
        reason = "unknown, known to be nothing, and known are three answers"
    )]
    fn maybe_id(&mut self) -> Option<Option<Id>> {
        match self.byte()? {
            0 => Some(None),
            1 => self.id().map(Some),
            _ => None,
        }
    }

    fn text(&mut self) -> Option<&'b [u8]> {
        let length = self.number()?;
        let (text, rest) = self.0.split_at_checked(length)?;
        self.0 = rest;
        Some(text)
    }

    #[expect(
        clippy::option_option,
        reason = "unknown, known to be nothing, and known are three answers"
    )]
    fn item(&mut self) -> Option<Option<TreeItem>> {
        let kind = match self.byte()? {
            0 => return Some(None),
            1 => EntryKind::Folder,
            2 => EntryKind::File,
            3 => EntryKind::Other,
            _ => return None,
        };
        Some(Some(TreeItem {
            kind,
            mode: self.text()?.into(),
            id: self.id()?,
        }))
    }
}

fn put_number(content: &mut Vec<u8>, number: usize) {
    // A fact with more than fits is longer than any that is kept.
    content.extend(u32::try_from(number).unwrap_or(u32::MAX).to_le_bytes());
}

fn put_text(content: &mut Vec<u8>, text: &[u8]) {
    put_number(content, text.len());
    content.extend(text);
}

fn put_maybe(content: &mut Vec<u8>, id: Option<Id>) {
    content.push(u8::from(id.is_some()));
    content.extend(id.iter().flatten());
}

fn put_item(content: &mut Vec<u8>, item: Option<&TreeItem>) {
    let Some(item) = item else {
        content.push(0);
        return;
    };
    content.push(match item.kind {
        EntryKind::Folder => 1,
        EntryKind::File => 2,
        EntryKind::Other => 3,
    });
    put_text(content, &item.mode);
    content.extend(item.id);
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::collection::{btree_map, vec};
    use proptest::option;
    use proptest::prelude::*;

    fn item() -> impl Strategy<Value = TreeItem> {
        let kind = prop_oneof![Just(EntryKind::Folder), Just(EntryKind::File), Just(EntryKind::Other)];
        (kind, vec(any::<u8>(), 0..7), any::<Id>()).prop_map(|(kind, mode, id)| TreeItem {
            kind,
            mode: mode.into(),
            id,
        })
    }

    fn difference() -> impl Strategy<Value = Difference> {
        (vec(any::<u8>(), 0..30), option::of(item()), option::of(item())).prop_map(|(name, old, new)| Difference {
            name: name.into(),
            old,
            new,
        })
    }

    fn commit() -> impl Strategy<Value = PlainCommit> {
        let bytes = || vec(any::<u8>(), 0..40);
        let person = (bytes(), option::of(bytes()), any::<bool>());
        (any::<Id>(), vec(any::<Id>(), 0..4), person, bytes()).prop_map(
            |(tree, parents, (author, encoding, is_odd), message)| PlainCommit {
                tree,
                parents,
                author: author.into(),
                message: message.into(),
                encoding: encoding.map(Into::into),
                is_odd,
            },
        )
    }

    proptest! {
        #[test]
        fn what_was_learnt_is_told_again_word_for_word(
            commits in btree_map(any::<Id>(), commit(), 0..6),
            folders in btree_map((any::<Id>(), vec(vec(97..100_u8, 1..3), 1..3)), option::of(any::<Id>()), 0..6),
            differing in btree_map((option::of(any::<Id>()), option::of(any::<Id>())), vec(difference(), 0..5), 0..6),
            texts in btree_map(any::<Id>(), (option::of(any::<Id>()), vec(any::<u8>(), 0..40)), 0..6),
            cut in any::<proptest::sample::Index>(),
        ) {
            let mut known = KnownObjects::default();
            for (id, commit) in &commits {
                known.learn_commit(id, commit);
            }
            for ((top, names), found) in &folders {
                known.learn_folder(*top, &names.iter().map(|name| &**name).collect::<Vec<_>>(), *found);
            }
            for ((old, new), found) in &differing {
                known.learn_differences(*old, *new, found);
            }
            for (id, (beside, found)) in &texts {
                known.learn_text(id, *beside, found);
            }
            let kept = known.bytes().to_vec();
            let again = KnownObjects::of(kept.clone()).unwrap();
            for known in [&known, &again] {
                for (id, commit) in &commits {
                    prop_assert_eq!(known.commit(id), Some(commit.clone()));
                }
                for ((top, names), found) in &folders {
                    let names: Vec<&[u8]> = names.iter().map(|name| &**name).collect();
                    prop_assert_eq!(known.folder(*top, &names), Some(*found));
                }
                for ((old, new), found) in &differing {
                    prop_assert_eq!(known.differences(*old, *new), Some(found.clone().into()));
                }
                for (id, found) in &texts {
                    prop_assert_eq!(known.text(id), Some(found.clone()));
                }
                prop_assert_eq!(known.commit(&[9; 20]), None);
            }
            // Whatever is cut off, nothing else is read out of it.
            if !kept.is_empty() {
                drop(KnownObjects::of(kept[..cut.index(kept.len())].to_vec()));
            }
        }

        #[test]
        fn noise_is_read_without_harm(noise in vec(any::<u8>(), 0..200)) {
            drop(KnownObjects::of(noise));
        }
    }
}
