//! Lines as clauses: which line begins one, at which level, and what belongs to it.

use super::clause_ids::ClauseIds;
use super::front::{language, parties, title};
use super::headings::{begun, is_title};
use super::levels::{self, Level};
use super::{Line, Paper};
use crate::contract::{Clause, Contract};
use crate::exchange::docx::Label;
use std::collections::HashMap;

/// A first draft of a contract.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Draft {
    /// The contract. Its parties are proposed, and those that could not be found are to be filled in.
    pub contract: Contract,
    /// The ids of the parties whose names have to be filled in.
    pub to_fill_in: Vec<String>,
}

/// Makes a first draft of what stands on a paper; `name` is its title where the paper has none.
#[must_use]
pub fn draft(paper: &Paper, name: &str) -> Draft {
    let (title, from) = title(&paper.lines).unwrap_or_else(|| (name.to_owned(), 0));
    let lines = &paper.lines[from..];
    let language = language(&paper.lines);
    let clauses = clauses(lines);
    let (parties, to_fill_in) = parties(&paper.lines, language.as_deref());
    let contract = Contract {
        title,
        language,
        parties,
        clauses,
        ..Contract::default()
    };
    Draft { contract, to_fill_in }
}

/// What a line of a paper is to a contract's text.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct LineRole {
    /// Its computed number is no part of the words: it says where the clause is and nothing else.
    pub(super) is_label_mute: bool,
    /// How it begins a clause, if it does.
    pub(super) begins: Option<ClauseBeginning>,
}

/// How a line begins a clause.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct ClauseBeginning {
    /// How deep the clause is among those of the paper: an order, not a count.
    pub(super) level: Level,
    /// Its heading.
    pub(super) heading: String,
    /// What follows the heading in the same line.
    pub(super) text: String,
}

/// What each line of a paper is, in order.
#[must_use]
pub(super) fn roles(paper: &Paper) -> Vec<LineRole> {
    let from = title(&paper.lines).map_or(0, |(_, from)| from);
    let lines = &paper.lines[from..];
    let role = |(line, level, is_typed): (&Line, Option<Level>, bool)| LineRole {
        is_label_mute: line.label.is_some() && !is_typed,
        begins: level.map(|level| {
            let parts = begun(line);
            let label = line.label.as_ref().filter(|_| is_typed);
            ClauseBeginning {
                level,
                heading: label.map_or(parts.heading.clone(), |label| {
                    format!("{} {}", label.text, parts.heading).trim_end().to_owned()
                }),
                text: parts.text,
            }
        }),
    };
    let of_lines = levelled(lines).into_iter().map(role);
    std::iter::repeat_with(LineRole::default)
        .take(from)
        .chain(of_lines)
        .collect()
}

/// Each line with the level of the clause that it begins, and whether its computed label is to be typed.
fn levelled(lines: &[Line]) -> Vec<(&Line, Option<Level>, bool)> {
    let mut levels = Levels::of(lines);
    let found: Vec<Option<Level>> = lines.iter().map(|line| levels.of_line(line)).collect();
    let typed = labels_to_type(lines, &found);
    let of_lines = lines.iter().zip(found).zip(typed);
    of_lines
        .map(|((line, level), is_typed)| (line, level, is_typed))
        .collect()
}

/// A clause that is still open.
pub(super) struct Open {
    pub(super) level: Level,
    pub(super) clause: Clause,
}

/// The clauses of lines. Every line is in one, in order.
fn clauses(lines: &[Line]) -> Vec<Clause> {
    let mut ids = ClauseIds::default();
    let mut done: Vec<Clause> = Vec::new();
    let mut open: Vec<Open> = Vec::new();
    for (line, level, is_typed) in levelled(lines) {
        let label = line
            .label
            .as_ref()
            .filter(|_| is_typed)
            .map(|label| label.text.as_str());
        let Some(level) = level else {
            let text = match label {
                Some(label) => format!("{label} {}", line.text),
                None => line.text.clone(),
            };
            if open.is_empty() {
                let clause = Clause {
                    id: ids.take("preamble"),
                    ..Clause::default()
                };
                let level = Level::Figure(u8::MAX);
                open.push(Open { level, clause });
            }
            if let Some(Open { clause, .. }) = open.last_mut() {
                if !clause.text.is_empty() {
                    clause.text.push('\n');
                }
                clause.text.push_str(&text);
            }
            continue;
        };
        close(&mut open, &mut done, Some(level));
        let place = open.last().map_or(done.len(), |parent| parent.clause.clauses.len()) + 1;
        let parent = open.last().map(|parent| parent.clause.id.clone());
        let mut parts = begun(line);
        let id = ids.give(&parts.heading, parent.as_deref(), place);
        if let Some(label) = label {
            parts.heading = format!("{label} {}", parts.heading).trim_end().into();
        }
        let clause = Clause {
            id,
            heading: parts.heading,
            text: parts.text,
            pair: None,
            clauses: Vec::new(),
        };
        open.push(Open { level, clause });
    }
    close(&mut open, &mut done, None);
    done
}

/// Closes the clauses that end where one of this level begins, and puts each below the one that holds it; all of them where
/// nothing begins.
pub(super) fn close(open: &mut Vec<Open>, done: &mut Vec<Clause>, begins: Option<Level>) {
    while let Some(Open { clause, .. }) = open.pop_if(|last| begins.is_none_or(|level| last.level >= level)) {
        match open.last_mut() {
            Some(parent) => parent.clause.clauses.push(clause),
            None => done.push(clause),
        }
    }
}

/// Tells which lines begin a clause.
struct Levels {
    /// Lines in bold begin one where nothing else does.
    by_stress: bool,
    /// For each level the list that has it, and its last number: another list within is one of items.
    lists: HashMap<Level, (String, u64)>,
}

impl Levels {
    fn of(lines: &[Line]) -> Self {
        const ENOUGH: usize = 3;
        let sure = lines.iter().filter(|line| levels::of_line(line).is_some()).count();
        Self {
            by_stress: sure < ENOUGH,
            lists: HashMap::new(),
        }
    }

    fn of_line(&mut self, line: &Line) -> Option<Level> {
        let level = levels::of_line(line).or_else(|| {
            let stressed = self.by_stress && !line.row && line.label.is_none();
            (stressed && line.stressed == line.text.len() && is_title(&line.text)).then_some(Level::Stressed)
        })?;
        if level == Level::Annex {
            self.lists.clear();
        }
        let label = line.label.as_ref().filter(|_| line.heading.is_none());
        match label {
            Some(label) if !self.goes_on(level, label) => None,
            _ => Some(level),
        }
    }

    /// Whether a numbered line goes on in the list of its level, or is the first there.
    fn goes_on(&mut self, level: Level, label: &Label) -> bool {
        let number = last_number(&label.text);
        let goes_on = match self.lists.get(&level) {
            Some((list, before)) => *list == label.list || number == before + 1,
            None => true,
        };
        if goes_on {
            self.lists.insert(level, (label.list.clone(), number));
        }
        goes_on
    }
}

/// The last figure of a label, 0 for none.
fn last_number(label: &str) -> u64 {
    let mut parts = label.split(|c: char| !c.is_ascii_digit());
    let last = parts.rfind(|part| !part.is_empty());
    last.and_then(|part| part.parse().ok()).unwrap_or_default()
}

/// Which lines need their computed label in words: items always, and clauses of a list whose numbers are not those that
/// the clauses have by their place.
fn labels_to_type(lines: &[Line], levels: &[Option<Level>]) -> Vec<bool> {
    let mut agrees: HashMap<(&str, usize), bool> = HashMap::new();
    let mut counts: Vec<(Level, u64)> = Vec::new();
    let mut at_top = 0_u64;
    let mut preamble = false;
    for (line, level) in lines.iter().zip(levels) {
        let Some(level) = level else {
            // What stands before the first clause is one as well.
            if counts.is_empty() && !preamble {
                preamble = true;
                at_top += 1;
            }
            continue;
        };
        // The place of the clause that this one follows, if both are side by side.
        let mut last = None;
        while counts.last().is_some_and(|(open, _)| open >= level) {
            last = counts.pop().map(|(_, place)| place);
        }
        let place = if counts.is_empty() { at_top } else { last.unwrap_or(0) } + 1;
        if counts.is_empty() {
            at_top = place;
        }
        counts.push((*level, place));
        if let Some(label) = &line.label {
            let number: Vec<String> = counts.iter().map(|(_, place)| place.to_string()).collect();
            let same = is_number(&label.text, &number);
            *agrees.entry((&label.list, label.level)).or_insert(true) &= same;
        }
    }
    let lines = lines.iter().zip(levels);
    lines
        .map(|(line, level)| match (&line.label, level) {
            (Some(label), Some(_)) => !agrees.get(&(&*label.list, label.level)).copied().unwrap_or(true),
            (Some(_), None) => true,
            (None, _) => false,
        })
        .collect()
}

/// Whether a label says the number of a place and nothing else: `1.2`, `1.2.`, 第二条 for the second clause at the top.
fn is_number(label: &str, number: &[String]) -> bool {
    let digits = label.trim_end_matches(['.', '、', '．']);
    if digits == number.join(".") {
        return true;
    }
    let [only] = number else { return false };
    crate::redline::label_in_front(label).is_some_and(|(_, label)| {
        let is_clause = matches!(label.of, crate::redline::Labelled::Clause);
        is_clause && label.number == *only
    })
}

#[cfg(test)]
#[path = "outline_tests.rs"]
mod tests;
