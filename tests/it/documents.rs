//! The documents keep their word: every command in them was run, every link leads somewhere, every code is explained.
//!
//! A comment in front of a block of commands says what the test has to know:
//!
//! * `by: NAME` whose terminal it is, from here on; `answers: y y` what is typed at the questions; `ends: 1` the exit status
//! * `file: PATH` in front of a block that is a file's content
//! * `in the demonstration` it is typed in the worked example
//! * `meanwhile: WHAT` something that happens beside the page
//! * `not run: REASON` it is only read, for that reason
//!
//! A `text` block behind commands is what they print, in this order; `…` stands for anything.

mod blocks;
mod machine;
mod people;

use adidem::cli::arguments::Arguments;
use blocks::{Block, blocks, commands, words};
use clap::CommandFactory as _;
use clap::Parser as _;
use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

fn top() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn read(page: &str) -> String {
    fs::read_to_string(top().join(page)).unwrap_or_else(|error| panic!("{page}: {error}"))
}

/// Every page that people read, from the top of the project.
fn pages() -> Vec<String> {
    let mut found = Vec::new();
    let mut folders = vec![PathBuf::new(), PathBuf::from("docs"), PathBuf::from("docs/zh")];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(top().join(&folder)).expect("a folder of pages") {
            let name = entry.expect("an entry").file_name().to_string_lossy().into_owned();
            if Path::new(&name).extension().is_some_and(|ending| ending == "md") {
                found.push(folder.join(name).to_string_lossy().into_owned());
            }
        }
    }
    found.sort();
    assert!(found.len() > 20, "{found:?}");
    found
}

/// The name by which a heading is linked to, as GitHub makes it.
fn anchor(heading: &str) -> String {
    let kept = heading.chars().filter(|c| c.is_alphanumeric() || " -_".contains(*c));
    kept.collect::<String>().to_lowercase().replace(' ', "-")
}

/// The text outside of blocks.
fn prose(text: &str) -> String {
    text.split("\n```").step_by(2).collect::<Vec<_>>().join("\n")
}

fn anchors(text: &str) -> BTreeSet<String> {
    let headings = text.lines().filter(|line| line.starts_with('#'));
    headings
        .map(|line| anchor(line.trim_start_matches('#').trim()))
        .collect()
}

#[test]
fn every_link_leads_somewhere() {
    let mut wrong = Vec::new();
    for page in pages() {
        let text = prose(&read(&page));
        for target in text
            .split("](")
            .skip(1)
            .filter_map(|rest| rest.split(')').next())
            .filter(|target| !target.contains("://"))
        {
            let (file, place) = target.split_once('#').unwrap_or((target, ""));
            let path = if file.is_empty() {
                top().join(&page)
            } else {
                top().join(&page).parent().expect("a folder").join(file)
            };
            let is_there = path.exists()
                && (place.is_empty() || anchors(&prose(&fs::read_to_string(&path).expect("a page"))).contains(place));
            if !is_there {
                wrong.push(format!("{page}: {target}"));
            }
        }
    }
    assert_eq!(wrong, [""; 0]);
}

/// What is wrong with a command of the program, as far as its sub-command and options go.
fn unknown(line: &[String]) -> Option<String> {
    let root = Arguments::command();
    let mut command = &root;
    for word in line.iter().skip(1) {
        let option = word.split('=').next().unwrap_or_default();
        if let Some(below) = command.find_subcommand(word) {
            command = below;
        } else if let Some(name) = option.strip_prefix("--") {
            let known = [command, &root]
                .iter()
                .any(|one| one.get_arguments().any(|argument| argument.get_long() == Some(name)));
            if !known && !["help", "version"].contains(&name) {
                return Some(format!("there is no option {option}"));
            }
        }
    }
    None
}

#[test]
fn every_command_of_the_program_that_a_page_names_can_be_read() {
    let mut wrong = Vec::new();
    let names: Vec<String> = Arguments::command()
        .get_subcommands()
        .map(|command| command.get_name().to_owned())
        .chain(["help".to_owned()])
        .collect();
    for page in pages().iter().filter(|page| *page != "CHANGELOG.md") {
        let text = read(page);
        for block in blocks(&text).iter().filter(|block| block.language == "sh") {
            for line in commands(&block.text) {
                let line = words(&line);
                if line[0] == "adidem"
                    && let Err(error) = Arguments::try_parse_from(&line)
                    && error.use_stderr()
                {
                    wrong.push(format!("{page}: {line:?}: {error}"));
                }
            }
        }
        // What is planned cannot be typed yet.
        let settled: Vec<&str> = text
            .split("\n## ")
            .filter(|section| !section.lines().next().unwrap_or_default().contains("(planned)"))
            .collect();
        let prose = prose(&settled.join("\n## "));
        for code in prose
            .split('`')
            .skip(1)
            .step_by(2)
            .filter(|code| code.starts_with("adidem "))
        {
            let line = words(code);
            let word = &line[1];
            let is_name = word.chars().all(|c| c.is_ascii_lowercase());
            if is_name && !names.contains(word) {
                wrong.push(format!("{page}: `{code}`: there is no command {word}"));
            }
            wrong.extend(unknown(&line).map(|why| format!("{page}: `{code}`: {why}")));
        }
    }
    assert_eq!(wrong, [""; 0]);
}

#[test]
fn what_is_not_run_says_why() {
    for page in pages() {
        for block in blocks(&read(&page)).iter().filter(|block| block.language == "sh") {
            let reason = block.mark("not run").is_none_or(|reason| reason.len() > 8);
            assert!(reason, "{page}, line {}", block.line);
        }
    }
}

#[test]
fn every_command_of_the_pages_works() {
    let elsewhere = [
        "README.md",
        "README.zh.md",
        "docs/SERVER.md",
        "docs/WEEK.md",
        "docs/zh/WEEK.md",
    ];
    let mut runs = 0;
    for page in pages().iter().filter(|page| !elsewhere.contains(&page.as_str())) {
        let text = read(page);
        let all = blocks(&text);
        if all.iter().any(Block::is_run) {
            runs += people::live(page, &all, page.starts_with("docs/zh/"));
        }
    }
    assert!(runs >= 5, "{runs}");
}

#[test]
fn the_week_goes_as_its_page_says() {
    assert!(people::live("docs/WEEK.md", &blocks(&read("docs/WEEK.md")), false) > 12);
}

#[test]
fn the_week_in_chinese_goes_as_its_page_says() {
    assert!(people::live("docs/zh/WEEK.md", &blocks(&read("docs/zh/WEEK.md")), true) > 12);
}

#[test]
fn the_server_becomes_as_its_page_says() {
    machine::live(
        "docs/SERVER.md",
        &blocks(&read("docs/SERVER.md")),
        &read("docs/WEEK.md"),
    );
}

/// Sub-commands and options of a page's commands, in their order.
fn shape(page: &str) -> Vec<String> {
    let text = read(page);
    let all = blocks(&text);
    let lines = all.iter().filter(|block| block.language == "sh");
    let lines = lines.flat_map(|block| commands(&block.text));
    let shown = lines.map(|line| {
        let words = words(&line);
        let kept = words
            .iter()
            .enumerate()
            .filter(|(at, word)| *at < 2 || word.starts_with('-'));
        kept.map(|(_, word)| word.as_str()).collect::<Vec<_>>().join(" ")
    });
    shown.filter(|line| line.starts_with("adidem")).collect()
}

#[test]
fn the_chinese_pages_have_the_same_commands() {
    for page in ["WEEK", "KEYS", "CLIENTS", "FAQ"] {
        let (english, chinese) = (format!("docs/{page}.md"), format!("docs/zh/{page}.md"));
        assert_eq!(shape(&english), shape(&chinese), "{page}");
    }
    assert_eq!(shape("README.md"), shape("README.zh.md"));
}

/// Every code that stands in a text, with what comes before and behind it cut off.
fn codes(text: &str, quote: char) -> BTreeSet<String> {
    let quoted = text.split(quote).filter(|word| {
        let bytes = word.as_bytes();
        bytes.len() > 4
            && bytes[0] == b'A'
            && bytes[1..3].iter().all(u8::is_ascii_digit)
            && bytes[3] == b'-'
            && bytes[4..].iter().all(|byte| byte.is_ascii_lowercase() || *byte == b'-')
    });
    quoted.map(str::to_owned).collect()
}

#[test]
fn every_code_of_the_audit_is_explained() {
    let mut there = BTreeSet::new();
    for folder in ["src/audit", "src/audit/kinds"] {
        for entry in fs::read_dir(top().join(folder)).expect("a folder") {
            let path = entry.expect("an entry").path();
            if path.extension().is_some_and(|ending| ending == "rs") && !path.ends_with("messages_tests.rs") {
                let source = fs::read_to_string(&path).expect("a source");
                let source = source.split("#[cfg(test)]\nmod ").next().unwrap_or_default();
                let lines = source.lines().filter(|line| !line.trim_start().starts_with("//"));
                there.extend(codes(&lines.collect::<Vec<_>>().join("\n"), '"'));
            }
        }
    }
    assert!(there.len() > 80, "{there:?}");
    let told = codes(&read("docs/AUDIT.md"), '`');
    assert_eq!(there.difference(&told).collect::<Vec<_>>(), [""; 0], "not explained");
    assert_eq!(
        told.difference(&there).collect::<Vec<_>>(),
        [""; 0],
        "not there any more"
    );
}

#[test]
fn the_examples_of_the_pages_are_sound() {
    let page = read("docs/FORMAT.md");
    let example = blocks(&page)
        .into_iter()
        .find(|block| block.language == "yaml")
        .expect("an example");
    let contract = adidem::contract::read(example.text.as_bytes()).expect("a sound contract");
    assert_eq!(
        contract.walk().last().map(|last| last.number.clone()).as_deref(),
        Some("1.1")
    );
    let page = read("docs/SETTINGS.md");
    let example = blocks(&page)
        .into_iter()
        .find(|block| block.language == "yaml")
        .expect("an example");
    let folder = tempfile::tempdir().expect("a folder");
    fs::write(folder.path().join("settings.yaml"), &example.text).expect("the settings");
    let settings = adidem::session::settings(Some(folder.path())).expect("sound settings");
    assert!(settings.ascii && settings.theme.is_some() && settings.time_stamp.is_some());
}
