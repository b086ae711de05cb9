//! What an audit verifies, against stock git and `ssh-keygen`: what they accept rightly passes, what they let through
//! wrongly is refused by name.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Stdio;

use adidem::history::{
    AllowedSigner, CommitGraph, FileKind, HeaderFault, MadeUpKey, Obstacle, PublicKey, SIGNED_CHANGE, SignatureFault,
    TreeId, allowed_signers, stock_verify_record, verify_detached,
};
use adidem::negotiation::CommitId;
use base64ct::{Base64, Encoding};
use sha2::{Digest, Sha256};

use super::*;
use crate::support::succeed;

const RECORD: &[u8] = "format: adidem/record/1\nsigner: 李静\n".as_bytes();
const PURPOSE: &str = "position@adidem";
const LI: &str = "li.jing@yunfan.example";

/// A person's key files, made by `ssh-keygen`.
struct Signer {
    file: PathBuf,
    key: PublicKey,
}

impl Signer {
    fn new(git: &Git, name: &str, kind: &[&str]) -> Self {
        let file = git.beside(name);
        let mut keygen = git.command("ssh-keygen", &git.top());
        keygen
            .args(["-q", "-N", "", "-C", "a comment", "-f"])
            .arg(&file)
            .arg("-t")
            .args(kind);
        succeed(keygen, b"");
        let public = fs::read_to_string(file.with_extension("pub")).expect("the public key");
        let written: Vec<&str> = public.split(' ').take(2).collect();
        Self {
            key: PublicKey::parse(&written.join(" ")).expect("a key"),
            file,
        }
    }

    /// A detached signature as stock `ssh-keygen` makes it.
    fn sign(&self, git: &Git, message: &[u8], purpose: &str) -> Vec<u8> {
        let mut keygen = git.command("ssh-keygen", &git.top());
        keygen
            .args(["-q", "-Y", "sign", "-n", purpose, "-f"])
            .arg(&self.file)
            .stderr(Stdio::null());
        succeed(keygen, message)
    }

    /// Has everything that stock git records from now on signed.
    fn sign_all(&self, git: &Git) {
        let file = self.file.to_str().expect("a path");
        for (key, value) in [
            ("gpg.format", "ssh"),
            ("user.signingkey", file),
            ("commit.gpgsign", "true"),
        ] {
            git.run(&["config", key, value]);
        }
    }

    /// The file by which stock tools know this person.
    fn allowed(&self, git: &Git) -> PathBuf {
        let signer = AllowedSigner {
            email: LI,
            key: &self.key,
            namespaces: &[SIGNED_CHANGE, PURPOSE],
        };
        let file = git.beside("allowed");
        fs::write(&file, allowed_signers(&[signer]).expect("a list")).expect("the file");
        file
    }
}

fn id(hex: &str) -> CommitId {
    hex.trim().parse().expect("a full name")
}

fn raw(git: &Git, change: &str) -> String {
    git.run(&["cat-file", "commit", change]) + "\n"
}

/// Stores an object as it is, however odd.
fn store(git: &Git, kind: &str, content: &[u8]) -> String {
    let mut hash = git.command("git", &git.top());
    hash.args(["hash-object", "-t", kind, "-w", "--stdin", "--literally"]);
    String::from_utf8(succeed(hash, content))
        .expect("a name")
        .trim()
        .to_owned()
}

fn verify(git: &Git, change: &str) -> Result<PublicKey, SignatureFault> {
    open(&git.top()).raw_change(id(change)).expect("a change").verify()
}

fn signed_change(git: &mut Git) -> (Signer, String) {
    let signer = Signer::new(git, "li", &["ed25519"]);
    signer.sign_all(git);
    let change =
        git.by("李静 <li.jing@yunfan.example>")
            .change("contracts/crm.yaml", "one\n", "Lower the fee\n\nAs agreed.\n");
    (signer, change)
}

#[test]
fn genuine_signatures_of_every_usual_key_pass_here_and_there() {
    let kinds: [(&str, &[&str]); 5] = [
        ("one", &["ed25519"]),
        ("two", &["ecdsa", "-b", "256"]),
        ("three", &["ecdsa", "-b", "384"]),
        ("four", &["ecdsa", "-b", "521"]),
        ("five", &["rsa", "-b", "2048"]),
    ];
    let mut git = Git::new();
    for (name, kind) in kinds {
        let signer = Signer::new(&git, name, kind);
        signer.sign_all(&git);
        let change = git.change("contracts/crm.yaml", name, "Signed");
        let allowed = signer.allowed(&git);
        let repository = open(&git.top());
        assert_eq!(verify(&git, &change).as_ref(), Ok(&signer.key), "{kind:?}");
        let stock = repository
            .stock_verify_change(id(&change), &allowed)
            .expect("git can be started");
        assert!(stock.good, "{}", stock.said);
        assert_eq!(stock.fingerprint.as_deref(), Some(signer.key.fingerprint()));

        let signature = signer.sign(&git, RECORD, PURPOSE);
        assert_eq!(
            verify_detached(&signature, RECORD, PURPOSE).as_ref(),
            Ok(&signer.key),
            "{kind:?}"
        );
        let stock = |record| stock_verify_record(record, &signature, LI, PURPOSE, &allowed).expect("it can be started");
        assert_eq!(stock(RECORD).fingerprint.as_deref(), Some(signer.key.fingerprint()));
        assert!(stock(RECORD).good && !stock(b"other").good);
        assert_eq!(
            verify_detached(&signature, b"other", PURPOSE),
            Err(SignatureFault::Bad),
            "{kind:?}"
        );
        let other = verify_detached(&signature, RECORD, SIGNED_CHANGE);
        assert!(matches!(other, Err(SignatureFault::OtherPurpose { .. })), "{kind:?}");
    }
}

#[test]
fn what_the_program_signs_itself_passes() {
    let git = Git::nowhere();
    let repository = adidem::history::create(&git.top()).expect("a repository");
    let made_up = MadeUpKey::from_seed(&[9; 32]);
    let change = writing::put(
        &repository,
        &[("contracts/crm.yaml", Some("one\n"))],
        "One\n\nA note.\n",
        Some(&made_up),
    );
    let key = repository
        .raw_change(change)
        .expect("a change")
        .verify()
        .expect("a signature");
    assert_eq!(key.to_string(), made_up.public_key().expect("a key"));
}

#[test]
fn the_hash_that_a_signer_may_choose_is_one_of_two() {
    let git = Git::new();
    let signer = Signer::new(&git, "li", &["ed25519"]);
    let mut keygen = git.command("ssh-keygen", &git.top());
    keygen
        .args(["-q", "-Y", "sign", "-O", "hashalg=sha256", "-n", PURPOSE, "-f"])
        .arg(&signer.file);
    let signature = succeed(keygen, RECORD);
    assert_eq!(verify_detached(&signature, RECORD, PURPOSE), Ok(signer.key));
}

/// What a hardware key does, done in software: its flags and counter are signed along.
#[test]
fn signatures_of_hardware_keys_are_verified() {
    fn sign(key: &impl ssh_key::SigningKey, message: &[u8]) -> ssh_key::Signature {
        key.try_sign(message).expect("a signature")
    }
    let string = |bytes: &[u8]| [&u32::try_from(bytes.len()).expect("short").to_be_bytes(), bytes].concat();
    let own = ssh_key::PrivateKey::from(ssh_key::private::Ed25519Keypair::from_seed(&[5; 32]));
    let point = own.public_key().key_data().ed25519().expect("its kind").0;
    let kind = "sk-ssh-ed25519@openssh.com";
    let blob = [string(kind.as_bytes()), string(&point), string(b"ssh:")].concat();
    let trailer = [1, 0, 0, 0, 7];
    let armour = |counter: u8| {
        let signed = ssh_key::SshSig::signed_data(PURPOSE, ssh_key::HashAlg::Sha512, RECORD).expect("bytes");
        let signed = [&Sha256::digest("ssh:")[..], &trailer, &Sha256::digest(signed)[..]].concat();
        let innermost = [
            string(kind.as_bytes()),
            string(sign(&own, &signed).as_bytes()),
            trailer.to_vec(),
        ]
        .concat();
        let parts = [&blob[..], PURPOSE.as_bytes(), b"", b"sha512", &innermost]
            .map(string)
            .concat();
        let mut whole = [b"SSHSIG\0\0\0\x01", &parts[..]].concat();
        *whole.last_mut().expect("bytes") = counter;
        let coded = Base64::encode_string(&whole);
        let lines: Vec<_> = coded.as_bytes().chunks(70).map(String::from_utf8_lossy).collect();
        format!(
            "-----BEGIN SSH SIGNATURE-----\n{}\n-----END SSH SIGNATURE-----\n",
            lines.join("\n")
        )
    };
    let key = PublicKey::parse(&format!("{kind} {}", Base64::encode_string(&blob))).expect("a key");
    assert_eq!(verify_detached(armour(7).as_bytes(), RECORD, PURPOSE), Ok(key));
    assert_eq!(
        verify_detached(armour(8).as_bytes(), RECORD, PURPOSE),
        Err(SignatureFault::Bad)
    );
}

#[test]
fn every_altered_byte_of_a_stock_signature_is_noticed() {
    let git = Git::new();
    let signature = Signer::new(&git, "li", &["ed25519"]).sign(&git, RECORD, PURPOSE);
    for at in 0..signature.len() {
        for byte in [signature[at] ^ 1, signature[at] ^ 0x20, b'\n', b' ', b'A', 0] {
            let mut altered = signature.clone();
            altered[at] = byte;
            let found = verify_detached(&altered, RECORD, PURPOSE);
            assert_eq!(found.is_ok(), byte == signature[at], "byte {at} is {byte}");
        }
    }
}

#[test]
fn what_stock_git_lets_through_is_refused_by_name() {
    let mut git = Git::new();
    let (signer, change) = signed_change(&mut git);
    let allowed = signer.allowed(&git);
    let good = raw(&git, &change);
    let end = " -----END SSH SIGNATURE-----\n";
    let begin = "gpgsig -----BEGIN SSH SIGNATURE-----\n";
    let (head, rest) = good.split_once(begin).expect("a signature");
    let (body, message) = rest.split_once(end).expect("its end");
    let joined: String = body.split_whitespace().collect();
    let rewrapped: Vec<String> = joined
        .as_bytes()
        .chunks(40)
        .map(|line| format!(" {}\n", String::from_utf8_lossy(line)))
        .collect();
    let block = format!("{begin}{body}{end}");
    let header = SignatureFault::Header;
    let table = [
        (
            "re-wrapped",
            format!("{head}{begin}{}{end}{message}", rewrapped.concat()),
            SignatureFault::Rewrapped,
        ),
        (
            "junk after",
            format!("{head}{block} approved by all parties\n{message}"),
            SignatureFault::SomethingAround,
        ),
        (
            "an empty line after",
            format!("{head}{block} \n{message}"),
            SignatureFault::SomethingAround,
        ),
        (
            "two headers",
            format!("{head}{block}gpgsig x\n{message}"),
            header(HeaderFault::SeveralSignatures),
        ),
        (
            "the same twice",
            format!("{head}{block}{block}{message}"),
            header(HeaderFault::SeveralSignatures),
        ),
        (
            "smuggled",
            format!("{head}gpgsig-sha256 the fee is doubled\n for good\n{block}{message}"),
            header(HeaderFault::Smuggled("gpgsig-sha256".into())),
        ),
        (
            "no value",
            format!("{head}{block}gpgsig-x\n{message}"),
            header(HeaderFault::Smuggled("gpgsig-x".into())),
        ),
    ];
    for (trick, content, fault) in table {
        let tricky = store(&git, "commit", content.as_bytes());
        let repository = open(&git.top());
        let stock = repository
            .stock_verify_change(id(&tricky), &allowed)
            .expect("git can be started");
        assert!(stock.good, "{trick}: stock git is stricter than it was: {}", stock.said);
        assert_eq!(verify(&git, &tricky), Err(fault), "{trick}");
    }
    let altered = store(&git, "commit", good.replace("As agreed", "As ordered").as_bytes());
    assert_eq!(verify(&git, &altered), Err(SignatureFault::Bad));
    assert!(
        !open(&git.top())
            .stock_verify_change(id(&altered), &allowed)
            .expect("git can be started")
            .good
    );
}

#[test]
fn a_key_is_named_whoever_the_author_claims_to_be() {
    let mut git = Git::new();
    let (signer, _) = signed_change(&mut git);
    let forged = git
        .by("Anna Weber <anna@beacon.example>")
        .change("contracts/crm.yaml", "two\n", "Anna's");
    let stock = open(&git.top())
        .stock_verify_change(id(&forged), &signer.allowed(&git))
        .expect("git can be started");
    assert!(stock.good, "stock git does not compare author and key");
    assert_eq!(verify(&git, &forged), Ok(signer.key));
    assert_eq!(
        open(&git.top()).raw_change(id(&forged)).expect("a change").author.email,
        "anna@beacon.example"
    );
}

#[test]
fn a_signed_label_that_was_brought_in_does_not_confuse() {
    let mut git = Git::new();
    let (signer, _) = signed_change(&mut git);
    git.run(&["checkout", "--quiet", "-b", "side"]);
    git.change("contracts/nda.yaml", "side\n", "Side");
    git.run(&["tag", "--sign", "--message", "Signed label", "label"]);
    git.run(&["checkout", "--quiet", "main"]);
    git.change("contracts/crm.yaml", "main\n", "Main");
    let merged = git.merge("label", &[]);
    let content = raw(&git, &merged);
    assert!(content.contains("\nmergetag object "), "{content}");
    assert_eq!(verify(&git, &merged).as_ref(), Ok(&signer.key));
    git.run(&["config", "commit.gpgsign", "false"]);
    git.run(&["reset", "--quiet", "--hard", "HEAD^1"]);
    let unsigned = git.merge("label", &[]);
    assert!(raw(&git, &unsigned).contains(" -----BEGIN SSH SIGNATURE-----"));
    assert_eq!(verify(&git, &unsigned), Err(SignatureFault::Unsigned));
}

#[test]
fn a_replaced_point_is_read_as_it_is_stored() {
    let mut git = Git::new();
    let (signer, genuine) = signed_change(&mut git);
    git.run(&["config", "commit.gpgsign", "false"]);
    let unsigned = git.change("contracts/crm.yaml", "forged\n", "Forged");
    git.run(&["replace", &unsigned, &genuine]);
    let allowed = format!("gpg.ssh.allowedSignersFile={}", signer.allowed(&git).display());
    let stock = git.try_in(&git.top(), &["-c", &allowed, "verify-commit", &unsigned]);
    assert!(stock.status.success(), "stock git follows what was put in its place");
    assert_eq!(verify(&git, &unsigned), Err(SignatureFault::Unsigned));
    let repository = open(&git.top());
    assert!(
        !repository
            .stock_verify_change(id(&unsigned), &signer.allowed(&git))
            .expect("git can be started")
            .good
    );
    let replaced = [Obstacle::Replaced(format!("refs/replace/{unsigned}"))];
    assert_eq!(repository.obstacles().expect("an answer"), replaced);
    git.run(&["pack-refs", "--all"]);
    assert!(!git.top().join(".git/refs/replace").join(&unsigned).exists());
    assert_eq!(open(&git.top()).obstacles().expect("an answer"), replaced);
}

#[cfg(unix)]
#[test]
fn the_settings_of_a_repository_do_not_decide_what_is_good() {
    use std::os::unix::fs::PermissionsExt;
    let mut git = Git::new();
    let (signer, _) = signed_change(&mut git);
    let allowed = signer.allowed(&git);
    let other = Signer::new(&git, "other", &["ed25519"]);
    other.sign_all(&git);
    let forged = git.change("contracts/crm.yaml", "forged\n", "Forged");
    let yes = git.beside("yes");
    fs::write(
        &yes,
        "#!/bin/sh\ncat >/dev/null\necho 'Good \"git\" signature for x with ED25519 key SHA256:x'\n",
    )
    .expect("a script");
    fs::set_permissions(&yes, fs::Permissions::from_mode(0o755)).expect("may be run");
    git.run(&["config", "gpg.ssh.program", yes.to_str().expect("a path")]);
    git.run(&[
        "config",
        "gpg.ssh.allowedSignersFile",
        allowed.to_str().expect("a path"),
    ]);
    assert!(
        git.try_in(&git.top(), &["verify-commit", &forged]).status.success(),
        "stock git asks whom it is told to"
    );
    let stock = open(&git.top())
        .stock_verify_change(id(&forged), &allowed)
        .expect("git can be started");
    assert!(!stock.good, "{}", stock.said);
    assert_eq!(
        verify(&git, &forged),
        Ok(other.key),
        "whose key it is; not whether it counts"
    );
}

fn obstacles(folder: &Path) -> Vec<Obstacle> {
    open(folder).obstacles().expect("an answer")
}

fn graph(folder: &Path) -> CommitGraph {
    let repository = open(folder);
    let newest = repository.newest().expect("an answer").expect("a history");
    CommitGraph::behind(&repository, newest).expect("a past")
}

#[test]
fn what_bends_history_is_found_from_every_working_folder() {
    let mut git = Git::new();
    let first = git.change("contracts/crm.yaml", "one\n", "One");
    git.change("contracts/crm.yaml", "two\n", "Two");
    let third = git.change("contracts/crm.yaml", "three\n", "Three");
    assert_eq!(obstacles(&git.top()), []);
    let linked = git.beside("linked");
    git.run(&[
        "worktree",
        "add",
        "--quiet",
        "--detach",
        linked.to_str().expect("a path"),
    ]);
    let write = |file: &str, content: &str| {
        fs::create_dir_all(git.top().join(".git/info")).expect("a folder");
        fs::write(git.top().join(".git").join(file), content).expect("a file");
    };
    write("info/grafts", "");
    assert_eq!(obstacles(&linked), [], "an empty file bends nothing");
    write("info/grafts", &format!("{third} {first}\n"));
    write("shallow", &format!("{third}\n"));
    write("objects/info/alternates", "/nowhere\n");
    write("objects/pack/pack-1.promisor", "");
    git.run(&["config", "remote.origin.promisor", "true"]);
    for folder in [git.top(), linked] {
        let partial = |what: &str| Obstacle::Partial(what.to_owned());
        let expected = [
            Obstacle::Shallow,
            Obstacle::Grafts,
            Obstacle::Alternates,
            partial("remote.origin.promisor"),
            partial("pack-1.promisor"),
        ];
        assert_eq!(obstacles(&folder), expected);
        // Neither the graft nor the false cut point hides what is stored.
        let graph = graph(&folder);
        assert_eq!((graph.len(), graph.cut_points()), (3, vec![]));
        assert_eq!(graph.is_ancestor(id(&first), id(&third)), Some(true));
    }
}

#[test]
fn a_shallow_copy_says_where_it_ends() {
    let mut git = Git::new();
    let all: Vec<String> = (0..5)
        .map(|n| git.change("contracts/crm.yaml", &format!("{n}\n"), "x"))
        .collect();
    let copy = git.beside("copy");
    let from = format!("file://{}", git.top().display());
    git.run(&[
        "clone",
        "--quiet",
        "--depth",
        "2",
        &from,
        copy.to_str().expect("a path"),
    ]);
    assert_eq!(obstacles(&copy), [Obstacle::Shallow]);
    let graph = graph(&copy);
    assert_eq!((graph.len(), graph.cut_points()), (2, vec![id(&all[3])]));
    assert_eq!(graph.is_ancestor(id(&all[3]), id(&all[4])), Some(true));
    assert_eq!(graph.is_ancestor(id(&all[0]), id(&all[4])), None, "it cannot know");
    fs::remove_file(copy.join(".git/shallow")).expect("taken away");
    let repository = open(&copy);
    let newest = repository.newest().expect("an answer").expect("a history");
    assert!(
        matches!(CommitGraph::behind(&repository, newest), Err(Error::Missing { .. })),
        "it does not call itself shallow"
    );
}

#[test]
fn the_past_is_the_one_that_stock_git_tells() {
    let mut git = Git::new();
    git.change("contracts/crm.yaml", "one\n", "One");
    for side in ["a", "b", "c"] {
        git.run(&["checkout", "--quiet", "-b", side, "main"]);
        git.change(&format!("contracts/{side}.yaml"), side, "Side");
        git.run(&["checkout", "--quiet", "main"]);
        git.change("contracts/crm.yaml", side, "Main");
    }
    git.merge("a", &[]);
    git.run(&["checkout", "--quiet", "b"]);
    git.merge("a", &[]);
    git.run(&["checkout", "--quiet", "main"]);
    git.merge("b", &[]);
    let graph = graph(&git.top());
    let listed = git.run(&["rev-list", "main", "--format=%H %T %P", "--no-commit-header"]);
    assert_eq!(graph.len(), listed.lines().count());
    for line in listed.lines() {
        let names: Vec<&str> = line.split(' ').collect();
        let place = graph.get(id(names[0])).expect("it is there");
        assert_eq!(place.tree.to_string(), names[1]);
        assert_eq!(
            place.parents.iter().map(ToString::to_string).collect::<Vec<_>>(),
            names[2..]
        );
        for other in graph.points() {
            let other_id = other.id.to_string();
            let stock = git
                .try_in(&git.top(), &["merge-base", "--is-ancestor", &other_id, names[0]])
                .status
                .success();
            assert_eq!(graph.is_ancestor(other.id, place.id), Some(stock));
        }
    }
}

fn tree(git: &Git, point: &str) -> TreeId {
    open(&git.top()).raw_change(id(point)).expect("a change").tree
}

#[test]
fn all_files_and_all_differences_are_those_that_stock_git_lists() {
    let mut git = Git::new();
    git.file("contracts/crm.yaml", "one\n")
        .file("contracts/old/a.yaml", "a\n")
        .file("records/crm/x", "x\n");
    git.file("README.md", "r\n").file("contracts.txt", "not below it");
    let first = git.record("First");
    git.file("contracts/crm.yaml", "two\n")
        .file("records/crm/y", "y\n")
        .file("README.md", "other\n");
    fs::remove_dir_all(git.top().join("contracts/old")).expect("taken away");
    git.file("contracts/old", "now a file\n");
    git.run(&["add", "--all"]);
    let link = store(&git, "blob", b"crm.yaml");
    git.run(&[
        "update-index",
        "--add",
        "--cacheinfo",
        &format!("120000,{link},contracts/link.yaml"),
    ]);
    git.run(&[
        "update-index",
        "--add",
        "--cacheinfo",
        &format!("160000,{first},contracts/inner"),
    ]);
    git.run(&["update-index", "--chmod=+x", "records/crm/x"]);
    git.run(&["commit", "--quiet", "--message", "Second"]);
    let second = git.run(&["rev-parse", "HEAD"]);
    let repository = open(&git.top());

    let mode = |kind| match kind {
        FileKind::File => "100644",
        FileKind::Executable => "100755",
        FileKind::Link => "120000",
        FileKind::Repository => "160000",
    };
    let nothing = ("000000", "0".repeat(40));
    for prefixes in [&["contracts", "records"][..], &["records/crm"], &[""]] {
        let found = repository
            .with_trees(|trees| trees.difference(Some(tree(&git, &first)), Some(tree(&git, &second)), prefixes))
            .expect("an answer");
        let told: Vec<String> = found
            .iter()
            .map(|change| {
                let side = |side: Option<adidem::history::Stored>| {
                    side.map_or(nothing.clone(), |stored| (mode(stored.kind), stored.id.to_string()))
                };
                let ((old_mode, old), (new_mode, new)) = (side(change.old), side(change.new));
                format!(":{old_mode} {new_mode} {old} {new} {}", change.path.text)
            })
            .collect();
        let paths: Vec<&str> = prefixes
            .iter()
            .map(|one| if one.is_empty() { "." } else { one })
            .collect();
        let arguments = [
            &[
                "diff-tree",
                "-r",
                "--raw",
                "--no-renames",
                "--no-abbrev",
                &first,
                &second,
                "--",
            ],
            &paths[..],
        ];
        let stock = git.run(&arguments.concat());
        let mut stock: Vec<String> = stock
            .lines()
            .map(|line| {
                let (numbers, path) = line.split_once('\t').expect("a path");
                format!("{} {path}", &numbers[..numbers.len() - 2])
            })
            .collect();
        stock.sort_by(|one, other| one.rsplit(' ').next().cmp(&other.rsplit(' ').next()));
        assert_eq!(told, stock, "{prefixes:?}");
        assert!(!told.is_empty());
    }
    for prefix in ["contracts", "records/crm", ""] {
        let files = repository.files_at(id(&second), prefix).expect("files");
        let told: Vec<&str> = files.iter().map(|file| &*file.path.text).collect();
        let stock = git.run(&[
            "ls-tree",
            "-r",
            "--name-only",
            &second,
            if prefix.is_empty() { "." } else { prefix },
        ]);
        let mut stock: Vec<&str> = stock.lines().collect();
        stock.sort_unstable();
        assert_eq!(told, stock, "{prefix}");
    }
}

#[test]
fn names_that_are_no_text_are_marked() {
    let git = Git::new();
    let text = store(&git, "blob", b"x");
    let bytes: Vec<u8> = (0..20)
        .map(|at| u8::from_str_radix(&text[at * 2..at * 2 + 2], 16).expect("hex"))
        .collect();
    let odd = store(&git, "tree", &[b"100644 caf\xe9.yaml\0", &bytes[..]].concat());
    let point = git.run(&["commit-tree", &odd, "-m", "x"]);
    let files = open(&git.top()).files_at(id(&point), "").expect("files");
    assert_eq!((&*files[0].path.text, files[0].path.lossy), ("caf\u{fffd}.yaml", true));
}

#[test]
fn an_audit_refuses_folders_that_two_readers_could_read_differently() {
    let git = Git::new();
    let text = store(&git, "blob", b"x");
    let bytes: Vec<u8> = (0..20)
        .map(|at| u8::from_str_radix(&text[at * 2..at * 2 + 2], 16).expect("hex"))
        .collect();
    let entry = |name: &str| [b"100644 ", name.as_bytes(), b"\0", &bytes[..]].concat();
    for entries in [["a", "a"], ["b", "a"], ["a", "x/y"]] {
        let odd = store(&git, "tree", &entries.map(entry).concat());
        let point = git.run(&["commit-tree", &odd, "-m", "x"]);
        let audited = Repository::open_for_audit(&git.top())
            .expect("a repository")
            .files_at(id(&point), "");
        assert!(
            matches!(audited, Err(Error::Damaged { .. })),
            "{entries:?}: {audited:?}"
        );
    }
    let good = store(&git, "tree", &["a", "b"].map(entry).concat());
    let point = git.run(&["commit-tree", &good, "-m", "x"]);
    assert_eq!(
        Repository::open_for_audit(&git.top())
            .expect("a repository")
            .files_at(id(&point), "")
            .expect("files")
            .len(),
        2
    );
}

#[test]
fn content_under_the_name_of_other_content_is_noticed() {
    let mut git = Git::new();
    let change = git.change("contracts/crm.yaml", "ten per cent\n", "One");
    let other = store(&git, "blob", b"one hundred per cent\n");
    let file = |name: &str| git.top().join(".git/objects").join(&name[..2]).join(&name[2..]);
    let stored = git.run(&["rev-parse", "HEAD:contracts/crm.yaml"]);
    fs::remove_file(file(&stored)).expect("taken away");
    fs::copy(file(&other), file(&stored)).expect("put in its place");
    for repository in [
        open(&git.top()),
        Repository::open_for_audit(&git.top()).expect("a repository"),
    ] {
        let files = repository.files_at(id(&change), "contracts").expect("files");
        assert!(matches!(
            repository.text(files[0].stored.id),
            Err(Error::Damaged { .. })
        ));
    }
    fs::remove_file(file(&stored)).expect("taken away");
    let repository = Repository::open_for_audit(&git.top()).expect("a repository");
    let files = repository.files_at(id(&change), "contracts").expect("files");
    assert!(matches!(
        repository.text(files[0].stored.id),
        Err(Error::Missing { .. })
    ));
}

/// Not a test of its own: another one runs it in a process with the keys that it chooses.
#[test]
#[ignore = "run by another test"]
fn with_the_keys_of_gpg() {
    if let Some(folder) = std::env::var_os("ADIDEM_TEST_FOLDER") {
        let repository = open(Path::new(&folder));
        let newest = repository.newest().expect("an answer").expect("a history");
        match repository.raw_change(newest).expect("a change").verify() {
            Ok(key) => println!("signed with {key}"),
            Err(fault) => println!("fault: {fault}"),
        }
    }
}

#[cfg(target_os = "linux")]
#[test]
fn a_signature_of_gpg_names_its_primary_key_to_those_who_have_it() {
    let git = Git::new();
    let gpg = |home: &Path, arguments: &[&str]| {
        let mut command = git.command("gpg", &git.top());
        command
            .env("GNUPGHOME", home)
            .args(["--batch", "--quiet"])
            .args(arguments)
            .stderr(Stdio::null());
        String::from_utf8(succeed(command, b"")).expect("text")
    };
    let (home, empty) = (git.beside("keys"), git.beside("no-keys"));
    for folder in [&home, &empty] {
        fs::create_dir(folder).expect("a folder");
    }
    gpg(
        &home,
        &[
            "--passphrase",
            "",
            "--quick-gen-key",
            "Li <li@x.example>",
            "ed25519",
            "sign",
            "never",
        ],
    );
    let listed = gpg(&home, &["--list-keys", "--with-colons"]);
    let line = listed
        .lines()
        .find(|line| line.starts_with("fpr:"))
        .expect("a fingerprint");
    let fingerprint = line
        .trim_matches(':')
        .rsplit(':')
        .next()
        .expect("a fingerprint")
        .to_owned();
    git.file("contracts/crm.yaml", "one\n").run(&["add", "--all"]);
    let mut commit = git.command("git", &git.top());
    commit.args([
        "-c",
        &format!("user.signingkey={fingerprint}"),
        "commit",
        "--quiet",
        "-S",
        "-m",
        "One",
    ]);
    commit.env("GNUPGHOME", &home);
    succeed(commit, b"");

    let verified = |git: &Git, home: &Path| {
        let this = std::env::current_exe().expect("this program");
        let mut command = git.command(&this.to_string_lossy(), &git.top());
        command.args([
            "--exact",
            "history::verification::with_the_keys_of_gpg",
            "--ignored",
            "--nocapture",
        ]);
        command
            .env("ADIDEM_TEST_FOLDER", git.top())
            .env("GNUPGHOME", home)
            .stderr(Stdio::null());
        String::from_utf8(succeed(command, b"")).expect("text")
    };
    let said = verified(&git, &home);
    assert!(
        said.contains(&format!("signed with openpgp4fpr {fingerprint}\n")),
        "{said}"
    );
    let said = verified(&git, &empty);
    assert!(
        said.contains(&format!("fault: {}\n", SignatureFault::UnknownKey)),
        "{said}"
    );
    let change = git.run(&["rev-parse", "HEAD"]);
    let altered = store(&git, "commit", raw(&git, &change).replace("\nOne", "\nTwo").as_bytes());
    git.run(&["reset", "--quiet", "--soft", &altered]);
    let said = verified(&git, &home);
    assert!(said.contains(&format!("fault: {}\n", SignatureFault::Bad)), "{said}");
    let mut end = git.command("gpgconf", &git.top());
    end.env("GNUPGHOME", &home).args(["--kill", "gpg-agent"]);
    succeed(end, b"");
}
