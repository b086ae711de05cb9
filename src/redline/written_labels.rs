//! One label as it is written at the beginning of a heading, text or item: `ARTICLE II`, `Schedule 1:`, `3.`, `(b)`, 第三条, （二）.

use super::lexicon::is_han;
use super::numerals::{half_width, is_chinese_numeral};
use super::other_documents::{OwnOrOther, begins_with_part, names_another_document};
use super::reference_labels::{HAN_ANNEX_WORDS, label_word, number_in_words, ordinal_at_start, roman};
use super::units::unit_at;
use std::ops::Range;

/// What a text is: in a heading a number needs no sign behind it, in a text there may be items.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Place {
    Heading,
    Text,
}

/// Words that a number makes a label of in front of a heading, besides those that clauses and annexes are referred to by.
const DIVISIONS: [&str; 13] = [
    "chapter", "title", "recital", "item", "kapitel", "teil", "punkt", "titel", "chapitre", "titre", "partie", "no",
    "nr",
];

/// The same in Chinese and Japanese; the number follows directly.
const HAN_DIVISIONS: [&str; 4] = ["别册", "附属書", "附則", "附屬"];

/// The signs by which Japanese counts items, in their order.
pub(super) const IROHA: &str = "イロハニホヘトチリヌルヲワカヨタレソ";

/// The units behind 第 and a number.
const UNITS: &str = "条條章节節编編款項项部篇目";

/// A label at the beginning of a text.
pub(crate) struct WrittenLabel {
    /// The number, with brackets around it.
    pub(crate) number: Range<usize>,
    /// Where the label ends.
    pub(crate) end: usize,
    pub(crate) bracketed: bool,
    /// Whether the words may as well be a reference or a figure within a sentence: they are a label where something begins.
    pub(crate) needs_opening: bool,
}

impl WrittenLabel {
    pub(crate) fn at(text: &str, place: Place) -> Option<Self> {
        let first = text.chars().next()?;
        match first {
            '(' | '（' => bracketed(text),
            '[' if place == Place::Heading => bracketed(text),
            '①'..='⑳' => Some(Self {
                number: 0..first.len_utf8(),
                end: first.len_utf8(),
                bracketed: true,
                needs_opening: false,
            }),
            '第' => ordinal(text, place),
            // イ　納入: Japanese items
            _ if IROHA.contains(first) && text[first.len_utf8()..].starts_with(['\u{3000}', '）', '.', '．']) => {
                Some(Self {
                    number: 0..first.len_utf8(),
                    end: first.len_utf8(),
                    bracketed: false,
                    needs_opening: false,
                })
            }
            _ => named(text, place).or_else(|| bare(text, place)),
        }
    }
}

/// `(a)`, `(12)`, `(iv)`, （二）.
fn bracketed(text: &str) -> Option<WrittenLabel> {
    let open = text.chars().next()?.len_utf8();
    let number = number_length(&text[open..], true)?;
    let close = text[open + number..]
        .chars()
        .next()
        .filter(|c| matches!(c, ')' | '）' | ']'))?;
    let end = open + number + close.len_utf8();
    let latin = text[open..].starts_with(|c: char| c.is_ascii_alphabetic());
    let parted = |c: char| c.is_whitespace() || is_han(c) || !latin && !c.is_ascii_digit();
    text[end..].chars().next().is_none_or(parted).then_some(WrittenLabel {
        number: 0..end,
        end,
        bracketed: true,
        needs_opening: false,
    })
}

/// 第三条, 第４章, 第2部分.
fn ordinal(text: &str, place: Place) -> Option<WrittenLabel> {
    let start = '第'.len_utf8();
    let blank = text[start..].len() - text[start..].trim_start_matches(' ').len();
    let number = text[start + blank..]
        .find(|c: char| !is_chinese_numeral(c) && !half_width(c).is_ascii_digit() && c != '.')
        .filter(|length| *length > 0)?;
    let after = &text[start + blank + number..];
    let trimmed = after.trim_start_matches(' ');
    let unit = trimmed.chars().next().filter(|c| UNITS.contains(*c))?;
    let mut end = text.len() - trimmed.len() + unit.len_utf8();
    if let Some(more) = text[end..].strip_prefix(['之', 'の']) {
        let length = more
            .find(|c: char| !is_chinese_numeral(c) && !half_width(c).is_ascii_digit())
            .unwrap_or(more.len());
        if length > 0 {
            end += '之'.len_utf8() + length;
        }
    }
    let parted = |c: char| c.is_whitespace() || matches!(c, ':' | '：' | '、' | '（' | '(' | '【');
    let ends = place == Place::Heading || text[end..].chars().next().is_none_or(parted);
    ends.then_some(WrittenLabel {
        number: 0..end,
        end,
        bracketed: false,
        needs_opening: false,
    })
}

/// Whether the word names a part of a contract that no reference goes by.
pub(crate) fn is_division(word: &str) -> bool {
    DIVISIONS.iter().any(|name| name.eq_ignore_ascii_case(word))
}

/// How many bytes the word has that names what the number behind it is of, and whether the number may follow without a
/// blank: `Schedule`, `Art.`, `§§`.
fn naming_word(text: &str) -> Option<(usize, bool)> {
    let signs = text.len() - text.trim_start_matches('§').len();
    if signs > 0 {
        return Some((signs, true));
    }
    let letters = text.find(|c: char| !c.is_alphabetic()).unwrap_or(text.len());
    let word = &text[..letters];
    let is_known = label_word(word).is_some() || is_division(word);
    let stop = text[letters..].starts_with('.');
    is_known.then_some((letters + usize::from(stop), stop))
}

/// `ARTICLE II`, `Schedule 1:`, `§ 3`, 附件一：.
fn named(text: &str, place: Place) -> Option<WrittenLabel> {
    let han = HAN_ANNEX_WORDS
        .iter()
        .map(|(word, _)| word)
        .chain(&HAN_DIVISIONS)
        .find(|word| text.starts_with(**word));
    let (mut start, joins) = match han {
        // 別表第一
        Some(word) => (
            word.len() + text[word.len()..].strip_prefix('第').map_or(0, |_| '第'.len_utf8()),
            true,
        ),
        None => naming_word(text)?,
    };
    let blank = text[start..].len() - text[start..].trim_start_matches([' ', '\u{a0}']).len();
    if blank == 0 && !joins {
        return None;
    }
    start += blank;
    let number = &text[start..];
    let length = ordinal_at_start(number)
        .or_else(|| number_in_words(number))
        .map(|(length, _)| length)
        .or_else(|| number_length(number, han.is_some()))?;
    let end = start + length;
    let mut behind = text[end..].chars();
    let sign = behind.next();
    // `Section 4 survives` is a sentence about another section.
    let is_sign = |c: char| matches!(c, '.' | ':' | '：' | '、' | '-' | '–' | '—' | ')' | '\n' | '．' | '，');
    let ends = match place {
        Place::Heading => sign.is_none_or(|c| !c.is_alphanumeric() || han.is_some()),
        Place::Text => {
            sign.is_none_or(|c| is_sign(c) && !behind.as_str().starts_with(|c: char| c.is_ascii_digit()))
                || text[end..].trim_start_matches(' ').starts_with(['–', '—', '-', ':'])
        }
    };
    let needs_opening = !ends;
    (ends || place == Place::Text && han.is_none() && a_sentence_follows(&text[end..])).then_some(WrittenLabel {
        number: start..end,
        end,
        bracketed: false,
        needs_opening,
    })
}

/// Whether a sentence begins behind `§ 1` or `Article 3`: a capital that belongs neither to a part of the clause nor to the
/// name of a statute, `§ 1 Abs. 2`, `§ 5 BGB`, `Section 7 Notices of the Code`.
fn a_sentence_follows(after: &str) -> bool {
    let rest = after.trim_start_matches([' ', '\u{a0}']);
    let begins = rest.len() < after.len() && rest.starts_with(char::is_uppercase);
    begins && names_another_document("", "", after) == OwnOrOther::Own && !begins_with_part(rest) && {
        let mut words = rest.split(|c: char| !c.is_alphabetic());
        let first = words.next().unwrap_or("");
        !["Satz", "Sätze", "Halbsatz", "Unterabsatz"].contains(&first)
            && !first.to_lowercase().ends_with("gesetz")
            && !first.to_lowercase().ends_with("ordnung")
    }
}

/// `3.`, `3)`, `5.2 `, `A.`, `IV.`, 一、.
fn bare(text: &str, place: Place) -> Option<WrittenLabel> {
    let length = number_length(text, true)?;
    let label = WrittenLabel {
        number: 0..length,
        end: length,
        bracketed: false,
        needs_opening: false,
    };
    let number = &text[..length];
    let mut behind = text[length..].chars();
    let (sign, next) = (behind.next(), behind.next());
    let han = number.starts_with(is_chinese_numeral);
    let levels = number.contains('.');
    let parted = |c: char| c.is_whitespace() || is_han(c);
    let fits = match sign {
        Some('、') => true,
        Some('.' | '．') => next.is_none_or(|c| parted(c) && (!han || c.is_whitespace() || is_han(c))),
        Some(')' | '）') => next.is_none_or(parted),
        Some(':' | '：') => place == Place::Heading,
        // `1° Objet`, `1/ Objet`
        Some('°' | '/') => place == Place::Heading && next.is_some_and(char::is_whitespace),
        // `5.2 The Vendor` is numbered, `5.2 hours` are counted.
        Some(c) if c.is_whitespace() && levels => {
            let is_title = place == Place::Heading && !next.is_some_and(char::is_lowercase);
            let begins = next.is_some_and(|c| c.is_uppercase() || is_han(c));
            (is_title || begins) && !is_measured(&text[length..])
        }
        // Japanese clauses have an ideographic blank behind their number.
        Some('\u{3000}') => next.is_some_and(|c| is_han(c) || c == '「') && !is_measured(&text[length..]),
        Some(c) if c.is_whitespace() => {
            // `20 years in business`
            place == Place::Heading
                && number.starts_with(|c: char| half_width(c).is_ascii_digit())
                && !next.is_some_and(char::is_lowercase)
        }
        Some('-') => place == Place::Heading && number.starts_with(|c: char| c.is_ascii_digit()),
        _ => false,
    };
    fits.then_some(label)
}

/// Whether the text begins with what a decimal number counts.
fn is_measured(after: &str) -> bool {
    const MEASURES: [&str; 16] = [
        "mio",
        "mrd",
        "millionen",
        "milliarden",
        "prozent",
        "stunden",
        "tage",
        "euro",
        "eur",
        "usd",
        "gbp",
        "cny",
        "chf",
        "jpy",
        "hkd",
        "gb",
    ];
    let after = after.trim_start();
    // These begin more words than they count things: 本契約, 分公司, 期間.
    let counts = |c: char| is_han(c) && !matches!(c, '本' | '分' | '期');
    if after.starts_with(is_chinese_numeral) || after.starts_with(counts) && unit_at(after).is_some() {
        return true;
    }
    let word = after.split(|c: char| !c.is_alphabetic()).next().unwrap_or("");
    MEASURES.iter().any(|measure| word.eq_ignore_ascii_case(measure))
}

/// How long the number of a label is: digits in levels, a Roman number, a letter, Chinese numerals.
fn number_length(text: &str, han: bool) -> Option<usize> {
    let digits = |text: &str| {
        let length = text.find(|c| !half_width(c).is_ascii_digit()).unwrap_or(text.len());
        let count = text[..length].chars().count();
        (1..=3).contains(&count).then_some(length)
    };
    if let Some(mut length) = digits(text) {
        while let Some(more) = text[length..].strip_prefix('.').and_then(digits) {
            length += 1 + more;
        }
        // (1a) stands between (1) and (2).
        let letter = text[length..].bytes().take_while(u8::is_ascii_lowercase).count();
        let is_suffix = letter == 1 && text[length + 1..].starts_with([')', '）', '.', ' ']);
        return Some(length + usize::from(is_suffix));
    }
    let numeral = text.find(|c| !is_chinese_numeral(c)).unwrap_or(text.len());
    if han && (1..=5).contains(&text[..numeral].chars().count()) {
        return Some(numeral);
    }
    let latin = text.bytes().take_while(u8::is_ascii_alphabetic).count();
    let word = &text[..latin];
    let one_case =
        word.bytes().all(|byte| byte.is_ascii_uppercase()) || word.bytes().all(|byte| byte.is_ascii_lowercase());
    (latin == 1 || latin <= 7 && one_case && roman(word).is_some()).then_some(latin)
}
