//! Checks 5 to 8: everything that stock git lets through.

use std::fs;

use adidem::language::Language;
use adidem::negotiation::Decision;
use base64ct::{Base64, Encoding as _};

use super::deal::{CONTRACT, Deal, TERMS, Who};

#[test]
fn an_unsigned_change_of_a_party_with_keys_fails() {
    let mut deal = Deal::new();
    deal.act(Who::Li, None);
    deal.edit("the books", "all books");
    assert_eq!(deal.codes(), ["?A18-unsent", "A05-unsigned"]);
}

#[test]
fn bobs_key_under_alices_name_fails_within_a_party_and_across() {
    let mut deal = Deal::new();
    deal.act(Who::Li, Some(Who::Anna));
    deal.edit("the books", "all books");
    deal.act(Who::Li, Some(Who::Max));
    deal.edit("all books", "any books");
    let report = deal.audit();
    let foreign: Vec<_> = report
        .findings
        .iter()
        .filter(|one| one.code == "A05-foreign-key")
        .collect();
    assert_eq!(foreign.len(), 2, "{report:#?}");
    let told = |at: usize| foreign[at].message(Language::English);
    assert!(told(0).contains("Anna Weber") && told(1).contains("Max Wang"));
    let stock = deal.git.try_in(
        &deal.git.top(),
        &[
            "-c",
            "gpg.ssh.allowedSignersFile=/dev/null",
            "log",
            "-1",
            "--format=%G?",
        ],
    );
    assert!(stock.status.success(), "stock git has nothing to say of the author");
}

#[test]
fn a_key_listed_under_two_people_counts_for_the_author_only_if_the_author_lists_it() {
    let mut deal = Deal::unsent();
    let shared = deal.key(Who::Max).to_string();
    let li = deal.key(Who::Li).to_string();
    let text = deal.draft().replacen(&li, &format!("{li}, {shared}"), 1);
    deal.send(Who::Anna, &text);
    deal.act(Who::Li, Some(Who::Max));
    deal.edit("the books", "all books");
    assert_eq!(deal.codes(), ["?A18-unsent"], "she lists it herself");
    deal.act(Who::Max, Some(Who::Li));
    deal.edit("all books", "any books");
    assert_eq!(deal.codes(), ["?A18-unsent", "A05-foreign-key"]);
}

/// An RSA key with the exponent 1: every message is its own signature.
fn key_open_to_all() -> String {
    let mut modulus = [0xa5; 257];
    modulus[0] = 0;
    let fields: [&[u8]; 3] = [b"ssh-rsa", &[1], &modulus];
    let blob: Vec<u8> = fields
        .iter()
        .flat_map(|field| [&u32::try_from(field.len()).expect("short").to_be_bytes()[..], field].concat())
        .collect();
    format!("ssh-rsa {}", Base64::encode_string(&blob))
}

#[test]
fn a_key_with_which_anybody_could_sign_fails_until_the_text_lists_another() {
    let mut deal = Deal::new();
    let text = deal.text();
    let own = deal.key(Who::Max).to_string();
    deal.send(
        Who::Li,
        &text.replacen(&own, &format!("{own}, {}", key_open_to_all()), 1),
    );
    let codes = deal.codes();
    assert!(codes.iter().any(|code| code == "A23-unusable-key"), "{codes:?}");
    deal.send(Who::Li, &text);
    let codes = deal.codes();
    assert!(codes.iter().all(|code| code != "A23-unusable-key"), "{codes:?}");
}

#[test]
fn a_key_that_was_taken_away_counts_no_more_whatever_the_date_says() {
    let mut deal = Deal::new();
    let text = deal.text();
    let line = format!("        keys: [{}]\n", deal.key(Who::Max));
    let gone = deal.key(Who::Eve).to_string();
    deal.send(Who::Li, &text.replace(&line, &format!("        keys: [{gone}]\n")));
    deal.act(Who::Max, Some(Who::Max));
    deal.git.run(&[
        "commit",
        "--quiet",
        "--allow-empty",
        "--date=2026-01-05T10:30:00+0800",
        "-m",
        "x",
    ]);
    deal.edit("the books", "all books");
    assert_eq!(deal.codes(), ["?A18-unsent", "A05-foreign-key"]);
}

#[test]
fn every_way_to_dress_a_signature_up_fails() {
    type Forge = fn(String) -> String;
    let ways: [(&str, Forge); 4] = [
        ("junk after the signature", |raw| {
            raw.replace(
                " -----END SSH SIGNATURE-----\n",
                " -----END SSH SIGNATURE-----\n junk\n",
            )
        }),
        ("two signatures", |raw| {
            let begin = raw.find("gpgsig ").expect("a signature");
            let end =
                raw.find("-----END SSH SIGNATURE-----\n").expect("its end") + "-----END SSH SIGNATURE-----\n".len();
            format!("{}{}{}", &raw[..end], &raw[begin..end], &raw[end..])
        }),
        ("a smuggled header", |raw| {
            raw.replacen("gpgsig ", "gpgsig-sha256 x\ngpgsig ", 1)
        }),
        ("wrapped otherwise", |raw| {
            let begin = raw.find("SIGNATURE-----\n").expect("a signature") + "SIGNATURE-----\n".len();
            format!("{}\n {}", &raw[..begin + 41], &raw[begin + 41..])
        }),
    ];
    for (name, forge) in ways {
        let mut deal = Deal::new();
        deal.accept(Who::Li, &["fees"]);
        assert_eq!(deal.codes(), [""; 0]);
        deal.replace_newest(forge);
        assert_eq!(deal.codes(), ["A05-signature"], "{name}");
    }
}

#[test]
fn a_signature_does_not_cover_an_altered_change() {
    let mut deal = Deal::new();
    deal.accept(Who::Li, &["fees"]);
    deal.replace_newest(|raw| raw.replace("Positions", "Position"));
    assert_eq!(deal.codes(), ["A05-signature"]);
}

#[test]
fn a_merge_that_turns_a_figure_on_the_side_fails() {
    let mut deal = Deal::new();
    deal.git.run(&["branch", "side"]);
    deal.reword(Who::Li, "the books", "all books");
    deal.git.run(&["checkout", "-q", "side"]);
    deal.by(Who::Anna).change("notes.txt", "n", "Notes");
    deal.git.run(&["checkout", "-q", "main"]);
    deal.git.run(&["merge", "-q", "--no-ff", "--no-commit", "side"]);
    let evil = deal.text().replace("100%", "10%");
    deal.git.file(CONTRACT, &evil);
    deal.by(Who::Anna).record("Merge branch 'side'");
    assert!(
        !deal.git.run(&["log", "-p", "-1", "--format=%s"]).contains("10%"),
        "stock git shows nothing of it"
    );
    assert_eq!(deal.codes(), ["?A18-unsent", "A06-merge"]);
}

#[test]
fn an_honest_merge_is_clean() {
    let mut deal = Deal::new();
    deal.git.run(&["branch", "side"]);
    deal.accept(Who::Li, &["fees"]);
    deal.git.run(&["checkout", "-q", "side"]);
    let customer = deal.last.remove("customer");
    deal.reword(Who::Anna, "the books", "all books");
    deal.git.run(&["checkout", "-q", "main"]);
    deal.last.extend(customer.map(|last| ("customer", last)));
    deal.act(Who::Li, None);
    deal.git.merge("side", &[]);
    assert_eq!(deal.codes(), [""; 0], "{:#?}", deal.audit().findings);
}

#[test]
fn a_merge_that_drops_a_record_fails() {
    let mut deal = Deal::new();
    deal.git.run(&["branch", "side"]);
    deal.by(Who::Anna).change("notes.txt", "n", "Notes");
    deal.git.run(&["checkout", "-q", "side"]);
    deal.accept(Who::Li, &["fees"]);
    deal.git.run(&["checkout", "-q", "main"]);
    deal.by(Who::Anna);
    deal.git.merge("side", &["-s", "ours"]);
    assert_eq!(
        deal.git
            .run(&["log", "--format=%s", "-m", "--first-parent", "-1", "--", "records/"]),
        "Send crm"
    );
    assert_eq!(deal.codes(), ["A06-dropped-record"]);
}

#[test]
fn dates_of_tomorrow_and_dates_before_their_parents_are_told() {
    let mut deal = Deal::new();
    deal.by(Who::Li);
    deal.git.file(CONTRACT, &deal.text().replace("books", "papers"));
    let commit = |deal: &Deal, date: &str| {
        let mut commit = deal.git.command("git", &deal.git.top());
        commit
            .args(["commit", "-q", "-a", "-m", "x"])
            .env("GIT_COMMITTER_DATE", date)
            .env("GIT_AUTHOR_DATE", date);
        assert!(commit.status().expect("git").success());
    };
    commit(&deal, "2030-01-01T00:00:00+0800");
    assert_eq!(deal.codes(), ["?A07-future", "?A18-unsent"]);
    deal.git.file(CONTRACT, &deal.text().replace("papers", "files"));
    commit(&deal, "2026-01-05T00:00:00+0800");
    assert_eq!(deal.codes(), ["?A07-before-parent", "?A07-future", "?A18-unsent"]);
}

#[test]
fn a_record_is_never_taken_away_nor_altered() {
    let mut deal = Deal::new();
    let path = deal.accept(Who::Li, &["fees"]);
    deal.accept(Who::Li, &["terms"]);
    fs::remove_file(deal.git.top().join(&path)).expect("the record");
    deal.by(Who::Anna).record("Tidy");
    assert_eq!(deal.codes(), ["A08-removed", "A11-stray", "A12-gap", "A13-dangling"]);

    let mut deal = Deal::new();
    let path = deal.accept(Who::Li, &["fees"]);
    let record = fs::read_to_string(deal.git.top().join(&path)).expect("the record");
    deal.by(Who::Anna)
        .change(&path, &record.replace("accept", "reject"), "Tidy");
    let codes = deal.codes();
    assert!(codes.contains(&"A08-altered".to_owned()), "{codes:?}");

    let mut deal = Deal::new();
    let path = deal.accept(Who::Li, &["fees"]) + ".sig";
    let other = deal.sign(Who::Li, b"other", "position@adidem");
    deal.by(Who::Li)
        .change(&path, &String::from_utf8(other).expect("text"), "Sign anew");
    assert_eq!(deal.codes(), ["A08-altered", "A10-record-signature"]);
}

#[test]
fn an_old_wording_by_a_plain_merge_of_one_side_fails() {
    let mut deal = Deal::new();
    deal.git.run(&["branch", "side"]);
    deal.reword(Who::Anna, TERMS, "“Fees” means the sums in Annex B.");
    deal.git.run(&["checkout", "-q", "side"]);
    deal.by(Who::Li).change("notes.txt", "n", "Notes");
    deal.git.run(&["checkout", "-q", "main"]);
    deal.git.run(&["merge", "-q", "--no-ff", "--no-commit", "side"]);
    deal.git.run(&["checkout", "side", "--", CONTRACT]);
    deal.by(Who::Li).record("Merge branch 'side'");
    assert!(deal.codes().contains(&"A06-merge".to_owned()), "{:?}", deal.codes());
}

#[test]
fn where_nobody_ever_used_adidem_the_same_is_a_warning() {
    let mut deal = Deal::unsent();
    let text = deal.draft();
    deal.act(Who::Anna, None);
    deal.git.change(CONTRACT, &text, "First draft");
    deal.act(Who::Eve, None);
    deal.edit("books", "papers");
    deal.edit("papers", "files");
    let report = deal.audit();
    let codes = super::deal::codes(&report);
    assert_eq!(codes, ["?A05-unsigned", "?A18-no-member"]);
    assert_eq!(
        report.findings.iter().filter(|one| one.check == 18).count(),
        1,
        "one for each author"
    );
    deal.act(Who::Anna, Some(Who::Anna));
    let record = deal.record(Who::Anna, Decision::Accept, &["fees"]);
    assert_eq!(record.seq, 1);
}
