//! What is wrong with something that history holds.

use git2::ObjectType;

/// What is wrong with a stored object, as a clause without its full stop.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum Damage {
    /// A point of history without author, folder or the like.
    #[error("it lacks what every point of history has")]
    NoPoint,
    /// Another kind of object than the place asks for.
    #[error("a {expected} is expected there, and a {found} was found")]
    OtherKind {
        /// What belongs there.
        expected: ObjectType,
        /// What is there.
        found: ObjectType,
    },
    /// Two contents of one name.
    #[error("its content was crafted so that other content can have the same name")]
    Crafted,
    /// Altered since it was stored.
    #[error("its content does not belong to its name")]
    OtherName,
    /// A kind of entry that git does not write.
    #[error("it is a folder that holds something of an unknown kind")]
    FolderKind,
    /// An empty name, `..` or the like.
    #[error("it is a folder that holds a file without a proper name")]
    FolderName,
    /// Readers would find different files in it.
    #[error("it is a folder that is not sorted, or holds a file twice")]
    FolderOrder,
    /// Readers would find different things under the name.
    #[error("it is a folder that holds a file and a folder of one name")]
    FolderTwice,
    /// Its bytes end too early, or too late.
    #[error("it is a folder that cannot be read to its end")]
    FolderEnd,
    /// Only a part of the file is there, or it was altered.
    #[error("its file cannot be unpacked ({0})")]
    NotUnpacked(String),
    /// What git or the system says of it.
    #[error("{0}")]
    Said(String),
}
