//! The words of a paper in a row, with the numbers in front of its lines.

use crate::redline::item_labels::{Place, labels};
use crate::redline::lexicon::is_han;
use crate::redline::typed_labels::label_in_front;
use std::ops::Range;

/// A paragraph on paper.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct PaperLine {
    /// The number in front that was computed and not typed.
    pub label: Option<String>,
    /// The words.
    pub text: String,
}

/// The paper's words one below the other, with the computed numbers in front.
pub(super) struct PaperWords {
    pub(super) text: String,
    /// The numbers in front of lines: their bytes, with what parts them from the words.
    labels: Vec<Range<usize>>,
}

impl PaperWords {
    /// `closes` says that a blank between a Chinese character and a figure is the page's, not the contract's.
    pub(super) fn of(paper: &[PaperLine], closes: bool) -> Self {
        let mut written = Self {
            text: String::new(),
            labels: Vec::new(),
        };
        for line in paper {
            let start = written.text.len();
            if let Some(label) = &line.label {
                written.text.push_str(label);
                written.text.push(' ');
                written.labels.push(start..written.text.len());
            } else if let Some(end) = typed_end(&line.text) {
                written.labels.push(start..start + end);
            }
            if closes {
                push_closed(&mut written.text, line.text.trim_end());
            } else {
                written.text.push_str(line.text.trim_end());
            }
            written.text.push('\n');
        }
        written
    }

    pub(super) fn label_at(&self, start: usize) -> Option<&Range<usize>> {
        let at = self.labels.binary_search_by_key(&start, |label| label.start).ok()?;
        self.labels.get(at)
    }
}

/// Whether a blank parts a Chinese character from a figure, as some people write.
pub(super) fn has_blank_by_figures(text: &str) -> bool {
    let mut last = [' '; 2];
    text.chars().any(|c| {
        let parts = last[1] == ' ' && (is_han(last[0]) && c.is_ascii_digit() || last[0].is_ascii_digit() && is_han(c));
        last = [last[1], c];
        parts
    })
}

/// Adds words without the blanks between Chinese characters and figures, which programs put there that lay out pages.
fn push_closed(text: &mut String, words: &str) {
    let mut characters = words.chars().peekable();
    let mut before = ' ';
    while let Some(character) = characters.next() {
        let next = characters.peek().copied().unwrap_or(' ');
        let closes = is_han(before) && next.is_ascii_digit() || before.is_ascii_digit() && is_han(next);
        if character != ' ' || !closes {
            text.push(character);
            before = character;
        }
    }
}

/// Where the number ends that is typed in front of a line, with the blanks behind it.
fn typed_end(line: &str) -> Option<usize> {
    let own = label_in_front(line).map(|(at, _)| at.end);
    let item = || {
        labels(line, Place::Text)
            .first()
            .filter(|at| at.start <= 1)
            .map(|at| at.end)
    };
    let end = own.or_else(item)?;
    let rest = line.get(end..)?;
    let signs = rest
        .trim_start_matches(['.', ')', '）', '、', '．', ':', '：'])
        .trim_start();
    Some(line.len() - signs.len())
}
