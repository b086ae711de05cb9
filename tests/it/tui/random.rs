//! Whatever is pressed and however the window is drawn: nothing panics, and no mark is lost.

use super::harness::{Screens, demonstration};
use adidem::language::Language;
use adidem::session::Workspace;
use adidem::tui::actions::ACTIONS;
use adidem::tui::key::{Code, Key};
use adidem::tui::model::Msg;
use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};
use std::collections::BTreeMap;

#[derive(Debug, Clone)]
enum Deed {
    Press(Key),
    Resize(u16, u16),
    Paste(String),
    Click(u16, u16),
}

fn deeds() -> impl Strategy<Value = Vec<Deed>> {
    // Recording, sending and exchanging are left out: they take marks off the list rightly.
    let keys: Vec<Key> = ACTIONS
        .iter()
        .filter(|entry| {
            !entry.danger && !["quit", "unmark", "edit", "confirm", "suspend", "audit", "reload"].contains(&entry.id)
        })
        .flat_map(|entry| entry.default_keys().collect::<Vec<_>>())
        .filter(|key| *key != Key::char('u') && *key != Key::plain(Code::Delete) && *key != Key::ctrl('c'))
        .collect();
    let deed = prop_oneof![
        12 => proptest::sample::select(keys).prop_map(Deed::Press),
        1 => (1_u16..140, 1_u16..50).prop_map(|(columns, rows)| Deed::Resize(columns, rows)),
        1 => "[a-z甲\\n\u{1b}]{0,6}".prop_map(Deed::Paste),
        1 => (0_u16..140, 0_u16..50).prop_map(|(column, row)| Deed::Click(column, row)),
    ];
    proptest::collection::vec(deed, 1..60)
}

/// Whether something may take a mark off rightly: where the position that is decided on stands already, a mark that says
/// otherwise goes. Enter and a line end answer the question for a reason.
fn decides(deed: &Deed) -> bool {
    const DECISIONS: [&str; 6] = [
        "accept",
        "accept-below",
        "accept-unchanged",
        "reject",
        "reserve",
        "withdraw",
    ];
    let is_decision = |key: &Key| {
        let mut decisions = ACTIONS.iter().filter(|entry| DECISIONS.contains(&entry.id));
        decisions.any(|entry| entry.default_keys().any(|one| one == *key))
    };
    match deed {
        Deed::Press(key) => is_decision(key) || *key == Key::plain(Code::Enter),
        Deed::Paste(text) => text.contains('\n'),
        Deed::Resize(..) | Deed::Click(..) => false,
    }
}

#[test]
fn no_sequence_of_keys_and_sizes_panics_or_loses_a_mark() {
    let demo = demonstration(Language::English);
    let marks = || -> BTreeMap<String, adidem::session::PendingMark> {
        let workspace = Workspace::open(&demo.folder).expect("a repository");
        workspace
            .pending("crm-en")
            .expect("what is pending")
            .marks
            .into_iter()
            .map(|mark| (mark.clause.clone(), mark))
            .collect()
    };
    let mut runner = TestRunner::new(Config {
        cases: 12,
        failure_persistence: None,
        ..Config::default()
    });
    runner
        .run(&deeds(), |deeds| {
            let mut screens = Screens::open(&demo.folder, (80, 24), Language::English, Some("crm-en"));
            let mut known = marks();
            for deed in deeds {
                let decides = decides(&deed);
                match deed {
                    Deed::Press(key) => screens.key(key),
                    Deed::Resize(columns, rows) => screens.resize((columns, rows)),
                    Deed::Paste(text) => screens.send(Msg::Paste(text)),
                    Deed::Click(column, row) => screens.send(Msg::Press { column, row }),
                }
                if screens.model.has_ended() {
                    break;
                }
                let now = marks();
                let is_there = |clause: &String| now.contains_key(clause);
                prop_assert!(decides || known.keys().all(is_there), "a mark is gone");
                known = now;
            }
            Ok(())
        })
        .unwrap_or_else(|failure| panic!("{failure}"));
}
