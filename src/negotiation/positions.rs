//! What each party says of each wording: its latest records about it, by what each record knew of the others.

use std::collections::{HashMap, HashSet};

use super::causality::{Causality, Link};
use super::record::{Decision, Filed, RecordId, Trust};
use super::wording_intervals::{ClauseLife, RoundWordings, WordingInterval, lives};
use crate::contract::Revision;

/// What a party says of a wording.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, strum::VariantArray)]
pub enum PositionKind {
    /// It wrote the wording and stands by it.
    Offered,
    /// It takes it as it is.
    Accepted,
    /// It does not take it.
    Rejected,
    /// It takes it subject to a stated condition.
    Reserved,
    /// It has said nothing that counts.
    None,
}

impl PositionKind {
    /// The word by which programs know it.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Offered => "offered",
            Self::Accepted => "accepted",
            Self::Rejected => "rejected",
            Self::Reserved => "reserved",
            Self::None => "none",
        }
    }

    /// Whether the party stands by the wording.
    #[must_use]
    pub fn is_favourable(self) -> bool {
        matches!(self, Self::Offered | Self::Accepted)
    }

    fn of(decision: Decision) -> Self {
        match decision {
            Decision::Offer => Self::Offered,
            Decision::Accept => Self::Accepted,
            Decision::Reject => Self::Rejected,
            Decision::Reserve => Self::Reserved,
            Decision::Withdraw => Self::None,
        }
    }
}

/// One party's position on the present wording of a clause.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PartyPosition {
    /// The party's id.
    pub party: String,
    /// What it says.
    pub kind: PositionKind,
    /// The record that says so; `None` without a position, and for an offer that is implied in a round written without
    /// adidem, which is never verified.
    pub record: Option<RecordId>,
    /// The number of the round in which it said so.
    pub round: Option<u32>,
    /// How far the record can be relied upon; [`Trust::Reported`] when another party noted it.
    pub trust: Option<Trust>,
    /// Records of other machines of the party that neither knew this one nor were known to it. Of all these the least
    /// favourable counts.
    pub beside: Vec<RecordId>,
    /// What another party noted that it said, when nothing it said later has taken its place; whether or not reported
    /// positions count.
    pub reported: Option<ReportedPosition>,
    /// The newest earlier wording that it had accepted and never took back.
    pub earlier: Option<Earlier>,
}

/// What one party noted that another one said.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReportedPosition {
    /// What it is said to have said.
    pub kind: PositionKind,
    /// The note.
    pub record: RecordId,
    /// The number of the round it is about.
    pub round: u32,
}

/// An acceptance of a wording that has changed since.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Earlier {
    /// The wording; `None` when a deletion was accepted.
    pub revision: Option<Revision>,
    /// The number of the round in which it was accepted.
    pub round: u32,
    /// The acceptance.
    pub record: RecordId,
}

/// Up to where the records are read.
#[derive(Debug, Clone, Copy)]
pub(super) enum Cut {
    /// All of them.
    Whole,
    /// What was said about rounds up to this one.
    Until(u32),
    /// The same, as far as the maker of one record knew it, the record itself included.
    KnownTo(usize, u32),
}

/// Everything that was said, sorted by what it is about.
pub(super) struct PositionIndex<'a> {
    pub(super) causality: Causality<'a>,
    pub(super) lives: Vec<ClauseLife>,
    parties: &'a [String],
    count_reported: bool,
    /// For each life and stretch.
    said: Vec<Vec<Vec<Lane>>>,
    /// For each life and record, the withdrawals of that record as far as it is about that clause.
    withdrawals: HashMap<(usize, usize), Vec<usize>>,
    /// For each life, all withdrawals.
    withdrawn: Vec<Vec<usize>>,
}

/// One party's records about one wording that stand in one chain: each later one knows those before. `chain` is `None`
/// for records of which nothing is known to be later.
struct Lane {
    party: usize,
    reported: bool,
    chain: Option<usize>,
    /// How deep in the chain (0 without one), and which record; sorted.
    records: Vec<(u32, usize)>,
}

/// A record about a wording, on the way to its lane: party, reported, link, record.
type PartyStatement = (usize, bool, Option<Link>, usize);

impl<'a> PositionIndex<'a> {
    /// Sorts the records by clause and stretch.
    pub(super) fn new(
        rounds: &'a [RoundWordings],
        records: &'a [Filed],
        parties: &'a [String],
        count_reported: bool,
    ) -> Self {
        let is_offer = |filed: &&Filed| {
            filed.record.decision == Decision::Offer && filed.trust.counts(false) && !is_reported(filed)
        };
        let offers: HashSet<(u32, &str)> = records
            .iter()
            .filter(is_offer)
            .map(|filed| (filed.round, filed.record.party.as_str()))
            .collect();
        let lives = lives(rounds, parties, |number, party| offers.contains(&(number, party)));
        let causality = Causality::new(records, parties);
        let said = lives
            .iter()
            .map(|life| life.stretches.iter().map(|_| Vec::new()).collect())
            .collect();
        let withdrawn = vec![Vec::new(); lives.len()];
        let mut positions = Self {
            causality,
            lives,
            parties,
            count_reported,
            said,
            withdrawals: HashMap::new(),
            withdrawn,
        };
        positions.sort();
        positions
    }

    fn sort(&mut self) {
        let by_id: HashMap<&str, usize> = self
            .lives
            .iter()
            .enumerate()
            .map(|(place, life)| (life.id.as_str(), place))
            .collect();
        let party = |id: &str| self.parties.iter().position(|party| party == id);
        let mut sayings: Vec<Vec<Vec<PartyStatement>>> = self
            .lives
            .iter()
            .map(|life| vec![Vec::new(); life.stretches.len()])
            .collect();
        for (at, filed) in self.causality.records.iter().enumerate() {
            if matches!(filed.trust, Trust::Void(_)) || party(&filed.record.party).is_none() {
                continue;
            }
            if filed.record.decision == Decision::Withdraw {
                let Some(target) = self.taken_back_by(filed) else {
                    continue;
                };
                let of_target = &self.causality.records[target].record.clauses;
                for named in &filed.record.clauses {
                    let Some(&life) = by_id.get(named.id.as_str()) else {
                        continue;
                    };
                    if of_target.iter().any(|other| other.id == named.id) {
                        self.withdrawals.entry((life, target)).or_default().push(at);
                        self.withdrawn[life].push(at);
                    }
                }
                continue;
            }
            let Some(holder) = party(filed.record.holder()) else {
                continue;
            };
            for named in &filed.record.clauses {
                let Some(&life) = by_id.get(named.id.as_str()) else {
                    continue;
                };
                let Some(stretch) = self.lives[life].at(filed.round) else {
                    continue;
                };
                if self.lives[life].stretches[stretch].revision == named.revision {
                    sayings[life][stretch].push((holder, is_reported(filed), self.causality.link(at), at));
                }
            }
        }
        self.said = sayings
            .into_iter()
            .map(|stretches| stretches.into_iter().map(lanes).collect())
            .collect();
    }

    /// The record that a withdrawal takes back: one of the same party, and never what a party said itself on the
    /// strength of a mere report.
    fn taken_back_by(&self, withdrawal: &Filed) -> Option<usize> {
        let target = self.causality.place(withdrawal.record.withdraws?)?;
        let other = self.causality.records[target];
        let same_party = other.record.party == withdrawal.record.party;
        (same_party && (is_reported(other) || !is_reported(withdrawal))).then_some(target)
    }

    /// A party's latest records about a wording: those that no other one of them has known.
    pub(super) fn latest(&self, life: usize, stretch: usize, party: usize, reported: bool, cut: Cut) -> Vec<usize> {
        let mut newest = Vec::new();
        for lane in &self.said[life][stretch] {
            if lane.party == party && (reported || !lane.reported) {
                self.add_newest(&mut newest, lane, life, cut);
            }
        }
        let known = |&at: &usize| {
            self.causality.link(at).is_some() && newest.iter().any(|&later| self.causality.knows(later, at))
        };
        newest.iter().copied().filter(|at| !known(at)).collect()
    }

    fn add_newest(&self, newest: &mut Vec<usize>, lane: &Lane, life: usize, cut: Cut) {
        let stands = |at: &usize| !self.is_withdrawn(*at, life, cut);
        let records = &lane.records;
        match (cut, lane.chain) {
            (Cut::Whole | Cut::Until(_), Some(_)) => {
                newest.extend(records.iter().rev().map(|(_, at)| *at).find(stands));
            }
            (Cut::KnownTo(record, _), Some(chain)) => {
                let seen = self.causality.depth_seen(record, chain);
                let known = &records[..records.partition_point(|(depth, _)| *depth <= seen)];
                newest.extend(known.iter().rev().map(|(_, at)| *at).find(stands));
            }
            (Cut::Whole | Cut::Until(_), None) => newest.extend(records.iter().map(|(_, at)| *at).filter(stands)),
            (Cut::KnownTo(record, _), None) => {
                newest.extend(records.binary_search(&(0, record)).ok().map(|_| record).filter(stands));
            }
        }
    }

    /// Whether a withdrawal that is not withdrawn itself takes the record back. A position is never part of a circle
    /// of withdrawals, since it withdraws nothing: what leads to it is a tree.
    fn is_withdrawn(&self, record: usize, life: usize, cut: Cut) -> bool {
        if !self.withdrawals.contains_key(&(life, record)) {
            return false;
        }
        let mut tree = vec![(record, 0)];
        let mut next = 0;
        while let Some(&(target, _)) = tree.get(next) {
            let withdrawals = self.withdrawals.get(&(life, target)).into_iter().flatten();
            tree.extend(withdrawals.filter(|at| self.is_in(**at, cut)).map(|at| (*at, next)));
            next += 1;
        }
        let mut withdrawn = vec![false; tree.len()];
        for at in (1..tree.len()).rev() {
            if !withdrawn[at] {
                withdrawn[tree[at].1] = true;
            }
        }
        withdrawn[0]
    }

    fn is_in(&self, withdrawal: usize, cut: Cut) -> bool {
        let round = self.causality.records[withdrawal].round;
        match cut {
            Cut::Whole => true,
            Cut::Until(until) => round <= until,
            Cut::KnownTo(record, until) => {
                round <= until && (record == withdrawal || self.causality.knows(record, withdrawal))
            }
        }
    }

    /// What a party says of a wording, from its latest records: the least favourable of them.
    pub(super) fn kind(&self, life: usize, stretch: usize, party: usize, cut: Cut) -> PositionKind {
        let latest = self.latest(life, stretch, party, self.count_reported, cut);
        let implied = self.lives[life].stretches[stretch].implied[party].is_some_and(|(first, _)| match cut {
            Cut::Whole | Cut::Until(_) => true,
            Cut::KnownTo(record, _) => first <= self.causality.records[record].round,
        });
        match self.least_favourable(&latest) {
            Some(at) => self.kind_of(at),
            None if implied => PositionKind::Offered,
            None => PositionKind::None,
        }
    }

    /// The number of the round in which a party took its position on a wording; `None` where it has none.
    pub(super) fn round_of(&self, life: usize, stretch: usize, party: usize) -> Option<u32> {
        let latest = self.latest(life, stretch, party, self.count_reported, Cut::Whole);
        let implied = self.lives[life].stretches[stretch].implied[party];
        let said = self
            .least_favourable(&latest)
            .map(|at| self.causality.records[at].round);
        said.or(implied.map(|(_, last)| last))
    }

    fn kind_of(&self, record: usize) -> PositionKind {
        PositionKind::of(self.causality.records[record].record.decision)
    }

    /// Among equals the one about the newest round, so that there is one answer.
    fn least_favourable(&self, records: &[usize]) -> Option<usize> {
        let weight = |at: &&usize| {
            let severity = match self.kind_of(**at) {
                PositionKind::Rejected => 2,
                PositionKind::Reserved => 1,
                _ => 0,
            };
            (severity, self.causality.records[**at].round, **at)
        };
        records.iter().max_by_key(weight).copied()
    }

    /// A party's position on the present wording, and the records that make it up.
    pub(super) fn position(&self, life: usize, party: usize) -> (PartyPosition, Vec<usize>) {
        let present = self.lives[life].present();
        let latest = self.latest(life, present, party, self.count_reported, Cut::Whole);
        let with_reported = self.latest(life, present, party, true, Cut::Whole);
        let reported: Vec<usize> = with_reported
            .into_iter()
            .filter(|at| is_reported(self.causality.records[*at]))
            .collect();
        let counting = self.least_favourable(&latest);
        let filed = counting.map(|at| self.causality.records[at]);
        let implied = self.lives[life].stretches[present].implied[party];
        let position = PartyPosition {
            party: self.parties[party].clone(),
            kind: self.kind(life, present, party, Cut::Whole),
            record: filed.map(|filed| filed.id),
            round: filed.map(|filed| filed.round).or(implied.map(|(_, last)| last)),
            trust: filed.map(trust),
            beside: latest
                .iter()
                .filter(|at| Some(**at) != counting)
                .map(|at| self.causality.records[*at].id)
                .collect(),
            reported: self.least_favourable(&reported).map(|at| ReportedPosition {
                kind: self.kind_of(at),
                record: self.causality.records[at].id,
                round: self.causality.records[at].round,
            }),
            earlier: self.earlier(life, party),
        };
        (position, latest)
    }

    fn earlier(&self, life: usize, party: usize) -> Option<Earlier> {
        (0..self.lives[life].present()).rev().find_map(|stretch| {
            let latest = self.latest(life, stretch, party, self.count_reported, Cut::Whole);
            let at = self
                .least_favourable(&latest)
                .filter(|at| self.kind_of(*at) == PositionKind::Accepted)?;
            let filed = self.causality.records[at];
            let revision = self.lives[life].stretches[stretch].revision;
            Some(Earlier {
                revision,
                round: filed.round,
                record: filed.id,
            })
        })
    }

    /// Whether every party stood by an earlier wording at one moment while it was the wording: when the stretch ended,
    /// or by what the maker of some record knew. What is recorded about later rounds does not change it any more.
    pub(super) fn was_agreed(&self, life: usize, stretch: usize) -> bool {
        let WordingInterval {
            since,
            until: Some(until),
            needs_position: true,
            ..
        } = self.lives[life].stretches[stretch]
        else {
            return false;
        };
        let favourable = |at: usize| self.kind_of(at).is_favourable();
        let counting = || {
            self.said[life][stretch]
                .iter()
                .filter(|lane| self.count_reported || !lane.reported)
        };
        let said_yes = || {
            counting()
                .flat_map(|lane| &lane.records)
                .map(|(_, at)| *at)
                .filter(|at| favourable(*at))
        };
        let ever = |party: usize| {
            self.lives[life].stretches[stretch].implied[party].is_some()
                || counting().any(|lane| lane.party == party && lane.records.iter().any(|(_, at)| favourable(*at)))
        };
        let agreed =
            |cut: Cut| (0..self.parties.len()).all(|party| self.kind(life, stretch, party, cut).is_favourable());
        // Nothing but a yes, a withdrawal or the bringing together of what others knew apart can make a wording agreed.
        let others = self.withdrawn[life].iter().chain(&self.causality.joins).copied();
        let others = others.filter(|at| (since..=until).contains(&self.causality.records[*at].round));
        (0..self.parties.len()).all(ever)
            && (agreed(Cut::Until(until)) || said_yes().chain(others).any(|at| agreed(Cut::KnownTo(at, until))))
    }
}

/// A note of what another party said, whatever else is known of it.
fn is_reported(filed: &Filed) -> bool {
    filed.trust == Trust::Reported || filed.record.speaks_for.is_some()
}

fn trust(filed: &Filed) -> Trust {
    if is_reported(filed) {
        Trust::Reported
    } else {
        filed.trust.clone()
    }
}

fn lanes(mut sayings: Vec<PartyStatement>) -> Vec<Lane> {
    sayings.sort_unstable();
    sayings.dedup();
    let one_lane = |(one, other): (&PartyStatement, &PartyStatement)| {
        let chain = |saying: &PartyStatement| saying.2.map(|link| link.chain);
        one.0 == other.0 && one.1 == other.1 && chain(one) == chain(other)
    };
    sayings
        .chunk_by(|one, other| one_lane((one, other)))
        .map(|lane| Lane {
            party: lane[0].0,
            reported: lane[0].1,
            chain: lane[0].2.map(|link| link.chain),
            records: lane
                .iter()
                .map(|(_, _, link, at)| (link.map_or(0, |link| link.depth), *at))
                .collect(),
        })
        .collect()
}
