//! Exchanging on the screens: what both sides changed, and whose keys are whose.

use super::harness::Screens;
use crate::support::Deal;
use adidem::language::Language;
use adidem::tui::look::Looks;
use adidem::tui::screens::Shell;
use std::fs;

const SIZES: [(u16, u16); 3] = [(40, 12), (80, 24), (120, 40)];

/// A first round that both sides have, in copies that know their owners without an environment.
fn begun() -> Deal {
    let mut deal = Deal::new();
    for (who, name, email) in [
        ("li", "Li Jing", "li@customer.example"),
        ("wu", "Wu Hao", "wu@vendor.example"),
    ] {
        for (key, value) in [("user.name", name), ("user.email", email)] {
            deal.git.run_in(&deal.folder(who), &["config", key, value]);
        }
    }
    deal.draft("li");
    deal.run_as("li", &["send", "deal", "--yes"]);
    deal.run_as("li", &["sync"]);
    deal.run_as("wu", &["sync"]);
    deal
}

/// Both reword the fees, one deletes what the other rewords, and both give the contract another title.
pub(super) fn both_went_on() -> Deal {
    let mut deal = begun();
    for (from, to) in [
        ("100 EUR", "90 EUR"),
        ("one year", "three years"),
        ("title: Deal", "title: The first deal"),
    ] {
        deal.change("li", from, to);
    }
    deal.run_as("li", &["send", "deal", "--yes"]);
    deal.run_as("li", &["sync"]);
    deal.change("wu", "100 EUR", "110 EUR");
    deal.change("wu", "title: Deal", "title: The second deal");
    let text = fs::read_to_string(deal.file("wu")).expect("a contract");
    let (from, to) = (
        text.find("  - id: term").expect("term"),
        text.find("  - id: general").expect("general"),
    );
    fs::write(deal.file("wu"), format!("{}{}", &text[..from], &text[to..])).expect("a contract");
    deal.run_as("wu", &["send", "deal", "--yes"]);
    deal
}

fn newest(deal: &Deal, who: &str) -> String {
    deal.git.run_in(&deal.folder(who), &["rev-parse", "HEAD"])
}

fn shared(deal: &Deal) -> String {
    deal.git.run_in(&deal.git.top().join("hub.git"), &["rev-parse", "main"])
}

fn open(deal: &Deal, size: (u16, u16), language: Language) -> Screens {
    Screens::open(&deal.folder("wu"), size, language, Some("deal"))
}

#[test]
fn what_both_sides_changed_is_chosen_part_by_part_and_exchanged() {
    let mut deal = both_went_on();
    let (own, there) = (newest(&deal, "wu"), shared(&deal));
    let mut screens = open(&deal, (120, 40), Language::English);
    screens.press("X y");
    let shown = screens.text();
    for words in [
        "Both copies changed the same text: choose",
        "title  deal",
        "1 Fees  deal",
        "2 Term  deal",
        "0 of 3 chosen",
        "keep ours: reworded, Wu Hao (Vendor Ltd)",
        "take theirs: reworded, Li Jing (Customer Ltd)",
    ] {
        assert!(shown.contains(words), "{words}\n{shown}");
    }
    // Enter before everything is chosen does nothing but say so.
    screens.press("enter");
    assert!(
        screens.text().contains("Something is still to be chosen."),
        "{}",
        screens.text()
    );
    screens.press("down");
    assert_eq!((newest(&deal, "wu"), shared(&deal)), (own.clone(), there.clone()));
    // Ours for the title; theirs for the fees; the deletion stays ours.
    screens.press("home o");
    assert!(screens.text().contains("1 of 3 chosen"), "{}", screens.text());
    while !screens.text().contains("3 of 3 chosen") {
        let about_fees = screens.text().contains("fee is {+90+} EUR") || screens.text().contains("{+90+}");
        screens.press(if about_fees { "t" } else { "o" });
    }
    screens.press("enter");
    let asked = screens.text();
    for words in [
        "This will be kept",
        "keep ours: title",
        "take theirs: 1 Fees",
        "keep ours: 2 Term",
        "and sync?",
    ] {
        assert!(asked.contains(words), "{words}\n{asked}");
    }
    // No goes back to the choice, with everything still chosen.
    screens.press("n");
    assert!(screens.text().contains("3 of 3 chosen"), "{}", screens.text());
    assert_eq!((newest(&deal, "wu"), shared(&deal)), (own, there));
    screens.press("enter y");
    assert!(screens.text().contains("were merged"), "{}", screens.text());
    let text = fs::read_to_string(deal.file("wu")).expect("a contract");
    assert!(
        text.contains("title: The second deal") && text.contains("90 EUR"),
        "{text}"
    );
    assert!(!text.contains("id: term"), "{text}");
    assert_eq!(newest(&deal, "wu").trim(), shared(&deal).trim());
    deal.run_as("li", &["sync"]);
    assert_eq!(fs::read_to_string(deal.file("li")).expect("a contract"), text);
    let audit = deal.json("li", &["audit", "--json"]);
    assert_eq!(audit["verdict"], "holds", "{audit}");
}

#[test]
fn leaving_the_choice_leaves_both_sides_as_they_were() {
    let deal = both_went_on();
    let (own, there) = (newest(&deal, "wu"), shared(&deal));
    let text = fs::read_to_string(deal.file("wu")).expect("a contract");
    for leave in ["esc", "o o o enter n esc", "q"] {
        let mut screens = open(&deal, (80, 24), Language::English);
        screens.press("X y").press(leave);
        assert_eq!(
            screens.said(),
            "Nothing was synced: this copy and the shared repository are unchanged.",
            "{leave}"
        );
        assert_eq!(
            (newest(&deal, "wu"), shared(&deal)),
            (own.clone(), there.clone()),
            "{leave}"
        );
        assert_eq!(
            fs::read_to_string(deal.file("wu")).expect("a contract"),
            text,
            "{leave}"
        );
    }
}

#[test]
fn a_choice_counts_only_for_the_words_that_were_seen() {
    let mut deal = both_went_on();
    let mut screens = open(&deal, (80, 24), Language::English);
    screens.press("X y t t t enter");
    // The other side goes on while this side looks at the summary.
    deal.change("li", "90 EUR", "9 EUR");
    deal.run_as("li", &["send", "deal", "--yes"]);
    deal.run_as("li", &["sync"]);
    let own = newest(&deal, "wu");
    screens.press("y");
    let shown = screens.text();
    assert!(
        shown.contains("0 of 1 chosen") && shown.contains("1 Fees") && shown.contains("{+9+}"),
        "{shown}"
    );
    assert_eq!(newest(&deal, "wu"), own);
    screens.press("t enter y");
    let text = fs::read_to_string(deal.file("wu")).expect("a contract");
    assert!(text.contains("is 9 EUR") && text.contains("three years"), "{text}");
    assert_eq!(newest(&deal, "wu").trim(), shared(&deal).trim());
}

#[test]
fn the_choice_can_be_read_and_made_at_every_size_in_both_languages() {
    let deal = both_went_on();
    for language in [Language::English, Language::Chinese] {
        for size in SIZES {
            let mut screens = open(&deal, size, language);
            screens.press("X y");
            let keys = if language == Language::English {
                "o keep ours"
            } else {
                "o 用本副本的"
            };
            assert!(screens.text().contains(keys), "{size:?}\n{}", screens.text());
            // Every word of the longest part comes into sight.
            let mut seen = screens.text();
            for _ in 0..20 {
                screens.press("J");
                seen.push_str(&screens.text());
            }
            for words in ["The first deal", "The second deal"] {
                let words: Vec<&str> = words.split(' ').collect();
                assert!(
                    words.iter().all(|word| seen.contains(word)),
                    "{size:?} {words:?}\n{seen}"
                );
            }
            screens.press("o t o enter");
            let asks = if language == Language::English {
                "y: yes"
            } else {
                "y：是"
            };
            assert!(screens.text().contains(asks), "{size:?}\n{}", screens.text());
        }
    }
}

#[test]
fn a_partys_keys_are_compared_and_confirmed_on_the_screens() {
    let mut deal = begun();
    deal.run_as("wu", &["accept", "deal", "--all", "--yes"]);
    deal.run_as("wu", &["sync"]);
    deal.run_as("li", &["sync"]);
    let before = deal.json("li", &["trust", "deal", "vendor", "--json"]);
    assert_eq!(before["parties"][0]["confirmed"], false, "{before}");
    let fingerprint = before["parties"][0]["members"][0]["keys"][0]
        .as_str()
        .expect("a fingerprint")
        .to_owned();
    let mut screens = Screens::open(&deal.folder("li"), (80, 24), Language::English, Some("deal"));
    screens.press("4");
    assert!(
        screens
            .text()
            .contains("The keys of Vendor Ltd are not confirmed: F shows them"),
        "{}",
        screens.text()
    );
    assert!(
        screens.text().contains("signed, key not confirmed"),
        "{}",
        screens.text()
    );
    screens.press("F");
    let asked = screens.text();
    for words in [
        "Keys of Vendor Ltd",
        "Wu Hao <wu@vendor.example>",
        &fingerprint,
        "y: yes",
    ] {
        assert!(asked.contains(words), "{words}\n{asked}");
    }
    // Anything but yes confirms nothing.
    screens.press("enter");
    assert_eq!(screens.said(), "Nothing was confirmed.");
    assert_eq!(deal.json("li", &["trust", "deal", "vendor", "--json"]), before);
    screens.press("F y");
    assert_eq!(screens.said(), "Confirmed in this copy: the keys of Vendor Ltd.");
    assert!(!screens.text().contains("not confirmed"), "{}", screens.text());
    assert!(screens.text().contains("verified"), "{}", screens.text());
    screens.press("F");
    assert!(
        screens.said().starts_with("Every party's keys are confirmed"),
        "{}",
        screens.said()
    );
}

#[test]
fn keys_that_changed_while_they_were_looked_at_are_not_confirmed() {
    let mut deal = begun();
    let mut screens = Screens::open(&deal.folder("li"), (120, 40), Language::English, Some("deal"));
    screens.press("F");
    assert!(screens.text().contains("Keys of Vendor Ltd"), "{}", screens.text());
    // The party lists another key of its own meanwhile.
    let own = deal.public("wu");
    let other = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIOMqqnkVzrm0SdG6UOoqKLsabgH5C9okWi0dh2l9GKJl";
    deal.hand_over("li", "wu");
    deal.change("wu", &own, &format!("{own}, {other}"));
    deal.run_as("wu", &["send", "deal", "--yes"]);
    deal.hand_over("wu", "li");
    screens.press("y");
    assert!(screens.text().contains("nothing was confirmed"), "{}", screens.text());
    let after = deal.json("li", &["trust", "deal", "vendor", "--json"]);
    assert_eq!(after["parties"][0]["confirmed"], false, "{after}");
}

#[test]
fn who_opened_the_screens_for_reading_is_not_offered_to_exchange_or_confirm() {
    let deal = both_went_on();
    let size = (80, 24);
    let shell = Shell {
        size,
        read_only: true,
        looks: Looks::default(),
        ..Shell::default()
    };
    let mut screens = Screens::with(
        &deal.folder("li"),
        shell,
        adidem::tui::model::Themes::new(),
        Some("deal"),
    );
    for key in ["X", "F"] {
        screens.press(key);
        assert_eq!(screens.said(), "These screens were opened for reading only.", "{key}");
    }
    screens.press("4");
    assert!(screens.text().contains("are not confirmed."), "{}", screens.text());
    screens.press(":").type_in("confirm keys");
    assert!(!screens.text().contains("Show a party's keys"), "{}", screens.text());
}

#[test]
fn the_first_signature_says_beforehand_whom_it_makes_the_partys_own() {
    let deal = begun();
    let mut screens = open(&deal, (120, 40), Language::English);
    screens.press("x").type_in("too much\n");
    screens.press("R");
    let shown = screens.text();
    for words in [
        "Somebody else listed these people and keys",
        "Wu Hao <wu@vendor.example>",
        "SHA256:",
    ] {
        assert!(shown.contains(words), "{words}: {shown}");
    }
    screens.press("y");
    // From then on they are.
    screens.press("x").type_in("still too much\n");
    screens.press("R");
    assert!(!screens.text().contains("Somebody else listed"), "{}", screens.text());
}
