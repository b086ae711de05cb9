//! A contract keeps its identity when its file gets another name.

use super::*;

const TEXTS: [&str; 4] = ["alpha", "be", "gam", "delt"];

#[test]
fn a_pure_rename_is_no_change() {
    let mut git = Git::new();
    git.change("contracts/crm.yaml", "one", "one");
    git.run(&["mv", "contracts/crm.yaml", "contracts/sales.yaml"]);
    git.record("rename");
    git.change("contracts/sales.yaml", "two", "two");
    let found = found(&git);
    assert_eq!(found.len(), 1);
    assert_eq!(
        (found[0].name.as_str(), found[0].original_name.as_str()),
        ("sales", "crm")
    );
    assert_eq!(titles(&git, "sales"), ["one", "two"]);
    assert_eq!(changes(&git, "sales")[1].before, [changes(&git, "sales")[0].after]);
    assert!(matches!(
        Walk::over(&open(&git.top())).changes("crm"),
        Err(Error::NoSuchContract { .. })
    ));
}

#[test]
fn a_rename_with_edits_is_one_change() {
    let mut git = Git::new();
    git.change("contracts/crm.yaml", &contract(&TEXTS), "one");
    git.run(&["mv", "contracts/crm.yaml", "contracts/sales.yaml"]);
    git.change(
        "contracts/sales.yaml",
        &contract(&["alpha", "be", "gam", "something else"]),
        "two",
    );
    let changes = changes(&git, "sales");
    assert_eq!(changes.len(), 2);
    assert_eq!(changes[1].before, [changes[0].after]);
    assert_eq!(
        (changes[0].path.as_str(), changes[1].path.as_str()),
        ("contracts/crm.yaml", "contracts/sales.yaml")
    );
}

#[test]
fn chains_and_moves_into_folders_are_followed() {
    let mut git = Git::new();
    git.change("contracts/a.yaml", "one", "one");
    git.run(&["mv", "contracts/a.yaml", "contracts/b.yaml"]);
    git.record("a to b");
    git.file("contracts/sub/x", "");
    git.run(&["mv", "contracts/b.yaml", "contracts/sub/c.yml"]);
    git.record("b to c");
    git.change("contracts/sub/c.yml", "two", "two");
    git.change(
        "contracts/a.yaml",
        "something new",
        "another contract under the old name",
    );
    assert_eq!(titles(&git, "sub/c"), ["one", "two"]);
    assert_eq!(
        found(&git)
            .iter()
            .map(|found| found.original_name.as_str())
            .collect::<Vec<_>>(),
        ["a", "a"]
    );
    assert_eq!(titles(&git, "a"), ["another contract under the old name"]);
}

#[test]
fn two_contracts_that_swap_names_are_told_apart() {
    let mut git = Git::new();
    git.file("contracts/a.yaml", "text of a");
    git.change("contracts/b.yaml", "text of b", "both");
    git.file("contracts/a.yaml", "text of b");
    git.change("contracts/b.yaml", "text of a", "swap");
    git.change("contracts/a.yaml", "text of b, changed", "edit of what was b");
    assert_eq!(titles(&git, "a"), ["both", "edit of what was b"]);
    assert_eq!(titles(&git, "b"), ["both"]);
    assert_eq!(found(&git)[0].original_name, "b");
    check_newest(&git);
}

#[test]
fn what_vanishes_beside_something_unlike_is_deleted() {
    let mut git = Git::new();
    git.change("contracts/a.yaml", &contract(&TEXTS), "one");
    git.run(&["rm", "--quiet", "contracts/a.yaml"]);
    git.change("contracts/b.yaml", "x: 1\ny: 2\n", "two");
    assert_eq!(names(&git), ["a", "b"]);
    assert_eq!(found(&git)[0].text, None);
    let changes = changes(&git, "a");
    assert_eq!(
        (changes.len(), changes[1].after, changes[1].path.as_str()),
        (2, None, "contracts/a.yaml")
    );
}

#[test]
fn a_deleted_contract_can_come_back_or_give_its_name_to_another() {
    let mut git = Git::new();
    git.file("contracts/b.yaml", "old b\n");
    git.change("contracts/a.yaml", &contract(&TEXTS), "one");
    git.run(&["rm", "--quiet", "contracts/a.yaml", "contracts/b.yaml"]);
    git.record("deleted");
    git.file("contracts/b.yaml", "quite\nanother\n");
    git.change(
        "contracts/a.yaml",
        &contract(&["alpha", "be", "gam", "changed"]),
        "back",
    );
    assert_eq!(titles(&git, "a"), ["one", "deleted", "back"]);
    assert_eq!(titles(&git, "b"), ["back"]);
    assert_eq!(titles(&git, "b~1"), ["one", "deleted"]);
    assert_eq!(names(&git), ["a", "b", "b~1"]);
}

#[test]
fn an_edit_of_the_old_path_beside_a_rename_belongs_to_the_renamed_contract() {
    let mut git = Git::new();
    git.change("contracts/crm.yaml", &contract(&TEXTS), "one");
    git.run(&["branch", "side"]);
    git.run(&["mv", "contracts/crm.yaml", "contracts/sales.yaml"]);
    git.record("rename");
    git.change(
        "contracts/sales.yaml",
        &contract(&["changed", "be", "gam", "delt"]),
        "main edit",
    );
    git.run(&["switch", "--quiet", "side"]);
    git.change(
        "contracts/crm.yaml",
        &contract(&["alpha", "be", "gam", "other"]),
        "side edit",
    );
    git.run(&["switch", "--quiet", "main"]);
    let merge = git.merge("side", &[]);
    assert_eq!(names(&git), ["sales"]);
    let changes = changes(&git, "sales");
    assert_eq!(changes.len(), 4);
    assert_eq!(changes[2].note, "side edit");
    assert_eq!(
        (changes[3].id.to_string(), &changes[3].before),
        (merge, &vec![changes[1].after, changes[2].after])
    );
    check_newest(&git);
}

#[test]
fn a_rename_on_the_side_is_followed_through_the_merge() {
    let mut git = Git::new();
    git.change("contracts/crm.yaml", &contract(&TEXTS), "one");
    git.run(&["switch", "--quiet", "--create", "side"]);
    git.run(&["mv", "contracts/crm.yaml", "contracts/sales.yaml"]);
    git.record("rename");
    git.run(&["switch", "--quiet", "main"]);
    git.change(
        "contracts/crm.yaml",
        &contract(&["changed", "be", "gam", "delt"]),
        "main edit",
    );
    git.merge("side", &[]);
    git.change(
        "contracts/sales.yaml",
        &contract(&["changed", "be", "gam", "later"]),
        "later",
    );
    assert_eq!(names(&git), ["sales"]);
    assert_eq!(titles(&git, "sales"), ["one", "main edit", "later"]);
    check_newest(&git);
}
