//! What the owner of a clone has confirmed, and what the clone saw last: the only things that history cannot vouch for.

use std::collections::BTreeMap;

use chrono::{DateTime, FixedOffset};
use serde::{Deserialize, Serialize};

use crate::contract::{Contract, Party, Revision, parties_digest};
use crate::history::PublicKey;

/// What a clone keeps for itself about its contracts; never shared.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Memory {
    /// Whose keys the user compared outside of git, in whatever copy. Lies in the user's own folder, so that a copy that
    /// somebody hands over brings nobody's trust along.
    #[serde(skip)]
    pub confirmed: Vec<Confirmation>,
    /// Whose keys were compared in this copy. Nothing is believed for it; but what was compared here once and is gone, or
    /// has become something else, is told.
    #[serde(default, rename = "confirmed")]
    pub compared_here: Vec<Confirmation>,
    /// Resets of a party's keys that this shared repository was told to take.
    #[serde(skip)]
    pub resets: Vec<PermittedReset>,
    /// The newest change that an audit found sound, by its name in git.
    #[serde(default)]
    pub audited: Option<String>,
    /// The key that the user of the clone signs with. It is confirmed as that key, wherever it signs; nothing follows for
    /// other keys beside it. Known from the user's settings at every start, and never kept.
    #[serde(skip)]
    pub own_key: Option<PublicKey>,
    /// The newest state that each other end was seen to hold, by the name it has here.
    #[serde(default)]
    pub other_ends: BTreeMap<String, String>,
    /// The state that was last pushed to each of them and of which it did not say whether it took it.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub on_the_way: BTreeMap<String, String>,
    /// Where each of them lay then: one that lies elsewhere by now may have to be filled first.
    #[serde(default)]
    pub addresses: BTreeMap<String, String>,
}

impl Confirmation {
    /// Adds what was compared to what is kept, in the place of other members and keys that were compared of the same party
    /// before. The same ones may have been compared in several copies, none of which knows what the other saw.
    pub fn keep_in(&self, kept: &mut Vec<Self>) {
        kept.retain(|one| !one.is_of(self) || (one.block == self.block && one.seen != self.seen));
        kept.push(self.clone());
    }

    /// Adds what was compared beside all that is kept: members and keys that were in force before others that may have been
    /// compared as well.
    pub fn keep_beside(&self, kept: &mut Vec<Self>) {
        kept.retain(|one| !(one.is_of(self) && one.block == self.block && one.seen == self.seen));
        kept.push(self.clone());
    }

    fn is_of(&self, other: &Self) -> bool {
        (&self.contract, self.negotiation, &self.party) == (&other.contract, other.negotiation, &other.party)
    }
}

/// A shared repository takes new keys of a party that lost all of its own.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PermittedReset {
    /// The contract's name in round 1.
    pub contract: String,
    /// The party.
    pub party: String,
    /// The fingerprint of the key with which the change is signed that brings the new ones in.
    pub key: String,
}

/// The owner of a clone has compared a party's keys with the party itself.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Confirmation {
    /// The contract's name in round 1.
    pub contract: String,
    /// The negotiation.
    pub negotiation: Revision,
    /// The party.
    pub party: String,
    /// The digest of its members and keys, see [`block_digest`].
    pub block: Revision,
    /// The newest change of that time: what came later is not covered.
    pub seen: String,
    /// When.
    pub at: DateTime<FixedOffset>,
}

/// Names one party's members and keys: the parties digest over that party alone, without its name and role.
#[must_use]
pub fn block_digest(party: &Party) -> Revision {
    digest_over(Party {
        name: String::new(),
        role: String::new(),
        ..party.clone()
    })
}

/// Whether a digest names this party's members and keys, as it is made now or as it was made with name and role.
pub(super) fn is_block_of(digest: &Revision, party: &Party) -> bool {
    *digest == block_digest(party) || *digest == digest_over(party.clone())
}

fn digest_over(party: Party) -> Revision {
    parties_digest(&Contract {
        parties: vec![party],
        ..Contract::default()
    })
}
