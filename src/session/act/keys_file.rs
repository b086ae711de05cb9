//! A file with the members and keys of a contract's parties, handed over outside of git: written for whoever is to compare
//! them, and held against what is in force.
//!
//! To stock git and `ssh-keygen` it is a file of allowed signers. What these have no place for stands in comments:
//!
//! ```text
//! # adidem/keys/1
//! # party customer
//! li@customer.example namespaces="git,position@adidem" ssh-ed25519 AAAA…
//! # openpgp max@customer.example openpgp4fpr A1B2…
//! ```

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use chrono::{DateTime, FixedOffset};

use super::keys_fault::{FIRST_LINE, KeysFault};
use super::trust::{PartyKeys, confirmation, confirmed, keys_in, no_such_party};
use crate::audit::one_way;
use crate::contract::{Party, folded_address};
use crate::history::{AllowedSigner, POSITIONS, PublicKey, SIGNED_CHANGE, allowed_signers};
use crate::session::Error;
use crate::session::read::given_file;
use crate::session::workspace::Workspace;

/// More than all keys of the largest contract that is read.
const LARGEST: u64 = 4 << 20;

/// Each member's address, in small letters, and one key, as it is written in one way.
type Keys = BTreeSet<(String, String)>;

/// How the keys in force of one party compare with a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Compared {
    /// Those in force.
    pub keys: PartyKeys,
    /// What the file says of them.
    pub outcome: KeysCheck,
}

/// What a file says of a party's keys.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum KeysCheck {
    /// They are exactly those.
    Same,
    /// Addresses with fingerprints that only the file has, and that only the contract has.
    Differs {
        /// In the file alone.
        missing: Vec<(String, String)>,
        /// In the contract alone.
        added: Vec<(String, String)>,
    },
    /// It does not name the party, or both list no key.
    NotNamed,
}

impl KeysCheck {
    /// Whether the file has others than the contract.
    #[must_use]
    pub fn differs(&self) -> bool {
        matches!(self, Self::Differs { .. })
    }
}

/// The members and keys of all parties as they are in force, for whoever is to compare them.
///
/// # Errors
///
/// When there is no such contract, its history cannot be read, or an address has no place in such a file.
pub fn export_keys(workspace: &Workspace, name: &str) -> Result<String, Error> {
    let negotiation = workspace.negotiation(name)?;
    let dossier = negotiation.dossier(&workspace.memory()?)?;
    let mut lines = vec![format!("{FIRST_LINE}\n")];
    for one in dossier.record.authority.newest() {
        let party = one.in_question();
        lines.push(format!("# party {}\n", party.id));
        for (email, key) in keys_of(&party) {
            let Ok(key) = PublicKey::parse(&key) else { continue };
            if key.is_ssh() {
                let signer = AllowedSigner {
                    email: &email,
                    key: &key,
                    namespaces: &[SIGNED_CHANGE, POSITIONS],
                };
                lines.push(allowed_signers(&[signer])?);
            } else {
                lines.push(format!("# openpgp {email} {key}\n"));
            }
        }
    }
    Ok(lines.concat())
}

/// Holds the keys in force of every party against a file. With `keep`, those that are exactly the file's are kept as
/// compared for this user, unless any party has others than the file says.
///
/// # Errors
///
/// When the file cannot be read or is no such file, and as with [`trust`](super::trust::trust).
pub fn trust_from(
    workspace: &Workspace,
    name: &str,
    file: &Path,
    keep: bool,
    at: DateTime<FixedOffset>,
) -> Result<Vec<Compared>, Error> {
    let listed = read(file)?;
    let negotiation = workspace.negotiation(name)?;
    let dossier = negotiation.dossier(&workspace.memory()?)?;
    let newest = dossier.record.authority.newest();
    if let Some(unknown) = listed
        .keys()
        .find(|party| !newest.iter().any(|one| one.party.id == **party))
    {
        return Err(no_such_party(name, unknown, newest));
    }
    let mut compared: Vec<Compared> = newest
        .iter()
        .zip(keys_in(&dossier))
        .map(|(one, keys)| Compared {
            keys,
            outcome: outcome(listed.get(&one.party.id), &keys_of(&one.in_question())),
        })
        .collect();
    let differs = compared.iter().any(|one| one.outcome.differs());
    if keep && !differs {
        let mut same = Vec::new();
        for (one, in_force) in compared
            .iter_mut()
            .zip(newest)
            .filter(|(one, _)| one.outcome == KeysCheck::Same)
        {
            same.push(confirmation(workspace, &negotiation, &dossier, in_force, at)?);
            one.keys = confirmed(in_force);
        }
        workspace.keep_compared(&same)?;
    }
    Ok(compared)
}

/// Holds the keys in force of every party, which an evidence file told, against a file; by the party's id.
///
/// # Errors
///
/// When the file cannot be read or is no such file.
pub fn compare_keys(parties: &[Party], file: &Path) -> Result<Vec<(String, KeysCheck)>, Error> {
    let listed = read(file)?;
    let mut compared: Vec<(String, KeysCheck)> = parties
        .iter()
        .map(|one| (one.id.clone(), outcome(listed.get(&one.id), &keys_of(one))))
        .collect();
    for (id, keys) in listed
        .iter()
        .filter(|(id, _)| !parties.iter().any(|one| one.id == **id))
    {
        compared.push((id.clone(), outcome(Some(keys), &Keys::new())));
    }
    Ok(compared)
}

fn read(file: &Path) -> Result<BTreeMap<String, Keys>, Error> {
    let bytes = given_file::read(file, LARGEST)?;
    let text = String::from_utf8_lossy(&bytes);
    parse(&text).map_err(|fault| Error::NoKeysFile {
        file: file.display().to_string(),
        fault,
    })
}

fn keys_of(party: &Party) -> Keys {
    let of_member = |member: &crate::contract::Member| {
        let email = folded_address(&member.email);
        member
            .keys
            .iter()
            .map(|key| (email.clone(), one_way(key)))
            .collect::<Vec<_>>()
    };
    party.members.iter().flat_map(of_member).collect()
}

fn outcome(listed: Option<&Keys>, in_force: &Keys) -> KeysCheck {
    let Some(listed) = listed else {
        return KeysCheck::NotNamed;
    };
    if listed.is_empty() && in_force.is_empty() {
        return KeysCheck::NotNamed;
    }
    if listed == in_force {
        return KeysCheck::Same;
    }
    let told = |keys: BTreeSet<(String, String)>| {
        keys.into_iter()
            .map(|(email, key)| (email, crate::session::act::trust::fingerprint(&key)))
            .collect()
    };
    KeysCheck::Differs {
        missing: told(listed - in_force),
        added: told(in_force - listed),
    }
}

fn parse(text: &str) -> Result<BTreeMap<String, Keys>, KeysFault> {
    let mut lines = text.lines().map(str::trim);
    if lines.next() != Some(FIRST_LINE) {
        return Err(KeysFault::FirstLine);
    }
    let mut parties: BTreeMap<String, Keys> = BTreeMap::new();
    let mut party: Option<String> = None;
    for (number, line) in (2..).zip(lines) {
        let (line, is_comment) = match line.strip_prefix('#') {
            Some(comment) => (comment.trim(), true),
            None => (line, false),
        };
        let entry = match (is_comment, line.split_once(char::is_whitespace)) {
            (true, Some(("party", id))) => {
                let id = id.trim().to_owned();
                parties.entry(id.clone()).or_default();
                party = Some(id);
                continue;
            }
            (true, Some(("openpgp", entry))) => entry,
            (true, _) => continue,
            (false, _) if line.is_empty() => continue,
            (false, _) => line,
        };
        let (email, key) = entry
            .trim()
            .split_once(char::is_whitespace)
            .ok_or(KeysFault::NoKey(number))?;
        let key = without_options(key.trim());
        // Behind the key of a file of allowed signers there may be a comment.
        let key = key.split_whitespace().take(2).collect::<Vec<_>>().join(" ");
        let key = PublicKey::parse(&key).map_err(|_| KeysFault::NoKey(number))?;
        let keys = party
            .as_ref()
            .and_then(|party| parties.get_mut(party))
            .ok_or(KeysFault::NoParty(number))?;
        keys.insert((folded_address(email), key.to_string()));
    }
    Ok(parties)
}

/// A line of allowed signers behind the address, without what stands before the key.
fn without_options(entry: &str) -> &str {
    let is_option = entry.split_whitespace().next().is_some_and(|word| word.contains('='));
    if is_option {
        entry.split_once(char::is_whitespace).map_or("", |(_, key)| key.trim())
    } else {
        entry
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::history::MadeUpKey;

    fn key(seed: u8) -> String {
        MadeUpKey::from_seed(&[seed; 32]).public_key().unwrap()
    }

    #[test]
    fn what_stock_tools_take_and_what_they_have_no_place_for_is_read() {
        let (li, pgp) = (key(1), "openpgp4fpr A1B2C3D4E5F60718293A4B5C6D7E8F9001122334");
        let file = format!(
            "{FIRST_LINE}\n# Handed over on paper.\n# party customer\nLi@c.example namespaces=\"git\" {li} Li's\n\
             # openpgp max@c.example {pgp}\n\n# party vendor\n"
        );
        let read = parse(&file).unwrap();
        let customer: Vec<&str> = read["customer"].iter().map(|(email, _)| email.as_str()).collect();
        assert_eq!(customer, ["li@c.example", "max@c.example"]);
        assert!(read["customer"].contains(&("li@c.example".to_owned(), li)));
        assert_eq!(read["vendor"], Keys::new());
    }

    #[test]
    fn a_fault_names_its_line() {
        let li = key(1);
        for (file, fault) in [
            (String::new(), KeysFault::FirstLine),
            (format!("li@c.example {li}\n"), KeysFault::FirstLine),
            (format!("{FIRST_LINE}\nli@c.example {li}\n"), KeysFault::NoParty(2)),
            (format!("{FIRST_LINE}\n# party c\nli@c.example\n"), KeysFault::NoKey(3)),
            (
                format!("{FIRST_LINE}\n# party c\nli@c.example ssh-ed25519 AAAA\n"),
                KeysFault::NoKey(3),
            ),
        ] {
            assert_eq!(parse(&file), Err(fault), "{file}");
        }
    }

    #[test]
    fn of_no_keys_nothing_was_compared() {
        assert_eq!(outcome(Some(&Keys::new()), &Keys::new()), KeysCheck::NotNamed);
        let keys = Keys::from([("li@c.example".to_owned(), key(1))]);
        assert!(outcome(Some(&Keys::new()), &keys).differs() && outcome(Some(&keys), &Keys::new()).differs());
    }
}
