//! A negotiation by commands alone, between two parties with keys, each with a copy of their own.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Output;

use serde_json::Value;

use crate::support::Git;

/// Two parties, their keys, and a bare repository between them.
struct Deal {
    git: Git,
}

const PEOPLE: [(&str, &str); 2] = [("li", "Li Jing <li@customer.example>"), ("wu", "Wu Hao <wu@vendor.example>")];

impl Deal {
    fn new() -> Self {
        let git = Git::nowhere();
        let deal = Self { git };
        deal.git.run_in(&deal.git.top(), &["init", "--quiet", "--bare", "-b", "main", "hub.git"]);
        for (who, _) in PEOPLE {
            let key = deal.key(who);
            let made = deal
                .git
                .command("ssh-keygen", &deal.git.top())
                .args(["-q", "-t", "ed25519", "-N", "", "-C", "", "-f"])
                .arg(&key)
                .status();
            assert!(made.expect("ssh-keygen").success());
            deal.git.run_in(&deal.git.top(), &["clone", "--quiet", "hub.git", who]);
            let folder = deal.folder(who);
            deal.git.run_in(&folder, &["config", "gpg.format", "ssh"]);
            deal.git.run_in(&folder, &["config", "user.signingkey", &key.to_string_lossy()]);
        }
        deal
    }

    fn folder(&self, who: &str) -> PathBuf {
        self.git.top().join(who)
    }

    fn key(&self, who: &str) -> PathBuf {
        self.git.top().join(format!("key-{who}"))
    }

    fn public(&self, who: &str) -> String {
        let line = fs::read_to_string(self.key(who).with_extension("pub")).expect("a public key");
        line.split_whitespace().take(2).collect::<Vec<_>>().join(" ")
    }

    fn file(&self, who: &str) -> PathBuf {
        self.folder(who).join("contracts/deal.yaml")
    }

    fn draft(&self, who: &str) {
        let text = format!(
            "title: Deal\nparties:\n  - id: customer\n    name: Customer Ltd\n    members:\n      - name: Li Jing\n        email: li@customer.example\n        keys: [{}]\n  - id: vendor\n    name: Vendor Ltd\n    members:\n      - name: Wu Hao\n        email: wu@vendor.example\n        keys: [{}]\nclauses:\n  - id: fees\n    heading: Fees\n    text: |\n      The fee is 100 EUR per month.\n  - id: term\n    heading: Term\n    text: |\n      The term is one year.\n  - id: general\n    heading: General\n    clauses:\n      - id: law\n        heading: Law\n        text: |\n          The law of Ireland.\n",
            self.public("li"),
            self.public("wu")
        );
        fs::create_dir_all(self.folder(who).join("contracts")).expect("a folder");
        fs::write(self.file(who), text).expect("a contract");
    }

    fn change(&self, who: &str, from: &str, to: &str) {
        let text = fs::read_to_string(self.file(who)).expect("a contract");
        assert!(text.contains(from), "{from}");
        fs::write(self.file(who), text.replace(from, to)).expect("a contract");
    }

    fn try_as(&mut self, who: &str, arguments: &[&str]) -> Output {
        let person = PEOPLE.iter().find(|(short, _)| *short == who).expect("somebody").1;
        self.git.by(person);
        let mut command = self.git.command(env!("CARGO_BIN_EXE_adidem"), &self.folder(who));
        command.env("EDITOR", "sed -i s/Ireland/France/").args(arguments).output().expect("adidem")
    }

    /// Runs a command that has to work, and gives what it printed.
    fn run_as(&mut self, who: &str, arguments: &[&str]) -> String {
        let output = self.try_as(who, arguments);
        assert!(output.status.success(), "{arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
        String::from_utf8(output.stdout).expect("text")
    }

    /// Runs a command that has to be refused, and gives its exit status and what it said.
    fn refused(&mut self, who: &str, arguments: &[&str]) -> (i32, String) {
        let output = self.try_as(who, arguments);
        assert!(!output.status.success(), "{arguments:?} was done");
        (output.status.code().expect("a status"), String::from_utf8_lossy(&output.stderr).into_owned())
    }

    fn json(&mut self, who: &str, arguments: &[&str]) -> Value {
        serde_json::from_str(&self.run_as(who, arguments)).expect("JSON")
    }

    fn standing(&mut self, who: &str, clause: &str) -> String {
        let status = self.json(who, &["status", "deal", "--json"]);
        let clauses = status["clauses"].as_array().expect("clauses");
        let clause = clauses.iter().find(|one| one["id"] == clause).expect("the clause");
        clause["standing"].as_str().expect("a standing").to_owned()
    }

    /// What one has goes to the other.
    fn hand_over(&self, from: &str, to: &str) {
        self.git.run_in(&self.folder(from), &["push", "--quiet", "origin", "HEAD:main"]);
        self.git.run_in(&self.folder(to), &["pull", "--quiet", "--ff-only", "origin", "main"]);
    }

    /// Every change and every record, verified by stock tools alone.
    fn verified_by_stock_tools(&self, who: &str) -> usize {
        let folder = self.folder(who);
        let allowed = self.git.beside("allowed_signers");
        let lines: Vec<String> = PEOPLE
            .iter()
            .map(|(short, person)| {
                let email = person.split(['<', '>']).nth(1).expect("an address");
                format!("{email} namespaces=\"git,position@adidem\" {}\n", self.public(short))
            })
            .collect();
        fs::write(&allowed, lines.concat()).expect("a file");
        let setting = format!("gpg.ssh.allowedSignersFile={}", allowed.display());
        let changes = self.git.run_in(&folder, &["rev-list", "HEAD"]);
        for change in changes.lines() {
            self.git.run_in(&folder, &["-c", &setting, "verify-commit", change]);
        }
        let files = self.git.run_in(&folder, &["ls-files", "records"]);
        let mut records = 0;
        for file in files.lines().filter(|file| Path::new(file).extension().is_some_and(|ending| ending == "yaml")) {
            let text = fs::read(folder.join(file)).expect("a record");
            let signer = String::from_utf8_lossy(&text);
            let signer = signer.lines().find_map(|line| line.strip_prefix("signer: ")).expect("a signer").to_owned();
            let mut verify = self.git.command("ssh-keygen", &folder);
            verify.args(["-Y", "verify", "-n", "position@adidem", "-I", &signer, "-s", &format!("{file}.sig"), "-f"]);
            verify.arg(&allowed).stdin(fs::File::open(folder.join(file)).expect("a record"));
            assert!(verify.output().expect("ssh-keygen").status.success(), "{file}");
            records += 1;
        }
        records
    }
}

#[test]
fn a_whole_negotiation_goes_from_first_draft_to_agreed_form() {
    let mut deal = Deal::new();
    deal.draft("li");
    let sent = deal.json("li", &["send", "deal", "-m", "First draft", "--json"]);
    assert_eq!((&sent["round"], &sent["party"]), (&Value::from(1), &Value::from("customer")));
    deal.hand_over("li", "wu");
    assert_eq!(deal.standing("wu", "fees"), "awaiting");
    deal.run_as("wu", &["accept", "deal", "term"]);
    deal.run_as("wu", &["reject", "deal", "1", "--reason", "too much"]);
    deal.run_as("wu", &["reserve", "deal", "law", "--reason", "if our court agrees"]);
    assert_eq!(["fees", "term", "law"].map(|id| deal.standing("wu", id)), ["rejected", "agreed", "reserved"]);
    let issues = deal.json("wu", &["issues", "deal", "--json"]);
    assert_eq!(issues["issues"][0]["positions"]["vendor"]["reason"], "too much");
    deal.change("wu", "100 EUR", "80 EUR");
    deal.change("wu", "one year", "two years");
    deal.run_as("wu", &["send", "deal", "-m", "Lower, and longer"]);
    assert_eq!(["fees", "term"].map(|id| deal.standing("wu", id)), ["awaiting", "reopened"]);
    deal.hand_over("wu", "li");
    let redline = deal.run_as("li", &["diff", "deal"]);
    assert!(redline.contains("[-100-]{+80+}"), "{redline}");
    deal.run_as("li", &["accept", "deal", "fees", "term"]);
    let after = deal.run_as("li", &["diff", "deal"]);
    assert!(!after.contains("[-100-]"), "what was accepted is no news any more: {after}");
    assert_eq!(deal.try_as("li", &["ready", "deal"]).status.code(), Some(1), "one clause is reserved");
    deal.hand_over("li", "wu");
    deal.run_as("wu", &["accept", "deal", "--all"]);
    let ready = deal.json("wu", &["ready", "deal", "--json"]);
    assert_eq!(ready["agreed_form"], true, "{ready}");
    let list = deal.json("wu", &["list", "--json"]);
    assert_eq!(
        (&list[0]["agreed"], &list[0]["total"], &list[0]["ball"]),
        (&3.into(), &3.into(), &Value::Array(vec![]))
    );
    assert_eq!(deal.verified_by_stock_tools("wu"), 7);
    let audit = deal.json("wu", &["audit", "--json"]);
    assert_eq!((&audit["verdict"], &audit["records"]), (&"holds".into(), &7.into()), "{audit}");
    let status = deal.git.run_in(&deal.folder("wu"), &["status", "--porcelain"]);
    assert_eq!(status, "", "nothing is left over");
}

#[test]
fn an_acceptance_of_a_text_that_has_changed_is_refused_and_nothing_is_written() {
    let mut deal = Deal::new();
    deal.draft("li");
    deal.run_as("li", &["send", "deal"]);
    deal.change("li", "100 EUR", "120 EUR");
    deal.run_as("li", &["send", "deal"]);
    deal.hand_over("li", "wu");
    let before = deal.git.run_in(&deal.folder("wu"), &["rev-parse", "HEAD"]);
    let (status, said) = deal.refused("wu", &["accept", "deal", "fees", "--round", "1"]);
    assert!(status == 3 && said.contains("changed after round 1") && said.contains("--round 2"), "{status} {said}");
    assert_eq!(deal.git.run_in(&deal.folder("wu"), &["rev-parse", "HEAD"]), before);
    deal.run_as("wu", &["accept", "deal", "term", "--round", "1"]);
}

#[test]
fn only_a_member_with_the_listed_key_records_anything() {
    let mut deal = Deal::new();
    deal.draft("li");
    deal.run_as("li", &["send", "deal"]);
    deal.hand_over("li", "wu");
    let wrong = deal.key("li").to_string_lossy().into_owned();
    deal.git.run_in(&deal.folder("wu"), &["config", "user.signingkey", &wrong]);
    let (status, said) = deal.refused("wu", &["accept", "deal", "term"]);
    assert!(status == 3 && said.contains("has to be signed with a key"), "{status} {said}");
    deal.git.by("Eve <eve@elsewhere.example>");
    let folder = deal.folder("wu");
    let output = deal
        .git
        .command(env!("CARGO_BIN_EXE_adidem"), &folder)
        .args(["accept", "deal", "term"])
        .output()
        .expect("adidem");
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(output.status.code() == Some(3) && said.contains("li@customer.example"), "{said}");
    assert_eq!(deal.git.run_in(&folder, &["rev-list", "--count", "HEAD"]), "1");
}

#[test]
fn taking_back_restores_what_stood_before_and_saying_it_twice_records_nothing() {
    let mut deal = Deal::new();
    deal.draft("li");
    deal.run_as("li", &["send", "deal"]);
    deal.hand_over("li", "wu");
    deal.run_as("wu", &["accept", "deal", "term", "law"]);
    let again = deal.json("wu", &["accept", "deal", "term", "--json"]);
    assert_eq!((&again["commit"], &again["records"]), (&Value::Null, &Value::Array(vec![])));
    deal.run_as("wu", &["reject", "deal", "term"]);
    assert_eq!(deal.standing("wu", "term"), "rejected");
    deal.run_as("wu", &["withdraw", "deal", "term"]);
    assert_eq!(deal.standing("wu", "term"), "agreed");
    deal.run_as("wu", &["withdraw", "deal", "term"]);
    assert_eq!(["term", "law"].map(|id| deal.standing("wu", id)), ["awaiting", "agreed"]);
    let (status, said) = deal.refused("wu", &["withdraw", "deal", "term"]);
    assert!(status == 3 && said.contains("nothing to take back"), "{status} {said}");
    assert_eq!(deal.json("wu", &["audit", "--json"])["verdict"], "holds");
}

#[test]
fn a_heading_needs_no_position_and_a_reserve_needs_a_condition() {
    let mut deal = Deal::new();
    deal.draft("li");
    deal.run_as("li", &["send", "deal"]);
    deal.hand_over("li", "wu");
    let (status, said) = deal.refused("wu", &["accept", "deal", "general"]);
    assert!(status == 2 && said.contains("law") && said.contains("--below"), "{status} {said}");
    let accepted = deal.json("wu", &["accept", "deal", "general", "--below", "--json"]);
    assert_eq!(accepted["clauses"][0]["id"], "law");
    let (_, said) = deal.refused("wu", &["reserve", "deal", "fees"]);
    assert!(said.contains("--reason"), "{said}");
    let (_, said) = deal.refused("wu", &["accept", "deal"]);
    assert!(said.contains("which clauses"), "{said}");
    let (_, said) = deal.refused("wu", &["accept", "deal", "fes"]);
    assert!(said.contains("did you mean `fees`"), "{said}");
}

#[test]
fn what_the_other_side_said_by_letter_counts_only_when_it_is_asked_for() {
    let mut deal = Deal::new();
    deal.draft("li");
    deal.run_as("li", &["send", "deal"]);
    deal.run_as("li", &["accept", "deal", "--all", "--for", "vendor", "--reported", "letter of 2026-11-20"]);
    assert_eq!(deal.standing("li", "fees"), "awaiting");
    assert_eq!(deal.try_as("li", &["ready", "deal"]).status.code(), Some(1));
    assert_eq!(deal.try_as("li", &["ready", "deal", "--reported"]).status.code(), Some(0));
    let status = deal.json("li", &["status", "deal", "--json", "--reported"]);
    let position = &status["clauses"][0]["positions"]["vendor"];
    assert_eq!((&position["position"], &position["verified"]), (&"accepted".into(), &false.into()), "{position}");
    let (_, said) = deal.refused("li", &["accept", "deal", "fees", "--for", "customer", "--reported", "x"]);
    assert!(said.contains("speak for `customer` yourself"), "{said}");
}

#[test]
fn a_deletion_waits_for_the_other_side_and_a_clause_is_edited_in_its_own_lines() {
    let mut deal = Deal::new();
    deal.draft("li");
    deal.run_as("li", &["send", "deal"]);
    let before = fs::read_to_string(deal.file("li")).expect("a contract");
    deal.run_as("li", &["edit", "deal", "law"]);
    let after = fs::read_to_string(deal.file("li")).expect("a contract");
    assert_eq!(after, before.replace("Ireland", "France"));
    deal.change("li", "  - id: term\n    heading: Term\n    text: |\n      The term is one year.\n", "");
    let sent = deal.json("li", &["send", "deal", "--json"]);
    assert_eq!(sent["offered"].as_array().map(Vec::len), Some(2), "{sent}");
    deal.hand_over("li", "wu");
    assert_eq!(deal.standing("wu", "term"), "awaiting");
    deal.run_as("wu", &["accept", "deal", "term"]);
    let status = deal.json("wu", &["status", "deal", "--json"]);
    assert!(status["clauses"].as_array().expect("clauses").iter().all(|one| one["id"] != "term"), "{status}");
    let (status, said) = deal.refused("li", &["send", "deal"]);
    assert!(status == 3 && said.contains("nothing to send"), "{status} {said}");
}

#[test]
fn keys_are_confirmed_by_their_party_or_by_the_owner_of_the_copy() {
    let mut deal = Deal::new();
    deal.draft("li");
    deal.run_as("li", &["send", "deal"]);
    deal.hand_over("li", "wu");
    deal.run_as("wu", &["accept", "deal", "term"]);
    deal.hand_over("wu", "li");
    let verified = |deal: &mut Deal| {
        let log = deal.json("li", &["log", "deal", "term", "--json"]);
        let events = log.as_array().expect("events").iter().filter(|event| event["event"] == "record");
        events.map(|event| event["verified"].as_bool().expect("yes or no")).collect::<Vec<_>>()
    };
    assert_eq!(verified(&mut deal), [true, false], "the customer brought its own key in, and wrote the vendor's");
    deal.run_as("li", &["trust", "deal", "vendor", "--yes"]);
    assert_eq!(verified(&mut deal), [true, true]);
    let keys = deal.json("li", &["trust", "deal", "--json"]);
    assert!(keys.as_array().expect("parties").iter().all(|party| party["confirmed"] == true), "{keys}");
}
