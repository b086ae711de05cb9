//! What a reference that is no branch leads to: a label can name anything, through other labels.

use git2::ObjectType;

use crate::negotiation::CommitId;

use crate::history::doing::Doing;
use crate::history::error::Error;
use crate::history::repository::Repository;
use crate::history::store::damage::Damage;
use crate::history::store::id::TreeId;
use crate::history::store::id::{hex, id_of, oid_of};

/// Labels of labels of labels: nobody makes more.
const DEEPEST: usize = 16;

/// What a label leads to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Labelled {
    /// A commit.
    Change(CommitId),
    /// A stored folder.
    Folder(TreeId),
    /// A stored file, or a label by itself, of so many bytes.
    Bytes(u64),
}

impl Repository {
    /// Follows a tag to what it leads to. A tag object larger than `most` bytes is not read: it comes back as [`Labelled::Bytes`],
    /// with its size.
    ///
    /// # Errors
    ///
    /// When something on the way is missing or damaged.
    pub fn labelled(&self, named: CommitId, most: u64) -> Result<Labelled, Error> {
        let objects = self.objects()?;
        let mut id = *named.as_bytes();
        for _ in 0..DEEPEST {
            let (size, kind) = objects.kind(&id)?;
            match kind {
                ObjectType::Commit => return Ok(Labelled::Change(CommitId::from_bytes(id))),
                ObjectType::Tree => return Ok(Labelled::Folder(TreeId::from_bytes(id))),
                ObjectType::Tag if size <= most => {
                    let tag = self
                        .git()
                        .find_tag(oid_of(&id)?)
                        .map_err(Error::git(Doing::ReadLabel))?;
                    id = id_of(tag.target_id());
                }
                _ => return Ok(Labelled::Bytes(size)),
            }
        }
        Err(Error::Damaged {
            id: hex(named.as_bytes()),
            damage: Damage::EndlessLabel,
        })
    }
}

impl Repository {
    /// Every branch and tag: its full name (`refs/heads/main`) and its short one (`main`).
    ///
    /// # Errors
    ///
    /// When references cannot be read.
    pub fn names_of_branches_and_tags(&self) -> Result<Vec<(String, String)>, Error> {
        let failed = || Error::git(Doing::ReadReferences);
        let mut names = Vec::new();
        for reference in self.git().references().map_err(failed())? {
            let reference = reference.map_err(failed())?;
            let full = String::from_utf8_lossy(reference.name_bytes()).into_owned();
            let short = ["refs/heads/", "refs/tags/"]
                .iter()
                .find_map(|kind| full.strip_prefix(kind));
            if let Some(short) = short.map(str::to_owned) {
                names.push((full, short));
            }
        }
        Ok(names)
    }
}
