//! Rows of tables that come or go.

use super::ends::{NewWords, inner, new_paragraph};
use super::splice::Splices;
use super::stamp::{Marker, Ours};
use super::tree::{inline, without};
use crate::exchange::docx::xml::Element;

/// What in the properties of a row or cell says how it came or went.
const CHANGES: [&str; 7] = [
    "ins",
    "del",
    "trPrChange",
    "tcPrChange",
    "cellIns",
    "cellDel",
    "cellMerge",
];

/// Whether each row stands for itself: no cell goes on over several rows.
pub(super) fn stands_alone(row: &Element<'_>) -> bool {
    let mut cells = row.all().filter(|child| child.is("tc"));
    !cells.any(|cell| {
        cell.child("tcPr")
            .is_some_and(|properties| properties.child("vMerge").is_some())
    })
}

/// The cells of a row, where nothing else holds them.
pub(super) fn cells<'e, 'x>(row: &'e Element<'x>) -> Vec<&'e Element<'x>> {
    row.all().filter(|child| child.is("tc")).collect()
}

/// Marks a row as struck; the words in it are struck besides.
pub(super) fn strike_row(row: &Element<'_>, marker: &mut Marker<'_>, splices: &mut Splices) {
    let mark = marker.empty(Ours::Deleted);
    let p = marker.prefix.clone();
    match row.child("trPr") {
        Some(properties) if properties.is_one_tag() => {
            let name = properties.written_name();
            splices.replace(properties.span.clone(), format!("<{name}>{mark}</{name}>"));
        }
        Some(properties) => {
            let behind = properties.all().find(|child| child.is("trPrChange"));
            let at = behind.map_or(properties.inside().end, |child| child.span.start);
            splices.insert(at, mark);
        }
        None => {
            // Exceptions to the table's properties come before those of the row.
            let before = row
                .child("tblPrEx")
                .map_or(row.inside().start, |before| before.span.end);
            splices.insert(before, format!("<{p}trPr>{mark}</{p}trPr>"));
        }
    }
}

/// A new row like another one, with these words in its cells; a line end begins another paragraph.
pub(super) fn new_row(source: &str, like: &Element<'_>, words: &[String], marker: &mut Marker<'_>) -> String {
    let mark = marker.empty(Ours::Inserted);
    let p = marker.prefix.clone();
    let properties = like.child("trPr").map(|properties| inner(source, properties, &CHANGES));
    let exceptions = like
        .child("tblPrEx")
        .map(|exceptions| without(source, exceptions, &["tblPrExChange"]));
    let mut row = format!(
        "<{p}tr>{}<{p}trPr>{}{mark}</{p}trPr>",
        exceptions.unwrap_or_default(),
        properties.unwrap_or_default()
    );
    for (cell, words) in cells(like).into_iter().zip(words) {
        let properties = cell
            .child("tcPr")
            .map(|properties| without(source, properties, &CHANGES));
        let first = cell.child("p");
        let inner = first.map(|first| inline(first));
        let piece = format!("<{p}tc>{}", properties.unwrap_or_default());
        row.push_str(&piece);
        for line in words.split('\n') {
            let words = NewWords {
                front: String::new(),
                text: line.to_owned(),
            };
            row.push_str(&new_paragraph(source, first.zip(inner.as_ref()), true, &words, marker));
        }
        let piece = format!("</{p}tc>");
        row.push_str(&piece);
    }
    let piece = format!("</{p}tr>");
    row.push_str(&piece);
    row
}
