//! Checks 9 to 15 for the record: each by itself, and all as chains.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use crate::negotiation::{Decision, Record, RecordId, is_bare};

use super::appraisal::RecordEntry;
use super::audited_contract::AuditedContract;
use super::ever_there::EverThere;
use super::finding::{Finding, Severity};
use super::kinds::{Misfit, RecordFinding};
use super::shown_state::shown;
use super::signatures::CLOCKS_DIFFER;
use super::version::DigestedVersion;

/// A record that can be read, and its file.
struct Readable<'a> {
    entry: &'a RecordEntry,
    record: &'a Record,
}

/// Checks 7 and 9 to 15 for the records of a contract.
pub(super) fn check(audited: &AuditedContract<'_>) -> Vec<Finding> {
    let mut found: Vec<Finding> = audited
        .dossier
        .entries
        .iter()
        .flat_map(|entry| flaws(audited, entry))
        .collect();
    let all: Vec<Readable<'_>> = audited
        .dossier
        .entries
        .iter()
        .filter_map(|entry| {
            Some(Readable {
                entry,
                record: entry.appraised.record.as_ref()?,
            })
        })
        .collect();
    let known: HashMap<RecordId, &Readable<'_>> = all.iter().map(|one| (one.entry.appraised.id, one)).collect();
    let unjudged: Vec<&RecordEntry> = (audited.dossier.entries.iter())
        .filter(|entry| entry.appraised.is_unjudged())
        .collect();
    let there: HashMap<RecordId, (&RecordEntry, &str)> = all
        .iter()
        .map(|one| (one.entry, one.record.party.as_str()))
        .chain(unjudged.iter().map(|entry| (*entry, entry.file.party.as_str())))
        .map(|(entry, party)| (entry.appraised.id, (entry, party)))
        .collect();
    let absent = |one: &'_ Readable<'_>| {
        let named = one.record.clauses.iter().filter(|named| named.revision.is_none());
        named.map(|named| named.id.clone()).collect::<Vec<_>>()
    };
    let absent: Vec<String> = all.iter().flat_map(absent).collect();
    let ever_there = EverThere::of(audited, absent.iter().map(String::as_str));
    for one in &all {
        found.extend(names_what_exists(audited, one, &there));
        found.extend(digests(audited, one, &known).or_else(|| never_there(audited, one, &ever_there)));
        found.extend(newest_round(audited, one));
        found.extend(future(audited, one));
        found.extend(bare(audited, one));
    }
    found.extend(chains(audited, &all, &unjudged));
    found
}

pub(super) fn about(audited: &AuditedContract<'_>, entry: &RecordEntry, finding: Finding) -> Finding {
    let finding = finding.of(audited.name).at(entry.file.added).in_file(&entry.file.path);
    finding.by(entry.appraised.signer().unwrap_or(&entry.file.by.name))
}

/// What appraising the record by itself found.
fn flaws(audited: &AuditedContract<'_>, entry: &RecordEntry) -> Vec<Finding> {
    let finding = |flaw: &super::Flaw| {
        let severity = match (flaw.is_unknown(), flaw.waits()) {
            (true, _) => Severity::CannotVerify,
            (_, true) => Severity::Warning,
            _ => Severity::Fail,
        };
        let what = RecordFinding::Flaw {
            path: entry.file.path.clone(),
            flaw: flaw.clone(),
        };
        about(audited, entry, Finding::new(severity, what))
    };
    entry.appraised.flaws.iter().map(finding).collect()
}

/// Check 7 for a record.
fn future(audited: &AuditedContract<'_>, one: &Readable<'_>) -> Option<Finding> {
    (one.record.at > audited.scan.now + CLOCKS_DIFFER).then(|| {
        let what = RecordFinding::RecordFuture {
            path: one.entry.file.path.clone(),
            at: one.record.at,
        };
        about(audited, one.entry, Finding::warning(what))
    })
}

/// Check 11 for what version 0.1 wrote of a round in which no clause changed, and could not read itself.
fn bare(audited: &AuditedContract<'_>, one: &Readable<'_>) -> Option<Finding> {
    is_bare(one.record, &one.entry.bytes).then(|| {
        let (path, round) = (one.entry.file.path.clone(), one.record.round);
        about(
            audited,
            one.entry,
            Finding::warning(RecordFinding::NoClauses { path, round }),
        )
    })
}

/// Check 13, and of check 15 what withdrawals may take back.
fn names_what_exists(
    audited: &AuditedContract<'_>,
    one: &Readable<'_>,
    there: &HashMap<RecordId, (&RecordEntry, &str)>,
) -> Vec<Finding> {
    let mut found = Vec::new();
    let path = || one.entry.file.path.clone();
    let mut fail = |what| found.push(about(audited, one.entry, Finding::fail(what)));
    let named = (one
        .record
        .prev
        .iter()
        .map(|id| (*id, "prev", one.record.party.as_str())))
    .chain(one.record.seen.iter().map(|(party, id)| (*id, "seen", party.as_str())))
    .chain(
        one.record
            .withdraws
            .iter()
            .map(|id| (*id, "withdraws", one.record.party.as_str())),
    );
    for (id, key, party) in named {
        let Some((other, owner)) = there.get(&id) else {
            fail(RecordFinding::Dangling { path: path(), key, id });
            continue;
        };
        if *owner != party {
            let (owner, party) = ((*owner).to_owned(), party.to_owned());
            fail(RecordFinding::OtherParty {
                path: path(),
                key,
                owner,
                party,
            });
        }
        if !audited.scan.behind(other.file.added, one.entry.file.added) {
            fail(RecordFinding::NamesLater { path: path(), key });
        }
    }
    found
}

/// Check 14: everything that the record names by digest can be computed again from the text.
fn digests(
    audited: &AuditedContract<'_>,
    one: &Readable<'_>,
    known: &HashMap<RecordId, &Readable<'_>>,
) -> Option<Finding> {
    let Readable { entry, record } = one;
    let point = shown(audited, entry).point();
    let of_round = || {
        let number = if entry.round > 0 { entry.round } else { record.round };
        audited.versions.get(audited.rounds.round(number)?.text())
    };
    let candidates: [Option<&DigestedVersion>; 2] = if record.decision == Decision::Offer {
        [audited.version_at(entry.file.added), None]
    } else {
        // Where somebody changed something without sending it, the round is not what lies at the newest point.
        [point.and_then(|point| audited.version_at(point)), of_round()]
    };
    let withdrawn = record
        .withdraws
        .and_then(|id| known.get(&id))
        .map(|other| &other.record.clauses);
    let wrong = |version: &DigestedVersion| {
        if version.fault.is_some() {
            return Some(Misfit::Unreadable);
        }
        if let Some(named) = record.clauses.iter().find(|named| {
            let taken_back = withdrawn.is_some_and(|clauses| clauses.contains(named));
            version.revision(&named.id) != named.revision && !taken_back
        }) {
            return Some(Misfit::Wording(named.id.clone()));
        }
        if version.whole != record.whole {
            return Some(Misfit::Whole);
        }
        (version.parties_digest != record.parties).then_some(Misfit::Parties)
    };
    let mut faults = Vec::new();
    for version in candidates.into_iter().flatten() {
        faults.push(wrong(version)?);
    }
    // What its signer was shown is gone: another check says so.
    let misfit = faults.into_iter().next()?;
    let what = RecordFinding::Digest {
        path: entry.file.path.clone(),
        misfit,
    };
    Some(about(audited, entry, Finding::fail(what)))
}

/// Of check 14 that what is named as deleted was once there.
fn never_there(audited: &AuditedContract<'_>, one: &Readable<'_>, ever_there: &EverThere) -> Option<Finding> {
    let Readable { entry, record } = one;
    let mut absent = record.clauses.iter().filter(|named| named.revision.is_none());
    let named = absent.find(|named| !ever_there.has(audited, &named.id, entry.file.added))?;
    let what = RecordFinding::Digest {
        path: entry.file.path.clone(),
        misfit: Misfit::NeverThere(named.id.clone()),
    };
    Some(about(audited, entry, Finding::fail(what)))
}

/// Check 15: a position is about the newest round of its time, and says so.
fn newest_round(audited: &AuditedContract<'_>, one: &Readable<'_>) -> Option<Finding> {
    let Readable { entry, record } = one;
    let added = entry.file.added;
    let before = |id| audited.scan.behind(id, added);
    let mut known = audited
        .rounds
        .rounds
        .iter()
        .rev()
        .filter(|round| before(round.made_by().id));
    let newest = known.next()?;
    let rank = known.count() + 1;
    let about_round = match shown(audited, entry) {
        _ if record.decision == Decision::Offer => entry.round,
        super::shown_state::ShownState::There(_) => entry.round,
        // After a rewrite only the text tells, and the round's own number.
        _ => record.round,
    };
    let number = record.round;
    let counted = usize::try_from(number).is_ok_and(|number| number == rank);
    let path = entry.file.path.clone();
    let what = if about_round < newest.number && !(about_round == number && counted) {
        RecordFinding::OldRound {
            path,
            round: about_round,
            newest: newest.number,
        }
    } else if number != about_round && !counted {
        RecordFinding::OtherRound {
            path,
            says: number,
            is: about_round,
        }
    } else {
        return None;
    };
    Some(about(audited, entry, Finding::fail(what)))
}

/// The number in front of a record's file name.
fn number_in_name(entry: &RecordEntry) -> Option<u32> {
    let name = entry.file.path.rsplit('/').next()?;
    name.split('-').next()?.parse().ok()
}

/// Check 12: each party's records follow one another without gaps, and what two machines recorded is joined again. A record
/// of a later format has the number in its name.
fn chains(audited: &AuditedContract<'_>, all: &[Readable<'_>], unjudged: &[&RecordEntry]) -> Vec<Finding> {
    let mut found = Vec::new();
    let mut parties: BTreeMap<&str, Vec<&Readable<'_>>> = BTreeMap::new();
    for one in all
        .iter()
        .filter(|one| one.record.contract == audited.name && one.record.party == one.entry.file.party)
    {
        parties.entry(&one.record.party).or_default().push(one);
    }
    for (party, records) in parties {
        let own_unjudged: Vec<(RecordId, u32)> = unjudged
            .iter()
            .filter(|entry| entry.file.party == party)
            .filter_map(|entry| Some((entry.appraised.id, number_in_name(entry)?)))
            .collect();
        let numbers: BTreeSet<u32> = records
            .iter()
            .map(|one| one.record.seq)
            .chain(own_unjudged.iter().map(|(_, number)| *number))
            .collect();
        let highest = numbers.last().copied().unwrap_or_default();
        let missing = (1..=highest).find(|number| !numbers.contains(number));
        if let Some(first) = missing {
            let missing = usize::try_from(highest)
                .unwrap_or(usize::MAX)
                .saturating_sub(numbers.len());
            let what = RecordFinding::Gap {
                party: party.to_owned(),
                highest,
                missing,
                first,
            };
            found.push(Finding::fail(what).of(audited.name).by(party));
        }
        let by_id: HashMap<RecordId, u32> = records
            .iter()
            .map(|one| (one.entry.appraised.id, one.record.seq))
            .chain(own_unjudged.iter().copied())
            .collect();
        for one in &records {
            let before = one
                .record
                .prev
                .iter()
                .filter_map(|id| by_id.get(id))
                .max()
                .copied()
                .unwrap_or_default();
            let dangles = one.record.prev.iter().any(|id| !by_id.contains_key(id));
            if !dangles && one.record.seq != before.saturating_add(1) && numbers.contains(&before.saturating_add(1)) {
                let what = RecordFinding::OutOfNumber {
                    path: one.entry.file.path.clone(),
                    number: one.record.seq,
                    before,
                };
                found.push(about(audited, one.entry, Finding::fail(what)));
            }
        }
        let followed: BTreeSet<RecordId> = records.iter().flat_map(|one| one.record.prev.iter().copied()).collect();
        let ends: Vec<_> = records
            .iter()
            .filter(|one| !followed.contains(&one.entry.appraised.id))
            .collect();
        // What a record follows that nobody here can read is not known.
        if let ([_, .., last], true) = (ends.as_slice(), own_unjudged.is_empty()) {
            let what = RecordFinding::Fork {
                party: party.to_owned(),
                machines: ends.len(),
            };
            found.push(
                Finding::warning(what)
                    .of(audited.name)
                    .by(party)
                    .at(last.entry.file.added),
            );
        }
    }
    found
}
