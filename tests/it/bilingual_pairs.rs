//! Two clauses that say the same in two languages: one acceptance for both, and a change of one alone is told.

use crate::support::Deal;
use serde_json::{Value, json};

/// A contract whose fee is said in both languages, sent by the customer and received by the vendor.
fn paired() -> Deal {
    let mut deal = Deal::new();
    deal.draft("li");
    deal.change(
        "li",
        "  - id: term\n",
        "  - id: fees-zh\n    heading: 费用\n    pair: fees\n    text: |\n      费用为每月100欧元。\n  - id: term\n",
    );
    deal.run_as("li", &["send", "deal", "--yes"]);
    deal.hand_over("li", "wu");
    deal
}

fn flags(diff: &Value, id: &str) -> Value {
    let clauses = diff["clauses"].as_array().expect("clauses");
    let clause = clauses.iter().find(|clause| clause["id"] == id);
    // A clause in which nothing changed is not listed.
    clause.map_or(Value::Null, |clause| clause["languages"].clone())
}

#[test]
fn an_acceptance_of_one_names_both_in_one_signed_record() {
    let mut deal = paired();
    let before = deal.verified_by_stock_tools("wu");
    deal.run_as("wu", &["accept", "--yes", "deal", "fees-zh"]);
    for clause in ["fees", "fees-zh"] {
        assert_eq!(deal.standing("wu", clause), "agreed", "{clause}");
    }
    assert_eq!(deal.standing("wu", "term"), "awaiting");
    let log = deal.json("wu", &["log", "deal", "--json"]);
    let events = log["events"].as_array().expect("events");
    let accepted: Vec<&Value> = events.iter().filter(|event| event["decision"] == "accept").collect();
    assert_eq!(accepted.len(), 1, "{log}");
    assert_eq!(deal.json("wu", &["audit", "--json"])["verdict"], "holds");
    assert_eq!(deal.verified_by_stock_tools("wu"), before + 1);
    // The other way round, and back again.
    deal.run_as("wu", &["withdraw", "--yes", "deal", "fees"]);
    for clause in ["fees", "fees-zh"] {
        assert_eq!(deal.standing("wu", clause), "awaiting", "{clause}");
    }
}

#[test]
fn a_change_of_one_language_is_told_and_left_out_of_what_is_unchanged() {
    let mut deal = paired();
    deal.run_as("wu", &["accept", "--yes", "deal", "--all"]);
    deal.change("wu", "每月100欧元", "每月90欧元，含税");
    deal.run_as("wu", &["send", "--yes", "deal"]);
    deal.hand_over("wu", "li");
    let diff = deal.json("li", &["diff", "deal", "1", "2", "--format", "json"]);
    assert_eq!(
        flags(&diff, "fees-zh"),
        json!({"changed_alone": true, "figures": ["90欧元 / 100 EUR"], "pair": "fees"}),
        "{diff}"
    );
    assert_eq!(flags(&diff, "fees"), Value::Null);
    let shown = deal.run_as("li", &["diff", "deal", "1", "2"]);
    let shown = shown.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(
        shown.contains("only this language was changed, not 1 Fees, which says the same in the other"),
        "{shown}"
    );
    let status = deal.json("li", &["status", "deal", "--json"]);
    let pairs: Vec<Value> = status["clauses"]
        .as_array()
        .expect("clauses")
        .iter()
        .map(|one| one["pair"].clone())
        .collect();
    assert_eq!(pairs[..3], [json!("fees-zh"), json!("fees"), Value::Null]);
    // The English text stands as it was; with its pair it does not count as unchanged.
    let unchanged = deal.run_as("li", &["accept", "--yes", "deal", "--all-unchanged"]);
    assert_eq!(deal.standing("li", "fees-zh"), "reopened", "{unchanged}");
    deal.run_as("li", &["accept", "--yes", "deal", "fees"]);
    assert_eq!(deal.standing("li", "fees-zh"), "agreed");
    assert_eq!(deal.json("li", &["audit", "--json"])["verdict"], "holds");
}
