//! Check 6: what brings histories together adds nothing of its own and loses nothing.

use std::collections::HashMap;

use crate::history::{CommitGraph, Error, FileChange};
use crate::negotiation::{Change, CommitId, ContractPart, TextId};

use super::audited_contract::AuditedContract;
use super::beside::writes_beside;
use super::finding::{Finding, Severity};
use super::history_scan::HistoryScan;
use super::kinds::MergeFinding;
use super::text_at_commit::TextAtCommit;
use super::texts::Texts;

/// What a point of history that brings versions together says of its own.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct MergeContent {
    pub(super) part: ContractPart,
    /// Both sides had changed it, and it is exactly as one of them has it.
    pub(super) chosen: bool,
}

/// What each point that brings different versions of a contract together says beyond their re-merge; `None` where one
/// of the versions makes no sense. Those at which the contract looks as if nothing had happened are asked as well: it
/// is there that one side's words can vanish.
pub(super) fn introduced(
    texts: &Texts<'_>,
    graph: &CommitGraph,
    changes: &[Change],
    whereabouts: &TextAtCommit,
) -> Result<HashMap<CommitId, Option<Vec<MergeContent>>>, Error> {
    let mut merges = HashMap::new();
    let Some(template) = changes.last() else {
        return Ok(merges);
    };
    for place in graph.points().filter(|place| place.parents.len() > 1) {
        let change = changes.iter().find(|change| change.id == place.id);
        let before: Vec<_> = place
            .parents
            .iter()
            .map(|parent| whereabouts.at(graph, *parent))
            .collect();
        let after = whereabouts.at(graph, place.id);
        if change.is_none() && before.iter().all(|text| *text == after) {
            continue;
        }
        let merge = match change {
            Some(change) => change.clone(),
            None => Change {
                id: place.id,
                parents: place.parents,
                before,
                after,
                sent: None,
                ..template.clone()
            },
        };
        let parts = match merge.after {
            // Where the contract is gone, it was gone on one side already, or the merge took it away.
            None => {
                let gone = merge.before.iter().any(Option::is_none);
                Some(if gone {
                    Vec::new()
                } else {
                    vec![MergeContent {
                        part: ContractPart::Title,
                        chosen: false,
                    }]
                })
            }
            Some(_) => match texts.introduced(&merge)? {
                Some(parts) if !parts.is_empty() => {
                    let chosen = texts.chosen(&merge)?.unwrap_or_default();
                    let one = |part: ContractPart| MergeContent {
                        chosen: chosen.contains(&part),
                        part,
                    };
                    Some(parts.into_iter().map(one).collect())
                }
                parts => parts.map(|_| Vec::new()),
            },
        };
        merges.insert(merge.id, parts);
    }
    Ok(merges)
}

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
