//! The audit of everything that a repository holds, as its owner asks for it.

use crate::audit::{self, AuditReport, AuditScope, Finding, Progress, Verdict};
use crate::history::{Repository, is_read_only};
use crate::negotiation::CommitId;
use crate::session::Error;
use crate::session::workspace::Workspace;
use chrono::{DateTime, FixedOffset};
use std::path::Path;

/// Audits the repository at or above a path. A sound end of a whole audit is kept, so that the next one notices when
/// history was rewritten.
///
/// `range` holds two revisions of git: then only what the second has and the first had not counts.
///
/// # Errors
///
/// When there is no repository, or no such contract or revision. What git cannot read is a finding.
pub fn audit_at(
    path: &Path,
    contract: Option<&str>,
    range: Option<(&str, &str)>,
    now: DateTime<FixedOffset>,
    progress: &mut dyn FnMut(Progress),
) -> Result<AuditReport, Error> {
    let workspace = Workspace::open(path)?;
    let memory = workspace.memory()?;
    let repository = Repository::open_for_audit(path)?;
    let range = match range {
        Some((old, new)) => Some((before(&repository, old)?, repository.version(new)?)),
        None => None,
    };
    let scope = AuditScope {
        contract: contract.map(|asked| workspace.name_meant(asked)),
        range,
    };
    let mut report = audit::audit(&repository, &memory, &scope, now, progress)?;
    let whole = scope == AuditScope::default();
    // Damage was found already, and is told.
    if whole && let Ok(found) = audit::elsewhere(&repository, report.contracts > 0) {
        report.findings.extend(found);
    }
    if let Some(head) = report.head.map(|head| head.to_string())
        && whole
        && !is_read_only()
        && report.record() == Verdict::Holds
        && memory.audited.as_ref() != Some(&head)
    {
        // A copy that may only be read can be audited as well; it only remembers nothing.
        let _ = workspace.remember(|memory| memory.audited = Some(head.clone()));
    }
    Ok(report)
}

/// The state that a range begins with; forges write forty zeros, and people nothing, for the very beginning.
fn before(repository: &Repository, old: &str) -> Result<Option<CommitId>, Error> {
    if old.is_empty() || (old.len() == 40 && old.bytes().all(|byte| byte == b'0')) {
        return Ok(None);
    }
    Ok(Some(repository.version(old)?))
}

/// Holds every signature against stock `git` and `ssh-keygen`: what they and the audit disagree about.
///
/// # Errors
///
/// When there is no repository, or a program is missing.
pub fn cross_check(path: &Path) -> Result<Vec<Finding>, Error> {
    let workspace = Workspace::open(path)?;
    Ok(audit::cross_check_all(
        &Repository::open_for_audit(path)?,
        &workspace.memory()?,
    )?)
}
