//! The review: that it finds every fault that is planted, and lets sound contracts alone.

use std::collections::BTreeMap;

use adidem::contract::{Contract, read};
use adidem::review::{
    Against, ChangeSubject, Checklist, ReviewFinding, ReviewReport, RiskLevel, built_in, read_checklist, review, rules,
};
use adidem::session::{Since, VersionName, Wanted, Workspace, check, figures};

mod commands;
mod planted;

/// A contract as it was last sent in the demonstration.
pub(crate) fn newest(name: &str) -> Contract {
    let workspace = Workspace::open(&crate::demo::made().top()).expect("a repository");
    adidem::session::show(&workspace, name, None).expect("a round").contract
}

pub(crate) fn reviewed_with(contract: &Contract, own: &[Checklist], seat: Option<&str>) -> ReviewReport {
    let mut checklists = built_in().expect("sound checklists");
    checklists.extend_from_slice(own);
    checklists.retain(|checklist| checklist.is_for(contract, None, seat));
    review(contract, &rules(&checklists).expect("complete rules"), seat)
}

pub(crate) fn reviewed(contract: &Contract) -> ReviewReport {
    reviewed_with(contract, &[], None)
}

fn told(findings: &[ReviewFinding]) -> Vec<String> {
    findings
        .iter()
        .map(|one| format!("{} {}", one.severity.word(), one.name()))
        .collect()
}

/// What a careful lawyer would still raise in the contracts of the demonstration as they were last sent.
const STILL_TO_RAISE: [(&str, &str, &[&str]); 4] = [
    (
        "crm-en",
        "customer",
        &[
            "medium deemed-acceptance@deemed-acceptance",
            "medium custom-work@deliverables",
        ],
    ),
    (
        "crm-zh",
        "customer",
        &[
            "medium deemed-acceptance@acceptance",
            "low silence-is-consent@fees-usage",
            "low silence-is-consent@renewal-price",
            "medium derived-data@data-ownership",
            "low silence-is-consent@sub-processors",
            "medium custom-work@ip-ownership",
            "low cap-base@liability-cap",
        ],
    ),
    ("crm-en", "vendor", &[]),
    ("crm-zh", "vendor", &["medium fees-committed@termination-convenience"]),
];

#[test]
fn contracts_without_a_planted_fault_are_found_wanting_in_nothing_but_what_a_lawyer_would_raise() {
    for (name, seat, expected) in STILL_TO_RAISE {
        let report = reviewed_with(&newest(name), &[], Some(seat));
        let (wanting, missing): (Vec<_>, Vec<_>) = report
            .findings
            .iter()
            .cloned()
            .partition(|finding| finding.clause.is_some());
        assert_eq!(told(&wanting), expected, "{name} {seat}");
        // What is merely not there is told, and is nothing that forbids to sign.
        let high: Vec<_> = missing.iter().filter(|one| one.severity == RiskLevel::High).collect();
        assert!(high.is_empty(), "{name} {seat}: {high:?}");
    }
    for name in ["nda", "reseller-three-party"] {
        for seat in [None, Some("customer"), Some("vendor")] {
            let report = reviewed_with(&newest(name), &[], seat);
            let told = told(&report.findings);
            assert!(
                told.len() <= 3 && report.count(RiskLevel::Low) == told.len(),
                "{name} {seat:?}: {told:?}"
            );
            assert!(report.asked >= 12, "{name}");
        }
    }
}

#[test]
fn every_rule_ends_in_one_of_found_settled_nothing_found_or_not_asked() {
    for name in ["crm-en", "crm-zh"] {
        for seat in ["customer", "vendor"] {
            let contract = newest(name);
            let report = reviewed_with(&contract, &[], Some(seat));
            let found: std::collections::BTreeSet<&str> = report.findings.iter().map(|one| &*one.rule).collect();
            let met = report.met.iter().map(|one| &*one.rule);
            let not_asked = report.not_asked.iter().map(|one| &*one.rule);
            let mut ends: Vec<&str> = found.into_iter().chain(met).chain(not_asked).collect();
            ends.sort_unstable();
            let mut lists = built_in().expect("sound checklists");
            lists.retain(|list| list.is_for(&contract, None, Some(seat)));
            let mut all: Vec<String> = rules(&lists)
                .expect("complete")
                .into_iter()
                .map(|rule| rule.id)
                .collect();
            all.sort_unstable();
            assert_eq!(ends, all, "{name} {seat}");
        }
    }
}

#[test]
fn an_annex_is_not_asked_for_a_whole_contract_and_an_unknown_one_is_asked_everything() {
    let whole = newest("crm-en");
    let of = |annex: &str| {
        let mut contract = whole.clone();
        contract.annex = Some(annex.to_owned());
        contract
            .clauses
            .retain(|clause| clause.id == "support-and-service-levels");
        reviewed_with(&contract, &[], Some("customer"))
    };
    let sla = of("sla");
    let missing: Vec<&str> = sla.findings.iter().map(|one| &*one.rule).collect();
    assert!(
        !missing.contains(&"data-return") && !missing.contains(&"governing-law"),
        "{missing:?}"
    );
    let because = sla
        .not_asked
        .iter()
        .find(|one| one.rule == "data-return")
        .map(|one| one.because);
    assert_eq!(because, Some(adidem::review::Because::Annex));
    assert!(sla.met.iter().any(|met| met.rule == "availability"));
    let unknown = of("colours");
    assert!(unknown.findings.iter().any(|one| one.rule == "data-return"));
}

#[test]
fn a_first_draft_by_the_vendor_is_criticised_for_the_customer_and_not_for_the_vendor() {
    let source = include_str!("../../contracts/crm-zh.yaml");
    let contract = read(source.as_bytes()).expect("a contract");
    let high = |seat| -> Vec<String> {
        let report = reviewed_with(&contract, &[], Some(seat));
        report
            .findings
            .iter()
            .filter(|one| one.severity == RiskLevel::High)
            .map(ReviewFinding::name)
            .collect()
    };
    assert_eq!(
        high("customer"),
        [
            "cross-border",
            "data-location",
            "sole-remedy@service-credits",
            "renewal-cap@renewal-price",
            "data-other-use@data-ownership",
            "incident-notice@data-incident",
            "sub-processors-website@sub-processors"
        ]
    );
    assert_eq!(high("vendor"), [""; 0]);
}

#[test]
fn every_finding_names_its_rule_and_why_it_matters_and_its_words_are_the_contracts() {
    let contract = read(include_bytes!("../../contracts/crm-zh.yaml")).expect("a contract");
    let report = reviewed(&contract);
    assert!(report.findings.len() > 8);
    for finding in &report.findings {
        assert!(
            !finding.rule.is_empty() && !finding.title.is_empty() && finding.why.chars().count() > 1,
            "{finding:?}"
        );
        for place in &finding.places {
            let clause = contract.clause(&place.clause.id).expect("a clause");
            let text = if place.in_heading {
                &clause.heading
            } else {
                &clause.text
            };
            assert_eq!(text[place.bytes.clone()], place.words, "{}", finding.name());
            assert!(place.sentence.contains(&place.words), "{}", finding.name());
        }
    }
}

#[test]
fn ones_own_checklist_amends_and_adds_rules_by_id() {
    let own = read_checklist(
        "checklist: own\nkinds: [crm-saas]\nparties: {customer: [甲方]}\nrules:\n\
         - {id: liability-cap, at-least: 300%}\n\
         - {id: silence-is-consent, severity: off}\n\
         - {id: house-colour, title: 颜色, why: 公司要求, severity: low, want: {present: [蓝色]}}\n"
            .as_bytes(),
    )
    .expect("a checklist");
    let contract = newest("crm-zh");
    let report = reviewed_with(&contract, &[own], None);
    let told = told(&report.findings);
    for expected in ["low house-colour", "high liability-cap@liability-cap"] {
        assert!(told.iter().any(|one| one == expected), "{told:?}");
    }
    assert!(!told.iter().any(|one| one.contains("silence-is-consent")), "{told:?}");
    let lonely =
        read_checklist(b"checklist: own\nrules:\n- {id: nobody-knows-it, severity: low}\n").expect("a checklist");
    let error = rules(&[lonely]).expect_err("nothing to amend").to_string();
    assert!(
        error.starts_with("line 3, column 1: the rule `nobody-knows-it` has no `title`"),
        "{error}"
    );
}

fn since(round: u32, earlier: u32) -> Since {
    let workspace = Workspace::open(&crate::demo::made().top()).expect("a repository");
    let wanted = Wanted {
        version: Some(VersionName::Round(round)),
        since: Some(VersionName::Round(earlier)),
        seat: Some("customer".into()),
        kind: None,
        checklist: None,
    };
    check(&workspace, "crm-zh", &wanted, None)
        .expect("a review")
        .since
        .expect("a comparison")
}

#[test]
fn a_round_is_told_what_it_newly_breaks_and_mends_with_the_words_that_went() {
    let third = since(3, 2);
    let broken = [
        "sole-remedy@service-credits",
        "words-and-figures@payment-terms",
        "silence-is-consent@sub-processors",
        "liability-cap@liability-cap",
    ];
    assert_eq!(third.new, broken);
    let (rule, place) = &third
        .lost
        .iter()
        .find(|(rule, _)| rule == "liability-cap")
        .expect("the cap held before");
    assert_eq!((&**rule, place.sentence.contains("200%")), ("liability-cap", true));
    let fourth = since(4, 3);
    assert_eq!(fourth.new, ["reference-headings@sla-exclusions"]);
    let mended: Vec<String> = fourth.mended.iter().map(ReviewFinding::name).collect();
    assert_eq!(
        mended,
        ["words-and-figures@payment-terms", "liability-cap@liability-cap"]
    );
    let fifth = since(5, 4);
    assert_eq!(
        fifth.new,
        [
            "data-audit",
            "certification",
            "hidden-characters@liability-carve-outs",
            "words-and-figures@liquidated-damages"
        ]
    );
}

#[test]
fn changes_of_the_matters_of_article_488_are_marked() {
    let changed = since(4, 3).material;
    let of = |id: &str| {
        changed
            .iter()
            .find(|one| one.clause.id == id)
            .map(|one| one.matters.clone())
    };
    assert_eq!(
        of("payment-terms"),
        Some(vec![
            ChangeSubject::Price,
            ChangeSubject::Time,
            ChangeSubject::PlaceAndManner
        ])
    );
    assert_eq!(of("liability-cap"), Some(vec![ChangeSubject::Breach]));
    assert_eq!(of("sla-availability"), Some(vec![ChangeSubject::Quality]));
    // A reference that followed its clause changes nothing.
    assert_eq!(of("licence-modules"), None);
    let arbitration = since(2, 1).material;
    let arbitration = arbitration
        .iter()
        .find(|one| one.clause.id == "arbitration")
        .expect("the seat moved");
    assert_eq!(arbitration.matters, [ChangeSubject::Disputes]);
}

#[test]
fn figures_are_followed_over_the_rounds_and_held_against_positions() {
    let workspace = Workspace::open(&crate::demo::made().top()).expect("a repository");
    let found = figures(&workspace, "crm-zh", Some("customer"), None, None).expect("figures");
    let course = |rule: &str| -> Vec<String> {
        let tracked = found
            .tracked
            .iter()
            .find(|tracked| tracked.rule == rule)
            .expect("a figure");
        let mut course: Vec<String> = tracked
            .course
            .iter()
            .map(|one| one.as_ref().map_or(String::new(), |(figure, _)| figure.text.clone()))
            .collect();
        course.dedup();
        course
    };
    assert_eq!(course("availability"), ["99.9%", "99.5%", "99.9%"]);
    assert_eq!(course("liability-cap"), ["100%", "200%", "50%", "100%"]);
    assert_eq!(course("renewal-cap"), ["", "3%", "8%", "6%", "5%"]);
    let against = |rule: &str| {
        found
            .tracked
            .iter()
            .find(|tracked| tracked.rule == rule)
            .expect("a figure")
            .against()
    };
    assert_eq!(
        (against("availability"), against("liability-cap")),
        (Against::Good, Against::Short)
    );
    let paid = found
        .moved
        .iter()
        .find(|moved| moved.clause.id == "payment-terms")
        .expect("it moved");
    let values: Vec<&str> = paid.steps.iter().filter_map(|(_, value)| value.as_deref()).collect();
    assert_eq!(
        values,
        [
            "三十（30）日",
            "六十（60）日",
            "三十（60）日",
            "六十（60）日",
            "四十五（45）日"
        ]
    );
}

/// How often each rule speaks on the contract with this many clauses does not matter here: only that it is quick enough
/// to be asked at every key.
#[test]
fn two_thousand_clauses_are_reviewed_whole() {
    let one = read(include_bytes!("../../contracts/crm-zh.yaml")).expect("a contract");
    let mut contract = one.clone();
    let mut copies: BTreeMap<usize, Contract> = BTreeMap::new();
    while contract.walk().len() < 2_000 {
        let copy = copies.len();
        copies.insert(copy, one.clone());
        for mut clause in one.clauses.clone() {
            rename(&mut clause, copy);
            contract.clauses.push(clause);
        }
    }
    let report = reviewed(&contract);
    let repeated = report.findings.iter().filter(|one| one.rule == "sole-remedy").count();
    assert_eq!(repeated, copies.len() + 1);
}

fn rename(clause: &mut adidem::contract::Clause, copy: usize) {
    clause.id = format!("{}-{copy}", clause.id);
    clause.clauses.iter_mut().for_each(|below| rename(below, copy));
}
