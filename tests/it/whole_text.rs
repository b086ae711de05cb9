//! What is agreed beside the clauses: title, keys, headings without a text; and positions that have to be taken once more.

use serde_json::Value;

use crate::support::Deal;

/// Everything of round 1 is agreed, and both copies have it.
fn agreed() -> Deal {
    let mut deal = Deal::guarded();
    deal.run_as("wu", &["accept", "deal", "--all", "--yes"]);
    deal.run_as("wu", &["sync"]);
    deal.run_as("li", &["sync"]);
    deal
}

fn to_act(deal: &mut Deal, who: &str) -> [Value; 2] {
    let listed = deal.json(who, &["list", "--json"])["contracts"][0]["to_act"].clone();
    [listed, deal.json(who, &["status", "deal", "--json"])["to_act"].clone()]
}

#[test]
fn a_round_that_changes_the_title_alone_waits_for_the_other_party_wherever_it_is_told() {
    let mut deal = agreed();
    let nobody = Value::Array(Vec::new());
    assert_eq!(to_act(&mut deal, "wu"), [nobody.clone(), nobody.clone()]);
    deal.change("li", "title: Deal", "title: Another deal");
    // What is not sent waits for nobody.
    assert_eq!(to_act(&mut deal, "li"), [nobody.clone(), nobody.clone()]);
    deal.run_as("li", &["send", "deal", "--yes"]);
    deal.run_as("li", &["sync"]);
    deal.run_as("wu", &["sync"]);
    let vendor = Value::from(vec!["vendor"]);
    assert_eq!(to_act(&mut deal, "wu"), [vendor.clone(), vendor]);
    deal.run_as("wu", &["accept", "deal", "--all", "--yes"]);
    assert_eq!(to_act(&mut deal, "wu"), [nobody.clone(), nobody]);
}

#[test]
fn who_rejects_a_clause_or_takes_that_back_consents_to_no_title() {
    let mut deal = agreed();
    deal.change("li", "title: Deal", "title: Another deal");
    deal.change("li", "100 EUR", "120 EUR");
    deal.run_as("li", &["send", "deal", "--yes"]);
    deal.run_as("li", &["sync"]);
    deal.run_as("wu", &["sync"]);
    deal.run_as("wu", &["reject", "deal", "fees", "--reason", "too much", "--yes"]);
    deal.run_as("wu", &["withdraw", "deal", "fees", "--yes"]);
    let ready = deal.try_as("wu", &["ready", "deal", "--json"]);
    let told: Value = serde_json::from_slice(&ready.stdout).expect("JSON");
    let of_vendor = told["vouched"]
        .as_array()
        .expect("parties")
        .iter()
        .find(|one| one["party"] == "vendor");
    assert_eq!(of_vendor.expect("the vendor")["round"], 1, "{told}");
    deal.run_as("wu", &["accept", "deal", "fees", "--yes"]);
    deal.run_as("wu", &["trust", "deal", "customer", "--yes"]);
    assert_eq!(deal.try_as("wu", &["ready", "deal"]).status.code(), Some(0));
}

#[test]
fn what_was_recorded_before_a_party_had_a_key_is_recorded_once_more_with_it() {
    let mut deal = Deal::new();
    deal.draft("li");
    let keys = format!("        keys: [{}]\n", deal.public("wu"));
    deal.change("li", &keys, "");
    deal.run_as("li", &["send", "deal", "--yes"]);
    deal.hand_over("li", "wu");
    deal.run_as("wu", &["accept", "deal", "--all", "--yes"]);
    let trust = |deal: &mut Deal| {
        let status = deal.json("wu", &["status", "deal", "--json"]);
        status["clauses"][0]["positions"]["vendor"]["trust"]
            .as_str()
            .map(str::to_owned)
    };
    assert_eq!(trust(&mut deal).as_deref(), Some("claimed"));
    // Without a key there is nothing to be gained.
    assert!(
        deal.run_as("wu", &["accept", "deal", "--all", "--yes"])
            .contains("Nothing to record")
    );
    deal.change(
        "wu",
        "email: wu@vendor.example\n",
        &format!("email: wu@vendor.example\n{keys}"),
    );
    deal.run_as("wu", &["send", "deal", "--yes"]);
    deal.run_as("wu", &["accept", "deal", "--all", "--yes"]);
    assert_eq!(trust(&mut deal).as_deref(), Some("verified"));
    assert!(
        deal.run_as("wu", &["accept", "deal", "--all", "--yes"])
            .contains("Nothing to record")
    );
    deal.run_as("wu", &["trust", "deal", "customer", "--yes"]);
    deal.hand_over("wu", "li");
    deal.run_as("li", &["accept", "deal", "--all", "--yes"]);
    deal.hand_over("li", "wu");
    assert_eq!(deal.try_as("wu", &["ready", "deal"]).status.code(), Some(0));
    assert_eq!(deal.json("wu", &["audit", "--json"])["verdict"], "holds");
}

#[test]
fn whoever_replaced_their_key_may_say_with_the_new_one_what_they_said_with_the_old() {
    let mut deal = agreed();
    let new = deal.make_key("wu-2");
    deal.change("wu", &deal.public("wu"), &deal.public("wu-2"));
    deal.run_as("wu", &["send", "deal", "--yes"]);
    deal.git.run_in(
        &deal.folder("wu"),
        &["config", "user.signingkey", &new.to_string_lossy()],
    );
    // All of it at once is left alone; what is named is said once more.
    deal.run_as("wu", &["accept", "deal", "fees", "term", "law", "--yes"]);
    deal.run_as("wu", &["trust", "deal", "customer", "--yes"]);
    deal.run_as("wu", &["sync"]);
    deal.run_as("li", &["sync"]);
    deal.run_as("li", &["accept", "deal", "--all", "--yes"]);
    deal.run_as("li", &["sync"]);
    deal.run_as("wu", &["sync"]);
    assert_eq!(deal.try_as("wu", &["ready", "deal"]).status.code(), Some(0));
    assert_eq!(deal.json("wu", &["audit", "--json"])["verdict"], "holds");
}

#[test]
fn all_agree_and_a_record_was_taken_away_so_it_is_not_in_agreed_form() {
    let mut deal = agreed();
    deal.run_as("wu", &["reject", "deal", "fees", "--reason", "too much", "--yes"]);
    deal.run_as("wu", &["accept", "deal", "fees", "--yes"]);
    deal.run_as("wu", &["trust", "deal", "customer", "--yes"]);
    assert_eq!(deal.try_as("wu", &["ready", "deal"]).status.code(), Some(0));
    let before = deal.json("wu", &["ready", "deal", "--json"]);
    assert_eq!(
        (&before["agreed_form"], &before["record"]),
        (&Value::Bool(true), &"holds".into())
    );
    deal.git
        .run_in(&deal.folder("wu"), &["rm", "-q", "records/deal/vendor/2-*"]);
    deal.git.run_in(&deal.folder("wu"), &["commit", "-qm", "Tidy up"]);
    let status = deal.json("wu", &["status", "deal", "--json"]);
    let lost: Vec<&Value> = status["notices"]
        .as_array()
        .expect("notices")
        .iter()
        .filter(|one| one["kind"] == "lost")
        .collect();
    assert_eq!(lost.len(), 2, "the record and its signature: {status}");
    let ready = deal.try_as("wu", &["ready", "deal"]);
    assert_eq!(ready.status.code(), Some(1));
    let told = String::from_utf8_lossy(&ready.stdout).replace("\n  ", " ");
    assert!(
        told.contains("Not in agreed form") && told.contains("adidem audit deal"),
        "{told}"
    );
    let value: Value = serde_json::from_slice(&deal.try_as("wu", &["ready", "deal", "--json"]).stdout).expect("JSON");
    assert_eq!(
        (&value["agreed_form"], &value["record"]),
        (&Value::Bool(false), &"fails".into())
    );
}

#[test]
fn a_round_that_changes_the_reference_alone_waits_for_the_other_party_as_well() {
    let mut deal = agreed();
    deal.run_as("wu", &["trust", "deal", "customer", "--yes"]);
    deal.change(
        "li",
        "title: Deal",
        "title: Deal\nreference: Annex to the master agreement, which prevails",
    );
    deal.run_as("li", &["send", "deal", "--yes"]);
    deal.run_as("li", &["sync"]);
    deal.run_as("wu", &["sync"]);
    let vendor = Value::from(vec!["vendor"]);
    assert_eq!(to_act(&mut deal, "wu"), [vendor.clone(), vendor]);
    assert_eq!(deal.try_as("wu", &["ready", "deal"]).status.code(), Some(1));
    let told: Value = serde_json::from_slice(&deal.try_as("wu", &["ready", "deal", "--json"]).stdout).expect("JSON");
    assert_eq!(told["other_whole"], Value::from(vec!["vendor"]));
    deal.run_as("wu", &["accept", "deal", "--all", "--yes"]);
    assert_eq!(deal.try_as("wu", &["ready", "deal"]).status.code(), Some(0));
}

#[test]
fn whoever_comes_late_compares_the_keys_that_a_party_replaced_before() {
    let mut deal = agreed();
    let before = deal.fingerprint("wu");
    deal.make_key("wu-2");
    deal.change("wu", &deal.public("wu"), &deal.public("wu-2"));
    deal.run_as("wu", &["send", "deal", "--yes"]);
    deal.run_as("wu", &["sync"]);
    deal.run_as("li", &["sync"]);
    deal.run_as("li", &["accept", "deal", "--all", "--yes"]);
    let after = deal.fingerprint("wu-2");
    let trust = |deal: &mut Deal| {
        let status = deal.json("li", &["status", "deal", "--json"]);
        let position = status["clauses"][0]["positions"]["vendor"].clone();
        position["trust"].as_str().expect("how far").to_owned()
    };
    // The keys of today say nothing of what was signed with those of before.
    deal.run_as("li", &["trust", "deal", "vendor", "--yes"]);
    assert_eq!(trust(&mut deal), "unconfirmed");
    let shown = deal.run_as("li", &["trust", "deal", "vendor", "--lang", "en"]);
    let shown = shown.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(
        shown.contains("replaced since") && shown.contains(&format!("--key {before} --yes")),
        "{shown}"
    );
    for wrong in [after.as_str(), "SHA256:none"] {
        let (_, said) = deal.refused("li", &["trust", "deal", "vendor", "--key", wrong, "--yes"]);
        assert!(said.contains("has replaced since"), "{said}");
    }
    deal.run_as("li", &["trust", "deal", "vendor", "--key", &before, "--yes"]);
    assert_eq!(trust(&mut deal), "verified");
    let keys = deal.json("li", &["trust", "deal", "vendor", "--json"]);
    assert_eq!(keys["parties"][0]["confirmed"], true, "today's stay confirmed: {keys}");
    assert_eq!(keys["parties"][0]["earlier"][0]["confirmed"], true, "{keys}");
    assert_eq!(deal.try_as("li", &["ready", "deal"]).status.code(), Some(0));
    assert_eq!(deal.json("li", &["audit", "--json"])["findings"], serde_json::json!([]));
}
