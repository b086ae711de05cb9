//! The list of contracts.

use super::Error;
use super::room::Room;
use crate::audit::{Texts, fold};
use crate::contract;
use crate::history::{Found, Histories};
use crate::negotiation::Change;
use std::collections::BTreeSet;

/// One contract as it is listed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ContractRow {
    /// Its name.
    pub name: String,
    /// Its title; empty when it cannot be read.
    pub title: String,
    /// The parties: id and name.
    pub parties: Vec<(String, String)>,
    /// The number of the newest round; 0 when it was never sent.
    pub round: u32,
    /// The id of the party that sent the newest round.
    pub sent_by: Option<String>,
    /// The ids of the parties who have to act next.
    pub ball: Vec<String>,
    /// How many clauses every party has agreed to.
    pub agreed: usize,
    /// How many clauses have a text, and so need a position.
    pub total: usize,
    /// The time of the last change, RFC 3339 in its author's zone; `None` when it was never sent.
    pub changed: Option<String>,
    /// Why it cannot be read.
    pub error: Option<String>,
}

/// Lists every contract of the newest state, and those that lie only in the working folder. A contract that cannot be
/// read is listed with its reason and never hides the others.
///
/// # Errors
///
/// When the repository's history cannot be read.
pub fn list(room: &Room) -> Result<Vec<ContractRow>, Error> {
    let histories = room.histories();
    let mut rows = Vec::new();
    for found in histories.contracts()?.into_iter().filter(|found| found.text.is_some()) {
        let changes = histories.changes(&found.name)?;
        rows.push(row(room, &found, &changes));
    }
    for listed in room.repository().listed()? {
        if listed.text.is_none() {
            let found = Found { name: listed.name.clone(), original_name: listed.name, path: listed.path, text: None };
            rows.push(row(room, &found, &[]));
        }
    }
    rows.sort_by(|one, other| one.name.cmp(&other.name));
    Ok(rows)
}

fn row(room: &Room, found: &Found, changes: &[Change]) -> ContractRow {
    let mut row = ContractRow {
        name: found.name.clone(),
        title: String::new(),
        parties: Vec::new(),
        round: 0,
        sent_by: None,
        ball: Vec::new(),
        agreed: 0,
        total: 0,
        changed: changes.last().map(|change| change.at.to_rfc3339()),
        error: None,
    };
    if let Err(reason) = fill(room, found, changes, &mut row) {
        row.error = Some(reason.to_string());
    }
    row
}

fn fill(room: &Room, found: &Found, changes: &[Change], row: &mut ContractRow) -> Result<(), Error> {
    let texts = Texts::of(room.repository());
    let rounds = fold(&texts, changes, &BTreeSet::new())?;
    row.round = rounds.newest().map_or(0, |round| round.number);
    let bytes = match found.text {
        Some(text) => texts.bytes(text)?,
        None => match room.repository().draft(&found.path, None)? {
            Some(crate::history::Draft::Changed(bytes)) => bytes.into(),
            _ => return Ok(()),
        },
    };
    let contract = contract::read(&bytes).map_err(|error| Error::Unreadable { file: found.path.clone(), error })?;
    row.total = contract.walk().iter().filter(|visit| !visit.clause.text.trim().is_empty()).count();
    let sender = rounds.newest().and_then(|round| round.party().map(str::to_owned));
    row.ball = contract
        .parties
        .iter()
        .map(|party| party.id.clone())
        .filter(|id| row.round > 0 && Some(id) != sender.as_ref())
        .collect();
    row.sent_by = sender;
    row.parties = contract.parties.into_iter().map(|party| (party.id, party.name)).collect();
    row.title = contract.title;
    Ok(())
}
