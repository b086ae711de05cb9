//! The clean text of a contract, whole or one clause.

use super::clause_name::clause_called;
use super::comments::{ShownThread, open_threads};
use crate::contract::{Clause, Contract, Visit};
use crate::exchange::Version;
use crate::session::Error;
use crate::session::version_name::VersionName;
use crate::session::workspace::{Negotiation, Workspace};

/// A contract as it stands in one version.
pub struct ShownContract {
    /// The contract's name.
    pub name: String,
    /// Which version.
    pub version: Version,
    /// The contract.
    pub contract: Contract,
    /// The comments of the shared history that are not resolved, where the newest round is shown.
    pub comments: Vec<ShownThread>,
}

/// Reads a contract as it stands in a version; the newest round when none is named, or the draft of one never sent.
///
/// # Errors
///
/// When there is no such version, or it cannot be read.
pub fn show(workspace: &Workspace, name: &str, version: Option<&VersionName>) -> Result<ShownContract, Error> {
    let negotiation = workspace.negotiation(name)?;
    let newest = if negotiation.changes.is_empty() {
        VersionName::Draft
    } else {
        VersionName::Last
    };
    let reading = negotiation.reading(version.unwrap_or(&newest))?;
    let contract = negotiation.read(&reading)?;
    let is_newest = reading.version.round == Some(negotiation.newest_number());
    let comments = if is_newest {
        open_threads(workspace, &negotiation)?
    } else {
        Vec::new()
    };
    Ok(ShownContract {
        name: negotiation.name().to_owned(),
        version: Negotiation::named(reading.version, &contract),
        contract,
        comments,
    })
}

impl ShownContract {
    /// The clause of that id, or of that number.
    ///
    /// # Errors
    ///
    /// When there is none, with the id most like it, or the id of one is the number of another.
    pub fn clause(&self, id: &str) -> Result<&Clause, Error> {
        clause_called(&self.contract, &self.name, id)
    }

    /// A clause and its sub-clauses, in reading order; all clauses when none is asked for.
    #[must_use]
    pub fn visits(&self, clause: Option<&Clause>) -> Vec<Visit<'_>> {
        let visits = self.contract.walk();
        let Some(start) = clause.and_then(|clause| visits.iter().position(|visit| visit.clause.id == clause.id)) else {
            return visits;
        };
        let below = visits[start + 1..]
            .iter()
            .take_while(|visit| visit.depth > visits[start].depth)
            .count();
        visits[start..=start + below].to_vec()
    }
}
