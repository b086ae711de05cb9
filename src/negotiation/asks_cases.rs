//! Cases as a lawyer would put them.

use std::collections::BTreeMap;

use super::ask_wording::AskWording;
use super::asks::{Ask, AskHistory, AskKind, AskOutcome, AskPosition, AskRemark, AskRound, SilentChange, asks};
use super::record::Decision;

/// Rounds of `party: text`, where the text is that of the clause `fees`; `-` stands for no clause.
fn rounds(told: &[(&str, &str)]) -> AskHistory {
    let mut rounds: Vec<AskRound> = Vec::new();
    for ((party, text), number) in told.iter().zip(1..) {
        let wording = AskWording {
            heading: "Fees".into(),
            text: (*text).into(),
        };
        let clauses: BTreeMap<_, _> = (*text != "-")
            .then(|| ("fees".to_owned(), wording))
            .into_iter()
            .collect();
        let before = rounds.last().map(|round| &round.clauses);
        let changed = if before == Some(&clauses) {
            vec![]
        } else {
            vec!["fees".to_owned()]
        };
        rounds.push(AskRound {
            number,
            party: Some((*party).into()),
            clauses,
            changed,
        });
    }
    AskHistory {
        rounds,
        ..AskHistory::default()
    }
}

fn says(mut history: AskHistory, party: &str, round: u32, decision: Decision, reason: Option<&str>) -> AskHistory {
    history.positions.push(AskPosition {
        party: party.into(),
        round,
        clause: "fees".into(),
        decision,
        reason: reason.map(str::to_owned),
    });
    history
}

fn ours(history: &AskHistory) -> (Vec<Ask>, Vec<SilentChange>) {
    asks(history, "us", 1)
}

fn outcome(history: &AskHistory) -> AskOutcome {
    let (asks, _) = ours(history);
    assert_eq!(asks.len(), 1, "{asks:#?}");
    asks[0].outcome
}

#[test]
fn what_was_offered_is_held_against_the_words_of_the_others() {
    use AskOutcome::{Answered, Open, Refused, Replaced, Taken, TakenInPart};
    let thirty = "The fee is due within thirty days of receipt of the invoice, and late payment bears interest at 8%.";
    let sixty = &thirty.replace("thirty", "sixty");
    let both = &sixty.replace("8%", "4%");
    let sixty_alone = &both.replace("4%", "8%");
    let forty = &thirty.replace("thirty", "forty-five");
    let elsewhere = &sixty.replace("the invoice", "a proper invoice");
    let undone_and_more = &thirty.replace("the invoice", "a proper invoice");
    for (offered, answered, expected, beyond) in [
        (&**sixty, Some(thirty), Refused, false),
        (&**sixty, Some(&**forty), Answered, false),
        (&**sixty, Some(&**elsewhere), Taken, true),
        (&**sixty, Some(&**undone_and_more), Refused, true),
        (&**both, Some(&**sixty_alone), TakenInPart, false),
        (&**both, Some(&**forty), Answered, false),
        (&**both, Some(thirty), Refused, false),
        (&**sixty, Some("-"), Refused, false),
        ("-", Some(thirty), Refused, false),
        ("-", Some(&**forty), Answered, false),
        ("-", Some("-"), Open, false),
        (&**sixty, Some(&**sixty), Open, false),
        (&**sixty, None, Open, false),
    ] {
        let mut told = vec![("them", thirty), ("us", offered)];
        told.extend(answered.map(|text| ("them", text)));
        let history = rounds(&told);
        assert_eq!(outcome(&history), expected, "{offered} -> {answered:?}");
        assert_eq!(ours(&history).0[0].beyond, beyond, "{offered} -> {answered:?}");
    }
    let again = rounds(&[("them", thirty), ("us", sixty), ("us", both)]);
    let outcomes: Vec<_> = ours(&again).0.iter().map(|ask| ask.outcome).collect();
    assert_eq!(outcomes, [Replaced, Open]);
}

#[test]
fn a_new_clause_that_comes_back_with_some_other_words_is_taken_in_part() {
    let new = "The supplier keeps the data in the European Union and deletes it within thirty days after the end.";
    let other = new.replace("thirty", "ninety");
    assert_eq!(
        outcome(&rounds(&[("them", "-"), ("us", new), ("them", &other)])),
        AskOutcome::TakenInPart
    );
    assert_eq!(
        outcome(&rounds(&[("them", "-"), ("us", new), ("them", "-")])),
        AskOutcome::Refused
    );
}

#[test]
fn chinese_words_are_held_against_each_other_as_well() {
    let thirty = "甲方应在收到发票之日起三十日内付款，逾期付款的，按日万分之五支付违约金。";
    let sixty = thirty.replace("三十日", "六十日");
    let forty = thirty.replace("三十日", "四十五日");
    let part = sixty.replace("万分之五", "万分之三");
    let last = |offered: &str, answer: &str| outcome(&rounds(&[("them", thirty), ("us", offered), ("them", answer)]));
    assert_eq!(last(&sixty, thirty), AskOutcome::Refused);
    assert_eq!(last(&sixty, &forty), AskOutcome::Answered);
    assert_eq!(last(&part, &sixty), AskOutcome::TakenInPart);
    assert_eq!(last(&sixty, &part), AskOutcome::Taken);
}

#[test]
fn where_the_words_stand_positions_tell() {
    use Decision::{Accept, Reject, Reserve, Withdraw};
    let told = || rounds(&[("them", "pay in thirty days"), ("us", "pay in sixty days")]);
    let with = |decision| outcome(&says(told(), "them", 2, decision, Some("why")));
    assert_eq!(with(Accept), AskOutcome::Taken);
    assert_eq!(with(Reject), AskOutcome::Refused);
    assert_eq!(with(Reserve), AskOutcome::Answered);
    let back = says(says(told(), "them", 2, Reject, None), "them", 2, Withdraw, None);
    assert_eq!(outcome(&back), AskOutcome::Open);
    let (asks, _) = ours(&says(told(), "them", 2, Reject, Some("cash flow")));
    assert_eq!(asks[0].reasons, [("them".to_owned(), "cash flow".to_owned())]);
}

#[test]
fn a_first_draft_asks_for_nothing() {
    let history = rounds(&[("us", "pay in sixty days"), ("them", "pay in thirty days")]);
    let (asks, silent) = ours(&history);
    assert_eq!(asks, []);
    assert_eq!(silent.len(), 1, "but who changes it says why");
}

#[test]
fn a_condition_and_a_rejection_wait_for_other_words_and_rest_when_the_wording_is_accepted() {
    let told = |answer: &str| rounds(&[("them", "pay in thirty days"), ("them", answer)]);
    let condition = |history: AskHistory| says(history, "us", 1, Decision::Reserve, Some("if set-off stays"));
    assert_eq!(outcome(&condition(told("pay in thirty days"))), AskOutcome::Open);
    let answered = condition(told("pay in forty days"));
    assert_eq!(outcome(&answered), AskOutcome::Answered);
    let (asks, silent) = ours(&answered);
    assert_eq!((asks[0].kind, silent.len()), (AskKind::Reserved, 0));
    let settled = says(answered, "us", 2, Decision::Accept, None);
    assert_eq!(outcome(&settled), AskOutcome::Settled);
}

#[test]
fn a_comment_waits_for_an_answer_in_words_or_in_the_clause() {
    let remark = |answers: &[&str], resolved| AskRemark {
        party: "us".into(),
        round: 1,
        clause: "fees".into(),
        text: "why thirty?".into(),
        answers: answers
            .iter()
            .map(|text| ("them".to_owned(), 1, (*text).to_owned()))
            .collect(),
        resolved,
    };
    let with = |answer: &str, remark: AskRemark| {
        let mut history = rounds(&[("them", "pay in thirty days"), ("them", answer)]);
        history.remarks.push(remark);
        outcome(&history)
    };
    let same = "pay in thirty days";
    assert_eq!(with(same, remark(&[], false)), AskOutcome::Open);
    assert_eq!(with(same, remark(&["policy"], false)), AskOutcome::Answered);
    assert_eq!(with("pay in sixty days", remark(&[], false)), AskOutcome::Answered);
    assert_eq!(with(same, remark(&["policy"], true)), AskOutcome::Settled);
}

#[test]
fn a_change_without_a_word_is_told_and_one_with_a_reason_or_a_comment_is_not() {
    let told = || {
        rounds(&[
            ("them", "pay in thirty days"),
            ("us", "pay in thirty days"),
            ("them", "pay at once"),
        ])
    };
    assert_eq!(ours(&told()).1.len(), 1);
    let (_, silent) = asks(&told(), "us", 4);
    assert_eq!(silent, [], "before the round that was asked from");
    let with_reason = says(told(), "them", 3, Decision::Accept, Some("our bank asks for it"));
    assert_eq!(ours(&with_reason).1, []);
    let without = says(told(), "them", 3, Decision::Accept, None);
    assert_eq!(
        ours(&without).1.len(),
        1,
        "a position without a reason explains nothing"
    );
    let mut commented = told();
    commented.remarks.push(AskRemark {
        party: "them".into(),
        round: 3,
        clause: "fees".into(),
        text: "our bank asks for it".into(),
        answers: Vec::new(),
        resolved: false,
    });
    assert_eq!(ours(&commented).1, []);
}

#[test]
fn an_answer_that_goes_beyond_what_was_asked_is_a_silent_change_too() {
    let thirty = "The fee is due within thirty days of receipt of the invoice, and late payment bears interest at 8%.";
    let sixty = thirty.replace("thirty", "sixty");
    let moved = sixty.replace("8%", "12%");
    let (asks, silent) = ours(&rounds(&[("them", thirty), ("us", &sixty), ("them", &moved)]));
    assert_eq!(
        (asks[0].outcome, asks[0].beyond, silent.len()),
        (AskOutcome::Taken, true, 1)
    );
    let (_, silent) = ours(&rounds(&[("them", thirty), ("us", &sixty), ("them", thirty)]));
    assert_eq!(silent, [], "that it was refused is told as its outcome");
}
