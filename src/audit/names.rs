//! Check 22 for names: a contract is what follows from its first round, and a name is only where it lies
//! (`docs/RECORD.md`, section 3).

use std::collections::HashMap;

use crate::history::Found;
use crate::negotiation::{Change, Decision};

use super::finding::Finding;
use super::kinds::NameFinding;
use super::matter::Matter;

/// What a contract's own history says: a second beginning that a merge joined to the first, and a return after deletion
/// that none of its parties signed.
pub(super) fn beginnings(matter: &Matter<'_>) -> Vec<Finding> {
    let begins = |change: &&Change| change.after.is_some() && change.before.iter().all(Option::is_none);
    let mut found = Vec::new();
    for (place, change) in matter.changes.iter().enumerate().filter(|(_, change)| begins(change)) {
        let earlier = &matter.changes[..place];
        if earlier.is_empty() {
            continue;
        }
        let author = change.author.name.clone();
        let follows = earlier.iter().any(|one| matter.ground.behind(one.id, change.id));
        let what = if !follows {
            NameFinding::SecondBeginning { author }
        } else if !is_signed_by_a_party(matter, change) {
            NameFinding::BroughtBack { author }
        } else {
            continue;
        };
        let finding = Finding::fail(what).of(matter.name).at(change.id).by(&change.author.name);
        found.push(finding.in_file(&change.path));
    }
    found
}

fn is_signed_by_a_party(matter: &Matter<'_>, change: &Change) -> bool {
    let in_force = matter.in_force(change.id);
    let key = matter.ground.key(change.id);
    // Where nobody lists keys there is nothing to ask for.
    in_force.iter().all(|one| !one.has_keys()) || key.is_some_and(|key| in_force.iter().any(|one| one.holds(key)))
}

/// Whether a contract that is gone was finished when it was deleted: with nothing on record, or with every party's
/// favourable word, and no other, on every clause of its last text; and deleted by one of its parties.
pub(super) fn is_archived(matter: &Matter<'_>) -> bool {
    let Some(deletion) = matter.changes.last().filter(|change| change.after.is_none()) else { return false };
    if matter.files.is_empty() {
        return true;
    }
    if !is_signed_by_a_party(matter, deletion) {
        return false;
    }
    let in_force = matter.in_force(deletion.id);
    let Some(last) = deletion.before.iter().find_map(|text| matter.versions.get(*text)) else { return false };
    let against = |clause: &str| {
        matter.dossier.entries.iter().filter(|entry| entry.appraised.trust.counts(true)).any(|entry| {
            let record = entry.appraised.record.as_ref();
            record.filter(|record| matches!(record.decision, Decision::Reject | Decision::Reserve)).is_some_and(
                |record| {
                    record.clauses.iter().any(|named| named.id == clause && named.revision == last.revision(clause))
                },
            )
        })
    };
    last.clauses.iter().filter(|(_, facts)| !facts.heading_only).all(|(clause, facts)| {
        let stances = matter.stances(clause, Some(facts.revision), deletion.id);
        in_force.iter().all(|party| stances.iter().any(|stance| stance.party == party.party.id)) && !against(clause)
    })
}

/// The contracts of a repository by the names that they have or had.
pub(super) struct Named<'c> {
    folder: &'c str,
    by_name: HashMap<&'c str, Vec<&'c Found>>,
    /// The names of those that are gone and were finished.
    archived: &'c [&'c str],
}

impl<'c> Named<'c> {
    /// `folder` is that of the contracts, below which a name begins.
    pub(super) fn of(folder: &'c str, contracts: &'c [Found], archived: &'c [&'c str]) -> Self {
        let mut by_name: HashMap<&str, Vec<&Found>> = HashMap::new();
        for found in contracts {
            by_name.entry(&found.original_name).or_default().push(found);
            let lies_under = name_at(folder, &found.path);
            if lies_under != found.original_name {
                by_name.entry(lies_under).or_default().push(found);
            }
        }
        Self { folder, by_name, archived }
    }

    /// Whether a contract lies under a name which another one has, or had without being finished.
    pub(super) fn taken(&self, found: &Found) -> Vec<Finding> {
        let name = name_at(self.folder, &found.path);
        let others = self.by_name.get(name).filter(|_| found.text.is_some()).into_iter().flatten();
        let what = |other: &&&Found| match &other.text {
            Some(_) if found.original_name != name => {
                Some(NameFinding::NamesSwapped { name: name.to_owned(), began_as: found.original_name.clone() })
            }
            None if !self.archived.contains(&other.name.as_str()) => Some(NameFinding::NameUsedAgain(name.to_owned())),
            _ => None,
        };
        let told = |what| Finding::fail(what).of(&found.original_name).in_file(&found.path);
        others.filter(|other| **other != found).filter_map(|other| what(&other)).map(told).collect()
    }
}

/// The name of the contract that lies at a path.
fn name_at<'p>(folder: &str, path: &'p str) -> &'p str {
    let below = path.strip_prefix(folder).map_or(path, |below| below.trim_start_matches('/'));
    below.rsplit_once('.').map_or(below, |(name, _)| name)
}
