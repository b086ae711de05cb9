//! Checks 3 and 4: history against what the clone keeps, and against what the records say they were shown.

use crate::history::CommitGraph;
use crate::negotiation::CommitId;

use super::audited_contract::AuditedContract;
use super::finding::{Finding, Severity};
use super::kinds::KeepingFinding;
use super::memory::{Confirmation, Memory};
use super::shown_state::{ShownState, shown};

/// Check 4 for the clone: the state that was audited last lies behind the present one.
pub(super) fn last_audited(graph: &CommitGraph, head: CommitId, memory: &Memory) -> Option<Finding> {
    let audited = memory.audited.as_deref()?;
    let Ok(id) = audited.parse::<CommitId>() else {
        return Some(Finding::new(Severity::CannotVerify, KeepingFinding::NoteUnreadable));
    };
    match graph.is_ancestor(id, head) {
        Some(true) => None,
        Some(false) => Some(Finding::fail(KeepingFinding::Rewritten).at(id)),
        None => Some(Finding::new(Severity::CannotVerify, KeepingFinding::EndsEarly).at(id)),
    }
}

/// Check 3 for contracts that the clone knows and history does not.
pub(super) fn vanished(names: &[String], memory: &Memory) -> Vec<Finding> {
    let mut gone: Vec<&str> = memory.compared_here.iter().map(|one| one.contract.as_str()).collect();
    gone.sort_unstable();
    gone.dedup();
    gone.retain(|name| !names.iter().any(|known| known == name));
    gone.into_iter()
        .map(|name| Finding::fail(KeepingFinding::Vanished(name.to_owned())).of(name))
        .collect()
}

/// Check 3 for a contract.
pub(super) fn confirmed(audited: &AuditedContract<'_>, memory: &Memory) -> Vec<Finding> {
    let mut found = Vec::new();
    let kept: Vec<_> = memory
        .compared_here
        .iter()
        .filter(|one| one.contract == audited.name)
        .collect();
    if kept
        .iter()
        .any(|one| Some(one.negotiation) != audited.dossier.negotiation)
    {
        let what = KeepingFinding::OtherNegotiation(audited.name.to_owned());
        found.push(Finding::fail(what).of(audited.name));
    }
    for in_force in audited
        .dossier
        .authority
        .newest()
        .iter()
        .filter(|one| !one.compared || one.is_replaced())
    {
        let only_own = in_force.is_known(memory.own_key.as_ref());
        let party = &in_force.party.id;
        let contract = audited.name.to_owned();
        let of_party = |one: &Confirmation| Some(one.negotiation) == audited.dossier.negotiation && one.party == *party;
        let was_confirmed = memory.confirmed.iter().any(of_party);
        let finding = if was_confirmed && in_force.compared {
            // What was compared is still in force; the audit of keys says which change lists others.
            let what = KeepingFinding::OtherKeysListed {
                contract,
                party: party.clone(),
            };
            found.push(Finding::fail(what).of(audited.name).by(party));
            continue;
        } else if was_confirmed {
            Finding::fail(KeepingFinding::KeysChanged {
                contract,
                party: party.clone(),
            })
        } else if in_force.has_keys() && !only_own && !in_force.compared {
            Finding::warning(KeepingFinding::KeysUnconfirmed {
                contract,
                party: party.clone(),
            })
        } else {
            continue;
        };
        found.push(finding.of(audited.name).by(party).at(in_force.since));
    }
    found
}

/// Check 4 for a contract's records: what their signers were shown is still part of history.
pub(super) fn bases(audited: &AuditedContract<'_>) -> Vec<Finding> {
    let mut found = Vec::new();
    for entry in &audited.dossier.entries {
        let Some(signer) = entry.appraised.signer() else {
            continue;
        };
        let finding = match shown(audited, entry) {
            ShownState::There(_) | ShownState::Nothing => continue,
            ShownState::Rebased(_) => Finding::warning(KeepingFinding::Rebased(signer.to_owned())),
            ShownState::Gone => Finding::fail(KeepingFinding::BaseGone(signer.to_owned())),
        };
        found.push(
            finding
                .of(audited.name)
                .at(entry.file.added)
                .by(signer)
                .in_file(&entry.file.path),
        );
    }
    found
}
