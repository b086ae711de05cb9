//! The labels that clauses and annexes go by in the words of a contract: `5.2`, `IV`, `12A`, `第十二条`, `附件三`.

use super::numerals::{self, half_width};
use std::ops::Range;

/// What a label is the number of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum Labelled {
    /// A clause of the body: section, article, paragraph, 条.
    Clause,
    /// A chapter or part in Chinese, which is numbered on its own: 章, 节, 编.
    Chapter(char),
    /// A schedule, annex, exhibit, part or 附件, each numbered on its own; by the one form that stands for all spellings of its
    /// word.
    Annex(&'static str),
}

/// A number and what it is the number of.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(crate) struct Label {
    pub(crate) of: Labelled,
    /// In half-width digits where it is a number; else the letters as written: `5.2`, `12-1`, `IV`, `B`.
    pub(crate) number: String,
}

impl Label {
    pub(crate) fn clause(number: impl Into<String>) -> Self {
        Self {
            of: Labelled::Clause,
            number: number.into(),
        }
    }
}

/// A word in front of a number, in small letters.
pub(crate) struct LabelWord {
    pub(crate) word: &'static str,
    pub(crate) of: Labelled,
    /// Whether several numbers may follow.
    pub(crate) is_plural: bool,
    /// Whether a full stop belongs to it: `Sec.`
    pub(crate) is_short: bool,
}

const fn row(word: &'static str, of: Labelled, is_plural: bool, is_short: bool) -> LabelWord {
    LabelWord {
        word,
        of,
        is_plural,
        is_short,
    }
}

const CLAUSE: Labelled = Labelled::Clause;
const SCHEDULE: Labelled = Labelled::Annex("schedule");
const ANNEX: Labelled = Labelled::Annex("annex");
const APPENDIX: Labelled = Labelled::Annex("appendix");
const EXHIBIT: Labelled = Labelled::Annex("exhibit");
const ATTACHMENT: Labelled = Labelled::Annex("attachment");
const ANLAGE: Labelled = Labelled::Annex("anlage");
const ANHANG: Labelled = Labelled::Annex("anhang");

/// The words of English, German and French contracts for their clauses and annexes.
pub(crate) const LABEL_WORDS: [LabelWord; 54] = [
    row("section", CLAUSE, false, false),
    row("sections", CLAUSE, true, false),
    row("sec", CLAUSE, false, true),
    row("secs", CLAUSE, true, true),
    row("sect", CLAUSE, false, true),
    row("clause", CLAUSE, false, false),
    row("clauses", CLAUSE, true, false),
    row("cl", CLAUSE, false, true),
    row("cls", CLAUSE, true, true),
    row("article", CLAUSE, false, false),
    row("articles", CLAUSE, true, false),
    row("art", CLAUSE, false, true),
    row("arts", CLAUSE, true, true),
    row("paragraph", CLAUSE, false, false),
    row("paragraphs", CLAUSE, true, false),
    row("paragraphe", CLAUSE, false, false),
    row("paragraphes", CLAUSE, true, false),
    row("para", CLAUSE, false, true),
    row("paras", CLAUSE, true, true),
    row("subclause", CLAUSE, false, false),
    row("subclauses", CLAUSE, true, false),
    row("subsection", CLAUSE, false, false),
    row("subsections", CLAUSE, true, false),
    row("ziffer", CLAUSE, false, false),
    row("ziffern", CLAUSE, true, false),
    row("ziff", CLAUSE, false, true),
    row("artikel", CLAUSE, false, false),
    row("artikeln", CLAUSE, true, false),
    row("abschnitt", CLAUSE, false, false),
    row("abschnitte", CLAUSE, true, false),
    row("abschnitten", CLAUSE, true, false),
    row("klausel", CLAUSE, false, false),
    row("klauseln", CLAUSE, true, false),
    row("schedule", SCHEDULE, false, false),
    row("schedules", SCHEDULE, true, false),
    row("annex", ANNEX, false, false),
    row("annexes", ANNEX, true, false),
    row("annexe", ANNEX, false, false),
    row("annexure", ANNEX, false, false),
    row("annexures", ANNEX, true, false),
    row("appendix", APPENDIX, false, false),
    row("appendices", APPENDIX, true, false),
    row("appendixes", APPENDIX, true, false),
    row("exhibit", EXHIBIT, false, false),
    row("exhibits", EXHIBIT, true, false),
    row("attachment", ATTACHMENT, false, false),
    row("attachments", ATTACHMENT, true, false),
    row("anlage", ANLAGE, false, false),
    row("anlagen", ANLAGE, true, false),
    row("anhang", ANHANG, false, false),
    row("anhänge", ANHANG, true, false),
    row("anhängen", ANHANG, true, false),
    row("part", Labelled::Annex("part"), false, false),
    row("parts", Labelled::Annex("part"), true, false),
];

/// The words for annexes in Chinese and Japanese, with the one that they are known by here.
pub(crate) const HAN_ANNEX_WORDS: [(&str, &str); 10] = [
    ("附件", "附件"),
    ("附录", "附录"),
    ("附錄", "附录"),
    ("附表", "附表"),
    ("附图", "附图"),
    ("附圖", "附图"),
    ("別紙", "別紙"),
    ("別表", "別表"),
    ("別添", "別添"),
    ("付属書", "付属書"),
];

/// The characters with which these begin.
pub(super) const FIRST_OF_HAN_ANNEX_WORDS: [char; 3] = ['附', '別', '付'];

/// The bytes of the longest of the words in front of numbers.
pub(super) const LONGEST_LABEL_WORD: usize = 13;

/// The word in front of a number that has these letters, whatever their case.
pub(crate) fn label_word(letters: &str) -> Option<&'static LabelWord> {
    // Most words of a text are looked up in vain.
    if !(2..=LONGEST_LABEL_WORD).contains(&letters.len()) {
        return None;
    }
    let lower = letters.to_lowercase();
    LABEL_WORDS.iter().find(|one| one.word == lower)
}

/// The number at the beginning of the text, in the letters and digits of any label: how many bytes it has, and the number.
///
/// `5.2`, `５．２`, `12A`, `IV`, `B`, `A-1`; `None` where it is only the beginning of a longer word or
/// figure: `5th`, `5%`.
pub(crate) fn number_at_start(text: &str) -> Option<(usize, String)> {
    let first = text.chars().next()?;
    let (length, number) = if half_width(first).is_ascii_digit() {
        digits_at_start(text)?
    } else if first.is_ascii_uppercase() {
        letters_at_start(text)?
    } else {
        return None;
    };
    let after = text[length..].chars().next();
    let ends =
        after.is_none_or(|c| !c.is_ascii_alphanumeric() && !matches!(c, '%' | '％' | '‰' | '$' | '€' | '£' | '¥'));
    ends.then_some((length, number))
}

/// `5`, `5.2.1`, `12A`: parts of up to four digits with full stops between them, and a letter behind.
fn digits_at_start(text: &str) -> Option<(usize, String)> {
    let mut number = String::new();
    let mut length = 0;
    let mut digits = 0;
    let mut rest = text.char_indices().peekable();
    while let Some((at, c)) = rest.next() {
        let plain = half_width(c);
        if plain.is_ascii_digit() {
            digits += 1;
            if digits > 4 {
                return None;
            }
            number.push(plain);
            length = at + c.len_utf8();
        } else if plain == '.'
            && digits > 0
            && rest
                .peek()
                .is_some_and(|(_, after)| half_width(*after).is_ascii_digit())
        {
            digits = 0;
            number.push('.');
        } else {
            if c.is_ascii_uppercase() && rest.peek().is_none_or(|(_, after)| !after.is_alphanumeric()) {
                number.push(c);
                length = at + 1;
            }
            break;
        }
    }
    (length > 0).then_some((length, number))
}

/// `IV`, `B`, `A-1`, `A1`: a Roman number, or one letter with digits behind.
fn letters_at_start(text: &str) -> Option<(usize, String)> {
    let letters = text.bytes().take_while(u8::is_ascii_uppercase).count();
    let is_roman = text[..letters].bytes().all(|byte| b"IVXLCDM".contains(&byte));
    if letters > 1 {
        return (is_roman && letters <= 8).then(|| (letters, text[..letters].to_owned()));
    }
    let joint = usize::from(text[letters..].starts_with(['-', '.']));
    let digits = text[letters + joint..].bytes().take_while(u8::is_ascii_digit).count();
    let length = if digits == 0 { letters } else { letters + joint + digits };
    Some((length, text[..length].to_owned()))
}

/// `(a)`, `(ii)`, `(3)` behind a number: how many bytes it has.
pub(crate) fn item_length(text: &str) -> Option<usize> {
    let inner = text.strip_prefix('(')?;
    // No item is longer: what stands further behind is not looked at.
    let end = inner
        .bytes()
        .take(5)
        .position(|byte| byte == b')')
        .filter(|end| *end > 0)?;
    inner[..end]
        .bytes()
        .all(|b| b.is_ascii_alphanumeric())
        .then_some(end + 2)
}

/// A number in Chinese numerals or digits at the beginning of the text: how many bytes it has, and the number in digits.
pub(crate) fn han_number_at_start(text: &str) -> Option<(usize, String)> {
    if text.starts_with(|c: char| half_width(c).is_ascii_digit()) {
        return digits_at_start(text);
    }
    let length = text
        .find(|c: char| !numerals::is_chinese_numeral(c))
        .unwrap_or(text.len());
    let value = numerals::chinese(&text[..length])?;
    Some((length, numerals::plain(value)))
}

/// How many bytes the number has that stands behind the word for a clause or an annex, and the number in digits where it is
/// written in words or as an ordinal: `Two`, `1er`.
pub(crate) fn number_behind_word(text: &str) -> Option<(usize, String)> {
    let in_words = || {
        let found = number_in_words(text)?;
        (text.starts_with(char::is_uppercase) || stands_as_number(text, found)).then_some(found)
    };
    ordinal_at_start(text)
        .or_else(in_words)
        .map(|(length, value)| (length, value.to_string()))
        .or_else(|| number_at_start(text))
}

/// Whether a number in small letters is that of a clause: `clause four prevails`, but `in each section two copies`.
fn stands_as_number(text: &str, (length, value): (usize, u32)) -> bool {
    const BEHIND: [&str; 19] = [
        "above", "below", "hereof", "of", "and", "or", "to", "shall", "is", "are", "may", "will", "applies", "apply",
        "prevails", "survives", "governs", "does", "provides",
    ];
    let is_cardinal = value > 1 && !["nd", "rd", "th"].iter().any(|end| text[..length].ends_with(end));
    let rest = &text[length..];
    let word = rest
        .trim_start()
        .split(|c: char| !c.is_alphabetic())
        .next()
        .unwrap_or("");
    let ends = rest.is_empty() || rest.starts_with([',', '.', ';', ')']);
    is_cardinal && (ends || rest.starts_with([' ', '\n']) && BEHIND.contains(&word))
}

/// `Two`, `Second`, `Drei`, `Deux` at the beginning of the text: how many bytes it has, and its value.
pub(crate) fn number_in_words(text: &str) -> Option<(usize, u32)> {
    const NUMBERS: [&[&str]; 12] = [
        &["one", "first", "eins", "un", "une"],
        &["two", "second", "zwei", "deux"],
        &["three", "third", "drei", "trois"],
        &["four", "fourth", "vier", "quatre"],
        &["five", "fifth", "fünf", "cinq"],
        &["six", "sixth", "sechs"],
        &["seven", "seventh", "sieben", "sept"],
        &["eight", "eighth", "acht", "huit"],
        &["nine", "ninth", "neun", "neuf"],
        &["ten", "tenth", "zehn", "dix"],
        &["eleven", "eleventh", "elf", "onze"],
        &["twelve", "twelfth", "zwölf", "douze"],
    ];
    let letters = text.find(|c: char| !c.is_alphabetic()).unwrap_or(text.len());
    // `Schedule Two-Year` is about something else.
    let goes_on = text[letters..].starts_with('-') && text[letters + 1..].starts_with(char::is_alphabetic);
    if goes_on || !(2..=8).contains(&letters) {
        return None;
    }
    let word = text[..letters].to_lowercase();
    let at = NUMBERS.iter().position(|ways| ways.contains(&&*word))?;
    Some((letters, u32::try_from(at).ok()? + 1))
}

/// `1er`, `2e`, `3rd` at the beginning of the text: how many bytes it has, and its value.
pub(crate) fn ordinal_at_start(text: &str) -> Option<(usize, u32)> {
    const SUFFIXES: [&str; 11] = ["er", "re", "ère", "ᵉʳ", "e", "ème", "st", "nd", "rd", "th", "º"];
    let digits = text.bytes().take(3).take_while(u8::is_ascii_digit).count();
    let value = text[..digits].parse().ok()?;
    let suffix = SUFFIXES.iter().filter(|suffix| text[digits..].starts_with(**suffix));
    let length = digits + suffix.max_by_key(|suffix| suffix.len())?.len();
    let ends = !text[length..].starts_with(char::is_alphanumeric);
    ends.then_some((length, value))
}

/// A number below fifty in Roman capitals.
pub(crate) fn in_roman(value: u32) -> Option<String> {
    const ONES: [&str; 10] = ["", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX"];
    let ones = ONES.get(usize::try_from(value % 10).ok()?)?;
    let tens = usize::try_from(value / 10).ok().filter(|tens| *tens <= 4)?;
    Some("X".repeat(tens) + ones).filter(|roman| !roman.is_empty())
}

/// The value of a Roman number below fifty, which is as far as labels go.
pub(crate) fn roman(text: &str) -> Option<u32> {
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

/// The numbers of a `第…条`, which may be several: `第三、四条`, `第四至六条`.
pub(crate) struct HanLabels {
    /// The unit behind the numbers, in the simplified form.
    pub(crate) unit: char,
    /// The bytes of each number, the first with 第 in front and the last with what stands behind, and the number in digits.
    pub(crate) numbers: Vec<(Range<usize>, String)>,
}

/// 第…条 at the beginning of the text.
pub(crate) fn han_labels(text: &str) -> Option<HanLabels> {
    let mut at = text.strip_prefix('第').map(|after| text.len() - after.len())?;
    let mut numbers: Vec<(Range<usize>, String)> = Vec::new();
    loop {
        at += blanks(&text[at..]);
        let (length, number) = broken_numeral(&text[at..]).or_else(|| han_number_at_start(&text[at..]))?;
        let start = if numbers.is_empty() { 0 } else { at };
        at += length;
        numbers.push((start..at, number));
        let behind = at + blanks(&text[at..]);
        let next = text[behind..].chars().next()?;
        if let Some(unit) = han_unit(next) {
            let mut end = behind + next.len_utf8();
            if let Some((more, number)) = inserted_article(&text[end..]) {
                end += more;
                if let Some((_, last)) = numbers.last_mut() {
                    *last = format!("{last}-{number}");
                }
            }
            if let Some((range, _)) = numbers.last_mut() {
                range.end = end;
            }
            return Some(HanLabels { unit, numbers });
        }
        if numbers.len() > 20
            || !matches!(
                next,
                '、' | '至' | '到' | '和' | '及' | '或' | '-' | '–' | '—' | '~' | '～' | '−'
            )
        {
            return None;
        }
        at = behind + next.len_utf8();
    }
}

/// 十二 with a line end in it.
fn broken_numeral(text: &str) -> Option<(usize, String)> {
    let first = numerals::chinese_run(text);
    let behind = text[first..].strip_prefix('\n').filter(|_| first > 0)?;
    let second = numerals::chinese_run(behind);
    let value = numerals::chinese(&format!("{}{}", &text[..first], &behind[..second])).filter(|_| second > 0)?;
    Some((first + 1 + second, numerals::plain(value)))
}

/// 之一 behind 第十二条: an article of its own.
fn inserted_article(text: &str) -> Option<(usize, String)> {
    let after = text.strip_prefix(['之', 'の'])?;
    let (length, number) = han_number_at_start(after)?;
    Some((text.len() - after.len() + length, number))
}

fn han_unit(c: char) -> Option<char> {
    Some(match c {
        '条' | '條' => '条',
        '章' => '章',
        '节' | '節' => '节',
        '编' | '編' => '编',
        '款' => '款',
        _ => return None,
    })
}

/// How many bytes of white space the text begins with; 0 where a blank line, and so the end of a paragraph, is among them.
pub(crate) fn blanks(text: &str) -> usize {
    let length = text.len() - text.trim_start().len();
    if text[..length].matches('\n').count() > 1 {
        0
    } else {
        length
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_of_every_style_are_read_and_figures_and_words_are_not() {
        for (text, number) in [
            ("5.2(a)", Some("5.2")),
            ("５．２ 款", Some("5.2")),
            ("12A.", Some("12A")),
            ("IV of", Some("IV")),
            ("B", Some("B")),
            ("A-1,", Some("A-1")),
            ("3.", Some("3")),
            ("5%", None),
            ("20261 words", None),
            ("Civil", None),
            ("5th", None),
            ("five", None),
        ] {
            let found = number_at_start(text).map(|(_, number)| number);
            assert_eq!(found.as_deref(), number, "{text}");
        }
    }

    #[test]
    fn numbers_in_words_and_ordinals_are_read_behind_words_for_clauses() {
        for (text, number) in [
            ("Two sets", Some("2")),
            ("Vier", Some("4")),
            ("Trois", Some("3")),
            ("1er – Prix", Some("1")),
            ("2nd", Some("2")),
            ("12 of", Some("12")),
            ("IV", Some("IV")),
            ("two sets", None),
            ("four prevails", Some("4")),
            ("four, the", Some("4")),
            ("one of", None),
            ("Two-Year", None),
            ("Tenth-grade", None),
            ("Tense", None),
            ("1earth", None),
        ] {
            let found = number_behind_word(text).map(|(_, number)| number);
            assert_eq!(found.as_deref(), number, "{text}");
        }
    }

    #[test]
    fn chinese_labels_are_read_with_lists_ranges_blanks_and_both_scripts() {
        for (text, labels) in [
            ("第十二条", vec!["第十二条=12"]),
            ("第\n十二条", vec!["第\n十二条=12"]),
            ("第十\n二条", vec!["第十\n二条=12"]),
            ("第二\n條", vec!["第二\n條=2"]),
            ("第二\n\n条", vec![]),
            ("第 4 条", vec!["第 4 条=4"]),
            ("第３条", vec!["第３条=3"]),
            ("第四條", vec!["第四條=4"]),
            ("第三、四条", vec!["第三=3", "四条=4"]),
            ("第4-6条", vec!["第4=4", "6条=6"]),
            ("第四至六条", vec!["第四=4", "六条=6"]),
            ("第十二条之一", vec!["第十二条之一=12-1"]),
            ("第5.2款", vec!["第5.2款=5.2"]),
            ("第三方", vec![]),
            ("第2日", vec![]),
        ] {
            let found: Vec<String> = han_labels(text)
                .into_iter()
                .flat_map(|found| found.numbers)
                .map(|(at, number)| format!("{}={number}", &text[at]))
                .collect();
            assert_eq!(found, labels, "{text}");
        }
    }
}
