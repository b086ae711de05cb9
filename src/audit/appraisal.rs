//! One contract's record, read and appraised against its history.

use std::collections::BTreeSet;
use std::rc::Rc;

use rayon::prelude::*;

use crate::contract::{self, Party, Revision};
use crate::history::{CommitGraph, Error, RecordFile, Repository};
use crate::negotiation::{Change, CommitId, Filed, FiledComment, Round, Rounds, TextId, negotiation_id};

use super::appraise::{Appraised, ReadRecord, Surroundings, appraise};
use super::authority::{Authority, AuthoritySource, Believed, SignedWord};
use super::authority_walk::authority_over;
use super::in_force::Author;
use super::memory::Memory;
use super::text_at_commit::TextAtCommit;

/// One contract as history tells it.
#[derive(Clone, Copy)]
pub struct RecordInput<'a> {
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
    pub graph: &'a CommitGraph,
    /// What the clone keeps for itself.
    pub memory: &'a Memory,
}

/// One record's file and what it is worth.
#[derive(Debug, Clone)]
pub struct RecordEntry {
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
pub struct Appraisal {
    /// The records in the order in which they came into history.
    pub entries: Vec<RecordEntry>,
    /// The name of the negotiation, which ties records to it; `None` before the first round.
    pub negotiation: Option<Revision>,
    /// Who may speak for whom.
    pub authority: Authority,
}

impl Appraisal {
    /// Reads and appraises the whole record of a contract.
    ///
    /// # Errors
    ///
    /// When history or a record's file cannot be read.
    pub fn of(input: &RecordInput<'_>) -> Result<Self, Error> {
        Self::with_parties(input, |text| input.parties(text))
    }

    /// The same, where the parties of each text are read by another.
    ///
    /// # Errors
    ///
    /// As [`Appraisal::of`], and those of `parties`.
    pub fn with_parties(
        input: &RecordInput<'_>,
        parties: impl FnMut(TextId) -> Result<Option<Vec<Party>>, Error>,
    ) -> Result<Self, Error> {
        let negotiation = input.negotiation()?;
        let confirmed: Vec<_> = input
            .memory
            .confirmed
            .iter()
            .filter(|one| Some(one.negotiation) == negotiation && one.contract == input.contract)
            .collect();
        let resets = input.memory.resets.iter().filter(|one| one.contract == input.contract);
        let believed = Believed {
            confirmed,
            resets: resets.map(|one| (&*one.party, &*one.key)).collect(),
        };
        let whereabouts = TextAtCommit::of(input.repository, input.graph, input.changes)?;
        let files = read_files(input)?;
        let name = negotiation.unwrap_or_else(|| Revision::of(b""));
        let voices: Vec<SignedWord> = files
            .iter()
            .filter_map(|(file, read)| read.read.voice(file, input.contract, name))
            .collect();
        let source = AuthoritySource {
            graph: input.graph,
            whereabouts: &whereabouts,
            changes: input.changes,
            beginning: input.beginning(),
            voices: &voices,
            believed: &believed,
        };
        let authority = authority_over(&source, parties, |change| {
            let raw = input.repository.raw_change(change)?;
            Ok::<_, Error>(Author {
                key: raw.verify().ok(),
                person: raw.author,
            })
        })?;
        Ok(Self {
            entries: entries(input, files, &authority, name),
            negotiation,
            authority,
        })
    }

    /// The parties of which there are records that a later version of the program made.
    #[must_use]
    pub fn unjudged(&self) -> BTreeSet<String> {
        let unjudged = self.entries.iter().filter(|entry| entry.appraised.is_unjudged());
        unjudged.map(|entry| entry.file.party.clone()).collect()
    }

    /// How many files of the record nobody here knows what they say: positions or comments.
    #[must_use]
    pub fn unread(&self) -> usize {
        let appraised = self.entries.iter().map(|entry| &entry.appraised);
        appraised
            .filter(|one| one.record.is_none() && one.comment.is_none())
            .count()
    }

    /// The comments, in the order in which they came into history.
    #[must_use]
    pub fn comments(&self) -> Vec<FiledComment> {
        let comments = self
            .entries
            .iter()
            .filter_map(|entry| Some((entry, entry.appraised.comment.as_ref()?)));
        let filed = comments.zip(1..).map(|((entry, comment), number)| FiledComment {
            id: entry.appraised.id,
            number,
            comment: comment.clone(),
            added: entry.file.added,
            author: entry.file.by.name.clone(),
            trust: entry.appraised.trust.clone(),
        });
        filed.collect()
    }

    /// The records that can be read, as standing needs them.
    #[must_use]
    pub fn filed(&self) -> Vec<Filed> {
        self.entries
            .iter()
            .filter_map(|entry| entry.appraised.clone().filed(entry.round))
            .collect()
    }
}

impl RecordInput<'_> {
    /// The change with which the negotiation of that name begins: the first one behind round 1, from which its name comes.
    fn beginning(&self) -> Option<CommitId> {
        let round_1 = self.rounds.rounds.first().map(|round| round.made_by().id);
        let is_behind = |one: &&Change| round_1.is_none_or(|first| self.graph.is_ancestor(one.id, first) == Some(true));
        self.changes.iter().find(is_behind).map(|one| one.id)
    }

    /// The name of the negotiation: by round 1, its file, its author and its date.
    ///
    /// # Errors
    ///
    /// When the text of round 1 cannot be read.
    pub fn negotiation(&self) -> Result<Option<Revision>, Error> {
        let Some(first) = self.rounds.rounds.first().map(Round::made_by) else {
            return Ok(None);
        };
        let Some(text) = first.after else { return Ok(None) };
        Ok(Some(negotiation_id(
            &self.repository.text(text)?,
            &first.author,
            first.at,
        )))
    }

    fn parties(&self, text: TextId) -> Result<Option<Vec<Party>>, Error> {
        Ok(contract::read_parties(&self.repository.text(text)?).ok())
    }

    /// The number of the round that a record concerns: the one it came with, or the newest that its signer was shown.
    fn round_concerned(&self, added: CommitId, base: Option<CommitId>) -> u32 {
        let rounds = &self.rounds.rounds;
        if let Some(round) = rounds.iter().find(|round| round.made_by().id == added) {
            return round.number;
        }
        let shown =
            |round: &&Round| base.is_some_and(|base| self.graph.is_ancestor(round.made_by().id, base) == Some(true));
        rounds.iter().rev().find(shown).map_or(0, |round| round.number)
    }
}

/// A record's file with its bytes.
struct InFile {
    bytes: Vec<u8>,
    signature: Option<Vec<u8>>,
    stamp: Option<Vec<u8>>,
    read: ReadRecord,
}

/// Reads records one after the other, and verifies them all at once: that takes most of the time.
fn read_files<'a>(input: &RecordInput<'a>) -> Result<Vec<(&'a RecordFile, InFile)>, Error> {
    let mut read = Vec::with_capacity(input.files.len());
    for file in input.files {
        let bytes = input.repository.text(file.text)?;
        let signature = file.signature.map(|text| input.repository.text(text)).transpose()?;
        let stamp = file.stamp.map(|(text, _)| input.repository.text(text)).transpose()?;
        read.push((file, bytes, signature, stamp));
    }
    let verified = read.into_par_iter().map(|(file, bytes, signature, stamp)| {
        let read = ReadRecord::of(&bytes, signature.as_deref());
        (
            file,
            InFile {
                bytes,
                signature,
                stamp,
                read,
            },
        )
    });
    Ok(verified.collect())
}

fn entries(
    input: &RecordInput<'_>,
    files: Vec<(&RecordFile, InFile)>,
    authority: &Authority,
    negotiation: Revision,
) -> Vec<RecordEntry> {
    let (contract, graph, own_key) = (input.contract, input.graph, input.memory.own_key.as_ref());
    let entry = |(file, in_file): (&RecordFile, InFile)| {
        let in_force = authority.within(graph, file.added);
        let around = Surroundings {
            contract,
            negotiation,
            graph,
            authority,
            own_key,
            in_force,
        };
        let appraised = appraise(file, &in_file.read, &around);
        let base = appraised.base();
        let round = input.round_concerned(file.added, base);
        let (bytes, signature) = (Rc::new(in_file.bytes), in_file.signature.map(Rc::new));
        let stamp = in_file.stamp.map(Rc::new);
        RecordEntry {
            file: file.clone(),
            bytes,
            signature,
            stamp,
            appraised,
            round,
        }
    };
    files.into_iter().map(entry).collect()
}
