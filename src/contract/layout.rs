//! Where the clauses of a file lie, line by line, for edits that leave every other line alone.

use std::collections::{BTreeSet, HashMap};
use std::ops::Range;

use super::error::ReadError;
use super::splice_error::SpliceError;
use super::yaml::{self, Node, Value};

/// A source with its tree of values.
pub(crate) struct Layout<'a> {
    pub(crate) source: &'a str,
    root: Node<'a>,
    /// The first byte of each line.
    lines: Vec<usize>,
}

/// A clause that stands as a `- ` entry of a list, by lines counted from 0.
#[derive(Clone)]
pub(crate) struct Site<'l, 'a> {
    node: &'l Node<'a>,
    /// The column of the `-`, from 0.
    pub(crate) dash: usize,
    /// The line of the `-`.
    first: usize,
    /// The line after the last one with words of the clause or of a sub-clause.
    end: usize,
}

/// A list of clauses, or the place where one can begin.
pub(crate) struct ClauseList<'l, 'a> {
    node: &'l Node<'a>,
    key: &'l Node<'a>,
}

impl<'a> Layout<'a> {
    pub(crate) fn of(source: &'a str) -> Result<Self, ReadError> {
        let root = yaml::parse(source, 0)?.root;
        let starts = source
            .bytes()
            .enumerate()
            .filter(|&(_, byte)| byte == b'\n')
            .map(|(index, _)| index + 1);
        let lines = std::iter::once(0)
            .chain(starts)
            .filter(|&start| start < source.len())
            .collect();
        Ok(Self { source, root, lines })
    }

    /// The list of top-level clauses.
    pub(crate) fn top(&self) -> Option<ClauseList<'_, 'a>> {
        list_of(&self.root)
    }

    /// The clause of that id.
    pub(crate) fn site(&self, id: &str) -> Result<Site<'_, 'a>, SpliceError> {
        let missing = || SpliceError::NoSuchClause(id.to_owned());
        let node = find(self.top().ok_or_else(missing)?.node, id).ok_or_else(missing)?;
        self.site_of(node, id)
    }

    /// Every clause by its id, for whoever looks for many.
    pub(crate) fn clauses(&self) -> HashMap<&str, &Node<'a>> {
        let mut found = HashMap::new();
        for list in self.lists(&BTreeSet::new()) {
            for item in items(list.node) {
                if let Some(id) = id_of(item) {
                    found.entry(id).or_insert(item);
                }
            }
        }
        found
    }

    /// Every list of clauses, but for those within the clauses of the ids given.
    pub(crate) fn lists(&self, without: &BTreeSet<&str>) -> Vec<ClauseList<'_, 'a>> {
        let mut found: Vec<_> = self.top().into_iter().collect();
        let mut at = 0;
        while let Some(list) = found.get(at) {
            let kept = items(list.node).iter();
            let kept = kept.filter(|item| id_of(item).is_none_or(|id| !without.contains(id)));
            let below: Vec<_> = kept.filter_map(list_of).collect();
            found.extend(below);
            at += 1;
        }
        found
    }

    /// The place of a clause that was found in the tree.
    pub(crate) fn site_of<'l>(&self, node: &'l Node<'a>, id: &str) -> Result<Site<'l, 'a>, SpliceError> {
        let unusual = SpliceError::Layout {
            id: id.to_owned(),
            line: node.position.line,
        };
        if matches!(node.value, Value::Mapping { flow: true, .. }) {
            return Err(unusual);
        }
        let first = self.line_of(node.bytes.start);
        let before = &self.source[self.lines[first]..node.bytes.start];
        let dash = before.bytes().take_while(|&byte| byte == b' ').count();
        if before[dash..]
            .strip_prefix('-')
            .is_none_or(|gap| !gap.bytes().all(|byte| byte == b' '))
        {
            return Err(unusual);
        }
        let mut end = self.last_line(node, first) + 1;
        // A comment further in than the entry, right below it, is about it.
        while self
            .line(end)
            .is_some_and(|line| comment_column(line).is_some_and(|column| column > dash))
        {
            end += 1;
        }
        Ok(Site { node, dash, first, end })
    }

    /// The list that a clause stands in.
    pub(crate) fn list_with(&self, id: &str) -> Option<ClauseList<'_, 'a>> {
        fn search<'l, 'a>(list: ClauseList<'l, 'a>, id: &str) -> Option<ClauseList<'l, 'a>> {
            let Value::Sequence { items, .. } = &list.node.value else {
                return None;
            };
            if items.iter().any(|item| id_of(item) == Some(id)) {
                return Some(list);
            }
            items.iter().filter_map(list_of).find_map(|below| search(below, id))
        }
        search(self.top()?, id)
    }

    /// The lines of a clause with the comments right above it; with the lines down to its next neighbour if asked for.
    pub(crate) fn region(&self, site: &Site, to_next: bool) -> Range<usize> {
        let mut first = site.first;
        while first > 0
            && self
                .line(first - 1)
                .is_some_and(|line| comment_column(line) == Some(site.dash))
        {
            first -= 1;
        }
        let mut end = site.end;
        if to_next {
            while self.line(end).is_some_and(|line| line.trim().is_empty()) && end + 1 < self.lines.len() {
                end += 1;
            }
            // Blank lines at the end of a list separate it from what follows, so they stay.
            let next_entry = self.line(end).is_some_and(|line| {
                let column = line.len() - line.trim_start_matches(' ').len();
                column == site.dash && line.trim_start_matches(' ').starts_with(['-', '#'])
            });
            if !next_entry {
                end = site.end;
            }
        }
        self.line_start(first)..self.line_start(end)
    }

    /// The first byte behind the lines of a clause.
    pub(crate) fn end(&self, site: &Site) -> usize {
        self.line_start(site.end)
    }

    /// Whether blank lines set the clause apart from its neighbours, so that one belongs before the next as well.
    pub(crate) fn spaced(&self, site: &Site) -> bool {
        let blank = |line: Option<&str>| line.is_some_and(|line| line.trim().is_empty());
        let apart = blank(site.first.checked_sub(1).and_then(|above| self.line(above))) || blank(self.line(site.end));
        // Behind a `|+` block a blank line would be text.
        let keeps = (site.first..site.end).any(|line| self.line(line).is_some_and(|line| line.ends_with('+')));
        apart && !keeps
    }

    /// The value of a clause's key and where it lies.
    pub(crate) fn slot(&self, site: &Site, key: &str) -> Option<ValueSpan> {
        let (key, value) = entries(site.node).iter().find(|(name, _)| word(name) == Some(key))?;
        self.slot_of(key, value)
    }

    /// The value of a key of the contract itself and where it lies.
    pub(crate) fn top_slot(&self, key: &str) -> Option<ValueSpan> {
        let (key, value) = entries(&self.root).iter().find(|(name, _)| word(name) == Some(key))?;
        self.slot_of(key, value)
    }

    /// The end of the line behind which a new key of the clause can stand, after the named one.
    pub(crate) fn line_end_after(&self, site: &Site, key: &str) -> Option<usize> {
        let (key, value) = entries(site.node).iter().find(|(name, _)| word(name) == Some(key))?;
        let line = self.last_line(value, self.line_of(key.bytes.start));
        Some(self.line_start(line + 1))
    }

    fn slot_of(&self, key: &Node, value: &Node) -> Option<ValueSpan> {
        let value_bytes = value.bytes.clone();
        if !matches!(value.value, Value::Block(_)) {
            let after_line = self.line_start(self.line_of(value_bytes.end) + 1);
            return Some(ValueSpan {
                token: value_bytes,
                body: after_line..after_line,
            });
        }
        let behind = &self.source[key.bytes.end..];
        let colon = behind
            .strip_prefix([' '])
            .map_or(behind, |rest| rest.trim_start_matches(' '))
            .strip_prefix(':')?;
        let header = colon.trim_start_matches(' ');
        let start = self.source.len() - header.len();
        let length = header
            .bytes()
            .take_while(|byte| b"|>+-0123456789".contains(byte))
            .count();
        let header_line = self.line_of(start);
        if length == 0 || header_line != self.line_of(key.bytes.start) {
            return None;
        }
        let body_start = self.line_start(header_line + 1);
        let body_end = self.line_start(self.last_line(value, header_line) + 1);
        Some(ValueSpan {
            token: start..start + length,
            body: body_start..body_end.max(body_start),
        })
    }

    /// The column of a clause's keys.
    pub(crate) fn key_column(site: &Site) -> usize {
        site.node.position.column - 1
    }

    /// The list of sub-clauses of a clause.
    pub(crate) fn sub_list<'l>(site: &Site<'l, 'a>) -> Option<ClauseList<'l, 'a>> {
        list_of(site.node)
    }

    /// The ids in a list, in order.
    pub(crate) fn ids<'l>(list: &ClauseList<'l, 'a>) -> Vec<&'l str> {
        items(list.node).iter().filter_map(id_of).collect()
    }

    /// The `[]` of an empty list, and the column of its key.
    pub(crate) fn empty_list(&self, list: &ClauseList) -> Option<(Range<usize>, usize)> {
        let empty = matches!(&list.node.value, Value::Sequence { items, flow: true } if items.is_empty());
        let one_line = self.line_of(list.node.bytes.start) == self.line_of(list.key.bytes.start);
        (empty && one_line).then(|| (list.node.bytes.clone(), list.key.position.column - 1))
    }

    /// Where ` []` has to stand when a list loses its only entry: behind the colon.
    pub(crate) fn behind_colon(&self, list: &ClauseList) -> Option<usize> {
        let colon = self.source[list.key.bytes.end..].find(':')?;
        Some(list.key.bytes.end + colon + 1)
    }

    /// The end of the line that a byte stands in, behind its line end.
    pub(crate) fn line_end(&self, byte: usize) -> usize {
        self.line_start(self.line_of(byte) + 1)
    }

    fn line_of(&self, byte: usize) -> usize {
        self.lines.partition_point(|&start| start <= byte).saturating_sub(1)
    }

    fn line_start(&self, line: usize) -> usize {
        self.lines.get(line).copied().unwrap_or(self.source.len())
    }

    fn line(&self, line: usize) -> Option<&str> {
        let start = *self.lines.get(line)?;
        Some(self.source[start..self.line_start(line + 1)].trim_end_matches('\n'))
    }

    /// The last line with words of a value; `first` if it has none of its own.
    fn last_line(&self, node: &Node, first: usize) -> usize {
        let scalar = |bytes: &Range<usize>| {
            let words = self.source[bytes.clone()].trim_end_matches([' ', '\n']);
            if words.is_empty() {
                first
            } else {
                self.line_of(bytes.start + words.len() - 1).max(first)
            }
        };
        match &node.value {
            Value::Sequence { items, flow: false } => items
                .iter()
                .map(|item| self.last_line(item, first))
                .max()
                .unwrap_or(first),
            Value::Mapping { entries, flow: false } => entries
                .iter()
                .map(|(key, value)| self.last_line(value, self.line_of(key.bytes.start)))
                .max()
                .unwrap_or(first),
            // The blank lines at the end of a block that keeps them belong to its text.
            Value::Block(text) if text.ends_with("\n\n") => {
                let behind = node.bytes.end
                    - self.source[..node.bytes.end]
                        .bytes()
                        .rev()
                        .take_while(|&b| b == b' ')
                        .count();
                self.line_of(behind.saturating_sub(1)).max(first)
            }
            _ => scalar(&node.bytes),
        }
    }
}

/// The bytes of a value: the word or header behind the colon, and the lines below it.
pub(crate) struct ValueSpan {
    pub(crate) token: Range<usize>,
    pub(crate) body: Range<usize>,
}

fn entries<'l, 'a>(node: &'l Node<'a>) -> &'l [(Node<'a>, Node<'a>)] {
    match &node.value {
        Value::Mapping { entries, .. } => entries,
        _ => &[],
    }
}

fn items<'l, 'a>(node: &'l Node<'a>) -> &'l [Node<'a>] {
    match &node.value {
        Value::Sequence { items, .. } => items,
        _ => &[],
    }
}

fn word<'l>(node: &'l Node) -> Option<&'l str> {
    match &node.value {
        Value::Plain(text) | Value::Quoted(text) | Value::Block(text) => Some(text),
        _ => None,
    }
}

fn id_of<'l>(node: &'l Node) -> Option<&'l str> {
    entries(node)
        .iter()
        .find(|(key, _)| word(key) == Some("id"))
        .and_then(|(_, value)| word(value))
}

fn list_of<'l, 'a>(node: &'l Node<'a>) -> Option<ClauseList<'l, 'a>> {
    let (key, node) = entries(node).iter().find(|(key, _)| word(key) == Some("clauses"))?;
    Some(ClauseList { node, key })
}

fn find<'l, 'a>(list: &'l Node<'a>, id: &str) -> Option<&'l Node<'a>> {
    items(list).iter().find_map(|item| {
        if id_of(item) == Some(id) {
            Some(item)
        } else {
            list_of(item).and_then(|below| find(below.node, id))
        }
    })
}

fn comment_column(line: &str) -> Option<usize> {
    let rest = line.trim_start_matches(' ');
    rest.starts_with('#').then(|| line.len() - rest.len())
}
