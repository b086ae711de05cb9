//! Numerals by value: digits with separators, and Chinese numerals, plain, financial and Japanese.

use super::hidden::ordinary_ideograph;
use super::look_alikes::plain_of_formula;
use super::ratio::Ratio;

/// The value of a Chinese digit, plain (`三`), financial (`叁`) or zero (`零`, `〇`).
fn chinese_digit(c: char) -> Option<i128> {
    Some(match ordinary_ideograph(c).unwrap_or(c) {
        '〇' | '零' => 0,
        '一' | '壹' | '壱' => 1,
        '二' | '两' | '兩' | '贰' | '貳' | '弐' => 2,
        '三' | '叁' | '參' | '参' => 3,
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

/// The value of a numeral that stands for two: 廿 (二十), 卅 (三十), 卌 (四十), as days of the month are written.
fn chinese_tens(c: char) -> Option<i128> {
    Some(match c {
        '廿' => 20,
        '卅' => 30,
        '卌' => 40,
        _ => return None,
    })
}

/// Whether the character can stand in a Chinese numeral.
pub(crate) fn is_chinese_numeral(c: char) -> bool {
    chinese_digit(c).is_some() || chinese_multiplier(c).is_some() || chinese_tens(c).is_some()
}

/// No numeral has more characters; what stands further on is not looked at, however long a run of them is.
const LONGEST_NUMERAL: usize = 48;

/// How many bytes of Chinese numerals the text begins with.
pub(crate) fn chinese_run(text: &str) -> usize {
    text.char_indices()
        .take(LONGEST_NUMERAL)
        .take_while(|(_, c)| is_chinese_numeral(*c))
        .last()
        .map_or(0, |(at, c)| at + c.len_utf8())
}

/// How many bytes of a numeral with decimals the text begins with: `零点五`.
pub(crate) fn with_decimals(text: &str) -> usize {
    let length = chinese_run(text);
    if let Some(decimals) = text[length..].strip_prefix(['点', '點']).map(chinese_run)
        && length > 0
        && decimals > 0
    {
        return length + '点'.len_utf8() + decimals;
    }
    // 三・五パーセント; elsewhere the point parts the words of a list.
    if let Some(after) = text[length..].strip_prefix('・')
        && let decimals = chinese_run(after)
        && length > 0
        && decimals > 0
        && after[decimals..].starts_with(['パ', '％', '%', '倍', '割'])
    {
        return length + '・'.len_utf8() + decimals;
    }
    length
}

/// Whether the character stands only in financial numerals (`壹贰叁…`), which no running text uses otherwise.
pub(crate) fn is_financial_numeral(c: char) -> bool {
    "壹壱贰貳弐叁參肆伍陆陸柒捌玖拾佰仟".contains(c)
}

/// Full-width digits and separators read as their half-width forms.
pub(crate) fn half_width(c: char) -> char {
    match c {
        '０'..='９' | '．' | '，' | '％' => char::from_u32(c as u32 - 0xFEE0).unwrap_or(c),
        c if c.is_ascii() => c,
        c => plain_of_formula(c).filter(char::is_ascii_digit).unwrap_or(c),
    }
}

/// Whether the character is a digit of either width.
pub(crate) fn is_digit(c: char) -> bool {
    half_width(c).is_ascii_digit()
}

/// The value of a Chinese numeral: `三十`, `一百二十万`, `壹拾万`, `二〇二六`, `三点五`. None begins with a multiplier other
/// than ten: 千万 and 百般 are words.
pub(crate) fn chinese(text: &str) -> Option<Ratio> {
    if let Some((whole, fraction)) = text.split_once(['点', '點', '・']) {
        let mut value = chinese(whole)?;
        let mut place: i128 = 1;
        for c in fraction.chars() {
            place = place.checked_mul(10)?;
            value = value.plus(Ratio::new(chinese_digit(c)?, place)?)?;
        }
        return Some(value);
    }
    let first = text.chars().next()?;
    if chinese_multiplier(first).is_some_and(|multiplier| multiplier > 10) {
        return None;
    }
    // `二〇二六`: digits alone are read off one by one.
    if text.chars().count() > 1 && text.chars().all(|c| chinese_digit(c).is_some()) {
        let digits = text
            .chars()
            .try_fold(0_i128, |value, c| value.checked_mul(10)?.checked_add(chinese_digit(c)?))?;
        return Some(Ratio::whole(digits));
    }
    let (mut total, mut section, mut digit) = (0_i128, 0_i128, None);
    for c in text.chars() {
        if let Some(tens) = chinese_tens(c) {
            if digit.take().is_some_and(|before| before != 0) {
                return None;
            }
            section = section.checked_add(tens)?;
            continue;
        }
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
                total.checked_add(section)?.checked_mul(multiplier)?
            } else {
                total.checked_add(section.checked_mul(multiplier)?)?
            };
            section = 0;
        } else {
            section = section.checked_add(digit.take().unwrap_or(1).checked_mul(multiplier)?)?;
        }
    }
    Some(Ratio::whole(
        total.checked_add(section)?.checked_add(digit.unwrap_or(0))?,
    ))
}

/// Digits as written, with what separates them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Digits {
    /// How many bytes they take.
    pub(crate) length: usize,
    pub(crate) reading: DigitReading,
}

/// What digits with separators say.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum DigitReading {
    /// One number.
    Number(Ratio),
    /// `1.200`: one and a fifth, or, where points group digits, twelve hundred.
    Either(Ratio, Ratio),
    /// `7-10`: from one to the other.
    Range,
    /// `1/3`
    Fraction(Ratio),
    /// A time, a version, a section, a number of a document.
    Label,
}

/// The digits that the text begins with, in groups of any style: `1,200,000.00`, `1.200.000,00`, `1 200 000`, `1'200'000`.
pub(crate) fn digits(text: &str) -> Option<Digits> {
    let mut length = run(text, is_digit);
    if length == 0 {
        return None;
    }
    let mut separators: Vec<(char, usize)> = Vec::new();
    while let Some(separator) = text[length..].chars().next() {
        let after = &text[length + separator.len_utf8()..];
        let group = run(after, is_digit);
        let joins = match separator {
            '.' | ',' | ':' | '/' | '-' | '．' => group > 0,
            // A full-width comma separates clauses of a sentence unless digits are full width as well.
            '，' => matches!(after.chars().next(), Some('０'..='９')),
            // 1000 0000元: groups of four, as bank notes and Chinese and Japanese ledgers have them.
            ' ' if separators.is_empty() && in_fours(&text[length..]) => true,
            ' ' if separators.first() == Some(&(' ', 4)) => after[..group].len() == 4 && group == 4,
            // `48\n000`: no number begins with noughts.
            '\n' => group == 3 && after.starts_with("00") && text[..length].len() <= 3 && separators.is_empty(),
            '\'' | '’' | ' ' | '\u{A0}' | '\u{2009}' | '\u{202F}' => {
                let grouped_so_far = separators
                    .iter()
                    .all(|(other, digits)| *other == separator && *digits == 3);
                let first = separators.first().map_or(text[..length].chars().count(), |_| 1);
                after[..group].chars().count() == 3 && first <= 3 && grouped_so_far
            }
            _ => false,
        };
        if !joins {
            break;
        }
        length += separator.len_utf8() + group;
        separators.push((half_width(separator), after[..group].chars().count()));
    }
    Some(Digits {
        length,
        reading: reading(&text[..length], &separators),
    })
}

/// Whether one to three groups of four digits follow, each behind a blank, and then a unit of money in Chinese or Japanese.
fn in_fours(text: &str) -> bool {
    let mut rest = text;
    let mut groups = 0;
    while let Some(after) = rest.strip_prefix(' ') {
        if after.bytes().take(5).take_while(u8::is_ascii_digit).count() != 4 || groups == 3 {
            break;
        }
        rest = &after[4..];
        groups += 1;
    }
    groups > 0 && rest.trim_start_matches(' ').starts_with(['元', '圆', '圓', '円'])
}

fn run(text: &str, belongs: impl Fn(char) -> bool) -> usize {
    text.find(|c| !belongs(c)).unwrap_or(text.len())
}

fn reading(written: &str, separators: &[(char, usize)]) -> DigitReading {
    let plain: String = written.chars().map(half_width).collect();
    let number = |decimal: Option<char>| {
        let point = decimal.and_then(|decimal| plain.rfind(decimal)).unwrap_or(plain.len());
        let is_digit = |c: &char| c.is_ascii_digit();
        let all: String = plain.chars().filter(is_digit).collect();
        let decimals = plain[point..].chars().filter(is_digit).count();
        let scale = 10_i128.checked_pow(u32::try_from(decimals).ok()?)?;
        Ratio::new(all.parse().ok()?, scale)
    };
    let as_number = |decimal| number(decimal).map_or(DigitReading::Label, DigitReading::Number);
    let head = plain.find(|c: char| !c.is_ascii_digit()).unwrap_or(plain.len());
    let (Some((last, behind)), Some((first, _))) = (separators.last(), separators.first()) else {
        return as_number(None);
    };
    match (first, separators.len()) {
        ('/', 1) => {
            let parts = plain
                .split_once('/')
                .and_then(|(n, d)| Some((n.parse().ok()?, d.parse().ok()?)));
            return match parts.and_then(|(n, d)| Ratio::new(n, d)) {
                Some(ratio) if ratio.is_less_than(Ratio::ONE) => DigitReading::Fraction(ratio),
                _ => DigitReading::Label,
            };
        }
        ('-', 1) => {
            let parts = plain
                .split_once('-')
                .and_then(|(a, b)| Some((a.parse::<u64>().ok()?, b.parse::<u64>().ok()?)));
            return match parts {
                Some((from, to)) if from < to && from > 0 => DigitReading::Range,
                _ => DigitReading::Label,
            };
        }
        _ => {}
    }
    if separators
        .iter()
        .any(|(separator, _)| matches!(separator, ':' | '/' | '-'))
    {
        return DigitReading::Label;
    }
    let groups = &separators[..separators.len() - 1];
    let mixed = groups.iter().any(|(separator, _)| separator != last);
    // Behind groups of three the other separator begins the decimals. Groups of two are Indian.
    let grouped = |groups: &[(char, usize)]| {
        groups
            .iter()
            .all(|(separator, digits)| separator == first && matches!(digits, 2 | 3))
            && groups.last().is_none_or(|(_, digits)| *digits == 3)
    };
    if mixed {
        return if grouped(groups) && matches!(last, '.' | ',') {
            as_number(Some(*last))
        } else {
            DigitReading::Label
        };
    }
    match (first, separators.len()) {
        ('.', 1) if *behind == 3 && (1..=3).contains(&head) && !plain.starts_with('0') => {
            match (number(Some('.')), number(None)) {
                (Some(decimals), Some(grouped)) => DigitReading::Either(decimals, grouped),
                _ => DigitReading::Label,
            }
        }
        ('.', 1) => as_number(Some('.')),
        (',', 1) if *behind == 3 && (1..=3).contains(&head) && !plain.starts_with('0') => as_number(None),
        (',', 1) => as_number(Some(',')),
        (' ', _) if separators.iter().all(|(_, digits)| *digits == 4) => as_number(None),
        _ if grouped(separators) && head <= 3 => as_number(None),
        _ => DigitReading::Label,
    }
}

/// A value as people write it.
pub(crate) fn plain(value: Ratio) -> String {
    value.plain()
}

/// The value times multipliers such as 万 or 千万.
pub(crate) fn scaled(value: Ratio, multipliers: &str) -> Option<Ratio> {
    multipliers
        .chars()
        .try_fold(value, |value, c| value.times(Ratio::whole(chinese_multiplier(c)?)))
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
            ("弐拾参萬", "230000"),
            ("貳億參仟萬", "230000000"),
            ("二〇二六", "2026"),
            ("三亿五千万", "350000000"),
            ("九十九点九", "99.9"),
            ("六\u{2F17}", "60"),
            ("\u{2F06}\u{2F17}\u{2F00}", "21"),
        ] {
            assert_eq!(chinese(text).map(plain).as_deref(), Some(value), "{text}");
        }
        for text in ["三方", "", "千万", "百"] {
            assert_eq!(chinese(text), None, "{text}");
        }
    }

    #[test]
    fn digits_are_read_in_groups_of_every_style() {
        for (text, value) in [
            ("1,200,000.00", "1200000"),
            ("1.200.000,00 EUR", "1200000"),
            ("1 200 000 net", "1200000"),
            ("1\u{A0}200\u{A0}000", "1200000"),
            ("48\n000 francs", "48000"),
            ("30\n100 kg", "30"),
            ("2500 0000元", "25000000"),
            ("2500 0000 units", "2500"),
            ("1\u{202F}200,50", "1200.5"),
            ("1'200'000.50", "1200000.5"),
            ("12,34,567", "1234567"),
            ("４８，０００", "48000"),
            ("99.9%", "99.9"),
            ("0.125", "0.125"),
            ("0,125", "0.125"),
            ("7,5 %", "7.5"),
            ("48,000", "48000"),
            ("1 0 instalments", "1"),
            ("2026 100", "2026"),
        ] {
            let read = digits(text).map(|digits| digits.reading);
            let Some(DigitReading::Number(read)) = read else {
                panic!("{text}: {read:?}");
            };
            assert_eq!(plain(read), value, "{text}");
        }
        for text in ["18:00", "2016/679", "480-4", "5.2.1", "1,2,3"] {
            assert_eq!(
                digits(text).map(|digits| digits.reading),
                Some(DigitReading::Label),
                "{text}"
            );
        }
        assert_eq!(
            digits("7-10 days").map(|digits| digits.reading),
            Some(DigitReading::Range)
        );
        assert!(matches!(
            digits("1.200").map(|digits| digits.reading),
            Some(DigitReading::Either(..))
        ));
    }
}
