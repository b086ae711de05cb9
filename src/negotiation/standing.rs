//! What the positions of all parties amount to: the standing of each clause, and whose turn it is.

use super::positions::{PartyPosition, PositionIndex, PositionKind};
use super::record::Filed;
use super::wording_intervals::RoundWordings;
use crate::contract::Revision;
use std::collections::{BTreeSet, HashMap};

/// What the positions on a clause amount to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, strum::VariantArray)]
pub enum Standing {
    /// Every party stands by its present wording.
    Agreed,
    /// Somebody has yet to answer.
    Awaiting,
    /// Somebody does not take it.
    Rejected,
    /// Somebody takes it subject to a condition.
    Reserved,
    /// It was agreed once, and its text has changed since.
    Reopened,
    /// Somebody who has yet to answer had accepted an earlier wording.
    Outdated,
}

impl Standing {
    /// The word by which programs know it.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Agreed => "agreed",
            Self::Awaiting => "awaiting",
            Self::Rejected => "rejected",
            Self::Reserved => "reserved",
            Self::Reopened => "reopened",
            Self::Outdated => "outdated",
        }
    }
}

/// One clause of the newest round, or one whose deletion is not agreed yet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ClauseStanding {
    /// The clause's id.
    pub id: String,
    /// Its present wording; `None` when it was deleted.
    pub revision: Option<Revision>,
    /// The number of the first round of the unbroken stretch for which it has had this wording.
    pub since: u32,
    /// `None` for a heading, which needs no position.
    pub standing: Option<Standing>,
    /// The ids of the parties who have to act on this clause, in the contract's order.
    pub waiting_for: Vec<String>,
    /// Every party's position, in the contract's order.
    pub positions: Vec<PartyPosition>,
}

/// How a contract stands.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Standings {
    /// In reading order; a deleted clause stands where it stood.
    pub clauses: Vec<ClauseStanding>,
    /// The ids of the parties who have to act next, in the contract's order. Somebody has to as long as a clause is
    /// not agreed.
    pub ball: Vec<String>,
    /// How many clauses are agreed.
    pub agreed: usize,
    /// How many clauses need a position, deletions that are not agreed yet included.
    pub total: usize,
}

impl Standings {
    /// The clause of that id.
    #[must_use]
    pub fn clause(&self, id: &str) -> Option<&ClauseStanding> {
        self.clauses.iter().find(|clause| clause.id == id)
    }

    /// Every clause by its id: for who looks for more than a few of them.
    #[must_use]
    pub fn by_id(&self) -> HashMap<&str, &ClauseStanding> {
        self.clauses.iter().map(|clause| (clause.id.as_str(), clause)).collect()
    }

    /// Whether no clause is open.
    #[must_use]
    pub fn all_agreed(&self) -> bool {
        self.agreed == self.total
    }
}

/// Folds the records, in whatever order, into the standing of each clause after the last of the rounds, which are given
/// oldest first.
///
/// `parties` are the ids in the contract's order; nobody else has a position. Reported positions count only with
/// `count_reported`. Of the parties in `unjudged` there are records that this version cannot read: nothing counts as agreed
/// by them, since such a record may take back whatever they said.
#[must_use]
pub fn standings(
    rounds: &[RoundWordings],
    records: &[Filed],
    parties: &[String],
    count_reported: bool,
    unjudged: &BTreeSet<String>,
) -> Standings {
    let said = PositionIndex::new(rounds, records, parties, count_reported);
    let mut clauses = Vec::new();
    let mut duties = Vec::new();
    for life in 0..said.lives.len() {
        let present = &said.lives[life].stretches[said.lives[life].present()];
        let (positions, latest): (Vec<_>, Vec<_>) = (0..parties.len()).map(|party| said.position(life, party)).unzip();
        let standing = present
            .needs_position
            .then(|| standing(&said, life, &positions, unjudged));
        if present.revision.is_none() && matches!(standing, None | Some(Standing::Agreed)) {
            continue;
        }
        let duty = match standing {
            None | Some(Standing::Agreed) => Duty::default(),
            Some(_) => Duty::of(&said, &positions, &latest, unjudged),
        };
        clauses.push(ClauseStanding {
            id: said.lives[life].id.clone(),
            revision: present.revision,
            since: present.since,
            standing,
            waiting_for: named(parties, |party| duty.most_pressing().is_some_and(|who| who[party])),
            positions,
        });
        duties.push(duty);
    }
    let pressing = (0..URGENCIES).find(|&urgency| duties.iter().any(|duty| duty.has(urgency)));
    let has_ball = |party: usize| {
        pressing.is_some_and(|urgency| duties.iter().any(|duty| duty.has(urgency) && duty.who[urgency][party]))
    };
    Standings {
        ball: named(parties, has_ball),
        agreed: clauses
            .iter()
            .filter(|clause| clause.standing == Some(Standing::Agreed))
            .count(),
        total: clauses.iter().filter(|clause| clause.standing.is_some()).count(),
        clauses,
    }
}

fn named(parties: &[String], is_meant: impl Fn(usize) -> bool) -> Vec<String> {
    parties
        .iter()
        .enumerate()
        .filter(|(at, _)| is_meant(*at))
        .map(|(_, id)| id.clone())
        .collect()
}

fn standing(
    said: &PositionIndex<'_>,
    life: usize,
    positions: &[PartyPosition],
    unjudged: &BTreeSet<String>,
) -> Standing {
    let any = |kind: PositionKind| positions.iter().any(|position| position.kind == kind);
    let is_outdated = |position: &PartyPosition| position.kind == PositionKind::None && position.earlier.is_some();
    if positions.iter().all(|position| position.kind.is_favourable()) {
        if positions.iter().any(|position| unjudged.contains(&position.party)) {
            Standing::Awaiting
        } else {
            Standing::Agreed
        }
    } else if (0..said.lives[life].present()).any(|stretch| said.was_agreed(life, stretch)) {
        Standing::Reopened
    } else if any(PositionKind::Rejected) {
        Standing::Rejected
    } else if any(PositionKind::Reserved) {
        Standing::Reserved
    } else if positions.iter().any(is_outdated) {
        Standing::Outdated
    } else {
        Standing::Awaiting
    }
}

/// How many kinds of reasons there are to act.
const URGENCIES: usize = 3;

/// Who has to act on a clause that is not agreed; the most pressing reason first.
///
/// 1. A party has no position, or one that a record of a later version may have changed, or has not answered another one's
///    rejection.
/// 2. A party has not answered another one's reservation.
/// 3. A party that holds out itself has not answered what another one said last: all the others have spoken since.
#[derive(Default)]
struct Duty {
    who: [Vec<bool>; URGENCIES],
}

impl Duty {
    fn of(
        said: &PositionIndex<'_>,
        positions: &[PartyPosition],
        latest: &[Vec<usize>],
        unjudged: &BTreeSet<String>,
    ) -> Self {
        let answered = |party: usize, record: usize| latest[party].iter().any(|&own| said.causality.knows(own, record));
        let owes_answer = |party: usize, to: &dyn Fn(PositionKind) -> bool| {
            (0..positions.len()).any(|other| {
                other != party
                    && to(positions[other].kind)
                    && latest[other].iter().any(|&record| !answered(party, record))
            })
        };
        let who = |is_meant: &dyn Fn(usize) -> bool| (0..positions.len()).map(is_meant).collect();
        let kind = |party: usize| positions[party].kind;
        Self {
            who: [
                who(&|party| {
                    kind(party) == PositionKind::None
                        || unjudged.contains(&positions[party].party)
                        || owes_answer(party, &|kind| kind == PositionKind::Rejected)
                }),
                who(&|party| owes_answer(party, &|kind| kind == PositionKind::Reserved)),
                who(&|party| !kind(party).is_favourable() && owes_answer(party, &|_| true)),
            ],
        }
    }

    fn has(&self, urgency: usize) -> bool {
        self.who[urgency].contains(&true)
    }

    fn most_pressing(&self) -> Option<&[bool]> {
        (0..URGENCIES)
            .find(|&urgency| self.has(urgency))
            .map(|urgency| self.who[urgency].as_slice())
    }
}
