//! Recording a party's position on wordings of the newest round: accept, reject, reserve, withdraw.

use super::intent::Intent;
use super::meaning::{DecisionRequest, conditional, meant};
use super::recording::{Prepared, RecordChain, RecordDraft, ShownRound, saved, who_records, write};
use crate::history::POSITIONS;
use crate::negotiation::{CommitId, Decision, NamedWording, RecordId};
use crate::session::Error;
use crate::session::read::dossier::Dossier;
use crate::session::user::acting_member::ActingMember;
use crate::session::workspace::{Negotiation, Workspace};
use crate::wording::one_line;

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
    let speaking = who_records(workspace, name)?;
    let memory = workspace.memory()?;
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
    let negotiation_id = dossier.lineage(negotiation.name())?;
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
