//! Check 22 for names: a contract is what follows from its first round, and a name is only where it lies
//! (`docs/RECORD.md`, section 3).

use std::collections::{BTreeSet, HashMap, HashSet};

use crate::history::{CommitGraph, Error, Histories, KnownContract, Repository, Walk};
use crate::negotiation::{Change, CommitId, Decision, TextId};

use super::audited_contract::AuditedContract;
use super::finding::Finding;
use super::kinds::NameFinding;
use super::same_name::{bare, folded, is_taken_for, looks};

/// What a contract's own history says: a second beginning that a merge joined to the first, and a return after deletion
/// that none of its parties signed.
pub(super) fn beginnings(audited: &AuditedContract<'_>) -> Vec<Finding> {
    let begins = |change: &&Change| change.after.is_some() && change.before.iter().all(Option::is_none);
    let mut found = Vec::new();
    for (place, change) in audited.changes.iter().enumerate().filter(|(_, change)| begins(change)) {
        let earlier = &audited.changes[..place];
        if earlier.is_empty() {
            continue;
        }
        let author = change.author.name.clone();
        let follows = earlier.iter().any(|one| audited.scan.behind(one.id, change.id));
        let what = if !follows {
            NameFinding::SecondBeginning { author }
        } else if !is_signed_by_a_party(audited, change) {
            NameFinding::BroughtBack { author }
        } else {
            continue;
        };
        let finding = Finding::fail(what)
            .of(audited.name)
            .at(change.id)
            .by(&change.author.name);
        found.push(finding.in_file(&change.path));
    }
    found
}

fn is_signed_by_a_party(audited: &AuditedContract<'_>, change: &Change) -> bool {
    let in_force = audited.in_force(change.id);
    let key = audited.scan.key(change.id);
    // Where nobody lists keys there is nothing to ask for.
    in_force.iter().all(|one| !one.speaks_with_keys())
        || key.is_some_and(|key| in_force.iter().any(|one| one.holds(key)))
}

/// Whether a contract that is gone was finished when it was deleted: with nothing on record, or with every party's
/// favourable word, and no other, on every clause of its last text; and deleted by one of its parties.
pub(super) fn is_archived(audited: &AuditedContract<'_>) -> bool {
    let Some(deletion) = audited.changes.last().filter(|change| change.after.is_none()) else {
        return false;
    };
    if audited.files.is_empty() {
        return true;
    }
    if !is_signed_by_a_party(audited, deletion) {
        return false;
    }
    let in_force = audited.in_force(deletion.id);
    let Some(last) = deletion.before.iter().find_map(|text| audited.versions.get(*text)) else {
        return false;
    };
    let against = |clause: &str| {
        audited
            .dossier
            .entries
            .iter()
            .filter(|entry| entry.appraised.trust.counts(true))
            .any(|entry| {
                let record = entry.appraised.record.as_ref();
                record
                    .filter(|record| matches!(record.decision, Decision::Reject | Decision::Reserve))
                    .is_some_and(|record| {
                        record
                            .clauses
                            .iter()
                            .any(|named| named.id == clause && named.revision == last.revision(clause))
                    })
            })
    };
    last.clauses
        .iter()
        .filter(|(_, facts)| !facts.heading_only)
        .all(|(clause, facts)| {
            let stances = audited.stances(clause, Some(facts.revision), deletion.id);
            in_force
                .iter()
                .all(|party| stances.iter().any(|stance| stance.party == party.party.id))
                && !against(clause)
        })
}

/// How many names are told of one contract that it is taken for: whoever makes hundreds of them alike would have every one
/// told against every other.
const MOST_TOLD: usize = 10;

/// The contracts of a repository by the names that they have or had.
pub(super) struct NameRegister<'c> {
    /// That of the contracts, below which a name begins.
    folder: &'c str,
    graph: &'c CommitGraph,
    /// By what a reader sees of their names, without marks.
    by_look: HashMap<String, Vec<&'c KnownContract>>,
    /// The names of those that are gone and were finished.
    archived: &'c [&'c str],
    ends: &'c dyn Fn(&KnownContract) -> Option<(CommitId, CommitId)>,
}

impl<'c> NameRegister<'c> {
    /// `ends` gives the first and the last change of a contract; what has none comes after all of history.
    pub(super) fn of(
        (folder, graph): (&'c str, &'c CommitGraph),
        contracts: &'c [KnownContract],
        archived: &'c [&'c str],
        ends: &'c dyn Fn(&KnownContract) -> Option<(CommitId, CommitId)>,
    ) -> Self {
        let mut by_look: HashMap<String, Vec<&KnownContract>> = HashMap::new();
        for found in contracts {
            for look in looks_of(folder, found) {
                by_look.entry(look).or_default().push(found);
            }
        }
        Self {
            folder,
            graph,
            by_look,
            archived,
            ends,
        }
    }

    /// Whether a contract has the name of another one: under which that lies, or began and still lives, or lay when it was
    /// deleted without being finished; or one that looks the same.
    pub(super) fn taken(&self, found: &KnownContract) -> Vec<Finding> {
        if found.text.is_none() {
            return Vec::new();
        }
        let looks = looks_of(self.folder, found);
        let others = looks.iter().filter_map(|look| self.by_look.get(look)).flatten();
        let mut seen: HashSet<*const KnownContract> = HashSet::new();
        let told = |finding: Finding| finding.of(&found.original_name).in_file(&found.path);
        others
            .filter(|other| **other != found && seen.insert(std::ptr::from_ref(**other)))
            .filter_map(|other| self.against(found, other))
            .map(told)
            .take(MOST_TOLD)
            .collect()
    }

    fn against(&self, found: &KnownContract, other: &KnownContract) -> Option<Finding> {
        let [name, others] = [found, other].map(|one| name_at(self.folder, &one.path));
        let fail = |what| Some(Finding::fail(what));
        let names = [others, &other.original_name];
        let began_as_one = found.original_name == other.original_name;
        if other.text.is_none() {
            // A name has to be free by the time somebody takes it.
            if began_as_one && !self.is_over_before(other, found) {
                return fail(NameFinding::BeganUnderOneName {
                    name: found.original_name.clone(),
                    lies: other.path.clone(),
                });
            }
            let name = [name, &found.original_name]
                .into_iter()
                .find(|name| names.contains(name))?;
            let is_free = self.archived.contains(&other.name.as_str());
            return if is_free {
                None
            } else {
                fail(NameFinding::NameUsedAgain(name.to_owned()))
            };
        }
        if began_as_one {
            // Wherever both lie by now, what is recorded in them lies in one folder.
            return fail(NameFinding::BeganUnderOneName {
                name: found.original_name.clone(),
                lies: other.path.clone(),
            });
        }
        if found.original_name != name && names.contains(&name) {
            return fail(NameFinding::NamesSwapped {
                name: name.to_owned(),
                began_as: found.original_name.clone(),
            });
        }
        let is_later = || found.original_name != name || !self.begins_before(found, other);
        let mut alike = names.into_iter().filter(|one| *one != name && is_taken_for(one, name));
        let like = alike.find(|one| *one == others || is_later())?;
        if like == others && folded(&found.path) == folded(&other.path) {
            // That they are one on other computers is told of their files.
            return None;
        }
        let what = NameFinding::NamesAlike {
            name: name.to_owned(),
            other: like.to_owned(),
        };
        // Plain letters and figures can be told apart by whoever looks closely, and are typed as they are read.
        let is_word = |one: &str| one.is_ascii() && !one.contains(char::is_whitespace);
        let is_plain = is_word(like) && is_word(name) && folded(like) != folded(name);
        Some(if is_plain {
            Finding::warning(what)
        } else {
            Finding::fail(what)
        })
    }

    /// Whether a contract that is gone was deleted before another one began.
    fn is_over_before(&self, gone: &KnownContract, found: &KnownContract) -> bool {
        match ((self.ends)(gone), (self.ends)(found)) {
            (Some((_, deletion)), Some((first, _))) => self.graph.is_ancestor(deletion, first) == Some(true),
            _ => true,
        }
    }

    /// Whether a contract began before another one; in the order of history where neither follows from the other.
    fn begins_before(&self, one: &KnownContract, other: &KnownContract) -> bool {
        let place = |found| (self.ends)(found).and_then(|(first, _)| self.graph.order(first));
        match (place(one), place(other)) {
            (Some(one), Some(other)) => one < other,
            (one, _) => one.is_some(),
        }
    }
}

/// What is wrong with the name of a draft that no contract of history has: that it is the name of another one, or looks
/// like it. What became of contracts that are gone is for the audit.
///
/// # Errors
///
/// When history cannot be read.
pub fn in_name(repository: &Repository, name: &str, path: &str) -> Result<Vec<Finding>, Error> {
    let Some(newest) = repository.newest()? else {
        return Ok(Vec::new());
    };
    let histories = Walk::behind(repository, newest);
    let graph = repository.past_behind(newest)?;
    let mut contracts = histories.contracts()?;
    contracts.retain(|found| found.text.is_some());
    let [name, path] = [name, path].map(str::to_owned);
    // It comes without a text; any will do.
    let text = Some(TextId::from_bytes([0; 20]));
    let draft = KnownContract {
        original_name: name_at(repository.contracts_folder(), &path).to_owned(),
        name,
        path,
        text,
    };
    let ends = |found: &KnownContract| ends(&histories.changes(&found.name).ok()?);
    let named = NameRegister::of((repository.contracts_folder(), &graph), &contracts, &[], &ends);
    Ok(named.taken(&draft))
}

/// The first and the last of a contract's changes.
pub(super) fn ends(changes: &[Change]) -> Option<(CommitId, CommitId)> {
    Some((changes.first()?.id, changes.last()?.id))
}

/// What a reader sees of the names that a contract has or began with, without marks.
fn looks_of(folder: &str, found: &KnownContract) -> BTreeSet<String> {
    let names = [name_at(folder, &found.path), &found.original_name];
    names.into_iter().flat_map(looks).map(|look| bare(&look)).collect()
}

/// The name of the contract that lies at a path.
fn name_at<'p>(folder: &str, path: &'p str) -> &'p str {
    let below = path
        .strip_prefix(folder)
        .map_or(path, |below| below.trim_start_matches('/'));
    below.rsplit_once('.').map_or(below, |(name, _)| name)
}
