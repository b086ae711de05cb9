//! The hook of a shared repository: what git hands to it, and what it answers.

use chrono::{DateTime, FixedOffset};

use super::finding::{Finding, Severity};
use super::judge::judge;
use super::memory::Memory;
use super::what::What;
use crate::history::Repository;
use crate::language::Language;
use crate::negotiation::ChangeId;

/// Judges what git hands to a `pre-receive` hook: a line `OLD NEW REFERENCE` for each reference. Gives the reasons to
/// refuse the whole push; empty means: take it. Of `memory` only the resets that this repository takes are believed.
#[must_use]
pub fn guard(repository: &Repository, lines: &str, memory: &Memory, now: DateTime<FixedOffset>) -> Vec<Finding> {
    lines.lines().flat_map(|line| one(repository, line, memory, now)).collect()
}

fn one(repository: &Repository, line: &str, memory: &Memory, now: DateTime<FixedOffset>) -> Vec<Finding> {
    let mut words = line.splitn(3, ' ');
    let (Some(old), Some(new), Some(reference)) = (words.next(), words.next(), words.next()) else {
        return not_understood(line);
    };
    let point = |hex: &str| {
        let id: ChangeId = hex.parse().ok()?;
        Some(Some(id).filter(|id| id.as_bytes() != &[0; 20]))
    };
    match (point(old), point(new)) {
        (Some(old), Some(new)) => judge(repository, old, new, reference, memory, now),
        _ => not_understood(line),
    }
}

fn not_understood(line: &str) -> Vec<Finding> {
    vec![Finding::new(Severity::CannotVerify, "A02-hook", What::NoHookLine(line.to_owned()))]
}

/// What the person who pushed is told: which rule, which file, and what to do.
#[must_use]
pub fn refusal(finding: &Finding, language: Language) -> String {
    let (contract, clause, change, comma) = match language {
        Language::English => ("contract", "clause", "change", ", "),
        Language::Chinese => ("合同", "条款", "修改", "，"),
    };
    let place = [
        finding.contract.as_ref().map(|name| format!("{contract} {name}")),
        finding.clause.as_ref().map(|id| format!("{clause} {id}")),
        finding.file.clone(),
        finding.commit.map(|commit| format!("{change} {}", &commit.to_string()[..12])),
    ];
    let place: Vec<String> = place.into_iter().flatten().collect();
    let (said, remedy) = (finding.message(language), finding.remedy(language));
    format!("{} ({}): {said}\n  {remedy}", finding.code, place.join(comma))
}
