//! Who brought in each word of a clause.

use super::clause_name::clause_called;
use crate::contract::Clause;
use crate::negotiation::{Speaker, blame as fold};
use crate::session::Error;
use crate::session::workspace::Workspace;
use std::rc::Rc;

/// A clause as it stands in the newest version, with the origin of each stretch of its text.
pub struct Blamed {
    /// The clause.
    pub clause: Clause,
    /// Its present number.
    pub number: String,
    /// The parties, id and name, in the contract's order.
    pub parties: Vec<(String, String)>,
    /// The text from beginning to end, cut where the origin changes.
    pub stretches: Vec<BlameSpan>,
}

/// Words that one change brought in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BlameSpan {
    /// The words.
    pub text: String,
    /// The number of the round; `None` when the change was not sent.
    pub round: Option<u32>,
    /// The id of the party; `None` when the author belongs to none.
    pub party: Option<String>,
    /// The author's name.
    pub author: String,
    /// When, RFC 3339 in the author's zone.
    pub date: String,
    /// The change's id in git.
    pub commit: String,
}

/// Tells who brought in each word that stands in a clause of the newest version.
///
/// # Errors
///
/// When there is no such contract or clause, or history cannot be read.
pub fn blame(workspace: &Workspace, name: &str, clause_id: &str) -> Result<Blamed, Error> {
    let negotiation = workspace.negotiation(name)?;
    let readable = |text| negotiation.texts.contract(text);
    let mut newest = None;
    for text in negotiation.changes.iter().rev().filter_map(|change| change.after) {
        newest = readable(text)?.map(|contract| (text, Rc::new(contract)));
        if newest.is_some() {
            break;
        }
    }
    let (newest_text, newest) = newest.ok_or_else(|| Error::NoRound {
        contract: name.to_owned(),
    })?;
    let clause = clause_called(&newest, negotiation.name(), clause_id)?.clone();
    let origins = fold(&negotiation.changes, &clause.id, |text| -> Result<_, Error> {
        if text == newest_text {
            return Ok(Some(Rc::clone(&newest)));
        }
        Ok(readable(text)?.map(Rc::new))
    })?;
    let stretches = origins
        .iter()
        .map(|origin| {
            let change = &negotiation.changes[origin.change];
            let round = negotiation.rounds.round_of(change.id);
            let foreign = round.is_some_and(|round| round.foreign.iter().any(|foreign| foreign.id == change.id));
            BlameSpan {
                text: clause.text[origin.bytes.clone()].to_owned(),
                round: round.map(|round| round.number),
                party: round.filter(|_| !foreign).and_then(|round| match &round.speaker {
                    Speaker::Party(id) => Some(id.clone()),
                    Speaker::Unknown(_) => None,
                }),
                author: change.author.name.clone(),
                date: change.at.to_rfc3339(),
                commit: change.id.to_string(),
            }
        })
        .collect();
    let parties = newest
        .parties
        .iter()
        .map(|party| (party.id.clone(), party.name.clone()))
        .collect();
    let number = newest
        .walk()
        .into_iter()
        .find(|visit| visit.clause.id == clause.id)
        .map(|visit| visit.number)
        .unwrap_or_default();
    Ok(Blamed {
        clause,
        number,
        parties,
        stretches,
    })
}
