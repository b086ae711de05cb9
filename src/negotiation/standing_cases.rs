//! Cases as a lawyer would put them.

use std::collections::BTreeSet;

use super::positions::PositionKind;
use super::record::{Decision, Filed, NamedWording, RecordId, Trust};
use super::standing::{Standing, Standings, standings};
use super::stories::{called, record, shown, story, wording};

fn told(told: &str) -> String {
    shown(&story(told).standings())
}

fn with_reported(told: &str) -> Standings {
    let story = story(told);
    standings(&story.rounds, &story.records, &story.parties, true, &BTreeSet::new())
}

#[test]
fn a_first_draft_awaits_the_other_side() {
    assert_eq!(
        told("round vendor: title=- fees=a"),
        "title - (none offered); fees awaiting (none offered) customer | customer"
    );
}

#[test]
fn a_clause_is_agreed_when_the_other_side_accepts_what_was_offered() {
    let case = "round vendor: fees=a term=b
                vendor offers fees term
                customer accepts fees";
    assert_eq!(
        told(case),
        "fees agreed (accepted offered); term awaiting (none offered) customer | customer"
    );
    let standings = story(case).standings();
    assert_eq!(
        (standings.agreed, standings.total, standings.all_agreed()),
        (1, 2, false)
    );
    assert!(
        story(&format!("{case}\ncustomer accepts term"))
            .standings()
            .all_agreed()
    );
}

#[test]
fn whoever_did_not_write_a_round_has_said_nothing_about_what_it_left_alone() {
    let case = "round vendor: fees=a term=b
                round customer: fees=c term=b";
    assert_eq!(
        told(case),
        "fees awaiting (offered none) vendor; term awaiting (none offered) customer | customer vendor"
    );
}

#[test]
fn a_rejection_gives_the_ball_back_until_it_is_answered() {
    let case = "round vendor: fees=a
                customer rejects fees";
    assert_eq!(told(case), "fees rejected (rejected offered) vendor | vendor");
    assert_eq!(
        told(&format!("{case}\nvendor accepts fees")),
        "fees rejected (rejected accepted) customer | customer"
    );
    assert_eq!(
        told(&format!("{case}\nround vendor: fees=b")),
        "fees awaiting (none offered) customer | customer"
    );
}

#[test]
fn a_reservation_gives_the_ball_only_when_nothing_else_does() {
    let case = "round vendor: fees=a term=b
                customer reserves fees";
    assert_eq!(
        told(case),
        "fees reserved (reserved offered) vendor; term awaiting (none offered) customer | customer"
    );
    let case = format!("{case}\ncustomer accepts term");
    assert_eq!(
        told(&case),
        "fees reserved (reserved offered) vendor; term agreed (accepted offered) | vendor"
    );
    assert_eq!(
        told(&format!("{case}\nvendor accepts fees")),
        "fees reserved (reserved accepted) customer; term agreed (accepted offered) | customer",
        "the condition was taken note of; the customer has to drop or keep it"
    );
}

#[test]
fn an_acceptance_of_words_that_changed_is_outdated_and_names_what_was_accepted() {
    let case = "round vendor: fees=a
                vendor rejects fees
                ok: customer accepts fees
                round vendor: fees=b";
    assert_eq!(told(case), "fees outdated (none offered) customer | customer");
    let standings = story(case).standings();
    let earlier = standings.clauses[0].positions[0].earlier.clone().unwrap();
    assert_eq!(
        (earlier.revision, earlier.round, earlier.record),
        (Some(wording("a")), 1, called("ok"))
    );
    assert_eq!(
        told(&format!("{case}\ncustomer withdraws ok fees=a")),
        "fees awaiting (none offered) customer | customer"
    );
}

#[test]
fn a_clause_that_was_agreed_and_changed_is_reopened_and_nothing_is_louder() {
    let case = "round vendor: fees=a
                customer accepts fees
                round vendor: fees=b";
    assert_eq!(told(case), "fees reopened (none offered) customer | customer");
    assert_eq!(
        told(&format!("{case}\ncustomer rejects fees")),
        "fees reopened (rejected offered) vendor | vendor"
    );
    assert_eq!(
        told(&format!("{case}\ncustomer accepts fees")),
        "fees agreed (accepted offered) |"
    );
}

#[test]
fn an_agreement_that_somebody_left_again_before_the_text_changed_was_an_agreement() {
    let case = "round vendor: fees=a
                customer accepts fees
                customer rejects fees
                round vendor: fees=b";
    assert_eq!(told(case), "fees reopened (none offered) customer | customer");
    let never = "round vendor: fees=a
                 vendor rejects fees
                 customer accepts fees
                 customer rejects fees
                 vendor accepts fees
                 round vendor: fees=b";
    assert_eq!(told(never), "fees awaiting (none offered) customer | customer");
}

#[test]
fn what_was_taken_back_only_after_the_text_changed_had_been_agreed() {
    let case = "round vendor: fees=a
                ok: customer accepts fees
                round vendor: fees=b
                customer withdraws ok fees=a";
    assert_eq!(told(case), "fees reopened (none offered) customer | customer");
    let late = "round vendor: fees=a
                customer accepts fees=x
                no: vendor rejects fees
                customer accepts fees
                round customer: fees=b
                vendor withdraws no fees=a";
    assert_eq!(
        told(late),
        "fees awaiting (offered none) vendor | vendor",
        "dropping a dead objection agrees to nothing"
    );
}

#[test]
fn old_words_that_come_back_need_new_positions() {
    let case = "round vendor: fees=a
                customer accepts fees
                round vendor: fees=b
                round vendor: fees=a";
    assert_eq!(told(case), "fees reopened (none offered) customer | customer");
    assert_eq!(told(&format!("{case}\ncustomer accepts fees in 1")), told(case));
    assert_eq!(
        told(&format!("{case}\ncustomer accepts fees")),
        "fees agreed (accepted offered) |"
    );
}

#[test]
fn moving_a_clause_changes_nothing() {
    let case = "round vendor: fees=a term=b
                customer accepts fees term
                round vendor: new=n term=b fees=a";
    let now = "new awaiting (none offered) customer; term agreed (accepted offered); fees agreed (accepted offered) | customer";
    assert_eq!(told(case), now);
}

#[test]
fn a_deleted_clause_stays_where_it_stood_until_all_accept_the_deletion() {
    let case = "round vendor: a=1 b=2 c=3 d=4 e=-
                round customer: a=1 d=4";
    let standings = story(case).standings();
    let ids: Vec<&str> = standings.clauses.iter().map(|clause| clause.id.as_str()).collect();
    assert_eq!(ids, ["a", "b", "c", "d"], "a deleted heading needs no answer");
    assert_eq!(standings.clauses[1].revision, None);
    assert_eq!(standings.clauses[1].standing, Some(Standing::Awaiting));
    assert_eq!(standings.total, 4);
    let accepted = story(&format!("{case}\nvendor accepts b=absent")).standings();
    assert!(accepted.clause("b").is_none() && accepted.clause("c").is_some());
    assert_eq!(accepted.total, 3);
    let taken_back = format!("{case}\nok: vendor accepts b=absent c=absent\nvendor withdraws ok b=absent");
    let standings = story(&taken_back).standings();
    assert!(standings.clause("b").is_some() && standings.clause("c").is_none());
}

#[test]
fn deleting_an_agreed_clause_is_loud_and_bringing_it_back_needs_new_positions() {
    let case = "round vendor: fees=a term=b
                customer accepts fees term
                round vendor: fees=a";
    assert_eq!(
        told(case),
        "fees agreed (accepted offered); term reopened (none offered) customer | customer"
    );
    let back = format!("{case}\nround vendor: fees=a term=b");
    assert_eq!(
        told(&back),
        "fees agreed (accepted offered); term reopened (none offered) customer | customer"
    );
}

#[test]
fn a_withdrawal_reveals_the_position_before() {
    let case = "round vendor: fees=a
                ok: customer accepts fees
                no: customer rejects fees";
    assert_eq!(
        told(&format!("{case}\ncustomer withdraws no fees")),
        "fees agreed (accepted offered) |"
    );
    assert_eq!(
        told(&format!("{case}\ncustomer withdraws ok fees")),
        "fees rejected (rejected offered) vendor | vendor",
        "what was not the latest is missed by nobody"
    );
    assert_eq!(
        told(&format!(
            "{case}\nback: customer withdraws no fees\ncustomer withdraws back fees"
        )),
        "fees rejected (rejected offered) vendor | vendor"
    );
}

#[test]
fn a_withdrawal_takes_back_only_what_it_names_and_only_ones_own() {
    let case = "round vendor: fees=a term=b
                ok: customer accepts fees term";
    let both = "fees agreed (accepted offered); term agreed (accepted offered) |";
    assert_eq!(told(case), both);
    assert_eq!(
        told(&format!("{case}\ncustomer withdraws ok term")),
        "fees agreed (accepted offered); term awaiting (none offered) customer | customer"
    );
    assert_eq!(told(&format!("{case}\nvendor withdraws ok fees term")), both);
    assert_eq!(told(&format!("{case}\nvoid customer withdraws ok fees term")), both);
}

#[test]
fn of_two_machines_the_least_favourable_counts_until_one_has_seen_both() {
    let case = "round vendor: fees=a
                a: customer accepts fees
                b: customer rejects fees beside a";
    assert_eq!(told(case), "fees rejected (rejected offered) vendor | vendor");
    let position = story(case).standings().clauses[0].positions[0].clone();
    assert_eq!(
        (position.record, position.beside),
        (Some(called("b")), vec![called("a")])
    );
    assert_eq!(
        told(&format!("{case}\ncustomer accepts fees")),
        "fees agreed (accepted offered) |"
    );
    let mirrored = "round vendor: fees=a
                    a: customer rejects fees
                    b: customer reserves fees beside a";
    assert_eq!(told(mirrored), "fees rejected (rejected offered) vendor | vendor");
}

#[test]
fn an_answer_made_side_by_side_with_a_rejection_is_none() {
    let case = "round vendor: fees=a
                no: customer rejects fees
                vendor accepts fees beside no";
    assert_eq!(told(case), "fees rejected (rejected accepted) vendor | vendor");
}

#[test]
fn neither_dates_nor_numbers_nor_names_make_an_order() {
    let mut case = story(
        "round vendor: fees=a
         customer rejects fees
         customer accepts fees",
    );
    case.records[0].record.seq = 9;
    case.records[0].record.at += chrono::Duration::days(9);
    assert_eq!(shown(&case.standings()), "fees agreed (accepted offered) |");
}

#[test]
fn the_way_between_two_records_may_lead_through_the_partys_own_and_no_others() {
    let with = |between: &str| {
        let mut case = story(&format!(
            "round vendor: fees=a term=b
             no: customer rejects fees
             seen: {between} accepts term
             ok: customer accepts fees"
        ));
        case.records[1].record.prev = vec![called("no")];
        case.records[2].record.prev = vec![called("seen")];
        shown(&case.standings())
    };
    assert_eq!(
        with("customer"),
        "fees agreed (accepted offered); term agreed (accepted offered) |"
    );
    // That the vendor knew the rejection does not tell that it was known to whoever accepted.
    assert_eq!(
        with("vendor"),
        "fees rejected (rejected offered) vendor; term awaiting (none accepted) customer | customer vendor"
    );
}

#[test]
fn nothing_is_agreed_by_a_party_of_which_there_is_a_record_that_cannot_be_read() {
    let case = story(
        "round vendor: fees=a term=b old=c
         customer accepts fees term old
         round vendor: fees=a term=b
         customer accepts old=absent
         customer rejects term",
    );
    let unjudged = |party: &str| {
        let unjudged = BTreeSet::from([party.to_owned()]);
        shown(&standings(&case.rounds, &case.records, &case.parties, false, &unjudged))
    };
    assert_eq!(
        unjudged("guarantor"),
        "fees agreed (accepted offered); term rejected (rejected offered) vendor | vendor"
    );
    assert_eq!(
        unjudged("vendor"),
        "fees awaiting (accepted offered) vendor; term rejected (rejected offered) vendor; old awaiting (accepted offered) vendor | vendor"
    );
}

#[test]
fn three_parties_are_agreed_when_all_three_are() {
    let case = "parties landlord tenant guarantor
                round landlord: rent=a
                tenant accepts rent";
    assert_eq!(
        told(case),
        "rent awaiting (offered accepted none) guarantor | guarantor"
    );
    assert_eq!(
        told(&format!("{case}\nguarantor accepts rent")),
        "rent agreed (offered accepted accepted) |"
    );
    assert_eq!(
        told(&format!("{case}\nguarantor rejects rent")),
        "rent rejected (offered accepted rejected) landlord tenant | landlord tenant"
    );
}

#[test]
fn a_round_by_a_stranger_is_offered_by_nobody() {
    assert_eq!(
        told("round mediator: fees=a"),
        "fees awaiting (none none) customer vendor | customer vendor"
    );
}

#[test]
fn the_record_of_an_offer_decides_what_was_offered() {
    let case = "round vendor: fees=a term=b
                offer: vendor offers fees";
    assert_eq!(
        told(case),
        "fees awaiting (none offered) customer; term awaiting (none none) customer vendor | customer vendor"
    );
    let offered = story(case).standings().clauses[0].positions[1].clone();
    assert_eq!(
        (offered.record, offered.round, offered.trust),
        (Some(called("offer")), Some(1), Some(Trust::Claimed))
    );
    let implied = story("round vendor: fees=a").standings().clauses[0].positions[1].clone();
    assert_eq!(
        (implied.kind, implied.record, implied.round, implied.trust),
        (PositionKind::Offered, None, Some(1), None)
    );
    assert_eq!(
        told(&format!("{case}\nvendor withdraws offer fees")),
        "fees awaiting (none none) customer vendor; term awaiting (none none) customer vendor | customer vendor",
        "an offer that was taken back is not implied either"
    );
    assert_eq!(
        told("round vendor: fees=a\nvoid vendor offers fees"),
        "fees awaiting (none offered) customer | customer",
        "a record that must not count decides nothing"
    );
}

#[test]
fn reported_positions_are_shown_and_count_only_when_asked_for() {
    let case = "round vendor: fees=a
                note: vendor reports customer accepts fees";
    assert_eq!(told(case), "fees awaiting (none offered) customer | customer");
    let reported = story(case).standings().clauses[0].positions[0]
        .reported
        .clone()
        .unwrap();
    assert_eq!(
        (reported.kind, reported.record, reported.round),
        (PositionKind::Accepted, called("note"), 1)
    );
    assert_eq!(shown(&with_reported(case)), "fees agreed (accepted offered) |");
    assert_eq!(with_reported(case).clauses[0].positions[0].trust, Some(Trust::Reported));
    let answered = format!("{case}\ncustomer rejects fees");
    assert_eq!(
        shown(&with_reported(&answered)),
        "fees rejected (rejected offered) vendor | vendor"
    );
    assert_eq!(
        story(&answered).standings().clauses[0].positions[0].reported,
        None,
        "the customer spoke for itself since"
    );
    let taken_back = format!("{case}\nvendor withdraws note fees");
    assert_eq!(
        shown(&with_reported(&taken_back)),
        "fees awaiting (none offered) customer | customer"
    );
}

#[test]
fn nobody_speaks_for_another_party_by_leaving_out_that_it_is_a_report() {
    let mut case = story("round vendor: fees=a\nvendor reports customer accepts fees");
    case.records[0].trust = Trust::Verified;
    assert_eq!(
        shown(&case.standings()),
        "fees awaiting (none offered) customer | customer"
    );
    let mut case = story("round vendor: fees=a\nno: vendor rejects fees\nvendor reports customer withdraws no fees");
    assert_eq!(
        shown(&case.standings()),
        "fees rejected (none rejected) customer | customer"
    );
    case.records[1].trust = Trust::Claimed;
    assert_eq!(
        shown(&case.standings()),
        "fees rejected (none rejected) customer | customer"
    );
}

#[test]
fn what_must_not_count_or_is_about_nothing_known_changes_nothing() {
    let case = "round vendor: fees=a";
    for other in [
        "void customer accepts fees",
        "customer accepts fees=x",
        "customer accepts other=a",
        "customer accepts fees in 0",
        "stranger accepts fees",
        "customer withdraws nothing fees",
    ] {
        assert_eq!(told(&format!("{case}\n{other}")), told(case), "{other}");
    }
}

#[test]
fn a_contract_without_rounds_or_parties_has_nothing_to_do() {
    assert_eq!(standings(&[], &[], &[], true, &BTreeSet::new()), Standings::default());
    let case = story("round vendor: fees=a");
    assert!(
        standings(&case.rounds, &[], &[], false, &BTreeSet::new())
            .ball
            .is_empty()
    );
}

#[test]
fn records_that_name_each_other_in_a_circle_count_as_side_by_side() {
    let mut case = story("round vendor: fees=a\nok: customer accepts fees\nno: customer rejects fees");
    case.records[0].record.prev = vec![called("no"), called("ok")];
    assert_eq!(
        shown(&case.standings()),
        "fees rejected (rejected offered) vendor | vendor"
    );
}

/// Customer and vendor speak in turn about one of many clauses, each having seen the other.
fn long(records: u32, clauses: u32) -> Vec<Filed> {
    let mut all: Vec<Filed> = Vec::new();
    for at in 0..records {
        let party = ["customer", "vendor"][(at % 2) as usize];
        let decision = [Decision::Accept, Decision::Accept, Decision::Reject][(at % 3) as usize];
        let named = NamedWording {
            id: format!("c{}", at % clauses),
            revision: Some(wording("a")),
        };
        let mut filed = record(&at.to_string(), party, decision, vec![named], 1);
        let before = |back: u32| at.checked_sub(back).map(|at| called(&at.to_string()));
        filed.record.prev = before(2).into_iter().collect();
        filed.record.seen = before(1)
            .map(|id: RecordId| (["vendor", "customer"][(at % 2) as usize].to_owned(), id))
            .into_iter()
            .collect();
        all.push(filed);
    }
    all
}

#[test]
fn fifty_thousand_records_in_one_chain_are_read_to_the_end() {
    for clauses in [1, 500] {
        let text: Vec<String> = (0..clauses).map(|at| format!("c{at}=a")).collect();
        let mut case = story(&format!("round vendor: {}", text.join(" ")));
        case.records = long(50_000, clauses);
        let standings = case.standings();
        assert_eq!(standings.total, clauses as usize);
        let last = standings.clause(&format!("c{}", 49_999 % clauses)).unwrap();
        assert_eq!(last.positions[1].record, Some(called("49999")));
        let mut changed = story(&format!("round vendor: {}\nround vendor: c0=b", text.join(" ")));
        changed.records = case.records;
        let reopened = changed.standings();
        assert_eq!(reopened.clauses[0].standing, Some(Standing::Reopened));
    }
}

#[test]
fn a_long_row_of_withdrawals_of_withdrawals_is_followed_to_its_end() {
    let mut case = story("round vendor: fees=a");
    let fees = || {
        vec![NamedWording {
            id: "fees".into(),
            revision: Some(wording("a")),
        }]
    };
    case.records.push(record("0", "customer", Decision::Accept, fees(), 1));
    for at in 1..=5_000_u32 {
        let mut back = record(&at.to_string(), "customer", Decision::Withdraw, fees(), 1);
        back.record.withdraws = Some(called(&(at - 1).to_string()));
        back.record.prev = vec![called(&(at - 1).to_string())];
        case.records.push(back);
    }
    assert_eq!(shown(&case.standings()), "fees agreed (accepted offered) |");
    case.records.pop();
    assert_eq!(
        shown(&case.standings()),
        "fees awaiting (none offered) customer | customer"
    );
}

#[test]
fn fifty_thousand_records_that_know_nothing_of_each_other_count_by_the_least_favourable() {
    let mut case = story("round vendor: c0=a");
    case.records = long(50_000, 1);
    for filed in &mut case.records {
        filed.record.prev.clear();
        filed.record.seen.clear();
    }
    assert_eq!(
        shown(&case.standings()),
        "c0 rejected (rejected rejected) customer vendor | customer vendor"
    );
    case.rounds
        .extend(story("round vendor: c0=a\nround vendor: c0=b").rounds.pop());
    assert_eq!(
        shown(&case.standings()),
        "c0 reopened (none offered) customer | customer"
    );
}
