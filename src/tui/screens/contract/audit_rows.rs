//! The rows of an audit: first what a partner wants to know (which contract, between whom, when, who did what), then what was
//! found, by number and heading.

use crate::audit::{AuditReport, Finding, Severity, legend};
use crate::contract::same_address;
use crate::session::ContractStanding;
use crate::tui::reader::{Row, paragraph};
use crate::tui::screens::Shell;
use crate::wording::{AuditWords, Role, Span, one_line, when};

/// Every entry, with the clause that it is about.
pub(super) fn entries(
    report: &AuditReport,
    standing: Option<&ContractStanding>,
    width: usize,
    shell: &Shell,
) -> Vec<(String, Vec<Row>)> {
    let mut made: Vec<(String, Vec<Row>)> = Vec::new();
    let mut entry = |lines: &[(Role, String)]| {
        let mut rows = Vec::new();
        for (at, (role, line)) in lines.iter().enumerate() {
            let spans = [Span::new(*role, one_line(line))];
            paragraph(&mut rows, &spans, if at == 0 { 1 } else { 3 }, width.saturating_sub(1));
        }
        rows.push(Row::default());
        made.push((String::new(), rows));
    };
    if let Some(standing) = standing {
        entry(&in_brief(standing, shell));
    }
    for account in &report.accounts {
        // Who reads the summary above knows which contract it is.
        let mut headline = standing
            .is_none()
            .then(|| (Role::Heading, account.headline(shell.language)));
        for told in account.brief_lines(shell.language) {
            let lines: Vec<_> = headline.take().into_iter().chain([(Role::Plain, told)]).collect();
            entry(&lines);
        }
    }
    let legend: Vec<_> = legend(&report.accounts, shell.language)
        .into_iter()
        .map(|line| (Role::Faint, line))
        .collect();
    if !legend.is_empty() {
        entry(&legend);
    }
    // What is wrong with the record comes before what is wrong in the words of a contract.
    let (of_text, of_record): (Vec<&Finding>, Vec<&Finding>) =
        report.findings.iter().partition(|finding| finding.is_of_text());
    for finding in of_record.into_iter().chain(of_text) {
        let clause = finding.clause.clone().unwrap_or_default();
        made.push((clause, found(finding, standing, width, shell)));
    }
    made
}

/// Which contract, between whom, from when to when, and how far it is.
fn in_brief(standing: &ContractStanding, shell: &Shell) -> Vec<(Role, String)> {
    let status = &standing.status;
    let words = shell.positions();
    let mut lines = vec![(Role::Heading, status.title.clone())];
    for (id, name) in &status.parties {
        let at = status.parties.iter().position(|(other, _)| other == id);
        let role = at.and_then(|at| status.roles.get(at)).cloned().unwrap_or_default();
        lines.push((Role::Plain, shell.language.says(&role, name)));
    }
    let dates = standing.rounds.rounds.iter().map(|round| &round.date);
    if let (Some(from), Some(until)) = (dates.clone().min(), dates.max()) {
        let day = |date: &str| when(date).chars().take(10).collect::<String>();
        let agreed = words.agreed_of(status.agreed, status.total);
        let said = AuditWords(shell.language).course(status.round, &day(from), &day(until), &agreed);
        lines.push((Role::Plain, said));
    }
    lines
}

/// The sign of how grave a finding of the audit is; a fault of drafting is none of the record.
pub(in crate::tui) fn severity_sign(severity: Severity, is_of_text: bool) -> &'static str {
    match severity {
        Severity::Fail if is_of_text => "-",
        Severity::Fail => "x",
        Severity::CannotVerify => "?",
        Severity::Warning => "!",
    }
}

fn found(finding: &Finding, standing: Option<&ContractStanding>, width: usize, shell: &Shell) -> Vec<Row> {
    let sign = severity_sign(finding.severity, finding.is_of_text());
    let role = match finding.severity {
        Severity::Fail if finding.is_of_text() => Role::Plain,
        Severity::Fail | Severity::CannotVerify => Role::Alarm,
        Severity::Warning => Role::Plain,
    };
    let clause = finding.clause.as_deref().map(|id| (id, called(id, standing)));
    let who = finding.who.as_deref().map(|who| (who, person(who, standing)));
    let told = |text: String| {
        let mut text = one_line(&text);
        if let Some((id, called)) = &clause {
            text = text.replace(&format!("`{id}`"), called);
        }
        match &who {
            Some((email, name)) if email.contains('@') => text.replace(*email, name),
            _ => text,
        }
    };
    let mut rows = Vec::new();
    let head = [
        Span::new(role, format!("{sign} ")),
        Span::plain(told(finding.message(shell.language))),
    ];
    paragraph(&mut rows, &head, 1, width.saturating_sub(1));
    let mut about: Vec<String> = clause.iter().map(|(_, called)| called.clone()).collect();
    about.extend(who.iter().map(|(_, name)| name.clone()));
    if clause.is_none() {
        about.extend(finding.file.as_deref().map(one_line));
    }
    if finding.is_of_text() {
        about.push(AuditWords(shell.language).of_text().to_owned());
    }
    about.push(finding.code.to_owned());
    paragraph(
        &mut rows,
        &[Span::new(Role::Faint, about.join("  "))],
        3,
        width.saturating_sub(1),
    );
    let remedy = format!("-> {}", told(finding.remedy(shell.language)));
    paragraph(&mut rows, &[Span::plain(remedy)], 3, width.saturating_sub(1));
    rows.push(Row::default());
    rows
}

/// A clause by number and heading; by its id where nothing better is known.
fn called(id: &str, standing: Option<&ContractStanding>) -> String {
    let clause = standing.and_then(|standing| standing.status.clause(id));
    let name = clause.map(|clause| (clause.number.as_deref(), &*clause.heading));
    match name {
        Some((Some(number), heading)) => one_line(&format!("{number} {heading}")).trim().to_owned(),
        Some((None, heading)) if !heading.trim().is_empty() => one_line(heading),
        _ => one_line(id),
    }
}

/// A person by the name that the contract lists for that address.
fn person(who: &str, standing: Option<&ContractStanding>) -> String {
    let members = standing
        .iter()
        .flat_map(|standing| &standing.keys)
        .flat_map(|keys| &keys.members);
    let mut known = members.filter(|(_, email, _)| same_address(email, who));
    known.next().map_or_else(|| one_line(who), |(name, ..)| one_line(name))
}
