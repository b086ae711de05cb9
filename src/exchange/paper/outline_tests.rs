use super::*;
use crate::exchange::paper::plain;

fn drafted(text: &str) -> Contract {
    draft(&plain(text), "untitled").contract
}

/// Number, id, heading and text of each clause.
fn table(contract: &Contract) -> Vec<(String, String, String, String)> {
    let clauses = contract.walk();
    let row = |visit: &crate::contract::Visit<'_>| {
        let clause = visit.clause;
        (
            visit.number.clone(),
            clause.id.clone(),
            clause.heading.clone(),
            clause.text.clone(),
        )
    };
    clauses.iter().map(row).collect()
}

fn rows(expected: &[(&str, &str, &str, &str)]) -> Vec<(String, String, String, String)> {
    let owned = |row: &(&str, &str, &str, &str)| (row.0.into(), row.1.into(), row.2.into(), row.3.into());
    expected.iter().map(owned).collect()
}

#[test]
fn figures_and_items_in_english() {
    let contract = drafted(
        "Supply Agreement\n\
         This Agreement is made between Northbank Ltd, an Irish company (the \"Supplier\"), and Hillcrest GmbH (\"Buyer\").\n\
         1. Delivery\n\
         1.1 The Supplier delivers:\n\
         (a) the goods; and\n\
         (b) their papers.\n\
         1.2 Risk passes on delivery.\n\
         2. Price\n\
         The price is fixed.\n\
         Schedule 1: Goods\n\
         | Goods | Price |\n\
         | Pumps | EUR 40 |\n",
    );
    assert_eq!(contract.title, "Supply Agreement");
    let parties: Vec<(&str, &str)> = contract.parties.iter().map(|p| (&*p.id, &*p.name)).collect();
    assert_eq!(parties, [("supplier", "Northbank Ltd"), ("buyer", "Hillcrest GmbH")]);
    assert_eq!(
        table(&contract),
        rows(&[
            (
                "1",
                "preamble",
                "",
                "This Agreement is made between Northbank Ltd, an Irish company (the \"Supplier\"), and Hillcrest GmbH (\"Buyer\")."
            ),
            ("2", "delivery", "1. Delivery", ""),
            (
                "2.1",
                "delivery-1",
                "1.1",
                "The Supplier delivers:\n(a) the goods; and\n(b) their papers."
            ),
            ("2.2", "delivery-2", "1.2", "Risk passes on delivery."),
            ("3", "price", "2. Price", "The price is fixed."),
            (
                "4",
                "goods",
                "Schedule 1: Goods",
                "| Goods | Price |\n| Pumps | EUR 40 |"
            ),
        ])
    );
}

#[test]
fn the_form_of_a_company_behind_a_comma_belongs_to_its_name() {
    for (line, names) in [
        (
            "This Agreement is between Vale Trading Co., Ltd., a company of the PRC (\"Buyer\"), and Northbank, Inc. (\"Seller\").",
            ["Vale Trading Co., Ltd.", "Northbank, Inc."],
        ),
        (
            "This Agreement is between Kestrel Works, L.L.C., of Ohio (\"Buyer\"), and Moor Pte. Ltd., of Singapore (\"Seller\").",
            ["Kestrel Works, L.L.C.", "Moor Pte. Ltd."],
        ),
        (
            "甲方：Vale Trading Co., Ltd.\n乙方：山峰机械有限公司，住所地：苏州",
            ["Vale Trading Co., Ltd.", "山峰机械有限公司"],
        ),
    ] {
        let contract = drafted(&format!("Supply\n{line}\n1. Price\nThe price is fixed.\n"));
        let found: Vec<&str> = contract.parties.iter().map(|party| &*party.name).collect();
        assert_eq!(found, names, "{line}");
    }
}

#[test]
fn chapters_articles_and_items_in_chinese() {
    let contract = drafted(
        "设备采购合同\n\
         甲方（需方）：北岸贸易有限公司\n\
         乙方（供方）：山峰机械有限公司\n\
         第一章 总则\n\
         第一条 甲方向乙方采购下列设备：\n\
         （一）水泵；\n\
         （二）阀门。\n\
         第二章 价款\n\
         第二条 付款\n\
         甲方应当在三十日内付款。\n\
         附件一：设备清单\n",
    );
    assert_eq!(contract.language.as_deref(), Some("zh-CN"));
    let parties: Vec<(&str, &str)> = contract.parties.iter().map(|p| (&*p.role, &*p.name)).collect();
    assert_eq!(parties, [("甲方", "北岸贸易有限公司"), ("乙方", "山峰机械有限公司")]);
    assert_eq!(
        table(&contract),
        rows(&[
            (
                "1",
                "preamble",
                "",
                "甲方（需方）：北岸贸易有限公司\n乙方（供方）：山峰机械有限公司"
            ),
            ("2", "总则", "第一章 总则", ""),
            (
                "2.1",
                "总则-1",
                "第一条",
                "甲方向乙方采购下列设备：\n（一）水泵；\n（二）阀门。"
            ),
            ("3", "价款", "第二章 价款", ""),
            ("3.1", "付款", "第二条 付款", "甲方应当在三十日内付款。"),
            ("4", "设备清单", "附件一：设备清单", ""),
        ])
    );
}

#[test]
fn headings_of_markdown_and_bold_words() {
    let contract = drafted("# Licence\n## Grant\nYou may use it.\n## Term\n**Length.** One year.\n");
    assert_eq!(contract.title, "Licence");
    assert_eq!(
        table(&contract),
        rows(&[
            ("1", "grant", "Grant", "You may use it."),
            ("2", "term", "Term", "Length. One year.")
        ])
    );
    let bold = drafted("Letter of intent\n**Purpose**\nTo talk.\n**Costs**\nEach bears its own.\n");
    assert_eq!(
        table(&bold),
        rows(&[
            ("1", "purpose", "Purpose", "To talk."),
            ("2", "costs", "Costs", "Each bears its own.")
        ])
    );
}

#[test]
fn a_paper_without_any_number_is_one_clause_with_two_parties_to_fill_in() {
    let draft = draft(
        &plain("We agree to talk about the pumps, and to keep quiet about it.\nBoth of us.\n"),
        "talks",
    );
    assert_eq!(draft.contract.title, "talks");
    assert_eq!(draft.to_fill_in, ["party-a", "party-b"]);
    assert_eq!(draft.contract.clauses.len(), 1);
}

#[test]
fn no_line_is_lost() {
    let text = "T\nx\n1. A\ny\n1.1.1 B\n第二条 C\nz\n(i) d\nAnnex A\n3. E\n| q |\n";
    let contract = drafted(text);
    let visits = contract.walk();
    let parts = visits
        .iter()
        .flat_map(|visit| [&*visit.clause.heading, &*visit.clause.text]);
    let all = parts.collect::<Vec<_>>().join("\n");
    for word in ["x", "A", "y", "B", "C", "z", "(i) d", "Annex A", "E", "| q |"] {
        assert!(all.contains(word), "{word} in {all}");
    }
}
