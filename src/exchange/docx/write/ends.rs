//! The ends of paragraphs, which hold their properties: struck with a paragraph that goes, and marked as new with one that
//! comes. A new paragraph looks and counts like the one it was made after.

use super::splice::Splices;
use super::stamp::{Marker, Ours};
use super::tree::{Inline, without};
use crate::exchange::docx::xml::Element;

/// What in a paragraph's properties is its own alone, or says what was changed in them.
const NOT_CLONED: [&str; 3] = ["sectPr", "pPrChange", "rPr"];
/// What in the properties of a paragraph's end says how it came or went.
const OF_THE_END: [&str; 5] = ["ins", "del", "moveFrom", "moveTo", "rPrChange"];

/// Marks the end of a paragraph as struck.
pub(super) fn strike_end(paragraph: &Element<'_>, marker: &mut Marker<'_>, splices: &mut Splices) {
    let mark = marker.empty(Ours::Deleted);
    let p = marker.prefix.clone();
    let Some(properties) = paragraph.child("pPr") else {
        let properties = format!("<{p}pPr><{p}rPr>{mark}</{p}rPr></{p}pPr>");
        open(paragraph, properties, splices);
        return;
    };
    let Some(of_end) = properties.child("rPr") else {
        let mark = format!("<{p}rPr>{mark}</{p}rPr>");
        let behind = properties
            .all()
            .find(|child| child.is("sectPr") || child.is("pPrChange"))
            .map(|child| child.span.start);
        match behind {
            Some(at) => splices.insert(at, mark),
            None => append(properties, mark, splices),
        }
        return;
    };
    if of_end.child("del").is_some() {
        return;
    }
    match of_end.child("ins") {
        Some(theirs) => splices.insert(theirs.span.end, mark),
        None => open(of_end, mark, splices),
    }
}

/// Puts something at the beginning of an element's content.
fn open(element: &Element<'_>, content: String, splices: &mut Splices) {
    if element.is_one_tag() {
        let tag = format!("<{}{}>", element.written_name(), element.written_attributes());
        let end = format!("</{}>", element.written_name());
        splices.replace(element.span.clone(), format!("{tag}{content}{end}"));
    } else {
        splices.insert(element.inside().start, content);
    }
}

/// Puts something at the end of an element's content.
fn append(element: &Element<'_>, content: String, splices: &mut Splices) {
    if element.is_one_tag() {
        open(element, content, splices);
    } else {
        splices.insert(element.inside().end, content);
    }
}

/// The properties of a new paragraph, as those of another; `numbered` says whether it counts as that one does.
fn properties(source: &str, like: Option<&Element<'_>>, numbered: bool, marker: &mut Marker<'_>) -> String {
    let mark = marker.empty(Ours::Inserted);
    let p = marker.prefix.clone();
    let old = like.and_then(|like| like.child("pPr"));
    let of_end = old.and_then(|old| old.child("rPr"));
    let looks = of_end
        .map(|of_end| inner(source, of_end, &OF_THE_END))
        .unwrap_or_default();
    let mut not_cloned = NOT_CLONED.to_vec();
    if !numbered {
        not_cloned.push("numPr");
    }
    let rest = old.map(|old| inner(source, old, &not_cloned)).unwrap_or_default();
    format!("<{p}pPr>{rest}<{p}rPr>{mark}{looks}</{p}rPr></{p}pPr>")
}

/// What stands in an element, without some of its children.
pub(super) fn inner(source: &str, element: &Element<'_>, names: &[&str]) -> String {
    if element.is_one_tag() {
        return String::new();
    }
    let written = without(source, element, names);
    let start = element.inside().start - element.span.start;
    let end = written.len() - (element.span.end - element.inside().end);
    written.get(start..end).unwrap_or_default().to_owned()
}

/// The words of a new paragraph: those at its beginning that look as the other's do there, and the rest, as at its end.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct NewWords {
    /// At its beginning: a heading in front of the text.
    pub front: String,
    /// The rest.
    pub text: String,
}

/// A new paragraph as it is written, like another one.
pub(super) fn new_paragraph(
    source: &str,
    like: Option<(&Element<'_>, &Inline<'_, '_>)>,
    numbered: bool,
    words: &NewWords,
    marker: &mut Marker<'_>,
) -> String {
    let properties = properties(source, like.map(|(element, _)| element), numbered, marker);
    let p = marker.prefix.clone();
    let mut content = String::new();
    for (words, at_start) in [(&words.front, true), (&words.text, false)] {
        if words.is_empty() {
            continue;
        }
        let looks = like.and_then(|(_, inline)| {
            let mut plain = inline.runs.iter().filter(|run| has_words(run.element));
            let run = if at_start { plain.next() } else { plain.next_back() };
            run.map(|run| run.properties(source))
        });
        content.push_str(&marker.run(&looks.unwrap_or_default(), words));
    }
    let (open, close) = (marker.open(Ours::Inserted), marker.close(Ours::Inserted));
    format!("<{p}p>{properties}{open}{content}{close}</{p}p>")
}

fn has_words(run: &Element<'_>) -> bool {
    run.all()
        .any(|child| (child.is("t") || child.is("delText")) && !child.text().trim().is_empty())
}
