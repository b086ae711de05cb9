//! Words in lines: cells counted as terminals count them, lines broken where both languages allow it.

use super::Span;
use unicode_linebreak::{BreakOpportunity, linebreaks};
use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;

/// How many cells the text takes.
#[must_use]
pub fn width(text: &str) -> usize {
    text.width()
}

/// The text cut or filled with blanks to exactly so many cells.
#[must_use]
pub fn fitted(text: &str, cells: usize) -> String {
    let mut fitted = String::new();
    let mut used = 0;
    let whole = text.width() <= cells;
    for grapheme in text.graphemes(true) {
        let room = if whole { cells } else { cells.saturating_sub(1) };
        if used + grapheme.width() > room {
            break;
        }
        used += grapheme.width();
        fitted.push_str(grapheme);
    }
    if !whole && used < cells {
        fitted.push('~');
        used += 1;
    }
    fitted.extend(std::iter::repeat_n(' ', cells.saturating_sub(used)));
    fitted
}

/// Breaks spans into lines by the rules of Unicode UAX #14, which know Chinese punctuation.
#[must_use]
pub fn wrapped(spans: &[Span], room: usize) -> Vec<Vec<Span>> {
    let whole: String = spans.iter().map(|span| &*span.text).collect();
    let mut lines: Vec<std::ops::Range<usize>> = Vec::new();
    // Every stretch is measured once: `used` cells are taken by what stands between `start` and `fits`.
    let (mut start, mut fits, mut used) = (0, 0, 0);
    let glued = glued(spans);
    for (at, opportunity) in linebreaks(&whole) {
        if opportunity != BreakOpportunity::Mandatory && glued.binary_search(&at).is_ok() {
            continue;
        }
        let words = whole[fits..at].trim_end();
        let blanks = whole[fits + words.len()..at].width();
        let mut cells = words.width();
        if used + cells > room && fits > start {
            lines.push(start..fits);
            (start, used) = (fits, 0);
        }
        if used + cells > room {
            (start, cells) = cut(words, fits, room, &mut lines);
        }
        used += cells + blanks;
        fits = at;
        if opportunity == BreakOpportunity::Mandatory {
            lines.push(start..at);
            (start, used) = (at, 0);
        }
    }
    if lines.is_empty() {
        lines.push(0..0);
    }
    let starts: Vec<usize> = spans
        .iter()
        .scan(0, |at, span| {
            let start = *at;
            *at += span.text.len();
            Some(start)
        })
        .collect();
    lines
        .into_iter()
        .map(|line| slice(spans, &starts, &line, &whole))
        .collect()
}

/// Where a line must not break: behind an opening sign of a mark, before a closing one.
fn glued(spans: &[Span]) -> Vec<usize> {
    let mut glued = Vec::new();
    let mut at = 0;
    for span in spans {
        let end = at + span.text.len();
        let carried = span.text.ends_with(": ") && (span.text.starts_with("[>") || span.text.starts_with("{>"));
        if carried || matches!(&*span.text, "[-" | "{+") {
            glued.push(end);
        }
        if matches!(&*span.text, "-]" | "+}" | "<]" | "<}") {
            glued.push(at);
        }
        at = end;
    }
    glued
}

/// Cuts a word that is longer than a line; gives where its last line begins, and how many cells that takes.
fn cut(word: &str, offset: usize, room: usize, lines: &mut Vec<std::ops::Range<usize>>) -> (usize, usize) {
    let (mut start, mut used) = (0, 0);
    for (at, grapheme) in word.grapheme_indices(true) {
        let cells = grapheme.width();
        if used + cells > room && at > start {
            lines.push(offset + start..offset + at);
            (start, used) = (at, 0);
        }
        used += cells;
    }
    (offset + start, used)
}

/// The spans of one line, without the blanks and line end behind it.
fn slice(spans: &[Span], starts: &[usize], line: &std::ops::Range<usize>, whole: &str) -> Vec<Span> {
    let end = line.start + whole[line.clone()].trim_end_matches([' ', '\n']).len();
    let mut sliced: Vec<Span> = Vec::new();
    // The span in which the line begins, and those behind it up to its end.
    let first = starts.partition_point(|start| *start <= line.start).saturating_sub(1);
    for (span, start) in spans
        .iter()
        .zip(starts)
        .skip(first)
        .take_while(|(_, start)| **start < end)
    {
        let at = *start;
        let (from, to) = (at.max(line.start), (at + span.text.len()).min(end));
        if from < to {
            let words = &span.text[from - at..to - at];
            match sliced.last_mut() {
                Some(last) if last.role == span.role && last.mark == span.mark => last.text.push_str(words),
                _ => sliced.push(Span::new(span.role, words).of_change(span.mark)),
            }
        }
    }
    sliced
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_fit_chinese_too() {
        assert_eq!(fitted("合同", 6), "合同  ");
        assert_eq!(fitted("软件服务合同", 6), "软件~ ");
        assert_eq!(fitted("abc", 3), "abc");
    }
}
