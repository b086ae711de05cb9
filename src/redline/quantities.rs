//! Quantities: numbers of a text together with what they are counted in, read by value, and the words or figures in
//! which each is said a second time.

use super::glosses;
use super::labels::{self, Labels};
use super::lexicon::Lexicon;
use super::number_words;
use super::numbers::{Number, Value};
use super::numerals::{is_chinese_numeral, is_digit};
use super::quantity::{Quantity, quantity, take_unit};
use super::units::Unit;
use super::words::{Token, TokenKind, tokens};

/// The quantities of a text in order.
pub(crate) fn quantities(text: &str) -> Vec<Quantity> {
    let tokens = tokens(text, Lexicon::plain());
    let mut labels = Labels::of(text);
    let mut found: Vec<Quantity> = Vec::new();
    let mut from = 0;
    for token in &tokens {
        if token.start < from || !may_be_number(text, token) {
            continue;
        }
        let Some((quantity, end)) = read(text, token, from, &mut labels) else {
            continue;
        };
        from = end;
        found.push(quantity);
    }
    found
}

fn may_be_number(text: &str, token: &Token) -> bool {
    match token.kind {
        TokenKind::Figure => true,
        TokenKind::Word => {
            let word = &token.of(text)[elision(token.of(text))..];
            number_words::begins_number(word.split(['-', '\u{2011}']).next().unwrap_or(""))
        }
        // 一份: weak, and cut like any other character.
        TokenKind::Han => token.of(text) == "一",
        _ => false,
    }
}

/// How many bytes a shortened word has in front of a number in French: `d’un (1) mois`.
fn elision(word: &str) -> usize {
    ["d’", "d'", "D’", "D'", "qu’", "qu'", "l’", "l'"]
        .iter()
        .find(|short| word.starts_with(**short))
        .map_or(0, |short| short.len())
}

/// The quantity at a token, behind `from`, and where reading goes on.
fn read(text: &str, token: &Token, from: usize, labels: &mut Labels<'_>) -> Option<(Quantity, usize)> {
    let opened = token
        .of(text)
        .chars()
        .next()
        .filter(|c| matches!(c, '(' | '（'))
        .map_or(0, char::len_utf8);
    let elided = if token.kind == TokenKind::Word {
        elision(token.of(text))
    } else {
        0
    };
    let start = token.start + opened + elided;
    let number = Number::read(&text[start..], &text[..start])?;
    let number_end = start + number.length;
    let is_whole = opened > 0 || number_end >= token.end;
    let mut quantity = quantity(text, from, start, &number);
    if !is_whole || labels.is_label(&quantity, start..number_end) {
        labels.note(start..token.end);
        return None;
    }
    if let Some(gloss) = glosses::behind(text, &quantity, &(start..number_end)) {
        let end = gloss.end;
        quantity.gloss = Some(gloss);
        quantity.is_weak = false;
        if end > quantity.at.end {
            quantity.at.end = end;
            if quantity.unit.is_none()
                || quantity.unit_at.is_none() && !matches!(quantity.unit, Some(Unit::Money(_) | Unit::Share(_)))
            {
                take_unit(text, &mut quantity);
            }
        }
    }
    if quantity.gloss.is_none() && !stands_alone(text, start, &quantity, &number) {
        return None;
    }
    let end = quantity.at.end;
    Some((quantity, end))
}

/// Whether the number is a quantity although nothing says it a second time.
fn stands_alone(text: &str, start: usize, quantity: &Quantity, number: &Number) -> bool {
    match quantity.value {
        Value::Label => return labels::is_time_of_day(&text[start..start + number.length]),
        Value::Range if quantity.unit.is_none() => return false,
        _ => {}
    }
    // A Chinese numeral counts only what belongs to it: 万一 and 十分 are words.
    let first = text[start..].chars().next();
    let is_chinese = first.is_some_and(is_chinese_numeral);
    if is_chinese && quantity.unit.is_none() && !matches!(quantity.value, Value::Date(_)) {
        return false;
    }
    // A sign between digits, or digits, that is written in brackets alone names an item.
    !(first.is_some_and(is_digit) && quantity.unit.is_none() && labels::is_in_brackets_alone(text, &quantity.at))
}
