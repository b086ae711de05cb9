//! XML as a tree whose elements know their bytes. Strict, bounded, and without entities of a file's own.

use std::borrow::Cow;
use std::ops::Range;

use quick_xml::NsReader;
use quick_xml::XmlVersion;
use quick_xml::events::{BytesStart, Event};
use quick_xml::name::{Namespace, ResolveResult};

use super::fault::DocxFault;

/// How deep elements may stand in one another: deeper than tables in tables in text boxes, and no danger to the stack.
const DEEPEST: usize = 256;

/// How many elements a part may have: five times those of a contract of 300 pages.
const MOST_ELEMENTS: usize = 1_000_000;

/// Which vocabulary an element belongs to, as far as it matters here.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Space {
    /// Word's own, in the form of either edition of the standard.
    Word,
    /// Formulas.
    Math,
    /// Alternatives for programs that know less.
    Compatibility,
    /// Any other.
    Other,
}

impl Space {
    fn of(name: &str) -> Self {
        match name {
            "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
            | "http://purl.oclc.org/ooxml/wordprocessingml/main" => Self::Word,
            "http://schemas.openxmlformats.org/officeDocument/2006/math"
            | "http://purl.oclc.org/ooxml/officeDocument/math" => Self::Math,
            "http://schemas.openxmlformats.org/markup-compatibility/2006" => Self::Compatibility,
            _ => Self::Other,
        }
    }
}

/// One element with what is in it.
#[derive(Debug, Clone)]
pub(crate) struct Element<'a> {
    pub(crate) space: Space,
    /// Its name without a prefix.
    pub(crate) name: &'a str,
    /// What stands between `<` and `>` of its first tag.
    tag: &'a str,
    tag_name: usize,
    pub(crate) children: Vec<Node<'a>>,
    /// Its bytes, from the first tag to the end of the last.
    pub(crate) span: Range<usize>,
    /// Where its last tag begins.
    close: usize,
}

/// What stands in an element.
#[derive(Debug, Clone)]
pub(crate) enum Node<'a> {
    Element(Element<'a>),
    Text(Cow<'a, str>),
}

impl<'a> Element<'a> {
    /// Whether it is the element of Word's vocabulary that has this name.
    pub(crate) fn is(&self, name: &str) -> bool {
        self.space == Space::Word && self.name == name
    }

    /// The value of an attribute, whatever its prefix, except that of relations, whose ids are others.
    pub(crate) fn attribute(&self, name: &str) -> Option<String> {
        let start = BytesStart::from_content(self.tag, self.tag_name);
        let wanted = start.attributes().with_checks(false).flatten().find(|attribute| {
            let (local, prefix) = attribute.key.decompose();
            local.into_inner() == name && prefix.is_none_or(|prefix| prefix.into_inner() != "r")
        })?;
        Some(wanted.normalized_value(XmlVersion::Implicit1_0).ok()?.into_owned())
    }

    /// The attribute `val`, in which most elements of Word hold their value.
    pub(crate) fn value(&self) -> Option<String> {
        self.attribute("val")
    }

    /// Whether a switch is on: it is when it is there, unless it says otherwise.
    pub(crate) fn is_on(&self) -> bool {
        !matches!(self.value().as_deref(), Some("0" | "false" | "off" | "none"))
    }

    /// Its name with its prefix, as it is written.
    pub(crate) fn written_name(&self) -> &'a str {
        self.tag.get(..self.tag_name).unwrap_or(self.name)
    }

    /// What stands in its first tag behind the name: the attributes, with the blank in front of them.
    pub(crate) fn written_attributes(&self) -> &'a str {
        self.tag.get(self.tag_name..).unwrap_or_default()
    }

    /// The prefix of its name with the colon; nothing where it has none.
    pub(crate) fn prefix(&self) -> &'a str {
        let name = self.written_name();
        name.get(..name.len() - self.name.len()).unwrap_or_default()
    }

    /// Whether it has no tag that ends it: `<w:p/>`.
    pub(crate) fn is_one_tag(&self) -> bool {
        self.span.len() <= self.tag.len() + 3
    }

    /// The bytes between its tags; none where it is one tag.
    pub(crate) fn inside(&self) -> Range<usize> {
        if self.is_one_tag() {
            return self.span.end..self.span.end;
        }
        let start = self.span.start + self.tag.len() + 2;
        // `</w:p>`, in which there may be blanks: the last child ends where that begins, or the text does.
        start..start.max(self.close)
    }

    /// The elements in it.
    pub(crate) fn all(&self) -> impl Iterator<Item = &Element<'a>> {
        self.children.iter().filter_map(|node| match node {
            Node::Element(element) => Some(element),
            Node::Text(_) => None,
        })
    }

    /// The elements of a name in it.
    pub(crate) fn elements<'n>(&'n self, space: Space, name: &'n str) -> impl Iterator<Item = &'n Element<'a>> {
        self.all()
            .filter(move |element| element.space == space && element.name == name)
    }

    /// The first element of Word's vocabulary that has this name.
    pub(crate) fn child(&self, name: &str) -> Option<&Element<'a>> {
        self.all().find(|element| element.is(name))
    }

    /// The value of the first such element.
    pub(crate) fn value_of(&self, name: &str) -> Option<String> {
        self.child(name)?.value()
    }

    /// The text that stands directly in it.
    pub(crate) fn text(&self) -> String {
        self.children
            .iter()
            .filter_map(|node| match node {
                Node::Text(text) => Some(&**text),
                Node::Element(_) => None,
            })
            .collect()
    }
}

/// The text of a part from its bytes; UTF-16 says so by its first two.
pub(crate) fn decoded(bytes: Vec<u8>, part: &str) -> Result<String, DocxFault> {
    let damaged = |at: usize| DocxFault::Xml {
        part: part.to_owned(),
        at: at as u64,
    };
    let utf_16 = [
        (&[0xFF, 0xFE], encoding_rs::UTF_16LE),
        (&[0xFE, 0xFF], encoding_rs::UTF_16BE),
    ];
    for (mark, encoding) in utf_16 {
        if bytes.starts_with(mark) {
            let (text, faulty) = encoding.decode_with_bom_removal(&bytes);
            return if faulty { Err(damaged(0)) } else { Ok(text.into_owned()) };
        }
    }
    let mut text = String::from_utf8(bytes).map_err(|error| damaged(error.utf8_error().valid_up_to()))?;
    if text.starts_with('\u{feff}') {
        text.remove(0);
    }
    Ok(text)
}

/// The tree of a part.
pub(crate) fn parse<'a>(source: &'a str, part: &str) -> Result<Element<'a>, DocxFault> {
    let mut reader = NsReader::from_str(source);
    let mut open: Vec<Element<'a>> = Vec::new();
    let mut count = 0_usize;
    loop {
        let start = position(&reader);
        let event = reader.read_event();
        let damaged = || DocxFault::Xml {
            part: part.to_owned(),
            at: start as u64,
        };
        let event = event.map_err(|_| damaged())?;
        let end = position(&reader);
        if matches!(event, Event::Start(_) | Event::Empty(_)) {
            count += 1;
            if count > MOST_ELEMENTS {
                return Err(DocxFault::TooLarge);
            }
        }
        match event {
            Event::Start(tag) => {
                if open.len() >= DEEPEST {
                    return Err(DocxFault::TooDeep(part.to_owned()));
                }
                open.push(element(&reader, source, &tag, start..end).ok_or_else(damaged)?);
            }
            Event::Empty(tag) => {
                let element = element(&reader, source, &tag, start..end).ok_or_else(damaged)?;
                match open.last_mut() {
                    Some(parent) => parent.children.push(Node::Element(element)),
                    None => return Ok(element),
                }
            }
            Event::End(_) => {
                let mut element = open.pop().ok_or_else(damaged)?;
                element.close = start;
                element.span.end = end;
                match open.last_mut() {
                    Some(parent) => parent.children.push(Node::Element(element)),
                    None => return Ok(element),
                }
            }
            Event::Text(text) => add(&mut open, text.xml10_content().into_owned()),
            Event::CData(text) => add(&mut open, text.xml10_content().into_owned()),
            Event::GeneralRef(reference) => {
                let character = match reference.resolve_char_ref().map_err(|_| damaged())? {
                    Some(character) => character,
                    None => predefined(&reference.xml10_content()).ok_or_else(|| DocxFault::Entity(part.to_owned()))?,
                };
                add(&mut open, character.to_string());
            }
            Event::DocType(_) => return Err(DocxFault::Entity(part.to_owned())),
            Event::Eof => return Err(damaged()),
            Event::Comment(_) | Event::Decl(_) | Event::PI(_) => {}
        }
    }
}

fn position(reader: &NsReader<&[u8]>) -> usize {
    usize::try_from(reader.buffer_position()).unwrap_or(usize::MAX)
}

fn element<'a>(
    reader: &NsReader<&[u8]>,
    source: &'a str,
    start: &BytesStart<'_>,
    span: Range<usize>,
) -> Option<Element<'a>> {
    let tag_name = start.name().into_inner().len();
    let tag = source.get(span.start + 1..span.end - 1)?;
    let tag = tag.strip_suffix('/').unwrap_or(tag);
    let name = tag.get(..tag_name)?;
    let name = name.split_once(':').map_or(name, |(_, local)| local);
    let space = match reader.resolver().resolve_element(start.name()).0 {
        ResolveResult::Bound(Namespace(name)) => Space::of(name),
        _ => Space::Other,
    };
    Some(Element {
        space,
        name,
        tag,
        tag_name,
        children: Vec::new(),
        close: span.end,
        span,
    })
}

/// Adds text where an element is open; between the parts of the file there is none that counts.
fn add(open: &mut [Element<'_>], text: String) {
    let Some(parent) = open.last_mut() else { return };
    match parent.children.last_mut() {
        Some(Node::Text(before)) => before.to_mut().push_str(&text),
        _ if text.is_empty() => {}
        _ => parent.children.push(Node::Text(Cow::Owned(text))),
    }
}

fn predefined(name: &str) -> Option<char> {
    Some(match name {
        "amp" => '&',
        "lt" => '<',
        "gt" => '>',
        "quot" => '"',
        "apos" => '\'',
        _ => return None,
    })
}
