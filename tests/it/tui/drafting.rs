//! Writing a draft on the screens, from a contract that was never sent to its first round, and undoing it step by step.

use super::beginning::deal;
use super::harness::{Screens, demonstration};
use crate::support::Deal;
use adidem::language::Language;
use adidem::session::Workspace;
use adidem::tui::legend::legend;
use adidem::tui::look::Looks;
use adidem::tui::screens::Shell;
use std::fs;
use std::path::Path;

const SIZE: (u16, u16) = (80, 24);

/// The screens as they are where the user has set no editor.
fn without_editor(folder: &Path, language: Language, contract: &str) -> Screens {
    let shell = Shell {
        language,
        size: SIZE,
        looks: Looks::default(),
        ..Shell::default()
    };
    Screens::with(folder, shell, std::collections::BTreeMap::default(), Some(contract))
}

fn written(deal: &Deal) -> String {
    fs::read_to_string(deal.file("li")).expect("a contract")
}

#[test]
fn a_contract_that_was_never_sent_is_read_reviewed_written_and_sent_on_its_screen() {
    for (language, never, reviewed, asks) in [
        (
            Language::English,
            "never sent",
            "findings handled",
            "Send the draft as round 1",
        ),
        (Language::Chinese, "从未签发", "条提示", "签发为第 1 轮"),
    ] {
        let deal = deal();
        deal.draft("li");
        let mut screens = Screens::open(&deal.folder("li"), SIZE, language, None);
        screens.press("enter");
        let text = screens.text();
        assert!(
            text.contains(never) && text.contains("1 Fees") && text.contains("3.1 Law"),
            "{text}"
        );
        assert!(text.contains("The fee is 100 EUR per month."), "{text}");
        // Nothing is claimed of what nobody has said anything about.
        for key in ["2", "3", "4", "5", "7"] {
            screens.press(key);
            assert!(screens.text().matches(never).count() >= 2, "{key}: {}", screens.text());
        }
        screens.press("6");
        assert!(screens.text().contains(reviewed), "{}", screens.text());
        screens.press("1 a");
        assert!(
            screens.said().contains(never) || screens.text().contains(never),
            "{}",
            screens.text()
        );
        screens.edited = Some("The fee is 90 EUR per month.\n".to_owned());
        screens.press("e");
        assert!(written(&deal).contains("      The fee is 90 EUR per month.\n"));
        assert!(screens.text().contains("The fee is 90 EUR"), "{}", screens.text());
        screens.press("S").type_in("first\n");
        assert!(screens.text().contains(asks), "{}", screens.text());
        screens.press("y");
        assert!(!screens.text().contains(never), "{}", screens.text());
        let subject = deal.git.try_in(&deal.folder("li"), &["log", "-1", "--format=%s"]);
        assert_eq!(String::from_utf8_lossy(&subject.stdout), "first\n");
    }
}

#[test]
fn the_outline_of_a_draft_is_written_in_place_and_undone_step_by_step() {
    for (language, added, undone) in [
        (Language::English, "added 2 保密 Secrets", "Undone: "),
        (Language::Chinese, "新增", "已撤销："),
    ] {
        let deal = deal();
        deal.draft("li");
        let noted = format!("# for us alone\n{}", written(&deal))
            .replace("    heading: Term\n", "    heading: 'Term' # kept\n");
        fs::write(deal.file("li"), &noted).expect("a contract");
        let mut screens = Screens::open(&deal.folder("li"), SIZE, language, Some("deal"));
        let mut before = vec![noted.clone()];
        let mut step = |screens: &mut Screens, keys: &str, typed: &str| {
            screens.press(keys).type_in(typed);
            let now = written(&deal);
            assert_ne!(before.last(), Some(&now), "{keys}: {}", screens.text());
            assert!(
                now.starts_with("# for us alone\n") && now.contains("'Term' # kept"),
                "comments and quoting stay: {now}"
            );
            before.push(now.clone());
            now
        };
        let now = step(&mut screens, "i", "保密 Secrets\n");
        assert!(
            now.contains("month.\n  - id: 保密-secrets\n    heading: 保密 Secrets\n"),
            "{now}"
        );
        assert!(screens.said().contains(added), "{}", screens.text());
        // The new clause is the selected one, and gets its text.
        screens.edited = Some("Each party keeps the other's secrets.\n".to_owned());
        step(&mut screens, "e", "");
        let now = step(&mut screens, "s", "Exceptions\n");
        assert!(now.contains("    clauses:\n      - id: exceptions\n"), "{now}");
        let now = step(&mut screens, "=", " to it\n");
        assert!(now.contains("heading: Exceptions to it\n"), "{now}");
        let now = step(&mut screens, "up >", "");
        assert!(now.find("id: term") < now.find("id: 保密-secrets"), "{now}");
        let now = step(&mut screens, "<", "");
        assert!(now.find("id: term") > now.find("id: 保密-secrets"), "{now}");
        let now = step(&mut screens, "%", " of services\n");
        assert!(now.contains("title: Deal of services\n"), "{now}");
        assert!(screens.text().contains("Deal of services"), "{}", screens.text());
        screens.press("D");
        assert!(
            screens.text().contains("Exceptions to it"),
            "what goes with it is shown: {}",
            screens.text()
        );
        let now = step(&mut screens, "y", "");
        assert!(!now.contains("secrets"), "{now}");
        before.pop();
        while let Some(file) = before.pop() {
            screens.press("Z");
            assert!(screens.said().contains(undone), "{}", screens.text());
            assert_eq!(written(&deal), file);
        }
        assert_eq!(written(&deal), noted);
        screens.press("Z");
        assert!(!screens.said().contains(undone), "{}", screens.text());
    }
}

#[test]
fn what_cannot_be_done_in_place_is_refused_and_nothing_is_written() {
    let deal = deal();
    deal.draft("li");
    let flow = written(&deal).replace(
        "  - id: term\n    heading: Term\n    text: |\n      The term is one year.\n",
        "  - {id: term, heading: Term, text: The term is one year.}\n",
    );
    fs::write(deal.file("li"), &flow).expect("a contract");
    let mut screens = Screens::open(&deal.folder("li"), SIZE, Language::English, Some("deal"));
    screens.press("<");
    assert!(
        screens.text().contains("nothing stands before this clause"),
        "{}",
        screens.text()
    );
    screens.press("down =").type_in(" and end\n");
    assert!(screens.text().contains("cannot be edited in"), "{}", screens.text());
    screens.press("D y");
    assert!(screens.text().contains("cannot be edited in"), "{}", screens.text());
    assert_eq!(written(&deal), flow);
    // Somebody else wrote in between: nothing of theirs is lost.
    screens.press("up =").type_in("!\n");
    let theirs = written(&deal).replace("Fees!", "Charges");
    fs::write(deal.file("li"), &theirs).expect("a contract");
    screens.press("Z");
    // Where the line breaks hangs on how long the file's path is.
    let text = screens.text();
    let in_one_line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(in_one_line.contains("was changed by another program"), "{text}");
    assert_eq!(written(&deal), theirs);
}

#[test]
fn a_draft_that_is_not_what_is_shown_is_shown_first() {
    let demo = demonstration(Language::English);
    let mut screens = Screens::open(&demo.folder, SIZE, Language::English, Some("crm-en"));
    let file = demo.folder.join("contracts/crm-en.yaml");
    let drafted = format!("{}# mine\n", fs::read_to_string(&file).expect("a contract"))
        .replace("Governing law", "Law and courts");
    fs::write(&file, &drafted).expect("a draft");
    screens.press("f5 D");
    assert!(
        screens.said().contains("This is the draft") && screens.text().contains("+draft"),
        "{}",
        screens.text()
    );
    assert_eq!(fs::read_to_string(&file).expect("a contract"), drafted);
    screens.press("D");
    assert!(screens.text().contains("Delete from the draft"), "{}", screens.text());
}

#[test]
fn where_no_editor_is_set_a_plain_one_is_on_the_screen_and_loses_nothing() {
    for language in [Language::English, Language::Chinese] {
        let deal = deal();
        deal.draft("li");
        let before = written(&deal);
        let mut screens = without_editor(&deal.folder("li"), language, "deal");
        screens.press("e");
        assert!(screens.text().contains("Ctrl-S"), "{}", screens.text());
        screens.type_in("First of all.\n");
        screens.press("esc");
        assert_eq!(written(&deal), before, "nothing is in the draft yet");
        let typed = Workspace::open(&deal.folder("li"))
            .expect("a repository")
            .pending("deal");
        assert!(typed.expect("what is pending").typed[0].text.starts_with("First"));
        // Another clause is edited meanwhile: each keeps its own.
        screens.press("j");
        screens.press("e");
        screens.type_in("Second.\n");
        screens.press("ctrl-s");
        assert!(written(&deal).contains("      Second.\n"), "{}", written(&deal));
        let before = written(&deal);
        // Another program, after a dropped line.
        let mut again = without_editor(&deal.folder("li"), language, "deal");
        again.press("e");
        assert!(again.text().contains("First of all."), "{}", again.text());
        again.press("ctrl-s");
        assert!(
            written(&deal).contains("      First of all.\n      The fee is 100 EUR per month.\n"),
            "{}",
            written(&deal)
        );
        let kept = Workspace::open(&deal.folder("li"))
            .expect("a repository")
            .pending("deal");
        assert_eq!(kept.expect("what is pending").typed, vec![]);
        again.press("Z");
        assert_eq!(written(&deal), before);
    }
}

#[test]
fn what_does_not_show_reaches_no_cell_of_the_plain_editor() {
    let deal = deal();
    deal.draft("li");
    deal.change("li", "100 EUR", "100\u{202e} E\u{200b}UR");
    let mut screens = without_editor(&deal.folder("li"), Language::English, "deal");
    screens.press("e");
    let text = screens.text();
    assert!(!text.contains('\u{202e}') && !text.contains('\u{200b}'), "{text:?}");
    assert!(text.contains("characters that do not show"), "{text}");
    screens.press("ctrl-s");
    assert!(
        written(&deal).contains("100\u{202e} E\u{200b}UR"),
        "nothing is changed that was not typed"
    );
}

#[test]
fn a_round_that_nobody_else_has_is_taken_back_on_the_screen() {
    for (language, asks, never) in [
        (Language::English, "Take this round back?", "never sent"),
        (Language::Chinese, "确定撤回该轮？", "从未签发"),
    ] {
        let mut deal = deal();
        deal.draft("li");
        deal.run_as("li", &["send", "deal", "--yes", "-m", "too early"]);
        let mut screens = Screens::open(&deal.folder("li"), SIZE, language, Some("deal"));
        screens.press("U");
        assert!(
            screens.text().contains(asks) && screens.text().contains("too early"),
            "{}",
            screens.text()
        );
        screens.press("n U y");
        assert!(screens.text().contains(never), "{}", screens.text());
        assert!(screens.text().contains("The fee is 100 EUR"), "{}", screens.text());
        screens.press("S").type_in("\n").press("y");
        assert!(!screens.text().contains(never), "{}", screens.text());
        deal.run_as("li", &["sync"]);
        screens.press("f5 U");
        assert!(
            screens.text().contains("refs/remotes/origin/main"),
            "{}",
            screens.text()
        );
    }
}

#[test]
fn a_comment_is_put_on_words_of_the_clause_and_the_outline_shows_that_there_is_one() {
    for (language, whole, missing, open) in [
        (
            Language::English,
            "On which words",
            "do not stand in the clause",
            "open comments",
        ),
        (Language::Chinese, "针对本条哪些文字", "没有这些文字", "未解决的批注"),
    ] {
        let mut deal = Deal::sent();
        for (key, value) in [("user.name", "Wu Hao"), ("user.email", "wu@vendor.example")] {
            deal.git.run_in(&deal.folder("wu"), &["config", key, value]);
        }
        let mut screens = Screens::open(&deal.folder("wu"), SIZE, language, Some("deal"));
        screens.press("C").type_in("Net of tax?").press("tab");
        assert!(screens.text().contains(whole), "{}", screens.text());
        screens.type_in("90 EUR\n");
        assert!(screens.text().contains(missing), "{}", screens.text());
        screens.press("ctrl-u").type_in("100 EUR\n");
        assert!(
            screens.text().contains("100 EUR") && screens.text().contains("Net of tax?"),
            "what was typed is there still: {}",
            screens.text()
        );
        screens.press("enter y");
        let text = screens.text();
        let row = text
            .lines()
            .find(|line| line.starts_with("+   1 Fees"))
            .expect("the clause");
        assert!(row.split('|').next().expect("the outline").contains('"'), "{text}");
        let comments = deal.json("wu", &["comments", "deal", "--json"]);
        assert!(comments.to_string().contains("\"100 EUR\""), "{comments}");
        let listed = legend(&screens.model.shell);
        let sign = listed
            .iter()
            .find(|one| one.sign == "\"")
            .expect("the sign in the legend");
        assert!(sign.meaning.contains(open), "{}", sign.meaning);
    }
}

#[test]
fn what_is_typed_into_covers_no_selected_clause() {
    let demo = demonstration(Language::English);
    let mut screens = Screens::open(&demo.folder, SIZE, Language::English, Some("crm-en"));
    screens.press("c end");
    // The text pane begins with the number of the selected clause.
    let row = |screens: &Screens| {
        let text = screens.text();
        let head = text
            .lines()
            .nth(3)
            .and_then(|line| line.split_once("| "))
            .expect("the text")
            .1;
        let number = format!(" {} ", head.split(' ').next().expect("a number"));
        let outline = |line: &&str| line.split('|').next().is_some_and(|outline| outline.contains(&number));
        text.lines().skip(3).find(outline).map(|line| line[..30].to_owned())
    };
    let before = row(&screens);
    assert!(before.is_some(), "{}", screens.text());
    for (keys, asks) in [("C", "Comment, for all parties"), ("x", "Why is it rejected?")] {
        screens.press(keys);
        assert!(screens.text().contains(asks), "{}", screens.text());
        assert_eq!(row(&screens), before, "{}", screens.text());
        screens.press("esc");
    }
    assert_eq!(row(&screens), before);
}

#[test]
fn who_opened_the_screens_for_reading_writes_no_draft() {
    let deal = deal();
    deal.draft("li");
    let before = written(&deal);
    let shell = Shell {
        size: SIZE,
        looks: Looks::default(),
        read_only: true,
        ..Shell::default()
    };
    let mut screens = Screens::with(
        &deal.folder("li"),
        shell,
        std::collections::BTreeMap::default(),
        Some("deal"),
    );
    assert!(screens.text().contains("The fee is 100 EUR"), "{}", screens.text());
    for key in ["e", "i", "s", "D", "<", ">", "=", "%", "Z", "S", "U"] {
        screens.press(key);
        assert!(screens.said().contains("for reading only"), "{key}: {}", screens.text());
    }
    assert_eq!(written(&deal), before);
}

#[test]
fn tabs_in_what_is_pasted_or_typed_keep_figures_apart() {
    let deal = deal();
    deal.draft("li");
    let mut screens = without_editor(&deal.folder("li"), Language::English, "deal");
    screens.press("e");
    screens.send(adidem::tui::model::Msg::Paste(
        "Setup\tEUR 1\t200\r\nNext\u{b}line".into(),
    ));
    screens.press("tab");
    screens.press("ctrl-s");
    let text = written(&deal);
    assert!(
        text.contains("      Setup EUR 1 200\n      Next\n      line The fee is"),
        "{text}"
    );
}

#[test]
fn the_text_of_the_draft_is_shown_and_what_was_typed_comes_back() {
    for (language, there, back) in [
        (
            Language::English,
            "Ctrl-R: text of the draft",
            "Ctrl-R: back to your text",
        ),
        (Language::Chinese, "Ctrl-R：查看草稿原文", "Ctrl-R：恢复您输入的文字"),
    ] {
        let deal = deal();
        deal.draft("li");
        let mut screens = without_editor(&deal.folder("li"), language, "deal");
        screens.press("e");
        assert!(screens.text().contains(there), "{}", screens.text());
        screens.press("ctrl-r");
        assert!(screens.text().contains(there), "there is nothing to bring back");
        screens.type_in("Typed: ").press("ctrl-r");
        let shown = screens.text();
        assert!(shown.contains(back) && !shown.contains("Typed: "), "{shown}");
        screens.press("ctrl-r");
        let shown = screens.text();
        assert!(shown.contains(there) && shown.contains("Typed: The fee"), "{shown}");
        // Left with the draft in sight, what was typed is there the next time.
        screens.press("ctrl-r esc e");
        assert!(screens.text().contains("Typed: The fee"), "{}", screens.text());
        // Both were written to: neither is lost.
        screens.press("ctrl-r").type_in("Other: ").press("ctrl-r");
        assert!(screens.text().contains("Typed: The fee"), "{}", screens.text());
        screens.press("ctrl-r");
        assert!(screens.text().contains("Other: The fee"), "{}", screens.text());
    }
}
