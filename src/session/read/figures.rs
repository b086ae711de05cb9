//! The figures of a contract over its rounds, held against one's own positions.

use super::check::seat;
use super::checklists::chosen;
use crate::contract::Contract;
use crate::review::{FigureHistory, Tracked, moved, tracked};
use crate::session::Error;
use crate::session::version_name::VersionName;
use crate::session::workspace::Workspace;
use std::path::Path;

/// The figures of a contract over its rounds.
pub struct Figures {
    /// The contract's name.
    pub name: String,
    /// Its title in the newest round.
    pub title: String,
    /// The numbers of the rounds, oldest first; those whose text is gone or cannot be read are left out.
    pub rounds: Vec<u32>,
    /// The figures that the checklists ask for.
    pub tracked: Vec<Tracked>,
    /// Every figure that moved.
    pub moved: Vec<FigureHistory>,
}

/// Follows the figures of a contract through its rounds, for a party (one's own when not given).
///
/// # Errors
///
/// When there is no such contract or party, nothing was ever sent, or a checklist is not sound.
pub fn figures(
    workspace: &Workspace,
    name: &str,
    party: Option<&str>,
    kind: Option<&str>,
    configuration: Option<&Path>,
) -> Result<Figures, Error> {
    let negotiation = workspace.negotiation(name)?;
    let mut versions: Vec<Contract> = Vec::new();
    let mut rounds = Vec::new();
    for round in &negotiation.rounds.rounds {
        let reading = match negotiation.reading(&VersionName::Round(round.number)) {
            Ok(reading) => reading,
            Err(Error::Deleted { .. }) => continue,
            Err(error) => return Err(error),
        };
        if let Ok(contract) = negotiation.read(&reading) {
            versions.push(contract);
            rounds.push(round.number);
        }
    }
    let newest = versions.last().ok_or_else(|| Error::NoRound {
        contract: negotiation.name().to_owned(),
    })?;
    let seat = seat(workspace, &negotiation, newest, party)?;
    let rules = chosen(workspace, configuration, newest, kind, seat.as_deref(), None)?.rules;
    Ok(Figures {
        name: negotiation.name().to_owned(),
        title: newest.title.clone(),
        rounds,
        tracked: tracked(&versions, &rules, seat.as_deref()),
        moved: moved(&versions),
    })
}
