//! Putting words on a terminal: looks as escape sequences, lines wrapped to a width, contract text that cannot drive
//! the terminal.

use crate::redline::hidden::{always_alarming, kind_of};
use crate::session::{Colour, Look, Theme};
use std::fmt::Write;
use unicode_linebreak::{BreakOpportunity, linebreaks};
use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;

/// What a stretch of words is, and so how it looks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) enum Role {
    #[default]
    Plain,
    Delete,
    Insert,
    Moved,
    Hidden,
    Alarm,
    Heading,
    Faint,
    /// Blame: the words of the party at that place of the contract's list, or of nobody's.
    Party(Option<usize>),
}

/// Words of one role.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Span {
    pub(super) text: String,
    pub(super) role: Role,
}

/// How wide the page is, and how roles look on it.
#[derive(Debug, Clone)]
pub(super) struct Page {
    pub(super) width: usize,
    /// No look at all, where the output is no terminal.
    pub(super) theme: Option<Theme>,
    text: String,
}

impl Page {
    pub(super) fn new(width: usize, theme: Option<Theme>) -> Self {
        Self { width: width.max(20), theme, text: String::new() }
    }

    pub(super) fn finish(self) -> String {
        self.text
    }

    /// A blank line, never two.
    pub(super) fn gap(&mut self) {
        if !self.text.is_empty() && !self.text.ends_with("\n\n") {
            self.text.push('\n');
        }
    }

    /// One paragraph, wrapped; every line begins with `indent` blanks, the first with `first` in their place.
    pub(super) fn paragraph(&mut self, first: &str, indent: usize, spans: &[Span]) {
        let room = self.width.saturating_sub(indent).max(10);
        for (at, line) in wrapped(spans, room).into_iter().enumerate() {
            let lead = if at == 0 { first } else { "" };
            let blanks = indent.saturating_sub(lead.width());
            let mut row = format!("{lead}{:blanks$}", "");
            for span in line {
                self.paint(&mut row, &span);
            }
            self.text.push_str(row.trim_end_matches(' '));
            self.text.push('\n');
        }
    }

    /// One line of one role, wrapped where it is too long.
    pub(super) fn line(&mut self, role: Role, text: &str) {
        self.paragraph("", 0, &[Span::new(role, text)]);
    }

    fn paint(&self, row: &mut String, span: &Span) {
        let codes = self.theme.as_ref().map(|theme| codes(span.role.look(theme))).unwrap_or_default();
        if codes.is_empty() {
            row.push_str(&span.text);
        } else {
            // Writing to a String cannot fail.
            let _ = write!(row, "\x1b[{codes}m{}\x1b[0m", span.text);
        }
    }
}

impl Role {
    fn look(self, theme: &Theme) -> Look {
        match self {
            Self::Plain => Look::default(),
            Self::Delete => theme.delete,
            Self::Insert => theme.insert,
            Self::Moved => theme.moved,
            Self::Hidden => theme.hidden,
            Self::Alarm => theme.alarm,
            Self::Heading => theme.heading,
            Self::Faint => theme.faint,
            Self::Party(None) => theme.unknown_party,
            Self::Party(Some(0)) => theme.first_party,
            Self::Party(Some(1)) => theme.second_party,
            Self::Party(Some(_)) => theme.third_party,
        }
    }
}

impl Span {
    pub(super) fn new(role: Role, text: impl Into<String>) -> Self {
        Self { text: text.into(), role }
    }

    pub(super) fn plain(text: impl Into<String>) -> Self {
        Self::new(Role::Plain, text)
    }
}

/// The parameters of the escape sequence that gives a look; empty for no look.
fn codes(look: Look) -> String {
    let mut codes: Vec<String> = Vec::new();
    let modifiers =
        [(look.bold, 1), (look.dim, 2), (look.italic, 3), (look.underline, 4), (look.reverse, 7), (look.strike, 9)];
    codes.extend(modifiers.into_iter().filter(|(on, _)| *on).map(|(_, code)| code.to_string()));
    for (colour, base) in [(look.colour, 30), (look.background, 40)] {
        codes.extend(colour.map(|colour| match colour {
            Colour::Palette(at @ 0..8) => (base + u16::from(at)).to_string(),
            Colour::Palette(at @ 8..16) => (base + 60 + u16::from(at) - 8).to_string(),
            Colour::Palette(at) => format!("{};5;{at}", base + 8),
            Colour::Exact(red, green, blue) => format!("{};2;{red};{green};{blue}", base + 8),
        }));
    }
    codes.join(";")
}

/// Contract text as spans: every character that does not show, or that could drive the terminal, as its code point.
/// Odd blanks and full-width letters are shown so only where they changed.
pub(super) fn contract_text(text: &str, role: Role, changed: bool) -> Vec<Span> {
    let mut spans: Vec<Span> = Vec::new();
    let mut plain = String::new();
    for c in text.chars() {
        let shown = kind_of(c).filter(|kind| changed || always_alarming(*kind));
        // A tab would move the terminal's cursor; it is a blank like any other unless it is the change itself.
        if shown.is_none() {
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
pub(super) fn one_line(text: &str) -> String {
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

/// How many cells the text takes.
pub(super) fn width(text: &str) -> usize {
    text.width()
}

/// The text cut or filled with blanks to exactly so many cells.
pub(super) fn fitted(text: &str, cells: usize) -> String {
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
fn wrapped(spans: &[Span], room: usize) -> Vec<Vec<Span>> {
    let whole: String = spans.iter().map(|span| &*span.text).collect();
    let mut lines: Vec<std::ops::Range<usize>> = Vec::new();
    // Every stretch is measured once: `used` cells are taken by what stands between `start` and `fits`.
    let (mut start, mut fits, mut used) = (0, 0, 0);
    let glued = glued(spans);
    for (at, opportunity) in linebreaks(&whole) {
        if opportunity != BreakOpportunity::Mandatory && glued.contains(&at) {
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
    lines.into_iter().map(|line| slice(spans, &line, &whole)).collect()
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
fn slice(spans: &[Span], line: &std::ops::Range<usize>, whole: &str) -> Vec<Span> {
    let end = line.start + whole[line.clone()].trim_end_matches([' ', '\n']).len();
    let mut at = 0;
    let mut sliced: Vec<Span> = Vec::new();
    for span in spans {
        let (from, to) = (at.max(line.start), (at + span.text.len()).min(end));
        if from < to {
            let words = &span.text[from - at..to - at];
            match sliced.last_mut() {
                Some(Span { text, role }) if *role == span.role => text.push_str(words),
                _ => sliced.push(Span::new(span.role, words)),
            }
        }
        at += span.text.len();
    }
    sliced
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_break_between_words_and_never_before_chinese_punctuation() {
        let mut page = Page::new(20, None);
        page.paragraph("- ", 2, &[Span::plain("The Supplier shall pay.")]);
        page.paragraph("", 2, &[Span::plain("甲方应当在三十日内付款，乙方交货。")]);
        assert_eq!(page.finish(), "- The Supplier shall\n  pay.\n  甲方应当在三十日内\n  付款，乙方交货。\n");
    }

    #[test]
    fn a_contract_cannot_drive_the_terminal() {
        let spans = contract_text("pay\u{1b}[31m \u{202e}now", Role::Plain, false);
        let text: String = spans.into_iter().map(|span| span.text).collect();
        assert_eq!(text, "pay<U+001B>[31m <U+202E>now");
        assert_eq!(one_line("a\nb\u{9b}c"), "a b<U+009B>c");
    }

    #[test]
    fn looks_become_escape_sequences_that_end_on_their_own_line() {
        let theme = crate::session::theme("ansi", None).unwrap();
        let mut page = Page::new(20, Some(theme));
        page.paragraph("", 0, &[Span::new(Role::Delete, "one two three four five")]);
        assert_eq!(page.finish(), "\x1b[9;31mone two three four\x1b[0m\n\x1b[9;31mfive\x1b[0m\n");
    }

    #[test]
    fn a_sign_stays_with_its_words() {
        let mut page = Page::new(20, None);
        let mark = |open: &str, words: &str, close: &str| {
            [open, words, close].map(|part| Span::new(Role::Delete, part)).to_vec()
        };
        page.paragraph("", 0, &[vec![Span::plain("甲方应当付款的期限为")], mark("[-", "三十", "-]")].concat());
        assert_eq!(page.finish(), "甲方应当付款的期限为\n[-三十-]\n");
    }

    proptest::proptest! {
        #[test]
        fn wrapping_loses_no_word(
            parts in proptest::collection::vec("[-a甲，。 \\[\\]{}+<>:]{0,12}|\\[-|-\\]|\\{\\+", 0..12), width in 20_usize..40,
        ) {
            let spans: Vec<Span> = parts.iter().map(Span::plain).collect();
            let mut page = Page::new(width, None);
            page.paragraph("", 2, &spans);
            let solid = |text: &str| text.chars().filter(|c| !c.is_whitespace()).collect::<String>();
            proptest::prop_assert_eq!(solid(&page.finish()), solid(&parts.concat()));
        }
    }

    #[test]
    fn columns_fit_chinese_too() {
        assert_eq!(fitted("合同", 6), "合同  ");
        assert_eq!(fitted("软件服务合同", 6), "软件~ ");
        assert_eq!(fitted("abc", 3), "abc");
    }
}
