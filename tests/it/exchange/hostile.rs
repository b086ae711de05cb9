//! What a contract cannot do to the page.

use super::{clause, contract, english, pages};
use adidem::contract::{Contract, Party};
use adidem::language::Language;

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
        vec![clause("x\" onclick=\"y'><b>", "H</h3><script>alert(3)</script> \u{2066}|`", &attack)],
    );
    contract.parties = vec![Party { id: "p<i>".into(), name: format!("Name</td>{word}"), ..Party::default() }];
    contract
}

#[test]
fn nothing_in_a_contract_becomes_markup_of_a_web_page() {
    let (_, html) = pages(&hostile("one"), &hostile("two"), Language::English, false);
    assert_eq!(html.matches("<script").count(), 1, "only the page's own script");
    assert_eq!(html.matches("</title>").count(), 1);
    for forbidden in ["<img", "<b>", "<i>", "onclick=\"", "lang=\"\">", "alert(1)</script>", "Name</td>"] {
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

#[test]
fn a_page_loads_nothing_and_runs_nothing_but_its_own_script() {
    let (old, new) = english();
    let (_, html) = pages(&old, &new, Language::English, false);
    let policy = html.lines().find(|line| line.contains("Content-Security-Policy")).unwrap();
    assert!(policy.contains("default-src &#x27;none&#x27;") && policy.contains("sha256-"), "{policy}");
    assert!(!policy.contains("unsafe"), "{policy}");
    for outside in ["http://", "https://", "url(", "@import", " src=", "<link"] {
        assert!(!html.contains(outside), "{outside}");
    }
}
