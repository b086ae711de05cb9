//! Who may speak for a party at each point of history, and what a name is worth: the rules of `docs/RECORD.md`.

use adidem::audit::{Confirmation, Memory, PermittedReset, block_digest, guard, refusal};
use adidem::history::Repository;
use adidem::language::Language;
use adidem::negotiation::Decision;

use super::deal::{CONTRACT, Deal, Who, now};

/// The reasons for which the guard refuses what came since a state.
pub(super) fn refused(deal: &Deal, since: &str, resets: &[PermittedReset]) -> Vec<&'static str> {
    let repository = Repository::open_for_audit(&deal.git.top()).expect("a repository");
    let memory = Memory {
        resets: resets.to_vec(),
        ..Memory::default()
    };
    let found = guard(
        &repository,
        &format!("{since} {} refs/heads/main\n", deal.head()),
        &memory,
        now(),
    );
    assert!(
        found
            .iter()
            .all(|one| refusal(one, Language::Chinese).contains(one.code))
    );
    found.into_iter().map(|one| one.code).collect()
}

fn head(deal: &Deal) -> String {
    deal.head().to_string()
}

/// The vendor deletes the contract.
fn delete(deal: &mut Deal, message: &str) {
    std::fs::remove_file(deal.git.top().join(CONTRACT)).expect("the contract");
    deal.by(Who::Anna).record(message);
}

/// The contract with one person's key in another's place.
fn with_key(deal: &Deal, text: &str, old: Who, new: Who) -> String {
    let (old, new) = (deal.key(old).to_string(), deal.key(new).to_string());
    assert!(text.contains(&old));
    text.replace(&old, &new)
}

#[test]
fn a_deleted_contract_comes_back_with_the_keys_that_it_had() {
    for agreed in [false, true] {
        let mut deal = Deal::new();
        if agreed {
            deal.accept(Who::Li, &["terms", "fees", "term", "audit"]);
        }
        let (before, text) = (head(&deal), deal.text());
        delete(&mut deal, "Withdrawn");
        // The stranger signs in the customer's name, with a key that it lists itself.
        deal.act(Who::Li, Some(Who::Eve));
        let forged = with_key(&deal, &text, Who::Li, Who::Eve);
        deal.git.change(CONTRACT, &forged, "Back again");
        let codes = refused(&deal, &before, &[]);
        assert!(codes.contains(&"A22-returned"), "{agreed} {codes:?}");
        assert!(deal.codes().contains(&"A22-returned".to_owned()), "{agreed}");
    }
}

#[test]
fn whoever_is_a_party_brings_a_deleted_contract_back() {
    let mut deal = Deal::new();
    let (before, text) = (head(&deal), deal.text());
    delete(&mut deal, "Withdrawn");
    deal.by(Who::Anna).change(CONTRACT, &text, "Back again");
    assert_eq!(refused(&deal, &before, &[]), [""; 0]);
}

#[test]
fn a_second_beginning_that_a_merge_joins_fails() {
    let mut deal = Deal::new();
    let (before, text) = (head(&deal), deal.text());
    let forged = with_key(&deal, &text, Who::Li, Who::Eve);
    deal.git.run(&["checkout", "-q", "--orphan", "side"]);
    deal.git.run(&["rm", "-rqf", "."]);
    deal.act(Who::Li, Some(Who::Eve));
    deal.git.change(CONTRACT, &forged, "Draft");
    deal.git.run(&["checkout", "-q", "main"]);
    deal.by(Who::Anna);
    deal.git.merge("side", &["--allow-unrelated-histories", "-s", "ours"]);
    let codes = refused(&deal, &before, &[]);
    assert!(codes.contains(&"A22-second-beginning"), "{codes:?}");
}

#[test]
fn contracts_that_change_places_are_told() {
    let mut deal = Deal::new();
    let text = deal.text();
    let other = text
        .replace("title: CRM", "title: Hosting")
        .replace("about the books", "x")
        .replace("100%", "10%");
    deal.by(Who::Anna).change("contracts/x.yaml", &other, "Another");
    let before = head(&deal);
    deal.git.file(CONTRACT, &other);
    deal.git.change("contracts/x.yaml", &text, "Tidy");
    let codes = refused(&deal, &before, &[]);
    assert!(codes.contains(&"A22-name-taken"), "{codes:?}");
}

#[test]
fn the_same_file_name_in_another_folder_is_another_name() {
    let mut deal = Deal::new();
    let before = head(&deal);
    let other = deal.text().replace("title: CRM", "title: Hosting");
    deal.by(Who::Anna)
        .change("contracts/hosting/crm.yaml", &other, "Another");
    assert_eq!(refused(&deal, &before, &[]), [""; 0]);
}

#[test]
fn a_name_is_free_once_its_contract_was_deleted_in_agreed_form() {
    let lease = |deal: &Deal| {
        let member = format!(
            "      - name: Anna Weber\n        email: anna@beacon.example\n        keys: [{}]\n",
            deal.key(Who::Anna)
        );
        format!(
            "title: Lease of an Office\nparties:\n  - id: landlord\n    name: Beacon\n    members:\n{member}\
             clauses:\n  - id: rent\n    heading: Rent\n    text: The rent is due on the third working day.\n"
        )
    };
    for agreed in [true, false] {
        let mut deal = Deal::new();
        if agreed {
            deal.accept(Who::Li, &["terms", "fees", "term", "audit"]);
        }
        let before = head(&deal);
        delete(&mut deal, "Done and archived");
        if agreed {
            assert_eq!(refused(&deal, &before, &[]), [""; 0], "whoever is done may say so");
        }
        let new = lease(&deal);
        deal.by(Who::Anna).change(CONTRACT, &new, "A new deal");
        let codes = refused(&deal, &before, &[]);
        assert_eq!(codes.contains(&"A22-name-taken"), !agreed, "{agreed} {codes:?}");
    }
}

#[test]
fn one_key_never_stands_for_two_parties() {
    let mut deal = Deal::unsent();
    let text = with_key(&deal, &deal.draft(), Who::Li, Who::Anna);
    deal.send(Who::Anna, &text);
    assert_eq!(deal.codes(), ["?A23-shared-key"]);
    // "The customer" agrees with the vendor's key.
    let record = deal.record(Who::Li, Decision::Accept, &["fees"]);
    let record = adidem::negotiation::Record {
        key: Some(deal.key(Who::Anna).fingerprint().to_owned()),
        ..record
    };
    let file = adidem::negotiation::write_record(&record);
    let signature = deal.sign(Who::Anna, file.as_bytes(), adidem::history::POSITIONS);
    let path = Deal::path(&record);
    deal.act(Who::Li, Some(Who::Anna));
    deal.git
        .file(&path, &file)
        .file(&format!("{path}.sig"), &String::from_utf8(signature).expect("text"));
    deal.git.record("Positions");
    assert!(deal.codes().contains(&"A09-party".to_owned()), "{:?}", deal.codes());
}

#[test]
fn a_wrong_key_in_the_first_round_is_put_right_by_the_party_itself() {
    let mut deal = Deal::unsent();
    let text = with_key(&deal, &deal.draft(), Who::Li, Who::Eve);
    deal.send(Who::Anna, &text);
    let before = head(&deal);
    deal.reword(Who::Li, &deal.key(Who::Eve).to_string(), &deal.key(Who::Li).to_string());
    deal.accept(Who::Li, &["fees"]);
    assert_eq!(deal.codes(), [""; 0]);
    assert_eq!(refused(&deal, &before, &[]), [""; 0]);
    // From here on it is the party's own affair.
    deal.reword(
        Who::Anna,
        &deal.key(Who::Li).to_string(),
        &deal.key(Who::Eve).to_string(),
    );
    assert_eq!(deal.codes(), ["A23-keys"]);
}

#[test]
fn whoever_signs_with_a_proposed_key_may_replace_it_at_once_and_what_was_compared_follows() {
    let mut deal = Deal::new();
    let seen = deal.head().to_string();
    let contract = adidem::contract::read(deal.text().as_bytes()).expect("a contract");
    let kept = Confirmation {
        contract: "crm".to_owned(),
        negotiation: deal.record(Who::Li, Decision::Accept, &["fees"]).negotiation,
        party: "customer".to_owned(),
        block: block_digest(contract.party("customer").expect("a party")),
        seen: seen.clone(),
        at: now(),
    };
    deal.reword(Who::Li, &deal.key(Who::Li).to_string(), &deal.key(Who::Eve).to_string());
    assert_eq!(refused(&deal, &seen, &[]), [""; 0]);
    let memory = Memory {
        confirmed: vec![kept.clone()],
        compared_here: vec![kept],
        ..Memory::default()
    };
    let unconfirmed = |deal: &Deal| {
        let found = deal.audit_with(&memory).findings.into_iter();
        found.map(|one| (one.code, one.who)).collect::<Vec<_>>()
    };
    assert_eq!(unconfirmed(&deal), [("A03-unconfirmed", Some("vendor".to_owned()))]);
    // A stranger's replacement of what was only proposed is another matter.
    let mut deal = Deal::new();
    let text = with_key(&deal, &deal.text(), Who::Li, Who::Eve);
    deal.act(Who::Li, Some(Who::Eve));
    deal.git.change(CONTRACT, &text, "New key");
    assert!(
        unconfirmed(&deal)
            .iter()
            .any(|(code, _)| *code == "A03-negotiation" || *code == "A03-keys")
    );
}

#[test]
fn a_new_member_stands_beside_a_round_from_an_older_copy() {
    let mut deal = Deal::new();
    deal.accept(Who::Li, &["fees"]);
    let fork = head(&deal);
    let ned = format!(
        "      - name: Ned\n        email: eve@elsewhere.example\n        keys: [{}]\n",
        deal.key(Who::Eve)
    );
    let max = "      - name: Max Wang\n";
    deal.reword(Who::Li, max, &format!("{ned}{max}"));
    deal.accept(Who::Eve, &["term"]);
    let customer = head(&deal);
    deal.git.run(&["checkout", "-q", "-b", "vendor", &fork]);
    deal.by(Who::Anna);
    deal.edit("the books", "the books once");
    deal.git.run(&["checkout", "-q", "main"]);
    deal.git.merge("vendor", &[]);
    assert_eq!(deal.codes(), ["?A18-unsent"], "{customer}");
}

#[test]
fn a_reset_changes_nothing_until_somebody_compares_and_a_guard_takes_what_it_was_told_to() {
    let mut deal = Deal::new();
    deal.accept(Who::Li, &["fees"]);
    let before = head(&deal);
    let keys = [deal.key(Who::Li).to_string(), deal.key(Who::Eve).to_string()];
    // All of the customer's keys are lost: a new one in the place of Li's, and Max is gone.
    let text = deal
        .text()
        .replace(&keys[0], &keys[1])
        .replace(&deal.key(Who::Max).to_string(), "");
    deal.act(Who::Li, Some(Who::Eve));
    deal.git.change(CONTRACT, &text, "New keys");
    assert!(deal.codes().contains(&"?A23-reset".to_owned()), "{:?}", deal.codes());
    assert!(refused(&deal, &before, &[]).contains(&"A23-reset"));
    let key = deal.key(Who::Eve).fingerprint().to_owned();
    let permitted = PermittedReset {
        contract: "crm".to_owned(),
        party: "customer".to_owned(),
        key,
    };
    assert!(!refused(&deal, &before, std::slice::from_ref(&permitted)).contains(&"A23-reset"));
    let other = PermittedReset {
        party: "vendor".to_owned(),
        ..permitted
    };
    assert!(refused(&deal, &before, &[other]).contains(&"A23-reset"));
}

#[test]
fn the_last_key_is_replaced_and_never_dropped() {
    let mut deal = Deal::new();
    deal.accept(Who::Anna, &["fees"]);
    let before = head(&deal);
    let key = format!("[{}]", deal.key(Who::Anna));
    deal.by(Who::Anna);
    deal.edit(&key, "[]");
    assert!(refused(&deal, &before, &[]).contains(&"A23-dropped"));
}

#[test]
fn nothing_of_a_party_is_verified_before_somebody_compared_its_keys() {
    let mut deal = Deal::new();
    deal.accept(Who::Li, &["fees"]);
    let report = deal.audit();
    assert!(
        report
            .findings
            .iter()
            .filter(|one| one.code == "A03-unconfirmed")
            .count()
            == 2
    );
}

#[test]
fn a_key_added_beside_the_first_record_is_joined_with_it() {
    let mut deal = Deal::new();
    let (old, new) = (deal.key(Who::Li).to_string(), deal.key(Who::Eve).to_string());
    deal.git.run(&["branch", "side"]);
    deal.accept(Who::Li, &["fees"]);
    deal.git.run(&["checkout", "-q", "side"]);
    // Li's other computer, on which she signs with a key of its own from now on.
    deal.by(Who::Li);
    deal.edit(&format!("[{old}]"), &format!("[{old}, {new}]"));
    deal.git.run(&["checkout", "-q", "main"]);
    deal.git.merge("side", &[]);
    let codes = deal.codes();
    assert!(codes.iter().all(|code| code == "?A18-unsent"), "{codes:?}");
    deal.accept(Who::Li, &["term"]);
    assert_eq!(deal.codes(), codes);
}

#[test]
fn a_beginning_that_a_merge_puts_first_speaks_for_nobody() {
    let mut deal = Deal::unsent();
    let draft = deal.draft();
    deal.by(Who::Anna).change(CONTRACT, &draft, "First draft");
    let first = head(&deal);
    deal.round = 1;
    let own = deal.record(Who::Li, Decision::Accept, &["term"]);
    deal.place(Who::Li, &own);
    deal.by(Who::Li).record("Positions");
    deal.git.run(&["checkout", "-q", "--orphan", "side"]);
    deal.git.run(&["rm", "-rqf", "."]);
    let forged = with_key(&deal, &draft, Who::Li, Who::Eve);
    deal.act(Who::Anna, Some(Who::Eve));
    deal.git.change(CONTRACT, &forged, "First draft");
    deal.git.merge("main", &["--allow-unrelated-histories", "-s", "ours"]);
    deal.git.run(&["checkout", "-q", "main", "--", "records"]);
    deal.git.run(&["branch", "-M", "side", "main"]);
    let key = Some(deal.key(Who::Eve).fingerprint().to_owned());
    let said = deal.record(Who::Li, Decision::Accept, &["fees"]);
    let said = adidem::negotiation::Record {
        key,
        negotiation: own.negotiation,
        ..said
    };
    deal.place(Who::Eve, &said);
    deal.act(Who::Li, Some(Who::Eve));
    deal.git.record("Positions");

    let contract = adidem::contract::read(draft.as_bytes()).expect("a contract");
    let compared = Confirmation {
        contract: "crm".to_owned(),
        negotiation: own.negotiation,
        party: "customer".to_owned(),
        block: block_digest(contract.party("customer").expect("the customer")),
        seen: first,
        at: now(),
    };
    let memory = Memory {
        confirmed: vec![compared],
        ..Memory::default()
    };
    let workspace = adidem::session::Workspace::open(&deal.git.top()).expect("the repository");
    let dossier = workspace
        .negotiation("crm")
        .expect("a negotiation")
        .dossier(&memory)
        .expect("a record");
    assert_eq!(dossier.record.negotiation, Some(own.negotiation));
    let standings = dossier.standings(&["customer".to_owned(), "vendor".to_owned()], false);
    let fees = standings
        .clauses
        .iter()
        .find(|clause| clause.id == "fees")
        .expect("the clause");
    assert_eq!(
        fees.positions[0].kind,
        adidem::negotiation::PositionKind::None,
        "{:?}",
        fees.positions[0]
    );
}

#[test]
fn a_text_that_lists_people_beyond_all_measure_changes_nobodys_keys_and_is_refused() {
    let mut deal = Deal::new();
    let before = head(&deal);
    let key = deal.key(Who::Anna).to_string();
    let crowd: Vec<String> = (0..3000)
        .map(|at| format!("      - {{name: M{at}, email: m{at}@beacon.example, keys: [{key}]}}\n"))
        .collect();
    let text = deal.text();
    let crowded = text.replacen("clauses:\n", &format!("{}clauses:\n", crowd.concat()), 1);
    deal.by(Who::Anna).change(CONTRACT, &crowded, "Everybody signs");
    let started = std::time::Instant::now();
    assert_eq!(refused(&deal, &before, &[]), ["A21-unreadable"]);
    // Who mends it has the keys that were there before.
    deal.by(Who::Anna).change(CONTRACT, &text, "As before");
    deal.accept(Who::Li, &["fees"]);
    assert!(
        !deal
            .codes()
            .iter()
            .any(|code| code.starts_with("A23") || code.starts_with("A09"))
    );
    assert!(started.elapsed().as_secs() < 60, "{:?}", started.elapsed());
}
