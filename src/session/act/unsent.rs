//! What of the history here nobody else has yet, and what in it no door will take: told, with the way out, before anything
//! is built on it.
//!
//! What the other side has already is not judged here: it is history there, and nobody could mend it alone.

use crate::contract::same_address;
use std::collections::BTreeSet;

use super::other_end::kept_state;
use super::way_out::WayOut;
use crate::audit::{Finding, foresee};
use crate::history;
use crate::negotiation::CommitId;
use crate::session::Error;
use crate::session::workspace::Workspace;

/// The states in the history of `head` that the other side has, as far as this copy knows: what the shared repository was
/// last seen to hold. Where none was ever seen, what other people made came from them, and whatever that builds on.
///
/// # Errors
///
/// When history cannot be read.
pub(in crate::session) fn shared_states(workspace: &Workspace, head: CommitId) -> Result<Vec<CommitId>, Error> {
    let repository = workspace.repository();
    let Ok(remote) = repository.remote(None) else {
        return made_by_others(workspace, head);
    };
    let mut seen: Vec<CommitId> = kept_state(workspace, &remote)?
        .into_iter()
        .chain(repository.fetched(&remote)?)
        .collect();
    seen.dedup();
    if seen.is_empty() {
        return made_by_others(workspace, head);
    }
    let mut shared = Vec::new();
    for state in seen {
        if repository.has(state)? {
            shared.extend(
                repository
                    .parting(&[head, state])?
                    .filter(|state| !shared.contains(state)),
            );
        }
    }
    Ok(shared)
}

/// The last points behind `head` that somebody else made.
fn made_by_others(workspace: &Workspace, head: CommitId) -> Result<Vec<CommitId>, Error> {
    let repository = workspace.repository();
    let Some(person) = repository.author()? else {
        return Ok(vec![head]);
    };
    let (mut open, mut looked_at, mut others) = (vec![head], BTreeSet::new(), Vec::new());
    while let Some(id) = open.pop() {
        if !looked_at.insert(id) {
            continue;
        }
        let change = repository.raw_change(id)?;
        if same_address(&change.author.email, &person.email) {
            open.extend(change.parents);
        } else {
            others.push(id);
        }
    }
    Ok(others)
}

/// Refuses to build on changes of this copy alone that every audit would fail, or a shared server refuse. What the text
/// has is left to `mends`: the next round can put that right.
///
/// # Errors
///
/// [`Error::OwnFault`] with what is wrong and how to make it right.
pub(in crate::session) fn nothing_unsent_would_fail(workspace: &Workspace, mends: bool) -> Result<(), Error> {
    let Some(head) = workspace.repository().newest()? else {
        return Ok(());
    };
    let shared = shared_states(workspace, head)?;
    if shared.contains(&head) {
        return Ok(());
    }
    let mut found = foresee(
        workspace.repository(),
        &shared,
        head,
        &workspace.memory()?,
        history::clock(),
    )?;
    // A date ahead of this computer's clock may be right, and the clock wrong: nothing has to be taken back for it.
    found.retain(|finding| finding.check != 7 && !(mends && finding.is_of_text()));
    refuse_with_way_out(workspace, found, Some(head), &shared)
}

/// Refuses what was found: with the way out where it lies in changes up to `before` that only this copy has.
///
/// # Errors
///
/// [`Error::OwnFault`], or [`Error::WouldFail`] where it lies in what was to be recorded now.
pub(in crate::session) fn refuse_with_way_out(
    workspace: &Workspace,
    found: Vec<Finding>,
    before: Option<CommitId>,
    shared: &[CommitId],
) -> Result<(), Error> {
    if found.is_empty() {
        return Ok(());
    }
    let repository = workspace.repository();
    let (mut own, mut first) = (Vec::new(), None);
    for finding in &found {
        let (Some(before), Some(change)) = (before, finding.commit) else {
            continue;
        };
        if finding.is_of_text() || finding.check == 7 || (change != before && !repository.builds_on(before, change)?) {
            continue;
        }
        own.push(finding.clone());
        match first {
            Some(first) if !repository.builds_on(first, change)? => {}
            _ => first = Some(change),
        }
    }
    match (before, first) {
        (Some(before), Some(change)) => {
            let way_out = way_out(workspace, change, before, shared)?;
            Err(Error::OwnFault {
                found: own,
                way_out: Box::new(way_out),
            })
        }
        _ => Err(Error::WouldFail { found }),
    }
}

fn way_out(workspace: &Workspace, change: CommitId, head: CommitId, shared: &[CommitId]) -> Result<WayOut, Error> {
    let repository = workspace.repository();
    let raw = repository.raw_change(change)?;
    let is_join = raw.parents.len() > 1;
    let mut onto = if is_join {
        own_parent(workspace, &raw.parents, shared)?
    } else {
        raw.parents.first().copied()
    };
    if !is_join {
        // What was brought together after the fault must not come into the draft as one's own words.
        for state in shared {
            let holds = onto.map(|onto| Ok::<_, Error>(onto == *state || repository.builds_on(onto, *state)?));
            if !holds.transpose()?.unwrap_or(false) {
                onto = Some(*state);
            }
        }
    }
    let folder = repository.records_folder();
    let mut records = None;
    if let Some(onto) = onto {
        let tree = |point: CommitId| repository.raw_change(point).map(|change| change.tree);
        let (old, new) = (tree(onto)?, tree(head)?);
        let differing = repository.with_trees(|trees| trees.difference(Some(old), Some(new), &[&folder]))?;
        if !differing.is_empty() {
            records = Some(folder);
        }
    } else if !repository.files_at(head, &folder)?.is_empty() {
        records = Some(folder);
    }
    Ok(WayOut {
        change,
        onto,
        is_join,
        takes_more: change != head,
        records,
    })
}

/// Of what a change brings together, one's own side: what the other side has will come in again.
fn own_parent(workspace: &Workspace, parents: &[CommitId], shared: &[CommitId]) -> Result<Option<CommitId>, Error> {
    for parent in parents {
        let mut is_shared = false;
        for state in shared {
            is_shared |= parent == state || workspace.repository().builds_on(*state, *parent)?;
        }
        if !is_shared {
            return Ok(Some(*parent));
        }
    }
    Ok(parents.first().copied())
}
