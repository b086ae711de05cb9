//! What goes out with the next round, for the last look before it is signed.

use crate::contract::Member;
use crate::redline::FrontChange;
use crate::session::{Outgoing, fingerprints};
use crate::tui::operation::Operation;
use crate::tui::overlays::{Overlay, Question};
use crate::tui::reader::Row;
use crate::tui::screens::Shell;
use crate::wording::{AskingWords, FrontWords, ReviewWords, Role, Span, one_line};

/// The question whether to send, with everything that will be known to others afterwards.
pub(in crate::tui::screens) fn question(outgoing: Box<Outgoing>, note: &str, shell: &Shell) -> Overlay {
    let (words, speaker) = (shell.words(), &outgoing.speaker);
    let mut said = vec![
        format!("{}  {}", one_line(&outgoing.contract), one_line(&outgoing.title)),
        words.joined(
            &words.0.says(words.for_party(), &one_line(&speaker.party_name)),
            &words.round(outgoing.round),
        ),
    ];
    said.push(match &speaker.key {
        Some(key) => words.0.says(words.with_key(), &one_line(key)),
        None => words.without_key().to_owned(),
    });
    if !note.trim().is_empty() {
        said.push(shell.language.quoted(&one_line(note.trim())));
    }
    let mut all: Vec<Row> = said
        .into_iter()
        .map(|text| Row {
            indent: 1,
            spans: vec![Span::plain(text)],
        })
        .collect();
    let party = one_line(&speaker.party_name);
    all.extend(adopted(&speaker.adopts, &party, shell));
    all.extend(people(
        &speaker.resets,
        &AskingWords(shell.language).resets(&party),
        shell,
    ));
    all.extend(rows(&outgoing, shell));
    let first = if outgoing.round == 1 {
        words.confirm_first()
    } else {
        words.confirm_send()
    };
    let asks = if outgoing.blanks.is_empty() {
        first
    } else {
        words.confirm_blanks()
    };
    let deed = Operation::Send {
        contract: outgoing.contract.clone(),
        note: note.trim().to_owned(),
        shown: Some(outgoing),
    };
    Overlay::Question(Question::new(shell.actions().send(), all, asks, deed))
}

/// The people and keys that somebody else listed for a party and that its first signature makes its own; nothing where there
/// are none.
pub(super) fn adopted(members: &[Member], party: &str, shell: &Shell) -> Vec<Row> {
    people(members, &AskingWords(shell.language).adopts(party), shell)
}

/// A sentence with the people and keys that it is about; nothing where there are none.
fn people(members: &[Member], said: &str, shell: &Shell) -> Vec<Row> {
    let words = AskingWords(shell.language);
    let row = |indent: usize, span: Span| Row {
        indent,
        spans: vec![span],
    };
    if members.is_empty() {
        return Vec::new();
    }
    let mut rows = vec![row(1, Span::new(Role::Alarm, format!("! {said}")))];
    for member in members {
        let person = words.adopted(&one_line(&member.name), &one_line(&member.email));
        rows.push(row(3, Span::plain(person)));
        let keys = fingerprints(member);
        rows.extend(keys.iter().map(|key| row(5, Span::plain(one_line(key)))));
    }
    rows
}

/// Clauses by number and heading, what differs above them, what is left to be filled in, and to whom it goes.
fn rows(outgoing: &Outgoing, shell: &Shell) -> Vec<Row> {
    let words = AskingWords(shell.language);
    let mut rows = Vec::new();
    let mut row = |indent: usize, spans: Vec<Span>| rows.push(Row { indent, spans });
    if !outgoing.blanks.is_empty() {
        row(
            1,
            vec![Span::new(
                Role::Alarm,
                format!(
                    "! {}{}",
                    words.blanks(),
                    shell.language.aside(&outgoing.blanks.len().to_string())
                ),
            )],
        );
        for line in ReviewWords(shell.language).blanks(&outgoing.blanks) {
            row(3, vec![Span::plain(line)]);
        }
    }
    rows.extend(front(&outgoing.front, shell));
    let mut row = |indent: usize, spans: Vec<Span>| rows.push(Row { indent, spans });
    if outgoing.clauses.is_empty() && outgoing.front.is_empty() {
        row(1, vec![Span::plain(words.only_the_file())]);
    }
    for clause in &outgoing.clauses {
        row(
            3,
            words.outgoing(
                clause.called(),
                (clause.change, clause.moved),
                clause.ids(),
                (clause.offered, clause.reopens),
            ),
        );
    }
    if !outgoing.references.is_empty() {
        let said = format!("! {}", words.references());
        row(1, vec![Span::new(Role::Alarm, said)]);
        for stray in &outgoing.references {
            row(3, vec![Span::plain(words.stray(stray.told()))]);
        }
    }
    if outgoing.mixed_line_ends {
        row(
            1,
            vec![Span::new(Role::Alarm, format!("! {}", words.mixed_line_ends()))],
        );
    }
    row(1, vec![Span::plain(words.recipients(&outgoing.to, true))]);
    rows
}

/// What differs above the clauses, line by line.
pub(super) fn front<'a>(changes: impl IntoIterator<Item = &'a FrontChange>, shell: &Shell) -> Vec<Row> {
    let row = |change| Row {
        indent: 1,
        spans: FrontWords(shell.language).line(change),
    };
    changes.into_iter().map(row).collect()
}
