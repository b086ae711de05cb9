//! For whom the user of this clone speaks: git's own identity and signing key, held against the members.

use crate::audit::{InForce, Tie, lists};
use crate::contract::{Contract, Member, Party, same_address};
use crate::history::{self, PublicKey, UserKey};
use crate::language::Language;
use crate::negotiation::Person;
use crate::session::Error;
use crate::session::called_party::CalledParty;
use crate::session::read::dossier::Dossier;
use crate::session::user::signing_handle::SigningHandle;
use crate::session::workspace::Workspace;

/// The user as a member of a party.
#[derive(Debug)]
pub struct ActingMember {
    /// The party's id.
    pub party: String,
    /// The party's name.
    pub party_name: String,
    /// The user as the contract names them.
    pub member: Member,
    /// The user as git will name them.
    pub person: Person,
    /// The key to sign with; `None` when the party lists no keys and git has none configured.
    pub key: Option<UserKey>,
    /// The party's members, where somebody else only proposed them and their keys: what the user signs makes all of them
    /// the party's own.
    pub adopts: Vec<Member>,
    /// The party's members in force, where the user signs with a key of none of them: what is sent resets the party's keys.
    pub resets: Vec<Member>,
    /// The language in which signing may ask for a passphrase at the terminal, if it may.
    asking: Option<Language>,
}

impl ActingMember {
    /// Somebody who speaks for no party, and can only bring together what others said.
    pub(in crate::session) fn nobody(workspace: &Workspace, person: Person, key: Option<UserKey>) -> Self {
        let (party, party_name) = (String::new(), String::new());
        Self {
            party,
            party_name,
            member: Member::default(),
            person,
            key,
            adopts: Vec::new(),
            resets: Vec::new(),
            asking: workspace.asking,
        }
    }

    /// The same, with what the user's signature makes the party's own.
    pub(in crate::session) fn adopting(mut self, dossier: &Dossier, contract: &Contract) -> Self {
        let mut in_force = dossier.record.authority.newest().iter();
        let is_proposed = in_force.any(|one| one.party.id == self.party && matches!(one.tie, Tie::Proposed(_)));
        let party = contract
            .parties
            .iter()
            .find(|party| is_proposed && party.id == self.party);
        self.adopts = party.map(|party| party.members.clone()).unwrap_or_default();
        self
    }

    /// Whether what the user signs is the first that the party itself says of its members and keys.
    pub(in crate::session) fn may_adopt(&self, in_force: &InForce) -> bool {
        in_force.party.id == self.party && matches!(in_force.tie, Tie::Open | Tie::Proposed(_))
    }

    /// The same, with the members in force whose keys it puts others in place of without having one of them; `None` where
    /// the party has none that could be lost.
    pub(in crate::session) fn resetting(mut self, in_force: &[InForce]) -> Option<Self> {
        let own = in_force
            .iter()
            .find(|one| one.party.id == self.party && one.tie == Tie::Adopted)?;
        self.resets = own.party.members.clone();
        Some(self)
    }

    /// That the key to sign with does not stand for another party, which has it in force.
    ///
    /// # Errors
    ///
    /// [`Error::KeyOfAnother`], which says what to do.
    pub(in crate::session) fn own_key_counts(&self, name: &str, in_force: &[InForce]) -> Result<(), Error> {
        let Some(key) = self.public_key() else { return Ok(()) };
        let holds_own = in_force.iter().any(|one| one.party.id == self.party && one.holds(&key));
        let other = in_force
            .iter()
            .find(|one| one.party.id != self.party && one.holds(&key));
        match other.filter(|_| !holds_own) {
            Some(other) => Err(Error::KeyOfAnother {
                contract: name.to_owned(),
                email: self.member.email.clone(),
                party: self.party.clone(),
                other: other.party.id.clone(),
            }),
            None => Ok(()),
        }
    }

    /// The key's public half, as a contract lists it.
    #[must_use]
    pub fn public_key(&self) -> Option<PublicKey> {
        self.key.as_ref().and_then(public)
    }

    /// The user as a maker of records.
    pub(in crate::session) fn voice<'a>(
        &'a self,
        sign: &'a dyn Fn(&[u8]) -> Result<String, history::Error>,
    ) -> SigningHandle<'a> {
        let key = self.public_key().map(|key| key.fingerprint().to_owned());
        SigningHandle {
            party: &self.party,
            email: &self.member.email,
            key,
            sign,
        }
    }

    /// A signature over exact bytes in a namespace.
    ///
    /// # Errors
    ///
    /// When there is no key, or it does not sign.
    pub(in crate::session) fn sign(&self, namespace: &str, bytes: &[u8]) -> Result<String, history::Error> {
        match &self.key {
            Some(key) => key.sign(namespace, bytes, self.asking),
            None => Err(history::Error::NoKey),
        }
    }
}

fn public(key: &UserKey) -> Option<PublicKey> {
    PublicKey::parse(&key.public_key()?).ok()
}

/// Finds out for whom the user speaks in a contract.
///
/// # Errors
///
/// [`Error::NotAMember`] when git's identity is that of no member, [`Error::NotMyKey`] when the party lists keys and
/// the one that git signs with is not the member's; both say what to do.
pub fn me(workspace: &Workspace, contract: &Contract) -> Result<ActingMember, Error> {
    let repository = workspace.repository();
    let person = repository.author()?.ok_or(Error::NoIdentity)?;
    let all = members_called(&person, contract);
    if all.is_empty() {
        let members = contract
            .parties
            .iter()
            .flat_map(|party| &party.members)
            .map(|member| member.email.clone());
        return Err(Error::NotAMember {
            email: person.email,
            members: members.filter(|email| !email.is_empty()).collect(),
        });
    }
    let key = repository.user_key()?;
    let own = key.as_ref().and_then(public);
    let (party, member) = meant(&person, &all, own.as_ref())?;
    let must_sign = party.members.iter().any(|member| !member.keys.is_empty());
    if must_sign && !own.as_ref().is_some_and(|key| lists(&member.keys, key)) {
        return Err(Error::NotMyKey {
            email: member.email.clone(),
            party: Box::new(CalledParty::from(party)),
            configured: key.as_ref().map(UserKey::fingerprint),
            listed: member
                .keys
                .iter()
                .filter_map(|key| PublicKey::parse(key).ok())
                .map(|key| key.fingerprint().to_owned())
                .collect(),
        });
    }
    Ok(ActingMember {
        party: party.id.clone(),
        party_name: party.name.clone(),
        member: member.clone(),
        person,
        key,
        adopts: Vec::new(),
        resets: Vec::new(),
        asking: workspace.asking,
    })
}

/// Who the user is among those who have their address. An address of two parties' members says nothing by itself; a key
/// that one of them lists does.
fn meant<'c>(
    person: &Person,
    all: &[(&'c Party, &'c Member)],
    own: Option<&PublicKey>,
) -> Result<(&'c Party, &'c Member), Error> {
    if let [only] = all {
        return Ok(*only);
    }
    let mut mine = all
        .iter()
        .filter(|(_, member)| own.is_some_and(|key| lists(&member.keys, key)));
    if let (Some(one), None) = (mine.next(), mine.next()) {
        return Ok(*one);
    }
    let parties = all.iter().map(|(party, _)| CalledParty::from(*party)).collect();
    Err(Error::TwoParties {
        email: person.email.clone(),
        parties,
    })
}

/// The id of the party that the user is a member of, whether or not they could sign for it.
pub(in crate::session) fn own_party(workspace: &Workspace, contract: &Contract) -> Result<Option<String>, Error> {
    let person = workspace.repository().author()?;
    Ok(person.and_then(|person| party_of(&person, contract)))
}

/// The id of the party that a person is a member of, where it is one alone.
pub(in crate::session) fn party_of(person: &Person, contract: &Contract) -> Option<String> {
    let meant = members_called(person, contract);
    let one = meant
        .first()
        .filter(|(first, _)| meant.iter().all(|(party, _)| party.id == first.id));
    one.map(|(party, _)| party.id.clone())
}

/// By e-mail address alone: a name is too easily shared. Of each party the first.
fn members_called<'c>(person: &Person, contract: &'c Contract) -> Vec<(&'c Party, &'c Member)> {
    let is_meant = |member: &&Member| same_address(&member.email, &person.email);
    contract
        .parties
        .iter()
        .filter_map(|party| Some((party, party.members.iter().find(is_meant)?)))
        .collect()
}
