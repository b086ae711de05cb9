//! What the other side sends as a file becomes a round, as reported by whoever received it.

use std::fs;
use std::path::PathBuf;

use serde_json::Value;

use crate::support::Deal;
use crate::support::word::{del, docx, docx_numbered, docx_with, ins, p, r, tracked_p};

const DECIMAL: [&str; 3] = ["decimal", "decimal", "lowerLetter"];

/// What may differ in the licence.
struct Licence {
    users: String,
    days: String,
    fee: String,
    more: String,
    term: String,
}

impl Licence {
    fn as_sent() -> Self {
        Self {
            users: r("for ten users."),
            days: r("30"),
            fee: r("EUR 4,000"),
            more: String::new(),
            term: p(Some(0), &r("Term")) + &p(Some(1), &r("The licence lasts two years.")),
        }
    }

    fn body(&self) -> String {
        let row = |cells: [&str; 2]| {
            let cells = cells.map(|cell| format!("<w:tc>{}</w:tc>", p(None, cell)));
            format!("<w:tr>{}</w:tr>", cells.concat())
        };
        let parts = [
            p(None, &r("Software Licence")),
            p(Some(0), &r("Grant")),
            p(Some(1), &r("The Vendor grants the Customer a licence:")),
            p(Some(2), &r("for one site; and")),
            p(Some(2), &self.users),
            p(Some(0), &r("Fees")),
            p(
                Some(1),
                &format!("{}{}{}", r("Each invoice is due within "), self.days, r(" days.")),
            ),
            format!(
                "<w:tbl>{}{}</w:tbl>",
                row([&r("Item"), &r("Fee")]),
                row([&r("Licence"), &self.fee])
            ),
            self.more.clone(),
            self.term.clone(),
        ];
        parts.concat()
    }

    fn file(&self) -> Vec<u8> {
        docx(&self.body())
    }
}

/// A customer who signs, and a vendor who only ever sees Word.
struct Desk(Deal);

impl Desk {
    fn new() -> Self {
        let mut desk = Self(Deal::new());
        desk.draft();
        desk.0.run_as("li", &["send", "deal", "--yes"]);
        desk
    }

    fn draft(&self) {
        let text = format!(
            "# Kept by hand\ntitle: Software Licence\nparties:\n  - id: customer\n    name: Customer Ltd\n    role: Customer\n    \
             members:\n      - name: Li Jing\n        email: li@customer.example\n        keys: [{}]\n  - id: vendor\n    name: \
             Vendor Ltd\n    role: Vendor\nclauses:\n  - id: grant\n    heading: Grant\n    text: \"\"\n    clauses:\n      - id: \
             licence\n        heading: \"\"\n        text: |\n          The Vendor grants the Customer a licence:\n          (a) for \
             one site; and\n          (b) for ten users.\n  - id: fees\n    heading: Fees # see the board paper\n    text: \"\"\n    \
             clauses:\n      - id: invoices\n        heading: \"\"\n        text: |\n          Each invoice is due within 30 \
             days.\n          | Item | Fee |\n          | Licence | EUR 4,000 |\n  - id: term\n    heading: 'Term'\n    text: \
             \"\"\n    clauses:\n      - id: years\n        heading: \"\"\n        text: The licence lasts two years.\n",
            self.0.public("li")
        );
        fs::create_dir_all(self.0.folder("li").join("contracts")).expect("a folder");
        fs::write(self.0.file("li"), text).expect("a contract");
    }

    fn file(&self, name: &str, content: &[u8]) -> String {
        let file: PathBuf = self.0.git.beside(name);
        fs::write(&file, content).expect("a file");
        file.to_string_lossy().into_owned()
    }

    fn say(&mut self, arguments: &[&str]) -> (i32, String) {
        let output = self.0.try_as("li", arguments);
        let said = [output.stdout, output.stderr].concat();
        let said = String::from_utf8(said).expect("UTF-8");
        let said = said.split_whitespace().collect::<Vec<_>>().join(" ");
        (output.status.code().expect("an end"), said)
    }

    fn receive(&mut self, content: &[u8]) -> (i32, String) {
        let file = self.file("answer.docx", content);
        self.say(&["receive", "deal", &file, "--party", "Vendor", "--yes"])
    }

    fn received(&mut self, content: &[u8]) -> (i32, Value) {
        let file = self.file("answer.docx", content);
        let output = self.0.try_as(
            "li",
            &["receive", "deal", &file, "--party", "vendor", "--yes", "--json"],
        );
        let answer = serde_json::from_slice(&output.stdout).expect("JSON");
        (output.status.code().expect("an end"), answer)
    }

    fn text(&self) -> String {
        fs::read_to_string(self.0.file("li")).expect("a contract")
    }

    fn head(&self) -> String {
        self.0.git.run_in(&self.0.folder("li"), &["rev-parse", "HEAD"])
    }
}

#[test]
fn a_file_received_unchanged_ten_times_changes_nothing() {
    let mut desk = Desk::new();
    let before = (desk.text(), desk.head());
    for _ in 0..10 {
        let (status, said) = desk.receive(&Licence::as_sent().file());
        assert_eq!(status, 0, "{said}");
        assert!(
            said.contains("The file says what round 1 says. Nothing was recorded."),
            "{said}"
        );
    }
    assert_eq!((desk.text(), desk.head()), before);
    // So does one that was taken in already.
    let answer = Licence {
        days: del("30") + &ins("45"),
        ..Licence::as_sent()
    };
    assert_eq!(desk.receive(&answer.file()).0, 0);
    let after = (desk.text(), desk.head());
    let (status, said) = desk.receive(&answer.file());
    assert_eq!(status, 0, "{said}");
    assert!(said.contains("says what round 2 says"), "{said}");
    assert_eq!((desk.text(), desk.head()), after);
}

#[test]
fn an_answer_with_tracked_changes_is_their_round_as_reported_and_nobodys_offer() {
    let mut desk = Desk::new();
    let before = desk.text();
    let answer = Licence {
        days: del("30") + &ins("45"),
        ..Licence::as_sent()
    };
    let (status, said) = desk.receive(&answer.file());
    assert_eq!(status, 0, "{said}");
    for told in [
        "2 tracked changes by Kim Reed",
        "every change in it is tracked",
        "[-30-]{+45+}",
        "round 2 of Vendor Ltd, reported by Customer Ltd",
    ] {
        assert!(said.contains(told), "{told}: {said}");
    }
    assert_eq!(
        desk.text(),
        before.replace("30 days", "45 days"),
        "nothing else of the file changed"
    );
    let message = desk.0.git.run_in(&desk.0.folder("li"), &["log", "-1", "--format=%B"]);
    for trailer in [
        "Adidem-Party: vendor",
        "Adidem-Reported-By: customer",
        "Adidem-File-SHA256: ",
    ] {
        assert!(message.contains(trailer), "{message}");
    }
    assert!(!message.contains("Adidem-Untracked"), "{message}");
    // Nobody's own word.
    let status = desk.0.json("li", &["status", "deal", "--json"]);
    let clause = status["clauses"].as_array().expect("clauses").iter();
    let clause = clause
        .into_iter()
        .find(|one| one["id"] == "invoices")
        .expect("the clause");
    for party in ["customer", "vendor"] {
        assert_eq!(clause["positions"][party]["position"], "none", "{party}: {clause}");
    }
    // What the customer stood by is still the left side.
    let (_, diff) = desk.say(&["diff", "deal"]);
    assert!(diff.contains("[-30-]{+45+}"), "{diff}");
    let reported = desk.0.json("li", &["status", "deal", "--reported", "--json"]);
    let clause = reported["clauses"].as_array().expect("clauses").iter();
    let clause = clause
        .into_iter()
        .find(|one| one["id"] == "invoices")
        .expect("the clause");
    assert_eq!(clause["positions"]["vendor"]["position"], "offered", "{clause}");
    assert_eq!(clause["positions"]["vendor"]["reported_by"], "customer", "{clause}");
    let (_, rounds) = desk.say(&["rounds", "deal"]);
    assert!(
        rounds.contains("received in a file and reported by Customer Ltd"),
        "{rounds}"
    );
    let (_, log) = desk.say(&["log", "deal"]);
    assert!(log.contains("took in round 2 of Vendor"), "{log}");
    // It is their change all the same, and nothing says why they made it.
    let asks = desk.0.json("li", &["asks", "deal", "--json"]);
    let silent = asks["silent"].as_array().expect("silent changes");
    assert!(silent.len() == 1 && silent[0]["clause"] == "invoices", "{asks}");
    let (status, audit) = desk.say(&["audit", "deal"]);
    assert_eq!(status, 0, "{audit}");
    assert!(
        audit.contains("reports: Vendor sent a file, taken in as round 2"),
        "{audit}"
    );
    assert!(!audit.contains("A18"), "{audit}");
}

#[test]
fn whatever_was_changed_without_a_mark_is_loud_everywhere() {
    let sent = Licence::as_sent;
    let quiet = [
        (
            "a word",
            Licence {
                days: r("30") + &r(" working"),
                ..sent()
            }
            .file(),
            "invoices",
            "{+working",
        ),
        (
            "a figure beside a tracked change",
            Licence {
                days: del("30") + &ins("45"),
                fee: r("EUR 5,000"),
                ..sent()
            }
            .file(),
            "invoices",
            "[-4,000-]{+5,000+}",
        ),
        (
            "a cell",
            Licence {
                fee: r("EUR 4,500"),
                ..sent()
            }
            .file(),
            "invoices",
            "[-4,000-]{+4,500+}",
        ),
        (
            "the form of the numbers of items",
            docx_numbered(&sent().body(), ["decimal", "decimal", "upperRoman"]),
            "licence",
            "(I)",
        ),
        (
            "the form of the numbers of clauses",
            docx_numbered(&sent().body(), ["upperLetter", "decimal", "lowerLetter"]),
            "grant",
            "A.",
        ),
    ];
    for (what, file, clause, shown) in quiet {
        let mut desk = Desk::new();
        let path = desk.file("answer.docx", &file);
        let (status, said) = desk.say(&["receive", "deal", &path, "--party", "vendor"]);
        assert_eq!(status, 3, "nobody can be asked here: {said}");
        assert_eq!(
            desk.0
                .git
                .run_in(&desk.0.folder("li"), &["rev-list", "--count", "HEAD"])
                .trim(),
            "1"
        );
        let (status, answer) = desk.received(&file);
        assert_eq!(status, 1, "{what}: {answer}");
        let untracked = answer["untracked"].as_array().expect("a list");
        assert!(untracked.contains(&Value::from(clause)), "{what}: {answer}");
        let (_, diff) = desk.say(&["diff", "deal", "1", "2"]);
        assert!(diff.contains(shown), "{what}: {diff}");
        assert!(diff.contains("UNTRACKED CHANGES"), "{what}: {diff}");
        for command in ["rounds", "log"] {
            let (_, told) = desk.say(&[command, "deal"]);
            assert!(told.contains("UNTRACKED CHANGES"), "{command}, {what}: {told}");
        }
        let rounds = desk.0.json("li", &["rounds", "deal", "--json"]);
        assert_eq!(
            rounds["rounds"][1]["received"]["untracked"][0], untracked[0],
            "{rounds}"
        );
        let record = desk
            .0
            .git
            .run_in(&desk.0.folder("li"), &["show", "HEAD", "--", "records"]);
        assert!(record.contains("untracked: "), "{record}");
        assert_eq!(desk.say(&["audit", "deal"]).0, 0);
    }
}

#[test]
fn a_character_that_does_not_show_is_told_and_not_let_in() {
    let mut desk = Desk::new();
    let answer = Licence {
        days: r("30\u{200b}"),
        ..Licence::as_sent()
    };
    let before = (desk.text(), desk.head());
    let (status, said) = desk.receive(&answer.file());
    assert_eq!(status, 3, "{said}");
    assert!(said.contains("UNTRACKED CHANGES in 1 place"), "{said}");
    assert!(said.contains("U+200B") && said.contains("A20-invisible"), "{said}");
    assert_eq!((desk.text(), desk.head()), before);
}

#[test]
fn a_new_clause_gets_an_id_of_its_own_at_its_place_and_a_struck_one_goes() {
    let mut desk = Desk::new();
    let came = tracked_p(Some(0), "ins", &ins("Audit"))
        + &tracked_p(Some(1), "ins", &ins("The Customer may audit the Vendor once a year."));
    let answer = Licence {
        more: came.clone(),
        ..Licence::as_sent()
    };
    let (status, answer_json) = desk.received(&answer.file());
    assert_eq!(status, 0, "{answer_json}");
    let text = desk.text();
    let new = "  - id: audit\n    heading: Audit\n";
    let (fees, term) = (
        text.find("- id: fees").expect("fees"),
        text.find("- id: term").expect("term"),
    );
    let at = text.find(new).unwrap_or_else(|| panic!("no new clause: {text}"));
    assert!(fees < at && at < term, "{text}");
    assert!(
        text.contains("The Customer may audit the Vendor once a year."),
        "{text}"
    );
    assert!(
        text.contains("# see the board paper") && text.contains("heading: 'Term'"),
        "{text}"
    );
    let shown = desk.0.json("li", &["show", "deal", "--round", "2", "--json"]);
    assert!(!shown.to_string().contains("4. Term"), "{shown}");
    let gone =
        tracked_p(Some(0), "del", &del("Term")) + &tracked_p(Some(1), "del", &del("The licence lasts two years."));
    let answer = Licence {
        more: came,
        term: gone,
        ..Licence::as_sent()
    };
    let (status, answer) = desk.received(&answer.file());
    assert_eq!(status, 0, "{answer}");
    let text = desk.text();
    assert!(!text.contains("id: term") && !text.contains("id: years"), "{text}");
    assert_eq!(desk.say(&["audit", "deal"]).0, 0);
}

#[test]
fn four_rounds_with_a_side_that_only_sees_word_end_in_agreed_form_as_reported() {
    let mut desk = Desk::new();
    let answer = Licence {
        days: del("30") + &ins("45"),
        ..Licence::as_sent()
    };
    assert_eq!(desk.receive(&answer.file()).0, 0);
    desk.0.change("li", "45 days", "40 days");
    desk.0.change("li", "EUR 4,000", "EUR 3,500");
    desk.0.run_as("li", &["send", "deal", "--yes"]);
    let answer = Licence {
        days: r("40"),
        fee: r("EUR ") + &del("3,500") + &ins("3,800"),
        ..Licence::as_sent()
    };
    let (status, said) = desk.receive(&answer.file());
    assert_eq!(status, 0, "{said}");
    assert_eq!(
        desk.0.json("li", &["rounds", "deal", "--json"])["rounds"]
            .as_array()
            .expect("rounds")
            .len(),
        4
    );
    desk.0.run_as("li", &["accept", "deal", "--all", "--yes"]);
    assert_eq!(desk.say(&["ready", "deal"]).0, 1, "the vendor itself said nothing");
    assert_eq!(
        desk.say(&["ready", "deal", "--reported"]).0,
        1,
        "nor all that it has to"
    );
    desk.0.run_as(
        "li",
        &[
            "accept",
            "deal",
            "--all",
            "--for",
            "vendor",
            "--reported",
            "letter of 3 March",
            "--yes",
        ],
    );
    let (status, said) = desk.say(&["ready", "deal", "--reported"]);
    assert!([0, 3].contains(&status), "{said}");
    assert_eq!(desk.say(&["ready", "deal"]).0, 1, "it is agreed as reported alone");
    let ready = desk.0.try_as("li", &["ready", "deal", "--reported", "--json"]);
    let ready: Value = serde_json::from_slice(&ready.stdout).expect("JSON");
    assert_eq!(ready["agreed_form"], true, "{ready}");
    assert_eq!(desk.say(&["audit", "deal"]).0, 0);
}

#[test]
fn a_draft_is_never_lost_and_nobody_answers_themselves() {
    let mut desk = Desk::new();
    let answer = Licence {
        days: ins("45"),
        ..Licence::as_sent()
    }
    .file();
    desk.0.change("li", "two years", "three years");
    let (status, said) = desk.receive(&answer);
    assert_eq!(status, 3, "{said}");
    assert!(said.contains("the draft of `deal`"), "{said}");
    assert!(desk.text().contains("three years"));
    desk.0.change("li", "three years", "two years");
    let file = desk.file("answer.docx", &answer);
    let (status, _) = desk.say(&["receive", "deal", &file, "--party", "customer", "--yes"]);
    assert_eq!(status, 2);
    let (status, said) = desk.say(&["receive", "deal", &file, "--party", "bank", "--yes"]);
    assert_eq!(status, 2, "{said}");
}

#[test]
fn a_text_is_received_and_said_to_mark_nothing() {
    let mut desk = Desk::new();
    let text = "Software Licence\n1. Grant\n1.1 The Vendor grants the Customer a licence:\n(a) for one site; and\n(b) for ten \
                users.\n2. Fees\n2.1 Each invoice is due within 60 days.\n| Item | Fee |\n| Licence | EUR 4,000 |\n3. Term\n3.1 \
                The licence lasts two years.\n";
    let file = desk.file("answer.txt", text.as_bytes());
    let (status, said) = desk.say(&["receive", "deal", &file, "--party", "vendor", "--yes"]);
    assert_eq!(status, 0, "{said}");
    assert!(
        said.contains("cannot mark what was changed") && said.contains("[-30-]{+60+}"),
        "{said}"
    );
    assert!(desk.text().contains("within 60 days"), "{}", desk.text());
}

#[test]
fn bombs_macros_passwords_and_old_formats_are_told_and_leave_everything_as_it_was() {
    let mut desk = Desk::new();
    let before = (desk.text(), desk.head());
    let bomb = docx(&p(None, &r(&" ".repeat(70 << 20))));
    for (name, content, told) in [
        (
            "old.doc",
            b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1rest".to_vec(),
            "old .doc format",
        ),
        ("cut.docx", Licence::as_sent().file()[..400].to_vec(), "damaged"),
        ("x.docx", b"{\\rtf1}".to_vec(), "RTF"),
        ("blank.txt", b"  \n \n".to_vec(), "no text in it"),
        ("bomb.docx", bomb, "larger than anything that people write"),
    ] {
        let file = desk.file(name, &content);
        let (status, said) = desk.say(&["receive", "deal", &file, "--party", "vendor", "--yes"]);
        assert_eq!(status, 2, "{name}: {said}");
        assert!(said.contains(told), "{name}: {said}");
    }
    assert_eq!((desk.text(), desk.head()), before);
    let macros = docx_with(&Licence::as_sent().body(), DECIMAL, &[("word/vbaProject.bin", "x")]);
    let (status, said) = desk.receive(&macros);
    assert_eq!(status, 0, "{said}");
    assert!(said.contains("macros; they were not run"), "{said}");
    assert_eq!((desk.text(), desk.head()), before);
}

#[test]
fn a_guarded_repository_takes_what_was_received() {
    let mut desk = Desk(Deal::new());
    let hub = desk.0.git.top().join("hub.git");
    desk.0.run_as("li", &["guard", "--install", &hub.to_string_lossy()]);
    desk.draft();
    desk.0.run_as("li", &["send", "deal", "--yes"]);
    let answer = Licence {
        users: r("for ") + &del("ten") + &ins("twenty") + &r(" users."),
        ..Licence::as_sent()
    };
    assert_eq!(desk.receive(&answer.file()).0, 0);
    let (status, said) = desk.say(&["sync"]);
    assert_eq!(status, 0, "{said}");
}

/// What follows on an answer, clause by clause, without git.
mod next_texts {
    use adidem::contract::Contract;
    use adidem::exchange::paper::{BothViews, before_marks, draft, next_text, plain};

    const SENT: &str = "Supply Agreement\n1. Delivery\n1.1 Place\nThe Supplier delivers to Cork.\n1.2 Time\nWithin ten days.\n\
                        2. Price\nThe price is EUR 40.\n3. Law\nThe law of Ireland.\n";

    fn sent() -> Contract {
        draft(&plain(SENT), "x").contract
    }

    /// The text that follows, and its outline: ids with their depth.
    fn next(answer: &str) -> (Contract, String) {
        let (sent, paper) = (sent(), plain(answer));
        let views = BothViews {
            rejected: paper.clone(),
            accepted: paper,
        };
        let next = next_text(&sent, &sent, &views, |id| id == "audit" || sent.clause(id).is_some());
        let visits = next.walk();
        let ids = visits
            .iter()
            .map(|visit| format!("{}{}", ">".repeat(visit.depth - 1), visit.clause.id));
        let outline = ids.collect::<Vec<_>>().join(" ");
        (next, outline)
    }

    #[test]
    fn the_same_words_are_the_same_contract() {
        assert_eq!(next(SENT).0, sent());
    }

    #[test]
    fn new_clauses_stand_at_the_level_that_the_paper_gives_them() {
        for (line, new, outline) in [
            (
                "The price is EUR 40.",
                "3. Inspection\nThe Buyer inspects.",
                "delivery >place >time price inspection law",
            ),
            (
                "Within ten days.",
                "1.3 Inspection\nThe Buyer inspects.",
                "delivery >place >time >inspection price law",
            ),
            (
                "Within ten days.",
                "2. Inspection\nThe Buyer inspects.",
                "delivery >place >time inspection price law",
            ),
            (
                "The price is EUR 40.",
                "2.1 Inspection\nThe Buyer inspects.",
                "delivery >place >time price >inspection law",
            ),
            (
                "The law of Ireland.",
                "4. Audit\nOnce a year.",
                "delivery >place >time price law audit-2",
            ),
            (
                "The price is EUR 40.",
                "3. Inspection\n3.1 Duty\nThe Buyer inspects.\n3.2 Time\nAt once.",
                "delivery >place >time price inspection >duty >time-2 law",
            ),
            // What does not certainly begin a clause stays in the text before.
            (
                "The price is EUR 40.",
                "2A. Inspection\nThe Buyer inspects.",
                "delivery >place >time price law",
            ),
        ] {
            let (contract, found) = next(&SENT.replace(line, &format!("{line}\n{new}")));
            assert_eq!(found, outline, "{new}");
            let walk = contract.walk();
            let words: Vec<&str> = walk
                .iter()
                .flat_map(|visit| [&*visit.clause.heading, &*visit.clause.text])
                .collect();
            let words = words.join(" ");
            for word in new.split_whitespace() {
                assert!(words.contains(word), "{word} of {new} is lost: {contract:#?}");
            }
        }
    }

    #[test]
    fn a_clause_without_words_is_gone_and_a_replaced_one_keeps_its_id() {
        let gone = SENT.replace("2. Price\nThe price is EUR 40.\n", "");
        assert_eq!(next(&gone).1, "delivery >place >time law");
        let replaced = SENT.replace("2. Price\nThe price is EUR 40.", "2. Fees\nEUR 50 fall due monthly.");
        let (contract, outline) = next(&replaced);
        assert_eq!(outline, "delivery >place >time price law", "{contract:#?}");
        let price = contract.clause("price").expect("the clause");
        assert!(
            price.heading.contains("Fees") && price.text.contains("EUR 50"),
            "{price:?}"
        );
    }

    #[test]
    fn what_was_changed_without_a_mark_is_a_difference_from_what_was_sent() {
        let sent = sent();
        let views = |rejected: &str| BothViews {
            accepted: plain(SENT),
            rejected: plain(rejected),
        };
        assert_eq!(before_marks(&sent, &views(SENT)), sent);
        for (was, is) in [
            ("40", "41"),
            ("Cork", "Co\u{200b}rk"),
            ("1.2 Time", "(b) Time"),
            ("3. Law", "III. Law"),
            ("ten ", ""),
        ] {
            let changed = SENT.replace(was, is);
            assert_ne!(before_marks(&sent, &views(&changed)), sent, "{was} → {is}");
        }
    }
}
