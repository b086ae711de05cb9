//! Where the reader is in the lists behind the redline, whatever they look at in between.

use super::harness::{Screens, demonstration};
use adidem::language::Language;
use adidem::negotiation::Decision;
use adidem::session::{self, DecisionRequest, Selection, Workspace};
use adidem::tui::key::Key;
use adidem::tui::model::Msg;

#[test]
fn lists_are_left_and_come_back_to_at_the_same_place() {
    let demo = demonstration(Language::English);
    for tab in ["2", "3", "4", "5"] {
        let mut screens = Screens::open(&demo.folder, (80, 24), Language::English, Some("crm-en"));
        screens.press(tab).press("down down down down down down up up");
        let place = screens.text();
        for other in ["1", "2", "3", "4", "5"] {
            screens.press(other).press(tab);
            assert_eq!(screens.text(), place, "{tab} after {other}");
        }
        screens.press("q").press(tab);
        assert_eq!(screens.text(), place, "{tab} after leaving it");
        screens.press("f5");
        assert_eq!(screens.text(), place, "{tab} read again");
        screens.resize((120, 40));
        screens.resize((80, 24));
        assert_eq!(screens.text(), place, "{tab} at another size in between");
        // Over a slow line several keys come before the next frame.
        for key in ["1", "3", "up", "down", "2", "up", "down", tab] {
            screens.model.update(Msg::Key(key.parse::<Key>().expect("a key")));
        }
        screens.press("M");
        let shown = screens.text();
        assert_eq!(
            shown.lines().take(22).collect::<Vec<_>>(),
            place.lines().take(22).collect::<Vec<_>>(),
            "{tab}"
        );
    }
}

#[test]
fn what_is_recorded_meanwhile_does_not_move_what_is_read() {
    let demo = demonstration(Language::English);
    let mut screens = Screens::open(&demo.folder, (80, 24), Language::English, Some("crm-en"));
    screens.press("4").press("down down down down down down");
    let place = screens.text();
    let clauses = vec!["liability-cap".to_owned()];
    let wish = DecisionRequest {
        decision: Decision::Reject,
        which: Selection::Named { clauses, below: false },
        reason: None,
        read: None,
        reported: None,
        at: adidem::history::now(),
    };
    session::decide(&Workspace::open(&demo.folder).expect("a repository"), "crm-en", &wish).expect("a record");
    screens.press("f5");
    let shown = screens.text();
    // The bottom line tells that there are more of them now.
    let read = |text: &str| text.lines().take(20).map(str::to_owned).collect::<Vec<_>>();
    assert_eq!(read(&shown), read(&place), "what is read stands where it stood");
    screens.press("home");
    assert!(screens.text().contains("rejected 13.2 Cap"), "{}", screens.text());
}
