//! What is the user's own: who they are, what they keep, how they like it.

pub(in crate::session) mod acting_member;
pub(in crate::session) mod carriers;
pub(in crate::session) mod internal_comments;
pub(in crate::session) mod known_history;
pub(in crate::session) mod memory;
pub(in crate::session) mod opening;
pub(in crate::session) mod own_folder;
pub(in crate::session) mod permitted;
pub(in crate::session) mod private_file;
pub(in crate::session) mod review_marks;
pub(in crate::session) mod settings;
pub(in crate::session) mod settings_fault;
pub(in crate::session) mod signing_handle;
pub(in crate::session) mod theme;
pub(in crate::session) mod whole_file;
