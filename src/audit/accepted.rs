//! Checks 16 to 19: what became of clauses after somebody accepted them, and who changed the contract at all.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use rayon::prelude::*;

use crate::contract::{self, Revision};
use crate::history::Error;
use crate::negotiation::{Change, Decision, TextId, older_definitions};

use super::audited_contract::{AuditedContract, TouchedClause};
use super::beside::touches_beside;
use super::finding::{Finding, Severity};
use super::in_force::InForce;
use super::kinds::ClauseFinding;
use super::shown_state::shown;

/// Checks 16 to 18.
///
/// # Errors
///
/// When a version cannot be read at all.
pub(super) fn check(audited: &AuditedContract<'_>, is_archived: bool) -> Result<Vec<Finding>, Error> {
    let mut found = Vec::new();
    let mut lives = Lives::default();
    // Who deletes a finished contract breaks no word about its clauses.
    let archived = audited.changes.last().filter(|_| is_archived).map(|change| change.id);
    let told = |change: &&Change| !audited.is_clean_merge(change.id) && archived != Some(change.id);
    for change in audited.changes.iter().filter(told) {
        let touched = audited.touched(change);
        let sent = audited.is_soundly_sent(change);
        let mut touches_accepted = false;
        for clause in &touched {
            let after = after_acceptance(audited, change, clause, &touched, sent);
            touches_accepted |= after.is_some();
            found.extend(after);
            if !sent {
                found.extend(lives.reused(audited, change, clause));
            }
        }
        for clause in touched {
            lives.note(clause);
        }
        found.extend(by_whom(audited, change, touches_accepted)?);
        found.extend(sent_for(audited, change));
    }
    Ok(found)
}

/// Checks 16 and 17 for one clause that a change touched.
fn after_acceptance(
    audited: &AuditedContract<'_>,
    change: &Change,
    clause: &TouchedClause,
    touched: &[TouchedClause],
    sent: bool,
) -> Option<Finding> {
    let old = clause.old?;
    let stances = audited.stances(&clause.id, Some(old), change.id);
    let accepted: BTreeSet<&str> = stances
        .iter()
        .filter(|one| one.accepted)
        .map(|one| one.party.as_str())
        .collect();
    if accepted.is_empty() {
        return None;
    }
    let who: BTreeSet<&str> = stances
        .iter()
        .filter(|one| one.accepted)
        .map(|one| one.who.as_str())
        .collect();
    let id = &clause.id;
    let moved = touched
        .iter()
        .find(|other| other.id != *id && other.old.is_none() && other.new == Some(old));
    let agreed = is_agreed(audited, change, clause, old);
    let (author, clause_id, at) = (change.author.name.clone(), id.clone(), change.at);
    let finding = match (clause.new, moved) {
        (None, _) if agreed && !sent => Finding::fail(ClauseFinding::Deleted {
            author,
            clause: clause_id,
            at,
        }),
        (Some(_), Some(other)) if agreed && !sent => {
            let what = ClauseFinding::Moved {
                author,
                clause: clause_id,
                to: other.id.clone(),
                at,
            };
            Finding::fail(what)
        }
        (is, _) => {
            let accepted_by = who.into_iter().map(str::to_owned).collect();
            let what = ClauseFinding::Changed {
                author,
                clause: clause_id,
                at,
                accepted_by,
                was: old,
                is,
                sent,
            };
            let severity = if sent { Severity::Warning } else { Severity::Fail };
            Finding::new(severity, what)
        }
    };
    let author = &change.author.name;
    Some(
        finding
            .of(audited.name)
            .clause(id)
            .at(change.id)
            .by(author)
            .in_file(&change.path),
    )
}

/// Whether every party stood by a wording before a change: by a record, or because its own member brought it in.
fn is_agreed(audited: &AuditedContract<'_>, change: &Change, clause: &TouchedClause, wording: Revision) -> bool {
    let mut standing: HashSet<String> = audited
        .stances(&clause.id, Some(wording), change.id)
        .iter()
        .map(|one| one.party.clone())
        .collect();
    let brought = audited.changes.iter().rev().find(|one| {
        one.id != change.id
            && audited.scan.behind(one.id, change.id)
            && audited
                .versions
                .get(one.after)
                .and_then(|version| version.revision(&clause.id))
                == Some(wording)
            && audited
                .version_changed(one)
                .and_then(|version| version.revision(&clause.id))
                != Some(wording)
    });
    // What is not signed is nobody's word, nor is what its author only reports.
    let brought = brought.filter(|one| audited.is_own_hand(one.id, &one.author) && !audited.is_reported(one.id));
    standing.extend(brought.and_then(|one| audited.speaker(one.id, &one.author).party().map(str::to_owned)));
    audited
        .in_force(change.id)
        .iter()
        .all(|one| standing.contains(&one.party.id))
}

/// The wordings of clauses that are gone.
#[derive(Default)]
struct Lives {
    gone: HashMap<String, Revision>,
}

impl Lives {
    fn note(&mut self, clause: TouchedClause) {
        match (clause.old, clause.new) {
            (Some(old), None) => {
                self.gone.insert(clause.id, old);
            }
            _ => {
                self.gone.remove(&clause.id);
            }
        }
    }

    /// Check 17: an id that belonged to an accepted clause comes back with other words.
    fn reused(&self, audited: &AuditedContract<'_>, change: &Change, clause: &TouchedClause) -> Option<Finding> {
        let was = *self.gone.get(&clause.id)?;
        let accepted = audited
            .stances(&clause.id, Some(was), change.id)
            .iter()
            .any(|one| one.accepted);
        if clause.old.is_some() || clause.new.is_none_or(|new| new == was) || !accepted {
            return None;
        }
        let author = &change.author.name;
        let what = ClauseFinding::Reused {
            author: author.clone(),
            clause: clause.id.clone(),
        };
        let finding = Finding::fail(what).of(audited.name).clause(&clause.id);
        Some(finding.at(change.id).by(author).in_file(&change.path))
    }
}

/// Check 18: only members change the contract, and only in rounds that are sent.
fn by_whom(audited: &AuditedContract<'_>, change: &Change, touches_accepted: bool) -> Result<Option<Finding>, Error> {
    let author = &change.author.name;
    let first = audited.changes.first().is_some_and(|first| first.id == change.id);
    let unsent = audited.rounds.unsent.iter().any(|one| one.id == change.id);
    let foreign = audited
        .rounds
        .rounds
        .iter()
        .any(|round| round.foreign.iter().any(|one| one.id == change.id));
    let is_member = audited.speaker(change.id, &change.author).party().is_some();
    let keys_listed = audited.in_force(change.id).iter().any(InForce::speaks_with_keys);
    let what = if !is_member && !first {
        ClauseFinding::NoMember {
            author: author.clone(),
            email: change.author.email.clone(),
            keys_listed,
        }
    } else if unsent || foreign {
        ClauseFinding::Unsent { author: author.clone() }
    } else {
        return Ok(None);
    };
    // Where the parties sign, a stranger who does not is nobody at all. And who accepts anything names the whole text with
    // it: title, order, parties, and what stands beside the clauses.
    let nobody = !is_member && !first && audited.scan.key(change.id).is_none();
    let grave = touches_accepted
        || (nobody && audited.in_force(change.id).iter().any(InForce::speaks_with_keys))
        || (!is_member && audited.any_accepted_before(change.id) && touches_beside(audited, change)?);
    let severity = if grave { Severity::Fail } else { Severity::Warning };
    let finding = Finding::new(severity, what).of(audited.name);
    Ok(Some(finding.at(change.id).by(author).in_file(&change.path)))
}

/// Check 18: a round says of itself that it is its sender's party's. Whoever looks with git reads that, and no more.
fn sent_for(audited: &AuditedContract<'_>, change: &Change) -> Option<Finding> {
    let sent = change.sent.as_ref()?;
    let speaker = audited.speaker(change.id, &change.author);
    let party = speaker.party().filter(|party| *party != sent.party)?;
    // Who reports what another party sent in a file says so, and names a party of the contract.
    let is_party = || audited.in_force(change.id).iter().any(|one| one.party.id == sent.party);
    if audited.is_reported(change.id) && is_party() {
        return None;
    }
    let author = &change.author.name;
    let what = ClauseFinding::SentFor {
        author: author.clone(),
        says: sent.party.clone(),
        party: party.to_owned(),
    };
    let finding = Finding::warning(what).of(audited.name);
    Some(finding.at(change.id).by(author).in_file(&change.path))
}

/// Check 19: clauses that stand as they were accepted, while a definition that they use does not.
pub(super) fn definitions(audited: &AuditedContract<'_>) -> Result<Vec<Finding>, Error> {
    let Some(newest) = audited.changes.last().and_then(|change| change.after) else {
        return Ok(Vec::new());
    };
    let Some(today) = audited.versions.get(Some(newest)) else {
        return Ok(Vec::new());
    };
    // By what was shown: each party's latest acceptance of each clause that still has that wording.
    let mut latest: BTreeMap<(&str, &str), (TextId, &super::RecordEntry)> = BTreeMap::new();
    for entry in audited
        .dossier
        .entries
        .iter()
        .filter(|entry| entry.appraised.trust.counts(false))
    {
        let Some(record) = entry
            .appraised
            .record
            .as_ref()
            .filter(|one| one.decision == Decision::Accept)
        else {
            continue;
        };
        let text = shown(audited, entry)
            .point()
            .and_then(|point| audited.whereabouts.at(&audited.scan.graph, point));
        let Some(text) = text else { continue };
        for named in record.clauses.iter().filter(|named| named.revision.is_some()) {
            if today.revision(&named.id) == named.revision {
                latest.insert((&record.party, &named.id), (text, entry));
            }
        }
    }
    let texts: BTreeSet<TextId> = latest
        .values()
        .map(|(text, _)| *text)
        .filter(|text| *text != newest)
        .collect();
    let Ok(today) = contract::read(&audited.scan.repository.text(newest)?) else {
        return Ok(Vec::new());
    };
    let mut read = Vec::new();
    for text in texts {
        read.push((text, audited.scan.repository.text(text)?));
    }
    let older: HashMap<TextId, Vec<_>> = read
        .par_iter()
        .map(|(text, bytes)| {
            (
                *text,
                contract::read(bytes).map_or_else(|_| Vec::new(), |shown| older_definitions(&shown, &today)),
            )
        })
        .collect();
    let mut found = Vec::new();
    for ((party, clause), (text, entry)) in latest {
        let Some(one) = older
            .get(&text)
            .and_then(|older| older.iter().find(|one| one.clause == clause))
        else {
            continue;
        };
        let (terms, id) = (one.terms.clone(), clause.to_owned());
        let what = ClauseFinding::Definition {
            party: party.to_owned(),
            clause: id,
            terms,
        };
        let finding = Finding::warning(what).of(audited.name).clause(clause);
        found.push(finding.by(party).at(entry.file.added).in_file(&entry.file.path));
    }
    Ok(found)
}
