//! What the screens look like, at four sizes, in both languages, with the look of every cell: files that read as
//! documentation. `ADIDEM_GOLDEN=write cargo test pictures` writes them; read them as a lawyer would before they stay.

use super::harness::{Screens, demonstration};
use adidem::wording::Language;
use std::fs;
use std::path::Path;

const SIZES: [(u16, u16); 4] = [(40, 12), (80, 24), (120, 40), (200, 60)];

/// Each picture: its name, the contract that is opened, the keys that lead to it.
const PICTURES: [(&str, Option<&str>, &str); 9] = [
    ("contracts", None, ""),
    ("redline", Some("crm"), ". . ."),
    ("side-by-side", Some("crm"), ". . v tab"),
    ("whole-text", Some("crm"), ". . w z"),
    ("open-points", Some("crm"), "2"),
    ("rounds", Some("crm"), "3"),
    ("record", Some("crm"), "4"),
    ("history", Some("crm"), ". . H"),
    ("help", Some("crm"), "?"),
];

fn check(name: &str, shown: &str) {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/screens").join(format!("{name}.txt"));
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
            check(&format!("{name}-{tag}-{}x{}", size.0, size.1), &shown);
        }
    }
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
