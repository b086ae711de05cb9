//! The rules of the house, read off the sources.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use crate::imports::circles;

/// For each folder of `src` (and for `main.rs` and `lib.rs`), the folders it may use.
fn allowed() -> BTreeMap<&'static str, Vec<&'static str>> {
    let language = vec!["language"];
    let contract = vec!["language", "contract"];
    let redline = vec!["language", "contract", "redline"];
    let review = vec!["language", "contract", "redline", "review"];
    let negotiation = vec!["language", "contract", "redline", "negotiation"];
    let wording = vec!["language", "contract", "redline", "negotiation", "review", "wording"];
    let and = |above: &[&'static str]| wording.iter().chain(above).copied().collect::<Vec<_>>();
    let (history, exchange) = (and(&["history"]), and(&["exchange"]));
    let audit = and(&["history", "exchange", "audit"]);
    let session = and(&["history", "exchange", "audit", "session"]);
    let json = and(&["history", "exchange", "audit", "session", "json"]);
    let cli = and(&["history", "exchange", "audit", "session", "json", "cli"]);
    let tui = and(&["history", "exchange", "audit", "session", "tui"]);
    BTreeMap::from([
        ("language", language),
        ("contract", contract),
        ("redline", redline),
        ("review", review),
        ("wording", wording),
        ("negotiation", negotiation),
        ("history", history),
        ("exchange", exchange),
        ("audit", audit),
        ("session", session),
        ("json", json),
        ("cli", cli),
        ("tui", tui),
        ("main.rs", vec!["cli", "language", "session", "tui"]),
    ])
}

/// What only one folder may name, or the two that share it.
const ONLY_IN: [(&str, &str); 9] = [
    ("ratatui", "tui"),
    ("git2", "history"),
    ("clap", "cli"),
    ("minijinja", "exchange"),
    ("granit_parser", "contract"),
    ("similar", "redline"),
    ("zip", "audit exchange"),
    ("quick_xml", "exchange"),
    ("aho_corasick", "redline review"),
];

/// What the pure folders may not name: no file, no clock, no git, no environment.
const IMPURE: [&str; 7] = [
    "std::fs",
    "std::process",
    "std::env",
    "std::net",
    "Utc::now",
    "Local::now",
    "SystemTime",
];
const PURE: [&str; 6] = ["language", "contract", "redline", "negotiation", "review", "wording"];

fn sources() -> Vec<(PathBuf, String)> {
    let top = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut found = Vec::new();
    let mut folders = vec![top.clone()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).expect("a folder of sources") {
            let path = entry.expect("an entry").path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|ending| ending == "rs") {
                let text = fs::read_to_string(&path).expect("a source");
                found.push((path.strip_prefix(&top).expect("below src").to_owned(), text));
            }
        }
    }
    assert!(found.len() > 40, "the sources were not found");
    found
}

/// Code without comments, so that a folder may be spoken of in prose.
fn code(source: &str) -> String {
    source
        .lines()
        .map(|line| line.split("//").next().unwrap_or(""))
        .collect::<Vec<_>>()
        .join("\n")
}

fn folder_of(path: &Path) -> String {
    path.components()
        .next()
        .expect("a path")
        .as_os_str()
        .to_string_lossy()
        .into_owned()
}

/// The folders that a source names, through `crate::` or, in `main.rs`, `adidem::`; grouped imports included.
fn used(code: &str) -> Vec<String> {
    let mut used = Vec::new();
    for root in ["crate::", "adidem::"] {
        for (at, _) in code.match_indices(root) {
            let rest = &code[at + root.len()..];
            if let Some(group) = rest.strip_prefix('{') {
                let group = &group[..group.find("};").unwrap_or(group.len())];
                let mut depth = 0;
                let top: String = group
                    .chars()
                    .filter(|c| {
                        depth += i32::from(*c == '{') - i32::from(*c == '}');
                        depth == 0
                    })
                    .collect();
                used.extend(
                    top.split(',')
                        .map(|one| one.trim().split(':').next().unwrap_or("").to_owned()),
                );
            } else {
                used.push(rest.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect());
            }
        }
    }
    used.retain(|name| !name.is_empty());
    used
}

#[test]
fn every_folder_uses_only_those_it_may() {
    let allowed = allowed();
    let folders: Vec<&str> = allowed.keys().copied().filter(|name| *name != "main.rs").collect();
    let mut faults = Vec::new();
    for (path, source) in sources() {
        let folder = folder_of(&path);
        if folder == "lib.rs" {
            continue;
        }
        let Some(may) = allowed.get(&*folder) else {
            panic!("src/{folder} has no place in the rule")
        };
        for name in used(&code(&source)).iter().filter(|name| folders.contains(&&***name)) {
            if !may.contains(&&**name) {
                faults.push(format!("{} uses {name}", path.display()));
            }
        }
    }
    assert_eq!(faults, [""; 0], "arrows against the rule");
}

#[test]
fn no_files_import_each_other_in_a_circle() {
    let sources = sources()
        .into_iter()
        .filter(|(path, _)| path != Path::new("main.rs"))
        .map(|(path, source)| (path.to_string_lossy().replace('\\', "/"), source))
        .collect();
    let circles = circles(&sources);
    assert_eq!(circles.len(), 0, "circles of files:\n\n{}", circles.join("\n\n"));
}

#[test]
fn some_libraries_have_one_room_only_and_pure_folders_touch_nothing() {
    let mut faults = Vec::new();
    for (path, source) in sources() {
        let folder = folder_of(&path);
        let code = code(&source);
        for (library, room) in ONLY_IN {
            if !room.split(' ').any(|room| room == folder) && code.contains(&format!("{library}::")) {
                faults.push(format!("{} names {library}", path.display()));
            }
        }
        let production = code.split("#[cfg(test)]").next().unwrap_or("");
        if PURE.contains(&&*folder) {
            let named = IMPURE.iter().filter(|impure| production.contains(*impure));
            faults.extend(named.map(|impure| format!("{} names {impure}", path.display())));
        }
        if folder != "cli"
            && ["println!", "print!(", "eprintln!"]
                .iter()
                .any(|print| production.contains(print))
        {
            faults.push(format!("{} prints", path.display()));
        }
    }
    assert_eq!(faults, [""; 0]);
}

#[test]
fn whether_two_addresses_are_one_is_decided_in_one_file() {
    const FOLDS: [&str; 5] = [
        "eq_ignore_ascii_case",
        "to_lowercase",
        "to_ascii_lowercase",
        "email ==",
        "email !=",
    ];
    let mut strays = Vec::new();
    for (path, source) in sources() {
        let code = code(&source);
        let production = code.split("#[cfg(test)]").next().unwrap_or("");
        for line in production.lines().filter(|line| line.contains("email")) {
            if FOLDS.iter().any(|fold| line.contains(fold)) {
                strays.push(format!("{}: {}", path.display(), line.trim()));
            }
        }
    }
    assert_eq!(strays, [""; 0], "`contract::same_address` decides it");
}

#[test]
fn a_long_file_gives_its_reason_in_its_first_lines() {
    for (path, source) in sources() {
        let lines = source.lines().count();
        let reason = source
            .lines()
            .take(6)
            .any(|line| line.contains("one table") || line.contains("long because"));
        assert!(lines <= 600 || reason, "{} has {lines} lines", path.display());
    }
}

#[test]
fn the_rule_sees_grouped_and_plain_imports() {
    assert_eq!(
        used("use crate::{history::Repository, redline::{Op, Flag}};\nlet x = crate::cli::main();"),
        ["history", "redline", "cli"]
    );
}
