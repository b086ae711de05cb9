//! Exchanging everything with the other side: fetch, bring together, push. Nothing is ever forced.

use super::Error;
use super::conflict::Conflict;
use super::joining::join;
use super::recording::refuse_what_would_fail;
use super::room::Room;
use crate::audit::{Finding, foresee};
use crate::history::{self, Histories, Pushed, Remote};
use crate::negotiation::ChangeId;
use chrono::{DateTime, FixedOffset};

/// How often an exchange starts again because somebody else was quicker.
const ATTEMPTS: usize = 5;

/// Whose wording of a clause is to stand, where both sides changed it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Choice {
    /// One's own.
    Ours,
    /// The other side's.
    Theirs,
}

/// What an exchange did.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Synced {
    /// The name of the other end.
    pub remote: String,
    /// Whether anything came from there.
    pub fetched: bool,
    /// Whether anything went there.
    pub pushed: bool,
    /// Whether two sides that had both moved on were brought together.
    pub joined: bool,
    /// Clauses that both sides changed: nothing was brought together, and somebody has to choose.
    pub conflicts: Vec<Conflict>,
    /// What an audit fails of what came from there. It is taken over all the same: it is history there already.
    pub faults: Vec<Finding>,
    /// Rounds sent at once on both sides: contract and number of the one that came second and has to be looked at again.
    pub side_by_side: Vec<(String, u32)>,
}

/// Fetches, brings both sides together, and pushes. Two sides that both moved on are joined without a question when
/// they touched different clauses and records; `choices` settles what both changed, asked for each.
///
/// # Errors
///
/// When there is no other end or it cannot be reached, refuses what is pushed, or something cannot be written.
pub fn sync(
    room: &Room,
    remote: Option<&str>,
    choices: &dyn Fn(&Conflict) -> Option<Choice>,
    at: DateTime<FixedOffset>,
) -> Result<Synced, Error> {
    let repository = room.repository();
    let remote = repository.remote(remote)?;
    let mut done = Synced { remote: remote.name.clone(), ..Synced::default() };
    for _ in 0..ATTEMPTS {
        let known = known_state(room, &remote)?;
        let theirs = repository.fetch(&remote)?;
        not_rewritten(room, &remote, known, theirs)?;
        let ours = repository.newest()?;
        if let Some(theirs) = theirs {
            let known: Vec<ChangeId> = ours.into_iter().collect();
            done.faults = foresee(repository, &known, theirs, &room.memory()?, history::clock())?;
        }
        match (ours, theirs) {
            (None, None) => return Ok(done),
            (None, Some(theirs)) => {
                repository.move_on_to(theirs)?;
                done.fetched = true;
                return Ok(done);
            }
            (Some(ours), Some(theirs)) if ours == theirs => return Ok(done),
            (Some(ours), Some(theirs)) if repository.builds_on(theirs, ours)? => {
                repository.move_on_to(theirs)?;
                done.fetched = true;
                return Ok(done);
            }
            (Some(ours), Some(theirs)) if !repository.builds_on(ours, theirs)? => {
                done.fetched = true;
                done.conflicts = join(room, ours, theirs, choices, at)?;
                if !done.conflicts.is_empty() {
                    return Ok(done);
                }
                done.joined = true;
                done.side_by_side.extend(sent_at_once(room, ours, theirs)?);
            }
            _ => {}
        }
        if let Some(newest) = repository.newest()? {
            // What the guard would refuse never leaves; and where there is no guard, nobody else should have to find it.
            let known: Vec<ChangeId> = theirs.into_iter().collect();
            refuse_what_would_fail(room, &known, newest)?;
        }
        match repository.push(&remote)? {
            Pushed::Done => {
                if let Some(newest) = repository.newest()? {
                    remember(room, &remote, newest)?;
                }
                done.pushed = true;
                return Ok(done);
            }
            Pushed::Overtaken => {}
            Pushed::Refused(said) => return Err(Error::PushRefused { remote: remote.name, said }),
        }
    }
    Err(crate::history::Error::Overtaken.into())
}

/// What the other end was known to hold before anything is fetched, which overwrites what git itself knows of it.
fn known_state(room: &Room, remote: &Remote) -> Result<Option<ChangeId>, Error> {
    let kept = room.memory()?.other_ends.get(&remote.name).and_then(|id| id.parse().ok());
    match kept {
        Some(kept) => Ok(Some(kept)),
        None => Ok(room.repository().fetched(remote)?),
    }
}

/// Refuses when the other end no longer holds what it held: somebody rewrote what both sides had. What it held is kept
/// in mind until it is there again.
fn not_rewritten(room: &Room, remote: &Remote, known: Option<ChangeId>, theirs: Option<ChangeId>) -> Result<(), Error> {
    let repository = room.repository();
    if let Some(known) = known {
        let still_there = match theirs {
            Some(theirs) => theirs == known || repository.builds_on(theirs, known)?,
            None => false,
        };
        if !still_there {
            remember(room, remote, known)?;
            let now = theirs.map_or_else(|| "nothing".to_owned(), short);
            return Err(Error::Rewritten { remote: remote.name.clone(), was: short(known), now });
        }
    }
    theirs.map_or(Ok(()), |theirs| remember(room, remote, theirs))
}

fn short(id: ChangeId) -> String {
    id.to_string().chars().take(12).collect()
}

fn remember(room: &Room, remote: &Remote, state: ChangeId) -> Result<(), Error> {
    let mut memory = room.memory()?;
    let state = state.to_string();
    if memory.other_ends.get(&remote.name) != Some(&state) {
        memory.other_ends.insert(remote.name.clone(), state);
        room.keep_memory(&memory)?;
    }
    Ok(())
}

/// The rounds that one side sent in ignorance of a round that the other sent: of each contract, the last one told.
fn sent_at_once(room: &Room, ours: ChangeId, theirs: ChangeId) -> Result<Vec<(String, u32)>, Error> {
    let repository = room.repository();
    let mut found = Vec::new();
    for contract in room.histories().contracts()?.into_iter().filter(|contract| contract.text.is_some()) {
        let negotiation = room.negotiation(&contract.name)?;
        let behind = |round: &&crate::negotiation::Round, side: ChangeId| -> Result<bool, Error> {
            let made = round.made_by().id;
            Ok(made == side || repository.builds_on(side, made)?)
        };
        let (mut here, mut there) = (Vec::new(), Vec::new());
        for round in &negotiation.rounds.rounds {
            match (behind(&round, ours)?, behind(&round, theirs)?) {
                (true, false) => here.push(round.number),
                (false, true) => there.push(round.number),
                _ => {}
            }
        }
        // What the other end had already came first: it is one's own that has to be looked at and sent again.
        if let (Some(own), Some(_)) = (here.last(), there.last()) {
            found.push((contract.name.clone(), *own));
        }
    }
    Ok(found)
}
