//! Making records and writing them into history, signed.

use chrono::{DateTime, FixedOffset};

use super::time_stamp;
use super::unsent::{nothing_unsent_would_fail, refuse_with_way_out, shared_states};
use crate::audit::{Finding, RecordEntry, foresee};
use crate::contract::{Contract, Revision, parties_digest, whole};
use crate::history::{self, Plan, Repository, SIGNED_CHANGE};
use crate::negotiation::{CommitId, Decision, NamedWording, Record, RecordFormat, RecordId, Trust, write_record};
use crate::session::Error;
use crate::session::read::dossier::Dossier;
use crate::session::user::acting_member::{ActingMember, me};
use crate::session::user::signing_handle::SigningHandle;
use crate::session::version_name::VersionName;
use crate::session::workspace::{Negotiation, Reading, Workspace};
use std::collections::HashSet;

/// What a record is made of, beside what the state of the negotiation gives.
pub(in crate::session) struct RecordDraft {
    pub(in crate::session) decision: Decision,
    pub(in crate::session) clauses: Vec<NamedWording>,
    pub(in crate::session) reason: Option<String>,
    pub(in crate::session) withdraws: Option<RecordId>,
    /// Whose position is reported, and how it was said.
    pub(in crate::session) reported: Option<(String, String)>,
}

/// What the signer was shown.
pub(in crate::session) struct ShownRound<'a> {
    pub(in crate::session) contract: &'a Contract,
    pub(in crate::session) negotiation: Revision,
    pub(in crate::session) round: u32,
    pub(in crate::session) base: Option<CommitId>,
}

/// A file of the record, ready to be written.
pub(in crate::session) struct PreparedFile {
    pub(in crate::session) id: RecordId,
    pub(in crate::session) files: Vec<(String, Vec<u8>)>,
}

/// A party's part of the record: where its next record follows on.
#[derive(Default)]
pub(in crate::session) struct RecordChain {
    seq: u32,
    prev: Vec<RecordId>,
    seen: Vec<(String, RecordId)>,
}

impl RecordChain {
    /// Behind what the dossier holds. Records that must not count are passed over: nobody else makes a party's next
    /// number.
    pub(in crate::session) fn in_dossier(dossier: Option<&Dossier>, party: &str) -> Self {
        let good: Vec<(&RecordEntry, &Record)> = dossier
            .map_or(&[][..], |dossier| &dossier.record.entries)
            .iter()
            .filter(|entry| !matches!(entry.appraised.trust, Trust::Void(_)))
            .filter_map(|entry| Some((entry, entry.appraised.record.as_ref()?)))
            .collect();
        let own = good.iter().filter(|(_, record)| record.party == party);
        let seq = own.clone().map(|(_, record)| record.seq).max().unwrap_or(0);
        let prev = unfollowed(own.map(|(entry, record)| (entry.appraised.id, &*record.prev)));
        let mut seen: Vec<(String, u32, RecordId)> = Vec::new();
        for (entry, record) in good.iter().filter(|(_, record)| record.party != party) {
            let this = (record.party.clone(), record.seq, entry.appraised.id);
            match seen.iter_mut().find(|(party, ..)| *party == record.party) {
                Some(last) => *last = last.clone().max(this),
                None => seen.push(this),
            }
        }
        Self {
            seq,
            prev,
            seen: seen.into_iter().map(|(party, _, id)| (party, id)).collect(),
        }
    }

    /// Another party has recorded something.
    pub(in crate::session) fn saw(&mut self, party: &str, record: RecordId) {
        self.seen.retain(|(known, _)| known != party);
        self.seen.push((party.to_owned(), record));
    }

    /// Makes the next record, signed when the signer has a key, and follows on behind it.
    pub(in crate::session) fn make(
        &mut self,
        folder: &str,
        voice: &SigningHandle<'_>,
        original_name: &str,
        shown: &ShownRound<'_>,
        saying: RecordDraft,
        at: DateTime<FixedOffset>,
    ) -> Result<PreparedFile, Error> {
        let (speaks_for, reported) = saying.reported.unzip();
        let record = Record {
            format: RecordFormat::Two,
            negotiation: shown.negotiation,
            contract: original_name.to_owned(),
            party: voice.party.to_owned(),
            signer: voice.email.to_owned(),
            key: voice.key.clone(),
            seq: self.seq + 1,
            round: shown.round,
            decision: saying.decision,
            clauses: saying.clauses,
            whole: whole(shown.contract),
            base: shown.base,
            prev: self.prev.clone(),
            seen: self.seen.iter().cloned().collect(),
            parties: parties_digest(shown.contract),
            at,
            reason: saying.reason,
            withdraws: saying.withdraws,
            speaks_for,
            reported,
        };
        let text = write_record(&record).into_bytes();
        let id = RecordId::of(&text);
        let path = format!(
            "{folder}/{original_name}/{}/{}-{}.yaml",
            voice.party,
            record.seq,
            id.short()
        );
        let files = with_signature(path, text, voice)?;
        self.seq = record.seq;
        self.prev = vec![id];
        Ok(PreparedFile { id, files })
    }
}

/// Of a party's records, each with those that it follows: those that none of them follows yet.
pub(super) fn unfollowed<'a>(own: impl Iterator<Item = (RecordId, &'a [RecordId])> + Clone) -> Vec<RecordId> {
    let followed: HashSet<RecordId> = own.clone().flat_map(|(_, prev)| prev.iter().copied()).collect();
    own.map(|(id, _)| id).filter(|id| !followed.contains(id)).collect()
}

/// A file of the record, and beside it the signature of whoever has a key.
pub(super) fn with_signature(
    path: String,
    text: Vec<u8>,
    voice: &SigningHandle<'_>,
) -> Result<Vec<(String, Vec<u8>)>, Error> {
    let signature = match voice.key {
        Some(_) => Some((voice.sign)(&text)?),
        None => None,
    };
    let beside = signature.map(|signature| {
        (
            format!("{path}.sig"),
            format!("{}\n", signature.trim_end()).into_bytes(),
        )
    });
    Ok(std::iter::once((path, text)).chain(beside).collect())
}

/// Who is to record something now: a member of a party by the newest round, where this copy may be recorded in and nothing
/// in it that was not sent yet would fail an audit.
pub(super) fn who_records(workspace: &Workspace, name: &str) -> Result<ActingMember, Error> {
    workspace.repository().may_record()?;
    nothing_unsent_would_fail(workspace, false)?;
    let negotiation = workspace.negotiation(name)?;
    let (_, _, contract) = newest_round(&negotiation)?;
    me(workspace, &contract)
}

/// The newest round: its number, the change that holds it, and its bytes.
///
/// # Errors
///
/// When there is no round, or its bytes cannot be read.
pub(in crate::session) fn newest_reading(negotiation: &Negotiation<'_>) -> Result<(u32, CommitId, Reading), Error> {
    let reading = negotiation.reading(&VersionName::Last)?;
    let round = negotiation.rounds.newest().ok_or_else(|| Error::NoRound {
        contract: negotiation.name().to_owned(),
    })?;
    Ok((round.number, round.last().id, reading))
}

/// The same with its contract.
///
/// # Errors
///
/// As [`newest_reading`], and when it is no contract.
pub(in crate::session) fn newest_round(negotiation: &Negotiation<'_>) -> Result<(u32, CommitId, Contract), Error> {
    let (number, change, reading) = newest_reading(negotiation)?;
    Ok((number, change, negotiation.read(&reading)?))
}

/// A path from the top of the repository with its new content; `None` takes the file away.
pub(in crate::session) type Saved = (String, Option<Vec<u8>>);

/// What is to be written: files, and the words of the change.
pub(in crate::session) struct Prepared {
    pub(in crate::session) files: Vec<Saved>,
    pub(in crate::session) message: String,
}

/// Files that are there afterwards.
pub(in crate::session) fn saved(files: Vec<(String, Vec<u8>)>) -> Vec<Saved> {
    files.into_iter().map(|(path, content)| (path, Some(content))).collect()
}

/// Writes what `prepare` prepares, on whatever is the newest state by then: it is asked again when somebody else was
/// quicker. Nothing is written when it prepares nothing.
pub(in crate::session) fn write(
    workspace: &Workspace,
    me: &ActingMember,
    at: DateTime<FixedOffset>,
    prepare: impl FnMut() -> Result<Option<Prepared>, Error>,
) -> Result<Option<CommitId>, Error> {
    written(workspace, me, at, &[], None, prepare)
}

/// The same, bringing other histories together with this one, which has to be at `ours` still.
pub(in crate::session) fn write_joining(
    workspace: &Workspace,
    me: &ActingMember,
    at: DateTime<FixedOffset>,
    joins: &[CommitId],
    ours: CommitId,
    prepare: impl FnMut() -> Result<Option<Prepared>, Error>,
) -> Result<Option<CommitId>, Error> {
    written(workspace, me, at, joins, Some(ours), prepare)
}

fn written(
    workspace: &Workspace,
    me: &ActingMember,
    at: DateTime<FixedOffset>,
    joins: &[CommitId],
    only_on: Option<CommitId>,
    mut prepare: impl FnMut() -> Result<Option<Prepared>, Error>,
) -> Result<Option<CommitId>, Error> {
    let plan = |repository: &Repository| {
        if only_on.is_some() && repository.newest()? != only_on {
            return Err(Stopped::Failed(history::Error::Overtaken.into()));
        }
        match prepare()? {
            Some(Prepared { mut files, message }) => {
                // What joins other histories makes no record.
                if joins.is_empty() {
                    *workspace.stamping.borrow_mut() = time_stamp::beside(&mut files, at);
                }
                Ok(Plan {
                    files,
                    author: me.person.clone(),
                    at,
                    message,
                    joins: joins.to_vec(),
                })
            }
            None => Err(Stopped::Nothing),
        }
    };
    let mut sign = |bytes: &[u8]| me.sign(SIGNED_CHANGE, bytes);
    let signer: Option<history::Signer<'_>> = if me.key.is_some() { Some(&mut sign) } else { None };
    let reset = (!me.resets.is_empty()).then_some(&*me.party);
    let judge = |before: Option<CommitId>, change: CommitId| {
        refuse_what_would_fail(workspace, reset, joins, before, change).map_err(Stopped::Failed)
    };
    match history::record(workspace.repository(), plan, signer, judge) {
        Ok(change) => Ok(Some(change)),
        Err(Stopped::Nothing) => Ok(None),
        Err(Stopped::Failed(error)) => Err(error),
    }
}

/// Refuses a state, which follows on `before` and on what it joins, that everybody's audit would fail, or a shared server
/// refuse, for what the other side has not got already. `reset` is the party whose keys the user resets with it.
///
/// # Errors
///
/// [`Error::WouldFail`] with everything that would, or [`Error::OwnFault`] where that lies in earlier changes.
pub(in crate::session) fn refuse_what_would_fail(
    workspace: &Workspace,
    reset: Option<&str>,
    joins: &[CommitId],
    before: Option<CommitId>,
    state: CommitId,
) -> Result<(), Error> {
    let mut shared = before.map_or_else(|| Ok(Vec::new()), |before| shared_states(workspace, before))?;
    shared.extend(joins);
    let mut found = foresee(
        workspace.repository(),
        &shared,
        state,
        &workspace.memory()?,
        history::clock(),
    )?;
    if before != Some(state) {
        // What is dated ahead is a matter of clocks, and told when it is to leave: nothing is built wrongly on it.
        found.retain(|finding| finding.check != 7 || finding.commit == Some(state));
    }
    // Whoever resets the keys of their own party was asked, and knows whose the new ones are.
    found.retain(|finding| reset.is_none_or(|party| !finding.is_reset_of(party)));
    refuse_with_way_out(workspace, found, before, &shared)
}

/// Refuses what anything was found in.
///
/// # Errors
///
/// [`Error::WouldFail`] with what was found.
pub(in crate::session) fn refuse(found: Vec<Finding>) -> Result<(), Error> {
    if found.is_empty() {
        Ok(())
    } else {
        Err(Error::WouldFail { found })
    }
}

/// Why nothing was written.
enum Stopped {
    Nothing,
    Failed(Error),
}

impl From<Error> for Stopped {
    fn from(error: Error) -> Self {
        Self::Failed(error)
    }
}

impl From<history::Error> for Stopped {
    fn from(error: history::Error) -> Self {
        Self::Failed(error.into())
    }
}
