//! What may stand in ids, in one-line fields and in texts, and which plain words YAML might take for something else.

use unicode_normalization::{UnicodeNormalization, is_nfc};
use unicode_script::{Script, UnicodeScript};

use super::fault::{Fault, Mistake};

/// Checks an id of a clause or party.
pub(crate) fn check_id(id: &str) -> Result<(), Fault> {
    if id.is_empty() {
        return Err(Fault::IdEmpty);
    }
    if !is_nfc(id) {
        return Err(Fault::IdNotComposed {
            id: id.to_owned(),
            composed: id.nfc().collect(),
        });
    }
    let refused = id
        .chars()
        .find(|&character| !(character.is_alphanumeric() || is_mark(character) || "-_.".contains(character)));
    refused.map_or(Ok(()), |character| Err(Fault::IdCharacter(character)))
}

/// Vowel signs and accents, without which the words of many scripts cannot be written.
fn is_mark(character: char) -> bool {
    unicode_normalization::char::is_combining_mark(character)
}

/// Checks an id that is new: it also has to be seen for what it is. In what was recorded already such an id stays readable.
pub(crate) fn check_new_id(id: &str) -> Result<(), Fault> {
    check_id(id)?;
    unseen_in_id(id).map_or(Ok(()), |character| Err(Fault::IdCharacter(character)))
}

/// The first character of an id that does not show, or that is there to alter how its neighbour looks: two ids may then
/// look the same, or one like something else.
#[must_use]
pub fn unseen_in_id(id: &str) -> Option<char> {
    let mut base = None;
    for character in id.chars() {
        let shows = if is_default_ignorable(character) {
            false
        } else if is_mark(character) {
            base.is_some_and(|base| is_needed_on(character, base))
        } else {
            base = Some(character);
            true
        };
        if !shows {
            return Some(character);
        }
    }
    None
}

/// Whether a mark belongs to the script of the letter under it: a vowel sign of the same script, an accent on a letter of an
/// alphabet, a vowel point, the sound mark of a Japanese sign. Whatever strikes letters out or rings them is none.
fn is_needed_on(mark: char, base: char) -> bool {
    match mark.script() {
        Script::Inherited | Script::Common => match mark {
            '\u{300}'..='\u{331}' => matches!(base.script(), Script::Latin | Script::Greek | Script::Cyrillic),
            '\u{64B}'..='\u{655}' | '\u{670}' => matches!(base.script(), Script::Arabic | Script::Syriac),
            '\u{3099}' | '\u{309A}' => matches!(base.script(), Script::Hiragana | Script::Katakana),
            '\u{951}' | '\u{952}' | '\u{1CD0}'..='\u{1CFA}' => !matches!(base.script(), Script::Latin | Script::Common),
            _ => false,
        },
        script => script == base.script() && !matches!(mark, '\u{488}' | '\u{489}'),
    }
}

/// The property `Default_Ignorable_Code_Point` (Unicode 16.0, `DerivedCoreProperties.txt`): what programs are told to show
/// nothing of. Code points that are not assigned yet are in it too, so that the whole of each block is.
#[must_use]
pub fn is_default_ignorable(c: char) -> bool {
    matches!(
        c,
        '\u{AD}'
            | '\u{34F}'
            | '\u{61C}'
            | '\u{115F}'..='\u{1160}'
            | '\u{17B4}'..='\u{17B5}'
            | '\u{180B}'..='\u{180F}'
            | '\u{200B}'..='\u{200F}'
            | '\u{202A}'..='\u{202E}'
            | '\u{2060}'..='\u{206F}'
            | '\u{3164}'
            | '\u{FE00}'..='\u{FE0F}'
            | '\u{FEFF}'
            | '\u{FFA0}'
            | '\u{FFF0}'..='\u{FFF8}'
            | '\u{1BCA0}'..='\u{1BCA3}'
            | '\u{1D173}'..='\u{1D17A}'
            | '\u{E0000}'..='\u{E0FFF}'
    )
}

/// Checks a value that has to be one line: headings, names, titles.
pub(crate) fn check_line(key: &'static str, value: &str) -> Result<(), Fault> {
    if value.contains('\n') {
        return Err(Fault::SeveralLines(key));
    }
    match value
        .chars()
        .find(|&character| is_refused(character) || character == '\t')
    {
        Some(character) => Err(Fault::ControlInside { key, character }),
        None => Ok(()),
    }
}

/// Checks a value that may have several lines.
pub(crate) fn check_text(key: &'static str, value: &str) -> Result<(), Fault> {
    match value
        .chars()
        .find(|&character| is_refused(character) && character != '\n')
    {
        Some(character) => Err(Fault::ControlInside { key, character }),
        None => Ok(()),
    }
}

/// What [`super::hygiene`] refuses raw must not come in through an escape either; the tab is for the caller to judge.
fn is_refused(character: char) -> bool {
    (character.is_control() && character != '\t')
        || matches!(character, '\u{2028}' | '\u{2029}' | '\u{fffe}' | '\u{ffff}')
}

/// What another YAML reader may take a word without quotes for: a number, a date, yes or no, or nothing at all.
///
/// Numbers with leading zeros or underscores are text, since a reference such as `0014` or `2026_03` is one.
pub(crate) fn mistaken_for(word: &str) -> Option<Mistake> {
    match word {
        "" => return None,
        "~" | "null" | "Null" | "NULL" => return Some(Mistake::Nothing),
        ".nan" | ".NaN" | ".NAN" => return Some(Mistake::Number),
        _ => {}
    }
    if word.len() <= 5 {
        let lower = word.to_ascii_lowercase();
        if matches!(
            lower.as_str(),
            "y" | "n" | "yes" | "no" | "on" | "off" | "true" | "false"
        ) {
            return Some(Mistake::YesOrNo);
        }
    }
    // Every form below begins with a digit, a sign or a point; almost no word of a contract does.
    if !word.starts_with(|first: char| first.is_ascii_digit() || "+-.".contains(first)) {
        return None;
    }
    if is_date(word) {
        return Some(Mistake::Date);
    }
    if is_time(word) {
        return Some(Mistake::Time);
    }
    is_number(word).then_some(Mistake::Number)
}

fn is_number(word: &str) -> bool {
    let unsigned = word.strip_prefix(['+', '-']).unwrap_or(word);
    if matches!(unsigned, ".inf" | ".Inf" | ".INF") {
        return true;
    }
    for (prefix, radix) in [("0x", 16), ("0o", 8), ("0b", 2)] {
        if let Some(digits) = unsigned.strip_prefix(prefix) {
            return !digits.is_empty() && digits.chars().all(|digit| digit.is_digit(radix));
        }
    }
    let (mantissa, exponent) = match unsigned.split_once(['e', 'E']) {
        Some((mantissa, exponent)) => (mantissa, Some(exponent.strip_prefix(['+', '-']).unwrap_or(exponent))),
        None => (unsigned, None),
    };
    if exponent.is_some_and(|digits| !all_digits(digits)) {
        return false;
    }
    let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    let digits = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
    let leading_zero = whole.len() > 1 && whole.starts_with('0') && !mantissa.contains('.') && exponent.is_none();
    digits(whole) && digits(fraction) && !(whole.is_empty() && fraction.is_empty()) && !leading_zero
}

/// `2026-01-14`, alone or with a time after it.
fn is_date(word: &str) -> bool {
    let mut parts = word.splitn(3, '-');
    let (Some(year), Some(month), Some(rest)) = (parts.next(), parts.next(), parts.next()) else {
        return false;
    };
    let (day, time) = match rest.find(['T', 't', ' ', '\t']) {
        Some(end) => (&rest[..end], rest[end + 1..].trim_start()),
        None => (rest, ""),
    };
    let short = |part: &str| part.len() <= 2 && all_digits(part);
    year.len() == 4
        && all_digits(year)
        && short(month)
        && short(day)
        && (time.is_empty() || time.split_once(':').is_some_and(|(hour, _)| short(hour)))
}

/// `12:30`, `12:30:45`, `190:20:30.15`, all of them numbers to base 60 in YAML 1.1.
fn is_time(word: &str) -> bool {
    let unsigned = word.strip_prefix(['+', '-']).unwrap_or(word);
    let mut parts = unsigned.split(':');
    let first = parts.next().is_some_and(all_digits);
    let mut more = 0;
    for part in parts {
        let (whole, fraction) = part.split_once('.').unwrap_or((part, "0"));
        if whole.len() > 2 || !all_digits(whole) || !fraction.bytes().all(|byte| byte.is_ascii_digit()) {
            return false;
        }
        more += 1;
    }
    first && more > 0
}

fn all_digits(part: &str) -> bool {
    !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit())
}

/// The known key that was most probably meant.
#[must_use]
pub fn nearest<'k>(key: &str, known: &[&'k str]) -> Option<&'k str> {
    let lower = key.to_lowercase();
    known
        .iter()
        .map(|&candidate| (distance(&lower, candidate), candidate))
        .filter(|&(distance, candidate)| distance <= 1 + candidate.len() / 4 && distance < candidate.len())
        .min()
        .map(|(_, candidate)| candidate)
}

/// How many letters have to be put in, left out, replaced or swapped with their neighbour.
fn distance(from: &str, to: &str) -> usize {
    let from: Vec<char> = from.chars().take(40).collect();
    let to: Vec<char> = to.chars().collect();
    let mut rows = vec![(0..=to.len()).collect::<Vec<usize>>()];
    for (i, a) in from.iter().enumerate() {
        let mut row = vec![i + 1];
        for (j, b) in to.iter().enumerate() {
            let mut best = (rows[i][j] + usize::from(a != b))
                .min(rows[i][j + 1] + 1)
                .min(row[j] + 1);
            if i > 0 && j > 0 && *a == to[j - 1] && from[i - 1] == *b {
                best = best.min(rows[i - 1][j - 1] + 1);
            }
            row.push(best);
        }
        rows.push(row);
    }
    rows[from.len()][to.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn plain_words_that_yaml_may_take_for_something_else() {
        for word in [
            "~",
            "null",
            "NULL",
            "no",
            "NO",
            "Yes",
            "on",
            "off",
            "y",
            "true",
            "1",
            "-7",
            "1.0",
            "+.5",
            "6.",
            "1e3",
            "0x1F",
            "0o17",
            ".inf",
            "-.INF",
            ".nan",
            "12:30:45",
            "12:30",
            "2026-01-14",
            "2026-1-4",
            "2026-01-14T10:00:00Z",
            "2026-01-14 10:00",
        ] {
            assert!(mistaken_for(word).is_some(), "{word}");
        }
        for word in [
            "",
            "甲方",
            "nothing",
            "None",
            "N/A",
            "0014",
            "2026_03",
            "1_000",
            "1.2.3",
            "1,000",
            "3.1(a)",
            "12:30 to",
            "HT-2026-014",
            "2026-014",
            "2026-01",
            "-",
            "--",
            "+",
            ".",
            "e3",
            "30日",
            "5%",
            "ja",
            "1:",
            "2026-01-14 起",
        ] {
            assert_eq!(mistaken_for(word), None, "{word}");
        }
    }

    #[test]
    fn ids_are_letters_of_any_script() {
        for id in ["fees", "3.1", "违约责任", "保密-2", "a_b.c", "é", "कानून"] {
            assert_eq!(check_id(id), Ok(()), "{id}");
        }
        for (id, expected) in [
            ("", "the `id` is empty"),
            ("a b", "U+0020 (` `) is not allowed in an `id`"),
            ("a/b", "U+002F (`/`) is not allowed in an `id`"),
            ("甲：乙", "U+FF1A (`：`) is not allowed in an `id`"),
            ("a\u{200b}", "U+200B (`\u{200b}`) is not allowed in an `id`"),
            ("a\u{7}", "U+0007 is not allowed in an `id`"),
            ("e\u{301}", "the id `e\u{301}` is not in the Unicode form NFC"),
        ] {
            assert_eq!(check_id(id).unwrap_err().to_string(), expected);
        }
    }

    #[test]
    fn a_new_id_shows_all_of_itself_and_an_old_one_stays_readable() {
        for id in [
            "fees",
            "3.1",
            "违约责任",
            "保密-2",
            "a_b.c",
            "é",
            "कानून",
            "ẹ\u{301}",
            "กำหนด",
            "שָׁלוֹם",
            "عَقد",
            "セ\u{309A}",
            "договор",
            "㐂",
            "ᄀ",
            "①",
            "২",
        ] {
            assert_eq!(check_new_id(id), Ok(()), "{id}");
        }
        let mut unseen = vec![
            '\u{FE0F}',
            '\u{115F}',
            '\u{1160}',
            '\u{3164}',
            '\u{FFA0}',
            '\u{34F}',
            '\u{17B4}',
            '\u{180B}',
            '\u{E0101}',
            '\u{332}',
            '\u{333}',
            '\u{488}',
            '\u{489}',
            '\u{3099}',
            '\u{93E}',
            '\u{20E3}',
            '\u{20D0}',
            '\u{FE20}',
        ];
        unseen.extend('\u{335}'..='\u{338}');
        unseen.extend('\u{20D2}'..='\u{20E5}');
        for character in unseen {
            let id = format!("fees{character}");
            assert_eq!(
                check_new_id(&id),
                Err(Fault::IdCharacter(character)),
                "U+{:04X}",
                u32::from(character)
            );
            assert_eq!(check_id(&id), Ok(()), "U+{:04X} was taken once", u32::from(character));
        }
        assert_eq!(unseen_in_id("\u{301}a"), Some('\u{301}'), "a mark on nothing");
    }

    #[test]
    fn one_line_is_one_line() {
        assert_eq!(check_line("heading", "软件\u{200b}使用权"), Ok(()));
        assert_eq!(
            check_line("heading", "a\nb").unwrap_err().to_string(),
            "`heading` has more than one line"
        );
        assert_eq!(
            check_line("name", "a\tb").unwrap_err().to_string(),
            "`name` contains the control character U+0009"
        );
        assert_eq!(check_text("text", "a\n\tb\n"), Ok(()));
        assert_eq!(
            check_text("text", "a\u{1b}").unwrap_err().to_string(),
            "`text` contains the control character U+001B"
        );
    }

    #[test]
    fn finds_the_key_that_was_meant() {
        let known = ["id", "heading", "text", "clauses"];
        for (written, meant) in [
            ("headng", "heading"),
            ("Heading", "heading"),
            ("txet", "text"),
            ("clause", "clauses"),
            ("ID", "id"),
        ] {
            assert_eq!(nearest(written, &known), Some(meant));
        }
        assert_eq!(nearest("条款", &known), None);
        assert_eq!(nearest("notes", &known), None);
    }
}
