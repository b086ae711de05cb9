//! Numbers typed in front of headings, texts and items: `ARTICLE II`, `Schedule 1:`, `3.`, `(b)`, 一、, （二）, 第三条, 附件一：.
//!
//! Such a label says where something stands, not what it says. It is compared by what stands behind it, and one that
//! became another is a renumbering.

use super::lexicon::is_han;
use super::numerals::{chinese, half_width, is_chinese_numeral};
use super::reference_labels::{HAN_ANNEX_WORDS, label_word};
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

/// The units behind 第 and a number.
const UNITS: &str = "条條章节節编編款項项部篇目";

/// Words behind which an item may stand.
const CONJUNCTIONS: [&str; 10] = ["and", "or", "und", "oder", "sowie", "et", "ou", "y", "and/or", "then"];

/// The labels of a text, in order and apart from each other: the bytes of the number alone, with its brackets.
pub(crate) fn labels(text: &str, place: Place) -> Vec<Range<usize>> {
    let mut found: Vec<Range<usize>> = Vec::new();
    let start = text.len() - text.trim_start().len();
    if let Some(label) = Label::at(&text[start..], place) {
        found.push(start + label.number.start..start + label.number.end);
    }
    if place == Place::Heading {
        return found;
    }
    let mut sequences = Sequences::default();
    if let Some(first) = found.first() {
        sequences.goes_on(&text[first.clone()]);
    }
    for (at, opens) in openings(text) {
        if found.last().is_some_and(|last| at < last.end) || at == start {
            continue;
        }
        let Some(label) = Label::at(&text[at..], Place::Text) else {
            continue;
        };
        let number = at + label.number.start..at + label.number.end;
        let goes_on = sequences.would_go_on(&text[number.clone()]);
        let is_label = match opens {
            Opening::Line { stands_alone } => stands_alone || goes_on,
            Opening::Inline => label.bracketed && goes_on && !names_items(&text[at + label.end..]),
        };
        if is_label {
            sequences.goes_on(&text[number.clone()]);
            found.push(number);
        }
    }
    found
}

/// The heading without the label in front of it, and without what parts the two.
pub(crate) fn title(heading: &str) -> &str {
    behind_label(heading, Place::Heading)
}

/// The text without the label in front of it, and without what parts the two.
pub(crate) fn title_of_text(text: &str) -> &str {
    behind_label(text, Place::Text)
}

fn behind_label(text: &str, place: Place) -> &str {
    let start = text.len() - text.trim_start().len();
    match Label::at(&text[start..], place) {
        Some(label) => text[start + label.end..].trim_start_matches(|c: char| {
            c.is_whitespace()
                || matches!(
                    c,
                    '.' | ':' | '：' | '、' | '-' | '–' | '—' | ')' | '）' | '．' | '，' | ','
                )
        }),
        None => &text[start..],
    }
}

/// Where a label may stand.
#[derive(Clone, Copy)]
enum Opening {
    /// At the beginning of a line; whether what stands before says that something new begins.
    Line { stands_alone: bool },
    /// Behind a sign within a line.
    Inline,
}

/// The places behind line ends, and the brackets and signs behind punctuation, at which a label may begin.
fn openings(text: &str) -> Vec<(usize, Opening)> {
    let mut found = Vec::new();
    // Where the words of the line above end, while nothing but blanks and signs of emphasis stands on this one.
    let mut above: Option<usize> = None;
    // Where the last word ends.
    let mut words_end = 0;
    for (at, c) in text.char_indices() {
        if c == '\n' {
            above.get_or_insert(words_end);
            continue;
        }
        if c.is_whitespace() || above.is_some() && c == '*' {
            continue;
        }
        if let Some(end) = above.take() {
            let blank_line = text[end..at].bytes().filter(|byte| *byte == b'\n').count() > 1;
            let stands_alone = blank_line || ends_a_part(&text[..end]);
            found.push((at, Opening::Line { stands_alone }));
        } else if matches!(c, '(' | '（' | '①'..='⑳') && ends_a_part(&text[..words_end]) {
            found.push((at, Opening::Inline));
        }
        words_end = at + c.len_utf8();
    }
    found
}

/// Whether an item or a paragraph may begin behind the text.
fn ends_a_part(text: &str) -> bool {
    let Some(last) = text.chars().next_back() else {
        return true;
    };
    if ".:;,!?|。：；，！？、".contains(last) {
        return true;
    }
    // No conjunction is longer: what stands further before is not looked at.
    let near = text
        .char_indices()
        .rev()
        .take(8)
        .last()
        .map_or("", |(at, _)| &text[at..]);
    let word = near.rsplit(|c: char| c.is_whitespace()).next().unwrap_or("");
    CONJUNCTIONS
        .iter()
        .any(|conjunction| word.eq_ignore_ascii_case(conjunction))
        || ["以及", "及", "和", "或", "并", "並", "及び", "並びに", "又は"]
            .iter()
            .any(|conjunction| text.ends_with(conjunction))
}

/// Whether the text behind a bracket makes it the name of an item that stands elsewhere: `(b) and (c)`, （二）项.
fn names_items(after: &str) -> bool {
    let after = after.trim_start();
    let word = after.split(|c: char| !c.is_ascii_alphabetic()).next().unwrap_or("");
    after.is_empty()
        || after.starts_with(['.', ',', ';', ':', ')', '。', '，', '；', '、', '）', '项', '項', '款', '号', '目'])
        // （一）和（二）, but （一）及时.
        || after
            .strip_prefix(['至', '和', '及', '或', '与', '與'])
            .is_some_and(|more| more.starts_with(['（', '(', '第']))
        || ["and", "or", "to", "of", "above", "below", "through", "und", "oder", "bis", "et", "ou"]
            .iter()
            .any(|naming| word.eq_ignore_ascii_case(naming))
}

/// How far each kind of label has come.
#[derive(Default)]
struct Sequences {
    /// The latest value of each kind: how it is written, and what it counts to.
    latest: Vec<(u32, Vec<u32>)>,
}

impl Sequences {
    fn would_go_on(&self, label: &str) -> bool {
        let values = values(label);
        values.contains(&1)
            || self
                .latest
                .iter()
                .filter(|(kind, _)| *kind == kind_of(label))
                .any(|(_, before)| before.iter().any(|value| values.contains(&(value + 1))))
    }

    fn goes_on(&mut self, label: &str) {
        let kind = kind_of(label);
        self.latest.retain(|(known, _)| *known != kind);
        self.latest.push((kind, values(label)));
    }
}

/// In which of a few ways a label is written.
fn kind_of(label: &str) -> u32 {
    let bracket = label.starts_with(['(', '（']);
    let inner = label.trim_matches(['(', ')', '（', '）']);
    let sign = inner.chars().next().unwrap_or(' ');
    let kind = if half_width(sign).is_ascii_digit() {
        0
    } else if sign.is_ascii_lowercase() {
        1
    } else if sign.is_ascii_uppercase() {
        2
    } else if is_chinese_numeral(sign) {
        3
    } else {
        4
    };
    kind * 2 + u32::from(bracket)
}

/// What the label may count to: `(i)` is the first and the ninth.
fn values(label: &str) -> Vec<u32> {
    let inner = label.trim_matches(['(', ')', '（', '）', '第']);
    let digits: String = inner.chars().map(half_width).take_while(char::is_ascii_digit).collect();
    if let Ok(value) = digits.parse() {
        return vec![value];
    }
    let mut values = Vec::new();
    let mut letters = inner.chars();
    match (letters.next(), letters.next()) {
        (Some(c @ '①'..='⑳'), None) => values.push(c as u32 - '①' as u32 + 1),
        (Some(c), None) if c.is_ascii_alphabetic() => values.push(u32::from(c.to_ascii_lowercase() as u8 - b'a') + 1),
        _ => {}
    }
    values.extend(roman(inner));
    let numeral: String = inner.chars().take_while(|c| is_chinese_numeral(*c)).collect();
    values.extend(chinese(&numeral).and_then(|value| u32::try_from(value.as_whole()?).ok()));
    values
}

/// The value of a Roman number below fifty, which is as far as labels go.
fn roman(text: &str) -> Option<u32> {
    let tens = text.bytes().take_while(|byte| byte.eq_ignore_ascii_case(&b'x')).count();
    let ones = match text.get(tens..)?.to_ascii_lowercase().as_str() {
        "" => 0,
        "i" => 1,
        "ii" => 2,
        "iii" => 3,
        "iv" => 4,
        "v" => 5,
        "vi" => 6,
        "vii" => 7,
        "viii" => 8,
        "ix" => 9,
        _ => return None,
    };
    let value = u32::try_from(tens).ok()? * 10 + ones;
    (value > 0 && tens <= 4).then_some(value)
}

/// A label at the beginning of a text.
struct Label {
    /// The number, with brackets around it.
    number: Range<usize>,
    /// Where the label ends.
    end: usize,
    bracketed: bool,
}

impl Label {
    fn at(text: &str, place: Place) -> Option<Self> {
        let first = text.chars().next()?;
        match first {
            '(' | '（' => bracketed(text),
            '①'..='⑳' => Some(Self {
                number: 0..first.len_utf8(),
                end: first.len_utf8(),
                bracketed: true,
            }),
            '第' => ordinal(text, place),
            _ => named(text, place).or_else(|| bare(text, place)),
        }
    }
}

/// `(a)`, `(12)`, `(iv)`, （二）.
fn bracketed(text: &str) -> Option<Label> {
    let open = text.chars().next()?.len_utf8();
    let number = number_length(&text[open..], true)?;
    let close = text[open + number..]
        .chars()
        .next()
        .filter(|c| matches!(c, ')' | '）'))?;
    let end = open + number + close.len_utf8();
    let latin = text[open..].starts_with(|c: char| c.is_ascii_alphabetic());
    let parted = |c: char| c.is_whitespace() || is_han(c) || !latin && !c.is_ascii_digit();
    text[end..].chars().next().is_none_or(parted).then_some(Label {
        number: 0..end,
        end,
        bracketed: true,
    })
}

/// 第三条, 第４章, 第2部分.
fn ordinal(text: &str, place: Place) -> Option<Label> {
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
    ends.then_some(Label {
        number: 0..end,
        end,
        bracketed: false,
    })
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
    let is_known = label_word(word).is_some() || DIVISIONS.iter().any(|name| name.eq_ignore_ascii_case(word));
    let stop = text[letters..].starts_with('.');
    is_known.then_some((letters + usize::from(stop), stop))
}

/// `ARTICLE II`, `Schedule 1:`, `§ 3`, 附件一：.
fn named(text: &str, place: Place) -> Option<Label> {
    let han = HAN_ANNEX_WORDS
        .iter()
        .map(|(word, _)| word)
        .chain(&HAN_DIVISIONS)
        .find(|word| text.starts_with(**word));
    let (mut start, joins) = match han {
        Some(word) => (word.len(), true),
        None => naming_word(text)?,
    };
    let blank = text[start..].len() - text[start..].trim_start_matches([' ', '\u{a0}']).len();
    if blank == 0 && !joins {
        return None;
    }
    start += blank;
    let length = number_length(&text[start..], han.is_some()).or_else(|| spelled_out(&text[start..]))?;
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
    ends.then_some(Label {
        number: start..end,
        end,
        bracketed: false,
    })
}

/// `3.`, `3)`, `5.2 `, `A.`, `IV.`, 一、.
fn bare(text: &str, place: Place) -> Option<Label> {
    let length = number_length(text, true)?;
    let label = Label {
        number: 0..length,
        end: length,
        bracketed: false,
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
        // `5.2 The Vendor` is numbered, `5.2 hours` are counted.
        Some(c) if c.is_whitespace() && levels => {
            let is_title = place == Place::Heading && !next.is_some_and(char::is_lowercase);
            (is_title || next.is_some_and(char::is_uppercase)) && !is_measured(&text[length..])
        }
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
    let word = after
        .trim_start()
        .split(|c: char| !c.is_alphabetic())
        .next()
        .unwrap_or("");
    MEASURES.iter().any(|measure| word.eq_ignore_ascii_case(measure))
}

/// How long a number in words is: `Article Second`, `Schedule One`.
fn spelled_out(text: &str) -> Option<usize> {
    const NUMBERS: [&str; 24] = [
        "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "first",
        "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth", "eleventh", "twelfth",
    ];
    let length = text.bytes().take_while(u8::is_ascii_alphabetic).count();
    NUMBERS
        .iter()
        .any(|number| number.eq_ignore_ascii_case(&text[..length]))
        .then_some(length)
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

#[cfg(test)]
mod tests {
    use super::*;

    fn numbers(text: &str, place: Place) -> Vec<&str> {
        labels(text, place).into_iter().map(|at| &text[at]).collect()
    }

    #[test]
    fn numbers_in_front_of_headings_are_labels_in_every_usual_style() {
        for (heading, number, title_of) in [
            ("ARTICLE IV – Warranties", "IV", "Warranties"),
            ("Article 12. Notices", "12", "Notices"),
            ("Schedule 3: Rates", "3", "Rates"),
            ("Annex B – Data", "B", "Data"),
            ("Article Second: Term", "Second", "Term"),
            ("C. Support", "C", "Support"),
            ("7. Audit", "7", "Audit"),
            ("7.3 Audit", "7.3", "Audit"),
            ("(4) Audit", "(4)", "Audit"),
            ("2) Audit", "2", "Audit"),
            ("§ 9 Haftung", "9", "Haftung"),
            ("Ziffer 2 Vergütung", "2", "Vergütung"),
            ("Artikel 5: Kündigung", "5", "Kündigung"),
            ("四、验收", "四", "验收"),
            ("（五）培训", "（五）", "培训"),
            ("第六章 附则", "第六章", "附则"),
            ("第7条　損害賠償", "第7条", "損害賠償"),
            ("第十二条之一 监督", "第十二条之一", "监督"),
            ("附件二：价格表", "二", "价格表"),
            ("別紙1　仕様", "1", "仕様"),
        ] {
            assert_eq!(numbers(heading, Place::Heading), [number], "{heading}");
            assert_eq!(title(heading), title_of, "{heading}");
        }
        for heading in [
            "Fees",
            "Annexation",
            "Partners",
            "24/7 support",
            "付款",
            "一般规定",
            "I agree",
            "Civil law",
        ] {
            assert_eq!(numbers(heading, Place::Heading), [""; 0], "{heading}");
        }
    }

    #[test]
    fn items_are_labels_where_something_begins_and_goes_on() {
        for (text, found) in [
            ("3. Customer shall pay.", vec!["3"]),
            ("5.2 The Vendor trains.", vec!["5.2"]),
            ("5.2 hours are free.", vec![]),
            ("30 days later.", vec![]),
            ("Section 4 survives.", vec![]),
            ("第三条 甲方付款。", vec!["第三条"]),
            ("第三条规定的费用。", vec![]),
            ("It may:\n(a) rest;\n(b) run; and\n(c) go.", vec!["(a)", "(b)", "(c)"]),
            ("It may (a) rest, (b) run, and (c) go.", vec![]),
            ("It may: (a) rest, (b) run, and (c) go.", vec!["(a)", "(b)", "(c)"]),
            ("It may: (i) rest; or (ii) go as (b) says.", vec!["(i)", "(ii)"]),
            ("under clause (a), (b) and (c) it ends", vec![]),
            (
                "包括：（一）运行；（二）维护；和（三）培训。",
                vec!["（一）", "（二）", "（三）"],
            ),
            ("依前款，（二）项无效。", vec![]),
            ("应当：（一）及时通知；（二）和解。", vec!["（一）", "（二）"]),
            ("It is paid by the\n12. of each month", vec![]),
            ("1. One.\n2. Two.\n\nA. Three", vec!["1", "2", "A"]),
        ] {
            assert_eq!(numbers(text, Place::Text), found, "{text}");
        }
    }
}
