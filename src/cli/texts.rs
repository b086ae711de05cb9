//! Clean texts, and who brought in each word.

use super::paint::{Page, Role, Span, contract_text, one_line};
use crate::contract::Clause;
use crate::language::Language;
use crate::session::{BlameSpan, Blamed, ShownContract};
use crate::wording::{ReportWords, when};

/// The contract, or one clause with its sub-clauses.
pub(super) fn show(page: &mut Page, shown: &ShownContract, clause: Option<&Clause>, language: Language) {
    let contract = &shown.contract;
    if clause.is_none() {
        page.line(Role::Heading, &one_line(&contract.title));
        page.line(Role::Faint, &shown.version.described(ReportWords(language)));
        for party in &contract.parties {
            // The id is what commands take, so it is shown here and in hardly any other place.
            let name = format!("{}{}", one_line(&party.name), language.aside(&one_line(&party.id)));
            let said = if party.role.is_empty() {
                name
            } else {
                language.says(&one_line(&party.role), &name)
            };
            page.paragraph("", 2, &[Span::plain(said)]);
        }
    }
    for visit in shown.visits(clause) {
        page.gap();
        let mut heading = vec![Span::new(Role::Heading, format!("{} ", visit.number))];
        heading.extend(contract_text(&visit.clause.heading, Role::Heading, false));
        heading.push(Span::new(Role::Faint, format!("  [{}]", visit.clause.id)));
        page.paragraph("", 2, &heading);
        for line in visit.clause.text.trim_matches('\n').lines() {
            page.paragraph("", 2, &contract_text(line, Role::Plain, false));
        }
        for thread in shown.comments.iter().filter(|thread| thread.clause == visit.clause.id) {
            super::comments::thread(page, thread, 4, language);
        }
    }
}

/// The clause's words, each stretch under the round and party that brought it in.
pub(super) fn blame(page: &mut Page, blamed: &Blamed, language: Language) {
    let words = ReportWords(language);
    let heading = format!("{} {}", blamed.number, one_line(&blamed.clause.heading));
    let id = Span::new(Role::Faint, format!("  [{}]", blamed.clause.id));
    page.paragraph("", 2, &[Span::new(Role::Heading, heading), id]);
    let mut text: Vec<Span> = Vec::new();
    let mut sources: Vec<(String, Role)> = Vec::new();
    let named: Vec<(usize, &BlameSpan)> = blamed
        .stretches
        .iter()
        .map(|stretch| (source(&mut sources, blamed, stretch, words), stretch))
        .collect();
    for (place, (at, stretch)) in named.iter().enumerate() {
        // Neighbours of one source are numbered once; the number stands directly behind the last word, in front of the
        // blanks that follow it.
        let goes_on = named.get(place + 1).is_some_and(|(next, _)| next == at);
        let words = if goes_on {
            &*stretch.text
        } else {
            stretch.text.trim_end()
        };
        let role = sources[*at].1;
        text.extend(contract_text(words, role, false));
        if !goes_on && !words.is_empty() {
            text.push(Span::new(Role::Faint, format!("[{}]", at + 1)));
        }
        text.extend(contract_text(&stretch.text[words.len()..], role, false));
    }
    // A paragraph at a time, so that the text keeps its lines.
    let mut paragraph = Vec::new();
    for span in text {
        let mut lines = span.text.split('\n').peekable();
        while let Some(line) = lines.next() {
            paragraph.push(Span::new(span.role, line));
            if lines.peek().is_some() {
                page.paragraph("", 2, &std::mem::take(&mut paragraph));
            }
        }
    }
    if paragraph.iter().any(|span| !span.text.is_empty()) {
        page.paragraph("", 2, &paragraph);
    }
    page.gap();
    for (at, (source, role)) in sources.iter().enumerate() {
        page.paragraph(&format!("[{}] ", at + 1), 4, &[Span::new(*role, source.clone())]);
    }
}

/// The place of a stretch's source among those named so far: round, party, person, time.
fn source(sources: &mut Vec<(String, Role)>, blamed: &Blamed, stretch: &BlameSpan, words: ReportWords) -> usize {
    let round = stretch
        .round
        .map_or_else(|| words.draft().to_owned(), |round| words.round_number(round));
    let known = stretch
        .party
        .as_ref()
        .and_then(|id| blamed.parties.iter().position(|(known, _)| known == id));
    let party = known.map_or_else(|| words.unknown().to_owned(), |at| one_line(&blamed.parties[at].1));
    let source = [round, party, one_line(&stretch.author), when(&stretch.date)].join(words.comma());
    sources
        .iter()
        .position(|(known, _)| *known == source)
        .unwrap_or_else(|| {
            sources.push((source, Role::Party(known)));
            sources.len() - 1
        })
}
