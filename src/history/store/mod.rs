//! What git stores: objects, trees, raw commits, and what can be wrong with them.

pub(in crate::history) mod as_stored;
pub(in crate::history) mod copied;
pub(in crate::history) mod damage;
pub(in crate::history) mod encoding;
pub(in crate::history) mod header_fault;
pub(in crate::history) mod id;
pub(in crate::history) mod kept;
pub(in crate::history) mod known_file;
pub(in crate::history) mod known_objects;
pub(in crate::history) mod loose;
pub(in crate::history) mod objects;
pub(in crate::history) mod pack;
pub(in crate::history) mod plain_commit;
pub(in crate::history) mod raw_commit;
pub(in crate::history) mod tree_diff;
pub(in crate::history) mod tree_entry;
pub(in crate::history) mod trees;
