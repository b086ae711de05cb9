//! Letters that pass for others: of another script within or as a whole word, letters among the digits of a figure, and
//! letters and digits made for formulas.
//!
//! Source: Unicode UTS #39 (confusables).

use std::ops::Range;
use unicode_normalization::UnicodeNormalization;
use unicode_script::{Script, UnicodeScript};
use unicode_security::confusable_detection::skeleton;

/// A word in letters of alphabets.
struct Word<'t> {
    at: usize,
    text: &'t str,
    /// The one script of its letters; `None` when they are of several.
    script: Option<Script>,
}

/// Where letters of other scripts pass for Latin ones: within a word that has Latin letters too, and whole words among Latin
/// words that read as Latin.
pub(super) fn of_other_scripts(text: &str) -> Vec<usize> {
    let words = words(text);
    let mut found = Vec::new();
    for (place, word) in words.iter().enumerate() {
        match word.script {
            Some(Script::Latin) => {}
            None => {
                if word.text.chars().any(is_latin) {
                    tell(word, &mut found);
                }
            }
            Some(script) => {
                let beside = |other: Option<&Word<'_>>| other.and_then(|word| word.script);
                let before = place.checked_sub(1).and_then(|at| words.get(at));
                let neighbours = [beside(before), beside(words.get(place + 1))];
                let among_latin = neighbours.contains(&Some(Script::Latin)) || neighbours == [None, None];
                if among_latin && !neighbours.contains(&Some(script)) && reads_as_latin(word.text, script) {
                    tell(word, &mut found);
                }
            }
        }
    }
    found
}

/// Whether every letter of a word of another script passes for a Latin one. A single small Greek letter is how formulas and
/// releases are named.
fn reads_as_latin(word: &str, script: Script) -> bool {
    let is_symbol = script == Script::Greek && word.chars().count() == 1 && word.chars().all(char::is_lowercase);
    !is_symbol && word.chars().all(passes_for_latin)
}

fn passes_for_latin(letter: char) -> bool {
    skeleton(letter.encode_utf8(&mut [0; 4])).all(|c| c.is_ascii())
}

fn tell(word: &Word<'_>, found: &mut Vec<usize>) {
    let others = word
        .text
        .char_indices()
        .filter(|(_, c)| !is_latin(*c) && passes_for_latin(*c));
    found.extend(others.map(|(at, _)| word.at + at));
}

fn words(text: &str) -> Vec<Word<'_>> {
    let mut words = Vec::new();
    let mut start = None;
    for (at, c) in text.char_indices().chain([(text.len(), ' ')]) {
        match (start, is_letter_of_alphabet(c)) {
            (None, true) => start = Some(at),
            (Some(from), false) => {
                let text = &text[from..at];
                words.push(Word {
                    at: from,
                    text,
                    script: script_of(text),
                });
                start = None;
            }
            _ => {}
        }
    }
    words
}

fn script_of(word: &str) -> Option<Script> {
    let mut scripts = word
        .chars()
        .map(|c| c.script())
        .filter(|script| !matches!(script, Script::Common | Script::Inherited));
    let first = scripts.next()?;
    scripts.all(|script| script == first).then_some(first)
}

fn is_letter_of_alphabet(c: char) -> bool {
    c.is_alphabetic()
        && (c < '\u{590}'
            || matches!(c, '\u{13A0}'..='\u{13FD}' | '\u{1C80}'..='\u{1CBF}' | '\u{1D00}'..='\u{1FFF}' | '\u{2C60}'..='\u{2DFF}' | '\u{A640}'..='\u{A69F}'))
}

fn is_latin(c: char) -> bool {
    c.is_ascii_alphabetic() || matches!(c, '\u{C0}'..='\u{24F}' | '\u{1E00}'..='\u{1EFF}')
}

/// Where letters and digits stand that Unicode has for formulas (bold, double-struck and so on) and for the displays of old
/// devices. No word and no figure of a contract is written in them.
pub(super) fn of_formulas(text: &str) -> Vec<usize> {
    text.char_indices()
        .filter(|(_, c)| plain_of_formula(*c).is_some())
        .map(|(at, _)| at)
        .collect()
}

/// The letter or digit that one made for formulas is read as.
pub(super) fn plain_of_formula(c: char) -> Option<char> {
    if !matches!(c, '\u{1D400}'..='\u{1D7FF}' | '\u{1FBF0}'..='\u{1FBF9}') {
        return None;
    }
    std::iter::once(c).nfkc().next().filter(char::is_ascii_alphanumeric)
}

/// The digit that a letter passes for.
pub(super) fn digit_for(letter: char) -> char {
    match letter {
        'O' | 'o' => '0',
        'l' | 'I' => '1',
        other => other,
    }
}

/// Where letters pass for digits among digits: `1O0`, `l0`.
pub(super) fn letters_for_digits(text: &str) -> Vec<usize> {
    let bytes = text.as_bytes();
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(digit) = bytes[at..].iter().position(u8::is_ascii_digit).map(|ahead| at + ahead) {
        let token = figure_around(bytes, digit);
        let is_counted = counts(&text[token.end..]) && &bytes[token.clone()] != b"O2";
        let letters = letters_in(&bytes[token.clone()], is_counted);
        found.extend(letters.into_iter().map(|offset| token.start + offset));
        at = token.end.max(digit + 1);
    }
    found
}

/// The letters and digits around a digit, with the points and commas between two of them.
fn figure_around(bytes: &[u8], digit: usize) -> Range<usize> {
    let is_part = |at: usize| bytes[at].is_ascii_alphanumeric();
    let is_joint = |at: usize| {
        matches!(bytes[at], b'.' | b',') && at > 0 && at + 1 < bytes.len() && is_part(at - 1) && is_part(at + 1)
    };
    let (mut start, mut end) = (digit, digit + 1);
    while start > 0 && (is_part(start - 1) || is_joint(start - 1)) {
        start -= 1;
    }
    while end < bytes.len() && (is_part(end) || is_joint(end)) {
        end += 1;
    }
    start..end
}

/// Whether money, a share or a length of time is counted by what stands in front of the text: `30I EUR`, `I5 per cent`.
fn counts(text: &str) -> bool {
    const COUNTED: [&str; 27] = [
        "%",
        "‰",
        "per cent",
        "percent",
        "Prozent",
        "pour cent",
        "day",
        "week",
        "month",
        "year",
        "hour",
        "Tag",
        "Monat",
        "Jahr",
        "jour",
        "mois",
        "an",
        "EUR",
        "USD",
        "GBP",
        "CHF",
        "euro",
        "Euro",
        "dollar",
        "pound",
        "franc",
        "元",
    ];
    let text = text.strip_prefix([' ', '\u{A0}']).unwrap_or(text);
    COUNTED.iter().any(|counted| {
        let behind = text
            .strip_prefix(counted)
            .map(|rest| rest.trim_start_matches(['e', 'n', 's']));
        behind.is_some_and(|rest| !rest.starts_with(|c: char| c.is_ascii_alphanumeric()))
    })
}

/// Where letters stand for digits in a figure. It has no other letters, and reads as nothing else: `O2` is oxygen and `5l`
/// are five litres, unless what is counted follows.
fn letters_in(figure: &[u8], is_counted: bool) -> Vec<usize> {
    let is_letter = |byte: &u8| matches!(byte, b'O' | b'o' | b'l' | b'I');
    let is_figure = |byte: &u8| byte.is_ascii_digit() || matches!(byte, b'.' | b',') || is_letter(byte);
    let digits = figure.iter().filter(|byte| byte.is_ascii_digit()).count();
    let letters: Vec<usize> = (0..figure.len()).filter(|at| is_letter(&figure[*at])).collect();
    let is_unit = letters[..] == [figure.len() - 1] && matches!(figure[figure.len() - 1], b'l' | b'I');
    let is_name = letters.first() == Some(&0) && digits < 2 && matches!(figure[0], b'O' | b'o' | b'I');
    if letters.is_empty() || (is_unit || is_name) && !is_counted || !figure.iter().all(is_figure) {
        Vec::new()
    } else {
        letters
    }
}

#[cfg(test)]
mod tests {
    use super::super::hidden::{scan, unmasked};

    #[test]
    fn words_of_another_script_that_read_as_latin_are_found_and_honest_ones_are_not() {
        for (text, odd) in [
            ("goods of \u{421}\u{41E}\u{420}\u{410} Ltd", 4),
            ("see Exhibit \u{410} for", 1),
            ("pay \u{391}\u{392}\u{395} Inc", 3),
            ("the α release", 0),
            ("Договор поставки, он и оса на рынке", 0),
            ("called Договор оса here", 0),
            ("p\u{430}y", 1),
            ("Straße, naïve, Ærø", 0),
        ] {
            assert_eq!(scan(text).len(), odd, "{text}");
        }
    }

    #[test]
    fn letters_and_digits_of_formulas_are_found() {
        for (text, reads, odd) in [
            ("within \u{1D7D7}0 days", "within 90 days", 1),
            ("EUR \u{1D7F6}\u{1D7EC}", "EUR 00", 2),
            ("\u{1FBF5} kg", "5 kg", 1),
            ("may \u{1D427}\u{1D428}\u{1D42D} assign", "may not assign", 3),
            ("x² ≤ 5 µm, ℓ, №, ①", "x² ≤ 5 µm, ℓ, №, ①", 0),
        ] {
            assert_eq!((unmasked(text).as_str(), scan(text).len()), (reads, odd), "{text}");
        }
    }

    #[test]
    fn letters_among_digits_are_found_and_units_and_names_are_not() {
        for (text, reads, odd) in [
            ("EUR 5O0 a year", "EUR 500 a year", 1),
            ("l2 months", "12 months", 1),
            ("1,O00.OO", "1,000.00", 3),
            ("共3O日", "共30日", 1),
            ("40I francs", "401 francs", 1),
            ("I8 % of", "18 % of", 1),
            (
                "Section 12I of the Act, 5l drums, O2 % by volume",
                "Section 12I of the Act, 5l drums, O2 % by volume",
                0,
            ),
            (
                "5l of paint, O2, A4, 24x7, ISO27001, H2O, I2C, 3D, Q1",
                "5l of paint, O2, A4, 24x7, ISO27001, H2O, I2C, 3D, Q1",
                0,
            ),
        ] {
            assert_eq!((unmasked(text).as_str(), scan(text).len()), (reads, odd), "{text}");
        }
    }
}
