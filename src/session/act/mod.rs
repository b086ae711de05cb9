//! What records, sends, exchanges or writes.

pub(in crate::session) mod conflict;
pub(in crate::session) mod decide;
pub(in crate::session) mod edit;
pub(in crate::session) mod export;
pub(in crate::session) mod guard;
pub(in crate::session) mod init;
pub(in crate::session) mod intent;
pub(in crate::session) mod joining;
pub(in crate::session) mod keys_fault;
pub(in crate::session) mod keys_file;
pub(in crate::session) mod other_end;
pub(in crate::session) mod other_end_fault;
pub(in crate::session) mod outgoing;
pub(in crate::session) mod pending;
pub(in crate::session) mod propose;
pub(in crate::session) mod recording;
pub(in crate::session) mod selection;
pub(in crate::session) mod send;
pub(in crate::session) mod share;
pub(in crate::session) mod stamp_records;
pub(in crate::session) mod stamping;
pub(in crate::session) mod sync;
pub(in crate::session) mod time_stamp;
pub(in crate::session) mod trust;
pub(in crate::session) mod unsent;
pub(in crate::session) mod way_out;
