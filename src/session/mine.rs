//! What the user's own party last accepted: the left side of the redline that matters most to it.

use super::Error;
use super::me::own_party;
use super::room::{Called, Negotiation, Reading, Room, VersionName};
use crate::contract;
use crate::exchange::Version;
use crate::negotiation::{Accepted, ClauseStanding, accepted_text};
use std::rc::Rc;

/// The text that the user's own party last accepted; `None` when it never recorded anything, or the user speaks for
/// nobody here.
pub(super) fn mine(room: &Room, negotiation: &Negotiation<'_>) -> Result<Option<Reading>, Error> {
    if negotiation.record_files.is_empty() {
        return Ok(None);
    }
    let newest = negotiation.reading(&VersionName::Last)?;
    let newest = negotiation.read(&newest)?;
    let Some(party) = own_party(room, &newest)? else { return Ok(None) };
    let dossier = negotiation.dossier(&room.memory()?)?;
    let parties: Vec<String> = newest.parties.iter().map(|party| party.id.clone()).collect();
    let standings = dossier.standings(&parties, false);
    let sent =
        negotiation.rounds.rounds.iter().rev().find(|round| round.party() == Some(&party) && round.text().is_some());
    let sent_number = sent.map_or(0, |round| round.number);
    let mut accepted = Vec::new();
    for clause in &standings.clauses {
        if let Some(round) = accepted_in(clause, &party).filter(|round| *round > sent_number) {
            let reading = negotiation.reading(&VersionName::Round(round))?;
            let wording = negotiation.read(&reading)?.clause(&clause.id).cloned();
            accepted.push(Accepted { id: clause.id.clone(), wording });
        }
    }
    if sent.is_none() && accepted.is_empty() {
        return Ok(None);
    }
    let sent = sent.map(|round| negotiation.reading(&VersionName::Round(round.number))).transpose()?;
    let old = sent.as_ref().map(|reading| negotiation.read(reading)).transpose()?;
    // A deletion that all have accepted is no longer listed, and no longer in the text.
    for visit in old.iter().flat_map(contract::Contract::walk) {
        let id = &visit.clause.id;
        if newest.clause(id).is_none() && standings.clause(id).is_none() && !visit.clause.text.trim().is_empty() {
            accepted.push(Accepted { id: id.clone(), wording: None });
        }
    }
    match sent {
        Some(sent) if accepted.is_empty() => Ok(Some(sent)),
        _ => {
            let text = accepted_text(old.as_ref(), &newest, &accepted);
            let bytes = Rc::new(contract::write(&text).into_bytes());
            let version = Version { party: Some(party), ..Version::default() };
            Ok(Some(Reading { version, bytes, called: Called::Accepted }))
        }
    }
}

/// The number of the round in which a party last accepted or offered a wording of a clause.
fn accepted_in(clause: &ClauseStanding, party: &str) -> Option<u32> {
    let position = clause.positions.iter().find(|position| position.party == party)?;
    if position.kind.is_favourable() { position.round } else { position.earlier.as_ref().map(|earlier| earlier.round) }
}
