//! Figures: amounts, percentages, periods, dates and counts, read by value in English and Chinese, and the places
//! where words and figures disagree.

use super::dates;
use super::lexicon::Lexicon;
use super::numerals;
use super::words::{Token, TokenKind, tokens};

/// What a figure measures.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum FigureKind {
    /// Money.
    Amount,
    /// A share: `99.9%`, `百分之五`.
    Percent,
    /// A length of time: `30 days`, `三十日`.
    Period,
    /// A calendar date.
    Date,
    /// Anything else that is counted.
    Count,
}

/// A figure and its value.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Figure {
    /// What it measures.
    pub kind: FigureKind,
    /// The value in plain digits, without separators; a date by year, month and day (`2026-03-01`), or as it is written
    /// when it lacks one of them.
    pub value: String,
    /// The unit as written, such as `days`, `日`, `元`; empty when there is none.
    pub unit: String,
    /// The figure as written, with its currency and unit.
    pub text: String,
    /// Byte offset in the text.
    pub at: usize,
}

/// A place where a number in words and the figure in parentheses behind it have different values.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Mismatch {
    /// The place as written: `thirty (60)`.
    pub text: String,
    /// Byte offset in the text.
    pub at: usize,
}

const PERIOD_UNITS: [&str; 32] = [
    "day",
    "days",
    "hour",
    "hours",
    "minute",
    "minutes",
    "month",
    "months",
    "week",
    "weeks",
    "year",
    "years",
    "日",
    "天",
    "小时",
    "分钟",
    "月",
    "个月",
    "年",
    "周",
    "季度",
    "个工作日",
    "工作日",
    "自然日",
    "日历日",
    "日历月",
    "日历年",
    "年度",
    "月度",
    "second",
    "seconds",
    "秒",
];
/// Words that make a unit together with the one behind them: `个日历月`, `business days`.
const BEFORE_UNITS: [&str; 4] = ["个", "calendar", "business", "working"];
/// Units of what is counted.
const COUNT_UNITS: [&str; 4] = ["个", "倍", "岁", "周岁"];
/// Multipliers behind digits: `1.2 million`.
const MULTIPLIERS: [&str; 3] = ["thousand", "million", "billion"];
/// Behind more characters than this an item's number is no longer looked for.
const DEEPEST_INDENT: usize = 40;
/// What a share is counted by.
const SHARE_UNITS: [&str; 5] = [" per annum", " per month", " per year", " per day", " p.a."];
/// Units of money behind a figure.
const MONEY_UNITS: [&str; 12] = [
    "元", "圆", "美元", "欧元", "euro", "euros", "dollars", "pounds", "EUR", "USD", "GBP", "CNY",
];
const MONEY_WORDS: [&str; 14] = [
    "eur",
    "usd",
    "gbp",
    "cny",
    "rmb",
    "hkd",
    "jpy",
    "chf",
    "sgd",
    "人民币",
    "美元",
    "欧元",
    "港币",
    "港元",
];

/// The figures of a text in order. A number word and the figure in parentheses behind it count once.
#[must_use]
pub fn figures(text: &str) -> Vec<Figure> {
    let tokens = tokens(text, Lexicon::plain());
    let mut found: Vec<Figure> = Vec::new();
    let mut index = 0;
    while index < tokens.len() {
        if tokens[index].kind != TokenKind::Figure {
            index += 1;
            continue;
        }
        let end = number_words_end(&tokens, text, index);
        let written = &text[tokens[index].start..tokens[end].end];
        let mut after = end + 1;
        let parenthesised = skip_space(&tokens, after);
        if tokens
            .get(parenthesised)
            .is_some_and(|token| token.kind == TokenKind::Figure && is_parenthesised(token.of(text)))
        {
            after = parenthesised + 1;
        }
        if !is_label(text, &tokens, index) && !is_part_of_a_name(text, &tokens[index]) {
            let figure = figure(text, &tokens, index, after, written);
            // 一 and 一个 are articles more often than numbers.
            let counts = figure.unit == "倍"
                || text[figure.at + figure.text.len()..].starts_with(['次', '名', '份', '台', '套']);
            if counts || figure.kind != FigureKind::Count || !matches!(&*figure.text, "一" | "一个") {
                found.push(figure);
            }
        }
        index = after;
    }
    found
}

/// Whether the digits belong to a name, a path or an address: `/2022/`, `policy-2022`, `a/15/1125`.
fn is_part_of_a_name(text: &str, token: &Token) -> bool {
    let mut before = text[..token.start].chars().rev();
    token.of(text).starts_with(|c: char| c.is_ascii_digit())
        && match (before.next(), before.next()) {
            (Some('/'), behind) => behind.is_none_or(|c| c.is_ascii() && !c.is_ascii_digit()),
            (Some('-' | '_'), Some(c)) => c.is_ascii_alphanumeric(),
            (Some('_'), None) => true,
            _ => false,
        }
}

/// Whether the number only names a place: the （三） or 3. before an item, or an ordinal such as 第三次 and 三级.
fn is_label(text: &str, tokens: &[Token], index: usize) -> bool {
    let token = tokens[index];
    let (before, after) = (&text[..token.start], &text[token.end..]);
    if before.trim_end_matches(' ').ends_with('第') {
        return !after.starts_with(['日', '天', '个', '年', '月']);
    }
    if after.starts_with('级') || after.starts_with('期') && before.ends_with(['上', '下', '本', '每', '同']) {
        return true;
    }
    // 每一日: each day, not one.
    if token.of(text) == "一" && before.ends_with(['每', '任', '某', '同', '另', '该']) {
        return true;
    }
    let opened = before.trim_end_matches(['（', '(']);
    let indents = |c: &char| matches!(c, ' ' | '\t' | '\u{3000}' | '*' | '-' | '#');
    let begins = match opened.chars().rev().take(DEEPEST_INDENT).find(|c| !indents(c)) {
        Some(c) => c == '\n',
        None => opened.len() <= DEEPEST_INDENT,
    };
    begins && (opened.len() < before.len() && after.starts_with(['）', ')']) || after.starts_with(['、', '.']))
}

/// The next token that is neither a blank nor a character that does not show.
fn skip_space(tokens: &[Token], mut index: usize) -> usize {
    while tokens
        .get(index)
        .is_some_and(|token| matches!(token.kind, TokenKind::Space | TokenKind::Hidden))
    {
        index += 1;
    }
    index
}

fn is_parenthesised(text: &str) -> bool {
    text.starts_with(['(', '（'])
}

/// The last token of a run of English number words: `one hundred and twenty`.
fn number_words_end(tokens: &[Token], text: &str, start: usize) -> usize {
    let is_number_word = |index: usize| {
        tokens
            .get(index)
            .is_some_and(|token| token.kind == TokenKind::Figure && numerals::is_english_number(token.of(text)))
    };
    let mut end = start;
    let multiplies = |index: usize| {
        tokens
            .get(index)
            .is_some_and(|token| MULTIPLIERS.iter().any(|word| token.of(text).eq_ignore_ascii_case(word)))
    };
    let next = skip_space(tokens, start + 1);
    if numerals::digits(tokens[start].of(text).trim_start_matches(['¥', '￥', '$', '€', '£'])).is_some()
        && multiplies(next)
    {
        return next;
    }
    while is_number_word(end) {
        let mut next = skip_space(tokens, end + 1);
        if tokens
            .get(next)
            .is_some_and(|token| token.of(text).eq_ignore_ascii_case("and"))
        {
            next = skip_space(tokens, next + 1);
        }
        if next == end + 1 || !is_number_word(next) {
            break;
        }
        end = next;
    }
    end
}

fn figure(text: &str, tokens: &[Token], index: usize, after: usize, written: &str) -> Figure {
    let word = |index: usize| tokens.get(index).map_or("", |token| token.of(text));
    let is_one_of = |units: &[&str], word: &str| units.iter().any(|unit| word.eq_ignore_ascii_case(unit));
    let mut start = tokens[index].start;
    let mut unit = String::new();
    let mut end = tokens.get(after - 1).map_or(text.len(), |token| token.end);
    let mut unit_at = skip_space(tokens, after);
    if word(unit_at) == "-" && is_one_of(&PERIOD_UNITS, word(unit_at + 1)) {
        // `30-day`
        unit_at += 1;
    }
    let behind = skip_space(tokens, unit_at + 1);
    if is_one_of(&BEFORE_UNITS, word(unit_at)) && is_one_of(&PERIOD_UNITS, word(behind)) {
        unit.push_str(&text[tokens[unit_at].start..tokens[behind].end]);
        end = tokens[behind].end;
    } else if [&PERIOD_UNITS[..], &MONEY_UNITS, &COUNT_UNITS]
        .iter()
        .any(|units| is_one_of(units, word(unit_at)))
    {
        unit.push_str(word(unit_at));
        end = tokens[unit_at].end;
    }
    let signed = written.starts_with(['¥', '￥', '$', '€', '£']);
    let in_money = written.ends_with(['元', '圆', '整', '角', '分']) || is_one_of(&MONEY_UNITS, &unit);
    let before = index
        .checked_sub(1)
        .map_or(0, |i| if tokens[i].is_blank() && i > 0 { i - 1 } else { i });
    let money_before = index > 0 && is_one_of(&MONEY_WORDS, word(before));
    if money_before && !signed && !in_money {
        start = tokens[before].start;
    }
    let year = written.len() == 4 && unit == "年" && (written.starts_with("19") || written.starts_with("20"));
    let kind = if year || written.contains('年') || is_numeric_date(written) || dates::names_month(written) {
        FigureKind::Date
    } else if written.ends_with(['%', '％', '‰']) || written.contains("分之") {
        FigureKind::Percent
    } else if signed || money_before || in_money {
        FigureKind::Amount
    } else if is_one_of(&PERIOD_UNITS, unit.trim_start_matches("个")) || unit.contains(' ') {
        FigureKind::Period
    } else {
        FigureKind::Count
    };
    if kind == FigureKind::Percent
        && let Some(share) = SHARE_UNITS.iter().find(|share| text[end..].starts_with(**share))
    {
        share.trim_start().clone_into(&mut unit);
        end += share.len();
    }
    let value = match kind {
        FigureKind::Date => dates::in_order(written).unwrap_or_else(|| written.to_owned()),
        _ => value(written).map_or_else(|| written.to_owned(), numerals::plain),
    };
    Figure {
        kind,
        value,
        unit,
        text: text[start..end].to_owned(),
        at: start,
    }
}

fn is_numeric_date(text: &str) -> bool {
    text.chars().filter(|c| matches!(c, '-' | '/')).count() == 2 || text.matches('.').count() == 2
}

/// The value of a figure token in millionths; nothing for dates and odd forms.
fn value(written: &str) -> Option<i128> {
    let bare = written.trim_matches(['(', ')', '（', '）', '¥', '￥', '$', '€', '£', ' ']);
    let share = bare.strip_prefix("百分之").or_else(|| bare.strip_prefix("千分之"));
    let bare = share.unwrap_or(bare).trim_end_matches(['%', '％', '‰', '整', '正']);
    let bare = bare.trim_end();
    if numerals::is_english_number(bare.split([' ', '\n']).next().unwrap_or("")) {
        return numerals::english(bare);
    }
    // 1.2 million: digits with an English multiplier.
    if let Some((number, multiplier)) = bare.split_once([' ', '\n'])
        && let (Some(digits), Some(times)) = (numerals::digits(number), numerals::english(multiplier))
    {
        return numerals::times(digits, times);
    }
    // 120万, 2亿, 3千万: digits with Chinese multipliers.
    let number = bare.trim_end_matches(['百', '千', '万', '亿']);
    if number.len() < bare.len()
        && let Some(digits) = numerals::digits(number.trim_end())
    {
        return bare[number.len()..].chars().try_fold(digits, numerals::scaled);
    }
    numerals::digits(bare)
        .or_else(|| money_words(bare))
        .or_else(|| numerals::chinese(bare))
}

/// `壹佰贰拾万元伍角`: yuan, jiao and fen added up.
fn money_words(text: &str) -> Option<i128> {
    let (yuan, rest) = text.split_once(['元', '圆'])?;
    let mut total = numerals::chinese(yuan)?;
    let mut rest = rest.trim_start_matches('零');
    for (unit, divisor) in [('角', 10), ('分', 100)] {
        if let Some((digit, after)) = rest.split_once(unit) {
            total += numerals::chinese(digit)? / divisor;
            rest = after;
        }
    }
    rest.is_empty().then_some(total)
}

/// Every place of the text where a number in words, and the figure in parentheses behind it (or the other way round),
/// have different values: `thirty (60) days`, `人民币壹拾万元整（¥10,000.00）`, `¥100,000（大写：壹万元整）`.
#[must_use]
pub fn mismatches(text: &str) -> Vec<Mismatch> {
    if !text.contains(['(', '（']) {
        return Vec::new();
    }
    let tokens = tokens(text, Lexicon::plain());
    let mut found = Vec::new();
    let mut index = 0;
    while index < tokens.len() {
        if tokens[index].kind != TokenKind::Figure || is_parenthesised(tokens[index].of(text)) {
            index += 1;
            continue;
        }
        let end = number_words_end(&tokens, text, index);
        if let Some((inner, last)) = figure_in_parentheses(&tokens, text, end + 1) {
            let outer = &text[tokens[index].start..tokens[end].end];
            if let (Some(a), Some(b)) = (value(outer), value(&inner))
                && a != b
                && is_in_words(outer) != is_in_words(&inner)
            {
                let start = tokens[index].start;
                found.push(Mismatch {
                    text: text[start..tokens[last].end].to_owned(),
                    at: start,
                });
            }
        }
        index = end + 1;
    }
    found
}

fn is_in_words(text: &str) -> bool {
    !text.contains(|c: char| numerals::half_width(c).is_ascii_digit())
}

/// The figure in the parentheses that follow directly, and the index of the closing token.
fn figure_in_parentheses(tokens: &[Token], text: &str, index: usize) -> Option<(String, usize)> {
    let mut index = skip_space(tokens, index);
    // A unit may stand between: `thirty days (60 days)`, `壹拾万元（¥10,000元）`.
    if tokens.get(index)?.kind == TokenKind::Han
        && matches!(tokens[index].of(text), "日" | "天" | "元" | "圆" | "小时" | "个月")
    {
        index += 1;
    }
    let token = tokens.get(index)?;
    if token.kind == TokenKind::Figure && is_parenthesised(token.of(text)) {
        return Some((token.of(text).to_owned(), index));
    }
    if !matches!(token.of(text), "(" | "（") {
        return None;
    }
    let close = (index + 1..tokens.len().min(index + 16)).find(|at| matches!(tokens[*at].of(text), ")" | "）"))?;
    let mut figures = (index + 1..close).filter(|at| tokens[*at].kind == TokenKind::Figure);
    let first = figures.next()?;
    let end = number_words_end(tokens, text, first);
    let others = figures.any(|at| at > end);
    let allowed = |token: &Token| {
        let word = token.of(text);
        !token.is_wordy()
            || MONEY_WORDS.iter().any(|money| word.eq_ignore_ascii_case(money))
            || PERIOD_UNITS.iter().any(|unit| word.eq_ignore_ascii_case(unit))
            || matches!(word, "大" | "小" | "写" | "元" | "即" | "计" | "percent")
    };
    let plain = (index + 1..close)
        .filter(|at| !(first..=end).contains(at))
        .all(|at| allowed(&tokens[at]));
    (!others && plain).then(|| (text[tokens[first].start..tokens[end].end].to_owned(), close))
}

#[cfg(test)]
mod tests {
    use super::*;

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
            ("in March 2026", "Date March 2026 "),
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
            assert_eq!(
                mismatches(text).len(),
                usize::from(!text.starts_with("five p")),
                "{text}"
            );
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
