//! How long an audit takes beside `git log`, in one run.

use std::fs;
use std::time::Instant;

use adidem::audit::{Memory, Verdict};
use adidem::history::{MadeUpKey, NewChange, POSITIONS, Repository, SIGNED_CHANGE, write};
use adidem::negotiation::{CommitId, Decision, Person, RecordId, write_record};
use chrono::{DateTime, TimeDelta};

use super::deal::{CONTRACT, Deal, Who, audited, codes};

/// Adds so many signed records, each in a signed change of its own: half the acceptances of the customer, half those of
/// the vendor.
fn fill(deal: &Deal, keys: &[(Who, MadeUpKey); 2], count: u32) {
    let repository = Repository::open(&deal.git.top()).expect("a repository");
    let mut base: CommitId = deal.head();
    let mut last: [Option<(RecordId, u32)>; 2] = [None, deal.last.get("vendor").copied()];
    let template = keys
        .each_ref()
        .map(|(who, _)| deal.record(*who, Decision::Accept, &["fees", "term"]));
    for number in 0..count {
        let own = usize::from(number % 2 == 1);
        let (who, key) = &keys[own];
        let mut record = template[own].clone();
        record.key = Some(key.fingerprint());
        record.base = Some(base);
        record.seq = last[own].map_or(0, |(_, seq)| seq) + 1;
        record.prev = last[own].map(|(id, _)| id).into_iter().collect();
        record.seen = last[1 - own]
            .map(|(id, _)| (keys[1 - own].0.party().to_owned(), id))
            .into_iter()
            .collect();
        let file = write_record(&record);
        let path = Deal::path(&record);
        let (signature, beside) = (
            key.sign(POSITIONS, file.as_bytes()).expect("a signature") + "\n",
            format!("{path}.sig"),
        );
        let at = DateTime::from_timestamp(1_768_000_000, 0)
            .expect("a date")
            .fixed_offset()
            + TimeDelta::minutes(number.into());
        let files = [
            (path.as_str(), Some(file.as_bytes())),
            (beside.as_str(), Some(signature.as_bytes())),
        ];
        let author = Person {
            name: who.name().into(),
            email: who.email().into(),
        };
        let change = NewChange {
            files: &files,
            author: &author,
            at,
            message: "Positions\n",
            joins: &[],
        };
        let mut sign = |bytes: &[u8]| key.sign(SIGNED_CHANGE, bytes);
        base = write(&repository, &change, Some(&mut sign)).expect("a change");
        last[own] = Some((RecordId::of(file.as_bytes()), record.seq));
    }
}

fn measured(count: u32) -> (f64, f64, Deal) {
    let mut deal = Deal::unsent();
    let keys = [
        (Who::Li, MadeUpKey::from_seed(&[1; 32])),
        (Who::Anna, MadeUpKey::from_seed(&[2; 32])),
    ];
    let mut text = deal.draft();
    for (who, key) in &keys {
        let (old, new) = (deal.key(*who).to_string(), key.public_key().expect("a key"));
        text = text.replace(&old, &format!("{old}, {new}"));
    }
    deal.send(Who::Anna, &text);
    fill(&deal, &keys, count);
    deal.git.run(&["gc", "-q"]);
    let signers: Vec<String> = keys
        .iter()
        .map(|(who, key)| format!("{} {}\n", who.email(), key.public_key().expect("a key")))
        .collect();
    let list = deal.git.beside("allowed");
    fs::write(&list, signers.concat()).expect("a list");
    let setting = format!("gpg.ssh.allowedSignersFile={}", list.display());
    let begin = Instant::now();
    let stock = deal
        .git
        .run(&["-c", &setting, "log", "--format=%G?", "--", CONTRACT, "records"]);
    let stock_took = begin.elapsed().as_secs_f64();
    assert!(stock.lines().filter(|line| *line == "G").count() >= count as usize);
    let begin = Instant::now();
    let report = audited(&deal.git.top(), &Memory::default());
    let took = begin.elapsed().as_secs_f64();
    assert_eq!(report.verdict(), Verdict::Holds, "{:?}", codes(&report));
    assert_eq!(
        (report.records, report.signatures),
        (count as usize + 1, 2 * (count as usize + 1))
    );
    (took, stock_took, deal)
}

/// How long the program takes for one command, in seconds.
fn timed(deal: &Deal, arguments: &[&str]) -> f64 {
    let begin = Instant::now();
    let output = deal
        .git
        .command(env!("CARGO_BIN_EXE_adidem"), &deal.git.top())
        .args(arguments)
        .output();
    let output = output.expect("adidem");
    assert!(
        output.status.success(),
        "{arguments:?}: {}",
        String::from_utf8_lossy(&output.stderr)
    );
    begin.elapsed().as_secs_f64()
}

#[test]
#[cfg_attr(debug_assertions, ignore = "said of optimised code")]
fn fifty_records_are_audited_faster_than_git_verifies_them() {
    let (took, stock, _) = measured(50);
    assert!(took < stock, "{took} s against {stock} s");
}

#[test]
#[ignore = "a minute with `--release`"]
fn a_thousand_records_are_audited_fifty_times_faster_than_git_verifies_them() {
    let (took, stock, mut deal) = measured(1_000);
    println!("{took:.3} s against {stock:.3} s: {:.0} times", stock / took);
    deal.act(Who::Li, Some(Who::Li));
    let (status, accept) = (
        timed(&deal, &["status", "crm"]),
        timed(&deal, &["accept", "crm", "audit", "--yes"]),
    );
    println!("status {status:.3} s, accept {accept:.3} s");
    assert!(took * 50.0 <= stock, "{took} s against {stock} s");
    assert!(
        status < 3.0 && accept < 3.0,
        "a thousand records make a lawyer wait: {status} s, {accept} s"
    );
}
