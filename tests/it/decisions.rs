//! A negotiation by commands alone, between two parties with keys, each with a copy of their own.

use std::fs;

use serde_json::Value;

use crate::support::Deal;

#[test]
fn a_whole_negotiation_goes_from_first_draft_to_agreed_form() {
    let mut deal = Deal::new();
    deal.draft("li");
    let sent = deal.json("li", &["send", "deal", "-m", "First draft", "--json", "--yes"]);
    assert_eq!(
        (&sent["round"], &sent["party"]),
        (&Value::from(1), &Value::from("customer"))
    );
    deal.hand_over("li", "wu");
    assert_eq!(deal.standing("wu", "fees"), "awaiting");
    deal.run_as("wu", &["accept", "deal", "term", "--yes"]);
    deal.run_as("wu", &["reject", "deal", "1", "--reason", "too much", "--yes"]);
    deal.run_as(
        "wu",
        &["reserve", "deal", "law", "--reason", "if our court agrees", "--yes"],
    );
    assert_eq!(
        ["fees", "term", "law"].map(|id| deal.standing("wu", id)),
        ["rejected", "agreed", "reserved"]
    );
    let issues = deal.json("wu", &["issues", "deal", "--json"]);
    assert_eq!(issues["issues"][0]["positions"]["vendor"]["reason"], "too much");
    deal.change("wu", "100 EUR", "80 EUR");
    deal.change("wu", "one year", "two years");
    deal.run_as("wu", &["send", "deal", "-m", "Lower, and longer", "--yes"]);
    assert_eq!(
        ["fees", "term"].map(|id| deal.standing("wu", id)),
        ["awaiting", "reopened"]
    );
    deal.hand_over("wu", "li");
    let redline = deal.run_as("li", &["diff", "deal"]);
    assert!(redline.contains("[-100-]{+80+}"), "{redline}");
    deal.run_as("li", &["accept", "deal", "fees", "term", "--yes"]);
    let after = deal.run_as("li", &["diff", "deal"]);
    assert!(
        !after.contains("[-100-]"),
        "what was accepted is no news any more: {after}"
    );
    assert_eq!(
        deal.try_as("li", &["ready", "deal"]).status.code(),
        Some(1),
        "one clause is reserved"
    );
    deal.hand_over("li", "wu");
    deal.run_as("wu", &["accept", "deal", "--all", "--yes"]);
    assert_eq!(
        deal.try_as("wu", &["ready", "deal"]).status.code(),
        Some(3),
        "agreed, and nobody compared the keys"
    );
    deal.run_as("wu", &["trust", "deal", "customer", "--yes"]);
    let ready = deal.json("wu", &["ready", "deal", "--json"]);
    assert_eq!(ready["agreed_form"], true, "{ready}");
    let list = deal.json("wu", &["list", "--json"]);
    assert_eq!(
        (
            &list["contracts"][0]["agreed"],
            &list["contracts"][0]["total"],
            &list["contracts"][0]["to_act"]
        ),
        (&3.into(), &3.into(), &Value::Array(vec![]))
    );
    assert_eq!(deal.verified_by_stock_tools("wu"), 7);
    let audit = deal.json("wu", &["audit", "--json"]);
    assert_eq!(
        (&audit["verdict"], &audit["records"]),
        (&"holds".into(), &7.into()),
        "{audit}"
    );
    let status = deal.git.run_in(&deal.folder("wu"), &["status", "--porcelain"]);
    assert_eq!(status, "", "nothing is left over");
}

#[test]
fn an_acceptance_of_a_text_that_has_changed_is_refused_and_nothing_is_written() {
    let mut deal = Deal::new();
    deal.draft("li");
    deal.run_as("li", &["send", "deal", "--yes"]);
    deal.change("li", "100 EUR", "120 EUR");
    deal.run_as("li", &["send", "deal", "--yes"]);
    deal.hand_over("li", "wu");
    let before = deal.git.run_in(&deal.folder("wu"), &["rev-parse", "HEAD"]);
    let (status, said) = deal.refused("wu", &["accept", "deal", "fees", "--round", "1", "--yes"]);
    assert!(
        status == 3 && said.contains("changed after round 1") && said.contains("--round 2"),
        "{status} {said}"
    );
    assert_eq!(deal.git.run_in(&deal.folder("wu"), &["rev-parse", "HEAD"]), before);
    deal.run_as("wu", &["accept", "deal", "term", "--round", "1", "--yes"]);
}

#[test]
fn only_a_member_with_the_listed_key_records_anything() {
    let mut deal = Deal::new();
    deal.draft("li");
    deal.run_as("li", &["send", "deal", "--yes"]);
    deal.hand_over("li", "wu");
    let wrong = deal.key("li").to_string_lossy().into_owned();
    deal.git
        .run_in(&deal.folder("wu"), &["config", "user.signingkey", &wrong]);
    let (status, said) = deal.refused("wu", &["accept", "deal", "term", "--yes"]);
    assert!(
        status == 3 && said.contains("has to be signed with a key"),
        "{status} {said}"
    );
    deal.git.by("Eve <eve@elsewhere.example>");
    let folder = deal.folder("wu");
    let output = deal
        .git
        .command(env!("CARGO_BIN_EXE_adidem"), &folder)
        .args(["accept", "deal", "term", "--yes"])
        .output()
        .expect("adidem");
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(
        output.status.code() == Some(3) && said.contains("li@customer.example"),
        "{said}"
    );
    assert_eq!(deal.git.run_in(&folder, &["rev-list", "--count", "HEAD"]), "1");
}

#[test]
fn taking_back_restores_what_stood_before_and_saying_it_twice_records_nothing() {
    let mut deal = Deal::new();
    deal.draft("li");
    deal.run_as("li", &["send", "deal", "--yes"]);
    deal.hand_over("li", "wu");
    deal.run_as("wu", &["accept", "deal", "term", "law", "--yes"]);
    let again = deal.json("wu", &["accept", "deal", "term", "--json", "--yes"]);
    assert_eq!(
        (&again["commit"], &again["records"]),
        (&Value::Null, &Value::Array(vec![]))
    );
    deal.run_as("wu", &["reject", "deal", "term", "--yes"]);
    assert_eq!(deal.standing("wu", "term"), "rejected");
    deal.run_as("wu", &["withdraw", "deal", "term", "--yes"]);
    assert_eq!(deal.standing("wu", "term"), "agreed");
    deal.run_as("wu", &["withdraw", "deal", "term", "--yes"]);
    assert_eq!(
        ["term", "law"].map(|id| deal.standing("wu", id)),
        ["awaiting", "agreed"]
    );
    let (status, said) = deal.refused("wu", &["withdraw", "deal", "term", "--yes"]);
    assert!(status == 3 && said.contains("nothing to withdraw"), "{status} {said}");
    assert_eq!(deal.json("wu", &["audit", "--json"])["verdict"], "holds");
}

#[test]
fn a_heading_needs_no_position_and_a_reserve_needs_a_condition() {
    let mut deal = Deal::new();
    deal.draft("li");
    deal.run_as("li", &["send", "deal", "--yes"]);
    deal.hand_over("li", "wu");
    let (status, said) = deal.refused("wu", &["accept", "deal", "general", "--yes"]);
    assert!(
        status == 2 && said.contains("(3.1)") && said.contains("--below"),
        "{status} {said}"
    );
    let accepted = deal.json("wu", &["accept", "deal", "general", "--below", "--json", "--yes"]);
    assert_eq!(accepted["clauses"][0]["id"], "law");
    let (_, said) = deal.refused("wu", &["reserve", "deal", "fees", "--yes"]);
    assert!(said.contains("--reason"), "{said}");
    let (_, said) = deal.refused("wu", &["accept", "deal", "--yes"]);
    assert!(said.contains("no clause was named"), "{said}");
    let (_, said) = deal.refused("wu", &["accept", "deal", "fes", "--yes"]);
    assert!(said.contains("did you mean `fees`"), "{said}");
}

#[test]
fn what_the_other_side_said_by_letter_counts_only_when_it_is_asked_for() {
    let mut deal = Deal::new();
    deal.draft("li");
    deal.run_as("li", &["send", "deal", "--yes"]);
    deal.run_as(
        "li",
        &[
            "accept",
            "deal",
            "--all",
            "--for",
            "vendor",
            "--reported",
            "letter of 2026-11-20",
            "--yes",
        ],
    );
    assert_eq!(deal.standing("li", "fees"), "awaiting");
    assert_eq!(deal.try_as("li", &["ready", "deal"]).status.code(), Some(1));
    assert_eq!(
        deal.try_as("li", &["ready", "deal", "--reported"]).status.code(),
        Some(0)
    );
    let status = deal.json("li", &["status", "deal", "--json", "--reported"]);
    let position = &status["clauses"][0]["positions"]["vendor"];
    assert_eq!(
        (&position["position"], &position["verified"]),
        (&"accepted".into(), &false.into()),
        "{position}"
    );
    let (_, said) = deal.refused(
        "li",
        &[
            "accept",
            "deal",
            "fees",
            "--for",
            "customer",
            "--reported",
            "x",
            "--yes",
        ],
    );
    assert!(said.contains("speak for `customer` yourself"), "{said}");
}

#[test]
fn wherever_a_report_is_told_it_is_told_who_reports_what_of_whom_and_how_it_was_said() {
    let mut deal = Deal::new();
    deal.draft("li");
    deal.run_as("li", &["send", "--yes", "deal"]);
    let how = "call\nAdidem-Round: 9";
    let one_line = |text: String| text.split_whitespace().collect::<Vec<_>>().join(" ");
    let said = one_line(deal.run_as(
        "li",
        &[
            "reject",
            "--yes",
            "deal",
            "fees",
            "--reason",
            "No.",
            "--for",
            "vendor",
            "--reported",
            how,
        ],
    ));
    assert!(
        said.contains("report: vendor rejected 1 clause of round 1; source: call"),
        "{said}"
    );
    let log = one_line(deal.run_as("li", &["log", "deal"]));
    let told = "Li Jing (your side) reports: vendor rejected 1 Fees (round 1); source: call Adidem-Round: 9";
    assert!(log.contains(told) && !log.contains("(your side) rejected"), "{log}");
    let log = deal
        .run_as("li", &["--lang", "zh", "log", "deal"])
        .split_whitespace()
        .collect::<String>();
    assert!(
        log.contains("LiJing（我方）转述：vendor拒绝1Fees（第1轮）；依据：callAdidem-Round:9"),
        "{log}"
    );
    for command in ["status", "issues"] {
        let said = one_line(deal.run_as("li", &[command, "deal"]));
        assert!(
            said.contains("no position (customer reports: rejected (round 1); source: call"),
            "{command}: {said}"
        );
        let said = one_line(deal.run_as("li", &[command, "deal", "--reported"]));
        assert!(
            said.contains("rejected (round 1, as customer reports; source: call"),
            "{command}: {said}"
        );
    }
    let audit = one_line(deal.run_as("li", &["audit"]));
    assert!(
        audit.contains("reports: vendor rejected 1 clause of round 1 ("),
        "{audit}"
    );
    let status = deal.json("li", &["status", "deal", "--json"]);
    let vendor = &status["clauses"][0]["positions"]["vendor"];
    assert_eq!(
        (&vendor["reported_by"], &vendor["source"]),
        (&"customer".into(), &how.into()),
        "{vendor}"
    );
    let git = |arguments: &[&str]| deal.git.run_in(&deal.folder("li"), arguments);
    assert_eq!(
        git(&["log", "-1", "--format=%s"]),
        "deal: customer reports: vendor rejects fees of round 1"
    );
    assert_eq!(
        git(&["log", "-1", "--format=%(trailers)"]),
        "",
        "what somebody said is never a trailer"
    );
    let file = deal.git.beside("e.zip").to_string_lossy().into_owned();
    deal.run_as("li", &["evidence", "deal", "-o", &file]);
    let mut archive = zip::ZipArchive::new(fs::File::open(&file).expect("the file")).expect("a zip file");
    let mut page = |name: &str| std::io::read_to_string(archive.by_name(name).expect("the page")).expect("text");
    assert!(page("record.csv").contains("reported: reject"));
    let html = one_line(page("record.html"));
    assert!(
        html.contains("customer reports") && html.contains("vendor reject; source"),
        "{html}"
    );
    assert!(page("audit.txt").contains("reports: vendor rejected 1 clause of round 1"));
}

#[test]
fn the_users_own_key_is_known_as_that_key_and_nothing_beside_it() {
    let mut deal = Deal::new();
    deal.draft("wu");
    deal.run_as("wu", &["send", "--yes", "deal"]);
    deal.hand_over("wu", "li");
    deal.run_as("li", &["accept", "--yes", "deal", "fees"]);
    deal.run_as("li", &["trust", "deal", "vendor", "--yes"]);
    let of = |deal: &mut Deal, who| {
        let status = deal.json(who, &["status", "deal", "--json"]);
        let audit = deal.run_as(who, &["audit"]);
        (
            status["clauses"][0]["positions"]["customer"]["trust"].clone(),
            status["notices"].clone(),
            audit,
        )
    };
    let (trust, notices, audit) = of(&mut deal, "li");
    assert_eq!((&trust, &notices), (&"verified".into(), &serde_json::json!([])));
    assert!(
        audit.contains("your own") && !audit.contains("A03-unconfirmed"),
        "{audit}"
    );
    assert!(deal.run_as("li", &["trust", "deal"]).contains("your own key"));
    assert!(!deal.run_as("li", &["log", "deal"]).contains("not confirmed"));
    deal.hand_over("li", "wu");
    let (trust, _, audit) = of(&mut deal, "wu");
    assert_eq!(trust, "unconfirmed", "to the other side it is a key like any other");
    assert!(audit.contains("A03-unconfirmed"), "{audit}");

    // A colleague with a key of their own: the block around one's own key stays to be compared.
    deal.make_key("colleague");
    let own = format!("        keys: [{}]\n", deal.public("li"));
    let colleague = format!(
        "{own}      - name: Zhao Min\n        email: zhao@customer.example\n        keys: [{}]\n",
        deal.public("colleague")
    );
    deal.change("li", &own, &colleague);
    deal.change("li", "one year", "two years");
    deal.run_as("li", &["send", "--yes", "deal"]);
    let (trust, notices, audit) = of(&mut deal, "li");
    assert_eq!(
        (&trust, notices[0]["kind"].as_str()),
        (&"verified".into(), Some("unconfirmed")),
        "{notices}"
    );
    assert!(audit.contains("A03-unconfirmed"), "{audit}");
}

#[test]
fn a_key_that_came_with_the_repository_is_nobodys_own() {
    let mut deal = Deal::new();
    deal.draft("wu");
    deal.run_as("wu", &["send", "--yes", "deal"]);
    deal.hand_over("wu", "li");
    deal.run_as("li", &["accept", "--yes", "deal", "fees"]);
    let folder = deal.folder("li");
    let trust = |deal: &mut Deal| {
        let status = deal.json("li", &["status", "deal", "--json"]);
        status["clauses"][0]["positions"]["customer"]["trust"]
            .as_str()
            .expect("a word")
            .to_owned()
    };
    assert_eq!(trust(&mut deal), "verified");
    // A literal key in the repository's own settings, and a public half that lies inside of it.
    let public = deal.public("li");
    deal.git
        .run_in(&folder, &["config", "user.signingkey", &format!("key::{public}")]);
    assert_eq!(trust(&mut deal), "unconfirmed");
    fs::write(folder.join(".git/handed-over.pub"), &public).expect("a file");
    let inside = folder.join(".git/handed-over.pub").to_string_lossy().into_owned();
    deal.git.run_in(&folder, &["config", "user.signingkey", &inside]);
    assert_eq!(trust(&mut deal), "unconfirmed");
    // The same literal key in the user's own settings is one that its agent has.
    let of_user = deal.git.beside("home/config").to_string_lossy().into_owned();
    deal.git.run_in(
        &folder,
        &[
            "config",
            "--file",
            &of_user,
            "user.signingkey",
            &format!("key::{public}"),
        ],
    );
    deal.git.run_in(&folder, &["config", "--unset", "user.signingkey"]);
    assert_eq!(trust(&mut deal), "verified");
    // No program that the settings name is run by looking.
    let trace = folder.join("ran");
    deal.git.run_in(
        &folder,
        &["config", "gpg.ssh.program", &format!("touch {}", trace.display())],
    );
    deal.git.run_in(
        &folder,
        &[
            "config",
            "gpg.ssh.defaultKeyCommand",
            &format!("touch {}", trace.display()),
        ],
    );
    deal.git
        .run_in(&folder, &["config", "--file", &of_user, "--unset", "user.signingkey"]);
    assert_eq!(trust(&mut deal), "unconfirmed");
    assert!(!trace.exists());
}

#[test]
fn a_deletion_waits_for_the_other_side_and_a_clause_is_edited_in_its_own_lines() {
    let mut deal = Deal::new();
    deal.draft("li");
    deal.run_as("li", &["send", "deal", "--yes"]);
    let before = fs::read_to_string(deal.file("li")).expect("a contract");
    deal.run_as("li", &["edit", "deal", "law"]);
    let after = fs::read_to_string(deal.file("li")).expect("a contract");
    assert_eq!(after, before.replace("Ireland", "France"));
    deal.change(
        "li",
        "  - id: term\n    heading: Term\n    text: |\n      The term is one year.\n",
        "",
    );
    let sent = deal.json("li", &["send", "deal", "--json", "--yes"]);
    assert_eq!(sent["offered"].as_array().map(Vec::len), Some(2), "{sent}");
    deal.hand_over("li", "wu");
    assert_eq!(deal.standing("wu", "term"), "awaiting");
    deal.run_as("wu", &["accept", "deal", "term", "--yes"]);
    let status = deal.json("wu", &["status", "deal", "--json"]);
    assert!(
        status["clauses"]
            .as_array()
            .expect("clauses")
            .iter()
            .all(|one| one["id"] != "term"),
        "{status}"
    );
    let (status, said) = deal.refused("li", &["send", "deal", "--yes"]);
    assert!(status == 3 && said.contains("nothing to send"), "{status} {said}");
}

#[test]
fn keys_are_confirmed_by_their_party_or_by_the_owner_of_the_copy() {
    let mut deal = Deal::new();
    deal.draft("li");
    deal.run_as("li", &["send", "deal", "--yes"]);
    deal.hand_over("li", "wu");
    deal.run_as("wu", &["accept", "deal", "term", "--yes"]);
    deal.hand_over("wu", "li");
    let verified = |deal: &mut Deal| {
        let log = deal.json("li", &["log", "deal", "term", "--json"]);
        let events = log["events"]
            .as_array()
            .expect("events")
            .iter()
            .filter(|event| event["event"] == "record");
        events
            .map(|event| event["verified"].as_bool().expect("yes or no"))
            .collect::<Vec<_>>()
    };
    assert_eq!(
        verified(&mut deal),
        [true, false],
        "the customer brought its own key in, and wrote the vendor's"
    );
    deal.run_as("li", &["trust", "deal", "vendor", "--yes"]);
    assert_eq!(verified(&mut deal), [true, true]);
    let keys = deal.json("li", &["trust", "deal", "--json"]);
    assert!(
        keys["parties"]
            .as_array()
            .expect("parties")
            .iter()
            .all(|party| party["confirmed"] == true || party["only_own"] == true),
        "{keys}"
    );
}

#[test]
fn two_processes_that_record_at_once_lose_nothing() {
    let mut deal = Deal::new();
    deal.draft("li");
    deal.run_as("li", &["send", "deal", "--yes"]);
    deal.hand_over("li", "wu");
    let start = |deal: &Deal, clause: &str| {
        let one =
            |decision: &str| format!("\"$ADIDEM\" {decision} deal {clause} --reason x --yes >/dev/null || exit 1\n");
        let script = ["accept", "reject"].map(one).concat().repeat(10);
        let mut command = deal.git.command("sh", &deal.folder("wu"));
        command
            .env("ADIDEM", env!("CARGO_BIN_EXE_adidem"))
            .args(["-c", &script]);
        command
            .env("GIT_AUTHOR_NAME", "Wu Hao")
            .env("GIT_AUTHOR_EMAIL", "wu@vendor.example");
        command.spawn().expect("a shell")
    };
    let both = [start(&deal, "term"), start(&deal, "law")];
    for mut running in both {
        assert!(running.wait().expect("an end").success());
    }
    assert_eq!(deal.verified_by_stock_tools("wu"), 41);
    let audit = deal.json("wu", &["audit", "--json"]);
    assert_eq!(
        (&audit["verdict"], &audit["records"]),
        (&"holds".into(), &41.into()),
        "{audit}"
    );
    assert_eq!(
        ["term", "law"].map(|id| deal.standing("wu", id)),
        ["rejected", "rejected"]
    );
}

#[test]
fn before_a_round_is_sent_it_says_what_is_open_again_and_where_references_lead() {
    let mut deal = Deal::new();
    deal.draft("li");
    deal.change(
        "li",
        "The law of Ireland.",
        "Clause 1 is subject to the law of Ireland.",
    );
    deal.run_as("li", &["send", "deal", "--yes"]);
    deal.hand_over("li", "wu");
    deal.run_as("wu", &["accept", "deal", "fees", "--yes"]);
    deal.change("wu", "100 EUR", "120 EUR");
    deal.change(
        "wu",
        "clauses:\n  - id: fees",
        "clauses:\n  - id: scope\n    heading: Scope\n    text: New.\n  - id: fees",
    );
    let said = deal.run_as("wu", &["send", "deal", "--yes"]);
    assert!(said.contains("open again with this round"), "{said}");
    assert!(said.contains("now points to 1 Scope; it was 1 Fees"), "{said}");
}
