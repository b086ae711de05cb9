//! How far one record can be relied upon.

use crate::contract::{Member, Revision};
use crate::history::{POSITIONS, Past, PublicKey, RecordFile, verify_detached};
use crate::negotiation::{ChangeId, Filed, Record, RecordId, Trust, read_record, speaker_among};

use super::authority::{Authority, InForce, lists};

/// What is wrong with a record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Flaw {
    /// The number of the audit's check that it fails.
    pub check: u8,
    /// What is wrong, as a clause without its full stop.
    pub what: String,
    /// Whether it may yet be good: something that is needed to verify it is missing here.
    pub unknown: bool,
}

impl Flaw {
    fn of(check: u8, what: String) -> Self {
        Self { check, what, unknown: false }
    }
}

/// What a record is held against.
pub struct Surroundings<'a> {
    /// The contract's name in round 1.
    pub contract: &'a str,
    /// The negotiation it belongs to.
    pub negotiation: Revision,
    /// All of history.
    pub past: &'a Past,
    /// Who may speak for whom.
    pub authority: &'a Authority,
    /// The parties in force where the record came into history, before the change that brought it.
    pub in_force: &'a [InForce],
}

/// A record's file, appraised.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Appraised {
    /// Its name.
    pub id: RecordId,
    /// What it says; `None` when it cannot be read.
    pub record: Option<Record>,
    /// How far it can be relied upon.
    pub trust: Trust,
    /// Everything that is wrong with it.
    pub flaws: Vec<Flaw>,
    /// The key that signed it, when its signature is good.
    pub key: Option<PublicKey>,
}

impl Appraised {
    /// The record as standing needs it, for the round that it concerns.
    #[must_use]
    pub fn filed(self, round: u32) -> Option<Filed> {
        Some(Filed { id: self.id, record: self.record?, round, trust: self.trust })
    }
}

/// Appraises a record from its file, its signature and what surrounds them.
#[must_use]
pub fn appraise(file: &RecordFile, bytes: &[u8], signature: Option<&[u8]>, around: &Surroundings<'_>) -> Appraised {
    let id = RecordId::of(bytes);
    let mut flaws = Vec::new();
    let record = match read_record(bytes) {
        Ok(record) => record,
        Err(error) => {
            let what = format!("it cannot be read as a record ({error})");
            let trust = Trust::Void(what.clone());
            return Appraised { id, record: None, trust, flaws: vec![Flaw::of(11, what)], key: None };
        }
    };
    let mut flaw = |check: u8, what: String| flaws.push(Flaw::of(check, what));
    let expected = format!("{}-{}.yaml", record.seq, id.short());
    if file.path.rsplit('/').next() != Some(&expected) {
        flaw(11, format!("its file is not called `{expected}`, as its content demands"));
    }
    if record.contract != around.contract || file.contract != around.contract {
        flaw(12, format!("it was made for the contract `{}`", record.contract));
    }
    if record.negotiation != around.negotiation {
        flaw(12, "it was made for another negotiation".to_owned());
    }
    if record.party != file.party {
        flaw(9, format!("it speaks for `{}` and lies under `{}`", record.party, file.party));
    }
    let mut key = None;
    let mut good = Trust::Claimed;
    match around.in_force.iter().find(|one| one.party.id == record.party) {
        None => flaw(9, format!("the contract had no party `{}`", record.party)),
        Some(in_force) => {
            let parties: Vec<_> = around.in_force.iter().map(|one| one.party.clone()).collect();
            if speaker_among(&file.by, &parties).party() != Some(&record.party) {
                flaw(
                    9,
                    format!(
                        "the change that brought it was written by {}, who does not speak for `{}`",
                        file.by.name, record.party
                    ),
                );
            }
            let member = in_force.party.members.iter().find(|one| one.email.eq_ignore_ascii_case(&record.signer));
            if member.is_none() {
                flaw(9, format!("{} was no member of `{}`", record.signer, record.party));
            }
            match signed(&record, bytes, signature, in_force, member) {
                Ok((signer, trust)) => {
                    good = trust;
                    if let Some(signer) = &signer
                        && let Some(removal) = removed_side_by_side(around, &record.party, signer, file.added)
                    {
                        let what = format!(
                            "its key was taken away from the party side by side with it ({removal}), so it cannot be verified"
                        );
                        flaws.push(Flaw { unknown: true, ..Flaw::of(5, what) });
                    }
                    key = signer;
                }
                Err(wrong) => flaws.push(wrong),
            }
        }
    }
    let trust = match flaws.first() {
        Some(first) => Trust::Void(first.what.clone()),
        None if record.speaks_for.is_some() => Trust::Reported,
        None => good,
    };
    Appraised { id, record: Some(record), trust, flaws, key }
}

/// Who signed, and what that is worth.
fn signed(
    record: &Record,
    bytes: &[u8],
    signature: Option<&[u8]>,
    in_force: &InForce,
    member: Option<&Member>,
) -> Result<(Option<PublicKey>, Trust), Flaw> {
    let flaw = |check, what: String| Err(Flaw::of(check, what));
    let Some(signature) = signature else {
        return if in_force.has_keys() {
            flaw(10, format!("it is not signed, and `{}` lists keys", record.party))
        } else if record.key.is_some() {
            flaw(10, "it names a key, and no signature lies beside it".to_owned())
        } else {
            Ok((None, Trust::Claimed))
        };
    };
    let key = match verify_detached(signature, bytes, POSITIONS) {
        Ok(key) => key,
        Err(fault) if fault.is_unknown() => {
            let what = format!("its signature cannot be verified here: {fault}");
            return Err(Flaw { unknown: true, ..Flaw::of(10, what) });
        }
        Err(fault) => return flaw(10, format!("its signature is not valid: {fault}")),
    };
    if record.key.as_deref() != Some(key.fingerprint()) {
        return flaw(10, "it names another key than the one that signed it".to_owned());
    }
    if !in_force.has_keys() {
        return Ok((Some(key), Trust::Claimed));
    }
    if !member.is_some_and(|member| lists(&member.keys, &key)) {
        return flaw(9, format!("it is signed with a key that {} did not have", record.signer));
    }
    Ok((Some(key), if in_force.confirmed { Trust::Verified } else { Trust::Unconfirmed }))
}

/// The removal of a key that is neither before nor after a change.
fn removed_side_by_side(around: &Surroundings<'_>, party: &str, key: &PublicKey, added: ChangeId) -> Option<ChangeId> {
    let behind = |one, other| around.past.is_ancestor(one, other) == Some(true);
    let related = |removal: &ChangeId| behind(added, *removal) || behind(*removal, added);
    around.authority.removals(party, key).into_iter().find(|removal| !related(removal))
}
