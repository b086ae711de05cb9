//! How much a contract's file may hold: more than anything a person writes, and little enough to be read at once.

/// The largest file that is read, in bytes; the longest contracts have some two megabytes.
pub(crate) const LARGEST: usize = 16 << 20;

/// How deep lists and mappings may stand in one another.
pub(crate) const DEPTH: usize = 64;

/// How many values one file may hold; a contract of 2,000 clauses has some 14,000.
pub(crate) const NODES: usize = 250_000;

/// How many parties a contract may have: each of them takes a position on each clause.
pub(crate) const PARTIES: usize = 100;

/// How many people all parties may list together: who may speak for whom is worked out at each change of one of them.
pub(crate) const MEMBERS: usize = 200;

/// How many keys these may list together.
pub(crate) const KEYS: usize = 400;
