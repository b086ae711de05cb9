//! What the screens look like, at four sizes, in both languages, with the look of every cell: files that read as
//! documentation. `ADIDEM_GOLDEN=write cargo test pictures` writes them; read them as a lawyer would before they stay.

use super::harness::{Copy, Screens, demonstration};
use adidem::language::Language;
use std::fs;
use std::path::Path;
use std::process::Command;

const SIZES: [(u16, u16); 4] = [(40, 12), (80, 24), (120, 40), (200, 60)];

/// Each picture: its name, the contract that is opened, the keys that lead to it.
const PICTURES: [(&str, Option<&str>, &str); 10] = [
    ("contracts", None, ""),
    ("redline", Some("crm"), ". . ."),
    ("side-by-side", Some("crm"), ". . v tab"),
    ("whole-text", Some("crm"), ". . w z"),
    ("open-points", Some("crm"), "2"),
    ("rounds", Some("crm"), "3"),
    ("record", Some("crm"), "4"),
    ("history", Some("crm"), ". . H"),
    ("help", Some("crm"), "?"),
    ("keys", Some("crm"), "4 F"),
];

fn check(name: &str, shown: &str) {
    let file = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests/screens")
        .join(format!("{name}.txt"));
    if std::env::var("ADIDEM_GOLDEN").is_ok_and(|mode| mode == "write") {
        fs::create_dir_all(file.parent().expect("a folder")).expect("the folder");
        fs::write(&file, shown).expect("the picture");
        return;
    }
    let expected = fs::read_to_string(&file).unwrap_or_default();
    assert!(expected == shown, "{} is not what is shown:\n{shown}", file.display());
}

fn pictures(language: Language, tag: &str) {
    let demo = demonstration(language);
    for (name, contract, keys) in PICTURES {
        let contract = contract.map(|contract| format!("{contract}-{tag}"));
        let mut screens = Screens::open(&demo.folder, (120, 40), language, contract.as_deref());
        take(&mut screens, keys, &format!("{name}-{tag}"));
    }
    let parted = both_went_on(language);
    for (name, keys) in [("choices", "X y o"), ("choices-made", "X y o t o enter")] {
        let mut screens = Screens::open(&parted.folder, (120, 40), language, None);
        take(&mut screens, keys, &format!("{name}-{tag}"));
    }
}

/// Presses the keys, and takes the picture at every size.
pub(super) fn take(screens: &mut Screens, keys: &str, name: &str) {
    if !keys.is_empty() {
        screens.press(keys);
    }
    for size in SIZES {
        screens.resize(size);
        let mut shown = screens.text();
        // The looks are the same whatever the size.
        if size == (80, 24) {
            shown = format!("{shown}\nlooks:\n{}", screens.looks());
        }
        check(&format!("{name}-{}x{}", size.0, size.1), &shown);
    }
}

/// A demonstration with another copy that went on as well: both gave the contract another title and reworded a clause,
/// and the other copy deleted what this one reworded.
fn both_went_on(language: Language) -> Copy {
    let demo = demonstration(language);
    let top = demo.folder.parent().expect("a folder").to_owned();
    let git = |folder: &Path, arguments: &[&str]| {
        let mut command = Command::new("git");
        for (key, value) in [
            ("GIT_AUTHOR_DATE", "2026-08-03T10:00:00Z"),
            ("GIT_COMMITTER_DATE", "2026-08-03T10:00:00Z"),
        ] {
            command.env(key, value);
        }
        let done = command.args(arguments).current_dir(folder).output().expect("git");
        assert!(
            done.status.success(),
            "{arguments:?}: {}",
            String::from_utf8_lossy(&done.stderr)
        );
    };
    let (contract, other, title, reworded, deleted) = match language {
        Language::English => (
            "crm-en",
            ("Priya Raman", "priya.raman@lumenfold.example"),
            [
                "CRM Software-as-a-Service Agreement",
                "Agreement on CRM Services",
                "CRM Subscription Agreement",
            ],
            [
                "within forty-five (45) days of receiving it",
                "within sixty (60) days of receiving it",
                "within thirty (30) days of receiving it",
            ],
            ("support-channels", ["from 08:00 to 18:00", "from 07:00 to 20:00"]),
        ),
        Language::Chinese => (
            "crm-zh",
            ("王磊", "wang.lei@chengming.example"),
            ["CRM软件服务合同", "CRM软件订阅服务合同", "客户关系管理软件服务合同"],
            [
                "较上一服务年度的涨幅不得超过5%",
                "较上一服务年度的涨幅不得超过3%",
                "较上一服务年度的涨幅不得超过8%",
            ],
            ("delivery-training", ["不少于三（3）场", "不少于五（5）场"]),
        ),
    };
    let file = format!("contracts/{contract}.yaml");
    let (hub, there) = (top.join("hub.git"), top.join("there"));
    git(&top, &["clone", "--quiet", "--bare", "demo", "hub.git"]);
    git(&top, &["clone", "--quiet", "hub.git", "there"]);
    git(&demo.folder, &["remote", "add", "origin", &hub.to_string_lossy()]);
    for (folder, own) in [(&demo.folder, true), (&there, false)] {
        let text = fs::read_to_string(folder.join(&file)).expect("a contract");
        for words in [title[0], reworded[0], deleted.1[0]] {
            assert!(text.contains(words), "{words}");
        }
        let side = if own { 1 } else { 2 };
        let mut text = text
            .replacen(title[0], title[side], 1)
            .replacen(reworded[0], reworded[side], 1);
        if own {
            text = text.replacen(deleted.1[0], deleted.1[1], 1);
        } else {
            let begins = text.find(&format!("      - id: {}\n", deleted.0)).expect("the clause");
            let next = begins + 8 + text[begins + 8..].find("- id: ").expect("the next clause");
            let ends = text[..next].rfind('\n').expect("a line end") + 1;
            text.replace_range(begins..ends, "");
            let (name, email) = other;
            git(folder, &["config", "user.name", name]);
            git(folder, &["config", "user.email", email]);
        }
        fs::write(folder.join(&file), text).expect("the contract");
        git(
            folder,
            &["commit", "--quiet", "--all", "--no-gpg-sign", "-m", "Another proposal"],
        );
    }
    git(&there, &["push", "--quiet", "origin", "HEAD"]);
    demo
}

#[test]
fn english_screens_are_as_the_pictures_show() {
    pictures(Language::English, "en");
}

#[test]
fn chinese_screens_are_as_the_pictures_show() {
    pictures(Language::Chinese, "zh");
}

#[test]
fn every_word_of_the_frame_is_in_the_readers_language() {
    let demo = demonstration(Language::Chinese);
    let mut screens = Screens::open(&demo.folder, (120, 40), Language::Chinese, Some("crm-zh"));
    for keys in ["2", "3", "1", "?", "esc", ":", "esc", "T", "esc", "B", "esc"] {
        screens.press(keys);
        let text = screens.text();
        for word in ["accept", "reject", "round ", "agreed", "record", "Reading", "change "] {
            assert!(!text.contains(word), "{word} after {keys}\n{text}");
        }
    }
}
