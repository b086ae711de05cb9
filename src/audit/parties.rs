//! Check 23: nobody but a party itself changes its members and keys, each key is one, and each address one party's.

use super::audited_contract::AuditedContract;
use super::authority::{Incident, IncidentKind};
use super::finding::{Finding, Severity};
use super::in_force::Dispute;
use super::kinds::{FindingKind, PartyFinding};
use super::version::People;
use crate::history::KeyFlaw;

/// Check 23 for everything that happened to members and keys.
pub(super) fn check(audited: &AuditedContract<'_>) -> Vec<Finding> {
    let told = |incident: &Incident| {
        let change = audited.changes.iter().find(|change| change.id == incident.at);
        let author = match change {
            Some(change) => change.author.name.clone(),
            None => audited
                .scan
                .raw
                .get(&incident.at)
                .map(|raw| raw.author.name.clone())
                .unwrap_or_default(),
        };
        let party = incident.party.clone();
        let (severity, what) = match &incident.kind {
            IncidentKind::Disputed(Dispute::Intruded, _) => (Severity::Fail, PartyFinding::Intruded { author, party }),
            // Where the keys in force had been compared, somebody knows better than to take others.
            IncidentKind::Disputed(Dispute::Reset, compared) => {
                let severity = if *compared { Severity::Fail } else { Severity::Warning };
                (severity, PartyFinding::Reset { author, party })
            }
            IncidentKind::Disputed(Dispute::Late, _) => {
                (Severity::Warning, PartyFinding::ProposedLate { author, party })
            }
            IncidentKind::Disputed(Dispute::Dropped, _) => {
                (Severity::Fail, PartyFinding::LastKeyDropped { author, party })
            }
            IncidentKind::Disputed(Dispute::Entered, _) => (Severity::Fail, PartyFinding::Entered { author, party }),
            IncidentKind::Contested => (Severity::Warning, PartyFinding::Contested { party }),
            IncidentKind::LeftOut => (Severity::Fail, PartyFinding::PartyRemoved { author, party }),
            IncidentKind::SharedKey(key) => (
                Severity::Warning,
                PartyFinding::SharedKey {
                    party,
                    key: key.clone(),
                },
            ),
        };
        // What the text lists again as it is in force was answered.
        let mut newest = audited.dossier.authority.newest().iter();
        let is_answered =
            newest.any(|one| one.party.id == incident.party && one.dispute.is_none() && one.listed.is_some());
        let severity = if is_answered && severity == Severity::Fail {
            Severity::Warning
        } else {
            severity
        };
        let finding = Finding::new(severity, what)
            .of(audited.name)
            .at(incident.at)
            .by(&incident.party);
        match change {
            Some(change) => finding.in_file(&change.path),
            None => finding,
        }
    };
    audited.dossier.authority.incidents.iter().map(told).collect()
}

/// Check 23 for what came in with each change: keys that no signature counts by, weak ones, and members of two parties.
///
/// These are warnings: the party may have had them for years, and everything else about the contract holds. No door
/// takes new ones. Only a key with which anybody could sign is a failure, while the newest version lists it.
pub(super) fn people(audited: &AuditedContract<'_>) -> Vec<Finding> {
    let newest = audited.versions.get(audited.newest);
    let is_open_to_all = |finding: &Finding| match &finding.what {
        FindingKind::Party(PartyFinding::ListedKey {
            party,
            key,
            flaw: KeyFlaw::Weak,
            ..
        }) => newest.is_some_and(|newest| {
            newest
                .people
                .keys
                .iter()
                .any(|one| one.party == *party && one.written == *key)
        }),
        _ => false,
    };
    let mut found = Vec::new();
    for change in audited.changes {
        let Some(after) = audited.versions.get(change.after) else {
            continue;
        };
        let before = change
            .before
            .iter()
            .filter_map(|text| audited.versions.get(*text))
            .map(|version| &version.people);
        let new = in_people(&before.collect::<Vec<_>>(), &after.people).into_iter();
        found.extend(new.map(|finding| {
            let severity = if is_open_to_all(&finding) {
                Severity::Fail
            } else {
                finding.severity
            };
            Finding {
                severity,
                ..finding.of(audited.name).at(change.id).in_file(&change.path)
            }
        }));
    }
    found
}

/// The same for people that take the place of others.
pub(super) fn in_people(before: &[&People], after: &People) -> Vec<Finding> {
    let mut found = Vec::new();
    for key in after
        .keys
        .iter()
        .filter(|key| !before.iter().any(|people| people.keys.contains(key)))
    {
        let (party, member) = (key.party.clone(), key.member.clone());
        let what = PartyFinding::ListedKey {
            party,
            member,
            key: key.written.clone(),
            flaw: key.flaw.clone(),
        };
        found.push(Finding::warning(what).by(&key.party));
    }
    for (email, parties) in &after.shared {
        if !before.iter().any(|people| people.shared.get(email) == Some(parties)) {
            let what = PartyFinding::SharedAddress {
                email: email.clone(),
                parties: parties.clone(),
            };
            found.push(Finding::warning(what).by(email));
        }
    }
    found
}
