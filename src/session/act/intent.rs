//! What a decision would record, to be shown before it is signed; and that it is still that when it is.

use std::collections::BTreeSet;
use std::path::PathBuf;

use super::recording::newest_round;
use super::unsent::nothing_unsent_would_fail;
use crate::contract::{Contract, Member, Revision, whole};
use crate::negotiation::{CommitId, Decision, NamedWording, RecordId};
use crate::session::Error;
use crate::session::act::meaning::{DecisionRequest, Meant, meant};
use crate::session::read::dossier::Dossier;
use crate::session::user::acting_member::{ActingMember, me};
use crate::session::workspace::Workspace;

/// What would be recorded, and by whom.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Intent {
    /// The contract's name.
    pub contract: String,
    /// The contract's title.
    pub title: String,
    /// The round it concerns.
    pub round: u32,
    /// What is said.
    pub decision: Decision,
    /// Of which wordings, in reading order.
    pub clauses: Vec<NamedClause>,
    /// The mere headings of the round, about which nobody takes a position: they are accepted along with everything else.
    pub mere_headings: BTreeSet<String>,
    /// Clauses that were meant only as part of a group and are left alone, because the party itself holds out on them.
    pub kept: Vec<NamedClause>,
    /// Translated, or the condition.
    pub reason: Option<String>,
    /// The party whose position it is, and how it was said, when it is only reported.
    pub reported: Option<(String, String)>,
    /// Who says it.
    pub speaker: SignsFor,
    basis: Basis,
}

/// A wording, and what its clause is called.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NamedClause {
    /// The clause's id and wording; no wording for a deletion.
    pub named: NamedWording,
    /// Its number in the round; `None` when it is deleted.
    pub number: Option<String>,
    /// Its heading; of the last round that had it, when it is deleted.
    pub heading: String,
    /// Whether its heading is all that it says, and says something: its words are what the position is about.
    pub heading_alone: bool,
}

/// For whom somebody signs, and with which key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SignsFor {
    /// The party's id.
    pub party: String,
    /// The party's name.
    pub party_name: String,
    /// The member, as the contract lists them.
    pub member: Member,
    /// The fingerprint of the key; `None` when nothing is signed.
    pub key: Option<String>,
    /// The party's members with their keys, where these were only proposed by somebody else until now: what is signed makes
    /// all of them the party's own.
    pub adopts: Vec<Member>,
    /// The party's members in force, where the key is none of theirs: what is sent resets the party's keys, and counts for
    /// nothing until the others compared the new ones.
    pub resets: Vec<Member>,
    /// The file of a private key whose passphrase will be asked for.
    pub locked: Option<PathBuf>,
}

impl SignsFor {
    pub(in crate::session) fn of(me: &ActingMember) -> Self {
        Self {
            party: me.party.clone(),
            party_name: me.party_name.clone(),
            member: me.member.clone(),
            key: me.public_key().map(|key| key.fingerprint().to_owned()),
            adopts: me.adopts.clone(),
            resets: me.resets.clone(),
            locked: me.key.as_ref().and_then(crate::history::UserKey::locked),
        }
    }

    /// Whether it is the same person for the same party with the same key.
    pub(in crate::session) fn is(&self, me: &ActingMember) -> bool {
        let key = me.public_key().map(|key| key.fingerprint().to_owned());
        self.party == me.party && self.member == me.member && self.key == key
    }
}

/// What a record rests on beside what is said in it.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Basis {
    base: CommitId,
    whole: Revision,
    sayings: Vec<(Vec<NamedWording>, Option<RecordId>)>,
}

impl Basis {
    fn of(meant: &Meant) -> Self {
        Self {
            base: meant.base,
            whole: whole(&meant.contract),
            sayings: meant.sayings.clone(),
        }
    }
}

impl Intent {
    /// Refuses when something else would be signed than was shown.
    pub(in crate::session) fn must_be(&self, contract: &str, me: &ActingMember, meant: &Meant) -> Result<(), Error> {
        if self.speaker.is(me) && self.basis == Basis::of(meant) {
            return Ok(());
        }
        Err(Error::ChangedMeanwhile {
            contract: contract.to_owned(),
        })
    }
}

/// What a wish would record now. Writes nothing and signs nothing.
///
/// # Errors
///
/// As [`crate::session::decide()`], but for what only signing and writing can say.
pub fn intent(workspace: &Workspace, name: &str, request: &DecisionRequest) -> Result<Intent, Error> {
    nothing_unsent_would_fail(workspace, false)?;
    let negotiation = workspace.negotiation(name)?;
    let (_, _, contract) = newest_round(&negotiation)?;
    let dossier = negotiation.dossier(&workspace.memory()?)?;
    let speaking = me(workspace, &contract)?.adopting(&dossier, &contract);
    speaking.own_key_counts(name, dossier.record.authority.newest())?;
    let meant = meant(workspace, &negotiation, &dossier, &speaking, request)?;
    let named = meant.sayings.iter().flat_map(|(clauses, _)| clauses.iter().cloned());
    let clauses = named.map(|one| called(&dossier, &meant.contract, one)).collect();
    let kept = meant.kept.iter().cloned();
    let kept = kept.map(|one| called(&dossier, &meant.contract, one)).collect();
    let of_round = dossier.wordings.iter().find(|one| one.number == meant.round);
    let headings = of_round.into_iter().flat_map(|one| &one.wordings);
    let headings = headings.filter(|one| one.heading_only);
    Ok(Intent {
        contract: negotiation.name().to_owned(),
        title: meant.contract.title.clone(),
        round: meant.round,
        decision: request.decision,
        clauses,
        mere_headings: headings.map(|one| one.id.clone()).collect(),
        kept,
        reason: request.reason.clone(),
        reported: request.reported.clone(),
        speaker: SignsFor::of(&speaking),
        basis: Basis::of(&meant),
    })
}

fn called(dossier: &Dossier, contract: &Contract, named: NamedWording) -> NamedClause {
    let name = dossier.names.get(&named.id).cloned().unwrap_or_default();
    let clause = named.revision.and_then(|_| contract.clause(&named.id));
    NamedClause {
        heading_alone: clause.is_some_and(|clause| clause.text.trim().is_empty()),
        named,
        number: name.number,
        heading: name.heading,
    }
}
