//! Reads what stands below each other in a part: paragraphs, tables, text boxes, and everything that is in them.

use std::collections::{BTreeMap, HashMap};

use super::fields::Fields;
use super::model::{
    Block, Cell, Change, ChangeKind, Comment, Leaf, Note, Paragraph, Piece, PieceKind, Properties, Row, Under,
};
use super::styles::{Styles, numbered, outline, switch};
use super::symbols::symbol;
use super::unread::Unread;
use super::xml::{Element, Space};
use std::ops::Range;

/// What is gathered over all parts of a document.
#[derive(Default)]
pub(crate) struct Gathered {
    pub(crate) changes: Vec<Change>,
    pub(crate) changed_looks: usize,
    pub(crate) comments: BTreeMap<String, Comment>,
    pub(crate) notes: Vec<Note>,
    /// The place of each note by its id, and whether it is one at the end.
    pub(crate) note_places: HashMap<(String, bool), usize>,
    pub(crate) unread: Vec<Unread>,
}

/// Reads one story: the body, a note, or the top of a page.
pub(crate) struct Story<'s> {
    pub(crate) styles: &'s Styles,
    pub(crate) gathered: &'s mut Gathered,
    fields: Fields,
    /// The comments that are open where the reader is.
    commented: Vec<String>,
    under: Under,
}

/// The paragraph that is being read.
struct Current {
    style: Option<String>,
    pieces: Vec<Piece>,
    boxes: Vec<Vec<Block>>,
}

/// How the words of a run look.
#[derive(Clone, Copy, Default)]
struct Looks {
    hidden: bool,
    stressed: bool,
    struck: bool,
}

/// Reads the blocks that an element holds.
pub(crate) fn read(element: &Element<'_>, styles: &Styles, gathered: &mut Gathered) -> Vec<Block> {
    let mut story = Story {
        styles,
        gathered,
        fields: Fields::default(),
        commented: Vec::new(),
        under: Under::new(),
    };
    let mut blocks = Vec::new();
    story.blocks(element, &mut blocks);
    let Story { fields, gathered, .. } = story;
    gathered.unread.extend(fields.left_open().map(Unread::BrokenField));
    blocks
}

/// The change that an element is, if it is one.
fn change_kind(element: &Element<'_>) -> Option<ChangeKind> {
    let kind = match element.name {
        "ins" | "cellIns" => ChangeKind::Inserted,
        "del" | "cellDel" => ChangeKind::Deleted,
        "moveFrom" => ChangeKind::MovedAway,
        "moveTo" => ChangeKind::MovedHere,
        _ => return None,
    };
    (element.space == Space::Word).then_some(kind)
}

/// The part of several alternatives that is read: the first, or else the one for programs that know none.
fn alternative<'e, 'a>(element: &'e Element<'a>) -> Option<&'e Element<'a>> {
    let mut all = element.elements(Space::Compatibility, "Choice");
    all.next()
        .or_else(|| element.elements(Space::Compatibility, "Fallback").next())
}

/// The words of the alternatives that are not read, where they are others than those which are.
fn other_words(element: &Element<'_>) -> Option<String> {
    let mut all = element.all().map(|alternative| {
        let mut words = String::new();
        words_in(alternative, &mut words);
        words
    });
    let read = all.next()?;
    all.find(|words| !words.trim().is_empty() && *words != read)
}

fn words_in(element: &Element<'_>, words: &mut String) {
    if matches!(element.name, "t" | "delText") {
        words.push_str(&element.text());
    }
    for child in element.all() {
        words_in(child, words);
    }
}

impl Story<'_> {
    fn note_change(&mut self, element: &Element<'_>, kind: ChangeKind) -> usize {
        self.gathered.changes.push(Change {
            kind,
            author: element.attribute("author").unwrap_or_default(),
            date: element.attribute("date"),
        });
        self.gathered.changes.len() - 1
    }

    /// What properties say that something stands under.
    fn changes_in(&mut self, properties: Option<&Element<'_>>) -> Under {
        let mut under = self.under.clone();
        for element in properties.into_iter().flat_map(Element::all) {
            if let Some(kind) = change_kind(element) {
                under.push(self.note_change(element, kind));
            }
        }
        under
    }

    /// Lists what old programs show instead of what is read.
    fn note_alternatives(&mut self, element: &Element<'_>) {
        if element.space == Space::Compatibility && element.name == "AlternateContent" {
            self.gathered
                .unread
                .extend(other_words(element).map(Unread::Alternatives));
        }
    }

    /// Counts changes of looks among properties.
    fn note_looks(&mut self, properties: Option<&Element<'_>>) {
        let changes = properties.into_iter().flat_map(Element::all);
        self.gathered.changed_looks += changes.filter(|change| change.name.ends_with("PrChange")).count();
    }

    fn blocks(&mut self, element: &Element<'_>, blocks: &mut Vec<Block>) {
        for child in element.all() {
            self.note_alternatives(child);
            if let Some(kind) = change_kind(child) {
                let change = self.note_change(child, kind);
                self.under.push(change);
                self.blocks(child, blocks);
                self.under.pop();
                continue;
            }
            match (child.space, child.name) {
                (Space::Word, "p") => self.paragraph(child, blocks),
                (Space::Word, "tbl") => {
                    let mut rows = Vec::new();
                    self.rows(child, &mut rows);
                    self.note_looks(child.child("tblPr"));
                    blocks.push(Block::Table(rows));
                }
                (Space::Word, "sdt" | "sdtContent" | "customXml" | "smartTag") => self.blocks(child, blocks),
                (Space::Compatibility, "AlternateContent") => {
                    if let Some(chosen) = alternative(child) {
                        self.blocks(chosen, blocks);
                    }
                }
                (Space::Word, "altChunk" | "subDoc") => self.gathered.unread.push(Unread::Embedded),
                (Space::Word, "sectPr") => self.note_looks(Some(child)),
                (Space::Math, "oMathPara" | "oMath") => {
                    let mut current = Current::new(None);
                    self.inline(child, &mut current);
                    blocks.push(Block::Paragraph(current.paragraph(Properties::default(), child)));
                }
                _ => self.anchor(child),
            }
        }
    }

    /// Follows where comments begin and end.
    fn anchor(&mut self, element: &Element<'_>) {
        let Some(id) = element.attribute("id").filter(|_| element.space == Space::Word) else {
            return;
        };
        match element.name {
            "commentRangeStart" => self.commented.push(id),
            "commentRangeEnd" => self.commented.retain(|open| *open != id),
            _ => {}
        }
    }

    fn rows(&mut self, element: &Element<'_>, rows: &mut Vec<Row>) {
        for child in element.all() {
            if child.is("tr") {
                let properties = child.child("trPr");
                self.note_looks(properties);
                let under = self.changes_in(properties);
                let mut cells = Vec::new();
                self.cells(child, &mut cells);
                rows.push(Row { under, cells });
            } else if matches!(child.name, "sdt" | "sdtContent" | "customXml" | "ins" | "del") {
                self.rows(child, rows);
            } else {
                self.anchor(child);
            }
        }
    }

    fn cells(&mut self, element: &Element<'_>, cells: &mut Vec<Cell>) {
        for child in element.all() {
            if child.is("tc") {
                let properties = child.child("tcPr");
                self.note_looks(properties);
                let merge = properties.and_then(|properties| properties.child("vMerge"));
                let goes_on = merge.is_some_and(|merge| merge.value().as_deref() != Some("restart"));
                let under = self.changes_in(properties);
                let mut blocks = Vec::new();
                self.blocks(child, &mut blocks);
                cells.push(Cell { under, goes_on, blocks });
            } else if matches!(child.name, "sdt" | "sdtContent" | "customXml") {
                self.cells(child, cells);
            } else {
                self.anchor(child);
            }
        }
    }

    fn properties(element: Option<&Element<'_>>) -> Properties {
        let Some(element) = element else {
            return Properties::default();
        };
        Properties {
            style: element.value_of("pStyle"),
            outline: outline(element),
            numbered: numbered(element),
            ends_section: element.child("sectPr").is_some(),
        }
    }

    fn paragraph(&mut self, element: &Element<'_>, blocks: &mut Vec<Block>) {
        let properties = element.child("pPr");
        let read = Self::properties(properties);
        let before = properties
            .and_then(|properties| properties.child("pPrChange"))
            .map(|change| Self::properties(change.child("pPr")));
        self.note_looks(properties);
        let of_end = properties.and_then(|properties| properties.child("rPr"));
        self.note_looks(of_end);
        let end_under = self.changes_in(of_end);
        let mut current = Current::new(read.style.clone());
        self.inline(element, &mut current);
        let boxes = std::mem::take(&mut current.boxes);
        let paragraph = Paragraph {
            before,
            end_under,
            ..current.paragraph(read, element)
        };
        blocks.push(Block::Paragraph(paragraph));
        blocks.extend(boxes.into_iter().map(Block::Box));
    }

    /// What stands in a paragraph, or in whatever holds runs within one.
    fn inline(&mut self, element: &Element<'_>, current: &mut Current) {
        for child in element.all() {
            self.note_alternatives(child);
            if let Some(kind) = change_kind(child) {
                let change = self.note_change(child, kind);
                self.under.push(change);
                self.inline(child, current);
                self.under.pop();
                continue;
            }
            match (child.space, child.name) {
                (Space::Word, "r") => self.run(child, current),
                (Space::Word, "fldSimple") => {
                    self.fields.begin();
                    self.fields.instruct(&child.attribute("instr").unwrap_or_default());
                    self.fields.separate();
                    self.inline(child, current);
                    self.fields.end();
                }
                (Space::Word, "pPr" | "rPr" | "sdtPr" | "sdtEndPr" | "customXmlPr" | "smartTagPr") => {}
                (Space::Math, "oMath" | "oMathPara") => self.formula(child, current),
                (Space::Compatibility, "AlternateContent") => {
                    if let Some(chosen) = alternative(child) {
                        self.inline(chosen, current);
                    }
                }
                (Space::Word, "p" | "tbl") => {
                    // A control within a line may hold whole paragraphs by mistake: their words are kept.
                    self.inline(child, current);
                }
                (Space::Word, _) => {
                    self.anchor(child);
                    self.inline(child, current);
                }
                _ => {}
            }
        }
    }

    fn formula(&mut self, element: &Element<'_>, current: &mut Current) {
        let mut text = String::new();
        self.signs(element, current, &mut text);
        self.gathered.unread.push(Unread::Formula(text));
    }

    /// The signs of a formula, in order; within one, changes stand inside of runs.
    fn signs(&mut self, element: &Element<'_>, current: &mut Current, text: &mut String) {
        if element.name == "t" {
            let signs = element.text();
            text.push_str(&signs);
            self.add(current, PieceKind::Formula, &signs, Looks::default(), &element.span);
        }
        for child in element.all() {
            let change = change_kind(child).map(|kind| self.note_change(child, kind));
            self.under.extend(change);
            self.signs(child, current, text);
            if change.is_some() {
                self.under.pop();
            }
        }
    }

    fn looks(&self, run: &Element<'_>, style: Option<&str>) -> Looks {
        let Some(properties) = run.child("rPr") else {
            return Looks {
                hidden: self.styles.hidden(style),
                stressed: self.styles.bold(style),
                struck: false,
            };
        };
        let named = properties.value_of("rStyle");
        let by_style =
            |of: &dyn Fn(Option<&str>) -> bool| named.as_deref().is_some_and(|name| of(Some(name))) || of(style);
        let hidden = switch(properties, "vanish").unwrap_or_else(|| by_style(&|style| self.styles.hidden(style)));
        let bold = switch(properties, "b").unwrap_or_else(|| by_style(&|style| self.styles.bold(style)));
        Looks {
            hidden,
            stressed: bold || switch(properties, "u").unwrap_or(false),
            struck: switch(properties, "strike").unwrap_or(false) || switch(properties, "dstrike").unwrap_or(false),
        }
    }

    fn run(&mut self, run: &Element<'_>, current: &mut Current) {
        let looks = self.looks(run, current.style.as_deref());
        self.note_looks(run.child("rPr"));
        self.run_content(run, current, looks);
    }

    fn run_content(&mut self, run: &Element<'_>, current: &mut Current, looks: Looks) {
        for child in run.all() {
            self.note_alternatives(child);
            let add = |story: &mut Self, current: &mut Current, text: &str| {
                story.add(current, PieceKind::Words, text, looks, &child.span);
            };
            match (child.space, child.name) {
                (Space::Word, "t" | "delText") => add(self, current, &child.text()),
                (Space::Word, "tab" | "ptab") => add(self, current, "\t"),
                (Space::Word, "br") => {
                    let kind = child.attribute("type");
                    if matches!(kind.as_deref(), None | Some("textWrapping")) {
                        add(self, current, "\n");
                    }
                }
                (Space::Word, "cr") => add(self, current, "\n"),
                (Space::Word, "noBreakHyphen") => add(self, current, "-"),
                (Space::Word, "softHyphen") => add(self, current, "\u{AD}"),
                (Space::Word, "sym") => {
                    let font = child.attribute("font").unwrap_or_default();
                    let code = child.attribute("char").unwrap_or_default();
                    let known = symbol(&font, &code);
                    if known.is_none() {
                        self.gathered.unread.push(Unread::Symbol { font, code });
                    }
                    add(self, current, known.unwrap_or('\u{FFFD}').encode_utf8(&mut [0; 4]));
                }
                (Space::Word, "footnoteReference" | "endnoteReference") => self.note(child, current, looks),
                (Space::Word, "fldChar") => self.field(child, current, looks),
                (Space::Word, "instrText" | "delInstrText") => self.fields.instruct(&child.text()),
                (Space::Word, "drawing" | "pict" | "object") => self.drawing(child, current),
                (Space::Word, "ruby") => {
                    if let Some(base) = child.child("rubyBase") {
                        self.inline(base, current);
                    }
                }
                (Space::Compatibility, "AlternateContent") => {
                    if let Some(chosen) = alternative(child) {
                        self.run_content(chosen, current, looks);
                    }
                }
                _ => {}
            }
        }
    }

    fn note(&mut self, reference: &Element<'_>, current: &mut Current, looks: Looks) {
        let at_end = reference.name == "endnoteReference";
        let id = (reference.attribute("id").unwrap_or_default(), at_end);
        let place = self.gathered.note_places.get(&id).copied();
        if let Some(place) = place {
            self.add(current, PieceKind::Note(place), "", looks, &reference.span);
        }
    }

    fn field(&mut self, element: &Element<'_>, current: &mut Current, looks: Looks) {
        match element.attribute("fldCharType").as_deref() {
            Some("begin") => {
                self.fields.begin();
                let form = element.child("ffData").and_then(|form| form.child("checkBox"));
                if let Some(form) = form {
                    let state = form.child("checked").or_else(|| form.child("default"));
                    let sign = if state.is_some_and(Element::is_on) {
                        "☒"
                    } else {
                        "☐"
                    };
                    // A box to tick has no words of its own; its state is what it says.
                    self.push(current, PieceKind::Words, sign, looks, &element.span);
                }
            }
            Some("separate") => self.fields.separate(),
            Some("end") => self.fields.end(),
            _ => {}
        }
    }

    fn drawing(&mut self, element: &Element<'_>, current: &mut Current) {
        let mut found = Vec::new();
        boxes(element, &mut found);
        if found.is_empty() {
            let unread = if element.is("object") {
                Some(Unread::Embedded)
            } else {
                picture(element).map(Unread::Picture)
            };
            self.gathered.unread.extend(unread);
            return;
        }
        for content in found {
            // A box is a story of its own: a field around its anchor does not reach into it.
            let fields = std::mem::take(&mut self.fields);
            let mut blocks = Vec::new();
            self.blocks(content, &mut blocks);
            self.fields = fields;
            current.boxes.push(blocks);
        }
    }

    /// Adds words, unless they belong to what a field is told to do.
    fn add(&mut self, current: &mut Current, kind: PieceKind, text: &str, looks: Looks, at: &Range<usize>) {
        if self.fields.take_away(text) {
            return;
        }
        self.push(current, kind, text, looks, at);
    }

    fn push(&mut self, current: &mut Current, kind: PieceKind, text: &str, looks: Looks, at: &Range<usize>) {
        if text.is_empty() && !matches!(kind, PieceKind::Note(_)) {
            return;
        }
        for id in &self.commented {
            if let Some(comment) = self.gathered.comments.get_mut(id) {
                comment.on.push_str(text);
            }
        }
        if (looks.hidden || looks.struck) && !text.trim().is_empty() {
            // Words that go on with the last thing that is listed are one thing with it.
            let unread = &mut self.gathered.unread;
            match (unread.last_mut(), looks.hidden) {
                (Some(Unread::Hidden(words)), true) | (Some(Unread::StruckByLooks(words)), false) => {
                    words.push_str(text);
                }
                (_, true) => unread.push(Unread::Hidden(text.to_owned())),
                (_, false) => unread.push(Unread::StruckByLooks(text.to_owned())),
            }
        }
        let piece = Piece {
            kind,
            text: text.to_owned(),
            under: self.under.clone(),
            hidden: looks.hidden,
            stressed: looks.stressed,
            derived: self.fields.derived(),
            leaves: vec![Leaf {
                len: text.len(),
                span: at.clone(),
                in_field: self.fields.is_open(),
            }],
        };
        current.push(piece);
    }
}

impl Current {
    fn new(style: Option<String>) -> Self {
        Self {
            style,
            pieces: Vec::new(),
            boxes: Vec::new(),
        }
    }

    fn push(&mut self, piece: Piece) {
        match self.pieces.last_mut() {
            Some(last)
                if last.kind == piece.kind
                    && piece.kind == PieceKind::Words
                    && last.under == piece.under
                    && (last.hidden, last.stressed, last.derived) == (piece.hidden, piece.stressed, piece.derived) =>
            {
                last.text.push_str(&piece.text);
                last.leaves.extend(piece.leaves);
            }
            _ => self.pieces.push(piece),
        }
    }

    fn paragraph(self, properties: Properties, element: &Element<'_>) -> Paragraph {
        Paragraph {
            properties,
            before: None,
            pieces: self.pieces,
            end_under: Under::new(),
            span: element.span.clone(),
        }
    }
}

/// The contents of the text boxes in a drawing, each once.
fn boxes<'e, 'a>(element: &'e Element<'a>, found: &mut Vec<&'e Element<'a>>) {
    for child in element.all() {
        if child.is("txbxContent") {
            found.push(child);
        } else if child.space == Space::Compatibility && child.name == "AlternateContent" {
            if let Some(chosen) = alternative(child) {
                boxes(chosen, found);
            }
        } else {
            boxes(child, found);
        }
    }
}

/// The description of a picture; nothing for a mere line.
fn picture(element: &Element<'_>) -> Option<String> {
    if element.is("pict") && !holds(element, &["imagedata", "textpath"]) {
        return None;
    }
    let about = described(element);
    Some(about.unwrap_or_default())
}

fn holds(element: &Element<'_>, names: &[&str]) -> bool {
    element
        .all()
        .any(|child| names.contains(&child.name) || holds(child, names))
}

fn described(element: &Element<'_>) -> Option<String> {
    if matches!(element.name, "docPr" | "imagedata") {
        let said = ["descr", "title", "name"].iter().find_map(|name| {
            let said = element.attribute(name)?;
            (!said.trim().is_empty()).then_some(said)
        });
        return said;
    }
    element.all().find_map(described)
}
