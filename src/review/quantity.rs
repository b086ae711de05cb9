//! Figures of a sentence with what they count: of which fees a share, for which period a rate.

use super::limit::{Limit, Measure, of_figure};
use crate::redline::figures::{Figure, FigureKind, figures};
use chrono::NaiveDate;
use std::ops::Range;

/// A figure of a sentence.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Quantity {
    /// Its bytes.
    pub(crate) bytes: Range<usize>,
    pub(crate) limit: Limit,
}

/// The figures of a sentence that measure such a thing; all that can be compared when nothing is asked.
pub(crate) fn quantities(words: &str, measure: Option<Measure>) -> Vec<Quantity> {
    match measure {
        Some(Measure::YearlyFees) => yearly_fees(words),
        Some(Measure::YearlyRate) => yearly_rates(words),
        _ => plain(words)
            .into_iter()
            .filter(|found| measure.is_none_or(|measure| found.limit.measure == measure))
            .collect(),
    }
}

/// So many bytes around a figure tell what it is of.
const NEAR: usize = 90;

/// Every figure, those among them that the unit behind makes a share or a period.
fn plain(words: &str) -> Vec<Quantity> {
    let all = figures(words);
    all.iter()
        .filter_map(|figure| {
            let bytes = figure.at..figure.at + figure.text.len();
            let limit = of_unit_behind(words, figure).or_else(|| of_figure(figure))?;
            Some(Quantity { bytes, limit })
        })
        .chain(of_one(words))
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

/// What stands near a figure, in small letters.
fn near(words: &str, bytes: &Range<usize>) -> String {
    let mut start = bytes.start.saturating_sub(NEAR);
    while !words.is_char_boundary(start) {
        start += 1;
    }
    let mut end = words.len().min(bytes.end + NEAR);
    while !words.is_char_boundary(end) {
        end -= 1;
    }
    words[start..end].to_lowercase()
}

const FEES: [&str; 15] = [
    "fee",
    "charge",
    "price",
    "paid",
    "payable",
    "subscription",
    "amounts",
    "sums",
    "费",
    "价款",
    "款项",
    "总价",
    "金额",
    "对价",
    "报酬",
];
const YEAR: [&str; 17] = [
    "annual",
    "yearly",
    "per annum",
    "a year's",
    "one year's",
    "contract year",
    "each year",
    "that year",
    "per year",
    "twelve-month",
    "年度",
    "一年",
    "年费",
    "每年",
    "当年",
    "年服务费",
    "全年",
];
const QUARTER: [&str; 5] = [
    "quarter's",
    "preceding quarter",
    "last quarter",
    "previous quarter",
    "季度",
];
const MONTH: [&str; 9] = [
    "monthly",
    "month's",
    "that month",
    "the month",
    "affected month",
    "relevant month",
    "月费",
    "月服务费",
    "当月",
];

/// Every share of fees as a share of a year's fees; sums of money where there is none.
fn yearly_fees(words: &str) -> Vec<Quantity> {
    let small = words.to_lowercase();
    let has = |known: &[&str]| known.iter().any(|word| small.contains(word));
    let found = plain(words);
    let amounts = || -> Vec<Quantity> {
        let amounts = found.iter().filter(|one| one.limit.measure == Measure::Amount);
        amounts.cloned().collect()
    };
    if !has(&FEES) {
        return amounts();
    }
    let share = found.iter().find(|one| one.limit.measure == Measure::Percent);
    let (times, times_at) = multiple(&small, &found);
    let period = found
        .iter()
        .filter(|one| one.limit.measure == Measure::Period && one.limit.size >= MONTH_SIZE)
        .max_by_key(|one| one.bytes.start);
    let months = match period {
        Some(period) => Some((period.limit.size * 12 + YEAR_SIZE / 2) / YEAR_SIZE),
        None if has(&YEAR) => Some(12),
        None if has(&QUARTER) => Some(3),
        None if has(&MONTH) => Some(1),
        None => None,
    };
    let at = share.or(period).map(|one| one.bytes.clone()).or(times_at);
    if at.is_none() && months.is_none() {
        return amounts();
    }
    let of = share.map_or(100_000, |one| one.limit.size);
    let size = of.saturating_mul(times).saturating_mul(months.unwrap_or(12).max(1)) / 12;
    let bytes = at.unwrap_or_else(|| {
        let word = YEAR
            .iter()
            .chain(&QUARTER)
            .chain(&MONTH)
            .find_map(|word| Some((small.find(word)?, word.len())));
        // Small letters may be longer or shorter than capitals outside of ASCII.
        word.map_or(0..0, |(start, length)| start..start + length)
    });
    let whole =
        words.is_char_boundary(bytes.start.min(words.len())) && words.is_char_boundary(bytes.end.min(words.len()));
    let bytes = if whole && bytes.end <= words.len() { bytes } else { 0..0 };
    let text = words[bytes.clone()].to_owned();
    vec![Quantity {
        bytes,
        limit: Limit {
            text,
            measure: Measure::YearlyFees,
            size,
        },
    }]
}

/// A day, a month and a year as periods count them.
const DAY_SIZE: i64 = 86_400_000;
const MONTH_SIZE: i64 = 2_592_000_000;
const YEAR_SIZE: i64 = 31_536_000_000;

/// `twice`, `three times`, 两倍; and where it stands.
fn multiple(small: &str, found: &[Quantity]) -> (i64, Option<Range<usize>>) {
    for (word, times) in [
        ("twice", 2),
        ("double", 2),
        ("two times", 2),
        ("three times", 3),
        ("thrice", 3),
        ("treble", 3),
    ] {
        if let Some(at) = small.find(word) {
            return (times, Some(at..at + word.len()));
        }
    }
    let counted = found.iter().find(|one| {
        let behind = small.get(one.bytes.end..).unwrap_or("").trim_start();
        one.limit.measure == Measure::Count && (behind.starts_with("times") || one.limit.text.ends_with('倍'))
    });
    counted.map_or((1, None), |one| {
        ((one.limit.size / 1000).max(1), Some(one.bytes.clone()))
    })
}

/// Every share with the period that it is for, as a rate for a year.
fn yearly_rates(words: &str) -> Vec<Quantity> {
    let found = plain(words)
        .into_iter()
        .filter(|one| one.limit.measure == Measure::Percent);
    found
        .map(|one| {
            let near = near(words, &one.bytes);
            let has = |known: &[&str]| known.iter().any(|word| near.contains(word));
            let times = if has(&[
                "per annum",
                "a year",
                "per year",
                "annually",
                "p.a.",
                "each year",
                "每年",
                "年利率",
                "年化",
            ]) {
                1
            } else if has(&[
                "per day",
                "a day",
                "daily",
                "each day",
                "every day",
                "每日",
                "每天",
                "一日",
                "一天",
                "按日",
                "/日",
                "日息",
                "日利率",
            ]) {
                365
            } else if has(&["per week", "weekly", "a week", "每周"]) {
                52
            } else if has(&[
                "per month",
                "monthly",
                "a month",
                "each month",
                "every month",
                "每月",
                "月息",
                "月利率",
                "按月",
                "/月",
            ]) {
                12
            } else {
                1
            };
            Quantity {
                limit: Limit {
                    measure: Measure::YearlyRate,
                    size: one.limit.size.saturating_mul(times),
                    ..one.limit
                },
                bytes: one.bytes,
            }
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shares_of_fees_are_read_as_shares_of_a_years_fees() {
        for (words, size) in [
            ("twice the annual Fees", 200_000),
            ("150% of the Charges paid in that year", 150_000),
            ("the Fees paid in the twenty-four months before the claim", 200_000),
            ("fifty per cent of the Fees paid in the 6 months before it", 25_000),
            ("100% of one month's fees", 8_333),
            ("最近一个月已支付的服务费", 8_333),
            ("前三个月实际支付的费用", 25_000),
            ("两个服务年度的服务费", 200_000),
            ("合同总价的80%", 80_000),
            ("年度服务费的三倍", 300_000),
            ("the sum paid in the preceding quarter", 25_000),
            ("上一季度的服务费", 25_000),
        ] {
            let found = quantities(words, Some(Measure::YearlyFees));
            assert_eq!(found.first().map(|one| one.limit.size), Some(size), "{words}");
        }
        let sum = quantities("limited to EUR 10,000 in all", Some(Measure::YearlyFees));
        assert_eq!(sum[0].limit.measure, Measure::Amount);
    }

    #[test]
    fn from_one_date_until_another_is_a_period() {
        for (words, days) in [
            ("from 1 May 2026 until 30 May 2026", Some(30)),
            ("自2026年5月1日起至2026年5月30日止", Some(30)),
            ("signed on 1 May 2026, delivered on 30 May 2026", None),
            ("from 30 May 2026 until 1 May 2026", None),
        ] {
            let found = quantities(words, Some(Measure::Period));
            assert_eq!(found.first().map(|one| one.limit.size / DAY_SIZE), days, "{words}");
        }
    }

    #[test]
    fn rates_are_read_for_a_year() {
        for (words, size) in [
            ("interest at 4% per month", 48_000),
            ("3% per annum above the base rate", 3_000),
            ("每逾期一日按万分之五支付", 18_250),
            ("每日千分之一", 36_500),
            ("按日0.05%计算", 18_250),
        ] {
            let found = quantities(words, Some(Measure::YearlyRate));
            assert_eq!(found.first().map(|one| one.limit.size), Some(size), "{words}");
        }
    }
}
