//! What is left to be filled in: blanks, brackets and placeholders, wherever a contract has words.

use super::blank_place::{Blank, BlankPlace};
use super::clause_label::ClauseLabel;
use crate::contract::Contract;
use std::ops::Range;

/// Everything that a contract leaves to be filled in, in reading order.
#[must_use]
pub fn blanks(contract: &Contract) -> Vec<Blank> {
    let mut blanks = at_the_head(contract);
    for visit in contract.walk() {
        let clause = visit.clause;
        let heading = in_value(&clause.heading)
            .into_iter()
            .map(|bytes| &clause.heading[bytes]);
        let text = in_text(&clause.text).into_iter().map(|bytes| &clause.text[bytes]);
        let name = ClauseLabel {
            id: clause.id.clone(),
            number: visit.number,
            heading: clause.heading.clone(),
        };
        let blank = |words: &str| Blank {
            place: BlankPlace::Clause(name.clone()),
            words: words.to_owned(),
        };
        blanks.extend(heading.chain(text).map(blank));
    }
    blanks
}

/// What is left to be filled in above the clauses.
#[must_use]
pub(super) fn at_the_head(contract: &Contract) -> Vec<Blank> {
    let mut found = Vec::new();
    let mut look = |value: &str, place: BlankPlace| {
        let words = in_value(value).into_iter().map(|bytes| value[bytes].to_owned());
        found.extend(words.map(|words| Blank {
            place: place.clone(),
            words,
        }));
    };
    look(&contract.title, BlankPlace::Title);
    look(contract.reference.as_deref().unwrap_or_default(), BlankPlace::Reference);
    for party in &contract.parties {
        for value in [&party.name, &party.role] {
            look(value, BlankPlace::Party(party.id.clone()));
        }
        for value in party.members.iter().flat_map(|member| [&member.name, &member.email]) {
            look(value, BlankPlace::Member(party.id.clone()));
        }
    }
    found
}

/// What a bracket holds when nobody has decided yet.
const UNDECIDED: [&str; 14] = [
    "",
    "●",
    "•",
    "*",
    "…",
    "...",
    "tbd",
    "tbc",
    "to be determined",
    "to be confirmed",
    "to be agreed",
    "待定",
    "待填",
    "待确认",
];
/// How a bracket begins that tells what belongs there.
const INSTRUCTIONS: [&str; 11] = [
    "insert ",
    "fill in",
    "enter ",
    "specify ",
    "to be ",
    "tbd",
    "tbc",
    "请填",
    "请插入",
    "填写",
    "待",
];
/// Placeholders without a bracket.
const BARE: [&str; 8] = ["____", "＿＿", "××", "XXX", "TBD", "TBC", "待定。", "（待填）"];
/// What is to be named, as an instruction in English ends.
const NAMED: [&str; 34] = [
    "name",
    "names",
    "date",
    "address",
    "addresses",
    "amount",
    "number",
    "currency",
    "country",
    "place",
    "title",
    "reference",
    "price",
    "rate",
    "percentage",
    "period",
    "e-mail",
    "email",
    "telephone",
    "description",
    "jurisdiction",
    "city",
    "duration",
    "figure",
    "quantity",
    "year",
    "month",
    "day",
    "company",
    "counsel",
    "contract",
    "services",
    "products",
    "court",
];
/// The same in Chinese.
const NAMED_IN_CHINESE: [&str; 38] = [
    "名称",
    "全称",
    "姓名",
    "金额",
    "地点",
    "日期",
    "地址",
    "邮箱",
    "邮件",
    "编号",
    "号码",
    "电话",
    "账号",
    "帐号",
    "比例",
    "数额",
    "数量",
    "期限",
    "单价",
    "总价",
    "开户行",
    "住所",
    "代表人",
    "联系人",
    "职务",
    "身份证号",
    "信用代码",
    "年月日",
    "天数",
    "年限",
    "税率",
    "币种",
    "国家",
    "城市",
    "法院",
    "委员会",
    "仲裁机构",
    "内容",
];
/// What an honest bracket in capitals says.
const HONEST: [&str; 15] = [
    "sic",
    "redact",
    "reserved",
    "omitted",
    "deleted",
    "intentionally",
    "confidential",
    "follow",
    "seal",
    "draft",
    "privileged",
    "prejudice",
    "subject to contract",
    "not used",
    "emphasis",
];
/// Brackets, and whether nothing but a template has them.
const BRACKETS: [(&str, &str, bool); 8] = [
    ("[", "]", false),
    ("【", "】", false),
    ("［", "］", false),
    ("〔", "〕", false),
    ("＜", "＞", false),
    ("{{", "}}", true),
    ("<<", ">>", true),
    ("«", "»", true),
];

/// The bytes of what is left to be filled in, in a clause's text.
pub(super) fn in_text(text: &str) -> Vec<Range<usize>> {
    found(text, true)
}

/// The same in a value of one line, which may be nothing but a placeholder.
pub(super) fn in_value(value: &str) -> Vec<Range<usize>> {
    let whole = value.trim().to_lowercase();
    if !whole.is_empty() && (UNDECIDED.contains(&&*whole) || is_filler(&whole)) {
        return std::iter::once(0..value.len()).collect();
    }
    found(value, false)
}

fn found(text: &str, labels: bool) -> Vec<Range<usize>> {
    let mut found: Vec<Range<usize>> = Vec::new();
    for (open, close, template) in BRACKETS {
        for (at, _) in text.match_indices(open) {
            let inside = at + open.len();
            let Some(length) = text[inside..].chars().take(60).collect::<String>().find(close) else {
                continue;
            };
            let end = inside + length + close.len();
            let held = text[inside..inside + length].trim();
            // `[ ]` at the beginning of an item is a box to tick, and `[…](…)` a link.
            let is_box = open == "[" && held.is_empty() && text[..at].trim_end().ends_with(['-', '*', '\n']);
            let is_link = text[end..].starts_with(['(', '[']);
            // 【付款期限】 with the words after it is what the paragraph is called.
            let begins = begins_line(text, at);
            let label = labels && begins && text[end..].chars().next().is_some_and(char::is_alphanumeric);
            if !is_box && !is_link && (template && !held.is_empty() || is_blank(held, label)) {
                found.push(at..end);
            }
        }
    }
    found.extend(empty_brackets(text));
    found.extend(gaps(text));
    let mut taken = vec![false; text.len()];
    for range in &found {
        taken[range.clone()].fill(true);
    }
    for word in BARE {
        for (at, _) in text.match_indices(word) {
            let letter = |c: char| c.is_ascii_alphanumeric();
            let alone = !text[..at].ends_with(letter) && !text[at + word.len()..].starts_with(letter);
            // `__bold__` is emphasis.
            let emphasis = word == "____"
                && text[..at].ends_with(|c: char| !c.is_whitespace() && c != '_' && c.is_ascii_punctuation());
            if alone && !emphasis && !taken[at] {
                let rest = text[at..]
                    .chars()
                    .take_while(|c| word.contains(*c))
                    .map(char::len_utf8)
                    .sum::<usize>();
                let range = at..at + rest.max(word.len());
                taken[range.clone()].fill(true);
                found.push(range);
            }
        }
    }
    found.sort_by_key(|range| (range.start, std::cmp::Reverse(range.end)));
    let mut end = 0;
    found.retain(|range| {
        let apart = range.start >= end;
        end = end.max(range.end);
        apart
    });
    found
}

/// Whether nothing but blanks stands before this place of the line.
fn begins_line(text: &str, at: usize) -> bool {
    text[..at]
        .chars()
        .rev()
        .find(|c| *c == '\n' || !c.is_whitespace())
        .is_none_or(|c| c == '\n')
}

/// Whether a bracket that holds this is left to be filled in. A label stands in front of the words that it names.
fn is_blank(held: &str, label: bool) -> bool {
    let lower = held.to_lowercase();
    UNDECIDED.contains(&&*lower)
        || is_filler(&lower)
        || lower.contains('●')
        || lower.contains("__")
        || INSTRUCTIONS.iter().any(|word| lower.starts_with(word))
        || names_in_english(held, &lower)
        || !label && NAMED_IN_CHINESE.iter().any(|word| lower.ends_with(word))
}

fn is_filler(held: &str) -> bool {
    held.chars()
        .all(|c| matches!(c, '_' | '＿' | 'x' | '×' | '●' | '○' | '.' | '?' | '？'))
}

/// Whether words in a bracket name what is to be put there: `YOUR NAME`, `amount and currency`, `Name of the bank`.
fn names_in_english(held: &str, lower: &str) -> bool {
    let plain = |c: char| c.is_ascii_alphabetic() || matches!(c, ' ' | '-' | '\'' | '/' | '’' | '&');
    if !held.chars().all(plain) || HONEST.iter().any(|word| lower.contains(word)) {
        return false;
    }
    let words: Vec<&str> = lower.split([' ', '/']).filter(|word| !word.is_empty()).collect();
    let shouted = held.chars().all(|c| !c.is_ascii_lowercase());
    if shouted && words.len() > 1 {
        return true;
    }
    let joins = |word: &&str| matches!(*word, "of" | "and" | "or" | "in" | "for" | "&");
    let named = words.iter().position(joins).map_or(&words[..], |at| &words[..at]);
    // `[the date]` stands for another word in a quotation.
    let replaced = named.len() == words.len()
        && named
            .first()
            .is_some_and(|word| matches!(*word, "the" | "this" | "that"));
    words.len() <= 8 && !replaced && named.last().is_some_and(|word| NAMED.contains(word))
}

/// Round brackets with nothing but room in them, other than at the beginning of a line, where they are to be ticked.
fn empty_brackets(text: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    for (open, close, at_least) in [('（', '）', 0), ('(', ')', 1)] {
        for (at, _) in text.match_indices(open) {
            let inside = at + open.len_utf8();
            let room: usize = text[inside..]
                .chars()
                .take_while(|c| is_room(*c))
                .map(char::len_utf8)
                .sum();
            let end = inside + room;
            let begins = begins_line(text, at);
            if room >= at_least && !begins && text[end..].starts_with(close) {
                found.push(at..end + close.len_utf8());
            }
        }
    }
    found
}

/// Room left on a line: `__年__月`, `第__条`, `　　年　　月　　日`.
fn gaps(text: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut from = 0;
    while let Some(at) = text[from..].find(['_', ' ', '\u{3000}']).map(|at| from + at) {
        let begun = text[at..].chars().next().unwrap_or('_');
        let same = |c: &char| if begun == '_' { *c == '_' } else { is_room(*c) };
        let length: usize = text[at..].chars().take_while(same).map(char::len_utf8).sum();
        from = at + length;
        let after = text[from..].chars().next();
        let han = |c: Option<char>| c.is_some_and(|c| ('\u{4e00}'..='\u{9fff}').contains(&c));
        let gap = match begun {
            '_' => length > 1 && (han(after) || han(text[..at].chars().next_back())),
            // 年 and 月 with room before each of them.
            _ => {
                after == Some('年') && text[from + '年'.len_utf8()..].starts_with(is_room) && {
                    let rest = text[from + '年'.len_utf8()..].trim_start_matches(is_room);
                    rest.strip_prefix('月').is_some_and(|rest| rest.starts_with(is_room))
                }
            }
        };
        if gap {
            found.push(at..from);
        }
    }
    found
}

fn is_room(c: char) -> bool {
    matches!(c, ' ' | '\u{a0}' | '\u{3000}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn blanks_are_found_and_links_boxes_and_quotations_are_not() {
        for (text, expected) in [
            ("付款期限为【】日", vec!["【】"]),
            ("金额为____元", vec!["____"]),
            ("within [●] days", vec!["[●]"]),
            ("by [insert date]", vec!["[insert date]"]),
            ("价格【待定】", vec!["【待定】"]),
            ("the fee is TBD", vec!["TBD"]),
            ("甲方于[  ]年付款", vec!["[  ]"]),
            (
                "pay [AMOUNT AND CURRENCY] in [COUNTRY]",
                vec!["[AMOUNT AND CURRENCY]", "[COUNTRY]"],
            ),
            ("of [name of the bank], [City]", vec!["[name of the bank]", "[City]"]),
            ("fee of [EUR ●] or [$____]", vec!["[EUR ●]", "[$____]"]),
            ("支付人民币【金额】元，向〔地点〕法院起诉", vec!["【金额】", "〔地点〕"]),
            ("乙方提供：【服务内容】。", vec!["【服务内容】"]),
            ("于__年__月__日签订", vec!["__", "__", "__"]),
            ("于　　年　　月　　日签订", vec!["　　"]),
            ("余款（　　）元，第（ ）条", vec!["（　　）", "（ ）"]),
            (
                "Dear {{client.name}}, «Amount» and <<DATE>>",
                vec!["{{client.name}}", "<<DATE>>", "«Amount»"],
            ),
            ("see [the policy](https://a.example) or [to be seen][policy]", vec![]),
            ("- [ ] optional", vec![]),
            ("【重要提示】请仔细阅读", vec![]),
            ("【付款期限】甲方应当自收到发票之日起三十日内付款", vec![]),
            ("he \"[t]he\" said, \"its [the date] [sic]\"", vec![]),
            (
                "(a) [Reserved] (b) [INTENTIONALLY LEFT BLANK] [2020] EWHC 12 [GDPR]",
                vec![],
            ),
            ("国发〔2020〕12号，（a）附件［一］，2026 年 3 月 1 日", vec![]),
            ("array[i] and [the Company] and [Schedule 1]", vec![]),
            ("__bold__ and snake_case and a__b", vec![]),
        ] {
            let mut found: Vec<&str> = in_text(text).into_iter().map(|range| &text[range]).collect();
            let mut expected = expected;
            found.sort_unstable();
            expected.sort_unstable();
            assert_eq!(found, expected, "{text}");
        }
    }

    #[test]
    fn a_value_may_be_nothing_but_a_placeholder() {
        for (value, blank) in [
            ("待定", true),
            ("TBD", true),
            ("?", true),
            ("XXXX", true),
            ("【我方公司全称】", true),
            ("[THEIR E-MAIL ADDRESS]", true),
            ("【公司名称】与乙方之合同", true),
            ("", false),
            ("Acme [UK] Ltd", false),
            ("Li Jing", false),
            ("HT-2026-014", false),
            ("上海云帆贸易有限公司（普通合伙）", false),
        ] {
            assert_eq!(!in_value(value).is_empty(), blank, "{value}");
        }
    }

    #[test]
    fn they_are_told_from_the_title_to_the_last_clause() {
        let contract = crate::contract::read(
            "title: \"[TITLE]\"\nreference: TBD\nparties:\n  - id: a\n    name: 【全称】\n    members:\n      - name: Li\n        \
             email: \"[YOUR E-MAIL ADDRESS]\"\n  - id: b\n    name: B\nclauses:\n  - id: fee\n    heading: \"[HEADING AND SO ON]\"\n    \
             text: Pay [●].\n"
                .as_bytes(),
        )
        .unwrap();
        let places: Vec<BlankPlace> = blanks(&contract).into_iter().map(|blank| blank.place).collect();
        let clause = |place: &BlankPlace| matches!(place, BlankPlace::Clause(name) if name.number == "1");
        assert_eq!(
            places[..4],
            [
                BlankPlace::Title,
                BlankPlace::Reference,
                BlankPlace::Party("a".into()),
                BlankPlace::Member("a".into())
            ]
        );
        assert!(places.len() == 6 && places[4..].iter().all(clause), "{places:?}");
    }
}
