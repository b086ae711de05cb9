//! Reads a Word file: its main document with its notes and comments, and what is not in the text.

use super::fault::DocxFault;
use super::model::{Block, Comment, Document, Note, Properties, View};
use super::numbering::Lists;
use super::package::Package;
use super::story::{self, Gathered};
use super::styles::Styles;
use super::unread::Unread;
use super::view::{ShownBlock, Viewer};
use super::xml::{self, Element, Space};
use std::collections::HashMap;

/// How many bytes all numbers that Word computes may have: four hundred for each paragraph of a contract of 300 pages.
const MOST_OF_LABELS: usize = 4 << 20;

/// A Word file that was read.
#[derive(Debug, Clone, Default)]
pub struct Docx {
    /// What stands in it.
    pub document: Document,
    styles: Styles,
    lists: Lists,
}

impl Docx {
    /// Reads a file from its bytes.
    ///
    /// # Errors
    ///
    /// When it is none, is damaged, protected, or made to do harm.
    pub fn read(bytes: &[u8]) -> Result<Self, DocxFault> {
        let mut package = Package::open(bytes)?;
        let styles = part(&mut package, "styles", Styles::of)?.unwrap_or_default();
        let lists = part(&mut package, "numbering", |root| Lists::of(root, &styles))?.unwrap_or_default();
        let mut gathered = Gathered::default();
        part(&mut package, "comments", |root| comments(root, &styles, &mut gathered))?;
        for (kind, name, at_end) in [("footnotes", "footnote", false), ("endnotes", "endnote", true)] {
            part(&mut package, kind, |root| {
                for note in root.elements(Space::Word, name) {
                    let is_rule = note.attribute("type").is_some_and(|kind| kind != "normal");
                    let id = note.attribute("id").filter(|_| !is_rule);
                    if let Some(id) = id {
                        let blocks = story::read(note, &styles, &mut gathered);
                        let place = gathered.notes.len();
                        gathered.note_places.entry((id, at_end)).or_insert(place);
                        gathered.notes.push(Note { blocks });
                    }
                }
            })?;
        }
        let main = package.main().to_owned();
        let text = package.text(&main)?;
        let root = xml::parse(&text, &main)?;
        let body = root.child("body").ok_or(DocxFault::NoDocument)?;
        let blocks = story::read(body, &styles, &mut gathered);
        // A pattern is stored once and shown in front of every paragraph of its list.
        if bytes_of_labels(&blocks, &styles, &lists.longest_labels()) > MOST_OF_LABELS {
            return Err(DocxFault::TooLarge);
        }
        if package.has_macros() {
            gathered.unread.push(Unread::Macros);
        }
        let mut read = Self {
            document: Document {
                blocks,
                notes: gathered.notes,
                changes: gathered.changes,
                changed_looks: gathered.changed_looks,
                comments: gathered.comments.into_values().collect(),
                unread: gathered.unread,
            },
            styles,
            lists,
        };
        read.read_margins(&mut package)?;
        Ok(read)
    }

    /// What the pages have at their top and foot, which is no text of the contract.
    fn read_margins(&mut self, package: &mut Package<'_>) -> Result<(), DocxFault> {
        let mut seen = Vec::new();
        for kind in ["header", "footer"] {
            for name in package.related(kind) {
                let text = package.text(&name)?;
                let root = xml::parse(&text, &name)?;
                let mut gathered = Gathered::default();
                let margin = Document {
                    blocks: story::read(&root, &self.styles, &mut gathered),
                    changes: gathered.changes,
                    ..Document::default()
                };
                let shown = Viewer::new(&margin, View::Accepted, &self.styles, &self.lists).blocks(&margin.blocks);
                let words = plain(&shown, false);
                let words = words.join(" / ");
                if words.chars().any(char::is_alphanumeric) && !seen.contains(&words) {
                    seen.push(words);
                }
            }
        }
        self.document.unread.extend(seen.into_iter().map(Unread::PageMargin));
        Ok(())
    }

    /// The document as it reads in a view.
    #[must_use]
    pub fn shown(&self, view: View) -> Vec<ShownBlock> {
        Viewer::new(&self.document, view, &self.styles, &self.lists).blocks(&self.document.blocks)
    }

    /// The words of each note as they read in a view, paragraphs apart by a blank.
    #[must_use]
    pub fn notes(&self, view: View) -> Vec<String> {
        let notes = self.document.notes.iter();
        notes
            .map(|note| {
                let shown = Viewer::new(&self.document, view, &self.styles, &self.lists).blocks(&note.blocks);
                plain(&shown, true).join(" ").trim().to_owned()
            })
            .collect()
    }
}

/// How many paragraphs there are, those in tables and boxes included.
/// How many bytes the numbers of all paragraphs have at most, by those of each list.
fn bytes_of_labels(blocks: &[Block], styles: &Styles, longest: &HashMap<&str, usize>) -> usize {
    let of_list = |list: &str| longest.get(list).copied().unwrap_or(0);
    let of_style = |style: Option<&str>| {
        styles
            .numbered(style)
            .map_or(0, |(numbered, _)| of_list(&numbered.list))
    };
    let under = |properties: &Properties| match &properties.numbered {
        Some(numbered) => of_list(&numbered.list),
        None => of_style(properties.style.as_deref()),
    };
    let in_block = |block: &Block| match block {
        Block::Paragraph(paragraph) => {
            let before = paragraph.before.as_ref().map_or(0, under);
            under(&paragraph.properties).max(before)
        }
        Block::Table(rows) => {
            let cells = rows.iter().flat_map(|row| &row.cells);
            cells.map(|cell| bytes_of_labels(&cell.blocks, styles, longest)).sum()
        }
        Block::Box(inner) => bytes_of_labels(inner, styles, longest),
    };
    blocks.iter().map(in_block).sum()
}

/// The paragraphs that have words, in order, those of tables and boxes included; `derived` ones on request.
pub(crate) fn plain(blocks: &[ShownBlock], derived: bool) -> Vec<String> {
    let mut words = Vec::new();
    for block in blocks {
        match block {
            ShownBlock::Paragraph(paragraph) if derived || !paragraph.derived => {
                words.push(paragraph.text.trim().to_owned());
            }
            ShownBlock::Paragraph(_) => {}
            ShownBlock::Table(rows) => {
                let cells = rows.iter().flatten();
                words.extend(cells.flat_map(|cell| plain(cell, derived)));
            }
            ShownBlock::Box(inner) => words.extend(plain(inner, derived)),
        }
    }
    words.retain(|words| !words.is_empty());
    words
}

/// Reads the part of a kind, if there is one.
fn part<T>(
    package: &mut Package<'_>,
    kind: &str,
    read: impl FnOnce(&Element<'_>) -> T,
) -> Result<Option<T>, DocxFault> {
    let Some(name) = package.related(kind).into_iter().next() else {
        return Ok(None);
    };
    let text = package.text(&name)?;
    let root = xml::parse(&text, &name)?;
    Ok(Some(read(&root)))
}

fn comments(root: &Element<'_>, styles: &Styles, gathered: &mut Gathered) {
    for comment in root.elements(Space::Word, "comment") {
        let Some(id) = comment.attribute("id") else { continue };
        let mut own = Gathered::default();
        let inner = Document {
            blocks: story::read(comment, styles, &mut own),
            ..Document::default()
        };
        let lists = Lists::default();
        let shown = Viewer::new(&inner, View::Accepted, styles, &lists).blocks(&inner.blocks);
        gathered.comments.insert(
            id,
            Comment {
                author: comment.attribute("author").unwrap_or_default(),
                date: comment.attribute("date"),
                text: plain(&shown, true).join("\n"),
                on: String::new(),
            },
        );
    }
}
