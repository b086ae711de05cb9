//! The turn clock: how often and how long the contract lay with whom, and how often each clause went back and forth.

use std::collections::{HashMap, HashSet};

use chrono::{DateTime, Duration, FixedOffset};

use super::wording_intervals::RoundWordings;
use crate::contract::Revision;

/// How a negotiation went, in turns.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Turns {
    /// Every party, in the contract's order.
    pub parties: Vec<PartyTurns>,
    /// Every clause that ever was, in the order in which they came in.
    pub clauses: Vec<ClauseTurns>,
}

/// One party's turns.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PartyTurns {
    /// The party's id.
    pub party: String,
    /// How many rounds it sent.
    pub rounds: u32,
    /// How long the contract lay with it, by the senders' clocks. Two parties can have it at once.
    pub held: Duration,
}

/// How often one clause went back and forth.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ClauseTurns {
    /// The clause's id.
    pub id: String,
    /// How many rounds changed its wording after it came in; deleting it and bringing it back are changes.
    pub changes: u32,
    /// How often the next to word it was another sender than the one before; the first to word it brought it in.
    pub crossings: u32,
}

/// Reads the turns off the rounds, oldest first.
///
/// From a round until the next one the contract lies with every party but the sender; since the last round with those
/// who have the ball, and with nobody once there is nothing left to do. A clock that runs backwards adds nothing.
#[must_use]
pub fn turns(rounds: &[RoundWordings], parties: &[String], ball: &[String], now: DateTime<FixedOffset>) -> Turns {
    let parties = parties.iter().map(|party| {
        let sent_it = |round: &&RoundWordings| round.party.as_ref() == Some(party);
        let waits = rounds
            .windows(2)
            .filter(|pair| !sent_it(&&pair[0]))
            .map(|pair| (pair[0].at, pair[1].at));
        let since = rounds
            .last()
            .filter(|_| ball.contains(party))
            .map(|round| (round.at, now));
        PartyTurns {
            party: party.clone(),
            rounds: count(rounds.iter().filter(sent_it).count()),
            held: waits.chain(since).fold(Duration::zero(), |held, (from, to)| {
                held + (to - from).max(Duration::zero())
            }),
        }
    });
    Turns {
        parties: parties.collect(),
        clauses: clause_turns(rounds),
    }
}

fn clause_turns(rounds: &[RoundWordings]) -> Vec<ClauseTurns> {
    /// A clause's present wording and who gave it.
    type Last<'a> = (Option<Revision>, Option<&'a str>);
    let mut clauses: Vec<(ClauseTurns, Last<'_>)> = Vec::new();
    let mut places: HashMap<&str, usize> = HashMap::new();
    for round in rounds {
        let sender = round.party.as_deref();
        let mut present: HashSet<&str> = HashSet::new();
        for wording in &round.wordings {
            if !present.insert(&wording.id) {
                continue;
            }
            if let Some(&place) = places.get(wording.id.as_str()) {
                let (turns, last) = &mut clauses[place];
                reword(turns, last, (Some(wording.revision), sender));
            } else {
                places.insert(&wording.id, clauses.len());
                let turns = ClauseTurns {
                    id: wording.id.clone(),
                    changes: 0,
                    crossings: 0,
                };
                clauses.push((turns, (Some(wording.revision), sender)));
            }
        }
        for (turns, last) in &mut clauses {
            if !present.contains(turns.id.as_str()) {
                reword(turns, last, (None, sender));
            }
        }
    }
    clauses.into_iter().map(|(turns, _)| turns).collect()
}

fn reword<'a>(
    turns: &mut ClauseTurns,
    last: &mut (Option<Revision>, Option<&'a str>),
    now: (Option<Revision>, Option<&'a str>),
) {
    if last.0 != now.0 {
        turns.changes += 1;
        turns.crossings += u32::from(last.1 != now.1);
        *last = now;
    }
}

fn count(many: usize) -> u32 {
    u32::try_from(many).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::super::stories::story;
    use super::*;

    fn clock(told: &str, ball: &[&str], today: i64) -> String {
        let story = story(told);
        let ball: Vec<String> = ball.iter().map(|&id| id.to_owned()).collect();
        let now = DateTime::UNIX_EPOCH.fixed_offset() + Duration::days(today);
        let turns = turns(&story.rounds, &story.parties, &ball, now);
        let party = |one: &PartyTurns| format!("{} {}r {}d", one.party, one.rounds, one.held.num_days());
        turns.parties.iter().map(party).collect::<Vec<_>>().join(", ")
    }

    fn crossings(told: &str) -> String {
        let story = story(told);
        let turns = turns(&story.rounds, &story.parties, &[], DateTime::UNIX_EPOCH.fixed_offset());
        let clause = |one: &ClauseTurns| format!("{} {}/{}", one.id, one.changes, one.crossings);
        turns.clauses.iter().map(clause).collect::<Vec<_>>().join(", ")
    }

    #[test]
    fn the_contract_lies_with_whoever_did_not_send_it() {
        let told = "round vendor day 1: fees=a
                    round customer day 4: fees=b
                    round vendor day 5: fees=c";
        assert_eq!(clock(told, &["customer"], 15), "customer 1r 13d, vendor 2r 1d");
    }

    #[test]
    fn nothing_is_counted_after_the_agreed_form() {
        assert_eq!(
            clock("round vendor day 1: fees=a", &[], 15),
            "customer 0r 0d, vendor 1r 0d"
        );
    }

    #[test]
    fn two_rounds_of_one_party_leave_the_other_waiting_and_a_strangers_round_leaves_it_with_all() {
        let told = "round vendor day 1: fees=a
                    round vendor day 3: fees=b
                    round mediator day 6: fees=c
                    round vendor day 7: fees=d";
        assert_eq!(clock(told, &["customer", "vendor"], 9), "customer 0r 8d, vendor 3r 3d");
    }

    #[test]
    fn a_clock_that_runs_backwards_adds_nothing() {
        let told = "round vendor day 9: fees=a
                    round customer day 2: fees=b";
        assert_eq!(clock(told, &["vendor"], 1), "customer 1r 0d, vendor 1r 0d");
    }

    #[test]
    fn a_clause_crosses_the_table_when_another_one_words_it() {
        let told = "round vendor: fees=a term=a audit=a
                    round customer: fees=b term=a
                    round customer: fees=c term=a
                    round vendor: fees=b term=a audit=a new=n";
        assert_eq!(crossings(told), "fees 3/2, term 0/0, audit 2/2, new 0/0");
    }
}
