//! Making an evidence file, and taking a time stamp into one.

use chrono::{DateTime, FixedOffset};

use crate::audit::finding::Verdict;
use crate::audit::stamp;
use crate::contract::Revision;
use crate::history::{Repository, exported_openpgp, unbundle};

use super::archive::{pack, unpack};
use super::archive_error::ArchiveError;
use super::contents::tell;
use super::error::EvidenceError;
use super::file_names::{ABOUT, ANSWER, BUNDLE, MANIFEST, OPENPGP_KEYS};
use super::manifest;

/// An evidence file that was made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Made {
    /// Its bytes: the same for the same history, and the same keys of gpg at hand.
    pub bytes: Vec<u8>,
    /// The digest of its manifest, which stands for all of it.
    pub manifest: Revision,
    /// How many rounds it holds.
    pub rounds: usize,
    /// How many records of positions.
    pub records: usize,
    /// How many contracts lie in the history that it holds.
    pub contracts: usize,
    /// What the audit in it says.
    pub verdict: Verdict,
}

/// Puts the negotiation of a contract, by its name today, into one file.
///
/// # Errors
///
/// When the copy does not hold all of history, the contract was never sent, or git cannot be run.
pub fn make_evidence(repository: &Repository, name: &str, now: DateTime<FixedOffset>) -> Result<Made, EvidenceError> {
    if !repository.obstacles()?.is_empty() {
        return Err(EvidenceError::NotWhole);
    }
    let head = repository
        .newest()?
        .ok_or_else(|| EvidenceError::NoRound(name.to_owned()))?;
    let bundle = repository.bundle(head)?;
    // Told from what will come out of the file again, not from this copy.
    let folder = tempfile::tempdir().map_err(EvidenceError::Folder)?;
    unbundle(&bundle, folder.path())?;
    let unpacked = Repository::open_for_audit(folder.path())?.with_contracts_folder(repository.contracts_folder());
    let mut told = tell(&unpacked, name, now)?;
    told.files.insert(BUNDLE.to_owned(), bundle);
    told.files.insert(ABOUT.to_owned(), told.about.written()?);
    if let Some(keys) = exported_openpgp(&told.keys) {
        told.files.insert(OPENPGP_KEYS.to_owned(), keys);
    }
    let list = manifest::write(&told.files).into_bytes();
    let digest = Revision::of(&list);
    told.files.insert(MANIFEST.to_owned(), list);
    Ok(Made {
        bytes: pack(&told.files)?,
        manifest: digest,
        rounds: told.rounds,
        records: told.records,
        contracts: told.report.contracts,
        verdict: told.report.verdict(),
    })
}

/// The query by which a time stamp authority is asked to witness an evidence file (RFC 3161, DER).
///
/// # Errors
///
/// When it is no evidence file.
pub fn time_stamp_query(evidence: &[u8]) -> Result<Vec<u8>, EvidenceError> {
    let files = unpack(evidence)?;
    let list = files.get(MANIFEST).ok_or(ArchiveError::NoManifest)?;
    Ok(stamp::query(list))
}

/// Takes the authority's answer into an evidence file. An earlier answer gives way to it.
///
/// # Errors
///
/// When the file is no evidence file, or the answer no stamp over it.
pub fn take_answer(evidence: &[u8], answer: &[u8]) -> Result<Vec<u8>, EvidenceError> {
    let mut files = unpack(evidence)?;
    let list = files.get(MANIFEST).ok_or(ArchiveError::NoManifest)?;
    stamp::read(answer, list)?;
    files.insert(ANSWER.to_owned(), answer.to_vec());
    Ok(pack(&files)?)
}
