//! What binds whom: words that moved into a heading, a text that was emptied, a round that nobody signed, and what a
//! record vouches for beside the clauses.

use std::fs;
use std::process::Command;

use serde_json::Value;

use crate::support::Deal;

const TERM: &str = "    heading: Term\n    text: |\n      The term is one year.\n";

fn standing(deal: &mut Deal, clause: &str) -> Value {
    let status = deal.json("li", &["status", "deal", "--json"]);
    let clauses = status["clauses"].as_array().expect("clauses").clone();
    clauses
        .into_iter()
        .find(|one| one["id"] == clause)
        .map_or(Value::Null, |one| one["standing"].clone())
}

fn accepted() -> Deal {
    let mut deal = Deal::sent();
    deal.run_as("wu", &["accept", "deal", "--all", "--yes"]);
    deal.hand_over("wu", "li");
    deal.run_as("li", &["trust", "deal", "vendor", "--yes"]);
    deal
}

fn sent_by_vendor(deal: &mut Deal, old: &str, new: &str) {
    deal.change("wu", old, new);
    deal.run_as("wu", &["send", "deal", "--yes"]);
    deal.hand_over("wu", "li");
}

#[test]
fn a_text_that_is_emptied_waits_for_an_answer() {
    let mut deal = accepted();
    sent_by_vendor(&mut deal, TERM, "    heading: Term\n    text: ''\n");
    assert_eq!(standing(&mut deal, "term"), "reopened");
    assert_eq!(deal.refused("li", &["ready", "deal"]).0, 1);
    deal.run_as("li", &["accept", "deal", "term", "--yes"]);
    assert_eq!(standing(&mut deal, "term"), "agreed");
    deal.run_as("li", &["ready", "deal"]);
    assert_eq!(deal.json("li", &["audit", "--json"])["verdict"], "holds");
    deal.hand_over("li", "wu");
    sent_by_vendor(&mut deal, "heading: Term\n", "heading: Duration\n");
    assert_eq!(
        standing(&mut deal, "term"),
        "reopened",
        "a clause that once had a text never becomes a mere heading"
    );
}

#[test]
fn words_in_a_heading_that_bind_wait_for_an_answer() {
    for (old, new, clause) in [
        (TERM, "    heading: The term is one year\n    text: ''\n", "term"),
        (
            "heading: General\n",
            "heading: The Customer waives all claims\n",
            "general",
        ),
        ("heading: General\n", "heading: 甲方不得主张任何权利\n", "general"),
    ] {
        let mut deal = accepted();
        sent_by_vendor(&mut deal, old, new);
        assert_ne!(standing(&mut deal, clause), "agreed", "{new}");
        assert!(standing(&mut deal, clause).is_string(), "{new}");
        assert_eq!(deal.refused("li", &["ready", "deal"]).0, 1, "{new}");
        deal.run_as("li", &["accept", "deal", clause, "--yes"]);
        assert_eq!(standing(&mut deal, clause), "agreed", "{new}");
        deal.run_as("li", &["ready", "deal"]);
    }
    let mut deal = accepted();
    deal.change("wu", "The fee is 100 EUR per month.", "The fee is due.");
    sent_by_vendor(&mut deal, "heading: General\n", "heading: 100 EUR per month\n");
    assert_eq!(standing(&mut deal, "general"), "awaiting", "words that a text lost");
    let mut deal = accepted();
    sent_by_vendor(&mut deal, "heading: General\n", "heading: Final Provisions\n");
    assert_eq!(standing(&mut deal, "general"), Value::Null, "a title is a title");
}

#[test]
fn a_round_in_a_partys_name_that_it_did_not_sign_offers_nothing_and_says_so() {
    let mut deal = accepted();
    deal.change("wu", "100 EUR", "900 EUR");
    let folder = deal.folder("wu");
    let message = "We agree\n\nAdidem-Contract: deal\nAdidem-Round: 2\nAdidem-Party: customer\n";
    deal.git.by("Li Jing <li@customer.example>");
    deal.git.run_in(
        &folder,
        &["-c", "commit.gpgsign=false", "commit", "-q", "-a", "-m", message],
    );
    deal.hand_over("wu", "li");
    for (arguments, words) in [
        (&["status", "deal"][..], "Round 2 names Li Jing"),
        (&["rounds", "deal"], "not signed"),
        (&["log", "deal"], "is not signed with their key"),
        (&["issues", "deal"], "Round 2 names Li Jing"),
        (&["--lang", "zh", "status", "deal"], "不视为该方提出"),
        (&["list"], "agreed 2 of 3"),
    ] {
        let said = deal.run_as("li", arguments);
        assert!(said.contains(words), "{arguments:?}: {said}");
    }
    let rounds = deal.json("li", &["rounds", "deal", "--json"])["rounds"].clone();
    assert_eq!(
        (&rounds[0]["signed"], &rounds[1]["signed"]),
        (&true.into(), &false.into()),
        "{rounds}"
    );
    assert_ne!(standing(&mut deal, "fees"), "agreed");
    let ready = deal.try_as("li", &["ready", "deal"]);
    assert_eq!(ready.status.code(), Some(1));
    assert!(String::from_utf8_lossy(&ready.stdout).contains("Round 2 names Li Jing"));
}

#[test]
fn ready_says_what_went_with_the_newest_record_beside_the_clauses() {
    let mut deal = accepted();
    deal.change("wu", "title: Deal\n", "title: Deal and Guarantee\n");
    deal.change("wu", "heading: General\n", "heading: Final Provisions\n");
    sent_by_vendor(&mut deal, "100 EUR", "110 EUR");
    deal.run_as("li", &["accept", "deal", "fees", "--yes"]);
    let said = deal.run_as("li", &["ready", "deal"]);
    for words in [
        "Customer Ltd: its latest record is about the whole text of round 2",
        "[-Deal-]{+Deal and Guarantee+}",
        "[-General-]{+Final Provisions+}",
    ] {
        assert!(said.contains(words), "{words}: {said}");
    }
    let ready = deal.json("li", &["ready", "deal", "--json"]);
    let customer = ready["vouched"]
        .as_array()
        .and_then(|all| all.iter().find(|one| one["party"] == "customer"));
    let customer = customer.expect("the customer");
    assert_eq!(
        (&customer["round"], &customer["since"], &customer["reordered"]),
        (&2.into(), &1.into(), &false.into())
    );
    assert_eq!(customer["headings"][0]["new"], "Final Provisions", "{customer}");
}

#[test]
fn words_that_look_like_marks_are_told_from_marks_without_colour() {
    let mut deal = accepted();
    sent_by_vendor(
        &mut deal,
        "The fee is 100 EUR",
        "The fee [-not-] {+really+} `<U+200B>` is 100 EUR",
    );
    sent_by_vendor(&mut deal, "is 100 EUR", "is 120 EUR");
    let said = deal.run_as("li", &["diff", "deal", "2", "3"]);
    assert!(said.contains(r"[\-not-\] {\+really+\} `<\U+200B>`"), "{said}");
    assert!(
        said.contains("[-100-]{+120+}") && said.contains("mark no change"),
        "{said}"
    );
    let chinese = deal.run_as("li", &["--lang", "zh", "diff", "deal", "2", "3"]);
    assert!(chinese.contains("合同本身的文字"), "{chinese}");
    let markdown = deal.run_as("li", &["diff", "deal", "2", "3", "--format", "markdown"]);
    assert!(markdown.contains(r"\[-not-\]"), "{markdown}");
    let clean = deal.run_as("li", &["show", "deal"]);
    assert!(
        clean.contains("[-not-]"),
        "where there are no marks, words stand as they are: {clean}"
    );
}

#[test]
fn the_clock_of_audit_and_guard_is_the_machines_whatever_the_environment_says() {
    let deal = Deal::sent();
    deal.change("wu", "100 EUR", "110 EUR");
    let folder = deal.folder("wu");
    let (first, later) = (deal.git.run_in(&folder, &["rev-parse", "HEAD"]), "@32503680000 +0000");
    let run = |program: &str, arguments: &[&str]| {
        let mut command: Command = deal.git.command(program, &folder);
        command
            .env("GIT_AUTHOR_DATE", later)
            .env("GIT_COMMITTER_DATE", later)
            .args(arguments);
        command
    };
    assert!(
        run("git", &["commit", "-q", "-a", "-S", "-m", "From the future"])
            .status()
            .expect("git")
            .success()
    );
    let output = run(env!("CARGO_BIN_EXE_adidem"), &["audit", "--json"])
        .output()
        .expect("adidem");
    assert!(
        String::from_utf8_lossy(&output.stdout).contains("A07-future"),
        "{output:?}"
    );
    let new = deal.git.run_in(&folder, &["rev-parse", "HEAD"]);
    let line = folder.join("line");
    fs::write(&line, format!("{first} {new} refs/heads/main\n")).expect("a file");
    let mut guard = run(env!("CARGO_BIN_EXE_adidem"), &["guard"]);
    guard
        .env("GIT_DIR", folder.join(".git"))
        .stdin(fs::File::open(&line).expect("the file"));
    let output = guard.output().expect("adidem");
    assert!(
        String::from_utf8_lossy(&output.stderr).contains("A07-future"),
        "{output:?}"
    );
}
