//! Audits and evidence.

use std::path::Path;

use serde_json::json;

use super::Answer;
use super::keys::outcome_json;
use crate::audit::{AuditReport, EvidenceFault, Made, Stamp, Verified, report_json};
use crate::language::Language;
use crate::session::KeysCheck;

/// What an audit found.
#[must_use]
pub fn audit(report: &AuditReport) -> Answer {
    Answer::new("audit", report_json(report))
}

/// An evidence file that was made.
#[must_use]
pub fn evidence(file: &Path, made: &Made) -> Answer {
    let value = json!({
        "file": file.display().to_string(),
        "manifest": made.manifest.to_string(),
        "rounds": made.rounds,
        "records": made.records,
        "contracts": made.contracts,
        "verdict": made.verdict.word(),
    });
    Answer::new("evidence", value)
}

/// What a verification of an evidence file found.
#[must_use]
pub fn verified(verified: &Verified, keys: Option<&[(String, KeysCheck)]>) -> Answer {
    let (state, time) = match &verified.stamp {
        Stamp::None => ("none", None),
        Stamp::Compared(time) => ("compared", Some(time)),
        Stamp::Verified(time) => ("verified", Some(time)),
        Stamp::Bad => ("bad", None),
        Stamp::Unknown => ("unknown", None),
    };
    let audited = verified.report.as_ref().map(report_json);
    let told = |faults: &[EvidenceFault]| {
        faults
            .iter()
            .map(|fault| fault.message(Language::English))
            .collect::<Vec<_>>()
    };
    let value = json!({
        "verdict": verified.verdict().word(),
        "contract": verified.contract,
        "manifest": verified.manifest.map(|digest| digest.to_string()),
        "faults": told(&verified.faults),
        "unknown": told(&verified.unknown),
        "program": verified.program,
        "unproven": verified.unproven,
        "stamp": {"state": state, "time": time},
        "stamped_records": verified.stamped_records,
        "audit": audited,
        "keys": keys.map(|keys| {
            let told = |(party, outcome): &(String, KeysCheck)| json!({"party": party, "file": outcome_json(outcome)});
            keys.iter().map(told).collect::<Vec<_>>()
        }),
    });
    Answer::new("verification", value)
}
