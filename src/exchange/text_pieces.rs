//! Words of a contract, or of a person, with every character that does not show made visible.
//!
//! Whatever a page says in words that are not its own goes through here: a control that reorders the line never
//! reaches the page as itself.

use crate::redline::hidden::{self, Hidden, HiddenKind};

/// A stretch of such words.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(super) enum TextPiece {
    /// Honest text. It may hold markup of the page's format and has to be escaped.
    Text(String),
    /// A character shown by its code point.
    Code {
        /// `U+200B`.
        code: String,
        /// The character itself, when it is harmless to show: a look-alike, a full-width digit.
        seen: Option<char>,
        /// Why it is shown so.
        kind: HiddenKind,
    },
    /// A blank that was deleted or inserted by itself and would not be seen.
    Blank,
    /// A line end that was deleted or inserted by itself.
    LineEnd,
}

/// How much of what [`hidden::scan`] finds is shown by code point.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum CodePoints {
    /// What is never honest in a contract.
    Alarming,
    /// Odd spaces and full-width letters too: they are what changed.
    All,
}

/// The words of one line of text; a line end within it becomes a blank.
pub(super) fn pieces(text: &str) -> Vec<TextPiece> {
    let one_line = text.trim_end_matches('\n').replace('\n', " ");
    with_codes(&one_line, &hidden::scan(&one_line), CodePoints::Alarming)
}

/// The words with the hidden characters found in them, whose offsets are those of `text`.
pub(super) fn with_codes(text: &str, found: &[Hidden], care: CodePoints) -> Vec<TextPiece> {
    let mut pieces = Vec::new();
    let mut at = 0;
    for hidden in found
        .iter()
        .filter(|hidden| care == CodePoints::All || hidden::always_alarming(hidden.kind))
    {
        if hidden.at > at {
            pieces.push(TextPiece::Text(text[at..hidden.at].to_owned()));
        }
        pieces.push(code(hidden));
        at = hidden.at + hidden.character.len_utf8();
    }
    if at < text.len() {
        pieces.push(TextPiece::Text(text[at..].to_owned()));
    }
    pieces
}

/// The character by its code point.
pub(super) fn code(hidden: &Hidden) -> TextPiece {
    let seen = matches!(hidden.kind, HiddenKind::LookAlike | HiddenKind::FullWidth).then_some(hidden.character);
    TextPiece::Code {
        code: format!("U+{:04X}", u32::from(hidden.character)),
        seen,
        kind: hidden.kind,
    }
}

/// The words as plain text, codes in brackets: for places that know no markup, such as a page's title.
pub(super) fn plain(pieces: &[TextPiece]) -> String {
    pieces
        .iter()
        .map(|piece| match piece {
            TextPiece::Text(text) => text.clone(),
            TextPiece::Code { code, seen, .. } => format!("{}[{code}]", seen.map(String::from).unwrap_or_default()),
            TextPiece::Blank | TextPiece::LineEnd => " ".to_owned(),
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_does_not_show_is_shown_and_honest_blanks_stay() {
        assert_eq!(plain(&pieces("重大\u{200B}过失　x")), "重大[U+200B]过失　x");
        assert_eq!(
            plain(&pieces("pay \u{202E}001\u{202C} p\u{430}y\n")),
            "pay [U+202E]001[U+202C] p\u{430}[U+0430]y"
        );
        assert_eq!(plain(&pieces("a\nb\u{1b}[31m")), "a b[U+001B][31m");
    }
}
