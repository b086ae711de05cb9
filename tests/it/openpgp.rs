//! A party whose members sign with gpg, as git is configured there: changes, positions, audit and evidence.

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

use crate::support::Deal;

/// The customer has sent a draft, and the vendor, who signs with gpg, has answered twice.
fn deal() -> Option<Deal> {
    let mut deal = Deal::new().with_openpgp("wu")?;
    deal.draft("li");
    deal.run_as("li", &["send", "deal", "--yes"]);
    deal.hand_over("li", "wu");
    deal.run_as("wu", &["accept", "deal", "term", "fees", "--yes"]);
    deal.run_as("wu", &["reject", "deal", "law", "--reason", "Irish law is not ours.", "--yes"]);
    deal.hand_over("wu", "li");
    Some(deal)
}

fn said(output: &Output) -> String {
    [&output.stdout[..], &output.stderr].map(String::from_utf8_lossy).concat()
}

/// As somebody to whose gpg all keys are strangers.
fn as_stranger(deal: &Deal, arguments: &[&str]) -> Output {
    let keys = deal.git.beside("no-keys");
    fs::create_dir_all(&keys).expect("a folder");
    fs::set_permissions(&keys, std::os::unix::fs::PermissionsExt::from_mode(0o700)).expect("rights");
    let mut command = deal.git.command(env!("CARGO_BIN_EXE_adidem"), &deal.folder("li"));
    command.env("GNUPGHOME", keys).args(arguments).output().expect("adidem")
}

fn records(deal: &Deal, who: &str, party: &str) -> Vec<std::path::PathBuf> {
    let files = deal.git.run_in(&deal.folder(who), &["ls-files", &format!("records/deal/{party}/*.yaml")]);
    files.lines().map(|file| deal.folder(who).join(file)).collect()
}

#[test]
fn positions_are_signed_with_gpg_and_count_like_any_other() {
    let Some(mut deal) = deal() else { return };
    assert_eq!(["term", "law", "fees"].map(|id| deal.standing("li", id)), ["agreed", "rejected", "agreed"]);
    deal.run_as("li", &["trust", "deal", "vendor", "--yes"]);
    let report = deal.json("li", &["audit", "--cross-check", "--json"]);
    assert_eq!(
        (&report["verdict"], report["findings"].as_array().map(Vec::len)),
        (&"holds".into(), Some(0)),
        "{report}"
    );
    let trusted = deal.json("li", &["status", "deal", "--json"]);
    assert_eq!(trusted["clauses"][0]["positions"]["vendor"]["verified"], true, "{trusted}");
    let files = records(&deal, "li", "vendor");
    assert_eq!(files.len(), 2, "an acceptance and a rejection");
    for file in files {
        let mut gpg = deal.git.command("gpg", &deal.folder("wu"));
        gpg.args(["--batch", "--verify-options", "show-notations", "--verify"]);
        let output = gpg.arg(format!("{}.sig", file.display())).arg(&file).output().expect("gpg");
        assert!(output.status.success() && said(&output).contains("position@adidem=signed"), "{}", said(&output));
    }
}

#[test]
fn without_the_keys_nothing_is_verified_and_nothing_is_called_forged() {
    let Some(deal) = deal() else { return };
    let output = as_stranger(&deal, &["audit", "--json"]);
    let report: serde_json::Value = serde_json::from_slice(&output.stdout).expect("JSON");
    assert_eq!((output.status.code(), &report["verdict"]), (Some(3), &"cannot-verify".into()), "{report}");
    let text = said(&as_stranger(&deal, &["audit"]));
    assert!(text.contains("A10-unknown-signature") && text.contains("import"), "{text}");
    let status = as_stranger(&deal, &["status", "deal", "--json"]);
    let status: serde_json::Value = serde_json::from_slice(&status.stdout).expect("JSON");
    assert_ne!(status["clauses"][1]["standing"], "agreed", "{status}");
}

#[test]
fn what_gpg_signed_for_another_purpose_or_other_words_is_no_position() {
    let Some(mut deal) = deal() else { return };
    let file = records(&deal, "wu", "vendor").pop().expect("a record");
    let signature = file.with_extension("yaml.sig");
    let as_recorded = fs::read(&signature).expect("a signature");
    let mut gpg = deal.git.command("gpg", &deal.folder("wu"));
    let plain = gpg.args(["--batch", "-bsa", "-o", "-"]).arg(&file).output().expect("gpg");
    let mut gpg = deal.git.command("gpg", &deal.folder("wu"));
    gpg.args(["--batch", "--sig-notation", "position@adidem=signed", "-bsa", "-o", "-"]);
    let other = gpg.arg(deal.file("wu")).output().expect("gpg");
    for (bytes, wrong) in [(plain.stdout, "purpose"), (other.stdout, "false")] {
        assert!(!bytes.is_empty());
        fs::write(&signature, &bytes).expect("a file");
        deal.git.run_in(&deal.folder("wu"), &["commit", "--quiet", "--all", "-S", "-m", "another"]);
        let output = deal.try_as("wu", &["audit"]);
        assert_eq!(output.status.code(), Some(1), "{}", said(&output));
        let text = said(&output);
        assert!(text.contains("A10-record-signature") && text.contains(wrong), "{text}");
        fs::write(&signature, &as_recorded).expect("a file");
    }
}

#[test]
fn a_key_that_gpg_does_not_have_is_told_before_anything_is_written() {
    let Some(mut deal) = deal() else { return };
    let folder = deal.folder("wu");
    let newest = deal.git.run_in(&folder, &["rev-parse", "HEAD"]);
    deal.git.run_in(&folder, &["config", "user.signingkey", "nobody@x.example"]);
    let (status, said) = deal.refused("wu", &["accept", "deal", "law", "--yes"]);
    assert!(status == 3 && said.contains("nobody@x.example"), "{status} {said}");
    deal.git.run_in(&folder, &["config", "gpg.program", "no-such-program"]);
    let (status, said) = deal.refused("wu", &["accept", "deal", "law", "--yes"]);
    assert!(status == 3 && said.contains("nobody@x.example"), "{status} {said}");
    assert_eq!(deal.git.run_in(&folder, &["rev-parse", "HEAD"]), newest);
}

#[test]
fn the_evidence_file_holds_the_keys_and_a_stranger_verifies_it_by_its_page() {
    let Some(mut deal) = deal() else { return };
    let file = deal.git.beside("evidence.zip");
    let path = file.to_string_lossy().into_owned();
    deal.run_as("wu", &["evidence", "deal", "-o", &path]);
    assert!(deal.run_as("wu", &["verify", &path]).contains("The file holds"));
    let output = as_stranger(&deal, &["verify", &path]);
    assert_eq!(output.status.code(), Some(3), "{}", said(&output));
    let place = deal.git.beside("unpacked");
    fs::create_dir(&place).expect("a folder");
    let mut archive = zip::ZipArchive::new(fs::File::open(&file).expect("the file")).expect("a zip file");
    archive.extract(&place).expect("unpacked");
    let page = fs::read_to_string(place.join("HOW-TO-VERIFY.txt")).expect("the page");
    assert_eq!(page.matches("verify-commit").count(), 3, "{page}");
    assert_eq!(page.matches("gpg --homedir keyring --batch --verify").count(), 2, "{page}");
    for command in page.lines().filter_map(|line| line.strip_prefix("    $ ")) {
        let output = by_hand(&deal, &place, command);
        assert!(output.status.success(), "{command}: {}", said(&output));
    }
    let keyring = place.join("keyring");
    deal.git.command("gpgconf", &place).env("GNUPGHOME", keyring).args(["--kill", "all"]).status().expect("gpgconf");
}

fn by_hand(deal: &Deal, place: &Path, command: &str) -> Output {
    let home = deal.git.beside("a-home");
    fs::create_dir_all(&home).expect("a folder");
    let mut shell = Command::new("/bin/sh");
    shell.env_clear().env("PATH", std::env::var_os("PATH").expect("a path")).env("HOME", home);
    shell.env("GIT_CONFIG_NOSYSTEM", "1").args(["-e", "-c", command]).current_dir(place).output().expect("a shell")
}
