//! Figures that can be held against each other: what they measure, and how much.

use crate::redline::figures::{Figure, FigureKind, figures};

/// What a figure measures, so far as figures of it can be compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Measure {
    /// A length of time.
    Period,
    /// A share.
    Percent,
    /// Money.
    Amount,
    /// Anything else that is counted.
    Count,
    /// A share of the fees of one year, whatever period and multiple the words name.
    YearlyFees,
    /// A share for each year, whatever period the words name.
    YearlyRate,
    /// A share of time in which something is at hand; of time in which it is not, what is left of the whole.
    Availability,
}

impl Measure {
    /// The words in files.
    pub const WORDS: [(Self, &'static str); 7] = [
        (Self::Period, "period"),
        (Self::Percent, "percent"),
        (Self::Amount, "amount"),
        (Self::Count, "count"),
        (Self::YearlyFees, "yearly-fees"),
        (Self::YearlyRate, "yearly-rate"),
        (Self::Availability, "availability"),
    ];
}

/// A figure as it is written, and its size.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Limit {
    /// As written.
    pub text: String,
    /// What it measures.
    pub measure: Measure,
    /// How much: thousandths of a second, of a per cent, of the currency, or of one.
    pub size: i64,
}

impl Limit {
    /// The one figure of a text.
    #[must_use]
    pub fn of(text: &str) -> Option<Self> {
        match &figures(text)[..] {
            [figure] => Some(Self {
                text: text.to_owned(),
                ..of_figure(figure)?
            }),
            _ => None,
        }
    }
}

/// Seconds in each unit, so that periods of different units compare: a month is 30 days, a year 365. 日历月 is a month
/// although it has 日 in it, so days come last.
const UNITS: [(&[&str], i64); 8] = [
    (&["second", "秒"], 1),
    (&["minute", "分钟"], 60),
    (&["hour", "小时"], 3_600),
    (&["week", "周"], 604_800),
    (&["month", "月"], 2_592_000),
    (&["quarter", "季度"], 7_776_000),
    (&["year", "年"], 31_536_000),
    (&["day", "日", "天"], 86_400),
];

/// A figure of a contract as one that can be compared; dates cannot.
pub(crate) fn of_figure(figure: &Figure) -> Option<Limit> {
    let thousandths = thousandths(&figure.value)?;
    let (measure, size) = match figure.kind {
        FigureKind::Percent => (Measure::Percent, thousandths),
        FigureKind::Amount => (Measure::Amount, thousandths),
        FigureKind::Count => (Measure::Count, thousandths),
        FigureKind::Period => {
            let unit = figure.unit.to_lowercase();
            let (_, seconds) = UNITS
                .iter()
                .find(|(words, _)| words.iter().any(|word| unit.contains(word)))?;
            (Measure::Period, thousandths.checked_mul(*seconds)?)
        }
        FigureKind::Date => return None,
    };
    Some(Limit {
        text: figure.text.clone(),
        measure,
        size,
    })
}

/// `99.9` → 99,900.
fn thousandths(value: &str) -> Option<i64> {
    let (whole, fraction) = value.split_once('.').unwrap_or((value, ""));
    let fraction: String = fraction.chars().chain("000".chars()).take(3).collect();
    whole
        .parse::<i64>()
        .ok()?
        .checked_mul(1000)?
        .checked_add(fraction.parse().ok()?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures_of_one_measure_are_compared_whatever_their_unit() {
        let size = |text: &str| Limit::of(text).unwrap().size;
        assert_eq!(size("72 hours"), size("三（3）日"));
        assert_eq!(size("二（2）个月"), size("60 days"));
        assert_eq!(size("99.9%"), 99_900);
        assert!(size("百分之五") < size("10%"));
        assert_eq!(size("30分钟"), 1_800_000);
        assert_eq!(size("120万元"), size("¥1,200,000.00"));
        assert_eq!(size("三（3）个日历月"), size("90 days"));
        for text in ["promptly", "2026-03-01", "1 day or 2 days"] {
            assert_eq!(Limit::of(text), None, "{text}");
        }
    }
}
