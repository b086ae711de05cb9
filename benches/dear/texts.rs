//! Texts of which every part costs as little as it can, and of which there are as many parts as fit: what somebody would
//! send who wants the other side's program to stop. One bench times them; another holds how the time grows against their length.

use adidem::contract::{Contract, read};
use std::fmt::Write as _;

/// A kind of text, by what it has many of.
pub(crate) type Kind = (&'static str, fn(usize, bool) -> String);

/// A text of a kind with so many parts, in both versions; `None` where one cannot be read.
pub(crate) fn both((_, make): Kind, many: usize) -> Option<[Contract; 2]> {
    Some([
        read(make(many, false).as_bytes()).ok()?,
        read(make(many, true).as_bytes()).ok()?,
    ])
}

/// Every kind: so many parts, in the old or (`true`) in the new version.
pub(crate) const KINDS: [Kind; 34] = [
    ("letters joined by characters of no width", |many, new| {
        one(&["a", "b"][usize::from(new)]
            .repeat(many)
            .split("")
            .collect::<Vec<_>>()
            .join("\u{200d}"))
    }),
    ("pictures joined by characters of no width", |many, new| {
        one(&format!("{}{new}", "😀\u{200d}".repeat(many)))
    }),
    ("marks on letters", |many, new| {
        one(&format!("{}{new}", "e\u{301}\u{327}".repeat(many)))
    }),
    ("characters that do not show", |many, new| {
        one(&format!("{}{new}", "\u{200b}".repeat(many)))
    }),
    ("hidden characters within words", |many, new| {
        one(&numbered(many, " ", |at| {
            format!("wo\u{200b}rd{}", if new { at % 7 } else { 0 })
        }))
    }),
    ("one word", |many, new| {
        one(&if new { "b" } else { "a" }.repeat(many * 8))
    }),
    ("amounts of one currency", |many, new| {
        one(&format!("{}{new}", "EUR1".repeat(many)))
    }),
    ("brackets that stay open", |many, new| {
        one(&format!("{}{new}", "1.1(".repeat(many)))
    }),
    ("square brackets", |many, new| {
        one(&format!("{}{new}", "[ ".repeat(many)))
    }),
    ("room to write", |many, new| {
        one(&format!("{}{new}", "____ ".repeat(many)))
    }),
    ("commas", |many, new| {
        one(&numbered(many, ", ", |at| {
            format!("the Vendor shall pay {}", if new { at % 5 } else { at % 3 })
        }))
    }),
    ("modal words", |many, new| one(&format!("{}{new}", "应当".repeat(many)))),
    ("figures", |many, new| {
        one(&numbered(many, " ", |at| {
            (at * if new { 7_919 } else { 104_729 } % 99_991).to_string()
        }))
    }),
    ("amounts that became shares", |many, new| {
        one(&numbered(many, " ", |at| {
            if new { format!("{at}%") } else { format!("USD {at}") }
        }))
    }),
    ("amounts under one label", |many, new| {
        one(&numbered(many, "，", |at| {
            format!("合同总价为人民币{}元", at * if new { 31 } else { 37 })
        }))
    }),
    ("references", |many, new| {
        one(&numbered(many, " ", |at| {
            format!("Section {}.{}", at % 97, if new { at % 89 } else { at % 83 })
        }))
    }),
    ("articles where no statute is spoken of", |many, new| {
        one(&numbered(many, "\n", |at| {
            format!("Fees {at} under Article {}.", if new { at % 89 } else { at % 83 })
        }))
    }),
    ("sections in brackets", |many, new| {
        one(&format!("{}{new}", "(§1)".repeat(many)))
    }),
    ("sections of which each has another part", |many, new| {
        one(&format!("§ 1 {}{new}", "Abs. 1 § 2 ff. ".repeat(many)))
    }),
    ("references without a blank", |many, new| {
        one(&numbered(many, "", |at| {
            format!("Section{}.", if new { at % 89 } else { at % 83 })
        }))
    }),
    ("definitions in one line", |many, new| {
        one(&numbered(many, " ", |at| format!("\"Term{at}\" means thing{new}.")))
    }),
    ("quotation marks", |many, new| {
        one(&format!("{}{new}", "\"ab\" ".repeat(many)))
    }),
    ("terms that one another's definitions use", |many, new| {
        each(
            many,
            |at| format!("\"Term{at}\" means a thing{new} of Term{}.", at * 7 % many),
            |at| format!("d{at}"),
        )
    }),
    ("words replaced around kept ones", |many, new| {
        one(&numbered(many, " the ", |at| {
            format!("{}{at}", if new { 'q' } else { 'p' })
        }))
    }),
    ("words in another case", |many, new| {
        one(&format!(
            "{}\n{}",
            numbered(many / 4, "\n", |at| format!("\"Term{at}\" means it.")),
            numbered(many, " ", |at| format!("{}erm{at}", if new { 'T' } else { 't' }))
        ))
    }),
    ("clauses under new ids", |many, new| {
        each(
            many,
            |at| format!("words of the clause {} that go on and on", at * 31 % 257),
            |at| format!("{}{at}", if new { 'y' } else { 'x' }),
        )
    }),
    ("one clause many times", |many, new| {
        each(
            many,
            |_| "the same words here".to_owned(),
            |at| format!("{}{at}", if new { 'y' } else { 'x' }),
        )
    }),
    ("clauses that name one another's headings", |many, new| {
        each(
            many,
            |at| format!("see Section {} (H{})", at + 1, at),
            |at| format!("c{}", if new { at + 1 } else { at }),
        )
    }),
    ("paragraphs that went to clauses of their own", split),
    ("terms that are introduced in brackets", |many, new| {
        one(&numbered(many, " ", |at| {
            format!("Abc Def (“AD{}”)", at + usize::from(new))
        }))
    }),
    ("headings beside a text that was shortened", |many, new| {
        let text = if new { "q w e r t y " } else { "q w e r t y u i o p " }.repeat(many);
        headed(many, &text, |at| {
            format!("Heading of words number {at}{}", if new { "b" } else { "" })
        })
    }),
    ("the name of a party that repeats one word", |many, new| {
        let text = format!("{}{new}", "The P P P P shall pay. ".repeat(many));
        with_parties(1, |_| ["P ".repeat(many * 8), String::new()], &text)
    }),
    ("parties whose names and roles are long", |many, new| {
        let names = |at: usize| {
            [
                format!("{}P{at}", "The ".repeat(many / 8)),
                format!("Role{at} ").repeat(many / 16),
            ]
        };
        with_parties(
            90,
            names,
            &format!("{}{new}", "The The The P1 shall pay Role1. ".repeat(many)),
        )
    }),
    ("parties whose names end with one another", |many, new| {
        with_parties(
            90,
            |at| ["A ".repeat(at + 1), "B ".repeat(at + 1)],
            &format!("{}{new}", "A ".repeat(many * 4)),
        )
    }),
];

const HEAD: &str = "title: T\nparties:\n  - {id: c, name: Customer Ltd, role: Customer}\n  - {id: v, name: Vendor Ltd, role: Vendor}\nclauses:\n";

fn numbered(many: usize, between: &str, part: impl Fn(usize) -> String) -> String {
    (0..many).map(part).collect::<Vec<_>>().join(between)
}

fn clause(file: &mut String, id: &str, text: &str) {
    // Writing to a string does not fail.
    let _ = write!(file, "  - id: {id}\n    heading: H{id}\n    text: |\n");
    for line in text.lines() {
        let _ = writeln!(file, "      {line}");
    }
}

/// A contract of one clause.
fn one(text: &str) -> String {
    let mut file = HEAD.to_owned();
    clause(&mut file, "a", &format!("x{text}"));
    file
}

/// A contract of many clauses.
fn each(many: usize, text: impl Fn(usize) -> String, id: impl Fn(usize) -> String) -> String {
    let mut file = HEAD.to_owned();
    (0..many).for_each(|at| clause(&mut file, &id(at), &text(at)));
    file
}

/// A contract with many headings without a text, and one text.
fn headed(many: usize, text: &str, heading: impl Fn(usize) -> String) -> String {
    let mut file = HEAD.to_owned();
    (0..many).for_each(|at| {
        let _ = writeln!(file, "  - id: h{at}\n    heading: {}", heading(at));
    });
    clause(&mut file, "big", text);
    file
}

/// A contract of one clause, with more parties.
fn with_parties(many: usize, name: impl Fn(usize) -> [String; 2], text: &str) -> String {
    let (title, clauses) = HEAD.split_at(HEAD.len() - "clauses:\n".len());
    let mut file = title.to_owned();
    for at in 0..many {
        let [name, role] = name(at);
        let _ = writeln!(file, "  - id: p{at}\n    name: {}", name.trim());
        if !role.is_empty() {
            let _ = writeln!(file, "    role: {}", role.trim());
        }
    }
    file.push_str(clauses);
    clause(&mut file, "a", text);
    file
}

fn split(many: usize, new: bool) -> String {
    let paragraph = |at: usize| numbered(12, " ", |word| format!("z{}", (at * 12 + word) * 7_919 % 1_000_003));
    if new {
        each(many, paragraph, |at| format!("s{at}"))
    } else {
        one(&numbered(many, "\n", paragraph))
    }
}
