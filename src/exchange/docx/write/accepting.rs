//! A Word file in which all tracked changes are accepted: the text alone, everything else as it is.

use super::ends::inner;
use super::pack::{in_utf_8, repacked};
use super::refused::MarkFault;
use super::splice::Splices;
use crate::exchange::docx::package::Package;
use crate::exchange::docx::xml::{self, Element, Node, Space};
use std::collections::BTreeMap;

/// Accepts all tracked changes of a file, those of notes and of the tops and feet of pages included.
///
/// # Errors
///
/// When the file cannot be read, or is signed.
pub fn accept_changes(file: &[u8]) -> Result<Vec<u8>, MarkFault> {
    let mut package = Package::open(file)?;
    if package.is_signed() {
        return Err(MarkFault::Signed);
    }
    let mut names = vec![package.main().to_owned()];
    for kind in ["footnotes", "endnotes", "header", "footer"] {
        names.extend(package.related(kind));
    }
    let mut parts = BTreeMap::new();
    for name in names {
        let text = package.text(&name)?;
        let root = xml::parse(&text, &name)?;
        let mut accepting = Accepting {
            source: &text,
            splices: Splices::default(),
            is_changed: false,
        };
        accepting.blocks(&root);
        if accepting.is_changed {
            let written = accepting.splices.applied_outermost(&text);
            let written = written.ok_or_else(|| MarkFault::Unreached(String::new()))?;
            parts.insert(name, in_utf_8(written));
        }
    }
    Ok(repacked(file, &parts)?)
}

struct Accepting<'a> {
    source: &'a str,
    splices: Splices,
    is_changed: bool,
}

fn is_any(element: &Element<'_>, names: &[&str]) -> bool {
    element.space == Space::Word && names.contains(&element.name)
}

/// Whether the end of a paragraph is struck.
fn ends_in_next(paragraph: &Element<'_>) -> bool {
    let of_end = paragraph.child("pPr").and_then(|properties| properties.child("rPr"));
    of_end.is_some_and(|of_end| of_end.all().any(|child| is_any(child, &["del", "moveFrom"])))
}

/// Whether anything is left of a paragraph that shows.
fn has_content(element: &Element<'_>) -> bool {
    element.all().any(|child| match child.name {
        "del" | "moveFrom" | "pPr" | "rPr" => false,
        "t" | "tab" | "br" | "drawing" | "pict" | "object" | "oMath" | "sym" | "fldChar" | "footnoteReference"
        | "endnoteReference" => true,
        _ => has_content(child),
    })
}

impl Accepting<'_> {
    fn remove(&mut self, element: &Element<'_>) {
        self.is_changed = true;
        self.splices.remove(element.span.clone());
    }

    /// Takes the tags away around what stands in an element.
    fn unwrap(&mut self, element: &Element<'_>) {
        self.is_changed = true;
        let inside = element.inside();
        self.splices
            .remove(element.span.start..inside.start.min(element.span.end));
        if !element.is_one_tag() {
            self.splices.remove(inside.end..element.span.end);
        }
    }

    /// What stands in an element, paragraphs whose ends are struck joined to those behind them.
    fn blocks(&mut self, element: &Element<'_>) {
        let mut joined: Vec<&Element<'_>> = Vec::new();
        for node in &element.children {
            let Node::Element(child) = node else { continue };
            if child.is("p") {
                if ends_in_next(child) {
                    joined.push(child);
                } else {
                    self.join(&joined, Some(child));
                    joined.clear();
                }
                self.element(child);
                continue;
            }
            let stays_between = is_any(
                child,
                &["bookmarkStart", "bookmarkEnd", "proofErr", "permStart", "permEnd"],
            ) || child.name.ends_with("RangeStart")
                || child.name.ends_with("RangeEnd");
            if !stays_between {
                self.join(&joined, None);
                joined.clear();
            }
            self.element(child);
        }
        self.join(&joined, None);
    }

    /// Joins paragraphs without an end to the one behind them, whose properties they take.
    fn join(&mut self, joined: &[&Element<'_>], next: Option<&Element<'_>>) {
        let Some(first) = joined.first() else { return };
        self.is_changed = true;
        let content = |paragraph: &Element<'_>| {
            let properties = paragraph.child("pPr").map(|properties| properties.span.end);
            properties.unwrap_or_else(|| paragraph.inside().start)
        };
        let Some(next) = next else {
            // Nothing follows that they could go on in: those that have words keep their ends.
            for paragraph in joined {
                if !has_content(paragraph)
                    && paragraph
                        .child("pPr")
                        .and_then(|properties| properties.child("sectPr"))
                        .is_none()
                {
                    self.remove(paragraph);
                }
            }
            return;
        };
        let tag = format!("<{}{}>", next.written_name(), next.written_attributes());
        let properties = next.child("pPr").map(|properties| self.cleaned(properties));
        let begin = format!("{tag}{}", properties.unwrap_or_default());
        let words = joined.iter().filter(|paragraph| has_content(paragraph));
        if words.count() == 0 && joined.iter().all(|paragraph| !holds_range(paragraph)) {
            for paragraph in joined {
                self.remove(paragraph);
            }
            return;
        }
        for paragraph in joined {
            if paragraph.span == first.span {
                self.splices.insert(paragraph.span.start, begin.clone());
            }
            self.splices.remove(paragraph.span.start..content(paragraph));
            if !paragraph.is_one_tag() {
                self.splices.remove(paragraph.inside().end..paragraph.span.end);
            }
        }
        if next.is_one_tag() {
            self.splices
                .replace(next.span.clone(), format!("</{}>", next.written_name()));
        } else {
            self.splices.remove(next.span.start..content(next));
        }
    }

    /// Properties of a paragraph without what was changed in them.
    fn cleaned(&self, properties: &Element<'_>) -> String {
        let name = properties.written_name();
        let mut rest = inner(self.source, properties, &["pPrChange", "rPr", "numberingChange"]);
        if let Some(of_end) = properties.child("rPr") {
            let looks = inner(self.source, of_end, &["ins", "del", "moveFrom", "moveTo", "rPrChange"]);
            let own = of_end.written_name();
            let at = properties.child("sectPr").map(|section| {
                let section = self.source.get(section.span.clone()).unwrap_or_default();
                rest.len() - section.len()
            });
            rest.insert_str(at.unwrap_or(rest.len()), &format!("<{own}>{looks}</{own}>"));
        }
        format!("<{name}>{rest}</{name}>")
    }

    fn element(&mut self, element: &Element<'_>) {
        if element.space == Space::Word {
            match element.name {
                "ins" | "moveTo" => self.unwrap(element),
                "del"
                | "moveFrom"
                | "moveFromRangeStart"
                | "moveFromRangeEnd"
                | "moveToRangeStart"
                | "moveToRangeEnd"
                | "customXmlInsRangeStart"
                | "customXmlInsRangeEnd"
                | "customXmlDelRangeStart"
                | "customXmlDelRangeEnd"
                | "cellIns"
                | "cellMerge"
                | "numberingChange"
                | "tblGridChange"
                | "rPrChange"
                | "pPrChange"
                | "sectPrChange"
                | "tblPrChange"
                | "tblPrExChange"
                | "trPrChange"
                | "tcPrChange" => return self.remove(element),
                "tr" if struck(element, "trPr", "del") => return self.remove(element),
                "tc" if struck(element, "tcPr", "cellDel") => return self.remove(element),
                "tbl"
                    if element.all().any(|row| row.is("tr"))
                        && element
                            .all()
                            .filter(|row| row.is("tr"))
                            .all(|row| struck(row, "trPr", "del")) =>
                {
                    return self.remove(element);
                }
                _ => {}
            }
        }
        self.blocks(element);
    }
}

fn struck(element: &Element<'_>, properties: &str, mark: &str) -> bool {
    element
        .child(properties)
        .is_some_and(|properties| properties.child(mark).is_some())
}

/// Whether something begins or ends in an element that goes on outside of it.
fn holds_range(element: &Element<'_>) -> bool {
    element
        .all()
        .any(|child| child.name.starts_with("bookmark") || child.name.starts_with("commentRange") || holds_range(child))
}
