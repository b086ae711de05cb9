//! Git's settings, by who wrote them, and what of them is obeyed.

pub(in crate::history) mod configuration;
pub(in crate::history) mod known_settings;
pub(in crate::history) mod named_programs;
pub(in crate::history) mod opening_flags;
pub(in crate::history) mod program_setting;
pub(in crate::history) mod restriction;
