//! When something is due: the period and what it runs from, as the text says it, and the date where that can be known.

use crate::contract::Contract;
use crate::redline::definitions;
use crate::redline::figures::{Figure, FigureKind, figures};
use chrono::{Datelike, Days, Months, NaiveDate, Weekday};
use std::collections::HashMap;
use std::ops::Range;

/// When something is due, as far as the text says.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Term {
    /// The period as written.
    pub period: Option<String>,
    /// What it runs from, or runs up to, as written.
    pub anchor: Option<String>,
    /// Whether it has to be done so long before that.
    pub before: bool,
    /// The date; `None` where the anchor's is not known.
    pub due: Option<NaiveDate>,
    /// Whether public holidays may move the date: it was counted in working days, Monday to Friday.
    pub holidays_aside: bool,
}

/// Dates that are known: by the words that a contract has for them.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Anchors {
    dates: Vec<NaiveDate>,
    /// The place of the first date that goes by the words, in small letters.
    by_words: HashMap<String, usize>,
}

impl Anchors {
    /// The dates that the contract itself gives to its terms, such as `"Effective Date" means 1 April 2026`, and then
    /// those that somebody knows, which count first.
    #[must_use]
    pub fn of(contract: &Contract, known: &[(String, NaiveDate)]) -> Self {
        let visits = contract.walk();
        let stated = definitions(&visits).into_iter().filter_map(|definition| {
            let meaning = &definition.passage[definition.at + definition.term.len()..];
            // A term that means anything more than a date is none.
            if meaning.chars().take(41).count() > 40 {
                return None;
            }
            let dates: Vec<NaiveDate> = figures(meaning).iter().filter_map(date).collect();
            let [date] = dates[..] else { return None };
            Some((definition.term.to_owned(), date))
        });
        Self::from_list(known.iter().cloned().chain(stated))
    }

    fn from_list(list: impl IntoIterator<Item = (String, NaiveDate)>) -> Self {
        let mut anchors = Self::default();
        for (words, date) in list {
            anchors
                .by_words
                .entry(words.to_lowercase())
                .or_insert(anchors.dates.len());
            anchors.dates.push(date);
        }
        anchors
    }

    fn date(&self, anchor: &str) -> Option<NaiveDate> {
        let lower = &*anchor.to_lowercase();
        let is_meant = |words: &str| {
            // `the Effective Date`, and 本合同生效 for 生效: nothing that runs from something else on that day.
            let rest = lower.replacen(words, "", 1);
            let filler: String = rest.replace("the ", "").replace("本合同", "").replace("之日", "");
            filler.trim().chars().count() <= 2
        };
        // An anchor is short: all parts of it are looked up, however many dates are known.
        let ends = || lower.char_indices().map(|(at, _)| at).chain([lower.len()]);
        let parts = ends().flat_map(|start| {
            ends()
                .filter(move |end| *end > start)
                .map(move |end| &lower[start..end])
        });
        let meant = parts
            .filter_map(|part| Some((part, *self.by_words.get(part)?)))
            .filter(|(part, _)| is_meant(part));
        meant
            .map(|(_, first)| first)
            .min()
            .and_then(|first| self.dates.get(first).copied())
    }
}

fn date(figure: &Figure) -> Option<NaiveDate> {
    (figure.kind == FigureKind::Date)
        .then(|| NaiveDate::parse_from_str(&figure.value, "%Y-%m-%d").ok())
        .flatten()
}

/// On each side of a period, so many characters may tell what it runs from.
const FURTHEST: usize = 100;
/// A period of more days than this has no date that anybody would look up.
const MOST_DAYS: u32 = 100_000;

/// When what a sentence says is due. `at` is where the words of the duty begin: what stands near them is meant.
#[must_use]
pub(crate) fn term(sentence: &str, at: usize, aside: &[Range<usize>], anchors: &Anchors) -> Term {
    let mut found: Vec<Term> = Vec::new();
    for figure in figures(sentence) {
        if aside.iter().any(|aside| aside.contains(&figure.at)) {
            continue;
        }
        let end = figure.at + figure.text.len();
        let near = sentence[..figure.at]
            .char_indices()
            .rev()
            .take(FURTHEST)
            .last()
            .map_or(figure.at, |(at, _)| at);
        let before = &sentence[near..figure.at];
        let after = sentence[end..]
            .char_indices()
            .nth(FURTHEST)
            .map_or(&sentence[end..], |(at, _)| &sentence[end..end + at]);
        if let Some(date) = date(&figure) {
            let by = [
                "by ",
                "before ",
                "no later than ",
                "not later than ",
                "不迟于",
                "不晚于",
            ];
            if by.iter().any(|word| before.ends_with(word)) || after.starts_with(['前', '之']) {
                return Term {
                    due: Some(date),
                    ..Term::default()
                };
            }
        }
        // `may require Vendor to do so within 3 days`, 有权要求乙方在三日内: that period is the other's.
        let of_other = figure.at > at && is_asked_for(&sentence[at..figure.at]);
        if figure.kind == FigureKind::Period
            && !of_other
            && let Some(term) = chinese(before, after).or_else(|| english(before, after, figure.at >= at))
        {
            let due = term.anchor.as_deref().and_then(|anchor| anchors.date(anchor));
            let (due, holidays_aside) = match due.and_then(|date| reckoned(date, &figure, term.before)) {
                Some((due, aside)) => (Some(due), aside),
                None => (None, false),
            };
            found.push(Term {
                period: Some(figure.text.clone()),
                due,
                holidays_aside,
                ..term
            });
        }
    }
    if found.len() == 1 {
        found.swap_remove(0)
    } else {
        Term::default()
    }
}

/// Whether these words ask another to do something, so that a period behind them is for the other.
fn is_asked_for(words: &str) -> bool {
    let part = words.rsplit(['，', '；', '。', ';']).next().unwrap_or("");
    if part.contains("要求") {
        return true;
    }
    let small = part.to_lowercase();
    ["require ", "ask ", "instruct ", "order ", "request "]
        .iter()
        .any(|word| {
            let behind = small.find(word).map(|at| &small[at + word.len()..]);
            behind.is_some_and(|behind| behind.contains(" to ") || behind.starts_with("that "))
        })
}

/// 自收到发票之日起三十日内; 届满三十日前.
fn chinese(before: &str, after: &str) -> Option<Term> {
    let within = ["内", "之内", "以内"].iter().any(|word| after.starts_with(word));
    if within {
        let anchor = ["自", "在", "于"].iter().find_map(|word| {
            let from = before.rfind(word)? + word.len();
            let anchor = before[from..].trim_end_matches(['起', '的', '算', '后', '计', ' ']);
            let anchor = ["之日", "之时", "当日"]
                .iter()
                .fold(anchor, |anchor, word| anchor.trim_end_matches(word));
            let plain = (1..=30).contains(&anchor.chars().count()) && !anchor.contains(['，', '。', '；', '：']);
            plain.then(|| anchor.to_owned())
        });
        let own = ["应当", "应", "须", "得", "后", "在", "于", "时起", "日起", "，"]
            .iter()
            .any(|word| before.ends_with(word))
            || before.trim().is_empty();
        return Some(Term {
            anchor,
            ..Term::default()
        })
        .filter(|term| own || term.anchor.is_some());
    }
    let ahead = after.starts_with('前') || before.ends_with("提前");
    // 每月5日前 is a day and no period.
    if !ahead || before.ends_with('月') {
        return None;
    }
    let part = before.rsplit(['，', '。', '；', '：']).next().unwrap_or("");
    let anchor = part
        .rfind(['在', '于'])
        .map_or(part, |at| part[at..].trim_start_matches(['在', '于']));
    let anchor =
        Some(anchor.to_owned()).filter(|anchor| after.starts_with('前') && (1..=30).contains(&anchor.chars().count()));
    Some(Term {
        anchor,
        before: true,
        ..Term::default()
    })
}

/// `within thirty (30) days of receiving it`; `not less than ninety (90) days before the end of the term`.
fn english(before: &str, after: &str, behind: bool) -> Option<Term> {
    let before = &*before.trim_end().to_lowercase();
    let within = [
        "within",
        "no later than",
        "not later than",
        "in any event within",
        "a further",
        "inside",
        "no more than",
    ];
    let notice = ["not less than", "at least", "on", "no less than", "upon"];
    let after = after.trim_start_matches(['\'', '’']).trim_start();
    let follows = |words: &[&'static str]| words.iter().copied().find(|word| after.starts_with(word));
    let anchor = |word: &str| {
        let words = after[word.len()..]
            .split([',', ';', '.', ':', '('])
            .next()
            .unwrap_or("")
            .trim();
        Some(words.to_owned()).filter(|words| (1..=60).contains(&words.chars().count()))
    };
    let ends = |words: &[&str]| words.iter().any(|word| before.ends_with(word));
    // `give three months' notice`.
    let given = ["give", "gives", "giving", "given", "with", "by"];
    let noticed = [
        "notice",
        "written notice",
        "prior written notice",
        "prior notice",
        "advance notice",
    ];
    if ends(&given) && noticed.iter().any(|notice| after.starts_with(notice)) && !after.contains("notice period") {
        return Some(Term {
            before: true,
            ..Term::default()
        });
    }
    if ends(&notice) || ends(&within) && after.starts_with("before ") {
        let word = follows(&["before ", "prior to "]);
        return Some(Term {
            anchor: word.and_then(anchor),
            before: true,
            ..Term::default()
        })
        .filter(|term| {
            term.anchor.is_some()
                || after.starts_with("notice")
                || after.starts_with("written notice")
                || after.starts_with("prior")
                || after.starts_with("advance")
                || after.starts_with("in advance")
                || after.starts_with("beforehand")
                || after.starts_with("ahead")
        });
    }
    if ends(&within) || follows(&["after ", "from "]).is_some() && behind {
        let word = follows(&["after ", "from ", "of "]);
        return Some(Term {
            anchor: word.and_then(anchor),
            ..Term::default()
        });
    }
    None
}

/// The day that lies a period after, or before, another. The first day is not counted (《民法典》 article 201).
fn reckoned(from: NaiveDate, period: &Figure, before: bool) -> Option<(NaiveDate, bool)> {
    let number: u32 = period.value.parse().ok()?;
    let unit = period.unit.to_lowercase();
    let days = |count: u32| {
        let days = Days::new(u64::from(count));
        if before {
            from.checked_sub_days(days)
        } else {
            from.checked_add_days(days)
        }
    };
    let months = |count: u32| {
        let months = Months::new(count);
        if before {
            from.checked_sub_months(months)
        } else {
            from.checked_add_months(months)
        }
    };
    if unit.contains("工作日") || unit.contains("business") || unit.contains("working") {
        if number > MOST_DAYS {
            return None;
        }
        let mut day = from;
        for _ in 0..number {
            loop {
                day = if before { day.pred_opt()? } else { day.succ_opt()? };
                if !matches!(day.weekday(), Weekday::Sat | Weekday::Sun) {
                    break;
                }
            }
        }
        return Some((day, true));
    }
    let day = if unit.contains("year") || unit.contains('年') {
        months(number.checked_mul(12)?)
    } else if unit.contains("month") || unit.contains('月') {
        months(number)
    } else if unit.contains("week") || unit.contains('周') {
        days(number.checked_mul(7)?)
    } else if unit.contains("day") || unit.contains(['日', '天']) {
        days(number)
    } else {
        return None;
    };
    Some((day?, false))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(sentence: &str) -> String {
        let day = NaiveDate::from_ymd_opt(2026, 4, 1).unwrap();
        let anchors = Anchors::from_list([("Effective Date".into(), day), ("生效".into(), day)]);
        let term = term(sentence, 0, &[], &anchors);
        let due = term.due.map_or_else(|| "?".to_owned(), |due| due.to_string());
        let sign = if term.before { "-" } else { "+" };
        format!(
            "{}{sign}{} {due}",
            term.anchor.unwrap_or_default(),
            term.period.unwrap_or_default()
        )
    }

    #[test]
    fn a_period_and_what_it_runs_from_are_read_and_a_date_is_told_only_where_it_is_known() {
        for (sentence, expected) in [
            (
                "甲方应当自收到发票之日起三十（30）日内付款。",
                "收到发票+三十（30）日 ?",
            ),
            (
                "自本合同生效之日起十（10）个工作日内支付。",
                "本合同生效+十（10）个工作日 2026-04-15",
            ),
            ("于该服务年度开始十五（15）日前付清。", "该服务年度开始-十五（15）日 ?"),
            ("应当提前三十（30）日书面通知甲方。", "-三十（30）日 ?"),
            ("日志保存期限不少于六（6）个月。", "+ ?"),
            (
                "within ninety (90) days after the Effective Date",
                "the Effective Date+ninety (90) days 2026-06-30",
            ),
            (
                "within ten (10) Business Days of the Effective Date.",
                "the Effective Date+ten (10) Business Days 2026-04-15",
            ),
            ("on thirty (30) days' written notice to Customer", "-thirty (30) days ?"),
            ("shall pay by 1 May 2026", "+ 2026-05-01"),
            ("shall give two months' notice", "-two months ?"),
            ("may require Vendor to come within three days", "+ ?"),
            ("有权要求乙方在三日内到场", "+ ?"),
            ("应当于每月5日前提交报告", "+ ?"),
            (
                "response within thirty (30) minutes, repair within four (4) hours",
                "+ ?",
            ),
        ] {
            assert_eq!(told(sentence), expected, "{sentence}");
        }
    }
}
