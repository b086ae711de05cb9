//! Two copies and a shared repository between them, exchanged by `adidem sync` alone.

use std::fs;

use crate::support::Deal;

/// A first round that both sides have.
fn begun() -> Deal {
    let mut deal = Deal::new();
    deal.draft("li");
    deal.run_as("li", &["send", "deal", "--yes"]);
    let first = deal.json("li", &["sync", "--json"]);
    assert_eq!(
        (&first["pushed"], &first["fetched"]),
        (&true.into(), &false.into()),
        "an empty other end takes it"
    );
    let second = deal.json("wu", &["sync", "--json"]);
    assert_eq!((&second["pushed"], &second["fetched"]), (&false.into(), &true.into()));
    deal
}

fn shared_head(deal: &Deal) -> String {
    deal.git.run_in(&deal.git.top().join("hub.git"), &["rev-parse", "main"])
}

/// The other end only ever goes on.
fn goes_on(deal: &Deal, before: &str) {
    let hub = deal.git.top().join("hub.git");
    deal.git.run_in(&hub, &["merge-base", "--is-ancestor", before, "main"]);
}

#[test]
fn records_and_clauses_of_both_sides_come_together_without_a_question() {
    let mut deal = begun();
    let before = shared_head(&deal);
    deal.run_as(
        "li",
        &[
            "accept",
            "deal",
            "--all",
            "--for",
            "vendor",
            "--reported",
            "letter",
            "--yes",
        ],
    );
    deal.change("li", "100 EUR", "90 EUR");
    deal.run_as("li", &["send", "deal", "-m", "Lower", "--yes"]);
    deal.run_as("li", &["sync"]);
    deal.run_as("wu", &["accept", "deal", "term", "--yes"]);
    deal.change("wu", "one year", "two years");
    deal.run_as("wu", &["send", "deal", "-m", "Longer", "--yes"]);
    let own = fs::read_to_string(deal.file("wu")).expect("a contract");
    let done = deal.json("wu", &["sync", "--json"]);
    assert_eq!(
        (&done["joined"], &done["pushed"]),
        (&true.into(), &true.into()),
        "{done}"
    );
    assert_eq!(
        done["side_by_side"][0]["contract"], "deal",
        "two rounds were sent at once: {done}"
    );
    let joined = fs::read_to_string(deal.file("wu")).expect("a contract");
    assert_eq!(
        joined,
        own.replace("100 EUR", "90 EUR"),
        "only the other side's clause is new"
    );
    goes_on(&deal, &before);
    deal.run_as("li", &["sync"]);
    assert_eq!(fs::read_to_string(deal.file("li")).expect("a contract"), joined);
    assert_eq!(deal.verified_by_stock_tools("li"), 5);
    let audit = deal.json("li", &["audit", "--json"]);
    assert_eq!(audit["verdict"], "holds", "{audit}");
}

#[test]
fn one_clause_changed_on_both_sides_is_shown_twice_and_somebody_chooses() {
    let mut deal = begun();
    deal.change("li", "100 EUR", "90 EUR");
    deal.run_as("li", &["send", "deal", "--yes"]);
    deal.run_as("li", &["sync"]);
    deal.change("wu", "100 EUR", "110 EUR");
    deal.run_as("wu", &["send", "deal", "--yes"]);
    let (head, shared) = (
        deal.git.run_in(&deal.folder("wu"), &["rev-parse", "HEAD"]),
        shared_head(&deal),
    );
    let output = deal.try_as("wu", &["sync"]);
    let said = String::from_utf8_lossy(&output.stdout).into_owned();
    assert_eq!(output.status.code(), Some(1), "{said}");
    assert!(
        said.contains("90 EUR") && said.contains("110 EUR") && said.contains("--theirs fees"),
        "{said}"
    );
    assert_eq!(deal.git.run_in(&deal.folder("wu"), &["rev-parse", "HEAD"]), head);
    assert_eq!(shared_head(&deal), shared);
    deal.run_as("wu", &["sync", "--theirs", "fees"]);
    assert!(
        fs::read_to_string(deal.file("wu"))
            .expect("a contract")
            .contains("90 EUR")
    );
    goes_on(&deal, &shared);
}

#[test]
fn a_title_changed_on_both_sides_is_shown_twice_and_somebody_chooses() {
    let mut deal = begun();
    deal.change("li", "title: ", "title: First ");
    deal.run_as("li", &["send", "deal", "--yes"]);
    deal.run_as("li", &["sync"]);
    deal.change("wu", "title: ", "title: Second ");
    deal.run_as("wu", &["send", "deal", "--yes"]);
    let shared = shared_head(&deal);
    let output = deal.try_as("wu", &["sync"]);
    let said = String::from_utf8_lossy(&output.stdout).into_owned();
    assert_eq!(output.status.code(), Some(1), "{said}");
    assert!(
        said.contains("First ") && said.contains("Second ") && said.contains("--theirs title"),
        "{said}"
    );
    assert_eq!(shared_head(&deal), shared);
    deal.run_as("wu", &["sync", "--theirs", "title"]);
    assert!(
        fs::read_to_string(deal.file("wu"))
            .expect("a contract")
            .contains("title: First ")
    );
    goes_on(&deal, &shared);
}

#[test]
fn work_that_is_not_recorded_is_never_touched() {
    let mut deal = begun();
    deal.run_as(
        "li",
        &[
            "accept",
            "deal",
            "--all",
            "--for",
            "vendor",
            "--reported",
            "letter",
            "--yes",
        ],
    );
    deal.run_as("li", &["sync"]);
    deal.run_as("wu", &["accept", "deal", "term", "--yes"]);
    deal.change("wu", "100 EUR", "77 EUR");
    let draft = fs::read_to_string(deal.file("wu")).expect("a contract");
    let done = deal.json("wu", &["sync", "--json"]);
    assert_eq!(done["joined"], true, "{done}");
    assert_eq!(fs::read_to_string(deal.file("wu")).expect("a contract"), draft);
    let status = deal.git.run_in(&deal.folder("wu"), &["status", "--porcelain"]);
    assert_eq!(status.trim(), "M contracts/deal.yaml");
}

#[test]
fn what_the_guard_refuses_stays_here_and_the_reason_is_told() {
    let mut deal = begun();
    let hub = deal.git.top().join("hub.git");
    deal.run_as("wu", &["guard", "--install", &hub.to_string_lossy()]);
    let shared = shared_head(&deal);
    deal.change("wu", "100 EUR", "1 EUR");
    let folder = deal.folder("wu");
    deal.git
        .run_in(&folder, &["commit", "--quiet", "--all", "--no-gpg-sign", "-m", "sneak"]);
    let (status, said) = deal.refused("wu", &["sync"]);
    assert!(status == 3 && said.contains("A05-unsigned"), "{status} {said}");
    assert_eq!(shared_head(&deal), shared);
    deal.git.run_in(&folder, &["reset", "--quiet", "--hard", "HEAD~1"]);
    deal.run_as("wu", &["accept", "deal", "--all", "--yes"]);
    deal.run_as("wu", &["sync"]);
    goes_on(&deal, &shared);
    assert_ne!(shared_head(&deal), shared, "an honest record passes");
}

#[test]
fn without_an_other_end_or_a_way_to_it_nothing_happens_and_the_reason_is_told() {
    let mut deal = begun();
    let folder = deal.folder("wu");
    deal.git
        .run_in(&folder, &["remote", "set-url", "origin", "nowhere.git"]);
    let (status, said) = deal.refused("wu", &["sync"]);
    assert!(status == 3 && said.contains("could not be reached"), "{status} {said}");
    let (status, said) = deal.refused("wu", &["sync", "--remote", "upstream"]);
    assert!(
        status == 3 && said.contains("git remote add upstream"),
        "{status} {said}"
    );
    deal.git.run_in(&folder, &["remote", "remove", "origin"]);
    let (status, said) = deal.refused("wu", &["sync"]);
    assert!(status == 3 && said.contains("git remote add origin"), "{status} {said}");
}

#[test]
fn a_rewritten_shared_history_is_refused_until_it_is_there_again() {
    let mut deal = begun();
    let hub = deal.git.top().join("hub.git");
    let honest = shared_head(&deal);
    let folder = deal.folder("wu");
    let own = deal.git.run_in(&folder, &["rev-parse", "HEAD"]);
    // Somebody with access to the server puts another first round in the place of the one both sides had.
    let li = deal.folder("li");
    deal.git.run_in(
        &li,
        &[
            "commit",
            "--quiet",
            "--amend",
            "--no-edit",
            "--date",
            "2026-02-02T10:00:00Z",
        ],
    );
    deal.git
        .run_in(&li, &["push", "--quiet", "--force", "origin", "HEAD:main"]);
    for _ in 0..2 {
        let (status, said) = deal.refused("wu", &["sync"]);
        assert!(
            status == 3 && said.contains("rewrote") && said.contains(&honest[..12]),
            "{status} {said}"
        );
        assert_eq!(deal.git.run_in(&folder, &["rev-parse", "HEAD"]), own);
    }
    deal.git.run_in(&hub, &["update-ref", "refs/heads/main", &honest]);
    let done = deal.json("wu", &["sync", "--json"]);
    assert_eq!(
        (&done["joined"], &done["pushed"]),
        (&false.into(), &false.into()),
        "{done}"
    );
}

#[test]
fn of_two_rounds_sent_at_once_the_one_shared_first_is_first_for_both() {
    let mut deal = begun();
    deal.change("wu", "one year", "two years");
    deal.run_as("wu", &["send", "deal", "-m", "Longer", "--yes"]);
    deal.change("li", "100 EUR", "90 EUR");
    deal.run_as("li", &["send", "deal", "-m", "Lower", "--yes"]);
    deal.run_as("li", &["sync"]);
    let done = deal.json("wu", &["sync", "--json"]);
    assert_eq!(
        done["side_by_side"],
        serde_json::json!([{"contract": "deal", "round": 3}]),
        "{done}"
    );
    deal.run_as("li", &["sync"]);
    for who in ["li", "wu"] {
        let rounds = deal.json(who, &["rounds", "deal", "--json"]);
        let notes: Vec<_> = rounds["rounds"]
            .as_array()
            .expect("rounds")
            .iter()
            .map(|round| round["note"].clone())
            .collect();
        assert_eq!(notes[1..], ["Lower", "Longer"], "{who}");
    }
}

#[test]
fn a_choice_is_told_by_the_audit_and_is_no_failure() {
    for choice in ["--ours", "--theirs"] {
        let mut deal = begun();
        deal.change("li", "100 EUR", "90 EUR");
        deal.run_as("li", &["send", "deal", "--yes"]);
        deal.run_as("li", &["sync"]);
        deal.change("wu", "100 EUR", "110 EUR");
        deal.run_as("wu", &["send", "deal", "--yes"]);
        deal.run_as("wu", &["sync", choice, "fees"]);
        let audit = deal.json("wu", &["audit", "--json"]);
        assert_eq!(audit["verdict"], "holds", "{choice}: {audit:#}");
        let codes: Vec<_> = audit["findings"]
            .as_array()
            .expect("findings")
            .iter()
            .map(|one| &one["code"])
            .collect();
        assert!(codes.iter().any(|code| **code == "A06-choice"), "{codes:?}");
    }
}

#[test]
fn a_deletion_against_other_words_is_settled_either_way() {
    for (choice, there) in [("--ours", false), ("--theirs", true)] {
        let mut deal = begun();
        deal.change("li", "100 EUR", "90 EUR");
        deal.run_as("li", &["send", "deal", "--yes"]);
        deal.run_as("li", &["sync"]);
        let text = fs::read_to_string(deal.file("wu")).expect("a contract");
        let (from, to) = (
            text.find("  - id: fees").expect("fees"),
            text.find("  - id: term").expect("term"),
        );
        fs::write(deal.file("wu"), format!("{}{}", &text[..from], &text[to..])).expect("a contract");
        deal.run_as("wu", &["send", "deal", "--yes"]);
        let output = deal.try_as("wu", &["sync"]);
        let said = String::from_utf8_lossy(&output.stdout).into_owned();
        assert!(
            output.status.code() == Some(1) && said.contains("(deleted)") && said.contains("90 EUR"),
            "{said}"
        );
        deal.run_as("wu", &["sync", choice, "fees"]);
        assert_eq!(
            fs::read_to_string(deal.file("wu"))
                .expect("a contract")
                .contains("90 EUR"),
            there
        );
    }
}

#[test]
fn a_file_that_is_no_contract_is_chosen_as_a_whole() {
    let mut deal = begun();
    for (who, text) in [("li", "one\n"), ("wu", "two\n")] {
        let folder = deal.folder(who);
        fs::write(folder.join("NOTES"), text).expect("a file");
        deal.git.by(if who == "li" {
            "Li Jing <li@customer.example>"
        } else {
            "Wu Hao <wu@vendor.example>"
        });
        deal.git.run_in(&folder, &["add", "NOTES"]);
        deal.git.run_in(&folder, &["commit", "--quiet", "-S", "-m", "notes"]);
    }
    deal.run_as("li", &["sync"]);
    let output = deal.try_as("wu", &["sync"]);
    let said = String::from_utf8_lossy(&output.stdout).into_owned();
    assert!(
        output.status.code() == Some(1) && said.contains("--theirs file:NOTES"),
        "{said}"
    );
    deal.run_as("wu", &["sync", "--theirs", "file:NOTES"]);
    assert_eq!(
        fs::read_to_string(deal.folder("wu").join("NOTES")).expect("a file"),
        "one\n"
    );
}

#[test]
fn who_is_overtaken_while_pushing_joins_again() {
    let mut deal = begun();
    deal.run_as(
        "li",
        &[
            "accept",
            "deal",
            "--all",
            "--for",
            "vendor",
            "--reported",
            "letter",
            "--yes",
        ],
    );
    deal.run_as("wu", &["accept", "deal", "term", "--yes"]);
    let li = deal.folder("li");
    let hook = deal.git.top().join("hub.git/hooks/pre-receive");
    // The other side gets through between this side's look and its push, once.
    let script =
        "#!/bin/sh\nrm -- \"$0\"\nunset $(env | sed -n 's/^\\(GIT_[A-Z_]*\\)=.*/\\1/p' | grep -v CONFIG)\ncd 'LI' && git push --quiet origin HEAD:main\n"
            .replace("LI", &li.display().to_string());
    fs::write(&hook, script).expect("a hook");
    let made = std::process::Command::new("chmod").arg("+x").arg(&hook).status();
    assert!(made.expect("chmod").success());
    deal.permit(
        "wu",
        "remote.origin.url",
        &deal.git.top().join("hub.git").to_string_lossy(),
    );
    let done = deal.json("wu", &["sync", "--json"]);
    assert_eq!(
        (&done["joined"], &done["pushed"]),
        (&true.into(), &true.into()),
        "{done}"
    );
    assert!(!hook.exists(), "the hook ran");
    deal.run_as("li", &["sync"]);
    let audit = deal.json("li", &["audit", "--json"]);
    assert_eq!(audit["verdict"], "holds", "{audit}");
}

#[test]
fn own_changes_that_nobody_sent_become_a_round_on_both_sides() {
    let mut deal = begun();
    deal.change("li", "100 EUR", "90 EUR");
    deal.git.by("Li Jing <li@customer.example>");
    let folder = deal.folder("li");
    deal.git
        .run_in(&folder, &["commit", "--quiet", "--all", "-S", "-m", "by hand"]);
    let sent = deal.json("li", &["send", "deal", "--json", "--yes"]);
    assert_eq!(sent["round"], 2, "{sent}");
    deal.run_as("li", &["sync"]);
    deal.run_as("wu", &["sync"]);
    for who in ["li", "wu"] {
        let rounds = deal.json(who, &["rounds", "deal", "--json"]);
        let numbers: Vec<_> = rounds["rounds"]
            .as_array()
            .expect("rounds")
            .iter()
            .map(|round| round["round"].clone())
            .collect();
        assert_eq!(numbers, [1, 2], "{who}: {rounds}");
        assert_eq!(deal.standing(who, "fees"), "awaiting");
        let audit = deal.json(who, &["audit", "--json"]);
        assert_eq!(audit["verdict"], "holds", "{who}: {audit:#}");
    }
    let again = deal.refused("li", &["send", "deal", "--yes"]);
    assert!(again.1.contains("nothing to send"), "{}", again.1);
}

#[test]
fn parts_of_the_same_name_in_two_contracts_are_chosen_apart() {
    let mut deal = begun();
    let other = |who: &str| format!("{who}/contracts/other.yaml");
    let text = fs::read_to_string(deal.file("li")).expect("a contract");
    fs::write(deal.git.top().join(other("li")), text).expect("a contract");
    deal.run_as("li", &["send", "other", "--yes"]);
    deal.run_as("li", &["sync"]);
    deal.run_as("wu", &["sync"]);
    for (who, fee) in [("li", "90 EUR"), ("wu", "110 EUR")] {
        deal.change(who, "100 EUR", fee);
        let file = deal.git.top().join(other(who));
        let text = fs::read_to_string(&file).expect("a contract");
        fs::write(&file, text.replace("100 EUR", fee)).expect("a contract");
        deal.run_as(who, &["send", "deal", "--yes"]);
        deal.run_as(who, &["send", "other", "--yes"]);
        if who == "li" {
            deal.run_as(who, &["sync"]);
        }
    }
    let output = deal.try_as("wu", &["sync"]);
    let said = String::from_utf8_lossy(&output.stdout).into_owned();
    assert!(
        said.contains("--ours deal/fees") && said.contains("--ours other/fees"),
        "{said}"
    );
    for words in [
        "deal  1 Fees",
        "yours: reworded, Wu Hao (Vendor Ltd)",
        "theirs: reworded, Li Jing (Customer Ltd)",
    ] {
        assert!(said.contains(words), "{words}\n{said}");
    }
    deal.run_as("wu", &["sync", "--ours", "deal/fees", "--theirs", "other/fees"]);
    assert!(
        fs::read_to_string(deal.file("wu"))
            .expect("a contract")
            .contains("110 EUR")
    );
    assert!(
        fs::read_to_string(deal.git.top().join(other("wu")))
            .expect("a contract")
            .contains("90 EUR")
    );
}

#[test]
fn the_log_calls_clauses_by_number_and_heading() {
    let mut deal = begun();
    deal.run_as("wu", &["accept", "deal", "law", "term", "--yes"]);
    let said = deal
        .run_as("wu", &["log", "deal"])
        .split_whitespace()
        .collect::<Vec<_>>()
        .join(" ");
    assert!(said.contains("accepted 3.1 Law; 2 Term (round 1)"), "{said}");
    let log = deal.json("wu", &["log", "deal", "term", "--json"]);
    let last = log["events"]
        .as_array()
        .expect("events")
        .last()
        .expect("an event")
        .clone();
    let term = last["clauses"]
        .as_array()
        .expect("clauses")
        .iter()
        .find(|one| one["id"] == "term")
        .expect("the clause");
    assert_eq!(
        (&term["number"], &term["heading"]),
        (&"2".into(), &"Term".into()),
        "{last}"
    );
    // A clause that is gone keeps the heading it had, and no number passes on to it.
    let text = fs::read_to_string(deal.file("wu")).expect("a contract");
    let (from, to) = (
        text.find("  - id: term").expect("term"),
        text.find("  - id: general").expect("general"),
    );
    fs::write(deal.file("wu"), format!("{}{}", &text[..from], &text[to..])).expect("a contract");
    deal.run_as("wu", &["send", "deal", "--yes"]);
    let said = deal
        .run_as("wu", &["log", "deal"])
        .split_whitespace()
        .collect::<Vec<_>>()
        .join(" ");
    assert!(said.contains("offered (deleted) Term (round 2)"), "{said}");
    // Who spoke of its words before did not speak of its end.
    assert!(
        said.contains("accepted 2.1 Law; Term (deleted since) (round 1)"),
        "{said}"
    );
    let said = deal.run_as("wu", &["--lang", "zh", "log", "deal", "term"]);
    assert!(said.contains("Term（其后已删除）"), "{said}");
}

#[test]
fn what_is_dated_ahead_is_told_once_when_it_comes_in_and_never_of_what_was_there() {
    let mut deal = begun();
    deal.git.by("Li Jing <li@customer.example>");
    deal.change("li", "one year", "two years");
    let folder = deal.folder("li");
    // As it looks to somebody whose clock is a day behind.
    let ahead = (chrono::Utc::now() + chrono::TimeDelta::days(1)).to_rfc3339();
    let mut commit = deal.git.command("git", &folder);
    commit.env("GIT_AUTHOR_DATE", &ahead).env("GIT_COMMITTER_DATE", &ahead);
    commit.args(["commit", "--quiet", "--all", "-S", "-m", "by hand"]);
    assert!(commit.status().expect("git").success());
    deal.git.run_in(&folder, &["push", "--quiet", "origin", "HEAD:main"]);
    deal.run_as("wu", &["reject", "deal", "fees", "--yes"]);
    let came = deal.try_as("wu", &["sync"]);
    let said = String::from_utf8_lossy(&came.stdout)
        .split_whitespace()
        .collect::<Vec<_>>()
        .join(" ");
    assert!(
        said.contains("dated later than this computer's clock") && said.contains("A07-future"),
        "{said}"
    );
    assert!(!said.contains("do not rely on it"), "{said}");
    for decision in ["reject", "accept"] {
        deal.run_as("wu", &[decision, "deal", "law", "--yes"]);
        let said = deal.run_as("wu", &["sync"]);
        assert!(
            !said.contains("What was fetched") && !said.contains("A07"),
            "{decision}: {said}"
        );
    }
    assert_eq!(deal.run_as("wu", &["sync"]).trim(), "Already up to date.");
}
