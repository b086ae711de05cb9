//! Lists: contracts and rounds.

use super::paint::{Page, Role, Span, fitted, one_line, width};
use crate::language::Language;
use crate::redline::{FrontChange, Introduced};
use crate::session::{ContractRow, Demo, RoundList, RoundRow};
use crate::wording::{FrontWords, PositionWords, ReportWords, when};

/// Where the worked example lies, and what to try with it.
pub(super) fn demo(page: &mut Page, demo: &Demo, language: Language) {
    let words = ReportWords(language);
    let folder = one_line(&demo.folder.display().to_string());
    let what = if demo.made { words.demo_made() } else { words.demo_kept() };
    page.line(Role::Plain, &format!("{what} {folder}"));
    if demo.outdated {
        page.paragraph("! ", 2, &[Span::new(Role::Alarm, words.demo_outdated())]);
    }
    page.line(Role::Plain, words.try_these());
    let contract = demo_contract(language);
    for command in [
        "list".to_owned(),
        format!("rounds {contract}"),
        format!("diff {contract} 3 4"),
        format!("diff {contract} first last --format html > redline.html"),
        format!("blame {contract} liability-cap"),
    ] {
        page.paragraph("", 2, &[Span::new(Role::Heading, format!("adidem -C {folder} {command}"))]);
    }
}

/// The contract of the worked example that is in the reader's language.
pub(super) fn demo_contract(language: Language) -> &'static str {
    match language {
        Language::English => "crm-en",
        Language::Chinese => "crm-zh",
    }
}

/// The list of contracts; where the window is narrow, two lines for each.
pub(super) fn contracts(page: &mut Page, rows: &[ContractRow], language: Language) {
    let words = ReportWords(language);
    if rows.is_empty() {
        page.line(Role::Plain, words.no_contracts());
        return;
    }
    for row in rows {
        page.gap();
        let title = if row.title.is_empty() { words.unreadable().to_owned() } else { one_line(&row.title) };
        page.paragraph("", 0, &[Span::new(Role::Heading, one_line(&row.name)), Span::plain(format!("  {title}"))]);
        if let Some(error) = &row.error {
            page.paragraph("  ! ", 4, &[Span::new(Role::Alarm, one_line(error.message(words.0)))]);
            continue;
        }
        let name = |id: &String| {
            row.parties.iter().find(|(known, _)| known == id).map_or_else(|| one_line(id), |(_, name)| one_line(name))
        };
        let ids: Vec<String> = row.parties.iter().map(|(id, _)| id.clone()).collect();
        let parties: Vec<String> = ids.iter().map(name).collect();
        page.paragraph("", 2, &[Span::plain(parties.join(" / "))]);
        let round = if row.round == 0 { words.draft().to_owned() } else { words.round_number(row.round) };
        let mut facts = vec![round];
        facts.extend(row.sent_by.as_ref().map(|id| words.sent_by(&name(id))));
        facts.extend(row.changed.as_deref().map(when));
        if row.recorded {
            let positions = PositionWords(language);
            let ball: Vec<String> = row.ball.iter().map(name).collect();
            let who = if ball.is_empty() { positions.nobody().to_owned() } else { ball.join(words.comma()) };
            facts.push(positions.agreed_of(row.agreed, row.total));
            facts.push(positions.ball(&who));
        } else {
            facts.push(words.clauses_with_text(row.total));
        }
        page.paragraph("", 2, &[Span::new(Role::Faint, facts.join(words.comma()))]);
    }
}

/// The list of rounds.
pub(super) fn rounds(page: &mut Page, list: &RoundList, language: Language) {
    let words = ReportWords(language);
    if list.rounds.is_empty() && list.unsent.is_empty() {
        page.line(Role::Plain, words.never_sent());
    }
    let number_width = list.rounds.last().map_or(1, |row| row.number.to_string().len());
    for row in &list.rounds {
        let party = row
            .party_name
            .as_ref()
            .or(row.party.as_ref())
            .map_or_else(|| words.unknown().to_owned(), |name| one_line(name));
        let authors: Vec<String> = row.authors.iter().map(|author| one_line(author)).collect();
        let number = fitted(&row.number.to_string(), number_width);
        let lead = format!("{number}  ");
        let indent = width(&lead);
        page.paragraph(
            &lead,
            indent,
            &[Span::new(Role::Heading, party), Span::plain(format!("  {}  {}", authors.join(", "), when(&row.date)))],
        );
        if !row.note.is_empty() {
            page.paragraph("", indent, &[Span::plain(format!("\"{}\"", one_line(&row.note)))]);
        }
        if row.unsigned {
            page.paragraph("", indent, &[Span::new(Role::Alarm, words.unsigned())]);
        }
        match &row.error {
            Some(error) => page.paragraph(
                "",
                indent,
                &[Span::new(Role::Alarm, format!("{}: {}", words.unreadable(), one_line(error.message(words.0))))],
            ),
            None if row.deleted => page.paragraph("", indent, &[Span::new(Role::Alarm, words.deleted())]),
            None => page.paragraph("", indent, &[Span::new(Role::Faint, touched(&row.clauses, words))]),
        }
        for change in &row.front {
            page.paragraph("", indent, &FrontWords(language).line(&of_this_round(change, row)));
        }
    }
    for (who, date) in &list.unsent {
        page.paragraph("! ", 2, &[Span::new(Role::Alarm, words.unsent_by(&one_line(who), &when(date)))]);
    }
}

/// A change as it is told below its round: by whom only where that is not the round's own author.
fn of_this_round(change: &FrontChange, row: &RoundRow) -> FrontChange {
    let foreign = |by: &Introduced| by.party.is_none() && row.party.is_some();
    FrontChange { by: change.by.clone().filter(foreign), ..change.clone() }
}

/// The first clauses by id, and how many more.
fn touched(clauses: &[String], words: ReportWords) -> String {
    const SHOWN: usize = 12;
    let shown: Vec<String> = clauses.iter().take(SHOWN).map(|id| one_line(id)).collect();
    let more = clauses.len().saturating_sub(SHOWN);
    let more = if more > 0 { format!(" +{more}") } else { String::new() };
    format!("{} {}: {}{more}", words.clauses(), clauses.len(), shown.join(", "))
}
