//! Figures of a sentence with what they count: of which fees a share, for which period a rate.

use super::limit::{Limit, Measure};
use super::plain_quantity::{MONTH_SIZE, Quantity, YEAR_SIZE, plain};
use std::ops::Range;

/// The figures of a sentence that measure such a thing; all that can be compared when nothing is asked.
pub(crate) fn quantities(words: &str, measure: Option<Measure>) -> Vec<Quantity> {
    match measure {
        Some(Measure::YearlyFees) => yearly_fees(words),
        Some(Measure::YearlyRate) => yearly_rates(words),
        Some(Measure::Availability) => availabilities(words),
        _ => plain(words)
            .into_iter()
            .filter(|found| measure.is_none_or(|measure| found.limit.measure == measure))
            .collect(),
    }
}

/// So many bytes around a figure tell what it is of.
const NEAR: usize = 90;

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
const QUARTER: [&str; 10] = [
    "quarter's",
    "preceding quarter",
    "last quarter",
    "previous quarter",
    "prior quarter",
    "latest quarter",
    "that quarter",
    "quarterly",
    "季度",
    "一季",
];
const MONTH: [&str; 21] = [
    "monthly",
    "month's",
    "that month",
    "the month",
    "affected month",
    "relevant month",
    "previous month",
    "preceding month",
    "prior month",
    "last month",
    "latest month",
    "current month",
    "month in which",
    "one month of",
    "the same month",
    "本月",
    "上月",
    "上个月",
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
                "every year",
                "yearly",
                "per calendar year",
                "每年",
                "年息",
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
                "per diem",
                "for any day",
                "for each calendar day",
                "每日",
                "每天",
                "一日",
                "一天",
                "按日",
                "/日",
                "/天",
                "每延迟日",
                "逐日",
                "日息",
                "日利率",
                "日万分之",
                "日千分之",
            ]) {
                365
            } else if has(&[
                "per week",
                "weekly",
                "a week",
                "each week",
                "every week",
                "每周",
                "一周",
                "按周",
                "每星期",
                "一星期",
            ]) {
                52
            } else if has(&[
                "per month",
                "monthly",
                "a month",
                "each month",
                "every month",
                "for any month",
                "per calendar month",
                "每月",
                "每个月",
                "一个月",
                "月千分之",
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

/// Words for time in which a service is not at hand.
const DOWN: [&str; 16] = [
    "downtime",
    "down time",
    "down for",
    "unavailab",
    "not available",
    "not be available",
    "outage",
    "interruption",
    "out of service",
    "停机",
    "宕机",
    "停服",
    "不可用时",
    "不能使用",
    "中断",
    "故障时",
];
/// A greater share of time than this, in thousandths, is none in which a service is out of order.
const MOST_DOWN: i64 = 20_000;

/// Every share of time in which something is at hand.
fn availabilities(words: &str) -> Vec<Quantity> {
    let small = words.to_lowercase();
    let down = DOWN.iter().any(|word| small.contains(word));
    let shares = plain(words)
        .into_iter()
        .filter(|one| one.limit.measure == Measure::Percent);
    shares
        .map(|mut one| {
            one.limit.measure = Measure::Availability;
            if down && one.limit.size <= MOST_DOWN {
                one.limit.size = WHOLE - one.limit.size;
            }
            one
        })
        .collect()
}

/// A hundred per cent.
const WHOLE: i64 = 100_000;

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
    fn time_out_of_service_is_what_is_left_of_the_whole() {
        for (words, size) in [
            ("available for 99.9% of each month", 99_900),
            ("downtime shall not exceed 0.1% of a month", 99_900),
            ("每月停机时间不得超过当月总时长的0.5%", 99_500),
            ("availability of 99%, outages aside", 99_000),
        ] {
            let found = quantities(words, Some(Measure::Availability));
            assert_eq!(found.first().map(|one| one.limit.size), Some(size), "{words}");
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
