//! The review: that it finds every fault that is planted, and lets sound contracts alone.

use std::collections::BTreeMap;

use adidem::contract::{Contract, read};
use adidem::review::{Checklist, Finding, Report, Severity, built_in, read_checklist, review, rules};

mod planted;

/// A contract as it was last sent in the demonstration.
pub(crate) fn newest(name: &str) -> Contract {
    let room = adidem::session::Room::open(&crate::demo::made().top()).expect("a repository");
    adidem::session::show(&room, name, None).expect("a round").contract
}

pub(crate) fn reviewed_with(contract: &Contract, own: &[Checklist], seat: Option<&str>) -> Report {
    let mut checklists = built_in().expect("sound checklists");
    checklists.extend_from_slice(own);
    checklists.retain(|checklist| checklist.is_for(contract, None));
    review(contract, &rules(&checklists).expect("complete rules"), seat)
}

pub(crate) fn reviewed(contract: &Contract) -> Report {
    reviewed_with(contract, &[], None)
}

fn told(findings: &[Finding]) -> Vec<String> {
    findings.iter().map(|one| format!("{} {}", one.severity.word(), one.name())).collect()
}

#[test]
fn contracts_without_a_planted_fault_give_at_most_three_findings_and_only_low_ones() {
    for name in ["crm-en", "crm-zh", "nda", "reseller-three-party"] {
        for seat in [None, Some("customer"), Some("vendor")] {
            let report = reviewed_with(&newest(name), &[], seat);
            let told = told(&report.findings);
            assert!(told.len() <= 3 && report.count(Severity::Low) == told.len(), "{name} {seat:?}: {told:?}");
            assert!(report.asked >= 12, "{name}");
        }
    }
}

#[test]
fn a_first_draft_by_the_vendor_is_criticised_for_the_customer_and_not_for_the_vendor() {
    let source = include_str!("../../contracts/crm-zh.yaml");
    let contract = read(source.as_bytes()).expect("a contract");
    let high = |seat| -> Vec<String> {
        let report = reviewed_with(&contract, &[], Some(seat));
        report.findings.iter().filter(|one| one.severity == Severity::High).map(Finding::name).collect()
    };
    assert_eq!(
        high("customer"),
        [
            "cross-border",
            "data-location",
            "renewal-cap",
            "sole-remedy@service-credits",
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
            let text = if place.in_heading { &clause.heading } else { &clause.text };
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
    assert_eq!(told(&report.findings), ["low house-colour", "high liability-cap@liability-cap"]);
    let lonely =
        read_checklist(b"checklist: own\nrules:\n- {id: nobody-knows-it, severity: low}\n").expect("a checklist");
    let error = rules(&[lonely]).expect_err("nothing to amend").to_string();
    assert!(error.starts_with("line 3: the rule `nobody-knows-it` has no `title`"), "{error}");
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
