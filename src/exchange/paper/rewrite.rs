//! Another version of a contract as changes of the paper that says this one: which words of which paragraphs go and come.

use super::Line;
use super::anchors::{Anchors, Part, anchors, lines};
use super::line_edits::{Kept, apart, edits, kept, pairs};
use super::tables::cells;
use super::unwritten::Unwritten;
use super::word::placed;
use super::works::{LinePlan, New, Works};
use crate::contract::{Clause, Contract};
use crate::exchange::docx::{Docx, MarkFault, Marked, NewWords, Refused, Stamp, View, mark};
use crate::redline::{ChangeKind, ClauseChange, CompareScope, compare};
use std::collections::{BTreeMap, HashMap, HashSet};
use std::ops::Range;

/// A file in which another version was marked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Written {
    /// The file, and how much of it was left as it was.
    pub marked: Marked,
    /// Lines that read otherwise than in the version: numbers, which Word computes. As the file has them.
    pub otherwise: Vec<String>,
}

/// Writes a version of a contract into a Word file that says another one, as tracked changes.
///
/// # Errors
///
/// When the file says something else, or a change cannot be marked. Nothing is approximated.
pub fn write_version(file: &[u8], base: &Contract, to: &Contract, stamp: &Stamp) -> Result<Written, Unwritten> {
    let refused = |why: MarkFault| Unwritten::Refused(vec![why]);
    let docx = Docx::read(file).map_err(|why| refused(why.into()))?;
    let blocks = docx.shown(View::Accepted);
    let (paper, origins) = placed(&docx, View::Accepted, &blocks);
    let anchors = anchors(base, &paper.lines);
    if !anchors.only_on_paper.is_empty() || !anchors.only_in_contract.is_empty() {
        return Err(Unwritten::OtherWords {
            on_paper: anchors.only_on_paper,
            in_contract: anchors.only_in_contract,
        });
    }
    let mut rewriter = Rewriter::new(base, to, &paper.lines, &anchors);
    rewriter.title();
    let redline = compare(base, to, CompareScope::Changes);
    for change in &redline.clauses {
        rewriter.clause(change);
    }
    let Rewriter {
        plans,
        faults,
        before_all,
        ..
    } = rewriter;
    let (works, wanted) = Works::of(&paper.lines, &origins, plans, before_all, faults)?;
    let marked = mark(file, &works, stamp).map_err(|refused| {
        let all = refused.into_iter().map(|Refused { why, .. }| why);
        Unwritten::Refused(all.collect())
    })?;
    checked(&docx, marked, &wanted, to)
}

/// Reads what was written, and holds it against what was wanted.
fn checked(before: &Docx, marked: Marked, wanted: &[String], to: &Contract) -> Result<Written, Unwritten> {
    let after = Docx::read(&marked.bytes).map_err(|why| Unwritten::ReadsOtherwise(why.to_string()))?;
    let read = |docx: &Docx, view| placed(docx, view, &docx.shown(view)).0.lines;
    let accepted = read(&after, View::Accepted);
    let differs = |found: &[Line], wanted: &mut dyn Iterator<Item = &str>| {
        let mut found = found.iter().map(|line| line.text.as_str());
        loop {
            match (found.next(), wanted.next()) {
                (None, None) => return None,
                (found, wanted) if found == wanted => {}
                (found, wanted) => return Some(found.or(wanted).unwrap_or_default().to_owned()),
            }
        }
    };
    if let Some(line) = differs(&accepted, &mut wanted.iter().map(String::as_str)) {
        return Err(Unwritten::ReadsOtherwise(line));
    }
    let (old, new) = (read(before, View::Rejected), read(&after, View::Rejected));
    if let Some(line) = differs(&new, &mut old.iter().map(|line| line.text.as_str())) {
        return Err(Unwritten::ReadsOtherwise(line));
    }
    let found = anchors(to, &accepted);
    let unfound = accepted.iter().zip(&found.lines).filter(|(_, own)| own.is_empty());
    let otherwise = unfound.map(|(line, _)| match &line.label {
        Some(label) => format!("{} {}", label.text, line.text),
        None => line.text.clone(),
    });
    let otherwise = otherwise.collect();
    Ok(Written { marked, otherwise })
}

struct Rewriter<'a> {
    base: HashMap<&'a str, (usize, &'a Clause)>,
    to: HashMap<&'a str, &'a Clause>,
    titles: (&'a str, &'a str),
    lines: &'a [Line],
    anchors: &'a Anchors,
    /// For each clause of the base the pieces of its heading and of its text.
    own: HashMap<usize, (Vec<usize>, Vec<usize>)>,
    plans: BTreeMap<usize, LinePlan>,
    before_all: Vec<New>,
    faults: Vec<MarkFault>,
    /// The last line that what is in front of the next clause stands in.
    last: Option<usize>,
    /// The last clause of each depth, by its place in the base.
    siblings: HashMap<usize, usize>,
    /// The depth of the clause that stands in another place now, whose clauses below go with it.
    moved_at: Option<usize>,
}

impl<'a> Rewriter<'a> {
    fn new(base: &'a Contract, to: &'a Contract, lines: &'a [Line], anchors: &'a Anchors) -> Self {
        let mut own: HashMap<usize, (Vec<usize>, Vec<usize>)> = HashMap::new();
        for (index, piece) in anchors.pieces.iter().enumerate() {
            match piece.part {
                Part::Title => {}
                Part::Heading(clause) => own.entry(clause).or_default().0.push(index),
                Part::Text(clause) => own.entry(clause).or_default().1.push(index),
            }
        }
        let visits = base.walk();
        Self {
            base: visits
                .iter()
                .enumerate()
                .map(|(place, visit)| (visit.clause.id.as_str(), (place, visit.clause)))
                .collect(),
            to: to
                .walk()
                .iter()
                .map(|visit| (visit.clause.id.as_str(), visit.clause))
                .collect(),
            titles: (&base.title, &to.title),
            lines,
            anchors,
            own,
            plans: BTreeMap::new(),
            before_all: Vec::new(),
            faults: Vec::new(),
            last: None,
            siblings: HashMap::new(),
            moved_at: None,
        }
    }

    fn title(&mut self) {
        let (old, new) = self.titles;
        let place = self.anchors.pieces.iter().position(|piece| piece.part == Part::Title);
        let anchor = place.and_then(|piece| self.anchors.places.get(&piece)).copied();
        if let Some((line, order)) = anchor {
            self.last = Some(line);
            let at = self.anchors.lines[line][order].at.clone();
            let written = self.lines[line].text.get(at.clone()).unwrap_or_default();
            let changed = if old == new { Vec::new() } else { apart(written, new) };
            let own = &mut self.plans.entry(line).or_default().edits;
            own.extend(
                changed
                    .into_iter()
                    .map(|(range, with)| (range.start + at.start..range.end + at.start, with)),
            );
        } else if old != new {
            self.faults.push(MarkFault::Unreached(new.to_owned()));
        }
    }

    fn clause(&mut self, change: &ClauseChange) {
        let old = change.from_id.as_deref().and_then(|id| self.base.get(id)).copied();
        let new = self
            .to
            .get(change.id.as_str())
            .copied()
            .filter(|_| change.change != ChangeKind::Removed);
        if self.moved_at.is_some_and(|depth| change.depth <= depth) {
            self.moved_at = None;
        }
        let starts = old.and_then(|(place, _)| self.first_line(place));
        let is_behind = starts.zip(self.last).is_none_or(|(starts, last)| starts > last);
        match (old, new) {
            (Some((place, was)), Some(is)) if !change.moved && self.moved_at.is_none() && is_behind => {
                self.edit(place, was, is, change);
                self.siblings.insert(change.depth, place);
            }
            (Some((place, _)), Some(is)) => {
                self.moved_at = self.moved_at.or(Some(change.depth));
                self.strike(place);
                self.put(is, change.depth, Some(place));
            }
            (Some((place, _)), None) => {
                self.strike(place);
                if is_behind {
                    self.last = self.last_line(place).or(self.last);
                }
                self.siblings.entry(change.depth).or_insert(place);
            }
            (None, Some(is)) => self.put(is, change.depth, None),
            (None, None) => {}
        }
    }

    fn pieces(&self, place: usize) -> (Vec<usize>, Vec<usize>) {
        self.own.get(&place).cloned().unwrap_or_default()
    }

    fn lines_of(&self, place: usize) -> Vec<usize> {
        let (heading, text) = self.pieces(place);
        let all = heading.iter().chain(&text);
        all.filter_map(|piece| Some(self.anchors.places.get(piece)?.0))
            .collect()
    }

    fn first_line(&self, place: usize) -> Option<usize> {
        self.lines_of(place).first().copied()
    }

    fn last_line(&self, place: usize) -> Option<usize> {
        self.lines_of(place).last().copied()
    }

    fn strike(&mut self, place: usize) {
        for line in self.lines_of(place) {
            self.plans.entry(line).or_default().gone = true;
        }
    }

    /// Takes words out of a line; the whole line, where nothing else stands in it.
    fn take(&mut self, piece: usize) {
        let Some((line, order)) = self.anchors.places.get(&piece).copied() else {
            return;
        };
        let all = &self.anchors.lines[line];
        let own = all[order].at.clone();
        let plan = self.plans.entry(line).or_default();
        if all.len() == 1 {
            plan.gone = true;
            return;
        }
        // What parts it from its neighbour goes with it.
        let range = match order.checked_sub(1).and_then(|before| all.get(before)) {
            Some(before) => before.at.end..own.end,
            None => own.start..all.get(1).map_or(own.end, |next| next.at.start),
        };
        plan.edits.push((range, String::new()));
    }

    fn edit_piece(&mut self, piece: usize, changed: Vec<(Range<usize>, String)>) {
        let Some((line, order)) = self.anchors.places.get(&piece).copied() else {
            return;
        };
        let anchor = &self.anchors.lines[line][order];
        let (lead, start) = (anchor.lead, anchor.at.start);
        let plan = self.plans.entry(line).or_default();
        for (range, with) in changed {
            // Numbers that the paper computes are not words of it.
            if range.end <= lead && lead > 0 {
                continue;
            }
            let from = range.start.max(lead) - lead + start;
            plan.edits.push((from..range.end.max(lead) - lead + start, with));
        }
    }

    fn edit(&mut self, place: usize, was: &Clause, is: &Clause, change: &ClauseChange) {
        let (heading, text) = self.pieces(place);
        let before = self.last;
        if was.heading != is.heading {
            self.part(
                &heading,
                &was.heading,
                &is.heading,
                &kept(&change.heading_segments),
                before,
            );
        }
        let at_heading = heading
            .iter()
            .rev()
            .find_map(|piece| Some(self.anchors.places.get(piece)?.0));
        let at_heading = at_heading.or(before);
        if was.text != is.text {
            self.part(&text, &was.text, &is.text, &kept(&change.segments), at_heading);
        }
        self.last = self.last_line(place).or(self.last);
    }

    /// Another heading or text of a clause that stays.
    fn part(&mut self, pieces: &[usize], old: &str, new: &str, kept: &[Kept], before: Option<usize>) {
        let old_lines = lines(old);
        let new_lines = lines(new);
        let is_row = |text: &str, at: &Range<usize>| text.get(at.clone()).and_then(cells).map(|cells| cells.len());
        let may = |o: usize, n: usize| is_row(old, &old_lines[o]) == is_row(new, &new_lines[n]);
        let paired = pairs(kept, &old_lines, &new_lines, may);
        let by_new: HashMap<usize, usize> = paired.iter().map(|(o, n)| (*n, *o)).collect();
        let with_pair: HashSet<usize> = paired.iter().map(|(o, _)| *o).collect();
        for (_, piece) in pieces.iter().enumerate().filter(|(o, _)| !with_pair.contains(o)) {
            self.take(*piece);
        }
        let mut behind: Option<usize> = None;
        for (n, line) in new_lines.iter().enumerate() {
            let words = &new[line.clone()];
            if let Some(o) = by_new.get(&n) {
                let Some(piece) = pieces.get(*o).copied() else { continue };
                if let Some(cells) = cells(words) {
                    if let Some((line, _)) = self.anchors.places.get(&piece).copied()
                        && self.lines[line].text != words
                    {
                        self.plans.entry(line).or_default().row = Some(cells);
                    }
                } else {
                    self.edit_piece(piece, edits(kept, old, &old_lines[*o], new, line));
                }
                behind = Some(piece);
                continue;
            }
            let place = behind.and_then(|piece| self.anchors.places.get(&piece)).copied();
            match place {
                // Within a paragraph a new line is one of it.
                Some((at, order)) if order + 1 < self.anchors.lines[at].len() => {
                    let end = self.anchors.lines[at][order].at.end;
                    self.plans
                        .entry(at)
                        .or_default()
                        .edits
                        .push((end..end, format!("\n{words}")));
                }
                _ => {
                    let at = place.map(|(at, _)| at).or(before);
                    let like = place.map(|(at, _)| at).or_else(|| {
                        let own = pieces.first().and_then(|piece| self.anchors.places.get(piece));
                        own.map(|(line, _)| *line)
                    });
                    self.put_line(at, like.or(before), words);
                }
            }
        }
    }

    /// Puts a new line behind another.
    fn put_line(&mut self, at: Option<usize>, like: Option<usize>, words: &str) {
        let new = New {
            words: NewWords {
                front: String::new(),
                text: words.to_owned(),
            },
            row: cells(words),
            like,
        };
        self.push(at, new);
    }

    fn push(&mut self, at: Option<usize>, new: New) {
        match at {
            Some(at) => self.plans.entry(at).or_default().behind.push(new),
            None => self.before_all.push(new),
        }
    }

    /// Puts a clause behind what stands in front of it, made like its sibling or like itself where it stood.
    fn put(&mut self, clause: &Clause, depth: usize, was: Option<usize>) {
        let sibling = was.or_else(|| self.siblings.get(&depth).copied());
        let sibling = sibling.or_else(|| self.siblings.values().max().copied());
        let (heading, text) = sibling.map(|place| self.pieces(place)).unwrap_or_default();
        let place = |piece: Option<&usize>| piece.and_then(|piece| self.anchors.places.get(piece)).copied();
        let (head, body) = (place(heading.first()), place(text.first()));
        let last = self.last;
        let lead = head
            .or(body)
            .map_or(0, |(line, order)| self.anchors.lines[line][order].lead);
        let mut title = clause.heading.trim().to_owned();
        let mut lines: Vec<String> = lines(&clause.text)
            .into_iter()
            .map(|at| clause.text[at].to_owned())
            .collect();
        if lead > 0 {
            let first = if title.is_empty() {
                lines.first_mut()
            } else {
                Some(&mut title)
            };
            if let Some(first) = first {
                *first = without_number(first).to_owned();
            }
        }
        let joined = head.zip(body).filter(|(head, body)| head.0 == body.0);
        if let Some((head, body)) = joined
            && !title.is_empty()
            && let Some(first) = lines.first().filter(|line| cells(line).is_none())
        {
            let all = &self.anchors.lines[head.0];
            let between = all[head.1].at.end..all[body.1].at.start;
            let between = self.lines[head.0].text.get(between).unwrap_or(" ");
            let new = New {
                words: NewWords {
                    front: format!("{title}{between}"),
                    text: first.clone(),
                },
                row: None,
                like: Some(head.0),
            };
            self.push(last, new);
            lines.remove(0);
        } else if !title.is_empty() {
            self.put_line(last, head.or(body).map(|(line, _)| line).or(last), &title);
        }
        let like = place(text.last()).or(head).map(|(line, _)| line).or(last);
        for line in lines {
            self.put_line(last, like, &line);
        }
    }
}

/// Words without the number in front that the paper computes.
fn without_number(words: &str) -> &str {
    let (first, rest) = words.split_once(' ').unwrap_or((words, ""));
    let is_number = first.chars().any(|c| c.is_ascii_digit())
        || first.starts_with([
            '第', '(', '（', '一', '二', '三', '四', '五', '六', '七', '八', '九', '十',
        ])
        || first.ends_with([')', '.', '、']);
    if is_number && first.chars().count() <= 10 {
        rest.trim_start()
    } else {
        words
    }
}

#[cfg(test)]
#[path = "rewrite_tests.rs"]
mod tests;
