//! A clause that gets another id and keeps its words: told as that everywhere, and taken again without being read anew.

use crate::support::Deal;

/// Both have agreed to everything; then the vendor gives clauses other ids.
fn renamed(words: &[(&str, &str)]) -> Deal {
    let mut deal = Deal::guarded();
    deal.run_as("wu", &["accept", "--yes", "deal", "--all"]);
    deal.run_as("wu", &["sync"]);
    deal.run_as("li", &["sync"]);
    for (from, to) in words {
        deal.change("wu", from, to);
    }
    deal
}

fn said(deal: &mut Deal, who: &str, arguments: &[&str]) -> String {
    deal.run_as(who, arguments)
        .split_whitespace()
        .collect::<Vec<_>>()
        .join(" ")
}

fn former_ids(status: &serde_json::Value, id: &str) -> serde_json::Value {
    let clauses = status["clauses"].as_array().expect("clauses");
    clauses.iter().find(|clause| clause["id"] == id).expect("the clause")["former_ids"].clone()
}

#[test]
fn a_round_of_new_ids_is_told_as_what_it_is_and_taken_again_as_known() {
    let mut deal = renamed(&[("id: fees", "id: price"), ("id: law", "id: choice-of-law")]);
    let sent = said(&mut deal, "wu", &["send", "--yes", "deal"]);
    assert!(
        sent.contains("new id `price`, was `fees`") && sent.contains("was `law`"),
        "{sent}"
    );
    assert!(!sent.contains("only comments"), "{sent}");
    deal.run_as("wu", &["sync"]);
    deal.run_as("li", &["sync"]);
    for (language, words) in [
        ("en", "Customer Ltd: new id; the same wording was offered as `fees`"),
        ("zh", "条款代号已改；同一文本此前以 `fees` 提出"),
    ] {
        let status = said(&mut deal, "li", &["--lang", language, "status", "deal"]);
        assert!(status.contains(words), "{status}");
    }
    let status = deal.json("li", &["status", "deal", "--json"]);
    assert_eq!(
        former_ids(&status, "price"),
        serde_json::json!({"customer": "fees"}),
        "{status}"
    );
    // The redline against what one stood by has nothing to show of it.
    let diff = deal.json("li", &["diff", "deal", "mine", "last", "--format", "json"]);
    assert_eq!(diff["summary"]["removed"], 0, "{diff}");
    assert_eq!(diff["summary"]["added"], 0, "{diff}");
    deal.run_as("li", &["accept", "--yes", "deal", "--all-unchanged"]);
    let status = deal.json("li", &["status", "deal", "--json"]);
    assert_eq!(former_ids(&status, "price"), serde_json::json!({}), "{status}");
    assert_eq!(
        deal.try_as("li", &["ready", "deal"]).status.code(),
        Some(3),
        "agreed, and nobody compared the keys"
    );
    let again = said(&mut deal, "li", &["accept", "--yes", "deal", "--all-unchanged"]);
    assert!(again.contains("whose wording is exactly what"), "{again}");
    deal.run_as("li", &["sync"]);
    assert_eq!(deal.json("li", &["audit", "--json"])["verdict"], "holds");
}

#[test]
fn words_that_were_accepted_are_told_as_accepted_and_new_words_are_read() {
    let mut deal = renamed(&[]);
    deal.change("li", "id: fees", "id: price");
    deal.change("li", "id: term", "id: duration");
    deal.change("li", "one year", "two years");
    deal.run_as("li", &["send", "--yes", "deal"]);
    deal.run_as("li", &["sync"]);
    deal.run_as("wu", &["sync"]);
    let status = said(&mut deal, "wu", &["status", "deal"]);
    assert!(
        status.contains("Vendor Ltd: new id; the same wording was accepted as `fees`"),
        "{status}"
    );
    assert!(!status.contains("was accepted as `term`"), "{status}");
    deal.run_as("wu", &["accept", "--yes", "deal", "--all-unchanged"]);
    let status = deal.json("wu", &["status", "deal", "--json"]);
    let position = |id: &str| {
        let clauses = status["clauses"].as_array().expect("clauses");
        clauses
            .iter()
            .find(|clause| clause["id"] == id)
            .map(|one| one["positions"]["vendor"]["position"].clone())
    };
    assert_eq!(position("price"), Some("accepted".into()), "{status}");
    assert_eq!(
        position("fees"),
        None,
        "the end of the old id is agreed with it: {status}"
    );
    assert_ne!(position("duration"), Some("accepted".into()), "{status}");
    // Changed words under a new id are held against those of the old one.
    let diff = deal.json("wu", &["diff", "deal", "mine", "last", "--format", "json"]);
    let clauses = diff["clauses"].as_array().expect("clauses");
    let duration = clauses
        .iter()
        .find(|clause| clause["id"] == "duration")
        .expect("the clause");
    assert_eq!(
        (&duration["change"], &duration["from_id"]),
        (&"edited".into(), &"term".into()),
        "{diff}"
    );
}

#[test]
fn a_short_clause_without_a_heading_is_known_by_its_words_alone() {
    let mut deal = renamed(&[]);
    let bare = |id: &str, words: &str| format!("  - id: {id}\n    text: |\n      {words}\n  - id: general");
    deal.change("wu", "  - id: general", &bare("notice", "Notices by post."));
    deal.run_as("wu", &["send", "--yes", "deal"]);
    deal.run_as("wu", &["sync"]);
    deal.run_as("li", &["sync"]);
    deal.run_as("li", &["accept", "--yes", "deal", "--all"]);
    deal.run_as("li", &["sync"]);
    deal.run_as("wu", &["sync"]);
    deal.change("wu", "id: notice", "id: post");
    let sent = said(&mut deal, "wu", &["send", "--yes", "deal"]);
    assert!(
        sent.contains("new id `post`, was `notice`") && !sent.contains("deleted"),
        "{sent}"
    );
    deal.run_as("wu", &["sync"]);
    deal.run_as("li", &["sync"]);
    let diff = deal.json("li", &["diff", "deal", "mine", "last", "--format", "json"]);
    assert_eq!(
        (&diff["summary"]["added"], &diff["summary"]["removed"]),
        (&0.into(), &0.into()),
        "{diff}"
    );
    deal.run_as("li", &["accept", "--yes", "deal", "--all-unchanged"]);
    assert_eq!(
        deal.try_as("li", &["ready", "deal"]).status.code(),
        Some(3),
        "agreed, and nobody compared the keys"
    );
}
