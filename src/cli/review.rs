//! The review: findings of the checklists, rights and duties, figures over the rounds.

use super::arguments::{Check, DutiesArgs as Asked, DutyFormat, FiguresArgs as AskedFigures, ReviewFormat};
use super::output::print;
use super::paint::{Page, Role, Span, one_line};
use super::terminal::Terminal;
use super::{DONE, FINDINGS, Failure, agreed};
use crate::exchange::{review_html, review_markdown};
use crate::json;
use crate::language::Language;
use crate::review::{Actor, Against, CitedWords, Duty, Modal, ReviewFinding, RiskLevel, Tracked, UnderstoodSentence};
use crate::session::{
    Checked, Duties, Error, Figures, FindingState, VersionName, Wanted, WantedDuties, Workspace, check as checked,
    configuration_folder, duties as all_duties, figures as all_figures,
};
use crate::wording::{PositionWords, ReportWords, ReviewWords, numbered_heading};
use std::path::Path;

/// Reviews a contract; exit status 1 with findings of severity high.
pub(super) fn check(
    terminal: &Terminal,
    start: &Path,
    workspace: &Workspace,
    arguments: &Check,
) -> Result<u8, Failure> {
    let name = |name: &Option<String>| name.as_deref().map(VersionName::named);
    let wanted = Wanted {
        version: name(&arguments.round),
        since: name(&arguments.since),
        seat: arguments.seat.clone(),
        kind: arguments.kind.clone(),
        checklist: arguments.checklist.as_ref().map(|file| start.join(file)),
    };
    let mut done = checked(
        workspace,
        &arguments.contract,
        &wanted,
        configuration_folder().as_deref(),
    )?;
    let marks = [
        (&arguments.looked, Some(FindingState::Looked)),
        (&arguments.risk, Some(FindingState::Risk)),
        (&arguments.raise, Some(FindingState::Raise)),
        (&arguments.unmark, None),
    ];
    for (findings, state) in marks.into_iter().filter(|(findings, _)| !findings.is_empty()) {
        done.marks = workspace.mark_findings(&done, findings, state, &arguments.note)?;
    }
    let language = terminal.language;
    match arguments.format {
        ReviewFormat::Text => terminal.answer(
            arguments.json,
            || json::check(&done, arguments.positions),
            |page| findings(page, &done, arguments.positions, language),
        )?,
        ReviewFormat::Markdown => print(&review_markdown(&done.document(ReviewWords(language)), language))?,
        ReviewFormat::Html => {
            let page = review_html(&done.document(ReviewWords(language)), language).map_err(Error::from)?;
            print(&page)?;
        }
    }
    Ok(if done.open(RiskLevel::High) > 0 { FINDINGS } else { DONE })
}

/// The findings, each with its words, what is wrong and why that matters.
fn findings(page: &mut Page, done: &Checked, positions: bool, language: Language) {
    let (words, report) = (ReviewWords(language), ReportWords(language));
    let title = format!(
        "{}{}",
        one_line(&done.contract.title),
        language.aside(&one_line(&done.name))
    );
    page.line(Role::Heading, &title);
    page.line(Role::Plain, &done.version.described(report));
    let seat = done.seat_called(words);
    let names: Vec<String> = done.checklist_titles.iter().map(|name| one_line(name)).collect();
    page.paragraph(
        "",
        2,
        &[Span::new(Role::Faint, language.says(words.reviewed_for(), &seat))],
    );
    page.paragraph(
        "",
        2,
        &[Span::new(
            Role::Faint,
            language.says(words.checklists(), &language.list(&names)),
        )],
    );
    for list in &done.of_repository {
        page.paragraph("* ", 2, &[Span::plain(agreed::state(list, words))]);
    }
    if let Some(since) = &done.since {
        page.line(Role::Faint, &words.since(&since.version.described(report)));
    }
    page.line(Role::Plain, &words.counts(done.report.counts(), done.report.asked));
    if done.report.findings.is_empty() {
        page.gap();
        page.line(Role::Plain, words.nothing());
    }
    let mut heading = "";
    for finding in &done.report.findings {
        let group = words.group(finding);
        if group != heading {
            heading = group;
            page.gap();
            page.line(Role::Heading, heading);
        }
        page.gap();
        let new = done.since.as_ref().is_some_and(|since| since.is_new(finding));
        one(page, finding, new.then(|| words.newly()), words);
        let lost = done
            .since
            .as_ref()
            .and_then(|since| since.lost.iter().find(|(rule, _)| *rule == finding.rule));
        if let Some((_, place)) = lost.filter(|_| new) {
            let stood = language.says(
                &format!("{} {}", words.stood(), place.clause.number),
                &one_line(&place.sentence),
            );
            page.paragraph("", 4, &[Span::new(Role::Delete, stood)]);
        }
        if let Some((mark, stands)) = done.mark(finding) {
            let outdated = if stands {
                String::new()
            } else {
                language.aside(words.mark_outdated())
            };
            let state = mark.state.called(words);
            let note = if mark.note.is_empty() {
                String::new()
            } else {
                format!(": {}", one_line(&mark.note))
            };
            page.paragraph("", 4, &[Span::new(Role::Pending, format!("{state}{outdated}{note}"))]);
        }
        if positions {
            own_positions(page, finding, words);
        }
    }
    silence(page, done, words);
    if let Some(since) = done.since.as_ref().filter(|since| !since.mended.is_empty()) {
        page.gap();
        page.line(Role::Heading, words.mended());
        for finding in &since.mended {
            let clause = finding
                .clause
                .as_ref()
                .map(|clause| format!("{} ", numbered_heading(clause)))
                .unwrap_or_default();
            page.paragraph("+ ", 2, &[Span::plain(format!("{clause}{}", one_line(&finding.title)))]);
        }
    }
    if let Some(since) = done.since.as_ref().filter(|since| !since.material.is_empty()) {
        page.gap();
        page.line(Role::Heading, words.material());
        for material in &since.material {
            let matters: Vec<&str> = material.matters.iter().map(|matter| words.matter(*matter)).collect();
            let line = language.says(&numbered_heading(&material.clause), &language.list(&matters));
            page.paragraph("* ", 2, &[Span::plain(line)]);
        }
    }
    page.gap();
    page.line(Role::Faint, words.no_advice());
}

/// What the rules came to that have no finding.
fn silence(page: &mut Page, done: &Checked, words: ReviewWords) {
    for (heading, lines) in words.silence(&done.report) {
        page.gap();
        page.line(Role::Heading, &heading);
        for line in lines {
            page.paragraph("- ", 2, &[Span::plain(line)]);
        }
    }
}

fn one(page: &mut Page, finding: &ReviewFinding, new: Option<&str>, words: ReviewWords) {
    let role = if finding.severity == RiskLevel::High {
        Role::Alarm
    } else {
        Role::Heading
    };
    let mut head = vec![Span::new(
        role,
        format!("{}  {}", words.severity(finding.severity), one_line(&finding.title)),
    )];
    if let Some(clause) = &finding.clause {
        head.push(Span::plain(format!("  {}", numbered_heading(clause))));
    }
    if let Some(new) = new {
        head.push(Span::new(Role::Insert, format!("  {{+{new}+}}")));
    }
    page.paragraph(ReviewWords::sign(finding.severity), 3, &head);
    for place in finding.places.iter().take(PLACES) {
        page.paragraph("", 4, &quoted(place));
    }
    let more = finding.places.len().saturating_sub(PLACES) + finding.more_places;
    if more > 0 {
        page.paragraph("", 4, &[Span::new(Role::Faint, words.more_places(more))]);
    }
    page.paragraph("", 4, &[Span::plain(one_line(&finding.what.message(words.0)))]);
    let source = words.citations(&finding.source);
    let why = words
        .0
        .says(words.why(), &format!("{}{source}", one_line(&finding.why)));
    page.paragraph("", 4, &[Span::new(Role::Faint, why)]);
    page.paragraph("", 4, &[Span::new(Role::Faint, one_line(&finding.name()))]);
}

/// So many places of one finding are shown.
const PLACES: usize = 5;
/// So many characters of a sentence are shown on each side of the words.
const AROUND: usize = 40;

/// The words with what stands around them.
fn quoted(place: &CitedWords) -> Vec<Span> {
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
        Span::new(
            Role::Faint,
            format!("{}{}", one_line(&after[..end]), dots(end < after.len())),
        ),
    ]
}

fn own_positions(page: &mut Page, finding: &ReviewFinding, words: ReviewWords) {
    let own = &finding.positions;
    let preferred = own.preferred.iter().map(|text| (words.preferred(), text));
    let fallbacks = own.fallbacks.iter().map(|text| (words.fallback(), text));
    let walk_away = own.walk_away.iter().map(|text| (words.walk_away(), text));
    for (label, text) in preferred.chain(fallbacks).chain(walk_away) {
        page.paragraph("", 4, &[Span::plain(words.0.says(label, &one_line(text)))]);
    }
}

/// Lists rights and duties.
pub(super) fn duties(terminal: &Terminal, workspace: &Workspace, asked: &Asked) -> Result<(), Failure> {
    let wanted = WantedDuties {
        round: asked.round.as_deref().map(VersionName::named),
        party: asked.party.clone(),
        clause: asked.clause.clone(),
        explain: asked.explain,
        known: asked.dates.clone(),
    };
    let found = all_duties(workspace, &asked.contract, &wanted)?;
    let words = ReviewWords(terminal.language);
    match asked.format {
        DutyFormat::Csv => print(&found.csv(words))?,
        DutyFormat::Ics => print(&found.calendar(words))?,
        DutyFormat::Text => {
            terminal.answer(
                asked.json,
                || json::duties(&found),
                |page| list_duties(page, &found, words),
            )?;
        }
    }
    Ok(())
}

fn list_duties(page: &mut Page, found: &Duties, words: ReviewWords) {
    page.line(
        Role::Heading,
        &format!(
            "{}{}",
            one_line(&found.contract.title),
            words.0.aside(&one_line(&found.name))
        ),
    );
    page.line(Role::Plain, &found.version.described(ReportWords(words.0)));
    if found.duties.is_empty() {
        page.line(Role::Plain, words.no_duties());
    }
    let mut clause = None;
    for duty in &found.duties {
        if clause != Some(&duty.clause) {
            clause = Some(&duty.clause);
            page.gap();
            let mut head = vec![Span::new(Role::Heading, numbered_heading(&duty.clause))];
            if let Some(standing) = found.standings.get(&duty.clause.id) {
                let standing_words = PositionWords(words.0).standing(*standing);
                head.push(Span::new(Role::Standing(*standing), format!("  {standing_words}")));
            }
            page.paragraph("", 0, &head);
        }
        one_duty(page, found, duty, words);
    }
    if let Some(sentences) = &found.understood {
        explain(page, found, sentences, words);
    }
    page.gap();
    page.line(Role::Faint, words.no_advice());
}

/// How each sentence was understood: its parts, with what they do there, who and with which force.
fn explain(page: &mut Page, found: &Duties, sentences: &[UnderstoodSentence], words: ReviewWords) {
    page.gap();
    page.line(Role::Heading, words.understood());
    for sentence in sentences {
        page.gap();
        page.paragraph("", 2, &[Span::plain(one_line(&sentence.words))]);
        for part in &sentence.parts {
            let who = part.actor.as_ref().map(|actor| match actor {
                Actor::Party(id) => one_line(&found.called(Some(id), words)),
                Actor::Each => words.each().to_owned(),
            });
            let facts = words.part(part, who);
            let spans = [
                Span::new(Role::Heading, facts),
                Span::plain(format!("  {}", one_line(&part.words))),
            ];
            page.paragraph("  - ", 4, &spans);
        }
    }
}

fn one_duty(page: &mut Page, found: &Duties, duty: &Duty, words: ReviewWords) {
    let who = one_line(&found.called(duty.party.as_deref(), words));
    let sign = match duty.modal {
        Modal::Must => "! ",
        Modal::MustNot => "x ",
        Modal::May => "+ ",
    };
    let lead = format!("{who}{}", words.0.aside(words.modal(duty.modal)));
    let mut spans = vec![
        Span::new(Role::Heading, lead),
        Span::plain(format!("  {}", one_line(&duty.does))),
    ];
    let mut facts: Vec<String> = Vec::new();
    facts.extend(
        duty.toward
            .as_deref()
            .map(|to| words.toward(&one_line(&found.called(Some(to), words)))),
    );
    let term = &duty.term;
    facts.extend(
        term.period
            .as_deref()
            .map(|period| one_line(&words.term(period, term.anchor.as_deref(), term.before))),
    );
    if let Some(due) = term.due {
        let aside = if term.holidays_aside {
            words.0.aside(words.holidays_aside())
        } else {
            String::new()
        };
        facts.push(format!("{} {due}{aside}", words.due()));
    }
    facts.extend(duty.noted.then(|| words.noted().to_owned()));
    if !facts.is_empty() {
        spans.push(Span::new(Role::Faint, words.among_facts(&facts)));
    }
    page.paragraph(sign, 2, &spans);
}

/// Lists figures over the rounds.
pub(super) fn figures(terminal: &Terminal, workspace: &Workspace, asked: &AskedFigures) -> Result<(), Failure> {
    let configuration = configuration_folder();
    let found = all_figures(
        workspace,
        &asked.contract,
        asked.seat.as_deref(),
        asked.kind.as_deref(),
        configuration.as_deref(),
    )?;
    let words = ReviewWords(terminal.language);
    terminal.answer(
        asked.json,
        || json::figures(&found),
        |page| list_figures(page, &found, words),
    )?;
    Ok(())
}

fn list_figures(page: &mut Page, found: &Figures, words: ReviewWords) {
    page.line(
        Role::Heading,
        &format!("{}{}", one_line(&found.title), words.0.aside(&one_line(&found.name))),
    );
    if found.tracked.is_empty() && found.moved.is_empty() {
        page.line(Role::Plain, words.no_figures());
    }
    if !found.tracked.is_empty() {
        page.gap();
        page.line(Role::Heading, words.tracked());
    }
    for tracked in &found.tracked {
        one_tracked(page, tracked, &found.rounds, words);
    }
    if !found.moved.is_empty() {
        page.gap();
        page.line(Role::Heading, words.moved());
    }
    for moved in &found.moved {
        let steps = moved.steps.iter().map(|(at, value)| {
            let value = value.as_deref().map_or_else(|| words.no_figure().to_owned(), one_line);
            format!(
                "{value}{}",
                words
                    .0
                    .aside(&found.rounds.get(*at).copied().unwrap_or_default().to_string())
            )
        });
        let line = words.0.says(
            &numbered_heading(&moved.clause),
            &steps.collect::<Vec<_>>().join(" -> "),
        );
        page.paragraph("", 4, &[Span::plain(line)]);
    }
}

/// The steps of a tracked figure: each value with the first round that had it.
fn steps<'f>(tracked: &'f Tracked, rounds: &[u32]) -> Vec<(u32, Option<&'f str>)> {
    let mut steps: Vec<(u32, Option<&str>)> = Vec::new();
    for (round, value) in rounds.iter().zip(&tracked.course) {
        let value = value.as_ref().map(|(figure, _)| &*figure.text);
        if steps.last().is_none_or(|(_, before)| *before != value) {
            steps.push((*round, value));
        }
    }
    steps
}

fn one_tracked(page: &mut Page, tracked: &Tracked, rounds: &[u32], words: ReviewWords) {
    let against = tracked.against();
    let (sign, role) = match against {
        Against::Missing | Against::Beyond => ("!! ", Role::Alarm),
        Against::Short => ("-  ", Role::Plain),
        Against::Good => ("   ", Role::Plain),
    };
    let course = steps(tracked, rounds).into_iter().map(|(round, value)| {
        let value = value.map_or_else(|| words.no_figure().to_owned(), one_line);
        format!("{value}{}", words.0.aside(&round.to_string()))
    });
    let course = course.collect::<Vec<_>>().join(" -> ");
    let limits = &tracked.limits;
    let positions = [
        (words.floor(), &limits.at_least),
        (words.ceiling(), &limits.at_most),
        (words.prefer(), &limits.prefer),
    ];
    let own: Vec<String> = positions
        .into_iter()
        .filter_map(|(label, limit)| limit.as_ref().map(|limit| format!("{label} {}", one_line(&limit.text))))
        .collect();
    let mut spans = vec![Span::plain(words.0.says(&one_line(&tracked.title), &course))];
    if !own.is_empty() {
        spans.push(Span::new(role, format!("  {}", words.against(against))));
        spans.push(Span::new(Role::Faint, words.among_facts(&own)));
    }
    page.paragraph(sign, 3, &spans);
}
