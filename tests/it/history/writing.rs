//! What is written can be read, and verified, by stock git.

use adidem::history::{MadeUpKey, NewChange, create, write};
use adidem::negotiation::{CommitId, Person};
use chrono::DateTime;

use super::*;

fn anna() -> Person {
    Person {
        name: "Anna Weber".into(),
        email: "anna@beacon.example".into(),
    }
}

pub(super) fn put(
    repository: &Repository,
    files: &[(&str, Option<&str>)],
    message: &str,
    key: Option<&MadeUpKey>,
) -> CommitId {
    let files: Vec<(&str, Option<&[u8]>)> = files
        .iter()
        .map(|(path, text)| (*path, text.map(str::as_bytes)))
        .collect();
    let at = DateTime::parse_from_rfc3339("2026-02-03T10:11:12-03:30").expect("a date");
    let change = NewChange {
        files: &files,
        author: &anna(),
        at,
        message,
        joins: &[],
    };
    match key {
        Some(key) => write(repository, &change, Some(&mut |bytes| key.sign("git", bytes))),
        None => write(repository, &change, None),
    }
    .expect("written")
}

#[test]
fn what_is_written_is_an_ordinary_history() {
    let git = Git::nowhere();
    let repository = create(&git.top()).expect("a repository");
    put(
        &repository,
        &[("contracts/crm.yaml", Some("one\n")), ("notes/a.txt", Some("x"))],
        "One\n",
        None,
    );
    let second = put(
        &repository,
        &[("contracts/crm.yaml", Some("two\n")), ("notes/a.txt", None)],
        "Two\n",
        None,
    );
    assert_eq!(git.run(&["status", "--porcelain"]), "");
    assert_eq!(
        git.run(&["log", "--format=%an %ai %s"]),
        "Anna Weber 2026-02-03 10:11:12 -0330 Two\nAnna Weber 2026-02-03 10:11:12 -0330 One"
    );
    assert_eq!(git.run(&["rev-parse", "main"]), second.to_string());
    assert_eq!(git.run(&["ls-files"]), "contracts/crm.yaml");
    git.run(&["fsck", "--strict"]);
    assert_eq!(titles(&git, "crm"), ["One", "Two"]);
    assert!(matches!(create(&git.top()), Err(Error::AlreadyThere(_))));
}

#[test]
fn the_same_input_gives_the_same_names() {
    let key = MadeUpKey::from_seed(&[7; 32]);
    let made = || {
        let git = Git::nowhere();
        put(
            &create(&git.top()).expect("a repository"),
            &[("contracts/crm.yaml", Some("one"))],
            "One\n",
            Some(&key),
        )
    };
    assert_eq!(made(), made());
}

#[test]
fn nothing_else_of_the_working_folder_slips_in() {
    let mut git = Git::new();
    git.change("contracts/crm.yaml", "one\n", "one");
    git.file("contracts/crm.yaml", "a draft\n")
        .file("contracts/nda.yaml", "half done\n");
    git.run(&["add", "contracts/nda.yaml"]);
    put(&open(&git.top()), &[("records/r.yaml", Some("r\n"))], "Record\n", None);
    assert_eq!(git.run(&["show", "--name-only", "--format="]), "records/r.yaml");
    assert_eq!(
        git.run(&["status", "--porcelain"]),
        " M contracts/crm.yaml\nA  contracts/nda.yaml"
    );
}

#[test]
fn stock_git_accepts_the_signatures() {
    let git = Git::nowhere();
    let key = MadeUpKey::from_seed(&[3; 32]);
    let repository = create(&git.top()).expect("a repository");
    let id = put(
        &repository,
        &[("contracts/crm.yaml", Some("one\n"))],
        "One\n\nA note.\n",
        Some(&key),
    )
    .to_string();
    let signers = git.beside("signers");
    std::fs::write(
        &signers,
        format!("{} {}\n", anna().email, key.public_key().expect("a key")),
    )
    .expect("written");
    git.run(&["config", "gpg.format", "ssh"]);
    git.run(&["config", "gpg.ssh.allowedSignersFile", &signers.to_string_lossy()]);
    let verified = git.try_in(&git.top(), &["verify-commit", &id]);
    let said = String::from_utf8_lossy(&verified.stderr).into_owned();
    assert!(verified.status.success() && said.contains(&key.fingerprint()), "{said}");
    assert_eq!(titles(&git, "crm"), ["One"]);

    std::fs::write(
        &signers,
        "anna@beacon.example ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIA==\n",
    )
    .expect("written");
    assert!(!git.try_in(&git.top(), &["verify-commit", &id]).status.success());
}

#[test]
fn who_is_overtaken_writes_nothing() {
    let mut git = Git::new();
    git.change("contracts/crm.yaml", "one\n", "one");
    let repository = open(&git.top());
    let at = DateTime::UNIX_EPOCH.fixed_offset();
    let files: [(&str, Option<&[u8]>); 1] = [("contracts/crm.yaml", Some(b"mine\n"))];
    let change = NewChange {
        files: &files,
        author: &anna(),
        at,
        message: "mine\n",
        joins: &[],
    };
    // Somebody records something just while the signature is being made.
    let mut overtake = |bytes: &[u8]| {
        git.change("contracts/crm.yaml", "theirs\n", "theirs");
        MadeUpKey::from_seed(&[1; 32]).sign("git", bytes)
    };
    assert_eq!(write(&repository, &change, Some(&mut overtake)), Err(Error::Overtaken));
    assert_eq!(titles(&git, "crm"), ["one", "theirs"]);
    assert_eq!(git.run(&["status", "--porcelain"]), "");
}

#[test]
fn who_is_overtaken_in_a_bare_repository_writes_nothing_either() {
    for begun in [true, false] {
        let mut git = Git::new();
        if begun {
            git.change("contracts/crm.yaml", "one\n", "one");
        }
        git.run(&["clone", "--quiet", "--bare", ".", "../bare"]);
        let bare = git.beside("bare");
        let repository = open(&bare);
        let files: [(&str, Option<&[u8]>); 1] = [("contracts/crm.yaml", Some(b"mine\n"))];
        let at = DateTime::UNIX_EPOCH.fixed_offset();
        let change = NewChange {
            files: &files,
            author: &anna(),
            at,
            message: "mine\n",
            joins: &[],
        };
        let mut overtake = |bytes: &[u8]| {
            git.change("contracts/crm.yaml", "theirs\n", "theirs");
            git.run(&["push", "--quiet", "../bare", "main"]);
            MadeUpKey::from_seed(&[1; 32]).sign("git", bytes)
        };
        assert_eq!(write(&repository, &change, Some(&mut overtake)), Err(Error::Overtaken));
        assert_eq!(
            git.run_in(&bare, &["rev-parse", "main"]),
            git.run(&["rev-parse", "main"])
        );
    }
}

#[test]
fn paths_that_lead_outside_are_refused() {
    let git = Git::new();
    let repository = open(&git.top());
    for path in ["../x", "/x", ".git/config", "a/.GIT/x", ""] {
        let files: [(&str, Option<&[u8]>); 1] = [(path, Some(b"x"))];
        let at = DateTime::UNIX_EPOCH.fixed_offset();
        let change = NewChange {
            files: &files,
            author: &anna(),
            at,
            message: "x\n",
            joins: &[],
        };
        assert!(
            matches!(write(&repository, &change, None), Err(Error::File { .. })),
            "{path}"
        );
    }
    assert_eq!(repository.newest(), Ok(None));
}
