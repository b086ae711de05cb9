//! A quick reader for clauses written the usual way: one key a line, text as a `|` block or in simple quotes.
//!
//! The YAML parser takes some 20 ms for a contract of 2,000 clauses, this takes five. It knows so little YAML that what it
//! knows can be seen to be right, and gives `None` for everything else; the caller then asks the parser. The tests hold
//! the two against each other.

use super::model::Clause;
use super::names;

/// Deeper clauses are left to the parser, which counts depth exactly.
const DEPTH: usize = 16;

/// The clauses of a list whose `-` stand in column `indent`, and how many YAML values they took.
pub(crate) fn clauses(source: &str, indent: usize) -> Option<(Vec<Clause>, usize)> {
    let mut reader = Reader {
        rest: source,
        values: 1,
    };
    let clauses = reader.list(indent, 1)?;
    reader.skip_blank();
    reader.rest.is_empty().then_some((clauses, reader.values))
}

struct Reader<'a> {
    /// What has not been read, from the start of a line.
    rest: &'a str,
    values: usize,
}

impl<'a> Reader<'a> {
    fn list(&mut self, indent: usize, depth: usize) -> Option<Vec<Clause>> {
        if depth > DEPTH {
            return None;
        }
        let mut clauses = Vec::new();
        loop {
            self.skip_blank();
            let (column, line) = self.peek();
            if line.is_empty() || column < indent || (column == indent && !line.starts_with("- ")) {
                break;
            }
            if column > indent {
                return None;
            }
            clauses.push(self.clause(indent, depth)?);
        }
        Some(clauses)
    }

    fn clause(&mut self, indent: usize, depth: usize) -> Option<Clause> {
        let column = indent + 2;
        let mut clause = Clause::default();
        let (mut id, mut heading, mut text, mut pair, mut clauses) = (false, false, false, false, false);
        self.values += 1;
        let mut line = self.take()[indent..].strip_prefix("- ")?;
        loop {
            let (key, value) = line.split_once(':')?;
            self.values += 2;
            let seen = match key {
                "id" => &mut id,
                "heading" => &mut heading,
                "text" => &mut text,
                "pair" => &mut pair,
                "clauses" => &mut clauses,
                _ => return None,
            };
            if std::mem::replace(seen, true) {
                return None;
            }
            match key {
                "id" => clause
                    .id
                    .push_str(simple(value).filter(|id| names::check_id(id).is_ok())?),
                "heading" => clause.heading.push_str(simple(value)?),
                "pair" => clause.pair = Some(simple(value).filter(|id| names::check_id(id).is_ok())?.to_owned()),
                "text" => {
                    clause.text = match value {
                        " |" => self.block(column)? + "\n",
                        " |-" => self.block(column)?,
                        value => simple(value)?.to_owned(),
                    }
                }
                _ if value == " []" => {}
                _ if value.is_empty() => clause.clauses = self.sub_clauses(column, depth)?,
                _ => return None,
            }
            self.skip_blank();
            let (next, rest) = self.peek();
            if rest.is_empty() || next < column {
                break;
            }
            if next > column || rest.starts_with("- ") {
                return None;
            }
            line = &self.take()[column..];
        }
        (id && (heading || text)).then_some(clause)
    }

    /// The list under `clauses:`, whose `-` may stand below the key or further in.
    fn sub_clauses(&mut self, column: usize, depth: usize) -> Option<Vec<Clause>> {
        self.skip_blank();
        let (indent, line) = self.peek();
        let begins = indent >= column && line.starts_with("- ");
        if begins { self.list(indent, depth + 1) } else { None }
    }

    /// The lines of a literal block below a key in `column`, without the last line end.
    fn block(&mut self, column: usize) -> Option<String> {
        let (indent, first) = self.peek();
        // A leading blank line or a tab leaves in doubt where the block's margin is.
        if indent <= column || first.is_empty() || first.starts_with('\t') {
            return None;
        }
        let mut text = String::new();
        let mut blank = 0;
        while !self.rest.is_empty() {
            let (spaces, line) = self.peek();
            if line.is_empty() {
                if spaces > indent {
                    return None;
                }
                blank += 1;
            } else if spaces < indent {
                break;
            } else {
                if !text.is_empty() {
                    text.push('\n');
                }
                text.extend(std::iter::repeat_n('\n', blank));
                blank = 0;
                text.push_str(&self.rest[indent..spaces]);
                text.push_str(line);
            }
            self.take();
        }
        Some(text)
    }

    /// The indentation of the next line and what follows it; nothing for a blank line and at the end.
    fn peek(&self) -> (usize, &'a str) {
        let line = self.rest.split('\n').next().unwrap_or_default();
        let spaces = line.bytes().take_while(|&byte| byte == b' ').count();
        (spaces, &line[spaces..])
    }

    fn take(&mut self) -> &'a str {
        let (line, rest) = self.rest.split_once('\n').unwrap_or((self.rest, ""));
        self.rest = rest;
        line
    }

    /// Skips blank lines and lines that are comments.
    fn skip_blank(&mut self) {
        while !self.rest.is_empty() {
            let (_, line) = self.peek();
            if !line.is_empty() && !line.starts_with('#') {
                break;
            }
            self.take();
        }
    }
}

/// The value behind a colon if it is one line that can mean one thing only.
fn simple(value: &str) -> Option<&str> {
    let value = value.strip_prefix(' ')?;
    let first = value.chars().next()?;
    if first == '"' || first == '\'' {
        let inside = value[1..].strip_suffix(first)?;
        return (!inside.contains([first, '\\', '\t'])).then_some(inside);
    }
    // What begins with a letter is plain text as long as no sign inside ends it or makes a key of it.
    let plain = first.is_alphabetic()
        && !value.contains([':', '#', '\t', '\u{feff}'])
        && !value.ends_with(' ')
        && names::mistaken_for(value).is_none();
    plain.then_some(value)
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use proptest::prelude::*;
    use proptest::sample::select;

    use super::*;
    use crate::contract::{build, yaml};

    /// What the parser makes of the same list.
    fn parsed(source: &str) -> Option<Vec<Clause>> {
        build::clauses(&yaml::parse(source, 1).ok()?.root).ok()
    }

    #[test]
    fn reads_the_usual_way_as_the_parser_does() {
        let table = [
            "- id: 违约责任\n  heading: 违约责任\n  text: |\n    第一款。\n\n      缩进 \n    - id: x\n\n\n",
            "- id: a\n  heading: \"1.0\"\n  text: 'it: #'\n- id: b\n  text: |-\n    x\n",
            "  - id: a\n    text: \"\"\n    # 说明\n    clauses:\n    - id: b\n      text: |\n       x\n     # less\n\n    - id: c\n      heading: C\n  - heading: d\n    id: d\n",
            "- id: a\n  heading: A\n  clauses:\n      - id: b\n        heading: B\n        clauses: []\n- id: c\n  heading: C",
            "- id: a\n  text: |\n    x",
            "- id: a\n  text: |\n    x\n \n   \n    \n    y\n",
            "- id: a\n  text: |\n    x\ty\u{3000}\n",
        ];
        for source in table {
            let indent = source.len() - source.trim_start().len();
            let quick = clauses(source, indent).unwrap_or_else(|| panic!("left to the parser: {source}"));
            assert_eq!(Some(quick.0), parsed(source), "{source}");
            assert_eq!(quick.1, yaml::parse(source, 1).unwrap().nodes, "{source}");
        }
    }

    #[test]
    fn leaves_the_rest_to_the_parser() {
        let table = [
            "- id: a\n  text: >\n    x\n",
            "- id: a\n  text: |+\n    x\n",
            "- id: a\n  text: |2\n      x\n",
            "- id: a\n  text: |\n\n    x\n",
            "- id: a\n  text: |\n    x\n        \n",
            "- id: a\n  text: x: y\n",
            "- id: a\n  text: x #y\n",
            "- id: a\n  text: x\n    y\n",
            "- id: a\n  text: \"x\\n\"\n",
            "- id: a\n  text: 'it''s'\n",
            "- id: no\n  text: x\n",
            "- id: 1\n  text: x\n",
            "- id: a\n  text: 1\n",
            "- id: a\n  text: &b x\n",
            "- id: a\n  text: !!str x\n",
            "- id: a\n  id: b\n  text: x\n",
            "- id: a\n",
            "- id: a\n  text:\n",
            "- id: a\n  x-note: b\n  text: x\n",
            "-   id: a\n    text: x\n",
            "- id: a\n  text: x\n  clauses:\n",
            "- id: a\n  text: x\n - id: b\n",
            "- id: a\n   text: x\n",
            "- id: a\n  text: |\n    x\n   y\n",
        ];
        for source in table {
            assert_eq!(clauses(source, 0), None, "{source}");
        }
    }

    fn all_once<'c>(clauses: &'c [Clause], ids: &mut HashSet<&'c str>) -> bool {
        clauses
            .iter()
            .all(|clause| ids.insert(&clause.id) && all_once(&clause.clauses, ids))
    }

    /// Pieces of lines, most of them as contracts have them, some not.
    const PIECES: [&str; 40] = [
        "- id: a",
        "id: b",
        "heading: Fees",
        "heading: 'it: #'",
        "heading: \"x\"",
        "heading: 1.0",
        "heading: ~",
        "text: |",
        "text: |-",
        "text: |+",
        "text: >",
        "text: |2",
        "text: x",
        "text: x #y",
        "text: 'it''s'",
        "text: \"\"",
        "text: \"\\u0041\"",
        "text: yes",
        "text: -",
        "text: [x]",
        "text:",
        "clauses:",
        "clauses: []",
        "- id: c",
        "- heading: d",
        "第一款。",
        "x y",
        "x: y",
        "# note",
        "- x",
        "...",
        "---",
        "'",
        "\t",
        "&a x",
        "*a",
        "!!str x",
        "\u{3000}x",
        "? x",
        "",
    ];

    proptest! {
        #![proptest_config(ProptestConfig { cases: 20_000, failure_persistence: None, ..ProptestConfig::default() })]

        /// Lines put together at random, so that what is read is never what somebody thought of.
        #[test]
        fn whatever_it_reads_the_parser_reads_as_the_same(
            lines in proptest::collection::vec((0_usize..8, select(&PIECES[..]), any::<bool>()), 0..9),
        ) {
            let mut source = "- id: a\n  heading: H\n".to_owned();
            for (indent, piece, blank) in lines {
                // Mostly where a key or the words of a block stand.
                let indent = [2, 2, 2, 4, 4, 4, 0, 3][indent];
                let indent = " ".repeat(indent);
                source.extend([indent.as_str(), piece, "\n", if blank { "\n" } else { "" }]);
            }
            if let Some((quick, values)) = clauses(&source, 0)
                // That an id stands twice is found where the pieces of a contract come together.
                && all_once(&quick, &mut HashSet::new())
            {
                let parsed = parsed(&source);
                prop_assert_eq!(Some(&quick), parsed.as_ref(), "{}", source);
                prop_assert_eq!(values, yaml::parse(&source, 1).expect("it was read").nodes, "{}", source);
            }
        }
    }
}
