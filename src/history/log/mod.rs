//! The history of contracts: commits in order, what came before what, which texts and records each brought.

pub(in crate::history) mod along;
pub(in crate::history) mod ancestry;
pub(in crate::history) mod kept_graph;
pub(in crate::history) mod kept_pass;
pub(in crate::history) mod lineage;
pub(in crate::history) mod parting;
pub(in crate::history) mod reachability;
pub(in crate::history) mod read_ahead;
pub(in crate::history) mod read_graph;
pub(in crate::history) mod records;
pub(in crate::history) mod rename;
pub(in crate::history) mod texts;
pub(in crate::history) mod three_way;
pub(in crate::history) mod told;
pub(in crate::history) mod touches;
pub(in crate::history) mod walk;
