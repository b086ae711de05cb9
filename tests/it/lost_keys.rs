//! A party that lost every key it had: its way back, which is loud and makes nothing count before somebody compared.

use std::process::Output;

use serde_json::Value;

use crate::support::Deal;

/// Li's key is gone; git signs with another one from now on, and the draft lists it. Gives its fingerprint.
fn loses_key(deal: &Deal) -> String {
    let key = deal.make_key("second");
    let folder = deal.folder("li");
    deal.git
        .run_in(&folder, &["config", "user.signingkey", &key.to_string_lossy()]);
    deal.change("li", &deal.public("li"), &deal.public("second"));
    deal.fingerprint("second")
}

/// What the other side's lawyer runs, as a user of a computer of their own.
fn elsewhere(deal: &mut Deal, arguments: &[&str]) -> Output {
    deal.git.by("Wu Hao <wu@vendor.example>");
    let mut adidem = deal.git.command(env!("CARGO_BIN_EXE_adidem"), &deal.folder("wu"));
    adidem.env("XDG_DATA_HOME", deal.git.beside("elsewhere"));
    adidem.args(arguments).output().expect("adidem")
}

/// What they run, and has to work.
fn runs(deal: &mut Deal, arguments: &[&str]) -> String {
    let output = elsewhere(deal, arguments);
    let said = [output.stderr, output.stdout].concat();
    let said = String::from_utf8_lossy(&said).into_owned();
    assert!(output.status.success(), "{arguments:?}: {said}");
    said
}

#[test]
fn a_party_that_lost_its_keys_sends_new_ones_and_counts_again_once_they_were_compared() {
    let mut deal = Deal::guarded();
    let hub = deal.git.top().join("hub.git");
    runs(&mut deal, &["trust", "deal", "customer", "--yes"]);
    runs(&mut deal, &["accept", "deal", "fees", "--yes"]);
    runs(&mut deal, &["sync"]);
    deal.run_as("li", &["sync"]);
    let lost = deal.fingerprint("li");
    let fingerprint = loses_key(&deal);

    let (status, said) = deal.refused("li", &["send", "deal", "--yes"]);
    assert!(status == 3 && said.contains("--reset-keys"), "{said}");
    deal.run_as(
        "li",
        &["send", "deal", "--yes", "--reset-keys", "-m", "Our key was lost"],
    );

    // Nobody's guard takes it before its operator said so of this very key.
    let (_, said) = deal.refused("li", &["sync"]);
    assert!(said.contains("A23-reset"), "{said}");
    let permit = ["guard", "--permit-reset", "deal", "customer", &fingerprint];
    let permitted = deal
        .git
        .command(env!("CARGO_BIN_EXE_adidem"), &hub)
        .args(permit)
        .status();
    assert!(permitted.expect("adidem").success());
    deal.run_as("li", &["sync"]);
    let told = elsewhere(&mut deal, &["sync"]);
    assert!(String::from_utf8_lossy(&told.stdout).contains("A23-reset"));

    // What stood before stands; what the new key says counts for nothing, and whoever compared the old one is told.
    let standing = runs(&mut deal, &["status", "deal", "--json"]);
    let standing: Value = serde_json::from_str(&standing).expect("JSON");
    assert_eq!(standing["clauses"][0]["standing"], "agreed", "{standing}");
    deal.change("li", "one year", "two years");
    deal.run_as("li", &["send", "deal", "--yes"]);
    deal.run_as("li", &["sync"]);
    elsewhere(&mut deal, &["sync"]);
    let audit = elsewhere(&mut deal, &["audit", "deal"]);
    let (status, said) = (audit.status.code(), String::from_utf8_lossy(&audit.stdout).into_owned());
    assert!(
        status == Some(1) && said.contains("A23-reset") && said.contains("A05-waits"),
        "{status:?} {said}"
    );
    assert!(!said.contains("A05-foreign-key"), "{said}");

    runs(&mut deal, &["trust", "deal", "customer", "--yes"]);
    runs(&mut deal, &["accept", "deal", "term", "law", "--yes"]);
    runs(&mut deal, &["audit", "deal"]);
    // What the lost key signed is verified as it was, once it is said again that it was the party's.
    assert_eq!(elsewhere(&mut deal, &["ready", "deal"]).status.code(), Some(3));
    runs(&mut deal, &["trust", "deal", "customer", "--key", &lost, "--yes"]);
    runs(&mut deal, &["ready", "deal"]);
}

#[test]
fn a_key_that_is_only_the_wrong_one_resets_nothing() {
    let mut deal = Deal::sent();
    let fingerprint = loses_key(&deal);
    deal.change("li", &deal.public("second"), &deal.public("li"));
    deal.change("li", "100 EUR", "110 EUR");
    for arguments in [
        &["send", "deal", "--yes"][..],
        &["send", "deal", "--yes", "--reset-keys"],
    ] {
        let (status, said) = deal.refused("li", arguments);
        assert!(status == 3 && said.contains(&fingerprint), "{said}");
    }
}
