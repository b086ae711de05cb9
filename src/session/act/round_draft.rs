//! The draft as the next round, and for whom it would be sent.

use std::collections::BTreeSet;

use super::left_behind::refuse_if_renamed;
use super::recording::refuse;
use crate::audit::{Severity, in_text};
use crate::contract::{self, Contract, Revision, differing, revision};
use crate::negotiation::{NamedWording, speaker_among};
use crate::session::Error;
use crate::session::read::dossier::Dossier;
use crate::session::read::revisions::Revisions;
use crate::session::user::acting_member::{ActingMember, me};
use crate::session::version_name::VersionName;
use crate::session::workspace::{Negotiation, Workspace};

/// The contract whose members may send: nobody lets themselves in, so whoever sends was a member before, except for the
/// very first round.
fn sender_of(negotiation: &Negotiation<'_>) -> Result<Contract, Error> {
    let reading = match negotiation.newest_number() {
        0 => negotiation.reading(&VersionName::Draft)?,
        _ => negotiation.reading(&VersionName::Last)?,
    };
    negotiation.read(&reading)
}

/// For whom the user sends. A party whose members and keys somebody else only proposed may put its own in their place: then
/// its draft says who it is. So it does where the party lost every key that it had; that resets them.
///
/// # Errors
///
/// As [`me()`].
pub(in crate::session) fn sender(workspace: &Workspace, negotiation: &Negotiation<'_>) -> Result<ActingMember, Error> {
    if negotiation.newest_number() == 0 {
        return me(workspace, &sender_of(negotiation)?);
    }
    sender_in(workspace, negotiation, &negotiation.dossier(&workspace.memory()?)?)
}

/// The same of a negotiation that has a round, and of a record that is read already.
pub(in crate::session) fn sender_in(
    workspace: &Workspace,
    negotiation: &Negotiation<'_>,
    dossier: &Dossier,
) -> Result<ActingMember, Error> {
    let listed = sender_of(negotiation)?;
    let draft = negotiation
        .reading(&VersionName::Draft)
        .and_then(|reading| negotiation.read(&reading));
    let as_listed = me(workspace, &listed);
    let speaking = match (&as_listed, &draft) {
        (Err(Error::NotMyKey { .. } | Error::NotAMember { .. }), Ok(draft)) => {
            let in_force = dossier.record.authority.newest();
            let as_drafted = me(workspace, draft).ok().and_then(|own| {
                if in_force.iter().any(|one| own.may_adopt(one)) {
                    Some(own)
                } else {
                    own.resetting(in_force)
                }
            });
            as_drafted.map_or(as_listed, Ok)?
        }
        _ => as_listed?,
    };
    speaking.own_key_counts(negotiation.name(), dossier.record.authority.newest())?;
    Ok(speaking.adopting(dossier, draft.as_ref().unwrap_or(&listed)))
}

/// What lies in the working folder, and what of it the sender brings in.
pub(in crate::session) struct RoundDraft {
    pub(in crate::session) bytes: Vec<u8>,
    pub(in crate::session) contract: Contract,
    /// What history has; `None` when nobody can understand it, or it has nothing.
    pub(in crate::session) before: Option<Contract>,
    pub(in crate::session) offered: Vec<NamedWording>,
    pub(in crate::session) foreign: Vec<String>,
}

impl RoundDraft {
    pub(in crate::session) fn of(negotiation: &Negotiation<'_>, speaking: &ActingMember) -> Result<Self, Error> {
        let reading = negotiation.reading(&VersionName::Draft)?;
        let contract = negotiation.read(&reading)?;
        let newest = match negotiation.changes.last().and_then(|change| change.after) {
            Some(text) => Some(negotiation.texts.bytes(text)?),
            None => None,
        };
        let unsent = &negotiation.rounds.unsent;
        let parties = contract::read_parties(newest.as_deref().map_or(&reading.bytes, |bytes| bytes))
            .unwrap_or_else(|_| contract.parties.clone());
        let mut brought = BTreeSet::new();
        let mut foreign = Vec::new();
        let mut any_own = false;
        let reader = Revisions::of(negotiation);
        for change in unsent {
            let own = speaker_among(&change.author, &parties).party() == Some(speaking.party.as_str());
            any_own |= own;
            if !own && !foreign.contains(&change.author.name) {
                foreign.push(change.author.name.clone());
            }
            for id in reader.touched(change)?.unwrap_or_default() {
                if own {
                    brought.insert(id);
                } else {
                    brought.remove(&id);
                }
            }
        }
        if newest.as_deref() == Some(&*reading.bytes) && !any_own {
            return Err(Error::NothingToSend {
                contract: negotiation.name().to_owned(),
            });
        }
        // What nobody can understand was no contract: then everything is new.
        let before = newest.and_then(|bytes| contract::read(&bytes).ok());
        let nothing = Contract::default();
        let old = before.as_ref().unwrap_or(&nothing);
        brought.extend(differing(old, &contract));
        let offered = offered(old, &contract, &brought);
        Ok(Self {
            bytes: reading.bytes.to_vec(),
            contract,
            before,
            offered,
            foreign,
        })
    }

    /// Refuses what no signature could make right: of its words, and of its name where it is new.
    pub(in crate::session) fn refuse(
        &self,
        negotiation: &Negotiation<'_>,
        speaking: &ActingMember,
    ) -> Result<(), Error> {
        refuse_if_renamed(negotiation, &self.contract)?;
        let mut found = in_text(self.before.as_ref(), &self.contract, &speaking.person.name);
        found.extend(
            negotiation
                .in_name()?
                .into_iter()
                .filter(|finding| finding.severity == Severity::Fail),
        );
        refuse(found)
    }
}

fn revisions(contract: &Contract) -> Vec<(String, Revision)> {
    contract
        .walk()
        .iter()
        .map(|visit| (visit.clause.id.clone(), revision(visit.clause)))
        .collect()
}

/// The wordings brought in, in reading order; deletions last.
pub(in crate::session) fn offered(before: &Contract, now: &Contract, brought: &BTreeSet<String>) -> Vec<NamedWording> {
    let present = revisions(now);
    let ids: BTreeSet<&String> = present.iter().map(|(id, _)| id).collect();
    let there = |id: &String| ids.contains(id);
    let kept = present.iter().filter(|(id, _)| brought.contains(id));
    let mut offered: Vec<NamedWording> = kept
        .map(|(id, revision)| NamedWording {
            id: id.clone(),
            revision: Some(*revision),
        })
        .collect();
    let gone = revisions(before)
        .into_iter()
        .filter(|(id, _)| brought.contains(id) && !there(id));
    offered.extend(gone.map(|(id, _)| NamedWording { id, revision: None }));
    offered
}
