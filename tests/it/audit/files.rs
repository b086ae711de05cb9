//! Checks 20 to 23: what texts, files and parties can hide.

use std::fs;

use adidem::audit::Verdict;
use adidem::negotiation::Decision;

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
    assert_eq!(
        brought("the books", "the books（６０ 日）"),
        [""; 0],
        "honest in Chinese"
    );
}

#[test]
fn a_variation_selector_behind_an_ideograph_is_a_warning_and_elsewhere_it_is_invisible() {
    assert_eq!(brought("About audit", "葛\u{e0100}城"), ["?A20-variation"]);
    assert_eq!(brought("name: Yunfan", "name: 云\u{fe00}帆"), ["?A20-variation"]);
    assert_eq!(brought("the books", "the\u{e0100} books"), ["A20-invisible"]);
}

#[test]
fn a_fault_of_drafting_says_nothing_against_the_record() {
    let mut deal = Deal::new();
    deal.reword(Who::Li, "the books", "the\u{200b} books");
    let report = deal.audit();
    assert_eq!(
        (report.record(), report.verdict(), report.faults_of_text()),
        (Verdict::Holds, Verdict::Fails, 1)
    );
    deal.edit("title: CRM", "title: CRM\ntitle: CRM");
    assert_eq!(deal.audit().record(), Verdict::Holds, "{:?}", deal.codes());
}

#[test]
fn a_fault_that_was_mended_is_a_warning_from_then_on() {
    for hidden in [
        "the\u{200b} books",
        "the \u{202e}skoob",
        "the\u{feff} books",
        "the\u{e0061} books",
    ] {
        let mut deal = Deal::new();
        deal.reword(Who::Li, "the books", hidden);
        let [code] = &deal.codes()[..] else {
            panic!("{:?}", deal.codes())
        };
        assert!(!code.starts_with('?'), "{code}");
        deal.reword(Who::Li, hidden, "the books");
        assert_eq!(deal.codes(), [format!("?{code}")]);
        assert_eq!(deal.audit().verdict(), Verdict::Holds);
        deal.reword(Who::Li, "the books", hidden);
        assert_eq!(deal.codes().join(" "), *code, "it is back");
    }
    for (old, new) in [
        ("title: CRM\n", "title: CRM\ntitle: CRM\n"),
        ("title: CRM", "title: &x CRM"),
        (
            "title: CRM\n",
            "<<<<<<< ours\ntitle: CRM\n=======\ntitle: Crm\n>>>>>>> theirs\n",
        ),
        ("title: CRM", "title: \u{7}CRM"),
    ] {
        let mut deal = Deal::new();
        deal.by(Who::Li);
        deal.edit(old, new);
        assert_eq!(deal.audit().verdict(), Verdict::Fails, "{new:?}");
        deal.edit(new, old);
        let report = deal.audit();
        assert_eq!(report.verdict(), Verdict::Holds, "{new:?}: {:?}", deal.codes());
        assert!(
            report.findings.iter().any(|one| one.check == 21 && one.is_mended()),
            "{new:?}"
        );
    }
    let mut deal = Deal::new();
    deal.reword(Who::Li, "name: Yunfan", "name: Yun\u{200b}fan");
    assert_eq!(deal.codes(), ["A20-invisible"]);
    deal.reword(Who::Li, "name: Yun\u{200b}fan", "name: Yunfan");
    assert_eq!(deal.codes(), ["?A20-invisible"], "in the parties as in a clause");
}

#[test]
fn a_mended_fault_stays_one_while_an_acceptance_rests_on_it() {
    for decision in [Decision::Accept, Decision::Reserve] {
        let mut deal = Deal::new();
        deal.reword(Who::Li, "the books", "the\u{200b} books");
        deal.say(Who::Anna, decision, &["audit"]);
        let first = Deal::new();
        assert_eq!(first.codes(), [""; 0]);
        deal.reword(Who::Li, "the\u{200b} books", "the books");
        let report = deal.audit();
        assert_eq!(
            (report.record(), report.faults_of_text()),
            (Verdict::Holds, 1),
            "{:?}",
            deal.codes()
        );
        deal.reword(Who::Li, "thirty days", "sixty days");
        assert_eq!(
            deal.audit().faults_of_text(),
            1,
            "another clause changes nothing in this"
        );
        deal.say(Who::Anna, Decision::Reject, &["audit"]);
        assert_eq!(
            deal.audit().verdict(),
            Verdict::Holds,
            "what was said last counts: {:?}",
            deal.codes()
        );
    }
    let mut deal = Deal::new();
    deal.reword(Who::Li, "the books", "the\u{200b} books");
    deal.accept(Who::Anna, &["audit"]);
    let accepted = deal.last["vendor"].0;
    let mut back = deal.record(Who::Anna, Decision::Withdraw, &["audit"]);
    back.withdraws = Some(accepted);
    deal.place(Who::Anna, &back);
    deal.by(Who::Anna).record("Positions");
    deal.reword(Who::Li, "the\u{200b} books", "the books");
    assert_eq!(deal.audit().verdict(), Verdict::Holds, "{:?}", deal.codes());
}

#[test]
fn files_that_say_more_than_is_read_fail() {
    for (old, new) in [
        ("title: CRM", "title: &x CRM"),
        ("title: CRM", "title: !!str CRM"),
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
        deal.git.run(&[
            "update-index",
            "--add",
            "--cacheinfo",
            &format!("{mode},{object},{path}"),
        ]);
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
    deal.by(Who::Li)
        .change(".gitattributes", "*.png binary\ndocs/** text\n", "Pictures");
    assert_eq!(deal.codes(), [""; 0]);
    deal.by(Who::Li)
        .change(".gitattributes", "*.png binary\n*.yaml -diff\n", "Tidy");
    assert_eq!(deal.codes(), ["A22-attributes"]);

    let deal = Deal::new();
    let local = deal.git.top().join(".git/info/attributes");
    fs::create_dir_all(local.parent().expect("a folder")).expect("the folder");
    fs::write(local, "contracts/** ident\n").expect("the file");
    assert_eq!(deal.codes(), ["?A22-local-attributes"]);
}

fn old_key(deal: &Deal, who: Who) -> String {
    deal.key(who).to_string()
}

#[test]
fn nobody_puts_a_key_into_another_party() {
    let mut deal = Deal::new();
    let (old, new) = (deal.key(Who::Li).to_string(), deal.key(Who::Eve).to_string());
    deal.reword(Who::Anna, &old, &new);
    assert_eq!(
        deal.codes(),
        [""; 0],
        "whoever wrote a key down may correct it until the party signs with it"
    );

    let mut deal = Deal::new();
    deal.accept(Who::Li, &["fees"]);
    deal.reword(Who::Anna, &old_key(&deal, Who::Li), &old_key(&deal, Who::Eve));
    assert_eq!(deal.codes(), ["A23-keys"]);
    deal.accept(Who::Li, &["term"]);
    assert_eq!(deal.codes(), ["A23-keys"], "the key that was in force still is");

    let mut deal = Deal::new();
    let (old, new) = (deal.key(Who::Max).to_string(), deal.key(Who::Eve).to_string());
    deal.reword(Who::Li, &old, &new);
    assert_eq!(deal.codes(), [""; 0], "a party changes its own");
}
