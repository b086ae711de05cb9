//! Taking back a round that is in this copy alone.

use crate::support::Deal;
use std::fs;

fn head(deal: &Deal, who: &str) -> Option<String> {
    let shown = deal
        .git
        .try_in(&deal.folder(who), &["rev-parse", "--verify", "--quiet", "HEAD"]);
    shown
        .status
        .success()
        .then(|| String::from_utf8_lossy(&shown.stdout).trim().to_owned())
}

fn status(deal: &Deal, who: &str) -> String {
    deal.git
        .run_in(&deal.folder(who), &["status", "--porcelain", "--untracked-files=all"])
}

#[test]
fn a_first_round_is_a_draft_again_and_can_be_sent_anew() {
    let mut deal = Deal::new();
    deal.draft("li");
    let draft = fs::read(deal.file("li")).expect("a contract");
    deal.run_as("li", &["send", "deal", "--yes"]);
    let answer = deal.json("li", &["take-back", "deal", "--yes", "--json"]);
    assert_eq!(
        (&answer["format"], &answer["round"]),
        (&"adidem/taken-back/1".into(), &1.into())
    );
    assert_eq!(head(&deal, "li"), None);
    assert_eq!(fs::read(deal.file("li")).expect("a contract"), draft);
    assert_eq!(
        status(&deal, "li"),
        "?? contracts/deal.yaml",
        "no file of the record is left"
    );
    deal.run_as("li", &["send", "deal", "--yes", "-m", "anew"]);
    assert_eq!(status(&deal, "li"), "");
    deal.run_as("li", &["audit", "deal"]);
    deal.run_as("li", &["sync"]);
    let before = head(&deal, "li");
    let (code, said) = deal.refused("li", &["take-back", "deal", "--yes"]);
    assert!(code == 3 && said.contains("refs/remotes/origin/main"), "{code} {said}");
    assert_eq!((head(&deal, "li"), status(&deal, "li")), (before, String::new()));
}

#[test]
fn a_later_round_goes_and_the_draft_stays_as_it_is_even_where_it_was_changed_since() {
    let mut deal = Deal::sent();
    deal.change("wu", "100 EUR", "120 EUR");
    let before = head(&deal, "wu");
    deal.run_as("wu", &["send", "deal", "--yes", "-m", "Our price"]);
    deal.change("wu", "120 EUR", "130 EUR");
    let said = deal.run_as("wu", &["take-back", "deal", "--yes"]);
    assert!(said.contains("Round 2 is taken back"), "{said}");
    assert_eq!(head(&deal, "wu"), before);
    assert_eq!(status(&deal, "wu"), " M contracts/deal.yaml");
    assert!(
        fs::read_to_string(deal.file("wu"))
            .expect("a contract")
            .contains("130 EUR")
    );
    let rounds = deal.json("wu", &["rounds", "deal", "--json"]);
    assert_eq!(rounds["rounds"].as_array().map(Vec::len), Some(1));
    deal.run_as("wu", &["send", "deal", "--yes"]);
    deal.run_as("wu", &["audit", "deal"]);
}

#[test]
fn a_round_that_others_may_have_or_that_something_rests_on_stays() {
    let mut deal = Deal::sent();
    let (_, said) = deal.refused("wu", &["take-back", "deal", "--yes"]);
    assert!(said.contains("Li Jing"), "somebody else's: {said}");
    deal.change("wu", "100 EUR", "120 EUR");
    deal.run_as("wu", &["send", "deal", "--yes"]);
    let sent = head(&deal, "wu");
    deal.git.run_in(&deal.folder("wu"), &["branch", "aside"]);
    let (_, said) = deal.refused("wu", &["take-back", "deal", "--yes"]);
    assert!(said.contains("refs/heads/aside"), "{said}");
    deal.git
        .run_in(&deal.folder("wu"), &["branch", "-D", "--quiet", "aside"]);
    // Without a terminal nobody can be asked.
    let (code, said) = deal.refused("wu", &["take-back", "deal"]);
    assert!(code == 3 && said.contains("--yes"), "{said}");
    assert_eq!(head(&deal, "wu"), sent);
    deal.run_as("wu", &["accept", "--yes", "deal", "term"]);
    let (_, said) = deal.refused("wu", &["take-back", "deal", "--yes"]);
    assert!(said.contains("rests on it"), "{said}");
    fs::remove_file(deal.file("wu")).expect("removed");
    deal.refused("wu", &["take-back", "deal", "--yes"]);
}

#[test]
fn what_a_kill_leaves_behind_the_next_recording_finishes() {
    let mut deal = Deal::new();
    deal.draft("li");
    deal.run_as("li", &["send", "deal", "--yes"]);
    let tip = head(&deal, "li").expect("a round");
    // The reference has moved, and nothing else.
    let note = format!("adidem/unfinished/1\nback {tip} refs/heads/main\nrecords\n");
    fs::write(deal.folder("li").join(".git/adidem/unfinished"), note).expect("a note");
    deal.git
        .run_in(&deal.folder("li"), &["update-ref", "-d", "refs/heads/main"]);
    assert!(status(&deal, "li").contains("A  records/"), "{}", status(&deal, "li"));
    deal.change("li", "100 EUR", "90 EUR");
    deal.run_as("li", &["send", "deal", "--yes"]);
    assert_eq!(status(&deal, "li"), "");
    let records = deal.git.run_in(&deal.folder("li"), &["ls-files", "records"]);
    assert_eq!(records.lines().count(), 2, "one record with its signature: {records}");
    deal.run_as("li", &["audit", "deal"]);
    // A note of what was never taken back does no harm.
    let tip = head(&deal, "li").expect("a round");
    let note = format!("adidem/unfinished/1\nback {tip} refs/heads/main\nrecords\n");
    fs::write(deal.folder("li").join(".git/adidem/unfinished"), note).expect("a note");
    deal.change("li", "90 EUR", "95 EUR");
    deal.run_as("li", &["send", "deal", "--yes"]);
    assert_eq!(status(&deal, "li"), "");
    deal.run_as("li", &["audit", "deal"]);
}

#[test]
fn what_was_audited_and_compared_with_a_round_does_not_fail_the_audit_once_it_is_taken_back() {
    let mut deal = Deal::new();
    deal.draft("li");
    deal.run_as("li", &["send", "deal", "--yes"]);
    deal.run_as("li", &["trust", "deal", "vendor", "--yes"]);
    deal.run_as("li", &["audit"]);
    deal.run_as("li", &["take-back", "deal", "--yes"]);
    deal.change("li", "100 EUR", "90 EUR");
    deal.run_as("li", &["send", "deal", "--yes"]);
    deal.run_as("li", &["audit"]);
    deal.run_as("li", &["trust", "deal", "vendor", "--yes"]);
    deal.change("li", "90 EUR", "80 EUR");
    deal.run_as("li", &["send", "deal", "--yes"]);
    deal.run_as("li", &["trust", "deal", "vendor", "--yes"]);
    deal.run_as("li", &["audit"]);
    deal.run_as("li", &["take-back", "deal", "--yes"]);
    deal.run_as("li", &["audit"]);
    deal.change("li", "80 EUR", "70 EUR");
    deal.run_as("li", &["send", "deal", "--yes"]);
    let audit = deal.json("li", &["audit", "--json"]);
    assert_eq!(audit["record"], "holds", "{audit}");
}

#[test]
fn beside_another_contract_a_first_round_takes_only_what_was_compared_of_itself_along() {
    let mut deal = Deal::sent();
    let folder = deal.folder("wu");
    deal.run_as("wu", &["trust", "deal", "customer", "--yes"]);
    fs::copy(deal.file("wu"), folder.join("contracts/other.yaml")).expect("another contract");
    deal.run_as("wu", &["send", "other", "--yes"]);
    for name in ["other", "deal"] {
        deal.run_as("wu", &["trust", name, "customer", "--yes"]);
    }
    deal.run_as("wu", &["audit"]);
    deal.run_as("wu", &["take-back", "other", "--yes"]);
    let audit = deal.json("wu", &["audit", "--json"]);
    assert_eq!(audit["record"], "holds", "{audit}");
    assert!(!audit.to_string().contains("\"A03-"), "{audit}");
}

#[test]
fn what_another_end_may_hold_stays() {
    let mut deal = Deal::sent();
    deal.change("wu", "100 EUR", "120 EUR");
    deal.run_as("wu", &["send", "deal", "--yes"]);
    // The shared repository takes the push and dies before it says so.
    let hub = deal.git.top().join("hub.git");
    let hook = hub.join("hooks/post-receive");
    fs::write(&hook, "#!/bin/sh\nrm -- \"$0\"\nkill -9 $PPID\n").expect("a hook");
    let made = std::process::Command::new("chmod").arg("+x").arg(&hook).status();
    assert!(made.expect("chmod").success());
    deal.permit("wu", "remote.origin.url", &hub.to_string_lossy());
    let (code, said) = deal.refused("wu", &["sync"]);
    assert!(!hook.exists(), "the hook ran");
    assert!(code == 3 && said.contains("may have it or not"), "{code} {said}");
    let (code, said) = deal.refused("wu", &["take-back", "deal", "--yes"]);
    assert!(code == 3 && said.contains("holds it"), "{code} {said}");
    // Asked again, it says what it has; and that is known whatever becomes of its address.
    deal.run_as("wu", &["sync"]);
    let folder = deal.folder("wu");
    deal.git.run_in(&folder, &["remote", "remove", "origin"]);
    let (_, said) = deal.refused("wu", &["take-back", "deal", "--yes"]);
    assert!(said.contains("`origin` holds it"), "{said}");
}
