//! Recording leaves everything else as it was, in every sort of repository.

use std::fs;

use adidem::history::{NewChange, write};
use adidem::negotiation::Person;
use chrono::DateTime;

use super::child::{record_one, recorded};
use super::*;

/// A repository with work of every sort in progress.
pub(super) fn dirty() -> Git {
    let mut git = Git::new();
    git.file("contracts/crm.yaml", "one\n")
        .file("contracts/nda.yaml", "one\n")
        .file("gone.txt", "x\n");
    git.file("notes/a.txt", "a\n").file("records/newest.yaml", "seq: 0\n");
    git.record("one");
    git.file("contracts/crm.yaml", "staged\n")
        .run(&["add", "contracts/crm.yaml"]);
    git.file("contracts/crm.yaml", "staged and changed again\n")
        .file("contracts/nda.yaml", "a draft\n");
    git.file("contracts/new.yaml", "intended\n")
        .run(&["add", "--intent-to-add", "contracts/new.yaml"]);
    git.file("untracked.txt", "u\n")
        .file("added.txt", "a\n")
        .run(&["add", "added.txt"]);
    git.run(&["rm", "--quiet", "--cached", "notes/a.txt"]);
    fs::remove_file(git.top().join("gone.txt")).expect("removed");
    git
}

/// Everything that git has to say of work in progress, and every file of the working folder.
pub(super) fn work(git: &Git) -> (String, String, Vec<(String, Vec<u8>)>) {
    let status = git.run(&["status", "--porcelain=v2", "--untracked-files=all"]);
    let staged = git.run(&["ls-files", "--stage", "-t", "--", ":!records"]);
    let listed = git.run(&[
        "ls-files",
        "-z",
        "--cached",
        "--others",
        "--deduplicate",
        "--",
        ":!records",
    ]);
    let files = listed.split('\0').filter(|name| !name.is_empty());
    let read = |name: &str| (name.to_owned(), fs::read(git.top().join(name)).unwrap_or_default());
    (status, staged, files.map(read).collect())
}

fn anna() -> Person {
    Person {
        name: "Anna Weber".into(),
        email: "anna@beacon.example".into(),
    }
}

fn put(repository: &Repository, path: &str, content: Option<&str>) {
    let files = [(path, content.map(str::as_bytes))];
    let at = DateTime::parse_from_rfc3339("2026-02-03T10:11:12+08:00").expect("a date");
    let change = NewChange {
        files: &files,
        author: &anna(),
        at,
        message: "Change\n",
        joins: &[],
    };
    write(repository, &change, None).expect("written");
}

#[test]
fn work_in_progress_is_the_same_after_a_recording() {
    let git = dirty();
    let before = work(&git);
    record_one(&open(&git.top())).expect("recorded");
    assert_eq!(work(&git), before);
    let files = git.run(&["show", "--name-only", "--format="]);
    assert_eq!(files, "records/crm/vendor/0001.yaml\nrecords/newest.yaml");
    assert!(git.top().join("records/crm/vendor/0001.yaml").is_file());
    git.run(&["fsck", "--strict"]);
}

#[test]
fn a_file_that_the_user_works_on_stays_the_users() {
    for (staged, lies, listed, file) in [
        // Untouched: both follow.
        ("one\n", "one\n", "new\n", "new\n"),
        // Changed and not staged: the file stays.
        ("one\n", "mine\n", "new\n", "mine\n"),
        // Staged: both stay.
        ("mine\n", "mine\n", "mine\n", "mine\n"),
        ("mine\n", "one\n", "mine\n", "one\n"),
        // What is written is what lies there.
        ("one\n", "new\n", "new\n", "new\n"),
        ("mine\n", "new\n", "new\n", "new\n"),
    ] {
        let mut git = Git::new();
        git.change("contracts/crm.yaml", "one\n", "one");
        git.file("contracts/crm.yaml", staged).run(&["add", "--all"]);
        git.file("contracts/crm.yaml", lies);
        put(&open(&git.top()), "contracts/crm.yaml", Some("new\n"));
        assert_eq!(git.run(&["show", ":contracts/crm.yaml"]), listed.trim_end());
        assert_eq!(
            fs::read_to_string(git.top().join("contracts/crm.yaml")).expect("a file"),
            file
        );
        assert_eq!(git.run(&["show", "HEAD:contracts/crm.yaml"]), "new");
    }
}

#[test]
fn a_deletion_takes_away_only_what_nobody_works_on() {
    for (lies, stays) in [("one\n", false), ("mine\n", true)] {
        let mut git = Git::new();
        git.change("contracts/crm.yaml", "one\n", "one");
        git.file("contracts/crm.yaml", lies);
        put(&open(&git.top()), "contracts/crm.yaml", None);
        assert_eq!(git.top().join("contracts/crm.yaml").exists(), stays);
        assert_eq!(
            git.run(&["status", "--porcelain"]),
            if stays { "?? contracts/" } else { "" }
        );
    }
}

#[test]
fn a_contract_that_was_only_intended_is_listed_once_it_is_written() {
    let git = Git::new();
    git.file("contracts/crm.yaml", "one\n")
        .run(&["add", "--intent-to-add", "contracts/crm.yaml"]);
    put(&open(&git.top()), "contracts/crm.yaml", Some("one\n"));
    assert_eq!(git.run(&["status", "--porcelain"]), "");
}

#[test]
fn nothing_is_written_through_a_link() {
    let mut git = Git::new();
    git.change("contracts/crm.yaml", "one\n", "one");
    let outside = git.beside("outside");
    fs::create_dir_all(outside.join("crm/vendor")).expect("a folder");
    std::os::unix::fs::symlink(&outside, git.top().join("records")).expect("a link");
    record_one(&open(&git.top())).expect("recorded");
    assert_eq!(fs::read_dir(outside.join("crm/vendor")).expect("a folder").count(), 0);
    assert_eq!(recorded(&open(&git.top())), ["0001.yaml"]);
}

#[test]
fn a_conflict_that_is_being_settled_stays_one() {
    let mut git = Git::new();
    git.change("contracts/crm.yaml", "one\n", "one");
    git.run(&["switch", "--quiet", "--create", "theirs"]);
    git.change("contracts/crm.yaml", "theirs\n", "theirs");
    git.run(&["switch", "--quiet", "main"]);
    git.change("contracts/crm.yaml", "ours\n", "ours");
    assert!(!git.try_in(&git.top(), &["merge", "theirs"]).status.success());
    let before = work(&git);
    assert!(matches!(record_one(&open(&git.top())), Err(Error::Unfinished(_))));
    assert_eq!(work(&git), before);
    put(&open(&git.top()), "contracts/crm.yaml", Some("settled\n"));
    assert_eq!(work(&git), before);
}

#[test]
fn what_is_staged_where_a_change_would_lie_stays_staged() {
    // One side deleted the file and the other changed it: git's list has no settled entry, as the state before has none.
    let mut git = Git::new();
    git.change("contracts/crm.yaml", "one\n", "one");
    git.run(&["switch", "--quiet", "--create", "theirs"]);
    git.change("contracts/crm.yaml", "theirs\n", "theirs");
    git.run(&["switch", "--quiet", "main"]);
    fs::remove_file(git.top().join("contracts/crm.yaml")).expect("removed");
    git.record("gone");
    assert!(!git.try_in(&git.top(), &["merge", "theirs"]).status.success());
    let before = git.run(&["ls-files", "--stage"]);
    put(&open(&git.top()), "contracts/crm.yaml", Some("settled\n"));
    assert_eq!(git.run(&["ls-files", "--stage"]), before);

    // A file where a folder is wanted, and a folder where a file is.
    for (staged, written) in [("records", "records/a.yaml"), ("records/a.yaml/deep", "records/a.yaml")] {
        let mut git = Git::new();
        git.change("contracts/crm.yaml", "one\n", "one");
        git.file(staged, "mine\n").run(&["add", "--all"]);
        let before = git.run(&["ls-files", "--stage"]);
        put(&open(&git.top()), written, Some("x\n"));
        assert_eq!(git.run(&["ls-files", "--stage"]), before);
        assert_eq!(fs::read_to_string(git.top().join(staged)).expect("a file"), "mine\n");
        assert_eq!(git.run(&["show", &format!("HEAD:{written}")]), "x");
    }
}

#[test]
fn every_sort_of_repository_can_be_recorded_in() {
    let mut git = Git::new();
    git.change("contracts/crm.yaml", "one\n", "one");
    let main = git.run(&["rev-parse", "main"]);

    git.run(&["clone", "--quiet", "--bare", ".", "../bare"]);
    let bare = git.beside("bare");
    record_one(&open(&bare)).expect("recorded");
    assert_eq!(git.run_in(&bare, &["log", "--format=%s"]), "Record 1\none");
    assert!(!bare.join("index").exists());

    git.run(&["worktree", "add", "--quiet", "-b", "side", "../linked"]);
    let linked = git.beside("linked");
    record_one(&open(&linked)).expect("recorded");
    assert_eq!(git.run_in(&linked, &["status", "--porcelain"]), "");
    assert!(linked.join("records/crm/vendor/0001.yaml").is_file());
    assert_eq!(
        (git.run(&["rev-parse", "main"]), git.run(&["status", "--porcelain"])),
        (main.clone(), String::new())
    );
    assert_eq!(git.run(&["log", "--format=%s", "side"]), "Record 1\none");

    git.run(&["checkout", "--quiet", "--detach"]);
    // What is recorded at a single state would be out of sight as soon as somebody goes back to a branch.
    assert_eq!(
        record_one(&open(&git.top())),
        Err(Error::Detached {
            branch: "main".to_owned()
        })
    );
    assert_eq!(git.run(&["rev-parse", "HEAD", "main"]), format!("{main}\n{main}"));
    assert_eq!(git.run(&["status", "--porcelain"]), "");

    let new = Git::new();
    new.file("staged.txt", "x\n").run(&["add", "staged.txt"]);
    record_one(&open(&new.top())).expect("recorded");
    assert_eq!(new.run(&["status", "--porcelain"]), "A  staged.txt");
    assert_eq!(new.run(&["log", "--format=%s"]), "Record 1");
}

#[test]
fn what_is_not_checked_out_is_not_checked_out_by_recording() {
    let mut git = Git::new();
    git.file("records/crm/vendor/old.yaml", "x\n")
        .file("records/crm/x.yaml", "x\n");
    git.change("contracts/crm.yaml", "one\n", "one");
    git.run(&["sparse-checkout", "set", "--cone", "contracts"]);
    put(&open(&git.top()), "records/crm/vendor/old.yaml", Some("y\n"));
    assert_eq!(git.run(&["status", "--porcelain"]), "");
    assert!(!git.top().join("records").exists());
    assert_eq!(
        git.run(&["ls-files", "-t", "records"]),
        "S records/crm/vendor/old.yaml\nS records/crm/x.yaml"
    );
}

#[test]
fn line_ends_that_git_translates_do_not_make_a_file_the_users_own() {
    let mut git = Git::new();
    git.run(&["config", "core.autocrlf", "true"]);
    git.change("contracts/crm.yaml", "one\ntwo\n", "one");
    fs::remove_file(git.top().join("contracts/crm.yaml")).expect("removed");
    git.run(&["checkout", "--quiet", "HEAD", "--", "contracts/crm.yaml"]);
    assert_eq!(
        fs::read(git.top().join("contracts/crm.yaml")).expect("a file"),
        b"one\r\ntwo\r\n"
    );
    put(&open(&git.top()), "contracts/crm.yaml", Some("three\n"));
    assert_eq!(git.run(&["status", "--porcelain"]), "");
    assert!(
        fs::read_to_string(git.top().join("contracts/crm.yaml"))
            .expect("a file")
            .starts_with("three")
    );
}

#[test]
fn a_change_made_in_the_same_moment_as_git_looked_is_still_seen() {
    let git = Git::new();
    git.run(&["config", "core.trustctime", "false"]);
    let moment = std::time::SystemTime::now() - std::time::Duration::from_secs(3600);
    let set = |path: &str| {
        let opened = fs::File::options()
            .write(true)
            .open(git.top().join(path))
            .expect("a file");
        opened.set_modified(moment).expect("a time");
    };
    git.file("contracts/nda.yaml", "one\n");
    set("contracts/nda.yaml");
    git.run(&["add", "--all"]);
    // Same size, same moment: git knows only because its list is no younger than the file.
    git.file("contracts/nda.yaml", "two\n");
    set("contracts/nda.yaml");
    set(".git/index");
    // Otherwise git would note its doubt in the list.
    let look = || git.run(&["--no-optional-locks", "status", "--porcelain"]);
    assert_eq!(look(), "AM contracts/nda.yaml");
    record_one(&open(&git.top())).expect("recorded");
    assert_eq!(look(), "AM contracts/nda.yaml");
}

#[test]
fn no_hook_is_run() {
    let mut git = Git::new();
    git.change("contracts/crm.yaml", "one\n", "one");
    for hook in [
        "pre-commit",
        "commit-msg",
        "post-commit",
        "reference-transaction",
        "post-index-change",
    ] {
        let file = git.top().join(".git/hooks").join(hook);
        fs::create_dir_all(file.parent().expect("a folder")).expect("a folder");
        fs::write(&file, "#!/bin/sh\ntouch ../hook-ran \"$GIT_DIR/hook-ran\"\nexit 1\n").expect("a hook");
        let mut rights = fs::metadata(&file).expect("a hook").permissions();
        std::os::unix::fs::PermissionsExt::set_mode(&mut rights, 0o755);
        fs::set_permissions(&file, rights).expect("rights");
    }
    record_one(&open(&git.top())).expect("recorded");
    assert!(!git.beside("hook-ran").exists() && !git.top().join(".git/hook-ran").exists());
}
