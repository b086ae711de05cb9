//! Who made a change and when, and the number by which each mark is known.

use crate::exchange::docx::xml::{Element, Node, Space};
use std::collections::HashSet;

/// In whose name changes are marked, and when.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stamp {
    /// The author, as Word shows it.
    pub author: String,
    /// The time in UTC, without fractions: `2026-03-01T09:00:00Z`.
    pub date: String,
}

/// Gives numbers to marks that nothing else in a file has.
#[derive(Debug, Default)]
pub(super) struct Ids {
    used: HashSet<u32>,
    next: u32,
}

impl Ids {
    /// Takes note of the numbers that stand in a part.
    pub(super) fn note(&mut self, element: &Element<'_>) {
        for node in &element.children {
            let Node::Element(child) = node else { continue };
            if child.space == Space::Word
                && let Some(id) = child.attribute("id").and_then(|id| id.parse().ok())
            {
                self.used.insert(id);
            }
            self.note(child);
        }
    }

    /// The next number.
    pub(super) fn give(&mut self) -> u32 {
        loop {
            self.next += 1;
            if self.used.insert(self.next) {
                return self.next;
            }
        }
    }
}

/// Text as it stands between tags, or in an attribute.
pub(super) fn escaped(text: &str) -> String {
    let mut written = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '&' => written.push_str("&amp;"),
            '<' => written.push_str("&lt;"),
            '>' => written.push_str("&gt;"),
            '"' => written.push_str("&quot;"),
            '\t' | '\n' | '\r' => {
                written.push_str("&#");
                written.push_str(&u32::from(character).to_string());
                written.push(';');
            }
            character => written.push(character),
        }
    }
    written
}

/// Whether a character can stand in XML at all.
pub(super) fn can_stand(character: char) -> bool {
    let is_control = character.is_control() && !matches!(character, '\t' | '\n' | '\u{7f}'..='\u{9f}');
    !is_control && !matches!(character, '\u{fffe}' | '\u{ffff}')
}

/// Which of the two kinds of mark of ours something is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Ours {
    Inserted,
    Deleted,
}

impl Ours {
    fn name(self) -> &'static str {
        match self {
            Self::Inserted => "ins",
            Self::Deleted => "del",
        }
    }
}

/// Writes marks: with the file's own prefix, a number of its own for each, and the author's name.
#[derive(Debug)]
pub(super) struct Marker<'s> {
    pub(super) ids: Ids,
    pub(super) stamp: &'s Stamp,
    /// The prefix of Word's vocabulary in the part, with the colon.
    pub(super) prefix: String,
}

impl Marker<'_> {
    fn tag(&mut self, ours: Ours, end: &str) -> String {
        format!(
            r#"<{p}{name} {p}id="{id}" {p}author="{author}" {p}date="{date}"{end}>"#,
            p = self.prefix,
            name = ours.name(),
            id = self.ids.give(),
            author = escaped(&self.stamp.author),
            date = escaped(&self.stamp.date),
        )
    }

    /// The tag that begins a mark.
    pub(super) fn open(&mut self, ours: Ours) -> String {
        self.tag(ours, "")
    }

    /// The tag that ends a mark.
    pub(super) fn close(&self, ours: Ours) -> String {
        format!("</{}{}>", self.prefix, ours.name())
    }

    /// A mark without content, as the ends of paragraphs and rows have it.
    pub(super) fn empty(&mut self, ours: Ours) -> String {
        self.tag(ours, "/")
    }

    /// A run of new words with these properties.
    pub(super) fn run(&self, properties: &str, text: &str) -> String {
        let p = &self.prefix;
        let content = self.content(text);
        format!("<{p}r>{properties}{content}</{p}r>")
    }

    /// Words as they stand in a run: a line end and a tab are elements.
    pub(super) fn content(&self, text: &str) -> String {
        self.words(text, "t")
    }

    /// Words in elements of a name.
    pub(super) fn words(&self, text: &str, name: &str) -> String {
        let p = &self.prefix;
        let mut content = String::new();
        for (index, line) in text.split('\n').enumerate() {
            if index > 0 {
                let piece = format!("<{p}br/>");
                content.push_str(&piece);
            }
            for (index, words) in line.split('\t').enumerate() {
                if index > 0 {
                    let piece = format!("<{p}tab/>");
                    content.push_str(&piece);
                }
                if !words.is_empty() {
                    let words = escaped(words);
                    let piece = format!(r#"<{p}{name} xml:space="preserve">{words}</{p}{name}>"#);
                    content.push_str(&piece);
                }
            }
        }
        content
    }

    /// The first tag of an element as it is written, with a number of its own.
    pub(super) fn again(&mut self, element: &Element<'_>) -> String {
        let attributes = element.written_attributes();
        let id = format!("{}id=", element.prefix());
        let attributes = match attributes.find(&id) {
            Some(at) => {
                let value = at + id.len();
                let quote = attributes[value..].chars().next().unwrap_or('"');
                let end = attributes[value + 1..].find(quote).map_or(value, |end| value + 2 + end);
                format!("{}\"{}\"{}", &attributes[..value], self.ids.give(), &attributes[end..])
            }
            None => attributes.to_owned(),
        };
        format!("<{}{}>", element.written_name(), attributes)
    }
}
