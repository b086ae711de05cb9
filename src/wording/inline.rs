//! A clause's redline in one text, as terminals show it: signs around the words, line ends and blanks that changed made
//! visible.

use super::signs::beside_signs;
use super::span::{Role, Span};
use crate::redline::{ChangeKind, ClauseChange, Op, Segment};

/// A paragraph of a clause, old and new in one.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Paragraph {
    /// Its words; none where a line is empty.
    pub spans: Vec<Span>,
    /// Whether something in it changed.
    pub changed: bool,
}

/// The heading of a clause, old and new in one.
#[must_use]
pub fn inline_heading(clause: &ClauseChange) -> Vec<Span> {
    let one = |segment: &Segment| match segment.op {
        _ if clause.unmarked && segment.elsewhere.is_none() => beside_signs(&segment.text, Role::Heading, false),
        Op::Equal => beside_signs(&segment.text, Role::Heading, false),
        op => marked(op, &segment.text, None, segment.mark),
    };
    clause.heading_segments.iter().flat_map(one).collect()
}

/// The text of a clause, paragraph by paragraph. `number_of` gives the number of a clause to or from which words moved.
#[must_use]
pub fn inline(clause: &ClauseChange, number_of: impl Fn(&str) -> String) -> Vec<Paragraph> {
    let mut paragraphs = vec![Paragraph::default()];
    for segment in shown(&clause.segments) {
        let mut lines = segment.text.split('\n').peekable();
        while let Some(line) = lines.next() {
            let ends = lines.peek().is_some();
            if let Some(paragraph) = paragraphs.last_mut() {
                if segment.op == Op::Equal {
                    paragraph.spans.extend(beside_signs(line, Role::Plain, false));
                } else {
                    paragraph.changed = true;
                    // Of a clause that is new as a whole, only words that came from elsewhere are marked.
                    if clause.unmarked && segment.elsewhere.is_none() {
                        paragraph.spans.extend(beside_signs(line, Role::Plain, false));
                        if ends {
                            paragraphs.push(Paragraph::default());
                        }
                        continue;
                    }
                    // A line end that came or went shows as a sign of its own, unless its clause did.
                    let sign = if ends && clause.change == ChangeKind::Edited {
                        "¶"
                    } else {
                        ""
                    };
                    let words = format!("{line}{sign}");
                    if !words.is_empty() {
                        let other = segment.elsewhere.as_deref().map(&number_of);
                        paragraph
                            .spans
                            .extend(marked(segment.op, &words, other.as_deref(), segment.mark));
                    }
                }
            }
            if ends {
                let changed = segment.op != Op::Equal && lines.peek().is_some_and(|rest| !rest.is_empty());
                paragraphs.push(Paragraph {
                    spans: Vec::new(),
                    changed,
                });
            }
        }
    }
    paragraphs
}

/// The segments without line ends that only re-wrapped a paragraph: a deleted blank and an inserted one count as the
/// new blank.
fn shown(segments: &[Segment]) -> Vec<Segment> {
    // One blank and one line end, in whichever order: the paragraph was only wrapped anew.
    let blank = |segment: &Segment| matches!(&*segment.text, " " | "\n");
    let mut shown: Vec<Segment> = Vec::with_capacity(segments.len());
    for (at, segment) in segments.iter().enumerate() {
        let partner = |other: Option<&Segment>, op: Op| {
            other.is_some_and(|other| other.op == op && other.mark == segment.mark && blank(other))
        };
        if blank(segment) && segment.op == Op::Delete && partner(segments.get(at + 1), Op::Insert) {
            continue;
        }
        let follows = segment.op == Op::Insert && at > 0 && partner(segments.get(at - 1), Op::Delete);
        // Line ends behind the last word belong to the file, not to the contract.
        let is_blank = segment.text.chars().all(|c| matches!(c, ' ' | '\t' | '\n'));
        let layout = is_blank && segment.op != Op::Equal && segment.mark.is_none();
        if layout {
            continue;
        }
        let mut segment = segment.clone();
        if blank(&segment) && follows {
            segment.op = Op::Equal;
        } else if is_blank && segment.op != Op::Equal {
            // A blank that came or went would not show between its signs.
            segment.text = segment.text.replace([' ', '\t'], "␣");
        }
        shown.push(segment);
    }
    shown
}

/// Changed words with their signs. `other` is the number of the clause that the words went to or came from, `mark` that
/// of the change.
#[must_use]
pub fn marked(op: Op, text: &str, other: Option<&str>, mark: Option<usize>) -> Vec<Span> {
    let (open, close, role) = match (op, other) {
        (Op::Equal, _) => return beside_signs(text, Role::Plain, false),
        (Op::Delete, None) => ("[-".to_owned(), "-]", Role::Delete),
        (Op::Insert, None) => ("{+".to_owned(), "+}", Role::Insert),
        (Op::Delete, Some(number)) => (format!("[>{number}: "), "<]", Role::Moved),
        (Op::Insert, Some(number)) => (format!("{{>{number}: "), "<}", Role::Moved),
    };
    let mut spans = vec![Span::new(role, open)];
    spans.extend(beside_signs(text, role, true));
    spans.push(Span::new(role, close));
    spans.into_iter().map(|span| span.of_change(mark)).collect()
}
