//! Numbers as lawyers write them: digits with separators, Chinese numerals (plain and financial), English words.
//!
//! Values are whole millionths, so that `99.9` and `1,200,000.00` compare exactly.

use super::hidden::ordinary_ideograph;

/// Millionths in one unit: figures are compared as whole numbers of these.
const UNIT: i128 = 1_000_000;

/// The value of a Chinese digit, plain (`三`), financial (`叁`) or zero (`零`, `〇`).
fn chinese_digit(c: char) -> Option<i128> {
    Some(match ordinary_ideograph(c).unwrap_or(c) {
        '〇' | '零' => 0,
        '一' | '壹' => 1,
        '二' | '两' | '贰' | '貳' => 2,
        '三' | '叁' | '參' => 3,
        '四' | '肆' => 4,
        '五' | '伍' => 5,
        '六' | '陆' | '陸' => 6,
        '七' | '柒' => 7,
        '八' | '捌' => 8,
        '九' | '玖' => 9,
        _ => return None,
    })
}

/// The value of a Chinese multiplier: 十 to 亿.
fn chinese_multiplier(c: char) -> Option<i128> {
    Some(match ordinary_ideograph(c).unwrap_or(c) {
        '十' | '拾' => 10,
        '百' | '佰' => 100,
        '千' | '仟' => 1_000,
        '万' | '萬' => 10_000,
        '亿' | '億' => 100_000_000,
        _ => return None,
    })
}

/// Whether the character can stand in a Chinese numeral.
pub(crate) fn is_chinese_numeral(c: char) -> bool {
    chinese_digit(c).is_some() || chinese_multiplier(c).is_some()
}

/// Whether the character stands only in financial numerals (`壹贰叁…`), which no running text uses otherwise.
pub(crate) fn is_financial_numeral(c: char) -> bool {
    "壹贰貳叁參肆伍陆陸柒捌玖拾佰仟萬億".contains(c)
}

/// Full-width digits and separators read as their half-width forms.
pub(crate) fn half_width(c: char) -> char {
    match c {
        '０'..='９' | '．' | '，' | '％' => char::from_u32(c as u32 - 0xFEE0).unwrap_or(c),
        _ => c,
    }
}

/// The value of a Chinese numeral in millionths: `三十`, `一百二十万`, `壹拾万`, `二〇二六`, `三点五`.
pub(crate) fn chinese(text: &str) -> Option<i128> {
    if let Some((whole, fraction)) = text.split_once('点') {
        let mut value = chinese(whole)?;
        let mut place = UNIT;
        for c in fraction.chars() {
            place /= 10;
            value += chinese_digit(c)? * place;
        }
        return Some(value);
    }
    if text.is_empty() {
        return None;
    }
    // `二〇二六`: digits alone are read off one by one.
    if text.chars().count() > 1 && text.chars().all(|c| chinese_digit(c).is_some()) {
        let digits = text
            .chars()
            .try_fold(0_i128, |value, c| value.checked_mul(10)?.checked_add(chinese_digit(c)?))?;
        return digits.checked_mul(UNIT);
    }
    let (mut total, mut section, mut digit) = (0_i128, 0_i128, None);
    for c in text.chars() {
        if let Some(value) = chinese_digit(c) {
            if digit.is_some_and(|before| before != 0) {
                return None;
            }
            digit = Some(value);
            continue;
        }
        let multiplier = chinese_multiplier(c)?;
        if multiplier >= 10_000 {
            section += digit.take().unwrap_or(0);
            // 一万亿: 亿 multiplies all before it; 三亿五千万: 万 only its own section.
            total = if multiplier == 100_000_000 {
                (total + section).checked_mul(multiplier)?
            } else {
                total.checked_add(section.checked_mul(multiplier)?)?
            };
            section = 0;
        } else {
            section += digit.take().unwrap_or(1).checked_mul(multiplier)?;
        }
    }
    (total + section + digit.unwrap_or(0)).checked_mul(UNIT)
}

/// The value of digits in millionths: `1,200,000.00`, `99.9`, `１２`; full width reads as half width.
pub(crate) fn digits(text: &str) -> Option<i128> {
    let plain: String = text.chars().map(half_width).filter(|c| *c != ',').collect();
    let (whole, fraction) = plain.split_once('.').unwrap_or((&plain, ""));
    if whole.is_empty() || fraction.len() > 6 || !plain.chars().all(|c| c.is_ascii_digit() || c == '.') {
        return None;
    }
    let whole: i128 = whole.parse().ok()?;
    let fraction: i128 = format!("{fraction:0<6}").parse().ok()?;
    whole.checked_mul(UNIT)?.checked_add(fraction)
}

/// The value of one English number word; multipliers come as (value, true).
fn english_word(word: &str) -> Option<(i128, bool)> {
    let value = match word {
        "zero" => 0,
        "one" => 1,
        "two" => 2,
        "three" => 3,
        "four" => 4,
        "five" => 5,
        "six" => 6,
        "seven" => 7,
        "eight" => 8,
        "nine" => 9,
        "ten" => 10,
        "eleven" => 11,
        "twelve" => 12,
        "thirteen" => 13,
        "fourteen" => 14,
        "fifteen" => 15,
        "sixteen" => 16,
        "seventeen" => 17,
        "eighteen" => 18,
        "nineteen" => 19,
        "twenty" => 20,
        "thirty" => 30,
        "forty" => 40,
        "fifty" => 50,
        "sixty" => 60,
        "seventy" => 70,
        "eighty" => 80,
        "ninety" => 90,
        "hundred" => return Some((100, true)),
        "thousand" => return Some((1_000, true)),
        "million" => return Some((1_000_000, true)),
        "billion" => return Some((1_000_000_000, true)),
        _ => return None,
    };
    Some((value, false))
}

/// Whether the word, or each part of a hyphenated one, is an English number word.
pub(crate) fn is_english_number(word: &str) -> bool {
    word.len() >= 3
        && word
            .to_ascii_lowercase()
            .split('-')
            .all(|part| english_word(part).is_some())
}

/// The value of English number words in millionths: `thirty`, `one hundred and twenty-five thousand`.
pub(crate) fn english(text: &str) -> Option<i128> {
    let lower = text.to_ascii_lowercase();
    let (mut total, mut section, mut seen) = (0_i128, 0_i128, false);
    for word in lower
        .split([' ', '-', '\n', '\u{a0}'])
        .filter(|word| !word.is_empty() && *word != "and")
    {
        let (value, multiplies) = english_word(word)?;
        seen = true;
        if !multiplies {
            section = section.checked_add(value)?;
        } else if value == 100 {
            section = section.max(1).checked_mul(100)?;
        } else {
            total = total.checked_add(section.max(1).checked_mul(value)?)?;
            section = 0;
        }
    }
    if seen {
        (total + section).checked_mul(UNIT)
    } else {
        None
    }
}

/// Millionths as people write them: no separators, no trailing zeros.
pub(crate) fn plain(millionths: i128) -> String {
    let (whole, fraction) = (millionths / UNIT, (millionths % UNIT).abs());
    if fraction == 0 {
        return whole.to_string();
    }
    let digits = format!("{fraction:06}");
    format!("{whole}.{}", digits.trim_end_matches('0'))
}

/// The value times a multiplier such as 万 or 亿.
pub(crate) fn scaled(millionths: i128, multiplier: char) -> Option<i128> {
    millionths.checked_mul(chinese_multiplier(multiplier)?)
}

/// The product of two values in millionths.
pub(crate) fn times(millionths: i128, others: i128) -> Option<i128> {
    millionths.checked_mul(others).map(|product| product / UNIT)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn chinese_numerals_have_the_value_a_reader_gives_them() {
        for (text, value) in [
            ("三十", "30"),
            ("十", "10"),
            ("十五", "15"),
            ("一百二十", "120"),
            ("一百零五", "105"),
            ("两千", "2000"),
            ("一百二十万", "1200000"),
            ("壹拾万", "100000"),
            ("壹佰贰拾万", "1200000"),
            ("二〇二六", "2026"),
            ("三亿五千万", "350000000"),
            ("九十九点九", "99.9"),
            ("六\u{2F17}", "60"),
            ("\u{2F06}\u{2F17}\u{2F00}", "21"),
        ] {
            assert_eq!(chinese(text).map(plain).as_deref(), Some(value), "{text}");
        }
        assert_eq!(chinese("三方"), None);
        assert_eq!(chinese(""), None);
    }

    #[test]
    fn digits_and_english_words_have_the_same_value() {
        for (figure, words) in [
            ("30", "thirty"),
            ("25", "twenty-five"),
            ("120", "one hundred and twenty"),
            ("1,200,000.00", "one million two hundred thousand"),
            ("４８", "forty-eight"),
        ] {
            assert_eq!(digits(figure), english(words), "{figure}");
        }
        assert_eq!(digits("99.9").map(plain).as_deref(), Some("99.9"));
        assert_eq!(english("promptly"), None);
    }
}
