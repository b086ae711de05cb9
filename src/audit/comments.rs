//! Checks 7 and 13 to 15 for comments: they count for nothing, and still have to be what they say.

use std::collections::HashMap;

use crate::history::Error;
use crate::negotiation::{Comment, RecordId, has_words};

use super::appraisal::RecordEntry;
use super::audited_contract::AuditedContract;
use super::ever_there::EverThere;
use super::finding::Finding;
use super::kinds::{Misfit, RecordFinding};
use super::records::about;
use super::shown_state::{ShownState, shown};
use super::signatures::CLOCKS_DIFFER;
use super::texts::Texts;

/// Checks the comments on a contract.
///
/// # Errors
///
/// When a text that a comment quotes cannot be read from history.
pub(super) fn check(audited: &AuditedContract<'_>, texts: &Texts<'_>) -> Result<Vec<Finding>, Error> {
    let comments = || {
        let entries = audited.dossier.entries.iter();
        entries.filter_map(|entry| Some((entry, entry.appraised.comment.as_ref()?)))
    };
    let there: HashMap<RecordId, (&RecordEntry, &Comment)> = comments()
        .map(|(entry, comment)| (entry.appraised.id, (entry, comment)))
        .collect();
    let absent = comments().filter(|(_, comment)| comment.clause.revision.is_none());
    let ever_there = EverThere::of(audited, absent.map(|(_, comment)| &*comment.clause.id));
    let mut found = Vec::new();
    for (entry, comment) in comments() {
        let path = || entry.file.path.clone();
        let mut fail = |what| found.push(about(audited, entry, Finding::fail(what)));
        let own = comment.prev.iter().map(|id| (*id, "prev"));
        let answered = comment.answers.map(|id| (id, "answers"));
        let resolved = comment.resolves.map(|id| (id, "resolves"));
        for (id, key) in own.chain(answered).chain(resolved) {
            let Some((other, said)) = there.get(&id) else {
                fail(RecordFinding::Dangling { path: path(), key, id });
                continue;
            };
            if key == "prev" && said.party != comment.party {
                let (owner, party) = (said.party.clone(), comment.party.clone());
                fail(RecordFinding::OtherParty {
                    path: path(),
                    key,
                    owner,
                    party,
                });
            }
            if !audited.scan.behind(other.file.added, entry.file.added) {
                fail(RecordFinding::NamesLater { path: path(), key });
            }
        }
        if let Some(misfit) = misfit(audited, texts, entry, comment, &ever_there)? {
            fail(RecordFinding::Digest { path: path(), misfit });
        }
        // After a rewrite the point that it names is another one, and only its text tells.
        if matches!(shown(audited, entry), ShownState::There(_)) && entry.round != comment.round {
            fail(RecordFinding::OtherRound {
                path: path(),
                says: comment.round,
                is: entry.round,
            });
        }
        if comment.at > audited.scan.now + CLOCKS_DIFFER {
            let what = RecordFinding::RecordFuture {
                path: path(),
                at: comment.at,
            };
            found.push(about(audited, entry, Finding::warning(what)));
        }
    }
    Ok(found)
}

/// What a comment says of its text that is not so.
fn misfit(
    audited: &AuditedContract<'_>,
    texts: &Texts<'_>,
    entry: &RecordEntry,
    comment: &Comment,
    ever_there: &EverThere,
) -> Result<Option<Misfit>, Error> {
    // That the point it names is gone is told by another check.
    let Some(point) = shown(audited, entry).point() else {
        return Ok(None);
    };
    let Some(version) = audited.version_at(point) else {
        return Ok(Some(Misfit::Unreadable));
    };
    let id = &comment.clause.id;
    if version.fault.is_some() {
        return Ok(Some(Misfit::Unreadable));
    }
    if version.revision(id) != comment.clause.revision {
        return Ok(Some(Misfit::Wording(id.clone())));
    }
    if comment.clause.revision.is_none() && !ever_there.has(audited, id, entry.file.added) {
        return Ok(Some(Misfit::NeverThere(id.clone())));
    }
    if version.whole != comment.whole {
        return Ok(Some(Misfit::Whole));
    }
    let Some(words) = &comment.on else { return Ok(None) };
    let text = audited.whereabouts.at(&audited.scan.graph, point);
    let contract = text.map(|text| texts.contract(text)).transpose()?.flatten();
    let by_id = contract.as_ref().map(crate::contract::Contract::by_id);
    let clause = by_id.as_ref().and_then(|clauses| clauses.get(&**id));
    let stands = clause.is_some_and(|clause| has_words(&clause.heading, &clause.text, words));
    Ok((!stands).then(|| Misfit::Quoted(id.clone())))
}
