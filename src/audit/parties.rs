//! Check 23: nobody but a party itself changes its members and keys, each key is one, and each address one party's.

use super::authority::lists;
use super::finding::Finding;
use super::matter::Matter;
use super::version::People;
use super::what::What;
use crate::history::KeyFlaw;

/// Check 23 for every change of the contract.
pub(super) fn check(matter: &Matter<'_>) -> Vec<Finding> {
    let mut found = Vec::new();
    for change in matter.changes {
        let author = &change.author.name;
        let mut fail = |code, party: &str, what: What| {
            let finding = Finding::fail(code, what).of(matter.name).at(change.id);
            found.push(finding.by(party).in_file(&change.path));
        };
        let after = matter.dossier.authority.after(change.id).unwrap_or_default();
        for one in after.iter().filter(|one| one.intruded && one.since == change.id) {
            let party = &one.party.id;
            fail("A23-keys", party, What::Intruded { author: author.clone(), party: party.clone() });
        }
        if matter.versions.get(change.after).is_none_or(|version| version.fault.is_some()) {
            continue;
        }
        for gone in matter.in_force(change.id).iter().filter(|one| one.has_keys()) {
            let party = &gone.party.id;
            let key = matter.ground.key(change.id);
            let own = key.is_some_and(|key| gone.party.members.iter().any(|member| lists(&member.keys, key)));
            if !own && !after.iter().any(|one| one.party.id == *party) {
                fail("A23-removed", party, What::PartyRemoved { author: author.clone(), party: party.clone() });
            }
        }
    }
    found
}

/// Check 23 for what came in with each change: keys that no signature counts by, weak ones, and members of two parties.
///
/// These are warnings: the party may have had them for years, and everything else about the contract holds. No door
/// takes new ones.
pub(super) fn people(matter: &Matter<'_>) -> Vec<Finding> {
    let mut found = Vec::new();
    for change in matter.changes {
        let Some(after) = matter.versions.get(change.after) else { continue };
        let before = change.before.iter().filter_map(|text| matter.versions.get(*text)).map(|version| &version.people);
        let new = in_people(&before.collect::<Vec<_>>(), &after.people).into_iter();
        found.extend(new.map(|finding| finding.of(matter.name).at(change.id).in_file(&change.path)));
    }
    found
}

/// The same for people that take the place of others.
pub(super) fn in_people(before: &[&People], after: &People) -> Vec<Finding> {
    let mut found = Vec::new();
    for key in after.keys.iter().filter(|key| !before.iter().any(|people| people.keys.contains(key))) {
        let code = if matches!(key.flaw, KeyFlaw::Short(_)) { WEAK_KEY } else { NO_KEY };
        let (party, member) = (key.party.clone(), key.member.clone());
        let what = What::ListedKey { party, member, key: key.written.clone(), flaw: key.flaw.clone() };
        found.push(Finding::warning(code, what).by(&key.party));
    }
    for (email, parties) in &after.shared {
        if !before.iter().any(|people| people.shared.get(email) == Some(parties)) {
            let what = What::SharedAddress { email: email.clone(), parties: parties.clone() };
            found.push(Finding::warning(SHARED_ADDRESS, what).by(email));
        }
    }
    found
}

/// A listed key by which no signature can count.
pub(super) const NO_KEY: &str = "A23-unusable-key";
/// A listed key that is too weak.
pub(super) const WEAK_KEY: &str = "A23-weak-key";
/// An e-mail address that members of two parties have.
pub(super) const SHARED_ADDRESS: &str = "A23-shared-address";
