//! What is wrong with a contract file, where, and what to write instead.

use thiserror::Error;

use super::fault::Fault;

/// Why a contract cannot be read. It knows no file name: whoever read the file puts it in front.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error("line {line}, column {column}: {}. {}", .fault.what(), .fault.remedy())]
pub struct ReadError {
    /// Counted from 1.
    pub line: usize,
    /// Counted from 1, in characters, as an editor shows it.
    pub column: usize,
    /// What is wrong.
    pub fault: Fault,
}

impl ReadError {
    pub(crate) fn new(at: Position, fault: Fault) -> Self {
        Self { line: at.line, column: at.column, fault }
    }
}

/// A place in a source text, both counted from 1, columns in characters.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Position {
    pub(crate) line: usize,
    pub(crate) column: usize,
}

impl Position {
    /// The place of a byte; bytes that are no UTF-8 before it on its line count one column each.
    pub(crate) fn of(source: &[u8], byte: usize) -> Self {
        let before = &source[..byte.min(source.len())];
        let line_start = before.iter().rposition(|&b| b == b'\n').map_or(0, |newline| newline + 1);
        let line = before.split(|&b| b == b'\n').count();
        let column = String::from_utf8_lossy(&before[line_start..]).chars().count() + 1;
        Self { line, column }
    }
}

/// Shows a character in a message by its code point, for those that a screen cannot show.
#[must_use]
pub fn code_point(character: char) -> String {
    format!("U+{:04X}", u32::from(character))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_count_characters() {
        let source = "甲方\n  违约金：x".as_bytes();
        let x = source.len() - 1;
        assert_eq!(Position::of(source, x), Position { line: 2, column: 7 });
        assert_eq!(Position::of(source, 0), Position { line: 1, column: 1 });
        assert_eq!(Position::of(source, 9999).line, 2);
    }

    #[test]
    fn shows_place_fault_and_remedy() {
        let error = ReadError::new(Position { line: 12, column: 5 }, Fault::SeveralLines("heading"));
        assert_eq!(
            error.to_string(),
            "line 12, column 5: `heading` has more than one line. Write `heading` on one line, without `|` or `>`."
        );
        assert_eq!(code_point('\u{85}'), "U+0085");
    }
}
