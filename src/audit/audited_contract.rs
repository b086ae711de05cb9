//! One contract laid out for the checks.

use std::cell::OnceCell;
use std::collections::{HashMap, HashSet};

use crate::contract::Revision;
use crate::history::RecordFile;
use crate::negotiation::{
    Change, CommitId, ContractPart, Decision, Person, RecordId, Rounds, Speaker, TextId, speaker_among,
};

use super::appraisal::{Appraisal, RecordEntry};
use super::hand::{Hand, hand};
use super::history_scan::HistoryScan;
use super::in_force::InForce;
use super::merge_content::MergeContent;
use super::text_at_commit::TextAtCommit;
use super::version::{DigestedVersion, DigestedVersions};

/// One contract, with everything that is known of it.
pub(super) struct AuditedContract<'a> {
    pub(super) scan: &'a HistoryScan<'a>,
    /// Its name in round 1.
    pub(super) name: &'a str,
    pub(super) changes: &'a [Change],
    pub(super) rounds: &'a Rounds,
    pub(super) files: &'a [RecordFile],
    pub(super) versions: &'a DigestedVersions,
    pub(super) whereabouts: &'a TextAtCommit,
    pub(super) dossier: &'a Appraisal,
    /// What each merge says beyond the re-merge of what it joins; `None` where a version makes no sense.
    pub(super) merges: &'a HashMap<CommitId, Option<Vec<MergeContent>>>,
    /// Its text where the history ends; `None` when it is gone there.
    pub(super) newest: Option<TextId>,
    pub(super) stances: OnceCell<Stances>,
}

/// A clause whose wording a change touched.
pub(super) struct TouchedClause {
    pub(super) id: String,
    pub(super) old: Option<Revision>,
    pub(super) new: Option<Revision>,
}

/// One party's favourable word on a wording.
pub(super) struct Stance {
    pub(super) party: String,
    pub(super) who: String,
    pub(super) added: CommitId,
    pub(super) accepted: bool,
    taken_back: Vec<CommitId>,
}

/// By clause and wording.
pub(super) type Stances = HashMap<(String, Option<Revision>), Vec<Stance>>;

impl AuditedContract<'_> {
    /// The parties in force for a change.
    pub(super) fn in_force(&self, change: CommitId) -> &[InForce] {
        self.dossier.authority.within(&self.scan.graph, change)
    }

    /// For whom a person speaks where a change is made.
    pub(super) fn speaker(&self, change: CommitId, person: &Person) -> Speaker {
        let parties: Vec<_> = self.in_force(change).iter().map(|one| one.party.clone()).collect();
        speaker_among(person, &parties)
    }

    /// Whether a change only joins histories.
    pub(super) fn is_clean_merge(&self, change: CommitId) -> bool {
        self.merges
            .get(&change)
            .is_some_and(|parts| parts.as_ref().is_some_and(Vec::is_empty))
    }

    pub(super) fn version_at(&self, point: CommitId) -> Option<&DigestedVersion> {
        self.versions.get(self.whereabouts.at(&self.scan.graph, point))
    }

    /// The version that a change was made to. One that makes no sense is passed over for the last before it that does:
    /// nobody slips a change past the checks by way of a version that cannot be read.
    pub(super) fn version_changed(&self, change: &Change) -> Option<&DigestedVersion> {
        let readable = |version: Option<&'_ DigestedVersion>| version.is_some_and(|version| version.fault.is_none());
        let direct = self.versions.get(change.version_changed());
        if readable(direct) || change.before.iter().all(Option::is_none) {
            return direct;
        }
        let mut earlier = self.changes.iter().rev().skip_while(|one| one.id != change.id).skip(1);
        earlier.find_map(|one| {
            let version = self.versions.get(one.after);
            let counts = readable(version) && self.scan.behind(one.id, change.id);
            counts.then_some(version)?
        })
    }

    /// The clauses whose wording a change touched, by id.
    pub(super) fn touched(&self, change: &Change) -> Vec<TouchedClause> {
        let (old, new) = (self.version_changed(change), self.versions.get(change.after));
        if new.is_some_and(|new| new.fault.is_some()) {
            return Vec::new();
        }
        let revision = |version: Option<&DigestedVersion>, id: &str| version.and_then(|version| version.revision(id));
        let mut touched: Vec<TouchedClause> = if let Some(Some(parts)) = self.merges.get(&change.id) {
            let clauses = parts.iter().filter_map(|introduced| match &introduced.part {
                ContractPart::Clause(id) => Some(id),
                _ => None,
            });
            clauses
                .map(|id| TouchedClause {
                    old: revision(old, id),
                    new: revision(new, id),
                    id: id.clone(),
                })
                .collect()
        } else {
            let ids: HashSet<&String> = [old, new]
                .into_iter()
                .flatten()
                .flat_map(|one| one.clauses.keys())
                .collect();
            let all = ids.into_iter().map(|id| TouchedClause {
                old: revision(old, id),
                new: revision(new, id),
                id: id.clone(),
            });
            all.filter(|one| one.old != one.new).collect()
        };
        touched.sort_by(|one, other| one.id.cmp(&other.id));
        touched
    }

    /// Whether a change is part of a round that its sender signed, or could not sign because the party lists no keys.
    pub(super) fn is_soundly_sent(&self, change: &Change) -> bool {
        let mut rounds = self.rounds.rounds.iter();
        let round = rounds.find(|round| round.changes.iter().any(|one| one.id == change.id));
        let Some(sent) = round.and_then(|round| round.changes.iter().find(|one| Some(one.id) == round.sent)) else {
            return false;
        };
        self.is_own_hand(sent.id, &sent.author)
    }

    /// Whether a change only reports what another party sent in a file.
    pub(super) fn is_reported(&self, change: CommitId) -> bool {
        let mut received = self.rounds.rounds.iter().filter(|round| round.received.is_some());
        received.any(|round| round.sent == Some(change))
    }

    /// Whether a change is by a member, who signed it with their own key or could not since the party lists none.
    pub(super) fn is_own_hand(&self, change: CommitId, author: &Person) -> bool {
        let in_force = self.in_force(change);
        let speaker = self.speaker(change, author);
        let Some(party) = in_force
            .iter()
            .find(|one| Some(one.party.id.as_str()) == speaker.party())
        else {
            return false;
        };
        let parties: Vec<_> = in_force.iter().map(|one| &one.party).collect();
        let own = |key| hand(&parties, &party.party, author, key) == Hand::Own;
        !party.speaks_with_keys() || self.scan.key(change).is_some_and(own)
    }

    /// Whether somebody accepted something of the contract before a change, and did not take it back.
    pub(super) fn any_accepted_before(&self, change: CommitId) -> bool {
        let behind = |earlier: CommitId| earlier != change && self.scan.behind(earlier, change);
        let all = self.stances.get_or_init(|| self.collect());
        let mut accepted = all.values().flatten().filter(|one| one.accepted);
        accepted.any(|one| behind(one.added) && !one.taken_back.iter().any(|back| behind(*back)))
    }

    /// The favourable words on a wording that lie behind a change and were not taken back before it.
    pub(super) fn stances(&self, clause: &str, wording: Option<Revision>, change: CommitId) -> Vec<&Stance> {
        let all = self.stances.get_or_init(|| self.collect());
        let behind = |earlier: CommitId| earlier != change && self.scan.behind(earlier, change);
        let named = all.get(&(clause.to_owned(), wording)).map_or(&[][..], Vec::as_slice);
        named
            .iter()
            .filter(|one| behind(one.added) && !one.taken_back.iter().any(|back| behind(*back)))
            .collect()
    }

    fn collect(&self) -> Stances {
        let counts = |entry: &&RecordEntry| entry.appraised.trust.counts(false);
        let mut back: HashMap<RecordId, Vec<CommitId>> = HashMap::new();
        for entry in self.dossier.entries.iter().filter(counts) {
            if let Some(target) = entry.appraised.record.as_ref().and_then(|record| record.withdraws) {
                back.entry(target).or_default().push(entry.file.added);
            }
        }
        let mut stances = Stances::new();
        for entry in self.dossier.entries.iter().filter(counts) {
            let Some(record) = &entry.appraised.record else {
                continue;
            };
            if !record.decision.consents() {
                continue;
            }
            for named in &record.clauses {
                stances
                    .entry((named.id.clone(), named.revision))
                    .or_default()
                    .push(Stance {
                        party: record.party.clone(),
                        who: record.signer.clone(),
                        added: entry.file.added,
                        accepted: record.decision == Decision::Accept,
                        taken_back: back.get(&entry.appraised.id).cloned().unwrap_or_default(),
                    });
            }
        }
        stances
    }
}
