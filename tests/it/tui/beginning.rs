//! How a negotiation begins on the screens: the first round, and a copy that holds nothing yet.

use super::harness::Screens;
use crate::support::Deal;
use adidem::language::Language;
use adidem::tui::look::Looks;
use adidem::tui::screens::Shell;
use std::fs;

pub(super) fn deal() -> Deal {
    let deal = Deal::new();
    for (who, name, email) in [
        ("li", "Li Jing", "li@customer.example"),
        ("wu", "Wu Hao", "wu@vendor.example"),
    ] {
        for (key, value) in [("user.name", name), ("user.email", email)] {
            deal.git.run_in(&deal.folder(who), &["config", key, value]);
        }
    }
    deal
}

#[test]
fn the_first_round_is_sent_and_fetched_on_the_screens_alone() {
    for (language, nothing, asks) in [
        (Language::English, "press X to fetch", "Send the draft as round 1"),
        (Language::Chinese, "按 X 获取", "签发为第 1 轮"),
    ] {
        let mut deal = deal();
        let mut empty = Screens::open(&deal.folder("wu"), (80, 24), language, None);
        assert!(empty.text().contains(nothing), "{}", empty.text());
        deal.draft("li");
        let mut screens = Screens::open(&deal.folder("li"), (80, 24), language, None);
        screens.press("enter");
        assert!(screens.text().contains(" S "), "{}", screens.text());
        // From the list as well.
        screens.press("q");
        screens.press("S");
        assert!(
            screens.text().contains(asks) && screens.text().contains("Vendor Ltd"),
            "{}",
            screens.text()
        );
        screens.press("n");
        assert!(
            deal.git
                .try_in(&deal.folder("li"), &["rev-parse", "HEAD"])
                .stdout
                .starts_with(b"HEAD"),
            "not sent"
        );
        screens.press("S y");
        screens.press("X y");
        empty.press("X y");
        assert!(empty.text().contains("Deal"), "{}", empty.text());
        deal.run_as("wu", &["accept", "--yes", "deal", "--all"]);
    }
}

#[test]
fn what_cannot_be_sent_is_refused_from_the_list_and_the_list_stays() {
    let deal = deal();
    deal.draft("li");
    let text = fs::read_to_string(deal.file("li")).expect("a contract");
    fs::write(deal.file("li"), text.replace("100 EUR", "100\u{200b} EUR")).expect("written");
    let mut screens = Screens::open(&deal.folder("li"), (80, 24), Language::English, None);
    screens.press("S");
    assert!(
        screens.text().contains("A20-invisible") && screens.text().contains("Deal"),
        "{}",
        screens.text()
    );
    fs::write(deal.file("li"), text.replace("title: Deal", "title: '[TITLE]'")).expect("written");
    screens.press("S");
    assert!(
        screens.text().contains("Something is still to be filled in"),
        "{}",
        screens.text()
    );
    screens.press("n");
    let shell = Shell {
        read_only: true,
        size: (80, 24),
        looks: Looks::default(),
        ..Shell::default()
    };
    let mut screens = Screens::with(&deal.folder("li"), shell, std::collections::BTreeMap::default(), None);
    screens.press("S");
    assert!(
        deal.git
            .try_in(&deal.folder("li"), &["rev-parse", "HEAD"])
            .stdout
            .starts_with(b"HEAD"),
        "not sent"
    );
}
