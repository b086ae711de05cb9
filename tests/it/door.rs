//! What an audit would fail is told before it becomes history, with the code and the remedy of the audit.

use std::fs;
use std::process::Output;

use crate::support::Deal;

fn head(deal: &Deal, who: &str) -> String {
    deal.git.run_in(&deal.folder(who), &["rev-parse", "HEAD"])
}

/// Sends a draft in which one passage is replaced; it has to be refused, for this reason alone, and leave nothing.
fn refuses(deal: &mut Deal, who: &str, code: &str, from: &str, to: &str) {
    let (file, before) = (deal.file(who), head(deal, who));
    let kept = fs::read_to_string(&file).expect("a contract");
    deal.change(who, from, to);
    let (status, said) = deal.refused(who, &["send", "--yes", "deal"]);
    assert!(status == 3 && said.contains(code), "{code} {to}: {status} {said}");
    assert_eq!(head(deal, who), before, "{code}: nothing became history");
    fs::write(&file, kept).expect("a contract");
}

fn holds(deal: &mut Deal, who: &str) -> serde_json::Value {
    let audit = deal.json(who, &["audit", "--json"]);
    assert_eq!(audit["verdict"], "holds", "{audit}");
    audit
}

#[test]
fn a_round_that_changes_no_clause_is_an_offer_of_the_whole_text() {
    let mut deal = Deal::guarded();
    deal.run_as("wu", &["accept", "--yes", "deal", "--all"]);
    deal.run_as("li", &["accept", "--yes", "deal", "--all"]);
    deal.run_as("wu", &["sync"]);
    deal.run_as("li", &["sync"]);
    let rounds = [
        ("title: Deal", "title: The Deal"),
        ("name: Customer Ltd", "name: Customer Limited"),
        ("email: li@customer.example", "email: li@customer.example # by day"),
        (
            "    members:\n      - name: Li Jing",
            "    members:\n      - {name: Max, email: max@customer.example}\n      - name: Li Jing",
        ),
        ("title: The Deal\n", "title: The Deal\nreference: D-7\nx-note: ours\n"),
        ("- name: Li Jing", "- name: Li Jing, Counsel"),
    ];
    for (from, to) in rounds {
        deal.change("li", from, to);
        let sent = deal.json("li", &["send", "--yes", "deal", "--json"]);
        assert_eq!(sent["offered"], serde_json::json!([]), "{to}");
        holds(&mut deal, "li");
    }
    let text = fs::read_to_string(deal.file("li")).expect("a contract");
    let (front, law) = text.split_once("  - id: general\n").expect("the last clause");
    let (front, clauses) = front.split_once("clauses:\n").expect("clauses");
    fs::write(
        deal.file("li"),
        format!("{front}clauses:\n  - id: general\n{law}{clauses}"),
    )
    .expect("a contract");
    deal.run_as("li", &["send", "--yes", "deal"]);
    holds(&mut deal, "li");
    deal.run_as("li", &["sync"]);
    deal.run_as("wu", &["sync"]);
    deal.run_as("wu", &["trust", "deal", "customer", "--yes"]);
    assert_eq!(
        holds(&mut deal, "wu")["findings"].as_array().map(Vec::len),
        Some(0),
        "each knows the key of either"
    );
    // The sender stands by the whole text with it; the other side has yet to.
    let (status, said) = (deal.try_as("wu", &["ready", "deal"]), "ready");
    assert_eq!(status.status.code(), Some(1), "{said}");
    deal.run_as("wu", &["accept", "--yes", "deal", "--all"]);
    deal.run_as("wu", &["ready", "deal"]);
    assert_eq!(deal.verified_by_stock_tools("wu"), 10);
}

#[test]
fn characters_marks_and_keys_that_no_audit_takes_are_not_sent() {
    let mut deal = Deal::guarded();
    for (code, from, to) in [
        ("A20-invisible", "100 EUR", "100\u{200b} EUR"),
        ("A20-invisible", "The fee", "\u{feff}The fee"),
        ("A20-invisible", "heading: Fees", "heading: Fe\u{2060}es"),
        ("A20-invisible", "title: Deal", "title: D\u{200d}eal"),
        ("A20-invisible", "100 EUR", "100\u{e01f0} EUR"),
        ("A20-invisible", "one year", "one\u{1d173} year"),
        ("A20-invisible", "heading: Term", "heading: T\u{fff0}erm"),
        ("A20-bidirectional", "one year", "one \u{202e}year"),
        (
            "A21-conflict-marks",
            "      The fee",
            "      <<<<<<< HEAD\n      The fee",
        ),
        ("A21-conflict-marks", "per month.\n", "per month.\n      =======\n"),
        (
            "A21-conflict-marks",
            "per month.\n",
            "per month.\n      >>>>>>> 1f2e3d\n",
        ),
        ("A21-conflict-marks", "title: Deal", "title: <<<<<<< HEAD Deal"),
        (
            "A23-unusable-key",
            "keys: [",
            "keys: [\"restrict,pty ssh-ed25519 AAAA\", ",
        ),
        ("A23-unusable-key", "keys: [", "keys: [ssh-dss AAAAB3NzaC1kc3M=, "),
        ("A23-unusable-key", "keys: [", "keys: [openpgp4fpr 0123 4567 89AB, "),
        (
            "A23-unusable-key",
            "keys: [",
            "keys: [ssh-ed25519-cert-v01@openssh.com AAAA, ",
        ),
        (
            "A23-shared-address",
            "- name: Li Jing",
            "- {name: Wu Hao, email: WU@vendor.example}\n      - name: Li Jing",
        ),
    ] {
        refuses(&mut deal, "li", code, from, to);
    }
    let folder = deal.folder("li");
    for (code, bits) in [("A23-weak-key", "1024"), ("A23-weak-key", "1536")] {
        let key = deal.git.beside(bits);
        let mut keygen = deal.git.command("ssh-keygen", &folder);
        keygen
            .args(["-q", "-t", "rsa", "-b", bits, "-N", "", "-C", "", "-f"])
            .arg(&key);
        if !keygen.status().expect("ssh-keygen").success() {
            continue;
        }
        let public = fs::read_to_string(key.with_extension("pub")).expect("a key");
        refuses(&mut deal, "li", code, "keys: [", &format!("keys: [{}, ", public.trim()));
    }
    holds(&mut deal, "li");
}

#[test]
fn an_unfinished_merge_is_named_wherever_it_stands_and_check_finds_it() {
    let mut deal = Deal::guarded();
    let kept = fs::read_to_string(deal.file("li")).expect("a contract");
    for (language, name) in [("en", "the merge is unfinished"), ("zh", "合并尚未完成")] {
        let left = kept
            .replace("  - id: term", "<<<<<<< HEAD\n  - id: term")
            .replace("  - id: general", "=======\n>>>>>>> x\n  - id: general");
        fs::write(deal.file("li"), left).expect("a contract");
        let (_, said) = deal.refused("li", &["--lang", language, "show", "deal", "--round", "draft"]);
        assert!(said.contains(name), "{said}");
    }
    fs::write(deal.file("li"), &kept).expect("a contract");
    deal.change("li", "      The fee", "      <<<<<<< HEAD\n      The fee");
    deal.change("li", "keys: [", "keys: [ssh-ed25519 AAAA, ");
    let found = deal.try_as("li", &["check", "deal", "--round", "draft", "--json"]);
    let found: serde_json::Value = serde_json::from_slice(&found.stdout).expect("JSON");
    let rules = found["findings"]
        .as_array()
        .expect("findings")
        .iter()
        .map(|one| one["rule"].as_str());
    let rules: Vec<&str> = rules.flatten().collect();
    assert!(
        rules.contains(&"conflict-marks") && rules.contains(&"people"),
        "{found}"
    );
}

#[test]
fn nothing_is_dated_far_ahead_of_the_clock() {
    let mut deal = Deal::guarded();
    let now = chrono::Utc::now();
    let mut dated = |minutes: i64, arguments: &[&str]| -> Output {
        let date = (now + chrono::TimeDelta::minutes(minutes)).to_rfc3339();
        deal.git.by("Wu Hao <wu@vendor.example>");
        let mut command = deal.git.command(env!("CARGO_BIN_EXE_adidem"), &deal.folder("wu"));
        command
            .env("GIT_AUTHOR_DATE", date)
            .args(arguments)
            .output()
            .expect("adidem")
    };
    let refused = dated(60, &["accept", "--yes", "deal", "fees"]);
    let said = String::from_utf8_lossy(&refused.stderr).into_owned();
    assert!(
        refused.status.code() == Some(3) && said.contains("A07-future"),
        "{said}"
    );
    assert!(
        dated(10, &["accept", "--yes", "deal", "fees"]).status.success(),
        "clocks may differ a little"
    );
    assert!(dated(10, &["sync"]).status.success(), "and the guard thinks so, too");
}

#[test]
fn namesakes_on_both_sides_work_as_anybody_else() {
    let mut deal = Deal::guarded();
    deal.change(
        "wu",
        "- name: Wu Hao",
        "- {name: Li Jing, email: lj@vendor.example}\n      - name: Wu Hao",
    );
    deal.run_as("wu", &["send", "--yes", "deal"]);
    deal.run_as("wu", &["sync"]);
    deal.run_as("li", &["sync"]);
    deal.run_as("li", &["accept", "--yes", "deal", "--all"]);
    deal.run_as("li", &["sync"]);
    let audit = holds(&mut deal, "li");
    let records = deal.json("li", &["status", "deal", "--json"]);
    assert_eq!(
        records["clauses"][0]["positions"]["customer"]["position"], "accepted",
        "{audit}"
    );
}

#[test]
fn another_partys_members_are_not_changed_by_a_round() {
    let mut deal = Deal::guarded();
    deal.run_as("wu", &["accept", "--yes", "deal", "--all"]);
    deal.run_as("wu", &["sync"]);
    deal.run_as("li", &["sync"]);
    refuses(&mut deal, "li", "A23-keys", "wu@vendor.example", "wu@elsewhere.example");
}

#[test]
fn what_came_in_and_fails_is_told_and_kept() {
    let mut deal = Deal::guarded();
    let hub = deal.git.top().join("hub.git");
    fs::remove_file(hub.join("hooks/pre-receive")).expect("the guard");
    deal.change("wu", "100 EUR", "1 EUR");
    let folder = deal.folder("wu");
    deal.git
        .run_in(&folder, &["commit", "--quiet", "--all", "--no-gpg-sign", "-m", "sneak"]);
    let sneaked = head(&deal, "wu");
    let (status, said) = deal.refused("wu", &["sync"]);
    assert!(
        status == 3 && said.contains("A05-unsigned"),
        "own faults stay here, guarded or not: {said}"
    );
    deal.git.run_in(&folder, &["push", "--quiet", "origin", "HEAD:main"]);
    let output = deal.try_as("li", &["sync", "--json"]);
    let done: serde_json::Value = serde_json::from_slice(&output.stdout).expect("JSON");
    assert_eq!(
        (output.status.code(), &done["faults"][0]["code"]),
        (Some(1), &"A05-unsigned".into()),
        "{done}"
    );
    assert_eq!(head(&deal, "li"), sneaked, "it is history, and evidence");
    // It keeps nobody from what they do themselves.
    deal.run_as(
        "li",
        &[
            "accept",
            "--yes",
            "deal",
            "term",
            "--for",
            "vendor",
            "--reported",
            "letter",
        ],
    );
    deal.run_as("li", &["sync"]);
}

#[test]
fn keys_that_are_none_are_not_confirmed() {
    let mut deal = Deal::new();
    deal.draft("li");
    let key = deal.public("wu");
    deal.change("li", &key, "ssh-ed25519 AAAA");
    let folder = deal.folder("li");
    deal.git.run_in(&folder, &["add", "--all"]);
    deal.git.run_in(&folder, &["commit", "--quiet", "-m", "first"]);
    let (status, said) = deal.refused("li", &["trust", "deal", "vendor", "--yes"]);
    assert!(status == 3 && said.contains("A23-unusable-key"), "{status} {said}");
    let doctor = deal.try_as("li", &["doctor"]);
    assert!(String::from_utf8_lossy(&doctor.stdout).contains("cannot be used"));
}

#[test]
fn an_edit_tells_at_once_what_sending_will_refuse() {
    let mut deal = Deal::guarded();
    let editor = deal.git.beside("editor");
    fs::write(&editor, "printf 'The fee is\\342\\200\\213 90 EUR.\\n' > \"$1\"\n").expect("a script");
    deal.git.by("Li Jing <li@customer.example>");
    let mut command = deal.git.command(env!("CARGO_BIN_EXE_adidem"), &deal.folder("li"));
    let output = command
        .env("EDITOR", format!("sh {}", editor.display()))
        .args(["edit", "deal", "fees"])
        .output();
    let output = output.expect("adidem");
    let said = String::from_utf8_lossy(&output.stdout).into_owned();
    assert!(
        output.status.success() && said.contains("A20-invisible") && said.contains("U+200B"),
        "{said}"
    );
}

/// Renames a contract of somebody's folder, as a change signed by them, and gives that to everybody.
fn rename(deal: &mut Deal, who: &str, from: &str, to: &str) {
    deal.run_as(who, &["sync"]);
    let folder = deal.folder(who);
    deal.git.run_in(
        &folder,
        &["mv", &format!("contracts/{from}.yaml"), &format!("contracts/{to}.yaml")],
    );
    deal.git.run_in(&folder, &["commit", "--quiet", "-S", "-m", "Filed"]);
    deal.run_as(who, &["sync"]);
}

#[test]
fn a_draft_under_a_living_contracts_name_or_one_like_it_is_told_before_anybody_signs() {
    let mut deal = Deal::guarded();
    rename(&mut deal, "wu", "deal", "old");
    deal.run_as("li", &["sync"]);
    holds(&mut deal, "li");
    let text = fs::read_to_string(deal.folder("li").join("contracts/old.yaml")).expect("the contract");
    let before = head(&deal, "li");
    // Without a key: what is told has to be told before anything is signed.
    let key = deal.key("li");
    fs::rename(&key, key.with_extension("away")).expect("the key");
    for (name, code) in [
        ("deal", "A22-name-taken"),
        ("d\u{435}al", "A22-alike-name"),
        ("deal\u{200b}", "A22-alike-name"),
        ("old ", "A22-alike-name"),
        ("\u{3bf}ld", "A22-alike-name"),
    ] {
        let file = deal.folder("li").join(format!("contracts/{name}.yaml"));
        fs::write(&file, text.replace("100 EUR", "900 EUR")).expect("a draft");
        for arguments in [vec!["send", "--yes", name], vec!["send", "--yes", "--json", name]] {
            let (status, said) = deal.refused("li", &arguments);
            assert!(status == 3 && said.contains(code), "{name:?}: {status} {said}");
        }
        let check = String::from_utf8(deal.try_as("li", &["check", name]).stdout).expect("text");
        assert!(
            check.contains("should not be that of another contract"),
            "{name:?}: {check}"
        );
        fs::remove_file(&file).expect("the draft");
    }
    assert_eq!(head(&deal, "li"), before);
    fs::rename(key.with_extension("away"), &key).expect("the key");
    // The name that it had still means the contract where no file of that name lies.
    deal.run_as("li", &["status", "deal"]);
    fs::write(
        deal.folder("li").join("contracts/lease.yaml"),
        text.replace("title: Deal", "title: Lease"),
    )
    .expect("a draft");
    deal.run_as("li", &["send", "--yes", "lease"]);
    deal.run_as("li", &["sync"]);
    holds(&mut deal, "li");
}

#[test]
fn a_clause_whose_id_reads_as_a_number_or_as_several_clauses_is_never_accepted_by_guess() {
    let mut deal = Deal::guarded();
    let clause = |id: &str| format!("  - id: \"{id}\"\n    heading: Of {id}\n    text: The words of {id}.\n");
    let more = ["３", "1.", "02", "4-5", "all"].map(clause).concat();
    deal.change(
        "wu",
        "  - id: fees\n",
        &format!("  - id: first\n    heading: First\n    text: First.\n{more}  - id: fees\n"),
    );
    deal.run_as("wu", &["send", "--yes", "deal"]);
    deal.run_as("wu", &["sync"]);
    deal.run_as("li", &["sync"]);
    let before = head(&deal, "li");
    for (asked, way) in [
        ("３", "id:３"),
        ("3", "id:３"),
        ("1", "id:1."),
        ("1.", "no:1"),
        ("2", "id:02"),
        ("02", "id:02"),
        ("4-5", "id:4-5"),
        ("all", "id:all"),
    ] {
        for command in ["accept", "reserve"] {
            let (status, said) = deal.refused("li", &[command, "--yes", "deal", asked, "--reason", "x"]);
            assert!(
                status != 0 && said.contains(&format!("`{way}`")),
                "{command} {asked}: {said}"
            );
        }
    }
    assert_eq!(head(&deal, "li"), before);
    deal.run_as("li", &["accept", "--yes", "deal", "id:３", "id:4-5", "no:1"]);
    let check = String::from_utf8(deal.try_as("li", &["check", "deal"]).stdout).expect("text");
    assert!(
        ["３", "1.", "4-5", "all"]
            .iter()
            .all(|id| check.contains(&format!("`id:{id}`"))),
        "{check}"
    );
}
