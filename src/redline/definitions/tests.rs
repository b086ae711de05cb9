//! Where terms are defined, and where they are only quoted.

use super::*;
use crate::contract::{Clause, Contract};
use crate::redline::{CompareScope, compare};

#[test]
fn terms_are_found_where_they_are_defined_and_not_where_they_are_only_quoted() {
    for (passage, terms) in [
        ("\"Customer Data\" means all data.", vec!["Customer Data"]),
        ("“客户数据”是指甲方输入的数据。", vec!["客户数据"]),
        ("the fees set out in Annex A (the “Fees”)", vec!["Fees"]),
        ("Harbour Ltd (\"Customer\")", vec!["Customer"]),
        ("本平台（以下简称“平台”）", vec!["平台"]),
        ("本法所称公司，是指有限责任公司", vec!["公司"]),
        ("**“Affiliate”** means any entity", vec!["Affiliate"]),
        ("‘Release’ means a version; the Customer’s own", vec!["Release"]),
        ("'Seat' shall mean one named user", vec!["Seat"]),
        ("“工作成果”：乙方交付的一切文件", vec!["工作成果"]),
        ("交付物：指附件所列的文件", vec!["交付物"]),
        ("驗收標準係指附件二所列者", vec!["驗收標準"]),
        ("「本件業務」とは、別紙のものをいう", vec!["本件業務"]),
        ("別紙の役務（以下「本役務」という。）を行う", vec!["本役務"]),
        ("„Leistung“ bezeichnet die Software", vec!["Leistung"]),
        ("die Software (nachfolgend „Produkt“ genannt)", vec!["Produkt"]),
        ("« Logiciel » désigne le programme", vec!["Logiciel"]),
        ("Support Hours means nine to five", vec!["Support Hours"]),
        ("(a) Uptime means the share of minutes", vec!["Uptime"]),
        ("运费指附件三所列的运输费用", vec!["运费"]),
        ("交付日特指货物过磅的当天", vec!["交付日"]),
        ("驗收人員指附件所列之人", vec!["驗收人員"]),
        ("【货物】指附件所列的物品", vec!["货物"]),
        ("《框架协议》是指双方此前签署的协议", vec!["框架协议"]),
        ("“商业秘密”的定义如下：未公开的信息", vec!["商业秘密"]),
        ("商业秘密的含义是未公开的信息", vec!["商业秘密"]),
        ("„Lieferung“ ist jede Übergabe der Ware", vec!["Lieferung"]),
        ("„Mängel“ sind alle Abweichungen", vec!["Mängel"]),
        ("« Produit » est tout objet livré", vec!["Produit"]),
        ("les objets (ci-après dénommés les « Produits »)", vec!["Produits"]),
        ("das Gerät (im Folgenden das „Gerät“)", vec!["Gerät"]),
        ("le bien (le « Bien »)", vec!["Bien"]),
        ("Par « Machine », on entend tout appareil", vec!["Machine"]),
        ("Als „Anlage“ gilt jedes Gerät", vec!["Anlage"]),
        ("« Machine » : tout appareil", vec!["Machine"]),
        ("“Hall” – the building at the quay", vec!["Hall"]),
        ("(b) “Hall”: the building at the quay", vec!["Hall"]),
        ("“Hall” shall be construed as the building", vec!["Hall"]),
        ("the building (hereinafter referred to as “the Hall”)", vec!["Hall"]),
        ("慈溪的建筑物（以下简称仓库）", vec!["仓库"]),
        ("慈溪的建筑物（以下简称甲方指定的仓库，含附属设施）", vec![]),
        ("本約所稱倉庫，係指附件所列之建物", vec!["倉庫"]),
        ("別紙の建物を「倉庫」という。", vec!["倉庫"]),
        ("（2）「倉庫」　川崎の建物", vec!["倉庫"]),
        ("Unter „Anlage“ verstehen die Parteien jedes Gerät", vec!["Anlage"]),
        ("payé par « Machine » livrée", vec![]),
        ("標的物：係指附件所列之物", vec!["標的物"]),
        ("この契約において、納入日とは納入が完了した日をいう", vec!["納入日"]),
        ("在本合同中，验收日是指验收完成之日", vec!["验收日"]),
        ("In this Deed, Yard means the land at the quay", vec!["Yard"]),
        ("买方指派一名验货员到场", vec![]),
        ("供应商指定的仓库", vec![]),
        ("买方指示供应商发货", vec![]),
        ("前款所指货物由买方验收", vec![]),
        ("买方应指一名验货员", vec![]),
        ("价款为【9000】元，按《价目表》执行", vec![]),
        ("der Vermerk „vertraulich“ ist anzubringen", vec![]),
        ("(voir l'article « Prix »)", vec![]),
        ("marked “confidential” on its face", vec![]),
        ("the word \"promptly\" in this Section", vec![]),
        ("By any means the parties agree", vec![]),
        ("The fee is due: see below", vec![]),
        ("the customer's data and the vendor's data", vec![]),
    ] {
        let mut found: Vec<&str> = terms_defined_in(passage, false)
            .into_iter()
            .map(|at| &passage[at])
            .collect();
        found.dedup();
        assert_eq!(found, terms, "{passage}");
    }
}

fn words_of(heading: &str, text: &str) -> Vec<(String, String)> {
    let contract = Contract {
        clauses: vec![Clause {
            id: "a".into(),
            heading: heading.into(),
            text: text.into(),
            pair: None,
            clauses: vec![],
        }],
        ..Contract::default()
    };
    let found = all_definitions(&contract.walk());
    found
        .iter()
        .map(|one| (one.term.to_owned(), one.words.trim().to_owned()))
        .collect()
}

#[test]
fn a_definition_is_its_sentence_with_what_goes_on_with_it_and_the_items_that_it_announces() {
    for (heading, text, term, words) in [
        ("T", "“Fee” means 5 EUR. Pay at once.", "Fee", "means 5 EUR."),
        (
            "T",
            "Read on. “Fee” means 5 EUR. It excludes tax. Pay.",
            "Fee",
            "means 5 EUR. It excludes tax.",
        ),
        (
            "T",
            "“Site” means example.com by Low Ltd. and its pages. See it.",
            "Site",
            "means example.com by Low Ltd. and its pages.",
        ),
        (
            "T",
            "“Data” means:\n(a) names;\n(b) addresses.\n\nOther.",
            "Data",
            "means:\n(a) names;\n(b) addresses.",
        ),
        ("T", "“费用”指年费。甲方按时付款。", "费用", "指年费。"),
        (
            "T",
            "(c) “Rent” means what Annex 3\nsays. It is due.\nPay.",
            "Rent",
            "means what Annex 3\nsays.",
        ),
        (
            "T",
            "Pay. What Annex 3\nsays (the “Rent”) is\ndue. Go.",
            "Rent",
            "What Annex 3\nsays (the “Rent”) is\ndue.",
        ),
        (
            "T",
            "“租金”指附件三\n所列的款项。另付。",
            "租金",
            "指附件三\n所列的款项。",
        ),
        ("Seat", "means one user.", "Seat", "means one user."),
        ("Definitions", "Seat: one user.", "Seat", "one user."),
    ] {
        assert_eq!(words_of(heading, text), [(term.to_owned(), words.to_owned())], "{text}");
    }
    assert!(words_of("Use", "The Customer uses it.").is_empty());
    for text in [
        "为了使用服务，您需要登录。",
        "指定联系人应当及时回复。",
        "为您提供服务。",
    ] {
        assert!(words_of("账户", text).is_empty(), "{text}");
    }
    assert_eq!(words_of("账户", "为每一用户的登录凭证。").len(), 1);
}

#[test]
fn only_sentences_that_say_something_of_the_term_go_on_with_its_definition() {
    for (heading, text, term, words) in [
        ("Seat", "means one user. Pay at once.", "Seat", "means one user."),
        (
            "Seat",
            "means one user. It is named. Pay.",
            "Seat",
            "means one user. It is named.",
        ),
        (
            "T",
            "“Site” means a page. This Agreement covers it. Pay.",
            "Site",
            "means a page.",
        ),
        (
            "T",
            "“Site” means a page. No Site includes its comments. The Site is up. Pay.",
            "Site",
            "means a page. No Site includes its comments.",
        ),
        (
            "T",
            "“租客”是指承租人。租客有数人的，分别付款。",
            "租客",
            "是指承租人。",
        ),
        (
            "T",
            "“租客”是指承租人。租客不包括访客。另付。",
            "租客",
            "是指承租人。租客不包括访客。",
        ),
        (
            "Site",
            "will have the meaning of the order.",
            "Site",
            "will have the meaning of the order.",
        ),
        (
            "T",
            "„Ware“ bezeichnet alle Güter. Es gelten die Preise.",
            "Ware",
            "bezeichnet alle Güter.",
        ),
        (
            "T",
            "„Ware“ bezeichnet alle Güter. Es sind gebrauchte.",
            "Ware",
            "bezeichnet alle Güter.",
        ),
        (
            "T",
            "« Stock » désigne les biens. Ils sont neufs. Payer.",
            "Stock",
            "désigne les biens. Ils sont neufs.",
        ),
        (
            "T",
            "« Stock » désigne les biens. Il est convenu d’un prix.",
            "Stock",
            "désigne les biens.",
        ),
    ] {
        assert_eq!(words_of(heading, text), [(term.to_owned(), words.to_owned())], "{text}");
    }
}

#[test]
fn names_in_front_of_colons_may_be_terms() {
    for (line, name) in [
        ("Goods: the goods in Annex 1", Some("Goods")),
        ("(b) Delivery Date: the day of handover", Some("Delivery Date")),
        ("The parties agree: no refund", None),
        ("Goods:", None),
        ("It is said: no", None),
    ] {
        assert_eq!(named_by_line(line), name, "{line}");
    }
}

/// The clauses that a changed definition reaches.
fn affected(old: [(&str, &str); 3], new: [(&str, &str); 3]) -> Vec<String> {
    let contract = |texts: [(&str, &str); 3]| Contract {
        clauses: texts
            .iter()
            .enumerate()
            .map(|(at, (heading, text))| Clause {
                id: format!("c{at}"),
                heading: (*heading).to_owned(),
                text: (*text).to_owned(),
                pair: None,
                clauses: vec![],
            })
            .collect(),
        ..Contract::default()
    };
    let redline = compare(&contract(old), &contract(new), CompareScope::Changes);
    redline
        .definitions
        .into_iter()
        .flat_map(|changed| changed.affected)
        .collect()
}

#[test]
fn a_term_that_went_from_its_words_to_their_heading_leaves_the_definition_what_it_was() {
    let uses = ("Use", "The Tenant looks after the Premises.");
    let more = ("Rent", "Rent is due.");
    for (before, after, reached) in [
        (
            ("The hall", "“Premises” means the hall."),
            ("“Premises”", "means the hall."),
            false,
        ),
        (
            ("Premises", "means the hall."),
            ("", "**Premises** means the hall."),
            false,
        ),
        (
            ("The hall", "“Premises” means the hall."),
            ("“Premises”", "means the hall and the yard."),
            true,
        ),
    ] {
        assert_eq!(
            !affected([before, uses, more], [after, uses, more]).is_empty(),
            reached,
            "{after:?}"
        );
    }
}

#[test]
fn a_definition_for_one_clause_alone_reaches_no_other() {
    for (scope, reached) in [
        ("For the purposes of this Section, ", false),
        ("In this Agreement, ", true),
        ("", true),
    ] {
        let clause = |words: &str| format!("{scope}“Staff” means {words}.");
        let (before, after) = (clause("employees"), clause("employees and agents"));
        let uses = ("Use", "The Tenant trains its Staff.");
        let more = ("Rent", "Rent is due.");
        let found = affected([("Theft", &before), uses, more], [("Theft", &after), uses, more]);
        assert_eq!(!found.is_empty(), reached, "{scope}");
    }
}
