//! What has to hold for the standing of every negotiation, however it went.

use std::collections::{BTreeSet, HashMap};

use proptest::prelude::*;
use proptest::sample::Index;

use super::positions::{Cut, PositionIndex, PositionKind};
use super::record::{Decision, Filed, NamedWording, RecordId, Trust};
use super::standing::{Standing, Standings, standings};
use super::stories::{Story, called, record, round, wording};
use crate::language::Translated;

const PARTIES: [&str; 3] = ["customer", "vendor", "guarantor"];
const CLAUSES: [&str; 4] = ["fees", "term", "audit", "law"];

/// One thing that somebody does.
#[derive(Debug, Clone)]
enum Move {
    /// A round with some wording of each clause; a sender beyond the parties is a stranger.
    Send { sender: usize, wordings: Vec<usize> },
    /// A record about some clauses from one of the party's machines, which may have synchronised before.
    Say {
        who: (usize, bool),
        synced: bool,
        decision: Decision,
        clauses: Vec<bool>,
        about: Option<usize>,
    },
    /// The same, taking an earlier record back.
    TakeBack {
        who: (usize, bool),
        synced: bool,
        target: Index,
        clauses: Vec<bool>,
    },
}

fn any_decision() -> impl Strategy<Value = Decision> {
    prop::sample::select(vec![
        Decision::Accept,
        Decision::Accept,
        Decision::Reject,
        Decision::Reserve,
        Decision::Offer,
    ])
}

fn any_move() -> impl Strategy<Value = Move> {
    let who = || (0..PARTIES.len(), any::<bool>());
    let clauses = || prop::collection::vec(any::<bool>(), CLAUSES.len());
    let synced = || prop::bool::weighted(0.7);
    let about = prop::option::weighted(0.1, 0..PARTIES.len());
    prop_oneof![
        2 => (0..4_usize, prop::collection::vec(0..6_usize, CLAUSES.len())).prop_map(|(sender, wordings)| Move::Send { sender, wordings }),
        8 => (who(), synced(), any_decision(), clauses(), about)
            .prop_map(|(who, synced, decision, clauses, about)| Move::Say { who, synced, decision, clauses, about }),
        2 => (who(), synced(), any::<Index>(), clauses())
            .prop_map(|(who, synced, target, clauses)| Move::TakeBack { who, synced, target, clauses }),
    ]
}

/// A negotiation of two or three parties that goes so.
fn any_story() -> impl Strategy<Value = Story> {
    (2..=PARTIES.len(), prop::collection::vec(any_move(), 0..40)).prop_map(|(parties, moves)| {
        let parties = PARTIES[..parties].iter().map(|&id| id.to_owned()).collect();
        let mut teller = HistoryBuilder {
            story: Story {
                parties,
                rounds: Vec::new(),
                records: Vec::new(),
            },
            known: HashMap::new(),
        };
        teller.send(0, &[1; CLAUSES.len()]);
        for one in moves {
            teller.play(one);
        }
        teller.story
    })
}

struct HistoryBuilder {
    story: Story,
    /// What each machine of each party knows.
    known: HashMap<(usize, bool), BTreeSet<RecordId>>,
}

impl HistoryBuilder {
    fn play(&mut self, one: Move) {
        match one {
            Move::Send { sender, wordings } => self.send(sender, &wordings),
            Move::Say {
                who,
                synced,
                decision,
                clauses,
                about,
            } => {
                let mut filed = self.saying(who.0, decision, &clauses);
                if let Some(about) = about {
                    filed.record.speaks_for = Some(PARTIES[about].to_owned());
                    filed.trust = Trust::Reported;
                }
                self.file(who, synced, filed);
            }
            Move::TakeBack {
                who,
                synced,
                target,
                clauses,
            } => {
                let mut filed = self.saying(who.0, Decision::Withdraw, &clauses);
                if !self.story.records.is_empty() {
                    let target = &self.story.records[target.index(self.story.records.len())];
                    filed.record.withdraws = Some(target.id);
                    filed.record.party.clone_from(&target.record.party);
                }
                self.file(who, synced, filed);
            }
        }
    }

    /// 0 is absent, 1 and 2 are other words, 3 is a heading, all else leaves the clause alone.
    fn send(&mut self, sender: usize, wordings: &[usize]) {
        let before = self.story.rounds.last();
        let stands = |id: &str| {
            let found = before.and_then(|round| round.wordings.iter().find(|one| one.id == id))?;
            ["a", "b", "-"].into_iter().find(|name| wording(name) == found.revision)
        };
        let said = CLAUSES.iter().zip(wordings).filter_map(|(id, choice)| {
            let name = match choice {
                0 => None,
                1 => Some("a"),
                2 => Some("b"),
                3 => Some("-"),
                _ => stands(id),
            };
            Some(((*id).to_owned(), name?.to_owned()))
        });
        let sent = round(before, self.story.parties.get(sender).cloned(), said.collect());
        self.story.rounds.push(sent);
    }

    fn saying(&self, party: usize, decision: Decision, clauses: &[bool]) -> Filed {
        let newest = self.story.rounds.last().unwrap();
        let revision = |id: &str| newest.wordings.iter().find(|one| one.id == id).map(|one| one.revision);
        let named = CLAUSES.iter().zip(clauses).filter(|(_, named)| **named);
        let named = named
            .map(|(id, _)| NamedWording {
                id: (*id).to_owned(),
                revision: revision(id),
            })
            .collect();
        record(
            &self.story.records.len().to_string(),
            PARTIES[party],
            decision,
            named,
            newest.number,
        )
    }

    fn file(&mut self, who: (usize, bool), synced: bool, mut filed: Filed) {
        let known = self.known.entry(who).or_default();
        if synced {
            known.extend(self.story.records.iter().map(|filed| filed.id));
        }
        filed.record.prev = known.iter().copied().collect();
        known.insert(filed.id);
        self.story.records.push(filed);
    }
}

/// One more record, by somebody who has seen everything.
fn with(story: &Story, party: usize, decision: Decision, clauses: &[bool]) -> Story {
    let mut teller = HistoryBuilder {
        story: story.clone(),
        known: HashMap::new(),
    };
    let filed = teller.saying(party % story.parties.len(), decision, clauses);
    teller.file((party, false), true, filed);
    teller.story
}

fn with_round(story: &Story, wordings: &[usize]) -> Story {
    let mut teller = HistoryBuilder {
        story: story.clone(),
        known: HashMap::new(),
    };
    teller.send(usize::MAX, wordings);
    teller.story
}

/// What a withdrawal has to restore.
fn gist(standings: &Standings) -> impl PartialEq + std::fmt::Debug + use<> {
    let kinds = |positions: &[super::PartyPosition]| positions.iter().map(|one| one.kind).collect::<Vec<_>>();
    let clauses = standings.clauses.iter();
    let clauses = clauses.map(|one| {
        (
            one.id.clone(),
            one.standing,
            one.waiting_for.clone(),
            kinds(&one.positions),
        )
    });
    (
        clauses.collect::<Vec<_>>(),
        standings.ball.clone(),
        standings.agreed,
        standings.total,
    )
}

/// How bad a standing is: the first that applies is the worst.
fn badness(standing: Option<Standing>) -> usize {
    let order = [
        Standing::Agreed,
        Standing::Awaiting,
        Standing::Outdated,
        Standing::Reserved,
        Standing::Rejected,
        Standing::Reopened,
    ];
    standing.map_or(0, |standing| order.iter().position(|one| *one == standing).unwrap())
}

fn hold_together(standings: &Standings, parties: &[String]) -> Result<(), TestCaseError> {
    for clause in &standings.clauses {
        let favourable = clause.positions.iter().all(|one| one.kind.is_favourable());
        if let Some(standing) = clause.standing {
            prop_assert_eq!(standing == Standing::Agreed, favourable, "{:?}", clause);
            prop_assert_eq!(clause.waiting_for.is_empty(), favourable, "{:?}", clause);
        }
        prop_assert_eq!(clause.positions.len(), parties.len());
        prop_assert!(clause.revision.is_some() || !favourable);
        for position in &clause.positions {
            prop_assert!(position.kind != PositionKind::None || position.record.is_none() && position.round.is_none());
        }
    }
    prop_assert_eq!(
        standings.ball.is_empty(),
        standings.all_agreed(),
        "somebody always has to act"
    );
    Ok(())
}

/// Records without rhyme or reason: circles, strangers, unknown clauses, rounds that never were.
fn any_garbage() -> impl Strategy<Value = Vec<Filed>> {
    let one = (
        prop::collection::vec(0..20_usize, 0..4),
        (
            prop::sample::select(vec!["customer", "vendor", "nobody"]),
            prop::option::of(0..20_usize),
        ),
        prop::sample::select(Decision::WORDS.to_vec()),
        prop::collection::vec(
            (prop::sample::select(vec!["fees", "term", "void", ""]), 0..3_usize),
            0..4,
        ),
        prop_oneof![0..6_u32, Just(u32::MAX)],
        prop_oneof![
            Just(Trust::Verified),
            Just(Trust::Claimed),
            Just(Trust::Reported),
            Just(Trust::Void(Translated::default()))
        ],
    );
    prop::collection::vec(one, 0..20).prop_map(|drawn| {
        let made = drawn.into_iter().enumerate().map(
            |(at, (known, (party, target), (decision, _), clauses, round, trust))| {
                let revision = |name: usize| ["a", "b"].get(name).map(|name| wording(name));
                let named = clauses
                    .into_iter()
                    .map(|(id, name)| NamedWording {
                        id: id.into(),
                        revision: revision(name),
                    })
                    .collect();
                let mut filed = record(&at.to_string(), party, decision, named, round);
                filed.record.prev = known.iter().map(|at| called(&at.to_string())).collect();
                filed.record.withdraws = target.map(|at| called(&at.to_string()));
                filed.trust = trust;
                filed
            },
        );
        made.collect()
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(192))]

    #[test]
    fn any_order_of_the_records_gives_the_same_standing(
        story in any_story(), keys in prop::collection::vec(any::<u32>(), 50), reported in any::<bool>()
    ) {
        let mut keyed: Vec<(u32, Filed)> = keys.into_iter().zip(story.records.clone()).collect();
        keyed.sort_by_key(|(key, _)| *key);
        let mut shuffled: Vec<Filed> = keyed.into_iter().map(|(_, filed)| filed).collect();
        shuffled.extend(story.records.first().cloned());
        let of = |records: &[Filed]| standings(&story.rounds, records, &story.parties, reported, &BTreeSet::new());
        prop_assert_eq!(of(&story.records), of(&shuffled), "a double counts once");
    }

    #[test]
    fn an_acceptance_never_survives_a_change_of_its_text_nor_revives_when_old_words_return(
        story in any_story(), party in 0..2_usize
    ) {
        let accepted = with(&story, party, Decision::Accept, &[true; CLAUSES.len()]);
        let opposite: Vec<usize> = CLAUSES.iter().map(|id| {
            let newest = story.rounds.last().unwrap().wordings.iter().find(|one| one.id == *id);
            if newest.is_some_and(|one| one.revision == wording("a")) { 2 } else { 1 }
        }).collect();
        let back: Vec<usize> = CLAUSES.iter().map(|id| {
            let newest = story.rounds.last().unwrap().wordings.iter().find(|one| one.id == *id);
            newest.map_or(0, |one| 1 + ["a", "b", "-"].iter().position(|name| wording(name) == one.revision).unwrap())
        }).collect();
        let changed = with_round(&accepted, &opposite);
        let returned = with_round(&changed, &back);
        for later in [changed.standings(), returned.standings()] {
            for clause in &later.clauses {
                prop_assert!(clause.positions.iter().all(|one| one.kind == PositionKind::None), "{:?}", clause);
                prop_assert_ne!(clause.standing, Some(Standing::Agreed));
            }
        }
    }

    #[test]
    fn taking_a_latest_record_back_restores_what_was_before(
        story in any_story(), party in 0..3_usize, decision in any_decision(), clauses in prop::collection::vec(any::<bool>(), CLAUSES.len())
    ) {
        // The record of an offer says once for all what its round offers.
        prop_assume!(decision != Decision::Offer);
        let said = with(&story, party, decision, &clauses);
        let mut back = with(&said, party, Decision::Withdraw, &clauses);
        back.records.last_mut().unwrap().record.withdraws = Some(said.records.last().unwrap().id);
        prop_assert_eq!(gist(&back.standings()), gist(&story.standings()));
    }

    #[test]
    fn a_clause_is_agreed_exactly_when_all_stand_by_it_and_somebody_has_the_ball_until_all_are(
        story in any_story(), reported in any::<bool>()
    ) {
        hold_together(&standings(&story.rounds, &story.records, &story.parties, reported, &BTreeSet::new()), &story.parties)?;
    }

    #[test]
    fn accepting_the_present_wording_never_makes_a_standing_worse(
        story in any_story(), party in 0..3_usize, clauses in prop::collection::vec(any::<bool>(), CLAUSES.len())
    ) {
        let before = story.standings();
        let after = with(&story, party, Decision::Accept, &clauses).standings();
        for clause in &after.clauses {
            let was = before.clause(&clause.id).unwrap();
            prop_assert!(badness(clause.standing) <= badness(was.standing), "{:?} was {:?}", clause, was);
        }
    }

    #[test]
    fn garbage_does_no_harm(records in any_garbage(), story in any_story(), reported in any::<bool>(), numbers in prop::collection::vec(any::<u32>(), 40)) {
        let of = |records: &[Filed]| standings(&story.rounds, records, &story.parties, reported, &BTreeSet::new());
        let turned: Vec<Filed> = records.iter().rev().cloned().collect();
        hold_together(&of(&records), &story.parties)?;
        prop_assert_eq!(of(&records), of(&turned));
        let mut rounds = story.rounds.clone();
        for (round, number) in rounds.iter_mut().zip(numbers) {
            round.number = number;
            round.wordings.extend(round.wordings.first().cloned());
        }
        let _ = standings(&rounds, &records, &story.parties, reported, &BTreeSet::new());
        let _ = standings(&[], &records, &[], reported, &BTreeSet::new());
        let _ = standings(&rounds, &records, &["customer".to_owned(), "customer".to_owned()], reported, &BTreeSet::new());
    }

    #[test]
    fn the_chains_tell_what_following_every_reference_tells(story in any_story()) {
        let said = PositionIndex::new(&story.rounds, &story.records, &story.parties, false);
        let order = &said.causality;
        let known = |at: usize| -> BTreeSet<RecordId> {
            let mut known = BTreeSet::new();
            let mut open: Vec<RecordId> = order.records[at].record.knows().collect();
            while let Some(id) = open.pop() {
                if known.insert(id) {
                    open.extend(order.records[order.place(id).unwrap()].record.knows());
                }
            }
            known
        };
        for later in 0..order.records.len() {
            let known = known(later);
            for earlier in (0..order.records.len()).filter(|at| order.link(*at).is_some()) {
                prop_assert_eq!(order.knows(later, earlier), known.contains(&order.records[earlier].id));
            }
        }
    }

    #[test]
    fn whether_a_wording_was_agreed_is_told_by_looking_at_every_moment(story in any_story()) {
        let said = PositionIndex::new(&story.rounds, &story.records, &story.parties, false);
        for (life, stretches) in said.lives.iter().enumerate().map(|(at, life)| (at, &life.stretches)) {
            for (at, stretch) in stretches.iter().enumerate() {
                let Some(until) = stretch.until.filter(|_| stretch.needs_position) else { continue };
                let agreed = |cut: Cut| (0..story.parties.len()).all(|party| said.kind(life, at, party, cut).is_favourable());
                let records = said.causality.records.iter().enumerate();
                let moments = records.filter(|(_, filed)| (stretch.since..=until).contains(&filed.round));
                let ever = agreed(Cut::Until(until)) || moments.map(|(record, _)| record).any(|record| agreed(Cut::KnownTo(record, until)));
                prop_assert_eq!(said.was_agreed(life, at), ever);
            }
        }
    }
}
