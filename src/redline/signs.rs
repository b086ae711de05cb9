//! Numbers below nothing: `−18 °C`, `-0.5%`, 零下五度.
//!
//! A dash in front of digits more often joins a range, or begins an item of a list, than it is a sign. It is one where a
//! degree or a share follows and nothing stands in front that a range could begin with.

use super::lexicon::is_han;
use super::numerals::{is_chinese_numeral, is_digit};
use super::units::share_sign;

const DASHES: [char; 4] = ['-', '−', '–', '－'];

/// Words that say the same in front of degrees.
const WORDS: [&str; 6] = ["零下", "マイナス", "minus ", "Minus ", "moins ", "氷点下"];

/// The first characters of these.
pub(super) const FIRST_OF_WORDS: [char; 5] = ['零', 'マ', 'm', 'M', '氷'];

const DEGREES: [&str; 14] = [
    "°C",
    "°F",
    "°K",
    "° C",
    "° F",
    "℃",
    "℉",
    "摄氏度",
    "攝氏度",
    "度",
    "degrees",
    "Grad",
    "degrés",
    "degree",
];

/// How many bytes of the sign the text begins with, where a number with degrees or a share stands behind it.
pub(super) fn length(text: &str, before: &str) -> Option<usize> {
    let first = text.chars().next()?;
    if DASHES.contains(&first) {
        let number = &text[first.len_utf8()..];
        let counts = number.starts_with(is_digit) && may_be_sign(before) && is_measured(number, true);
        return counts.then_some(first.len_utf8());
    }
    if !FIRST_OF_WORDS.contains(&first) {
        return None;
    }
    let word = WORDS.iter().find(|word| text.starts_with(**word))?;
    let number = &text[word.len()..];
    let begins = number.starts_with(|c| is_digit(c) || is_chinese_numeral(c));
    // `plus or minus 2 °C`
    let is_either_way = before.ends_with("or ") || before.ends_with("oder ") || before.ends_with("ou ");
    (begins && !is_either_way && is_measured(number, false)).then_some(word.len())
}

/// Whether what stands before a dash can neither begin a range nor be the rest of a word.
fn may_be_sign(before: &str) -> bool {
    match before.chars().next_back() {
        None | Some('(' | '（' | ':' | '：' | '|' | '[') => true,
        Some(c) if c.is_whitespace() => {
            // `2 °C -8 °C` is a range.
            let mut back = before.chars().rev().take(6).filter(|c| !c.is_whitespace());
            !matches!(
                (back.next(), back.next()),
                (Some('%' | '％' | '℃' | '℉'), _) | (Some('C' | 'F'), Some('°'))
            ) && !before.trim_end_matches(' ').ends_with(is_digit)
        }
        Some(c) => is_han(c) && !is_chinese_numeral(c) && c != '度',
    }
}

/// Whether degrees, or where it may be a share a sign for one, stand behind the number.
fn is_measured(number: &str, may_be_share: bool) -> bool {
    let behind =
        number.trim_start_matches(|c| is_digit(c) || is_chinese_numeral(c) || matches!(c, '.' | ',' | '点' | '．'));
    let unit = behind.strip_prefix([' ', '\u{A0}', '\u{202F}']).unwrap_or(behind);
    DEGREES.iter().any(|degrees| unit.starts_with(degrees))
        || may_be_share && unit.chars().next().is_some_and(|sign| share_sign(sign).is_some())
}
