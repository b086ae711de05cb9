//! Histories that part and come together.

use super::*;

const BASE: [&str; 4] = ["alpha", "be", "gam", "delt"];

/// One change on each side of a parting, on different clauses; not yet together.
fn parted() -> Git {
    let mut git = Git::new();
    git.change("contracts/crm.yaml", &contract(&BASE), "base");
    git.run(&["switch", "--quiet", "--create", "side"]);
    git.change("contracts/crm.yaml", &contract(&["alpha", "be", "gam", "side"]), "side");
    git.run(&["switch", "--quiet", "main"]);
    git.change("contracts/crm.yaml", &contract(&["main!", "be", "gam", "delt"]), "main");
    git
}

#[test]
fn a_merge_of_both_sides_is_a_change_after_them() {
    let mut git = parted();
    git.merge("side", &[]);
    assert_eq!(titles(&git, "crm"), ["base", "main", "side", "Merge branch 'side'"]);
    check_newest(&git);
    let changes = changes(&git, "crm");
    assert_eq!(open(&git.top()).parting(&changes[3].parents), Ok(Some(changes[0].id)));
}

#[test]
fn words_that_only_a_merge_brings_are_a_change() {
    let mut git = Git::new();
    git.change("contracts/crm.yaml", "fee: 100 %", "base");
    git.run(&["switch", "--quiet", "--create", "side"]);
    git.change("other.txt", "x", "side");
    git.run(&["switch", "--quiet", "main"]);
    git.merge("side", &["--no-commit"]);
    git.change("contracts/crm.yaml", "fee: 10 %", "sly");
    assert_eq!(titles(&git, "crm"), ["base", "sly"]);
    assert_eq!(changes(&git, "crm")[1].before.len(), 2);
}

#[test]
fn a_merge_that_takes_over_one_sides_file_is_no_change() {
    let mut git = Git::new();
    git.change("contracts/crm.yaml", "one", "base");
    git.run(&["switch", "--quiet", "--create", "side"]);
    git.change("contracts/crm.yaml", "two", "side");
    git.run(&["switch", "--quiet", "main"]);
    git.change("other.txt", "x", "main");
    git.merge("side", &[]);
    assert_eq!(titles(&git, "crm"), ["base", "side"]);
    git.run(&["switch", "--quiet", "side"]);
    git.run(&["reset", "--quiet", "--hard", "HEAD~1"]);
    git.change("else.txt", "x", "nothing");
    git.run(&["switch", "--quiet", "main"]);
    git.merge("side", &[]);
    assert_eq!(titles(&git, "crm"), ["base", "side"]);
    check_newest(&git);
}

#[test]
fn a_merge_that_drops_one_sides_words_is_told() {
    let mut git = parted();
    git.merge("side", &["--strategy=ours"]);
    assert_eq!(titles(&git, "crm"), ["base", "main", "side", "Merge branch 'side'"]);
    check_newest(&git);
    let mut git = parted();
    git.merge("side", &["--no-commit"]);
    git.change(
        "contracts/crm.yaml",
        &contract(&["alpha", "be", "gam", "side"]),
        "theirs",
    );
    check_newest(&git);
}

#[test]
fn the_order_never_depends_on_dates() {
    let mut git = Git::new();
    git.change("contracts/crm.yaml", "one", "one");
    for (text, date) in [("two", "@9999999999 +0000"), ("three", "@1 +0000")] {
        git.file("contracts/crm.yaml", text);
        git.run(&["commit", "--quiet", "--all", "--message", text, "--date", date]);
    }
    assert_eq!(titles(&git, "crm"), ["one", "two", "three"]);
}

#[test]
fn sides_within_sides_come_together_once() {
    let mut git = parted();
    git.run(&["switch", "--quiet", "--create", "inner", "side"]);
    git.change(
        "contracts/crm.yaml",
        &contract(&["alpha", "be", "gem", "side"]),
        "inner",
    );
    git.run(&["switch", "--quiet", "side"]);
    git.change("contracts/nda.yaml", "nda", "nda on the side");
    git.merge("inner", &[]);
    git.run(&["switch", "--quiet", "main"]);
    git.merge("side", &[]);
    git.merge("inner", &[]);
    assert_eq!(
        titles(&git, "crm"),
        ["base", "main", "side", "inner", "Merge branch 'side'"]
    );
    assert_eq!(titles(&git, "nda"), ["nda on the side"]);
    check_newest(&git);
}

#[test]
fn one_name_brought_in_on_both_sides_is_one_contract() {
    let mut git = Git::new();
    git.record("nothing");
    git.run(&["switch", "--quiet", "--create", "side"]);
    git.change("contracts/crm.yaml", "side\n", "side");
    git.run(&["switch", "--quiet", "main"]);
    git.change("contracts/crm.yaml", "main\n", "main");
    git.merge("side", &["--strategy=ours"]);
    assert_eq!(names(&git), ["crm"]);
    assert_eq!(titles(&git, "crm"), ["main", "side", "Merge branch 'side'"]);
    check_newest(&git);
}

#[test]
fn histories_without_a_common_beginning_can_be_joined() {
    let mut git = Git::new();
    git.change("contracts/crm.yaml", "one\n", "one");
    git.run(&["switch", "--quiet", "--orphan", "other"]);
    git.change("contracts/nda.yaml", "two\n", "two");
    git.run(&["switch", "--quiet", "main"]);
    git.merge("other", &["--allow-unrelated-histories"]);
    assert_eq!(names(&git), ["crm", "nda"]);
    check_newest(&git);
    let first = |name: &str| changes(&git, name)[0].id;
    assert_eq!(open(&git.top()).parting(&[first("crm"), first("nda")]), Ok(None));
}
