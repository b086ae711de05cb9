//! Comments between two parties, and those that stay among colleagues.

use std::fs;
use std::path::Path;

use serde_json::Value;

use crate::support::Deal;

fn numbers(list: &Value) -> Vec<u64> {
    let threads = list["threads"].as_array().expect("threads").iter();
    let comments = threads.flat_map(|thread| thread["comments"].as_array().expect("comments"));
    comments.map(|one| one["number"].as_u64().expect("a number")).collect()
}

#[test]
fn a_comment_is_signed_goes_through_the_guard_and_is_answered_and_resolved() {
    let mut deal = Deal::guarded();
    deal.run_as(
        "wu",
        &["comment", "deal", "fees", "Why so much?", "--on", "100 EUR", "--yes"],
    );
    deal.run_as("wu", &["sync"]);
    deal.run_as("li", &["sync"]);
    deal.run_as(
        "li",
        &["comment", "deal", "--answer", "1", "It is our list price.", "--yes"],
    );
    deal.run_as("li", &["sync"]);
    deal.run_as("wu", &["sync"]);
    let list = deal.json("wu", &["comments", "deal", "--json"]);
    assert_eq!(numbers(&list), [1, 2]);
    let thread = &list["threads"][0];
    assert_eq!(
        (&thread["clause"], &thread["resolved"]),
        (&"fees".into(), &false.into())
    );
    assert_eq!(thread["comments"][0]["on"], "100 EUR");
    assert_eq!(thread["comments"][1]["answers"], 1);
    let (status, said) = deal.refused("li", &["comment", "deal", "--resolve", "1", "--yes"]);
    assert_eq!(status, 3, "{said}");
    assert!(said.contains("only `vendor`"), "{said}");
    deal.run_as("wu", &["comment", "deal", "--resolve", "1", "--yes"]);
    let list = deal.json("wu", &["comments", "deal", "fees", "--json"]);
    assert_eq!(list["threads"][0]["resolved"], true);
    deal.run_as("wu", &["sync"]);
    for who in ["li", "wu"] {
        deal.run_as(who, &["sync"]);
        let audit = deal.json(who, &["audit", "deal", "--json"]);
        assert_eq!(audit["verdict"], "holds", "{audit}");
        assert_eq!(deal.verified_by_stock_tools(who), 4, "an offer and three comments");
    }
    assert_eq!(
        deal.standing("li", "fees"),
        "awaiting",
        "a comment says nothing of where anybody stands"
    );
    let log = deal.run_as("li", &["log", "deal"]);
    assert!(log.contains("Why so much?") && log.contains("answered #1"), "{log}");
}

#[test]
fn comments_are_shown_with_the_clause_the_open_points_the_page_and_the_evidence() {
    let mut deal = Deal::sent();
    deal.run_as("wu", &["comment", "deal", "term", "Two years would do.", "--yes"]);
    deal.hand_over("wu", "li");
    let said = "Two years would do.";
    for arguments in [
        &["show", "deal"][..],
        &["issues", "deal"],
        &["log", "deal", "term"],
        &["comments", "deal"],
        &["diff", "deal", "1", "1", "--format", "html"],
        &["diff", "deal", "1", "1", "--format", "markdown"],
    ] {
        let shown = deal.run_as("li", arguments);
        assert!(shown.contains(said), "{arguments:?}: {shown}");
    }
    let file = deal.git.beside("deal.zip").to_string_lossy().into_owned();
    deal.run_as("li", &["evidence", "deal", "-o", &file]);
    deal.run_as("li", &["verify", &file]);
    let pages = deal.git.beside("pages");
    deal.run_as("li", &["verify", &file, "--pages", &pages.to_string_lossy()]);
    let page = fs::read_to_string(pages.join("record.html")).expect("a page");
    assert!(page.contains(said), "{page}");
}

#[test]
fn a_comment_quotes_what_stands_there_and_is_asked_about_before_it_is_signed() {
    let mut deal = Deal::sent();
    let (_, said) = deal.refused("wu", &["comment", "deal", "fees", "x", "--on", "200 EUR", "--yes"]);
    assert!(said.contains("`200 EUR` do not stand"), "{said}");
    let (status, said) = deal.refused("wu", &["comment", "deal", "fees", "no terminal here"]);
    assert_eq!(status, 3, "{said}");
    let (_, said) = deal.refused("wu", &["comment", "deal", "fees", "  ", "--yes"]);
    assert!(said.contains("needs words"), "{said}");
    let (_, said) = deal.refused("wu", &["comment", "deal", "--answer", "7", "x", "--yes"]);
    assert!(said.contains("no comment `7`"), "{said}");
    let list = deal.json("wu", &["comments", "deal", "--json"]);
    assert_eq!(numbers(&list), [0; 0]);
}

#[test]
fn a_comment_that_was_altered_or_is_somebody_elses_fails_the_audit_and_the_guard() {
    let mut deal = Deal::guarded();
    deal.run_as("wu", &["comment", "deal", "fees", "Why so much?", "--yes"]);
    let folder = deal.folder("wu");
    let below = folder.join("records/deal/vendor");
    let comment = fs::read_dir(&below)
        .expect("records")
        .map(|entry| entry.expect("an entry").path())
        .find(|path| path.to_string_lossy().ends_with(".yaml") && path.to_string_lossy().contains("comment-"))
        .expect("a comment");
    let text = fs::read_to_string(&comment).expect("a comment");
    // Under the other party's name, with the vendor's signature beside it.
    let forged = text
        .replace("party: vendor", "party: customer")
        .replace("wu@vendor", "li@customer");
    let other = folder.join("records/deal/customer");
    let digest = |text: &str| {
        use sha2::{Digest as _, Sha256};
        let digest = Sha256::digest(text.as_bytes());
        digest
            .iter()
            .take(6)
            .fold(String::new(), |hex, byte| format!("{hex}{byte:02x}"))
    };
    let name = format!("comment-{}.yaml", digest(&forged));
    fs::write(other.join(&name), &forged).expect("a file");
    fs::copy(comment.with_extension("yaml.sig"), other.join(format!("{name}.sig"))).expect("a file");
    deal.git.run_in(&folder, &["add", "records"]);
    deal.git.run_in(&folder, &["commit", "--quiet", "-S", "-m", "forged"]);
    let audit = deal.try_as("wu", &["audit", "deal", "--json"]);
    let audit: Value = serde_json::from_slice(&audit.stdout).expect("JSON");
    assert_eq!(audit["verdict"], "fails", "{audit}");
    let list = deal.json("wu", &["comments", "deal", "--json"]);
    let authors = list["threads"].as_array().expect("threads").iter();
    let parties: Vec<&Value> = authors.map(|thread| &thread["comments"][0]["party"]).collect();
    assert_eq!(parties, ["vendor"], "what is forged is part of no thread");
    let push = deal
        .git
        .command("git", &folder)
        .args(["push", "origin", "HEAD:main"])
        .output()
        .expect("git");
    assert!(!push.status.success(), "the guard took it");
}

/// Whether a needle stands in a file, or in any file of a folder.
fn holds(place: &Path, needle: &str) -> bool {
    if place.is_dir() {
        let mut entries = fs::read_dir(place).expect("a folder");
        return entries.any(|entry| holds(&entry.expect("an entry").path(), needle));
    }
    let bytes = fs::read(place).unwrap_or_default();
    bytes.windows(needle.len()).any(|part| part == needle.as_bytes())
}

#[test]
fn an_internal_comment_never_leaves_and_is_handed_to_colleagues_as_a_file() {
    const PLANTED: &str = "walkawayatninety";
    let mut deal = Deal::guarded();
    deal.run_as("li", &["comment", "deal", "fees", PLANTED, "--internal"]);
    deal.run_as(
        "li",
        &["comment", "deal", "--answer", "1", "agreed by the board", "--internal"],
    );
    deal.run_as("li", &["comment", "deal", "term", "what everybody reads", "--yes"]);
    deal.change("li", "100 EUR", "120 EUR");
    deal.run_as("li", &["send", "deal", "--yes"]);
    deal.run_as("li", &["sync"]);
    deal.run_as("wu", &["sync"]);
    // Nothing that anybody else gets, or that other programs are given unasked.
    let file = deal.git.beside("deal.zip");
    deal.run_as("li", &["evidence", "deal", "-o", &file.to_string_lossy()]);
    let pages = deal.git.beside("pages");
    deal.run_as(
        "li",
        &["verify", &file.to_string_lossy(), "--pages", &pages.to_string_lossy()],
    );
    let bundle = deal.git.beside("all.bundle");
    let folder = deal.folder("li");
    deal.git.run_in(
        &folder,
        &["bundle", "create", "--quiet", &bundle.to_string_lossy(), "--all"],
    );
    for arguments in [
        &["diff", "deal", "1", "2", "--all", "--format", "html"][..],
        &["diff", "deal", "1", "2", "--format", "markdown"],
        &["diff", "deal", "1", "2", "--format", "json"],
        &["status", "deal", "--json"],
        &["issues", "deal", "--json"],
        &["log", "deal", "--json"],
        &["log", "deal"],
        &["show", "deal"],
        &["comments", "deal", "--json"],
        &["comments", "deal"],
        &["asks", "deal", "--json"],
        &["asks", "deal", "--format", "html"],
        &["check", "deal", "--format", "html"],
        &["duties", "deal", "--json"],
        &["audit", "deal", "--json"],
    ] {
        let output = deal.try_as("li", arguments);
        let said = [output.stdout, output.stderr].concat();
        assert!(!String::from_utf8_lossy(&said).contains(PLANTED), "{arguments:?}");
    }
    for place in [
        &file,
        &pages,
        &bundle,
        &deal.folder("li"),
        &deal.folder("wu"),
        &deal.git.top().join("hub.git"),
    ] {
        assert!(!holds(place, PLANTED), "{}", place.display());
    }
    // Objects are packed: each of them is looked at as it is.
    let objects = deal.git.run_in(
        &folder,
        &["cat-file", "--batch-check=%(objectname)", "--batch-all-objects"],
    );
    for object in objects.lines() {
        let shown = deal
            .git
            .command("git", &folder)
            .args(["cat-file", "-p", object])
            .output()
            .expect("git");
        assert!(!String::from_utf8_lossy(&shown.stdout).contains(PLANTED), "{object}");
    }
    // It is there for who asks for it outright, and not for the other side on the same computer.
    let list = deal.json("li", &["comments", "deal", "--internal", "--json"]);
    assert_eq!(list["threads"][0]["comments"][0]["text"], PLANTED);
    let theirs = deal.json("wu", &["comments", "deal", "--internal", "--json"]);
    assert_eq!(numbers(&theirs), [0; 0]);
    // As a file it goes to colleagues, never into a repository, and is taken only for its contract and party.
    let handed = deal.git.beside("colleagues.yaml").to_string_lossy().into_owned();
    let inside = folder.join("inside.yaml").to_string_lossy().into_owned();
    let (_, said) = deal.refused("li", &["comments", "deal", "--internal", "--export", &inside]);
    assert!(said.contains("not written into a repository"), "{said}");
    deal.run_as("li", &["comments", "deal", "--internal", "--export", &handed]);
    let (_, said) = deal.refused("wu", &["comments", "deal", "--internal", "--import", &handed]);
    assert!(said.contains("another party (`customer`)"), "{said}");
    fs::remove_dir_all(deal.git.beside("home/.local/share/adidem/comments")).expect("a new laptop");
    let said = deal.run_as("li", &["comments", "deal", "--internal", "--import", &handed]);
    assert!(said.starts_with("2 new"), "{said}");
    let said = deal.run_as("li", &["comments", "deal", "--internal", "--import", &handed]);
    assert!(said.starts_with("0 new"), "{said}");
}

#[test]
fn what_became_of_what_was_asked_is_told_to_who_asked() {
    let mut deal = Deal::sent();
    deal.change("wu", "100 EUR", "80 EUR");
    deal.change("wu", "one year", "three years");
    deal.run_as("wu", &["send", "deal", "--yes"]);
    deal.hand_over("wu", "li");
    deal.change("li", "80 EUR", "100 EUR");
    deal.change("li", "three years", "two years");
    deal.change("li", "Ireland", "Malta");
    deal.run_as("li", &["send", "deal", "--yes"]);
    deal.hand_over("li", "wu");
    let asked = deal.json("wu", &["asks", "deal", "--json"]);
    let outcome = |clause: &str| {
        let mut asks = asked["asks"].as_array().expect("asks").iter();
        asks.find(|ask| ask["clause"] == clause).expect("an ask")["outcome"].clone()
    };
    assert_eq!(
        (outcome("fees"), outcome("term")),
        ("refused".into(), "answered".into())
    );
    let silent = asked["silent"].as_array().expect("changes");
    assert_eq!(silent.len(), 1, "{silent:?}");
    assert_eq!(silent[0]["clause"], "law");
    let text = deal.run_as("wu", &["asks", "deal"]);
    assert!(text.contains("refused") && text.contains("{+two+}"), "{text}");
    let page = deal.run_as("wu", &["asks", "deal", "--format", "html", "--lang", "zh"]);
    assert!(page.contains("未采纳") && page.contains("<ins>"), "{page}");
    let (_, said) = deal.refused("wu", &["asks", "deal", "9"]);
    assert!(said.contains('9'), "{said}");
}

#[test]
fn what_may_be_a_comment_and_cannot_be_read_is_not_told_as_no_comment() {
    let mut deal = Deal::sent();
    let folder = deal.folder("wu").join("records/deal/vendor");
    fs::create_dir_all(&folder).expect("a folder");
    fs::write(
        folder.join("comment-0123456789ab.yaml"),
        "format: adidem/record/9\nkind: comment\nparty: vendor\ntext: Not so.\n",
    )
    .expect("a file");
    deal.git.run_in(&deal.folder("wu"), &["add", "-A"]);
    deal.git
        .run_in(&deal.folder("wu"), &["commit", "--quiet", "-m", "later"]);
    let said = deal.run_as("wu", &["comments", "deal"]);
    assert!(
        said.contains("1 file in the record") && !said.contains("No comments"),
        "{said}"
    );
    assert_eq!(deal.json("wu", &["comments", "deal", "--json"])["unread"], 1);
}
