//! Check 7 for the time stamps beside records: each is one over its record and signature, and of about the time that the
//! record claims. Whose stamp it is, nobody here decides: `verify --ca` asks openssl.

use chrono::{DateTime, FixedOffset, TimeDelta, Utc};

use super::appraisal::RecordEntry;
use super::audited_contract::AuditedContract;
use super::finding::Finding;
use super::kinds::RecordFinding;
use super::stamp::{StampFault, read_beside};

/// How far a stamp may be from the time that its record claims: clocks differ, and an authority can be slow.
const FAR: TimeDelta = TimeDelta::days(1);

/// Whether a record's own date is told wrong by a stamp.
#[must_use]
pub fn is_far_from(at: DateTime<FixedOffset>, stamped: DateTime<Utc>) -> bool {
    (stamped - at.to_utc()).abs() > FAR
}

pub(super) fn check(audited: &AuditedContract<'_>) -> Vec<Finding> {
    audited
        .dossier
        .entries
        .iter()
        .filter_map(|entry| of(audited, entry))
        .collect()
}

fn of(audited: &AuditedContract<'_>, entry: &RecordEntry) -> Option<Finding> {
    let (stamp, (_, added)) = (entry.stamp.as_ref()?, entry.file.stamp?);
    let path = || entry.file.path.clone();
    let about = |finding: Finding| finding.of(audited.name).at(added).in_file(&entry.file.path);
    let stamped = match &entry.signature {
        Some(signature) => read_beside(&entry.file.path, (&entry.bytes, signature), stamp),
        None => Err(StampFault::OtherContent),
    };
    let stamped = match stamped {
        Ok(stamped) => stamped,
        Err(fault) => return Some(about(Finding::fail(RecordFinding::StampUnfit { path: path(), fault }))),
    };
    let at = entry.appraised.at()?;
    is_far_from(at, stamped).then(|| {
        // A stamp that came later proves no more than that the record existed by then; one that came with its record, or
        // that is older than the record says of itself, shows that the record's date is not true.
        let later = stamped > at.to_utc() && added != entry.file.added;
        let what = RecordFinding::StampedAt {
            path: path(),
            at,
            stamped,
            later,
        };
        about(if later {
            Finding::warning(what)
        } else {
            Finding::fail(what)
        })
    })
}
