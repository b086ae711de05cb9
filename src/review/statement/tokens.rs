//! English words of a sentence with their places.

use std::ops::Range;

/// A word in small letters, or a mark.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Token {
    pub(super) word: String,
    pub(super) bytes: Range<usize>,
}

impl Token {
    /// Whether it is one of these words.
    pub(super) fn is_any(&self, words: &[&str]) -> bool {
        words.contains(&&*self.word)
    }

    /// Whether it is a mark and no word.
    pub(super) fn is_mark(&self) -> bool {
        !self.word.starts_with(char::is_alphanumeric)
    }
}

/// The words and marks of a part of a text. `Vendor's` is the word `vendor` and the mark `'s`; blanks are left out.
pub(super) fn tokens(source: &str, bytes: Range<usize>) -> Vec<Token> {
    let mut found = Vec::new();
    let mut chars = source[bytes.clone()].char_indices().peekable();
    let base = bytes.start;
    while let Some((at, c)) = chars.next() {
        if c.is_whitespace() {
            continue;
        }
        let mut end = at + c.len_utf8();
        if c.is_alphanumeric() || matches!(c, '\'' | '’') {
            while let Some((next, c)) = chars.peek().copied() {
                let joins =
                    c == '-' || matches!(c, '.') && source[base + next + 1..].starts_with(|c: char| c.is_ascii_digit());
                if !(c.is_alphanumeric() || joins || matches!(c, '\'' | '’') && contracts(&source[base + next..])) {
                    break;
                }
                end = next + c.len_utf8();
                chars.next();
            }
        }
        let word = source[base + at..base + end].to_lowercase().replace('’', "'");
        found.push(Token {
            word,
            bytes: base + at..base + end,
        });
    }
    found
}

/// Whether an apostrophe stands in `won't` or the like, and not in front of an `s`.
fn contracts(rest: &str) -> bool {
    let mut letters = rest.chars().skip(1);
    letters.next() == Some('t') && !letters.next().is_some_and(char::is_alphanumeric)
}
