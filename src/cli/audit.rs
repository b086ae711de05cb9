//! What an audit found, on a terminal and for other programs.

use super::arguments::Audit;
use super::paint::{Page, Role, Span, one_line};
use super::terminal::Terminal;
use super::{DONE, FINDINGS, Failure, WRONG_USE, complain};
use crate::audit::{self, Account, AuditReport, Finding, PermittedReset, Progress, Severity, Stage, Verdict, refusal};
use crate::history::clock;
use crate::json;
use crate::language::Language;
use crate::session;
use crate::wording::AuditWords;
use std::io::{IsTerminal, Read, Write};
use std::path::{Path, PathBuf};

/// Audits, prints, and gives the exit status.
pub(super) fn audit(terminal: &Terminal, path: &Path, wanted: &Audit) -> Result<u8, Failure> {
    let words = AuditWords(terminal.language);
    let range = match &wanted.range {
        Some(range) => Some(
            range
                .split_once("..")
                .ok_or_else(|| session::Error::NotARange { range: range.clone() })?,
        ),
        None => None,
    };
    let shown = std::io::stderr().is_terminal() && !wanted.json;
    let mut last = None;
    let mut progress = |progress: Progress| {
        // A long run says how far it is, at most once for each hundredth.
        let part = (progress.stage, progress.done * 100 / progress.total.max(1));
        if shown && progress.total > 200 && last != Some(part) {
            last = Some(part);
            eprint!(
                "\r{} {}/{}\u{1b}[K",
                stage(progress.stage, words),
                progress.done,
                progress.total
            );
            let _ = std::io::stderr().flush();
        }
    };
    let mut report = session::audit_at(path, wanted.contract.as_deref(), range, clock(), &mut progress)?;
    if last.is_some() {
        eprint!("\r\u{1b}[K");
    }
    if wanted.cross_check {
        report.findings.extend(session::cross_check(path)?);
    }
    terminal.answer(wanted.json, || json::audit(&report), |page| show(page, &report, words))?;
    Ok(report.verdict().exit_status())
}

fn stage(stage: Stage, words: AuditWords) -> &'static str {
    match stage {
        Stage::History => words.reading(),
        Stage::Signatures => words.verifying(),
        Stage::Contracts => words.checking(),
    }
}

fn severity(severity: Severity, words: AuditWords) -> &'static str {
    match severity {
        Severity::Fail => words.fail(),
        Severity::CannotVerify => words.unverifiable(),
        Severity::Warning => words.warning(),
    }
}

pub(super) fn show(page: &mut Page, report: &AuditReport, words: AuditWords) {
    if !report.accounts.is_empty() {
        verdict(page, report, words);
        for account in &report.accounts {
            show_account(page, account, words.0);
        }
        for line in audit::legend(&report.accounts, words.0) {
            page.gap();
            page.paragraph("", 0, &[Span::new(Role::Faint, line)]);
        }
        if !report.findings.is_empty() {
            page.gap();
            page.line(Role::Heading, words.details());
        }
    }
    for finding in &report.findings {
        show_finding(page, finding, words);
    }
    page.gap();
    verdict(page, report, words);
    let count = |severity| report.findings.iter().filter(|one| one.severity == severity).count();
    let counts = words.counts(
        count(Severity::Fail),
        count(Severity::CannotVerify),
        count(Severity::Warning),
    );
    page.paragraph("", 2, &[Span::plain(counts)]);
    let seen = words.seen(report.contracts, report.changes, report.records, report.signatures);
    page.paragraph("", 2, &[Span::new(Role::Faint, seen)]);
    if let Some(head) = report.head {
        page.paragraph("", 2, &[Span::new(Role::Faint, words.head(&head.to_string()))]);
    }
}

/// Whether the record holds, and apart from that whether the texts have faults.
fn verdict(page: &mut Page, report: &AuditReport, words: AuditWords) {
    let (role, said) = match report.record() {
        Verdict::Holds => (Role::Heading, words.holds()),
        Verdict::Fails => (Role::Alarm, words.fails()),
        Verdict::CannotVerify => (Role::Alarm, words.cannot_verify()),
    };
    page.line(role, said);
    let faults = report.faults_of_text();
    if faults > 0 {
        page.paragraph("", 0, &[Span::new(Role::Alarm, words.faults_of_text(faults))]);
    }
}

/// What was done to one contract, by whom.
fn show_account(page: &mut Page, account: &Account, language: Language) {
    page.gap();
    page.paragraph(
        "",
        0,
        &[Span::new(Role::Heading, one_line(&account.headline(language)))],
    );
    for line in account.lines(language) {
        page.paragraph("- ", 2, &[Span::plain(one_line(&line))]);
    }
}

pub(super) fn show_finding(page: &mut Page, finding: &Finding, words: AuditWords) {
    let (sign, role) = match finding.severity {
        Severity::Fail => ("! ", Role::Alarm),
        Severity::CannotVerify => ("? ", Role::Alarm),
        Severity::Warning => ("- ", Role::Plain),
    };
    let first = [
        Span::new(role, format!("{} {}", finding.code, severity(finding.severity, words))),
        Span::plain(format!("  {}", one_line(&finding.message(words.0)))),
    ];
    page.paragraph(sign, 2, &first);
    let mut places: Vec<String> = [&finding.contract, &finding.clause, &finding.who, &finding.file]
        .into_iter()
        .flatten()
        .map(|place| one_line(place))
        .collect();
    places.extend(finding.commit.map(|commit| commit.to_string()[..12].to_owned()));
    if !places.is_empty() {
        page.paragraph("", 6, &[Span::new(Role::Faint, places.join(" · "))]);
    }
    page.paragraph("", 6, &[Span::plain(one_line(&finding.remedy(words.0)))]);
}

/// What was planted in the tampered demonstration.
pub(super) fn attacks(page: &mut Page, language: Language) {
    page.line(Role::Heading, AuditWords(language).planted());
    for attack in session::ATTACKS {
        page.paragraph(
            "",
            2,
            &[
                Span::new(Role::Heading, attack.code),
                Span::plain(format!("  {}", attack.message(language))),
            ],
        );
    }
}

/// Judges the push that git hands over, or puts the hook into a repository.
/// Lets the guard of the shared repository there take new keys of a party.
pub(super) fn permit_reset(terminal: &Terminal, start: &Path, wanted: &[String]) -> Result<u8, Failure> {
    let [contract, party, key] = wanted else {
        return Ok(WRONG_USE);
    };
    let reset = PermittedReset {
        contract: contract.clone(),
        party: party.clone(),
        key: key.clone(),
    };
    let file = session::permit_reset(start, reset)?;
    let words = AuditWords(terminal.language);
    let said = words.reset_permitted(
        &one_line(contract),
        &one_line(party),
        &one_line(&file.display().to_string()),
    );
    terminal.show(|page| page.line(Role::Plain, &said))?;
    Ok(DONE)
}

pub(super) fn guard(terminal: &Terminal, install: Option<PathBuf>) -> Result<u8, Failure> {
    if let Some(path) = install {
        let hook = session::install_guard(&path, &std::env::current_exe()?)?;
        let said = AuditWords(terminal.language).guarded(&one_line(&hook.display().to_string()));
        terminal.show(|page| page.line(Role::Plain, &said))?;
        return Ok(DONE);
    }
    // Git says in the environment of a hook which repository it is of.
    let by_hand = std::env::var_os("GIT_DIR").is_none();
    let told_how = || {
        complain(&AuditWords(terminal.language).guard_by_hand());
        Ok(WRONG_USE)
    };
    if by_hand && std::io::stdin().is_terminal() {
        return told_how();
    }
    let mut lines = String::new();
    std::io::stdin().read_to_string(&mut lines)?;
    let reasons = match session::guard(&lines, clock()) {
        Err(_) if by_hand => return told_how(),
        judged => judged?,
    };
    for reason in &reasons {
        // Each line apart: the remedy stands below, and nothing in a pushed text may drive the other's terminal.
        for line in refusal(reason, terminal.language).lines() {
            eprintln!("adidem: {}", one_line(line));
        }
    }
    Ok(if reasons.is_empty() { DONE } else { FINDINGS })
}
