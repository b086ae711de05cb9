//! What the doctor sees of real repositories and people.

use std::fs;
use std::path::Path;

use adidem::language::Language;
use adidem::session::{Diagnosis, Diagnostic, DiagnosticTopic, Environment, Health, doctor};

use crate::support::Git;

const CONTRACT: &str = "\
title: T
parties:
  - id: customer
    name: Harbourline
    role: Customer
    members:
      - name: Li
        email: li@x.example
        keys: [ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIPALFVunCxMiuDoVnS554iNymAwR6+cMY/DbMFDqVwKO]
  - id: vendor
    name: Lumenfold
clauses:
  - id: fees
    heading: Fees
    text: Customer pays within thirty (30) days.
";

fn examine(folder: &Path) -> Diagnosis {
    doctor(Some(folder), &Environment::default())
}

fn about(diagnosis: &Diagnosis, topic: DiagnosticTopic) -> Vec<&Diagnostic> {
    diagnosis
        .findings
        .iter()
        .filter(|finding| finding.topic == topic)
        .collect()
}

/// The one finding that says this.
#[track_caller]
fn finding<'d>(diagnosis: &'d Diagnosis, topic: DiagnosticTopic, says: &str) -> &'d Diagnostic {
    let found: Vec<_> = about(diagnosis, topic)
        .into_iter()
        .filter(|finding| finding.what(Language::English).contains(says))
        .collect();
    assert_eq!(found.len(), 1, "{says}: {:#?}", diagnosis.findings);
    found[0]
}

#[track_caller]
fn advice(diagnosis: &Diagnosis, topic: DiagnosticTopic, state: Health, says: &str) -> String {
    let found = finding(diagnosis, topic, says);
    assert_eq!(found.state, state, "{found:?}");
    found.remedy(Language::English).unwrap_or_default()
}

/// A repository in which Li has everything in order.
fn in_order() -> Git {
    let mut git = Git::new();
    git.run(&["config", "user.name", "Li"]);
    git.run(&["config", "user.email", "LI@x.example"]);
    git.run(&["config", "gpg.format", "ssh"]);
    let key = git.beside("key.pub");
    let public = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIPALFVunCxMiuDoVnS554iNymAwR6+cMY/DbMFDqVwKO li@home\n";
    fs::write(&key, public).expect("a key");
    git.run(&["config", "user.signingkey", &git.beside("key").to_string_lossy()]);
    git.change("contracts/crm.yaml", CONTRACT, "one");
    git
}

#[test]
fn what_is_in_order_is_good() {
    let git = in_order();
    let diagnosis = examine(&git.top());
    for topic in [
        DiagnosticTopic::Git,
        DiagnosticTopic::Repository,
        DiagnosticTopic::Contracts,
        DiagnosticTopic::Identity,
        DiagnosticTopic::Keys,
    ] {
        let found = about(&diagnosis, topic);
        assert!(
            !found.is_empty() && found.iter().all(|finding| finding.state == Health::Good),
            "{found:#?}"
        );
    }
    assert!(
        finding(&diagnosis, DiagnosticTopic::Contracts, "1 contract in `contracts`")
            .remedy(Language::English)
            .is_none()
    );
    finding(
        &diagnosis,
        DiagnosticTopic::Identity,
        "you speak for Harbourline (`customer`) in `crm`",
    );
}

#[test]
fn a_contract_that_cannot_be_read_is_named_with_line_and_remedy() {
    let mut git = in_order();
    git.change("contracts/nda.yaml", &CONTRACT.replace("heading", "headin"), "two");
    git.file("contracts/crm.yaml", &CONTRACT.replace("title", "titel"));
    git.file("contracts/new.yaml", "parties: [\n");
    let diagnosis = examine(&git.top());
    let nda = advice(
        &diagnosis,
        DiagnosticTopic::Contracts,
        Health::Problem,
        "contracts/nda.yaml, line 14, column",
    );
    assert!(nda.contains("heading"), "{nda}");
    advice(
        &diagnosis,
        DiagnosticTopic::Contracts,
        Health::Problem,
        "contracts/crm.yaml (the draft), line 1, column 1",
    );
    advice(
        &diagnosis,
        DiagnosticTopic::Contracts,
        Health::Problem,
        "contracts/new.yaml, line ",
    );
    assert_eq!(diagnosis.state(), Health::Problem);
    finding(&diagnosis, DiagnosticTopic::Identity, "in `crm`");
}

#[test]
fn words_that_say_something_else_than_they_seem_are_named() {
    let mut git = in_order();
    let text = CONTRACT
        .replace("(30)", "(60)")
        .replace("Customer pays", "Cust\u{200B}omer pays");
    git.change("contracts/crm.yaml", &text, "two");
    let diagnosis = examine(&git.top());
    let place = "`crm`, clause 1 (fees): ";
    let show = advice(
        &diagnosis,
        DiagnosticTopic::Contracts,
        Health::Note,
        &format!("{place}there are characters"),
    );
    assert_eq!(show, "read it with `adidem show crm --clause fees`");
    advice(
        &diagnosis,
        DiagnosticTopic::Contracts,
        Health::Note,
        &format!("{place}words and figures disagree: thirty (60)"),
    );
}

#[test]
fn the_state_of_the_repository_is_told() {
    let git = in_order();
    git.run(&["switch", "--quiet", "--detach"]);
    assert!(
        advice(
            &examine(&git.top()),
            DiagnosticTopic::Repository,
            Health::Note,
            "at a single commit"
        )
        .contains("git switch")
    );
    let linked = git.beside("linked");
    git.run(&["worktree", "add", "--quiet", "-b", "side", &linked.to_string_lossy()]);
    advice(
        &examine(&linked),
        DiagnosticTopic::Repository,
        Health::Good,
        "one of several working folders",
    );
    let (bare, shallow) = (git.beside("bare"), git.beside("shallow"));
    git.run(&["clone", "--quiet", "--bare", ".", &bare.to_string_lossy()]);
    advice(
        &examine(&bare),
        DiagnosticTopic::Repository,
        Health::Note,
        "has no working folder",
    );
    finding(&examine(&bare), DiagnosticTopic::Contracts, "1 contract");
    let mut git = git;
    git.change("contracts/crm.yaml", &CONTRACT.replace("Fees", "Fee"), "two");
    let origin = format!("file://{}", git.top().display());
    git.run(&["clone", "--quiet", "--depth=1", &origin, &shallow.to_string_lossy()]);
    assert!(
        advice(
            &examine(&shallow),
            DiagnosticTopic::Repository,
            Health::Note,
            "beginning"
        )
        .contains("--unshallow")
    );
}

#[test]
fn no_repository_and_no_contracts_are_findings_too() {
    let git = Git::nowhere();
    let diagnosis = examine(&git.top());
    assert!(
        advice(
            &diagnosis,
            DiagnosticTopic::Repository,
            Health::Problem,
            "no contracts repository"
        )
        .contains("adidem init")
    );
    assert!(
        !about(&diagnosis, DiagnosticTopic::Identity).is_empty(),
        "who the user is can be told anywhere"
    );
    let diagnosis = examine(&git.beside("nowhere"));
    advice(
        &diagnosis,
        DiagnosticTopic::Repository,
        Health::Problem,
        "does not exist",
    );
    git.run(&["init", "--quiet"]);
    let diagnosis = examine(&git.top());
    assert!(
        advice(
            &diagnosis,
            DiagnosticTopic::Contracts,
            Health::Note,
            "there are no contracts"
        )
        .contains("adidem init")
    );
}

#[test]
fn who_speaks_for_nobody_is_told() {
    let git = in_order();
    git.run(&["config", "user.name", "Wu"]);
    git.run(&["config", "user.email", "wu@x.example"]);
    let diagnosis = examine(&git.top());
    assert!(
        advice(
            &diagnosis,
            DiagnosticTopic::Identity,
            Health::Note,
            "any party in `crm`"
        )
        .contains("`members`")
    );
}

#[test]
fn keys_that_do_not_fit_are_told() {
    let git = in_order();
    let key = |value: &str| {
        git.run(&["config", "user.signingkey", value]);
        examine(&git.top())
    };
    let other = key("key::ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIEyd4ijvxCYQ/RpH3SAMAM257uQpl1OZZFmrT426HaPM");
    assert!(advice(&other, DiagnosticTopic::Keys, Health::Problem, "`crm` lists other keys").contains("AAAAC3Nza"));
    let gone = key("/nowhere/key.pub");
    assert!(advice(&gone, DiagnosticTopic::Keys, Health::Problem, "does not exist").starts_with("put the key there"));
    git.run(&["config", "gpg.format", "openpgp"]);
    advice(
        &key("0xABCD"),
        DiagnosticTopic::Keys,
        Health::Problem,
        "gpg has no private key `0xABCD`",
    );
    git.run(&["config", "user.signingkey", ""]);
    advice(
        &examine(&git.top()),
        DiagnosticTopic::Keys,
        Health::Note,
        "no signing key is set",
    );

    let git = in_order();
    let without: String = CONTRACT
        .lines()
        .filter(|line| !line.contains("keys:"))
        .fold(String::new(), |all, line| all + line + "\n");
    git.file("contracts/new.yaml", &without);
    let unlisted = examine(&git.top());
    assert!(
        advice(
            &unlisted,
            DiagnosticTopic::Keys,
            Health::Note,
            "`new` does not list a key"
        )
        .contains("keys: [ssh-ed25519 AAAA")
    );
}

#[test]
fn the_demonstration_is_sound() {
    let diagnosis = examine(&crate::demo::made().top());
    let contracts = about(&diagnosis, DiagnosticTopic::Contracts);
    assert!(
        contracts.iter().all(|one| one.state != Health::Problem),
        "{contracts:#?}"
    );
    assert_eq!(
        (contracts[0].state, contracts[0].what(Language::English).as_str()),
        (Health::Good, "4 contracts in `contracts`")
    );
}

/// Not a test of its own: another one runs it in a process with a home that it chooses.
#[test]
#[ignore = "run by another test"]
fn in_a_home_of_its_own() {
    if let Some(folder) = std::env::var_os("ADIDEM_TEST_FOLDER") {
        for finding in examine(Path::new(&folder)).findings {
            println!("{finding:?}; {}", finding.remedy(Language::English).unwrap_or_default());
        }
    }
}

#[test]
fn who_is_nobody_to_git_is_a_problem() {
    let git = Git::nowhere();
    let this = std::env::current_exe().expect("this program");
    let mut command = git.command(&this.to_string_lossy(), &git.top());
    command.args(["--exact", "doctor::in_a_home_of_its_own", "--ignored", "--nocapture"]);
    let output = command
        .env("ADIDEM_TEST_FOLDER", git.top())
        .output()
        .expect("this program again");
    let said = String::from_utf8_lossy(&output.stdout).into_owned();
    let problem = |line: &&str| line.contains("topic: Identity, state: Problem");
    let problems: Vec<&str> = said.lines().filter(problem).collect();
    assert_eq!(problems.len(), 2, "{said}");
    assert!(problems[0].contains("git config --global user.name"), "{said}");
    assert!(problems[1].contains("git config --global user.email"), "{said}");
}
