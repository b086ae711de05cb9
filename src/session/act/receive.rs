//! Making what the other side sent in a file the next round, as reported by whoever received it.

use super::intent::SignsFor;
use super::recording::{Prepared, RecordChain, RecordDraft, ShownRound, newest_reading, refuse, saved, write};
use super::round_draft::{offered, sender};
use super::unsent::nothing_unsent_would_fail;
use crate::audit::in_text;
use crate::contract::{self, Contract, differing, plain_line_ends};
use crate::exchange::Version;
use crate::exchange::paper::{BothViews, before_marks, next_text};
use crate::history::{CONTRACT, FILE_DIGEST, PARTY, POSITIONS, REPORTED_BY, ROUND, UNTRACKED};
use crate::negotiation::{CommitId, Decision, RecordId, written_as};
use crate::redline::{ClauseChange, CompareScope, FrontItem, compare};
use crate::session::Error;
use crate::session::read::diff::Redlined;
use crate::session::read::paper::{OnPaper, read_both_views};
use crate::session::user::acting_member::ActingMember;
use crate::session::version_name::VersionName;
use crate::session::workspace::{Negotiation, Reading, Workspace};
use chrono::{DateTime, FixedOffset};
use std::cell::LazyCell;
use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::path::Path;

/// The part of a contract outside of its clauses that a paper shows, as it is listed among what was changed without a mark.
pub const TITLE: &str = "title";

/// What was received in a file, before anything is recorded of it.
pub struct Incoming {
    /// The contract's name.
    pub contract: String,
    /// Its title.
    pub title: String,
    /// The number of the newest round.
    pub newest: u32,
    /// Who would sign the report.
    pub speaker: SignsFor,
    /// The id and the name of the party that is said to have sent the file.
    pub from: (String, String),
    /// What the file is held against: what was sent to that party.
    pub sent: Version,
    /// What is known of the file.
    pub paper: OnPaper,
    /// From the newest round to what the file says.
    pub redlined: Redlined,
    /// From what was sent to what the file says with its tracked changes rejected: what was changed without a mark. `None`
    /// for a file of a kind that marks no changes.
    pub untracked: Option<Redlined>,
    bytes: Vec<u8>,
    of_newest: CommitId,
}

impl Incoming {
    /// Whether the file says what the newest round says.
    #[must_use]
    pub fn is_same(&self) -> bool {
        is_same(&self.redlined)
    }

    /// What was changed without a mark: ids of clauses, and [`TITLE`].
    #[must_use]
    pub fn untracked_parts(&self) -> Vec<String> {
        let Some(redlined) = self.untracked.as_ref().filter(|_| !self.is_same()) else {
            return Vec::new();
        };
        let redline = &redlined.redline;
        let title = redline.front.iter().any(|change| change.what == FrontItem::Title);
        let clauses = redline.clauses.iter().filter(|clause| !clause.is_untouched());
        let clauses = clauses.map(|clause| clause.from_id.clone().unwrap_or_else(|| clause.id.clone()));
        title.then(|| TITLE.to_owned()).into_iter().chain(clauses).collect()
    }
}

fn is_same(redlined: &Redlined) -> bool {
    redlined.redline.front.is_empty() && redlined.redline.clauses.iter().all(ClauseChange::is_untouched)
}

/// A round that was received.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReceivedRound {
    /// Its number.
    pub round: u32,
    /// The record that reports it.
    pub record: RecordId,
    /// The change that holds round and record.
    pub change: CommitId,
    /// The fingerprint of the key that signed both.
    pub key: Option<String>,
}

/// Reads what another party sent in a file. Writes nothing and signs nothing.
///
/// # Errors
///
/// When the file, history or the round that was sent cannot be read, the party is one's own or none of the contract's, there
/// is a draft that would be lost, or the user is no member.
pub fn incoming(
    workspace: &Workspace,
    name: &str,
    file: &Path,
    party: &str,
    sent: Option<&VersionName>,
) -> Result<Incoming, Error> {
    nothing_unsent_would_fail(workspace, true)?;
    let negotiation = workspace.negotiation(name)?;
    let (number, of_newest, reading) = newest_reading(&negotiation)?;
    let newest = negotiation.read(&reading)?;
    let from = party_called(&newest, name, party)?;
    let speaking = sender(workspace, &negotiation)?;
    if speaking.party == from.0 {
        return Err(Error::OwnReport { party: from.0 });
    }
    nothing_in_the_way(&negotiation, &reading)?;
    let (paper, rejected) = read_both_views(file)?;
    let answered = match sent {
        Some(version) => negotiation.reading(version)?,
        None => negotiation.reading(&VersionName::Round(last_sent_to(&negotiation, &from.0)))?,
    };
    let sent_text = negotiation.read(&answered)?;
    let views = BothViews {
        accepted: paper.paper.clone(),
        rejected,
    };
    // Only where a clause came in does anybody ask.
    let used = LazyCell::new(|| ids_ever_used(&negotiation));
    let next = next_text(&newest, &sent_text, &views, |id| used.contains(id));
    let (bytes, next) = written(&negotiation, &reading, &newest, next)?;
    let of_file = || Version {
        file: Some(paper.name.clone()),
        ..Version::default()
    };
    let redlined = held_against(&negotiation, &reading, newest.clone(), next, of_file());
    let untracked = paper.marks.then(|| {
        let before = before_marks(&sent_text, &views);
        held_against(&negotiation, &answered, sent_text.clone(), before, of_file())
    });
    Ok(Incoming {
        contract: negotiation.name().to_owned(),
        title: newest.title.clone(),
        newest: number,
        speaker: SignsFor::of(&speaking),
        from,
        sent: Negotiation::named(answered.version, &sent_text),
        redlined,
        untracked,
        paper,
        bytes,
        of_newest,
    })
}

/// Makes what was shown the next round, with the signed record that reports it. Nothing is written where the file says what
/// the newest round says.
///
/// # Errors
///
/// As [`incoming`], [`Error::ChangedMeanwhile`] when it would be something else by now, and when history cannot be written.
pub fn receive_as_shown(
    workspace: &Workspace,
    shown: &Incoming,
    note: Option<&str>,
    at: DateTime<FixedOffset>,
) -> Result<Option<ReceivedRound>, Error> {
    if shown.is_same() {
        return Ok(None);
    }
    workspace.repository().may_record()?;
    let name = &shown.contract;
    let speaking = sender(workspace, &workspace.negotiation(name)?)?;
    let memory = workspace.memory()?;
    let mut done = None;
    let change = write(workspace, &speaking, at, || {
        let negotiation = workspace.negotiation(name)?;
        let (number, of_newest, reading) = newest_reading(&negotiation)?;
        nothing_in_the_way(&negotiation, &reading)?;
        if of_newest != shown.of_newest || !shown.speaker.is(&speaking) {
            return Err(Error::ChangedMeanwhile { contract: name.clone() });
        }
        let dossier = negotiation.dossier(&memory)?;
        let (before, now) = (&shown.redlined.old, &shown.redlined.new);
        refuse(in_text(Some(before), now, &speaking.person.name))?;
        let round = ShownRound {
            contract: now,
            negotiation: dossier.lineage(name)?,
            round: number + 1,
            base: workspace.repository().newest()?,
        };
        let saying = RecordDraft {
            decision: Decision::Offer,
            clauses: offered(before, now, &differing(before, now)),
            reason: None,
            withdraws: None,
            reported: Some((shown.from.0.clone(), source(shown))),
        };
        let mut chain = RecordChain::in_dossier(Some(&dossier), &speaking.party);
        let folder = workspace.repository().records_folder();
        let sign = |bytes: &[u8]| speaking.sign(POSITIONS, bytes);
        let voice = speaking.voice(&sign);
        let ready = chain.make(&folder, &voice, &negotiation.found.original_name, &round, saying, at)?;
        let mut files = ready.files;
        files.insert(0, (negotiation.found.path.clone(), shown.bytes.clone()));
        let message = message(shown, number + 1, &speaking, note);
        done = Some((number + 1, ready.id));
        Ok(Some(Prepared {
            files: saved(files),
            message,
        }))
    })?;
    let (Some((round, record)), Some(change)) = (done, change) else {
        return Ok(None);
    };
    let key = speaking.public_key().map(|key| key.fingerprint().to_owned());
    Ok(Some(ReceivedRound {
        round,
        record,
        change,
        key,
    }))
}

/// The party that a person names by id, role or name.
fn party_called(contract: &Contract, name: &str, called: &str) -> Result<(String, String), Error> {
    let is_meant = |words: &str| words.to_lowercase() == called.to_lowercase();
    let mut parties = contract.parties.iter();
    let found = parties.find(|party| is_meant(&party.id) || is_meant(&party.role) || is_meant(&party.name));
    let found = found.ok_or_else(|| Error::NoSuchParty {
        contract: name.to_owned(),
        party: called.to_owned(),
        known: contract.parties.iter().map(|party| party.id.clone()).collect(),
    })?;
    Ok((found.id.clone(), found.name.clone()))
}

/// The newest round that is not the party's own: what it was sent last.
fn last_sent_to(negotiation: &Negotiation<'_>, party: &str) -> u32 {
    let mut rounds = negotiation.rounds.rounds.iter().rev();
    let sent = rounds.find(|round| round.party() != Some(party));
    sent.map_or(negotiation.newest_number(), |round| round.number)
}

/// Refuses where something would be lost that nobody sent.
fn nothing_in_the_way(negotiation: &Negotiation<'_>, newest: &Reading) -> Result<(), Error> {
    let draft = negotiation.reading(&VersionName::Draft)?;
    let is_newest = plain_line_ends(&draft.bytes) == plain_line_ends(&newest.bytes);
    if is_newest && negotiation.rounds.unsent.is_empty() {
        Ok(())
    } else {
        Err(Error::DraftInTheWay {
            contract: negotiation.name().to_owned(),
        })
    }
}

/// The ids that clauses have or had.
fn ids_ever_used(negotiation: &Negotiation<'_>) -> BTreeSet<String> {
    let rounds = (1..=negotiation.newest_number()).map(VersionName::Round);
    // What cannot be read has no ids to keep clear of.
    let readable = rounds.filter_map(|round| {
        let reading = negotiation.reading(&round).ok()?;
        negotiation.read(&reading).ok()
    });
    let ids = readable.flat_map(|contract| {
        let visits = contract.walk();
        visits.iter().map(|visit| visit.clause.id.clone()).collect::<Vec<_>>()
    });
    ids.collect()
}

/// The newest file with the words that came in their places. What was written reads as it was meant, or it is refused.
fn written(
    negotiation: &Negotiation<'_>,
    newest: &Reading,
    now: &Contract,
    next: Contract,
) -> Result<(Vec<u8>, Contract), Error> {
    if *now == next {
        return Ok((newest.bytes.to_vec(), next));
    }
    let text = written_as(&String::from_utf8_lossy(&newest.bytes), &next);
    let file = || negotiation.found.path.clone();
    let read = contract::read(text.as_bytes()).map_err(|error| Error::Unreadable {
        file: file(),
        called: None,
        error,
    })?;
    if read == next {
        Ok((text.into_bytes(), next))
    } else {
        Err(Error::NotWrittenBack { file: file() })
    }
}

fn held_against(negotiation: &Negotiation<'_>, from: &Reading, old: Contract, new: Contract, to: Version) -> Redlined {
    let redline = compare(&old, &new, CompareScope::Changes);
    Redlined::against_text(negotiation, from.version.clone(), (old, new), to, redline)
}

/// From what it is known what the party said: the file by its name and digest, and what was changed in it without a mark.
fn source(shown: &Incoming) -> String {
    let name: String = shown.paper.name.chars().filter(|c| !c.is_control()).collect();
    let untracked = shown.untracked_parts();
    let also = if untracked.is_empty() {
        String::new()
    } else {
        format!("; untracked: {}", untracked.join(", "))
    };
    format!("{name}, sha256:{}{also}", shown.paper.sha256)
}

fn message(shown: &Incoming, round: u32, speaking: &ActingMember, note: Option<&str>) -> String {
    let (contract, party) = (&shown.contract, &shown.from.0);
    let note = note.map(str::trim).filter(|note| !note.is_empty());
    let note = note.map_or_else(
        || format!("{contract}: round {round} of {party}, received"),
        str::to_owned,
    );
    let untracked = shown.untracked_parts().iter().fold(String::new(), |mut all, part| {
        // Writing to a string cannot fail.
        let _ = writeln!(all, "{UNTRACKED}: {part}");
        all
    });
    format!(
        "{note}\n\n{CONTRACT}: {contract}\n{ROUND}: {round}\n{PARTY}: {party}\n{REPORTED_BY}: {by}\n{FILE_DIGEST}: {digest}\n{untracked}",
        by = speaking.party,
        digest = shown.paper.sha256,
    )
}
