//! Names that one computer tells apart and another does not: capitals, ways of writing an accent, characters that macOS
//! passes over, and what Windows makes of a name. Whoever uses such a pair shows two people two different contracts.
//! Names that no computer takes for one and every reader does are next to them (UTS #39).

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;
use unicode_security::confusable_detection::skeleton;

use crate::redline::hidden::{HiddenKind, kind_of};

/// The path as the least particular computer sees it.
pub(super) fn folded(path: &str) -> String {
    // Windows takes the backslash for what parts names.
    let names = path.split(['/', '\\']).map(|name| {
        // What follows a colon names a part of the file there; blanks and full stops at the end are dropped.
        let name = name.split(':').next().unwrap_or_default().trim_end_matches([' ', '.']);
        // Both cases, one after the other: some letters have no small one of their own.
        let plain = name
            .nfd()
            .filter(|c| !is_passed_over(*c))
            .flat_map(char::to_uppercase)
            .flat_map(char::to_lowercase);
        plain.nfc().collect::<String>()
    });
    names.collect::<Vec<_>>().join("/")
}

/// Characters that the file system of older Macs does not see in a name; git knows the same ones.
fn is_passed_over(c: char) -> bool {
    matches!(c, '\u{200C}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{206A}'..='\u{206F}' | '\u{FEFF}')
}

/// What a reader sees of a name: nothing of what does not show, one blank for all kinds of them, and one letter for all
/// that look like it. A capital may look like what its small letter does not, so that there are two answers.
pub(super) fn looks(name: &str) -> [String; 2] {
    let shown = name.nfkc().filter_map(|c| match kind_of(c) {
        None | Some(HiddenKind::FullWidth | HiddenKind::Undefined | HiddenKind::Ligature) => Some(c),
        Some(HiddenKind::OddSpace) => Some(' '),
        Some(_) => None,
    });
    let shown: String = shown.collect();
    let small = |text: &str| {
        text.chars()
            .flat_map(char::to_uppercase)
            .flat_map(char::to_lowercase)
            .collect::<String>()
    };
    let alike = |text: &str| small(&skeleton(text).collect::<String>());
    [alike(&alike(&shown)), alike(&small(&shown))].map(|look| {
        let parts = look
            .split('/')
            .map(|part| part.split_whitespace().collect::<Vec<_>>().join(" "));
        parts
            .map(|part| part.trim_end_matches(['.', ' ']).to_owned())
            .collect::<Vec<_>>()
            .join("/")
    })
}

/// A look without the marks over and under Latin letters.
pub(super) fn bare(look: &str) -> String {
    let mut on_latin = false;
    let keep = |c: &char| {
        if is_combining_mark(*c) {
            return !on_latin;
        }
        on_latin = c.is_ascii_alphabetic();
        true
    };
    look.nfd().filter(keep).collect()
}

/// Whether a reader takes one name for the other: they look the same, or one is the other with marks on plain letters.
pub(super) fn is_taken_for(one: &str, other: &str) -> bool {
    let (ones, others) = (looks(one), looks(other));
    ones.iter()
        .zip(&others)
        .any(|(one, other)| one == other || *one == bare(other) || bare(one) == *other)
}

/// Whether a stored name can be the same as another one somewhere, which is written as this program writes it.
pub(super) fn can_pass_for(name: &[u8], wanted: &[u8]) -> bool {
    if name == wanted {
        return true;
    }
    let (Ok(name), Ok(wanted)) = (std::str::from_utf8(name), std::str::from_utf8(wanted)) else {
        return false;
    };
    let is_plain = |c: u8| c.is_ascii_alphanumeric() || matches!(c, b'-' | b'_');
    if name.bytes().all(is_plain) {
        return name.eq_ignore_ascii_case(wanted);
    }
    let (name, wanted) = (folded(name), folded(wanted));
    let first = name.split('/').next().unwrap_or_default();
    first == wanted || is_short_for(first, &wanted)
}

/// Whether a name is one of those that Windows gives to a longer one: `CONTRA~1`, or `CO1A2B~5` where many begin alike.
fn is_short_for(name: &str, long: &str) -> bool {
    let Some((begin, number)) = name.split_once('~') else {
        return false;
    };
    let number = number.split('.').next().unwrap_or_default();
    let stem: String = long.chars().filter(|c| !matches!(c, '.' | ' ')).take(6).collect();
    if long.chars().count() <= 8 || number.is_empty() || !number.bytes().all(|digit| digit.is_ascii_digit()) {
        return false;
    }
    let hashed = begin.len() == 6
        && begin.is_char_boundary(2)
        && stem.starts_with(&begin[..2])
        && begin[2..].bytes().all(|c| c.is_ascii_hexdigit());
    (!begin.is_empty() && stem.starts_with(begin) && begin.len() >= stem.len().min(5)) || hashed
}

/// Where a path leads to a folder that only some computers tell apart from this one: the beginning of the path that does.
pub(super) fn twin_of(path: &str, folder: &str) -> Option<String> {
    let (names, wanted): (Vec<&str>, Vec<&str>) = (path.split('/').collect(), folder.split('/').collect());
    let exact = names.len() >= wanted.len() && names[..wanted.len()] == wanted[..];
    let all_alike = || {
        let mut deep = 0;
        let mut names = names.iter();
        while deep < wanted.len() {
            let Some(name) = names.next() else { return false };
            if !can_pass_for(name.as_bytes(), wanted[deep].as_bytes()) {
                return false;
            }
            deep += folded(name).split('/').count();
        }
        true
    };
    (!exact && all_alike()).then(|| names[..names.len().min(wanted.len())].join("/"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_that_differ_in_capitals_or_accents_only_are_the_same() {
        assert_eq!(folded("contracts/CRM.yaml"), folded("contracts/crm.yaml"));
        assert_eq!(folded("contracts/Cafe\u{301}.yaml"), folded("contracts/caf\u{e9}.yaml"));
        assert_eq!(folded("contracts/Stra\u{df}e.yaml"), folded("contracts/STRASSE.yaml"));
    }

    #[test]
    fn names_that_a_reader_takes_for_one_are_found() {
        for other in [
            "\u{441}rm",
            "crm\u{200b}",
            "crm ",
            " crm",
            "crm\u{301}",
            "\u{1e3f}",
            "ｃｒｍ",
            "CRM",
            "СRM",
            "c\u{ad}rm",
            "crrn",
            "crm.",
        ] {
            let other = if other == "\u{1e3f}" { "cr\u{1e3f}" } else { other };
            assert!(is_taken_for("crm", other), "{other:?}");
            assert!(is_taken_for(other, "crm"), "{other:?}");
            assert!(is_taken_for(&format!("a/{other}/b"), "a/crm/b"), "{other:?}");
        }
        for (one, other) in [
            ("二月", "\u{2f06}月"),
            ("工程", "\u{30a8}程"),
            ("a-b", "a\u{2010}b"),
            ("a b", "a\u{a0}b"),
            ("a/b", "a\u{2215}b"),
        ] {
            assert!(is_taken_for(one, other), "{one} {other}");
        }
        for (one, other) in [
            ("crm", "crm2"),
            ("crm", "old"),
            ("nda-1", "nda-2"),
            ("采购合同", "采购合同二"),
            ("采购合同一", "采购合同二"),
            ("b\u{e1}n", "b\u{1ea1}n"),
            ("a/crm", "b/crm"),
            ("договор", "dogovor"),
        ] {
            assert!(!is_taken_for(one, other), "{one} {other}");
        }
    }

    #[test]
    fn a_folder_is_recognised_in_whatever_a_computer_makes_of_it() {
        for name in [
            "Contracts",
            "CONTRACTS",
            "contract\u{17f}",
            "con\u{200d}tracts",
            "\u{feff}contracts",
            "contracts.",
            "contracts ",
            "contracts . .",
            "contracts::$INDEX_ALLOCATION",
            "CONTRA~1",
            "contra~2",
            "co1a2b~5",
        ] {
            assert_eq!(
                twin_of(&format!("{name}/crm.yaml"), "contracts").as_deref(),
                Some(name),
                "{name}"
            );
        }
        assert_eq!(
            twin_of("Contracts", "contracts").as_deref(),
            Some("Contracts"),
            "a link or a file"
        );
        assert_eq!(
            twin_of("contracts\\crm.yaml", "contracts").as_deref(),
            Some("contracts\\crm.yaml")
        );
        assert_eq!(
            twin_of("Legal/contracts/a", "legal/contracts").as_deref(),
            Some("Legal/contracts")
        );
        let composed = twin_of("le\u{301}gal/contracts/a", "l\u{e9}gal/contracts");
        assert_eq!(composed.as_deref(), Some("le\u{301}gal/contracts"));
        for other in [
            "contracts/crm.yaml",
            "contracts",
            "contract/a",
            "contracts2/a",
            "old-contracts/a",
            "con~1/a",
            "docs",
        ] {
            assert_eq!(twin_of(other, "contracts"), None, "{other}");
        }
        assert_eq!(twin_of("RECORD~1/a", "records"), None, "so short a name gets no other");
        assert_eq!(twin_of("Records/a", "records").as_deref(), Some("Records"));
    }
}
