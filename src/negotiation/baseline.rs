//! Which wording of each clause a party last stood by: the left side of the redline that matters most to it.

use std::collections::HashMap;

use super::positions::{Cut, PositionIndex, PositionKind};
use super::record::Filed;
use super::wording_intervals::RoundWordings;
use crate::contract::Revision;

/// The last wording of a clause that a party accepted or offered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct StoodBy {
    /// Whether it offered or accepted it.
    pub kind: PositionKind,
    /// The number of the round in which it last did so.
    pub round: u32,
    /// The wording; `None` for a deletion.
    pub revision: Option<Revision>,
    /// The number of a round that has this wording, and whose text can be read.
    pub found_in: u32,
}

/// The last wording of each clause that a party stands by, by the clause's id; a clause that is not among them is new to
/// the party. What was taken back, and what was rejected or taken subject to a condition since, does not count; nor
/// does what another party reported.
///
/// An older wording counts although the text has changed since: it is what the party knows. Words that came back without
/// a new position are held against the last wording it stood by, whichever that is.
#[must_use]
pub fn baselines(
    rounds: &[RoundWordings],
    records: &[Filed],
    parties: &[String],
    party: &str,
    count_reported: bool,
) -> HashMap<String, StoodBy> {
    let Some(at) = parties.iter().position(|id| id == party) else {
        return HashMap::new();
    };
    let said = PositionIndex::new(rounds, records, parties, count_reported);
    let mut known = HashMap::new();
    for life in 0..said.lives.len() {
        let of_life = (0..=said.lives[life].present())
            .rev()
            .find_map(|stretch| stood_by(&said, life, stretch, at));
        known.extend(of_life.map(|stood_by| (said.lives[life].id.clone(), stood_by)));
    }
    known
}

fn stood_by(said: &PositionIndex<'_>, life: usize, stretch: usize, party: usize) -> Option<StoodBy> {
    let kind = said.kind(life, stretch, party, Cut::Whole);
    let of = &said.lives[life].stretches[stretch];
    let round = said.round_of(life, stretch, party)?;
    kind.is_favourable().then_some(StoodBy {
        kind,
        round,
        revision: of.revision,
        found_in: of.since,
    })
}

#[cfg(test)]
mod tests {
    use super::super::stories::{story, wording};
    use super::*;

    /// What the customer last stood by, as `clause=wording@round:why`, sorted.
    fn known(told: &str) -> String {
        let story = story(told);
        let known = baselines(&story.rounds, &story.records, &story.parties, "customer", false);
        let name = |revision: Option<Revision>| {
            let Some(revision) = revision else {
                return "absent".to_owned();
            };
            let name = ('a'..='z').map(String::from).find(|name| wording(name) == revision);
            name.unwrap_or_else(|| "-".to_owned())
        };
        let mut told: Vec<String> = known
            .iter()
            .map(|(id, one)| format!("{id}={}@{}:{}", name(one.revision), one.round, one.kind.word()))
            .collect();
        told.sort();
        told.join(" ")
    }

    #[test]
    fn a_first_draft_of_the_other_side_is_new_whatever_else_is_sent() {
        assert_eq!(known("round vendor: fees=a term=b"), "");
        assert_eq!(
            known(
                "round vendor: fees=a term=b
                 round customer: fees=c term=b
                 customer offers fees"
            ),
            "fees=c@2:offered",
            "the round touched one clause; the other one was never taken"
        );
    }

    #[test]
    fn an_own_round_does_not_take_what_the_other_side_changed_before() {
        let case = "round customer: fees=a term=b
                    customer offers fees term
                    round vendor: fees=c term=d
                    vendor offers fees term
                    round customer: fees=e term=d
                    customer offers fees";
        assert_eq!(known(case), "fees=e@3:offered term=b@1:offered");
    }

    #[test]
    fn only_a_yes_that_stands_moves_it() {
        let case = "round vendor: fees=a
                    ok: customer accepts fees
                    round vendor: fees=b";
        assert_eq!(known(case), "fees=a@1:accepted");
        for said in [
            "customer rejects fees",
            "customer reserves fees",
            "void customer accepts fees",
        ] {
            assert_eq!(known(&format!("{case}\n{said}")), "fees=a@1:accepted", "{said}");
        }
        assert_eq!(
            known(&format!("{case}\nvendor reports customer accepts fees")),
            "fees=a@1:accepted"
        );
        assert_eq!(known(&format!("{case}\ncustomer accepts fees")), "fees=b@2:accepted");
        assert_eq!(
            known(&format!("{case}\ncustomer withdraws ok fees=a")),
            "",
            "taken back, it is as never said"
        );
        assert_eq!(
            known(&format!("{case}\nb: customer accepts fees\ncustomer withdraws b fees")),
            "fees=a@1:accepted"
        );
    }

    #[test]
    fn words_that_came_back_are_held_against_the_last_ones_taken() {
        let case = "round vendor: fees=a
                    customer accepts fees
                    round vendor: fees=b
                    customer accepts fees
                    round vendor: fees=a";
        assert_eq!(known(case), "fees=b@2:accepted");
    }

    #[test]
    fn an_accepted_deletion_is_a_wording() {
        let case = "round vendor: fees=a term=b
                    customer accepts fees term
                    round vendor: term=b";
        assert_eq!(known(case), "fees=a@1:accepted term=b@1:accepted");
        let gone = format!("{case}\ncustomer accepts fees=absent");
        assert_eq!(known(&gone), "fees=absent@2:accepted term=b@1:accepted");
        assert_eq!(
            known(&format!("{gone}\nround vendor: fees=a term=b")),
            "fees=absent@2:accepted term=b@1:accepted"
        );
    }
}
