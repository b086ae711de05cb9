//! Numbers in Chinese numerals: `三十`, `百分之五`, `三分之一`, `壹拾万元整`, `半`, 百二十.

use super::dates;
use super::fractions;
use super::interest;
use super::number::{Number, Style, Value, opens_on_digit};
use super::numerals::{self, DigitReading, chinese_run, is_chinese_numeral, is_financial_numeral, with_decimals};
use super::ratio::Ratio;
use super::units::{Share, Unit, unit_at};

/// The number that the text begins with, behind `before`.
pub(super) fn read(text: &str, first: char, before: &str) -> Option<Number> {
    rate(text, before)
        .or_else(|| in_chinese(text, first))
        .or_else(|| behind_hundreds(text, before.chars().next_back()))
}

/// 月息二分, 一割五分: a rate that the words in front tell from minutes and parts.
fn rate(text: &str, before: &str) -> Option<Number> {
    let length = with_decimals(text);
    // Asked of every numeral.
    if !text[length..].starts_with(['分', '厘', '割']) {
        return None;
    }
    let (length, value, parts) = match interest::tenths(text) {
        Some((length, value)) => (length, value, 10),
        None => interest::rate(text, before).map(|(length, value)| (length, value, 100))?,
    };
    Some(Number::share_of(length, value, Style::Words, parts))
}

/// A number in Chinese numerals: `三十`, `百分之五`, `三分之一`, `壹拾万元整`, `半`.
fn in_chinese(text: &str, first: char) -> Option<Number> {
    if let Some(date) = dates::read(text) {
        return Some(Number::of(date.length, Value::Date(date.value), Style::Words));
    }
    if let Some(half) = half_in_chinese(text) {
        return Some(half);
    }
    if let Some(share) = share_in_chinese(text) {
        return Some(share);
    }
    if !is_chinese_numeral(first) {
        return None;
    }
    let length = with_decimals(text);
    if text[..length].contains(is_financial_numeral)
        && let Some(number) = financial(text, length)
    {
        return Some(number);
    }
    let value = numerals::chinese(&text[..length])?;
    let number = Number::of(length, Value::Number(value), Style::Words);
    let mut characters = text[..length].chars();
    let is_simple = |c: char| {
        numerals::chinese(c.encode_utf8(&mut [0; 4])).is_some_and(|value| value.is_less_than(Ratio::whole(10)))
    };
    let (one, two, three) = (characters.next()?, characters.next(), characters.next());
    let unit = unit_at(text[length..].trim_start_matches(' '));
    // 三五天 is three to five days, and 一一 one by one; 九五折 is a share.
    let is_vague = two.is_some_and(|two| is_simple(one) && is_simple(two))
        && three.is_none()
        && !text[..length].contains(['〇', '零']);
    if is_vague && !text[length..].starts_with('折') {
        return None;
    }
    if text[length..].starts_with(['折']) {
        // 八折, 九五折
        let parts = if is_vague { 100 } else { 10 };
        return Some(Number {
            unit: Some(Unit::Share(Share(parts))),
            ..Number::of(length + '折'.len_utf8(), number.value, Style::Words)
        });
    }
    if two.is_some() {
        return Some(number);
    }
    let opens = opens_on_digit(&text[length..]);
    let is_one = matches!(one, '一' | '壹');
    let is_pieces = matches!(unit, Some((_, Unit::Pieces)));
    (unit.is_some() || opens).then_some(Number {
        is_weak: is_one && is_pieces && !opens,
        ..number
    })
}

/// 百二十万円, 百八十日, 百万円: Japanese leaves out the one in front. Alone, 百 and 千万 count money and nothing else, and behind
/// 数 they count nothing.
fn behind_hundreds(text: &str, before: Option<char>) -> Option<Number> {
    let is_vague = before.is_some_and(|c| "数數几幾上近成若何第".contains(c));
    if is_vague || !text.starts_with(['百', '千']) {
        return None;
    }
    let length = chinese_run(text);
    let written = &text[..length];
    let value = numerals::chinese(&format!("一{written}"))?;
    let (_, unit) = unit_at(&text[length..])?;
    let has_digit = written
        .chars()
        .skip(1)
        .any(|c| !matches!(c, '百' | '千' | '万' | '亿' | '萬' | '億'));
    let counts = match unit {
        Unit::Money(_) => true,
        _ => has_digit,
    };
    counts.then(|| Number::of(length, Value::Number(value), Style::Words))
}

/// `半年`, `半数`, `一半`
fn half_in_chinese(text: &str) -> Option<Number> {
    if let Some(length) = fractions::half_in_chinese(text) {
        return Some(Number::share(length, Ratio::HALF, Style::Words));
    }
    let rest = text.strip_prefix('半')?;
    let is_half = matches!(unit_at(rest), Some((_, Unit::Period(..))));
    is_half.then(|| Number::of('半'.len_utf8(), Value::Number(Ratio::HALF), Style::Words))
}

/// `百分之五`, `千分之零点五`, `万分之5`, `三分之一`, `三分の一`.
fn share_in_chinese(text: &str) -> Option<Number> {
    let parts = chinese_run(text);
    let of = ["分之", "分の"].into_iter().find(|of| text[parts..].starts_with(of))?;
    let above_from = parts + of.len();
    let parts = match &text[..parts] {
        "百" => 100,
        "千" => 1_000,
        "万" | "萬" => 10_000,
        "十" => 10,
        parts => numerals::chinese(parts)?.as_whole()?,
    };
    let above = &text[above_from..];
    let (length, value) = if let Some(digits) = numerals::digits(above) {
        let (DigitReading::Number(value) | DigitReading::Either(value, _)) = digits.reading else {
            return None;
        };
        (digits.length, value)
    } else {
        let written = &above[..with_decimals(above)];
        // 三十分の一時停止: the numeral begins another word.
        if of == "分の"
            && above[written.len()..].starts_with(['時', '部', '定', '般', '切', '括', '方', '人', '件', '回'])
        {
            return None;
        }
        // 百分之百
        let value = if written == "百" {
            Ratio::whole(100)
        } else {
            numerals::chinese(written)?
        };
        (written.len(), value)
    };
    let unit = Some(Unit::Share(Share(parts)));
    Some(Number {
        unit,
        ..Number::of(above_from + length, Value::Number(value), Style::Words)
    })
}

/// `壹拾万元整`, `壹佰元伍角`: financial numerals with their money, added up.
fn financial(text: &str, length: usize) -> Option<Number> {
    let mut value = numerals::chinese(&text[..length])?;
    let mut at = length;
    let mut unit = None;
    if let Some(after) = text[at..].strip_prefix(['元', '圆', '圓', '円']) {
        unit = unit_at(&text[at..]).map(|(_, unit)| unit);
        at = text.len() - after.len();
        for (name, divisor) in [('角', 10), ('分', 100)] {
            let digits_at = at + run(&text[at..], |c| c == '零');
            let digits = chinese_run(&text[digits_at..]);
            let behind = digits_at + digits;
            if digits > 0
                && let Some(rest) = text[behind..].strip_prefix(name)
            {
                value = value.plus(numerals::chinese(&text[digits_at..behind])?.over(divisor)?)?;
                at = text.len() - rest.len();
            }
        }
        at += text[at..]
            .chars()
            .next()
            .filter(|c| matches!(c, '整' | '正' | '也'))
            .map_or(0, char::len_utf8);
    } else if text[..length].chars().count() == 1 {
        // 陆 in 大陆, 伍 in 队伍: a single one counts only with its unit.
        unit_at(&text[at..]).or_else(|| opens_on_digit(&text[at..]).then_some((0, Unit::Pieces)))?;
    }
    Some(Number {
        unit,
        ..Number::of(at, Value::Number(value), Style::Words)
    })
}

fn run(text: &str, belongs: impl Fn(char) -> bool) -> usize {
    text.find(|c| !belongs(c)).unwrap_or(text.len())
}
