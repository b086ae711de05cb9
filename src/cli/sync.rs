//! What an exchange with the other side did.

use super::asking;
use super::audit;
use super::paint::{Page, Role, Span, one_line};
use super::terminal::Terminal;
use super::{DONE, FINDINGS, Failure};
use crate::history::{is_restricted, now};
use crate::json;
use crate::session::{self, Choice, Conflict, Error, Synced, Workspace};
use crate::wording::{AskingWords, AuditWords, NotDone, SyncWords};
use std::collections::BTreeMap;

/// Exchanges and prints what was done. Exit status 1 when somebody has to choose, or what came in fails an audit.
pub(super) fn sync(
    terminal: &Terminal,
    workspace: &Workspace,
    remote: Option<&str>,
    (ours, theirs): (&[String], &[String]),
    json: bool,
) -> Result<u8, Failure> {
    let chosen = |clauses: &[String], choice: Choice| -> Vec<(String, Choice)> {
        clauses.iter().map(|clause| (clause.clone(), choice)).collect()
    };
    let choices: BTreeMap<String, Choice> = [chosen(ours, Choice::Ours), chosen(theirs, Choice::Theirs)]
        .concat()
        .into_iter()
        .collect();
    // A contract's own choice comes before one that names the part alone.
    let choose = |conflict: &Conflict| {
        choices
            .get(&conflict.in_contract())
            .or_else(|| choices.get(&conflict.part))
            .copied()
    };
    let synced = match session::sync(workspace, remote, &choose, now()) {
        Err(Error::ProgramsNamed { programs }) if asking::is_at_terminal() && !is_restricted() => {
            let asked = AskingWords(terminal.language);
            let mut page = terminal.page();
            page.paragraph("! ", 2, &[Span::new(Role::Alarm, asked.programs().to_owned())]);
            for program in &programs {
                let line = format!("{} = {}", one_line(&program.setting), one_line(&program.value));
                page.paragraph("", 4, &[Span::plain(line)]);
            }
            asking::show_all(terminal, json, page)?;
            if !asking::answered_yes(asked.may_run())? {
                return Err(NotDone::NothingExchanged.into());
            }
            workspace.permit_programs(&programs)?;
            session::sync(workspace, remote, &choose, now())?
        }
        synced => synced?,
    };
    let words = SyncWords(terminal.language);
    terminal.answer(json, || json::synced(&synced), |page| show(page, &synced, words))?;
    Ok(if synced.conflicts.is_empty() && synced.faults.is_empty() {
        DONE
    } else {
        FINDINGS
    })
}

fn show(page: &mut Page, synced: &Synced, words: SyncWords) {
    show_exchange(page, synced, words);
    for (heading, found) in synced.faults_told(words) {
        page.paragraph("! ", 2, &[Span::new(Role::Alarm, heading)]);
        for fault in found {
            audit::show_finding(page, &fault, AuditWords(words.0));
        }
    }
}

fn show_exchange(page: &mut Page, synced: &Synced, words: SyncWords) {
    if !synced.conflicts.is_empty() {
        page.paragraph("! ", 2, &[Span::new(Role::Alarm, words.choose())]);
        for conflict in &synced.conflicts {
            page.gap();
            let called = conflict.called(words);
            page.line(Role::Heading, &format!("{}  {called}", one_line(&conflict.contract)));
            for (whose, wording, deed) in [
                (words.ours(), &conflict.ours, &conflict.our_deed),
                (words.theirs(), &conflict.theirs, &conflict.their_deed),
            ] {
                page.paragraph(
                    "",
                    2,
                    &[Span::new(Role::Faint, words.0.says(whose, &deed.message(words)))],
                );
                let said = wording
                    .as_ref()
                    .map_or_else(|| words.deleted().to_owned(), |wording| one_line(wording));
                page.paragraph("", 4, &[Span::plain(said)]);
            }
            // Two contracts may have a clause of the same name.
            let alike = synced
                .conflicts
                .iter()
                .filter(|other| other.part == conflict.part)
                .count()
                > 1;
            let part = if alike {
                conflict.in_contract()
            } else {
                conflict.part.clone()
            };
            page.paragraph("", 2, &[Span::plain(words.how(&one_line(&part)))]);
        }
        return;
    }
    for said in synced.lines(words) {
        page.paragraph("", 0, &[Span::plain(one_line(&said))]);
    }
    for (contract, round) in &synced.side_by_side {
        page.paragraph(
            "! ",
            2,
            &[Span::new(Role::Alarm, words.at_once(&one_line(contract), *round))],
        );
    }
}
