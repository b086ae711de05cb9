//! The answers for other programs, held against the schemas that the program prints.

use serde_json::{Value, json};

use crate::support::{Deal, Git};

/// A schema in which a key that it does not describe is a fault. Readers have to bear new keys; the schema has to name them.
fn strict(schema: Value) -> Value {
    match schema {
        Value::Object(object) => {
            let mut object: serde_json::Map<_, _> =
                object.into_iter().map(|(key, value)| (key, strict(value))).collect();
            if object.contains_key("properties") {
                object.entry("additionalProperties").or_insert(json!(false));
            }
            Value::Object(object)
        }
        Value::Array(all) => all.into_iter().map(strict).collect(),
        other => other,
    }
}

/// Holds an answer against the schema of its command.
fn holds(command: &str, answer: &[u8]) {
    let said = String::from_utf8_lossy(answer);
    let answer: Value = serde_json::from_slice(answer).unwrap_or_else(|error| panic!("{command}: {error}: {said}"));
    let schema = adidem::json::schema_of(command).unwrap_or_else(|| panic!("`{command}` has no schema"));
    let schema = strict(serde_json::from_str(schema).expect("JSON"));
    let validator = jsonschema::draft202012::new(&schema).expect("a schema");
    let faults: Vec<String> = validator
        .iter_errors(&answer)
        .map(|fault| format!("{}: {fault}", fault.instance_path()))
        .collect();
    assert!(faults.is_empty(), "{command}: {faults:#?}");
}

/// The same of an answer that may be an error: of a tampered repository not everything can be read.
fn holds_or_fails(command: &str, answer: &[u8], may_fail: bool) {
    let failed = may_fail && answer.starts_with(b"{\"format\":\"adidem/error/");
    holds(if failed { "error" } else { command }, answer);
}

#[test]
fn what_is_read_of_the_demonstrations_follows_the_schemas() {
    for tampered in [false, true] {
        let git = Git::nowhere();
        let folder = git.top().to_string_lossy().into_owned();
        let run = |arguments: &[&str]| {
            let mut command = git.command(env!("CARGO_BIN_EXE_adidem"), &git.beside(""));
            command
                .args(["-C", &folder])
                .args(arguments)
                .output()
                .expect("the program")
                .stdout
        };
        let mut demo = vec!["demo", "--no-open", "--lang", "en", "--dir", &folder];
        demo.extend(tampered.then_some("--tampered"));
        run(&demo);
        for command in ["list", "doctor", "audit"] {
            holds(command, &run(&[command, "--json"]));
        }
        let of_contract = [
            &["rounds"][..],
            &["show"],
            &["status", "--reported"],
            &["issues"],
            &["ready"],
            &["log"],
            &["trust"],
            &["check", "--positions"],
            &["check", "--since", "1"],
            &["duties"],
            &["duties", "--clause", "no:1", "--explain"],
            &["figures", "--as", "customer"],
            &["read"],
        ];
        for contract in ["crm-zh", "nda", "reseller-three-party"] {
            for command in of_contract {
                let answer = run(&[&command[..1], &[contract, "--json"], &command[1..]].concat());
                // What somebody asks who is not a member of a party is an error.
                holds_or_fails(command[0], &answer, tampered || command[0] == "read");
            }
            for versions in [&["1"][..], &["1", "2", "--all"]] {
                let answer = run(&[&["diff", contract], versions, &["--format", "json"]].concat());
                holds_or_fails("diff", &answer, tampered);
            }
        }
        let paper = git.beside("paper.md");
        std::fs::write(&paper, "# Terms\n1. Fees\nDue on demand.\n").expect("a file");
        let paper = paper.to_string_lossy();
        holds("import", &run(&["import", &paper, "--as", "terms", "--json"]));
        for contract in ["terms", "nda"] {
            let answer = run(&["compare", contract, &paper, "--format", "json"]);
            holds_or_fails("compare", &answer, tampered);
        }
        let file = git.beside("evidence.zip").to_string_lossy().into_owned();
        holds("evidence", &run(&["evidence", "nda", "--json", "-o", &file]));
        holds("verify", &run(&["verify", &file, "--json"]));
        holds("search", &run(&["search", "liability", "--json"]));
        holds("blame", &run(&["blame", "crm-zh", "2.1", "--json"]));
        for wrong in [
            &["show", "none", "--json"][..],
            &["shwo", "--json"],
            &["diff", "--format", "json"],
        ] {
            let answer = run(wrong);
            holds("error", &answer);
            let told: Value = serde_json::from_slice(&answer).expect("JSON");
            let [message, remedy] = ["message", "remedy"].map(|key| told[key].as_str().expect("a sentence"));
            assert!(message.ends_with(remedy) && message.len() > remedy.len(), "{told}");
        }
    }
}

#[test]
fn what_is_recorded_sent_and_exchanged_follows_the_schemas() {
    let mut deal = Deal::guarded();
    let mut run = |who: &str, arguments: &[&str]| {
        holds(
            arguments[0],
            &deal.try_as(who, &[arguments, &["--json"]].concat()).stdout,
        );
    };
    run("wu", &["reject", "deal", "fees", "--reason", "too much", "--yes"]);
    run("wu", &["withdraw", "deal", "fees", "--yes"]);
    run("wu", &["accept", "deal", "--all", "--yes"]);
    run("wu", &["reserve", "deal", "term", "--reason", "if paid", "--yes"]);
    run("wu", &["sync"]);
    run("li", &["sync"]);
    deal.change("li", "100 EUR", "120 EUR");
    let mut run = |who: &str, arguments: &[&str]| {
        holds(
            arguments[0],
            &deal.try_as(who, &[arguments, &["--json"]].concat()).stdout,
        );
    };
    run("li", &["send", "deal", "--yes"]);
    run("li", &["sync"]);
}
