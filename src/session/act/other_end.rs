//! What the shared repository holds, against what it was known to hold: a branch that is gone, a server that was moved or
//! replaced, a history that was rewritten. Each is told as what it is.

use super::other_end_fault::OtherEnd;
use super::way_out::short;
use crate::audit::Memory;
use crate::history::{Held, Remote};
use crate::negotiation::CommitId;
use crate::session::Error;
use crate::session::workspace::Workspace;

/// What was found at the other end.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::session) struct RemoteTip {
    /// The newest state of the branch that this copy follows; `None` when it holds nothing at all.
    pub(in crate::session) newest: Option<CommitId>,
    /// All that it says it has.
    pub(in crate::session) held: Held,
}

/// What was known of the other end before it was asked.
struct Known {
    state: CommitId,
    /// Whether it lies elsewhere by now.
    moved: bool,
    /// Whether it was the state of this very branch; earlier versions kept one state for all branches.
    of_branch: bool,
}

/// Asks the other end what it has, gets what this copy has not got, and holds it against what was known of it.
///
/// # Errors
///
/// When it cannot be reached, or is no longer what it was.
pub(in crate::session) fn look(workspace: &Workspace, remote: &Remote) -> Result<RemoteTip, Error> {
    let repository = workspace.repository();
    let known = known(workspace, remote)?;
    if let Some(known) = &known
        && known.of_branch
    {
        // Fetching overwrites what git itself knows of it.
        remember_state(workspace, remote, known.state)?;
    }
    let held = repository.ask(remote)?;
    if get_what_is_new(workspace, remote, &held)? {
        repository.fetch(remote, &held)?;
    }
    let newest = held.newest(&remote.branch);
    match (&known, newest) {
        (_, Some(newest)) => {
            if let Some(known) = known {
                continues(workspace, remote, &known, newest)?;
            }
            remember(workspace, remote, newest)?;
        }
        (Some(known), None) if held.is_empty() || (known.of_branch && !known.moved) => {
            gone(workspace, remote, known, &held)?;
        }
        (None, None) if held.is_empty() => forget_push(workspace, remote)?,
        (known, None) => {
            let empty_here = repository.newest()?.is_none();
            // The one that goes on from what was known is the first to be followed.
            let mut there = Vec::new();
            for (name, newest) in held.branches() {
                let goes_on = known
                    .as_ref()
                    .map(|known| holds(workspace, newest, known.state))
                    .transpose()?;
                there.insert(if goes_on == Some(true) { 0 } else { there.len() }, name.to_owned());
            }
            let (remote, branch) = (remote.name.clone(), remote.branch.clone());
            return Err(Error::OtherEnd(Box::new(OtherEnd::OtherBranch {
                remote,
                branch,
                there,
                empty_here,
            })));
        }
    }
    Ok(RemoteTip { newest, held })
}

impl RemoteTip {
    /// The branches that hold something which this copy has not got.
    pub(in crate::session) fn others(&self, workspace: &Workspace, remote: &Remote) -> Result<Vec<String>, Error> {
        let own = workspace.repository().newest()?;
        let mut others = Vec::new();
        for (name, newest) in self.held.branches().filter(|(name, _)| *name != remote.branch) {
            if !own.map_or(Ok(false), |own| holds(workspace, own, newest))? {
                others.push(name.to_owned());
            }
        }
        Ok(others)
    }
}

fn get_what_is_new(workspace: &Workspace, remote: &Remote, held: &Held) -> Result<bool, Error> {
    let repository = workspace.repository();
    match held.newest(&remote.branch) {
        // The other branches are there to be followed only once git knows of them.
        None => return Ok(!held.is_empty()),
        newest if repository.fetched(remote)? != newest => return Ok(true),
        Some(_) => {}
    }
    for (_, newest) in held.branches() {
        if !repository.has(newest)? {
            return Ok(true);
        }
    }
    Ok(false)
}

/// Whether a state is another one or builds on it, as far as both are in this copy.
fn holds(workspace: &Workspace, state: CommitId, other: CommitId) -> Result<bool, Error> {
    let repository = workspace.repository();
    if state == other {
        return Ok(true);
    }
    Ok(repository.has(state)? && repository.has(other)? && repository.builds_on(state, other)?)
}

/// Refuses when the other end no longer holds what it held: somebody rewrote what both sides had. What it held is kept
/// in mind until it is there again.
fn continues(workspace: &Workspace, remote: &Remote, known: &Known, newest: CommitId) -> Result<(), Error> {
    let repository = workspace.repository();
    if holds(workspace, newest, known.state)? {
        return Ok(());
    }
    // A server at another address may lag behind: what this copy holds brings it on.
    if known.moved && holds(workspace, known.state, newest)? && here(workspace, known.state)? {
        return Ok(());
    }
    let was = short(known.state);
    if holds(workspace, known.state, newest)? {
        return Err(Error::OtherEnd(Box::new(OtherEnd::Older {
            remote: remote.name.clone(),
            branch: remote.branch.clone(),
            was,
            now: short(newest),
        })));
    }
    if repository.has(known.state)? && repository.parting(&[known.state, newest])?.is_none() {
        return Err(Error::OtherEnd(Box::new(OtherEnd::Replaced {
            remote: remote.name.clone(),
            was,
        })));
    }
    Err(Error::Rewritten {
        remote: remote.name.clone(),
        was,
        now: short(newest),
    })
}

/// What to say of a branch that the other end no longer has. An empty one at another address is a new server, to be filled.
fn gone(workspace: &Workspace, remote: &Remote, known: &Known, held: &Held) -> Result<(), Error> {
    let (name, branch, was) = (remote.name.clone(), remote.branch.clone(), short(known.state));
    if held.is_empty() {
        if known.moved && here(workspace, known.state)? {
            return Ok(());
        }
        return Err(Error::OtherEnd(Box::new(OtherEnd::Emptied {
            remote: name,
            branch,
            was,
        })));
    }
    let mut renamed = None;
    for (other, newest) in held.branches() {
        if renamed.is_none() && holds(workspace, newest, known.state)? {
            renamed = Some(other.to_owned());
        }
    }
    Err(Error::OtherEnd(Box::new(OtherEnd::BranchGone {
        remote: name,
        branch,
        was,
        there: held.names(),
        renamed,
    })))
}

/// Whether what this copy stands at holds a state.
fn here(workspace: &Workspace, state: CommitId) -> Result<bool, Error> {
    workspace
        .repository()
        .newest()?
        .map_or(Ok(false), |own| holds(workspace, own, state))
}

/// The state that the branch which this copy follows was last seen at.
pub(in crate::session) fn kept_state(workspace: &Workspace, remote: &Remote) -> Result<Option<CommitId>, Error> {
    Ok(kept(&workspace.memory()?, remote).map(|(state, _)| state))
}

/// With whether it is the state of that very branch.
fn kept(memory: &Memory, remote: &Remote) -> Option<(CommitId, bool)> {
    let ends = &memory.other_ends;
    let of_remote = format!("{} ", remote.name);
    if let Some(own) = ends.get(&line(remote)) {
        return Some((own.parse().ok()?, true));
    }
    // Earlier versions kept one state for all branches.
    let before = ends
        .get(&remote.name)
        .filter(|_| !ends.keys().any(|line| line.starts_with(&of_remote)))?;
    Some((before.parse().ok()?, false))
}

fn known(workspace: &Workspace, remote: &Remote) -> Result<Option<Known>, Error> {
    let memory = workspace.memory()?;
    let kept = kept(&memory, remote);
    let address = workspace.repository().address(remote)?;
    let moved = memory
        .addresses
        .get(&remote.name)
        .is_some_and(|before| Some(before) != address.as_ref());
    let fetched = workspace.repository().fetched(remote)?;
    let state = match kept {
        Some((state, own)) => Some((state, own || fetched.is_some())),
        None => fetched.map(|state| (state, true)),
    };
    Ok(state.map(|(state, of_branch)| Known {
        state,
        moved,
        of_branch,
    }))
}

/// The name under which the last state of a line of the shared history is kept: each branch has its own.
fn line(remote: &Remote) -> String {
    format!("{} {}", remote.name, remote.branch)
}

/// The name of another end that holds a commit as far as this copy ever saw, or may hold it since a push that was not answered,
/// whatever became of its address.
pub(in crate::session) fn end_that_may_hold(workspace: &Workspace, commit: CommitId) -> Result<Option<String>, Error> {
    let repository = workspace.repository();
    let memory = workspace.memory()?;
    for (line, state) in memory.other_ends.iter().chain(&memory.on_the_way) {
        let Ok(state) = state.parse::<CommitId>() else { continue };
        if state == commit || repository.has(state)? && repository.builds_on(state, commit)? {
            return Ok(line.split(' ').next().map(str::to_owned));
        }
    }
    Ok(None)
}

/// Keeps in mind that a state goes to the other end, before it does: until that end was asked again, it may hold it.
pub(in crate::session) fn note_push(workspace: &Workspace, remote: &Remote, state: CommitId) -> Result<(), Error> {
    workspace.remember(|memory| {
        memory.on_the_way.insert(line(remote), state.to_string());
    })
}

/// The other end said that it did not take it.
pub(in crate::session) fn forget_push(workspace: &Workspace, remote: &Remote) -> Result<(), Error> {
    workspace.remember(|memory| {
        memory.on_the_way.remove(&line(remote));
    })
}

fn remember_state(workspace: &Workspace, remote: &Remote, state: CommitId) -> Result<(), Error> {
    workspace.remember(|memory| {
        memory.other_ends.insert(line(remote), state.to_string());
    })
}

/// Keeps in mind what the other end holds, and where it lies.
pub(in crate::session) fn remember(workspace: &Workspace, remote: &Remote, state: CommitId) -> Result<(), Error> {
    let address = workspace.repository().address(remote)?;
    workspace.remember(|memory| {
        memory.on_the_way.remove(&line(remote));
        memory.other_ends.insert(line(remote), state.to_string());
        if let Some(address) = &address {
            memory.addresses.insert(remote.name.clone(), address.clone());
        }
    })
}
