//! Checks 1 to 4: the copy itself, and what its owner keeps.

use std::fs;

use adidem::audit::{Confirmation, Memory, Verdict, block_digest};
use adidem::contract::read;

use super::deal::{CONTRACT, Deal, Who, audited, codes, now};

#[test]
fn what_shows_another_history_than_is_stored_keeps_it_from_being_verified() {
    let mut deal = Deal::new();
    deal.accept(Who::Li, &["fees"]);
    let beside = |name: &str| deal.git.beside(name);
    let from = format!("file://{}", deal.git.top().display());
    let clone = |name: &str, options: &[&str]| {
        let folder = beside(name);
        let to = folder.to_str().expect("a path").to_owned();
        deal.git.run(&[&["clone", "-q"], options, &[&from, &to]].concat());
        folder
    };
    let whole = clone("whole", &[]);
    assert_eq!(audited(&whole, &Memory::default()).verdict(), Verdict::Holds);
    let told = |folder: &std::path::Path| {
        let report = audited(folder, &Memory::default());
        assert_ne!(report.verdict(), Verdict::Holds);
        codes(&report)
    };
    let shallow = clone("shallow", &["--depth", "1"]);
    assert!(told(&shallow).contains(&"A01-shallow".to_owned()));
    let first = deal.git.run(&["rev-parse", "HEAD~1"]);
    let head = deal.git.run(&["rev-parse", "HEAD"]);
    fs::write(whole.join(".git/info/grafts"), format!("{head}\n")).expect("a graft");
    assert_eq!(told(&whole), ["A01-grafts"]);
    fs::remove_file(whole.join(".git/info/grafts")).expect("the graft");
    deal.git.run_in(&whole, &["replace", &head, &first]);
    assert_eq!(told(&whole), ["A01-replaced"]);
    deal.git.run_in(&whole, &["replace", "-d", &head]);
    let objects = deal.git.top().join(".git/objects");
    fs::write(
        whole.join(".git/objects/info/alternates"),
        format!("{}\n", objects.display()),
    )
    .expect("a file");
    assert_eq!(told(&whole), ["A01-alternates"]);
}

#[test]
fn a_missing_or_damaged_text_fails() {
    let deal = Deal::new();
    let text = deal.git.run(&["rev-parse", &format!("HEAD:{CONTRACT}")]);
    let file = deal
        .git
        .top()
        .join(format!(".git/objects/{}/{}", &text[..2], &text[2..]));
    let other = deal.store("blob", b"other words\n");
    let other = deal
        .git
        .top()
        .join(format!(".git/objects/{}/{}", &other[..2], &other[2..]));
    fs::remove_file(&file).expect("the object");
    assert_eq!(deal.codes(), ["A02-missing"]);
    fs::copy(other, &file).expect("another content");
    assert_eq!(deal.codes(), ["A02-damaged"]);
    assert_eq!(deal.audit().verdict(), Verdict::Fails);
}

fn confirmation(deal: &Deal, party: &str) -> Confirmation {
    let contract = read(deal.text().as_bytes()).expect("a contract");
    Confirmation {
        contract: "crm".into(),
        negotiation: deal
            .record(Who::Li, adidem::negotiation::Decision::Accept, &["fees"])
            .negotiation,
        party: party.into(),
        block: block_digest(contract.party(party).expect("a party")),
        seen: deal.head().to_string(),
        at: now(),
    }
}

#[test]
fn keys_and_negotiation_are_held_against_what_the_clone_keeps() {
    let mut deal = Deal::new();
    let kept = ["customer", "vendor"].map(|party| confirmation(&deal, party));
    let memory = |all: &[Confirmation]| Memory {
        confirmed: all.to_vec(),
        compared_here: all.to_vec(),
        ..Memory::default()
    };
    let told = |deal: &Deal, memory: &Memory| {
        deal.audit_with(memory)
            .findings
            .into_iter()
            .map(|one| one.code)
            .collect::<Vec<_>>()
    };
    assert_eq!(told(&deal, &memory(&[])), ["A03-unconfirmed", "A03-unconfirmed"]);
    let handed_over = Memory {
        compared_here: kept.to_vec(),
        ..Memory::default()
    };
    assert_eq!(
        told(&deal, &handed_over),
        ["A03-unconfirmed", "A03-unconfirmed"],
        "a copy brings nobody's trust along"
    );
    assert_eq!(told(&deal, &memory(&kept)), [""; 0]);
    let other = Confirmation {
        negotiation: kept[0].block,
        ..kept[0].clone()
    };
    let codes = told(&deal, &memory(&[other]));
    assert_eq!(codes, ["A03-negotiation", "A03-unconfirmed", "A03-unconfirmed"]);
    let other = Confirmation {
        contract: "nda".into(),
        ..kept[0].clone()
    };
    let codes = told(&deal, &memory(&[other]));
    assert!(codes.contains(&"A03-vanished"), "{codes:?}");
    let (old, new) = (deal.key(Who::Li).to_string(), deal.key(Who::Eve).to_string());
    deal.reword(Who::Anna, &old, &new);
    assert_eq!(
        told(&deal, &memory(&kept)),
        ["A03-keys", "A23-keys"],
        "others were proposed than were compared"
    );
    let mut deal = Deal::new();
    deal.accept(Who::Li, &["fees"]);
    let kept = ["customer", "vendor"].map(|party| confirmation(&deal, party));
    let (old, new) = (deal.key(Who::Li).to_string(), deal.key(Who::Eve).to_string());
    deal.reword(Who::Anna, &old, &new);
    assert_eq!(told(&deal, &memory(&kept)), ["A03-keys", "A23-keys"]);
}

#[test]
fn a_history_that_was_rewritten_since_the_last_audit_fails() {
    let mut deal = Deal::new();
    deal.accept(Who::Li, &["fees"]);
    let memory = Memory {
        confirmed: Vec::new(),
        audited: Some(deal.head().to_string()),
        ..Memory::default()
    };
    assert_eq!(codes(&deal.audit_with(&memory)), [""; 0]);
    deal.git.run(&["reset", "-q", "--hard", "HEAD~1"]);
    assert_eq!(codes(&deal.audit_with(&memory)), ["A04-rewritten"]);
}

#[test]
fn what_a_record_was_made_for_is_found_again_after_a_rebase_or_missed() {
    let mut deal = Deal::new();
    deal.by(Who::Anna).change("notes.txt", "n", "Notes");
    deal.accept(Who::Li, &["fees"]);
    deal.act(Who::Li, Some(Who::Li));
    deal.git.run(&[
        "rebase",
        "-q",
        "--root",
        "--exec",
        "git commit -q --amend --no-edit --reset-author --no-gpg-sign",
    ]);
    let found = deal.codes();
    assert!(
        found.contains(&"?A04-rebased".to_owned()) && !found.contains(&"A04-base".to_owned()),
        "{found:?}"
    );

    let mut deal = Deal::new();
    let mut record = deal.record(Who::Li, adidem::negotiation::Decision::Accept, &["fees"]);
    record.base = Some(adidem::negotiation::CommitId::from_bytes([7; 20]));
    record.whole = record.negotiation;
    deal.place(Who::Li, &record);
    deal.by(Who::Li).record("Positions");
    assert!(deal.codes().contains(&"A04-base".to_owned()), "{:?}", deal.codes());
}
