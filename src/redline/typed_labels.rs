//! The labels typed in front of headings, texts and lines: 第十二条, `5.2 Fees`, `Schedule 1:`, 附件二.

use super::reference_labels::{
    FIRST_OF_HAN_ANNEX_WORDS, HAN_ANNEX_WORDS, LONGEST_LABEL_WORD, Label, Labelled, blanks, han_labels,
    han_number_at_start, label_word, number_at_start, number_behind_word,
};
use std::ops::Range;

/// The number typed in front of a heading: 第十二条 → `12`, `5.2 Fees` → `5.2`, `Section 4.` → `4`.
pub(crate) fn typed_label(heading: &str) -> Option<String> {
    label_of_heading(heading).map(|(_, label)| match label.of {
        Labelled::Clause => label.number,
        // Chapters and annexes are numbered on their own.
        Labelled::Chapter(unit) => format!("{unit}{}", label.number),
        Labelled::Annex(word) => format!("{word} {}", label.number),
    })
}

/// The bytes of the number typed in front of a heading, and its label.
pub(crate) fn typed_number(heading: &str) -> Option<(Range<usize>, String)> {
    let (at, _) = label_of_heading(heading)?;
    typed_label(heading).map(|label| (at, label))
}

/// The label typed in front of a heading, and its bytes.
pub(super) fn label_of_heading(heading: &str) -> Option<(Range<usize>, Label)> {
    let start = blanks(heading);
    let rest = &heading[start..];
    let (at, label) = han_label_in_front(rest)
        .or_else(|| enumerated(rest))
        .or_else(|| worded(rest))
        .or_else(|| {
            let (length, number) = number_at_start(rest)?;
            let after = &rest[length..];
            let is_number = number.starts_with(|c: char| c.is_ascii_digit());
            let is_letter = after
                .strip_prefix(['.', ')'])
                .is_some_and(|after| after.starts_with(char::is_whitespace));
            let is_counted = after.trim_start().starts_with(char::is_lowercase);
            (is_number && ends_label(after) && !is_counted || is_letter).then(|| (0..length, Label::clause(number)))
        })?;
    Some((start + at.start..start + at.end, label))
}

/// The label typed in front of a text, and its bytes. A text may also begin with a reference (`Section 5 applies`,
/// 第三条约定的) or a figure (`30 days`): what follows a label begins anew.
pub(crate) fn label_in_front(text: &str) -> Option<(Range<usize>, Label)> {
    let start = text.len() - text.trim_start().len();
    let rest = &text[start..];
    let (at, label) = han_label_in_front(rest)
        .filter(|(at, _)| begins_anew_in_chinese(&rest[at.end..]))
        .or_else(|| enumerated(rest))
        .or_else(|| worded(rest).filter(|(at, _)| begins_anew(&rest[at.end..])))
        .or_else(|| {
            let (length, number) = number_at_start(rest)?;
            let is_dotted = number.contains('.');
            let after = &rest[length..];
            let is_label = number.starts_with(|c: char| c.is_ascii_digit())
                && (is_dotted && begins_anew(after) || after.starts_with(['.', ')', '．', '、']) && begins_anew(after));
            is_label.then(|| (0..length, Label::clause(number)))
        })?;
    Some((start + at.start..start + at.end, label))
}

/// 第三条, 第一章, 附件二 in front of a heading or text.
fn han_label_in_front(text: &str) -> Option<(Range<usize>, Label)> {
    if let Some(found) = han_labels(text) {
        let [(at, number)] = &found.numbers[..] else {
            return None;
        };
        let of = match found.unit {
            '条' => Labelled::Clause,
            '款' => return None,
            unit => Labelled::Chapter(unit),
        };
        let number = number.clone();
        return Some((at.clone(), Label { of, number }));
    }
    han_annex(text)
}

/// 附件二, 附件 2, 附件（二）, 附件A at the beginning of the text.
pub(crate) fn han_annex(text: &str) -> Option<(Range<usize>, Label)> {
    // Asked of every character of a Chinese contract.
    if !text.starts_with(FIRST_OF_HAN_ANNEX_WORDS) {
        return None;
    }
    let (word, known_as) = HAN_ANNEX_WORDS.iter().find(|(word, _)| text.starts_with(word))?;
    let mut at = word.len() + blanks(&text[word.len()..]);
    // 別表第一
    at += text[at..].strip_prefix('第').map_or(0, |_| '第'.len_utf8());
    let bracketed = text[at..].starts_with(['（', '(']);
    at += text[at..]
        .chars()
        .next()
        .filter(|_| bracketed)
        .map_or(0, char::len_utf8);
    let (length, number) = han_number_at_start(&text[at..]).or_else(|| number_at_start(&text[at..]))?;
    at += length;
    if bracketed {
        let close = text[at..].chars().next().filter(|c| matches!(c, '）' | ')'))?;
        at += close.len_utf8();
    }
    let of = Labelled::Annex(known_as);
    Some((0..at, Label { of, number }))
}

/// 三、 in front of a heading: who refers to it says 第三条.
fn enumerated(text: &str) -> Option<(Range<usize>, Label)> {
    let (length, number) = han_number_at_start(text)?;
    let is_numeral = !text.starts_with(|c: char| c.is_ascii_digit());
    let ends = text[length..].starts_with(['、', '．']);
    (is_numeral && ends).then(|| (0..length, Label::clause(number)))
}

/// `Section 4`, `Schedule 2`, `ARTICLE IV` in front of a heading or text.
fn worded(text: &str) -> Option<(Range<usize>, Label)> {
    // No label word is longer, and a line of Chinese is one word to its first comma.
    let letters = text
        .char_indices()
        .take(LONGEST_LABEL_WORD + 1)
        .find(|(_, c)| !c.is_alphabetic());
    let letters = letters.map_or(text.len(), |(at, _)| at);
    let of = match &text[..letters] {
        "" if text.starts_with('§') => Labelled::Clause,
        letters => label_word(letters).filter(|word| !word.is_plural)?.of,
    };
    let word = letters.max(text.len() - text.trim_start_matches('§').len());
    let mut at = word + usize::from(text[word..].starts_with('.'));
    at += blanks(&text[at..]);
    let (length, number) = number_behind_word(&text[at..])?;
    ends_label(&text[at + length..]).then(|| (0..at + length, Label { of, number }))
}

fn ends_label(after: &str) -> bool {
    after
        .chars()
        .next()
        .is_none_or(|c| c.is_whitespace() || matches!(c, '.' | ')' | '、' | ':' | '：' | '-' | '–' | '—' | ',' | '，'))
}

/// Whether what stands behind a label begins a heading or sentence of its own.
fn begins_anew(after: &str) -> bool {
    let rest = after.trim_start_matches(['.', ')', '．', '、', ':', '：', '-', '–', '—']);
    let is_set_off = rest.len() < after.len();
    let rest = rest.trim_start();
    let first = rest.chars().next();
    let Some(first) = first else { return true };
    let is_word = first.is_uppercase() || !first.is_ascii() && first.is_alphabetic() && !first.is_lowercase();
    is_word || matches!(first, '"' | '“') || is_set_off && !first.is_lowercase() && !first.is_ascii_digit()
}

/// Whether what stands behind 第三条 begins a sentence of its own, and does not go on as a reference.
fn begins_anew_in_chinese(after: &str) -> bool {
    let rest = after.trim_start_matches(['：', ':', '、', ' ', '\u{3000}', '\u{A0}', '\t', '.', '．']);
    match rest.chars().next() {
        None => true,
        Some('第') => false,
        Some(_) if rest.len() < after.len() => true,
        Some(c) => matches!(c, '\n' | '【' | '（' | '(' | '“' | '《'),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_typed_in_headings_are_read() {
        for (heading, label) in [
            ("第十二条", Some("12")),
            ("第十二条之一 附则", Some("12-1")),
            ("第一章 总 则", Some("章1")),
            ("三、付款", Some("3")),
            ("附件二：服务级别", Some("附件 2")),
            ("附件（三） 价目", Some("附件 3")),
            ("5.2 Fees", Some("5.2")),
            ("Section 4. Term", Some("4")),
            ("ARTICLE IV - Term", Some("IV")),
            ("§ 7 Haftung", Some("7")),
            ("Schedule 2: Service levels", Some("schedule 2")),
            ("Exhibit B", Some("exhibit B")),
            ("Schedule Four – Rates", Some("schedule 4")),
            ("Article 1er – Objet", Some("1")),
            ("D. Content of users", Some("D")),
            ("Fees", None),
            ("24/7 support", None),
            ("20 years of trust", None),
            ("Annex", None),
            ("A fair deal", None),
        ] {
            assert_eq!(typed_label(heading).as_deref(), label, "{heading}");
        }
    }

    #[test]
    fn a_text_begins_with_its_own_label_or_with_a_reference_or_a_figure() {
        for (text, own) in [
            ("第三条 甲方应当付款。", true),
            ("第三条　甲方应当付款。", true),
            ("第三条约定的期限内", false),
            ("第三条、第四条约定的期限", false),
            ("第三条的约定", false),
            ("2.1 The Customer pays.", true),
            ("2.1 percent of the fee", false),
            ("Section 5. Fees are due.", true),
            ("Section 5 applies.", false),
            ("Section 5 Fees", true),
            ("4. Fees are due.", true),
            ("30 days after delivery", false),
            ("附件三", true),
        ] {
            assert_eq!(label_in_front(text).is_some(), own, "{text}");
        }
    }
}
