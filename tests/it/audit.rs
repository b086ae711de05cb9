//! The audit against attacks made with real git.

mod belief;
mod clauses;
mod copies;
pub(crate) mod deal;
mod files;
mod flips;
mod folders;
mod hands;
mod in_the_way;
mod joined;
mod lying_lists;
mod names;
mod pushes;
mod records;
mod signing;
mod speed;

use deal::{Deal, Who};

#[test]
fn an_honest_negotiation_is_clean() {
    let mut deal = Deal::new();
    deal.accept(Who::Li, &["terms", "fees"]);
    deal.reword(Who::Li, "thirty days", "sixty days");
    deal.accept(Who::Anna, &["term"]);
    let report = deal.audit();
    assert_eq!(deal.codes(), [""; 0], "{:#?}", report.findings);
    assert_eq!(
        report
            .findings
            .iter()
            .filter(|one| one.code == "A03-unconfirmed")
            .count(),
        2,
        "{:#?}",
        report.findings
    );
    assert_eq!(
        (report.contracts, report.records, report.changes, report.signatures),
        (1, 4, 4, 8)
    );
}
