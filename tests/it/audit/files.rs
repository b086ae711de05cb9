//! Checks 20 to 23: what texts, files and parties can hide.

use std::fs;

use super::deal::{CONTRACT, Deal, Who};

fn brought(old: &str, new: &str) -> Vec<String> {
    let mut deal = Deal::new();
    deal.reword(Who::Li, old, new);
    let codes = deal.codes();
    deal.reword(Who::Li, "The contract ends", "The Contract ends");
    assert_eq!(deal.codes(), codes, "told once, where it came in");
    codes
}

#[test]
fn characters_that_deceive_are_told_where_they_came_in() {
    assert_eq!(brought("the books", "the\u{200b} books"), ["A20-invisible"]);
    assert_eq!(brought("the books", "the \u{202e}skoob"), ["A20-bidirectional"]);
    assert_eq!(brought("the books", "the \u{e0061}books"), ["A20-invisible"]);
    assert_eq!(brought("the books", "the b\u{43e}oks"), ["?A20-look-alike"]);
    assert_eq!(brought("the books", "the books（６０ 日）"), [""; 0], "honest in Chinese");
}

#[test]
fn files_that_say_more_than_is_read_fail() {
    for (old, new) in [
        ("title: CRM", "title: &x CRM"),
        ("title: CRM", "title: !!str CRM"),
        ("title: CRM\n", "title: CRM\r\n"),
        ("title: CRM\n", "title: CRM\ntitle: CRM\n"),
        ("title: CRM\n", "---\ntitle: CRM\n---\n"),
    ] {
        let mut deal = Deal::new();
        deal.by(Who::Li);
        deal.edit(old, new);
        let codes = deal.codes();
        assert!(codes.contains(&"A21-yaml".to_owned()), "{new:?}: {codes:?}");
    }
    let mut deal = Deal::new();
    deal.by(Who::Li);
    deal.edit("title: CRM", "titel: CRM");
    assert_eq!(deal.codes(), ["?A18-unsent", "A21-unreadable"]);
    deal.edit("titel: CRM", "title: CRM");
    assert_eq!(deal.codes(), ["?A18-unsent", "?A21-unreadable"]);
}

#[test]
fn links_programs_and_names_that_are_one_elsewhere_fail() {
    let mut deal = Deal::new();
    let blob = deal.git.run(&["rev-parse", &format!("HEAD:{CONTRACT}")]);
    for (mode, path, code) in [
        ("120000", "contracts/link.yaml", "A22-kind"),
        ("100755", "contracts/run.sh", "A22-kind"),
        ("160000", "records/sub", "A22-kind"),
        ("100644", "contracts/CRM.yaml", "A22-same-name"),
    ] {
        let head = deal.git.run(&["rev-parse", "HEAD"]);
        let object = if mode == "160000" { &head } else { &blob };
        deal.by(Who::Li);
        deal.git.run(&["update-index", "--add", "--cacheinfo", &format!("{mode},{object},{path}")]);
        deal.git.run(&["commit", "-q", "-m", "x"]);
        let codes = deal.codes();
        assert!(codes.contains(&code.to_owned()), "{path}: {codes:?}");
        deal.git.run(&["reset", "-q", "--hard", &head]);
        assert_eq!(deal.codes(), [""; 0]);
    }
}

#[test]
fn attributes_that_reach_contracts_fail_and_local_ones_are_told() {
    let mut deal = Deal::new();
    deal.by(Who::Li).change(".gitattributes", "*.png binary\ndocs/** text\n", "Pictures");
    assert_eq!(deal.codes(), [""; 0]);
    deal.by(Who::Li).change(".gitattributes", "*.png binary\n*.yaml -diff\n", "Tidy");
    assert_eq!(deal.codes(), ["A22-attributes"]);

    let deal = Deal::new();
    let local = deal.git.top().join(".git/info/attributes");
    fs::create_dir_all(local.parent().expect("a folder")).expect("the folder");
    fs::write(local, "contracts/** ident\n").expect("the file");
    assert_eq!(deal.codes(), ["?A22-local-attributes"]);
}

#[test]
fn nobody_puts_a_key_into_another_party() {
    let mut deal = Deal::new();
    let (old, new) = (deal.key(Who::Li).to_string(), deal.key(Who::Eve).to_string());
    deal.reword(Who::Anna, &old, &new);
    assert_eq!(deal.codes(), ["A23-keys"]);

    let mut deal = Deal::new();
    let (old, new) = (deal.key(Who::Max).to_string(), deal.key(Who::Eve).to_string());
    deal.reword(Who::Li, &old, &new);
    assert_eq!(deal.codes(), [""; 0], "a party changes its own");
}
