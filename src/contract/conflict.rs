//! The marks that git leaves in a file where two versions could not be brought together: of a merge that nobody finished.

use std::ops::Range;

use super::error::{ReadError, SourcePosition};
use super::fault::Fault;
use super::limits::LARGEST;

/// How many of its sign a mark has.
const SIGNS: usize = 7;

/// Where such marks stand in words, as bytes. What indents them or joins their lines makes no difference.
///
/// A row of `=` counts only where it is a whole line, or beside another mark; one of `|`, which could be cells of a
/// table, only where the line says nothing else in cells.
#[must_use]
pub fn conflict_marks(text: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut perhaps = Vec::new();
    for line in lines(text) {
        let words = text[line.clone()].trim();
        let alone = words.len() == SIGNS;
        let mut from = line.start;
        for word in text[line.clone()].split(char::is_whitespace) {
            let at = from..from + word.len();
            from = at.end + text[at.end..].chars().next().map_or(0, char::len_utf8);
            match sign(word) {
                Some('<' | '>') => found.push(at),
                Some('=') if alone => found.push(at),
                Some('|') if words.starts_with(word) && !alone && !words[SIGNS..].contains('|') => found.push(at),
                Some(_) => perhaps.push(at),
                None => {}
            }
        }
    }
    if !found.is_empty() {
        found.append(&mut perhaps);
        found.sort_by_key(|range| range.start);
    }
    found
}

/// The first line of a file that is such a mark as git writes it, at the left margin.
pub(super) fn unfinished(source: &[u8]) -> Option<ReadError> {
    let text = std::str::from_utf8(source).ok().filter(|text| text.len() <= LARGEST)?;
    let is_mark = |line: &Range<usize>| {
        let line = text[line.clone()].trim_end();
        let word = line.split([' ', '\t']).next().unwrap_or_default();
        sign(word).is_some_and(|sign| sign != '=' || line.len() == SIGNS)
    };
    let line = lines(text).find(is_mark)?;
    Some(ReadError::new(
        SourcePosition::of(source, line.start),
        Fault::UnfinishedMerge,
    ))
}

/// The sign of which a word is exactly a mark.
fn sign(word: &str) -> Option<char> {
    let sign = word
        .chars()
        .next()
        .filter(|sign| matches!(sign, '<' | '=' | '>' | '|'))?;
    (word.len() == SIGNS && word.chars().all(|c| c == sign)).then_some(sign)
}

fn lines(text: &str) -> impl Iterator<Item = Range<usize>> {
    let mut from = 0;
    text.split_inclusive('\n').map(move |line| {
        let at = from..from + line.len();
        from = at.end;
        at
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn marks(text: &str) -> Vec<&str> {
        conflict_marks(text).into_iter().map(|at| &text[at]).collect()
    }

    #[test]
    fn marks_are_found_however_they_are_indented_or_joined() {
        let left = "  <<<<<<< HEAD\n  三年\n  ||||||| 3f2c1a\n  一年\n  =======\n  五年\n  >>>>>>> theirs\n";
        assert_eq!(marks(left), ["<<<<<<<", "|||||||", "=======", ">>>>>>>"]);
        assert_eq!(
            marks("<<<<<<< HEAD 三年 ======= 五年 >>>>>>> theirs"),
            ["<<<<<<<", "=======", ">>>>>>>"]
        );
        assert_eq!(marks("甲方\n\t=======\n乙方"), ["======="]);
        assert_eq!(marks("三年\r\n>>>>>>> x\r\n"), [">>>>>>>"]);
    }

    #[test]
    fn what_people_write_themselves_is_no_mark() {
        for honest in [
            "========\nFees\n======",
            "x << y, <<< 甲方 >>>",
            "| a | b |\n|---|---|\n|||||||\n||||||| x | y |",
            "a ======= b",
            "<<<<<<<<<<",
            "《合同》",
            "",
        ] {
            assert_eq!(marks(honest), Vec::<&str>::new(), "{honest}");
        }
    }
}
