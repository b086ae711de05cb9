//! Objects of git as they are stored: read whole, checked against their names, parsed here.
//!
//! Reading raw objects once, in the order of history, took half the time and a tenth of the memory of git2's own
//! trees and commits over 50,000 changes; and what is parsed here cannot be bent by grafts or replaced objects.

use std::cell::RefCell;
use std::collections::{HashMap, HashSet};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::PathBuf;
use std::sync::Arc;

use git2::{ErrorCode, ObjectType, Odb, OdbObject, Oid};

use sha1::{Digest, Sha1};

use super::copied::Copied;
use super::damage::Damage;
use super::id::{Id, hex, oid_of};
use super::known_file::KnownFile;
use super::loose;
use super::plain_commit::PlainCommit;
use super::tree_entry::{Difference, tree_fault};
use crate::history::doing::Doing;
use crate::history::error::Error;

/// The largest text that is taken for a contract.
pub const LARGEST_TEXT: u64 = 16 << 20;
/// Commits and folders may be large, but not beyond any measure.
const LARGEST_OTHER: u64 = 256 << 20;

/// How closely what is read is looked at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::history) enum Verification {
    /// Content has to belong to its name.
    Usual,
    /// It must not have been crafted to share its name with other content either, and folders must leave no two readers
    /// in doubt: for audits.
    Audit,
}

/// What an audit has seen already, and need not look at once more.
#[derive(Debug, Default)]
pub(in crate::history) struct ObjectCache {
    /// What was looked at closely: whoever reads it again needs no more than its name.
    looked_at: HashSet<Id>,
    /// What two folders differ in: several checks ask for the same, and reading folders takes most of an audit's time.
    differences: HashMap<Pair, Arc<[Difference]>>,
    /// Where objects have files of their own.
    files: Option<loose::FanOut>,
}

type Pair = (Option<Id>, Option<Id>);

impl ObjectCache {
    /// Takes over what was seen elsewhere.
    pub(in crate::history) fn learn(&mut self, other: Self) {
        self.looked_at.extend(other.looked_at);
        self.differences.extend(other.differences);
    }
}

/// The objects of one repository.
pub(in crate::history) struct Objects<'repo> {
    repository: &'repo git2::Repository,
    odb: Odb<'repo>,
    /// Where files of single objects lie.
    folder: PathBuf,
    /// For an audit, what it has seen.
    audit: Option<&'repo RefCell<ObjectCache>>,
    /// What earlier runs learnt, for whom nothing is proved by it.
    known: Option<&'repo KnownFile>,
}

impl<'repo> Objects<'repo> {
    pub(in crate::history) fn of(
        repository: &'repo git2::Repository,
        verification: Verification,
        seen: &'repo RefCell<ObjectCache>,
        known: Option<&'repo KnownFile>,
    ) -> Result<Self, Error> {
        let odb = repository.odb().map_err(Error::git(Doing::OpenStore))?;
        // Git says so where what is being pushed lies elsewhere.
        let pushed = std::env::var_os("GIT_OBJECT_DIRECTORY").filter(|_| verification == Verification::Audit);
        let folder = pushed.map_or_else(|| repository.commondir().join("objects"), PathBuf::from);
        Ok(Self {
            repository,
            odb,
            folder,
            audit: (verification == Verification::Audit).then_some(seen),
            known,
        })
    }

    /// For an audit that has not looked at an object yet, what it has seen of others.
    fn looking_at(&self, id: &Id) -> Option<&'repo RefCell<ObjectCache>> {
        self.audit.filter(|seen| !seen.borrow().looked_at.contains(id))
    }

    /// What two folders differ in, if this audit, or an earlier run for who reads, found it out before.
    pub(in crate::history) fn known_differences(&self, old: Option<Id>, new: Option<Id>) -> Option<Arc<[Difference]>> {
        let seen = self
            .audit
            .and_then(|seen| seen.borrow().differences.get(&(old, new)).cloned());
        seen.or_else(|| self.known?.objects().borrow().differences(old, new))
    }

    pub(in crate::history) fn learn_differences(&self, old: Option<Id>, new: Option<Id>, found: &Arc<[Difference]>) {
        if let Some(seen) = self.audit {
            seen.borrow_mut().differences.insert((old, new), found.clone());
        }
        if let Some(known) = self.known {
            known.objects().borrow_mut().learn_differences(old, new, found);
        }
    }

    /// What is known to lie below a folder under a way of names.
    #[expect(
        clippy::option_option,
        reason = "unknown, known to be nothing, and known are three answers"
    )]
    pub(in crate::history) fn known_folder(&self, top: Id, names: &[&[u8]]) -> Option<Option<Id>> {
        self.known?.objects().borrow().folder(top, names)
    }

    pub(in crate::history) fn learn_folder(&self, top: Id, names: &[&[u8]], found: Option<Id>) {
        if let Some(known) = self.known {
            known.objects().borrow_mut().learn_folder(top, names, found);
        }
    }

    /// The size of a file's content, without reading it.
    pub(in crate::history) fn size(&self, id: &Id) -> Result<u64, Error> {
        self.kind(id).map(|(size, _)| size)
    }

    /// The size and kind of an object, without reading it.
    pub(in crate::history) fn kind(&self, id: &Id) -> Result<(u64, ObjectType), Error> {
        match self.header(oid_of(id)?) {
            Ok((size, kind)) => Ok((size as u64, kind)),
            Err(error) if error.code() == ErrorCode::NotFound => Err(self.missing(id)),
            Err(error) => Err(Error::Damaged {
                id: hex(id),
                damage: Damage::Said(error.message().to_owned()),
            }),
        }
    }

    fn missing(&self, id: &Id) -> Error {
        Error::Missing {
            id: hex(id),
            copy: Copied::of(self.repository),
        }
    }

    /// The size and kind of an object. A damaged pack can hold a kind that makes no sense, and there git2 0.21 panics.
    fn header(&self, oid: git2::Oid) -> Result<(usize, ObjectType), git2::Error> {
        catch_unwind(AssertUnwindSafe(|| self.odb.read_header(oid)))
            .unwrap_or_else(|_| Err(git2::Error::from_str("its kind makes no sense")))
    }

    pub(in crate::history) fn commit(&self, id: &Id) -> Result<PlainCommit, Error> {
        if let Some(known) = self.known.and_then(|known| known.objects().borrow().commit(id)) {
            return Ok(known);
        }
        let object = self.whole_commit(id)?;
        let commit = PlainCommit::parse(object.data()).ok_or_else(|| Error::Damaged {
            id: hex(id),
            damage: Damage::NoPoint,
        })?;
        if let Some(known) = self.known {
            known.objects().borrow_mut().learn_commit(id, &commit);
        }
        Ok(commit)
    }

    /// A commit with all its headers.
    pub(in crate::history) fn whole_commit(&self, id: &Id) -> Result<OdbObject<'_>, Error> {
        self.read(id, ObjectType::Commit, LARGEST_OTHER)
    }

    pub(in crate::history) fn tree(&self, id: &Id) -> Result<OdbObject<'_>, Error> {
        let looking = self.looking_at(id);
        let tree = self.read(id, ObjectType::Tree, LARGEST_OTHER)?;
        match looking.and_then(|_| tree_fault(tree.data())) {
            Some(damage) => Err(Error::Damaged { id: hex(id), damage }),
            None => Ok(tree),
        }
    }

    pub(in crate::history) fn text(&self, id: &Id) -> Result<Vec<u8>, Error> {
        self.read(id, ObjectType::Blob, LARGEST_TEXT)
            .map(|object| object.data().to_vec())
    }

    /// Looks at the size first: a small file can unpack to a very large one.
    fn read(&self, id: &Id, kind: ObjectType, limit: u64) -> Result<OdbObject<'_>, Error> {
        let oid = oid_of(id)?;
        let wrong = |error: git2::Error| match error.code() {
            ErrorCode::NotFound => self.missing(id),
            _ => Error::Damaged {
                id: hex(id),
                damage: Damage::Said(error.message().to_owned()),
            },
        };
        let damaged = |damage| Err(Error::Damaged { id: hex(id), damage });
        let looking = self.looking_at(id);
        if let Some(seen) = looking {
            let mut seen = seen.borrow_mut();
            let files = seen.files.get_or_insert_with(|| loose::FanOut::of(&self.folder));
            if let Some(damage) = files.fault(&self.folder, id, LARGEST_OTHER) {
                return damaged(damage);
            }
        }
        let may_be_large = kind == ObjectType::Blob;
        if may_be_large {
            check(id, self.header(oid).map_err(wrong)?, kind, limit)?;
        }
        let object = self.odb.read(oid).map_err(wrong)?;
        check(id, (object.len(), object.kind()), kind, limit)?;
        let (name, crafted) = match looking {
            Some(_) => name_and_craft_of(kind, object.data()),
            None => (name_of(kind, object.data()), false),
        };
        match (name == *id, crafted) {
            (true, false) => {
                if let Some(seen) = looking {
                    seen.borrow_mut().looked_at.insert(*id);
                }
                Ok(object)
            }
            (_, true) => damaged(Damage::Crafted),
            (false, false) => damaged(Damage::OtherName),
        }
    }
}

/// The name that git gives to an object.
///
/// The library's own check is turned off for this one, which uses the processor's instructions: it took a fifth of the
/// time of a redline before. It does not look for crafted collisions, as git does not when it reads.
fn name_of(kind: ObjectType, content: &[u8]) -> Id {
    Sha1::new()
        .chain_update(format!("{kind} {}\0", content.len()))
        .chain_update(content)
        .finalize()
        .into()
}

/// The same, and whether the content bears the marks of a crafted collision. Some ten times slower.
fn name_and_craft_of(kind: ObjectType, content: &[u8]) -> (Id, bool) {
    closely(&[format!("{kind} {}\0", content.len()).as_bytes(), content])
}

fn closely(parts: &[&[u8]]) -> (Id, bool) {
    let mut detecting = sha1_checked::Sha1::builder().safe_hash(false).build();
    for part in parts {
        detecting.update(part);
    }
    let found = detecting.try_finalize();
    ((*found.hash()).into(), found.has_collision())
}

fn check(id: &Id, (size, found): (usize, ObjectType), kind: ObjectType, limit: u64) -> Result<(), Error> {
    if found != kind {
        return Err(Error::Damaged {
            id: hex(id),
            damage: Damage::OtherKind { expected: kind, found },
        });
    }
    let size = size as u64;
    if size > limit {
        Err(Error::TooLarge {
            what: hex(id),
            size,
            limit,
        })
    } else {
        Ok(())
    }
}

/// The folder of all files of a commit. A point at whose head libgit2 stops has one all the same, and whatever
/// is recorded on top of it is sound.
pub(in crate::history) fn tree_of(repository: &git2::Repository, point: Oid) -> Result<git2::Tree<'_>, git2::Error> {
    let odb = repository.odb()?;
    let object = odb.read(point)?;
    let is_point = object.kind() == ObjectType::Commit;
    let read = is_point.then(|| PlainCommit::parse(object.data())).flatten();
    let read = read.ok_or_else(|| git2::Error::from_str("it is not a commit"))?;
    repository.find_tree(Oid::from_bytes(&read.tree)?)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The beginning of both files of the first published collision (shattered.io, 2017).
    const CRAFTED: &str = "255044462d312e330a25e2e3cfd30a0a0a312030206f626a0a3c3c2f57696474682032203020522f4865696768742033203020522f547970\
         652034203020522f537562747970652035203020522f46696c7465722036203020522f436f6c6f7253706163652037203020522f4c656e67\
         74682038203020522f42697473506572436f6d706f6e656e7420383e3e0a73747265616d0affd8fffe00245348412d312069732064656164\
         2121212121852fec092339759c39b1a1c63c4c97e1fffe017346dc9166b67e118f029ab621b2560ff9ca67cca8c7f85ba84c79030c2b3de2\
         18f86db3a90901d5df45c14f26fedfb3dc38e96ac22fe7bd728f0e45bce046d23c570feb141398bb552ef5a0a82be331fea48037b8b5d71f\
         0e332edf93ac3500eb4ddc0decc1a864790c782c76215660dd309791d06bd0af3f98cda4bc4629b1";

    #[test]
    fn content_crafted_for_a_collision_is_told_from_other_content() {
        let mut bytes: Vec<u8> = (0..320)
            .map(|at| u8::from_str_radix(&CRAFTED[at * 2..at * 2 + 2], 16).unwrap())
            .collect();
        assert!(closely(&[&bytes[..7], &bytes[7..]]).1);
        bytes[200] ^= 1;
        assert!(!closely(&[&bytes]).1);
        let text = "甲".repeat(1000);
        assert_eq!(
            name_and_craft_of(ObjectType::Blob, text.as_bytes()),
            (name_of(ObjectType::Blob, text.as_bytes()), false)
        );
    }
}
