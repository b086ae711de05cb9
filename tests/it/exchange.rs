//! The redline as Markdown and as a web page: what a reader sees.

mod hostile;

use adidem::contract::{Clause, Contract, Member, Party};
use adidem::exchange::{Baseline, Document, Version, redline_html, redline_markdown};
use adidem::language::Language;
use adidem::redline::{CompareScope, compare};

fn clause(id: &str, heading: &str, text: &str) -> Clause {
    Clause {
        id: id.into(),
        heading: heading.into(),
        text: text.into(),
        pair: None,
        clauses: vec![],
    }
}

fn contract(title: &str, language: &str, clauses: Vec<Clause>) -> Contract {
    Contract {
        title: title.into(),
        language: Some(language.into()),
        clauses,
        ..Contract::default()
    }
}

fn version(round: u32, sender: &str, date: &str) -> Version {
    Version {
        round: Some(round),
        author: Some(sender.into()),
        date: Some(date.into()),
        ..Version::default()
    }
}

/// Both formats of the redline between two contracts.
fn pages(old: &Contract, new: &Contract, language: Language, all: bool) -> (String, String) {
    let redline = compare(old, new, CompareScope::default());
    let from = Baseline::Version(version(3, "Lumenfold Software Ltd", "2026-03-06T11:40:00+00:00"));
    let to = version(4, "Harbourline Logistics DAC", "2026-03-27T16:20:00+01:00");
    let document = Document {
        remarks: &[],
        contract: "crm",
        title: &new.title,
        language: new.language.as_deref(),
        from: &from,
        to: &to,
        redline: &redline,
        all,
    };
    (
        redline_markdown(&document, language),
        redline_html(&document, language).unwrap(),
    )
}

fn english() -> (Contract, Contract) {
    let old = contract(
        "Software Services Agreement",
        "en",
        vec![
            clause("scope", "Scope", "Vendor provides the software."),
            clause(
                "payment",
                "Payment",
                "Customer shall pay within thirty (30) days of the invoice.",
            ),
            clause("notices", "Notices", "Notices are given in writing."),
            clause(
                "law",
                "Governing law",
                "The laws of Ireland apply. Notices follow Section 3.",
            ),
        ],
    );
    let mut new = old.clone();
    new.clauses[1].text = "Customer shall pay within sixty (30) days of the invoice.".into();
    new.clauses
        .insert(2, clause("audit", "Audit", "Customer may audit Vendor once a year."));
    new.clauses[4].text = "The laws of Ireland apply. Notices follow Section 4.".into();
    new.parties = vec![Party {
        id: "customer".into(),
        name: "Harbourline".into(),
        members: vec![Member {
            name: "Clodagh Fennell".into(),
            email: "clodagh@harbourline.example".into(),
            keys: vec![],
        }],
        ..Party::default()
    }];
    (old, new)
}

fn chinese() -> (Contract, Contract) {
    let old = contract(
        "软件服务合同",
        "zh-CN",
        vec![
            clause(
                "payment",
                "付款",
                "甲方应当自收到发票之日起三十（30）日内付款。\n逾期的，应当支付违约金。",
            ),
            clause("liability", "责任限额", "乙方的赔偿责任以合同总价的100%为限。"),
            clause("training", "培训", "乙方应当为甲方提供三（3）场培训。"),
        ],
    );
    let mut new = old.clone();
    new.clauses[0].text = "甲方应当自收到发票之日起六十（60）日内付款。\n逾期的，应当支付违\u{200B}约金。".into();
    new.clauses[1].text = "乙方的赔偿责任以合同总价的50%为限。".into();
    new.clauses.swap(1, 2);
    (old, new)
}

#[test]
fn a_redline_in_markdown_leads_with_figures_and_faults_and_folds_what_was_only_renumbered() {
    let (old, new) = english();
    insta::assert_snapshot!(pages(&old, &new, Language::English, false).0, @r#"
    # Software Services Agreement

    Redline · crm

    - From: Round 3 · Lumenfold Software Ltd · 2026-03-06 11:40 (UTC+00:00)
    - To: Round 4 · Harbourline Logistics DAC · 2026-03-27 16:20 (UTC+01:00)

    **1 edited, 1 added, 2 renumbered, 2 unchanged · 1 with only numbers adjusted · 1 replacement**

    ## Figures that changed

    | Clause | What | Before | After |
    | --- | --- | --- | --- |
    | 2 Payment | period | thirty (30) days | sixty (30) days |

    ## Needs attention

    ### Words and figures that disagree

    - 2 Payment: “sixty (30)”, introduced in this redline.

    ## Title, parties and members

    - Party customer: <ins>Harbourline</ins>
    - Member customer clodagh@harbourline.example: <ins>Clodagh Fennell</ins>

    ## Changed clauses

    Deleted words are between `<del>` and `</del>`, inserted words between `<ins>` and `</ins>`. `→5.2` follows words that moved to clause 5.2, `←5.2` precedes words that came from there. A code such as `U+200B` stands for a character that is invisible or looks like another.

    2 clauses renumbered: 3→4, 4→5.

    Numbers that only followed: 5 (3 → 4).

    ### 2 Payment

    edited · figure · **a figure changed** · **words and figures disagree**

    Words and figures that disagree: sixty (30)

    Customer shall pay within <del>thirty</del><ins>sixty</ins> (30) days of the invoice.

    ### 3 <ins>Audit</ins>

    added · substantive

    <ins>Customer may audit Vendor once a year.</ins>
    "#);
}

#[test]
fn a_chinese_redline_in_markdown_marks_words_without_blanks_around_them() {
    let (old, new) = chinese();
    insta::assert_snapshot!(pages(&old, &new, Language::Chinese, false).0, @r#"
    # 软件服务合同

    对比稿 · crm

    - 原版本：第 3 轮 · Lumenfold Software Ltd · 2026-03-06 11:40 (UTC+00:00)
    - 新版本：第 4 轮 · Harbourline Logistics DAC · 2026-03-27 16:20 (UTC+01:00)

    **修改 2 条，移动 1 条，条号变动 1 条，未修改 1 条 · 替换 2 处，新增 1 处**

    ## 变动的数字

    | 条款 | 项目 | 原为 | 现为 |
    | --- | --- | --- | --- |
    | 3 责任限额 | 百分比 | 100% | 50% |
    | 1 付款 | 期限 | 三十（30）日 | 六十（60）日 |

    ## 请注意

    ### 隐藏或形近字符

    - 1 付款：新文本含有`U+200B` (不可见)。

    ## 有修改的条款

    删除的文字在 `<del>` 与 `</del>` 之间，新增的文字在 `<ins>` 与 `</ins>` 之间。`→5.2` 表示前面的文字移至第 5.2 条，`←5.2` 表示后面的文字移自第 5.2 条。`U+200B` 之类的代码表示不显示的字符或与其他字符形近的字符。

    ### 1 付款

    修改 · 内容 · **数字有变动** · **含隐藏或形近字符**

    甲方应当自收到发票之日起<del>三十（30）</del><ins>六十（60）</ins>日内付款。

    逾期的，应当支付违<ins>`U+200B`</ins>约金。

    ### 2 培训

    由 3 移来 · 文字未变

    乙方应当为甲方提供三（3）场培训。

    ### 3 责任限额

    修改 · 原为 2 · 数字 · **数字有变动**

    乙方的赔偿责任以合同总价的<del>100%</del><ins>50%</ins>为限。
    "#);
}

#[test]
fn a_web_page_says_deleted_and_inserted_aloud_in_the_language_of_the_screen() {
    let (old, new) = chinese();
    let (_, html) = pages(&old, &new, Language::English, false);
    assert!(html.contains("<html lang=\"en\">"));
    assert!(html.contains("<div class=\"text\" lang=\"zh-CN\">"));
    let deleted = html.lines().find(|line| line.contains("id=\"change-1\"")).unwrap();
    insta::assert_snapshot!(deleted, @r#"<p>甲方应当自收到发票之日起<del id="change-1" title="1 · figure"><span class="say" lang="en">deleted: </span>三十（30）</del><ins title="1 · figure"><span class="say" lang="en">inserted: </span>六十（60）</ins><span class="say" lang="en"> end of change </span>日内付款。</p>"#);
}

#[test]
fn a_page_names_both_versions_by_round_sender_and_date() {
    let (old, new) = english();
    let (markdown, html) = pages(&old, &new, Language::English, false);
    for page in [&markdown, &html] {
        for part in [
            "Round 3",
            "Round 4",
            "Harbourline Logistics DAC",
            "2026-03-27 16:20 (UTC+01:00)",
        ] {
            assert!(page.contains(part), "{part} is missing:\n{page}");
        }
        assert!(!page.contains("commit"), "a word of git's own");
    }
}

#[test]
fn untouched_clauses_are_listed_only_on_demand() {
    let (old, new) = english();
    let (markdown, html) = pages(&old, &new, Language::English, false);
    assert!(!markdown.contains("Vendor provides the software.") && !html.contains("Vendor provides the software."));
    let (markdown, html) = pages(&old, &new, Language::English, true);
    assert!(markdown.contains("Vendor provides the software.") && html.contains("Vendor provides the software."));
    assert!(html.contains("id=\"clause-scope\""));
}

#[test]
fn two_equal_versions_say_so() {
    let (old, _) = english();
    let (markdown, html) = pages(&old, &old, Language::English, false);
    assert!(markdown.contains("Both versions are the same.") && html.contains("Both versions are the same."));
    assert!(!html.contains("<del") && !html.contains("<ins"));
}

#[test]
fn words_that_a_split_carried_off_name_the_other_clause() {
    let kept =
        "The Vendor shall keep complete records of all processing activities for six years and show them on request.";
    let old = contract(
        "Agreement",
        "en",
        vec![clause("data", "Data", &format!("Data stay in Europe.\n{kept}"))],
    );
    let new = contract(
        "Agreement",
        "en",
        vec![
            clause("data", "Data", "Data stay in Europe."),
            clause("records", "Records", kept),
        ],
    );
    let (markdown, html) = pages(&old, &new, Language::English, false);
    assert!(markdown.contains(&format!("<del>{kept}</del>`→2`")), "{markdown}");
    assert!(markdown.contains(&format!("`←1`<ins>{kept}</ins>")), "{markdown}");
    assert!(
        html.contains("moved to 2</span>") && html.contains("moved from 1</span>"),
        "{html}"
    );
}

#[test]
fn a_change_over_paragraphs_closes_its_marks_on_every_line() {
    let old = contract("A", "en", vec![clause("a", "A", "First paragraph stands.\n")]);
    let new = contract(
        "A",
        "en",
        vec![clause(
            "a",
            "A",
            "First paragraph stands.\n\nSecond one.\n\nThird one.\n",
        )],
    );
    let (markdown, html) = pages(&old, &new, Language::English, false);
    assert!(
        markdown.contains("First paragraph stands.\n\n<ins>Second one.</ins>\n\n<ins>Third one.</ins>\n"),
        "{markdown}"
    );
    assert_eq!(html.matches("<ins").count(), 2, "{html}");
    assert_eq!(html.matches("id=\"change-1\"").count(), 1, "an id stands once");
}

#[test]
fn paragraphs_that_were_joined_show_the_line_end_that_went() {
    let old = contract("A", "zh-CN", vec![clause("a", "甲", "甲方付款。\n\n乙方交付。")]);
    let new = contract("A", "zh-CN", vec![clause("a", "甲", "甲方付款。乙方交付。")]);
    let (markdown, _) = pages(&old, &new, Language::Chinese, false);
    assert!(
        markdown.contains("甲方付款。<del>`换行` `换行`</del>乙方交付。"),
        "{markdown}"
    );
}

#[test]
fn sub_clauses_that_go_with_their_clause_are_counted_and_not_named() {
    let mut old = english().0;
    old.clauses[3].clauses = vec![
        clause("venue", "Venue", "The courts of Dublin."),
        clause("form", "Form", "In writing."),
    ];
    let mut new = old.clone();
    new.clauses
        .insert(2, clause("audit", "Audit", "Customer may audit Vendor once a year."));
    new.clauses[4].text = "The laws of Ireland apply. Notices follow Section 4.".into();
    let (markdown, html) = pages(&old, &new, Language::English, false);
    for page in [markdown, html] {
        assert!(
            page.contains("4 clauses renumbered, sub-clauses with them: 3→4, 4→5."),
            "{page}"
        );
        assert!(page.contains("Numbers that only followed: 5 ("), "{page}");
        assert!(!page.contains("The courts of Dublin."), "{page}");
    }
}

#[test]
fn a_reference_that_goes_wrong_says_where_it_led_and_where_it_leads() {
    let (old, mut new) = english();
    new.clauses[4].text.clone_from(&old.clauses[3].text);
    let (markdown, html) = pages(&old, &new, Language::English, false);
    let sentence = "5 Governing law: “3” pointed to 3 Notices and now points to 3 Audit.";
    assert!(
        markdown.contains(sentence) || markdown.contains(&sentence.replace("“3”", "“Section 3”")),
        "{markdown}"
    );
    assert!(
        html.contains("<h3>Cross-references that no longer fit</h3>") && html.contains("href=\"#clause-audit\""),
        "{html}"
    );
}

#[test]
fn a_clause_found_again_without_its_id_says_so_and_one_that_is_gone_is_never_taken_for_its_successor() {
    let text = "Vendor shall keep complete records of all processing activities and show them to Customer on request.";
    let old = contract(
        "A",
        "en",
        vec![
            clause("records", "Records", text),
            clause("audit", "Audit", "Once a year."),
        ],
    );
    let new = contract(
        "A",
        "en",
        vec![
            clause("books", "Records", text),
            clause("tax", "Tax", "Prices are net of tax."),
        ],
    );
    let (markdown, html) = pages(&old, &new, Language::English, true);
    assert!(markdown.contains("Its id was records and is now books"), "{markdown}");
    assert!(
        markdown.contains("### former 2 <del>Audit</del>") && markdown.contains("### 2 <ins>Tax</ins>"),
        "{markdown}"
    );
    assert!(html.contains("id=\"clause-audit\"") && html.contains("id=\"clause-tax\""));
}

#[test]
fn a_draft_is_called_one_and_an_unknown_contract_language_is_not_guessed() {
    let (old, mut new) = chinese();
    new.language = None;
    let redline = compare(&old, &new, CompareScope::default());
    let from = Version {
        commit: Some("0123abcd".into()),
        date: Some("last Tuesday".into()),
        ..Version::default()
    };
    let from = Baseline::Version(from);
    let to = Version::default();
    let document = Document {
        remarks: &[],
        contract: "crm",
        title: &new.title,
        language: None,
        from: &from,
        to: &to,
        redline: &redline,
        all: false,
    };
    let markdown = redline_markdown(&document, Language::Chinese);
    assert!(
        markdown.contains("- 原版本：两轮之间的版本 · last Tuesday · git 提交 0123abcd"),
        "{markdown}"
    );
    assert!(markdown.contains("- 新版本：草稿，尚未签发\n"), "{markdown}");
    let html = redline_html(&document, Language::Chinese).unwrap();
    assert!(
        html.contains("<html lang=\"zh-CN\">") && html.contains("<div class=\"text\" lang=\"\">"),
        "{html}"
    );
}

#[test]
fn a_look_alike_is_shown_where_it_stands_alone_in_a_change() {
    let old = contract("A", "en", vec![clause("a", "A", "on reasonable grounds")]);
    let new = contract("A", "en", vec![clause("a", "A", "on re\u{430}sonable grounds")]);
    let (markdown, _) = pages(&old, &new, Language::English, false);
    assert!(markdown.contains("\u{430}`U+0430`"), "{markdown}");
    assert!(
        markdown.contains("the new text has \u{430}`U+0430` (looks like another character)."),
        "{markdown}"
    );
}

#[test]
fn every_pattern_of_both_languages_is_filled() {
    for language in [Language::English, Language::Chinese] {
        for (old, new) in [english(), chinese()] {
            let (markdown, html) = pages(&old, &new, language, true);
            assert!(!markdown.contains('{'), "{markdown}");
            let body = html.split_once("</style>").unwrap().1.split_once("<script>").unwrap().0;
            assert!(!body.contains('{'), "{body}");
        }
    }
}
