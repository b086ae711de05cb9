//! The one module that knows the YAML parser: text in, a tree of nodes with their places out.
//!
//! It takes the parser's events rather than deserialising through serde, because a contract must be refused for
//! things that a typed value no longer shows: whether `no` stood in quotes, whether an anchor or a tag was there.
//! Another parser can take its place by building the same [`Node`]s.

use std::borrow::Cow;
use std::ops::Range;

use granit_parser::{ErrorKind, Event, Parser, ScalarStyle, ScanError, Span, StrInput, StructureStyle};

use super::error::{ReadError, SourcePosition};
use super::fault::Fault;
use super::limits::{DEPTH, NODES};

/// One value of the file with its place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Node<'a> {
    pub(crate) position: SourcePosition,
    /// The bytes from the first of the value; for a block scalar, from the first of its words.
    pub(crate) bytes: Range<usize>,
    pub(crate) value: Value<'a>,
}

/// What a node holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Value<'a> {
    /// Text without quotes, which YAML might take for a number, a date or nothing.
    Plain(Cow<'a, str>),
    /// Text in quotes.
    Quoted(Cow<'a, str>),
    /// Text as a literal `|` or folded `>` block.
    Block(Cow<'a, str>),
    Sequence {
        items: Vec<Node<'a>>,
        flow: bool,
    },
    Mapping {
        entries: Vec<(Node<'a>, Node<'a>)>,
        flow: bool,
    },
}

/// A whole document, and how many values it took.
pub(crate) struct YamlDocument<'a> {
    pub(crate) root: Node<'a>,
    pub(crate) nodes: usize,
}

/// Reads one document whose root stands `depth` levels deep in the whole it was cut from.
pub(crate) fn parse(source: &str, depth: usize) -> Result<YamlDocument<'_>, ReadError> {
    let options = granit_parser::options! {
        strict_indentation: true,
        disallow_directives: true,
        emit_comments: false,
        emit_anchor_events: true,
        emit_unresolved_aliases: true,
        flow_nesting_limit: DEPTH,
        block_nesting_limit: DEPTH,
    };
    let mut builder = Builder {
        source,
        events: Parser::new_from_str_with_options(source, options),
        nodes: 0,
    };
    builder.document(depth)
}

struct Builder<'a> {
    source: &'a str,
    events: Parser<'a, StrInput<'a>>,
    nodes: usize,
}

impl<'a> Builder<'a> {
    fn document(&mut self, depth: usize) -> Result<YamlDocument<'a>, ReadError> {
        let root = loop {
            let (event, span) = self.next()?;
            match event {
                Event::StreamStart | Event::DocumentStart(..) => {}
                Event::StreamEnd | Event::DocumentEnd => {
                    return Err(ReadError::new(SourcePosition { line: 1, column: 1 }, Fault::Empty));
                }
                other => break self.node(other, &span, depth + 1)?,
            }
        };
        loop {
            let (event, span) = self.next()?;
            match event {
                Event::DocumentEnd => {}
                Event::StreamEnd => {
                    return Ok(YamlDocument {
                        root,
                        nodes: self.nodes,
                    });
                }
                _ => return Err(several_documents(position(&span))),
            }
        }
    }

    fn node(&mut self, event: Event<'a>, span: &Span, depth: usize) -> Result<Node<'a>, ReadError> {
        let position = position(span);
        if depth > DEPTH {
            return Err(too_deep(position));
        }
        self.nodes += 1;
        if self.nodes > NODES {
            return Err(ReadError::new(position, Fault::TooManyValues));
        }
        self.refuse_properties(&event, span)?;
        let start = span.start.byte_offset().unwrap_or(0);
        let mut end = span.end.byte_offset().unwrap_or(start);
        let value = match event {
            Event::Scalar(text, style, ..) => match style {
                ScalarStyle::Plain if start == end => Value::Plain(Cow::Borrowed("")),
                ScalarStyle::Plain => Value::Plain(text),
                ScalarStyle::SingleQuoted | ScalarStyle::DoubleQuoted => Value::Quoted(text),
                _ => Value::Block(text),
            },
            Event::SequenceStart(style, ..) => {
                let mut items = Vec::new();
                loop {
                    let (event, span) = self.next()?;
                    if event == Event::SequenceEnd {
                        end = span.end.byte_offset().unwrap_or(end);
                        break;
                    }
                    items.push(self.node(event, &span, depth + 1)?);
                }
                Value::Sequence {
                    items,
                    flow: style == StructureStyle::Flow,
                }
            }
            Event::MappingStart(style, ..) => {
                let mut entries = Vec::new();
                loop {
                    let (event, span) = self.next()?;
                    if event == Event::MappingEnd {
                        end = span.end.byte_offset().unwrap_or(end);
                        break;
                    }
                    let key = self.node(event, &span, depth + 1)?;
                    let (event, span) = self.next()?;
                    entries.push((key, self.node(event, &span, depth + 1)?));
                }
                Value::Mapping {
                    entries,
                    flow: style == StructureStyle::Flow,
                }
            }
            other => {
                return Err(ReadError::new(position, Fault::NotAValue(format!("{other:?}"))));
            }
        };
        Ok(Node {
            position,
            bytes: start..end,
            value,
        })
    }

    /// Anchors, aliases and tags give text that is not where the reader's eye is; a contract has none of them.
    fn refuse_properties(&mut self, event: &Event<'a>, span: &Span) -> Result<(), ReadError> {
        let (anchor, tag) = match event {
            Event::Scalar(_, _, anchor, tag)
            | Event::SequenceStart(_, anchor, tag)
            | Event::MappingStart(_, anchor, tag) => (*anchor, tag.as_ref()),
            Event::Alias(_) | Event::UnresolvedAlias(_) => {
                return Err(ReadError::new(position(span), Fault::Alias(self.slice(span))));
            }
            _ => return Ok(()),
        };
        if tag.is_some() {
            let at = span.tag_span().unwrap_or(*span);
            return Err(ReadError::new(position(&at), Fault::Tag(self.slice(&at))));
        }
        if anchor != 0 {
            let (_, at) = self.next()?;
            return Err(ReadError::new(position(&at), Fault::Anchor(self.slice(&at))));
        }
        Ok(())
    }

    fn next(&mut self) -> Result<(Event<'a>, Span), ReadError> {
        match self.events.next_event() {
            Some(Ok(next)) => Ok(next),
            Some(Err(error)) => Err(Self::explain(&error)),
            None => Ok((Event::StreamEnd, Span::default())),
        }
    }

    /// The source of a span, cut to what fits in a message.
    fn slice(&self, span: &Span) -> String {
        span.slice(self.source).unwrap_or_default().chars().take(40).collect()
    }

    /// Puts the parser's words into those of the file's author where its own say too little.
    fn explain(error: &ScanError) -> ReadError {
        let marker = error.marker();
        let at = SourcePosition {
            line: marker.line().max(1),
            column: marker.col() + 1,
        };
        let fault = match error.kind() {
            ErrorKind::RecursionLimitExceeded => Fault::TooDeep,
            ErrorKind::MultipleDocumentsUnsupported => Fault::SecondDocument,
            ErrorKind::DirectiveDisallowed => Fault::Directive,
            ErrorKind::MappingValueNotAllowed => Fault::ColonInside,
            ErrorKind::SimpleKeyExpected | ErrorKind::InvalidSimpleKey | ErrorKind::ExpectedBlockMappingKey => {
                Fault::NeitherKeyNorText
            }
            ErrorKind::UnclosedQuotedScalar | ErrorKind::DocumentIndicatorInQuotedScalar => Fault::OpenQuote,
            ErrorKind::InvalidTrailingDoubleQuotedScalar | ErrorKind::InvalidTrailingSingleQuotedScalar => {
                Fault::WordsBehindQuote
            }
            ErrorKind::UnexpectedCharacter { character } => Fault::BeginsWith(*character),
            ErrorKind::BomInsideDocument => Fault::ByteOrderMarkInside,
            ErrorKind::UnclosedFlowCollection { open } => Fault::OpenBracket(*open),
            ErrorKind::InvalidBlockScalarIndent | ErrorKind::InvalidIndentation => Fault::Indentation,
            kind => Fault::NotYaml(kind.to_string()),
        };
        ReadError::new(at, fault)
    }
}

fn position(span: &Span) -> SourcePosition {
    SourcePosition {
        line: span.start.line().max(1),
        column: span.start.col() + 1,
    }
}

fn too_deep(at: SourcePosition) -> ReadError {
    ReadError::new(at, Fault::TooDeep)
}

/// Only the first document would be read, and the reader of the file would not know.
pub(crate) fn several_documents(at: SourcePosition) -> ReadError {
    ReadError::new(at, Fault::SecondDocument)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn refusal(source: &str) -> String {
        parse(source, 0)
            .err()
            .map_or_else(|| "accepted".to_owned(), |error| error.to_string())
    }

    #[test]
    fn explains_what_the_parser_refuses() {
        let table = [
            ("", "line 1, column 1: the file is empty. "),
            (
                "甲: &x [1]\n",
                "line 1, column 4: `&x` is an anchor, which a contract must not use. ",
            ),
            (
                "甲: *x\n",
                "line 1, column 4: `*x` is an alias, which a contract must not use. ",
            ),
            (
                "甲: !!str x\n",
                "line 1, column 4: `!!str` is a tag, which a contract must not use. ",
            ),
            (
                "a: 乙: c\n",
                "line 1, column 5: there is a colon inside a value without quotes",
            ),
            (
                "a: @x\n",
                "line 1, column 4: a value must not begin with `@` without quotes. Put the whole value in",
            ),
            (
                "a: |\n  x\n y: z\n",
                "line 3, column 2: this is neither a key with its colon nor the continuation",
            ),
            ("a: [x\n", "line 1, column 4: `[` is opened and never closed. "),
            (
                "a: \"x\" y\n",
                "line 1, column 8: words follow a closing quotation mark. ",
            ),
            (
                "a: b\n---\nc: d\n",
                "line 2, column 1: a second YAML document begins here. ",
            ),
            (
                "%YAML 1.2\n---\na: b\n",
                "line 1, column 1: a line starting with `%` is a YAML directive",
            ),
            (
                "a: \u{feff}b\n",
                "line 1, column 4: there is an invisible byte-order mark (U+FEFF) here. Delete it.",
            ),
        ];
        for (source, expected) in table {
            let said = refusal(source);
            assert!(said.starts_with(expected), "{source:?} gave {said}");
        }
    }

    #[test]
    fn refuses_deep_nesting_at_once() {
        let started = std::time::Instant::now();
        let steps = (0..10_000)
            .map(|depth| " ".repeat(depth))
            .collect::<Vec<_>>()
            .join("a:\n");
        for source in ["[".repeat(100_000), "{a: ".repeat(100_000), "- ".repeat(100_000), steps] {
            assert!(
                refusal(&source).contains("nested more than 64 levels deep"),
                "{}",
                refusal(&source)
            );
        }
        assert!(started.elapsed().as_secs_f32() < 1.0);
    }

    #[test]
    fn knows_how_a_scalar_was_written() {
        let document = parse("a: 甲\nb: '甲'\nc: |\n  甲\nd:\n", 0).unwrap();
        let Value::Mapping { entries, .. } = document.root.value else {
            panic!("a mapping was written")
        };
        let values: Vec<_> = entries.into_iter().map(|(_, value)| value.value).collect();
        let expected = [
            Value::Plain("甲".into()),
            Value::Quoted("甲".into()),
            Value::Block("甲\n".into()),
            Value::Plain("".into()),
        ];
        assert_eq!(values, expected);
    }
}
