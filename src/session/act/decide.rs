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
use crate::session::read::designation::designation;
use crate::session::read::dossier::{Dossier, WholeText};
use crate::session::read::stood_by::{self};
use crate::session::user::acting_member::{ActingMember, me};
use crate::session::version_name::VersionName;
use crate::session::workspace::{Negotiation, Workspace};
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
    let negotiation_id = dossier.record.negotiation.ok_or_else(|| Error::NoRound {
        contract: negotiation.name().to_owned(),
    })?;
    let shown = ShownRound {
        contract: &meant.contract,
        negotiation: negotiation_id,
        round: meant.round,
        base: Some(meant.base),
    };
    let mut recorded = Recorded {
        party: meant.holder,
        reported: request
            .reported
            .as_ref()
            .map(|(_, source)| (speaking.party.clone(), source.clone())),
        round: meant.round,
        decision: request.decision,
        clauses: Vec::new(),
        kept: meant.kept,
        records: Vec::new(),
        change: None,
        key: speaking.public_key().map(|key| key.fingerprint().to_owned()),
    };
    let mut files = Vec::new();
    let folder = workspace.repository().records_folder();
    let sign = |bytes: &[u8]| speaking.sign(POSITIONS, bytes);
    let voice = speaking.voice(&sign);
    for (clauses, withdraws) in meant.sayings {
        recorded.clauses.extend(clauses.iter().cloned());
        let saying = RecordDraft {
            decision: request.decision,
            clauses,
            reason: request.reason.clone(),
            withdraws,
            reported: request.reported.clone(),
        };
        let name = &negotiation.found.original_name;
        let ready = following.make(&folder, &voice, name, &shown, saying, request.at)?;
        recorded.records.push(ready.id);
        files.extend(ready.files);
    }
    let prepared = (!files.is_empty()).then(|| Prepared {
        files: saved(files),
        message: message_of(negotiation.name(), &recorded),
    });
    Ok((prepared, recorded))
}

/// The words of the change that holds what was recorded.
fn message_of(contract: &str, recorded: &Recorded) -> String {
    let reporter = recorded.reported.as_ref();
    let reporter = reporter.map(|(reporter, source)| (reporter.as_str(), source.as_str()));
    let holder = (recorded.party.as_str(), reporter);
    message(contract, holder, recorded.decision, &recorded.clauses, recorded.round)
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
