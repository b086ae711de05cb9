//! What of a contract has been read: on the screens clause by clause, or elsewhere, on paper or as a web page.

use super::diff::{Redlined, diff};
use crate::contract::{Contract, Revision, revision};
use crate::redline::CompareScope;
use crate::session::Error;
use crate::session::act::pending::ReadMark;
use crate::session::version_name::VersionName;
use crate::session::workspace::Workspace;
use std::collections::HashMap;

impl Redlined {
    /// What is read where each clause is shown: its wordings on both sides, by id. On the left, what is there only to
    /// hold others is none.
    #[must_use]
    pub fn reads(&self) -> HashMap<String, ReadMark> {
        let wordings = |contract: &Contract| -> HashMap<String, Revision> {
            contract
                .walk()
                .iter()
                .map(|visit| (visit.clause.id.clone(), revision(visit.clause)))
                .collect()
        };
        let (old, new) = (wordings(&self.old), wordings(&self.new));
        let one = |clause: &crate::redline::ClauseChange| ReadMark {
            clause: clause.id.clone(),
            from: clause.from_id.as_ref().and_then(|id| old.get(id)).copied(),
            to: new.get(&clause.id).copied(),
        };
        self.redline
            .clauses
            .iter()
            .map(|clause| (clause.id.clone(), one(clause)))
            .collect()
    }
}

/// The redline against what the user's own party last stood by, and what of it has not been read yet, in reading order.
///
/// # Errors
///
/// When there is no such contract or round, the user speaks for no party, or something cannot be read.
pub fn unread(workspace: &Workspace, name: &str) -> Result<(Redlined, Vec<ReadMark>), Error> {
    let redlined = diff(
        workspace,
        name,
        Some(&VersionName::Mine),
        Some(&VersionName::Last),
        None,
        CompareScope::Changes,
    )?;
    let known = workspace.pending(&redlined.name)?.read;
    let mut reads = redlined.reads();
    let ids = redlined
        .redline
        .clauses
        .iter()
        .filter_map(|clause| reads.remove(&clause.id));
    let unread = ids
        .filter(|read| read.from != read.to && !known.contains(read))
        .collect();
    Ok((redlined, unread))
}

/// Notes that redlines were read elsewhere.
///
/// # Errors
///
/// When the clone's own folder cannot be written.
pub fn read_elsewhere(workspace: &Workspace, name: &str, read: &[ReadMark]) -> Result<(), Error> {
    workspace
        .change_pending(name, |pending| pending.note_read(read))
        .map(|_| ())
}
