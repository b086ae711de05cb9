//! How far one record can be relied upon.

use chrono::{DateTime, FixedOffset};

use crate::contract::{Member, Revision, same_address};
use crate::history::{CommitGraph, POSITIONS, PublicKey, RecordFile, SignatureFault, verify_detached};
use crate::negotiation::{
    AnyRecord, Attribution, COMMENT, Comment, CommitId, Filed, Record, RecordError, RecordId, Trust, read_any_record,
    speaker_among,
};

use super::authority::{Astray, Authority, SignedWord};
use super::flaw::Flaw;
use super::in_force::{Dispute, InForce, lists, lists_for, names};

/// What a record is held against.
pub struct Surroundings<'a> {
    /// The contract's name in round 1.
    pub contract: &'a str,
    /// The negotiation it belongs to.
    pub negotiation: Revision,
    /// All of history.
    pub graph: &'a CommitGraph,
    /// Who may speak for whom.
    pub authority: &'a Authority,
    /// The key that the user of the clone signs with.
    pub own_key: Option<&'a PublicKey>,
    /// The parties in force where the record came into history, before the change that brought it.
    pub in_force: &'a [InForce],
}

impl Surroundings<'_> {
    /// Why what was in force for a party leads nowhere: branches adopted different ones, or today's came from others.
    fn astray(&self, party: String) -> Flaw {
        let mut newest = self.authority.newest().iter();
        let is_contested = newest.any(|one| one.party.id == party && one.is_contested());
        if is_contested {
            Flaw::Contested(party)
        } else {
            Flaw::Astray(party)
        }
    }
}

/// A record's file, appraised.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Appraised {
    /// Its name.
    pub id: RecordId,
    /// The positions that it holds; `None` when it cannot be read, or is of another kind.
    pub record: Option<Record>,
    /// The comment that it holds.
    pub comment: Option<Comment>,
    /// How far it can be relied upon.
    pub trust: Trust,
    /// Everything that is wrong with it.
    pub flaws: Vec<Flaw>,
    /// The key that signed it, when its signature is good.
    pub key: Option<PublicKey>,
}

impl Appraised {
    /// Whether its party made it with a later version of the program, as far as can be told without reading it: what it
    /// says may take back anything that the party said before.
    #[must_use]
    pub fn is_unjudged(&self) -> bool {
        let is_later = |flaw: &Flaw| matches!(flaw, Flaw::LaterFormat { .. });
        self.flaws.iter().any(is_later) && self.flaws.iter().all(Flaw::is_unknown)
    }

    /// When it says that it was made; `None` when it cannot be read.
    #[must_use]
    pub fn at(&self) -> Option<DateTime<FixedOffset>> {
        let of_record = self.record.as_ref().map(|record| record.at);
        of_record.or_else(|| self.comment.as_ref().map(|comment| comment.at))
    }

    /// Who it says that its signer is, by e-mail address; `None` when it cannot be read.
    #[must_use]
    pub fn signer(&self) -> Option<&str> {
        let of_record = self.record.as_ref().map(|record| &*record.signer);
        of_record.or_else(|| self.comment.as_ref().map(|comment| &*comment.signer))
    }

    /// The commit that its signer was shown, by its own account.
    #[must_use]
    pub fn base(&self) -> Option<CommitId> {
        let of_record = self.record.as_ref().and_then(|record| record.base);
        of_record.or_else(|| self.comment.as_ref().map(|comment| comment.base))
    }

    /// The record as standing needs it, for the round that it concerns.
    #[must_use]
    pub fn filed(self, round: u32) -> Option<Filed> {
        Some(Filed {
            id: self.id,
            record: self.record?,
            round,
            trust: self.trust,
        })
    }
}

/// A record's file, read, and its signature, verified: what can be said of it without knowing what surrounds it.
#[derive(Debug, Clone)]
pub struct ReadRecord {
    id: RecordId,
    record: Result<AnyRecord, RecordError>,
    /// The key of its signature; `None` when none lies beside it.
    key: Option<Result<PublicKey, SignatureFault>>,
}

impl ReadRecord {
    /// Reads a record's bytes and verifies the signature that lies beside it.
    #[must_use]
    pub fn of(bytes: &[u8], signature: Option<&[u8]>) -> Self {
        let key = signature.map(|signature| verify_detached(signature, bytes, POSITIONS));
        Self {
            id: RecordId::of(bytes),
            record: read_any_record(bytes),
            key,
        }
    }

    /// Whose word it is, by its own account, where it is well signed and belongs to that negotiation.
    pub(super) fn voice(&self, file: &RecordFile, contract: &str, negotiation: Revision) -> Option<SignedWord> {
        // What is no position makes nobody's members and keys their own: an earlier version reads none of it.
        let Ok(AnyRecord::Positions(record)) = &self.record else {
            return None;
        };
        let key = self.key.as_ref()?.as_ref().ok()?;
        let belongs = record.contract == contract && file.contract == contract && record.negotiation == negotiation;
        let named = record.key.as_deref() == Some(key.fingerprint()) && record.party == file.party;
        (belongs && named).then(|| SignedWord {
            added: file.added,
            party: record.party.clone(),
            signer: record.signer.clone(),
            key: key.clone(),
            parties: record.parties,
            base: record.base,
        })
    }
}

/// Appraises a record from its file, its signature and what surrounds them.
#[must_use]
pub fn appraise(file: &RecordFile, read: &ReadRecord, around: &Surroundings<'_>) -> Appraised {
    let id = read.id;
    let mut flaws = Vec::new();
    let (record, beginning, speaks_for) = match &read.record {
        Ok(AnyRecord::Positions(record)) => {
            let reports = record.speaks_for.is_some();
            (record.attribution(), record.seq.to_string(), reports)
        }
        Ok(AnyRecord::Comment(comment)) => (comment.attribution(), COMMENT.to_owned(), false),
        Err(error) => return unreadable(file, read, error, around),
    };
    let mut flaw = |flaw: Flaw| flaws.push(flaw);
    let expected = format!("{beginning}-{}.yaml", id.short());
    if file.path.rsplit('/').next() != Some(&expected) {
        flaw(Flaw::FileName(expected));
    }
    if record.contract != around.contract || file.contract != around.contract {
        flaw(Flaw::OtherContract(record.contract.to_owned()));
    }
    if record.negotiation != around.negotiation {
        flaw(Flaw::OtherNegotiation);
    }
    if record.party != file.party {
        flaw(Flaw::OtherFolder {
            party: record.party.to_owned(),
            folder: file.party.clone(),
        });
    }
    let mut key = None;
    let mut good = Trust::Claimed;
    match around.in_force.iter().find(|one| one.party.id == record.party) {
        None => flaw(Flaw::NoParty(record.party.to_owned())),
        Some(in_force) => {
            if let Some(stranger) = carried_by_stranger(file, record.party, around) {
                flaw(stranger);
            }
            let member = in_force
                .party
                .members
                .iter()
                .find(|one| same_address(&one.email, record.signer));
            if member.is_none() {
                flaw(Flaw::NoMember {
                    who: record.signer.to_owned(),
                    party: record.party.to_owned(),
                });
            }
            let astray = around.authority.astray(around.graph, in_force, file.added);
            let has_keys = in_force.speaks_with_keys() || astray == Some(Astray::WithoutKeys);
            let is_known_today = |key: &PublicKey| known_today(around, record, key);
            match signed(
                record,
                read,
                (in_force, has_keys, around.own_key),
                member,
                is_known_today,
            ) {
                Ok((signer, trust)) => {
                    good = trust;
                    let removal = signer.as_ref().and_then(|signer| {
                        around
                            .authority
                            .removal_beside(around.graph, record.party, signer, file.added)
                    });
                    if let Some(removal) = removal {
                        flaw(Flaw::KeyTakenAway(removal));
                    }
                    key = signer;
                }
                Err(wrong) => flaw(wrong),
            }
            let is_undisputed = |key: &PublicKey| around.authority.is_undisputed(in_force, record.signer, key);
            if astray == Some(Astray::OtherKeys) && flaws.is_empty() && !key.as_ref().is_some_and(is_undisputed) {
                flaws.push(around.astray(record.party.to_owned()));
            }
        }
    }
    let trust = match flaws.first() {
        Some(first) => Trust::Void(first.why()),
        None if speaks_for => Trust::Reported,
        None => good,
    };
    let (record, comment) = match read.record.clone() {
        Ok(AnyRecord::Positions(record)) => (Some(*record), None),
        Ok(AnyRecord::Comment(comment)) => (None, Some(*comment)),
        Err(_) => (None, None),
    };
    Appraised {
        id,
        record,
        comment,
        trust,
        flaws,
        key,
    }
}

/// A record's file of which nobody here knows what it says.
fn unreadable(file: &RecordFile, read: &ReadRecord, error: &RecordError, around: &Surroundings<'_>) -> Appraised {
    let mut flaws = Vec::new();
    match error {
        RecordError::LaterFormat(format) => {
            flaws.extend(flaws_outside(file, read, around));
            flaws.push(Flaw::LaterFormat {
                format: format.clone(),
                party: file.party.clone(),
            });
        }
        RecordError::OtherKind(_) => {
            flaws.extend(carried_by_stranger(file, &file.party, around));
            flaws.push(Flaw::Unreadable(error.clone()));
        }
        _ => flaws.push(Flaw::Unreadable(error.clone())),
    }
    Appraised {
        id: read.id,
        record: None,
        comment: None,
        trust: Trust::Void(flaws.first().map(Flaw::why).unwrap_or_default()),
        flaws,
        key: None,
    }
}

/// That somebody brought a record in who does not speak for the party.
fn carried_by_stranger(file: &RecordFile, party: &str, around: &Surroundings<'_>) -> Option<Flaw> {
    let parties: Vec<_> = around.in_force.iter().map(|one| one.party.clone()).collect();
    let is_own = speaker_among(&file.by, &parties).party() == Some(party);
    (!is_own).then(|| Flaw::Carrier {
        who: file.by.name.clone(),
        party: party.to_owned(),
    })
}

/// What is wrong with a record that cannot be read, by what every format keeps: its name holds its digest, it lies among
/// its party's records, and one of its members brought it in and signed it. Whoever only claims that a later version made
/// something has none of that.
fn flaws_outside(file: &RecordFile, read: &ReadRecord, around: &Surroundings<'_>) -> Vec<Flaw> {
    let mut flaws = Vec::new();
    let name = file.path.rsplit('/').next().unwrap_or_default();
    let ending = format!("-{}.yaml", read.id.short());
    if !name.ends_with(&ending) {
        flaws.push(Flaw::FileName(format!("…{ending}")));
    }
    if file.contract != around.contract {
        flaws.push(Flaw::OtherContract(file.contract.clone()));
    }
    let Some(in_force) = around.in_force.iter().find(|one| one.party.id == file.party) else {
        flaws.push(Flaw::NoParty(file.party.clone()));
        return flaws;
    };
    flaws.extend(carried_by_stranger(file, &file.party, around));
    flaws.extend(match &read.key {
        Some(Err(fault)) => Some(Flaw::Signature(fault.clone())),
        Some(Ok(key)) if in_force.speaks_with_keys() && !in_force.holds(key) => {
            Some(Flaw::ForeignKey(file.by.name.clone()))
        }
        None if in_force.speaks_with_keys() => Some(Flaw::Unsigned(file.party.clone())),
        _ => None,
    });
    flaws
}

/// Who signed, and what that is worth.
fn signed(
    record: Attribution<'_>,
    read: &ReadRecord,
    (in_force, has_keys, own_key): (&InForce, bool, Option<&PublicKey>),
    member: Option<&Member>,
    is_known_today: impl Fn(&PublicKey) -> bool,
) -> Result<(Option<PublicKey>, Trust), Flaw> {
    let Some(key) = &read.key else {
        return if has_keys {
            Err(Flaw::Unsigned(record.party.to_owned()))
        } else if record.key.is_some() {
            Err(Flaw::SignatureGone)
        } else {
            Ok((None, Trust::Claimed))
        };
    };
    let key = match key {
        Ok(key) => key.clone(),
        Err(fault) => return Err(Flaw::Signature(fault.clone())),
    };
    if record.key != Some(key.fingerprint()) {
        return Err(Flaw::OtherKey);
    }
    if !has_keys {
        return Ok((Some(key), Trust::Claimed));
    }
    if member.is_some_and(|member| names(&member.keys, &key)) && key.is_taken_apart() {
        return Err(Flaw::Signature(SignatureFault::WeakKey));
    }
    if !member.is_some_and(|member| lists(&member.keys, &key)) {
        let is_reset = in_force.dispute == Some(Dispute::Reset) && in_force.merely_listed(record.signer, &key);
        return Err(if is_reset {
            Flaw::KeyOfReset
        } else {
            Flaw::ForeignKey(record.signer.to_owned())
        });
    }
    if in_force.is_contested() {
        return Err(Flaw::Contested(record.party.to_owned()));
    }
    // Of one's own key nobody has to say whose it is.
    let known = in_force.compared || own_key == Some(&key) || is_known_today(&key);
    Ok((Some(key), if known { Trust::Verified } else { Trust::Unconfirmed }))
}

/// Whether the members and keys in force today were compared, and this key is the signer's among them: a key that somebody
/// compared is the signer's in what it signed before as well.
fn known_today(around: &Surroundings<'_>, record: Attribution<'_>, key: &PublicKey) -> bool {
    let mut parties = around
        .authority
        .newest()
        .iter()
        .filter(|one| one.compared && !one.is_contested());
    parties.any(|one| one.party.id == record.party && lists_for(&one.party.members, record.signer, key))
}
