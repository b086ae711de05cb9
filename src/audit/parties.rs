//! Check 23: nobody but a party itself changes its members and keys.

use super::authority::lists;
use super::finding::Finding;
use super::matter::Matter;
use super::what::What;

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
