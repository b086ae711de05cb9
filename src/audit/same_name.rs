//! Names that one computer tells apart and another does not: capitals, ways of writing an accent, characters that macOS
//! passes over, and what Windows makes of a name. Whoever uses such a pair shows two people two different contracts.

use unicode_normalization::UnicodeNormalization;

/// The path as the least particular computer sees it.
pub(super) fn folded(path: &str) -> String {
    // Windows takes the backslash for what parts names.
    let names = path.split(['/', '\\']).map(|name| {
        // What follows a colon names a part of the file there; blanks and full stops at the end are dropped.
        let name = name.split(':').next().unwrap_or_default().trim_end_matches([' ', '.']);
        // Both cases, one after the other: some letters have no small one of their own.
        let plain =
            name.nfd().filter(|c| !is_passed_over(*c)).flat_map(char::to_uppercase).flat_map(char::to_lowercase);
        plain.nfc().collect::<String>()
    });
    names.collect::<Vec<_>>().join("/")
}

/// Characters that the file system of older Macs does not see in a name; git knows the same ones.
fn is_passed_over(c: char) -> bool {
    matches!(c, '\u{200C}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{206A}'..='\u{206F}' | '\u{FEFF}')
}

/// Whether a stored name can be the same as another one somewhere, which is written as this program writes it.
pub(super) fn can_pass_for(name: &[u8], wanted: &[u8]) -> bool {
    if name == wanted {
        return true;
    }
    let (Ok(name), Ok(wanted)) = (std::str::from_utf8(name), std::str::from_utf8(wanted)) else { return false };
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
    let Some((begin, number)) = name.split_once('~') else { return false };
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
            assert_eq!(twin_of(&format!("{name}/crm.yaml"), "contracts").as_deref(), Some(name), "{name}");
        }
        assert_eq!(twin_of("Contracts", "contracts").as_deref(), Some("Contracts"), "a link or a file");
        assert_eq!(twin_of("contracts\\crm.yaml", "contracts").as_deref(), Some("contracts\\crm.yaml"));
        assert_eq!(twin_of("Legal/contracts/a", "legal/contracts").as_deref(), Some("Legal/contracts"));
        let composed = twin_of("le\u{301}gal/contracts/a", "l\u{e9}gal/contracts");
        assert_eq!(composed.as_deref(), Some("le\u{301}gal/contracts"));
        for other in
            ["contracts/crm.yaml", "contracts", "contract/a", "contracts2/a", "old-contracts/a", "con~1/a", "docs"]
        {
            assert_eq!(twin_of(other, "contracts"), None, "{other}");
        }
        assert_eq!(twin_of("RECORD~1/a", "records"), None, "so short a name gets no other");
        assert_eq!(twin_of("Records/a", "records").as_deref(), Some("Records"));
    }
}
