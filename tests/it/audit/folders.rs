//! Folders that are overlooked: those that only some computers tell apart from the real ones, and contracts elsewhere.

use super::deal::{CONTRACT, Deal, Who};
use super::hands::refused_since;

#[test]
fn a_folder_that_is_one_with_the_real_one_on_other_computers_is_told_and_refused() {
    for twin in [
        "Contracts/crm.yaml",
        "CONTRACTS/other.yaml",
        "RECORDS/crm/vendor/1-a.yaml",
        "con\u{200d}tracts/crm.yaml",
        "contracts./crm.yaml",
        "contracts /crm.yaml",
        "CONTRA~1/crm.yaml",
        "contracts::$INDEX_ALLOCATION/crm.yaml",
        "contracts\\crm.yaml",
        "contracts/CRM.yaml",
        "contracts/crm.yaml.",
    ] {
        let mut deal = Deal::new();
        deal.accept(Who::Li, &["fees"]);
        let before = deal.head().to_string();
        let blob = deal.git.run(&["rev-parse", &format!("HEAD:{CONTRACT}")]);
        deal.by(Who::Anna);
        let added = format!("100644,{blob},{twin}");
        // Git itself would not put some of these names into a folder.
        deal.git.run(&[
            "-c",
            "core.protectNTFS=false",
            "-c",
            "core.protectHFS=false",
            "update-index",
            "--add",
            "--cacheinfo",
            &added,
        ]);
        deal.git.run(&["commit", "-q", "-m", "Copy"]);
        let (codes, refused) = (deal.codes(), refused_since(&deal, &before));
        assert!(codes.contains(&"A22-same-name".to_owned()), "{twin}: {codes:?}");
        assert!(refused.contains(&"A22-same-name"), "{twin}: {refused:?}");
    }
    for other in [
        "docs/contracts.txt",
        "contract/a.txt",
        "Contracts.txt",
        "contracts2/a.txt",
    ] {
        let mut deal = Deal::new();
        let before = deal.head().to_string();
        deal.by(Who::Anna).change(other, "x", "Notes");
        assert_eq!(
            (deal.codes(), refused_since(&deal, &before)),
            (vec![], vec![]),
            "{other}"
        );
    }
}

#[test]
fn contracts_in_any_folder_are_judged_by_a_shared_repository() {
    for folder in ["legal", "deals/2026"] {
        let mut deal = Deal::new();
        let file = format!("{folder}/{CONTRACT}");
        let (text, first) = (deal.text(), deal.head().to_string());
        let trailers = "Adidem-Contract: crm\nAdidem-Round: 1\nAdidem-Party: vendor\n";
        deal.by(Who::Anna).change(&file, &text, &format!("First\n\n{trailers}"));
        assert_eq!(refused_since(&deal, &first), [""; 0]);
        let known = deal.head().to_string();
        for (author, signer, code) in [
            (Who::Eve, None, "A18-no-member"),
            (Who::Li, None, "A05-unsigned"),
            (Who::Li, Some(Who::Eve), "A05-foreign-key"),
        ] {
            deal.act(author, signer);
            deal.git.change(&file, &text.replace("100%", "10%"), "x");
            assert_eq!(refused_since(&deal, &known), [code], "{folder}");
            deal.git.run(&["reset", "-q", "--hard", &known]);
        }
        deal.by(Who::Eve)
            .change(&format!("{folder}/records/crm/vendor/1-a.yaml"), "x", "x");
        assert!(!refused_since(&deal, &known).is_empty(), "a record that is none");
    }
    let mut deal = Deal::new();
    let first = deal.head().to_string();
    deal.by(Who::Li)
        .change("chain/contracts/token.yaml", "kind: Deployment\n", "Of another trade");
    assert_eq!(
        refused_since(&deal, &first),
        [""; 0],
        "what is called so and holds no contract"
    );
}
