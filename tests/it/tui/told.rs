//! What the screens say where there is nothing to show, or a key does something else than one thought.

use super::beginning::deal;
use super::harness::{Screens, demonstration};
use crate::support::Deal;
use adidem::language::Language;
use adidem::session;
use adidem::tui::effect::Effect;
use adidem::tui::key::Key;
use adidem::tui::model::Msg;
use adidem::tui::work::Answer;
use std::fs;

const SIZE: (u16, u16) = (120, 40);

fn open(deal: &Deal, who: &str, language: Language) -> Screens {
    Screens::open(&deal.folder(who), SIZE, language, Some("deal"))
}

/// A first round that both sides have.
fn sent() -> Deal {
    let mut deal = deal();
    deal.draft("li");
    deal.run_as("li", &["send", "deal", "--yes"]);
    deal.hand_over("li", "wu");
    deal
}

#[test]
fn who_speaks_for_nobody_asked_for_nothing_and_the_other_tabs_stay() {
    for (language, nothing) in [
        (
            Language::English,
            "You speak for no party here, so there is nothing you asked for.",
        ),
        (Language::Chinese, "您不是本合同任何一方的成员，没有我方要求可列。"),
    ] {
        let deal = sent();
        deal.git
            .run_in(&deal.folder("li"), &["config", "user.email", "kim@counsel.example"]);
        let mut screens = open(&deal, "li", language);
        screens.press("1");
        let before = screens.text();
        assert!(before.contains("100 EUR"), "{before}");
        for _ in 0..2 {
            screens.press("7");
            let text = screens.text();
            assert!(text.contains(nothing) && text.contains("kim@counsel.example"), "{text}");
            screens.press("1");
            assert_eq!(screens.text(), before);
        }
    }
}

#[test]
fn what_one_tab_cannot_read_takes_nothing_from_the_others() {
    let deal = sent();
    let mut screens = open(&deal, "li", Language::English);
    for tab in ['4', '5', '7'] {
        for effect in screens.model.update(Msg::Key(Key::char(tab))) {
            let Effect::Begin(job) = effect else { continue };
            let answer = Answer::Done(Err(format!("broken {tab}")));
            screens.send(Msg::Answer { job, answer });
        }
        assert!(screens.text().contains(&format!("broken {tab}")), "{}", screens.text());
        for (other, shows) in [("1", "100 EUR"), ("2", "Fees"), ("3", "round 1")] {
            screens.press(other);
            let text = screens.text();
            assert!(
                text.contains(shows) && !text.contains("broken"),
                "{tab} {other}: {text}"
            );
        }
        // It is read anew.
        screens.press(&tab.to_string());
        assert!(!screens.text().contains("broken"), "{tab}: {}", screens.text());
    }
    // Where the contract stands could not be read again: the text stays, and what hangs on it says why.
    for effect in screens.model.update(Msg::Key("f5".parse().expect("a key"))) {
        let Effect::Begin(job) = effect else { continue };
        if matches!(job.load, adidem::tui::work::Load::Standing(_)) {
            let answer = Answer::Done(Err("broken".into()));
            screens.send(Msg::Answer { job, answer });
        } else {
            screens.perform(vec![Effect::Begin(job)]);
        }
    }
    for (tab, shows) in [("2", "broken"), ("3", "broken"), ("1", "100 EUR")] {
        screens.press(tab);
        assert!(screens.text().contains(shows), "{tab}: {}", screens.text());
    }
}

#[test]
fn where_the_screen_goes_to_unread_words_it_says_where_that_is_and_where_to_come_back() {
    for (language, contract, words) in [
        (
            Language::English,
            "crm-en",
            ["Not accepted yet: now at ", ", go back to ", " and press a again."],
        ),
        (Language::Chinese, "crm-zh", ["尚未接受：", "转到", "再按 a。"]),
    ] {
        let demo = demonstration(language);
        let mut screens = Screens::open(&demo.folder, SIZE, language, Some(contract));
        let heading = if language == Language::English {
            "Information security"
        } else {
            "费用与结算"
        };
        screens.press("/").type_in(&format!("{heading}\n")).press("a");
        let text = screens.text();
        for words in words {
            assert!(text.contains(words), "{words}: {text}");
        }
    }
}

#[test]
fn what_is_typed_while_the_editor_is_made_ready_goes_into_it_and_is_no_command() {
    let deal = deal();
    deal.draft("li");
    let shell = adidem::tui::screens::Shell {
        size: SIZE,
        ..Default::default()
    };
    let mut screens = Screens::with(
        &deal.folder("li"),
        shell,
        std::collections::BTreeMap::default(),
        Some("deal"),
    );
    let begun = screens.model.update(Msg::Key(Key::char('e')));
    for c in "Dx ".chars() {
        assert!(screens.model.update(Msg::Key(Key::char(c))).is_empty(), "{c}");
    }
    screens.model.update(Msg::Paste("q\t1".into()));
    screens.perform(begun);
    screens.resize(SIZE);
    assert!(screens.text().contains("Dx q 1The fee is"), "{}", screens.text());
    // Esc gives it up, and what was typed with it.
    screens.press("esc");
    let begun = screens.model.update(Msg::Key(Key::char('e')));
    screens.model.update(Msg::Key(Key::char('D')));
    screens.model.update(Msg::Key("esc".parse().expect("a key")));
    screens.perform(begun);
    screens.press("down");
    assert!(!screens.text().contains("Ctrl-S"), "{}", screens.text());
}

#[test]
fn the_palette_knows_evidence_and_says_where_it_knows_nothing() {
    for (language, contract, known, nothing) in [
        (
            Language::English,
            "crm-en",
            &["evidence", "agreed form"][..],
            "No such command",
        ),
        (Language::Chinese, "crm-zh", &["证据", "定稿", "签署"][..], "没有此命令"),
    ] {
        let demo = demonstration(language);
        let mut screens = Screens::open(&demo.folder, SIZE, language, Some(contract));
        for words in known {
            screens.press(":").type_in(words);
            let text = screens.text();
            assert!(!text.contains(nothing), "{words}: {text}");
            screens.press("esc");
        }
        screens.press(":").type_in("qqzz");
        assert!(screens.text().contains(nothing), "{}", screens.text());
    }
}

#[test]
fn when_all_is_agreed_it_says_what_comes_next_and_the_evidence_file_is_written_over_nothing() {
    for (language, agreed, signing, written) in [
        (
            Language::English,
            "clauses are agreed. Agreed is not signed.",
            "E writes the evidence file",
            "Written to ",
        ),
        (
            Language::Chinese,
            "条均已议定。议定并非签署。",
            "按 E 导出证据包",
            "已写入",
        ),
    ] {
        let mut deal = sent();
        deal.run_as("wu", &["accept", "deal", "--all", "--yes"]);
        deal.hand_over("wu", "li");
        let mut screens = open(&deal, "li", language);
        screens.press("2");
        let text = screens.text();
        assert!(text.contains(agreed) && text.contains(signing), "{text}");
        let first = deal.folder("li").join("deal-evidence.zip");
        fs::write(&first, "somebody's own").expect("a file");
        for name in ["deal-evidence-1.zip", "deal-evidence-2.zip"] {
            screens.press("E end enter");
            let text = screens.text();
            assert!(text.contains(written) && text.contains(name), "{text}");
            let file = deal.folder("li").join(name);
            let verified = session::verify(&file, session::Verifying::default(), adidem::history::clock());
            let faults = verified.expect("an evidence file").faults;
            assert!(faults.is_empty(), "{faults:?}");
        }
        assert_eq!(fs::read(&first).expect("a file"), b"somebody's own");
    }
}

#[test]
fn a_wording_of_ones_own_that_others_refuse_is_changed_and_not_accepted() {
    for (language, said) in [
        (
            Language::English,
            "This wording is your own; press e to change it to what they ask, then S.",
        ),
        (
            Language::Chinese,
            "此文本由我方提出；请按 e 按对方意见修改，再按 S 签发。",
        ),
    ] {
        let mut deal = sent();
        deal.run_as("wu", &["reject", "deal", "fees", "--reason", "too much", "--yes"]);
        deal.hand_over("wu", "li");
        let mut screens = open(&deal, "li", language);
        screens.press("home a");
        assert_eq!(screens.said(), said, "{}", screens.text());
    }
}

#[test]
fn who_gets_a_round_and_when_is_said_by_the_key_that_does_it() {
    for (language, when) in [
        (Language::English, "once you press X to exchange"),
        (Language::Chinese, "按 X 同步之后"),
    ] {
        let deal = deal();
        deal.draft("li");
        let mut screens = open(&deal, "li", language);
        screens.press("S enter");
        let text = screens.text();
        assert!(text.contains(when) && !text.contains("adidem sync"), "{text}");
    }
}

#[test]
fn names_of_tabs_never_touch_whose_turn_it_is_which_is_never_cut() {
    for (language, contract, turn) in [
        (Language::English, "crm-en", "to act: you"),
        (Language::Chinese, "crm-zh", "待处理：我方"),
    ] {
        let demo = demonstration(language);
        let mut screens = Screens::open(&demo.folder, SIZE, language, Some(contract));
        for tab in ["1", "2", "5", "7"] {
            screens.press(tab);
            for columns in (40..=130).step_by(6) {
                screens.resize((columns, 24));
                let text = screens.text();
                let line = text.lines().nth(1).unwrap_or_default();
                assert!(line.contains(turn), "{columns}: {line}");
                let names = line.split(['a', '已', '待']).next().unwrap_or_default();
                assert!(line.contains(tab) && !names.is_empty(), "{columns}: {line}");
                let touches = line.find("agreed").or(line.find("已议定")).or(line.find("to act"));
                let before = touches.and_then(|at| line[..at].chars().last());
                assert!(before.is_none_or(|before| before == ' '), "{columns}: {line}");
            }
        }
        screens.press("1");
        screens.resize((80, 24));
        let text = screens.text();
        let second = if language == Language::English {
            "2 open points"
        } else {
            "2 未决条款"
        };
        assert!(text.contains(second), "{text}");
    }
}
