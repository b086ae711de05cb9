//! A contract's words in a row, and what each of them is.

use crate::contract::Contract;
use std::collections::HashMap;
use std::ops::Range;

/// What a stretch of the contract's text is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Owner {
    Title,
    /// The name of a party, which stands outside of the clauses.
    Party,
    Heading(usize),
    Text(usize),
}

impl Owner {
    pub(super) fn clause(self) -> Option<usize> {
        match self {
            Self::Heading(clause) | Self::Text(clause) => Some(clause),
            Self::Title | Self::Party => None,
        }
    }
}

/// A contract's words one below the other, and what each stretch of them is.
pub(super) struct ContractWords {
    pub(super) text: String,
    pub(super) owners: Vec<(Range<usize>, Owner)>,
    /// What the contract has between two lines of a text, where that is more than a line end, by the place of that.
    pub(super) gaps: HashMap<usize, String>,
    /// What it has in front of the first and behind the last, by the places of these.
    pub(super) ends: HashMap<usize, String>,
    /// Number of each clause, and its place among those of its depth, from 1.
    pub(super) clauses: Vec<(String, usize)>,
}

impl ContractWords {
    /// Where the paper is wrapped, each cell of a table is a line of its own: paper shows none of the strokes.
    pub(super) fn of(contract: &Contract, wrapped: bool) -> Self {
        let mut linear = Self {
            text: String::new(),
            owners: Vec::new(),
            gaps: HashMap::new(),
            ends: HashMap::new(),
            clauses: Vec::new(),
        };
        linear.add(&contract.title, Owner::Title, false);
        for party in &contract.parties {
            linear.add(&party.role, Owner::Party, false);
            linear.add(&party.name, Owner::Party, false);
        }
        let mut of_depth: HashMap<usize, usize> = HashMap::new();
        for (place, visit) in contract.walk().iter().enumerate() {
            let count = of_depth.entry(visit.depth).or_insert(0);
            *count += 1;
            linear.clauses.push((visit.number.clone(), *count));
            linear.add(&visit.clause.heading, Owner::Heading(place), false);
            linear.add(&visit.clause.text, Owner::Text(place), wrapped);
        }
        linear
    }

    fn add(&mut self, text: &str, owner: Owner, cells: bool) {
        let start = self.text.len();
        let mut between = String::new();
        for (index, line) in text.split('\n').enumerate() {
            if index > 0 {
                between.push('\n');
            }
            let bare = line.trim();
            if cells && bare.starts_with('|') && bare.ends_with('|') {
                for piece in pieces_of_row(line) {
                    self.add_piece(piece, start, &mut between);
                }
            } else {
                let (indent, rest) = line.split_at(line.len() - line.trim_start().len());
                between.push_str(indent);
                self.add_piece(rest.trim_end(), start, &mut between);
            }
        }
        if self.text.len() > start {
            if !between.trim().is_empty() {
                self.ends.insert(self.text.len(), between);
            }
            self.owners.push((start..self.text.len(), owner));
            self.text.push('\n');
        }
    }

    /// Adds words, or what stands between words.
    fn add_piece(&mut self, piece: &str, start: usize, between: &mut String) {
        if is_structure(piece) {
            between.push_str(piece);
            return;
        }
        if self.text.len() > start {
            if between != "\n" {
                self.gaps.insert(self.text.len(), between.clone());
            }
            self.text.push('\n');
        } else if !between.trim().is_empty() {
            self.ends.insert(start, between.clone());
        }
        between.clear();
        self.text.push_str(piece);
    }

    /// What stands at a byte; line ends between two belong to the one before.
    pub(super) fn owner(&self, at: usize) -> Option<Owner> {
        let next = self.owners.partition_point(|(range, _)| range.start <= at);
        let (_, owner) = self.owners.get(next.checked_sub(1)?)?;
        Some(*owner)
    }

    /// The clauses of which no word lies outside of a stretch.
    pub(super) fn clauses_within(&self, stretch: &Range<usize>) -> Option<usize> {
        let first = self.owners.partition_point(|(range, _)| range.start < stretch.start);
        let mut within = self.owners[first..]
            .iter()
            .take_while(|(range, _)| range.end <= stretch.end);
        within.find_map(|(_, owner)| owner.clause())
    }
}

/// Whether a piece of a line is none of its words.
fn is_structure(piece: &str) -> bool {
    piece == BREAK || piece.chars().all(|c| c.is_whitespace() || c == '|')
}

/// A line end in a cell.
const BREAK: &str = "<br>";

/// The words of a row's cells, and the strokes, blanks and line ends between them.
fn pieces_of_row(row: &str) -> Vec<&str> {
    let mut pieces = Vec::new();
    for cell in row.split_inclusive('|') {
        let (words, stroke) = cell
            .strip_suffix('|')
            .map_or((cell, ""), |words| (words, &cell[words.len()..]));
        for (index, line) in words.split(BREAK).enumerate() {
            if index > 0 {
                pieces.push(BREAK);
            }
            let bare = line.trim();
            let lead = line.len() - line.trim_start().len();
            pieces.extend([&line[..lead], bare, &line[lead + bare.len()..]]);
        }
        pieces.push(stroke);
    }
    pieces.retain(|piece| !piece.is_empty());
    pieces
}
