//! Lists: contracts and rounds.

use super::paint::{Page, Role, Span, fitted, one_line, width};
use crate::language::Language;
use crate::redline::{FrontChange, Introduced};
use crate::session::{ContractRow, Demo, Found, RoundList, RoundRow};
use crate::wording::{FrontWords, PositionWords, ReportWords, ScreenWords, when};
use std::cmp::Reverse;

/// Where the worked example lies, and what to try with it.
pub(super) fn demo(page: &mut Page, demo: &Demo, language: Language) {
    let words = ReportWords(language);
    let folder = one_line(&demo.folder.display().to_string());
    let what = if demo.made {
        words.demo_made()
    } else {
        words.demo_kept()
    };
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
        page.paragraph(
            "",
            2,
            &[Span::new(Role::Heading, format!("adidem -C {folder} {command}"))],
        );
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
    let (words, positions) = (ReportWords(language), PositionWords(language));
    if rows.is_empty() {
        page.line(Role::Plain, words.no_contracts());
        return;
    }
    for row in in_order(rows) {
        page.gap();
        let title = if row.title.is_empty() {
            words.unreadable().to_owned()
        } else {
            one_line(&row.title)
        };
        page.paragraph(
            "",
            0,
            &[
                Span::new(Role::Heading, one_line(&row.name)),
                Span::plain(format!("  {title}")),
            ],
        );
        if let Some(error) = &row.error {
            page.paragraph("  ! ", 4, &[Span::new(Role::Alarm, one_line(error.message(words.0)))]);
            continue;
        }
        let name = |id: &String| {
            row.parties
                .iter()
                .find(|(known, _)| known == id)
                .map_or_else(|| one_line(id), |(_, name)| one_line(name))
        };
        let ids: Vec<String> = row.parties.iter().map(|(id, _)| id.clone()).collect();
        let parties: Vec<String> = ids.iter().map(name).collect();
        page.paragraph("", 2, &[Span::plain(parties.join(" / "))]);
        let round = if row.round == 0 {
            words.draft().to_owned()
        } else {
            words.round_number(row.round)
        };
        let mut facts = vec![round];
        let called = |id: &String| called(row, id, positions);
        let sent_by = row.sent_by.as_ref().filter(|_| row.unsigned.is_none());
        facts.extend(sent_by.map(|id| words.sent_by(&called(id), row.reported)));
        facts.extend(row.changed.as_deref().map(when));
        facts.push(if row.recorded {
            positions.agreed_of(row.agreed, row.total)
        } else {
            words.clauses_with_text(row.total)
        });
        page.paragraph("", 2, &[Span::new(Role::Faint, facts.join(words.comma()))]);
        if let Some(who) = &row.unsigned {
            let said = positions.unsigned_round(row.round, &one_line(who));
            page.paragraph("! ", 2, &[Span::new(Role::Alarm, said)]);
        }
        if row.recorded {
            let ball: Vec<String> = row.ball.iter().map(called).collect();
            let who = if ball.is_empty() {
                positions.nobody().to_owned()
            } else {
                language.list(&ball)
            };
            let mut spans = vec![Span::new(Role::Faint, positions.ball(&who))];
            if row.waiting > 0 {
                let waiting = language.set_off(&ScreenWords(language).waiting(row.waiting));
                spans.push(Span::new(Role::Heading, waiting));
            }
            page.paragraph("", 2, &spans);
        }
    }
}

/// Where words stand in all contracts, a clause after the other, and which contracts could not be looked through.
pub(super) fn found(page: &mut Page, words: &str, found: &Found, language: Language) {
    let report = ReportWords(language);
    let mut contract = None;
    for place in &found.places {
        if contract != Some(&place.contract) {
            contract = Some(&place.contract);
            page.gap();
            let name = Span::new(Role::Heading, one_line(&place.contract));
            page.paragraph("", 0, &[name, Span::plain(format!("  {}", one_line(&place.title)))]);
        }
        if place.clause.is_some() {
            let called = format!("{} {}", place.number, one_line(&place.heading));
            let mut spans = vec![Span::plain(called.trim().to_owned())];
            if place.times > 1 {
                spans.push(Span::new(Role::Faint, format!("  {}", report.times(place.times))));
            }
            page.paragraph("  ", 4, &spans);
        }
        let (before, rest) = place.excerpt.split_at(place.words.start);
        let (there, behind) = rest.split_at(place.words.len());
        let excerpt = [
            Span::new(Role::Faint, one_line(before)),
            Span::new(Role::Heading, one_line(there)),
            Span::new(Role::Faint, one_line(behind)),
        ];
        page.paragraph("    ", 4, &excerpt);
    }
    page.gap();
    for (name, why) in &found.unread {
        let said = report.not_searched(&one_line(name), &one_line(why.message(language)));
        page.paragraph("! ", 2, &[Span::new(Role::Alarm, said)]);
    }
    let said = report.found_in(&one_line(words), found.places.len(), found.contracts);
    page.paragraph("", 0, &[Span::plain(said)]);
}

/// Those that wait for the reader's party first, as on the screens; of these and of the others the latest first.
fn in_order(rows: &[ContractRow]) -> Vec<&ContractRow> {
    let waits = |row: &ContractRow| row.mine.as_ref().is_some_and(|mine| row.ball.contains(mine));
    let sent = |row: &ContractRow| {
        row.changed
            .as_deref()
            .and_then(|at| chrono::DateTime::parse_from_rfc3339(at).ok())
    };
    let mut rows: Vec<&ContractRow> = rows.iter().collect();
    rows.sort_by_key(|row| (!waits(row), row.error.is_some(), Reverse(sent(row))));
    rows
}

/// The reader's party as such, others by what the contract calls them.
fn called(row: &ContractRow, id: &str, words: PositionWords) -> String {
    if row.mine.as_deref() == Some(id) {
        return words.you().to_owned();
    }
    let at = row.parties.iter().position(|(known, _)| known == id);
    words.called(id, at.and_then(|at| row.roles.get(at)).map(String::as_str))
}

/// The list of rounds.
pub(super) fn rounds(page: &mut Page, list: &RoundList, language: Language) {
    let words = ReportWords(language);
    if list.rounds.is_empty() && list.unsent.is_empty() {
        page.line(Role::Plain, words.never_sent());
    }
    let number_width = list.rounds.last().map_or(1, |row| row.number.to_string().len());
    for (who, date) in list.unsent.iter().rev() {
        page.paragraph(
            "! ",
            2,
            &[Span::new(Role::Alarm, words.unsent_by(&one_line(who), &when(date)))],
        );
    }
    for row in list.rounds.iter().rev() {
        let party = match row.party_name.as_ref().or(row.party.as_ref()) {
            Some(_) if row.party == list.mine => PositionWords(language).you().to_owned(),
            Some(name) => one_line(name),
            None => words.unknown().to_owned(),
        };
        let authors: Vec<String> = row.authors.iter().map(|author| one_line(author)).collect();
        let number = fitted(&row.number.to_string(), number_width);
        let lead = format!("{number}  ");
        let indent = width(&lead);
        page.paragraph(
            &lead,
            indent,
            &[
                Span::new(Role::Heading, party),
                Span::plain(format!("  {}  {}", language.list(&authors), when(&row.date))),
            ],
        );
        if !row.note.is_empty() {
            page.paragraph("", indent, &[Span::plain(language.quoted(&one_line(&row.note)))]);
        }
        for line in list.received(row, words) {
            page.paragraph("", indent, &[Span::new(Role::Alarm, line)]);
        }
        if row.unsigned {
            page.paragraph("", indent, &[Span::new(Role::Alarm, words.unsigned())]);
        }
        match &row.error {
            Some(error) => page.paragraph(
                "",
                indent,
                &[Span::new(
                    Role::Alarm,
                    language.says(words.unreadable(), &one_line(error.message(words.0))),
                )],
            ),
            None if row.deleted => page.paragraph("", indent, &[Span::new(Role::Alarm, words.deleted())]),
            None => page.paragraph("", indent, &[Span::new(Role::Faint, list.touched(row, words))]),
        }
        for change in &row.front {
            page.paragraph("", indent, &FrontWords(language).line(&of_this_round(change, row)));
        }
    }
}

/// A change as it is told below its round: by whom only where that is not the round's own author.
fn of_this_round(change: &FrontChange, row: &RoundRow) -> FrontChange {
    let foreign = |by: &Introduced| by.party.is_none() && row.party.is_some();
    FrontChange {
        by: change.by.clone().filter(foreign),
        ..change.clone()
    }
}
