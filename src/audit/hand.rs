//! Whether a key is the hand of the very person whom a change names. People are told apart by their addresses, and by
//! their names only where an address is nobody's.

use super::in_force::lists;
use crate::contract::{Member, Party, same_address};
use crate::history::PublicKey;
use crate::negotiation::Person;

/// Whose hand a key is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Hand<'p> {
    /// The author's.
    Own,
    /// The author's by the address, while the name is that of another person whom the contract lists: the member whose
    /// key and address it is.
    NameOfAnother(&'p Member),
    /// Somebody else's.
    Other,
}

/// Holds the key of a good signature against the author, who speaks for a party; `parties` are all that are in force.
#[must_use]
pub fn hand<'p>(parties: &[&'p Party], party: &'p Party, author: &Person, key: &PublicKey) -> Hand<'p> {
    let same = |one: &str, other: &str| !one.trim().is_empty() && one.trim() == other.trim();
    let by_address = |one: &&Member| same_address(&one.email, &author.email);
    let signs = |one: &&Member| lists(&one.keys, key);
    let addressed: Vec<&Member> = party.members.iter().filter(by_address).collect();
    if addressed.is_empty() {
        let named: Vec<&Member> = party
            .members
            .iter()
            .filter(|one| same(&one.name, &author.name))
            .collect();
        // Under the party's own name any of its members may sign.
        let may_sign = if named.is_empty() {
            party.members.iter().collect()
        } else {
            named
        };
        return if may_sign.iter().any(signs) {
            Hand::Own
        } else {
            Hand::Other
        };
    }
    let signers: Vec<&Member> = addressed.into_iter().filter(signs).collect();
    let Some(signer) = signers.first() else {
        return Hand::Other;
    };
    let own_name = signers.iter().any(|one| same(&one.name, &author.name));
    let of_another = || {
        parties
            .iter()
            .flat_map(|party| &party.members)
            .any(|one| same(&one.name, &author.name))
    };
    if !own_name && of_another() {
        Hand::NameOfAnother(signer)
    } else {
        Hand::Own
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const LI: &str = "openpgp4fpr A1B2C3D4E5F60718293A4B5C6D7E8F9001122334";
    const MAX: &str = "openpgp4fpr 44332211009F8E7D6C5B4A39281706F5E4D3C2B1";

    fn member(name: &str, email: &str, key: &str) -> Member {
        Member {
            name: name.into(),
            email: email.into(),
            keys: vec![key.to_owned()],
        }
    }

    fn whose(name: &str, email: &str, key: &str) -> &'static str {
        let customer = Party {
            id: "customer".into(),
            name: "Yunfan".into(),
            members: vec![
                member("李静", "li@yunfan.example", LI),
                member("Max", "max@yunfan.example", MAX),
            ],
            ..Party::default()
        };
        let other = Party {
            id: "vendor".into(),
            members: vec![member("王伟", "w@beacon.example", LI)],
            ..Party::default()
        };
        let author = Person {
            name: name.into(),
            email: email.into(),
        };
        match hand(
            &[&customer, &other],
            &customer,
            &author,
            &PublicKey::parse(key).unwrap(),
        ) {
            Hand::Own => "own",
            Hand::NameOfAnother(_) => "name of another",
            Hand::Other => "other",
        }
    }

    #[test]
    fn author_and_key_are_one_person() {
        assert_eq!(whose("李静", "li@yunfan.example", LI), "own");
        assert_eq!(whose("Max", "max@yunfan.example", LI), "other", "a colleague's key");
        assert_eq!(
            whose("李静", "max@yunfan.example", LI),
            "other",
            "a colleague's address"
        );
        assert_eq!(whose("李静", "MAX@yunfan.example", MAX), "name of another");
        assert_eq!(
            whose("王伟", "max@yunfan.example", MAX),
            "name of another",
            "of the other party"
        );
        assert_eq!(
            whose("M. Wang", "max@yunfan.example", MAX),
            "own",
            "any other name is one's own affair"
        );
        assert_eq!(whose("Max", "home@mail.example", MAX), "own");
        assert_eq!(whose("Max", "home@mail.example", LI), "other");
        assert_eq!(whose("Yunfan", "legal@yunfan.example", MAX), "own");
    }
}
