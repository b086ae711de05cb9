//! Making the draft the next round.

use chrono::{DateTime, FixedOffset};

use super::outgoing::Outgoing;
use super::recording::{Prepared, RecordChain, RecordDraft, ShownRound, saved, write};
use super::round_draft::{RoundDraft, sender};
use super::trust::trust;
use super::unsent::nothing_unsent_would_fail;
use crate::history::{CONTRACT, PARTY, POSITIONS, ROUND};
use crate::negotiation::{CommitId, Decision, NamedWording, RecordId, negotiation_id};
use crate::session::Error;
use crate::session::workspace::Workspace;

/// A round that was sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SentRound {
    /// Its number.
    pub round: u32,
    /// The party that sent it.
    pub party: String,
    /// The clauses whose wording it offers, deletions included, in reading order.
    pub offered: Vec<NamedWording>,
    /// Who else changed something that the round contains and does not offer: changes that nobody had sent.
    pub foreign: Vec<String>,
    /// The record of the offer.
    pub record: RecordId,
    /// The change that holds round and record.
    pub change: CommitId,
    /// The fingerprint of the key that signed both.
    pub key: Option<String>,
}

/// Sends what lies in the working folder as the next round, together with the signed record of the offer.
///
/// # Errors
///
/// When there is nothing new to send, the draft is not a contract, the user is no member, or history cannot be
/// written.
pub fn send(
    workspace: &Workspace,
    name: &str,
    note: Option<&str>,
    at: DateTime<FixedOffset>,
) -> Result<SentRound, Error> {
    sent(workspace, name, note, at, None)
}

/// Sends a round that was shown before: nothing but exactly that is signed.
///
/// # Errors
///
/// As [`send`], and [`Error::ChangedMeanwhile`] when it would be another one by now.
pub fn send_as_shown(
    workspace: &Workspace,
    name: &str,
    note: Option<&str>,
    at: DateTime<FixedOffset>,
    shown: &Outgoing,
) -> Result<SentRound, Error> {
    sent(workspace, name, note, at, Some(shown))
}

fn sent(
    workspace: &Workspace,
    name: &str,
    note: Option<&str>,
    at: DateTime<FixedOffset>,
    as_shown: Option<&Outgoing>,
) -> Result<SentRound, Error> {
    workspace.repository().may_record()?;
    nothing_unsent_would_fail(workspace, true)?;
    let speaking = sender(workspace, &workspace.negotiation(name)?)?;
    let memory = workspace.memory()?;
    let mut sent = None;
    let change = write(workspace, &speaking, at, || {
        let negotiation = workspace.negotiation(name)?;
        let dossier = match negotiation.newest_number() {
            0 => None,
            _ => Some(negotiation.dossier(&memory)?),
        };
        let draft = RoundDraft::of(&negotiation, &speaking)?;
        if let Some(outgoing) = as_shown {
            outgoing.must_be(&negotiation, &speaking, &draft)?;
        }
        // What no signature could make right is told before anybody is asked for a passphrase.
        draft.refuse(&negotiation, &speaking)?;
        let id = match dossier.as_ref().and_then(|dossier| dossier.record.negotiation) {
            Some(id) => id,
            None => negotiation_id(&draft.bytes, &speaking.person, at),
        };
        let round = negotiation.newest_number() + 1;
        let shown = ShownRound {
            contract: &draft.contract,
            negotiation: id,
            round,
            base: workspace.repository().newest()?,
        };
        let saying = RecordDraft {
            decision: Decision::Offer,
            clauses: draft.offered.clone(),
            reason: None,
            withdraws: None,
            reported: None,
        };
        let original_name = &negotiation.found.original_name;
        let mut following = RecordChain::in_dossier(dossier.as_ref(), &speaking.party);
        let folder = workspace.repository().records_folder();
        let sign = |bytes: &[u8]| speaking.sign(POSITIONS, bytes);
        let voice = speaking.voice(&sign);
        let ready = following.make(&folder, &voice, original_name, &shown, saying, at)?;
        let mut files = ready.files;
        files.insert(0, (negotiation.found.path.clone(), draft.bytes));
        let message = message(negotiation.name(), round, &speaking.party, note);
        sent = Some((round, draft.offered, draft.foreign, ready.id));
        Ok(Some(Prepared {
            files: saved(files),
            message,
        }))
    })?;
    let (Some((round, offered, foreign, record)), Some(change)) = (sent, change) else {
        return Err(Error::NothingToSend {
            contract: name.to_owned(),
        });
    };
    if !speaking.resets.is_empty() {
        // The user has just said whose the new keys of their own party are.
        trust(workspace, name, &speaking.party, None, at)?;
    }
    let key = speaking.public_key().map(|key| key.fingerprint().to_owned());
    Ok(SentRound {
        round,
        party: speaking.party,
        offered,
        foreign,
        record,
        change,
        key,
    })
}

pub(in crate::session) fn message(contract: &str, round: u32, party: &str, note: Option<&str>) -> String {
    let note = note.map(str::trim).filter(|note| !note.is_empty());
    let note = note.map_or_else(|| format!("{contract}: round {round} of {party}"), str::to_owned);
    format!("{note}\n\n{CONTRACT}: {contract}\n{ROUND}: {round}\n{PARTY}: {party}\n")
}
