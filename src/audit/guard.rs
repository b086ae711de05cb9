//! The hook of a shared repository: what git hands to it, and what it answers.

use chrono::{DateTime, FixedOffset};

use super::finding::{Finding, Severity};
use super::judge::judge;
use super::kinds::CopyFinding;
use super::memory::Memory;
use crate::history::Repository;
use crate::language::{Language, say};
use crate::negotiation::CommitId;

/// Judges what git hands to a `pre-receive` hook: a line `OLD NEW REFERENCE` for each reference. Gives the reasons to
/// refuse the whole push; empty means: take it. Of `memory` only the resets that this repository takes are believed.
#[must_use]
pub fn guard(repository: &Repository, lines: &str, memory: &Memory, now: DateTime<FixedOffset>) -> Vec<Finding> {
    // What goes is in nobody's way.
    let stays = |line: &&str| {
        line.split(' ')
            .nth(1)
            .is_some_and(|new| new.bytes().any(|digit| digit != b'0'))
    };
    let names = lines
        .lines()
        .filter(stays)
        .filter_map(|line| line.splitn(3, ' ').nth(2));
    let names: Vec<&str> = names.collect();
    let one = |line| one(repository, line, &names, memory, now);
    lines.lines().flat_map(one).collect()
}

fn one(
    repository: &Repository,
    line: &str,
    names: &[&str],
    memory: &Memory,
    now: DateTime<FixedOffset>,
) -> Vec<Finding> {
    let mut words = line.splitn(3, ' ');
    let (Some(old), Some(new), Some(reference)) = (words.next(), words.next(), words.next()) else {
        return not_understood(line);
    };
    let point = |hex: &str| {
        let id: CommitId = hex.parse().ok()?;
        Some(Some(id).filter(|id| id.as_bytes() != &[0; 20]))
    };
    match (point(old), point(new)) {
        (Some(old), Some(new)) => judge(repository, old, new, (reference, names), memory, now),
        _ => not_understood(line),
    }
}

fn not_understood(line: &str) -> Vec<Finding> {
    vec![Finding::new(
        Severity::CannotVerify,
        CopyFinding::NoHookLine(line.to_owned()),
    )]
}

/// What the person who pushed is told: which rule, which file, and what to do.
#[must_use]
pub fn refusal(finding: &Finding, language: Language) -> String {
    let commit = finding.commit.map(|commit| commit.to_string()[..12].to_owned());
    let place = [
        finding
            .contract
            .as_ref()
            .map(|name| say!(language, "contract {name}", "合同 {name}")),
        finding
            .clause
            .as_ref()
            .map(|id| say!(language, "clause {id}", "条款 {id}")),
        finding.file.clone(),
        commit.map(|commit| say!(language, "change {commit}", "提交 {commit}")),
    ];
    let place: Vec<String> = place.into_iter().flatten().collect();
    let place = place.join(&say!(language, ", ", "，"));
    let (said, remedy) = (finding.message(language), finding.remedy(language));
    let code = finding.code;
    say!(
        language,
        "{code} ({place}): {said}\n  {remedy}",
        "{code}（{place}）：{said}\n  {remedy}"
    )
}
