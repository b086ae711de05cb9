//! Where the reader is, what the signs mean, and what can be done here.

use super::harness::{Screens, demonstration};
use adidem::language::Language;
use adidem::session::Workspace;
use adidem::tui::actions::ACTIONS;
use adidem::tui::legend::legend;
use adidem::tui::look::Looks;
use adidem::tui::model::{Model, Msg};
use adidem::tui::screens::Shell;

/// The contract of the demonstration in a language, and whose turn it is there.
const BOTH: [(Language, &str, &str, &str); 2] = [
    (Language::English, "crm-en", "to act: you, Vendor", "marked"),
    (Language::Chinese, "crm-zh", "待处理：我方、乙方", "已标记"),
];

#[test]
fn whose_turn_it_is_and_what_is_marked_is_never_cut() {
    for (language, contract, turn, marked) in BOTH {
        let demo = demonstration(language);
        let mut screens = Screens::open(&demo.folder, (80, 24), language, Some(contract));
        screens.press("A");
        for tab in ["1", "2", "3", "4", "5", "6", "1"] {
            screens.press(tab);
            assert!(screens.text().contains(turn), "tab {tab}:\n{}", screens.text());
        }
        screens.press("o x").type_in("No.\n");
        for size in [(120, 40), (80, 24), (60, 20), (40, 12)] {
            screens.resize(size);
            let text = screens.text();
            assert!(text.contains(marked), "{size:?}:\n{text}");
            let short = turn.split([',', '、']).next().unwrap_or_default();
            assert!(text.contains(short), "{size:?}:\n{text}");
        }
    }
}

#[test]
fn lines_and_the_way_to_the_change_are_told_and_move_with_the_text() {
    let demo = demonstration(Language::Chinese);
    let mut screens = Screens::open(&demo.folder, (80, 24), Language::Chinese, Some("crm-zh"));
    screens.press("c home");
    let first = screens.said();
    assert!(first.contains("第 1-"), "{first}");
    screens.press("tab end");
    let last = screens.said();
    let numbers = |said: &str| -> Vec<usize> {
        let (_, lines) = said
            .split_once("第 1")
            .map_or(("", said), |(before, rest)| (before, rest));
        lines
            .split(|c: char| !c.is_ascii_digit())
            .filter_map(|one| one.parse().ok())
            .collect()
    };
    assert_ne!(first, last, "{:?} {:?}", numbers(&first), numbers(&last));
}

#[test]
fn o_puts_the_first_change_of_the_clause_on_the_screen() {
    for (language, contract, _, _) in BOTH {
        let demo = demonstration(language);
        let mut screens = Screens::open(&demo.folder, (80, 24), language, Some(contract));
        screens.press("home");
        for _ in 0..6 {
            screens.press("o");
            let said = screens.said();
            assert!(
                !said.contains("below") && !said.contains("下方"),
                "{said}\n{}",
                screens.text()
            );
        }
    }
}

#[test]
fn the_selected_finding_is_in_sight_whatever_the_window() {
    for (language, contract, _, _) in BOTH {
        let demo = demonstration(language);
        for size in [(120, 40), (80, 24), (60, 20), (40, 12)] {
            let mut screens = Screens::open(&demo.folder, size, language, Some(contract));
            screens.press("6 home");
            for step in 0..24 {
                screens.press("n");
                // The title of the selected finding carries the look of the selection.
                let looks = screens.looks();
                let body: Vec<&str> = looks.lines().skip(3).collect();
                let chosen = body[..body.len() - 2].iter().any(|line| line.contains("rrrr"));
                assert!(chosen, "{size:?}, step {step}:\n{}\n{looks}", screens.text());
            }
        }
    }
}

#[test]
fn in_a_narrow_window_the_wording_is_there_or_nothing_is_decided() {
    let demo = demonstration(Language::English);
    let mut screens = Screens::open(&demo.folder, (60, 20), Language::English, Some("crm-en"));
    screens.press(". . .");
    let text = screens.text();
    assert!(text.contains("Renewal") && text.contains("lower of four"), "{text}");
    screens.resize((40, 12));
    screens.press("o");
    screens.press("x");
    assert!(screens.text().contains("Nothing is marked yet"), "{}", screens.text());
    let pending = Workspace::open(&demo.folder).expect("a repository").pending("crm-en");
    assert!(pending.expect("what is pending").marks.is_empty());
    screens.press("x");
    assert!(screens.text().contains("Why is it rejected?"), "{}", screens.text());
}

#[test]
fn before_anything_was_read_nothing_is_said_of_it() {
    let shell = Shell {
        size: (80, 24),
        ..Shell::default()
    };
    for key in [".", ",", "o", "a"] {
        let (mut model, _) = Model::new(
            shell.clone(),
            adidem::tui::keymap::Keymap::default(),
            adidem::tui::model::Themes::default(),
            "ansi".to_owned(),
            Some("crm".to_owned()),
        );
        model.update(Msg::Key(key.parse().expect("a key")));
        let mut terminal = ratatui::Terminal::new(ratatui::backend::TestBackend::new(80, 24)).expect("a terminal");
        terminal.draw(|frame| model.draw(frame)).expect("a frame");
        let shown: String = terminal
            .backend()
            .buffer()
            .content
            .iter()
            .map(ratatui::buffer::Cell::symbol)
            .collect();
        assert!(
            !shown.contains("No further") && !shown.contains("any more"),
            "{key}: {shown}"
        );
        assert!(shown.matches("Reading").count() == 2, "{key}: {shown}");
    }
}

/// A line cell by cell; the cell behind a wide character is empty.
fn cells(line: &str) -> Vec<String> {
    use unicode_width::UnicodeWidthChar;
    let mut cells = Vec::new();
    for c in line.chars() {
        cells.push(c.to_string());
        cells.extend((1..c.width().unwrap_or(1)).map(|_| String::new()));
    }
    cells
}

/// The legend's signs for a place.
fn signs(language: Language, place: &str) -> Vec<String> {
    let shell = Shell {
        language,
        looks: Looks::default(),
        ..Shell::default()
    };
    let all = legend(&shell);
    let found: Vec<String> = all
        .into_iter()
        .filter(|one| one.place == place)
        .map(|one| one.sign)
        .collect();
    assert!(!found.is_empty(), "{place}");
    found
}

#[test]
fn every_sign_that_the_outline_shows_is_in_the_legend() {
    for (language, contract, column, places) in [
        (
            Language::English,
            "crm-en",
            4,
            [
                "outline, 1st sign",
                "outline, 2nd sign",
                "outline, 3rd sign",
                "outline, 4th sign",
                "outline, parties",
                "outline, last sign",
            ],
        ),
        (
            Language::Chinese,
            "crm-zh",
            5,
            [
                "目录第 1 列",
                "目录第 2 列",
                "目录第 3 列",
                "目录第 4 列",
                "目录各方列",
                "目录末列",
            ],
        ),
    ] {
        let demo = demonstration(language);
        let mut screens = Screens::open(&demo.folder, (80, 50), language, Some(contract));
        screens.press("o x").type_in("No.\n");
        screens.press("o r").type_in("If.\n");
        let mut seen = 0;
        for keys in ["f", "c", "p", "m"] {
            screens.press(keys).press("home");
            for _ in 0..3 {
                let text = screens.text();
                for line in text.lines().skip(4) {
                    let cells = cells(line);
                    if cells.get(32).map(String::as_str) != Some("|") {
                        continue;
                    }
                    let part = |from: usize, to: usize| cells[from..to].concat().trim().to_owned();
                    let positions = 32 - 2 - 2 * column;
                    for (from, to, place) in [
                        (0, 1, places[0]),
                        (1, 2, places[1]),
                        (2, 3, places[2]),
                        (3, 4, places[3]),
                        (positions, positions + column, places[4]),
                        (positions + column, positions + 2 * column, places[4]),
                        (30, 31, places[5]),
                    ] {
                        let sign = part(from, to);
                        let known = sign.is_empty() || signs(language, place).contains(&sign);
                        assert!(known, "{sign:?} in {place}: {line}");
                        seen += usize::from(!sign.is_empty());
                    }
                }
                screens.press("down down down down down down down down down down down down down down down");
            }
        }
        assert!(seen > 60, "{seen} signs were looked at");
    }
}

#[test]
fn the_help_begins_with_the_signs_and_tab_leads_to_the_keys() {
    for (language, contract, _, _) in BOTH {
        let demo = demonstration(language);
        for size in [(60, 20), (80, 24), (120, 40)] {
            let mut screens = Screens::open(&demo.folder, size, language, Some(contract));
            screens.press("?");
            let first = screens.text();
            assert!(first.contains(
                &signs(
                    language,
                    if language == Language::English {
                        "outline, 1st sign"
                    } else {
                        "目录第 1 列"
                    }
                )[2]
            ));
            screens.press("tab");
            assert_ne!(screens.text(), first);
            assert!(screens.text().contains("pgdn"), "{}", screens.text());
            screens.press("tab");
            assert_eq!(screens.text(), first);
        }
    }
}

#[test]
fn the_palette_begins_with_what_can_be_done_and_says_why_the_rest_cannot() {
    let demo = demonstration(Language::English);
    let mut screens = Screens::open(&demo.folder, (120, 250), Language::English, Some("crm-en"));
    screens.press(":");
    let text = screens.text();
    let place = |words: &str| text.find(words).unwrap_or_else(|| panic!("{words} in\n{text}"));
    assert!(place("Go to the next change.") < place("Redraw the whole screen."));
    screens.press("esc").press(":").type_in("record");
    // Nothing is marked, so nothing can be recorded.
    assert!(screens.text().contains("Nothing is marked."), "{}", screens.text());
    screens.press("esc").press("p :").type_in("accept");
    assert!(screens.text().contains("accept"), "{}", screens.text());
    let shell = Shell {
        read_only: true,
        size: (120, 60),
        ..Shell::default()
    };
    let mut screens = Screens::with(
        &demo.folder,
        shell,
        std::collections::BTreeMap::default(),
        Some("crm-en"),
    );
    screens.press(":").type_in("exchange");
    let dangerous = ACTIONS.iter().filter(|entry| entry.danger).count();
    assert!(
        dangerous > 0 && screens.text().contains("reading only"),
        "{}",
        screens.text()
    );
}

#[test]
fn every_badge_of_the_list_is_in_the_legend_and_says_what_is_new() {
    for (language, place, new) in [
        (Language::English, "list of contracts", "new since your last visit: 4"),
        (Language::Chinese, "合同列表", "上次查看后有更新：4 份"),
    ] {
        let demo = demonstration(language);
        let mut screens = Screens::open(&demo.folder, (120, 40), language, None);
        assert!(screens.said().contains(new), "{}", screens.text());
        let badges = |text: &str| -> Vec<String> {
            let rows = text.lines().skip(2).take(4);
            rows.map(|line| cells(line)[0].trim().to_owned()).collect()
        };
        for badge in badges(&screens.text()).iter().filter(|badge| !badge.is_empty()) {
            assert!(signs(language, place).contains(badge), "{badge}");
        }
        // What was opened is no longer new.
        screens.press("enter").press("q");
        assert!(screens.said().contains(&new.replace('4', "3")), "{}", screens.text());
    }
}

#[test]
fn the_list_is_narrowed_to_what_waits_and_back() {
    let demo = demonstration(Language::English);
    let mut screens = Screens::open(&demo.folder, (120, 40), Language::English, None);
    let all = screens.text();
    screens.press("a");
    assert!(
        screens.text().contains("nda") && !screens.text().contains("crm-en"),
        "{}",
        screens.text()
    );
    screens.press("m");
    assert!(
        screens.text().contains("crm-en") && !screens.text().contains("nda"),
        "{}",
        screens.text()
    );
    screens.press("esc");
    assert_eq!(screens.text(), all);
    screens.press("t A");
    assert_eq!(screens.text(), all);
}

#[test]
fn words_are_found_in_the_text_in_old_and_new_and_counted() {
    let demo = demonstration(Language::English);
    let mut screens = Screens::open(&demo.folder, (80, 24), Language::English, Some("crm-en"));
    // Words that a redline mark and a wrapped row part.
    screens.press("/").type_in("exceed the lower of four per cent\n");
    assert!(screens.said().contains("1 of 1"), "{}", screens.text());
    assert!(screens.text().contains("lower of four"), "{}", screens.text());
    screens.press("/").type_in("shall not exceed three per cent\n");
    assert!(screens.said().contains("1 of 1"), "{}", screens.text());
    // A prompt begins empty, and up brings the last words.
    screens.press("/ up enter");
    assert!(screens.said().contains("shall not exceed three"), "{}", screens.text());
    screens.press("/").type_in("xyz").press("ctrl-u").type_in("liability\n");
    // They are also in clauses that were not listed, which is said first.
    assert!(
        screens.text().contains("All clauses are listed now"),
        "{}",
        screens.text()
    );
    screens.press("n");
    let second = screens.said();
    assert!(second.contains("liability") && second.contains("2 of "), "{second}");
    screens.press("N");
    let first = screens.said();
    assert!(first.contains("liability") && first.contains("1 of "), "{first}");
    screens.press("n");
    assert_eq!(screens.said(), second);
    screens.press("/").type_in("no such words\n");
    assert!(screens.text().contains("Not found"), "{}", screens.text());
}

#[test]
fn words_are_found_in_all_contracts_and_opened_where_they_stand() {
    let demo = demonstration(Language::Chinese);
    let mut screens = Screens::open(&demo.folder, (80, 24), Language::Chinese, None);
    screens.press("/").type_in("违约金\n");
    let found = screens.text();
    assert!(found.contains("crm-zh") && found.contains("违约金"), "{found}");
    screens.press("enter");
    let text = screens.text();
    assert!(text.contains("违约金") && text.contains("CRM"), "{text}");
    assert!(screens.said().contains("第 1/"), "{text}");
    screens.press("q q");
    screens.press("/").type_in("没有这些文字\n");
    assert!(screens.text().contains("未找到"), "{}", screens.text());
}

#[test]
fn after_an_edit_the_draft_is_shown_with_its_sign() {
    let demo = demonstration(Language::English);
    let mut screens = Screens::open(&demo.folder, (80, 24), Language::English, Some("crm-en"));
    screens.press(". . .");
    screens.edited = Some("Fees are fixed for ever.".to_owned());
    screens.press("e");
    let text = screens.text();
    assert!(text.contains("+draft"), "{text}");
    assert!(text.contains("d leaves it"), "{text}");
    assert!(text.lines().any(|line| line.chars().nth(3) == Some('*')), "{text}");
    screens.press("d");
    assert!(!screens.text().contains("for ever"), "{}", screens.text());
    assert!(
        screens.text().lines().any(|line| line.chars().nth(3) == Some('*')),
        "{}",
        screens.text()
    );
}
