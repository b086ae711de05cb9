//! Words in all contracts, everything of one contract in plain lines, and settings with a mistake in them.

use crate::support::{Deal, Git, own_data};
use crate::tui::demonstration;
use adidem::language::Language;
use std::fs;
use std::process::Output;

fn run(git: &Git, arguments: &[&str]) -> Output {
    let mut command = git.command(env!("CARGO_BIN_EXE_adidem"), &git.top());
    command.args(arguments).output().expect("the program starts")
}

fn out(output: &Output) -> String {
    String::from_utf8_lossy(&output.stdout).into_owned()
}

const CONTRACT: &str = "title: Supply
parties:
  - {id: buyer, name: Buyer Ltd}
  - {id: seller, name: Seller Ltd}
clauses:
  - id: penalty
    heading: Penalty
    text: |
      A penalty
      clause of 5%.
";

#[test]
fn words_are_found_in_every_contract_and_what_could_not_be_searched_is_said() {
    let mut git = Git::new();
    git.by("Ann <ann@buyer.example>");
    git.change("contracts/supply.yaml", CONTRACT, "First");
    git.change(
        "contracts/lease.yaml",
        &CONTRACT
            .replace("Supply", "Lease")
            .replace("penalty\n      clause", "rent"),
        "First",
    );
    let found = run(&git, &["search", "Penalty", "CLAUSE"]);
    assert_eq!(found.status.code(), Some(0), "{}", out(&found));
    assert!(
        out(&found).contains("supply") && !out(&found).contains("lease"),
        "{}",
        out(&found)
    );
    assert_eq!(run(&git, &["search", "nowhere"]).status.code(), Some(1));
    git.change("contracts/broken.yaml", "title: [", "Broken");
    let none = run(&git, &["search", "nowhere"]);
    assert_eq!(none.status.code(), Some(3), "nobody can say that it is nowhere");
    assert!(out(&none).contains("broken could not be searched"), "{}", out(&none));
    let chinese = run(&git, &["--lang", "zh", "search", "nowhere"]);
    assert!(
        out(&chinese).contains("未找到") && out(&chinese).contains("未能在"),
        "{}",
        out(&chinese)
    );
}

#[test]
fn a_mistake_in_the_settings_is_said_and_keeps_no_command_from_its_work() {
    let mut git = Git::new();
    git.by("Ann <ann@buyer.example>");
    git.change("contracts/supply.yaml", CONTRACT, "First");
    let folder = git.beside("xdg/adidem");
    fs::create_dir_all(&folder).expect("a folder");
    for wrong in ["language: fr\n", "them: x\n", "theme: none-such\n", "theme: [\n"] {
        fs::write(folder.join("settings.yaml"), wrong).expect("settings");
        let mut command = git.command(env!("CARGO_BIN_EXE_adidem"), &git.top());
        command.env("XDG_CONFIG_HOME", git.beside("xdg"));
        let listed = command.arg("list").output().expect("the program starts");
        let error = String::from_utf8_lossy(&listed.stderr);
        assert_eq!(listed.status.code(), Some(0), "{wrong}: {error}");
        assert!(out(&listed).contains("Supply"), "{wrong}: {error}");
        assert!(!error.trim().is_empty(), "{wrong}: the mistake is told");
    }
}

#[test]
fn plain_lines_tell_everything_that_the_screens_show_of_a_contract() {
    for (language, contract, headings) in [
        (
            Language::English,
            "crm-en",
            [
                "where it stands",
                "redline",
                "open points",
                "rounds",
                "record",
                "audit",
                "review",
            ],
        ),
        (
            Language::Chinese,
            "crm-zh",
            ["现状", "对比稿", "未决条款", "轮次", "表态记录", "核验", "审查"],
        ),
    ] {
        let demo = demonstration(language);
        let git = Git::nowhere();
        let mut command = git.command(env!("CARGO_BIN_EXE_adidem"), &demo.folder);
        command.env("XDG_DATA_HOME", own_data());
        let lang = if language == Language::English { "en" } else { "zh" };
        let told = command.args(["--lang", lang, "--plain", "--open", contract]).output();
        let told = told.expect("the program starts");
        let text = out(&told);
        assert_eq!(told.status.code(), Some(0), "{}", String::from_utf8_lossy(&told.stderr));
        let mut from = 0;
        for heading in headings {
            let wanted = format!("== {heading} ==");
            let at = text[from..]
                .find(&wanted)
                .unwrap_or_else(|| panic!("{wanted} after {from}"));
            from += at + wanted.len();
            assert!(
                text[from..].lines().nth(1).is_some(),
                "{heading} has something under it"
            );
        }
    }
    // What was never sent is shown as the draft that it is.
    let deal = Deal::new();
    deal.draft("li");
    let mut command = deal.git.command(env!("CARGO_BIN_EXE_adidem"), &deal.folder("li"));
    let told = command
        .args(["--plain", "--open", "deal"])
        .output()
        .expect("the program starts");
    assert!(
        out(&told).contains("== draft ==") && out(&told).contains("100 EUR"),
        "{}",
        out(&told)
    );
}

#[test]
fn a_contract_behind_a_link_is_not_told_as_no_contract() {
    let git = Git::new();
    let elsewhere = git.beside("elsewhere");
    std::fs::create_dir_all(&elsewhere).expect("a folder");
    std::fs::write(elsewhere.join("crm.yaml"), "title: x\n").expect("a file");
    let contracts = git.top().join("contracts");
    let links = |from: &std::path::Path, at: &std::path::Path| {
        let made = std::process::Command::new("ln").arg("-s").args([from, at]).status();
        assert!(made.expect("ln").success());
    };
    links(&elsewhere, &contracts);
    let told = |arguments: &[&str]| out(&run(&git, arguments));
    assert!(
        told(&["list"]).contains("contracts  cannot be read") && told(&["list", "--json"]).contains("link"),
        "{}",
        told(&["list"])
    );
    let searched = told(&["search", "fees"]);
    assert!(searched.contains("could not be searched"), "{searched}");
    std::fs::remove_file(&contracts).expect("removed");
    std::fs::create_dir(&contracts).expect("a folder");
    links(&elsewhere.join("crm.yaml"), &contracts.join("crm.yaml"));
    links(&elsewhere, &contracts.join("more"));
    let listed = told(&["list"]);
    assert!(
        listed.contains("crm  cannot be read") && listed.contains("more  cannot be read"),
        "{listed}"
    );
}
