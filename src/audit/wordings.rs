//! Checks 20 and 21: characters that deceive, and files that say more than is read. They are about drafting: what was
//! mended since is a warning, unless what somebody accepted last is the wording that had the fault.

use std::collections::BTreeSet;

use crate::negotiation::{Change, Decision};
use crate::redline::hidden::HiddenKind;

use super::audited_contract::AuditedContract;
use super::finding::{Finding, Severity};
use super::kinds::{CharacterPlace, Fate, TextFinding};
use super::resting::Resting;
use super::shown_state::shown;
use super::version::{ClauseFacts, DigestedVersion};

/// Check 20, where each kind of character first came into a clause.
pub(super) fn hidden(audited: &AuditedContract<'_>, resting: &Resting) -> Vec<Finding> {
    let mut found = Vec::new();
    for (change, before, after) in versions(audited) {
        for (spot, kind, character) in new_marks(&before, after) {
            let has = |facts: &ClauseFacts| facts.marks.contains_key(&kind);
            let fate = fate(audited, resting, &spot, has, |version| {
                version.front.contains_key(&kind)
            });
            let finding = marked(&change.author.name, &spot, (kind, character), fate).of(audited.name);
            found.push(finding.at(change.id).by(&change.author.name).in_file(&change.path));
        }
    }
    found
}

/// Every change with the versions it was made on and the one that it made, as far as they are known.
fn versions<'m>(
    audited: &'m AuditedContract<'_>,
) -> impl Iterator<Item = (&'m Change, Vec<&'m DigestedVersion>, &'m DigestedVersion)> {
    audited.changes.iter().filter_map(|change| {
        let before = change
            .before
            .iter()
            .filter_map(|text| audited.versions.get(*text))
            .collect();
        Some((change, before, audited.versions.get(change.after)?))
    })
}

/// Characters that deceive in a version and in none of those before it: of each kind the first, by clause, and those of
/// what stands before the clauses last.
pub(super) fn new_marks(
    before: &[&DigestedVersion],
    after: &DigestedVersion,
) -> Vec<(CharacterPlace, HiddenKind, char)> {
    let mut clauses: Vec<_> = after
        .clauses
        .iter()
        .filter(|(_, facts)| !facts.marks.is_empty())
        .collect();
    clauses.sort_by_key(|(id, _)| *id);
    let mut new = Vec::new();
    for (id, facts) in clauses {
        let had = |kind| {
            before
                .iter()
                .any(|one| one.clauses.get(id).is_some_and(|facts| facts.marks.contains_key(kind)))
        };
        let marks = facts.marks.iter().filter(|(kind, _)| !had(kind));
        new.extend(marks.map(|(kind, character)| (CharacterPlace::Clause(id.clone()), *kind, *character)));
    }
    let had = |kind| before.iter().any(|one| one.front.contains_key(kind));
    let marks = after.front.iter().filter(|(kind, _)| !had(kind));
    new.extend(marks.map(|(kind, character)| (CharacterPlace::Front, *kind, *character)));
    new
}

/// The finding about such a character.
pub(super) fn marked(
    author: &str,
    spot: &CharacterPlace,
    (kind, character): (HiddenKind, char),
    fate: Fate,
) -> Finding {
    let severity = if fate == Fate::Mended {
        Severity::Warning
    } else {
        weight(kind)
    };
    let what = TextFinding::Hidden {
        author: author.to_owned(),
        kind,
        character,
        spot: spot.clone(),
        fate,
    };
    placed(Finding::new(severity, what), spot)
}

fn placed(finding: Finding, spot: &CharacterPlace) -> Finding {
    match spot {
        CharacterPlace::Clause(id) => finding.clause(id),
        CharacterPlace::Front => finding,
    }
}

/// What became of a fault that `has` tells of the facts about a clause; of what stands before the clauses, `in_front` does.
fn fate(
    audited: &AuditedContract<'_>,
    resting: &Resting,
    spot: &CharacterPlace,
    has: impl Fn(&ClauseFacts) -> bool,
    in_front: impl Fn(&DigestedVersion) -> bool,
) -> Fate {
    if let Some(newest) = newest_readable(audited) {
        let stands = match spot {
            CharacterPlace::Clause(id) => newest.clauses.get(id).is_some_and(&has),
            CharacterPlace::Front => in_front(newest),
        };
        if stands {
            return Fate::Stands;
        }
    }
    // Of title and parties nobody accepts a wording by itself; the whole text that a party names tells which they were.
    let CharacterPlace::Clause(id) = spot else {
        return Fate::Mended;
    };
    let versions = audited
        .changes
        .iter()
        .filter_map(|change| audited.versions.get(change.after));
    let faulty = versions
        .filter_map(|version| version.clauses.get(id))
        .filter(|facts| has(facts));
    let parties: BTreeSet<&String> = faulty
        .filter_map(|facts| resting.get(&(id.clone(), Some(facts.revision))))
        .flatten()
        .collect();
    if parties.is_empty() {
        Fate::Mended
    } else {
        Fate::Accepted(parties.into_iter().cloned().collect())
    }
}

/// The text of today; where that makes no sense, the last that did. `None` where the contract is gone.
fn newest_readable<'m>(audited: &'m AuditedContract<'_>) -> Option<&'m DigestedVersion> {
    let readable = |text| audited.versions.get(text).filter(|version| version.fault.is_none());
    let newest = audited.newest?;
    readable(Some(newest)).or_else(|| audited.changes.iter().rev().find_map(|change| readable(change.after)))
}

/// How grave it is when such a character comes in.
fn weight(kind: HiddenKind) -> Severity {
    match kind {
        HiddenKind::LookAlike | HiddenKind::Undefined | HiddenKind::Overlay | HiddenKind::Variation => {
            Severity::Warning
        }
        _ => Severity::Fail,
    }
}

/// Check 20, where ids came in that do not show as they are. They were allowed once, so that what has them still holds.
pub(super) fn odd_ids(audited: &AuditedContract<'_>) -> Vec<Finding> {
    let mut found = Vec::new();
    let newest = newest_readable(audited);
    for (change, before, after) in versions(audited) {
        for (spot, character) in new_odd_ids(&before, after) {
            let stands = newest.is_some_and(|newest| match &spot {
                CharacterPlace::Clause(id) => newest.clauses.contains_key(id),
                CharacterPlace::Front => newest.front_odd_id.is_some(),
            });
            let fate = if stands { Fate::Stands } else { Fate::Mended };
            let finding = with_odd_id(&change.author.name, &spot, character, fate).of(audited.name);
            found.push(finding.at(change.id).by(&change.author.name).in_file(&change.path));
        }
    }
    found
}

/// Ids of a version that do not show as they are, and that none of those before it had.
pub(super) fn new_odd_ids(before: &[&DigestedVersion], after: &DigestedVersion) -> Vec<(CharacterPlace, char)> {
    let mut clauses: Vec<_> = after
        .clauses
        .iter()
        .filter_map(|(id, facts)| Some((id, facts.odd_id?)))
        .collect();
    clauses.retain(|(id, _)| !before.iter().any(|one| one.clauses.contains_key(*id)));
    clauses.sort();
    let front = after
        .front_odd_id
        .filter(|odd| !before.iter().any(|one| one.front_odd_id == Some(*odd)));
    let clauses = clauses
        .into_iter()
        .map(|(id, odd)| (CharacterPlace::Clause(id.clone()), odd));
    clauses.chain(front.map(|odd| (CharacterPlace::Front, odd))).collect()
}

/// The finding about such an id.
pub(super) fn with_odd_id(author: &str, spot: &CharacterPlace, character: char, fate: Fate) -> Finding {
    let what = TextFinding::OddId {
        author: author.to_owned(),
        character,
        spot: spot.clone(),
        fate,
    };
    placed(Finding::warning(what), spot)
}

/// Check 21, where marks of a merge that nobody finished came into a clause. Once a later version has none there, both
/// sides know which of the two stands.
pub(super) fn unfinished(audited: &AuditedContract<'_>, resting: &Resting) -> Vec<Finding> {
    let mut found = Vec::new();
    for (change, before, after) in versions(audited) {
        for spot in newly_unfinished(&before, after) {
            let fate = fate(
                audited,
                resting,
                &spot,
                |facts| facts.unfinished,
                |version| version.front_unfinished,
            );
            let finding = left_unfinished(&change.author.name, &spot, fate).of(audited.name);
            found.push(finding.at(change.id).by(&change.author.name).in_file(&change.path));
        }
    }
    found
}

/// Where a version has marks of an unfinished merge and none of those before it had.
pub(super) fn newly_unfinished(before: &[&DigestedVersion], after: &DigestedVersion) -> Vec<CharacterPlace> {
    let has = |version: &DigestedVersion, id: &str| version.clauses.get(id).is_some_and(|facts| facts.unfinished);
    let mut clauses: Vec<_> = after.clauses.keys().filter(|id| has(after, id)).collect();
    clauses.sort();
    clauses.retain(|id| !before.iter().any(|version| has(version, id)));
    let front = after.front_unfinished && !before.iter().any(|version| version.front_unfinished);
    clauses
        .into_iter()
        .map(|id| CharacterPlace::Clause(id.clone()))
        .chain(front.then_some(CharacterPlace::Front))
        .collect()
}

/// The finding about such marks.
pub(super) fn left_unfinished(author: &str, spot: &CharacterPlace, fate: Fate) -> Finding {
    let severity = if fate == Fate::Mended {
        Severity::Warning
    } else {
        Severity::Fail
    };
    let what = TextFinding::Unfinished {
        author: author.to_owned(),
        spot: spot.clone(),
        fate,
    };
    placed(Finding::new(severity, what), spot)
}

/// Check 21 for every version that came in.
pub(super) fn hygiene(audited: &AuditedContract<'_>, resting: &Resting) -> Vec<Finding> {
    let mut found = Vec::new();
    for change in audited.changes {
        let Some(fault) = audited
            .versions
            .get(change.after)
            .and_then(|version| version.fault.as_ref())
        else {
            continue;
        };
        if change.before.contains(&change.after) {
            continue;
        }
        let fate = fate_of_version(audited, resting, change);
        let severity = if fate == Fate::Mended {
            Severity::Warning
        } else {
            Severity::Fail
        };
        // What was mended since harms nobody; what it changed is told by the other checks.
        let what = TextFinding::Version {
            author: change.author.name.clone(),
            fault: fault.clone(),
            fate,
        };
        let finding = Finding::new(severity, what).of(audited.name);
        found.push(finding.at(change.id).by(&change.author.name).in_file(&change.path));
    }
    found
}

fn fate_of_version(audited: &AuditedContract<'_>, resting: &Resting, faulty: &Change) -> Fate {
    let readable = |text| {
        audited
            .versions
            .get(text)
            .is_some_and(|version| version.fault.is_none())
    };
    let mended = audited.newest.is_none_or(|newest| readable(Some(newest)))
        || audited
            .changes
            .iter()
            .any(|one| one.id != faulty.id && readable(one.after) && audited.scan.behind(faulty.id, one.id));
    if !mended {
        return Fate::Stands;
    }
    let mut parties = BTreeSet::new();
    for entry in audited
        .dossier
        .entries
        .iter()
        .filter(|entry| entry.appraised.trust.counts(false))
    {
        let Some(record) = &entry.appraised.record else {
            continue;
        };
        let text = shown(audited, entry)
            .point()
            .and_then(|point| audited.whereabouts.at(&audited.scan.graph, point));
        if !matches!(record.decision, Decision::Accept | Decision::Reserve) || text != faulty.after {
            continue;
        }
        let rests = record.clauses.iter().any(|named| {
            resting
                .get(&(named.id.clone(), named.revision))
                .is_some_and(|parties| parties.contains(&record.party))
        });
        if rests {
            parties.insert(record.party.clone());
        }
    }
    if parties.is_empty() {
        Fate::Mended
    } else {
        Fate::Accepted(parties.into_iter().collect())
    }
}
