//! What an audit found, for other programs and for a reader who has none.

use std::fmt::Write as _;

use serde_json::{Value, json};

use crate::audit::account::{Account, Activity, KeyKnowledge};
use crate::audit::account_told::legend;
use crate::audit::finding::{AuditReport, Finding, Verdict};
use crate::language::Language;
use crate::wording::{AuditWords, one_line};

/// The report for other programs: the same for everybody who audits the same state.
#[must_use]
pub fn report_json(report: &AuditReport) -> Value {
    json!({
        "verdict": report.verdict().word(),
        "record": report.record().word(),
        "text": if report.faults_of_text() == 0 { "holds" } else { "fails" },
        "summary": report.accounts.iter().map(account_json).collect::<Vec<_>>(),
        "head": report.head.map(|head| head.to_string()),
        "contracts": report.contracts,
        "changes": report.changes,
        "records": report.records,
        "signatures": report.signatures,
        "findings": report.findings.iter().map(finding_json).collect::<Vec<_>>(),
    })
}

/// One finding for other programs.
#[must_use]
pub fn finding_json(one: &Finding) -> Value {
    json!({
        "check": one.check,
        "code": one.code,
        "severity": one.severity.word(),
        "about": if one.is_of_text() { "text" } else { "record" },
        "mended": one.is_mended(),
        "contract": one.contract,
        "clause": one.clause,
        "commit": one.commit.map(|commit| commit.to_string()),
        "who": one.who,
        "file": one.file,
        "what": one.message(Language::English),
        "remedy": one.remedy(Language::English),
    })
}

fn account_json(account: &Account) -> Value {
    let deed = |deed: &Activity| {
        json!({
            "did": deed.word(),
            "rounds": deed.rounds,
            "clauses": deed.clauses,
            "records": deed.records,
            "first": deed.first.to_rfc3339(),
            "last": deed.last.to_rfc3339(),
            "speaks_for": deed.reported.as_ref().map(|reported| &reported.party.id),
            "reported": deed.reported.as_ref().map(|reported| &reported.sources),
        })
    };
    let people = account.people.iter().map(|one| {
        let key =
            |(fingerprint, whose): &(String, KeyKnowledge)| json!({"fingerprint": fingerprint, "compared": whose.word()});
        json!({
            "name": one.name,
            "email": one.email,
            "party": one.party.as_ref().map(|party| &party.id),
            "party_name": one.party.as_ref().map(|party| &party.name),
            "role": one.party.as_ref().map(|party| &party.role),
            "deeds": one.deeds.iter().map(deed).collect::<Vec<_>>(),
            "keys": one.keys.iter().map(key).collect::<Vec<_>>(),
            "unsigned": one.unsigned,
        })
    });
    json!({
        "contract": account.contract,
        "title": account.title,
        "rounds": account.rounds,
        "records": account.records,
        "void": account.void,
        "people": people.collect::<Vec<_>>(),
    })
}

/// The report as plain text, one line for each thing.
pub(super) fn report_text(report: &AuditReport) -> String {
    let each = |said: fn(AuditWords) -> &'static str| Language::ALL.map(AuditWords).map(said).join(" ");
    let mut said = match report.record() {
        Verdict::Holds => each(AuditWords::holds),
        Verdict::Fails => each(AuditWords::fails),
        Verdict::CannotVerify => each(AuditWords::cannot_verify),
    };
    let faults = report.faults_of_text();
    if faults > 0 {
        for language in Language::ALL {
            // Writing to a string cannot fail.
            let _ = write!(said, "\n{}", AuditWords(language).faults_of_text(faults));
        }
    }
    let head = report.head.map(|head| head.to_string()).unwrap_or_default();
    let mut text = format!(
        "{said}\n\nLatest commit: {head}\nLooked at: contracts {}, changes {}, records {}, good signatures {}\n\
         Audited as for a reader who has not confirmed any key. Dates in the future are not reported here: that depends on the day.\n",
        report.contracts, report.changes, report.records, report.signatures
    );
    for language in Language::ALL {
        for account in &report.accounts {
            let _ = writeln!(text, "\n{}", one_line(&account.headline(language)));
            for line in account.lines(language) {
                let _ = writeln!(text, "- {}", one_line(&line));
            }
        }
        for line in legend(&report.accounts, language) {
            let _ = writeln!(text, "{line}");
        }
    }
    for one in &report.findings {
        // Writing to a string cannot fail.
        let _ = write!(
            text,
            "\n{} {}: {}\n",
            one.code,
            one.severity.word(),
            one_line(&one.message(Language::English))
        );
        let places = [
            ("contract", &one.contract),
            ("clause", &one.clause),
            ("who", &one.who),
            ("file", &one.file),
        ];
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
