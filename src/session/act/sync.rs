//! Exchanging everything with the other side: fetch, bring together, push. Nothing is ever forced.

use super::conflict::{Choice, Conflict};
use super::joining::{join, no_draft_behind_news};
use super::other_end::{RemoteTip, forget_push, look, note_push, remember};
use super::recording::refuse_what_would_fail;
use crate::audit::{Finding, Severity, foresee};
use crate::history::{self, Histories, Pushed, Remote};
use crate::negotiation::CommitId;
use crate::session::Error;
use crate::session::workspace::Workspace;
use crate::wording::{SyncWords, when};
use chrono::{DateTime, FixedOffset};
use std::collections::HashMap;
use std::collections::hash_map::Entry;

/// How often an exchange starts again because somebody else was quicker.
const ATTEMPTS: usize = 5;

/// What an exchange did.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
#[expect(clippy::struct_excessive_bools, reason = "each is a fact of its own")]
pub struct Synced {
    /// The name of the other end.
    pub remote: String,
    /// The branch there that this copy follows.
    pub branch: String,
    /// Whether there was nothing at all at the other end before.
    pub was_empty: bool,
    /// Branches there that hold something which this copy has not got.
    pub others: Vec<String>,
    /// Whether new copies of the other end come out empty, since its `HEAD` names a branch that it does not have.
    pub headless: bool,
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

impl Synced {
    /// What an audit fails of what came in, with what to make of it. What is only dated ahead of this computer's clock
    /// may be right, and the clock wrong.
    #[must_use]
    pub fn faults_told(&self, words: SyncWords) -> Vec<(String, Vec<Finding>)> {
        let is_ahead = |fault: &&Finding| matches!(fault.code, "A07-future" | "A07-record");
        let (ahead, others): (Vec<&Finding>, Vec<&Finding>) = self.faults.iter().partition(is_ahead);
        // A key that is not here yet says nothing against what came in.
        let (unknown, others): (Vec<&Finding>, Vec<&Finding>) = others
            .into_iter()
            .partition(|fault| fault.severity == Severity::CannotVerify);
        // What a guard refuses and the audit only warns of: nothing counts for it.
        let (failing, warned) = others.into_iter().partition(|fault| fault.severity == Severity::Fail);
        let now = history::clock().to_rfc3339();
        let told = [
            (words.faults().to_owned(), failing),
            (words.warned().to_owned(), warned),
            (words.cannot_verify().to_owned(), unknown),
            (words.ahead(&when(&now)), ahead),
        ];
        told.into_iter()
            .filter(|(_, found)| !found.is_empty())
            .map(|(said, found)| (said, each_once(found)))
            .collect()
    }

    /// What was done, a sentence each; what both sides changed is told elsewhere.
    #[must_use]
    pub fn lines(&self, words: SyncWords) -> Vec<String> {
        let mut lines: Vec<String> = [
            (self.joined, words.joined()),
            (self.fetched && !self.joined, words.fetched()),
            (self.pushed && !self.was_empty, words.pushed()),
            (self.pushed && self.was_empty, words.pushed_first()),
        ]
        .into_iter()
        .filter(|(happened, _)| *happened)
        .map(|(_, said)| said.to_owned())
        .collect();
        if lines.is_empty() {
            lines.push(match (self.was_empty, self.others.is_empty()) {
                (true, _) => words.both_empty().to_owned(),
                (false, true) => words.up_to_date().to_owned(),
                (false, false) => words.same_on(&self.branch),
            });
        }
        if let Some(first) = self.others.first() {
            lines.push(words.others(&self.others, first));
        }
        if self.headless {
            lines.push(words.headless(&self.branch));
        }
        lines
    }
}

/// Of findings that say the same the first, which stands for the others.
fn each_once(found: Vec<&Finding>) -> Vec<Finding> {
    let mut once: Vec<Finding> = Vec::new();
    let mut places: HashMap<(&str, String), usize> = HashMap::new();
    for one in found {
        // With all of its facts; there may be thousands of them.
        match places.entry((one.code, format!("{:?}", one.what))) {
            Entry::Occupied(place) => once[*place.get()].more += 1 + one.more,
            Entry::Vacant(place) => {
                place.insert(once.len());
                once.push(one.clone());
            }
        }
    }
    once
}

/// Fetches, brings both sides together, and pushes. Two sides that both moved on are joined without a question when
/// they touched different clauses and records; `choices` settles what both changed, asked for each.
///
/// # Errors
///
/// When there is no other end or it cannot be reached, refuses what is pushed, or something cannot be written.
pub fn sync(
    workspace: &Workspace,
    remote: Option<&str>,
    choices: &dyn Fn(&Conflict) -> Option<Choice>,
    at: DateTime<FixedOffset>,
) -> Result<Synced, Error> {
    let repository = workspace.repository();
    repository.may_record()?;
    let remote = repository.remote(remote)?;
    only_what_is_allowed(workspace, &remote)?;
    let mut done = Synced {
        remote: remote.name.clone(),
        branch: remote.branch.clone(),
        ..Synced::default()
    };
    for _ in 0..ATTEMPTS {
        let found = look(workspace, &remote)?;
        let theirs = found.newest;
        done.was_empty = theirs.is_none();
        done.headless = found.held.headless();
        let ours = repository.newest()?;
        if let Some(theirs) = theirs {
            // What both have is no news.
            let parted = ours
                .map(|ours| repository.parting(&[ours, theirs]))
                .transpose()?
                .flatten();
            let known: Vec<CommitId> = parted.into_iter().collect();
            done.faults = foresee(repository, &known, theirs, &workspace.memory()?, history::clock())?;
        }
        match (ours, theirs) {
            (None, None) => return Ok(done),
            (None, Some(theirs)) => {
                repository.move_on_to(theirs)?;
                done.fetched = true;
                return seen(done, workspace, &remote, &found);
            }
            (Some(ours), Some(theirs)) if ours == theirs => return seen(done, workspace, &remote, &found),
            (Some(ours), Some(theirs)) if repository.builds_on(theirs, ours)? => {
                no_draft_behind_news(workspace, ours, theirs)?;
                repository.move_on_to(theirs)?;
                done.fetched = true;
                return seen(done, workspace, &remote, &found);
            }
            (Some(ours), Some(theirs)) if !repository.builds_on(ours, theirs)? => {
                done.fetched = true;
                done.conflicts = join(workspace, ours, theirs, choices, at)?;
                if !done.conflicts.is_empty() {
                    return Ok(done);
                }
                done.joined = true;
                done.side_by_side.extend(sent_at_once(workspace, ours, theirs)?);
            }
            _ => {}
        }
        if let Some(newest) = repository.newest()? {
            // What the guard would refuse never leaves; and where there is no guard, nobody else should have to find it.
            let joins: Vec<CommitId> = theirs.into_iter().collect();
            refuse_what_would_fail(workspace, None, &joins, Some(newest), newest)?;
        }
        let pushed = repository.newest()?;
        if let Some(newest) = pushed {
            note_push(workspace, &remote, newest)?;
        }
        match repository.push(&remote)? {
            Pushed::Done => {
                if let Some(newest) = pushed {
                    remember(workspace, &remote, newest)?;
                }
                done.pushed = true;
                // What was empty shows only now whether new copies of it will come out whole.
                done.headless = if done.was_empty {
                    repository.ask(&remote)?.headless()
                } else {
                    done.headless
                };
                return seen(done, workspace, &remote, &found);
            }
            Pushed::Overtaken => {}
            Pushed::Unanswered(said) => {
                return Err(Error::PushUnanswered {
                    remote: remote.name,
                    said,
                });
            }
            Pushed::Refused(said) => {
                forget_push(workspace, &remote)?;
                return Err(Error::PushRefused {
                    remote: remote.name,
                    said,
                });
            }
        }
    }
    Err(crate::history::Error::Overtaken.into())
}

/// Lets the exchange run those programs of the repository's configuration that the user allowed, and refuses it where there
/// are others.
fn only_what_is_allowed(workspace: &Workspace, remote: &Remote) -> Result<(), Error> {
    // Where this program cannot be found, nothing is known to be its guard.
    let guard = std::env::current_exe()
        .map(|program| crate::session::act::guard::script(&program))
        .unwrap_or_default();
    let programs = workspace.repository().programs_for_exchange(remote, &guard)?;
    let refused = workspace.not_permitted(&programs)?;
    if !refused.is_empty() {
        return Err(Error::ProgramsNamed { programs: refused });
    }
    workspace.repository().permit(programs);
    Ok(())
}

/// With the branches that this copy has nothing of.
fn seen(done: Synced, workspace: &Workspace, remote: &Remote, found: &RemoteTip) -> Result<Synced, Error> {
    Ok(Synced {
        others: found.others(workspace, remote)?,
        ..done
    })
}

/// The rounds that one side sent in ignorance of a round that the other sent: of each contract, the last one told.
fn sent_at_once(workspace: &Workspace, ours: CommitId, theirs: CommitId) -> Result<Vec<(String, u32)>, Error> {
    let graph = workspace.repository().past_holding(&[ours, theirs])?;
    let mut found = Vec::new();
    for contract in workspace
        .histories()
        .contracts()?
        .into_iter()
        .filter(|contract| contract.text.is_some())
    {
        let negotiation = workspace.negotiation(&contract.name)?;
        let behind = |round: &&crate::negotiation::Round, side: CommitId| {
            graph.is_ancestor(round.made_by().id, side) == Some(true)
        };
        let (mut here, mut there) = (Vec::new(), Vec::new());
        for round in &negotiation.rounds.rounds {
            match (behind(&round, ours), behind(&round, theirs)) {
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
