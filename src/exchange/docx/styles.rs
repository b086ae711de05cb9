//! What paragraphs and words inherit from their styles, as far as it bears on the text: outline level, numbering, whether
//! something is hidden or in bold.

use std::collections::HashMap;

use super::xml::{Element, Space};

/// How many styles may rest on one another: more is a circle.
const LONGEST: usize = 32;

/// Where a paragraph stands in automatic numbering.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(crate) struct Numbered {
    /// The list; `0` takes a paragraph out of the list of its style.
    pub(crate) list: String,
    /// The level, from 0; nothing where the list says it by the style.
    pub(crate) level: Option<usize>,
}

/// One style.
#[derive(Debug, Clone, Default)]
struct Style {
    name: String,
    based_on: Option<String>,
    outline: Option<u8>,
    numbered: Option<Numbered>,
    hidden: Option<bool>,
    bold: Option<bool>,
}

/// All styles of a document.
#[derive(Debug, Clone, Default)]
pub(crate) struct Styles {
    styles: HashMap<String, Style>,
    /// What a paragraph has that names none.
    usual: Option<String>,
}

impl Styles {
    /// The styles of the part that holds them.
    pub(crate) fn of(root: &Element<'_>) -> Self {
        let mut styles = Self::default();
        for style in root.elements(Space::Word, "style") {
            let Some(id) = style.attribute("styleId") else { continue };
            let is_paragraph = style.attribute("type").as_deref() == Some("paragraph");
            if is_paragraph && matches!(style.attribute("default").as_deref(), Some("1" | "true" | "on")) {
                styles.usual = Some(id.clone());
            }
            let (of_paragraph, of_run) = (style.child("pPr"), style.child("rPr"));
            let read = Style {
                name: style.value_of("name").unwrap_or_default().to_lowercase(),
                based_on: style.value_of("basedOn"),
                outline: of_paragraph.and_then(outline),
                numbered: of_paragraph.and_then(numbered),
                hidden: of_run.and_then(|run| switch(run, "vanish")),
                bold: of_run.and_then(|run| switch(run, "b")),
            };
            styles.styles.insert(id, read);
        }
        styles
    }

    /// The first answer of a style or of those that it rests on.
    fn asked<T>(&self, style: Option<&str>, answer: impl Fn(&str, &Style) -> Option<T>) -> Option<T> {
        let mut next = style.or(self.usual.as_deref());
        for _ in 0..LONGEST {
            let id = next?;
            let style = self.styles.get(id)?;
            if let Some(found) = answer(id, style) {
                return Some(found);
            }
            next = style.based_on.as_deref();
        }
        None
    }

    /// The level of a heading, from 0, of paragraphs in this style.
    pub(crate) fn outline(&self, style: Option<&str>) -> Option<u8> {
        self.asked(style, |_, style| style.outline).filter(|level| *level < 9)
    }

    /// The numbering of paragraphs in this style, and the style that gives it.
    pub(crate) fn numbered(&self, style: Option<&str>) -> Option<(Numbered, String)> {
        self.asked(style, |id, style| Some((style.numbered.clone()?, id.to_owned())))
    }

    /// Whether words in this style are hidden.
    pub(crate) fn hidden(&self, style: Option<&str>) -> bool {
        self.asked(style, |_, style| style.hidden).unwrap_or(false)
    }

    /// Whether words in this style are in bold.
    pub(crate) fn bold(&self, style: Option<&str>) -> bool {
        self.asked(style, |_, style| style.bold).unwrap_or(false)
    }

    /// Whether the style, or one that it rests on, is that for titles.
    pub(crate) fn is_title(&self, style: Option<&str>) -> bool {
        style.is_some()
            && self
                .asked(style, |_, style| (style.name == "title").then_some(()))
                .is_some()
    }

    /// Whether the style is one for the lines of a table of contents.
    pub(crate) fn is_of_contents(&self, style: Option<&str>) -> bool {
        style.is_some()
            && self
                .asked(style, |_, style| is_toc(&style.name).then_some(()))
                .is_some()
    }

    /// The list that a style of numbering stands for.
    pub(crate) fn list_of(&self, style: &str) -> Option<String> {
        let numbered = self.styles.get(style)?.numbered.as_ref()?;
        Some(numbered.list.clone())
    }
}

fn is_toc(name: &str) -> bool {
    name.strip_prefix("toc ")
        .is_some_and(|level| level == "heading" || level.chars().all(|c| c.is_ascii_digit()))
}

/// The outline level that paragraph properties name; 9 stands for body text.
pub(crate) fn outline(properties: &Element<'_>) -> Option<u8> {
    properties.value_of("outlineLvl")?.trim().parse().ok()
}

/// The numbering that paragraph properties name.
pub(crate) fn numbered(properties: &Element<'_>) -> Option<Numbered> {
    let numbering = properties.child("numPr")?;
    Some(Numbered {
        list: numbering.value_of("numId")?,
        level: numbering.value_of("ilvl").and_then(|level| level.trim().parse().ok()),
    })
}

/// What run properties say of a switch.
pub(crate) fn switch(properties: &Element<'_>, name: &str) -> Option<bool> {
    properties.child(name).map(Element::is_on)
}
