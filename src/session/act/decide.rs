//! Recording a party's position on wordings of the newest round: accept, reject, reserve, withdraw.

use chrono::{DateTime, FixedOffset};

use super::intent::Intent;
use super::recording::{Prepared, RecordChain, RecordDraft, ShownRound, newest_round, refuse, saved, write};
use super::selection::{Selection, named_outright, wanted};
use super::unsent::nothing_unsent_would_fail;
use crate::audit::{Finding, Severity, in_text};
use crate::contract::{Contract, revision};
use crate::history::POSITIONS;
use crate::negotiation::{
    ClauseStanding, CommitId, Decision, NamedWording, PartyPosition, PositionKind, RecordId, Trust,
};
use crate::session::Error;
use crate::session::called_party::CalledParty;
use crate::session::read::clause_name::designation;
use crate::session::read::dossier::{Dossier, WholeText};
use crate::session::read::stood_by::{self};
use crate::session::user::acting_member::{ActingMember, me};
use crate::session::workspace::{Negotiation, VersionName, Workspace};
use crate::wording::one_line;
use std::collections::{HashMap, HashSet};

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

/// What was recorded.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Recorded {
    /// The party for which it was recorded.
    pub party: String,
    /// Where that party's position is reported by another: the party that reports it, and how it was said.
    pub reported: Option<(String, String)>,
    /// The round it concerns.
    pub round: u32,
    /// What was said.
    pub decision: Decision,
    /// Of which wordings; those on which the same position stood already are left out.
    pub clauses: Vec<NamedWording>,
    /// Clauses that were meant only as part of a group and were left alone, because the party itself rejects them or takes
    /// them subject to a condition: an acceptance of those names them.
    pub kept: Vec<NamedWording>,
    /// The records made.
    pub records: Vec<RecordId>,
    /// The change that holds them; `None` when there was nothing left to record.
    pub change: Option<CommitId>,
    /// The fingerprint of the key that signed them.
    pub key: Option<String>,
}

/// Records a position, signed, for the party that the user speaks for.
///
/// # Errors
///
/// When the user is no member, the key is not theirs, a clause does not exist, the text has changed since the round
/// that was read, or history cannot be written.
pub fn decide(workspace: &Workspace, name: &str, request: &DecisionRequest) -> Result<Recorded, Error> {
    let recorded = recorded(workspace, name, std::slice::from_ref(request), None)?.pop();
    recorded.ok_or_else(|| Error::NoRound {
        contract: name.to_owned(),
    })
}

/// Records a position that was shown before: nothing but exactly that is signed.
///
/// # Errors
///
/// As [`decide`], and [`Error::ChangedMeanwhile`] when it would be another one by now.
pub fn decide_as_shown(
    workspace: &Workspace,
    name: &str,
    request: &DecisionRequest,
    shown: &Intent,
) -> Result<Recorded, Error> {
    let recorded = recorded(workspace, name, std::slice::from_ref(request), Some(shown))?.pop();
    recorded.ok_or_else(|| Error::NoRound {
        contract: name.to_owned(),
    })
}

/// Records several positions in one signed step: all of them or none.
///
/// # Errors
///
/// As [`decide`].
pub fn decide_together(workspace: &Workspace, name: &str, wishes: &[DecisionRequest]) -> Result<Vec<Recorded>, Error> {
    recorded(workspace, name, wishes, None)
}

fn recorded(
    workspace: &Workspace,
    name: &str,
    wishes: &[DecisionRequest],
    shown: Option<&Intent>,
) -> Result<Vec<Recorded>, Error> {
    for request in wishes {
        conditional(request)?;
    }
    let Some(at) = wishes.first().map(|request| request.at) else {
        return Ok(Vec::new());
    };
    workspace.repository().may_record()?;
    nothing_unsent_would_fail(workspace, false)?;
    let memory = workspace.memory()?;
    let speaking = {
        let negotiation = workspace.negotiation(name)?;
        let (_, _, contract) = newest_round(&negotiation)?;
        me(workspace, &contract)?
    };
    let mut recorded = Vec::new();
    let change = write(workspace, &speaking, at, || {
        let negotiation = workspace.negotiation(name)?;
        let dossier = negotiation.dossier(&memory)?;
        speaking.own_key_counts(name, dossier.record.authority.newest())?;
        let mut following = RecordChain::in_dossier(Some(&dossier), &speaking.party);
        let (mut files, mut messages) = (Vec::new(), Vec::new());
        recorded.clear();
        for request in wishes {
            let (prepared, about) = prepare(
                workspace,
                &negotiation,
                &dossier,
                &speaking,
                &mut following,
                (request, shown),
            )?;
            if let Some(prepared) = prepared {
                files.extend(prepared.files);
                messages.push(prepared.message);
            }
            recorded.push(about);
        }
        let message = match messages.as_slice() {
            [] => return Ok(None),
            [only] => only.clone(),
            several => {
                let round = negotiation.newest_number();
                format!(
                    "{name}: {} records its positions on round {round}\n\n{}",
                    speaking.party,
                    several.concat()
                )
            }
        };
        Ok(Some(Prepared { files, message }))
    })?;
    // A change holds what was said; what had been said already is in none.
    let holds = |one: &Recorded| change.filter(|_| !one.records.is_empty());
    Ok(recorded
        .into_iter()
        .map(|one| Recorded {
            change: holds(&one),
            ..one
        })
        .collect())
}

/// To reserve is to accept subject to a condition.
fn conditional(request: &DecisionRequest) -> Result<(), Error> {
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
    let holder = match &request.reported {
        Some((party, _)) if !parties.contains(party) => {
            return Err(Error::NoSuchParty {
                contract: negotiation.name().to_owned(),
                party: party.clone(),
                known: parties,
            });
        }
        Some((party, _)) if *party == speaking.party => return Err(Error::OwnReport { party: party.clone() }),
        Some((party, _)) => party.clone(),
        None => speaking.party.clone(),
    };
    let standings = dossier.standings(&parties, request.reported.is_some());
    let of_holder = || match request.reported {
        Some(_) => Ok(stood_by::on_record(dossier, &parties, &holder, true)),
        None => stood_by::own(workspace, negotiation, dossier, &contract, &holder),
    };
    let by_id = standings.by_id();
    let mut wanted = wanted(
        negotiation,
        &contract,
        &standings,
        (&request.which, request.read),
        of_holder,
    )?;
    let mut kept = Vec::new();
    if request.decision == Decision::Accept && matches!(request.which, Selection::Named { .. } | Selection::Unchanged) {
        let outright = match &request.which {
            Selection::Named { clauses, .. } => named_outright(negotiation, &contract, &standings, clauses)?,
            _ => Vec::new(),
        };
        let holds_out = |one: &NamedWording| {
            position(&by_id, &one.id, &holder)
                .is_some_and(|own| matches!(own.kind, PositionKind::Rejected | PositionKind::Reserved))
        };
        (kept, wanted) = wanted
            .into_iter()
            .partition(|one| !outright.contains(one) && holds_out(one));
    }
    if matches!(request.decision, Decision::Accept | Decision::Reserve) {
        // What every audit fails is not made anybody's word; the text can be mended, an acceptance of it rests on it.
        let there: HashSet<&str> = wanted
            .iter()
            .filter(|one| one.revision.is_some())
            .map(|one| one.id.as_str())
            .collect();
        // An id that was let in once is told by the audit, and the wording under it can be accepted.
        let of_wanted = |found: &Finding| {
            found.severity == Severity::Fail && found.clause.as_ref().is_some_and(|id| there.contains(id.as_str()))
        };
        let found = in_text(None, &contract, &speaking.person.name)
            .into_iter()
            .filter(of_wanted)
            .collect();
        refuse(found)?;
    }
    let outright = matches!(
        request.which,
        Selection::Exactly(_) | Selection::Named { below: false, .. }
    );
    let firmer = |one: &NamedWording| {
        let own = position(&by_id, &one.id, &holder).filter(|_| request.reported.is_none());
        own.is_some_and(|own| would_be_firmer(own, !speaking.member.keys.is_empty(), outright))
    };
    if matches!(request.which, Selection::Exactly(_)) {
        wanted.retain(|one| !stands(dossier, &by_id, &holder, one, request) || firmer(one));
    }
    if !matches!(request.which, Selection::Exactly(_)) {
        not_stale(negotiation, &contract, request.read, round, &wanted)?;
    }
    let sayings = match request.decision {
        Decision::Withdraw => withdrawals(negotiation, &contract, &by_id, &holder, &wanted)?,
        decision => {
            let wanted_again = wanted.clone();
            let said = |one: &NamedWording| says(&by_id, &holder, one, decision) && !firmer(one);
            let mut clauses: Vec<NamedWording> = wanted
                .into_iter()
                .filter(|one| request.reason.is_some() || !said(one))
                .collect();
            if clauses.is_empty()
                && request.which == Selection::All
                && dossier.newest_whole(&holder, true) != Some(&WholeText::of(&contract))
            {
                // Nothing is open, and the text as a whole is another one than the party last recorded: it confirms this.
                clauses = wanted_again;
            }
            if clauses.is_empty() {
                Vec::new()
            } else {
                vec![(clauses, None)]
            }
        }
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

fn prepare(
    workspace: &Workspace,
    negotiation: &Negotiation<'_>,
    dossier: &Dossier,
    speaking: &ActingMember,
    following: &mut RecordChain,
    (request, shown): (&DecisionRequest, Option<&Intent>),
) -> Result<(Option<Prepared>, Recorded), Error> {
    let meant = meant(workspace, negotiation, dossier, speaking, request)?;
    if let Some(intent) = shown {
        intent.must_be(negotiation.name(), speaking, &meant)?;
    }
    let Meant {
        round,
        base,
        contract,
        holder,
        kept,
        sayings,
    } = meant;
    let negotiation_id = dossier.record.negotiation.ok_or_else(|| Error::NoRound {
        contract: negotiation.name().to_owned(),
    })?;
    let shown = ShownRound {
        contract: &contract,
        negotiation: negotiation_id,
        round,
        base: Some(base),
    };
    let mut recorded = Recorded {
        party: holder,
        reported: request
            .reported
            .as_ref()
            .map(|(_, source)| (speaking.party.clone(), source.clone())),
        round,
        decision: request.decision,
        clauses: Vec::new(),
        kept,
        records: Vec::new(),
        change: None,
        key: speaking.public_key().map(|key| key.fingerprint().to_owned()),
    };
    let mut files = Vec::new();
    let folder = workspace.repository().records_folder();
    let sign = |bytes: &[u8]| speaking.sign(POSITIONS, bytes);
    let voice = speaking.voice(&sign);
    for (clauses, withdraws) in sayings {
        recorded.clauses.extend(clauses.iter().cloned());
        let saying = RecordDraft {
            decision: request.decision,
            clauses,
            reason: request.reason.clone(),
            withdraws,
            reported: request.reported.clone(),
        };
        let ready = following.make(
            &folder,
            &voice,
            &negotiation.found.original_name,
            &shown,
            saying,
            request.at,
        )?;
        recorded.records.push(ready.id);
        files.extend(ready.files);
    }
    let reporter = recorded
        .reported
        .as_ref()
        .map(|(reporter, source)| (reporter.as_str(), source.as_str()));
    let holder = (recorded.party.as_str(), reporter);
    let message = message(negotiation.name(), holder, recorded.decision, &recorded.clauses, round);
    let prepared = (!files.is_empty()).then(|| Prepared {
        files: saved(files),
        message,
    });
    Ok((prepared, recorded))
}

/// The words of the change, for whoever looks with git alone. A position that another party reports is told as such:
/// who reports it, and how it was said.
pub(in crate::session) fn message(
    contract: &str,
    (party, reporter): (&str, Option<(&str, &str)>),
    decision: Decision,
    clauses: &[NamedWording],
    round: u32,
) -> String {
    const SHOWN: usize = 4;
    let ids: Vec<&str> = clauses.iter().map(|clause| clause.id.as_str()).collect();
    let says = match decision {
        Decision::Offer => "offers",
        Decision::Accept => "accepts",
        Decision::Reject => "rejects",
        Decision::Reserve => "reserves on",
        Decision::Withdraw => "takes back its position on",
    };
    let who = reporter.map_or_else(
        || party.to_owned(),
        |(reporter, _)| format!("{reporter} reports: {party}"),
    );
    // On one line behind other words: whatever it holds, git takes none of it for a trailer.
    let source = reporter.map(|(_, source)| format!("\nThe source of this report is: {}\n", one_line(source)));
    let source = source.unwrap_or_default();
    if ids.len() <= SHOWN {
        return format!("{contract}: {who} {says} {} of round {round}\n{source}", ids.join(", "));
    }
    format!(
        "{contract}: {who} {says} {} clauses of round {round}\n\n{}\n{source}",
        ids.len(),
        ids.join("\n")
    )
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

/// The clauses of a contract by their ids.
type ById<'s> = HashMap<&'s str, &'s ClauseStanding>;

fn position<'s>(standings: &ById<'s>, clause: &str, party: &str) -> Option<&'s PartyPosition> {
    standings
        .get(clause)?
        .positions
        .iter()
        .find(|position| position.party == party)
}

/// Whether a party's position on a wording is already what it would be.
fn says(standings: &ById<'_>, party: &str, named: &NamedWording, decision: Decision) -> bool {
    let position = position(standings, &named.id, party);
    position.is_some_and(|position| {
        position.record.is_some()
            && match decision {
                Decision::Accept => matches!(position.kind, PositionKind::Accepted | PositionKind::Offered),
                Decision::Reject => position.kind == PositionKind::Rejected,
                Decision::Reserve => position.kind == PositionKind::Reserved,
                Decision::Offer | Decision::Withdraw => false,
            }
    })
}

/// Whether a position would be relied upon more if it were recorded once more by somebody who signs: it was recorded
/// without a key before the party listed any, or, for a clause that is named outright, with a key that nobody compared,
/// such as one that was replaced since.
#[must_use]
pub fn would_be_firmer(own: &PartyPosition, signs: bool, outright: bool) -> bool {
    let weak = own.trust == Some(Trust::Claimed) || outright && own.trust == Some(Trust::Unconfirmed);
    signs && weak
}

/// Whether exactly what is wished was recorded before and still stands, reason included.
fn stands(
    dossier: &Dossier,
    standings: &ById<'_>,
    party: &str,
    named: &NamedWording,
    request: &DecisionRequest,
) -> bool {
    let record = position(standings, &named.id, party).and_then(|position| position.record);
    match (request.decision, record) {
        (Decision::Withdraw, record) => record.is_none(),
        (_, None) => false,
        (decision, Some(record)) => {
            let reason = dossier
                .entry_of(record)
                .and_then(|entry| entry.appraised.record.as_ref()?.reason.clone());
            says(standings, party, named, decision) && (request.reason.is_none() || request.reason == reason)
        }
    }
}

/// Wordings, and the record that is taken back for them.
pub(in crate::session) type Withdrawal = (Vec<NamedWording>, Option<RecordId>);

/// The records to take back, each with the clauses for which it is taken back.
fn withdrawals(
    negotiation: &Negotiation<'_>,
    contract: &Contract,
    standings: &ById<'_>,
    party: &str,
    wanted: &[NamedWording],
) -> Result<Vec<Withdrawal>, Error> {
    let mut taken: Vec<Withdrawal> = Vec::new();
    for one in wanted {
        let record = position(standings, &one.id, party).and_then(|position| position.record);
        let Some(record) = record else {
            return Err(Error::NothingToWithdraw {
                contract: negotiation.name().to_owned(),
                clause: Box::new(designation(contract, &one.id)),
                party: Box::new(CalledParty::of(contract, party)),
            });
        };
        match taken.iter_mut().find(|(_, other)| *other == Some(record)) {
            Some((clauses, _)) => clauses.push(one.clone()),
            None => taken.push((vec![one.clone()], Some(record))),
        }
    }
    Ok(taken)
}
