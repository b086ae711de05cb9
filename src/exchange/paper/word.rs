//! A Word file as lines.

use super::tables::row;
use super::{Line, Paper};
use crate::exchange::docx::{Docx, Shown, ShownBlock, Unread, View};

/// The paper that a Word file is in a view of its tracked changes.
#[must_use]
pub fn word(docx: &Docx, view: View) -> Paper {
    placed(docx, view, &docx.shown(view)).0
}

/// What a line was made of.
#[derive(Debug, Clone)]
pub(super) enum Origin<'s> {
    /// A paragraph.
    Paragraph(&'s Shown),
    /// A row: the paragraphs of each cell; nothing where more than paragraphs is in one.
    Row(Option<Vec<Vec<&'s Shown>>>),
    /// A note, which stands in another part.
    Note,
}

/// The paper that a Word file is as it was shown, and what each of its lines was made of.
pub(super) fn placed<'s>(docx: &Docx, view: View, blocks: &'s [ShownBlock]) -> (Paper, Vec<Origin<'s>>) {
    let mut reader = Reader {
        notes: docx.notes(view),
        paper: Paper {
            lines: Vec::new(),
            unread: docx.document.unread.clone(),
        },
        origins: Vec::new(),
    };
    reader.blocks(blocks);
    (reader.paper, reader.origins)
}

struct Reader<'s> {
    notes: Vec<String>,
    paper: Paper,
    origins: Vec<Origin<'s>>,
}

impl<'s> Reader<'s> {
    fn blocks(&mut self, blocks: &'s [ShownBlock]) {
        for block in blocks {
            match block {
                ShownBlock::Paragraph(paragraph) if paragraph.derived => {
                    if !self.paper.unread.contains(&Unread::Contents) {
                        self.paper.unread.push(Unread::Contents);
                    }
                }
                ShownBlock::Paragraph(paragraph) => self.paragraph(paragraph),
                ShownBlock::Table(rows) => self.table(rows),
                ShownBlock::Box(inner) => self.blocks(inner),
            }
        }
    }

    fn paragraph(&mut self, paragraph: &'s Shown) {
        let (text, stressed) = self.plain(&paragraph.text, paragraph.stressed);
        if !text.is_empty() {
            self.origins.push(Origin::Paragraph(paragraph));
            self.paper.lines.push(Line {
                text,
                label: paragraph.label.clone(),
                heading: paragraph.outline,
                stressed,
                title: paragraph.title,
                row: false,
            });
        }
        self.add_notes(&paragraph.notes);
    }

    /// The words of the notes below what they are about.
    fn add_notes(&mut self, notes: &[usize]) {
        for &place in notes {
            let note = self.notes.get(place).map_or("", String::as_str);
            let (text, _) = self.plain(&format!("[^{}]: {note}", place + 1), 0);
            self.origins.push(Origin::Note);
            self.paper.lines.push(Line {
                text,
                ..Line::default()
            });
        }
    }

    /// A table: its rows, or what stands in it below each other where it only lays out the page.
    fn table(&mut self, rows: &'s [Vec<Vec<ShownBlock>>]) {
        let holds_clauses = rows.iter().flatten().any(|cell| cell.iter().any(is_clause));
        if rows.iter().all(|row| row.len() == 1) || holds_clauses {
            if holds_clauses && rows.iter().any(|row| row.len() > 1) {
                self.paper.unread.push(Unread::Columns);
            }
            for cell in rows.iter().flatten() {
                self.blocks(cell);
            }
            return;
        }
        for cells in rows {
            let mut notes = Vec::new();
            let origin = cells.iter().map(|cell| paragraphs(cell)).collect();
            let cells: Vec<String> = cells.iter().map(|cell| self.cell(cell, &mut notes)).collect();
            if cells.iter().any(|cell| !cell.is_empty()) {
                self.origins.push(Origin::Row(origin));
                self.paper.lines.push(Line {
                    text: row(&cells),
                    row: true,
                    ..Line::default()
                });
            }
            self.add_notes(&notes);
        }
    }

    /// The paragraphs of a cell, those of a table in it included.
    fn cell(&mut self, blocks: &[ShownBlock], notes: &mut Vec<usize>) -> String {
        let mut words: Vec<String> = Vec::new();
        for block in blocks {
            match block {
                ShownBlock::Paragraph(paragraph) => {
                    notes.extend(&paragraph.notes);
                    let (text, _) = self.plain(&paragraph.text, 0);
                    let label = paragraph.label.as_ref().map(|label| label.text.as_str());
                    words.push(match label {
                        Some(label) if !text.is_empty() => format!("{label} {text}"),
                        _ => text,
                    });
                }
                ShownBlock::Table(rows) => {
                    for cells in rows {
                        let cells: Vec<String> = cells.iter().map(|cell| self.cell(cell, notes)).collect();
                        words.push(cells.join(" "));
                    }
                }
                ShownBlock::Box(inner) => words.push(self.cell(inner, notes)),
            }
        }
        words.retain(|words| !words.is_empty());
        words.join("\n")
    }

    /// Words as a contract can hold them, without blanks around them, and how many bytes of them are stressed. A tab is a
    /// blank, other control characters are shown as unknown and listed.
    fn plain(&mut self, text: &str, stressed: usize) -> (String, usize) {
        let mut plain = String::with_capacity(text.len());
        let mut until = 0;
        for (at, character) in text.char_indices() {
            match character {
                '\t' => plain.push(' '),
                '\n' | '\u{2028}' | '\u{2029}' => plain.push('\n'),
                '\r' => {}
                character if character.is_control() || matches!(character, '\u{fffe}' | '\u{ffff}') => {
                    self.paper.unread.push(Unread::Symbol {
                        font: String::new(),
                        code: format!("{:04X}", u32::from(character)),
                    });
                    plain.push('\u{FFFD}');
                }
                character => plain.push(character),
            }
            if at < stressed {
                until = plain.len();
            }
        }
        let start = plain.len() - plain.trim_start().len();
        let trimmed = plain.trim();
        (trimmed.to_owned(), until.saturating_sub(start).min(trimmed.len()))
    }
}

/// The paragraphs of a cell, where there is nothing else in it.
fn paragraphs(cell: &[ShownBlock]) -> Option<Vec<&Shown>> {
    cell.iter()
        .map(|block| match block {
            ShownBlock::Paragraph(paragraph) => Some(paragraph),
            ShownBlock::Table(_) | ShownBlock::Box(_) => None,
        })
        .collect()
}

/// Whether something in a cell is a clause of its own: a heading, or a paragraph that counts in a numbered list of
/// several levels.
fn is_clause(block: &ShownBlock) -> bool {
    match block {
        ShownBlock::Paragraph(paragraph) => {
            let label = paragraph.label.as_ref().filter(|label| label.counts);
            let is_numbered = label.is_some_and(|label| super::levels::of_label(label).is_some());
            !paragraph.text.trim().is_empty() && !paragraph.derived && (paragraph.outline.is_some() || is_numbered)
        }
        ShownBlock::Table(rows) => rows.iter().flatten().flatten().any(is_clause),
        ShownBlock::Box(_) => false,
    }
}
