//! What an audit found, for other programs and for a reader who has none.

use std::fmt::Write as _;

use serde_json::{Value, json};

use crate::audit::finding::{Finding, Report, Verdict};
use crate::wording::Language;

/// The report for other programs: the same for everybody who audits the same state.
#[must_use]
pub fn report_json(report: &Report) -> String {
    let value = json!({
        "verdict": report.verdict().word(),
        "head": report.head.map(|head| head.to_string()),
        "contracts": report.contracts,
        "changes": report.changes,
        "records": report.records,
        "signatures": report.signatures,
        "findings": report.findings.iter().map(finding_json).collect::<Vec<_>>(),
    });
    format!("{value}\n")
}

/// One finding for other programs.
#[must_use]
pub fn finding_json(one: &Finding) -> Value {
    json!({
        "check": one.check,
        "code": one.code,
        "severity": one.severity.word(),
        "contract": one.contract,
        "clause": one.clause,
        "commit": one.commit.map(|commit| commit.to_string()),
        "who": one.who,
        "file": one.file,
        "what": one.told(Language::English),
        "remedy": one.remedy(Language::English),
    })
}

/// The report as plain text, one line for each thing.
pub(super) fn report_text(report: &Report) -> String {
    let said = match report.verdict() {
        Verdict::Holds => "The record holds. 记录成立。",
        Verdict::Fails => "The record does not hold. 记录不成立。",
        Verdict::CannotVerify => "It cannot be verified whether the record holds. 无法核实记录是否成立。",
    };
    let head = report.head.map(|head| head.to_string()).unwrap_or_default();
    let mut text = format!(
        "{said}\n\nNewest change: {head}\nLooked at: contracts {}, changes {}, records {}, good signatures {}\n\
         Audited as by a reader who has confirmed no key. Dates in the future are not told here: that depends on the day.\n",
        report.contracts, report.changes, report.records, report.signatures
    );
    for one in &report.findings {
        // Writing to a string cannot fail.
        let _ = write!(text, "\n{} {}: {}\n", one.code, one.severity.word(), one_line(&one.told(Language::English)));
        let places = [("contract", &one.contract), ("clause", &one.clause), ("who", &one.who), ("file", &one.file)];
        for (name, place) in places {
            if let Some(place) = place {
                let _ = writeln!(text, "    {name}: {}", one_line(place));
            }
        }
        if let Some(commit) = one.commit {
            let _ = writeln!(text, "    change: {commit}");
        }
        let _ = writeln!(text, "    {}", one_line(&one.remedy(Language::English)));
    }
    text
}

/// Anything may stand in a repository: nothing of it begins a line of its own.
fn one_line(text: &str) -> String {
    text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect()
}
