//! The number at one place of a text: the piece that no mark may cut, and what it says.
//!
//! Its currency belongs to it where it is a sign or a code in front, and so do its percent sign, its multiplier
//! (`1.2m`, `3千万`, `5 million`) and a unit that a hyphen joins to it (`thirty-day`). What else it is counted in is
//! found by `quantities.rs`.

use super::chinese_numbers;
use super::currencies::{Currency, currency_in_front};
use super::dates;
use super::fractions;
use super::interest;
use super::number::opens_on_digit;
pub(crate) use super::number::{Number, Style, Value};
use super::number_words::{self, WordForm};
use super::numerals::{self, DigitReading, is_chinese_numeral, is_digit};
use super::ratio::Ratio;
use super::signs;
use super::units::{Unit, lasting, part_of_percent, share_sign, unit_at};

impl Number {
    /// Digits behind which 分 or 厘 make a rate: 年利率5厘.
    fn or_rate(self, text: &str, before: &str) -> Self {
        let behind = &text[self.length..];
        let found = behind
            .starts_with(['分', '厘'])
            .then(|| interest::rate(text, before))
            .flatten();
        match found {
            Some((length, value)) => Self::share_of(length, value, Style::Digits, 100),
            None => self,
        }
    }

    /// The number that the text begins with; what stands `before` it tells a number from the rest of a word.
    pub(crate) fn read(text: &str, before: &str) -> Option<Self> {
        let first = text.chars().next()?;
        if is_digit(first) {
            return in_digits(text, None).map(|number| number.or_rate(text, before));
        }
        if let Some(sign) = signs::length(text, before) {
            return Self::read(&text[sign..], "")?.below_nothing(sign);
        }
        let all_before = before;
        let before = before.chars().next_back();
        if first.is_alphabetic() && first < '\u{250}' {
            if before.is_some_and(|c| c.is_alphanumeric() && c < '\u{250}') && !is_digit(before.unwrap_or(' ')) {
                return None;
            }
            return in_words(text, first);
        }
        // A numeral begins with its first character: 三五天 are not five days.
        if is_chinese_numeral(first) && before.is_some_and(is_chinese_numeral) {
            return None;
        }
        if let Some(twice) = ["双倍", "雙倍"].iter().find(|twice| text.starts_with(**twice)) {
            return Some(Self {
                unit: Some(Unit::Times),
                ..Self::of(twice.len(), Value::Number(Ratio::whole(2)), Style::Words)
            });
        }
        if is_chinese_numeral(first) || matches!(first, '半' | '令' | '平' | '昭' | '民' | '公' | '西') {
            return chinese_numbers::read(text, first, all_before);
        }
        if let Some(value) = fractions::of_character(first) {
            return Some(in_one_character(text, first, value));
        }
        matches!(first, '$' | '＄' | '€' | '£' | '¥' | '￥' | '₩' | '₹')
            .then(|| with_currency(text))
            .flatten()
    }
}

/// `½`, `¼ %`, `½ year`
fn in_one_character(text: &str, first: char, value: Ratio) -> Number {
    let length = first.len_utf8();
    let rest = &text[length..];
    let next = rest.trim_start_matches([' ', '\u{A0}', '\u{202F}']);
    let number = Number::of(length, Value::Number(value), Style::Digits);
    if let Some((sign, share)) = next.chars().next().and_then(|sign| Some((sign, share_sign(sign)?))) {
        return Number {
            length: text.len() - next.len() + sign.len_utf8(),
            unit: Some(Unit::Share(share)),
            ..number
        };
    }
    match unit_at(next) {
        Some(_) => number,
        None => Number::share(length, value, Style::Digits),
    }
}

fn with_currency(text: &str) -> Option<Number> {
    let (length, currency) = currency_in_front(text)?;
    let blanks: usize = text[length..]
        .chars()
        .take_while(|c| matches!(c, ' ' | '\u{A0}' | '\u{202F}'))
        .take(2)
        .map(char::len_utf8)
        .sum();
    let broken = usize::from(blanks == 0 && text[length..].starts_with('\n'));
    let at = length + blanks + broken;
    if !text[at..].starts_with(is_digit) {
        return None;
    }
    let number = in_digits(&text[at..], Some(currency))?;
    matches!(number.value, Value::Number(_) | Value::Either(..) | Value::Range).then(|| Number {
        length: at + number.length,
        bare_from: at,
        ..number
    })
}

fn in_words(text: &str, first: char) -> Option<Number> {
    if first.is_ascii_uppercase()
        && let Some(number) = with_currency(text)
    {
        return Some(number);
    }
    if let Some(date) = dates::read(text) {
        return Some(Number::of(date.length, Value::Date(date.value), Style::Words));
    }
    if let Some(period) = german_period(text) {
        return Some(period);
    }
    let words = number_words::read(text)?;
    if words.form == WordForm::Ordinal
        && let Some(date) = dates::from_day_in_words(text, words)
    {
        return Some(Number::of(date.length, Value::Date(date.value), Style::Words));
    }
    let rest = &text[words.length..];
    if words.form == WordForm::Fraction
        && let Some((length, share)) = part_of_percent(rest)
    {
        return Some(Number {
            unit: Some(share),
            ..Number::of(words.length + length, Value::Number(words.value), Style::Words)
        });
    }
    // Fractions of shares and of time are said with the same words as ordinals are.
    if let Some(after) = rest.strip_prefix(['-', '\u{2010}', '\u{2011}']) {
        let hyphen = rest.len() - after.len();
        return match unit_at(after) {
            Some((length, unit @ (Unit::Period(..) | Unit::Share(_) | Unit::Money(_))))
                if words.form != WordForm::Ordinal =>
            {
                Some(Number {
                    unit: Some(unit),
                    joined_unit: Some(words.length + hyphen),
                    ..Number::of(words.length + hyphen + length, Value::Number(words.value), Style::Words)
                })
            }
            // two-factor, third-party
            _ => None,
        };
    }
    if rest.starts_with(|c: char| c.is_alphanumeric() && c < '\u{250}' || matches!(c, '\'' | '’' | '_')) {
        return None;
    }
    let mut value = words.value;
    let mut length = words.length;
    // `One Hundred and 50/100 Dollars`
    if let Some((cents, bytes)) = hundredths(rest) {
        value = value.plus(cents)?;
        length += bytes;
    }
    let number = Number::of(length, Value::Number(value), Style::Words);
    Some(match words.form {
        WordForm::Cardinal => number,
        WordForm::Article => Number {
            is_weak: true,
            ..number
        },
        WordForm::One => Number {
            is_weak: !opens_on_digit(&text[length..]) && !counts_time_or_money(&text[length..]),
            ..number
        },
        WordForm::Ordinal => Number {
            is_ordinal: true,
            is_weak: !opens_on_digit(&text[length..]),
            ..number
        },
        WordForm::Times => Number {
            unit: Some(Unit::Times),
            is_weak: true,
            ..number
        },
        WordForm::Fraction => Number {
            // Un tiers is a third party as well.
            is_weak: matches!(&text[..words.length], "tiers" | "quart"),
            ..Number::share(length, value, Style::Words)
        },
    })
}

/// `dreimonatige`, `vierzehntägiger`: a length of time in one word.
fn german_period(text: &str) -> Option<Number> {
    let length = run(text, |c| c.is_alphabetic() && c < '\u{250}');
    let (head, unit) = lasting(&text[..length])?;
    let (number, digits) = match head {
        "ein" => (Ratio::ONE, head.len()),
        "halb" => (Ratio::HALF, head.len()),
        _ => {
            let words = number_words::read(head)?;
            (words.value, words.length)
        }
    };
    (digits == head.len()).then(|| Number {
        unit: Some(unit),
        joined_unit: Some(head.len()),
        ..Number::of(length, Value::Number(number), Style::Words)
    })
}

/// ` and 50/100` or ` and No/100` as cheques have them.
pub(super) fn hundredths(text: &str) -> Option<(Ratio, usize)> {
    let and = text.get(..5).filter(|and| and.eq_ignore_ascii_case(" and "))?;
    let after = &text[and.len()..];
    let written = after.get(..2)?;
    after[2..].strip_prefix("/100")?;
    let cents = if written.eq_ignore_ascii_case("no") {
        0
    } else {
        written.parse().ok()?
    };
    Some((Ratio::new(cents, 100)?, " and ".len() + 2 + "/100".len()))
}

/// A number in digits, with its percent sign, multiplier or ordinal ending.
fn in_digits(text: &str, currency: Option<Currency>) -> Option<Number> {
    if currency.is_none()
        && let Some(date) = dates::read(text)
    {
        return Some(Number::of(date.length, Value::Date(date.value), Style::Digits));
    }
    let digits = numerals::digits(text)?;
    let value = match digits.reading {
        DigitReading::Number(value) => Value::Number(value),
        DigitReading::Either(point, grouped) => Value::Either(point, grouped),
        DigitReading::Fraction(value) => {
            return Some(Number {
                is_weak: true,
                ..Number::share(digits.length, value, Style::Digits)
            });
        }
        DigitReading::Range => Value::Range,
        DigitReading::Label => Value::Label,
    };
    let mut number = Number {
        unit: currency.map(Unit::Money),
        ..Number::of(digits.length, value, Style::Digits)
    };
    if let Value::Number(whole) = number.value
        && let Some((fraction, length)) = fractions::behind_whole(&text[number.length..])
    {
        number.value = Value::Number(whole.plus(fraction)?);
        number.length += length;
    }
    let rest = &text[number.length..];
    let blank = rest
        .chars()
        .next()
        .filter(|c| matches!(c, ' ' | '\u{A0}' | '\u{202F}'))
        .map_or(0, char::len_utf8);
    let Some(next) = rest[blank..].chars().next() else {
        return Some(number);
    };
    if let Some(share) = share_sign(next) {
        number.length += blank + next.len_utf8();
        number.unit = Some(Unit::Share(share));
        return Some(number);
    }
    let (Value::Number(value) | Value::Either(value, _)) = number.value else {
        return Some(number);
    };
    if matches!(next, '百' | '千' | '万' | '亿' | '萬' | '億') {
        if let Some((length, scaled)) = chinese_scales(text, number.length + blank, value) {
            number.length = length;
            number.value = Value::Number(scaled);
            number.style = Style::Scaled;
        }
        return Some(number);
    }
    if let Some((length, scale)) = latin_scale(rest, currency.is_some()) {
        number.length += length;
        number.value = Value::Number(value.times(Ratio::whole(scale))?);
        number.style = Style::Scaled;
        return Some(number);
    }
    let is_ending =
        |ending: &&&str| rest.starts_with(**ending) && !rest[ending.len()..].starts_with(|c: char| c.is_alphanumeric());
    if let Some(ending) = ["st", "nd", "rd", "th", "er", "ème", "e"].iter().find(is_ending) {
        number.length += ending.len();
        number.is_ordinal = true;
        number.is_weak = true;
        return Some(number);
    }
    if let Some(after) = rest.strip_prefix('-')
        && let Some((length, unit @ (Unit::Period(..) | Unit::Share(_) | Unit::Money(_)))) = unit_at(after)
    {
        number.joined_unit = Some(number.length + 1);
        number.length += 1 + length;
        number.unit = Some(unit);
    }
    Some(number)
}

/// `万`, `千万`, `億5000万`: the multipliers behind digits, and the digits between them. Gives where they end.
fn chinese_scales(text: &str, mut at: usize, mut value: Ratio) -> Option<(usize, Ratio)> {
    let mut total = Ratio::whole(0);
    let mut last: Option<Ratio> = None;
    loop {
        let scales = run(&text[at..], |c| matches!(c, '百' | '千' | '万' | '亿' | '萬' | '億'));
        let scale = numerals::scaled(Ratio::ONE, &text[at..at + scales])?;
        if scales == 0 || last.is_some_and(|last| !scale.is_less_than(last)) {
            break;
        }
        total = total.plus(value.times(scale)?)?;
        at += scales;
        last = Some(scale);
        let Some(digits) = numerals::digits(&text[at..]) else {
            break;
        };
        let DigitReading::Number(next) = digits.reading else {
            break;
        };
        if !text[at + digits.length..].starts_with(['百', '千', '万', '萬']) {
            break;
        }
        value = next;
        at += digits.length;
    }
    last.map(|_| (at, total))
}

/// `m`, `bn`, ` million`, ` Mio.` behind digits. A single letter is a multiplier of money alone.
fn latin_scale(text: &str, is_money: bool) -> Option<(usize, i128)> {
    let blanks = text.len() - text.trim_start_matches([' ', '\u{A0}', '\n', '\u{202F}']).len();
    let word = run(&text[blanks..], |c| c.is_alphabetic() && c < '\u{250}');
    let end = blanks + word;
    if word == 0 || blanks > 2 || text[end..].starts_with(|c: char| is_digit(c) || c == '_') {
        return None;
    }
    let word = &text[blanks..end];
    let scale = match word {
        "k" | "K" if blanks == 0 => 1_000,
        "m" | "M" | "MM" if blanks == 0 && is_money => 1_000_000,
        "b" | "B" if blanks == 0 && is_money => 1_000_000_000,
        // `1,5 M€`, `12 k€`, `2 Md€`
        "k" | "K" if text[end..].starts_with('€') => 1_000,
        "M" if text[end..].starts_with('€') => 1_000_000,
        "Md" | "Mds" if text[end..].starts_with('€') => 1_000_000_000,
        _ => number_words::scale(word)?,
    };
    let is_short = matches!(word, "Mio" | "Mrd" | "mio" | "mrd" | "Cr" | "Crs");
    Some((end + usize::from(is_short && text[end..].starts_with('.')), scale))
}

fn run(text: &str, belongs: impl Fn(char) -> bool) -> usize {
    text.find(|c| !belongs(c)).unwrap_or(text.len())
}

/// Whether a length of time, money or a share follows: `one year`, but `one copy`.
fn counts_time_or_money(text: &str) -> bool {
    let unit = unit_at(text.trim_start_matches([' ', '\n']));
    matches!(unit, Some((_, Unit::Period(..) | Unit::Money(_) | Unit::Share(_))))
}

#[cfg(test)]
#[path = "numbers_tests.rs"]
mod tests;
