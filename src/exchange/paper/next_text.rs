//! What came on paper as the next text of a contract: its words on the clauses that there are, and clauses of their own
//! for what is new.

use super::clause_ids::ClauseIds;
use super::levels::Level;
use super::outline::{ClauseBeginning, LineRole, Open, close, roles};
use super::{Line, Paper};
use crate::contract::{Clause, Contract};
use crate::redline::{Labelled, PaperLine, fit_closely, label_in_front};
use std::collections::{HashMap, HashSet};

/// A paper read in both ways: with its tracked changes accepted, and with them rejected.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BothViews {
    /// As its last author wants it.
    pub accepted: Paper,
    /// As it was before its tracked changes.
    pub rejected: Paper,
}

/// What a paper said before its tracked changes, on the clauses of the contract that was sent. What differs from that
/// contract was changed without a mark.
#[must_use]
pub fn before_marks(sent: &Contract, views: &BothViews) -> Contract {
    let lines: Vec<PaperLine> = views.rejected.lines.iter().map(|line| written(line, true)).collect();
    fit_closely(sent, &lines)
}

/// What a paper says with its tracked changes accepted, as the text that follows on `newest`. `sent` is the contract that
/// the paper answers; `is_used` says of an id whether some clause has or had it.
#[must_use]
pub fn next_text(newest: &Contract, sent: &Contract, views: &BothViews, is_used: impl Fn(&str) -> bool) -> Contract {
    let roles = roles(&views.accepted);
    let mute = MuteLists::of(sent, &views.rejected);
    let lines: Vec<PaperLine> = (views.accepted.lines.iter().zip(&roles))
        .map(|(line, role)| written(line, !mute.has(line, role)))
        .collect();
    let laid = fit_closely(newest, &lines);
    let of_lines = lines.iter().zip(&roles);
    // A line with line ends of its own is several lines of a text.
    let begun = of_lines.filter(|(line, _)| !line.text.contains('\n'));
    let begun = begun.filter_map(|(line, role)| Some((whole(line), role.begins.as_ref()?)));
    let mut beginnings: HashMap<String, &ClauseBeginning> = begun.collect();
    // Words that begin a line more than once begin a clause only where all of them do.
    for (line, role) in lines.iter().zip(&roles) {
        if role.begins.is_none() {
            beginnings.remove(&whole(line));
        }
    }
    Sorting {
        newest,
        beginnings,
        ids: ClauseIds::default(),
        is_used: &is_used,
    }
    .sorted(laid)
}

fn written(line: &Line, with_label: bool) -> PaperLine {
    PaperLine {
        label: line
            .label
            .as_ref()
            .filter(|_| with_label)
            .map(|label| label.text.clone()),
        text: line.text.clone(),
    }
}

/// A line with its number, without blanks at its ends.
fn whole(line: &PaperLine) -> String {
    let text = line.text.trim();
    match &line.label {
        Some(label) => format!("{label} {text}"),
        None => text.to_owned(),
    }
}

/// The numbered lists of a paper whose numbers a contract does not have among its words: where a clause came in, those
/// behind it count on, and say no more than before.
struct MuteLists<'p> {
    /// Whether a list at a level is one of these; a list that the paper did not have before is not among them.
    known: HashMap<(&'p str, usize), bool>,
}

impl<'p> MuteLists<'p> {
    fn of(sent: &Contract, rejected: &'p Paper) -> Self {
        let visits = sent.walk();
        let headings = visits.iter().map(|visit| visit.clause.heading.as_str());
        let texts = visits.iter().flat_map(|visit| visit.clause.text.lines());
        let typed: HashSet<&str> = headings
            .chain(texts)
            .filter_map(|line| line.split_whitespace().next())
            .collect();
        let mut known = HashMap::new();
        for label in rejected.lines.iter().filter_map(|line| line.label.as_ref()) {
            let first = label.text.split_whitespace().next().unwrap_or_default();
            *known.entry((&*label.list, label.level)).or_insert(true) &=
                says_place(&label.text) && !typed.contains(first);
        }
        Self { known }
    }

    fn has(&self, line: &Line, role: &LineRole) -> bool {
        let Some(label) = &line.label else { return false };
        let known = self.known.get(&(&*label.list, label.level)).copied();
        known.unwrap_or(role.is_label_mute)
    }
}

/// Whether a number is written as the place of a clause is: `2.1`, 第二条, `Article 2`.
fn says_place(label: &str) -> bool {
    let bare = label.trim().trim_end_matches(['.', '、', '．']);
    let is_path = bare
        .split('.')
        .all(|step| !step.is_empty() && step.bytes().all(|b| b.is_ascii_digit()));
    is_path || label_in_front(label.trim()).is_some_and(|(_, label)| matches!(label.of, Labelled::Clause))
}

/// Gives what is new clauses of its own.
struct Sorting<'a> {
    newest: &'a Contract,
    /// How the lines that begin a clause do so, by the whole line.
    beginnings: HashMap<String, &'a ClauseBeginning>,
    ids: ClauseIds,
    is_used: &'a dyn Fn(&str) -> bool,
}

/// Clauses that are new, one below or behind the other.
type Fresh = Vec<(Level, Clause)>;

impl Sorting<'_> {
    fn sorted(mut self, laid: Contract) -> Contract {
        for visit in laid.walk() {
            self.ids.take(&visit.clause.id);
        }
        let mut clauses = Vec::new();
        let mut left = self.each(laid.clauses, &mut clauses);
        // What stands higher than every clause before it stands at the top.
        settle(&mut left, &mut clauses);
        Contract { clauses, ..laid }
    }

    /// Puts clauses behind `done`, with what is new among them. What is left belongs higher up.
    fn each(&mut self, clauses: Vec<Clause>, done: &mut Vec<Clause>) -> Fresh {
        let mut left = Fresh::new();
        for mut clause in clauses {
            // What stands higher than the clauses here would tear them apart: it stays beside them.
            settle(&mut left, done);
            let has_below = !clause.clauses.is_empty();
            self.mend_heading(&mut clause);
            let own = self.level(&clause);
            let mut fresh = self.split(&mut clause, own, has_below);
            let mut below = Vec::new();
            let deeper = fresh
                .iter()
                .take_while(|(level, _)| own.is_none_or(|own| *level > own))
                .count();
            let is_parent = own.is_some();
            let mut above = if is_parent {
                fresh.split_off(deeper)
            } else {
                std::mem::take(&mut fresh)
            };
            settle(&mut fresh, &mut below);
            let inner = std::mem::take(&mut clause.clauses);
            let mut from_below = self.each(inner, &mut below);
            if let Some(own) = own {
                let deeper = from_below.iter().take_while(|(level, _)| *level > own).count();
                let higher = from_below.split_off(deeper);
                settle(&mut from_below, &mut below);
                from_below = higher;
            }
            clause.clauses = below;
            done.push(clause);
            above.append(&mut from_below);
            // Beside this clause stands what is as high, and what is below that.
            let higher = own.and_then(|own| above.iter().position(|(level, _)| *level < own));
            left = higher.map_or_else(Vec::new, |at| above.split_off(at));
            settle(&mut above, done);
        }
        left
    }

    /// A clause whose words were all replaced may have its new heading in its text.
    fn mend_heading(&self, clause: &mut Clause) {
        let had = self
            .newest
            .clause(&clause.id)
            .is_some_and(|old| !old.heading.trim().is_empty());
        if !had || !clause.heading.trim().is_empty() {
            return;
        }
        let (first, rest) = clause.text.split_once('\n').unwrap_or((&clause.text, ""));
        if let Some(beginning) = self.beginnings.get(first.trim()) {
            let text = joined(&beginning.text, rest);
            clause.heading.clone_from(&beginning.heading);
            clause.text = text;
        }
    }

    /// How deep a clause is on the paper; `None` where the paper does not tell.
    fn level(&self, clause: &Clause) -> Option<Level> {
        let first = clause.text.lines().next().unwrap_or_default();
        let candidates = [
            clause.heading.trim().to_owned(),
            format!("{} {}", clause.heading.trim(), first.trim()),
            format!("{}. {}", clause.heading.trim(), first.trim()),
            first.trim().to_owned(),
        ];
        let found = candidates.iter().filter(|line| !line.is_empty());
        let mut found = found.filter_map(|line| self.beginnings.get(line.trim()));
        found.next().map(|beginning| beginning.level)
    }

    /// Takes whole new clauses from the end of a clause's text.
    fn split(&mut self, clause: &mut Clause, own: Option<Level>, has_below: bool) -> Fresh {
        let Some(old) = self.newest.clause(&clause.id) else {
            return Fresh::new();
        };
        if old.text == clause.text {
            return Fresh::new();
        }
        let mut known: HashMap<&str, usize> = HashMap::new();
        for line in old.text.lines().map(str::trim) {
            *known.entry(line).or_default() += 1;
        }
        let lines: Vec<&str> = clause.text.lines().collect();
        // New lines at the end: what the old text has as well, it had before.
        let mut from = lines.len();
        while from > 0 && !known.contains_key(lines[from - 1].trim()) {
            from -= 1;
        }
        let is_begun = |line: &&str| self.beginnings.get(line.trim()).copied();
        let begins = |line: &&str| {
            is_begun(line).is_some_and(|new| {
                // Below a clause nothing can stand beside it that comes before what is below it.
                !has_below || own.is_some_and(|own| new.level > own)
            })
        };
        let Some(first) = lines[from..].iter().position(begins).map(|at| from + at) else {
            return Fresh::new();
        };
        let mut fresh = Fresh::new();
        let mut kept: Vec<&str> = lines[..first].to_vec();
        for line in &lines[first..] {
            let level_fits = |new: &&ClauseBeginning| !has_below || own.is_some_and(|own| new.level > own);
            match (is_begun(line).filter(level_fits), fresh.last_mut()) {
                (Some(new), _) => fresh.push((
                    new.level,
                    Clause {
                        heading: new.heading.clone(),
                        text: new.text.clone(),
                        ..Clause::default()
                    },
                )),
                (None, Some((_, last))) => last.text = joined(&last.text, line),
                (None, None) => kept.push(line),
            }
        }
        // The places of those that the next one may stand in, each deeper than the one before.
        let mut above: Vec<usize> = Vec::new();
        for at in 0..fresh.len() {
            let level = fresh[at].0;
            // A clause without a heading is called by the one that it stands in.
            while above.last().is_some_and(|last| fresh[*last].0 >= level) {
                above.pop();
            }
            let parent = above.last().copied();
            above.push(at);
            let place = at - parent.unwrap_or(0) + usize::from(parent.is_none());
            let parent = parent.map_or(clause.id.clone(), |parent| fresh[parent].1.id.clone());
            let heading = fresh[at].1.heading.clone();
            let new = &mut fresh[at].1;
            new.id = self.free_id(&heading, &parent, place);
            if !new.text.is_empty() {
                new.text.push('\n');
            }
        }
        let end = if old.text.ends_with('\n') && !kept.is_empty() {
            "\n"
        } else {
            ""
        };
        let text = format!("{}{end}", kept.join("\n").trim_end_matches('\n'));
        clause.text = if text.trim() == old.text.trim() {
            old.text.clone()
        } else {
            text
        };
        fresh
    }

    /// An id that no clause has or ever had.
    fn free_id(&mut self, heading: &str, behind: &str, place: usize) -> String {
        loop {
            let id = self.ids.give(heading, Some(behind), place);
            if !(self.is_used)(&id) {
                return id;
            }
        }
    }
}

fn joined(first: &str, second: &str) -> String {
    match (first.is_empty(), second.is_empty()) {
        (true, _) => second.to_owned(),
        (_, true) => first.to_owned(),
        _ => format!("{first}\n{second}"),
    }
}

/// Puts new clauses behind `done`, each below the nearest higher one among them.
fn settle(fresh: &mut Fresh, done: &mut Vec<Clause>) {
    let mut open: Vec<Open> = Vec::new();
    for (level, clause) in fresh.drain(..) {
        close(&mut open, done, Some(level));
        open.push(Open { level, clause });
    }
    close(&mut open, done, None);
}
