//! Evidence files: made and verified by the program, and verified by a stranger who has stock tools alone.

use std::collections::BTreeMap;
use std::fs;
use std::io::{Cursor, Read, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use adidem::audit::{Stamp, Verdict, verify_evidence};
use adidem::contract::Revision;
use adidem::language::Language;
use adidem::negotiation::Decision;
use zip::write::SimpleFileOptions;
use zip::{ZipArchive, ZipWriter};

use crate::audit::deal::{Deal, Who, now};

pub(crate) type Files = BTreeMap<String, Vec<u8>>;

pub(crate) const MANIFEST: &str = "manifest.sha256";

pub(crate) fn deal() -> Deal {
    let mut deal = Deal::new();
    deal.accept(Who::Li, &["terms", "fees"]);
    deal.say(Who::Max, Decision::Reject, &["audit"]);
    deal.reword(Who::Li, "thirty days", "sixty days, that's all");
    deal.accept(Who::Anna, &["term"]);
    deal
}

pub(crate) fn adidem(deal: &Deal, arguments: &[&str]) -> Output {
    let mut command = deal.git.command(env!("CARGO_BIN_EXE_adidem"), &deal.git.top());
    command.args(arguments).output().expect("the program starts")
}

pub(crate) fn done(output: &Output) -> String {
    assert!(output.status.success(), "{}", said(output));
    String::from_utf8_lossy(&output.stdout).into_owned()
}

pub(crate) fn said(output: &Output) -> String {
    [&output.stdout[..], &output.stderr]
        .map(String::from_utf8_lossy)
        .concat()
}

/// The evidence file of a deal, written beside it.
pub(crate) fn evidence(deal: &Deal, name: &str) -> PathBuf {
    let file = deal.git.beside(name);
    done(&adidem(deal, &["evidence", "crm", "-o", &file.to_string_lossy()]));
    file
}

pub(crate) fn apart(bytes: &[u8]) -> Files {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).expect("a zip file");
    let mut files = Files::new();
    for at in 0..archive.len() {
        let mut file = archive.by_index(at).expect("an entry");
        let mut content = Vec::new();
        file.read_to_end(&mut content).expect("its content");
        files.insert(file.name().expect("a name").into_owned(), content);
    }
    files
}

pub(crate) fn together(files: &Files) -> Vec<u8> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in files {
        writer
            .start_file(name.as_str(), SimpleFileOptions::default())
            .expect("an entry");
        writer.write_all(content).expect("its content");
    }
    writer.finish().expect("a zip file").into_inner()
}

/// The files with a manifest that fits them, as a careful forger would make it.
pub(crate) fn with_manifest(mut files: Files) -> Files {
    files.remove(MANIFEST);
    let lines: Vec<String> = files
        .iter()
        .map(|(name, bytes)| format!("{}  {name}\n", Revision::of(bytes).hex()))
        .collect();
    files.insert(MANIFEST.into(), lines.concat().into_bytes());
    files
}

pub(crate) fn faults(files: &Files) -> Vec<String> {
    let verified = verify_evidence(&together(files), None, now());
    assert_eq!(
        verified.verdict() == Verdict::Fails,
        !verified.faults.is_empty(),
        "{verified:#?}"
    );
    verified
        .faults
        .iter()
        .map(|fault| fault.message(Language::English))
        .collect()
}

#[test]
fn the_same_history_gives_the_same_bytes_and_they_verify() {
    let deal = deal();
    let file = evidence(&deal, "one.zip");
    let bytes = fs::read(&file).expect("the file");
    deal.git.run(&["gc", "--quiet", "--aggressive"]);
    assert_eq!(fs::read(evidence(&deal, "two.zip")).expect("the file"), bytes);
    let other = deal.git.beside("other");
    deal.git.run(&[
        "clone",
        "--quiet",
        &deal.git.top().to_string_lossy(),
        &other.to_string_lossy(),
    ]);
    deal.git
        .run_in(&other, &["checkout", "--quiet", "-b", "a-private-name"]);
    let again = deal.git.beside("three.zip");
    let mut command = deal.git.command(env!("CARGO_BIN_EXE_adidem"), &other);
    done(
        &command
            .args(["evidence", "crm", "-o"])
            .arg(&again)
            .output()
            .expect("the program starts"),
    );
    assert_eq!(fs::read(again).expect("the file"), bytes);
    let output = adidem(&deal, &["verify", &file.to_string_lossy()]);
    assert!(done(&output).contains("The evidence file holds"), "{}", said(&output));
}

#[test]
fn nothing_private_lies_in_it() {
    let deal = deal();
    done(&adidem(&deal, &["trust", "crm", "customer", "--yes"]));
    let files = apart(&fs::read(evidence(&deal, "one.zip")).expect("the file"));
    let top = deal.git.top();
    for (name, content) in &files {
        let text = String::from_utf8_lossy(content);
        assert!(
            !text.contains(&*top.to_string_lossy()) && !text.contains("memory.yaml"),
            "{name}"
        );
    }
    let csv = String::from_utf8_lossy(&files["record.csv"]).into_owned();
    // What this clone's owner confirmed is nothing to a stranger.
    assert!(
        csv.contains("key not confirmed") && csv.contains("reject") && csv.contains("too much"),
        "{csv}"
    );
    assert_eq!(csv.lines().count(), 1 + 4 + 2 + 1 + 1 + 1, "{csv}");
}

#[test]
fn a_stranger_verifies_it_by_its_page_with_stock_tools_alone() {
    let deal = deal();
    let files = apart(&fs::read(evidence(&deal, "one.zip")).expect("the file"));
    let folder = tempfile::tempdir().expect("a folder");
    let (home, tools, place) = (
        folder.path().join("home"),
        folder.path().join("bin"),
        folder.path().join("here"),
    );
    for made in [&home, &tools, &place] {
        fs::create_dir(made).expect("a folder");
    }
    for tool in ["git", "ssh-keygen", "sha256sum"] {
        let found = Command::new("sh")
            .args(["-c", &format!("command -v {tool}")])
            .output()
            .expect("a shell");
        let path = String::from_utf8(found.stdout).expect("a path");
        let wrapper = tools.join(tool);
        fs::write(&wrapper, format!("#!/bin/sh\nexec {} \"$@\"\n", path.trim())).expect("a tool");
        let mut mode = fs::metadata(&wrapper).expect("a tool").permissions();
        std::os::unix::fs::PermissionsExt::set_mode(&mut mode, 0o755);
        fs::set_permissions(&wrapper, mode).expect("a tool");
    }
    for (name, content) in &files {
        let file = place.join(name);
        fs::create_dir_all(file.parent().expect("a folder")).expect("a folder");
        fs::write(file, content).expect("a file");
    }
    let page = String::from_utf8(files["HOW-TO-VERIFY.txt"].clone()).expect("text");
    let mut lines = page.lines().peekable();
    let mut kinds = BTreeMap::<&str, usize>::new();
    while let Some(line) = lines.next() {
        let Some(command) = line.strip_prefix("    $ ") else {
            continue;
        };
        let expected = lines.peek().and_then(|next| next.strip_prefix("    = "));
        let mut shell = Command::new("/bin/sh");
        shell
            .env_clear()
            .env("PATH", &tools)
            .env("HOME", &home)
            .env("GIT_CONFIG_NOSYSTEM", "1");
        let output = shell
            .args(["-e", "-c", command])
            .current_dir(&place)
            .output()
            .expect("a shell");
        assert!(output.status.success(), "{command}: {}", said(&output));
        if let Some(expected) = expected {
            assert_eq!(
                String::from_utf8_lossy(&output.stdout).trim_end(),
                expected,
                "{command}"
            );
        }
        for kind in ["verify-commit", "-Y verify", "sha256sum", "rev-parse", "printf"] {
            *kinds.entry(kind).or_default() += usize::from(command.contains(kind));
        }
    }
    assert_eq!((kinds["verify-commit"], kinds["-Y verify"]), (5, 5), "{page}");
    assert_eq!(
        (kinds["sha256sum"], kinds["rev-parse"], kinds["printf"]),
        (6, 3, 2),
        "{page}"
    );
}

#[test]
fn no_byte_of_any_file_in_it_can_be_changed() {
    let deal = deal();
    let files = apart(&fs::read(evidence(&deal, "one.zip")).expect("the file"));
    assert_eq!(faults(&files), [""; 0]);
    assert!(files.len() > 20, "{:?}", files.keys());
    for (name, content) in &files {
        let mut changed = files.clone();
        let mut bytes = content.clone();
        let middle = bytes.len() / 2;
        bytes[middle] ^= 1;
        changed.insert(name.clone(), bytes);
        assert_ne!(faults(&changed), [""; 0], "{name}");
        if name != MANIFEST {
            assert_ne!(
                faults(&with_manifest(changed)),
                [""; 0],
                "{name} with a manifest that fits"
            );
        }
        let mut missing = files.clone();
        missing.remove(name);
        assert_ne!(faults(&missing), [""; 0], "without {name}");
        if name != MANIFEST {
            assert_ne!(
                faults(&with_manifest(missing)),
                [""; 0],
                "without {name}, with a manifest that fits"
            );
        }
    }
}

#[test]
fn nothing_can_be_added_swapped_or_cut_off() {
    let mut deal = deal();
    let files = apart(&fs::read(evidence(&deal, "one.zip")).expect("the file"));
    let mut added = files.clone();
    added.insert("rounds/9.yaml".into(), b"title: x\n".to_vec());
    assert!(faults(&added).concat().contains("not listed"));
    assert!(faults(&with_manifest(added)).concat().contains("does not follow"));
    let records: Vec<&String> = files.keys().filter(|name| name.starts_with("records/")).collect();
    let mut swapped = files.clone();
    swapped.insert(records[0].clone(), files[records[2]].clone());
    swapped.insert(records[2].clone(), files[records[0]].clone());
    assert_ne!(faults(&with_manifest(swapped)), [""; 0]);
    // A shorter history in the file of a longer one, and the other way round.
    deal.accept(Who::Anna, &["audit"]);
    let longer = apart(&fs::read(evidence(&deal, "two.zip")).expect("the file"));
    for (one, other) in [(&files, &longer), (&longer, &files)] {
        let mut mixed = one.clone();
        mixed.insert("negotiation.bundle".into(), other["negotiation.bundle"].clone());
        assert_ne!(faults(&with_manifest(mixed)), [""; 0]);
    }
}

#[test]
fn a_history_that_does_not_hold_is_told_by_a_file_that_is_whole() {
    let mut deal = deal();
    deal.act(Who::Eve, Some(Who::Eve));
    deal.edit("100%", "10%");
    let file = evidence(&deal, "one.zip");
    let output = adidem(&deal, &["verify", &file.to_string_lossy(), "--json"]);
    assert_eq!(output.status.code(), Some(1), "{}", said(&output));
    let told: serde_json::Value = serde_json::from_slice(&output.stdout).expect("JSON");
    assert_eq!(
        (&told["verdict"], &told["audit"]["verdict"]),
        (&"fails".into(), &"fails".into())
    );
    assert_eq!(told["faults"].as_array().map(Vec::len), Some(0), "{told}");
}

#[test]
fn what_is_no_evidence_file_is_refused() {
    let deal = deal();
    for (name, content, status) in [("no.zip", &b"PK\x03\x04"[..], 1), ("empty.zip", b"", 2)] {
        let file = deal.git.beside(name);
        fs::write(&file, content).expect("a file");
        let output = adidem(&deal, &["verify", &file.to_string_lossy()]);
        assert_eq!(output.status.code(), Some(status), "{}", said(&output));
    }
    assert_eq!(adidem(&deal, &["verify", "nowhere.zip"]).status.code(), Some(2));
    let shallow = deal.git.beside("shallow");
    let url = format!("file://{}", deal.git.top().display());
    deal.git
        .run(&["clone", "--quiet", "--depth=1", &url, &shallow.to_string_lossy()]);
    let mut command = deal.git.command(env!("CARGO_BIN_EXE_adidem"), &shallow);
    let output = command
        .args(["evidence", "crm", "-o", "x.zip"])
        .output()
        .expect("the program starts");
    assert_eq!(output.status.code(), Some(3), "{}", said(&output));
    assert!(!shallow.join("x.zip").exists());
}

/// A time stamp authority of one's own, with `openssl ts`.
pub(crate) struct Authority {
    folder: tempfile::TempDir,
}

const AUTHORITY: &str = "[tsa]\ndefault_tsa = one\n[one]\nserial = serial\ncrypto_device = builtin\nsigner_digest = sha256\ndefault_policy = 1.2.3.4.1\ndigests = sha256\nordering = no\ntsa_name = no\ness_cert_id_chain = no\ness_cert_id_alg = sha256\n[stamping]\nextendedKeyUsage = critical,timeStamping\nkeyUsage = critical,digitalSignature\nbasicConstraints = CA:FALSE\n[req]\ndistinguished_name = name\n[name]\n";

impl Authority {
    /// `None`, with the reason printed, where there is no openssl.
    pub(crate) fn new() -> Option<Self> {
        let folder = tempfile::tempdir().expect("a folder");
        if Command::new("openssl").arg("version").output().is_err() {
            println!("skipped: openssl is not installed");
            return None;
        }
        let authority = Self { folder };
        fs::write(authority.path("tsa.cnf"), AUTHORITY).expect("a file");
        fs::write(authority.path("serial"), "01\n").expect("a file");
        let new = [
            "-newkey",
            "ec",
            "-pkeyopt",
            "ec_paramgen_curve:prime256v1",
            "-nodes",
            "-config",
            "tsa.cnf",
        ];
        let root = [
            "req", "-x509", "-days", "30", "-subj", "/CN=Root", "-keyout", "ca.key", "-out", "ca.pem",
        ];
        authority.openssl(&[&root[..], &new].concat());
        let asked = ["req", "-subj", "/CN=Stamp", "-keyout", "tsa.key", "-out", "tsa.csr"];
        authority.openssl(&[&asked[..], &new].concat());
        authority.openssl(&[
            "x509",
            "-req",
            "-in",
            "tsa.csr",
            "-CA",
            "ca.pem",
            "-CAkey",
            "ca.key",
            "-set_serial",
            "2",
            "-days",
            "30",
            "-extfile",
            "tsa.cnf",
            "-extensions",
            "stamping",
            "-out",
            "tsa.pem",
        ]);
        Some(authority)
    }

    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn openssl(&self, arguments: &[&str]) {
        let output = Command::new("openssl")
            .args(arguments)
            .current_dir(self.folder.path())
            .output();
        let output = output.expect("openssl");
        assert!(output.status.success(), "{arguments:?}: {}", said(&output));
    }

    /// A program that gets a query and gives the answer.
    pub(crate) fn program(&self) -> PathBuf {
        let program = self.path("authority");
        let script = format!(
            "#!/bin/sh\ncd '{}' && cat > asked.tsq && exec openssl ts -reply -config tsa.cnf -queryfile asked.tsq \
             -signer tsa.pem -inkey tsa.key\n",
            self.folder.path().display()
        );
        fs::write(&program, script).expect("a script");
        fs::set_permissions(&program, std::os::unix::fs::PermissionsExt::from_mode(0o755)).expect("rights");
        program
    }

    pub(crate) fn answer(&self, query: &Path) -> PathBuf {
        let query = query.to_string_lossy();
        self.openssl(&[
            "ts",
            "-reply",
            "-config",
            "tsa.cnf",
            "-queryfile",
            &query,
            "-signer",
            "tsa.pem",
            "-inkey",
            "tsa.key",
            "-out",
            "answer.tsr",
        ]);
        self.path("answer.tsr")
    }
}

#[test]
fn a_time_stamp_is_asked_for_taken_in_and_verified() {
    let Some(authority) = Authority::new() else { return };
    let mut deal = deal();
    let file = deal.git.beside("one.zip").to_string_lossy().into_owned();
    let query = deal.git.beside("one.tsq");
    done(&adidem(
        &deal,
        &["evidence", "crm", "-o", &file, "--tsq", &query.to_string_lossy()],
    ));
    let answer = authority.answer(&query).to_string_lossy().into_owned();
    done(&adidem(&deal, &["evidence", &file, "--tsr", &answer]));
    let bytes = fs::read(&file).expect("the file");
    let unasked = verify_evidence(&bytes, None, now());
    assert!(
        matches!(&unasked.stamp, Stamp::Compared(time) if time.ends_with('Z')),
        "{unasked:#?}"
    );
    assert_eq!(unasked.verdict(), Verdict::Holds);
    let ca = authority.path("ca.pem").to_string_lossy().into_owned();
    let told = done(&adidem(&deal, &["verify", &file, "--ca", &ca, "--json"]));
    assert!(told.contains("\"state\":\"verified\""), "{told}");
    // Another authority's certificate, and a stamp that was altered.
    let stranger = Authority::new().expect("openssl").path("ca.pem");
    assert_eq!(
        verify_evidence(&bytes, Some(&stranger), now()).verdict(),
        Verdict::Fails
    );
    let mut files = apart(&bytes);
    let stamp = files.get_mut("manifest.tsr").expect("the stamp");
    let last = stamp.len() - 1;
    stamp[last] ^= 1;
    let altered = verify_evidence(&together(&files), Some(Path::new(&ca)), now());
    assert_eq!((altered.verdict(), altered.stamp), (Verdict::Fails, Stamp::Bad));
    // The stamp of one file is none of another's.
    deal.accept(Who::Anna, &["audit"]);
    let other = evidence(&deal, "two.zip").to_string_lossy().into_owned();
    let refused = adidem(&deal, &["evidence", &other, "--tsr", &answer]);
    assert_eq!(refused.status.code(), Some(3), "{}", said(&refused));
    assert!(said(&refused).contains("something else"), "{}", said(&refused));
}
