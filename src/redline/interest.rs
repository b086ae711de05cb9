//! Rates as Chinese and Japanese speak of them: 月息二分, 年利率八厘, 年五分, 一割五分.
//!
//! What one 分 is hangs on the time that interest is reckoned for: ten in a hundred of a year and one of a month in
//! Chinese, one in a hundred always in Japanese. Where the words in front do not say it, 分 are no rate.

use super::numerals::{self, DigitReading, is_digit, with_decimals};
use super::ratio::Ratio;

/// What says in front of a rate which time it is for is looked for over so many characters.
const NEAR: usize = 10;

/// What may stand between those words and the rate.
const BETWEEN: [char; 12] = [' ', '为', '為', '按', '是', '的', 'は', 'を', 'の', '：', ':', '以'];

/// How much a hundredth 分 is, by the words in front.
const TIMES: [(&[&str], i128, i128); 3] = [
    (&["年利率", "年息", "年利息", "年化利率", "年利"], 10, 1),
    (&["月利率", "月息", "月利息", "月利"], 1, 1),
    (&["日利率", "日息", "日利息"], 1, 10),
];

/// The rate that the text begins with behind `before`: how many bytes it has, and its value in hundredths.
pub(super) fn rate(text: &str, before: &str) -> Option<(usize, Ratio)> {
    // Asked of every numeral of a text.
    let (length, parts) = in_parts(text, &[("分", 1), ("厘", 10), ("毫", 100)])?;
    let behind = &text[length..];
    // 分之, 分期 and 厘米 are other words.
    if behind.starts_with(|c| "之期批次别別部米".contains(c)) {
        return None;
    }
    let (above, below) = time_in_front(before, behind)?;
    Some((length, parts.times(Ratio::new(above, below)?)?))
}

/// 一割五分, 二割五分三厘: how many bytes, and the value in tenths.
pub(super) fn tenths(text: &str) -> Option<(usize, Ratio)> {
    let first = number(text)?.0;
    let more = text[first..].strip_prefix('割')?;
    number(more)?;
    in_parts(text, &[("割", 1), ("分", 10), ("厘", 100)])
}

/// Numbers, each with the next of the names behind it or one further on, added up.
fn in_parts(text: &str, names: &[(&str, i128)]) -> Option<(usize, Ratio)> {
    let mut at = 0;
    let mut total = Ratio::whole(0);
    for (name, divisor) in names {
        if let Some((length, value)) = number(&text[at..])
            && text[at + length..].starts_with(name)
        {
            total = total.plus(value.over(*divisor)?)?;
            at += length + name.len();
        }
    }
    (at > 0).then_some((at, total))
}

fn number(text: &str) -> Option<(usize, Ratio)> {
    if text.starts_with(is_digit) {
        let digits = numerals::digits(text)?;
        let DigitReading::Number(value) = digits.reading else {
            return None;
        };
        return Some((digits.length, value));
    }
    let length = with_decimals(text);
    let value = if text.starts_with('半') {
        return Some(('半'.len_utf8(), Ratio::HALF));
    } else {
        numerals::chinese(&text[..length])?
    };
    Some((length, value))
}

/// How much a hundredth one 分 is of, by the words in front.
fn time_in_front(before: &str, behind: &str) -> Option<(i128, i128)> {
    let start = before.char_indices().rev().take(NEAR).last().map_or(0, |(at, _)| at);
    let said = before[start..].trim_end_matches(BETWEEN);
    let is_japanese = behind.chars().take(4).any(is_kana) || said.chars().any(is_kana);
    if said.ends_with('年') || is_japanese && (said.ends_with("年利") || said.ends_with("年率")) {
        // 今年五分 is no rate, and neither is a year without a contract's words around it.
        let is_one = said.strip_suffix('年').and_then(|ahead| ahead.chars().next_back());
        let counts =
            is_one.is_none_or(|c| !(is_digit(c) || numerals::is_chinese_numeral(c) || "今去明当本每毎".contains(c)));
        return (is_japanese && counts).then_some((1, 1));
    }
    TIMES
        .iter()
        .find(|(names, ..)| names.iter().any(|name| said.ends_with(name)))
        .map(|(_, above, below)| (*above, *below))
}

fn is_kana(c: char) -> bool {
    matches!(c, '\u{3040}'..='\u{30FF}')
}
