//! Who may speak for a party, and with which keys, at each point of a contract's history.
//!
//! Whoever writes round 1 can write anything into both parties. So a party's members and keys are confirmed only when
//! the party brought them in itself, or when the owner of the clone has compared them outside of git; and they stay so
//! only as long as every change of them is signed with a key of that party that was in force before it.

use std::collections::HashMap;
use std::sync::Arc;

use crate::contract::Party;
use crate::history::{Past, PublicKey};
use crate::negotiation::{Change, ChangeId, TextId};

use super::memory::{Confirmation, is_block_of};

/// One party as it was in force, and whether its keys are confirmed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InForce {
    /// Its members and their keys.
    pub party: Party,
    /// Whether it brought its keys in itself, or somebody compared them outside of git.
    pub confirmed: bool,
    /// Whether somebody compared them outside of git, or they follow from such by the party's own signatures.
    pub compared: bool,
    /// The change that gave it its present members and keys.
    pub since: ChangeId,
    /// That change altered the members or keys of a party that had keys, and was not signed with one of them.
    pub intruded: bool,
}

impl InForce {
    /// Whether nobody has to be asked whose its keys are: they were confirmed, or there is none but the user's own.
    #[must_use]
    pub fn is_known(&self, own_key: Option<&PublicKey>) -> bool {
        let mut keys = self.party.members.iter().flat_map(|member| &member.keys);
        let only_own = |own: &PublicKey| self.has_keys() && keys.all(|key| lists(std::slice::from_ref(key), own));
        self.confirmed || (!self.intruded && own_key.is_some_and(only_own))
    }

    /// Whether any of its members has a key.
    #[must_use]
    pub fn has_keys(&self) -> bool {
        self.party.members.iter().any(|member| !member.keys.is_empty())
    }
}

/// The parties in force from one change of the contract on.
struct Step {
    change: ChangeId,
    text: Option<TextId>,
    parties: Arc<Vec<InForce>>,
}

/// All parties of one contract at every point of its history.
pub struct Authority {
    steps: Vec<Step>,
}

impl Authority {
    /// For the changes of one contract, oldest first.
    ///
    /// `parties` gives the parties of a text, `None` when it cannot be understood; `signed_with` the key of a change's
    /// valid signature.
    ///
    /// # Errors
    ///
    /// The first error of `parties` or `signed_with`.
    pub fn over<E>(
        changes: &[Change],
        past: &Past,
        confirmed: &[&Confirmation],
        mut parties: impl FnMut(TextId) -> Result<Option<Vec<Party>>, E>,
        mut signed_with: impl FnMut(ChangeId) -> Result<Option<PublicKey>, E>,
    ) -> Result<Self, E> {
        let mut steps: Vec<Step> = Vec::with_capacity(changes.len());
        for change in changes {
            let before: Vec<Arc<Vec<InForce>>> = change
                .parents
                .iter()
                .zip(&change.before)
                .filter_map(|(parent, text)| {
                    step_of(&steps, past, *parent, (*text)?).map(|step| Arc::clone(&step.parties))
                })
                .collect();
            let now = change.after.map(&mut parties).transpose()?.flatten();
            let Some(now) = now else {
                // A text that cannot be understood changes nobody's authority.
                let parties = before.into_iter().next().unwrap_or_default();
                steps.push(Step { change: change.id, text: change.after, parties });
                continue;
            };
            let mut key: Option<Option<PublicKey>> = None;
            let mut in_force = Vec::with_capacity(now.len());
            for party in now {
                if let Some(same) = least_confirmed(&before, &party) {
                    in_force.push(InForce { party, ..same.clone() });
                    continue;
                }
                let key = match &key {
                    Some(key) => key.clone(),
                    None => key.insert(signed_with(change.id)?).clone(),
                };
                let compared = confirmed.iter().any(|one| {
                    let seen = one.seen.parse::<ChangeId>();
                    one.party == party.id
                        && is_block_of(&one.block, &party)
                        && seen.is_ok_and(|seen| past.is_ancestor(change.id, seen) == Some(true))
                });
                in_force.push(changed(&before, party, change.id, key.as_ref(), compared));
            }
            steps.push(Step { change: change.id, text: change.after, parties: Arc::new(in_force) });
        }
        Ok(Self { steps })
    }

    /// The parties in force at a point of history at which the contract had this text.
    #[must_use]
    pub fn at(&self, past: &Past, point: ChangeId, text: TextId) -> Option<&[InForce]> {
        step_of(&self.steps, past, point, text).map(|step| step.parties.as_slice())
    }

    /// The parties in force from that change of the contract on.
    #[must_use]
    pub fn after(&self, change: ChangeId) -> Option<&[InForce]> {
        self.steps.iter().find(|step| step.change == change).map(|step| step.parties.as_slice())
    }

    /// The parties in force today.
    #[must_use]
    pub fn newest(&self) -> &[InForce] {
        self.steps.last().map_or(&[], |step| step.parties.as_slice())
    }

    /// The changes that took a key away from a member of a party.
    #[must_use]
    pub fn removals(&self, party: &str, key: &PublicKey) -> Vec<ChangeId> {
        let has = |step: &Step| {
            let mut named = step.parties.iter().filter(|one| one.party.id == party);
            named.any(|one| one.party.members.iter().any(|member| lists(&member.keys, key)))
        };
        self.steps.windows(2).filter(|pair| has(&pair[0]) && !has(&pair[1])).map(|pair| pair[1].change).collect()
    }
}

/// Whether one of the listed public keys is this one.
#[must_use]
pub fn lists(keys: &[String], key: &PublicKey) -> bool {
    let written = key.to_string();
    // Keys of `ssh-keygen` are written in one way.
    keys.iter()
        .any(|listed| *listed == written || (!key.is_ssh() && PublicKey::parse(listed).is_ok_and(|one| one == *key)))
}

/// The newest step that gave the contract the text it has at a point.
fn step_of<'s>(steps: &'s [Step], past: &Past, point: ChangeId, text: TextId) -> Option<&'s Step> {
    steps.iter().rev().find(|step| step.text == Some(text) && past.is_ancestor(step.change, point) == Some(true))
}

/// The party with the members and keys that one of the versions before already had; where they differ about it, the less
/// sure one. Its name and role are words of the contract, which anybody may offer to change.
fn least_confirmed<'b>(before: &'b [Arc<Vec<InForce>>], party: &Party) -> Option<&'b InForce> {
    let is_same = |one: &&InForce| one.party.id == party.id && one.party.members == party.members;
    let same = before.iter().flat_map(|parties| parties.iter()).filter(is_same);
    same.min_by_key(|one| (one.confirmed, one.compared))
}

fn changed(
    before: &[Arc<Vec<InForce>>],
    party: Party,
    change: ChangeId,
    key: Option<&PublicKey>,
    compared: bool,
) -> InForce {
    let was: HashMap<&str, &InForce> =
        before.iter().flat_map(|parties| parties.iter()).map(|one| (one.party.id.as_str(), one)).collect();
    let own_key = |members: &Party| key.is_some_and(|key| members.members.iter().any(|one| lists(&one.keys, key)));
    let (by_itself, compared_before, intruded) = match was.get(party.id.as_str()) {
        // A party that was not there before comes in by its own hand when its own key signs.
        None => (own_key(&party), false, false),
        Some(was) => {
            let own = own_key(&was.party);
            (was.confirmed && own, was.compared && own, was.has_keys() && !own)
        }
    };
    InForce {
        confirmed: by_itself || compared,
        compared: compared || compared_before,
        since: change,
        intruded: intruded && !compared,
        party,
    }
}
