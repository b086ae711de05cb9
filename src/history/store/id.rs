//! Names of stored objects, in the forms in which git, its library and the rest of the program have them.

use std::fmt;

use git2::Oid;

use crate::history::doing::Doing;
use crate::history::error::Error;
use crate::negotiation::CommitId;

pub(in crate::history) type Id = [u8; 20];

pub(in crate::history) fn id_of(oid: Oid) -> Id {
    let mut id = [0; 20];
    id.copy_from_slice(&oid.as_bytes()[..20]);
    id
}

pub(in crate::history) fn oid_of(id: &Id) -> Result<Oid, Error> {
    Oid::from_bytes(id).map_err(Error::git(Doing::ReadObjectName))
}

pub(in crate::history) fn hex(id: &Id) -> String {
    CommitId::from_bytes(*id).to_string()
}

pub(in crate::history) fn id_from_hex(hex: &[u8]) -> Option<Id> {
    let id: CommitId = std::str::from_utf8(hex).ok()?.parse().ok()?;
    Some(*id.as_bytes())
}

/// Names one stored folder: the id of a git tree.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TreeId(Id);

impl TreeId {
    /// The name from its twenty bytes.
    #[must_use]
    pub const fn from_bytes(bytes: [u8; 20]) -> Self {
        Self(bytes)
    }

    /// Its twenty bytes.
    #[must_use]
    pub const fn as_bytes(&self) -> &[u8; 20] {
        &self.0
    }
}

impl fmt::Display for TreeId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        CommitId::from_bytes(self.0).fmt(f)
    }
}

impl fmt::Debug for TreeId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "TreeId({self})")
    }
}
