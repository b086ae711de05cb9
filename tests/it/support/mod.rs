//! What several test modules need.

mod git;

pub(crate) use git::Git;
