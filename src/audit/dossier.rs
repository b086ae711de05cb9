//! One contract's record, read and appraised against its history.

use std::rc::Rc;

use rayon::prelude::*;

use crate::contract::{self, Party, Revision};
use crate::history::{Error, Past, RecordFile, Repository};
use crate::negotiation::{Change, ChangeId, Filed, Round, Rounds, TextId, negotiation_id};

use super::appraise::{Appraised, Surroundings, appraise};
use super::authority::{Authority, InForce};
use super::memory::Memory;
use super::whereabouts::Whereabouts;

/// One contract as history tells it.
#[derive(Clone, Copy)]
pub struct Case<'a> {
    /// Where it lies.
    pub repository: &'a Repository,
    /// The name it had in round 1.
    pub contract: &'a str,
    /// Its changes, oldest first.
    pub changes: &'a [Change],
    /// The rounds they make up.
    pub rounds: &'a Rounds,
    /// The files of its record, in the order in which they came into history.
    pub files: &'a [RecordFile],
    /// All of history.
    pub past: &'a Past,
    /// What the clone keeps for itself.
    pub memory: &'a Memory,
}

/// One record's file and what it is worth.
#[derive(Debug, Clone)]
pub struct Entry {
    /// Where it lies and who brought it into history.
    pub file: RecordFile,
    /// Its bytes.
    pub bytes: Rc<Vec<u8>>,
    /// The bytes of its signature.
    pub signature: Option<Rc<Vec<u8>>>,
    /// The bytes of its time stamp.
    pub stamp: Option<Rc<Vec<u8>>>,
    /// What it says, and how far it can be relied upon.
    pub appraised: Appraised,
    /// The number of the round that it concerns, by ancestry; 0 when it concerns none that there is.
    pub round: u32,
}

/// A contract's record, appraised.
pub struct Dossier {
    /// The records in the order in which they came into history.
    pub entries: Vec<Entry>,
    /// The name of the negotiation, which ties records to it; `None` before the first round.
    pub negotiation: Option<Revision>,
    /// Who may speak for whom.
    pub authority: Authority,
}

impl Dossier {
    /// Reads and appraises the whole record of a contract.
    ///
    /// # Errors
    ///
    /// When history or a record's file cannot be read.
    pub fn of(case: &Case<'_>) -> Result<Self, Error> {
        let negotiation = case.negotiation()?;
        let confirmed: Vec<_> = case
            .memory
            .confirmed
            .iter()
            .filter(|one| Some(one.negotiation) == negotiation && one.contract == case.contract)
            .collect();
        let authority = Authority::over(
            case.changes,
            case.past,
            &confirmed,
            |text| case.parties(text),
            |change| Ok::<_, Error>(case.repository.raw_change(change)?.verify().ok()),
        )?;
        let whereabouts = Whereabouts::of(case.repository, case.past, case.changes)?;
        Ok(Self { entries: entries(case, &whereabouts, &authority, negotiation)?, negotiation, authority })
    }

    /// The records that can be read, as standing needs them.
    #[must_use]
    pub fn filed(&self) -> Vec<Filed> {
        self.entries.iter().filter_map(|entry| entry.appraised.clone().filed(entry.round)).collect()
    }
}

impl Case<'_> {
    /// The name of the negotiation: by round 1, its file, its author and its date.
    ///
    /// # Errors
    ///
    /// When the text of round 1 cannot be read.
    pub fn negotiation(&self) -> Result<Option<Revision>, Error> {
        let Some(first) = self.rounds.rounds.first().map(Round::made_by) else { return Ok(None) };
        let Some(text) = first.after else { return Ok(None) };
        Ok(Some(negotiation_id(&self.repository.text(text)?, &first.author, first.at)))
    }

    fn parties(&self, text: TextId) -> Result<Option<Vec<Party>>, Error> {
        Ok(contract::read_parties(&self.repository.text(text)?).ok())
    }

    /// The parties in force for a change: those of the version that it builds on; for what came with the contract
    /// itself, those that it brings.
    ///
    /// # Errors
    ///
    /// When history cannot be read.
    pub fn in_force(&self, authority: &Authority, change: ChangeId) -> Result<Vec<InForce>, Error> {
        for parent in self.past.get(change).map(|place| place.parents).unwrap_or_default() {
            if let Some(text) = self.repository.text_in(parent, self.changes)?
                && let Some(in_force) = authority.at(self.past, parent, text)
            {
                return Ok(in_force.to_vec());
            }
        }
        Ok(authority.after(change).map(<[_]>::to_vec).unwrap_or_default())
    }

    /// The number of the round that a record concerns: the one it came with, or the newest that its signer was shown.
    fn round_concerned(&self, added: ChangeId, base: Option<ChangeId>) -> u32 {
        let rounds = &self.rounds.rounds;
        if let Some(round) = rounds.iter().find(|round| round.made_by().id == added) {
            return round.number;
        }
        let shown =
            |round: &&Round| base.is_some_and(|base| self.past.is_ancestor(round.made_by().id, base) == Some(true));
        rounds.iter().rev().find(shown).map_or(0, |round| round.number)
    }
}

/// Reads records one after the other, and appraises them all at once: verifying signatures takes most of the time.
fn entries(
    case: &Case<'_>,
    whereabouts: &Whereabouts,
    authority: &Authority,
    negotiation: Option<Revision>,
) -> Result<Vec<Entry>, Error> {
    let (mut read, mut stamps) = (Vec::with_capacity(case.files.len()), Vec::with_capacity(case.files.len()));
    for file in case.files {
        let bytes = case.repository.text(file.text)?;
        let signature = file.signature.map(|text| case.repository.text(text)).transpose()?;
        let stamp = file.stamp.map(|(text, _)| case.repository.text(text)).transpose()?.map(Rc::new);
        stamps.push(stamp);
        read.push((file, bytes, signature, in_force_at(case.past, whereabouts, authority, file.added)));
    }
    let (contract, past, own_key) = (case.contract, case.past, case.memory.own_key.as_ref());
    let negotiation = negotiation.unwrap_or_else(|| Revision::of(b""));
    let appraised: Vec<Appraised> = read
        .par_iter()
        .map(|(file, bytes, signature, in_force)| {
            let around = Surroundings { contract, negotiation, past, authority, own_key, in_force };
            appraise(file, bytes, signature.as_deref(), &around)
        })
        .collect();
    let mut entries = Vec::with_capacity(read.len());
    for (((file, bytes, signature, _), appraised), stamp) in read.into_iter().zip(appraised).zip(stamps) {
        let base = appraised.record.as_ref().and_then(|record| record.base);
        let round = case.round_concerned(file.added, base);
        let (bytes, signature) = (Rc::new(bytes), signature.map(Rc::new));
        entries.push(Entry { file: file.clone(), bytes, signature, stamp, appraised, round });
    }
    Ok(entries)
}

/// The same as [`Case::in_force`], where it is known which text the contract had at every point.
pub(super) fn in_force_at<'a>(
    past: &Past,
    whereabouts: &Whereabouts,
    authority: &'a Authority,
    change: ChangeId,
) -> &'a [InForce] {
    for parent in past.get(change).map(|place| place.parents).unwrap_or_default() {
        if let Some(text) = whereabouts.at(past, parent)
            && let Some(in_force) = authority.at(past, parent, text)
        {
            return in_force;
        }
    }
    authority.after(change).unwrap_or_default()
}
