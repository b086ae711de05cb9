//! Taking back a round that is in this copy alone: history is as if it had not been sent, and its words are the draft.
//!
//! Only the very last thing that was recorded here is taken back, so that nothing signed rests on it; only by who sent it;
//! and only where nothing that this copy knows of others' copies holds it.

use super::draft_file::{file_of, source_of};
use super::other_end::end_that_may_hold;
use super::take_back_fault::TakeBackFault;
use crate::contract::same_address;
use crate::history;
use crate::negotiation::CommitId;
use crate::session::Error;
use crate::session::version_name::VersionName;
use crate::session::workspace::Workspace;

/// A round that can be taken back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RoundToTakeBack {
    /// The contract's name.
    pub contract: String,
    /// The contract's title in it.
    pub title: String,
    /// Its number.
    pub round: u32,
    /// The note that went with it, its first line.
    pub note: String,
    /// Whether the draft was changed since: it stays as it is.
    pub draft_differs: bool,
    change: CommitId,
    /// What history is afterwards.
    before: Option<CommitId>,
    /// The contract's name in round 1.
    original_name: String,
}

/// The round of a contract that can be taken back now, to be shown before it is.
///
/// # Errors
///
/// [`Error::NotTakenBack`] with the reason, and when history or the draft cannot be read.
pub fn round_to_take_back(workspace: &Workspace, name: &str) -> Result<RoundToTakeBack, Error> {
    let repository = workspace.repository();
    repository.may_record()?;
    let negotiation = workspace.negotiation(name)?;
    let nothing = || TakeBackFault::Nothing(negotiation.name().to_owned());
    let round = negotiation.rounds.newest().ok_or_else(nothing)?;
    let number = round.number;
    let newest = repository.newest()?.ok_or_else(nothing)?;
    if round.last().id != newest || !negotiation.rounds.unsent.is_empty() {
        return Err(TakeBackFault::NotTheLast(number).into());
    }
    let change = repository.raw_change(newest)?;
    if round.sent != Some(newest) || round.received.is_some() || change.parents.len() > 1 {
        return Err(TakeBackFault::NotSent(number).into());
    }
    let author = repository.author()?.ok_or(Error::NoIdentity)?;
    let is_own = |address: &str| same_address(address, &author.email);
    if !is_own(&change.author.email) || !is_own(&change.committer.email) {
        let author = change.author.name.clone();
        return Err(TakeBackFault::NotYours { round: number, author }.into());
    }
    // What is known of other ends is known without a reference too.
    let reference = match repository.others_that_hold(newest)?.into_iter().next() {
        Some(reference) => Some(reference),
        None => end_that_may_hold(workspace, newest)?,
    };
    if let Some(reference) = reference {
        let round = number;
        return Err(TakeBackFault::Shared { round, reference }.into());
    }
    // Its words stay as the draft: so they have to lie in the working folder.
    let draft = negotiation.reading(&VersionName::Draft)?;
    source_of(&negotiation, &file_of(workspace, &negotiation)?, &draft.bytes)?;
    let sent = negotiation.reading(&VersionName::Round(number))?;
    let title = negotiation.read(&sent)?.title;
    let note = round.last().note.trim().lines().next().unwrap_or_default().to_owned();
    Ok(RoundToTakeBack {
        contract: negotiation.name().to_owned(),
        title,
        round: number,
        note,
        draft_differs: sent.bytes != draft.bytes,
        change: newest,
        before: change.parents.first().copied(),
        original_name: negotiation.found.original_name.clone(),
    })
}

/// Takes back a round that was shown before, and nothing else. The contract's file stays as it lies in the working folder.
///
/// # Errors
///
/// As [`round_to_take_back`], and [`Error::ChangedMeanwhile`] when it would be another one by now.
pub fn take_back(workspace: &Workspace, shown: &RoundToTakeBack) -> Result<(), Error> {
    let now = round_to_take_back(workspace, &shown.contract)?;
    if now.change != shown.change {
        return Err(Error::ChangedMeanwhile {
            contract: shown.contract.clone(),
        });
    }
    let repository = workspace.repository();
    // First, so that a program which dies in between leaves no note of what is no longer part of history.
    let gone = (shown.round == 1).then_some(&*now.original_name);
    workspace.unsee(shown.change, now.before, gone)?;
    history::take_back(repository, shown.change, &repository.records_folder())?;
    Ok(())
}
