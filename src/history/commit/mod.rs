//! Writing a commit: its author and message, the lock, the journal, and the working folder that follows.

pub(in crate::history) mod author;
pub(in crate::history) mod build;
pub(in crate::history) mod identity;
pub(in crate::history) mod journal;
pub(in crate::history) mod lock;
pub(in crate::history) mod may_record;
pub(in crate::history) mod message;
pub(in crate::history) mod publish;
pub(in crate::history) mod take_back;
mod trailers;
pub(in crate::history) mod underway;
pub(in crate::history) mod worktree;
