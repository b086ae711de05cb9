//! Whose hand a change is: author and key are one person, and nobody writes into a contract whom it does not list.

use adidem::audit::{Memory, guard};
use adidem::history::Repository;

use super::deal::{CONTRACT, Deal, Who, now};

/// The codes for which a shared repository refuses everything since a state.
pub(crate) fn refused_since(deal: &Deal, old: &str) -> Vec<&'static str> {
    let repository = Repository::open_for_audit(&deal.git.top()).expect("a repository");
    let found = guard(
        &repository,
        &format!("{old} {} refs/heads/main\n", deal.head()),
        &Memory::default(),
        now(),
    );
    found.into_iter().map(|one| one.code).collect()
}

#[test]
fn a_change_under_a_colleagues_name_or_address_is_told_and_refused() {
    let accounts = [
        (format!("{} <{}>", Who::Li.name(), Who::Max.email()), "A05-foreign-name"),
        (
            format!("{} <{}>", Who::Anna.name(), Who::Max.email().to_uppercase()),
            "A05-foreign-name",
        ),
        (format!("{} <{}>", Who::Max.name(), Who::Li.email()), "A05-foreign-key"),
        (format!("{} <{}>", Who::Li.name(), Who::Li.email()), "A05-foreign-key"),
    ];
    for (author, code) in accounts {
        let mut deal = Deal::new();
        let first = deal.head().to_string();
        deal.act(Who::Max, Some(Who::Max));
        deal.git.by(&author);
        deal.edit("thirty days", "sixty days");
        let codes = deal.codes();
        assert!(codes.contains(&code.to_owned()), "{author}: {codes:?}");
        assert_eq!(refused_since(&deal, &first), [code], "{author}");
    }
}

#[test]
fn another_way_of_writing_ones_own_name_is_nobodys_affair() {
    for name in ["M. Wang", "王先生", "max"] {
        let mut deal = Deal::new();
        let first = deal.head().to_string();
        deal.act(Who::Max, Some(Who::Max));
        deal.git.by(&format!("{name} <{}>", Who::Max.email()));
        deal.edit("thirty days", "sixty days");
        assert_eq!(
            (deal.codes(), refused_since(&deal, &first)),
            (vec!["?A18-unsent".to_owned()], vec![]),
            "{name}"
        );
    }
}

#[test]
fn two_people_of_one_name_on_either_side_are_told_apart_by_their_addresses() {
    let mut deal = Deal::unsent();
    let text = deal.draft().replace(Who::Anna.name(), Who::Max.name());
    deal.send(Who::Anna, &text);
    let first = deal.head().to_string();
    deal.reword(Who::Max, "thirty days", "sixty days");
    deal.accept(Who::Anna, &["term"]);
    assert_eq!((deal.codes(), refused_since(&deal, &first)), (vec![], vec![]));
}

#[test]
fn a_record_signed_with_a_colleagues_key_does_not_count() {
    let mut deal = Deal::new();
    let first = deal.head().to_string();
    let mut record = deal.record(Who::Li, adidem::negotiation::Decision::Accept, &["fees"]);
    record.key = Some(deal.key(Who::Max).fingerprint().to_owned());
    deal.place(Who::Max, &record);
    deal.by(Who::Max).record("Positions");
    assert!(
        deal.codes().iter().any(|code| code.starts_with("A09")),
        "{:?}",
        deal.codes()
    );
    assert!(!refused_since(&deal, &first).is_empty());
}

/// Round 1, and everything in it accepted by the other side.
fn agreed() -> Deal {
    let mut deal = Deal::unsent();
    let duty = "    x-duties: [{party: vendor, does: sends a report, within: 10 days}]\n  - id: fees\n";
    let text = deal.draft().replace("  - id: fees\n", duty) + "# Annex A is in the safe.\n";
    deal.send(Who::Anna, &text);
    deal.accept(Who::Li, &["terms", "fees", "term", "audit"]);
    assert_eq!(deal.codes(), [""; 0]);
    deal
}

#[test]
fn a_stranger_changes_nothing_beside_the_clauses_once_somebody_accepted() {
    for signs in [None, Some(Who::Eve)] {
        for (old, new) in [
            ("title: CRM", "title: CRM and hardware"),
            ("within: 10 days", "within: 99 days"),
            ("party: vendor, does", "party: customer, does"),
            ("# Annex A is in the safe.", "# The fee is doubled."),
            ("name: Beacon", "name: Beacon Holding"),
            ("    name: Yunfan\n", "    name: Yunfan\n    role: Guarantor\n"),
            ("title: CRM\n", "title: CRM\nx-note: the vendor may leave\n"),
        ] {
            let mut deal = agreed();
            let before = deal.head().to_string();
            deal.act(Who::Eve, signs);
            deal.edit(old, new);
            assert_eq!(deal.codes(), ["A18-no-member"], "{new}");
            assert_eq!(refused_since(&deal, &before), ["A18-no-member"], "{new}");
        }
    }
}

#[test]
fn a_stranger_who_does_not_sign_is_refused_from_the_first_round_on() {
    let mut deal = Deal::new();
    let first = deal.head().to_string();
    deal.act(Who::Eve, None);
    deal.edit("100%", "10%");
    assert_eq!(refused_since(&deal, &first), ["A18-no-member"]);
}

/// Two lines of history that join again, of which neither touched the contract.
fn two_lines(deal: &mut Deal) {
    deal.git.run(&["checkout", "-q", "-b", "side"]);
    deal.git.change("a.txt", "a", "A");
    deal.git.run(&["checkout", "-q", "main"]);
    deal.git.change("b.txt", "b", "B");
    deal.git.run(&["merge", "-q", "--no-ff", "--no-commit", "side"]);
}

#[test]
fn a_merge_by_nobody_writes_nothing_beside_the_clauses() {
    for (old, new) in [
        ("within: 10 days", "within: 99 days"),
        (
            "# Annex A is in the safe.",
            "# Annex A is in the safe, and the fee is doubled.",
        ),
        ("# Annex A is in the safe.\n", ""),
    ] {
        let mut deal = agreed();
        let before = deal.head().to_string();
        deal.act(Who::Eve, None);
        two_lines(&mut deal);
        deal.edit(old, new);
        let refused = refused_since(&deal, &before);
        assert!(refused.contains(&"A06-beside"), "{new}: {refused:?}");
        assert!(deal.codes().contains(&"A06-beside".to_owned()), "{:?}", deal.codes());
    }
}

#[test]
fn an_unsigned_merge_that_only_joins_what_members_wrote_is_taken() {
    let mut deal = agreed();
    let before = deal.head().to_string();
    deal.git.run(&["checkout", "-q", "-b", "side"]);
    deal.reword(Who::Anna, "within: 10 days", "within: 12 days");
    deal.git.run(&["checkout", "-q", "main"]);
    deal.by(Who::Anna).change("b.txt", "b", "B");
    deal.act(Who::Anna, None);
    deal.git.merge("side", &[]);
    assert_eq!((deal.codes(), refused_since(&deal, &before)), (vec![], vec![]));

    let mut deal = agreed();
    let before = deal.head().to_string();
    deal.git.run(&["checkout", "-q", "-b", "side"]);
    deal.by(Who::Li);
    deal.edit("# Annex A is in the safe.", "# Annex A is at the notary's.");
    deal.git.run(&["checkout", "-q", "main"]);
    deal.by(Who::Anna);
    deal.edit("title: CRM\n", "title: CRM\nx-note: none\n");
    deal.act(Who::Anna, None);
    deal.git.merge("side", &[]);
    assert_eq!(
        (deal.codes(), refused_since(&deal, &before)),
        (vec!["?A18-unsent".to_owned()], vec![])
    );
    assert!(deal.text().contains("notary") && deal.text().contains("x-note"));
}

/// A change of the contract whose message and head are as they are given, signed by the vendor.
fn raw_change(deal: &mut Deal, headers: &str, message: &[u8]) {
    deal.act(Who::Anna, Some(Who::Anna));
    let text = deal.text().replace("100%", "10%");
    deal.git.file(CONTRACT, &text).run(&["add", "--all"]);
    let (tree, parent) = (deal.git.run(&["write-tree"]), deal.head());
    let person = format!("{} <{}> 1767664800 +0800", Who::Anna.name(), Who::Anna.email());
    let head = format!("tree {tree}\nparent {parent}\nauthor {person}\ncommitter {person}\n{headers}");
    let payload = [head.as_bytes(), b"\n", message].concat();
    let signature = String::from_utf8(deal.sign(Who::Anna, &payload, "git")).expect("text");
    let signature = format!("gpgsig {}\n", signature.trim_end().replace('\n', "\n "));
    let whole = [head.as_bytes(), signature.as_bytes(), b"\n", message].concat();
    let change = deal.store("commit", &whole);
    deal.git.run(&["update-ref", "refs/heads/main", &change]);
    deal.git.run(&["reset", "-q", "--hard"]);
}

const TRAILERS: &str = "Adidem-Contract: crm\nAdidem-Round: 2\nAdidem-Party: vendor\n";

#[test]
fn what_git_log_does_not_show_sends_no_round_and_is_refused() {
    for (headers, message) in [
        ("", format!("Tidy\0\n\n{TRAILERS}")),
        ("", format!("Tidy\n\n{TRAILERS}\0Signed: nobody")),
        ("", format!("Tidy\u{1b}[8m\n\n{TRAILERS}")),
        ("", format!("Tidy\r\r\n\n{TRAILERS}")),
        ("encoding UTF-16\n", format!("Tidy\n\n{TRAILERS}")),
        ("encoding UTF-7\n", format!("Tidy\n\n{TRAILERS}")),
        ("encoding IBM037\n", format!("Tidy\n\n{TRAILERS}")),
        ("", format!("Tidy\n\n{TRAILERS}Adidem-Round: 3\n")),
        ("", format!("Tidy\n\n{TRAILERS}\n# more\n")),
    ] {
        let mut deal = Deal::new();
        let first = deal.head().to_string();
        raw_change(&mut deal, headers, message.as_bytes());
        let codes = deal.codes();
        assert_eq!(codes, ["?A18-unsent", "A05-message"], "{headers}{message:?}");
        assert_eq!(refused_since(&deal, &first), ["A05-message"], "{headers}{message:?}");
    }
    let mut deal = Deal::new();
    let first = deal.head().to_string();
    raw_change(
        &mut deal,
        "encoding GBK\n",
        &[b"\xd0\xde\n\n", TRAILERS.as_bytes()].concat(),
    );
    assert_eq!(
        (deal.codes(), refused_since(&deal, &first)),
        (vec![], vec![]),
        "an honest message in another encoding"
    );
}
