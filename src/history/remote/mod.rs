//! Exchanging with another repository, and what may keep it from happening.

pub(in crate::history) mod addresses;
pub(in crate::history) mod bundle;
pub(in crate::history) mod exchange;
pub(in crate::history) mod hooks;
pub(in crate::history) mod labels;
pub(in crate::history) mod no_remote;
pub(in crate::history) mod shared;
pub(in crate::history) mod to_follow;
pub(in crate::history) mod unreached;
