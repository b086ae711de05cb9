//! Confirming that a party's keys are the party's, after comparing fingerprints outside of git.

use chrono::{DateTime, FixedOffset};

use super::recording::refuse;
use crate::audit::{Confirmation, Finding, InForce, block_digest, in_parties};
use crate::contract::{Member, Party};
use crate::history::PublicKey;
use crate::session::Error;
use crate::session::read::dossier::Dossier;
use crate::session::workspace::{Negotiation, Workspace};

/// A party's members and keys as they are in force.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PartyKeys {
    /// The party's id.
    pub party: String,
    /// Its name.
    pub name: String,
    /// What it is called in the contract (`甲方`, `Customer`); empty where it has no role.
    pub role: String,
    /// Its members.
    pub members: Vec<MemberKeys>,
    /// Whether they are confirmed.
    pub confirmed: bool,
    /// There is no key but the one that the user signs with.
    pub only_own: bool,
    /// Somebody without an earlier key of the party changed them.
    pub intruded: bool,
    /// Keys among them that no signature counts by, or that are too weak.
    pub doubts: Vec<Finding>,
    /// The members and keys that the party had before and replaced since, oldest first.
    pub earlier: Vec<EarlierKeys>,
}

/// A member: name, e-mail address, fingerprints.
pub type MemberKeys = (String, String, Vec<String>);

/// Members and keys that a party replaced.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EarlierKeys {
    /// Its members then.
    pub members: Vec<MemberKeys>,
    /// Whether they are confirmed.
    pub confirmed: bool,
}

impl PartyKeys {
    /// Whether there are keys that nobody has confirmed.
    #[must_use]
    pub fn wait(&self) -> bool {
        !self.confirmed && !self.only_own && self.members.iter().any(|(_, _, keys)| !keys.is_empty())
    }
}

/// The keys of every party of a contract.
///
/// # Errors
///
/// When there is no such contract, or its history cannot be read.
pub fn keys(workspace: &Workspace, name: &str) -> Result<Vec<PartyKeys>, Error> {
    let negotiation = workspace.negotiation(name)?;
    let dossier = negotiation.dossier(&workspace.memory()?)?;
    Ok(keys_in(&dossier))
}

/// The same of a record that is read already.
pub(in crate::session) fn keys_in(dossier: &Dossier) -> Vec<PartyKeys> {
    dossier
        .record
        .authority
        .newest()
        .iter()
        .map(|one| {
            let earlier = dossier.record.authority.earlier(&one.party.id);
            PartyKeys {
                earlier: earlier.into_iter().map(replaced).collect(),
                ..shown(one, dossier.own_key.as_ref())
            }
        })
        .collect()
}

fn replaced(in_force: &InForce) -> EarlierKeys {
    EarlierKeys {
        members: members_of(&in_force.party),
        confirmed: in_force.compared,
    }
}

fn members_of(party: &Party) -> Vec<MemberKeys> {
    let members = party.members.iter();
    members
        .map(|one| (one.name.clone(), one.email.clone(), fingerprints(one)))
        .collect()
}

/// The keys of one party.
///
/// # Errors
///
/// As with [`keys`], and when there is no such party.
pub fn keys_of(workspace: &Workspace, name: &str, party: &str) -> Result<PartyKeys, Error> {
    let all = keys(workspace, name)?;
    let known = all.iter().map(|one| one.party.clone()).collect();
    all.into_iter()
        .find(|one| one.party == party)
        .ok_or_else(|| Error::NoSuchParty {
            contract: name.to_owned(),
            party: party.to_owned(),
            known,
        })
}

/// The fingerprint of a key as a contract lists it; what cannot be read as a key, as it stands.
pub(in crate::session) fn fingerprint(key: &str) -> String {
    PublicKey::parse(key).map_or_else(|_| key.to_owned(), |key| key.fingerprint().to_owned())
}

/// The fingerprints of a member's keys.
#[must_use]
pub fn fingerprints(member: &Member) -> Vec<String> {
    member.keys.iter().map(|key| fingerprint(key)).collect()
}

fn shown(in_force: &InForce, own_key: Option<&PublicKey>) -> PartyKeys {
    let party = &in_force.in_question();
    PartyKeys {
        party: party.id.clone(),
        name: party.name.clone(),
        role: party.role.clone(),
        members: members_of(party),
        confirmed: in_force.compared && !in_force.is_replaced(),
        only_own: !in_force.compared && in_force.is_known(own_key),
        intruded: in_force.is_replaced() || in_force.is_contested(),
        doubts: in_parties(std::slice::from_ref(party)),
        earlier: Vec::new(),
    }
}

/// Keeps for this user that a party's present members and keys were compared with the party itself. With `seen`, only
/// if they are still those.
///
/// # Errors
///
/// When there is no such contract or party, the party lists no keys or other ones than were seen, or the clone's own
/// folder cannot be written.
pub fn trust(
    workspace: &Workspace,
    name: &str,
    party: &str,
    seen: Option<&PartyKeys>,
    at: DateTime<FixedOffset>,
) -> Result<PartyKeys, Error> {
    let negotiation = workspace.negotiation(name)?;
    let dossier = negotiation.dossier(&workspace.memory()?)?;
    let parties = dossier.record.authority.newest();
    let found = parties.iter().find(|one| one.party.id == party);
    let in_force = found.ok_or_else(|| no_such_party(name, party, parties))?;
    let compared = confirmation(workspace, &negotiation, &dossier, in_force, at)?;
    if seen.is_some_and(|seen| seen.members != shown(in_force, None).members) {
        return Err(Error::OtherKeys {
            party: party.to_owned(),
        });
    }
    workspace.keep_compared(&[compared])?;
    Ok(confirmed(in_force))
}

/// Keeps for this user that the members and keys among which a party first had a key, which it replaced since, were
/// compared with the party itself. What it signed with them is verified from then on, and so is all that follows from them.
///
/// # Errors
///
/// When there is no such contract or party, the party never had that key before those of today, or the clone's own folder
/// cannot be written.
pub fn trust_earlier(
    workspace: &Workspace,
    name: &str,
    party: &str,
    fingerprint: &str,
    at: DateTime<FixedOffset>,
) -> Result<PartyKeys, Error> {
    let negotiation = workspace.negotiation(name)?;
    let dossier = negotiation.dossier(&workspace.memory()?)?;
    let parties = dossier.record.authority.newest();
    if !parties.iter().any(|one| one.party.id == party) {
        return Err(no_such_party(name, party, parties));
    }
    let earlier = dossier.record.authority.earlier(party);
    let lists = |one: &&InForce| {
        one.party
            .members
            .iter()
            .any(|member| fingerprints(member).iter().any(|key| key == fingerprint))
    };
    let (Some(found), Some(negotiation_id)) = (earlier.into_iter().find(lists), dossier.record.negotiation) else {
        return Err(Error::NoEarlierKey {
            contract: name.to_owned(),
            party: party.to_owned(),
            key: fingerprint.to_owned(),
        });
    };
    workspace.keep_compared_earlier(&Confirmation {
        contract: negotiation.found.original_name.clone(),
        negotiation: negotiation_id,
        party: party.to_owned(),
        block: block_digest(&found.party),
        seen: found.since.to_string(),
        at,
    })?;
    keys_of(workspace, name, party)
}

/// That a party's members and keys, as they are now, were compared with the party itself.
///
/// # Errors
///
/// When it lists no keys, or none that anybody can sign with.
pub(in crate::session) fn confirmation(
    workspace: &Workspace,
    negotiation: &Negotiation<'_>,
    dossier: &Dossier,
    in_force: &InForce,
    at: DateTime<FixedOffset>,
) -> Result<Confirmation, Error> {
    let (name, party) = (negotiation.name(), &in_force.party.id);
    if in_force.is_deprived() {
        return Err(Error::KeysOfOthers {
            contract: name.to_owned(),
            party: party.clone(),
        });
    }
    if !in_force.has_keys() {
        return Err(Error::NoKeys {
            contract: name.to_owned(),
            party: party.clone(),
        });
    }
    let in_question = in_force.in_question();
    let mut keys = in_question.members.iter().flat_map(|member| &member.keys);
    if !keys.any(|key| PublicKey::parse(key).is_ok()) {
        // Whoever confirmed these would wait for signatures that nobody can make.
        refuse(in_parties(std::slice::from_ref(&in_question)))?;
    }
    let (Some(negotiation_id), Some(newest)) = (dossier.record.negotiation, workspace.repository().newest()?) else {
        return Err(Error::NoRound {
            contract: name.to_owned(),
        });
    };
    Ok(Confirmation {
        contract: negotiation.found.original_name.clone(),
        negotiation: negotiation_id,
        party: party.clone(),
        block: block_digest(&in_question),
        seen: newest.to_string(),
        at,
    })
}

/// The keys of a party, once they are kept as compared.
pub(in crate::session) fn confirmed(in_force: &InForce) -> PartyKeys {
    PartyKeys {
        confirmed: true,
        only_own: false,
        intruded: false,
        ..shown(in_force, None)
    }
}

pub(in crate::session) fn no_such_party(name: &str, party: &str, parties: &[InForce]) -> Error {
    Error::NoSuchParty {
        contract: name.to_owned(),
        party: party.to_owned(),
        known: parties.iter().map(|one| one.party.id.clone()).collect(),
    }
}
