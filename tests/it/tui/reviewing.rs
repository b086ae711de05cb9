//! Going through the findings of the review, marking them, and placing a wording into the draft.

use super::harness::{Screens, demonstration};
use super::pictures::take;
use adidem::language::Language;
use adidem::session::{self, FindingState, Workspace};
use adidem::tui::effect::Effect;
use adidem::tui::look::Looks;
use adidem::tui::screens::Shell;
use std::fs;
use std::path::Path;
use std::process::Command;

const SIZE: (u16, u16) = (120, 40);

/// A clause, what stands there, and what is put in its place.
const ENGLISH: [(&str, &str, &str); 4] = [
    ("availability", "not less than 99.9%", "not less than 98%"),
    ("data-ownership", "Customer owns all", "Each party owns all"),
    (
        "incident-response",
        "within thirty-six (36) hours",
        "within ten (10) days",
    ),
    ("liability-cap", "125%", "40%"),
];
const CHINESE: [(&str, &str, &str); 4] = [
    ("sla-availability", "99.9%", "95%"),
    ("data-incident", "二十四（24）小时", "七（7）日"),
    ("liability-cap", "100%为限。\n", "50%为限。\n"),
    ("governing-law", "适用中华人民共和国法律", "从当地习惯"),
];

/// Worsens the draft.
fn worsen(folder: &Path, contract: &str) {
    let faults = if contract == "crm-zh" { CHINESE } else { ENGLISH };
    for (clause, stood, put) in faults {
        let editing = session::editing(&workspace(folder), contract, clause).expect("the clause");
        assert!(editing.text.contains(stood), "{clause}: {}", editing.text);
        let step = editing.put(&editing.text.replacen(stood, put, 1)).expect("an edit");
        assert!(step.is_some());
    }
}

fn workspace(folder: &Path) -> Workspace {
    Workspace::open(folder).expect("a repository")
}

fn draft(folder: &Path) -> String {
    fs::read_to_string(folder.join("contracts/crm-en.yaml")).expect("the draft")
}

#[test]
fn findings_are_walked_marked_and_kept_with_the_progress_in_sight() {
    let demo = demonstration(Language::English);
    worsen(&demo.folder, "crm-en");
    let mut screens = Screens::open(&demo.folder, SIZE, Language::English, Some("crm-en"));
    screens.press("6");
    let all = findings_in(&screens);
    let handled = |many: usize| format!("{many} of {all} findings handled");
    let first = format!("finding 1 of {all}");
    assert!(screens.text().contains(&handled(0)), "{}", screens.text());
    assert!(screens.text().contains("4 new, 0 fixed since"), "{}", screens.text());
    assert!(screens.text().contains("not legal advice"), "{}", screens.text());
    screens.press("g");
    // What follows says what of the two panes is in sight.
    let title = |said: String| said.split(" | ").next().unwrap_or_default().to_owned();
    let mut titles = vec![title(screens.said())];
    for _ in 0..all {
        screens.press("n");
        titles.push(title(screens.said()));
    }
    let expected: Vec<String> = (1..=all)
        .map(|at| format!("finding {at} of {all}"))
        .chain(["No further findings.".to_owned()])
        .collect();
    assert_eq!(titles, expected);
    screens.press("g n a n r p c").type_in("Ask Priya.\n").press("G o");
    assert!(screens.text().contains(&handled(2)), "{}", screens.text());
    assert_eq!(title(screens.said()), first);
    // The line drops: everything is there again.
    drop(screens);
    let marks = workspace(&demo.folder).finding_marks("crm-en").expect("marks").marks;
    let kept: Vec<(FindingState, &str)> = marks.iter().map(|mark| (mark.state, &*mark.note)).collect();
    for mark in [(FindingState::Raise, ""), (FindingState::Risk, "Ask Priya.")] {
        assert!(kept.len() == 2 && kept.contains(&mark), "{kept:?}");
    }
    let mut again = Screens::open(&demo.folder, SIZE, Language::English, Some("crm-en"));
    again.press("6");
    assert!(again.text().contains(&handled(2)), "{}", again.text());
    assert_eq!(title(again.said()), first, "it begins with what is not handled");
    again.press("n u");
    assert!(again.text().contains(&handled(1)), "{}", again.text());
}

/// How many findings the review on the screen has.
fn findings_in(screens: &Screens) -> usize {
    let text = screens.text();
    let (before, _) = text.split_once(" findings handled").expect("the review");
    let many = before.rsplit(' ').next().expect("a number");
    many.parse().expect("a number")
}

#[test]
fn what_came_of_every_rule_is_on_the_cover() {
    let demo = demonstration(Language::English);
    let mut screens = Screens::open(&demo.folder, (120, 400), Language::English, Some("crm-en"));
    screens.press("6 g");
    let text = screens.text();
    for part in [
        "Settled (",
        "by clause",
        "no such wording was found (",
        "Not asked (",
        "Consent to marketing messages",
    ] {
        assert!(text.contains(part), "{part}\n{text}");
    }
}

#[test]
fn a_wording_goes_into_the_draft_after_one_confirmation_and_nothing_else_changes() {
    let demo = demonstration(Language::English);
    worsen(&demo.folder, "crm-en");
    let mut screens = Screens::open(&demo.folder, SIZE, Language::English, Some("crm-en"));
    let before = draft(&demo.folder);
    screens.press("6");
    let all = findings_in(&screens);
    // The finding on availability, whose sentence the preferred wording replaces.
    screens.press("6 g");
    while !screens.text().contains("98% is below your floor") {
        assert_ne!(screens.said(), "No further findings.", "{}", screens.text());
        screens.press("n");
    }
    screens.press("w enter");
    let asked = screens.text();
    assert!(
        asked.contains("98%") && asked.contains("99.9%") && asked.contains("[-"),
        "a redline\n{asked}"
    );
    assert_eq!(draft(&demo.folder), before, "nothing before the answer");
    screens.press("n");
    assert_eq!(screens.said(), "The draft was not changed.");
    assert_eq!(draft(&demo.folder), before);
    screens.press("w enter y");
    let after = draft(&demo.folder);
    let differ = before
        .lines()
        .zip(after.lines())
        .filter(|(old, new)| old != new)
        .count();
    assert_eq!(
        (differ, before.lines().count()),
        (1, after.lines().count()),
        "one line of the file"
    );
    assert!(
        after.contains("is available for not less than 99.9% of the total minutes of that month."),
        "{after}"
    );
    assert!(
        screens.text().contains(&format!("of {} findings handled", all - 1)),
        "the review is read again\n{}",
        screens.text()
    );
}

#[test]
fn what_no_clause_speaks_of_becomes_a_clause_of_its_own() {
    let demo = demonstration(Language::Chinese);
    worsen(&demo.folder, "crm-zh");
    let folder = demo.folder.join(".git/configuration/checklists");
    fs::create_dir_all(&folder).expect("a folder");
    let own = "checklist: own\nlanguage: zh\nrules:\n  - id: escrow\n    title: 源代码托管\n    why: 内部规则。\n    severity: high\n    want: {present: [源代码托管]}\n    preferred: 乙方应当办理源代码托管。\n";
    fs::write(folder.join("own.yaml"), own).expect("a checklist");
    let me = session::show(&workspace(&demo.folder), "crm-zh", None).expect("the text");
    assert!(me.contract.clause("escrow").is_none());
    let mut screens = Screens::open(&demo.folder, SIZE, Language::Chinese, Some("crm-zh"));
    screens.press("6");
    while !screens.text().contains("-- 高") && !screens.text().contains("高  源代码托管") {
        screens.press("p");
    }
    screens.press("w");
    assert!(
        screens.text().contains("{+乙方应当办理源代码托管。+}"),
        "{}",
        screens.text()
    );
    screens.press("y");
    let editing = session::editing(&workspace(&demo.folder), "crm-zh", "escrow").expect("the new clause");
    assert_eq!(
        (editing.heading.as_str(), editing.text.trim()),
        ("源代码托管", "乙方应当办理源代码托管。")
    );
}

#[test]
fn nothing_is_placed_read_only_or_where_the_clause_changed_meanwhile() {
    let demo = demonstration(Language::English);
    worsen(&demo.folder, "crm-en");
    let mut screens = Screens::open(&demo.folder, SIZE, Language::English, Some("crm-en"));
    screens.press("6 g");
    while !screens.text().contains("98% is below your floor") {
        screens.press("n");
    }
    screens.press("w enter");
    let editing = session::editing(&workspace(&demo.folder), "crm-en", "availability").expect("the clause");
    editing.put(&editing.text.replace("98%", "97%")).expect("an edit");
    let before = draft(&demo.folder);
    screens.press("y");
    assert!(
        screens.said().contains("edit it once more") || screens.text().contains("in the meantime"),
        "{}",
        screens.text()
    );
    assert_eq!(draft(&demo.folder), before);

    let themes = session::theme_names(None)
        .into_iter()
        .map(|name| (name.clone(), session::theme(&name, None).expect("a theme")))
        .collect::<std::collections::BTreeMap<_, _>>();
    let looks = Looks::of(themes["ansi"].clone());
    let shell = Shell {
        language: Language::English,
        looks,
        size: SIZE,
        read_only: true,
        ..Shell::default()
    };
    let mut screens = Screens::with(&demo.folder, shell, themes, Some("crm-en"));
    for key in ["w", "a", "c"] {
        screens.press("6 g n").press(key);
        assert_eq!(screens.said(), "These screens were opened for reading only.", "{key}");
    }
    assert!(
        workspace(&demo.folder)
            .finding_marks("crm-en")
            .expect("marks")
            .marks
            .is_empty()
    );
}

#[test]
fn private_marks_and_notes_never_leave_this_copy() {
    const PLANTED: &str = "PrivateNoteXyzzy";
    let demo = demonstration(Language::English);
    worsen(&demo.folder, "crm-en");
    let mut screens = Screens::open(&demo.folder, SIZE, Language::English, Some("crm-en"));
    screens.press("6 g r c").type_in(&format!("{PLANTED}\n"));
    assert!(screens.text().contains(PLANTED), "it is shown\n{}", screens.text());
    // A wording is placed, a decision recorded, the redline written to a file, the draft sent.
    while !screens.text().contains("98% is below your floor") {
        screens.press("n");
    }
    screens.press("w enter y 1 . a R y");
    for format in ["enter", "down enter", "down down enter"] {
        screens.press("E").press(format);
    }
    screens.press("S").type_in("Ours.\n").press("y");
    assert!(screens.text().contains("10"), "{}", screens.text());
    let sent = session::list_rounds(&workspace(&demo.folder), "crm-en").expect("rounds");
    assert_eq!(
        sent.rounds.last().map(|round| round.number),
        Some(10),
        "{}",
        screens.text()
    );
    let evidence = demo.folder.join("deal.zip");
    let now = chrono::DateTime::parse_from_rfc3339("2026-08-03T09:00:00+01:00").expect("a time");
    let made = session::evidence(&workspace(&demo.folder), "crm-en", &evidence, None, now);
    assert!(made.is_ok(), "{:?}", made.err().map(|error| error.to_string()));

    let mut places = Vec::new();
    let mut folders = vec![demo.folder.clone()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).expect("a folder") {
            let path = entry.expect("an entry").path();
            if path.is_dir() {
                folders.push(path);
            } else {
                places.push(path);
            }
        }
    }
    let has = |bytes: &[u8]| bytes.windows(PLANTED.len()).any(|window| window == PLANTED.as_bytes());
    let held: Vec<String> = places
        .iter()
        .filter(|path| has(&fs::read(path).expect("a file")))
        .map(|path| path.strip_prefix(&demo.folder).expect("below").display().to_string())
        .collect();
    assert_eq!(held, [".git/adidem/review/crm-en.yaml"], "of {} files", places.len());
    let git = |arguments: &[&str]| {
        Command::new("git")
            .args(arguments)
            .current_dir(&demo.folder)
            .output()
            .expect("git")
            .stdout
    };
    let objects = git(&["cat-file", "--batch", "--batch-all-objects"]);
    assert!(
        String::from_utf8_lossy(&objects).contains("Ours."),
        "the objects were read"
    );
    assert!(!has(&objects), "in history");
    let mut archive = zip::ZipArchive::new(fs::File::open(&evidence).expect("the file")).expect("an archive");
    for at in 0..archive.len() {
        let mut bytes = Vec::new();
        let mut file = archive.by_index(at).expect("a file");
        std::io::Read::read_to_end(&mut file, &mut bytes).expect("its bytes");
        assert!(!has(&bytes), "file {at}");
    }
}

#[test]
fn without_a_checklist_for_the_kind_it_is_said_how_to_write_one() {
    let demo = demonstration(Language::English);
    let mut screens = Screens::open(&demo.folder, SIZE, Language::English, Some("nda"));
    screens.press("6");
    let text = screens.text();
    assert!(
        text.contains("There is no checklist for this kind of contract"),
        "{text}"
    );
    assert!(text.contains("house.yaml") && text.contains("No findings."), "{text}");
    screens.press("w");
    assert_eq!(screens.said(), "There is no finding here: n goes to the next one.");
}

#[test]
fn a_key_in_the_review_waits_for_nothing() {
    let demo = demonstration(Language::English);
    worsen(&demo.folder, "crm-en");
    let mut screens = Screens::open(&demo.folder, SIZE, Language::English, Some("crm-en"));
    screens.press("6 g n");
    let effects = screens
        .model
        .update(adidem::tui::model::Msg::Key("a".parse().expect("a key")));
    assert!(
        matches!(&effects[..], [Effect::KeepFindings { contract, .. }] if contract == "crm-en"),
        "{effects:?}"
    );
    let effects = screens
        .model
        .update(adidem::tui::model::Msg::Key("b".parse().expect("a key")));
    assert!(
        effects.iter().all(|effect| matches!(effect, Effect::Begin(_))) && effects.len() == 2,
        "{effects:?}"
    );
}

/// Each picture: its name, the contract that is opened, the keys that lead to it.
const PICTURES: [(&str, &str, &str); 5] = [
    ("review", "crm", "6 g n a"),
    ("review-choice", "crm", "6 g n w"),
    ("review-wording", "crm", "6 g n w enter"),
    ("review-cover", "crm", "6 g"),
    ("review-empty", "nda", "6"),
];

fn pictures(language: Language, tag: &str) {
    for (name, contract, keys) in PICTURES {
        let demo = demonstration(language);
        let contract = if contract == "crm" {
            format!("crm-{tag}")
        } else {
            contract.to_owned()
        };
        if contract != "nda" {
            worsen(&demo.folder, &contract);
        }
        let mut screens = Screens::open(&demo.folder, SIZE, language, Some(&contract));
        take(&mut screens, keys, &format!("{name}-{tag}"));
    }
}

#[test]
fn english_pictures_of_the_review() {
    pictures(Language::English, "en");
}

#[test]
fn chinese_pictures_of_the_review() {
    pictures(Language::Chinese, "zh");
}
