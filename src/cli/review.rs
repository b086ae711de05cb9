//! The review: findings of the checklists.

use super::arguments::Check;
use super::paint::{Page, Role, Span, one_line};
use super::terminal::Terminal;
use super::{DONE, FINDINGS, Failure};
use crate::review::{ClauseName, Finding, Place, Severity};
use crate::session::{Checked, Room, VersionName, Wanted, check as checked, configuration_folder};
use crate::wording::{Language, ReportWords, ReviewWords};
use serde_json::{Value, json};

/// Reviews a contract; exit status 1 with findings of severity high.
pub(super) fn check(terminal: &Terminal, room: &Room, arguments: &Check) -> Result<u8, Failure> {
    let name = |name: &Option<String>| name.as_deref().map(VersionName::named);
    let wanted = Wanted {
        version: name(&arguments.round),
        since: name(&arguments.since),
        seat: arguments.seat.clone(),
        kind: arguments.kind.clone(),
    };
    let done = checked(room, &arguments.contract, &wanted, configuration_folder().as_deref())?;
    terminal.answer(
        arguments.json,
        || format!("{}\n", check_json(&done, arguments.positions)),
        |page| findings(page, &done, arguments.positions, terminal.language),
    )?;
    Ok(if done.report.count(Severity::High) > 0 { FINDINGS } else { DONE })
}

/// The findings, each with its words, what is wrong and why that matters.
fn findings(page: &mut Page, done: &Checked, positions: bool, language: Language) {
    let (words, report) = (ReviewWords(language), ReportWords(language));
    let title = format!("{} ({})", one_line(&done.contract.title), one_line(&done.name));
    page.line(Role::Heading, &title);
    page.line(Role::Plain, &done.version.described(report));
    let seat = done.seat.as_deref().and_then(|id| done.contract.party(id));
    let seat = seat.map_or_else(|| words.for_nobody().to_owned(), |party| one_line(&party.name));
    let names: Vec<String> = done.checklists.iter().map(|name| one_line(name)).collect();
    let facts = format!("{} {seat}; {} {}", words.reviewed_for(), words.checklists(), names.join(", "));
    page.line(Role::Faint, &facts);
    if let Some(since) = &done.since {
        page.line(Role::Faint, &words.since(&since.version.described(report)));
    }
    let counts = [Severity::High, Severity::Medium, Severity::Low].map(|severity| done.report.count(severity));
    page.line(Role::Plain, &words.counts(counts, done.report.asked));
    if done.report.findings.is_empty() {
        page.gap();
        page.line(Role::Plain, words.nothing());
    }
    for finding in &done.report.findings {
        page.gap();
        let new = done.since.as_ref().is_some_and(|since| since.new.contains(&finding.name()));
        one(page, finding, new.then(|| words.newly()), words);
        let lost = done.since.as_ref().and_then(|since| since.lost.iter().find(|(rule, _)| *rule == finding.rule));
        if let Some((_, place)) = lost.filter(|_| new) {
            let stood = format!("{} {}: {}", words.stood(), place.clause.number, one_line(&place.sentence));
            page.paragraph("", 4, &[Span::new(Role::Delete, stood)]);
        }
        if positions {
            own_positions(page, finding, words);
        }
    }
    if let Some(since) = done.since.as_ref().filter(|since| !since.mended.is_empty()) {
        page.gap();
        page.line(Role::Heading, words.mended());
        for finding in &since.mended {
            let clause = finding.clause.as_ref().map(|clause| format!("{} ", named(clause))).unwrap_or_default();
            page.paragraph("+ ", 2, &[Span::plain(format!("{clause}{}", one_line(&finding.title)))]);
        }
    }
    page.gap();
    page.line(Role::Faint, words.no_advice());
}

fn named(clause: &ClauseName) -> String {
    format!("{} {}", clause.number, one_line(&clause.heading))
}

fn one(page: &mut Page, finding: &Finding, new: Option<&str>, words: ReviewWords) {
    let sign = match finding.severity {
        Severity::High => "!! ",
        Severity::Medium => "!  ",
        Severity::Low | Severity::Off => "-  ",
    };
    let role = if finding.severity == Severity::High { Role::Alarm } else { Role::Heading };
    let mut head = vec![Span::new(role, format!("{}  {}", words.severity(finding.severity), one_line(&finding.title)))];
    if let Some(clause) = &finding.clause {
        head.push(Span::plain(format!("  {}", named(clause))));
    }
    if let Some(new) = new {
        head.push(Span::new(Role::Insert, format!("  {{+{new}+}}")));
    }
    page.paragraph(sign, 3, &head);
    for place in finding.places.iter().take(PLACES) {
        page.paragraph("", 4, &quoted(place));
    }
    page.paragraph("", 4, &[Span::plain(one_line(&words.what(&finding.what)))]);
    let source = if finding.source.is_empty() { String::new() } else { format!(" ({})", finding.source.join(", ")) };
    let why = format!("{}: {}{source}", words.why(), one_line(&finding.why));
    page.paragraph("", 4, &[Span::new(Role::Faint, one_line(&why))]);
    page.paragraph("", 4, &[Span::new(Role::Faint, one_line(&finding.name()))]);
}

/// So many places of one finding are shown.
const PLACES: usize = 5;
/// So many characters of a sentence are shown on each side of the words.
const AROUND: usize = 40;

/// The words with what stands around them.
fn quoted(place: &Place) -> Vec<Span> {
    let Some(at) = place.sentence.find(&*place.words) else {
        return vec![Span::new(Role::Alarm, one_line(&place.words))];
    };
    let (before, after) = (&place.sentence[..at], &place.sentence[at + place.words.len()..]);
    let cut = before.char_indices().rev().nth(AROUND).map_or(0, |(at, _)| at);
    let end = after.char_indices().nth(AROUND).map_or(after.len(), |(at, _)| at);
    let dots = |cut: bool| if cut { "…" } else { "" };
    vec![
        Span::new(Role::Faint, format!("{}{}", dots(cut > 0), one_line(&before[cut..]))),
        Span::new(Role::Alarm, format!("[{}]", one_line(&place.words))),
        Span::new(Role::Faint, format!("{}{}", one_line(&after[..end]), dots(end < after.len()))),
    ]
}

fn own_positions(page: &mut Page, finding: &Finding, words: ReviewWords) {
    let own = &finding.positions;
    let preferred = own.preferred.iter().map(|text| (words.preferred(), text));
    let fallbacks = own.fallbacks.iter().map(|text| (words.fallback(), text));
    let walk_away = own.walk_away.iter().map(|text| (words.walk_away(), text));
    for (label, text) in preferred.chain(fallbacks).chain(walk_away) {
        page.paragraph("", 4, &[Span::plain(format!("{label}: {}", one_line(text)))]);
    }
}

fn clause_json(clause: &ClauseName) -> Value {
    json!({"id": clause.id, "number": clause.number, "heading": clause.heading})
}

fn place_json(place: &Place) -> Value {
    json!({
        "clause": clause_json(&place.clause),
        "in_heading": place.in_heading,
        "start": place.bytes.start,
        "end": place.bytes.end,
        "words": place.words,
        "sentence": place.sentence,
    })
}

fn finding_json(finding: &Finding, positions: bool) -> Value {
    let mut value = json!({
        "name": finding.name(),
        "rule": finding.rule,
        "severity": finding.severity.word(),
        "title": finding.title,
        "why": finding.why,
        "source": finding.source,
        "said": ReviewWords(Language::English).what(&finding.what),
        "clause": finding.clause.as_ref().map(clause_json),
        "places": finding.places.iter().map(place_json).collect::<Vec<_>>(),
    });
    if positions {
        value["positions"] = json!({
            "preferred": finding.positions.preferred,
            "fallbacks": finding.positions.fallbacks,
            "walk_away": finding.positions.walk_away,
        });
    }
    value
}

/// The review for other programs.
fn check_json(done: &Checked, positions: bool) -> Value {
    let all = |findings: &[Finding]| findings.iter().map(|one| finding_json(one, positions)).collect::<Vec<_>>();
    json!({
        "contract": done.name,
        "round": done.version.round,
        "for": done.seat,
        "checklists": done.checklists,
        "asked": done.report.asked,
        "summary": {
            "high": done.report.count(Severity::High),
            "medium": done.report.count(Severity::Medium),
            "low": done.report.count(Severity::Low),
        },
        "findings": all(&done.report.findings),
        "since": done.since.as_ref().map(|since| json!({
            "round": since.version.round,
            "new": since.new,
            "mended": all(&since.mended),
            "lost": since.lost.iter().map(|(rule, place)| json!({"rule": rule, "place": place_json(place)})).collect::<Vec<_>>(),
        })),
    })
}
