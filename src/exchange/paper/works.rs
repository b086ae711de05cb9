//! What becomes of each line of a paper, as work to be done in its file, and as the lines that it has to read afterwards.

use super::Line;
use super::line_edits::apart;
use super::tables;
use super::unwritten::Unwritten;
use super::word::Origin;
use crate::exchange::docx::{MarkFault, NewWords, Place, Shown, TextEdit, Work};
use std::collections::BTreeMap;
use std::ops::Range;

/// What becomes of a line.
#[derive(Debug, Default)]
pub(super) struct LinePlan {
    pub(super) edits: Vec<(Range<usize>, String)>,
    pub(super) gone: bool,
    /// The row that takes its place.
    pub(super) row: Option<Vec<String>>,
    pub(super) behind: Vec<New>,
}

/// A new line.
#[derive(Debug)]
pub(super) struct New {
    pub(super) words: NewWords,
    pub(super) row: Option<Vec<String>>,
    pub(super) like: Option<usize>,
}

/// Everything that is to be done in a file, and the lines that it reads as afterwards.
pub(super) struct Works<'a> {
    lines: &'a [Line],
    origins: &'a [Origin<'a>],
    all: Vec<Work<'a>>,
    wanted: Vec<String>,
    faults: Vec<MarkFault>,
}

impl<'a> Works<'a> {
    pub(super) fn of(
        lines: &'a [Line],
        origins: &'a [Origin<'a>],
        mut plans: BTreeMap<usize, LinePlan>,
        before_all: Vec<New>,
        faults: Vec<MarkFault>,
    ) -> Result<(Vec<Work<'a>>, Vec<String>), Unwritten> {
        let mut own = Self {
            lines,
            origins,
            all: Vec::new(),
            wanted: Vec::new(),
            faults,
        };
        for new in before_all {
            match origins.first() {
                Some(Origin::Paragraph(shown)) if new.row.is_none() => own.put(Place::Before(shown), new),
                _ => own.faults.push(MarkFault::Unreached(new.words.text)),
            }
        }
        for (index, line) in lines.iter().enumerate() {
            match plans.remove(&index) {
                Some(plan) => own.line(index, plan),
                None => own.wanted.push(line.text.clone()),
            }
        }
        if own.faults.is_empty() {
            Ok((own.all, own.wanted))
        } else {
            Err(Unwritten::Refused(own.faults))
        }
    }

    fn line(&mut self, index: usize, mut plan: LinePlan) {
        let text = &self.lines[index].text;
        let unreached = || MarkFault::Unreached(text.clone());
        let (changes, origin) = (
            plan.gone || plan.row.is_some() || !plan.edits.is_empty(),
            &self.origins[index],
        );
        match origin {
            Origin::Note if changes => self.faults.push(MarkFault::Note(text.clone())),
            Origin::Paragraph(shown) if plan.gone => self.all.push(Work::Strike(shown)),
            Origin::Paragraph(shown) if changes => {
                plan.edits.sort_by_key(|(range, _)| (range.start, range.end));
                let mut new = String::new();
                let mut at = 0;
                for (range, with) in &plan.edits {
                    match text.get(at..range.start) {
                        Some(words) => new.push_str(words),
                        None => return self.faults.push(unreached()),
                    }
                    new.push_str(with);
                    at = range.end;
                }
                new.push_str(text.get(at..).unwrap_or_default());
                let places = places(&shown.text);
                let edits = plan.edits.drain(..).map(|(range, with)| TextEdit {
                    at: places[range.start]..if range.is_empty() {
                        places[range.start]
                    } else {
                        places[range.end]
                    },
                    with,
                });
                self.all.push(Work::Edit(shown, joined(edits)));
                self.wanted.push(new.trim().to_owned());
            }
            Origin::Row(Some(cells)) if plan.gone => match cells.iter().flatten().next() {
                Some(shown) => self.all.push(Work::StrikeRow(shown)),
                None => self.faults.push(unreached()),
            },
            Origin::Row(Some(own)) if changes => match &plan.row {
                Some(new) if new.len() == own.len() => {
                    for (cell, words) in own.iter().zip(new) {
                        self.cell(cell, words);
                    }
                    self.wanted.push(tables::row(new));
                }
                _ => self.faults.push(MarkFault::Rows(text.clone())),
            },
            Origin::Row(None) if changes => self.faults.push(MarkFault::Rows(text.clone())),
            _ => self.wanted.push(text.clone()),
        }
        // Behind a row come rows, and behind those what stands below the table.
        for new in plan.behind {
            match (origin, &new.row) {
                (Origin::Paragraph(shown), None) => self.put(Place::Behind(shown), new),
                (Origin::Row(Some(cells)), row) => match (cells.iter().flatten().next(), row) {
                    (Some(shown), Some(row)) => {
                        self.all.push(Work::PutRow(shown, row.clone()));
                        self.wanted.push(tables::row(row));
                    }
                    (Some(shown), None) => self.put(Place::BehindTable(shown), new),
                    (None, _) => self.faults.push(MarkFault::Rows(new.words.text)),
                },
                (Origin::Note, None) => self.faults.push(MarkFault::Note(new.words.text)),
                (_, _) => self.faults.push(MarkFault::Rows(new.words.text)),
            }
        }
    }

    fn put(&mut self, at: Place<'a>, new: New) {
        let like = new.like.and_then(|line| match self.origins.get(line) {
            Some(Origin::Paragraph(shown)) => Some(*shown),
            _ => None,
        });
        let at_like = match at {
            Place::Before(shown) | Place::Behind(shown) => Some(shown),
            Place::BehindTable(_) => None,
        };
        let whole = format!("{}{}", new.words.front, new.words.text);
        self.wanted.push(whole.trim().to_owned());
        self.all.push(Work::Put {
            at,
            like: like.or(at_like),
            numbered: like.is_some(),
            words: new.words,
        });
    }

    /// Other words in a cell, line by line.
    fn cell(&mut self, paragraphs: &[&'a Shown], words: &str) {
        let with_words: Vec<&'a Shown> = paragraphs
            .iter()
            .copied()
            .filter(|p| !p.text.trim().is_empty())
            .collect();
        let old: Vec<String> = with_words.iter().map(|shown| plain(&shown.text)).collect();
        let label = |shown: &Shown| shown.label.as_ref().map(|label| format!("{} ", label.text));
        let mut new: Vec<&str> = words
            .split('\n')
            .map(str::trim)
            .filter(|line| !line.is_empty())
            .collect();
        for (line, shown) in new.iter_mut().zip(&with_words) {
            if let Some(label) = label(shown) {
                match line.strip_prefix(label.as_str()) {
                    Some(rest) => *line = rest,
                    None => return self.faults.push(MarkFault::Unreached(words.to_owned())),
                }
            }
        }
        for (index, (shown, was)) in with_words.iter().copied().zip(&old).enumerate() {
            match new.get(index) {
                Some(is) if is == was => {}
                Some(is) => {
                    let places = places(&shown.text);
                    let changed = apart(was, is).into_iter().map(|(range, with)| TextEdit {
                        at: places[range.start]..if range.is_empty() {
                            places[range.start]
                        } else {
                            places[range.end]
                        },
                        with,
                    });
                    self.all.push(Work::Edit(shown, changed.collect()));
                }
                None => self.all.push(Work::Strike(shown)),
            }
        }
        for line in new.iter().skip(old.len()) {
            match (with_words.last().copied(), paragraphs.first().copied()) {
                (Some(last), _) => self.all.push(Work::Put {
                    at: Place::Behind(last),
                    like: Some(last),
                    numbered: false,
                    words: NewWords {
                        front: String::new(),
                        text: (*line).to_owned(),
                    },
                }),
                (None, Some(empty)) if new.len() == 1 => {
                    let edit = TextEdit {
                        at: 0..0,
                        with: (*line).to_owned(),
                    };
                    self.all.push(Work::Edit(empty, vec![edit]));
                }
                _ => return self.faults.push(MarkFault::Unreached(words.to_owned())),
            }
        }
    }
}

/// Edits that touch are one.
fn joined(edits: impl Iterator<Item = TextEdit>) -> Vec<TextEdit> {
    let mut all: Vec<TextEdit> = Vec::new();
    for edit in edits {
        match all.last_mut() {
            Some(last) if edit.at.start <= last.at.end => {
                last.at.end = last.at.end.max(edit.at.end);
                last.with.push_str(&edit.with);
            }
            _ => all.push(edit),
        }
    }
    all
}

/// A paragraph's words as a line has them.
fn plain(shown: &str) -> String {
    let all: String = shown.chars().filter_map(as_in_line).collect();
    all.trim().to_owned()
}

fn as_in_line(character: char) -> Option<char> {
    match character {
        '\t' => Some(' '),
        '\n' | '\u{2028}' | '\u{2029}' => Some('\n'),
        '\r' => None,
        character if character.is_control() || matches!(character, '\u{fffe}' | '\u{ffff}') => Some('\u{FFFD}'),
        character => Some(character),
    }
}

/// For each byte of a line where it is in the paragraph's words, and where these end.
fn places(shown: &str) -> Vec<usize> {
    let mut all: Vec<(usize, char)> = Vec::new();
    for (at, character) in shown.char_indices() {
        all.extend(as_in_line(character).map(|character| (at, character)));
    }
    let is_blank = |(_, character): &&(usize, char)| character.is_whitespace();
    let front = all.iter().take_while(is_blank).count();
    let behind = all.iter().rev().take_while(is_blank).count();
    let end = all.len().saturating_sub(behind).max(front);
    let mut places = Vec::new();
    for (at, character) in &all[front..end] {
        places.extend(std::iter::repeat_n(*at, character.len_utf8()));
    }
    let last = all.get(end.wrapping_sub(1)).filter(|_| end > front);
    places.push(last.map_or(0, |(at, _)| at + shown[*at..].chars().next().map_or(0, char::len_utf8)));
    places
}
