//! Where a contract file is wrong, with what is wrong there and what to write instead.

use std::fmt;

use thiserror::Error;

use super::fault::Fault;
use crate::language::{Language, say, with_remedy};

/// Why a contract cannot be read. It knows no file name: whoever read the file puts it in front.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub struct ReadError {
    /// Counted from 1.
    pub line: usize,
    /// Counted from 1, in characters, as an editor shows it.
    pub column: usize,
    /// What is wrong.
    pub fault: Fault,
}

impl ReadError {
    pub(crate) fn new(at: SourcePosition, fault: Fault) -> Self {
        Self {
            line: at.line,
            column: at.column,
            fault,
        }
    }

    /// Where, and what is wrong there, in a language.
    #[must_use]
    pub fn cause(&self, language: Language) -> String {
        let Self { line, column, fault } = self;
        let what = fault.message(language);
        say!(
            language,
            "line {line}, column {column}: {what}",
            "第 {line} 行第 {column} 列：{what}"
        )
    }

    /// What to write instead, as a whole sentence in a language.
    #[must_use]
    pub fn remedy(&self, language: Language) -> String {
        self.fault.remedy(language)
    }

    /// Where, what, and what to write instead, in a language.
    #[must_use]
    pub fn message(&self, language: Language) -> String {
        with_remedy(&self.cause(language), &self.remedy(language), language)
    }
}

impl fmt::Display for ReadError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message(Language::English))
    }
}

/// A place in a source text, both counted from 1, columns in characters.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct SourcePosition {
    pub(crate) line: usize,
    pub(crate) column: usize,
}

impl SourcePosition {
    /// The place of a byte; bytes that are no UTF-8 before it on its line count one column each.
    pub(crate) fn of(source: &[u8], byte: usize) -> Self {
        let before = &source[..byte.min(source.len())];
        let line_start = before
            .iter()
            .rposition(|&b| b == b'\n')
            .map_or(0, |newline| newline + 1);
        let line = before.split(|&b| b == b'\n').count();
        let column = String::from_utf8_lossy(&before[line_start..]).chars().count() + 1;
        Self { line, column }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_count_characters() {
        let source = "甲方\n  违约金：x".as_bytes();
        let x = source.len() - 1;
        assert_eq!(SourcePosition::of(source, x), SourcePosition { line: 2, column: 7 });
        assert_eq!(SourcePosition::of(source, 0), SourcePosition { line: 1, column: 1 });
        assert_eq!(SourcePosition::of(source, 9999).line, 2);
    }

    #[test]
    fn shows_place_fault_and_remedy() {
        let error = ReadError::new(SourcePosition { line: 12, column: 5 }, Fault::SeveralLines("heading"));
        assert_eq!(
            error.to_string(),
            "line 12, column 5: `heading` has more than one line. Write `heading` on one line, without `|` or `>`."
        );
    }
}
