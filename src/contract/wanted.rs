//! Words that are looked for in a text, whatever their case and however lines and blanks part them.

use std::ops::Range;

/// Words to look for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WantedWords {
    /// In small letters, with one blank between words.
    plain: String,
}

impl WantedWords {
    /// The words as somebody typed them; `None` when there are none.
    #[must_use]
    pub fn of(typed: &str) -> Option<Self> {
        let plain = Plain::of(typed.trim()).text;
        (!plain.is_empty()).then_some(Self { plain })
    }

    /// Where they stand in a text, in bytes, one behind the other. It takes time in proportion to the text.
    #[must_use]
    pub fn places(&self, text: &str) -> Vec<Range<usize>> {
        let all = Plain::of(text);
        let found = all.text.match_indices(&self.plain);
        found
            .map(|(at, words)| all.from[at]..all.end_of(at + words.len() - 1, text))
            .collect()
    }

    /// Whether they stand in a text.
    #[must_use]
    pub fn are_in(&self, text: &str) -> bool {
        Plain::of(text).text.contains(&self.plain)
    }
}

/// A text in small letters and with one blank for any number of them, and where each of its bytes is from.
struct Plain {
    text: String,
    /// For each byte of `text` where the character begins that it is from.
    from: Vec<usize>,
}

impl Plain {
    fn of(text: &str) -> Self {
        let mut plain = Self {
            text: String::with_capacity(text.len()),
            from: Vec::with_capacity(text.len()),
        };
        let mut after_one = false;
        for (at, character) in text.char_indices() {
            let is_blank = character.is_whitespace();
            if is_blank && after_one {
                continue;
            }
            after_one = is_blank;
            if is_blank {
                plain.text.push(' ');
            } else {
                plain.text.extend(character.to_lowercase());
            }
            plain.from.resize(plain.text.len(), at);
        }
        plain
    }

    /// Where the character ends that a byte of the plain text is from.
    fn end_of(&self, at: usize, text: &str) -> usize {
        let begins = self.from[at];
        begins + text[begins..].chars().next().map_or(0, char::len_utf8)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn found<'t>(words: &str, text: &'t str) -> Vec<&'t str> {
        let wanted = WantedWords::of(words).unwrap();
        wanted.places(text).into_iter().map(|place| &text[place]).collect()
    }

    #[test]
    fn words_are_found_whatever_their_case_and_line_ends() {
        assert_eq!(
            found("Net  days", "thirty NET\n  Days, net days"),
            ["NET\n  Days", "net days"]
        );
        assert_eq!(found("违约金", "违约金不超过，违约金"), ["违约金", "违约金"]);
        assert_eq!(found("İ", "x İ y"), ["İ"]);
        assert_eq!(found("aa", "aaaa").len(), 2, "one behind the other");
        assert!(found("fee", "nothing").is_empty());
        assert_eq!(WantedWords::of(" \n\u{3000} "), None);
    }

    proptest! {
        #[test]
        fn what_is_found_says_the_words(text in "[aAbß İ中\n]{0,40}", words in "[aAbß İ中]{1,3}") {
            if let Some(wanted) = WantedWords::of(&words) {
                let places = wanted.places(&text);
                for place in &places {
                    prop_assert!(wanted.are_in(&text[place.clone()]));
                }
                prop_assert_eq!(!places.is_empty(), wanted.are_in(&text));
            }
        }
    }
}
