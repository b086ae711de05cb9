//! Evidence files: made, stamped, verified.

use super::arguments::{Evidence, Verify};
use super::paint::{Page, Role, Span, one_line};
use super::terminal::Terminal;
use super::{DONE, Failure, audit};
use crate::audit::{Stamp, Verdict, Verified};
use crate::history::clock;
use crate::json;
use crate::session::{self, Verifying, Workspace};
use crate::wording::{EvidenceWords, PositionWords};
use std::path::Path;

/// How many faults are told one by one.
const MOST_TOLD: usize = 50;

/// Makes an evidence file, or takes a time stamp into one.
pub(super) fn evidence(
    terminal: &Terminal,
    start: &Path,
    workspace: impl FnOnce() -> Result<Workspace, session::Error>,
    wanted: &Evidence,
) -> Result<u8, Failure> {
    let words = EvidenceWords(terminal.language);
    if let Some(answer) = &wanted.tsr {
        let file = start.join(&wanted.contract);
        let to = wanted.output.as_ref().map_or_else(|| file.clone(), |to| start.join(to));
        session::stamp_evidence(&file, &start.join(answer), &to)?;
        let mut page = terminal.page();
        page.line(Role::Plain, &words.stamped(&one_line(&to.display().to_string())));
        terminal.print(page)?;
        return Ok(DONE);
    }
    // Asked for by the arguments unless an answer is taken in.
    let output = start.join(wanted.output.as_deref().unwrap_or(Path::new("evidence.zip")));
    let query = wanted.tsq.as_ref().map(|query| start.join(query));
    let workspace = workspace()?;
    let made = Terminal::while_working(wanted.json, words.making(), || {
        session::evidence(&workspace, &wanted.contract, &output, query.as_deref(), clock())
    })?;
    let file = one_line(&output.display().to_string());
    let as_json = || json::evidence(&output, &made);
    terminal.answer(wanted.json, as_json, |page| {
        page.line(Role::Heading, &words.made(&file, made.rounds, made.records));
        page.paragraph("", 2, &[Span::plain(words.manifest(&made.manifest.to_string()))]);
        if made.contracts > 1 {
            page.paragraph("! ", 2, &[Span::new(Role::Alarm, words.others(made.contracts - 1))]);
        }
        if made.verdict != Verdict::Holds {
            page.paragraph("! ", 2, &[Span::new(Role::Alarm, words.unsound().to_owned())]);
        }
        if let Some(query) = &query {
            page.paragraph(
                "> ",
                2,
                &[Span::plain(words.ask(&one_line(&query.display().to_string()), &file))],
            );
        }
    })?;
    Ok(DONE)
}

/// Verifies an evidence file, prints, and gives the exit status.
pub(super) fn verify(terminal: &Terminal, start: &Path, wanted: &Verify) -> Result<u8, Failure> {
    let (authorities, pages) = (wanted.ca.as_ref().map(|file| start.join(file)), wanted.pages.as_ref());
    let pages = pages.map(|folder| start.join(folder));
    let how = Verifying {
        authorities: authorities.as_deref(),
        pages: pages.as_deref(),
        patient: wanted.patient,
    };
    let words = EvidenceWords(terminal.language);
    let verified = Terminal::while_working(wanted.json, words.verifying(), || {
        session::verify(&start.join(&wanted.file), how, clock())
    })?;
    let keys = wanted
        .keys
        .as_ref()
        .map(|file| session::compare_keys(&verified.parties, &start.join(file)))
        .transpose()?;
    terminal.answer(
        wanted.json,
        || json::verified(&verified, keys.as_deref()),
        |page| {
            show(page, &verified, words);
            for (party, outcome) in keys.iter().flatten() {
                page.gap();
                let positions = PositionWords(words.0);
                // A party that only the file names has no name here.
                let known = verified.parties.iter().find(|known| known.id == *party);
                let name = known.map_or(party, |known| &known.name);
                let called = positions.called(party, known.map(|known| &*known.role));
                page.line(Role::Heading, &positions.keys_of(&one_line(name), &called));
                super::keys::show_outcome(page, outcome, positions);
            }
        },
    )?;
    let differs = keys.iter().flatten().any(|(_, outcome)| outcome.differs());
    Ok(if differs { Verdict::Fails } else { verified.verdict() }.exit_status())
}

fn show(page: &mut Page, verified: &Verified, words: EvidenceWords) {
    for fault in verified.faults.iter().take(MOST_TOLD) {
        page.paragraph("! ", 2, &[Span::new(Role::Alarm, one_line(&fault.message(words.0)))]);
    }
    if let Some(more) = verified.faults.len().checked_sub(MOST_TOLD).filter(|more| *more > 0) {
        page.paragraph("! ", 2, &[Span::new(Role::Alarm, words.more(more))]);
    }
    for unknown in &verified.unknown {
        page.paragraph("? ", 2, &[Span::new(Role::Alarm, one_line(&unknown.message(words.0)))]);
    }
    if let Some(report) = &verified.report {
        audit::show(page, report, crate::wording::AuditWords(words.0));
    }
    page.gap();
    let (role, said) = match verified.verdict() {
        Verdict::Holds if !verified.unproven.is_empty() => (Role::Heading, words.facts_hold()),
        Verdict::Holds => (Role::Heading, words.holds()),
        Verdict::Fails => (Role::Alarm, words.fails()),
        Verdict::CannotVerify => (Role::Alarm, words.cannot_verify()),
    };
    page.line(role, said);
    if !verified.unproven.is_empty() {
        let (program, names) = (verified.program.as_deref().unwrap_or_default(), &verified.unproven);
        page.paragraph(
            "! ",
            2,
            &[Span::new(Role::Alarm, one_line(&words.unproven(program, names)))],
        );
    }
    if let Some(contract) = &verified.contract {
        page.paragraph(
            "",
            2,
            &[Span::plain(words.contract(&one_line(contract), verified.files))],
        );
    }
    if let Some(manifest) = &verified.manifest {
        page.paragraph("", 2, &[Span::plain(words.manifest(&manifest.to_string()))]);
    }
    if verified.stamped_records > 0 {
        page.paragraph(
            "",
            2,
            &[Span::plain(words.record_stamps_good(verified.stamped_records))],
        );
    }
    let stamp = match &verified.stamp {
        Stamp::None => words.no_stamp().to_owned(),
        Stamp::Compared(time) => words.stamp_compared(time),
        Stamp::Verified(time) => words.stamp_verified(time),
        Stamp::Bad | Stamp::Unknown => return,
    };
    page.paragraph("", 2, &[Span::plain(stamp)]);
}
