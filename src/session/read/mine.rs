//! What the user's own party last accepted or offered: the left side of the redline that matters most to it.

use std::collections::BTreeMap;

use super::dossier::Dossier;
use super::stood_by::{self, Known};
use crate::contract::Contract;
use crate::exchange::{BaselineReason, StoodByEach};
use crate::negotiation::{LastWord, PositionKind, pieced};
use crate::redline::Pieced;
use crate::session::Error;
use crate::session::user::acting_member::own_party;
use crate::session::version_name::VersionName;
use crate::session::workspace::{Negotiation, Workspace};

/// What one party last stood by, with the texts of the rounds in which it did.
pub(in crate::session) struct Mine {
    party: String,
    party_name: String,
    known: Known,
    texts: BTreeMap<u32, Contract>,
}

/// What the user's own party last stood by; `None` where nothing was sent yet, or where the user speaks for nobody.
///
/// # Errors
///
/// When history, a record or the text of a round that the party stood by cannot be read.
pub(in crate::session) fn mine(workspace: &Workspace, negotiation: &Negotiation<'_>) -> Result<Option<Mine>, Error> {
    match own_side(workspace, negotiation)? {
        Some(own) => {
            let dossier = negotiation.dossier(&workspace.memory()?)?;
            gathered(workspace, negotiation, &dossier, own).map(Some)
        }
        None => Ok(None),
    }
}

/// The same of a record that is read already.
///
/// # Errors
///
/// As [`mine`].
pub(in crate::session) fn mine_in(
    workspace: &Workspace,
    negotiation: &Negotiation<'_>,
    dossier: &Dossier,
) -> Result<Option<Mine>, Error> {
    let own = own_side(workspace, negotiation)?;
    own.map(|own| gathered(workspace, negotiation, dossier, own))
        .transpose()
}

/// The newest round and the user's own party in it; `None` where there is none.
fn own_side(workspace: &Workspace, negotiation: &Negotiation<'_>) -> Result<Option<(Contract, String)>, Error> {
    if negotiation.newest_number() == 0 {
        return Ok(None);
    }
    let newest = negotiation.read(&negotiation.reading(&VersionName::Last)?)?;
    let party = own_party(workspace, &newest)?;
    Ok(party.map(|party| (newest, party)))
}

fn gathered(
    workspace: &Workspace,
    negotiation: &Negotiation<'_>,
    dossier: &Dossier,
    (newest, party): (Contract, String),
) -> Result<Mine, Error> {
    let known = stood_by::own(workspace, negotiation, dossier, &newest, &party)?;
    let mut texts = BTreeMap::new();
    let rounds = known
        .wordings
        .values()
        .filter(|one| one.revision.is_some())
        .map(|one| one.found_in);
    for round in rounds.chain(known.frame) {
        if let std::collections::btree_map::Entry::Vacant(free) = texts.entry(round) {
            free.insert(negotiation.read(&negotiation.reading(&VersionName::Round(round))?)?);
        }
    }
    let party_name = newest.party(&party).map(|party| party.name.clone()).unwrap_or_default();
    Ok(Mine {
        party,
        party_name,
        known,
        texts,
    })
}

impl Mine {
    /// The text that the party's newest record names; `None` when it never said anything.
    pub(in crate::session) fn frame(&self) -> Option<&Contract> {
        self.known.frame.and_then(|round| self.texts.get(&round))
    }

    /// Whether the party has accepted and offered nothing.
    pub(in crate::session) fn is_empty(&self) -> bool {
        self.known.frame.is_none()
    }

    /// The text, put together from the rounds.
    pub(in crate::session) fn pieced(&self) -> Pieced<'_> {
        let frame = self.frame();
        let pieces: BTreeMap<String, LastWord<'_>> = self
            .known
            .wordings
            .iter()
            .filter_map(|(id, one)| {
                let absent = one.revision.is_none();
                let from = if absent { frame } else { self.texts.get(&one.found_in) };
                Some((id.clone(), LastWord { from: from?, absent }))
            })
            .collect();
        pieced(frame, &pieces)
    }

    /// For each clause of the text, the round in which the party stood by its wording, and why that one.
    pub(in crate::session) fn grounds(&self, text: &Pieced<'_>) -> StoodByEach {
        let mut clauses = BTreeMap::new();
        for visit in text.text.walk() {
            let id = &visit.clause.id;
            if text.holders.contains(id) {
                continue;
            }
            let known = self.known.wordings.get(id).filter(|one| {
                one.revision.is_some()
                    && text
                        .from
                        .get(id)
                        .is_some_and(|from| self.is_text_of(from, one.found_in))
            });
            let ground = match known {
                Some(one) if one.kind == PositionKind::Offered => BaselineReason::Offered(one.round),
                Some(one) => BaselineReason::Accepted(one.round),
                // A mere heading, known from the text that the newest record names.
                None => BaselineReason::Named(self.known.frame.unwrap_or_default()),
            };
            clauses.insert(id.clone(), ground);
        }
        StoodByEach {
            party: self.party.clone(),
            party_name: self.party_name.clone(),
            clauses,
            left_out: self.known.left_out,
        }
    }

    fn is_text_of(&self, text: &Contract, round: u32) -> bool {
        self.texts.get(&round).is_some_and(|one| std::ptr::eq(one, text))
    }
}
