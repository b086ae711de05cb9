//! A document as it reads when all tracked changes are accepted, or when all are rejected.

use super::model::{Block, Document, Paragraph, Piece, PieceKind, Properties, Row, Under, View};
use super::numbering::{Counter, Label, Lists};
use super::styles::Styles;
use std::ops::Range;

/// A paragraph as it reads.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Shown {
    /// Its words. A line end within them is one that was typed as such.
    pub text: String,
    /// How many bytes at its beginning are in bold or underlined.
    pub stressed: usize,
    /// The number that Word computes.
    pub label: Option<Label>,
    /// The level of the heading that it is, from 0.
    pub outline: Option<u8>,
    /// It is in the style for titles.
    pub title: bool,
    /// It is made by Word: a line of the table of contents, a page number.
    pub derived: bool,
    /// The notes that its words lead to, as places among all notes.
    pub notes: Vec<usize>,
    /// The elements that give its words, in order.
    pub(crate) leaves: Vec<ShownLeaf>,
    /// The paragraphs of the part that it is made of, by their bytes: several where ends are gone.
    pub(crate) parts: Vec<Range<usize>>,
}

/// One element that gives words of a paragraph as it reads.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct ShownLeaf {
    /// The bytes of the paragraph's words that it gives.
    pub(crate) text: Range<usize>,
    /// Its bytes in the part.
    pub(crate) span: Range<usize>,
    /// A field gives them.
    pub(crate) in_field: bool,
    /// It gives plain words: it is neither a formula nor the sign that leads to a note.
    pub(crate) is_words: bool,
}

/// What stands below each other, as it reads.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ShownBlock {
    /// A paragraph.
    Paragraph(Shown),
    /// A table: rows of cells.
    Table(Vec<Vec<Vec<ShownBlock>>>),
    /// A box that is drawn beside the text.
    Box(Vec<ShownBlock>),
}

/// Puts a document together as it reads in a view.
pub(super) struct Viewer<'d> {
    pub(super) document: &'d Document,
    pub(super) view: View,
    pub(super) styles: &'d Styles,
    counter: Counter<'d>,
}

/// What was read of a paragraph whose end is gone.
#[derive(Default)]
struct Begun<'d> {
    pieces: Vec<&'d Piece>,
    properties: Properties,
    parts: Vec<Range<usize>>,
}

impl<'d> Viewer<'d> {
    pub(super) fn new(document: &'d Document, view: View, styles: &'d Styles, lists: &'d Lists) -> Self {
        Self {
            document,
            view,
            styles,
            counter: Counter::new(lists, styles),
        }
    }

    fn is_gone(&self, under: &Under) -> bool {
        under
            .iter()
            .filter_map(|place| self.document.changes.get(*place))
            .any(|change| self.view.drops(change.kind))
    }

    pub(super) fn blocks(&mut self, blocks: &'d [Block]) -> Vec<ShownBlock> {
        let mut shown = Vec::new();
        let mut begun: Option<Begun<'d>> = None;
        for block in blocks {
            match block {
                Block::Paragraph(paragraph) => {
                    let mut all = begun.take().unwrap_or_default();
                    all.pieces
                        .extend(paragraph.pieces.iter().filter(|piece| !self.is_gone(&piece.under)));
                    all.parts.push(paragraph.span.clone());
                    // The end of a paragraph is what holds its properties.
                    all.properties = self.properties(paragraph);
                    if self.is_gone(&paragraph.end_under) {
                        begun = Some(all);
                    } else {
                        shown.push(ShownBlock::Paragraph(self.paragraph(&all)));
                    }
                }
                Block::Table(rows) => {
                    self.finish(begun.take(), &mut shown);
                    let rows = self.rows(rows);
                    if !rows.is_empty() {
                        shown.push(ShownBlock::Table(rows));
                    }
                }
                Block::Box(inner) => {
                    let inner = self.blocks(inner);
                    shown.push(ShownBlock::Box(inner));
                }
            }
        }
        self.finish(begun, &mut shown);
        shown
    }

    /// A paragraph without an end, where no other follows that could go on in it.
    fn finish(&mut self, begun: Option<Begun<'d>>, shown: &mut Vec<ShownBlock>) {
        if let Some(begun) = begun.filter(|begun| !begun.pieces.is_empty()) {
            shown.push(ShownBlock::Paragraph(self.paragraph(&begun)));
        }
    }

    fn properties(&self, paragraph: &Paragraph) -> Properties {
        let before = paragraph.before.as_ref().filter(|_| self.view == View::Rejected);
        before.unwrap_or(&paragraph.properties).clone()
    }

    fn rows(&mut self, rows: &'d [Row]) -> Vec<Vec<Vec<ShownBlock>>> {
        let mut shown = Vec::new();
        for row in rows.iter().filter(|row| !self.is_gone(&row.under)).collect::<Vec<_>>() {
            let cells: Vec<_> = row.cells.iter().filter(|cell| !self.is_gone(&cell.under)).collect();
            shown.push(cells.into_iter().map(|cell| self.blocks(&cell.blocks)).collect());
        }
        shown
    }

    fn paragraph(&mut self, all: &Begun<'_>) -> Shown {
        let style = all.properties.style.as_deref();
        let has_words = all.pieces.iter().any(|piece| !piece.text.trim().is_empty());
        let is_break = all.properties.ends_section && !has_words;
        let label = if is_break {
            None
        } else {
            self.counter.label(style, all.properties.numbered.as_ref())
        };
        let outline = all.properties.outline.filter(|level| *level < 9);
        let outline = outline.or_else(|| {
            let body = all.properties.outline.is_some();
            self.styles.outline(style).filter(|_| !body)
        });
        let mut shown = Shown {
            label,
            outline,
            title: self.styles.is_title(style),
            parts: all.parts.clone(),
            ..Shown::default()
        };
        let mut stressed = true;
        let mut made_by_word = true;
        for piece in &all.pieces {
            let is_blank = piece.text.trim().is_empty();
            made_by_word &= piece.derived || is_blank;
            let mut at = shown.text.len();
            match piece.kind {
                PieceKind::Note(place) => {
                    shown.notes.push(place);
                    let mark = format!("[^{}]", place + 1);
                    shown.text.push_str(&mark);
                }
                _ if piece.hidden => continue,
                _ => shown.text.push_str(&piece.text),
            }
            for leaf in &piece.leaves {
                let end = match piece.kind {
                    PieceKind::Note(_) => shown.text.len(),
                    _ => at + leaf.len,
                };
                shown.leaves.push(ShownLeaf {
                    text: at..end,
                    span: leaf.span.clone(),
                    in_field: leaf.in_field,
                    is_words: piece.kind == PieceKind::Words,
                });
                at = end;
            }
            stressed &= piece.stressed || is_blank;
            if stressed {
                shown.stressed = shown.text.len();
            }
        }
        let is_empty = shown.text.trim().is_empty();
        shown.derived = !is_empty && (made_by_word || self.styles.is_of_contents(style));
        shown
    }
}
