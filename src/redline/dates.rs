//! Dates, the way contracts write them: `1 March 2026`, `30th day of June, 2026`, `March 1st, 2026`, `1. Juli 2026`,
//! `1er juillet 2026`, `2026-03-01`, `2026年3月1日`, `二○二六年三月一日`, 令和八年三月一日.

use super::number_words::WordNumber;
use super::numerals::{chinese, half_width, is_chinese_numeral, is_digit};

/// A date at the beginning of a text: how many bytes it takes, and the date by year, month and day as far as it was said
/// (`2026-03-01`, `2026-03`, `03-01`).
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct WrittenDate {
    pub(crate) length: usize,
    pub(crate) value: String,
}

/// The months in English, German and French.
const MONTHS: [[&str; 6]; 12] = [
    ["January", "Jan", "Januar", "Jänner", "janvier", "Janvier"],
    ["February", "Feb", "Februar", "Feber", "février", "Février"],
    ["March", "Mar", "März", "Maerz", "mars", "Mars"],
    ["April", "Apr", "April", "April", "avril", "Avril"],
    ["May", "May", "Mai", "Mai", "mai", "Mai"],
    ["June", "Jun", "Juni", "Juno", "juin", "Juin"],
    ["July", "Jul", "Juli", "Juli", "juillet", "Juillet"],
    ["August", "Aug", "August", "August", "août", "Août"],
    ["September", "Sep", "Sept", "September", "septembre", "Septembre"],
    ["October", "Oct", "Oktober", "Okt", "octobre", "Octobre"],
    ["November", "Nov", "November", "November", "novembre", "Novembre"],
    ["December", "Dec", "Dezember", "Dez", "décembre", "Décembre"],
];

/// How French shortens its months, in small letters; a full stop says so, because `sept` is seven as well.
const SHORT_IN_FRENCH: [&[&str]; 12] = [
    &["janv"],
    &["févr", "fév"],
    &[],
    &["avr"],
    &[],
    &[],
    &["juil"],
    &[],
    &["sept"],
    &["oct"],
    &["nov"],
    &["déc"],
];

/// The month whose name the text begins with: how many bytes, which, and whether it is written out.
fn month(text: &str) -> Option<(usize, i128, bool)> {
    let length = text
        .find(|c: char| !c.is_alphabetic() || c > '\u{24F}')
        .unwrap_or(text.len());
    let word = &text[..length];
    if !(3..=12).contains(&length) {
        return None;
    }
    // Of nearly every word the first letter tells that it is no month.
    if !word.starts_with([
        'J', 'j', 'F', 'f', 'M', 'm', 'A', 'a', 'S', 's', 'O', 'o', 'N', 'n', 'D', 'd',
    ]) {
        return None;
    }
    let is_in_capitals = !word.contains(char::is_lowercase);
    let is_name = |name: &&str| *name == word || is_in_capitals && name.len() == length && name.to_uppercase() == word;
    let Some(at) = MONTHS.iter().position(|names| names.iter().any(is_name)) else {
        let at = SHORT_IN_FRENCH.iter().position(|names| names.contains(&word))?;
        let month = i128::try_from(at).ok()? + 1;
        return text[length..].starts_with('.').then_some((length + 1, month, false));
    };
    let is_short = length <= 4
        && !matches!(
            word,
            "May"
                | "MAY"
                | "June"
                | "JUNE"
                | "July"
                | "JULY"
                | "Juni"
                | "Juli"
                | "juin"
                | "Juin"
                | "août"
                | "mars"
                | "März"
                | "Mars"
        );
    let point = usize::from(is_short && text[length..].starts_with('.'));
    Some((length + point, i128::try_from(at).ok()? + 1, !is_short))
}

fn blanks(text: &str) -> Option<usize> {
    let length = text
        .find(|c| !matches!(c, ' ' | '\n' | '\u{A0}' | '\u{202F}'))
        .unwrap_or(text.len());
    (1..=8).contains(&length).then_some(length)
}

/// The digits of a day or a year at the beginning of the text, which has no more of them.
fn number(text: &str, digits: std::ops::RangeInclusive<usize>) -> Option<(usize, i128)> {
    let count = text.bytes().take_while(u8::is_ascii_digit).count();
    let value = text[..count].parse().ok()?;
    digits.contains(&count).then_some((count, value))
}

/// `, 2026`, ` 2026`, `-2026` behind a month or a day.
fn year(text: &str) -> Option<(usize, i128)> {
    let comma = usize::from(text.starts_with(','));
    let before = comma
        + match text[comma..].chars().next()? {
            '-' | '/' if comma == 0 => 1,
            _ => blanks(&text[comma..])?,
        };
    let (length, value) = number(&text[before..], 4..=4)?;
    let fits = (1000..=2999).contains(&value)
        && !text[before + length..].starts_with(|c: char| c.is_alphanumeric() && c < '\u{250}');
    fits.then_some((before + length, value))
}

fn written(length: usize, year: Option<i128>, month: i128, day: Option<i128>) -> Option<WrittenDate> {
    let fits = (1..=12).contains(&month) && day.is_none_or(|day| (1..=31).contains(&day));
    let mut parts: Vec<String> = year.map(|year| year.to_string()).into_iter().collect();
    parts.push(format!("{month:02}"));
    parts.extend(day.map(|day| format!("{day:02}")));
    fits.then(|| WrittenDate {
        length,
        value: parts.join("-"),
    })
}

/// The date that the text begins with.
pub(crate) fn read(text: &str) -> Option<WrittenDate> {
    let first = text.chars().next()?;
    if first.is_ascii_digit() {
        return numeric(text).or_else(|| from_day(text)).or_else(|| chinese_date(text));
    }
    if first.is_ascii_alphabetic() {
        return from_month(text);
    }
    chinese_date(text)
}

/// `2026-03-01`, `2026/3/1`, `01.03.2026`, `01/03/2026`: the last is either of two dates unless one number is no month.
fn numeric(text: &str) -> Option<WrittenDate> {
    let (first_length, first) = number(text, 1..=4)?;
    let separator = text[first_length..]
        .chars()
        .next()
        .filter(|c| matches!(c, '-' | '/' | '.'))?;
    let mut at = first_length + 1;
    // `01. 03. 2026`
    let spaced = usize::from(separator == '.' && text[at..].starts_with(' '));
    at += spaced;
    let (length, second) = number(&text[at..], 1..=2)?;
    at += length;
    at += text[at..].strip_prefix(separator).map(|_| 1)?;
    at += usize::from(spaced == 1 && text[at..].starts_with(' '));
    let (length, third) = number(&text[at..], 1..=4)?;
    at += length;
    let rest = &text[at..];
    if rest.starts_with(|c: char| c.is_ascii_alphabetic())
        || rest
            .strip_prefix(separator)
            .is_some_and(|rest| rest.starts_with(is_digit))
    {
        return None;
    }
    match (first_length, length) {
        (4, 1 | 2) if (1000..=2999).contains(&first) => written(at, Some(first), second, Some(third)),
        (1 | 2, 4) if (1000..=2999).contains(&third) => match separator {
            // Either of two dates: kept as it is written, which no other date is.
            '/' | '-' if first <= 12 && second <= 12 && first != second => Some(WrittenDate {
                length: at,
                value: text[..at].to_owned(),
            }),
            '/' | '-' if second > 12 => written(at, Some(third), first, Some(second)),
            _ => written(at, Some(third), second, Some(first)),
        },
        _ => None,
    }
}

/// `1 March 2026`, `1st of March`, `30th day of June, 2026`, `1. Juli 2026`, `1er juillet 2026`, `30-Jun-2026`.
fn from_day(text: &str) -> Option<WrittenDate> {
    let (length, day) = number(text, 1..=2)?;
    let ending = ["st", "nd", "rd", "th", "er", "."]
        .iter()
        .find(|ending| text[length..].starts_with(**ending))
        .map_or(0, |ending| ending.len());
    from_day_number(text, length + ending, day)
}

/// `thirtieth day of June, 2026`, `First day of May`: the date that goes on behind its day in words.
pub(crate) fn from_day_in_words(text: &str, day: WordNumber) -> Option<WrittenDate> {
    from_day_number(text, day.length, day.value.as_whole()?)
}

fn from_day_number(text: &str, mut at: usize, day: i128) -> Option<WrittenDate> {
    if text[at..].starts_with('-') && month(&text[at + 1..]).is_some() {
        at += 1;
    } else {
        at += blanks(&text[at..])?;
        for link in ["day", "of", "de"] {
            if let Some(after) = text[at..].strip_prefix(link).and_then(blanks) {
                at += link.len() + after;
            }
        }
    }
    let (length, month, _) = month(&text[at..])?;
    at += length;
    let year = year(&text[at..]);
    written(
        at + year.map_or(0, |(length, _)| length),
        year.map(|(_, year)| year),
        month,
        Some(day),
    )
}

/// `March 1, 2026`, `March 1st`, `March 2026`, `Jun. 30, 2026`.
fn from_month(text: &str) -> Option<WrittenDate> {
    // Most words are no months, and no month begins with another letter.
    if !text.starts_with(|c: char| "JFMASOND".contains(c.to_ascii_uppercase())) {
        return None;
    }
    let (at, month, is_whole) = month(text)?;
    if let Some((length, year)) = year(&text[at..]) {
        return written(at + length, Some(year), month, None);
    }
    let before = blanks(&text[at..])?;
    let (length, day) = number(&text[at + before..], 1..=2)?;
    let mut end = at + before + length;
    let ending = ["st", "nd", "rd", "th"]
        .iter()
        .any(|ending| text[end..].starts_with(ending));
    end += if ending { 2 } else { 0 };
    let year = year(&text[end..]);
    // `May 5 users pay` counts users, and so may a short name.
    if year.is_none() && (!is_whole || text.starts_with("May"))
        || text[end..].starts_with(['.', ',']) && text[end + 1..].starts_with(is_digit)
    {
        return None;
    }
    written(
        end + year.map_or(0, |(length, _)| length),
        year.map(|(_, year)| year),
        month,
        Some(day),
    )
}

/// Eras, each with the year before its first.
const ERAS: [(&str, i128); 8] = [
    ("令和", 2018),
    ("平成", 1988),
    ("昭和", 1925),
    ("民國", 1911),
    ("民国", 1911),
    ("公元", 0),
    ("西元", 0),
    ("西暦", 0),
];

/// `2026年3月1日`, `2026 年 3 月`, `三月一日`, `令和八年三月一日`: with or without a blank around each number.
fn chinese_date(text: &str) -> Option<WrittenDate> {
    let (era, base) = ERAS
        .into_iter()
        .find(|(name, _)| text.starts_with(name))
        .map_or((0, None), |(name, base)| (name.len(), Some(base)));
    let first = text[era..].trim_start_matches(' ').chars().next()?;
    if !is_digit(first) && !is_chinese_numeral(first) && first != '元' {
        return None;
    }
    let year = part(&text[era..], &["年"])
        .filter(|(_, value, digits)| base.is_some() || (*digits == 4 && (1000..=2999).contains(value)));
    let mut at = era + year.map_or(0, |(length, ..)| length);
    let year = year.map(|(_, value, _)| value + base.unwrap_or(0));
    if era > 0 && year.is_none() {
        return None;
    }
    let Some((length, month, _)) = part(&text[at..], &["月"]) else {
        // A year alone: of an era it could be nothing else.
        return year.filter(|_| era > 0).map(|year| WrittenDate {
            length: at,
            value: year.to_string(),
        });
    };
    at += length;
    let day = part(&text[at..], &["日", "号", "號"]);
    if year.is_none() && day.is_none() {
        return None;
    }
    at += day.map_or(0, |(length, ..)| length);
    written(at, year, month, day.map(|(_, value, _)| value))
}

/// Longer than any year is written, such as 一千九百九十九; so that no long run of numerals is read again and again.
const MOST_DIGITS: usize = 9;

/// A number and its unit, with how many digits it has.
fn part(text: &str, units: &[&str]) -> Option<(usize, i128, usize)> {
    let blank = usize::from(text.starts_with(' '));
    let belongs = |c: char| is_digit(c) || is_chinese_numeral(c) || matches!(c, '元') || NOUGHTS.contains(&c);
    let number = text[blank..]
        .char_indices()
        .take(MOST_DIGITS + 1)
        .take_while(|(_, c)| belongs(*c))
        .last()
        .map_or(0, |(at, c)| at + c.len_utf8());
    let written = &text[blank..blank + number];
    let after = blank + number + usize::from(text[blank + number..].starts_with(' '));
    let unit = units.iter().find(|unit| text[after..].starts_with(**unit))?;
    let value = match written {
        "元" => 1,
        _ => calendar_number(written)?,
    };
    Some((after + unit.len(), value, written.chars().count()))
}

/// What is written for a nought among Chinese numerals: circles, the digit, and the letters of three alphabets that look like
/// it.
const NOUGHTS: [char; 11] = [
    '○', '◯', '0', '０', 'O', 'o', 'Ｏ', '\u{41E}', '\u{43E}', '\u{39F}', '\u{3BF}',
];

/// The number of a year, a month or a day.
fn calendar_number(written: &str) -> Option<i128> {
    let plain: String = written.chars().map(half_width).collect();
    if plain.bytes().all(|byte| byte.is_ascii_digit()) {
        return plain.parse().ok();
    }
    let plain = plain.replace(NOUGHTS, "〇");
    chinese(&plain)?.as_whole()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_read_in_the_usual_forms_of_each_language() {
        for (text, date, value) in [
            ("1 March 2026.", "1 March 2026", "2026-03-01"),
            ("1\nMarch 2026", "1\nMarch 2026", "2026-03-01"),
            ("15th of April, 2026", "15th of April, 2026", "2026-04-15"),
            ("30th day of June, 2026", "30th day of June, 2026", "2026-06-30"),
            ("March 1, 2026, in", "March 1, 2026", "2026-03-01"),
            ("JUNE 30TH", "JUNE 30", "06-30"),
            ("Sept. 5, 2026", "Sept. 5, 2026", "2026-09-05"),
            ("March 2026", "March 2026", "2026-03"),
            ("May 2027", "May 2027", "2027-05"),
            ("30-Jun-2026", "30-Jun-2026", "2026-06-30"),
            ("2026-03-01", "2026-03-01", "2026-03-01"),
            ("2026/3/1", "2026/3/1", "2026-03-01"),
            ("31.12.2026", "31.12.2026", "2026-12-31"),
            ("12/31/2026", "12/31/2026", "2026-12-31"),
            ("03/04/2026", "03/04/2026", "03/04/2026"),
            ("1. Juli 2026", "1. Juli 2026", "2026-07-01"),
            ("15. März", "15. März", "03-15"),
            ("1er juillet 2026", "1er juillet 2026", "2026-07-01"),
            ("2 août 2026", "2 août 2026", "2026-08-02"),
            ("7 oct. 2031, n° 4", "7 oct. 2031", "2031-10-07"),
            ("3 févr. 2030", "3 févr. 2030", "2030-02-03"),
            ("2026年3月1日前", "2026年3月1日", "2026-03-01"),
            ("2023 年 11 月 1 日", "2023 年 11 月 1 日", "2023-11-01"),
            ("二○二六年七月一日", "二○二六年七月一日", "2026-07-01"),
            ("二〇二六年七月三十一日", "二〇二六年七月三十一日", "2026-07-31"),
            ("二O二七年五月六日", "二O二七年五月六日", "2027-05-06"),
            ("二\u{41E}三一年六月二日", "二\u{41E}三一年六月二日", "2031-06-02"),
            ("二0三0年五月", "二0三0年五月", "2030-05"),
            ("令和8年4月1日", "令和8年4月1日", "2026-04-01"),
            ("令和元年五月", "令和元年五月", "2019-05"),
            ("民國一百一十五年三月一日", "民國一百一十五年三月一日", "2026-03-01"),
            ("3月31日", "3月31日", "03-31"),
        ] {
            let read = read(text).unwrap_or_else(|| panic!("{text}"));
            assert_eq!((&text[..read.length], &*read.value), (date, value));
        }
        for text in [
            "30 days",
            "May 5 users",
            "5.2.1",
            "march 5",
            "7 oct 2031",
            "5 nov",
            "3月",
            "2026年",
            "三个月",
            "12-3456-78",
            "1.2.3",
        ] {
            assert_eq!(read(text), None, "{text}");
        }
    }
}
