//! Checks 9 to 15: the record by itself and as chains.

use std::fs;

use adidem::audit::Verdict;
use adidem::language::Language;
use adidem::negotiation::{Decision, Record, RecordFormat, RecordId, write_record};

use serde_json::Value;

use super::belief::refused;
use super::deal::{CONTRACT, Deal, Who};
use crate::support::succeed;

/// What the audit says when Li's acceptance of one clause says something else.
fn codes_of(alter: impl FnOnce(&mut Record, &Deal)) -> Vec<String> {
    let mut deal = Deal::new();
    deal.reword(Who::Anna, "thirty", "sixty");
    let mut record = deal.record(Who::Li, Decision::Accept, &["fees"]);
    alter(&mut record, &deal);
    deal.place(Who::Li, &record);
    deal.by(Who::Li).record("Positions");
    deal.codes()
}

#[test]
fn each_lie_in_a_record_has_its_check() {
    assert_eq!(codes_of(|_, _| {}), [""; 0]);
    assert_eq!(codes_of(|record, _| record.contract = "nda".into()), ["A11-stray"]);
    assert_eq!(codes_of(|record, _| record.negotiation = record.whole), ["A12-replay"]);
    assert_eq!(
        codes_of(|record, _| record.signer = Who::Anna.email().into()),
        ["A09-party"]
    );
    assert_eq!(
        codes_of(|record, _| record.signer = Who::Max.email().into()),
        ["A09-party"]
    );
    assert_eq!(
        codes_of(|record, deal| record.key = Some(deal.key(Who::Max).fingerprint().into())),
        ["A10-record-signature"]
    );
    assert_eq!(codes_of(|record, _| record.seq = 3), ["A12-gap"]);
    assert_eq!(
        codes_of(|record, _| record.prev = vec![RecordId::of(b"none")]),
        ["A13-dangling"]
    );
    assert_eq!(
        codes_of(|record, _| {
            record.seen.insert("vendor".into(), RecordId::of(b"none"));
        }),
        ["A13-dangling"]
    );
    assert_eq!(
        codes_of(|record, deal| record.prev = vec![deal.last["vendor"].0]),
        ["A13-other-party"]
    );
    assert_eq!(codes_of(|record, _| record.whole = record.negotiation), ["A14-digest"]);
    assert_eq!(
        codes_of(|record, _| record.parties = record.negotiation),
        ["A14-digest"]
    );
    assert_eq!(codes_of(|record, _| record.clauses[0].revision = None), ["A14-digest"]);
    assert_eq!(
        codes_of(|record, _| record.clauses[0].revision = Some(record.whole)),
        ["A14-digest"]
    );
    assert_eq!(codes_of(|record, _| record.round = 1), ["A15-round"]);
    assert_eq!(
        codes_of(|record, _| record.at = "2030-01-01T00:00:00Z".parse().unwrap()),
        ["?A07-record"]
    );
}

#[test]
fn a_record_of_a_kind_that_a_later_version_knows_is_shown_and_counts_for_nothing() {
    let mut deal = Deal::new();
    let comment = "format: adidem/record/2\nkind: archive\nwords: We call on Monday.\nmood: {good: yes}\n";
    deal.by(Who::Li)
        .change("records/crm/customer/archive-0123456789ab.yaml", comment, "A comment");
    assert_eq!(deal.codes(), ["?A11-kind"]);
    deal.accept(Who::Li, &["fees"]);
    assert_eq!(deal.codes(), ["?A11-kind"]);
}

/// A record as a later version might write it, with the signature of whoever wants it believed.
fn of_a_later_version(deal: &Deal, party: &str, signer: Option<Who>) -> String {
    let file = "format: adidem/record/3\n&anything {this version: [cannot, read]}\n";
    let id = RecordId::of(file.as_bytes());
    let seq = deal.last.get(party).map_or(0, |(_, seq)| *seq) + 1;
    let path = format!("records/crm/{party}/{seq}-{}.yaml", id.short());
    deal.git.file(&path, file);
    if let Some(signer) = signer {
        let signature = String::from_utf8(deal.sign(signer, file.as_bytes(), "position@adidem")).expect("text");
        deal.git.file(&format!("{path}.sig"), &signature);
    }
    path
}

#[test]
fn a_record_of_a_later_version_is_not_judged_and_nothing_is_settled_beside_it() {
    let mut deal = Deal::new();
    deal.accept(Who::Li, &["terms", "fees", "term", "audit"]);
    let before = deal.head().to_string();
    of_a_later_version(&deal, "customer", Some(Who::Max));
    deal.by(Who::Max).record("Positions");
    let report = deal.audit();
    assert_eq!(deal.codes(), ["A11-later"], "{:#?}", report.findings);
    assert_eq!(report.record(), Verdict::CannotVerify);
    let told = report
        .findings
        .iter()
        .find(|one| one.code == "A11-later")
        .expect("told");
    let said = told.message(Language::English);
    assert!(
        said.contains("later version of adidem") && said.contains("not judged here"),
        "{said}"
    );
    // Whoever keeps a shared repository takes nothing in that cannot be judged there.
    assert_eq!(refused(&deal, &before, &[]), ["A11-later"]);
    // It hides nothing that is wrong beside it, and a later record may go on from it.
    let mut record = deal.record(Who::Li, Decision::Accept, &["fees"]);
    record.seq = 3;
    record.prev = vec![RecordId::of(b"none")];
    deal.place(Who::Li, &record);
    deal.by(Who::Li).record("Positions");
    assert_eq!(deal.codes(), ["A11-later", "A13-dangling"]);
}

#[test]
fn what_goes_on_from_a_record_of_a_later_version_is_no_lie() {
    let mut deal = Deal::new();
    deal.accept(Who::Li, &["fees"]);
    let path = of_a_later_version(&deal, "customer", Some(Who::Max));
    deal.by(Who::Max).record("Positions");
    let file = fs::read(deal.git.top().join(path)).expect("the record");
    deal.last.insert("customer", (RecordId::of(&file), 2));
    deal.accept(Who::Li, &["term"]);
    deal.accept(Who::Anna, &["audit"]);
    assert_eq!(deal.codes(), ["A11-later"], "{:#?}", deal.audit().findings);
}

#[test]
fn who_only_claims_a_later_version_is_believed_no_more_than_before() {
    type Place = fn(&mut Deal);
    let ways: [(&str, Place, &[&str]); 5] = [
        (
            "no signature",
            |deal| drop(of_a_later_version(deal, "customer", None)),
            &["A10-record-signature"],
        ),
        (
            "the other side's signature",
            |deal| drop(of_a_later_version(deal, "customer", Some(Who::Anna))),
            &["A09-party"],
        ),
        (
            "the other side's folder",
            |deal| drop(of_a_later_version(deal, "vendor", Some(Who::Li))),
            &["A09-party"],
        ),
        (
            "another name",
            |deal| {
                let path = of_a_later_version(deal, "customer", Some(Who::Li));
                let top = deal.git.top();
                for ending in ["", ".sig"] {
                    let wrong = top.join(format!("records/crm/customer/2-0123456789ab.yaml{ending}"));
                    fs::rename(top.join(format!("{path}{ending}")), wrong).expect("another name");
                }
            },
            &["A11-record"],
        ),
        (
            "a format that is none",
            |deal| {
                deal.git.file(
                    "records/crm/customer/2-0123456789ab.yaml",
                    "format: adidem/record/03\nkind: x\n",
                );
            },
            &["A11-record"],
        ),
    ];
    for (name, place, expected) in ways {
        let mut deal = Deal::new();
        deal.accept(Who::Li, &["fees"]);
        place(&mut deal);
        deal.by(Who::Li).record("Positions");
        let codes: Vec<String> = deal.codes().into_iter().filter(|code| code != "A11-later").collect();
        assert_eq!(codes, expected, "{name}");
        assert_eq!(deal.audit().record(), Verdict::Fails, "{name}");
    }
    // What lies in a party's folder was brought there by the party, whatever kind it is of.
    let mut deal = Deal::new();
    let comment = "format: adidem/record/2\nkind: archive\nwords: We take it all.\n";
    deal.by(Who::Anna)
        .change("records/crm/customer/archive-0123456789ab.yaml", comment, "A comment");
    assert_eq!(deal.codes(), ["?A11-kind", "A09-party"]);
}

#[test]
fn a_record_of_the_first_format_is_read_for_ever() {
    let mut deal = Deal::new();
    let record = Record {
        format: RecordFormat::One,
        ..deal.record(Who::Li, Decision::Accept, &["fees"])
    };
    assert!(write_record(&record).starts_with("format: adidem/record/1\nnegotiation: "));
    deal.place(Who::Li, &record);
    deal.by(Who::Li).record("Positions");
    deal.accept(Who::Li, &["terms"]);
    assert_eq!(deal.codes(), [""; 0]);
}

#[test]
fn a_record_about_an_old_round_fails_though_all_its_digests_are_right() {
    let mut deal = Deal::new();
    let mut record = deal.record(Who::Li, Decision::Accept, &["term"]);
    record.seen.clear();
    deal.reword(Who::Anna, "thirty", "sixty");
    deal.place(Who::Li, &record);
    deal.by(Who::Li).record("Positions");
    assert_eq!(deal.codes(), ["A15-round"]);
}

#[test]
fn an_acceptance_made_side_by_side_with_a_round_is_honest() {
    let mut deal = Deal::new();
    deal.git.run(&["branch", "side"]);
    deal.accept(Who::Li, &["term"]);
    deal.git.run(&["checkout", "-q", "side"]);
    let customer = deal.last.remove("customer");
    deal.reword(Who::Anna, "thirty", "sixty");
    deal.by(Who::Anna);
    deal.git.merge("main", &[]);
    deal.last.extend(customer.map(|last| ("customer", last)));
    deal.accept(Who::Li, &["term"]);
    assert_eq!(deal.codes(), [""; 0], "{:#?}", deal.audit().findings);
}

#[test]
fn a_deletion_of_a_clause_that_never_was_is_told_and_refused() {
    let mut deal = Deal::new();
    deal.accept(Who::Li, &["fees"]);
    let good = deal.head().to_string();
    deal.accept(Who::Li, &["ghost"]);
    assert_eq!(deal.codes(), ["A14-digest"]);
    assert_eq!(refused(&deal, &good, &[]), ["A14-digest"]);
    let report = deal.audit();
    let told = report.findings.iter().find(|one| one.code == "A14-digest");
    let said = told.expect("told").message(Language::English);
    assert!(said.contains("`ghost`") && said.contains("never was one"), "{said}");
    // That the clause comes in later makes the record no better.
    let text = deal.text() + "  - id: ghost\n    text: The Vendor is never liable.\n";
    deal.send(Who::Anna, &text);
    assert_eq!(deal.codes(), ["A14-digest"]);

    // One that was there, in a round or in a change that nobody sent, can be accepted as deleted.
    let mut deal = Deal::new();
    let text = deal.text();
    let (kept, _) = text.split_once("  - id: audit\n").expect("a clause");
    deal.send(Who::Anna, kept);
    deal.accept(Who::Li, &["audit"]);
    assert_eq!(deal.codes(), [""; 0]);
}

#[test]
fn nobody_writes_under_another_partys_path() {
    let mut deal = Deal::new();
    let mut record = deal.record(Who::Li, Decision::Accept, &["fees"]);
    record.party = "vendor".into();
    record.seq = 2;
    record.prev = vec![deal.last["vendor"].0];
    record.seen.clear();
    deal.place(Who::Li, &record);
    deal.by(Who::Li).record("Positions");
    assert_eq!(deal.codes(), ["A09-party"]);

    let mut deal = Deal::new();
    let record = deal.record(Who::Li, Decision::Accept, &["fees"]);
    deal.place(Who::Li, &record);
    deal.by(Who::Anna).record("Li told me so");
    assert_eq!(deal.codes(), ["A09-party"]);
}

#[test]
fn a_records_signature_is_one_block_of_its_own_purpose() {
    type Make = fn(&Deal, &[u8]) -> Option<Vec<u8>>;
    let ways: [(&str, Make); 4] = [
        ("another purpose", |deal, bytes| Some(deal.sign(Who::Li, bytes, "git"))),
        ("junk behind it", |deal, bytes| {
            Some([deal.sign(Who::Li, bytes, "position@adidem"), b"junk\n".to_vec()].concat())
        }),
        ("over other bytes", |deal, _| {
            Some(deal.sign(Who::Li, b"other", "position@adidem"))
        }),
        ("none at all", |_, _| None),
    ];
    for (name, make) in ways {
        let mut deal = Deal::new();
        let record = deal.record(Who::Li, Decision::Accept, &["fees"]);
        let path = deal.place(Who::Li, &record);
        match make(&deal, write_record(&record).as_bytes()) {
            Some(signature) => {
                deal.git
                    .file(&format!("{path}.sig"), &String::from_utf8(signature).expect("text"));
            }
            None => fs::remove_file(deal.git.top().join(format!("{path}.sig"))).expect("the signature"),
        }
        deal.by(Who::Li).record("Positions");
        assert_eq!(deal.codes(), ["A10-record-signature"], "{name}");
    }
}

#[test]
fn a_record_is_what_its_name_says_and_nothing_else_lies_beside_it() {
    let mut deal = Deal::new();
    let record = deal.record(Who::Li, Decision::Accept, &["fees"]);
    let path = deal.place(Who::Li, &record);
    let top = deal.git.top();
    for ending in ["", ".sig"] {
        let wrong = top.join(format!("records/crm/customer/1-000000000000.yaml{ending}"));
        fs::rename(top.join(format!("{path}{ending}")), wrong).expect("another name");
    }
    deal.by(Who::Li).record("Positions");
    assert_eq!(deal.codes(), ["A11-record"]);

    let mut deal = Deal::new();
    deal.by(Who::Li).change(
        "records/crm/customer/1-000000000000.yaml",
        "format: adidem/record/1\n",
        "x",
    );
    assert_eq!(deal.codes(), ["A11-record"]);

    let mut deal = Deal::new();
    deal.by(Who::Li).change(
        "records/crm/customer/1-000000000000.yaml",
        "format: adidem/record/x\nkind: x\n",
        "x",
    );
    assert_eq!(deal.codes(), ["A11-record"]);

    let mut deal = Deal::new();
    deal.by(Who::Li).change("records/crm/notes.txt", "x", "x");
    assert_eq!(deal.codes(), ["A11-stray"]);
}

#[test]
fn a_record_of_another_contract_does_not_pass_for_one_of_this() {
    let mut deal = Deal::new();
    let path = deal.accept(Who::Li, &["fees"]);
    let text = deal.text();
    deal.by(Who::Anna).change("contracts/nda.yaml", &text, "Another deal");
    let top = deal.git.top();
    for ending in ["", ".sig"] {
        let bytes = fs::read_to_string(top.join(format!("{path}{ending}"))).expect("the record");
        deal.git
            .file(&format!("{}{ending}", path.replace("/crm/", "/nda/")), &bytes);
    }
    deal.by(Who::Li).record("Replay");
    assert!(deal.codes().contains(&"A12-replay".to_owned()), "{:?}", deal.codes());
}

#[test]
fn what_two_machines_recorded_is_joined_again_or_told() {
    let mut deal = Deal::new();
    let (one, mut other) = (
        deal.record(Who::Li, Decision::Accept, &["fees"]),
        deal.record(Who::Max, Decision::Reject, &["fees"]),
    );
    other.at = "2026-02-02T09:00:00Z".parse().expect("a date");
    deal.place(Who::Li, &one);
    deal.by(Who::Li).record("Positions");
    let first = deal.last["customer"].0;
    deal.place(Who::Max, &other);
    deal.by(Who::Max).record("Positions");
    assert_eq!(deal.codes(), ["?A12-fork"]);
    let mut joined = deal.record(Who::Li, Decision::Accept, &["fees"]);
    joined.prev.push(first);
    deal.place(Who::Li, &joined);
    deal.by(Who::Li).record("Positions");
    assert_eq!(deal.codes(), [""; 0]);
}

/// What a reader is told of a clause: its standing, and the customer's position.
fn told(deal: &Deal, clause: &str) -> [String; 2] {
    let mut status = deal.git.command(env!("CARGO_BIN_EXE_adidem"), &deal.git.top());
    status.args(["status", "crm", "--json"]);
    let status: Value = serde_json::from_slice(&succeed(status, b"")).expect("JSON");
    let clauses = status["clauses"].as_array().expect("clauses");
    let found = clauses.iter().find(|one| one["id"] == clause).expect("the clause");
    [&found["standing"], &found["positions"]["customer"]["position"]].map(|word| word.as_str().unwrap_or("").to_owned())
}

#[test]
fn what_the_other_side_says_it_saw_puts_no_acceptance_above_a_rejection_that_its_party_did_not_know() {
    let mut deal = Deal::new();
    deal.git.run(&["branch", "side"]);
    // The customer's one machine rejects; the vendor sees that and keeps it from the customer's other machine.
    deal.say(Who::Max, Decision::Reject, &["fees"]);
    deal.git.run(&["checkout", "-q", "side"]);
    deal.accept(Who::Anna, &["audit"]);
    deal.last.remove("customer");
    deal.accept(Who::Li, &["fees"]);
    deal.by(Who::Anna);
    deal.git.merge("main", &[]);
    assert_eq!(told(&deal, "fees"), ["rejected", "rejected"]);
    assert_eq!(deal.codes(), ["?A12-fork", "A13-later"], "{:#?}", deal.audit().findings);
}

#[test]
fn beside_a_record_of_a_later_version_no_clause_is_told_as_agreed() {
    let mut deal = Deal::new();
    deal.accept(Who::Li, &["terms", "fees", "term", "audit"]);
    assert_eq!(told(&deal, "fees"), ["agreed", "accepted"]);
    let path = of_a_later_version(&deal, "customer", Some(Who::Max));
    deal.by(Who::Max).record("Positions");
    assert_eq!(told(&deal, "fees"), ["awaiting", "accepted"]);
    let run = |command: &str| {
        let mut program = deal.git.command(env!("CARGO_BIN_EXE_adidem"), &deal.git.top());
        let output = program.args([command, "crm", "--lang", "en"]).output().expect("adidem");
        (output.status.code(), String::from_utf8(output.stdout).expect("text"))
    };
    for command in ["status", "ready"] {
        let (status, said) = run(command);
        let said = said.split_whitespace().collect::<Vec<_>>().join(" ");
        assert!(
            said.contains(&path) && said.contains("made by a later version"),
            "{command}: {said}"
        );
        assert_eq!(status, Some(i32::from(command == "ready")), "{said}");
    }
    // Nobody else's record takes anything from anybody.
    let mut deal = Deal::new();
    deal.accept(Who::Li, &["terms", "fees", "term", "audit"]);
    of_a_later_version(&deal, "customer", Some(Who::Anna));
    deal.by(Who::Anna).record("Positions");
    assert_eq!(told(&deal, "fees"), ["agreed", "accepted"]);
}

#[test]
fn only_own_records_are_withdrawn() {
    for (target, expected) in [("vendor", vec!["A15-withdraws"]), ("customer", vec![])] {
        let mut deal = Deal::new();
        deal.accept(Who::Li, &["fees"]);
        let mut record = deal.record(Who::Li, Decision::Withdraw, &["fees"]);
        record.withdraws = Some(deal.last[target].0);
        deal.place(Who::Li, &record);
        deal.by(Who::Li).record("Positions");
        assert_eq!(deal.codes(), expected);
    }
}

#[test]
fn an_offer_is_held_against_the_text_that_it_brings() {
    let mut deal = Deal::new();
    let text = deal.text().replace("thirty", "sixty");
    let mut record = deal.record(Who::Li, Decision::Offer, &["term"]);
    (record.round, deal.round) = (2, 2);
    deal.git.file(CONTRACT, &text);
    deal.place(Who::Li, &record);
    deal.by(Who::Li)
        .record("Send\n\nNote\n\nAdidem-Contract: crm\nAdidem-Round: 2\nAdidem-Party: customer\n");
    assert_eq!(deal.codes(), ["A14-digest"]);
}

/// Sends a round that changes no clause, its record written as version 0.1 wrote it.
fn bare_round(deal: &mut Deal) -> String {
    let text = deal.text().replacen("title: CRM", "title: CRM, final", 1);
    deal.git.file(CONTRACT, &text);
    let mut record = Record {
        format: RecordFormat::One,
        ..deal.record(Who::Anna, Decision::Offer, &[])
    };
    deal.round += 1;
    record.round = deal.round;
    let file = write_record(&record).replace("clauses: []", "clauses:");
    let id = RecordId::of(file.as_bytes());
    let path = format!("records/crm/vendor/{}-{}.yaml", record.seq, id.short());
    let signature = String::from_utf8(deal.sign(Who::Anna, file.as_bytes(), "position@adidem")).expect("text");
    deal.git.file(&path, &file).file(&format!("{path}.sig"), &signature);
    deal.last.insert("vendor", (id, record.seq));
    let trailers = format!(
        "Adidem-Contract: crm\nAdidem-Round: {}\nAdidem-Party: vendor",
        deal.round
    );
    deal.by(Who::Anna).record(&format!("Send crm\n\n{trailers}\n"));
    path
}

#[test]
fn a_record_that_the_first_version_wrote_of_no_clause_is_told_and_harms_nothing() {
    let mut deal = Deal::new();
    bare_round(&mut deal);
    assert_eq!(deal.codes(), ["?A11-no-clauses"], "{:#?}", deal.audit().findings);
    // What is built on it is as sound.
    deal.accept(Who::Li, &["fees"]);
    deal.reword(Who::Anna, "thirty", "sixty");
    assert_eq!(deal.codes(), ["?A11-no-clauses"], "{:#?}", deal.audit().findings);
}

#[test]
fn such_a_record_has_to_be_right_in_everything_else() {
    let mut deal = Deal::new();
    let path = bare_round(&mut deal);
    let file = fs::read_to_string(deal.git.top().join(&path)).expect("the record");
    deal.git.file(&path, &file.replace("round: 2", "round:  2"));
    deal.by(Who::Anna).record("Touched");
    assert_eq!(deal.codes(), ["A08-altered", "A11-record"]);
}
