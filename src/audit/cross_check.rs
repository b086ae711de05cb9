//! The same signatures, as stock `git` and `ssh-keygen` see them.

use std::collections::BTreeSet;
use std::io::Write;

use crate::history::{
    AllowedSigner, Error, POSITIONS, PublicKey, Repository, SIGNED_CHANGE, SignatureFault, SignatureState,
    StockVerdict, allowed_signers, stock_verify_record,
};

use super::appraisal::{Appraisal, RecordInput};
use super::finding::{Finding, Severity};
use super::kinds::SignatureFinding;

/// Has stock `git verify-commit` and `ssh-keygen -Y verify` look at every signed change of a contract and of its
/// record, and at every signature of a record. Whatever they say otherwise than the audit is a failure.
///
/// Where the audit refuses what they accept for the way it is written, both have said the same of the signature itself.
///
/// # Errors
///
/// When history cannot be read or a program cannot be run.
pub fn cross_check(input: &RecordInput<'_>, dossier: &Appraisal) -> Result<Vec<Finding>, Error> {
    let mut found = Vec::new();
    let mut changes: Vec<_> = input.changes.iter().map(|change| change.id).collect();
    changes.extend(input.files.iter().map(|file| file.added));
    let mut met = BTreeSet::new();
    changes.retain(|id| met.insert(*id));
    for id in changes {
        let raw = input.repository.raw_change(id)?;
        if raw.signature == SignatureState::None {
            continue;
        }
        let ours = raw.verify();
        if ours.as_ref().is_err_and(SignatureFault::is_unknown) {
            continue;
        }
        let about = |finding: Finding| finding.of(input.contract).at(id).by(&raw.author.name);
        let signers = match signers_file(&raw.author.email, ours.as_ref().ok(), SIGNED_CHANGE) {
            Err(error @ Error::NotASigner(_)) => {
                found.push(about(not_listed(error)));
                continue;
            }
            signers => signers?,
        };
        let theirs = input.repository.stock_verify_change(id, signers.path())?;
        let said = compared(ours.as_ref(), &theirs, "git verify-commit");
        found.extend(said.map(about));
    }
    for entry in &dossier.entries {
        let (Some(signature), Some(signer)) = (&entry.signature, entry.appraised.signer()) else {
            continue;
        };
        let ours = crate::history::verify_detached(signature, &entry.bytes, POSITIONS);
        if ours.as_ref().is_err_and(SignatureFault::is_unknown) {
            continue;
        }
        let about = |finding: Finding| {
            finding
                .of(input.contract)
                .at(entry.file.added)
                .by(signer)
                .in_file(&entry.file.path)
        };
        let signers = match signers_file(signer, ours.as_ref().ok(), POSITIONS) {
            Err(error @ Error::NotASigner(_)) => {
                found.push(about(not_listed(error)));
                continue;
            }
            signers => signers?,
        };
        let theirs = stock_verify_record(&entry.bytes, signature, signer, POSITIONS, signers.path())?;
        let by_gpg = ours.as_ref().is_ok_and(|key| !key.is_ssh());
        let tool = if by_gpg { "gpg --verify" } else { "ssh-keygen -Y verify" };
        let said = compared(ours.as_ref(), &theirs, tool);
        found.extend(said.map(about));
    }
    Ok(found)
}

/// The list by which stock tools know the key that was found, and the author's address.
fn signers_file(email: &str, key: Option<&PublicKey>, namespace: &str) -> Result<tempfile::NamedTempFile, Error> {
    let unwritable = |error: std::io::Error| Error::unwritable(&std::env::temp_dir(), &error);
    let signer = key.map(|key| AllowedSigner {
        email,
        key,
        namespaces: std::slice::from_ref(&namespace),
    });
    let list = allowed_signers(signer.as_slice())?;
    let mut file = tempfile::NamedTempFile::new().map_err(unwritable)?;
    file.write_all(list.as_bytes())
        .and_then(|()| file.flush())
        .map_err(unwritable)?;
    Ok(file)
}

fn not_listed(error: Error) -> Finding {
    Finding::new(Severity::CannotVerify, SignatureFinding::NotASigner(error))
}

fn compared(ours: Result<&PublicKey, &SignatureFault>, theirs: &StockVerdict, tool: &'static str) -> Option<Finding> {
    let good = theirs.good || theirs.fits_with_expired_key();
    let fingerprint = theirs.fingerprint.as_deref();
    let what = match ours {
        Ok(key) if good && fingerprint == Some(key.fingerprint()) => return None,
        Ok(key) => SignatureFinding::StockDisagrees {
            fingerprint: key.fingerprint().to_owned(),
            tool,
        },
        // Without a key that counts in the list, stock tools can only say that a signature fits, never whose it is.
        Err(SignatureFault::Bad) if good || fingerprint.is_some() => SignatureFinding::StockAccepts { tool },
        Err(_) => return None,
    };
    Some(Finding::fail(what))
}

/// Lays a contract out as the audit does, and has stock tools look at its signatures.
///
/// # Errors
///
/// As [`cross_check`].
pub fn cross_check_all(repository: &Repository, memory: &super::Memory) -> Result<Vec<Finding>, Error> {
    use crate::history::{CommitGraph, Histories, Walk};
    let Some(head) = repository.newest()? else {
        return Ok(Vec::new());
    };
    let graph = CommitGraph::behind(repository, head)?;
    let histories = Walk::behind(repository, head);
    let mut found = Vec::new();
    for contract in histories.contracts()? {
        let (changes, files) = (histories.changes(&contract.name)?, histories.records(&contract)?);
        let texts = super::Texts::with_past(repository, &graph);
        let rounds = super::fold(&texts, &changes, &texts.closed_in(&graph, &changes, &files)?)?;
        let contract = contract.original_name.as_str();
        let input = RecordInput {
            repository,
            contract,
            changes: &changes,
            rounds: &rounds,
            files: &files,
            graph: &graph,
            memory,
        };
        found.extend(cross_check(&input, &Appraisal::of(&input)?)?);
    }
    Ok(found)
}
