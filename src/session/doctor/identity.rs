//! Who git takes the user for, for whom they speak, and what they sign with.

use std::fs;
use std::path::PathBuf;

use super::{Diagnosis, Topic};
use crate::contract::{Contract, Member, Party};
use crate::history::{Error, Identity};
use crate::negotiation::{Person, speaker_among};

pub(super) fn identity(diagnosis: &mut Diagnosis, identity: Result<Identity, Error>, contracts: &[(String, Contract)]) {
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
    keys(diagnosis, &identity, &person, &spoken_for);
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

fn keys(diagnosis: &mut Diagnosis, identity: &Identity, person: &Person, spoken_for: &[(&str, &Party)]) {
    let ssh = identity.signature_format.as_deref().is_some_and(|format| format.eq_ignore_ascii_case("ssh"));
    let Some(setting) = identity.signing_key.as_deref().filter(|_| ssh) else {
        let what = match &identity.signing_key {
            Some(_) => "git is set to sign with another kind of key than SSH, and adidem signs with SSH keys",
            None => "no key is set to sign with: others cannot verify that what you record is from you",
        };
        let remedy = "run `git config --global gpg.format ssh` and \
                      `git config --global user.signingkey ~/.ssh/id_ed25519.pub`, with the name of your own key";
        return diagnosis.note(Topic::Keys, what, remedy.to_owned());
    };
    let Some(key) = public_key(setting) else {
        let what = format!("the key `{setting}`, which git is set to sign with, cannot be read");
        let remedy = "set `user.signingkey` to the file of your public key, which ends in `.pub`".to_owned();
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

/// The public key that `user.signingkey` means: the key itself, or a file, private ones having their public key beside.
fn public_key(setting: &str) -> Option<String> {
    let literal = setting.strip_prefix("key::").unwrap_or(setting);
    if literal.len() < setting.len() || setting.starts_with("ssh-") {
        return key_in(literal);
    }
    let file = match setting.strip_prefix("~/") {
        Some(below) => etcetera::home_dir().ok()?.join(below),
        None => PathBuf::from(setting),
    };
    let mut beside = file.clone().into_os_string();
    beside.push(".pub");
    [PathBuf::from(beside), file].iter().find_map(|file| key_in(&fs::read_to_string(file).ok()?))
}

/// `TYPE BASE64`, without the comment that may follow.
fn key_in(text: &str) -> Option<String> {
    let (kind, base64) = words(text)?;
    (kind.contains('-') && base64.starts_with("AAAA")).then(|| format!("{kind} {base64}"))
}

fn words(key: &str) -> Option<(&str, &str)> {
    let mut words = key.split_whitespace();
    words.next().zip(words.next())
}
