//! Words with what they are: the form in which every text reaches a terminal, and in which it cannot drive it.

use crate::negotiation::Standing;
use crate::redline::hidden::{always_alarming, is_usual_in_chinese, kind_of, scan};

/// What a stretch of words is, and so how it looks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Role {
    #[default]
    /// Words that are nothing else.
    Plain,
    /// Words that are gone.
    Delete,
    /// Words that are new.
    Insert,
    /// Words that stand elsewhere.
    Moved,
    /// The code point of a character that does not show.
    Hidden,
    /// What a reader must not miss.
    Alarm,
    /// Headings and titles.
    Heading,
    /// What a reader may skip.
    Faint,
    /// The standing of a clause.
    Standing(Standing),
    /// What is marked and not recorded yet.
    Pending,
    /// A key to press.
    Key,
    /// The line of titles, and the names in it that are not chosen.
    Bar,
    /// The chosen one among such names.
    Chosen,
    /// Blame: the words of the party at that place of the contract's list, or of nobody's.
    Party(Option<usize>),
}

/// Words of one role.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Span {
    /// The words.
    pub text: String,
    /// What they are.
    pub role: Role,
    /// The number of the change they belong to.
    pub mark: Option<usize>,
}

impl Span {
    /// Words of a role, of no change.
    #[must_use]
    pub fn new(role: Role, text: impl Into<String>) -> Self {
        Self {
            text: text.into(),
            role,
            mark: None,
        }
    }

    /// Words that are nothing else.
    #[must_use]
    pub fn plain(text: impl Into<String>) -> Self {
        Self::new(Role::Plain, text)
    }

    /// The same words as part of a change.
    #[must_use]
    pub fn of_change(self, mark: Option<usize>) -> Self {
        Self { mark, ..self }
    }
}

/// Contract text as spans: every character that does not show, or that could drive the terminal, as its code point.
/// Odd blanks, full-width letters and the like are shown so only where they changed, and not where they came along with
/// Chinese words.
#[must_use]
pub fn contract_text(text: &str, role: Role, changed: bool) -> Vec<Span> {
    let mut spans: Vec<Span> = Vec::new();
    let mut plain = String::new();
    let is_chinese = is_usual_in_chinese(text);
    let mut hidden = scan(text).into_iter().peekable();
    for (at, c) in text.char_indices() {
        let shown = hidden
            .next_if(|hidden| hidden.at == at)
            .is_some_and(|hidden| always_alarming(hidden.kind) || changed && !is_chinese(hidden.kind, c));
        // A tab would move the terminal's cursor; it is a blank like any other unless it is the change itself.
        if !shown {
            plain.push(if c == '\t' { ' ' } else { c });
            continue;
        }
        if !plain.is_empty() {
            spans.push(Span::new(role, std::mem::take(&mut plain)));
        }
        spans.push(Span::new(Role::Hidden, code_point(c)));
    }
    if !plain.is_empty() {
        spans.push(Span::new(role, plain));
    }
    spans
}

fn code_point(c: char) -> String {
    format!("<U+{:04X}>", u32::from(c))
}

/// Words from outside (names, notes, headings) on one line and unable to drive the terminal.
#[must_use]
pub fn one_line(text: &str) -> String {
    let mut line = String::with_capacity(text.len());
    for c in text.chars() {
        match kind_of(c) {
            _ if c == '\n' || c == '\t' => line.push(' '),
            Some(kind) if always_alarming(kind) => line.push_str(&code_point(c)),
            _ => line.push(c),
        }
    }
    line
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_contract_cannot_drive_the_terminal() {
        let spans = contract_text("pay\u{1b}[31m \u{202e}now", Role::Plain, false);
        let text: String = spans.into_iter().map(|span| span.text).collect();
        assert_eq!(text, "pay<U+001B>[31m <U+202E>now");
        assert_eq!(one_line("a\nb\u{9b}c"), "a b<U+009B>c");
    }
}
