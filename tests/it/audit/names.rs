//! What a contract's name is worth: one that a living contract began with is its own, and none may look like it.

use adidem::audit::{AuditScope, audit};
use adidem::history::Repository;

use super::deal::{CONTRACT, Deal, Who, codes, now};
use super::hands::refused_since;

/// A contract in agreed form, and the same text with the stranger's key for the customer and another sum.
fn agreed() -> (Deal, String) {
    let mut deal = Deal::new();
    deal.accept(Who::Li, &["terms", "fees", "term", "audit"]);
    let (old, new) = (deal.key(Who::Li).to_string(), deal.key(Who::Eve).to_string());
    let forged = deal.text().replace(&old, &new).replace("100%", "10%");
    (deal, forged)
}

fn head(deal: &Deal) -> String {
    deal.head().to_string()
}

fn moved(deal: &mut Deal, from: &str, to: &str) {
    deal.by(Who::Anna);
    deal.git
        .run(&["mv", &format!("contracts/{from}.yaml"), &format!("contracts/{to}.yaml")]);
    deal.git.record("Filed");
}

/// Brings a contract in as the stranger does, who names Li as its author.
fn forge(deal: &mut Deal, name: &str, text: &str) {
    deal.act(Who::Li, Some(Who::Eve));
    deal.git.change(&format!("contracts/{name}.yaml"), text, "Draft");
}

fn codes_of(deal: &Deal, contract: &str) -> Vec<String> {
    let repository = Repository::open_for_audit(&deal.git.top()).expect("a repository");
    let scope = AuditScope {
        contract: Some(contract.to_owned()),
        range: None,
    };
    codes(
        &audit(
            &repository,
            &adidem::audit::Memory::default(),
            &scope,
            now(),
            &mut |_| {},
        )
        .expect("a report"),
    )
}

const TAKEN: &str = "A22-name-taken";
const ALIKE: &str = "A22-alike-name";

#[test]
fn a_name_stays_with_the_contract_that_began_under_it_wherever_that_lies_by_now() {
    let (mut deal, forged) = agreed();
    let before = head(&deal);
    moved(&mut deal, "crm", "old");
    assert_eq!(
        (deal.codes(), refused_since(&deal, &before)),
        (vec![], vec![]),
        "renaming is lawful"
    );
    let renamed = head(&deal);
    forge(&mut deal, "crm", &forged);
    assert!(refused_since(&deal, &before).contains(&TAKEN), "in one push");
    assert!(refused_since(&deal, &renamed).contains(&TAKEN), "in a push of its own");
    for name in ["crm", "old", "contracts/old.yaml"] {
        let asked = if name.contains('/') {
            deal.codes()
        } else {
            codes_of(&deal, name)
        };
        assert!(asked.contains(&TAKEN.to_owned()), "{name}: {asked:?}");
    }
    // Wherever the newcomer lies by then, its records lie in the folder of the other.
    moved(&mut deal, "crm", "new");
    assert!(refused_since(&deal, &renamed).contains(&TAKEN));
    moved(&mut deal, "old", "crm");
    assert!(refused_since(&deal, &renamed).contains(&TAKEN));
    for name in ["crm", "new"] {
        assert!(codes_of(&deal, name).contains(&TAKEN.to_owned()), "{name}");
    }
    // That it is gone again gives nobody's records back.
    deal.by(Who::Anna);
    deal.git.run(&["rm", "-q", "contracts/new.yaml"]);
    deal.git.record("Away");
    assert!(refused_since(&deal, &renamed).contains(&TAKEN));
}

#[test]
fn a_name_is_no_more_free_for_what_was_archived_only_after_it_was_taken() {
    let (mut deal, forged) = agreed();
    let before = head(&deal);
    moved(&mut deal, "crm", "old");
    forge(&mut deal, "crm", &forged);
    deal.by(Who::Anna);
    deal.git.run(&["rm", "-q", "contracts/old.yaml"]);
    deal.git.record("Archived");
    assert!(refused_since(&deal, &before).contains(&TAKEN));

    let (mut deal, forged) = agreed();
    moved(&mut deal, "crm", "old");
    deal.by(Who::Anna);
    deal.git.run(&["rm", "-q", "contracts/old.yaml"]);
    deal.git.record("Archived");
    let archived = head(&deal);
    deal.by(Who::Anna).change(CONTRACT, &forged, "The next year's");
    assert!(!refused_since(&deal, &archived).contains(&TAKEN), "{:?}", deal.codes());
}

#[test]
fn a_contract_may_be_renamed_there_and_back() {
    let (mut deal, _) = agreed();
    let before = head(&deal);
    moved(&mut deal, "crm", "old");
    moved(&mut deal, "old", "crm");
    assert_eq!((deal.codes(), refused_since(&deal, &before)), (vec![], vec![]));
}

#[test]
fn a_name_that_a_reader_takes_for_another_contracts_is_refused() {
    let names = [
        "\u{441}rm",
        "crm\u{200b}",
        "crm ",
        "crm\u{301}",
        "ｃｒｍ",
        "СRM",
        "c\u{ad}rm",
    ];
    for name in names {
        for away in [false, true] {
            let (mut deal, forged) = agreed();
            if away {
                moved(&mut deal, "crm", "old");
            }
            let before = head(&deal);
            forge(&mut deal, name, &forged);
            assert!(
                refused_since(&deal, &before).contains(&ALIKE),
                "{name:?} {away}: {:?}",
                deal.codes()
            );
            assert!(
                deal.codes().contains(&ALIKE.to_owned()),
                "{name:?} {away}: {:?}",
                deal.codes()
            );
            // What was there before is not held against those who go on.
            let known = head(&deal);
            deal.by(Who::Anna).change("contracts/other.yaml", &forged, "Another");
            assert!(!refused_since(&deal, &known).contains(&ALIKE), "{name:?} {away}");
            moved(&mut deal, name, "service");
            assert!(
                !deal.codes().contains(&ALIKE.to_owned()),
                "{name:?} {away}: {:?}",
                deal.codes()
            );
        }
    }
}

#[test]
fn a_contract_that_moves_to_a_name_like_anothers_is_refused_and_honest_names_are_not() {
    let (mut deal, forged) = agreed();
    deal.by(Who::Anna).change("contracts/other.yaml", &forged, "Another");
    let before = head(&deal);
    moved(&mut deal, "other", "\u{441}rm");
    assert_eq!(refused_since(&deal, &before), [ALIKE; 2], "told of each of them");
    for name in ["crm2", "采购合同", "dienst", "hosting/crm", "crm-2026", "crm.v2"] {
        let (mut deal, forged) = agreed();
        let before = head(&deal);
        deal.by(Who::Anna)
            .change(&format!("contracts/{name}.yaml"), &forged, "Another");
        let codes = refused_since(&deal, &before);
        assert!(!codes.contains(&ALIKE) && !codes.contains(&TAKEN), "{name}: {codes:?}");
    }
    let (mut deal, forged) = agreed();
    let before = head(&deal);
    deal.by(Who::Anna).change("contracts/crrn.yaml", &forged, "Another");
    assert!(
        deal.codes().contains(&format!("?{ALIKE}")),
        "plain letters: {:?}",
        deal.codes()
    );
    assert!(!refused_since(&deal, &before).contains(&ALIKE));
}

#[test]
fn hundreds_of_names_that_look_like_one_are_not_told_each_against_each() {
    let mut deal = Deal::new();
    let text = deal.text();
    let alike = [('a', 'а'), ('c', 'с'), ('e', 'е'), ('o', 'о'), ('p', 'р'), ('s', 'ѕ')];
    for at in 0..256_u32 {
        let name: String = "acceopec"
            .chars()
            .enumerate()
            .map(|(place, c)| {
                let other = alike
                    .iter()
                    .find(|(latin, _)| *latin == c)
                    .map_or(c, |(_, other)| *other);
                if (at >> place) & 1 == 1 { other } else { c }
            })
            .collect();
        let title = format!("title: CRM {at}");
        deal.git.file(
            &format!("contracts/{name}.yaml"),
            &text.replacen("title: CRM", &title, 1),
        );
    }
    deal.by(Who::Anna).record("Names");
    let report = deal.audit();
    let alike: Vec<_> = report
        .findings
        .iter()
        .filter(|one| one.code == "A22-alike-name")
        .collect();
    let named: std::collections::BTreeSet<_> = alike.iter().filter_map(|one| one.contract.as_ref()).collect();
    assert_eq!(named.len(), 256, "each is told: {:?}", deal.codes());
    assert!(alike.len() <= 256 * 10, "{}", alike.len());
}
