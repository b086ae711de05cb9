//! One clause as the text pane shows it: heading, what became of it, the text, and who said what.

use super::comment_rows;
use super::entry::OutlineEntry;
use crate::exchange::Baseline;
use crate::negotiation::{Decision, Standing};
use crate::redline::{ChangeKind, Class, ClauseChange, Flag, Redline};
use crate::session::{ClauseStatus, PendingMark, ShownThread, Status};
use crate::tui::reader::{Row, View, heading_rows, paragraph, text_rows};
use crate::tui::screens::Shell;
use crate::wording::{Role, Span, has_own_signs, one_line};

/// Everything a block is made from.
pub(super) struct BlockSource<'a> {
    pub(super) redline: &'a Redline,
    pub(super) from: &'a Baseline,
    pub(super) status: Option<&'a Status>,
    pub(super) comments: &'a [ShownThread],
    pub(super) mark: Option<&'a PendingMark>,
    pub(super) view: View,
    pub(super) width: usize,
    pub(super) shell: &'a Shell,
}

/// An entry cut into rows.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Block {
    /// The rows.
    pub(super) rows: Vec<Row>,
    /// The places of the rows that show what changed: who has not seen them has not read the change.
    pub(super) vital: Vec<usize>,
    /// The rows that show the contract's own words: the heading, and the text.
    pub(super) words: Vec<std::ops::Range<usize>>,
}

/// The rows of an entry, a blank one at the end.
pub(super) fn block(entry: &OutlineEntry, source: &BlockSource<'_>) -> Block {
    let (mut rows, mut vital, mut own) = (Vec::new(), Vec::new(), Vec::new());
    let clause = entry.clause.map(|at| &source.redline.clauses[at]);
    let status = source.status.zip(entry.status).map(|(status, at)| &status.clauses[at]);
    if let Some(clause) = clause {
        let numbers = |id: &str| number_of(source.redline, id);
        let mut heading = heading_rows(clause, source.view, source.width.saturating_sub(entry.number.len() + 1));
        let number = Span::new(Role::Heading, format!("{} ", entry.number));
        match heading.first_mut() {
            Some(first) => first.spans.insert(0, number),
            None => heading.push(Row::of(vec![number])),
        }
        let shows_change = |row: &Row| match clause.change {
            ChangeKind::Unchanged => false,
            _ if clause.unmarked => !row.spans.is_empty(),
            _ => row.spans.iter().any(|span| span.mark.is_some()),
        };
        let marked = source.view != View::Clean;
        vital.extend((0..heading.len()).filter(|at| marked && shows_change(&heading[*at])));
        own.push(0..heading.len());
        rows.extend(heading);
        about(&mut rows, clause, source);
        rows.push(Row::default());
        let before = rows.len();
        rows.extend(text_rows(clause, source.view, source.width, &numbers));
        own.push(before..rows.len());
        vital.extend((before..rows.len()).filter(|at| marked && shows_change(&rows[*at])));
        if marked && vital.is_empty() && clause.change != ChangeKind::Unchanged {
            // Line ends that only wrap a paragraph anew have no sign: that the words stand is all there is to see.
            vital.push(0);
        }
        if rows.len() == before {
            paragraph(
                &mut rows,
                &[Span::new(Role::Faint, source.shell.words().heading_only())],
                0,
                source.width,
            );
        }
    } else {
        let words = format!("{} {} {}", entry.number, entry.heading, source.shell.words().deleted());
        paragraph(
            &mut rows,
            &[Span::new(Role::Delete, words.trim().to_owned())],
            0,
            source.width,
        );
    }
    if let Some((all, status)) = source.status.zip(status) {
        positions(&mut rows, status, all, source);
    }
    comment_rows::rows_of(&mut rows, &entry.id, source.comments, source.width, source.shell);
    rows.push(Row::default());
    Block {
        rows,
        vital,
        words: own,
    }
}

/// What to call a clause elsewhere: its number, in brackets when it is gone.
pub(super) fn number_of(redline: &Redline, id: &str) -> String {
    // Where ids shifted, a clause that is gone may have the id of one that is there.
    let named = || redline.clauses.iter().filter(|clause| clause.id == id);
    let clause = named()
        .find(|clause| clause.number.is_some())
        .or_else(|| named().next());
    let gone = |clause: &ClauseChange| clause.from_number.as_ref().map(|number| format!("[{number}]"));
    clause
        .and_then(|clause| clause.number.clone().or_else(|| gone(clause)))
        .unwrap_or_else(|| one_line(id))
}

/// What became of the clause, and what must not be missed in it.
fn about(rows: &mut Vec<Row>, clause: &ClauseChange, source: &BlockSource<'_>) {
    let (words, report) = (source.shell.redline(), source.shell.report());
    // Of what was never sent nothing can have changed.
    let is_new = source.status.is_some_and(|status| status.round == 0);
    let mut parts: Vec<String> = (!is_new)
        .then(|| words.change(clause.change).to_owned())
        .into_iter()
        .collect();
    let from = clause
        .from_number
        .as_deref()
        .filter(|from| clause.number.as_deref() != Some(*from));
    if clause.moved {
        parts.push(from.map_or_else(|| words.moved().to_owned(), |from| report.moved_from(from)));
    } else if let Some(from) = from.filter(|_| clause.renumbered) {
        parts.push(format!("{from} -> {}", clause.number.as_deref().unwrap_or_default()));
    }
    if let Some(class) = clause.class.filter(|_| clause.change == ChangeKind::Edited) {
        parts.push(words.class(class).to_owned());
    }
    parts.extend(
        source
            .from
            .note(clause)
            .map(|ground| ground.message(source.shell.language)),
    );
    paragraph(
        rows,
        &[Span::new(Role::Faint, parts.join(words.separator()))],
        0,
        source.width,
    );
    let mut alarm =
        |role: Role, text: String| paragraph(rows, &[Span::new(role, format!("{ALARM} {text}"))], 0, source.width);
    for flag in clause
        .flags
        .iter()
        .filter(|flag| !matches!(flag, Flag::Figure | Flag::Mismatch | Flag::Reference | Flag::Languages))
    {
        let role = if *flag == Flag::Hidden {
            Role::Alarm
        } else {
            Role::Plain
        };
        alarm(role, words.flag(*flag).to_owned());
    }
    let own_signs = |segment: &crate::redline::Segment| source.view != View::Clean && has_own_signs(&segment.text);
    if clause.heading_segments.iter().chain(&clause.segments).any(own_signs) {
        alarm(Role::Alarm, report.own_signs().to_owned());
    }
    if let Some(part) = &clause.languages {
        alarm(
            Role::Alarm,
            words.languages_part(part, |id| number_of(source.redline, id)),
        );
    }
    for found in &clause.mismatches {
        let (role, said) = if found.introduced {
            (Role::Alarm, report.mismatch_introduced())
        } else {
            (Role::Plain, report.mismatch_before())
        };
        alarm(role, source.shell.language.says(said, &one_line(&found.text)));
    }
    for fault in source
        .redline
        .references
        .iter()
        .filter(|fault| fault.clause == clause.id)
    {
        let name = |id: &String| number_of(source.redline, id);
        let text = one_line(&fault.text);
        let said = match (fault.was.as_ref().map(name), fault.now.as_ref().map(name)) {
            (Some(was), Some(now)) => report.astray(&text, &was, &now),
            (was, _) => report.dangling(&text, was.as_deref()),
        };
        alarm(Role::Alarm, said);
    }
    if clause.class == Some(Class::Spacing) {
        alarm(Role::Plain, report.only_spacing().to_owned());
    }
    let figures = figures_moved(clause, source);
    if !figures.is_empty() {
        let head = Span::plain(report.figures_moved());
        paragraph(rows, &[vec![head], figures].concat(), 0, source.width);
    }
}

/// The figures that moved in a clause, old and new.
fn figures_moved(clause: &ClauseChange, source: &BlockSource<'_>) -> Vec<Span> {
    let report = source.shell.report();
    source
        .redline
        .figures
        .iter()
        .filter(|figure| figure.clause == clause.id)
        .flat_map(|figure| {
            let (old, new) = (figure.old.as_deref().map(one_line), figure.new.as_deref().map(one_line));
            let beside = |word: &str| Span::new(Role::Faint, source.shell.language.aside(word));
            let mut spans = vec![Span::plain("  ")];
            match (old, new) {
                (Some(old), Some(new)) => {
                    spans.extend([
                        Span::new(Role::Delete, old),
                        Span::plain(" -> "),
                        Span::new(Role::Insert, new),
                    ]);
                }
                (Some(old), None) => spans.extend([Span::new(Role::Delete, old), beside(report.gone_figure())]),
                (None, Some(new)) => spans.extend([Span::new(Role::Insert, new), beside(report.new_figure())]),
                (None, None) => {}
            }
            spans
        })
        .collect()
}

/// Who said what, and what the reader has marked.
fn positions(rows: &mut Vec<Row>, clause: &ClauseStatus, status: &Status, source: &BlockSource<'_>) {
    let (words, screen) = (source.shell.positions(), source.shell.words());
    let Some(standing) = clause.standing.standing else {
        return;
    };
    rows.push(Row::default());
    let mut head = vec![
        Span::new(Role::Standing(standing), format!("{} ", standing_sign(standing))),
        Span::new(Role::Standing(standing), words.standing(standing)),
    ];
    if standing != Standing::Agreed {
        head.push(Span::new(
            Role::Faint,
            format!("  {}", words.ball(&status.named(&clause.standing.waiting_for, words))),
        ));
    }
    let crossings = status.crossings(&clause.standing.id);
    if crossings > 1 {
        head.push(Span::new(Role::Faint, format!("  {}", words.crossed(crossings))));
    }
    paragraph(rows, &head, 0, source.width);
    for position in &clause.standing.positions {
        let said = words.0.says(
            &status.party_name(&position.party),
            &status.spoken(clause, position, words),
        );
        paragraph(rows, &[Span::plain(said)], 2, source.width);
        if let Some(reason) = clause.reasons.get(&position.party) {
            paragraph(
                rows,
                &[Span::new(
                    Role::Heading,
                    source.shell.language.quoted(&one_line(reason)),
                )],
                4,
                source.width,
            );
        }
    }
    for (party, (id, offered)) in &clause.former_ids {
        let said = words
            .0
            .says(&status.party_name(party), &words.under_new_id(&one_line(id), *offered));
        paragraph(rows, &[Span::plain(said)], 2, source.width);
    }
    for (party, terms) in &clause.older_definitions {
        let said = words.beside(
            words.older_definition(),
            &[one_line(&source.shell.language.list(terms))],
        );
        let said = words.0.says(&status.party_name(party), &said);
        paragraph(rows, &[Span::new(Role::Alarm, format!("! {said}"))], 2, source.width);
    }
    if let Some(mark) = source.mark {
        let stale = mark.revision != clause.standing.revision;
        let note = if stale {
            screen.stale_mark()
        } else {
            screen.not_recorded_yet()
        };
        let role = if stale { Role::Alarm } else { Role::Pending };
        let said = words.beside(
            &format!("> {}", decision_word(mark.decision, source.shell)),
            &[note.to_owned()],
        );
        paragraph(rows, &[Span::new(role, said)], 0, source.width);
        if !mark.reason.is_empty() {
            paragraph(
                rows,
                &[Span::new(
                    Role::Pending,
                    source.shell.language.quoted(&one_line(&mark.reason)),
                )],
                2,
                source.width,
            );
        }
    }
}

/// A decision in a word.
pub(in crate::tui) fn decision_word(decision: Decision, shell: &Shell) -> &'static str {
    let words = shell.words();
    match decision {
        Decision::Offer | Decision::Accept => words.marked_accept(),
        Decision::Reject => words.marked_reject(),
        Decision::Reserve => words.marked_reserve(),
        Decision::Withdraw => words.marked_withdraw(),
    }
}

/// Before the number of a clause that reads otherwise in the draft.
pub(in crate::tui) const DRAFT: &str = "*";

/// Before what must not be missed.
pub(in crate::tui) const ALARM: &str = "!";

/// The sign of what is marked and not recorded, which is the key that marks it.
pub(in crate::tui) fn mark_sign(decision: Decision) -> char {
    match decision {
        Decision::Offer | Decision::Accept => 'a',
        Decision::Reject => 'x',
        Decision::Reserve => 'r',
        Decision::Withdraw => 'w',
    }
}

/// The sign of a standing, for those who see no colour.
pub(in crate::tui) fn standing_sign(standing: Standing) -> char {
    match standing {
        Standing::Agreed => '=',
        Standing::Awaiting => '.',
        Standing::Rejected => 'x',
        Standing::Reserved => '?',
        Standing::Reopened => '!',
        Standing::Outdated => '~',
    }
}
