//! What figures are counted in: currencies, shares, lengths of time, and pieces.

use super::currencies::{Currency, chinese_name, currency_in_front, latin_name, words_begin};
use super::numerals::is_chinese_numeral;
use super::ratio::Ratio;

/// What a figure is counted in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum Unit {
    Money(Currency),
    /// A part of one: `%` is a hundredth.
    Share(Share),
    Period(Span, DayKind),
    /// A month or a day by its number: 3月.
    Calendar,
    /// Pieces, and whatever else is counted.
    Pieces,
    /// How many times as much: 倍.
    Times,
}

/// How many of a share make one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) struct Share(pub(crate) i128);

/// A length of time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum Span {
    Second,
    Minute,
    Hour,
    Day,
    Week,
    Month,
    Quarter,
    Year,
}

impl Span {
    /// The length in seconds, or in months where no number of seconds is right.
    fn length(self) -> (i128, bool) {
        match self {
            Self::Second => (1, false),
            Self::Minute => (60, false),
            Self::Hour => (3_600, false),
            Self::Day => (86_400, false),
            Self::Week => (604_800, false),
            Self::Month => (1, true),
            Self::Quarter => (3, true),
            Self::Year => (12, true),
        }
    }

    /// A number of these in a measure in which others can be held against it: seconds, or months.
    pub(crate) fn measure(self, count: Ratio) -> Option<(Ratio, bool)> {
        let (length, in_months) = self.length();
        Some((count.times(Ratio::whole(length))?, in_months))
    }
}

/// Which days count.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum DayKind {
    Unsaid,
    Business,
    Calendar,
}

/// A unit and how many bytes it takes.
pub(crate) type Found = (usize, Unit);

const SPANS: [(&str, Span); 67] = [
    ("second", Span::Second),
    ("seconds", Span::Second),
    ("sekunden", Span::Second),
    ("secondes", Span::Second),
    ("sec", Span::Second),
    ("secs", Span::Second),
    ("seconde", Span::Second),
    ("minute", Span::Minute),
    ("minutes", Span::Minute),
    ("minuten", Span::Minute),
    ("min", Span::Minute),
    ("mins", Span::Minute),
    ("hour", Span::Hour),
    ("hours", Span::Hour),
    ("stunde", Span::Hour),
    ("stunden", Span::Hour),
    ("heure", Span::Hour),
    ("heures", Span::Hour),
    ("hr", Span::Hour),
    ("hrs", Span::Hour),
    ("std", Span::Hour),
    ("day", Span::Day),
    ("days", Span::Day),
    ("tag", Span::Day),
    ("tage", Span::Day),
    ("tagen", Span::Day),
    ("jour", Span::Day),
    ("jours", Span::Day),
    ("week", Span::Week),
    ("wk", Span::Week),
    ("wks", Span::Week),
    ("weeks", Span::Week),
    ("woche", Span::Week),
    ("wochen", Span::Week),
    ("semaine", Span::Week),
    ("semaines", Span::Week),
    ("month", Span::Month),
    ("months", Span::Month),
    ("monat", Span::Month),
    ("monate", Span::Month),
    ("monaten", Span::Month),
    ("mois", Span::Month),
    ("kalendermonate", Span::Month),
    ("kalendermonaten", Span::Month),
    ("mth", Span::Month),
    ("mos", Span::Month),
    ("mths", Span::Month),
    ("quarter", Span::Quarter),
    ("quarters", Span::Quarter),
    ("quartal", Span::Quarter),
    ("quartale", Span::Quarter),
    ("quartalen", Span::Quarter),
    ("trimestre", Span::Quarter),
    ("trimestres", Span::Quarter),
    ("year", Span::Year),
    ("years", Span::Year),
    ("jahr", Span::Year),
    ("jahre", Span::Year),
    ("jahren", Span::Year),
    ("ans", Span::Year),
    ("yr", Span::Year),
    ("yrs", Span::Year),
    ("jahres", Span::Year),
    ("kalenderjahre", Span::Year),
    ("kalenderjahren", Span::Year),
    ("année", Span::Year),
    ("années", Span::Year),
];

/// Words that say in front of a unit which days count.
const DAY_KINDS: [(&str, DayKind); 10] = [
    ("business", DayKind::Business),
    ("working", DayKind::Business),
    ("banking", DayKind::Business),
    ("trading", DayKind::Business),
    ("bank", DayKind::Business),
    ("calendar", DayKind::Calendar),
    ("clear", DayKind::Calendar),
    ("consecutive", DayKind::Calendar),
    ("full", DayKind::Unsaid),
    ("natural", DayKind::Calendar),
];

/// What German makes of a length of time behind its number, without the ending: `dreimonatig`, `14-tägig`.
const LASTING: [(&str, Span); 8] = [
    ("sekündig", Span::Second),
    ("minütig", Span::Minute),
    ("stündig", Span::Hour),
    ("tägig", Span::Day),
    ("wöchig", Span::Week),
    ("monatig", Span::Month),
    ("jährig", Span::Year),
    ("quartalig", Span::Quarter),
];

/// The number in front of such a word, as it is written, and the unit: `drei` of `dreimonatigen`.
pub(crate) fn lasting(word: &str) -> Option<(&str, Unit)> {
    let bare = ["e", "en", "er", "es", "em", ""]
        .iter()
        .find_map(|ending| word.strip_suffix(ending).filter(|bare| bare.ends_with("ig")))?;
    LASTING.iter().find_map(|(name, span)| {
        let number = bare.strip_suffix(name)?;
        Some((number, Unit::Period(*span, DayKind::Unsaid)))
    })
}

/// German days that count, in one word, and what French puts behind its days.
const COMPOUND_DAYS: [(&str, DayKind); 11] = [
    ("arbeitstag", DayKind::Business),
    ("werktag", DayKind::Business),
    ("kalendertag", DayKind::Calendar),
    ("arbeitstage", DayKind::Business),
    ("arbeitstagen", DayKind::Business),
    ("werktage", DayKind::Business),
    ("werktagen", DayKind::Business),
    ("bankarbeitstage", DayKind::Business),
    ("geschäftstage", DayKind::Business),
    ("kalendertage", DayKind::Calendar),
    ("kalendertagen", DayKind::Calendar),
];

const FRENCH_DAYS: [(&str, DayKind); 4] = [
    (" ouvrables", DayKind::Business),
    (" ouvrés", DayKind::Business),
    (" calendaires", DayKind::Calendar),
    (" francs", DayKind::Calendar),
];

const SHARES: [(&str, i128); 15] = [
    ("percent", 100),
    ("per cent", 100),
    ("per centum", 100),
    ("pct", 100),
    ("prozent", 100),
    ("pour cent", 100),
    ("percentage points", 100),
    ("percentage point", 100),
    ("prozentpunkte", 100),
    ("basis points", 10_000),
    ("bps", 10_000),
    ("basispunkte", 10_000),
    ("permille", 1_000),
    ("per mille", 1_000),
    ("promille", 1_000),
];

/// Measures of data and size, in letters.
const SIZES: [&str; 19] = [
    "gb", "mb", "tb", "kb", "gib", "mib", "tib", "mbps", "gbps", "kg", "km", "cm", "mm", "m²", "sqm", "kwh", "mw",
    "ms", "x",
];

/// Signs of shares behind a number.
const SHARE_SIGNS: [(char, i128); 5] = [('%', 100), ('％', 100), ('﹪', 100), ('‰', 1_000), ('‱', 10_000)];

/// The share that a sign stands for.
pub(crate) fn share_sign(c: char) -> Option<Share> {
    SHARE_SIGNS
        .iter()
        .find(|(sign, _)| *sign == c)
        .map(|(_, parts)| Share(*parts))
}

/// What follows a number in Chinese or Japanese, of the kind that is neither money nor time: what things are counted by,
/// and measures of one character. None of them makes another word with a small numeral, as 四处 (everywhere) or 三包
/// (a warranty) would be.
const COUNTERS: &str = "个個つ名次份台套项項种種位件人条條岁歲倍期笔筆张張页頁本部辆輛家户戶批轮輪例枚株股回通点點级級\
    吨噸亩畝升米克度座栋棟层層桶瓶盒箱组組类類间間场場届屆单單匹头頭棵块塊艘架门門兆时時";

/// Measures of more than one character.
const MEASURES: [&str; 24] = [
    "平方公里",
    "平方千米",
    "平方米",
    "平方公尺",
    "平米",
    "立方米",
    "公里",
    "千米",
    "公尺",
    "厘米",
    "毫米",
    "公斤",
    "千克",
    "公噸",
    "公顷",
    "公頃",
    "毫升",
    "毫秒",
    "千瓦时",
    "千瓦時",
    "千瓦",
    "摄氏度",
    "字节",
    "字節",
];

/// The unit that the text begins with.
pub(crate) fn unit_at(text: &str) -> Option<Found> {
    let first = text.chars().next()?;
    if let Some(share) = share_sign(first) {
        return Some((first.len_utf8(), Unit::Share(share)));
    }
    if first.is_ascii() || first.is_alphabetic() && first < '\u{250}' {
        return latin_unit(text, first);
    }
    if let Some(degrees) = ["°C", "°F", "℃", "℉"]
        .iter()
        .find(|degrees| text.starts_with(**degrees))
    {
        return Some((degrees.len(), Unit::Pieces));
    }
    if first == '€' || first == '£' {
        return currency_in_front(text).map(|(length, currency)| (length, Unit::Money(currency)));
    }
    chinese_unit(text)
}

/// ` a percent`, ` of one per cent`, ` percent` behind a fraction: how many bytes, and the share.
pub(crate) fn part_of_percent(rest: &str) -> Option<(usize, Unit)> {
    let blank = rest.len() - rest.trim_start_matches([' ', '\n', '\u{A0}']).len();
    let after = &rest[blank..];
    let of = ["of one ", "of a ", "of 1 ", "a ", "one "]
        .iter()
        .find(|of| after.starts_with(**of))
        .map_or(0, |of| of.len());
    match unit_at(&after[of..]) {
        Some((length, unit @ Unit::Share(_))) if blank > 0 => Some((blank + of + length, unit)),
        _ => None,
    }
}

fn latin_unit(text: &str, first: char) -> Option<Found> {
    if !first.is_alphabetic() {
        return None;
    }
    let ends = |length: usize| !text[length..].starts_with(|c: char| c.is_alphanumeric() && c < '\u{250}');
    if first.is_uppercase()
        && let Some((length, currency)) = currency_in_front(text).filter(|(length, _)| ends(*length))
    {
        return Some((length, Unit::Money(currency)));
    }
    let word = |text: &str| {
        text.find(|c: char| !c.is_alphanumeric() && c != '²' && c != '-')
            .unwrap_or(text.len())
    };
    let one = word(text);
    let is_one_of = |list: &[(&'static str, Span)], word: &str| {
        list.iter()
            .find(|(name, _)| name.eq_ignore_ascii_case(word))
            .map(|(_, span)| *span)
    };
    let blanks = |text: &str| text.len() - text.trim_start_matches([' ', '\n', '\u{A0}']).len();
    if let Some(span) = is_one_of(&SPANS, &text[..one]) {
        let kind = FRENCH_DAYS
            .iter()
            .find(|(word, _)| span == Span::Day && text[one..].starts_with(word));
        return Some(match kind {
            Some((word, kind)) => (one + word.len(), Unit::Period(span, *kind)),
            None => (one, Unit::Period(span, DayKind::Unsaid)),
        });
    }
    // `five-business-day`
    let hyphened = text[..one].split_once('-').and_then(|(kind, span)| {
        let kind = DAY_KINDS.iter().find(|(word, _)| word.eq_ignore_ascii_case(kind))?.1;
        Some(Unit::Period(is_one_of(&SPANS, span)?, kind))
    });
    if let Some(unit) = hyphened {
        return Some((one, unit));
    }
    let lower = text[..one].to_lowercase();
    if let Some(("", unit)) = lasting(&lower) {
        return Some((one, unit));
    }
    if let Some((_, kind)) = COMPOUND_DAYS.iter().find(|(word, _)| *word == lower) {
        return Some((one, Unit::Period(Span::Day, *kind)));
    }
    if let Some((_, kind)) = DAY_KINDS.iter().find(|(word, _)| *word == lower) {
        let at = one + blanks(&text[one..]);
        let next = word(&text[at..]);
        if at > one
            && let Some(span) = is_one_of(&SPANS, &text[at..at + next])
        {
            return Some((at + next, Unit::Period(span, *kind)));
        }
    }
    let share = SHARES
        .iter()
        .filter_map(|(name, parts)| Some((words_begin(text, name).filter(|length| ends(*length))?, *parts)))
        .max_by_key(|(length, _)| *length);
    if let Some((length, parts)) = share {
        return Some((length, Unit::Share(Share(parts))));
    }
    if let Some((length, currency)) = latin_name(text, ends) {
        return Some((length, Unit::Money(currency)));
    }
    if matches!(&*lower, "times" | "fold" | "fois" | "mal" | "fache") {
        return Some((one, Unit::Times));
    }
    SIZES.contains(&&*lower).then_some((one, Unit::Pieces))
}

fn chinese_unit(text: &str) -> Option<Found> {
    if let Some((length, currency)) = chinese_name(text) {
        return Some((length, Unit::Money(currency)));
    }
    for (name, parts) in [
        ("个百分点", 100),
        ("個百分點", 100),
        ("百分点", 100),
        ("パーセント", 100),
        ("个基点", 10_000),
        ("個基點", 10_000),
        ("成", 10),
        ("折", 10),
        ("割", 10),
    ] {
        if text.starts_with(name) {
            return Some((name.len(), Unit::Share(Share(parts))));
        }
    }
    if let Some(found) = chinese_period(text) {
        return Some(found);
    }
    // 一次性, 三人称 and 一体: not counted.
    let first = text.chars().next()?;
    let after = &text[first.len_utf8()..];
    if first == '倍' {
        return Some((first.len_utf8(), Unit::Times));
    }
    if text.starts_with("周岁") || text.starts_with("週歲") {
        return Some(("周岁".len(), Unit::Pieces));
    }
    if let Some(name) = MEASURES.iter().find(|name| text.starts_with(**name)) {
        return Some((name.len(), Unit::Pieces));
    }
    // 3.1 本合同: the contract itself.
    let is_own = first == '本' && after.starts_with(|c| "合协協契條条公法附章款项項规規人保服业業覚".contains(c));
    let counts = COUNTERS.contains(first) && !(first == '次' && after.starts_with('性')) && !is_own;
    counts.then_some((first.len_utf8(), Unit::Pieces))
}

/// `个工作日`, `日`, `か月`, `年間`, `小时`.
fn chinese_period(text: &str) -> Option<Found> {
    let strip = |text: &str, names: &[&str]| {
        names
            .iter()
            .find(|name| text.starts_with(**name))
            .map_or(0, |name| name.len())
    };
    let counter = strip(text, &["个", "個", "か", "ヶ", "カ", "ケ", "ヵ", "箇"]);
    let mut at = counter;
    let business = strip(&text[at..], &["工作", "营业", "營業", "营運", "交易", "業務", "业务"]);
    let calendar = strip(
        &text[at..],
        &["自然", "日历", "日曆", "曆", "历", "連續", "连续", "公历"],
    );
    // 两个服务年度: a year by its own count is a year.
    let counted_year = strip(
        &text[at..],
        &[
            "服务", "服務", "合同", "会计", "會計", "财务", "財務", "财政", "財政", "履约", "计费",
        ],
    );
    if business.max(calendar) == 0 && counted_year > 0 && text[at + counted_year..].starts_with("年度") {
        at += counted_year;
    }
    at += business.max(calendar);
    let kind = match (business, calendar) {
        (0, 0) => DayKind::Unsaid,
        (0, _) => DayKind::Calendar,
        _ => DayKind::Business,
    };
    let (length, span) = [
        ("小时", Span::Hour),
        ("小時", Span::Hour),
        ("時間", Span::Hour),
        ("分钟", Span::Minute),
        ("分鐘", Span::Minute),
        ("分間", Span::Minute),
        ("秒钟", Span::Second),
        ("秒鐘", Span::Second),
        ("秒間", Span::Second),
        ("秒", Span::Second),
        ("星期", Span::Week),
        ("礼拜", Span::Week),
        ("周年", Span::Year),
        ("週年", Span::Year),
        ("週間", Span::Week),
        ("周岁", Span::Year),
        ("周歲", Span::Year),
        ("週歲", Span::Year),
        ("周", Span::Week),
        ("週", Span::Week),
        ("季度", Span::Quarter),
        ("年間", Span::Year),
        ("年度", Span::Year),
        ("年", Span::Year),
        ("月度", Span::Month),
        ("月間", Span::Month),
        ("月", Span::Month),
        ("日間", Span::Day),
        ("日", Span::Day),
        ("天", Span::Day),
    ]
    .into_iter()
    .find(|(name, _)| text[at..].starts_with(name))
    .filter(|(name, _)| !name.ends_with(['岁', '歲']))
    .map(|(name, span)| (at + name.len(), span))?;
    // 三月 is March, 三个月 are three months.
    let is_calendar_month = counter == 0 && kind == DayKind::Unsaid && text.starts_with('月');
    let unit = if is_calendar_month && !text[length..].starts_with(is_chinese_numeral) {
        Unit::Calendar
    } else {
        Unit::Period(span, kind)
    };
    Some((length, unit))
}

/// The length of time that a single letter stands for in brackets, beside one that is written out: `four hours (8h)`.
pub(crate) fn span_of_letter(letter: &str, beside: Span) -> Option<Span> {
    Some(match (letter, beside) {
        ("h" | "H", _) => Span::Hour,
        ("d" | "D" | "T", _) | ("j" | "J", Span::Day) => Span::Day,
        ("w" | "W", _) => Span::Week,
        ("y" | "Y", _) | ("j" | "J", Span::Year) => Span::Year,
        ("m" | "M", Span::Minute | Span::Month) | ("s", Span::Second) => beside,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn units_are_read_in_every_language_and_not_out_of_other_words() {
        let day = |kind| Unit::Period(Span::Day, kind);
        let money = |code| Unit::Money(currency_in_front(code).unwrap().1);
        for (text, unit, bytes) in [
            ("days after", day(DayKind::Unsaid), 4),
            ("Business\nDays", day(DayKind::Business), 13),
            ("Werktage", day(DayKind::Business), 8),
            ("jours ouvrés", day(DayKind::Business), 13),
            ("个工作日内", day(DayKind::Business), "个工作日".len()),
            ("か月以内", Unit::Period(Span::Month, DayKind::Unsaid), "か月".len()),
            ("年間", Unit::Period(Span::Year, DayKind::Unsaid), "年間".len()),
            ("%", Unit::Share(Share(100)), 1),
            ("per cent of", Unit::Share(Share(100)), 8),
            ("basis points", Unit::Share(Share(10_000)), 12),
            ("US Dollars", money("USD"), 10),
            ("欧元", money("EUR"), 6),
            ("€ net", money("EUR"), 3),
            ("倍", Unit::Times, 3),
            ("份", Unit::Pieces, 3),
            ("平方米以上", Unit::Pieces, 9),
            ("吨货物", Unit::Pieces, 3),
            ("hrs.", Unit::Period(Span::Hour, DayKind::Unsaid), 3),
            ("années", Unit::Period(Span::Year, DayKind::Unsaid), 7),
            ("Quartalen", Unit::Period(Span::Quarter, DayKind::Unsaid), 9),
            ("个合同年度", Unit::Period(Span::Year, DayKind::Unsaid), 15),
        ] {
            assert_eq!(unit_at(text), Some((bytes, unit)), "{text}");
        }
        for text in [
            "daylight",
            "business plans",
            "方",
            "次性",
            "users",
            "切",
            "本合同",
            "分",
            "an invoice",
            "minimum",
            "处",
            "合同",
        ] {
            assert_eq!(unit_at(text), None, "{text}");
        }
    }
}
