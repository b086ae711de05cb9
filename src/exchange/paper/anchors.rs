//! Where the words of a contract stand on a paper that says the same: every line of the paper and every line of the
//! contract is found exactly once and in order, or is named.

use super::Line;
use crate::contract::Contract;
use crate::redline::label_in_front;
use std::collections::HashMap;
use std::ops::Range;

/// Which part of a contract words are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Part {
    Title,
    /// The heading of a clause, by its place in reading order.
    Heading(usize),
    /// A line of its text.
    Text(usize),
}

/// A line of a contract's words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Piece {
    pub(super) part: Part,
    /// Its bytes in the title, heading or text, without blanks around it.
    pub(super) at: Range<usize>,
    pub(super) words: String,
}

/// Where a piece stands on paper.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Anchor {
    /// Which piece.
    pub(super) piece: usize,
    /// How many of its bytes at the beginning are a number that the paper computes.
    pub(super) lead: usize,
    /// Its bytes in the line.
    pub(super) at: Range<usize>,
}

/// What stands where.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Anchors {
    pub(super) pieces: Vec<Piece>,
    /// For each line of the paper what stands in it.
    pub(super) lines: Vec<Vec<Anchor>>,
    /// For each piece its line, and which in that.
    pub(super) places: HashMap<usize, (usize, usize)>,
    /// Words of the paper that the contract does not have there.
    pub(super) only_on_paper: Vec<String>,
    /// Words of the contract that the paper does not have there.
    pub(super) only_in_contract: Vec<String>,
}

/// How far ahead the contract is looked through for a line that is not the next.
const WINDOW: usize = 64;

/// A heading may be parted from the text behind it by these.
const ENDS: [char; 7] = ['.', ':', '。', '：', '-', '–', '—'];

/// The lines of a contract's words.
pub(super) fn pieces(contract: &Contract) -> Vec<Piece> {
    let mut all = Vec::new();
    add(&mut all, Part::Title, &contract.title);
    for (place, visit) in contract.walk().iter().enumerate() {
        add(&mut all, Part::Heading(place), &visit.clause.heading);
        add(&mut all, Part::Text(place), &visit.clause.text);
    }
    all
}

fn add(all: &mut Vec<Piece>, part: Part, text: &str) {
    all.extend(lines(text).into_iter().map(|at| Piece {
        part,
        words: text[at.clone()].to_owned(),
        at,
    }));
}

/// The lines of a text that have words, without blanks around them.
pub(super) fn lines(text: &str) -> Vec<Range<usize>> {
    let mut all = Vec::new();
    let mut at = 0;
    for line in text.split('\n') {
        let start = at + line.len() - line.trim_start().len();
        let words = line.trim();
        if !words.is_empty() {
            all.push(start..start + words.len());
        }
        at += line.len() + 1;
    }
    all
}

/// Finds the words of a contract on a paper.
pub(super) fn anchors(contract: &Contract, paper: &[Line]) -> Anchors {
    let pieces = pieces(contract);
    let mut found = Anchors {
        lines: vec![Vec::new(); paper.len()],
        ..Anchors::default()
    };
    let mut next = 0;
    for (index, line) in paper.iter().enumerate() {
        let window = next..(next + WINDOW).min(pieces.len());
        let stands = window
            .into_iter()
            .find_map(|at| Some((at, stands_in(&pieces[at..], line)?)));
        let Some((at, own)) = stands else {
            found.only_on_paper.push(line.text.clone());
            continue;
        };
        found.only_in_contract.extend(
            pieces[next..at]
                .iter()
                .filter(|piece| piece.part != Part::Title)
                .map(|piece| piece.words.clone()),
        );
        next = at + own.len();
        for (order, mut anchor) in own.into_iter().enumerate() {
            anchor.piece += at;
            found.places.insert(anchor.piece, (index, order));
            found.lines[index].push(anchor);
        }
    }
    let rest = pieces[next..].iter().filter(|piece| piece.part != Part::Title);
    found.only_in_contract.extend(rest.map(|piece| piece.words.clone()));
    found.pieces = pieces;
    found
}

/// Which of these pieces, from the first on, are all that a line says.
fn stands_in(pieces: &[Piece], line: &Line) -> Option<Vec<Anchor>> {
    let text = line.text.as_str();
    let first = pieces.first()?;
    if line.row {
        let anchor = Anchor {
            piece: 0,
            lead: 0,
            at: 0..text.len(),
        };
        return (first.words == text).then(|| vec![anchor]);
    }
    // A title is on one line, whatever its blanks were.
    if first.part == Part::Title && first.words.split_whitespace().eq(text.split_whitespace()) {
        let anchor = Anchor {
            piece: 0,
            lead: 0,
            at: 0..text.len(),
        };
        return Some(vec![anchor]);
    }
    let lead = line.label.as_ref().map_or(0, |label| {
        let rest = first.words.strip_prefix(&label.text);
        rest.map_or(0, |rest| first.words.len() - rest.trim_start().len())
    });
    let typed = label_in_front(text).map_or(0, |(at, _)| {
        let rest = text.get(at.end..).unwrap_or_default();
        text.len()
            - rest
                .trim_start_matches(['.', ')', '）', '、', '．', ':', '：', ' '])
                .len()
    });
    let mut tries = vec![(0, lead)];
    if lead > 0 {
        tries.push((0, 0));
    }
    if typed > 0 {
        tries.push((typed, 0));
    }
    tries
        .into_iter()
        .find_map(|(start, lead)| all_of(pieces, text, start, lead))
}

fn all_of(pieces: &[Piece], text: &str, start: usize, lead: usize) -> Option<Vec<Anchor>> {
    let mut own = Vec::new();
    let mut at = start;
    for (index, piece) in pieces.iter().enumerate() {
        let lead = if index == 0 { lead } else { 0 };
        let words = piece.words.get(lead..)?;
        let rest = text.get(at..)?;
        let blanks = rest.len() - rest.trim_start().len();
        let after_heading = index > 0 && !matches!(pieces[index - 1].part, Part::Text(_));
        let ends = rest.len() - rest.trim_start().trim_start_matches(ENDS).trim_start().len();
        let skipped = if rest[blanks..].starts_with(words) {
            blanks
        } else if after_heading && rest[ends..].starts_with(words) {
            ends
        } else {
            return None;
        };
        // Pieces of several clauses do not stand in one line.
        if index > 0 && clause(piece.part) != clause(pieces[0].part) {
            return None;
        }
        at += skipped;
        own.push(Anchor {
            piece: index,
            lead,
            at: at..at + words.len(),
        });
        at += words.len();
        if text.get(at..)?.trim().is_empty() {
            return Some(own);
        }
    }
    None
}

fn clause(part: Part) -> Option<usize> {
    match part {
        Part::Title => None,
        Part::Heading(clause) | Part::Text(clause) => Some(clause),
    }
}
