//! What the other side sent in a file, as the next round: told, asked about, and recorded as reported.

use super::arguments::Receive;
use super::asking;
use super::decisions::{signature, stamping};
use super::paint::{Page, Role, Span, one_line};
use super::paper::{about_marks, about_rest};
use super::redline::{self, Detail};
use super::terminal::Terminal;
use super::{DONE, FINDINGS, Failure};
use crate::history::now;
use crate::json;
use crate::session::{self, Incoming, VersionName, Workspace};
use crate::wording::{PaperWords, PositionWords};
use std::path::Path;

/// Makes what the other side sent in a file the next round; exit status 1 where it has changes that are not tracked.
pub(super) fn receive(
    terminal: &Terminal,
    start: &Path,
    workspace: &Workspace,
    wanted: &Receive,
) -> Result<u8, Failure> {
    let words = PaperWords(terminal.language);
    let sent = wanted.sent.as_deref().map(VersionName::named);
    let file = start.join(&wanted.file);
    let incoming = session::incoming(workspace, &wanted.contract, &file, &wanted.party, sent.as_ref())?;
    if incoming.is_same() {
        terminal.answer(
            wanted.json,
            || json::received(&incoming, None, &workspace.stamping()),
            |page| {
                about_marks(page, &incoming.paper, None, words);
                about_rest(page, &incoming.paper, words);
                let said = words.says_the_same(incoming.newest, incoming.paper.paper.unread.is_empty());
                page.paragraph("", 0, &[Span::new(Role::Heading, said)]);
            },
        )?;
        return Ok(DONE);
    }
    if wanted.yes {
        // What is refused in the end has been told all the same.
        if !wanted.json {
            terminal.show(|page| told(page, terminal, &incoming))?;
        }
    } else {
        let question = if incoming.untracked_parts().is_empty() {
            words.receive()
        } else {
            words.receive_untracked()
        };
        asking::sure(terminal, wanted.json, &incoming.speaker, question, |page| {
            told(page, terminal, &incoming);
            Ok(())
        })?;
    }
    let received = session::receive_as_shown(workspace, &incoming, wanted.note.as_deref(), now())?;
    terminal.answer(
        wanted.json,
        || json::received(&incoming, received.as_ref(), &workspace.stamping()),
        |page| {
            let Some(received) = &received else { return };
            let said = words.received(
                &one_line(&incoming.contract),
                received.round,
                &one_line(&incoming.from.1),
                &one_line(&incoming.speaker.party_name),
            );
            page.paragraph("", 0, &[Span::new(Role::Heading, said)]);
            page.paragraph("", 2, &[Span::plain(words.no_offer(&one_line(&incoming.from.1)))]);
            signature(page, received.key.as_deref(), PositionWords(terminal.language));
            stamping(page, workspace, &incoming.contract, terminal.language);
        },
    )?;
    Ok(if incoming.untracked_parts().is_empty() {
        DONE
    } else {
        FINDINGS
    })
}

/// Everything that has to be known before anything is written.
fn told(page: &mut Page, terminal: &Terminal, incoming: &Incoming) {
    let words = PaperWords(terminal.language);
    let round = incoming.sent.round.unwrap_or_default();
    let head = words.incoming(
        &one_line(&incoming.contract),
        &one_line(&incoming.title),
        &one_line(&incoming.from.1),
    );
    page.paragraph("", 0, &[Span::new(Role::Heading, head)]);
    about_marks(page, &incoming.paper, None, words);
    about_rest(page, &incoming.paper, words);
    page.paragraph("", 0, &[Span::plain(words.front())]);
    page.gap();
    match &incoming.untracked {
        None => page.paragraph("! ", 2, &[Span::new(Role::Alarm, words.cannot_mark())]),
        Some(_) if incoming.untracked_parts().is_empty() => {
            page.paragraph("", 0, &[Span::plain(words.all_tracked_since(round))]);
        }
        Some(untracked) => {
            let said = words.untracked_since(round, incoming.untracked_parts().len());
            page.paragraph("! ", 2, &[Span::new(Role::Alarm, said)]);
            page.gap();
            redline::write(page, untracked, terminal.language, Detail::default());
        }
    }
    if incoming.sent.round.is_some_and(|sent| sent < incoming.newest) {
        page.paragraph(
            "! ",
            2,
            &[Span::new(Role::Alarm, words.answers_earlier(round, incoming.newest))],
        );
    }
    page.gap();
    page.line(Role::Heading, &words.next_round(incoming.newest, incoming.newest + 1));
    redline::write(page, &incoming.redlined, terminal.language, Detail::default());
    page.gap();
    asking::who(page, &incoming.speaker, crate::wording::AskingWords(terminal.language));
}
