//! The hook of a shared repository: what git hands to it, and what it answers.

use chrono::{DateTime, FixedOffset};

use super::finding::{Finding, Severity};
use super::judge::judge;
use crate::history::Repository;
use crate::negotiation::ChangeId;

/// Judges what git hands to a `pre-receive` hook: a line `OLD NEW REFERENCE` for each reference. Gives the reasons to
/// refuse the whole push; empty means: take it.
#[must_use]
pub fn guard(repository: &Repository, lines: &str, now: DateTime<FixedOffset>) -> Vec<Finding> {
    lines.lines().flat_map(|line| one(repository, line, now)).collect()
}

fn one(repository: &Repository, line: &str, now: DateTime<FixedOffset>) -> Vec<Finding> {
    let mut words = line.splitn(3, ' ');
    let (Some(old), Some(new), Some(reference)) = (words.next(), words.next(), words.next()) else {
        return not_understood(line);
    };
    let point = |hex: &str| {
        let id: ChangeId = hex.parse().ok()?;
        Some(Some(id).filter(|id| id.as_bytes() != &[0; 20]))
    };
    match (point(old), point(new)) {
        (Some(old), Some(new)) => judge(repository, old, new, reference, now),
        _ => not_understood(line),
    }
}

fn not_understood(line: &str) -> Vec<Finding> {
    let what = format!("The line `{}` is none that git hands to such a hook.", line.escape_debug());
    vec![Finding::new(Severity::CannotVerify, "A02-hook", what, "Let git call `adidem guard` as its pre-receive hook.")]
}

/// What the person who pushed is told: which rule, which file, and what to do.
#[must_use]
pub fn refusal(finding: &Finding) -> String {
    let place = [
        finding.contract.as_ref().map(|contract| format!("contract {contract}")),
        finding.clause.as_ref().map(|clause| format!("clause {clause}")),
        finding.file.clone(),
        finding.commit.map(|change| format!("change {}", &change.to_string()[..12])),
    ];
    let place: Vec<String> = place.into_iter().flatten().collect();
    format!("{} ({}): {}\n  {}", finding.code, place.join(", "), finding.what, finding.remedy)
}
