//! Numbers typed in front of headings, texts and items: `ARTICLE II`, `Schedule 1:`, `3.`, `(b)`, 一、, （二）, 第三条, 附件一：.
//!
//! Such a label says where something stands, not what it says. It is compared by what stands behind it, and one that
//! became another is a renumbering.

use super::lexicon::is_han;
use super::numerals::{chinese, half_width, is_chinese_numeral};
use super::reference_labels::{label_word, roman};
pub(crate) use super::written_labels::Place;
use super::written_labels::{IROHA, WrittenLabel, is_division};
use std::ops::Range;

/// Words behind which an item may stand.
const CONJUNCTIONS: [&str; 10] = ["and", "or", "und", "oder", "sowie", "et", "ou", "y", "and/or", "then"];

/// The labels of a text, in order and apart from each other: the bytes of the number alone, with its brackets.
pub(crate) fn labels(text: &str, place: Place) -> Vec<Range<usize>> {
    let mut found: Vec<Range<usize>> = Vec::new();
    let start = text.len() - text.trim_start().len();
    if let Some(label) = WrittenLabel::at(&text[start..], place) {
        found.push(start + label.number.start..start + label.number.end);
    }
    if place == Place::Heading {
        return found;
    }
    let mut sequences = Sequences::default();
    if let Some(first) = found.first() {
        sequences.goes_on(&text[first.clone()]);
    }
    // The first item of a row within a sentence, which is one only where a second follows.
    let mut begun: Option<Range<usize>> = None;
    for (at, opens) in openings(text) {
        if found.last().is_some_and(|last| at < last.end) || at == start {
            continue;
        }
        let Some(label) = WrittenLabel::at(&text[at..], Place::Text) else {
            continue;
        };
        let number = at + label.number.start..at + label.number.end;
        let written = &text[number.clone()];
        let goes_on = sequences.would_go_on(written);
        let closing = |c: char| !label.bracketed && matches!(c, ')' | '）' | '、');
        let behind = &text[at + label.end..];
        let stopped = behind
            .strip_prefix(['.', '．'])
            .filter(|rest| !label.bracketed && rest.starts_with(is_han));
        let is_item = || !names_items(behind.strip_prefix(closing).or(stopped).unwrap_or(behind));
        let is_label = match opens {
            Opening::Line { stands_alone } => stands_alone || goes_on && !label.needs_opening,
            Opening::Inline => label.bracketed && goes_on && is_item(),
            Opening::Midst => false,
        };
        if is_label {
            sequences.goes_on(written);
            found.push(number);
            continue;
        }
        let may_be_within = label.bracketed || is_closed_inline(text, &number);
        if matches!(opens, Opening::Line { .. }) || !may_be_within || !is_item() {
            continue;
        }
        let second_of = begun
            .take_if(|first| matches!(opens, Opening::Inline) && follows(&text[first.clone()], written))
            .filter(|first| !text[first.end..at].contains("\n\n"));
        if let Some(first) = second_of {
            sequences.goes_on(written);
            found.extend([first, number]);
        } else if matches!(opens, Opening::Inline) && goes_on && !values(written).contains(&1) {
            sequences.goes_on(written);
            found.push(number);
        } else if values(written).contains(&1) && !is_behind_naming_word(&text[..at]) {
            begun = Some(number);
        }
    }
    found.sort_by_key(|label| label.start);
    found.dedup_by(|next, before| next.start < before.end);
    found
}

/// Whether the second label is written like the first, and is the next.
fn follows(first: &str, second: &str) -> bool {
    kind_of(first) == kind_of(second) && values(second).contains(&2)
}

/// Whether the number within a line is closed as those of items are: `b)`, 二、, 2）. A bracket that was opened before closes
/// something else, and 一、二级 counts.
fn is_closed_inline(text: &str, number: &Range<usize>) -> bool {
    let mut behind = text[number.end..].chars();
    match (behind.next(), behind.next()) {
        (Some('.' | '．'), Some(next)) => {
            let before = text[..number.start].trim_end();
            is_han(next) && before.ends_with(['：', ':', '；', ';', '。', '，'])
        }
        (Some('、'), Some(next)) => {
            let begins = text[..number.start]
                .trim_end()
                .ends_with(['：', ':', '；', ';', '。', '，', ',']);
            begins && !is_chinese_numeral(next) && !half_width(next).is_ascii_digit()
        }
        (Some(')' | '）'), Some(_)) => {
            // No words in brackets that end in an item are longer.
            let near = text[..number.start].chars().rev().take(80);
            let mut brackets = near.filter(|c| matches!(c, '(' | '（' | ')' | '）'));
            !matches!(brackets.next(), Some('(' | '（'))
        }
        _ => false,
    }
}

/// Whether the words in front of a number name what it is the number of: `under clause (a)`, 第三条（一）, `5.2 (a)`.
fn is_behind_naming_word(before: &str) -> bool {
    const NAMING: [&str; 18] = [
        "item",
        "items",
        "option",
        "options",
        "limb",
        "point",
        "points",
        "case",
        "step",
        "phase",
        "note",
        "nr",
        "no",
        "buchstabe",
        "buchstaben",
        "lit",
        "lettre",
        "let",
    ];
    let before = before.trim_end();
    let Some(last) = before.chars().next_back() else {
        return false;
    };
    if half_width(last).is_ascii_digit() || ")）§条條款项項节節章目号號附件".contains(last) || is_chinese_numeral(last)
    {
        return true;
    }
    let before = before.strip_suffix('.').unwrap_or(before);
    // No naming word is longer: what stands further before is not looked at.
    let near = before
        .char_indices()
        .rev()
        .take(16)
        .last()
        .map_or("", |(at, _)| &before[at..]);
    let word = near.rsplit(|c: char| !c.is_alphabetic()).next().unwrap_or("");
    label_word(word).is_some() || is_division(word) || NAMING.iter().any(|naming| naming.eq_ignore_ascii_case(word))
}

/// The heading without the label in front of it, and without what parts the two.
pub(crate) fn title(heading: &str) -> &str {
    behind_label(heading, Place::Heading)
}

/// The text without the label in front of it, and without what parts the two.
pub(crate) fn title_of_text(text: &str) -> &str {
    behind_label(text, Place::Text)
}

fn behind_label(text: &str, place: Place) -> &str {
    let start = text.len() - text.trim_start().len();
    match WrittenLabel::at(&text[start..], place) {
        Some(label) => text[start + label.end..].trim_start_matches(|c: char| {
            c.is_whitespace()
                || matches!(
                    c,
                    '.' | ':' | '：' | '、' | '-' | '–' | '—' | ')' | '）' | '．' | '，' | ',' | '°' | '/'
                )
        }),
        None => &text[start..],
    }
}

/// Where a label may stand.
#[derive(Clone, Copy)]
enum Opening {
    /// At the beginning of a line; whether what stands before says that something new begins.
    Line { stands_alone: bool },
    /// Behind a sign or a conjunction within a line.
    Inline,
    /// Behind any other word of a line.
    Midst,
}

/// The places behind line ends, and the brackets, numbers and signs within lines, at which a label may begin.
fn openings(text: &str) -> Vec<(usize, Opening)> {
    let mut found = Vec::new();
    // Where the words of the line above end, while nothing but blanks and signs of emphasis stands on this one.
    let mut above: Option<usize> = None;
    // Where the last word ends.
    let mut words_end = 0;
    // What stands directly before.
    let mut before = ' ';
    for (at, c) in text.char_indices() {
        let last = std::mem::replace(&mut before, c);
        if c == '\n' {
            above.get_or_insert(words_end);
            continue;
        }
        if c.is_whitespace() || above.is_some() && c == '*' {
            continue;
        }
        if let Some(end) = above.take() {
            let blank_line = text[end..at].bytes().filter(|byte| *byte == b'\n').count() > 1;
            let stands_alone = blank_line || ends_a_part(&text[..end]);
            found.push((at, Opening::Line { stands_alone }));
        } else if matches!(c, '(' | '（' | '①'..='⑳') || !last.is_alphanumeric() && is_closed_number(&text[at..]) {
            if ends_a_part(&text[..words_end]) {
                found.push((at, Opening::Inline));
            } else if !last.is_alphanumeric() || is_han(last) {
                found.push((at, Opening::Midst));
            }
        }
        words_end = at + c.len_utf8();
    }
    found
}

/// Whether the text begins with a short number and the sign that closes it: `b)`, `iv)`, 十二、.
fn is_closed_number(text: &str) -> bool {
    let is_number = |c: &char| half_width(*c).is_ascii_digit() || c.is_ascii_alphabetic() || is_chinese_numeral(*c);
    let length = text.chars().take(6).take_while(is_number).count();
    let mut behind = text.chars().skip(length);
    length > 0
        && match (behind.next(), behind.next()) {
            (Some(')' | '）' | '、'), _) => true,
            // 1.检查货物；2.拒收货物
            (Some('.' | '．'), Some(next)) => {
                is_han(next) && text.starts_with(|c: char| half_width(c).is_ascii_digit())
            }
            _ => false,
        }
}

/// Whether an item or a paragraph may begin behind the text.
fn ends_a_part(text: &str) -> bool {
    let Some(last) = text.chars().next_back() else {
        return true;
    };
    if ".:;,!?|。：；，！？、".contains(last) {
        return true;
    }
    // No conjunction is longer: what stands further before is not looked at.
    let near = text
        .char_indices()
        .rev()
        .take(8)
        .last()
        .map_or("", |(at, _)| &text[at..]);
    let word = near.rsplit(|c: char| c.is_whitespace()).next().unwrap_or("");
    CONJUNCTIONS
        .iter()
        .any(|conjunction| word.eq_ignore_ascii_case(conjunction))
        || ["以及", "及", "和", "或", "并", "並", "及び", "並びに", "又は"]
            .iter()
            .any(|conjunction| text.ends_with(conjunction))
}

/// Whether the text behind a bracket makes it the name of an item that stands elsewhere: `(b) and (c)`, （二）项.
fn names_items(after: &str) -> bool {
    let after = after.trim_start();
    let word = after.split(|c: char| !c.is_ascii_alphabetic()).next().unwrap_or("");
    after.is_empty()
        || after.starts_with(['.', ',', ';', ':', ')', '。', '，', '；', '、', '）', '项', '項', '款', '号', '目'])
        // （一）和（二）, but （一）及时.
        || after
            .strip_prefix(['至', '和', '及', '或', '与', '與'])
            .is_some_and(|more| more.starts_with(['（', '(', '第']))
        || ["and", "or", "to", "of", "above", "below", "through", "und", "oder", "bis", "et", "ou"]
            .iter()
            .any(|naming| word.eq_ignore_ascii_case(naming))
}

/// How far each kind of label has come.
#[derive(Default)]
struct Sequences {
    /// The latest value of each kind: how it is written, and what it counts to.
    latest: Vec<(u32, Vec<u32>)>,
}

impl Sequences {
    fn would_go_on(&self, label: &str) -> bool {
        let values = values(label);
        values.contains(&1)
            || self
                .latest
                .iter()
                .filter(|(kind, _)| *kind == kind_of(label))
                .any(|(_, before)| before.iter().any(|value| values.contains(&(value + 1))))
    }

    fn goes_on(&mut self, label: &str) {
        let kind = kind_of(label);
        self.latest.retain(|(known, _)| *known != kind);
        self.latest.push((kind, values(label)));
    }
}

/// In which of a few ways a label is written.
fn kind_of(label: &str) -> u32 {
    let bracket = label.starts_with(['(', '（']);
    let inner = label.trim_matches(['(', ')', '（', '）']);
    let sign = inner.chars().next().unwrap_or(' ');
    let kind = if half_width(sign).is_ascii_digit() {
        0
    } else if sign.is_ascii_lowercase() {
        1
    } else if sign.is_ascii_uppercase() {
        2
    } else if is_chinese_numeral(sign) {
        3
    } else {
        4
    };
    kind * 2 + u32::from(bracket)
}

/// What the label may count to: `(i)` is the first and the ninth.
fn values(label: &str) -> Vec<u32> {
    let inner = label.trim_matches(['(', ')', '（', '）', '[', ']', '第']);
    let digits: String = inner.chars().map(half_width).take_while(char::is_ascii_digit).collect();
    if let Ok(value) = digits.parse() {
        return vec![value];
    }
    let mut values = Vec::new();
    let mut letters = inner.chars();
    match (letters.next(), letters.next()) {
        (Some(c @ '①'..='⑳'), None) => values.push(c as u32 - '①' as u32 + 1),
        (Some(c), None) if c.is_ascii_alphabetic() => values.push(u32::from(c.to_ascii_lowercase() as u8 - b'a') + 1),
        _ => {}
    }
    if let Some(place) = IROHA.chars().position(|sign| inner.chars().eq([sign])) {
        values.extend(u32::try_from(place + 1));
    }
    values.extend(roman(inner));
    let numeral: String = inner.chars().take_while(|c| is_chinese_numeral(*c)).collect();
    values.extend(chinese(&numeral).and_then(|value| u32::try_from(value.as_whole()?).ok()));
    values
}

#[cfg(test)]
mod tests {
    use super::*;

    fn numbers(text: &str, place: Place) -> Vec<&str> {
        labels(text, place).into_iter().map(|at| &text[at]).collect()
    }

    #[test]
    fn numbers_in_front_of_headings_are_labels_in_every_usual_style() {
        for (heading, number, title_of) in [
            ("ARTICLE IV – Warranties", "IV", "Warranties"),
            ("Article 12. Notices", "12", "Notices"),
            ("Schedule 3: Rates", "3", "Rates"),
            ("Annex B – Data", "B", "Data"),
            ("Article Second: Term", "Second", "Term"),
            ("C. Support", "C", "Support"),
            ("7. Audit", "7", "Audit"),
            ("7.3 Audit", "7.3", "Audit"),
            ("(4) Audit", "(4)", "Audit"),
            ("2) Audit", "2", "Audit"),
            ("§ 9 Haftung", "9", "Haftung"),
            ("Ziffer 2 Vergütung", "2", "Vergütung"),
            ("Artikel 5: Kündigung", "5", "Kündigung"),
            ("四、验收", "四", "验收"),
            ("（五）培训", "（五）", "培训"),
            ("第六章 附则", "第六章", "附则"),
            ("第7条　損害賠償", "第7条", "損害賠償"),
            ("別表第二　料金", "二", "料金"),
            ("[3] Audit", "[3]", "Audit"),
            ("2° Prix", "2", "Prix"),
            ("2/ Prix", "2", "Prix"),
            ("第十二条之一 监督", "第十二条之一", "监督"),
            ("附件二：价格表", "二", "价格表"),
            ("別紙1　仕様", "1", "仕様"),
        ] {
            assert_eq!(numbers(heading, Place::Heading), [number], "{heading}");
            assert_eq!(title(heading), title_of, "{heading}");
        }
        for heading in [
            "Fees",
            "Annexation",
            "Partners",
            "24/7 support",
            "付款",
            "一般规定",
            "I agree",
            "Civil law",
        ] {
            assert_eq!(numbers(heading, Place::Heading), [""; 0], "{heading}");
        }
    }

    #[test]
    fn items_are_labels_where_something_begins_and_goes_on() {
        for (text, found) in [
            ("3. Customer shall pay.", vec!["3"]),
            ("5.2 The Vendor trains.", vec!["5.2"]),
            ("5.2 hours are free.", vec![]),
            ("30 days later.", vec![]),
            ("Section 4 survives.", vec![]),
            ("§ 4 Die Miete ist fällig.", vec!["4"]),
            ("Art. 4 Le Loueur paie.", vec!["4"]),
            ("§ 4 Abs. 2 gilt.", vec![]),
            ("§ 4 Satz 2 gilt.", vec![]),
            ("§ 4 HGB gilt.", vec![]),
            ("§ 4 Produkthaftungsgesetz gilt.", vec![]),
            ("1. It ends as said in\nSection 2 Lessor shall agree.", vec!["1"]),
            ("4.1 本合同签订后生效。", vec!["4.1"]),
            ("4.1 分公司签字。", vec!["4.1"]),
            ("4.1 万元以下免收。", vec![]),
            ("４　期間は定めない。", vec!["４"]),
            ("四　借主は返還する。", vec!["四"]),
            ("40　日以内に返還する。", vec![]),
            ("第三条 甲方付款。", vec!["第三条"]),
            ("第三条规定的费用。", vec![]),
            ("It may:\n(a) rest;\n(b) run; and\n(c) go.", vec!["(a)", "(b)", "(c)"]),
            ("It may (a) rest, (b) run, and (c) go.", vec!["(a)", "(b)", "(c)"]),
            ("It may (i) rest, (ii) run or (iii) go.", vec!["(i)", "(ii)", "(iii)"]),
            ("Er darf a) ruhen, b) laufen und c) gehen.", vec!["a", "b", "c"]),
            ("Il peut 1) dormir, 2) courir ou 3) partir.", vec!["1", "2", "3"]),
            ("丙方有权：1、停工；2、索赔；3、解约。", vec!["1", "2", "3"]),
            (
                "丙方有权（一）停工，（二）索赔，（三）解约。",
                vec!["（一）", "（二）", "（三）"],
            ),
            ("丙方有权：一、停工；二、索赔。", vec!["一", "二"]),
            ("丙方有权：1.停工；2.索赔；3.解约。", vec!["1", "2", "3"]),
            ("丙方应付3.停工费", vec![]),
            ("次のとおり行う。\nイ　清掃\nロ　施錠\nハ　修理", vec!["イ", "ロ", "ハ"]),
            ("It may (a) rest.", vec![]),
            ("under section (a) it ends, (b) it goes on", vec![]),
            ("依第三条（一）解约，（二）除外", vec![]),
            ("每年：1、2、3月付款", vec![]),
            ("（见附录1）停工，2）索赔", vec![]),
            ("as said (see page 1) today, 2) on Monday", vec![]),
            ("either (a) or (b), (c) apart", vec![]),
            ("one (1) van, two (2) cars", vec![]),
            ("the tenant(s), (b) the owner", vec![]),
            ("am 1. Mai, 2. Juni und 3. Juli", vec![]),
            ("It may: (a) rest, (b) run, and (c) go.", vec!["(a)", "(b)", "(c)"]),
            ("It may: (i) rest; or (ii) go as (b) says.", vec!["(i)", "(ii)"]),
            ("under clause (a), (b) and (c) it ends", vec![]),
            (
                "包括：（一）运行；（二）维护；和（三）培训。",
                vec!["（一）", "（二）", "（三）"],
            ),
            ("依前款，（二）项无效。", vec![]),
            ("应当：（一）及时通知；（二）和解。", vec!["（一）", "（二）"]),
            ("It is paid by the\n12. of each month", vec![]),
            ("1. One.\n2. Two.\n\nA. Three", vec!["1", "2", "A"]),
        ] {
            assert_eq!(numbers(text, Place::Text), found, "{text}");
        }
    }
}
