//! Keys that are handed over in a file of their own, outside of git: compared with a repository, and with evidence.

use std::fs;

use crate::support::Deal;

#[test]
fn a_file_of_keys_confirms_the_very_keys_and_no_others() {
    let mut deal = Deal::guarded();
    let file = deal.run_as("wu", &["trust", "deal", "--export"]);
    assert!(file.starts_with("# adidem/keys/1\n# party customer\n"), "{file}");
    let path = deal.folder("li").join("keys.txt");
    fs::write(&path, &file).expect("the file");
    let shown = deal.json("li", &["trust", "deal", "--from", "keys.txt", "--json"]);
    let told: Vec<_> = shown["parties"]
        .as_array()
        .expect("parties")
        .iter()
        .map(|one| (&one["file"], &one["confirmed"]))
        .collect();
    assert!(
        told.iter()
            .all(|(file, confirmed)| **file == "same" && **confirmed == false),
        "{shown}"
    );
    assert_eq!(
        deal.json("li", &["audit", "--json"])["findings"][0]["code"],
        "A03-unconfirmed"
    );

    let other = file.replace(&deal.public("wu"), &deal.public("li"));
    fs::write(&path, &other).expect("the file");
    let output = deal.try_as("li", &["trust", "deal", "--from", "keys.txt", "--yes"]);
    let said = String::from_utf8_lossy(&output.stdout).into_owned();
    assert_eq!(output.status.code(), Some(1), "{said}");
    assert!(said.contains("nothing was confirmed"), "{said}");
    assert_eq!(
        deal.json("li", &["audit", "--json"])["findings"][0]["code"],
        "A03-unconfirmed"
    );

    fs::write(&path, &file).expect("the file");
    deal.run_as("li", &["trust", "deal", "--from", "keys.txt", "--yes"]);
    assert_eq!(deal.json("li", &["audit", "--json"])["findings"], serde_json::json!([]));

    fs::write(&path, file.replace("# party vendor", "")).expect("the file");
    let output = deal.try_as("li", &["trust", "deal", "--from", "keys.txt", "--yes"]);
    assert_eq!(output.status.code(), Some(1), "both parties' keys under one name");
    fs::write(&path, "").expect("the file");
    let (_, said) = deal.refused("li", &["trust", "deal", "--from", "keys.txt"]);
    assert!(said.contains("keys.txt") && said.contains("empty"), "{said}");
}

#[test]
fn evidence_is_held_against_keys_that_came_by_another_way() {
    let mut deal = Deal::guarded();
    let keys = deal.run_as("wu", &["trust", "deal", "--export"]);
    deal.run_as("wu", &["evidence", "deal", "-o", "deal.zip"]);
    fs::write(deal.folder("wu").join("keys.txt"), &keys).expect("the file");
    let verified = deal.json("wu", &["verify", "deal.zip", "--keys", "keys.txt", "--json"]);
    assert_eq!(
        verified["keys"],
        serde_json::json!([{"party": "customer", "file": "same"}, {"party": "vendor", "file": "same"}])
    );
    fs::write(
        deal.folder("wu").join("keys.txt"),
        keys.replace(&deal.public("li"), &deal.public("wu")),
    )
    .expect("the file");
    let output = deal.try_as("wu", &["verify", "deal.zip", "--keys", "keys.txt"]);
    let said = String::from_utf8_lossy(&output.stdout).into_owned();
    assert_eq!(output.status.code(), Some(1), "{said}");
    assert!(said.contains("not those of the file"), "{said}");
    let (_, said) = deal.refused("wu", &["verify", "deal.zip", "--keys", "deal.zip"]);
    assert!(said.contains("adidem/keys/1"), "{said}");
}

#[test]
fn stock_tools_take_the_file_for_allowed_signers() {
    let mut deal = Deal::guarded();
    let keys = deal.run_as("wu", &["trust", "deal", "--export"]);
    let path = deal.folder("wu").join("keys.txt");
    fs::write(&path, keys).expect("the file");
    let folder = deal.folder("wu");
    let setting = format!("gpg.ssh.allowedSignersFile={}", path.display());
    let mut git = std::process::Command::new("git");
    git.current_dir(&folder).args(["-c", &setting, "verify-commit", "HEAD"]);
    let output = git.output().expect("git");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
}
