//! Reading, marking, recording, editing and sending, as a lawyer does it.

use super::harness::{Screens, demonstration};
use adidem::language::Language;
use adidem::negotiation::{Decision, PositionKind, Standing};
use adidem::session::{self, Workspace};
use adidem::tui::look::Looks;
use adidem::tui::screens::Shell;
use std::fs;

const SIZE: (u16, u16) = (120, 40);

fn pending(folder: &std::path::Path) -> session::Pending {
    Workspace::open(folder)
        .expect("a repository")
        .pending("crm-en")
        .expect("what is pending")
}

fn position(folder: &std::path::Path, clause: &str) -> (Option<Standing>, PositionKind) {
    let status = session::status(&Workspace::open(folder).expect("a repository"), "crm-en", false).expect("a status");
    let clause = status.clause(clause).expect("the clause");
    let own = clause
        .standing
        .positions
        .iter()
        .find(|position| position.party == "customer")
        .expect("a position");
    (clause.standing.standing, own.kind)
}

#[test]
fn from_the_list_to_a_recorded_decision_takes_no_manual() {
    let demo = demonstration(Language::English);
    let mut screens = Screens::open(&demo.folder, SIZE, Language::English, None);
    assert!(
        screens.text().contains("crm-en") && screens.text().contains("wait for you"),
        "{}",
        screens.text()
    );
    screens.press("enter");
    assert!(screens.text().contains("since we accepted"), "{}", screens.text());
    // What changed since the own party last said something is where the screen begins.
    screens.press(".");
    assert!(screens.said().starts_with("change 1 of "), "{}", screens.said());
    screens.press("a o x").type_in("Six hours are too long.\n").press("R");
    let asked = screens.text();
    for words in [
        "This will be recorded",
        "For: Harbourline Logistics DAC (Aoife Brennan), round 9",
        "Signed with: SHA256:",
        "accept (1)",
        "reject (1)",
        "\"Six hours are too long.\"",
        "Sign and record this now?",
    ] {
        assert!(asked.contains(words), "{words}\n{asked}");
    }
    let marks = pending(&demo.folder).marks;
    screens.press("n");
    assert_eq!(screens.said(), "What you marked is kept.");
    assert_eq!(pending(&demo.folder).marks, marks);
    screens.press("R y");
    assert_eq!(
        screens.said(),
        "Recorded: 2 positions. They have not reached the other side yet: press X to sync."
    );
    assert!(pending(&demo.folder).marks.is_empty());
    for mark in &marks {
        let expected = if mark.decision == Decision::Accept {
            PositionKind::Accepted
        } else {
            PositionKind::Rejected
        };
        assert_eq!(position(&demo.folder, &mark.clause).1, expected, "{}", mark.clause);
    }
    // One signed change holds both.
    let log = session::log(&Workspace::open(&demo.folder).expect("a repository"), "crm-en", None).expect("a log");
    let last: Vec<_> = log.iter().rev().take(2).map(|event| event.commit.clone()).collect();
    assert_eq!(last[0], last[1]);
}

#[test]
fn marks_and_half_written_reasons_survive_a_dropped_line() {
    let demo = demonstration(Language::English);
    let mut screens = Screens::open(&demo.folder, SIZE, Language::English, Some("crm-en"));
    screens.press(". a o x").type_in("Not accept");
    let (marks, begun) = (
        pending(&demo.folder).marks,
        pending(&demo.folder).unfinished.expect("a reason"),
    );
    assert_eq!((marks.len(), begun.text.as_str()), (1, "Not accept"));
    // The line drops: nothing more is said to the model.
    drop(screens);
    let mut again = Screens::open(&demo.folder, SIZE, Language::English, Some("crm-en"));
    assert!(again.text().contains("1 marked"), "{}", again.text());
    again.press("o x");
    assert!(
        again.text().contains("Not accept"),
        "the words are there to go on with\n{}",
        again.text()
    );
    again.type_in("able.\n");
    assert_eq!(
        pending(&demo.folder).mark(&begun.clause).expect("a mark").reason,
        "Not acceptable."
    );
    assert_eq!(pending(&demo.folder).unfinished, None);
}

#[test]
fn the_reader_comes_back_to_where_they_were() {
    let demo = demonstration(Language::English);
    let mut screens = Screens::open(&demo.folder, SIZE, Language::English, Some("crm-en"));
    screens.press("down down down down");
    for effect in screens.model.farewell() {
        let adidem::tui::effect::Effect::Keep { contract, change } = effect else {
            panic!("only what is kept")
        };
        let workspace = Workspace::open(&demo.folder).expect("a repository");
        workspace
            .change_pending(&contract, |pending| change.make(pending))
            .expect("kept");
    }
    let place = pending(&demo.folder).place.expect("a place");
    let again = Screens::open(&demo.folder, SIZE, Language::English, Some("crm-en"));
    let heading =
        session::show(&Workspace::open(&demo.folder).expect("a repository"), "crm-en", None).expect("the text");
    let heading = heading.contract.clause(&place).expect("the clause").heading.clone();
    assert!(
        again.text().lines().nth(3).expect("a line").contains(&heading),
        "{heading}\n{}",
        again.text()
    );
}

#[test]
fn a_condition_is_asked_for_and_a_heading_means_what_is_below_it() {
    let demo = demonstration(Language::English);
    let mut screens = Screens::open(&demo.folder, SIZE, Language::English, Some("crm-en"));
    screens.press(". r enter");
    assert_eq!(
        screens.said(),
        "Write the condition: without one the clause cannot be accepted subject to it."
    );
    assert!(pending(&demo.folder).marks.is_empty());
    screens.press("r").type_in("only until 2027\n");
    assert_eq!(pending(&demo.folder).marks[0].decision, Decision::Reserve);
    screens.press("u");
    assert!(pending(&demo.folder).marks.is_empty());
    // A heading of the list of open and changed clauses.
    screens.press("/").type_in("Information security\n");
    screens.press("a");
    assert!(
        pending(&demo.folder).marks.is_empty(),
        "what is below has not been on the screen"
    );
    let told = screens.text();
    assert!(
        told.contains("Not accepted yet: now at ") && told.contains("and press a again"),
        "{told}"
    );
    screens.press("/").type_in("Information security\n").press("a");
    let marked = pending(&demo.folder).marks;
    assert!(!marked.is_empty(), "{}", screens.text());
    let contract =
        session::show(&Workspace::open(&demo.folder).expect("a repository"), "crm-en", None).expect("the text");
    let parent = contract
        .contract
        .clauses
        .iter()
        .find(|clause| clause.heading == "Information security");
    let below: Vec<&String> = parent
        .expect("a heading")
        .clauses
        .iter()
        .map(|clause| &clause.id)
        .collect();
    assert!(marked.iter().all(|mark| below.contains(&&mark.clause)), "{marked:?}");
}

#[test]
fn a_mark_on_words_that_changed_since_is_kept_and_never_recorded() {
    let demo = demonstration(Language::English);
    let mut screens = Screens::open(&demo.folder, SIZE, Language::English, Some("crm-en"));
    screens.press(". x").type_in("no\n");
    let mark = pending(&demo.folder).marks[0].clone();
    // The party itself sends other words meanwhile, from another window.
    let workspace = Workspace::open(&demo.folder).expect("a repository");
    let editing = session::editing(&workspace, "crm-en", &mark.clause).expect("the clause");
    assert!(
        editing
            .put(&format!("{} Or else.", editing.text.trim_end()))
            .expect("a draft")
            .is_some()
    );
    session::send(&workspace, "crm-en", None, adidem::history::now()).expect("a round");
    screens.press("R");
    assert!(
        screens.text().contains("This will be recorded"),
        "the screen does not know yet"
    );
    screens.press("y");
    assert!(screens.text().contains("nothing was recorded"), "{}", screens.text());
    assert_eq!(pending(&demo.folder).marks, std::slice::from_ref(&mark));
    screens.press("R");
    assert!(
        screens.said().starts_with("1 marked before the text changed"),
        "{}",
        screens.said()
    );
    assert_ne!(position(&demo.folder, &mark.clause).1, PositionKind::Rejected);
}

#[test]
fn a_clause_is_edited_and_the_round_sent() {
    let demo = demonstration(Language::English);
    let mut screens = Screens::open(&demo.folder, SIZE, Language::English, Some("crm-en"));
    screens.edited = Some("Vendor shall make a backup every hour.\n".to_owned());
    screens.press(". e");
    assert!(
        screens.said().starts_with("Draft: changed the text of "),
        "{}",
        screens.said()
    );
    assert!(
        screens.text().contains("+draft") && screens.text().contains("hour"),
        "{}",
        screens.text()
    );
    screens.press("a");
    assert!(
        screens.said().starts_with("Positions apply to the latest round"),
        "{}",
        screens.said()
    );
    screens.press("S").type_in("Hourly backups\n");
    assert!(
        screens.text().contains("Send the draft as the next round"),
        "{}",
        screens.text()
    );
    screens.press("y");
    assert_eq!(
        screens.said(),
        "Round 10 is made. It has not reached the other side yet: press X to sync."
    );
    let rounds = session::list_rounds(&Workspace::open(&demo.folder).expect("a repository"), "crm-en").expect("rounds");
    assert_eq!(
        rounds.rounds.last().map(|round| (round.number, round.note.as_str())),
        Some((10, "Hourly backups"))
    );
    screens.press("S");
    assert!(
        screens.said().starts_with("The draft is the same as the latest round"),
        "{}",
        screens.said()
    );
}

#[test]
fn nothing_is_marked_where_nothing_may_be_recorded() {
    let demo = demonstration(Language::English);
    let shell = Shell {
        size: SIZE,
        read_only: true,
        looks: Looks::default(),
        ..Shell::default()
    };
    let mut screens = Screens::with(&demo.folder, shell, adidem::tui::model::Themes::new(), Some("crm-en"));
    for key in ["a", "x", "r", "A", "R", "e", "S", "W"] {
        screens.press(key);
        assert_eq!(screens.said(), "These screens were opened for reading only.", "{key}");
    }
    assert!(pending(&demo.folder).marks.is_empty());
    // Somebody who is no member reads all the same, and is told why they can only read.
    let git = std::process::Command::new("git")
        .args(["config", "user.email", "else@nowhere.example"])
        .current_dir(&demo.folder)
        .status();
    assert!(git.expect("git").success());
    let mut screens = Screens::open(&demo.folder, SIZE, Language::English, Some("crm-en"));
    screens.press("a");
    assert!(screens.text().contains("else@nowhere.example"), "{}", screens.text());
    assert!(pending(&demo.folder).marks.is_empty());
}

#[test]
fn what_is_copied_and_exported_is_the_text_itself() {
    let demo = demonstration(Language::Chinese);
    let mut screens = Screens::open(&demo.folder, SIZE, Language::Chinese, Some("crm-zh"));
    screens.press(". y");
    assert_eq!(screens.copied.len(), 1);
    let contract =
        session::show(&Workspace::open(&demo.folder).expect("a repository"), "crm-zh", None).expect("the text");
    assert!(
        contract
            .contract
            .walk()
            .iter()
            .any(|visit| adidem::contract::canonical(visit.clause) == screens.copied[0])
    );
    screens.press("E enter");
    let written: Vec<_> = fs::read_dir(&demo.folder)
        .expect("the folder")
        .flatten()
        .map(|entry| entry.file_name())
        .filter(|name| name.to_string_lossy().ends_with(".html"))
        .collect();
    assert_eq!(written.len(), 1, "{}", screens.said());
}
