//! All changes of one file, each where it belongs.

use super::ends::{NewWords, new_paragraph, strike_end};
use super::pack::{in_utf_8, repacked};
use super::refused::MarkFault;
use super::rows::{cells, new_row, stands_alone, strike_row};
use super::runs::{Cutter, TextEdit, holds_box};
use super::splice::Splices;
use super::stamp::{Ids, Marker, Ours, Stamp, can_stand};
use super::tree::{Standing, inline, paragraphs};
use crate::exchange::docx::package::Package;
use crate::exchange::docx::view::Shown;
use crate::exchange::docx::xml;
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// Where something new goes.
#[derive(Debug, Clone, Copy)]
pub enum Place<'s> {
    /// In front of a paragraph.
    Before(&'s Shown),
    /// Behind a paragraph.
    Behind(&'s Shown),
    /// Behind the table in which a paragraph stands.
    BehindTable(&'s Shown),
}

/// Something to be done in a file. Paragraphs are those of its view with all changes accepted.
#[derive(Debug, Clone)]
pub enum Work<'s> {
    /// Other words in a paragraph. The edits are in order and apart from one another.
    Edit(&'s Shown, Vec<TextEdit>),
    /// A paragraph goes.
    Strike(&'s Shown),
    /// A new paragraph comes.
    Put {
        /// Where.
        at: Place<'s>,
        /// The paragraph whose looks and numbering it takes.
        like: Option<&'s Shown>,
        /// Whether it is numbered as that one is.
        numbered: bool,
        /// What it says.
        words: NewWords,
    },
    /// The row goes in which a paragraph stands, with all its cells.
    StrikeRow(&'s Shown),
    /// A new row comes behind the one in which a paragraph stands, and looks like it.
    PutRow(&'s Shown, Vec<String>),
}

/// A file in which changes were marked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Marked {
    /// Its bytes.
    pub bytes: Vec<u8>,
    /// How many paragraphs of the main document are as they were, byte for byte.
    pub untouched: usize,
    /// How many paragraphs it had.
    pub paragraphs: usize,
}

/// Something that cannot be marked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refused {
    /// Its place among what was to be done; nothing where it is the file as a whole.
    pub work: Option<usize>,
    /// Why.
    pub why: MarkFault,
}

/// Marks changes in a file, in the order in which they are given where several are at one place.
///
/// # Errors
///
/// When the file is signed or protected, or something cannot be marked where it is: then nothing is, and all that cannot is
/// told.
pub fn mark(file: &[u8], works: &[Work<'_>], stamp: &Stamp) -> Result<Marked, Vec<Refused>> {
    marked(file, works, stamp).map_err(|error| match error {
        Failed::File(why) => vec![Refused { work: None, why }],
        Failed::Works(refused) => refused,
    })
}

enum Failed {
    File(MarkFault),
    Works(Vec<Refused>),
}

impl<T: Into<MarkFault>> From<T> for Failed {
    fn from(why: T) -> Self {
        Self::File(why.into())
    }
}

fn marked(file: &[u8], works: &[Work<'_>], stamp: &Stamp) -> Result<Marked, Failed> {
    let mut package = Package::open(file)?;
    if package.is_signed() {
        return Err(MarkFault::Signed.into());
    }
    let mut ids = Ids::default();
    for kind in ["settings", "footnotes", "endnotes", "comments", "header", "footer"] {
        for name in package.related(kind) {
            let text = package.text(&name)?;
            let root = xml::parse(&text, &name)?;
            if kind == "settings" {
                let protection = root.child("documentProtection");
                let is_on = protection.is_some_and(|protection| {
                    let kind = protection.attribute("edit").unwrap_or_default();
                    let enforced = protection.attribute("enforcement").unwrap_or_default();
                    !matches!(kind.as_str(), "" | "none" | "trackedChanges")
                        && matches!(enforced.as_str(), "1" | "true" | "on")
                });
                if is_on {
                    return Err(MarkFault::Protected.into());
                }
            }
            ids.note(&root);
        }
    }
    let main = package.main().to_owned();
    let text = package.text(&main)?;
    let root = xml::parse(&text, &main)?;
    ids.note(&root);
    let found = paragraphs(&root);
    let prefix = root.prefix().to_owned();
    let mut writer = Writer {
        source: &text,
        found: &found,
        marker: Marker { ids, stamp, prefix },
        splices: Splices::default(),
        touched: BTreeSet::new(),
    };
    let tried = works.iter().enumerate().map(|(index, work)| (index, writer.work(work)));
    let refused: Vec<Refused> = tried
        .filter_map(|(index, done)| {
            let why = done.err()?;
            Some(Refused { work: Some(index), why })
        })
        .collect();
    if !refused.is_empty() {
        return Err(Failed::Works(refused));
    }
    let Writer { splices, touched, .. } = writer;
    let written = splices.applied(&text);
    let written = written.ok_or_else(|| MarkFault::Unreached(String::new()))?;
    let parts = BTreeMap::from([(main, in_utf_8(written))]);
    Ok(Marked {
        bytes: repacked(file, &parts)?,
        untouched: found.len() - touched.len(),
        paragraphs: found.len(),
    })
}

struct Writer<'a, 'e, 'x, 's> {
    source: &'a str,
    found: &'a HashMap<usize, Standing<'e, 'x>>,
    marker: Marker<'s>,
    splices: Splices,
    touched: BTreeSet<usize>,
}

impl<'e, 'x> Writer<'_, 'e, 'x, '_> {
    fn work(&mut self, work: &Work<'_>) -> Result<(), MarkFault> {
        match work {
            Work::Edit(shown, edits) => self.edit(shown, edits),
            Work::Strike(shown) => self.strike(shown),
            Work::Put {
                at,
                like,
                numbered,
                words,
            } => self.put(*at, *like, *numbered, words),
            Work::StrikeRow(shown) => self.strike_row(shown),
            Work::PutRow(shown, words) => self.put_row(shown, words),
        }
    }

    fn standing(&self, start: Option<usize>, shown: &Shown) -> Result<&Standing<'e, 'x>, MarkFault> {
        let words = || shown.text.chars().take(80).collect::<String>();
        let standing = start.and_then(|start| self.found.get(&start));
        let standing = standing.ok_or_else(|| MarkFault::Unreached(words()))?;
        if standing.is_out_of_reach() {
            return Err(MarkFault::Unreached(words()));
        }
        if standing.is_held() {
            return Err(MarkFault::Control(words()));
        }
        Ok(standing)
    }

    fn first(&self, shown: &Shown) -> Result<&Standing<'e, 'x>, MarkFault> {
        self.standing(shown.parts.first().map(|part| part.start), shown)
    }

    fn last(&self, shown: &Shown) -> Result<&Standing<'e, 'x>, MarkFault> {
        self.standing(shown.parts.last().map(|part| part.start), shown)
    }

    /// Paragraphs whose ends are gone read as one: its runs are those of all of them.
    fn edit(&mut self, shown: &Shown, edits: &[TextEdit]) -> Result<(), MarkFault> {
        let mut all = super::tree::Inline::default();
        let mut end = 0;
        for part in &shown.parts {
            let standing = self.standing(Some(part.start), shown)?;
            let mut own = inline(standing.element);
            all.runs.append(&mut own.runs);
            all.has_alternatives |= own.has_alternatives;
            end = standing.element.inside().end;
            if standing.element.is_one_tag() {
                return self.fill(shown, edits);
            }
            self.touched.insert(part.start);
        }
        let cutter = Cutter {
            source: self.source,
            shown,
            inline: &all,
            end,
        };
        cutter.cut(edits, &mut self.marker, &mut self.splices)
    }

    /// Puts words into a paragraph that is one tag: `<w:p/>`.
    fn fill(&mut self, shown: &Shown, edits: &[TextEdit]) -> Result<(), MarkFault> {
        let element = self.first(shown)?.element;
        let words: String = edits.iter().map(|edit| edit.with.as_str()).collect();
        if shown.parts.len() > 1 || !words.chars().all(can_stand) {
            return Err(MarkFault::Unreached(words));
        }
        let (name, attributes) = (element.written_name(), element.written_attributes());
        let (open, close) = (self.marker.open(Ours::Inserted), self.marker.close(Ours::Inserted));
        let run = self.marker.run("", &words);
        let filled = format!("<{name}{attributes}>{open}{run}{close}</{name}>");
        self.splices.replace(element.span.clone(), filled);
        self.touched.insert(element.span.start);
        Ok(())
    }

    fn strike(&mut self, shown: &Shown) -> Result<(), MarkFault> {
        let count = shown.parts.len();
        for (index, part) in shown.parts.iter().enumerate() {
            let standing = self.standing(Some(part.start), shown)?;
            let (element, is_last) = (standing.element, standing.is_last);
            let own = inline(element);
            if own.has_alternatives && own.runs.iter().any(|run| run.is_held) {
                return Err(MarkFault::Unreached(shown.text.chars().take(80).collect()));
            }
            let cutter = Cutter {
                source: self.source,
                shown,
                inline: &own,
                end: element.inside().end,
            };
            cutter.strike_all(&mut self.marker, &mut self.splices)?;
            // Of paragraphs that read as one, only the last still has its end.
            // One that holds a box keeps it, so that the box stays where it is.
            let holds_box = own.runs.iter().any(|run| holds_box(run.element));
            if index + 1 == count && !is_last && !holds_box {
                strike_end(element, &mut self.marker, &mut self.splices);
            }
            self.touched.insert(part.start);
        }
        Ok(())
    }

    fn put(&mut self, at: Place<'_>, like: Option<&Shown>, numbered: bool, words: &NewWords) -> Result<(), MarkFault> {
        let all = format!("{}{}", words.front, words.text);
        if let Some(character) = all.chars().find(|character| !can_stand(*character)) {
            return Err(MarkFault::Character(character.to_string()));
        }
        let at = match at {
            Place::Before(shown) => self.first(shown)?.element.span.start,
            Place::Behind(shown) => self.last(shown)?.element.span.end,
            Place::BehindTable(shown) => {
                let standing = self.last(shown)?;
                let table = standing.within("tbl");
                let row = standing.within("tr");
                let rows = table.map(|table| table.all().filter(|child| child.is("tr")).last());
                let is_last = rows.flatten().zip(row).is_some_and(|(last, row)| last.span == row.span);
                table
                    .filter(|_| is_last)
                    .map(|table| table.span.end)
                    .ok_or_else(|| MarkFault::Rows(all.chars().take(80).collect()))?
            }
        };
        let like = like
            .and_then(|like| like.parts.last())
            .and_then(|part| self.found.get(&part.start))
            .map(|standing| standing.element);
        let own = like.map(inline);
        let written = new_paragraph(self.source, like.zip(own.as_ref()), numbered, words, &mut self.marker);
        self.splices.insert(at, written);
        Ok(())
    }

    fn row(&self, shown: &Shown) -> Result<&'e xml::Element<'x>, MarkFault> {
        let standing = self.first(shown)?;
        let words = || shown.text.chars().take(80).collect();
        let row = standing.within("tr").ok_or_else(|| MarkFault::Unreached(words()))?;
        if stands_alone(row) {
            Ok(row)
        } else {
            Err(MarkFault::Rows(words()))
        }
    }

    fn strike_row(&mut self, shown: &Shown) -> Result<(), MarkFault> {
        let row = self.row(shown)?;
        strike_row(row, &mut self.marker, &mut self.splices);
        for cell in cells(row) {
            for paragraph in cell.all().filter(|child| child.is("p")) {
                let own = inline(paragraph);
                let cutter = Cutter {
                    source: self.source,
                    shown,
                    inline: &own,
                    end: paragraph.inside().end,
                };
                cutter.strike_all(&mut self.marker, &mut self.splices)?;
                self.touched.insert(paragraph.span.start);
            }
        }
        Ok(())
    }

    fn put_row(&mut self, shown: &Shown, words: &[String]) -> Result<(), MarkFault> {
        let row = self.row(shown)?;
        if cells(row).len() != words.len() {
            return Err(MarkFault::Rows(words.join(" ")));
        }
        if let Some(character) = words.iter().flat_map(|words| words.chars()).find(|c| !can_stand(*c)) {
            return Err(MarkFault::Character(character.to_string()));
        }
        let written = new_row(self.source, row, words, &mut self.marker);
        self.splices.insert(row.span.end, written);
        Ok(())
    }
}
