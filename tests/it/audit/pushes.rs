//! What a shared repository refuses, and what stock tools say of the same signatures.

use std::fs;

use adidem::audit::{AuditScope, Memory, audit, cross_check_all, guard, refusal};
use adidem::history::Repository;
use adidem::language::Language;
use adidem::negotiation::Decision;

use super::deal::{CONTRACT, Deal, Who, codes, now};

const NOTHING: &str = "0000000000000000000000000000000000000000";

/// What refuses a push that moves the main line from one state to another.
fn refused(deal: &Deal, old: &str, new: &str, reference: &str) -> Vec<&'static str> {
    let repository = Repository::open_for_audit(&deal.git.top()).expect("a repository");
    let found = guard(
        &repository,
        &format!("{old} {new} {reference}\n"),
        &Memory::default(),
        now(),
    );
    assert!(
        found
            .iter()
            .all(|one| refusal(one, Language::English).contains(one.code))
    );
    found.into_iter().map(|one| one.code).collect()
}

fn refused_from(deal: &Deal, old: &str) -> Vec<&'static str> {
    refused(deal, old, &deal.head().to_string(), "refs/heads/main")
}

#[test]
fn honest_pushes_are_taken_and_each_rule_refuses_by_name() {
    let mut deal = Deal::new();
    let first = deal.head().to_string();
    assert_eq!(refused_from(&deal, NOTHING), [""; 0]);
    deal.accept(Who::Li, &["fees"]);
    deal.reword(Who::Anna, "thirty", "sixty");
    let good = deal.head().to_string();
    assert_eq!(refused_from(&deal, &first), [""; 0]);
    assert_eq!(refused(&deal, &good, &first, "refs/heads/main"), ["A04-push-rewrites"]);
    assert_eq!(refused(&deal, &good, NOTHING, "refs/heads/main"), ["A08-push-deletes"]);
    assert_eq!(refused(&deal, NOTHING, &good, "refs/replace/x"), ["A01-push"]);
    assert_eq!(refused(&deal, NOTHING, &good, "refs/notes/commits"), ["A01-push"]);
    assert_eq!(refused(&deal, &first, &good, "refs/tags/v1"), ["A08-push-moves"]);
    assert_eq!(refused(&deal, "x", &good, "refs/heads/main"), ["A02-hook"]);

    deal.act(Who::Li, None);
    deal.edit("the books", "all books");
    assert_eq!(refused_from(&deal, &good), ["A05-unsigned"]);
    let known = deal.head().to_string();
    deal.by(Who::Max).change("notes.txt", "n", "Notes");
    assert_eq!(
        refused_from(&deal, &known),
        [""; 0],
        "what everybody has already refuses nothing"
    );

    let large = deal.git.top().join("large.bin");
    fs::write(large, vec![b'x'; (16 << 20) + 1]).expect("a large file");
    deal.by(Who::Max).record("A film");
    assert_eq!(refused_from(&deal, &known), ["A02-push-size"]);
}

#[test]
fn names_of_one_push_are_held_against_each_other_too() {
    let deal = Deal::new();
    let repository = Repository::open_for_audit(&deal.git.top()).expect("a repository");
    let head = deal.head().to_string();
    let refused = |names: &[&str]| -> usize {
        let lines: Vec<String> = names.iter().map(|name| format!("{NOTHING} {head} {name}\n")).collect();
        let found = guard(&repository, &lines.concat(), &Memory::default(), now());
        found.iter().filter(|one| one.code == "A02-push-name").count()
    };
    for (names, of_them) in [
        (&["refs/heads/moor", "refs/heads/Moor"][..], 2),
        (&["refs/heads/moor", "refs/tags/moor"], 2),
        (&["refs/tags/na\u{ef}ve", "refs/tags/nai\u{308}ve"], 2),
        (&["refs/heads/fen", "refs/heads/FEN/one"], 2),
        (&["refs/heads/fen", "refs/tags/FEN/one"], 0),
        (&["refs/heads/fen", "refs/heads/fenland", "refs/tags/one"], 0),
        (&["refs/heads/fen/one", "refs/heads/FEN/two"], 2),
        (&["refs/tags/fen/one", "refs/tags/FEN/two"], 2),
        (&["refs/heads/fen/one", "refs/heads/fen/two"], 0),
        (&["refs/heads/fen/one", "refs/tags/FEN/two"], 0),
        (&["refs/heads/a/fen/one", "refs/heads/a/Fen/b/two"], 2),
        (
            &["refs/heads/A/fen/one", "refs/heads/a/Fen/b/two", "refs/heads/c/one"],
            2,
        ),
        (&["refs/heads/b/fen/one", "refs/heads/a/Fen/two"], 0),
        (&["refs/heads/na\u{ef}ve/one", "refs/heads/nai\u{308}ve/two"], 2),
        (&["refs/heads/stra\u{df}e/one", "refs/heads/STRASSE/two"], 2),
        (&["refs/heads/fen/one", "refs/heads/f\u{200d}en/two"], 2),
        (&["refs/heads/aux", "refs/heads/auxiliary", "refs/tags/main.LOCK"], 2),
    ] {
        assert_eq!(refused(names), of_them, "{names:?}");
    }
    // One that is there already counts as much as one that comes along.
    deal.git.run(&["branch", "-q", "weald"]);
    assert_eq!(refused(&["refs/heads/Weald/one"]), 1);
    deal.git.run(&["branch", "-q", "down/chalk/one"]);
    for (name, of_them) in [
        ("refs/heads/Down/chalk/two", 1),
        ("refs/heads/Down/other", 1),
        ("refs/heads/down/CHALK/two", 1),
        ("refs/heads/down/chalk/two", 0),
        ("refs/heads/down/chalky/two", 0),
        ("refs/tags/Down/chalk", 0),
    ] {
        assert_eq!(refused(&[name]), of_them, "{name}");
    }
    // Of two that are there already, either may go, because everybody has what it names.
    deal.git.run(&["branch", "-q", "-m", "down/chalk/one", "Down/one"]);
    deal.git.run(&["branch", "-q", "down/two"]);
    let head = deal.head().to_string();
    let line = format!("{head} {NOTHING} refs/heads/Down/one\n");
    let repository = Repository::open_for_audit(&deal.git.top()).expect("a repository");
    assert_eq!(guard(&repository, &line, &Memory::default(), now()), []);
}

#[test]
fn nothing_oversized_comes_in_under_any_label() {
    let mut deal = Deal::new();
    let first = deal.head().to_string();
    fs::write(deal.git.top().join("large.bin"), vec![b'x'; (16 << 20) + 1]).expect("a large file");
    let blob = deal.git.run(&["hash-object", "-w", "large.bin"]);
    deal.git.run(&["checkout", "-q", "-b", "side"]);
    let with_film = deal.by(Who::Max).record("A film");
    let tree = deal.git.run(&["rev-parse", "side^{tree}"]);
    deal.git.run(&["checkout", "-q", "main"]);
    let tag = |name: &str, of: &str| {
        deal.git
            .run(&["-c", "tag.gpgsign=false", "tag", "-a", "-m", "T", name, of]);
        deal.git.run(&["rev-parse", &format!("refs/tags/{name}")])
    };
    let tagged_file = tag("file", &blob);
    let tagged_twice = tag("twice", &tagged_file);
    for (id, reference) in [
        (&blob, "refs/tags/film"),
        (&tagged_file, "refs/tags/film"),
        (&tagged_twice, "refs/tags/film"),
        (&tree, "refs/tags/film"),
        (&with_film, "refs/tags/film"),
        (&with_film, "refs/other/film"),
    ] {
        assert_eq!(
            refused(&deal, NOTHING, id, reference),
            ["A02-push-size"],
            "{id} {reference}"
        );
    }
    for honest in [first.clone(), tag("v1", &first)] {
        assert_eq!(refused(&deal, NOTHING, &honest, "refs/tags/v1"), [""; 0]);
    }
}

#[test]
fn what_nobody_of_the_parties_wrote_is_refused_where_parties_sign() {
    let mut deal = Deal::new();
    let first = deal.head().to_string();
    deal.by(Who::Eve);
    deal.edit("the books", "all books");
    assert_eq!(refused_from(&deal, &first), ["A18-no-member"]);
}

#[test]
fn drafting_is_judged_by_the_state_that_is_pushed_and_authority_change_by_change() {
    let mut deal = Deal::new();
    let first = deal.head().to_string();
    deal.reword(Who::Li, "the books", "the\u{200b} books");
    assert_eq!(refused_from(&deal, &first), ["A20-invisible"]);
    deal.reword(Who::Li, "the\u{200b} books", "the books");
    assert_eq!(
        refused_from(&deal, &first),
        [""; 0],
        "it was mended before it was shared"
    );
    let good = deal.head().to_string();
    deal.by(Who::Li);
    deal.edit("title: CRM\n", "title: CRM\ntitle: CRM\n");
    assert_eq!(refused_from(&deal, &good), ["A21-yaml"]);
    deal.edit("title: CRM\ntitle: CRM\n", "title: CRM\n");
    assert_eq!(refused_from(&deal, &good), [""; 0]);
    deal.act(Who::Li, None);
    deal.edit("the books", "all books");
    deal.by(Who::Li);
    deal.edit("all books", "the books");
    assert_eq!(
        refused_from(&deal, &good),
        ["A05-unsigned"],
        "nobody mends that a change was not signed"
    );
    assert_eq!(refused(&deal, NOTHING, &good, "refs/heads/main"), [""; 0]);
}

#[test]
fn a_wording_that_was_accepted_with_its_fault_can_still_be_shared_once_it_is_mended() {
    let mut deal = Deal::new();
    let first = deal.head().to_string();
    deal.reword(Who::Li, "the books", "the\u{200b} books");
    deal.accept(Who::Anna, &["audit"]);
    deal.reword(Who::Li, "the\u{200b} books", "the books");
    assert_eq!(deal.codes(), ["?A16-changed", "A20-invisible"]);
    assert_eq!(refused_from(&deal, &first), [""; 0]);
}

#[test]
fn nobody_gains_a_right_in_the_push_that_uses_it() {
    let mut deal = Deal::new();
    deal.accept(Who::Li, &["fees"]);
    let first = deal.head().to_string();
    let (old, new) = (deal.key(Who::Li).to_string(), deal.key(Who::Eve).to_string());
    deal.reword(Who::Anna, &old, &new);
    deal.act(Who::Li, Some(Who::Eve));
    deal.edit("the books", "all books");
    let codes = refused_from(&deal, &first);
    assert!(
        codes.contains(&"A23-keys") && codes.contains(&"A05-foreign-key"),
        "{codes:?}"
    );
}

#[test]
fn a_new_line_of_history_is_judged_against_what_everybody_has() {
    let mut deal = Deal::new();
    deal.act(Who::Li, None);
    deal.edit("the books", "all books");
    deal.git.run(&["branch", "old-sins"]);
    assert_eq!(
        refused(&deal, NOTHING, &deal.head().to_string(), "refs/heads/old-sins"),
        [""; 0]
    );
    deal.git.run(&["checkout", "-q", "-b", "side", "HEAD~1"]);
    deal.edit("the books", "any books");
    let side = deal.head().to_string();
    deal.git.run(&["checkout", "-q", "main"]);
    assert!(!refused(&deal, NOTHING, &side, "refs/heads/side").is_empty());
}

#[test]
fn a_range_tells_what_the_new_state_has_and_the_old_had_not() {
    let mut deal = Deal::new();
    deal.act(Who::Li, None);
    deal.edit("the books", "all books");
    let old = deal.head();
    deal.by(Who::Li);
    deal.edit("all books", "all\u{200b} books");
    let repository = Repository::open_for_audit(&deal.git.top()).expect("a repository");
    let scope = AuditScope {
        contract: Some("crm".into()),
        range: Some((Some(old), deal.head())),
    };
    let report = audit(&repository, &Memory::default(), &scope, now(), &mut |_| {}).expect("a report");
    assert_eq!(codes(&report), ["?A18-unsent", "A20-invisible"]);
    let nowhere = AuditScope {
        contract: Some("nda".into()),
        range: None,
    };
    assert!(audit(&repository, &Memory::default(), &nowhere, now(), &mut |_| {}).is_err());
}

#[test]
fn stock_tools_say_the_same_of_every_signature() {
    let mut deal = Deal::new();
    deal.accept(Who::Li, &["fees"]);
    deal.reword(Who::Max, "thirty", "sixty");
    deal.act(Who::Li, Some(Who::Anna));
    deal.edit("the books", "all books");
    let record = deal.record(Who::Li, Decision::Accept, &["audit"]);
    let path = deal.place(Who::Li, &record);
    let false_one = String::from_utf8(deal.sign(Who::Li, b"other", "position@adidem")).expect("text");
    deal.git.file(&format!("{path}.sig"), &false_one);
    deal.by(Who::Li).record("Positions");
    deal.accept(Who::Li, &["fees"]);
    deal.replace_newest(|raw| raw.replace("Positions", "Position"));
    let repository = Repository::open_for_audit(&deal.git.top()).expect("a repository");
    assert_eq!(
        cross_check_all(&repository, &Memory::default()).expect("stock tools"),
        []
    );
    deal.accept(Who::Li, &["fees"]);
    let end = " -----END SSH SIGNATURE-----\n";
    deal.replace_newest(|raw| raw.replace(end, &format!("{end} junk\n")));
    let repository = Repository::open_for_audit(&deal.git.top()).expect("a repository");
    assert_eq!(
        cross_check_all(&repository, &Memory::default()).expect("stock tools"),
        [],
        "stricter is no disagreement"
    );
    assert!(deal.text().contains("all books") && !CONTRACT.is_empty());
}
