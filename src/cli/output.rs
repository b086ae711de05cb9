//! Writing to standard output.

use std::fmt::Write as _;
use std::io::{ErrorKind, Write as _};

/// Prints text as it is. A reader that goes away early is no error.
pub(super) fn print(text: &str) -> std::io::Result<()> {
    let mut out = std::io::stdout().lock();
    match out.write_all(text.as_bytes()).and_then(|()| out.flush()) {
        Err(error) if error.kind() == ErrorKind::BrokenPipe => Ok(()),
        done => done,
    }
}

/// Prints JSON. What could drive a terminal or turn its text around, and what some readers of JSON stumble over, stands
/// there by its number: it means the same to whoever reads it as JSON.
pub(super) fn print_json(answer: &impl std::fmt::Display) -> std::io::Result<()> {
    print(&escaped(&format!("{answer}\n")))
}

fn escaped(json: &str) -> String {
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
        let json = escaped(&value.to_string());
        assert!(
            !json.chars().any(|letter| odd.contains(letter) || letter.is_control()),
            "{json:?}"
        );
        assert_eq!(serde_json::from_str::<serde_json::Value>(&json).unwrap(), value);
    }
}
