//! How a sentence names a character that a screen may not show.

use crate::language::{Language, say};

/// Shows a character in a message by its code point, for those that a screen cannot show.
#[must_use]
pub fn code_point(character: char) -> String {
    format!("U+{:04X}", u32::from(character))
}

/// A character by its code point, and as it looks where a screen can show it.
pub(super) fn named(character: char, language: Language) -> String {
    let point = code_point(character);
    if character.is_control() {
        return point;
    }
    say!(language, "{point} (`{character}`)", "{point}（`{character}`）")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_screen_cannot_show_is_named_by_its_code_point_alone() {
        assert_eq!(code_point('\u{85}'), "U+0085");
        assert_eq!(named('\u{7}', Language::English), "U+0007");
        assert_eq!(named('/', Language::English), "U+002F (`/`)");
        assert_eq!(named('/', Language::Chinese), "U+002F（`/`）");
    }
}
