//! Who git takes the user for, for whom they speak, and what they sign with.

use super::{Diagnosis, Topic};
use crate::contract::{Contract, Member, Party};
use crate::history::{Error, Identity, UserKey};
use crate::negotiation::{Person, speaker_among};

pub(super) fn identity(
    diagnosis: &mut Diagnosis,
    identity: Result<Identity, Error>,
    key: Option<Result<Option<UserKey>, Error>>,
    contracts: &[(String, Contract)],
) {
    let identity = match identity {
        Ok(identity) => identity,
        Err(error) => return diagnosis.error(Topic::Identity, &error),
    };
    let missing = |diagnosis: &mut Diagnosis, what: &str, key: &str| {
        let remedy = format!("run `git config --global {key} \"YOUR {}\"`", what.to_uppercase());
        diagnosis.problem(
            Topic::Identity,
            format!("git does not know your {what}, so nothing can be recorded"),
            remedy,
        );
    };
    match (&identity.name, &identity.email) {
        (Some(name), Some(email)) => diagnosis.good(Topic::Identity, format!("{name} <{email}>")),
        (name, email) => {
            if name.is_none() {
                missing(diagnosis, "name", "user.name");
            }
            if email.is_none() {
                missing(diagnosis, "e-mail address", "user.email");
            }
        }
    }
    let person =
        Person { name: identity.name.clone().unwrap_or_default(), email: identity.email.clone().unwrap_or_default() };
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
        match speaker_among(person, &contract.parties).party().and_then(|id| contract.party(id)) {
            Some(party) => {
                let called = [&party.name, &party.role, &party.id].into_iter().find(|called| !called.is_empty());
                let called = called.map_or("", |called| called);
                diagnosis.good(Topic::Identity, format!("you speak for {called} (`{}`) in `{name}`", party.id));
                spoken_for.push((&**name, party));
            }
            None => silent.push(format!("`{name}`")),
        }
    }
    if !silent.is_empty() {
        let what = format!(
            "you speak for no party in {}: you can read, and what you change is shown under your own name",
            silent.join(", ")
        );
        let remedy = "if you should, have your e-mail address added to the `members` of your party".to_owned();
        diagnosis.note(Topic::Identity, what, remedy);
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
        Some(Err(error)) => return diagnosis.error(Topic::Keys, &error),
        Some(Ok(None)) => {
            let what = "no key is set to sign with: others cannot verify that what you record is from you";
            let remedy = "run `git config --global gpg.format ssh` and \
                          `git config --global user.signingkey ~/.ssh/id_ed25519.pub`, with the name of your own key";
            return diagnosis.note(Topic::Keys, what, remedy.to_owned());
        }
        Some(Ok(Some(key))) => key,
    };
    let Some(key) = key.public_key() else {
        let what = format!("gpg has no private key `{}`, which git is set to sign with", key.fingerprint());
        let remedy =
            "install GnuPG and import the key, or name another one with `git config user.signingkey`".to_owned();
        return diagnosis.problem(Topic::Keys, what, remedy);
    };
    diagnosis.good(Topic::Keys, format!("you sign with {key}"));
    for (contract, party) in spoken_for {
        let Some(listed) = listed_keys(person, party) else { continue };
        if listed.is_empty() {
            let what =
                format!("`{contract}` lists no key of yours, so anybody's signature in your name would do there");
            diagnosis.note(Topic::Keys, what, format!("have this added to your entry in it: `keys: [{key}]`"));
        } else if !listed.iter().any(|one| words(one) == words(&key)) {
            let what =
                format!("`{contract}` lists other keys of yours: what you record there will not count as verified");
            let remedy = format!("sign with a listed key, or have this added to your entry in it: `{key}`");
            diagnosis.problem(Topic::Keys, what, remedy);
        }
    }
}

/// The keys that a party lists for the person; `None` when the person is none of its members.
fn listed_keys<'p>(person: &Person, party: &'p Party) -> Option<&'p [String]> {
    let by_email = |member: &&Member| !person.email.is_empty() && member.email.eq_ignore_ascii_case(&person.email);
    let by_name = |member: &&Member| !person.name.is_empty() && member.name == person.name;
    let member = party.members.iter().find(by_email).or_else(|| party.members.iter().find(by_name));
    member.map(|member| &*member.keys)
}

fn words(key: &str) -> Option<(&str, &str)> {
    let mut words = key.split_whitespace();
    words.next().zip(words.next())
}
