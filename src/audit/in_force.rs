//! Who may speak for one party at one commit: the rules of `docs/RECORD.md`, section 4, for a single change.

use std::collections::HashMap;
use std::rc::Rc;

use crate::contract::{Member, Party, same_address};
use crate::history::PublicKey;
use crate::negotiation::{CommitId, Person};

/// How a party came by the members and keys that are in force for it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Tie {
    /// It lists no keys.
    Open,
    /// Somebody else wrote its keys down: that party, or nobody that can be told.
    Proposed(Option<String>),
    /// One of its members signed with a key that is listed for them.
    Adopted,
    /// Branches adopted different ones, which are these; none of them counts.
    Contested(Vec<Vec<Member>>),
}

/// Why the text lists other members and keys than are in force.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Dispute {
    /// Signed neither with a key in force nor with one of those that are listed.
    Intruded,
    /// Signed with a key of those listed, and with none in force.
    Reset,
    /// Proposed by somebody else on another branch, while the party adopted what is in force.
    Late,
    /// Its last key was taken away.
    Dropped,
    /// Somebody who is no member brought in the party to which they belong.
    Entered,
}

/// One party as it is in force.
#[derive(Debug, Clone)]
pub struct InForce {
    /// Its members and keys in force, with the name and role that the text gives it.
    pub party: Party,
    /// How it came by them.
    pub tie: Tie,
    /// What is wrong with those that the text lists, where these are others.
    pub dispute: Option<Dispute>,
    /// Whether the owner of this copy compared them with the party, or they follow lawfully from such.
    pub compared: bool,
    /// The point that gave it its present members, keys and tie.
    pub since: CommitId,
    /// The members that the text lists, as it lists them; `None` when the text leaves the party out.
    pub(super) listed: Option<Vec<Member>>,
    /// Whether keys were written for it of which none counts, because all of them stand for other parties. That makes no
    /// party of it that lists none: unsigned words are not its own.
    pub(super) is_deprived: bool,
    /// The key that signed what gave it its present members and keys.
    pub(super) by: Option<PublicKey>,
    /// The states that this one came from, among all that there were.
    pub(super) before: Vec<usize>,
    /// Its own place among them.
    pub(super) place: usize,
}

impl InForce {
    /// Whether nobody has to be asked whose its keys are: they were compared, or there is none but the user's own.
    #[must_use]
    pub fn is_known(&self, own_key: Option<&PublicKey>) -> bool {
        let mut keys = self.party.members.iter().flat_map(|member| &member.keys);
        let only_own = |own: &PublicKey| self.has_keys() && keys.all(|key| lists(std::slice::from_ref(key), own));
        self.compared || (!self.is_replaced() && own_key.is_some_and(only_own))
    }

    /// Whether any of its members has a key.
    #[must_use]
    pub fn has_keys(&self) -> bool {
        any_key(&self.party.members)
    }

    /// Whether it speaks with keys alone: it has some, or some were written for it that stand for others. What nobody signed
    /// says nothing for it.
    #[must_use]
    pub fn speaks_with_keys(&self) -> bool {
        self.has_keys() || self.is_deprived
    }

    /// Whether keys were written for it of which none counts: it has to list one of its own.
    #[must_use]
    pub fn is_deprived(&self) -> bool {
        self.is_deprived && !self.has_keys()
    }

    /// Whether a key is one of its members'.
    #[must_use]
    pub fn holds(&self, key: &PublicKey) -> bool {
        holds(&self.party.members, key)
    }

    /// Whether the text lists others for it, which somebody wrote who had none of its keys.
    #[must_use]
    pub fn is_replaced(&self) -> bool {
        matches!(
            self.dispute,
            Some(Dispute::Intruded | Dispute::Reset | Dispute::Entered)
        )
    }

    /// Whether branches adopted different members and keys.
    #[must_use]
    pub fn is_contested(&self) -> bool {
        matches!(self.tie, Tie::Contested(_))
    }

    /// Whether its members and keys wait for one of its members to sign with one of them.
    pub(super) fn is_proposed(&self) -> bool {
        matches!(self.tie, Tie::Proposed(_)) && self.dispute != Some(Dispute::Entered)
    }

    /// The party as the text lists it, which is what somebody can compare; as it is in force where the text leaves it out.
    #[must_use]
    pub fn as_listed(&self) -> Party {
        let members = self.listed.as_ref().unwrap_or(&self.party.members).clone();
        Party {
            members,
            ..self.party.clone()
        }
    }

    /// Whether its members and keys are the party's own: it signed with them, or the owner of this copy compared them.
    pub(super) fn is_the_partys_own(&self) -> bool {
        self.tie == Tie::Adopted || (self.compared && matches!(self.tie, Tie::Proposed(_)))
    }

    /// What can be compared: the members and keys that the contract lists, where it is not sure that they are the party's;
    /// else those in force, from which the keys of other parties are left out.
    #[must_use]
    pub fn in_question(&self) -> Party {
        if self.dispute.is_some() || self.is_contested() {
            self.as_listed()
        } else {
            self.party.clone()
        }
    }

    /// The member of that address among those that the text lists without their being in force.
    pub(super) fn merely_listed(&self, email: &str, key: &PublicKey) -> bool {
        self.listed
            .as_ref()
            .is_some_and(|members| lists_for(members, email, key))
    }
}

/// Whether one of the listed public keys is this one, and signatures count by it: what a weak key signed could be
/// anybody's, whoever lists it.
#[must_use]
pub fn lists(keys: &[String], key: &PublicKey) -> bool {
    names(keys, key) && !key.is_taken_apart()
}

/// Whether one of the listed public keys is this one, whatever it is worth.
pub(super) fn names(keys: &[String], key: &PublicKey) -> bool {
    let written = key.to_string();
    // Keys of `ssh-keygen` are written in one way.
    keys.iter()
        .any(|listed| *listed == written || (!key.is_ssh() && PublicKey::parse(listed).is_ok_and(|one| one == *key)))
}

/// Whether that is the member's address.
pub(super) fn is_at(member: &Member, address: &str) -> bool {
    same_address(&member.email, address)
}

/// Whether a key is listed for the member of that address.
pub(super) fn lists_for(members: &[Member], address: &str, key: &PublicKey) -> bool {
    members
        .iter()
        .filter(|member| is_at(member, address))
        .any(|member| lists(&member.keys, key))
}

pub(super) fn holds(members: &[Member], key: &PublicKey) -> bool {
    members.iter().any(|member| lists(&member.keys, key))
}

pub(super) fn any_key(members: &[Member]) -> bool {
    members.iter().any(|member| !member.keys.is_empty())
}

/// Who made a change, and with which key it is well signed.
#[derive(Debug, Clone)]
pub(super) struct Author {
    /// As whom.
    pub person: Person,
    /// The key of its valid signature.
    pub key: Option<PublicKey>,
}

impl Author {
    /// Whether one of these members signed as themselves: with a key listed for the address of the author. An author whose
    /// address nobody has is known by the key alone.
    pub(super) fn is_among(&self, members: &[Member], everybody: &[&[Member]]) -> bool {
        let same = |member: &Member| is_at(member, &self.person.email);
        let is_listed = everybody.iter().any(|members| members.iter().any(same));
        let Some(key) = &self.key else { return false };
        members
            .iter()
            .filter(|member| !is_listed || same(member))
            .any(|member| lists(&member.keys, key))
    }

    /// The party for which the change is signed.
    pub(super) fn party<'p>(&self, parties: impl Iterator<Item = (&'p str, &'p [Member])> + Clone) -> Option<&'p str> {
        let everybody: Vec<&[Member]> = parties.clone().map(|(_, members)| members).collect();
        parties
            .into_iter()
            .find(|(_, members)| self.is_among(members, &everybody))
            .map(|(id, _)| id)
    }
}

/// What a text lists, with every key left out that stands for another party.
pub(super) struct Cleaned {
    /// The members of each party, by its id.
    pub(super) members: HashMap<String, Vec<Member>>,
    /// The parties and keys that were left out.
    pub(super) shared: Vec<(String, String)>,
}

/// Keys as they are written in one way, each read once: texts list the same ones over and over.
#[derive(Default)]
pub(super) struct KeysInOneWay(HashMap<String, Rc<str>>);

impl KeysInOneWay {
    fn of(&mut self, key: &str) -> Rc<str> {
        if let Some(known) = self.0.get(key) {
            return Rc::clone(known);
        }
        let written: Rc<str> = one_way(key).into();
        self.0.insert(key.to_owned(), Rc::clone(&written));
        written
    }
}

/// Takes out of what a text lists the keys that stand for somebody else: for whoever had them in force, for the party that
/// signed where several list one for the first time, else for nobody.
pub(super) fn clean(
    listed: &[Party],
    before: &[InForce],
    signed_for: Option<&str>,
    written: &mut KeysInOneWay,
) -> Cleaned {
    let mut holders: HashMap<Rc<str>, Vec<&str>> = HashMap::new();
    for party in listed {
        for key in party.members.iter().flat_map(|member| &member.keys) {
            let holders = holders.entry(written.of(key)).or_default();
            if !holders.contains(&party.id.as_str()) {
                holders.push(&party.id);
            }
        }
    }
    let mut owners: HashMap<Rc<str>, &str> = HashMap::new();
    for one in before {
        owners.extend(
            one.party
                .members
                .iter()
                .flat_map(|member| &member.keys)
                .map(|key| (written.of(key), &*one.party.id)),
        );
    }
    let mut shared = Vec::new();
    let mut members = HashMap::new();
    for party in listed {
        let mut own = party.members.clone();
        for member in &mut own {
            member.keys.retain(|key| {
                let key_of = written.of(key);
                let is_own = match owners.get(&key_of) {
                    Some(owner) => *owner == party.id,
                    None => holders.get(&key_of).is_none_or(|all| all.len() < 2) || signed_for == Some(&party.id),
                };
                if !is_own {
                    shared.push((party.id.clone(), key.clone()));
                }
                is_own
            });
        }
        members.insert(party.id.clone(), own);
    }
    Cleaned { members, shared }
}

/// A key as it is written in one way; what is none as it stands, so that it is never the same as one.
#[must_use]
pub fn one_way(key: &str) -> String {
    PublicKey::parse(key).map_or_else(|_| key.trim().to_owned(), |key| key.to_string())
}

/// What becomes of a party whose listed members or keys a change altered.
pub(super) enum BlockVerdict {
    /// The new ones are in force.
    Lawful(Tie),
    /// Those in force stay.
    Refused(Dispute),
}

/// Judges a change of a party that was there before. `was_proposed` says that one of the versions it joins had exactly
/// these members as a mere proposal.
pub(super) fn judge(
    was: &InForce,
    new: &[Member],
    author: &Author,
    signed_for: Option<&str>,
    everybody: &[&[Member]],
    was_proposed: bool,
) -> BlockVerdict {
    let own = author.is_among(new, everybody);
    let proposed = || {
        if any_key(new) {
            Tie::Proposed(signed_for.map(str::to_owned))
        } else {
            Tie::Open
        }
    };
    let tie = if was.is_the_partys_own() {
        &Tie::Adopted
    } else {
        &was.tie
    };
    match tie {
        Tie::Open | Tie::Proposed(_) if own => BlockVerdict::Lawful(Tie::Adopted),
        Tie::Open => BlockVerdict::Lawful(proposed()),
        // Who signs with one of those proposed takes them over by that, and goes on from there.
        Tie::Proposed(_) if any_key(new) && author.is_among(&was.party.members, everybody) => {
            BlockVerdict::Lawful(Tie::Adopted)
        }
        // Without keys, unsigned words would count for the party.
        Tie::Proposed(_) if was.has_keys() && !any_key(new) => BlockVerdict::Refused(Dispute::Dropped),
        Tie::Proposed(by) if by.is_none() || signed_for.is_some() => BlockVerdict::Lawful(proposed()),
        Tie::Adopted if author.key.as_ref().is_some_and(|key| was.holds(key)) => {
            if any_key(new) {
                BlockVerdict::Lawful(Tie::Adopted)
            } else {
                BlockVerdict::Refused(Dispute::Dropped)
            }
        }
        Tie::Adopted if was_proposed => BlockVerdict::Refused(Dispute::Late),
        Tie::Contested(blocks) => match &author.key {
            Some(key) if blocks.iter().all(|block| holds(block, key)) && any_key(new) => {
                BlockVerdict::Lawful(Tie::Adopted)
            }
            _ => BlockVerdict::Refused(Dispute::Intruded),
        },
        Tie::Adopted if own => BlockVerdict::Refused(Dispute::Reset),
        Tie::Adopted | Tie::Proposed(_) => BlockVerdict::Refused(Dispute::Intruded),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A key of RSA with these digits as its modulus, and 65537 as its exponent.
    fn rsa(modulus: &[u8]) -> PublicKey {
        let number = |bytes: &[u8]| ssh_key::Mpint::from_positive_bytes(bytes).unwrap();
        let key = ssh_key::public::RsaPublicKey {
            e: number(&[1, 0, 1]),
            n: number(modulus),
        };
        let key = ssh_key::PublicKey::from(ssh_key::public::KeyData::Rsa(key));
        PublicKey::parse(key.to_openssh().unwrap().trim_end()).unwrap()
    }

    #[test]
    fn a_weak_key_is_nobodys_hand_although_it_is_listed() {
        // 2^2281 - 1 is a prime, so that everybody has the private half; the other modulus is three times something.
        let prime = [vec![0x01], vec![0xff; 285]].concat();
        let threefold = [vec![0xff; 255], vec![0x81]].concat();
        for key in [rsa(&prime), rsa(&threefold)] {
            let member = Member {
                name: "Li".into(),
                email: "li@x.example".into(),
                keys: vec![key.to_string()],
            };
            let person = Person {
                name: "Li".into(),
                email: "li@x.example".into(),
            };
            let members = [member];
            assert!(names(&members[0].keys, &key) && !lists(&members[0].keys, &key), "{key}");
            assert!(
                !holds(&members, &key) && !lists_for(&members, "li@x.example", &key),
                "{key}"
            );
            let author = Author { person, key: Some(key) };
            assert!(!author.is_among(&members, &[&members]));
        }
    }
}
