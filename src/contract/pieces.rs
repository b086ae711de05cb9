//! Cuts a contract's source into the head and one piece for each top-level clause, so that pieces can be read apart.
//!
//! A cut is offered only where the indentation proves it: with strict indentation nothing inside a value reaches the
//! column of the list it stands in, so a line that begins there with `- ` begins an entry. Whatever does not fit gives
//! no cut at all, and the source is then read in one go.

use std::ops::Range;

/// Where the parts of a source lie.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Pieces {
    /// From the start to the end of the line `clauses:`.
    pub(crate) head: Range<usize>,
    /// The column of the clauses' `-`, from 0.
    pub(crate) indent: usize,
    /// Each from its `- ` line up to the next; the last one up to the tail.
    pub(crate) items: Vec<Range<usize>>,
    /// The keys after the clauses, to the end.
    pub(crate) tail: Range<usize>,
}

impl Pieces {
    /// Cuts a source, if it can be cut safely.
    pub(crate) fn cut(source: &str) -> Option<Self> {
        Self::cut_past(source, |_, _| 0)
    }

    /// The same, where something of the source was cut before: `known` says how many bytes, whole lines, of the entry that
    /// begins at a byte belong to it for certain when the list stands in a column. They are not looked at.
    pub(crate) fn cut_past(source: &str, mut known: impl FnMut(usize, usize) -> usize) -> Option<Self> {
        let head = head(source)?;
        let mut indent = None;
        let mut starts = Vec::new();
        let mut tail = source.len();
        let mut from = head.end;
        while from < source.len() {
            let at = from;
            from = source[at..].find('\n').map_or(source.len(), |newline| at + newline + 1);
            let line = &source[at..from];
            let column = line.bytes().take_while(|&byte| byte == b' ').count();
            // Most lines are the inside of a clause and need no further look.
            if indent.is_some_and(|indent| column > indent) {
                continue;
            }
            let rest = line[column..].trim_end();
            if rest.is_empty() || rest.starts_with('#') {
                continue;
            }
            let entry = rest == "-" || rest.starts_with("- ");
            if entry && *indent.get_or_insert(column) == column {
                starts.push(at);
                from = from.max(at + known(at, column));
            } else if column == 0 && !entry && indent.is_some() {
                tail = at;
                break;
            } else {
                return None;
            }
        }
        let ends = starts.iter().skip(1).copied().chain([tail]);
        let items: Vec<_> = starts
            .iter()
            .copied()
            .zip(ends)
            .map(|(start, end)| start..end)
            .collect();
        let indent = indent?;
        Some(Self {
            head,
            indent,
            items,
            tail: tail..source.len(),
        })
    }

    /// The source with an empty list in place of the clauses. Its lines are not those of the source.
    pub(crate) fn without_clauses(&self, source: &str) -> String {
        let head = source[self.head.clone()].trim_end();
        // The line is replaced whole: behind the colon stands nothing but, perhaps, a comment.
        let before = head.rfind('\n').map_or("", |newline| &head[..=newline]);
        format!("{before}clauses: []\n{}", &source[self.tail.clone()])
    }
}

/// From the start to the end of the line that opens the list of clauses.
pub(crate) fn head(source: &str) -> Option<Range<usize>> {
    let mut from = 0;
    while let Some(found) = source[from..].find("clauses:") {
        let at = from + found;
        let line_end = source[at..].find('\n').map_or(source.len(), |newline| at + newline + 1);
        let behind = source[at + "clauses:".len()..line_end].trim_end();
        let comment = behind.trim_start_matches(' ');
        if (at == 0 || source.as_bytes()[at - 1] == b'\n')
            && (behind.is_empty() || (comment.starts_with('#') && comment.len() < behind.len()))
        {
            return Some(0..line_end);
        }
        from = at + "clauses:".len();
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(source: &str) -> Option<Vec<&str>> {
        let pieces = Pieces::cut(source)?;
        let mut parts = vec![&source[pieces.head.clone()]];
        parts.extend(pieces.items.iter().map(|item| &source[item.clone()]));
        parts.push(&source[pieces.tail.clone()]);
        Some(parts)
    }

    #[test]
    fn cuts_at_the_column_of_the_list() {
        for indent in ["", "  ", "    "] {
            let one = format!("{indent}- id: 甲\n{indent}  text: |\n{indent}    - id: x\n\n# 说明\n");
            let two = format!("{indent}- id: b\n");
            let source = format!("title: x\nclauses: # 条款\n{one}{two}x-note: y\n");
            assert_eq!(
                shown(&source).unwrap(),
                ["title: x\nclauses: # 条款\n", &one, &two, "x-note: y\n"]
            );
        }
    }

    #[test]
    fn leaves_whole_what_it_cannot_prove() {
        for source in [
            "title: x\n",
            "clauses: []\n",
            "clauses:\n  - id: a\n - id: b\n",
            "clauses:\n  id: a\n",
            "clauses:\n\n",
            "clauses:\n    - id: a\n  x: b\n",
            "clauses:#\n  - id: a\n",
            "x: {clauses:\n  - a}\n",
        ] {
            assert_eq!(shown(source), None, "{source}");
        }
    }

    #[test]
    fn the_head_alone_has_no_clauses() {
        let source = "title: x # clauses:\nclauses: # 条款\n- id: a\nx-note: y\n";
        let pieces = Pieces::cut(source).unwrap();
        assert_eq!(
            pieces.without_clauses(source),
            "title: x # clauses:\nclauses: []\nx-note: y\n"
        );
        let bare = "clauses:\n- id: a\n";
        assert_eq!(Pieces::cut(bare).unwrap().without_clauses(bare), "clauses: []\n");
    }
}
