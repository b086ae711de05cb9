//! Checks 5 and 7: who signed each change, and when it says it was made.

use chrono::TimeDelta;

use crate::history::{Error, PublicKey, Repository, SignatureFault};
use crate::negotiation::{Change, CommitId, Person};

use super::audited_contract::AuditedContract;
use super::finding::{Finding, Severity};
use super::hand::{Hand, hand};
use super::history_scan::HistoryScan;
use super::in_force::{Dispute, InForce, lists, names};
use super::kinds::SignatureFinding;

/// Clocks of two machines may differ by this much: everywhere, whoever judges.
pub(super) const CLOCKS_DIFFER: TimeDelta = TimeDelta::minutes(15);

/// Check 5 for every change of the contract and of its record.
pub(super) fn check(audited: &AuditedContract<'_>) -> Vec<Finding> {
    let mut found = Vec::new();
    for change in audited.changes {
        found.extend(hides(audited, change.id, &change.author).map(|finding| finding.in_file(&change.path)));
        found.extend(of_change(audited, change).map(|finding| finding.in_file(&change.path)));
    }
    let of_contract = |id: CommitId| audited.changes.iter().any(|change| change.id == id);
    let mut added: Vec<CommitId> = audited.files.iter().map(|file| file.added).collect();
    added.dedup();
    for (id, file) in added
        .into_iter()
        .filter_map(|id| Some((id, audited.files.iter().find(|file| file.added == id)?)))
    {
        if !of_contract(id) {
            found.extend(hides(audited, id, &file.by).map(|finding| finding.in_file(&file.path)));
            found.extend(examine(audited, id, &file.by, true).map(|finding| finding.in_file(&file.path)));
        }
    }
    found
}

/// A message that git shows as something else.
fn hides(audited: &AuditedContract<'_>, id: CommitId, author: &Person) -> Option<Finding> {
    let fault = audited.scan.raw.get(&id)?.hides.clone()?;
    let what = SignatureFinding::MessageHides {
        author: author.name.clone(),
        fault,
    };
    Some(Finding::fail(what).of(audited.name).at(id).by(&author.name))
}

fn of_change(audited: &AuditedContract<'_>, change: &Change) -> Option<Finding> {
    // Who only joins histories says nothing, and may leave it unsigned.
    examine(audited, change.id, &change.author, !audited.is_clean_merge(change.id))
}

fn examine(audited: &AuditedContract<'_>, id: CommitId, author: &Person, has_words: bool) -> Option<Finding> {
    let speaker = audited.speaker(id, author);
    let in_force = audited.in_force(id);
    let own = in_force
        .iter()
        .find(|one| Some(one.party.id.as_str()) == speaker.party());
    let finding = match audited.scan.signed.get(&id)? {
        Err(SignatureFault::Unsigned) => own.filter(|own| own.speaks_with_keys() && has_words).map(|own| {
            Finding::fail(SignatureFinding::Unsigned {
                author: author.name.clone(),
                party: own.party.id.clone(),
            })
        }),
        Err(fault) => {
            let severity = if fault.is_unknown() {
                Severity::CannotVerify
            } else {
                Severity::Fail
            };
            let what = SignatureFinding::Signature {
                author: author.name.clone(),
                fault: fault.clone(),
            };
            Some(Finding::new(severity, what))
        }
        Ok(key) if is_listed_and_weak(in_force, key) => {
            let fault = SignatureFault::WeakKey;
            Some(Finding::fail(SignatureFinding::Signature {
                author: author.name.clone(),
                fault,
            }))
        }
        Ok(key) => credited(audited, id, author, key, own, in_force),
    };
    finding.map(|finding| finding.of(audited.name).at(id).by(&author.name))
}

/// Whether a key that somebody lists is one by which anybody could have signed.
fn is_listed_and_weak(in_force: &[InForce], key: &PublicKey) -> bool {
    let mut members = in_force.iter().flat_map(|one| &one.party.members);
    members.any(|member| names(&member.keys, key)) && key.is_taken_apart()
}

/// A good signature counts for the author only when the author lists its key.
fn credited(
    audited: &AuditedContract<'_>,
    id: CommitId,
    author: &Person,
    key: &PublicKey,
    own: Option<&InForce>,
    in_force: &[InForce],
) -> Option<Finding> {
    if let Some(own) = own.filter(|own| own.speaks_with_keys()) {
        let parties: Vec<_> = in_force.iter().map(|one| &one.party).collect();
        match hand(&parties, &own.party, author, key) {
            Hand::Own => {}
            Hand::NameOfAnother(signer) => {
                let (author, signer) = (author.name.clone(), signer.name.clone());
                let what = SignatureFinding::NameOfAnother {
                    author,
                    signer,
                    party: own.party.id.clone(),
                };
                return Some(Finding::fail(what));
            }
            Hand::Other if own.dispute == Some(Dispute::Reset) && own.merely_listed(&author.email, key) => {
                let party = own.party.id.clone();
                let is_told = audited.dossier.authority.resets_at(&audited.scan.graph, &party, id);
                let author = author.name.clone();
                return (!is_told).then(|| Finding::warning(SignatureFinding::KeyOfReset { author, party }));
            }
            Hand::Other => return foreign_key(author, key, Some(own), in_force),
        }
        let removal = audited
            .dossier
            .authority
            .removal_beside(&audited.scan.graph, &own.party.id, key, id);
        return removal.map(|_| {
            let what = SignatureFinding::KeyTakenAway {
                author: author.name.clone(),
                party: own.party.id.clone(),
            };
            Finding::new(Severity::CannotVerify, what)
        });
    }
    foreign_key(author, key, own, in_force)
}

/// A key that is not the author's, where it is known to be another person's or the author's party lists keys.
fn foreign_key(author: &Person, key: &PublicKey, own: Option<&InForce>, in_force: &[InForce]) -> Option<Finding> {
    let owner = in_force.iter().find_map(|one| {
        let member = one.party.members.iter().find(|member| lists(&member.keys, key))?;
        Some((member, one))
    });
    let what = match (owner, own) {
        (Some((member, party)), _) => SignatureFinding::KeyOfAnother {
            author: author.name.clone(),
            owner: member.name.clone(),
            party: party.party.id.clone(),
        },
        (None, Some(own)) if own.speaks_with_keys() => SignatureFinding::KeyNotListed {
            author: author.name.clone(),
            fingerprint: key.fingerprint().to_owned(),
            party: own.party.id.clone(),
        },
        _ => return None,
    };
    Some(Finding::fail(what))
}

/// Changes that say of nobody that all programs could read it. What touches a contract or a record fails with its
/// signature; the others say nothing for anybody, and only stand in the way.
pub(super) fn heads(scan: &HistoryScan<'_>) -> Result<Vec<Finding>, Error> {
    let others = scan.graph.odd_heads().iter().filter(|id| !scan.signed.contains_key(id));
    others.map(|id| head(scan.repository, *id, Severity::Warning)).collect()
}

/// What is wrong with the head of a change.
pub(super) fn head(repository: &Repository, id: CommitId, severity: Severity) -> Result<Finding, Error> {
    let (author, fault) = repository.odd_head(id)?;
    let what = SignatureFinding::Header {
        author: author.name.clone(),
        fault,
    };
    Ok(Finding::new(severity, what).at(id).by(&author.name))
}

/// Check 7 for every change of contracts and records.
pub(super) fn dates(scan: &HistoryScan<'_>) -> Vec<Finding> {
    let mut found = Vec::new();
    for raw in scan.touches.iter().filter_map(|touch| scan.raw.get(&touch.id)) {
        let mut warn = |what| {
            found.push(Finding::warning(what).at(raw.id).by(&raw.author.name));
        };
        let latest = raw.at.max(raw.committed_at);
        if latest > scan.now + CLOCKS_DIFFER {
            warn(SignatureFinding::Future {
                author: raw.author.name.clone(),
                at: latest,
            });
        }
        let parents = raw.parents.iter().filter_map(|parent| scan.raw.get(parent));
        if let Some(parent) = parents.max_by_key(|parent| parent.committed_at)
            && raw.committed_at < parent.committed_at
        {
            let (own, parent) = (raw.committed_at, parent.committed_at);
            warn(SignatureFinding::BeforeParent {
                author: raw.author.name.clone(),
                own,
                parent,
            });
        }
    }
    found
}
