//! Figures: amounts, percentages, periods, dates and counts, read by value in English and Chinese, and the places
//! where words and figures disagree.

use super::dates;
use super::lexicon::Lexicon;
use super::numerals;
use super::words::{Kind, Token, tokens};

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
    /// The value in plain digits, without separators; a date as it is written.
    pub value: String,
    /// The unit as written, such as `days`, `日`, `元`; empty when there is none.
    pub unit: String,
    /// The figure as written, with its unit.
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

const PERIOD_UNITS: [&str; 30] = [
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
    "个",
    "calendar",
    "business",
    "working",
    "秒",
];
/// Units of money behind a figure.
const MONEY_UNITS: [&str; 12] =
    ["元", "圆", "美元", "欧元", "euro", "euros", "dollars", "pounds", "EUR", "USD", "GBP", "CNY"];
const MONEY_WORDS: [&str; 14] =
    ["eur", "usd", "gbp", "cny", "rmb", "hkd", "jpy", "chf", "sgd", "人民币", "美元", "欧元", "港币", "港元"];

/// The figures of a text in order. A number word and the figure in parentheses behind it count once.
#[must_use]
pub fn figures(text: &str) -> Vec<Figure> {
    let tokens = tokens(text, Lexicon::plain());
    let mut found: Vec<Figure> = Vec::new();
    let mut index = 0;
    while index < tokens.len() {
        if tokens[index].kind != Kind::Figure {
            index += 1;
            continue;
        }
        let end = number_words_end(&tokens, text, index);
        let written = &text[tokens[index].start..tokens[end].end];
        let mut after = end + 1;
        let parenthesised = skip_space(&tokens, after);
        if tokens.get(parenthesised).is_some_and(|token| token.kind == Kind::Figure && is_parenthesised(token.of(text)))
        {
            after = parenthesised + 1;
        }
        if !is_label(text, &tokens, index) {
            let figure = figure(text, &tokens, index, after, written);
            // 一 and 一个 are articles more often than numbers.
            let counts = text[figure.at + figure.text.len()..].starts_with(['倍', '次', '名', '份', '台', '套']);
            if counts || figure.kind != FigureKind::Count || !matches!(&*figure.text, "一" | "一个") {
                found.push(figure);
            }
        }
        index = after;
    }
    found
}

/// Whether the number only names a place: the （三） or 3. before an item, or an ordinal such as 第三次.
fn is_label(text: &str, tokens: &[Token], index: usize) -> bool {
    let token = tokens[index];
    let (before, after) = (&text[..token.start], &text[token.end..]);
    if before.trim_end_matches(' ').ends_with('第') {
        return !after.starts_with(['日', '天', '个', '年', '月']);
    }
    let opened = before.trim_end_matches(['（', '(']);
    let begins = opened.is_empty() || opened.ends_with('\n');
    begins && (opened.len() < before.len() && after.starts_with(['）', ')']) || after.starts_with(['、', '.']))
}

/// The next token that is neither a blank nor a character that does not show.
fn skip_space(tokens: &[Token], mut index: usize) -> usize {
    while tokens.get(index).is_some_and(|token| matches!(token.kind, Kind::Space | Kind::Hidden)) {
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
        tokens.get(index).is_some_and(|token| token.kind == Kind::Figure && numerals::is_english_number(token.of(text)))
    };
    let mut end = start;
    while is_number_word(end) {
        let mut next = skip_space(tokens, end + 1);
        if tokens.get(next).is_some_and(|token| token.of(text).eq_ignore_ascii_case("and")) {
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
    let unit_at = skip_space(tokens, after);
    let word = |index: usize| tokens.get(index).map_or("", |token| token.of(text));
    let mut unit = String::new();
    let mut unit_end = tokens.get(after - 1).map_or(text.len(), |token| token.end);
    if tokens.get(unit_at).is_some_and(|token| matches!(token.kind, Kind::Word | Kind::Han)) {
        let candidate = word(unit_at);
        if PERIOD_UNITS.iter().any(|unit| candidate.eq_ignore_ascii_case(unit)) {
            unit.push_str(candidate);
            unit_end = tokens[unit_at].end;
            let next = skip_space(tokens, unit_at + 1);
            if PERIOD_UNITS.iter().any(|unit| word(next).eq_ignore_ascii_case(unit)) {
                text[tokens[unit_at].start..tokens[next].end].clone_into(&mut unit);
                unit_end = tokens[next].end;
            }
        } else if MONEY_UNITS.iter().any(|unit| candidate.eq_ignore_ascii_case(unit)) {
            unit.push_str(candidate);
            unit_end = tokens[unit_at].end;
        }
    }
    let before = index.checked_sub(1).map_or(0, |i| if tokens[i].is_blank() && i > 0 { i - 1 } else { i });
    let money_before = index > 0 && MONEY_WORDS.iter().any(|money| word(before).eq_ignore_ascii_case(money));
    let signed = written.starts_with(['¥', '￥', '$', '€', '£']);
    let kind = if written.contains('年') || is_numeric_date(written) || dates::names_month(written) {
        FigureKind::Date
    } else if written.ends_with(['%', '％', '‰']) || written.contains("分之") {
        FigureKind::Percent
    } else if signed
        || money_before
        || written.ends_with(['元', '圆', '整', '角', '分'])
        || MONEY_UNITS.iter().any(|money| unit.eq_ignore_ascii_case(money))
    {
        FigureKind::Amount
    } else if !unit.is_empty() && !matches!(&*unit, "个") {
        FigureKind::Period
    } else {
        FigureKind::Count
    };
    let value = value(written).map_or_else(|| written.to_owned(), numerals::plain);
    Figure { kind, value, unit, text: text[tokens[index].start..unit_end].to_owned(), at: tokens[index].start }
}

fn is_numeric_date(text: &str) -> bool {
    text.chars().filter(|c| matches!(c, '-' | '/')).count() == 2 || text.matches('.').count() == 2
}

/// The value of a figure token in millionths; nothing for dates and odd forms.
fn value(written: &str) -> Option<i128> {
    let bare = written.trim_matches(['(', ')', '（', '）', '¥', '￥', '$', '€', '£', ' ']);
    let share = bare.strip_prefix("百分之").or_else(|| bare.strip_prefix("千分之"));
    let bare = share.unwrap_or(bare).trim_end_matches(['%', '％', '‰', '整', '正']);
    if numerals::is_english_number(bare.split(' ').next().unwrap_or("")) {
        return numerals::english(bare);
    }
    // 120万, 2亿: digits with a Chinese multiplier.
    if let Some(multiplier) = bare.chars().next_back().filter(|c| matches!(c, '万' | '亿'))
        && let Some(digits) = numerals::digits(&bare[..bare.len() - multiplier.len_utf8()])
    {
        return numerals::scaled(digits, multiplier);
    }
    numerals::digits(bare).or_else(|| money_words(bare)).or_else(|| numerals::chinese(bare))
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
        if tokens[index].kind != Kind::Figure || is_parenthesised(tokens[index].of(text)) {
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
                found.push(Mismatch { text: text[start..tokens[last].end].to_owned(), at: start });
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
    if tokens.get(index)?.kind == Kind::Han
        && matches!(tokens[index].of(text), "日" | "天" | "元" | "圆" | "小时" | "个月")
    {
        index += 1;
    }
    let token = tokens.get(index)?;
    if token.kind == Kind::Figure && is_parenthesised(token.of(text)) {
        return Some((token.of(text).to_owned(), index));
    }
    if !matches!(token.of(text), "(" | "（") {
        return None;
    }
    let close = (index + 1..tokens.len().min(index + 16)).find(|at| matches!(tokens[*at].of(text), ")" | "）"))?;
    let mut figures = (index + 1..close).filter(|at| tokens[*at].kind == Kind::Figure);
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
    let plain = (index + 1..close).filter(|at| !(first..=end).contains(at)).all(|at| allowed(&tokens[at]));
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
            ("on 2026年3月1日", "Date 2026年3月1日 "),
            ("five (5) business days", "Period 5 business days"),
            ("一百二十个账号", "Count 120 个"),
            ("one hundred and twenty users", "Count 120 "),
        ] {
            let found: Vec<String> =
                figures(text).iter().map(|f| format!("{:?} {} {}", f.kind, f.value, f.unit)).collect();
            assert_eq!(found, [expected], "{text}");
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
            assert_eq!(mismatches(text).len(), usize::from(!text.starts_with("five p")), "{text}");
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
