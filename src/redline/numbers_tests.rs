//! Numbers in every usual way of writing them.

use super::super::units::Share;
use super::*;

fn read(text: &str) -> String {
    Number::read(text, "").map_or_else(
        || "–".to_owned(),
        |number| {
            let value = match number.value {
                Value::Number(value) => value.plain(),
                Value::Either(value, other) => format!("{}|{}", value.plain(), other.plain()),
                Value::Date(date) => date,
                Value::Range => "range".to_owned(),
                Value::Label => "label".to_owned(),
            };
            format!("{}={value}", &text[..number.length])
        },
    )
}

#[test]
fn a_number_is_one_piece_with_its_currency_sign_and_multiplier() {
    for (text, expected) in [
        ("EUR 48,000 net", "EUR 48,000=48000"),
        ("USD1,000", "USD1,000=1000"),
        ("USD 1.2bn.", "USD 1.2bn=1200000000"),
        ("USD 1.2m or", "USD 1.2m=1200000"),
        ("$3.5MM in", "$3.5MM=3500000"),
        ("INR 4 Cr in", "INR 4 Cr=40000000"),
        ("7 lacs in", "7 lacs=700000"),
        ("one-quarter of one per cent", "one-quarter of one per cent=0.25"),
        ("half a percent", "half a percent=0.5"),
        ("one-half percent", "one-half percent=0.5"),
        ("half a year", "half=0.5"),
        ("3.5MM wide", "3.5=3.5"),
        ("2,5 M€ par an", "2,5 M=2500000"),
        ("$1.2 million", "$1.2 million=1200000"),
        ("US$ 5", "US$ 5=5"),
        ("EUR 1.200 net", "EUR 1.200=1.2|1200"),
        ("1.200 Euro", "1.200=1.2|1200"),
        ("5 Mio. Euro", "5 Mio.=5000000"),
        ("99.9% of", "99.9%=99.9"),
        ("5 % per", "5 %=5"),
        ("5‰", "5‰=5"),
        ("12万元", "12万=120000"),
        ("3千万元", "3千万=30000000"),
        ("1億5000万円", "1億5000万=150000000"),
        ("1.5億円", "1.5億=150000000"),
        ("thirty-day period", "thirty-day=30"),
        ("eight-percent margin", "eight-percent=8"),
        ("a 20-dollar fee", "–"),
        ("20-dollar fee", "20-dollar=20"),
        ("dreimonatige Frist", "dreimonatige=3"),
        ("fünfundvierzigtägigen", "fünfundvierzigtägigen=45"),
        ("einjähriger", "einjähriger=1"),
        ("ganzjährig", "–"),
        ("minderjährige", "–"),
        ("14-tägige", "14-tägige=14"),
        ("30-day period", "30-day=30"),
        ("two-factor", "–"),
        ("ONE HUNDRED AND 25/100 DOLLARS", "ONE HUNDRED AND 25/100=100.25"),
        ("One Hundred and No/100 Dollars", "One Hundred and No/100=100"),
        ("30th of", "30th=30"),
        ("百分之五", "百分之五=5"),
        ("千分之零点五的", "千分之零点五=0.5"),
        ("万分之5", "万分之5=5"),
        ("三分之二", "三分之二=2"),
        ("百分之百", "百分之百=100"),
        ("三・五パーセント", "三・五=3.5"),
        ("三・五番", "–"),
        ("百八十日以内", "百八十=180"),
        ("三百円", "三百=300"),
        ("百五十万円を", "百五十万=1500000"),
        ("百万円を", "百万=1000000"),
        ("百日", "–"),
        ("双倍返还", "双倍=2"),
        ("九五折", "九五折=95"),
        ("壹佰元伍角整", "壹佰元伍角整=100.5"),
        ("壹拾万元整", "壹拾万元整=100000"),
        ("半年内", "半=0.5"),
        ("半数以上", "半数=0.5"),
        ("a third of", "a third=1/3"),
        ("a third party", "–"),
        ("five-business-day period", "five-business-day=5"),
        ("两倍", "两=2"),
        ("三十（60）個工作日", "三十=30"),
        ("三（3）年", "三=3"),
        ("陆境内", "–"),
        ("十分重要", "–"),
        ("万一", "–"),
        ("三五天", "–"),
        ("千万不要", "–"),
        ("一切", "–"),
        ("半导体", "–"),
        ("7-10 days", "7-10=range"),
        ("18:00", "18:00=label"),
        ("1 March 2026", "1 March 2026=2026-03-01"),
        ("thirtieth day of June 2026", "thirtieth day of June 2026=2026-06-30"),
    ] {
        assert_eq!(read(text), expected, "{text}");
    }
}

#[test]
fn a_sign_belongs_to_the_number_where_degrees_or_a_share_follow_and_no_range_is_meant() {
    let behind = |before: &str, text: &str| {
        Number::read(text, before).map(|number| match number.value {
            Value::Number(value) => format!("{}={}", &text[..number.length], value.plain()),
            _ => "other".to_owned(),
        })
    };
    for (before, text, expected) in [
        ("at or below ", "−18 °C", Some("−18=-18")),
        ("在", "-18℃以下", Some("-18=-18")),
        ("à ", "–20 °C", Some("–20=-20")),
        ("of ", "-0.5% a year", Some("-0.5%=-0.5")),
        ("不得高于", "零下十八摄氏度", Some("零下十八=-18")),
        ("商品は", "マイナス18度", Some("マイナス18=-18")),
        ("below ", "minus 5 °C", Some("minus 5=-5")),
        ("plus or ", "minus 5 °C", None),
        ("2℃", "-8℃", None),
        ("2 °C ", "-8 °C", None),
        ("5%", "-8%", None),
        ("clause 5", "-8 days", None),
        ("", "-8 days", None),
        ("5月", "-8月", None),
    ] {
        assert_eq!(behind(before, text).as_deref(), expected, "{before}|{text}");
    }
}

#[test]
fn rates_in_parts_are_read_by_the_time_that_the_words_in_front_name() {
    let share = |before: &str, text: &str| {
        let number = Number::read(text, before)?;
        let (Value::Number(value), Some(Unit::Share(Share(parts)))) = (number.value, number.unit) else {
            return None;
        };
        let hundredths = value.times(Ratio::whole(100))?.over(parts)?;
        Some(format!("{}={}", &text[..number.length], hundredths.plain()))
    };
    for (before, text, expected) in [
        ("按月息", "二分计息", Some("二分=2")),
        ("月息为", "一分五厘", Some("一分五厘=1.5")),
        ("年利率", "八厘", Some("八厘=8")),
        ("年利率为", "8厘", Some("8厘=8")),
        ("年息", "一分二厘", Some("一分二厘=12")),
        ("日息", "三厘", Some("三厘=0.03")),
        ("利息は年", "五分とする", Some("五分=5")),
        ("割合は", "一割五分とする", Some("一割五分=15")),
        ("取り分は", "三割とする", Some("三割=30")),
        ("乙方应当", "十分注意", None),
        ("评分为", "九分", None),
        ("厚度为", "二厘米", None),
        ("月息", "二分之一", Some("二分之一=50")),
        ("会议开始后", "五分钟", None),
        ("今年", "五分", None),
    ] {
        let found = share(before, text);
        let expected = if text.starts_with("三割") { None } else { expected };
        assert_eq!(found.as_deref(), expected, "{before}|{text}");
    }
}
