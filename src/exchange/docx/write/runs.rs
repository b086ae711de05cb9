//! Cutting the runs of a paragraph where a change begins: both halves keep their properties, what is struck and what is
//! new stands in marks of ours, and the marks of others stay around what they were around.

use super::refused::MarkFault;
use super::splice::Splices;
use super::stamp::{Marker, Ours, can_stand};
use super::tree::{Inline, Run};
use crate::exchange::docx::view::{Shown, ShownLeaf};
use crate::exchange::docx::xml::{Element, Node};
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::ops::Range;

/// Other words for a stretch of a paragraph's words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TextEdit {
    /// The bytes that go.
    pub at: Range<usize>,
    /// The words that come behind them.
    pub with: String,
}

/// What becomes of the words of one element.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Step {
    Keep(Range<usize>),
    Strike(Range<usize>),
    Put { words: String, like: usize },
}

/// The steps of an element, and how many bytes of words it gives.
#[derive(Debug, Default)]
struct Steps {
    length: usize,
    all: Vec<Step>,
}

/// A field in a paragraph: its runs from the first to the last, and the bytes of the words that it gives.
struct Field {
    runs: Range<usize>,
    text: Range<usize>,
    is_whole: bool,
}

/// Plans and writes the edits of one paragraph.
pub(super) struct Cutter<'a, 'e, 'x> {
    pub(super) source: &'a str,
    pub(super) shown: &'a Shown,
    pub(super) inline: &'a Inline<'e, 'x>,
    /// Where the paragraph's own end is: new words of a paragraph without any go there.
    pub(super) end: usize,
}

impl Cutter<'_, '_, '_> {
    /// Writes edits, which are in order and do not touch.
    pub(super) fn cut(
        &self,
        edits: &[TextEdit],
        marker: &mut Marker<'_>,
        splices: &mut Splices,
    ) -> Result<(), MarkFault> {
        for edit in edits {
            if let Some(character) = edit.with.chars().find(|character| !can_stand(*character)) {
                return Err(MarkFault::Character(character.to_string()));
            }
        }
        let by_leaf = self.runs_by_leaf();
        let fields = self.fields(&by_leaf);
        let edits = self.widened(edits, &fields)?;
        let mut steps: BTreeMap<usize, Steps> = BTreeMap::new();
        let mut behind: BTreeMap<usize, Vec<(String, usize)>> = BTreeMap::new();
        let mut before: BTreeMap<usize, Vec<(String, usize)>> = BTreeMap::new();
        let mut struck: BTreeSet<usize> = BTreeSet::new();
        for field in &fields {
            let at = edits.partition_point(|edit| edit.at.end < field.text.end);
            let goes = edits.get(at).is_some_and(|edit| edit.at.start <= field.text.start);
            if goes {
                struck.extend(field.runs.clone());
            }
        }
        for edit in &edits {
            self.strike(edit, &by_leaf, &struck, &mut steps)?;
            if edit.with.is_empty() {
                continue;
            }
            let Some(place) = self.place(edit) else {
                splices.insert(
                    self.end,
                    format!(
                        "{}{}{}",
                        marker.open(Ours::Inserted),
                        marker.run("", &edit.with),
                        marker.close(Ours::Inserted)
                    ),
                );
                continue;
            };
            let like = self.like(edit, &by_leaf)?;
            let (leaf, is_behind) = place;
            let run = self.run_of(leaf, &by_leaf)?;
            let at = fields.partition_point(|field| field.runs.end <= run);
            let field = fields.get(at).filter(|field| field.runs.contains(&run));
            let whole_run = field.is_some() || struck.contains(&run);
            let put = (edit.with.clone(), like);
            match (whole_run, is_behind) {
                (true, true) => behind
                    .entry(field.map_or(run, |field| field.runs.end - 1))
                    .or_default()
                    .push(put),
                (true, false) => before
                    .entry(field.map_or(run, |field| field.runs.start))
                    .or_default()
                    .push(put),
                (false, _) => {
                    let at = if is_behind && edit.at.end < leaf.text.end {
                        edit.at.end.max(leaf.text.start) - leaf.text.start
                    } else if is_behind {
                        leaf.text.len()
                    } else {
                        0
                    };
                    let own = steps_of(&mut steps, leaf);
                    keep_until(&mut own.all, at);
                    own.all.push(Step::Put {
                        words: put.0,
                        like: put.1,
                    });
                }
            }
        }
        let mut by_run: BTreeSet<usize> = BTreeSet::new();
        for leaf in steps.keys() {
            by_run.extend(by_leaf.get(leaf));
        }
        for run in by_run.iter().filter(|run| !struck.contains(run)) {
            self.write_run(&self.inline.runs[*run], &steps, marker, splices)?;
        }
        self.strike_runs(struck.iter().copied(), marker, splices)?;
        for (run, puts) in before {
            let at = self.beside(run, true);
            self.write_puts(at, &puts, marker, splices);
        }
        for (run, puts) in behind {
            let at = self.beside(run, false);
            self.write_puts(at, &puts, marker, splices);
        }
        Ok(())
    }

    /// Strikes everything that stands in the paragraph.
    pub(super) fn strike_all(&self, marker: &mut Marker<'_>, splices: &mut Splices) -> Result<(), MarkFault> {
        // A box that is drawn beside the paragraph is a text of its own, and stays.
        let mut runs = Vec::new();
        for (index, run) in self.inline.runs.iter().enumerate().filter(|(_, run)| !run.is_gone) {
            let holds_box = run.element.all().any(holds_box);
            if holds_box && run.element.all().any(|child| child.is("t")) {
                return Err(MarkFault::Unreached(self.words(&(0..self.shown.text.len()))));
            }
            if !holds_box {
                runs.push(index);
            }
        }
        self.strike_runs(runs.into_iter(), marker, splices)?;
        for formula in &self.inline.formulas {
            splices.insert(formula.span.start, marker.open(Ours::Deleted));
            splices.insert(formula.span.end, marker.close(Ours::Deleted));
        }
        Ok(())
    }

    fn words(&self, at: &Range<usize>) -> String {
        const LONGEST: usize = 80;
        let words = self.shown.text.get(at.clone()).unwrap_or(&self.shown.text);
        words.chars().take(LONGEST).collect()
    }

    /// In which run each leaf stands, by where the leaf begins.
    fn runs_by_leaf(&self) -> HashMap<usize, usize> {
        let mut found = HashMap::new();
        for (index, run) in self.inline.runs.iter().enumerate() {
            found.extend(run.element.all().map(|child| (child.span.start, index)));
        }
        found
    }

    fn run_of(&self, leaf: &ShownLeaf, by_leaf: &HashMap<usize, usize>) -> Result<usize, MarkFault> {
        let run = by_leaf.get(&leaf.span.start).copied();
        let unreached = || MarkFault::Unreached(self.words(&leaf.text));
        let run = run.ok_or_else(unreached)?;
        match &self.inline.runs[run] {
            held if held.is_held => Err(MarkFault::Control(self.words(&leaf.text))),
            gone if gone.is_gone => Err(unreached()),
            _ => Ok(run),
        }
    }

    /// The fields that begin in this paragraph, the outermost ones.
    fn fields(&self, by_leaf: &HashMap<usize, usize>) -> Vec<Field> {
        let mut ranges: Vec<(Range<usize>, bool)> = Vec::new();
        let (mut depth, mut start) = (0_usize, 0);
        let mut simple: Option<(usize, usize)> = None;
        for (index, run) in self.inline.runs.iter().enumerate() {
            if let Some(field) = run.field.filter(|_| depth == 0) {
                match &mut simple {
                    Some((begins, _)) if *begins == field.span.start => {}
                    _ => {
                        ranges.push((index..index, true));
                        simple = Some((field.span.start, index));
                    }
                }
                if let Some((range, _)) = ranges.last_mut() {
                    range.end = index + 1;
                }
            }
            for child in run.element.all().filter(|child| child.is("fldChar")) {
                match child.attribute("fldCharType").as_deref() {
                    Some("begin") => {
                        if depth == 0 {
                            start = index;
                        }
                        depth += 1;
                    }
                    Some("end") if depth == 0 => ranges.push((0..index + 1, false)),
                    Some("end") => {
                        depth -= 1;
                        if depth == 0 {
                            ranges.push((start..index + 1, true));
                        }
                    }
                    _ => {}
                }
            }
        }
        if depth > 0 {
            ranges.push((start..self.inline.runs.len(), false));
        }
        let mut fields: Vec<Field> = ranges
            .into_iter()
            .map(|(runs, is_whole)| Field {
                runs,
                text: Range {
                    start: usize::MAX,
                    end: 0,
                },
                is_whole,
            })
            .collect();
        for leaf in self.shown.leaves.iter().filter(|leaf| leaf.in_field) {
            let Some(run) = by_leaf.get(&leaf.span.start) else {
                continue;
            };
            let at = fields.partition_point(|field| field.runs.end <= *run);
            if let Some(field) = fields.get_mut(at).filter(|field| field.runs.contains(run)) {
                field.text = field.text.start.min(leaf.text.start)..field.text.end.max(leaf.text.end);
            }
        }
        fields.retain(|field| field.text.start < field.text.end);
        fields
    }

    /// The edits, in which no field is cut: where one is touched, all its words go and those that stay are typed.
    fn widened(&self, edits: &[TextEdit], fields: &[Field]) -> Result<Vec<TextEdit>, MarkFault> {
        let mut all: Vec<TextEdit> = Vec::with_capacity(edits.len());
        let mut fields = fields.iter().peekable();
        let mut rest = edits.iter().peekable();
        while let Some(edit) = rest.next() {
            // What stays in front of a field that is touched, and the words of the field itself, are typed with the edit.
            let mut joined = edit.clone();
            while fields.next_if(|field| field.text.end <= joined.at.start).is_some() {}
            loop {
                let field = fields.peek().filter(|field| is_touched(&field.text, &joined.at));
                if let Some(field) = field {
                    if !field.is_whole {
                        return Err(MarkFault::Field(self.words(&field.text)));
                    }
                    let (start, end) = (field.text.start.min(joined.at.start), field.text.end.max(joined.at.end));
                    let front = self.shown.text.get(start..joined.at.start).unwrap_or_default();
                    joined.with.insert_str(0, front);
                    joined.at.start = start;
                    while let Some(next) = rest.next_if(|next| next.at.start <= end) {
                        let kept = joined.at.end..next.at.start;
                        joined.with.push_str(self.shown.text.get(kept).unwrap_or_default());
                        joined.with.push_str(&next.with);
                        joined.at.end = next.at.end;
                    }
                    let kept = joined.at.end..end;
                    joined.with.push_str(self.shown.text.get(kept).unwrap_or_default());
                    joined.at.end = end.max(joined.at.end);
                    fields.next();
                    continue;
                }
                break;
            }
            all.push(joined);
        }
        Ok(all)
    }

    /// The leaf next to which new words go, and whether behind it; nothing in a paragraph without words.
    fn place(&self, edit: &TextEdit) -> Option<(&ShownLeaf, bool)> {
        let leaves = &self.shown.leaves;
        let next = leaves.partition_point(|leaf| leaf.text.start < edit.at.end);
        match next.checked_sub(1).and_then(|last| leaves.get(last)) {
            Some(last) => Some((last, true)),
            None => leaves.first().map(|first| (first, false)),
        }
    }

    /// The run whose properties new words take: that of the words they replace, or of those in front of them.
    fn like(&self, edit: &TextEdit, by_leaf: &HashMap<usize, usize>) -> Result<usize, MarkFault> {
        let leaves = &self.shown.leaves;
        let at = if edit.at.is_empty() {
            leaves
                .partition_point(|leaf| leaf.text.start < edit.at.start)
                .saturating_sub(1)
        } else {
            leaves.partition_point(|leaf| leaf.text.end <= edit.at.start)
        };
        let is_plain = |leaf: &&ShownLeaf| leaf.is_words && by_leaf.contains_key(&leaf.span.start);
        let found = leaves[..(at + 1).min(leaves.len())].iter().rev().find(is_plain);
        let found = found.or_else(|| leaves.get(at..)?.iter().find(is_plain));
        let found = found.and_then(|leaf| by_leaf.get(&leaf.span.start)).copied();
        found.ok_or_else(|| MarkFault::Unreached(self.words(&edit.at)))
    }

    /// Notes which words of which leaves are struck.
    fn strike(
        &self,
        edit: &TextEdit,
        by_leaf: &HashMap<usize, usize>,
        struck: &BTreeSet<usize>,
        steps: &mut BTreeMap<usize, Steps>,
    ) -> Result<(), MarkFault> {
        let leaves = &self.shown.leaves;
        let first = leaves.partition_point(|leaf| leaf.text.end <= edit.at.start);
        for leaf in leaves[first..].iter().take_while(|leaf| leaf.text.start < edit.at.end) {
            if !leaf.is_words {
                return Err(MarkFault::Note(self.words(&leaf.text)));
            }
            let run = self.run_of(leaf, by_leaf)?;
            if struck.contains(&run) {
                continue;
            }
            let start = edit.at.start.max(leaf.text.start) - leaf.text.start;
            let end = edit.at.end.min(leaf.text.end) - leaf.text.start;
            let own = &mut steps_of(steps, leaf).all;
            keep_until(own, start);
            own.push(Step::Strike(start..end));
        }
        Ok(())
    }

    /// Where new words go in front of a run or behind it: outside of a field of one element, and of a mark of somebody
    /// else's that begins or ends with it.
    fn beside(&self, run: usize, at_start: bool) -> usize {
        let run = &self.inline.runs[run];
        let theirs = run.theirs.filter(|theirs| is_edge(theirs, run.element, at_start));
        let outer = run.field.or(theirs).unwrap_or(run.element);
        if at_start { outer.span.start } else { outer.span.end }
    }

    fn write_puts(&self, at: usize, puts: &[(String, usize)], marker: &mut Marker<'_>, splices: &mut Splices) {
        let mut written = marker.open(Ours::Inserted);
        for (words, like) in puts {
            let properties = self.inline.runs[*like].properties(self.source);
            written.push_str(&marker.run(&properties, words));
        }
        written.push_str(&marker.close(Ours::Inserted));
        splices.insert(at, written);
    }

    /// Strikes whole runs, with whatever is in them.
    fn strike_runs(
        &self,
        runs: impl Iterator<Item = usize>,
        marker: &mut Marker<'_>,
        splices: &mut Splices,
    ) -> Result<(), MarkFault> {
        let mut simple: Option<&Element<'_>> = None;
        for index in runs {
            let run = &self.inline.runs[index];
            if run.is_held {
                return Err(MarkFault::Control(self.words(&(0..self.shown.text.len()))));
            }
            if run.is_gone {
                continue;
            }
            if let Some(field) = run.field
                && simple.is_none_or(|before| before.span != field.span)
            {
                Self::strike_instruction(field, marker, splices);
                simple = Some(field);
            }
            splices.insert(run.element.span.start, marker.open(Ours::Deleted));
            rename(run.element, splices);
            splices.insert(run.element.span.end, marker.close(Ours::Deleted));
        }
        Ok(())
    }

    /// Writes a field of one element as one of several, whose instruction can be struck.
    fn strike_instruction(field: &Element<'_>, marker: &mut Marker<'_>, splices: &mut Splices) {
        let p = marker.prefix.clone();
        let told = field.attribute("instr").unwrap_or_default();
        let told = marker.words(&told, "delInstrText");
        let sign = |kind: &str| format!(r#"<{p}r><{p}fldChar {p}fldCharType="{kind}"/></{p}r>"#);
        let (open, close) = (marker.open(Ours::Deleted), marker.close(Ours::Deleted));
        let inside = field.inside();
        let begin = format!("{open}{}<{p}r>{told}</{p}r>{}{close}", sign("begin"), sign("separate"));
        splices.replace(field.span.start..inside.start, begin);
        let open = marker.open(Ours::Deleted);
        let end = format!("{open}{}{}", sign("end"), marker.close(Ours::Deleted));
        splices.replace(inside.end..field.span.end, end);
    }

    /// Writes a run anew in which words are struck or new.
    fn write_run(
        &self,
        run: &Run<'_, '_>,
        steps: &BTreeMap<usize, Steps>,
        marker: &mut Marker<'_>,
        splices: &mut Splices,
    ) -> Result<(), MarkFault> {
        let mut parts: Vec<(Option<Ours>, usize, String)> = Vec::new();
        let mut add = |ours: Option<Ours>, like: usize, words: &str| match parts.last_mut() {
            Some((last, of, before)) if *last == ours && *of == like => before.push_str(words),
            _ => parts.push((ours, like, words.to_owned())),
        };
        for child in run.element.all().filter(|child| !child.is("rPr")) {
            let raw = self.source.get(child.span.clone()).unwrap_or_default();
            let Some(steps) = steps.get(&child.span.start) else {
                add(None, 0, raw);
                continue;
            };
            let is_text = child.is("t");
            let text = if is_text { child.text() } else { String::new() };
            let length = steps.length;
            let mut all = steps.all.clone();
            keep_until(&mut all, length);
            for step in all {
                match step {
                    Step::Put { words, like } => add(Some(Ours::Inserted), like, &marker.content(&words)),
                    Step::Keep(at) | Step::Strike(at) if at.is_empty() => {}
                    Step::Keep(at) if is_text => add(None, 0, &marker.words(cut(&text, &at), "t")),
                    Step::Strike(at) if is_text => {
                        add(Some(Ours::Deleted), 0, &marker.words(cut(&text, &at), "delText"));
                    }
                    Step::Keep(at) | Step::Strike(at) if at != (0..length) => {
                        return Err(MarkFault::Unreached(self.shown.text.chars().take(80).collect()));
                    }
                    Step::Keep(_) => add(None, 0, raw),
                    Step::Strike(_) => add(Some(Ours::Deleted), 0, raw),
                }
            }
        }
        let own = run.element.child("rPr");
        let own = own.map_or("", |own| self.source.get(own.span.clone()).unwrap_or_default());
        let tag = format!("<{}{}>", run.element.written_name(), run.element.written_attributes());
        let end = format!("</{}>", run.element.written_name());
        let mut written = String::new();
        let (mut first, mut last) = (String::new(), String::new());
        let count = parts.len();
        // A mark of theirs is closed around what is new, and goes on behind it.
        let is_edge = |at_start: bool| run.theirs.is_some_and(|theirs| is_edge(theirs, run.element, at_start));
        for (index, (ours, like, content)) in parts.into_iter().enumerate() {
            match ours {
                None => {
                    let piece = format!("{tag}{own}{content}{end}");
                    written.push_str(&piece);
                }
                Some(Ours::Deleted) => {
                    let (open, close) = (marker.open(Ours::Deleted), marker.close(Ours::Deleted));
                    let piece = format!("{open}{tag}{own}{content}{end}{close}");
                    written.push_str(&piece);
                }
                Some(Ours::Inserted) => {
                    let p = marker.prefix.clone();
                    let properties = self.inline.runs[like].properties(self.source);
                    let (open, close) = (marker.open(Ours::Inserted), marker.close(Ours::Inserted));
                    let new = format!("{open}<{p}r>{properties}{content}</{p}r>{close}");
                    match run.theirs {
                        Some(_) if index == 0 && is_edge(true) => first.push_str(&new),
                        Some(_) if index + 1 == count && is_edge(false) => last.push_str(&new),
                        Some(theirs) => {
                            let again = marker.again(theirs);
                            let piece = format!("</{}>{new}{again}", theirs.written_name());
                            written.push_str(&piece);
                        }
                        None => written.push_str(&new),
                    }
                }
            }
        }
        splices.replace(run.element.span.clone(), written);
        if let Some(theirs) = run.theirs {
            if !first.is_empty() {
                splices.insert(theirs.span.start, first);
            }
            if !last.is_empty() {
                splices.insert(theirs.span.end, last);
            }
        }
        Ok(())
    }
}

/// Whether an edit takes words of a field, or puts some between them.
fn is_touched(field: &Range<usize>, edit: &Range<usize>) -> bool {
    let strikes = edit.start < field.end && field.start < edit.end && !edit.is_empty();
    strikes || edit.is_empty() && field.start < edit.start && edit.start < field.end
}

fn steps_of<'s>(steps: &'s mut BTreeMap<usize, Steps>, leaf: &ShownLeaf) -> &'s mut Steps {
    let own = steps.entry(leaf.span.start).or_default();
    own.length = leaf.text.len();
    own
}

fn cut<'t>(text: &'t str, at: &Range<usize>) -> &'t str {
    text.get(at.clone()).unwrap_or_default()
}

pub(super) fn holds_box(element: &Element<'_>) -> bool {
    element.is("txbxContent") || element.all().any(holds_box)
}

/// Whether an element is the first, or the last, in another.
fn is_edge(around: &Element<'_>, element: &Element<'_>, at_start: bool) -> bool {
    let is_it = |node: &Node<'_>| match node {
        Node::Element(child) => Some(child.span == element.span),
        Node::Text(_) => None,
    };
    let nodes = &around.children;
    let found = if at_start {
        nodes.iter().find_map(is_it)
    } else {
        nodes.iter().rev().find_map(is_it)
    };
    found == Some(true)
}

/// Keeps the words of a leaf up to a byte.
fn keep_until(steps: &mut Vec<Step>, until: usize) {
    let done = steps
        .iter()
        .rev()
        .find_map(|step| match step {
            Step::Keep(at) | Step::Strike(at) => Some(at.end),
            Step::Put { .. } => None,
        })
        .unwrap_or(0);
    if done < until {
        steps.push(Step::Keep(done..until));
    }
}

/// Calls words of a struck run by the name that they have there.
fn rename(element: &Element<'_>, splices: &mut Splices) {
    for child in element.all() {
        let name = match child.name {
            "t" => "delText",
            "instrText" => "delInstrText",
            "ruby" | "rt" | "rubyBase" | "r" => {
                rename(child, splices);
                continue;
            }
            _ => continue,
        };
        if !child.is(child.name) {
            continue;
        }
        let written = child.written_name();
        let name = format!("{}{name}", child.prefix());
        let start = child.span.start + 1;
        splices.replace(start..start + written.len(), name.clone());
        if !child.is_one_tag() {
            let start = child.inside().end + 2;
            splices.replace(start..start + written.len(), name);
        }
    }
}
