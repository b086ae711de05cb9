//! Check 6: what brings histories together adds nothing of its own and loses nothing.

use std::collections::HashMap;

use crate::history::{Error, FileChange};
use crate::negotiation::{CommitId, ContractPart, TextId};

use super::audited_contract::AuditedContract;
use super::beside::writes_beside;
use super::finding::{Finding, Severity};
use super::history_scan::HistoryScan;
use super::kinds::MergeFinding;
use super::merge_content::MergeContent;
use super::texts::Texts;

/// Check 6 for what stands beside the clauses: who is a member may settle it, under their own hand.
pub(super) fn beside(audited: &AuditedContract<'_>) -> Result<Vec<Finding>, Error> {
    let scan = audited.scan;
    let texts = Texts::with_past(scan.repository, &scan.graph);
    let mut found = Vec::new();
    // What nobody looked at here was judged before.
    let looked_at = |id: &&CommitId| audited.is_clean_merge(**id) && scan.signed.contains_key(*id);
    for id in audited.merges.keys().filter(looked_at) {
        let Some(raw) = scan.raw.get(id) else { continue };
        if !audited.is_own_hand(*id, &raw.author) && writes_beside(&texts, audited, *id)? {
            let what = MergeFinding::MergeBeside {
                author: raw.author.name.clone(),
            };
            found.push(Finding::fail(what).of(audited.name).at(*id).by(&raw.author.name));
        }
    }
    Ok(found)
}

/// Check 6 for a contract.
pub(super) fn check(audited: &AuditedContract<'_>) -> Vec<Finding> {
    let mut found = Vec::new();
    for (id, parts) in audited.merges {
        let author = audited
            .scan
            .raw
            .get(id)
            .map(|raw| raw.author.name.clone())
            .unwrap_or_default();
        let Some(parts) = parts else {
            let finding = Finding::new(Severity::CannotVerify, MergeFinding::MergeUnreadable);
            found.push(finding.of(audited.name).at(*id).by(&author));
            continue;
        };
        let change = audited.changes.iter().find(|change| change.id == *id);
        let sent = change.is_some_and(|change| change.sent.is_some() && audited.is_soundly_sent(change));
        for MergeContent { part, chosen } in parts {
            let severity = if sent || *chosen {
                Severity::Warning
            } else {
                Severity::Fail
            };
            let (author, part) = (author.clone(), part.clone());
            let clause = if let ContractPart::Clause(id) = &part {
                Some(id.clone())
            } else {
                None
            };
            let finding = if *chosen {
                Finding::new(
                    severity,
                    MergeFinding::MergeChooses {
                        author: author.clone(),
                        part,
                    },
                )
            } else {
                Finding::new(
                    severity,
                    MergeFinding::MergeInvents {
                        author: author.clone(),
                        part,
                    },
                )
            };
            let finding = finding.of(audited.name).at(*id).by(&author);
            found.push(match clause {
                Some(clause) => finding.clause(&clause),
                None => finding,
            });
        }
    }
    found
}

/// Checks 6 and 8 for records: no merge drops one, and no change alters one or takes one away.
pub(super) fn add_only(scan: &HistoryScan<'_>, head: CommitId) -> Result<Vec<Finding>, Error> {
    let folder = scan.repository.records_folder();
    let records = format!("{folder}/");
    let touched = || scan.touches.iter().map(|touch| (touch, touch.edges.iter().flatten()));
    let is_lost = |file: &&FileChange| file.old.is_some() && file.path.text.starts_with(&records);
    if !touched().any(|(_, mut files)| files.any(|file| is_lost(&file))) {
        return Ok(Vec::new());
    }
    // What lay under a path first, and what lies there now.
    let mut first: HashMap<&str, TextId> = HashMap::new();
    for file in touched().flat_map(|(_, files)| files) {
        if let Some(stored) = file.old.or(file.new) {
            first.entry(&file.path.text).or_insert(stored.id);
        }
    }
    let now = scan.repository.files_at(head, &folder)?;
    let now: HashMap<&str, TextId> = now
        .iter()
        .map(|file| (file.path.text.as_str(), file.stored.id))
        .collect();
    let mut found = Vec::new();
    for (touch, files) in touched() {
        let author = scan
            .raw
            .get(&touch.id)
            .map(|raw| raw.author.name.clone())
            .unwrap_or_default();
        for file in files.filter(is_lost) {
            let path = &file.path.text;
            let is_back = now
                .get(path.as_str())
                .is_some_and(|now| first.get(path.as_str()) == Some(now));
            let joins = touch.edges.len() > 1;
            let (by, lost) = (author.clone(), path.clone());
            let what = match file.new {
                None if joins => MergeFinding::RecordDropped {
                    author: by,
                    path: lost,
                    is_back,
                },
                None => MergeFinding::RecordRemoved {
                    author: by,
                    path: lost,
                    is_back,
                },
                Some(new) if Some(new.id) != file.old.map(|old| old.id) => MergeFinding::RecordAltered {
                    author: by,
                    path: lost,
                    is_back,
                },
                Some(_) => continue,
            };
            let contract = path[records.len()..].rsplitn(3, '/').nth(2).unwrap_or_default();
            let finding = if is_back {
                Finding::warning(what)
            } else {
                Finding::fail(what)
            };
            found.push(finding.of(contract).at(touch.id).by(&author).in_file(path));
        }
    }
    Ok(found)
}
