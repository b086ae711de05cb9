//! What somebody can push to keep all others from taking the newest state, or from recording on top of it.

use std::fs;

use adidem::audit::{Memory, guard};
use adidem::history::Repository;
use adidem::negotiation::Decision;

use super::deal::{Deal, Who, now};

/// What refuses a push of what was recorded since a state.
fn refused_since(deal: &Deal, old: &str) -> Vec<&'static str> {
    let repository = Repository::open_for_audit(&deal.git.top()).expect("a repository");
    let line = format!("{old} {} refs/heads/main\n", deal.head());
    let mut codes: Vec<_> = guard(&repository, &line, &Memory::default(), now())
        .into_iter()
        .map(|one| one.code)
        .collect();
    codes.dedup();
    codes
}

/// Stores a file under any name, which no working folder need take.
fn put(deal: &mut Deal, mode: &str, path: &str, content: &str) {
    let blob = match mode {
        "160000" => content.to_owned(),
        _ => deal.store("blob", content.as_bytes()),
    };
    deal.act(Who::Eve, None);
    deal.git
        .run(&["update-index", "--add", "--cacheinfo", &format!("{mode},{blob},{path}")]);
    let tree = deal.git.run(&["write-tree"]);
    let change = deal.git.run(&["commit-tree", "-p", "HEAD", "-m", "A file", &tree]);
    deal.git.run(&["update-ref", "HEAD", &change]);
}

#[test]
fn a_date_that_no_calendar_knows_is_refused_and_told_whoever_made_it_up() {
    for (line, seconds) in [
        ("author", "9223372036854775807"),
        ("author", "9223372036854775808"),
        ("committer", "18446744073709551616"),
        ("committer", "99999999999999999999999999999999999999999"),
    ] {
        let mut deal = Deal::new();
        let before = deal.head().to_string();
        deal.act(Who::Eve, None);
        deal.git.change("README", "Hello", "Notes");
        deal.replace_newest(|raw| {
            let lines = raw.split_inclusive('\n').map(|one| match one.strip_prefix(line) {
                Some(rest) => format!(
                    "{line}{}> {seconds} +0000\n",
                    rest.split('>').next().expect("an address")
                ),
                None => one.to_owned(),
            });
            lines.collect::<Vec<_>>().concat()
        });
        assert_eq!(refused_since(&deal, &before), ["A05-header"], "{line} {seconds}");
        assert_eq!(deal.codes(), ["?A05-header"], "{line} {seconds}");
        // Signed and in the contract, it is nobody's word.
        let mut deal = Deal::new();
        deal.reword(Who::Anna, "the books", "all books");
        deal.replace_newest(|raw| raw.replacen(" 17", " 99999999999999999917", 2));
        assert!(deal.codes().contains(&"A05-signature".to_owned()), "{:?}", deal.codes());
    }
}

#[test]
fn an_entry_that_stands_for_nothing_is_refused_and_fails_while_it_is_there() {
    for mode in ["160000", "100644", "120000"] {
        let mut deal = Deal::new();
        let before = deal.head().to_string();
        let mut tree = fs::read(deal.git.top().join("none")).unwrap_or_default();
        for line in deal.git.run(&["ls-tree", "HEAD"]).lines() {
            let (about, name) = line.split_once('\t').expect("a name");
            let words: Vec<&str> = about.split(' ').collect();
            let bytes: Vec<u8> = (0..20)
                .map(|at| u8::from_str_radix(&words[2][at * 2..at * 2 + 2], 16).expect("hex"))
                .collect();
            tree.extend(
                [
                    words[0].trim_start_matches('0').as_bytes(),
                    b" ",
                    name.as_bytes(),
                    b"\0",
                    &bytes,
                ]
                .concat(),
            );
        }
        tree.extend([mode.as_bytes(), b" sub\0", &[0; 20]].concat());
        let tree = deal.store("tree", &tree);
        deal.act(Who::Eve, None);
        let made = deal.git.run(&["commit-tree", "-p", "HEAD", "-m", "A part", &tree]);
        deal.git.run(&["update-ref", "HEAD", &made]);
        assert_eq!(refused_since(&deal, &before), ["A22-path"], "{mode}");
        assert_eq!(deal.codes(), ["A22-path"], "{mode}");
        deal.git.run(&["update-ref", "HEAD", &before]);
        put(&mut deal, "160000", "sub", "1111111111111111111111111111111111111111");
        assert_eq!(
            (refused_since(&deal, &before), deal.codes()),
            (vec![], vec![]),
            "an honest submodule"
        );
    }
}

#[test]
fn no_attribute_about_the_encoding_of_files_comes_in() {
    for (path, line, told) in [
        (".gitattributes", "*.md working-tree-encoding", "A22-encoding"),
        (
            "a/b/c/.gitattributes",
            "* text working-tree-encoding=Elbonian",
            "A22-encoding",
        ),
        ("docs/.GitAttributes", "x working-tree-encoding=", "A22-encoding"),
        (
            ".gitattributes",
            "[attr]odd working-tree-encoding=UTF-9",
            "A22-encoding",
        ),
        (
            "docs/.gitattributes",
            "*.md working-tree-encoding=UTF-16",
            "?A22-encoding",
        ),
        ("docs/.gitattributes", "*.md -working-tree-encoding", "?A22-encoding"),
    ] {
        let mut deal = Deal::new();
        let before = deal.head().to_string();
        put(&mut deal, "100644", path, &format!("{line}\n"));
        assert_eq!(refused_since(&deal, &before), ["A22-encoding"], "{path} {line}");
        assert_eq!(deal.codes(), [told], "{path} {line}");
        let there = deal.head().to_string();
        put(&mut deal, "100644", "notes.txt", "n");
        assert_eq!(refused_since(&deal, &there), [""; 0], "what everybody has already");
    }
    let mut deal = Deal::new();
    let before = deal.head().to_string();
    put(
        &mut deal,
        "100644",
        "docs/.gitattributes",
        "*.png binary\n*.psd filter=lfs diff=lfs merge=lfs -text\n",
    );
    assert_eq!(refused_since(&deal, &before), [""; 0]);
}

#[test]
fn two_names_that_some_computers_take_for_one_do_not_come_in_and_are_told_where_they_are() {
    for (one, other) in [
        ("LICENSE", "license"),
        ("docs/caf\u{e9}.md", "docs/cafe\u{301}.md"),
        ("Annex/a.pdf", "annex/b.pdf"),
        ("a/b/Index", "a/b/index/x"),
    ] {
        let mut deal = Deal::new();
        put(&mut deal, "100644", one, "1");
        let before = deal.head().to_string();
        put(&mut deal, "100644", other, "2");
        assert_eq!(refused_since(&deal, &before), ["A22-same-name"], "{one} {other}");
        assert_eq!(deal.codes(), ["?A22-same-name"], "{one} {other}");
        let both = deal.head().to_string();
        put(&mut deal, "100644", "notes.txt", "n");
        assert_eq!(refused_since(&deal, &both), [""; 0], "it is there already");
    }
}

#[test]
fn an_id_that_does_not_show_is_refused_when_it_comes_in_and_stays_readable() {
    for id in [
        "fees\u{fe0f}",
        "fees\u{115f}",
        "\u{3164}",
        "audit\u{34f}",
        "fees\u{336}",
        "term\u{20e0}",
    ] {
        let mut deal = Deal::new();
        let before = deal.head().to_string();
        let text = deal.text() + &format!("  - id: {id}\n    heading: More\n    text: More is due.\n");
        deal.send(Who::Anna, &text);
        assert_eq!(refused_since(&deal, &before), ["A20-id"], "{id:?}");
        assert_eq!(deal.codes(), ["?A20-id"], "{id:?}");
        let there = deal.head().to_string();
        deal.accept(Who::Li, &[id]);
        deal.reword(Who::Li, "More is due.", "Less is due.");
        assert_eq!(refused_since(&deal, &there), [""; 0], "{id:?}");
        deal.reword(Who::Li, id, "more");
        assert_eq!(deal.codes(), ["?A16-changed", "?A20-id"], "told where it came in");
    }
}

#[test]
fn what_was_taken_away_and_lies_there_again_is_a_warning_and_anything_else_a_failure() {
    for signature in [false, true] {
        let mut deal = Deal::new();
        let record = deal.say(Who::Li, Decision::Reject, &["fees"]);
        let path = if signature {
            format!("{record}.sig")
        } else {
            record.clone()
        };
        let was = fs::read_to_string(deal.git.top().join(&path)).expect("the file");
        fs::remove_file(deal.git.top().join(&path)).expect("the file");
        deal.by(Who::Anna).record("Tidy");
        assert!(deal.codes().contains(&"A08-removed".to_owned()), "{:?}", deal.codes());
        let removed = deal.head().to_string();
        deal.by(Who::Li).change(&path, &was, "It is back");
        assert_eq!(deal.codes(), ["?A08-removed"], "{path}");
        assert_eq!(refused_since(&deal, &removed), [""; 0]);
        deal.by(Who::Anna).change(&path, &format!("{was}\n"), "Otherwise");
        assert!(deal.codes().contains(&"A08-altered".to_owned()), "{:?}", deal.codes());
        assert!(deal.codes().contains(&"A08-removed".to_owned()), "{:?}", deal.codes());
        deal.by(Who::Li).change(&path, &was, "It is back again");
        assert_eq!(deal.codes(), ["?A08-altered", "?A08-removed"], "{path}");
    }
}
