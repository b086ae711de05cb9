//! A Word document as it was read: every word with the tracked changes that it stands under.

use super::styles::Numbered;
use super::unread::Unread;
use std::ops::Range;

/// What a tracked change did.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, strum::IntoStaticStr)]
#[strum(serialize_all = "kebab-case")]
pub enum ChangeKind {
    /// It was put in.
    Inserted,
    /// It was struck.
    Deleted,
    /// It was taken away to stand elsewhere.
    MovedAway,
    /// It was brought here from elsewhere.
    MovedHere,
}

/// One tracked change: by whom and when, as the file says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// What it did.
    pub kind: ChangeKind,
    /// Who is named as its author; anybody can write any name there.
    pub author: String,
    /// The date, as it is written there.
    pub date: Option<String>,
}

/// What becomes of the tracked changes when a document is looked at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum View {
    /// All of them are accepted: the text as its last author wants it.
    Accepted,
    /// All of them are rejected: the text before them.
    Rejected,
}

impl View {
    /// Whether what stands under a change is gone.
    pub(crate) fn drops(self, kind: ChangeKind) -> bool {
        let came = matches!(kind, ChangeKind::Inserted | ChangeKind::MovedHere);
        came == (self == Self::Rejected)
    }
}

/// The changes that something stands under, as places in [`Document::changes`].
pub(crate) type Under = Vec<usize>;

/// What stands in a piece of a paragraph.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum PieceKind {
    /// Words.
    Words,
    /// The words of a formula, without its form.
    Formula,
    /// The sign that leads to a note: its place in [`Document::notes`].
    Note(usize),
}

/// One element that gives words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Leaf {
    /// How many bytes of words it gives.
    pub(crate) len: usize,
    /// Its bytes in the part.
    pub(crate) span: Range<usize>,
    /// A field gave them.
    pub(crate) in_field: bool,
}

/// Words under the same changes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Piece {
    pub(crate) kind: PieceKind,
    pub(crate) text: String,
    pub(crate) under: Under,
    /// They do not show, neither on the screen nor in print.
    pub(crate) hidden: bool,
    /// In bold or underlined, as headings are that stand in front of a text.
    pub(crate) stressed: bool,
    /// They were made by a field that Word fills anew: a table of contents, a page number.
    pub(crate) derived: bool,
    /// The elements that give the words, in order.
    pub(crate) leaves: Vec<Leaf>,
}

/// What holds for a paragraph as a whole.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct Properties {
    pub(crate) style: Option<String>,
    pub(crate) outline: Option<u8>,
    pub(crate) numbered: Option<Numbered>,
    /// A section ends with it. Where it has no words, it is a mere break, and Word gives it no number.
    pub(crate) ends_section: bool,
}

/// One paragraph.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Paragraph {
    pub(crate) properties: Properties,
    /// What held before a tracked change of its properties.
    pub(crate) before: Option<Properties>,
    pub(crate) pieces: Vec<Piece>,
    /// The changes of its end: where that is gone, the next paragraph goes on in it.
    pub(crate) end_under: Under,
    /// Its bytes in the part.
    pub(crate) span: Range<usize>,
}

/// One row of a table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Row {
    pub(crate) under: Under,
    pub(crate) cells: Vec<Cell>,
}

/// One cell.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Cell {
    pub(crate) under: Under,
    /// It goes on with the cell above.
    pub(crate) goes_on: bool,
    pub(crate) blocks: Vec<Block>,
}

/// What stands below each other.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Block {
    Paragraph(Paragraph),
    Table(Vec<Row>),
    /// The text of a box that is drawn beside the paragraph before.
    Box(Vec<Block>),
}

/// A note at the foot of a page or at the end.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Note {
    pub(crate) blocks: Vec<Block>,
}

/// A comment in the margin.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Comment {
    /// Who is named as its author.
    pub author: String,
    /// The date, as it is written there.
    pub date: Option<String>,
    /// What it says.
    pub text: String,
    /// The words that it is about.
    pub on: String,
}

/// A whole document.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Document {
    pub(crate) blocks: Vec<Block>,
    pub(crate) notes: Vec<Note>,
    /// All tracked changes of words, paragraphs and rows, in the order in which they stand.
    pub changes: Vec<Change>,
    /// How many tracked changes are of looks alone.
    pub changed_looks: usize,
    /// The comments.
    pub comments: Vec<Comment>,
    /// What is not, or not fully, in the text.
    pub unread: Vec<Unread>,
}
