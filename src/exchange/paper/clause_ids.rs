//! Ids for clauses that have none: from the words of their headings, each once.

use crate::contract::is_default_ignorable;
use crate::redline::label_in_front;
use std::collections::{HashMap, HashSet};
use unicode_normalization::UnicodeNormalization;

/// How many words of a heading an id has at most, and how many characters.
const WORDS: usize = 5;
const CHARACTERS: usize = 40;

/// The ids that were given, and for each that was asked for the number that the next one of it gets.
#[derive(Default)]
pub(super) struct ClauseIds {
    given: HashSet<String>,
    next: HashMap<String, u32>,
}

impl ClauseIds {
    /// An id for a clause with that heading, which stands at that place below its parent.
    pub(super) fn give(&mut self, heading: &str, parent: Option<&str>, place: usize) -> String {
        let words = words(heading);
        let wanted = if words.is_empty() {
            format!("{}-{place}", parent.unwrap_or("clause"))
        } else {
            words
        };
        self.take(&wanted)
    }

    /// That id, or the first free one after it.
    pub(super) fn take(&mut self, wanted: &str) -> String {
        // A paper may repeat one heading ten thousand times: nobody counts from two again for each.
        let next = self.next.entry(wanted.to_owned()).or_insert(1);
        loop {
            let id = match *next {
                1 => wanted.to_owned(),
                number => format!("{wanted}-{number}"),
            };
            *next += 1;
            if self.given.insert(id.clone()) {
                return id;
            }
        }
    }
}

/// The words of a heading, without the number in front, as an id may have them.
fn words(heading: &str) -> String {
    let behind = label_in_front(heading).map_or(heading, |(at, _)| heading.get(at.end..).unwrap_or_default());
    let composed: String = behind.to_lowercase().nfc().collect();
    let mut id = String::new();
    let words = composed.split(|c: char| !c.is_alphanumeric() || is_default_ignorable(c));
    for word in words.filter(|word| !word.is_empty()).take(WORDS) {
        if id.chars().count() + word.chars().count() > CHARACTERS && !id.is_empty() {
            break;
        }
        if !id.is_empty() {
            id.push('-');
        }
        id.extend(word.chars().take(CHARACTERS));
    }
    // Composing may join what was cut.
    id.nfc().collect()
}

#[cfg(test)]
mod tests {
    use super::ClauseIds;

    #[test]
    fn a_heading_that_is_repeated_counts_on_and_leaves_out_what_is_taken() {
        let mut ids = ClauseIds::default();
        assert_eq!(ids.take("fees-2"), "fees-2");
        for id in ["fees", "fees-3", "fees-4"] {
            assert_eq!(ids.take("fees"), id);
        }
    }

    #[test]
    fn ids_are_the_words_of_headings_each_once() {
        let mut ids = ClauseIds::default();
        for (heading, parent, place, id) in [
            ("Fees and Taxes", None, 1, "fees-and-taxes"),
            ("5.2 Fees and taxes", None, 2, "fees-and-taxes-2"),
            ("第三条 保密义务", None, 3, "保密义务"),
            ("", Some("保密义务"), 2, "保密义务-2"),
            ("第四条", Some("保密义务"), 2, "保密义务-2-2"),
            ("", None, 4, "clause-4"),
            (
                "Limitation of Liability for Indirect and Consequential Damage",
                None,
                5,
                "limitation-of-liability-for-indirect",
            ),
        ] {
            assert_eq!(ids.give(heading, parent, place), id, "{heading}");
        }
    }
}
