//! The question before something is signed: what will be signed, with which key, and a yes that only a person at a
//! terminal can give.

use super::Failure;
use super::paint::{Page, Role, Span, one_line};
use super::redline;
use super::terminal::Terminal;
use crate::negotiation::Decision;
use crate::redline::{ChangeKind, ClauseChange, CompareScope};
use crate::session::{self, Error, Intent, NamedClause, Outgoing, SignsFor, Workspace};
use crate::wording::{AskingWords, FrontWords, NotDone, PositionWords, ReportWords, ReviewWords};
use std::collections::BTreeSet;
use std::io::{BufRead, IsTerminal, Write};

/// Asks whether what was shown is to be signed. Refused where there is no terminal to ask at, and on any answer but a
/// clear yes.
pub(super) fn sure(
    terminal: &Terminal,
    json: bool,
    speaker: &SignsFor,
    question: &str,
    show: impl FnOnce(&mut Page) -> Result<(), Error>,
) -> Result<(), Failure> {
    if !is_at_terminal() {
        let locked = speaker.locked.as_ref().map(|file| file.display().to_string());
        return Err(NotDone::NobodyToAsk(locked).into());
    }
    let mut page = terminal.page();
    show(&mut page)?;
    show_all(terminal, json, page)?;
    if answered_yes(question)? {
        Ok(())
    } else {
        Err(NotDone::Declined.into())
    }
}

/// Shows what is asked about where the question stands: on the terminal, wherever the output goes.
pub(super) fn show_all(terminal: &Terminal, json: bool, page: Page) -> std::io::Result<()> {
    if json || !std::io::stdout().is_terminal() {
        eprint!("{}", page.finish());
        return Ok(());
    }
    terminal.print(page)
}

/// Whether somebody at a terminal can be asked: what is piped in is no answer.
pub(super) fn is_at_terminal() -> bool {
    std::io::stdin().is_terminal() && std::io::stderr().is_terminal()
}

/// Whether somebody answers a question with a clear yes.
pub(super) fn answered_yes(question: &str) -> std::io::Result<bool> {
    Ok(answer(question)? == Answer::Yes)
}

/// Whether somebody answers a question with a clear no.
pub(super) fn answered_no(question: &str) -> std::io::Result<bool> {
    Ok(answer(question)? == Answer::No)
}

/// What somebody answers to a question with yes or no.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Answer {
    Yes,
    No,
    /// Nothing was typed: what the question takes for granted.
    Granted,
}

/// Asks until there is an answer: anything else was meant for something.
fn answer(question: &str) -> std::io::Result<Answer> {
    loop {
        if let Some(answer) = meant(&typed(question)?) {
            return Ok(answer);
        }
    }
}

/// What was typed means; `None` where it is no answer.
fn meant(typed: &str) -> Option<Answer> {
    match &*typed.to_lowercase() {
        "" => Some(Answer::Granted),
        "y" | "yes" | "ｙ" | "是" => Some(Answer::Yes),
        "n" | "no" | "ｎ" | "否" => Some(Answer::No),
        _ => None,
    }
}

/// What somebody types after a question.
pub(super) fn typed(question: &str) -> std::io::Result<String> {
    // What was typed before the question was there is no answer to it.
    #[cfg(unix)]
    let _ = rustix::termios::tcflush(std::io::stdin(), rustix::termios::QueueSelector::IFlush);
    eprint!("{question}");
    std::io::stderr().flush()?;
    let mut line = String::new();
    std::io::stdin().lock().read_line(&mut line)?;
    Ok(line.trim().to_owned())
}

/// What a decision will record; before an acceptance, everything that is accepted.
pub(super) fn decision(
    page: &mut Page,
    terminal: &Terminal,
    workspace: &Workspace,
    intent: &Intent,
) -> Result<(), Error> {
    let words = AskingWords(terminal.language);
    let (unchanged, along) = match intent.decision {
        Decision::Accept => accepted(page, terminal, workspace, intent)?,
        _ => Default::default(),
    };
    page.gap();
    let will = words.will(intent.decision, intent.clauses.len(), intent.round);
    page.line(
        Role::Heading,
        &terminal.language.says(
            &will,
            &format!(
                "{}{}",
                one_line(&intent.title),
                terminal.language.aside(&one_line(&intent.contract))
            ),
        ),
    );
    for clause in &intent.clauses {
        let mut spans = vec![Span::plain(called(clause, ReportWords(terminal.language)))];
        if unchanged.contains(&clause.named.id) {
            spans.push(Span::new(Role::Faint, terminal.language.set_off(words.unchanged())));
        }
        if clause.heading_alone {
            spans.push(Span::new(Role::Faint, terminal.language.set_off(words.heading_alone())));
        }
        page.paragraph("", 2, &spans);
    }
    if !along.is_empty() {
        page.line(Role::Plain, words.along());
        for spans in &along {
            page.paragraph("", 2, spans);
        }
    }
    if !intent.kept.is_empty() {
        let kept: Vec<String> = intent
            .kept
            .iter()
            .map(|clause| called(clause, ReportWords(terminal.language)))
            .collect();
        let said = PositionWords(terminal.language).kept(kept.len());
        let said = terminal.language.with_list(&said, &kept);
        page.paragraph("! ", 2, &[Span::new(Role::Alarm, said)]);
    }
    if let Some(reason) = &intent.reason {
        page.paragraph("", 2, &[Span::plain(terminal.language.quoted(&one_line(reason)))]);
    }
    if let Some((party, how)) = &intent.reported {
        page.paragraph(
            "! ",
            2,
            &[Span::new(Role::Alarm, words.reported(&one_line(party), &one_line(how)))],
        );
    }
    who(page, &intent.speaker, words);
    page.paragraph("", 0, &[Span::new(Role::Faint, words.not_executed())]);
    Ok(())
}

/// A clause by number and heading.
pub(super) fn called(clause: &NamedClause, words: ReportWords) -> String {
    words.clause(clause.number.as_deref(), &clause.heading, &clause.named.id)
}

/// Prints the redline of the clauses that are accepted, against what the reader's party last accepted. The ids of those
/// in which it shows no change, and a line for everything that is accepted along with them.
fn accepted(
    page: &mut Page,
    terminal: &Terminal,
    workspace: &Workspace,
    intent: &Intent,
) -> Result<(BTreeSet<String>, Vec<Vec<Span>>), Error> {
    let words = AskingWords(terminal.language);
    let mut ids: BTreeSet<String> = intent.clauses.iter().map(|clause| clause.named.id.clone()).collect();
    let mut redlined = session::diff(workspace, &intent.contract, None, None, None, CompareScope::Changes)?;
    // Nobody takes a position on a mere heading, or on where a clause stands: they are accepted with the rest. A heading
    // that says something is accepted by name or not at all.
    let is_mere = |clause: &ClauseChange| {
        clause.moved || clause.change == ChangeKind::Removed || intent.mere_headings.contains(&clause.id)
    };
    let rest = redlined
        .redline
        .clauses
        .iter()
        .filter(|clause| clause.is_besides() && is_mere(clause));
    let rest: Vec<&ClauseChange> = rest.filter(|clause| !ids.contains(&clause.id)).collect();
    let front = redlined.redline.front.len();
    let mut along: Vec<Vec<Span>> = Vec::new();
    along.extend((front > 0).then(|| vec![Span::plain(words.along_front(front))]));
    along.extend(rest.iter().map(|clause| {
        let number = clause.number.as_deref().or(clause.from_number.as_deref());
        let named = (number.unwrap_or_default(), &*clause.heading);
        words.outgoing(named, (clause.change, clause.moved), None, (true, false))
    }));
    ids.extend(rest.into_iter().map(|clause| clause.id.clone()));
    // What changed above the clauses is accepted with them.
    let front = std::mem::take(&mut redlined.redline.front);
    redlined.redline.focus_on(ids);
    redlined.redline.front = front;
    redline::write(page, &redlined, terminal.language, redline::Detail::default());
    let same = redlined
        .redline
        .asked()
        .filter(|clause| clause.change == ChangeKind::Unchanged && !clause.moved);
    Ok((same.map(|clause| clause.id.clone()).collect(), along))
}

/// Who signs, for which party and with which key.
pub(super) fn who(page: &mut Page, speaker: &SignsFor, words: AskingWords) {
    let member = &speaker.member;
    let party = one_line(&speaker.party_name);
    let line = words.speaker(&party, &one_line(&member.name), &one_line(&member.email));
    page.paragraph("", 2, &[Span::plain(line)]);
    let key = words.key(
        speaker.key.as_deref().map(one_line).as_deref(),
        speaker.locked.is_some(),
    );
    let role = if speaker.key.is_some() {
        Role::Plain
    } else {
        Role::Alarm
    };
    page.paragraph(
        if speaker.key.is_some() { "" } else { "! " },
        2,
        &[Span::new(role, key)],
    );
    let listed = [
        (&speaker.adopts, words.adopts(&party)),
        (&speaker.resets, words.resets(&party)),
    ];
    for (members, said) in listed.into_iter().filter(|(members, _)| !members.is_empty()) {
        page.paragraph("! ", 2, &[Span::new(Role::Alarm, said)]);
        for member in members {
            page.paragraph(
                "    ",
                4,
                &[Span::plain(
                    words.adopted(&one_line(&member.name), &one_line(&member.email)),
                )],
            );
            for key in session::fingerprints(member) {
                page.paragraph("      ", 6, &[Span::plain(one_line(&key))]);
            }
        }
    }
}

/// What a round will make known, by whom, and to whom.
pub(super) fn round(page: &mut Page, terminal: &Terminal, outgoing: &Outgoing, note: Option<&str>) {
    let words = AskingWords(terminal.language);
    let head = words.round(&one_line(&outgoing.contract), outgoing.round);
    page.line(Role::Heading, &format!("{head}  {}", one_line(&outgoing.title)));
    if let Some(note) = note.map(str::trim).filter(|note| !note.is_empty()) {
        page.paragraph("", 2, &[Span::plain(terminal.language.quoted(&one_line(note)))]);
    }
    what_goes_out(page, terminal, outgoing);
    who(page, &outgoing.speaker, words);
}

/// Clauses by number and heading, what differs above them, what is left to be filled in, and to whom it goes.
pub(super) fn what_goes_out(page: &mut Page, terminal: &Terminal, outgoing: &Outgoing) {
    let words = AskingWords(terminal.language);
    if outgoing.clauses.is_empty() && outgoing.front.is_empty() {
        page.paragraph("", 2, &[Span::plain(words.only_the_file())]);
    }
    if !outgoing.clauses.is_empty() {
        page.line(
            Role::Plain,
            &format!(
                "{}{}",
                words.clauses(),
                terminal.language.aside(&outgoing.clauses.len().to_string())
            ),
        );
    }
    for clause in &outgoing.clauses {
        page.paragraph(
            "",
            2,
            &words.outgoing(
                clause.called(),
                (clause.change, clause.moved),
                clause.ids(),
                (clause.offered, clause.reopens),
            ),
        );
    }
    if !outgoing.references.is_empty() {
        page.line(Role::Alarm, &format!("! {}", words.references()));
        for stray in &outgoing.references {
            page.paragraph("", 2, &[Span::plain(words.stray(stray.told()))]);
        }
    }
    if !outgoing.front.is_empty() {
        page.line(Role::Plain, words.front());
        for change in &outgoing.front {
            page.paragraph("", 2, &FrontWords(terminal.language).line(change));
        }
    }
    if !outgoing.blanks.is_empty() {
        page.line(
            Role::Alarm,
            &format!(
                "! {}{}",
                words.blanks(),
                terminal.language.aside(&outgoing.blanks.len().to_string())
            ),
        );
        for line in ReviewWords(terminal.language).blanks(&outgoing.blanks) {
            page.paragraph("", 2, &[Span::plain(line)]);
        }
    }
    if outgoing.mixed_line_ends {
        page.paragraph("! ", 2, &[Span::new(Role::Alarm, words.mixed_line_ends())]);
    }
    page.paragraph("", 2, &[Span::plain(words.recipients(&outgoing.to, false))]);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_yes_no_and_nothing_are_answers_in_either_language() {
        for (answer, means) in [
            ("", Some(Answer::Granted)),
            ("y", Some(Answer::Yes)),
            ("YES", Some(Answer::Yes)),
            ("Ｙ", Some(Answer::Yes)),
            ("是", Some(Answer::Yes)),
            ("n", Some(Answer::No)),
            ("No", Some(Answer::No)),
            ("否", Some(Answer::No)),
            ("sure", None),
            ("yes please", None),
            ("好", None),
        ] {
            assert_eq!(meant(answer), means, "{answer}");
        }
    }
}
