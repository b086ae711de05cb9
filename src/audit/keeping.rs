//! Checks 3 and 4: history against what the clone keeps, and against what the records say they were shown.

use crate::history::Past;
use crate::negotiation::ChangeId;

use super::finding::{Finding, Severity};
use super::matter::Matter;
use super::memory::Memory;
use super::shown::{Shown, shown};

const REWRITTEN: &str = "Do not go on with this copy: compare it with the other side's, and keep both for inspection.";

/// Check 4 for the clone: the state that was audited last lies behind the present one.
pub(super) fn last_audited(past: &Past, head: ChangeId, memory: &Memory) -> Option<Finding> {
    let audited = memory.audited.as_deref()?;
    let Ok(id) = audited.parse::<ChangeId>() else {
        let what = "The note of what this copy audited last cannot be read.";
        return Some(Finding::new(
            Severity::CannotVerify,
            "A04-note",
            what,
            "Audit again with a fresh copy beside it.",
        ));
    };
    match past.is_ancestor(id, head) {
        Some(true) => None,
        Some(false) => {
            let what = "History was rewritten: the state that this copy audited last is no part of it any more.";
            Some(Finding::fail("A04-rewritten", what, REWRITTEN).at(id))
        }
        None => {
            let what = "This copy ends early, so it cannot be said whether the state audited last is still part of its history.";
            let remedy = "Get the whole history with `git fetch --unshallow`, then audit again.";
            Some(Finding::new(Severity::CannotVerify, "A04-incomplete", what, remedy).at(id))
        }
    }
}

/// Check 3 for contracts that the clone knows and history does not.
pub(super) fn vanished(names: &[String], memory: &Memory) -> Vec<Finding> {
    let mut gone: Vec<&str> = memory.confirmed.iter().map(|one| one.contract.as_str()).collect();
    gone.sort_unstable();
    gone.dedup();
    gone.retain(|name| !names.iter().any(|known| known == name));
    let what = |name| {
        format!("The owner of this copy confirmed keys for the contract `{name}`, of which history knows nothing.")
    };
    gone.into_iter().map(|name| Finding::fail("A03-vanished", what(name), REWRITTEN).of(name)).collect()
}

/// Check 3 for a contract.
pub(super) fn confirmed(matter: &Matter<'_>, memory: &Memory) -> Vec<Finding> {
    let mut found = Vec::new();
    let kept: Vec<_> = memory.confirmed.iter().filter(|one| one.contract == matter.name).collect();
    if kept.iter().any(|one| Some(one.negotiation) != matter.dossier.negotiation) {
        let what = format!(
            "The negotiation of `{}` is not the one for which keys were confirmed in this copy: its first round is another.",
            matter.name
        );
        found.push(Finding::fail("A03-negotiation", what, REWRITTEN).of(matter.name));
    }
    for in_force in matter.dossier.authority.newest().iter().filter(|one| !one.confirmed) {
        let party = &in_force.party.id;
        let was_confirmed = kept.iter().any(|one| one.party == *party);
        let finding = if was_confirmed {
            let what =
                format!("The members or keys of `{party}` are no longer those that were confirmed in this copy.");
            let remedy = format!(
                "Compare the keys with `{party}` itself, by telephone or in person; then say `adidem trust {} {party}`.",
                matter.name
            );
            Finding::fail("A03-keys", what, &remedy)
        } else if in_force.has_keys() {
            let what = format!("Nobody has confirmed the keys of `{party}` in this copy yet.");
            let remedy = format!(
                "Compare their fingerprints with `{party}` outside of this repository; then say `adidem trust {} {party}`.",
                matter.name
            );
            Finding::warning("A03-unconfirmed", what, &remedy)
        } else {
            continue;
        };
        found.push(finding.of(matter.name).by(party).at(in_force.since));
    }
    found
}

/// Check 4 for a contract's records: what their signers were shown is still part of history.
pub(super) fn bases(matter: &Matter<'_>) -> Vec<Finding> {
    let mut found = Vec::new();
    for entry in &matter.dossier.entries {
        let Some(record) = &entry.appraised.record else { continue };
        let finding = match shown(matter, entry) {
            Shown::There(_) | Shown::Nothing => continue,
            Shown::Rebased(_) => {
                let what = format!(
                    "The state that {} was shown is no longer part of history; another with the same text is.",
                    record.signer
                );
                let remedy = "Somebody rewrote the order of changes: ask who and why. The text itself is the same.";
                Finding::warning("A04-rebased", what, remedy)
            }
            Shown::Gone => {
                let what = format!(
                    "The state that {} was shown is no part of the history before the record, and no other has its text.",
                    record.signer
                );
                Finding::fail("A04-base", what, REWRITTEN)
            }
        };
        found.push(finding.of(matter.name).at(entry.file.added).by(&record.signer).in_file(&entry.file.path));
    }
    found
}
