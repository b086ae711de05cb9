//! Which part of a line is a clause's heading, and which its text.

use super::Line;
use super::levels::typed;

/// The longest heading, in characters; Chinese ones count double.
const LONGEST: usize = 120;

/// Signs that part a heading from the text behind it.
const ENDS: [char; 7] = ['.', ':', '。', '：', '-', '–', '—'];

/// A line that begins a clause, taken apart. No word of it is lost.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Begun {
    pub(super) heading: String,
    pub(super) text: String,
}

/// Takes apart a line that begins a clause.
pub(super) fn begun(line: &Line) -> Begun {
    let text = &line.text;
    if let Some((first, rest)) = text.split_once('\n')
        && is_title(first)
    {
        return Begun {
            heading: first.trim_end().to_owned(),
            text: rest.trim_start().to_owned(),
        };
    }
    if (line.heading.is_some() && !text.contains('\n') && width(text) <= 2 * LONGEST) || is_title(text) {
        return Begun {
            heading: text.clone(),
            text: String::new(),
        };
    }
    stressed_in_front(line)
        .or_else(|| label_in_front(text))
        .unwrap_or_else(|| Begun {
            heading: String::new(),
            text: text.clone(),
        })
}

/// `**Fees.** The Customer shall …`: the sign that ends the heading is no part of it.
fn stressed_in_front(line: &Line) -> Option<Begun> {
    let heading = line.text.get(..line.stressed)?.trim_end();
    let rest = line.text.get(line.stressed..)?;
    let plain = heading.trim_end_matches(ENDS).trim_end();
    let ends = plain.len() < heading.len() || rest.trim_start().starts_with(ENDS);
    let rest = rest.trim_start().trim_start_matches(ENDS).trim_start();
    (ends && is_title(plain) && !rest.is_empty()).then(|| Begun {
        heading: plain.to_owned(),
        text: rest.to_owned(),
    })
}

/// 第一条 甲方应当……: the label alone is the heading.
fn label_in_front(text: &str) -> Option<Begun> {
    let typed = typed(text)?;
    let (label, rest) = (text.get(..typed.at.end)?, text.get(typed.at.end..)?);
    let stop: usize = rest
        .chars()
        .take_while(|c| matches!(c, '.' | '、' | '．'))
        .map(char::len_utf8)
        .sum();
    let label = format!("{label}{}", &rest[..stop]);
    let rest = rest[stop..].trim_start();
    (!rest.is_empty()).then(|| Begun {
        heading: label.trim().to_owned(),
        text: rest.to_owned(),
    })
}

/// Whether words are the title of something: short, on one line, and no sentence.
pub(super) fn is_title(text: &str) -> bool {
    let text = text.trim();
    let ends = text.ends_with(['.', ';', ',', ':', '。', '；', '，', '：', '?', '!', '？', '！']);
    let number_alone = typed(text).is_some_and(|typed| text[typed.at.end..].trim_matches(['.', '、', ' ']).is_empty());
    let stops = text.contains(['。', '；']) || text.contains("; ");
    !text.is_empty() && (!ends || number_alone) && !stops && !text.contains('\n') && width(text) <= LONGEST
}

/// How wide words are, a Chinese character as two.
fn width(text: &str) -> usize {
    text.chars().map(|c| if c.is_ascii() { 1 } else { 2 }).sum()
}
