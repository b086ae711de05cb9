//! A party's keys: shown, compared, handed over.

use super::arguments::TrustArgs;
use super::output::print;
use super::paint::{Page, Role, Span, one_line};
use super::terminal::Terminal;
use super::{DONE, Failure, audit};
use crate::history::now;
use crate::json;
use crate::session::{self, Compared, KeysCheck, MemberKeys, PartyKeys, Workspace};
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
        Some(party) if let Some(key) = &wanted.key => {
            vec![session::trust_earlier(workspace, contract, party, key, now())?]
        }
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

fn show_members(page: &mut Page, members: &[MemberKeys], indent: usize, words: PositionWords) {
    for (name, email, fingerprints) in members {
        let person = format!("{} <{}>", one_line(name), one_line(email));
        page.paragraph("", indent, &[Span::plain(person)]);
        if fingerprints.is_empty() {
            page.paragraph("", indent + 2, &[Span::new(Role::Faint, words.no_key())]);
        }
        for fingerprint in fingerprints {
            page.paragraph("", indent + 2, &[Span::plain(one_line(fingerprint))]);
        }
    }
}

/// The keys that a party has replaced: what it signed with them is only verified once somebody compared these too.
fn show_earlier(page: &mut Page, keys: &PartyKeys, contract: &str, words: PositionWords) {
    for earlier in &keys.earlier {
        page.paragraph("", 2, &[Span::plain(words.keys_replaced())]);
        show_members(page, &earlier.members, 4, words);
        let first = earlier.members.iter().flat_map(|(_, _, keys)| keys).next();
        match first {
            Some(key) if !earlier.confirmed => {
                let (contract, party, key) = (one_line(contract), one_line(&keys.party), one_line(key));
                let said = words.replaced_unconfirmed(&contract, &party, &key);
                page.paragraph("! ", 4, &[Span::new(Role::Alarm, said)]);
            }
            _ => page.paragraph("", 4, &[Span::new(Role::Faint, words.keys_confirmed())]),
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
    show_members(page, &keys.members, 2, words);
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
    show_earlier(page, keys, contract, words);
}
