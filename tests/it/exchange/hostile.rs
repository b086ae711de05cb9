//! What a contract cannot do to the page.

use super::{clause, contract, english, pages};
use std::collections::BTreeMap;

use adidem::contract::{Contract, Member, Party};
use adidem::exchange::{
    Baseline, BaselineReason, Document, RecordRow, RecordTable, StoodByEach, Version, record_html, redline_html,
    redline_markdown,
};
use adidem::language::Language;
use adidem::redline::{CompareScope, FrontChange, FrontItem, Introduced, compare};

/// A contract that tries everything.
fn hostile(word: &str) -> Contract {
    let attack = format!(
        "<script>alert(1)</script> ]]> & \"quoted\" 'single' </del></p> <img src=x onerror=alert(1)> {{{{ style }}}} {word}\n\
         # heading\n- item\n1. list\n| a | b |\n**bold** `code` [link](javascript:alert) ~~struck~~ &lt;b&gt; </ins>\n\
         pay \u{202E}001 EUR\u{202C} and p\u{430}y \u{1b}[31m now"
    );
    let mut contract = contract(
        "T</title><script>alert(2)</script>\u{202E}",
        "\"><script>",
        vec![clause(
            "x\" onclick=\"y'><b>",
            "H</h3><script>alert(3)</script> \u{2066}|`",
            &attack,
        )],
    );
    contract.parties = vec![Party {
        id: "p<i>".into(),
        name: format!("Name</td>{word}"),
        ..Party::default()
    }];
    contract
}

#[test]
fn nothing_in_a_contract_becomes_markup_of_a_web_page() {
    let (_, html) = pages(&hostile("one"), &hostile("two"), Language::English, false);
    assert_eq!(html.matches("<script").count(), 1, "only the page's own script");
    assert_eq!(html.matches("</title>").count(), 1);
    for forbidden in [
        "<img",
        "<b>",
        "<i>",
        "onclick=\"",
        "lang=\"\">",
        "alert(1)</script>",
        "Name</td>",
    ] {
        assert!(!html.contains(forbidden), "{forbidden} got through:\n{html}");
    }
    assert!(html.contains("{{ style }}"), "a template's signs are words like others");
    assert!(html.contains("id=\"clause-x~22~~20~onclick~3d~~22~y~27~~3e~~3c~b~3e~\""));
}

#[test]
fn no_control_character_reaches_either_page() {
    let (markdown, html) = pages(&hostile("one"), &hostile("two"), Language::English, true);
    for page in [&markdown, &html] {
        let control = page.chars().find(|c| {
            (c.is_control() && *c != '\n')
                || matches!(c, '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}')
        });
        assert_eq!(control, None);
        for code in ["U+202E", "U+202C", "U+0430", "U+001B", "U+2066"] {
            assert!(page.contains(code), "{code} is not shown");
        }
    }
}

#[test]
fn nothing_in_a_contract_becomes_markup_of_markdown() {
    let (markdown, _) = pages(&hostile("one"), &hostile("two"), Language::English, false);
    let text: Vec<&str> = markdown.lines().skip_while(|line| !line.starts_with("### ")).collect();
    insta::assert_snapshot!(text.join("\n"), @r#"
    ### Hidden and look-alike characters

    - 1 H\</h3>\<script>alert(3)\</script> `U+2066`\|\`: the new text has `U+2066` (changes the direction of writing), `U+202E` (changes the direction of writing), `U+202C` (changes the direction of writing), а`U+0430` (looks like another character), `U+001B` (control character).

    ## Title, parties and members

    - Party p\<i>: <del>Name\</td>one</del> <ins>Name\</td>two</ins>

    ## Changed clauses

    Deleted words are between `<del>` and `</del>`, inserted words between `<ins>` and `</ins>`. `→5.2` follows words that moved to clause 5.2, `←5.2` precedes words that came from there. A code such as `U+200B` stands for a character that is invisible or looks like another.

    ### 1 H\</h3>\<script>alert(3)\</script> `U+2066`\|\`

    edited · substantive · **a figure changed** · **hidden or look-alike characters**

    \<script>alert(1)\</script> \]\]> & "quoted" 'single' \</del>\</p> \<img src=x onerror=alert(1)> {{ style }} <del>one</del><ins>two</ins>

    \# heading

    \- item

    1\. list

    \| a \| b \|

    \*\*bold\*\* \`code\` \[link\](javascript:alert) \~\~struck\~\~ \&lt;b\&gt; \</ins>

    pay `U+202E`001 EUR`U+202C` and pа`U+0430`y `U+001B`\[31m now
    "#);
}

/// Mark-up of both formats, and a character that turns the line round.
const BAIT: &str = "<img src=x onerror=q> **loud** [here](q) `raw` | cell \u{202E} &lt;";

/// A redline in which one fact alone holds the bait; `at` says which.
fn baited(at: &str) -> (String, String) {
    let fact = |name: &str, honest: &str| {
        if name == at {
            format!("{honest} {BAIT}")
        } else {
            honest.to_owned()
        }
    };
    let version = |side: &str| Version {
        round: Some(1),
        party: Some(fact(&format!("{side} party"), "vendor")),
        party_name: (at != format!("{side} party")).then(|| fact(&format!("{side} party name"), "Vendor")),
        author: Some(fact(&format!("{side} author"), "Anna")),
        commit: Some(fact(&format!("{side} change"), "a1b2")),
        date: Some(fact(&format!("{side} date"), "2026-01-02")),
        note: Some(fact(&format!("{side} note"), "Note")),
        ..Version::default()
    };
    let party = |keys: &str| Party {
        id: fact("party id", "customer"),
        name: fact("party name", "Customer"),
        role: fact("party role", "Buyer"),
        members: vec![Member {
            name: fact("member name", "Li"),
            email: fact("member address", "li@x.example"),
            keys: vec![format!("{keys}{}", fact("key", ""))],
        }],
    };
    let mut old = contract(
        "Old",
        "en",
        vec![
            clause("a", "Terms", "\u{201c}Fee\u{201d} means 100 EUR. See Section 2."),
            clause("b", "Pay", "The Fee is due within thirty (30) days."),
        ],
    );
    let mut new = old.clone();
    old.kind = Some("sale".into());
    new.kind = Some(fact("kind", "lease"));
    new.reference = Some(fact("reference", "7"));
    new.title = fact("title", "New");
    new.language = Some(fact("language", "en"));
    new.parties = vec![party("ssh-ed25519 A")];
    new.clauses[0].heading = fact("heading", "Terms");
    new.clauses[0].text = "\u{201c}Fee\u{201d} means 200 EUR. See Section 9.".into();
    new.clauses[1].id = fact("clause id", "b");
    new.clauses[1].text = fact("text", "The Fee is due within sixty (30) days.");
    let mut redline = compare(&old, &new, CompareScope::default());
    for what in [FrontItem::Party(fact("front party", "p")), FrontItem::Title] {
        let by = Introduced {
            round: Some(1),
            author: fact("who brought it", "Anna"),
            party: Some(fact("for whom", "Vendor")),
        };
        redline.front.push(FrontChange {
            item: String::new(),
            what,
            old: Some(fact("front before", "x")),
            new: None,
            by: Some(by),
        });
    }
    let stood_by = |rounds: &[u32]| {
        let clauses = rounds
            .iter()
            .map(|round| (round.to_string(), BaselineReason::Offered(*round)))
            .collect();
        Baseline::StoodBy(StoodByEach {
            party: "customer".into(),
            party_name: fact("party of no position", &fact("party of positions", "Customer")),
            clauses,
            left_out: 0,
        })
    };
    let from = match at {
        "party of no position" => stood_by(&[]),
        "party of positions" => stood_by(&[1, 2]),
        _ => Baseline::Version(version("old")),
    };
    let (name, to) = (fact("name", "crm"), version("new"));
    let language = new.language.as_deref();
    let document = Document {
        remarks: &[],
        contract: &name,
        title: &new.title,
        language,
        from: &from,
        to: &to,
        redline: &redline,
        all: true,
    };
    (
        redline_markdown(&document, Language::English),
        redline_html(&document, Language::English).unwrap(),
    )
}

/// A record's table in which one fact alone holds the bait.
fn baited_record(at: &str) -> String {
    let fact = |name: &str| if name == at { BAIT.to_owned() } else { "x".to_owned() };
    let row = RecordRow {
        party: fact("party"),
        reported: Some((fact("holder"), fact("source"))),
        signer: fact("signer"),
        seq: fact("number"),
        round: fact("round"),
        decision: fact("decision"),
        clauses: vec![(fact("clause"), Some(fact("revision")))],
        reason: fact("reason"),
        at: fact("date"),
        key: fact("key"),
        state: fact("state"),
        withdraws: fact("withdraws"),
        file: fact("file"),
        change: fact("change"),
    };
    record_html(&RecordTable {
        contract: fact("contract"),
        head: fact("head"),
        rows: vec![row],
    })
    .unwrap()
}

/// How often a sign stands in Markdown without the backslash that makes a word of it.
fn bare(markdown: &str, sign: &str) -> usize {
    markdown
        .match_indices(sign)
        .filter(|(at, _)| !markdown[..*at].ends_with('\\'))
        .count()
}

#[test]
fn no_fact_of_any_place_becomes_markup() {
    let signs = ["<img", "**loud", "[here", "`raw", "| cell", "&lt;"];
    let honest: BTreeMap<&str, usize> = signs.iter().map(|sign| (*sign, bare(&baited("").0, sign))).collect();
    let sides = ["old", "new"].into_iter().flat_map(|side| {
        ["party", "party name", "author", "change", "date", "note"].map(|fact| format!("{side} {fact}"))
    });
    let others = [
        "title",
        "name",
        "kind",
        "reference",
        "language",
        "party id",
        "party name",
        "party role",
        "member name",
        "member address",
        "key",
        "heading",
        "clause id",
        "text",
        "front party",
        "front before",
        "who brought it",
        "for whom",
        "party of no position",
        "party of positions",
    ];
    for fact in others.into_iter().map(str::to_owned).chain(sides) {
        let (markdown, html) = baited(&fact);
        for sign in signs {
            assert_eq!(
                bare(&markdown, sign),
                honest[sign],
                "{sign} of the {fact} in\n{markdown}"
            );
        }
        assert!(!html.contains("<img") && html.matches("<script").count() == 1, "{fact}");
        assert!(!markdown.contains('\u{202E}') && !html.contains('\u{202E}'), "{fact}");
        // A key is shown by its fingerprint.
        assert!(
            fact == "key" || markdown.contains("\\<img") && html.contains("&lt;img"),
            "the {fact} is not shown"
        );
    }
    for fact in [
        "party",
        "holder",
        "source",
        "signer",
        "number",
        "round",
        "decision",
        "clause",
        "revision",
        "reason",
        "date",
        "key",
        "state",
        "withdraws",
        "file",
        "change",
        "contract",
        "head",
    ] {
        let html = baited_record(fact);
        assert!(html.contains("&lt;img") && !html.contains("<img"), "{fact}");
    }
}

#[test]
fn a_page_loads_nothing_and_runs_nothing_but_its_own_script() {
    let (old, new) = english();
    let (_, html) = pages(&old, &new, Language::English, false);
    let policy = html
        .lines()
        .find(|line| line.contains("Content-Security-Policy"))
        .unwrap();
    assert!(
        policy.contains("default-src &#x27;none&#x27;") && policy.contains("sha256-"),
        "{policy}"
    );
    assert!(!policy.contains("unsafe"), "{policy}");
    for outside in ["http://", "https://", "url(", "@import", " src=", "<link"] {
        assert!(!html.contains(outside), "{outside}");
    }
}
