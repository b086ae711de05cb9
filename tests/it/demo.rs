//! The demonstration: that it is there, that it is always the same, and that stock git accepts every signature in it.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::OnceLock;

use adidem::audit::Verdict;
use adidem::contract::{Contract, read};
use adidem::language::Language;
use adidem::negotiation::{Decision, Standing};
use adidem::session::{
    ATTACKS, AgreedForm, Demo, DemoKind, Error, EventKind, VersionName, Workspace, audit_at, demo, diff, list,
    list_rounds, log, status,
};
use serde_json::Value;

use crate::support::Git;

mod planted;

const NAMES: [&str; 4] = ["crm-en", "crm-zh", "nda", "reseller-three-party"];

/// One demonstration for all tests that only read it.
pub(crate) fn made() -> &'static Git {
    static MADE: OnceLock<Git> = OnceLock::new();
    MADE.get_or_init(|| {
        let git = Git::nowhere();
        demo(&git.top(), false, DemoKind::Honest, Language::English).expect("a demonstration");
        git
    })
}

fn workspace() -> Workspace {
    Workspace::open(&made().top()).expect("a repository")
}

fn head(git: &Git, folder: &Path) -> String {
    git.run_in(folder, &["rev-parse", "main"])
}

/// The contract as it was in a round.
fn in_round(name: &str, round: u32) -> Contract {
    let workspace = workspace();
    let negotiation = workspace.negotiation(name).expect("a negotiation");
    let reading = negotiation.reading(&VersionName::Round(round)).expect("a round");
    read(&reading.bytes).expect("a contract")
}

/// Not a test of its own: others run it in a process with a home and settings that they choose.
#[test]
#[ignore = "run by other tests"]
fn in_a_home_of_its_own() {
    if let Some(folder) = std::env::var_os("ADIDEM_TEST_FOLDER") {
        demo(Path::new(&folder), false, DemoKind::Honest, Language::English).expect("a demonstration");
        println!(
            "folder {}",
            adidem::session::default_demo_folder(DemoKind::Honest)
                .expect("a folder")
                .display()
        );
    }
}

fn apart(git: &Git, folder: &Path) -> Command {
    let this = std::env::current_exe().expect("this program");
    let mut command = git.command(&this.to_string_lossy(), &git.top());
    command.args(["--exact", "demo::in_a_home_of_its_own", "--ignored", "--nocapture"]);
    command.env("ADIDEM_TEST_FOLDER", folder);
    command
}

#[test]
fn hostile_settings_do_not_change_a_single_name() {
    let git = Git::nowhere();
    let home = git.beside("home");
    let templates = home.join("templates");
    fs::create_dir_all(templates.join("hooks")).expect("a folder");
    fs::write(templates.join("surprise"), "x").expect("a file");
    fs::write(home.join("attributes"), "* text eol=crlf ident filter=shout\n").expect("attributes");
    let settings = format!(
        "[init]\n\tdefaultBranch = trunk\n\ttemplateDir = {0}/templates\n[commit]\n\tgpgsign = true\n\
         \ttemplate = {0}/none\n[gpg]\n\tformat = ssh\n[user]\n\tname = Somebody\n\temail = else@x.example\n\
         \tsigningkey = none\n[core]\n\tautocrlf = true\n\tsafecrlf = true\n\teol = crlf\n\thooksPath = {0}/templates/hooks\n\
         \tattributesFile = {0}/attributes\n\tsharedRepository = all\n\tlogAllRefUpdates = false\n\
         \tprecomposeUnicode = true\n[filter \"shout\"]\n\tclean = tr a-z A-Z\n\trequired = true\n\
         [safe]\n\tdirectory =\n\tbareRepository = explicit\n[i18n]\n\tcommitEncoding = gbk\n",
        home.display()
    );
    fs::write(home.join(".gitconfig"), &settings).expect("settings");
    let folder = git.beside("negotiation");
    let mut command = apart(&git, &folder);
    command
        .env("TZ", "Asia/Kathmandu")
        .env("LC_ALL", "zh_CN.GB18030")
        .env("GIT_AUTHOR_NAME", "Somebody");
    command.env("XDG_DATA_HOME", git.beside("data"));
    let output = command.output().expect("this program again");
    let said = String::from_utf8_lossy(&output.stdout);
    assert!(
        output.status.success(),
        "{said}{}",
        String::from_utf8_lossy(&output.stderr)
    );
    assert!(
        said.contains(&format!(
            "folder {}",
            git.beside("data").join("adidem").join("demo").display()
        )),
        "{said}"
    );
    assert!(!folder.join(".git/surprise").exists());
    assert_eq!(head(&git, &folder), head(made(), &made().top()));
    assert_eq!(
        git.run_in(&folder, &["status", "--porcelain"]),
        " M contracts/crm-zh.yaml"
    );
    git.run_in(&folder, &["fsck", "--strict"]);
}

#[test]
fn it_is_made_once_and_kept_until_a_fresh_one_is_asked_for() {
    let git = Git::nowhere();
    let folder = git.beside("a").join("b");
    let first = demo(&folder, false, DemoKind::Honest, Language::English).expect("a demonstration");
    assert_eq!(
        first,
        Demo {
            folder: first.folder.clone(),
            made: true,
            outdated: false
        }
    );
    let newest = head(&git, &folder);
    assert_eq!(newest, head(made(), &made().top()), "it is the same at every run");

    fs::write(folder.join("mine.txt"), "x").expect("a file");
    assert!(
        !demo(&folder, false, DemoKind::Honest, Language::English)
            .expect("a demonstration")
            .made
    );
    assert!(folder.join("mine.txt").exists());

    fs::write(folder.join(".git/adidem/demo"), "adidem demonstration/0\n").expect("a marker");
    let kept = demo(&folder, false, DemoKind::Honest, Language::English).expect("a demonstration");
    assert_eq!((kept.made, kept.outdated), (false, true));

    // What nobody can have made by playing is somebody's own.
    for own in ["mine.txt", "contracts/own.yaml", "records/own"] {
        let file = folder.join(own);
        fs::write(&file, "x").expect("a file");
        let refused = demo(&folder, true, DemoKind::Honest, Language::English).expect_err("own work");
        assert!(
            matches!(&refused, Error::OwnWorkThere { file, .. } if file == own),
            "{refused}"
        );
        fs::remove_file(&file).expect("removed");
    }
    let fresh = demo(&folder, true, DemoKind::Honest, Language::English).expect("a demonstration");
    assert_eq!((fresh.made, fresh.outdated), (true, false));
    assert_eq!(head(&git, &folder), newest);
    let beside: Vec<_> = fs::read_dir(git.beside("a")).expect("a folder").collect();
    assert_eq!(beside.len(), 1, "nothing is left beside it: {beside:?}");
}

#[test]
fn nothing_but_a_demonstration_is_ever_replaced() {
    let mut git = Git::new();
    git.change("contracts/crm.yaml", "title: T\n", "one");
    let file = git.beside("file");
    fs::write(&file, "x").expect("a file");
    fs::create_dir_all(git.beside("other/.git/adidem")).expect("folders");
    fs::write(git.beside("other/.git/adidem/demo"), "not by this program").expect("a file");
    for folder in [git.top(), git.beside("home"), file.clone(), git.beside("other")] {
        for fresh in [false, true] {
            let refused = demo(&folder, fresh, DemoKind::Honest, Language::English).expect_err("no demonstration");
            assert!(matches!(refused, Error::NotADemonstration { .. }), "{refused}");
            assert!(refused.to_string().contains("nothing was written"), "{refused}");
        }
    }
    assert_eq!(git.run(&["log", "--format=%s"]), "one");
    assert_eq!(fs::read_to_string(file).expect("the file"), "x");
}

#[test]
fn stock_git_accepts_the_signature_of_every_change() {
    let git = made();
    let mut signers = BTreeSet::new();
    for name in NAMES {
        let newest = list_rounds(&workspace(), name).expect("rounds").rounds.len();
        let contract = in_round(name, u32::try_from(newest).expect("few"));
        for member in contract.parties.iter().flat_map(|party| &party.members) {
            let [key] = &member.keys[..] else {
                panic!("{} has not one key", member.email)
            };
            signers.insert(format!("{} namespaces=\"git\" {key}\n", member.email));
        }
    }
    let file = git.beside("signers");
    fs::write(&file, signers.into_iter().collect::<String>()).expect("a file");
    let allowed = format!("gpg.ssh.allowedSignersFile={}", file.display());
    let changes = git.run(&["rev-list", "--all"]);
    let mut arguments = vec!["-c", &allowed, "verify-commit"];
    arguments.extend(changes.lines());
    git.run(&arguments);
    // Each signature is that of the change's own author.
    for line in git.run(&["-c", &allowed, "log", "--format=%G? %GS %ae"]).lines() {
        let [state, signer, author] = line.split(' ').collect::<Vec<_>>()[..] else {
            panic!("{line}")
        };
        assert_eq!((state, signer), ("G", author), "{line}");
    }
}

#[test]
fn every_contract_is_negotiated_round_by_round_by_its_parties() {
    let workspace = workspace();
    let listed = list(&workspace).expect("contracts");
    assert_eq!(listed.iter().map(|row| &*row.name).collect::<Vec<_>>(), NAMES);
    for row in listed {
        assert_eq!(row.error, None);
        let rounds = list_rounds(&workspace, &row.name).expect("rounds");
        assert!(rounds.unsent.is_empty());
        let at_least = if row.name == "nda" { 4 } else { 6 };
        assert!(rounds.rounds.len() >= at_least, "{}: {}", row.name, rounds.rounds.len());
        let mut senders = BTreeSet::new();
        for (number, round) in (1..).zip(&rounds.rounds) {
            assert_eq!((round.number, &round.error), (number, &None), "{}", row.name);
            let party = round.party.as_deref().expect("a party");
            senders.insert(party);
            assert!(
                !round.note.is_empty() && !round.clauses.is_empty(),
                "{} {number}",
                row.name
            );
            let message = made().run(&["show", "--no-patch", "--format=%(trailers)", &round.commit]);
            let sent = format!(
                "Adidem-Contract: {}\nAdidem-Round: {number}\nAdidem-Party: {party}",
                row.name
            );
            assert_eq!(message, sent);
            assert!(!in_round(&row.name, number).clauses.is_empty());
        }
        assert_eq!(senders.len(), row.parties.len(), "every party of {} sends", row.name);
    }
    let dates = made().run(&["log", "--reverse", "--format=%at"]);
    assert!(dates.lines().is_sorted(), "the contracts are negotiated side by side");
}

#[test]
fn one_draft_waits_in_the_working_folder() {
    let workspace = workspace();
    let redlined = diff(
        &workspace,
        "crm-zh",
        None,
        Some(&VersionName::Draft),
        None,
        adidem::redline::CompareScope::Changes,
    );
    let redline = redlined.expect("a redline").redline;
    let edited: Vec<&str> = redline
        .clauses
        .iter()
        .filter(|clause| clause.change != adidem::redline::ChangeKind::Unchanged)
        .map(|clause| &*clause.id)
        .collect();
    assert_eq!(edited, ["late-payment", "data-cross-border"]);
    assert_eq!(made().run(&["status", "--porcelain"]), " M contracts/crm-zh.yaml");
}

#[test]
fn a_change_touches_only_the_lines_it_has_to() {
    let git = made();
    for name in NAMES {
        let path = format!("contracts/{name}.yaml");
        let newest = git.run(&["show", &format!("main:{path}")]);
        let sample = fs::read_to_string(PathBuf::from(env!("CARGO_MANIFEST_DIR")).join(&path)).expect("a sample");
        let comments = |text: &str| {
            text.lines()
                .filter(|line| line.starts_with('#'))
                .map(str::to_owned)
                .collect()
        };
        let (first, last): (Vec<String>, Vec<String>) = (comments(&sample), comments(&newest));
        assert!(!first.is_empty() && first == last, "{name}");
        let first = git
            .run(&["log", "--reverse", "--format=%H", "--", &path])
            .lines()
            .next()
            .map(str::to_owned);
        assert_eq!(
            git.run(&["show", &format!("{}:{path}", first.expect("a change"))]),
            sample.trim_end()
        );
    }
}

/// The standing of a clause, and how many clauses stand so.
fn standings(name: &str) -> Vec<(String, Standing)> {
    let status = status(&workspace(), name, false).expect("a status");
    let clauses = status.clauses.into_iter();
    clauses
        .filter_map(|clause| Some((clause.standing.id, clause.standing.standing?)))
        .collect()
}

#[test]
fn its_parties_have_recorded_one_of_everything() {
    let ids = |name: &str, wanted: Standing| -> Vec<String> {
        standings(name)
            .into_iter()
            .filter(|(_, standing)| *standing == wanted)
            .map(|(id, _)| id)
            .collect()
    };
    for name in ["crm-en", "crm-zh"] {
        assert_eq!(ids(name, Standing::Reopened), ["liability-cap"], "{name}");
        assert_eq!(
            (ids(name, Standing::Rejected).len(), ids(name, Standing::Reserved).len()),
            (1, 1),
            "{name}"
        );
    }
    assert_eq!(ids("reseller-three-party", Standing::Outdated), ["joint-liability"]);
    let reported = status(&workspace(), "crm-en", false).expect("a status").clauses;
    let reported = reported
        .iter()
        .filter(|one| one.standing.positions.iter().any(|one| one.reported.is_some()));
    assert_eq!(
        reported.map(|one| one.standing.id.as_str()).collect::<Vec<_>>(),
        ["audit-rights"]
    );
    assert_eq!(
        status(&workspace(), "nda", false).expect("a status").form,
        AgreedForm::Yes
    );
    let log = log(&workspace(), "nda", Some("residuals")).expect("a log");
    let deletion = |event: &&adidem::session::Event| matches!(&event.what, EventKind::Position { decision: Decision::Accept, clauses, .. } if clauses.iter().any(|one| one.id == "residuals" && one.revision.is_none()));
    assert_eq!(log.iter().filter(deletion).count(), 1);
}

#[test]
fn the_audit_of_the_tampered_one_names_every_attack_and_says_of_a_contract_what_it_says_of_all() {
    let git = tampered();
    let audited = |arguments: &[&str]| {
        let (status, said) = run(&git, &[&["audit", "--json"], arguments].concat());
        assert_eq!(status, Some(1), "{said}");
        serde_json::from_str::<Value>(&said).expect("a report")
    };
    let list = |report: &Value, name: &str| report[name].as_array().expect("a list").clone();
    let all = audited(&[]);
    assert_eq!((&all["verdict"], &all["record"]), (&"fails".into(), &"fails".into()));
    for attack in ATTACKS {
        let told = attack.message(Language::English);
        let found = list(&all, "findings")
            .into_iter()
            .find(|one| one["code"] == attack.code);
        let contract = found.as_ref().and_then(|found| found["contract"].as_str());
        let contract = contract.unwrap_or_else(|| panic!("{} of no contract: {told}", attack.code));
        let of_it = list(&audited(&[contract]), "findings");
        assert!(of_it.iter().any(|one| one["code"] == attack.code), "{contract}: {told}");
    }
    for name in NAMES {
        let of_it = |report: &Value| -> Vec<Value> {
            let concerns = |one: &Value| one["contract"].as_str().is_none_or(|contract| contract == name);
            list(report, "findings").into_iter().filter(concerns).collect()
        };
        let (_, said) = run(&git, &["audit", "--json", name]);
        let alone: Value = serde_json::from_str(&said).expect("a report");
        assert_eq!(of_it(&alone), of_it(&all), "{name}");
        let account = list(&all, "summary")
            .into_iter()
            .find(|account| account["contract"] == name);
        assert!(
            account.is_some() && list(&alone, "summary").into_iter().next() == account,
            "{name}"
        );
    }
}

/// The demonstration with attacks, made and read by the program itself as a user of its own: the demonstrations compare
/// keys, and what is compared in one replaces what was compared in the other.
fn tampered() -> Git {
    let git = Git::nowhere();
    let (status, said) = run(
        &git,
        &[
            "demo",
            "--tampered",
            "--no-open",
            "--lang",
            "en",
            "--dir",
            &git.top().to_string_lossy(),
        ],
    );
    assert_eq!(status, Some(0), "{said}");
    git
}

fn run(git: &Git, arguments: &[&str]) -> (Option<i32>, String) {
    let output = git
        .command(env!("CARGO_BIN_EXE_adidem"), &git.top())
        .args(arguments)
        .output()
        .expect("adidem");
    (
        output.status.code(),
        String::from_utf8_lossy(&output.stdout).into_owned(),
    )
}

#[test]
fn the_audit_of_the_honest_one_holds_in_each_language_and_names_what_was_planted_as_mended() {
    for (language, word, holds) in [
        (Language::English, "en", "The record holds."),
        (Language::Chinese, "zh", "核验通过：记录完整且前后相符。"),
    ] {
        let git = Git::nowhere();
        demo(&git.top(), false, DemoKind::Honest, language).expect("a demonstration");
        let mut audit = git.command(env!("CARGO_BIN_EXE_adidem"), &git.top());
        let output = audit.args(["--lang", word, "audit"]).output().expect("adidem");
        let said = String::from_utf8_lossy(&output.stdout);
        assert_eq!(output.status.code(), Some(0), "{said}");
        assert!(said.starts_with(holds), "{said}");
        let report = audit_at(&git.top(), None, None, day(), &mut |_| ()).expect("a report");
        assert_eq!((report.verdict(), report.faults_of_text()), (Verdict::Holds, 0));
        assert_eq!(
            report.findings.iter().filter(|one| one.is_mended()).count(),
            3,
            "two that are invisible, a look-alike"
        );
    }
}

#[test]
fn the_evidence_of_the_sound_contract_verifies_beside_the_others() {
    let git = Git::nowhere();
    demo(&git.top(), false, DemoKind::Honest, Language::English).expect("a demonstration");
    let (status, made) = run(&git, &["evidence", "nda", "-o", "../nda.zip"]);
    assert!(status == Some(0) && !made.contains("found problems"), "{made}");
    let (status, said) = run(&git, &["verify", "../nda.zip"]);
    assert!(status == Some(0) && said.contains("The evidence file holds"), "{said}");
}

#[test]
fn the_evidence_of_a_sound_contract_verifies_although_the_record_of_another_was_attacked() {
    let git = tampered();
    for (contract, status) in [("crm-zh", 0), ("nda", 1)] {
        assert_eq!(run(&git, &["evidence", contract, "-o", "../e.zip"]).0, Some(0));
        let (found, said) = run(&git, &["verify", "../e.zip"]);
        assert_eq!(found, Some(status), "{contract}: {said}");
    }
}

#[test]
fn the_audit_begins_with_what_was_done_by_whom_and_what_that_is_worth() {
    let report = audit_at(&made().top(), Some("nda"), None, day(), &mut |_| ()).expect("a report");
    let [account] = &report.accounts[..] else {
        panic!("{:?}", report.accounts)
    };
    assert_eq!(
        account.headline(Language::English),
        "nda “Mutual Non-Disclosure Agreement”: rounds 4, records 8"
    );
    let told = account.lines(Language::English);
    assert_eq!(told.len(), 2, "{told:?}");
    assert!(told[0].starts_with("Owen Fairlie (Vendor, Lumenfold Software Ltd): sent rounds 1, 3 (12 January to 3 February 2026); accepted 6 clauses"), "{told:?}");
    assert!(told[0].ends_with(", not compared."), "nobody has compared it: {told:?}");
    assert!(
        told[1].ends_with(", compared outside git."),
        "the user sits beside her: {told:?}"
    );
    let chinese = account.lines(Language::Chinese);
    assert!(
        chinese[0].contains("签发第 1、3 轮（2026年1月12日至2月3日）"),
        "{chinese:?}"
    );
    let json: serde_json::Value = adidem::audit::report_json(&report);
    let person = &json["summary"][0]["people"][0];
    assert_eq!(
        (&person["party"], &person["keys"][0]["compared"]),
        (&"vendor".into(), &"not-compared".into()),
        "{person}"
    );
    assert_eq!(
        (&json["record"], &json["text"], &json["verdict"]),
        (&"holds".into(), &"holds".into(), &"holds".into())
    );
}

fn day() -> chrono::DateTime<chrono::FixedOffset> {
    chrono::DateTime::parse_from_rfc3339("2026-11-23T00:00:00+00:00").expect("a date")
}
