//! All of git: finding a repository, telling its contracts' histories, reading texts, writing changes.

mod ahead;
mod ancestry;
mod build;
mod condition;
mod error;
mod identity;
mod likeness;
mod lineage;
mod message;
mod objects;
mod records;
mod repository;
mod side_by_side;
mod signing;
mod texts;
mod touches;
mod walk;

pub use ahead::Ahead;
pub use build::{NewChange, Signer, create, write};
pub use condition::git_version;
pub use error::Error;
pub use identity::{Identity, identity_of_user};
pub use message::{CONTRACT, PARTY, ROUND};
pub use objects::LARGEST_TEXT;
pub use records::RecordFile;
pub use repository::Repository;
pub use signing::MadeUpKey;
pub use texts::{Draft, Listed};
pub use walk::{Found, Histories, Walk};
