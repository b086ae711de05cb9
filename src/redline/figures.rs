//! Figures: amounts, percentages, periods, dates and counts, read by value, and the places where words and figures
//! disagree.

pub use super::quantity::FigureKind;

use super::numbers::Value;
use super::quantities::quantities;
use super::quantity::Quantity;
use super::ratio::Ratio;
use super::units::{Share, Unit};

/// A figure and its value.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Figure {
    /// What it measures.
    pub kind: FigureKind,
    /// The value in plain digits, without separators, of a share in hundredths; a date by year, month and day
    /// (`2026-03-01`) as far as it has them. What has no one value is as it is written.
    pub value: String,
    /// The unit as written, such as `days`, `日`, `元`; empty when there is none.
    pub unit: String,
    /// The figure as written, with its currency and unit.
    pub text: String,
    /// Byte offset in the text.
    pub at: usize,
}

/// A place where a quantity is said twice, in words and in figures, with different values.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Mismatch {
    /// The place as written: `thirty (60)`.
    pub text: String,
    /// Byte offset in the text.
    pub at: usize,
}

/// The figures of a text in order. A quantity that is said twice, in words and in figures, counts once.
#[must_use]
pub fn figures(text: &str) -> Vec<Figure> {
    quantities(text)
        .into_iter()
        .filter(|quantity| !quantity.is_weak)
        .map(|quantity| Figure::of(&quantity, text))
        .collect()
}

impl Figure {
    fn of(quantity: &Quantity, text: &str) -> Self {
        let written = &text[quantity.at.clone()];
        let value = match (&quantity.value, quantity.number(), quantity.unit) {
            (Value::Date(date), ..) => date.clone(),
            (_, Some(value), Some(Unit::Share(Share(parts)))) => {
                in_hundredths(value, parts).map_or_else(|| written.to_owned(), Ratio::plain)
            }
            (_, Some(value), _) => value.plain(),
            _ => written.to_owned(),
        };
        Self {
            kind: quantity.kind(),
            value,
            unit: quantity
                .unit_at
                .clone()
                .map_or_else(String::new, |unit| text[unit].to_owned()),
            text: written.to_owned(),
            at: quantity.at.start,
        }
    }
}

fn in_hundredths(value: Ratio, parts: i128) -> Option<Ratio> {
    value.times(Ratio::whole(100))?.over(parts)
}

/// Every place of the text where a quantity is said in words and in figures, and both have different values:
/// `thirty (60) days`, `人民币壹拾万元整（¥10,000.00）`, `大写：壹万元整，小写：¥1,000.00`.
#[must_use]
pub fn mismatches(text: &str) -> Vec<Mismatch> {
    quantities(text)
        .into_iter()
        .filter_map(|quantity| {
            let gloss = quantity.gloss.filter(|gloss| !gloss.agrees)?;
            Some(Mismatch {
                text: text[gloss.start..gloss.end].to_owned(),
                at: gloss.start,
            })
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn figures_are_read_by_value_in_both_languages() {
        for (text, expected) in [
            ("within thirty (30) days", "Period 30 days"),
            ("在三十（30）日内", "Period 30 日"),
            ("可用率不低于99.9%", "Percent 99.9 "),
            ("百分之五", "Percent 5 "),
            ("EUR 120,000.00 net", "Amount 120000 "),
            ("人民币壹佰贰拾万元整（¥1,200,000.00）", "Amount 1200000 "),
            ("120万元", "Amount 1200000 元"),
            ("100 万元", "Amount 1000000 元"),
            ("2千万元", "Amount 20000000 元"),
            ("USD 1.2 million", "Amount 1200000 "),
            ("USD1,000", "Amount 1000 "),
            ("on 2026年3月1日", "Date 2026-03-01 "),
            ("2023 年 11 月 1 日", "Date 2023-11-01 "),
            ("01 March 2026", "Date 2026-03-01 "),
            ("on March 1, 2026", "Date 2026-03-01 "),
            ("in March 2026", "Date 2026-03 "),
            ("三（3）个日历月", "Period 3 个日历月"),
            ("十二（12）个日历月", "Period 12 个日历月"),
            ("三个季度", "Period 3 个季度"),
            ("三倍", "Count 3 倍"),
            ("年满十八周岁", "Count 18 周岁"),
            ("a 30-day period", "Period 30 day"),
            ("5 % per annum", "Percent 5 per annum"),
            ("five (5) business plans", "Count 5 "),
            ("five (5) business days", "Period 5 business days"),
            ("一百二十个账号", "Count 120 个"),
            ("one hundred and twenty users", "Count 120 "),
        ] {
            let found: Vec<String> = figures(text)
                .iter()
                .map(|f| format!("{:?} {} {}", f.kind, f.value, f.unit))
                .collect();
            assert_eq!(found, [expected], "{text}");
        }
    }

    #[test]
    fn a_figure_is_shown_with_its_currency_multiplier_and_unit() {
        for text in [
            "EUR 1,000,000",
            "USD 1.2 million",
            "5 % per annum",
            "30-day",
            "三（3）个日历月",
            "2023 年 11 月 1 日",
        ] {
            let found: Vec<String> = figures(text).into_iter().map(|figure| figure.text).collect();
            assert_eq!(found, [text]);
        }
    }

    proptest! {
        #[test]
        fn figures_stand_in_order_and_within_the_text(
            text in "\\PC{0,60}|[第三十条（）()、。0-9.,%元万百分之年月日半一 \\n\u{200B}a-f'’/:-]{0,40}|((one|thirty|USD|EUR|March|and|half|a third|大写|小写|人民币|壹|（|\\(|\\)| |\\n|5|00/100|days?|%|—|é|、|\\.)){0,20}"
        ) {
            let mut end = 0;
            for figure in figures(&text) {
                prop_assert!(figure.at >= end);
                end = figure.at + figure.text.len();
                prop_assert_eq!(&text[figure.at..end], &figure.text);
            }
            let _ = mismatches(&text);
        }
    }

    #[test]
    fn numbers_in_names_and_labels_are_no_figures() {
        for text in [
            "by 37signals",
            "see https://a.example/15/1125",
            "see a.example/15/1125",
            "(/2022/terms)",
            "terms-2022",
            "一级故障、二级故障",
            "下一期",
            "一次性",
            "第三级",
            "  （十一）其他",
            "每一日历月",
        ] {
            assert_eq!(figures(text), [], "{text}");
        }
    }

    #[test]
    fn words_and_figures_that_disagree_are_found_and_agreeing_ones_are_not() {
        for text in [
            "thirty (60) days",
            "三十（60）日",
            "人民币壹拾万元整（¥10,000.00）",
            "¥100,000.00（大写：壹万元整）",
            "twenty-five (20) users",
            "百分之五（6%）",
            "five percent (6%)",
        ] {
            assert_eq!(mismatches(text).len(), 1, "{text}");
        }
        for text in [
            "thirty (30) days",
            "三十（30）日",
            "人民币壹拾万元整（¥100,000.00）",
            "one hundred and twenty (120) users",
            "人民币壹佰贰拾万元整（小写：¥1,200,000.00）",
            "百分之五（5%）",
            "48小时（即2日）",
            "EUR 100 (EUR 80 if paid early)",
            "第4.2条（3）",
        ] {
            assert_eq!(mismatches(text), [], "{text}");
        }
    }
}
