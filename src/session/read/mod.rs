//! What is read and told, and changes nothing.

pub(in crate::session) mod audit;
pub(in crate::session) mod blame;
pub(in crate::session) mod check;
pub(in crate::session) mod checklists;
pub(in crate::session) mod clause_name;
pub(in crate::session) mod designation;
pub(in crate::session) mod diff;
pub(in crate::session) mod dossier;
pub(in crate::session) mod duties;
pub(in crate::session) mod evidence;
pub(in crate::session) mod figures;
pub(in crate::session) mod given_file;
pub(in crate::session) mod known_name;
pub(in crate::session) mod list;
pub(in crate::session) mod log;
pub(in crate::session) mod mine;
pub(in crate::session) mod no_draft;
pub(in crate::session) mod odd_file;
pub(in crate::session) mod rounds;
pub(in crate::session) mod show;
pub(in crate::session) mod standing;
pub(in crate::session) mod status;
pub(in crate::session) mod stood_by;
pub(in crate::session) mod unread;
pub(in crate::session) mod vouched;
pub(in crate::session) mod wordings;
