//! The commands of the review, as a shell sees them.

use crate::support::Deal;
use serde_json::Value;
use std::fs;
use std::path::PathBuf;

/// Stands nowhere but in private places.
const PLANTED: &str = "PrivatePositionXyzzy";

fn own_checklist(deal: &Deal) {
    let home = deal.git.beside("home");
    let folder = home.join(".config/adidem/checklists");
    fs::create_dir_all(&folder).expect("a folder");
    fs::write(
        folder.join("own.yaml"),
        format!(
            "checklist: own\nparties: {{customer: [customer]}}\nrules:\n  - id: late-fee\n    title: Late fees\n    \
             why: House rule.\n    severity: high\n    protects: customer\n    want: {{present: [late fee]}}\n    \
             preferred: {PLANTED} one\n    fallbacks: [{PLANTED} two]\n    walk-away: {PLANTED} three\n  \
             - id: fee\n    title: The fee\n    why: House rule.\n    severity: low\n    \
             want: {{figure: [fee is]}}\n    at-most: EUR 90\n    prefer: EUR 80\n"
        ),
    )
    .expect("a checklist");
}

#[test]
fn the_exit_status_tells_of_high_findings_until_they_are_taken_as_a_risk() {
    let mut deal = Deal::new();
    deal.draft("li");
    deal.run_as("li", &["send", "deal", "-m", "first", "--yes"]);
    assert!(
        deal.try_as("li", &["check", "deal"]).status.success(),
        "a sound contract"
    );
    own_checklist(&deal);
    let output = deal.try_as("li", &["check", "deal", "--json"]);
    assert_eq!(output.status.code(), Some(1));
    let found: Value = serde_json::from_slice(&output.stdout).expect("JSON");
    assert_eq!(
        (&found["for"], &found["summary"]["high"]),
        (&Value::from("customer"), &Value::from(1))
    );
    let names: Vec<&str> = found["findings"]
        .as_array()
        .expect("findings")
        .iter()
        .filter_map(|one| one["name"].as_str())
        .collect();
    assert_eq!(names, ["late-fee", "fee@fees"]);
    assert!(
        deal.try_as("li", &["check", "deal", "--as", "vendor"]).status.success(),
        "it protects the customer"
    );

    let (status, told) = deal.refused("li", &["check", "deal", "--risk", "late-fees"]);
    assert_eq!(status, 2);
    assert!(told.contains("did you mean `late-fee`?"), "{told}");
    let marked = deal.run_as("li", &["check", "deal", "--risk", "late-fee", "--note", "small"]);
    assert!(marked.contains("accepted risk: small"), "{marked}");
    assert!(deal.try_as("li", &["check", "deal"]).status.success());
    assert_eq!(
        deal.try_as("li", &["check", "deal", "--unmark", "late-fee"])
            .status
            .code(),
        Some(1)
    );

    // A mark holds for the wording that was looked at.
    let marked = deal.try_as("li", &["check", "deal", "--raise", "fee@fees"]);
    assert!(!String::from_utf8_lossy(&marked.stdout).contains("the clause changed since it was marked"));
    deal.change("li", "100 EUR per month", "120 EUR per month");
    let draft = deal.try_as("li", &["check", "deal", "--round", "draft", "--since", "1"]);
    let draft = String::from_utf8_lossy(&draft.stdout).into_owned();
    assert!(
        draft.contains("to be raised (the clause changed since it was marked)") && !draft.contains("{+new+}"),
        "{draft}"
    );
}

#[test]
fn a_list_is_tried_all_its_mistakes_are_told_and_it_is_used_for_once() {
    let mut deal = Deal::new();
    deal.draft("li");
    let file = deal.git.beside("mine.yaml");
    let named = file.to_string_lossy().into_owned();
    let rule = |severity: &str| {
        format!(
            "checklist: mine\nrules:\n  - id: quick\n    title: It should be quick\n    why: Time matters.\n    severity: {severity}\n    \
             want: {{present: [quickly]}}\n    preferred: It is done quickly.\n    fallbacks: [{PLANTED} slowly]\n    \
             examples: {{settled: [\"It is done quickly.\"], wanting: [\"It is done.\"]}}\n"
        )
    };
    fs::write(&file, format!("{}  - id: other\n    wnat: {{}}\n", rule("hihg"))).expect("a file");
    let output = deal.try_as("li", &["checklist", "lint", &named]);
    let told = String::from_utf8_lossy(&output.stdout).into_owned();
    assert_eq!(output.status.code(), Some(1), "{told}");
    assert!(
        told.contains("`hihg` is not a possible value") && told.contains("`wnat` is not a key"),
        "{told}"
    );

    fs::write(&file, rule("high")).expect("a file");
    let told = deal.run_as("li", &["checklist", "lint", &named]);
    assert!(told.contains("No mistakes"), "{told}");
    let rules = deal.run_as("li", &["checklist", "rules"]);
    assert!(
        rules.contains("liability-cap") && rules.contains("crm-saas-vendor"),
        "{rules}"
    );

    let output = deal.try_as("li", &["check", "deal", "--checklist", &named, "--format", "markdown"]);
    assert_eq!(output.status.code(), Some(1));
    let report = String::from_utf8_lossy(&output.stdout).into_owned();
    assert!(
        report.contains("**It should be quick**") && report.contains("**It is done quickly.**"),
        "{report}"
    );
    assert!(!report.contains(PLANTED), "{report}");
    let html = deal.try_as("li", &["check", "deal", "--checklist", &named, "--format", "html"]);
    assert!(String::from_utf8_lossy(&html.stdout).contains("<ins>It is done quickly.</ins>"));
}

#[test]
fn what_was_understood_of_a_clause_is_shown_for_that_clause_alone() {
    let mut deal = Deal::new();
    deal.draft("li");
    let told = deal.run_as("li", &["duties", "deal", "--clause", "fees", "--explain"]);
    assert!(told.contains("As understood"), "{told}");
    let json = deal.try_as("li", &["duties", "deal", "--clause", "fees", "--explain", "--json"]);
    let found: Value = serde_json::from_slice(&json.stdout).expect("JSON");
    assert!(found["understood"][0]["parts"][0]["force"].is_string(), "{found}");
    let other = |duty: &Value| duty["clause"]["id"] != "fees";
    assert!(
        !found["duties"].as_array().expect("duties").iter().any(other),
        "{found}"
    );
    let (_, told) = deal.refused("li", &["duties", "deal", "--explain"]);
    assert!(told.contains("--clause"), "{told}");
}

#[test]
fn a_broken_checklist_is_told_with_its_file_and_line() {
    let mut deal = Deal::new();
    deal.draft("li");
    let folder = deal.git.beside("home").join(".config/adidem/checklists");
    fs::create_dir_all(&folder).expect("a folder");
    fs::write(
        folder.join("own.yaml"),
        "checklist: own\nrules:\n  - id: a\n    severity: hihg\n",
    )
    .expect("a file");
    let (status, told) = deal.refused("li", &["check", "deal"]);
    assert_eq!(status, 2);
    assert!(
        told.contains("own.yaml, line 4, column 15") && told.contains("Write `high`"),
        "{told}"
    );
}

#[test]
fn what_is_private_is_in_nothing_that_the_other_side_gets() {
    let mut deal = Deal::new();
    deal.draft("li");
    own_checklist(&deal);
    deal.run_as("li", &["send", "deal", "-m", "first", "--yes"]);
    let note = format!("{PLANTED} note");
    let seen = deal.try_as(
        "li",
        &["check", "deal", "--positions", "--raise", "late-fee", "--note", &note],
    );
    let seen = String::from_utf8_lossy(&seen.stdout).into_owned();
    for private in ["one", "two", "three", "note"] {
        assert!(seen.contains(&format!("{PLANTED} {private}")), "{private}: {seen}");
    }
    deal.run_as("li", &["accept", "deal", "--all", "--yes"]);
    deal.change("li", "100 EUR", "120 EUR");
    deal.run_as("li", &["send", "deal", "-m", "second", "--yes"]);
    let zip = deal.git.beside("deal.zip");
    let written = zip.to_string_lossy().into_owned();
    deal.run_as("li", &["evidence", "deal", "-o", &written]);
    let mut artefacts: Vec<(String, Vec<u8>)> = Vec::new();
    for command in [
        &["duties", "deal", "--format", "csv"][..],
        &[
            "duties",
            "deal",
            "--format",
            "ics",
            "--date",
            "Effective Date=2026-04-01",
        ],
        &["duties", "deal", "--json"],
        &["diff", "deal", "1", "2", "--format", "html"],
        &["diff", "deal", "1", "2", "--format", "markdown"],
        &["diff", "deal", "1", "2", "--format", "json"],
        &["status", "deal", "--json"],
        &["log", "deal", "--json"],
        &["check", "deal", "--round", "1", "--as", "vendor", "--json"],
    ] {
        artefacts.push((command.join(" "), deal.try_as("li", command).stdout));
    }
    // Everything in history, as it is, and everything that lies in the working folder.
    let folder = deal.folder("li");
    let objects = deal
        .git
        .run_in(&folder, &["cat-file", "--batch", "--batch-all-objects"]);
    assert!(objects.contains("120 EUR per month"), "the objects were read");
    artefacts.push(("history".into(), objects.into_bytes()));
    let mut archive = zip::ZipArchive::new(fs::File::open(&zip).expect("the file")).expect("an archive");
    for at in 0..archive.len() {
        let mut file = archive.by_index(at).expect("a file");
        let mut bytes = Vec::new();
        std::io::Read::read_to_end(&mut file, &mut bytes).expect("its bytes");
        artefacts.push((format!("file {at}"), bytes));
    }
    for file in deal.git.run_in(&folder, &["ls-files", "--cached", "--others"]).lines() {
        artefacts.push((file.to_owned(), fs::read(folder.join(file)).expect("a file")));
    }
    assert!(artefacts.len() > 15, "{}", artefacts.len());
    for (name, bytes) in artefacts {
        assert!(!String::from_utf8_lossy(&bytes).contains(PLANTED), "{name}");
    }
}

#[test]
fn duties_and_figures_are_told_for_people_and_programs() {
    let mut deal = Deal::new();
    deal.draft("li");
    deal.change(
        "li",
        "The fee is 100 EUR per month.",
        "The fee is EUR 100. Customer Ltd shall pay it within thirty (30) days of the Effective Date.",
    );
    deal.run_as("li", &["send", "deal", "-m", "first", "--yes"]);
    deal.change("li", "EUR 100", "EUR 120");
    deal.run_as("li", &["send", "deal", "-m", "second", "--yes"]);
    own_checklist(&deal);
    let duties = deal.json(
        "li",
        &["duties", "deal", "--date", "Effective Date=2026-04-01", "--json"],
    );
    let duty = &duties["duties"][0];
    assert_eq!(
        (&duty["party"], &duty["toward"], &duty["due"]),
        (&"customer".into(), &"vendor".into(), &"2026-05-01".into())
    );
    let none = deal.json("li", &["duties", "deal", "--party", "vendor", "--json"]);
    assert_eq!(none["duties"], Value::Array(Vec::new()));
    let calendar = deal.run_as(
        "li",
        &[
            "duties",
            "deal",
            "--date",
            "Effective Date=2026-04-01",
            "--format",
            "ics",
        ],
    );
    assert!(calendar.contains("DTSTART;VALUE=DATE:20260501\r\n"), "{calendar}");
    let figures = deal.json("li", &["figures", "deal", "--json"]);
    let tracked = &figures["tracked"][0];
    assert_eq!(
        (&tracked["rule"], &tracked["against"]),
        (&"fee".into(), &"beyond".into())
    );
    assert_eq!(
        (&tracked["course"][0]["value"], &tracked["course"][1]["value"]),
        (&"EUR 100".into(), &"EUR 120".into())
    );
    assert_eq!(figures["moved"][0]["steps"][1]["value"], "EUR 120");
    let (status, told) = deal.refused("li", &["duties", "deal", "--date", "soon"]);
    assert!(status == 2 && told.contains("WORDS=2026-04-01"), "{told}");
}

/// A list that switches off and replaces what the others ask, under the ids of theirs.
const THEIRS: &str = "checklist: own\nrules:\n  - id: late-fee\n    title: Nothing to see\n    why: Theirs.\n    severity: low\n    want: {present: [penalty]}\n  - id: fee\n    title: Fine\n    why: Theirs.\n    severity: 'off'\n    want: {present: [fee]}\n";

fn found(deal: &mut Deal) -> Value {
    serde_json::from_slice(&deal.try_as("li", &["check", "deal", "--json"]).stdout).expect("JSON")
}

/// A sent contract, one's own checklist, and the folder of the repository's.
fn with_own_checklist() -> (Deal, PathBuf) {
    let mut deal = Deal::new();
    deal.draft("li");
    deal.run_as("li", &["send", "deal", "-m", "first", "--yes"]);
    own_checklist(&deal);
    let folder = deal.folder("li").join("checklists");
    fs::create_dir_all(&folder).expect("a folder");
    (deal, folder)
}

fn names(found: &Value) -> Vec<&str> {
    found["findings"]
        .as_array()
        .expect("findings")
        .iter()
        .filter_map(|one| one["name"].as_str())
        .collect()
}

#[test]
fn a_checklist_of_the_repository_is_offered_and_stands_beside_the_others_once_agreed_to() {
    let (mut deal, folder) = with_own_checklist();
    let before = found(&mut deal);
    let file = folder.join("house.yaml");
    fs::write(&file, THEIRS).expect("a checklist");
    let offered = found(&mut deal);
    assert_eq!(
        names(&offered),
        names(&before),
        "nothing of it is asked, and nothing of mine is gone"
    );
    assert_eq!(offered["of_repository"][0]["state"], "offered");
    let told = String::from_utf8(deal.try_as("li", &["check", "deal"]).stdout).expect("text");
    assert!(
        told.contains("Checklist of the repository, not used: own (checklists/house.yaml"),
        "{told}"
    );

    let (status, _) = deal.refused("li", &["--read-only", "check", "--agree", "checklists/house.yaml"]);
    assert_eq!(status, 3);
    let said = deal.run_as("li", &["check", "--agree", "checklists/house.yaml"]);
    assert!(
        said.contains("as you agreed") && said.contains("Nothing to see"),
        "{said}"
    );
    let agreed = found(&mut deal);
    assert_eq!(
        names(&agreed),
        ["late-fee", "own/late-fee", "fee@fees"],
        "mine as they were, theirs beside them"
    );

    // The answer was for that text alone, and lies with the user.
    fs::write(&file, THEIRS.replace("severity: low", "severity: high")).expect("a checklist");
    assert_eq!(names(&found(&mut deal)), names(&before));
    fs::write(&file, THEIRS).expect("a checklist");
    assert_eq!(names(&found(&mut deal)).len(), 3);
    let kept = fs::read_to_string(deal.git.beside("home/.local/share/adidem/permitted.yaml")).expect("a file");
    assert!(kept.contains("sha256:"), "{kept}");
    deal.run_as("li", &["check", "--disagree", "house.yaml"]);
    assert_eq!(names(&found(&mut deal)), names(&before));
}

#[test]
fn whatever_is_wrong_with_a_checklist_of_the_repository_stops_nobody() {
    let (mut deal, folder) = with_own_checklist();
    let before = found(&mut deal);
    // Broken, an amendment that is nothing by itself, no text, a link to one of mine, a folder.
    fs::write(folder.join("a.yaml"), "checklist: [\n").expect("a file");
    fs::write(
        folder.join("b.yaml"),
        "checklist: drafting\nrules:\n  - {id: late-fee, severity: 'off'}\n",
    )
    .expect("a file");
    fs::write(folder.join("c.yaml"), [0xff, 0xfe, 0]).expect("a file");
    let mine = deal.git.beside("home/.config/adidem/checklists/own.yaml");
    std::os::unix::fs::symlink(&mine, folder.join("d.yaml")).expect("a link");
    fs::create_dir(folder.join("e.yaml")).expect("a folder");
    let after = found(&mut deal);
    assert_eq!(names(&after), names(&before));
    let states: Vec<_> = after["of_repository"]
        .as_array()
        .expect("lists")
        .iter()
        .map(|list| &list["state"])
        .collect();
    assert_eq!(states, ["broken", "broken", "broken", "no-file", "no-file"]);
    for file in [
        "a.yaml",
        "b.yaml",
        "d.yaml",
        "none.yaml",
        "../home/.config/adidem/checklists/own.yaml",
    ] {
        let _ = deal.refused("li", &["check", "--agree", file]);
    }
    assert_eq!(names(&found(&mut deal)), names(&before));
    deal.run_as("li", &["figures", "deal"]);
    deal.run_as("li", &["check", "--kinds"]);
}
