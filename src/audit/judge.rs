//! What a shared server refuses: judged by the state before the push, and any doubt refuses.

use std::collections::BTreeSet;

use chrono::{DateTime, FixedOffset};

use super::checkout::{encoding_line, is_of_attributes, names_nothing, not_everywhere};
use super::finding::{Finding, Severity};
use super::folders::touched_elsewhere;
use super::kinds::{
    ClauseFinding, CopyFinding, FindingKind, NameFinding, PartyFinding, RecordFinding, SignatureFinding, TextFinding,
};
use super::limits::{LARGEST_FILE, MOST_CHANGES};
use super::memory::Memory;
use super::paths::pairs_elsewhere;
use super::ref_update::RefUpdate;
use super::reference_names::ReferenceNames;
use super::run::{AuditScope, audit};
use super::signatures::head;
use crate::history::{CommitGraph, Error, FileKind, GraphNode, Labelled, Repository, TreeId, Trees};
use crate::negotiation::{CommitId, TextId};

/// Judges one reference, and its name among the others.
///
/// Gives the reasons to refuse it: failures that the new history has and the old one had not, and whatever no push may
/// do. What a party may do follows from the keys in force before each change, so that nobody gives themselves a right
/// in the push that uses it. Empty means: take it.
pub(super) fn judge(
    repository: &Repository,
    update: RefUpdate<'_>,
    names: &ReferenceNames,
    memory: &Memory,
    now: DateTime<FixedOffset>,
) -> Vec<Finding> {
    let RefUpdate { old, new, reference } = update;
    let refuse = |what: fn(String) -> CopyFinding| vec![Finding::fail(what(reference.to_owned())).in_file(reference)];
    if reference.starts_with("refs/replace/") || reference.starts_with("refs/notes/") {
        return refuse(CopyFinding::PushHides);
    }
    let misleading = update.names() && names.misleads(reference);
    let Some(new) = new else {
        // One that stands in everybody's way may go, where nothing goes with it.
        return match old {
            Some(old) if misleading && everybody_has(repository, old) => Vec::new(),
            _ => refuse(CopyFinding::PushDeletes),
        };
    };
    if misleading && old.is_none() {
        return refuse(CopyFinding::PushName);
    }
    if !reference.starts_with("refs/heads/") {
        // Only what people build on counts as history; a label that is there already stays where it is.
        return match old {
            Some(old) if old != new => refuse(CopyFinding::PushMoves),
            _ => labelled(repository, new, reference).unwrap_or_else(|error| unreadable(error, reference)),
        };
    }
    pushed(repository, old, new, reference, memory, now).unwrap_or_else(|error| unreadable(error, reference))
}

/// That what is pushed cannot be judged.
pub(super) fn unreadable(error: Error, reference: &str) -> Vec<Finding> {
    vec![Finding::new(Severity::CannotVerify, CopyFinding::PushUnreadable(error)).in_file(reference)]
}

/// Reasons to refuse what a label brings along: it is not judged, but it is stored for good, whatever leads to it.
fn labelled(repository: &Repository, new: CommitId, reference: &str) -> Result<Vec<Finding>, Error> {
    match repository.labelled(new, LARGEST_FILE)? {
        Labelled::Bytes(size) if size <= LARGEST_FILE => Ok(Vec::new()),
        Labelled::Bytes(_) => {
            let what = CopyFinding::PushTooLarge(reference.to_owned());
            Ok(vec![Finding::fail(what).in_file(reference)])
        }
        Labelled::Folder(tree) => {
            let mut files = Files::default();
            repository.with_trees(|trees| files.look(repository, trees, None, tree, None))?;
            Ok(files.found)
        }
        Labelled::Change(newest) => {
            let graph = CommitGraph::behind(repository, newest)?;
            let arrivals = arrivals(&graph, what_everybody_has(repository, &graph));
            match too_many(&arrivals, reference) {
                Some(too_many) => Ok(vec![too_many]),
                None => unfit_files(repository, &graph, &arrivals),
            }
        }
    }
}

/// The state that the repository stands at, where what is pushed builds on it.
fn what_everybody_has(repository: &Repository, graph: &CommitGraph) -> Option<CommitId> {
    repository
        .newest()
        .unwrap_or_default()
        .filter(|newest| graph.order(*newest).is_some())
}

/// Whether the state that the repository stands at holds a commit.
fn everybody_has(repository: &Repository, point: CommitId) -> bool {
    let newest = repository.newest().ok().flatten();
    let graph = newest.and_then(|newest| CommitGraph::behind(repository, newest).ok());
    newest
        .zip(graph)
        .is_some_and(|(newest, graph)| graph.is_ancestor(point, newest) == Some(true))
}

/// What a push brings beyond what was there before.
fn arrivals(graph: &CommitGraph, before: Option<CommitId>) -> Vec<GraphNode> {
    let is_new = |id: CommitId| before.is_none_or(|before| graph.is_ancestor(id, before) != Some(true));
    graph.points().filter(|place| is_new(place.id)).collect()
}

/// That a push brings more changes than are taken at once.
fn too_many(arrivals: &[GraphNode], reference: &str) -> Option<Finding> {
    let what = CopyFinding::PushTooMany(arrivals.len());
    (arrivals.len() > MOST_CHANGES).then(|| Finding::fail(what).in_file(reference))
}

fn pushed(
    repository: &Repository,
    old: Option<CommitId>,
    new: CommitId,
    reference: &str,
    memory: &Memory,
    now: DateTime<FixedOffset>,
) -> Result<Vec<Finding>, Error> {
    let graph = CommitGraph::behind(repository, new)?;
    if let Some(old) = old
        && graph.is_ancestor(old, new) != Some(true)
    {
        let what = CopyFinding::PushRewrites(reference.to_owned());
        return Ok(vec![Finding::fail(what).in_file(reference)]);
    }
    // What begins anew is judged as if it went on from what everybody has.
    let before = old.or_else(|| what_everybody_has(repository, &graph));
    let arrivals = arrivals(&graph, before);
    if let Some(too_many) = too_many(&arrivals, reference) {
        return Ok(vec![too_many]);
    }
    let mut refused = unfit_files(repository, &graph, &arrivals)?;
    // What is too large is not read any further.
    if !refused.iter().all(is_of_every_change) {
        return Ok(refused);
    }
    refused.extend(new_pairs(repository, before, new)?);
    let scope = AuditScope {
        contract: None,
        range: Some((before, new)),
    };
    let only_resets = Memory {
        resets: memory.resets.clone(),
        ..Memory::default()
    };
    let mut findings = audit(repository, &only_resets, &scope, now, &mut |_| {})?.findings;
    for folder in touched_elsewhere(repository, &graph, &arrivals, before, new)? {
        let there = repository.with_other_folder(&folder)?;
        for finding in audit(&there, &only_resets, &scope, now, &mut |_| {})?.findings {
            if !findings.iter().any(|one| one.identity() == finding.identity()) {
                findings.push(finding);
            }
        }
    }
    // Names were looked at already, in every change and not only in the newest state.
    refused.extend(
        findings
            .into_iter()
            .filter(|one| refuses(one) && !is_of_every_change(one)),
    );
    Ok(refused)
}

/// Whether a finding is one that is looked for in every file of every change, and not only in the newest state.
fn is_of_every_change(finding: &Finding) -> bool {
    use NameFinding::{Encoding, GoesNowhere, NamesNothing};
    matches!(
        finding.what,
        FindingKind::Name(GoesNowhere(_) | NamesNothing(_) | Encoding { .. })
    )
}

/// Names that some computers take for one, where the state before had no such pair.
fn new_pairs(repository: &Repository, before: Option<CommitId>, new: CommitId) -> Result<Vec<Finding>, Error> {
    let pairs = |point: CommitId| match repository.files_at(point, "") {
        // So many files are no contracts.
        Err(Error::TooMany(..)) => Ok(Vec::new()),
        files => Ok::<_, Error>(pairs_elsewhere(repository, &files?)),
    };
    let mut found = pairs(new)?;
    if let (false, Some(before)) = (found.is_empty(), before) {
        let before = pairs(before)?;
        found.retain(|pair| !before.contains(pair));
    }
    let one = |(one, other): (String, String)| Finding::fail(NameFinding::SameName(one, other.clone())).in_file(&other);
    Ok(found.into_iter().map(one).collect())
}

/// Whether no door takes what brings a finding: neither the guard of a shared repository nor any command.
pub(super) fn refuses(finding: &Finding) -> bool {
    // Who may say what is judged change by change; how a contract is drafted, by the state that is pushed: what was
    // mended can be shared.
    if finding.is_mended() {
        return false;
    }
    match finding.severity {
        Severity::CannotVerify => true,
        Severity::Fail => matches!(finding.check, 2 | 4..=15 | 17 | 18 | 20..=23),
        Severity::Warning => match &finding.what {
            // Where parties sign, a text by nobody of theirs is no business of a repository between them.
            // What was recorded once stays readable, and nobody brings in another.
            FindingKind::Text(what) => matches!(what, TextFinding::OddId { .. }),
            FindingKind::Clause(what) => matches!(
                what,
                ClauseFinding::NoMember { keys_listed: true, .. } | ClauseFinding::SentFor { .. }
            ),
            FindingKind::Signature(what) => {
                matches!(
                    what,
                    SignatureFinding::Future { .. } | SignatureFinding::KeyOfReset { .. }
                )
            }
            FindingKind::Record(what) => matches!(what, RecordFinding::RecordFuture { .. }),
            FindingKind::Party(what) => matches!(
                what,
                PartyFinding::ListedKey { .. }
                    | PartyFinding::SharedAddress { .. }
                    | PartyFinding::SharedKey { .. }
                    | PartyFinding::Reset { .. }
                    | PartyFinding::Contested { .. }
            ),
            _ => false,
        },
    }
}

/// New files that are too large to be anybody's contract, or that not everybody could have in a working folder, changes on
/// top of which not every program goes on, and what else is too large to be stored.
pub(super) fn unfit_files(
    repository: &Repository,
    graph: &CommitGraph,
    arrivals: &[GraphNode],
) -> Result<Vec<Finding>, Error> {
    let mut files = Files::default();
    let odd: BTreeSet<CommitId> = graph.odd_heads().iter().copied().collect();
    for place in arrivals.iter().filter(|place| odd.contains(&place.id)) {
        files.found.push(head(repository, place.id, Severity::Fail)?);
    }
    repository.with_trees(|trees| {
        for place in arrivals {
            if repository.size(TextId::from_bytes(*place.id.as_bytes()))? > LARGEST_FILE {
                let what = CopyFinding::PushTooLarge(place.id.to_string());
                files.found.push(Finding::fail(what).at(place.id));
            }
            let before = place
                .parents
                .first()
                .and_then(|parent| graph.get(*parent))
                .map(|parent| parent.tree);
            files.look(repository, trees, before, place.tree, Some(place.id))?;
        }
        Ok::<_, Error>(())
    })?;
    Ok(files.found)
}

/// The files that were looked at, and those that nobody should have to take.
#[derive(Default)]
struct Files {
    looked_at: BTreeSet<TextId>,
    /// Names that were found to be those of files for nobody.
    named: BTreeSet<String>,
    found: Vec<Finding>,
}

impl Files {
    fn look(
        &mut self,
        repository: &Repository,
        trees: &mut Trees<'_>,
        before: Option<TreeId>,
        after: TreeId,
        at: Option<CommitId>,
    ) -> Result<(), Error> {
        let found_at = |finding: Finding| match at {
            Some(at) => finding.at(at),
            None => finding,
        };
        for file in trees.difference(before, Some(after), &[""])? {
            if file.new.is_some_and(|new| not_everywhere(&file.path, new.kind))
                && self.named.insert(file.path.text.clone())
            {
                let finding = Finding::fail(NameFinding::GoesNowhere(file.path.text.clone()));
                self.found.push(found_at(finding.in_file(&file.path.text)));
            }
            let (path, Some(new)) = (&file.path.text, file.new) else {
                continue;
            };
            if names_nothing(new) {
                let what = NameFinding::NamesNothing(path.clone());
                self.found.push(found_at(Finding::fail(what).in_file(path)));
                continue;
            }
            if new.kind == FileKind::Repository {
                continue;
            }
            let is_large = || Ok::<_, Error>(repository.size(new.id)? > LARGEST_FILE);
            if self.looked_at.insert(new.id) && is_large()? {
                let what = CopyFinding::PushTooLarge(path.clone());
                self.found.push(found_at(Finding::fail(what).in_file(path)));
            } else if is_of_attributes(path, new.kind)
                && !is_large()?
                && let Some((line, _)) = encoding_line(&repository.text(new.id)?)
            {
                let what = NameFinding::Encoding {
                    path: path.clone(),
                    line,
                };
                self.found.push(found_at(Finding::fail(what).in_file(path)));
            }
        }
        Ok(())
    }
}
