//! The redline as Markdown.
//!
//! Deletions and insertions are `<del>` and `<ins>`, not `~~` and `**`: those open and close only beside blanks and
//! punctuation (the flanking rule of `CommonMark`), so that `**六十（60）**日` would not render, nor could a deleted blank be
//! marked. As plain text the tags say which is which without a legend, and every line closes what it opened.

use super::Document;
use super::attention::FigureRow;
use super::markdown_text;
use super::page::{FrontRow, PageClause, PageSide, RedlinePage, page};
use super::runs::{Run, RunLine};
use super::sentence::{ClauseMention, SentencePart};
use super::text_pieces::{TextPiece, plain};
use crate::language::Language;
use crate::redline::Op;
use crate::wording::{PageWords, RedlineWords};

/// The redline as Markdown, readable as plain text too.
///
/// Two versions first, then the figures that moved, what needs attention, and the clauses. No word of the contract is
/// taken for mark-up, and no character that does not show stays hidden.
#[must_use]
pub fn redline_markdown(document: &Document<'_>, language: Language) -> String {
    let writer = Writer {
        words: PageWords::of(language),
        language,
    };
    let blocks = writer.blocks(&page(document, language), document.all);
    let mut text = blocks.join("\n\n");
    text.push('\n');
    text
}

struct Writer {
    words: &'static PageWords,
    language: Language,
}

impl Writer {
    /// Everything that is separated by a blank line.
    fn blocks(&self, page: &RedlinePage, all: bool) -> Vec<String> {
        let words = self.words;
        let mut blocks = vec![format!("# {}", self.text(&page.title))];
        blocks.push(format!("{} · {}", words.redline, self.text(&page.contract)));
        blocks.push(
            page.sides
                .iter()
                .map(|side| self.side(side))
                .collect::<Vec<_>>()
                .join("\n"),
        );
        blocks.push(format!("**{}**", page.summary.join(" · ")));
        if !page.figures.is_empty() {
            blocks.push(format!("## {}", words.figures));
            blocks.push(self.figures(&page.figures));
        }
        if !page.attention.is_empty() {
            blocks.push(format!("## {}", words.attention));
        }
        for topic in &page.attention {
            blocks.push(format!("### {}", topic.heading));
            blocks.push(
                topic
                    .items
                    .iter()
                    .map(|item| format!("- {}", self.sentence(item)))
                    .collect::<Vec<_>>()
                    .join("\n"),
            );
        }
        if !page.front.is_empty() {
            blocks.push(format!("## {}", words.front));
            blocks.push(
                page.front
                    .iter()
                    .map(|row| self.front(row))
                    .collect::<Vec<_>>()
                    .join("\n"),
            );
        }
        if !page.entries.is_empty() || !page.folded.is_empty() {
            blocks.push(format!(
                "## {}",
                if all { words.all_clauses } else { words.changed_clauses }
            ));
            blocks.push(words.legend_markdown.to_owned());
        }
        blocks.extend(page.folded.iter().map(|sentence| self.sentence(sentence)));
        for entry in &page.entries {
            self.entry(entry, &mut blocks);
        }
        blocks
    }

    fn side(&self, side: &PageSide) -> String {
        let mut parts = vec![self.text(&side.version)];
        parts.extend(
            [&side.sender, &side.date]
                .into_iter()
                .flatten()
                .map(|text| self.text(text)),
        );
        parts.extend(side.note.iter().map(|note| format!("“{}”", self.text(note))));
        parts.extend(
            side.git_id
                .iter()
                .map(|id| format!("{} {}", self.words.git_id, self.text(id))),
        );
        format!("- {}{}{}", side.label, self.words.colon, parts.join(" · "))
    }

    fn figures(&self, rows: &[FigureRow]) -> String {
        let words = self.words;
        let mut lines = vec![
            format!(
                "| {} | {} | {} | {} |",
                words.clause, words.item, words.before, words.after
            ),
            "| --- | --- | --- | --- |".to_owned(),
        ];
        lines.extend(rows.iter().map(|row| {
            let clause = self.sentence(&[SentencePart::Clause(row.clause.clone())]);
            format!(
                "| {clause} | {} | {} | {} |",
                row.kind,
                self.value(row.old.as_ref()),
                self.value(row.new.as_ref())
            )
        }));
        lines.join("\n")
    }

    fn value(&self, value: Option<&Vec<TextPiece>>) -> String {
        value.map_or_else(|| self.words.nothing.to_owned(), |value| self.text(value))
    }

    fn front(&self, row: &FrontRow) -> String {
        let side = |value: &Option<Vec<TextPiece>>, tag: &str| {
            value
                .as_ref()
                .map(|value| format!(" <{tag}>{}</{tag}>", self.text(value)))
                .unwrap_or_default()
        };
        let by = row
            .by
            .as_ref()
            .map(|by| format!(" ({})", self.text(by)))
            .unwrap_or_default();
        format!(
            "- {}:{}{}{by}",
            self.sentence(&row.item),
            side(&row.old, "del"),
            side(&row.new, "ins")
        )
    }

    fn entry(&self, entry: &PageClause, blocks: &mut Vec<String>) {
        let heading = format!("### {} {}", entry.name.number, self.line(&entry.heading, false));
        blocks.push(heading.trim_end().to_owned());
        let flags = entry
            .flags
            .iter()
            .map(|flag| format!("**{}**", RedlineWords(self.language).flag(*flag)));
        blocks.push(
            entry
                .states
                .iter()
                .cloned()
                .chain(flags)
                .collect::<Vec<_>>()
                .join(" · "),
        );
        blocks.extend(entry.notes.iter().map(|note| self.sentence(note)));
        blocks.extend(
            entry
                .lines
                .iter()
                .filter(|line| !line.is_empty())
                .map(|line| self.line(line, true)),
        );
    }

    fn line(&self, line: &RunLine, starts_line: bool) -> String {
        let mut out = String::new();
        for run in line {
            let starts_line = starts_line && out.is_empty() && run.op == Op::Equal;
            let text = self.run(run, starts_line);
            // Two code spans in a row would run together into one.
            if text.starts_with('`') && out.ends_with('`') {
                out.push(' ');
            }
            out.push_str(&text);
        }
        out
    }

    fn run(&self, run: &Run, starts_line: bool) -> String {
        let text = markdown_text::words(&run.pieces, starts_line, self.words);
        let elsewhere = |arrow: char| run.elsewhere.as_ref().map(|name| format!("`{arrow}{}`", number(name)));
        match run.op {
            Op::Equal => text,
            Op::Delete => {
                format!("<del>{text}</del>{}", elsewhere('→').unwrap_or_default())
            }
            Op::Insert => {
                format!("{}<ins>{text}</ins>", elsewhere('←').unwrap_or_default())
            }
        }
    }

    fn text(&self, pieces: &[TextPiece]) -> String {
        markdown_text::words(pieces, false, self.words)
    }

    fn sentence(&self, parts: &[SentencePart]) -> String {
        parts
            .iter()
            .map(|part| match part {
                SentencePart::Own(text) => text.clone(),
                SentencePart::Quoted(pieces) => self.text(pieces),
                SentencePart::Clause(name) => format!("{} {}", name.number, self.text(&name.heading))
                    .trim()
                    .to_owned(),
            })
            .collect()
    }
}

/// The clause's number, or its heading in letters that cannot end a code span.
fn number(name: &ClauseMention) -> String {
    if name.number.is_empty() {
        plain(&name.heading).replace('`', "'")
    } else {
        name.number.clone()
    }
}
