//! The hook of a shared repository: what git hands to it, and what it answers.

use chrono::{DateTime, FixedOffset};

use super::finding::{Finding, Severity};
use super::judge::{judge, unreadable};
use super::kinds::CopyFinding;
use super::memory::Memory;
use super::ref_update::RefUpdate;
use super::reference_names::ReferenceNames;
use crate::history::Repository;
use crate::language::{Language, say};

/// Judges what git hands to a `pre-receive` hook: a line `OLD NEW REFERENCE` for each reference. Gives the reasons to
/// refuse the whole push; empty means: take it. Of `memory` only the resets that this repository takes are believed.
#[must_use]
pub fn guard(repository: &Repository, lines: &str, memory: &Memory, now: DateTime<FixedOffset>) -> Vec<Finding> {
    let updates: Vec<_> = lines.lines().map(|line| (line, RefUpdate::read(line))).collect();
    let read: Vec<RefUpdate<'_>> = updates.iter().filter_map(|(_, update)| *update).collect();
    let names = match ReferenceNames::beside(repository, &read) {
        Ok(names) => names,
        Err((error, reference)) => return unreadable(error, reference),
    };
    let judged = |(line, update): (&str, Option<RefUpdate<'_>>)| match update {
        Some(update) => judge(repository, update, &names, memory, now),
        None => not_understood(line),
    };
    updates.into_iter().flat_map(judged).collect()
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
