//! Contracts on paper: a first draft made of a file, and a file held against a contract.

use std::fs;
use std::path::PathBuf;
use std::process::{Command, Output};

use crate::support::Git;
use crate::support::word::{docx, p, r};

/// A licence as the other side sends it, with the days for payment and the fee as given.
fn licence(days: &str, fee: &str) -> Vec<u8> {
    let row = |cells: [&str; 2]| {
        let cells = cells.map(|cell| format!("<w:tc>{}</w:tc>", p(None, &r(cell))));
        format!("<w:tr>{}</w:tr>", cells.concat())
    };
    let parts = [
        p(None, &r("Software Licence")),
        p(Some(0), &r("Grant")),
        p(Some(1), &r("Hollow Oak Ltd grants a licence to Riverbend GmbH.")),
        p(Some(2), &r("for one site; and")),
        p(Some(2), &r("for ten users.")),
        p(Some(0), &r("Fees")),
        p(
            Some(1),
            &format!("{}{days}{}", r("Each invoice is due within "), r(" days.")),
        ),
        format!("<w:tbl>{}{}</w:tbl>", row(["Item", "Fee"]), row(["Licence", fee])),
    ];
    docx(&parts.concat())
}

struct Desk(Git);

impl Desk {
    fn new() -> Self {
        let git = Git::nowhere();
        let desk = Self(git);
        assert!(desk.run(&["init"]).status.success());
        desk
    }

    fn file(&self, name: &str, content: &[u8]) -> PathBuf {
        let file = self.0.beside(name);
        fs::write(&file, content).expect("a file");
        file
    }

    fn command(&self, arguments: &[&str]) -> Command {
        let mut command = self.0.command(env!("CARGO_BIN_EXE_adidem"), &self.0.top());
        command.args(arguments);
        command
    }

    fn run(&self, arguments: &[&str]) -> Output {
        self.command(arguments).output().expect("the program starts")
    }

    /// Exit status and what was said on both outputs, wherever the lines were broken.
    fn say(&self, arguments: &[&str]) -> (i32, String) {
        let output = self.run(arguments);
        let said = [output.stdout, output.stderr].concat();
        let said = String::from_utf8(said).expect("UTF-8");
        let said = said.split_whitespace().collect::<Vec<_>>().join(" ");
        (output.status.code().expect("an end"), said)
    }
}

#[test]
fn a_word_file_becomes_a_draft_and_the_draft_says_what_the_file_says() {
    let desk = Desk::new();
    let file = desk.file("Licence v1.docx", &licence(&r("30"), "EUR 4,000"));
    let file = file.to_string_lossy();
    let (status, said) = desk.say(&["import", &file]);
    assert_eq!(status, 0, "{said}");
    assert!(said.contains("4 clauses and 2 table rows"), "{said}");
    let written = fs::read_to_string(desk.0.top().join("contracts/licence-v1.yaml")).expect("a draft");
    assert_eq!(
        written.split_once("clauses:\n").expect("clauses").1,
        "  - id: grant\n    heading: Grant\n    text: \"\"\n    clauses:\n      - id: grant-1\n        heading: \"\"\n        \
         text: |-\n          Hollow Oak Ltd grants a licence to Riverbend GmbH.\n          (a) for one site; and\n          \
         (b) for ten users.\n  - id: fees\n    heading: Fees\n    text: \"\"\n    clauses:\n      - id: fees-1\n        heading: \
         \"\"\n        text: |-\n          Each invoice is due within 30 days.\n          | Item | Fee |\n          | Licence | EUR \
         4,000 |\n"
    );
    let (status, said) = desk.say(&["compare", "licence-v1", &file]);
    assert_eq!(status, 0, "{said}");
    assert!(
        said.contains("No difference: the file says what this version says."),
        "{said}"
    );
    // Nothing is written over, and the same name is not used twice.
    let (status, said) = desk.say(&["import", &file]);
    assert_eq!(status, 3, "{said}");
    assert_eq!(
        fs::read_to_string(desk.0.top().join("contracts/licence-v1.yaml")).expect("a draft"),
        written
    );
}

#[test]
fn one_other_word_figure_cell_or_hidden_character_is_a_difference() {
    let desk = Desk::new();
    let file = desk.file("licence.docx", &licence(&r("30"), "EUR 4,000"));
    desk.say(&["import", &file.to_string_lossy()]);
    for (days, fee, shown) in [
        (r("45"), "EUR 4,000", "[-30-]{+45+} days"),
        (r("30"), "EUR 4,500", "[-4,000-]{+4,500+}"),
        (r("30\u{200b}"), "EUR 4,000", "U+200B"),
        (r("30") + &r(" working"), "EUR 4,000", "{+working +}days"),
    ] {
        let other = desk.file("other.docx", &licence(&days, fee));
        let (status, said) = desk.say(&["compare", "licence", &other.to_string_lossy()]);
        assert_eq!(status, 1, "{said}");
        assert!(said.contains(shown), "{shown}: {said}");
        assert!(said.contains("1 edited"), "{said}");
    }
}

#[test]
fn tracked_changes_are_read_either_way_and_told() {
    let desk = Desk::new();
    let tracked = format!(
        r#"<w:del w:id="1" w:author="Kim Reed"><w:r><w:delText>30</w:delText></w:r></w:del><w:ins w:id="2" w:author="Kim Reed">{}</w:ins>"#,
        r("60")
    );
    let file = desk.file("licence.docx", &licence(&tracked, "EUR 4,000"));
    let file = file.to_string_lossy();
    let (_, said) = desk.say(&["import", &file, "--reject-changes"]);
    assert!(said.contains("2 tracked changes by Kim Reed"), "{said}");
    let (status, said) = desk.say(&["compare", "licence", &file, "--reject-changes"]);
    assert_eq!(status, 0, "{said}");
    assert!(said.contains("every change in it is tracked"), "{said}");
    // The same with a fee that was changed while tracking was off.
    let sly = desk.file("sly.docx", &licence(&tracked, "EUR 5,000"));
    let (status, said) = desk.say(&["compare", "licence", &sly.to_string_lossy(), "--reject-changes"]);
    assert_eq!(status, 1, "{said}");
    assert!(said.contains("these changes are not tracked"), "{said}");
    assert!(
        said.contains("[-4,000-]{+5,000+}") && !said.contains("{+60+}"),
        "{said}"
    );
    let (status, said) = desk.say(&["compare", "licence", &file]);
    assert_eq!(status, 1);
    assert!(said.contains("[-30-]{+60+} days"), "{said}");
}

#[test]
fn text_and_markdown_are_read_and_what_is_no_paper_is_told() {
    let desk = Desk::new();
    let text = desk.file(
        "note.md",
        "# Keeping quiet\n## Duty\nNobody tells.\n## Term\nTwo years.\n".as_bytes(),
    );
    let text = text.to_string_lossy();
    assert_eq!(desk.say(&["import", &text, "--as", "quiet"]).0, 0);
    assert_eq!(desk.say(&["compare", "quiet", &text]).0, 0);
    let other = desk.file(
        "note.txt",
        "Keeping quiet\r\n1. Duty\r\nNobody tells.\r\n2. Term\r\nThree years.\r\n".as_bytes(),
    );
    let (status, said) = desk.say(&["compare", "quiet", &other.to_string_lossy()]);
    assert_eq!(status, 1);
    assert!(said.contains("[-Two-]{+Three+} years"), "{said}");
    for (name, content, told) in [
        (
            "old.doc",
            &b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1rest"[..],
            "old .doc format",
        ),
        ("cut.docx", &licence(&r("30"), "x")[..400], "damaged"),
        ("x.docx", b"{\\rtf1}", "RTF"),
        ("blank.txt", b"  \n \n", "no text in it"),
        ("x.pdf", b"%PDF-1.4 nothing", "pdftotext"),
    ] {
        let file = desk.file(name, content);
        let (status, said) = desk.say(&["import", &file.to_string_lossy(), "--as", "none"]);
        assert_eq!(status, 2, "{said}");
        assert!(said.contains(told), "{name}: {said}");
    }
    assert!(!desk.0.top().join("contracts/none.yaml").exists());
    let (status, said) = desk.say(&["import", &text, "--as", "../out"]);
    assert_eq!(status, 2, "{said}");
}

#[test]
fn the_user_becomes_a_member_of_the_party_named() {
    let desk = Desk::new();
    let text = "供货合同\n甲方：东湾商贸有限公司\n乙方：西岭机械有限公司\n一、供货\n乙方向甲方供货。\n";
    let file = desk.file("供货.txt", text.as_bytes());
    let file = file.to_string_lossy();
    let mut command = desk.command(&["import", &file, "--party", "甲方", "--json"]);
    command.env("GIT_CONFIG_COUNT", "2");
    for (place, (key, value)) in [("user.name", "周宁"), ("user.email", "zhou@east.example")]
        .iter()
        .enumerate()
    {
        command.env(format!("GIT_CONFIG_KEY_{place}"), key);
        command.env(format!("GIT_CONFIG_VALUE_{place}"), value);
    }
    let output = command.output().expect("the program starts");
    let answer: serde_json::Value = serde_json::from_slice(&output.stdout).expect("JSON");
    assert_eq!(answer["own_party"], "party-a", "{answer}");
    assert_eq!(answer["parties"][0]["name"], "东湾商贸有限公司");
    let (status, said) = desk.say(&["import", &file, "--as", "second", "--party", "丁方"]);
    assert_eq!(status, 2, "{said}");
}

#[test]
fn a_draft_is_written_into_the_imported_file_as_tracked_changes() {
    let desk = Desk::new();
    let theirs = licence(&r("30"), "EUR 4,000");
    let file = desk.file("Licence v1.docx", &theirs);
    let (status, said) = desk.say(&["import", &file.to_string_lossy()]);
    assert_eq!(status, 0, "{said}");
    let draft = desk.0.top().join("contracts/licence-v1.yaml");
    let written = fs::read_to_string(&draft).expect("a draft");
    let changed = written.replace("30 days", "45 days").replace("EUR 4,000", "EUR 5,000");
    assert_ne!(written, changed);
    fs::write(&draft, changed).expect("written");
    let ours = desk.0.beside("ours.docx");
    let ours = ours.to_string_lossy();
    let (status, said) = desk.say(&["export", "licence-v1", "-o", &ours]);
    assert_eq!(status, 0, "{said}");
    assert!(said.contains("9 of 11 paragraphs"), "{said}");
    assert!(said.contains("This is your draft"), "{said}");
    // Accepted it says what the draft says, rejected what they sent.
    let (status, said) = desk.say(&["compare", "licence-v1", &ours]);
    assert_eq!(status, 0, "{said}");
    fs::write(&draft, &written).expect("written");
    let (status, said) = desk.say(&["compare", "licence-v1", &ours, "--reject-changes"]);
    assert_eq!(status, 0, "{said}");
    // Nothing is overwritten, and a file that says something else is refused by its words.
    let before = fs::read(&*ours).expect("a file");
    let (status, said) = desk.say(&["export", "licence-v1", "-o", &ours]);
    assert_eq!(
        (status, fs::read(&*ours).expect("a file") == before),
        (3, true),
        "{said}"
    );
    let other = desk.file("other.docx", &licence(&r("90"), "EUR 4,000"));
    let target = desk.0.beside("none.docx");
    let (status, said) = desk.say(&[
        "export",
        "licence-v1",
        "draft",
        "draft",
        "--into",
        &other.to_string_lossy(),
        "-o",
        &target.to_string_lossy(),
    ]);
    assert_eq!((status, target.exists()), (3, false), "{said}");
    assert!(said.contains("Each invoice is due within 90 days."), "{said}");
    let (_, said) = desk.say(&["import", &file.to_string_lossy(), "--as", "second"]);
    assert!(said.contains("adidem export"), "{said}");
}
