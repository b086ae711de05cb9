//! JSON that a terminal, or a reader of text, can be shown.

use std::fmt::Write as _;

/// The same JSON; what could drive a terminal or turn its text around, and what some readers of JSON stumble over, stands
/// there by its number.
#[must_use]
pub fn json_escaped(json: &str) -> String {
    let mut escaped = String::with_capacity(json.len());
    for letter in json.chars() {
        match letter {
            '\u{7f}'..='\u{9f}'
            | '\u{61c}'
            | '\u{200e}'
            | '\u{200f}'
            | '\u{2028}'..='\u{202e}'
            | '\u{2066}'..='\u{2069}'
            | '\u{feff}' => {
                // Writing to a string cannot fail.
                let _ = write!(escaped, "\\u{:04x}", u32::from(letter));
            }
            other => escaped.push(other),
        }
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn json_holds_no_sign_that_drives_a_terminal_or_turns_text_around_and_says_the_same() {
        let odd: String = (0x7f..=0x9f)
            .chain([0x61c, 0x200e, 0x200f])
            .chain(0x2028..=0x202e)
            .chain(0x2066..=0x2069)
            .filter_map(char::from_u32)
            .collect();
        let value = serde_json::json!({ "text": format!("甲{odd}b\u{1b}[31m") });
        let json = json_escaped(&value.to_string());
        assert!(
            !json.chars().any(|letter| odd.contains(letter) || letter.is_control()),
            "{json:?}"
        );
        assert_eq!(serde_json::from_str::<serde_json::Value>(&json).unwrap(), value);
    }
}
