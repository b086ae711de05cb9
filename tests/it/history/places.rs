//! Wherever and however a repository lies.

use adidem::history::Copied;

use super::*;

fn simple() -> Git {
    let mut git = Git::new();
    git.change("contracts/crm.yaml", "one", "one");
    git.change("contracts/crm.yaml", "two", "two");
    git
}

fn number_of_changes(path: &Path) -> usize {
    Walk::over(&open(path)).changes("crm").expect("changes").len()
}

#[test]
fn no_repository_and_no_path_are_said_plainly() {
    let git = Git::nowhere();
    assert!(matches!(Repository::open(&git.top()), Err(Error::NoRepository(_))));
    assert!(matches!(
        Repository::open(&git.top().join("x")),
        Err(Error::NoSuchPath(_))
    ));
}

#[test]
fn before_the_first_change_there_is_nothing_and_nothing_fails() {
    let git = Git::new();
    git.file("contracts/crm.yaml", "draft");
    let repository = open(&git.top());
    assert_eq!(repository.newest(), Ok(None));
    assert_eq!(Walk::over(&repository).contracts(), Ok(vec![]));
    assert_eq!(repository.listed().expect("a list")[0].name, "crm");
    let error = Walk::over(&repository).changes("crm").expect_err("nothing recorded");
    assert!(error.to_string().contains("adidem init"), "{error}");
    assert_eq!(
        repository.draft("contracts/crm.yaml", None),
        Ok(Some(WorktreeText::Changed(b"draft".to_vec())))
    );
}

#[test]
fn a_repository_without_contracts_has_none() {
    let mut git = Git::new();
    git.change("README.md", "x", "one");
    assert_eq!(found(&git), []);
    assert_eq!(open(&git.top()).listed(), Ok(vec![]));
}

#[test]
fn detached_and_bare_and_linked_work_alike() {
    let git = simple();
    git.run(&["switch", "--quiet", "--detach", "HEAD~1"]);
    assert_eq!(number_of_changes(&git.top()), 1);
    git.run(&["switch", "--quiet", "main"]);

    let bare = git.beside("bare.git");
    git.run(&["clone", "--quiet", "--bare", ".", &bare.to_string_lossy()]);
    assert_eq!(number_of_changes(&bare), 2);
    assert!(open(&bare).is_bare());
    assert_eq!(open(&bare).draft("contracts/crm.yaml", None), Ok(None));

    let linked = git.beside("linked");
    git.run(&[
        "worktree",
        "add",
        "--quiet",
        "--detach",
        &linked.to_string_lossy(),
        "HEAD~1",
    ]);
    assert_eq!(number_of_changes(&linked), 1);
    assert_eq!(number_of_changes(&linked.join("contracts")), 1);
}

#[test]
fn the_nearest_contracts_folder_is_meant() {
    let mut git = simple();
    git.change("deals/2026/contracts/nda.yaml", "x", "one");
    git.file("deals/notes/x.txt", "").file("drafts/contracts/new.yaml", "y");
    let folder = |below: &str| open(&git.top().join(below)).contracts_folder().to_owned();
    assert_eq!(folder(""), "contracts");
    assert_eq!(folder("deals/2026"), "deals/2026/contracts");
    assert_eq!(folder("deals/2026/contracts"), "deals/2026/contracts");
    assert_eq!(folder("deals/2026/contracts/nda.yaml"), "deals/2026/contracts");
    assert_eq!(folder("deals/notes"), "contracts");
    assert_eq!(folder("drafts"), "drafts/contracts");
    let repository = open(&git.top().join("deals/2026"));
    let found = Walk::over(&repository).contracts().expect("contracts");
    assert_eq!(
        found.iter().map(|found| found.path.as_str()).collect::<Vec<_>>(),
        ["deals/2026/contracts/nda.yaml"]
    );
}

#[test]
fn a_shallow_copy_works_and_is_known_as_one() {
    let git = simple();
    let copy = git.beside("copy");
    let url = format!("file://{}", git.top().display());
    git.run(&["clone", "--quiet", "--depth", "1", &url, &copy.to_string_lossy()]);
    assert_eq!(open(&copy).is_shallow(), Ok(true));
    assert_eq!(open(&git.top()).is_shallow(), Ok(false));
    assert_eq!(number_of_changes(&copy), 1);
    let linked = git.beside("linked");
    git.run_in(
        &copy,
        &["worktree", "add", "--quiet", "--detach", &linked.to_string_lossy()],
    );
    assert_eq!(open(&linked).is_shallow(), Ok(true));
}

#[test]
fn replaced_and_grafted_history_is_not_followed() {
    let mut git = simple();
    let old = git.run(&["rev-parse", "HEAD"]);
    git.run(&["switch", "--quiet", "--create", "forged", "HEAD~1"]);
    let forged = git.change("contracts/crm.yaml", "forged", "forged");
    git.run(&["switch", "--quiet", "main"]);
    git.run(&["replace", &old, &forged]);
    assert_eq!(titles(&git, "crm"), ["one", "two"]);
    git.run(&["replace", "--delete", &old]);
    std::fs::write(git.top().join(".git/info/grafts"), format!("{old}\n")).expect("a graft");
    assert_eq!(titles(&git, "crm"), ["one", "two"]);
}

#[test]
fn a_missing_or_damaged_object_is_an_error_with_a_remedy() {
    let git = simple();
    let tree = git.run(&["rev-parse", "HEAD~1:contracts"]);
    let file = git.top().join(".git/objects").join(&tree[..2]).join(&tree[2..]);
    let other = git.run(&["rev-parse", "HEAD:contracts"]);
    let other = git.top().join(".git/objects").join(&other[..2]).join(&other[2..]);
    std::fs::remove_file(&file).expect("removed");
    let read = || Walk::over(&open(&git.top())).contracts();
    assert_eq!(
        read(),
        Err(Error::Missing {
            id: tree,
            copy: Copied::Whole
        })
    );
    std::fs::copy(other, file).expect("another object in its place");
    assert!(matches!(read(), Err(Error::Damaged { .. })), "{:?}", read());
}

#[test]
fn versions_are_named_as_in_git_and_found_under_older_names() {
    let mut git = simple();
    git.run(&["tag", "v1.0", "HEAD~1"]);
    git.run(&["mv", "contracts/crm.yaml", "contracts/sales.yaml"]);
    git.record("rename");
    git.change("contracts/sales.yaml", "three", "three");
    let repository = open(&git.top());
    let changes = changes(&git, "sales");
    let text = |version: &str| {
        let text = repository.text_in(repository.version(version)?, &changes)?;
        text.map(|text| repository.text(text)).transpose()
    };
    assert_eq!(text("v1.0"), Ok(Some(b"one".to_vec())));
    assert_eq!(text("HEAD~2"), Ok(Some(b"two".to_vec())));
    assert_eq!(text(&changes[2].id.to_string()[..10]), Ok(Some(b"three".to_vec())));
    assert_eq!(text("v9"), Err(Error::NoSuchVersion("v9".into())));
}

#[test]
fn the_draft_is_what_lies_in_the_working_folder() {
    let git = simple();
    let repository = open(&git.top());
    let newest = changes(&git, "crm").last().and_then(|change| change.after);
    let draft = || repository.draft("contracts/crm.yaml", newest);
    assert_eq!(draft(), Ok(Some(WorktreeText::Same)));
    git.file("contracts/crm.yaml", "three\r\nfour\r\n");
    assert_eq!(draft(), Ok(Some(WorktreeText::Changed(b"three\r\nfour\r\n".to_vec()))));
    git.run(&["config", "core.autocrlf", "true"]);
    assert_eq!(
        draft(),
        Ok(Some(WorktreeText::Changed(b"three\nfour\n".to_vec()))),
        "as git would store it"
    );
    std::fs::remove_file(git.top().join("contracts/crm.yaml")).expect("removed");
    assert_eq!(draft(), Ok(Some(WorktreeText::Deleted)));
    std::os::unix::fs::symlink("/etc/hostname", git.top().join("contracts/crm.yaml")).expect("a link");
    assert!(matches!(draft(), Err(Error::File { .. })));
}

#[test]
fn a_text_that_is_too_large_is_refused_before_it_is_unpacked() {
    let mut git = simple();
    git.change("contracts/big.yaml", &"x".repeat(17 << 20), "big");
    let repository = open(&git.top());
    let text = Walk::over(&repository).changes("big").expect("changes")[0]
        .after
        .expect("a text");
    assert!(matches!(repository.text(text), Err(Error::TooLarge { .. })));
}

#[test]
fn gits_own_identity_is_seen_from_the_repository() {
    let git = simple();
    for (key, value) in [
        ("user.name", "李静"),
        ("user.email", "li@x.example"),
        ("gpg.format", "ssh"),
    ] {
        git.run(&["config", key, value]);
    }
    let identity = open(&git.top()).identity().expect("an identity");
    assert_eq!(
        (identity.name.as_deref(), identity.email.as_deref()),
        (Some("李静"), Some("li@x.example"))
    );
    assert_eq!(identity.signature_format.as_deref(), Some("ssh"));
}
