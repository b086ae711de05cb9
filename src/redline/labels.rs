//! Numbers that are no quantities: those of clauses, schedules, statutes and law reports, of addresses and documents, of
//! versions and of items in a list. They are told by what stands around them.

use super::cited_laws;
use super::lexicon::is_han;
use super::naming_words::{DATED, FUNCTION_WORDS, NAMING, NAMING_IN_CHINESE, SAID_OF_ONE, SHORT_NAMING};
use super::numbers::Value;
use super::numerals::{is_chinese_numeral, is_digit};
use super::quantity::{FigureKind, Quantity};
use super::streets::is_address;
use super::units::{Unit, unit_at};
use std::ops::Range;

/// What may stand between the numbers of a list.
const JOINTS: [&str; 16] = [
    " ",
    "-",
    ", and ",
    ", or ",
    ", ",
    " and ",
    " or ",
    " to ",
    " through ",
    " & ",
    "–",
    "、",
    "和",
    "至",
    "及",
    "或",
];

/// The name of a law report between a volume and a page has no more bytes: `15 F.3d 200`.
const LONGEST_REPORT: usize = 16;

/// Which numbers of a text are labels; a list of labels goes on.
pub(crate) struct Labels<'t> {
    text: &'t str,
    /// Where the last label ended.
    last: Option<usize>,
}

impl<'t> Labels<'t> {
    pub(crate) fn of(text: &'t str) -> Self {
        Self { text, last: None }
    }

    /// Notes a label, so that those listed behind it are labels too.
    pub(crate) fn note(&mut self, at: Range<usize>) {
        // The 3 of `F.3d` is part of a name.
        if !self.text[at.end..].starts_with(|c: char| c.is_ascii_alphabetic()) {
            self.last = Some(at.end);
        }
    }

    /// Whether the number at these bytes, with what it is counted in, is a label.
    pub(crate) fn is_label(&self, quantity: &Quantity, number: Range<usize>) -> bool {
        let (before, after) = (&self.text[..number.start], &self.text[number.end..]);
        let written = &self.text[number.clone()];
        let behind = self.text.get(quantity.at.end..).unwrap_or("");
        if matches!(quantity.value, Value::Date(_)) || quantity.kind() == FigureKind::Date || behind.starts_with("法")
        {
            if cited_laws::dates_a_law(before, behind) {
                return true;
            }
            if matches!(quantity.value, Value::Date(_)) {
                return false;
            }
        }
        if is_in_chinese_name(quantity, before, written, after) {
            return true;
        }
        // What has a currency, a percent sign or a length of time is a quantity wherever it stands.
        if matches!(quantity.unit, Some(Unit::Money(_) | Unit::Period(..) | Unit::Calendar))
            || matches!(quantity.unit, Some(Unit::Share(_))) && !written.contains('/')
        {
            return false;
        }
        let unit_follows = quantity.unit.is_some() && after.starts_with(|c: char| c.is_ascii_alphabetic());
        begins_item(before, after)
            || quantity.unit.is_none() && begins_paragraph(before, written, after)
            || touches_word(before, written, if unit_follows { "" } else { after })
            || self.goes_on(number.start)
            || is_behind_naming_word(before)
            || quantity.unit.is_none() && is_behind_name(before, written, after)
            || is_citation(written, after)
            || is_address(written, after)
            || quantity.unit.is_none() && (self.is_postcode(&number, after) || numbers_a_row(self.text, &number))
            || is_long_number(written)
            || written.contains('/') && !after.trim_start().starts_with("of ")
    }

    /// Whether a town follows five digits behind an address: `12 rue du Port, 75002 Paris`.
    fn is_postcode(&self, number: &Range<usize>, after: &str) -> bool {
        const FURTHEST: usize = 48;
        let between = self.last.and_then(|last| self.text.get(last..number.start));
        let is_near = between.is_some_and(|between| between.len() <= FURTHEST && between.ends_with(", "));
        let town = after
            .strip_prefix(' ')
            .is_some_and(|town| town.starts_with(char::is_uppercase));
        is_near && town && number.len() == 5 && self.text[number.clone()].bytes().all(|byte| byte.is_ascii_digit())
    }

    /// Whether nothing but a joint, or the name of a law report, stands between the last label and here.
    fn goes_on(&self, at: usize) -> bool {
        let Some(between) = self.last.and_then(|last| self.text.get(last..at)) else {
            return false;
        };
        if between.len() > LONGEST_REPORT {
            return false;
        }
        let is_report = || {
            let word = between.trim();
            between.starts_with(' ') && is_capitalised(word) && word.contains('.') && !word.contains([' ', '\n'])
        };
        JOINTS.iter().any(|joint| *joint == between.replace('\n', " ")) || is_report()
    }
}

/// Whether the digits are a time of the day: `18:00`.
pub(crate) fn is_time_of_day(written: &str) -> bool {
    let number = |part: &str, most: u32| part.len() <= 2 && part.parse::<u32>().is_ok_and(|part| part <= most);
    written
        .split_once(':')
        .is_some_and(|(hour, minute)| number(hour, 24) && minute.len() == 2 && number(minute, 59))
}

/// Whether the number alone stands in the first cell of a row and counts the rows: the next after the one above, or the one
/// before that below.
fn numbers_a_row(text: &str, number: &Range<usize>) -> bool {
    let Some(opened) = text[..number.start].trim_end_matches(' ').strip_suffix('|') else {
        return false;
    };
    let opened = opened.trim_end_matches(' ');
    let behind = text[number.end..].trim_start_matches(['.', ' ']);
    if !behind.starts_with('|') || !(opened.is_empty() || opened.ends_with('\n')) {
        return false;
    }
    let first_cell = |line: &'_ str| -> Option<(String, u32)> {
        let cell = line
            .trim()
            .strip_prefix('|')?
            .split('|')
            .next()?
            .trim()
            .trim_end_matches('.');
        let (levels, last) = cell.rsplit_once('.').unwrap_or(("", cell));
        Some((levels.to_owned(), last.parse().ok()?))
    };
    let follows = |first: Option<(String, u32)>, second: Option<(String, u32)>| match (first, second) {
        (Some((levels, value)), Some((others, next))) => levels == others && value.checked_add(1) == Some(next),
        _ => false,
    };
    let row = format!("|{}|", &text[number.clone()]);
    let above = opened.strip_suffix('\n').and_then(|before| before.rsplit('\n').next());
    let below = behind.split_once('\n').and_then(|(_, lines)| lines.split('\n').next());
    follows(above.and_then(first_cell), first_cell(&row)) || follows(first_cell(&row), below.and_then(first_cell))
}

/// Whether the number alone stands in brackets: `(1)`, `(1989)`, （三）.
pub(crate) fn is_in_brackets_alone(text: &str, at: &Range<usize>) -> bool {
    text[..at.start].ends_with(['(', '（', '[', '〔', '［']) && text[at.end..].starts_with([')', '）', ']', '〕', '］'])
}

/// Behind more characters than this an item's number is no longer looked for.
const DEEPEST_INDENT: usize = 40;

/// Whether the number is that of an item at the beginning of a line: `1.`, `(2)`, 三、.
fn begins_item(before: &str, after: &str) -> bool {
    let closes = after.starts_with([')', '）'])
        || after
            .strip_prefix(['、', '.', '．'])
            .is_some_and(|after| !after.starts_with(is_digit));
    closes && begins_line(before.trim_end_matches(['（', '(']))
}

/// Whether the number is that of a paragraph in Chinese or Japanese: 3.1 本合同自签字之日起生效.
fn begins_paragraph(before: &str, written: &str, after: &str) -> bool {
    let is_dotted = written.contains('.') && written.chars().all(|c| is_digit(c) || c == '.');
    let is_apart = after.starts_with([' ', '\u{3000}']) && after.trim_start().starts_with(is_han);
    is_dotted && is_apart && begins_line(before)
}

/// Whether nothing but an indent stands between the beginning of a line and the end of the text.
fn begins_line(opened: &str) -> bool {
    let indents = |c: &char| matches!(c, ' ' | '\t' | '\u{3000}' | '*' | '-' | '#');
    match opened.chars().rev().take(DEEPEST_INDENT).find(|c| !indents(c)) {
        Some(c) => c == '\n',
        None => opened.len() <= DEEPEST_INDENT,
    }
}

/// Whether a letter, a slash or another sign binds the digits to a name, a path or an address.
fn touches_word(before: &str, written: &str, after: &str) -> bool {
    if !written.starts_with(is_digit) {
        return false;
    }
    let mut back = before.chars().rev();
    let binds = match (back.next(), back.next()) {
        (Some('#' | '№' | '§' | '©' | '_' | '@' | '\\' | '〔'), _) | (Some(' '), Some('§' | '№' | '©')) => {
            true
        }
        (Some('/'), behind) => behind.is_none_or(|c| c.is_ascii() && !c.is_ascii_digit()),
        (Some('-' | '.'), Some(c)) => c.is_ascii_alphanumeric(),
        (Some(c), _) => c.is_ascii_alphabetic(),
        _ => false,
    };
    let mut ahead = after.chars();
    binds
        || match (ahead.next(), ahead.next()) {
            (Some('_' | '@' | '\\' | '〕'), _) => true,
            (Some('/' | '-'), Some(c)) => c.is_ascii_alphanumeric(),
            (Some(c), _) => c.is_ascii_alphabetic(),
            _ => false,
        }
}

fn is_long_number(written: &str) -> bool {
    let digits = written.bytes().filter(u8::is_ascii_digit).count();
    let is_plain = digits == written.len();
    is_plain && (digits >= 7 || digits > 1 && written.starts_with('0'))
}

/// The last word of the text, without the blanks and the full stop behind it; and whether there was one.
fn last_word(text: &str) -> Option<(&str, bool)> {
    let trimmed = text.trim_end_matches([' ', '\n', '\u{A0}', '\u{202F}']);
    if trimmed.len() == text.len() {
        return None;
    }
    let stopped = trimmed.strip_suffix('.');
    let words = stopped.unwrap_or(trimmed);
    let start = words
        .char_indices()
        .rev()
        .take(40)
        .take_while(|(_, c)| c.is_alphabetic() || matches!(c, '.' | '-' | '&'))
        .last()
        .map_or(words.len(), |(at, _)| at);
    Some((&words[start..], stopped.is_some()))
}

fn is_behind_naming_word(before: &str) -> bool {
    let trimmed = before.trim_end_matches([' ', '\n', '\u{A0}']);
    if trimmed.ends_with(['§', '№', '¶']) || trimmed.ends_with("n°") || trimmed.ends_with("Nº") {
        return true;
    }
    let Some((word, stopped)) = last_word(before) else {
        return false;
    };
    let lower = word.to_lowercase();
    NAMING.contains(&&*lower) || stopped && SHORT_NAMING.contains(&&*lower)
}

fn is_capitalised(word: &str) -> bool {
    word.starts_with(char::is_uppercase)
}

/// Whether the number is part of a name: `ISO 27001`, `Windows 10`, `N.C. 523`, `the Data Act 2018`, `the Act of 1974`.
fn is_behind_name(before: &str, written: &str, after: &str) -> bool {
    let is_year = written.len() == 4 && written.parse::<u32>().is_ok_and(|year| (1500..=2100).contains(&year));
    // `the Sale of Goods Act, 1930`
    if is_year && let Some(named) = before.trim_end_matches([' ', '\n', '\u{A0}']).strip_suffix(',') {
        let word = named.rsplit(|c: char| !c.is_alphabetic()).next().unwrap_or("");
        return DATED.contains(&word);
    }
    // `the 1988 Act`
    if is_year && DATED.contains(&next_word(after)) {
        return true;
    }
    let Some((word, stopped)) = last_word(before) else {
        return false;
    };
    let letters = word.chars().filter(|c| c.is_alphabetic()).count();
    if stopped {
        // The stop of an abbreviation, not of a sentence.
        return word.contains('.') || is_capitalised(word) && letters <= 4;
    }
    if is_year && word == "of" {
        let before = before.trim_end_matches([' ', '\n']).strip_suffix("of").unwrap_or("");
        return last_word(before).is_some_and(|(word, _)| is_capitalised(word));
    }
    let lower = word.to_lowercase();
    if !is_capitalised(word) || FUNCTION_WORDS.contains(&&*lower) || letters == 0 {
        return false;
    }
    let next = next_word(after);
    let counted = next.len() > 3
        && next.ends_with('s')
        && next.starts_with(char::is_lowercase)
        && !next.ends_with("ss")
        && !SAID_OF_ONE.contains(&next);
    if written.starts_with(|c: char| c.is_alphabetic()) {
        // `Phase Two`, but `the Customer two copies`.
        return is_capitalised(written) && !counted;
    }
    let shouted = |word: &str, least: usize| word.len() >= least && word.bytes().all(|byte| byte.is_ascii_uppercase());
    let all_shouted = shouted(word, 4) && shouted(next, 2);
    !(counted && !shouted(word, 2) || all_shouted)
}

fn next_word(after: &str) -> &str {
    let rest = after.trim_start_matches([' ', '\n', '\u{A0}']);
    if rest.len() == after.len() {
        return "";
    }
    let end = rest.find(|c: char| !c.is_alphabetic()).unwrap_or(rest.len());
    &rest[..end]
}

/// Whether a law report or a code follows: `324 N.C. 523`, `17 U.S.C. § 512`, `820 ILCS 90/10`.
fn is_citation(written: &str, after: &str) -> bool {
    if !written.bytes().all(|byte| byte.is_ascii_digit()) {
        return false;
    }
    let Some(rest) = after.strip_prefix([' ', '\u{A0}']) else {
        return false;
    };
    let end = rest.find(|c: char| c.is_whitespace() || c == ',').unwrap_or(rest.len());
    let word = &rest[..end];
    let behind = rest[end..].trim_start();
    let last = word.char_indices().next_back().map_or(0, |(at, _)| at);
    let dotted = last > 1 && is_capitalised(word) && word[..last].contains('.');
    let abbreviated = word.ends_with('.')
        && is_capitalised(word)
        && behind.starts_with(|c: char| c.is_ascii_uppercase() || is_digit(c));
    let shouted = word.len() > 1 && word.bytes().all(|byte| byte.is_ascii_uppercase());
    dotted || abbreviated || shouted && behind.starts_with(|c: char| is_digit(c) || c == '§')
}

/// Whether a number between Chinese characters is part of a word or a name: 第三方, 附件一, 上一年度, 8号楼.
fn is_in_chinese_name(quantity: &Quantity, before: &str, written: &str, after: &str) -> bool {
    let near = before.trim_end_matches(' ');
    // 第十\n二条
    if near
        .strip_suffix('\n')
        .is_some_and(|line| line.trim_end_matches(is_chinese_numeral).ends_with('第'))
    {
        return !matches!(quantity.unit, Some(Unit::Period(..)));
    }
    if near.ends_with('第') {
        // 第三服务年度 is one year among several, 第三年 counts.
        let is_one_of_years = after.chars().take(5).collect::<String>().contains("年度");
        return is_one_of_years || !matches!(quantity.unit, Some(Unit::Period(..)));
    }
    if NAMING_IN_CHINESE.iter().any(|name| near.ends_with(name)) {
        return true;
    }
    if written == "一" && is_no_count(near) {
        return true;
    }
    let after = after.trim_start_matches(' ');
    // 前一年度 is the year before; 期满前一年 counts one.
    if written == "一"
        && near.ends_with('前')
        && ["年度", "事業年度", "会計年度", "四半期", "期"]
            .iter()
            .any(|year| after.starts_with(year))
    {
        return true;
    }
    if after.starts_with([
        '版', '号', '號', '室', '弄', '巷', '栋', '幢', '楼', '樓', '级', '級', '届', '屆', '頁', '巻',
    ]) {
        return true;
    }
    // 九十八年度台上字第1234號
    if ["年度", "年"].iter().any(|year| after.starts_with(year))
        && after.chars().take(9).collect::<String>().contains("字第")
    {
        return true;
    }
    // 3丁目4番
    if ["丁目", "番"].iter().any(|place| after.starts_with(place)) {
        return true;
    }
    if after.starts_with('期') {
        return !near.ends_with(['分', '共', '按', '计', '為', '为']);
    }
    // 统一日期, 一日常: the unit begins another word.
    let is_single = written.chars().count() == 1 && written.starts_with(is_chinese_numeral);
    let word_begins = [
        "日期", "日志", "日誌", "日常", "日程", "日本", "日益", "天然", "周期", "周边", "年龄", "年金", "部分", "部门",
        "部門", "方", "个别", "家庭", "人称", "种类",
    ]
    .iter()
    .any(|word| after.starts_with(word));
    is_single && word_begins
}

/// Whether 一 behind these words counts nothing: 每一日 is each day, 上一年度 the year before, 统一 one word.
fn is_no_count(near: &str) -> bool {
    let behind =
        |last: &[char], others: &[&str]| near.ends_with(last) && !others.iter().any(|other| near.ends_with(other));
    near.ends_with(|c| "每某何另该該翌次逐唯万萬初这這那此头頭专專".contains(c))
        || near.ends_with("星期")
        || near.ends_with(['上', '下']) && !ends_a_bound(near)
        || behind(&['任'], &["责任", "責任", "担任", "擔任", "主任"])
        || behind(&['同'], &["合同", "连同", "連同", "共同", "随同"])
        || behind(&['统', '統'], &["系统", "系統"])
}

/// Whether the text ends with a bound of a quantity: 三人以上, but not 以上 in 以上一年度为准.
fn ends_a_bound(near: &str) -> bool {
    let bound = ["以上", "以下"].iter().find_map(|bound| near.strip_suffix(bound));
    let last = bound.and_then(|before| before.char_indices().next_back().map(|(at, _)| &before[at..]));
    last.is_some_and(|last| unit_at(last).is_some() || last.starts_with(is_chinese_numeral))
}

#[cfg(test)]
#[path = "labels_tests.rs"]
mod tests;
