//! Who git takes the user for, for whom they speak, and what they sign with.

use super::{Diagnosis, DiagnosticTopic, Lacking, Observation};
use crate::audit::lists;
use crate::contract::{Contract, Member, Party, same_address};
use crate::history::{Error, Identity, PublicKey, UserKey};
use crate::negotiation::{Person, speaker_among};

pub(super) fn identity(
    diagnosis: &mut Diagnosis,
    identity: Result<Identity, Error>,
    key: Option<Result<Option<UserKey>, Error>>,
    contracts: &[(String, Contract)],
) {
    let identity = match identity {
        Ok(identity) => identity,
        Err(error) => return diagnosis.error(DiagnosticTopic::Identity, error),
    };
    match (&identity.name, &identity.email) {
        (Some(name), Some(email)) => {
            diagnosis.good(
                DiagnosticTopic::Identity,
                Observation::Person {
                    name: name.clone(),
                    email: email.clone(),
                },
            );
        }
        (name, email) => {
            if name.is_none() {
                diagnosis.problem(DiagnosticTopic::Identity, Observation::Lacks(Lacking::Name));
            }
            if email.is_none() {
                diagnosis.problem(DiagnosticTopic::Identity, Observation::Lacks(Lacking::Email));
            }
        }
    }
    let person = Person {
        name: identity.name.clone().unwrap_or_default(),
        email: identity.email.clone().unwrap_or_default(),
    };
    let spoken_for = parties(diagnosis, &person, contracts);
    keys(diagnosis, key, &person, &spoken_for);
}

/// For which party of which contract the person speaks.
fn parties<'c>(
    diagnosis: &mut Diagnosis,
    person: &Person,
    contracts: &'c [(String, Contract)],
) -> Vec<(&'c str, &'c Party)> {
    let mut spoken_for = Vec::new();
    let mut silent = Vec::new();
    for (name, contract) in contracts {
        match speaker_among(person, &contract.parties)
            .party()
            .and_then(|id| contract.party(id))
        {
            Some(party) => {
                let called = [&party.name, &party.role, &party.id]
                    .into_iter()
                    .find(|called| !called.is_empty());
                let called = called.cloned().unwrap_or_default();
                let (id, contract) = (party.id.clone(), name.clone());
                diagnosis.good(
                    DiagnosticTopic::Identity,
                    Observation::SpeaksFor {
                        called,
                        party: id,
                        contract,
                    },
                );
                spoken_for.push((&**name, party));
            }
            None => silent.push(name.clone()),
        }
    }
    if !silent.is_empty() {
        diagnosis.note(DiagnosticTopic::Identity, Observation::Silent(silent));
    }
    spoken_for
}

/// What the user signs with. Outside of a repository there is no telling which key a name in the settings means.
fn keys(
    diagnosis: &mut Diagnosis,
    key: Option<Result<Option<UserKey>, Error>>,
    person: &Person,
    spoken_for: &[(&str, &Party)],
) {
    let key = match key {
        None => return,
        Some(Err(error)) => return diagnosis.error(DiagnosticTopic::Keys, error),
        Some(Ok(None)) => return diagnosis.note(DiagnosticTopic::Keys, Observation::NoKey),
        Some(Ok(Some(key))) => key,
    };
    let Some(key) = key.public_key() else {
        return diagnosis.problem(DiagnosticTopic::Keys, Observation::KeyNotInGpg(key.fingerprint()));
    };
    diagnosis.good(DiagnosticTopic::Keys, Observation::SignsWith(key.clone()));
    for (contract, party) in spoken_for {
        let Some(listed) = listed_keys(person, party) else {
            continue;
        };
        let (contract, own) = ((*contract).to_owned(), key.clone());
        if listed.is_empty() {
            diagnosis.note(DiagnosticTopic::Keys, Observation::NotListed { contract, key: own });
        } else if !PublicKey::parse(&key).is_ok_and(|key| lists(listed, &key)) {
            diagnosis.problem(DiagnosticTopic::Keys, Observation::OtherListed { contract, key: own });
        }
    }
}

/// The keys that a party lists for the person; `None` when the person is none of its members.
fn listed_keys<'p>(person: &Person, party: &'p Party) -> Option<&'p [String]> {
    let by_email = |member: &&Member| same_address(&member.email, &person.email);
    let by_name = |member: &&Member| !person.name.is_empty() && member.name == person.name;
    let member = party
        .members
        .iter()
        .find(by_email)
        .or_else(|| party.members.iter().find(by_name));
    member.map(|member| &*member.keys)
}
