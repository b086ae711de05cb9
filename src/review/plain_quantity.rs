//! Figures of a sentence that compare as they stand: with the unit behind them, halves, a period between two dates.

use super::limit::{Limit, Measure, of_figure};
use crate::redline::figures::{Figure, FigureKind, figures};
use chrono::NaiveDate;
use std::ops::Range;

/// A day, a month and a year as periods count them.
pub(super) const DAY_SIZE: i64 = 86_400_000;
pub(super) const MONTH_SIZE: i64 = 2_592_000_000;
pub(super) const YEAR_SIZE: i64 = 31_536_000_000;

/// A figure of a sentence.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Quantity {
    /// Its bytes.
    pub(crate) bytes: Range<usize>,
    pub(crate) limit: Limit,
}

/// Every figure, those among them that the unit behind makes a share or a period.
pub(super) fn plain(words: &str) -> Vec<Quantity> {
    let all = figures(words);
    all.iter()
        .filter_map(|figure| {
            let bytes = figure.at..figure.at + figure.text.len();
            let limit = of_unit_behind(words, figure).or_else(|| of_figure(figure))?;
            Some(Quantity { bytes, limit })
        })
        .chain(of_one(words))
        .chain(of_half(words))
        .chain(net_days(words))
        .chain(of_dates(words, &all))
        .collect()
}

/// A date and its bytes.
type Dated = (Range<usize>, NaiveDate);

/// From one date until another.
fn of_dates(words: &str, figures: &[Figure]) -> Vec<Quantity> {
    let dates: Vec<Dated> = figures
        .iter()
        .filter(|figure| figure.kind == FigureKind::Date)
        .filter_map(|figure| {
            let date = NaiveDate::parse_from_str(&figure.value, "%Y-%m-%d").ok()?;
            Some((figure.at..figure.at + figure.text.len(), date))
        })
        .collect();
    let pairs = dates.iter().zip(dates.iter().skip(1));
    pairs
        .filter(|(first, second)| leads_to(&words[first.0.end..second.0.start]))
        .filter_map(|(first, second)| {
            let bytes = first.0.start..second.0.end;
            let days = (second.1 - first.1)
                .num_days()
                .checked_add(1)
                .filter(|days| *days > 0)?;
            let limit = Limit {
                text: words[bytes.clone()].to_owned(),
                measure: Measure::Period,
                size: days.checked_mul(DAY_SIZE)?,
            };
            Some(Quantity { bytes, limit })
        })
        .collect()
}

/// Whether a period lasts from the date before these words until the one behind them.
fn leads_to(between: &str) -> bool {
    let words = between
        .to_lowercase()
        .replace("and including", "")
        .replace("including", "");
    [
        "to",
        "until",
        "till",
        "through",
        "up to",
        "and ends on",
        "and until",
        "and runs until",
        "-",
        "–",
        "—",
        "起至",
        "至",
        "起到",
        "到",
        "（含）至",
        "起，至",
        "开始至",
    ]
    .contains(&words.trim())
}

/// `within a day`, `inside an hour`, `the last hour`.
fn of_one(words: &str) -> impl Iterator<Item = Quantity> + '_ {
    let units = [
        ("an hour", "hour"),
        ("a day", "day"),
        ("a week", "week"),
        ("a month", "month"),
        ("a year", "year"),
    ];
    units.into_iter().filter_map(|(word, unit)| {
        let before = ["within ", "inside "];
        let last = words
            .find("the last hour")
            .filter(|_| unit == "hour")
            .map(|at| at + "the ".len());
        let at = before
            .iter()
            .find_map(|before| Some(words.find(&format!("{before}{word}"))? + before.len()));
        let (at, word) = match (at, last) {
            (Some(at), _) => (at, word),
            (None, Some(last)) => (last, "last hour"),
            (None, None) => return None,
        };
        let bytes = at..at + word.len();
        let whole = !words[bytes.end..].starts_with(char::is_alphabetic);
        let figure = Figure {
            kind: FigureKind::Period,
            value: "1".to_owned(),
            unit: unit.to_owned(),
            text: word.to_owned(),
            at,
        };
        let limit = of_figure(&figure).filter(|_| whole)?;
        Some(Quantity { bytes, limit })
    })
}

/// `net 30`, `Net: 45`: days from the invoice, as merchants say it.
fn net_days(words: &str) -> impl Iterator<Item = Quantity> + '_ {
    let bytes = words.as_bytes();
    let letter = |at: usize| bytes.get(at).is_some_and(u8::is_ascii_alphanumeric);
    (0..bytes.len().saturating_sub(4)).filter_map(move |at| {
        let net = bytes[at..at + 3].eq_ignore_ascii_case(b"net") && !(at > 0 && letter(at - 1));
        let gap = bytes[at + 3..].iter().take_while(|byte| b" :-".contains(byte)).count();
        let start = at + 3 + gap;
        let count = bytes[start..].iter().take_while(|byte| byte.is_ascii_digit()).count();
        let end = start + count;
        if !net || gap == 0 || !(1..=3).contains(&count) || !is_of_days(&words[end..]) {
            return None;
        }
        let figure = Figure {
            kind: FigureKind::Period,
            value: words[start..end].to_owned(),
            unit: "day".to_owned(),
            text: words[at..end].to_owned(),
            at,
        };
        Some(Quantity {
            bytes: at..end,
            limit: of_figure(&figure)?,
        })
    })
}

/// Whether what stands behind `net 30` leaves it a number of days: `net 45,000 dollars`, `net 5%`, `net 250 euros` and `net 12
/// months` are other figures.
fn is_of_days(behind: &str) -> bool {
    const GOES_ON: [&str; 25] = [
        "day",
        "calendar",
        "business",
        "working",
        "from",
        "after",
        "of",
        "terms",
        "term",
        "and",
        "or",
        "end",
        "eom",
        "payment",
        "invoice",
        "upon",
        "on",
        "following",
        "unless",
        "for",
        "in",
        "with",
        "is",
        "are",
        "date",
    ];
    let counted = behind.trim_start_matches([' ', '\n', '-']);
    if counted.len() == behind.len() && counted.starts_with(char::is_alphanumeric) {
        return false;
    }
    let groups = behind
        .strip_prefix([',', '.'])
        .is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit()));
    let word = counted
        .split(|c: char| !c.is_ascii_alphabetic())
        .next()
        .unwrap_or_default();
    let of_days = GOES_ON
        .iter()
        .any(|known| word.strip_suffix('s').unwrap_or(word).eq_ignore_ascii_case(known));
    !groups
        && if word.is_empty() {
            !counted.starts_with(['%', '$', '€', '£', '¥'])
        } else {
            of_days
        }
}

/// `half a year`.
fn of_half(words: &str) -> impl Iterator<Item = Quantity> + '_ {
    let halves = [
        ("half a year", "6", "month"),
        ("half a month", "15", "day"),
        ("half a day", "12", "hour"),
        ("half an hour", "30", "minute"),
    ];
    halves.into_iter().filter_map(|(word, value, unit)| {
        let at = words.find(word)?;
        let figure = Figure {
            kind: FigureKind::Period,
            value: value.to_owned(),
            unit: unit.to_owned(),
            text: word.to_owned(),
            at,
        };
        let limit = of_figure(&figure)?;
        Some(Quantity {
            bytes: at..at + word.len(),
            limit,
        })
    })
}

/// `five per cent`, `three-year`, `48 hrs`, 两个服务年度.
fn of_unit_behind(words: &str, figure: &Figure) -> Option<Limit> {
    if figure.kind != FigureKind::Count {
        return None;
    }
    let behind = &words[figure.at + figure.text.len()..];
    let behind = behind.trim_start_matches([' ', '-', '\u{2011}']).to_lowercase();
    let units = [
        ("per cent", FigureKind::Percent, ""),
        ("percent", FigureKind::Percent, ""),
        ("month", FigureKind::Period, "month"),
        ("year", FigureKind::Period, "year"),
        ("week", FigureKind::Period, "week"),
        ("day", FigureKind::Period, "day"),
        ("hour", FigureKind::Period, "hour"),
        ("hrs", FigureKind::Period, "hour"),
        ("hr", FigureKind::Period, "hour"),
        ("min", FigureKind::Period, "minute"),
        ("h ", FigureKind::Period, "hour"),
        ("h.", FigureKind::Period, "hour"),
        ("h,", FigureKind::Period, "hour"),
        ("h;", FigureKind::Period, "hour"),
        ("h)", FigureKind::Period, "hour"),
        ("h/", FigureKind::Period, "hour"),
        ("h内", FigureKind::Period, "小时"),
        ("小时", FigureKind::Period, "小时"),
        ("服务年度", FigureKind::Period, "年"),
        ("合同年度", FigureKind::Period, "年"),
        ("自然年", FigureKind::Period, "年"),
        ("年度", FigureKind::Period, "年"),
    ];
    let (_, kind, unit) = units.iter().find(|(word, _, _)| behind.starts_with(word))?;
    of_figure(&Figure {
        kind: *kind,
        unit: (*unit).to_owned(),
        ..figure.clone()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn periods(words: &str) -> Vec<Quantity> {
        let of_time = |one: &Quantity| one.limit.measure == Measure::Period;
        plain(words).into_iter().filter(of_time).collect()
    }

    #[test]
    fn halves_and_days_net_are_periods() {
        for (words, days) in [
            ("half a year before it ends", 180),
            ("期满半年前", 182),
            ("Payment: net 45 from the invoice", 45),
            ("Net 60.", 60),
            ("net 12 months", 360),
        ] {
            let found = periods(words);
            assert_eq!(
                found.first().map(|one| one.limit.size / DAY_SIZE),
                Some(days),
                "{words}"
            );
        }
        for other in [
            "net 45,000 dollars",
            "a fee of net 250 euros",
            "net 5%",
            "net 250€",
            "net 30kg",
        ] {
            assert!(periods(other).is_empty(), "{other}: {:?}", periods(other));
        }
    }

    #[test]
    fn from_one_date_until_another_is_a_period() {
        for (words, days) in [
            ("from 1 May 2026 until 30 May 2026", Some(30)),
            ("自2026年5月1日起至2026年5月30日止", Some(30)),
            ("signed on 1 May 2026, delivered on 30 May 2026", None),
            ("from 30 May 2026 until 1 May 2026", None),
        ] {
            let found = periods(words);
            assert_eq!(found.first().map(|one| one.limit.size / DAY_SIZE), days, "{words}");
        }
    }
}
