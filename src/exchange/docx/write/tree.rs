//! Where in a part's tree a paragraph stands, and what stands in it.

use crate::exchange::docx::xml::{Element, Space};
use std::collections::HashMap;

/// A paragraph, and the elements around it from the outermost.
pub(super) struct Standing<'e, 'x> {
    pub(super) element: &'e Element<'x>,
    pub(super) around: Vec<&'e Element<'x>>,
    /// Nothing stands behind it in the cell, box or body that holds it: such an end cannot go.
    pub(super) is_last: bool,
}

impl<'e, 'x> Standing<'e, 'x> {
    /// The innermost element of a name around it.
    pub(super) fn within(&self, name: &str) -> Option<&'e Element<'x>> {
        self.around.iter().rev().copied().find(|around| around.is(name))
    }

    /// Whether it is in a text box, or in one of several alternatives.
    pub(super) fn is_out_of_reach(&self) -> bool {
        let inner = self.around.iter().rev();
        inner
            .take_while(|around| !around.is("body"))
            .any(|around| around.space == Space::Compatibility || around.is("txbxContent"))
    }

    /// Whether a control around it holds its words fast.
    pub(super) fn is_held(&self) -> bool {
        self.around.iter().any(|around| holds_fast(around))
    }
}

/// Whether a control is locked or filled from data.
pub(super) fn holds_fast(element: &Element<'_>) -> bool {
    let Some(properties) = element.child("sdtPr").filter(|_| element.is("sdt")) else {
        return false;
    };
    let locked = properties.value_of("lock");
    properties.child("dataBinding").is_some() || locked.is_some_and(|lock| lock != "unlocked")
}

/// All paragraphs of a part by where they begin.
pub(super) fn paragraphs<'e, 'x>(root: &'e Element<'x>) -> HashMap<usize, Standing<'e, 'x>> {
    let mut found = HashMap::new();
    let mut around = Vec::new();
    gather(root, &mut around, &mut found);
    found
}

/// Notes all paragraphs in an element; gives where the last begins that stands in its flow, where nothing else does behind it.
fn gather<'e, 'x>(
    element: &'e Element<'x>,
    around: &mut Vec<&'e Element<'x>>,
    found: &mut HashMap<usize, Standing<'e, 'x>>,
) -> Option<usize> {
    if element.is("p") {
        let standing = Standing {
            element,
            around: around.clone(),
            is_last: false,
        };
        found.insert(element.span.start, standing);
    }
    around.push(element);
    let mut last = None;
    for child in element.all() {
        let within = gather(child, around, found);
        match child.name {
            "p" => last = Some(child.span.start),
            "tbl" => last = None,
            "sdt" | "sdtContent" | "customXml" | "smartTag" | "ins" | "del" => last = within.or(last),
            _ => {}
        }
    }
    around.pop();
    let only_marks = matches!(
        element.name,
        "sdt" | "sdtContent" | "customXml" | "smartTag" | "ins" | "del"
    );
    if !only_marks && let Some(standing) = last.and_then(|last| found.get_mut(&last)) {
        standing.is_last = true;
    }
    last
}

/// A run in a paragraph.
#[derive(Clone, Copy)]
pub(super) struct Run<'e, 'x> {
    pub(super) element: &'e Element<'x>,
    /// The insertion of somebody else in which it stands directly.
    pub(super) theirs: Option<&'e Element<'x>>,
    /// The field of one element in which it stands.
    pub(super) field: Option<&'e Element<'x>>,
    /// It is struck already.
    pub(super) is_gone: bool,
    /// Its words are held fast, or are in the file twice.
    pub(super) is_held: bool,
}

impl Run<'_, '_> {
    /// Its properties as they are written, without what was changed in them.
    pub(super) fn properties(&self, source: &str) -> String {
        let Some(properties) = self.element.child("rPr") else {
            return String::new();
        };
        without(source, properties, &["rPrChange"])
    }
}

/// An element as it is written, without some of its children.
pub(super) fn without(source: &str, element: &Element<'_>, names: &[&str]) -> String {
    let mut written = String::new();
    let mut at = element.span.start;
    for child in element.all().filter(|child| names.contains(&child.name)) {
        written.push_str(source.get(at..child.span.start).unwrap_or_default());
        at = child.span.end;
    }
    written.push_str(source.get(at..element.span.end).unwrap_or_default());
    written
}

/// What a paragraph consists of, in order.
#[derive(Default)]
pub(super) struct Inline<'e, 'x> {
    pub(super) runs: Vec<Run<'e, 'x>>,
    /// Formulas that are not struck yet.
    pub(super) formulas: Vec<&'e Element<'x>>,
    /// Something that is in the file in several forms.
    pub(super) has_alternatives: bool,
}

/// What stands in a paragraph.
pub(super) fn inline<'e, 'x>(paragraph: &'e Element<'x>) -> Inline<'e, 'x> {
    let mut found = Inline::default();
    let outermost = Run {
        element: paragraph,
        theirs: None,
        field: None,
        is_gone: false,
        is_held: false,
    };
    within(paragraph, outermost, &mut found);
    found
}

fn within<'e, 'x>(element: &'e Element<'x>, state: Run<'e, 'x>, found: &mut Inline<'e, 'x>) {
    for child in element.all() {
        let mut inner = Run { theirs: None, ..state };
        match (child.space, child.name) {
            (Space::Word, "r") => {
                found.runs.push(Run {
                    element: child,
                    ..state
                });
                continue;
            }
            (Space::Word, "pPr" | "rPr" | "sdtPr" | "sdtEndPr") => continue,
            (Space::Math, _) => {
                if !state.is_gone {
                    found.formulas.push(child);
                }
                continue;
            }
            (Space::Compatibility, _) => {
                found.has_alternatives = true;
                inner.is_held = true;
            }
            (Space::Word, "ins" | "moveTo") => inner.theirs = Some(child),
            (Space::Word, "del" | "moveFrom") => inner.is_gone = true,
            (Space::Word, "fldSimple") => inner.field = inner.field.or(Some(child)),
            (Space::Word, "sdt") => inner.is_held |= holds_fast(child),
            _ => {}
        }
        within(child, inner, found);
    }
}
