//! A clause and its findings as rows.

use super::{Made, Review, Stop};
use crate::review::{ReviewFinding, RiskLevel};
use crate::session::{Checked, ListState, Since};
use crate::tui::reader::{Row, paragraph};
use crate::tui::screens::Shell;
use crate::wording::{ReviewWords, Role, Span, contract_text, numbered_heading, one_line};
use std::ops::Range;

/// So many places of one finding are quoted that stand in other clauses.
const ELSEWHERE: usize = 3;

/// The checklist that is for every contract, whatever its kind.
const FOR_EVERY_KIND: &str = "drafting";

impl Review {
    /// Makes the rows of what the reader stands at, unless they are made.
    pub(super) fn make(&mut self, widths: [usize; 2], shell: &Shell) {
        let of = (self.at, self.finding, widths, shell.language);
        if self.made.of == Some(of) {
            return;
        }
        let mut made = Made {
            of: Some(of),
            ..Made::default()
        };
        if let Some((checked, stop)) = self.checked.as_ref().zip(self.stops.get(self.at)) {
            made.text = match &stop.clause {
                Some(id) => clause_rows(checked, id, &stop.number, self.finding(), widths[0]),
                None => cover(checked, widths[0], shell),
            };
            self.finding_rows(&mut made, checked, stop, widths[1], shell);
        }
        self.made = made;
    }

    fn finding_rows(&self, made: &mut Made, checked: &Checked, stop: &Stop, width: usize, shell: &Shell) {
        let words = shell.review();
        let rows = &mut made.findings;
        if stop.findings.is_empty() {
            let nothing = if self.findings().is_empty() && stop.clause.is_none() {
                words.nothing()
            } else {
                words.nothing_here()
            };
            paragraph(rows, &[Span::new(Role::Faint, nothing)], 0, width);
            rows.push(Row::default());
        }
        for at in &stop.findings {
            let finding = &self.findings()[*at];
            let chosen = self.finding == Some(*at);
            if chosen {
                made.selected = Some(rows.len());
            }
            head(rows, finding, checked, chosen, width, words);
            if chosen {
                details(rows, finding, checked, width, shell);
                made.selected_end = Some(rows.len());
                rows.push(Row::default());
            }
        }
        for mended in stop
            .mended
            .iter()
            .filter_map(|at| checked.since.as_ref()?.mended.get(*at))
        {
            let said = format!(
                "+ {}",
                shell.language.says(words.mended_here(), &one_line(&mended.title))
            );
            paragraph(rows, &[Span::new(Role::Insert, said)], 0, width);
        }
        if rows.last().is_some_and(|row| !row.spans.is_empty()) {
            rows.push(Row::default());
        }
        paragraph(rows, &[Span::new(Role::Faint, words.no_advice())], 0, width);
    }
}

/// Severity, title, whether it is new, and what somebody made of it.
fn head(
    rows: &mut Vec<Row>,
    finding: &ReviewFinding,
    checked: &Checked,
    chosen: bool,
    width: usize,
    words: ReviewWords,
) {
    let role = match finding.severity {
        RiskLevel::High => Role::Alarm,
        _ if chosen => Role::Heading,
        _ => Role::Plain,
    };
    let sign = ReviewWords::sign(finding.severity);
    let title = format!(
        "{sign}{}  {}",
        words.severity(finding.severity),
        one_line(&finding.title)
    );
    let mut spans = vec![Span::new(role, title)];
    if is_new(checked.since.as_ref(), finding) {
        spans.push(Span::new(Role::Insert, format!("  {{+{}+}}", words.newly())));
    }
    if let Some((mark, stands)) = checked.mark(finding) {
        let state = mark.state.called(words);
        spans.push(Span::new(Role::Pending, format!("  > {state}")));
        if !stands {
            spans.push(Span::new(Role::Alarm, words.0.aside(words.mark_outdated())));
        }
    }
    paragraph(rows, &spans, 0, width);
}

fn is_new(since: Option<&Since>, finding: &ReviewFinding) -> bool {
    since.is_some_and(|since| since.is_new(finding))
}

/// What was found, why it matters, and what one would rather have.
fn details(rows: &mut Vec<Row>, finding: &ReviewFinding, checked: &Checked, width: usize, shell: &Shell) {
    let (words, says) = (shell.review(), |label: &str, said: &str| {
        shell.language.says(label, said)
    });
    let mut say = |role: Role, text: String| paragraph(rows, &[Span::new(role, text)], 3, width);
    say(Role::Plain, one_line(&finding.what.message(words.0)));
    let own = finding.clause.as_ref().map(|clause| &clause.id);
    for place in finding
        .places
        .iter()
        .filter(|place| Some(&place.clause.id) != own)
        .take(ELSEWHERE)
    {
        let heading = one_line(&place.clause.heading);
        let clause = format!("{} {heading}", place.clause.number);
        say(Role::Plain, says(&clause, &words.quoted(&one_line(&place.words))));
    }
    let since = checked.since.as_ref().filter(|since| is_new(Some(since), finding));
    if let Some((_, place)) = since.and_then(|since| since.lost.iter().find(|(rule, _)| *rule == finding.rule)) {
        let stood = one_line(&place.sentence);
        say(
            Role::Delete,
            says(
                &format!("{} {}", words.stood(), place.clause.number),
                &format!("[-{stood}-]"),
            ),
        );
    }
    let source = words.citations(&finding.source);
    say(
        Role::Plain,
        says(words.why(), &one_line(&format!("{}{source}", finding.why))),
    );
    let fallbacks = finding.positions.fallbacks.len();
    for (wording, text) in finding.wordings() {
        say(Role::Plain, says(&words.wording(wording, fallbacks), &one_line(text)));
    }
    if let Some(walk_away) = &finding.positions.walk_away {
        say(Role::Plain, says(words.walk_away(), &one_line(walk_away)));
    }
    if let Some((mark, _)) = checked.mark(finding).filter(|(mark, _)| !mark.note.is_empty()) {
        say(Role::Pending, says(words.note(), &words.quoted(&one_line(&mark.note))));
    }
}

/// A clause with the words that triggered a finding.
fn clause_rows(checked: &Checked, id: &str, number: &str, finding: Option<&ReviewFinding>, width: usize) -> Vec<Row> {
    let mut rows = Vec::new();
    let Some(clause) = checked.contract.clause(id) else {
        return rows;
    };
    let ranges = |in_heading: bool| -> Vec<Range<usize>> {
        let places = finding.iter().flat_map(|finding| &finding.places);
        let here = places.filter(|place| place.clause.id == id && place.in_heading == in_heading);
        let mut ranges: Vec<Range<usize>> = here.map(|place| place.bytes.clone()).collect();
        ranges.sort_by_key(|range| range.start);
        ranges
    };
    let mut heading = vec![Span::new(Role::Heading, format!("{number} "))];
    heading.extend(marked(&clause.heading, 0, &ranges(true), Role::Heading));
    paragraph(&mut rows, &heading, 0, width);
    rows.push(Row::default());
    let ranges = ranges(false);
    let mut start = 0;
    for line in clause.text.trim_end().split('\n') {
        paragraph(&mut rows, &marked(line, start, &ranges, Role::Plain), 0, width);
        start += line.len() + 1;
    }
    rows
}

/// A line, which begins at a byte of the text, with signs around the ranges of bytes that it has a part of.
fn marked(line: &str, start: usize, ranges: &[Range<usize>], role: Role) -> Vec<Span> {
    let mut spans = Vec::new();
    let mut done = 0;
    for range in ranges {
        let from = range.start.saturating_sub(start).clamp(done, line.len());
        let to = range.end.saturating_sub(start).min(line.len());
        let (Some(before), Some(words)) = (line.get(done..from), line.get(from..to)) else {
            continue;
        };
        if words.is_empty() {
            continue;
        }
        spans.extend(contract_text(before, role, false));
        let signed = [
            vec![Span::new(Role::Alarm, "[")],
            contract_text(words, Role::Alarm, false),
        ]
        .concat();
        let signed = [signed, vec![Span::new(Role::Alarm, "]")]].concat();
        spans.extend(signed.into_iter().map(|span| span.of_change(Some(0))));
        done = to;
    }
    spans.extend(contract_text(&line[done..], role, false));
    spans
}

/// What was reviewed, for whom, by which checklists, and what it comes to.
fn cover(checked: &Checked, width: usize, shell: &Shell) -> Vec<Row> {
    let (words, report) = (shell.review(), shell.report());
    let mut rows = Vec::new();
    let mut say = |role: Role, text: &str| paragraph(&mut rows, &[Span::new(role, text)], 0, width);
    say(Role::Heading, words.whole_contract());
    say(Role::Plain, "");
    say(Role::Plain, &one_line(&checked.contract.title));
    say(Role::Plain, &checked.version.described(report));
    say(
        Role::Plain,
        &shell.language.says(words.reviewed_for(), &checked.seat_called(words)),
    );
    let names: Vec<String> = checked.checklist_titles.iter().map(|name| one_line(name)).collect();
    say(
        Role::Plain,
        &shell.language.says(words.checklists(), &shell.language.list(&names)),
    );
    for list in &checked.of_repository {
        let file = one_line(&list.file);
        let said = match &list.state {
            ListState::Offered { name, rules } => words.list_offered(&file, &one_line(name), rules.len()),
            ListState::Agreed { name, rules } => words.list_agreed(&file, &one_line(name), rules.len()),
            ListState::Broken(error) => words.list_broken(&file, &one_line(&error.message(shell.language))),
            ListState::NoFile => words.list_no_file(&file),
        };
        say(Role::Plain, &said);
    }
    if let Some(since) = &checked.since {
        say(Role::Plain, &words.since(&since.version.described(report)));
    }
    say(
        Role::Plain,
        &words.counts(checked.report.counts(), checked.report.asked),
    );
    say(Role::Plain, "");
    if checked.checklists.iter().all(|name| name == FOR_EVERY_KIND) {
        say(Role::Alarm, &format!("! {}", words.no_checklist()));
        say(Role::Plain, words.write_checklist());
        say(Role::Plain, "");
    }
    say(Role::Plain, words.go_on());
    say(Role::Faint, words.private());
    silence(&mut rows, checked, width, words);
    let mut say = |role: Role, text: &str| paragraph(&mut rows, &[Span::new(role, text)], 0, width);
    if let Some(since) = checked.since.as_ref().filter(|since| !since.material.is_empty()) {
        say(Role::Plain, "");
        say(Role::Heading, words.material());
        for material in &since.material {
            let matters: Vec<&str> = material.matters.iter().map(|matter| words.matter(*matter)).collect();
            let clause = numbered_heading(&material.clause);
            say(
                Role::Plain,
                &format!("* {}", shell.language.says(&clause, &shell.language.list(&matters))),
            );
        }
    }
    rows
}

/// What the rules came to that have no finding.
fn silence(rows: &mut Vec<Row>, checked: &Checked, width: usize, words: ReviewWords) {
    for (heading, lines) in words.silence(&checked.report) {
        paragraph(rows, &[Span::plain("")], 0, width);
        paragraph(rows, &[Span::new(Role::Heading, heading)], 0, width);
        for line in lines {
            paragraph(rows, &[Span::plain(format!("- {line}"))], 2, width);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(text: &str, places: &[(usize, usize)]) -> Vec<String> {
        let ranges: Vec<Range<usize>> = places.iter().map(|(begin, end)| *begin..*end).collect();
        let mut start = 0;
        text.split('\n')
            .map(|line| {
                let spans = marked(line, start, &ranges, Role::Plain);
                start += line.len() + 1;
                spans.into_iter().map(|span| span.text).collect()
            })
            .collect()
    }

    #[test]
    fn words_are_marked_over_line_ends_and_no_character_is_lost() {
        assert_eq!(
            shown("Pay promptly\nand fully.", &[(4, 16)]),
            ["Pay [promptly]", "[and] fully."]
        );
        assert_eq!(shown("及时付款。及时！", &[(0, 6), (15, 21)]), ["[及时]付款。[及时]！"]);
        assert_eq!(
            shown("ab\u{1b}[31m", &[(0, 2)]),
            ["[ab]<U+001B>[31m"],
            "no text drives the terminal"
        );
        assert_eq!(
            shown("及时", &[(1, 3)]),
            ["及时"],
            "what is no range of this text marks nothing"
        );
    }
}
