//! For how long each clause kept one wording. Positions belong to such a stretch, not to words: an acceptance does not
//! revive when old words come back.

use std::collections::{BTreeSet, HashMap};

use chrono::{DateTime, FixedOffset};

use crate::contract::Revision;

/// The wordings of one round, as far as positions need them.
///
/// A round whose text cannot be read is left out by the caller: it is not a round without clauses.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RoundWordings {
    /// 1, 2, 3 … in the order of ancestry.
    pub number: u32,
    /// The sender's party; `None` for a sender of no party.
    pub party: Option<String>,
    /// The ids of the clauses that the sender's members changed, brought in or deleted. They are an implied offer
    /// where the round has no record of its offer, because it was written without adidem.
    pub offers: BTreeSet<String>,
    /// Every clause in reading order.
    pub wordings: Vec<RoundWording>,
    /// When it was sent, by the sender's clock.
    pub at: DateTime<FixedOffset>,
}

/// One clause of a round.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RoundWording {
    /// The clause's id.
    pub id: String,
    /// Its wording.
    pub revision: Revision,
    /// It is a mere heading, which needs no position as long as the clause never had a text.
    pub heading_only: bool,
}

/// Consecutive rounds through which a clause had one wording, or was absent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct WordingInterval {
    /// The number of the first round.
    pub(super) since: u32,
    /// The number of the last round; `None` for the present stretch.
    pub(super) until: Option<u32>,
    /// `None` when the clause is absent.
    pub(super) revision: Option<Revision>,
    /// Whether the parties have to say something about it: not of a mere heading, nor of its deletion. A text that was
    /// emptied was deleted.
    pub(super) needs_position: bool,
    /// For each party in order, the first and the last round of the stretch by which it offered the wording without a
    /// record.
    pub(super) implied: Vec<Option<(u32, u32)>>,
}

/// What became of one clause, from the round that brought it in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct ClauseLife {
    pub(super) id: String,
    /// Oldest first, never empty; the first is never absence.
    pub(super) stretches: Vec<WordingInterval>,
    /// The clauses before it in the newest round that had it, and that round's place.
    last_place: (usize, usize),
}

impl ClauseLife {
    /// The stretch that a record about a round belongs to.
    pub(super) fn at(&self, round: u32) -> Option<usize> {
        self.stretches
            .partition_point(|stretch| stretch.since <= round)
            .checked_sub(1)
    }

    /// The present one.
    pub(super) fn present(&self) -> usize {
        self.stretches.len() - 1
    }
}

/// The lives of all clauses that ever were, in the reading order of today: a clause that is gone stands after the last
/// of those before it that is still there.
///
/// `has_record` says whether an offer of that round by that party is on record.
pub(super) fn lives(
    rounds: &[RoundWordings],
    parties: &[String],
    has_record: impl Fn(u32, &str) -> bool,
) -> Vec<ClauseLife> {
    let mut lives: Vec<ClauseLife> = Vec::new();
    let mut places: HashMap<&str, usize> = HashMap::new();
    for (at, round) in rounds.iter().enumerate() {
        let mut present: Vec<bool> = vec![false; lives.len()];
        for (before, wording) in round.wordings.iter().enumerate() {
            let place = *places.entry(&wording.id).or_insert_with(|| {
                lives.push(ClauseLife {
                    id: wording.id.clone(),
                    stretches: Vec::new(),
                    last_place: (at, before),
                });
                present.push(false);
                lives.len() - 1
            });
            // An id twice in one round can only come from a text that was not read strictly: the first counts.
            if !std::mem::replace(&mut present[place], true) {
                let life = &mut lives[place];
                life.last_place = (at, before);
                continue_with(
                    life,
                    round.number,
                    Some(wording.revision),
                    !wording.heading_only,
                    parties.len(),
                );
            }
        }
        for (life, _) in lives.iter_mut().zip(present).filter(|(_, present)| !present) {
            let needed = life.stretches.last().is_some_and(|stretch| stretch.needs_position);
            continue_with(life, round.number, None, needed, parties.len());
        }
        let Some(sender) = &round.party else { continue };
        let Some(party) = parties.iter().position(|id| id == sender) else {
            continue;
        };
        if has_record(round.number, sender) {
            continue;
        }
        for place in round.offers.iter().filter_map(|id| places.get(id.as_str())) {
            if let Some(stretch) = lives[*place].stretches.last_mut() {
                let first = stretch.implied[party].map_or(round.number, |(first, _)| first);
                stretch.implied[party] = Some((first, round.number));
            }
        }
    }
    in_reading_order(lives, rounds)
}

fn continue_with(life: &mut ClauseLife, round: u32, revision: Option<Revision>, needs_position: bool, parties: usize) {
    let mut needs_position = needs_position;
    match life.stretches.last_mut() {
        Some(stretch) if stretch.revision == revision => return,
        Some(stretch) => {
            stretch.until = Some(round.saturating_sub(1));
            // Where words stood that bound, their absence binds as well.
            needs_position |= stretch.needs_position;
        }
        None => {}
    }
    life.stretches.push(WordingInterval {
        since: round,
        until: None,
        revision,
        needs_position,
        implied: vec![None; parties],
    });
}

fn in_reading_order(mut lives: Vec<ClauseLife>, rounds: &[RoundWordings]) -> Vec<ClauseLife> {
    let Some(newest) = rounds.len().checked_sub(1) else {
        return lives;
    };
    let today: HashMap<&str, usize> = rounds[newest]
        .wordings
        .iter()
        .enumerate()
        .map(|(at, wording)| (wording.id.as_str(), at + 1))
        .collect();
    // Oldest first, so that each round is gone through once, whatever number of clauses it was the last to have.
    lives.sort_by_key(|life| life.last_place);
    let mut ordered = Vec::with_capacity(lives.len());
    let (mut of_round, mut gone_through, mut nearest) = (0, 0, 0);
    for life in lives {
        let (round, before) = life.last_place;
        if round != of_round {
            (of_round, gone_through, nearest) = (round, 0, 0);
        }
        for wording in &rounds[round].wordings[gone_through..before] {
            nearest = today.get(wording.id.as_str()).copied().unwrap_or(nearest);
        }
        gone_through = before;
        let anchor = if round == newest { before + 1 } else { nearest };
        // What stands there comes first; then what is gone, as it stood.
        ordered.push(((anchor, round != newest, round, before), life));
    }
    ordered.sort_by_key(|(place, _)| *place);
    ordered.into_iter().map(|(_, life)| life).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::collection::vec;
    use proptest::prelude::*;

    fn round(number: u32, ids: &[String]) -> RoundWordings {
        let wording = |id: &String| RoundWording {
            id: id.clone(),
            revision: Revision::of(b""),
            heading_only: false,
        };
        RoundWordings {
            number,
            party: None,
            offers: BTreeSet::new(),
            wordings: ids.iter().map(wording).collect(),
            at: DateTime::default(),
        }
    }

    proptest! {
        /// Against going back from each clause that is gone to the last one before it that is still there.
        #[test]
        fn what_is_gone_stands_behind_the_last_one_before_it(texts in vec(vec("[a-h]", 0..7), 1..5)) {
            let texts: Vec<Vec<String>> = texts
                .into_iter()
                .map(|ids| {
                    let mut met = BTreeSet::new();
                    ids.into_iter().filter(|id| met.insert(id.clone())).collect()
                })
                .collect();
            let rounds: Vec<RoundWordings> = (1..).zip(&texts).map(|(number, ids)| round(number, ids)).collect();
            let found: Vec<String> = lives(&rounds, &[], |_, _| false).into_iter().map(|life| life.id).collect();
            let today = texts.last().expect("a round");
            let place = |id: &String| {
                let round = texts.iter().rposition(|ids| ids.contains(id)).expect("a round has it");
                let before = texts[round].iter().position(|one| one == id).expect("it is there");
                let is_there = today.contains(id);
                let mut ahead = texts[round][..before].iter().rev();
                let behind = if is_there { Some(id) } else { ahead.find(|one| today.contains(one)) };
                let anchor = behind.and_then(|id| today.iter().position(|one| one == id)).map_or(0, |at| at + 1);
                (anchor, !is_there, round, before)
            };
            let mut expected: Vec<String> = texts.concat();
            expected.sort();
            expected.dedup();
            expected.sort_by_key(place);
            prop_assert_eq!(found, expected);
        }
    }
}
