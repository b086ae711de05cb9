//! Lengths of time that are said in two units, or with a half: 一年零六个月, `two years and six months`, `2 heures et demie`.

use super::numbers::{Number, Value};
use super::ratio::Ratio;
use super::units::{DayKind, Span, Unit, unit_at};

/// What stands between both parts, besides a blank or nothing at all.
const JOINTS: [&str; 8] = ["零", "又", "〇", " and ", " und ", " et ", " ", "と"];

/// What makes it half a unit longer.
const HALVES: [&str; 6] = [" and a half", " et demie", " et demi", "半", "と半", " und ein halbes"];

/// What a length of time is with what goes on with it.
pub(super) struct Longer {
    pub(super) value: Ratio,
    pub(super) span: Span,
    /// The bytes of the further unit, or of the half, behind the first unit.
    pub(super) unit: std::ops::Range<usize>,
}

/// What goes on behind a number of such units, at the beginning of the text.
pub(super) fn going_on(value: Ratio, span: Span, text: &str) -> Option<Longer> {
    if let Some(half) = HALVES.iter().find(|half| text.starts_with(**half)) {
        let behind = &text[half.len()..];
        let is_word = behind.starts_with(|c: char| c.is_alphabetic() && c < '\u{250}');
        let is_other = half.ends_with('半') && behind.starts_with(['数', '數', '期', '额', '額', '月', '年']);
        let counts = !is_word && !is_other && (!half.ends_with('半') || span == Span::Year);
        return counts.then_some(Longer {
            value: value.plus(Ratio::HALF)?,
            span,
            unit: 0..half.len(),
        });
    }
    let (shorter, most) = match span {
        Span::Year => (Span::Month, 12),
        Span::Week => (Span::Day, 7),
        Span::Day => (Span::Hour, 24),
        Span::Hour => (Span::Minute, 60),
        Span::Minute => (Span::Second, 60),
        Span::Second | Span::Month | Span::Quarter => return None,
    };
    let joint = JOINTS
        .iter()
        .find(|joint| text.starts_with(**joint))
        .map_or(0, |joint| joint.len());
    let number_text = &text[joint..];
    let number = Number::read(number_text, "")?;
    let Value::Number(more) = number.value else {
        return None;
    };
    if number.is_ordinal || number.unit.is_some() || !more.is_less_than(Ratio::whole(most)) {
        return None;
    }
    let behind = &number_text[number.length..];
    let unit_text = behind.strip_prefix([' ', '\u{A0}']).unwrap_or(behind);
    let unit_start = text.len() - unit_text.len();
    let length = match unit_at(unit_text) {
        Some((length, Unit::Period(unit, DayKind::Unsaid))) if unit == shorter => length,
        // 二年零六月
        Some((length, Unit::Calendar)) if shorter == Span::Month && joint > 0 => length,
        // 八小时三十分
        None if shorter == Span::Minute && minutes(unit_text) => '分'.len_utf8(),
        _ => return None,
    };
    let end = unit_start + length;
    if text[end..].starts_with(" respectively") {
        return None;
    }
    Some(Longer {
        value: value.times(Ratio::whole(most))?.plus(more)?,
        span: shorter,
        unit: unit_start..end,
    })
}

fn minutes(text: &str) -> bool {
    text.strip_prefix('分')
        .is_some_and(|behind| !behind.starts_with(|c| "之期批次别別部公の".contains(c)))
}

#[cfg(test)]
mod tests {
    use super::super::figures::{figures, mismatches};

    #[test]
    fn a_length_of_time_in_two_units_is_one_figure() {
        for (text, expected) in [
            ("租期为一年零六个月。", vec!["一年零六个月 18"]),
            ("租期為三年又三個月。", vec!["三年又三個月 39"]),
            ("租期为2年3个月。", vec!["2年3个月 27"]),
            ("期間は1年6か月とする。", vec!["1年6か月 18"]),
            ("for two years and six months from", vec!["two years and six months 30"]),
            (
                "binnen einem Jahr und sechs Monaten",
                vec!["einem Jahr und sechs Monaten 18"],
            ),
            ("pendant deux ans et trois mois", vec!["deux ans et trois mois 27"]),
            ("après deux ans et demi", vec!["deux ans et demi 2.5"]),
            ("pendant un an et trois mois", vec!["un an et trois mois 15"]),
            ("einer Frist von anderthalb Jahren", vec!["anderthalb Jahren 1.5"]),
            ("after two and a half years", vec!["two and a half years 2.5"]),
            ("at 90 an hour", vec!["90 90"]),
            ("应在两小时三十分内", vec!["两小时三十分 150"]),
            ("三天零四小时", vec!["三天零四小时 76"]),
            ("为期一年半", vec!["一年半 1.5"]),
            ("in the first year and six months", vec!["six months 6"]),
            ("one year and thirty days", vec!["one year 1", "thirty days 30"]),
            (
                "one year and six months respectively",
                vec!["one year 1", "six months 6"],
            ),
            (
                "one (1) year and six (6) months",
                vec!["one (1) year 1", "six (6) months 6"],
            ),
            ("24个月12日", vec!["24个月 24", "12日 12"]),
            ("于2027年6个月内", vec!["2027年 2027", "6个月 6"]),
        ] {
            let found: Vec<String> = figures(text)
                .into_iter()
                .map(|figure| format!("{} {}", figure.text, figure.value))
                .collect();
            assert_eq!(found, expected, "{text}");
        }
    }

    #[test]
    fn such_a_length_that_is_said_again_is_held_against_the_other() {
        for (text, count) in [
            ("一年零六个月（18个月）", 0),
            ("一年零六个月（16个月）", 1),
            ("1年6か月（18か月）", 0),
            ("1年6か月（16か月）", 1),
            ("one year and six months (20 months)", 1),
            ("two and a half years (30 months)", 0),
        ] {
            assert_eq!(mismatches(text).len(), count, "{text}");
        }
    }
}
