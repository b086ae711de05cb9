//! Checks 16 to 19: what becomes of clauses after somebody accepted them.

use adidem::audit::Severity;
use adidem::language::Language;

use super::deal::{Deal, TERMS, Who};

fn accepted() -> Deal {
    let mut deal = Deal::new();
    deal.accept(Who::Li, &["fees", "term"]);
    assert_eq!(deal.codes(), [""; 0]);
    deal
}

#[test]
fn a_change_after_acceptance_is_told_with_who_when_old_and_new() {
    let mut deal = accepted();
    deal.reword(Who::Anna, "100%", "10%");
    let report = deal.audit();
    let finding = report.findings.iter().find(|one| one.check == 16).expect("a finding");
    assert_eq!(
        (finding.severity, finding.clause.as_deref()),
        (Severity::Warning, Some("fees"))
    );
    let said = finding.message(Language::English);
    assert!(
        ["Anna Weber", "2026-01-05", "li.jing"]
            .iter()
            .all(|fact| said.contains(fact))
    );
    assert_eq!(deal.codes(), ["?A16-changed"]);
}

#[test]
fn a_change_after_acceptance_that_nobody_sent_fails() {
    let mut deal = accepted();
    deal.by(Who::Anna);
    deal.edit("100%", "10%");
    assert_eq!(deal.codes(), ["A16-changed", "A18-unsent"]);
}

#[test]
fn a_change_hidden_behind_a_version_that_cannot_be_read_fails_too() {
    let mut deal = accepted();
    deal.by(Who::Anna);
    deal.edit("title: CRM", "title: &x CRM");
    deal.edit("title: &x CRM", "title: CRM");
    deal.edit("100%", "10%");
    let codes = deal.codes();
    assert!(
        codes.contains(&"A16-changed".to_owned()) && codes.contains(&"?A21-yaml".to_owned()),
        "{codes:?}"
    );
    let mut deal = accepted();
    deal.by(Who::Anna);
    deal.edit("title: CRM", "title: &x CRM");
    let text = deal
        .text()
        .replace("title: &x CRM", "title: CRM")
        .replace("100%", "10%");
    deal.git.change(super::deal::CONTRACT, &text, "Mend");
    assert!(deal.codes().contains(&"A16-changed".to_owned()), "{:?}", deal.codes());
}

const FEES: &str =
    "  - id: fees\n    heading: About fees\n    text: The Customer pays the Fees and 100% of the taxes.\n";

#[test]
fn an_agreed_clause_deleted_moved_or_its_id_used_again_outside_a_round_fails() {
    let mut deal = accepted();
    deal.by(Who::Anna);
    deal.edit(FEES, "");
    assert_eq!(deal.codes(), ["A17-deleted", "A18-unsent"]);
    deal.edit(
        "  - id: term\n",
        &format!("{}  - id: term\n", FEES.replace("100%", "10%")),
    );
    assert_eq!(deal.codes(), ["?A18-unsent", "A17-deleted", "A17-reused", "A18-unsent"]);

    let mut deal = accepted();
    deal.by(Who::Anna);
    let moved = format!(
        "{}{}",
        FEES.replace("100%", "10%"),
        FEES.replace("id: fees", "id: charges")
    );
    deal.edit(FEES, &moved);
    assert_eq!(deal.codes(), ["A17-moved", "A18-unsent"]);

    let mut deal = accepted();
    deal.reword(Who::Anna, FEES, "");
    assert_eq!(
        deal.codes(),
        ["?A16-changed"],
        "a deletion that was sent is the other side's to answer"
    );
}

#[test]
fn a_stranger_fails_where_something_accepted_is_touched() {
    let mut deal = accepted();
    deal.by(Who::Eve);
    deal.edit("the books", "all books");
    assert_eq!(deal.codes(), ["?A18-no-member"]);
    deal.edit("100%", "10%");
    assert_eq!(deal.codes(), ["?A18-no-member", "A16-changed", "A18-no-member"]);
}

#[test]
fn an_acceptance_that_was_withdrawn_protects_nothing() {
    let mut deal = accepted();
    let mut record = deal.record(Who::Li, adidem::negotiation::Decision::Withdraw, &["fees"]);
    record.withdraws = Some(deal.last["customer"].0);
    deal.place(Who::Li, &record);
    deal.by(Who::Li).record("Positions");
    deal.by(Who::Anna);
    deal.edit("100%", "10%");
    assert_eq!(deal.codes(), ["?A18-unsent"]);
}

#[test]
fn a_clause_whose_definition_changed_since_is_told() {
    let mut deal = accepted();
    deal.reword(Who::Anna, TERMS, "“Fees” means the sums in Annexes A and B.");
    assert_eq!(deal.codes(), ["?A19-definition"]);
    deal.accept(Who::Li, &["fees"]);
    assert_eq!(deal.codes(), [""; 0]);
}

#[test]
fn a_round_that_says_it_is_another_partys_is_told_and_refused() {
    for trailers in ["Adidem-Party: customer", "Adidem-Party: vendor\nAdidem-Party: customer"] {
        let mut deal = Deal::new();
        let before = deal.head().to_string();
        let text = deal.text().replace("thirty", "sixty");
        deal.git.file(super::deal::CONTRACT, &text);
        deal.by(Who::Anna).record(&format!(
            "Send\n\nNote\n\nAdidem-Contract: crm\nAdidem-Round: 2\n{trailers}\n"
        ));
        assert_eq!(deal.codes(), ["?A18-party"], "{:#?}", deal.audit().findings);
        assert_eq!(super::belief::refused(&deal, &before, &[]), ["A18-party"]);
    }
}
