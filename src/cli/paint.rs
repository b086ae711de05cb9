//! Putting words on a page for a terminal: looks as escape sequences, lines wrapped to a width.

use crate::session::{Colour, RoleStyle, Theme};
use crate::wording::wrapped;
pub(super) use crate::wording::{Role, Span, contract_text, fitted, one_line, width};
use std::fmt::Write;

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
        Self {
            width: width.max(20),
            theme,
            text: String::new(),
        }
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
            let blanks = indent.saturating_sub(width(lead));
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

    /// One line of one role that is never broken, however long: it can be copied as it stands.
    pub(super) fn unbroken(&mut self, role: Role, text: &str) {
        let mut row = String::new();
        self.paint(&mut row, &Span::new(role, text));
        self.text.push_str(&row);
        self.text.push('\n');
    }

    fn paint(&self, row: &mut String, span: &Span) {
        let codes = self
            .theme
            .as_ref()
            .map(|theme| codes(theme.look(span.role)))
            .unwrap_or_default();
        if codes.is_empty() {
            row.push_str(&span.text);
        } else {
            // Writing to a String cannot fail.
            let _ = write!(row, "\x1b[{codes}m{}\x1b[0m", span.text);
        }
    }
}

/// The parameters of the escape sequence that gives a look; empty for no look.
fn codes(look: RoleStyle) -> String {
    let mut codes: Vec<String> = Vec::new();
    let modifiers = [
        (look.bold, 1),
        (look.dim, 2),
        (look.italic, 3),
        (look.underline, 4),
        (look.reverse, 7),
        (look.strike, 9),
    ];
    codes.extend(
        modifiers
            .into_iter()
            .filter(|(on, _)| *on)
            .map(|(_, code)| code.to_string()),
    );
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_break_between_words_and_never_before_chinese_punctuation() {
        let mut page = Page::new(20, None);
        page.paragraph("- ", 2, &[Span::plain("The Supplier shall pay.")]);
        page.paragraph("", 2, &[Span::plain("甲方应当在三十日内付款，乙方交货。")]);
        assert_eq!(
            page.finish(),
            "- The Supplier shall\n  pay.\n  甲方应当在三十日内\n  付款，乙方交货。\n"
        );
    }

    #[test]
    fn looks_become_escape_sequences_that_end_on_their_own_line() {
        let theme = crate::session::theme("ansi", None).unwrap();
        let mut page = Page::new(20, Some(theme));
        page.paragraph("", 0, &[Span::new(Role::Delete, "one two three four five")]);
        assert_eq!(
            page.finish(),
            "\x1b[9;31mone two three four\x1b[0m\n\x1b[9;31mfive\x1b[0m\n"
        );
    }

    #[test]
    fn a_sign_stays_with_its_words() {
        let mut page = Page::new(20, None);
        let mark = |open: &str, words: &str, close: &str| {
            [open, words, close].map(|part| Span::new(Role::Delete, part)).to_vec()
        };
        page.paragraph(
            "",
            0,
            &[vec![Span::plain("甲方应当付款的期限为")], mark("[-", "三十", "-]")].concat(),
        );
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
}
