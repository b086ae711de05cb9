//! A party's keys: shown, compared, handed over.

use super::arguments::TrustArgs;
use super::output::print;
use super::paint::{Page, Role, Span, one_line};
use super::terminal::Terminal;
use super::{DONE, Failure, audit};
use crate::history::now;
use crate::json;
use crate::session::{self, Compared, KeysCheck, PartyKeys, Workspace};
use crate::wording::{AuditWords, PositionWords};
use std::path::Path;

/// Exit status where a file says otherwise than the contract.
const DIFFERS: u8 = 1;

/// Shows keys, and confirms them; gives the exit status.
pub(super) fn trust(
    terminal: &Terminal,
    start: &Path,
    workspace: &Workspace,
    wanted: &TrustArgs,
) -> Result<u8, Failure> {
    let words = PositionWords(terminal.language);
    let contract = &wanted.contract;
    if wanted.export {
        // A line is a line: what reads it is stock git.
        print(&session::export_keys(workspace, contract)?)?;
        return Ok(DONE);
    }
    if let Some(file) = &wanted.from {
        let compared = session::trust_from(workspace, contract, &start.join(file), wanted.yes, now())?;
        terminal.answer(
            wanted.json,
            || json::compared(contract, &compared),
            |page| {
                for one in &compared {
                    show_compared(page, one, contract, words);
                }
            },
        )?;
        let differs = compared.iter().any(|one| one.outcome.differs());
        return Ok(if differs { DIFFERS } else { DONE });
    }
    let keys = match &wanted.party {
        Some(party) if wanted.yes => vec![session::trust(workspace, contract, party, None, now())?],
        Some(party) => vec![session::keys_of(workspace, contract, party)?],
        None => session::keys(workspace, contract)?,
    };
    terminal.answer(
        wanted.json,
        || json::keys(contract, &keys),
        |page| keys.iter().for_each(|one| show_keys(page, one, contract, words)),
    )?;
    Ok(DONE)
}

fn show_compared(page: &mut Page, compared: &Compared, contract: &str, words: PositionWords) {
    show_keys(page, &compared.keys, contract, words);
    show_outcome(page, &compared.outcome, words);
}

/// What a file says of a party's keys.
pub(super) fn show_outcome(page: &mut Page, outcome: &KeysCheck, words: PositionWords) {
    match outcome {
        KeysCheck::Same => page.paragraph("", 2, &[Span::plain(words.keys_as_in_file())]),
        KeysCheck::NotNamed => page.paragraph("! ", 2, &[Span::plain(words.keys_not_in_file())]),
        KeysCheck::Differs { missing, added } => {
            page.paragraph("! ", 2, &[Span::new(Role::Alarm, words.keys_differ())]);
            for (sign, keys) in [("- ", missing), ("+ ", added)] {
                for (email, fingerprint) in keys {
                    page.paragraph(sign, 4, &[Span::plain(one_line(&format!("{email} {fingerprint}")))]);
                }
            }
        }
    }
}

fn show_keys(page: &mut Page, keys: &PartyKeys, contract: &str, words: PositionWords) {
    page.gap();
    let (name, party) = (one_line(&keys.name), one_line(&keys.party));
    page.line(
        Role::Heading,
        &words.keys_of(&name, &words.called(&keys.party, Some(&keys.role))),
    );
    if keys.members.is_empty() {
        page.paragraph("", 2, &[Span::plain(words.no_members().to_owned())]);
    }
    for (name, email, fingerprints) in &keys.members {
        page.paragraph(
            "",
            2,
            &[Span::plain(format!("{} <{}>", one_line(name), one_line(email)))],
        );
        if fingerprints.is_empty() {
            page.paragraph("", 4, &[Span::new(Role::Faint, words.no_key())]);
        }
        for fingerprint in fingerprints {
            page.paragraph("", 4, &[Span::plain(one_line(fingerprint))]);
        }
    }
    if !keys.doubts.is_empty() {
        page.paragraph("! ", 2, &[Span::new(Role::Alarm, words.key_doubt())]);
        keys.doubts
            .iter()
            .for_each(|doubt| audit::show_finding(page, doubt, AuditWords(words.0)));
    }
    if keys.members.iter().all(|(_, _, fingerprints)| fingerprints.is_empty()) {
        return;
    }
    match (keys.confirmed, keys.intruded) {
        _ if keys.only_own => page.paragraph("", 2, &[Span::new(Role::Faint, words.keys_own())]),
        (true, _) => page.paragraph("", 2, &[Span::new(Role::Faint, words.keys_confirmed())]),
        (false, true) => page.paragraph("! ", 2, &[Span::new(Role::Alarm, words.keys_intruded())]),
        (false, false) => {
            page.paragraph(
                "! ",
                2,
                &[Span::new(
                    Role::Alarm,
                    words.keys_unconfirmed(&one_line(contract), &party),
                )],
            );
        }
    }
}
