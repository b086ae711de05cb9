//! What an exchange with the other side did.

use super::paint::{Page, Role, Span, one_line};
use super::terminal::Terminal;
use super::{DONE, FINDINGS, Failure};
use crate::history::now;
use crate::session::{self, Choice, Room, Synced};
use crate::wording::SyncWords;
use serde_json::json;
use std::collections::BTreeMap;

/// Exchanges and prints what was done. Exit status 1 when somebody has to choose.
pub(super) fn sync(
    terminal: &Terminal,
    room: &Room,
    remote: Option<&str>,
    (ours, theirs): (&[String], &[String]),
    json: bool,
) -> Result<u8, Failure> {
    let chosen = |clauses: &[String], choice: Choice| -> Vec<(String, Choice)> {
        clauses.iter().map(|clause| (clause.clone(), choice)).collect()
    };
    let choices: BTreeMap<String, Choice> =
        [chosen(ours, Choice::Ours), chosen(theirs, Choice::Theirs)].concat().into_iter().collect();
    let synced = session::sync(room, remote, &choices, now())?;
    let words = SyncWords(terminal.language);
    terminal.answer(json, || synced_json(&synced), |page| show(page, &synced, words))?;
    Ok(if synced.conflicts.is_empty() { DONE } else { FINDINGS })
}

fn show(page: &mut Page, synced: &Synced, words: SyncWords) {
    if !synced.conflicts.is_empty() {
        page.paragraph("! ", 2, &[Span::new(Role::Alarm, words.choose())]);
        for conflict in &synced.conflicts {
            page.gap();
            page.line(Role::Heading, &format!("{}  {}", one_line(&conflict.contract), one_line(&conflict.part)));
            for (whose, wording) in [(words.ours(), &conflict.ours), (words.theirs(), &conflict.theirs)] {
                let said = wording.as_ref().map_or_else(|| words.deleted().to_owned(), |wording| one_line(wording));
                page.paragraph("", 2, &[Span::new(Role::Faint, format!("{whose}: ")), Span::plain(said)]);
            }
            page.paragraph("", 2, &[Span::plain(words.how(&one_line(&conflict.part)))]);
        }
        return;
    }
    for (happened, said) in [
        (synced.joined, words.joined()),
        (synced.fetched && !synced.joined, words.fetched()),
        (synced.pushed, words.pushed()),
    ] {
        if happened {
            page.line(Role::Plain, said);
        }
    }
    if !synced.fetched && !synced.pushed {
        page.line(Role::Plain, words.up_to_date());
    }
    for (contract, round) in &synced.side_by_side {
        page.paragraph("! ", 2, &[Span::new(Role::Alarm, words.at_once(&one_line(contract), *round))]);
    }
}

fn synced_json(synced: &Synced) -> String {
    let conflict = |one: &session::Conflict| json!({"contract": one.contract, "clause": one.clause, "part": one.part, "ours": one.ours, "theirs": one.theirs});
    let at_once = |(contract, round): &(String, u32)| json!({"contract": contract, "round": round});
    let value = json!({
        "remote": synced.remote,
        "fetched": synced.fetched,
        "pushed": synced.pushed,
        "joined": synced.joined,
        "conflicts": synced.conflicts.iter().map(conflict).collect::<Vec<_>>(),
        "side_by_side": synced.side_by_side.iter().map(at_once).collect::<Vec<_>>(),
    });
    format!("{value}\n")
}
