//! Who may speak for a party, and with which keys, at each point of a contract's history: `docs/RECORD.md`, section 4.
//!
//! What is in force at a point follows from what lies behind it alone, from parent to child; `in_force.rs` judges a
//! single change, `joining.rs` says what comes out where branches meet.

use std::collections::{HashMap, HashSet};

use crate::contract::{Member, Party, Revision};
use crate::history::{AlongHistory, CommitGraph, PublicKey};
use crate::negotiation::{Change, CommitId};

use super::in_force::{Author, Dispute, InForce, lists, lists_for};
use super::key_lineage::KeyLineage;
use super::memory::{Confirmation, block_digest, is_block_of};
use super::text_at_commit::TextAtCommit;

/// Something about a party's members and keys that an audit tells.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Incident {
    pub(super) at: CommitId,
    pub(super) party: String,
    pub(super) kind: IncidentKind,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum IncidentKind {
    /// The text lists others than are in force, for this reason; whether those in force had been compared.
    Disputed(Dispute, bool),
    /// Branches adopted different ones.
    Contested,
    /// A version leaves the party out, and none of its keys signed that.
    LeftOut,
    /// A key of another party is listed for it.
    SharedKey(String),
}

/// A record's well-signed word for a party.
pub(super) struct SignedWord {
    /// Where it came into history.
    pub(super) added: CommitId,
    pub(super) party: String,
    /// The address of its signer.
    pub(super) signer: String,
    pub(super) key: PublicKey,
    /// The digest of the parties that the signer was shown.
    pub(super) parties: Revision,
    /// The state that the signer was shown.
    pub(super) base: Option<CommitId>,
}

/// What this copy believes on other grounds than history.
#[derive(Default)]
pub(super) struct Believed<'a> {
    /// Members and keys that were compared outside of git.
    pub(super) confirmed: Vec<&'a Confirmation>,
    /// Resets that a shared repository was told to take: party, fingerprint of the key that signs it.
    pub(super) resets: Vec<(&'a str, &'a str)>,
}

impl Believed<'_> {
    pub(super) fn compared(&self, graph: &CommitGraph, party: &str, members: &[Member], at: CommitId) -> bool {
        self.confirmed.iter().filter(|one| one.party == party).any(|one| {
            let party = Party {
                id: party.to_owned(),
                members: members.to_vec(),
                ..Party::default()
            };
            let seen = one.seen.parse::<CommitId>();
            is_block_of(&one.block, &party) && seen.is_ok_and(|seen| graph.is_ancestor(at, seen) == Some(true))
        })
    }

    pub(super) fn permits(&self, party: &str, author: &Author) -> bool {
        let key = author.key.as_ref().map(PublicKey::fingerprint);
        self.resets
            .iter()
            .any(|(of, permitted)| *of == party && key == Some(permitted))
    }
}

/// All parties of one contract at every point of its history.
#[derive(Default)]
pub struct Authority {
    /// Which state holds after each point.
    pub(super) after: AlongHistory<Option<usize>>,
    /// Which holds after the newest.
    pub(super) newest: Option<usize>,
    /// Which state holds for what a point does itself, where it does something.
    pub(super) within: HashMap<CommitId, usize>,
    pub(super) states: Vec<Vec<InForce>>,
    /// Keys that were taken away: from which party, the key, by which point.
    pub(super) removals: Vec<(String, String, CommitId)>,
    /// What led to those in force today.
    pub(super) line: KeyLineage,
    pub(super) incidents: Vec<Incident>,
}

/// Where the history of a contract is read from.
pub(super) struct AuthoritySource<'a> {
    pub(super) graph: &'a CommitGraph,
    pub(super) whereabouts: &'a TextAtCommit,
    pub(super) changes: &'a [Change],
    /// The change with which the negotiation begins; the contract may have others under its name.
    pub(super) beginning: Option<CommitId>,
    pub(super) voices: &'a [SignedWord],
    pub(super) believed: &'a Believed<'a>,
}

impl Authority {
    /// The state after the point of that number.
    pub(super) fn state_at(&self, graph: &CommitGraph, order: usize) -> Option<usize> {
        self.after.at(graph, order).flatten()
    }

    /// The parties in force after a point; none before the contract came in.
    #[must_use]
    pub fn after(&self, graph: &CommitGraph, point: CommitId) -> &[InForce] {
        graph
            .order(point)
            .and_then(|order| self.state_at(graph, order))
            .map_or(&[], |state| &self.states[state])
    }

    /// The parties in force for what a point does: those of the versions that it builds on; those that it brings where it
    /// brings the contract in; and a party's own new members and keys where it adopts them with this very point.
    #[must_use]
    pub fn within(&self, graph: &CommitGraph, point: CommitId) -> &[InForce] {
        if let Some(state) = self.within.get(&point) {
            return &self.states[*state];
        }
        let parents = graph.get(point).map(|place| place.parents).unwrap_or_default();
        let before = parents
            .into_iter()
            .map(|parent| self.after(graph, parent))
            .find(|parties| !parties.is_empty());
        before.unwrap_or_else(|| self.after(graph, point))
    }

    /// Whether a point replaced all keys of a party without one of them, and nobody compared the new ones.
    pub(super) fn resets_at(&self, graph: &CommitGraph, party: &str, point: CommitId) -> bool {
        let reset = |at: CommitId| {
            let mut in_force = self.after(graph, at).iter();
            in_force.find(|one| one.party.id == party && one.dispute == Some(Dispute::Reset))
        };
        let parents = graph.get(point).map(|place| place.parents).unwrap_or_default();
        reset(point).is_some_and(|here| {
            let goes_on = |parent| reset(parent).is_some_and(|before| before.listed == here.listed);
            !parents.into_iter().any(goes_on)
        })
    }

    /// The parties in force today.
    #[must_use]
    pub fn newest(&self) -> &[InForce] {
        self.newest.map_or(&[], |state| &self.states[state])
    }

    /// The members and keys that a party had before those of today, and from which today's follow: the oldest first, each
    /// block as it first came into force.
    #[must_use]
    pub fn earlier(&self, party: &str) -> Vec<&InForce> {
        let today = self.newest().iter().filter(|one| one.party.id == party);
        let mut known: HashSet<Revision> = today.map(|one| block_digest(&one.party)).collect();
        let mut led_here: Vec<&InForce> = (self.states.iter().flatten())
            .filter(|one| one.party.id == party && one.has_keys() && !one.is_contested())
            .filter(|one| self.line.leads_through(one))
            .collect();
        led_here.sort_by_key(|one| one.place);
        led_here.retain(|one| known.insert(block_digest(&one.party)));
        led_here
    }

    /// Whether what is said for a party at a point, where this is in force for it, leads nowhere: a beginning of its own or
    /// a branch on which others spoke for it.
    pub(super) fn astray(&self, graph: &CommitGraph, state: &InForce, point: CommitId) -> Option<Astray> {
        if state.has_keys() {
            (!self.line.leads_through(state)).then_some(Astray::OtherKeys)
        } else {
            self.line
                .has_keys_beside(graph, &state.party.id, point)
                .then_some(Astray::WithoutKeys)
        }
    }

    /// Whether a member speaks with a key for a party whichever of the blocks counts that branches once adopted, and which
    /// contradict each other: all of them list it, and so does that of today.
    pub(super) fn is_undisputed(&self, state: &InForce, address: &str, key: &PublicKey) -> bool {
        let mut today = self
            .newest()
            .iter()
            .filter(|one| one.party.id == state.party.id && !one.is_contested());
        today.any(|one| lists_for(&one.party.members, address, key)) && self.line.leads_through_all(state, address, key)
    }

    /// Whether a party speaks at a point under other members and keys than those from which today's came.
    #[must_use]
    pub fn is_astray(&self, graph: &CommitGraph, party: &str, point: CommitId) -> bool {
        match self.within(graph, point).iter().find(|one| one.party.id == party) {
            Some(state) => self.astray(graph, state, point).is_some(),
            None => self.line.has_keys_beside(graph, party, point),
        }
    }

    /// The point that lawfully took a key away from a member of a party, neither before nor after another point.
    pub(super) fn removal_beside(
        &self,
        graph: &CommitGraph,
        party: &str,
        key: &PublicKey,
        point: CommitId,
    ) -> Option<CommitId> {
        let behind = |earlier, later| graph.is_ancestor(earlier, later) == Some(true);
        let taken = self
            .removals
            .iter()
            .filter(|(of, taken, _)| of == party && lists(std::slice::from_ref(taken), key));
        taken
            .map(|(_, _, at)| *at)
            .find(|at| !behind(*at, point) && !behind(point, *at))
    }
}

/// Why what is said for a party at a point does not lead to what is in force for it today.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Astray {
    /// It lists no keys there, and has some by now that it did not get later.
    WithoutKeys,
    /// What is in force for it there is not what today's came from.
    OtherKeys,
}
