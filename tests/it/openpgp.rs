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
    deal.run_as(
        "wu",
        &["reject", "deal", "law", "--reason", "Irish law is not ours.", "--yes"],
    );
    deal.hand_over("wu", "li");
    Some(deal)
}

fn said(output: &Output) -> String {
    [&output.stdout[..], &output.stderr]
        .map(String::from_utf8_lossy)
        .concat()
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
    let files = deal.git.run_in(
        &deal.folder(who),
        &["ls-files", &format!("records/deal/{party}/*.yaml")],
    );
    files.lines().map(|file| deal.folder(who).join(file)).collect()
}

#[test]
fn positions_are_signed_with_gpg_and_count_like_any_other() {
    let Some(mut deal) = deal() else { return };
    assert_eq!(
        ["term", "law", "fees"].map(|id| deal.standing("li", id)),
        ["agreed", "rejected", "agreed"]
    );
    deal.run_as("li", &["trust", "deal", "vendor", "--yes"]);
    let report = deal.json("li", &["audit", "--cross-check", "--json"]);
    assert_eq!(
        (&report["verdict"], report["findings"].as_array().map(Vec::len)),
        (&"holds".into(), Some(0)),
        "{report}"
    );
    let trusted = deal.json("li", &["status", "deal", "--json"]);
    assert_eq!(
        trusted["clauses"][0]["positions"]["vendor"]["verified"], true,
        "{trusted}"
    );
    let files = records(&deal, "li", "vendor");
    assert_eq!(files.len(), 2, "an acceptance and a rejection");
    for file in files {
        let mut gpg = deal.git.command("gpg", &deal.folder("wu"));
        gpg.args(["--batch", "--verify-options", "show-notations", "--verify"]);
        let output = gpg
            .arg(format!("{}.sig", file.display()))
            .arg(&file)
            .output()
            .expect("gpg");
        assert!(
            output.status.success() && said(&output).contains("position@adidem=signed"),
            "{}",
            said(&output)
        );
    }
}

/// What is said of the vendor's acceptance of the term, and what the audit says.
fn as_seen(deal: &Deal) -> (String, i32, String) {
    as_seen_with(deal, &deal.git.beside("home/.gnupg"))
}

/// The same with the keys in another folder of gpg's.
fn as_seen_with(deal: &Deal, keys: &Path) -> (String, i32, String) {
    let run = |arguments: &[&str]| {
        let mut command = deal.git.command(env!("CARGO_BIN_EXE_adidem"), &deal.folder("li"));
        command.env("GNUPGHOME", keys).args(arguments).output().expect("adidem")
    };
    let status: serde_json::Value = serde_json::from_slice(&run(&["status", "deal", "--json"]).stdout).expect("JSON");
    let clause = status["clauses"]
        .as_array()
        .expect("clauses")
        .iter()
        .find(|one| one["id"] == "term");
    let position = clause.expect("the clause")["positions"]["vendor"]["position"]
        .as_str()
        .expect("a word")
        .to_owned();
    let output = run(&["audit", "--cross-check"]);
    let chinese = said(&run(&["--lang", "zh", "audit"]));
    (
        position,
        output.status.code().expect("a status"),
        said(&output) + &chinese,
    )
}

fn gpg(deal: &Deal, faked: Option<&str>, arguments: &[&str]) -> String {
    let mut gpg = deal.git.command("gpg", &deal.git.top());
    gpg.args(["--batch", "--quiet", "--pinentry-mode", "loopback", "--passphrase", ""]);
    if let Some(time) = faked {
        gpg.args(["--faked-system-time", &format!("{time}!")]);
    }
    let output = gpg.args(arguments).output().expect("gpg");
    assert!(output.status.success(), "{arguments:?}: {}", said(&output));
    String::from_utf8_lossy(&output.stdout).into_owned()
}

/// From now on the vendor's gpg believes that it is that day.
fn on_the_day(deal: &Deal, day: &str) {
    let program = deal.git.beside("gpg-on-a-day");
    fs::write(
        &program,
        format!("#!/bin/sh\nexec gpg --faked-system-time {day}T000000! \"$@\"\n"),
    )
    .expect("a script");
    fs::set_permissions(&program, std::os::unix::fs::PermissionsExt::from_mode(0o755)).expect("rights");
    deal.git.run_in(
        &deal.folder("wu"),
        &["config", "--global", "gpg.program", &program.to_string_lossy()],
    );
}

/// A deal in which the vendor's key was made on the first day of 2026 and ends after ninety; `sub` gives it a primary key
/// without an end, and a signing subkey that ends so.
fn ending(sub: bool) -> Option<Deal> {
    let mut deal = Deal::new().with_openpgp("wu")?;
    let old = deal.public("wu");
    gpg(
        &deal,
        None,
        &[
            "--yes",
            "--delete-secret-and-public-key",
            old.trim_start_matches("openpgp4fpr "),
        ],
    );
    let (uses, end) = if sub { ("cert", "never") } else { ("sign", "90d") };
    let person = "Wu Hao <wu@vendor.example>";
    gpg(
        &deal,
        Some("20260101T000000"),
        &["--quick-generate-key", person, "ed25519", uses, end],
    );
    let listed = gpg(&deal, None, &["--list-keys", "--with-colons"]);
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
    if sub {
        gpg(
            &deal,
            Some("20260101T000000"),
            &["--quick-add-key", &fingerprint, "ed25519", "sign", "90d"],
        );
    }
    deal.signs_with_openpgp("wu", &fingerprint);
    deal.draft("li");
    deal.run_as("li", &["send", "--yes", "deal"]);
    deal.hand_over("li", "wu");
    deal.run_as("li", &["trust", "deal", "vendor", "--yes"]);
    Some(deal)
}

fn accepted_on(deal: &mut Deal, day: &str) {
    on_the_day(deal, day);
    deal.run_as("wu", &["accept", "--yes", "deal", "term"]);
    deal.hand_over("wu", "li");
}

#[test]
fn a_position_signed_before_its_key_expired_counts_for_ever() {
    for sub in [false, true] {
        let Some(mut deal) = ending(sub) else { return };
        accepted_on(&mut deal, "20260201");
        let (position, status, text) = as_seen(&deal);
        assert_eq!((position.as_str(), status), ("accepted", 0), "subkey: {sub}: {text}");
    }
}

#[test]
fn a_key_with_a_second_subkey_is_asked_about_the_one_that_signed() {
    let Some(mut deal) = ending(true) else { return };
    let primary = deal.public("wu").trim_start_matches("openpgp4fpr ").to_owned();
    gpg(
        &deal,
        Some("20260301T000000"),
        &["--quick-add-key", &primary, "ed25519", "sign", "90d"],
    );
    // The first has ended by then, the second ends later.
    accepted_on(&mut deal, "20260501");
    let (position, status, text) = as_seen(&deal);
    assert_eq!((position.as_str(), status), ("accepted", 0), "{text}");
}

#[test]
fn a_signature_made_after_the_end_of_its_key_waits_until_the_key_is_extended() {
    let Some(mut deal) = ending(false) else { return };
    let primary = deal.public("wu").trim_start_matches("openpgp4fpr ").to_owned();
    // The customer has the key as it was before its owner extended it.
    let keys = deal.git.beside("keys-of-li");
    fs::create_dir(&keys).expect("a folder");
    fs::set_permissions(&keys, std::os::unix::fs::PermissionsExt::from_mode(0o700)).expect("rights");
    let import = |deal: &Deal| {
        let file = deal.git.beside("public");
        fs::write(&file, gpg(deal, None, &["--armor", "--export", &primary])).expect("a file");
        let mut gpg = deal.git.command("gpg", &deal.git.top());
        let output = gpg
            .env("GNUPGHOME", &keys)
            .args(["--batch", "--import"])
            .arg(&file)
            .output()
            .expect("gpg");
        assert!(output.status.success(), "{}", said(&output));
    };
    import(&deal);
    gpg(&deal, None, &["--quick-set-expire", &primary, "10y"]);
    accepted_on(&mut deal, "20260601");
    let (position, status, text) = as_seen_with(&deal, &keys);
    assert_eq!((position.as_str(), status), ("none", 3), "{text}");
    assert!(text.contains("extend the key") && text.contains("延长有效期"), "{text}");
    assert!(
        !text.contains("false") && !text.contains("与所签内容不符"),
        "nothing is called forged: {text}"
    );
    import(&deal);
    let (position, status, text) = as_seen_with(&deal, &keys);
    assert_eq!((position.as_str(), status), ("accepted", 0), "{text}");
}

#[test]
fn of_a_withdrawn_key_nothing_can_be_told_whether_or_not_it_has_expired_as_well() {
    for extended in [false, true] {
        let Some(mut deal) = ending(false) else { return };
        accepted_on(&mut deal, "20260201");
        let primary = deal.public("wu").trim_start_matches("openpgp4fpr ").to_owned();
        if extended {
            gpg(&deal, None, &["--quick-set-expire", &primary, "10y"]);
        }
        withdraw(&deal, &primary);
        let (position, status, text) = as_seen(&deal);
        assert_eq!((position.as_str(), status), ("none", 3), "{text}");
        assert!(
            text.contains("withdrawn") && text.contains("current key") && !text.contains("import"),
            "{text}"
        );
    }
}

fn withdraw(deal: &Deal, primary: &str) {
    let made = deal.git.beside(&format!("home/.gnupg/openpgp-revocs.d/{primary}.rev"));
    let revocation = fs::read_to_string(made)
        .expect("gpg makes one with each key")
        .replace(":-----BEGIN", "-----BEGIN");
    let file = deal.git.beside("revocation");
    fs::write(&file, revocation).expect("a file");
    gpg(deal, None, &["--import", &file.to_string_lossy()]);
}

#[test]
fn a_key_that_has_expired_says_how_it_is_extended_before_anything_is_written() {
    let Some(mut deal) = ending(false) else { return };
    let newest = deal.git.run_in(&deal.folder("wu"), &["rev-parse", "HEAD"]);
    let (status, said) = deal.refused("wu", &["accept", "--yes", "deal", "term"]);
    assert!(
        status == 3 && said.contains("has expired") && said.contains("--quick-set-expire"),
        "{status} {said}"
    );
    assert_eq!(deal.git.run_in(&deal.folder("wu"), &["rev-parse", "HEAD"]), newest);
}

#[test]
fn without_the_keys_nothing_is_verified_and_nothing_is_called_forged() {
    let Some(deal) = deal() else { return };
    let output = as_stranger(&deal, &["audit", "--json"]);
    let report: serde_json::Value = serde_json::from_slice(&output.stdout).expect("JSON");
    assert_eq!(
        (output.status.code(), &report["verdict"]),
        (Some(3), &"cannot-verify".into()),
        "{report}"
    );
    let text = said(&as_stranger(&deal, &["audit"]));
    assert!(
        text.contains("A10-unknown-signature") && text.contains("import"),
        "{text}"
    );
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
    let plain = gpg
        .args(["--batch", "-bsa", "-o", "-"])
        .arg(&file)
        .output()
        .expect("gpg");
    let mut gpg = deal.git.command("gpg", &deal.folder("wu"));
    gpg.args(["--batch", "--sig-notation", "position@adidem=signed", "-bsa", "-o", "-"]);
    let other = gpg.arg(deal.file("wu")).output().expect("gpg");
    for (bytes, wrong) in [(plain.stdout, "purpose"), (other.stdout, "false")] {
        assert!(!bytes.is_empty());
        fs::write(&signature, &bytes).expect("a file");
        deal.git.run_in(
            &deal.folder("wu"),
            &["commit", "--quiet", "--all", "-S", "-m", "another"],
        );
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
    deal.git
        .run_in(&folder, &["config", "user.signingkey", "nobody@x.example"]);
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
    assert!(
        deal.run_as("wu", &["verify", &path])
            .contains("The evidence file holds")
    );
    let output = as_stranger(&deal, &["verify", &path]);
    assert_eq!(output.status.code(), Some(3), "{}", said(&output));
    let place = deal.git.beside("unpacked");
    fs::create_dir(&place).expect("a folder");
    let mut archive = zip::ZipArchive::new(fs::File::open(&file).expect("the file")).expect("a zip file");
    archive.extract(&place).expect("unpacked");
    let page = fs::read_to_string(place.join("HOW-TO-VERIFY.txt")).expect("the page");
    assert_eq!(page.matches("verify-commit").count(), 3, "{page}");
    assert_eq!(
        page.matches("gpg --homedir keyring --batch --verify").count(),
        2,
        "{page}"
    );
    for command in page.lines().filter_map(|line| line.strip_prefix("    $ ")) {
        let output = by_hand(&deal, &place, command);
        assert!(output.status.success(), "{command}: {}", said(&output));
    }
    let keyring = place.join("keyring");
    deal.git
        .command("gpgconf", &place)
        .env("GNUPGHOME", keyring)
        .args(["--kill", "all"])
        .status()
        .expect("gpgconf");
}

fn by_hand(deal: &Deal, place: &Path, command: &str) -> Output {
    let home = deal.git.beside("a-home");
    fs::create_dir_all(&home).expect("a folder");
    let mut shell = Command::new("/bin/sh");
    shell
        .env_clear()
        .env("PATH", std::env::var_os("PATH").expect("a path"))
        .env("HOME", home);
    shell
        .env("GIT_CONFIG_NOSYSTEM", "1")
        .args(["-e", "-c", command])
        .current_dir(place)
        .output()
        .expect("a shell")
}

#[test]
fn the_file_of_keys_in_evidence_holds_the_keys_that_are_needed_and_nothing_else() {
    let Some(mut deal) = deal() else { return };
    let file = deal.git.beside("evidence.zip");
    deal.run_as("wu", &["evidence", "deal", "-o", &file.to_string_lossy()]);
    let files = crate::evidence::apart(&fs::read(&file).expect("the file"));
    let key = String::from_utf8(files["openpgp-keys.asc"].clone()).expect("armour");
    gpg(
        &deal,
        None,
        &[
            "--quick-generate-key",
            "Eve Stranger <eve@elsewhere.example>",
            "ed25519",
            "sign",
            "never",
        ],
    );
    let stranger = gpg(&deal, None, &["--armor", "--export", "eve@elsewhere.example"]);
    let both = gpg(&deal, None, &["--armor", "--export"]);
    let remark = key.replacen("\n\n", "\nComment: the customer agreed to pay twice\n\n", 1);
    let odd = [
        ("no key", "#!/bin/sh\necho no key\n".to_owned()),
        ("a stranger's key", stranger.clone()),
        ("a stranger's key as well", both),
        ("two blocks", format!("{key}{stranger}")),
        ("a remark", remark),
        ("something before", format!("Read this first.\n{key}")),
        ("something behind", format!("{key}Read this last.\n")),
        ("cut", key[..key.len() / 2].to_owned()),
        ("nothing", String::new()),
    ];
    for (what, block) in odd {
        let mut files = files.clone();
        files.insert("openpgp-keys.asc".into(), block.into_bytes());
        let forged = deal.git.beside("forged.zip");
        fs::write(
            &forged,
            crate::evidence::together(&crate::evidence::with_manifest(files)),
        )
        .expect("a file");
        let mut command = deal.git.command(env!("CARGO_BIN_EXE_adidem"), &deal.folder("wu"));
        let output = command.arg("verify").arg(&forged).output().expect("adidem");
        assert_eq!(output.status.code(), Some(1), "{what}: {}", said(&output));
        assert!(
            said(&output).contains("something other than the keys"),
            "{what}: {}",
            said(&output)
        );
    }
}
