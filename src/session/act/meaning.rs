//! What a person who decides wants to have recorded, and what that amounts to in the present state.

use std::collections::{HashMap, HashSet};

use chrono::{DateTime, FixedOffset};

use super::recording::{newest_round, refuse};
use super::selection::{Selection, named_outright, wanted};
use crate::audit::{Finding, Severity, in_text};
use crate::contract::{Contract, revision};
use crate::negotiation::{
    ClauseStanding, CommitId, Decision, NamedWording, PartyPosition, PositionKind, RecordId, Trust,
};
use crate::session::Error;
use crate::session::called_party::CalledParty;
use crate::session::read::designation::designation;
use crate::session::read::dossier::Dossier;
use crate::session::read::stood_by;
use crate::session::read::version_facts::WholeText;
use crate::session::user::acting_member::ActingMember;
use crate::session::version_name::VersionName;
use crate::session::workspace::{Negotiation, Workspace};

/// What a person wants to have recorded.
#[derive(Debug, Clone)]
pub struct DecisionRequest {
    /// What is said; never an offer, which only sending makes.
    pub decision: Decision,
    /// Of which clauses.
    pub which: Selection,
    /// Why.
    pub reason: Option<String>,
    /// The round that the person has read; the newest when they do not say.
    pub read: Option<u32>,
    /// Another party whose position this is, and how it was said.
    pub reported: Option<(String, String)>,
    /// When.
    pub at: DateTime<FixedOffset>,
}

/// To reserve is to accept subject to a condition.
pub(super) fn conditional(request: &DecisionRequest) -> Result<(), Error> {
    let stated = request
        .reason
        .as_deref()
        .is_some_and(|reason| !reason.trim().is_empty());
    if request.decision == Decision::Reserve && !stated {
        Err(Error::NoCondition)
    } else {
        Ok(())
    }
}

/// What a wish amounts to in the present state.
pub(in crate::session) struct Meant {
    pub(in crate::session) round: u32,
    pub(in crate::session) base: CommitId,
    pub(in crate::session) contract: Contract,
    /// Whose position it is.
    pub(in crate::session) holder: String,
    /// Clauses that were meant only as part of a group and are left alone.
    pub(in crate::session) kept: Vec<NamedWording>,
    pub(in crate::session) sayings: Vec<Withdrawal>,
}

/// Finds out what a wish amounts to. Nothing is signed or written.
pub(in crate::session) fn meant(
    workspace: &Workspace,
    negotiation: &Negotiation<'_>,
    dossier: &Dossier,
    speaking: &ActingMember,
    request: &DecisionRequest,
) -> Result<Meant, Error> {
    conditional(request)?;
    let (round, base, contract) = newest_round(negotiation)?;
    let parties: Vec<String> = contract.parties.iter().map(|party| party.id.clone()).collect();
    let holder = holder(negotiation, speaking, &parties, request)?;
    let standings = dossier.standings(&parties, request.reported.is_some());
    let of_holder = || match request.reported {
        Some(_) => Ok(stood_by::on_record(dossier, &parties, &holder, true)),
        None => stood_by::own(workspace, negotiation, dossier, &contract, &holder),
    };
    let held = Held {
        dossier,
        by_id: standings.by_id(),
        holder: &holder,
        signs: !speaking.member.keys.is_empty(),
    };
    let which = (&request.which, request.read);
    let wanted = wanted(negotiation, &contract, &standings, which, of_holder)?;
    let outright = match &request.which {
        Selection::Named { clauses, .. } => named_outright(negotiation, &contract, &standings, clauses)?,
        _ => Vec::new(),
    };
    let (kept, mut wanted) = held.left_alone(wanted, &outright, request);
    if matches!(request.decision, Decision::Accept | Decision::Reserve) {
        no_failing_words(&contract, speaking, &wanted)?;
    }
    if matches!(request.which, Selection::Exactly(_)) {
        wanted.retain(|one| !held.stands(one, request) || held.would_be_firmer(one, request));
    } else {
        not_stale(negotiation, &contract, request.read, round, &wanted)?;
    }
    let sayings = match request.decision {
        Decision::Withdraw => held.withdrawals(negotiation, &contract, &wanted)?,
        _ => match held.to_say(&contract, wanted, request) {
            clauses if clauses.is_empty() => Vec::new(),
            clauses => vec![(clauses, None)],
        },
    };
    Ok(Meant {
        round,
        base,
        contract,
        holder,
        kept,
        sayings,
    })
}

/// Whose position it is that is wished: the speaker's own party, or another that it reports.
fn holder(
    negotiation: &Negotiation<'_>,
    speaking: &ActingMember,
    parties: &[String],
    request: &DecisionRequest,
) -> Result<String, Error> {
    match &request.reported {
        None => Ok(speaking.party.clone()),
        Some((party, _)) if !parties.contains(party) => Err(Error::NoSuchParty {
            contract: negotiation.name().to_owned(),
            party: party.clone(),
            known: parties.to_vec(),
        }),
        Some((party, _)) if *party == speaking.party => Err(Error::OwnReport { party: party.clone() }),
        Some((party, _)) => Ok(party.clone()),
    }
}

/// What every audit fails is not made anybody's word; the text can be mended, an acceptance of it rests on it.
fn no_failing_words(contract: &Contract, speaking: &ActingMember, wanted: &[NamedWording]) -> Result<(), Error> {
    let there: HashSet<&str> = wanted
        .iter()
        .filter(|one| one.revision.is_some())
        .map(|one| one.id.as_str())
        .collect();
    // An id that was let in once is told by the audit, and the wording under it can be accepted.
    let of_wanted = |found: &Finding| {
        found.severity == Severity::Fail && found.clause.as_ref().is_some_and(|id| there.contains(id.as_str()))
    };
    let found = in_text(None, contract, &speaking.person.name)
        .into_iter()
        .filter(of_wanted)
        .collect();
    refuse(found)
}

/// Refuses when a wording is not the one that the person has read.
fn not_stale(
    negotiation: &Negotiation<'_>,
    contract: &Contract,
    read: Option<u32>,
    newest: u32,
    wanted: &[NamedWording],
) -> Result<(), Error> {
    let Some(read) = read.filter(|read| *read != newest) else {
        return Ok(());
    };
    let reading = negotiation.reading(&VersionName::Round(read))?;
    let old = negotiation.read(&reading)?;
    let old = old.by_id();
    for one in wanted {
        if old.get(&*one.id).map(|clause| revision(clause)) != one.revision {
            let (name, clause) = (negotiation.name().to_owned(), Box::new(designation(contract, &one.id)));
            return Err(Error::Stale {
                contract: name,
                clause,
                read,
                newest,
            });
        }
    }
    Ok(())
}

/// What a party holds at the latest state.
struct Held<'a> {
    dossier: &'a Dossier,
    by_id: HashMap<&'a str, &'a ClauseStanding>,
    /// The party whose position it is.
    holder: &'a str,
    /// Whether who records it has a key listed.
    signs: bool,
}

impl Held<'_> {
    fn position(&self, clause: &str) -> Option<&PartyPosition> {
        let standing = self.by_id.get(clause)?;
        standing.positions.iter().find(|position| position.party == self.holder)
    }

    /// Divides what a request for a group means into what is left alone, because the party rejects it or takes it subject
    /// to a condition and did not name it outright, and the rest.
    fn left_alone(
        &self,
        wanted: Vec<NamedWording>,
        outright: &[NamedWording],
        request: &DecisionRequest,
    ) -> (Vec<NamedWording>, Vec<NamedWording>) {
        let of_group = matches!(request.which, Selection::Named { .. } | Selection::Unchanged);
        let is_left = |one: &NamedWording| {
            request.decision == Decision::Accept && of_group && !outright.contains(one) && self.holds_out(one)
        };
        wanted.into_iter().partition(is_left)
    }

    fn holds_out(&self, one: &NamedWording) -> bool {
        self.position(&one.id)
            .is_some_and(|own| matches!(own.kind, PositionKind::Rejected | PositionKind::Reserved))
    }

    /// Whether a party's position on a wording is already what it would be.
    fn says(&self, named: &NamedWording, decision: Decision) -> bool {
        self.position(&named.id).is_some_and(|position| {
            position.record.is_some()
                && match decision {
                    Decision::Accept => matches!(position.kind, PositionKind::Accepted | PositionKind::Offered),
                    Decision::Reject => position.kind == PositionKind::Rejected,
                    Decision::Reserve => position.kind == PositionKind::Reserved,
                    Decision::Offer | Decision::Withdraw => false,
                }
        })
    }

    /// Whether the party's own position on a wording would be relied upon more if it were recorded once more.
    fn would_be_firmer(&self, one: &NamedWording, request: &DecisionRequest) -> bool {
        let outright = matches!(
            request.which,
            Selection::Exactly(_) | Selection::Named { below: false, .. }
        );
        request.reported.is_none()
            && self
                .position(&one.id)
                .is_some_and(|own| would_be_firmer(own, self.signs, outright))
    }

    /// Whether exactly what is wished was recorded before and still stands, reason included.
    fn stands(&self, named: &NamedWording, request: &DecisionRequest) -> bool {
        let record = self.position(&named.id).and_then(|position| position.record);
        match (request.decision, record) {
            (Decision::Withdraw, record) => record.is_none(),
            (_, None) => false,
            (decision, Some(record)) => {
                let entry = self.dossier.entry_of(record);
                let reason = entry.and_then(|entry| entry.appraised.record.as_ref()?.reason.clone());
                self.says(named, decision) && (request.reason.is_none() || request.reason == reason)
            }
        }
    }

    /// The wordings on which something new would be said.
    fn to_say(&self, contract: &Contract, wanted: Vec<NamedWording>, request: &DecisionRequest) -> Vec<NamedWording> {
        let is_new = |one: &NamedWording| {
            request.reason.is_some() || !self.says(one, request.decision) || self.would_be_firmer(one, request)
        };
        let is_other_text = || self.dossier.newest_whole(self.holder, true) != Some(&WholeText::of(contract));
        if !wanted.iter().any(is_new) && request.which == Selection::All && is_other_text() {
            // Nothing is open, and the text as a whole is another one than the party last recorded: it confirms this.
            return wanted;
        }
        wanted.into_iter().filter(is_new).collect()
    }

    /// The records to take back, each with the clauses for which it is taken back.
    fn withdrawals(
        &self,
        negotiation: &Negotiation<'_>,
        contract: &Contract,
        wanted: &[NamedWording],
    ) -> Result<Vec<Withdrawal>, Error> {
        let mut taken: Vec<Withdrawal> = Vec::new();
        for one in wanted {
            let record = self.position(&one.id).and_then(|position| position.record);
            let Some(record) = record else {
                return Err(Error::NothingToWithdraw {
                    contract: negotiation.name().to_owned(),
                    clause: Box::new(designation(contract, &one.id)),
                    party: Box::new(CalledParty::of(contract, self.holder)),
                });
            };
            match taken.iter_mut().find(|(_, other)| *other == Some(record)) {
                Some((clauses, _)) => clauses.push(one.clone()),
                None => taken.push((vec![one.clone()], Some(record))),
            }
        }
        Ok(taken)
    }
}

/// Wordings, and the record that is taken back for them.
pub(in crate::session) type Withdrawal = (Vec<NamedWording>, Option<RecordId>);

/// Whether a position would be relied upon more if it were recorded once more by somebody who signs: it was recorded
/// without a key before the party listed any, or, for a clause that is named outright, with a key that nobody compared,
/// such as one that was replaced since.
#[must_use]
pub fn would_be_firmer(own: &PartyPosition, signs: bool, outright: bool) -> bool {
    let weak = own.trust == Some(Trust::Claimed) || outright && own.trust == Some(Trust::Unconfirmed);
    signs && weak
}
